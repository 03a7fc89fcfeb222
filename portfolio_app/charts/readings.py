"""What a picture of bars shows: rows of parts in one unit, with what each is measured against.

The values arrive exact and named; the same figures come out as a table and in words. Knows nothing
of portfolios, of drawing or of matplotlib.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from portfolio_app.charts.style import Table
from portfolio_app.core import words

CONTRACT = "contract"
_ZERO = Fraction(0)
_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a row. `employer` None: it belongs to none of the portfolio's employers.

    `keys` are the lines of the plan that it adds up; `about` that it rests on an assumption.
    """

    name: str
    value: Fraction
    employer: int | None
    keys: tuple[str, ...] = ()
    about: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One bar. `contract` and `today` are in the panel's unit; None: there is none to show."""

    title: str
    subtitle: str = ""
    parts: tuple[Part, ...]
    contract: Fraction | None = None
    contract_name: str = CONTRACT
    today: Fraction | None = None
    marks: tuple["Mark", ...] = ()
    is_total: bool = False

    @property
    def total(self) -> Fraction:
        """All parts together."""
        return sum((part.value for part in self.parts), _ZERO)

    @property
    def about(self) -> bool:
        """Whether any part rests on an assumption."""
        return any(part.about for part in self.parts)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every line of the plan that it adds up, once."""
        return tuple(dict.fromkeys(key for part in self.parts for key in part.keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A limit: its name on the picture and in a sentence, and whether it is the law's."""

    name: str
    said: str
    value: Fraction
    is_law: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Rows in one unit, on one axis. Values are units, or minutes where the unit is hours."""

    unit: str
    axis: str
    rows: tuple[Row, ...]
    in_minutes: bool = False

    def show(self, value: Fraction, *, about: bool = False) -> str:
        """A value with its unit: "9.375 PA", "about 41.25 h"."""
        text = words.hours(value) if self.in_minutes else words.units(value, self.unit)
        return f"about {text}" if about else text

    def bare(self, value: Fraction) -> str:
        """A value without its unit."""
        return words.number(value / _HOUR, 2) if self.in_minutes else words.number(value)

    def plot(self, value: Fraction) -> float:
        """A value on the axis."""
        return float(value / _HOUR if self.in_minutes else value)

    def apart(self, value: Fraction, other: Fraction, short: str) -> str:
        """How far a value is from another: "0.375 PA over"; `short` is the word for less."""
        if value == other:
            return "none"
        return f"{self.show(abs(value - other))} {'over' if value > other else short}"

    def against(self, row: Row) -> str:
        """What a row is against its contract and its limits: "0.375 PA over contract"."""
        said = []
        if row.contract is not None:
            far = self.apart(row.total, row.contract, "under")
            said.append("as contracted" if far == "none" else f"{far} {row.contract_name}")
        for mark in row.marks:
            far = self.apart(row.total, mark.value, "below")
            said.append(f"at {mark.said}" if far == "none" else f"{far} {mark.said}")
        return ", ".join(said)

    def change(self, row: Row) -> str:
        """What a row is against today's plan: "2 PA more", "as today"; nothing to compare with."""
        if row.today is None:
            return ""
        change = row.total - row.today
        if not change:
            return "as today"
        return f"{self.show(abs(change))} {'more' if change > 0 else 'less'}"


# -- the same figures as text ------------------------------------------------------------------


def than_today(change: str) -> str:
    """A change in a sentence: "2 PA more than today"."""
    return f"{change} than today" if change.endswith(("more", "less")) else change


def bars_table(panels: Sequence[Panel], *, head: str) -> Table:
    """The figures of the bars: each bar, what it is measured against, and each of its parts.

    Args:
        panels: what is drawn.
        head: what a bar stands for, such as "Employer".
    """
    compared = any(row.today is not None for panel in panels for row in panel.rows)
    headers: tuple[str, ...] = (head, "Part", "A week", "Measured against", "Difference")
    if compared:
        headers += ("Today", "Change")
    cells: list[tuple[str, ...]] = []
    keys: list[tuple[str, ...]] = []
    for panel in panels:
        for row in panel.rows:
            for more, own in _row_cells(panel, row, compared=compared):
                cells.append(more + ("",) * (len(headers) - len(more)))
                keys.append(own)
    spoken = " ".join(_sentence(panel, row) for panel in panels for row in panel.rows)
    numeric = frozenset({2, 5, 6} if compared else {2})
    return Table(headers, tuple(cells), numeric, tuple(keys), spoken)


_Cells = tuple[tuple[str, ...], tuple[str, ...]]  # of one row of the table, and its lines


def _row_cells(panel: Panel, row: Row, *, compared: bool) -> Iterable[_Cells]:
    """The bar with its contract, then each limit, then each part."""
    name = row.parts[0].name if len(row.parts) == 1 else "all"
    value = panel.show(row.total, about=row.about)
    contract, apart = "", ""
    if row.contract is not None:
        contract = f"{row.contract_name} {panel.show(row.contract)}"
        apart = panel.apart(row.total, row.contract, "under")
    today = _today_cells(panel, row) if compared else ()
    yield (row.title, name, value, contract, apart, *today), row.keys
    for mark in row.marks:
        apart = panel.apart(row.total, mark.value, "below")
        yield (row.title, name, value, mark.name, apart), row.keys
    for part in row.parts if len(row.parts) > 1 else ():
        yield (row.title, part.name, panel.show(part.value, about=part.about)), part.keys


def _today_cells(panel: Panel, row: Row) -> tuple[str, str]:
    if row.today is None:
        return "", ""
    return panel.show(row.today), panel.change(row)


def _sentence(panel: Panel, row: Row) -> str:
    said = f"{row.title}: {panel.show(row.total, about=row.about)} a week"
    change = panel.change(row)
    facts = [text for text in (panel.against(row), than_today(change)) if text]
    if facts:
        said += f", {', '.join(facts)}"
    if len(row.parts) > 1:
        parts = [f"{part.name} {panel.bare(part.value)}" for part in row.parts]
        said += f" ({words.listing(parts)})"
    return f"{said}."
