"""Length of service: days before and on the day, leap days, and roles that continue others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.service import anniversary, completed_years, service_start
from tests import plans


@pytest.mark.parametrize(
    ("began", "on", "years"),
    [
        (date(2019, 4, 6), date(2026, 4, 5), 6),
        (date(2019, 4, 6), date(2026, 4, 6), 7),
        (date(2020, 2, 29), date(2026, 2, 28), 5),
        (date(2020, 2, 29), date(2026, 3, 1), 6),
        (date(2027, 1, 1), date(2026, 4, 6), 0),
    ],
)
def test_completed_years(began: date, on: date, years: int) -> None:
    assert completed_years(began, on) == years


def test_the_anniversary_of_a_leap_day_is_the_first_of_march() -> None:
    assert anniversary(date(2020, 2, 29), 6) == date(2026, 3, 1)
    assert anniversary(date(2020, 2, 29), 4) == date(2024, 2, 29)


@given(st.dates(date(1980, 1, 1), date(2026, 4, 6)), st.integers(0, 45))
def test_an_anniversary_is_the_first_day_of_its_year_of_service(began: date, years: int) -> None:
    day = anniversary(began, years)
    assert completed_years(began, day) == years
    if years:
        before = date.fromordinal(day.toordinal() - 1)
        assert completed_years(began, before) == years - 1


def test_service_goes_back_through_the_roles_that_are_continued() -> None:
    first = plans.role(id="first", start=date(2010, 1, 1))
    second = plans.role(id="second", start=date(2018, 1, 1), follows="first")
    third = plans.role(id="third", start=date(2024, 1, 1), follows="second")
    portfolio = plans.portfolio(roles=(first, second, third))
    assert service_start(portfolio, third) == date(2010, 1, 1)
    own = plans.role(id="own", follows="first", service_from=date(2012, 1, 1))
    assert service_start(portfolio, own) == date(2012, 1, 1)
    lost = plans.role(id="lost", start=date(2020, 1, 1), follows="gone")
    assert service_start(portfolio, lost) == date(2020, 1, 1)


def test_roles_that_continue_each_other_end_somewhere() -> None:
    one = plans.role(id="one", follows="two")
    two = plans.role(id="two", follows="one", start=date(2020, 1, 1))
    assert service_start(plans.portfolio(roles=(one, two)), one) is None
