"""What is wrong with a file that a person wrote: one kind sentence for each mistake.

A problem says where it is, what was found, what was expected and, where there is one, the
nearest valid thing. It is shared by the readers of files and knows nothing of any format.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

_AS_LIKE = 0.6  # difflib's own measure of "close enough"
_LONGEST = 60  # characters of a found value that are shown


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of a file; `place` is like "activity[3].end", counted from 1."""

    file: str
    line: int | None
    place: str
    found: str
    expected: str
    nearest: str | None = None

    def __str__(self) -> str:
        """The whole problem as a sentence or two, with how to mend it."""
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        if self.place:
            where = f"{where}, {self.place}"
        text = f"{where}: found {self.found}; expected {self.expected}."
        return text if self.nearest is None else f"{text} Did you mean {self.nearest}?"


class UnfitError(Exception):
    """A value that does not fit: raised by the reader of one value, caught by its table's."""

    def __init__(self, found: str, expected: str, nearest: str | None = None) -> None:
        super().__init__(f"found {found}; expected {expected}")
        self.found = found
        self.expected = expected
        self.nearest = nearest


Place = tuple[str | int, ...]
"""A way into a document: names of tables and keys, and places in lists counted from 0."""


@dataclass(slots=True)
class Notes:
    """The mistakes found so far, in the order of finding, before lines are known.

    `set_aside` is the text that stands for a value already reported as unreadable.
    """

    set_aside: str | None = None
    found: list[tuple[Place, UnfitError]] = field(default_factory=list)

    def add(self, place: Place, found: str, expected: str, nearest: str | None = None) -> None:
        """Note one mistake."""
        self.found.append((place, UnfitError(found, expected, nearest)))

    def unfit(self, place: Place, error: UnfitError) -> None:
        """Note a value that did not fit."""
        self.found.append((place, error))


def place_text(place: Place) -> str:
    """A place as a person reads it: "activity[3].end", list places counted from 1."""
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """The valid word most like this one, if any is like it at all."""
    by_lower = {one.lower(): one for one in sorted(valid, reverse=True)}
    wanted = word.strip().lower()
    if wanted in by_lower:
        return by_lower[wanted]
    close = difflib.get_close_matches(wanted, sorted(by_lower), n=1, cutoff=_AS_LIKE)
    if close:
        return by_lower[close[0]]
    begun = [one for one in sorted(by_lower) if one and wanted and _begins(wanted, one)]
    return by_lower[begun[0]] if begun else None


def _begins(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 1 and longer.startswith(shorter)


def shortened(text: str) -> str:
    """Text cut to what fits a sentence."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
