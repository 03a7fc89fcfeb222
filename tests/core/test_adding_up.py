"""Units and hours add up over any grouping, whatever a portfolio holds."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from portfolio_app.core.contracts import TermMissing
from portfolio_app.core.model import Portfolio
from portfolio_app.core.workload import Count, RoleCount, count
from tests.plans import CONTRACTS
from tests.strategies import portfolios

_ZERO = Fraction(0)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(portfolios())
def test_units_and_hours_add_up(portfolio: Portfolio) -> None:
    try:
        week = count(portfolio, CONTRACTS)
    except TermMissing:  # a contract that is not there yet on the drawn date
        return
    for role in week.roles:
        _role_adds_up(role)
    _week_adds_up(week)


def _role_adds_up(role: RoleCount) -> None:
    lines = sum((line.units_per_week or _ZERO for line in role.lines), _ZERO)
    gained = sum((one.units for one in role.credited), _ZERO)
    assert role.own_units == lines
    assert role.counted == lines + gained
    assert sum((part.units for part in role.by_category.values()), _ZERO) == role.counted
    assert sum((line.lieu_minutes for line in role.lines), _ZERO) == role.lieu_minutes
    if role.minutes is not None:
        known = [part.minutes for part in role.by_category.values()]
        assert sum((minutes for minutes in known if minutes is not None), _ZERO) == role.minutes
    for name, part in role.by_group.items():
        inside = [line for line in role.lines if line.group == name]
        assert sum((line.units_per_week or _ZERO for line in inside), _ZERO) == part.units


def _week_adds_up(week: Count) -> None:
    assert sum(week.units.values(), _ZERO) == sum((r.own_units for r in week.roles), _ZERO)
    if week.minutes is not None:
        assert sum((r.minutes or _ZERO for r in week.roles), _ZERO) == week.minutes
    for line in week.lines:
        if line.lost is not None:
            assert 0 <= line.lost.kept < 1
            assert line.lost.when in line.frequency
