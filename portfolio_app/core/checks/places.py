"""Checks of where and when work lies: clashes, journeys, and time kept for life."""

from collections.abc import Iterator
from fractions import Fraction
from heapq import nlargest

from portfolio_app.core import words
from portfolio_app.core.findings import Finding, Severity, Week, check
from portfolio_app.core.model import MINUTES_PER_WEEK, EmployerKind
from portfolio_app.core.placed import Block, share_a_week
from portfolio_app.core.workload import exact_sum

_ZERO = Fraction(0)
PRIVATE = {EmployerKind.PRIVATE, EmployerKind.SELF_EMPLOYED}
_CROWD = 3  # two that meet are a clash or a shared slot of their own


@check("overlap", "Two things of one employer, or of one role, at the same time")
def overlap(week: Week) -> Iterator[Finding]:
    """Clashes within one employer."""
    for one, other, surely in week.placed.meetings:
        if one.employer == other.employer:
            yield from _clash(week, one, other, surely=surely, name="overlap")


@check("double-booking", "The same hour claimed by two employers")
def double_booking(week: Week) -> Iterator[Finding]:
    """Clashes across employers."""
    for one, other, surely in week.placed.meetings:
        if one.employer != other.employer:
            yield from _clash(week, one, other, surely=surely, name="double-booking")


@check("private-in-paid-time", "Private or fee-paying work in time that the NHS pays for")
def private_in_paid_time(week: Week) -> Iterator[Finding]:
    """Private work at the same time as paid NHS work, or written into its place."""
    private, paid = _private_and_paid(week)
    if not private or not paid:
        return
    seen: set[tuple[str, str]] = set()
    for one, other, gap in week.placed.following(-1):
        if (one.id in private) is (other.id in private):
            continue
        own, nhs = (one, other) if one.id in private else (other, one)
        if nhs.id not in paid or (own.id, nhs.id) in seen or share_a_week(own, nhs) is not True:
            continue
        seen.add((own.id, nhs.id))
        start = one.end + gap  # where the other begins, also over Sunday midnight
        end = min(one.end, start + other.minutes)
        yield Finding(
            check="private-in-paid-time",
            severity=Severity.WARNING,
            message=(
                f"{own.title} is private or fee-paying work and lies in the paid time of"
                f" {nhs.title}, {words.moment(start)} to {words.clock(end)}; one hour may"
                " not be paid twice."
            ),
            where=(own.id, nhs.id),
            figure=Fraction(end - start),
            limit=_ZERO,
        )


@check("crowded-slot", "Several things without known weeks share one slot")
def crowded_slot(week: Week) -> Iterator[Finding]:
    """More shares in one slot than there are weeks, where every pair alone would fit."""
    work = [block for block in week.placed.work if block.weeks is None and not block.dates]
    running: list[Block] = []
    for block in work:
        running = [*(b for b in running if block.start < b.end), block]
        loose = [b for b in running if b.employer == block.employer]
        if len(loose) < _CROWD:
            continue
        shares = exact_sum(b.share for b in loose)
        if shares > 1 >= sum(nlargest(2, (b.share for b in loose))):
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
    if not minutes:
        return
    longest = max(minutes.values())
    names = {site.id: site.name for site in week.count.portfolio.sites}
    for one, other, gap in week.placed.following(longest):
        needed = minutes.get((one.site or "", other.site or ""), 0)
        if 0 <= gap < needed and share_a_week(one, other) is not False:
            where = f"{names.get(one.site or '')} to {names.get(other.site or '')}"
            yield Finding(
                check="travel",
                severity=Severity.ERROR,
                message=(
                    f"{one.title} ends {words.moment(one.end)} and {other.title} begins"
                    f" {words.moment(other.start)}: {gap} minutes for {where},"
                    f" which takes {needed}."
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
                    f" ({kind}) on {words.weekday(life.start)}."
                ),
                where=(block.id, life.id),
                figure=Fraction(minutes),
                limit=_ZERO,
            )


def _private_and_paid(week: Week) -> tuple[set[str], set[str]]:
    """Lines of private or fee-paying work, and lines that an NHS employer pays for."""
    kinds = {employer.id: employer.kind for employer in week.count.portfolio.employers}
    private: set[str] = set()
    paid: set[str] = set()
    for role in week.count.roles:
        kind = kinds[role.role.employer]
        for line in role.lines:
            if kind in PRIVATE or line.earns_nothing:
                private.add(line.id)
            elif kind is EmployerKind.NHS and line.paid:
                paid.add(line.id)
    return private, paid


def _clash(week: Week, one: Block, other: Block, *, surely: bool, name: str) -> Iterator[Finding]:
    start, end = max(one.start, other.start), min(one.end, other.end)
    when = f"{words.weekday(start)} {words.clock(start)} to {words.clock(end)}"
    where = (one.id, other.id)
    if not surely:
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
