"""Checks: what about a week a careful person would point at, each with its figure and its limit.

A check is one registered function from a counted week to findings; adding one is adding a function
with `@check`. A finding names the activities to blame and the terms that it used. Limits are terms
of a contract or of the law, read from their data, never written here.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import cast

from portfolio_app.core import words
from portfolio_app.core.audit import audit
from portfolio_app.core.contracts import Contract, TermValue, Unit
from portfolio_app.core.findings import REGISTER, Finding, Severity, Week, check
from portfolio_app.core.lines import NO_CATEGORY, Line
from portfolio_app.core.model import MINUTES_PER_DAY, MINUTES_PER_WEEK, WEEKDAYS, EmployerKind
from portfolio_app.core.occurrences import held_in_year
from portfolio_app.core.placed import Block, share_a_week
from portfolio_app.core.rest import Stretch, longest_free, stretches, unbroken_work
from portfolio_app.core.workload import Count, RoleCount

LAW = "working-time-regulations-1998"
_ZERO = Fraction(0)
_CROWD = 3  # two that meet are a clash or a shared slot of their own
_CLINICAL = ("DCC", "PHD")  # direct clinical care, and public-health duties in its place
_NOT_BOUND = {EmployerKind.SELF_EMPLOYED, EmployerKind.VOLUNTARY}


def run_checks(count: Count, contracts: Mapping[str, Contract]) -> tuple[Finding, ...]:
    """All findings of a counted week, the gravest first and otherwise in the register's order."""
    portfolio = count.portfolio
    law = contracts[LAW].at(portfolio.person.year_start, portfolio.person.nation)
    week = Week(count, count.placed, law)
    findings = [found for each in REGISTER.values() for found in each.function(week)]
    order = list(Severity)
    return tuple(sorted(findings, key=lambda found: order.index(found.severity)))


# -- places ------------------------------------------------------------------------------------


@check("overlap", "Two things of one employer, or of one role, at the same time")
def overlap(week: Week) -> Iterator[Finding]:
    """Clashes within one employer."""
    for one, other in week.placed.meetings:
        if one.employer == other.employer:
            yield from _clash(week, one, other, name="overlap")


@check("double-booking", "The same hour claimed by two employers")
def double_booking(week: Week) -> Iterator[Finding]:
    """Clashes across employers."""
    for one, other in week.placed.meetings:
        if one.employer != other.employer:
            yield from _clash(week, one, other, name="double-booking")


@check("crowded-slot", "Several things without known weeks share one slot")
def crowded_slot(week: Week) -> Iterator[Finding]:
    """More shares in one slot than there are weeks, where every pair alone would fit."""
    work = [block for block in week.placed.work if block.weeks is None and not block.dates]
    for index, block in enumerate(work):
        before = (b for b in work[:index] if b.start <= block.start < b.end)
        loose = [*(b for b in before if b.employer == block.employer), block]
        if len(loose) < _CROWD:
            continue
        shares = sum((b.share for b in loose), _ZERO)
        if shares > 1 >= sum(sorted((b.share for b in loose), reverse=True)[:2], _ZERO):
            names = words.listing(sorted(b.title for b in loose))
            yield Finding(
                check="crowded-slot",
                severity=Severity.ERROR,
                message=f"{names} share a slot and come to {words.number(shares)} times a week.",
                where=tuple(sorted({b.id for b in loose})),
                figure=shares,
                limit=Fraction(1),
            )


@check("travel", "Time between two sites that is shorter than the journey")
def travel(week: Week) -> Iterator[Finding]:
    """Travel that does not fit between sites."""
    minutes = {}
    for journey in week.count.portfolio.travels:
        minutes[journey.start, journey.end] = journey.minutes
        minutes.setdefault((journey.end, journey.start), journey.minutes)
    longest = max(minutes.values(), default=0)
    names = {site.id: site.name for site in week.count.portfolio.sites}
    for one, other, gap in week.placed.following(longest):
        needed = minutes.get((one.site or "", other.site or ""), 0)
        if 0 <= gap < needed and share_a_week(one, other) is not False:
            where = f"{names.get(one.site or '')} to {names.get(other.site or '')}"
            yield Finding(
                check="travel",
                severity=Severity.ERROR,
                message=(
                    f"{one.title} ends {_when(one.end)} and {other.title} begins"
                    f" {_when(other.start)}: {gap} minutes for {where}, which takes {needed}."
                ),
                where=(one.id, other.id),
                figure=Fraction(gap),
                limit=Fraction(needed),
            )


@check("protected-time", "Work in time that is kept for life outside work")
def protected_time(week: Week) -> Iterator[Finding]:
    """Protected time used, and other commitments that work runs into."""
    for life in week.placed.life:
        for block in week.placed.work:
            minutes = _shared_minutes(life, block)
            if not minutes:
                continue
            kind = "protected time" if life.protected else "time outside work"
            yield Finding(
                check="protected-time",
                severity=Severity.WARNING if life.protected else Severity.NOTE,
                message=(
                    f"{block.title} takes {words.length(minutes)} of {life.title}"
                    f" ({kind}) on {_day(life.start)}."
                ),
                where=(block.id, life.id),
                figure=Fraction(minutes),
                limit=_ZERO,
            )


