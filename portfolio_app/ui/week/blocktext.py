"""What a block has room to say: title, units, one line of what matters; whole words only.

A block loses its lines in that order from the end: first what matters, then units move beside the
title, then units go; a title that has no room at all leaves the words to the tip and the screen
reader. Knows nothing of portfolios; measures with Qt's fonts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from PySide6.QtGui import QFontMetricsF

from portfolio_app.ui import theme

ELLIPSIS = "…"
_TITLE_ROWS = 3
_MIN_WIDTH = 16.0
_LEAST_ROW = 0.83  # of a row: the height of the smallest type

Measure = Callable[[str], float]


class Voice(Enum):
    """How a line of a block is set."""

    TITLE = "title"
    SMALL_TITLE = "small title"
    TINY_TITLE = "tiny title"
    PART = "part"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Word:
    """A line of text and where its box lies in the block."""

    text: str
    voice: Voice
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Saying:
    """What a block would like to say."""

    title: str
    parts: tuple[str, ...]
    units: str
    marked: bool = False  # keeps the left of its last row free for a sign


@dataclass(frozen=True, slots=True, eq=False)
class Type:
    """The measures of the block's type at one text size; lengths in logical pixels."""

    title: Measure
    part: Measure
    units: Measure
    tiny: Measure
    row: float
    pad: float


@lru_cache(maxsize=8)
def type_at(scale: float) -> Type:
    """The block's type at a text size (1.0 is 100 %)."""
    title = QFontMetricsF(theme.font(size=12, semibold=True))
    part = QFontMetricsF(theme.font(size=11))
    units = QFontMetricsF(theme.font(size=11, semibold=True))
    tiny = QFontMetricsF(theme.font(size=10, semibold=True))
    return Type(
        title=title.horizontalAdvance,
        part=part.horizontalAdvance,
        units=units.horizontalAdvance,
        tiny=tiny.horizontalAdvance,
        row=14.5 * scale,
        pad=round(4 * scale),
    )


