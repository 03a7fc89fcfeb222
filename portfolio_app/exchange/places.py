"""Which line of a TOML text each table, key and list entry stands on.

The standard reader keeps no lines. This scan is made only when there are mistakes to place, on a
text that was read (or nearly so): it looks for shape alone, checks nothing and never raises.
"""

import re
import tomllib
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field

from portfolio_app.exchange.problems import Place

_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_LONG = re.compile(r"\"{3}(?:[^\\]|\\.)*?\"{3,5}|'{3}.*?'{3,5}", re.DOTALL)
_SCALAR = re.compile(r"[^,\]}\n#]*")
_REST_OF_LINE = re.compile(r"[^\n]*")


class _LostError(Exception):
    """The scan does not recognise what it sees."""


@dataclass(slots=True)
class _Scan:
    text: str
    newlines: list[int]
    found: dict[Place, int] = field(default_factory=dict)
    arrays: dict[Place, int] = field(default_factory=dict)  # how many tables each list has
    table: Place = ()

    def skip(self, pattern: re.Pattern[str], position: int) -> int:
        match = pattern.match(self.text, position)
        return match.end() if match else position

    def note(self, place: Place, position: int) -> None:
        self.found.setdefault(place, bisect_right(self.newlines, position - 1) + 1)

    def expect(self, sign: str, position: int) -> int:
        if not self.text.startswith(sign, position):
            raise _LostError
        return position + len(sign)


def lines_of(text: str) -> dict[Place, int]:
    """The line, from 1, of every table, key and list entry, by its place."""
    scan = _Scan(text, [match.start() for match in re.finditer("\n", text)])
    position = scan.skip(_BLANK, 0)
    while position < len(text):
        try:
            if text.startswith("[", position):
                position = _header(scan, position)
            else:
                position = _statement(scan, position)
        except (_LostError, RecursionError):
            position = scan.skip(_REST_OF_LINE, position + 1)
        position = scan.skip(_BLANK, position)
    return scan.found


def _header(scan: _Scan, start: int) -> int:
    is_list = scan.text.startswith("[[", start)
    parts, position = _key(scan, scan.skip(_SPACE, start + 1 + is_list))
    end = scan.expect("]]" if is_list else "]", position)
    place: Place = ()
    for number, part in enumerate(parts, start=1):
        place = (*place, part)
        if is_list and number == len(parts):
            scan.note(place, start)
            scan.arrays[place] = scan.arrays.get(place, 0) + 1
        if place in scan.arrays:
            place = (*place, scan.arrays[place] - 1)
        scan.note(place, start)
    scan.table = place
    return end


def _statement(scan: _Scan, start: int) -> int:
    parts, position = _key(scan, start)
    place: Place = scan.table
    for part in parts:
        place = (*place, part)
        scan.note(place, start)
    position = scan.expect("=", position)
    return _value(scan, scan.skip(_SPACE, position), place)


def _key(scan: _Scan, position: int) -> tuple[tuple[str, ...], int]:
    """A dotted key and the place behind it."""
    parts: list[str] = []
    while True:
        match = _BARE_KEY.match(scan.text, position) or _QUOTED.match(scan.text, position)
        if match is None:
            raise _LostError
        parts.append(_plain(match[0]))
        position = scan.skip(_SPACE, match.end())
        if not scan.text.startswith(".", position):
            return tuple(parts), position
        position = scan.skip(_SPACE, position + 1)


def _plain(key: str) -> str:
    with suppress(tomllib.TOMLDecodeError):
        return next(iter(tomllib.loads(f"{key} = 0")))
    return key


def _value(scan: _Scan, position: int, place: Place) -> int:
    if scan.text.startswith("[", position):
        return _array(scan, position, place)
    if scan.text.startswith("{", position):
        return _inline_table(scan, position, place)
    match = _LONG.match(scan.text, position) or _QUOTED.match(scan.text, position)
    return match.end() if match else scan.skip(_SCALAR, position)


def _array(scan: _Scan, position: int, place: Place) -> int:
    position = scan.skip(_BLANK, position + 1)
    index = 0
    while not scan.text.startswith("]", position):
        scan.note((*place, index), position)
        position = scan.skip(_BLANK, _value(scan, position, (*place, index)))
        position = _after_comma(scan, position, "]")
        index += 1
    return position + 1


def _inline_table(scan: _Scan, position: int, place: Place) -> int:
    position = scan.skip(_BLANK, position + 1)
    while not scan.text.startswith("}", position):
        parts, behind = _key(scan, position)
        scan.note((*place, *parts), position)
        behind = scan.skip(_BLANK, scan.expect("=", behind))
        position = scan.skip(_BLANK, _value(scan, behind, (*place, *parts)))
        position = _after_comma(scan, position, "}")
    return position + 1


def _after_comma(scan: _Scan, position: int, closing: str) -> int:
    if scan.text.startswith(closing, position):
        return position
    return scan.skip(_BLANK, scan.expect(",", position))
