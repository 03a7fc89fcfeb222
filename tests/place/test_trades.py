"""What gives: the trades that make an option fit, tried in full and ranked."""

from dataclasses import replace

import pytest

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.findings import active
from portfolio_app.core.jobshare import LEAVE, SHARE, options
from portfolio_app.core.model import Clock, Day, EmployerKind, Movable, Person, Portfolio
from portfolio_app.core.shares import effective
from portfolio_app.core.sharing import Attend
from portfolio_app.core.workload import count
from portfolio_app.place.trades import Given, Way, as_scenario, forbids, trades
from tests.place.posts import EMERGENCY, PUBLIC_HEALTH, SHARED, case, changed, line, sample
from tests.plans import CONTRACTS


def with_cap(plan: Portfolio, hours: float) -> Portfolio:
    person: Person = replace(plan.person, hours_cap=int(hours * 60))
    return replace(plan, person=person)


@pytest.fixture(scope="module")
def given() -> Given:
    return trades(case(sample(EMERGENCY), SHARED))


def test_the_samples_half_fits_if_the_thursday_clinic_goes(given: Given) -> None:
    first = given.deals[0]
    assert [(trade.activity, trade.way) for trade in first.trades] == [("thu-clinic", Way.GIVE_UP)]
    assert first.minutes == -240
    assert dict(first.units) == {"PA": -1}
    assert first.week == 45 * 60 + 33.75
    assert first.unattended == 0
    assert first.covered == 1
    assert first.agree == ("Example University Hospitals",)
    assert first.text == (
        "Give up Clinic (Thu 09:00–13:00). 4 h a week less, 1 PA less and 3 min of travel more:"
        " 45.56 h a week. 1 more commitment of the post has somebody who goes."
        " Example University Hospitals must agree."
    )
    assert len(given.reasons) == 2


def test_every_deal_makes_the_option_fit(given: Given) -> None:
    plan = sample(EMERGENCY)
    asked = case(plan, SHARED)
    for deal in given.deals:
        after, scenario = as_scenario(plan, given, deal)
        counted = count(effective(after, CONTRACTS, scenario), CONTRACTS, holidays=asked.holidays)
        findings = active(run_checks(counted, CONTRACTS))
        assert not [finding for finding in findings if forbids(finding)]
        assert counted.assumed_minutes == deal.week


def test_singles_come_before_pairs_and_none_twice(given: Given) -> None:
    sizes = [len(deal.trades) for deal in given.deals]
    assert sizes == sorted(sizes)
    assert len({deal.trades for deal in given.deals}) == len(given.deals)
    single = {deal.trades[0] for deal in given.deals if len(deal.trades) == 1}
    assert not [d for d in given.deals if len(d.trades) > 1 and single & set(d.trades)]


def test_what_was_marked_and_what_is_nobodys_business_is_said(given: Given) -> None:
    deal = next(d for d in given.deals if "Results and messages" in d.text)
    assert "You marked Results and messages at home as draining." in deal.text
    own = next(t for t in deal.trades if t.activity == "messages-at-home")
    assert own.agree == ()
    assert own.optional


def test_a_deal_becomes_a_scenario_of_its_own(given: Given) -> None:
    plan = sample(EMERGENCY)
    after, key = as_scenario(plan, given, given.deals[0])
    made = after.scenario(key)
    assert made.title == "Take two, shared, without Clinic"
    assert made.leave == ("thu-clinic",)
    assert made.takes == plan.scenario(SHARED).takes
    assert after.scenarios[:-1] == plan.scenarios


def test_shortened_work_keeps_its_start(given: Given) -> None:
    deal = next(d for d in given.deals if any(t.way is Way.SHRINK for t in d.trades))
    after, key = as_scenario(sample(EMERGENCY), given, deal)
    trade = next(t for t in deal.trades if t.way is Way.SHRINK)
    was = next(a for a in sample(EMERGENCY).activities if a.id == trade.activity)
    now = line(after, trade.activity, key)
    assert was.clock is not None
    assert now.clock is not None
    assert now.clock.start == was.clock.start
    assert now.clock.minutes == trade.minutes_each
    assert now.clock.minutes < was.clock.minutes


