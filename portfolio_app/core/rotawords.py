"""A rota as people say it, read from one line: "1 in 7, weekends from home, second on call".

Reads what it knows, says what it took that to mean, and names every word that it did not
understand; nothing is guessed in silence. What is said of some days ("weekends from home") makes
a rota of those days; what is said of none goes for all. Knows no contract beyond the names of its
availability categories.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from portfolio_app.core import words
from portfolio_app.core.cover import is_covered
from portfolio_app.core.model import (
    EVERY_WEEK,
    WEEKDAYS,
    CallWork,
    Clock,
    CoverBy,
    Day,
    OnCall,
    OneIn,
    Per,
    PerYear,
)
from portfolio_app.core.rotawork import UnsureError, has_amount, work_of

Parts = dict[str, Any]  # what is said of a rota: names and values of fields of OnCall

_CARDINALS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?"
_NUMBER = r"\d+(?:\.\d+)?"
_TIME = r"(\d{1,2}[:.]\d{2}|\d{4}|\d{1,2}(?:[:.]\d{2})? ?(?:am|pm))"
_IDLE_WORDS = (
    "a all am an and are as at be but by do each for from have i i'm im in is it my of on only our"
    " share that the their then these this to turn turns with we work working week weeks rota"
    " rotas call calls duty duties on-call people person consultants doctors"
)
_IDLE = frozenset(_IDLE_WORDS.split())
_RANKS = {"1st": "First", "2nd": "Second", "3rd": "Third", "4th": "Fourth"}
_TITLE = "On call"


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: its rotas, what each was taken to mean, and what was not understood."""

    rotas: tuple[Parts, ...]
    understood: tuple[str, ...]
    unclear: tuple[str, ...]


def read(text: str, availabilities: Sequence[str] = ()) -> Said:
    """Read a rota, or several on different days, from a line.

    Args:
        text: the line.
        availabilities: the names of the contract's availability categories.
    """
    shared: Parts = {}
    by_days: dict[tuple[Day, ...], Parts] = {}
    unclear: list[str] = []
    for clause in _clauses(text):
        parts, odd = _clause(clause, availabilities)
        unclear += odd
        days = parts.get("days")
        unclear += _join(shared if days is None else by_days.setdefault(days, {}), parts)
    rotas = tuple({**shared, **parts} for parts in by_days.values()) or (shared,)
    for key, value in shared.items():
        if all(rota[key] != value for rota in rotas):
            unclear.append(f"{_word(key, value)} (for which days?)")
    unclear += [odd for rota in rotas for odd in _together(rota)]
    found = tuple(_settled(rota) for rota in rotas if rota)
    return Said(found, tuple(meaning(rota) for rota in found), tuple(dict.fromkeys(unclear)))


def applied(parts: Parts, call: OnCall) -> OnCall:
    """A rota with what was said of it; what was not said stays as it was."""
    made = replace(call, **parts)
    if is_covered(made):
        return made
    return replace(made, prospective_cover=False, cover_by=CoverBy.WORKING_WEEKS)


def meaning(parts: Parts) -> str:
    """What a rota was taken to be: "1 in 7, Sat and Sun, from home, prospectively covered"."""
    return ", ".join(said for key in _WORDS if key in parts and (said := _word(key, parts[key])))


# -- clauses -------------------------------------------------------------------------------------


def _clauses(text: str) -> Iterator[str]:
    plain = text.lower().replace("\u2013", "-").replace("\u2019", "'").replace("on-call", "on call")
    for at, word in enumerate(_ORDINALS, start=1):
        ending = {1: "st", 2: "nd", 3: "rd"}.get(at, "th")
        plain = re.sub(rf"\b{word}\b", f"{at}{ending}", plain)
    for at, word in enumerate(_CARDINALS, start=1):
        plain = re.sub(rf"\b{word}\b", str(at), plain)
    for part in re.split(rf"[,;\n]|\.(?!\d)|\bbut\b|\band\b(?! (?:{_DAY}\b|\d))", plain):
        if part.strip():
            yield " ".join(part.split())


def _clause(clause: str, availabilities: Sequence[str]) -> tuple[Parts, list[str]]:
    """What one clause says, and what of it was not understood."""
    if has_amount(clause):
        try:
            return work_of(clause)
        except UnsureError as error:
            return {}, [str(error)]
    parts: Parts = {}
    odd: list[str] = []
    left = clause
    for pattern, make in _PATTERNS:
        found = re.search(pattern, left)
        if found is None:
            continue
        try:
            odd += _join(parts, make(found))
        except UnsureError as error:
            odd.append(str(error))
        left = f"{left[: found.start()]} | {left[found.end() :]}"
    left = _take_availability(left, availabilities, parts, odd)
    return parts, odd + _leftover(left)


