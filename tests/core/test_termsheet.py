"""A contract laid open: terms under headings, local values, and what of a week rests on each."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from portfolio_app.core.agreements import Policy
from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.contracts import Confidence, read_contracts
from portfolio_app.core.dependence import (
    Dependent,
    Rests,
    count_terms,
    dependents,
    line_terms,
    role_terms,
)
from portfolio_app.core.model import (
    Activity,
    CallWork,
    Clock,
    Day,
    Employer,
    EmployerKind,
    Nation,
    OnCall,
    OneIn,
    Person,
    Portfolio,
    Role,
)
from portfolio_app.core.termgroups import HEADINGS, THE_CONTRACT, heading_of, under_headings
from portfolio_app.core.termsheet import TermEntry, term_sheet
from portfolio_app.core.termwords import mark, mark_reason, unverified
from portfolio_app.core.workload import Count, count
from portfolio_app.paths import resource

CONTRACTS = read_contracts(resource("contracts"))
ENGLAND = "consultant-england-2003"
YEAR = date(2026, 4, 6)


def plan(*policies: Policy) -> Portfolio:
    return Portfolio(
        person=Person(name="A clinician", nation=Nation.ENGLAND, year_start=YEAR),
        employers=(Employer(id="trust", name="The trust", kind=EmployerKind.NHS),),
        roles=(
            Role(
                id="post",
                employer="trust",
                title="Consultant",
                contract=ENGLAND,
                contracted=Fraction(10),
            ),
        ),
        activities=(
            Activity(
                id="clinic",
                role="post",
                title="Clinic",
                category="DCC",
                day=Day.WED,
                clock=Clock(960, 1200),
            ),
            Activity(id="cpd", role="post", title="CPD", category="SPA", minutes=240),
            Activity(
                id="holiday",
                role="post",
                title="Holiday round",
                category="DCC",
                day=Day.HOLIDAY,
                clock=Clock(540, 780),
            ),
        ),
        on_calls=(
            OnCall(
                id="rota",
                role="post",
                title="On call",
                availability="A",
                frequency=OneIn(Fraction(9, 2)),
                unpredictable=CallWork(premium=180),
            ),
        ),
        policies=policies,
    )


def counted(*policies: Policy) -> Count:
    holidays = {Nation.ENGLAND: frozenset({date(2026, 12, 25), date(2026, 12, 28)})}
    return count(plan(*policies), CONTRACTS, holidays=holidays)


def sheet(key: str, *policies: Policy, contract: str = ENGLAND, day: date = YEAR) -> TermEntry:
    week = counted(*policies)
    used = dependents(week, run_checks(week, CONTRACTS))
    entries = term_sheet(CONTRACTS[contract], day, portfolio=week.portfolio, used=used)
    return next(entry for entry in entries if entry.key == key)


def policy(term: str, value: str, contract: str = ENGLAND) -> Policy:
    return Policy(
        id=term,
        employer="trust",
        contract=contract,
        term=term,
        start=date(2026, 4, 1),
        value=value,
        source="Policy",
    )


# -- headings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_term_stands_under_one_heading(name: str) -> None:
    keys = CONTRACTS[name].keys
    groups = under_headings(keys)
    assert sorted(key for _, group in groups for key in group) == sorted(keys)
    assert [heading for heading, _ in groups] == [
        heading for heading in HEADINGS if heading in dict(groups)
    ]
    assert len(dict(groups).get(THE_CONTRACT, ())) <= 8, "too many terms without a heading"


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("programmed-activity-length-premium", "The unit and full time"),
        ("plain-time", "Premium and unsocial time"),
        ("availability-supplement", "On call"),
        ("annual-leave-weeks", "The year and leave"),
        ("daily-rest", "Hours and rest"),
        ("basic-pay", "Pay"),
        ("commencement", THE_CONTRACT),
    ],
)
def test_a_term_is_where_a_reader_looks(key: str, heading: str) -> None:
    assert heading_of(key) == heading


# -- what rests on a term ----------------------------------------------------------------------


def test_lines_roles_and_findings_that_rest_on_a_term() -> None:
    used = sheet("programmed-activity-length").used
    lines = [one for one in used if one.rests is Rests.LINE]
    assert [one.title for one in lines] == ["Clinic", "CPD", "Holiday round", "On call"]
    assert lines[0].key == "clinic"
    assert lines[0].role == "post"
    (role,) = [one for one in sheet("full-time-units").used if one.rests is Rests.ROLE]
    assert (role.key, role.title) == ("post", "Consultant")
    found = [one for one in sheet("rota-band-gap").used if one.rests is Rests.FINDING]
    assert [one.key for one in found] == ["post"]
    assert sheet("deputising").used == ()


def test_a_finding_about_nothing_in_particular_names_no_place() -> None:
    week = counted()
    (finding, *_) = run_checks(week, CONTRACTS)
    term = CONTRACTS[ENGLAND].at(YEAR).term("deputising")
    used = dependents(week, [replace(finding, where=(), terms=(term,))])
    assert used[ENGLAND, "deputising"] == (Dependent(Rests.FINDING, "", finding.message, "", term),)


def test_work_on_a_public_holiday_rests_on_what_a_holiday_is() -> None:
    titles = [one.title for one in sheet("public-holidays-premium").used]
    assert titles == ["Holiday round"]


def test_the_terms_of_a_category_are_those_of_its_lines() -> None:
    week = counted()
    dcc = {term.key for term in line_terms(week.roles, category="DCC")}
    spa = {term.key for term in line_terms(week.roles, category="SPA")}
    assert "plain-time" in dcc
    assert spa == {"programmed-activity-length"}
    assert {"full-time-units", "availability-supplement"} <= {
        term.key for term in role_terms(week.roles[0])
    }
    assert count_terms(week) == role_terms(week.roles[0])


# -- marks ---------------------------------------------------------------------------------------


def test_a_figure_is_marked_where_a_value_was_not_verified() -> None:
    week = counted()
    lines = {line.id: line for line in week.lines}
    assert mark(lines["cpd"].terms) == ""
    assert mark_reason(lines["cpd"].terms) == ""
    assert mark(lines["holiday"].terms) == "unverified"
    assert mark_reason(lines["holiday"].terms) == (
        "Not verified, so check it against your contract:"
        " A public holiday is premium time for the whole day."
    )


def test_an_own_value_takes_the_mark_away() -> None:
    lines = {line.id: line for line in counted(policy("public-holidays-premium", "true")).lines}
    assert mark(lines["holiday"].terms) == ""


def test_many_reasons_are_cut_short() -> None:
    view = CONTRACTS["consultant-northern-ireland-2004"].at(YEAR)
    terms = [view.term(key) for key in CONTRACTS["consultant-northern-ireland-2004"].keys]
    doubtful = unverified([*terms, *terms])
    assert all(term.confidence is Confidence.UNVERIFIED for term in doubtful)
    assert mark_reason(terms).endswith(f" And {len(doubtful) - 3} more.")


# -- entries ---------------------------------------------------------------------------------------


def test_an_entry_shows_the_contract_and_the_employer_side_by_side() -> None:
    entry = sheet("working-weeks", policy("working-weeks", "41"))
    assert entry.held is not None
    assert entry.held.value == 42
    ((local,),) = [entry.local]
    assert local.employer == "The trust"
    assert local.term.value == 41
    assert local.policy.id == "working-weeks"
    assert not entry.unverified
    assert sheet("rota-band-gap").unverified


def test_a_value_of_later_is_not_shown_yet() -> None:
    early = sheet("working-weeks", policy("working-weeks", "41"), day=date(2026, 3, 31))
    assert early.local == ()
    unusable = sheet("working-weeks", policy("working-weeks", "many"))
    assert unusable.local == ()


def test_a_term_that_only_the_employer_has() -> None:
    entry = sheet("full-time-units", policy("full-time-units", "36", "hours"), contract="hours")
    assert entry.held is None
    assert entry.missing == ""
    assert entry.history == ()
    assert entry.local[0].term.value == 36
    assert not [one for one in term_sheet(CONTRACTS["hours"], YEAR) if one.key == "full-time-units"]
    later = sheet(
        "full-time-units",
        replace(policy("full-time-units", "36", "hours"), start=date(2027, 4, 1)),
        contract="hours",
        day=date(2027, 4, 1),
    )
    assert later.local


def test_the_history_of_a_term_in_a_nation() -> None:
    (entry,) = [
        one
        for one in term_sheet(CONTRACTS["agenda-for-change"], YEAR, Nation.SCOTLAND)
        if one.key == "full-time-units"
    ]
    assert [row.value for row in entry.history if row.nation is not None] == [
        Fraction(75, 2),
        37,
        36,
    ]
    assert entry.held is not None
    assert entry.held.value == 36


def test_a_term_before_its_first_day_says_when_it_begins() -> None:
    (entry,) = [
        one for one in term_sheet(CONTRACTS[ENGLAND], date(2000, 1, 1)) if one.key == "basic-pay"
    ]
    assert entry.held is None
    assert "first known date is 2024-03-01" in entry.missing
    assert entry.says.startswith("Full-time basic pay")
    assert not entry.unverified


def test_a_value_in_the_contracts_own_unit_names_it() -> None:
    (entry,) = [
        one
        for one in term_sheet(CONTRACTS["consultant-england-2003"], YEAR)
        if one.key == "usual-maximum-units"
    ]
    assert entry.held is not None
    assert entry.text(entry.held) == "12 PA"
