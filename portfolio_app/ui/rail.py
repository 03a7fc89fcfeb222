"""The rail of panels at the left: an icon and a word each; arrow keys move along it.

Knows the panels' names only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.widgets.cards import scrolled

WIDTH = 72


@dataclass(frozen=True, slots=True)
class Stop:
    """One panel on the rail."""

    id: str
    title: str
    icon: str


class Rail(QWidget):
    """The rail. `chosen(str)` names the panel that was pressed."""

    chosen = Signal(str)

    def __init__(self, stops: Sequence[Stop]) -> None:
        """Make a button for each stop."""
        super().__init__()
        self.setProperty("surface", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Panels")
        self._buttons: dict[str, QToolButton] = {}
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(3, 8, 3, 8)
        column.setSpacing(theme.px(2))
        for number, stop in enumerate(stops, 1):
            made = QToolButton()
            made.setProperty("look", "rail")
            made.setText(stop.title)
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setToolTip(f"{stop.title} (Ctrl+{number})")
            made.setAccessibleName(stop.title)
            theme.set_icon(made, stop.icon, size=20)
            made.clicked.connect(lambda _checked=False, key=stop.id: self._choose(key))
            self._buttons[stop.id] = made
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._area: QScrollArea = scrolled(self._inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(self._area)
        self._area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self.restyle())
        self.restyle()

    def restyle(self) -> None:
        """Take the text size in force; a scroll bar stands beside the stops, not on them."""
        bar = self._area.verticalScrollBar()
        beside = bar.sizeHint().width() if bar.maximum() else 0
        self.setFixedWidth(theme.px(WIDTH) + beside)

    def show_stop(self, key: str | None) -> None:
        """Mark a panel as the one shown; None marks none."""
        for name, made in self._buttons.items():
            made.setChecked(name == key)

    def set_enabled(self, key: str, *, enabled: bool, why: str) -> None:
        """Let a panel be chosen, or say why it cannot be."""
        made = self._buttons[key]
        made.setEnabled(enabled)
        made.setAccessibleDescription("" if enabled else why)

    def button(self, key: str) -> QToolButton:
        """The button of a panel."""
        return self._buttons[key]

    def _choose(self, key: str) -> None:
        self._buttons[key].setChecked(True)
        self.chosen.emit(key)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH), theme.px(300))
