"""When no week keeps all rules: the smallest set of things that cannot hold together.

First whatever is not needed is left out, one after the other; then every smaller set is tried,
while there is time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from time import monotonic

import numpy as np
from typing_extensions import override

from portfolio_app.place.columns import Columns
from portfolio_app.place.constraints import (
    RULES,
    Constraint,
    each_as_often_as_there_is,
    what_is_locked,
)
from portfolio_app.place.problem import Item, Problem
from portfolio_app.place.solve import InfeasibleError, Solver

_SECONDS = 5.0
_EACH = 2.0  # seconds for one question

_Part = Item | Constraint


@dataclass(frozen=True, slots=True)
class Conflict:
    """Titles of what cannot be placed, and the rules in plain words that it meets."""

    titles: tuple[str, ...]
    rules: tuple[str, ...]

    @override
    def __str__(self) -> str:
        """One sentence."""
        if not self.rules:
            named = " and ".join(self.titles)
            return f"{named} has no place beside what cannot move and protected time."
        what = ", ".join((*self.titles, *self.rules))
        return f"These cannot hold together: {what}."


def conflict(problem: Problem, *, seconds: float = _SECONDS) -> Conflict:
    """The smallest set of items that must be placed and rules that cannot hold together.

    Args:
        problem: one that cannot be solved.
        seconds: how long smaller sets are looked for.
    """
    until = monotonic() + seconds
    locked = {placed.item for placed in problem.locked}
    parts: list[_Part] = [one for one in problem.items if one.must or one.id in locked]
    parts += RULES
    kept = parts
    for part in parts:
        without = [one for one in kept if one is not part]
        if not _holds(problem, without):
            kept = without
    for size in range(1, len(kept)):
        for few in combinations(parts, size):
            if monotonic() > until:
                return _said(kept)
            if not _holds(problem, few):
                return _said(few)
    return _said(kept)


def _said(parts: Sequence[_Part]) -> Conflict:
    return Conflict(
        tuple(part.title for part in parts if isinstance(part, Item)),
        tuple(RULES[part] for part in parts if not isinstance(part, Item)),
    )


def _holds(problem: Problem, parts: Sequence[_Part]) -> bool:
    """Whether a week can be found for some items under some rules."""
    items = tuple(part for part in parts if isinstance(part, Item))
    held = {item.id for item in items}
    rules = [part for part in parts if not isinstance(part, Item)]
    asked = replace(
        problem,
        items=items,
        locked=frozenset(one for one in problem.locked if one.item in held),
    )
    columns = Columns(asked)
    if not columns.candidates:
        return not any(item.must for item in items) and not (
            what_is_locked in rules and asked.locked
        )
    solver = Solver(columns, (each_as_often_as_there_is, *rules))
    try:
        solver.least(np.zeros(columns.total), _EACH)
    except InfeasibleError:
        return False
    finally:
        solver.close()
    return True
