"""Where the window begins: one application, everything made and connected, and nothing else.

The only place of the window that reads the clock. The window is painted first; the library is
opened after that, and what is slow to load is loaded while nobody waits for it.
"""

import gc
import logging
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from portfolio_app import paths
from portfolio_app.ui.places import PLACES, Parts
from portfolio_app.ui.settings import Appearance, Motion, Settings, read_settings, write_settings
from portfolio_app.ui.theme import Scheme, ThemeSwitch, Tone
from portfolio_app.ui.window import MainWindow

if TYPE_CHECKING:
    from portfolio_app.core.model import Portfolio
    from portfolio_app.core.occurrences import Holidays
    from portfolio_app.ui.commands.file import FileCommands
    from portfolio_app.ui.document import Document
    from portfolio_app.ui.jobs import Control, Failure, Jobs
    from portfolio_app.ui.shelf import Shelf

_log = logging.getLogger(__name__)
_WARM_AFTER_MS = 600
_LOG_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    library: Path | None = None
    portfolio: str | None = None


def asked_for(argv: Sequence[str]) -> Asked:
    """Read the arguments of the window: `--library FILE` and `--portfolio ID`.

    Raises:
        SystemExit: with words on standard error, for anything else.
    """
    import argparse

    parser = argparse.ArgumentParser(prog="portfolio-app", description="Open the window.")
    parser.add_argument("--library", type=Path, help="the library file to use instead of your own")
    parser.add_argument("--portfolio", help="the portfolio of the library to show, by its id")
    read = parser.parse_args(list(argv))
    return Asked(read.library, read.portfolio)


def bank_holidays(portfolio: "Portfolio") -> "Holidays":
    """Public holidays of a portfolio's job-plan year; the library of them is loaded when asked."""
    from portfolio_app.exchange.bankholidays import BankHolidays

    return BankHolidays(portfolio.person.year_start)


