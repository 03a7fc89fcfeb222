"""The year panel: the weeks by date, why so many are worked, and figures that can be overridden."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from portfolio_app.core.edits import put
from portfolio_app.core.model import CycleWeeks, Leave, Nation, Portfolio, Role, Scenario
from portfolio_app.ui import theme
from portfolio_app.ui.app import Session
from portfolio_app.ui.document import Document
from portfolio_app.ui.panels.week import WeekPanel
from portfolio_app.ui.panels.year.panel import YearPanel
from portfolio_app.ui.panels.year.rolecard import RoleCard
from portfolio_app.ui.panels.year.strip import months
from portfolio_app.ui.theme import Scheme
from tests import plans
from tests.charts.pictures import SAMPLES, sample
from tests.ui import sessions

TODAY = date(2026, 11, 25)
NAMES = {date(2026, 4, 6): "Easter Monday", date(2026, 12, 25): "Christmas Day"}
CHARITY_ROLE = plans.role(
    id="director",
    employer="charity",
    title="Director",
    contract="hours",
    contracted=Fraction(15),
)


def some_names(_nation: Nation, _first: date, _last: date) -> Mapping[date, str]:
    return NAMES


@pytest.fixture
def document() -> Document:
    return Document(plans.CONTRACTS, lambda _portfolio: {Nation.ENGLAND: frozenset(NAMES)})


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication, document: Document) -> YearPanel:
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT))
    made = YearPanel(document, today=lambda: TODAY, names=some_names)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    return made


def open_roles(panel: YearPanel, document: Document, *roles: Role, **keys: Any) -> None:
    lines = [plans.activity(f"in-{r.id}", role=r.id, category=None, minutes=240) for r in roles]
    document.open(plans.portfolio(*lines, roles=roles, **keys), save=None)
    panel.show()


def cells(card: RoleCard) -> dict[str, list[str]]:
    rows = [line.split("\t") for line in card.table.as_tsv().splitlines()[1:]]
    return {row[0]: row[1:] for row in rows}


def enter(card: RoleCard, key: str, text: str) -> None:
    editor = card.form.editor(key)
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    if not text:
        QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def role_of(document: Document, key: str = "consultant") -> Role:
    return document.portfolio.role(key)


# -- the ledger --------------------------------------------------------------------------------


def test_without_a_role_it_says_what_will_be_here(panel: YearPanel, document: Document) -> None:
    panel.show()
    assert not panel.strip.isVisible()
    document.open(plans.portfolio(roles=()), save=None)
    assert not panel.strip.isVisible()
    document.edit("Add a role", lambda p: put(p, plans.role()))
    assert panel.strip.isVisible()
    assert list(panel.cards) == ["consultant"]


def test_a_part_timer_sees_days_pro_rata_and_whole_weeks(
    panel: YearPanel, document: Document
) -> None:
    open_roles(panel, document, plans.role(contracted=Fraction(6), start=date(2022, 4, 6)))
    card = panel.cards["consultant"]
    leave = cells(card)
    assert leave["All annual leave"][:4] == ["32", "19.2", "6.4", "38.4"]
    assert leave["Public holidays"][:5] == ["8", "4.8", "1.6", "9.6", "sourced"]
    assert leave["Public holidays"][5] == "Consultants leave, 25 June 2024"
    assert "part of full time 0.6; 4 years of service on 6 April 2026" in card.about.text()
    assert card.why.text().endswith("are 210 days: 42 weeks.")
    assert card.which.text() == "Counted with 42 weeks, the contract's usual."
    assert not card.use_ledger.isVisible()
    assert not card.use_contract.isVisible()


def test_the_working_of_a_row_is_shown_by_key(panel: YearPanel, document: Document) -> None:
    open_roles(panel, document, plans.role(start=date(2019, 8, 1)))
    card = panel.cards["consultant"]
    assert card.working.text().startswith("All annual leave: 30 + 0 + 2 = 32 days.")
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_Up)
    QTest.keyClick(card.table, Qt.Key.Key_Up)
    assert "From 1 August 2026 it is 2 days." in card.working.text()
    assert "since 31 October 2003, Consultants leave, 25 June 2024." in card.working.text()


def test_an_unverified_figure_says_so(panel: YearPanel, document: Document) -> None:
    open_roles(panel, document, plans.role(contract="specialist-england-2021"))
    assert cells(panel.cards["consultant"])["Public holidays"][4] == "unverified"


def test_leave_is_in_hours_where_the_contract_counts_in_hours(
    panel: YearPanel, document: Document
) -> None:
    nurse = plans.role(
        contract="agenda-for-change", contracted=Fraction(45, 2), start=date(2021, 4, 6)
    )
    open_roles(panel, document, nurse)
    card = panel.cards["consultant"]
    assert "In hours" in card.table.as_tsv().splitlines()[0].split("\t")
    assert cells(card)["Annual leave"][:4] == ["29", "17.4", "5.8", "130.5"]


def test_what_is_not_known_is_said(panel: YearPanel, document: Document) -> None:
    partner = plans.role(contract="gp-partner", contracted=Fraction(6))
    open_roles(panel, document, partner, CHARITY_ROLE)
    leave = cells(panel.cards["consultant"])
    assert leave["Annual leave"][0] == "not named"
    assert "says nothing of annual leave" in panel.cards["consultant"].why.text()
    assert cells(panel.cards["director"])["Annual leave"][:3] == ["28", "not known", "5.6"]
    assert "length of service not known" in panel.cards["director"].about.text()


# -- overriding --------------------------------------------------------------------------------


def test_own_leave_takes_the_contracts_place_and_can_be_undone(
    panel: YearPanel, document: Document
) -> None:
    open_roles(panel, document, plans.role())
    card = panel.cards["consultant"]
    editor = card.form.editor("leave_annual_weeks")
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), editor.placeholderText()) == ("", "6.4")
    enter(card, "leave_annual_weeks", "7")
    assert role_of(document).leave == Leave(annual_weeks=Fraction(7))
    assert cells(card)["Annual leave"][:5] == ["35", "35", "7", "70", "your own figure"]
    assert editor.placeholderText() == "6.4"
    assert document.undo_stack.undoText() == "Change Consultant: annual leave"
    assert card.use_ledger.isVisible()
    assert card.use_ledger.text() == "Count with these 41.4 weeks"
    document.undo()
    assert role_of(document).leave == Leave()
    assert editor.text() == ""
    assert cells(card)["All annual leave"][0] == "32"


@pytest.mark.parametrize(
    ("key", "entered", "path", "value"),
    [
        ("leave_public_holidays", "9", "public_holidays", Fraction(9)),
        ("leave_study_days", "5", "study_days", Fraction(5)),
    ],
)
def test_days_can_be_overridden(
    panel: YearPanel, document: Document, key: str, entered: str, path: str, value: Fraction
) -> None:
    open_roles(panel, document, plans.role())
    enter(panel.cards["consultant"], key, entered)
    assert getattr(role_of(document).leave, path) == value


def test_service_from_another_day_changes_the_entitlement(
    panel: YearPanel, document: Document
) -> None:
    open_roles(panel, document, plans.role(start=date(2025, 1, 1)))
    card = panel.cards["consultant"]
    assert cells(card)["More for length of service"][0] == "0"
    enter(card, "service_from", "1/1/2015")
    assert role_of(document).service_from == date(2015, 1, 1)
    assert cells(card)["More for length of service"][0] == "2"
    assert card.why.text().endswith("are 208 days: 41.6 weeks.")
    QTest.mouseClick(card.use_ledger, Qt.MouseButton.LeftButton)
    assert role_of(document).working_weeks == Fraction(416, 10)
    assert card.which.text().startswith("Counted with 41.6 weeks, your own figure")
    assert not card.use_ledger.isVisible()
    assert card.use_contract.text() == "Count with the contract's 42"
    QTest.keyClick(card.use_contract, Qt.Key.Key_Space)
    assert role_of(document).working_weeks is None
    assert document.undo_stack.undoText() == "Change Consultant: weeks worked"


def test_more_weeks_than_a_year_has_are_refused_beside_the_field(
    panel: YearPanel, document: Document
) -> None:
    open_roles(panel, document, plans.role())
    card = panel.cards["consultant"]
    enter(card, "working_weeks", "60")
    assert role_of(document).working_weeks is None
    assert "Expected" in card.form.error("working_weeks")


def test_under_a_scenario_only_the_scenario_changes(panel: YearPanel, document: Document) -> None:
    branch = Scenario(id="other", title="Another way")
    open_roles(panel, document, plans.role(), scenarios=(branch,))
    document.set_scenario("other")
    enter(panel.cards["consultant"], "leave_study_days", "4")
    assert role_of(document).leave == Leave()
    assert document.portfolio.scenario("other").roles[0].leave.study_days == 4


def test_what_may_not_be_changed_can_still_be_read(panel: YearPanel, document: Document) -> None:
    portfolio = plans.portfolio(plans.activity(minutes=60))
    document.open(portfolio, save=None, read_only=True)
    panel.show()
    assert not panel.cards["consultant"].form.isEnabled()
    assert cells(panel.cards["consultant"])["All annual leave"][0] == "32"


# -- the year ----------------------------------------------------------------------------------


def test_the_weeks_name_their_holidays_and_changes(panel: YearPanel, document: Document) -> None:
    late = replace(CHARITY_ROLE, start=date(2026, 12, 24))
    open_roles(panel, document, plans.role(end=date(2026, 4, 8)), late)
    assert panel.span.text() == "6 April 2026 to 5 April 2027, England"
    strip = panel.strip
    assert panel.week.text().startswith("Week 34: Mon 23 Nov to Sun 29 Nov 2026, this week.")
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_PageDown)
    assert strip.text() == (
        "Week 38: Mon 21 Dec to Sun 27 Dec 2026. Fri 25 Dec: Christmas Day."
        " Thu 24 Dec: Director starts."
    )
    QTest.keyClick(strip, Qt.Key.Key_Home)
    assert "Mon 6 Apr: Easter Monday. Thu 9 Apr: Consultant ends before it." in panel.week.text()
    assert panel.week.text().startswith(strip.accessibleDescription())
    assert panel.holidays.text() == (
        "2 public holidays in England: Easter Monday, Mon 6 Apr; Christmas Day, Fri 25 Dec."
    )


def test_a_click_chooses_a_week_and_arrows_go_on_from_it(
    panel: YearPanel, document: Document
) -> None:
    open_roles(panel, document, plans.role())
    strip = panel.strip
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=middle_of(panel, 4))
    assert strip.week().number == 5
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert strip.week().number == 6
    QTest.keyClick(strip, Qt.Key.Key_End)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert strip.week().first == date(2027, 4, 5)


def test_the_chosen_week_says_what_is_worked_on_its_dates(
    panel: YearPanel, document: Document
) -> None:
    clinic = plans.activity(day="Fri", clock="09:00-13:00")
    document.open(plans.portfolio(clinic, plans.activity("reading", minutes=60)), save=None)
    panel.show()
    tail = "1 h more on average, on no date."
    assert panel.week.text().endswith(f"Worked: 4 h on its dates; {tail}")
    panel.strip.choose(37)  # Christmas Day is a Friday
    assert panel.week.text().endswith(f"Worked: 0 h on its dates; {tail}")


def middle_of(panel: YearPanel, place: int) -> QPoint:
    return panel.strip.cell(place).center().toPoint()


def test_an_edit_keeps_the_chosen_week(panel: YearPanel, document: Document) -> None:
    open_roles(panel, document, plans.role())
    panel.strip.choose(7)
    document.edit("Weeks", lambda p: put(p, plans.role(working_weeks=Fraction(40))))
    assert panel.strip.place == 7


def test_roles_are_drawn_for_as_long_as_they_are_held(panel: YearPanel, document: Document) -> None:
    late = replace(CHARITY_ROLE, start=date(2026, 10, 5))
    open_roles(panel, document, plans.role(), late)
    image = panel.strip.grab().toImage()
    lane = round(panel.strip.height() - 10)
    before = image.pixelColor(round(panel.strip.cell(10).center().x()), lane)
    after = image.pixelColor(round(panel.strip.cell(50).center().x()), lane)
    assert before != after


def test_months_are_named_where_they_begin(panel: YearPanel, document: Document) -> None:
    open_roles(panel, document, plans.role())
    named = months(panel.strip._weeks)
    assert list(named.values())[:3] == ["Apr 2026", "May", "Jun"]
    assert "Jan 2027" in named.values()


def test_the_year_of_each_role_is_multiplied_out(panel: YearPanel, document: Document) -> None:
    open_roles(panel, document, plans.role(), CHARITY_ROLE)
    rows = [line.split("\t") for line in panel.totals.as_tsv().splitlines()[1:]]
    assert rows == [
        ["Consultant", "all year", "42", "1 PA", "42 PA", "168 h"],
        ["Director", "all year", "46.4", "4 hours", "185.6 hours", "185.6 h"],
        ["All work", "all year", "", "", "", "353.6 h"],
    ]


def test_a_year_with_a_change_is_the_sum_of_its_parts(panel: YearPanel, document: Document) -> None:
    late = replace(CHARITY_ROLE, start=date(2026, 10, 5))
    open_roles(panel, document, late)
    (row,) = [line.split("\t") for line in panel.totals.as_tsv().splitlines()[1:]]
    # 183 of 365 days x 46.4 weeks = 23.26 weeks x 4 hours
    assert row == ["Director", "Mon 5 Oct to Mon 5 Apr", "23.26", "4 hours", "93.1 hours", "93.1 h"]


def test_a_role_is_not_cut_by_what_another_does(panel: YearPanel, document: Document) -> None:
    before = plans.role(id="before", title="Before", start=date(2015, 5, 4))
    since = plans.role(title="Since", follows="before", start=date(2026, 9, 1))
    late = replace(CHARITY_ROLE, start=date(2027, 2, 1))
    open_roles(panel, document, before, since, late)
    rows = [line.split("\t") for line in panel.totals.as_tsv().splitlines()[1:]]
    assert [row[:2] for row in rows] == [
        ["Before", "Mon 6 Apr to Mon 31 Aug"],
        ["Since", "Tue 1 Sep to Mon 5 Apr"],
        ["Director", "Mon 1 Feb to Mon 5 Apr"],
        ["All work", "all year"],
    ]
    assert list(panel.cards) == ["before", "consultant", "director"]
    editor = panel.cards["consultant"].form.editor("service_from")
    assert isinstance(editor, QLineEdit)
    assert editor.placeholderText() == "04/05/2015"


def test_academic_work_and_unknown_hours_have_their_words(
    panel: YearPanel, document: Document
) -> None:
    academic = plans.role(id="academic", title="Reader", counted=False)
    lines = (
        plans.activity(counts_as=Fraction(1)),
        plans.activity("reading", role="academic", minutes=60),
    )
    document.open(plans.portfolio(*lines, roles=(plans.role(), academic)), save=None)
    panel.show()
    rows = [line.split("\t") for line in panel.totals.as_tsv().splitlines()[1:]]
    assert rows == [
        ["Consultant", "all year", "42", "1 PA", "42 PA", "not known"],
        ["Reader", "all year", "42", "hours only", "hours only", "42 h"],
    ]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("scheme", Scheme)
def test_every_sample_is_shown_in_both_themes(
    qapp: QApplication, panel: YearPanel, document: Document, name: str, scheme: Scheme
) -> None:
    theme.apply(qapp, theme.load_theme(scheme))
    portfolio: Portfolio = sample(name)
    document.open(portfolio, save=None)
    panel.show()
    panel.set_theme(theme.current())
    assert len(panel.cards) == len(document.count.roles)
    image = panel.grab().toImage()
    assert len({image.pixel(x, 120) for x in range(0, image.width(), 5)}) > 3


def test_with_large_text_the_fields_stand_under_the_table(
    panel: YearPanel, document: Document
) -> None:
    panel.resize(700, 700)
    open_roles(panel, document, plans.role())
    card = panel.cards["consultant"]
    below = card.form.mapTo(card, QPoint(0, 0)).y()
    assert below > card.table.mapTo(card, QPoint(0, card.table.height())).y()


# -- in the window -----------------------------------------------------------------------------


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    begun = sessions.begin(qtbot, qapp)
    yield begun
    sessions.end(begun)


def test_the_year_is_a_stop_of_the_rail(session: Session) -> None:
    session.shelf.open(session.shelf.entries[0].id)
    sessions.press(session, "show-year")
    (panel,) = sessions.shown(session, YearPanel)
    assert session.window.rail.button("year").isChecked()
    opened: list[object] = []
    panel.open_day.connect(opened.append)
    panel.strip.setFocus()
    QTest.keyClick(panel.strip, Qt.Key.Key_Home)
    QTest.keyClick(panel.strip, Qt.Key.Key_Return)
    assert opened == [session.document.portfolio.person.year_start]
    assert session.window.panels.shown == "week"
    sessions.press(session, "show-year")
    QTest.mouseClick(panel.open, Qt.MouseButton.LeftButton)
    assert session.window.panels.shown == "week"
    sessions.press(session, "show-year")
    assert "public holidays in England" in panel.holidays.text()


def test_a_week_of_the_year_is_shown_in_its_place_of_the_cycle(session: Session) -> None:
    session.shelf.open(session.shelf.entries[0].id)
    role = plans.role(cycle_weeks=4)
    clinic = plans.activity(day="Mon", clock="09:00-13:00", frequency=CycleWeeks((1, 3)))
    plan = plans.portfolio(clinic, roles=(role,))
    session.document.edit("Cycle", lambda _portfolio: plan)
    sessions.press(session, "show-year")
    (panel,) = sessions.shown(session, YearPanel)
    panel.strip.choose(6)
    panel.strip.setFocus()
    QTest.keyClick(panel.strip, Qt.Key.Key_Return)
    (week,) = sessions.shown(session, WeekPanel)
    assert week.canvas.scene.weeks == 4
    assert week.canvas.week == 3  # the seventh week is the third of the second round


def test_the_chosen_week_has_its_date_where_there_is_no_room_for_all(
    panel: YearPanel, document: Document
) -> None:
    open_roles(panel, document, plans.role())
    strip = panel.strip
    strip.resize(500, strip.height())
    for place in (20, 21):
        strip.choose(place)
        assert place in strip.dated()
    assert len(strip.dated()) < 40
