"""Contracts as dated, cited data: reading a contract file and asking it for a term on a day.

A term is looked up on a day and never backdated: asking for what a contract does not say raises.
This module knows no particular contract, counts nothing, and needs no change for a new one.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, cast

from portfolio_app.core.model import Nation
from portfolio_app.core.termvalues import (
    NUMBERS,
    TERMS,
    Band,
    Category,
    Measure,
    category_named,
    read_value,
)
from portfolio_app.core.tomltable import Place, Table, nearest
from portfolio_app.core.weektime import Interval

__all__ = [
    "Band",
    "Category",
    "Citation",
    "Confidence",
    "Contract",
    "ContractError",
    "ContractView",
    "Contracts",
    "Kind",
    "Measure",
    "Source",
    "TermMissing",
    "TermValue",
    "Unit",
    "category_named",
    "check_together",
    "load_contract",
    "read_contracts",
]


class Unit(Enum):
    """What a contract counts workload in."""

    PA = "PA"
    SESSION = "session"
    HOUR = "hour"


class Kind(StrEnum):
    """Whether a file is a contract that a role can name, or a law that holds over all roles."""

    CONTRACT = "contract"
    LAW = "law"


class Confidence(Enum):
    """How far a value can be trusted: read at its source, at second hand, or not verified.

    A local one is the user's own, or their employer's; no contract file has it.
    """

    SOURCED = "sourced"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that values were read in, and the day on which it was read."""

    id: str
    title: str
    publisher: str
    link: str
    read: date


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source; `at` is its paragraph or section, empty where none is known."""

    source: Source
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermValue:
    """One dated row of a term, with all that is needed to show where a figure comes from.

    `value` has the shape that `unit` fixes. A row that `ends` has none: from `start` on the
    contract has no such term. `nation` limits a row to one nation.
    """

    key: str
    unit: Measure
    says: str
    value: object = field(hash=False)
    citation: Citation
    confidence: Confidence
    start: date
    note: str
    contract: str
    nation: Nation | None = None
    ends: bool = False


class TermMissing(LookupError):  # noqa: N818 - an answer, named for what is asked
    """A contract says nothing of a term on a day; `first` is its first known date, if any."""

    def __init__(self, message: str, *, key: str, contract: str, first: date | None = None) -> None:
        """Keep what is missing where, for those who report it."""
        super().__init__(message)
        self.key = key
        self.contract = contract
        self.first = first


class ContractError(ValueError):
    """A contract file is refused; `problems` are all its mistakes, each with its place."""

    def __init__(self, problems: Iterable[str]) -> None:
        """Keep the problems and show one a line."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, kw_only=True)
