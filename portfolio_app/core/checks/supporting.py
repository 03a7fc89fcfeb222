"""Checks of supporting professional activities: their share, what is core, and part-timers."""

from collections.abc import Iterator
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import TermValue, Unit
from portfolio_app.core.findings import Finding, Severity, Week, check, gravity
from portfolio_app.core.workload import RoleCount

_NORM = "supporting-professional-activities-norm"
_CORE = "core-supporting-professional-activities"
_CLINICAL = ("DCC", "PHD")  # direct clinical care, and public-health duties in its place
_ZERO = Fraction(0)
_ONE = Fraction(1)


@check("supporting-share", "Supporting professional activities against the contract's norm")
def supporting_share(week: Week) -> Iterator[Finding]:
    """The share of supporting in clinical and supporting work, contract by contract."""
    for roles in _with_norm(week):
        if _part(roles) < 1:
            continue
        norm = roles[0].terms.view.thresholds(_NORM)
        supporting, clinical = _category_units(roles, "SPA"), _clinical(roles)
        if not clinical or supporting * norm["of"] >= norm["units"] * (supporting + clinical):
            continue
        whole = supporting + clinical
        usual = whole * norm["units"] / norm["of"]
        unit = roles[0].unit.value
        sharing = [role for role in roles if _clinical([role]) or _category_units([role], "SPA")]
        yield Finding(
            check="supporting-share",
            severity=Severity.NOTE,
            message=(
                f"{words.listing([role.role.title for role in sharing])}:"
                f" {words.number(supporting)} of {words.units(whole, unit)} of clinical and"
                f" supporting work are supporting professional activities; the norm would be"
                f" {words.units(usual, unit)}."
            ),
            where=tuple(role.role.id for role in sharing),
            terms=(roles[0].terms.view.term(_NORM),),
            figure=supporting,
            limit=usual,
        )


@check("part-time-supporting", "A part-timer's supporting professional activities, pro rata")
def part_time_supporting(week: Week) -> Iterator[Finding]:
    """Supporting work of a part-timer against the contracted part of the norm."""
    for roles in _with_norm(week):
        part = _part(roles)
        if part >= 1 or not _clinical(roles):
            continue
        term, norm = roles[0].terms.view.term(_NORM), roles[0].terms.view.thresholds(_NORM)
        supporting = _category_units(roles, "SPA")
        contracted = sum((role.contracted for role in roles), _ZERO)
        limit = contracted * norm["units"] / norm["of"]
        if supporting < limit:
            unit = roles[0].unit.value
            yield Finding(
                check="part-time-supporting",
                severity=Severity.NOTE,
                message=(
                    f"{words.listing([role.role.title for role in roles])}:"
                    f" {words.number(supporting)} of {words.units(contracted, unit)} are supporting"
                    f" professional activities, less than the {words.number(limit)} that are pro"
                    f" rata; a part-timer's share is meant to be at least that."
                ),
                where=tuple(role.role.id for role in roles),
                terms=(term,),
                figure=supporting,
                limit=limit,
            )


@check("core-supporting", "Fewer supporting professional activities than are core")
def core_supporting(week: Week) -> Iterator[Finding]:
    """Supporting work over all roles in programmed activities, against what is core."""
    roles = [role for role in week.count.roles if role.unit is Unit.PA and role.role.counted]
    total = sum((role.contracted for role in roles), _ZERO)
    limits = [
        (*_core(role, term, total), role)
        for role in roles
        if (term := role.terms.view.get(_CORE)) is not None
    ]
    if not limits or not _clinical(roles):
        return
    limit, terms, _ = max(limits, key=lambda each: each[0])
    supporting = _category_units(roles, "SPA")
    if supporting < limit:
        yield Finding(
            check="core-supporting",
            severity=gravity(*terms),
            message=(
                f"The plan has {words.units(supporting, Unit.PA.value)} of supporting professional"
                f" activities; {words.units(limit, Unit.PA.value)} are core, for revalidation and"
                " own development."
            ),
            where=tuple(role.role.id for _, _, role in limits),
            terms=terms,
            figure=supporting,
            limit=limit,
        )


def _core(
    role: RoleCount, term: TermValue, total: Fraction
) -> tuple[Fraction, tuple[TermValue, ...]]:
    """What is core, and the terms that say so, where all roles together have `total` units."""
    view = role.terms.view
    core, whole = view.number(term.key), view.get("full-time-units")
    if whole is None or total >= view.number(whole.key):
        return core, (term,)
    kept = view.get("core-supporting-whole-from")
    if kept is not None and total >= view.number(kept.key):
        return core, (term, kept)
    return core * total / view.number(whole.key), (term,)


def _with_norm(week: Week) -> list[list[RoleCount]]:
    """Roles whose contract has a norm of supporting work, those of one contract together."""
    by_contract: dict[str, list[RoleCount]] = {}
    for role in week.count.roles:
        if role.role.counted and role.terms.view.get(_NORM) is not None:
            by_contract.setdefault(role.role.contract, []).append(role)
    return list(by_contract.values())


def _part(roles: list[RoleCount]) -> Fraction:
    """The part of full time that roles of one contract make together; 1 where not known."""
    parts = [_ONE if r.fraction_of_full_time is None else r.fraction_of_full_time for r in roles]
    return sum(parts, _ZERO)


def _clinical(roles: list[RoleCount]) -> Fraction:
    return sum((_category_units(roles, code) for code in _CLINICAL), _ZERO)


def _category_units(roles: list[RoleCount], code: str) -> Fraction:
    amounts = (role.by_category.get(code) for role in roles)
    return sum((amount.units for amount in amounts if amount is not None), _ZERO)
