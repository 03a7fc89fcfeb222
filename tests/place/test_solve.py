import pytest

from portfolio_app.place.objectives import OBJECTIVES
from portfolio_app.place.solve import solve
from tests.place.bruteforce import allowed, small_week, weeks, worth


@pytest.mark.parametrize("seed", range(40))
def test_the_optimum_is_what_trying_everything_finds(seed: int) -> None:
    problem = small_week(seed)
    best = min(worth(problem, week) for week in weeks(problem) if allowed(problem, week))
    found = solve(problem)
    assert found.is_proven
    assert allowed(problem, found.placed)
    assert worth(problem, found.placed) == best
    assert [one.name for one in found.reached] == [one.name for one in OBJECTIVES]
