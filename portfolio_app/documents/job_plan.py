"""The job-plan proposal: from a counted week to plain data that a template can draw.

The data holds display text and minutes, nothing to be computed and nothing that the reader may
not see. This module knows no template, no file and no clock.
"""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.audit import audit
from portfolio_app.core.checks.run import LAW, run_checks
from portfolio_app.core.contracts import Contract, ContractView
from portfolio_app.core.dependence import line_terms
from portfolio_app.core.findings import Finding, Severity, accepted, active
from portfolio_app.core.model import MINUTES_PER_DAY, EmployerKind, Nation
from portfolio_app.core.occurrences import year_end
from portfolio_app.core.termwords import mark
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.documents.content import Data, facts, items, section, text, tidy
from portfolio_app.documents.job_plan_activities import activity_tables, call_blocks
from portfolio_app.documents.job_plan_rest import (
    life_table,
    objective_blocks,
    objectives_name,
    other_times_table,
    others_table,
    stated_blocks,
)
from portfolio_app.documents.job_plan_sources import source_blocks, terms_used
from portfolio_app.documents.job_plan_summary import (
    category_tables,
    difference_text,
    full_time_text,
    hours_text,
    names_of,
    roles_table,
    summary_table,
    unit_text,
)
from portfolio_app.documents.job_plan_sums import sum_blocks
from portfolio_app.documents.job_plan_week import DAY_NAMES, week_blocks
from portfolio_app.documents.scope import (
    Addressee,
    Choices,
    Privacy,
    Stamp,
    addressee,
    busy_times,
    by_day,
    own_count,
)

