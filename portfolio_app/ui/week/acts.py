"""What can be done to the week: each act is one edit with a plain name, whatever tool asked.

Mouse, keyboard, click-only and inspector paths all end here. The functions that make a changed
item are pure; the acts hand them to the document. Knows nothing of pixels or widgets.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.edits import Item, find, free_id, ids, put, remove
from portfolio_app.core.model import (
    DAYS_PER_WEEK,
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    WEEKDAYS,
    Activity,
    Clock,
    Commitment,
    Day,
    Half,
    OnCall,
    OnDates,
    OneIn,
    Portfolio,
    Role,
)
from portfolio_app.core.occasion import half_clock
from portfolio_app.ui.document import Document

NEW_TITLE = "New activity"
_EIGHT = Fraction(8)
LONGEST_PLACED = 240  # a larger stretch of untimed work is placed four hours at a time


class AddKind(Enum):
    """What the user can add to a week."""

    ACTIVITY = "activity"
    UNTIMED = "untimed"
    ON_CALL = "on call"
    LIFE = "life"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the week: `start` is a minute of the week, the length 1 to 1440 minutes."""

    start: int
    minutes: int

    @property
    def clock(self) -> Clock:
        """The same by the clock."""
        begins = self.start % MINUTES_PER_DAY
        return Clock(begins, (begins + self.minutes) % MINUTES_PER_DAY)

    @property
    def day(self) -> Day:
        """The day on which it begins."""
        return WEEKDAYS[self.start // MINUTES_PER_DAY % DAYS_PER_WEEK]

    @property
    def text(self) -> str:
        """The beginning in words: "Tue 09:00"."""
        return f"{self.day.value} {words.clock(self.start % MINUTES_PER_DAY)}"

    @property
    def times(self) -> str:
        """Beginning and end: "Tue 09:00–13:00"."""
        return f"{self.text}–{words.clock((self.start + self.minutes) % MINUTES_PER_DAY)}"


# -- changed items -----------------------------------------------------------------------------


def at_spot(item: Activity | Commitment, spot: Spot, *, was: Spot, role: Role | None) -> Item:
    """The item with its block moved from where it was to a spot, or resized to it.

    Breaks by the clock move with the block; dates move by whole days; a half-day that keeps its
    length stays a half-day. A commitment on several days moves this one to another day, and all
    of them to another time.
    """
    if isinstance(item, Commitment):
        return _commitment_at(item, spot, was)
    days = (spot.start // MINUTES_PER_DAY - was.start // MINUTES_PER_DAY) % DAYS_PER_WEEK
    days = days - DAYS_PER_WEEK if days > DAYS_PER_WEEK // 2 else days
    day = item.day if item.day is None else spot.day
    if item.half is not None and item.clock is None and spot.minutes == was.minutes and role:
        return replace(item, day=day, half=nearest_half(role, spot))
    frequency = item.frequency
    if days and isinstance(frequency, OnDates):
        frequency = OnDates(tuple(each + timedelta(days=days) for each in frequency.dates))
    return replace(
        item,
        day=day,
        half=None,
        clock=spot.clock,
        frequency=frequency,
        breaks=_breaks_at(item, spot, was),
        break_minutes=min(item.break_minutes, spot.minutes - 1),
    )


def nearest_half(role: Role, spot: Spot) -> Half:
    """The half-day of a role whose beginning is nearest to a spot's."""
    begins = spot.start % MINUTES_PER_DAY
    return min(Half, key=lambda half: abs(half_clock(role, half).start - begins))


def timed(activity: Activity, spot: Spot) -> Activity:
    """An untimed activity, by the clock at a spot."""
    return replace(
        activity,
        day=spot.day,
        clock=spot.clock,
        half=None,
        minutes=None,
        premium_minutes=None,
        break_minutes=min(activity.break_minutes, spot.minutes - 1),
        place_days=(),
        place_window=None,
        least_minutes=None,
    )


def _commitment_at(item: Commitment, spot: Spot, was: Spot) -> Commitment:
    moved = [spot.day if day is was.day else day for day in item.days]
    return replace(
        item, days=tuple(sorted(set(moved), key=lambda day: day.index)), clock=spot.clock
    )


def _breaks_at(item: Activity, spot: Spot, was: Spot) -> tuple[Clock, ...]:
    """The breaks by the clock, as far into the block as before; those it no longer holds go."""
    begins = spot.start % MINUTES_PER_DAY
    shift = 0 if spot.minutes != was.minutes else spot.start - was.start
    kept = []
    for pause in item.breaks:
        start = (pause.start + shift) % MINUTES_PER_DAY
        into = (start - begins) % MINUTES_PER_DAY
        if into + pause.minutes <= spot.minutes:
            kept.append(Clock(start, (start + pause.minutes) % MINUTES_PER_DAY))
    return tuple(kept)


def spot_of(item: Activity | Commitment) -> Spot | None:
    """Where an item lies by its clock, on its first day; None where it has none."""
    day = item.days[0] if isinstance(item, Commitment) else item.day
    if item.clock is None or day is None or day is Day.HOLIDAY:
        return None
    return Spot(day.index * MINUTES_PER_DAY + item.clock.start, item.clock.minutes)


# -- acts --------------------------------------------------------------------------------------


def move(document: Document, key: str, spot: Spot, *, was: Spot, merge: str | None = None) -> bool:
    """Move or resize a block; one step named after what happened."""
    item = document.item(key)
    if not isinstance(item, Activity | Commitment) or spot == was:
        return False
    changed = at_spot(item, spot, was=was, role=role_of(document, item))
    if spot.minutes == was.minutes:
        half = isinstance(changed, Activity) and changed.clock is None and changed.half
        where = f"{spot.day.value} {half.value}" if half else spot.text
        label = f"Move {item.title} to {where}"
    else:
        label = f"Set {item.title} to {spot.times}"
    return change(document, label, changed, merge=merge)


def copy(document: Document, key: str, spot: Spot, *, was: Spot) -> str | None:
    """Put a copy of a block at a spot; the id of the copy, which is then selected."""
    item = document.item(key)
    if not isinstance(item, Activity | Commitment):
        return None
    taken = ids(document.portfolio)
    if isinstance(item, Commitment):
        new: Item = replace(item, id=free_id(item.title, taken), days=(spot.day,), clock=spot.clock)
    else:
        moved = at_spot(item, spot, was=was, role=role_of(document, item))
        new = replace(moved, id=free_id(item.title, taken))
    if change(document, f"Copy {item.title} to {spot.text}", new):
        document.select(new.id)
        return new.id
    return None


def duplicate(document: Document, key: str) -> str | None:
    """Put a copy right behind a block, or in the tray; its id, which is then selected."""
    item = document.item(key)
    if not isinstance(item, Activity | Commitment | OnCall):
        return None
    new: Item = replace(item, id=free_id(item.title, ids(document.portfolio)))
    was = None if isinstance(new, OnCall) else spot_of(new)
    if isinstance(new, Activity) and was is not None:
        behind = Spot((was.start + was.minutes) % MINUTES_PER_WEEK, was.minutes)
        new = at_spot(new, behind, was=was, role=None)
    if change(document, f"Duplicate {item.title}", new):
        document.select(new.id)
        return new.id
    return None


def place(document: Document, key: str, spot: Spot) -> str | None:
    """Give untimed work a place: all of it, or a block of it that leaves the rest untimed.

    Returns:
        The id of the placed block, which is then selected.
    """
    item = document.item(key)
    if not isinstance(item, Activity):
        return None
    label = f"Place {item.title} on {spot.text}"
    left = (item.minutes or 0) - spot.minutes
    if left <= 0:
        change(document, label, timed(item, spot))
        return key
    block = replace(
        timed(item, spot),
        id=free_id(item.title, ids(document.portfolio)),
        stated=None,
        stated_each=None,
        travel_minutes=0,
        counts_as=None,
        tariff=None,
    )
    premium = item.premium_minutes
    rest = replace(
        item, minutes=left, premium_minutes=None if premium is None else min(premium, left)
    )
    scenario = document.scenario
    document.edit(label, lambda p: put(put(p, rest, scenario), block, scenario))
    document.select(block.id)
    return block.id


def to_tray(document: Document, key: str) -> bool:
    """Take a timed activity's place away; its hours stay, and join what waits of the same work."""
    item = document.item(key)
    if not isinstance(item, Activity) or item.clock is None:
        return False
    pauses = item.break_minutes + sum(pause.minutes for pause in item.breaks)
    held = item.clock.minutes - pauses
    scenario = document.scenario
    waiting = next((a for a in document.effective.activities if _waits(a, item)), None)
    known = None if waiting is None else find(document.portfolio, waiting.id, scenario)
    label = f"Take {item.title} out of the week"
    if isinstance(known, Activity) and known.minutes is not None:
        joined = replace(known, minutes=known.minutes + held)
        done = document.edit(label, lambda p: put(_removed(p, key, scenario), joined, scenario))
        document.select(joined.id)
        return done
    loose = replace(item, clock=None, day=None, minutes=held, breaks=(), break_minutes=0, half=None)
    if isinstance(item.frequency, OnDates):
        loose = replace(loose, day=None)
    return change(document, label, loose)


def delete(document: Document, key: str) -> bool:
    """Take an item out of the week, or give it up in the scenario shown."""
    item = document.item(key)
    if not isinstance(item, Activity | Commitment | OnCall):
        return False
    scenario = None if isinstance(item, Commitment) else document.scenario
    verb = "Delete" if scenario is None else "Give up"
    return document.edit(f"{verb} {item.title}", lambda p: _removed(p, key, scenario))


def add(document: Document, kind: AddKind, spot: Spot, *, like: str | None = None) -> str | None:
    """Add an item at a spot; its id, which is then selected. None without a role to add it to.

    Args:
        document: where.
        kind: what.
        spot: where in the week; its length is the hours of untimed work.
        like: an item whose role it takes; else the first role's.
    """
    new = _new_item(document, kind, spot, like)
    if new is None:
        return None
    where = "" if kind in (AddKind.UNTIMED, AddKind.ON_CALL) else f" on {spot.text}"
    if change(document, f"Add {new.title}{where}", new):
        document.select(new.id)
        return new.id
    return None


def change(document: Document, label: str, item: Item, *, merge: str | None = None) -> bool:
    """Set an item, in the scenario shown; one step."""
    scenario = document.scenario
    return document.edit(label, lambda p: put(p, item, scenario), merge=merge)


def role_of(document: Document, item: Item) -> Role | None:
    """The role of an item as the week shown has it; None for life outside work."""
    if isinstance(item, Commitment):
        return None
    return next((role for role in document.effective.roles if role.id == item.role), None)


def _removed(portfolio: Portfolio, key: str, scenario: str | None) -> Portfolio:
    return remove(portfolio, key, scenario)


def _waits(other: Activity, item: Activity) -> bool:
    return (
        other.id != item.id
        and other.minutes is not None
        and (other.title, other.role, other.frequency, other.category)
        == (item.title, item.role, item.frequency, item.category)
    )


def _new_item(document: Document, kind: AddKind, spot: Spot, like: str | None) -> Item | None:
    taken = ids(document.portfolio)
    if kind is AddKind.LIFE:
        title = "Time outside work"
        return Commitment(id=free_id(title, taken), title=title, days=(spot.day,), clock=spot.clock)
    role = _role_for(document, like)
    if role is None:
        return None
    if kind is AddKind.ON_CALL:
        title = "On call"
        return OnCall(id=free_id(title, taken), role=role.id, title=title, frequency=OneIn(_EIGHT))
    new = Activity(
        id=free_id(NEW_TITLE, taken),
        role=role.id,
        title=NEW_TITLE,
        category=_first_category(document, role, like),
    )
    if kind is AddKind.UNTIMED:
        return replace(new, minutes=spot.minutes)
    return replace(new, day=spot.day, clock=spot.clock)


def _role_for(document: Document, like: str | None) -> Role | None:
    roles = document.effective.roles
    item = None if like is None else document.item(like)
    wanted = getattr(item, "role", None)
    return next((r for r in roles if r.id == wanted), roles[0] if roles else None)


def _first_category(document: Document, role: Role, like: str | None) -> str | None:
    """The category of the item it is like, else the first that the role's contract names."""
    item = None if like is None else document.item(like)
    if isinstance(item, Activity) and item.role == role.id and item.category is not None:
        return item.category
    counted = document.count.role(role.id)
    term = None if counted is None else counted.terms.view.get("categories")
    value = () if term is None else term.value
    return value[0].code if isinstance(value, tuple) and value else None
