"""Checks of what is counted once and credited twice."""

from collections.abc import Iterator

from portfolio_app.core import words
from portfolio_app.core.findings import Finding, Severity, Week, check
from portfolio_app.core.model import EmployerKind
from portfolio_app.core.workload import RoleCount


@check("claimed-twice", "Paid time of one role that also counts towards another paid one")
def claimed_twice(week: Week) -> Iterator[Finding]:
    """The same hours paid by two employers, where they have not agreed on one plan."""
    roles = {role.role.id: role for role in week.count.roles}
    for role in week.count.roles:
        for one in role.credited:
            source = roles[one.source]
            if not one.paid or not one.units or _is_one_post(source, role):
                continue
            if not (_pays(week, source) and _pays(week, role)):
                continue
            yield Finding(
                check="claimed-twice",
                severity=Severity.WARNING,
                message=(
                    f"{one.title} is paid time of {source.role.title} and also counts"
                    f" {words.units(one.units, role.unit.value)} towards {role.role.title}: the"
                    " same hours are paid twice unless both employers have agreed to it."
                ),
                where=(one.line, role.role.id),
                figure=one.units,
            )


def _pays(week: Week, role: RoleCount) -> bool:
    """Whether a role is paid for: not voluntary, and with something contracted."""
    employer = week.count.portfolio.employer(role.role.employer)
    return employer.kind is not EmployerKind.VOLUNTARY and bool(role.contracted)


def _is_one_post(one: RoleCount, other: RoleCount) -> bool:
    """Whether two roles are of one integrated job plan, which its employers share."""
    return one.role.plan is not None and one.role.plan == other.role.plan
