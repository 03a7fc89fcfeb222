"""Placing the week and what gives, in the job share panel, and off the main thread."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from portfolio_app.core.assumptions import FEWEST_YEARS
from portfolio_app.core.jobshare import LEAVE, SHARE
from portfolio_app.core.model import Clock, Day, Movable, Portfolio
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Control, Jobs
from portfolio_app.ui.panels.jobshare.panel import JobSharePanel
from portfolio_app.ui.panels.jobshare.placerun import Answer, Asked, State
from portfolio_app.ui.theme import Scheme
from portfolio_app.ui.widgets.figures import WorkingPopover
from tests.place.posts import EMERGENCY, PUBLIC_HEALTH, SHARED, case, changed, sample
from tests.plans import CONTRACTS
from tests.ui.explained import unexplained

KEY = Qt.Key
PATIENCE = 30_000
IN_THE_WAY = {"day": Day.TUE, "clock": Clock(600, 840)}


class Desk:
    """A panel on a document, and what it said."""

    def __init__(self, qtbot: QtBot, portfolio: Portfolio, *, read_only: bool = False) -> None:
        self.document = Document(CONTRACTS, lambda _portfolio: {})
        few = replace(portfolio.assumptions, years=FEWEST_YEARS)
        self.document.open(replace(portfolio, assumptions=few), save=None, read_only=read_only)
        self.jobs = Jobs()
        self.panel = JobSharePanel(self.document, self.jobs, lambda: date(2026, 11, 25))
        self.opened: list[object] = []
        self.notices: list[str] = []
        self.panel.open_scenario.connect(self.opened.append)
        self.panel.notice.connect(self.notices.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(1290, 650)

    @property
    def card(self) -> Any:
        return self.panel.place.card

    @property
    def gives(self) -> Any:
        return self.panel.place.gives

    def settle(self) -> None:
        assert self.jobs.wait_idle(PATIENCE)

    def place(self) -> None:
        press(self.card.run.start)
        self.settle()

    def scenario(self, key: str = SHARED) -> Any:
        return self.document.portfolio.scenario(key)


def press(button: Any) -> None:
    """Press a button by the keyboard alone."""
    button.setFocus()
    QTest.keyClick(button, KEY.Key_Space)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT), reduced_motion=True)


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[Any]:
    made: list[Desk] = []

    def make(portfolio: Portfolio | None = None, **keys: bool) -> Desk:
        desk = Desk(qtbot, portfolio or sample(EMERGENCY), **keys)
        made.append(desk)
        with qtbot.waitExposed(desk.panel):
            desk.panel.show()
        desk.settle()
        return desk

    yield make
    for desk in made:
        desk.jobs.shutdown()


# -- place the week ----------------------------------------------------------------------------


def test_a_week_is_placed_and_shown_over_the_week_as_it_is(desks: Any) -> None:
    desk = desks(changed(sample(EMERGENCY), "audit-and-governance", **IN_THE_WAY))
    assert not desk.card.all.isVisible()
    desk.place()
    assert not unexplained(desk.panel.place)
    press(desk.card.working)
    (opened,) = desk.card.working.findChildren(WorkingPopover)
    assert "Audit and governance: 4 h plain / 4 h per PA = 1 PA" in opened.working.as_text()
    opened.close()
    said = [row.words.text() for row in desk.card.rows]
    assert any(text.startswith("Move Audit and governance from Tue 10:00") for text in said)
    assert "No week is better" in desk.card.run.status.text()
    assert "Trust board has nobody who is known to be free." in desk.card.left_out.text()
    scene = desk.card.picture.scene
    seen = desk.card.picture.geometry_now
    ends = max(piece.end for piece in scene.pieces)
    assert seen.y(7 * 60) > seen.grid_top, "07:00 is whole"
    assert seen.y(ends) <= seen.height, "no work is cut off below"
    ghosts = {piece.tile.id for piece in scene.ghosts}
    assert "audit-and-governance" in ghosts
    assert "reading-and-drafting" in ghosts
    assert "qi-board" not in ghosts
    assert "Move Audit and governance" in desk.card.picture.accessibleDescription()


def test_all_of_it_is_accepted_as_one_step(desks: Any) -> None:
    desk = desks()
    before = desk.document.portfolio
    desk.place()
    press(desk.card.all)
    placed = {a.id: a for a in desk.scenario().activities}
    assert placed["coaching-academy"].clock is not None
    assert desk.document.undo_stack.undoText() == "Place the week of “Take two, shared”"
    assert desk.card.rows == []
    assert "Undo takes it back" in desk.notices[-1]
    assert desk.panel.chosen().id == SHARED
    desk.document.undo()
    assert desk.document.portfolio == before


def test_change_by_change(desks: Any) -> None:
    desk = desks()
    desk.place()
    assert not desk.card.some.isEnabled()
    for row in desk.card.rows:
        if row.change.activity != "coaching-academy":
            press(row.tick)
    press(desk.card.some)
    assert [a.id for a in desk.scenario().activities] == ["coaching-academy"]


def test_what_is_ticked_is_locked_and_the_rest_placed_anew(desks: Any) -> None:
    desk = desks()
    desk.place()
    academy = next(r for r in desk.card.rows if r.change.activity == "coaching-academy")
    for row in desk.card.rows:
        if row is not academy:
            press(row.tick)
    where = academy.change.placed
    press(desk.card.lock)
    assert desk.panel.place.placing.asked.locked == frozenset(where)
    desk.settle()
    again = next(r for r in desk.card.rows if r.change.activity == "coaching-academy")
    assert again.change.placed == where


def test_own_work_can_be_left_as_it_is(desks: Any) -> None:
    plan = changed(
        sample(EMERGENCY), "audit-and-governance", **IN_THE_WAY, movable=Movable.OPTIONAL
    )
    desk = desks(plan)
    desk.place()
    row = next(r for r in desk.card.rows if r.change.activity == "audit-and-governance")
    press(row.leave)
    desk.settle()
    assert "audit-and-governance" not in {r.change.activity for r in desk.card.rows}
    assert "QI board has one of you, not both." in desk.card.left_out.text()


def test_a_part_that_is_not_legal_alone_is_not_accepted(desks: Any) -> None:
    # Moved alone, the clinic would lie in the time that the audit leaves in the same proposal.
    plan = changed(sample(EMERGENCY), "audit-and-governance", **IN_THE_WAY)
    desk = desks(plan)
    desk.place()
    proposal = desk.panel.place.placing.found.proposal
    wrong = replace(
        proposal,
        changes=tuple(
            replace(change, placed=(replace(change.placed[0], start=3 * 1440 + 600),))
            if change.activity == "audit-and-governance"
            else change
            for change in proposal.changes
        ),
    )
    object.__setattr__(desk.panel.place.placing.found, "proposal", wrong)
    before = desk.document.portfolio
    desk.card.accepted.emit(["audit-and-governance"])
    assert desk.document.portfolio == before
    assert "Not accepted" in desk.card.problem.text()
    assert "Clinic" in desk.card.problem.text()


def test_an_option_that_leaves_the_post_has_nothing_to_place(desks: Any) -> None:
    desk = desks()
    desk.panel.choose(LEAVE)
    assert not desk.card.isVisible()
    desk.panel.choose(SHARED)
    assert desk.card.isVisible()


def test_todays_share_is_placed_in_a_scenario_of_its_own(desks: Any) -> None:
    desk = desks(sample(PUBLIC_HEALTH))
    assert desk.panel.chosen().id == SHARE
    desk.place()
    press(desk.card.all)
    made = desk.document.portfolio.scenarios[-1]
    assert made.title == "Share it, as today, the week placed"
    assert desk.panel.chosen().id == made.id
    assert desk.document.portfolio.activities == sample(PUBLIC_HEALTH).activities


def test_why_no_week_can_be_is_said(desks: Any) -> None:
    plan = sample(EMERGENCY)
    life = replace(plan.commitments[0], id="life", days=tuple(Day)[:5], clock=Clock(420, 1140))
    shift = replace(
        next(a for a in plan.activities if a.id == "thu-clinic"), id="shift", movable=Movable.FIXED
    )
    desk = desks(replace(plan, activities=(*plan.activities, shift), commitments=(life,)))
    desk.place()
    assert "Clinic has no place beside what cannot move" in desk.card.problem.text()
    assert not desk.card.all.isVisible()


def test_an_answer_goes_when_another_option_is_looked_at(desks: Any) -> None:
    desk = desks()
    desk.place()
    assert desk.card.rows
    desk.panel.choose("take-all-four")
    assert desk.card.rows == []
    assert desk.card.run.start.text() == "Place the week"


def test_nothing_is_changed_while_it_is_open_elsewhere(desks: Any) -> None:
    desk = desks(read_only=True)
    desk.place()
    press(desk.card.all)
    assert desk.document.portfolio.scenario(SHARED).activities == ()
    assert "another window" in desk.notices[-1]
    assert desk.panel.chosen().id == SHARED


# -- what gives --------------------------------------------------------------------------------


def test_the_first_thing_that_gives_is_the_thursday_clinic(desks: Any) -> None:
    desk = desks()
    press(desk.gives.run.start)
    desk.settle()
    words, make = desk.gives.rows[0]
    assert words.text().startswith("1. Give up Clinic (Thu 09:00–13:00).")
    assert "3.56 h over your own limit" in desk.gives.reasons.text()
    assert not unexplained(desk.panel.place)
    press(desk.gives.working)
    (opened,) = desk.gives.working.findChildren(WorkingPopover)
    said = opened.working.as_text()
    assert "Sum: 1. 49.56 h \u2212 4 h = 45.56 h" in said
    assert "From: Clinic: 4 h plain / 4 h per PA = 1 PA" in said
    assert "; since 1 October 1998" in said
    opened.close()
    press(make)
    made = desk.document.portfolio.scenarios[-1]
    assert made.title == "Take two, shared, without Clinic"
    assert made.leave == ("thu-clinic",)
    assert desk.panel.chosen().id == made.id
    assert desk.panel.cards.cards()[made.id].title.hasFocus()


def test_it_says_that_nothing_has_to_give(desks: Any) -> None:
    desk = desks()
    desk.panel.choose("take-two-clinic-given-up")
    press(desk.gives.run.start)
    desk.settle()
    assert "nothing has to give" in desk.gives.run.status.text()
    desk.panel.choose("take-all-four")
    press(desk.gives.run.start)
    desk.settle()
    assert "No one or two changes" in desk.gives.run.status.text()


# -- off the main thread -----------------------------------------------------------------------


def asked() -> Asked:
    own = case(sample(EMERGENCY), SHARED)
    return Asked(
        option=own.option,
        portfolio=own.portfolio,
        role=own.role,
        contracts=own.contracts,
        holidays=own.holidays,
    )


def test_it_stops_and_can_be_run_again(jobs: Jobs) -> None:
    going, seen = threading.Event(), []

    def work(_asked: Asked, control: Control) -> str:
        seen.append(threading.current_thread() is threading.main_thread())
        going.wait(10)
        control.check()
        return "found"

    answer = Answer(jobs, "work", work)
    answer.run()  # nothing is looked at
    assert not jobs.busy
    answer.look_at(asked())
    answer.run()
    answer.stop()
    assert answer.state is State.STOPPED
    going.set()
    assert jobs.wait_idle()
    assert answer.found is None
    answer.run()
    assert jobs.wait_idle()
    assert (answer.state, answer.found) == (State.THERE, "found")
    assert seen == [False] * len(seen)


@pytest.mark.usefixtures("expected_logs")
def test_a_failure_is_told(jobs: Jobs, expected_logs: list[str]) -> None:
    expected_logs.append("job work failed")

    def work(_asked: Asked, _control: Control) -> str:
        raise ValueError("no")

    answer = Answer(jobs, "work", work)
    answer.look_at(asked())
    answer.run()
    assert jobs.wait_idle()
    assert answer.state is State.NO_ANSWER
    assert answer.problem == "It could not be worked out: no"
