"""What a week shows, as values: blocks, on-call strips, untimed work, days and their totals.

Made from a portfolio that is counted already, for one week of its cycle. Knows nothing of Qt,
pixels or documents; the canvas paints it and the accessible tree reads it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import Unit
from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.model import (
    DAYS_PER_WEEK,
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    Portfolio,
)
from portfolio_app.core.weektime import Interval
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.ui.week.lanes import Lane, share_width

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZERO = Fraction(0)


class TileKind(Enum):
    """What a block on the canvas stands for."""

    WORK = "work"
    LIFE = "life"
    TODAY = "today"  # today's plan, where the scenario shown differs from it


class Firmness(Enum):
    """How surely a block falls in the week shown."""

    SURE = "sure"
    SOMETIMES = "sometimes"  # one in n, so many a year: no phase is known
    REPLACED = "replaced"  # something else takes its place this week


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One block; `start` is a minute of the week, `parts` say what matters, first things first.

    `employer` is the employer's place in the portfolio (it picks colour and pattern), None for
    life outside work. `spoken` is the whole of it in one sentence.
    """

    id: str
    kind: TileKind
    title: str
    parts: tuple[str, ...]
    units: str
    start: int
    minutes: int
    spoken: str
    firmness: Firmness = Firmness.SURE
    employer: int | None = None
    half: bool = False
    clashes: tuple[str, ...] = ()
    grave: bool = False  # a clash that cannot be, rather than one that should not
    new: bool = False  # not in today's plan

    @property
    def key(self) -> tuple[str, TileKind, int]:
        """Unique among the tiles of a week: a commitment has one on each of its days."""
        return self.id, self.kind, self.start


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a tile that lies in one day, in minutes of that day, and its lane."""

    tile: Tile
    day: int
    start: int
    end: int
    lane: Lane

    @property
    def is_first(self) -> bool:
        """Whether the tile begins here and not on the day before."""
        return self.day * MINUTES_PER_DAY + self.start == self.tile.start

    @property
    def is_last(self) -> bool:
        """Whether the tile ends here and not on the day after."""
        end = (self.tile.start + self.tile.minutes) % MINUTES_PER_WEEK
        return (self.day * MINUTES_PER_DAY + self.end) % MINUTES_PER_WEEK == end


@dataclass(frozen=True, slots=True)
class Duty:
    """An on-call rota, drawn as a strip over its days."""

    id: str
    title: str
    text: str
    days: tuple[int, ...]
    employer: int
    firmness: Firmness
    spoken: str

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """Its days as stretches (first day, day after the last)."""
        runs: list[tuple[int, int]] = []
        for day in sorted(self.days):
            if runs and runs[-1][1] == day:
                runs[-1] = (runs[-1][0], day + 1)
            else:
                runs.append((day, day + 1))
        return tuple(runs)


@dataclass(frozen=True, slots=True)
class Chip:
    """Work without a place in the week, in the tray; `minutes` None where it has no hours."""

    id: str
    title: str
    text: str
    minutes: int | None
    employer: int
    spoken: str


@dataclass(frozen=True, slots=True)
class DayHead:
    """A day's name and its total in words; `short` is the name where there is little room.

    `counted` are the lines that the total adds up, one for each block, and `beside` those of the
    day that are not in it, with why. In a real week the week itself knows both.
    """

    name: str
    text: str
    short: str = ""
    counted: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def has_figure(self) -> bool:
        """Whether its words hold a figure that came about somehow."""
        return any(part[:1].isdigit() for part in self.text.split(" · "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that one week shows.

    `monday` is the first day of a real week, which is shown and not edited; None is the week of
    the cycle that is.
    """

    week: int
    weeks: int
    pieces: tuple[Piece, ...]
    ghosts: tuple[Piece, ...]
    duties: tuple[Duty, ...]
    chips: tuple[Chip, ...]
    heads: tuple[DayHead, ...]
    premium: tuple[Interval, ...]
    premium_of: str  # the role whose contract the shading follows, "" when none has any
    minutes: Fraction = _ZERO
    tiles: tuple[Tile, ...] = field(default=())
    monday: date | None = None

    def tiles_of(self, key: str) -> tuple[Tile, ...]:
        """The tiles of one item, today's plan left out."""
        return tuple(tile for tile in self.tiles if tile.id == key)

    def chip(self, key: str) -> Chip | None:
        """The chip of one item."""
        return next((chip for chip in self.chips if chip.id == key), None)


EMPTY = Scene(
    week=1,
    weeks=1,
    pieces=(),
    ghosts=(),
    duties=(),
    chips=(),
    heads=tuple(DayHead(name, "") for name in DAY_NAMES),
    premium=(),
    premium_of="",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a scene is made from: the week shown, counted, and today's plan beside it."""

    portfolio: Portfolio
    count: Count
    findings: tuple[Finding, ...] = ()
    base: Count | None = None


def overlap(start: int, minutes: int, other_start: int, other_minutes: int) -> bool:
    """Whether two stretches of the week have a minute in common; Sunday runs into Monday."""
    apart = (other_start - start) % MINUTES_PER_WEEK
    return apart < minutes or MINUTES_PER_WEEK - apart < other_minutes


def is_clash(finding: Finding) -> bool:
    """Whether a finding says that two things want the same time."""
    return finding.check in CLASHES and finding.severity is not Severity.NOTE


CLASHES = frozenset({"overlap", "double-booking", "protected-time"})


def lay_out(tiles: Sequence[Tile]) -> tuple[Piece, ...]:
    """The tiles cut at midnight, those of each day side by side."""
    days: list[list[tuple[Tile, int, int]]] = [[] for _ in range(DAYS_PER_WEEK)]
    for tile in tiles:
        for day, start, end in cut_at_midnight(tile.start, tile.minutes):
            days[day].append((tile, start, end))
    return tuple(
        Piece(tile, day, start, end, lane)
        for day, cuts in enumerate(days)
        for (tile, start, end), lane in zip(
            cuts, share_width([(start, end) for _, start, end in cuts]), strict=True
        )
    )


def cut_at_midnight(start: int, minutes: int) -> tuple[tuple[int, int, int], ...]:
    """A stretch of the week as (day, start, end) in minutes of days; Sunday runs into Monday."""
    cuts = []
    left = minutes
    while left > 0:
        day, begins = divmod(start % MINUTES_PER_WEEK, MINUTES_PER_DAY)
        ends = min(MINUTES_PER_DAY, begins + left)
        cuts.append((day, begins, ends))
        start += ends - begins
        left -= ends - begins
    return tuple(cuts)


def clock_text(start: int, minutes: int) -> str:
    """A stretch of the week by the clock: "09:00–13:00"."""
    return (
        f"{words.clock(start % MINUTES_PER_DAY)}–{words.clock((start + minutes) % MINUTES_PER_DAY)}"
    )


def units_text(value: Fraction | None, role: RoleCount | None, *, places: int = 2) -> str:
    """A figure of work with its short unit: "0.38 PA", "3 sessions", "4 h"; "" when not known."""
    if value is None or role is None:
        return ""
    if role.unit is Unit.HOUR:
        return f"{words.number(value, places)} h"
    return words.units(value, role.unit.value, places)
