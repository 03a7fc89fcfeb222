"""From a real week to its scene: what falls on its dates, and what is on no date beside it.

Says what is drawn and what is said of it, as `scenemaker` does for the week that is edited.
Knows nothing of Qt.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from portfolio_app.core import weekwords, words
from portfolio_app.core.actual import Loose, RealWeek, Worth
from portfolio_app.core.contracts import Unit
from portfolio_app.core.dates import Occurrence
from portfolio_app.core.lines import NO_CATEGORY, Line
from portfolio_app.core.model import (
    DAYS_PER_WEEK,
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    Activity,
    OnCall,
    Portfolio,
)
from portfolio_app.core.periods import job_plan_year, lines_of
from portfolio_app.core.weektime import merge
from portfolio_app.core.workload import RoleCount
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
    lay_out,
    units_text,
)
from portfolio_app.ui.week.scenemaker import half_words, life_tile, premium_shading

_DAY = timedelta(days=1)


def build_real_scene(
    shown: Shown, week: RealWeek, before: Sequence[Occurrence] = (), *, role: str | None = None
) -> Scene:
    """The scene of a real week.

    Args:
        shown: the week that is edited, counted: its life outside work lies in every real week too.
        week: the real week.
        before: what began on the day before it, and may run into its Monday.
        role: the role whose plain time decides the shading; the first that has any when None.
    """
    maker = _RealMaker(week, week.counts[0][1].whole)
    tiles = (*maker.tiles(before), *(life_tile(block) for block in shown.count.placed.life))
    ordered = tuple(sorted(tiles, key=lambda tile: (tile.start, -tile.minutes, tile.id)))
    premium, premium_of = premium_shading(week.counts[0][1], role)
    shaded = [each.terms.plain for each in week.roles if each.role.title == premium_of]
    if any(plain.holidays_are_premium for plain in shaded):
        days = ((day - week.monday).days * MINUTES_PER_DAY for day in week.holidays)
        premium = merge((*premium, *((start, start + MINUTES_PER_DAY) for start in days)))
    length = week.counts[0][1].placed.cycle_weeks
    return Scene(
        week=weekwords.cycle_place(week),
        weeks=length,
        pieces=lay_out(ordered),
        ghosts=(),
        duties=maker.duties(),
        chips=maker.chips(),
        heads=tuple(maker.head(day) for day in weekwords.days(week)),
        premium=premium,
        premium_of=premium_of,
        minutes=week.minutes,
        tiles=ordered,
        monday=week.monday,
    )


class _RealMaker:
    """Makes the parts of a scene from one real week."""

    def __init__(self, week: RealWeek, whole: Portfolio) -> None:
        self._week = week
        self._year = job_plan_year(whole)
        self._begins = week.monday.toordinal() * MINUTES_PER_DAY
        self._sources = {line.id: line for line in lines_of(whole)}
        self._roles = {each.role.id: each for each in week.roles}
        self._worths = {worth.occurrence: worth for worth in week.worths}
        self._lines = {
            line.id: line for _, counted in reversed(week.counts) for line in counted.lines
        }
        order = {employer.id: at for at, employer in enumerate(whole.employers)}
        self._employers = {role.id: order.get(role.employer, 0) for role in whole.roles}
        self._sites = {site.id: site.name for site in whole.sites}

    # -- blocks --------------------------------------------------------------------------------

    def tiles(self, before: Sequence[Occurrence]) -> Iterator[Tile]:
        """The week's work by the clock; what gave way is drawn as left out."""
        for one in before:
            if one.end > self._begins:
                yield from self._tile(one, Firmness.SURE, ["since the day before"])
        for one in self._week.laid.occurrences:
            yield from self._tile(one, Firmness.SURE, [])
        for one in self._week.laid.replaced:
            yield from self._tile(one, Firmness.REPLACED, ["replaced this week"])
        for one in self._week.laid.gave_way:
            yield from self._tile(one, Firmness.REPLACED, ["not done in this week"])

    def _tile(self, one: Occurrence, firmness: Firmness, first: list[str]) -> Iterator[Tile]:
        source = self._sources[one.id]
        role = self._roles.get(source.role)
        if isinstance(source, OnCall) or role is None:
            return
        start = max(one.start - self._begins, 0)
        end = min(one.end - self._begins, MINUTES_PER_WEEK)
        worth = self._worths.get(one) if firmness is Firmness.SURE else None
        parts = (*first, *self._parts(one, source, self._lines.get(one.id)))
        units = "" if worth is None else _worth_text(worth, role)
        yield Tile(
            id=one.id,
            kind=TileKind.WORK,
            title=source.title,
            parts=parts,
            units=units,
            start=start,
            minutes=end - start,
            firmness=firmness,
            employer=self._employers[source.role],
            half=source.clock is None,
            spoken=", ".join(
                [
                    *(source.title, role.role.title, _when(one), *first),
                    *([units] if units else []),
                ]
            ),
        )

    def _parts(self, one: Occurrence, source: Activity, line: Line | None) -> Iterator[str]:
        if one.minutes != one.end - one.start:
            yield f"{words.length(one.minutes)}, the clock changes"
        if source.replaces or source.replaces_all:
            yield "in place of other work"
        if not source.paid:
            yield "own time"
        if source.clock is None:
            yield f"{half_words(source)}, no clock"
        if line is not None and line.category != NO_CATEGORY:
            yield line.category
        if source.site in self._sites:
            yield self._sites[source.site or ""]

    # -- days ----------------------------------------------------------------------------------

    def head(self, day: date) -> DayHead:
        """A day's date and what is worked on it; a holiday and a clock change are named first."""
        parts = []
        if not self._year[0] <= day <= self._year[1]:
            parts.append("other year")
        if day in self._week.holidays:
            parts.append("holiday")
        if self._week.gained and day == self._week.sunday:
            parts.append("clock back" if self._week.gained > 0 else "clock forward")
        hours = weekwords.day_minutes(self._week, day)
        if hours:
            parts.append(hours)
        elif not parts:
            parts.append("on call" if self._on_call(day) else "rest")
        short = f"{day:%a} {day.day}"
        return DayHead(weekwords.short_day(day), " · ".join(parts), short)

    def _on_call(self, day: date) -> bool:
        return any(
            one.day == day and isinstance(self._sources[one.id], OnCall)
            for one in self._week.laid.occurrences
        )

    # -- on call and on no date ----------------------------------------------------------------

    def duties(self) -> tuple[Duty, ...]:
        """The on-call duties of the week, as strips over their days."""
        days: dict[str, list[int]] = {}
        for one in self._week.laid.occurrences:
            if isinstance(self._sources[one.id], OnCall):
                days.setdefault(one.id, []).append((one.start - self._begins) // MINUTES_PER_DAY)
        return tuple(self._duty(key, tuple(each)) for key, each in days.items())

    def _duty(self, key: str, days: tuple[int, ...]) -> Duty:
        call = self._sources[key]
        worths = [worth for worth in self._week.worths if worth.occurrence.id == key]
        parts = [] if call.clock is None else [clock_text(call.clock.start, call.clock.minutes)]
        minutes = sum((worth.minutes for worth in worths), Fraction(0))
        parts.append(f"{words.hours(minutes)} of work" if minutes else "on call")
        names = [DAY_NAMES[day] for day in days] if len(days) < DAYS_PER_WEEK else ["all week"]
        role = self._roles[call.role].role.title
        return Duty(
            id=key,
            title=call.title,
            text=" · ".join(parts),
            days=days,
            employer=self._employers[call.role],
            firmness=Firmness.SURE,
            spoken=", ".join(["On call", call.title, role, words.listing(names), *parts]),
        )

    def chips(self) -> tuple[Chip, ...]:
        """What is on no date, with its average."""
        return tuple(self._chip(loose) for loose in self._week.loose)

    def _chip(self, loose: Loose) -> Chip:
        line = loose.line
        much = line.frequency
        if loose.minutes:
            span = "a week" if loose.part == 1 else "of this week"
            much = f"{words.hours(loose.minutes)} {span} on average"
        role = self._roles[line.role].role.title
        return Chip(
            id=line.id,
            title=line.title,
            text=much,
            minutes=None,
            employer=self._employers[line.role],
            spoken=f"{line.title}, {role}, on no date, {much}: {loose.why.value}",
        )


def _worth_text(worth: Worth, role: RoleCount) -> str:
    if role.unit is Unit.HOUR or not role.role.counted:
        return words.hours(worth.minutes)
    return units_text(worth.units, role)


def _when(one: Occurrence) -> str:
    begins = words.clock(one.start % MINUTES_PER_DAY)
    ends = words.clock(one.end % MINUTES_PER_DAY)
    return f"{one.begins:%A} {one.day.day} {one.day:%B} {begins} to {ends}"
