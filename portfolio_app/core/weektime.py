"""Half-open intervals of minutes in a week that begins on Monday at 00:00.

An interval is (start, end) with 0 <= start < end <= 10080. What runs past Sunday midnight comes
back on Monday, so a window of the clock is one interval or two. Nothing here knows of contracts.
"""

from collections.abc import Iterable, Sequence

from portfolio_app.core.model import MINUTES_PER_DAY, MINUTES_PER_WEEK, Clock

Interval = tuple[int, int]


def windows_of(day_index: int, clock: Clock) -> tuple[Interval, ...]:
    """The minutes of the week that a clock on a day (0 Monday … 6 Sunday) covers."""
    start = day_index * MINUTES_PER_DAY + clock.start
    return wrap(start, clock.minutes)


def by_hours(windows: Iterable[Interval]) -> dict[Interval, list[int]]:
    """Days (0 Monday … 6 Sunday) that have the same hours together, by those hours.

    Hours are minutes after midnight; a window that runs past midnight is one on each of its days.
    """
    found: dict[Interval, list[int]] = {}
    for start, end in windows:
        for day in range(start // MINUTES_PER_DAY, (end - 1) // MINUTES_PER_DAY + 1):
            midnight = day * MINUTES_PER_DAY
            hours = max(start - midnight, 0), min(end - midnight, MINUTES_PER_DAY)
            found.setdefault(hours, []).append(day)
    return found


def wrap(start: int, minutes: int) -> tuple[Interval, ...]:
    """An interval of so many minutes from any minute, brought into the week.

    Nothing for no minutes; a week and more is the whole week.
    """
    if minutes <= 0:
        return ()
    if minutes >= MINUTES_PER_WEEK:
        return ((0, MINUTES_PER_WEEK),)
    start %= MINUTES_PER_WEEK
    end = start + minutes
    if end <= MINUTES_PER_WEEK:
        return ((start, end),)
    return ((0, end - MINUTES_PER_WEEK), (start, MINUTES_PER_WEEK))


def merge(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Sorted, without overlaps; intervals that touch become one."""
    ordered = sorted(intervals)
    if len(ordered) < 2:  # as most are: one window, no breaks
        return tuple(ordered)
    merged: list[Interval] = []
    for start, end in ordered:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def intersect(one: Sequence[Interval], other: Sequence[Interval]) -> tuple[Interval, ...]:
    """What lies in both; each side may hold overlaps."""
    left, right = merge(one), merge(other)
    met: list[Interval] = []
    at = 0
    for start, end in left:
        while at < len(right) and right[at][1] <= start:
            at += 1
        for other_start, other_end in right[at:]:
            if other_start >= end:
                break
            met.append((max(start, other_start), min(end, other_end)))
    return tuple(met)


def subtract(one: Sequence[Interval], other: Sequence[Interval]) -> tuple[Interval, ...]:
    """What lies in the first and not in the second."""
    left: list[Interval] = []
    cuts = merge(other)
    at = 0
    for start, end in merge(one):
        while at < len(cuts) and cuts[at][1] <= start:
            at += 1
        for cut_start, cut_end in cuts[at:]:
            if cut_start >= end:
                break
            if start < cut_start:
                left.append((start, cut_start))
            start = cut_end  # noqa: PLW2901 - what is left of this interval
        if start < end:
            left.append((start, end))
    return tuple(left)


def shared(one: Iterable[Interval], other: Sequence[Interval]) -> int:
    """Minutes that lie in both; on neither side may intervals overlap."""
    return sum(
        min(end, other_end) - max(start, other_start)
        for start, end in one
        for other_start, other_end in other
        if other_start < end and start < other_end
    )


def total(intervals: Iterable[Interval]) -> int:
    """Minutes, those that overlap counted once."""
    return sum(end - start for start, end in merge(intervals))


def split(intervals: Sequence[Interval], plain: Sequence[Interval] | None) -> tuple[int, int]:
    """Minutes in plain and in premium time; all is plain where a contract has no premium time."""
    whole = total(intervals)
    if plain is None:
        return whole, 0
    in_plain = total(intersect(intervals, plain))
    return in_plain, whole - in_plain


def gaps(busy: Sequence[Interval]) -> tuple[Interval, ...]:
    """The free stretches of a repeating week, as (start, end) where end may pass the week's end.

    A week without work is one gap of the whole week. The gap over Sunday midnight is one gap.
    """
    merged = merge(busy)
    if not merged:
        return ((0, MINUTES_PER_WEEK),)
    starts = [start for start, _ in merged[1:]] + [merged[0][0] + MINUTES_PER_WEEK]
    free = zip((end for _, end in merged), starts, strict=True)
    return tuple((end, start) for end, start in free if end < start)
