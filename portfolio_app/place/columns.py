"""The columns of the model, and the rows that constraints add to it: plain arrays.

First a column for each candidate, then one for each stretch of possible overlap, each partner's
distance from their part, each day at the post, and each pause that could be taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY
from portfolio_app.place.problem import PEOPLE, Item, Placed, Problem

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]
Numbers = NDArray[np.float64]
INFINITE = float("inf")


@dataclass(slots=True)
class Rows:
    """Rows to add: for each its entries and its bounds."""

    columns: list[Ints] = field(default_factory=list)
    values: list[Numbers] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def add(
        self,
        columns: Ints,
        values: Numbers | float = 1.0,
        *,
        lower: float = -INFINITE,
        upper: float = INFINITE,
    ) -> None:
        """Add one row; an empty one that always holds is left out."""
        if len(columns) == 0 and lower <= 0 <= upper:
            return
        self.columns.append(columns)
        self.values.append(np.broadcast_to(np.asarray(values, dtype=np.float64), columns.shape))
        self.lower.append(lower)
        self.upper.append(upper)


@dataclass(frozen=True)
class Columns:
    """All columns of a problem, and which of them lie where."""

    problem: Problem

    # -- candidates ----------------------------------------------------------------------------

    @cached_property
    def table(self) -> Ints:
        """A row for each candidate: item, person, first minute, minute of its end."""
        rows = [
            (number, person, start, start + item.minutes)
            for number, item in enumerate(self.problem.items)
            for person, start in item.candidates
        ]
        return np.array(rows, dtype=np.int64).reshape(-1, 4)

    @property
    def candidates(self) -> int:
        """How many candidates there are."""
        return len(self.table)

    @cached_property
    def start(self) -> Ints:
        """The first minute of each candidate."""
        return self.table[:, 2]

    @cached_property
    def end(self) -> Ints:
        """The minute of each candidate's end."""
        return self.table[:, 3]

    @cached_property
    def day(self) -> Ints:
        """The day on which each candidate begins."""
        return self.start // MINUTES_PER_DAY

    @cached_property
    def of_post(self) -> Marks:
        """Which candidates are work of the post."""
        return self._marks([item.is_post for item in self.problem.items])

    @cached_property
    def weight(self) -> Ints:
        """What each candidate takes of its person's part of the post."""
        weights = [item.weight if item.is_post else 0 for item in self.problem.items]
        return np.array(weights, dtype=np.int64)[self.table[:, 0]]

    def of_person(self, person: int) -> Marks:
        """Which candidates are one person's."""
        mine: Marks = self.table[:, 1] == person
        return mine

    def of_item(self, number: int) -> Ints:
        """The candidates of one item."""
        first, last = np.searchsorted(self.table[:, 0], (number, number + 1))
        return np.arange(first, last)

    def layers(self) -> Iterator[Marks]:
        """Sets of candidates that could fall in one week; all of them where there are no layers."""
        numbers = np.array([item.layer for item in self.problem.items], dtype=np.int64)
        of_each = numbers[self.table[:, 0]]
        for layer in np.unique(np.append(of_each[of_each > 0], 0)):
            if layer or not of_each.any():
                yield (of_each == 0) | (of_each == layer)

    def in_a_week_with(self, item: Item) -> Marks:
        """Which candidates could fall in a week with an item."""
        apart = [item.layer != own.layer > 0 < item.layer for own in self.problem.items]
        return ~self._marks(apart)

    def place_of(self, placed: Placed) -> Ints:
        """The column of a block in its place; none where it could not lie there."""
        ids = [item.id for item in self.problem.items]
        if placed.item not in ids:
            return np.zeros(0, dtype=np.int64)
        mine = self.of_item(ids.index(placed.item))
        lies: Marks = self.table[mine, 1] == placed.person
        lies &= self.start[mine] == placed.start
        lies &= self.end[mine] == placed.start + placed.minutes
        found: Ints = mine[lies]
        return found

    def at_site(self, site: str) -> Marks:
        """Which candidates are at a site."""
        return self._marks([item.site == site for item in self.problem.items])

    def _marks(self, of_items: Sequence[bool]) -> Marks:
        marks: Marks = np.array(of_items, dtype=np.bool_)[self.table[:, 0]]
        return marks

    # -- what lies over a minute ---------------------------------------------------------------

    def over(self, which: Marks, points: Ints) -> list[Ints]:
        """For each of some minutes in order, those of the chosen candidates that lie over it."""
        chosen = np.flatnonzero(which)
        return over_points(chosen, self.start[chosen], self.end[chosen], points)

    def cliques(self, which: Marks) -> Iterator[Ints]:
        """The largest sets of chosen candidates that all lie over one minute, of two or more."""
        chosen = np.flatnonzero(which)
        points = np.unique(self.start[chosen])
        ends = np.sort(self.end[chosen])
        over = self.over(which, points)
        for place, columns in enumerate(over):
            # With none that ends before the next begins, the next set holds all of this one.
            if place + 1 < len(points):
                ended = np.searchsorted(ends, points[place : place + 2], side="right")
                if ended[0] == ended[1]:
                    continue
            if len(columns) > 1:
                yield columns

    # -- overlap -------------------------------------------------------------------------------

    @cached_property
    def overlap_times(self) -> Ints:
        """Stretches in which both could be at the post: first minute and end, in no part other."""
        if not self.problem.wanted:
            return np.zeros((0, 2), dtype=np.int64)
        bounds = [self.start[self.of_post], self.end[self.of_post]]
        bounds += [np.array(one, dtype=np.int64).ravel() for one in self.problem.there]
        points = np.unique(np.concatenate(bounds))
        times = np.stack((points[:-1], points[1:]), axis=1)
        could = np.ones(len(times), dtype=np.bool_)
        for person in PEOPLE:
            could &= self._could_be_there(person, points[:-1])
        return times[could]

    def _could_be_there(self, person: int, points: Ints) -> Marks:
        which = self.of_post & self.of_person(person)
        marks = np.array([len(one) > 0 for one in self.over(which, points)], dtype=np.bool_)
        return marks | self.is_there(person, points)

    def is_there(self, person: int, points: Ints) -> Marks:
        """Whether a person is on the post at some minutes whatever is placed."""
        marks = np.zeros(len(points), dtype=np.bool_)
        for start, end in self.problem.there[person]:
            marks |= (points >= start) & (points < end)
        return marks

    @property
    def overlap(self) -> Ints:
        """The columns of overlap, one for each of those stretches."""
        return self._block(self.candidates, len(self.overlap_times))

    # -- distances, days, pauses ---------------------------------------------------------------

    @property
    def deviation(self) -> Ints:
        """The columns of each partner's distance from their part."""
        return self._block(self.candidates + len(self.overlap_times), len(PEOPLE))

    @property
    def days(self) -> Ints:
        """The columns of days at the post: seven of mine, seven of my partner's."""
        return self._block(int(self.deviation[-1]) + 1, DAYS_PER_WEEK * len(PEOPLE))

    @cached_property
    def pause_starts(self) -> tuple[Ints, Ints]:
        """For each person the minutes at which a pause could begin: where work ends."""
        found = []
        for person in PEOPLE:
            ends = [
                self.start[self.of_person(person) & (self.table[:, 0] == number)] + end
                for number, item in enumerate(self.problem.items)
                for _, end in item.worked
            ]
            busy = [end for one in self.problem.busy[person] for _, end in one.worked]
            found.append(np.unique(np.concatenate((*ends, np.array(busy, dtype=np.int64)))))
        return found[0], found[1]

    def pauses(self, person: int) -> Ints:
        """The columns of one person's pauses."""
        first = int(self.days[-1]) + 1 + (len(self.pause_starts[0]) if person else 0)
        return self._block(first, len(self.pause_starts[person]))

    @property
    def total(self) -> int:
        """How many columns there are in all."""
        return int(self.days[-1]) + 1 + sum(len(starts) for starts in self.pause_starts)

    def _block(self, first: int, length: int) -> Ints:
        return np.arange(first, first + length)


def over_points(keys: Ints, starts: Ints, ends: Ints, points: Ints) -> list[Ints]:
    """For each of some minutes in order, the keys of the intervals that lie over it."""
    first, last = np.searchsorted(points, starts), np.searchsorted(points, ends)
    length = last - first
    columns = np.repeat(keys, length)
    within = np.arange(len(columns)) - np.repeat(np.cumsum(length) - length, length)
    places = np.repeat(first, length) + within
    order = np.argsort(places, kind="stable")
    bounds = np.searchsorted(places[order], np.arange(len(points) + 1))
    return np.split(columns[order], bounds[1:-1]) if len(points) else []
