"""The model as matrices: a column for each candidate, and the rows that each rule asks for.

One function for each constraint and for each objective; `CONSTRAINTS` and `OBJECTIVES` list them
in order. Each says what it adds as plain arrays, so that the whole model is passed at once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from portfolio_app.place.problem import PEOPLE, SLOTS, SLOTS_PER_DAY, Problem, What

_INF = float("inf")
_DAYTIME = (8 * 4, 18 * 4)  # slots of the day that are neither evening nor early
_WEEKEND = 5
Ints = NDArray[np.int32]


@dataclass(slots=True)
class Rows:
    """Rows to add: for each its entries and its bounds. `names` say what a row is for."""

    columns: list[Ints] = field(default_factory=list)
    values: list[NDArray[np.float64]] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def add(
        self,
        columns: Ints,
        values: NDArray[np.float64] | float,
        *,
        lower: float = -_INF,
        upper: float = _INF,
        name: str,
    ) -> None:
        """Add one row; an empty one that always holds is left out."""
        if len(columns) == 0 and lower <= 0 <= upper:
            return
        self.columns.append(columns)
        self.values.append(np.broadcast_to(np.asarray(values, dtype=np.float64), columns.shape))
        self.lower.append(lower)
        self.upper.append(upper)
        self.names.append(name)


@dataclass(frozen=True)
class Columns:
    """The columns: first one for each candidate, then overlap, deviation and days at the post."""

    problem: Problem

    @cached_property
    def table(self) -> NDArray[np.int64]:
        """A row for each candidate: item, person, first slot, slots."""
        rows = [
            (number, person, slot, item.slots)
            for number, item in enumerate(self.problem.items)
            for person, slot in item.candidates
        ]
        return np.array(rows, dtype=np.int64).reshape(-1, 4)

    @cached_property
    def of_post(self) -> NDArray[np.bool_]:
        """Which candidates are work of the post."""
        posts = np.array([item.is_post for item in self.problem.items], dtype=np.bool_)
        return posts[self.table[:, 0]] if len(posts) else np.zeros(0, dtype=np.bool_)

    @property
    def candidates(self) -> int:
        """How many candidates there are."""
        return len(self.table)

    @cached_property
    def overlap_slots(self) -> Ints:
        """The slots in which both could be at the post."""
        could = [self._covered(self.of_post & (self.table[:, 1] == person)) for person in PEOPLE]
        return np.flatnonzero(could[0] & could[1]).astype(np.int32)

    @property
    def overlap(self) -> Ints:
        """The columns of overlap, one for each of those slots."""
        return self._block(self.candidates, len(self.overlap_slots))

    @property
    def deviation(self) -> Ints:
        """The columns of each partner's distance from their part."""
        return self._block(self.candidates + len(self.overlap_slots), len(PEOPLE))

    @property
    def days(self) -> Ints:
        """The columns of days at the post: seven of mine, seven of my partner's."""
        return self._block(int(self.deviation[-1]) + 1, 7 * len(PEOPLE))

    @property
    def total(self) -> int:
        """How many columns there are in all."""
        return int(self.days[-1]) + 1

    def _block(self, first: int, length: int) -> Ints:
        return np.arange(first, first + length, dtype=np.int32)

    def _covered(self, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
        marks = np.zeros(SLOTS + 1, dtype=np.int64)
        chosen = self.table[which]
        np.add.at(marks, chosen[:, 2], 1)
        np.add.at(marks, np.minimum(chosen[:, 2] + chosen[:, 3], SLOTS), -1)
        return np.cumsum(marks)[:SLOTS] > 0

    def of_item(self, number: int) -> Ints:
        """The candidates of one item."""
        return np.flatnonzero(self.table[:, 0] == number).astype(np.int32)

    def covering(self, which: NDArray[np.bool_]) -> list[Ints]:
        """For each slot of the week, those of the chosen candidates that lie over it."""
        chosen = np.flatnonzero(which)
        first, length = self.table[chosen, 2], self.table[chosen, 3]
        columns = np.repeat(chosen, length)
        within = np.arange(len(columns)) - np.repeat(np.cumsum(length) - length, length)
        slots = np.repeat(first, length) + within
        order = np.argsort(slots, kind="stable")
        bounds = np.searchsorted(slots[order], np.arange(SLOTS + 1))
        ordered = columns[order].astype(np.int32)
        return [ordered[bounds[slot] : bounds[slot + 1]] for slot in range(SLOTS)]

    def of_person(self, person: int) -> NDArray[np.bool_]:
        """Which candidates are one person's."""
        return self.table[:, 1] == person


# -- constraints -------------------------------------------------------------------------------


def each_as_often_as_there_is(columns: Columns, rows: Rows) -> None:
    """An item is placed at most as often as there are blocks and people that it needs."""
    for number, item in enumerate(columns.problem.items):
        mine = columns.of_item(number)
        most = item.count * item.need
        rows.add(mine, 1.0, lower=most if item.must else 0, upper=most, name=item.title)
        if item.need > 1:
            for person in PEOPLE:
                own = mine[columns.table[mine, 1] == person]
                rows.add(own, 1.0, upper=item.count, name=item.title)


def nobody_in_two_places(columns: Columns, rows: Rows) -> None:
    """A person is at one thing at a time."""
    for person in PEOPLE:
        seen: set[tuple[int, ...]] = set()
        for over in columns.covering(columns.of_person(person)):
            key = tuple(over.tolist())
            if len(over) > 1 and key not in seen:
                seen.add(key)
                rows.add(over, 1.0, upper=1, name="one place at a time")


def journeys_fit(columns: Columns, rows: Rows) -> None:
    """Between two sites lies the journey: no work at one so soon after or before the other."""
    problem = columns.problem
    sites = [item.site for item in problem.items]
    for (here, there), gap in problem.travel.items():
        for person in PEOPLE:
            at = [
                columns.covering(columns.of_person(person) & _at_site(columns, sites, site))
                for site in (here, there)
            ]
            for slot in range(SLOTS):
                for other in range(slot + 1, min(slot + gap + 1, SLOTS)):
                    both = np.concatenate((at[0][slot], at[1][other]))
                    if len(at[0][slot]) and len(at[1][other]):
                        rows.add(both, 1.0, upper=1, name=f"the journey {here} to {there}")


def _at_site(columns: Columns, sites: list[str | None], site: str) -> NDArray[np.bool_]:
    there = np.array([one == site for one in sites], dtype=np.bool_)
    return there[columns.table[:, 0]]


def nights_are_kept(columns: Columns, rows: Rows) -> None:
    """From the end of a day's placed work to the next day's begins the daily rest."""
    rest = columns.problem.rest
    for person in PEOPLE:
        over = columns.covering(columns.of_person(person))
        for day in range(6):
            midnight = (day + 1) * SLOTS_PER_DAY
            for late in range(midnight - rest, midnight):
                early = late + rest
                evening, morning = over[late], over[min(early, SLOTS - 1)]
                if early < SLOTS and len(evening) and len(morning):
                    earlier = _no_later(columns, over, midnight, early)
                    rows.add(
                        np.concatenate((evening, earlier)).astype(np.int32),
                        np.concatenate(
                            (np.full(len(evening), float(len(earlier))), np.ones(len(earlier)))
                        ),
                        upper=float(len(earlier)),
                        name="daily rest",
                    )


def _no_later(columns: Columns, over: list[Ints], first: int, last: int) -> Ints:
    """The candidates that lie over some slot from `first` to `last`."""
    parts = [over[slot] for slot in range(first, min(last + 1, SLOTS))]
    return np.unique(np.concatenate(parts)).astype(np.int32) if parts else np.zeros(0, np.int32)


def pauses_are_kept(columns: Columns, rows: Rows) -> None:
    """Placed work on end is not longer than the law lets it be without a break."""
    span = columns.problem.unbroken + columns.problem.pause
    for person in PEOPLE:
        over = columns.covering(columns.of_person(person))
        busy = np.array([len(one) > 0 for one in over])
        runs = np.convolve(busy, np.ones(span, dtype=np.int64), mode="valid")
        for start in np.flatnonzero(runs == span):
            parts = np.concatenate(over[start : start + span])
            held, times = np.unique(parts, return_counts=True)
            rows.add(
                held.astype(np.int32),
                times.astype(np.float64),
                upper=float(columns.problem.unbroken),
                name="a break in long work",
            )


def parts_are_kept(columns: Columns, rows: Rows) -> None:
    """Neither partner's work at the post passes their part by more than the tolerance."""
    problem = columns.problem
    for person in PEOPLE:
        mine = np.flatnonzero(columns.of_post & columns.of_person(person)).astype(np.int32)
        slots = columns.table[mine, 3].astype(np.float64)
        most = problem.shares[person] + problem.tolerance
        whose = "my part of the post" if person == 0 else "my partner's part of the post"
        rows.add(mine, slots, upper=float(most), name=whose)


def overlap_is_both(columns: Columns, rows: Rows) -> None:
    """A slot of overlap has both at the post."""
    over = [columns.covering(columns.of_post & columns.of_person(p)) for p in PEOPLE]
    for column, slot in zip(columns.overlap, columns.overlap_slots, strict=True):
        for person in PEOPLE:
            there = over[person][slot]
            rows.add(
                np.append(there, column).astype(np.int32),
                np.append(np.ones(len(there)), -1.0),
                lower=0.0,
                name="overlap",
            )
    rows.add(columns.overlap, 1.0, upper=float(columns.problem.wanted), name="overlap wanted")


def deviations_are_distances(columns: Columns, rows: Rows) -> None:
    """The distance of each partner's work at the post from their part."""
    for person in PEOPLE:
        mine = np.flatnonzero(columns.of_post & columns.of_person(person)).astype(np.int32)
        slots = columns.table[mine, 3].astype(np.float64)
        share = float(columns.problem.shares[person])
        with_it = np.append(mine, columns.deviation[person]).astype(np.int32)
        rows.add(with_it, np.append(slots, -1.0), upper=share, name="balance")
        rows.add(with_it, np.append(slots, 1.0), lower=share, name="balance")


def days_are_days(columns: Columns, rows: Rows) -> None:
    """A day with work of the post is a day at the post."""
    for person in PEOPLE:
        of_day = columns.table[:, 2] // SLOTS_PER_DAY
        for day in range(7):
            which = columns.of_post & columns.of_person(person) & (of_day == day)
            mine = np.flatnonzero(which).astype(np.int32)
            if len(mine):
                column = columns.days[person * 7 + day]
                rows.add(
                    np.append(mine, column).astype(np.int32),
                    np.append(np.ones(len(mine)), -float(len(mine))),
                    upper=0.0,
                    name="days",
                )


Constraint = Callable[[Columns, Rows], None]
CONSTRAINTS: tuple[Constraint, ...] = (
    each_as_often_as_there_is,
    nobody_in_two_places,
    journeys_fit,
    nights_are_kept,
    pauses_are_kept,
    parts_are_kept,
)
LINKS: tuple[Constraint, ...] = (overlap_is_both, deviations_are_distances, days_are_days)

# -- objectives, each to be made as small as can be, in this order ------------------------------

Costs = NDArray[np.float64]


def uncovered(columns: Columns) -> Costs:
    """Commitments with nobody, then flexible work without a place: each slot that is placed."""
    cost = np.zeros(columns.total)
    for number, item in enumerate(columns.problem.items):
        if item.what is What.COMMITMENT:
            cost[columns.of_item(number)] = -float(item.slots)
    return cost


def unplaced(columns: Columns) -> Costs:
    """Flexible work without a place."""
    cost = np.zeros(columns.total)
    for number, item in enumerate(columns.problem.items):
        if item.what is What.FLEXIBLE:
            cost[columns.of_item(number)] = -float(item.slots)
    return cost


def too_little_overlap(columns: Columns) -> Costs:
    """Overlap less than is wanted."""
    cost = np.zeros(columns.total)
    cost[columns.overlap] = -1.0
    return cost


def out_of_balance(columns: Columns) -> Costs:
    """Distance of each partner's work from their part."""
    cost = np.zeros(columns.total)
    cost[columns.deviation] = 1.0
    return cost


def changes(columns: Columns) -> Costs:
    """Work of my own that moves; what is given up counts as two."""
    cost = np.zeros(columns.total)
    for number, item in enumerate(columns.problem.items):
        if item.what is What.MOVABLE:
            mine = columns.of_item(number)
            cost[mine] = np.where(columns.table[mine, 2] == item.now, -2.0, -1.0)
    return cost


def unsocial(columns: Columns) -> Costs:
    """Slots in evenings, early mornings and weekends."""
    cost = np.zeros(columns.total)
    start, length = columns.table[:, 2], columns.table[:, 3]
    for offset in range(int(length.max(initial=0))):
        slot = start + offset
        out = (slot // SLOTS_PER_DAY >= _WEEKEND) | _outside(slot % SLOTS_PER_DAY)
        cost[: columns.candidates] += out & (offset < length)
    return cost


def _outside(of_day: NDArray[np.int64]) -> NDArray[np.bool_]:
    return (of_day < _DAYTIME[0]) | (of_day >= _DAYTIME[1])


def broken_days(columns: Columns) -> Costs:
    """Days at the post: few whole ones are better than many parts."""
    cost = np.zeros(columns.total)
    cost[columns.days] = 1.0
    return cost


def not_the_preferred(columns: Columns) -> Costs:
    """Somebody else than who should go."""
    cost = np.zeros(columns.total)
    for number, item in enumerate(columns.problem.items):
        if item.prefer is not None:
            mine = columns.of_item(number)
            cost[mine] = (columns.table[mine, 1] != item.prefer).astype(np.float64)
    return cost


Objective = Callable[[Columns], Costs]
OBJECTIVES: tuple[tuple[str, Objective], ...] = (
    ("commitments with nobody", uncovered),
    ("flexible work without a place", unplaced),
    ("overlap", too_little_overlap),
    ("balance of the two parts", out_of_balance),
    ("changes to today's week", changes),
    ("evenings and weekends", unsocial),
    ("days at the post", broken_days),
    ("preferred leads", not_the_preferred),
)
