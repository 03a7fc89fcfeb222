"""Figures in words: rounded once, and nothing lost that matters."""

from datetime import date
from fractions import Fraction

import pytest

from portfolio_app.core import words
from portfolio_app.core.model import (
    EVERY_WEEK,
    CycleWeeks,
    Frequency,
    MonthWeeks,
    OnDates,
    OneIn,
    PerYear,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(4), "4"),
        (Fraction(3, 8), "0.375"),
        (Fraction(13 * 29, 8 * 42), "1.122"),
        (Fraction(1, 3), "0.333"),
        (Fraction(-1, 3000), "0"),
        (Fraction(1, 2000), "0.001"),
        (Fraction(100), "100"),
        (Fraction(16687, 10), "1,668.7"),
        (Fraction(-12345678, 10), "-1,234,567.8"),
    ],
)
def test_a_number_has_no_idle_zeros(value: Fraction, text: str) -> None:
    assert words.number(value) == text


def test_hours_of_a_year_have_commas_and_a_figure_to_be_typed_has_none() -> None:
    assert words.hours(100122) == "1,668.7 h"
    assert words.units(Fraction(1500), "hour") == "1,500 hours"
    assert words.plain_number(Fraction(16687, 10)) == "1668.7"


def test_three_thirds_show_as_one() -> None:
    assert words.number(sum([Fraction(1, 3)] * 3, Fraction(0))) == "1"


def test_a_length_loses_no_minutes() -> None:
    assert words.length(240) == "4 h"
    assert words.length(225) == "3.75 h"
    assert words.length(250) == "4 h 10 min"
    assert words.length(20) == "20 min"
    assert words.length(Fraction(25, 2)) == "12.5 min"
    assert words.short_length(250) == "4:10"


def test_units_have_their_plural() -> None:
    assert words.units(Fraction(2), "PA") == "2 PA"
    assert words.units(Fraction(1), "session") == "1 session"
    assert words.units(Fraction(3, 2), "session") == "1.5 sessions"
    assert words.units(Fraction(15), "hour") == "15 hours"


@pytest.mark.parametrize(
    ("how_often", "text"),
    [
        (EVERY_WEEK, "every week"),
        (CycleWeeks((2,)), "week 2 of 4"),
        (CycleWeeks((1, 2, 4)), "weeks 1, 2 and 4 of 4"),
        (OneIn(Fraction(8)), "1 in 8"),
        (OneIn(Fraction(4), Fraction(3)), "3 in 4"),
        (OneIn(Fraction(4), from_week=2), "1 in 4, from week 2"),
        (MonthWeeks((1, 5)), "first and fifth of the month"),
        (PerYear(Fraction("2.88")), "2.88 a year"),
        (OnDates((date(2026, 5, 14),)), "1 date"),
        (OnDates((date(2026, 5, 14), date(2026, 6, 14))), "2 dates"),
    ],
)
def test_how_often_is_said_as_people_say_it(how_often: Frequency, text: str) -> None:
    assert words.frequency(how_often, 4) == text


def test_dates_and_lists_and_clocks() -> None:
    assert words.day_date(date(2026, 4, 6)) == "6 April 2026"
    assert words.listing([]) == ""
    assert words.listing(["one"]) == "one"
    assert words.clock(24 * 60 + 5) == "00:05"


def test_money_has_pence_only_where_there_are_some() -> None:
    assert words.pounds(109725) == "£109,725"
    assert words.pounds(Fraction("67386.135")) == "£67,386.14"
    assert words.pounds(Fraction("67386.135"), 0) == "£67,386"
    assert words.pounds(Fraction("-0.5")) == "-£0.50"
    assert words.pounds(1_000_000) == "£1,000,000"
