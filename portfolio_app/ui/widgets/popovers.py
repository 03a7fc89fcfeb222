"""A sheet that opens beside what was pressed; Escape or a click elsewhere ends it.

Not a window of its own: it moves, scales and is read out with the one it belongs to. Knows nothing
of what it holds.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.labels import HeaderLabel, Level, TextLabel, TextRole
from portfolio_app.ui.widgets.scrollpage import ScrollPage

_MARGIN = 8  # pixels kept free at the window's edges
_HIGHEST = 520  # pixels at 100 % text size; what is longer scrolls
_FRAME = 3  # pixels of line and corner around the content


class Popover(QFrame):
    """A sheet over the window.

    Signals:
        closed: it went away, by whatever hand.
    """

    closed = Signal()

    def __init__(self, anchor: QWidget, *, title: str, width: int = 380) -> None:
        """Make a popover beside `anchor`; it shows once `open_with` gives it a content."""
        super().__init__(anchor.window())
        self._anchor = anchor
        self._width = width
        self._came_from: QWidget | None = None
        self.setProperty("card", "notice")  # rounded, for it is no window of its own
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_FRAME, _FRAME, _FRAME, _FRAME)
        self.hide()

    def open_with(self, content: QWidget, *, focus: QWidget | None = None) -> None:
        """Show `content`, scrolled where it is too high, and give `focus` the keyboard."""
        self._came_from = QApplication.focusWidget()
        area = ScrollPage(content)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setAutoFillBackground(False)  # the area turned it on; the sheet shows through
        self._column.addWidget(area)
        self._place(content)
        self.show()
        self.raise_()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.installEventFilter(self)
            application.focusChanged.connect(self._focus_moved)
        target = focus or _first_focus(content)
        if target is not None:
            target.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_now(self) -> None:
        """Go away and give the keyboard back."""
        if self.isHidden():
            return
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.removeEventFilter(self)
            application.focusChanged.disconnect(self._focus_moved)
        inside = self.isAncestorOf(QApplication.focusWidget() or self) or self.hasFocus()
        self.hide()
        if inside and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self._came_from = None
        self.closed.emit()
        self.deleteLater()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """End when the keyboard goes elsewhere in the window, as with a key that shows a panel."""
        if (
            new is None
            or new is self
            or self.isAncestorOf(new)
            or new.window() is not self.window()
        ):
            return
        self._came_from = None
        self.close_now()

    def _place(self, content: QWidget) -> None:
        window = self.parentWidget() or self._anchor.window()
        width = min(theme.px(self._width), window.width() - 2 * _MARGIN)
        inner = width - 2 * _FRAME - 2
        layout = content.layout()
        wanted = content.sizeHint().height() + 2 * _FRAME + 2
        if layout is not None and layout.hasHeightForWidth():
            wanted = layout.totalHeightForWidth(inner) + 2 * _FRAME + 2
        corner = self._anchor.mapTo(window, QPoint(0, 0))
        below = window.height() - (corner.y() + self._anchor.height()) - _MARGIN - 4
        above = corner.y() - _MARGIN - 4
        fits_below = wanted <= below or below >= above
        high = min(wanted, below if fits_below else above, theme.px(_HIGHEST))
        top = corner.y() + self._anchor.height() + 4 if fits_below else corner.y() - high - 4
        right = window.width() - width - _MARGIN
        self.setGeometry(max(_MARGIN, min(corner.x(), right)), top, width, high)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            at = event.globalPosition().toPoint()
            # A press on the anchor is the anchor's own affair: it opens and it closes.
            if not any(w.rect().contains(w.mapFromGlobal(at)) for w in (self, self._anchor)):
                QTimer.singleShot(0, self, self.close_now)
        elif event.type() is QEvent.Type.Resize and watched is self.parentWidget():
            QTimer.singleShot(0, self, self.close_now)
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep Tab inside while it is open."""
        inside = [w for w in self.findChildren(QWidget) if _takes_focus(w)]
        if not inside:
            return True
        here = QApplication.focusWidget()
        at = inside.index(here) if here in inside else -1
        step = 1 if next else -1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        inside[(at + step) % len(inside)].setFocus(reason)
        return True


def _takes_focus(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled()


def _first_focus(content: QWidget) -> QWidget | None:
    for widget in content.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
            return widget
    return None


def ask_name(
    anchor: QWidget,
    title: str,
    *,
    value: str,
    act: str,
    given: Callable[[str], None],
) -> Popover:
    """Ask for a name under `anchor`.

    Args:
        anchor: what the sheet opens under.
        title: what is asked.
        value: the name to begin with.
        act: the word on the button.
        given: is called with the name, never an empty one.
    """
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    edge = theme.px(14)
    column.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
    column.setSpacing(theme.px(8))
    column.addWidget(HeaderLabel(title, level=Level.HEADING))
    line = QLineEdit(value)
    line.setAccessibleName(title)
    problem = TextLabel("", role=TextRole.ERROR)
    problem.hide()
    popover = Popover(anchor, title=title, width=340)

    def take() -> None:
        name = " ".join(line.text().split())
        if not name:
            problem.setText("Give it a name first.")
            problem.show()
            line.setFocus()
            return
        popover.close_now()
        given(name)

    line.returnPressed.connect(take)
    column.addWidget(line)
    column.addWidget(problem)
    row = QHBoxLayout()
    row.addWidget(button(act, take, look=Look.PRIMARY))
    row.addWidget(button("Cancel", popover.close_now))
    row.addStretch(1)
    column.addLayout(row)
    popover.open_with(sheet, focus=line)
    line.selectAll()
    return popover
