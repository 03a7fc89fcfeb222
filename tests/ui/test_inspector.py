"""The inspector: every key is edited, each edit is one step, and what is wrong changes nothing."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app.core.agreements import Credit
from portfolio_app.core.model import (
    EVERY_WEEK,
    Activity,
    CallWork,
    Clock,
    Commitment,
    CoverBy,
    CycleWeeks,
    Day,
    Half,
    MonthWeeks,
    Movable,
    OnCall,
    OnDates,
    OneIn,
    Per,
    PerYear,
    PremiumMode,
    Tariff,
)
from portfolio_app.core.sharing import Attend, Holder, JobShare
from portfolio_app.exchange import planfile
from portfolio_app.ui.document import Document
from portfolio_app.ui.panels.week import WeekPanel
from portfolio_app.ui.week.activityfields import ACTIVITY
from portfolio_app.ui.week.chooser import HowOften, When
from portfolio_app.ui.week.inspector import Inspector
from portfolio_app.ui.week.otherfields import COMMITMENT, ON_CALL
from portfolio_app.ui.widgets.fieldform import Field, Kind, NotesEdit, Several, Toggles
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.figures import FigureLabel
from portfolio_app.ui.widgets.inputs import TimeField
from portfolio_app.ui.widgets.labels import TextLabel
from tests.plans import CONTRACTS, activity, on_call, role
from tests.ui.weekly import CHARITY_ROLE, document_of, panel_of, week

SHARED = role(id="post", title="Shared post", contracted=Fraction(4), share=JobShare())
BASE = activity("thing", day="Mon", clock="09:00-13:00")
LOOSE = replace(BASE, clock=None, day=None, minutes=240)
CALL = on_call("rota", frequency=OneIn(Fraction(8)))
LIFE = Commitment(id="life", title="Life", days=(Day.MON,), clock=Clock(900, 960))


def enter(inspector: Inspector, field: Field, value: Any) -> None:
    """Set a field as a person would."""
    editor = inspector.editor(field.key)
    QApplication.processEvents()
    if field.kind is Kind.LINE or isinstance(editor, TimeField):
        _type(editor, value)
    elif isinstance(editor, NotesEdit):
        editor.setPlainText(value)
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    elif isinstance(editor, Choice):
        _choose(editor, value)
    elif isinstance(editor, QCheckBox):
        if editor.isChecked() is not value:
            editor.click()
    elif isinstance(editor, Toggles):
        _press(editor, value)
    elif isinstance(editor, Several):
        for action in editor.menu().actions():
            if action.text() in value and not action.isChecked():
                action.trigger()


def _type(editor: QWidget, value: Any) -> None:
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClicks(editor, value)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def _choose(editor: Choice, value: object) -> None:
    for at in range(editor.count()):
        editor.setCurrentIndex(at)
        if editor.value() == value:
            editor.activated.emit(at)
            return
    raise AssertionError(f"{value} is not offered")


def _press(editor: Toggles, names: Any) -> None:
    for each in editor.buttons():
        if each.isChecked() is not (each.toolTip() in names):
            each.click()


# For each key of an activity: the item to begin with, the field, what is entered, what it gives.
CASES: list[tuple[str, Activity, str, Any, Any]] = [
    ("title", BASE, "title", "Ward round", "Ward round"),
    ("role", BASE, "role", "post", "post"),
    ("category", BASE, "category", "SPA", "SPA"),
    (
        "category_shares",
        BASE,
        "category_shares",
        "dcc 75%, SPA 25%",
        (("DCC", Fraction(3, 4)), ("SPA", Fraction(1, 4))),
    ),
    ("site", BASE, "site", "north", "north"),
    ("group", BASE, "group", "icu", "icu"),
    ("day", BASE, "day", Day.FRI, Day.FRI),
    ("clock", BASE, "start", "1030", Clock(630, 870)),
    ("clock", BASE, "end", "12:15", Clock(540, 735)),
    ("clock", BASE, "length", "1.5", Clock(540, 630)),
    ("half", replace(BASE, clock=None, half=Half.AM), "half", Half.EVENING, Half.EVENING),
    ("minutes", replace(BASE, clock=None, day=None, minutes=240), "hours", "4:10", 250),
    (
        "premium_minutes",
        replace(BASE, clock=None, day=None, minutes=240),
        "premium_minutes",
        "90 min",
        90,
    ),
    ("breaks", BASE, "breaks", "12:00-12:30", (Clock(720, 750),)),
    ("break_minutes", BASE, "break_minutes", "30 min", 30),
    ("travel_minutes", BASE, "travel_minutes", "45 min", 45),
    ("travel_inside", replace(BASE, travel_minutes=30), "travel_inside", True, True),
    ("counts_as", BASE, "counts_as", "1/3", Fraction(1, 3)),
    ("tariff", BASE, "tariff_each", "0.25", Tariff(each=Fraction(1, 4), count=Fraction(1))),
    (
        "tariff",
        replace(BASE, tariff=Tariff(each=Fraction(1, 4), count=Fraction(1))),
        "tariff_count",
        "4",
        Tariff(each=Fraction(1, 4), count=Fraction(4)),
    ),
    (
        "tariff",
        replace(BASE, tariff=Tariff(each=Fraction(1, 4), count=Fraction(1))),
        "tariff_cap",
        "1",
        Tariff(each=Fraction(1, 4), count=Fraction(1), cap=Fraction(1)),
    ),
    ("premium", BASE, "premium", PremiumMode.PAY, PremiumMode.PAY),
    ("paid", BASE, "paid", False, False),
    ("frequency", BASE, "often", HowOften.CYCLE_WEEKS, CycleWeeks((1,))),
    (
        "frequency",
        replace(BASE, frequency=CycleWeeks((1,))),
        "weeks",
        ("1", "2"),
        CycleWeeks((1, 2)),
    ),
    ("frequency", BASE, "often", HowOften.ONE_IN, OneIn(Fraction(4))),
    ("frequency", replace(BASE, frequency=OneIn(Fraction(4))), "one_in", "6", OneIn(Fraction(6))),
    (
        "frequency",
        replace(BASE, frequency=OneIn(Fraction(4))),
        "times",
        "3",
        OneIn(Fraction(4), Fraction(3)),
    ),
    (
        "frequency",
        replace(BASE, frequency=OneIn(Fraction(4))),
        "from_week",
        "2",
        OneIn(Fraction(4), from_week=2),
    ),
    ("frequency", BASE, "often", HowOften.MONTH_WEEKS, MonthWeeks((1,))),
    (
        "frequency",
        replace(BASE, frequency=MonthWeeks((1,))),
        "month_weeks",
        ("1st", "3rd"),
        MonthWeeks((1, 3)),
    ),
    ("frequency", BASE, "often", HowOften.PER_YEAR, PerYear(Fraction(10))),
    (
        "frequency",
        replace(BASE, frequency=PerYear(Fraction(10))),
        "per_year",
        "21.5",
        PerYear(Fraction(43, 2)),
    ),
    ("frequency", BASE, "often", HowOften.DATES, OnDates((date(2026, 4, 6),))),
    (
        "frequency",
        replace(BASE, day=None, frequency=OnDates((date(2026, 4, 6),))),
        "dates",
        "14/05/2026, 15 May 2026",
        OnDates((date(2026, 5, 14), date(2026, 5, 15))),
    ),
    ("day", BASE, "often", HowOften.HOLIDAYS, Day.HOLIDAY),
    (
        "frequency",
        replace(BASE, day=Day.HOLIDAY),
        "holiday_share",
        "8",
        OneIn(Fraction(8)),
    ),
    ("holidays_per_year", replace(BASE, day=Day.HOLIDAY), "holidays_per_year", "8", Fraction(8)),
    ("place_days", LOOSE, "place_days", ("Monday", "Friday"), (Day.MON, Day.FRI)),
    ("place_window", LOOSE, "place_window", "8:00-18:00", Clock(480, 1080)),
    ("least_minutes", LOOSE, "least_minutes", "2 h", 120),
    ("first_day", BASE, "first_day", "1 September 2026", date(2026, 9, 1)),
    ("last_day", BASE, "last_day", "31/12/2026", date(2026, 12, 31)),
    ("instead_of", BASE, "instead_of", ("Clinic", "Call"), ("clinic", "call")),
    ("instead_of_all", BASE, "instead_of_all", True, True),
    ("lieu_minutes", BASE, "lieu_minutes", "2 h", 120),
    ("also", BASE, "also_role", "director", (Credit(role="director"),)),
    (
        "also",
        replace(BASE, also=(Credit(role="director"), Credit(ledger="CPD"))),
        "also_units",
        "1.5",
        (Credit(role="director", units=Fraction(3, 2)), Credit(ledger="CPD")),
    ),
    (
        "also",
        replace(BASE, also=(Credit(role="director"),)),
        "also_ledger",
        "CPD 1.5 h; Practice hours, External credits 2 points",
        (
            Credit(role="director"),
            Credit(ledger="CPD", minutes=90),
            Credit(ledger="Practice hours"),
            Credit(ledger="External credits", units=Fraction(2)),
        ),
    ),
    ("prospective_cover", BASE, "prospective_cover", True, True),
    ("replaces", BASE, "replaces", ("Clinic",), ("clinic",)),
    ("replaces_all", BASE, "replaces_all", True, True),
    ("stated", BASE, "stated", "0.50", Decimal("0.50")),
    ("stated_each", BASE, "stated_each", "2.5", Decimal("2.5")),
    ("movable", BASE, "movable", Movable.OPTIONAL, Movable.OPTIONAL),
    ("energy", BASE, "energy", -2, -2),
    ("meaningful", BASE, "meaningful", False, False),
    ("attend", replace(BASE, role="post"), "attend", Attend.BOTH, Attend.BOTH),
    ("lead", replace(BASE, role="post"), "lead", Holder.PARTNER, Holder.PARTNER),
    ("notes", BASE, "notes", "Bring the list.", "Bring the list."),
]
CALL_CASES: list[tuple[str, OnCall, str, Any, Any]] = [
    ("title", CALL, "title", "First on call", "First on call"),
    ("role", replace(CALL, availability="A"), "role", "director", "director"),
    ("frequency", CALL, "one_in", "5", OneIn(Fraction(5))),
    ("days", CALL, "days", ("Saturday", "Sunday"), (Day.SAT, Day.SUN)),
    ("availability", CALL, "availability", "A", "A"),
    ("category", CALL, "category", "DCC", "DCC"),
    ("clock", CALL, "duty_clock", "17:00-08:00", Clock(1020, 480)),
    ("predictable", CALL, "predictable_plain", "1", CallWork(plain=60)),
    ("predictable", CALL, "predictable_premium", "2 h", CallWork(premium=120)),
    (
        "predictable",
        replace(CALL, predictable=CallWork(plain=60)),
        "predictable_per",
        Per.WEEK,
        CallWork(plain=60, per=Per.WEEK),
    ),
    (
        "unpredictable",
        replace(CALL, clock=Clock(1020, 480)),
        "unpredictable_minutes",
        "3 h",
        CallWork(minutes=180),
    ),
    ("counts_as", CALL, "call_counts_as", "0.75", Fraction(3, 4)),
    ("prospective_cover", CALL, "prospective_cover", True, True),
    (
        "cover_by",
        replace(CALL, prospective_cover=True),
        "cover_by",
        CoverBy.RIDDELL,
        CoverBy.RIDDELL,
    ),
    (
        "prospective_cover",
        replace(CALL, prospective_cover=True, cover_by=CoverBy.BAND),
        "prospective_cover",
        False,
        False,
    ),
    ("slot_share", CALL, "slot_share", "0.5", Fraction(1, 2)),
    ("instead_of", CALL, "instead_of", ("Clinic",), ("clinic",)),
    ("instead_of_all", CALL, "instead_of_all", True, True),
    ("first_day", CALL, "first_day", "1 September 2026", date(2026, 9, 1)),
    ("last_day", CALL, "last_day", "31/12/2026", date(2026, 12, 31)),
    ("lieu_minutes", CALL, "lieu_minutes", "11 h", 660),
    ("resident", CALL, "resident", True, True),
    ("stated", CALL, "stated", "1.0", Decimal("1.0")),
    ("notes", CALL, "notes", "Since May", "Since May"),
]
LIFE_CASES: list[tuple[str, Commitment, str, Any, Any]] = [
    ("title", LIFE, "title", "Choir", "Choir"),
    ("days", LIFE, "days", ("Monday", "Thursday"), (Day.MON, Day.THU)),
    ("clock", LIFE, "start", "19:30", Clock(1170, 1230)),
    ("clock", LIFE, "end", "17:30", Clock(900, 1050)),
    ("protected", LIFE, "protected", True, True),
    ("notes", LIFE, "notes", "Weekly", "Weekly"),
]


def shown(qtbot: QtBot, item: Activity | OnCall | Commitment) -> tuple[WeekPanel, Document]:
    plan = week(roles=(role(cycle_weeks=2), CHARITY_ROLE, SHARED))
    tables = {Activity: "activities", OnCall: "on_calls", Commitment: "commitments"}
    name = tables[type(item)]
    added: dict[str, Any] = {name: (*getattr(plan, name), item)}
    document = document_of(replace(plan, **added))
    panel = panel_of(qtbot, document)
    document.select(item.id)
    return panel, document


def field_of(item: Activity | OnCall | Commitment, key: str) -> Field:
    table = {Activity: ACTIVITY, OnCall: ON_CALL, Commitment: COMMITMENT}[type(item)]
    return next(field for field in table if field.key == key)


@pytest.mark.parametrize(
    ("key", "item", "field", "entered", "expected"),
    [*CASES, *CALL_CASES, *LIFE_CASES],
    ids=[
        f"{at}-{type(case[1]).__name__}-{case[2]}"
        for at, case in enumerate([*CASES, *CALL_CASES, *LIFE_CASES])
    ],
)
def test_each_key_is_edited_in_one_step_that_a_plan_file_can_hold(
    qtbot: QtBot, key: str, item: Any, field: str, entered: Any, expected: Any
) -> None:
    panel, document = shown(qtbot, item)
    before = document.portfolio
    enter(panel.inspector, field_of(item, field), entered)
    changed = document.item(item.id)
    assert getattr(changed, key) == expected, panel.inspector.error(field)
    if not isinstance(entered, tuple):
        assert document.undo_stack.count() == 1
    again = planfile.read(planfile.write(document.portfolio), "", CONTRACTS)
    assert again.problems == ()
    assert again.portfolio == document.portfolio
    while document.undo_stack.canUndo():
        document.undo()
    assert document.portfolio == before


def test_the_tables_leave_no_key_out() -> None:
    derived = {"id", "attended"}
    for kind, cases in ((Activity, CASES), (OnCall, CALL_CASES), (Commitment, LIFE_CASES)):
        keys = {field.name for field in fields(kind)} - derived
        assert {case[0] for case in cases} == keys
    elsewhere = {"own_category", "when", "also_on", "rota_weeks"}  # have tests of their own
    said = {f.key for f in ACTIVITY if f.kind is Kind.SAID}
    assert {case[2] for case in CASES} | elsewhere | said == {f.key for f in ACTIVITY}


BAD: list[tuple[Any, str, str, str]] = [
    (BASE, "title", "   ", "A name is needed"),
    (BASE, "start", "25:00", "Write a time"),
    (BASE, "length", "30 h", "within 24 h"),
    (BASE, "length", "soon", "Write hours and whole minutes"),
    (BASE, "counts_as", "half", "Write a number"),
    (BASE, "counts_as", "-1", "below 0"),
    (BASE, "stated", "1,5", "as printed"),
    (BASE, "break_minutes", "5 h", "shorter than the block"),
    (BASE, "breaks", "14:00-15:00", "outside the window"),
    (BASE, "category_shares", "DCC 50%, SPA 20%", "come to 70%"),
    (BASE, "category_shares", "Golf 100%", "The contract’s categories are"),
    (replace(BASE, frequency=OneIn(Fraction(4))), "times", "9", "more weeks than there are"),
    (replace(BASE, frequency=OneIn(Fraction(4))), "from_week", "5", "between 1 and 4"),
    (replace(BASE, clock=None, minutes=60), "premium_minutes", "2 h", "more premium time"),
    (replace(CALL, predictable=CallWork(plain=60)), "call_counts_as", "1", "empty those first"),
    (CALL, "predictable_minutes", "3 h", "times of the duty first"),
    (CALL, "duty_clock", "late", "Write times such as"),
    (CALL, "slot_share", "2", "more than one slot"),
    (replace(BASE, last_day=date(2026, 5, 1)), "first_day", "2 May 2026", "before the last"),
    (replace(BASE, first_day=date(2026, 5, 1)), "last_day", "30 April 2026", "after the first"),
    (BASE, "also_ledger", "2 h", "Write a name first"),
    (replace(BASE, day=Day.HOLIDAY), "holiday_share", "0.5", "every public holiday"),
    (replace(BASE, frequency=CycleWeeks((1,))), "rota_weeks", "3", "Odd and Even would be done"),
    (replace(BASE, frequency=CycleWeeks((1,))), "rota_weeks", "0", "1 to 104 weeks"),
]


@pytest.mark.parametrize(
    ("item", "field", "entered", "says"), BAD, ids=[f"{at}-{bad[1]}" for at, bad in enumerate(BAD)]
)
def test_bad_input_is_told_beside_its_field_and_changes_nothing(
    qtbot: QtBot, item: Any, field: str, entered: str, says: str
) -> None:
    panel, document = shown(qtbot, item)
    before = document.portfolio
    enter(panel.inspector, field_of(item, field), entered)
    assert document.portfolio is before
    assert says in panel.inspector.error(field)


def test_the_last_week_of_a_rota_cannot_be_taken_away(qtbot: QtBot) -> None:
    item = replace(BASE, frequency=CycleWeeks((1,)))
    panel, document = shown(qtbot, item)
    weeks = panel.inspector.editor("weeks")
    assert isinstance(weeks, Toggles)
    weeks.buttons()[0].click()
    assert document.item("thing") == item
    assert weeks.values() == (1,)
    assert "At least one week" in panel.inspector.error("weeks")


@pytest.mark.parametrize("when", list(When), ids=[when.name for when in When])
@pytest.mark.parametrize("often", list(HowOften), ids=[often.name for often in HowOften])
def test_no_choice_of_when_and_how_often_makes_what_a_plan_file_refuses(
    qtbot: QtBot, when: When, often: HowOften
) -> None:
    panel, document = shown(qtbot, BASE)
    enter(panel.inspector, field_of(BASE, "often"), often)
    enter(panel.inspector, field_of(BASE, "when"), when)
    again = planfile.read(planfile.write(document.portfolio), "", CONTRACTS)
    assert again.problems == ()
    enter(panel.inspector, field_of(BASE, "when"), When.CLOCK)
    enter(panel.inspector, field_of(BASE, "often"), HowOften.EVERY_WEEK)
    back = document.item("thing")
    assert isinstance(back, Activity)
    assert back.clock is not None
    assert back.frequency == EVERY_WEEK
    assert planfile.read(planfile.write(document.portfolio), "", CONTRACTS).problems == ()


def test_the_rota_is_made_longer_beside_the_week_and_nothing_counts_otherwise(
    qtbot: QtBot,
) -> None:
    plan = week(roles=(role(), CHARITY_ROLE), activities=(BASE,))
    document = document_of(plan)
    panel = panel_of(qtbot, document)
    document.select("thing")
    enter(panel.inspector, field_of(BASE, "often"), HowOften.CYCLE_WEEKS)
    enter(panel.inspector, field_of(BASE, "rota_weeks"), "9")
    assert document.effective.roles[0].cycle_weeks == 9
    weeks = panel.inspector.editor("weeks")
    assert isinstance(weeks, Toggles)
    assert weeks.values() == tuple(range(1, 10))
    assert document.undo_stack.undoText() == "Make the rota of Consultant 9 weeks long"
    QApplication.processEvents()
    assert weeks.buttons()[7].y() > weeks.buttons()[6].y()  # a long rota takes more rows
    for button in weeks.buttons()[1:8]:
        button.click()
    changed = document.item("thing")
    assert isinstance(changed, Activity)
    assert changed.frequency == CycleWeeks((1, 9))


def test_it_says_what_each_time_a_week_worked_and_a_year_come_to(qtbot: QtBot) -> None:
    panel, _document = shown(qtbot, replace(BASE, frequency=CycleWeeks((1,))))
    said = panel.inspector.editor("comes_to")
    assert isinstance(said, TextLabel)
    assert said.text() == "Each time 1 PA, 4 h\nA week 0.5 PA, 2 h\nA year 21 PA, 84 h"
    enter(panel.inspector, field_of(BASE, "often"), HowOften.PER_YEAR)
    enter(panel.inspector, field_of(BASE, "per_year"), "10.5")
    assert "A week 0.25 PA, 1 h\nA year 10.5 PA, 42 h" in said.text()
    assert said.accessibleName().startswith("Comes to: Each time 1 PA")


def test_ticking_more_days_makes_one_activity_each_in_one_step(qtbot: QtBot) -> None:
    panel, document = shown(qtbot, replace(BASE, day=Day.THU))
    days = panel.inspector.editor("also_on")
    assert isinstance(days, Toggles)
    assert [b.toolTip() for b in days.buttons()][:3] == ["Monday", "Tuesday", "Wednesday"]
    days.buttons()[0].click()
    days.buttons()[1].click()
    assert document.undo_stack.undoText() == "Thing also on Tue"
    assert {a.day for a in document.effective.activities if a.title == "Thing"} == {
        Day.MON,
        Day.TUE,
        Day.THU,
    }
    assert document.selection == "thing"
    days.buttons()[0].click()
    assert document.undo_stack.undoText() == "Thing no longer on Mon"
    document.undo()
    document.undo()
    document.undo()
    assert document.undo_stack.index() == 0


def texts(panel: WeekPanel) -> list[str]:
    return [label.text() for label in panel.inspector.findChildren(TextLabel) if label.isVisible()]


def test_how_it_counts_shows_figure_working_year_and_sources(qtbot: QtBot) -> None:
    panel, _document = shown(qtbot, BASE)
    said = texts(panel)
    assert "1 PA a week · 4 h" in said
    assert "4 h plain / 4 h per PA = 1 PA; every week." in [t[0].upper() + t[1:] for t in said if t]
    assert any(text.endswith("a year over 42 weeks.") for text in said)
    assert any("One programmed activity is 4 hours" in text for text in said)


def test_a_clash_is_shown_with_the_acts_that_mend_it(qtbot: QtBot) -> None:
    panel, document = shown(qtbot, replace(BASE, day=Day.TUE, clock=Clock(600, 660)))
    links = {b.text(): b for b in panel.inspector.findChildren(QPushButton) if b.isVisible()}
    assert "Show Board" in links
    mend = next(text for text in links if text.startswith("Move to "))
    links[mend].click()
    assert not any(f.check == "overlap" for f in document.findings)
    assert document.undo_stack.undoText().startswith("Move Thing to")
    document.undo()
    links = {b.text(): b for b in panel.inspector.findChildren(QPushButton) if b.isVisible()}
    links["Show Board"].click()
    assert document.selection == "board"


def links_of(panel: WeekPanel) -> dict[str, QPushButton]:
    return {b.text(): b for b in panel.inspector.findChildren(QPushButton) if b.isVisible()}


def reason_of(panel: WeekPanel) -> QLineEdit:
    fields = panel.inspector.findChildren(QLineEdit)
    return next(f for f in fields if f.accessibleName() == "Why it is all right" and f.isVisible())


def test_a_finding_is_accepted_with_a_reason_and_shown_again(qtbot: QtBot) -> None:
    panel, document = shown(qtbot, replace(BASE, day=Day.TUE, clock=Clock(600, 660)))
    before = document.portfolio
    links_of(panel)["Accept this…"].click()
    reason = reason_of(panel)
    assert panel.window().focusWidget() is reason
    assert not links_of(panel)["Accept"].isEnabled()
    QTest.keyClick(reason, Qt.Key.Key_Return)
    assert document.portfolio == before, "no reason, nothing accepted"
    QTest.keyClicks(reason, " The board  <b>ends</b> early ")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    (kept,) = document.portfolio.silences
    assert (kept.check, kept.where) == ("overlap", "thing")
    assert kept.reason == "The board <b>ends</b> early"
    assert document.undo_stack.undoText() == "Accept a finding about Thing"
    assert not any(f.check == "overlap" for f in document.findings)
    assert any(t.endswith("Accepted, because The board <b>ends</b> early") for t in texts(panel))
    links_of(panel)["Show again"].click()
    assert document.portfolio == before
    assert any(f.check == "overlap" for f in document.findings)


def test_accepting_can_be_left_alone(qtbot: QtBot) -> None:
    panel, document = shown(qtbot, replace(BASE, day=Day.TUE, clock=Clock(600, 660)))
    for by_key in (False, True):
        links_of(panel)["Accept this…"].click()
        QTest.keyClicks(reason_of(panel), "Never mind")
        if by_key:
            QTest.keyClick(reason_of(panel), Qt.Key.Key_Escape)
        else:
            links_of(panel)["Cancel"].click()
        assert "Cancel" not in links_of(panel)
    assert document.portfolio.silences == ()
    links_of(panel)["Accept this…"].click()
    assert reason_of(panel).text() == ""


def test_with_nothing_selected_it_says_what_the_week_holds(qtbot: QtBot) -> None:
    document = document_of()
    panel = panel_of(qtbot, document)
    assert "Consultant" in texts(panel)
    figures = [figure.accessibleName() for figure in panel.findChildren(FigureLabel)]
    assert any(said.endswith("of work a week") for said in figures)
    assert any(said.endswith("of 10 PA") for said in figures)


def test_editing_begins_with_the_title_and_escape_puts_a_line_back(qtbot: QtBot) -> None:
    document = document_of()
    panel = panel_of(qtbot, document)
    panel.canvas.edit_requested.emit("clinic")
    line = panel.inspector.editor("title")
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == "Clinic"
    QTest.keyClicks(line, "Something")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "Clinic"
    assert document.undo_stack.count() == 0


def test_a_line_that_a_share_adds_is_shown_and_not_edited(qtbot: QtBot) -> None:
    shared = replace(SHARED, share=JobShare(coordination=60))
    document = document_of(week(roles=(role(cycle_weeks=2), CHARITY_ROLE, shared)))
    panel = panel_of(qtbot, document)
    added = next(a for a in document.effective.activities if "--" in a.id)
    document.select(added.id)
    assert document.selection == added.id
    assert any("terms of the job share" in text for text in texts(panel))
