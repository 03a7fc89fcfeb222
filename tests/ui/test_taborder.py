"""Tab through the whole window: as it reads, everything once, and always to what can be seen."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from portfolio_app.ui.app import Session
from tests.ui.sessions import PATIENCE_MS, TOUR, begin, end

_MOST = 200  # stops; more is a ring that never closes


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    made = begin(qtbot, qapp)
    made.shelf.open(next(entry.id for entry in made.shelf.entries if entry.title == TOUR))
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made.window, timeout=PATIENCE_MS)
    yield made
    end(made)


def stops(session: Session) -> list[QWidget]:
    """Where Tab goes from the first stop of the top line until it is there again."""
    first = session.window.topline.scenario
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = [first]
    while len(found) < _MOST:
        QTest.keyClick(found[-1], Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now is first:
            return found
        assert not now.visibleRegion().isEmpty(), f"{now} cannot be seen"
        found.append(now)
    raise AssertionError("Tab never comes back")


@pytest.mark.parametrize("panel", ["week", "year", "balance", "jobshare", "documents", "settings"])
def test_tab_goes_as_the_window_reads(session: Session, panel: str) -> None:
    window = session.window
    window.show_panel(panel)
    session.jobs.wait_idle(PATIENCE_MS)
    session.document.set_scenario("take-two-shared")  # readings and cards are made anew
    QApplication.processEvents()
    regions = {"top": window.topline, "rail": window.rail, "panel": window.panels}
    regions["strip"] = window.strip
    found = stops(session)
    places = [name for stop in found for name, one in regions.items() if one.isAncestorOf(stop)]
    assert [name for name, _ in groupby(places)] == ["top", "rail", "panel", "strip", "top"]
    assert len({id(stop) for stop in found}) == len(found)


def test_in_the_week_tab_goes_from_the_rail_to_the_toolbar_the_week_and_its_inspector(
    session: Session,
) -> None:
    session.window.show_panel("week")
    names = [stop.accessibleName() or str(stop.property("text")) for stop in stops(session)]
    ordered = ["Settings", "Week before", "Add activity", "Move", "Title"]
    assert [names.index(name) for name in ordered] == sorted(names.index(name) for name in ordered)


class _Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(repr(watched))
        return False


def test_selecting_for_the_first_time_opens_no_window_and_keeps_the_focus(
    session: Session, qapp: QApplication
) -> None:
    session.window.show_panel("week")
    watch = _Windows()
    qapp.installEventFilter(watch)
    try:
        for line in session.document.effective.activities:
            session.document.select(line.id)
    finally:
        qapp.removeEventFilter(watch)
    assert watch.shown == []
    assert QApplication.activeWindow() is session.window
