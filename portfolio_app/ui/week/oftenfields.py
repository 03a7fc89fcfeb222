"""The fields that say how often an activity or an on-call rota is done.

Knows nothing of widgets or of the document.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from portfolio_app.core import words
from portfolio_app.core.model import (
    EVERY_WEEK,
    Activity,
    CoverBy,
    CycleWeeks,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
)
from portfolio_app.core.repeats import in_the_way, with_cycle
from portfolio_app.ui.week import chooser
from portfolio_app.ui.week.chooser import HowOften, often_of
from portfolio_app.ui.week.comesto import comes_to
from portfolio_app.ui.week.facts import Facts, Option
from portfolio_app.ui.week.fieldkit import WITHIN, WORTH, Step, always
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind
from portfolio_app.ui.widgets.typed import RefusedError

_ORDINALS: tuple[Option, ...] = tuple(
    (week, word) for week, word in enumerate(("1st", "2nd", "3rd", "4th", "5th"), start=1)
)
_LONGEST = 104
_ONE_WAY = "One way at a time: another takes the place of this one."


def _often_options(_facts: Facts, item: Activity | OnCall) -> Sequence[Option]:
    if isinstance(item, OnCall):
        return [
            (HowOften.ONE_IN, "One in so many"),
            (HowOften.CYCLE_WEEKS, "Weeks of the rota"),
            (HowOften.PER_YEAR, "Times a year"),
            (HowOften.DATES, "On dates"),
            (HowOften.EVERY_WEEK, "Every week"),
        ]
    return [
        (HowOften.EVERY_WEEK, "Every week"),
        (HowOften.ONE_IN, "Every n weeks"),
        (HowOften.CYCLE_WEEKS, "Weeks of the rota"),
        (HowOften.MONTH_WEEKS, "Days of the month"),
        (HowOften.PER_YEAR, "Times a year"),
        (HowOften.DATES, "On dates"),
        (HowOften.HOLIDAYS, "Public holidays"),
    ]


def _set_often(facts: Facts, item: Activity | OnCall, often: HowOften) -> Activity | OnCall:
    return chooser.set_often(item, often, year_start=facts.portfolio.person.year_start)


def _cycle(facts: Facts, item: Activity | OnCall) -> int:
    role = facts.role(item.role)
    return 1 if role is None else role.cycle_weeks


def _rota_weeks(facts: Facts, item: Activity | OnCall) -> Sequence[Option]:
    return [(week, str(week)) for week in range(1, 1 + _cycle(facts, item))]


def _set_cycle(facts: Facts, item: Activity | OnCall, weeks: int | None) -> object:
    """Another length of the role's rota: an edit of the role, and of all that names its weeks."""
    if weeks is None or not 1 <= weeks <= _LONGEST:
        raise RefusedError(f"A rota is 1 to {_LONGEST} weeks long.")
    role = facts.role(item.role)
    if role is None or weeks == role.cycle_weeks:
        return item
    blocking = in_the_way(facts.whole or facts.portfolio, role.id, weeks, facts.scenario, item.id)
    if blocking:
        names = words.listing([line.title for line in blocking])
        raise RefusedError(
            f"{names} would be done more or less often. Choose a multiple of"
            f" {role.cycle_weeks} weeks, or change how often those are done first."
        )
    return Step(
        f"Make the rota of {role.title} {weeks} week{'' if weeks == 1 else 's'} long",
        lambda p, scenario: with_cycle(p, role.id, weeks, scenario, own=item.id),
    )


def _set_weeks(_facts: Facts, item: Activity | OnCall, weeks: tuple[int, ...]) -> object:
    if not weeks:
        raise RefusedError("At least one week is needed.")
    make = MonthWeeks if isinstance(item.frequency, MonthWeeks) else CycleWeeks
    return chooser.set_frequency(item, make(tuple(sorted(weeks))))


def _often_is(often: HowOften) -> Callable[[Any, Activity | OnCall], bool]:
    return lambda _facts, item: often_of(item) is often