def _take_availability(
    left: str, availabilities: Sequence[str], parts: Parts, odd: list[str]
) -> str:
    """Take an availability category that the contract has."""
    found = re.search(r"\b(?:availability |on call )?(category|cat|level|availability) (\w+)", left)
    if found is None:
        return left
    names = {name.lower(): name for name in availabilities}
    known = names.get(found[2]) or names.get(f"{found[1]} {found[2]}")
    if known is None:
        offered = words.listing(list(availabilities)) or "none"
        odd.append(f"{found[0]} (the contract’s categories: {offered})")
    else:
        parts["availability"] = known
    return f"{left[: found.start()]} | {left[found.end() :]}"


def _leftover(left: str) -> list[str]:
    """Words that nothing was made of, as they stood together."""
    kept = []
    for piece in left.split("|"):
        said = piece.strip(" .:-")
        if any(word.strip(".:-") not in _IDLE and word.strip(".:-") for word in said.split()):
            kept.append(said)
    return kept


def _join(parts: Parts, more: Parts) -> list[str]:
    """Add what is said; the same thing said twice in different words is kept once, and told."""
    odd = []
    for key, value in more.items():
        known = parts.setdefault(key, value)
        if known != value:
            odd.append(f"{_word(key, known)} or {_word(key, value)}? The first was taken")
    return odd


def _together(rota: Parts) -> Iterator[str]:
    """What cannot stand together in one rota."""
    if isinstance(rota.get("frequency"), PerYear) and rota.get("prospective_cover"):
        yield "prospectively covered (a count a year is after leave already)"
    for kind in ("predictable", "unpredictable"):
        work = rota.get(kind)
        if work is not None and work.minutes is not None and "clock" not in rota:
            yield f"{words.length(work.minutes)} {kind} (plain or premium time?)"


def _settled(rota: Parts) -> Parts:
    """A rota without what cannot stand in it."""
    kept = dict(rota)
    if isinstance(kept.get("frequency"), PerYear):
        kept.pop("prospective_cover", None)
        kept.pop("cover_by", None)
    for kind in ("predictable", "unpredictable"):
        work = kept.get(kind)
        if work is not None and work.minutes is not None and "clock" not in kept:
            del kept[kind]
    return kept


# -- what each pattern means ---------------------------------------------------------------------


def _one_in(found: re.Match[str]) -> Parts:
    times, n = Fraction(found[1]), Fraction(found[2])
    if not 0 < times <= n or n < 1:
        raise UnsureError(found[0])
    return {"frequency": EVERY_WEEK if times == n else OneIn(n, times)}


def _every(found: re.Match[str]) -> Parts:
    n = Fraction(found[1])
    if n < 1:
        raise UnsureError(found[0])
    return {"frequency": EVERY_WEEK if n == 1 else OneIn(n)}


def _a_year(found: re.Match[str]) -> Parts:
    times = Fraction(found[1])
    if not times:
        raise UnsureError(found[0])
    return {"frequency": PerYear(times), **({"days": _WEEKEND} if "weekend" in found[0] else {})}


def _days(found: re.Match[str]) -> Parts:
    """Days by name: a stretch, or some."""
    names = [WEEKDAYS[_DAY_NAMES.index(name[:3])] for name in re.findall(_DAY, found[0])]
    if re.search(r" ?(?:-|to|until) ?", found[0]) and len(names) == 2:
        first, last = (day.index for day in names)
        names = [WEEKDAYS[(first + step) % 7] for step in range((last - first) % 7 + 1)]
    return {"days": tuple(day for day in WEEKDAYS if day in names)}


def _clock(found: re.Match[str]) -> Parts:
    start, end = _minute(found[1]), _minute(found[2])
    if start is None or end is None:
        raise UnsureError(found[0])
    return {"clock": Clock(start, end)}


def _minute(text: str) -> int | None:
    """Minutes after midnight of "17:00", "1700", "5pm"; None when there is no such time."""
    digits = re.sub(r"\D", "", text)
    hour, minute = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    if text.endswith(("am", "pm")):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if text.endswith("pm") else 0)
    return None if hour > 24 or minute > 59 else (hour * 60 + minute) % 1440


def _slot(found: re.Match[str]) -> Parts:
    share = Fraction(found[1]) / 100 if found[1] else Fraction(1, 2)
    if not 0 < share <= 1:
        raise UnsureError(found[0])
    return {"slot_share": share}


def _unsure(found: re.Match[str]) -> Parts:
    raise UnsureError(f"{found[0]} (how much of it is yours? Such as half a slot)")


def _always(**parts: object) -> Callable[[re.Match[str]], Parts]:
    return lambda _found: dict(parts)


def _by(convention: CoverBy) -> Callable[[re.Match[str]], Parts]:
    return _always(prospective_cover=True, cover_by=convention)


