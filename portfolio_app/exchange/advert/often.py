"""How often, as adverts say it: "1 in 4", "alternate weeks", "weeks 1,3 of 6", "42 per year".

One text in, a frequency out; what cannot be read is None. Knows no tables and no contracts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from portfolio_app.core.model import (
    EVERY_WEEK,
    CycleWeeks,
    EveryWeek,
    Frequency,
    MonthWeeks,
    OneIn,
    PerYear,
)

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_WORDS = {word: number for number, word in enumerate(_NUMBERS, 1)}
_ORDINALS = {
    **{word: n for n, word in enumerate(("1st", "2nd", "3rd", "4th", "5th"), 1)},
    **{word: n for n, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)},
}
_N = r"([0-9]{1,3}(?:\.[0-9]{1,4})?|" + "|".join(_WORDS) + ")"
_LIST = r"([0-9]{1,2}(?:\s*(?:,|&|\+|and|/|-|–|to)\s*[0-9]{1,2})*)"
_MOST_WEEKS = 52
_YEAR = r"(?:year|annum|yr|12\s+months|twelve\s+months)"
_ORDINAL = "|".join(_ORDINALS)
_SOME = rf"(?:\b(?:{_ORDINAL})\b(?:\s*(?:,|&|/|\+|and)\s*)?)+"
_THINGS = r"(?:x|times|sessions?|clinics?|lists?|days?|weeks?)?"
_EACH = r"(?:a|per|/|in|each|every)"
_SECOND = OneIn(Fraction(2))
_QUARTERS = Fraction(4)
_HALF_YEARS = Fraction(2)


@dataclass(frozen=True, slots=True)
class Often:
    """How often: a frequency, how many times on each such occasion, and the cycle it is of.

    `span` is where it stood in the text.
    """

    frequency: Frequency
    times: Fraction = Fraction(1)
    cycle: int | None = None
    span: tuple[int, int] = (0, 0)


def _number(text: str) -> Fraction:
    return Fraction(_WORDS.get(text.lower(), 0) or text)


def _one_in(match: re.Match[str]) -> Often | None:
    times, weeks = _number(match[1]), _number(match[2])
    if not weeks or not times or times > weeks:
        return None
    return Often(EVERY_WEEK if times == weeks else OneIn(weeks, times))


def _every_n(match: re.Match[str]) -> Often | None:
    weeks = _number(match[1])
    if not weeks:
        return None
    return Often(EVERY_WEEK if weeks == 1 else OneIn(weeks))


def _cycle(match: re.Match[str]) -> Often | None:
    named = _listed(match[1])
    cycle = int(match[2]) if match[2] else None
    if not named or max(named) > (cycle or _MOST_WEEKS) or min(named) < 1:
        return None
    return Often(CycleWeeks(tuple(sorted(named))), cycle=cycle)


def _listed(text: str) -> set[int]:
    found: set[int] = set()
    for part in re.split(r",|&|\+|and|/", text):
        ends = [int(number) for number in re.findall(r"[0-9]+", part)]
        if ends:
            found.update(range(ends[0], ends[-1] + 1) or ends)
    return found


def _month(match: re.Match[str]) -> Often | None:
    named = {_ORDINALS[word.lower()] for word in re.findall(_ORDINAL, match[0], re.IGNORECASE)}
    return Often(MonthWeeks(tuple(sorted(named))))


def _a_year(match: re.Match[str]) -> Often | None:
    times = _number(match[1])
    return Often(PerYear(times)) if times else None


def _a_month(match: re.Match[str]) -> Often | None:
    times = _number(match[1])
    weeks = {1: (1,), 2: (1, 3), 3: (1, 2, 3), 4: (1, 2, 3, 4)}.get(int(times))
    if weeks is None or times.denominator != 1:
        return Often(PerYear(12 * times)) if times else None
    return Often(MonthWeeks(weeks))


def _a_week(match: re.Match[str]) -> Often | None:
    times = _number(match[1])
    return Often(EVERY_WEEK, times=times) if times else None


def _odd_or_even(match: re.Match[str]) -> Often:
    return Often(CycleWeeks((1 if match[1].lower() == "odd" else 2,)), cycle=2)


def _always(frequency: Frequency, times: int = 1) -> Callable[[re.Match[str]], Often]:
    return lambda _match: Often(frequency, times=Fraction(times))


# The first that fits a text is what it says: the narrower stand before the wider.
_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Often | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"\b(?:week|wk)s?\.?\s*{_LIST}(?:\s*(?:of|in|/)\s*(?:a\s+)?([0-9]{{1,2}}))?", _cycle),
        (r"\b(odd|even)\s+weeks?\b", _odd_or_even),
        (rf"\b{_N}\s*(?:week\s*)?(?:in|:)\s*{_N}\b(?:\s*(?:weeks?|rota))?", _one_in),
        (r"\b(?:alternat\w+|every\s+(?:other|second|2nd))(?:\s+weeks?)?", _always(_SECOND)),
        (r"\b(?:fortnightly|bi-?weekly|(?:once\s+)?a\s+fortnight)\b", _always(_SECOND)),
        (rf"\bevery\s+{_N}(?:th|rd|nd)?\s+weeks?\b", _every_n),
        (rf"\b(?:once\s+)?in\s+{_N}\s+weeks\b", _every_n),
        (rf"\b{_N}[\s-]+weekly\b", _every_n),
        (rf"{_SOME}\s*(?:week\s+)?(?:(?:of|in)\s+(?:the|each|every)\s+)?month\b", _month),
        (rf"{_SOME}\s*(?:mon|tues|wednes|thurs|fri|satur|sun)(?:days?)?\b", _month),
        (
            (
                rf"(?:\b(?:annuali[sz]ed|x)\s*(?:to|at|,|:)?\s*)?\b{_N}\s*{_THINGS}\s*"
                rf"(?:{_EACH}\s*(?:a\s+)?{_YEAR}|p\.?\s?a\b|annually)"
            ),
            _a_year,
        ),
        (rf"\bannuali[sz]ed\s*(?:to|at|,|:|-|–)?\s*{_N}\b", _a_year),
        (rf"\b{_N}\s*{_THINGS}\s*(?:{_EACH}\s*month|monthly)\b", _a_month),
        (r"\btwice\s+(?:a|per|each)\s+month\b", _always(MonthWeeks((1, 3)))),
        (r"\b(?:monthly|(?:once\s+)?(?:a|per|every|each)\s+month)\b", _always(MonthWeeks((1,)))),
        (r"\bquarterly\b", _always(PerYear(_QUARTERS))),
        (r"\b(?:twice\s+(?:a|per)\s+year|six[\s-]monthly)\b", _always(PerYear(_HALF_YEARS))),
        (r"\b(?:annually|yearly|once\s+a\s+year)\b", _always(PerYear(Fraction(1)))),
        (r"\btwice\s+(?:a\s+|per\s+|each\s+)?week(?:ly)?\b", _always(EVERY_WEEK, 2)),
        (rf"\b{_N}\s*{_THINGS}\s*(?:{_EACH}\s*(?:week|wk)|weekly)\b", _a_week),
        (rf"(?:\bx|×)\s*{_N}\b", _a_week),
        (
            r"\b(?:every\s*week|each\s+week|weekly|(?:per|a)\s+week|once\s+a\s+week|all\s+weeks)\b",
            _always(EVERY_WEEK),
        ),
    )
)
# In a column of its own "1st and 3rd" is said of the weekday beside it; in a title it may be a
# rank.
_BARE = (re.compile(_SOME, re.IGNORECASE), _month)
_COVER = re.compile(r"\bprospective(?:ly)?(?:\s+cover(?:ed)?)?\b", re.IGNORECASE)
_IDLE = re.compile(
    r"(?:\b(?:flexible|flexi|fixed|regular|rota|rolling|on|the|a|of|and|basis|approx\w*|average|"
    r"weeks?|month|session|per)\b|[\s,;:()\[\]/.&+*–—-])+",
    re.IGNORECASE,
)


def often_in(text: str, *, bare: bool = False) -> Often | None:
    """How often a text says that a thing is done, where it says so at all.

    Args:
        text: a cell or a title.
        bare: whether "1st and 3rd" alone says so, as it does in a column of days or frequencies.
    """
    for pattern, read in (*_WAYS, _BARE) if bare else _WAYS:
        match = pattern.search(text)
        if match is None:
            continue
        found = read(match)
        if found is not None:
            return Often(found.frequency, found.times, found.cycle, match.span())
    return None


def is_covered(text: str) -> bool:
    """Whether a text says that a duty is covered prospectively."""
    return _COVER.search(text) is not None


def often(text: str) -> Often | None:
    """How often a cell says that a thing is done; None where it says something else as well.

    An empty cell is every week.
    """
    plain = _COVER.sub(" ", text)
    found = often_in(plain, bare=True)
    if found is None:
        return Often(EVERY_WEEK) if _is_idle(plain) else None
    left = f"{plain[: found.span[0]]} {plain[found.span[1] :]}"
    return found if _is_idle(left) or not isinstance(found.frequency, EveryWeek) else None


def _is_idle(text: str) -> bool:
    return not text.strip() or _IDLE.fullmatch(text) is not None
