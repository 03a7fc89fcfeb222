"""From a counted portfolio to the scene of one week of its cycle.

Says what is drawn and what is said of it; how it looks is others' business. Knows nothing of Qt.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import Unit
from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.lines import Line
from portfolio_app.core.model import (
    DAYS_PER_WEEK,
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    Activity,
    Day,
    OnCall,
    OnDates,
    Portfolio,
)
from portfolio_app.core.placed import Block, Placed, weeks_of
from portfolio_app.core.sharing import Attend
from portfolio_app.core.weektime import Interval, subtract
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.ui.week.scene import (
    DAY_NAMES,
    Chip,
    DayHead,
    Duty,
    Firmness,
    Scene,
    Shown,
    Tile,
    TileKind,
    clock_text,
    is_clash,
    lay_out,
    overlap,
    units_text,
)

_ATTENDED = {
    Attend.EITHER: "one of you",
    Attend.ALTERNATE: "you alternate",
    Attend.BOTH: "both of you",
}
_ZERO = Fraction(0)
_INSTEAD = "its hours are those of the work that it takes the place of"
_ON_AVERAGE = "work on call counts on average, on no day"
_SHORT = 10  # letters of how often that a chip has room for


class TileCache:
    """Tiles made before, to be used again while what they are made from is the very same."""

    def __init__(self) -> None:
        """Start empty."""
        self._tiles: dict[tuple[str, int], tuple[tuple[object, ...], Tile]] = {}

    def get(self, block: Block, made_from: tuple[object, ...]) -> Tile | None:
        """The tile of a block, where all that it was made from is identical."""
        known = self._tiles.get((block.id, block.start))
        if known is None or any(a is not b for a, b in zip(known[0], made_from, strict=True)):
            return None
        return known[1]

    def keep(self, block: Block, made_from: tuple[object, ...], tile: Tile) -> Tile:
        """Keep a tile; what it was made from is kept too, so that its identity stays its own."""
        self._tiles[block.id, block.start] = (made_from, tile)
        return tile


def build_scene(
    shown: Shown, *, week: int = 1, role: str | None = None, cache: TileCache | None = None
) -> Scene:
    """The scene of one week of the cycle.

    Args:
        shown: the week, counted.
        week: from 1; brought into the cycle.
        role: the role whose plain time decides the shading; the first that has any when None.
        cache: tiles of the scene before, so that an edit makes only what it changed.
    """
    placed = shown.count.placed
    week = (week - 1) % placed.cycle_weeks + 1
    maker = _Maker(shown.portfolio, shown.count, cache or TileCache())
    tiles = maker.tiles(placed, week)
    if shown.base is not None:
        tiles = _with_news(tiles, shown.base)
    tiles = _with_clashes(tiles, _clashing(shown.findings))
    duties = maker.duties(placed.cycle_weeks, week)
    ghosts = () if shown.base is None else _ghosts(shown.base, tiles, week)
    premium, premium_of = premium_shading(shown.count, role)
    sums = maker.day_sums(tiles, duties)
    return Scene(
        week=week,
        weeks=placed.cycle_weeks,
        pieces=lay_out(tiles),
        ghosts=lay_out(ghosts),
        duties=duties,
        chips=maker.chips(placed),
        heads=_heads(tiles, duties, sums),
        premium=premium,
        premium_of=premium_of,
        minutes=sum((each.minutes for each in sums), _ZERO),
        tiles=tiles,
    )


def _with_news(tiles: Sequence[Tile], base: Count) -> tuple[Tile, ...]:
    """The tiles, those of work that today's plan does not have marked as new."""
    today = {line.id for line in base.lines}
    return tuple(
        replace(tile, new=True, spoken=f"{tile.spoken}, new in this scenario")
        if tile.kind is TileKind.WORK and tile.id not in today
        else tile
        for tile in tiles
    )


def _clashing(findings: Iterable[Finding]) -> Mapping[frozenset[str], bool]:
    """The pairs of items that the checks say clash, and whether gravely."""
    return {
        frozenset(finding.where): finding.severity is Severity.ERROR
        for finding in findings
        if is_clash(finding)
    }


def _with_clashes(tiles: Sequence[Tile], pairs: Mapping[frozenset[str], bool]) -> tuple[Tile, ...]:
    """The tiles that clash in this week, each with the titles of what it clashes with."""
    if not pairs:
        return tuple(tiles)
    rivals: dict[str, set[str]] = {}
    for pair in pairs:
        for key in pair:
            rivals.setdefault(key, set()).update(pair - {key})
    by_id: dict[str, list[Tile]] = {}
    for tile in tiles:
        by_id.setdefault(tile.id, []).append(tile)
    marked = []
    for tile in tiles:
        met = [
            other
            for key in sorted(rivals.get(tile.id, ()))
            for other in by_id.get(key, ())
            if overlap(tile.start, tile.minutes, other.start, other.minutes)
        ]
        grave = any(pairs[frozenset((tile.id, other.id))] for other in met)
        titles = tuple(dict.fromkeys(other.title for other in met))
        marked.append(_marked(tile, titles, grave=grave) if met else tile)
    return tuple(marked)