def _set_one_in(_facts: Facts, item: Activity | OnCall, n: Fraction) -> object:
    was = item.frequency if isinstance(item.frequency, OneIn) else OneIn(n)
    if was.times > n:
        raise RefusedError(f"It cannot be done {was.times} times in {n} weeks.")
    if n < 1:
        raise RefusedError("1 in 1 is every week: write 1 or more.")
    kept = was.from_week if was.from_week is not None and was.from_week <= n else None
    return replace(item, frequency=OneIn(n, was.times, kept if n.denominator == 1 else None))


def _set_times(_facts: Facts, item: Activity | OnCall, times: Fraction) -> object:
    was = item.frequency if isinstance(item.frequency, OneIn) else OneIn(Fraction(4))
    if times > was.n:
        raise RefusedError("It cannot be done in more weeks than there are.")
    kept = was.from_week if times.denominator == 1 else None
    return replace(item, frequency=OneIn(was.n, times, kept))


def _set_from_week(_facts: Facts, item: Activity | OnCall, week: int | None) -> object:
    was = item.frequency if isinstance(item.frequency, OneIn) else OneIn(Fraction(4))
    whole = was.n.denominator == 1 and was.times.denominator == 1
    if week is not None and not whole:
        raise RefusedError("A first week needs whole numbers of weeks.")
    if week is not None and not 1 <= week <= was.n:
        raise RefusedError(f"The first week lies between 1 and {was.n}.")
    return replace(item, frequency=OneIn(was.n, was.times, week))


def _one_in(part: str) -> Callable[[Any, Activity | OnCall], Any]:
    return lambda _facts, item: getattr(item.frequency, part, None)


def _set_dates(_facts: Facts, item: Activity | OnCall, dates: tuple[Any, ...]) -> object:
    return chooser.set_frequency(item, OnDates(dates))


def _holiday_share(_facts: Facts, item: Activity) -> Fraction | None:
    return item.frequency.n if isinstance(item.frequency, OneIn) else None


def _set_holiday_share(_facts: Facts, item: Activity, n: Fraction | None) -> object:
    if n is not None and n < 1:
        raise RefusedError("1 in 1 is every public holiday: write 1 or more, or nothing.")
    return replace(item, frequency=EVERY_WEEK if n is None or n == 1 else OneIn(n))


def _comes_to(facts: Facts, item: Activity | OnCall) -> str:
    line, counted = facts.count.line(item.id), facts.count.role(item.role)
    return "" if line is None or counted is None else comes_to(line, counted)


def _is_counted(facts: Facts, item: Activity | OnCall) -> bool:
    return bool(_comes_to(facts, item))


def _set_first(_facts: Facts, item: Activity | OnCall, day: date | None) -> object:
    if day is not None and item.last_day is not None and item.last_day < day:
        raise RefusedError(f"The first day comes before the last, {words.day_date(item.last_day)}.")
    return replace(item, first_day=day)


def _set_last(_facts: Facts, item: Activity | OnCall, day: date | None) -> object:
    if day is not None and item.first_day is not None and day < item.first_day:
        raise RefusedError(f"The last day comes after the first, {words.day_date(item.first_day)}.")
    return replace(item, last_day=day)