# -- hours and rest ----------------------------------------------------------------------------


@check("working-time-average", "The average week over all employers against 48 hours")
def working_time_average(week: Week) -> Iterator[Finding]:
    """The average week of work from whatever source (Working Time Regulations 1998)."""
    term = week.law.term("weekly-average-maximum")
    limit = Fraction(week.law.minutes(term.key))
    minutes = week.count.assumed_minutes
    if minutes <= limit:
        return
    bound = sum((r.assumed_minutes for r in week.count.roles if _is_bound(week, r)), _ZERO)
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
            where=tuple(sorted({block.id for block in week.placed.work})),
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
                    f"{names} on {_day(stretch.start)}: {words.length(stretch.minutes)} on end;"
                    f" the plan shows no break of {least} minutes."
                ),
                where=tuple(dict.fromkeys(b.id for b in stretch.blocks)),
                terms=(after, pause),
                figure=Fraction(stretch.minutes, 60),
                limit=Fraction(longest, 60),
            )


# -- contracts ---------------------------------------------------------------------------------


@check("contracted", "What is counted against what is contracted")
def contracted(week: Week) -> Iterator[Finding]:
    """Counted units against contracted ones, role by role."""
    for role in week.count.roles:
        if not role.role.counted or role.counted == role.contracted:
            continue
        more = role.counted > role.contracted
        unit = role.unit.value
        gap = words.units(abs(role.counted - role.contracted), unit)
        yield Finding(
            check="contracted",
            severity=Severity.WARNING if more else Severity.NOTE,
            message=(
                f"{role.role.title}: {words.units(role.counted, unit)} counted,"
                f" {words.units(role.contracted, unit)} contracted;"
                f" {gap} {'more' if more else 'less'}."
            ),
            where=(role.role.id,),
            terms=role.terms.length_terms,
            figure=role.counted,
            limit=role.contracted,
        )


@check("unpaid", "Work that is counted and not paid")
def unpaid(week: Week) -> Iterator[Finding]:
    """Counted above paid: rounding, a cap, or own time."""
    for role in week.count.roles:
        if role.role.counted and role.counted > role.paid:
            unit = role.unit.value
            yield Finding(
                check="unpaid",
                severity=Severity.NOTE,
                message=(
                    f"{role.role.title}: {words.units(role.counted, unit)} counted and"
                    f" {words.units(role.paid, unit)} paid;"
                    f" {words.units(role.counted - role.paid, unit)} unpaid."
                ),
                where=(role.role.id,),
                figure=role.counted,
                limit=role.paid,
            )


@check("usual-maximum", "More programmed activities than a job plan should usually hold")
def usual_maximum(week: Week) -> Iterator[Finding]:
    """Units over all roles that count in programmed activities, against the usual maximum."""
    roles = [role for role in week.count.roles if role.unit is Unit.PA]
    terms = [term for role in roles if (term := role.terms.view.get("usual-maximum-units"))]
    if not terms:
        return
    figure = sum((role.counted + (role.role.stands_for or _ZERO) for role in roles), _ZERO)
    limit = cast("Fraction", terms[0].value)
    if figure > limit:
        yield Finding(
            check="usual-maximum",
            severity=Severity.WARNING,
            message=(
                f"All roles together come to {words.units(figure, 'PA')};"
                f" a job plan should not usually pass {words.number(limit)}."
            ),
            where=tuple(role.role.id for role in roles),
            terms=(terms[0],),
            figure=figure,
            limit=limit,
        )


@check("supporting-share", "Supporting professional activities against the contract's norm")
def supporting_share(week: Week) -> Iterator[Finding]:
    """The share of supporting in clinical and supporting work, contract by contract."""
    key = "supporting-professional-activities-norm"
    by_contract: dict[str, list[RoleCount]] = {}
    for role in week.count.roles:
        if role.role.counted and role.terms.view.get(key) is not None:
            by_contract.setdefault(role.role.contract, []).append(role)
    for roles in by_contract.values():
        norm = roles[0].terms.view.thresholds(key)
        supporting = _category_units(roles, "SPA")
        clinical = sum((_category_units(roles, code) for code in _CLINICAL), _ZERO)
        if not clinical or supporting * norm["of"] >= norm["units"] * (supporting + clinical):
            continue
        whole = supporting + clinical
        usual = whole * norm["units"] / norm["of"]
        unit = roles[0].unit.value
        yield Finding(
            check="supporting-share",
            severity=Severity.NOTE,
            message=(
                f"{words.listing([role.role.title for role in roles])}:"
                f" {words.number(supporting)} of {words.units(whole, unit)} are supporting"
                f" professional activities; the norm would be {words.units(usual, unit)}."
            ),
            where=tuple(role.role.id for role in roles),
            terms=(roles[0].terms.view.term(key),),
            figure=supporting,
            limit=usual,
        )


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


