"""A whole window for a test, begun as a user begins it and ended with it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app.core.model import Activity
from portfolio_app.ui.app import Asked, Session

SIZE = (1366, 768)
PATIENCE_MS = 10_000
TOUR = "Consultant in paediatric emergency medicine"
OTHER = "Consultant in public health"
Start = Callable[..., Session]
_W = TypeVar("_W", bound=QWidget)


def begin(qtbot: QtBot, qapp: QApplication, asked: Asked | None = None) -> Session:
    """Open a window and wait until it shows what it was asked for."""
    session = Session(qapp, asked or Asked(), warm=False)
    session.window.resize(*SIZE)
    session.begin()
    qtbot.waitUntil(lambda: session.is_ready, timeout=PATIENCE_MS)
    return session


def end(session: Session) -> None:
    """Close the window as a user does, and let go of what it was made of."""
    session.window.may_leave = lambda: True
    session.window.close()
    for thing in (session.window, session.switch, session):
        thing.deleteLater()


def press(session: Session, key: str) -> None:
    """Trigger an action, which must be able to act."""
    action = session.window.actions_table[key]
    assert action.isEnabled(), f"{key}: {action.toolTip()}"
    action.trigger()


def activity(session: Session, title: str) -> Activity:
    """An activity of the week that is shown, by its title."""
    return next(a for a in session.document.effective.activities if a.title == title)


def shown(session: Session, kind: type[_W]) -> list[_W]:
    """The widgets of a kind that can be seen."""
    return [w for w in session.window.findChildren(kind) if w.isVisible()]