@lru_cache(maxsize=4096)
def set_block(saying: Saying, width: float, height: float, kind: Type) -> tuple[Word, ...]:
    """The lines that fit a box of this size, each with its place in it."""
    if width < _MIN_WIDTH or height < kind.row * _LEAST_ROW:
        return ()
    if height < kind.row:
        return _set_line(saying, width, height, kind)
    rows = max(1, int((height - 1) // kind.row))
    pad = min(kind.pad, max(0.0, (height - rows * kind.row) / 2))
    if pad == kind.pad:
        rows = max(1, int((height - 2 * pad + 1) // kind.row))
    voice, measure = _title_voice(saying.title, width, kind)
    title = wrap(saying.title, width, min(rows, _TITLE_ROWS), measure)
    if not title:
        return ()
    words = [
        Word(line, voice, 0, pad + at * kind.row, width, kind.row) for at, line in enumerate(title)
    ]
    units = _units_beside(saying, width, rows, (title, measure), kind)
    if units is not None:
        row = rows - 1 if len(title) < rows else len(title) - 1
        bottom = pad + row * kind.row if rows == len(title) else height - pad - kind.row
        words.append(Word(saying.units, Voice.UNITS, width - units, bottom, units, kind.row))
    last = width if units is None else width - units - kind.pad * 2
    rooms = [width] * (rows - 1) + [0.0 if saying.marked else last]
    words += _part_lines(saying.parts, rooms, len(title), pad, kind)
    return tuple(words)


def _set_line(saying: Saying, width: float, height: float, kind: Type) -> tuple[Word, ...]:
    """A block too low for a full row: its title in the smallest type, units beside it."""
    title = wrap(saying.title, width, 1, kind.tiny)
    if not title:
        return ()
    words = [Word(title[0], Voice.TINY_TITLE, 0, 0, width, height)]
    units = _units_beside(saying, width, 1, (title, kind.tiny), kind)
    if units is not None:
        words.append(Word(saying.units, Voice.UNITS, width - units, 0, units, height))
    return tuple(words)


def _title_voice(title: str, width: float, kind: Type) -> tuple[Voice, Measure]:
    """The largest type in which every word of a title is whole; the smallest when none is."""
    sizes = (
        (Voice.TITLE, kind.title),
        (Voice.SMALL_TITLE, kind.units),
        (Voice.TINY_TITLE, kind.tiny),
    )
    words = title.split()
    for voice, measure in sizes:
        if all(measure(word) <= width for word in words):
            return voice, measure
    return sizes[-1]


def _units_beside(
    saying: Saying, width: float, rows: int, title: tuple[list[str], Measure], kind: Type
) -> float | None:
    """The width of the units where they fit; on the title's last line only beside it."""
    if not saying.units:
        return None
    lines, measure = title
    units = kind.units(saying.units)
    room = width - (kind.row if saying.marked else 0)
    if len(lines) == rows:
        room = width - measure(lines[-1]) - kind.pad * 2
    return units if units <= room else None


def _part_lines(
    parts: Sequence[str], rooms: Sequence[float], used: int, pad: float, kind: Type
) -> list[Word]:
    """What matters, in the rows below the title, each as wide as its room."""
    words: list[Word] = []
    left = list(parts)
    for row in range(used, min(len(rooms), used + _TITLE_ROWS)):
        line, left = _fill(left, rooms[row], kind.part)
        if not line:
            break
        words.append(Word(line, Voice.PART, 0, pad + row * kind.row, rooms[row], kind.row))
    if words and left and left[0] not in parts:  # a part was broken, and its end has no room
        words[-1] = replace(words[-1], text=_ended(words[-1].text, words[-1].width, kind.part))
    return words


def _fill(parts: list[str], width: float, measure: Measure) -> tuple[str, list[str]]:
    """As many whole parts as one line holds, and the parts that are left.

    A part that is wider than a whole line is broken between words.
    """
    line = ""
    for at, part in enumerate(parts):
        longer = f"{line} · {part}" if line else part
        if measure(longer) > width:
            if line:
                return line, parts[at:]
            return _broken(part, parts[at + 1 :], width, measure)
        line = longer
    return line, []


def _broken(part: str, others: list[str], width: float, measure: Measure) -> tuple[str, list[str]]:
    first, rest = _line_of(part.split(), width, measure)
    if not rest or first.endswith(ELLIPSIS):
        return "", []
    return first, [" ".join(rest), *others]


def wrap(text: str, width: float, rows: int, measure: Measure) -> list[str]:
    """Text in at most so many lines of whole words; an ellipsis where words are left out.

    A single word that is wider than the line is shortened between letters, with an ellipsis.
    """
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < rows:
        line, words = _line_of(words, width, measure)
        lines.append(line)
    if words and lines:
        lines[-1] = _ended(lines[-1], width, measure)
    return [line for line in lines if line]


def _line_of(words: list[str], width: float, measure: Measure) -> tuple[str, list[str]]:
    line = words[0]
    if measure(line) > width:
        return _shortened(line, width, measure), words[1:]
    for at, word in enumerate(words[1:], start=1):
        if measure(f"{line} {word}") > width:
            return line, words[at:]
        line = f"{line} {word}"
    return line, []


def _ended(line: str, width: float, measure: Measure) -> str:
    """A line that goes on, as whole words with an ellipsis."""
    if line.endswith(ELLIPSIS):
        return line
    words = line.split()
    while len(words) > 1 and measure(f"{' '.join(words)}{ELLIPSIS}") > width:
        words.pop()
    ended = f"{' '.join(words)}{ELLIPSIS}"
    return ended if measure(ended) <= width else _shortened(words[0], width, measure)


def _shortened(word: str, width: float, measure: Measure) -> str:
    for keep in range(len(word) - 1, 1, -1):
        if measure(f"{word[:keep]}{ELLIPSIS}") <= width:
            return f"{word[:keep]}{ELLIPSIS}"
    return ""
