"""The job-plan year in calendar weeks: none is missing, and everything is in its own."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.periods import Turn, job_plan_year
from portfolio_app.core.yearweeks import year_weeks
from tests import plans


def test_a_year_that_begins_on_a_monday_has_53_weeks() -> None:
    weeks = year_weeks(plans.portfolio(), ())
    assert len(weeks) == 53
    assert (weeks[0].first, weeks[-1].first) == (date(2026, 4, 6), date(2027, 4, 5))
    assert weeks[0].last == date(2026, 4, 12)
    assert [week.number for week in weeks] == list(range(1, 54))


def test_holidays_outside_the_year_are_not_marked() -> None:
    days = {date(2026, 4, 5), date(2026, 5, 4), date(2026, 12, 25), date(2026, 12, 28)}
    marked = {week.number: week.holidays for week in year_weeks(plans.portfolio(), days)}
    assert {number: found for number, found in marked.items() if found} == {
        5: (date(2026, 5, 4),),
        38: (date(2026, 12, 25),),
        39: (date(2026, 12, 28),),
    }


def test_a_change_lies_in_the_week_of_its_day() -> None:
    before = plans.role(id="before")
    since = plans.role(follows="before", start=date(2026, 10, 1), contracted=Fraction(6))
    weeks = year_weeks(plans.portfolio(roles=(before, since)), ())
    (changed,) = [week for week in weeks if week.changes]
    assert changed.holds(date(2026, 10, 1))
    assert not changed.holds(changed.last + timedelta(days=1))
    assert [change.turn for change in changed.changes] == [Turn.GOES_ON]


@given(st.dates(date(1999, 1, 1), date(2090, 1, 1)))
def test_every_day_of_any_year_is_in_one_week(start: date) -> None:
    portfolio = plans.portfolio()
    portfolio = replace(portfolio, person=replace(portfolio.person, year_start=start))
    first, last = job_plan_year(portfolio)
    weeks = year_weeks(portfolio, ())
    assert 53 <= len(weeks) <= 54
    assert weeks[0].holds(first)
    assert weeks[-1].holds(last)
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(weeks))
    assert all(week.first.weekday() == 0 for week in weeks)
