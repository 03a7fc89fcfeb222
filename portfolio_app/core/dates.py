"""The plan laid over real dates: when each piece of work falls, to the minute.

Week 1 of every cycle is the week, Monday to Sunday, that holds the first day of the job-plan year.
What has no known weeks ("one in four", so many a year) or no time is not put on dates: it is named
instead, with the reason. Ordinary work rests on the person's public holidays; on-call duties, work
on dates of its own and work on public holidays do not. Nothing here knows of leave.

All of it is whole numbers, days of the calendar and minutes since its beginning, because a date
for each of some thousand occurrences would cost more than all the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from portfolio_app.core.instead import displacing, known_weeks
from portfolio_app.core.model import (
    DAYS_PER_WEEK,
    MINUTES_PER_DAY,
    WEEKDAYS,
    Activity,
    Clock,
    Day,
    Frequency,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    Portfolio,
    Role,
)
from portfolio_app.core.occasion import half_clock
from portfolio_app.core.occurrences import Holidays, year_end
from portfolio_app.core.periods import Line, held_spans, lines_of
from portfolio_app.core.ukclock import Shift, clock_changes, elapsed

_MONTHS = 12
_ALL_DAY = Clock(0, 0)
_FIRST_DAY = datetime.min  # noqa: DTZ901 - local time, as the plan has it


class Occurrence(NamedTuple):
    """One piece of work on a date; `start` and `end` are local minutes, as in `ukclock`.

    `minutes` is the time that passes between them, an hour more or less over a clock change.
    """

    start: int
    end: int
    id: str
    minutes: int

    @property
    def day(self) -> date:
        """The day on which it begins."""
        return date.fromordinal(self.start // MINUTES_PER_DAY)

    @property
    def begins(self) -> datetime:
        """Its start by the local clock."""
        return _FIRST_DAY + timedelta(minutes=self.start - MINUTES_PER_DAY)

    @property
    def ends(self) -> datetime:
        """Its end by the local clock."""
        return _FIRST_DAY + timedelta(minutes=self.end - MINUTES_PER_DAY)


class Why(Enum):
    """Why a line is not put on dates; the value says so."""

    NO_TIME = "no day and time are given"
    NO_PHASE = "which weeks it falls in is not given"
    A_YEAR = "it is counted by the year"
    SHARED = "who of two does which is not given"
    HOLIDAYS = "which of the public holidays is not given"


@dataclass(frozen=True, slots=True)
class Laid:
    """What falls on the days asked for, by time.

    `gave_way` would have fallen there but for a hot week. `replaced` too, but for work that takes
    its place and counts no more than it would have. `not_on_dates` are the lines in force there of
    which nobody can say when they fall.
    """

    occurrences: tuple[Occurrence, ...]
    gave_way: tuple[Occurrence, ...]
    replaced: tuple[Occurrence, ...]
    not_on_dates: Mapping[str, Why] = field(hash=False)


def lay(portfolio: Portfolio, first: date, last: date, holidays: Holidays) -> Laid:
    """Lay every activity and on-call duty over the days from `first` to `last`, by their starts.

    Args:
        portfolio: with its scenario applied and shared posts resolved (`shares.effective`).
        first: the first day.
        last: the last day.
        holidays: public holidays by nation; those of the person's count.
    """
    laying = _Laying.over(portfolio, first, last, holidays)
    laid: dict[str, list[Occurrence]] = {}
    not_laid: dict[str, Why] = {}
    for line in lines_of(portfolio):
        spell = laying.spell(line)
        if spell is None:
            continue
        days = laying.days(line, spell)
        if isinstance(days, Why):
            not_laid[line.id] = days
        else:
            laid[line.id] = laying.occurrences(line, days)
    gave_way = _giving_way(portfolio, laid)
    replaced = _replaced(portfolio, laid, gave_way)
    gone = gave_way | replaced
    here = (one for each in laid.values() for one in each)
    return Laid(
        tuple(sorted(one for one in here if one not in gone) if gone else sorted(here)),
        tuple(sorted(gave_way)),
        tuple(sorted(replaced)),
        not_laid,
    )


def first_monday(year_start: date) -> date:
    """The Monday of week 1: of the week that holds the first day of the job-plan year."""
    return year_start - timedelta(days=year_start.weekday())


def cycle_week(day: date, year_start: date, cycle_weeks: int) -> int:
    """In which week of a cycle of so many weeks a day lies, from 1."""
    return (day - first_monday(year_start)).days // DAYS_PER_WEEK % cycle_weeks + 1


# -- the days of a line ------------------------------------------------------------------------

_Spell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Laying:
    """What the days of a line follow from; days are those of the calendar (`toordinal`)."""

    roles: Mapping[str, Role]
    spans: Mapping[str, tuple[date, date]]
    first: int
    last: int
    monday: int
    holidays: frozenset[int]
    in_year: int
    changes: tuple[Shift, ...]

    @classmethod
    def over(cls, portfolio: Portfolio, first: date, last: date, holidays: Holidays) -> "_Laying":
        year = portfolio.person.year_start
        free = frozenset(d.toordinal() for d in holidays.get(portfolio.person.nation, ()))
        return cls(
            roles={role.id: role for role in portfolio.roles},
            spans=held_spans(portfolio),
            first=first.toordinal(),
            last=last.toordinal(),
            monday=first_monday(year).toordinal(),
            holidays=free,
            in_year=sum(year.toordinal() <= day < year_end(year).toordinal() for day in free),
            changes=clock_changes(first, last),
        )

    def spell(self, line: Line) -> _Spell | None:
        """The days, among those asked for, on which a line is in force and its role held."""
        span = self.spans.get(line.role)
        if span is None or (isinstance(line, Activity) and not line.attended):
            return None
        firsts = [self.first, span[0].toordinal()]
        lasts = [self.last, span[1].toordinal()]
        if line.first_day is not None:
            firsts.append(line.first_day.toordinal())
        if line.last_day is not None:
            lasts.append(line.last_day.toordinal())
        first, last = max(firsts), min(lasts)
        return (first, last) if first <= last else None

    def days(self, line: Line, spell: _Spell) -> list[int] | Why:
        """The days on which a line falls, or why nobody can say."""
        dates = line.frequency.dates if isinstance(line.frequency, OnDates) else None
        if isinstance(line, Activity) and (
            self._clock(line) is None or (line.day is None and dates is None)
        ):
            return Why.NO_TIME
        if (line.attended if isinstance(line, Activity) else line.slot_share) != 1:
            return Why.SHARED
        if dates is not None:
            days = (day.toordinal() for day in dates)
            return sorted(day for day in days if spell[0] <= day <= spell[1])
        return self._duty_days(line, spell) if isinstance(line, OnCall) else self._own(line, spell)

    def occurrences(self, line: Line, days: Sequence[int]) -> list[Occurrence]:
        """The occurrences of a line on these days."""
        clock = self._clock(line) or _ALL_DAY
        begins, length, key = clock.start, clock.minutes, line.id
        ends = begins + length
        made = [
            Occurrence(day * MINUTES_PER_DAY + begins, day * MINUTES_PER_DAY + ends, key, length)
            for day in days
        ]
        over_a_change = {
            day
            for change, _ in self.changes
            for day in range(
                -((ends - change) // MINUTES_PER_DAY), -((begins - change) // MINUTES_PER_DAY)
            )
        }
        if over_a_change.isdisjoint(days):
            return made
        return [one._replace(minutes=elapsed(one.start, one.end, self.changes)) for one in made]

    def _clock(self, line: Line) -> Clock | None:
        if line.clock is not None or isinstance(line, OnCall):
            return line.clock
        if line.half is None or line.minutes is not None:
            return None
        return half_clock(self.roles[line.role], line.half)

    def _own(self, activity: Activity, spell: _Spell) -> list[int] | Why:
        """The days of an activity that is done on a weekday, or on public holidays."""
        if activity.day is Day.HOLIDAY:
            return self._on_holidays(activity, spell)
        days = () if activity.day is None else (activity.day,)
        found = self._on_weekdays(activity.frequency, activity.role, days, spell)
        if isinstance(found, Why) or self.holidays.isdisjoint(found):
            return found
        return [day for day in found if day not in self.holidays]

    def _duty_days(self, call: OnCall, spell: _Spell) -> list[int] | Why:
        found = self._on_weekdays(call.frequency, call.role, call.days, spell)
        if isinstance(found, Why) or Day.HOLIDAY not in call.days:
            return found
        on_holidays = self._holidays_of(call.frequency, call.role, spell)
        return sorted({*found, *(() if isinstance(on_holidays, Why) else on_holidays)})

    def _on_holidays(self, activity: Activity, spell: _Spell) -> list[int] | Why:
        number = activity.holidays_per_year
        if number is not None and number != self.in_year:
            return Why.HOLIDAYS
        return self._holidays_of(activity.frequency, activity.role, spell)

    def _holidays_of(self, frequency: Frequency, role: str, spell: _Spell) -> list[int] | Why:
        """The public holidays that lie in the weeks of a frequency."""
        phase = known_weeks(frequency, self.roles[role].cycle_weeks)
        if phase is None:
            return Why.HOLIDAYS
        weeks, every = phase
        return sorted(
            day
            for day in self.holidays
            if spell[0] <= day <= spell[1]
            and (day - self.monday) // DAYS_PER_WEEK % every + 1 in weeks
        )

    def _on_weekdays(
        self, frequency: Frequency, role: str, days: Iterable[Day], spell: _Spell
    ) -> list[int] | Why:
        weekdays = [day.index for day in days if day in WEEKDAYS]
        if isinstance(frequency, MonthWeeks):
            return sorted(_of_months(frequency.weeks, weekdays, spell))
        phase = known_weeks(frequency, self.roles[role].cycle_weeks)
        if phase is None:
            return Why.NO_PHASE if isinstance(frequency, OneIn) else Why.A_YEAR
        weeks, every = phase
        step = every * DAYS_PER_WEEK
        found: list[int] = []
        for week in weeks:
            for weekday in weekdays:
                start = self.monday + (week - 1) * DAYS_PER_WEEK + weekday
                found += range(start + -((start - spell[0]) // step) * step, spell[1] + 1, step)
        return found


def _of_months(weeks: Sequence[int], weekdays: Sequence[int], spell: _Spell) -> Iterable[int]:
    """The first, second … fifth of these weekdays in each month."""
    begins, ends = date.fromordinal(spell[0]), date.fromordinal(spell[1])
    first_month = begins.year * _MONTHS + begins.month - 1
    starts = [
        date(month // _MONTHS, month % _MONTHS + 1, 1).toordinal()
        for month in range(first_month, ends.year * _MONTHS + ends.month + 1)
    ]
    for start, following in pairwise(starts):
        for weekday in weekdays:
            one = start + (weekday - (start - 1)) % DAYS_PER_WEEK
            for week in weeks:
                day = one + (week - 1) * DAYS_PER_WEEK
                if day < following and spell[0] <= day <= spell[1]:
                    yield day


# -- giving way --------------------------------------------------------------------------------


def _giving_way(portfolio: Portfolio, laid: Mapping[str, list[Occurrence]]) -> set[Occurrence]:
    """What is not done in hot weeks."""
    gone: set[Occurrence] = set()
    held = {role.id: role for role in portfolio.roles if not role.considered}
    for key, hot in displacing(portfolio, held).items():
        weeks = {_week(one) for line in hot for one in laid.get(line.id, ())}
        gone.update(one for one in laid.get(key, ()) if _week(one) in weeks)
    return gone


def _replaced(
    portfolio: Portfolio, laid: Mapping[str, list[Occurrence]], gone: set[Occurrence]
) -> set[Occurrence]:
    """What activities take the place of: those named in their weeks, or all at their time."""
    replaced: set[Occurrence] = set()
    for activity in portfolio.activities:
        if not activity.replaces and not activity.replaces_all:
            continue
        mine = [one for one in laid.get(activity.id, ()) if one not in gone]
        weeks = {_week(one) for one in mine}
        for key in activity.replaces:
            replaced.update(one for one in laid.get(key, ()) if _week(one) in weeks)
        if activity.replaces_all:
            others = (one for key, each in laid.items() if key != activity.id for one in each)
            replaced.update(one for one in others if any(_meet(one, own) for own in mine))
    return replaced - gone


def _meet(one: Occurrence, other: Occurrence) -> bool:
    return one.start < other.end and other.start < one.end


def _week(one: Occurrence) -> int:
    """The week, Monday to Sunday, in which an occurrence begins."""
    return (one.start // MINUTES_PER_DAY - 1) // DAYS_PER_WEEK
