"""Proposals: what is posed, what they change, and that the checks have the last word."""

from dataclasses import replace
from fractions import Fraction

import pytest

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.differences import differences
from portfolio_app.core.findings import Severity, active
from portfolio_app.core.jobshare import LEAVE, SHARE
from portfolio_app.core.jobshare import WHOLE as OUR_WHOLE
from portfolio_app.core.model import Clock, CycleWeeks, Day, Movable, PerYear
from portfolio_app.core.shares import effective
from portfolio_app.core.sharing import Attend, Holder
from portfolio_app.core.workload import count
from portfolio_app.place.branching import Case
from portfolio_app.place.posing import problem_of
from portfolio_app.place.problem import ME, PARTNER, Item, Placed
from portfolio_app.place.proposal import (
    Kind,
    NoWeekError,
    Proposal,
    accepted,
    is_hard,
    new_findings,
    propose,
)
from tests.place.posts import (
    EMERGENCY,
    PUBLIC_HEALTH,
    SHARED,
    WHOLE,
    case,
    changed,
    line,
    random_post,
    sample,
)
from tests.plans import CONTRACTS


def items(asked: Case, **more: frozenset[Placed]) -> dict[str, Item]:
    problem = problem_of(asked.option, asked.portfolio, asked.role, asked.contracts, **more)
    return {item.activity: item for item in problem.items}


# -- what is posed -------------------------------------------------------------------------------


def test_the_shared_post_of_the_sample_as_a_problem() -> None:
    asked = case(sample(EMERGENCY), SHARED)
    problem = problem_of(asked.option, asked.portfolio, asked.role, asked.contracts)
    assert problem.shares == (480, 480)
    assert problem.wanted == 150
    assert problem.travel == {("st-example", "trust-offices"): 15}
    assert (problem.rest, problem.unbroken, problem.pause) == (660, 360, 20)
    found = items(asked)
    assert found["qi-board"].need == 2
    assert {person for person, _ in found["qi-education"].candidates} == {ME}
    assert found["coaching-academy"].candidates
    assert {person for person, _ in found["coaching-academy"].candidates} == {PARTNER}
    assert found["executive"].prefer == PARTNER
    assert found["trust-board"].weight == 35  # 150 minutes, 12 times in 52.18 weeks, to 5 minutes
    assert found["thu-clinic"].must
    assert "messages-at-home" not in found  # it has no time that could move
    assert "wed-evening-shift" not in found


def test_time_of_a_partner_that_is_not_known_is_not_free() -> None:
    found = items(case(sample(EMERGENCY), SHARED))
    thursday = range(3 * 1440, 4 * 1440)
    assert (PARTNER, 3 * 1440 + 570) not in found["trust-board"].candidates
    starts = [s for p, s in found["reading-and-drafting"].candidates if p == PARTNER]
    assert starts
    assert not [start for start in starts if start in thursday]


def test_protected_time_and_what_stays_are_left_alone() -> None:
    found = items(case(sample(EMERGENCY), SHARED))
    school, shift = range(915, 1005), range(2 * 1440 + 810, 2 * 1440 + 1320)
    for key in ("reading-and-drafting", "thu-clinic", "audit-and-governance"):
        for person, start in found[key].candidates:
            lies = range(start, start + found[key].minutes)
            if person == ME:
                assert not set(lies) & (set(school) | set(shift))
    assert (ME, 960) not in found["executive"].candidates


def test_work_says_where_it_may_go_and_in_what_blocks() -> None:
    plan = changed(
        sample(EMERGENCY),
        "reading-and-drafting",
        minutes=170,
        least_minutes=50,
        place_days=(Day.MON, Day.SAT, Day.HOLIDAY),
        place_window=Clock(6 * 60, 9 * 60),
    )
    asked = case(plan, SHARED)
    problem = problem_of(asked.option, asked.portfolio, asked.role, asked.contracts)
    blocks = [item for item in problem.items if item.activity == "reading-and-drafting"]
    assert sum(block.minutes * block.count for block in blocks) == 170
    assert all(block.minutes >= 50 for block in blocks)
    for block in blocks:
        for _, start in block.candidates:
            assert start // 1440 in (0, 5)
            assert 360 <= start % 1440 <= 540 - block.minutes


def test_blocks_fall_on_the_grid_where_they_can() -> None:
    plan = changed(sample(EMERGENCY), "reading-and-drafting", minutes=210, least_minutes=60)
    asked = case(plan, SHARED)
    problem = problem_of(asked.option, asked.portfolio, asked.role, asked.contracts)
    found = {i.minutes: i.count for i in problem.items if i.activity == "reading-and-drafting"}
    assert found == {75: 2, 60: 1}


