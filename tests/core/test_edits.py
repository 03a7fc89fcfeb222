"""Edits: in the portfolio, and in one scenario alone."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.edits import find, free_id, ids, put, remove, set_my_part, slug
from portfolio_app.core.model import (
    Commitment,
    Day,
    Employer,
    EmployerKind,
    Partner,
    Scenario,
    Site,
    StatedTotals,
    TakeOn,
    Travel,
)
from portfolio_app.core.sharing import JobShare, Take
from tests.plans import CHARITY, activity, at, on_call, portfolio, role

SCHOOL = Commitment(id="school", title="School", days=(Day.MON,), clock=at("15:00-16:00"))
BRANCH = Scenario(id="b", title="B", takes=(TakeOn(role="post", take=Take.SHARED),))
POST = role(id="post", title="Post", considered=True, share=JobShare(partner="p"), base="st")
SITES = (Site(id="st", name="St", employer="trust"), Site(id="other", name="Other"))
PLAN = portfolio(
    activity("clinic", site="st"),
    activity("hot", replaces=("clinic",)),
    on_call("rota"),
    activity("board", role="post"),
    roles=(role(), POST),
    scenarios=(BRANCH,),
    commitments=(SCHOOL,),
    sites=SITES,
    travels=(Travel(start="st", end="other", minutes=9),),
    partners=(Partner(id="p", name="P"),),
    stated=(StatedTotals(role="post"), StatedTotals()),
)


def test_slugs_and_free_ids() -> None:
    assert slug("St Example's  Clinic – Tue!") == "st-example-s-clinic-tue"
    assert slug("Électrophysiologie") == "electrophysiologie"
    assert slug("日本") == "item"
    assert free_id("Clinic", {"clinic", "clinic-2"}) == "clinic-3"
    assert free_id("New", set()) == "new"


@given(st.text())
def test_every_title_has_an_id_that_is_its_own_slug(title: str) -> None:
    assert slug(slug(title)) == slug(title)


def test_put_adds_at_the_end_and_sets_in_place() -> None:
    added = put(PLAN, activity("new"))
    assert [a.id for a in added.activities] == ["clinic", "hot", "board", "new"]
    changed = put(PLAN, activity("clinic", title="Other"))
    assert [a.id for a in changed.activities] == ["clinic", "hot", "board"]
    assert changed.activities[0].title == "Other"
    other = Employer(id="uni", name="University", kind=EmployerKind.UNIVERSITY)
    assert put(PLAN, other).employers[-1] == other


def test_a_change_in_a_scenario_leaves_the_portfolio_alone() -> None:
    moved = put(PLAN, activity("clinic", day="Tue", clock="09:00-13:00"), "b")
    assert moved.activities == PLAN.activities
    branch = moved.scenario("b")
    assert branch.leave == ("clinic",)
    assert branch.activities[0].day is Day.TUE
    again = put(moved, activity("clinic", day="Wed", clock="09:00-13:00"), "b").scenario("b")
    assert (again.leave, len(again.activities)) == (("clinic",), 1)
    found = find(moved, "clinic", "b")
    assert found == branch.activities[0]
    assert find(moved, "clinic") == PLAN.activities[0]
    assert put(PLAN, SCHOOL, "b").commitments == PLAN.commitments
    own = put(PLAN, activity("own"), "b").scenario("b")
    assert (own.leave, own.activities[0].id) == ((), "own")


def test_find_and_ids_know_every_table() -> None:
    assert {"trust", "st", "clinic", "rota", "school", "p", "b", "post"} <= ids(PLAN)
    assert find(PLAN, "nothing") is None
    assert find(PLAN, "nothing", "b") is None
    assert find(PLAN, "school", "b") == SCHOOL
    assert "own" in ids(put(PLAN, activity("own"), "b"))


def test_removing_takes_what_hangs_on_it_and_every_mention() -> None:
    without = remove(PLAN, "clinic")
    assert [a.id for a in without.activities] == ["hot", "board"]
    assert without.activities[0].replaces == ()
    no_post = remove(PLAN, "post")
    assert [a.id for a in no_post.activities] == ["clinic", "hot"]
    assert no_post.scenario("b").takes == ()
    assert len(no_post.stated) == 1
    no_site = remove(PLAN, "st")
    assert no_site.activities[0].site is None
    assert no_site.roles[1].base is None
    assert no_site.travels == ()
    no_partner = remove(PLAN, "p").roles[1].share
    assert no_partner is not None
    assert no_partner.partner is None
    nobody = remove(PLAN, "trust")
    assert (nobody.roles, nobody.activities, nobody.on_calls) == ((), (), ())
    assert nobody.sites[0].employer is None
    assert nobody.employers == (CHARITY,)


def test_removing_in_a_scenario_gives_up_there_alone() -> None:
    given_up = remove(PLAN, "clinic", "b")
    assert given_up.activities == PLAN.activities
    assert given_up.scenario("b").leave == ("clinic",)
    assert remove(given_up, "clinic", "b") == given_up
    added = put(PLAN, activity("own", replaces=("clinic",)), "b")
    assert remove(added, "own", "b") == PLAN
    changed = put(PLAN, activity("clinic", title="Other"), "b")
    assert remove(changed, "clinic", "b").scenario("b").activities == ()
    with_role = put(put(PLAN, role(id="new", base="st"), "b"), on_call("n", role="new"), "b")
    without = remove(with_role, "new", "b").scenario("b")
    assert (without.roles, without.on_calls) == ((), ())
    assert remove(PLAN, "post", "b").scenario("b").takes == ()


def test_what_a_scenario_adds_forgets_what_is_gone() -> None:
    added = put(
        put(PLAN, activity("own", replaces=("clinic",), site="st"), "b"),
        role(id="n", base="st"),
        "b",
    )
    added = put(remove(added, "rota", "b"), on_call("night"), "b")
    branch = remove(remove(added, "clinic"), "st").scenario("b")
    assert branch.activities[0].replaces == ()
    assert branch.activities[0].site is None
    assert branch.roles[0].base is None
    assert remove(added, "rota").scenario("b").leave == ()


def test_my_part_of_a_share() -> None:
    mine = set_my_part(PLAN, "post", Fraction("2.4"), "b")
    assert mine.scenario("b").takes[0].mine == Fraction("2.4")
    assert mine.roles == PLAN.roles
    other = replace(BRANCH, takes=(TakeOn(role="else", take=Take.SHARED), *BRANCH.takes))
    two = set_my_part(replace(PLAN, scenarios=(other,)), "post", Fraction(1), "b")
    assert [take.mine for take in two.scenario("b").takes] == [None, 1]
    today = set_my_part(PLAN, "post", Fraction(1)).role("post").share
    assert today is not None
    assert today.mine == 1
    elsewhere = set_my_part(
        replace(PLAN, scenarios=(replace(BRANCH, takes=()),)), "post", Fraction(1), "b"
    )
    share = elsewhere.role("post").share
    assert share is not None
    assert share.mine == 1
    with pytest.raises(KeyError):
        set_my_part(PLAN, "consultant", Fraction(1))


def test_a_missing_role_or_scenario_is_an_error() -> None:
    for look in (PLAN.role, PLAN.employer, PLAN.scenario):
        with pytest.raises(KeyError):
            look("nothing")
    assert PLAN.nation_of(PLAN.roles[0]) is PLAN.person.nation
    with pytest.raises(ValueError, match="weekday"):
        _ = Day.HOLIDAY.index
