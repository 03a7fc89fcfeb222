"""Where work lies in the week: blocks of time, in which weeks of the cycle they fall.

One reading of a portfolio that clashes, rest, travel and the picture of the week all share. A
block without a phase ("one in four", nobody knows which) has a share of weeks instead of weeks.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import NamedTuple

from portfolio_app.core.instead import Source, displacing, part_of
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    WEEKDAYS,
    Activity,
    Clock,
    CycleWeeks,
    Day,
    EveryWeek,
    Frequency,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
    Portfolio,
    Role,
)
from portfolio_app.core.occasion import half_clock
from portfolio_app.core.occurrences import WEEKS_PER_YEAR, held_in_year, share_of_weeks

LONGEST_CYCLE = 168  # beyond this many weeks a rota is treated as if its phase were not known


@dataclass(frozen=True)
class Block:
    """A stretch of work or life from `start` for `minutes`, in minutes of the week.

    `weeks` are those of the whole cycle, counted from 1; None where no phase is known, and then
    `share` says in how many of the weeks it falls. Known weeks of hot lines are taken out of it,
    unknown ones lessen its share; `usual` is its share before they did.
    """

    id: str
    title: str
    role: str | None
    employer: str | None
    site: str | None
    start: int
    minutes: int
    weeks: frozenset[int] | None
    share: Fraction
    breaks: tuple[tuple[int, int], ...] = ()
    dates: frozenset[date] = frozenset()
    replaces: frozenset[str] = frozenset()
    replaces_all: bool = False
    protected: bool = False
    on_call: bool = False
    assumed: bool = False
    hot: frozenset[str] = frozenset()  # lines that are done instead of it in their weeks
    usual: Fraction | None = None

    @property
    def end(self) -> int:
        """The minute of its end; beyond 10080 where it runs past Sunday midnight."""
        return self.start + self.minutes

    @property
    def is_life(self) -> bool:
        """Life outside work."""
        return self.role is None

    @property
    def weekly(self) -> bool:
        """Whether it falls in every week that is no hot one."""
        return (self.share if self.usual is None else self.usual) == 1

    def gives_way(self, other: "Block") -> bool:
        """Whether one of the two takes the place of the other, so that they never clash."""
        return (
            self.replaces_all
            or other.replaces_all
            or other.id in self.replaces
            or self.id in other.replaces
        )


class At(NamedTuple):
    """A block at a minute of the cycle; it may end in the cycle's next turn."""

    start: int
    id: str
    block: Block

    @property
    def end(self) -> int:
        """The minute of its end."""
        return self.start + self.block.minutes

    def later(self, minutes: int) -> "At":
        """The same block so many minutes later."""
        return At(self.start + minutes, self.id, self.block)


Laid = Mapping[int, tuple[Activity, Role, tuple[Block, ...]]]  # by the identity of the activity


@dataclass(frozen=True)
class Placed:
    """All blocks of a portfolio, and the length in weeks of the cycle that they repeat in.

    `laid` keeps what each activity and its role came to, so that an edit lays out only itself.
    """

    blocks: tuple[Block, ...]
    cycle_weeks: int
    laid: Laid = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def work(self) -> tuple[Block, ...]:
        """Blocks of work, by start."""
        return tuple(
            sorted((b for b in self.blocks if not b.is_life), key=lambda b: (b.start, b.id))
        )

    @cached_property
    def exact(self) -> tuple[At, ...]:
        """Work whose weeks are known, by start, over the whole cycle."""
        return tuple(
            sorted(
                At((week - 1) * MINUTES_PER_WEEK + block.start, block.id, block)
                for block in self.work
                if block.weeks is not None
                for week in block.weeks
            )
        )

    @cached_property
    def turns(self) -> tuple[At, ...]:
        """The exact work of the cycle, of the turn before it, and of the turn after it."""
        length = self.cycle_weeks * MINUTES_PER_WEEK
        return tuple(at.later(turn * length) for turn in (-1, 0, 1) for at in self.exact)

    @cached_property
    def life(self) -> tuple[Block, ...]:
        """Life outside work, by start."""
        return tuple(sorted((b for b in self.blocks if b.is_life), key=lambda b: (b.start, b.id)))

    @cached_property
    def meetings(self) -> tuple[tuple[Block, Block, bool], ...]:
        """Pairs of work at the same time, each pair of lines once, and whether they surely meet.

        Where no phase is known they only may fall in one week. Work that falls in other weeks, or
        takes the other's place, is no pair.
        """
        seen: dict[frozenset[str], tuple[Block, Block, bool]] = {}
        for one, other, _ in self.following(-1):
            mine, its = one.weeks, other.weeks
            if mine is not None and its is not None and mine.isdisjoint(its):
                continue  # as most pairs of a rota are: no need to ask further
            together = share_a_week(one, other)
            if together is False or one.id == other.id or one.gives_way(other):
                continue
            seen.setdefault(frozenset((one.id, other.id)), (one, other, together is True))
        return tuple(seen.values())

    def following(self, within: int) -> Iterator[tuple[Block, Block, int]]:
        """Pairs of work by start and the minutes between, at most `within`; below 0 they meet."""
        work = self.work
        starts = [block.start for block in work]
        for index, one in enumerate(work):
            end = one.end
            latest = end + within
            for other in work[index + 1 : bisect_right(starts, latest)]:
                yield one, other, other.start - end
            if latest > MINUTES_PER_WEEK:  # no block lasts so long as to meet itself
                early = [b for b in work if b.start <= latest - MINUTES_PER_WEEK]
                yield from ((one, b, b.start + MINUTES_PER_WEEK - end) for b in early)