def test_untimed_work_is_shortened_by_no_more_than_is_needed() -> None:
    plan = changed(with_cap(sample(EMERGENCY), 50), "rotas-and-papers", minutes=180)
    plan = replace(plan, person=replace(plan.person, wtr_opt_out=True))
    found = trades(case(plan, SHARED))
    deal = next(
        d
        for d in found.deals
        if [(t.activity, t.way) for t in d.trades] == [("rotas-and-papers", Way.SHRINK)]
    )
    assert deal.week <= 50 * 60
    assert 50 * 60 - deal.week < 15
    after, key = as_scenario(plan, found, deal)
    assert line(after, "rotas-and-papers", key).minutes == deal.trades[0].minutes_each


def test_nothing_has_to_give_where_it_fits() -> None:
    found = trades(case(sample(EMERGENCY), LEAVE))
    assert (found.reasons, found.deals) == ((), ())


def test_it_says_so_where_no_two_changes_are_enough() -> None:
    found = trades(case(sample(EMERGENCY), "take-all-four"))
    assert found.reasons
    assert found.deals == ()


def test_a_clash_is_mended_by_moving_what_may_move() -> None:
    plan = changed(sample(PUBLIC_HEALTH), "registrars", day=Day.TUE, clock=Clock(10 * 60, 12 * 60))
    found = trades(case(plan, SHARE))
    deal = found.deals[0]
    assert [(t.activity, t.way) for t in deal.trades] == [("registrars", Way.MOVE)]
    assert deal.text.startswith("Move Teaching and supervising registrars (Tue 10:00–12:00) to ")
    assert "You marked" not in deal.text
    after, key = as_scenario(plan, found, deal)
    moved = line(after, "registrars", key)
    assert moved.clock is not None
    assert moved.clock.minutes == 120
    assert (moved.day, moved.clock.start) != (Day.TUE, 600)


def test_work_of_the_post_can_be_handed_over() -> None:
    movable = changed(sample(EMERGENCY), "qi-education", movable=Movable.MOVABLE)
    clash = {"day": Day.TUE, "clock": Clock(14 * 60, 15 * 60), "movable": Movable.FIXED}
    plan = with_cap(changed(movable, "trainees", **clash), 60)
    plan = replace(plan, person=replace(plan.person, wtr_opt_out=True))
    found = trades(case(plan, SHARED))
    deal = found.deals[0]
    assert [(t.activity, t.way) for t in deal.trades] == [("qi-education", Way.HAND_OVER)]
    assert "Consultant in public health" in deal.agree
    after, key = as_scenario(plan, found, deal)
    assert line(after, "qi-education", key).attend is Attend.PARTNER


def test_ones_own_business_needs_nobodys_leave() -> None:
    plan = sample(EMERGENCY)
    own = tuple(replace(e, kind=EmployerKind.SELF_EMPLOYED) for e in plan.employers)
    found = trades(case(replace(plan, employers=own), SHARED))
    assert found.deals
    assert all(deal.agree == () for deal in found.deals)
    assert "Nobody else need agree." in found.deals[0].text


def test_it_stops_when_it_is_told() -> None:
    assert trades(case(sample(EMERGENCY), SHARED), report=lambda _done, _all: False).deals == ()


def test_every_option_of_the_samples_has_an_answer() -> None:
    for name in (EMERGENCY, PUBLIC_HEALTH):
        plan = sample(name)
        holidays = case(plan, LEAVE).holidays
        for option in options(plan, CONTRACTS, "amd", holidays=holidays):
            found = trades(case(plan, option.id))
            fits = not any(forbids(finding) for finding in option.findings)
            assert (found.reasons == ()) is fits
