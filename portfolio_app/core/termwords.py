"""A contract's terms in words: values, citations and how far they can be trusted."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import cast

from portfolio_app.core import words
from portfolio_app.core.contracts import Band, Confidence, Measure, TermValue
from portfolio_app.core.model import MINUTES_PER_DAY, WEEKDAYS
from portfolio_app.core.termvalues import Category
from portfolio_app.core.weektime import Interval

_SAYS = {
    Confidence.SOURCED: "",
    Confidence.SECONDARY: "second-hand source",
    Confidence.UNVERIFIED: "unverified: check against your contract",
}


def value_text(term: TermValue) -> str:
    """A term's value as a person reads it; the unit is named."""
    value = term.value
    match term.unit:
        case Measure.MINUTES:
            return _minutes(cast("int", value))
        case Measure.PERCENT:
            return f"{words.number(cast('Fraction', value))} %"
        case Measure.UNITS | Measure.NUMBER:
            return words.number(cast("Fraction", value), 4)
        case Measure.HOURS | Measure.DAYS | Measure.WEEKS:
            return f"{words.number(cast('Fraction', value), 4)} {term.unit.value}"
        case Measure.YES_NO:
            return "yes" if value else "no"
        case Measure.WINDOWS:
            return _windows(cast("Iterable[Interval]", value))
        case Measure.CATEGORIES:
            named = (f"{c.code} ({c.name})" for c in cast("Iterable[Category]", value))
            return "; ".join(named)
        case Measure.BANDS:
            return "; ".join(_band(band) for band in cast("Iterable[Band]", value))
        case Measure.TABLE:
            rows = cast("Mapping[str, Mapping[str, Fraction]]", value)
            return "; ".join(f"{name}: {_pairs(row)}" for name, row in rows.items())
        case Measure.THRESHOLDS:
            return _pairs(cast("Mapping[str, Fraction]", value))
        case Measure.TEXT:
            return str(value)


def cited(term: TermValue) -> str:
    """A term's source in one line, with a word where it is not verified at its source."""
    at = f", {term.citation.at}" if term.citation.at else ""
    mark = confidence_text(term)
    return f"{term.citation.source.title}{at}{f' ({mark})' if mark else ''}"


def confidence_text(term: TermValue) -> str:
    """How far a term can be trusted; empty where it was read at its source."""
    return _SAYS[term.confidence]


def _minutes(minutes: int) -> str:
    return f"{minutes} minutes" if minutes < 60 else words.length(minutes)


def _windows(windows: Iterable[Interval]) -> str:
    """Windows of the week, days with the same times together."""
    days: dict[str, list[str]] = {}
    for start, end in windows:
        for day in range(start // MINUTES_PER_DAY, (end - 1) // MINUTES_PER_DAY + 1):
            midnight = day * MINUTES_PER_DAY
            begins, ends = max(start, midnight), min(end, midnight + MINUTES_PER_DAY)
            last = "24:00" if ends == midnight + MINUTES_PER_DAY else words.clock(ends)
            days.setdefault(f"{words.clock(begins)} to {last}", []).append(WEEKDAYS[day].value)
    return "; ".join(f"{words.listing(names)} {times}" for times, names in days.items())


def _band(band: Band) -> str:
    if band.last is None:
        return f"{band.name} 1 in {words.number(band.first)} or less often"
    return f"{band.name} 1 in {words.number(band.first)} to 1 in {words.number(band.last)}"


def _pairs(pairs: Mapping[str, Fraction]) -> str:
    return ", ".join(f"{name} {words.number(value, 4)}" for name, value in pairs.items())
