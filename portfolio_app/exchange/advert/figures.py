"""Figures, times and days as adverts print them: one cell in, a value or None out.

Knows British habits of writing (9.00 to 13.00, 0900-1300, 9am – 1pm, 1½ PAs) and nothing of
tables, contracts or portfolios. Nothing here raises: what cannot be read is None.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from portfolio_app.core import words
from portfolio_app.core.model import MINUTES_PER_DAY, WEEKDAYS, Clock, Day, Half

NOTHING = re.compile(r"(?:[-–—−.*·•]+|n/?a|nil|none|tbc|tba|not applicable)?", re.IGNORECASE)
"""What people write where there is nothing to write."""

_HOUR = 60
_NOON = 12
_AFTERNOON_ENDS = 6  # a bare start before six o'clock is taken as after noon
_HALVES = {"½": "5", "¼": "25", "¾": "75"}
_UNITS = r"(?:pas?|epas?|apas?|programmed\s+activit(?:y|ies)|sessions?|units?|hours?|hrs?|h)"
_FIGURE = re.compile(
    rf"\(?\s*(?:{_UNITS}\s*[:=]?\s*)?([0-9]{{1,4}}(?:\.[0-9]{{1,6}})?|\.[0-9]{{1,6}})"
    rf"\s*{_UNITS}?\s*(?:(?:a|per|/)\s*(?:week|wk))?\s*\)?",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"([0-9]{1,3})\s*(?:[:h]|hrs?|hours?)\s*([0-5]?[0-9])\s*(?:m|mins?|minutes?)?",
    re.IGNORECASE,
)
_POINT = (
    r"(?:(?P<{0}h>[01]?[0-9]|2[0-4])(?P<{0}s>[:.h]?)(?P<{0}m>[0-5][0-9])?"
    r"(?:\s?(?P<{0}x>[ap])\.?\s?m\b\.?)?(?:\s?(?:hrs|hours|h)\b)?"
    r"|(?P<{0}w>noon|midday|midnight))"
)
_WINDOW = re.compile(
    rf"(?<![0-9.:]){_POINT.format('a')}\s*(?:[-–—−]|\bto\b|\buntil\b|\btill\b)\s*"
    rf"{_POINT.format('b')}(?![0-9])",
    re.IGNORECASE,
)
_WHOLE_DAY = re.compile(
    r"\b(?:all[\s-]day|full[\s-]day|whole[\s-]day|a\.?m\.?\s*(?:/|&|\+|and)\s*p\.?m\b\.?)",
    re.IGNORECASE,
)
_HALF_WORDS = (
    (Half.AM, re.compile(r"\b(?:a\.?m\b\.?|mornings?\b)", re.IGNORECASE)),
    (Half.PM, re.compile(r"\b(?:p\.?m\b\.?|afternoons?\b)", re.IGNORECASE)),
    (Half.EVENING, re.compile(r"\b(?:eve|evenings?|twilight)\b", re.IGNORECASE)),
)
_NAMES = (
    *("mon(?:days?)?", "tue(?:s(?:days?)?)?", "wed(?:nesdays?|s)?", "thu(?:r(?:s(?:days?)?)?)?"),
    *("fri(?:days?)?", "sat(?:urdays?)?", "sun(?:days?)?"),
)
_DAY = re.compile(rf"\b(?:{'|'.join(f'({name})' for name in _NAMES)})\b\.?", re.IGNORECASE)
_BETWEEN_DAYS = re.compile(r"\s*(?:[-–—−]|to|until)\s*", re.IGNORECASE)
_MANY_DAYS = (
    (re.compile(r"\b(?:weekdays|daily|mon\s?-\s?fri)\b", re.IGNORECASE), WEEKDAYS[:5]),
    (re.compile(r"\b(?:every\s+day|all\s+days|seven\s+days)\b", re.IGNORECASE), WEEKDAYS),
    (re.compile(r"\b(?:week-?ends?)\b", re.IGNORECASE), WEEKDAYS[5:]),
    (re.compile(r"\b(?:bank|public)\s+holidays?\b", re.IGNORECASE), (Day.HOLIDAY,)),
)
_LETTERS = dict(zip(("m", "tu", "w", "th", "f", "sa", "su"), WEEKDAYS, strict=True)) | {
    "t": Day.TUE
}
_ANY_DAY = re.compile(
    r"(?:flexi\w*|any(?:\s+day)?|variable|varies|various|unspecified|float\w*)", re.IGNORECASE
)


def is_nothing(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, or "n/a"."""
    return NOTHING.fullmatch(text.strip()) is not None


def figure(text: str) -> Decimal | None:
    """A figure with its printed digits: "1.0", "0.25 PA", "(2.5)", "1½"."""
    plain = text.strip()
    for sign, digits in _HALVES.items():
        before, found_sign, after = plain.partition(sign)
        if found_sign:
            plain = f"{before.strip() or 0}.{digits}{after}"
    if re.fullmatch(r"[0-9]{1,3},[0-9]{1,3}", plain):
        plain = plain.replace(",", ".")
    found = _FIGURE.fullmatch(plain)
    return None if found is None else Decimal(found[1])


