"""Ids and references of a plan file: every id once, derived where absent, and nothing dangling.

A scenario sees the portfolio's ids and its own; an id that it adds may be one of the portfolio's
only where the scenario gives that one up, and then takes its place.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from portfolio_app.core.edits import slug
from portfolio_app.exchange.planbuild import COMMITMENT_TITLE, ON_CALL_TITLE
from portfolio_app.exchange.problems import Notes, Place, nearest, place_text
from portfolio_app.exchange.rows import Row
from portfolio_app.exchange.tomltext import text

_LEAVABLE = ("role", "activity", "on_call")
_NAMED_BY = {
    "employer": "name",
    "site": "name",
    "role": "title",
    "activity": "title",
    "on_call": "title",
    "commitment": "title",
    "partner": "name",
    "scenario": "title",
    "policy": "term",
    "objective": "title",
}
_SPOKEN = {"on_call": ON_CALL_TITLE, "commitment": COMMITMENT_TITLE}
_UNNAMED = ("travel", "stated", "silence")
_MOST_LISTED = 6


@dataclass(slots=True)
class Scope:
    """The rows that can be referred to, by table and id."""

    tables: dict[str, dict[str, Row]] = field(default_factory=dict)

    def ids(self, *tables: str) -> Collection[str]:
        """The ids of some tables."""
        return {key for table in tables for key in self.tables.get(table, {})}

    def row(self, table: str, key: object) -> Row | None:
        """The row of a table with this id, if there is one."""
        return self.tables.get(table, {}).get(key) if isinstance(key, str) else None

    def within(self, added: Mapping[str, dict[str, Row]]) -> "Scope":
        """This scope with what a scenario adds, which goes before what it replaces."""
        names = {*self.tables, *added}
        return Scope({name: {**self.tables.get(name, {}), **added.get(name, {})} for name in names})


@dataclass(slots=True)
class _Taken:
    """Ids in use and where each stands; `next` remembers the numbers tried for a title."""

    places: dict[str, Place] = field(default_factory=dict)
    next: dict[str, int] = field(default_factory=dict)

    def claim(self, row: Row, notes: Notes) -> None:
        """Take the id that a row gives itself; a second time is a mistake."""
        key = row.values["id"]
        if key in self.places:
            first = place_text(self.places[key])
            notes.add(
                row.at("id"), f"the id {text(key)}, which {first} already has", "an id of its own"
            )
        else:
            self.places[key] = row.place

    def derive(self, row: Row, title: str) -> None:
        """Give a row an id made from its title, numbered from 2 where that is taken."""
        wanted = slug(title)
        key, number = wanted, self.next.get(wanted, 2)
        while key in self.places:
            key, number = f"{wanted}-{number}", number + 1
        self.next[wanted] = number
        row.values["id"] = key
        self.places[key] = row.place


def name_all(plan: Row, notes: Notes) -> Scope:
    """Give every row its id; note those used twice, and what has neither name nor id."""
    taken = _Taken()
    person = plan.values.get("person")
    for row in (person, *(one for name in _UNNAMED for one in plan.rows(name))):
        if row is not None and "id" in row.values:
            taken.claim(row, notes)
    tables = {name: plan.rows(name) for name in _NAMED_BY}
    _name_tables(tables, taken, notes)
    for name in _UNNAMED:
        tables[name] = tuple(row for row in plan.rows(name) if "id" in row.values)
    return Scope({name: _by_id(rows) for name, rows in tables.items()})


def name_scenario(scenario: Row, scope: Scope, notes: Notes) -> Scope:
    """Give what a scenario adds its ids; the scope as that scenario sees it."""
    leave = set(scenario.values.get("leave", ()))
    used: dict[str, tuple[str, Row]] = {
        key: (name, row) for name, rows in scope.tables.items() for key, row in rows.items()
    }
    tables = {name: scenario.rows(name) for name in _LEAVABLE}
    replaced = {
        row.values["id"]
        for name, rows in tables.items()
        for row in rows
        if row.values.get("id") in leave and used.get(row.values["id"], ("",))[0] == name
    }
    taken = _Taken({key: row.place for key, (_, row) in used.items() if key not in replaced})
    _name_tables(tables, taken, notes)
    return scope.within({name: _by_id(rows) for name, rows in tables.items()})


def _name_tables(tables: Mapping[str, tuple[Row, ...]], taken: _Taken, notes: Notes) -> None:
    for rows in tables.values():
        for row in rows:
            if "id" in row.values:
                taken.claim(row, notes)
    for name, rows in tables.items():
        for row in rows:
            if "id" not in row.values:
                _derive(row, name, taken, notes)


def _derive(row: Row, table: str, taken: _Taken, notes: Notes) -> None:
    named_by = _NAMED_BY[table]
    title = row.values.get(named_by, _SPOKEN.get(table))
    if (
        title is None
        and not row.given & {"id", named_by}
        and table in ("site", "partner", "scenario")
    ):
        notes.add(row.place, f"neither {named_by} nor id", f"a {named_by}")
    taken.derive(row, title or "item")


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row.values["id"], row)
    return found


def refer(row: Row, key: str, scope: Scope, notes: Notes, *tables: str) -> None:
    """Note a key whose id is not that of a row of these tables."""
    if key in row.values:
        _check(row.values[key], row.at(key), scope, notes, tables)


def refer_each(row: Row, key: str, scope: Scope, notes: Notes, *tables: str) -> None:
    """The same for a list of ids."""
    found = row.values.get(key, ())
    if isinstance(found, tuple):
        for index, one in enumerate(found):
            _check(one, row.at(key, index), scope, notes, tables)


def _check(found: str, place: Place, scope: Scope, notes: Notes, tables: tuple[str, ...]) -> None:
    valid = scope.ids(*tables)
    if found in valid:
        return
    what = " or ".join(f"[[{table}]]" for table in tables)
    near = nearest(found, valid)
    expected = f"an id of {what} of this file"
    if near is None and 0 < len(valid) <= _MOST_LISTED:
        expected = f"{expected}: {', '.join(sorted(valid))}"
    notes.add(place, f"the id {text(found)}", expected, None if near is None else text(near))


def check_references(plan: Row, scope: Scope, notes: Notes) -> None:
    """Note every dangling reference outside the scenarios."""
    for site in plan.rows("site"):
        refer(site, "employer", scope, notes, "employer")
    for travel in plan.rows("travel"):
        refer(travel, "from", scope, notes, "site")
        refer(travel, "to", scope, notes, "site")
    for stated in plan.rows("stated"):
        refer(stated, "role", scope, notes, "role")
    for policy in plan.rows("policy"):
        refer(policy, "employer", scope, notes, "employer")
    for objective in plan.rows("objective"):
        refer(objective, "role", scope, notes, "role")
        refer_each(objective, "activities", scope, notes, "activity", "on_call")
    _check_lines(plan, scope, notes)


def check_scenario_references(scenario: Row, base: Scope, scope: Scope, notes: Notes) -> None:
    """Note every dangling reference of one scenario."""
    refer_each(scenario, "leave", base, notes, *_LEAVABLE)
    for take in scenario.rows("take"):
        refer(take, "role", scope, notes, "role")
    _check_lines(scenario, scope, notes)


def _check_lines(place: Row, scope: Scope, notes: Notes) -> None:
    for role in place.rows("role"):
        refer(role, "employer", scope, notes, "employer")
        refer(role, "base", scope, notes, "site")
        refer(role, "follows", scope, notes, "role")
        share = role.values.get("share")
        if share is not None:
            refer(share, "partner", scope, notes, "partner")
            refer_each(share, "cover_displaces", scope, notes, "activity")
    for activity in place.rows("activity"):
        refer(activity, "role", scope, notes, "role")
        refer(activity, "site", scope, notes, "site")
        refer_each(activity, "replaces", scope, notes, "activity")
        refer_each(activity, "instead_of", scope, notes, "activity", "on_call")
        for credit in activity.rows("also"):
            refer(credit, "role", scope, notes, "role")
    for call in place.rows("on_call"):
        refer(call, "role", scope, notes, "role")
        refer_each(call, "instead_of", scope, notes, "activity", "on_call")