@check("rota-gap", "A rota whose frequency lies between two bands of the supplement")
def rota_gap(week: Week) -> Iterator[Finding]:
    """The rule for gaps between bands was used, or rotas of one employer are not combined."""
    for role in week.count.roles:
        if role.supplement is not None and role.supplement.gap_used and role.rota_frequency:
            yield Finding(
                check="rota-gap",
                severity=Severity.NOTE,
                message=(
                    f"{role.role.title}: 1 in {words.number(role.rota_frequency, 2)} lies between"
                    f" two bands; it was read as {role.supplement.band}. Check this with"
                    " your employer."
                ),
                where=(role.role.id,),
                terms=role.supplement.terms,
                figure=role.rota_frequency,
            )


@check("separate-rotas", "Rotas of two roles with one employer")
def separate_rotas(week: Week) -> Iterator[Finding]:
    """On-call rotas of different roles are never combined, even with one employer."""
    by_employer: dict[str, list[RoleCount]] = {}
    for role in week.count.roles:
        if role.rota_frequency is not None:
            by_employer.setdefault(role.role.employer, []).append(role)
    for roles in by_employer.values():
        if len(roles) > 1:
            names = words.listing([role.role.title for role in roles])
            yield Finding(
                check="separate-rotas",
                severity=Severity.NOTE,
                message=f"{names} each have on-call with one employer; they are not combined.",
                where=tuple(role.role.id for role in roles),
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


# -- shared ------------------------------------------------------------------------------------


def _clash(week: Week, one: Block, other: Block, *, name: str) -> Iterator[Finding]:
    together = share_a_week(one, other)
    if together is False:
        return
    start, end = max(one.start, other.start), min(one.end, other.end)
    when = f"{_day(start)} {words.clock(start)} to {words.clock(end)}"
    where = (one.id, other.id)
    if together is None:
        yield Finding(
            check=name,
            severity=Severity.NOTE,
            message=(
                f"{one.title} and {other.title} share a slot ({when}); they fit only if they"
                " fall in different weeks."
            ),
            where=where,
            figure=one.share + other.share,
            limit=Fraction(1),
        )
        return
    employers = ""
    if name == "double-booking":
        names = {e.id: e.name for e in week.count.portfolio.employers}
        employers = f" ({names[one.employer or '']} and {names[other.employer or '']})"
    yield Finding(
        check=name,
        severity=Severity.ERROR,
        message=f"{one.title} and {other.title} are at the same time, {when}{employers}.",
        where=where,
        figure=Fraction(end - start),
        limit=_ZERO,
    )


def _shared_minutes(life: Block, work: Block) -> int:
    """Minutes that two blocks of the week share, over Sunday midnight too."""
    return sum(
        max(0, min(life.end, work.end + shift) - max(life.start, work.start + shift))
        for shift in (-MINUTES_PER_WEEK, 0, MINUTES_PER_WEEK)
    )


def _rest_finding(stretch: Stretch, term: TermValue, rest: int) -> Finding:
    names = words.listing(list(dict.fromkeys(block.title for block in stretch.blocks)))
    pause = words.length(stretch.longest_pause) if stretch.longest_pause else "no rest"
    loose = any(block.weeks is None for block in stretch.blocks)
    return Finding(
        check="daily-rest",
        severity=Severity.WARNING if loose else Severity.ERROR,
        message=(
            f"From {_when(stretch.start)} to {_when(stretch.end)} ({names}) there is no rest of"
            f" {words.length(rest)}; the longest is {pause}."
        ),
        where=tuple(dict.fromkeys(block.id for block in stretch.blocks)),
        terms=(term,),
        figure=Fraction(stretch.longest_pause, 60),
        limit=Fraction(rest, 60),
    )


def _is_bound(week: Week, role: RoleCount) -> bool:
    """Whether working-time law binds a role: not one's own business, not voluntary work."""
    return week.count.portfolio.employer(role.role.employer).kind not in _NOT_BOUND


def _about(week: Week) -> str:
    return "" if week.count.minutes is not None else "about "


def _longest_lines(count: Count) -> tuple[str, ...]:
    """The five lines that take most hours: where to look first."""
    by_hours = sorted(count.lines, key=lambda line: line.assumed_minutes, reverse=True)
    return tuple(line.id for line in by_hours[:5])


def _category_units(roles: list[RoleCount], code: str) -> Fraction:
    amounts = (role.by_category.get(code) for role in roles)
    return sum((amount.units for amount in amounts if amount is not None), _ZERO)


def _note(line: Line, what: str) -> Finding:
    return Finding(
        check="not-known",
        severity=Severity.NOTE,
        message=f"{line.title}: {what}.",
        where=(line.id,),
    )


def _day(minute: int) -> str:
    return WEEKDAYS[minute // MINUTES_PER_DAY % len(WEEKDAYS)].value


def _when(minute: int) -> str:
    return f"{_day(minute)} {words.clock(minute)}"
