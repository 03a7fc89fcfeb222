"""What the File menu does: portfolios of the library, plan files, printing, leaving."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from portfolio_app.core import words
from portfolio_app.core.edits import slug
from portfolio_app.core.model import Nation, Portfolio
from portfolio_app.core.shares import my_part
from portfolio_app.ui.document import SaveStatus
from portfolio_app.ui.panels.welcome import Offer, WelcomePanel
from portfolio_app.ui.shelf import Removed, describe, usual_year_start
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.popovers import ask_name
from portfolio_app.ui.window import MainWindow

if TYPE_CHECKING:
    from portfolio_app.exchange.planfile import ReadResult

_PLAN_FILES = "Plan files (*.toml);;All files (*)"
_LONG = 30.0  # seconds for the notice that can put a portfolio back


class FileCommands:
    """The File menu of a window."""

    def __init__(self, window: MainWindow, today: Callable[[], date]) -> None:
        """Act on `window`."""
        self._window = window
        self._shelf = window.shelf
        self._today = today
        self._removed: tuple[Removed, ...] = ()
        self._put_back = QAction("Undo", window)
        self._put_back.setToolTip("Put it back into the library")
        self._put_back.triggered.connect(self._restore_removed)
        window.file_dropped.connect(self.import_from)
        window.may_leave = self.may_leave

    # -- portfolios ----------------------------------------------------------------------------

    def start_page(self) -> WelcomePanel:
        """Show the start page with what the library holds now."""
        window = self._window
        page = WelcomePanel(
            import_plan=window.actions_table["import-plan"],
            year_start=usual_year_start(self._today()),
        )
        page.show_offers(self._offers(), can_add=not self._shelf.read_only)
        page.open_portfolio.connect(self.open)
        page.start_empty.connect(self.start_empty)
        page.start_thinking.connect(self.start_thinking)
        page.files_asked.connect(window.actions_table["files"].trigger)
        window.panels.show_page("start", page)
        page.focus_first()
        return page

    def new_portfolio(self) -> None:
        """Show the form of a new portfolio."""
        self.start_page().focus_empty()

    def open_portfolio(self) -> None:
        """Open the list of portfolios under their switcher."""
        self._window.actions_table.draw_icons()
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for entry in self._shelf.entries:
            mark = "  (sample)" if entry.sample else ""
            act = menu.addAction(f"{entry.title}{mark}".replace("&", "&&"))
            act.setCheckable(True)
            act.setChecked(entry.id == self._shelf.current)
            group.addAction(act)
            act.triggered.connect(lambda _=False, key=entry.id: self.open(key))
        menu.addSeparator()
        for key in ("new-portfolio", "import-plan", "rename-portfolio", "remove-portfolio"):
            menu.addAction(self._window.actions_table[key])
        topline = self._window.topline
        topline.open_menu(menu, topline.portfolio)

    def open(self, key: str) -> None:
        """Show a portfolio, unless what is on screen could not be kept."""
        if self.may_leave() and self._try(lambda: self._shelf.open(key)):
            self._window.show_panel("week")

    def start_empty(self, name: str, nation: object, year_start: object) -> bool:
        """Add an empty week and show it; whether that was done."""
        if not isinstance(nation, Nation) or not isinstance(year_start, date):
            return False
        done = self.may_leave() and self._try(
            lambda: self._shelf.start_empty(name, nation, year_start)
        )
        if done:
            self._window.show_panel("week")
        return done

    def start_thinking(self, name: str, nation: object, year_start: object) -> None:
        """Add an empty week, and ask for the post that the user thinks of applying for."""
        if self.start_empty(name, nation, year_start):
            self._window.actions_table["thinking-of-applying"].trigger()

    def rename_portfolio(self) -> None:
        """Ask for another name of the portfolio."""
        entry = self._shelf.entry
        if entry is not None:
            ask_name(
                self._window.topline.portfolio,
                "Name of this portfolio",
                value=entry.title,
                act="Rename",
                given=self.rename_to,
            )

    def rename_to(self, title: str) -> None:
        """List the portfolio under another name."""
        self._try(lambda: self._shelf.rename(title))

    def remove_portfolio(self) -> None:
        """Take the portfolio out of the library, and offer to put it back."""
        taken: list[Removed | None] = []
        if self._try(lambda: taken.append(self._shelf.remove_current())) and taken[0] is not None:
            self._tell_removed((taken[0],), f"Removed “{taken[0].title}” from the library.")

    def remove_samples(self) -> None:
        """Take every sample out of the library, and offer to put them back."""
        taken: list[Removed] = []
        if self._try(lambda: taken.extend(self._shelf.remove_samples())) and taken:
            number = len(taken)
            said = f"Removed {number} sample{'' if number == 1 else 's'} from the library."
            self._tell_removed(tuple(taken), said)

    def add_samples(self) -> None:
        """Add the samples that were removed, and show them on the start page."""
        added: list[int] = []
        if not self._try(lambda: added.append(self._shelf.add_samples())):
            return
        if not added[0]:
            self._window.tell("The samples are in your library already.")
            return
        self.start_page()
        self._window.tell(f"Added {added[0]} sample{'' if added[0] == 1 else 's'}.", tone=Tone.FITS)

    def _tell_removed(self, taken: tuple[Removed, ...], said: str) -> None:
        self._removed = taken
        if not self._window.has_portfolio or self._window.panels.shown == "start":
            self.start_page()
        self._window.tell(said, undo=self._put_back, seconds=_LONG)

    def _restore_removed(self) -> None:
        taken, self._removed = self._removed, ()
        if self._try(lambda: self._shelf.put_back(taken)):
            self._window.show_panel("week")

    def _offers(self) -> list[Offer]:
        offers = []
        for entry in self._shelf.entries:
            about = self._about(entry.id)
            offers.append(Offer(entry.id, entry.title, about, entry.sample))
        only_samples = all(offer.sample for offer in offers)
        return offers[::-1] if only_samples else offers  # the sample of the tour comes first

    def _about(self, key: str) -> str:
        portfolio = self._shelf.peek(key)
        return "" if portfolio is None else describe(portfolio, self._units)

    def _units(self, portfolio: Portfolio) -> str:
        """What is contracted to the person, unit by unit: "6 PA and 15 hours contracted"."""
        sums: dict[str, Fraction] = {}
        for role in portfolio.roles:
            contract = self._window.document.contracts.get(role.contract)
            if contract is not None and not role.considered and role.counted:
                unit = contract.unit.value
                sums[unit] = sums.get(unit, Fraction(0)) + my_part(role)
        parts = [words.units(figure, unit) for unit, figure in sums.items()]
        return f"{words.listing(parts)} contracted" if parts else "No role yet"

    # -- plan files ----------------------------------------------------------------------------

    def import_plan(self) -> None:
        """Ask for a plan file and import it."""
        dialog = self._dialog("Import a plan file", QFileDialog.AcceptMode.AcceptOpen)
        dialog.fileSelected.connect(lambda name: self.import_from(Path(name)))
        dialog.open()

    def import_from(self, path: Path) -> None:
        """Add the portfolio of a plan file and show it, or show every mistake of the file."""
        results: list[ReadResult] = []
        if not self.may_leave() or not self._try(
            lambda: results.append(self._shelf.import_file(path))
        ):
            return
        problems = [str(problem) for problem in results[0].problems]
        if not problems:
            self._window.show_panel("week")
            entry = self._shelf.entry
            self._window.tell(f"Imported “{entry.title if entry else path.name}”.", tone=Tone.FITS)
            return
        self._show_problems(path, problems)

    def _show_problems(self, path: Path, problems: list[str]) -> None:
        from portfolio_app.ui.panels.reading import ProblemsPage
        from portfolio_app.ui.widgets.buttons import Look, button

        number = len(problems)
        found = "one mistake" if number == 1 else f"{number} mistakes"
        about = (
            f"{path.name} has {found}, so nothing was imported and your library is as it was."
            " Put them right in a text editor, save the file, and try again."
        )
        again = button("Try again", lambda: self.import_from(path), look=Look.PRIMARY)
        page = ProblemsPage("This plan file cannot be read yet", about, problems, acts=[again])
        page.closed.connect(self._window.go_back)
        self._window.panels.show_page("problems", page)

    def export_plan(self) -> None:
        """Ask where to write a plan file and write it."""
        entry = self._shelf.entry
        dialog = self._dialog("Export a plan file", QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(f"{slug(entry.title if entry else 'portfolio')}.toml")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the portfolio to a plan file."""
        if self._try(lambda: self._shelf.export_file(path)):
            self._window.tell(f"Wrote {path.name} in {path.parent}.", tone=Tone.FITS)

    def print_proposal(self) -> None:
        """Show the Documents panel."""
        self._window.show_panel("documents")

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        where = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(where)
        dialog = QFileDialog(self._window, title, folder, _PLAN_FILES)
        dialog.setAcceptMode(mode)
        if mode is QFileDialog.AcceptMode.AcceptOpen:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if QGuiApplication.platformName() == "offscreen":
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    # -- saving and leaving --------------------------------------------------------------------

    def save(self) -> None:
        """Say that everything is saved, or try again where it is not."""
        state = self._window.document.save_state
        if state.status is SaveStatus.FAILED:
            self._window.document.retry_save()
            return
        at = f" The last was at {state.at}." if state.at else ""
        self._window.tell(f"Every change is saved at once.{at}", tone=Tone.FITS)

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def may_leave(self) -> bool:
        """Whether nothing would be lost by leaving this portfolio; asks where something would."""
        while not self._shelf.saved():
            box = QMessageBox(self._window)
            box.setIcon(QMessageBox.Icon.Warning)
            box.setTextFormat(Qt.TextFormat.PlainText)
            box.setWindowTitle("Not saved yet")
            box.setText("Your last changes are not saved yet.")
            box.setInformativeText(self._window.document.save_state.message)
            again = box.addButton("Try again", QMessageBox.ButtonRole.AcceptRole)
            keep = box.addButton("Stay here", QMessageBox.ButtonRole.RejectRole)
            lose = box.addButton("Leave and lose them", QMessageBox.ButtonRole.DestructiveRole)
            box.setDefaultButton(again)
            box.setEscapeButton(keep)
            box.exec()
            pressed = box.clickedButton()
            box.deleteLater()
            if pressed is lose:
                return True
            if pressed is not again:
                return False
        return True

    def _try(self, act: Callable[[], object]) -> bool:
        """Do something with files; say kindly what went wrong."""
        from portfolio_app.store.problem import LibraryProblem

        try:
            act()
        except LibraryProblem as problem:
            self._window.tell(str(problem), tone=Tone.NOT, seconds=_LONG)
            return False
        except OSError as error:
            reason = error.strerror or str(error)
            named = f" ({error.filename})" if error.filename else ""
            said = f"That did not work: {reason}{named}. Nothing was changed."
            self._window.tell(said, tone=Tone.NOT, seconds=_LONG)
            return False
        return True
