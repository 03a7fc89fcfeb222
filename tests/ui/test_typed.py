"""Values as people type them: what is shown can be read again, and what cannot be read is told."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.model import Clock
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.typed import Line, RefusedError

CLOCKS = st.builds(Clock, st.integers(0, 1439), st.integers(0, 1439))


@given(st.fractions(0, 500, max_denominator=400))
def test_a_figure_is_read_as_exactly_what_was_shown(figure: Fraction) -> None:
    assert typed.FIGURE.read(typed.FIGURE.show(figure)) == figure


@given(st.decimals(0, 999, places=3))
def test_a_printed_figure_keeps_its_digits(figure: Decimal) -> None:
    assert str(typed.PRINTED.read(typed.PRINTED.show(figure))) == str(figure)


@given(st.integers(0, 10080))
def test_a_length_is_read_as_shown(minutes: int) -> None:
    assert typed.LENGTH.read(typed.LENGTH.show(minutes)) == minutes


@given(st.lists(st.dates(date(1990, 1, 1), date(2090, 1, 1)), min_size=1, unique=True))
def test_dates_are_read_as_shown_and_sorted(dates: list[date]) -> None:
    assert typed.DATES.read(typed.DATES.show(tuple(dates))) == tuple(sorted(dates))


@given(st.lists(CLOCKS, max_size=3))
def test_breaks_are_read_as_shown(breaks: list[Clock]) -> None:
    assert typed.CLOCKS.read(typed.CLOCKS.show(tuple(breaks))) == tuple(breaks)


@given(st.integers(1, 99))
def test_shares_are_read_as_shown(part: int) -> None:
    shares = (("DCC", Fraction(part, 100)), ("SPA", 1 - Fraction(part, 100)))
    assert typed.SHARES.read(typed.SHARES.show(shares)) == shares


@pytest.mark.parametrize(
    ("line", "text", "value"),
    [
        (typed.FIGURE, "1/3", Fraction(1, 3)),
        (typed.FIGURE, " ", None),
        (typed.FIGURE, "7,5", Fraction(15, 2)),
        (typed.LENGTH, "", None),
        (typed.LENGTH, "4:10", 250),
        (typed.DATE, "14 may 2026", date(2026, 5, 14)),
        (typed.DATE, "2026-05-14", date(2026, 5, 14)),
        (typed.CLOCK, "9 to 1730", Clock(540, 1050)),
        (typed.CLOCK, "22:00–06:00", Clock(1320, 360)),
        (typed.WHOLE, "4", 4),
        (typed.NAME, "  Ward   round ", "Ward round"),
        (typed.SHARES, "DCC 0.5, SPA 1/2", (("DCC", Fraction(1, 2)), ("SPA", Fraction(1, 2)))),
    ],
    ids=range(12),
)
def test_people_may_write_it_in_several_ways(line: Line, text: str, value: object) -> None:
    assert line.read(text) == value


@pytest.mark.parametrize(
    ("line", "text", "says"),
    [
        (typed.FIGURE, "many", "Write a number"),
        (typed.FIGURE, "1/0", "Write a number"),
        (typed.NEEDED, "", "A number is needed"),
        (typed.ABOVE_ZERO, "0", "above 0"),
        (typed.SOME_LENGTH, "0", "above 0"),
        (typed.WHOLE, "1.5", "whole number"),
        (typed.DATE, "31 February", "Write a date"),
        (typed.DATES, "", "At least one date"),
        (typed.NEEDED_DATE, "", "A date is needed"),
        (typed.CLOCK, "9", "Write times"),
        (typed.PRINTED, "NaN", "as printed"),
        (typed.SHARES, "DCC", "Write shares"),
        (typed.SHARES, "DCC 60%, SPA 60%", "come to 120%"),
        (typed.NAME, " ", "A name is needed"),
    ],
    ids=range(14),
)
def test_what_cannot_be_read_is_told_with_an_example(line: Line, text: str, says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        line.read(text)