def place(portfolio: Portfolio, before: Placed | None = None) -> Placed:
    """Lay the timed work and the life of a portfolio over one cycle of weeks.

    Args:
        portfolio: what to lay out.
        before: an earlier layout; blocks of what nothing has touched since are taken from it.
    """
    year_start = portfolio.person.year_start
    roles = {role.id: role for role in portfolio.roles if held_in_year(role, year_start)}
    activities = [a for a in portfolio.activities if a.role in roles and a.attended]
    residents = [call for call in portfolio.on_calls if call.role in roles and call.resident]
    cycle = cycle_length(portfolio)
    laid = _lay(activities, roles, cycle, before)
    blocks = [block for _, _, mine in laid.values() for block in mine]
    for call in residents:
        if call.clock is not None:
            blocks += _call_blocks(call, call.clock, roles[call.role], cycle)
    hot = displacing(portfolio, roles)
    if hot:
        cut = (_without_hot_weeks(one, hot.get(one.id, ()), roles, cycle) for one in blocks)
        blocks = [one for one in cut if one.weeks or one.weeks is None]
    for commitment in portfolio.commitments:
        blocks += [
            Block(
                id=commitment.id,
                title=commitment.title,
                role=None,
                employer=None,
                site=None,
                start=day.index * MINUTES_PER_DAY + commitment.clock.start,
                minutes=commitment.clock.minutes,
                weeks=_all_weeks(cycle),
                share=Fraction(1),
                protected=commitment.protected,
            )
            for day in commitment.days
            if day is not Day.HOLIDAY
        ]
    return Placed(tuple(blocks), cycle, laid)


def _lay(
    activities: Sequence[Activity], roles: Mapping[str, Role], cycle: int, before: Placed | None
) -> Laid:
    """The blocks of each activity: as before where it, its role and the cycle are the same."""
    known = before.laid if before is not None and before.cycle_weeks == cycle else {}
    laid = {}
    for activity in activities:
        role = roles[activity.role]
        same = known.get(id(activity))
        if same is None or same[0] is not activity or same[1] is not role:
            same = (activity, role, activity_blocks(activity, role, cycle))
        laid[id(activity)] = same
    return laid


def _without_hot_weeks(
    block: Block, hot: Sequence[Source], roles: Mapping[str, Role], cycle: int
) -> Block:
    """A block in the weeks that hot lines leave to it."""
    weeks, left = block.weeks, Fraction(1)
    for own, frequency, part in {(h.role, h.frequency, part_of(h, block.role)) for h in hot}:
        taken, often = weeks_of(frequency, roles[own].cycle_weeks, cycle)
        if weeks is not None and taken is not None and part == 1:
            weeks -= taken
        elif not block.dates:
            left *= 1 - often * part
    share = block.share if weeks is None else Fraction(len(weeks), cycle)
    ids = frozenset(one.id for one in hot)
    return replace(block, weeks=weeks, share=share * left, hot=ids, usual=block.share)


def cycle_length(portfolio: Portfolio) -> int:
    """Weeks after which every rota with a known phase begins again."""
    lengths = {1}
    cycles = {role.id: role.cycle_weeks for role in portfolio.roles}
    lines: tuple[Activity | OnCall, ...] = (*portfolio.activities, *portfolio.on_calls)
    for line in lines:
        match line.frequency:
            case CycleWeeks():
                lengths.add(cycles.get(line.role, 1))
            case OneIn(n, _, from_week) if from_week is not None and n.denominator == 1:
                lengths.add(n.numerator)
    whole = lcm(*lengths)
    return whole if whole <= LONGEST_CYCLE else max(lengths)


