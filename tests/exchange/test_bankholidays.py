"""Bank holidays by nation, against the list that the government publishes."""

from datetime import date

import pytest

from portfolio_app.core.model import Nation
from portfolio_app.exchange.bankholidays import BankHolidays, bank_holiday_names, bank_holidays

YEAR = date(2026, 1, 1), date(2026, 12, 31)
OF_ALL = {(1, 1), (4, 3), (5, 4), (5, 25), (12, 25), (12, 28)}
OWN = {
    Nation.ENGLAND: {(4, 6), (8, 31)},
    Nation.WALES: {(4, 6), (8, 31)},
    Nation.SCOTLAND: {(1, 2), (6, 15), (8, 3), (11, 30)},
    Nation.NORTHERN_IRELAND: {(4, 6), (8, 31), (3, 17), (7, 13)},
}


@pytest.mark.parametrize("nation", Nation)
def test_the_holidays_of_2026(nation: Nation) -> None:
    """Boxing Day and the Twelfth fall on a weekend: the Monday is the holiday."""
    found = {(day.month, day.day) for day in bank_holidays(nation, *YEAR)}
    assert found == OF_ALL | OWN[nation]


def test_first_and_last_day_are_included_and_no_more() -> None:
    good_friday = date(2026, 4, 3)
    assert bank_holidays(Nation.ENGLAND, good_friday, good_friday) == {good_friday}
    assert bank_holidays(Nation.ENGLAND, date(2026, 4, 4), date(2026, 4, 5)) == frozenset()


def test_a_job_plan_year_spans_two_calendar_years() -> None:
    found = bank_holidays(Nation.ENGLAND, date(2026, 4, 7), date(2027, 4, 6))
    assert date(2027, 3, 29) in found
    assert len(found) == 8


def test_no_time_holds_no_holiday() -> None:
    assert bank_holidays(Nation.WALES, date(2026, 5, 5), date(2026, 5, 1)) == frozenset()


def test_the_holidays_of_a_job_plan_year_are_worked_out_for_the_nation_that_is_asked_for() -> None:
    year = BankHolidays(date(2026, 4, 7))
    assert set(year) == set(Nation)
    assert len(year) == len(Nation)
    assert date(2026, 11, 30) in year[Nation.SCOTLAND]
    assert date(2026, 11, 30) not in year[Nation.ENGLAND]
    assert date(2026, 4, 6) in year[Nation.ENGLAND]  # its first week is there from Monday
    assert date(2026, 4, 3) not in year[Nation.ENGLAND]


@pytest.mark.parametrize(
    ("nation", "day", "name"),
    [
        (Nation.ENGLAND, date(2026, 5, 4), "Early May bank holiday"),
        (Nation.WALES, date(2026, 5, 25), "Spring bank holiday"),
        (Nation.ENGLAND, date(2026, 8, 31), "Summer bank holiday"),
        (Nation.SCOTLAND, date(2026, 8, 3), "Summer bank holiday"),
        (Nation.SCOTLAND, date(2026, 1, 2), "2 January"),
        (Nation.SCOTLAND, date(2026, 11, 30), "St Andrew\u2019s Day"),
        (Nation.NORTHERN_IRELAND, date(2026, 3, 17), "St Patrick\u2019s Day"),
        (
            Nation.NORTHERN_IRELAND,
            date(2026, 7, 13),
            "Battle of the Boyne (Orangemen\u2019s Day) (substitute day)",
        ),
        (Nation.ENGLAND, date(2027, 1, 1), "New Year\u2019s Day"),
    ],
)
def test_holidays_have_the_names_that_the_government_gives_them(
    nation: Nation, day: date, name: str
) -> None:
    assert bank_holiday_names(nation, day, day) == {day: name}


def test_a_holiday_has_its_name_and_a_substitute_says_so() -> None:
    names = bank_holiday_names(Nation.ENGLAND, date(2026, 12, 1), date(2027, 1, 31))
    assert list(names) == [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]
    assert names[date(2026, 12, 25)] == "Christmas Day"
    assert names[date(2026, 12, 28)] == "Boxing Day (substitute day)"
    assert bank_holiday_names(Nation.WALES, date(2026, 2, 1), date(2026, 1, 1)) == {}
