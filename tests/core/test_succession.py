"""A role that goes on on other terms from a day: one edit, and history is kept."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.core.actual import year_totals
from portfolio_app.core.agreements import Credit, Objective
from portfolio_app.core.edits import put
from portfolio_app.core.model import Activity, OnDates, Portfolio, Scenario, TakeOn
from portfolio_app.core.periods import on_day
from portfolio_app.core.sharing import Take
from portfolio_app.core.succession import can_change_from, change_from, successor
from portfolio_app.core.workload import count
from portfolio_app.exchange import planfile
from tests.plans import CONTRACTS, YEAR_START, activity, on_call, portfolio, role

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 30)
EARLY, LATE = date(2026, 5, 14), date(2026, 11, 2)
PLAN = portfolio(
    activity("clinic", day="Mon", clock="09:00-13:00", stated=1, stated_each=1),
    activity("hot", day="Tue", clock="09:00-13:00", instead_of=("clinic",), replaces=("clinic",)),
    activity("talks", clock="09:00-13:00", frequency=OnDates((EARLY, LATE))),
    activity("past", day="Wed", clock="09:00-13:00", last_day=SEPTEMBER),
    activity("coming", day="Thu", clock="09:00-13:00", first_day=LATE, replaces=("clinic",)),
    activity("autumn", clock="14:00-15:00", frequency=OnDates((LATE,))),
    activity("since", day="Fri", clock="09:00-13:00", first_day=EARLY),
    activity("board", role="lead", day="Mon", clock="14:00-15:00", replaces=("clinic",)),
    activity(
        "other", role="lead", day="Mon", clock="16:00-17:00", also=(Credit(role="consultant"),)
    ),
    activity("alone", role="lead", minutes=60),
    on_call("rota", instead_of=("clinic",)),
    on_call("lead-rota", role="lead", instead_of=("clinic",)),
    on_call("lead-other", role="lead"),
    roles=(role(start=date(2020, 1, 1)), role(id="lead", title="Lead")),
    objectives=(
        Objective(id="o", role="consultant", title="O", activities=("clinic", "board")),
        Objective(id="l", role="lead", title="L"),
    ),
)
CHANGED = change_from(PLAN, "consultant", OCTOBER)


def line(key: str) -> Activity:
    return next(one for one in CHANGED.activities if one.id == key)


def test_the_role_ends_and_another_continues_it() -> None:
    before, lead, new = CHANGED.roles
    assert (before.id, before.end, lead.id) == ("consultant", SEPTEMBER, "lead")
    assert (new.id, new.start, new.end, new.follows) == (
        "consultant-2",
        OCTOBER,
        None,
        "consultant",
    )
    assert new.service_from == date(2020, 1, 1)
    assert successor(CHANGED, "consultant") == new
    assert successor(CHANGED, "lead") is None


def test_lines_go_on_in_copies_and_keep_their_history() -> None:
    own = {a.id: a.role for a in CHANGED.activities}
    assert own == {
        "clinic": "consultant",
        "clinic-2": "consultant-2",
        "hot": "consultant",
        "hot-2": "consultant-2",
        "talks": "consultant",
        "talks-2": "consultant-2",
        "past": "consultant",
        "coming": "consultant-2",
        "autumn": "consultant-2",
        "since": "consultant",
        "since-2": "consultant-2",
        "board": "lead",
        "other": "lead",
        "alone": "lead",
    }
    assert line("clinic") is PLAN.activities[0]
    assert line("clinic-2") == activity(
        "clinic-2", role="consultant-2", title="Clinic", day="Mon", clock="09:00-13:00"
    )
    dates = [line(key).frequency for key in ("talks", "talks-2")]
    assert dates == [OnDates((EARLY,)), OnDates((LATE,))]
    assert line("since-2").first_day is None
    assert line("coming").first_day == LATE


def test_what_named_a_line_names_its_copy_too() -> None:
    assert [(a.id, a.replaces, a.instead_of) for a in CHANGED.activities if a.replaces] == [
        ("hot", ("clinic",), ("clinic",)),
        ("coming", ("clinic-2",), ()),
        ("board", ("clinic", "clinic-2"), ()),
        ("hot-2", ("clinic-2",), ("clinic-2",)),
    ]
    assert {call.id: call.instead_of for call in CHANGED.on_calls} == {
        "rota": ("clinic",),
        "lead-rota": ("clinic", "clinic-2"),
        "lead-other": (),
        "rota-2": ("clinic-2",),
    }
    assert line("other").also == (Credit(role="consultant"), Credit(role="consultant-2"))
    assert [(o.id, o.role, o.activities) for o in CHANGED.objectives] == [
        ("o", "consultant", ("clinic", "board")),
        ("l", "lead", ()),
        ("o-2", "consultant-2", ("clinic-2", "board")),
    ]


def test_scenarios_give_up_and_change_the_whole_of_it() -> None:
    moved = activity("clinic", day="Fri", clock="09:00-13:00")
    branches = (
        Scenario(id="leave", title="Leave", leave=("consultant", "clinic")),
        Scenario(id="move", title="Move", leave=("clinic",), activities=(moved,)),
        Scenario(
            id="less",
            title="Less",
            leave=("consultant",),
            roles=(role(contracted=Fraction(6)),),
            on_calls=(on_call("night"),),
            takes=(TakeOn(role="consultant", take=Take.SHARED),),
        ),
    )
    leave, move, less = change_from(
        replace(PLAN, scenarios=branches), "consultant", OCTOBER
    ).scenarios
    assert leave.leave == ("consultant", "clinic", "consultant-2", "clinic-2")
    assert move.leave == ("clinic", "clinic-2")
    assert [(a.id, a.role, a.day) for a in move.activities] == [
        ("clinic", "consultant", moved.day),
        ("clinic-2", "consultant-2", moved.day),
    ]
    assert [(r.id, r.contracted) for r in less.roles] == [("consultant", 6), ("consultant-2", 6)]
    assert [call.role for call in less.on_calls] == ["consultant", "consultant-2"]
    assert [take.role for take in less.takes] == ["consultant", "consultant-2"]


def test_in_a_scenario_it_changes_there_alone() -> None:
    branch = Scenario(id="b", title="B", leave=("past",), activities=(activity("own", minutes=60),))
    plan = replace(PLAN, scenarios=(branch,))
    after = change_from(plan, "consultant", OCTOBER, "b")
    assert replace(after, scenarios=()) == replace(plan, scenarios=())
    (found,) = after.scenarios
    assert {r.id: r.end for r in found.roles} == {"consultant": SEPTEMBER, "consultant-2": None}
    assert {"own", "own-2", "clinic-2", "coming", "talks"} <= {a.id for a in found.activities}
    assert {"consultant", "coming", "talks", "past"} <= set(found.leave)
    assert "clinic" not in found.leave
    assert successor(after, "consultant") is None
    assert successor(after, "consultant", "b") == found.roles[1]


def test_a_role_may_change_more_than_once_in_any_order() -> None:
    twice = change_from(CHANGED, "consultant", date(2026, 7, 1))
    spells = {r.id: (r.follows, r.start, r.end) for r in twice.roles if r.id != "lead"}
    assert spells == {
        "consultant": (None, date(2020, 1, 1), date(2026, 6, 30)),
        "consultant-2": ("consultant-3", OCTOBER, None),
        "consultant-3": ("consultant", date(2026, 7, 1), SEPTEMBER),
    }
    assert planfile.read(planfile.write(twice), "", CONTRACTS).problems == ()


def test_only_a_role_that_is_held_can_change() -> None:
    held = role(start=YEAR_START, end=OCTOBER)
    days = [YEAR_START, date(2026, 4, 7), OCTOBER, date(2026, 10, 2)]
    assert [can_change_from(held, day) for day in days] == [False, True, True, False]
    assert not can_change_from(role(considered=True), OCTOBER)
    with pytest.raises(ValueError, match="is not held"):
        change_from(PLAN, "consultant", date(2019, 1, 1))
    with pytest.raises(KeyError):
        change_from(PLAN, "clinic", OCTOBER)


@given(st.dates(date(2026, 4, 7), date(2027, 4, 5)))
@settings(max_examples=10)
def test_nothing_is_worth_more_or_less_for_being_cut(day: date) -> None:
    after = change_from(PLAN, "consultant", day)
    for each in (YEAR_START, EARLY, SEPTEMBER, OCTOBER, LATE, date(2027, 4, 5)):
        assert _units(on_day(after, each)) == _units(on_day(PLAN, each))
    whole = sum(year.units for year in year_totals(PLAN, CONTRACTS, {}))
    assert sum(year.units for year in year_totals(after, CONTRACTS, {})) == whole
    assert planfile.read(planfile.write(after), "", CONTRACTS).portfolio == after


def _units(plan: Portfolio) -> Fraction:
    weekly = replace(plan, activities=tuple(a for a in plan.activities if a.clock and a.day))
    return sum((r.counted for r in count(weekly, CONTRACTS).roles), Fraction(0))


def test_a_copy_takes_no_place_that_is_taken() -> None:
    taken = put(PLAN, activity("clinic-2", role="lead"))
    after = change_from(taken, "consultant", OCTOBER)
    assert "clinic-3" in {a.id for a in after.activities if a.role == "consultant-2"}
