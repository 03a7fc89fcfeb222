"""What the duties of a sampled year take: minutes of each week, by years.

A duty happens on its day when its holder is there, and a duty week unless leave or sickness takes
most of it.
Worked time is planned time times a factor of its own; both options that hold a duty share it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from portfolio_app.core.assumptions import Assumptions
from portfolio_app.core.sharing import Holder
from portfolio_app.core.yearplan import MOST_AWAY, NOT_ON, Duty, Kind, YearPlan
from portfolio_app.simulate.absence import Away, Bools
from portfolio_app.simulate.draws import BLOCK, Draws, Floats, log_normal


@dataclass(frozen=True)
class Worked:
    """Minutes of each week (weeks × years): worked, and planned of what was done."""

    worked: Floats
    planned: Floats
    protected: Floats

    @classmethod
    def nothing(cls, weeks: int) -> "Worked":
        """No work at all, to add to."""
        return cls(*np.zeros((3, weeks, BLOCK)))


@dataclass(frozen=True)
class Setting:
    """What all parts of a block of years of one option follow from.

    `away` is of me and of my partner. With `average`, what has no known weeks takes its average in
    every week instead of a phase.
    """

    plan: YearPlan
    assumed: Assumptions
    draws: Draws
    away: tuple[Away, Away]
    average: bool

    @cached_property
    def own_weeks(self) -> Mapping[str, Floats]:
        """In which weeks I do each duty that others give way to, by its id: 0, 1 or its average."""
        post = () if self.plan.post is None else self.plan.post.commitments
        wanted = {id_ for duty in self.plan.duties for id_ in duty.dropped_by}
        wanted.update(id_ for one in post for id_ in (*one.dropped_by, *one.busy_with))
        found: dict[str, Floats] = {}
        for duty in self.plan.duties:
            if duty.id in wanted and duty.kind is not Kind.SPREAD and duty.holder is Holder.ME:
                done = np.minimum(_done(duty, self.away[0], self), 1)
                found[duty.id] = np.maximum(found.get(duty.id, 0), done)
        return found

    def happens(self, days: tuple[int, ...], rate: Fraction | None, name: str) -> Floats:
        """How often something falls in each week before anybody is away (weeks × years or × 1)."""
        on = _rows(days)[1].astype(np.float64)
        if rate is None:
            return on
        if self.average:
            return on * float(rate)
        return on * spaced(rate, len(days), self.draws.uniform(f"phase {name}", 1))


def work(setting: Setting, duties: tuple[Duty, ...], away: Away) -> Worked:
    """All work of these duties, which are one person's."""
    weeks = setting.plan.weeks
    total = Worked.nothing(weeks)
    for duty in duties:
        occurs = _done(duty, away, setting)
        for id_ in duty.dropped_by:
            if id_ in setting.own_weeks:
                occurs = occurs * (1 - setting.own_weeks[id_])
        planned = float(duty.minutes) * occurs
        total.worked[...] += planned * _factor(duty, setting)
        if duty.paid:
            total.planned[...] += planned
        if duty.protected:
            total.protected[...] += float(duty.protected) * occurs
    return total


def spaced(rate: Fraction, weeks: int, phase: Floats) -> Floats:
    """How often a thing falls in each week: so many a week, evenly, from a phase of 0 to 1."""
    steps = np.floor(np.arange(weeks + 1)[:, None] * float(rate) + phase)
    found: Floats = np.diff(steps, axis=0)
    return found


def _done(duty: Duty, away: Away, setting: Setting) -> Floats:
    """How often a duty is done in each week, its holder's absence taken into account."""
    if duty.kind is Kind.SPREAD:
        return away.share
    found = setting.happens(duty.days, duty.rate, duty.phase or duty.id)
    if duty.kind is Kind.CALL:
        return found * (away.days_off < MOST_AWAY)
    return found * is_there(duty.days, away)


def is_there(days: tuple[int, ...], away: Away) -> Bools:
    """Whether a person is there on the day that each week has; never where it has none."""
    rows, on = _rows(days)
    found: Bools = ~away.away[rows] & on
    return found


@cache
def _rows(days: tuple[int, ...]) -> tuple[NDArray[np.int64], Bools]:
    """The day of each week, and whether it has one (weeks × 1)."""
    rows = np.array([max(day, 0) for day in days], dtype=np.int64)
    return rows, np.array([[day != NOT_ON] for day in days])


def _factor(duty: Duty, setting: Setting) -> Floats:
    """Worked over planned time in each week."""
    draws, weeks = setting.draws, setting.plan.weeks
    uneven = (duty.uneven, duty.minutes) if duty.kind is Kind.CALL else None
    key = ("factor", duty.id, duty.kind, uneven, duty.category, weeks)
    if key not in draws.worked:
        draws.worked[key] = _new_factor(duty, setting)
    found: Floats = draws.worked[key]
    return found


def _new_factor(duty: Duty, setting: Setting) -> Floats:
    if duty.kind is Kind.CALL:
        spread = float(setting.assumed.call_spread)
        if not spread or not duty.uneven:
            return np.ones((1, 1))
        part = float(duty.uneven / duty.minutes)
        return 1 - part + part * setting.draws.gamma(duty.id, setting.plan.weeks, spread=spread)
    return overrun(duty.id, duty.category, setting)


def overrun(name: str, category: str, setting: Setting) -> Floats:
    """Factors of one line's overruns; life and the partner's other work have none."""
    if not category:
        return np.ones((1, 1))
    one = setting.assumed.overrun(category)
    if not one.spread:
        return np.full((1, 1), float(one.mean))
    normal = setting.draws.normal(name, setting.plan.weeks)
    return log_normal(normal, float(one.mean), float(one.spread))
