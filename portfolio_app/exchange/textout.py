"""What the commands print for people: aligned tables in plain words, with no colour of their own.

Text in, lines out; the command line adds colour where a terminal can show it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_app.core import words
from portfolio_app.core.contracts import TermValue
from portfolio_app.core.dependence import line_terms
from portfolio_app.core.lines import Line, LineKind
from portfolio_app.core.termwords import cited, mark
from portfolio_app.core.workload import Count, RoleCount

if TYPE_CHECKING:
    # Only their shapes are needed here, and a summary must not wait for what it does not print.
    from portfolio_app.core.audit import Audit, LineAudit, TotalAudit
    from portfolio_app.core.credits import Ledger
    from portfolio_app.core.findings import Finding
    from portfolio_app.core.jobshare import Option


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """An aligned table; the columns named in `right` hold figures."""
    cells = [[one_line(cell) for cell in row] for row in (headers, *rows)]
    widths = [max(map(_columns, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, ["-" * width for width in widths])
    return "\n".join(_table_row(row, widths, right) for row in cells)


def _table_row(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    padded = []
    for index, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (width - _columns(cell))
        padded.append(f"{space}{cell}" if index in right else f"{cell}{space}")
    return "  ".join(padded).rstrip()


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def summary(count: Count, *, working: bool) -> Iterator[str]:
    """The counted week: roles, lines, total."""
    person = count.portfolio.person
    yield f"{one_line(person.name)}, job-plan year from {words.day_date(person.year_start)}"
    if count.on is not None:
        yield f"The week as it stands on {words.day_date(count.on)}"
    yield ""
    yield table(
        ("Role", "Employer", "Contracted", "Counted", "Paid", "Hours"),
        [_role_row(count, role) for role in count.roles],
        right=(2, 3, 4, 5),
    )
    for missing, why in count.uncounted:
        yield f"{one_line(missing.title)} is not counted: {one_line(why)}."
    for role in count.roles:
        yield ""
        yield from _role_lines(count, role, working=working)
    yield ""
    yield f"Total {_hours(count)} a week over all employers"
    for name, ledger in count.ledgers.items():
        yield one_line(f"{name}: {_ledger(ledger)}")
    if person.hours_cap is not None:
        yield f"Own limit {words.hours(person.hours_cap)}"


def _ledger(ledger: "Ledger") -> str:
    """What a ledger holds, a week and a year."""
    parts = []
    if ledger.minutes:
        hours = words.hours(ledger.minutes), words.hours(ledger.minutes_per_year)
        parts.append(f"{hours[0]} a week, {hours[1]} a year")
    if ledger.units or not parts:
        units = words.number(ledger.units), words.number(ledger.units_per_year)
        parts.append(f"{units[0]} units a week, {units[1]} a year")
    return "; ".join(parts)


def findings(found: Sequence["Finding"]) -> Iterator[str]:
    """What the checks found, the gravest first."""
    standing = [finding for finding in found if finding.silenced is None]
    if not standing:
        yield "Nothing to look at."
    for finding in standing:
        yield f"{finding.severity.value:8} {one_line(finding.message)}"
        for term in finding.terms:
            yield f"{'':8} {cited(term)}"
    if len(standing) == len(found):
        return
    yield ""
    yield "Accepted"
    for finding in found:
        if finding.silenced is not None:
            yield f"{finding.severity.value:8} {one_line(finding.message)}"
            yield f"{'':8} accepted, because {one_line(finding.silenced)}"


def audit(result: "Audit") -> Iterator[str]:
    """Stated against counted."""
    if not result.lines and not result.totals:
        yield "The plan states no figures to compare."
        return
    if result.lines:
        yield table(
            ("Line", "Stated", "Counted", "Difference", "Follows"),
            [
                (
                    line.title if line.what == "stated" else f"{line.title} (each)",
                    str(line.stated),
                    "not known" if line.counted is None else words.number(line.counted, 4),
                    "" if line.difference is None else words.number(line.difference, 4),
                    _follows(line),
                )
                for line in result.lines
            ],
            right=(1, 2, 3),
        )
        yield ""
    if result.totals:
        yield table(
            ("Total", "Source", "Stated", "Counted", "Lines add up to", "Says"),
            [
                (
                    total.what,
                    total.source or "",
                    str(total.stated),
                    "not known" if total.counted is None else words.number(total.counted, 4),
                    ""
                    if total.sum_of_stated_lines is None
                    else words.number(total.sum_of_stated_lines, 4),
                    _total_says(total),
                )
                for total in result.totals
            ],
            right=(2, 3, 4),
        )


def job_share(options: Iterable["Option"]) -> Iterator[str]:
    """The options side by side, then the verdict on each with its reasons."""
    # A summary must not wait for what it does not print.
    from portfolio_app.core.pay import ADVICE
    from portfolio_app.exchange.payout import UNVERIFIED

    chosen = list(options)
    yield table(
        ("", *(option.title for option in chosen)),
        [
            ("Hours a week", *(words.hours(option.minutes) for option in chosen)),
            ("Left below the limit", *(words.hours(option.headroom) for option in chosen)),
            ("Pay a year, estimated", *(option.pay.text() for option in chosen)),
            *(
                (part.question.value, *(option.verdict[index].fit.value for option in chosen))
                for index, part in enumerate(chosen[0].verdict)
            ),
        ],
    )
    if any(option.pay.unverified for option in chosen):
        yield UNVERIFIED
    yield ADVICE
    for option in chosen:
        yield ""
        yield one_line(option.title)
        for part in option.verdict:
            yield f"  {part.question.value} {part.fit.value}"
            for reason in part.reasons:
                yield f"    {one_line(reason.text)}"


def _role_row(count: Count, role: RoleCount) -> tuple[str, ...]:
    unit = role.unit.value
    return (
        role.role.title,
        count.portfolio.employer(role.role.employer).name,
        words.units(role.contracted, unit),
        f"{words.units(role.counted, unit)}{_doubt(line_terms([role]))}"
        if role.role.counted
        else "hours only",
        words.units(role.paid, unit) if role.role.counted else "",
        _hours(role),
    )


def _role_lines(count: Count, role: RoleCount, *, working: bool) -> Iterator[str]:
    yield one_line(role.role.title)
    yield table(
        ("Activity", "Category", "How often", "Each", "A week", "Hours"),
        [_line_row(line) for line in role.lines],
        right=(3, 4, 5),
    )
    shares = [
        f"{code} {words.number(amount.units)}{_doubt(line_terms([role], category=code))}"
        for code, amount in role.by_category.items()
    ]
    yield one_line(f"By category: {', '.join(shares)}")
    if role.supplement is not None and role.rota_frequency is not None:
        yield (
            f"On call 1 in {words.number(role.rota_frequency, 2)}: availability supplement"
            f" {words.number(role.supplement.percent)} % of full-time basic salary"
            f" (category {role.supplement.category}, {role.supplement.band}"
            f"{_read_at(role)})"
            f"{_doubt(role.supplement.terms)}"
        )
    yield from _beside(role)
    if working:
        for line in role.lines:
            yield f"  {one_line(line.title)}: {line.working}"
            yield from _rota_lines(count, line)
            for term in line.terms:
                yield f"    {term.says} ({cited(term)})"
        for one in role.credited:
            yield f"  {one_line(one.title)}, credited: {one.working}"


def _rota_lines(count: Count, line: Line) -> Iterator[str]:
    """How often a rota comes, in the year and while at work."""
    if line.kind is not LineKind.ON_CALL:
        return
    from portfolio_app.core.callfacts import facts_of

    facts = facts_of(count, line.id)
    if facts is None or facts.frequency is None or facts.at_work is None:
        return
    yield (
        f"    on duty 1 in {words.number(facts.frequency, 2)} before cover,"
        f" 1 in {words.number(facts.at_work, 2)} while at work,"
        f" {words.number(facts.duty_weeks_per_year, 2)} duty weeks a year"
    )


def _beside(role: RoleCount) -> Iterator[str]:
    """What stands beside a role's own lines: credits, time in lieu, what units take in fact."""
    for one in role.credited:
        worth = words.units(one.units, role.unit.value)
        yield one_line(f"Credited from {one.title}: {worth}, its hours counted there")
    if role.lieu_minutes:
        yield (
            f"Time back in lieu: {words.hours(role.lieu_minutes)} a week,"
            f" {words.hours(role.lieu_minutes_per_year)} a year"
        )
    if role.role.real_unit_minutes is not None:
        yield (
            f"In fact {words.hours(role.real_minutes)} a week,"
            f" {words.hours(role.contract_minutes)} by the contract's"
            f" {words.length(role.unit_minutes)} for one {role.unit.value}"
        )


