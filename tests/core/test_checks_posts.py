"""Checks of units, supporting work and several posts, each exactly at its threshold."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from portfolio_app.core.agreements import Objective
from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.contracts import Confidence
from portfolio_app.core.edits import remove
from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.model import (
    Activity,
    CallWork,
    CycleWeeks,
    Day,
    Employer,
    EmployerKind,
    OnCall,
    OnDates,
    Per,
    PremiumMode,
    Role,
)
from portfolio_app.core.workload import count
from tests.plans import CONTRACTS, TRUST, activity, at, on_call, portfolio, role

SCOTLAND = "consultant-scotland-2004"
WALES = "consultant-wales-2003"
IRELAND = "consultant-northern-ireland-2004"
SAS = "specialty-doctor-england-2021"
OTHER = Employer(id="other", name="Other Hospitals", kind=EmployerKind.NHS)
UNIVERSITY = Employer(id="university", name="Example University", kind=EmployerKind.UNIVERSITY)
CLINIC = Employer(id="clinic", name="Example Clinic", kind=EmployerKind.PRIVATE)
EMPLOYERS = (TRUST, OTHER, UNIVERSITY, CLINIC)


def found(name: str, *lines: Activity | OnCall, **keys: Any) -> list[Finding]:
    plan = portfolio(*lines, **{"employers": EMPLOYERS, **keys})
    return [one for one in run_checks(count(plan, CONTRACTS), CONTRACTS) if one.check == name]


def one(name: str, *lines: Activity | OnCall, **keys: Any) -> Finding:
    (finding,) = found(name, *lines, **keys)
    return finding


def keys_of(finding: Finding) -> list[str]:
    return [term.key for term in finding.terms]


def sudden(minutes: int, **keys: Any) -> OnCall:
    return on_call(unpredictable=CallWork(premium=minutes, per=Per.WEEK), **keys)


def under(contract: str, **keys: Any) -> tuple[Role]:
    return (role(contract=contract, **keys),)


# -- unpredictable work ------------------------------------------------------------------------


def test_unpredictable_work_over_two_programmed_activities() -> None:
    assert found("unpredictable-maximum", sudden(360)) == []
    finding = one("unpredictable-maximum", sudden(361))
    assert (finding.figure, finding.limit) == (Fraction(361, 180), 2)
    assert finding.severity is Severity.NOTE, "the term is not verified for consultants"
    assert finding.where == ("on-call",)


def test_the_maximum_is_pro_rata_for_part_timers_and_says_that_this_is_not_verified() -> None:
    half = under(SAS, contracted=Fraction(5))
    assert found("unpredictable-maximum", sudden(180), roles=half) == []
    finding = one("unpredictable-maximum", sudden(181), roles=half)
    assert finding.limit == 1
    assert "pro rata of 2" in finding.message
    assert keys_of(finding)[1] == "unpredictable-emergency-part-time-pro-rata"
    assert finding.terms[1].confidence is Confidence.UNVERIFIED
    whole = one("unpredictable-maximum", sudden(361), roles=under(SAS))
    assert whole.severity is Severity.WARNING


def test_wales_counts_one_session_and_has_no_rule_for_part_timers() -> None:
    half = under(WALES, contracted=Fraction(5))
    assert found("unpredictable-maximum", sudden(180), roles=half) == []
    assert one("unpredictable-maximum", sudden(181), roles=half).limit == 1


def test_predictable_work_is_not_unpredictable() -> None:
    planned = on_call(predictable=CallWork(premium=600, per=Per.WEEK))
    assert found("unpredictable-maximum", planned) == []
    assert found("unpredictable-maximum", sudden(600, counts_as=Fraction(3))) == []
    assert found("unpredictable-maximum", sudden(600), roles=under(SCOTLAND)) == []


# -- premium time ------------------------------------------------------------------------------


def saturday(end: str, **keys: Any) -> Activity:
    return activity("sat", day="Sat", clock=f"08:00-{end}", **keys)


def test_premium_time_may_shorten_the_week_by_three_hours() -> None:
    assert found("premium-maximum", saturday("17:00")) == []
    finding = one("premium-maximum", saturday("17:01"))
    assert (finding.figure, finding.limit) == (Fraction(541, 180), 3)
    assert keys_of(finding)[0] == "premium-reduction-maximum"


def test_what_shortens_nothing_is_not_premium_time_over_the_maximum() -> None:
    paid = saturday("18:00", premium=PremiumMode.PAY)
    agreed = saturday("18:00", counts_as=Fraction(2))
    half = replace(saturday("18:00"), replaces=("x",))
    for line in (paid, agreed, half, sudden(900)):
        assert found("premium-maximum", line) == []


def test_scotland_plans_three_programmed_activities_out_of_hours() -> None:
    scottish = under(SCOTLAND)
    assert found("premium-maximum", saturday("17:00"), roles=scottish) == []
    finding = one("premium-maximum", saturday("17:01"), roles=scottish)
    assert (finding.figure, finding.limit) == (Fraction(541, 180), 3)
    assert keys_of(finding)[0] == "scheduled-premium-maximum"
    assert found("premium-maximum", sudden(900), roles=scottish) == []


@pytest.mark.parametrize(("plain", "broken"), [(360, False), (359, True)])
def test_forty_per_cent_out_of_hours(plain: int, broken: bool) -> None:
    lines = saturday("12:00"), activity("week", minutes=plain)
    result = found("out-of-hours-share", *lines, roles=under(SAS))
    assert bool(result) is broken
    assert found("out-of-hours-share", *lines) == []
    if broken:
        assert result[0].limit == 40
        assert result[0].where == ("sat",)


# -- sessions ----------------------------------------------------------------------------------

GP = under("salaried-gp", contracted=Fraction(6))


@pytest.mark.parametrize(("minutes", "long"), [(287, False), (288, True)])
def test_a_session_that_takes_longer_than_contracted(minutes: int, long: bool) -> None:
    gp = (replace(GP[0], real_unit_minutes=minutes),)
    assert bool(found("session-length", roles=gp)) is long


def test_a_session_agreed_for_longer_hours_is_seen_in_the_count() -> None:
    line = activity("surgery", category=None, minutes=372, counts_as=Fraction(1))
    finding = one("session-length", line, roles=GP)
    assert finding.figure == Fraction(372, 60)
    assert "6 sessions are 37.2 h" in finding.message
    assert found("session-length", replace(line, minutes=250), roles=GP) == []
    assert found("session-length", replace(line, minutes=None), roles=GP) == []


# -- supporting work ---------------------------------------------------------------------------


def cpd(minutes: int, **keys: Any) -> Activity:
    return activity("cpd", category="SPA", minutes=minutes, **keys)


@pytest.mark.parametrize(
    ("contract", "contracted", "enough", "severity"),
    [
        ("consultant-england-2003", 10, 360, Severity.NOTE),
        ("consultant-england-2003", 4, 360, Severity.NOTE),
        ("consultant-england-2003", 2, 72, Severity.NOTE),
        (SCOTLAND, 10, 240, Severity.WARNING),
        (SAS, 10, 240, Severity.WARNING),
        ("specialty-doctor-2008", 5, 240, Severity.NOTE),
    ],
)
def test_core_supporting_work(
    contract: str, contracted: int, enough: int, severity: Severity
) -> None:
    roles = under(contract, contracted=Fraction(contracted))
    clinic = activity(minutes=240)
    assert found("core-supporting", clinic, cpd(enough), roles=roles) == []
    finding = one("core-supporting", clinic, cpd(enough - 1), roles=roles)
    assert finding.limit == Fraction(enough, 240)
    assert finding.severity is severity
    assert found("core-supporting", cpd(1), roles=roles) == [], "nothing clinical is planned yet"


def test_core_supporting_work_is_of_the_person() -> None:
    roles = (role(contracted=Fraction(6)), role(id="two", employer="other", contracted=Fraction(4)))
    lines = (
        activity(minutes=240),
        cpd(180),
        activity("more", role="two", category="SPA", minutes=180),
    )
    assert found("core-supporting", *lines, roles=roles) == []
    assert one("core-supporting", *lines[:2], roles=roles).where == ("consultant", "two")


def test_part_timers_have_at_least_their_part_of_the_norm() -> None:
    six = under("consultant-england-2003", contracted=Fraction(6))
    clinic = activity(minutes=240)
    assert found("part-time-supporting", clinic, cpd(360), roles=six) == []
    finding = one("part-time-supporting", clinic, cpd(359), roles=six)
    assert finding.limit == Fraction(3, 2)
    assert found("part-time-supporting", clinic, cpd(0)) == []
    assert found("part-time-supporting", cpd(0), roles=six) == []
    assert found("supporting-share", clinic, cpd(0), roles=six) == [], "said once"


# -- several posts -----------------------------------------------------------------------------


def two(first: int, second: int, **keys: Any) -> dict[str, Any]:
    other = role(
        id="two", employer="other", title="Second post", contracted=Fraction(second), **keys
    )
    return {"roles": (role(contracted=Fraction(first)), other)}


def test_nhs_posts_over_one_whole_time() -> None:
    assert found("whole-time", **two(6, 4)) == []
    finding = one("whole-time", **two(6, 5))
    assert (finding.figure, finding.limit) == (Fraction(11, 10), 1)
    assert keys_of(finding) == ["pensionable-whole-times"]
    assert found("whole-time", roles=(role(contracted=Fraction(12)),)) == []


def test_one_extra_programmed_activity_over_all_employers() -> None:
    assert found("extra-units", **two(6, 5)) == []
    finding = one("extra-units", **two(7, 5))
    assert (finding.figure, finding.limit) == (2, 1)
    assert found("extra-units", roles=(role(contracted=Fraction(12)),)) == []


PRIVATE = role(
    id="pp", employer="clinic", title="Private practice", contract="hours", contracted=Fraction(4)
)
LIST = activity("list", role="pp", category=None, minutes=240)


@pytest.mark.parametrize(("units", "said"), [(9, False), (10, True), (11, False)])
def test_private_work_beside_full_time_and_no_extra_activity(units: int, said: bool) -> None:
    roles = (role(contracted=Fraction(units)), PRIVATE)
    assert bool(found("extra-units", LIST, roles=roles)) is said


def test_private_work_may_stand_in_the_job_plan() -> None:
    line = activity("list", category="PP", minutes=240)
    assert one("extra-units", line).where == ("consultant", "list")
    assert found("extra-units", activity(minutes=240)) == []
    welsh = under(WALES)
    assert found("extra-units", line, roles=welsh) == [], "Wales has no duty to offer one"


@pytest.mark.parametrize(("units", "said"), [(6, False), (7, True), (10, False)])
def test_a_part_timer_with_private_practice(units: int, said: bool) -> None:
    roles = (role(contracted=Fraction(units)), PRIVATE)
    assert bool(found("private-part-time", LIST, roles=roles)) is said
    assert found("private-part-time", roles=roles) == []


def test_northern_ireland_has_a_lead_employer() -> None:
    posts = two(6, 4, contract=IRELAND)
    posts["roles"] = (replace(posts["roles"][0], contract=IRELAND), posts["roles"][1])
    finding = one("lead-employer", **posts)
    assert "none is named" in finding.message
    assert finding.severity is Severity.WARNING
    lead = replace(OTHER, lead=True)
    assert found("lead-employer", employers=(TRUST, lead), **posts) == []
    both = one("lead-employer", employers=(replace(TRUST, lead=True), lead), **posts)
    assert "2 are named" in both.message
    assert found("lead-employer", roles=posts["roles"][:1]) == []


ACADEMIC = role(
    id="academic",
    employer="university",
    title="Senior lecturer",
    contract="clinical-academic",
    contracted=Fraction(5),
    plan="plan",
)


def integrated(nhs: int, academic: int = 5, **keys: Any) -> list[Finding]:
    roles = (
        replace(ACADEMIC, contracted=Fraction(academic)),
        role(contracted=Fraction(nhs), plan="plan", **keys),
    )
    return found("integrated-plan", roles=roles)


def test_an_integrated_job_plan_of_two_employers() -> None:
    assert integrated(5) == []
    nhs, whole = integrated(6)
    assert (nhs.figure, nhs.limit, nhs.where) == (6, 5, ("consultant",))
    assert (whole.figure, whole.limit) == (11, 10)
    assert "Example University and Example University Hospitals" in whole.message
    assert [term.key for term in nhs.terms] == ["nhs-part-usual-maximum"]


def test_hours_may_stand_for_the_academic_part() -> None:
    assert integrated(5, counted=False, stands_for=Fraction(5)) == []
    assert len(integrated(5, counted=False, stands_for=Fraction(6))) == 2


def test_an_integrated_job_plan_names_both_employers() -> None:
    alone = replace(ACADEMIC, plan=None)
    finding = one("integrated-plan", roles=(alone, role()))
    assert finding.where == ("academic",)
    assert "no NHS employer" in finding.message
    same = one("integrated-plan", roles=(replace(ACADEMIC, employer="trust"),))
    assert "no university employer" in same.message
    assert '"plan"' in same.message
    assert found("integrated-plan", roles=(role(plan="ours"),)) == []


# -- private work in paid time ------------------------------------------------------------------

WARD = activity("ward", day="Mon", clock="09:00-13:00")


@pytest.mark.parametrize(("start", "clear"), [("12:59", False), ("13:00", True)])
def test_private_work_in_paid_time(start: str, clear: bool) -> None:
    theirs = activity("list", role="pp", category=None, day="Mon", clock=f"{start}-17:00")
    roles = (role(), PRIVATE)
    result = found("private-in-paid-time", WARD, theirs, roles=roles)
    assert (result == []) is clear
    assert found("private-in-paid-time", replace(WARD, paid=False), theirs, roles=roles) == []


def test_fee_paying_work_inside_a_session_even_in_its_place() -> None:
    report = activity("report", category="FP", day="Mon", clock="10:00-11:00")
    finding = one("private-in-paid-time", WARD, report)
    assert (finding.figure, finding.where) == (60, ("report", "ward"))
    assert one("private-in-paid-time", WARD, replace(report, replaces=("ward",))).figure == 60
    both = activity("other", day="Mon", clock="12:00-14:00")
    assert found("private-in-paid-time", WARD, both) == []
    assert len(found("private-in-paid-time", WARD, both, report)) == 1
    apart = replace(report, day=Day.TUE)
    assert found("private-in-paid-time", WARD, both, apart) == []


def test_private_work_over_sunday_midnight() -> None:
    night = activity("night", day="Sun", clock="22:00-08:00")
    early = activity("report", category="FP", day="Mon", clock="07:00-09:00")
    finding = one("private-in-paid-time", night, early)
    assert finding.figure == 60
    assert "Mon 07:00 to 08:00" in finding.message


def test_private_work_in_other_weeks_is_no_paid_time() -> None:
    rota = (role(cycle_weeks=2),)
    report = activity("report", category="FP", day="Mon", clock="10:00-11:00")
    odd, even = CycleWeeks((1,)), CycleWeeks((2,))
    lines = replace(WARD, frequency=odd), replace(report, frequency=even)
    assert found("private-in-paid-time", *lines, roles=rota) == []
    again = replace(WARD, clock=at("09:00-10:30"), frequency=odd)
    assert found("private-in-paid-time", again, replace(report, frequency=odd), roles=rota)


def test_a_pair_is_said_once() -> None:
    dates = OnDates((date(2026, 5, 11), date(2026, 5, 12)))
    ward = activity("ward", clock="09:00-13:00", frequency=dates)
    report = activity("report", category="FP", clock="10:00-11:00", frequency=dates)
    assert len(found("private-in-paid-time", ward, report)) == 1


# -- objectives --------------------------------------------------------------------------------


def aim(*activities: str, role_id: str = "consultant") -> dict[str, Any]:
    made = Objective(id="aim", role=role_id, title="Shorten the wait", activities=activities)
    return {"objectives": (made,)}


LINES = (activity(minutes=240), activity("empty", minutes=0), activity("vague"))


@pytest.mark.parametrize(
    ("named", "timed"), [((), False), (("empty",), False), (("empty", "clinic"), True)]
)
def test_an_objective_needs_time(named: tuple[str, ...], timed: bool) -> None:
    assert (found("objectives", *LINES, **aim(*named)) == []) is timed


def test_an_objective_says_what_is_missing() -> None:
    assert "no activity" in one("objectives", *LINES, **aim("gone")).message
    pair = one("objectives", *LINES, **aim("empty", "vague"))
    assert "Empty and Vague should serve it and count nothing" in pair.message
    assert pair.where == ("consultant", "empty", "vague")
    single = one("objectives", *LINES, **aim("vague"))
    assert "counts nothing" in single.message
    assert found("objectives", *LINES, **aim(role_id="elsewhere")) == []


def test_a_deleted_activity_serves_no_objective_any_more() -> None:
    plan = remove(portfolio(*LINES, **aim("clinic", "vague")), "clinic")
    assert plan.objectives[0].activities == ("vague",)
    assert remove(plan, "empty").objectives == plan.objectives
