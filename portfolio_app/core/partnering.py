"""What one clinician tells a job-share partner of their week: only what is chosen, and no more.

The week is told by half-days or as blocks without a name; either way the partner learns when, never
what. What is not told is not in the value at all, so that no file can hold it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction

from portfolio_app.core.edits import free_id, ids, put
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    WEEKDAYS,
    Clock,
    Day,
    Half,
    Partner,
    PartnerBlock,
    Portfolio,
)
from portfolio_app.core.placed import place
from portfolio_app.core.sharing import Availability
from portfolio_app.core.weektime import Interval, intersect, merge, subtract, total, wrap

_WORKING = WEEKDAYS[:5]
_TOLD_HALVES = (Half.AM, Half.PM)
TOLD_HOURS: Mapping[Half, tuple[int, int]] = {
    Half.AM: (9 * 60, 13 * 60),
    Half.PM: (13 * 60, 17 * 60),
}
_QUARTER = 4  # less than a quarter of a half-day free is none of it


class Week(Enum):
    """How the week is told."""

    HALVES = "halves"
    BLOCKS = "blocks"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is chosen to be told. Empty and None are left out; `halves` are the user's own words.

    `hours` are minutes a week; `flexible` are half-days that can be had by moving something.
    """

    name: str
    updated: date
    week: Week = Week.HALVES
    hours: int | None = None
    units: Fraction | None = None
    negotiable: bool | None = None
    areas: str = ""
    strengths: str = ""
    would_lead: str = ""
    limits: str = ""
    halves: tuple[tuple[Day, Half, Availability | None], ...] = ()


def partner_of(week: Portfolio, told: Told, *, but_for: str | None = None) -> Partner:
    """What a partner will see.

    Args:
        week: the clinician's week, a scenario applied, shared posts resolved.
        told: what is chosen.
        but_for: the post itself, whose own time is not in the way of it.
    """
    busy = busy_time(week, but_for)
    said: Mapping[tuple[Day, Half], Availability | None] = {
        (day, half): availability for day, half, availability in told.halves
    }
    halves: tuple[tuple[Day, Half, Availability], ...] = ()
    blocks: tuple[PartnerBlock, ...] = ()
    if told.week is Week.HALVES:
        found = [
            (day, half, said.get((day, half), availability_of(busy, day, half)))
            for day in _WORKING
            for half in _TOLD_HALVES
        ]
        halves = tuple((day, half, how) for day, half, how in found if how is not None)
    elif told.week is Week.BLOCKS:
        blocks = tuple(block for one in busy for block in _blocks(one))
    return Partner(
        id="",
        name=told.name,
        updated=told.updated,
        halves=halves,
        blocks=blocks,
        hours=told.hours,
        units=told.units,
        negotiable=told.negotiable,
        areas=told.areas,
        strengths=told.strengths,
        would_lead=told.would_lead,
        limits=told.limits,
    )


def taken_in(
    portfolio: Portfolio, partner: Partner, key: str | None = None
) -> tuple[Portfolio, str]:
    """The portfolio with a partner file's partner, and the id that they have in it.

    They are a new one, or take the place of the one named by `key`, else of the one of their name;
    the user's own notes on them are kept.
    """
    old = next(
        (p for p in portfolio.partners if p.id == key or (key is None and p.name == partner.name)),
        None,
    )
    if old is not None:
        return put(portfolio, replace(partner, id=old.id, notes=old.notes)), old.id
    made = free_id(partner.name, ids(portfolio))
    return put(portfolio, replace(partner, id=made)), made


def busy_time(week: Portfolio, but_for: str | None = None) -> tuple[Interval, ...]:
    """The minutes of the week that work in any of its weeks, or protected life, holds."""
    held = [
        window
        for block in place(week).blocks
        if (block.role is None or block.role != but_for) and (not block.is_life or block.protected)
        for window in wrap(block.start, block.minutes)
    ]
    return merge(held)


def availability_of(busy: tuple[Interval, ...], day: Day, half: Half) -> Availability:
    """How far a half-day is free of what holds it: all, some or none of it."""
    start, end = TOLD_HOURS[half]
    window = ((day.index * MINUTES_PER_DAY + start, day.index * MINUTES_PER_DAY + end),)
    free = total(subtract(window, busy))
    if free == total(window):
        return Availability.FULL
    return Availability.PART if free * _QUARTER >= total(window) else Availability.NONE


def _blocks(interval: Interval) -> list[PartnerBlock]:
    """A stretch of the week by days, without saying what it is."""
    found = []
    for day in WEEKDAYS:
        begins = day.index * MINUTES_PER_DAY
        met = intersect((interval,), ((begins, begins + MINUTES_PER_DAY),))
        found += [
            PartnerBlock(day=day, clock=Clock(start - begins, (end - begins) % MINUTES_PER_DAY))
            for start, end in met
        ]
    return found