def activity_blocks(activity: Activity, role: Role, cycle: int) -> tuple[Block, ...]:
    """The blocks of one activity: none while it is untimed, one for each weekday of its dates."""
    clock = activity.clock
    assumed = clock is None
    if clock is None:
        if activity.half is None or activity.minutes is not None:
            return ()
        clock = half_clock(role, activity.half)
    weeks, share = weeks_of(activity.frequency, role.cycle_weeks, cycle)
    if activity.attended != 1:
        weeks, share = None, share * activity.attended
    return tuple(
        Block(
            id=activity.id,
            title=activity.title,
            role=role.id,
            employer=role.employer,
            site=activity.site or role.base,
            start=start,
            minutes=clock.minutes,
            weeks=weeks,
            share=share,
            breaks=_breaks(activity, clock, start),
            dates=frozenset(_dates(activity.frequency)),
            replaces=frozenset(activity.replaces),
            replaces_all=activity.replaces_all,
            assumed=assumed,
        )
        for day in _weekdays(activity)
        for start in (day * MINUTES_PER_DAY + clock.start,)
    )


def weeks_of(
    frequency: Frequency, role_cycle: int, cycle: int
) -> tuple[frozenset[int] | None, Fraction]:
    """The weeks of the whole cycle in which a thing falls, or None and its share of weeks."""
    match frequency:
        case EveryWeek():
            return _all_weeks(cycle), Fraction(1)
        case CycleWeeks(weeks) if cycle % role_cycle == 0:
            turns = range(role_cycle, cycle, role_cycle)
            mine = frozenset(weeks).union(turn + week for turn in turns for week in weeks)
            return mine, Fraction(len(weeks), role_cycle)
        case OneIn(n, times, from_week) if from_week is not None and _whole(n, times, cycle):
            within = range(from_week - 1, from_week - 1 + times.numerator)
            starts = {step % n.numerator for step in within}
            return (
                frozenset(w for w in _all_weeks(cycle) if (w - 1) % n.numerator in starts),
                times / n,
            )
        case PerYear(times):
            return None, min(times / WEEKS_PER_YEAR, Fraction(1))
        case OnDates(dates):
            return None, min(Fraction(len(dates), WEEKS_PER_YEAR), Fraction(1))
    return None, share_of_weeks(frequency, role_cycle)


def share_a_week(one: Block, other: Block) -> bool | None:
    """Whether two blocks fall in one week: True, False, or None where that is not known."""
    if one.weeks is not None and other.weeks is not None:
        return not one.weeks.isdisjoint(other.weeks) and not _instead(one, other)
    if _instead(one, other):
        return False
    if one.dates and other.dates:
        return bool(one.dates & other.dates)
    (part, whole), (other_part, other_whole) = (b.share.as_integer_ratio() for b in (one, other))
    more_than_all = part * other_whole + other_part * whole > whole * other_whole
    return True if more_than_all else None


def _instead(one: Block, other: Block) -> bool:
    """Whether one of two blocks is done instead of the other."""
    return one.id in other.hot or other.id in one.hot


def _whole(n: Fraction, times: Fraction, cycle: int) -> bool:
    return n.denominator == 1 and times.denominator == 1 and cycle % n.numerator == 0


def _all_weeks(cycle: int) -> frozenset[int]:
    return frozenset(range(1, cycle + 1))


def _dates(frequency: Frequency) -> Iterable[date]:
    return frequency.dates if isinstance(frequency, OnDates) else ()


def _weekdays(activity: Activity) -> tuple[int, ...]:
    if activity.day in WEEKDAYS and activity.day is not None:
        return (activity.day.index,)
    return tuple(sorted({day.weekday() for day in _dates(activity.frequency)}))


def _breaks(activity: Activity, clock: Clock, start: int) -> tuple[tuple[int, int], ...]:
    midnight = start - clock.start
    if activity.break_minutes:
        begins = start + (clock.minutes - activity.break_minutes) // 2
        return ((begins, begins + activity.break_minutes),)
    return tuple(
        (begins, begins + pause.minutes)
        for pause in activity.breaks
        for begins in (
            midnight + pause.start + (MINUTES_PER_DAY if pause.start < clock.start else 0),
        )
    )


def _call_blocks(call: OnCall, clock: Clock, role: Role, cycle: int) -> list[Block]:
    weeks, share = weeks_of(call.frequency, role.cycle_weeks, cycle)
    return [
        Block(
            id=call.id,
            title=call.title,
            role=role.id,
            employer=role.employer,
            site=role.base,
            start=day.index * MINUTES_PER_DAY + clock.start,
            minutes=clock.minutes,
            weeks=weeks,
            share=share,
            on_call=True,
        )
        for day in call.days
        if day is not Day.HOLIDAY
    ]
