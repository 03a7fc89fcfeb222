"""The post in a sampled year: who goes to each commitment, who covers, what waits, what is left.

A commitment goes to whose turn it is; if they are away, to the other where cover is agreed, that
one could go, and has cover left to give that week. What flexible work leave and cover push out is
carried over as backlog. Arrays are weeks × years unless they say otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

import numpy as np

from portfolio_app.core.sharing import Holder
from portfolio_app.core.yearplan import (
    NOT_ON,
    WORKING_DAYS,
    Commitment,
    PostYear,
    goes_to_me,
)
from portfolio_app.simulate.absence import Bools, calendar_of
from portfolio_app.simulate.draws import BLOCK, Floats
from portfolio_app.simulate.duties import Setting, is_there, overrun
from portfolio_app.simulate.requests import Requests, requests


@dataclass
class Side:
    """What one partner does for the post, minutes of each week; `cover` is part of `worked`.

    `protected` is what it takes of my protected time; the partner's is not known.
    """

    worked: Floats
    planned: Floats
    cover: Floats
    protected: Floats

    @classmethod
    def nothing(cls, weeks: int) -> "Side":
        """Nothing yet, to add to."""
        return cls(*np.zeros((4, weeks, BLOCK)))


@dataclass
class Kept:
    """How the post is looked after. `uncovered` and `backlog` are of each week, the rest a year's.

    Counts are of commitments, `missed` of each by its id; `delivered`, `required`, `displaced` and
    `backlog` are minutes.
    """

    uncovered: Floats
    backlog: Floats
    due: Floats
    covered: Floats
    needed_both: Floats
    had_both: Floats
    displaced: Floats
    delivered: Floats
    required: Floats
    missed: dict[str, Floats] = field(default_factory=dict)
    requests: Requests | None = None

    @classmethod
    def nothing(cls, weeks: int) -> "Kept":
        """Nothing yet, to add to."""
        return cls(*np.zeros((2, weeks, BLOCK)), *np.zeros((7, BLOCK)))


@dataclass(frozen=True)
class PostRun:
    """Everything that a post's year comes to."""

    me: Side
    partner: Side
    kept: Kept = field(repr=False)


@dataclass(frozen=True)
class _Going:
    """Who is at a commitment: in their own turn, and standing in for the other."""

    me: Bools
    partner: Bools
    i_cover: Bools
    they_cover: Bools


def run_post(setting: Setting, post: PostYear) -> PostRun:
    """The post through a block of years."""
    weeks = setting.plan.weeks
    sides = Side.nothing(weeks), Side.nothing(weeks)
    kept = Kept.nothing(weeks)
    for one in post.commitments:
        occurs = setting.happens(one.days, one.rate, f"post {one.id}")
        going = _going(one, post, sides, setting)
        _add_work(one, sides, going, occurs, overrun(one.id, one.category, setting))
        _note(one, kept, going, occurs)
    kept.requests = requests(setting.plan, post, setting.away, setting.draws)
    _flexible(setting, post, sides, kept)
    return PostRun(*sides, kept)


def _going(one: Commitment, post: PostYear, sides: tuple[Side, Side], setting: Setting) -> _Going:
    """Who goes to a commitment in each week: whose turn it is, else the other as cover."""
    away, own = setting.away, setting.own_weeks
    me = is_there(one.days, away[0]) & ~_in_weeks(one.dropped_by, own)
    nobody = np.zeros_like(me)
    partner = is_there(one.days, away[1]) if Holder.PARTNER in post.holders else nobody
    if one.needs_both:
        return _Going(me, partner, nobody, nobody)
    mine, theirs = _turns(one.days, one.mine)
    my_turn, their_turn = me & mine, partner & theirs
    if not post.covers:
        return _Going(my_turn, their_turn, nobody, nobody)
    alone = _on(one.days) & ~my_turn & ~their_turn
    i_cover, they_cover = nobody, nobody
    if one.my_chance:
        free = me & ~mine & ~_in_weeks(one.busy_with, own)
        i_cover = _with_cover_left(one, post, sides[0], alone & free)
    if one.partner_chance:
        they_cover = _with_cover_left(one, post, sides[1], alone & ~i_cover & partner & ~theirs)
    return _Going(my_turn, their_turn, i_cover, they_cover)


