"""One option of a job share as a year of real weeks: what each partner does when, without chance.

The sampled year draws leave, sickness and overruns over this; with none of them it is the exact
ledger. Days are counted from the first of the job-plan year, weeks are Monday to Sunday and the
first holds that day. Minutes are exact Fractions. Nothing here draws anything.

A line with known weeks lies on its dates. One without ("one in eight") has a rate instead: so many
a week, and a phase that only a sample can give it. Untimed work is spread over the working days of
each week. The ordinary week of the shared post decides who goes where; see `shares`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from math import prod

from portfolio_app.core.model import DAYS_PER_WEEK
from portfolio_app.core.sharing import Demand, Holder
from portfolio_app.core.weektime import Interval

_ZERO = Fraction(0)
WORKING_DAYS = 5  # Monday to Friday, for leave, untimed work and requests
NOT_ON = -1  # in a week's place: not in this week
MOST_AWAY = 3  # so many working days of leave or sickness take a duty week with them


class Kind(Enum):
    """How a duty lies in its weeks."""

    DAY = "on a day"
    CALL = "a duty week"
    SPREAD = "spread over the week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Work of one partner in a year.

    `days` has one place a week: the day of the year (DAY), 0 for a week on duty (CALL), or
    NOT_ON; empty for SPREAD. With a `rate` the weeks are those in which it could fall, and so
    many a week do. `minutes` are of one occurrence, or of a whole week (SPREAD); `uneven` is the
    part of them that comes unpredictably. `protected` is how much of an occurrence lies in
    protected time. `dropped_by` are ids of my duties in whose weeks it is not done. Duties with
    the same `phase` fall in the same weeks; without one a duty has a phase of its own.
    """

    id: str
    title: str
    holder: Holder
    category: str
    kind: Kind
    minutes: Fraction
    days: tuple[int, ...] = ()
    rate: Fraction | None = None
    uneven: Fraction = _ZERO
    paid: bool = True
    protected: Fraction = _ZERO
    dropped_by: tuple[str, ...] = ()
    phase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A fixed commitment of the post: when, for how long, and who can go.

    `mine` is my part of its occurrences: 1 and 0 are always and never, between them we take
    turns; None is nobody. `needs_both`: it is whole only with both there. `can` says of each
    whether they could go in the other's place in an ordinary week; None is not known.
    `displaces` is what my going in their place pushes aside, `protected` what my going takes of
    protected time, in minutes. `dropped_by` are ids of my duties in whose weeks I cannot go at
    all, `busy_with` of those in whose weeks I cannot go in my partner's place.
    """

    id: str
    title: str
    minutes: Fraction
    days: tuple[int, ...]
    rate: Fraction | None
    mine: Fraction | None
    needs_both: bool
    my_chance: bool | None
    partner_chance: bool | None
    displaces: Fraction = _ZERO
    category: str = ""
    protected: Fraction = _ZERO
    dropped_by: tuple[str, ...] = ()
    busy_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostYear:
    """The post through the year. Minutes are a week's; windows are minutes of the week.

    `flexible` is untimed work that either may do, `rooms` what each has room for, `post` the
    whole post's minutes. `covers`: one goes for the other; `cover_limit` None has no limit.
    `on_post` and `at_work` are when each is at the post, or at any work, in an ordinary week.
    """

    title: str
    role: str
    holders: tuple[Holder, ...]
    commitments: tuple[Commitment, ...]
    flexible: Fraction
    rooms: tuple[Fraction, Fraction]
    post: Fraction
    covers: bool
    cover_limit: int | None
    demand: Demand | None
    on_post: tuple[tuple[Interval, ...], tuple[Interval, ...]]
    at_work: tuple[tuple[Interval, ...], tuple[Interval, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlan:
    """One option as a year. `leave_weeks` are of me and of my partner.

    `own_limit` and `law_limit` are minutes a week, `contract` what my roles contract,
    `average_weeks` the length of the law's reference period. `partner_off` are days, from one to
    before another, on which the partner is away besides leave and sickness.
    """

    id: str
    title: str
    first: date
    days: int
    holidays: frozenset[int]
    duties: tuple[Duty, ...]
    post: PostYear | None
    leave_weeks: tuple[Fraction, Fraction]
    contract: Fraction
    own_limit: int | None
    law_limit: int
    average_weeks: int
    partner_off: tuple[tuple[int, int], ...] = ()

    @property
    def before(self) -> int:
        """Days of the first week before the year begins."""
        return self.first.weekday()

    @property
    def weeks(self) -> int:
        """Weeks, Monday to Sunday, that the year touches."""
        return -(-(self.before + self.days) // DAYS_PER_WEEK)

    def week_of(self, day: int) -> int:
        """The week of a day of the year."""
        return (day + self.before) // DAYS_PER_WEEK

    def is_working(self, day: int) -> bool:
        """Whether a day is a Monday to Friday and no public holiday."""
        return (day + self.before) % DAYS_PER_WEEK < WORKING_DAYS and day not in self.holidays

    def working_days(self) -> tuple[int, ...]:
        """How many working days each week has within the year."""
        found = [0] * self.weeks
        for day in range(self.days):
            found[self.week_of(day)] += self.is_working(day)
        return tuple(found)

    def monday(self, week: int) -> date:
        """The date of a week's Monday."""
        return self.first + timedelta(days=week * DAYS_PER_WEEK - self.before)


