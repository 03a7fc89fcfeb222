"""Checks of the working year: whether the years of several employers can be lived together."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from portfolio_app.core import words
from portfolio_app.core.findings import Finding, Severity, Week, check
from portfolio_app.core.model import EmployerKind
from portfolio_app.core.occurrences import WEEKS_PER_YEAR
from portfolio_app.core.workload import RoleCount

_APART = Fraction(1)  # years of employers that differ by up to a week can be made to agree
_OWN_YEAR = {EmployerKind.SELF_EMPLOYED, EmployerKind.VOLUNTARY}


@check("leave-apart", "Leave that the years of two employers cannot hold together")
def leave_apart(week: Week) -> Iterator[Finding]:
    """Weeks off from one employer in which another still expects work.

    Two roles of different working years are both free in no more weeks than the longer year
    leaves. The widest gap is told; who sets their own weeks can always agree.
    """
    pairs = [
        (more, less)
        for one, other in combinations(_bound(week), 2)
        for more, less in ((one, other), (other, one))
        if one.role.employer != other.role.employer
        and _together(one, other)
        and _gap(more, less) > _APART
    ]
    if not pairs:
        return
    more, less = max(pairs, key=lambda pair: _gap(*pair))
    gap = _gap(more, less)
    first, second = (week.count.portfolio.employer(r.role.employer).name for r in (more, less))
    yield Finding(
        check="leave-apart",
        severity=Severity.NOTE,
        message=(
            f"{first} leaves {_weeks(_off(more))} of the year free and {second}"
            f" {_weeks(_off(less))}: in {_weeks(gap)} off from {first} you still work for {second}."
        ),
        where=(more.role.id, less.role.id),
        terms=(*more.terms.weeks_terms, *less.terms.weeks_terms),
        figure=gap,
        limit=_APART,
    )


def _bound(week: Week) -> list[RoleCount]:
    """The roles with work whose weeks an employer sets."""
    kinds = {employer.id: employer.kind for employer in week.count.portfolio.employers}
    return [
        role
        for role in week.count.roles
        if role.lines and kinds[role.role.employer] not in _OWN_YEAR
    ]


def _together(one: RoleCount, other: RoleCount) -> bool:
    """Whether both roles are held on some day."""
    return _begins_in_time(one, other) and _begins_in_time(other, one)


def _begins_in_time(one: RoleCount, other: RoleCount) -> bool:
    start, end = one.role.start, other.role.end
    return start is None or end is None or start <= end


def _off(role: RoleCount) -> Fraction:
    return WEEKS_PER_YEAR - role.terms.working_weeks


def _gap(more: RoleCount, less: RoleCount) -> Fraction:
    return _off(more) - _off(less)


def _weeks(weeks: Fraction) -> str:
    text = words.number(weeks, 2)
    return f"{text} week{'' if text == '1' else 's'}"
