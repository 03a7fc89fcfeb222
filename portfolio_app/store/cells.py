"""One value of the model across the columns of a table row, and back.

The columns are read off the model's own fields; two registers say only what the fields do not:
plainer column names, and the tables of what an item has several of. Fractions are kept as "3/4",
Decimals with the digits that they were printed with, enums in the words of the plan file. This
module knows nothing of files or SQL, and not which tables there are.
"""

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple

from portfolio_app.core.agreements import Objective, Policy, Silence
from portfolio_app.core.assumptions import Assumptions, Thresholds
from portfolio_app.core.model import (
    EVERY_WEEK,
    Activity,
    CallWork,
    Clock,
    Commitment,
    CycleWeeks,
    Employer,
    EveryWeek,
    Frequency,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    Partner,
    Person,
    PerYear,
    Role,
    Scenario,
    Site,
    StatedTotals,
    TakeOn,
    Travel,
)
from portfolio_app.core.sharing import JobShare

SqlValue = str | int | None
Row = tuple[SqlValue, ...]
Several = Mapping[str, object]  # what a thing has several of, by field


class UnsuitableError(ValueError):
    """A value that a table cannot keep, or that a table holds and the model does not allow."""


class Often(Enum):
    """The word for a kind of frequency."""

    EVERY_WEEK = "every-week"
    WEEKS = "weeks"
    ONE_IN = "one-in"
    MONTH_WEEKS = "month-weeks"
    PER_YEAR = "per-year"
    DATES = "dates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurs:
    """A frequency with a column for each thing that it may say."""

    frequency: Often
    one_in: Fraction | None = None
    times: Fraction | None = None
    from_week: int | None = None
    per_year: Fraction | None = None
    weeks: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()


_NAMES: dict[tuple[type, str], str] = {
    (Clock, "start"): "start_minute",
    (Clock, "end"): "end_minute",
    (Travel, "start"): "from_site",
    (Travel, "end"): "to_site",
    (Role, "start"): "start_date",
    (Role, "end"): "end_date",
    (Role, "plan"): "plan_name",
    (Policy, "start"): "from_date",
    (Policy, "at"): "place",
    (Silence, "check"): "check_name",
    (Silence, "where"): "item",
    (Activity, "group"): "group_name",
    (Person, "hours_cap"): "cap_minutes",
    (Partner, "hours"): "post_minutes",
    (Assumptions, "own_time"): "own_minutes",
    (Thresholds, "near_limit"): "near_minutes",
    (Thresholds, "protected_lost"): "protected_minutes",
    (Thresholds, "own_time"): "own_minutes",
    (Thresholds, "wait"): "wait_minutes",
    (Thresholds, "backlog"): "backlog_minutes",
    (JobShare, "overlap"): "overlap_minutes",
    (JobShare, "coordination"): "coordination_minutes",
    (TakeOn, "overlap"): "overlap_minutes",
    (CallWork, "plain"): "plain_minutes",
    (CallWork, "premium"): "premium_minutes",
}

# Field -> its table ("{}" is the owner's) and the names of its columns where items are bare values.
SEVERAL: dict[tuple[type, str], tuple[str, tuple[str, ...]]] = {
    (Role, "halves"): ("role_half", ("half", "clock")),
    (Role, "share"): ("job_share", ()),
    (JobShare, "meetings"): ("job_share_meeting", ()),
    (JobShare, "responsibilities"): ("job_share_responsibility", ()),
    (JobShare, "cover_displaces"): ("job_share_displaces", ("item",)),
    (Activity, "place_days"): ("activity_place_day", ("day",)),
    (Assumptions, "overruns"): ("assumptions_overrun", ()),
    (Activity, "category_shares"): ("activity_category_share", ("category", "share")),
    (Activity, "breaks"): ("activity_break", ()),
    (Activity, "replaces"): ("activity_replaces", ("item",)),
    (Activity, "instead_of"): ("activity_instead_of", ("item",)),
    (OnCall, "instead_of"): ("on_call_instead_of", ("item",)),
    (Activity, "also"): ("activity_credit", ()),
    (Objective, "activities"): ("objective_activity", ("item",)),
    (Occurs, "weeks"): ("{}_week", ("week",)),
    (Occurs, "dates"): ("{}_date", ("date",)),
    (OnCall, "days"): ("on_call_day", ("day",)),
    (Commitment, "days"): ("commitment_day", ("day",)),
    (StatedTotals, "by_category"): ("stated_category", ("category", "figure")),
    (StatedTotals, "by_group"): ("stated_group", ("group_name", "figure")),
    (Partner, "halves"): ("partner_half", ("day", "half", "availability")),
    (Partner, "blocks"): ("partner_block", ()),
    (Scenario, "leave"): ("scenario_leave", ("item",)),
    (Scenario, "takes"): ("scenario_take", ()),
    (Scenario, "roles"): ("role", ()),
    (Scenario, "activities"): ("activity", ()),
    (Scenario, "on_calls"): ("on_call", ()),
}

NAMED = frozenset(
    {Employer, Site, Role, Activity, OnCall, Commitment, Partner, Scenario, Policy, Objective}
)
# Other than 1 only while a shared post is resolved: a plan as it is written never says it.
_UNWRITTEN: dict[tuple[type, str], object] = {(Activity, "attended"): 1}


class Cells(NamedTuple):
    """One value across its columns."""

    columns: tuple[str, ...]
    write: Callable[[Any], Row]
    read: Callable[[Iterator[SqlValue], Several], Any]


# ---------------------------------------------------------------------------------- single values


def _whole(value: SqlValue) -> int:
    if not isinstance(value, int):
        raise TypeError("a whole number was expected")
    return value


def _text(value: SqlValue) -> str:
    if not isinstance(value, str):
        raise TypeError("text was expected")
    return value


