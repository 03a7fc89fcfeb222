"""Rest: stretches of work between rests, time free of work, and work without a break.

Weeks of a rota repeat for ever, so the week after the last is the first. Blocks without a known
phase are laid, one at a time, into every week in which they might fall.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portfolio_app.core.model import MINUTES_PER_WEEK
from portfolio_app.core.placed import At, Block, Placed
from portfolio_app.core.weektime import Interval, merge, subtract


@dataclass(frozen=True, slots=True)
class Stretch:
    """Work from the first minute to the last, with the longest pause that lies in it."""

    start: int
    end: int
    blocks: tuple[Block, ...]
    longest_pause: int

    @property
    def minutes(self) -> int:
        """From the first minute to the last."""
        return self.end - self.start


def stretches(placed: Placed, rest: int) -> tuple[Stretch, ...]:
    """Stretches of work that no rest of so many minutes interrupts, each set of blocks once."""
    found: dict[tuple[str, ...], Stretch] = {}
    for group in _all_groups(placed, rest):
        stretch = _stretch(group)
        key = _ids(group)
        known = found.get(key)
        if known is None or stretch.minutes > known.minutes:
            found[key] = stretch
    return tuple(found.values())


def unbroken_work(placed: Placed, pause: int) -> tuple[Stretch, ...]:
    """Stretches of work in which no pause or break of so many minutes lies."""
    found: dict[tuple[tuple[str, ...], int], Stretch] = {}
    for group in _all_groups(placed, pause):
        for start, end in _between_breaks(group, pause):
            blocks = tuple(at.block for at in group if at.start < end and at.end > start)
            begin = start % MINUTES_PER_WEEK
            stretch = Stretch(begin, begin + end - start, blocks, 0)
            found.setdefault((_ids(group), stretch.minutes), stretch)
    return tuple(found.values())


def longest_free(placed: Placed) -> tuple[tuple[int, int, int], ...]:
    """For each week of the cycle: its number, its longest time free of work, and the fortnight's.

    The fortnight's is this week's and the better neighbour's longest added together. Loose work
    counts where it would hurt most: each loose line alone, in every week.
    """
    cycle = placed.cycle_weeks
    busy = _busy_by_week(placed.exact, cycle)
    free = [_longest_gap(week) for week in busy]
    worst = list(free)
    for blocks in _loose(placed):
        extra = _busy_by_week([At(block.start, block.id, block) for block in blocks], 1)[0]
        beside = _beside(placed.exact, blocks[0].id)
        laid = busy if beside is placed.exact else _busy_by_week(beside, cycle)
        for index, week in enumerate(laid):
            worst[index] = min(worst[index], _longest_gap([*week, *extra]))
    return tuple(
        (index + 1, least, least + max(free[index - 1], free[(index + 1) % cycle]))
        for index, least in enumerate(worst)
    )


def _loose(placed: Placed) -> list[list[Block]]:
    """Blocks without a known phase, those of one line together."""
    loose: dict[str, list[Block]] = {}
    for block in placed.work:
        if block.weeks is None:
            loose.setdefault(block.id, []).append(block)
    return list(loose.values())


def _all_groups(placed: Placed, rest: int) -> Iterator[list[At]]:
    """Blocks with pauses shorter than `rest` between them, as the cycle repeats.

    First the cycle as it is known, then each loose line with what would lie around it.
    """
    if placed.exact:
        yield from _round(placed.exact, placed.cycle_weeks * MINUTES_PER_WEEK, rest)
    for blocks in _loose(placed):
        beside = _beside(placed.turns, blocks[0].id)
        for week in range(placed.cycle_weeks):
            loose = [At(week * MINUTES_PER_WEEK + block.start, block.id, block) for block in blocks]
            # What is near may fall into groups of its own when a loose line has several blocks.
            yield from _groups(_near(beside, loose, rest), rest)


def _round(exact: Sequence[At], length: int, rest: int) -> list[list[At]]:
    """The groups of a cycle of so many minutes, where the last may run into the next turn."""
    groups = _groups(exact, rest)
    last = groups[-1]
    end = max(at.end for at in last)
    while groups[0][0].start + length - end < rest:
        if groups[0] is last:  # no rest in the whole cycle
            return [[*exact, exact[0].later(length)]]
        ahead = [at.later(length) for at in groups.pop(0)]
        last += ahead
        end = max(end, *(at.end for at in ahead))
    return groups


def _beside(laid: Sequence[At], hot: str) -> Sequence[At]:
    """What is done in the weeks of a loose line: not what the line is done instead of."""
    left = [at for at in laid if hot not in at.block.hot]
    return laid if len(left) == len(laid) else left


def _near(ring: Sequence[At], loose: Sequence[At], rest: int) -> list[At]:
    """Loose blocks with the known ones that could belong to a group with them."""
    first = min(at.start for at in loose)
    last = max(at.end for at in loose)
    low = bisect_left(ring, first, key=lambda at: at.start)
    while low and first - ring[low - 1].end < rest:
        low -= 1
        first = min(first, ring[low].start)
    high = bisect_left(ring, last, key=lambda at: at.start)
    while high < len(ring) and ring[high].start - last < rest:
        last = max(last, ring[high].end)
        high += 1
    return sorted([*ring[low:high], *loose])


def _groups(laid: Sequence[At], rest: int) -> list[list[At]]:
    groups: list[list[At]] = []
    end = 0
    for at in laid:
        if groups and at.start - end < rest:
            groups[-1].append(at)
            end = max(end, at.end)
        else:
            groups.append([at])
            end = at.end
    return groups


def _stretch(group: Sequence[At]) -> Stretch:
    start, end, pause = group[0].start, group[0].end, 0
    for at in group[1:]:
        pause = max(pause, at.start - end)
        end = max(end, at.end)
    begin = start % MINUTES_PER_WEEK
    return Stretch(begin, begin + end - start, tuple(at.block for at in group), pause)


def _ids(group: Sequence[At]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(at.block.id for at in group))


def _between_breaks(group: Sequence[At], pause: int) -> tuple[Interval, ...]:
    """Work of a group less its breaks; pauses shorter than `pause` do not interrupt it."""
    breaks = []
    for at in group:
        shift = at.start - at.block.start
        breaks += [(s + shift, e + shift) for s, e in at.block.breaks if e - s >= pause]
    if not breaks:  # what interrupts it would have made two groups of it
        return ((group[0].start, max(at.end for at in group)),)
    joined: list[Interval] = []
    for start, end in subtract(merge((at.start, at.end) for at in group), breaks):
        if joined and start - joined[-1][1] < pause:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _busy_by_week(laid: Sequence[At], cycle_weeks: int) -> list[list[Interval]]:
    """Work of each week in minutes of that week; what runs over goes to the week after."""
    weeks: list[list[Interval]] = [[] for _ in range(cycle_weeks)]
    for at in laid:
        week, start = divmod(at.start, MINUTES_PER_WEEK)
        end = start + at.block.minutes
        weeks[week % cycle_weeks].append((start, min(end, MINUTES_PER_WEEK)))
        if end > MINUTES_PER_WEEK:
            weeks[(week + 1) % cycle_weeks].append((0, end - MINUTES_PER_WEEK))
    return weeks


def _longest_gap(busy: Sequence[Interval]) -> int:
    """The longest time free of work that lies within one week."""
    longest = end = 0
    for start, stop in merge(busy):
        longest = max(longest, start - end)
        end = stop
    return max(longest, MINUTES_PER_WEEK - end)
