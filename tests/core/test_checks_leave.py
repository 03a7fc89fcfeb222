"""Weeks off that the years of two employers cannot hold together."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.model import Employer, EmployerKind, Role
from tests import plans


def found(*roles: Role, **keys: Any) -> list[Finding]:
    """What the check says of roles that have a clinic each."""
    lines = [plans.activity(f"in-{r.id}", role=r.id, category=None, minutes=60) for r in roles]
    counted = plans.counted(*lines, roles=roles, **keys)
    findings = run_checks(counted, plans.CONTRACTS)
    return [finding for finding in findings if finding.check == "leave-apart"]


def second(weeks: str, **keys: Any) -> Role:
    """A role with the charity that is worked in so many weeks."""
    given = {"id": "second", "employer": "charity", "contract": "hours", **keys}
    return plans.role(working_weeks=Fraction(weeks), **given)


def test_it_says_by_how_many_weeks_the_years_differ() -> None:
    (finding,) = found(plans.role(), second("46.4"))
    assert finding.message == (
        "Example University Hospitals leaves 10 weeks of the year free and Example Health Charity"
        " 5.6 weeks: in 4.4 weeks off from Example University Hospitals you still work for"
        " Example Health Charity."
    )
    assert finding.severity is Severity.NOTE
    assert finding.where == ("consultant", "second")
    assert finding.figure == Fraction(44, 10)
    assert [term.key for term in finding.terms] == ["working-weeks"]


@pytest.mark.parametrize("weeks", ["41", "42", "43"])
def test_years_within_a_week_can_be_lived_together(weeks: str) -> None:
    assert found(plans.role(), second(weeks)) == []


@pytest.mark.parametrize("weeks", ["40.9", "43.1"])
def test_years_further_apart_cannot(weeks: str) -> None:
    assert len(found(plans.role(), second(weeks))) == 1


def test_the_order_of_the_roles_does_not_matter() -> None:
    (one,) = found(second("46.4"), plans.role())
    (other,) = found(plans.role(), second("46.4"))
    assert one == other


def test_roles_of_one_employer_are_for_that_employer_to_arrange() -> None:
    assert found(plans.role(), second("46.4", employer="trust")) == []


def test_who_sets_their_own_weeks_can_always_agree() -> None:
    own = Employer(id="own", name="Own practice", kind=EmployerKind.SELF_EMPLOYED)
    employers = (plans.TRUST, own)
    assert found(plans.role(), second("46.4", employer="own"), employers=employers) == []


def test_roles_that_follow_each_other_never_meet() -> None:
    until, after = date(2026, 9, 30), date(2026, 10, 1)
    assert found(plans.role(end=until), second("46.4", start=after)) == []
    assert found(plans.role(start=after), second("46.4", end=until)) == []
    assert found(plans.role(end=after), second("46.4", start=after))


def test_a_role_without_work_is_left_out() -> None:
    counted = plans.counted(plans.activity(minutes=60), roles=(plans.role(), second("46.4")))
    names = {finding.check for finding in run_checks(counted, plans.CONTRACTS)}
    assert "leave-apart" not in names


def test_the_widest_gap_of_three_is_told() -> None:
    third = Employer(id="uni", name="Example University", kind=EmployerKind.UNIVERSITY)
    employers = (plans.TRUST, plans.CHARITY, third)
    roles = (plans.role(), second("44"), second("48", id="third", employer="uni"))
    (finding,) = found(*roles, employers=employers)
    assert finding.where == ("consultant", "third")
