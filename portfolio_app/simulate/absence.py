"""Who is away on which day of a sampled year: leave in blocks and single days, and sickness.

Leave falls on working days, Monday to Friday without public holidays, and takes as many as the
entitlement; sickness on any day. An agreement not to be away together binds the partner's leave
to the days on which I am there, in as many years as it holds.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from math import floor

import numpy as np
from numpy.typing import NDArray

from portfolio_app.core.assumptions import Assumptions
from portfolio_app.core.model import DAYS_PER_WEEK
from portfolio_app.core.sharing import Holder
from portfolio_app.core.yearplan import WORKING_DAYS, YearPlan
from portfolio_app.simulate.draws import BLOCK, Draws, Floats

Bools = NDArray[np.bool_]
HOLIDAY_WEIGHT = 4.0  # a week of school holidays against any other, where leave prefers them
_TWO = 2
_DAYS_OF_YEAR = 365.25


@dataclass(frozen=True)
class Away:
    """One person's absence: days × years, and what follows from it for each week.

    `share` is the part of a five-day week that is worked, `leave_days` the working days of leave,
    `days_off` those of leave or sickness.
    """

    away: Bools
    leave: Bools
    share: Floats
    leave_days: Floats
    days_off: Floats


def absences(plan: YearPlan, assumed: Assumptions, draws: Draws) -> tuple[Away, Away]:
    """My absence and my partner's, the same for every option with the same leave."""
    key = ("away", absence_key(plan))
    if key not in draws.worked:
        draws.worked[key] = _both(_Year.of(plan, assumed), plan, assumed, draws)
    found: tuple[Away, Away] = draws.worked[key]
    return found


def absence_key(plan: YearPlan) -> tuple[object, ...]:
    """What of a plan decides who is away when."""
    return plan.first, plan.days, plan.holidays, plan.leave_weeks, plan.partner_off


@dataclass(frozen=True)
class _Year:
    """The days of the year by week; `weights` say how likely leave is in a week, 0 for never."""

    days: int
    before: int
    weeks: int
    working: Bools
    weights: Floats

    @classmethod
    def of(cls, plan: YearPlan, assumed: Assumptions) -> "_Year":
        calendar = calendar_of(plan)
        likely = np.ones(plan.weeks)
        if assumed.school_holidays:
            for week in range(plan.weeks):
                if in_school_holidays(plan.monday(week)):
                    likely[week] = HOLIDAY_WEIGHT
        weights = np.where(calendar.whole, likely, 0.0)
        return cls(plan.days, plan.before, plan.weeks, calendar.working, weights)

    def by_week(self, days: Bools) -> Floats:
        """How many of these days each week has."""
        years = days.shape[1]
        whole = np.zeros((self.weeks * DAYS_PER_WEEK, years), dtype=np.uint8)
        whole[self.before : self.before + self.days] = days
        by_day = whole.reshape(self.weeks, DAYS_PER_WEEK, years)
        found: Floats = by_day.sum(axis=1, dtype=np.uint8).astype(np.float64)
        return found

    def of_weeks(self, weeks: Bools) -> Bools:
        """The days of these weeks."""
        whole = np.repeat(weeks, DAYS_PER_WEEK, axis=0)
        return whole[self.before : self.before + self.days]


@dataclass(frozen=True)
class Calendar:
    """The days of a year: weekdays (Monday is 0), working days, and the weeks that are whole.

    `working_days` has how many each week has.
    """

    weekday: NDArray[np.int64]
    working: Bools
    working_days: Floats
    whole: Bools


def calendar_of(plan: YearPlan) -> Calendar:
    """The calendar of a plan's year."""
    return _calendar(plan.first, plan.days, plan.holidays)