class Session(QObject):
    """One window with its document, library, workers and theme."""

    document: "Document"
    shelf: "Shelf"
    jobs: "Jobs"
    files: "FileCommands"

    def __init__(self, app: QApplication, asked: Asked, *, warm: bool = True) -> None:
        """Make the frame of the window; `begin` shows it.

        Args:
            app: the application.
            asked: what the command line asks for.
            warm: load what is slow to load once the window is there.
        """
        super().__init__()
        self._asked = asked
        self._warm = warm
        loaded = read_settings()
        self.settings = loaded.settings
        self._told = loaded.problems
        self.is_ready = False
        self._is_filled = False
        self._has_ended = False
        self.switch = ThemeSwitch(app)
        self._dress()
        self.window = MainWindow()
        self.switch.changed.connect(self.window.set_theme)
        self.window.painted.connect(self.open)
        self.window.settings_changed.connect(self.apply_settings)
        self.window.left.connect(self.end)

    def fill(self) -> None:
        """Give the window its document, its panels and what its actions do; once."""
        from portfolio_app.core.contracts import read_contracts
        from portfolio_app.ui.document import Document
        from portfolio_app.ui.jobs import Jobs
        from portfolio_app.ui.shelf import Shelf

        if self._is_filled:
            return
        self._is_filled = True
        contracts = read_contracts(paths.resource("contracts"))
        self.document = Document(contracts, bank_holidays)
        self.jobs = Jobs()
        self.shelf = Shelf(self.document, contracts, date.today)
        table = self.window.actions_table
        parts = Parts(
            document=self.document,
            jobs=self.jobs,
            settings=lambda: self.settings,
            today=date.today,
            roles=lambda: table["roles"],
        )
        self.window.attach(parts, self.shelf)
        self.window.panels.made.connect(self._panel_made)
        self._connect_handlers()

    def _connect_handlers(self) -> None:
        from portfolio_app.ui.commands.edit import EditCommands
        from portfolio_app.ui.commands.file import FileCommands
        from portfolio_app.ui.commands.help import HelpCommands
        from portfolio_app.ui.commands.plan import PlanCommands
        from portfolio_app.ui.commands.view import LookCommands, PanelCommands

        window = self.window
        self.files = FileCommands(window, date.today)
        window.actions_table.connect_to(
            {
                "file": self.files,
                "edit": EditCommands(window),
                "view": PanelCommands(window, self.files.start_page),
                "look": LookCommands(window, lambda: self.settings),
                "plan": PlanCommands(window),
                "help": HelpCommands(window),
            }
        )

    # -- beginning and ending ------------------------------------------------------------------

    def begin(self) -> None:
        """Show the window where it stood; the library is opened once it was painted."""
        self.window.state.restore(self.window, splitters={})
        self._mark_look()
        self.window.show()

    def open(self) -> None:
        """Open the library and show what was shown last."""
        self.fill()
        from portfolio_app.store.problem import LibraryProblem

        path = self._asked.library or paths.library_file()
        try:
            is_new = self.shelf.open_library(path)
            self.shelf.open_last(self._asked.portfolio)
        except LibraryProblem as problem:
            self._show_problem(problem)
            self.is_ready = True
            return
        self._tell_of_library()
        self._show_last(is_new=is_new)
        self.is_ready = True
        if self._warm:
            QTimer.singleShot(_WARM_AFTER_MS, self, self._load_slow_parts)

    def _show_last(self, *, is_new: bool) -> None:
        window, state = self.window, self.window.state
        if is_new or not window.has_portfolio:
            self.files.start_page()
            return
        if state.recall("portfolio") == self.shelf.current:
            wanted = state.recall("scenario")
            if any(branch.id == wanted for branch in self.document.portfolio.scenarios):
                self.document.set_scenario(wanted)
        panel = state.recall("panel")
        known = [place.id for place in PLACES]
        window.show_panel(panel if panel in known else "week")

    def end(self) -> None:
        """Let go of the workers and the library; once, and only of what was made."""
        if not self._is_filled or self._has_ended:
            return
        self._has_ended = True
        self.jobs.shutdown()
        self.shelf.close()

    # -- the library ---------------------------------------------------------------------------

    def _tell_of_library(self) -> None:
        banner = self.window.banner
        banner.end("library")
        if self.shelf.read_only:
            said = f"You can look, but not change anything: {self.shelf.holder}."
            banner.tell(
                "library",
                said,
                tone=Tone.TIGHT,
                word="Read only",
                acts=[("Try again", self.reopen)],
            )
        elif self.shelf.notice:
            banner.tell("library", self.shelf.notice, tone=Tone.TIGHT)
        if self._told:
            banner.tell(
                "settings",
                " ".join(self._told),
                tone=Tone.TIGHT,
                acts=[("Close", lambda: banner.end("settings"))],
            )
            self._told = ()

    def reopen(self) -> None:
        """Open the library again, in the hope that it can be changed now."""
        if not self.files.may_leave():
            return
        shown, portfolio = self.window.panels.shown, self.shelf.current
        self._asked = replace(self._asked, portfolio=portfolio)
        self.open()
        if shown in [place.id for place in PLACES]:
            self.window.show_panel(shown)

    def _show_problem(self, problem: Exception) -> None:
        from portfolio_app.ui.panels.reading import ProblemsPage
        from portfolio_app.ui.widgets.buttons import Look, button

        self.shelf.close()
        self.window.refresh()
        acts = [button("Try again", self.open, look=Look.PRIMARY)]
        backup = getattr(problem, "backup", None)
        if backup is not None:
            said = f"Open the backup of {backup.when}"
            tip = "What is there now is set aside beside the backups, never deleted"
            acts.insert(0, button(said, self._restore, tip=tip))
        about = "Nothing was changed. Here is what was found and what you can do."
        page = ProblemsPage("Your library cannot be opened", about, [str(problem)], acts=acts)
        page.back.hide()
        self.window.panels.show_page("library-problem", page)

    def _restore(self) -> None:
        from portfolio_app.store.problem import LibraryProblem

        try:
            self.shelf.restore_backup()
        except LibraryProblem as problem:
            self._show_problem(problem)
            return
        self.open()

    # -- settings ------------------------------------------------------------------------------

    def apply_settings(self, settings: Settings) -> None:
        """Obey other settings and keep them."""
        if settings == self.settings:
            self._mark_look()
            return
        before, self.settings = self.settings, settings
        looks = ("appearance", "text_size", "motion")
        if any(getattr(before, name) != getattr(settings, name) for name in looks):
            self._dress()
        self._mark_look()
        if not self._is_filled:
            return
        week = self.window.panels.found("week")
        if week is not None and hasattr(week, "apply_settings"):
            week.apply_settings(settings)
        page = self.window.panels.found("settings")
        if page is not None and hasattr(page, "show_settings"):
            page.show_settings(settings)
        problem = write_settings(settings)
        if problem is not None:
            self.window.tell(problem, tone=Tone.NOT)

    def _dress(self) -> None:
        chosen = self.settings.appearance
        self.switch.choose(
            None if chosen is Appearance.SYSTEM else Scheme(chosen.value),
            text_size=self.settings.text_size,
            reduced_motion=self.settings.motion is Motion.REDUCED,
        )

    def _mark_look(self) -> None:
        table = self.window.actions_table
        table.set_checked("look", f"look-{self.settings.appearance.value}")
        table.set_checked("days", "seven-days" if self.settings.week_days == 7 else "five-days")

    def _panel_made(self, key: str, panel: object) -> None:
        if key == "settings":
            panel.changed.connect(self.apply_settings)  # type: ignore[attr-defined]
            panel.files_asked.connect(  # type: ignore[attr-defined]
                self.window.actions_table["files"].trigger
            )
        elif key == "week":
            panel.days_chosen.connect(  # type: ignore[attr-defined]
                lambda days: self.apply_settings(replace(self.settings, week_days=days))
            )

    # -- what is slow to load ------------------------------------------------------------------

    def _load_slow_parts(self) -> None:
        if self.shelf.is_open:
            self.jobs.run("warm", _warm, None, on_done=_settle, on_failed=_not_warm)


