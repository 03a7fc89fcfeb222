"""The tables of the library: a portfolio laid out in rows, and rows made a portfolio again.

Today's plan is kept as the scenario with an empty id, so that all work hangs on some scenario. This
module knows nothing of files, locks or SQL.
"""

import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, NamedTuple

from portfolio_app.core.agreements import Objective, Policy, Silence
from portfolio_app.core.assumptions import USUAL, USUAL_THRESHOLDS, Assumptions, Thresholds
from portfolio_app.core.model import (
    EVERY_WEEK,
    Commitment,
    Employer,
    Frequency,
    Partner,
    Person,
    Portfolio,
    Scenario,
    Site,
    StatedTotals,
    Travel,
)
from portfolio_app.core.sharing import JobShare
from portfolio_app.store.cells import (
    NAMED,
    SEVERAL,
    Cells,
    Occurs,
    Row,
    UnsuitableError,
    occurs,
    record,
    tuple_of,
)

Key = tuple[str | int, ...]  # the primary key without the portfolio
Rows = dict[str, dict[Key, Row]]  # by table, then by key; each row without its key

TODAY = ""
TODAY_TITLE = "Today's plan"

# What the tables refer to besides their owner: by table and column.
_REFERENCES = {
    "site": {"employer": "employer"},
    "travel": {"from_site": "site", "to_site": "site"},
    "role": {"employer": "employer", "base": "site"},
    "job_share": {"partner": "partner"},
    "activity": {"site": "site"},
    "policy": {"employer": "employer"},
}


class Many(Enum):
    """How the things of a table are told apart."""

    ONE = "one for its owner"
    NAMED = "by id, with a position"
    LISTED = "by position"


