"""The tables of the library: a portfolio laid out in rows, and rows made a portfolio again.

Today's plan is kept as the scenario with an empty id, so that all work hangs on some scenario. This
module knows nothing of files, locks or SQL.
"""

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from portfolio_app.core.model import (
    EVERY_WEEK,
    Commitment,
    Employer,
    Frequency,
    JobShare,
    Partner,
    Person,
    Portfolio,
    Scenario,
    Site,
    StatedTotals,
    Travel,
)
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


class Many(Enum):
    """How the things of a table are told apart."""

    ONE = "one for its owner"
    NAMED = "by id, with a position"
    LISTED = "by position"


@dataclass(frozen=True, slots=True)
class Table:
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


def spread(portfolio: Portfolio, stored: Rows) -> Rows:
    """Lay a portfolio out in rows.

    Args:
        portfolio: the value to keep.
        stored: the rows kept so far; positions stay as they are there while they keep the order.

    Raises:
        UnsuitableError: when two things of one kind have one id.
    """
    rows: Rows = {table.name: {} for table in TABLES}
    for table in _TOP:
        if table.field == "scenarios":
            things: tuple[object, ...] = (_today(portfolio), *portfolio.scenarios)
        else:
            things = _as_tuple(getattr(portfolio, table.field))
        _spread(table, things, (), rows, stored)
    return rows


def gather(rows: Rows) -> Portfolio:
    """Make a portfolio of its rows, the reverse of `spread`.

    Args:
        rows: each table's in the order of its positions.

    Raises:
        UnsuitableError: when a row holds what the model does not allow, naming table and column.
    """
    grouped = {table.name: _by_owner(rows.get(table.name, {}), table) for table in TABLES}
    made = {table.field: _gather(table, (), grouped) for table in _TOP}
    if not made["person"]:
        raise UnsuitableError("table person has no row for this portfolio")
    person = made.pop("person")[0]
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


def _today(portfolio: Portfolio) -> Scenario:
    return Scenario(
        id=TODAY,
        title=TODAY_TITLE,
        roles=portfolio.roles,
        activities=portfolio.activities,
        on_calls=portfolio.on_calls,
    )


def _spread(table: Table, things: tuple[object, ...], above: Key, rows: Rows, stored: Rows) -> None:
    kept = stored.get(table.name, {})
    mine = rows[table.name]
    last = -1
    for place, thing in enumerate(things):
        key = above
        cells = table.cells.write(thing)
        if table.many is Many.LISTED:
            key = (*above, place)
        elif table.many is Many.NAMED:
            name = str(getattr(thing, "id", ""))
            key = (*above, name)
            before = kept[key][0] if key in kept else None
            last = before if isinstance(before, int) and before > last else last + 1
            cells = (last, *cells)
            if key in mine:
                raise UnsuitableError(f"two in table {table.name} have the id {name!r}")
        mine[key] = cells
        for child in table.children:
            several = _as_tuple(_reach(thing, child.field))
            if several:
                _spread(child, several, key, rows, stored)


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


def _reach(thing: object, name: str) -> object:
    """A field of a thing, or of its frequency."""
    if name in ("weeks", "dates"):
        return getattr(occurs(getattr(thing, "frequency", EVERY_WEEK)), name)
    return getattr(thing, name)


# ----------------------------------------------------------------------------------------- tables


def _table(name: str, field: str, kind: type, above: tuple[str, ...] = ()) -> Table:
    """The table of a dataclass, with the tables of what its items have several of."""
    if kind in NAMED:
        many, keys, below = Many.NAMED, (*above, "id"), (*above, name)
    elif kind in (Person, JobShare):
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
    _table("scenario", "scenarios", Scenario),
)
# Every table of a portfolio, owners before what belongs to them.
TABLES: tuple[Table, ...] = tuple(table for top in _TOP for table in _with_children(top))
