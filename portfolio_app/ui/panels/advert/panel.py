"""The Advert panel: an advertised job plan against its own arithmetic, and into a scenario.

Reads as the person types; what is shown follows the text, the post and the mapping at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from portfolio_app import __version__
from portfolio_app.core.adoption import adopt
from portfolio_app.core.contracts import Contract, ContractError, Kind, TermMissing
from portfolio_app.core.edits import slug
from portfolio_app.core.model import Employer, EmployerKind
from portfolio_app.core.shares import effective
from portfolio_app.documents.advert_query import advert_query, file_name, points
from portfolio_app.documents.content import Data
from portfolio_app.documents.plain_text import as_text
from portfolio_app.documents.render import Rendered, RenderError, render, save_pdf
from portfolio_app.documents.scope import Stamp
from portfolio_app.exchange import planfile
from portfolio_app.exchange.advert.checked import Checked, audited, check, is_plan_file
from portfolio_app.exchange.advert.plan import Post
from portfolio_app.ui import theme as themes
from portfolio_app.ui.document import Change, ChangeKind, Document
from portfolio_app.ui.jobs import Control, Failure, Jobs
from portfolio_app.ui.panels.advert.example import EXAMPLE
from portfolio_app.ui.panels.advert.mapping import MappingView
from portfolio_app.ui.panels.advert.result import ResultView
from portfolio_app.ui.panels.advert.source import TITLE, SourceForm
from portfolio_app.ui.theme import Theme
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import EmptyState
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.pages import PagesView
from portfolio_app.ui.widgets.popovers import ask_name
from portfolio_app.ui.widgets.scrollpage import ScrollPage

if TYPE_CHECKING:
    from portfolio_app.exchange.advert.meanings import Meaning

_JOB = "advert-query"
_WAIT_MS = 200  # what is typed in quick succession is read once
_SIDE_WIDTH = 332
_WIDEST_SIDE = 420
_STEPS = ("1  What was read", "2  What follows", "3  A query")
_READ, _FOLLOWS, _QUERY = range(3)


@dataclass(frozen=True, slots=True)
class _Request:
    """All that a worker needs to make a query."""

    checked: Checked
    contracts: Mapping[str, Contract]
    sender: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class _Made:
    """A query that was made, as data and as pages."""

    data: Data
    rendered: Rendered


def _make(request: _Request, control: Control) -> _Made:
    checked = request.checked
    data = advert_query(
        checked.count,
        checked.audit,
        request.contracts,
        sender=request.sender,
        stamp=request.stamp,
    )
    control.check()
    return _Made(data, render("advert-query", data))


class AdvertPanel(QWidget):
    """Checks an advert.

    Signals:
        notice: something that was done, in words for the user.
        open_scenario: a scenario (its id) was made and is to be shown.
    """

    notice = Signal(str)
    open_scenario = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, today: Callable[[], date]) -> None:
        """Check adverts for the portfolio of `document`."""
        super().__init__()
        self._document = document
        self._jobs = jobs
        self._today = today
        self._checked: Checked | None = None
        self._mapping: tuple[Meaning, ...] = ()
        self._headings: tuple[str, ...] = ()
        self._made: _Made | None = None
        self._asks_where = False
        self.source = SourceForm()
        self.mapping = MappingView()
        self.result = ResultView()
        self._view = PagesView(name="query")
        self._problem = TextLabel("", role=TextRole.ERROR, wrap=True)
        self._save = button("Save a query for the employer…", self.save_query, icon="file-pdf")
        self._accept = button(
            "Add as a role to a scenario…", self.accept, look=Look.PRIMARY, icon="plus"
        )
        self._side = QWidget()
        self._pages = QStackedWidget()
        self._steps: list[QPushButton] = []
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.read_now)
        self._lay_out()
        self.source.changed.connect(self._wait.start)
        self.source.problem.connect(self._say_problem)
        self.mapping.mapped.connect(self._map)
        document.changed.connect(self._follow)
        self._offer()
        self._show_state()
        self.set_theme(themes.current())

    # -- laying out ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._lay_out_side())
        right = QVBoxLayout()
        right.setContentsMargins(themes.px(16), themes.px(12), themes.px(16), themes.px(12))
        right.setSpacing(themes.px(10))
        right.addLayout(self._lay_out_steps())
        for page in (self.mapping, self.result, self._view, self._empty()):
            self._pages.addWidget(page)
        right.addWidget(self._pages, 1)
        foot = QHBoxLayout()
        foot.setSpacing(themes.px(8))
        foot.addStretch(1)
        foot.addWidget(self._save)
        foot.addWidget(self._accept)
        right.addWidget(self._problem)
        right.addLayout(foot)
        row.addLayout(right, 1)
        self._problem.hide()

    def _lay_out_side(self) -> QWidget:
        column = QVBoxLayout(self._side)
        column.setContentsMargins(themes.px(16), themes.px(16), themes.px(12), themes.px(16))
        column.setSpacing(themes.px(12))
        column.addWidget(HeaderLabel("Check an advert"))
        about = "Its job plan, held against its own arithmetic before you apply."
        column.addWidget(TextLabel(about, role=TextRole.SOFT, wrap=True))
        column.addWidget(self.source)
        area = ScrollPage(self._side)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what it holds
        self._edge = area
        return area

    def _lay_out_steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(themes.px(4))
        group = QButtonGroup(self)
        for number, name in enumerate(_STEPS):
            made = button(name, partial(self.show_step, number), look=Look.QUIET)
            made.setCheckable(True)
            group.addButton(made)
            row.addWidget(made)
            self._steps.append(made)
        row.addStretch(1)
        return row

    def _empty(self) -> EmptyState:
        example = QAction("Show an example", self)
        example.setToolTip("Fill in a made-up advert")
        example.triggered.connect(self.show_example)
        opening = QAction("Open file…", self)
        opening.triggered.connect(self.source.ask_file)
        return EmptyState(
            "clipboard-text",
            "Nothing to check yet",
            "Copy the job plan’s table from the advert, a PDF, Word, a web page or a spreadsheet,"
            " and paste it at the left, with its totals. Each line is then read, counted under the"
            " contract that you choose, and compared with the figure that it prints.",
            actions=(example, opening),
        )

    # -- what others may ask ---------------------------------------------------------------------

    @property
    def checked(self) -> Checked | None:
        """What is shown; None where there is nothing to check."""
        return self._checked

    @property
    def pdf(self) -> bytes | None:
        """The query; None until it is made."""
        return None if self._made is None else self._made.rendered.pdf

    def show_example(self) -> None:
        """Fill in the made-up advert."""
        self.source.box.setPlainText(EXAMPLE)
        self.read_now()
        self.source.box.setFocus()

    def show_step(self, step: int) -> None:
        """Show what was read, what follows, or the query."""
        self._steps[step].setChecked(True)
        self._pages.setCurrentIndex(step)
        if step == _QUERY:
            self._draw_query()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme, and its size of text."""
        self._edge.setFixedWidth(min(themes.px(_SIDE_WIDTH), _WIDEST_SIDE))
        self._view.set_theme(theme)
        self.source.box.restyle()
        self.mapping.restyle()
        if self._checked is not None:
            self.result.show_audit(self._checked)

    # -- reading ---------------------------------------------------------------------------------

    def read_now(self) -> None:
        """Read and audit the text as it stands."""
        self._wait.stop()
        self._jobs.cancel(_JOB)
        self._made = None
        self._asks_where = False
        self._say_problem("")
        text = self.source.text
        self._checked = None
        if text.strip() and self._document.is_open:
            try:
                self._checked = self._plan(text) if is_plan_file(text) else self._advert(text)
            except (TermMissing, ContractError) as problem:
                self._say_problem(f"{problem}.".replace("..", "."))
        self._show_state()

    def _advert(self, text: str) -> Checked | None:
        contract = self._document.contracts.get(self.source.contract)
        if contract is None:
            return None
        person = self._document.portfolio.person
        post = Post(
            contract=contract,
            title=self.source.title,
            employer=self._employer(),
            year_start=person.year_start,
            nation=person.nation,
        )
        contracts, holidays = self._document.contracts, self._document.holidays
        found = check(text, post, contracts, mapping=self._mapping, holidays=holidays)
        reading = found.reading
        if reading is not None and reading.headings != self._headings:
            # Another table: what its columns mean is guessed anew.
            self._headings, before = reading.headings, self._mapping
            self._mapping = ()
            if before:
                found = check(text, post, contracts, holidays=holidays)
        return found

    def _plan(self, text: str) -> Checked | None:
        result = planfile.read(text, "The plan file", self._document.contracts)
        if result.portfolio is None:
            self._say_problem("\n".join(str(problem) for problem in result.problems[:5]))
            return None
        whole = effective(result.portfolio, self._document.contracts)
        return audited(whole, self._document.contracts, holidays=self._document.holidays)

    def _employer(self) -> Employer:
        name = self.source.employer
        known = self._document.portfolio.employers
        found = next((employer for employer in known if employer.name == name), None)
        return found or Employer(id=slug(name), name=name, kind=EmployerKind.NHS)

    def _map(self, mapping: object) -> None:
        if isinstance(mapping, tuple):
            self._mapping = mapping
            self.read_now()

    def _show_state(self) -> None:
        checked = self._checked
        has_reading = checked is not None and checked.reading is not None
        usable = checked is not None and bool(checked.count.lines)
        asks = checked is not None and bool(points(checked.audit))
        self._steps[_READ].setEnabled(has_reading)
        self._steps[_FOLLOWS].setEnabled(checked is not None)
        self._steps[_QUERY].setEnabled(asks)
        self._save.setEnabled(asks)
        self._accept.setEnabled(usable and not self._document.read_only)
        why = "" if asks else "Every figure that could be compared follows"
        self._save.setToolTip(why if usable else "There is nothing to ask about yet")
        if checked is None:
            self._pages.setCurrentIndex(len(_STEPS))
            return
        if checked.reading is not None:
            self.mapping.show_reading(checked.reading, checked.advice)
        self.result.show_audit(checked)
        shown = self._pages.currentIndex()
        allowed = [step for step, one in enumerate(self._steps) if one.isEnabled()]
        self.show_step(shown if shown in allowed else allowed[0])

    def _follow(self, change: Change) -> None:
        if change.kind is ChangeKind.OPENED:
            self.source.box.clear()
        self._offer()
        self._accept.setEnabled(self._checked is not None and not self._document.read_only)

    def _offer(self) -> None:
        """Offer the contracts, and the employers of the portfolio."""
        if not self._document.is_open:
            return
        portfolio = self._document.portfolio
        contracts = self._document.contracts
        offered = [(key, one.title) for key, one in contracts.items() if one.kind is Kind.CONTRACT]
        nation = portfolio.person.nation
        of_nation = (key for key, _ in offered if contracts[key].nation is nation)
        usual = portfolio.roles[0].contract if portfolio.roles else next(of_nation, "")
        self.source.offer(offered, [one.name for one in portfolio.employers], usual)

    def _say_problem(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    # -- the query -------------------------------------------------------------------------------

    def save_query(self) -> None:
        """Show the query, and ask where to keep it as soon as it is made."""
        self._asks_where = True
        self.show_step(_QUERY)

    def save_to(self, path: Path) -> bool:
        """Write the query on screen; says what went wrong where it could not."""
        if self._made is None:
            return False
        try:
            save_pdf(self._made.rendered.pdf, path)
        except RenderError as error:
            self._say_problem(str(error))
            return False
        self.notice.emit(f"Saved “{path.name}” in {path.parent}.")
        return True

    def _draw_query(self) -> None:
        if self._checked is None:
            return
        if self._made is not None:
            self._ask_where()
            return
        self._view.tell("Making the page…")
        stamp = Stamp(self._today(), __version__)
        sender = self._document.portfolio.person.name
        request = _Request(self._checked, self._document.contracts, sender, stamp)
        self._jobs.run(_JOB, _make, request, on_done=self._show_query, on_failed=self._fail)

    def _show_query(self, made: _Made) -> None:
        self._made = made
        self._view.show_pages(made.rendered.pdf, as_text(made.data))
        self._say_problem("\n".join(made.rendered.notes))
        self._ask_where()

    def _fail(self, failure: Failure) -> None:
        self._asks_where = False
        self._view.clear()
        self._say_problem(failure.message)

    def _ask_where(self) -> None:
        if not self._asks_where or self._made is None:
            return
        self._asks_where = False
        where = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(where))
        dialog = QFileDialog(self, "Save the query", str(folder), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{file_name(self._made.data)}.pdf")
        if dialog.exec() and dialog.selectedFiles():
            self.save_to(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    # -- taking it on ----------------------------------------------------------------------------

    def accept(self) -> None:
        """Ask for the name of the scenario that takes the post on."""
        if self._wait.isActive():
            self.read_now()
        if self._checked is None:
            return
        usual = self.source.title == TITLE
        ask_name(
            self._accept,
            "Name of the new scenario",
            value="Take the advertised post" if usual else f"Take {self.source.title}",
            act="Add it",
            given=self.add_scenario,
        )

    def add_scenario(self, title: str) -> None:
        """Add the post to a new scenario, as one step, and show the week with it."""
        checked = self._checked
        if checked is None:
            return
        after, key = adopt(self._document.portfolio, checked.plan, title)
        if self._document.edit(f"New scenario {title}", lambda _before: after):
            self._document.set_scenario(key)
            self.open_scenario.emit(key)
            unread = _not_read(checked)
            more = f" {unread} were not read and are not in it." if unread else ""
            self.notice.emit(f"“{title}” holds the advertised post.{more}")


def _not_read(checked: Checked) -> str:
    from portfolio_app.exchange.advert.reading import Said

    if checked.reading is None:
        return ""
    number = sum(outcome.said is Said.UNREAD for outcome in checked.reading.outcomes)
    return f"{number} line{'' if number == 1 else 's'} of the advert" if number else ""
