"""One cell of an advert: times, days, figures and how often, as people write them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from portfolio_app.core.contracts import Unit
from portfolio_app.core.model import (
    EVERY_WEEK,
    WEEKDAYS,
    CycleWeeks,
    Day,
    Frequency,
    Half,
    MonthWeeks,
    OneIn,
    PerYear,
)
from portfolio_app.exchange.advert import figures
from portfolio_app.exchange.advert.meanings import Meaning, Vocabulary
from portfolio_app.exchange.advert.often import is_covered, often, often_in
from portfolio_app.exchange.advert.parts import parts_of
from tests.plans import at

WEEKEND = WEEKDAYS[5:]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("09:00-13:00", "09:00-13:00"),
        ("0900-1300", "09:00-13:00"),
        ("9.00 to 13.00", "09:00-13:00"),
        ("9am – 1pm", "09:00-13:00"),
        ("9 a.m. to 1 p.m.", "09:00-13:00"),
        ("8.30am until 12.30", "08:30-12:30"),
        ("9-1pm", "09:00-13:00"),
        ("1-5pm", "13:00-17:00"),
        ("08:00 – 18:00 hrs", "08:00-18:00"),
        ("20:00-08:00", "20:00-08:00"),
        ("09:00-noon", "09:00-12:00"),
        ("18:00-midnight", "18:00-00:00"),
        ("17:00-24:00", "17:00-00:00"),
        ("9-1", "09:00-13:00"),
        ("1.30-5.00", "13:30-17:00"),
        ("8-6", "08:00-18:00"),
    ],
)
def test_a_window_is_read(text: str, clock: str) -> None:
    (found,) = figures.windows(text)
    assert found.clock == at(clock)
    guessed = text in ("9-1", "1.30-5.00", "8-6")
    assert bool(found.taken) is guessed, "a choice that was made is told"


@pytest.mark.parametrize(
    "text", ["", "Clinic 2-3 patients a list", "25:00-26:00", "ward 9", "12/10"]
)
def test_what_is_no_window_in_running_text_is_left_alone(text: str) -> None:
    assert figures.windows(text, plainly=True) == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday", (Day.MON,)),
        ("Mon.", (Day.MON,)),
        ("Tues/Thurs", (Day.TUE, Day.THU)),
        ("Mon-Fri", WEEKDAYS[:5]),
        ("Sat to Mon", (Day.MON, Day.SAT, Day.SUN)),
        ("weekdays", WEEKDAYS[:5]),
        ("Weekends", WEEKEND),
        ("Bank holiday", (Day.HOLIDAY,)),
        ("1st and 3rd Monday", (Day.MON,)),
        ("every day", WEEKDAYS),
        ("Th", (Day.THU,)),
        ("-", ()),
        ("Flexible", ()),
        ("day 1", None),
        ("Funday", None),
    ],
)
def test_days_are_read(text: str, days: tuple[Day, ...] | None) -> None:
    assert figures.days(text) == days


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("AM", (Half.AM,)),
        ("pm", (Half.PM,)),
        ("morning", (Half.AM,)),
        ("Evening", (Half.EVENING,)),
        ("all day", (Half.AM, Half.PM)),
        ("AM/PM", (Half.AM, Half.PM)),
        ("Pamela", ()),
    ],
)
def test_half_days_are_read(text: str, halves: tuple[Half, ...]) -> None:
    assert figures.halves(text) == halves


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1.0", "1.0"),
        ("0.25 PA", "0.25"),
        ("(2.5)", "2.5"),
        ("1½", "1.5"),
        ("¼ PA", "0.25"),
        ("PA: 1.125", "1.125"),
        ("0,5", "0.5"),
        (".5", ".5"),
        ("1.0 per week", "1.0"),
        ("one", None),
        ("1.0/2", None),
        ("", None),
    ],
)
def test_a_figure_keeps_its_digits(text: str, figure: str | None) -> None:
    found = figures.figure(text)
    assert found == (None if figure is None else Decimal(figure))
    assert figure is None or found is None or str(found) == str(Decimal(figure))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("4", 240), ("3.75", 225), ("4:10", 250), ("4 h 10", 250), ("4 hrs", 240), ("0.01", None)],
)
def test_hours_are_whole_minutes(text: str, minutes: int | None) -> None:
    assert figures.minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("", EVERY_WEEK),
        ("weekly", EVERY_WEEK),
        ("every week, flexible", EVERY_WEEK),
        ("1 in 1", EVERY_WEEK),
        ("1 in 4", OneIn(Fraction(4))),
        ("one in seven", OneIn(Fraction(7))),
        ("1:8", OneIn(Fraction(8))),
        ("2 in 5 weeks", OneIn(Fraction(5), Fraction(2))),
        ("alternate weeks", OneIn(Fraction(2))),
        ("fortnightly", OneIn(Fraction(2))),
        ("every 3rd week", OneIn(Fraction(3))),
        ("every six weeks", OneIn(Fraction(6))),
        ("weeks 1,3", CycleWeeks((1, 3))),
        ("Week 2 of 6", CycleWeeks((2,))),
        ("wks 1-3 of 4", CycleWeeks((1, 2, 3))),
        ("even weeks", CycleWeeks((2,))),
        ("1st and 3rd", MonthWeeks((1, 3))),
        ("first Monday of the month", MonthWeeks((1,))),
        ("monthly", MonthWeeks((1,))),
        ("twice a month", MonthWeeks((1, 3))),
        ("42 per year", PerYear(Fraction(42))),
        ("21 sessions in 12 months", PerYear(Fraction(21))),
        ("annualised to 21", PerYear(Fraction(21))),
        ("10.5 p.a.", PerYear(Fraction("10.5"))),
        ("quarterly", PerYear(Fraction(4))),
        ("1 in 4, prospectively covered", OneIn(Fraction(4))),
    ],
)
def test_how_often_is_read(text: str, frequency: Frequency) -> None:
    found = often(text)
    assert found is not None
    assert (found.frequency, found.times) == (frequency, 1)


@pytest.mark.parametrize("text", ["ad hoc", "annualised", "as agreed", "week 7 of 6", "5 in 4"])
def test_what_says_no_frequency_is_not_guessed(text: str) -> None:
    assert often(text) is None


@pytest.mark.parametrize(("text", "times"), [("x2", 2), ("twice a week", 2), ("3 per week", 3)])
def test_several_times_a_week(text: str, times: int) -> None:
    found = often(text)
    assert found is not None
    assert (found.frequency, found.times) == (EVERY_WEEK, times)


@pytest.mark.parametrize("text", ["First aid training", "Second on call", "Theatre 7", "HBC 2"])
def test_a_title_is_not_taken_for_a_frequency(text: str) -> None:
    assert often_in(text) is None


def test_prospective_cover_is_noticed() -> None:
    assert is_covered("1 in 8 with prospective cover")
    assert is_covered("prospectively covered")
    assert not is_covered("covered by the registrar")


def test_times_beside_the_day_are_read_where_no_column_has_them() -> None:
    words = Vocabulary((), Unit.PA)
    beside = parts_of({Meaning.DAY: "Mon 09:00-13:30"}, words)
    assert (beside.days, beside.windows) == ((Day.MON,), (at("09:00-13:30"),))
    assert parts_of({Meaning.DAY: "Tues am"}, words).halves == (Half.AM,)
    own = parts_of({Meaning.DAY: "Mon AM", Meaning.TIME: "08:30-12:30"}, words)
    assert (own.windows, own.halves) == ((at("08:30-12:30"),), ()), "the column of times says more"
    assert [beside.doubts, own.doubts] == [[], []]


@pytest.mark.parametrize("cell", ["Mon to Fri", "Every Monday", "Mon & Tue", "Mon (week 2)"])
def test_words_that_join_days_are_no_doubt(cell: str) -> None:
    assert not parts_of({Meaning.DAY: cell}, Vocabulary((), Unit.PA)).doubts


def test_what_else_stands_beside_the_day_is_not_dropped_without_a_word() -> None:
    (doubt,) = parts_of({Meaning.DAY: "Monday, ward 4"}, Vocabulary((), Unit.PA)).doubts
    assert "ward 4" in doubt
