"""The fields that say how often an activity or an on-call rota is done.

Knows nothing of widgets or of the document.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from portfolio_app.core.model import (
    Activity,
    CycleWeeks,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
)
from portfolio_app.ui.week import chooser
from portfolio_app.ui.week.chooser import HowOften, often_of
from portfolio_app.ui.week.facts import Facts, Option
from portfolio_app.ui.week.fieldkit import WORTH, always
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind
from portfolio_app.ui.widgets.typed import RefusedError

_ORDINALS: tuple[Option, ...] = tuple(
    (week, word) for week, word in enumerate(("1st", "2nd", "3rd", "4th", "5th"), start=1)
)


def _often_options(facts: Facts, item: Activity | OnCall) -> Sequence[Option]:
    words = {
        HowOften.EVERY_WEEK: "Every week",
        HowOften.CYCLE_WEEKS: "Some weeks of the rota",
        HowOften.ONE_IN: "1 in so many weeks",
        HowOften.MONTH_WEEKS: "Some weeks of the month",
        HowOften.PER_YEAR: "So many times a year",
        HowOften.DATES: "On dates",
    }
    role = facts.role(item.role)
    offered = set(words)
    if (role is None or role.cycle_weeks == 1) and often_of(item) is not HowOften.CYCLE_WEEKS:
        offered.discard(HowOften.CYCLE_WEEKS)
    if isinstance(item, OnCall):
        offered.discard(HowOften.MONTH_WEEKS)
    return [(value, text) for value, text in words.items() if value in offered]


def _set_often(facts: Facts, item: Activity | OnCall, often: HowOften) -> Activity | OnCall:
    role = facts.role(item.role)
    return chooser.set_often(
        item,
        often,
        cycle=1 if role is None else role.cycle_weeks,
        year_start=facts.portfolio.person.year_start,
    )


def _rota_weeks(facts: Facts, item: Activity | OnCall) -> Sequence[Option]:
    role = facts.role(item.role)
    return [(week, str(week)) for week in range(1, 1 + (1 if role is None else role.cycle_weeks))]


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


HOW_OFTEN: tuple[Field, ...] = (
    Field(
        key="often",
        label="How often",
        kind=Kind.CHOICE,
        read=lambda _facts, item: often_of(item),
        write=_set_often,
        options=_often_options,
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
        label="1 in (weeks)",
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
)


def _set_cover(_facts: Facts, item: Activity | OnCall, covered: bool) -> object:  # noqa: FBT001
    if covered and isinstance(item.frequency, PerYear | OnDates):
        raise RefusedError("What is counted a year is counted after leave already.")
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
