"""Solving: objectives in order, each proven or with the bound that was reached.

HiGHS gets whole matrices. Objectives with small figures are solved as one, weighted so that an
earlier one always outweighs all later ones; then the best value becomes a row, so that later
ones never undo earlier ones. Nothing here knows a portfolio.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from portfolio_app.place.columns import Columns, Numbers, Rows
from portfolio_app.place.constraints import CONSTRAINTS, LINKS, Constraint
from portfolio_app.place.objectives import OBJECTIVES, Objective, bounds, step_of
from portfolio_app.place.problem import Item, Placed, Problem

if TYPE_CHECKING:
    from highspy import Highs, HighsLp
    from highspy.highs import HighsCallbackEvent

_NEAR = 1e-6
_HALF = 0.5
_BETWEEN = 0.25  # above a whole figure and far below the next
_GAP = 0.98  # every objective counts whole things: a bound nearer than one is proof
_TOLERANCE = 1e-8
_MOST_WEIGHT = 5e6  # times the tolerance: far below one, so that the last figure is not blurred
_SECONDS = 20.0
# Two rules of HiGHS's presolve by their numbers: on weeks they take longer than they save.
_PROBING, _ENUMERATION = 15, 16
# Weeks are solved at the root; what HiGHS does to spare itself a tree costs more than the tree.
_OPTIONS = {
    "threads": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": _GAP,
    "mip_feasibility_tolerance": _TOLERANCE,
    "mip_allow_restart": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_pscost_minreliable": 0,
    "mip_pool_soft_limit": 1,
    "presolve_rule_off": 1 << _PROBING | 1 << _ENUMERATION,
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


@dataclass(frozen=True, slots=True, eq=False)
class _Aim:
    """An objective of a problem. Costs are whole steps; figures are above what could be least."""

    objective: Objective
    cost: Numbers
    step: int
    least: float
    weight: float  # of one step in the cost of its stage

    def reached(self, best: Numbers, bound: float | None) -> Reached:
        """What a week comes to; the bound is the objective's cost, in its own unit."""
        value = float(np.round(self.cost @ best - self.least, 3))
        above = None if bound is None else min(value, bound - self.least)
        return Reached(self.objective.name, self.objective.unit, value, above)


@dataclass(frozen=True, slots=True)
class _Stage:
    """Objectives solved as one, the first outweighing the next."""

    aims: tuple[_Aim, ...]

    @property
    def cost(self) -> Numbers:
        """The weighted cost."""
        whole: Numbers = np.sum([aim.cost * (aim.weight / aim.step) for aim in self.aims], axis=0)
        return whole

    def reached(self, best: Numbers, bound: float | None) -> Iterator[Reached]:
        """What each comes to; `bound` None is proof, else it tells of the first one alone."""
        for number, aim in enumerate(self.aims):
            if bound is None:
                yield aim.reached(best, float(aim.cost @ best))
            elif number:
                yield aim.reached(best, None)
            else:
                yield aim.reached(best, float(np.floor(bound / aim.weight + _NEAR)) * aim.step)


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
    aims = [aim for stage in stages for aim in stage.aims]
    reached += [aim.reached(best, None) for aim in aims[len(reached) :]]
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
        reached += stage.reached(best, bound)
        if not reached[-1].is_proven:
            break
        for aim in stage.aims:
            solver.hold(aim.cost / aim.step, float(aim.cost @ best) / aim.step)
    return best, reached


def _stages(columns: Columns) -> Iterator[_Stage]:
    """The objectives in order, as many in one stage as can be told apart in one figure."""
    waiting: list[tuple[_Aim, float]] = []
    width = 1.0
    for objective in OBJECTIVES:
        cost = objective.function(columns)
        step = step_of(columns, cost)
        least, most = bounds(columns, cost)
        wide = (most - least) / step + 1
        if waiting and (objective.begins or width * wide > _MOST_WEIGHT):
            yield _weighted(waiting)
            waiting, width = [], 1.0
        waiting.append((_Aim(objective, cost, step, least, 1.0), wide))
        width *= wide
    yield _weighted(waiting)


def _weighted(waiting: Sequence[tuple[_Aim, float]]) -> _Stage:
    """A stage in which a step of one objective outweighs all of the later ones."""
    weight = 1.0
    aims = []
    for aim, wide in reversed(waiting):
        aims.append(replace(aim, weight=weight))
        weight *= wide
    return _Stage(tuple(reversed(aims)))


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
