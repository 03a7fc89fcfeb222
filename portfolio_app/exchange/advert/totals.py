"""Totals as documents print them: "Total 10.0", "DCC 7.5 SPA 2.5", "a post of 10 PAs".

One row's text in, the stated totals out. Knows nothing of the other rows.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from portfolio_app.exchange.advert import figures
from portfolio_app.exchange.advert.meanings import Vocabulary
from portfolio_app.exchange.advert.parts import LARGEST_FIGURE

_TOTAL = re.compile(r"\b(?:sub[\s-]*|grand[\s-]*)?totals?\b", re.IGNORECASE)
_FIGURE = r"([0-9]{1,3}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"
_UNIT = r"(?:pas?|p\.a\.s?|programmed\s+activit(?:y|ies)|sessions?)\b"
_HOURS = re.compile(rf"{_FIGURE}\s*(?:hours?|hrs?|h)\b|\bhours?\b", re.IGNORECASE)
_IN_UNITS = re.compile(rf"(?<![0-9.]){_FIGURE}\s*(?:x\s*)?{_UNIT}", re.IGNORECASE)
_TOKEN = re.compile(rf"(?<![0-9.:/]){_FIGURE}(?![0-9:/]|\.[0-9])")
_IDLE = re.compile(
    r"\b(?:per|a|each|week|weekly|wk|pas?|programmed|activity|activities|sessions?|number|no|of|the|"
    r"average|is|are|and|in|job|plan|total|totals|sub|grand|units?|for|this|post|overall|sum|all|"
    r"direct|clinical|care|supporting|professional)\b|[\s.,;:=()\[\]/&+|*–—-]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sums:
    """The totals of one row: of all, and by category."""

    total: Decimal | None = None
    by_category: tuple[tuple[str, Decimal], ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether the row names a total without giving one."""
        return self.total is None and not self.by_category


def is_total(text: str, words: Vocabulary) -> bool:
    """Whether a row prints a total: it says so, or holds categories with figures and no more."""
    if re.match(r"\W*(?:sub|grand)?[\s-]*totals?\b", text, re.IGNORECASE):
        return True
    pairs = _pairs(text, words)
    return bool(pairs) and not _IDLE.sub("", _without_pairs(text, words))


def sums_of(text: str, words: Vocabulary, *, printed: Decimal | None = None) -> Sums:
    """The totals that a row prints.

    Args:
        text: the whole row.
        words: the contract's categories.
        printed: the figure in its column of units, where it has one.
    """
    pairs = dict(_pairs(text, words))
    total = _total_beside(text, words) if pairs else printed
    if not pairs and total is None:
        total = prose_total(text)
        numbers = {match[1] for match in _TOKEN.finditer(text)}
        if total is None and len(numbers) == 1:
            total = Decimal(numbers.pop())
    kept = tuple((code, value) for code, value in pairs.items() if value <= LARGEST_FIGURE)
    if total is not None and total > LARGEST_FIGURE:
        total = None
    return Sums(total, kept)


def _total_beside(text: str, words: Vocabulary) -> Decimal | None:
    """The figure of the word "total" in a row that has figures of categories too."""
    found = _TOTAL.search(text)
    if found is None:
        return None
    first = next((start for start, _, _ in _found(text, words) if start >= found.end()), len(text))
    numbers = [*_TOKEN.finditer(text[:first], found.end())]
    return Decimal(numbers[0][1]) if len(numbers) == 1 else None


def prose_total(text: str) -> Decimal | None:
    """The one figure of units that a sentence prints, such as "this post is 9.25 PAs a week"."""
    found = {match[1] for match in _IN_UNITS.finditer(text)}
    value = figures.figure(found.pop()) if len(found) == 1 else None
    return value if value is not None and value <= LARGEST_FIGURE else None


def speaks_of_hours(text: str) -> bool:
    """Whether a total is of hours and not of units."""
    return _HOURS.search(text) is not None and _IN_UNITS.search(text) is None


@cache
def _names(words: Vocabulary) -> tuple[re.Pattern[str], dict[str, str]]:
    """Every way of naming a category, the longest first, and the code of each."""
    codes = {
        name.lower(): category.code
        for category in reversed(words.categories)
        for name in (*reversed(category.aliases), category.name, category.code)
    }
    longest_first = sorted(codes, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(rf"(?<!\w)({either})s?(?!\w)", re.IGNORECASE), codes


def _found(text: str, words: Vocabulary) -> list[tuple[int, int, str]]:
    """Where categories stand in a text, in order."""
    pattern, codes = _names(words)
    found = ((*match.span(), match[1].lower()) for match in pattern.finditer(text))
    return [(start, end, codes[name]) for start, end, name in found if name in codes]


def _pairs(text: str, words: Vocabulary) -> list[tuple[str, Decimal]]:
    """Categories with their figures, where each has one beside it, before or after."""
    named = _found(text, words)
    numbers = list(_TOKEN.finditer(text))
    if not named or not numbers:
        return []
    numbers_first = numbers[0].start() < named[0][0]
    pairs = []
    for number, (start, end, code) in enumerate(named):
        before = named[number - 1][1] if number else 0
        after = named[number + 1][0] if number + 1 < len(named) else len(text)
        low, high = (before, start) if numbers_first else (end, after)
        inside = [match for match in numbers if low <= match.start() < high]
        beside = inside[-1:] if numbers_first else inside[:1]
        if beside and not _TOTAL.search(text, *_gap(beside[0], start, end)):
            pairs.append((code, Decimal(beside[0][1])))
    codes = [code for code, _ in pairs]
    return pairs if len(set(codes)) == len(codes) else []


def _gap(number: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """The text between a category and its figure."""
    return (end, number.start()) if number.start() >= end else (number.end(), start)


def _without_pairs(text: str, words: Vocabulary) -> str:
    left = text
    for start, end, _ in reversed(_found(text, words)):
        left = f"{left[:start]} {left[end:]}"
    return _TOKEN.sub(" ", left)
