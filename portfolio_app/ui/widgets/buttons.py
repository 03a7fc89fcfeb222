"""Buttons in the few looks there are, made from a text or from an action.

Knows nothing of what a button does.
"""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from portfolio_app.ui import theme


class Look(Enum):
    """How much a button asks to be pressed. One primary button to a panel."""

    PLAIN = "plain"
    PRIMARY = "primary"
    QUIET = "quiet"
    LINK = "link"
    DANGER = "danger"


# The token an icon is drawn in, on the ground that the look gives its button.
_ICON_ROLES = {Look.PRIMARY: "on_accent", Look.LINK: "accent"}


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


def button(
    text: str,
    on_click: Callable[[], None],
    *,
    look: Look = Look.PLAIN,
    icon: str | None = None,
    tip: str = "",
) -> QPushButton:
    """A push button that calls `on_click`; `tip` says more than its text does."""
    made = QPushButton(text)
    set_look(made, look)
    if icon is not None:
        theme.set_icon(made, icon, size=16, role=_ICON_ROLES.get(look, "ink"))
    made.setToolTip(tip)
    made.setAccessibleDescription(tip)
    made.clicked.connect(lambda: on_click())
    return made


def action_button(action: QAction, *, look: Look = Look.PLAIN) -> QPushButton:
    """A push button that stands for an action: its text, tip, state and handler are the action's."""
    made = QPushButton()
    set_look(made, look)

    def follow() -> None:
        made.setText(action.text())
        made.setToolTip(action.toolTip())
        made.setAccessibleDescription(action.toolTip())
        made.setEnabled(action.isEnabled())
        made.setVisible(action.isVisible())

    follow()
    if not action.isVisible():
        made.hide()
    action.changed.connect(made, follow)
    made.clicked.connect(lambda: action.trigger())
    return made


def icon_button(icon: str, name: str, on_click: Callable[[], None]) -> QToolButton:
    """A button with only an icon; `name` is read out and shown as its tip."""
    made = QToolButton()
    theme.set_icon(made, icon, size=18)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda: on_click())
    return made
