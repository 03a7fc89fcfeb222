"""What a scenario changes, said plainly."""

from dataclasses import replace
from fractions import Fraction

from portfolio_app.core.differences import Difference, differences
from portfolio_app.core.edits import put, remove
from portfolio_app.core.model import CycleWeeks, Half, Portfolio, Role, Scenario, TakeOn
from portfolio_app.core.sharing import JobShare, Take
from tests.plans import activity, at, on_call, portfolio, role

POST = role(id="post", title="Director", contracted=Fraction(4), considered=True)
CLINIC = activity("clinic", day="Thu", clock="09:00-13:00")
WHAT_IF = Scenario(id="what-if", title="What if")


def plan(scenario: Scenario = WHAT_IF, **keys: object) -> Portfolio:
    return portfolio(CLINIC, roles=(role(), POST), scenarios=(scenario,), **keys)


def units(_role: Role, figure: Fraction) -> str:
    return f"{figure} PA"


def said(scenario: Portfolio) -> list[str]:
    return [each.text for each in differences(scenario, "what-if", units)]


def test_an_empty_scenario_differs_in_nothing() -> None:
    assert said(plan()) == []


def test_a_role_is_taken_on_whole_or_shared() -> None:
    whole = replace(WHAT_IF, takes=(TakeOn(role="post", take=Take.WHOLE),))
    assert said(plan(whole)) == ["Takes on Director whole, 4 PA"]
    shared = replace(WHAT_IF, takes=(TakeOn(role="post", take=Take.SHARED, mine=Fraction(2)),))
    assert said(plan(shared)) == ["Takes on a share of Director, 2 PA of it mine"]


def test_the_share_of_the_role_itself_is_named_where_the_scenario_has_none() -> None:
    shared = replace(WHAT_IF, takes=(TakeOn(role="post", take=Take.SHARED),))
    assert said(plan(shared)) == ["Takes on a share of Director"]
    post = replace(POST, share=JobShare(mine=Fraction(1)))
    assert said(put(plan(shared), post)) == ["Takes on a share of Director, 1 PA of it mine"]


def test_a_role_that_is_gone_is_named_by_its_id() -> None:
    lost = replace(WHAT_IF, takes=(TakeOn(role="gone", take=Take.WHOLE),), leave=("lost",))
    assert said(plan(lost)) == ["Takes on gone", "Gives up lost"]


def test_what_is_given_up_moved_and_added_is_told() -> None:
    assert said(remove(plan(), "clinic", "what-if")) == ["Gives up Clinic"]
    moved = put(plan(), activity("clinic", day="Tue", clock="10:00-14:00"), "what-if")
    assert said(moved) == ["Moves Clinic from Thu 09:00–13:00 to Tue 10:00–14:00"]
    added = put(plan(), activity("audit", day="Wed", half=Half.PM), "what-if")
    assert said(added) == ["Adds Audit on Wed pm"]
    assert said(put(plan(), activity("reading", minutes=60), "what-if")) == ["Adds Reading"]
    assert said(put(plan(), on_call(), "what-if")) == ["Adds On-call"]


def test_a_time_that_goes_or_comes_is_told() -> None:
    untimed = put(plan(), replace(CLINIC, day=None, clock=None, minutes=240), "what-if")
    assert said(untimed) == ["Takes Clinic off Thu 09:00–13:00; it has no fixed time"]
    reading = activity("reading", minutes=60)
    placed = replace(reading, minutes=None, day=CLINIC.day, clock=at("14:00-15:00"))
    timed = put(put(plan(), reading), placed, "what-if")
    assert said(timed) == ["Gives Reading a time, Thu 14:00–15:00"]
    holiday = activity("rest", day="holiday", clock="09:00-10:00")
    assert said(put(plan(), holiday, "what-if")) == ["Adds Rest"]
    anywhere = activity("tea", day="Mon", minutes=30)
    assert said(put(plan(), anywhere, "what-if")) == ["Adds Tea"]


def test_any_other_change_is_named() -> None:
    changed = replace(CLINIC, frequency=CycleWeeks((1,)), category="SPA", energy=1)
    found = differences(put(plan(), changed, "what-if"), "what-if", units)
    assert found == (Difference("Changes Clinic: category, how often and energy", "clinic"),)


def test_the_same_thing_written_again_is_no_difference() -> None:
    assert said(put(plan(), CLINIC, "what-if")) == []
