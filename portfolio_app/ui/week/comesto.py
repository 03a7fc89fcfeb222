"""What a line comes to, in a few words: each time, a week worked, a year.

Rounds where it shows, and counts nothing.
"""

from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import Unit
from portfolio_app.core.lines import Line, LineKind
from portfolio_app.core.workload import RoleCount


def comes_to(line: Line, role: RoleCount) -> str:
    """Three rows: hours and units of one occurrence, of a week worked, of a year."""
    once = "On duty" if line.kind is LineKind.ON_CALL else "Each time"
    rows = (
        (once, line.units_per_occurrence, line.held_minutes),
        ("A week", line.units_per_week, line.minutes_per_week),
        ("A year", line.units_per_year, line.minutes_per_year),
    )
    return "\n".join(f"{name} {_amount(units, time, role)}" for name, units, time in rows)


def _amount(units: Fraction | None, minutes: Fraction | None, role: RoleCount) -> str:
    said = []
    if units is not None and role.role.counted and role.unit is not Unit.HOUR:
        said.append(words.units(units, role.unit.value))
    if minutes is not None:
        said.append(words.hours(minutes))
    return ", ".join(said) or "not known"
