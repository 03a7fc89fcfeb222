"""The Documents panel: choose who a document is for and what it tells, see its pages, keep it.

What is shown is the very PDF that is saved and printed; the text beside it has the same content.
Knows nothing of how a document is made up or typeset.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import (
    QStandardPaths,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QShowEvent,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app import __version__
from portfolio_app.core.contracts import Contract
from portfolio_app.core.workload import Count
from portfolio_app.documents.content import Data
from portfolio_app.documents.job_plan import file_name, job_plan
from portfolio_app.documents.plain_text import as_text, section_text
from portfolio_app.documents.render import Rendered, RenderError, render, save_pdf
from portfolio_app.documents.scope import Choices, Privacy, Stamp, addressees
from portfolio_app.ui import theme as themes
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Control, Failure, Jobs
from portfolio_app.ui.theme import Theme
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card, EmptyState
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.pages import PagesView, print_pages

_JOB = "document"
_WAIT_MS = 150  # choices and edits in quick succession make one document
_PRIVACY = {
    Privacy.LEFT_OUT: (
        "Leave it out",
        "Nothing of it: the document speaks of this employer's work alone.",
    ),
    Privacy.BUSY: (
        "Only when I am busy",
        "When you are taken, but not with what and not for whom.",
    ),
    Privacy.FULL: (
        "Everything",
        "Your work for others, your hours in all, and life outside work, by name.",
    ),
}
_MOST_LINES = 16
_SIDE_WIDTH = 332


@dataclass(frozen=True, slots=True)
class _Request:
    """All that a worker needs to make a document."""

    count: Count
    contracts: Mapping[str, Contract]
    choices: Choices
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class _Made:
    """A document that was made, as data and as pages."""

    data: Data
    rendered: Rendered


def _make(request: _Request, control: Control) -> _Made:
    data = job_plan(request.count, request.contracts, choices=request.choices, stamp=request.stamp)
    control.check()
    return _Made(data, render("job-plan", data))


class ChoicesForm(QWidget):
    """Who a document is for, and what it tells of the rest of the week."""

    changed = Signal()

    def __init__(self, *, privacy: Privacy, parent: QWidget | None = None) -> None:
        """Begin with one of the choices of privacy."""
        super().__init__(parent)
        self._employer = QComboBox(self)
        self._employer.setAccessibleName("Employer it is for")
        self._employer.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._employer.setMinimumContentsLength(12)
        self._roles = TextLabel("", role=TextRole.SMALL, wrap=True)
        self._privacy: dict[Privacy, QRadioButton] = {}
        self._says = TextLabel("", wrap=True)
        self._seen = TextLabel("", role=TextRole.SMALL, wrap=True)
        self._working = QCheckBox("Working of every figure", self)
        self._working.setChecked(True)
        self._findings = QCheckBox("What is worth raising", self)
        self._findings.setToolTip("What the checks found in this week")
        self._lay_out(privacy)
        self._employer.currentIndexChanged.connect(self._tell)
        self._working.toggled.connect(self._tell)
        self._findings.toggled.connect(self._tell)

    def _lay_out(self, privacy: Privacy) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(themes.px(12))
        who = Card("For", parent=self)
        who.add(self._employer)
        who.add(self._roles)
        layout.addWidget(who)
        rest = Card("The rest of my week", parent=self)
        group = QButtonGroup(self)
        for choice, (name, sentence) in _PRIVACY.items():
            radio = QRadioButton(name, self)
            radio.setToolTip(sentence)
            radio.setAccessibleDescription(sentence)
            radio.setChecked(choice is privacy)
            radio.toggled.connect(self._tell_once)
            group.addButton(radio)
            self._privacy[choice] = radio
            rest.add(radio)
        sunken = Card("What they will see of it", sunken=True, parent=self)
        sunken.add(self._says)
        sunken.add(self._seen)
        rest.add(sunken)
        never = "Notes, pay, energy and meaning are never printed."
        rest.add(TextLabel(never, role=TextRole.SMALL, wrap=True))
        layout.addWidget(rest)
        more = Card("Also print", parent=self)
        more.add(self._working)
        more.add(self._findings)
        layout.addWidget(more)

    def set_employers(self, employers: Sequence[tuple[str, str, str]]) -> None:
        """Offer employers (id, name, their roles in words); keeps the choice where it can."""
        kept = self._employer.currentData()
        self._employer.blockSignals(True)
        self._employer.clear()
        for key, name, roles in employers:
            self._employer.addItem(name, key)
            self._employer.setItemData(
                self._employer.count() - 1, roles, Qt.ItemDataRole.UserRole + 1
            )
        self._employer.setCurrentIndex(max(self._employer.findData(kept), 0))
        self._employer.blockSignals(False)
        self._show_meaning()

    def choices(self) -> Choices | None:
        """What is chosen; None while there is no employer."""
        employer = self._employer.currentData()
        if employer is None:
            return None
        return Choices(
            employer=str(employer),
            privacy=next(p for p, radio in self._privacy.items() if radio.isChecked()),
            with_working=self._working.isChecked(),
            with_findings=self._findings.isChecked(),
        )

    def set_choices(self, choices: Choices) -> None:
        """Choose; an employer that is not offered leaves the one that is."""
        index = self._employer.findData(choices.employer)
        if index >= 0:
            self._employer.setCurrentIndex(index)
        self._privacy[choices.privacy].setChecked(True)
        self._working.setChecked(choices.with_working)
        self._findings.setChecked(choices.with_findings)

    def show_seen(self, words: str) -> None:
        """Show what the reader will see of the rest of the week, as the document has it."""
        lines = [line.strip() for line in words.splitlines() if line.strip()]
        more = len(lines) - _MOST_LINES
        if more > 0:
            lines[_MOST_LINES:] = [f"and {more} more lines, on the pages"]
        self._seen.setText("\n".join(lines))
        self._seen.setVisible(bool(lines))

    def _show_meaning(self) -> None:
        roles = self._employer.currentData(Qt.ItemDataRole.UserRole + 1)
        self._roles.setText(str(roles or ""))
        self._says.setText(
            next(_PRIVACY[p][1] for p, radio in self._privacy.items() if radio.isChecked())
        )

    def _tell_once(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal passes it so
        if checked:
            self._tell()

    def _tell(self) -> None:
        self._show_meaning()
        self.changed.emit()


class DocumentsPanel(QWidget):
    """Documents from the week that is shown.

    Signals:
        notice: something that was done, in words for the user.
    """

    notice = Signal(str)

    def __init__(
        self,
        document: Document,
        theme: Theme,
        *,
        jobs: Jobs,
        today: Callable[[], date],
        privacy: Privacy = Privacy.LEFT_OUT,
        empty_actions: Sequence[QAction] = (),
    ) -> None:
        """Show documents of `document`.

        Args:
            document: the portfolio on screen.
            theme: colours around the pages.
            jobs: where documents are made.
            today: the day to print on them.
            privacy: what is told of the rest of the week, to begin with.
            empty_actions: what is offered where there is no role yet.
        """
        super().__init__()
        self._document = document
        self._jobs = jobs
        self._today = today
        self._made: _Made | None = None
        self._stale = True
        self._form = ChoicesForm(privacy=privacy)
        self._view = PagesView()
        self._side = QWidget()
        self._notes = TextLabel("", role=TextRole.SMALL, wrap=True)
        self._error = TextLabel("", role=TextRole.ERROR, wrap=True)
        self._save = button("Save as PDF…", self._ask_and_save, look=Look.PRIMARY, icon="file-pdf")
        self._print = button("Print…", self._ask_and_print, icon="printer")
        self._copy = button("Copy as text", self.copy_text, icon="copy")
        empty = EmptyState(
            "file-text",
            "No job plan to print yet",
            "Add a role with an employer: its job-plan proposal is made from the week.",
            actions=empty_actions,
        )
        self._sides = QStackedWidget(self)
        self._sides.addWidget(empty)
        self._sides.addWidget(self._lay_out())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sides)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._draw)
        self._form.changed.connect(self._mark_stale)
        document.changed.connect(self._mark_stale)
        self._set_ready(ready=False)
        self.set_theme(theme)

    def _lay_out(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(themes.px(16), themes.px(16), themes.px(12), themes.px(16))
        column.setSpacing(themes.px(12))
        column.addWidget(HeaderLabel("Job-plan proposal"))
        about = "A draft to bring to a job-plan meeting, for one employer."
        column.addWidget(TextLabel(about, role=TextRole.SOFT, wrap=True))
        column.addWidget(self._form)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what it holds
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        below = QVBoxLayout(self._side)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(scroll, 1)
        below.addWidget(self._foot())
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._view, 1)
        return whole

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("surface", "bottom")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(foot)
        column.setContentsMargins(themes.px(16), themes.px(10), themes.px(12), themes.px(12))
        column.setSpacing(themes.px(8))
        column.addWidget(self._notes)
        column.addWidget(self._error)
        column.addWidget(self._save)
        row = QHBoxLayout()
        row.setSpacing(themes.px(8))
        for each in (self._print, self._copy):
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(each)
        column.addLayout(row)
        self._error.hide()
        self._notes.hide()
        return foot

    # -- what others may ask ---------------------------------------------------------------------

    @property
    def pdf(self) -> bytes | None:
        """The document on screen; None while it is being made or could not be."""
        return None if self._made is None or self._stale else self._made.rendered.pdf

    def choices(self) -> Choices | None:
        """What is chosen; None where there is no employer."""
        return self._form.choices()

    def choose(self, choices: Choices) -> None:
        """Choose who the document is for and what it tells."""
        self._form.set_choices(choices)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme, and its size of text."""
        self._side.setFixedWidth(themes.px(_SIDE_WIDTH))
        self._view.set_theme(theme)

    def save_to(self, path: Path) -> bool:
        """Write the document on screen; says what went wrong where it could not."""
        pdf = self.pdf
        if pdf is None:
            return False
        try:
            save_pdf(pdf, path)
        except RenderError as error:
            self._say_error(str(error))
            return False
        self._say_error("")
        self.notice.emit(f"Saved “{path.name}” in {path.parent}.")
        return True

    def print_to(self, printer: QPrinter) -> bool:
        """Print the document on screen; says so where the printer did not take it."""
        if self.pdf is None:
            return False
        if not print_pages(self._view.pages, printer):
            self._say_error("The printer did not take the pages. See whether it is switched on.")
            return False
        self._say_error("")
        self.notice.emit("Sent to the printer.")
        return True

    def copy_text(self) -> None:
        """Put the document as plain text on the clipboard."""
        if self._made is not None and not self._stale:
            QGuiApplication.clipboard().setText(as_text(self._made.data))
            self.notice.emit("The document is copied as text.")

    # -- asking ----------------------------------------------------------------------------------

    def _ask_and_save(self) -> None:
        if self._made is None:
            return
        where = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(where))
        dialog = QFileDialog(self, "Save the job-plan proposal", str(folder), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{file_name(self._made.data)}.pdf")
        if dialog.exec() and dialog.selectedFiles():
            self.save_to(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def _ask_and_print(self) -> None:
        if self._made is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        printer.setFullPage(True)
        printer.setDocName(file_name(self._made.data))
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, self._view.pages.pageCount())
        if dialog.exec():
            self.print_to(printer)
        dialog.deleteLater()

    # -- making ----------------------------------------------------------------------------------

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._draw()

    def _mark_stale(self) -> None:
        self._stale = True
        self._jobs.cancel(_JOB)
        self._set_ready(ready=False)
        if self.isVisible():
            self._wait.start()

    def _draw(self) -> None:
        """Begin to make the document, if it is to be seen."""
        self._wait.stop()
        if not self._document.is_open:
            self._sides.setCurrentIndex(0)
            return
        count = self._document.count
        offered = addressees(count)
        self._form.set_employers(
            [
                (to.employer.id, to.employer.name, "; ".join(r.role.title for r in to.roles))
                for to in offered
            ]
        )
        self._sides.setCurrentIndex(1 if offered else 0)
        choices = self._form.choices()
        if choices is None:
            return
        self._view.tell("Making the pages…")
        stamp = Stamp(self._today(), __version__)
        request = _Request(count, self._document.contracts, choices, stamp)
        self._jobs.run(_JOB, _make, request, on_done=self._show, on_failed=self._fail)

    def _show(self, made: _Made) -> None:
        self._made = made
        self._stale = False
        self._view.show_pages(made.rendered.pdf, as_text(made.data))
        seen = section_text(made.data, "rest")
        self._form.show_seen(seen)
        self._say_notes(made.rendered.notes)
        self._say_error("")
        self._set_ready(ready=True)

    def _fail(self, failure: Failure) -> None:
        self._made = None
        self._view.clear()
        self._form.show_seen("")
        self._say_error(failure.message)

    def _set_ready(self, *, ready: bool) -> None:
        for each in (self._save, self._print, self._copy):
            each.setEnabled(ready)

    def _say_notes(self, notes: Sequence[str]) -> None:
        said = [f.message for f in self._document.findings if f.check == "not-counted"]
        if self._document.scenario is not None:
            title = self._document.portfolio.scenario(self._document.scenario).title
            said.append(f"This is the week of the scenario “{title}”. Its name is not printed.")
        said += notes
        self._notes.setText("\n".join(said))
        self._notes.setVisible(bool(said))

    def _say_error(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))
