"""The document: one gate for edits, undo that gives the same value, saving that loses nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QSignalSpy

from portfolio_app.core.edits import find, put, remove
from portfolio_app.core.model import WEEKDAYS, Activity, Clock, Commitment, Day, OnCall, Portfolio
from portfolio_app.core.repeats import also_on, in_the_way, with_cycle
from portfolio_app.core.succession import can_change_from, change_from
from portfolio_app.exchange import planfile
from portfolio_app.ui.document import Change, ChangeKind, Document, SaveStatus
from portfolio_app.ui.week import acts
from portfolio_app.ui.week.acts import AddKind, Spot
from portfolio_app.ui.week.oncall import drafts
from portfolio_app.ui.week.oncall.drafts import Drafts
from tests.plans import CONTRACTS, activity, portfolio, role
from tests.ui.weekly import document_of, week

pytestmark = pytest.mark.usefixtures("qapp")


def rename(title: str) -> Any:
    def edit(plan: Portfolio) -> Portfolio:
        return replace(plan, person=replace(plan.person, name=title))

    return edit


def test_an_edit_is_one_named_step_that_undo_takes_back_and_redo_does_again() -> None:
    document = document_of()
    before = document.portfolio
    assert document.edit("Call it Ann", rename("Ann"))
    after = document.portfolio
    assert document.undo_stack.undoText() == "Call it Ann"
    document.undo()
    assert document.portfolio == before
    document.redo()
    assert document.portfolio == after
    assert after.person.name == "Ann"


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    document = document_of()
    assert not document.edit("Nothing", replace)
    assert document.undo_stack.count() == 0


def test_steps_with_the_same_key_merge_until_another_thing_is_selected() -> None:
    document = document_of()
    before = document.portfolio
    document.edit("Call it A", rename("A"), merge="name")
    document.edit("Call it B", rename("B"), merge="name")
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Call it B"
    document.select("clinic")
    document.edit("Call it C", rename("C"), merge="name")
    assert document.undo_stack.count() == 2
    document.undo()
    document.undo()
    assert document.portfolio == before


def test_merged_steps_that_come_back_to_where_they_began_are_no_step() -> None:
    document = document_of()
    name = document.portfolio.person.name
    document.edit("Call it A", rename("A"), merge="name")
    document.edit("Call it as before", rename(name), merge="name")
    assert not document.undo_stack.canUndo()


def test_what_follows_is_new_after_each_change_and_worked_out_once() -> None:
    document = document_of()
    spy = QSignalSpy(document.changed)
    first = document.count
    assert document.count is first
    clinic = document.item("clinic")
    assert isinstance(clinic, Activity)
    shorter = replace(clinic, clock=Clock(540, 660))
    document.edit("Shorten", lambda plan: put(plan, shorter))
    change: Change = spy.at(0)[0]
    assert change == Change(ChangeKind.EDITED, "Shorten")
    line = document.count.line("clinic")
    assert line is not None
    assert line.minutes_per_week == 120


def test_a_scenario_is_edited_alone_and_today_stays_as_it_was() -> None:
    document = document_of()
    today = document.base_effective.activities
    document.set_scenario("less")
    assert document.count.line("clinic") is None
    board = Spot(1440 + 600, 120)
    acts.move(document, "board", Spot(2 * 1440 + 600, 120), was=board)
    assert document.base_effective.activities == today
    moved = document.item("board")
    assert isinstance(moved, Activity)
    assert moved.day is WEEKDAYS[2]
    document.set_scenario(None)
    kept = document.item("board")
    assert isinstance(kept, Activity)
    assert kept.day is WEEKDAYS[1]


def test_undoing_the_making_of_the_scenario_shown_goes_back_to_today() -> None:
    document = document_of()
    extra = replace(document.portfolio.scenarios[0], id="extra", title="Extra")
    document.edit("Add a scenario", lambda plan: put(plan, extra))
    document.set_scenario("extra")
    document.undo()
    assert document.scenario is None


def test_a_read_only_document_refuses_edits_and_says_so() -> None:
    document = Document(CONTRACTS, lambda _plan: {})
    document.open(week(), save=lambda _plan: None, read_only=True)
    spy = QSignalSpy(document.refused)
    before = document.portfolio
    assert not document.edit("Call it Ann", rename("Ann"))
    assert document.portfolio == before
    assert "another window" in spy.at(0)[0]
    assert document.save_state.status is SaveStatus.READ_ONLY


def test_every_edit_and_undo_is_saved_at_once() -> None:
    kept: list[Portfolio] = []
    document = Document(CONTRACTS, lambda _plan: {})
    document.open(week(), save=kept.append)
    document.edit("Call it Ann", rename("Ann"))
    document.undo()
    assert [plan.person.name for plan in kept] == ["Ann", "A consultant"]
    assert document.save_state.status is SaveStatus.SAVED
    assert document.save_state.at


def test_a_save_that_fails_keeps_the_edit_and_is_tried_again() -> None:
    kept: list[Portfolio] = []
    full = [True]

    def save(plan: Portfolio) -> None:
        if full[0]:
            raise OSError("no space left on the disk")
        kept.append(plan)

    document = Document(CONTRACTS, lambda _plan: {})
    document.open(week(), save=save)
    document.edit("Call it Ann", rename("Ann"))
    assert document.portfolio.person.name == "Ann"
    assert document.save_state.status is SaveStatus.FAILED
    assert "no space" in document.save_state.message
    full[0] = False
    document.retry_save()
    assert kept[-1].person.name == "Ann"
    assert document.save_state.status is SaveStatus.SAVED


def test_a_role_whose_contract_is_unknown_is_told_and_the_rest_is_counted() -> None:
    odd = role(id="odd", contract="no-such-contract", title="Odd job")
    plan = portfolio(activity(day="Mon", clock="09:00-13:00"), roles=(role(), odd))
    document = document_of(plan)
    assert document.count.role("consultant") is not None
    assert document.findings[0].check == "not-counted"
    assert "no-such-contract" in document.findings[0].message


def test_deleting_what_is_selected_selects_nothing() -> None:
    document = document_of()
    document.select("clinic")
    spy = QSignalSpy(document.selected)
    document.edit("Delete", lambda plan: remove(plan, "clinic"))
    assert document.selection is None
    assert spy.at(spy.count() - 1)[0] is None


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "move",
                "resize",
                "copy",
                "place",
                "tray",
                "delete",
                "add",
                "duplicate",
                "scenario",
                "from",
                "rota of",
                "also on",
                "rota",
            ]
        ),
        st.integers(0, 20),
        st.integers(0, 10079),
        st.integers(5, 1440),
    ),
    max_size=12,
)


@given(STEPS)
def test_undoing_any_walk_gives_the_same_value_and_redoing_it_the_end(
    steps: list[tuple[str, int, int, int]],
) -> None:
    document = document_of()
    before = document.portfolio
    for name, which, start, minutes in steps:
        _step(document, name, which, Spot(start, minutes))
    end = document.portfolio
    while document.undo_stack.canUndo():
        document.undo()
    assert document.portfolio == before
    while document.undo_stack.canRedo():
        document.redo()
    assert document.portfolio == end


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["rota of", "also on", "rota", "scenario", "duplicate", "delete"]),
            st.integers(0, 20),
            st.integers(0, 10079),
        ),
        max_size=8,
    )
)
def test_repeats_and_rotas_are_written_so_that_a_plan_file_can_hold_them(
    steps: list[tuple[str, int, int]],
) -> None:
    document = document_of()
    for name, which, start in steps:
        _step(document, name, which, Spot(start, 60))
    again = planfile.read(planfile.write(document.portfolio), "", CONTRACTS)
    assert again.problems == ()
    assert again.portfolio == document.portfolio


def _step(document: Document, name: str, which: int, spot: Spot) -> None:
    plan = document.effective
    items: list[Activity | OnCall | Commitment] = [
        *plan.activities,
        *plan.on_calls,
        *plan.commitments,
    ]
    key = items[which % len(items)].id if items else ""
    was = Spot((spot.start + 1500) % 10080, spot.minutes)
    do: dict[str, Any] = {
        "move": lambda: acts.move(document, key, spot, was=was, merge="m" if which % 2 else None),
        "resize": lambda: acts.move(document, key, spot, was=Spot(spot.start, 60)),
        "copy": lambda: acts.copy(document, key, spot, was=was),
        "place": lambda: acts.place(document, key, spot),
        "tray": lambda: acts.to_tray(document, key),
        "delete": lambda: acts.delete(document, key),
        "add": lambda: acts.add(document, list(AddKind)[which % 4], spot),
        "duplicate": lambda: acts.duplicate(document, key),
        "scenario": lambda: document.set_scenario("less" if which % 2 else None),
        "from": lambda: _change_a_role(document, spot.start % 365),
        "rota of": lambda: _set_cycle(document, 1 + spot.start % 8),
        "also on": lambda: _also_on(document, key, WEEKDAYS[: which % 8]),
        "rota": lambda: _write_a_rota(document, key),
    }
    do[name]()


def _change_a_role(document: Document, days: int) -> None:
    day = document.portfolio.person.year_start + timedelta(days=days)
    scenario = document.scenario
    role = next((r for r in document.count.whole.roles if can_change_from(r, day)), None)
    if role is not None and find(document.portfolio, role.id, scenario) is not None:
        document.edit("Change", lambda plan: change_from(plan, role.id, day, scenario))


def _set_cycle(document: Document, weeks: int) -> None:
    scenario = document.scenario
    role = next(iter(document.effective.roles), None)
    if role is None or find(document.portfolio, role.id, scenario) is None:
        return
    if not in_the_way(document.portfolio, role.id, weeks, scenario):
        document.edit("Rota", lambda plan: with_cycle(plan, role.id, weeks, scenario))


def _also_on(document: Document, key: str, days: tuple[Day, ...]) -> None:
    item, known, scenario = document.item(key), document.effective.activities, document.scenario
    if isinstance(item, Activity) and item.day in WEEKDAYS:
        others = [day for day in days if day is not item.day]
        document.edit(
            "Also on", lambda plan: also_on(plan, item, others, known=known, scenario=scenario)
        )


def _write_a_rota(document: Document, key: str) -> None:
    known = document.item(key)
    written = drafts.begin(document, document.effective.roles[0].id)
    if isinstance(known, OnCall):
        written = Drafts((known,), known=known.id)
    written = written.with_other_days()
    document.edit("Rota", lambda plan: drafts.keep(plan, written, document.scenario)[0])


@pytest.mark.parametrize("kind", list(AddKind))
def test_whatever_is_added_is_selected_and_undone_in_one_step(kind: AddKind) -> None:
    document = document_of()
    before = document.portfolio
    key = acts.add(document, kind, Spot(600, 60))
    assert key is not None
    assert document.selection == key
    assert document.undo_stack.count() == 1
    document.undo()
    assert document.portfolio == before
