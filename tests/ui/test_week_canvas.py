"""The canvas by mouse, by keyboard, by clicks alone, and by ear."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from portfolio_app.core.edits import put
from portfolio_app.core.model import Activity, Clock, Commitment, Day, Half, OnDates, Portfolio
from portfolio_app.ui import theme
from portfolio_app.ui.dialogs.roles import RolesDialog
from portfolio_app.ui.document import Document
from portfolio_app.ui.panels.week import WeekPanel
from portfolio_app.ui.settings import Settings
from portfolio_app.ui.week.canvas import WeekCanvas
from portfolio_app.ui.week.keyboard import KEYS
from portfolio_app.ui.widgets.labels import TextLabel
from tests.plans import activity
from tests.ui.weekly import (
    document_of,
    drag,
    dragging,
    middle,
    panel_of,
    place_of,
    point,
    week,
)

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document(qapp: QApplication) -> Document:
    assert qapp is not None
    return document_of()


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> WeekPanel:
    return panel_of(qtbot, document)


@pytest.fixture
def canvas(panel: WeekPanel) -> WeekCanvas:
    return panel.canvas


def item(document: Document, key: str) -> Activity:
    found = document.item(key)
    assert isinstance(found, Activity)
    return found


def press(canvas: WeekCanvas, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(canvas, key, held or Qt.KeyboardModifier.NoModifier)


# -- the mouse ---------------------------------------------------------------------------------


def test_a_drag_on_empty_time_adds_an_activity_and_asks_for_its_name(
    canvas: WeekCanvas, document: Document
) -> None:
    spy = QSignalSpy(canvas.edit_requested)
    before = document.portfolio
    drag(canvas, point(canvas, 0, 9 * 60 + 4), point(canvas, 0, 11 * 60 - 4))
    key = document.selection
    assert key is not None
    new = item(document, key)
    assert (new.day, new.clock) == (Day.MON, Clock(540, 660))
    assert new.role == "consultant"
    assert spy.at(0)[0] == key
    assert document.undo_stack.undoText() == "Add New activity on Mon 09:00"
    document.undo()
    assert document.portfolio == before


def test_a_press_that_hardly_moves_is_a_click_and_edits_nothing(
    canvas: WeekCanvas, document: Document
) -> None:
    start = middle(canvas, "clinic")
    drag(canvas, start, start + QPointF(2, 3))
    assert document.undo_stack.count() == 0
    assert document.selection == "clinic"


def test_a_block_is_dragged_to_another_day_and_time(canvas: WeekCanvas, document: Document) -> None:
    start = middle(canvas, "clinic")
    drag(canvas, start, start + point(canvas, 1, 60) - point(canvas, 3, 0))
    moved = item(document, "clinic")
    assert (moved.day, moved.clock) == (Day.TUE, Clock(600, 840))
    assert document.undo_stack.undoText() == "Move Clinic to Tue 10:00"


def test_the_ghost_says_times_units_and_clashes_and_nothing_changes_until_release(
    canvas: WeekCanvas, document: Document
) -> None:
    before = document.portfolio
    start = middle(canvas, "clinic")
    to = start + point(canvas, 1, 0) - point(canvas, 3, 0)
    with dragging(canvas, start, to):
        ghost = canvas.hand.ghost
        assert ghost is not None
        assert ghost.lines[0] == "Tue 09:00–13:00 · 4 h"
        assert "units stay the same" in ghost.lines
        assert "clashes with Board" in ghost.lines
        assert document.portfolio is before
    assert item(document, "clinic").day is Day.TUE


def test_the_ghost_tells_more_units_in_premium_time(canvas: WeekCanvas) -> None:
    start = middle(canvas, "clinic")
    to = start + point(canvas, 6, 0) - point(canvas, 3, 0)
    with dragging(canvas, start, to):
        ghost = canvas.hand.ghost
        assert ghost is not None
        assert "+0.33 PA a week" in ghost.lines
        QTest.keyClick(canvas, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("edge", "by", "expected"), [("top", -60, Clock(480, 780)), ("bottom", 45, Clock(540, 825))]
)
def test_both_edges_resize(
    canvas: WeekCanvas, document: Document, edge: str, by: int, expected: Clock
) -> None:
    rect = canvas.rect_of(place_of(canvas, "clinic"))
    y = rect.top() + 1 if edge == "top" else rect.bottom() - 1
    start = QPointF(rect.center().x(), y)
    drag(canvas, start, start + QPointF(0, by * canvas.geometry_now.hour / 60))
    assert item(document, "clinic").clock == expected
    assert document.undo_stack.undoText().startswith("Set Clinic to Thu")


def test_a_block_is_moved_over_midnight_and_back(canvas: WeekCanvas, document: Document) -> None:
    canvas.zoom_by(0.01)  # all twenty-four hours
    start = middle(canvas, "clinic")
    drag(canvas, start, start + point(canvas, 3, 12 * 60) - point(canvas, 3, 0))
    assert item(document, "clinic").clock == Clock(21 * 60, 60)
    pieces = [p for p in canvas.scene.pieces if p.tile.id == "clinic"]
    assert [(p.day, p.start, p.end) for p in pieces] == [(3, 1260, 1440), (4, 0, 60)]


def test_the_tail_of_a_night_moves_the_whole_night(canvas: WeekCanvas, document: Document) -> None:
    canvas.zoom_by(0.01)
    start = point(canvas, 0, 180)
    drag(canvas, start, point(canvas, 2, 180))
    night = item(document, "night")
    assert (night.day, night.clock) == (Day.TUE, Clock(1320, 360))


def test_alt_drags_to_the_minute(canvas: WeekCanvas, document: Document) -> None:
    canvas.zoom_by(2)
    canvas.go_to(place_of(canvas, "board"))
    start = middle(canvas, "board")
    drag(canvas, start, start + point(canvas, 1, 7) - point(canvas, 1, 0), ALT)
    clock = item(document, "board").clock
    assert clock is not None
    assert clock.start % 15 != 0


def test_control_drags_a_copy(canvas: WeekCanvas, document: Document) -> None:
    start = middle(canvas, "clinic")
    drag(canvas, start, start + point(canvas, 0, 0) - point(canvas, 3, 0), CTRL)
    assert item(document, "clinic").day is Day.THU
    assert document.selection is not None
    new = item(document, document.selection)
    assert new.id != "clinic"
    assert (new.title, new.day) == ("Clinic", Day.MON)


def test_escape_leaves_everything_as_it_was(canvas: WeekCanvas, document: Document) -> None:
    before = document.portfolio
    start = middle(canvas, "clinic")
    with dragging(canvas, start, start + QPointF(-150, 40)):
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        assert canvas.hand.ghost is None
    assert document.portfolio is before
    assert document.undo_stack.count() == 0


def test_a_double_click_edits_a_block_and_adds_on_empty_time(
    canvas: WeekCanvas, document: Document
) -> None:
    spy = QSignalSpy(canvas.edit_requested)
    QTest.mouseDClick(
        canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, middle(canvas, "clinic").toPoint()
    )
    assert spy.at(0)[0] == "clinic"
    empty = point(canvas, 4, 15 * 60).toPoint()
    QTest.mouseClick(canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, empty)
    QTest.mouseDClick(canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, empty)
    new = item(document, spy.at(1)[0])
    assert (new.day, new.clock) == (Day.FRI, Clock(900, 960))


def test_untimed_work_is_dragged_out_four_hours_at_a_time(
    canvas: WeekCanvas, document: Document
) -> None:
    chip = canvas.rect_of(("reading", None)).center()
    drag(canvas, chip, point(canvas, 0, 9 * 60))
    assert item(document, "reading").minutes == 360
    key = document.selection
    assert key is not None
    assert key != "reading"
    block = item(document, key)
    assert (block.day, block.clock, block.minutes) == (Day.MON, Clock(540, 780), None)
    assert canvas.scene.chips[0].text == "6 h left of 10 h to place"
    assert document.undo_stack.undoText() == "Place Reading on Mon 09:00"


def test_a_block_dragged_to_the_tray_joins_its_untimed_work(
    canvas: WeekCanvas, document: Document
) -> None:
    before = document.portfolio
    chip = canvas.rect_of(("reading", None)).center()
    drag(canvas, chip, point(canvas, 0, 9 * 60))
    key = document.selection
    assert key is not None
    drag(canvas, middle(canvas, key), canvas.rect_of(("reading", None)).center())
    assert document.portfolio == before
    assert document.item(key) is None


def test_the_last_of_untimed_work_becomes_the_block_itself(qtbot: QtBot) -> None:
    plan = week()
    short = activity("reading", minutes=90, category="SPA")
    plan = replace(plan, activities=(*plan.activities[:-2], short))
    document = document_of(plan)
    canvas = panel_of(qtbot, document).canvas
    drag(canvas, canvas.rect_of(("reading", None)).center(), point(canvas, 0, 9 * 60))
    placed = item(document, "reading")
    assert (placed.clock, placed.minutes) == (Clock(540, 630), None)
    assert canvas.scene.chips == ()


def test_life_on_several_days_moves_its_day_alone_and_its_time_together(
    canvas: WeekCanvas, document: Document
) -> None:
    geometry = canvas.geometry_now
    start = point(canvas, 1, 15 * 60 + 30)
    drag(canvas, start, start + QPointF(2 * geometry.column, 0))
    run = document.item("school")
    assert isinstance(run, Commitment)
    assert run.days == (Day.MON, Day.THU)
    drag(canvas, point(canvas, 0, 930), point(canvas, 0, 990))
    run = document.item("school")
    assert isinstance(run, Commitment)
    assert run.clock == Clock(960, 1020)


def test_a_half_day_stays_one_and_snaps_to_the_roles_halves(qtbot: QtBot) -> None:
    plan = week()
    half = activity("teaching", day="Mon", half=Half.AM)
    document = document_of(replace(plan, activities=(half,)))
    canvas = panel_of(qtbot, document).canvas
    start = middle(canvas, "teaching")
    drag(canvas, start, start + point(canvas, 4, 200) - point(canvas, 0, 0))
    moved = item(document, "teaching")
    assert (moved.day, moved.half, moved.clock) == (Day.FRI, Half.PM, None)


def test_dates_move_by_whole_days(qtbot: QtBot) -> None:
    once = activity("day", clock="09:00-12:00", frequency=OnDates((date(2026, 5, 14),)))
    document = document_of(replace(week(), activities=(once,)))
    canvas = panel_of(qtbot, document).canvas
    start = middle(canvas, "day")
    drag(canvas, start, start + point(canvas, 4, 0) - point(canvas, 3, 0))
    assert item(document, "day").frequency == OnDates((date(2026, 5, 15),))


def test_breaks_by_the_clock_move_with_their_block(qtbot: QtBot) -> None:
    long = activity("long", day="Mon", clock="09:00-17:00", breaks=(Clock(780, 810),))
    document = document_of(replace(week(), activities=(long,)))
    canvas = panel_of(qtbot, document).canvas
    start = middle(canvas, "long")
    drag(canvas, start, start + point(canvas, 0, 60) - point(canvas, 0, 0))
    assert item(document, "long").breaks == (Clock(840, 870),)


def test_a_read_only_week_says_why_a_drag_did_nothing(qtbot: QtBot) -> None:
    document = document_of()
    document.open(week(), save=None, read_only=True)
    panel = panel_of(qtbot, document)
    spy = QSignalSpy(panel.notice)
    start = middle(panel.canvas, "clinic")
    drag(panel.canvas, start, start + QPointF(-150, 40))
    assert item(document, "clinic").day is Day.THU
    assert "another window" in spy.at(0)[0]


# -- the keyboard ------------------------------------------------------------------------------


def test_arrows_walk_over_everything_in_reading_order(
    canvas: WeekCanvas, document: Document
) -> None:
    seen = []
    press(canvas, Qt.Key.Key_Down)
    for _ in range(len(canvas.places())):
        seen.append(canvas.place)
        press(canvas, Qt.Key.Key_Down)
    assert seen == canvas.places()
    assert document.selection == seen[-1][0]  # type: ignore[index]
    document.select("clinic")
    press(canvas, Qt.Key.Key_Left)
    assert document.selection == "odd"
    press(canvas, Qt.Key.Key_Right)
    press(canvas, Qt.Key.Key_Right)
    assert document.selection == "meeting"


def test_control_arrows_nudge_in_one_step(canvas: WeekCanvas, document: Document) -> None:
    document.select("clinic")
    for _ in range(3):
        press(canvas, Qt.Key.Key_Down, CTRL)
    press(canvas, Qt.Key.Key_Left, CTRL)
    moved = item(document, "clinic")
    assert (moved.day, moved.clock) == (Day.WED, Clock(585, 825))
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Move Clinic to Wed 09:45"


def test_control_alt_arrows_resize_either_end(canvas: WeekCanvas, document: Document) -> None:
    document.select("clinic")
    press(canvas, Qt.Key.Key_Down, CTRL | ALT)
    assert item(document, "clinic").clock == Clock(540, 795)
    press(canvas, Qt.Key.Key_Up, CTRL | ALT | SHIFT)
    assert item(document, "clinic").clock == Clock(525, 795)


def test_a_carried_block_is_dropped_by_enter_and_put_back_by_escape(
    canvas: WeekCanvas, document: Document
) -> None:
    document.select("clinic")
    press(canvas, Qt.Key.Key_M)
    press(canvas, Qt.Key.Key_Left)
    press(canvas, Qt.Key.Key_Left)
    assert canvas.hand.ghost is not None
    assert "clashes with Board" in canvas.hand.ghost.text
    press(canvas, Qt.Key.Key_Escape)
    assert document.undo_stack.count() == 0
    press(canvas, Qt.Key.Key_M)
    press(canvas, Qt.Key.Key_Left)
    press(canvas, Qt.Key.Key_Down)
    press(canvas, Qt.Key.Key_Return)
    moved = item(document, "clinic")
    assert (moved.day, moved.clock) == (Day.WED, Clock(555, 795))
    assert document.undo_stack.count() == 1


def test_untimed_work_is_placed_by_keys(canvas: WeekCanvas, document: Document) -> None:
    document.select("reading")
    press(canvas, Qt.Key.Key_M)
    press(canvas, Qt.Key.Key_Return)
    assert item(document, "reading").minutes == 360
    assert document.selection is not None
    assert item(document, document.selection).clock is not None


def test_an_empty_hour_is_found_by_keys_and_filled(canvas: WeekCanvas, document: Document) -> None:
    document.select("clinic")
    press(canvas, Qt.Key.Key_Right, SHIFT)
    press(canvas, Qt.Key.Key_Up, SHIFT)
    assert canvas.slot == (4, 525)
    selected = document.selection
    assert selected is None
    press(canvas, Qt.Key.Key_N)
    assert document.selection is not None
    assert item(document, document.selection).clock == Clock(525, 585)


def test_delete_takes_a_block_away_and_undo_brings_it_back(
    canvas: WeekCanvas, document: Document
) -> None:
    before = document.portfolio
    document.select("clinic")
    press(canvas, Qt.Key.Key_Delete)
    assert document.item("clinic") is None
    assert not canvas.scene.tiles_of("clinic")
    assert document.undo_stack.undoText() == "Delete Clinic"
    assert document.selection is not None, "the keyboard stands on a neighbour"
    document.undo()
    assert document.portfolio == before
    assert canvas.scene.tiles_of("clinic")


def test_under_a_scenario_delete_gives_up(canvas: WeekCanvas, document: Document) -> None:
    document.set_scenario("less")
    document.select("board")
    press(canvas, Qt.Key.Key_Delete)
    assert document.undo_stack.undoText() == "Give up Board"
    assert document.portfolio.scenarios[0].leave == ("clinic", "board")
    assert {p.tile.id for p in canvas.scene.ghosts} == {"clinic", "board"}


def test_duplicate_puts_a_copy_behind(canvas: WeekCanvas, document: Document) -> None:
    document.select("clinic")
    press(canvas, Qt.Key.Key_D, CTRL)
    assert document.selection is not None
    assert item(document, document.selection).clock == Clock(780, 1020)


def test_enter_edits_and_page_keys_change_the_week(canvas: WeekCanvas, document: Document) -> None:
    spy = QSignalSpy(canvas.edit_requested)
    document.select("clinic")
    press(canvas, Qt.Key.Key_Return)
    assert spy.at(0)[0] == "clinic"
    canvas.setFocus()
    press(canvas, Qt.Key.Key_PageDown)
    assert canvas.week == 2
    assert canvas.scene.tiles_of("even")
    press(canvas, Qt.Key.Key_PageDown)
    assert canvas.week == 1


def test_every_key_of_the_list_has_words() -> None:
    assert all(keys and does for keys, does in KEYS)


def carries(canvas: WeekCanvas) -> bool:
    return canvas.hand.is_carrying


# -- clicks alone ------------------------------------------------------------------------------


def test_a_block_is_moved_by_two_clicks_and_a_button(
    panel: WeekPanel, canvas: WeekCanvas, document: Document
) -> None:
    view = canvas.viewport()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view, LEFT, none, middle(canvas, "clinic").toPoint())
    panel.inspector.move_requested.emit()
    assert carries(canvas)
    QTest.mouseClick(view, LEFT, none, point(canvas, 0, 13 * 60).toPoint())
    moved = item(document, "clinic")
    assert moved.day is Day.MON
    assert not carries(canvas)
    assert document.undo_stack.count() == 1


# -- what is shown -----------------------------------------------------------------------------


def test_five_days_leave_the_weekend_out_and_say_so(panel: WeekPanel, canvas: WeekCanvas) -> None:
    panel.show_days(5)
    assert all((start or 0) < 5 * 1440 for _, start in canvas.places())
    texts = [label.text() for label in panel.findChildren(TextLabel) if label.isVisible()]
    assert any("at the weekend not shown" in text for text in texts)


def test_zoom_keeps_the_day_reachable_and_fit_brings_it_back(canvas: WeekCanvas) -> None:
    fitted = canvas.geometry_now.hour
    canvas.zoom_by(2)
    assert canvas.geometry_now.hour > fitted
    assert canvas.verticalScrollBar().maximum() > 0
    canvas.zoom_by(0.01)
    assert canvas.geometry_now.full_height <= canvas.geometry_now.grid.height() + 1
    canvas.fit_day()
    assert canvas.geometry_now.hour == pytest.approx(fitted)


def test_settings_decide_hours_steps_and_days(panel: WeekPanel, canvas: WeekCanvas) -> None:
    panel.apply_settings(Settings(week_days=5, snap_minutes=30, first_hour=6, last_hour=20))
    assert canvas.snap == 30
    assert canvas.geometry_now.days == 5
    assert canvas.day_span == (360, 1200)


def test_an_edit_repaints_only_what_changed(
    canvas: WeekCanvas, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.select("clinic")
    QApplication.processEvents()
    canvas.viewport().repaint()
    painted: list[int] = []
    kept = canvas.paintEvent

    def watch(event: object) -> None:
        region = event.region()  # type: ignore[attr-defined]
        painted.append(sum(r.width() * r.height() for r in region))
        kept(event)  # type: ignore[arg-type]

    monkeypatch.setattr(canvas, "paintEvent", watch)
    press(canvas, Qt.Key.Key_Down, CTRL)
    QApplication.processEvents()
    whole = canvas.viewport().width() * canvas.viewport().height()
    assert item(document, "clinic").clock == Clock(555, 795)
    assert sum(painted) < whole / 2


def test_the_week_is_a_list_of_named_blocks_to_a_screen_reader(
    canvas: WeekCanvas, document: Document
) -> None:
    document.edit("Clash", _with_a_clash)
    tree = QAccessible.queryAccessibleInterface(canvas)
    assert tree.role() is QAccessible.Role.List
    names = [tree.child(at).text(QAccessible.Text.Name) for at in range(tree.childCount())]
    assert "Clinic, Consultant, Thursday 09:00 to 13:00, 1 PA, clashes with Round" in names
    assert any(name.startswith("Reading, Consultant, no place in the week") for name in names)
    assert any(name.startswith("On call, Call") for name in names)
    document.select("clinic")
    focused = tree.focusChild()
    assert focused.text(QAccessible.Text.Name).startswith("Clinic")
    assert focused.state().selected
    at = tree.indexOfChild(focused)
    rect = tree.child(at).rect()
    assert rect == canvas.global_rect(canvas.rect_of(place_of(canvas, "clinic")))
    assert (
        tree.childAt(rect.center().x(), rect.center().y())
        .text(QAccessible.Text.Name)
        .startswith("Clinic")
    )


def _with_a_clash(plan: Portfolio) -> Portfolio:
    return put(plan, activity("round", day="Thu", clock="12:00-14:00"))


def test_another_theme_paints_in_its_own_colours(
    qapp: QApplication, panel: WeekPanel, canvas: WeekCanvas
) -> None:
    spot = QPointF(canvas.geometry_now.left(5) - 20, canvas.geometry_now.y(20 * 60 + 30)).toPoint()
    light = canvas.grab().toImage().pixelColor(spot).name().upper()
    assert light == theme.current().premium
    theme.apply(qapp, theme.load_theme(theme.Scheme.DARK))
    try:
        panel.set_theme(theme.current())
        dark = canvas.grab().toImage().pixelColor(spot).name().upper()
        assert dark == theme.current().premium
        assert dark != light
    finally:
        theme.apply(qapp, theme.load_theme(theme.Scheme.LIGHT))


def test_a_portfolio_without_roles_leads_to_the_first_one(qtbot: QtBot) -> None:
    document = document_of(
        replace(week(), roles=(), activities=(), on_calls=(), commitments=(), scenarios=())
    )
    panel = panel_of(qtbot, document)
    assert not panel.canvas.isVisible()
    panel.edit_roles()
    dialog = panel.findChild(RolesDialog)
    assert isinstance(dialog, RolesDialog)
    dialog.add_role()
    assert len(document.effective.roles) == 1
    dialog.close()
    QApplication.processEvents()
    assert panel.canvas.isVisible()