class Contract:
    """All rows of one contract file, in the order of the file."""

    id: str
    title: str
    nation: Nation | None
    staff_group: str
    unit: Unit
    kind: Kind
    note: str
    sources: tuple[Source, ...]
    terms: tuple[TermValue, ...]

    @cached_property
    def _by_key(self) -> dict[str, tuple[TermValue, ...]]:
        rows: dict[str, tuple[TermValue, ...]] = {}
        for row in self.terms:
            rows[row.key] = (*rows.get(row.key, ()), row)
        return rows

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its terms, in the order of the file."""
        return tuple(self._by_key)

    def rows(self, key: str) -> tuple[TermValue, ...]:
        """Every dated row of a term, endings too; empty when there is no such term."""
        return self._by_key.get(key, ())

    def at(self, day: date, nation: Nation | None = None) -> "ContractView":
        """The contract as it stands on a day, in a nation (its own where none is given)."""
        return ContractView(self, day, nation or self.nation)


@dataclass(frozen=True, slots=True)
class ContractView:
    """A contract on one day in one nation; rows of the nation go before rows of none."""

    contract: Contract
    day: date
    nation: Nation | None

    def get(self, key: str) -> TermValue | None:
        """The term's row, or None where the contract is known to have no such term.

        That is: it names none (for this nation), or an explicit row has ended it.

        Raises:
            TermMissing: when the contract has the term, but not yet on this day.
        """
        rows = self._rows(key)
        known = [row for row in rows if row.start <= self.day]
        if rows and not known:
            first = min(row.start for row in rows)
            raise self._missing(
                key,
                f'{self.contract.id} has no value for "{key}" on {self.day}: '
                f"its first known date is {first}",
                first,
            )
        latest = max(known, key=lambda row: (row.nation is not None, row.start), default=None)
        return None if latest is None or latest.ends else latest

    def term(self, key: str) -> TermValue:
        """The term's row.

        Raises:
            TermMissing: when the contract has no such term on this day.
        """
        found = self.get(key)
        if found is not None:
            return found
        ends = [row.start for row in self._rows(key) if row.ends and row.start <= self.day]
        why = f": it ended on {max(ends)}" if ends else nearest(key, self.contract.keys)
        raise self._missing(key, f'{self.contract.id} has no term "{key}" on {self.day}{why}')

    def minutes(self, key: str) -> int:
        """The value of a term in minutes; raises as `term`, and TypeError for another shape."""
        return cast("int", self._value(key, Measure.MINUTES))

    def number(self, key: str) -> Fraction:
        """The value of a term that is one number: units, hours, days, weeks, per cent."""
        return cast("Fraction", self._value(key, *NUMBERS))

    def flag(self, key: str) -> bool:
        """The value of a yes-no term."""
        return cast("bool", self._value(key, Measure.YES_NO))

    def text(self, key: str) -> str:
        """The value of a term that is text."""
        return cast("str", self._value(key, Measure.TEXT))

    def windows(self, key: str) -> tuple[Interval, ...]:
        """The minutes of the week that a term covers, merged and sorted."""
        return cast("tuple[Interval, ...]", self._value(key, Measure.WINDOWS))

    def categories(self, key: str = "categories") -> tuple[Category, ...]:
        """The categories of work."""
        return cast("tuple[Category, ...]", self._value(key, Measure.CATEGORIES))

    def bands(self, key: str) -> tuple[Band, ...]:
        """The bands of a term, from the most frequent to the rarest."""
        return cast("tuple[Band, ...]", self._value(key, Measure.BANDS))

    def table(self, key: str) -> Mapping[str, Mapping[str, Fraction]]:
        """A table of numbers by row and column."""
        return cast("Mapping[str, Mapping[str, Fraction]]", self._value(key, Measure.TABLE))

    def thresholds(self, key: str) -> Mapping[str, Fraction]:
        """Named numbers."""
        return cast("Mapping[str, Fraction]", self._value(key, Measure.THRESHOLDS))

    def _rows(self, key: str) -> list[TermValue]:
        return [row for row in self.contract.rows(key) if row.nation in (None, self.nation)]

    def _value(self, key: str, *measures: Measure) -> object:
        found = self.term(key)
        if found.unit not in measures:
            raise TypeError(f'"{key}" of {found.contract} is in {found.unit.value}')
        return found.value

    def _missing(self, key: str, message: str, first: date | None = None) -> TermMissing:
        return TermMissing(message, key=key, contract=self.contract.id, first=first)


class Contracts(Mapping[str, Contract]):
    """The contracts of a folder by id; a file is read when it is first asked for, and once.

    Asking for a file that is written wrong raises ContractError.
    """

    def __init__(self, folder: Path) -> None:
        """Look for contract files in the folder; reads none of them."""
        self._files = {path.stem: path for path in sorted(folder.glob("*.toml"))}
        self._read: dict[str, Contract] = {}

    def __getitem__(self, key: str) -> Contract:
        if key not in self._read:
            path = self._files[key]
            try:
                text = path.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError as error:
                raise ContractError([f"{path.name}: is not UTF-8 text ({error.reason})"]) from error
            self._read[key] = load_contract(text, path.name)
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def read_contracts(folder: Path) -> Contracts:
    """The contracts of a folder, each read when it is first asked for."""
    return Contracts(folder)


def load_contract(text: str, name: str) -> Contract:
    """Read one contract file.

    Args:
        text: the file's text, TOML.
        name: the file's name, for messages; without its ending it is the contract's id.

    Raises:
        ContractError: with every mistake of the file.
    """
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ContractError([f"{name}: cannot be read as TOML: {error}"]) from error
    problems: list[str] = []
    contract = _contract(Table(raw, Place(name, problems)), PurePath(name).stem)
    if problems:
        raise ContractError(problems)
    return contract


_NEEDED_BY_UNIT = {
    Unit.PA: ("programmed-activity-length", "working-weeks"),
    Unit.SESSION: ("session-length", "working-weeks"),
    Unit.HOUR: ("working-weeks",),
}
_NEEDED_BY_TERM = {
    "availability-supplement": ("rota-bands", "rota-band-gap"),
    "premium-pay-uplift": ("full-time-units",),
    "emergency-work-category": ("categories",),
}
_MISSPELT = 0.9  # a key as alike as this to one that the program reads is a slip
_SLIPS = 3  # letters too many or too few that a slip may make
_NO_SOURCE = Source(id="", title="", publisher="", link="", read=date.min)

# -- reading a file ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    """What the rows of one term have in common."""

    key: str
    unit: Measure
    says: str
    contract: str
    sources: Mapping[str, Source]
    unit_is_right: bool


def _contract(top: Table, stem: str) -> Contract:
    contract_id = top.name("id")
    if contract_id and contract_id != stem:
        top.problem("id", f'found "{contract_id}", expected "{stem}", the file\'s name')
    sources = tuple(_source(table) for table in top.tables("source"))
    by_id = {source.id: source for source in sources}
    terms = [_term(table, top.place, contract_id, by_id) for table in top.tables("term")]
    contract = Contract(
        id=contract_id,
        title=top.text("title"),
        nation=_nation(top),
        staff_group=top.text("staff_group"),
        unit=top.choice("unit", Unit, Unit.HOUR),
        kind=top.choice("kind", Kind, Kind.CONTRACT),
        note=top.text("note", optional=True),
        sources=sources,
        terms=tuple(row for _, rows in terms for row in rows),
    )
    top.close()
    keys = [head.key for head, _ in terms]
    top.place.unique((source.id for source in sources), "source")
    top.place.unique(keys, "term")
    check_together(contract, keys, top.place)
    return contract


def _source(table: Table) -> Source:
    source = Source(
        id=table.name("id"),
        title=table.text("title"),
        publisher=table.text("publisher"),
        link=table.text("link", optional=True),
        read=table.take("read", date, date.min),
    )
    table.close()
    return source


def _nation(table: Table) -> Nation | None:
    return table.choice("nation", Nation, Nation.ENGLAND) if table.has("nation") else None


def _term(
    table: Table, above: Place, contract: str, sources: Mapping[str, Source]
) -> tuple[_Head, list[TermValue]]:
    key = table.name("key")
    if key:
        table.place = above.at(f'term "{key}"')
    unit = table.choice("unit", Measure, Measure.TEXT)
    head = _Head(key, unit, table.text("says"), contract, sources, table.right("unit"))
    _check_key(head, table.place)
    rows = [_row(row, head) for row in table.tables("row")]
    table.close()
    _check_order(rows, table.place)
    return head, rows


def _row(table: Table, head: _Head) -> TermValue:
    ends = table.take("ends", bool, stand_in=False, optional=True)
    if table.has("value") is ends:
        table.place.problem("expected a value, or ends = true without one")
    value: object = None
    if table.has("value") and head.unit_is_right:
        value = read_value(head.key, head.unit, table.value("value"), table.place.at("value"))
    row = TermValue(
        key=head.key,
        unit=head.unit,
        says=head.says,
        value=value,
        citation=_citation(table.table("cite"), head.sources),
        confidence=table.choice(
            "confidence", Confidence, Confidence.UNVERIFIED, never=(Confidence.LOCAL,)
        ),
        start=table.take("from", date, date.min),
        note=table.text("note", optional=True),
        contract=head.contract,
        nation=_nation(table),
        ends=ends,
    )
    table.close()
    return row


def _citation(cite: Table | None, sources: Mapping[str, Source]) -> Citation:
    if cite is None:
        return Citation(_NO_SOURCE, "")
    name, at = cite.name("source"), cite.text("at", optional=True)
    if name and name not in sources:
        cite.problem("source", f'found "{name}"{nearest(name, sources)}')
    cite.close()
    return Citation(sources.get(name, _NO_SOURCE), at)


# -- checks over more than one key -------------------------------------------------------------


def _check_key(head: _Head, place: Place) -> None:
    """A term that the program reads has its unit; one that is nearly spelt so is a slip."""
    expected = TERMS.get(head.key)
    if expected not in (None, head.unit):
        place.at("unit").problem(f'found "{head.unit}", expected "{expected}"')
    if expected is None:
        as_long = [key for key in TERMS if abs(len(key) - len(head.key)) <= _SLIPS]
        slip = get_close_matches(head.key, as_long, n=1, cutoff=_MISSPELT)
        if slip:
            place.problem(f'unknown term; the nearest valid name is "{slip[0]}"')


def _check_order(rows: list[TermValue], place: Place) -> None:
    """Rows of one nation follow each other in time, and the first gives a value."""
    last: dict[Nation | None, date] = {}
    for row in rows:
        before = last.get(row.nation)
        if row.ends and before is None and None not in last:
            place.problem(f"ends on {row.start} before it has had a value")
        if before is not None and row.start <= before:
            place.problem(f"the row from {row.start} must come before the row from {before}")
        last[row.nation] = row.start


def check_together(contract: Contract, keys: Collection[str], place: Place) -> None:
    """Note terms that others of these keys need, and names that no other term defines."""
    _check_needed(contract, keys, place)
    _check_names(contract, place)


def _check_needed(contract: Contract, keys: Collection[str], place: Place) -> None:
    needs: dict[str, str] = {}
    if contract.kind is Kind.CONTRACT:
        by = f'a contract in the unit "{contract.unit.value}"'
        needs = dict.fromkeys(_NEEDED_BY_UNIT[contract.unit], by)
    for key in keys:
        needs |= dict.fromkeys(_NEEDED_BY_TERM.get(key, ()), f'"{key}"')
    for key, by in needs.items():
        if key not in keys:
            place.problem(f'term "{key}" is missing: {by} needs it')


def _check_names(contract: Contract, place: Place) -> None:
    """Categories and bands that one term names must be those that another defines."""
    codes = {category.code for value in _values(contract, "categories") for category in value}
    bands = {band.name for value in _values(contract, "rota-bands") for band in value}
    gaps = {name for value in _values(contract, "rota-band-gap") for name in value}
    lines = [
        line for value in _values(contract, "availability-supplement") for line in value.values()
    ]
    for key, used, defined in (
        ("emergency-work-category", set(_values(contract, "emergency-work-category")), codes),
        ("rota-band-gap", gaps, bands),
        ("availability-supplement", {name for line in lines for name in line}, bands),
    ):
        for name in sorted(used - defined if defined else ()):
            place.at(f'term "{key}"').problem(f'found "{name}"{nearest(name, defined)}')
    for name in sorted(bands - set.intersection(*map(set, lines)) if lines else ()):
        place.at('term "availability-supplement"').problem(f'has no value for "{name}"')


def _values(contract: Contract, key: str) -> list[Any]:
    rows = contract.rows(key)
    return [row.value for row in rows if row.unit is TERMS[key] and row.value is not None]
