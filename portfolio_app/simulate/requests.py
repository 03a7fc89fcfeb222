"""Requests that come to the post through a sampled year: how many, how long, how long they wait.

They arrive in working hours of working days. An urgent one goes to whoever is on the post then,
else to the partner who is at work, else it waits for the first of either; the others wait for the
next minute of the post that someone works.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY, MINUTES_PER_WEEK
from portfolio_app.core.sharing import Demand, Holder
from portfolio_app.core.weektime import Interval, merge
from portfolio_app.core.yearplan import WORKING_DAYS, PostYear, YearPlan
from portfolio_app.simulate.absence import Away, absence_key, calendar_of
from portfolio_app.simulate.draws import BLOCK, Draws, Floats, log_normal

OPENS, CLOSES = 9 * 60, 17 * 60  # the working hours in which requests arrive
_NEVER = 10**7  # minutes: beyond any year
_SIGMAS = 6  # more requests than this above the mean are not drawn; nobody will see the day
_CODES = 4  # who is there: nobody, me, my partner, both
Ints = NDArray[np.int32]
Windows = tuple[Interval, ...]


@dataclass(frozen=True)
class Requests:
    """Requests of a block of years, year after year, and the `minutes` of work of each week.

    `year` is the column that a request belongs to; its wait is minutes by the clock, to the
    year's end where nobody came to it. `number` is how many there are in each year: of all
    requests, and of the urgent ones.
    """

    minutes: Floats
    year: NDArray[np.int64]
    waits: Ints
    urgent: NDArray[np.bool_]
    number: tuple[Floats, Floats]


@dataclass(frozen=True)
class _Arrived:
    """What comes, whoever holds the post: each request's year and minute of the year.

    `place` is its day and year in an array of days × years, `cell` its urgency, weekday and minute
    in a table of them; flat indices, for speed.
    """

    minutes: Floats
    year: NDArray[np.int64]
    now: Ints
    place: NDArray[np.int64]
    cell: NDArray[np.int64]
    urgent: NDArray[np.bool_]
    number: tuple[Floats, Floats]


def requests(
    plan: YearPlan, post: PostYear, away: tuple[Away, Away], draws: Draws
) -> Requests | None:
    """The requests of the year; None where the plan does not say how many come."""
    if post.demand is None:
        return None
    key = ("requests", post.demand, absence_key(plan))
    if key not in draws.worked:
        draws.worked[key] = _arrive(plan, post.demand, draws)
    came: _Arrived = draws.worked[key]
    waits = _waits(plan, post, came, _presence(plan, post, away, draws))
    return Requests(came.minutes, came.year, waits, came.urgent, came.number)


def _arrive(plan: YearPlan, demand: Demand, draws: Draws) -> _Arrived:
    open_days = np.flatnonzero(calendar_of(plan).working)
    mean = float(demand.requests) * len(open_days) / WORKING_DAYS
    most = int(mean + _SIGMAS * np.sqrt(mean)) + 1
    came = np.arange(most) < draws.poisson("requests", mean)[:, None]
    year = np.nonzero(came)[0]
    at = draws.uniform("request at", most).T[came] * len(open_days)
    whole = at.astype(np.int64)
    day = open_days[whole]
    minute = (OPENS + (at - whole) * (CLOSES - OPENS)).astype(np.int64)
    urgent = draws.uniform("request urgent", most).T[came] < float(demand.urgent)
    normal = draws.normal("request minutes", most).T[came]
    length = log_normal(normal, float(demand.minutes), float(demand.minutes * demand.spread))
    places = (day + plan.before) // DAYS_PER_WEEK * BLOCK + year
    minutes: Floats = np.bincount(places, length, plan.weeks * BLOCK).astype(np.float64)
    return _Arrived(
        minutes=minutes.reshape(plan.weeks, BLOCK),
        year=year,
        now=(day * MINUTES_PER_DAY + minute).astype(np.int32),
        place=day * BLOCK + year,
        cell=urgent * (_CODES * MINUTES_PER_WEEK)
        + ((day + plan.before) % DAYS_PER_WEEK * MINUTES_PER_DAY + minute),
        urgent=urgent,
        number=(
            came.sum(axis=1, dtype=np.float64),
            np.bincount(year[urgent], minlength=BLOCK).astype(np.float64),
        ),
    )


def _presence(
    plan: YearPlan, post: PostYear, away: tuple[Away, Away], draws: Draws
) -> NDArray[np.int8]:
    """Who is there on each day: 1 for me, 2 for my partner, added up (days × years)."""
    key = ("presence", post.holders, absence_key(plan))
    if key not in draws.worked:
        working = calendar_of(plan).working[:, None]
        present = np.zeros((plan.days, BLOCK), dtype=np.int8)
        for bit, (holder, person) in enumerate(zip((Holder.ME, Holder.PARTNER), away, strict=True)):
            if holder in post.holders:
                present |= (~person.away & working).view(np.int8) << np.int8(bit)
        draws.worked[key] = present
    found: NDArray[np.int8] = draws.worked[key]
    return found


def _waits(plan: YearPlan, post: PostYear, came: _Arrived, present: NDArray[np.int8]) -> Ints:
    """Minutes until someone's next minute on the post, or for urgent requests at any work."""
    tables = np.stack([_until(post.on_post), _until(post.at_work)])
    at = present.ravel().take(came.place) * np.int64(MINUTES_PER_WEEK)
    at += came.cell
    found: Ints = tables.ravel().take(at)
    late = found >= _NEVER
    for urgent in (False, True):
        those = np.flatnonzero(late & (came.urgent == urgent))
        if len(those):
            later = _later(plan, tables[int(urgent), :, :, 0], present)
            found[those] = later.ravel().take(came.place[those]) - came.now[those]
    return found


def _later(plan: YearPlan, opens: Ints, present: NDArray[np.int8]) -> Ints:
    """The first open minute of the year after each day (days × years); its end where none is."""
    midnights = np.arange(plan.days, dtype=np.int32) * MINUTES_PER_DAY
    by_day = (opens[:, calendar_of(plan).weekday] + midnights).T.copy()
    found = np.full((plan.days, BLOCK), plan.days * MINUTES_PER_DAY, dtype=np.int32)
    for day in range(plan.days - 2, -1, -1):
        by_day[day + 1].take(present[day + 1], out=found[day], mode="clip")
        np.minimum(found[day], found[day + 1], out=found[day])
    return found


@cache
def _until(windows: tuple[Windows, Windows]) -> Ints:
    """Minutes to the next one within windows, the same day: by who is there, weekday, minute."""
    table = np.full((_CODES, DAYS_PER_WEEK, MINUTES_PER_DAY), _NEVER, dtype=np.int32)
    minutes = np.arange(MINUTES_PER_DAY, dtype=np.int32)
    for code in range(1, _CODES):
        open_now = np.zeros(DAYS_PER_WEEK * MINUTES_PER_DAY, dtype=np.bool_)
        for start, end in merge(w for bit in (0, 1) if code >> bit & 1 for w in windows[bit]):
            open_now[start:end] = True
        by_day = open_now.reshape(DAYS_PER_WEEK, MINUTES_PER_DAY)
        next_open = np.where(by_day, minutes, np.int32(_NEVER))
        first = np.minimum.accumulate(next_open[:, ::-1], axis=1)[:, ::-1]
        table[code] = np.where(first < _NEVER, first - minutes, _NEVER)
    return table
