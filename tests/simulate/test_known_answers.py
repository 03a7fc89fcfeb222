"""Years whose answer can be worked out by hand, and what no change of a plan may do."""

from dataclasses import replace
from fractions import Fraction
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from portfolio_app import paths
from portfolio_app.core.assumptions import USUAL, Assumptions, Overrun
from portfolio_app.core.jobshare import SHARE, options
from portfolio_app.core.model import Day, Half, Partner
from portfolio_app.core.sharing import Availability, Cover, Demand, Holder, JobShare, Overlap
from portfolio_app.core.yearlaying import year_plan
from portfolio_app.core.yearplan import NOT_ON, Kind, YearPlan, ledger
from portfolio_app.exchange import planfile
from portfolio_app.exchange.bankholidays import BankHolidays
from portfolio_app.simulate.absence import absences
from portfolio_app.simulate.draws import BLOCK, Draws, Floats
from portfolio_app.simulate.measures import measure
from portfolio_app.simulate.year import Year, sample_block
from tests.plans import CONTRACTS, activity, portfolio, role
from tests.simulate.drawn import short_years
from tests.years import CALM, WEEKS, ZERO, duty, meeting, post, weekly, with_leave, year

# Leave in single days alone: more of it is the same days and some besides.
SINGLE_DAYS = replace(CALM, two_week_blocks=0, one_week_blocks=0, not_both_away=ZERO)


def sampled(plan: YearPlan, assumed: Assumptions = CALM, *, average: bool = False) -> Year:
    return sample_block(plan, assumed, Draws(assumed.seed, 0), average=average)


def measures(plan: YearPlan, assumed: Assumptions = CALM) -> dict[str, Floats]:
    return measure(plan, sampled(plan, assumed), BLOCK)


# -- without chance ----------------------------------------------------------------------------


def is_the_ledger(plan: YearPlan) -> None:
    """With every spread, leave and sickness at zero the year is the ledger, to the minute."""
    found = sampled(with_leave(plan, 0, 0), CALM, average=True)
    for holder, person in ((Holder.ME, found.me), (Holder.PARTNER, found.partner)):
        if person is not None:
            exact = np.array([[float(minutes)] for minutes in ledger(plan, holder)])
            np.testing.assert_allclose(person.worked, np.broadcast_to(exact, person.worked.shape))


