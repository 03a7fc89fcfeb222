"""Values with a usual one: each shown with what it means, edited in place, and put back to usual.

The rows hold no truth: they show a whole and hand back the whole that a value would make of it.
Know nothing of what the values are for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from portfolio_app.core import words
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare.cards import Columns
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.buttons import Look, button, polish
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.labels import TextLabel, TextRole
from portfolio_app.ui.widgets.typed import Line, RefusedError

_NARROWEST = 290
_FIELD = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a whole: what it is, how it is typed (None: yes or no), and what is usual.

    `read` takes the whole; `write` takes the whole and the value and gives the changed whole.
    `empty` says in words what an empty field means.
    """

    key: str
    title: str
    why: str
    line: Line | None
    read: Callable[[Any], Any]
    write: Callable[[Any, Any], Any]
    usual: Any
    empty: str = ""

    def text(self, value: object) -> str:
        """A value in words."""
        if self.line is None:
            return "yes" if value else "no"
        return self.line.show(value) or self.empty or "not known"


def _bounded(line: Line, low: float, high: float, says: str) -> Line:
    """A line that refuses what lies outside; None passes."""

    def read(text: str) -> object:
        value = line.read(text)
        if value is not None and not low <= value <= high:
            raise RefusedError(f"Found “{text.strip()}”. {says}")
        return value

    return Line(line.show, read)


def whole_number(low: int, high: int) -> Line:
    """A whole number, shown with commas and read with or without them."""

    def read(text: str) -> int:
        value = typed.WHOLE.read(text.replace(",", "").replace(" ", ""))
        if value is None:
            raise RefusedError(f"Write a whole number from {low:,} to {high:,}.")
        return int(value)

    line = Line(lambda value: f"{value:,}", read)
    return _bounded(line, low, high, f"Write a whole number from {low:,} to {high:,}.")


def number(low: int, high: int, *, needed: bool = True) -> Line:
    """A figure such as 7.5; None where it is empty and need not be said."""
    line = typed.NEEDED if needed else typed.FIGURE
    return _bounded(line, low, high, f"Write a number from {low} to {high}.")


def percent(most: int = 100, *, least: int = 0) -> Line:
    """A share as a percentage."""

    def read(text: str) -> Fraction:
        value = typed.NEEDED.read(text.replace("%", ""))
        return Fraction(value) / 100

    line = Line(lambda value: f"{words.number(value * 100, 2)} %", read)
    says = f"Write a percentage from {least} to {most}."
    return _bounded(line, Fraction(least, 100), Fraction(most, 100), says)  # type: ignore[arg-type]


def length(most_hours: int) -> Line:
    """A length of time in minutes, shown in hours."""

    def read(text: str) -> int:
        value = typed.LENGTH.read(text)
        if value is None:
            raise RefusedError("A length is needed, such as 2 h or 90 min.")
        return int(value)

    line = Line(typed.LENGTH.show, read)
    return _bounded(line, 0, most_hours * 60, f"Write at most {most_hours} h.")


class _Edit(QLineEdit):
    """A line that Escape puts back."""

    put_back = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.put_back.emit()
        else:
            super().keyPressEvent(event)


