"""Checks of the job-plan year: what changes in it, so that nobody takes one week for all of it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from portfolio_app.core import words
from portfolio_app.core.contracts import TermValue
from portfolio_app.core.findings import Finding, Severity, Week, check
from portfolio_app.core.periods import Change, Turn, lines_of, term_changes, turns
from portfolio_app.core.workload import Count, RoleCount

_DAY = timedelta(days=1)


@check("changes-in-year", "A role, a line or a term that changes within the job-plan year")
def changes_in_year(week: Week) -> Iterator[Finding]:
    """What starts, ends or goes on on other terms, and which of its weeks is the one shown."""
    count = week.count
    elsewhere = {line.id for line in lines_of(count.whole) if count.role(line.role) is None}
    for change in turns(count.whole):
        if change.id not in elsewhere:
            yield _note(_turn_words(count, change), (change.id,))
    for role in count.roles:
        yield from _term_notes(count, role)


def _term_notes(count: Count, role: RoleCount) -> Iterator[Finding]:
    """Changes of the terms that the figures of a role rest on, one note a day."""
    contract, used = role.terms.view.contract, _keys_used(role)
    rows: dict[date, list[TermValue]] = {}
    for change in term_changes(count.whole, role.role, contract):
        if change.term is not None and change.term.key in used:
            rows.setdefault(change.day, []).append(change.term)
    for day, terms in rows.items():
        yield _note(
            f"{contract.title} changes on {words.day_date(day)}; the week shown is counted under"
            f" the terms of {words.day_date(role.terms.view.day)}.",
            (role.role.id,),
            tuple(terms),
        )


def _turn_words(count: Count, change: Change) -> str:
    since = words.day_date(change.day)
    if change.turn is Turn.ENDS:
        what = f"{change.title} ends on {words.day_date(change.day - _DAY)}"
    elif change.turn is Turn.STARTS:
        what = f"{change.title} starts on {since}"
    else:
        what = f"{change.title} is on other terms from {since}{_was(count, change)}"
    if count.on is not None:
        return f"{what}; the week shown is that of {words.day_date(count.on)}."
    if change.turn is Turn.ENDS and count.role(change.id) is not None:
        return f"{what}; the week shown still has it, as on that day."
    return f"{what}; the week shown is the one after."


def _was(count: Count, change: Change) -> str:
    """How much is contracted before and after, where that differs."""
    roles: Mapping[str, RoleCount] = {role.role.id: role for role in count.roles}
    own = count.whole.role(change.id)
    before = next(role for role in count.whole.roles if role.id == own.follows)
    if change.id not in roles or before.contracted == own.contracted:
        return ""
    unit = roles[change.id].unit.value
    now = words.units(own.contracted, unit)
    return f", with {now} a week instead of {words.number(before.contracted)}"


def _keys_used(role: RoleCount) -> set[str]:
    """The terms that the figures of a role rest on."""
    used = [*role.terms.length_terms, *role.terms.premium_terms, *role.terms.weeks_terms]
    used += role.supplement.terms if role.supplement is not None else ()
    return {term.key for term in (*used, *(t for line in role.lines for t in line.terms))}


def _note(message: str, where: tuple[str, ...], terms: tuple[TermValue, ...] = ()) -> Finding:
    return Finding(
        check="changes-in-year",
        severity=Severity.NOTE,
        message=message,
        where=where,
        terms=terms,
    )