def ledger(plan: YearPlan, holder: Holder) -> tuple[Fraction, ...]:
    """The exact minutes of each week with nobody away and nothing running over.

    Lines with a rate take their average; flexible work takes what there is room for.
    """
    weeks = [_ZERO] * plan.weeks
    working = plan.working_days()
    for duty in plan.duties:
        if duty.holder is holder:
            for week, part in enumerate(_ordinary(duty, working)):
                weeks[week] += part * _kept(plan, duty.dropped_by, week)
    if plan.post is not None and holder in plan.post.holders:
        at = 0 if holder is Holder.ME else 1
        alone = plan.post.holders == (Holder.ME,)
        for week in range(plan.weeks):
            weeks[week] += _post_minutes(plan, plan.post, holder, week)
            share = Fraction(working[week], WORKING_DAYS)
            rooms = plan.post.rooms[0] if alone else sum(plan.post.rooms, _ZERO)
            if rooms:
                done = min(plan.post.flexible, rooms) * share
                weeks[week] += done * plan.post.rooms[at] / rooms
    return tuple(weeks)


def _ordinary(duty: Duty, working: tuple[int, ...]) -> Iterator[Fraction]:
    if duty.kind is Kind.SPREAD:
        yield from (duty.minutes * Fraction(days, WORKING_DAYS) for days in working)
        return
    share = Fraction(1) if duty.rate is None else duty.rate
    for day in duty.days:
        yield _ZERO if day == NOT_ON else duty.minutes * share


def often(plan: YearPlan, id_: str, week: int) -> Fraction:
    """How often a duty of mine falls in a week when nobody is away, on average."""
    found = (
        Fraction(1) if duty.rate is None else duty.rate
        for duty in plan.duties
        if duty.id == id_ and duty.holder is Holder.ME
        if duty.days and duty.days[week] != NOT_ON
    )
    return min(Fraction(1), max(found, default=_ZERO))


def _kept(plan: YearPlan, dropped_by: Iterable[str], week: int) -> Fraction:
    """The part of a week's work that duties done instead of it leave, one by one by chance."""
    return prod((1 - often(plan, id_, week) for id_ in dropped_by), start=Fraction(1))


def _post_minutes(plan: YearPlan, post: PostYear, holder: Holder, week: int) -> Fraction:
    found = _ZERO
    for one in post.commitments:
        if one.days[week] == NOT_ON or one.mine is None:
            continue
        if holder is Holder.ME and not _kept(plan, one.dropped_by, week):
            continue
        times = Fraction(1) if one.rate is None else one.rate
        part = one.mine if holder is Holder.ME else 1 - one.mine
        if one.needs_both:
            part = Fraction(1)
        elif 0 < one.mine < 1:
            part = Fraction(goes_to_me(one.mine, week) is (holder is Holder.ME))
        found += one.minutes * times * part
    return found


def goes_to_me(mine: Fraction, week: int) -> bool:
    """Whose turn a commitment is that two share: mine in so many weeks, evenly spaced."""
    return ((week + 1) * mine) // 1 > (week * mine) // 1
