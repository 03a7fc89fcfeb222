"""What a drag would do if it ended here: times, change of units, clashes. Changes nothing.

Knows the document's counted week and one possible act; nothing of pixels.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import Unit
from portfolio_app.core.lines import activity_line
from portfolio_app.core.model import MINUTES_PER_DAY, Activity
from portfolio_app.core.weektime import Interval, merge, wrap
from portfolio_app.ui.document import Document
from portfolio_app.ui.week import acts
from portfolio_app.ui.week.acts import Spot
from portfolio_app.ui.week.drags import Drag, Grip, Pointer
from portfolio_app.ui.week.scene import Firmness, Scene, Tile, TileKind, overlap

_WEEKDAYS = 5
_LOOK_EVERY = 30  # minutes between the places that are tried


@dataclass(frozen=True, slots=True)
class Ghost:
    """A block that is not there yet: its place, its name, and what would follow."""

    spot: Spot
    title: str
    lines: tuple[str, ...]
    employer: int | None
    to_tray: bool = False

    @property
    def text(self) -> str:
        """All of it in one sentence, for a screen reader and for tests."""
        return ", ".join(self.lines)


def forecast(document: Document, scene: Scene, drag: Drag, pointer: Pointer) -> Ghost:
    """The ghost of a drag with the pointer here."""
    spot = drag.spot(pointer)
    item = None if drag.key is None else document.item(drag.key)
    title = acts.NEW_TITLE if item is None else str(getattr(item, "title", ""))
    employer = _employer(document, scene, drag.key)
    if pointer.over_tray and drag.grip in (Grip.BODY, Grip.CHIP):
        line = "back in the tray" if drag.grip is Grip.CHIP else "into the tray, without a time"
        return Ghost(spot, title, (title, line), employer, to_tray=True)
    copies = pointer.copies and drag.grip is Grip.BODY
    lines = [f"{spot.times} · {words.length(spot.minutes)}"]
    if copies:
        lines.append("a copy")
    units = _units_line(document, drag, spot, copies=copies)
    lines += [units] if units else []
    mine = None if copies else drag.key
    lines += clash_lines(scene, spot, but=mine)
    return Ghost(spot, title, tuple(lines), employer)


def clash_lines(scene: Scene, spot: Spot, *, but: str | None) -> list[str]:
    """What a block at a spot would clash with, in the week shown."""
    met = [tile for tile in _meeting(scene.tiles, spot) if tile.id != but]
    work = [tile.title for tile in met if tile.kind is TileKind.WORK]
    life = [tile.title for tile in met if tile.kind is TileKind.LIFE]
    lines = []
    if work:
        lines.append(f"clashes with {words.listing(list(dict.fromkeys(work)))}")
    if life:
        lines.append(f"takes time of {words.listing(list(dict.fromkeys(life)))}")
    return lines


def free_spot(scene: Scene, was: Spot, *, but: str, span: tuple[int, int]) -> Spot | None:
    """The nearest place of the same length where nothing else is, on any weekday.

    Args:
        scene: the week.
        was: where the block lies.
        but: the block's own id.
        span: the minutes of a day between which it may lie, and be looked for by the half-hour.
    """
    first, last = span
    spots = [
        Spot(day * MINUTES_PER_DAY + minute, was.minutes)
        for day in range(_WEEKDAYS)
        for minute in range(first, last - was.minutes + 1, _LOOK_EVERY)
    ]
    here = was.start // MINUTES_PER_DAY
    spots.sort(key=lambda s: (s.start // MINUTES_PER_DAY != here, abs(s.start - was.start)))
    sure = [t for t in scene.tiles if t.id != but and t.firmness is Firmness.SURE]
    busy = merge(piece for tile in sure for piece in wrap(tile.start, tile.minutes))
    begins = [start for start, _ in busy]
    return next((spot for spot in spots if _is_free(spot, busy, begins)), None)


def _is_free(spot: Spot, busy: Sequence[Interval], begins: Sequence[int]) -> bool:
    """Whether nothing of the merged, sorted busy time lies in a spot within one day."""
    before = bisect_left(begins, spot.start + spot.minutes) - 1
    return before < 0 or busy[before][1] <= spot.start


def _meeting(tiles: Sequence[Tile], spot: Spot) -> list[Tile]:
    return [
        tile
        for tile in tiles
        if tile.firmness is Firmness.SURE
        and overlap(spot.start, spot.minutes, tile.start, tile.minutes)
    ]


def _employer(document: Document, scene: Scene, key: str | None) -> int | None:
    if key is not None:
        tiles = scene.tiles_of(key)
        chip = scene.chip(key)
        return chip.employer if chip is not None else tiles[0].employer if tiles else None
    selection = document.selection
    like = scene.tiles_of(selection) if selection else ()
    if like and like[0].employer is not None:
        return like[0].employer
    return 0 if document.effective.roles else None


def _units_line(document: Document, drag: Drag, spot: Spot, *, copies: bool) -> str:
    """The change of units a week that the act would make: "+0.33 PA a week"."""
    worth = _worth(document, drag, spot)
    if worth is None:
        return ""
    after, role = worth
    counted = document.count.role(role)
    if counted is None:
        return ""
    line = None if drag.key is None or copies else document.count.line(drag.key)
    before = Fraction(0) if line is None else line.units_per_week or Fraction(0)
    if drag.grip is Grip.CHIP and line is not None:
        before = min(before, after)  # a block of untimed work takes its hours with it
    unit = "h" if counted.unit is Unit.HOUR else counted.unit.value
    gap = after - before
    if not gap:
        return "units stay the same" if drag.key is not None and not copies else ""
    sign = "+" if gap > 0 else "−"
    figure = (
        f"{sign}{words.units(abs(gap), unit, 2)}"
        if unit != "h"
        else (f"{sign}{words.number(abs(gap), 2)} h")
    )
    return f"{figure} a week"


def _worth(document: Document, drag: Drag, spot: Spot) -> tuple[Fraction, str] | None:
    """The units a week of the block at the spot, and its role."""
    if drag.key is None:
        roles = document.effective.roles
        like = None if document.selection is None else document.item(document.selection)
        wanted = getattr(like, "role", None)
        role = next((r for r in roles if r.id == wanted), roles[0] if roles else None)
        if role is None:
            return None
        new: Activity | None = Activity(
            id="", role=role.id, title="", day=spot.day, clock=spot.clock
        )
    else:
        new = _changed(document, drag, spot)
    if new is None:
        return None
    counted = document.count.role(new.role)
    if counted is None:
        return None
    line = document.count.line(new.id)
    lost = None if line is None else line.lost
    return activity_line(new, counted.terms, lost).units_per_week or Fraction(0), new.role


def _changed(document: Document, drag: Drag, spot: Spot) -> Activity | None:
    shown = next((a for a in document.effective.activities if a.id == drag.key), None)
    if shown is None:
        return None
    if drag.grip is Grip.CHIP:
        return acts.timed(shown, spot)
    changed = acts.at_spot(shown, spot, was=drag.was, role=acts.role_of(document, shown))
    return changed if isinstance(changed, Activity) else None
