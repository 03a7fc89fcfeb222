"""What the command `contracts` prints: the contracts, and each term with its source.

Lines for people and JSON for machines are made from one sheet of terms.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import Contract, Kind, TermValue
from portfolio_app.core.dependence import Dependent, Rests
from portfolio_app.core.termsheet import LocalValue, TermEntry
from portfolio_app.core.termwords import sourced, value_text
from portfolio_app.exchange.jsonout import Json, figure
from portfolio_app.exchange.textout import table

_RESTS = {Rests.LINE: "counts with it", Rests.ROLE: "figures of", Rests.FINDING: "finding"}


def contract_lines(contract: Contract, day: date, sheet: Sequence[TermEntry]) -> Iterator[str]:
    """A contract on a day for people: its terms under headings."""
    yield contract.title
    if contract.note:
        yield contract.note
    yield f"On {words.day_date(day)}:"
    heading = ""
    for entry in sheet:
        if entry.heading != heading:
            heading = entry.heading
            yield ""
            yield heading.upper()
        yield ""
        yield from _entry_lines(entry)


def _entry_lines(entry: TermEntry) -> Iterator[str]:
    if entry.held is None:
        yield f"{entry.key}: {entry.missing or 'not said by the contract'}"
    else:
        yield f"{entry.key}: {entry.text(entry.held)}"
        yield f"  {entry.says}"
        yield f"  since {words.day_date(entry.held.start)}; {sourced(entry.held)}"
        if entry.held.note:
            yield f"  {entry.held.note}"
    for local in entry.local:
        value, since = entry.text(local.term), words.day_date(local.term.start)
        yield _plain(f"  {local.employer} has {value} since {since}; {sourced(local.term)}")
    for used in entry.used:
        yield _plain(f"  {_RESTS[used.rests]}: {used.title}")


def contract_json(contract: Contract, day: date, sheet: Iterable[TermEntry]) -> Json:
    """A contract on a day for machines."""
    return {
        **contract_head(contract),
        "note": contract.note,
        "on": day.isoformat(),
        "terms": [_entry_json(entry) for entry in sheet],
    }


def contract_list(heads: Iterable[Json]) -> Iterator[str]:
    """The contracts for people, one a line."""
    rows = [
        (str(head["id"]), str(head["title"]), str(head["unit"] or "none: it is a law"))
        for head in heads
    ]
    yield table(("Contract", "Title", "Counts in"), rows)


def contract_head(contract: Contract) -> Json:
    """What a list of contracts says of one."""
    return {
        "id": contract.id,
        "title": contract.title,
        "kind": contract.kind.value,
        "unit": None if contract.kind is Kind.LAW else contract.unit.value,
        "nation": None if contract.nation is None else contract.nation.value,
        "staff_group": contract.staff_group,
    }


def _entry_json(entry: TermEntry) -> Json:
    held = entry.held
    return {
        "key": entry.key,
        "heading": entry.heading,
        "says": entry.says,
        **(_row_json(held) if held is not None else {"value": None, "missing": entry.missing}),
        "history": [_row_json(row) for row in entry.history],
        "local": [_local_json(local) for local in entry.local],
        "used_by": [_used_json(used) for used in entry.used],
    }


def _row_json(row: TermValue) -> Json:
    source = row.citation.source
    return {
        "value": None if row.ends else value_text(row),
        "figure": _figure(row.value),
        "unit": row.unit.value,
        "since": row.start.isoformat(),
        "nation": None if row.nation is None else row.nation.value,
        "confidence": row.confidence.value,
        "source": {
            "title": source.title,
            "publisher": source.publisher,
            "link": source.link,
            "read": source.read.isoformat(),
            "at": row.citation.at,
        },
        "note": row.note,
    }


def _figure(value: object) -> float | bool | None:
    """A value that is one number or a yes or no; None is another shape."""
    if isinstance(value, bool):
        return value
    return figure(value) if isinstance(value, int | Fraction) else None


def _local_json(local: LocalValue) -> Json:
    return {"employer": local.policy.employer, "policy": local.policy.id, **_row_json(local.term)}


def _used_json(used: Dependent) -> Json:
    return {
        "kind": used.rests.value,
        "id": used.key or None,
        "title": used.title,
        "role": used.role or None,
    }


def _plain(text: str) -> str:
    """Text without line ends and control characters, so that it cannot disturb a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
