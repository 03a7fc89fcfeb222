"""Any real week of the year: chosen, read, walked through, and never changed by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from portfolio_app.core.edits import put
from portfolio_app.core.model import (
    Activity,
    CallWork,
    CycleWeeks,
    Nation,
    OneIn,
    Portfolio,
    Scenario,
    Site,
)
from portfolio_app.core.succession import change_from
from portfolio_app.ui import theme
from portfolio_app.ui.app import Session
from portfolio_app.ui.document import Document
from portfolio_app.ui.panels.week import WeekPanel
from portfolio_app.ui.week.hand import ONLY_SHOWN
from portfolio_app.ui.week.scene import Firmness, Tile, TileKind
from portfolio_app.ui.widgets.fields import Choice
from tests.plans import CONTRACTS, activity, on_call, portfolio, role
from tests.ui import sessions
from tests.ui.weekly import drag, middle, panel_of, point

OCTOBER = date(2026, 10, 21)  # the clock goes back at the end of its week
SPRING = date(2026, 5, 25)
HOLIDAYS = {Nation.ENGLAND: frozenset({SPRING})}


def plan() -> Portfolio:
    return portfolio(
        activity("clinic", day="Mon", clock="09:00-13:00", site="north"),
        activity(
            "audit",
            day="Mon",
            clock="09:00-13:00",
            frequency=CycleWeeks((2,)),
            replaces=("clinic",),
            paid=False,
        ),
        activity("night", day="Sun", clock="22:00-06:00"),
        activity("saturday", day="Sat", clock="22:00-06:00"),
        activity("reading", minutes=90, category="SPA"),
        activity(
            "meeting",
            role="director",
            category=None,
            day="Fri",
            clock="09:00-12:00",
        ),
        on_call("first", frequency=CycleWeeks((1,)), predictable=CallWork(plain=420)),
        on_call("second", frequency=OneIn(Fraction(8))),
        roles=(
            role(cycle_weeks=2),
            role(id="director", employer="charity", title="Director", contract="hours"),
        ),
        scenarios=(Scenario(id="less", title="Less", leave=("clinic",)),),
        sites=(Site(id="north", name="North"),),
    )


@pytest.fixture
def document(qapp: QApplication) -> Document:
    assert qapp is not None
    made = Document(CONTRACTS, lambda _portfolio: HOLIDAYS)
    made.open(plan(), save=None)
    return made


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> WeekPanel:
    return panel_of(qtbot, document)


def tiles(panel: WeekPanel) -> dict[str, Tile]:
    return {tile.id: tile for tile in panel.canvas.scene.tiles if tile.kind is TileKind.WORK}


def is_real(panel: WeekPanel) -> bool:
    return panel.canvas.real is not None


def heads(panel: WeekPanel) -> list[tuple[str, str]]:
    return [(head.name, head.text) for head in panel.canvas.scene.heads]


def test_a_real_week_shows_its_dates_its_holidays_and_its_hours(panel: WeekPanel) -> None:
    assert not panel.dates.isVisible()
    panel.show_day(SPRING)
    assert panel.dates.isVisible()
    assert heads(panel)[:2] == [("Mon 25 May", "holiday"), ("Tue 26 May", "rest")]
    assert "clinic" not in tiles(panel)
    text = panel.dates.text.text()
    assert text.startswith("Week 2 of 2. Mon 25 May is a public holiday. 19 h on its dates")
    assert "the average week is" in text
    assert [chip.id for chip in panel.canvas.scene.chips] == ["reading", "second"]
    texts = [chip.text for chip in panel.canvas.scene.chips]
    assert texts == ["1.5 h a week on average", "1 in 8"]
    monday = (0, 1440)
    assert any(start <= monday[0] and monday[1] <= end for start, end in panel.canvas.scene.premium)


def test_the_clock_change_is_named_and_the_night_is_longer(panel: WeekPanel) -> None:
    panel.show_day(OCTOBER)
    assert heads(panel)[5:] == [("Sat 24 Oct", "10 h"), ("Sun 25 Oct", "clock back · 9 h")]
    assert "9 h, the clock changes" in tiles(panel)["saturday"].parts
    assert "The clock goes back on Sun 25 Oct" in panel.dates.text.text()
    panel.show_day(date(2027, 3, 25))
    assert heads(panel)[6][1] == "clock forward · 9 h"


def test_the_night_before_runs_into_monday_and_the_last_out_of_sunday(panel: WeekPanel) -> None:
    panel.show_day(date(2026, 4, 15))
    nights = [tile for tile in panel.canvas.scene.tiles if tile.id == "night"]
    assert [(tile.start, tile.minutes) for tile in nights] == [(0, 360), (9960, 120)]
    assert "since the day before" in nights[0].spoken
    panel.show_day(date(2026, 4, 6))  # nothing is known of the year before
    assert [t.start for t in panel.canvas.scene.tiles if t.id == "night"] == [9960]


def test_what_takes_the_place_of_other_work_and_what_it_replaces(panel: WeekPanel) -> None:
    panel.show_day(date(2026, 4, 13))
    found = tiles(panel)
    assert found["clinic"].firmness is Firmness.REPLACED
    assert "in place of other work" in found["audit"].parts
    assert "own time" in found["audit"].parts
    assert found["meeting"].units == "3 h"
    panel.show_day(date(2026, 4, 20))
    (duty,) = panel.canvas.scene.duties
    assert (duty.id, len(duty.days), duty.text) == ("first", 7, "7 h of work")
    assert tiles(panel)["clinic"].units == "1 PA"
    assert tiles(panel)["clinic"].spoken.startswith("Clinic, Consultant, Monday 20 April 09:00 to")


def test_nothing_in_it_is_changed_by_hand(panel: WeekPanel, document: Document) -> None:
    panel.show_day(OCTOBER)
    canvas, before = panel.canvas, document.portfolio
    spy = QSignalSpy(document.refused)
    drag(canvas, middle(canvas, "clinic"), point(canvas, 2, 11 * 60))
    assert spy.count() == 1
    assert spy.at(0)[0] == ONLY_SHOWN
    canvas.setFocus()
    document.select("clinic")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_M, Qt.Key.Key_N):
        QTest.keyClick(canvas, key)
    QTest.keyClick(canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert spy.count() == 6
    QTest.mouseDClick(
        canvas.viewport(), Qt.MouseButton.LeftButton, pos=point(canvas, 1, 15 * 60).toPoint()
    )
    assert document.portfolio is before
    assert canvas.hand.ghost is None


def test_page_keys_buttons_and_the_date_walk_through_the_year(panel: WeekPanel) -> None:
    panel.show_day(OCTOBER)
    canvas = panel.canvas
    assert is_real(panel)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert heads(panel)[0][0] == "Mon 26 Oct"
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    panel.dates.before.click()
    assert heads(panel)[0][0] == "Mon 12 Oct"
    panel.dates.after.click()
    assert panel.dates.field.value() == date(2026, 10, 19)
    panel.dates.field.setDate(QDate(2026, 12, 25))
    assert heads(panel)[0][0] == "Mon 21 Dec"
    assert panel.dates.field.value() == date(2026, 12, 25)
    panel.show_day(date(2020, 1, 1))
    assert heads(panel)[0][0] == "Mon 6 Apr"
    assert not panel.dates.before.isEnabled()
    panel.show_day(date(2030, 1, 1))
    assert heads(panel)[0] == ("Mon 5 Apr", "5 h")  # the clinic, and an hour on call
    assert heads(panel)[1] == ("Tue 6 Apr", "other year")
    assert not panel.dates.after.isEnabled()


def test_the_way_back_to_the_typical_week(panel: WeekPanel, document: Document) -> None:
    panel._real.click()
    assert is_real(panel)
    assert heads(panel)[0][0] == "Mon 6 Apr"  # nobody has said what day it is
    assert panel.focusWidget() is panel.dates.field
    (back,) = [b for b in panel.dates.findChildren(QPushButton) if b.text() == "Edit typical week"]
    back.click()
    assert heads(panel)[0][0] == "Monday"
    assert not panel._real.isChecked()
    panel.show_day(OCTOBER)
    panel.show_typical()
    panel._real.click()
    assert heads(panel)[0][0] == "Mon 19 Oct"  # where one was
    panel._real.click()
    assert not is_real(panel)
    panel.show_day(OCTOBER)
    panel.add()
    assert not is_real(panel)
    assert len(document.portfolio.activities) == len(plan().activities) + 1


def test_today_s_week_is_the_first_to_be_shown(qtbot: QtBot, document: Document) -> None:
    panel = WeekPanel(document, today=lambda: OCTOBER)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_real()
    assert panel.canvas.scene.monday == date(2026, 10, 19)
    document.open(plan(), save=None)
    assert panel.canvas.scene.monday is None


def test_large_text_puts_the_words_below(panel: WeekPanel, qapp: QApplication) -> None:
    panel.show_day(OCTOBER)
    beside = panel.dates.text.y() < panel.dates.field.geometry().bottom()
    look = theme.current()
    theme.apply(qapp, look, text_size=150)
    panel.set_theme(look)
    QApplication.processEvents()
    below = panel.dates.text.y() >= panel.dates.field.geometry().bottom()
    theme.apply(qapp, look)
    assert (beside, below) == (True, True)


def test_a_scenario_and_an_edit_show_in_it(panel: WeekPanel, document: Document) -> None:
    panel.show_day(OCTOBER)
    document.set_scenario("less")
    assert "clinic" not in tiles(panel)
    assert panel.canvas.scene.monday == date(2026, 10, 19)
    document.set_scenario(None)
    moved = replace(plan().activities[0], day=activity(day="Tue").day)
    document.edit("Move", lambda p: replace(p, activities=(moved, *p.activities[1:])))
    assert tiles(panel)["clinic"].start == 1440 + 540


def test_a_week_before_a_change_shows_what_was_then(panel: WeekPanel, document: Document) -> None:
    document.edit("Change", lambda p: change_from(p, "consultant", OCTOBER))
    panel.show_day(OCTOBER)
    assert {"clinic", "saturday-2", "night-2"} <= set(tiles(panel))
    document.select("clinic")
    editor = panel.inspector.editor("role")
    assert isinstance(editor, Choice)
    assert editor.value() == "consultant"
    assert panel.inspector._working._figure.text() == "1 PA a week · 4 h"
    panel.show_day(OCTOBER + timedelta(days=14))
    assert "clinic" not in tiles(panel)
    assert "clinic-2" in tiles(panel)


def test_what_goes_on_can_be_edited_in_the_inspector(panel: WeekPanel, document: Document) -> None:
    """What a line names may be of another time of the year: that is no reason to refuse it."""
    meeting = replace(plan().activities[-1], instead_of=("audit",))
    document.edit("Hot", lambda p: put(p, meeting))
    document.edit("Change", lambda p: change_from(p, "consultant", OCTOBER))
    for key, title in (("clinic-2", "Clinics"), ("clinic", "Old clinic"), ("meeting", "Talk")):
        panel.show_typical() if key == "clinic-2" else panel.show_day(OCTOBER)
        document.select(key)
        line = panel.inspector.editor("title")
        assert isinstance(line, QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, title)
        QTest.keyClick(line, Qt.Key.Key_Return)
        found = document.item(key)
        assert isinstance(found, Activity)
        assert found.title == title


def test_a_week_that_cannot_be_worked_out_says_why(panel: WeekPanel, document: Document) -> None:
    spy = QSignalSpy(document.refused)
    document.contracts = {}
    panel.show_day(OCTOBER)
    assert not is_real(panel)
    assert "cannot be worked out" in spy.at(0)[0]


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    begun = sessions.begin(qtbot, qapp)
    yield begun
    sessions.end(begun)


def test_the_menu_has_it_too(session: Session) -> None:
    session.shelf.open(session.shelf.entries[0].id)
    table = session.window.actions_table
    assert not table["typical-week"].isEnabled()
    sessions.press(session, "real-week")
    (panel,) = sessions.shown(session, WeekPanel)
    monday = panel.canvas.scene.monday
    assert monday is not None
    sessions.press(session, "week-after")
    assert panel.canvas.scene.monday != monday or not panel.dates.after.isEnabled()
    sessions.press(session, "week-before")
    sessions.press(session, "typical-week")
    assert panel.canvas.scene.monday is None
