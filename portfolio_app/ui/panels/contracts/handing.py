"""The menu that hands an employer's own values on as a file, and takes such a file in.

Asks for files and reads and writes them; who made the menu keeps what was read.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import Contract
from portfolio_app.core.edits import slug
from portfolio_app.core.model import Portfolio
from portfolio_app.core.policies import policy_problems, taken
from portfolio_app.exchange import policyfile
from portfolio_app.exchange.planfile import keep_text
from portfolio_app.ui.document import Document

_FILES = "Local policy files (*.toml)"


class HandingButton(QPushButton):
    """The button with its menu.

    Signals:
        told: something that was done, in words.
        refused: a heading, and every reason why nothing was done.
    """

    told = Signal(str)
    refused = Signal(str, object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Offer what the document's portfolio has."""
        super().__init__("Local policies", parent)
        self._document = document
        self.setToolTip("An employer's own values as a file, to give to a colleague")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)

    def fill(self) -> QMenu:
        """List what can be done now."""
        self._menu.clear()
        document = self._document
        for employer in document.portfolio.employers if document.is_open else ():
            name = employer.name.replace("&", "&&")
            own = [one for one in document.portfolio.policies if one.employer == employer.id]
            if own:
                self._add(f"Hand on the values of {name}…", partial(self._save, employer.id))
            if not document.read_only:
                self._add(f"Take in a file for {name}…", partial(self._open, employer.id))
        return self._menu

    def _add(self, text: str, does: Callable[[], None]) -> None:
        self._menu.addAction(text).triggered.connect(lambda _checked=False: does())

    def take(self, employer: str, path: Path) -> bool:
        """Take a file's values for an employer, or say all that is wrong with it."""
        contracts = self._document.contracts
        result = policyfile.read_file(path, contracts)
        reasons = [str(problem) for problem in result.problems]
        if not reasons:
            reasons = _at_odds(
                taken(self._document.portfolio, employer, result.policies), contracts
            )
        if reasons:
            self.refused.emit(f"Nothing was taken from {path.name}", reasons)
            return False

        def edit(portfolio: Portfolio) -> Portfolio:
            return taken(portfolio, employer, result.policies)

        self._document.edit("Take in local policies", edit)
        many = len(result.policies)
        self.told.emit(f"Took {many} {'value' if many == 1 else 'values'} from {path.name}.")
        return True

    def hand_on(self, employer: str, path: Path) -> bool:
        """Write an employer's values to a file, or say why that was not done."""
        try:
            keep_text(policyfile.write(self._values(employer)), path)
        except OSError as error:
            reason = error.strerror or "the folder cannot be written to"
            self.refused.emit(f"{path.name} was not written", [f"{reason}: name another folder."])
            return False
        self.told.emit(f"Wrote {path.name} in {path.parent}.")
        return True

    def _values(self, employer: str) -> Sequence[Policy]:
        return [one for one in self._document.portfolio.policies if one.employer == employer]

    def _open(self, employer: str) -> None:
        dialog = self._dialog("Take in a local policy file", QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take(employer, Path(name)))
        dialog.open()

    def _save(self, employer: str) -> None:
        name = self._document.portfolio.employer(employer).name
        dialog = self._dialog("Hand on local policies", QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(f"{slug(name)}-policies.toml")
        dialog.fileSelected.connect(lambda path: self.hand_on(employer, Path(path)))
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        where = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(where)
        dialog = QFileDialog(self.window(), title, folder, _FILES)
        dialog.setAcceptMode(mode)
        if QGuiApplication.platformName() == "offscreen":
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog


def _at_odds(portfolio: Portfolio, contracts: Mapping[str, Contract]) -> list[str]:
    """What does not go together once all policies are there."""
    found = policy_problems(portfolio.policies, contracts)
    return [one.words for problems in found.values() for one in problems]
