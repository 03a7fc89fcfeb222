"""A contract's terms in words: values, citations and how far they can be trusted."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from portfolio_app.core import words
from portfolio_app.core.contracts import Band, Confidence, Measure, TermValue
from portfolio_app.core.model import MINUTES_PER_DAY, WEEKDAYS
from portfolio_app.core.weektime import Interval, by_hours

if TYPE_CHECKING:
    from portfolio_app.core.termvalues import Category

UNVERIFIED = Confidence.UNVERIFIED
_MOST_SAID = 3
_SAID_PAIRS = {
    frozenset({"units", "of"}): "{units} in {of}",
    frozenset({"least", "most"}): "{least} to {most}",
    frozenset({"after_years", "days"}): "{days} days after {after_years} years",
    frozenset({"minimum", "maximum"}): "{minimum} to {maximum}",
}
# Tables of percentages; any other table's figures say what they are by its columns.
_PERCENTAGES = frozenset({"availability-supplement", "unsocial-hours-uplift"})
_SAYS = {
    Confidence.SOURCED: "",
    Confidence.SECONDARY: "second-hand source",
    Confidence.UNVERIFIED: "unverified: check against your contract",
    Confidence.LOCAL: "your own value",
}


def value_text(term: TermValue, unit: str = "") -> str:
    """A term's value as a person reads it; the unit is named.

    Args:
        term: the term.
        unit: what the contract counts in ("PA"), for a value that is of it.
    """
    if unit and term.unit is Measure.UNITS:
        return words.units(cast("Fraction", term.value), unit, 4)
    if term.key in _PERCENTAGES and term.unit is Measure.TABLE:
        return _table(term.value, " %")
    return _TEXTS[term.unit](term.value)


def sourced(term: TermValue) -> str:
    """A term's source in one line, with a word where it is not verified at its source."""
    at = f", {term.citation.at}" if term.citation.at else ""
    mark = confidence_text(term)
    return f"{term.citation.source.title}{at}{f' ({mark})' if mark else ''}"


def cited(term: TermValue) -> str:
    """The same with the day since when the term holds."""
    return f"{sourced(term)}; since {words.day_date(term.start)}"


def confidence_text(term: TermValue) -> str:
    """How far a term can be trusted; empty where it was read at its source."""
    return _SAYS[term.confidence]


def unverified(terms: Iterable[TermValue]) -> tuple[TermValue, ...]:
    """Those of the terms that were not verified, each once."""
    return tuple(dict.fromkeys(term for term in terms if term.confidence is UNVERIFIED))


def mark(terms: Iterable[TermValue]) -> str:
    """The word that a figure carries which rests on these terms; empty where all were read."""
    return UNVERIFIED.value if unverified(terms) else ""


def mark_reason(terms: Iterable[TermValue]) -> str:
    """Why a figure carries the word, in a sentence; empty where it does not."""
    doubtful = unverified(terms)
    if not doubtful:
        return ""
    more = f" And {len(doubtful) - _MOST_SAID} more." if len(doubtful) > _MOST_SAID else ""
    said = " ".join(term.says for term in doubtful[:_MOST_SAID])
    return f"Not verified, so check it against your contract: {said}{more}"


def _minutes(minutes: int) -> str:
    return f"{minutes} minutes" if minutes < 60 else words.length(minutes)


def _windows(windows: Iterable[Interval]) -> str:
    """Windows of the week, days with the same times together."""
    said = []
    for (begins, ends), days in by_hours(windows).items():
        names = words.listing([WEEKDAYS[day].value for day in days])
        last = "24:00" if ends == MINUTES_PER_DAY else words.clock(ends)
        said.append(f"{names} {words.clock(begins)} to {last}")
    return "; ".join(said)


def _band(band: Band) -> str:
    if band.last is None:
        return f"{band.name} 1 in {words.number(band.first)} or less often"
    return f"{band.name} 1 in {words.number(band.first)} to 1 in {words.number(band.last)}"


def _pairs(pairs: Mapping[str, Fraction], sign: str = "") -> str:
    said = _SAID_PAIRS.get(frozenset(pairs))
    if said is not None:
        return said.format(**{name: words.number(value, 4) for name, value in pairs.items()})
    return ", ".join(f"{name} {words.number(value, 4)}{sign}" for name, value in pairs.items())


def _flag(value: object) -> str:
    return "yes" if value else "no"


def _text(value: object) -> str:
    """Text as it is; a date as people write it."""
    try:
        return words.day_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _number(value: object) -> str:
    return words.number(cast("Fraction", value), 4)


def _categories(value: object) -> str:
    return "; ".join(f"{c.code} ({c.name})" for c in cast("Iterable[Category]", value))


def _table(value: object, sign: str = "") -> str:
    rows = cast("Mapping[str, Mapping[str, Fraction]]", value)
    return "; ".join(f"{name}: {_pairs(row, sign)}" for name, row in rows.items())


_TEXTS: Mapping[Measure, Callable[[object], str]] = {
    Measure.MINUTES: lambda value: _minutes(cast("int", value)),
    Measure.UNITS: _number,
    Measure.NUMBER: _number,
    Measure.HOURS: lambda value: f"{_number(value)} hours",
    Measure.DAYS: lambda value: f"{_number(value)} days",
    Measure.WEEKS: lambda value: f"{_number(value)} weeks",
    Measure.PERCENT: lambda value: f"{_number(value)} %",
    Measure.YES_NO: _flag,
    Measure.TEXT: _text,
    Measure.WINDOWS: lambda value: _windows(cast("Iterable[Interval]", value)),
    Measure.CATEGORIES: _categories,
    Measure.BANDS: lambda value: "; ".join(map(_band, cast("Iterable[Band]", value))),
    Measure.TABLE: _table,
    Measure.THRESHOLDS: lambda value: _pairs(cast("Mapping[str, Fraction]", value)),
}
