"""Solving: objectives in order, each proven or with the bound that was reached.

HiGHS gets whole matrices. Objectives with small figures are solved as one, weighted so that an
earlier one always outweighs all later ones; then the best value becomes a row, so that later
ones never undo earlier ones. Nothing here knows a portfolio.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from portfolio_app.place.columns import Columns, Numbers, Rows
from portfolio_app.place.constraints import CONSTRAINTS, LINKS, Constraint
from portfolio_app.place.objectives import OBJECTIVES, Objective, span
from portfolio_app.place.problem import Item, Placed, Problem

if TYPE_CHECKING:
    from highspy import Highs, HighsLp
    from highspy.highs import HighsCallbackEvent

_NEAR = 1e-6
_HALF = 0.5
_BETWEEN = 0.25  # above a whole figure and far below the next
_GAP = 0.98  # every objective counts whole things: a bound nearer than one is proof
_MOST_WEIGHT = 1e5  # beyond this the solver's own tolerance would blur the last figure
_SECONDS = 20.0
# Weeks are solved at the root; what HiGHS does to spare itself a tree costs more than the tree.
_OPTIONS = {
    "threads": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": _GAP,
    "mip_allow_restart": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_pscost_minreliable": 0,
    "mip_pool_soft_limit": 1,
}

Report = Callable[[int, int], bool]


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Reached:
    """One objective: the value reached, and the best that could be; equal where it is proven.

    `bound` None: nothing is known of it yet, because an earlier one is not proven.
    """

    name: str
    unit: str
    value: float
    bound: float | None

    @property
    def is_proven(self) -> bool:
        """Whether nothing better is possible."""
        return self.bound is not None and abs(self.value - self.bound) <= _NEAR


@dataclass(frozen=True, slots=True)
class Solution:
    """Where everything lies, and how good that is; times in seconds."""

    placed: tuple[Placed, ...]
    reached: tuple[Reached, ...]
    building: float
    solving: float

    @property
    def is_proven(self) -> bool:
        """Whether every objective is proven."""
        return all(one.is_proven for one in self.reached)


class InfeasibleError(ValueError):
    """No week keeps all rules."""


class StoppedError(RuntimeError):
    """It was stopped, or time ran out, before any week was found."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """Objectives solved as one: each with its cost, its least step and its weight."""

    objectives: tuple[tuple[Objective, Numbers, float, float], ...]

    @property
    def cost(self) -> Numbers:
        """The weighted cost."""
        parts = [cost * (weight / step) for _, cost, step, weight in self.objectives]
        whole: Numbers = np.sum(parts, axis=0)
        return whole


def solve(
    problem: Problem,
    *,
    seconds: float = _SECONDS,
    report: Report = lambda _done, _all: True,
    constraints: Sequence[Constraint] = CONSTRAINTS,
) -> Solution:
    """Place a week as well as can be.

    Args:
        problem: what is to be placed.
        seconds: how long it may take; what is reached by then is given with its bound.
        report: told how many objectives of how many are done, often; False stops.
        constraints: what must hold.

    Raises:
        InfeasibleError: when the rules cannot all be kept.
        StoppedError: when it was stopped before any week was found.
    """
    began = monotonic()
    columns = Columns(problem)
    stages = tuple(_stages(columns))
    solver = Solver(columns, (*constraints, *LINKS))
    building = monotonic() - began
    try:
        best, reached = _in_order(solver, stages, began + seconds, report)
    finally:
        solver.close()
    if best is None:
        raise StoppedError("no week was found in the time that there was")
    solving = monotonic() - began - building
    reached += _not_solved([one for stage in stages for one in stage.objectives], reached, best)
    return Solution(_placed(columns, best), tuple(reached), building, solving)


def _in_order(
    solver: "Solver", stages: Sequence[_Stage], until: float, report: Report
) -> tuple[Numbers | None, list[Reached]]:
    """Solve stage after stage while there is time; the best week, and what it reaches."""
    reached: list[Reached] = []
    best: Numbers | None = None

    def go_on() -> bool:
        return report(len(reached), len(OBJECTIVES))

    for stage in stages:
        left = until - monotonic()
        if left <= 0 or not go_on():
            break
        found = solver.least(stage.cost, left, go_on=go_on)
        if found is None:
            break
        best, bound = found
        reached += _reached(stage, best, bound)
        if not reached[-1].is_proven:
            break
        for _, cost, step, _ in stage.objectives:
            solver.hold(cost / step, float(cost @ best) / step)
    return best, reached


def _not_solved(
    objectives: Sequence[tuple[Objective, Numbers, float, float]],
    reached: Sequence[Reached],
    best: Numbers,
) -> list[Reached]:
    """What a week comes to in objectives that no stage has solved."""
    return [
        Reached(objective.name, objective.unit, _value(cost, best), None)
        for objective, cost, _, _ in objectives[len(reached) :]
    ]


def _stages(columns: Columns) -> Iterator[_Stage]:
    """The objectives in order, as many in one stage as can be told apart in one figure."""
    waiting: list[tuple[Objective, Numbers, float, float]] = []
    weight = 1.0
    for objective in OBJECTIVES:
        cost = objective.function(columns)
        step = float(gcd(*np.unique(np.abs(cost)).astype(np.int64).tolist())) or 1.0
        wide = span(columns, cost) / step + 1
        if waiting and (objective.begins or weight * wide > _MOST_WEIGHT):
            yield _weighted(waiting)
            waiting, weight = [], 1.0
        waiting.append((objective, cost, step, wide))
        weight *= wide
    yield _weighted(waiting)


def _weighted(waiting: Sequence[tuple[Objective, Numbers, float, float]]) -> _Stage:
    weight = 1.0
    found = []
    for objective, cost, step, wide in reversed(waiting):
        found.append((objective, cost, step, weight))
        weight *= wide
    return _Stage(tuple(reversed(found)))


def _value(cost: Numbers, best: Numbers) -> float:
    return float(np.round(cost @ best, 3))


def _reached(stage: _Stage, best: Numbers, bound: float | None) -> Iterator[Reached]:
    """What each objective of a stage came to; a bound that is not reached is the first one's."""
    for number, (objective, cost, step, weight) in enumerate(stage.objectives):
        value = _value(cost, best)
        least: float | None = value
        if bound is not None:
            least = min(value, np.floor(bound / weight + _NEAR) * step) if number == 0 else None
        yield Reached(objective.name, objective.unit, value, least)


