"""What is written is read again as the same portfolio, to the last digit and character."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.model import Nation, Person, Portfolio, Registration, StatedTotals
from portfolio_app.exchange.planfile import ReadResult, read, read_file, write, write_file
from tests.exchange.planfiles import PLAN, activity, portfolio_of
from tests.plans import CONTRACTS
from tests.strategies import ODD_TEXTS, portfolios

PERSON = Person(name="A", nation=Nation.ENGLAND, year_start=date(2026, 4, 6))


def again(portfolio: Portfolio) -> ReadResult:
    return read(write(portfolio), "plan.toml", CONTRACTS)


@given(portfolios())
def test_every_portfolio_comes_back_as_it_was(portfolio: Portfolio) -> None:
    result = again(portfolio)
    assert result.problems == ()
    assert result.portfolio == portfolio
    assert write(result.portfolio) == write(portfolio)


@given(st.text())
def test_any_text_comes_back_character_by_character(text: str) -> None:
    portfolio = Portfolio(person=replace(PERSON, specialty=text, notes=text))
    assert again(portfolio).portfolio == portfolio


def test_odd_texts_come_back_in_every_place_for_text() -> None:
    for text in ODD_TEXTS:
        person = replace(PERSON, name=text, registration=Registration(body=text, number=text))
        totals = StatedTotals(source=text, by_group=((text, Decimal(1)),), notes=text)
        portfolio = Portfolio(person=person, stated=(totals,))
        assert again(portfolio).portfolio == portfolio


def test_half_a_character_is_written_as_an_unknown_one() -> None:
    """Text from a broken clipboard cannot be written as it is; the rest of the file can."""
    person = again(Portfolio(person=replace(PERSON, notes="a\ud800b"))).portfolio
    assert person is not None
    assert person.person.notes == "a\ufffdb"


@pytest.mark.parametrize("digits", ["0.50", "0.5", "10", "10.0", "0", "0.00", "3.7079", "100"])
def test_stated_figures_keep_their_digits(digits: str) -> None:
    totals = StatedTotals(
        total=Decimal(digits),
        by_category=(("DCC", Decimal(digits)),),
        by_group=(("icu", Decimal(digits)),),
    )
    result = again(Portfolio(person=PERSON, stated=(totals,))).portfolio
    assert result is not None
    (found,) = result.stated
    assert [str(found.total), str(found.by_category[0][1]), str(found.by_group[0][1])] == [
        digits
    ] * 3


def test_a_figure_with_an_exponent_becomes_plain_digits() -> None:
    result = portfolio_of(f"{PLAN}[stated]\ntotal = 1e1\nby_group = {{ a = 25e-1 }}")
    assert str(result.stated[0].total) == "10"
    assert str(result.stated[0].by_group[0][1]) == "2.5"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(4), "4.0"),
        (Fraction(0), "0.0"),
        (Fraction(1, 8), "0.125"),
        (Fraction(3, 7), '"3/7"'),
        (Fraction(1, 10**9), "0.000000001"),
        (Fraction(1, 2**40), f'"1/{2**40}"'),
    ],
)
def test_numbers_are_written_exactly(value: Fraction, text: str) -> None:
    portfolio = portfolio_of(PLAN)
    role = replace(portfolio.roles[0], contracted=value)
    written = write(replace(portfolio, roles=(role,)))
    assert f"\ncontracted = {text}\n" in written
    assert portfolio_of(written).roles[0].contracted == value


def test_hours_are_written_as_a_number_or_with_their_minutes() -> None:
    text = PLAN + activity("hours = 4.25") + activity('hours = "4:10"')
    written = write(portfolio_of(text))
    assert "hours = 4.25\n" in written
    assert 'hours = "4:10"\n' in written


def test_what_has_its_usual_value_is_not_written() -> None:
    written = write(portfolio_of(PLAN + activity("hours = 1\nbreak_minutes = 0\npaid = true")))
    block = written[written.index("[[activity]]") :]
    assert block.splitlines() == [
        "[[activity]]",
        'id = "clinic"',
        'role = "consultant"',
        'title = "Clinic"',
        "hours = 1.0",
    ]


def test_long_lists_are_written_one_to_a_line() -> None:
    days = ", ".join(f"2026-05-{day:02}" for day in range(1, 20))
    portfolio = portfolio_of(PLAN + activity(f"dates = [{days}]"))
    written = write(portfolio)
    assert "\n    2026-05-19,\n]" in written
    assert max(map(len, written.splitlines())) <= 100
    assert portfolio_of(written) == portfolio


# -- files -------------------------------------------------------------------------------------


def test_a_file_is_written_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "my plan · Ŵ.toml"
    portfolio = portfolio_of(PLAN + activity("hours = 1"))
    write_file(portfolio, path)
    assert read_file(path, CONTRACTS) == ReadResult(portfolio)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("before")
    write_file(Portfolio(person=PERSON), path)
    assert read_file(path, CONTRACTS).portfolio == Portfolio(person=PERSON)


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    """A folder cannot be replaced by a file: the write fails at its last step."""
    path = tmp_path / "plan.toml"
    path.mkdir()
    with pytest.raises(OSError, match="plan"):
        write_file(Portfolio(person=PERSON), path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_file(Portfolio(person=PERSON), tmp_path / "none" / "plan.toml")
