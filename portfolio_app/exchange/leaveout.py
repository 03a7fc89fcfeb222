"""What the command `leave` prints: each role's leave and working year, for people and for machines.

Figures for people are rounded here and nowhere before; for machines they are decimals to six
places, as everywhere.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import TermValue, Unit
from portfolio_app.core.leave import LeaveLedger, LeaveLine
from portfolio_app.core.termwords import cited
from portfolio_app.exchange.jsonout import Json, figure
from portfolio_app.exchange.textout import table

NOT_KNOWN = "not known"
_UNITS = {Unit.PA: "In PA", Unit.SESSION: "In sessions", Unit.HOUR: "In hours"}


def text(ledgers: Iterable[LeaveLedger]) -> Iterator[str]:
    """Each role's ledger: a table, the working and source of each line, and the weeks left."""
    found = list(ledgers)
    if not found:
        yield "No role is held in this job-plan year."
    for place, ledger in enumerate(found):
        if place:
            yield ""
        yield from _role(ledger)


def _role(ledger: LeaveLedger) -> Iterator[str]:
    yield ledger.role.title
    yield _about(ledger)
    headers = ("Days a year", "Full time", "Yours", "Weeks", _UNITS[ledger.unit])
    yield table(headers, rows(ledger), right=(1, 2, 3, 4))
    for line in ledger.lines:
        yield f"  {line.what.value}: {line.working}"
        for source in dict.fromkeys(map(cited, line.terms)):
            yield f"    {source}"
    yield f"  {ledger.why}"
    yield f"  {ledger.which_counts}"
    if ledger.convention is not None:
        yield f"    {cited(ledger.convention)}"


def _about(ledger: LeaveLedger) -> str:
    """Part of full time, length of service and part of the year, in one line."""
    fraction = NOT_KNOWN if ledger.fraction is None else words.number(ledger.fraction)
    service = NOT_KNOWN if ledger.service is None else str(ledger.service)
    said = [f"Part of full time {fraction}", f"completed years of service {service}"]
    if ledger.held_words:
        said.append(ledger.held_words)
    return "; ".join(said)


def rows(ledger: LeaveLedger) -> list[tuple[str, ...]]:
    """The ledger as a table: its lines, with all annual leave where it has more than one part."""
    found = [_row(line) for line in ledger.lines]
    parts = len(ledger.annual_parts)
    if parts > 1:
        found.insert(parts, _row(ledger.annual, "All annual leave"))
    return found


def _row(line: LeaveLine, name: str = "") -> tuple[str, ...]:
    own = " (your own)" if line.overridden else ""
    unnamed = "not named" if line.shortens_year else ""
    return (
        f"{name or line.what.value}{own}",
        unnamed if line.days is None else words.number(line.days, 2),
        _figure(line.mine, needed=line.days is not None),
        _figure(line.weeks),
        _figure(line.units),
    )


def _figure(value: Fraction | None, *, needed: bool = False) -> str:
    """A figure; where there should be one and it is not known, that."""
    if value is None:
        return NOT_KNOWN if needed else ""
    return words.number(value, 2)


def as_json(ledgers: Iterable[LeaveLedger]) -> Json:
    """Every ledger, line by line."""
    return {"roles": [_json(ledger) for ledger in ledgers]}


def _json(ledger: LeaveLedger) -> Json:
    return {
        "id": ledger.role.id,
        "title": ledger.role.title,
        "contract": ledger.role.contract,
        "unit": ledger.unit.value,
        "on": ledger.on.isoformat(),
        "fraction_of_full_time": figure(ledger.fraction),
        "part_of_year_held": figure(ledger.held),
        "completed_years_of_service": ledger.service,
        "lines": [_json_line(line) for line in ledger.lines],
        "annual_leave_days_full_time": figure(ledger.annual.days),
        "annual_leave_days": figure(ledger.annual.mine),
        "working_weeks": figure(ledger.working_weeks),
        "working_weeks_counted": figure(ledger.weeks_that_count),
        "working_weeks_from": "role" if ledger.is_own else "contract",
        "why": ledger.why,
    }


def _json_line(line: LeaveLine) -> Json:
    return {
        "what": line.what.name.lower(),
        "title": line.what.value,
        "days_full_time": figure(line.days),
        "days": figure(line.mine),
        "weeks": figure(line.weeks),
        "units": figure(line.units),
        "overridden": line.overridden,
        "working": line.working,
        "terms": [_json_term(term) for term in line.terms],
    }


def _json_term(term: TermValue) -> Json:
    return {
        "key": term.key,
        "from": term.start.isoformat(),
        "source": term.citation.source.title,
        "confidence": term.confidence.value,
    }
