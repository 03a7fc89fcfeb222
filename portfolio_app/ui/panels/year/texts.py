"""What the year panel says: weeks, holidays, entitlements and totals in words.

Rounds where it shows, and counts nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby

from portfolio_app.core import words
from portfolio_app.core.actual import PeriodWork, RoleYear
from portfolio_app.core.contracts import TermValue, Unit
from portfolio_app.core.leave import NATIONS, LeaveLedger, LeaveLine
from portfolio_app.core.model import Nation
from portfolio_app.core.periods import Change, Turn
from portfolio_app.core.termwords import sourced
from portfolio_app.core.yearweeks import YearWeek

TOTAL_HEADERS = ("Role", "When", "Weeks worked", "Units a week", "Units", "Hours")
TOTAL_FIGURES = (2, 3, 4, 5)
LEDGER_FIGURES = (1, 2, 3, 4)
_UNITS = {Unit.PA: "PA", Unit.SESSION: "sessions", Unit.HOUR: "hours"}
_NOT_KNOWN = "not known"


def short_date(day: date) -> str:
    """A date beside others: "Mon 4 May"."""
    return f"{day:%a} {day.day} {day:%b}"


def span_text(first: date, last: date, nation: Nation) -> str:
    """The job-plan year and where: "6 April 2026 to 5 April 2027, England"."""
    return f"{words.day_date(first)} to {words.day_date(last)}, {NATIONS[nation]}"


def week_text(week: YearWeek, names: Mapping[date, str], today: date) -> str:
    """A week in one line: which it is, its holidays by name, and what changes in it."""
    span = f"{short_date(week.first)} to {short_date(week.last)} {week.last.year}"
    said = [f"Week {week.number}: {span}{', this week' if week.holds(today) else ''}."]
    said += [f"{short_date(day)}: {names.get(day, 'public holiday')}." for day in week.holidays]
    said += [change_text(change) for change in week.changes]
    return " ".join(said)


def change_text(change: Change) -> str:
    """What happens on a day: "Thu 1 Oct: Head of specialty starts."."""
    what = "ends before it" if change.turn is Turn.ENDS else change.turn.value
    return f"{short_date(change.day)}: {change.title} {what}."


def holidays_text(names: Mapping[date, str], nation: Nation) -> str:
    """All holidays of the year by name."""
    if not names:
        return ""
    listed = "; ".join(f"{name}, {short_date(day)}" for day, name in names.items())
    number = len(names)
    plural = "" if number == 1 else "s"
    return f"{number} public holiday{plural} in {NATIONS[nation]}: {listed}."


# -- the ledger --------------------------------------------------------------------------------


def ledger_lines(ledger: LeaveLedger) -> list[tuple[str, LeaveLine]]:
    """The lines with their names; all annual leave where it has more than one part."""
    found = [(line.what.value, line) for line in ledger.lines]
    parts = len(ledger.annual_parts)
    if parts > 1:
        found.insert(parts, ("All annual leave", ledger.annual))
    return found


def ledger_headers(unit: Unit) -> tuple[str, ...]:
    """The headers of the table; days, and the same in the contract's unit."""
    return (
        "Days a year",
        "Full time",
        "Yours",
        "Weeks",
        f"In {_UNITS[unit]}",
        "How sure",
        "Source",
    )


def ledger_row(name: str, line: LeaveLine) -> tuple[str, ...]:
    """A line as a row of the table."""
    unnamed = "not named" if line.shortens_year else ""
    mine = _NOT_KNOWN if line.mine is None and line.days is not None else ""
    return (
        name,
        unnamed if line.days is None else words.number(line.days, 2),
        mine if line.mine is None else words.number(line.mine, 2),
        "" if line.weeks is None else words.number(line.weeks, 2),
        "" if line.units is None else words.number(line.units, 2),
        "your own figure" if line.overridden else _sure(line.terms),
        "" if line.overridden else ", ".join(_sources(line.terms)),
    )


