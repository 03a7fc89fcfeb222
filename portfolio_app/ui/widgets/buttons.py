"""Buttons in the few looks there are, made from a text or from an action.

Knows nothing of what a button does.
"""

import re
from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from portfolio_app.ui import theme


class Look(Enum):
    """How much a button asks to be pressed. One primary button to a panel."""

    PLAIN = "plain"
    PRIMARY = "primary"
    QUIET = "quiet"
    LINK = "link"
    DANGER = "danger"


_MENU_KEY = re.compile(r"(?<!&)&(?!&)")

# The token an icon is drawn in, on the ground that the look gives its button.
_ICON_ROLES = {Look.PRIMARY: "on_accent", Look.LINK: "accent", Look.DANGER: "not_fit_ink"}


def polish(widget: QWidget) -> None:
    """Let the style sheet see a dynamic property that has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.updateGeometry()


def set_look(target: QPushButton, look: Look) -> None:
    """Give a push button one of the looks."""
    target.setProperty("look", look.value)
    polish(target)


class _LinkButton(QPushButton):
    """A link gives way, with dots at its end, where its panel is narrow; its name stays whole."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.px(48)), hint.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        lacking = self.sizeHint().width() - self.width()
        if lacking > 0:
            room = self.fontMetrics().horizontalAdvance(self.text()) - lacking
            mode = Qt.TextElideMode.ElideRight
            option.text = self.fontMetrics().elidedText(self.text(), mode, room)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()


def button(
    text: str,
    on_click: Callable[[], None],
    *,
    look: Look = Look.PLAIN,
    icon: str | None = None,
    tip: str = "",
) -> QPushButton:
    """A push button that calls `on_click`; `tip` says more than its text does."""
    made = _LinkButton(text) if look is Look.LINK else QPushButton(text)
    set_look(made, look)
    if icon is not None:
        theme.set_icon(made, icon, size=16, role=_ICON_ROLES.get(look, "ink"))
    made.setToolTip(tip)
    made.setAccessibleDescription(tip)
    made.clicked.connect(lambda _checked=False: on_click())
    return made


class _ActionButton(QPushButton):
    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self._follow()
        if not action.isVisible():
            self.hide()
        action.changed.connect(self._follow)
        self.clicked.connect(self._trigger)

    def _follow(self) -> None:
        action = self._action
        # The underlined letter is the menu's: here it would take that key from another menu.
        self.setText(_MENU_KEY.sub("", action.text()))
        self.setToolTip(action.toolTip())
        self.setAccessibleDescription(action.toolTip())
        self.setEnabled(action.isEnabled())
        if self.parentWidget() is not None:
            self.setVisible(action.isVisible())

    def _trigger(self) -> None:
        self._action.trigger()


def action_button(action: QAction, *, look: Look = Look.PLAIN) -> QPushButton:
    """A push button that stands for an action: text, tip, state and handler are the action's."""
    made = _ActionButton(action)
    set_look(made, look)
    return made


def icon_button(icon: str, name: str, on_click: Callable[[], None]) -> QToolButton:
    """A button with only an icon; `name` is read out and shown as its tip."""
    made = QToolButton()
    theme.set_icon(made, icon, size=18)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda _checked=False: on_click())
    return made
