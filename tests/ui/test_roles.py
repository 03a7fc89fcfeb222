"""Employers and roles: everything that someone who starts empty needs, each change one step."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from portfolio_app.core.agreements import Objective
from portfolio_app.core.model import (
    Activity,
    Clock,
    CycleWeeks,
    Employer,
    EmployerKind,
    Half,
    Nation,
    Person,
    PremiumMode,
    Role,
    Rounding,
    Site,
    Travel,
)
from portfolio_app.core.sharing import Cover, JobShare, Overlap, ShareModel, ShareSize
from portfolio_app.exchange import planfile
from portfolio_app.ui.dialogs.rolefields import EMPLOYER, OBJECTIVE, PERSON, ROLE, SITE, TRAVEL
from portfolio_app.ui.dialogs.roles import Key, RolesDialog
from portfolio_app.ui.document import Document
from portfolio_app.ui.widgets.fieldform import Field, NotesEdit, Several
from portfolio_app.ui.widgets.fields import Choice
from tests.plans import CONTRACTS, role
from tests.ui.weekly import CHARITY_ROLE, document_of, week


def dialog_of(qtbot: QtBot, document: Document) -> RolesDialog:
    dialog = RolesDialog(document)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def enter(dialog: RolesDialog, key: str, value: Any) -> None:
    editor = dialog.form().editor(key)
    if isinstance(editor, Choice):
        for at in range(editor.count()):
            editor.setCurrentIndex(at)
            if editor.value() == value:
                editor.activated.emit(at)
                return
        raise AssertionError(f"{value} is not offered")
    if isinstance(editor, QCheckBox):
        if editor.isChecked() is not value:
            editor.click()
    elif isinstance(editor, Several):
        for action in editor.menu().actions():
            if action.text() in value and not action.isChecked():
                action.trigger()
    elif isinstance(editor, NotesEdit):
        editor.setPlainText(value)
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    else:
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        QTest.keyClicks(editor, value)
        QTest.keyClick(editor, Qt.Key.Key_Return)


def shared(**keys: Any) -> JobShare:
    return JobShare(**keys)


CASES: list[tuple[Key, str, Any, str, Any]] = [
    (Key(Person), "name", "Dr A", "name", "Dr A"),
    (Key(Person), "specialty", "Paediatrics", "specialty", "Paediatrics"),
    (Key(Person), "nation", Nation.WALES, "nation", Nation.WALES),
    (Key(Person), "year_start", "1 April 2027", "year_start", date(2027, 4, 1)),
    (Key(Person), "hours_cap", "46 h", "hours_cap", 2760),
    (Key(Person), "wtr_opt_out", True, "wtr_opt_out", True),
    (Key(Person), "registration_body", "GMC", "registration.body", "GMC"),
    (Key(Person), "registration_number", "1", "registration.number", "1"),
    (Key(Person), "notes", "Me", "notes", "Me"),
    (Key(Employer, "trust"), "name", "Another trust", "name", "Another trust"),
    (Key(Employer, "trust"), "kind", EmployerKind.GP, "kind", EmployerKind.GP),
    (Key(Employer, "trust"), "nation", Nation.SCOTLAND, "nation", Nation.SCOTLAND),
    (Key(Employer, "trust"), "lead", True, "lead", True),
    (Key(Employer, "trust"), "notes", "Big", "notes", "Big"),
    (Key(Site, "north"), "name", "Northern", "name", "Northern"),
    (Key(Site, "north"), "employer", "trust", "employer", "trust"),
    (Key(Site, "north"), "notes", "Hill", "notes", "Hill"),
    (Key(Travel, "0"), "start", "south", "start", "south"),
    (Key(Travel, "0"), "end", "north", "end", "north"),
    (Key(Travel, "0"), "minutes", "25 min", "minutes", 25),
    (Key(Travel, "0"), "notes", "Bus", "notes", "Bus"),
    (Key(Role, "consultant"), "title", "Surgeon", "title", "Surgeon"),
    (Key(Role, "director"), "employer", "trust", "employer", "trust"),
    (Key(Role, "director"), "contract", "consultant-england-2003", "contract", None),
    (Key(Role, "consultant"), "contracted", "7.5", "contracted", Fraction(15, 2)),
    (Key(Role, "consultant"), "start", "01/08/2019", "start", date(2019, 8, 1)),
    (Key(Role, "consultant"), "end", "31 July 2027", "end", date(2027, 7, 31)),
    (Key(Role, "consultant"), "follows", "director", "follows", "director"),
    (Key(Role, "consultant"), "plan", "Academic plan", "plan", "Academic plan"),
    (Key(Role, "consultant"), "real_unit_minutes", "4:30", "real_unit_minutes", 270),
    (Key(Objective, "aim"), "title", "Shorter waits", "title", "Shorter waits"),
    (Key(Objective, "aim"), "measure", "Median wait", "measure", "Median wait"),
    (Key(Objective, "aim"), "support", "A clinic room", "support", "A clinic room"),
    (Key(Objective, "aim"), "activities", ("Clinic",), "activities", ("clinic",)),
    (Key(Objective, "aim"), "notes", "Agreed in May", "notes", "Agreed in May"),
    (Key(Role, "consultant"), "base", "south", "base", "south"),
    (Key(Role, "director"), "considered", True, "considered", True),
    (Key(Role, "consultant"), "cycle_weeks", "4", "cycle_weeks", 4),
    (Key(Role, "consultant"), "working_weeks", "42.85", "working_weeks", Fraction(857, 20)),
    (Key(Role, "consultant"), "rounding", Rounding.WHOLE_DOWN, "rounding", Rounding.WHOLE_DOWN),
    (Key(Role, "consultant"), "paid_cap", "12", "paid_cap", Fraction(12)),
    (Key(Role, "consultant"), "premium", PremiumMode.PAY, "premium", PremiumMode.PAY),
    (Key(Role, "consultant"), "counted", False, "counted", False),
    (Key(Role, "uncounted"), "stands_for", "5", "stands_for", Fraction(5)),
    (Key(Role, "consultant"), "basic", "109725", "basic", Decimal(109725)),
    (Key(Role, "consultant"), "pay_point", "8 years", "pay_point", "8 years"),
    (Key(Role, "consultant"), "leave_annual_weeks", "6.4", "leave.annual_weeks", Fraction(32, 5)),
    (Key(Role, "consultant"), "leave_public_holidays", "8", "leave.public_holidays", Fraction(8)),
    (Key(Role, "consultant"), "leave_study_days", "10", "leave.study_days", Fraction(10)),
    (Key(Role, "consultant"), "service_from", "1 May 2015", "service_from", date(2015, 5, 1)),
    (Key(Role, "consultant"), "half_am", "08:30-12:30", "halves", ((Half.AM, Clock(510, 750)),)),
    (Key(Role, "consultant"), "half_pm", "13:30-17:30", "halves", ((Half.PM, Clock(810, 1050)),)),
    (
        Key(Role, "consultant"),
        "half_evening",
        "18:00-21:00",
        "halves",
        ((Half.EVENING, Clock(1080, 1260)),),
    ),
    (Key(Role, "consultant"), "notes", "Since 2019", "notes", "Since 2019"),
    (Key(Role, "consultant"), "shared", True, "share", JobShare()),
    (Key(Role, "post"), "share_size", ShareSize.EACH, "share.size", ShareSize.EACH),
    (Key(Role, "post"), "share_mine", "2.5", "share.mine", Fraction(5, 2)),
    (Key(Role, "post"), "share_partner", None, "share.partner", None),
    (Key(Role, "post"), "share_model", ShareModel.HYBRID, "share.model", ShareModel.HYBRID),
    (Key(Role, "post"), "share_overlap", "4 h", "share.overlap", 240),
    (Key(Role, "post"), "share_overlap_kind", Overlap.FUNDED, "share.overlap_kind", Overlap.FUNDED),
    (Key(Role, "post"), "share_coordination", "1 h", "share.coordination", 60),
    (Key(Role, "post"), "share_cover", Cover.ASKED, "share.cover", Cover.ASKED),
    (Key(Role, "post"), "share_cover_minutes", "2 h", "share.cover_minutes", 120),
]


def plan() -> Any:
    post = role(id="post", title="Shared post", contracted=Fraction(4), share=JobShare())
    uncounted = role(id="uncounted", title="Academic", counted=False)
    roles = (role(cycle_weeks=2), CHARITY_ROLE, post, uncounted)
    return replace(
        week(roles=roles),
        sites=(
            Site(id="north", name="North"),
            Site(id="south", name="South"),
            Site(id="east", name="East"),
        ),
        travels=(Travel(start="east", end="south", minutes=30),),
        objectives=(Objective(id="aim", role="consultant", title="An aim"),),
    )


@pytest.mark.parametrize(
    ("key", "field", "entered", "path", "expected"),
    CASES,
    ids=[f"{case[0].kind.__name__}-{case[1]}" for case in CASES],
)
def test_each_part_is_edited_in_one_step_that_a_plan_file_can_hold(
    qtbot: QtBot, key: Key, field: str, entered: Any, path: str, expected: Any
) -> None:
    document = document_of(plan())
    dialog = dialog_of(qtbot, document)
    if (key.kind, field) == (Travel, "start"):
        enter_travel_first(document)
    before = document.portfolio
    steps = document.undo_stack.count()
    dialog.choose(key)
    enter(dialog, field, entered)
    value: Any = dialog._find(key)
    for part in path.split("."):
        value = getattr(value, part)
    if (key.kind, field) == (Role, "contract"):
        expected = "consultant-england-2003"
    assert value == expected, dialog.form().error(field)
    if field != "share_partner":
        assert document.undo_stack.count() == steps + 1
    assert planfile.read(planfile.write(document.portfolio), "", CONTRACTS).problems == ()
    while document.undo_stack.count() and document.undo_stack.index() > steps:
        document.undo()
    assert document.portfolio == before


def enter_travel_first(document: Document) -> None:
    """Let the journey end elsewhere, so that it can begin in the south."""
    other = Travel(start="east", end="north", minutes=30)
    document.edit("Journey", lambda p: replace(p, travels=(other,)))


def test_the_cases_leave_no_field_out() -> None:
    tables: dict[type, tuple[Field, ...]] = {
        Person: PERSON,
        Employer: EMPLOYER,
        Role: ROLE,
        Objective: OBJECTIVE,
        Site: SITE,
        Travel: TRAVEL,
    }
    for kind, table in tables.items():
        fields = {f.key for f in table} - {"pay_uplift"}  # not of the role: it has its own test
        assert {case[1] for case in CASES if case[0].kind is kind} == fields


def test_someone_who_starts_empty_gets_to_a_week(qtbot: QtBot) -> None:
    person = Person(name="A clinician", nation=Nation.ENGLAND, year_start=date(2026, 4, 6))
    document = document_of(
        replace(
            week(),
            person=person,
            employers=(),
            roles=(),
            activities=(),
            on_calls=(),
            commitments=(),
            sites=(),
            scenarios=(),
        )
    )
    dialog = dialog_of(qtbot, document)
    dialog.add_employer()
    enter(dialog, "name", "My trust")
    dialog.add_role()
    enter(dialog, "title", "Consultant")
    dialog.add_site()
    dialog.add_site()
    dialog.add_journey()
    plan = document.portfolio
    assert plan.employers[0].name == "My trust"
    assert plan.roles[0].employer == plan.employers[0].id
    assert plan.roles[0].contract in CONTRACTS
    assert len(plan.travels) == 1
    assert planfile.read(planfile.write(plan), "", CONTRACTS).problems == ()


def test_a_role_that_a_rota_needs_cannot_be_made_shorter(qtbot: QtBot) -> None:
    document = document_of()
    dialog = dialog_of(qtbot, document)
    dialog.choose(Key(Role, "consultant"))
    before = document.portfolio
    enter(dialog, "cycle_weeks", "1")
    assert document.portfolio is before
    assert "week 2" in dialog.form().error("cycle_weeks")


def test_a_longer_rota_leaves_all_as_often_as_it_was(qtbot: QtBot) -> None:
    document = document_of()
    counted = document.count.lines
    dialog = dialog_of(qtbot, document)
    dialog.choose(Key(Role, "consultant"))
    enter(dialog, "cycle_weeks", "4")
    odd = document.item("odd")
    assert isinstance(odd, Activity)
    assert odd.frequency == CycleWeeks((1, 3))
    assert [one.units_per_week for one in document.count.lines] == [
        one.units_per_week for one in counted
    ]
    assert document.undo_stack.count() == 1


def test_objectives_are_added_to_their_role_and_go_with_undo(qtbot: QtBot) -> None:
    document = document_of()
    dialog = dialog_of(qtbot, document)
    dialog.choose(Key(Role, "director"))
    dialog.add_objective()
    line = dialog.form().editor("title")
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == "New objective"
    enter(dialog, "title", "Open the service")
    dialog.add_objective()
    assert [one.role for one in document.portfolio.objectives] == ["director", "director"]
    assert document.undo_stack.undoText() == "Add New objective to Director"
    dialog._delete.click()
    assert [one.title for one in document.portfolio.objectives] == ["Open the service"]
    while document.undo_stack.canUndo():
        document.undo()
    assert document.portfolio.objectives == ()


def test_deleting_an_employer_takes_its_work_along_and_undo_brings_all_back(qtbot: QtBot) -> None:
    document = document_of()
    dialog = dialog_of(qtbot, document)
    before = document.portfolio
    dialog.choose(Key(Employer, "charity"))
    dialog._delete.click()
    assert {r.id for r in document.portfolio.roles} == {"consultant"}
    assert document.item("meeting") is None
    document.undo()
    assert document.portfolio == before


def test_a_role_edited_under_a_scenario_changes_that_scenario_alone(qtbot: QtBot) -> None:
    document = document_of()
    document.set_scenario("less")
    dialog = dialog_of(qtbot, document)
    dialog.choose(Key(Role, "consultant"))
    enter(dialog, "contracted", "8")
    assert document.portfolio.roles[0].contracted == 10
    assert document.portfolio.scenarios[0].roles[0].contracted == 8


# -- pay ---------------------------------------------------------------------------------------


def test_an_uplift_is_a_policy_of_the_employer_and_one_step(qtbot: QtBot) -> None:
    document = document_of(plan())
    dialog = dialog_of(qtbot, document)
    dialog.choose(Key(Role, "consultant"))
    enter(dialog, "pay_uplift", "3.5")
    (policy,) = document.portfolio.policies
    assert (policy.term, policy.value, policy.employer) == ("basic-pay-uplift", "3.5", "trust")
    assert document.undo_stack.undoText() == "Change Consultant: uplift"
    enter(dialog, "pay_uplift", "4")
    assert [policy.value for policy in document.portfolio.policies] == ["4"]
    document.undo()
    document.undo()
    assert not document.portfolio.policies


def test_an_uplift_of_more_than_all_is_refused_beside_it(qtbot: QtBot) -> None:
    document = document_of(plan())
    dialog = dialog_of(qtbot, document)
    dialog.choose(Key(Role, "consultant"))
    enter(dialog, "pay_uplift", "350")
    assert "at most 100" in dialog.form().error("pay_uplift")
    assert not document.portfolio.policies


def test_pay_points_are_offered_where_the_contract_has_them(qtbot: QtBot) -> None:
    document = document_of(plan())
    dialog = dialog_of(qtbot, document)
    dialog.choose(Key(Role, "consultant"))
    points = dialog.form().editor("pay_point")
    assert isinstance(points, Choice)
    offered = [points.itemText(at) for at in range(points.count())]
    assert offered[:3] == ["By length of service", "From 0 years", "From 3 years"]
    dialog.choose(Key(Role, "director"))
    assert not dialog.form().editor("pay_point").isVisible()
