"""What is to be placed: items with the slots that they could take, and what holds them apart.

Values only. A week is 672 slots of a quarter of an hour. An item is a fixed commitment of the post,
a class of alike blocks of flexible work, or an activity of mine that may move. Immovable and
protected time has left the candidates already, so that no row of the model need speak of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY

SLOT = 15  # minutes
SLOTS_PER_DAY = MINUTES_PER_DAY // SLOT
SLOTS = SLOTS_PER_DAY * DAYS_PER_WEEK
ME, PARTNER = 0, 1
PEOPLE = (ME, PARTNER)


class What(Enum):
    """What kind of item is placed."""

    COMMITMENT = "a fixed commitment of the post"
    FLEXIBLE = "flexible work of the post"
    MOVABLE = "work of your own that may move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to place. `candidates` are (person, first slot) that it could take.

    `count` is how many alike blocks there are; `need` how many people each needs; `now` where
    work of my own lies today; `prefer` who should go where either may. `must`: it may not be left
    out (work of my own that is not optional).
    """

    id: str
    title: str
    what: What
    slots: int
    candidates: tuple[tuple[int, int], ...]
    count: int = 1
    need: int = 1
    site: str | None = None
    now: int | None = None
    prefer: int | None = None
    must: bool = False

    @property
    def is_post(self) -> bool:
        """Whether it is work of the shared post."""
        return self.what is not What.MOVABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A week to place. Slots unless it says minutes.

    `shares` are what each partner's part of the post holds, `tolerance` how far it may be passed.
    `busy` is work of each person that stays where it is, by first slot and length, with its site.
    `travel` is the journey between two sites. `wanted` is the overlap that is wanted. `rest` is
    the daily rest, `unbroken` the longest work on end and `pause` the break that ends it.
    """

    items: tuple[Item, ...]
    busy: tuple[tuple[tuple[int, int, str | None], ...], ...]
    shares: tuple[int, int]
    tolerance: int
    wanted: int
    travel: Mapping[tuple[str, str], int]
    rest: int
    unbroken: int
    pause: int


@dataclass(frozen=True, slots=True)
class Placed:
    """One block in its place."""

    item: str
    person: int
    slot: int
    slots: int
