"""Reading tables of a TOML file key by key, noting all that is wrong with its place.

A wrong or missing value is noted and a stand-in returned, so that one reading finds every mistake;
the caller refuses the file when any was noted. It knows nothing of what the tables mean.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from typing import TypeVar

_T = TypeVar("_T")
_E = TypeVar("_E", bound=Enum)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KINDS: Mapping[type, str] = {
    str: "text in quotes",
    int: "a whole number",
    Decimal: "a number with decimals",
    bool: "true or false",
    date: "a date",
    time: "a time of day",
    datetime: "a date with a time",
    list: "a list",
    dict: "a table",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """`; the nearest valid name is "x"`, else the valid names, to end a message with."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1)
    if close:
        return f'; the nearest valid name is "{close[0]}"'
    return f"; valid names are {', '.join(names)}" if names else ""


def shown(value: object) -> str:
    """A value as a message shows it, with its kind: `"x" (text in quotes)`, `a list`."""
    kind = _KINDS[type(value)]
    match value:
        case list() | dict():
            return kind
        case str():
            return f'"{value:.60}" ({kind})'
        case bool():
            return f"{str(value).lower()}"
        case _:
            return f"{value!s:.60} ({kind})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file, in words, and the list that its problems go to."""

    name: str
    problems: list[str]

    def at(self, part: str) -> "Place":
        """A place inside this one."""
        return Place(f"{self.name}: {part}", self.problems)

    def problem(self, text: str) -> None:
        """Note what is wrong here."""
        self.problems.append(f"{self.name}: {text}")

    def wrong(self, found: object, expected: str) -> None:
        """Note what was found here and what was expected."""
        self.problem(f"found {shown(found)}, expected {expected}")

    def unique(self, names: Iterable[str], word: str) -> None:
        """Note each name that is there more than once."""
        seen: set[str] = set()
        for name in names:
            if name in seen:
                self.problem(f'{word} "{name}" is there twice')
            seen.add(name)


class Table:
    """One table of the file; its keys are taken one by one, and what is left over is unknown."""

    def __init__(self, raw: object, place: Place) -> None:
        """Read from what the TOML parser gave for this place."""
        self.place = place
        self._is_table = isinstance(raw, dict)
        self._raw: dict[str, object] = raw if isinstance(raw, dict) else {}
        self._asked: set[str] = set()
        self._wrong: set[str] = set()
        if not self._is_table:
            place.wrong(raw, "a table")

    def has(self, key: str) -> bool:
        """Whether the key is there; it becomes a known one."""
        self._asked.add(key)
        return key in self._raw

    def right(self, key: str) -> bool:
        """Whether the key is there and was not found wrong."""
        return key in self._raw and key not in self._wrong

    def value(self, key: str) -> object:
        """The key's value, of whatever type; the key must be there."""
        return self._raw[key]

    def problem(self, key: str, text: str) -> None:
        """Note what is wrong with the key's value."""
        self._wrong.add(key)
        self.place.at(key).problem(text)

    def take(self, key: str, kind: type[_T], stand_in: _T, *, optional: bool = False) -> _T:
        """The value, exactly of this type; the stand-in where it is absent or wrong."""
        if not self.has(key):
            if self._is_table and not optional:
                self.place.problem(f'"{key}" is missing')
            return stand_in
        value = self._raw[key]
        if type(value) is not kind:
            self.problem(key, f"found {shown(value)}, expected {_KINDS[kind]}")
            return stand_in
        return value

    def text(self, key: str, *, optional: bool = False) -> str:
        """Text without spaces around it; empty only where it may be left out."""
        value = self.take(key, str, "", optional=optional).strip()
        if not value and not optional and self.right(key):
            self.problem(key, "is empty")
        return value

    def name(self, key: str) -> str:
        """A name of small letters, figures and single hyphens."""
        value = self.text(key)
        if value and not _NAME.fullmatch(value):
            self.problem(key, f'found "{value}", expected small letters, figures, single hyphens')
        return value

    def choice(
        self,
        key: str,
        kind: type[_E],
        stand_in: _E,
        *,
        optional: bool = False,
        never: tuple[_E, ...] = (),
    ) -> _E:
        """A member of an enumeration, by its value; never one of those that no file may have."""
        value = self.take(key, str, str(stand_in.value), optional=optional)
        members = {str(member.value): member for member in kind if member not in never}
        if value not in members:
            self.problem(key, f'found "{value:.60}"{nearest(value, members)}')
        return members.get(value, stand_in)

    def table(self, key: str) -> "Table | None":
        """A table that must be there; None where it is absent or wrong."""
        raw = self.take(key, dict, {})
        return Table(raw, self.place.at(key)) if self.right(key) else None

    def tables(self, key: str) -> list["Table"]:
        """A list of tables, at least one."""
        raw: list[object] = self.take(key, list, [])
        if not raw and self.right(key):
            self.problem(key, "is an empty list")
        return tables_of(raw, self.place, key)

    def close(self) -> None:
        """Note the keys that nobody asked for."""
        for key in self._raw:
            if key not in self._asked:
                self.place.problem(f'unknown key "{key:.60}"{nearest(key, self._asked)}')


def tables_of(raw: Iterable[object], place: Place, word: str) -> list[Table]:
    """The items of a list as tables, each with its number for a place."""
    return [Table(item, place.at(f"{word} {number}")) for number, item in enumerate(raw, 1)]
