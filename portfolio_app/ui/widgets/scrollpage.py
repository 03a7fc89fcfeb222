"""A page that scrolls up and down and gives wrapped text the height it needs.

Qt's own scroll area squeezes a page whose height depends on its width. Knows nothing of the page.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

_ROUNDS = 3  # rows, page, and the page again once a scroll bar has come or gone


class ScrollPage(QScrollArea):
    """Scrolls one page, as wide as the area."""

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        """Show `page`, which has a layout."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        page.installEventFilter(self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        """Lay the page out now, so that a change of its rows is never seen half done."""
        for _ in range(_ROUNDS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._fit()

    def _fit(self) -> None:
        page = self.widget()
        layout = None if page is None else page.layout()
        if page is None or layout is None or not layout.hasHeightForWidth():
            return
        needed = layout.totalHeightForWidth(self.viewport().width())
        if page.minimumHeight() != needed:
            page.setMinimumHeight(needed)
