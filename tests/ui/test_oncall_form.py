"""The guided form of an on-call rota: said in a line or filled in, by keyboard alone too."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app.core.model import (
    WEEKDAYS,
    CallWork,
    Clock,
    CoverBy,
    Day,
    OnCall,
    OneIn,
    PerYear,
)
from portfolio_app.exchange import planfile
from portfolio_app.ui.actions import ROWS
from portfolio_app.ui.app import Session
from portfolio_app.ui.document import Document
from portfolio_app.ui.week.acts import AddKind
from portfolio_app.ui.week.chooser import HowOften
from portfolio_app.ui.week.oncall.dialog import CallDialog
from portfolio_app.ui.widgets.fieldform import Toggles
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.labels import TextLabel
from tests.plans import CONTRACTS, on_call
from tests.ui.sessions import PATIENCE_MS, TOUR, begin, end, press, shown
from tests.ui.weekly import CHARITY_ROLE, document_of, panel_of, week

SAID = "1 in 7, weekends from home, second on call, prospectively covered"
EIGHTH = on_call(
    "rota",
    frequency=OneIn(Fraction(8)),
    availability="A",
    predictable=CallWork(premium=480),
    unpredictable=CallWork(premium=540),
)


def form_of(qtbot: QtBot, document: Document, key: str | None = None) -> CallDialog:
    made = CallDialog(document, key=key)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def keys(text: str) -> None:
    """Type into whatever has the keyboard."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def key(which: Qt.Key, *, control: bool = False) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focus, which, held)


def tab_to(name: str) -> QWidget:
    """Press Tab until the widget of that accessible name, or that text, has the keyboard."""
    for _ in range(120):
        focus = QApplication.focusWidget()
        assert focus is not None
        said = focus.accessibleName() or getattr(focus, "text", lambda: "")()
        if said == name:
            return focus
        key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name}")


def enter(form: CallDialog, field: str, value: object) -> None:
    editor = form.form.editor(field)
    if isinstance(editor, Choice):
        for at in range(editor.count()):
            editor.setCurrentIndex(at)
            if editor.value() == value:
                editor.activated.emit(at)
                return
        raise AssertionError(f"{value} is not offered")
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, str(value))
    QTest.keyClick(editor, Qt.Key.Key_Return)


def said_in(form: CallDialog) -> str:
    return "\n".join(t.text() for t in form.findChildren(TextLabel) if t.isVisible())


def test_by_keyboard_alone_a_rota_is_said_filled_in_and_kept_as_one_step(qtbot: QtBot) -> None:
    document = document_of(week(on_calls=()))
    panel = panel_of(qtbot, document)
    panel.add(AddKind.ON_CALL)
    form = panel.findChild(CallDialog)
    assert form is not None
    qtbot.waitExposed(form)
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.line)
    keys(SAID)
    key(Qt.Key.Key_Return)
    assert "Understood: 1 in 7, Sat and Sun, from home, second on call, prospectively" in said_in(
        form
    )
    tab_to("Availability")
    key(Qt.Key.Key_Down)
    tab_to("Premium time")
    keys("8 h")
    tab_to("Reckoned by")
    key(Qt.Key.Key_Down)
    assert document.undo_stack.count() == 0
    key(Qt.Key.Key_Return, control=True)
    (call,) = document.effective.on_calls
    assert call == OnCall(
        id="second-on-call",
        role="consultant",
        title="Second on call",
        frequency=OneIn(Fraction(7)),
        days=(Day.SAT, Day.SUN),
        availability="A",
        predictable=CallWork(premium=480),
        prospective_cover=True,
        cover_by=CoverBy.DAYS,
    )
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Add Second on call"
    assert document.selection == "second-on-call"
    assert planfile.read(planfile.write(document.portfolio), "", CONTRACTS).problems == ()
    document.undo()
    assert document.effective.on_calls == ()