def _warm(_snapshot: None, control: "Control") -> None:
    """Import what the other panels need, a part at a time."""
    import importlib

    for name in ("typst", "matplotlib.figure", "matplotlib.backends.backend_agg", "holidays"):
        control.check()
        importlib.import_module(name)


def _settle(_answer: None) -> None:
    """Spare the collector all that is loaded: walking it takes as long as several edits."""
    gc.collect()
    gc.freeze()


def _not_warm(failure: "Failure") -> None:
    # The panel that needs the part says so itself, when it is shown.
    _log.info("not loaded beforehand: %s", failure.message)


# -- what nobody foresaw -------------------------------------------------------------------------


class Troubles:
    """Tells of errors that nobody foresaw: kindly on screen, and in full in a log."""

    def __init__(self, window: MainWindow) -> None:
        """Tell in `window`."""
        self._window = window
        self._details = ""

    def install(self) -> None:
        """Take over from the interpreter, which would only write to a console nobody sees."""
        sys.excepthook = self._caught
        _start_log()

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.critical("not foreseen", exc_info=(kind, error, trace))
        self._details = "".join(traceback.format_exception(kind, error, trace))
        self._window.banner.tell(
            "trouble",
            "Something went wrong in the program, and what you just asked for may not have been"
            " done. What shows as saved is safe. Please pass the details on.",
            tone=Tone.NOT,
            acts=[
                ("Copy details", lambda: QGuiApplication.clipboard().setText(self._details)),
                ("Close", lambda: self._window.banner.end("trouble")),
            ],
        )


def _start_log() -> None:
    from logging.handlers import RotatingFileHandler

    try:
        folder = paths.make_private(paths.data_dir())
        handler = RotatingFileHandler(
            folder / "portfolio.log",
            maxBytes=_LOG_BYTES,
            backupCount=1,
            encoding="utf-8",
            delay=True,
        )
    except OSError:
        return  # without a log the notice still comes
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("portfolio_app").addHandler(handler)


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; returns the exit status."""
    asked = asked_for(sys.argv[1:] if argv is None else argv)
    app = QApplication(sys.argv[:1])
    app.setApplicationName(paths.APP)
    app.setApplicationDisplayName(paths.APP)
    session = Session(app, asked)
    Troubles(session.window).install()
    session.begin()
    status = app.exec()
    session.end()
    return status