def working_text(name: str, line: LeaveLine) -> str:
    """The working of a line, and where it comes from."""
    said = [f"{name}: {line.working}"]
    since = [f"since {words.day_date(term.start)}, {sourced(term)}" for term in line.terms]
    if since:
        said.append(f"The contract: {'; '.join(dict.fromkeys(since))}.")
    return " ".join(said)


def defaults(ledger: LeaveLedger) -> dict[str, str]:
    """What an empty field of the role comes to, by the field's key."""
    given = ledger.contract
    usual = None if ledger.convention is None else ledger.convention.value
    figures = {
        "leave_annual_weeks": given.annual_weeks,
        "leave_public_holidays": given.public_holidays,
        "leave_study_days": given.study_days,
        "working_weeks": usual if isinstance(usual, Fraction) else None,
    }
    shown = {
        key: _NOT_KNOWN if value is None else words.number(value) for key, value in figures.items()
    }
    since = _NOT_KNOWN if ledger.began is None else f"{ledger.began:%d/%m/%Y}"
    return shown | {"service_from": since}


def about_text(ledger: LeaveLedger, employer: str) -> str:
    """Who employs, which part of full time, and how long: the line under a role's name."""
    part = _NOT_KNOWN if ledger.fraction is None else words.number(ledger.fraction)
    said = [employer, f"part of full time {part}"]
    if ledger.service is None:
        said.append("length of service not known")
    else:
        years = "1 year" if ledger.service == 1 else f"{ledger.service} years"
        said.append(f"{years} of service on {words.day_date(ledger.on)}")
    if ledger.held_words:
        said.append(ledger.held_words)
    return "; ".join(said)


def _sure(terms: tuple[TermValue, ...]) -> str:
    """The least of the confidences of terms, in its word."""
    order = ("unverified", "secondary", "sourced")
    found = {term.confidence.value for term in terms}
    return next((word for word in order if word in found), "")


def _sources(terms: tuple[TermValue, ...]) -> list[str]:
    return list(dict.fromkeys(term.citation.source.title for term in terms))


# -- totals ------------------------------------------------------------------------------------


def total_rows(years: Sequence[RoleYear], year: tuple[date, date]) -> list[tuple[str, ...]]:
    """Weeks worked x units of each role, period by period, and the hours of all where known.

    Args:
        years: the roles.
        year: the first and the last day of the job-plan year.
    """
    rows = [_total_row(parts, year) for parts in total_parts(years)]
    hours = [role.minutes for role in years]
    known = [each for each in hours if each is not None]
    if len(rows) > 1 and len(known) == len(hours):
        rows.append(("All work", "all year", "", "", "", words.hours(sum(known), 1)))
    return rows


def total_parts(years: Iterable[RoleYear]) -> list[tuple[PeriodWork, ...]]:
    """The periods that each row of the totals adds up."""
    return [parts for role in years for parts in _alike(role.parts)]


def _alike(parts: Iterable[PeriodWork]) -> list[tuple[PeriodWork, ...]]:
    """Parts on end in which the role is the same: what changes elsewhere does not cut it."""
    by = groupby(parts, lambda part: (part.count.counted, part.count.terms.working_weeks))
    return [tuple(same) for _, same in by]


def _total_row(parts: tuple[PeriodWork, ...], year: tuple[date, date]) -> tuple[str, ...]:
    count, span = parts[0].count, (parts[0].period.first, parts[-1].period.last)
    when = "all year" if span == year else f"{short_date(span[0])} to {short_date(span[1])}"
    weeks = words.number(sum(part.weeks for part in parts), 2)
    minutes = [part.minutes for part in parts if part.minutes is not None]
    hours = words.hours(sum(minutes), 1) if len(minutes) == len(parts) else _NOT_KNOWN
    if not count.role.counted:
        return (count.role.title, when, weeks, "hours only", "hours only", hours)
    unit = count.unit.value
    units = words.units(sum((part.units for part in parts), Fraction(0)), unit, 1)
    return (count.role.title, when, weeks, words.units(count.counted, unit), units, hours)
