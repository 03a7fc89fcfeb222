"""The small form in which a value of one's own is written, with its source and its first day.

A yes or no is chosen, a number and a length are typed; what has rows is a small table.
It makes a policy and says what is wrong with it; who asked keeps it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from portfolio_app.core.agreements import Policy
from portfolio_app.core.termvalues import NUMBERS, Measure
from portfolio_app.exchange import tomltext
from portfolio_app.exchange.termtoml import value_toml
from portfolio_app.ui import theme
from portfolio_app.ui.panels.contracts.valuetable import ValueTable, shape_of
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card, KeyValueForm
from portfolio_app.ui.widgets.fields import Choice, DateField
from portfolio_app.ui.widgets.inputs import parse_duration, show_duration
from portfolio_app.ui.widgets.labels import TextLabel, TextRole
from portfolio_app.ui.widgets.typed import RefusedError

_SUFFIX = {
    Measure.HOURS: "hours",
    Measure.DAYS: "days",
    Measure.WEEKS: "weeks",
    Measure.PERCENT: "per cent",
    Measure.UNITS: "units",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a value is written for: the term, what it is now, and the employers there are."""

    key: str
    contract: str
    unit: Measure
    value: object  # to begin with; None where there is none
    employers: Sequence[tuple[str, str]]  # id and name, the likeliest first
    start: date
    policy: Policy | None = None  # the one that is changed


class OwnValueForm(Card):
    """The form.

    Signals:
        kept: a Policy, without an id where it is new.
        left: nothing is to be changed.
    """

    kept = Signal(object)
    left = Signal()

    def __init__(
        self, asked: Asked, wrong: Callable[[Policy], Sequence[str]], parent: QWidget | None = None
    ) -> None:
        """Begin with the value that holds now.

        Args:
            asked: the term and what is known.
            wrong: what is wrong with a policy, in sentences.
            parent: as for any widget.
        """
        super().__init__("A value of your own", sunken=True, parent=parent)
        self._asked = asked
        self._wrong = wrong
        before = asked.policy
        self.value = _editor(asked)
        self.hint = TextLabel(_HINTS.get(asked.unit, ""), role=TextRole.SMALL, wrap=True)
        self.employer = Choice(asked.employers, value=before.employer if before else None)
        self.start = DateField(before.start if before else asked.start)
        self.source = QLineEdit(before.source if before else "")
        self.source.setPlaceholderText("Job planning policy, 2026")
        self.at = QLineEdit(before.at if before else "")
        self.at.setPlaceholderText("Section 4, or a page")
        self.form = KeyValueForm()
        if isinstance(self.value, ValueTable):
            self.value.setAccessibleName("Value")
            self.add(self.value)
            self.add(self.hint)
            self.hint.setVisible(bool(self.hint.text()))
        else:
            self.form.add_row(_value_label(asked.unit), self.value, hint=_HINTS.get(asked.unit, ""))
        self.form.add_row("At", self.employer, hint="Only this employer's roles count with it.")
        self.form.add_row("From", self.start, hint="Before this day the contract's value holds.")
        self.form.add_row("Source", self.source)
        self.form.add_row("Paragraph", self.at)
        self.error = TextLabel("", role=TextRole.ERROR, wrap=True)
        self.error.hide()
        self.add(self.form)
        self.add(self.error)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(button("Keep it", self.keep, look=Look.PRIMARY))
        row.addWidget(button("Cancel", self.left.emit))
        row.addStretch(1)
        self.body.addLayout(row)

    def keep(self) -> None:
        """Hand the policy over, or say what is wrong with it."""
        self.form.clear_error(self.source)
        if not self.source.text().strip():
            self._say(["Say where the value stands: the name of the document, or who agreed it."])
            self.form.set_error(self.source, "The name of the document, or who agreed it.")
            self.source.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            policy = self._policy()
        except RefusedError as error:
            self._say(str(error).split("\n"))
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        problems = self._wrong(policy)
        if problems:
            self._say(problems)
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.kept.emit(policy)

    def _policy(self) -> Policy:
        before = self._asked.policy
        return Policy(
            id=before.id if before else "",
            employer=str(self.employer.value()),
            contract=self._asked.contract,
            term=self._asked.key,
            start=self.start.value(),
            value=_written(self.value, self._asked.unit),
            source=self.source.text().strip(),
            at=self.at.text().strip(),
            notes=before.notes if before else "",
        )

    def _say(self, problems: Sequence[str]) -> None:
        self.error.setText(
            "\n".join(f"{one[:1].upper()}{one[1:].rstrip('.')}." for one in problems)
        )
        self.error.show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        else:
            super().keyPressEvent(event)


_HINTS = {
    Measure.MINUTES: "Such as 4 h, 3:45 or 225 min.",
    Measure.WINDOWS: "Days such as Mon to Fri, and from when to when, such as 07:00 to 19:00.",
    Measure.BANDS: "The rarest band has no end.",
    Measure.CATEGORIES: "One that is not counted stands in the job plan and earns no units.",
}


def _value_label(unit: Measure) -> str:
    return f"Value, in {_SUFFIX[unit]}" if unit in _SUFFIX else "Value"


def _editor(asked: Asked) -> QWidget:
    value = asked.value
    if asked.unit is Measure.YES_NO:
        return Choice([(True, "Yes"), (False, "No")], value=bool(value))
    shape = shape_of(asked.key, asked.unit)
    if shape is not None:
        return ValueTable(shape, value)
    return QLineEdit("" if value is None else _plain(value, asked.unit))


def _plain(value: object, unit: Measure) -> str:
    if unit is Measure.MINUTES and isinstance(value, int):
        return show_duration(value)
    if unit in NUMBERS and isinstance(value, Fraction):
        return value_toml(value, unit).strip('"')
    return str(value)


def _written(editor: QWidget, unit: Measure) -> str:
    """What stands in the editor, as a contract file would have it."""
    if isinstance(editor, Choice):
        return tomltext.yes_no(editor.value() is True)
    if isinstance(editor, ValueTable):
        return editor.toml(unit)
    text = editor.text().strip() if isinstance(editor, QLineEdit) else ""
    if unit is Measure.MINUTES:
        minutes = parse_duration(text)
        return text if minutes is None else str(minutes)
    if unit is Measure.TEXT:
        return tomltext.text(text)
    return tomltext.text(text) if "/" in text else text.removesuffix("%").strip()