SAMPLES = sorted(paths.resource("samples").glob("*.toml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_without_chance_the_samples_are_the_ledger(path: Path) -> None:
    written = planfile.read_file(path, CONTRACTS).portfolio
    assert written is not None
    free = BankHolidays(written.person.year_start)
    for shared in (r for r in written.roles if r.share is not None):
        for option in options(written, CONTRACTS, shared.id, holidays=free):
            is_the_ledger(year_plan(option, shared.id, CONTRACTS, free))


CALL = duty("call", kind=Kind.CALL, days=(0,) * WEEKS, rate=Fraction(1, 8), uneven=Fraction(60))
PLANS = {
    "untimed work and holidays": year(
        duty(kind=Kind.SPREAD, days=()), duty("two"), holidays=frozenset({0, 1, 40})
    ),
    "a rota and what gives way": year(CALL, duty(dropped_by=("call",))),
    "turns, both and nobody": year(
        duty("theirs", weekday=3, holder=Holder.PARTNER),
        post=post(
            meeting(mine=Fraction(2, 5)),
            meeting("both", needs_both=True, rate=Fraction(1, 3)),
            meeting("nobody", mine=None),
            flexible=Fraction(100),
        ),
    ),
    "more work than room": year(post=post(flexible=Fraction(999))),
    "held alone": year(post=post(meeting(), holders=(Holder.ME,))),
    "the post gives way": year(
        replace(CALL, rate=None, days=weekly(0, every=4)), post=post(meeting(dropped_by=("call",)))
    ),
}


@pytest.mark.parametrize("name", PLANS)
def test_without_chance_a_year_is_its_ledger(name: str) -> None:
    is_the_ledger(PLANS[name])


@given(plan=short_years())
def test_without_chance_any_year_is_its_ledger(plan: YearPlan) -> None:
    ordinary = plan.post and replace(plan.post, covers=False, demand=None)
    is_the_ledger(replace(plan, post=ordinary, partner_off=()))


# -- known answers -----------------------------------------------------------------------------


def test_one_of_two_is_there_unless_both_are_away() -> None:
    """Cover is 1 - pq for each day; sickness builds up from the year's first day."""
    plan = year(post=post(meeting(), covers=True))
    spells, days = 40.0, 3.0
    assumed = replace(CALM, sick_spells=Fraction(40), sick_days=Fraction(3))
    daily, stays = spells / 365.25, 1 - 1 / days
    expected = 0.0
    for week in range(WEEKS):
        well = prod(1 - daily * stays**before for before in range(week * 7 + 2))
        expected += 1 - (1 - well) ** 2
    found = np.concatenate(
        [
            measure(plan, sample_block(plan, assumed, Draws(1, block)), BLOCK)["post.covered"]
            for block in range(4)
        ]
    )
    assert found.mean() == pytest.approx(expected / WEEKS, abs=4 * found.std() / 4000**0.5)
    alone = measures(replace(plan, post=post(meeting(), covers=False)), assumed)
    assert alone["post.covered"].mean() < found.mean() - 0.1


def test_expected_hours_are_the_sum_of_expectations() -> None:
    """Each day is worked in as many years as leave leaves it; overruns have their mean."""
    assumed = replace(
        SINGLE_DAYS,
        overruns=(Overrun(category="DCC", mean=Fraction(5, 4), spread=Fraction(1, 2)),),
        call_spread=Fraction(1),
    )
    plan = with_leave(
        year(
            duty(),
            duty("weekend", days=weekly(5), category="SPA"),
            duty("mail", kind=Kind.SPREAD, days=(), minutes=Fraction(100), category=""),
        ),
        6,
        0,
    )
    there = 1 - 30 / 260
    expected = WEEKS * (240 * 1.25 * there + 240 + 100 * there) / 60
    found = measures(plan, assumed)["me.hours_year"]
    assert found.mean() == pytest.approx(expected, abs=4 * found.std() / BLOCK**0.5)
    call = measures(year(CALL), assumed)["me.hours_year"]
    assert call.mean() == pytest.approx(WEEKS / 8 * 4, abs=4 * call.std() / BLOCK**0.5)


def test_identical_partners_give_the_same() -> None:
    half = Fraction(1, 2)
    alike = post(
        meeting(mine=half), meeting("other", weekday=3, mine=half), covers=True, cover_limit=240
    )
    plan = with_leave(year(post=alike), 6, 6)
    found = measures(plan, replace(USUAL, not_both_away=ZERO))
    assert found["post.balance"].mean() == pytest.approx(0.5, abs=0.002)
    assert found["me.hours"].mean() == pytest.approx(found["partner.hours"].mean(), rel=0.01)


def test_leave_is_taken_to_the_day() -> None:
    plan = replace(with_leave(year(duty()), 6.5, 6), holidays=frozenset({0, 28, 60}))
    found = measures(plan, USUAL)
    assert set(found["me.leave"]) == {32, 33}  # six weeks and a half: one year in two a day more
    assert found["me.leave"].mean() == pytest.approx(32.5, abs=0.1)


def test_an_agreement_keeps_both_from_being_away_in_as_many_years_as_it_holds() -> None:
    plan = with_leave(year(post=post()), 8, 8)
    for holds, expected in ((0, 1.0), (1, 0.0), (Fraction(3, 4), 0.25)):
        assumed = replace(CALM, not_both_away=Fraction(holds))
        mine, theirs = absences(plan, assumed, Draws(1, 0))
        together = (mine.leave & theirs.leave).any(axis=0).mean()
        assert together == pytest.approx(expected, abs=0.05)


def test_a_holiday_takes_ordinary_work_and_the_rotas_weeks_stay() -> None:
    plan = year(
        duty(days=(NOT_ON, *weekly(0)[1:])),
        replace(CALL, rate=None, days=(0, *[NOT_ON] * 51)),
        holidays=frozenset(range(5)),
    )
    assert sampled(plan).me.worked[:2, 0].tolist() == [240, 240]


def test_most_of_a_week_away_takes_the_duty_week_with_it() -> None:
    weekly_call = replace(CALL, rate=None)
    off = with_leave(year(weekly_call), 52, 0)
    assert not sampled(off, SINGLE_DAYS).me.worked.any()
    sick = replace(CALM, sick_spells=Fraction(300), sick_days=Fraction(300))
    assert sampled(year(weekly_call), sick).me.worked[10:].mean() < 20


def test_rotas_fall_one_in_so_many_from_any_phase() -> None:
    worked = sampled(year(CALL)).me.worked > 0
    gaps = {int(gap) for run in worked.T[:200] for gap in np.diff(np.flatnonzero(run))}
    assert gaps == {8}
    assert worked.mean(axis=1) == pytest.approx(1 / 8, abs=0.05)


def test_what_is_not_done_on_call_is_dropped_in_just_those_weeks() -> None:
    plan = year(replace(CALL, minutes=Fraction(60), uneven=ZERO), duty(dropped_by=("call",)))
    assert set(np.unique(sampled(plan).me.worked)) == {60, 240}


def test_the_laws_average_leaves_leave_and_sickness_out() -> None:
    week = tuple(duty(f"d{d}", weekday=d, minutes=Fraction(480)) for d in range(5))
    plan = with_leave(year(*week), 8, 0)
    assumed = replace(CALM, sick_spells=Fraction(3))
    assert measures(plan, assumed)["me.average_most"] == pytest.approx(np.full(BLOCK, 40.0))
    seldom = duty("seldom", 5, days=weekly(5, every=3))
    short = replace(plan, duties=(*week, seldom))
    long = replace(short, average_weeks=34)  # twice as long: never above the greater of its halves
    highest = measures(short)["me.average_most"]
    assert (measures(long)["me.average_most"] <= highest + 1e-9).all()


def test_work_pushed_out_waits_and_own_time_takes_some_of_it() -> None:
    plan = year(post=post(flexible=Fraction(360), rooms=(Fraction(120), Fraction(120))))
    kept = measures(plan)
    assert kept["post.backlog_end"] == pytest.approx(np.full(BLOCK, 120 * WEEKS / 60))
    own = measures(plan, replace(CALM, own_time=30))
    assert own["post.backlog_end"] == pytest.approx(np.full(BLOCK, 60 * WEEKS / 60))
    assert own["me.unpaid"] == pytest.approx(np.full(BLOCK, 30 * WEEKS / 60))
    assert own["post.delivered"] == pytest.approx(np.full(BLOCK, 300 / 360))


def test_cover_is_worked_and_not_paid_pushes_aside_and_has_a_limit() -> None:
    theirs = meeting(mine=ZERO, displaces=Fraction(45))
    plan = year(duty(weekday=1), post=post(theirs, covers=True, flexible=ZERO))
    gone = replace(plan, partner_off=((0, 7),))
    year_of = sampled(gone)
    assert year_of.me.worked[:2, 0].tolist() == [240 + 120 - 45, 240]
    assert year_of.me.unpaid[:2, 0].tolist() == [120, 0]
    assert measures(gone)["post.displaced"][0] == 0.75
    for limit, covered in ((119, 51 / 52), (120, 1.0)):
        limited = replace(gone, post=post(theirs, covers=True, cover_limit=limit))
        assert measures(limited)["post.covered"][0] == pytest.approx(covered)


def test_work_of_that_week_keeps_me_from_covering() -> None:
    fortnightly = duty("list", weekday=1, days=weekly(1, every=2))
    theirs = meeting(mine=ZERO, busy_with=("list",))
    plan = year(fortnightly, post=post(theirs, covers=True), partner_off=((0, 7 * WEEKS),))
    assert measures(plan)["post.covered"][0] == pytest.approx(0.5)
    assert measures(plan)["post.longest_uncovered"][0] == 1


TUESDAY = ((1440 + 540, 1440 + 1020),)
ALL_DAY = tuple((d * 1440 + 480, d * 1440 + 1080) for d in range(5))
ASKED = Demand(requests=Fraction(10), minutes=20, urgent=Fraction(1, 2))


def test_urgent_requests_go_to_whoever_is_at_work_and_others_wait_for_the_post() -> None:
    plan = year(
        post=post(demand=ASKED, on_post=(TUESDAY, ()), at_work=(TUESDAY, ALL_DAY), flexible=ZERO)
    )
    found = measures(plan)
    assert (found["post.urgent_wait"] == 0).all()
    assert 50 < found["post.wait"].mean() * 2 < 80  # hours: days until Tuesday for the half
    alone = replace(plan, partner_off=((0, 7 * WEEKS),))
    assert measures(alone)["post.urgent_wait"].mean() > 50
    work = measures(plan)["post.delivered"]
    assert work.mean() > 0.95


def test_requests_come_as_many_and_as_long_as_the_plan_says() -> None:
    plan = year(post=post(demand=ASKED, on_post=(TUESDAY, ()), at_work=(TUESDAY, ())))
    asked = sampled(plan).kept
    assert asked is not None
    assert asked.requests is not None
    assert len(asked.requests.year) / BLOCK == pytest.approx(520, abs=3)
    assert asked.requests.minutes.sum(axis=0).mean() == pytest.approx(520 * 20, rel=0.02)
    assert asked.requests.urgent.mean() == pytest.approx(0.5, abs=0.01)


def test_protected_time_of_the_post_is_lost_by_whoever_goes() -> None:
    plan = year(duty(protected=Fraction(30)), post=post(meeting(protected=Fraction(60))))
    found = measures(plan)
    assert found["me.protected"][0] == pytest.approx(WEEKS * 1.5)
    assert "partner.protected" not in found  # not known, and so not zero


# -- what must never happen --------------------------------------------------------------------


@pytest.mark.parametrize("more", [1, 3.5, 20])
def test_more_leave_never_raises_worked_hours(more: float) -> None:
    plan = year(
        duty(),
        duty("mail", kind=Kind.SPREAD, days=()),
        CALL,
        post=post(meeting(mine=Fraction(1, 2)), flexible=Fraction(300)),
    )
    assumed = replace(SINGLE_DAYS, own_time=30, sick_spells=Fraction(2))
    less = measures(with_leave(plan, 5, 5), assumed)
    found = measures(with_leave(plan, 5 + more, 5), assumed)
    assert (found["me.hours_year"] <= less["me.hours_year"] + 1e-9).all()
    habits = replace(USUAL, not_both_away=ZERO)
    less = measures(with_leave(plan, 5, 5), habits)
    found = measures(with_leave(plan, 5 + more, 5), habits)
    assert found["me.hours_year"].mean() < less["me.hours_year"].mean()


def test_more_overlap_never_lowers_cover() -> None:
    one, two = meeting(mine=Fraction(3, 5)), meeting("second", weekday=3, mine=ZERO)
    for covers in (False, True):
        asked: dict[str, Any] = {"covers": covers, "demand": ASKED, "at_work": (TUESDAY, ())}
        less = with_leave(year(post=post(one, two, on_post=(TUESDAY, ()), **asked)), 6, 6)
        more = replace(
            less,
            post=post(replace(one, needs_both=True), two, on_post=(TUESDAY, ALL_DAY[:2]), **asked),
        )
        before, after = measures(less, USUAL), measures(more, USUAL)
        assert (after["post.covered"] >= before["post.covered"] - 1e-9).all()
        assert (after["post.wait"] <= before["post.wait"] + 1e-9).all()


SHARED = role(id="post", title="Post", contracted=Fraction(4), considered=True)


def laid(share: JobShare, *partners: Partner) -> YearPlan:
    lines = (
        activity("own", day="Mon", clock="09:00-13:00"),
        activity("board", role="post", category="ANR", day="Tue", clock="10:00-12:00"),
        activity("reading", role="post", category="ANR", minutes=420),
    )
    made = portfolio(*lines, roles=(role(), replace(SHARED, share=share)), partners=partners)
    found = options(made, CONTRACTS, "post", holidays={})
    return year_plan(next(o for o in found if o.id == SHARE), "post", CONTRACTS, {})


def test_overlap_funded_on_top_never_lowers_what_is_delivered() -> None:
    share = JobShare(cover=Cover.ASKED, overlap=0, overlap_kind=Overlap.FUNDED)
    less, more = (measures(laid(replace(share, overlap=m)), USUAL) for m in (0, 240))
    assert (more["post.covered"] >= less["post.covered"] - 1e-9).all()
    assert (more["post.delivered"] >= less["post.delivered"] - 1e-9).all()


@pytest.mark.parametrize("cover", [None, Cover.NONE, Cover.ASKED])
def test_a_partner_of_whom_nothing_is_known_gives_the_year_of_no_partner(
    cover: Cover | None,
) -> None:
    share = JobShare(cover=cover)
    silent = Partner(id="p", name="A partner")
    nobody, known = laid(share), laid(replace(share, partner="p"), silent)
    same_years(measures(nobody, USUAL), measures(known, USUAL))


def test_a_partner_who_is_never_there_gives_me_the_year_of_no_partner() -> None:
    never = tuple(
        (day, half, Availability.NONE) for day in Day if day is not Day.HOLIDAY for half in Half
    )
    away = Partner(id="p", name="A partner", halves=never, hours=0)
    nobody, gone = laid(JobShare()), laid(JobShare(partner="p"), away)
    assert nobody.post is not None
    alone = replace(nobody, post=replace(nobody.post, rooms=(nobody.post.rooms[0], ZERO)))
    same_years(_mine(alone), _mine(gone))


def _mine(plan: YearPlan) -> dict[str, Floats]:
    found = measures(plan, USUAL)
    return {name: values for name, values in found.items() if name.startswith("me.")}


def same_years(one: dict[str, Floats], other: dict[str, Floats]) -> None:
    assert set(one) == set(other)
    for name, values in one.items():
        np.testing.assert_array_equal(values, other[name], err_msg=name)
