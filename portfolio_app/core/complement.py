"""Two people's weeks side by side: who could be there on which day, and time together.

My own week is known; what a partner does not say is not known, never free. Counts nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from portfolio_app.core import words
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    WEEKDAYS,
    Day,
    Half,
    Partner,
    Portfolio,
)
from portfolio_app.core.partnering import TOLD_HOURS, availability_of, busy_time
from portfolio_app.core.post import PostFigures
from portfolio_app.core.shares import Presence
from portfolio_app.core.sharing import Availability
from portfolio_app.core.weektime import Interval, intersect, merge, windows_of

_DAYS = WEEKDAYS[:5]
_HALVES = {Half.AM: "in the morning", Half.PM: "in the afternoon"}


class Who(Enum):
    """Who could be on the post in a half-day."""

    BOTH = "both of you"
    ME = "you only"
    PARTNER = "your partner only"
    NEITHER = "neither of you"
    ME_AT_LEAST = "you"  # of the partner nothing is known
    NOT_ME = "not you"


_NOT_KNOWN = {Who.ME_AT_LEAST, Who.NOT_ME}
_WHO = {
    (True, Presence.FREE): Who.BOTH,
    (True, Presence.AWAY): Who.ME,
    (True, Presence.NOT_KNOWN): Who.ME_AT_LEAST,
    (False, Presence.FREE): Who.PARTNER,
    (False, Presence.AWAY): Who.NEITHER,
    (False, Presence.NOT_KNOWN): Who.NOT_ME,
}


@dataclass(frozen=True, slots=True)
class DayTogether:
    """A working day, and who could be there in its morning and its afternoon."""

    day: Day
    morning: Who
    afternoon: Who


def days_together(
    week: Portfolio, partner: Partner | None, *, but_for: str
) -> tuple[DayTogether, ...]:
    """Monday to Friday, and who could be there.

    Args:
        week: mine, a scenario applied, shared posts resolved.
        partner: what they say.
        but_for: the post itself, whose own time is not in the way of it.
    """
    busy = busy_time(week, but_for)
    return tuple(
        DayTogether(day, _who(busy, partner, day, Half.AM), _who(busy, partner, day, Half.PM))
        for day in _DAYS
    )


def sentences(post: PostFigures, week: Portfolio) -> Iterator[str]:
    """A sentence for each day, then what they come to and whether time together is met."""
    found = days_together(week, post.resolved.partner, but_for=post.resolved.role.id)
    for one in found:
        yield day_sentence(one)
    yield _together(post)
    both = [one.day.value for one in found if Who.BOTH in (one.morning, one.afternoon)]
    if both:
        yield f"You could both be there on {words.listing(both)}."


def day_sentence(one: DayTogether) -> str:
    """A day in words: "Tue: both of you", "Mon: you only in the morning; …"."""
    if one.morning is one.afternoon:
        return f"{one.day.value}: {_said(one.morning)}"
    parts = (
        _said(who, when)
        for who, when in ((one.morning, _HALVES[Half.AM]), (one.afternoon, _HALVES[Half.PM]))
    )
    return f"{one.day.value}: {'; '.join(parts)}"


def _said(who: Who, when: str = "") -> str:
    text = f"{who.value} {when}".strip()
    return f"{text} (your partner is not known)" if who in _NOT_KNOWN else text


def _who(busy: tuple[Interval, ...], partner: Partner | None, day: Day, half: Half) -> Who:
    mine = availability_of(busy, day, half) is not Availability.NONE
    return _WHO[mine, _theirs(partner, day, half)]


def _theirs(partner: Partner | None, day: Day, half: Half) -> Presence:
    """What a partner says of a half-day: in words for it, else by their blocks."""
    if partner is None:
        return Presence.NOT_KNOWN
    for told, of, how in partner.halves:
        if (told, of) == (day, half):
            return Presence.AWAY if how is Availability.NONE else Presence.FREE
    start, end = TOLD_HOURS[half]
    window = ((day.index * MINUTES_PER_DAY + start, day.index * MINUTES_PER_DAY + end),)
    here = [w for b in partner.blocks if b.on_post for w in windows_of(b.day.index, b.clock)]
    if intersect(window, here):
        return Presence.FREE
    away = [w for b in partner.blocks if not b.on_post for w in windows_of(b.day.index, b.clock)]
    gone = availability_of(merge(away), day, half) is Availability.NONE
    return Presence.AWAY if gone else Presence.NOT_KNOWN


def _together(post: PostFigures) -> str:
    reached = words.hours(post.overlap)
    if post.wanted is None:
        return f"Time together: {reached} a week; how much is wanted is not known."
    wanted = words.hours(post.wanted)
    if post.overlap >= post.wanted:
        return f"Time together: {reached} a week, {wanted} wanted: met."
    less = words.hours(post.wanted - post.overlap)
    return f"Time together: {reached} a week, {wanted} wanted: {less} too little."
