"""Checks of units: what is counted against what each contract says, pays and foresees."""

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from portfolio_app.core import words
from portfolio_app.core.contracts import TermValue, Unit
from portfolio_app.core.findings import Finding, Severity, Week, check, gravity
from portfolio_app.core.lines import Line
from portfolio_app.core.workload import RoleCount, exact_sum

_ZERO = Fraction(0)
_ONE = Fraction(1)


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
    figure = sum((role.own_units + (role.role.stands_for or _ZERO) for role in roles), _ZERO)
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


@check("unpredictable-maximum", "Unpredictable emergency work over its normal maximum")
def unpredictable_maximum(week: Week) -> Iterator[Finding]:
    """Unpredictable work on call against what the contract foresees, pro rata for part-timers."""
    for role in week.count.roles:
        lines = [line for line in role.lines if line.unpredictable]
        view = role.terms.view
        term = view.get("unpredictable-emergency-maximum") or view.get(
            "unpredictable-emergency-counted-maximum"
        )
        if not lines or term is None:
            continue
        units = sum((line.unpredictable for line in lines), _ZERO)
        part, limit = _part_time(role), view.number(term.key)
        pro_rata = view.get("unpredictable-emergency-part-time-pro-rata")
        used: tuple[TermValue, ...] = (term,)
        if part < 1 and pro_rata is not None and pro_rata.value:
            limit, used = limit * part, (term, pro_rata)
        if units > limit:
            unit = role.unit.value
            share = f" (pro rata of {words.number(view.number(term.key))})" if len(used) > 1 else ""
            yield Finding(
                check="unpredictable-maximum",
                severity=gravity(*used),
                message=(
                    f"{role.role.title}: unpredictable emergency work comes to"
                    f" {words.units(units, unit)} a week; it is normally at most"
                    f" {words.units(limit, unit)}{share}."
                ),
                where=tuple(line.id for line in lines),
                terms=used,
                figure=units,
                limit=limit,
            )


@check("premium-maximum", "More premium time than the contract foresees")
def premium_maximum(week: Week) -> Iterator[Finding]:
    """Scheduled work in premium time: hours by which it shortens the week, and its units."""
    for role in week.count.roles:
        shortens = role.terms.view.get("premium-reduction-maximum")
        if shortens is not None:
            yield from _shortened(role, shortens)
        scheduled = role.terms.view.get("scheduled-premium-maximum")
        if scheduled is not None:
            yield from _scheduled(role, scheduled)


@check("out-of-hours-share", "More of the work out of hours than the contract allows")
def out_of_hours_share(week: Week) -> Iterator[Finding]:
    """Hours in premium time against the most that the contract allows of the whole."""
    for role in week.count.roles:
        term = role.terms.view.get("out-of-hours-share-maximum")
        if term is None:
            continue
        minutes = exact_sum(line.minutes_per_week or _ZERO for line in role.lines)
        lines = [(line, premium) for line in role.lines if (premium := _premium_week(line))]
        premium = exact_sum(each for _, each in lines)
        limit = role.terms.view.number(term.key)
        if premium * 100 > limit * minutes:
            yield Finding(
                check="out-of-hours-share",
                severity=gravity(term),
                message=(
                    f"{role.role.title}: {words.hours(premium)} of {words.hours(minutes)} a week"
                    f" are out of hours, which is {words.number(premium * 100 / minutes, 1)} per"
                    f" cent; at most {words.number(limit)} per cent should be."
                ),
                where=tuple(line.id for line, _ in lines),
                terms=(term,),
                figure=premium * 100 / minutes,
                limit=limit,
            )