def _flag(value: SqlValue) -> bool:
    return {0: False, 1: True}[_whole(value)]


_Codec = tuple[Callable[[Any], SqlValue], Callable[[SqlValue], object]]
_CODECS: dict[type, _Codec] = {
    str: (lambda text: text, _text),
    int: (lambda number: number, _whole),
    bool: (int, _flag),
    Fraction: (str, lambda text: Fraction(_text(text))),
    Decimal: (str, lambda text: Decimal(_text(text))),
    date: (lambda day: day.isoformat(), lambda text: date.fromisoformat(_text(text))),
}


def _codec(kind: type) -> _Codec:
    if issubclass(kind, Enum):
        return (lambda member: member.value), kind
    return _CODECS[kind]


def _single(column: str, kind: type) -> Cells:
    to_sql, from_sql = _codec(kind)

    def read(cells: Iterator[SqlValue], _several: Several) -> object:
        cell = next(cells)
        if cell is None:
            return None
        try:
            return from_sql(cell)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            raise UnsuitableError(f"column {column} holds {cell!r}") from None

    return Cells((column,), lambda value: (None if value is None else to_sql(value),), read)


# --------------------------------------------------------------------------------- grouped values


def _cells(kind: object, column: str) -> Cells:
    """The columns of a field of this kind, which may also be None."""
    if kind is Frequency:
        return _frequency()
    kinds = [part for part in typing.get_args(kind) if part is not types.NoneType]
    plain = kinds[0] if isinstance(kind, types.UnionType) else kind
    if not isinstance(plain, type):
        raise TypeError(f"no columns for {kind}")
    if not is_dataclass(plain):
        return _single(column, plain)
    prefix = "" if column == "clock" else f"{column}_"
    return record(plain, prefix=prefix, left_out=len(kinds) == 1)


def record(kind: type, *, prefix: str = "", left_out: bool = False) -> Cells:
    """The columns of a dataclass; with `left_out` it is None where all of them are empty."""
    parts: dict[str, Cells] = {}
    elsewhere = []
    for own in fields(kind):
        if (kind, own.name) in SEVERAL or (own.name == "id" and kind in NAMED):
            elsewhere.append(own.name)
        elif (kind, own.name) not in _UNWRITTEN:
            parts[own.name] = _cells(own.type, prefix + _NAMES.get((kind, own.name), own.name))
    columns = tuple(column for part in parts.values() for column in part.columns)
    empty: Row = (None,) * len(columns)
    unwritten = [(name, only) for (owner, name), only in _UNWRITTEN.items() if owner is kind]

    def write(thing: object) -> Row:
        if thing is None:
            return empty
        if any(getattr(thing, name) != only for name, only in unwritten):
            raise ValueError(f"{thing} is of a plan worked out, not of the plan as it is written")
        pairs = [(part, getattr(thing, name)) for name, part in parts.items()]
        return tuple(cell for part, value in pairs for cell in part.write(value))

    def read(cells: Iterator[SqlValue], several: Several) -> object:
        made = {name: part.read(cells, several) for name, part in parts.items()}
        if left_out and all(value is None for value in made.values()):
            return None
        return kind(**made, **{name: several[name] for name in elsewhere})

    return Cells(columns, write, read)


def tuple_of(kinds: tuple[object, ...], columns: tuple[str, ...]) -> Cells:
    """The columns of a bare value or of a tuple of values, one name each."""
    parts = [_cells(kind, column) for kind, column in zip(kinds, columns, strict=True)]
    names = tuple(column for part in parts for column in part.columns)
    if len(parts) == 1:
        return parts[0]

    def write(values: tuple[object, ...]) -> Row:
        pairs = zip(parts, values, strict=True)
        return tuple(cell for part, value in pairs for cell in part.write(value))

    def read(cells: Iterator[SqlValue], several: Several) -> object:
        return tuple(part.read(cells, several) for part in parts)

    return Cells(names, write, read)


def _frequency() -> Cells:
    cells = record(Occurs)

    def read(values: Iterator[SqlValue], several: Several) -> Frequency:
        return _frequency_of(cells.read(values, several))

    return Cells(cells.columns, lambda frequency: cells.write(occurs(frequency)), read)


def occurs(frequency: Frequency) -> Occurs:
    """A frequency taken apart into its columns and lists."""
    match frequency:
        case EveryWeek():
            return Occurs(frequency=Often.EVERY_WEEK)
        case CycleWeeks(weeks):
            return Occurs(frequency=Often.WEEKS, weeks=weeks)
        case OneIn(n, times, from_week):
            return Occurs(frequency=Often.ONE_IN, one_in=n, times=times, from_week=from_week)
        case MonthWeeks(weeks):
            return Occurs(frequency=Often.MONTH_WEEKS, weeks=weeks)
        case PerYear(times):
            return Occurs(frequency=Often.PER_YEAR, per_year=times)
        case OnDates(dates):
            return Occurs(frequency=Often.DATES, dates=dates)


def _frequency_of(said: Occurs) -> Frequency:
    match said:
        case Occurs(frequency=Often.EVERY_WEEK):
            return EVERY_WEEK
        case Occurs(frequency=Often.WEEKS):
            return CycleWeeks(said.weeks)
        case Occurs(frequency=Often.ONE_IN, one_in=Fraction() as n, times=Fraction() as times):
            return OneIn(n, times, said.from_week)
        case Occurs(frequency=Often.MONTH_WEEKS):
            return MonthWeeks(said.weeks)
        case Occurs(frequency=Often.PER_YEAR, per_year=Fraction() as times):
            return PerYear(times)
        case Occurs(frequency=Often.DATES):
            return OnDates(said.dates)
    raise UnsuitableError(f"column frequency says {said.frequency.value!r} without its number")
