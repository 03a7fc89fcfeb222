"""Each constraint alone, by the places that it keeps apart; what conflicts; time and stopping."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from portfolio_app.place.columns import Columns, Rows
from portfolio_app.place.conflict import conflict
from portfolio_app.place.constraints import (
    CONSTRAINTS,
    RULES,
    Constraint,
    commitments_go_first,
    each_as_often_as_there_is,
    journeys_fit,
    nights_are_kept,
    nobody_in_two_places,
    parts_are_kept,
    pauses_are_kept,
    what_is_locked,
    what_was_refused,
)
from portfolio_app.place.objectives import OBJECTIVES
from portfolio_app.place.problem import Busy, Item, Placed, Problem, What
from portfolio_app.place.solve import InfeasibleError, StoppedError, solve
from tests.place.weeks import week_to_place

NINE = 9 * 60


def own(key: str, *starts: int, minutes: int = 60, site: str | None = None, **more: object) -> Item:
    fields: dict[str, object] = {
        "id": key,
        "activity": key,
        "title": key.title(),
        "what": What.MOVABLE,
        "minutes": minutes,
        "candidates": tuple((0, start) for start in starts),
        "site": site,
        "must": True,
    }
    return Item(**(fields | more))  # type: ignore[arg-type]


def week(*items: Item, **more: object) -> Problem:
    fields: dict[str, object] = {"items": items, "shares": (600, 600), "travel": {("a", "b"): 30}}
    return Problem(**(fields | more))  # type: ignore[arg-type]


def fits(problem: Problem, *rules: Constraint) -> bool:
    try:
        found = solve(problem, constraints=(each_as_often_as_there_is, *rules))
    except InfeasibleError:
        return False
    return found.is_proven


def needs_the_rule(problem: Problem, rule: Constraint) -> None:
    """The rule forbids the week, and nothing else does."""
    assert not fits(problem, rule)
    assert fits(problem, *(one for one in RULES if one is not rule))


def test_every_constraint_is_listed_and_has_its_words() -> None:
    assert set(CONSTRAINTS) == {each_as_often_as_there_is, *RULES}
    assert len(set(RULES.values())) == len(RULES)


def test_a_thing_is_placed_as_often_as_there_is() -> None:
    item = own("one", 0, 60, 120, count=2)
    assert len(solve(week(item)).placed) == 2
    assert not fits(week(own("two", 0, count=2)))


def test_two_people_are_needed_and_each_goes_once() -> None:
    both = own("board", what=What.COMMITMENT, candidates=((0, 0), (1, 0)), need=2, must=False)
    assert {placed.person for placed in solve(week(both)).placed} == {0, 1}
    mine = replace(both, candidates=((0, 0), (0, 600)), must=True)
    assert not fits(week(mine))


def test_nobody_is_in_two_places() -> None:
    needs_the_rule(week(own("one", NINE), own("two", NINE + 45)), nobody_in_two_places)
    assert fits(week(own("one", NINE), own("two", NINE + 60)), *CONSTRAINTS)


def test_what_never_falls_in_one_week_may_lie_at_one_time() -> None:
    first, second = own("one", NINE, layer=1), own("two", NINE, layer=2)
    assert fits(week(first, second), nobody_in_two_places)
    assert not fits(week(first, own("three", NINE)), nobody_in_two_places)
    assert not fits(week(first, own("four", NINE, layer=1)), nobody_in_two_places)


@pytest.mark.parametrize(("gap", "well"), [(0, False), (29, False), (30, True)])
@pytest.mark.parametrize("turned", [False, True])
def test_the_journey_fits(gap: int, well: bool, turned: bool) -> None:
    sites = ("b", "a") if turned else ("a", "b")
    problem = week(own("one", NINE, site=sites[0]), own("two", NINE + 60 + gap, site=sites[1]))
    assert fits(problem, journeys_fit) is well
    if not well:
        needs_the_rule(problem, journeys_fit)


def test_no_journey_lies_within_one_site() -> None:
    assert fits(week(own("one", NINE, site="a"), own("two", NINE + 60, site="a")), journeys_fit)


@pytest.mark.parametrize(("morning", "well"), [(9 * 60, True), (9 * 60 - 15, False)])
def test_the_night_is_kept(morning: int, well: bool) -> None:
    problem = week(own("late", 21 * 60), own("early", 1440 + morning))
    assert fits(problem, nights_are_kept) is well
    if not well:
        needs_the_rule(problem, nights_are_kept)


@pytest.mark.parametrize(("evening", "well"), [(20 * 60, True), (20 * 60 + 15, False)])
def test_a_day_is_no_longer_than_the_rest_leaves(evening: int, well: bool) -> None:
    problem = week(own("early", 8 * 60), own("late", evening))
    assert fits(problem, nights_are_kept) is well


@pytest.mark.parametrize(("gap", "well"), [(15, False), (20, True)])
def test_a_pause_ends_long_work(gap: int, well: bool) -> None:
    problem = week(own("one", NINE, minutes=180), own("two", NINE + 180 + gap, minutes=195))
    assert fits(problem, pauses_are_kept) is well
    if not well:
        needs_the_rule(problem, pauses_are_kept)


def test_short_pauses_do_not_add_up() -> None:
    starts = [NINE, NINE + 135, NINE + 270]
    items = [own(f"i{n}", at, minutes=120) for n, at in enumerate(starts)]
    assert not fits(week(*items), pauses_are_kept)


def test_a_pause_beside_what_stays() -> None:
    busy = (Busy("Shift", NINE, 240),)
    assert fits(week(own("one", NINE + 240, minutes=120), busy=(busy, ())), pauses_are_kept)
    assert not fits(week(own("one", NINE + 240, minutes=135), busy=(busy, ())), pauses_are_kept)
    rested = (Busy("Shift", NINE, 240, None, ((NINE + 120, NINE + 140),)),)
    assert fits(week(own("one", NINE + 240, minutes=135), busy=(rested, ())), pauses_are_kept)


def test_what_is_too_long_in_itself_has_a_pause_after_it() -> None:
    long = (Busy("Long shift", NINE, 420),)
    assert not fits(week(own("one", NINE + 420), busy=(long, ())), pauses_are_kept)
    assert fits(week(own("one", NINE + 440), busy=(long, ())), pauses_are_kept)
    clinic = own("clinic", NINE, minutes=420)
    assert fits(week(clinic), pauses_are_kept)
    assert not fits(week(clinic, own("one", NINE + 420)), pauses_are_kept)


def test_commitments_go_before_other_work() -> None:
    board = own("board", what=What.COMMITMENT, candidates=((0, NINE),), must=False)
    away = own("paper", NINE + 30, what=What.FLEXIBLE, minutes=60)
    needs_the_rule(week(board, away), commitments_go_first)
    either = replace(board, candidates=((0, NINE), (1, NINE)))
    found = solve(week(either, away))
    assert Placed("board", 1, NINE, 60) in found.placed
    assert not fits(week(replace(either, need=2), away), commitments_go_first)
    assert fits(week(board, own("clinic", NINE + 30, now=NINE + 30)), commitments_go_first)
    later = replace(board, layer=1)
    assert fits(week(later, replace(away, layer=2)), commitments_go_first)
    assert not fits(week(later, replace(away, layer=1)), commitments_go_first)


def test_a_part_is_not_passed() -> None:
    work = own("work", 0, 60, 120, what=What.FLEXIBLE, count=3, weight=60)
    assert fits(week(work, shares=(150, 0)), parts_are_kept)
    needs_the_rule(week(work, shares=(149, 0)), parts_are_kept)


def test_what_is_locked_stays() -> None:
    item = own("one", 0, 60, now=0)
    kept = frozenset({Placed("one", 0, 60, 60)})
    assert solve(week(item)).placed == (Placed("one", 0, 0, 60),)
    assert solve(week(item, locked=kept)).placed == tuple(kept)
    assert not fits(week(item, locked=frozenset({Placed("one", 0, 75, 60)})), what_is_locked)
    assert not fits(week(item, locked=frozenset({Placed("gone", 0, 60, 60)})), what_is_locked)


def test_what_the_checks_refused_is_not_offered_again() -> None:
    item = own("one", 0, 60, now=0)
    refused = (frozenset({Placed("one", 0, 0, 60)}), frozenset({Placed("gone", 0, 0, 60)}))
    found = solve(
        week(item, refused=refused), constraints=(each_as_often_as_there_is, what_was_refused)
    )
    assert found.placed == (Placed("one", 0, 60, 60),)


# -- what conflicts ------------------------------------------------------------------------------


def test_the_smallest_set_is_named() -> None:
    problem = week(
        own("clinic", NINE), own("board", NINE + 30), own("audit", 1440 + NINE), own("tea", 2880)
    )
    with pytest.raises(InfeasibleError):
        solve(problem)
    found = conflict(problem)
    assert found.titles == ("Clinic", "Board")
    assert found.rules == ("nobody in two places at once",)
    assert str(found) == "These cannot hold together: Clinic, Board, nobody in two places at once."


def test_a_smaller_set_than_the_first_one_is_found() -> None:
    # Left out in order, the first of three that need two places goes; the last pair remains all the
    # same a set of fewer than the journey's three.
    problem = week(
        own("one", NINE, site="a"),
        own("two", NINE + 70, site="b"),
        own("three", 3000, 3000),
        own("four"),
    )
    assert str(conflict(problem)) == (
        "Four has no place beside what cannot move and protected time."
    )


def test_what_is_locked_can_be_in_conflict() -> None:
    item = own("one", 0, 60, must=False)
    twice = frozenset({Placed("one", 0, 0, 60), Placed("one", 0, 60, 60)})
    found = conflict(week(item, locked=twice))
    assert found.titles == ("One",)
    assert found.rules == ("what you have locked",)


# -- time and stopping ---------------------------------------------------------------------------


def test_without_time_there_is_no_week() -> None:
    with pytest.raises(StoppedError):
        solve(week_to_place(1), seconds=0)


def test_the_bound_is_given_when_time_runs_out() -> None:
    asked = []

    def report(done: int, _all: int) -> bool:
        asked.append(done)
        return done < 3

    found = solve(week_to_place(1), report=report)
    assert not found.is_proven
    assert [one.is_proven for one in found.reached][:4] == [True] * 4
    assert [one.bound for one in found.reached][4:] == [None] * (len(OBJECTIVES) - 4)
    assert len(found.placed) > 10
    assert asked[0] == 0


def test_it_stops_in_the_middle_of_a_solving() -> None:
    calls = 0

    def report(_done: int, _all: int) -> bool:
        nonlocal calls
        calls += 1
        return calls < 2

    with pytest.raises(StoppedError):
        solve(week_to_place(5), report=report)
    assert calls >= 2


@pytest.mark.parametrize("rule", CONSTRAINTS, ids=lambda rule: rule.__name__)
def test_a_constraint_adds_only_rows_of_columns_that_there_are(
    rule: Callable[[Columns, Rows], None],
) -> None:
    columns, rows = Columns(week_to_place(2)), Rows()
    rule(columns, rows)
    for held in rows.columns:
        assert len(set(held.tolist())) == len(held)
        assert held.min(initial=0) >= 0
        assert held.max(initial=0) < columns.total
