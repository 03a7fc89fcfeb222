"""The table of actions is whole: unique, worded, reachable, and nothing in it is dead."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from portfolio_app.ui.actions import ALSO, ROWS, Menu, Need, Row, keys_text, plain
from portfolio_app.ui.actionset import handler_of
from portfolio_app.ui.app import Session
from portfolio_app.ui.places import PLACES
from portfolio_app.ui.theme import icon_names
from tests.ui.sessions import begin, end


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    made = begin(qtbot, qapp)
    yield made
    end(made)


def test_ids_and_shortcuts_are_unique() -> None:
    assert max(Counter(row.id for row in ROWS).values()) == 1
    keys = [keys_text(row) for row in ROWS if row.shortcut]
    keys += [QKeySequence(key).toString() for key in ALSO.values()]
    assert max(Counter(keys).values()) == 1
    assert all(keys)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_says_what_it_does(row: Row) -> None:
    assert row.text.strip()
    assert plain(row.text)[0].isupper()
    assert len(row.tip) > 10
    assert not row.tip.endswith(".")
    assert not row.icon or row.icon in icon_names()


@pytest.mark.parametrize("menu", Menu)
def test_a_letter_of_a_menu_leads_to_one_row(menu: Menu) -> None:
    letters = [
        row.text[row.text.index("&") + 1].lower()
        for row in ROWS
        if row.menu is menu and "&" in row.text
    ]
    assert max(Counter(letters).values()) == 1, letters


def test_every_need_says_what_to_do_and_is_asked_for() -> None:
    asked = {need for row in ROWS for need in row.needs}
    assert asked == set(Need)
    assert all(need.value.endswith(".") for need in Need)


def test_a_handler_that_is_not_there_is_named() -> None:
    with pytest.raises(LookupError, match=r"file\.nothing"):
        handler_of({"file": object()}, "file.nothing")


def test_every_action_stands_in_a_menu_reachable_by_keyboard(session: Session) -> None:
    table = session.window.actions_table
    menus = [action.menu() for action in session.window.menuBar().actions()]
    held = {act for menu in menus if isinstance(menu, QMenu) for act in menu.actions()}
    for row, action in table:
        assert action in held, row.id
        assert "&" in session.window.menuBar().actions()[0].text()


def test_what_cannot_act_says_why(session: Session) -> None:
    table = session.window.actions_table
    for row, action in table:
        if action.isEnabled():
            assert action.toolTip().startswith(row.tip)
        else:
            assert table.why_not(row.id) in {need.value for need in row.needs}
            assert action.toolTip().startswith(table.why_not(row.id))


def test_every_panel_has_its_action_and_its_key() -> None:
    rows = {row.id: row for row in ROWS}
    for number, place in enumerate(PLACES, 1):
        assert rows[f"show-{place.id}"].shortcut == f"Ctrl+{number}"


def test_the_icons_are_drawn_when_a_menu_opens(session: Session) -> None:
    table = session.window.actions_table
    assert table["undo"].icon().isNull()
    table.draw_icons()
    assert all(not action.icon().isNull() for row, action in table if row.icon)
