"""Checks of hours and rest over all employers: the law's limits and one's own."""

from collections.abc import Iterator
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import TermValue
from portfolio_app.core.findings import Finding, Severity, Week, check
from portfolio_app.core.model import MINUTES_PER_DAY, EmployerKind
from portfolio_app.core.rest import Stretch, longest_free, stretches, unbroken_work
from portfolio_app.core.workload import Count, RoleCount

_ZERO = Fraction(0)
_NOT_BOUND = {EmployerKind.SELF_EMPLOYED, EmployerKind.VOLUNTARY}


@check("working-time-average", "The average week over all employers against 48 hours")
def working_time_average(week: Week) -> Iterator[Finding]:
    """The average week of work from whatever source (Working Time Regulations 1998)."""
    term = week.law.term("weekly-average-maximum")
    limit = Fraction(week.law.minutes(term.key))
    minutes = week.count.assumed_minutes
    if minutes <= limit:
        return
    bound = bound_minutes(week)
    opted_out = week.count.portfolio.person.wtr_opt_out
    severe = bound > limit and not opted_out
    tail = " You have opted out of the limit." if opted_out else ""
    if bound <= limit:
        tail = " Self-employed and voluntary work is not bound by it, but it is as tiring."
    yield Finding(
        check="working-time-average",
        severity=Severity.ERROR if severe else Severity.WARNING,
        message=(
            f"The average week is {_about(week)}{words.hours(minutes)} over all employers,"
            f" {words.hours(minutes - limit)} over {words.hours(limit)}.{tail}"
        ),
        where=_longest_lines(week.count),
        terms=(term,),
        figure=minutes / 60,
        limit=limit / 60,
    )


@check("own-limit", "The average week against your own limit")
def own_limit(week: Week) -> Iterator[Finding]:
    """The average week against the limit that the person set."""
    cap = week.count.portfolio.person.hours_cap
    minutes = week.count.assumed_minutes
    if cap is not None and minutes > cap:
        yield Finding(
            check="own-limit",
            severity=Severity.WARNING,
            message=(
                f"The average week is {_about(week)}{words.hours(minutes)},"
                f" {words.hours(minutes - cap)} over your own limit of {words.hours(cap)}."
            ),
            where=_longest_lines(week.count),
            figure=minutes / 60,
            limit=Fraction(cap, 60),
        )


@check("daily-rest", "Eleven hours on end without work in each twenty-four")
def daily_rest(week: Week) -> Iterator[Finding]:
    """Daily rest: work from its first minute to the next long rest may not pass 13 hours."""
    term = week.law.term("daily-rest")
    rest = week.law.minutes(term.key)
    for stretch in stretches(week.placed, rest):
        if stretch.minutes > MINUTES_PER_DAY - rest:
            yield _rest_finding(stretch, term, rest)


@check("weekly-rest", "A day without work each week, or two in a fortnight")
def weekly_rest(week: Week) -> Iterator[Finding]:
    """Weekly rest: 24 hours in each week, or 48 hours in the fortnight."""
    weekly = week.law.term("weekly-rest")
    fortnightly = week.law.term("fortnightly-rest")
    work = tuple(sorted({block.id for block in week.placed.work}))
    for number, free, fortnight in longest_free(week.placed):
        enough = free >= week.law.minutes("weekly-rest")
        if enough or fortnight >= week.law.minutes("fortnightly-rest"):
            continue
        which = (
            f" in week {number} of {week.placed.cycle_weeks}" if week.placed.cycle_weeks > 1 else ""
        )
        yield Finding(
            check="weekly-rest",
            severity=Severity.ERROR,
            message=(
                f"The longest time free of work{which} is {words.length(free)};"
                f" {words.length(week.law.minutes('weekly-rest'))} are needed in a week, or"
                f" {words.length(week.law.minutes('fortnightly-rest'))} in a fortnight."
            ),
            where=work,
            terms=(weekly, fortnightly),
            figure=Fraction(free, 60),
            limit=Fraction(week.law.minutes("weekly-rest"), 60),
        )


@check("rest-break", "Twenty minutes' break in work of more than six hours")
def rest_break(week: Week) -> Iterator[Finding]:
    """A break in each stretch of work longer than six hours."""
    after, pause = week.law.term("rest-break-after"), week.law.term("rest-break")
    longest, least = week.law.minutes(after.key), week.law.minutes(pause.key)
    for stretch in unbroken_work(week.placed, least):
        if stretch.minutes > longest:
            names = words.listing(list(dict.fromkeys(b.title for b in stretch.blocks)))
            yield Finding(
                check="rest-break",
                severity=Severity.NOTE,
                message=(
                    f"{names} on {words.weekday(stretch.start)}:"
                    f" {words.length(stretch.minutes)} on end;"
                    f" the plan shows no break of {least} minutes."
                ),
                where=tuple(dict.fromkeys(b.id for b in stretch.blocks)),
                terms=(after, pause),
                figure=Fraction(stretch.minutes, 60),
                limit=Fraction(longest, 60),
            )


def _rest_finding(stretch: Stretch, term: TermValue, rest: int) -> Finding:
    names = words.listing(list(dict.fromkeys(block.title for block in stretch.blocks)))
    pause = words.length(stretch.longest_pause) if stretch.longest_pause else "no rest"
    loose = any(block.weeks is None for block in stretch.blocks)
    return Finding(
        check="daily-rest",
        severity=Severity.WARNING if loose else Severity.ERROR,
        message=(
            f"From {words.moment(stretch.start)} to {words.moment(stretch.end)} ({names})"
            f" there is no rest of {words.length(rest)}; the longest is {pause}."
        ),
        where=tuple(dict.fromkeys(block.id for block in stretch.blocks)),
        terms=(term,),
        figure=Fraction(stretch.longest_pause, 60),
        limit=Fraction(rest, 60),
    )


def bound_minutes(week: Week) -> Fraction:
    """Minutes of the average week that working-time law binds."""
    return sum((r.assumed_minutes for r in week.count.roles if _is_bound(week, r)), _ZERO)


def _is_bound(week: Week, role: RoleCount) -> bool:
    """Whether working-time law binds a role: not one's own business, not voluntary work."""
    return week.count.portfolio.employer(role.role.employer).kind not in _NOT_BOUND


def _about(week: Week) -> str:
    return "" if week.count.minutes is not None else "about "


def _longest_lines(count: Count) -> tuple[str, ...]:
    """The five lines that take most hours: where to look first."""
    by_hours = sorted(count.lines, key=lambda line: line.assumed_minutes, reverse=True)
    return tuple(line.id for line in by_hours[:5])