class Table(NamedTuple):
    """A table of the library and the values that it holds.

    `keys` are the columns of its primary key after `portfolio`; `field` is the owner's field.
    """

    name: str
    field: str
    many: Many
    keys: tuple[str, ...]
    cells: Cells
    children: tuple["Table", ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a row after those of its key."""
        place = ("position",) if self.many is Many.NAMED else ()
        return place + self.cells.columns


class Layout:
    """Lays portfolios out in rows, one after the other as they are edited.

    Remembers what it laid out last: the items that an edit left alone are the very same objects.
    """

    def __init__(self) -> None:
        self._last: dict[tuple[str, Key], _Laid] = {}

    def spread(self, portfolio: Portfolio, stored: Rows) -> Rows:
        """Lay a portfolio out in rows.

        Args:
            portfolio: the value to keep.
            stored: the rows kept so far; positions stay as there while they keep the order.

        Raises:
            UnsuitableError: when two things of one kind have one id.
            ValueError: for a portfolio that was worked out (a shared post resolved).
        """
        rows: Rows = {table.name: {} for table in TABLES}
        laid: dict[tuple[str, Key], _Laid] = {}
        for table, things, above in _held(portfolio):
            places = _Places(stored.get(table.name, {}))
            for place, thing in enumerate(things):
                key = _key(table, thing, above, place)
                if key in rows[table.name]:
                    raise UnsuitableError(f"two in table {table.name} have the id {key[-1]!r}")
                done = self._last.get((table.name, key))
                if done is None or done.thing is not thing:
                    done = _Laid(thing, table.cells.write(thing), tuple(_below(table, thing, key)))
                laid[table.name, key] = done
                position = (places.next(key),) if table.many is Many.NAMED else ()
                rows[table.name][key] = (*position, *done.cells)
                for name, lower, row in done.below:
                    rows[name][lower] = row
        self._last = laid
        return rows


class _Laid(NamedTuple):
    """A thing and its rows: its own, and those of what it has several of."""

    thing: object
    cells: Row
    below: tuple[tuple[str, Key, Row], ...]


class _Places:
    """The positions of one table's things: as stored while that keeps the order, else after."""

    def __init__(self, stored: Mapping[Key, Row]) -> None:
        self._stored = stored
        self._last: dict[Key, int] = {}

    def next(self, key: Key) -> int:
        """The position of the thing with this key, which comes after the one asked for before."""
        last = self._last.get(key[:-1], -1)
        before = self._stored[key][0] if key in self._stored else None
        place = before if isinstance(before, int) and before > last else last + 1
        self._last[key[:-1]] = place
        return place


def gather(rows: Rows) -> Portfolio:
    """Make a portfolio of its rows, the reverse of `Layout.spread`.

    Args:
        rows: each table's in the order of its positions.

    Raises:
        UnsuitableError: when a row holds what the model does not allow, naming table and column.
    """
    grouped = {table.name: _by_owner(rows.get(table.name, {}), table) for table in TABLES}
    made: dict[str, Any] = {table.field: _gather(table, (), grouped) for table in _TOP}
    if not made["person"]:
        raise UnsuitableError("table person has no row for this portfolio")
    person = made.pop("person")[0]
    for name, usual in (("assumptions", USUAL), ("thresholds", USUAL_THRESHOLDS)):
        made[name] = made[name][0] if made[name] else usual
    scenarios = made.pop("scenarios")
    today = next((branch for branch in scenarios if branch.id == TODAY), Scenario(id="", title=""))
    return Portfolio(
        person=person,
        roles=today.roles,
        activities=today.activities,
        on_calls=today.on_calls,
        scenarios=tuple(branch for branch in scenarios if branch.id != TODAY),
        **made,
    )


def dangling(rows: Rows) -> str | None:
    """The first reference in rows to something that is not there, in words; None without one."""
    for table in TABLES:
        for column, kind in _REFERENCES.get(table.name, {}).items():
            place = table.columns.index(column)
            for key, row in rows[table.name].items():
                wanted = row[place]
                if wanted is not None and (wanted,) not in rows[kind]:
                    return f"{table.name} {key[-1]!r} names the {kind} {wanted!r}"
    return None


def _today(portfolio: Portfolio) -> Scenario:
    return Scenario(
        id=TODAY,
        title=TODAY_TITLE,
        roles=portfolio.roles,
        activities=portfolio.activities,
        on_calls=portfolio.on_calls,
    )


def _held(portfolio: Portfolio) -> Iterator[tuple[Table, tuple[object, ...], Key]]:
    """What a portfolio holds by id or for itself: each table, its things and their owner's key."""
    branches = (_today(portfolio), *portfolio.scenarios)
    for table in _TOP:
        if table.field == "scenarios":
            yield table, branches, ()
        else:
            yield table, _as_tuple(getattr(portfolio, table.field)), ()
    for branch in branches:
        for table in _TOP[-1].children:
            if table.many is Many.NAMED:
                yield table, _reach(branch, table.field), (branch.id,)


def _key(table: Table, thing: object, above: Key, place: int) -> Key:
    match table.many:
        case Many.ONE:
            return above
        case Many.LISTED:
            return (*above, place)
        case Many.NAMED:
            return (*above, str(getattr(thing, "id", "")))


def _below(table: Table, thing: object, key: Key) -> Iterator[tuple[str, Key, Row]]:
    """The rows of what a thing has several of, and of what these have."""
    for child in table.children:
        if child.many is not Many.NAMED:
            for place, item in enumerate(_reach(thing, child.field)):
                lower = _key(child, item, key, place)
                yield child.name, lower, child.cells.write(item)
                yield from _below(child, item, lower)


def _gather(
    table: Table, above: Key, grouped: Mapping[str, Mapping[Key, list[tuple[Key, Row]]]]
) -> tuple[Any, ...]:
    things = []
    for key, row in grouped[table.name].get(above, ()):
        several: dict[str, object] = {
            child.field: _gather(child, key, grouped) for child in table.children
        }
        if "share" in several:
            shares = several["share"]
            several["share"] = shares[0] if isinstance(shares, tuple) and shares else None
        cells = iter(row)
        if table.many is Many.NAMED:
            several["id"] = key[-1]
            next(cells)
        try:
            things.append(table.cells.read(cells, several))
        except UnsuitableError as found:
            where = ", ".join(
                f"{column} {part!r}" for column, part in zip(table.keys, key, strict=True)
            )
            raise UnsuitableError(f"table {table.name}, row {where or 'only'}: {found}") from None
    return tuple(things)


def _by_owner(rows: Mapping[Key, Row], table: Table) -> dict[Key, list[tuple[Key, Row]]]:
    """The rows under the key of what they belong to."""
    grouped: dict[Key, list[tuple[Key, Row]]] = {}
    for key, row in rows.items():
        owner = key if table.many is Many.ONE else key[:-1]
        grouped.setdefault(owner, []).append((key, row))
    return grouped


def _as_tuple(value: object) -> tuple[object, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def _reach(thing: object, name: str) -> tuple[object, ...]:
    """What a thing, or its frequency, has several of."""
    if name in ("weeks", "dates"):
        thing = occurs(getattr(thing, "frequency", EVERY_WEEK))
    return _as_tuple(getattr(thing, name))


# ----------------------------------------------------------------------------------------- tables


def _table(name: str, field: str, kind: type, above: tuple[str, ...] = ()) -> Table:
    """The table of a dataclass, with the tables of what its items have several of."""
    if kind in NAMED:
        many, keys, below = Many.NAMED, (*above, "id"), (*above, name)
    elif kind in (Person, JobShare, Assumptions, Thresholds):
        many, keys, below = Many.ONE, above, above
    else:
        many, keys, below = Many.LISTED, (*above, "position"), (*above, name)
    return Table(name, field, many, keys, record(kind), tuple(_children(kind, name, below)))


def _children(kind: type, owner: str, above: tuple[str, ...]) -> Iterator[Table]:
    for own in fields(kind):
        if own.type == Frequency:
            yield from _children(Occurs, owner, above)
        if (kind, own.name) not in SEVERAL:
            continue
        name, columns = SEVERAL[kind, own.name]
        item, *rest = typing.get_args(own.type)
        if is_dataclass(item) and isinstance(item, type) and not columns:
            yield _table(name.format(owner), own.name, item, above)
        else:
            pair = typing.get_args(item) if rest == [...] and typing.get_args(item) else (item,)
            cells = tuple_of(pair, columns)
            keys = (*above, "position")
            yield Table(name.format(owner), own.name, Many.LISTED, keys, cells, ())


def _with_children(table: Table) -> Iterator[Table]:
    yield table
    for child in table.children:
        yield from _with_children(child)


_TOP: tuple[Table, ...] = (
    _table("person", "person", Person),
    _table("employer", "employers", Employer),
    _table("site", "sites", Site),
    _table("travel", "travels", Travel),
    _table("commitment", "commitments", Commitment),
    _table("stated", "stated", StatedTotals),
    _table("partner", "partners", Partner),
    _table("policy", "policies", Policy),
    _table("objective", "objectives", Objective),
    _table("silence", "silences", Silence),
    _table("assumptions", "assumptions", Assumptions),
    _table("thresholds", "thresholds", Thresholds),
    _table("scenario", "scenarios", Scenario),
)
# Every table of a portfolio, owners before what belongs to them.
TABLES: tuple[Table, ...] = tuple(table for top in _TOP for table in _with_children(top))
