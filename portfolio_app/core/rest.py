"""Rest: stretches of work between rests, time free of work, and work without a break.

Weeks of a rota repeat for ever, so the week after the last is the first. Blocks without a known
phase are laid, one at a time, into every week in which they might fall.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portfolio_app.core.model import MINUTES_PER_WEEK
from portfolio_app.core.placed import Block, Placed
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


@dataclass(frozen=True, slots=True)
class _At:
    """A block at a minute of the cycle."""

    start: int
    block: Block

    @property
    def end(self) -> int:
        return self.start + self.block.minutes


def stretches(placed: Placed, rest: int) -> tuple[Stretch, ...]:
    """Stretches of work that no rest of so many minutes interrupts, each set of blocks once."""
    found: dict[tuple[str, ...], Stretch] = {}
    for laid in _laid(placed):
        for group in _groups(laid, rest, placed.cycle_weeks):
            stretch = _stretch(group)
            known = found.get(_key(stretch))
            if known is None or stretch.minutes > known.minutes:
                found[_key(stretch)] = stretch
    return tuple(_without_lesser(found))


def unbroken_work(placed: Placed, pause: int) -> tuple[Stretch, ...]:
    """Stretches of work in which no pause or break of so many minutes lies."""
    found: dict[tuple[str, ...], Stretch] = {}
    for laid in _laid(placed):
        for group in _groups(laid, pause, placed.cycle_weeks):
            for start, end in _between_breaks(group, pause):
                blocks = tuple(a.block for a in group if a.start < end and a.end > start)
                stretch = Stretch(
                    start % MINUTES_PER_WEEK, start % MINUTES_PER_WEEK + end - start, blocks, 0
                )
                found.setdefault((*_key(stretch), str(stretch.minutes)), stretch)
    return tuple(found.values())


def longest_free(placed: Placed) -> tuple[tuple[int, int, int], ...]:
    """For each week of the cycle: its number, its longest time free of work, and the fortnight's.

    The fortnight is the better of those that hold the week: one time of 48 hours, or the longest
    free time of each of its weeks added together. The worst week with any one loose block counts.
    """
    worst: dict[int, tuple[int, int]] = {}
    for laid in _laid(placed):
        free = _free_by_week(laid, placed.cycle_weeks)
        for index, minutes in enumerate(free):
            before, after = free[index - 1], free[(index + 1) % len(free)]
            fortnight = minutes + max(before, after)
            known = worst.get(index + 1)
            if known is None or minutes < known[0]:
                worst[index + 1] = (minutes, fortnight)
    return tuple((week, *worst[week]) for week in sorted(worst))


def _laid(placed: Placed) -> Iterator[list[_At]]:
    """The cycle as it is known, then once more with each loose block in every week."""
    exact = [
        _At((week - 1) * MINUTES_PER_WEEK + block.start, block)
        for block in placed.work
        if block.weeks is not None
        for week in block.weeks
    ]
    yield sorted(exact, key=lambda at: (at.start, at.block.id))
    loose: dict[str, list[Block]] = {}
    for block in placed.work:
        if block.weeks is None:
            loose.setdefault(block.id, []).append(block)
    for blocks in loose.values():
        extra = [
            _At(week * MINUTES_PER_WEEK + block.start, block)
            for block in blocks
            for week in range(placed.cycle_weeks)
        ]
        yield sorted(exact + extra, key=lambda at: (at.start, at.block.id))


def _groups(laid: Sequence[_At], rest: int, cycle_weeks: int) -> list[list[_At]]:
    """Blocks with pauses shorter than `rest` between them; the cycle is laid twice, read once."""
    if not laid:
        return []
    length = cycle_weeks * MINUTES_PER_WEEK
    twice = [*laid, *(_At(at.start + length, at.block) for at in laid)]
    groups: list[list[_At]] = [[twice[0]]]
    end = twice[0].end
    for at in twice[1:]:
        if at.start - end < rest:
            groups[-1].append(at)
        else:
            groups.append([at])
        end = max(end, at.end)
    # The first group may begin before Monday; its whole self comes back at the cycle's end.
    whole = groups[1:] if len(groups) > 1 else groups
    return [group for group in whole if group[0].start < length + laid[0].start + 1]


def _stretch(group: Sequence[_At]) -> Stretch:
    start, end, pause = group[0].start, group[0].end, 0
    for at in group[1:]:
        pause = max(pause, at.start - end)
        end = max(end, at.end)
    begin = start % MINUTES_PER_WEEK
    return Stretch(begin, begin + end - start, tuple(at.block for at in group), pause)


def _key(stretch: Stretch) -> tuple[str, ...]:
    return tuple(dict.fromkeys(block.id for block in stretch.blocks))


def _without_lesser(found: dict[tuple[str, ...], Stretch]) -> Iterator[Stretch]:
    """Those whose blocks are not all part of a longer one."""
    sets = [set(key) for key in found]
    for key, stretch in found.items():
        if not any(set(key) < other for other in sets):
            yield stretch


def _between_breaks(group: Sequence[_At], pause: int) -> tuple[Interval, ...]:
    """Work of a group less its breaks; pauses shorter than `pause` do not interrupt it."""
    work = merge((at.start, at.end) for at in group)
    breaks = []
    for at in group:
        shift = at.start - at.block.start
        breaks += [(s + shift, e + shift) for s, e in at.block.breaks if e - s >= pause]
    joined: list[Interval] = []
    for start, end in subtract(work, breaks):
        if joined and start - joined[-1][1] < pause:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _free_by_week(laid: Sequence[_At], cycle_weeks: int) -> list[int]:
    """The longest time free of work of each week, as much of it as lies in that week."""
    length = cycle_weeks * MINUTES_PER_WEEK
    busy: list[Interval] = []
    for at in laid:
        busy.append((at.start, min(at.end, length)))
        if at.end > length:
            busy.append((0, at.end - length))
    free = subtract(((0, length),), busy)
    longest = []
    for week in range(cycle_weeks):
        first, last = week * MINUTES_PER_WEEK, (week + 1) * MINUTES_PER_WEEK
        inside = (min(end, last) - max(start, first) for start, end in free)
        longest.append(max([0, *inside]))
    return longest