def test_what_is_done_seldom_has_no_place_in_an_ordinary_week() -> None:
    plan = changed(sample(EMERGENCY), "reading-and-drafting", frequency=PerYear(Fraction(4)))
    assert "reading-and-drafting" not in items(case(plan, SHARED))


def test_work_of_some_weeks_stays_and_what_never_meets_shares_a_time() -> None:
    weeks = CycleWeeks((1,))
    plan = changed(sample(EMERGENCY), "audit-and-governance", frequency=weeks)
    found = items(case(plan, SHARED))
    assert "audit-and-governance" not in found
    assert found["trust-board"].layer != found["board-papers"].layer
    assert 0 not in (found["trust-board"].layer, found["board-papers"].layer)
    assert found["qi-board"].layer == 0


def test_flexible_work_of_both_has_a_place_for_each() -> None:
    plan = changed(sample(EMERGENCY), "reading-and-drafting", attend=Attend.BOTH)
    asked = case(plan, SHARED)
    problem = problem_of(asked.option, asked.portfolio, asked.role, asked.contracts)
    both = [item for item in problem.items if item.activity == "reading-and-drafting"]
    assert [{person for person, _ in item.candidates} for item in both] == [{ME}, {PARTNER}]


def test_nothing_is_placed_where_the_post_is_left() -> None:
    asked = case(sample(EMERGENCY), LEAVE)
    with pytest.raises(NoWeekError, match="nothing to place"):
        propose(asked)


def test_the_whole_post_is_placed_for_one() -> None:
    found = propose(case(sample(EMERGENCY), WHOLE))
    assert {placed.person for placed in found.solution.placed} == {ME}
    assert not [change for change in found.changes if change.kind is Kind.ATTEND]
    assert "Executive meeting has nobody: you are not free then." in found.left_out


# -- proposals -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return propose(case(sample(EMERGENCY), SHARED))


def test_the_samples_share_is_placed(proposal: Proposal) -> None:
    assert proposal.solution.is_proven
    kinds = {change.activity: change.kind for change in proposal.changes}
    assert kinds["reading-and-drafting"] is Kind.PLACE
    assert kinds["coaching-academy"] is Kind.PLACE
    assert not [finding for finding in proposal.notes if is_hard(finding)]
    assert "Trust board has nobody who is known to be free." in proposal.left_out


def test_a_proposal_becomes_edits_of_its_own_scenario(proposal: Proposal) -> None:
    plan = sample(EMERGENCY)
    after, scenario = accepted(plan, proposal)
    assert scenario == SHARED
    assert replace(after, scenarios=()) == replace(plan, scenarios=())
    placed = line(after, "coaching-academy", SHARED)
    assert placed.clock is not None
    assert placed.clock.minutes == 180
    assert placed.attend is Attend.PARTNER
    assert placed.minutes is None
    said = [one.text for one in differences(after, SHARED, lambda _role, _units: "")]
    assert any("coaching academy a time" in text for text in said)


def test_changes_can_be_taken_one_by_one(proposal: Proposal) -> None:
    after, scenario = accepted(sample(EMERGENCY), proposal, only=["coaching-academy"])
    assert [a.id for a in after.scenario(scenario).activities] == ["coaching-academy"]
    none, _ = accepted(sample(EMERGENCY), proposal, only=[])
    assert none == sample(EMERGENCY)
    found = new_findings(case(sample(EMERGENCY), SHARED), proposal, only=[])
    assert found == ()


def test_what_is_locked_stays_when_it_is_run_again(proposal: Proposal) -> None:
    academy = next(c for c in proposal.changes if c.activity == "coaching-academy")
    moved = replace(academy.placed[0], start=1440 + 13 * 60)
    again = propose(case(sample(EMERGENCY), SHARED), locked=frozenset({moved}))
    assert moved in again.solution.placed


def test_todays_plan_is_never_edited() -> None:
    plan = sample(PUBLIC_HEALTH)
    found = propose(case(plan, SHARE))
    after, scenario = accepted(plan, found)
    assert replace(after, scenarios=()) == plan
    assert after.scenario(scenario).title == "Share it, as today, the week placed"
    taken = propose(case(plan, OUR_WHOLE))
    after, scenario = accepted(plan, taken)
    assert after.scenario(scenario).takes
    assert not scenario.startswith("--")


