"""What is filled only while somebody sees it, so that a hidden panel costs an edit nothing."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class FilledWhenSeen(QWidget):
    """A widget that shows something of a document."""

    _is_stale = True

    def outdate(self) -> None:
        """What it shows is no longer so: fill it, now or when it is next seen."""
        self._is_stale = True
        if self.isVisible():
            self._fill_anew()

    def fill(self) -> None:
        """Show all of it."""
        raise NotImplementedError

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._fill_anew()

    def _fill_anew(self) -> None:
        self._is_stale = False
        self.fill()
