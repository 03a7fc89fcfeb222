"""What the cells of one row say, taken apart: days, times, how often, figures, category, title.

What is there and cannot be read is a doubt in words, never an error. Nothing is built here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from portfolio_app.core.model import EVERY_WEEK, MINUTES_PER_WEEK, Clock, Day, Half
from portfolio_app.exchange.advert import figures
from portfolio_app.exchange.advert.meanings import Meaning, Vocabulary
from portfolio_app.exchange.advert.often import Often, is_covered, often, often_in
from portfolio_app.exchange.problems import shortened

LARGEST_FIGURE = 168  # units or hours of a week
_LONGEST_TITLE = 160
_HOUR = 60
_BETWEEN = re.compile(r"\s*(?:/|&|\+|,|;|\band\b)\s*", re.IGNORECASE)
_WITH_UNIT = re.compile(
    r"\(?(?<![0-9.])([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*(?:x\s*)?"
    r"(?:pas?|programmed activit(?:y|ies)|sessions?)\b\)?",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(r"(?<![0-9.:])([0-9]{1,2}\.[0-9]{1,6}|\.[0-9]{1,6})\s*$")
_WHOLE_AT_THE_END = re.compile(r"(?<=\s)([0-9]{1,2})\s*$")
_PAUSE = re.compile(
    r"\b(?:([0-9]{1,3})\s*(?:-\s*)?min(?:ute)?s?|([1-2])\s*(?:h|hr|hour)s?)\s*(?:unpaid\s+)?"
    r"(?:for\s+)?(?:lunch|break)\b",
    re.IGNORECASE,
)
_JOINING = re.compile(r"\b(?:to|and|or|on|every|each|the|through|until)\b|\W", re.IGNORECASE)
_EDGES = " \t,;:.–—-|/&+"
_LOOSE_MARK = re.compile(r"\s+([,;:.])")
_EMPTY_BRACKETS = re.compile(r"\(\s*[,;:./&-]*\s*\)|\[\s*\]")


@dataclass(slots=True, kw_only=True)
class Parts:
    """What one row says; `doubts` are what of it could not be read."""

    title: str = ""
    days: tuple[Day, ...] = ()
    windows: tuple[Clock, ...] = ()
    halves: tuple[Half, ...] = ()
    minutes: int | None = None
    often: Often = Often(EVERY_WEEK)  # noqa: RUF009 - a frozen value
    covered: bool = False
    stated: Decimal | None = None
    each: Decimal | None = None
    categories: tuple[str, ...] = ()
    site: str = ""
    pause: int = 0
    doubts: list[str] = field(default_factory=list)

    @property
    def says_when_or_how_much(self) -> bool:
        """Whether there is anything to count."""
        timed = self.windows or self.halves or self.minutes
        return bool(timed) or self.stated is not None or self.each is not None


def parts_of(cells: Mapping[Meaning, str], words: Vocabulary) -> Parts:
    """Take a row apart."""
    parts = Parts()
    _read_day(cells.get(Meaning.DAY, ""), parts)
    _read_time(cells, parts)
    _read_often(cells.get(Meaning.OFTEN, ""), parts)
    _read_category(cells.get(Meaning.CATEGORY, ""), parts, words)
    _read_figures(cells, parts, words)
    parts.site = " ".join(cells.get(Meaning.SITE, "").split())
    parts.title = " ".join(cells.get(Meaning.ACTIVITY, "").split())
    if parts.title:
        _read_from_title(parts, words)
    everything = " ".join(cells.get(Meaning.ALL, "").split())
    if everything:
        _read_everything(everything, parts, words)
    said = " ".join(cells.values())
    parts.covered = is_covered(said)
    parts.pause = _pause_in(said)
    parts.title = parts.title[:_LONGEST_TITLE]
    return parts


def _doubt(parts: Parts, what: str, found: str, then: str) -> None:
    parts.doubts.append(f"{what} “{shortened(found)}” could not be read: {then}")


def _read_day(cell: str, parts: Parts) -> None:
    cell = " ".join(cell.split())
    if not cell:
        return
    found = figures.days(cell)
    if found is None:
        _doubt(parts, "the day", cell, "taken as no fixed day")
        return
    parts.days = found
    rest = figures.without_days(cell)
    windows = figures.windows(rest)
    if windows:
        _take_windows(windows, parts)
        for window in reversed(windows):
            rest = _cut(rest, window.span)
    else:
        parts.halves = figures.halves(rest)
        rest = figures.without_halves(rest) if parts.halves else rest
    said = often_in(rest, bare=True)
    if said is not None:
        _take_often(rest, parts, bare=True)
        rest = _cut(rest, said.span)
    if _JOINING.sub("", rest):
        parts.doubts.append(f"“{shortened(' '.join(rest.split()))}” beside the day was left out")


def _take_windows(found: Sequence[figures.Window], parts: Parts) -> None:
    parts.windows = tuple(window.clock for window in found)
    parts.halves = ()
    parts.doubts += [f"times taken as {window.taken}" for window in found if window.taken]


def _take_often(text: str, parts: Parts, *, bare: bool = False) -> None:
    """Take how often from a text, where nothing has said so yet."""
    found = often_in(text, bare=bare)
    if found is not None and parts.often.frequency == EVERY_WEEK and parts.often.times == 1:
        parts.often = found


def _read_time(cells: Mapping[Meaning, str], parts: Parts) -> None:
    start = " ".join(cells.get(Meaning.START, "").split())
    end = " ".join(cells.get(Meaning.END, "").split())
    times = " ".join(cells.get(Meaning.TIME, "").split())
    if not figures.is_nothing(start) and not figures.is_nothing(end):
        times = times or f"{start} - {end}"
    elif not figures.is_nothing(start + end):
        _doubt(parts, "the time", start + end, "it has a start or an end alone")
    if figures.is_nothing(times):
        return
    found = figures.windows(times)
    if found:
        _take_windows(found, parts)
        return
    halves = figures.halves(times)
    parts.halves = halves or parts.halves
    rest = figures.without_halves(times) if halves else times
    length = figures.minutes(times) if re.search(r"[0-9]\s*h", times, re.IGNORECASE) else None
    if length is not None and length <= MINUTES_PER_WEEK:
        parts.minutes = length or None
        return
    _take_often(rest, parts)
    if not halves and often_in(rest) is None and not re.search(r"flex", times, re.IGNORECASE):
        _doubt(parts, "the time", times, "counted without it")


def _read_often(cell: str, parts: Parts) -> None:
    cell = " ".join(cell.split())
    if figures.is_nothing(cell):
        return
    if not parts.days:
        parts.days = figures.days_in(cell)
    found = often(figures.without_days(cell))
    if found is None:
        _doubt(parts, "how often", cell, "counted as every week")
    else:
        parts.often = found


def _read_category(cell: str, parts: Parts, words: Vocabulary) -> None:
    cell = " ".join(cell.split())
    if figures.is_nothing(cell):
        return
    bare, figure = _without_figure(cell)
    named = _categories_named(bare, words)
    if not named:
        _doubt(parts, "the category", cell, "counted in the total alone")
        return
    parts.categories = named
    parts.stated = figure


def _categories_named(text: str, words: Vocabulary) -> tuple[str, ...]:
    whole = words.category(text)
    if whole is not None:
        return (whole.code,)
    pieces = [words.category(piece) for piece in _BETWEEN.split(text)]
    known = [piece.code for piece in pieces if piece is not None]
    return tuple(dict.fromkeys(known)) if len(known) == len(pieces) else ()


def _without_figure(text: str) -> tuple[str, Decimal | None]:
    """A text and the figure at its end or its beginning, if there is one."""
    found = re.fullmatch(r"(\D*?)\s*[:=(]?\s*([0-9.]+)\s*(?:PAs?)?\)?", text, re.IGNORECASE)
    if found is None:
        found = re.fullmatch(r"(?P<f>[0-9.]+)\s*(?:x\s*)?(?P<t>[^0-9]+)", text, re.IGNORECASE)
        parted = None if found is None else (found["t"], found["f"])
    else:
        parted = (found[1], found[2])
    figure = None if parted is None else figures.figure(parted[1])
    if parted is None or figure is None:
        return text, None
    return parted[0], figure


def _read_figures(cells: Mapping[Meaning, str], parts: Parts, words: Vocabulary) -> None:
    for meaning, name in ((Meaning.UNITS, "stated"), (Meaning.EACH, "each")):
        cell = " ".join(cells.get(meaning, "").split())
        if figures.is_nothing(cell):
            continue
        value = figures.figure(cell)
        if value is None:
            bare, value = _without_figure(cell)
            named = _categories_named(bare, words) if value is not None else ()
            if value is not None and not named:
                value = None
            parts.categories = parts.categories or named
        if value is None or value > LARGEST_FIGURE:
            _doubt(parts, "the figure", cell, "taken as not printed")
        else:
            setattr(parts, name, value)
    cell = " ".join(cells.get(Meaning.HOURS, "").split())
    if figures.is_nothing(cell):
        return
    length = figures.minutes(cell)
    if length is None or length > MINUTES_PER_WEEK:
        _doubt(parts, "the hours", cell, "counted without them")
    else:
        parts.minutes = length or None


def _read_from_title(parts: Parts, words: Vocabulary) -> None:
    """What a description says besides: how often, times and a category, where no column does."""
    title = parts.title
    _take_often(title, parts)
    if not (parts.windows or parts.halves or parts.minutes):
        found = figures.windows(title, plainly=True)
        parts.windows = tuple(window.clock for window in found)
    if not parts.categories:
        code = _code_in(title, words)
        parts.categories = () if code is None else (code[0],)


def _code_in(text: str, words: Vocabulary) -> tuple[str, tuple[int, int]] | None:
    """The first code of a category that stands in a text as a word of its own."""
    found = _codes(words).search(text)
    return None if found is None else (found[1], found.span())


@cache
def _codes(words: Vocabulary) -> re.Pattern[str]:
    either = "|".join(re.escape(category.code) for category in words.categories) or "(?!)"
    return re.compile(rf"(?<!\w)({either})s?(?!\w)")


def _read_everything(text: str, parts: Parts, words: Vocabulary) -> None:
    """Take a whole line apart: what is found is taken out, and what is left is the title."""
    left = text
    found = figures.windows(left, plainly=True) or _after_a_day(left)
    if found:
        _take_windows(found, parts)
        for window in reversed(found):
            left = _cut(left, window.span)
    if parts.stated is None:
        left = _take_figure(left, parts, words)
    if not parts.categories:
        code = _code_in(left, words)
        if code is not None:
            parts.categories = (code[0],)
            left = _cut(left, code[1])
    if not parts.days:
        parts.days = figures.days_in(left)
        left = figures.without_days(left)
    often_found = often_in(left)
    if often_found is not None:
        _take_often(left, parts)
        left = _cut(left, often_found.span)
    if not (parts.windows or parts.halves or parts.minutes):
        parts.halves = figures.halves(left)
        if parts.halves:
            left = figures.without_halves(left)
    left = _EMPTY_BRACKETS.sub(" ", " ".join(left.split()))
    left = _LOOSE_MARK.sub(r"\1", left)
    parts.title = f"{parts.title} {' '.join(left.split()).strip(_EDGES)}".strip()


def _after_a_day(text: str) -> tuple[figures.Window, ...]:
    """A window of bare hours that stands right behind the day: "Fri 8-6"."""
    behind = len(text) - len(figures.without_days(text).lstrip(" .:,-"))
    found = figures.windows(text)
    is_behind = bool(figures.days_in(text[:behind])) and found and found[0].span[0] <= behind + 1
    return found[:1] if is_behind else ()


def _take_figure(text: str, parts: Parts, words: Vocabulary) -> str:
    """Take the figure of a line: the last with its unit, else one at the end."""
    found = [*_WITH_UNIT.finditer(text)]
    if not found:
        last = _AT_THE_END.search(text)
        if last is None and _code_in(text, words) is not None:
            last = _WHOLE_AT_THE_END.search(text)
        found = [] if last is None else [last]
    if not found:
        return text
    value = figures.figure(found[-1][1])
    if value is None or value > LARGEST_FIGURE:
        return text
    parts.stated = value
    return _cut(text, found[-1].span())


def _cut(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]} {text[span[1] :]}"


def _pause_in(text: str) -> int:
    found = _PAUSE.search(text)
    if found is None:
        return 0
    return int(found[1]) if found[1] else int(found[2]) * _HOUR
