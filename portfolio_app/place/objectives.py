"""What is wished for: one function for each objective, listed in order in `OBJECTIVES`.

Each gives the cost of every column; the sum is to be as small as can be. An earlier one is never
given up for a later one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import gcd

import numpy as np

from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY
from portfolio_app.place.columns import Columns, Numbers
from portfolio_app.place.problem import PEOPLE, What

_FIRST, _LAST = 8 * 60, 18 * 60  # the part of a day that is neither early nor evening
_WEEKEND = 5  # the first day of it


def commitments_with_nobody(columns: Columns) -> Numbers:
    """Minutes of fixed commitments that nobody attends, each attendance counted."""
    return _placed(columns, What.COMMITMENT)


def flexible_work_without_a_place(columns: Columns) -> Numbers:
    """Minutes of flexible work that have no place."""
    return _placed(columns, What.FLEXIBLE)


def _placed(columns: Columns, what: What) -> Numbers:
    cost = np.zeros(columns.total)
    for number, item in enumerate(columns.problem.items):
        if item.what is what:
            cost[columns.of_item(number)] = -float(item.minutes)
    return cost


def too_little_overlap(columns: Columns) -> Numbers:
    """Minutes of overlap less than is wanted."""
    cost = np.zeros(columns.total)
    times = columns.overlap_times
    cost[columns.overlap] = times[:, 0] - times[:, 1]
    return cost


def parts_out_of_balance(columns: Columns) -> Numbers:
    """Minutes by which the partners' work lies off their parts."""
    cost = np.zeros(columns.total)
    cost[columns.deviation] = 1.0
    return cost


def changes_to_today(columns: Columns) -> Numbers:
    """Work of my own that moves; what is given up counts as two."""
    cost = np.zeros(columns.total)
    for number, item in enumerate(columns.problem.items):
        if item.what is What.MOVABLE:
            mine = columns.of_item(number)
            cost[mine] = np.where(columns.start[mine] == item.now, -2.0, -1.0)
    return cost


def evenings_and_weekends(columns: Columns) -> Numbers:
    """Minutes in evenings, early mornings and at weekends."""
    cost = np.zeros(columns.total)
    start = columns.start % MINUTES_PER_DAY
    end = start + columns.end - columns.start
    inside = np.maximum(0, np.minimum(end, _LAST) - np.maximum(start, _FIRST))
    inside[columns.day >= _WEEKEND] = 0
    cost[: columns.candidates] = end - start - inside
    return cost


def days_at_the_post(columns: Columns) -> Numbers:
    """Days at the post: few whole ones are better than many parts."""
    cost = np.zeros(columns.total)
    cost[columns.days] = 1.0
    return cost


def not_the_preferred(columns: Columns) -> Numbers:
    """Attendances of somebody else than who leads."""
    cost = np.zeros(columns.total)
    for number, item in enumerate(columns.problem.items):
        if item.prefer is not None:
            mine = columns.of_item(number)
            cost[mine] = columns.table[mine, 1] != item.prefer
    return cost


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective: its name and unit in words, its function, and how it is reckoned.

    Those on end are solved as one where their figures are small; `begins` starts a solving of its
    own all the same, where that was measured to be quicker.
    """

    name: str
    unit: str
    function: Callable[[Columns], Numbers]
    how: str
    begins: bool = False


OBJECTIVES: tuple[Objective, ...] = (
    Objective(
        "fixed commitments with nobody",
        "minutes",
        commitments_with_nobody,
        "the length of each attendance that is needed and has nobody known to be free",
    ),
    Objective(
        "flexible work without a place",
        "minutes",
        flexible_work_without_a_place,
        "flexible work of the post less what has a place",
    ),
    Objective(
        "overlap that is missing",
        "minutes",
        too_little_overlap,
        "the overlap that is wanted less the time when both are on the post; never below 0",
    ),
    Objective(
        "distance from the two parts",
        "minutes",
        parts_out_of_balance,
        "how far each partner's placed work lies from their part in an average week, both added",
    ),
    Objective(
        "changes to today's week",
        "changes",
        changes_to_today,
        "your own work that moves counts one, what is given up two",
        begins=True,
    ),
    Objective(
        "evenings and weekends",
        "minutes",
        evenings_and_weekends,
        "placed work before 08:00, after 18:00 and on Saturday and Sunday",
    ),
    Objective(
        "days at the post",
        "days",
        days_at_the_post,
        "days on which each partner is at the post, both added",
    ),
    Objective(
        "attendances of another than the lead",
        "times",
        not_the_preferred,
        "commitments that somebody else than the one who leads goes to",
    ),
)


def step_of(columns: Columns, cost: Numbers) -> int:
    """Minutes (or times) of which all that an objective could cost are whole multiples."""
    parts = np.unique(np.abs(cost)).astype(np.int64).tolist()
    if cost[columns.deviation].any():
        parts = [*columns.weight.tolist(), *columns.problem.shares]
    return gcd(*parts) or 1


def bounds(columns: Columns, cost: Numbers) -> tuple[float, float]:
    """The least and the most that an objective could cost in any week, by its candidates alone."""
    low = high = 0.0
    used = cost[: columns.candidates]
    for number, item in enumerate(columns.problem.items):
        mine = used[columns.of_item(number)]
        times = item.count * item.need
        low += times * min(0.0, mine.min(initial=0.0))
        high += times * max(0.0, mine.max(initial=0.0))
    problem = columns.problem
    if cost[columns.overlap].any():
        low -= problem.wanted
    if cost[columns.deviation].any():
        post = sum(item.weight * item.count * item.need for item in problem.items if item.is_post)
        high += sum(max(share, post - share) for share in problem.shares)
    if cost[columns.days].any():
        high += DAYS_PER_WEEK * len(PEOPLE)
    return low, high
