"""What is to be placed: items with the times that they could take, and what holds them apart.

Values only, in minutes of the week. An item is a fixed commitment of the post, a class of alike
blocks of flexible work, or an activity of mine that may move. Immovable and protected time has
left the candidates already, so that no row of the model need speak of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from portfolio_app.core.weektime import Interval, subtract

GRID = 15  # minutes; where work that may move can begin
ME, PARTNER = 0, 1
PEOPLE = (ME, PARTNER)

Candidate = tuple[int, int]
"""Who, and the first minute of the week."""


class What(Enum):
    """What kind of item is placed."""

    COMMITMENT = "a fixed commitment of the post"
    FLEXIBLE = "flexible work of the post"
    MOVABLE = "work of your own that may move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to place: `minutes` long, at one of its `candidates`.

    `activity` is the line that it is or is a part of. `count` is how many alike blocks there are;
    `need` how many people each needs. `weight` is what one of them takes of a person's part in an
    average week. `now` is where work of my own lies today; `prefer` who should go where either
    may. `must`: it may not be left out. `breaks` are its pauses, from its first minute. Items of
    two layers other than 0 never fall in one week, so that they may lie at one time.
    """

    id: str
    activity: str
    title: str
    what: What
    minutes: int
    candidates: tuple[Candidate, ...]
    weight: int = 0
    count: int = 1
    need: int = 1
    site: str | None = None
    now: int | None = None
    prefer: int | None = None
    must: bool = False
    breaks: tuple[Interval, ...] = ()
    layer: int = 0

    @property
    def is_post(self) -> bool:
        """Whether it is work of the shared post."""
        return self.what is not What.MOVABLE

    @property
    def worked(self) -> tuple[Interval, ...]:
        """Its stretches of work, from its first minute."""
        return subtract([(0, self.minutes)], self.breaks)


@dataclass(frozen=True, slots=True)
class Busy:
    """Work that stays where it is, with its pauses and its place."""

    title: str
    start: int
    minutes: int
    site: str | None = None
    breaks: tuple[Interval, ...] = ()

    @property
    def end(self) -> int:
        """The minute of its end."""
        return self.start + self.minutes

    @property
    def worked(self) -> tuple[Interval, ...]:
        """Its stretches of work."""
        return subtract([(self.start, self.end)], self.breaks)


@dataclass(frozen=True, slots=True, order=True)
class Placed:
    """One block in its place."""

    item: str
    person: int
    start: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A week to place.

    `shares` is what each partner's part of the post holds, `tolerance` how far it may be passed.
    `busy` is each person's work that stays. `there` is when each is on the post whatever is
    placed. `travel` is the journey between two sites, either way. `wanted` is the overlap that is
    wanted. `rest` is the daily rest, `unbroken` the longest work on end and `pause` the break that
    ends it. `locked` are places that must be kept; `refused` are sets of places that the checks do
    not accept together.
    """

    items: tuple[Item, ...]
    shares: tuple[int, int]
    busy: tuple[tuple[Busy, ...], tuple[Busy, ...]] = ((), ())
    there: tuple[tuple[Interval, ...], tuple[Interval, ...]] = ((), ())
    tolerance: int = 30
    wanted: int = 0
    travel: Mapping[tuple[str, str], int]
    rest: int = 11 * 60
    unbroken: int = 6 * 60
    pause: int = 20
    locked: frozenset[Placed] = frozenset()
    refused: tuple[frozenset[Placed], ...] = ()
