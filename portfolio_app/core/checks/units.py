"""Checks of units: what is counted against what each contract says, pays and foresees."""

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from portfolio_app.core import words
from portfolio_app.core.contracts import Unit
from portfolio_app.core.findings import Finding, Severity, Week, check
from portfolio_app.core.workload import RoleCount

_ZERO = Fraction(0)
_CLINICAL = ("DCC", "PHD")  # direct clinical care, and public-health duties in its place


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


def _category_units(roles: list[RoleCount], code: str) -> Fraction:
    amounts = (role.by_category.get(code) for role in roles)
    return sum((amount.units for amount in amounts if amount is not None), _ZERO)
