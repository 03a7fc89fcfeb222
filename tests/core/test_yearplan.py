"""A year without chance: its weeks, its working days, and the exact ledger, worked out by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from portfolio_app.core.sharing import Holder
from portfolio_app.core.yearplan import NOT_ON, Kind, goes_to_me, ledger
from tests.years import WEEKS, duty, meeting, post, weekly, year


def test_weeks_run_from_monday_and_the_year_touches_their_ends() -> None:
    begun = year(first=date(2026, 4, 1), days=365)  # a Wednesday
    assert begun.before == 2
    assert begun.weeks == 53
    assert [begun.week_of(day) for day in (0, 4, 5, 364)] == [0, 0, 1, 52]
    assert begun.monday(0) == date(2026, 3, 30)
    assert begun.working_days()[:2] == (3, 5)


def test_public_holidays_and_weekends_are_no_working_days() -> None:
    plan = year(holidays=frozenset({0, 6}))
    assert [plan.is_working(day) for day in range(7)] == [False, *[True] * 4, False, False]
    assert plan.working_days()[0] == 4


def test_the_ledger_adds_up_what_each_person_does() -> None:
    theirs = duty("busy", weekday=2, holder=Holder.PARTNER, minutes=Fraction(60))
    plan = year(duty(), duty("weekend", days=weekly(5, every=4)), theirs)
    assert ledger(plan, Holder.ME)[:5] == (480, 240, 240, 240, 480)
    assert ledger(plan, Holder.PARTNER) == (60,) * WEEKS


def test_untimed_work_shrinks_with_the_week() -> None:
    reading = duty("reading", kind=Kind.SPREAD, days=(), minutes=Fraction(100))
    plan = year(reading, holidays=frozenset({7, 8}))
    assert ledger(plan, Holder.ME)[:3] == (100, 60, 100)


def test_a_line_of_no_known_weeks_takes_its_average() -> None:
    call = duty("call", kind=Kind.CALL, days=(0,) * WEEKS, rate=Fraction(1, 8))
    assert ledger(year(call), Holder.ME) == (30,) * WEEKS


def test_what_gives_way_to_a_duty_week_loses_its_part() -> None:
    call = duty("call", kind=Kind.CALL, days=(0, *[NOT_ON] * 51), minutes=Fraction(600))
    often = replace(call, id="often", days=(0,) * WEEKS, rate=Fraction(1, 4), minutes=Fraction(0))
    clinic = duty(dropped_by=("call", "often", "gone"))
    assert ledger(year(call, often, clinic), Holder.ME)[:2] == (600, 180)


def test_the_post_goes_to_whose_turn_it_is() -> None:
    commitments = (
        meeting("mine"),
        meeting("theirs", mine=Fraction(0), minutes=Fraction(30)),
        meeting("both", needs_both=True, minutes=Fraction(10)),
        meeting("turns", mine=Fraction(1, 2), minutes=Fraction(8), days=(1, 8, *[NOT_ON] * 50)),
        meeting("nobody", mine=None),
        meeting("rare", rate=Fraction(1, 4), minutes=Fraction(4)),
    )
    plan = year(post=post(*commitments, flexible=Fraction(0)))
    me, partner = ledger(plan, Holder.ME), ledger(plan, Holder.PARTNER)
    assert me[:3] == (120 + 10 + 1, 120 + 10 + 8 + 1, 131)
    assert partner[:3] == (30 + 10 + 8, 40, 40)


def test_a_duty_week_keeps_me_from_the_post() -> None:
    call = duty("call", kind=Kind.CALL, days=(0, *[NOT_ON] * 51), minutes=Fraction(600))
    board = meeting(dropped_by=("call",))
    plan = year(call, post=post(board, flexible=Fraction(0)))
    assert ledger(plan, Holder.ME)[:2] == (600, 120)


def test_flexible_work_fills_what_room_there_is() -> None:
    half = year(post=post(flexible=Fraction(120)))
    assert ledger(half, Holder.ME) == ledger(half, Holder.PARTNER) == (60,) * WEEKS
    full = year(post=post(flexible=Fraction(900), rooms=(Fraction(90), Fraction(30))))
    assert (ledger(full, Holder.ME)[0], ledger(full, Holder.PARTNER)[0]) == (90, 30)
    none = year(post=post(rooms=(Fraction(0), Fraction(0))))
    assert ledger(none, Holder.ME) == (0,) * WEEKS


def test_one_who_holds_it_alone_leaves_the_other_nothing() -> None:
    alone = year(post=post(meeting(), holders=(Holder.ME,)))
    assert ledger(alone, Holder.PARTNER) == (0,) * WEEKS


def test_turns_are_spaced_evenly() -> None:
    assert [goes_to_me(Fraction(1, 2), week) for week in range(4)] == [False, True, False, True]
    assert sum(goes_to_me(Fraction(3, 5), week) for week in range(50)) == 30
    assert all(goes_to_me(Fraction(1), week) for week in range(9))