def _marked(tile: Tile, clashes: tuple[str, ...], *, grave: bool) -> Tile:
    spoken = f"{tile.spoken}, clashes with {words.listing(list(clashes))}"
    return replace(tile, clashes=clashes, grave=grave, spoken=spoken)


def _ghosts(base: Count, tiles: Sequence[Tile], week: int) -> tuple[Tile, ...]:
    """Blocks of today's plan that the week shown does not have, or has at another time."""
    placed = base.placed
    today = _Maker(base.portfolio, base, TileCache()).tiles(
        placed, (week - 1) % placed.cycle_weeks + 1
    )
    same = {(tile.id, tile.start, tile.minutes) for tile in tiles}
    kept = {tile.id for tile in tiles}
    return tuple(
        _as_today(tile, moved=tile.id in kept)
        for tile in today
        if tile.kind is TileKind.WORK and (tile.id, tile.start, tile.minutes) not in same
    )


def _as_today(tile: Tile, *, moved: bool) -> Tile:
    why = "today’s place" if moved else "given up in this scenario"
    units = "" if moved or not tile.units else f"−{tile.units}"
    return Tile(
        id=tile.id,
        kind=TileKind.TODAY,
        title=tile.title,
        parts=(why,),
        units=units,
        start=tile.start,
        minutes=tile.minutes,
        employer=tile.employer,
        spoken=f"{tile.spoken}, {why}",
    )


def premium_shading(count: Count, role: str | None) -> tuple[tuple[Interval, ...], str]:
    """The premium time of a role's contract; of the first role that has any when none is named."""
    named = [each for each in count.roles if each.role.id == role]
    for each in (*named, *(() if named else count.roles)):
        windows = each.terms.plain.windows
        if windows is not None:
            return subtract([(0, MINUTES_PER_WEEK)], windows), each.role.title
    return (), ""


@dataclass(slots=True)
class _Sum:
    """What a day's sure work adds up to, its lines, and the day's lines that are not in it."""

    minutes: Fraction = _ZERO
    units: dict[Unit, Fraction] = field(default_factory=dict)
    counted: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)