def test_work_that_is_in_the_way_moves_or_is_given_up() -> None:
    plan = changed(sample(EMERGENCY), "audit-and-governance", day=Day.TUE, clock=Clock(600, 840))
    found = propose(case(plan, SHARED))
    move = next(change for change in found.changes if change.kind is Kind.MOVE)
    assert move.activity == "audit-and-governance"
    assert move.text.startswith("Move Audit and governance from Tue 10:00–14:00 to ")
    after, scenario = accepted(plan, found)
    assert line(after, "audit-and-governance", scenario).day is not Day.TUE
    every_day = tuple(Day)[:5]
    optional = changed(plan, "audit-and-governance", movable=Movable.OPTIONAL)
    life = replace(
        optional.commitments[0],
        id="life",
        days=every_day,
        clock=Clock(13 * 60, 19 * 60),
        protected=False,
    )
    full = replace(optional, commitments=(*optional.commitments, life))
    given = propose(case(full, SHARED))
    kinds = {change.activity: change.kind for change in given.changes}
    assert kinds["audit-and-governance"] is Kind.GIVE_UP
    after, scenario = accepted(full, given)
    assert "audit-and-governance" in after.scenario(scenario).leave


def test_who_goes_is_said_by_the_lead() -> None:
    found = propose(case(sample(EMERGENCY), SHARED))
    office = next(change for change in found.changes if change.kind is Kind.ATTEND)
    after, scenario = accepted(sample(EMERGENCY), found)
    who = Holder.ME if office.placed[0].person == ME else Holder.PARTNER
    assert line(after, office.activity, scenario).lead is who


def test_flexible_work_that_is_partly_placed_keeps_its_rest() -> None:
    plan = changed(sample(EMERGENCY), "reading-and-drafting", minutes=600, least_minutes=60)
    found = propose(case(plan, SHARED))
    change = next(c for c in found.changes if c.activity == "reading-and-drafting")
    assert change.left
    after, scenario = accepted(plan, found)
    lines = [
        a for a in after.scenario(scenario).activities if a.title == "AMD reading and drafting"
    ]
    timed = [a for a in lines if a.clock is not None]
    assert sum(a.clock.minutes for a in timed if a.clock) + change.left == 600
    assert [a.minutes for a in lines if a.clock is None] == [change.left]
    assert len({a.id for a in lines}) == len(lines)


def test_an_allocation_keeps_its_worth_in_its_blocks() -> None:
    worth = {"minutes": None, "counts_as": Fraction(3, 4), "least_minutes": 60}
    whole = changed(sample(EMERGENCY), "reading-and-drafting", **worth)
    kept = tuple(a for a in whole.activities if a.id != "coaching-academy")
    plan = replace(whole, activities=kept)
    found = propose(case(plan, SHARED))
    after, scenario = accepted(plan, found)
    lines = [
        a for a in after.scenario(scenario).activities if a.title == "AMD reading and drafting"
    ]
    assert sum(a.counts_as or 0 for a in lines) == Fraction(3, 4)
    assert len([a for a in lines if a.clock is not None]) > 1


def test_what_cannot_be_placed_at_all_names_the_smallest_conflict() -> None:
    plan = sample(EMERGENCY)
    # A fixed shift lies where the clinic is, and life fills every other time that it could take.
    life = replace(
        plan.commitments[0],
        id="life",
        title="Life",
        days=tuple(Day)[:5],
        clock=Clock(7 * 60, 19 * 60),
        protected=True,
    )
    shift = replace(
        next(a for a in plan.activities if a.id == "thu-clinic"), id="shift", movable=Movable.FIXED
    )
    full = replace(plan, activities=(*plan.activities, shift), commitments=(life,))
    with pytest.raises(NoWeekError, match="Clinic has no place beside what cannot move"):
        propose(case(full, SHARED))


@pytest.mark.parametrize("seed", [5, *range(8, 22)])
def test_no_proposal_has_a_hard_finding(seed: int) -> None:
    asked = case(random_post(seed), SHARE, "post")
    try:
        found = propose(asked)
    except NoWeekError:
        return
    after, scenario = accepted(asked.portfolio, found)
    week = effective(after, CONTRACTS, scenario)
    findings = active(run_checks(count(week, CONTRACTS, holidays=asked.holidays), CONTRACTS))
    known = {(one.check, frozenset(one.where)) for one in asked.option.findings}
    new = [one for one in findings if (one.check, frozenset(one.where)) not in known]
    assert [one for one in new if one.severity is Severity.ERROR] == []
    assert [one for one in new if one.check == "protected-time" and is_hard(one)] == []
