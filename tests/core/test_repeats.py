"""The length of a rota changes nothing that is counted; the same work on several days."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.model import CycleWeeks, Day, OneIn, Portfolio, Scenario
from portfolio_app.core.repeats import Source, alike, also_on, in_the_way, refit, with_cycle
from tests.plans import activity, on_call, portfolio, role

ODD = activity("odd", day="Wed", clock="09:00-11:00", frequency=CycleWeeks((1,)))
CALL = on_call("rota", frequency=CycleWeeks((2,)))
WEEKLY = activity("weekly", frequency=OneIn(Fraction(4)))


def weeks_of(plan: Portfolio, key: str, scenario: str | None = None) -> tuple[int, ...]:
    place = plan if scenario is None else plan.scenario(scenario)
    lines: list[Source] = [*place.activities, *place.on_calls]
    line = next(one for one in lines if one.id == key)
    assert isinstance(line.frequency, CycleWeeks)
    return line.frequency.weeks


@given(st.integers(1, 8), st.integers(1, 8), st.data())
def test_weeks_said_in_another_length_are_as_often(before: int, after: int, data: object) -> None:
    assert isinstance(data, st.DataObject)
    weeks = tuple(sorted(data.draw(st.sets(st.integers(1, before), min_size=1))))
    again = refit(weeks, before, after)
    if again is not None:
        assert Fraction(len(again), after) == Fraction(len(weeks), before)
        assert refit(again, after, before) == weeks
    elif after > before:
        assert after % before


@pytest.mark.parametrize(
    ("weeks", "before", "after", "expected"),
    [
        ((1,), 2, 4, (1, 3)),
        ((1, 3), 4, 2, (1,)),
        ((1,), 4, 2, None),
        ((1,), 4, 6, None),
        ((3,), 4, 3, None),
    ],
)
def test_weeks_are_repeated_or_folded_or_cannot_be_said(
    weeks: tuple[int, ...], before: int, after: int, expected: tuple[int, ...] | None
) -> None:
    assert refit(weeks, before, after) == expected


def test_a_longer_rota_says_every_line_again_and_scenarios_follow() -> None:
    branch = Scenario(id="more", title="More", activities=(replace(ODD, id="new"),))
    other = Scenario(id="own", title="Own", leave=("consultant",), roles=(role(cycle_weeks=2),))
    plan = portfolio(ODD, CALL, WEEKLY, roles=(role(cycle_weeks=2),), scenarios=(branch, other))
    longer = with_cycle(plan, "consultant", 4)
    assert longer.role("consultant").cycle_weeks == 4
    assert weeks_of(longer, "odd") == (1, 3)
    assert weeks_of(longer, "rota") == (2, 4)
    assert weeks_of(longer, "new", "more") == (1, 3)
    assert longer.scenario("own").roles[0].cycle_weeks == 2
    assert longer.activities[1] == WEEKLY
    assert with_cycle(longer, "consultant", 2) == plan


def test_in_a_scenario_it_changes_there_alone_and_nothing_given_up_comes_back() -> None:
    branch = Scenario(id="less", title="Less", leave=("odd",))
    plan = portfolio(ODD, CALL, roles=(role(cycle_weeks=2),), scenarios=(branch,))
    longer = with_cycle(plan, "consultant", 4, "less")
    assert longer.role("consultant").cycle_weeks == 2
    assert weeks_of(longer, "rota") == (2,)
    assert weeks_of(longer, "rota", "less") == (2, 4)
    assert longer.scenario("less").activities == ()
    again = with_cycle(longer, "consultant", 8, "less")
    assert again.scenario("less").roles[0].cycle_weeks == 8


def test_what_stands_in_the_way_is_named_but_the_line_that_is_edited_gives_way() -> None:
    plan = portfolio(ODD, CALL, roles=(role(cycle_weeks=2),))
    assert in_the_way(plan, "consultant", 3) == (ODD, CALL)
    assert in_the_way(plan, "consultant", 1, own="odd") == (CALL,)
    with pytest.raises(ValueError, match="would not have"):
        with_cycle(plan, "consultant", 3, own="odd")
    alone = portfolio(ODD, roles=(role(cycle_weeks=2),))
    assert weeks_of(with_cycle(alone, "consultant", 3, own="odd"), "odd") == (1,)
    late = portfolio(replace(ODD, frequency=CycleWeeks((2,))), roles=(role(cycle_weeks=2),))
    assert weeks_of(with_cycle(late, "consultant", 1, own="odd"), "odd") == (1,)


def test_the_same_work_on_other_days_comes_and_goes() -> None:
    plan = portfolio(activity(day="Mon", clock="09:00-13:00"), activity("board", day="Tue"))
    clinic = plan.activities[0]
    three = also_on(plan, clinic, [Day.FRI, Day.WED], known=plan.activities)
    assert [a.day for a in alike(three.activities, clinic)] == [Day.WED, Day.FRI]
    assert {a.id for a in three.activities} == {"clinic", "board", "clinic-2", "clinic-3"}
    fewer = also_on(three, clinic, [Day.FRI], known=three.activities)
    assert [a.day for a in alike(fewer.activities, clinic)] == [Day.FRI]
    assert also_on(fewer, clinic, [Day.FRI], known=fewer.activities) == fewer
    moved = replace(clinic, clock=None)
    assert alike(three.activities, moved) == ()
