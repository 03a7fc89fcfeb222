"""The window as a user meets it: first start, later starts, saving, scenarios, leaving."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from portfolio_app import paths
from portfolio_app.core.model import Portfolio
from portfolio_app.store.library import Library
from portfolio_app.ui.app import Asked, Session
from portfolio_app.ui.document import SaveStatus
from portfolio_app.ui.panels.jobshare.panel import JobSharePanel
from portfolio_app.ui.panels.reading import ProblemsPage
from portfolio_app.ui.panels.welcome import WelcomePanel
from portfolio_app.ui.places import PLACES
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.topline import TODAY
from portfolio_app.ui.week import acts
from portfolio_app.ui.widgets.popovers import Popover
from tests.ui.sessions import OTHER, TOUR, activity, begin, end, press, shown

SAMPLE = paths.resource("samples", "public-health-charity-and-half-a-post.toml")


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    made = begin(qtbot, qapp)
    yield made
    end(made)


def welcome(session: Session) -> WelcomePanel:
    page = session.window.panels.currentWidget()
    assert isinstance(page, WelcomePanel)
    return page


def titles_in_library() -> list[str]:
    with Library.open(paths.library_file(), read_only=True) as library:
        return [entry.title for entry in library.portfolios()]


def held(session: Session) -> dict[str, bool]:
    """What the library holds, and whether it is a sample."""
    return {entry.title: entry.sample for entry in session.shelf.entries}


def can_change(session: Session) -> bool:
    return not session.shelf.read_only


def stored(session: Session) -> Portfolio:
    """What another program finds in the file now."""
    with Library.open(paths.library_file(), read_only=True) as library:
        return library.load(str(session.shelf.current))


# -- the first start ---------------------------------------------------------------------------


def test_the_first_start_offers_both_samples_marked_as_samples(session: Session) -> None:
    page = welcome(session)
    buttons = [b.accessibleName() for b in page.findChildren(QPushButton, "open")]
    assert buttons == [f"Open {TOUR}", f"Open {OTHER}"]
    assert [entry.sample for entry in session.shelf.entries] == [True, True]
    assert page.findChildren(QPushButton, "open")[0].hasFocus()


def test_opening_a_sample_shows_its_week(session: Session) -> None:
    page = welcome(session)
    page.findChildren(QPushButton, "open")[1].click()
    assert session.window.panels.shown == "week"
    assert session.shelf.entry is not None
    assert session.shelf.entry.title == OTHER
    assert session.window.topline.portfolio.accessibleName() == f"Portfolio: Sample {OTHER}"
    assert session.window.windowTitle() == f"{OTHER} – Portfolio"


def test_start_empty_takes_the_form_as_it_stands(session: Session) -> None:
    page = welcome(session)
    start = next(b for b in page.findChildren(QPushButton) if b.text().startswith("Start with"))
    start.click()
    assert session.document.portfolio.person.name == "My portfolio"
    assert session.document.portfolio.roles == ()
    assert session.document.portfolio.person.year_start.month == 4
    assert session.window.panels.shown == "week"
    assert stored(session) == session.document.portfolio
    assert not session.window.actions_table["add-activity"].isEnabled()
    press(session, "add-life")
    assert [c.title for c in session.document.portfolio.commitments] == ["Time outside work"]


def test_thinking_of_a_post_starts_empty_and_asks_for_it(session: Session) -> None:
    page = welcome(session)
    think = next(b for b in page.findChildren(QPushButton) if b.text().startswith("I am thinking"))
    think.click()
    assert session.document.portfolio.roles == ()
    panel = session.window.panels.panel("jobshare")
    assert isinstance(panel, JobSharePanel)
    assert panel.form.isVisible()
    panel.form.begin.click()
    assert [role.considered for role in stored(session).roles] == [True]
    assert stored(session) == session.document.portfolio


def test_removing_the_samples_can_be_undone(session: Session) -> None:
    press(session, "remove-samples")
    assert held(session) == {}
    assert not session.window.has_portfolio
    assert not session.window.strip.isVisible()
    assert not session.window.rail.button("week").isEnabled()
    assert isinstance(session.window.panels.currentWidget(), WelcomePanel)
    assert session.window.notice.text() == "Removed 2 samples from the library."
    undo = next(b for b in shown(session, QPushButton) if b.text() == "Undo")
    undo.click()
    assert held(session) == {OTHER: True, TOUR: True}
    assert session.window.panels.shown == "week"


def test_samples_that_were_removed_can_be_added_again(session: Session) -> None:
    press(session, "add-samples")
    assert session.window.notice.text() == "The samples are in your library already."
    press(session, "remove-samples")
    press(session, "add-samples")
    assert held(session) == {OTHER: True, TOUR: True}
    assert len(welcome(session).findChildren(QPushButton, "open")) == 2


def test_a_portfolio_that_is_removed_can_be_put_back(session: Session) -> None:
    before = session.document.portfolio
    press(session, "remove-portfolio")
    assert [entry.title for entry in session.shelf.entries] == [OTHER]
    next(b for b in shown(session, QPushButton) if b.text() == "Undo").click()
    assert session.document.portfolio == before
    assert session.shelf.entry is not None
    assert session.shelf.entry.sample


# -- saving ------------------------------------------------------------------------------------


def test_an_edit_is_in_the_file_at_once(session: Session) -> None:
    press(session, "show-week")
    clinic = activity(session, "Clinic")
    acts.delete(session.document, clinic.id)
    assert clinic.id not in [a.id for a in stored(session).activities]
    assert session.window.topline.saved_text().startswith("Saved ")


def test_a_deletion_says_so_and_offers_undo(session: Session) -> None:
    press(session, "show-week")
    before = session.document.portfolio
    session.document.select(activity(session, "Clinic").id)
    press(session, "delete")
    assert session.window.notice.text() == "Deleted Clinic."
    next(b for b in shown(session, QPushButton) if b.text() == "Undo").click()
    assert session.document.portfolio == before
    assert session.window.notice.text() == ""


def test_undo_and_redo_are_named_after_their_steps(session: Session) -> None:
    table = session.window.actions_table
    assert not table["undo"].isEnabled()
    assert "nothing to undo" in table["undo"].toolTip()
    acts.delete(session.document, activity(session, "Clinic").id)
    assert table["undo"].text() == "Undo Delete Clinic"
    press(session, "undo")
    assert table["redo"].text() == "Redo Delete Clinic"
    press(session, "redo")
    assert "Clinic" not in [a.title for a in session.document.effective.activities]


def test_a_failed_save_stays_told_and_is_tried_again(session: Session) -> None:
    with sqlite3.connect(paths.library_file()) as other:
        other.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON portfolio"
            " BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    clinic = activity(session, "Clinic")
    acts.delete(session.document, clinic.id)
    assert session.document.save_state.status is SaveStatus.FAILED
    assert session.window.banner.text("save").startswith("The last change is not saved yet.")
    assert session.window.topline.saved_text() == "Not saved: try again"
    assert clinic.id in [a.id for a in stored(session).activities]
    with sqlite3.connect(paths.library_file()) as other:
        other.execute("DROP TRIGGER full")
    press(session, "save")
    assert session.window.banner.text("save") == ""
    assert clinic.id not in [a.id for a in stored(session).activities]


def test_leaving_with_an_unsaved_change_asks_first(
    session: Session,
) -> None:
    def fail(_portfolio: Portfolio) -> None:
        raise OSError("the disk is full")

    session.document.open(session.document.portfolio, save=fail)
    acts.delete(session.document, activity(session, "Clinic").id)
    pressed: list[str] = []

    def answer(word: str) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert box.informativeText() == "the disk is full"
        pressed.append(word)
        next(b for b in box.buttons() if b.text() == word).click()

    QTimer.singleShot(0, session.window, lambda: answer("Stay here"))
    assert not session.window.close()
    QTimer.singleShot(0, session.window, lambda: answer("Leave and lose them"))
    assert session.files.may_leave()
    assert pressed == ["Stay here", "Leave and lose them"]


# -- a second window, and libraries that cannot be used ----------------------------------------


def test_a_second_window_can_only_look_and_says_who_holds_the_library(
    session: Session, qtbot: QtBot, qapp: QApplication
) -> None:
    second = begin(qtbot, qapp)
    try:
        assert can_change(second) is False
        assert "open in another window" in second.window.banner.text("library")
        assert second.window.topline.saved_text() == "Read only"
        assert not second.window.actions_table["add-life"].isEnabled()
        assert not second.window.actions_table["remove-samples"].isEnabled()
        second.window.show_panel("week")
        week = second.window.panels.panel("week")
        add = next(b for b in week.findChildren(QPushButton) if b.text() == "Add activity")
        qtbot.waitUntil(add.isVisible)
        assert not add.isEnabled()
        assert add.toolTip() == "This library is open for reading only."
        before = second.document.portfolio
        acts.delete(second.document, activity(second, "Clinic").id)
        assert second.document.portfolio == before
        acts.delete(session.document, activity(session, "Clinic").id)
        end(session)
        second.reopen()
        assert can_change(second)
        assert second.window.banner.text("library") == ""
        assert add.isEnabled()
        assert "Clinic" not in [a.title for a in second.document.portfolio.activities]
    finally:
        end(second)


def test_a_damaged_library_is_told_and_its_backup_opens(qtbot: QtBot, qapp: QApplication) -> None:
    end(begin(qtbot, qapp))
    end(begin(qtbot, qapp))  # which keeps a copy
    file = paths.library_file()
    file.write_bytes(b"not a library at all" * 500)
    session = begin(qtbot, qapp)
    try:
        page = session.window.panels.currentWidget()
        assert isinstance(page, ProblemsPage)
        assert "damaged" in page.problems[0]
        assert not session.window.rail.button("week").isEnabled()
        buttons = page.findChildren(QPushButton)
        next(b for b in buttons if b.text().startswith("Open the backup of")).click()
        assert {entry.title for entry in session.shelf.entries} == {TOUR, OTHER}
        assert session.window.has_portfolio
    finally:
        end(session)


def test_a_portfolio_that_is_not_there_is_told(qtbot: QtBot, qapp: QApplication) -> None:
    session = begin(qtbot, qapp, Asked(portfolio="nobody"))
    try:
        page = session.window.panels.currentWidget()
        assert isinstance(page, ProblemsPage)
        assert "nobody" in page.problems[0]
    finally:
        end(session)


# -- scenarios ---------------------------------------------------------------------------------


def test_a_scenario_is_shown_with_what_it_changes(session: Session) -> None:
    press(session, "show-week")
    press(session, "next-scenario")
    branch = session.document.portfolio.scenarios[0]
    assert session.document.scenario == branch.id
    assert session.window.topline.scenario.accessibleName() == f"Scenario: Scenario {branch.title}"
    press(session, "differences")
    popover = shown(session, Popover)[0]
    said = [label.text() for label in popover.findChildren(QWidget) if hasattr(label, "text")]
    assert any(text.startswith("Takes on") for text in said)
    QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert not shown(session, Popover)
    for _ in session.document.portfolio.scenarios:
        press(session, "next-scenario")
    assert session.window.topline.scenario.text_shown() == TODAY


def test_a_scenario_is_made_renamed_and_removed_with_undo(session: Session) -> None:
    press(session, "new-scenario")
    popover = shown(session, Popover)[0]
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "Without Mondays")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not popover.isVisible()
    made = session.document.portfolio.scenarios[-1]
    assert (made.title, session.document.scenario) == ("Without Mondays", made.id)
    press(session, "rename-scenario")
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "Without Tuesdays")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert session.window.topline.scenario.text_shown() == "Without Tuesdays"
    press(session, "remove-scenario")
    assert session.document.scenario is None
    assert session.window.notice.text() == "Removed scenario Without Tuesdays."
    press(session, "undo")
    assert session.document.portfolio.scenarios[-1].title == "Without Tuesdays"


# -- plan files --------------------------------------------------------------------------------


def test_a_plan_file_with_mistakes_is_told_whole_and_imports_nothing(
    session: Session, tmp_path: Path
) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace('day = "Mon"', 'day = "Moon"')
    bad = tmp_path / "week.toml"
    bad.write_text(text.replace('kind = "nhs"', 'kind = "nsh"'), encoding="utf-8")
    before = session.shelf.entries
    session.files.import_from(bad)
    page = session.window.panels.currentWidget()
    assert isinstance(page, ProblemsPage)
    assert len(page.problems) > 2
    assert any("Did you mean" in problem for problem in page.problems)
    page.copy()
    assert page.problems[0] in QApplication.clipboard().text()
    assert session.shelf.entries == before
    bad.write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    next(b for b in page.findChildren(QPushButton) if b.text() == "Try again").click()
    assert len(session.shelf.entries) == len(before) + 1
    assert session.window.panels.shown == "week"


def test_a_plan_file_dropped_on_the_window_is_imported(session: Session) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SAMPLE))])
    session.window.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert [(e.title, e.sample) for e in session.shelf.entries][-1] == (OTHER, False)


def test_an_exported_plan_file_reads_back_the_same(session: Session, tmp_path: Path) -> None:
    from portfolio_app.exchange.planfile import read_file

    target = tmp_path / "out.toml"
    session.files.export_to(target)
    assert read_file(target, session.document.contracts).portfolio == session.document.portfolio
    session.files.export_to(tmp_path / "no such folder" / "out.toml")
    assert "did not work" in session.window.notice.text()


# -- keys, search, later starts ----------------------------------------------------------------


def test_the_panels_are_reached_by_keys_alone(session: Session) -> None:
    QTest.keyClick(session.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert session.window.panels.shown == "week"
    last = Qt.Key(Qt.Key.Key_0 + len(PLACES))
    QTest.keyClick(session.window, last, Qt.KeyboardModifier.ControlModifier)
    assert session.window.panels.shown == "settings"
    focused = session.window.focusWidget()
    assert focused is not None
    assert session.window.panels.isAncestorOf(focused)
    rail = session.window.rail
    rail.button("settings").setFocus()
    for _ in PLACES[1:]:
        focused = session.window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Up)
    assert rail.button("week").hasFocus()
    QTest.keyClick(rail.button("week"), Qt.Key.Key_Space)
    assert session.window.panels.shown == "week"


def test_where_the_stops_do_not_fit_a_scroll_bar_covers_none_of_them(session: Session) -> None:
    rail = session.window.rail
    for _ in range(5):
        press(session, "text-larger")
    QTest.qWait(50)
    (area,) = rail.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() > 0
    for place in PLACES:
        button = rail.button(place.id)
        assert (
            button.mapTo(area.viewport(), QPoint(button.width(), 0)).x() <= area.viewport().width()
        )


def test_the_start_page_sums_what_is_mine_of_a_shared_post(session: Session) -> None:
    said = [label.text() for label in welcome(session).findChildren(QLabel)]
    assert any(text.startswith("6 PA and 15 hours contracted") for text in said)


def test_the_search_runs_commands_and_finds_activities(session: Session) -> None:
    search = session.window.search
    press(session, "search")
    assert search.hasFocus()
    QTest.keyClicks(search, "clinic")
    assert search.found()[0].title == "Clinic"
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert session.document.selection == activity(session, "Clinic").id
    assert session.window.panels.shown == "week"
    press(session, "commands")
    QTest.keyClicks(search, "settings")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert session.window.panels.shown == "settings"
    press(session, "search")
    QTest.keyClicks(search, "redo")
    assert search.found()[0].why_not == "There is nothing to redo."
    QTest.keyClick(search, Qt.Key.Key_Return)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not search.is_open


def test_a_later_start_shows_what_was_shown_last(qtbot: QtBot, qapp: QApplication) -> None:
    first = begin(qtbot, qapp)
    size = (800, 620)  # within the screen of the tests
    first.window.resize(*size)
    first.files.open(first.shelf.entries[-1].id)
    press(first, "next-scenario")
    scenario = first.document.scenario
    press(first, "show-settings")
    end(first)
    second = begin(qtbot, qapp)
    try:
        assert second.shelf.entry is not None
        assert second.shelf.entry.title == TOUR
        assert second.document.scenario == scenario
        assert second.window.panels.shown == "settings"
        assert second.window.size().toTuple() == size
    finally:
        end(second)


def test_a_library_of_ones_own_is_used_when_named(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    file = tmp_path / "mine.db"
    session = begin(qtbot, qapp, Asked(library=file))
    try:
        assert file.exists()
        assert not paths.library_file().exists()
    finally:
        end(session)


def test_a_portfolio_is_renamed(session: Session) -> None:
    session.files.rename_to("My job plan <b>2026</b>")
    assert session.window.topline.portfolio.text_shown() == "My job plan <b>2026</b>"
    assert "My job plan <b>2026</b>" in titles_in_library()


def test_every_page_of_the_help_opens_and_leads_back(session: Session) -> None:
    press(session, "show-week")
    for key in ("keys", "plan-file", "files", "about"):
        press(session, key)
        assert session.window.panels.shown == key
        back = next(b for b in shown(session, QPushButton) if b.text() == "Back")
        back.click()
        assert session.window.panels.shown == "week"


def test_settings_change_the_window_at_once_and_for_the_next_time(session: Session) -> None:
    press(session, "look-dark")
    assert QApplication.palette().window().color().lightness() < 60
    press(session, "five-days")
    assert session.settings.week_days == 5
    assert session.window.actions_table["five-days"].isChecked()
    press(session, "text-larger")
    assert session.settings.text_size == 110
    from portfolio_app.ui.settings import read_settings

    assert read_settings().settings == session.settings
    session.apply_settings(replace(session.settings, text_size=100))
    press(session, "look-light")


def test_a_notice_is_shown_plainly(session: Session) -> None:
    session.window.tell("<b>5</b> & more", tone=Tone.FITS)
    assert session.window.notice.text() == "<b>5</b> & more"