def _in_weeks(ids: tuple[str, ...], own: Mapping[str, Floats]) -> Bools:
    """The weeks in which I do one of these duties."""
    found: Bools = np.zeros((1, 1), dtype=np.bool_)
    for id_ in ids:
        if id_ in own:
            found = found | (own[id_] >= 1)
    return found


@cache
def _turns(days: tuple[int, ...], part: Fraction | None) -> tuple[Bools, Bools]:
    """Whose turn a commitment is in each week: mine, and my partner's (weeks × 1)."""
    on = _on(days)
    if part is None:
        return on & False, on & False
    mine = np.array([[goes_to_me(part, week)] for week in range(len(days))])
    return on & mine, on & ~mine


@cache
def _on(days: tuple[int, ...]) -> Bools:
    """The weeks that have a day (weeks × 1)."""
    return np.array([[day != NOT_ON] for day in days])


def _with_cover_left(one: Commitment, post: PostYear, side: Side, asked: Bools) -> Bools:
    """Cover where there is some left to give in that week."""
    if post.cover_limit is None:
        return asked
    return asked & (side.cover <= post.cover_limit - float(one.minutes))


def _add_work(
    one: Commitment, sides: tuple[Side, Side], going: _Going, occurs: Floats, factor: Floats
) -> None:
    """What a commitment takes of each of us; cover comes on top of what is planned and paid."""
    minutes = float(one.minutes) * occurs
    worked = minutes * factor
    for side, goes, covers in (
        (sides[0], going.me, going.i_cover),
        (sides[1], going.partner, going.they_cover),
    ):
        if goes.any():
            side.worked += worked * goes
            side.planned += minutes * goes
        if covers.any():
            side.worked += worked * covers
            side.cover += minutes * covers
    if one.protected:
        sides[0].protected += float(one.protected) * occurs * (going.me | going.i_cover)
    if one.displaces and going.i_cover.any():
        displaced = float(one.displaces) * occurs * going.i_cover
        sides[0].worked -= displaced
        sides[0].planned -= displaced


def _note(one: Commitment, kept: Kept, going: _Going, occurs: Floats) -> None:
    """Whether somebody was there, and both where both are needed."""
    there = going.me | going.partner | going.i_cover | going.they_cover
    missed = occurs * ~there
    due = np.broadcast_to(occurs, there.shape).sum(axis=0)
    lost = missed.sum(axis=0)
    covered = due - lost
    kept.missed[one.id] = kept.missed.get(one.id, 0) + lost
    kept.uncovered += missed
    kept.due += due
    kept.covered += covered
    kept.required += float(one.minutes) * due
    kept.delivered += float(one.minutes) * covered
    if one.needs_both:
        kept.needed_both += due
        kept.had_both += (occurs * (going.me & going.partner)).sum(axis=0)
    if one.displaces:
        kept.displaced += float(one.displaces) * (occurs * going.i_cover).sum(axis=0)


def _flexible(setting: Setting, post: PostYear, sides: tuple[Side, Side], kept: Kept) -> None:
    """Flexible work week by week: this week's and the backlog, less what the week can hold."""
    plan, away = setting.plan, setting.away
    working = calendar_of(plan).working_days[:, None] / WORKING_DAYS
    wanted = np.broadcast_to(float(post.flexible) * working, (plan.weeks, BLOCK))
    if kept.requests is not None:
        wanted = wanted + kept.requests.minutes
    holders = [i for i, holder in enumerate((Holder.ME, Holder.PARTNER)) if holder in post.holders]
    rooms = [float(post.rooms[i]) * away[i].share for i in holders]
    own = [float(setting.assumed.own_time) * (away[i].share > 0) for i in holders]
    room: Floats = np.sum(rooms, axis=0)
    spare: Floats = np.sum(own, axis=0)
    done, more = np.empty_like(room), np.empty_like(room)
    backlog = np.zeros(BLOCK)
    for week in range(plan.weeks):
        need = wanted[week] + backlog
        np.minimum(need, room[week], out=done[week])
        need -= done[week]
        np.minimum(need, spare[week], out=more[week])
        backlog = need - more[week]
        kept.backlog[week] = backlog
    kept.required += wanted.sum(axis=0)
    kept.delivered += (done + more).sum(axis=0)
    done /= np.where(room > 0, room, 1)  # now the part of each room that is used
    more /= np.where(spare > 0, spare, 1)
    for side, own_room, own_spare in zip((sides[i] for i in holders), rooms, own, strict=True):
        part = done * own_room
        side.planned += part
        side.worked += part
        side.worked += more * own_spare