HOW_OFTEN: tuple[Field, ...] = (
    Field(
        key="often",
        label="How often",
        kind=Kind.CHOICE,
        read=lambda _facts, item: often_of(item),
        write=_set_often,
        options=_often_options,
        hint=_ONE_WAY,
    ),
    Field(
        key="rota_weeks",
        label="Rota of",
        kind=Kind.LINE,
        line=typed.WHOLE,
        read=_cycle,
        write=_set_cycle,
        shown=_often_is(HowOften.CYCLE_WEEKS),
        hint="weeks, of the whole role. Its other lines stay as often as they are.",
    ),
    Field(
        key="weeks",
        label="In weeks",
        kind=Kind.TOGGLES,
        read=lambda _facts, item: item.frequency.weeks,
        write=_set_weeks,
        options=_rota_weeks,
        shown=_often_is(HowOften.CYCLE_WEEKS),
    ),
    Field(
        key="month_weeks",
        label="Of the month",
        kind=Kind.TOGGLES,
        read=lambda _facts, item: item.frequency.weeks,
        write=_set_weeks,
        options=always(*_ORDINALS),
        shown=_often_is(HowOften.MONTH_WEEKS),
    ),
    Field(
        key="one_in",
        label="One in (weeks)",
        kind=Kind.LINE,
        line=typed.ABOVE_ZERO,
        read=_one_in("n"),
        write=_set_one_in,
        shown=_often_is(HowOften.ONE_IN),
    ),
    Field(
        key="times",
        label="Weeks of them",
        kind=Kind.LINE,
        line=typed.ABOVE_ZERO,
        read=_one_in("times"),
        write=_set_times,
        shown=_often_is(HowOften.ONE_IN),
    ),
    Field(
        key="from_week",
        label="First in week",
        kind=Kind.LINE,
        line=typed.WHOLE,
        read=_one_in("from_week"),
        write=_set_from_week,
        shown=_often_is(HowOften.ONE_IN),
        hint="Empty while nobody knows which weeks.",
    ),
    Field(
        key="per_year",
        label="Times a year",
        kind=Kind.LINE,
        line=typed.ABOVE_ZERO,
        read=lambda _facts, item: item.frequency.times,
        write=lambda _facts, item, times: chooser.set_frequency(item, PerYear(times)),
        shown=_often_is(HowOften.PER_YEAR),
    ),
    Field(
        key="dates",
        label="Dates",
        kind=Kind.LINE,
        line=typed.DATES,
        read=lambda _facts, item: item.frequency.dates,
        write=_set_dates,
        shown=_often_is(HowOften.DATES),
    ),
    Field(
        key="holiday_share",
        label="One in",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=_holiday_share,
        write=_set_holiday_share,
        shown=_often_is(HowOften.HOLIDAYS),
        hint="Your turn where a rota shares them, such as 8. Empty: all of them.",
    ),
    Field(
        key="holidays_per_year",
        label="Holidays a year",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=lambda _facts, item: item.holidays_per_year,
        write=lambda _facts, item, value: replace(item, holidays_per_year=value or None),
        shown=_often_is(HowOften.HOLIDAYS),
        hint="Where the job plan fixes a number. Empty: those of your nation.",
    ),
    Field(
        key="comes_to",
        label="Comes to",
        kind=Kind.SAID,
        read=_comes_to,
        write=lambda _facts, item, _value: item,
        shown=_is_counted,
        hint="A week that you work, and all such weeks of a year.",
    ),
    Field(
        key="first_day",
        label="From",
        kind=Kind.LINE,
        line=typed.DATE,
        read=lambda _facts, item: item.first_day,
        write=_set_first,
        section=WITHIN,
        hint="The first day that it is done. Empty: all the year.",
    ),
    Field(
        key="last_day",
        label="Until",
        kind=Kind.LINE,
        line=typed.DATE,
        read=lambda _facts, item: item.last_day,
        write=_set_last,
        section=WITHIN,
        hint="The last day. Empty: to the end.",
    ),
)


def _set_cover(_facts: Facts, item: Activity | OnCall, covered: bool) -> object:  # noqa: FBT001
    if covered and isinstance(item.frequency, PerYear | OnDates):
        raise RefusedError("What is counted a year is counted after leave already.")
    if isinstance(item, OnCall) and not covered:
        return replace(item, prospective_cover=False, cover_by=CoverBy.WORKING_WEEKS)
    return replace(item, prospective_cover=covered)


def _not_a_year(_facts: Facts, item: Activity | OnCall) -> bool:
    return not isinstance(item.frequency, PerYear | OnDates)


COVER = Field(
    key="prospective_cover",
    label="Cover in leave",
    kind=Kind.YES_NO,
    read=lambda _facts, item: item.prospective_cover,
    write=_set_cover,
    shown=_not_a_year,
    section=WORTH,
    hint="The duty is covered through leave too (prospective cover).",
)
