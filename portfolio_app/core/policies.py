"""Local policies: values that an employer, or the user, has agreed in place of a contract's own.

A policy lies over the contract from its first day on, and the national rows before that day stay
as they are. It holds until the same employer's next policy on the same term. A policy that cannot
be used changes nothing; `policy_problems` says why. Nothing here counts, or reads files.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import (
    Citation,
    Confidence,
    Contract,
    ContractError,
    Kind,
    Source,
    TermValue,
    check_together,
)
from portfolio_app.core.edits import free_id, ids
from portfolio_app.core.model import Nation, Portfolio, Role
from portfolio_app.core.termvalues import TERMS, Measure, read_value
from portfolio_app.core.tomltable import Place, nearest

if TYPE_CHECKING:
    from datetime import date

_NO_SOURCE = "No source given"
_Problems = dict[str, tuple["PolicyProblem", ...]]


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """What is wrong with a policy: which part of it (its field's name), and in words."""

    about: str
    words: str

    def __str__(self) -> str:
        """The words."""
        return self.words


def contract_of(portfolio: Portfolio, role: Role, contracts: Mapping[str, Contract]) -> Contract:
    """The contract of a role as its employer has it: the national one under local policies.

    Raises:
        KeyError: where the contract is not there.
    """
    return as_employed(portfolio, role.employer, contracts[role.contract])


def as_employed(portfolio: Portfolio, employer: str, contract: Contract) -> Contract:
    """A contract with the policies of one employer over it; itself where there are none."""
    own = [
        policy
        for policy in portfolio.policies
        if policy.employer == employer and policy.contract == contract.id
    ]
    if not own:
        return contract
    names = {one.id: one.name for one in portfolio.employers}
    return with_policies(contract, own, names.get(employer, employer))


def with_policies(contract: Contract, policies: Iterable[Policy], publisher: str) -> Contract:
    """A contract with one employer's policies on it laid over it; `publisher` names whose."""
    return _lay(contract, policies, publisher)[0]


def policy_problems(policies: Iterable[Policy], contracts: Mapping[str, Contract]) -> _Problems:
    """All that is wrong with each policy that cannot be used, by the policy's id."""
    groups: dict[tuple[str, str], list[Policy]] = {}
    for policy in policies:
        groups.setdefault((policy.employer, policy.contract), []).append(policy)
    wrong: _Problems = {}
    for (employer, key), group in groups.items():
        try:
            contract = contracts[key]
        except KeyError:
            reasons: tuple[str, ...] = (f'there is no contract "{key}"{nearest(key, contracts)}',)
        except ContractError as error:
            reasons = error.problems
        else:
            if contract.kind is Kind.CONTRACT:
                wrong |= _lay(contract, group, employer)[1]
                continue
            reasons = (f'"{key}" is a law, which no policy changes: name a contract',)
        told = tuple(PolicyProblem("contract", words) for words in reasons)
        wrong |= {policy.id: told for policy in group}
    return wrong


def taken(portfolio: Portfolio, employer: str, policies: Iterable[Policy]) -> Portfolio:
    """A portfolio with policies as those of one employer, from wherever they come.

    One on the same term of the same contract from the same day takes the other's place and its
    id; every other gets an id of its own.
    """
    kept = {_same(policy): policy for policy in portfolio.policies}
    names = set(ids(portfolio))
    for policy in policies:
        same = (employer, policy.contract, policy.term, policy.start)
        before = kept.get(same)
        key = before.id if before else free_id(f"{employer} {policy.term}", names)
        names.add(key)
        kept[same] = replace(policy, id=key, employer=employer)
    return replace(portfolio, policies=tuple(kept.values()))


def _same(policy: Policy) -> tuple[str, str, str, "date"]:
    return policy.employer, policy.contract, policy.term, policy.start


def policy_of(term: TermValue, policies: Iterable[Policy]) -> Policy | None:
    """The policy that a term's value comes from; None where it is the contract's own."""
    return next((one for one in policies if _source_id(one) == term.citation.source.id), None)


def unused(contract: Contract, policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """The policies, of those that were to be laid over a contract, that it could not take."""
    laid = {term.citation.source.id for term in contract.terms}
    return tuple(policy for policy in policies if _source_id(policy) not in laid)


def unit_of(contract: Contract, key: str) -> Measure | None:
    """The unit of a term that a policy may have a value for; None where there is no such term."""
    rows = contract.rows(key)
    return rows[0].unit if rows else TERMS.get(key)


def _source_id(policy: Policy) -> str:
    return f"policy-{policy.id}"


def _lay(
    contract: Contract, policies: Iterable[Policy], publisher: str
) -> tuple[Contract, _Problems]:
    """The contract under the policies that can be used, and what is wrong with the others."""
    wrong: _Problems = {}
    rows: dict[tuple[str, date], tuple[str, TermValue]] = {}
    for policy in sorted(policies, key=lambda one: one.start):
        row, problems = _row(contract, policy, publisher)
        if (policy.term, policy.start) in rows:
            words = f'"{policy.term}" has another value from {policy.start}: keep one'
            problems = (*problems, PolicyProblem("start", words))
        if problems or row is None:
            wrong[policy.id] = problems
        else:
            rows[policy.term, policy.start] = (policy.id, row)
    laid = contract
    for _, row in rows.values():
        laid = _over(laid, row)
    days = {start for _, start in rows}
    if not _apart(contract, laid, days):
        return laid, wrong
    laid = contract  # they do not go together: keep those that do, one after the other
    for key, row in rows.values():
        reasons = _apart(contract, _over(laid, row), {row.start})
        if reasons:
            wrong[key] = tuple(PolicyProblem("value", words) for words in reasons)
        else:
            laid = _over(laid, row)
    return laid, wrong


def _apart(contract: Contract, laid: Contract, days: Iterable["date"]) -> tuple[str, ...]:
    """Why the terms of a contract do not go together as laid on these days, where they did."""
    found: dict[str, None] = {}
    for day in sorted(days):
        before = _problems_on(contract, day)
        found |= dict.fromkeys(one for one in _problems_on(laid, day) if one not in before)
    return tuple(found)


def _problems_on(contract: Contract, day: "date") -> list[str]:
    """What the terms of a day lack of each other; all of them before the contract begins."""
    problems: list[str] = []
    held = {(row.key, row.nation): row for row in contract.terms if row.start <= day}
    then = replace(contract, terms=tuple(held.values()))
    check_together(then, then.keys, Place(contract.id, problems))
    return problems


def _over(contract: Contract, row: TermValue) -> Contract:
    """A contract with a row put in place of all that its term has from that day on."""
    before = contract.rows(row.key)
    nations: list[Nation | None] = [None, *Nation]
    has = {None, *(one.nation for one in before)}
    kept = (one for one in before if one.start < row.start)
    new = (replace(row, nation=nation) for nation in nations if nation in has)
    rows = {key: contract.rows(key) for key in contract.keys} | {row.key: (*kept, *new)}
    return replace(contract, terms=tuple(one for each in rows.values() for one in each))


def _row(
    contract: Contract, policy: Policy, publisher: str
) -> tuple[TermValue | None, tuple[PolicyProblem, ...]]:
    """A policy as a row of its contract, and what is wrong with its term or its value."""
    unit = unit_of(contract, policy.term)
    if unit is None:
        known = {*contract.keys, *TERMS}
        words = f'{contract.id} has no term "{policy.term}"{nearest(policy.term, known)}'
        return None, (PolicyProblem("term", words),)
    problems: list[str] = []
    place = Place(f'the value of "{policy.term}"', problems)
    rows = contract.rows(policy.term)
    value = _value(policy, unit, rows, place)
    source = Source(
        id=_source_id(policy),
        title=policy.source or _NO_SOURCE,
        publisher=publisher,
        link="",
        read=policy.start,
    )
    row = TermValue(
        key=policy.term,
        unit=unit,
        says=_says(policy.term, rows),
        value=value,
        citation=Citation(source, policy.at),
        confidence=Confidence.LOCAL,
        start=policy.start,
        note=policy.notes,
        contract=contract.id,
    )
    return row, tuple(PolicyProblem("value", words) for words in problems)


def _value(policy: Policy, unit: Measure, rows: tuple[TermValue, ...], place: Place) -> object:
    """The value, of the shape that the unit fixes; what is wrong with it is noted."""
    try:
        parsed = tomllib.loads(f"value = {policy.value}", parse_float=Decimal)
    except (ValueError, RecursionError):
        place.problem(f'found "{policy.value:.60}", expected {EXAMPLES[unit]}')
        return None
    if len(parsed) > 1:
        place.problem(f"found {len(parsed)} values, expected one: {EXAMPLES[unit]}")
        return None
    before = len(place.problems)
    value = read_value(policy.term, unit, parsed["value"], place)
    if unit is Measure.TABLE and rows and isinstance(value, dict) and len(place.problems) == before:
        named = {name for row in rows if isinstance(row.value, dict) for name in row.value}
        for name in sorted(named - set(value)):
            place.problem(f'"{name}" is missing, which the contract has')
    return value


def _says(key: str, rows: tuple[TermValue, ...]) -> str:
    if not rows:
        return f"{key.replace('-', ' ').capitalize()}, which the contract itself does not say."
    return f"Your own value, in place of the contract's: {rows[-1].says}"


EXAMPLES: Mapping[Measure, str] = {
    **dict.fromkeys(
        (Measure.UNITS, Measure.HOURS, Measure.DAYS, Measure.WEEKS, Measure.PERCENT),
        'a number, such as 10, 7.5 or "1/3"',
    ),
    Measure.NUMBER: 'a number, such as 10, 7.5 or "1/3"',
    Measure.MINUTES: "a whole number of minutes, such as 240",
    Measure.YES_NO: "true or false",
    Measure.TEXT: 'text in quotes, such as "DCC"',
    Measure.WINDOWS: 'windows, such as [{ days = ["Mon"], start = 07:00:00, end = 19:00:00 }]',
    Measure.CATEGORIES: 'categories, such as [{ code = "DCC", name = "Direct clinical care" }]',
    Measure.BANDS: 'bands, such as [{ name = "high", first = 1, last = 4 }, '
    '{ name = "low", first = 5 }]',
    Measure.TABLE: "a table, such as { A = { high = 8, low = 3 } }",
    Measure.THRESHOLDS: "named numbers, such as { units = 2.5, of = 10 }",
}
