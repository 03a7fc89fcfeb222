"""The fields of an activity: one row of a table for each part that the plan file can say.

Each is how to read the part and how to change it. Knows nothing of widgets or of the document.
"""

from collections.abc import Sequence
from dataclasses import replace

from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    Activity,
    Clock,
    CycleWeeks,
    Day,
    Half,
    MonthWeeks,
    Movable,
    OnCall,
    OnDates,
)
from portfolio_app.ui.week import chooser
from portfolio_app.ui.week.chooser import When, when_of
from portfolio_app.ui.week.creditfields import ALSO_ON
from portfolio_app.ui.week.facts import DAYS, Facts, Option
from portfolio_app.ui.week.fieldkit import always, attribute, is_when
from portfolio_app.ui.week.oftenfields import HOW_OFTEN
from portfolio_app.ui.week.worthfields import FURTHER
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind
from portfolio_app.ui.widgets.typed import RefusedError

_HALVES: tuple[Option, ...] = (
    (Half.AM, "Morning"),
    (Half.PM, "Afternoon"),
    (Half.EVENING, "Evening"),
)


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


def _set_hours(_facts: Facts, item: Activity, minutes: int) -> Activity:
    premium = item.premium_minutes
    return replace(
        item, minutes=minutes, premium_minutes=None if premium is None else min(premium, minutes)
    )


ROLE = Field(
    key="role",
    label="Role",
    kind=Kind.CHOICE,
    read=lambda _facts, item: item.role,
    write=_set_role,
    options=lambda facts, _item: facts.roles(),
)
TITLE = attribute("title", "Title", Kind.LINE, line=typed.NAME)

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
        options=always(*((when, when.value.capitalize()) for when in When)),
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
    ALSO_ON,
    Field(
        key="start",
        label="Times",
        kind=Kind.TIME,
        read=lambda _facts, item: item.clock.start,
        write=_set_start,
        shown=is_when(When.CLOCK),
    ),
    Field(
        key="end",
        label="To",
        kind=Kind.TIME,
        read=lambda _facts, item: item.clock.end,
        write=_set_end,
        shown=is_when(When.CLOCK),
        beside="start",
    ),
    Field(
        key="length",
        label="Length",
        kind=Kind.LINE,
        line=typed.SOME_LENGTH,
        read=lambda _facts, item: item.clock.minutes,
        write=_set_length,
        shown=is_when(When.CLOCK),
    ),
    attribute("half", "Half-day", Kind.CHOICE, options=always(*_HALVES), shown=is_when(When.HALF)),
    Field(
        key="hours",
        label="Hours",
        kind=Kind.LINE,
        line=typed.SOME_LENGTH,
        read=lambda _facts, item: item.minutes,
        write=_set_hours,
        shown=is_when(When.HOURS),
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
    attribute(
        "movable",
        "Can it move",
        Kind.CHOICE,
        options=always(
            (Movable.FIXED, "No, it is fixed"),
            (Movable.MOVABLE, "Yes"),
            (Movable.OPTIONAL, "Yes, and it may be dropped"),
        ),
    ),
    *FURTHER,
)
