"""Requests that come to the post through a sampled year: how many, how long, how long they wait.

They arrive in working hours of working days. An urgent one goes to whoever is on the post then,
else to the partner who is at work, else it waits for the first of either; the others wait for the
next minute of the post that someone works.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY
from portfolio_app.core.sharing import Demand, Holder
from portfolio_app.core.weektime import Interval, merge
from portfolio_app.core.yearplan import WORKING_DAYS, PostYear, YearPlan
from portfolio_app.simulate.absence import Away
from portfolio_app.simulate.draws import BLOCK, Draws, Floats, log_normal

OPENS, CLOSES = 9 * 60, 17 * 60  # the working hours in which requests arrive
_NEVER = 10**7  # minutes: beyond any year
_SIGMAS = 6  # more requests than this above the mean are not drawn; nobody will see the day
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Requests:
    """Requests of a block of years. `minutes` is the work of each week (weeks × years).

    `waits` and `urgent` are of each request (requests × years), `came` says which of them there
    are; a wait is minutes by the clock, to the year's end where nobody came to it.
    """

    minutes: Floats
    waits: Ints
    urgent: NDArray[np.bool_]
    came: NDArray[np.bool_]


def requests(
    plan: YearPlan, post: PostYear, away: tuple[Away, Away], draws: Draws
) -> Requests | None:
    """The requests of the year; None where the plan does not say how many come."""
    demand = post.demand
    if demand is None:
        return None
    open_days = np.array([day for day in range(plan.days) if plan.is_working(day)])
    mean = float(demand.requests) * len(open_days) / WORKING_DAYS
    most = int(mean + _SIGMAS * np.sqrt(mean)) + 1
    came = np.arange(most)[:, None] < draws.poisson("requests", mean)
    at = draws.uniform("request at", most) * len(open_days)
    day = open_days[at.astype(np.int64)]
    minute = (OPENS + at % 1 * (CLOSES - OPENS)).astype(np.int64)
    urgent = draws.uniform("request urgent", most) < float(demand.urgent)
    length = log_normal(
        draws.normal("request minutes", most), float(demand.minutes), _spread(demand)
    )
    week = (day + plan.before) // DAYS_PER_WEEK
    flat = week * BLOCK + np.arange(BLOCK)
    places = plan.weeks * BLOCK
    minutes = np.bincount(flat[came], weights=length[came], minlength=places).astype(np.float64)
    present = _presence(plan, post, away)
    waits = np.where(
        urgent,
        _wait(plan, post.at_work, present, day, minute),
        _wait(plan, post.on_post, present, day, minute),
    )
    return Requests(minutes.reshape(plan.weeks, BLOCK), waits, urgent, came)


def _spread(demand: Demand) -> float:
    return float(demand.minutes * demand.spread)


def _presence(plan: YearPlan, post: PostYear, away: tuple[Away, Away]) -> Ints:
    """Who is there on each day: 1 for me, 2 for my partner, added up (days × years)."""
    working = np.array([[plan.is_working(day)] for day in range(plan.days)])
    found = np.zeros((plan.days, BLOCK), dtype=np.int64)
    for bit, (holder, person) in enumerate(zip((Holder.ME, Holder.PARTNER), away, strict=True)):
        if holder in post.holders:
            found += (~person.away & working) * (1 << bit)
    return found


def _wait(
    plan: YearPlan,
    windows: tuple[tuple[Interval, ...], tuple[Interval, ...]],
    present: Ints,
    day: Ints,
    minute: Ints,
) -> Ints:
    """Minutes until someone's next minute in their windows, from each request on."""
    until = _until(windows)
    weekday = (np.arange(plan.days) + plan.before) % DAYS_PER_WEEK
    midnights = np.arange(plan.days)[:, None] * MINUTES_PER_DAY
    begins = until[present, weekday[:, None], 0] + midnights
    later = np.full((plan.days + 1, BLOCK), _NEVER)
    later[:-1] = np.minimum.accumulate(begins[::-1], axis=0)[::-1]
    years = np.arange(BLOCK)
    now = day * MINUTES_PER_DAY + minute
    same_day = until[present[day, years], weekday[day], minute]
    next_day = np.minimum(later[day + 1, years], plan.days * MINUTES_PER_DAY) - now
    found: Ints = np.where(same_day < _NEVER, same_day, next_day)
    return found


def _until(windows: tuple[tuple[Interval, ...], tuple[Interval, ...]]) -> Ints:
    """Minutes to the next one within windows, the same day: by who is there, weekday, minute."""
    table = np.full((4, DAYS_PER_WEEK, MINUTES_PER_DAY), _NEVER)
    minutes = np.arange(MINUTES_PER_DAY)
    for code in range(1, 4):
        open_now = np.zeros(DAYS_PER_WEEK * MINUTES_PER_DAY, dtype=np.bool_)
        for start, end in merge(w for bit in (0, 1) if code >> bit & 1 for w in windows[bit]):
            open_now[start:end] = True
        by_day = open_now.reshape(DAYS_PER_WEEK, MINUTES_PER_DAY)
        next_open = np.where(by_day, minutes, _NEVER)
        first = np.minimum.accumulate(next_open[:, ::-1], axis=1)[:, ::-1]
        table[code] = np.where(first < _NEVER, first - minutes, _NEVER)
    return table