@check("session-length", "Sessions that take longer than the contract has them")
def session_length(week: Week) -> Iterator[Finding]:
    """What one unit takes in fact against its length in the contract."""
    for role in week.count.roles:
        term = role.terms.view.get("real-session-warning")
        if term is None:
            continue
        real = _ZERO
        if role.role.real_unit_minutes is not None:
            real = Fraction(role.role.real_unit_minutes)
        elif role.minutes is not None and role.own_units:
            real = role.minutes / role.own_units
        limit = role.terms.view.number(term.key) * role.unit_minutes
        if real > limit:
            unit = role.unit.value
            yield Finding(
                check="session-length",
                severity=Severity.NOTE,
                message=(
                    f"{role.role.title}: one {unit} takes {words.length(real)} and is contracted"
                    f" at {words.length(role.unit_minutes)}, so"
                    f" {words.units(role.contracted, unit)} are"
                    f" {words.hours(role.contracted * real)} of work a week."
                ),
                where=(role.role.id,),
                terms=(*role.terms.length_terms, term),
                figure=real / 60,
                limit=limit / 60,
            )


@check("rota-gap", "A rota whose frequency lies between two bands of the supplement")
def rota_gap(week: Week) -> Iterator[Finding]:
    """The rule for gaps between bands was used, or rotas of one employer are not combined."""
    for role in week.count.roles:
        if role.supplement is not None and role.supplement.gap_used:
            yield Finding(
                check="rota-gap",
                severity=Severity.NOTE,
                message=(
                    f"{role.role.title}: 1 in {words.number(role.supplement.frequency, 2)} lies"
                    f" between two bands; it was read as {role.supplement.band}. Check this with"
                    " your employer."
                ),
                where=(role.role.id,),
                terms=role.supplement.terms,
                figure=role.supplement.frequency,
            )


def _part_time(role: RoleCount) -> Fraction:
    """The part of full time that a role has; 1 where that is not known."""
    return _ONE if role.fraction_of_full_time is None else role.fraction_of_full_time


def _premium_week(line: Line) -> Fraction:
    """Minutes a week that a line has in premium time."""
    if not line.premium_minutes or not line.minutes_per_week:
        return _ZERO
    if not line.plain_minutes:
        return line.minutes_per_week
    whole = line.premium_minutes + line.plain_minutes
    return line.minutes_per_week * line.premium_minutes / whole


def _scheduled_premium(line: Line) -> Fraction:
    """Minutes a week in premium time that are planned: without unpredictable work on call."""
    premium = _premium_week(line)
    return premium - line.unpredictable_premium if line.unpredictable_premium else premium


def _shortened(role: RoleCount, term: TermValue) -> Iterator[Finding]:
    """The hours by which premium units are shorter; premium taken as pay shortens nothing."""
    terms = role.terms
    lines = [
        (line, minutes)
        for line in role.lines
        if line.premium_minutes
        and any(used is each for used in line.terms for each in terms.premium_terms)
        and (minutes := _scheduled_premium(line)) > line.premium_paid
    ]
    premium = exact_sum(minutes - line.premium_paid for line, minutes in lines)
    saved = premium / terms.premium_length * (terms.length - terms.premium_length)
    limit = Fraction(terms.view.minutes(term.key))
    if saved > limit:
        unit = terms.unit.value
        yield Finding(
            check="premium-maximum",
            severity=gravity(term),
            message=(
                f"{role.role.title}: {words.units(premium / terms.premium_length, unit)} a week lie"
                f" in premium time and shorten the week by {words.length(saved)};"
                f" beyond {words.length(limit)} a separate agreement is needed."
            ),
            where=tuple(line.id for line, _ in lines),
            terms=(term, *terms.premium_terms),
            figure=saved / 60,
            limit=limit / 60,
        )


def _scheduled(role: RoleCount, term: TermValue) -> Iterator[Finding]:
    """Units of premium time that are planned, against the most that the contract foresees."""
    terms = role.terms
    lines = [(line, minutes) for line in role.lines if (minutes := _scheduled_premium(line))]
    units = exact_sum(minutes for _, minutes in lines) / terms.premium_length
    limit = terms.view.number(term.key)
    if units > limit:
        unit = terms.unit.value
        yield Finding(
            check="premium-maximum",
            severity=gravity(term),
            message=(
                f"{role.role.title}: {words.units(units, unit)} a week are planned out of hours;"
                f" it should be no more than {words.number(limit)} in normal circumstances."
            ),
            where=tuple(line.id for line, _ in lines),
            terms=(term, *terms.premium_terms),
            figure=units,
            limit=limit,
        )
