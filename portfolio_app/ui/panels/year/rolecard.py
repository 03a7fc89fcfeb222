"""The leave of one role: its ledger as a table, why so many weeks, and the figures to override.

Shows a ledger and says what the user wants changed; whoever owns the document changes it.
"""

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from portfolio_app.core import words
from portfolio_app.core.leave import LeaveLedger, LeaveLine
from portfolio_app.core.model import Role
from portfolio_app.ui import theme
from portfolio_app.ui.dialogs.rolefields import ROLE, Names
from portfolio_app.ui.panels.year import texts
from portfolio_app.ui.widgets.buttons import button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.fieldform import Field, FieldForm
from portfolio_app.ui.widgets.figures import Working
from portfolio_app.ui.widgets.labels import SELECTABLE, TextLabel, TextRole
from portfolio_app.ui.widgets.tables import FigureTable
from portfolio_app.ui.workings import leave_working

_NARROW = 900  # pixels at 100 % text below which the form stands under the table
_FORM = 280
_HINTS = {
    "leave_annual_weeks": "weeks, all annual leave",
    "leave_public_holidays": "days of a full-timer",
    "leave_study_days": "days of a full-timer",
    "working_weeks": "weeks a year",
    "service_from": "for length of service",
}


def leave_fields() -> tuple[Field, ...]:
    """The fields of a role that its leave depends on, as the dialog has them."""
    known = {field.key: field for field in ROLE}
    return tuple(replace(known[key], section="", hint=hint) for key, hint in _HINTS.items())


class RoleCard(Card):
    """One role's leave and working year.

    Signals:
        edited: a Field and the Role as it would be.
        weeks_chosen: the weeks worked to count with; None is the contract's usual.
    """

    edited = Signal(object, object)
    weeks_chosen = Signal(object)

    def __init__(self) -> None:
        """Make an empty card."""
        super().__init__()
        self._lines: list[tuple[str, LeaveLine]] = []
        self._ledger: LeaveLedger | None = None
        self.about = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.table = FigureTable("Leave")
        self.table.explain_rows(self._row_working)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.working = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.why = TextLabel("", wrap=True)
        self.which = TextLabel("", role=TextRole.STRONG, wrap=True)
        self.use_ledger = button("", self._use_ledger, icon="check")
        self.use_contract = button("", self._use_contract, icon="arrow-counter-clockwise")
        self.form = FieldForm(leave_fields())
        self._hint = TextLabel(
            "Your own figures. An empty field takes what it shows in grey.",
            role=TextRole.SMALL,
            wrap=True,
        )
        self.form.edited.connect(self.edited)
        self.table.selectionModel().currentRowChanged.connect(self._show_working)
        for label in (self.working, self.why, self.which):
            label.setTextInteractionFlags(SELECTABLE)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay()

    def _lay(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        for widget in (self.table, self.working, self.why, self.which):
            left.addWidget(widget)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        right.addWidget(self._hint)
        right.addWidget(self.form)
        right.addWidget(self.use_ledger)
        right.addWidget(self.use_contract)
        right.addStretch(1)
        self._side = QWidget()
        self._side.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(theme.px(16))
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self._side)
        self.add(self.about)
        self.body.addLayout(self._columns)

    def show_ledger(
        self, ledger: LeaveLedger, *, employer: str, role: Role, names: Names, may_edit: bool
    ) -> None:
        """Show a ledger, and the role as written in the fields."""
        self._ledger = ledger
        self._lines = texts.ledger_lines(ledger)
        self.set_title(ledger.role.title)
        self.about.setText(texts.about_text(ledger, employer))
        self.table.setAccessibleName(f"Leave of {ledger.role.title}")
        chosen = self.table.currentIndex().row()
        rows = [texts.ledger_row(name, line) for name, line in self._lines]
        headers = texts.ledger_headers(ledger.unit)
        self.table.set_content(headers, rows, numeric=texts.LEDGER_FIGURES)
        self.table.fit_height()
        parts = len(ledger.annual_parts)
        self._choose(chosen if 0 <= chosen < len(rows) else parts if parts > 1 else 0)
        self.why.setText(ledger.why)
        self.which.setText(ledger.which_counts)
        self.form.show_item(names, role)
        for key, text in texts.defaults(ledger).items():
            editor = self.form.editor(key)
            if isinstance(editor, QLineEdit):
                editor.setPlaceholderText(text)
        self.form.setEnabled(may_edit)
        self._offer(may_edit=may_edit)

    def _choose(self, row: int) -> None:
        """Show the working of a row; it is not marked, for nobody has chosen it."""
        index = self.table.model().index(row, 0)
        nothing = QItemSelectionModel.SelectionFlag.NoUpdate
        self.table.selectionModel().setCurrentIndex(index, nothing)
        self._show_working(index, QModelIndex())

    def _offer(self, *, may_edit: bool) -> None:
        """Offer the other numbers of working weeks, where they are other."""
        ledger = self._ledger
        if ledger is None:
            return
        weeks = ledger.working_weeks
        other = weeks is not None and weeks != ledger.weeks_that_count
        self.use_ledger.setVisible(other)
        if weeks is not None:
            self.use_ledger.setText(f"Count with these {words.number(weeks)} weeks")
        usual = None if ledger.convention is None else ledger.convention.value
        self.use_contract.setVisible(ledger.is_own)
        if isinstance(usual, Fraction):
            self.use_contract.setText(f"Count with the contract's {words.number(usual)}")
        for each in (self.use_ledger, self.use_contract):
            each.setEnabled(may_edit)

    def _show_working(self, now: QModelIndex, _before: QModelIndex) -> None:
        if 0 <= now.row() < len(self._lines):
            name, line = self._lines[now.row()]
            self.working.setText(texts.working_text(name, line))

    def _row_working(self, row: int) -> Working | None:
        return leave_working(*self._lines[row]) if row < len(self._lines) else None

    def _use_ledger(self) -> None:
        if self._ledger is not None:
            self.weeks_chosen.emit(self._ledger.working_weeks)

    def _use_contract(self) -> None:
        self.weeks_chosen.emit(None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW)
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if narrow else ways.LeftToRight
        if self._columns.direction() != way:
            self._columns.setDirection(way)
        self._side.setMaximumWidth(16777215 if narrow else theme.px(_FORM))
        self._side.setMinimumWidth(0 if narrow else theme.px(_FORM))
