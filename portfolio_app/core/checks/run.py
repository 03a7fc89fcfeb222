"""Running the checks: every finding of a counted week, the gravest first.

A check is one registered function from a counted week to findings, in the module of its subject;
adding one is adding a function with `@check`. A finding names the activities to blame and the
terms that it used. Limits are terms of a contract or of the law, read from their data.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import ModuleType

from portfolio_app.core.checks import (
    claims,
    hours,
    leave,
    paper,
    places,
    posts,
    rota,
    supporting,
    units,
    year,
)
from portfolio_app.core.contracts import Contract, TermMissing
from portfolio_app.core.findings import REGISTER, Check, Finding, Severity, Week
from portfolio_app.core.workload import Count

LAW = "working-time-regulations-1998"
# Where checks are registered, in the order in which findings of one gravity are listed.
_SUBJECTS: tuple[ModuleType, ...] = (
    places,
    hours,
    rota,
    units,
    supporting,
    posts,
    claims,
    leave,
    paper,
    year,
)


def run_checks(count: Count, contracts: Mapping[str, Contract]) -> tuple[Finding, ...]:
    """All findings of a counted week, the gravest first and otherwise in the register's order.

    Those that the user has accepted come last, with the reason; a silence that names no finding
    does nothing.
    """
    portfolio = count.portfolio
    law = contracts[LAW].at(portfolio.person.year_start, portfolio.person.nation)
    week = Week(count, count.placed, law)
    findings = [found for each in in_order() for found in _looked(each, week)]
    if portfolio.silences:
        reasons = {(one.check, one.where): one.reason for one in portfolio.silences}
        findings = [_silenced(found, reasons) for found in findings]
    order = list(Severity)
    return tuple(
        sorted(findings, key=lambda one: (one.silenced is not None, order.index(one.severity)))
    )


def in_order() -> list[Check]:
    """The checks of the register, subject by subject."""
    names = [subject.__name__ for subject in _SUBJECTS]
    return sorted(REGISTER.values(), key=lambda each: names.index(each.function.__module__))


def _looked(each: Check, week: Week) -> Iterator[Finding]:
    """What a check finds; where a limit is not known on the day, that it was not looked at."""
    try:
        yield from each.function(week)
    except TermMissing as missing:
        yield Finding(
            check=each.name,
            severity=Severity.NOTE,
            message=f"Not looked at ({each.about.lower()}): {missing}.",
        )


def _silenced(finding: Finding, reasons: Mapping[tuple[str, str], str]) -> Finding:
    keys = ((finding.check, key) for key in finding.where)
    reason = next((reasons[key] for key in keys if key in reasons), None)
    return finding if reason is None else replace(finding, silenced=reason)
