"""The plan laid over real dates, and the clocks that change meanwhile."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.dates import Laid, Why, cycle_week, first_monday, lay
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    WEEKDAYS,
    Activity,
    CycleWeeks,
    Day,
    EveryWeek,
    Frequency,
    Half,
    MonthWeeks,
    Nation,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
    Portfolio,
)
from portfolio_app.core.ukclock import clock_changes, elapsed
from portfolio_app.core.workload import count
from tests.calendars import as_found, as_icalendar, busy_week, found_by_others, read
from tests.plans import CONTRACTS, YEAR_START, activity, on_call, portfolio, role

LONDON = ZoneInfo("Europe/London")
LAST = date(2027, 4, 5)
EARLY_MAY, SPRING = date(2026, 5, 4), date(2026, 5, 25)
HOLIDAYS = {Nation.ENGLAND: frozenset({EARLY_MAY, SPRING, date(2027, 5, 3)})}
NIGHT = "22:00-06:00"


def over(plan: Portfolio, first: date = YEAR_START, last: date = LAST) -> Laid:
    return lay(plan, first, last, HOLIDAYS)


def days(line: Activity | OnCall, weeks: int = 10, **keys: Any) -> list[str]:
    """The days on which a line falls in the first weeks of the year, as "6 Apr"."""
    plan = portfolio(line, **keys)
    laid = over(plan, YEAR_START, YEAR_START + timedelta(days=7 * weeks - 1))
    return [f"{one.day.day} {one.day:%b}" for one in laid.occurrences]


# -- clocks ------------------------------------------------------------------------------------


@given(
    st.datetimes(datetime(1996, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001
    st.integers(0, 3 * MINUTES_PER_DAY),
)
def test_elapsed_time_is_that_of_the_time_zone(begins: datetime, minutes: int) -> None:
    begins = begins.replace(second=0, microsecond=0, fold=0)
    ends = begins + timedelta(minutes=minutes)
    there = [moment.replace(tzinfo=LONDON).astimezone(UTC) for moment in (begins, ends)]
    passed = max(0, round((there[1] - there[0]).total_seconds() / 60))
    changes = clock_changes(begins.date(), ends.date())
    assert elapsed(minute(begins), minute(ends), changes) == passed


def minute(moment: datetime) -> int:
    return moment.toordinal() * MINUTES_PER_DAY + moment.hour * 60 + moment.minute


@pytest.mark.parametrize(
    ("night", "hours"),
    [
        (date(2026, 10, 23), 8),
        (date(2026, 10, 24), 9),  # into Sunday 25 October, when the clock goes back
        (date(2026, 10, 25), 8),
        (date(2027, 3, 27), 7),  # into Sunday 28 March, when it goes forward
    ],
)
def test_a_night_over_a_clock_change_is_an_hour_longer_or_shorter(night: date, hours: int) -> None:
    plan = portfolio(*(activity(d.value.lower(), day=d.value, clock=NIGHT) for d in WEEKDAYS))
    (one,) = over(plan, night, night).occurrences
    assert one.minutes == hours * 60
    assert one.begins == datetime(night.year, night.month, night.day, 22)  # noqa: DTZ001
    assert one.ends - one.begins == timedelta(hours=8)
    mean = count(plan, CONTRACTS).line(one.id)
    assert mean is not None
    assert mean.minutes_per_week == 8 * 60


# -- days --------------------------------------------------------------------------------------


def test_week_1_is_the_week_of_the_first_day_of_the_year() -> None:
    assert first_monday(date(2026, 4, 1)) == date(2026, 3, 30)
    assert cycle_week(date(2026, 4, 5), date(2026, 4, 1), 4) == 1
    assert cycle_week(date(2026, 4, 6), date(2026, 4, 1), 4) == 2
    assert cycle_week(date(2026, 3, 29), date(2026, 4, 1), 4) == 4


def test_every_week_but_public_holidays() -> None:
    clinic = activity(day="Mon", clock="09:00-13:00")
    assert days(clinic, 6) == ["6 Apr", "13 Apr", "20 Apr", "27 Apr", "11 May"]
    assert days(replace(clinic, day=Day.TUE), 2) == ["7 Apr", "14 Apr"]
    assert days(on_call(days=(Day.MON,)), 5) == ["6 Apr", "13 Apr", "20 Apr", "27 Apr", "4 May"]


def test_weeks_of_a_cycle_and_one_in_so_many_from_a_week() -> None:
    clinic = activity(day="Mon", clock="09:00-13:00", frequency=CycleWeeks((1, 3)))
    four = (role(cycle_weeks=4),)
    assert days(clinic, 9, roles=four) == ["6 Apr", "20 Apr", "18 May", "1 Jun"]
    one_in = replace(clinic, frequency=OneIn(Fraction(5), Fraction(2), from_week=5))
    assert days(one_in, 7) == ["6 Apr", "11 May"]  # weeks 5 and 1 of 5; 4 May is a holiday
    early = replace(one_in, frequency=OneIn(Fraction(3), from_week=2))
    assert days(early, 6) == ["13 Apr"]
    before = lay(portfolio(early), date(2026, 3, 16), date(2026, 4, 5), {})
    assert [one.day for one in before.occurrences] == [date(2026, 3, 23)]


def test_weekdays_of_a_month() -> None:
    meeting = activity(day="Wed", clock="13:00-14:00", frequency=MonthWeeks((1, 5)))
    assert days(meeting, 14) == ["29 Apr", "6 May", "3 Jun", "1 Jul"]
    december = lay(portfolio(meeting), date(2026, 12, 3), date(2027, 1, 6), {})
    assert [one.day for one in december.occurrences] == [date(2026, 12, 30), date(2027, 1, 6)]


def test_dates_hold_on_public_holidays_too() -> None:
    dates = OnDates((date(2026, 6, 1), EARLY_MAY, date(2029, 1, 1)))
    assert days(activity(clock="09:00-13:00", frequency=dates)) == ["4 May", "1 Jun"]
    assert days(on_call(frequency=dates)) == ["4 May", "1 Jun"]


def test_public_holidays() -> None:
    duty = activity(day="holiday", clock="09:00-17:00")
    assert days(duty) == ["4 May", "25 May"]
    assert days(replace(duty, holidays_per_year=Fraction(2))) == ["4 May", "25 May"]
    assert days(replace(duty, frequency=CycleWeeks((1,))), roles=(role(cycle_weeks=4),)) == [
        "4 May"
    ]
    four = (role(cycle_weeks=4),)
    not_said = portfolio(
        replace(duty, holidays_per_year=Fraction(8)),
        replace(duty, id="some", frequency=OneIn(Fraction(8))),
    )
    assert over(not_said).not_on_dates == {"clinic": Why.HOLIDAYS, "some": Why.HOLIDAYS}
    rota = on_call(days=(Day.SUN, Day.HOLIDAY), frequency=CycleWeeks((1,)))
    assert days(rota, 6, roles=four) == ["12 Apr", "4 May", "10 May"]
    months = on_call(days=(Day.SUN, Day.HOLIDAY), frequency=MonthWeeks((1,)))
    assert days(months, 6) == ["3 May"]


def test_half_days_and_duties_without_a_clock() -> None:
    half, duty = over(
        portfolio(activity(day="Tue", half=Half.PM), on_call(days=(Day.TUE,))),
        date(2026, 4, 7),
        date(2026, 4, 7),
    ).occurrences[::-1]
    assert (half.begins.hour, half.minutes) == (13, 240)
    assert (duty.begins.hour, duty.minutes) == (0, MINUTES_PER_DAY)


def test_what_nobody_can_say_is_named_and_never_invented() -> None:
    clock = "09:00-13:00"
    plan = portfolio(
        activity("untimed", minutes=60),
        activity("half", day="Mon", half=Half.AM, minutes=60),
        activity("allowance", counts_as=Fraction(1)),
        activity("no-day", clock=clock),
        activity("seldom", day="Mon", clock=clock, frequency=OneIn(Fraction(4))),
        activity("odd", day="Mon", clock=clock, frequency=OneIn(Fraction("4.5"), from_week=1)),
        activity("a-year", day="Mon", clock=clock, frequency=PerYear(Fraction(21))),
        activity("shared", day="Mon", clock=clock, attended=Fraction(1, 2)),
        activity("partner", day="Mon", clock=clock, attended=Fraction(0)),
        activity("considered", role="other", day="Mon", clock=clock),
        on_call("slot", slot_share=Fraction(1, 2)),
        roles=(role(), role(id="other", considered=True)),
    )
    laid = over(plan)
    assert laid.occurrences == ()
    assert laid.not_on_dates == {
        "untimed": Why.NO_TIME,
        "half": Why.NO_TIME,
        "allowance": Why.NO_TIME,
        "no-day": Why.NO_TIME,
        "seldom": Why.NO_PHASE,
        "odd": Why.NO_PHASE,
        "a-year": Why.A_YEAR,
        "shared": Why.SHARED,
        "slot": Why.SHARED,
    }


def test_roles_and_lines_fall_while_they_are_held_and_in_force() -> None:
    clinic = activity(day="Tue", clock="09:00-13:00", first_day=date(2026, 4, 8))
    assert days(replace(clinic, last_day=date(2026, 4, 28)), 6) == ["14 Apr", "21 Apr", "28 Apr"]
    held = role(start=date(2026, 4, 15), end=date(2026, 4, 27))
    assert days(clinic, 6, roles=(held,)) == ["21 Apr"]
    less = role(id="less", start=date(2026, 4, 20), follows="consultant")
    two = (clinic, replace(clinic, id="new", role="less"))
    laid = over(portfolio(*two, roles=(role(), less)), YEAR_START, date(2026, 4, 28))
    assert [one.id for one in laid.occurrences] == ["clinic", "new", "new"]
    gone = replace(clinic, first_day=date(2026, 4, 1), last_day=date(2026, 4, 2))
    assert over(portfolio(gone)) == Laid((), (), (), {})


# -- giving way --------------------------------------------------------------------------------


def named(laid: Laid) -> tuple[list[str], list[str], list[str]]:
    here, gave_way, replaced = laid.occurrences, laid.gave_way, laid.replaced
    return [o.id for o in here], [o.id for o in gave_way], [o.id for o in replaced]


def test_a_hot_week_is_done_instead_of_the_lines_it_names() -> None:
    hot = on_call("hot", days=(Day.SAT,), frequency=CycleWeeks((2,)), instead_of=("clinic", "hot"))
    plan = portfolio(
        activity(day="Tue", clock="09:00-13:00"),
        activity("ward", day="Wed", clock="09:00-13:00"),
        hot,
        roles=(role(cycle_weeks=2),),
    )
    laid = over(plan, YEAR_START, date(2026, 4, 19))
    assert named(laid) == (["clinic", "ward", "ward", "hot"], ["clinic"], [])


def test_a_hot_week_may_be_done_instead_of_all_of_its_role() -> None:
    second = CycleWeeks((2,))
    plan = portfolio(
        activity(day="Tue", clock="09:00-13:00"),
        activity("hot", day="Mon", clock="09:00-19:00", frequency=second, instead_of_all=True),
        activity("round", day="Thu", clock="09:00-19:00", frequency=second),
        activity("board", role="lead", day="Tue", clock="14:00-15:00"),
        on_call("rota", days=(Day.SUN,)),
        roles=(role(cycle_weeks=2), role(id="lead")),
    )
    laid = over(plan, date(2026, 4, 13), date(2026, 4, 19))
    assert named(laid) == (["hot", "board", "round", "rota"], ["clinic"], [])


def test_what_takes_the_place_of_others_leaves_them_out_in_its_weeks() -> None:
    audit = activity(
        "audit", day="Tue", clock="13:00-17:00", frequency=CycleWeeks((2,)), replaces=("clinic",)
    )
    plan = portfolio(activity(day="Tue", clock="09:00-13:00"), audit, roles=(role(cycle_weeks=2),))
    assert named(over(plan, YEAR_START, date(2026, 4, 19))) == (["clinic", "audit"], [], ["clinic"])
    takes_all = replace(audit, replaces=(), replaces_all=True, clock=plan.activities[0].clock)
    other = activity("ward", day="Wed", clock="09:00-13:00")
    at_its_time = replace(plan, activities=(plan.activities[0], other, takes_all))
    laid = over(at_its_time, date(2026, 4, 13), date(2026, 4, 19))
    assert named(laid) == (["audit", "ward"], [], ["clinic"])


# -- averages ----------------------------------------------------------------------------------

PHASED: st.SearchStrategy[tuple[int, Frequency]] = st.one_of(
    st.just((1, EveryWeek())),
    st.integers(1, 8).flatmap(
        lambda cycle: st.tuples(
            st.just(cycle),
            st.sets(st.integers(1, cycle), min_size=1).map(lambda w: CycleWeeks(tuple(sorted(w)))),
        )
    ),
    st.integers(1, 8).flatmap(
        lambda n: st.tuples(
            st.just(n),
            st.builds(
                OneIn,
                st.just(Fraction(n)),
                st.integers(1, n).map(Fraction),
                st.integers(1, n),
            ),
        )
    ),
)


@given(PHASED, st.sampled_from(WEEKDAYS), st.integers(0, 1439), st.integers(15, 1440), st.data())
def test_a_cycle_and_its_average_agree_with_the_dates_of_52_cycles(
    cycle: tuple[int, Frequency], day: Day, start: int, length: int, data: st.DataObject
) -> None:
    weeks, frequency = cycle
    line = activity(
        day=day.value,
        clock=f"{clock_text(start)}-{clock_text(start + length)}",
        frequency=frequency,
    )
    duty = on_call(frequency=frequency, days=(day,), counts_as=Fraction(1))
    plan = portfolio(line, duty, roles=(role(cycle_weeks=weeks),))
    first = YEAR_START + timedelta(days=data.draw(st.integers(-400, 400)))
    span = 52 * weeks
    laid = lay(plan, first, first + timedelta(days=7 * span - 1), {})
    counted = count(plan, CONTRACTS)
    for key in (line.id, duty.id):
        mean = counted.line(key)
        assert mean is not None
        assert mean.units_per_occurrence is not None
        dates = [one for one in laid.occurrences if one.id == key]
        assert len(dates) * mean.units_per_occurrence / span == mean.units_per_week
        assert len({one.start for one in dates}) == len(dates)


@given(st.data())
def test_a_hot_week_and_its_average_agree_too(data: st.DataObject) -> None:
    cycle = data.draw(st.integers(1, 6))
    every, hot = (
        CycleWeeks(tuple(sorted(data.draw(st.sets(st.integers(1, cycle), min_size=1)))))
        for _ in range(2)
    )
    plan = portfolio(
        activity(day="Tue", clock="09:00-13:00", frequency=every),
        on_call("hot", frequency=hot, instead_of=("clinic",)),
        roles=(role(cycle_weeks=cycle),),
    )
    laid = lay(plan, YEAR_START, YEAR_START + timedelta(days=7 * 52 * cycle - 1), {})
    mean = count(plan, CONTRACTS).line("clinic")
    assert mean is not None
    dates = sum(one.id == "clinic" for one in laid.occurrences)
    assert Fraction(dates, 52 * cycle) == mean.units_per_week


def clock_text(minute_of_day: int) -> str:
    return f"{minute_of_day // 60 % 24:02d}:{minute_of_day % 60:02d}"


@pytest.mark.parametrize("weeks", [(1,), (2, 4), (5,), (1, 2, 3, 4, 5)])
def test_months_agree_over_the_four_hundred_years_in_which_they_come_round(
    weeks: tuple[int, ...],
) -> None:
    meeting = activity(day="Thu", clock="09:00-13:00", frequency=MonthWeeks(weeks))
    laid = lay(portfolio(meeting), date(2000, 1, 1), date(2399, 12, 31), {})
    mean = count(portfolio(meeting), CONTRACTS).line("clinic")
    assert mean is not None
    assert Fraction(len(laid.occurrences), 20871) == mean.occurrences_per_week


# -- as others see it --------------------------------------------------------------------------


def test_a_year_has_the_dates_that_another_program_finds_in_its_calendar() -> None:
    plan = busy_week(40)
    calendar = read(as_icalendar(plan, HOLIDAYS[Nation.ENGLAND]))
    found = as_found(found_by_others(calendar, YEAR_START, LAST), YEAR_START)
    assert [(o.start, o.end, o.id) for o in over(plan).occurrences] == found