class Solver:
    """A model in HiGHS: costs may be changed and rows added."""

    def __init__(self, columns: Columns, constraints: Sequence[Constraint]) -> None:
        """Pass the whole model."""
        self._columns = columns
        self._highs = _quiet_highs()
        self._go_on: Callable[[], bool] = _always
        for name, value in _OPTIONS.items():
            self._highs.setOptionValue(name, value)
        self._highs.cbMipInterrupt += self._interrupt
        rows = Rows()
        for constraint in constraints:
            constraint(columns, rows)
        self._highs.passModel(_model(columns, rows))

    def close(self) -> None:
        """Let go of the model; HiGHS holds itself while it could call back."""
        self._highs.clearCallbacks()
        self._highs.disableCallbacks()
        self._highs.clear()

    def _interrupt(self, event: "HighsCallbackEvent") -> None:
        event.interrupt(not self._go_on())

    def least(
        self,
        cost: Numbers,
        seconds: float,
        *,
        go_on: Callable[[], bool] = _always,
    ) -> tuple[Numbers, float | None] | None:
        """The best values of all columns, and the bound where that is not proven.

        None without any in the time that there is.

        Raises:
            InfeasibleError: when there is none at all.
        """
        import highspy

        highs, count = self._highs, len(cost)
        self._go_on = go_on
        highs.changeColsCost(count, np.arange(count, dtype=np.int32), cost)
        highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
        highs.clearSolver()  # a start that its presolve leaves out could come back as the best
        highs.run()
        status, info = highs.getModelStatus(), highs.getInfo()
        if status in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            raise InfeasibleError("the rules cannot all be kept")
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = np.array(highs.getSolution().col_value)
        chosen = self._columns.candidates
        values[:chosen] = np.round(values[:chosen])
        told = abs(info.objective_function_value - cost @ values) < _HALF
        proven = told and status == highspy.HighsModelStatus.kOptimal
        return values, None if proven else float(info.mip_dual_bound)

    def hold(self, cost: Numbers, value: float) -> None:
        """Keep what has been reached."""
        import highspy

        used = np.flatnonzero(cost).astype(np.int32)
        self._highs.addRow(-highspy.kHighsInf, value + _BETWEEN, len(used), used, cost[used])


def _quiet_highs() -> "Highs":
    """A solver that prints nothing, not even its name when it is made."""
    import highspy

    class Quiet(highspy.Highs):
        @override
        def enableCallbacks(self) -> None:
            self.silent()
            super().enableCallbacks()

    return Quiet()


def _model(columns: Columns, rows: Rows) -> "HighsLp":
    """The whole model as HiGHS takes it."""
    import highspy

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns.total, len(rows.lower)
    lp.col_cost_ = np.zeros(columns.total)
    lp.col_lower_ = np.zeros(columns.total)
    upper = np.ones(columns.total)
    upper[columns.deviation] = highspy.kHighsInf
    lp.col_upper_ = upper
    lp.row_lower_ = np.array(rows.lower)
    lp.row_upper_ = np.array(rows.upper)
    lengths = np.array([len(one) for one in rows.columns], dtype=np.int64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    lp.a_matrix_.index_ = _joined(rows.columns, np.int32)
    lp.a_matrix_.value_ = _joined(rows.values, np.float64)
    whole = np.zeros(columns.total, dtype=np.bool_)
    whole[: columns.candidates] = True
    whole[columns.days] = True
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[int(one)] for one in whole]
    return lp


def _joined(parts: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, dtype=kind)


def _placed(columns: Columns, values: Numbers) -> tuple[Placed, ...]:
    chosen = np.flatnonzero(values[: columns.candidates] > _HALF)
    items: Sequence[Item] = columns.problem.items
    return tuple(
        Placed(items[item].id, person, start, end - start)
        for item, person, start, end in columns.table[chosen].tolist()
    )
