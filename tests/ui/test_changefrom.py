"""A role that changes from a date, asked for in employers and roles."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from portfolio_app.core.model import Employer, Role
from portfolio_app.core.periods import on_day
from portfolio_app.ui.dialogs.changefrom import can_change, first_choice
from portfolio_app.ui.dialogs.roles import Key, RolesDialog
from portfolio_app.ui.document import Document
from tests.plans import YEAR_START, role
from tests.ui.weekly import document_of, week

OCTOBER = date(2026, 10, 1)


def dialog_of(qtbot: QtBot, document: Document) -> RolesDialog:
    dialog = RolesDialog(document)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_a_role_changes_from_a_date_in_one_step(qtbot: QtBot) -> None:
    document = document_of()
    before = document.portfolio
    dialog = dialog_of(qtbot, document)
    dialog.choose(Key(Role, "consultant"))
    assert dialog._change.isVisible()
    QTest.keyClick(dialog._change, Qt.Key.Key_Space)
    asked = dialog.asked
    assert asked is not None
    assert dialog.focusWidget() is asked.day
    assert asked.day.value() == OCTOBER
    asked.day.setDate(QDate(2026, 11, 2))
    assert "Until 1 November 2026" in asked._says.text()
    asked.change.click()
    assert document.undo_stack.undoText() == "Change Consultant from 2 November 2026"
    assert document.undo_stack.count() == 1
    assert dialog.chosen() == Key(Role, "consultant-2")
    assert dialog._heading.text() == "From 2 Nov 2026: Consultant"
    assert dialog._items[Key(Role, "consultant")].text(0) == "To 1 Nov 2026: Consultant"
    assert dialog.focusWidget() is dialog.form().editor("contracted")
    plan = document.portfolio
    assert {a.id for a in on_day(plan, OCTOBER).activities} == {a.id for a in before.activities}
    assert [r.role.id for r in document.count.roles] == ["director", "consultant-2"]
    document.undo()
    assert document.portfolio == before


def test_what_is_no_held_role_cannot_change(qtbot: QtBot) -> None:
    considered = replace(week().roles[1], considered=True)
    document = document_of(replace(week(), roles=(week().roles[0], considered)))
    dialog = dialog_of(qtbot, document)
    for key in (Key(Role, "director"), Key(Employer, "trust")):
        dialog.choose(key)
        assert not dialog._change.isVisible()
    dialog.ask_for_day()
    assert dialog.asked is None


def test_a_change_that_could_not_be_kept_says_why_and_changes_nothing(qtbot: QtBot) -> None:
    document = document_of()
    dialog = dialog_of(qtbot, document)
    dialog.choose(Key(Role, "consultant"))
    dialog.ask_for_day()
    asked = dialog.asked
    assert asked is not None
    asked._act = lambda _day: "Found this. Expected that."
    asked.change.click()
    assert asked._refused.text() == "Found this. Expected that."
    assert asked._refused.isVisible()
    assert document.undo_stack.count() == 0


@pytest.mark.parametrize(
    ("held", "offered"),
    [
        (role(), OCTOBER),
        (role(start=date(2026, 10, 5)), date(2026, 10, 6)),
        (role(end=date(2026, 7, 31)), date(2026, 7, 31)),
    ],
)
def test_the_day_offered_is_one_on_which_the_role_is_held(held: Role, offered: date) -> None:
    assert first_choice(held, YEAR_START) == offered


def test_only_a_role_held_for_two_days_of_the_year_can_change() -> None:
    last = date(2027, 4, 5)
    spells = [
        role(start=last),
        role(end=YEAR_START),
        role(start=last - timedelta(days=1)),
        role(end=YEAR_START + timedelta(days=1)),
    ]
    assert [can_change(each, YEAR_START) for each in spells] == [False, False, True, True]
