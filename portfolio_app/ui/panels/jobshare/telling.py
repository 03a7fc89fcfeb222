"""Telling a partner: what is told is chosen field by field, beside exactly what they will see.

What is not chosen is not in the file at all. Writes a file only where the user names it.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from portfolio_app.core.edits import slug
from portfolio_app.core.model import Day, Half, Partner, Portfolio
from portfolio_app.core.partnering import Told, Week, availability_of, busy_time, partner_of
from portfolio_app.core.sharing import Availability
from portfolio_app.exchange import partnerfile
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare.halfdays import HalfDays
from portfolio_app.ui.panels.jobshare.partnerfiles import FILES, SaidLines
from portfolio_app.ui.panels.jobshare.tellfields import TELL
from portfolio_app.ui.widgets.askfile import ask_for_file
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.fieldform import Field, FieldForm
from portfolio_app.ui.widgets.formdialog import FormDialog, column_page
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

_SIZE = QSize(940, 660)
_HALVES: tuple[tuple[Availability | None, str], ...] = (
    (None, "Not told"),
    (Availability.FULL, "Free"),
    (Availability.PART, "Partly free"),
    (Availability.FLEXIBLE, "Flexible"),
    (Availability.NONE, "Not free"),
)
_ABOUT = (
    "They see what stands on the right and nothing else: not what you do, for whom, or what you"
    " have written elsewhere."
)
_NO_NAME = "Say a name first; initials will do."


class TellDialog(FormDialog):
    """Chooses what a partner is told, and writes it.

    Signals:
        notice: a passing line for the user.
    """

    notice = Signal(str)

    def __init__(
        self, week: Portfolio, told: Told, *, but_for: str | None, parent: QWidget | None = None
    ) -> None:
        """Tell of a week.

        Args:
            week: a scenario applied, shared posts resolved.
            told: what is told to begin with.
            but_for: the post itself, whose own time is not in the way of it.
            parent: the window.
        """
        super().__init__(parent)
        self._week, self._told, self._but_for = week, told, but_for
        self._busy = busy_time(week, but_for)
        self.setWindowTitle("Tell a partner")
        self.form = FieldForm(TELL)
        self.halves = HalfDays("My week", _HALVES)
        self._halves_card = Card("My half-days")
        self._halves_card.add(self.halves)
        self.preview = SaidLines()
        self.as_file = QCheckBox("Show the file itself")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("The file")
        self.text.setMinimumHeight(theme.px(240))
        self._error = TextLabel("", role=TextRole.ERROR, wrap=True)
        self.save = button("Save the file…", self._ask, look=Look.PRIMARY, icon="floppy-disk")
        self.copy = button("Copy as text", self.copy_text, icon="copy")
        self._lay()
        self.fit(_SIZE)
        self.form.edited.connect(self._take)
        self.halves.chosen.connect(self._take_half)
        self.as_file.toggled.connect(lambda _on: self._show())
        self._show()
        self.form.editor("name").setFocus(Qt.FocusReason.OtherFocusReason)

    # -- parts ---------------------------------------------------------------------------------

    def _lay(self) -> None:
        seen = Card("What they will see")
        for part in (self.preview, self.as_file, self.text):
            seen.add(part)
        left, right = column_page((self.form, self._halves_card)), column_page((seen,))
        self._pages = left, right
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(14))
        for area in self._pages:
            columns.addWidget(area, 1)
        bar = left.verticalScrollBar().sizeHint().width()
        widest = max(part.minimumSizeHint().width() for part in (self.form, self._halves_card))
        left.setMinimumWidth(widest + bar + theme.px(12))
        right.setMinimumWidth(theme.px(240))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*[theme.px(14)] * 4)
        outer.setSpacing(theme.px(8))
        outer.addWidget(TextLabel(_ABOUT, role=TextRole.SOFT, wrap=True))
        outer.addLayout(columns, 1)
        outer.addWidget(self._error)
        outer.addLayout(self._foot())
        self._error.hide()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.save)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(button("Close", self.accept))
        return row

    # -- showing -------------------------------------------------------------------------------

    def told(self) -> Told:
        """What is told."""
        return self._told

    def partner(self) -> Partner:
        """What they will see."""
        return partner_of(self._week, self._told, but_for=self._but_for)

    def _show(self) -> None:
        self.form.show_item(None, self._told, keep_typed=True)
        self._halves_card.setVisible(self._told.week is Week.HALVES)
        own = {(day, half): how for day, half, how in self._told.halves}
        self.halves.show_said(
            {
                slot: own.get(slot, availability_of(self._busy, *slot))
                for slot in self.halves.choices
            }
        )
        seen = self.partner()
        self.preview.show_partner(seen)
        self.text.setPlainText(partnerfile.write(seen))
        self.text.setVisible(self.as_file.isChecked())
        named = bool(self._told.name)
        self.save.setEnabled(named)
        self.copy.setEnabled(named)
        for each in (self.save, self.copy):
            each.setToolTip("" if named else _NO_NAME)
            each.setAccessibleDescription("" if named else _NO_NAME)
        for page in self._pages:
            page.settle()

    # -- acting --------------------------------------------------------------------------------

    def _take(self, _field: Field, told: Told) -> None:
        self._told = told
        self._show()

    def _take_half(self, day: Day, half: Half, how: Availability | None) -> None:
        others = tuple(one for one in self._told.halves if one[:2] != (day, half))
        self._told = replace(self._told, halves=(*others, (day, half, how)))
        self._show()

    def _ask(self) -> None:
        self.form.finish()
        name = f"for-partner-{slug(self._told.name)}.toml"
        ask_for_file(self, "Save the partner file", self.save_to, files=FILES, save_as=name)

    def save_to(self, path: Path) -> bool:
        """Write the file, or say why that was not done."""
        try:
            partnerfile.write_file(self.partner(), path)
        except OSError as error:
            reason = error.strerror or "the folder cannot be written to"
            self._error.setText(f"{path.name} was not written: {reason}. Name another folder.")
            self._error.show()
            return False
        self._error.hide()
        self.notice.emit(f"Wrote {path.name} in {path.parent}.")
        return True

    def copy_text(self) -> None:
        """Put the file's text on the clipboard."""
        self.form.finish()
        QGuiApplication.clipboard().setText(partnerfile.write(self.partner()))
        self.notice.emit("What your partner will see is copied as text.")
