"""Opening and keeping partner files: the questions for a file, and why one was refused.

Reads and writes files that the user names; who asks keeps what was read.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from portfolio_app.core.model import Partner
from portfolio_app.exchange import partnerfile
from portfolio_app.ui import theme
from portfolio_app.ui.widgets.announcing import announce
from portfolio_app.ui.widgets.askfile import ask_for_file
from portfolio_app.ui.widgets.labels import SELECTABLE, TextLabel, TextRole

FILES = "Partner files (*.toml)"
_MOST_REASONS = 20


class PartnerOpener(QObject):
    """Asks for a partner file and reads it.

    Signals:
        read: a Partner, and the name of the file.
        refused: a heading, and every reason.
    """

    read = Signal(object, str)
    refused = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        """Ask on behalf of `parent`."""
        super().__init__(parent)
        self._parent = parent

    def ask(self) -> None:
        """Ask for a file."""
        ask_for_file(self._parent, "Open a partner file", self.take, files=FILES)

    def take(self, path: Path) -> None:
        """Read a file, or say all that is wrong with it."""
        result = partnerfile.read_file(path)
        if result.partner is None:
            reasons = [str(replace(problem, file=path.name)) for problem in result.problems]
            self.refused.emit(f"Nothing was taken from {path.name}", reasons)
            return
        self.read.emit(result.partner, path.name)


class SaidLines(QWidget):
    """What a partner file says: a name for each thing and, beside it, what is said of it."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(1, 1)
        self._labels: list[TextLabel] = []

    def show_partner(self, partner: Partner | None) -> None:
        """Show what a partner says; nothing for nobody."""
        for old in self._labels:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = []
        for row, (name, text) in enumerate(() if partner is None else partnerfile.lines(partner)):
            head = TextLabel(name, role=TextRole.SOFT)
            said = TextLabel(text or "not said yet", wrap=True)
            said.setTextInteractionFlags(SELECTABLE)
            said.setAccessibleName(f"{name}: {said.text()}")
            self._grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(said, row, 1, Qt.AlignmentFlag.AlignTop)
            for label in (head, said):
                label.show()  # else Qt shows it only in its next round
            self._labels += [head, said]


class Refusal(QWidget):
    """Why a file was refused: a heading and every reason, as plain text."""

    def __init__(self) -> None:
        """Begin with nothing refused."""
        super().__init__()
        self.heading = TextLabel("", role=TextRole.ERROR, wrap=True)
        self.reasons = TextLabel("", wrap=True)
        self.reasons.setTextInteractionFlags(SELECTABLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.heading)
        column.addWidget(self.reasons)
        self.hide()

    def show_reasons(self, heading: str, reasons: Sequence[str]) -> None:
        """Show why, and say it to a screen reader."""
        shown = list(reasons[:_MOST_REASONS])
        if len(reasons) > len(shown):
            shown.append(f"And {len(reasons) - len(shown)} more.")
        self.heading.setText(heading)
        self.reasons.setText("\n".join(shown))
        self.show()
        announce(self, f"{heading}. {' '.join(shown)}")

    def clear(self) -> None:
        """Forget it."""
        self.heading.setText("")
        self.reasons.setText("")
        self.hide()
