"""The button that saves the capacity report: the options of a post over its sampled years.

Typesets in the background, from the very study that is shown. Knows no document.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from portfolio_app import __version__
from portfolio_app.core.edits import slug
from portfolio_app.ui.jobs import Control, Failure, Jobs
from portfolio_app.ui.panels.jobshare.yearrun import YearRun
from portfolio_app.ui.widgets.askfile import ask_for_file

if TYPE_CHECKING:
    from portfolio_app.core.model import Portfolio
    from portfolio_app.simulate.study import Study

TEXT = "Save the capacity report…"
_KEY = "job share report"
_TIP = "Two pages as a PDF: what fits, why, the sampled year, and what was assumed"
_NOT_YET = "It can be saved once all years are sampled"


@dataclass(frozen=True, slots=True)
class _Request:
    """What a report is made of, and where it goes."""

    found: "Study"
    portfolio: "Portfolio"
    day: date
    path: Path


def _saved(request: _Request, control: Control) -> str:
    """Typeset and write the report; what to tell the user. Called on a worker."""
    from portfolio_app.documents.capacity_report import capacity_report, typeset
    from portfolio_app.documents.render import RenderError, save_pdf
    from portfolio_app.documents.scope import Stamp

    stamp = Stamp(request.day, __version__)
    try:
        rendered = typeset(capacity_report(request.found, request.portfolio, stamp=stamp))
        control.check()
        save_pdf(rendered.pdf, request.path)
    except RenderError as problem:
        return f"The report was not saved. {problem}"
    done = f"Saved “{request.path.name}” in {request.path.parent}."
    return " ".join((done, *rendered.notes))


class ReportButton(QPushButton):
    """Saves the report of the study that is shown, once it is whole.

    Signals:
        notice: a passing line for the user.
    """

    notice = Signal(str)

    def __init__(self, run: YearRun, jobs: Jobs, today: Callable[[], date]) -> None:
        """Follow a run."""
        super().__init__(TEXT)
        self._run, self._jobs, self._today = run, jobs, today
        self.clicked.connect(self._ask)
        run.moved.connect(self._follow)
        run.arrived.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        there = self._run.whole() is not None and not self._jobs.is_running(_KEY)
        self.setEnabled(there)
        tip = _TIP if there else _NOT_YET
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)

    def _ask(self) -> None:
        whole = self._run.whole()
        if whole is None:
            return
        order, found = whole
        title = order.portfolio.role(order.role).title
        # The study that is asked for now: another may be there when the file is named.
        given = partial(self._save, found, order.portfolio)
        name = f"capacity-report-{slug(title)}.pdf"
        ask_for_file(self, "Save the capacity report", given, files="PDF (*.pdf)", save_as=name)

    def save_to(self, path: Path) -> None:
        """Save the report of the study that is shown; without a whole one, nothing."""
        whole = self._run.whole()
        if whole is not None:
            self._save(whole[1], whole[0].portfolio, path)

    def _save(self, found: "Study", portfolio: "Portfolio", path: Path) -> None:
        self._jobs.run(
            _KEY,
            _saved,
            _Request(found, portfolio, self._today(), path),
            on_done=self._tell,
            on_failed=self._fail,
        )
        self._follow()

    def _tell(self, said: str) -> None:
        self._follow()
        self.notice.emit(said)

    def _fail(self, failure: Failure) -> None:
        self._follow()
        self.notice.emit(f"The report was not saved: {failure.message}")
