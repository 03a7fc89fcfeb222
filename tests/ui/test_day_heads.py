"""A day's hours and units show their working: by click, by key, by command and by ear."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from portfolio_app.ui.app import Session
from portfolio_app.ui.panels.week import WeekPanel
from portfolio_app.ui.week.canvas import WeekCanvas
from portfolio_app.ui.widgets.figures import LineKind, Working, WorkingPopover
from tests.ui import sessions
from tests.ui.weekly import document_of, panel_of


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication) -> WeekPanel:
    assert qapp is not None
    return panel_of(qtbot, document_of())


@pytest.fixture
def canvas(panel: WeekPanel) -> WeekCanvas:
    return panel.canvas


def taken(canvas: WeekCanvas) -> Working | None:
    """The working that is open, which is closed; None where none is."""
    found = [each for each in canvas.findChildren(WorkingPopover) if each.isVisible()]
    for each in found:
        each.close()
    QApplication.processEvents()
    return found[0].working if found else None


def said(working: Working | None) -> list[str]:
    assert working is not None
    return [f"{line.kind.value}: {line.text}" for line in working.told]


def test_a_click_on_a_day_shows_what_its_total_adds_up(canvas: WeekCanvas) -> None:
    QTest.mouseClick(canvas.heads.buttons[3], Qt.MouseButton.LeftButton)
    working = taken(canvas)
    assert working is not None
    assert working.title == "Thursday, week 1 of 2: hours and units"
    lines = said(working)
    assert lines[0].startswith("From: Clinic: 4 h, 1 PA; 4 h plain / 4 h per PA = 1 PA")
    assert "Note: Call is not in the total: work on call counts on average, on no day." in lines
    assert any(line.kind is LineKind.TERM for line in working.lines)
    assert any("; since " in line.text for line in working.lines if line.kind is LineKind.SOURCE)


def test_a_day_without_a_figure_is_no_button(canvas: WeekCanvas) -> None:
    assert [button.isVisible() for button in canvas.heads.buttons] == [
        *(False, True, True, True, True),  # Monday is free
        *(True, True),
    ]
    assert canvas.scene.heads[5].text == "1 in 4"
    canvas.heads.buttons[5].click()
    assert said(taken(canvas))[0] == "Note: Weekend is not in the total: 1 in 4."


def test_the_key_shows_the_day_that_the_keyboard_is_on(canvas: WeekCanvas) -> None:
    canvas.setFocus()
    canvas.document.select("board")
    QTest.keyClick(canvas, Qt.Key.Key_W)
    working = taken(canvas)
    assert working is not None
    assert working.title.startswith("Tuesday")
    canvas.go_to_slot(4, 18 * 60)
    QTest.keyClick(canvas, Qt.Key.Key_W)
    working = taken(canvas)
    assert working is not None
    assert working.title.startswith("Friday")
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert taken(canvas) is not None, "with nothing selected, the first day that has hours"


def test_the_key_on_a_day_of_rest_says_so_and_opens_nothing(canvas: WeekCanvas) -> None:
    canvas.setFocus()
    canvas.go_to_slot(0, 9 * 60)
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert taken(canvas) is None


def test_a_screen_reader_finds_and_presses_the_days(qtbot: QtBot, canvas: WeekCanvas) -> None:
    tree = QAccessible.queryAccessibleInterface(canvas)
    children = [tree.child(at) for at in range(tree.childCount())]
    names = [child.text(QAccessible.Text.Name) for child in children]
    at = names.index("Thursday: 4 h, 1 PA")
    thursday = children[at]
    assert thursday.role() is QAccessible.Role.Button
    assert tree.indexOfChild(thursday) == at
    centre = thursday.rect().center()
    assert tree.childAt(centre.x(), centre.y()).text(QAccessible.Text.Name) == names[at]
    actions = thursday.actionInterface()
    assert isinstance(actions, QAccessibleActionInterface)
    actions.doAction(QAccessibleActionInterface.pressAction())
    qtbot.waitUntil(lambda: taken(canvas) is not None)  # Qt shows the button pressed for a moment


def test_five_days_have_five_heads_that_lie_where_the_days_lie(panel: WeekPanel) -> None:
    canvas = panel.canvas
    panel.show_days(5)
    assert all(not button.isVisible() for button in canvas.heads.buttons[5:])
    rect = canvas.geometry_now.head_rect(3).toAlignedRect()
    assert canvas.heads.buttons[3].geometry() == rect.translated(canvas.viewport().pos())


def test_a_carried_block_is_not_stopped_by_a_head(canvas: WeekCanvas) -> None:
    canvas.document.select("clinic")
    canvas.hand.pick_up()
    through = Qt.WidgetAttribute.WA_TransparentForMouseEvents
    assert all(button.testAttribute(through) for button in canvas.heads.buttons)
    canvas.hand.cancel()
    assert not any(button.testAttribute(through) for button in canvas.heads.buttons)


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    started = sessions.begin(qtbot, qapp)
    key = next(one.id for one in started.shelf.entries if one.title == sessions.TOUR)
    started.shelf.open(key)
    yield started
    sessions.end(started)


def test_every_day_of_a_typical_and_of_a_real_week_adds_up_to_its_head(session: Session) -> None:
    session.window.show_panel("week")
    week = session.window.panels.panel("week")
    assert isinstance(week, WeekPanel)
    for week_shown in range(4):
        week.canvas.show_week(week_shown + 1)
        check_heads(week.canvas)
    week.show_real()
    for _ in range(5):
        check_heads(week.canvas)
        QTest.keyClick(week.canvas, Qt.Key.Key_PageDown)


def check_heads(canvas: WeekCanvas) -> None:
    for day, (head, button) in enumerate(
        zip(canvas.scene.heads, canvas.heads.buttons, strict=True)
    ):
        if not head.has_figure:
            continue
        button.click()
        lines = said(taken(canvas))
        hours = next(part for part in head.text.split(" · ") if part[:1].isdigit())
        assert any(hours in line for line in lines), (day, head, lines)
        assert any(line.startswith("Source: ") for line in lines)


def test_the_command_shows_the_day(session: Session) -> None:
    session.window.show_panel("week")
    week = session.window.panels.panel("week")
    assert isinstance(week, WeekPanel)
    sessions.press(session, "day-working")
    assert taken(week.canvas) is not None
