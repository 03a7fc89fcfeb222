"""A dialog of forms: no larger than the screen, Enter ends a field, Tab goes as it reads."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.widgets.scrollpage import ScrollPage
from portfolio_app.ui.widgets.taborder import follow_focus, tab_as_laid_out

_FREE = QSize(40, 80)  # pixels left free around it on a small screen: a frame and a title bar


class FormDialog(QDialog):
    """A dialog with forms in it."""

    def fit(self, size: QSize) -> None:
        """Take a size as `fit_to_screen` does; call it once all is laid out."""
        fit_to_screen(self, size)
        for each in self.findChildren(QWidget):
            if hasattr(each, "setAutoDefault"):
                each.setAutoDefault(False)  # else Enter in a field would press it

    def entered(self) -> None:
        """Enter was pressed where no field took it: nothing."""

    @override
    def focusNextPrevChild(self, next_: bool) -> bool:
        # Rows come and go: the order is looked at when it is used.
        tab_as_laid_out(self)
        return follow_focus(self, moved=super().focusNextPrevChild(next_))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered()
        else:
            super().keyPressEvent(event)


def fit_to_screen(dialog: QDialog, size: QSize) -> None:
    """Give a dialog a size that grows with the text, as far as the screen has room."""
    room = dialog.screen().availableGeometry().size() - _FREE
    dialog.resize(QSize(theme.px(size.width()), theme.px(size.height())).boundedTo(room))


def column_page(widgets: Sequence[QWidget]) -> ScrollPage:
    """Widgets below each other, scrolled where there is no room; Tab passes the page itself by."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, theme.px(8), 0)
    column.setSpacing(theme.px(10))
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    area = ScrollPage(page)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