def test_what_a_worked_case_comes_to_stands_beside_it_with_working(qtbot: QtBot) -> None:
    document = document_of(week(on_calls=(EIGHTH,)))
    form = form_of(qtbot, document, "rota")
    facts = {name: figure.text() for name, figure in form.card.figures().items()}
    assert facts == {
        "Predictable work": "2.667 PA a duty week",
        "Unpredictable work": "3 PA a duty week",
        "An average week worked": "0.708 PA a week",
        "Your turn": "1 in 8",
        "Duty weeks a year": "5.25",
        "For the average week": "2.13 h a week",
        "Supplement": "5 % of basic pay",
    }
    assert not form.ways.isVisible()
    figure = form.card.figures()["Supplement"]
    assert figure.accessibleName().startswith("Supplement: 5 % of basic pay")
    figure.click()
    popover = figure.popover()
    assert popover is not None
    working = popover.accessibleName()
    assert "medium frequency; category A: 5 %" in working
    assert "Source:" in working
    popover.close()


def test_cover_shows_what_each_convention_would_make_of_it(qtbot: QtBot) -> None:
    document = document_of(week(on_calls=(EIGHTH,)))
    form = form_of(qtbot, document, "rota")
    covered = form.form.editor("prospective_cover")
    QTest.keyClick(covered, Qt.Key.Key_Space)
    ways = {name: figure.text() for name, figure in form.ways.figures().items()}
    assert ways["52 / weeks worked"] == "0.877 PA a week"
    assert ways["In the band only"] == "0.708 PA a week"
    assert set(ways) == {
        "52 / weeks worked",
        "By days of leave",
        "By Riddell",
        "In the band only",
    }
    assert "1 in 6.46 while at work" in form.card.said()
    assert form.card.figures()["Duty weeks a year"].text() == "6.5"
    enter(form, "cover_by", CoverBy.BAND)
    assert form.card.figures()["An average week worked"].text() == "0.708 PA a week"
    said = form.form.editor("cover_said")
    assert isinstance(said, TextLabel)
    assert said.text().startswith("Units stay as they are")


def test_a_shared_slot_and_other_rotas_of_the_role_show_their_bands(qtbot: QtBot) -> None:
    other = replace(EIGHTH, id="other", title="Other", availability="B")
    document = document_of(week(on_calls=(EIGHTH, other)))
    form = form_of(qtbot, document, "rota")
    enter(form, "slot_share", "0.5")
    said = form.card.said()
    assert "Supplement: 3 % of basic pay (low frequency, category A, read at 1 in 16)" in said
    assert "With a whole slot: 5 % of basic pay (medium frequency" in said
    assert "All rotas of the role:" in said
    assert "read at 1 in 5.33" in said


def test_rotas_on_different_days_are_parts_that_are_kept_together(qtbot: QtBot) -> None:
    document = document_of(week(on_calls=()))
    form = form_of(qtbot, document)
    form.line.setText("resident on weekdays and from home at weekends, 1 in 8, 17:00-08:00")
    form.fill.click()
    chips = [b for b in form._chips.buttons() if not b.isHidden()]
    assert [chip.text() for chip in chips] == ["Weekdays", "Weekends"]
    chips[1].click()
    assert form.drafts().shown.days == (Day.SAT, Day.SUN)
    enter(form, "availability", "B")
    enter(form, "role", "director")
    assert {part.role for part in form.drafts().parts} == {"director"}
    enter(form, "role", "consultant")
    form.done_button.click()
    weekdays, weekends = document.effective.on_calls
    assert (weekdays.id, weekdays.resident, weekdays.clock) == (
        "on-call-weekdays",
        True,
        Clock(1020, 480),
    )
    assert (weekends.title, weekends.resident) == ("On call, weekends", False)
    assert document.selection == weekends.id
    assert document.undo_stack.count() == 1
    document.undo()
    assert document.effective.on_calls == ()


def test_a_part_is_added_on_the_days_that_are_left_and_left_out_again(qtbot: QtBot) -> None:
    document = document_of(week(on_calls=()))
    form = form_of(qtbot, document)
    enter(form, "which_days", "weekdays")
    days = form.form.editor("days")
    assert isinstance(days, Toggles)
    assert days.values() == WEEKDAYS[:5]
    form.more.click()
    assert form.drafts().shown.days == (Day.SAT, Day.SUN)
    form.more.click()
    assert len(form.drafts().parts) == 3
    form.less.click()
    form.less.click()
    assert len(form.drafts().parts) == 1
    assert not form.less.isVisible()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1 in 7, bring a torch", "Not understood: “bring a torch”."),
        ("category Z", "“category z (the contract’s categories: A and B)”"),
        ("1 in 99999999", "Not understood: Found"),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_guessed(
    qtbot: QtBot, line: str, says: str
) -> None:
    form = form_of(qtbot, document_of())
    form.line.setText(line)
    form.fill.click()
    assert says in said_in(form)
    assert form.drafts().shown.availability is None
    assert form.drafts().shown.frequency in (OneIn(Fraction(7)), OneIn(Fraction(8)))


