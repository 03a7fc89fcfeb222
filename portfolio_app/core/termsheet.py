"""A contract laid open: each term on a day with its history, local values, and what rests on it.

What a list of terms shows, on screen and in the terminal. Counts nothing, reads no files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import (
    Confidence,
    Contract,
    ContractView,
    TermMissing,
    TermValue,
)
from portfolio_app.core.dependence import Dependent, TermKey
from portfolio_app.core.model import Nation, Portfolio
from portfolio_app.core.policies import as_employed, policy_of
from portfolio_app.core.termgroups import heading_of, under_headings
from portfolio_app.core.termwords import value_text

_NOTHING: Mapping[TermKey, tuple[Dependent, ...]] = {}


@dataclass(frozen=True, slots=True)
class LocalValue:
    """A value that one employer has instead, with the policy that says so."""

    employer: str
    policy: Policy
    term: TermValue


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """One term: what the contract says on the day, and what is known beside it.

    `held` is None where the contract says nothing of it on the day; `missing` says why, and is
    empty where only an employer has such a term. `history` are all its rows, the earliest first;
    `unit` is what the contract counts in.
    """

    key: str
    heading: str
    says: str
    held: TermValue | None
    missing: str
    history: tuple[TermValue, ...]
    local: tuple[LocalValue, ...]
    used: tuple[Dependent, ...]
    unit: str

    def text(self, term: TermValue) -> str:
        """The value of one of its rows, in words with its unit."""
        return value_text(term, self.unit)

    @property
    def unverified(self) -> bool:
        """Whether the contract's own value on the day was not verified."""
        return self.held is not None and self.held.confidence is Confidence.UNVERIFIED


def term_sheet(
    contract: Contract,
    day: date,
    nation: Nation | None = None,
    *,
    portfolio: Portfolio | None = None,
    used: Mapping[TermKey, tuple[Dependent, ...]] = _NOTHING,
) -> tuple[TermEntry, ...]:
    """Every term of a contract on a day, under the order of the headings.

    Args:
        contract: the national contract.
        day: the day that it is read on.
        nation: whose rows are read; the contract's own where none is given.
        portfolio: whose local policies are shown.
        used: what rests on each term (`dependence.dependents`).
    """
    place = nation or contract.nation
    view = contract.at(day, place)
    local = _local(contract, day, place, portfolio)
    keys = (*contract.keys, *(key for key in local if key not in contract.keys))
    return tuple(
        _entry(view, key, local.get(key, ()), used.get((contract.id, key), ()))
        for _, group in under_headings(keys)
        for key in group
    )


def _entry(
    view: ContractView, key: str, local: tuple[LocalValue, ...], used: tuple[Dependent, ...]
) -> TermEntry:
    rows = tuple(row for row in view.contract.rows(key) if row.nation in (None, view.nation))
    held, missing = None, ""
    try:
        held = view.term(key)
    except TermMissing as error:
        missing = str(error) if view.contract.rows(key) else ""
    known = (held, *reversed(view.contract.rows(key)), *(one.term for one in local))
    says = next(row.says for row in known if row is not None)
    return TermEntry(
        key=key,
        heading=heading_of(key),
        says=says,
        held=held,
        missing=missing,
        history=tuple(sorted(rows, key=lambda row: row.start)),
        local=local,
        used=used,
        unit=view.contract.unit.value,
    )


def _local(
    contract: Contract, day: date, nation: Nation | None, portfolio: Portfolio | None
) -> dict[str, tuple[LocalValue, ...]]:
    """The values that employers have instead on the day, by term."""
    if portfolio is None:
        return {}
    found: dict[str, tuple[LocalValue, ...]] = {}
    for employer in portfolio.employers:
        laid = as_employed(portfolio, employer.id, contract)
        for key in dict.fromkeys(
            one.term
            for one in portfolio.policies
            if one.employer == employer.id and one.contract == contract.id
        ):
            rows = [row for row in laid.rows(key) if row.start <= day]
            held = laid.at(day, nation).get(key) if rows else None
            policy = None if held is None else policy_of(held, portfolio.policies)
            if held is not None and policy is not None:
                found[key] = (*found.get(key, ()), LocalValue(employer.name, policy, held))
    return found