def _read_at(role: RoleCount) -> str:
    """At what frequency the band was read, where it is not the rota's own."""
    found = role.supplement
    if found is None or found.frequency == role.rota_frequency:
        return ""
    return f", read at 1 in {words.number(found.frequency, 2)}"


def _line_row(line: Line) -> tuple[str, ...]:
    assumed = " (assumed)" if line.assumed else ""
    return (
        line.title,
        line.category,
        line.frequency,
        "not known"
        if line.units_per_occurrence is None
        else words.number(line.units_per_occurrence),
        "not known"
        if line.units_per_week is None
        else f"{words.number(line.units_per_week)}{_doubt(line.terms)}",
        "not known"
        if line.minutes_per_week is None
        else f"{words.hours(line.minutes_per_week)}{assumed}",
    )


def _doubt(terms: Iterable[TermValue]) -> str:
    """A word behind a figure that rests on a value that was not verified."""
    word = mark(terms)
    return f" ({word})" if word else ""


def _hours(counted: Count | RoleCount) -> str:
    if counted.minutes is None:
        return f"not known, about {words.hours(counted.assumed_minutes)}"
    return words.hours(counted.minutes)


def _follows(line: "LineAudit") -> str:
    if line.follows is None:
        return "not known"
    if line.taken:
        return "taken as printed: no times to count"
    if line.follows:
        return "yes, cut and not rounded" if line.cut else "yes"
    return f"no; it would with {line.follows_if}" if line.follows_if else "no"


def _total_says(total: "TotalAudit") -> str:
    says = []
    if total.follows is not None:
        says.append(_total_follows(total))
    if total.adds_up is not None:
        says.append("adds up" if total.adds_up else "does not add up")
    return ", ".join(says)


def _total_follows(total: "TotalAudit") -> str:
    if total.follows:
        return "follows, cut and not rounded" if total.cut else "follows"
    reason = "" if total.follows_if is None else f"; it would with {total.follows_if}"
    return f"does not follow{reason}"


def _columns_of(char: str) -> int:
    import unicodedata

    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def one_line(text: str) -> str:
    """Text without line ends and control characters, so that it cannot disturb a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
