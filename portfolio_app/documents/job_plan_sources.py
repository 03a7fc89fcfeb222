"""The terms that a document's figures rest on, each with its citation and how far to trust it."""

from collections.abc import Iterable
from fractions import Fraction

from portfolio_app.core import termwords, words
from portfolio_app.core.contracts import Confidence, Measure, Source, TermValue
from portfolio_app.core.dependence import count_terms
from portfolio_app.core.workload import Count
from portfolio_app.documents.content import Cell, Column, Data, Row, items, table, text

_NUMBERS = {
    Measure.UNITS: "",
    Measure.HOURS: " h",
    Measure.DAYS: " days",
    Measure.WEEKS: " weeks",
    Measure.PERCENT: " %",
    Measure.NUMBER: "",
}
_LONGEST_TABLE = 240  # letters
_NOBODY = "none"  # the publisher of what was not read anywhere
_CONFIDENCE = {
    Confidence.SOURCED: "read at its source",
    Confidence.SECONDARY: "read at second hand",
    Confidence.UNVERIFIED: "unverified: check against your contract",
    Confidence.LOCAL: "local policy",
}


def terms_used(own: Count, more: Iterable[TermValue] = ()) -> tuple[TermValue, ...]:
    """Every term that the counted week used, each once, in the order of their use."""
    return tuple(dict.fromkeys((*count_terms(own), *more)))


def source_blocks(terms: Iterable[TermValue], titles: dict[str, str]) -> list[Data]:
    """The terms with their values, and the documents that they were read in.

    Args:
        terms: what was used.
        titles: titles of contracts by id.
    """
    used = list(terms)
    if not used:
        return [text("No term of a contract was needed for these figures.")]
    numbers: dict[str, int] = {}
    sources: dict[str, Source] = {}
    for term in used:
        source = term.citation.source
        key = f"{term.contract} {source.id}"
        numbers.setdefault(key, len(numbers) + 1)
        sources[key] = source
    columns = [
        Column("Term", 0.38),
        Column("Value", 0.14),
        Column("Since", 0.175),
        Column("Where it says so", 0.305),
    ]
    rows = [_row(term, numbers, titles) for term in used]
    listed = [(f"[{numbers[key]}]", _source_text(source)) for key, source in sources.items()]
    return [table("Terms used", columns, rows), items(listed)]


def _row(term: TermValue, numbers: dict[str, int], titles: dict[str, str]) -> Row:
    source = term.citation.source
    place = f", {term.citation.at}" if term.citation.at else ""
    return Row(
        cells=[
            Cell(_says(term), titles.get(term.contract, term.contract)),
            value_text(term),
            words.day_date(term.start),
            Cell(
                f"[{numbers[f'{term.contract} {source.id}']}]{place}",
                _CONFIDENCE[term.confidence],
            ),
        ]
    )


def _says(term: TermValue) -> str:
    """A term's sentence, with a small table's figures, which no sentence holds."""
    table_of = termwords.value_text(term) if term.unit is Measure.TABLE else ""
    return f"{term.says} {table_of}." if 0 < len(table_of) <= _LONGEST_TABLE else term.says


def value_text(term: TermValue) -> str:
    """A term's value in words; empty where it is a table that its sentence stands for."""
    value = term.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if term.unit is Measure.MINUTES and isinstance(value, int):
        return words.length(value)
    if term.unit in _NUMBERS and isinstance(value, int | Fraction):
        return f"{words.number(value)}{_NUMBERS[term.unit]}"
    if term.unit is Measure.TEXT:
        return str(value)
    return ""


def _source_text(source: Source) -> str:
    if not source.link and source.publisher == _NOBODY:
        return f"{source.title}."
    told = ", ".join(part for part in (source.title, source.publisher) if part)
    link = f" {source.link}" if source.link else ""
    return f"{told}; read {words.day_date(source.read)}.{link}"