class _Maker:
    """Makes the parts of a scene from one counted portfolio."""

    def __init__(self, portfolio: Portfolio, count: Count, cache: TileCache) -> None:
        self._portfolio = portfolio
        self._cache = cache
        self._lines: dict[str, Line] = {line.id: line for line in count.lines}
        self._roles = {each.role.id: each for each in count.roles}
        order = {employer.id: at for at, employer in enumerate(portfolio.employers)}
        self._employers = {each.role.id: order.get(each.role.employer, 0) for each in count.roles}
        self._sites = {site.id: site.name for site in portfolio.sites}
        self._activities = {activity.id: activity for activity in portfolio.activities}

    # -- blocks --------------------------------------------------------------------------------

    def tiles(self, placed: Placed, week: int) -> tuple[Tile, ...]:
        """The blocks that fall, or may fall, in a week; on-call duties are not among them."""
        here = [b for b in placed.blocks if not b.on_call and (b.weeks is None or week in b.weeks)]
        replaced = {key for b in here if b.weeks is not None for key in b.replaces}
        tiles = []
        for block in here:
            if block.is_life:
                tiles.append(life_tile(block))
            elif block.role in self._roles:
                firm = Firmness.SURE if block.weeks is not None else Firmness.SOMETIMES
                tiles.append(self._work(block, Firmness.REPLACED if block.id in replaced else firm))
        return tuple(sorted(tiles, key=lambda tile: (tile.start, -tile.minutes, tile.id)))

    def _work(self, block: Block, firmness: Firmness) -> Tile:
        activity = self._activities[block.id]
        line = self._lines.get(block.id)
        role = self._roles[activity.role]
        portfolio = self._portfolio
        source = (activity, line, role.role, firmness, portfolio.sites, portfolio.employers)
        return self._cache.get(block, source) or self._cache.keep(
            block, source, self._new_work(block, firmness)
        )

    def _new_work(self, block: Block, firmness: Firmness) -> Tile:
        activity = self._activities[block.id]
        line = self._lines.get(block.id)
        role = self._roles[activity.role]
        parts = self._parts(activity, line, firmness)
        units = self._units(activity, line, role, firmness)
        often = [] if firmness is Firmness.SURE else [parts[0]]
        return Tile(
            id=block.id,
            kind=TileKind.WORK,
            title=block.title,
            parts=parts,
            units=units,
            start=block.start,
            minutes=block.minutes,
            firmness=firmness,
            employer=self._employers[activity.role],
            half=block.assumed,
            spoken=_spoken(block, [*often, *([units] if units else [])], role.role.title),
        )

    def _parts(self, activity: Activity, line: Line | None, firmness: Firmness) -> tuple[str, ...]:
        parts: list[str] = []
        if firmness is Firmness.REPLACED:
            parts.append("replaced this week")
        elif firmness is Firmness.SOMETIMES:
            parts.append(self._how_often(activity))
        if activity.replaces or activity.replaces_all:
            parts.append("in place of other work")
        if not activity.paid:
            parts.append("own time")
        if activity.clock is None:
            parts.append(f"{half_words(activity)}, no clock")
        if line is not None:
            if line.category != "none":
                parts.append(line.category)
            if line.premium_minutes:
                parts.append(f"{words.length(line.premium_minutes)} premium")
        if activity.site in self._sites:
            parts.append(self._sites[activity.site or ""])
        return tuple(parts)

    def _how_often(self, activity: Activity) -> str:
        if activity.attended != 1:
            return _ATTENDED.get(activity.attend or Attend.EITHER, "shared")
        return how_often(activity, self._roles[activity.role].role.cycle_weeks)

    @staticmethod
    def _units(activity: Activity, line: Line | None, role: RoleCount, firmness: Firmness) -> str:
        if line is None:
            return ""
        if not role.role.counted:
            held = line.held_minutes
            return "" if held is None else words.hours(held)
        if firmness is Firmness.SOMETIMES:
            return units_text(line.units_per_week, role)
        if activity.replaces or activity.replaces_all:
            return ""
        return units_text(line.units_per_occurrence, role)

    # -- days ----------------------------------------------------------------------------------

    def day_sums(self, tiles: Sequence[Tile], duties: Sequence[Duty]) -> list[_Sum]:
        """Minutes and units of each day's sure work, on the day that it begins."""
        sums = [_Sum() for _ in range(DAYS_PER_WEEK)]
        for tile in tiles:
            line = self._lines.get(tile.id)
            if line is None:
                continue
            day = sums[tile.start // MINUTES_PER_DAY]
            activity = self._activities[tile.id]
            if tile.firmness is Firmness.SOMETIMES:
                day.beside.append((tile.id, tile.parts[0]))
            elif activity.replaces or activity.replaces_all:
                day.beside.append((tile.id, _INSTEAD))
            else:
                self._add_up(day, line, self._roles[activity.role])
        for duty in duties:
            for at in duty.days:
                sums[at].beside.append((duty.id, _ON_AVERAGE))
        return sums

    @staticmethod
    def _add_up(day: _Sum, line: Line, role: RoleCount) -> None:
        day.counted.append(line.id)
        day.minutes += line.held_minutes or _ZERO
        if role.role.counted and role.unit is not Unit.HOUR:
            worth = line.units_per_occurrence or _ZERO
            day.units[role.unit] = day.units.get(role.unit, _ZERO) + worth

    # -- on call and untimed -------------------------------------------------------------------

    def duties(self, cycle: int, week: int) -> tuple[Duty, ...]:
        """The on-call rotas whose week this is, or may be."""
        duties = []
        for call in self._portfolio.on_calls:
            role = self._roles.get(call.role)
            if role is None:
                continue
            weeks, _ = weeks_of(call.frequency, role.role.cycle_weeks, cycle)
            if weeks is None or week in weeks:
                firm = Firmness.SURE if weeks is not None else Firmness.SOMETIMES
                duties.append(self._duty(call, role, firm))
        return tuple(duties)

    def _duty(self, call: OnCall, role: RoleCount, firmness: Firmness) -> Duty:
        line = self._lines.get(call.id)
        parts = [words.frequency(call.frequency, role.role.cycle_weeks)]
        if call.clock is not None:
            parts.append(clock_text(call.clock.start, call.clock.minutes))
        if line is not None and line.units_per_week:
            parts.append(f"{units_text(line.units_per_week, role)} a week")
        days = tuple(day.index for day in call.days if day is not Day.HOLIDAY)
        names = [DAY_NAMES[day] for day in days] if len(days) < DAYS_PER_WEEK else ["all week"]
        spoken = ", ".join(["On call", call.title, role.role.title, words.listing(names), *parts])
        return Duty(
            id=call.id,
            title=call.title,
            text=" · ".join(parts),
            days=days,
            employer=self._employers[call.role],
            firmness=firmness,
            spoken=spoken,
        )

    def chips(self, placed: Placed) -> tuple[Chip, ...]:
        """Work that has no place in the week."""
        timed = {block.id for block in placed.blocks}
        return tuple(
            self._chip(activity)
            for activity in self._portfolio.activities
            if activity.id not in timed and activity.role in self._roles and activity.attended
        )

    def _chip(self, activity: Activity) -> Chip:
        role = self._roles[activity.role]
        text = self._chip_text(activity, role)
        often = how_often(activity, role.role.cycle_weeks)
        said = text if often in text else f"{text}, {often}"
        spoken = f"{activity.title}, {role.role.title}, no place in the week, {said}"
        return Chip(
            id=activity.id,
            title=activity.title,
            text=text,
            minutes=activity.minutes,
            employer=self._employers[activity.role],
            spoken=spoken,
        )

    def _chip_text(self, activity: Activity, role: RoleCount) -> str:
        often = how_often(activity, role.role.cycle_weeks)
        if activity.day is Day.HOLIDAY:
            return "on public holidays"
        if activity.minutes is not None:
            placed = sum(
                other.clock.minutes
                for other in self._portfolio.activities
                if other.clock is not None
                and (other.title, other.role) == (activity.title, activity.role)
            )
            left = words.length(activity.minutes)
            if activity.attended != 1:
                return f"{words.hours(activity.minutes * activity.attended)} of {left} yours"
            if placed:
                return f"{left} left of {words.length(activity.minutes + placed)} to place"
            short = often != "every week" and len(often) <= _SHORT
            return f"{left} to place, {often}" if short else f"{left} to place"
        line = self._lines.get(activity.id)
        if activity.agreed_units is not None and line is not None:
            return f"{units_text(line.units_per_week, role)} a week, agreed"
        return "no day yet" if activity.half is not None else "no time yet"


def life_tile(block: Block) -> Tile:
    """Life outside work."""
    parts = ("protected",) if block.protected else ()
    return Tile(
        id=block.id,
        kind=TileKind.LIFE,
        title=block.title,
        parts=parts,
        units="",
        start=block.start,
        minutes=block.minutes,
        spoken=_spoken(block, ["life outside work", *parts]),
    )


def how_often(activity: Activity, cycle_weeks: int) -> str:
    """How often in the fewest words: "every week", "1 in 4", "14 May"."""
    frequency = activity.frequency
    if isinstance(frequency, OnDates) and len(frequency.dates) == 1:
        day = frequency.dates[0]
        return f"{day.day} {day:%B}"
    return words.frequency(frequency, cycle_weeks)


def half_words(activity: Activity) -> str:
    """The half-day of an activity in words; empty where it has none."""
    names = {"am": "morning", "pm": "afternoon", "evening": "evening"}
    return "" if activity.half is None else names[activity.half.value]


def _spoken(block: Block, extras: Sequence[str], role: str = "") -> str:
    day = DAY_NAMES[block.start // MINUTES_PER_DAY % DAYS_PER_WEEK]
    begins = words.clock(block.start % MINUTES_PER_DAY)
    ends = words.clock((block.start + block.minutes) % MINUTES_PER_DAY)
    when = f"{day} {begins} to {ends}"
    return ", ".join([block.title, *([role] if role else []), when, *extras])


def _heads(
    tiles: Sequence[Tile], duties: Sequence[Duty], sums: Sequence[_Sum]
) -> tuple[DayHead, ...]:
    heads = []
    for day, name in enumerate(DAY_NAMES):
        here = [
            tile
            for tile in tiles
            if tile.start // MINUTES_PER_DAY == day and tile.kind is TileKind.WORK
        ]
        total = sums[day]
        heads.append(
            DayHead(
                name,
                _head_text(here, total, on_call=_on_call(duties, day)),
                counted=tuple(total.counted),
                beside=tuple(total.beside),
            )
        )
    return tuple(heads)


def _on_call(duties: Sequence[Duty], day: int) -> bool:
    return any(day in duty.days and duty.firmness is Firmness.SURE for duty in duties)


def _head_text(here: Sequence[Tile], total: _Sum, *, on_call: bool) -> str:
    sometimes = [tile for tile in here if tile.firmness is Firmness.SOMETIMES]
    if not total.minutes and not total.units:
        if sometimes:
            return sometimes[0].parts[0] if len(sometimes) == 1 else "some weeks"
        return "on call" if on_call else "rest"
    parts = [words.hours(total.minutes)]
    parts += [words.units(worth, unit.value, 2) for unit, worth in total.units.items() if worth]
    return " · ".join(parts)
