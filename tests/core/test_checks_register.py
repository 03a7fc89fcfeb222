"""The register of checks is walked: each has a week that passes it and a week that does not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from portfolio_app.core.agreements import Credit, Objective, Policy
from portfolio_app.core.checks.run import in_order, run_checks
from portfolio_app.core.edits import ids
from portfolio_app.core.findings import REGISTER, Severity
from portfolio_app.core.model import (
    CallWork,
    Commitment,
    Day,
    Employer,
    EmployerKind,
    OneIn,
    Per,
    Portfolio,
    Site,
    Travel,
)
from portfolio_app.core.workload import count
from tests.plans import CONTRACTS, activity, at, on_call, portfolio, role

QUIET = portfolio(activity(minutes=1800), activity("cpd", category="SPA", minutes=600))


def _bad() -> Portfolio:
    """One week with something of many kinds to point at."""
    seldom = OneIn(Fraction(2))
    bad = portfolio(
        activity("a", day="Mon", clock="08:00-22:00", site="st", stated=Decimal("9.9")),
        activity("b", day="Mon", clock="13:00-14:00", replaces=("x",)),
        activity("c1", role="c", category=None, day="Mon", clock="13:00-23:00"),
        activity("c2", role="c", category=None, day="Mon", clock="22:20-23:30", site="royal"),
        *(activity(f"t{n}", day="Tue", clock="07:00-19:30", frequency=seldom) for n in range(3)),
        *(
            activity(f"d{n}", day=d, clock="08:00-21:00")
            for n, d in enumerate(("Wed", "Thu", "Fri", "Sat", "Sun"))
        ),
        activity("vague", paid=False),
        activity("own", minutes=60, paid=False),
        on_call(frequency=OneIn(Fraction("4.4")), availability="A", predictable=CallWork(plain=60)),
        on_call("other", role="second", frequency=OneIn(Fraction(9))),
        sites=(Site(id="st", name="St Example's"), Site(id="royal", name="Royal Example")),
        travels=(Travel(start="st", end="royal", minutes=35),),
        roles=(
            role(),
            role(id="second", title="Lead", contracted=Fraction(1), end=date(2026, 9, 30)),
            role(id="c", employer="charity", title="Adviser", contract="hours"),
        ),
        commitments=(
            Commitment(
                id="school",
                title="School run",
                days=(Day.MON,),
                clock=at("12:00-13:30"),
                protected=True,
            ),
        ),
    )
    return replace(bad, person=replace(bad.person, hours_cap=600))


def _pressed() -> Portfolio:
    """A full-timer with too much of everything that a contract limits."""
    return portfolio(
        activity("sat", day="Sat", clock="08:00-18:00"),
        on_call(unpredictable=CallWork(premium=400, per=Per.WEEK)),
        objectives=(Objective(id="aim", role="consultant", title="Shorten the wait"),),
    )


def _posts() -> Portfolio:
    """Posts under contracts that ask something of several employers together."""
    trust, other = (
        Employer(id=key, name=f"{key.capitalize()} trust", kind=EmployerKind.NHS)
        for key in ("trust", "other")
    )
    clinic = Employer(id="clinic", name="Example Clinic", kind=EmployerKind.PRIVATE)
    ireland = "consultant-northern-ireland-2004"
    return portfolio(
        activity("late", role="sas", day="Sat", clock="08:00-12:00"),
        activity("list", role="pp", category=None, minutes=240),
        activity("clinic", role="part", minutes=240, also=(Credit(role="two"),)),
        activity("ward", role="part", day="Mon", clock="09:00-13:00"),
        activity("rooms", role="pp", category=None, day="Mon", clock="12:00-14:00"),
        employers=(trust, other, clinic),
        roles=(
            role(contract=ireland),
            role(id="two", employer="other", title="Second", contract=ireland),
            role(id="part", title="Part-timer", contracted=Fraction(7)),
            role(id="sas", title="Specialty doctor", contract="specialty-doctor-england-2021"),
            role(id="gp", title="GP", contract="salaried-gp", real_unit_minutes=372),
            role(id="academic", title="Lecturer", contract="clinical-academic"),
            role(id="pp", employer="clinic", title="Private practice", contract="hours"),
        ),
    )


def _local() -> Portfolio:
    """A local policy that its contract cannot take, kept by a library of long ago."""
    odd = Policy(
        id="odd",
        employer="trust",
        contract="consultant-england-2003",
        term="working-weeks",
        start=date(2026, 4, 1),
        value="many",
        source="Policy",
    )
    return replace(QUIET, policies=(odd, replace(odd, id="good", value="41")))


def _resident() -> Portfolio:
    """A resident doctor's worst weeks."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return portfolio(
        *(activity(d, day=d, clock="15:00-05:00", category=None) for d in days),
        activity("early", day="Sun", clock="11:00-12:00"),
        roles=(role(contract="resident-england-2016"),),
    )


def _cases(failing: Portfolio, *names: str) -> dict[str, tuple[Portfolio, Portfolio]]:
    return dict.fromkeys(names, (QUIET, failing))


# A week that passes and a week that does not, for each check.
CASES: dict[str, tuple[Portfolio, Portfolio]] = {
    **_cases(
        _bad(),
        *("overlap", "double-booking", "crowded-slot", "travel", "protected-time"),
        *("working-time-average", "own-limit", "daily-rest", "weekly-rest", "rest-break"),
        *("contracted", "unpaid", "usual-maximum", "supporting-share", "rota-gap"),
        *("separate-rotas", "leave-apart", "stated", "not-known", "changes-in-year"),
    ),
    **_cases(
        _pressed(), "unpredictable-maximum", "premium-maximum", "core-supporting", "objectives"
    ),
    **_cases(
        _posts(),
        *("out-of-hours-share", "session-length", "part-time-supporting", "whole-time"),
        *("extra-units", "private-part-time", "lead-employer", "integrated-plan"),
        *("private-in-paid-time", "claimed-twice"),
    ),
    **_cases(
        portfolio(roles=(role(contract="no-such-contract"),)),
        "not-counted",
    ),
    **_cases(_local(), "local-policy"),
    **_cases(
        _resident(),
        *("contract-average", "seven-days", "shift-length", "shift-rest", "shifts-in-a-row"),
        *("weekends", "night-work"),
    ),
}


def test_every_check_has_a_subject_and_a_case() -> None:
    assert len(in_order()) == len(REGISTER)
    assert set(REGISTER) == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_check_passes_one_week_and_not_the_other(name: str) -> None:
    passing, failing = CASES[name]
    assert name not in {f.check for f in run_checks(count(passing, CONTRACTS), CONTRACTS)}
    result = run_checks(count(failing, CONTRACTS), CONTRACTS)
    found = [finding for finding in result if finding.check == name]
    assert found
    assert all(set(finding.where) <= ids(failing) for finding in found)
    assert all(finding.message.endswith(".") for finding in found)
    severities = [list(Severity).index(finding.severity) for finding in result]
    assert severities == sorted(severities)


def test_a_quiet_week_has_nothing_to_say() -> None:
    assert run_checks(count(QUIET, CONTRACTS), CONTRACTS) == ()


def test_a_role_that_is_not_held_is_named() -> None:
    past = role(id="past", title="Past post", end=date(2020, 1, 1))
    (finding,) = run_checks(count(replace(QUIET, roles=(role(), past)), CONTRACTS), CONTRACTS)
    assert finding.where == ("past",)
