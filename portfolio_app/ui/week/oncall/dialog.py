"""The guided form of an on-call rota: said in a line or filled in, with what it comes to beside it.

Nothing is kept until the user says so; then it is one step. Rotas on different days ("weekdays
resident, weekends from home") are parts of one form and are kept together.
"""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.core import rotawords
from portfolio_app.core.callfacts import facts_of
from portfolio_app.core.model import OnCall
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.week.facts import Facts
from portfolio_app.ui.week.oncall import drafts, texts
from portfolio_app.ui.week.oncall.card import FactsCard
from portfolio_app.ui.week.oncall.drafts import Drafts
from portfolio_app.ui.week.oncall.fields import CALL_FORM, OPEN
from portfolio_app.ui.widgets.announcing import announce
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.fieldform import Field, FieldForm
from portfolio_app.ui.widgets.formdialog import FormDialog, column_page
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

_SIZE = QSize(900, 640)
_NOT_COUNTED = "Not counted: its role, or the days that it is done, lie outside the year."
_SAY = "such as “1 in 7, weekends from home, second on call, prospectively covered”"


class CallDialog(FormDialog):
    """Writes an on-call rota."""

    def __init__(
        self, document: Document, parent: QWidget | None = None, *, key: str | None = None
    ) -> None:
        """Begin a new rota, or show the one with the id `key`."""
        super().__init__(parent)
        self._document = document
        known = None if key is None else document.item(key)
        self._is_new = not isinstance(known, OnCall)
        self._drafts = (
            Drafts((known,), known=known.id)
            if isinstance(known, OnCall)
            else drafts.begin(document, _role_for(document))
        )
        self.setWindowTitle("Add on-call rota" if self._is_new else "On-call rota")
        self.line = QLineEdit()
        self._understood = TextLabel("", role=TextRole.SOFT, wrap=True)
        self._unclear = TextLabel("", role=TextRole.ERROR, wrap=True)
        self.form = FieldForm(CALL_FORM)
        self.card = FactsCard("What it comes to")
        self.ways = FactsCard("Cover, by each convention")
        self._refused = TextLabel("", role=TextRole.ERROR, wrap=True)
        self.form.edited.connect(self._take)
        self._lay()
        self.fit(_SIZE)
        for name in OPEN:
            self.form.open_section(name)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        self._show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- parts ---------------------------------------------------------------------------------

    def _lay(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*[theme.px(14)] * 4)
        outer.setSpacing(theme.px(8))
        outer.addLayout(self._top())
        outer.addWidget(self._parts_bar())
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(14))
        self._left = column_page((self.form,))
        self._right = column_page((self.card, self.ways))
        columns.addWidget(self._left, 1)
        columns.addWidget(self._right, 1)
        outer.addLayout(columns, 1)
        outer.addWidget(self._refused)
        outer.addLayout(self._foot())
        self._refused.hide()

    def _top(self) -> QVBoxLayout:
        """Say it in a line, and what was made of that."""
        self.line.setPlaceholderText(_SAY)
        self.line.setAccessibleName("Say it in a line")
        self.line.setAccessibleDescription(f"{_SAY}. Enter fills in the form.")
        label = TextLabel("&Say it in a line")
        label.setTextFormat(Qt.TextFormat.AutoText)
        label.setBuddy(self.line)
        self.fill = button("Fill in", self.fill_in, tip="Fill in the form from the line")
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(label)
        row.addWidget(self.line, 1)
        row.addWidget(self.fill)
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self._understood)
        column.addWidget(self._unclear)
        self._understood.hide()
        self._unclear.hide()
        return column

    def _parts_bar(self) -> QWidget:
        """The parts of a rota, each on its own days."""
        bar = QWidget()
        self._parts_row = QHBoxLayout(bar)
        self._parts_row.setContentsMargins(0, 0, 0, 0)
        self._parts_row.setSpacing(theme.px(6))
        self._chips = QButtonGroup(self)
        self._chips.idClicked.connect(self._choose)
        self.more = button(
            "Other days too",
            self._more,
            icon="plus",
            tip="Another part of the rota, such as weekends on other terms",
        )
        self.less = button("Leave out this part", self._less, icon="trash")
        self._parts_row.addWidget(self.more)
        self._parts_row.addWidget(self.less)
        self._parts_row.addStretch(1)
        return bar

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(
            TextLabel("Nothing is kept until you say so.", role=TextRole.SOFT, wrap=True), 1
        )
        row.addWidget(button("Cancel", self.reject))
        self.done_button = button(
            "Add" if self._is_new else "Keep",
            self.accept,
            look=Look.PRIMARY,
            tip="Ctrl+Enter",
        )
        row.addWidget(self.done_button)
        return row

    # -- showing -------------------------------------------------------------------------------

    def drafts(self) -> Drafts:
        """What would be kept."""
        return self._drafts

    def _show(self) -> None:
        self._refused.hide()
        self._show_parts()
        self.form.show_item(self._facts(), self._drafts.shown)
        self._show_facts()
        for page in (self._left, self._right):
            page.settle()

    def _facts(self) -> Facts:
        document = self._document
        return Facts(document.effective, document.count, document.contracts)

    def _show_parts(self) -> None:
        parts = self._drafts.parts
        for chip in self._chips.buttons():
            self._chips.removeButton(chip)
            self._parts_row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for at, part in enumerate(parts if len(parts) > 1 else ()):
            chip = QToolButton()
            name = drafts.span(part)
            chip.setText(f"{name[:1].upper()}{name[1:]}")
            chip.setCheckable(True)
            chip.setChecked(at == self._drafts.at)
            chip.setProperty("look", "toggle")
            chip.setAccessibleName(f"Part {at + 1} of {len(parts)}: {name}")
            self._chips.addButton(chip, at)
            self._parts_row.insertWidget(at, chip)
            chip.show()  # else Qt shows it only in its next round
        self.less.setVisible(len(parts) > 1 and self._drafts.shown.id != self._drafts.known)

    def _show_facts(self) -> None:
        call = self._drafts.shown
        week = drafts.week_with(self._document, self._drafts.parts)
        found, role = facts_of(week, call.id), week.role(call.role)
        if found is None or role is None:
            self.card.show_facts((), _NOT_COUNTED)
            self.ways.hide()
            return
        rotas = [one for one in week.portfolio.on_calls if one.role == call.role]
        self.card.show_facts(texts.facts(call, found, role, rotas), texts.note(call))
        ways = drafts.by_convention(self._document, self._drafts)
        self.ways.setVisible(bool(ways))
        self.ways.show_facts(texts.conventions(ways, role))

    # -- acting --------------------------------------------------------------------------------

    def fill_in(self) -> None:
        """Fill in the form from the line, and say what was and what was not understood."""
        role = self._drafts.shown.role
        offered = [str(name) for name, _ in self._facts().availabilities(role) if name]
        said = rotawords.read(self.line.text(), offered)
        filled = self._drafts.said(said)
        refused = [problem for part in filled.parts if (problem := self._facts().refusal(part))]
        if not refused:
            self._drafts = filled
        understood = "; ".join(said.understood) if not refused else ""
        unclear = "; ".join([*(f"“{each}”" for each in said.unclear), *refused])
        self._understood.setText(f"Understood: {understood}. All else is as below.")
        self._understood.setVisible(bool(understood))
        self._unclear.setText(f"Not understood: {unclear}.")
        self._unclear.setVisible(bool(unclear))
        self._show()
        labels = (self._understood, self._unclear)
        announce(self, " ".join(label.text() for label in labels if not label.isHidden()))

    def _take(self, field: Field, changed: OnCall) -> None:
        problem = self._facts().refusal(changed)
        if problem:
            self.form.refuse(field.key, problem)
            return
        self._drafts = self._drafts.with_shown(changed)
        self._show()

    def _choose(self, at: int) -> None:
        self._drafts = replace(self._drafts, at=at)
        self._show()
        self._chips.button(at).setFocus(Qt.FocusReason.OtherFocusReason)

    def _more(self) -> None:
        self._drafts = self._drafts.with_other_days()
        self._show()

    def _less(self) -> None:
        self._drafts = self._drafts.without_shown()
        self._show()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def accept(self) -> None:
        """Keep the rota as one step; say why where it cannot be kept."""
        self.form.finish()
        wrong = [field.label for field in self.form.fields() if self.form.error(field.key)]
        if wrong:
            self._refuse(f"Mend this first: {', '.join(wrong)}.")
            return
        title, kept, scenario = self._drafts.shown.title, self._drafts, self._document.scenario
        label = f"Add {title}" if self._is_new else f"Change {title}"
        after, shown = drafts.keep(self._document.portfolio, kept, scenario)
        if self._document.edit(label, lambda _portfolio: after):
            self._document.select(shown)
        super().accept()

    def _refuse(self, message: str) -> None:
        self._refused.setText(message)
        self._refused.setVisible(bool(message))
        announce(self, message)

    @override
    def entered(self) -> None:
        """Enter in the line fills in the form."""
        if self.line.hasFocus():
            self.fill_in()


def _role_for(document: Document) -> str:
    """The role of what is selected, else the first."""
    selected = None if document.selection is None else document.item(document.selection)
    wanted = getattr(selected, "role", None)
    roles = [role.id for role in document.effective.roles]
    return wanted if wanted in roles else roles[0]