class ValueRow(QWidget):
    """One value: its title, its field, what it means, and the way back to the usual.

    Signals:
        chosen: another value.
    """

    chosen = Signal(object)

    def __init__(self, value: Value) -> None:
        """Make the row; it shows nothing yet."""
        super().__init__()
        self.value = value
        self._shown: object = None
        self.title = TextLabel(value.title, wrap=True)
        self.field = self._line() if value.line is not None else self._yes_no()
        self.field.setAccessibleName(value.title)
        self.field.setAccessibleDescription(value.why)
        self.title.setBuddy(self.field)
        self.why = TextLabel(value.why, role=TextRole.SMALL, wrap=True)
        self.back = button("", lambda: self.chosen.emit(value.usual), look=Look.LINK)
        usual = value.text(value.usual)
        self.back.setText(f"Back to the usual: {usual}")
        self.back.setAccessibleName(f"{value.title}: back to the usual, {usual}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(1))
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.field, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.why, 1, 0, 1, 2)
        grid.addWidget(self.back, 2, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setRowStretch(3, 1)

    def _line(self) -> QWidget:
        made = _Edit()
        made.setFixedWidth(theme.px(_FIELD))
        made.setPlaceholderText(self.value.empty)
        made.editingFinished.connect(self._finish)
        made.put_back.connect(lambda: self.show_value(self._shown))
        return made

    def _yes_no(self) -> QWidget:
        made = QCheckBox()
        made.clicked.connect(self._tick)
        return made

    def show_value(self, value: object) -> None:
        """Show a value, without a signal."""
        self._shown = value
        if isinstance(self.field, QCheckBox):
            with QSignalBlocker(self.field):
                self.field.setChecked(bool(value))
        elif isinstance(self.field, _Edit) and self.value.line is not None:
            self.field.setText(self.value.line.show(value))
            self.field.setModified(False)
            self._say("")
        is_usual = value == self.value.usual
        if is_usual and self.back.hasFocus():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.back.setVisible(not is_usual)

    def _tick(self, checked: bool) -> None:  # noqa: FBT001 - a slot of clicked(bool)
        self.chosen.emit(checked)

    def _finish(self) -> None:
        field, line = self.field, self.value.line
        if not isinstance(field, _Edit) or line is None or not field.isModified():
            return
        try:
            value = line.read(field.text())
        except RefusedError as error:
            self._say(str(error))
            return
        field.setModified(False)
        self._say("")
        if value == self._shown:
            field.setText(line.show(value))
        else:
            self.chosen.emit(value)

    def _say(self, error: str) -> None:
        self.why.set_role(TextRole.ERROR if error else TextRole.SMALL)
        self.why.setText(error or self.value.why)
        self.field.setAccessibleDescription(error or self.value.why)
        self.field.setProperty("state", "error" if error else None)
        polish(self.field)


class ValuesCard(Card):
    """Values of one whole, behind a heading that opens and closes.

    Signals:
        edited: a Value, and what the user made of it.
    """

    edited = Signal(object, object)

    def __init__(self, title: str, says: str) -> None:
        """Begin closed and empty; `says` stands above the values."""
        super().__init__()
        self._name = title
        self.setAccessibleName(title)
        self.head = QToolButton()
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.toggled.connect(self._toggle)
        self.lines = QWidget()
        column = QVBoxLayout(self.lines)
        column.setContentsMargins(theme.px(8), 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(TextLabel(says, role=TextRole.SOFT, wrap=True))
        self._columns = Columns(narrowest=_NARROWEST, gap=16)
        column.addWidget(self._columns)
        self.rows: dict[str, ValueRow] = {}
        self._shown: tuple[object, bool] | None = None
        self.add(self.head)
        self.add(self.lines)
        self._toggle(False)

    def show_whole(self, values: Sequence[Value], whole: object, *, may_edit: bool) -> None:
        """Show the values of a whole; rows are kept where they can be."""
        if self._shown == (whole, may_edit):
            return
        self._shown = whole, may_edit
        keys = [value.key for value in values]
        if keys != list(self.rows):
            for row in self.rows.values():
                row.hide()
                row.deleteLater()
            self.rows = {value.key: self._row(value) for value in values}
            self._columns.show_widgets(list(self.rows.values()))
        changed = 0
        for value in values:
            row = self.rows[value.key]
            row.value = value
            shown = value.read(whole)
            row.show_value(shown)
            row.field.setEnabled(may_edit)
            row.back.setEnabled(may_edit)
            changed += shown != value.usual
        own = f" · {changed} of {len(values)} changed" if changed else " · all as usual"
        self.head.setText(f"{self._name}{own}")

    def _row(self, value: Value) -> ValueRow:
        row = ValueRow(value)
        row.chosen.connect(lambda what: self.edited.emit(row.value, what))
        return row

    def _toggle(self, is_open: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        self.lines.setVisible(is_open)
        theme.set_icon(self.head, "caret-down" if is_open else "caret-right", size=14)
        self.head.setAccessibleDescription("open" if is_open else "closed")
