"""Findings, and the register of checks that make them.

A check is one registered function from a counted week to findings. What the checks are stands in
the modules of `checks`; this one holds only what they share.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from portfolio_app.core.contracts import Confidence, ContractView, TermValue
from portfolio_app.core.placed import Placed
from portfolio_app.core.workload import Count


class Severity(Enum):
    """How much a finding matters: it cannot be, it should not be, or it is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


def gravity(*terms: TermValue) -> Severity:
    """A warning where every term used was read at its source; a note where one was not."""
    sourced = all(term.confidence is Confidence.SOURCED for term in terms)
    return Severity.WARNING if sourced else Severity.NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found. `figure` and `limit` are in the unit that the message names.

    `silenced` is the reason for which the user has accepted it, None where it stands.
    """

    check: str
    severity: Severity
    message: str
    where: tuple[str, ...] = ()
    terms: tuple[TermValue, ...] = ()
    figure: Fraction | None = None
    limit: Fraction | None = None
    silenced: str | None = None


def active(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that stand."""
    return tuple(finding for finding in findings if finding.silenced is None)


def accepted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that the user has looked at and accepts."""
    return tuple(finding for finding in findings if finding.silenced is not None)


@dataclass(frozen=True)
class Week:
    """What every check reads: the counted week, where its work lies, and the law on the day."""

    count: Count
    placed: Placed
    law: ContractView


CheckFunction = Callable[[Week], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check: its name in output, what it looks at, and the function."""

    name: str
    about: str
    function: CheckFunction = field(repr=False)


REGISTER: dict[str, Check] = {}


def check(name: str, about: str) -> Callable[[CheckFunction], CheckFunction]:
    """Register a check under a name."""

    def register(function: CheckFunction) -> CheckFunction:
        REGISTER[name] = Check(name, about, function)
        return function

    return register
