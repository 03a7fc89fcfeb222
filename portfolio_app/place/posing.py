"""A choice as a week to place: what of its work may go where, and what stays.

Reads core values only. Time of a partner that they have not said is not free. Work that may move
is placed on weekdays by day unless it says otherwise; no work is placed over life outside work.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from portfolio_app.core.contracts import Contract
from portfolio_app.core.jobshare import Option, branched
from portfolio_app.core.lines import activity_line, role_terms
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    WEEKDAYS,
    Activity,
    Clock,
    Day,
    Movable,
    Partner,
    Portfolio,
    Role,
)
from portfolio_app.core.placed import Block, activity_blocks, share_a_week, weeks_of
from portfolio_app.core.policies import contract_of
from portfolio_app.core.shares import (
    Presence,
    Resolved,
    applied,
    partner_presence,
    resolve,
)
from portfolio_app.core.sharing import Attend, Holder
from portfolio_app.core.weektime import Interval, intersect, merge, windows_of, wrap
from portfolio_app.place.problem import (
    GRID,
    ME,
    PARTNER,
    PEOPLE,
    Busy,
    Candidate,
    Item,
    Placed,
    Problem,
    What,
)

USUAL_DAYS = WEEKDAYS[:5]
USUAL_WINDOW = Clock(8 * 60, 19 * 60)
TOLERANCE = 30  # minutes by which a partner's work may pass their part
_LONGEST_BLOCK = 4 * 60  # of work that says nothing of blocks
_SELDOM = Fraction(1, 4)  # of the weeks; what is done less often has no place in an ordinary week
_FINE = 5  # minutes to which what an average week takes of a part is rounded
_MOVES = {Movable.MOVABLE, Movable.OPTIONAL}
_HOLDERS = {Holder.ME: ME, Holder.PARTNER: PARTNER}


def problem_of(
    option: Option,
    portfolio: Portfolio,
    role_id: str,
    contracts: Mapping[str, Contract],
    *,
    locked: frozenset[Placed] = frozenset(),
) -> Problem:
    """The week of an option as a problem to solve.

    Args:
        option: one of `jobshare.options` that takes the post.
        portfolio: as written, which the option is a choice of.
        role_id: the post.
        contracts: contracts by id.
        locked: places of an earlier proposal that must be kept.

    Raises:
        LookupError: when the option does not take the post, so that there is nothing to place.
    """
    taken = applied(branched(portfolio, role_id, option.id), option.scenario)
    role = next((r for r in taken.roles if r.id == role_id and not r.considered), None)
    if role is None:
        raise LookupError(f"“{option.title}” does not take the post, so there is nothing to place")
    return _Poser(option, taken, role, contracts, locked).problem()


@dataclass(frozen=True)
class _Poser:
    """What the parts of one problem follow from."""

    option: Option
    taken: Portfolio
    role: Role
    contracts: Mapping[str, Contract]
    locked: frozenset[Placed]

    @cached_property
    def resolved(self) -> Resolved:
        return resolve(self.taken, self.role, self.contracts)

    @cached_property
    def length(self) -> int:
        contract = contract_of(self.taken, self.role, self.contracts)
        return role_terms(self.taken, self.role, contract, {}).length

    @cached_property
    def partner(self) -> Partner | None:
        return self.resolved.partner if self.role.share is not None else None

    @cached_property
    def movable(self) -> dict[str, Block]:
        """My own work that may move: of every week, one stretch, at a time of its own."""
        blocks = self.option.count.placed.work
        found = {}
        for activity in self.option.portfolio.activities:
            mine = [block for block in blocks if block.id == activity.id]
            if (
                activity.movable in _MOVES
                and activity.role != self.role.id
                and len(mine) == 1
                and mine[0].share == 1
            ):
                found[activity.id] = mine[0]
        return found

    @cached_property
    def staying(self) -> tuple[Block, ...]:
        """My own work that stays."""
        return tuple(
            block
            for block in self.option.count.placed.work
            if block.role != self.role.id and block.id not in self.movable
        )

    @cached_property
    def room(self) -> "_Room":
        law = self.option.law
        travel: dict[tuple[str, str], int] = {}
        for journey in self.taken.travels:
            travel[journey.start, journey.end] = journey.minutes
            travel.setdefault((journey.end, journey.start), journey.minutes)
        return _Room(travel, law.minutes("daily-rest"))

    def problem(self) -> Problem:
        law, length = self.option.law, self.length
        share = self.role.share
        theirs = self.resolved.theirs if share is not None else Fraction(0)
        busy = tuple(_busy(block) for block in self.staying), self._partner_busy()
        return Problem(
            items=tuple(self._items()),
            shares=(_fine(self.resolved.mine * length), _fine(theirs * length)),
            busy=busy,
            there=((), self._partner_there()),
            tolerance=TOLERANCE,
            wanted=(share.overlap or 0) if share is not None and self.partner is not None else 0,
            travel={
                pair: minutes
                for pair, minutes in self.room.travel.items()
                if pair[0] < pair[1] and minutes
            },
            rest=law.minutes("daily-rest"),
            unbroken=law.minutes("rest-break-after"),
            pause=law.minutes("rest-break"),
            locked=self.locked,
        )

    # -- the partner ---------------------------------------------------------------------------

    def _partner_busy(self) -> tuple[Busy, ...]:
        if self.partner is None:
            return ()
        return tuple(
            Busy(block.title, start, end - start)
            for block in self.partner.blocks
            if not block.on_post
            for start, end in windows_of(block.day.index, block.clock)
        )

    def _partner_there(self) -> tuple[Interval, ...]:
        if self.partner is None:
            return ()
        return merge(
            window
            for block in self.partner.blocks
            if block.on_post
            for window in windows_of(block.day.index, block.clock)
        )

    # -- items ---------------------------------------------------------------------------------

    def _items(self) -> Iterator[Item]:
        found: list[tuple[Item, Block | None]] = []
        for one in self.resolved.fixed:
            found += self._fixed(one.activity)
        untimed = [
            one.activity
            for one in self.resolved.fixed
            if not activity_blocks(one.activity, self.role, 1)
        ]
        for activity in (*self.resolved.flexible, *untimed):
            day = self._its_day(activity)
            found += [(item, day) for item in self._flexible(activity)]
        yield from _in_layers(found)
        for key, block in self.movable.items():
            yield self._own(key, block)

    def _its_day(self, activity: Activity) -> Block | None:
        """All of the day that flexible work belongs to, in its weeks; None where it says no day."""
        cycle = self.option.count.placed.cycle_weeks
        day = replace(activity, attended=Fraction(1), minutes=None, clock=Clock(0, 0), breaks=())
        blocks = activity_blocks(day, self.role, cycle)
        return blocks[0] if len(blocks) == 1 else None

    def _weight(self, activity: Activity) -> int:
        """Minutes that a line takes of a part of the post in an average week."""
        contract = contract_of(self.taken, self.role, self.contracts)
        terms = role_terms(self.taken, self.role, contract, {})
        units = activity_line(replace(activity, attended=Fraction(1)), terms).units_per_week
        return _fine((units or 0) * self.length)

    def _fixed(self, activity: Activity) -> Iterator[tuple[Item, Block]]:
        cycle = self.option.count.placed.cycle_weeks
        blocks = activity_blocks(replace(activity, attended=Fraction(1)), self.role, cycle)
        for number, block in enumerate(blocks):
            attend = activity.attend or Attend.EITHER
            both = attend in (Attend.BOTH, Attend.ALTERNATE) and self.partner is not None
            weight = self._weight(activity) // len(blocks)
            yield (
                Item(
                    id=activity.id if len(blocks) == 1 else f"{activity.id}--{number}",
                    activity=activity.id,
                    title=activity.title,
                    what=What.COMMITMENT,
                    minutes=block.minutes,
                    candidates=tuple(
                        (person, block.start)
                        for person in self._who(attend)
                        if self._can_attend(person, block)
                    ),
                    weight=weight // 2 if attend is Attend.ALTERNATE else weight,
                    need=2 if both else 1,
                    site=block.site,
                    prefer=None if activity.lead is None else _HOLDERS[activity.lead],
                    breaks=tuple((s - block.start, e - block.start) for s, e in block.breaks),
                ),
                block,
            )

    def _who(self, attend: Attend) -> tuple[int, ...]:
        if self.role.share is None or attend is Attend.MINE:
            return (ME,)
        return (PARTNER,) if attend is Attend.PARTNER else PEOPLE

    def _can_attend(self, person: int, block: Block) -> bool:
        if person == PARTNER:
            return self._partner_free(block.start, block.minutes)
        window = wrap(block.start, block.minutes)
        kept = [w for life in self._life if life.protected for w in wrap(life.start, life.minutes)]
        return not intersect(window, kept) and all(
            share_a_week(block, other) is not True
            or self.room.fits(block.start, block.minutes, block.site, [_busy(other)])
            for other in self.staying
        )

    def _partner_free(self, start: int, minutes: int) -> bool:
        if partner_presence(self.partner, wrap(start, minutes)) is not Presence.FREE:
            return False
        return self.room.fits(start, minutes, None, self._partner_busy())

    @property
    def _life(self) -> tuple[Block, ...]:
        return self.option.count.placed.life

    def _flexible(self, activity: Activity) -> Iterator[Item]:
        """Blocks of flexible work, alike ones together."""
        minutes = activity.minutes
        each = activity.agreed_units
        if minutes is None and each is not None:
            minutes = round(each * self.length)
        cycle = self.option.count.placed.cycle_weeks
        _, share = weeks_of(activity.frequency, self.role.cycle_weeks, cycle)
        if not minutes or share < _SELDOM:
            return
        attend = activity.attend or Attend.EITHER
        whole = self._weight(activity)
        everyone = ((p,) for p in PEOPLE) if attend is Attend.BOTH else (self._who(attend),)
        for people in everyone:
            for length, count in _in_blocks(minutes, activity.least_minutes):
                key = f"{activity.id}--{length}"
                yield Item(
                    id=f"{key}--{people[0]}" if attend is Attend.BOTH else key,
                    activity=activity.id,
                    title=activity.title,
                    what=What.FLEXIBLE,
                    minutes=length,
                    candidates=tuple(self._places(activity, people, length)),
                    weight=_fine(Fraction(whole * length, minutes)),
                    count=count,
                    site=activity.site or self.role.base,
                )

    def _mine_anyway(self, block: Block | None) -> list[Interval]:
        """When I am at commitments of the post whatever is placed, in weeks that a block is in."""
        cycle = self.option.count.placed.cycle_weeks
        mine = [
            one.activity
            for one in self.resolved.fixed
            if one.activity.attend in (Attend.MINE, Attend.BOTH, Attend.ALTERNATE)
        ]
        return [
            window
            for activity in mine
            for own in activity_blocks(replace(activity, attended=Fraction(1)), self.role, cycle)
            if block is None or share_a_week(own, block) is True
            for window in wrap(own.start, own.minutes)
        ]

    def _places(
        self, activity: Activity, people: Sequence[int], minutes: int
    ) -> Iterator[Candidate]:
        site = activity.site or self.role.base
        for person in people:
            if person == ME:
                fits = self._my_test(site, self._its_day(activity))
            else:
                fits = self._partner_free
            for start in _starts(activity, minutes):
                if fits(start, minutes):
                    yield person, start

    def _my_test(self, site: str | None, block: Block | None = None) -> Callable[[int, int], bool]:
        busy = [_busy(block) for block in self.staying]
        life = [w for one in self._life for w in wrap(one.start, one.minutes)]
        life += self._mine_anyway(block)

        def fits(start: int, minutes: int) -> bool:
            window = wrap(start, minutes)
            return not intersect(window, life) and self.room.fits(start, minutes, site, busy)

        return fits

    def _own(self, key: str, block: Block) -> Item:
        """Work of my own that may move, within its own days and hours where it says any."""
        activity = next(a for a in self.option.portfolio.activities if a.id == key)
        site = block.site
        fits = self._my_test(site)
        starts = _starts(activity, block.minutes)
        places = {(ME, start) for start in starts if fits(start, block.minutes)}
        window = wrap(block.start, block.minutes)
        busy = [w for other in self.staying for w in wrap(other.start, other.minutes)]
        if not intersect(window, busy):
            places.add((ME, block.start))
        return Item(
            id=key,
            activity=key,
            title=activity.title,
            what=What.MOVABLE,
            minutes=block.minutes,
            candidates=tuple(sorted(places)),
            site=site,
            now=block.start,
            must=activity.movable is Movable.MOVABLE,
            breaks=tuple((s - block.start, e - block.start) for s, e in block.breaks),
        )


@dataclass(frozen=True)
class _Room:
    """What work beside other work needs: the journey, and the night's rest."""

    travel: Mapping[tuple[str, str], int]
    rest: int
    _turns: tuple[int, ...] = field(default=(-MINUTES_PER_WEEK, 0, MINUTES_PER_WEEK))

    def fits(self, start: int, minutes: int, site: str | None, busy: Sequence[Busy]) -> bool:
        """Whether work may lie there, as far as work that stays is concerned."""
        return all(
            self._beside(start, start + minutes, site, one, turn)
            for one in busy
            for turn in self._turns
        )

    def _beside(self, start: int, end: int, site: str | None, one: Busy, turn: int) -> bool:
        other, its_end = one.start + turn, one.end + turn
        first, last = (end, other) if start < other else (its_end, start)
        gap = last - first
        if gap < self.travel.get((site or "", one.site or ""), 0):
            return gap >= 0 and site == one.site
        nights = abs(start // MINUTES_PER_DAY - other // MINUTES_PER_DAY)
        if nights == 0:
            longest = MINUTES_PER_DAY - self.rest
            return gap >= 0 and max(end, its_end) - min(start, other) <= longest
        return gap >= (self.rest if nights == 1 else 0)


def _fine(minutes: Fraction | int) -> int:
    """Minutes of an average week, as exactly as a week is placed."""
    return round(Fraction(minutes) / _FINE) * _FINE


def _busy(block: Block) -> Busy:
    return Busy(block.title, block.start, block.minutes, block.site, block.breaks)


def _starts(activity: Activity, minutes: int) -> Iterator[int]:
    """Where on the grid work may begin."""
    days: Sequence[Day] = activity.place_days or USUAL_DAYS
    if activity.clock is None and activity.day in WEEKDAYS and activity.day is not None:
        days = (activity.day,)
    window = activity.place_window or USUAL_WINDOW
    for day in days:
        if day is not Day.HOLIDAY:
            begin = day.index * MINUTES_PER_DAY + window.start
            yield from range(begin, begin + window.minutes - minutes + 1, GRID)


def _in_blocks(minutes: int, least: int | None) -> list[tuple[int, int]]:
    """Lengths of blocks and how many of each: as many as are long enough, on the grid."""
    number = max(1, minutes // least) if least else -(-minutes // _LONGEST_BLOCK)
    short = minutes // number // GRID * GRID
    if not short or minutes % GRID:
        return [(minutes // number, number - 1), (minutes - minutes // number * (number - 1), 1)][
            number == 1 :
        ]
    longer = (minutes - short * number) // GRID
    return [(length, n) for length, n in ((short + GRID, longer), (short, number - longer)) if n]


def _in_layers(found: Sequence[tuple[Item, Block | None]]) -> Iterator[Item]:
    """Work of one day that never falls in one week lies in layers of its own."""
    layers: list[list[Block]] = []
    for item, block in found:
        if block is None or block.share == 1:
            yield item
            continue
        layer = next(
            (
                number
                for number, held in enumerate(layers)
                if all(share_a_week(block, one) is True or not _meet(block, one) for one in held)
            ),
            len(layers),
        )
        if layer == len(layers):
            layers.append([])
        layers[layer].append(block)
        yield replace(item, layer=layer + 1)


def _meet(one: Block, other: Block) -> bool:
    return bool(intersect(wrap(one.start, one.minutes), wrap(other.start, other.minutes)))
