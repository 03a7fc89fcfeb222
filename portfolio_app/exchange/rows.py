"""A plan file's document read by the table of keys: rows of values, and every misfit noted.

What fits is converted to the model's values; what does not is noted with its place, and the rest
is read on. Combinations of keys and references between tables are others' business.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portfolio_app.exchange.keys import ListOf, Many, MapOf, Need, Nested, Shape, Table
from portfolio_app.exchange.kinds import Kind, shown
from portfolio_app.exchange.problems import Notes, Place, UnfitError, nearest

_FEW_KEYS = 12


@dataclass(slots=True)
class Row:
    """One table of a file: its place, its values, and every key that it gives, fit or not."""

    place: Place
    values: dict[str, Any]
    given: frozenset[str]

    def has(self, *keys: str) -> bool:
        """Whether all of these keys were given and could be read."""
        return all(key in self.values for key in keys)

    def rows(self, key: str) -> tuple["Row", ...]:
        """The tables within, under a key that holds any number of them."""
        found: tuple[Row, ...] = self.values.get(key, ())
        return found

    def at(self, *keys: str | int) -> Place:
        """The place of a key of this table."""
        return (*self.place, *keys)


def read_row(raw: Mapping[str, object], table: Table, place: Place, notes: Notes) -> Row:
    """Read one table by its keys; misfits go to the notes."""
    keys = table.by_name
    values: dict[str, Any] = {}
    given: set[str] = set()
    for name, value in raw.items():
        key = keys.get(name)
        if key is None:
            _unknown_key(name, table, place, notes)
            continue
        given.add(name)
        if notes.set_aside is not None and value == notes.set_aside:
            continue
        try:
            values[name] = _value(value, key.shape, (*place, name), notes)
        except UnfitError as error:
            notes.unfit((*place, name), error)
    for key in table.keys:
        if key.need is Need.REQUIRED and key.name not in raw:
            notes.add((*place, key.name), f"no {key.name}", f"{key.name}, {key.shape.what}")
    return Row(place, values, frozenset(given))


def _unknown_key(name: str, table: Table, place: Place, notes: Notes) -> None:
    valid = [key.name for key in table.keys]
    near = nearest(name, valid)
    expected = f"a key of {table.heading}"
    if near is None and len(valid) <= _FEW_KEYS:
        expected = f"{expected}: {', '.join(valid)}"
    notes.add(
        (*place, name), f"the unknown key {shown(name).removesuffix(' (text)')}", expected, near
    )


def _value(raw: object, shape: Shape, place: Place, notes: Notes) -> object:
    match shape:
        case Kind():
            return shape.read(raw)
        case ListOf():
            return _list(raw, shape, place, notes)
        case MapOf():
            return _map(raw, shape, place, notes)
        case Nested(many=Many.ONE):
            if not isinstance(raw, dict):
                raise UnfitError(shown(raw), f"one table {shape.keys.heading}, not a list of them")
            return read_row(raw, shape.keys, place, notes)
        case Nested():
            return tuple(_rows(raw, shape, place, notes))


def _rows(raw: object, shape: Nested, place: Place, notes: Notes) -> Iterable[Row]:
    if isinstance(raw, dict) and shape.many is Many.EITHER:
        yield read_row(raw, shape.keys, place, notes)
        return
    if not isinstance(raw, list):
        found = f"one table, [{place[-1]}]" if isinstance(raw, dict) else shown(raw)
        raise UnfitError(found, f"{shape.keys.heading}, of which there may be several")
    for index, one in enumerate(raw):
        if isinstance(one, dict):
            yield read_row(one, shape.keys, (*place, index), notes)
        else:
            notes.add((*place, index), shown(one), f"a table {shape.keys.heading}")


def _list(raw: object, shape: ListOf, place: Place, notes: Notes) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise UnfitError(shown(raw), shape.what)
    if len(raw) < shape.least:
        raise UnfitError("an empty list", "at least one, or the key left out")
    values: list[Any] = []
    seen: set[Any] = set()
    for index, one in enumerate(raw):
        try:
            value = shape.item.read(one)
        except UnfitError as error:
            notes.unfit((*place, index), error)
            continue
        if value in seen:
            found = f"{shape.item.show(value)} a second time"
            notes.add((*place, index), found, "each only once")
        seen.add(value)
        values.append(value)
    return tuple(values)


def _map(raw: object, shape: MapOf, place: Place, notes: Notes) -> tuple[tuple[str, Any], ...]:
    if not isinstance(raw, dict):
        raise UnfitError(shown(raw), shape.what)
    pairs: list[tuple[str, Any]] = []
    for name, value in raw.items():
        if not name.strip():
            notes.add(place, "an empty name", "a name before each figure")
        try:
            pairs.append((name, shape.item.read(value)))
        except UnfitError as error:
            notes.unfit((*place, name), error)
    return tuple(pairs)
