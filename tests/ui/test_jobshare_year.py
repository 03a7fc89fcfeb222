"""The sampled year in the job share panel: it comes in parts, is stopped, and is never stale."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from portfolio_app.core.assumptions import ASSUMED, FEWEST_YEARS, TURNING
from portfolio_app.core.edits import put
from portfolio_app.core.jobshare import LEAVE
from portfolio_app.core.model import Portfolio
from portfolio_app.core.stress import STRESSES, Stress
from portfolio_app.core.verdict import Question
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Cancelled, Control, Jobs
from portfolio_app.ui.panels.jobshare.panel import JobSharePanel
from portfolio_app.ui.panels.jobshare.year import YearPart
from portfolio_app.ui.panels.jobshare.yearrun import Order, State, YearRun, studied
from portfolio_app.ui.theme import Scheme
from tests.charts.pictures import sample
from tests.plans import CONTRACTS

KEY = Qt.Key
TODAY = date(2026, 11, 25)
EMERGENCY = "emergency-medicine-thinking-of-applying"
SHARED, CLINIC, ALL = "take-two-shared", "take-two-clinic-given-up", "take-all-four"
PATIENCE = 20_000


def few(years: int = FEWEST_YEARS, **more: Any) -> Portfolio:
    portfolio = sample(EMERGENCY)
    return replace(portfolio, assumptions=replace(portfolio.assumptions, years=years, **more))


def order(portfolio: Portfolio, **more: Any) -> Order:
    return Order(portfolio=portfolio, contracts=CONTRACTS, role="amd", holidays={}, **more)


class Desk:
    """A panel on a document, and what it said."""

    def __init__(self, qtbot: QtBot, portfolio: Portfolio) -> None:
        self.document = Document(CONTRACTS, lambda _portfolio: {})
        self.document.open(portfolio, save=None, read_only=False)
        self.jobs = Jobs()
        self.panel = JobSharePanel(self.document, self.jobs, lambda: TODAY)
        self.shown: list[list[str]] = []
        self.opened: list[object] = []
        self.days: list[date] = []
        self.panel.show_items.connect(self.shown.append)
        self.panel.open_scenario.connect(self.opened.append)
        self.panel.open_day.connect(self.days.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(1290, 650)

    @property
    def year(self) -> YearPart:
        return self.panel.year

    def settle(self) -> None:
        """Wait until the years are sampled and their pictures drawn."""
        assert self.jobs.wait_idle(PATIENCE)

    def reasons(self, question: Question) -> list[str]:
        return [row.words() for row in self.panel.why.answers[question].reasons.rows()]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT), reduced_motion=True)


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[Any]:
    """Make desks, and end their work with the test."""
    made: list[Desk] = []

    def make(portfolio: Portfolio | None = None) -> Desk:
        desk = Desk(qtbot, portfolio or few())
        made.append(desk)
        with qtbot.waitExposed(desk.panel):
            desk.panel.show()
        return desk

    yield make
    for desk in made:
        desk.jobs.shutdown()


# -- the run -----------------------------------------------------------------------------------


def test_partial_years_arrive_before_the_whole(jobs: Jobs) -> None:
    run = YearRun(jobs, "years")
    seen: list[tuple[int, bool]] = []

    def look() -> None:
        assert run.found is not None
        seen.append((run.found.samples.years, run.found.samples.is_whole))

    run.arrived.connect(look)
    run.want(order(few(2000), only=(SHARED,)))
    assert run.state is State.RUNNING
    assert jobs.wait_idle(PATIENCE)
    assert seen == [(1000, False), (2000, True)]
    assert run.state is State.WHOLE


def test_the_same_order_is_not_studied_twice(jobs: Jobs) -> None:
    run = YearRun(jobs, "years")
    seen: list[State] = []
    run.moved.connect(lambda: seen.append(run.state))
    run.want(order(few(), only=(SHARED,)))
    assert jobs.wait_idle(PATIENCE)
    seen.clear()
    run.want(order(few(), only=(SHARED,)))
    assert seen == []
    run.want(order(few(), only=(CLINIC,)))
    assert run.state is State.RUNNING


def test_what_is_stopped_stays_stopped_until_it_is_wanted_again(jobs: Jobs) -> None:
    run = YearRun(jobs, "years")
    run.want(order(few(), only=(SHARED,)))
    run.stop()
    assert jobs.wait_idle(PATIENCE)
    assert (run.state, run.found) == (State.STOPPED, None)
    run.want(order(few(), only=(SHARED,)))
    assert run.state is State.STOPPED
    run.again()
    assert jobs.wait_idle(PATIENCE)
    assert run.state is State.WHOLE


def test_a_stale_answer_is_dropped(jobs: Jobs) -> None:
    run = YearRun(jobs, "years")
    first, second = few(seed=1), few(seed=2)
    run.want(order(first, only=(SHARED,)))
    run.want(order(second, only=(SHARED,)))
    assert jobs.wait_idle(PATIENCE)
    assert run.found is not None
    assert run.found.samples.seed == 2
    assert run.study_of(first, "amd") is None
    assert run.study_of(second, "amd") is run.found
    assert run.study_of(second, "emergency-medicine") is None


def test_a_study_that_nobody_wants_ends_at_its_next_block() -> None:
    told: list[float] = []

    def report(done: float, _text: str) -> None:
        told.append(done)
        control.cancel()

    control = Control(report)
    threads = threading.active_count()
    with pytest.raises(Cancelled):
        studied(order(few(100_000), only=(SHARED,)), control)
    assert len(told) == 1
    assert threading.active_count() == threads


def test_what_cannot_be_sampled_is_refused_in_words(jobs: Jobs) -> None:
    run = YearRun(jobs, "years")
    run.want(order(few(my_leave_weeks=Fraction(52)), only=(SHARED,)))
    assert jobs.wait_idle(PATIENCE)
    assert run.state is State.REFUSED
    assert "leaves no week of the year" in run.problem


# -- the panel ---------------------------------------------------------------------------------


def test_the_year_joins_the_verdict_when_it_is_there(desks: Any) -> None:
    desk = desks()
    assert "The year is being sampled." in desk.reasons(Question.HOURS)
    desk.settle()
    said = desk.reasons(Question.HOURS)
    assert any(text.startswith("Over 46 h in") for text in said)
    assert not any("being sampled" in text for text in said)
    card = desk.panel.cards.cards()[SHARED]
    assert any(row.words().startswith("Over 46 h in") for row in card.reasons.rows())
    assert desk.year.card.status.text() == "100 years, seed 1"
    assert "more a week than “Leave it”; more in nearly every year" in desk.year.card.lead.text()
    desk.panel.choose(LEAVE)
    assert desk.year.card.lead.text() == "This is what the other options are compared with."
    assert not desk.year.cover.isVisible()


def test_a_slider_moves_layer_one_at_once_and_the_year_follows(desks: Any, qtbot: QtBot) -> None:
    desk = desks()
    desk.settle()
    before = desk.reasons(Question.HOURS)
    slider = desk.panel.side.part.slider.slider()
    slider.setSliderDown(True)
    slider.setSliderPosition(slider.value() + 10)
    card = desk.panel.cards.cards()[SHARED]
    assert card.hours.text() == "52.74 h"
    assert "The year is being sampled." in desk.reasons(Question.HOURS)
    qtbot.waitUntil(
        lambda: any(text.startswith("Over 46 h") for text in desk.reasons(Question.HOURS)),
        timeout=PATIENCE,
    )
    assert desk.reasons(Question.HOURS) != before
    slider.setSliderDown(False)
    assert desk.document.undo_stack.count() == 1


def test_stopping_keeps_the_week_and_can_be_taken_up_again(desks: Any) -> None:
    desk = desks(few(100_000))
    assert desk.year.card.cancel.isVisible()
    desk.year.card.cancel.setFocus()
    QTest.keyClick(desk.year.card.cancel, KEY.Key_Space)
    assert not desk.year.card.cancel.isVisible()
    assert desk.year.card.again.isVisible()
    assert desk.year.card.again.hasFocus()
    assert desk.year.card.status.text().startswith("Stopped")
    assert "The year is not sampled." in desk.reasons(Question.HOURS)
    desk.settle()
    assert desk.panel.cards.cards()[SHARED].hours.text() == "49.56 h"
    QTest.keyClick(desk.year.card.again, KEY.Key_Space)
    assert desk.year.run.state is State.RUNNING


def test_a_reason_of_weeks_shows_those_weeks_and_a_week_opens(desks: Any) -> None:
    desk = desks()
    desk.settle()
    rows = desk.panel.why.answers[Question.HOURS].reasons.rows()
    over = next(row for row in rows if row.words().startswith("Over 46 h in"))
    assert over.isEnabled()
    assert over.toolTip() == "Show the weeks"
    QTest.mouseClick(over, Qt.MouseButton.LeftButton)
    table = desk.year.hours.table
    assert table.isVisible()
    assert table.hasFocus()
    rows = sorted({index.row() for index in table.selectedIndexes()})
    assert table.currentIndex().row() == rows[0]
    assert all("10" in table.model().rows[row][4] for row in rows)
    place = table.visualRect(table.currentIndex()).center()
    area = desk.panel._main.viewport()
    assert area.rect().contains(table.viewport().mapTo(area, place))
    assert desk.shown == []
    desk.year.hours.row_activated.emit(0)
    assert desk.opened == [SHARED]
    assert desk.days == [date(2026, 4, 6)]


def test_a_reason_of_commitments_shows_them_on_the_week(desks: Any) -> None:
    desk = desks()
    desk.settle()
    rows = desk.panel.why.answers[Question.POST].reasons.rows()
    nobody = next(row for row in rows if row.words().startswith("Somebody is at"))
    QTest.mouseClick(nobody, Qt.MouseButton.LeftButton)
    assert desk.shown
    assert "trust-board" in desk.shown[0]


def test_every_picture_of_the_year_has_a_table(desks: Any) -> None:
    desk = desks()
    desk.settle()
    for view, rows in ((desk.year.hours, 52), (desk.year.cover, 52), (desk.year.spread, 4)):
        assert view.isVisible()
        assert view.table.model().rowCount() == rows
        assert view.picture.accessibleDescription()
        assert not view.picture.pixmap().isNull()


def test_an_edit_elsewhere_samples_the_year_anew(desks: Any) -> None:
    desk = desks()
    desk.settle()
    clinic = next(a for a in desk.document.portfolio.activities if a.id == "thu-clinic")
    desk.document.edit("Rename", lambda p: put(p, replace(clinic, title="Clinic on Thursday")))
    assert desk.year.run.state is State.RUNNING
    desk.settle()
    assert desk.year.run.state is State.WHOLE


def test_what_cannot_be_sampled_says_why_and_leaves_the_week(desks: Any) -> None:
    desk = desks(few(my_leave_weeks=Fraction(52)))
    desk.settle()
    assert "leaves no week of the year" in desk.year.card.problem.text()
    assert desk.panel.cards.cards()[SHARED].hours.text() == "49.56 h"
    assert not desk.year.hours.isVisible()


# -- what is assumed ---------------------------------------------------------------------------


def type_in(row: Any, text: str) -> None:
    row.field.setFocus()
    row.field.selectAll()
    QTest.keyClick(row.field, KEY.Key_Delete)
    QTest.keyClicks(row.field, text)
    QTest.keyClick(row.field, KEY.Key_Return)


def test_every_assumption_and_threshold_is_shown_with_what_it_means(desks: Any) -> None:
    panel = desks().panel
    for card, about, leave_out in (
        (panel.assumed, ASSUMED, {"overruns"}),
        (panel.thresholds, TURNING, set()),
    ):
        card.head.click()
        for key in about.keys() - leave_out:
            row = card.rows[key]
            assert row.isVisible()
            assert row.title.text() == about[key].title
            assert row.why.text() == about[key].why
            assert row.field.accessibleName() == about[key].title
    assert {"DCC mean", "DCC spread", "SPA mean", "other mean"} <= panel.assumed.rows.keys()


def test_an_assumption_is_edited_sampled_anew_and_undone(desks: Any) -> None:
    desk = desks()
    desk.settle()
    before = desk.document.portfolio
    desk.panel.assumed.head.click()
    row = desk.panel.assumed.rows["sick_spells"]
    assert not row.back.isVisible()
    type_in(row, "4")
    assert desk.document.portfolio.assumptions.sick_spells == 4
    assert desk.document.undo_stack.undoText() == "Assume spells of sickness a year: 4"
    assert desk.year.run.state is State.RUNNING
    assert row.back.text() == "Back to the usual: 1.5"
    desk.document.undo()
    assert desk.document.portfolio == before
    assert row.field.text() == "1.5"
    type_in(row, "4")
    row.back.setFocus()
    QTest.keyClick(row.back, KEY.Key_Space)
    assert desk.document.portfolio.assumptions.sick_spells == Fraction(3, 2)
    assert row.field.hasFocus()


def test_how_far_work_runs_over_is_set_by_category(desks: Any) -> None:
    desk = desks()
    desk.panel.assumed.head.click()
    rows = desk.panel.assumed.rows
    type_in(rows["DCC mean"], "110")
    type_in(rows["DCC spread"], "25 %")
    (own,) = desk.document.portfolio.assumptions.overruns
    assert (own.category, own.mean, own.spread) == ("DCC", Fraction(11, 10), Fraction(1, 4))
    rows["DCC mean"].back.click()
    rows["DCC spread"].back.click()
    assert desk.document.portfolio.assumptions.overruns == ()


def test_what_cannot_be_assumed_is_refused_beside_its_field(desks: Any) -> None:
    desk = desks()
    desk.panel.assumed.head.click()
    rows = desk.panel.assumed.rows
    for key, text, said in (
        ("years", "7", "from 100 to 100,000"),
        ("years", "1000000", "from 100 to 100,000"),
        ("not_both_away", "120", "from 0 to 100"),
        ("sick_days", "", "A number is needed"),
        ("own_time", "some", "hours and whole minutes"),
    ):
        type_in(rows[key], text)
        assert said in rows[key].why.text()
        assert said in rows[key].field.accessibleDescription()
        QTest.keyClick(rows[key].field, KEY.Key_Escape)
        assert rows[key].why.text() == ASSUMED[key].why
    assert desk.document.undo_stack.count() == 0


def test_school_holidays_are_a_tick_and_own_weeks_of_leave_may_stay_empty(desks: Any) -> None:
    desk = desks()
    desk.panel.assumed.head.click()
    rows = desk.panel.assumed.rows
    rows["school_holidays"].field.setFocus()
    QTest.keyClick(rows["school_holidays"].field, KEY.Key_Space)
    assert desk.document.portfolio.assumptions.school_holidays
    assert rows["my_leave_weeks"].field.placeholderText() == "as your role"
    type_in(rows["my_leave_weeks"], "6.5")
    assert desk.document.portfolio.assumptions.my_leave_weeks == Fraction(13, 2)
    type_in(rows["my_leave_weeks"], "")
    assert desk.document.portfolio.assumptions.my_leave_weeks is None


def test_a_threshold_turns_the_verdict_of_both_layers(desks: Any) -> None:
    desk = desks()
    desk.settle()
    desk.panel.choose(CLINIC)
    desk.panel.thresholds.head.click()
    rows = desk.panel.thresholds.rows
    type_in(rows["weeks_over_most"], "3")
    desk.settle()
    assert desk.panel.cards.cards()[CLINIC].verdict[Question.HOURS].answer.text() == "does not fit"
    assert desk.document.portfolio.thresholds.weeks_over_most == 3
    assert desk.panel.thresholds.head.text() == "What counts as tight · 1 of 12 changed"


# -- stress ------------------------------------------------------------------------------------


def test_a_stress_shows_what_changes_and_what_gives_first(desks: Any) -> None:
    desk = desks()
    desk.settle()
    card = desk.year.stress
    switch = card.switches[Stress.PARTNER_LEAVES]
    switch.setFocus()
    QTest.keyClick(switch, KEY.Key_Space)
    assert switch.isChecked()
    assert card.does.text() == STRESSES[Stress.PARTNER_LEAVES].does
    desk.settle()
    assert "gives first: from “tight” to “does not fit”" in card.said.text()
    rows = card.table.model().rows
    covered = next(row for row in rows if row[0].startswith("Commitments with somebody"))
    assert covered[3].endswith("less")
    assert card.table.isVisible()
    other = card.switches[Stress.PARTNER_OFF]
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert [one for one, made in card.switches.items() if made.isChecked()] == [Stress.PARTNER_OFF]
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert card.stress is None
    assert not card.table.isVisible()


def test_a_stress_that_does_not_touch_an_option_says_so(desks: Any) -> None:
    desk = desks()
    desk.settle()
    desk.panel.choose(LEAVE)
    desk.year.stress.choose(Stress.PARTNER_OFF)
    desk.settle()
    assert desk.year.stress.said.text() == "Nothing changes for “Leave it”."


# -- by keys alone -----------------------------------------------------------------------------


def test_all_of_the_year_can_be_reached_by_tab(desks: Any) -> None:
    desk = desks()
    desk.settle()
    panel = desk.panel
    panel.assumed.head.click()
    panel.think.setFocus()
    seen: set[Any] = set()
    for _ in range(220):
        QTest.keyClick(QApplication.focusWidget() or panel, KEY.Key_Tab)
        seen.add(QApplication.focusWidget())
    year = desk.year
    wanted = {
        *(view.picture for view in (year.hours, year.cover, year.spread)),
        *(view.table_button for view in (year.hours, year.cover, year.spread)),
        *year.stress.switches.values(),
        *(row.field for row in panel.assumed.rows.values()),
        *(panel.assumed.head, panel.thresholds.head),
    }
    assert wanted <= seen
    for widget in wanted:
        assert widget.accessibleName() or widget.text()


# -- terms that the year feels -----------------------------------------------------------------


def write(desk: Any, key: str, text: str) -> None:
    editor = desk.panel.side.more.editor(key)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClick(editor, KEY.Key_Delete)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, KEY.Key_Return)


def share_of(desk: Any) -> Any:
    return desk.document.portfolio.role("amd").share


def test_their_part_is_a_field_and_cannot_pass_the_post(desks: Any) -> None:
    desk = desks()
    write(desk, "theirs", "5")
    assert "their part cannot be more" in desk.panel.side.more.error("theirs")
    assert share_of(desk).theirs is None
    write(desk, "theirs", "1.5")
    assert share_of(desk).theirs == Fraction(3, 2)
    assert desk.document.undo_stack.undoText().startswith("Change their part of ")
    assert "Their part: 1.5 PA." in desk.panel.side.partner.facts.text()
    desk.document.undo()
    assert share_of(desk).theirs is None


def test_demand_begins_with_how_many_and_the_year_tells_how_long_they_wait(desks: Any) -> None:
    written = few()
    amd = written.role("amd")
    assert amd.share is not None
    desk = desks(put(written, replace(amd, share=replace(amd.share, demand=None))))
    more = desk.panel.side.more
    write(desk, "requests", "12")
    demand = share_of(desk).demand
    assert (demand.requests, demand.minutes) == (12, 30)
    assert "30 min until you say" in more.fields()[3].hint
    write(desk, "minutes", "45 min")
    write(desk, "urgent", "20 %")
    demand = share_of(desk).demand
    assert (demand.minutes, demand.urgent, demand.spread) == (45, Fraction(1, 5), Fraction(1, 2))
    desk.settle()
    assert any("urgent requests" in text for text in desk.reasons(Question.POST))
    write(desk, "requests", "")
    assert share_of(desk).demand is None


def test_what_cover_may_push_aside_is_chosen_of_the_persons_own_lines(desks: Any) -> None:
    desk = desks()
    menu = desk.panel.side.more.editor("cover_displaces").menu()
    titles = {action.text(): action for action in menu.actions()}
    assert "QI board" not in titles
    titles["Clinic"].trigger()
    assert share_of(desk).cover_displaces == ("thu-clinic",)


def test_cover_is_said_where_the_year_needs_it(desks: Any) -> None:
    desk = desks()
    cover = desk.panel.side.more.editor("cover")
    cover.setFocus()
    QTest.keyClick(cover, KEY.Key_Home)
    assert share_of(desk).cover is None
    assert desk.panel.side.cover_note.text().startswith("What is agreed of cover is not known")


# -- the report --------------------------------------------------------------------------------


def test_the_report_is_saved_once_all_years_are_there(desks: Any, tmp_path: Path) -> None:
    desk = desks()
    told: list[str] = []
    desk.panel.notice.connect(told.append)
    report = desk.panel.report
    assert not report.isEnabled()
    assert "all years" in report.toolTip()
    desk.settle()
    assert report.isEnabled()
    path = tmp_path / "report.pdf"
    report.save_to(path)
    assert not report.isEnabled()
    desk.settle()
    assert told == [f"Saved “report.pdf” in {tmp_path}."]
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Capacity report" in text
    assert f"{FEWEST_YEARS:,}" in text
    assert "25 November 2026" in text
    report.save_to(tmp_path / "no such folder" / "report.pdf")
    desk.settle()
    assert told[-1].startswith("The report was not saved. ")
    assert report.isEnabled()


def test_the_report_asks_where_to_and_is_of_what_was_shown_then(
    desks: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = desks()
    desk.settle()
    QTest.mouseClick(desk.panel.report, Qt.MouseButton.LeftButton)
    (asked,) = desk.panel.findChildren(QFileDialog)
    assert asked.selectedFiles()[0].endswith("quality-improvement.pdf")
    path = tmp_path / "asked.pdf"
    with qtbot.waitSignal(asked.destroyed):
        asked.fileSelected.emit(str(path))
        asked.reject()
    desk.settle()
    assert path.read_bytes().startswith(b"%PDF")
