"""What of a counted week rests on which terms: lines, the figures of a role, findings.

Counts nothing: it reads the terms that lines, supplements and findings name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from portfolio_app.core.contracts import TermValue
from portfolio_app.core.workload import Count, RoleCount

if TYPE_CHECKING:
    from portfolio_app.core.findings import Finding

TermKey = tuple[str, str]  # a contract's id and a term's key


class Rests(Enum):
    """What rests on a term."""

    LINE = "line"
    ROLE = "role"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Dependent:
    """A line, a role's own figures, or a finding, and the row of the term that it used.

    `key` is the id of what to look at: the line, the role, or the first thing that a finding
    names, empty where it names none.
    """

    rests: Rests
    key: str
    title: str
    role: str
    term: TermValue


def role_terms(role: RoleCount) -> tuple[TermValue, ...]:
    """Every term that the figures of a role rest on, each once: its lines' and its own."""
    return tuple(dict.fromkeys((*line_terms([role]), *own_terms(role))))


def line_terms(roles: Iterable[RoleCount], *, category: str | None = None) -> tuple[TermValue, ...]:
    """The terms that the counted units of roles rest on; of one category where it is named."""
    return tuple(
        dict.fromkeys(
            term
            for role in roles
            for line in role.lines
            if category is None or any(code == category for code, _ in line.shares)
            for term in line.terms
        )
    )


def own_terms(role: RoleCount) -> tuple[TermValue, ...]:
    """The terms of a role's figures beside its lines: full time, the year, the supplement."""
    full_time = role.terms.view.get("full-time-units")
    used = () if full_time is None else (full_time,)
    supplement = () if role.supplement is None else role.supplement.terms
    return (*used, *role.terms.weeks_terms, *supplement)


def count_terms(count: Count) -> tuple[TermValue, ...]:
    """Every term that a counted week rests on, each once."""
    return tuple(dict.fromkeys(term for role in count.roles for term in role_terms(role)))


def dependents(
    count: Count, findings: "Iterable[Finding]"
) -> Mapping[TermKey, tuple[Dependent, ...]]:
    """What rests on each term that a week uses: lines first, then roles, then findings."""
    found: dict[TermKey, list[Dependent]] = {}
    for one in (*_of_lines(count), *_of_roles(count), *_of_findings(findings)):
        found.setdefault((one.term.contract, one.term.key), []).append(one)
    return {key: tuple(each) for key, each in found.items()}


def _of_lines(count: Count) -> Iterator[Dependent]:
    for role in count.roles:
        for line in role.lines:
            for term in dict.fromkeys(line.terms):
                yield Dependent(Rests.LINE, line.id, line.title, role.role.id, term)


def _of_roles(count: Count) -> Iterator[Dependent]:
    for role in count.roles:
        for term in dict.fromkeys(own_terms(role)):
            yield Dependent(Rests.ROLE, role.role.id, role.role.title, role.role.id, term)


def _of_findings(findings: "Iterable[Finding]") -> Iterator[Dependent]:
    for finding in findings:
        where = finding.where[0] if finding.where else ""
        for term in dict.fromkeys(finding.terms):
            yield Dependent(Rests.FINDING, where, finding.message, "", term)
