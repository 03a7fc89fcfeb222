"""How totals of a counted week add up, in words: the one home of these sums for text and paper."""

from collections.abc import Callable
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.lines import Line
from portfolio_app.core.workload import Count, RoleCount

Named = Callable[[Line], str]


def _nothing(_line: Line) -> str:
    return ""


def units_sum(role: RoleCount, named: Named = _nothing) -> str:
    """How a role's units add up: "1 + 0.375 = 1.375 PA".

    Args:
        role: one that is counted in units.
        named: what stands before each line's part.
    """
    parts = [
        f"{named(line)}{words.number(line.units_per_week)}"
        for line in role.lines
        if line.units_per_week is not None
    ]
    parts += [words.number(one.units) for one in role.credited]
    return f"{' + '.join(parts) or '0'} = {words.units(role.counted, role.unit.value)}"


def category_sum(role: RoleCount, code: str, named: Named = _nothing) -> str:
    """The same of one category, each line and each credit by its part in it."""
    parts = [
        f"{named(line)}{words.number(line.units_per_week * part)}"
        for line in role.lines
        if line.units_per_week is not None
        for own, part in line.unit_shares
        if own == code
    ]
    parts += [
        words.number(one.units * part)
        for one in role.credited
        for own, part in one.shares
        if own == code
    ]
    made = role.by_category[code].units
    return f"{' + '.join(parts) or '0'} = {words.units(made, role.unit.value)}"


def role_hours_sum(role: RoleCount, named: Named = _nothing) -> str:
    """How a role's hours add up: "A1 4 h + A2 1.5 h = 5.5 h"."""
    parts = [f"{named(line)}{words.hours(line.assumed_minutes)}" for line in role.lines]
    return f"{' + '.join(parts) or '0 h'} = {words.hours(role.assumed_minutes)}"


def hours_sum(count: Count) -> str:
    """How the hours of all roles add up: "36.11 + 4 = 40.11 h"."""
    parts = [words.number(role.assumed_minutes / 60, 2) for role in count.roles]
    return f"{' + '.join(parts) or '0'} = {words.hours(count.assumed_minutes)}"


def limit_sum(name: str, limit: Fraction | int, minutes: Fraction) -> str:
    """How far a week is from a limit: "Own limit: 46 h less 40.11 h: 5.89 h below"."""
    gap = limit - minutes
    side = "below" if gap >= 0 else "over"
    return (
        f"{name}: {words.hours(limit)} less {words.hours(minutes)}: {words.hours(abs(gap))} {side}"
    )
