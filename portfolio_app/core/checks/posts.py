"""Checks of several posts together: extra work, private practice, and who agrees the plan."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.checks.places import PRIVATE
from portfolio_app.core.contracts import TermValue
from portfolio_app.core.findings import Finding, Severity, Week, check, gravity
from portfolio_app.core.model import Employer, EmployerKind
from portfolio_app.core.workload import RoleCount

_ZERO = Fraction(0)
_ONE = Fraction(1)
_PRIVATE_CODES = {"PP"}  # private practice written into a job plan, which earns no units


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


@check("whole-time", "NHS posts that together pass one whole time")
def whole_time(week: Week) -> Iterator[Finding]:
    """Fractions of full time of all NHS posts, against what is pensionable."""
    roles = [
        role
        for role in week.count.roles
        if role.fraction_of_full_time is not None and _kind(week, role) is EmployerKind.NHS
    ]
    terms = [t for role in roles if (t := role.terms.view.get("pensionable-whole-times"))]
    if len(roles) < 2 or not terms:
        return
    limit = max(Fraction(str(term.value)) for term in terms)
    figure = sum((role.fraction_of_full_time or _ZERO for role in roles), _ZERO)
    if figure > limit:
        yield Finding(
            check="whole-time",
            severity=Severity.NOTE,
            message=(
                f"{_titles(roles)} come to {words.number(figure)} of a whole time in the NHS;"
                f" only {words.number(limit)} is pensionable."
            ),
            where=_ids(roles),
            terms=_once(terms),
            figure=figure,
            limit=limit,
        )


@check("extra-units", "Extra programmed activities, and their offer before private practice")
def extra_units(week: Week) -> Iterator[Finding]:
    """Units above full time over all employers: more than expected, or none beside private work."""
    offers = [
        (role, term)
        for role in week.count.roles
        if role.fraction_of_full_time is not None
        and (term := role.terms.view.get("extra-unit-offer")) is not None
        and role.terms.view.number(term.key)
    ]
    if not offers:
        return
    roles = [role for role, _ in offers]
    term, view = offers[0][1], roles[0].terms.view
    offer, full = view.number(term.key), view.number("full-time-units")
    extra = sum((_held(role) for role in roles), _ZERO) - full
    unit = roles[0].unit.value
    if extra > offer and len({role.role.employer for role in roles}) > 1:
        yield Finding(
            check="extra-units",
            severity=Severity.NOTE,
            message=(
                f"{_titles(roles)} come to {words.units(extra, unit)} above full time; no more"
                f" than {words.number(offer)} extra a week is expected of one person, whoever"
                f" offers it."
            ),
            where=_ids(roles),
            terms=(term,),
            figure=extra,
            limit=offer,
        )
    private = _private_lines(week)
    if private and extra == 0:
        yield Finding(
            check="extra-units",
            severity=Severity.NOTE,
            message=(
                f"There is private work beside a full-time post and no extra {unit}: up to"
                f" {words.number(offer)} a week may have to be offered to the NHS first."
            ),
            where=(*_ids(roles), *private),
            terms=(term,),
            figure=_ZERO,
            limit=offer,
        )


@check("private-part-time", "A part-time post beside private practice")
def private_part_time(week: Week) -> Iterator[Finding]:
    """A part-timer with private work who has more units than would normally be offered."""
    private = _private_lines(week)
    for role in week.count.roles if private else ():
        term = role.terms.view.get("private-practice-part-time-maximum")
        part = role.fraction_of_full_time
        if term is None or part is None or part >= 1:
            continue
        limit = role.terms.view.number(term.key)
        if role.contracted > limit:
            unit = role.unit.value
            yield Finding(
                check="private-part-time",
                severity=Severity.NOTE,
                message=(
                    f"{role.role.title} has {words.units(role.contracted, unit)} beside private"
                    f" practice; a part-timer who makes room for it would normally be offered"
                    f" {words.number(limit)} at most."
                ),
                where=(role.role.id, *private),
                terms=(term,),
                figure=role.contracted,
                limit=limit,
            )


@check("lead-employer", "Several employers, of which one agrees the whole plan")
def lead_employer(week: Week) -> Iterator[Finding]:
    """A contract that asks for a lead employer where none, or more than one, is named."""
    asking = [
        (role, term)
        for role in week.count.roles
        if (term := role.terms.view.get("lead-employer-required")) is not None and term.value
    ]
    wanted = {role.role.employer for role, _ in asking}
    leads = [e for e in week.count.portfolio.employers if e.lead and e.id in wanted]
    if len(wanted) < 2 or len(leads) == 1:
        return
    names = words.listing([e.name for e in week.count.portfolio.employers if e.id in wanted])
    what = "none is named as" if not leads else f"{len(leads)} are named as"
    yield Finding(
        check="lead-employer",
        severity=gravity(asking[0][1]),
        message=f"{names} employ you together, and {what} the lead employer; one agrees the plan.",
        where=_ids(role for role, _ in asking),
        terms=(asking[0][1],),
        figure=Fraction(len(leads)),
        limit=_ONE,
    )


@check("integrated-plan", "One job plan for the university and the NHS")
def integrated_plan(week: Week) -> Iterator[Finding]:
    """Roles of one integrated job plan: both employers, the NHS part, and the whole."""
    plans: dict[str, list[RoleCount]] = {}
    for role in week.count.roles:
        if role.role.plan is not None:
            plans.setdefault(role.role.plan, []).append(role)
        elif _integrated(role) is not None:
            plans.setdefault(f" {role.role.id}", []).append(role)
    for roles in plans.values():
        chief = next((role for role in roles if _integrated(role) is not None), None)
        if chief is not None:
            yield from _one_plan(week, roles, chief)


def _one_plan(week: Week, roles: list[RoleCount], chief: RoleCount) -> Iterator[Finding]:
    view = chief.terms.view
    kinds = {_kind(week, role) for role in roles}
    missing = [
        name
        for kind, name in ((EmployerKind.UNIVERSITY, "university"), (EmployerKind.NHS, "NHS"))
        if kind not in kinds
    ]
    employers = words.listing(list(dict.fromkeys(_employer(week, r).name for r in roles)))
    if missing:
        plan = f'"{chief.role.plan}"' if chief.role.plan else f"of {chief.role.title}"
        yield Finding(
            check="integrated-plan",
            severity=Severity.NOTE,
            message=(
                f"The integrated job plan {plan} names {employers} and no {missing[-1]} employer;"
                f" give the roles of both the same plan."
            ),
            where=_ids(roles),
            terms=(view.term("integrated-job-plan"),),
        )
        return
    unit = chief.unit.value
    full, most = view.get("full-time-units"), view.get("nhs-part-usual-maximum")
    nhs = [role for role in roles if _kind(week, role) is EmployerKind.NHS]
    for part, term, what in (
        (nhs, most, "The NHS part of the integrated job plan"),
        (roles, full, "The integrated job plan"),
    ):
        units = sum((_held(role) for role in part), _ZERO)
        if term is not None and units > view.number(term.key):
            limit = view.number(term.key)
            yield Finding(
                check="integrated-plan",
                severity=Severity.NOTE,
                message=(
                    f"{what} with {employers} comes to {words.units(units, unit)}; it is normally"
                    f" {words.number(limit)} at most."
                ),
                where=_ids(part),
                terms=(term,),
                figure=units,
                limit=limit,
            )


def _integrated(role: RoleCount) -> TermValue | None:
    """The term that makes a role part of an integrated job plan, if its contract has one."""
    term = role.terms.view.get("integrated-job-plan")
    return term if term is not None and term.value else None


def _held(role: RoleCount) -> Fraction:
    """Units that a role takes of a whole time: those contracted, or what its hours stand for."""
    return role.contracted if role.role.counted else role.role.stands_for or _ZERO


def _private_lines(week: Week) -> tuple[str, ...]:
    """Lines of private work: with a private employer, or written into a job plan as such."""
    found: list[str] = []
    for role in week.count.roles:
        private = _kind(week, role) in PRIVATE
        lines = (line for line in role.lines if private or _PRIVATE_CODES & line.earns_nothing)
        found += [line.id for line in lines]
    return tuple(found)


def _employer(week: Week, role: RoleCount) -> Employer:
    return week.count.portfolio.employer(role.role.employer)


def _kind(week: Week, role: RoleCount) -> EmployerKind:
    return _employer(week, role).kind


def _titles(roles: Iterable[RoleCount]) -> str:
    return words.listing([role.role.title for role in roles])


def _ids(roles: Iterable[RoleCount]) -> tuple[str, ...]:
    return tuple(role.role.id for role in roles)


def _once(terms: Iterable[TermValue]) -> tuple[TermValue, ...]:
    """Each different term once, by the contract that it stands in."""
    return tuple({term.contract: term for term in terms}.values())
