"""Checks of what a plan says: figures that do not follow, and what it leaves unsaid."""

from collections.abc import Iterator
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.audit import audit
from portfolio_app.core.findings import Finding, Severity, Week, check
from portfolio_app.core.lines import NO_CATEGORY, Line
from portfolio_app.core.occurrences import held_in_year
from portfolio_app.core.policies import unused


@check("stated", "Figures that a document states and the week does not bear out")
def stated(week: Week) -> Iterator[Finding]:
    """Stated figures that do not follow from the counted ones, and totals that do not add up."""
    result = audit(week.count)
    for line in result.lines:
        if line.follows is False and line.counted is not None:
            why = f" It would follow: {line.follows_if}." if line.follows_if else ""
            yield Finding(
                check="stated",
                severity=Severity.WARNING,
                message=(
                    f"{line.title}: {line.stated} is stated and"
                    f" {words.number(line.counted, 4)} counted.{why}"
                ),
                where=(line.id,),
                figure=Fraction(line.stated),
                limit=line.counted,
            )
    for total in result.totals:
        source = f" ({total.source})" if total.source else ""
        for ok, against, what in (
            (total.follows, total.counted, "the week counts"),
            (total.adds_up, total.sum_of_stated_lines, "its own lines add up to"),
        ):
            if ok is False and against is not None:
                yield Finding(
                    check="stated",
                    severity=Severity.WARNING,
                    message=(
                        f"The stated {total.what}{source} is {total.stated};"
                        f" {what} {words.number(against, 4)}."
                    ),
                    where=() if total.role is None else (total.role,),
                    figure=Fraction(total.stated),
                    limit=against,
                )


@check("not-counted", "Roles that cannot be counted on their day")
def not_counted(week: Week) -> Iterator[Finding]:
    """Roles without their contract, or without a value of it on the day."""
    for role, why in week.count.uncounted:
        yield Finding(
            check="not-counted",
            severity=Severity.ERROR,
            message=f"{role.title} is not counted: {why}.",
            where=(role.id,),
        )


@check("objectives", "Objectives that no time in the plan serves")
def objectives(week: Week) -> Iterator[Finding]:
    """Objectives without an activity, or with activities that count nothing."""
    if not week.count.portfolio.objectives:
        return
    lines = {line.id: line for line in week.count.lines}
    held = {role.role.id for role in week.count.roles}
    for objective in week.count.portfolio.objectives:
        named = [lines[key] for key in objective.activities if key in lines]
        if objective.role not in held or any(_takes_time(line) for line in named):
            continue
        if named:
            names = words.listing([line.title for line in named])
            what = f"{names} should serve it and {'count' if len(named) > 1 else 'counts'} nothing"
        else:
            what = "no activity of the plan serves it"
        yield Finding(
            check="objectives",
            severity=Severity.WARNING,
            message=f'The objective "{objective.title}" has no time: {what}.',
            where=(objective.role, *(line.id for line in named)),
        )


@check("not-known", "Lines whose worth, hours or category the plan does not say")
def not_known(week: Week) -> Iterator[Finding]:
    """Lines without a time, and lines without a category."""
    for counted in week.count.roles:
        if counted.premium_pay_percent is None:
            yield Finding(
                check="not-known",
                severity=Severity.NOTE,
                message=(
                    f"{counted.role.title}: premium time is taken as pay, but what it pays under"
                    f" {counted.terms.view.contract.title} is not known."
                ),
                where=(counted.role.id,),
            )
    for line in week.count.lines:
        if line.units_per_week is None:
            yield _note(line, "no time is given, so its worth is not known and is not counted")
        elif line.minutes_per_week is None:
            yield _note(line, "its hours are not known; where a limit is tested they are assumed")
        if NO_CATEGORY in dict(line.shares) and line.paid:
            yield _note(line, 'it has no category; it counts in the total and under "none"')
    year = week.count.portfolio.person.year_start
    for role in week.count.portfolio.roles:
        if not held_in_year(role, year):
            yield Finding(
                check="not-known",
                severity=Severity.NOTE,
                message=f"{role.title} is not held in this job-plan year and is not counted.",
                where=(role.id,),
            )


def _takes_time(line: Line) -> bool:
    return bool(line.units_per_week) or bool(line.minutes_per_week)


def _note(line: Line, what: str) -> Finding:
    return Finding(
        check="not-known",
        severity=Severity.NOTE,
        message=f"{line.title}: {what}.",
        where=(line.id,),
    )


@check("local-policy", "Values of one's own that a contract cannot take, so that they do not count")
def local_policy(week: Week) -> Iterator[Finding]:
    """Local policies that are kept and not used; the contract's own value counts instead."""
    for counted in week.count.roles:
        role, contract = counted.role, counted.terms.view.contract
        own = [
            policy
            for policy in week.count.portfolio.policies
            if (policy.employer, policy.contract) == (role.employer, contract.id)
        ]
        for policy in unused(contract, own):
            name = policy.term.replace("-", " ")
            yield Finding(
                check="local-policy",
                severity=Severity.WARNING,
                message=(
                    f"{role.title}: your own value for {name} does not fit {contract.title}, so"
                    " the contract's own counts. Change or remove it under Contracts."
                ),
                where=(role.id,),
            )