def minutes(text: str) -> int | None:
    """Hours as whole minutes: "4", "3.75", "4:10", "4 h 10"."""
    found = _LENGTH.fullmatch(text.strip())
    if found is not None:
        return int(found[1]) * _HOUR + int(found[2])
    value = figure(text)
    if value is None or value * _HOUR != int(value * _HOUR):
        return None
    return int(value * _HOUR)


@dataclass(frozen=True, slots=True)
class Window:
    """A window found in a text, where it stood, and how it was taken where that was a choice."""

    clock: Clock
    span: tuple[int, int]
    taken: str = ""


def windows(text: str, *, plainly: bool = False) -> tuple[Window, ...]:
    """The windows that a text prints.

    Args:
        text: a cell, or a whole line.
        plainly: only what is plainly a time, with minutes or am and pm: for running text, where
            "2-3" may be anything.
    """
    found = []
    for match in _WINDOW.finditer(text):
        if plainly and not any(match[name] for name in ("am", "bm", "ax", "bx", "aw", "bw")):
            continue
        clock, taken = _window(match)
        if clock is not None:
            found.append(Window(clock, match.span(), taken))
    return tuple(found)


def point(text: str) -> int | None:
    """One time of day in minutes: "09:00", "9am", "1300", "noon"; taken as it is written."""
    found = re.fullmatch(_POINT.format("a"), text.strip(), re.IGNORECASE)
    return None if found is None else _minute(found, "a") % MINUTES_PER_DAY


def _minute(match: re.Match[str], side: str) -> int:
    word = match[f"{side}w"]
    if word is not None:
        return 0 if word.lower() == "midnight" else _NOON * _HOUR
    hour, rest = int(match[f"{side}h"]), int(match[f"{side}m"] or 0)
    half = (match[f"{side}x"] or "").lower()
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return hour * _HOUR + rest


def _window(match: re.Match[str]) -> tuple[Clock | None, str]:
    start, end = _minute(match, "a"), _minute(match, "b")
    guessed = False
    if _is_bare(match, "b") and match["ax"] and end <= start:
        end, guessed = end + _NOON * _HOUR, False
    elif _is_bare(match, "a") and match["bx"]:
        later = start + _NOON * _HOUR
        if later < end and start < _NOON * _HOUR:
            start = later
    elif _is_bare(match, "a") and _is_bare(match, "b"):
        start, end, guessed = _by_a_twelve_hour_clock(match, start, end)
    day = MINUTES_PER_DAY
    clock = Clock(start % day, end % day)
    if clock.start == clock.end and clock.start != start:
        return None, ""
    taken = f"{words.clock(clock.start)} to {words.clock(clock.end)}" if guessed else ""
    return clock, taken


def _is_bare(match: re.Match[str], side: str) -> bool:
    """Whether a time is an hour of a clock face as far as one can see: no am or pm, no 09 or 13."""
    hour = match[f"{side}h"]
    if hour is None or match[f"{side}x"]:
        return False
    return not hour.startswith("0") and int(hour) <= _NOON


def _by_a_twelve_hour_clock(match: re.Match[str], start: int, end: int) -> tuple[int, int, bool]:
    """What "9-1" and "1.30-5" mean: an end before its start, and a start before six, are pm."""
    noon = _NOON * _HOUR
    if start < _AFTERNOON_ENDS * _HOUR and start < end < noon:
        return start + noon, end + noon, True
    if end <= start <= noon and int(match["bh"]) < _NOON:
        return start, end + noon, True
    return start, end, False


def halves(text: str) -> tuple[Half, ...]:
    """The half-days that a text names; "all day" is the morning and the afternoon."""
    if _WHOLE_DAY.search(text):
        return (Half.AM, Half.PM)
    return tuple(half for half, word in _HALF_WORDS if word.search(text))


def without_halves(text: str) -> str:
    """A text without the words that name half-days."""
    for word in (_WHOLE_DAY, *(word for _, word in _HALF_WORDS)):
        text = word.sub(" ", text)
    return text


def days(text: str) -> tuple[Day, ...] | None:
    """The days that a cell names, () where it says that no day is fixed, None if unreadable."""
    plain = text.strip()
    if is_nothing(plain) or _ANY_DAY.fullmatch(plain):
        return ()
    if plain.lower() in _LETTERS:
        return (_LETTERS[plain.lower()],)
    found = days_in(plain)
    return found or None


def days_in(text: str) -> tuple[Day, ...]:
    """The days that a text names, in the order of the week; ranges are filled."""
    named: set[Day] = set()
    before: tuple[int, int] | None = None
    for match in _DAY.finditer(text):
        index = next(n for n, group in enumerate(match.groups()) if group is not None)
        if before is not None and _BETWEEN_DAYS.fullmatch(text, before[1], match.start()):
            span = (index - before[0]) % len(WEEKDAYS)
            named.update(WEEKDAYS[(before[0] + n) % len(WEEKDAYS)] for n in range(span + 1))
        named.add(WEEKDAYS[index])
        before = (index, match.end())
    for words_for, which in _MANY_DAYS:
        if words_for.search(text):
            named.update(which)
    return tuple(day for day in Day if day in named)


def without_days(text: str) -> str:
    """A text without the names of days."""
    left = _DAY.sub(" ", text)
    for words_for, _ in _MANY_DAYS:
        left = words_for.sub(" ", left)
    return left
