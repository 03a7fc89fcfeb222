"""Count once, credit many: what work counts towards besides its own role.

The hours of a line are counted once, under its own role. What it counts towards besides is told
in units of another role, without hours, or in a ledger of its own name (CPD, practice hours).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.agreements import Credit
from portfolio_app.core.contracts import category_named
from portfolio_app.core.lines import NO_CATEGORY, Line, RoleTerms, activity_line
from portfolio_app.core.model import Activity

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """Units a week that a line of another role counts in this one; its hours stay there.

    `minutes` a week are what the units stand for, told and never counted again. `shares` are the
    line's categories as this role's contract has them.
    """

    line: str
    title: str
    source: str
    role: str
    shares: tuple[tuple[str, Fraction], ...]
    units: Fraction
    minutes: Fraction
    paid: bool
    assumed: bool
    working: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a ledger comes to: a week, and in a year of the weeks that each role works."""

    units: Fraction = _ZERO
    minutes: Fraction = _ZERO
    units_per_year: Fraction = _ZERO
    minutes_per_year: Fraction = _ZERO
    lines: tuple[str, ...] = ()


def credited(
    activities: Iterable[Activity], lines: Mapping[str, Line], terms: Mapping[str, RoleTerms]
) -> dict[str, tuple[Credited, ...]]:
    """What counts towards each role besides its own lines, by role.

    Args:
        activities: those that have credits; others add nothing.
        lines: counted lines by id.
        terms: the terms of every role that is held, by id.
    """
    found: dict[str, tuple[Credited, ...]] = {}
    for activity in activities:
        for credit in activity.also:
            other = terms.get(credit.role or "")
            if other is not None and activity.id in lines and credit.role != activity.role:
                one = _credited(activity, lines[activity.id], credit, other)
                found[other.role.id] = (*found.get(other.role.id, ()), one)
    return found


def ledgers(activities: Iterable[Activity], lines: Mapping[str, Line]) -> dict[str, Ledger]:
    """What every ledger comes to, by name, in the order in which they are first named."""
    found: dict[str, Ledger] = {}
    for activity in activities:
        for credit in activity.also:
            line = lines.get(activity.id)
            if credit.ledger is not None and line is not None:
                before = found.get(credit.ledger, Ledger())
                found[credit.ledger] = _added(before, line, credit)
    return found


def _added(ledger: Ledger, line: Line, credit: Credit) -> Ledger:
    often = line.occurrences_per_week
    units = (credit.units or _ZERO) * often
    minutes = _minutes_each(line, credit) * often
    return Ledger(
        ledger.units + units,
        ledger.minutes + minutes,
        ledger.units_per_year + units * line.working_weeks,
        ledger.minutes_per_year + minutes * line.working_weeks,
        (*ledger.lines, line.id),
    )


def _minutes_each(line: Line, credit: Credit) -> Fraction:
    """Minutes of one occurrence that a credit stands for."""
    if credit.minutes is not None:
        return Fraction(credit.minutes)
    return _ZERO if credit.units is not None else _whole_minutes(line)


def _whole_minutes(line: Line) -> Fraction:
    """All minutes of one occurrence; what is assumed of them where they are not known."""
    if line.held_minutes is not None:
        return line.held_minutes
    often = line.occurrences_per_week
    return line.assumed_minutes / often if often else _ZERO


def _credited(activity: Activity, line: Line, credit: Credit, other: RoleTerms) -> Credited:
    unit = other.unit.value
    assumed = line.assumed or (line.plain_minutes is None and not _is_given(credit))
    if not other.role.counted:
        each, how = _ZERO, "the role is counted in hours only"
    elif credit.units is not None:
        each, how = credit.units, f"agreed to be worth {words.units(credit.units, unit)}"
    else:
        each = _units_each(activity, line, credit, other)
        time = words.length(_minutes_each(line, credit))
        how = f"{time} are {words.units(each, unit)} there"
    often = line.occurrences_per_week
    units = each * often
    times = "" if often == 1 else f"; {words.number(often)} times a week"
    return Credited(
        line=line.id,
        title=line.title,
        source=line.role,
        role=other.role.id,
        shares=_shares(line, other),
        units=units,
        minutes=(_whole_minutes(line) if credit.minutes is None else credit.minutes) * often,
        paid=activity.paid,
        assumed=assumed,
        working=f"{how}{times}: {words.units(units, unit)} a week; its hours are counted once",
    )


def _is_given(credit: Credit) -> bool:
    return credit.units is not None or credit.minutes is not None


def _units_each(activity: Activity, line: Line, credit: Credit, other: RoleTerms) -> Fraction:
    """What one occurrence's time is worth under the other role's contract."""
    timed = activity.clock is not None or activity.minutes is not None
    if credit.minutes is not None or not timed:
        return _minutes_each(line, credit) / other.length
    own = replace(activity, counts_as=None, tariff=None, category=None, category_shares=())
    return activity_line(own, other).units_per_occurrence or _ZERO


def _shares(line: Line, other: RoleTerms) -> tuple[tuple[str, Fraction], ...]:
    """The line's categories under the other contract; "none" where it has no such category."""
    known = other.view.categories() if other.view.get("categories") is not None else ()
    is_open = other.view.get("categories-open") is not None and other.view.flag("categories-open")
    sums: dict[str, Fraction] = {}
    for code, share in line.shares:
        same = category_named(known, code)
        name = same.code if same is not None else code if is_open else NO_CATEGORY
        sums[name] = sums.get(name, _ZERO) + share
    return tuple(sums.items())


def credited_parts(gained: Iterable[Credited]) -> Iterator[tuple[str, Fraction]]:
    """Units by category of what is credited."""
    for one in gained:
        for code, share in one.shares:
            yield code, share * one.units if share != 1 else one.units
