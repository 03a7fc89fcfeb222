"""An option of a job share made into a year: what falls on which days, and who can go where."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from portfolio_app.core.jobshare import LEAVE, SHARE, WHOLE, options
from portfolio_app.core.model import (
    Activity,
    CallWork,
    CycleWeeks,
    Day,
    Half,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    Partner,
    PartnerBlock,
    Portfolio,
)
from portfolio_app.core.sharing import (
    Attend,
    Availability,
    Cover,
    Demand,
    Holder,
    JobShare,
    Meeting,
)
from portfolio_app.core.yearlaying import year_plan
from portfolio_app.core.yearplan import NOT_ON, Commitment, Duty, Kind, PostYear, YearPlan, ledger
from tests.plans import CONTRACTS, activity, at, on_call, portfolio, role

EASTER_MONDAY = date(2026, 4, 6)
MAY_DAY = date(2026, 5, 4)
FULL = tuple((day, half, Availability.FULL) for day in list(Day)[:5] for half in Half)
PARTNER = Partner(
    id="p",
    name="A partner",
    halves=FULL,
    blocks=(
        PartnerBlock(day=Day.WED, clock=at("09:00-12:00"), on_post=True),
        PartnerBlock(day=Day.FRI, clock=at("09:00-12:00"), title="Charity"),
        PartnerBlock(day=Day.THU, clock=at("13:00-14:00")),
    ),
)
SHARED = JobShare(partner="p", cover=Cover.ASKED, cover_minutes=180)
POST = role(id="post", title="Post", contracted=Fraction(4), considered=True, share=SHARED)
OWN = activity("own", day="Mon", clock="09:00-13:00")


def line(key: str, **keys: Any) -> Activity:
    return activity(key, role="post", category="ANR", **keys)


BOARD = line("board", day="Tue", clock="10:00-12:00", attend=Attend.BOTH)
READING = line("reading", minutes=300)


def plan_of(
    *lines: Activity | OnCall, share: JobShare = SHARED, partner: Partner = PARTNER, **keys: Any
) -> Portfolio:
    given = {"roles": (role(), replace(POST, share=share)), "partners": (partner,)}
    return portfolio(OWN, BOARD, READING, *lines, **{**given, **keys})


def laid(made: Portfolio, key: str = SHARE, holidays: frozenset[date] = frozenset()) -> YearPlan:
    free = {made.person.nation: holidays}
    found = options(made, CONTRACTS, "post", holidays=free)
    option = next(option for option in found if option.id == key)
    return year_plan(option, "post", CONTRACTS, free)


def duty(plan: YearPlan, key: str) -> Duty:
    return next(duty for duty in plan.duties if duty.id == key)


def post_of(plan: YearPlan) -> PostYear:
    assert plan.post is not None
    return plan.post


def meeting(plan: YearPlan, key: str) -> Commitment:
    return next(one for one in post_of(plan).commitments if one.id == key)


# -- the frame ---------------------------------------------------------------------------------


def test_the_frame_holds_the_year_its_limits_and_its_holidays() -> None:
    plan = laid(plan_of(), holidays=frozenset({EASTER_MONDAY, MAY_DAY, date(2030, 1, 1)}))
    assert (plan.first, plan.days, plan.weeks) == (EASTER_MONDAY, 365, 53)
    assert plan.holidays == {0, 28}
    assert plan.contract == (10 + 2) * 240
    assert (plan.own_limit, plan.law_limit, plan.average_weeks) == (None, 2880, 17)


def test_those_in_training_have_the_longer_average() -> None:
    resident = role(
        id="resident", title="Resident", contract="resident-england-2016", contracted=Fraction(40)
    )
    plan = laid(plan_of(roles=(role(), resident, POST)))
    assert plan.average_weeks == 26


def test_leave_is_what_the_working_weeks_leave() -> None:
    own = role(working_weeks=Fraction(42))
    plan = laid(plan_of(roles=(own, POST)), holidays=frozenset({EASTER_MONDAY, MAY_DAY}))
    assert plan.leave_weeks == (52 - 42 - Fraction(2, 5),) * 2


def test_leave_can_be_said_of_each() -> None:
    made = plan_of()
    said = replace(made.assumptions, my_leave_weeks=Fraction(7), partner_leave_weeks=Fraction(5))
    assert laid(replace(made, assumptions=said)).leave_weeks == (7, 5)


# -- my duties ---------------------------------------------------------------------------------


def test_a_line_on_a_day_lies_on_its_dates_and_rests_on_holidays() -> None:
    own = duty(laid(plan_of(), holidays=frozenset({EASTER_MONDAY})), "own")
    assert own.kind is Kind.DAY
    assert own.days[:3] == (NOT_ON, 7, 14)
    assert own.minutes == 240
    assert own.holder is Holder.ME


def test_a_line_without_a_phase_has_a_rate_and_can_fall_in_any_week() -> None:
    some = activity("some", day="Thu", clock="09:00-13:00", frequency=OneIn(Fraction(3)))
    found = duty(laid(plan_of(some), holidays=frozenset({date(2026, 4, 9)})), "some")
    assert found.rate == Fraction(1, 3)
    assert found.days[:2] == (NOT_ON, 10)


def test_untimed_work_is_spread_and_own_time_is_unpaid() -> None:
    plan = laid(plan_of(activity("mail", minutes=90, paid=False)))
    assert (duty(plan, "mail").kind, duty(plan, "mail").minutes) == (Kind.SPREAD, 90)
    assert not duty(plan, "mail").paid


def test_a_line_on_two_dates_of_one_week_is_two_duties() -> None:
    dates = OnDates((date(2026, 4, 14), date(2026, 4, 16), date(2026, 4, 21)))
    plan = laid(plan_of(activity("course", clock="09:00-12:00", frequency=dates)))
    days = [duty.days[1:3] for duty in plan.duties if duty.id == "course"]
    assert days == [(8, 15), (10, NOT_ON)]


def test_work_that_is_never_done_this_year_makes_no_duty() -> None:
    lines = (
        line("once", clock="09:00-10:00", frequency=OnDates((date(2031, 4, 14),))),
        activity("past", minutes=0),
    )
    plan = laid(plan_of(*lines))
    assert {"once", "past"}.isdisjoint(
        {d.id for d in plan.duties} | {c.id for c in post_of(plan).commitments}
    )


def test_a_role_that_cannot_be_counted_is_left_out() -> None:
    odd = role(id="odd", title="Odd", contract="hours", start=None)
    ward = activity("ward", role="odd", day="Fri", clock="09:00-10:00")
    rota = on_call("rota", role="odd")
    roles = (role(), POST, replace(odd, contract="no-such-contract"))
    plan = laid(plan_of(ward, rota, roles=roles))
    assert not [d for d in plan.duties if d.id in {"ward", "rota"}]


def test_work_on_public_holidays_is_laid_on_them() -> None:
    shift = activity("holiday", day=Day.HOLIDAY, clock="09:00-13:00")
    plan = laid(plan_of(shift), holidays=frozenset({MAY_DAY}))
    assert duty(plan, "holiday").days[4] == 28


def test_work_on_some_public_holidays_cannot_be_dated() -> None:
    shift = activity("holiday", day=Day.HOLIDAY, clock="09:00-13:00", frequency=OneIn(Fraction(2)))
    plan = laid(plan_of(shift), holidays=frozenset({MAY_DAY}))
    assert set(duty(plan, "holiday").days) == {NOT_ON}


def test_what_takes_the_place_of_other_work_adds_nothing() -> None:
    instead = activity("teaching", day="Mon", clock="09:00-10:00", replaces=("own",))
    assert not [d for d in laid(plan_of(instead)).duties if d.id == "teaching"]


def test_work_in_protected_time_says_how_much_of_it() -> None:
    from portfolio_app.core.model import Commitment as Life

    swim = Life(
        id="swim", title="Swim", days=(Day.MON, Day.TUE), clock=at("11:00-12:00"), protected=True
    )
    plan = laid(plan_of(commitments=(swim,)))
    assert duty(plan, "own").protected == 60
    assert meeting(plan, "board").protected == 60


# -- on-call -----------------------------------------------------------------------------------

CALL = on_call(
    frequency=OneIn(Fraction(8)),
    clock=at("17:00-08:00"),
    unpredictable=CallWork(plain=60, premium=60),
    predictable=CallWork(plain=60),
)


def test_a_rota_without_a_phase_is_a_rate() -> None:
    call = duty(laid(plan_of(CALL)), "on-call")
    assert call.kind is Kind.CALL
    assert call.rate == Fraction(1, 8)
    assert set(call.days) == {0}
    assert 0 < call.uneven <= call.minutes


def test_a_rota_of_known_weeks_lies_in_them() -> None:
    known = replace(CALL, frequency=OneIn(Fraction(8), Fraction(1), 2))
    call = duty(laid(plan_of(known)), "on-call")
    assert [week for week, day in enumerate(call.days) if day != NOT_ON][:2] == [1, 9]
    assert call.rate is None


def test_a_rota_that_counts_as_so_much_is_even() -> None:
    fixed = replace(CALL, counts_as=Fraction(1), unpredictable=None, predictable=None)
    assert duty(laid(plan_of(fixed)), "on-call").uneven == 0


def test_work_not_done_in_hot_weeks_is_whole_in_the_others() -> None:
    hot = replace(CALL, instead_of=("own", "mail", "some"))
    mail = activity("mail", minutes=80)
    clinic = activity("some", day="Thu", clock="09:00-13:00", frequency=OneIn(Fraction(2)))
    plan = laid(
        plan_of(
            replace(hot, instead_of=("own", "mail", "some")), clinic, activity("mail", minutes=80)
        )
    )
    assert duty(plan, "own").dropped_by == ("on-call",)
    assert (duty(plan, "mail").minutes, duty(plan, "mail").dropped_by) == (80, ("on-call",))
    assert duty(plan, "some").rate == Fraction(1, 2)
    week = ledger(plan, Holder.ME)[10]
    without = ledger(laid(plan_of(CALL, clinic, mail)), Holder.ME)[10]
    assert without - week == Fraction(240 + 80 + 120, 8)


def test_lines_of_one_hot_week_fall_together_and_take_its_place_once() -> None:
    days = tuple(
        activity(
            f"hot-{day}",
            day=day,
            clock="08:00-18:00",
            frequency=OneIn(Fraction(8)),
            instead_of_all=True,
        )
        for day in ("Wed", "Thu")
    )
    plan = laid(plan_of(*days))
    assert duty(plan, "hot-Wed").phase == duty(plan, "hot-Thu").phase != ""
    assert duty(plan, "own").dropped_by in (("hot-Wed",), ("hot-Thu",))
    assert duty(plan, "hot-Thu").dropped_by == ()


def test_hot_weeks_without_a_day_lessen_the_average() -> None:
    hot = activity("hot", minutes=2400, frequency=OneIn(Fraction(8)), instead_of=("mail",))
    plan = laid(plan_of(hot, activity("mail", minutes=80)))
    assert (duty(plan, "mail").minutes, duty(plan, "mail").dropped_by) == (70, ())


def test_a_hot_week_takes_me_from_the_post_and_not_its_work() -> None:
    hot = replace(CALL, frequency=OneIn(Fraction(8), Fraction(1), 1), instead_of=("board",))
    board = meeting(laid(plan_of(hot)), "board")
    assert board.dropped_by == ("on-call",)
    assert board.days[:2] == (1, 8)


# -- the partner -------------------------------------------------------------------------------


def test_the_partners_other_work_and_own_time() -> None:
    share = replace(
        SHARED, coordination=30, meetings=(Meeting(title="x", minutes=120, every_weeks=8),)
    )
    plan = laid(plan_of(share=share))
    theirs = {duty.title: duty for duty in plan.duties if duty.holder is Holder.PARTNER}
    assert (theirs["Charity"].days[0], theirs["Charity"].minutes) == (4, 180)
    assert theirs["Busy elsewhere"].minutes == 60
    assert theirs["Keeping in touch, own time"].minutes == 45
    assert not theirs["Keeping in touch, own time"].paid


def test_untimed_work_that_is_somebodys_is_theirs_alone() -> None:
    lines = (
        line("coaching", minutes=90, attend=Attend.PARTNER),
        line("papers", minutes=60, attend=Attend.MINE),
    )
    plan = laid(plan_of(*lines))
    assert duty(plan, "--partner-coaching").minutes == 90
    assert duty(plan, "papers").minutes == 60
    assert post_of(plan).flexible == 300


def test_nothing_is_made_up_of_a_partner_who_is_not_known() -> None:
    plan = laid(plan_of(share=replace(SHARED, partner=None), partners=()))
    assert all(duty.holder is Holder.ME for duty in plan.duties)
    assert post_of(plan).covers
    assert meeting(plan, "board").partner_chance is None


# -- the post ----------------------------------------------------------------------------------


def test_leaving_it_has_no_post() -> None:
    assert laid(plan_of(), LEAVE).post is None


def test_taking_it_whole_is_all_mine() -> None:
    plan = laid(plan_of(), WHOLE)
    post = post_of(plan)
    assert post.holders == (Holder.ME,)
    assert (post.post, post.rooms) == (960, (960 - 120, 0))
    assert (meeting(plan, "board").mine, meeting(plan, "board").partner_chance) == (1, False)
    assert not post.covers
    assert post.on_post == (((1440 + 600, 1440 + 720),), ())
    assert not [d for d in plan.duties if d.id in {"board", "reading"}]


def test_sharing_it_says_who_goes_and_who_could() -> None:
    plan = laid(plan_of(line("visit", day="Fri", clock="09:00-10:00", attend=Attend.MINE)))
    post = post_of(plan)
    assert post.holders == (Holder.ME, Holder.PARTNER)
    assert meeting(plan, "board").needs_both
    visit = meeting(plan, "visit")
    assert (visit.mine, visit.my_chance, visit.partner_chance) == (1, True, False)
    assert (post.covers, post.cover_limit) == (True, 180)
    assert list(post.rooms) == [480 - 180, 480 - 120]
    assert post.flexible == 300
    assert (2 * 1440 + 540, 2 * 1440 + 720) in post.on_post[1]
    assert (4 * 1440 + 540, 4 * 1440 + 720) in post.at_work[1]
    assert (540, 780) in post.at_work[0]


def test_one_that_nobody_goes_to_has_nobodys_turn() -> None:
    away = replace(PARTNER, halves=((Day.MON, Half.AM, Availability.NONE),))
    clash = line("clash", day="Mon", clock="09:00-10:00")
    found = meeting(laid(plan_of(clash, partner=away)), "clash")
    assert (found.mine, found.my_chance, found.partner_chance) == (None, False, False)


def test_cover_may_push_aside_what_is_said() -> None:
    clash = line("clash", day="Mon", clock="12:00-14:00", attend=Attend.PARTNER)
    found = meeting(laid(plan_of(clash)), "clash")
    assert (found.my_chance, found.displaces) == (False, 0)
    pushed = meeting(laid(plan_of(clash, share=replace(SHARED, cover_displaces=("own",)))), "clash")
    assert (pushed.my_chance, pushed.displaces) == (True, 60)


def test_a_clinic_left_out_in_hot_weeks_is_pushed_aside_in_the_others() -> None:
    hot = replace(CALL, frequency=OneIn(Fraction(8), Fraction(1), 1), instead_of=("own",))
    clash = line("clash", day="Mon", clock="12:00-14:00", attend=Attend.PARTNER)
    kept = laid(plan_of(clash, hot))
    found = meeting(kept, "clash")
    assert (found.my_chance, found.displaces) == (False, 0)
    assert (540, 780) in post_of(kept).at_work[0]
    pushed = laid(plan_of(clash, hot, share=replace(SHARED, cover_displaces=("own",))))
    found = meeting(pushed, "clash")
    assert (found.my_chance, found.displaces, found.busy_with) == (True, 60, ())


@pytest.mark.parametrize("movable", [False, True])
def test_work_of_some_weeks_keeps_me_from_covering_in_them(movable: bool) -> None:
    some = activity("some", day="Thu", clock="09:00-13:00", frequency=CycleWeeks((1,)))
    visit = line("visit", day="Thu", clock="09:00-10:00", attend=Attend.PARTNER)
    share = replace(SHARED, cover_displaces=("some",) if movable else ())
    roles = (role(cycle_weeks=2), replace(POST, share=share))
    found = meeting(laid(plan_of(some, visit, roles=roles)), "visit")
    assert found.busy_with == (() if movable else ("some",))


def test_a_commitment_without_a_phase_has_a_rate_and_one_with_dates_its_days() -> None:
    lines = (
        line("rare", day="Thu", clock="09:00-10:00", frequency=OneIn(Fraction(4))),
        line("monthly", day="Thu", clock="09:00-10:00", frequency=MonthWeeks((1,))),
    )
    plan = laid(plan_of(*lines))
    assert meeting(plan, "rare").rate == Fraction(1, 4)
    monthly = [day for day in meeting(plan, "monthly").days if day != NOT_ON]
    assert monthly[:2] == [31, 59]  # 7 May and 4 June


def test_requests_come_however_the_post_is_held() -> None:
    demand = Demand(requests=Fraction(5), minutes=30)
    made = plan_of(share=replace(SHARED, demand=demand))
    assert post_of(laid(made)).demand == demand
    assert post_of(laid(made, WHOLE)).demand == demand
    assert post_of(laid(plan_of())).demand is None


def test_half_days_and_lengths_that_are_not_known_are_assumed() -> None:
    half = activity("half", day="Thu", half=Half.AM, counts_as=Fraction(1))
    vague = activity("vague", counts_as=Fraction(2))
    plan = laid(plan_of(half, vague))
    assert (duty(plan, "half").minutes, duty(plan, "vague").minutes) == (240, 480)


def test_a_share_that_is_held_already() -> None:
    made = plan_of(roles=(role(), replace(POST, considered=False)))
    assert post_of(laid(made)).holders == (Holder.ME, Holder.PARTNER)
    assert laid(made, LEAVE).post is None
