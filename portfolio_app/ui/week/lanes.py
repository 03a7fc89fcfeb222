"""Blocks of one day side by side: who gets which part of the column's width.

Blocks that overlap, directly or through others, share the width equally; where a neighbour's
place is free a block widens into it. Pure arithmetic; knows nothing of Qt or of portfolios.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portfolio_app.core.weektime import Interval


@dataclass(frozen=True, slots=True)
class Lane:
    """A block's part of its column: `span` of `of` equal parts, from the `index`-th."""

    index: int
    of: int
    span: int

    @property
    def left(self) -> float:
        """Where it begins, 0 to 1 of the column's width."""
        return self.index / self.of

    @property
    def right(self) -> float:
        """Where it ends, 0 to 1 of the column's width."""
        return (self.index + self.span) / self.of


def share_width(intervals: Sequence[Interval]) -> tuple[Lane, ...]:
    """The lane of each interval, in the order given; no two that overlap share any width."""
    order = sorted(range(len(intervals)), key=lambda i: (intervals[i][0], -intervals[i][1], i))
    lanes: dict[int, Lane] = {}
    group: list[int] = []
    group_end = -1
    for i in order:
        start, end = intervals[i]
        if group and start >= group_end:
            lanes.update(_share_group(intervals, group))
            group = []
        group.append(i)
        group_end = max(group_end, end) if len(group) > 1 else end
    lanes.update(_share_group(intervals, group))
    return tuple(lanes[i] for i in range(len(intervals)))


def _share_group(intervals: Sequence[Interval], group: Sequence[int]) -> dict[int, Lane]:
    """Each goes into the first lane that is free at its start, then widens to the right."""
    ends: list[int] = []
    index: dict[int, int] = {}
    for i in group:
        start, end = intervals[i]
        free = next((lane for lane, until in enumerate(ends) if until <= start), len(ends))
        if free == len(ends):
            ends.append(end)
        else:
            ends[free] = end
        index[i] = free
    return {
        i: Lane(index[i], len(ends), _room(i, intervals, index, len(ends)) - index[i])
        for i in group
    }


def _room(i: int, intervals: Sequence[Interval], index: dict[int, int], lanes: int) -> int:
    """The first lane to the right that something met at the same time is in."""
    start, end = intervals[i]
    taken = [
        lane
        for other, lane in index.items()
        if lane > index[i] and intervals[other][0] < end and start < intervals[other][1]
    ]
    return min(taken, default=lanes)