_WEEKEND = (Day.SAT, Day.SUN)
_COVER = r"(?:prospective(?:ly)? cover(?:ed)?|cover(?:ed)? (?:through|in|during) leave)"
_PATTERNS: tuple[tuple[str, Callable[[re.Match[str]], Parts]], ...] = (
    (rf"(?:from )?{_TIME} ?(?:-|to|until) ?{_TIME}", _clock),
    (rf"\b({_NUMBER}) ?(?:times|weeks|duties|weekends) (?:a|per|each) year\b", _a_year),
    (rf"\b({_NUMBER}) ?(?:in|:|/) ?({_NUMBER})\b(?: weeks?\b)?", _one_in),
    (r"\b(?:every other|alternate) weeks?\b", _always(frequency=OneIn(Fraction(2)))),
    (r"\bevery (\d+)(?:st|nd|rd|th)? weeks?\b", _every),
    (r"\b(?:we are|there are|we're) (\d+)\b(?: of us\b)?(?: on (?:the|this) rota)?", _every),
    (r"\b(\d+)(?: of us| on (?:the|this|our) rota|[- ](?:person|people|strong|way)\b)", _every),
    (r"\bevery week\b", _always(frequency=EVERY_WEEK)),
    (r"\b(?:all week|whole week|every day|all 7 days|7 days a week)\b", _always(days=WEEKDAYS)),
    (r"\bweekends?\b", _always(days=_WEEKEND)),
    (r"\bweek ?(?:days?|nights?)\b", _always(days=WEEKDAYS[:5])),
    (rf"\b{_DAY}(?: ?(?:-|to|until|and|&|/) ?{_DAY}\b)*", _days),
    (r"\b(?:from|at) home\b|\bnon[- ]?resident\b|\bnot resident\b", _always(resident=False)),
    (r"\bresident\b|\bin (?:the )?hospital\b|\bon[- ]?site\b", _always(resident=True)),
    (rf"\b(?:not|no|without) (?:be |is )?{_COVER}", _always(prospective_cover=False)),
    (r"(?:\bby |\busing )?\briddell(?:'s)?\b", _by(CoverBy.RIDDELL)),
    (rf"\b{_COVER} by days(?: of leave)?\b", _by(CoverBy.DAYS)),
    (rf"\b{_COVER} in the band(?: only)?\b", _by(CoverBy.BAND)),
    (rf"(?:\bwith )?\b{_COVER}", _always(prospective_cover=True)),
    (rf"\b(?:half(?: of)?|({_NUMBER}) ?% of) (?:a|1|the|my) slot\b", _slot),
    (r"\bshar(?:ed|ing) (?:a |1 |the )?slot\b|\bslot (?:is )?shared\b", _unsure),
    (r"\bhot week\b|\binstead of (?:all )?(?:my )?other work\b", _always(instead_of_all=True)),
    (
        r"\b(1st|2nd|3rd|4th)[- ](?:on call|on|tier)\b",
        lambda found: {"title": f"{_RANKS[found[1]]} on call"},
    ),
)


# -- what was taken, in words --------------------------------------------------------------------


def _word(key: str, value: Any) -> str:  # noqa: ANN401 - a field of OnCall
    return _WORDS[key](value)


def _work_word(kind: str) -> Callable[[CallWork], str]:
    def said(work: CallWork) -> str:
        amounts = ((work.plain, " plain"), (work.premium, " premium"), (work.minutes or 0, ""))
        listed = words.listing([f"{words.length(time)}{name}" for time, name in amounts if time])
        per = {Per.DUTY_WEEK: "a duty week", Per.DUTY: "one duty", Per.WEEK: "an average week"}
        return f"{listed} of {kind} work in {per[work.per]}"

    return said


def _clock_word(clock: Clock) -> str:
    return f"{words.clock(clock.start)} to {words.clock(clock.end)}"


_BY = {
    CoverBy.WORKING_WEEKS: "",
    CoverBy.DAYS: "by days of leave",
    CoverBy.RIDDELL: "by Riddell",
    CoverBy.BAND: "in the band only",
}
_WORDS: dict[str, Callable[[Any], str]] = {
    "frequency": words.frequency,
    "days": lambda days: (
        "all week" if len(days) == 7 else words.listing([day.value for day in days])
    ),
    "resident": lambda is_there: "resident" if is_there else "from home",
    "title": lambda title: title.lower(),
    "prospective_cover": lambda is_covered: (
        "prospectively covered" if is_covered else "not prospectively covered"
    ),
    "cover_by": lambda by: _BY[by],
    "availability": lambda name: f"availability {name}",
    "clock": _clock_word,
    "slot_share": lambda share: f"{words.number(share)} of a slot",
    "instead_of_all": lambda _value: "a hot week, instead of all other work of the role",
    "predictable": _work_word("predictable"),
    "unpredictable": _work_word("unpredictable"),
}
