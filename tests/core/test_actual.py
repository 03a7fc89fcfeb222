"""What a real week and a real year come to."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from portfolio_app.core.actual import (
    RealWeek,
    RoleYear,
    average_of,
    counted_with,
    real_week,
    year_totals,
)
from portfolio_app.core.model import (
    Activity,
    CallWork,
    CycleWeeks,
    Day,
    Half,
    Nation,
    OnDates,
    OneIn,
    Per,
    PerYear,
    Portfolio,
)
from portfolio_app.core.workload import Count, count
from tests.plans import CONTRACTS, YEAR_START, activity, on_call, portfolio, role

OCTOBER = date(2026, 10, 1)
SPRING = date(2026, 5, 25)
CHRISTMAS = date(2026, 12, 25)
HOLIDAYS = {Nation.ENGLAND: frozenset({SPRING, CHRISTMAS, date(2027, 4, 9)})}
FOUR_HOURS = "09:00-13:00"


def week(plan: Portfolio, day: date) -> RealWeek:
    return real_week(plan, CONTRACTS, day, HOLIDAYS)


def year(plan: Portfolio) -> tuple[RoleYear, ...]:
    return year_totals(plan, CONTRACTS, HOLIDAYS)


# -- a week ------------------------------------------------------------------------------------


def test_a_week_is_the_sum_of_what_falls_on_its_dates() -> None:
    plan = portfolio(
        activity(day="Mon", clock=FOUR_HOURS),
        activity("half", day="Tue", half=Half.AM),
        activity("reading", minutes=90),
        activity("seldom", day="Wed", clock=FOUR_HOURS, frequency=OneIn(Fraction(4))),
        activity("agreed", day="Fri", clock=FOUR_HOURS, counts_as=Fraction("1.5")),
    )
    april = week(plan, date(2026, 4, 16))
    assert (april.monday, april.sunday) == (date(2026, 4, 13), date(2026, 4, 19))
    assert [worth.occurrence.id for worth in april.worths] == ["clinic", "half", "agreed"]
    assert [worth.assumed for worth in april.worths] == [False, True, False]
    assert april.minutes == april.minutes_of("consultant") == 720
    assert april.units_of("consultant") == Fraction("3.5")
    assert april.units_of("nobody") == 0
    assert [loose.line.id for loose in april.loose] == ["reading", "seldom"]
    assert april.loose_minutes == 90 + 60
    assert (april.holidays, april.gained) == ((), 0)
    holiday = week(plan, SPRING)
    assert [worth.occurrence.id for worth in holiday.worths] == ["half", "agreed"]
    assert holiday.holidays == (SPRING,)


def test_the_hour_of_a_clock_change_is_in_its_week() -> None:
    night = activity("night", day="Sat", clock="22:00-06:00", break_minutes=30)
    duty = on_call(days=(Day.SUN,), predictable=CallWork(plain=60, per=Per.DUTY))
    resident = on_call("resident", days=(Day.SUN,), clock=night.clock, resident=True)
    plan = portfolio(night, duty, resident)
    weeks = [week(plan, day) for day in (date(2026, 10, 11), date(2026, 10, 25), date(2027, 3, 28))]
    assert [each.gained for each in weeks] == [0, 60, -60]
    assert [[worth.minutes for worth in each.worths] for each in weeks] == [
        [450, 60, 480],
        [510, 60, 480],
        [390, 60, 480],
    ]
    assert week(portfolio(night), date(2026, 10, 26)).gained == 0
    early = replace(plan, on_calls=(replace(resident, days=(Day.SAT,)),))
    assert week(early, date(2026, 10, 25)).minutes_of("consultant") == 510 + 540


def test_a_duty_week_is_shared_by_its_days() -> None:
    days = (Day.FRI, Day.SAT, Day.SUN)
    second = CycleWeeks((2,))
    plan = portfolio(
        on_call(days=days, frequency=second, predictable=CallWork(plain=180)),
        on_call("dates", frequency=OnDates((date(2026, 4, 14),)), predictable=CallWork(plain=30)),
        on_call("flat", counts_as=Fraction(1), days=days, frequency=second),
        roles=(role(cycle_weeks=2, end=date(2026, 4, 18)),),
    )
    half = week(plan, date(2026, 4, 13))
    minutes = {worth.occurrence.id: worth.minutes for worth in half.worths}
    assert minutes == {"dates": 30, "on-call": 60, "flat": 160}
    assert half.minutes == 30 + 2 * 60 + 2 * 160
    assert {worth.occurrence.id for worth in half.worths if worth.assumed} == {"flat"}


def test_what_takes_the_place_of_other_work_counts_no_more_than_that_work() -> None:
    audit = activity("audit", day="Tue", clock="13:00-18:00", replaces=("clinic",))
    plan = portfolio(activity(day="Tue", clock=FOUR_HOURS), audit)
    found = week(plan, YEAR_START)
    assert [one.id for one in found.laid.occurrences] == ["audit"]
    assert found.minutes == 240 == count(plan, CONTRACTS).minutes


def test_a_week_is_held_against_the_average_of_its_own_time() -> None:
    line = activity("ward", day="Tue", clock=FOUR_HOURS, last_day=date(2026, 9, 30))
    plan = portfolio(activity(day="Mon", clock=FOUR_HOURS), line)
    counted = count(plan, CONTRACTS)
    means = [
        average_of(week(plan, day), counted, CONTRACTS, HOLIDAYS).minutes
        for day in (YEAR_START, date(2026, 9, 28), date(2026, 10, 5))
    ]
    assert means == [480, 480, 240]
    same = count(portfolio(), CONTRACTS)
    assert average_of(week(plan, OCTOBER), same, CONTRACTS, HOLIDAYS) is same


def test_what_is_on_no_date_counts_for_the_days_on_which_it_is_in_force() -> None:
    reading = activity("reading", minutes=70, last_day=date(2026, 4, 16))
    seldom = activity("seldom", minutes=70, role="lead")
    plan = portfolio(reading, seldom, roles=(role(), role(id="lead", start=date(2026, 4, 18))))
    found = week(plan, date(2026, 4, 13))
    assert [(loose.line.id, loose.part) for loose in found.loose] == [
        ("reading", Fraction(4, 7)),
        ("seldom", Fraction(2, 7)),
    ]
    assert found.loose_minutes == 60


def test_a_line_of_another_time_of_the_year_is_counted_in_its_own() -> None:
    past = activity("past", day="Tue", clock=FOUR_HOURS, last_day=date(2026, 9, 30))
    ended = activity("ended", day="Wed", clock=FOUR_HOURS, last_day=date(2026, 4, 1))
    old = activity("old", role="gone", day="Wed", clock=FOUR_HOURS)
    stray = activity("stray", role="nobody", minutes=60)
    now = activity(day="Mon", clock=FOUR_HOURS)
    roles = (role(), role(id="gone", end=date(2025, 1, 1)))
    plan = portfolio(now, past, ended, old, stray, roles=roles)
    counted = count(plan, CONTRACTS)

    def with_it(line: Activity) -> Count:
        return counted_with(line, counted, CONTRACTS, HOLIDAYS)

    assert with_it(past).line("past") is not None
    assert with_it(past).on == date(2026, 9, 30)
    assert all(with_it(line) is counted for line in (now, ended, old, stray))


def test_a_week_with_a_change_in_it_counts_each_day_under_its_own_terms() -> None:
    plan = portfolio(
        *(activity(day.lower(), day=day, clock=FOUR_HOURS) for day in ("Wed", "Thu")),
        activity("new", role="hours", day="Thu", clock=FOUR_HOURS),
        roles=(
            role(end=date(2026, 9, 30)),
            role(id="hours", contract="hours", start=OCTOBER, follows="consultant"),
        ),
    )
    found = week(plan, OCTOBER)
    assert [first for first, _ in found.counts] == [date(2026, 9, 28), OCTOBER]
    assert [(worth.occurrence.id, worth.units) for worth in found.worths] == [
        ("wed", 1),
        ("new", 4),
    ]
    assert [each.role.id for each in found.roles] == ["consultant", "hours"]


# -- a year ------------------------------------------------------------------------------------


def test_a_year_without_changes_is_its_week_times_the_weeks_worked() -> None:
    plan = portfolio(
        activity(day="Mon", clock=FOUR_HOURS),
        activity("talk", clock=FOUR_HOURS, frequency=OnDates((OCTOBER, date(2027, 6, 1)))),
        activity("reading", minutes=100, frequency=PerYear(Fraction(21))),
        activity("duty", day="holiday", clock=FOUR_HOURS),
    )
    (one,) = year(plan)
    counted = count(plan, CONTRACTS, holidays=HOLIDAYS)
    assert one.units == counted.roles[0].units_per_year
    assert one.minutes == counted.roles[0].minutes_per_year
    assert one.parts[0].weeks == 42
    assert one.last.role == plan.roles[0]


def test_a_year_with_a_change_adds_its_periods_and_never_means_them() -> None:
    dates = OnDates((date(2026, 5, 14), date(2026, 11, 2)))
    plan = portfolio(
        activity(day="Mon", clock=FOUR_HOURS),
        activity("talk", clock=FOUR_HOURS, frequency=dates),
        activity("duty", day="holiday", clock="09:00-12:00"),
        activity("new", role="less", day="Mon", clock="09:00-11:00"),
        activity("vague", role="less", counts_as=Fraction(1)),
        roles=(role(), role(id="less", start=OCTOBER, follows="consultant")),
    )
    full, less = year(plan)
    first, second = Fraction(178, 365), Fraction(187, 365)  # to 30 September, and from then on
    (part,) = full.parts
    assert (part.period.first, part.period.last) == (YEAR_START, date(2026, 9, 30))
    assert full.units == 42 * first + 1 + 1  # weekly clinics, one of two talks, one of two holidays
    assert full.minutes == 42 * first * 240 + 240 + 180
    assert less.units == 42 * second * Fraction(3, 2)
    assert less.minutes is None
    assert less.parts[0].weeks == 42 * second


@pytest.mark.parametrize("fixed", [None, Fraction(8)])
def test_holidays_that_nobody_knows_of_are_shared_by_days(fixed: Fraction | None) -> None:
    duty = activity(day="holiday", clock="09:00-12:00", holidays_per_year=fixed)
    plan = portfolio(duty, roles=(role(start=OCTOBER),))
    (one,) = year_totals(plan, CONTRACTS, {})
    assert one.units == (8 * Fraction(187, 365) if fixed else 0)


def test_a_line_that_begins_in_the_year_makes_two_parts_of_one_role() -> None:
    plan = portfolio(
        activity(day="Mon", clock=FOUR_HOURS),
        activity("ward", day="Tue", clock=FOUR_HOURS, first_day=OCTOBER),
    )
    (one,) = year(plan)
    assert [part.units for part in one.parts] == [
        42 * Fraction(178, 365),
        2 * 42 * Fraction(187, 365),
    ]
    assert one.units == sum(part.units for part in one.parts)