def test_nothing_is_kept_when_it_is_cancelled_and_an_error_must_be_mended(qtbot: QtBot) -> None:
    document = document_of(week(on_calls=(EIGHTH,)))
    before = document.portfolio
    form = form_of(qtbot, document, "rota")
    enter(form, "one_in", "0.5")
    form.done_button.click()
    assert form.isVisible()
    assert "Mend this first: One in (weeks)." in said_in(form)
    enter(form, "one_in", "6")
    assert "Mend this first" not in said_in(form)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert document.portfolio is before
    again = form_of(qtbot, document, "rota")
    enter(again, "one_in", "6")
    again.done_button.click()
    changed = document.item("rota")
    assert isinstance(changed, OnCall)
    assert changed == replace(EIGHTH, frequency=OneIn(Fraction(6)))
    assert document.undo_stack.undoText() == "Change Rota"


def test_what_is_still_being_typed_is_kept_too(qtbot: QtBot) -> None:
    document = document_of(week(on_calls=(EIGHTH,)))
    form = form_of(qtbot, document, "rota")
    line = form.form.editor("one_in")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "5")
    form.done_button.click()
    changed = document.item("rota")
    assert isinstance(changed, OnCall)
    assert changed.frequency == OneIn(Fraction(5))


def test_a_rota_that_ends_before_the_year_is_said_not_to_count(qtbot: QtBot) -> None:
    document = document_of(week(on_calls=(EIGHTH,)))
    form = form_of(qtbot, document, "rota")
    enter(form, "last_day", "1 May 2020")
    assert "Not counted:" in said_in(form)
    assert form.card.figures() == {}


def test_a_rota_of_a_role_in_hours_has_no_supplement_and_says_what_is_missing(
    qtbot: QtBot,
) -> None:
    document = document_of(week(on_calls=(), roles=(CHARITY_ROLE,), activities=()))
    form = form_of(qtbot, document)
    assert "Supplement: none (the contract has none here)" in form.card.said()
    assert "Availability alone earns no units" in said_in(form)
    enter(form, "resident", value=True)
    assert "A resident duty is counted by its times" in said_in(form)
    enter(form, "duty_clock", "17:00-08:00")
    assert "An average week worked: 13.13 h a week" in form.card.said()
    enter(form, "lieu_minutes", "11")
    assert "Time back in lieu:" in form.card.said()
    enter(form, "often", HowOften.PER_YEAR)
    assert form.drafts().shown.frequency == PerYear(Fraction(10))


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot) -> None:
    form = form_of(qtbot, document_of(week(on_calls=(EIGHTH,))), "rota")
    takes = Qt.FocusPolicy.TabFocus
    nameless = [
        widget
        for widget in form.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & takes
        if not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
        if not isinstance(widget, QLineEdit) or widget.accessibleName() == ""
    ]
    assert nameless == []


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    made = begin(qtbot, qapp)
    made.shelf.open(next(entry.id for entry in made.shelf.entries if entry.title == TOUR))
    qtbot.waitUntil(lambda: made.document.is_open, timeout=PATIENCE_MS)
    yield made
    end(made)


def test_the_menu_opens_the_form_for_a_new_rota_and_for_the_selected_one(
    session: Session,
) -> None:
    row = next(row for row in ROWS if row.id == "add-rota")
    assert row.shortcut == "Ctrl+Shift+O"
    assert not session.window.actions_table["edit-rota"].isEnabled()
    press(session, "add-rota")
    (form,) = shown(session, CallDialog)
    assert form.windowTitle() == "Add on-call rota"
    form.done_button.click()
    assert session.document.selection is not None
    press(session, "edit-rota")
    again = next(f for f in shown(session, CallDialog) if f is not form)
    assert again.windowTitle() == "On-call rota"
    again.reject()
    guide = [b for b in shown(session, QPushButton) if b.text() == "Guided form…"]
    assert len(guide) == 1
