"""Drags and pick-ups: from where the pointer is to where the block would lie.

A drag begins on a block, an edge, an empty slot or a chip, follows the pointer, and ends in one
act or in none. It holds no widget and no pixel: the canvas gives it minutes of the week.
"""

from dataclasses import dataclass
from enum import Enum

from portfolio_app.core.model import MINUTES_PER_DAY, MINUTES_PER_WEEK
from portfolio_app.ui.document import Document
from portfolio_app.ui.week import acts
from portfolio_app.ui.week.acts import AddKind, Spot

SHORTEST = 5  # minutes that a block keeps when an edge is pulled past the other
FINE = 1  # minutes, with Alt
_HALF_WEEK = MINUTES_PER_WEEK // 2


class Grip(Enum):
    """What of the week has been taken hold of."""

    EMPTY = "empty"
    BODY = "body"
    START = "start"
    END = "end"
    CHIP = "chip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Where the pointer is: a minute of the week (fractions kept), or over the tray."""

    minute: float
    snap: int = 15
    copies: bool = False
    over_tray: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drag:
    """A drag that has begun.

    `key` is the item's id (None on an empty slot), `was` where its block lay, `grabbed` the
    minute of the week at which it was taken hold of.
    """

    grip: Grip
    grabbed: float
    was: Spot
    key: str | None = None

    def spot(self, pointer: Pointer) -> Spot:
        """Where the block would lie with the pointer here."""
        snap = pointer.snap
        match self.grip:
            case Grip.BODY:
                return self._moved(pointer)
            case Grip.CHIP:
                return Spot(_snapped(pointer.minute, snap) % MINUTES_PER_WEEK, self.was.minutes)
            case Grip.START:
                return self._pulled_start(_snapped(pointer.minute, snap))
            case Grip.END:
                return self._pulled_end(_snapped(pointer.minute, snap))
        return self._drawn(pointer)

    def finish(self, document: Document, pointer: Pointer) -> str | None:
        """Do it; the id of the block that it leaves, None when nothing was done."""
        spot = self.spot(pointer)
        if self.key is None:
            return acts.add(document, AddKind.ACTIVITY, spot, like=document.selection)
        if pointer.over_tray and self.grip is Grip.BODY:
            return self.key if acts.to_tray(document, self.key) else None
        if self.grip is Grip.CHIP:
            return None if pointer.over_tray else acts.place(document, self.key, spot)
        if pointer.copies and self.grip is Grip.BODY:
            return acts.copy(document, self.key, spot, was=self.was)
        return self.key if acts.move(document, self.key, spot, was=self.was) else None

    def _moved(self, pointer: Pointer) -> Spot:
        """Whole days keep the time; a change of time lands on the grid."""
        by = pointer.minute - self.grabbed
        days = round(by / MINUTES_PER_DAY)
        rest = by - days * MINUTES_PER_DAY
        if abs(rest) < pointer.snap / 2:
            start = self.was.start + days * MINUTES_PER_DAY
        else:
            start = _snapped(self.was.start + by, pointer.snap)
        return Spot(start % MINUTES_PER_WEEK, self.was.minutes)

    def _pulled_start(self, minute: int) -> Spot:
        end = self.was.start + self.was.minutes
        length = _length(end - minute)
        return Spot((end - length) % MINUTES_PER_WEEK, length)

    def _pulled_end(self, minute: int) -> Spot:
        return Spot(self.was.start, _length(minute - self.was.start))

    def _drawn(self, pointer: Pointer) -> Spot:
        low = min(self.grabbed, pointer.minute)
        high = max(self.grabbed, pointer.minute)
        start = int(low // pointer.snap) * pointer.snap
        end = -int(-high // pointer.snap) * pointer.snap
        length = min(max(end - start, pointer.snap), MINUTES_PER_DAY)
        return Spot(start % MINUTES_PER_WEEK, length)


def _snapped(minute: float, snap: int) -> int:
    return round(minute / snap) * snap


def _length(minutes: int) -> int:
    """A pulled length brought into 5 to 1440 minutes; over Sunday midnight it comes round."""
    if minutes <= SHORTEST:
        round_the_week = minutes + MINUTES_PER_WEEK
        return round_the_week if round_the_week <= MINUTES_PER_DAY else SHORTEST
    return min(minutes, MINUTES_PER_DAY) if minutes <= _HALF_WEEK else SHORTEST


def nudged(was: Spot, *, days: int = 0, minutes: int = 0) -> Spot:
    """A spot moved by whole days and minutes, round the week."""
    start = was.start + days * MINUTES_PER_DAY + minutes
    return Spot(start % MINUTES_PER_WEEK, was.minutes)


def stretched(was: Spot, *, start: int = 0, end: int = 0) -> Spot:
    """A spot with its beginning or its end moved by so many minutes, 5 to 1440 minutes long."""
    length = min(max(was.minutes + end - start, SHORTEST), MINUTES_PER_DAY)
    begins = was.start + (was.minutes - length if start else 0)
    return Spot(begins % MINUTES_PER_WEEK, length)
