"""Shifts of one role as its cycle repeats: how long, how far apart, and how many in a row.

Only work whose weeks are known is laid out. Limits are not known here.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from portfolio_app.core.model import MINUTES_PER_DAY, MINUTES_PER_WEEK
from portfolio_app.core.placed import At, Placed
from portfolio_app.core.weektime import Interval, merge, subtract


class Cover:
    """Stretches of time, and how many minutes of them lie in a window: quick for many windows."""

    def __init__(self, intervals: Iterable[Interval]) -> None:
        """Take stretches in any order; what overlaps counts once."""
        merged = merge(intervals)
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]
        self._sums = [0, *accumulate(end - start for start, end in merged)]

    def within(self, start: int, end: int) -> int:
        """Minutes between two moments that lie in a stretch."""
        return self._until(end) - self._until(start)

    def _until(self, moment: int) -> int:
        index = bisect_right(self._starts, moment)
        return self._sums[index] - max(0, self._ends[index - 1] - moment) if index else 0


@dataclass(frozen=True, slots=True)
class Shift:
    """Work from the first minute to the last, in minutes of the cycle."""

    start: int
    end: int
    ids: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """From the first minute to the last."""
        return self.end - self.start

    @property
    def day(self) -> int:
        """The day of the cycle on which it begins."""
        return self.start // MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class Run:
    """Shifts of one kind on days that follow each other, and the rest after the last of them.

    `days` is None where the run goes on for ever.
    """

    days: int | None
    rest: int
    ids: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Shifts:
    """The shifts of a role in one turn of its cycle."""

    shifts: tuple[Shift, ...]
    length: int  # minutes of the cycle

    def after(self, index: int) -> Shift:
        """The shift after one; the first of the next turn comes after the last."""
        if index + 1 < len(self.shifts):
            return self.shifts[index + 1]
        first = self.shifts[0]
        return Shift(first.start + self.length, first.end + self.length, first.ids)

    def runs(self, is_of_kind: Callable[[Shift], bool]) -> list[Run]:
        """Runs of shifts of a kind on consecutive days, as the cycle repeats."""
        of_kind = [is_of_kind(shift) for shift in self.shifts]
        count = len(of_kind)
        linked = [
            of_kind[index]
            and of_kind[(index + 1) % count]
            and self.after(index).day - shift.day <= 1
            for index, shift in enumerate(self.shifts)
        ]
        if linked and all(linked):
            ids = _once(self.shifts)
            return [Run(None, 0, ids, self.shifts[0].start)]
        found = []
        for index, shift in enumerate(self.shifts):
            if not of_kind[index] or linked[index - 1]:
                continue
            run, last = [shift], index
            while linked[last]:
                last = (last + 1) % count
                run.append(self.shifts[last])
            days = len({one.day for one in run})
            rest = self.after(last).start - self.shifts[last].end
            found.append(Run(days, rest, _once(run), shift.start))
        return found


def shifts_of(placed: Placed, role: str, apart: int) -> Shifts:
    """A role's shifts: work with a pause of less than `apart` minutes is one shift."""
    length = placed.cycle_weeks * MINUTES_PER_WEEK
    groups: list[list[At]] = []
    end = 0
    for at in (at for at in placed.turns if at.block.role == role):
        if groups and at.start - end < apart:
            groups[-1].append(at)
        else:
            groups.append([at])
            end = at.end
        end = max(end, at.end)
    shifts = [
        Shift(
            group[0].start,
            max(at.end for at in group),
            tuple(dict.fromkeys(at.id for at in group)),
        )
        for group in groups
    ]
    within = [shift for shift in shifts if 0 <= shift.start < length]
    # Work that never pauses has begun before the turn.
    return Shifts(tuple(within or shifts[:1]), length)


def busiest(placed: Placed, role: str, minutes: int) -> tuple[int, int]:
    """The most minutes that a role works in any window of so many, and where that begins."""
    length = placed.cycle_weeks * MINUTES_PER_WEEK
    laid = [at for at in placed.turns if at.block.role == role]
    breaks = [
        (pause + shift, stop + shift)
        for at in laid
        for shift in (at.start - at.block.start,)
        for pause, stop in at.block.breaks
    ]
    cover = Cover(subtract([(at.start, at.end) for at in laid], breaks))
    own = [at for at in laid if 0 <= at.start < length]
    starts = {at.start for at in own} | {at.end - minutes for at in own}
    return max(((cover.within(at, at + minutes), at) for at in sorted(starts)), default=(0, 0))


def _once(shifts: Sequence[Shift]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for shift in shifts for key in shift.ids))
