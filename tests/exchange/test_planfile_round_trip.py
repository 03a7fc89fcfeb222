"""What is written is read again as the same portfolio, to the last digit and character."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.model import (
    Activity,
    Nation,
    OnDates,
    OneIn,
    Person,
    Portfolio,
    StatedTotals,
    Travel,
)
from portfolio_app.exchange.planfile import ReadResult, read, read_file, write, write_file
from tests.plans import CONTRACTS
from tests.strategies import portfolios, texts

PERSON = Person(name="A", nation=Nation.ENGLAND, year_start=date(2026, 4, 6))


def again(portfolio: Portfolio) -> ReadResult:
    return read(write(portfolio), "plan.toml", CONTRACTS)


@given(portfolios())
def test_every_portfolio_comes_back_as_it_was(portfolio: Portfolio) -> None:
    result = again(portfolio)
    assert result.problems == ()
    assert result.portfolio == portfolio
    assert write(result.portfolio) == write(portfolio)
