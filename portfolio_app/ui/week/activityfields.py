"""The fields of an activity: one row of a table for each part that the plan file can say.

Each is how to read the part and how to change it. Knows nothing of widgets or of the document.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from portfolio_app.core.contracts import category_named
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    Activity,
    Attend,
    Clock,
    CycleWeeks,
    Day,
    Half,
    Holder,
    MonthWeeks,
    Movable,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
    PremiumMode,
    Tariff,
)
from portfolio_app.ui.week import chooser
from portfolio_app.ui.week.chooser import HowOften, When, often_of, when_of
from portfolio_app.ui.week.facts import DAYS, Facts, Option
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind
from portfolio_app.ui.widgets.typed import RefusedError

TIME = "Breaks and travel"
WORTH = "What it counts as"
PLACE = "Its place among other work"
SHARE = "In the shared post"
STATED = "What a document says"
YOU = "For yourself"
_HALVES: tuple[Option, ...] = (
    (Half.AM, "Morning"),
    (Half.PM, "Afternoon"),
    (Half.EVENING, "Evening"),
)
_ORDINALS: tuple[Option, ...] = tuple(
    (week, word) for week, word in enumerate(("1st", "2nd", "3rd", "4th", "5th"), start=1)
)


def _always(*options: Option) -> Callable[[Any, Any], Sequence[Option]]:
    return lambda _facts, _item: options


def _attribute(
    key: str,
    label: str,
    kind: Kind,
    *,
    convert: Callable[[Any], Any] = lambda value: value,
    **more: Any,  # noqa: ANN401 - the other keys of Field
) -> Field:
    """A field that is one attribute of the item."""
    return Field(
        key=key,
        label=label,
        kind=kind,
        read=lambda _facts, item: getattr(item, key),
        write=lambda _facts, item, value: replace(item, **{key: convert(value)}),
        **more,
    )


# -- who and what ------------------------------------------------------------------------------


def _set_role(facts: Facts, item: Activity | OnCall, role: str) -> Activity | OnCall:
    """Another role; a category or an availability that its contract does not have goes."""
    changed = replace(item, role=role)
    known = {code for code, _ in facts.categories(role)}
    if item.category not in known and not facts.has_open_categories(role):
        changed = replace(changed, category=None)
    held = facts.role(role)
    cycle = 1 if held is None else held.cycle_weeks
    frequency = item.frequency
    if isinstance(frequency, CycleWeeks) and max(frequency.weeks) > cycle:
        raise RefusedError(
            f"It is done in week {max(frequency.weeks)} of a rota, and that role’s rota is"
            f" {cycle} weeks long. Change how often it is done first."
        )
    if isinstance(changed, OnCall):
        offered = {value for value, _ in facts.availabilities(role)}
        return changed if changed.availability in offered else replace(changed, availability=None)
    return replace(changed, category_shares=())


def _category_options(facts: Facts, item: Activity | OnCall) -> Sequence[Option]:
    options: list[Option] = [(None, "None"), *facts.categories(item.role)]
    if item.category is not None and item.category not in [value for value, _ in options]:
        options.append((item.category, item.category))
    return options


def _set_shares(
    facts: Facts, item: Activity, shares: tuple[tuple[str, Fraction], ...]
) -> Activity:
    view = facts.view(item.role)
    if not shares or view is None or not facts.categories(item.role):
        return replace(item, category_shares=shares, category=None if shares else item.category)
    coded = []
    for name, share in shares:
        found = category_named(view.categories(), name)
        if found is None and not facts.has_open_categories(item.role):
            codes = ", ".join(code for code, _ in facts.categories(item.role) if code)  # type: ignore[misc]
            raise RefusedError(f"Found “{name}”. The contract’s categories are {codes}.")
        coded.append((name if found is None else found.code, share))
    return replace(item, category_shares=tuple(coded), category=None)


# -- when --------------------------------------------------------------------------------------


def _is(*ways: When) -> Callable[[Any, Activity], bool]:
    return lambda _facts, item: when_of(item) in ways


def _has_day(_facts: Facts, item: Activity) -> bool:
    dated = isinstance(item.frequency, OnDates)
    placed = when_of(item) in (When.CLOCK, When.HALF) or item.day is not None
    return (placed or isinstance(item.frequency, MonthWeeks)) and not (dated and item.day is None)


def _day_options(_facts: Facts, item: Activity) -> Sequence[Option]:
    options: list[Option] = [*DAYS]
    if not isinstance(item.frequency, MonthWeeks):
        options.append((Day.HOLIDAY, "Public holidays"))
    needed = when_of(item) in (When.CLOCK, When.HALF) or isinstance(item.frequency, MonthWeeks)
    return options if needed else [(None, "No day"), *options]


def _set_day(_facts: Facts, item: Activity, day: Day | None) -> Activity:
    if day is not Day.HOLIDAY:
        return replace(item, day=day, holidays_per_year=None)
    return replace(item, day=day)


def _set_start(_facts: Facts, item: Activity, start: int) -> Activity:
    """A new beginning keeps the length: the block is moved; `end` is what resizes it."""
    clock = item.clock or Clock(0, 60)
    start %= MINUTES_PER_DAY
    shift = start - clock.start
    moved = tuple(
        Clock((b.start + shift) % MINUTES_PER_DAY, (b.end + shift) % MINUTES_PER_DAY)
        for b in item.breaks
    )
    end = (start + clock.minutes) % MINUTES_PER_DAY
    return replace(item, clock=Clock(start, end), breaks=moved)


def _set_end(_facts: Facts, item: Activity, end: int) -> Activity:
    clock = item.clock or Clock(0, 60)
    return replace(item, clock=Clock(clock.start, end % MINUTES_PER_DAY))


def _set_length(_facts: Facts, item: Activity, minutes: int) -> Activity:
    if minutes > MINUTES_PER_DAY:
        raise RefusedError("A block lies within 24 h. Choose hours at no fixed time for more.")
    clock = item.clock or Clock(0, 60)
    return replace(item, clock=Clock(clock.start, (clock.start + minutes) % MINUTES_PER_DAY))


def _set_premium_minutes(_facts: Facts, item: Activity, minutes: int | None) -> Activity:
    if minutes is not None and minutes > (item.minutes or 0):
        raise RefusedError("There cannot be more premium time than hours.")
    return replace(item, premium_minutes=minutes)


def _set_hours(_facts: Facts, item: Activity, minutes: int) -> Activity:
    premium = item.premium_minutes
    return replace(
        item, minutes=minutes, premium_minutes=None if premium is None else min(premium, minutes)
    )


# -- how often ---------------------------------------------------------------------------------


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
        options=_always(*_ORDINALS),
        shown=_often_is(HowOften.MONTH_WEEKS),
    ),
    Field(
        key="one_in",
        label="1 in",
        kind=Kind.LINE,
        line=typed.ABOVE_ZERO,
        read=_one_in("n"),
        write=_set_one_in,
        shown=_often_is(HowOften.ONE_IN),
        hint="weeks",
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


# -- worth -------------------------------------------------------------------------------------


def _set_tariff(part: str) -> Callable[[Any, Activity, Fraction | None], Activity]:
    def write(_facts: Facts, item: Activity, value: Fraction | None) -> Activity:
        if part == "each" and value is None:
            return replace(item, tariff=None)
        was = item.tariff or Tariff(each=Fraction(0), count=Fraction(1))
        if part != "cap" and value is None:
            raise RefusedError("A number is needed.")
        return replace(item, tariff=replace(was, **{part: value}), counts_as=None)

    return write


def _tariff(part: str) -> Callable[[Any, Activity], Any]:
    return lambda _facts, item: None if item.tariff is None else getattr(item.tariff, part)


def _has_tariff(_facts: Facts, item: Activity) -> bool:
    return item.tariff is not None


def _set_counts_as(_facts: Facts, item: Activity, value: Fraction | None) -> Activity:
    return replace(item, counts_as=value, tariff=None if value is not None else item.tariff)


def _set_breaks(_facts: Facts, item: Activity, breaks: tuple[Clock, ...]) -> Activity:
    return replace(item, breaks=breaks, break_minutes=0 if breaks else item.break_minutes)


def _set_break_minutes(_facts: Facts, item: Activity, minutes: int | None) -> Activity:
    if minutes and item.clock is not None and minutes >= item.clock.minutes:
        raise RefusedError("A break is shorter than the block that it lies in.")
    return replace(item, break_minutes=minutes or 0, breaks=() if minutes else item.breaks)


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


def _others(facts: Facts, item: Activity) -> Sequence[Option]:
    others = [a for a in facts.portfolio.activities if a.role == item.role and a.id != item.id]
    return [(other.id, other.title) for other in others if "--" not in other.id]


def _is_shared(facts: Facts, item: Activity) -> bool:
    role = facts.role(item.role)
    return role is not None and role.share is not None


ROLE = Field(
    key="role",
    label="Role",
    kind=Kind.CHOICE,
    read=lambda _facts, item: item.role,
    write=_set_role,
    options=lambda facts, _item: facts.roles(),
)
TITLE = _attribute("title", "Title", Kind.LINE, line=typed.NAME)
NOTES = _attribute("notes", "Notes", Kind.NOTES, section=YOU)
STATED_WEEK = _attribute(
    "stated",
    "A week",
    Kind.LINE,
    line=typed.PRINTED,
    section=STATED,
    hint="As printed. Never counted, always compared.",
)

ACTIVITY: tuple[Field, ...] = (
    TITLE,
    ROLE,
    Field(
        key="category",
        label="Category",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.category,
        write=lambda _facts, item, value: replace(item, category=value, category_shares=()),
        options=_category_options,
        shown=lambda facts, item: not item.category_shares and bool(facts.categories(item.role)),
    ),
    Field(
        key="own_category",
        label="Category",
        kind=Kind.LINE,
        line=typed.OPTIONAL,
        read=lambda _facts, item: item.category,
        write=lambda _facts, item, value: replace(item, category=value, category_shares=()),
        shown=lambda facts, item: not item.category_shares and not facts.categories(item.role),
    ),
    Field(
        key="when",
        label="When",
        kind=Kind.CHOICE,
        read=lambda _facts, item: when_of(item),
        write=lambda facts, item, when: chooser.set_when(item, when, facts.role(item.role)),
        options=_always(*((when, when.value.capitalize()) for when in When)),
    ),
    Field(
        key="day",
        label="Day",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.day,
        write=_set_day,
        options=_day_options,
        shown=_has_day,
    ),
    Field(
        key="start",
        label="Times",
        kind=Kind.TIME,
        read=lambda _facts, item: item.clock.start,
        write=_set_start,
        shown=_is(When.CLOCK),
    ),
    Field(
        key="end",
        label="To",
        kind=Kind.TIME,
        read=lambda _facts, item: item.clock.end,
        write=_set_end,
        shown=_is(When.CLOCK),
        beside="start",
    ),
    Field(
        key="length",
        label="Length",
        kind=Kind.LINE,
        line=typed.SOME_LENGTH,
        read=lambda _facts, item: item.clock.minutes,
        write=_set_length,
        shown=_is(When.CLOCK),
    ),
    _attribute("half", "Half-day", Kind.CHOICE, options=_always(*_HALVES), shown=_is(When.HALF)),
    Field(
        key="hours",
        label="Hours",
        kind=Kind.LINE,
        line=typed.SOME_LENGTH,
        read=lambda _facts, item: item.minutes,
        write=_set_hours,
        shown=_is(When.HOURS),
        hint="Of one occurrence.",
    ),
    *HOW_OFTEN,
    Field(
        key="site",
        label="Where",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.site,
        write=lambda _facts, item, value: replace(item, site=value),
        options=lambda facts, _item: facts.sites(),
        shown=lambda facts, _item: bool(facts.portfolio.sites),
    ),
    _attribute(
        "movable",
        "Can it move",
        Kind.CHOICE,
        options=_always(
            (Movable.FIXED, "No, it is fixed"),
            (Movable.MOVABLE, "Yes"),
            (Movable.OPTIONAL, "Yes, and it may be dropped"),
        ),
    ),
    # -- more --
    Field(
        key="breaks",
        label="Breaks",
        kind=Kind.LINE,
        line=typed.CLOCKS,
        read=lambda _facts, item: item.breaks,
        write=_set_breaks,
        section=TIME,
        shown=_is(When.CLOCK),
        hint="Unpaid, such as 13:00-13:30.",
    ),
    Field(
        key="break_minutes",
        label="Or a break of",
        kind=Kind.LINE,
        line=typed.LENGTH,
        read=lambda _facts, item: item.break_minutes or None,
        write=_set_break_minutes,
        section=TIME,
        shown=_is(When.CLOCK),
        hint="Unpaid, in the middle.",
    ),
    _attribute(
        "travel_minutes",
        "Travel",
        Kind.LINE,
        line=typed.LENGTH,
        convert=lambda value: value or 0,
        section=TIME,
        hint="All that is counted, of one occurrence.",
    ),
    _attribute(
        "travel_inside",
        "Inside the times",
        Kind.YES_NO,
        section=TIME,
        shown=lambda _facts, item: item.travel_minutes > 0,
    ),
    Field(
        key="premium_minutes",
        label="Premium time",
        kind=Kind.LINE,
        line=typed.LENGTH,
        read=lambda _facts, item: item.premium_minutes,
        write=_set_premium_minutes,
        section=TIME,
        shown=_is(When.HOURS),
        hint="How much of the hours.",
    ),
    Field(
        key="counts_as",
        label="Counts as",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=lambda _facts, item: item.counts_as,
        write=_set_counts_as,
        section=WORTH,
        hint="Units agreed for one occurrence; empty goes by the clock.",
    ),
    Field(
        key="tariff_each",
        label="Or for each",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=_tariff("each"),
        write=_set_tariff("each"),
        section=WORTH,
        hint="Units for each trainee, appraisal and so on.",
    ),
    Field(
        key="tariff_count",
        label="How many",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=_tariff("count"),
        write=_set_tariff("count"),
        section=WORTH,
        shown=_has_tariff,
    ),
    Field(
        key="tariff_cap",
        label="At most",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=_tariff("cap"),
        write=_set_tariff("cap"),
        section=WORTH,
        shown=_has_tariff,
    ),
    Field(
        key="premium",
        label="Premium time",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.premium,
        write=lambda _facts, item, value: replace(item, premium=value),
        options=_always(
            (None, "As the role has it"),
            (PremiumMode.TIME, "As time"),
            (PremiumMode.PAY, "As pay"),
        ),
        section=WORTH,
    ),
    _attribute("paid", "Paid", Kind.YES_NO, section=WORTH, hint="No: own time, never paid."),
    Field(
        key="category_shares",
        label="Shared between",
        kind=Kind.LINE,
        line=typed.SHARES,
        read=lambda _facts, item: item.category_shares,
        write=_set_shares,
        section=WORTH,
        hint="Categories of a slot that alternates, such as DCC 50%, SPA 50%.",
    ),
    COVER,
    _attribute(
        "holidays_per_year",
        "Holidays a year",
        Kind.LINE,
        line=typed.FIGURE,
        convert=lambda value: value or None,
        section=WORTH,
        shown=lambda _facts, item: item.day is Day.HOLIDAY
        and not isinstance(item.frequency, PerYear | OnDates),
        hint="Where the job plan fixes a number.",
    ),
    _attribute("group", "Group", Kind.LINE, line=typed.OPTIONAL, section=PLACE, hint="For subtotals."),
    Field(
        key="replaces",
        label="Instead of",
        kind=Kind.SEVERAL,
        read=lambda _facts, item: item.replaces,
        write=lambda _facts, item, value: replace(
            item, replaces=tuple(value), replaces_all=False if value else item.replaces_all
        ),
        options=_others,
        section=PLACE,
        hint="In its weeks it takes the place of these.",
    ),
    Field(
        key="replaces_all",
        label="Of all it meets",
        kind=Kind.YES_NO,
        read=lambda _facts, item: item.replaces_all,
        write=lambda _facts, item, value: replace(
            item, replaces_all=value, replaces=() if value else item.replaces
        ),
        section=PLACE,
    ),
    Field(
        key="attend",
        label="Who attends",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.attend,
        write=lambda _facts, item, value: replace(item, attend=value),
        options=_always(
            (None, "Not said"),
            (Attend.EITHER, "Either of us"),
            (Attend.BOTH, "Both of us"),
            (Attend.MINE, "Me"),
            (Attend.PARTNER, "My partner"),
            (Attend.ALTERNATE, "We alternate"),
        ),
        section=SHARE,
        shown=_is_shared,
    ),
    Field(
        key="lead",
        label="Who leads",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.lead,
        write=lambda _facts, item, value: replace(item, lead=value),
        options=_always((None, "Either"), (Holder.ME, "Me"), (Holder.PARTNER, "My partner")),
        section=SHARE,
        shown=_is_shared,
    ),
    STATED_WEEK,
    _attribute(
        "stated_each", "Each time", Kind.LINE, line=typed.PRINTED, section=STATED, hint="As printed."
    ),
    Field(
        key="energy",
        label="Energy",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.energy,
        write=lambda _facts, item, value: replace(item, energy=value),
        options=_always(
            (None, "Not said"),
            (2, "+2 · gives a lot"),
            (1, "+1 · gives some"),
            (0, "0"),
            (-1, "−1 · takes some"),
            (-2, "−2 · takes a lot"),
        ),
        section=YOU,
        hint="Private.",
    ),
    Field(
        key="meaningful",
        label="Meaningful",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.meaningful,
        write=lambda _facts, item, value: replace(item, meaningful=value),
        options=_always((None, "Not said"), (True, "Yes"), (False, "No")),
        section=YOU,
        hint="Private.",
    ),
    NOTES,
)
