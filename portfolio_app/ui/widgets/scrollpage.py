"""A page that scrolls up and down and gives wrapped text the height it needs.

Qt's own scroll area squeezes a page whose height depends on its width. Knows nothing of the page.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

_ROUNDS = 2  # the page, and the page again once its scroll bar has come or gone


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
        page = self.widget()
        if page is None:
            return
        for _ in range(_ROUNDS):
            _lay_out(page)
            self._fit()

    def _fit(self) -> None:
        page = self.widget()
        layout = None if page is None else page.layout()
        if page is None or layout is None or not layout.hasHeightForWidth():
            return
        needed = layout.totalHeightForWidth(self.viewport().width())
        if page.minimumHeight() != needed:
            page.setMinimumHeight(needed)


def _lay_out(widget: QWidget) -> None:
    """Bring the layouts of a widget and of all that it shows up to date, the innermost first."""
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isHidden() and child.layout() is not None:
            _lay_out(child)
    layout = widget.layout()
    if layout is not None:
        layout.invalidate()
        layout.activate()
