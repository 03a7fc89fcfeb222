"""Running the checks: every finding of a counted week, the gravest first.

A check is one registered function from a counted week to findings, in the module of its subject;
adding one is adding a function with `@check`. A finding names the activities to blame and the
terms that it used. Limits are terms of a contract or of the law, read from their data.
"""

from collections.abc import Mapping
from types import ModuleType

from portfolio_app.core.checks import (
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
from portfolio_app.core.contracts import Contract
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
    leave,
    paper,
    year,
)


def run_checks(count: Count, contracts: Mapping[str, Contract]) -> tuple[Finding, ...]:
    """All findings of a counted week, the gravest first and otherwise in the register's order."""
    portfolio = count.portfolio
    law = contracts[LAW].at(count.on or portfolio.person.year_start, portfolio.person.nation)
    week = Week(count, count.placed, law)
    findings = [found for each in in_order() for found in each.function(week)]
    order = list(Severity)
    return tuple(sorted(findings, key=lambda found: order.index(found.severity)))


def in_order() -> list[Check]:
    """The checks of the register, subject by subject."""
    names = [subject.__name__ for subject in _SUBJECTS]
    return sorted(REGISTER.values(), key=lambda each: names.index(each.function.__module__))
