"""How often a thing is done, and the job-plan year."""

from datetime import date
from fractions import Fraction

import pytest

from portfolio_app.core.model import OnDates, PerYear
from portfolio_app.core.occurrences import dates_in_year, share_of_weeks, year_end
from tests.plans import YEAR_START, role


def test_a_year_from_the_29th_of_february_ends_on_the_1st_of_march() -> None:
    assert year_end(date(2028, 2, 29)) == date(2029, 3, 1)
    assert year_end(YEAR_START) == date(2027, 4, 6)


def test_dates_count_while_the_role_is_held() -> None:
    dates = OnDates((date(2026, 5, 1), date(2026, 7, 1), date(2026, 9, 1)))
    held = role(start=date(2026, 6, 1), end=date(2026, 8, 31))
    assert dates_in_year(dates, held, YEAR_START) == (date(2026, 7, 1),)


def test_a_count_a_year_is_no_share_of_weeks() -> None:
    with pytest.raises(ValueError, match="a year"):
        share_of_weeks(PerYear(Fraction(3)), 1)
