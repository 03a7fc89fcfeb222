"""Scenarios and shared posts made plain: who does what of one post."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.model import (
    Activity,
    Commitment,
    Day,
    Half,
    OneIn,
    Partner,
    PartnerBlock,
    Portfolio,
    Scenario,
    StatedTotals,
    TakeOn,
)
from portfolio_app.core.placed import place
from portfolio_app.core.shares import (
    Attendance,
    Attended,
    Presence,
    applied,
    effective,
    my_part,
    partner_presence,
    post_size,
    resolve,
)
from portfolio_app.core.sharing import (
    Attend,
    Availability,
    Cover,
    Holder,
    JobShare,
    Meeting,
    Overlap,
    ShareSize,
    Take,
)
from portfolio_app.core.weektime import windows_of
from portfolio_app.core.workload import count
from tests.plans import CONTRACTS, activity, at, on_call, portfolio, role

KNOWN = tuple((day, half, Availability.FULL) for day in list(Day)[:7] for half in Half)
PARTNER = Partner(id="p", name="A partner", halves=KNOWN)
SHARE = JobShare(partner="p")
POST = role(id="post", title="Post", contracted=Fraction(4), considered=True, share=SHARE)


def line(key: str, **keys: Any) -> Activity:
    return activity(key, role="post", category="ANR", **keys)


BOARD = line("board", day="Tue", clock="10:00-12:00", attend=Attend.BOTH)
EXECUTIVE = line("executive", day="Mon", clock="16:00-17:00")
READING = line("reading", minutes=780)
SHARED = Scenario(id="shared", title="Share it", takes=(TakeOn(role="post", take=Take.SHARED),))
WHOLE = Scenario(id="whole", title="Take it", takes=(TakeOn(role="post", take=Take.WHOLE),))


def plan(*lines: Activity, **keys: Any) -> Portfolio:
    given: dict[str, Any] = {
        "roles": (role(), POST),
        "partners": (PARTNER,),
        "scenarios": (SHARED, WHOLE),
    }
    return portfolio(*(lines or (BOARD, EXECUTIVE, READING)), **{**given, **keys})


def who(wanted: Activity, *others: Activity, **keys: Any) -> Attended:
    taken = applied(plan(wanted, *others, **keys), "shared")
    resolved = resolve(taken, taken.role("post"), CONTRACTS)
    return next(found for found in resolved.fixed if found.activity.id == wanted.id)


def test_a_considered_role_is_no_part_of_today() -> None:
    week = effective(plan(activity("own", minutes=60)), CONTRACTS)
    assert [r.id for r in week.roles] == ["consultant"]
    assert [a.id for a in effective(plan(), CONTRACTS).activities] == []


def test_taken_whole_it_is_all_mine() -> None:
    week = effective(plan(), CONTRACTS, "whole")
    counted = count(week, CONTRACTS).role("post")
    assert counted is not None
    assert (counted.contracted, counted.counted) == (4, 4)
    assert {a.attended for a in week.activities} == {1}


def test_shared_my_part_is_counted_exactly() -> None:
    week = effective(plan(), CONTRACTS, "shared")
    counted = count(week, CONTRACTS).role("post")
    assert counted is not None
    assert (counted.contracted, counted.counted) == (2, 2)
    parts = {a.id: a.attended for a in week.activities}
    # Mine: the board whole (2 h), half of the executive (0.5 h), 5.5 h of 13 h of reading.
    assert parts == {"board": 1, "executive": Fraction(1, 2), "reading": Fraction("5.5") / 13}


@given(st.fractions(Fraction(1), Fraction(3), max_denominator=20))
def test_whatever_the_split_both_parts_fill_the_post(mine: Fraction) -> None:
    share = replace(SHARED, takes=(TakeOn(role="post", take=Take.SHARED, mine=mine),))
    taken = applied(plan(scenarios=(share,)), "shared")
    resolved = resolve(taken, taken.role("post"), CONTRACTS)
    assert resolved.mine + resolved.theirs == resolved.post == 4
    fixed = sum(f.mine + f.partner for f in resolved.fixed if f.activity.id == "executive")
    assert fixed == 1
    # Two people in one room for two hours cost the post half a unit of reading.
    assert resolved.flexible_left == Fraction(1, 2)
    counted = count(effective(plan(scenarios=(share,)), CONTRACTS, "shared"), CONTRACTS)
    found = counted.role("post")
    assert found is not None
    assert found.counted == mine


def test_funded_overlap_gives_room_for_what_two_in_a_room_cost() -> None:
    funded = replace(SHARE, overlap=120, overlap_kind=Overlap.FUNDED)
    taken = applied(plan(roles=(role(), replace(POST, share=funded))), "shared")
    resolved = resolve(taken, taken.role("post"), CONTRACTS)
    assert resolved.theirs == Fraction(5, 2)
    assert resolved.flexible_left == 0


def test_more_room_than_work_is_shared_in_proportion() -> None:
    short = replace(READING, minutes=240)
    taken = applied(plan(short), "shared")
    resolved = resolve(taken, taken.role("post"), CONTRACTS)
    assert (resolved.flexible_mine, resolved.flexible_theirs) == (Fraction(1, 2), Fraction(1, 2))
    nothing = resolve(applied(plan(BOARD), "shared"), taken.role("post"), CONTRACTS)
    assert (nothing.flexible_mine, nothing.flexible_left) == (0, 0)


def test_a_share_that_is_all_meetings_leaves_no_room() -> None:
    tiny = replace(SHARED, takes=(TakeOn(role="post", take=Take.SHARED, mine=Fraction(0)),))
    taken = applied(plan(scenarios=(tiny,)), "shared")
    resolved = resolve(taken, taken.role("post"), CONTRACTS)
    assert resolved.flexible_mine == 0
    all_mine = replace(SHARED, takes=(TakeOn(role="post", take=Take.SHARED, mine=Fraction(5)),))
    taken = applied(plan(scenarios=(all_mine,)), "shared")
    assert resolve(taken, taken.role("post"), CONTRACTS).theirs == 0


def test_no_share_and_an_empty_post() -> None:
    plain = role(id="post", contracted=Fraction(4))
    assert my_part(plain) == post_size(plain) == 4
    each = replace(POST, contracted=Fraction(2), share=JobShare(size=ShareSize.EACH))
    assert (post_size(each), my_part(each)) == (4, 2)
    assert my_part(replace(POST, share=JobShare(mine=Fraction("2.5")))) == Fraction("2.5")
    nothing = replace(POST, contracted=Fraction(0))
    resolved = resolve(plan(roles=(role(), nothing)), nothing, CONTRACTS)
    assert (resolved.mine, resolved.theirs) == (0, 0)
    assert resolve(plan(roles=(role(), plain)), plain, CONTRACTS).partner is None


@pytest.mark.parametrize(
    ("attend", "attendance", "mine", "theirs"),
    [
        (Attend.MINE, Attendance.ME, Fraction(1), Fraction(0)),
        (Attend.PARTNER, Attendance.PARTNER, Fraction(0), Fraction(1)),
        (Attend.BOTH, Attendance.BOTH, Fraction(1), Fraction(1)),
        (Attend.ALTERNATE, Attendance.ONE_OF_US, Fraction(1, 2), Fraction(1, 2)),
        (Attend.EITHER, Attendance.ONE_OF_US, Fraction(1, 2), Fraction(1, 2)),
        (None, Attendance.ONE_OF_US, Fraction(1, 2), Fraction(1, 2)),
    ],
)
def test_who_attends(
    attend: Attend | None, attendance: Attendance, mine: Fraction, theirs: Fraction
) -> None:
    found = who(replace(EXECUTIVE, attend=attend))
    assert (found.who, found.mine, found.partner) == (attendance, mine, theirs)


AWAY = replace(PARTNER, halves=((Day.MON, Half.PM, Availability.NONE),))
SILENT = replace(PARTNER, halves=())
BUSY = activity("list", day="Mon", clock="13:00-18:00")


@pytest.mark.parametrize(
    ("lead", "busy", "partner", "attendance"),
    [
        (None, False, PARTNER, Attendance.ONE_OF_US),
        (None, False, AWAY, Attendance.ME),
        (None, False, SILENT, Attendance.ME),
        (None, True, PARTNER, Attendance.PARTNER),
        (None, True, AWAY, Attendance.NOBODY),
        (None, True, SILENT, Attendance.NOT_KNOWN),
        (Holder.ME, False, PARTNER, Attendance.ME),
        (Holder.ME, True, PARTNER, Attendance.PARTNER),
        (Holder.PARTNER, False, PARTNER, Attendance.PARTNER),
        (Holder.PARTNER, False, AWAY, Attendance.ME),
        (Holder.PARTNER, False, SILENT, Attendance.NOT_KNOWN),
        (Holder.PARTNER, True, AWAY, Attendance.NOBODY),
    ],
)
def test_where_one_is_enough_the_lead_goes_or_whoever_can(
    lead: Holder | None,
    busy: bool,
    partner: Partner,
    attendance: Attendance,
) -> None:
    others = (BUSY,) if busy else ()
    found = who(replace(EXECUTIVE, lead=lead), *others, partners=(partner,))
    assert found.who is attendance
    assert found.reason


def test_protected_life_keeps_me_away_and_a_rota_now_and_then_does_not() -> None:
    school = Commitment(
        id="s", title="School", days=(Day.MON,), clock=at("15:30-17:00"), protected=True
    )
    assert who(EXECUTIVE, commitments=(school,)).who is Attendance.PARTNER
    loose = replace(school, protected=False)
    assert who(EXECUTIVE, commitments=(loose,)).who is Attendance.ONE_OF_US
    assert who(EXECUTIVE, replace(BUSY, frequency=OneIn(Fraction(4)))).who is Attendance.ONE_OF_US


def test_a_clinic_that_only_hot_weeks_leave_out_keeps_me_away() -> None:
    exact = activity("hot", minutes=60, frequency=OneIn(Fraction(8), Fraction(1), 1))
    for hot in (exact, replace(exact, frequency=OneIn(Fraction(8)))):
        instead = replace(hot, instead_of=(BUSY.id,))
        assert who(EXECUTIVE, BUSY, instead).who is Attendance.PARTNER
        # The commitment's own hot weeks are the post's, and no clinic makes room for them.
        of_post = line("post-hot", minutes=60, frequency=hot.frequency, instead_of=(BUSY.id,))
        assert who(EXECUTIVE, BUSY, of_post).who is Attendance.PARTNER
        seldom = replace(BUSY, frequency=OneIn(Fraction(4)))
        assert who(EXECUTIVE, seldom, instead).who is Attendance.ONE_OF_US


def test_a_line_that_names_who_does_it_is_fixed_without_a_time() -> None:
    coaching = line("coaching", minutes=240, attend=Attend.PARTNER)
    week = effective(plan(coaching, READING), CONTRACTS, "shared")
    assert "coaching" not in {a.id for a in week.activities}
    either = line("either", minutes=240, attend=Attend.EITHER)
    assert who(either).who is Attendance.ME


@pytest.mark.parametrize(
    ("partner", "presence"),
    [
        (None, Presence.NOT_KNOWN),
        (SILENT, Presence.NOT_KNOWN),
        (PARTNER, Presence.FREE),
        (AWAY, Presence.AWAY),
        (
            replace(SILENT, blocks=(PartnerBlock(day=Day.MON, clock=at("16:30-18:00")),)),
            Presence.AWAY,
        ),
        (
            replace(
                SILENT, blocks=(PartnerBlock(day=Day.MON, clock=at("16:30-18:00"), on_post=True),)
            ),
            Presence.NOT_KNOWN,
        ),
        (
            replace(
                SILENT, blocks=(PartnerBlock(day=Day.MON, clock=at("15:00-18:00"), on_post=True),)
            ),
            Presence.FREE,
        ),
        (replace(SILENT, halves=((Day.MON, Half.PM, Availability.FLEXIBLE),)), Presence.FREE),
        (replace(SILENT, halves=((Day.MON, Half.AM, Availability.NONE),)), Presence.NOT_KNOWN),
    ],
)
def test_what_a_partner_does_not_say_is_not_known_never_free(
    partner: Partner | None, presence: Presence
) -> None:
    assert partner_presence(partner, windows_of(0, at("16:00-17:00"))) is presence


def test_own_time_on_a_share_is_hours_without_units_and_never_paid() -> None:
    share = replace(
        SHARE,
        coordination=72,
        meetings=(Meeting(title="Working dinner", minutes=120, every_weeks=8),),
        cover=Cover.ASKED,
    )
    week = effective(plan(roles=(role(), replace(POST, share=share))), CONTRACTS, "shared")
    counted = count(week, CONTRACTS)
    own = [found for found in counted.lines if not found.paid]
    assert [found.title for found in own] == [
        "Keeping in touch with partner, own time",
        "Working dinner, own time",
    ]
    assert [found.minutes_per_week for found in own] == [72, 15]
    assert sum(found.units_per_week or 0 for found in own) == 0
    post = counted.role("post")
    assert post is not None
    assert post.counted == 2
    assert post.minutes == 480 + 87


def test_what_a_scenario_gives_up_adds_and_changes() -> None:
    clinic, night = activity("clinic", minutes=240), on_call("night")
    instead = activity("hot", minutes=60, replaces=("clinic",))
    branch = Scenario(
        id="b",
        title="B",
        leave=("clinic", "night"),
        activities=(replace(clinic, minutes=120),),
        on_calls=(on_call("rota"),),
        roles=(role(id="new", title="New"),),
    )
    plan_ = portfolio(clinic, night, instead, scenarios=(branch,))
    week = effective(plan_, CONTRACTS, "b")
    assert {a.id: a.minutes for a in week.activities} == {"hot": 60, "clinic": 120}
    assert [call.id for call in week.on_calls] == ["rota"]
    assert [r.id for r in week.roles] == ["consultant", "new"]
    gone = replace(branch, activities=(), leave=("clinic",))
    assert effective(replace(plan_, scenarios=(gone,)), CONTRACTS, "b").activities[0].replaces == ()
    left = replace(branch, leave=("consultant",), activities=())
    assert effective(replace(plan_, scenarios=(left,)), CONTRACTS, "b").activities == ()
    with pytest.raises(KeyError):
        applied(plan_, "nothing")


def test_a_scenario_keeps_the_terms_of_the_share_that_it_does_not_change() -> None:
    share = JobShare(mine=Fraction(2), overlap=150, cover_minutes=180, partner="p", coordination=0)
    take = TakeOn(role="post", take=Take.SHARED, mine=Fraction("2.4"), overlap=60, cover_minutes=0)
    branches = (SHARED, Scenario(id="own", title="Own", takes=(take,)))
    plan_ = plan(roles=(role(), replace(POST, share=share)), scenarios=branches)
    kept = applied(plan_, "shared").role("post").share
    changed = applied(plan_, "own").role("post").share
    assert kept == share
    assert changed is not None
    assert (changed.mine, changed.overlap, changed.cover_minutes) == (Fraction("2.4"), 60, 0)
    bare = plan(roles=(role(), replace(POST, share=None)))
    assert applied(bare, "shared").role("post").share == JobShare()


def test_a_shared_rota_is_drawn_as_loose() -> None:
    week = effective(plan(), CONTRACTS, "shared")
    blocks = {block.id: block for block in place(week).blocks}
    assert blocks["board"].weeks == {1}
    assert (blocks["executive"].weeks, blocks["executive"].share) == (None, Fraction(1, 2))


def test_stated_totals_follow_their_role() -> None:
    stated = (StatedTotals(total=Decimal(1)), StatedTotals(role="post", total=Decimal(4)))
    assert len(effective(plan(stated=stated), CONTRACTS).stated) == 1
    assert len(effective(plan(stated=stated), CONTRACTS, "shared").stated) == 2


def test_a_share_held_today_counts_my_part() -> None:
    held = replace(POST, considered=False, start=date(2020, 1, 1))
    week = effective(plan(roles=(role(), held)), CONTRACTS)
    found = count(week, CONTRACTS).role("post")
    assert found is not None
    assert found.counted == 2


def test_hot_weeks_of_a_shared_post_are_the_posts() -> None:
    """3 PA of normal work in 7 weeks of 8, and 8 PA in the eighth: 3.625, of which half is mine."""
    often = OneIn(Fraction(8))
    hot = line("hot", minutes=1920, frequency=often, instead_of_all=True)
    taken = applied(plan(line("normal", minutes=720), hot), "shared")
    resolved = resolve(taken, taken.role("post"), CONTRACTS)
    assert resolved.flexible_units == Fraction("3.625")
    week = effective(plan(line("normal", minutes=720), hot), CONTRACTS, "shared")
    found = count(week, CONTRACTS).role("post")
    assert found is not None
    assert found.counted == Fraction("3.625") / 2
