"""Documents and panels for tests of the week: one trust, a charity, a few plain activities."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from time import process_time

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from portfolio_app.core.model import (
    Commitment,
    CycleWeeks,
    Day,
    OneIn,
    Portfolio,
    Scenario,
    Site,
)
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.panels.week import WeekPanel
from portfolio_app.ui.week.canvas import WeekCanvas
from portfolio_app.ui.week.view import Place
from tests.plans import CONTRACTS, activity, at, on_call, portfolio, role

CHARITY_ROLE = role(
    id="director", employer="charity", title="Director", contract="hours", contracted=Fraction(7)
)


def week(**keys: object) -> Portfolio:
    """A week with a clash, a night, something untimed, life, a rota and a scenario."""
    given: dict[str, object] = {
        "roles": (role(cycle_weeks=2), CHARITY_ROLE),
        "sites": (Site(id="north", name="North"), Site(id="south", name="South")),
        "commitments": (
            Commitment(
                id="school",
                title="School run",
                days=(Day.MON, Day.TUE),
                clock=at("15:00-16:00"),
                protected=True,
            ),
        ),
        "scenarios": (Scenario(id="less", title="Less", leave=("clinic",)),),
    }
    return portfolio(
        activity("clinic", day="Thu", clock="09:00-13:00", site="north"),
        activity("board", day="Tue", clock="10:00-12:00", category="SPA"),
        activity("night", day="Sun", clock="22:00-06:00"),
        activity("odd", day="Wed", clock="09:00-11:00", frequency=CycleWeeks((1,))),
        activity("even", day="Wed", clock="14:00-16:00", frequency=CycleWeeks((2,))),
        activity("weekend", day="Sat", clock="09:00-17:00", frequency=OneIn(Fraction(4))),
        activity("reading", minutes=600, category="SPA"),
        activity("meeting", role="director", category=None, day="Fri", clock="09:00-12:00"),
        on_call("call", frequency=OneIn(Fraction(8))),
        **{**given, **keys},
    )


def document_of(plan: Portfolio | None = None) -> Document:
    """A document that shows a portfolio and keeps it nowhere."""
    made = Document(CONTRACTS, lambda _portfolio: {})
    made.open(plan if plan is not None else week(), save=None)
    return made


def panel_of(qtbot: QtBot, document: Document) -> WeekPanel:
    """The panel of a document, on screen."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.load_theme(theme.Scheme.LIGHT))
    panel = WeekPanel(document)
    qtbot.addWidget(panel)
    panel.resize(1290, 680)
    panel.show()
    qtbot.waitExposed(panel)
    panel.canvas.setFocus()
    return panel


def place_of(canvas: WeekCanvas, key: str) -> Place:
    """The first place of an item on a canvas."""
    return next(place for place in canvas.places() if place[0] == key)


def middle(canvas: WeekCanvas, key: str) -> QPointF:
    """The middle of an item's block."""
    return canvas.rect_of(place_of(canvas, key)).center()


def point(canvas: WeekCanvas, day: int, minute: float) -> QPointF:
    """The point of a minute of a day, in the middle of its column."""
    geometry = canvas.geometry_now
    return QPointF(geometry.left(day) + geometry.column / 2, geometry.y(minute))


@contextmanager
def dragging(
    canvas: WeekCanvas, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier | None = None
) -> Iterator[None]:
    """Press, move in steps; the body sees the drag under way; then let go."""
    held = Qt.KeyboardModifier.NoModifier if keys is None else keys
    view = canvas.viewport()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, held, start.toPoint())
    for step in (0.3, 0.7, 1.0):
        _move(canvas, start + (end - start) * step, held)
    yield
    QTest.mouseRelease(view, left, held, end.toPoint())
    QApplication.processEvents()


def drag(
    canvas: WeekCanvas, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier | None = None
) -> None:
    """A whole drag."""
    with dragging(canvas, start, end, keys):
        pass


def _move(canvas: WeekCanvas, to: QPointF, keys: Qt.KeyboardModifier) -> None:
    # QTest.mouseMove knows no modifiers.
    view = canvas.viewport()
    whole = QPointF(to.toPoint())
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        whole,
        QPointF(view.mapToGlobal(QPoint(int(whole.x()), int(whole.y())))),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        keys,
    )
    QApplication.sendEvent(view, event)


def timed_release(canvas: WeekCanvas, start: QPointF, end: QPointF) -> float:
    """Seconds of work from letting go of a drag to the week, totals and checks all shown anew.

    Nothing waits in between, so that it is what a user waits where nobody else is at work.
    """
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, none, start.toPoint())
    for step in (0.5, 1.0):
        _move(canvas, start + (end - start) * step, none)
    QApplication.processEvents()
    began = process_time()
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, none, end.toPoint())
    QApplication.processEvents()
    return process_time() - began
