"""A shared post's ordinary week: who is on it when, as figures, a table and words.

Knows nothing of drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from portfolio_app.charts.stretches import DAY_NAMES, by_day
from portfolio_app.charts.style import Table
from portfolio_app.core import words
from portfolio_app.core.jobshare import Option
from portfolio_app.core.model import MINUTES_PER_DAY
from portfolio_app.core.placed import activity_blocks
from portfolio_app.core.post import PostFigures, duty_map
from portfolio_app.core.shares import Attended
from portfolio_app.core.weektime import Interval, intersect, subtract, wrap


class Who(Enum):
    """Who is on the post at a time; the value is how it is said."""

    ME = "you"
    PARTNER = "your partner"
    BOTH = "both of you"
    NOBODY = "nobody"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Duty:
    """A stretch of one day, in minutes of the week, on the post or wanted by it."""

    start: int
    end: int
    who: Who
    titles: tuple[str, ...]
    keys: tuple[str, ...]


def duties(post: PostFigures) -> tuple[Duty, ...]:
    """The post's ordinary week: who is there when, and commitments at which nobody surely is."""
    resolved = post.resolved
    on_post = duty_map(resolved, resolved.role)
    here = {Who.ME: "me", Who.PARTNER: "partner", Who.BOTH: "both"}
    found = [
        _duty(piece, who, resolved.fixed, post)
        for who, name in here.items()
        for window in on_post[name]
        for piece in _cut(window, resolved.fixed, post)
    ]
    missing = ((Who.NOBODY, post.uncovered), (Who.NOT_KNOWN, post.not_known))
    someone = [window for windows in on_post.values() for window in windows]
    found += [
        _duty(piece, who, (attended,), post)
        for who, commitments in missing
        for attended in commitments
        for window in subtract(_windows(attended, post), someone)
        for piece in by_day(window)
    ]
    return tuple(sorted(found, key=lambda duty: (duty.start, duty.end)))


def _windows(attended: Attended, post: PostFigures) -> tuple[Interval, ...]:
    blocks = activity_blocks(attended.activity, post.resolved.role, 1)
    return tuple(w for block in blocks for w in wrap(block.start, block.minutes))


def _cut(window: Interval, fixed: Sequence[Attended], post: PostFigures) -> Iterable[Interval]:
    """A window cut at midnight and wherever a commitment begins or ends."""
    edges = {edge for one in fixed for w in _windows(one, post) for edge in w}
    for start, end in by_day(window):
        inside = sorted({start, end, *(edge for edge in edges if start < edge < end)})
        yield from pairwise(inside)


def _duty(window: Interval, who: Who, fixed: Sequence[Attended], post: PostFigures) -> Duty:
    there = [one for one in fixed if intersect([window], _windows(one, post))]
    titles = tuple(dict.fromkeys(one.activity.title for one in there))
    keys = tuple(dict.fromkeys(one.activity.id for one in there))
    return Duty(*window, who, titles, keys)


def post_of(option: Option) -> PostFigures:
    """The shared post of an option.

    Raises:
        ValueError: the option does not share the post.
    """
    if option.post is None:
        raise ValueError(f"“{option.title}” does not share the post, so there is no week to show.")
    return option.post


def job_share_week_table(option: Option) -> Table:
    """The figures of `job_share_week`: a row for each stretch of the post's week.

    Raises:
        ValueError: the option does not share the post.
    """
    post = post_of(option)
    headers = ("Day", "From", "To", "Who is there", "Length", "What")
    found = duties(post)
    rows = tuple(
        (
            DAY_NAMES[duty.start // MINUTES_PER_DAY],
            words.clock(duty.start),
            "24:00" if duty.end % MINUTES_PER_DAY == 0 else words.clock(duty.end),
            duty.who.value,
            words.hours(duty.end - duty.start),
            ", ".join(duty.titles),
        )
        for duty in found
    )
    said = [
        f"{day} {start} to {end}: {who}{f', {what}' if what else ''}."
        for day, start, end, who, _, what in rows
    ]
    keys = tuple(duty.keys for duty in found)
    return Table(headers, rows, frozenset({4}), keys, " ".join((*said, *post_notes(option))))


def post_notes(option: Option) -> tuple[str, ...]:
    """The post's week in figures: time with someone there, time together, work without a time."""
    post = post_of(option)
    resolved = post.resolved
    own = option.count.role(resolved.role.id)
    unit = "" if own is None else own.unit.value
    together = words.hours(post.overlap)
    wanted = "" if post.wanted is None else f", {words.hours(post.wanted)} wanted"
    present = f"Someone is on the post {words.hours(post.duty)} a week by the clock"
    made = [f"{present}; {together} together{wanted}."]
    if resolved.flexible_units:
        text = (
            f"Flexible work without a set time: {words.units(resolved.flexible_mine, unit)} yours,"
            f" {words.units(resolved.flexible_theirs, unit)} your partner's"
        )
        left = resolved.flexible_left
        made.append(f"{text}, {words.units(left, unit)} has no room." if left else f"{text}.")
    return tuple(made)
