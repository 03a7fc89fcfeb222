"""Every value of every contract, written as TOML, reads back as the same value."""

import tomllib
from decimal import Decimal

from portfolio_app.core.contracts import TermValue
from portfolio_app.core.termvalues import Measure, read_value
from portfolio_app.core.tomltable import Place
from portfolio_app.exchange.termtoml import value_toml
from tests.plans import CONTRACTS

ROWS = [row for contract in CONTRACTS.values() for row in contract.terms if not row.ends]


def again(text: str, row: TermValue) -> object:
    problems: list[str] = []
    raw = tomllib.loads(f"value = {text}", parse_float=Decimal)["value"]
    value = read_value(row.key, row.unit, raw, Place("", problems))
    assert not problems
    return value


def test_every_value_reads_back_as_it_was() -> None:
    assert {row.unit for row in ROWS} >= set(Measure) - {Measure.NUMBER}
    for row in ROWS:
        assert again(value_toml(row.value, row.unit), row) == row.value, (row.contract, row.key)
