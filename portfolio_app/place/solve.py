"""Solving: each objective in turn, proven or with the bound that was reached, and what is in conflict.

HiGHS gets whole matrices. After each objective its best value becomes a row, so that later ones
never undo earlier ones. Nothing here knows a portfolio.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portfolio_app.place.problem import Item, Placed, Problem
from portfolio_app.place.rows import CONSTRAINTS, LINKS, OBJECTIVES, Columns, Rows

_NEAR = 1e-6
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Reached:
    """One objective: the value reached, and the best that could be; equal where it is proven."""

    name: str
    value: float
    bound: float

    @property
    def is_proven(self) -> bool:
        """Whether nothing better is possible."""
        return abs(self.value - self.bound) <= _NEAR * max(1.0, abs(self.value))


@dataclass(frozen=True, slots=True)
class Solution:
    """Where everything lies, and how good that is. `placed` None: it was stopped before that."""

    placed: tuple[Placed, ...] | None
    reached: tuple[Reached, ...]
    building: float
    solving: float

    @property
    def is_proven(self) -> bool:
        """Whether every objective is proven."""
        return len(self.reached) == len(OBJECTIVES) and all(one.is_proven for one in self.reached)


class InfeasibleError(ValueError):
    """No week keeps all rules; `conflict` are the titles of the smallest set that cannot hold."""

    def __init__(self, conflict: Sequence[str]) -> None:
        super().__init__("cannot hold together: " + ", ".join(conflict))
        self.conflict = tuple(conflict)


def solve(
    problem: Problem,
    *,
    seconds: float = 20.0,
    report: Callable[[int, int], bool] = lambda _done, _all: True,
) -> Solution:
    """Place a week as well as can be.

    Args:
        problem: what is to be placed.
        seconds: how long it may take; what is reached by then is given with its bound.
        report: told how many objectives are done; False stops.

    Raises:
        InfeasibleError: when the rules cannot all be kept, with the smallest set that conflicts.
    """
    began = monotonic()
    columns = Columns(problem)
    model = _model(columns, CONSTRAINTS + LINKS)
    highs = _solver(model)
    building = monotonic() - began
    reached: list[Reached] = []
    best: NDArray[np.float64] | None = None
    for number, (name, objective) in enumerate(OBJECTIVES):
        left = seconds - (monotonic() - began)
        if left <= 0 or not report(number, len(OBJECTIVES)):
            break
        cost = objective(columns)
        if not cost.any():
            reached.append(Reached(name, 0.0, 0.0))
            continue
        found = _minimise(highs, cost, left, best)
        if found is None:
            if best is None:
                raise InfeasibleError(conflict(problem))
            break
        best, value, bound = found
        reached.append(Reached(name, value, bound))
        _hold(highs, cost, value)
    placed = None if best is None else _placed(columns, best)
    return Solution(placed, tuple(reached), building, monotonic() - began - building)


def _model(columns: Columns, constraints: Sequence[Callable[[Columns, Rows], None]]) -> Any:
    """The whole model as HiGHS takes it."""
    import highspy

    rows = Rows()
    for constraint in constraints:
        constraint(columns, rows)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns.total, len(rows.lower)
    lp.col_cost_ = np.zeros(columns.total)
    lp.col_lower_ = np.zeros(columns.total)
    upper = np.ones(columns.total)
    upper[columns.deviation] = highspy.kHighsInf
    of_items = [item.count for item in columns.problem.items]
    upper[: columns.candidates] = 1.0
    lp.col_upper_ = upper
    lp.row_lower_ = np.array(rows.lower)
    lp.row_upper_ = np.array(rows.upper)
    lengths = np.array([len(one) for one in rows.columns], dtype=np.int64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    lp.a_matrix_.index_ = _joined(rows.columns, np.int32)
    lp.a_matrix_.value_ = _joined(rows.values, np.float64)
    whole = [highspy.HighsVarType.kInteger] * columns.candidates
    rest = [highspy.HighsVarType.kContinuous] * (columns.total - columns.candidates)
    for day in columns.days:
        rest[day - columns.candidates] = highspy.HighsVarType.kInteger
    lp.integrality_ = whole + rest
    return lp


def _joined(parts: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, dtype=kind)


def _solver(lp: Any) -> Any:
    import highspy

    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", _HALF)  # every objective counts whole things
    highs.passModel(lp)
    return highs


def _minimise(
    highs: Any, cost: NDArray[np.float64], seconds: float, start: NDArray[np.float64] | None
) -> tuple[NDArray[np.float64], float, float] | None:
    """The best values of all columns, the objective's value and its bound; None without any."""
    import highspy

    count = len(cost)
    highs.changeColsCost(count, np.arange(count, dtype=np.int32), cost)
    highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
    if start is not None:
        warm = highspy.HighsSolution()
        warm.col_value = start.tolist()
        highs.setSolution(warm)
    highs.run()
    info = highs.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = np.array(highs.getSolution().col_value)
    value = float(np.round(cost @ np.round(values)))
    proven = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return values, value, value if proven else float(info.mip_dual_bound)


def _hold(highs: Any, cost: NDArray[np.float64], value: float) -> None:
    """Keep what an objective has reached."""
    import highspy

    used = np.flatnonzero(cost).astype(np.int32)
    highs.addRow(-highspy.kHighsInf, value + _NEAR, len(used), used, cost[used])


def _placed(columns: Columns, values: NDArray[np.float64]) -> tuple[Placed, ...]:
    chosen = np.flatnonzero(values[: columns.candidates] > _HALF)
    items: Sequence[Item] = columns.problem.items
    return tuple(
        Placed(items[item].id, int(person), int(slot), int(slots))
        for item, person, slot, slots in columns.table[chosen]
    )


def conflict(problem: Problem) -> tuple[str, ...]:
    """The titles of a smallest set of items and rules that cannot hold together.

    Each in turn is left out; whatever still cannot hold without it did not need it.
    """
    needed = [item for item in problem.items if item.must]
    kept = list(needed)
    for item in needed:
        without = [one for one in kept if one is not item]
        if not _holds(problem, without):
            kept = without
    rules = [rule for rule in CONSTRAINTS[1:] if _holds(problem, kept, leave_out=rule)]
    said = [_words(rule) for rule in rules]
    return (*(item.title for item in kept), *said)


def _holds(
    problem: Problem,
    items: Sequence[Item],
    leave_out: Callable[[Columns, Rows], None] | None = None,
) -> bool:
    """Whether a week can be found for some items under all rules but one."""
    from dataclasses import replace

    columns = Columns(replace(problem, items=tuple(items)))
    rules = tuple(rule for rule in CONSTRAINTS if rule is not leave_out)
    highs = _solver(_model(columns, rules))
    return _minimise(highs, np.zeros(columns.total), 5.0, None) is not None


def _words(rule: Callable[[Columns, Rows], None]) -> str:
    return rule.__name__.replace("_", " ")
