"""Findings that the user accepts, and roles that cannot be counted while the others are."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.edits import remove, silence, unsilence
from portfolio_app.core.findings import Finding, Severity, accepted, active
from portfolio_app.core.model import Portfolio
from portfolio_app.core.shares import effective
from portfolio_app.core.sharing import JobShare
from portfolio_app.core.workload import count
from tests.plans import CONTRACTS, activity, portfolio, role

CLASH = portfolio(
    activity("a", day="Mon", clock="09:00-13:00"),
    activity("b", day="Mon", clock="12:00-14:00"),
    activity("vague"),
)


def findings(plan: Portfolio) -> tuple[Finding, ...]:
    return run_checks(count(plan, CONTRACTS), CONTRACTS)


def names(found: tuple[Finding, ...]) -> list[str]:
    return [finding.check for finding in found]


def test_an_accepted_finding_leaves_the_list_and_keeps_its_reason() -> None:
    assert "overlap" in names(active(findings(CLASH)))
    found = findings(silence(CLASH, "overlap", "b", "The round is a walk past the clinic"))
    assert "overlap" not in names(active(found))
    (one,) = accepted(found)
    assert (one.check, one.silenced) == ("overlap", "The round is a walk past the clinic")
    assert found[-1] == one, "what is accepted comes last, however grave"
    assert one.severity is Severity.ERROR


def test_only_that_check_of_that_thing_is_accepted() -> None:
    other = silence(silence(CLASH, "rest-break", "a", "x"), "overlap", "vague", "x")
    assert accepted(findings(other)) == ()
    assert names(active(findings(other))) == names(findings(CLASH))


def test_a_silence_of_what_is_no_longer_found_does_nothing() -> None:
    quiet = silence(CLASH, "overlap", "a", "x")
    moved = replace(quiet, activities=quiet.activities[:1])
    assert accepted(findings(moved)) == ()
    assert findings(silence(moved, "no-such-check", "gone", "x")) == findings(moved)


def test_a_reason_may_be_changed_and_taken_back() -> None:
    once = silence(CLASH, "overlap", "a", "first")
    twice = silence(once, "overlap", "a", "second")
    assert [one.reason for one in twice.silences] == ["second"]
    more = silence(twice, "overlap", "b", "third")
    assert len(more.silences) == 2
    assert unsilence(more, "overlap", ("a", "b")) == CLASH
    assert unsilence(more, "travel", ("a", "b")) == more
    assert unsilence(more, "overlap", ("b",)) == twice


def test_what_is_deleted_takes_its_silences_along() -> None:
    assert remove(silence(CLASH, "overlap", "a", "x"), "a").silences == ()


# -- roles that cannot be counted --------------------------------------------------------------

SAS = role(id="sas", title="Specialty doctor", contract="specialty-doctor-england-2021")
EARLY = portfolio(
    activity(minutes=1800),
    activity("ward", role="sas", minutes=240),
    roles=(role(), SAS),
)
EARLY = replace(EARLY, person=replace(EARLY.person, year_start=date(2021, 3, 31)))


def test_a_role_from_before_its_contract_is_named_and_the_others_are_counted() -> None:
    counted = count(EARLY, CONTRACTS)
    assert [one.role.id for one in counted.roles] == ["consultant"]
    assert counted.minutes == 1800
    finding = next(f for f in run_checks(counted, CONTRACTS) if f.check == "not-counted")
    assert (finding.severity, finding.where) == (Severity.ERROR, ("sas",))
    for said in ("Specialty doctor", "specialty-doctor-england-2021", "2021-04-01", '"'):
        assert said in finding.message


def test_on_the_first_day_of_its_contract_it_is_counted() -> None:
    on_the_day = replace(EARLY, person=replace(EARLY.person, year_start=date(2021, 4, 1)))
    assert count(on_the_day, CONTRACTS).uncounted == ()


def test_a_contract_that_is_not_there_is_named() -> None:
    odd = replace(EARLY, roles=(role(), replace(SAS, contract="no-such-contract")))
    ((missing, why),) = count(odd, CONTRACTS).uncounted
    assert (missing.id, why) == ("sas", 'there is no contract "no-such-contract"')


def test_what_need_not_be_counted_is_not_missed() -> None:
    considered = replace(SAS, id="later", considered=True)
    past = replace(SAS, id="past", end=date(2020, 1, 1))
    plan = replace(EARLY, roles=(role(), SAS, considered, past))
    assert [one.id for one, _ in count(plan, CONTRACTS).uncounted] == ["sas"]


def test_a_shared_post_without_terms_is_named_too() -> None:
    shared = replace(SAS, share=JobShare(mine=Fraction(5)))
    week = effective(replace(EARLY, roles=(role(), shared)), CONTRACTS)
    assert [one.id for one, _ in count(week, CONTRACTS).uncounted] == ["sas"]


def test_a_limit_that_is_not_known_on_the_day_is_said_and_stops_no_other_check() -> None:
    law = CONTRACTS["working-time-regulations-1998"]
    rows = (
        replace(row, start=date(2030, 1, 1)) if row.key == "daily-rest" else row
        for row in law.terms
    )
    contracts = {**CONTRACTS, law.id: replace(law, terms=tuple(rows))}
    found = run_checks(count(CLASH, CONTRACTS), contracts)
    said = [finding for finding in found if finding.check == "daily-rest"]
    assert "2030-01-01" in said[0].message
    assert "overlap" in names(found)