TITLE = "Job plan proposal"
STATUS = "Draft proposal: not agreed"
FORMAT = "job-plan/1"
_NATIONS = {
    Nation.ENGLAND: "England",
    Nation.WALES: "Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}
_SEVERITY = {
    Severity.ERROR: "To put right",
    Severity.WARNING: "To look at",
    Severity.NOTE: "To know",
}
_LIMIT = "weekly-average-maximum"
_FOR_ONESELF = {"own-limit"}  # spoken to the person; the summary gives its figures
_SIGNED_AT_TRUST = ("Doctor", "Clinical manager", "Medical director")
_SIGNED_ELSEWHERE = ("Post holder", "Line manager", "For the employer")


def job_plan(
    count: Count, contracts: Mapping[str, Contract], *, choices: Choices, stamp: Stamp
) -> Data:
    """The job-plan proposal for one employer, as plain data for JSON.

    Args:
        count: the counted week of an effective portfolio (`shares.effective`).
        contracts: contracts by id, the law among them.
        choices: the employer it is for, and what it shows.
        stamp: the day and the program's version, printed on every page.

    Raises:
        ValueError: when no role is held with the employer.
    """
    to = addressee(count, choices.employer)
    own = own_count(count, to)
    names = names_of(own)
    findings = _findings(count, own, contracts, choices)
    titles = {contract.id: contract.title for contract in _contracts(own, findings, contracts)}
    held = [term for found in findings for term in found.terms]
    law = [_law(count, contracts).term(_LIMIT)] if choices.privacy is Privacy.FULL else []
    used = terms_used(own, [*law, *held])
    sections = [
        section("roles", "Roles", [roles_table(own)]),
        section("summary", "Against contract", _summary(count, own, contracts, choices)),
        section(
            "week", "The week", week_blocks(count, own, to, privacy=choices.privacy, names=names)
        ),
        section(
            "activities",
            "Activities",
            activity_tables(own, names, with_working=choices.with_working),
        ),
        section("on-call", "On call", call_blocks(own, names, with_working=choices.with_working)),
        section("objectives", objectives_name(own), objective_blocks(own, names)),
        section("rest", "The rest of the week", _rest(count, to, choices)),
        section("stated", "Stated and counted", stated_blocks(own, audit(own), names)),
        section("findings", "Worth raising", _finding_blocks(active(findings), choices)),
        section("accepted", "Accepted", _accepted_blocks(accepted(findings))),
        section("sums", "How the totals add up", _sums(count, own, contracts, choices)),
        section("sources", "Where the figures come from", source_blocks(used, titles)),
    ]
    return dict(tidy(_front(own, to, stamp) | {"sections": [s for s in sections if s["blocks"]]}))


def file_name(data: Data) -> str:
    """A name for the document's file, without an ending."""
    kept = "".join(c if c.isalnum() or c in " -" else " " for c in str(data["addressee"]))
    return f"Job plan proposal - {' '.join(kept.split())[:60] or 'employer'} - {data['created']}"


def _front(own: Count, to: Addressee, stamp: Stamp) -> Data:
    person = own.portfolio.person
    last = year_end(person.year_start) - timedelta(days=1)
    registration = " ".join(
        part for part in (person.registration.body, person.registration.number) if part
    )
    if person.registration.body and not person.registration.number:
        registration = f"{person.registration.body}, number not given"
    header = facts(
        [
            ("Name", person.name),
            ("Registration", registration),
            ("Specialty", person.specialty),
            ("Employer", to.employer.name),
            ("Nation", _NATIONS[to.employer.nation or person.nation]),
            (
                "Job-plan year",
                f"{words.day_date(person.year_start)} to {words.day_date(last)}",
            ),
            ("Full or part time", _full_time(to)),
            ("Base", _bases(own)),
        ]
    )
    return {
        "format": FORMAT,
        "title": TITLE,
        "status": STATUS,
        "note": (
            "Made by the person named below for discussion. It is not agreed by anyone"
            " until it is signed."
        ),
        "author": person.name,
        "addressee": to.employer.name,
        "version": f"Portfolio {stamp.version}",
        "date": words.day_date(stamp.today),
        "created": stamp.today.isoformat(),
        "facts": header["facts"],
        "figures": _figures(own),
        "signatures": [
            {"role": role, "name": person.name if number == 0 else ""}
            for number, role in enumerate(_signatories(to))
        ],
    }


def _signatories(to: Addressee) -> tuple[str, ...]:
    return _SIGNED_AT_TRUST if to.employer.kind is EmployerKind.NHS else _SIGNED_ELSEWHERE


def _full_time(to: Addressee) -> str:
    parts = [role.fraction_of_full_time for role in to.roles if role.role.counted]
    if not parts or None in parts:
        return ", ".join(dict.fromkeys(t for role in to.roles if (t := full_time_text(role))))
    whole = sum((part for part in parts if part is not None), Fraction(0))
    if whole == 1:
        return "Full time"
    kind = "Part time" if whole < 1 else "More than full time"
    return f"{kind}: {words.number(whole)} of full time"


def _bases(own: Count) -> str:
    sites = {site.id: site.name for site in own.portfolio.sites}
    bases = dict.fromkeys(sites[b] for role in own.roles if (b := role.role.base) in sites)
    return ", ".join(bases)


def _figures(own: Count) -> list[Data]:
    """The few figures that a reader looks for first."""
    roles = [role for role in own.roles if role.role.counted]
    units = {(role.unit, role.unit_minutes) for role in roles}
    assumed = "" if own.minutes is not None else ", part assumed"
    shown = [(f"Hours a week{assumed}", words.hours(own.assumed_minutes))]
    if len(units) == 1:
        contracted = sum((role.contracted for role in roles), Fraction(0))
        counted = sum((role.counted for role in roles), Fraction(0))
        gap = counted - contracted
        verdict = "as contracted" if gap == 0 else "over contract" if gap > 0 else "under contract"
        shown = [
            ("Contracted a week", unit_text(contracted, roles[0])),
            (
                f"Counted a week{', unverified' if mark(line_terms(roles)) else ''}",
                unit_text(counted, roles[0]),
            ),
            (f"Difference: {verdict}", difference_text(gap, roles[0].unit.value)),
            *shown,
        ]
    return [{"label": label, "figure": figure} for label, figure in shown]


def _summary(
    count: Count, own: Count, contracts: Mapping[str, Contract], choices: Choices
) -> list[Data]:
    blocks = [summary_table(own), *category_tables(own)]
    paid = [
        (
            "Premium as pay",
            f"{role.role.title}: premium time taken as pay comes to {_percent(role)}.",
        )
        for role in own.roles
        if role.premium_pay_percent
    ]
    if paid:
        blocks.append(items(paid))
    if choices.privacy is Privacy.FULL:
        blocks.append(facts(_limits(count, contracts)))
    else:
        blocks.append(text("Hours are those of the work for this employer only."))
    return blocks


def _percent(role: RoleCount) -> str:
    if role.premium_pay_percent is None:
        return "not known"
    return f"{words.number(role.premium_pay_percent, 2)} % of full-time basic salary"


def _limits(count: Count, contracts: Mapping[str, Contract]) -> list[tuple[str, str]]:
    """The hours of all work against the person's own limit and the law's."""
    person = count.portfolio.person
    limit = Fraction(_law(count, contracts).minutes(_LIMIT))
    hours = count.assumed_minutes
    shown = [("All work, every employer", f"{hours_text(count.minutes, hours)} a week")]
    if person.hours_cap is not None:
        shown.append(("Own limit", _against(hours, Fraction(person.hours_cap))))
    signed = " An opt-out is signed." if person.wtr_opt_out else ""
    return [*shown, ("Working Time Regulations, average", _against(hours, limit) + signed)]


def _law(count: Count, contracts: Mapping[str, Contract]) -> ContractView:
    """The law on the first day of the job-plan year."""
    person = count.portfolio.person
    return contracts[LAW].at(person.year_start, person.nation)


def _sums(
    count: Count, own: Count, contracts: Mapping[str, Contract], choices: Choices
) -> list[Data]:
    """How the totals add up; those of all work only where the reader sees all of it."""
    if not choices.with_working:
        return []
    all_shown = choices.privacy is Privacy.FULL
    law = Fraction(_law(count, contracts).minutes(_LIMIT)) if all_shown else None
    return sum_blocks(own, names_of(own), whole=count if all_shown else None, law=law)


def _against(minutes: Fraction, limit: Fraction) -> str:
    gap = limit - minutes
    if gap == 0:
        return f"{words.hours(limit)}: exactly at it."
    side = "below it" if gap > 0 else "over it"
    return f"{words.hours(limit)}: {words.hours(abs(gap))} {side}."


def _rest(count: Count, to: Addressee, choices: Choices) -> list[Data]:
    if choices.privacy is Privacy.LEFT_OUT:
        return []
    if choices.privacy is Privacy.BUSY:
        return _busy(count, to)
    tables = (
        others_table(count, to.employer.id),
        other_times_table(count, to.employer.id),
        life_table(count.portfolio),
    )
    found = [one for one in tables if one is not None]
    return found or [text("There is no other work and nothing outside work in this week.")]


def _busy(count: Count, to: Addressee) -> list[Data]:
    days: dict[int, list[str]] = {}
    for start, end in by_day(busy_times(count.portfolio, to.employer.id)):
        last = "24:00" if end % MINUTES_PER_DAY == 0 else words.clock(end)
        day = start // MINUTES_PER_DAY
        days.setdefault(day, []).append(f"{words.clock(start)}\u2013{last}")
    if not days:
        return [text("No other time of this week is taken.")]
    told = "Not available at these times, in some weeks or in all."
    return [text(told), facts([(DAY_NAMES[d], ", ".join(times)) for d, times in days.items()])]


def _findings(
    count: Count, own: Count, contracts: Mapping[str, Contract], choices: Choices
) -> tuple[Finding, ...]:
    """What the checks say of this employer's work; where all is shown, of the whole week too."""
    if not choices.with_findings:
        return ()
    if choices.privacy is not Privacy.FULL:
        return run_checks(own, contracts)
    here = {role.role.id for role in own.roles} | {line.id for line in own.lines}
    here |= {role.id for role, _ in own.uncounted}
    found = [one for one in run_checks(count, contracts) if one.check not in _FOR_ONESELF]
    return tuple(one for one in found if not one.where or here.intersection(one.where))


def _finding_blocks(findings: tuple[Finding, ...], choices: Choices) -> list[Data]:
    if not choices.with_findings:
        return []
    if not findings:
        return [text("The checks found nothing to raise.")]
    return [items((_SEVERITY[found.severity], _finding_text(found)) for found in findings)]


def _accepted_blocks(findings: tuple[Finding, ...]) -> list[Data]:
    """Findings that the author has looked at and accepts, each with the reason."""
    if not findings:
        return []
    return [
        items(
            (
                _SEVERITY[found.severity],
                f"{_finding_text(found)} Accepted, because {found.silenced}",
            )
            for found in findings
        )
    ]


def _finding_text(found: Finding) -> str:
    doubt = mark(found.terms)
    return f"{found.message} ({doubt}: check against your contract)" if doubt else found.message


def _contracts(
    own: Count, findings: tuple[Finding, ...], contracts: Mapping[str, Contract]
) -> list[Contract]:
    named = {term.contract for found in findings for term in found.terms}
    named.add(LAW)
    return [*(role.terms.view.contract for role in own.roles), *(contracts[n] for n in named)]
