"""A form made from a table of fields: each row shows one part of an item and changes that part.

The form holds no truth: it shows an item, and hands back the item that a field would make of it.
What cannot be taken is said beside its field and changes nothing. Knows nothing of documents.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.buttons import polish
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.inputs import TimeField
from portfolio_app.ui.widgets.labels import SELECTABLE, TextLabel, TextRole
from portfolio_app.ui.widgets.typed import Line, RefusedError

Option = tuple[object, str]

_LABEL_WIDTH = 92
_SMALLEST = 24  # pixels of a toggle, whatever the size of text
_IN_A_ROW = 7  # toggles: the days of a week


class Kind(Enum):
    """Which editor a field has."""

    LINE = "line"
    NOTES = "notes"
    CHOICE = "choice"
    YES_NO = "yes or no"
    TIME = "time"
    TOGGLES = "toggles"  # several of a few, each a small button
    SEVERAL = "several"  # several of many, from a menu
    SAID = "said"  # words that follow from the rest; nothing to edit


_TYPED = {Kind.LINE, Kind.NOTES, Kind.TIME}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One row of a form.

    `read` takes the context and the item and gives the value shown; `write` takes the value too
    and gives the changed item, or raises RefusedError. `shown` says when the row is there at all.
    """

    key: str
    label: str
    kind: Kind
    read: Callable[[Any, Any], Any]
    write: Callable[[Any, Any, Any], Any]
    section: str = ""
    hint: str = ""
    line: Line = typed.TEXT
    options: Callable[[Any, Any], Sequence[Option]] | None = None
    shown: Callable[[Any, Any], bool] = field(default=lambda _context, _item: True)
    beside: str = ""  # the key of the field whose row this one shares


class _Editor:
    """What the form needs of an editor: a widget that shows a value and says when it is changed."""

    def __init__(self, widget: QWidget, show: Callable[[Any], None]) -> None:
        self.widget = widget
        self.show = show
        self.set_options: Callable[[Sequence[Option]], None] | None = None


