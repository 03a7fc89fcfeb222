"""A real week in words."""

from datetime import date
from fractions import Fraction

from portfolio_app.core import weekwords
from portfolio_app.core.actual import RealWeek, real_week
from portfolio_app.core.model import CycleWeeks, Half, Nation
from tests.plans import CONTRACTS, activity, portfolio, role

HOLIDAYS = {Nation.ENGLAND: frozenset({date(2026, 12, 25), date(2026, 12, 28)})}
PLAN = portfolio(
    activity(day="Sat", clock="22:00-06:00"),
    activity("audit", day="Tue", clock="09:00-10:00", frequency=CycleWeeks((2,))),
    activity("reading", minutes=90),
    roles=(role(cycle_weeks=4),),
)


def week(day: date) -> RealWeek:
    return real_week(PLAN, CONTRACTS, day, HOLIDAYS)


def test_its_days_in_as_few_words_as_tell_them_apart() -> None:
    days = (date(2026, 10, 21), date(2026, 10, 26), date(2026, 12, 28))
    assert [weekwords.span(week(day)) for day in days] == [
        "19 to 25 October 2026",
        "26 October to 1 November 2026",
        "28 December 2026 to 3 January 2027",
    ]
    assert weekwords.days(week(days[1]))[::6] == [date(2026, 10, 26), date(2026, 11, 1)]


def test_its_place_in_the_cycle() -> None:
    assert weekwords.cycle(week(date(2026, 4, 13))) == "week 2 of 4"
    alone = real_week(portfolio(), CONTRACTS, date(2026, 4, 13), {})
    assert weekwords.cycle(alone) == ""


def test_holidays_and_clock_changes_are_named() -> None:
    assert weekwords.days_of_note(week(date(2026, 12, 25))) == ["Fri 25 Dec is a public holiday."]
    assert weekwords.days_of_note(week(date(2026, 10, 25))) == [
        "The clock goes back on Sun 25 Oct: that night is an hour longer."
    ]
    assert weekwords.days_of_note(week(date(2027, 3, 28))) == [
        "The clock goes forward on Sun 28 Mar: that night is an hour shorter."
    ]
    assert weekwords.days_of_note(week(date(2026, 6, 1))) == []


def test_its_hours_beside_those_of_no_date() -> None:
    night = week(date(2026, 10, 19))
    assert weekwords.hours(night) == "9 h on its dates; 1.5 h more on average, on no date"
    assert weekwords.day_minutes(night, date(2026, 10, 24)) == "9 h"
    assert weekwords.day_minutes(night, date(2026, 10, 25)) == ""
    half = portfolio(activity(day="Tue", half=Half.AM, counts_as=Fraction(1, 2)))
    found = real_week(half, CONTRACTS, date(2026, 6, 1), {})
    assert weekwords.hours(found) == "about 2 h on its dates"
