"""What each contract says on a day: the day before and after every dated change, as data.

The `[[term]]` tables of tests/contracts/<id>.toml stand beside the worked cases of that contract.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.contracts import Kind, TermMissing, read_contracts
from portfolio_app.core.dependence import count_terms
from portfolio_app.core.model import (
    Activity,
    Employer,
    EmployerKind,
    Nation,
    Person,
    Portfolio,
    Role,
)
from portfolio_app.core.termvalues import TERMS, Measure
from portfolio_app.core.workload import count
from portfolio_app.exchange import planfile
from portfolio_app.paths import resource
from tests.test_contract_cases import cases, holidays_of, plan_of

CONTRACTS = read_contracts(resource("contracts"))
CASES = Path(__file__).parent / "contracts"
KNOWN_KEYS = {"key", "on", "nation", "value", "missing", "absent"}
NEEDED = ("programmed-activity-length", "session-length", "working-weeks", "plain-time")


@dataclass(frozen=True)
class Lookup:
    contract: str
    raw: Mapping[str, Any]

    @property
    def name(self) -> str:
        nation = self.raw.get("nation", "")
        return f"{self.contract} {self.raw['key']} {self.raw['on']} {nation}".strip()


def _lookups() -> list[Lookup]:
    return [
        Lookup(path.stem, raw)
        for path in sorted(CASES.glob("*.toml"))
        for raw in tomllib.loads(path.read_text("utf-8"), parse_float=Decimal).get("term", ())
    ]


def _exact(value: object) -> object:
    """A value as a contract holds it: numbers and fractions in quotes exact, windows in pairs."""
    match value:
        case bool():
            return value
        case int() | Decimal():
            return Fraction(value)
        case str() if value.replace("/", "").isdigit():
            return Fraction(value)
        case list():
            return tuple((start, end) for start, end in value)
        case dict():
            return {key: _exact(one) for key, one in value.items()}
        case _:
            return value


@pytest.mark.parametrize("lookup", _lookups(), ids=lambda lookup: lookup.name)
def test_a_term_on_a_day(lookup: Lookup) -> None:
    raw = lookup.raw
    assert set(raw) <= KNOWN_KEYS
    nation = Nation(raw["nation"]) if "nation" in raw else None
    view = CONTRACTS[lookup.contract].at(raw["on"], nation)
    if raw.get("absent"):
        assert view.get(raw["key"]) is None
    elif "missing" in raw:
        with pytest.raises(TermMissing) as missing:
            view.term(raw["key"])
        assert missing.value.first == raw["missing"]
    else:
        assert view.term(raw["key"]).value == _exact(raw["value"])


def test_every_dated_change_is_looked_up_the_day_before_and_on_the_day() -> None:
    """Every row but the first of its term: what held until then, and what holds from then on."""
    asked = {(one.contract, one.raw["key"], one.raw["on"]) for one in _lookups()}
    for name, contract in CONTRACTS.items():
        for key in contract.keys:
            rows = contract.rows(key)
            nations = {row.nation: row.start for row in reversed(rows)}
            for row in rows:
                if row.start != nations[row.nation]:
                    assert (name, key, row.start) in asked, (name, key)
                    assert (name, key, row.start - timedelta(days=1)) in asked, (name, key)


def test_every_term_that_is_counted_with_is_in_a_case_or_looked_up() -> None:
    """A slip of the pen in a contract must be seen: each value stands a second time in a test."""
    asked = {(one.contract, one.raw["key"]) for one in _lookups()}
    for case in cases():
        read = planfile.read(tomli_w.dumps(plan_of(case)), "case.toml", CONTRACTS)
        assert read.portfolio is not None
        counted = count(read.portfolio, CONTRACTS, holidays=holidays_of(case))
        found = (term for one in run_checks(counted, CONTRACTS) for term in one.terms)
        asked |= {(term.contract, term.key) for term in (*count_terms(counted), *found)}
    for name, contract in CONTRACTS.items():
        for key in contract.keys:
            if key in TERMS and TERMS[key] is not Measure.CATEGORIES:
                assert (name, key) in asked, (
                    f"write what the source says of {key} on a day, as [[term]] into"
                    f" tests/contracts/{name}.toml, or a case that uses it"
                )


def _plan(contract: str, year_start: date) -> Portfolio:
    return Portfolio(
        person=Person(name="A clinician", nation=Nation.ENGLAND, year_start=year_start),
        employers=(Employer(id="employer", name="An employer", kind=EmployerKind.NHS),),
        roles=(
            Role(
                id="post",
                employer="employer",
                title="Post",
                contract=contract,
                contracted=Fraction(10),
            ),
        ),
        activities=(Activity(id="work", role="post", title="Work", minutes=240),),
    )


@pytest.mark.parametrize(
    "name", [key for key, one in CONTRACTS.items() if one.kind is Kind.CONTRACT]
)
def test_a_plan_from_before_its_contract_is_not_counted(name: str) -> None:
    """Terms are never backdated: the day before the first row is named, on the day it counts."""
    starts = [CONTRACTS[name].rows(key)[0].start for key in NEEDED if CONTRACTS[name].rows(key)]
    first = max(starts)
    early = count(_plan(name, first - timedelta(days=1)), CONTRACTS)
    ((role, why),) = early.uncounted
    assert (role.id, early.roles) == ("post", ())
    assert str(first) in why
    counted = count(_plan(name, first), CONTRACTS)
    assert counted.minutes == 240
