"""A contract's value that has several rows, as a small table of fields: hours, bands, tables.

Each shape says its columns and how its rows make the value and come from it. What is typed wrong
is said all at once, each with its row and column. Knows no contract and keeps nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.core.model import MINUTES_PER_DAY, WEEKDAYS, Clock
from portfolio_app.core.termvalues import PARTS, Band, Category, Measure
from portfolio_app.core.weektime import Interval, by_hours, merge, windows_of
from portfolio_app.exchange.termtoml import value_toml
from portfolio_app.ui import theme
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.buttons import Look, button, polish
from portfolio_app.ui.widgets.inputs import parse_time, show_time
from portfolio_app.ui.widgets.labels import TextLabel, TextRole
from portfolio_app.ui.widgets.typed import Line, RefusedError

_DAYS = [day.value for day in WEEKDAYS]
_RUN = re.compile(r"\s*(?:to|-|\u2013)\s*")
_APART = re.compile(r"\s*(?:,|;|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how its cells are typed, and how wide it is beside the others."""

    title: str
    line: Line
    wide: int = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a kind of value, its rows from a value and the value from its rows."""

    columns: tuple[Column, ...]
    rows_of: Callable[[Any], Iterable[tuple[object, ...]]]
    value_of: Callable[[Sequence[tuple[Any, ...]]], object]


# -- how cells are typed ---------------------------------------------------------------------------


def _day(text: str) -> int:
    found = [at for at, day in enumerate(_DAYS) if text[:3].casefold() == day.casefold()]
    if not found:
        raise RefusedError(f"Found “{text}”. Write days such as Mon, Tue or Mon to Fri.")
    return found[0]


def _read_days(text: str) -> tuple[int, ...]:
    days: set[int] = set()
    for part in _APART.split(text.strip()):
        first, *last = _RUN.split(part, maxsplit=1)
        begins = _day(first)
        ends = _day(last[0]) if last else begins
        days |= {(begins + more) % 7 for more in range((ends - begins) % 7 + 1)}
    return tuple(sorted(days))


def _show_days(days: Sequence[int]) -> str:
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{_DAYS[days[0]]} to {_DAYS[days[-1]]}"
    return ", ".join(_DAYS[day] for day in days)


def _read_time(text: str) -> int:
    minute = parse_time(text)
    if minute is None:
        raise RefusedError(f"Found “{text.strip()}”. Write a time such as 07:00 or 24:00.")
    return minute


def _read_yes(text: str) -> bool:
    word = text.strip().casefold()
    if word not in ("yes", "no"):
        raise RefusedError(f"Found “{text.strip()}”. Write yes or no.")
    return word == "yes"


def _read_one_in(text: str) -> int:
    value = typed.WHOLE.read(text)
    if not value:
        raise RefusedError("A whole number is needed, such as 4 for 1 in 4.")
    return int(value)


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())


_NAMES = Line(", ".join, _names)
_TIME = Line(show_time, _read_time)
_ONE_IN = Line(typed.FIGURE.show, _read_one_in)


# -- the shapes ------------------------------------------------------------------------------------


def _hours_rows(value: Iterable[Interval]) -> Iterable[tuple[object, ...]]:
    return [(days, start, end) for (start, end), days in by_hours(value).items()]


def _hours_value(rows: Sequence[tuple[Any, ...]]) -> object:
    return merge(
        window
        for days, start, end in rows
        for day in days
        for window in windows_of(day, Clock(start % MINUTES_PER_DAY, end % MINUTES_PER_DAY))
    )


def _distinct(names: Sequence[str]) -> None:
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise RefusedError(f"“{twice}” stands in two rows. Give each row a name of its own.")


def _table_value(rows: Sequence[tuple[Any, ...]]) -> object:
    _distinct([f"{name}, {column}" for name, column, _ in rows])
    made: dict[str, dict[str, Fraction]] = {}
    for name, column, figure in rows:
        made.setdefault(name, {})[column] = figure
    return made


def _pairs_value(rows: Sequence[tuple[Any, ...]]) -> object:
    _distinct([name for name, _ in rows])
    return dict(rows)


_HOURS = Shape(
    (Column("Days", Line(_show_days, _read_days), 3), Column("From", _TIME), Column("To", _TIME)),
    _hours_rows,
    _hours_value,
)
_CATEGORIES = Shape(
    (
        Column("Code", typed.NAME),
        Column("Name", typed.NAME, 4),
        Column("Also called", _NAMES, 3),
        Column("Counted", Line(lambda value: "yes" if value else "no", _read_yes)),
    ),
    lambda value: [(one.code, one.name, one.aliases, one.counted) for one in value],
    lambda rows: tuple(Category(*row) for row in rows),
)
_BANDS = Shape(
    (
        Column("Name", typed.NAME, 3),
        Column("From 1 in", _ONE_IN),
        Column("To 1 in, if it ends", typed.WHOLE, 3),
    ),
    lambda value: [(one.name, one.first, one.last) for one in value],
    lambda rows: tuple(
        Band(name, Fraction(first), None if last is None else Fraction(last))
        for name, first, last in rows
    ),
)
_TABLE_HEADS: Mapping[str, tuple[str, str, str]] = {
    "availability-supplement": ("Category", "Frequency", "Per cent"),
    "unsocial-hours-uplift": ("Band", "When", "Per cent"),
}
_PAIR_HEADS: Mapping[str, tuple[str, str]] = {
    "basic-pay": ("Point or service", "Pounds a year"),
    "annual-leave-by-service": ("Service", "Days"),
    "rota-band-gap": ("Band", "1 in"),
}


def shape_of(key: str, unit: Measure) -> Shape | None:
    """The shape of a value that has rows; None for one that is a single figure or word."""
    if unit is Measure.TABLE:
        name, column, figure = _TABLE_HEADS.get(key, ("Row", "Column", "Number"))
        return Shape(
            (Column(name, typed.NAME), Column(column, typed.NAME), Column(figure, typed.NEEDED)),
            lambda value: [(a, b, one) for a, line in value.items() for b, one in line.items()],
            _table_value,
        )
    if unit is Measure.THRESHOLDS:
        name, figure = _PAIR_HEADS.get(key, ("What", "Number"))
        return Shape(
            (Column(name, _part_names(key), 3), Column(figure, typed.NEEDED)),
            lambda value: list(value.items()),
            _pairs_value,
        )
    shapes = {
        Measure.WINDOWS: _HOURS,
        Measure.CATEGORIES: _CATEGORIES,
        Measure.BANDS: _BANDS,
    }
    return shapes.get(unit)


def _part_names(key: str) -> Line:
    """Names as people write them; those that the program needs are known without underlines."""
    known = {part.replace("_", " "): part for part in PARTS.get(key, ())}

    def read(text: str) -> str:
        name = str(typed.NAME.read(text))
        return known.get(name.casefold(), name)

    return Line(lambda name: name.replace("_", " ") if name in known.values() else name, read)


# -- the table -------------------------------------------------------------------------------------


class ValueTable(QWidget):
    """The fields of each row; a row without a word in it does not count."""

    def __init__(self, shape: Shape, value: object) -> None:
        """Show a value; None begins with one empty row."""
        super().__init__()
        self._shape = shape
        self.rows: list[list[QLineEdit]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(4))
        for at, column in enumerate(shape.columns):
            self._grid.setColumnStretch(at, column.wide)
            self._grid.addWidget(TextLabel(column.title, role=TextRole.SMALL), 0, at)
        self.add = button("Add a row", self._add_row, look=Look.QUIET, icon="plus")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(4))
        outer.addLayout(self._grid)
        outer.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for cells in [] if value is None else shape.rows_of(value):
            self._put_row(cells)
        if not self.rows:
            self._put_row(None)

    def toml(self, unit: Measure) -> str:
        """The value as a contract file would have it.

        Raises:
            RefusedError: what is typed wrong, a line for each cell.
        """
        made: list[tuple[object, ...]] = []
        wrong: list[str] = []
        for place, fields in enumerate(self.rows, start=1):
            if any(field.text().strip() for field in fields):
                cells = zip(self._shape.columns, fields, strict=True)
                made.append(tuple(_read(column, field, place, wrong) for column, field in cells))
        if wrong:
            raise RefusedError("\n".join(wrong))
        if not made:
            raise RefusedError("Write at least one row.")
        return value_toml(self._shape.value_of(made), unit)

    def _add_row(self) -> None:
        self._put_row(None)
        self.rows[-1][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_row(self, cells: tuple[object, ...] | None) -> None:
        line, place = self._grid.rowCount(), len(self.rows) + 1
        fields = []
        for at, column in enumerate(self._shape.columns):
            field = QLineEdit("" if cells is None else column.line.show(cells[at]))
            field.setCursorPosition(0)
            field.setToolTip(field.text())
            field.textChanged.connect(field.setToolTip)
            field.setMinimumWidth(theme.px(36))
            field.setAccessibleName(f"Row {place}, {column.title}")
            self._grid.addWidget(field, line, at)
            field.show()
            fields.append(field)
        self.rows.append(fields)
        gone = button("", lambda: self._take_away(fields), look=Look.QUIET, icon="x")
        gone.setAccessibleName(f"Take away row {place}")
        gone.setToolTip("Take away this row")
        self._grid.addWidget(gone, line, len(fields))
        gone.show()
        QWidget.setTabOrder(gone, self.add)
        if place == 1:
            self.setFocusProxy(fields[0])

    def _take_away(self, fields: list[QLineEdit]) -> None:
        """Empty the only row; take any other away."""
        if len(self.rows) == 1:
            for field in fields:
                field.clear()
            return
        line = self._grid.getItemPosition(self._grid.indexOf(fields[0]))[0]  # type: ignore[index]
        self.rows.remove(fields)
        self.setFocusProxy(self.rows[0][0])
        self.rows[0][0].setFocus(Qt.FocusReason.OtherFocusReason)
        for at in range(len(fields) + 1):
            item = self._grid.itemAtPosition(line, at)
            widget = None if item is None else item.widget()
            if widget is not None:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()


def _read(column: Column, field: QLineEdit, place: int, wrong: list[str]) -> object:
    try:
        value: object = column.line.read(field.text())
    except RefusedError as error:
        wrong.append(f"Row {place}, {column.title}: {error}")
        value = None
        field.setProperty("state", "error")
    else:
        field.setProperty("state", None)
    polish(field)
    return value