@cache
def _calendar(first: date, days: int, holidays: frozenset[int]) -> Calendar:
    before = first.weekday()
    weeks = -(-(before + days) // DAYS_PER_WEEK)
    at = before + np.arange(days)
    working = at % DAYS_PER_WEEK < WORKING_DAYS
    working[list(holidays)] = False
    starts = np.arange(weeks) * DAYS_PER_WEEK - before
    return Calendar(
        weekday=at % DAYS_PER_WEEK,
        working=working,
        working_days=np.bincount(at // DAYS_PER_WEEK, working, weeks).astype(np.float64),
        whole=(starts >= 0) & (starts + DAYS_PER_WEEK <= days),
    )


def _both(year: _Year, plan: YearPlan, assumed: Assumptions, draws: Draws) -> tuple[Away, Away]:
    """Weeks of leave before single days, mine before my partner's, each knowing those before."""
    weeks = plan.leave_weeks
    holds = draws.uniform("agreement", 1) < float(assumed.not_both_away)
    me, partner = (holder.value for holder in (Holder.ME, Holder.PARTNER))
    nothing = np.zeros((year.weeks, BLOCK), dtype=np.bool_)
    my_weeks = _blocks(year, me, weeks[0], assumed, draws, nothing)
    their_weeks = _blocks(year, partner, weeks[1], assumed, draws, my_weeks & holds)
    my_days, their_days = year.of_weeks(my_weeks), year.of_weeks(their_weeks)
    mine = _singles(year, me, weeks[0], draws, my_days, their_days & holds)
    theirs = _singles(year, partner, weeks[1], draws, their_days, mine & holds)
    off = np.zeros((year.days, 1), dtype=np.bool_)
    for first, end in plan.partner_off:
        off[first:end] = True
    sick = [_sick(year, who, assumed, draws) for who in (me, partner)]
    return _away(year, mine, sick[0]), _away(year, theirs, sick[1] | off)


def _away(year: _Year, leave: Bools, besides: Bools) -> Away:
    away = leave | besides
    working = year.by_week(year.working[:, None])
    days_off = year.by_week(away & year.working[:, None])
    return Away(away, leave, (working - days_off) / WORKING_DAYS, year.by_week(leave), days_off)


def _blocks(
    year: _Year, who: str, weeks: Fraction, assumed: Assumptions, draws: Draws, barred: Bools
) -> Bools:
    """The weeks of leave that are taken whole, two on end and single ones."""
    taken = np.zeros((year.weeks, BLOCK), dtype=np.bool_)
    room = floor(weeks)
    for number, length in enumerate(
        [_TWO] * assumed.two_week_blocks + [1] * assumed.one_week_blocks
    ):
        if room >= length:
            room -= length
            chance = draws.uniform(f"block {number} {who}", year.weeks)
            _take_block(year, taken, barred, length, chance)
    return taken


def _singles(
    year: _Year, who: str, weeks: Fraction, draws: Draws, blocks: Bools, barred: Bools
) -> Bools:
    """All working days of leave: those of the blocks, and single ones until it is used up."""
    part = draws.uniform(f"leave part {who}", 1)[0]
    entitled = np.floor(float(weeks * WORKING_DAYS) + part)
    days = blocks & year.working[:, None]
    left = np.maximum(0, entitled - days.sum(axis=0)).astype(np.int64)
    at = np.flatnonzero(year.working)
    chance = draws.uniform(f"days {who}", len(at))
    days[at] |= _single_days((days | barred)[at], left, chance)
    return days


def _take_block(year: _Year, taken: Bools, barred: Bools, length: int, chance: Floats) -> None:
    """Put one block of leave into each year, where there is still room for it."""
    weights = year.weights[:, None]
    free = ~(taken | barred) & (weights > 0)
    if length == _TWO:
        free[:-1] &= free[1:]
        free[-1] = False
    with np.errstate(divide="ignore"):
        wait = -np.log1p(-chance) / weights  # the first of a race, in proportion to weights
    wait[~free] = np.inf
    start = wait.argmin(axis=0)
    years = np.flatnonzero(np.isfinite(wait[start, np.arange(BLOCK)]))
    for step in range(length):
        taken[start[years] + step, years] = True


def _single_days(not_these: Bools, count: NDArray[np.int64], chance: Floats) -> Bools:
    """So many single days of each year out of those given, any as likely as another."""
    score = np.where(not_these, 2.0, chance)
    order = np.sort(score.T, axis=1)
    last = order[np.arange(BLOCK), np.clip(count - 1, 0, len(score) - 1)]
    found: Bools = (score <= np.where(count > 0, last, -1.0)) & (score < 1.0)
    return found


def _sick(year: _Year, who: str, assumed: Assumptions, draws: Draws) -> Bools:
    """Spells that begin at a daily rate and last a geometric number of days."""
    daily = min(1.0, float(assumed.sick_spells) / _DAYS_OF_YEAR)
    if not daily:
        return np.zeros((year.days, BLOCK), dtype=np.bool_)
    chance = draws.uniform(f"sick {who}", year.days)
    starts, years = np.nonzero(chance < daily)
    stays = 1 - 1 / float(assumed.sick_days)
    lengths = np.ones(len(starts))
    if stays > 0:
        within = np.maximum(chance[starts, years] / daily, np.finfo(float).tiny)
        lengths += np.floor(np.log(within) / np.log(stays))
    ends = np.zeros((year.days, BLOCK), dtype=np.int16)
    ends[starts, years] = np.minimum(starts + lengths, year.days).astype(np.int16)
    np.maximum.accumulate(ends, axis=0, out=ends)
    found: Bools = ends > np.arange(year.days, dtype=np.int16)[:, None]
    return found


# -- school holidays ---------------------------------------------------------------------------


def in_school_holidays(monday: date) -> bool:
    """Whether a week lies mostly in the usual school holidays of England; a preset, not a rule.

    Six weeks from late July, two at Christmas, two about Easter, and a week each at the ends of
    May and October and in mid-February.
    """
    midweek = monday + timedelta(days=2)
    year = midweek.year
    easter = _easter(year)
    spans = (
        (date(year, 7, 22), date(year, 9, 1)),
        (date(year, 12, 20), date(year, 12, 31)),
        (date(year, 1, 1), date(year, 1, 3)),
        (easter - timedelta(days=7), easter + timedelta(days=7)),
        (date(year, 5, 25), date(year, 5, 31)),
        (date(year, 10, 24), date(year, 10, 31)),
        (date(year, 2, 13), date(year, 2, 20)),
    )
    return any(first <= midweek <= last for first, last in spans)


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian rule (Meeus's arithmetic)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    skipped = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + skipped + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
