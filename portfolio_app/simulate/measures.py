"""What is measured of each sampled year, a number for each, and how often weeks fall where.

Weeks that the year only touches are left out wherever weeks are compared with a limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from portfolio_app.core.yearplan import WORKING_DAYS, PostYear, YearPlan
from portfolio_app.simulate.absence import Bools, calendar_of
from portfolio_app.simulate.draws import BLOCK, Floats
from portfolio_app.simulate.post import Kept
from portfolio_app.simulate.year import Person, Year

BIN = 15  # minutes: the width of a place in the count of weeks
BINS = 4 * 168
HAIR = 1e-6  # what two sums of the same differ by is the machine's, not the week's
WAITS = 24 * 60 * 28  # minutes, four weeks; longer waits stand in the last place
_HOUR = 60


class Unit(Enum):
    """What a measure counts in."""

    HOURS = "h"
    WEEKS = "weeks"
    DAYS = "days"
    SHARE = "share"
    CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class About:
    """A measure's title and unit, and how one year's figure is reckoned; a chance is 0 or 1."""

    title: str
    unit: Unit
    how: str


_OF_PERSON: Mapping[str, About] = {
    "hours": About(
        "Hours in a week with any work",
        Unit.HOURS,
        "all hours worked in the whole weeks of the year / the weeks with any work",
    ),
    "hours_year": About(
        "Hours in the year",
        Unit.HOURS,
        "all hours worked in the year, own time among them",
    ),
    "planned": About(
        "Hours planned and paid in the year",
        Unit.HOURS,
        "the planned and paid hours of the work that was done",
    ),
    "weeks_worked": About(
        "Weeks with work",
        Unit.WEEKS,
        "whole weeks with any work",
    ),
    "weeks_over_contract": About(
        "Weeks over the contract",
        Unit.WEEKS,
        "whole weeks with more hours than the contracts together",
    ),
    "weeks_over_own": About(
        "Weeks over your own limit",
        Unit.WEEKS,
        "whole weeks with more hours than the person's own limit",
    ),
    "weeks_over_law": About(
        "Weeks over the law's 48 hours",
        Unit.WEEKS,
        "whole weeks with more hours than the law allows as an average",
    ),
    "average_most": About(
        "The highest running average",
        Unit.HOURS,
        "the highest average of hours over any run of weeks as long as the law's "
        "reference period; days of leave and sickness do not count",
    ),
    "average_over": About(
        "The running average passes the law's limit",
        Unit.CHANCE,
        "whether that average passes the law's limit in any run of weeks",
    ),
    "unpaid": About(
        "Unpaid hours in the year",
        Unit.HOURS,
        "week by week, the hours worked beyond what is planned and paid",
    ),
    "protected": About(
        "Protected time lost in the year",
        Unit.HOURS,
        "hours of work in protected time",
    ),
    "leave": About(
        "Days of leave taken",
        Unit.DAYS,
        "working days of leave",
    ),
}
_OF_POST: Mapping[str, About] = {
    "covered": About(
        "Commitments with somebody there",
        Unit.SHARE,
        "commitments of the year with somebody there / all of them that fall due",
    ),
    "both": About(
        "Commitments for two with both there",
        Unit.SHARE,
        "commitments that need both, with both there / all of those",
    ),
    "uncovered": About(
        "Commitments with nobody there",
        Unit.SHARE,
        "commitments of the year with nobody there / all of them that fall due",
    ),
    "weeks_uncovered": About(
        "Weeks with a commitment missed",
        Unit.WEEKS,
        "whole weeks in which a commitment has nobody",
    ),
    "longest_uncovered": About(
        "Longest run of such weeks",
        Unit.WEEKS,
        "the most of such weeks on end",
    ),
    "delivered": About(
        "Hours given of those needed",
        Unit.SHARE,
        "hours given to the post / hours that the post needs",
    ),
    "backlog_most": About(
        "Work waiting at its most",
        Unit.HOURS,
        "the most flexible work that waits in any week",
    ),
    "backlog_end": About(
        "Work waiting at the year's end",
        Unit.HOURS,
        "flexible work that waits in the last week",
    ),
    "balance": About(
        "My part of the hours given",
        Unit.SHARE,
        "my hours on the post / the hours of both",
    ),
    "displaced": About(
        "Other work pushed aside to cover",
        Unit.HOURS,
        "hours of my other work that covering for the partner pushes aside",
    ),
    "wait": About(
        "Average wait of a request",
        Unit.HOURS,
        "the waits of all requests of the year / their number",
    ),
    "urgent_wait": About(
        "Average wait of an urgent request",
        Unit.HOURS,
        "the waits of the urgent requests of the year / their number",
    ),
}
MEASURES: Mapping[str, About] = {
    **{f"me.{name}": about for name, about in _OF_PERSON.items()},
    **{f"partner.{name}": about for name, about in _OF_PERSON.items()},
    **{f"post.{name}": about for name, about in _OF_POST.items()},
}


@dataclass(frozen=True)
class Counted:
    """How often weekly minutes fall in each place (weeks × BINS), and waits in each minute.

    `waits` has a row for all requests and one for the urgent ones. `missed` is how often each
    commitment had nobody, by its id, over all the years; `uncovered` in how many years a week had
    such a one, `over_own` in how many it was over my own limit, by week, weeks that the year only
    touches left out.
    """

    me: NDArray[np.int64]
    partner: NDArray[np.int64]
    waits: NDArray[np.int64]
    uncovered: NDArray[np.int64]
    over_own: NDArray[np.int64]
    missed: Mapping[str, float]

    def plus(self, other: "Counted") -> "Counted":
        """Both added up."""
        missed = {key: lost + other.missed[key] for key, lost in self.missed.items()}
        return Counted(
            self.me + other.me,
            self.partner + other.partner,
            self.waits + other.waits,
            self.uncovered + other.uncovered,
            self.over_own + other.over_own,
            missed,
        )


def measure(plan: YearPlan, year: Year, rows: int) -> dict[str, Floats]:
    """The measures of the first `rows` years of a block, by name."""
    full = calendar_of(plan).whole
    found = {f"me.{k}": v for k, v in _person(plan, year.me, full, own=plan.own_limit).items()}
    if year.partner is not None:
        theirs = _person(plan, year.partner, full, own=None)
        for not_known in ("weeks_over_contract", "protected"):
            theirs.pop(not_known)
        found |= {f"partner.{k}": v for k, v in theirs.items()}
    if plan.post is not None and year.kept is not None:
        ours = _post(plan.post, year, year.kept, full)
        found |= {f"post.{k}": v for k, v in ours.items()}
    return {name: values[:rows] for name, values in found.items()}


def count_weeks(plan: YearPlan, year: Year, rows: int) -> Counted:
    """How often the weeks of the first `rows` years fall where."""
    waits = np.zeros((2, WAITS), dtype=np.int64)
    asked = None if year.kept is None else year.kept.requests
    if asked is not None:
        place, urgent = np.minimum(asked.waits, WAITS - 1), asked.urgent
        if rows < BLOCK:
            wanted = asked.year < rows
            place, urgent = place[wanted], urgent[wanted]
        waits[0] = np.bincount(place, minlength=WAITS)
        waits[1] = np.bincount(place[urgent], minlength=WAITS)
    partner = np.zeros((plan.weeks, BINS), dtype=np.int64)
    if year.partner is not None:
        partner = _places(year.partner.worked[:, :rows])
    missed = {} if year.kept is None else year.kept.missed
    lost = {key: float(times[:rows].sum()) for key, times in missed.items()}
    whole, worked = calendar_of(plan).whole, year.me.worked[:, :rows]
    uncovered = over_own = np.zeros(plan.weeks, dtype=np.int64)
    if year.kept is not None:
        uncovered = (year.kept.uncovered[:, :rows] > 0).sum(axis=1) * whole
    if plan.own_limit is not None:
        over_own = (worked > plan.own_limit + HAIR).sum(axis=1) * whole
    return Counted(_places(worked), partner, waits, uncovered, over_own, lost)


def _places(minutes: Floats) -> NDArray[np.int64]:
    weeks = len(minutes)
    place = np.clip(minutes.astype(np.int32) // BIN, 0, BINS - 1)
    place += np.arange(weeks, dtype=np.int32)[:, None] * BINS
    return np.bincount(place.ravel(), minlength=weeks * BINS).reshape(weeks, BINS)


def _person(plan: YearPlan, person: Person, full: Bools, *, own: int | None) -> dict[str, Floats]:
    worked = person.worked[full]
    at_work = np.maximum((worked > 0).sum(axis=0), 1)
    averages = running_averages(worked, person.days_off[full], plan.average_weeks)
    most = averages.max(axis=0)
    found: dict[str, Floats] = {
        "hours": worked.sum(axis=0) / at_work / _HOUR,
        "weeks_worked": (worked > 0).sum(axis=0, dtype=np.float64),
        "hours_year": person.worked.sum(axis=0) / _HOUR,
        "planned": person.planned.sum(axis=0) / _HOUR,
        "weeks_over_contract": _above(worked, float(plan.contract)),
        "weeks_over_law": _above(worked, plan.law_limit),
        "average_most": most / _HOUR,
        "average_over": (most > plan.law_limit).astype(np.float64),
        "unpaid": person.unpaid.sum(axis=0) / _HOUR,
        "protected": person.protected.sum(axis=0) / _HOUR,
        "leave": person.leave_days.sum(axis=0),
    }
    if own is not None:
        found["weeks_over_own"] = _above(worked, own)
    return found


def _above(minutes: Floats, limit: float) -> Floats:
    """Weeks above a limit."""
    weeks: Floats = (minutes > limit + HAIR).sum(axis=0, dtype=np.float64)
    return weeks


def running_averages(worked: Floats, days_off: Floats, weeks: int) -> Floats:
    """The average week over each run of so many weeks; days of leave or sickness do not count.

    The law takes days after the period in their place (Working Time Regulations 1998, reg. 4(6));
    leaving them out comes to the same where work is even.
    """
    span = min(weeks, len(worked))
    minutes = _sums(worked, span)
    present = span - _sums(days_off, span) / WORKING_DAYS
    found: Floats = minutes / np.maximum(present, 1)
    return found


def _sums(values: Floats, span: int) -> Floats:
    total = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=total[1:])
    found: Floats = total[span:] - total[:-span]
    return found


def _post(post: PostYear, year: Year, kept: Kept, full: Bools) -> dict[str, Floats]:
    missed = kept.uncovered[full] > 0
    found = {
        "delivered": _share(kept.delivered, kept.required, 1),
        "backlog_most": kept.backlog.max(axis=0) / _HOUR,
        "backlog_end": kept.backlog[-1] / _HOUR,
    }
    if post.commitments:
        found |= {
            "covered": _share(kept.covered, kept.due, 1),
            "uncovered": _share(kept.due - kept.covered, kept.due, 0),
            "weeks_uncovered": missed.sum(axis=0).astype(np.float64),
            "longest_uncovered": longest_run(missed),
            "displaced": kept.displaced / _HOUR,
        }
    if year.partner is not None and year.post_hours is not None:
        mine, theirs = year.post_hours
        found["balance"] = _share(mine, mine + theirs, 0.5)
        if any(one.needs_both for one in post.commitments):
            found["both"] = _share(kept.had_both, kept.needed_both, 1)
    asked = kept.requests
    if asked is not None:
        every, urgent = asked.number
        found["wait"] = _share(_by_year(asked.waits, every) / _HOUR, every, 0)
        hurried = _by_year(asked.waits[asked.urgent], urgent)
        found["urgent_wait"] = _share(hurried / _HOUR, urgent, 0)
    return found


def _by_year(minutes: NDArray[np.int32], number: Floats) -> Floats:
    """Minutes of each year, of which so many stand one after another."""
    so_far = np.zeros(len(minutes) + 1)
    np.cumsum(minutes, out=so_far[1:])
    ends = np.cumsum(number.astype(np.int64))
    found: Floats = np.diff(so_far[ends], prepend=0.0)
    return found


def _share(part: Floats, whole: Floats, otherwise: float) -> Floats:
    """A part of a whole, and what stands for it in a year that has no whole."""
    found = np.full(len(part), float(otherwise))
    np.divide(part, whole, out=found, where=whole > 0)
    return found


def longest_run(flags: Bools) -> Floats:
    """The longest run of true values in each column."""
    longest = current = np.zeros(flags.shape[1])
    for row in flags:
        current = (current + 1) * row
        longest = np.maximum(longest, current)
    return longest