class NotesEdit(QPlainTextEdit):
    """Some lines of text; `committed(str)` comes when they are left. Tab leaves them."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(64))
        self._held = ""

    def set_text(self, text: str) -> None:
        """Show other text, without a signal."""
        self._held = text
        if text != self.toPlainText():
            self.setPlainText(text)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            return
        super().keyPressEvent(event)

    def commit(self) -> None:
        """Say what is written, where that is new."""
        if self.toPlainText() != self._held:
            self._held = self.toPlainText()
            self.committed.emit(self._held)


class Toggles(QWidget):
    """A few small buttons, any of them pressed; `chosen(values)` carries those that are."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without buttons."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(1)
        self._buttons: list[QToolButton] = []
        self._options: tuple[Option, ...] = ()

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these, the first letters on the button and the whole words to a screen reader.

        Buttons are kept, for making one takes longer than all the rest.
        """
        if tuple(options) == self._options:
            return
        self._options = tuple(options)
        while len(self._buttons) < len(options):
            at = len(self._buttons)
            self._buttons.append(self._button())
            self._grid.addWidget(self._buttons[at], at // _IN_A_ROW, at % _IN_A_ROW)
        for each, (_, text) in zip(self._buttons, options, strict=False):
            each.setText(text if len(text) <= 3 else text[:1])
            each.setToolTip(text)
            each.setAccessibleName(f"{self.accessibleName()}: {text}")
        for at, each in enumerate(self._buttons):
            each.setVisible(at < len(options))

    def _button(self) -> QToolButton:
        made = QToolButton()
        made.setCheckable(True)
        # Never too small to hit, and seven beside each other in a panel with large text.
        made.setMinimumSize(max(_SMALLEST, theme.px(18)), theme.px(26))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setProperty("look", "toggle")
        made.setStyleSheet("padding-left: 0; padding-right: 0;")  # seven of them share a row
        made.clicked.connect(lambda _checked: self.chosen.emit(self.values()))
        return made

    def values(self) -> tuple[object, ...]:
        """The values of the buttons that are pressed, in order."""
        pairs = zip(self._options, self.buttons(), strict=True)
        return tuple(value for (value, _), each in pairs if each.isChecked())

    def set_values(self, values: Sequence[object]) -> None:
        """Press these and no others, without a signal."""
        for (value, _), each in zip(self._options, self.buttons(), strict=True):
            each.setChecked(value in values)

    def buttons(self) -> tuple[QToolButton, ...]:
        """The buttons that are offered, in order."""
        return tuple(self._buttons[: len(self._options)])


class Several(QToolButton):
    """Several of many, ticked in a menu; `chosen(values)` carries them."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without choices."""
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setProperty("look", "several")
        theme.set_icon(self, "caret-down", size=14)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._options: tuple[Option, ...] = ()
        self._chosen: tuple[object, ...] = ()

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these."""
        if tuple(options) == self._options:
            return
        self._options = tuple(options)
        self._menu.clear()
        for value, text in options:
            action = self._menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.triggered.connect(lambda checked, v=value: self._tick(v, checked=checked))

    def set_values(self, values: Sequence[object]) -> None:
        """Tick these and no others, without a signal."""
        self._chosen = tuple(values)
        names = [text for value, text in self._options if value in values]
        for (value, _), action in zip(self._options, self._menu.actions(), strict=True):
            action.setChecked(value in values)
        self.setText(", ".join(names).replace("&", "&&") if names else "None")

    def _tick(self, value: object, *, checked: bool) -> None:
        kept = [one for one in self._chosen if one != value]
        self.chosen.emit((*kept, value) if checked else tuple(kept))


class _Row(QWidget):
    """A label, its editor, and a line below for help or what is wrong."""

    def __init__(self, field_: Field, editor: QWidget) -> None:
        super().__init__()
        self._editor = editor
        self._hint = field_.hint
        self._error = ""
        self._label = TextLabel(field_.label, role=TextRole.SOFT, wrap=True)
        self._label.setBuddy(editor)
        self._label.setFixedWidth(theme.px(_LABEL_WIDTH))
        self._label.setMinimumHeight(theme.px(26))
        self._editors = QHBoxLayout()
        self._editors.setSpacing(theme.px(6))
        self._editors.addWidget(editor)
        if field_.kind is Kind.TIME:
            self._editors.addStretch(1)
        self._note = TextLabel(field_.hint, role=TextRole.SMALL, wrap=True)
        editor.setAccessibleDescription(field_.hint)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._editors, 0, 1)
        grid.addWidget(self._note, 1, 1)
        # Only now, in its row: shown before, it would be a window of its own and take the focus.
        self._note.setVisible(bool(field_.hint))

    def add_beside(self, editor: QWidget) -> None:
        """Put another editor in the row, with a dash before it."""
        self._editors.insertWidget(1, TextLabel("\u2013", role=TextRole.SOFT))
        self._editors.insertWidget(2, editor)

    def say(self, error: str) -> None:
        """Say what is wrong; nothing shows the help again."""
        if error == self._error:
            return
        self._error = error
        self._note.set_role(TextRole.ERROR if error else TextRole.SMALL)
        self._note.setText(error or self._hint)
        self._note.setVisible(bool(error or self._hint))
        self._editor.setAccessibleDescription(error or self._hint)
        state = "error" if error else None
        if self._editor.property("state") != state:
            self._editor.setProperty("state", state)
            polish(self._editor)

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._error


class _Section(QWidget):
    """Rows under a heading that opens and closes; without a heading, always open."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self._head = QToolButton()
        self._head.setText(title)
        self._head.setCheckable(True)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._head.setProperty("look", "section")
        self._head.setFixedHeight(theme.px(30))  # room for letters that hang below the line
        self._head.toggled.connect(self._toggle)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(6))
        column.addWidget(self._head)
        column.addWidget(self._body)
        self._head.setVisible(bool(title))
        self._toggle(not title)

    def add(self, row: QWidget) -> None:
        self._rows.addWidget(row)

    def open(self) -> None:
        self._head.setChecked(True)

    def show_if_any(self, *, any_row: bool) -> None:
        self.setVisible(any_row)

    def _toggle(self, is_open: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        self._body.setVisible(is_open or not self._title)
        theme.set_icon(self._head, "caret-down" if is_open else "caret-right", size=14)
        self._head.setAccessibleDescription("open" if is_open else "closed")


class FieldForm(QWidget):
    """Shows an item through a table of fields.

    `edited(field, item)` comes with the whole item as the field would have it; whoever owns the
    item takes it, or calls `refuse`.
    """

    edited = Signal(object, object)

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        """Make the rows of a table."""
        super().__init__(parent)
        self._fields = tuple(fields)
        self._context: Any = None
        self._item: Any = None
        self._there: tuple[str, ...] = ()
        self._editors: dict[str, _Editor] = {}
        self._rows: dict[str, _Row] = {}
        self._sections: dict[str, _Section] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for each in self._fields:
            self._add(each, column)

    def _add(self, each: Field, column: QVBoxLayout) -> None:
        editor = _MAKERS[each.kind](self, each)
        editor.widget.setObjectName(each.key)
        editor.widget.setAccessibleName(each.label)
        self._editors[each.key] = editor
        if each.beside:
            self._rows[each.key] = self._rows[each.beside]
            self._rows[each.beside].add_beside(editor.widget)
            return
        row = _Row(each, editor.widget)
        self._rows[each.key] = row
        if each.section not in self._sections:
            self._sections[each.section] = _Section(each.section)
            column.addWidget(self._sections[each.section])
        self._sections[each.section].add(row)

    def show_item(self, context: object, item: object, *, keep_typed: bool = False) -> bool:
        """Show an item; what was wrong before is forgotten.

        Args:
            context: what the fields look at beside the item.
            item: the item.
            keep_typed: let be what is being typed, and what was typed and refused.

        Returns:
            Whether other rows are there than before.
        """
        self._context, self._item = context, item
        before = self._there
        self._there = tuple(each.key for each in self._fields if each.shown(context, item))
        there: set[str] = set()
        for each in self._fields:
            shown = each.key in self._there
            kept = keep_typed and shown and self._is_typed(each.key)
            if not each.beside:
                self._rows[each.key].setVisible(shown)
                self._rows[each.key].say(self._rows[each.key].error if kept else "")
            if not shown:
                continue
            there.add(each.section)
            if kept:
                continue
            editor = self._editors[each.key]
            if each.options is not None and editor.set_options is not None:
                editor.set_options(each.options(context, item))
            editor.show(each.read(context, item))
        for title, section in self._sections.items():
            section.show_if_any(any_row=title in there)
        return self._there != before

    def _is_typed(self, key: str) -> bool:
        """Whether a field holds what the item does not: still being typed, or refused."""
        widget = self._editors[key].widget
        typing = isinstance(widget, QLineEdit) and widget.isModified()
        return typing or bool(self._rows[key].error)

    def fields(self) -> tuple[Field, ...]:
        """The table."""
        return self._fields

    def editor(self, key: str) -> QWidget:
        """The editor of a field; its section is opened."""
        each = next(one for one in self._fields if one.key == key)
        self._sections[each.section].open()
        return self._editors[key].widget

    def open_section(self, title: str) -> None:
        """Open a section that begins closed."""
        self._sections[title].open()

    def error(self, key: str) -> str:
        """What is said to be wrong with a field; empty when nothing is."""
        return self._rows[key].error

    def refuse(self, key: str, message: str) -> None:
        """Say beside a field why what it holds cannot be taken.

        What was typed stays, to be mended; what was chosen is shown as it was.
        """
        each = next(one for one in self._fields if one.key == key)
        if each.kind not in _TYPED:
            self._editors[key].show(each.read(self._context, self._item))
        self._rows[key].say(message)

    def write(self, each: Field, value: object) -> None:
        """Hand over the item as this value would make it; called by the editors."""
        if self._item is None:
            return
        try:
            changed = each.write(self._context, self._item, value)
        except RefusedError as error:
            self.refuse(each.key, str(error))
            return
        self._rows[each.key].say("")
        if changed != self._item:
            self.edited.emit(each, changed)

    def finish(self) -> None:
        """End what is being typed, as leaving its field does."""
        for editor in self._editors.values():
            if isinstance(editor.widget, QLineEdit) and editor.widget.isModified():
                editor.widget.editingFinished.emit()
            elif isinstance(editor.widget, NotesEdit):
                editor.widget.commit()

    def put_back(self, key: str) -> None:
        """Show again what the item holds, as Escape does."""
        each = next(one for one in self._fields if one.key == key)
        self._editors[key].show(each.read(self._context, self._item))
        self._rows[key].say("")


class _LineEdit(QLineEdit):
    """A line that Escape puts back."""

    put_back = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.put_back.emit()
            return
        super().keyPressEvent(event)


def _line(form: FieldForm, each: Field) -> _Editor:
    made = _LineEdit()

    def show(value: object) -> None:
        text = each.line.show(value)
        if text != made.text():
            made.setText(text)
            made.setCursorPosition(0)
        made.setModified(False)

    def finish() -> None:
        if not made.isModified():
            return
        made.setModified(False)
        try:
            value = each.line.read(made.text())
        except RefusedError as error:
            form.refuse(each.key, str(error))
            return
        form.write(each, value)

    made.editingFinished.connect(finish)
    made.put_back.connect(lambda: form.put_back(each.key))
    return _Editor(made, show)


def _notes(form: FieldForm, each: Field) -> _Editor:
    made = NotesEdit()
    made.committed.connect(lambda text: form.write(each, text))
    return _Editor(made, made.set_text)


def _choice(form: FieldForm, each: Field) -> _Editor:
    made = Choice()
    made.chosen.connect(lambda value: form.write(each, value))

    def show(value: object) -> None:
        made.set_value(value)
        made.setToolTip(made.currentText())

    editor = _Editor(made, show)
    held: list[tuple[Option, ...]] = [()]

    def set_options(options: Sequence[Option]) -> None:
        if tuple(options) != held[0]:
            held[0] = tuple(options)
            made.set_options(options)

    editor.set_options = set_options
    return editor


def _yes_no(form: FieldForm, each: Field) -> _Editor:
    made = QCheckBox("Yes")
    made.clicked.connect(lambda checked: form.write(each, checked))

    def show(value: object) -> None:
        with QSignalBlocker(made):
            made.setChecked(bool(value))

    return _Editor(made, show)


def _time(form: FieldForm, each: Field) -> _Editor:
    made = TimeField()
    made.committed.connect(lambda minutes: form.write(each, minutes))
    made.problem.connect(lambda message: form.refuse(each.key, message))
    return _Editor(made, lambda value: made.set_minutes(0 if value is None else value))


def _toggles(form: FieldForm, each: Field) -> _Editor:
    made = Toggles()
    made.setAccessibleName(each.label)
    made.chosen.connect(lambda values: form.write(each, values))
    editor = _Editor(made, made.set_values)
    editor.set_options = made.set_options
    return editor


def _several(form: FieldForm, each: Field) -> _Editor:
    made = Several()
    made.chosen.connect(lambda values: form.write(each, values))
    editor = _Editor(made, made.set_values)
    editor.set_options = made.set_options
    return editor


def _said(_form: FieldForm, each: Field) -> _Editor:
    made = TextLabel("", wrap=True)
    made.setTextInteractionFlags(SELECTABLE)

    def show(value: object) -> None:
        made.setText(str(value))
        made.setAccessibleName(f"{each.label}: {value}")

    return _Editor(made, show)


_MAKERS: dict[Kind, Callable[[FieldForm, Field], _Editor]] = {
    Kind.LINE: _line,
    Kind.NOTES: _notes,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.TIME: _time,
    Kind.TOGGLES: _toggles,
    Kind.SEVERAL: _several,
    Kind.SAID: _said,
}
