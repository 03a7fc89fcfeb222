"""What is worked in one real week, and what the whole of a real year comes to.

A real week is the sum of what falls on its dates, under the terms of its days. A year is the sum
of its periods, each with the week that holds in it: what changes is never averaged over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from portfolio_app.core.contracts import Contract
from portfolio_app.core.dates import Laid, Occurrence, Why, lay
from portfolio_app.core.lines import Line
from portfolio_app.core.model import DAYS_PER_WEEK, Activity, Day, OnCall, OnDates, Portfolio
from portfolio_app.core.occurrences import Holidays
from portfolio_app.core.periods import (
    Period,
    changes,
    held_spans,
    in_force,
    job_plan_year,
    lines_of,
    periods,
    turns,
    with_dates_of,
)
from portfolio_app.core.ukclock import clock_changes
from portfolio_app.core.workload import Count, RoleCount, count

_ZERO = Fraction(0)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one piece of work on a date is worth; `assumed` minutes are not given by the plan."""

    occurrence: Occurrence
    role: str
    units: Fraction
    minutes: Fraction
    assumed: bool


@dataclass(frozen=True, slots=True)
class Loose:
    """A line that is on no date, why, and in which part of the week it is in force."""

    line: Line
    why: Why
    part: Fraction

    @property
    def minutes(self) -> Fraction:
        """Minutes a week on average, of the part in which it is in force."""
        return self.line.assumed_minutes * self.part


@dataclass(frozen=True, slots=True, kw_only=True)
class RealWeek:
    """The week, Monday to Sunday, that begins on `monday`, as it falls on its dates.

    `counts` are of the days from which something is otherwise, its first first. `worths` are what
    the week's work counts: what is replaced counts as if it were done, and what takes its place
    counts nothing. `loose` is what is on no date. `gained` are the minutes by which a clock change
    makes the week longer.
    """

    monday: date
    laid: Laid
    counts: tuple[tuple[date, Count], ...]
    worths: tuple[Worth, ...]
    loose: tuple[Loose, ...]
    holidays: tuple[date, ...]
    gained: int

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=DAYS_PER_WEEK - 1)

    @property
    def minutes(self) -> Fraction:
        """Minutes worked on its dates."""
        return sum((worth.minutes for worth in self.worths), _ZERO)

    @property
    def loose_minutes(self) -> Fraction:
        """Minutes a week, on average, of what is on no date."""
        return sum((loose.minutes for loose in self.loose), _ZERO)

    @property
    def roles(self) -> tuple[RoleCount, ...]:
        """The roles that are held in it; one that two counts have, as it stands first."""
        found = {
            each.role.id: each for _, counted in reversed(self.counts) for each in counted.roles
        }
        order = {role.id: at for at, role in enumerate(self.counts[0][1].whole.roles)}
        return tuple(sorted(found.values(), key=lambda each: order[each.role.id]))

    def units_of(self, role: str) -> Fraction:
        """Units of one role on its dates."""
        return sum((worth.units for worth in self.worths if worth.role == role), _ZERO)

    def minutes_of(self, role: str) -> Fraction:
        """Minutes of one role on its dates."""
        return sum((worth.minutes for worth in self.worths if worth.role == role), _ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodWork:
    """What one role comes to in one period; minutes are None where they are not all known."""

    period: Period
    count: RoleCount = field(repr=False)
    weeks: Fraction  # weeks worked in it
    units: Fraction
    minutes: Fraction | None


@dataclass(frozen=True, slots=True)
class RoleYear:
    """One role in the job-plan year, period by period, for as long as it is held."""

    parts: tuple[PeriodWork, ...]

    @property
    def last(self) -> RoleCount:
        """The role as it stands in the last of its periods."""
        return self.parts[-1].count

    @property
    def units(self) -> Fraction:
        """Its units in the year."""
        return sum((part.units for part in self.parts), _ZERO)

    @property
    def minutes(self) -> Fraction | None:
        """Its minutes in the year, where all are known."""
        minutes = [part.minutes for part in self.parts]
        known = [each for each in minutes if each is not None]
        return sum(known, _ZERO) if len(known) == len(minutes) else None


def real_week(
    portfolio: Portfolio, contracts: Mapping[str, Contract], day: date, holidays: Holidays
) -> RealWeek:
    """The week of a day, worked out by its dates; those outside the job-plan year are empty.

    Args:
        portfolio: with its scenario applied and shared posts resolved.
        contracts: contracts by id.
        day: any day of the week, within the job-plan year.
        holidays: public holidays by nation.

    Raises:
        TermMissing: where a contract has no value on a day of it.
        KeyError: where a contract is not there.
    """
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=DAYS_PER_WEEK - 1)
    first, last = job_plan_year(portfolio)
    begins, ends = max(monday, first), min(sunday, last)
    laid = lay(portfolio, begins, ends, holidays)
    here = with_dates_of(portfolio, begins, ends)
    days = (change.day for change in changes(portfolio, contracts))
    firsts = sorted({begins, *(day for day in days if begins < day <= ends)})
    counts = tuple((first, count(here, contracts, holidays=holidays, on=first)) for first in firsts)
    free = holidays.get(portfolio.person.nation, frozenset())
    return RealWeek(
        monday=monday,
        laid=laid,
        counts=counts,
        worths=tuple(_worths(portfolio, laid, counts)),
        loose=tuple(_loose(portfolio, laid, counts, (monday, sunday))),
        holidays=tuple(sorted(day for day in free if monday <= day <= sunday)),
        gained=_gained(monday, sunday),
    )


def average_of(
    week: RealWeek, counted: Count, contracts: Mapping[str, Contract], holidays: Holidays
) -> Count:
    """The average week that a real one is to be held against, as things stand at its beginning.

    Args:
        week: the real week.
        counted: the average week of the same portfolio, counted without a day: it is the one
            where nothing changes in the year.
        contracts: contracts by id.
        holidays: public holidays by nation.
    """
    if not turns(counted.whole):
        return counted
    return count(counted.whole, contracts, holidays=holidays, on=week.counts[0][0])


def counted_with(
    line: Activity | OnCall,
    counted: Count,
    contracts: Mapping[str, Contract],
    holidays: Holidays,
) -> Count:
    """The week that a line is counted in: the one given, else the last of the year that has it.

    Args:
        line: of the portfolio that is counted, perhaps of a time that the week given is not.
        counted: the week that is counted without a day.
        contracts: contracts by id.
        holidays: public holidays by nation.
    """
    first, last = job_plan_year(counted.whole)
    span = held_spans(counted.whole).get(line.role)
    if counted.line(line.id) is not None or span is None:
        return counted
    day = min(last, span[1], line.last_day or last)
    if day < first or not in_force(line, day):
        return counted
    return count(counted.whole, contracts, holidays=holidays, on=day)


def year_totals(
    portfolio: Portfolio, contracts: Mapping[str, Contract], holidays: Holidays
) -> tuple[RoleYear, ...]:
    """What each role comes to in the job-plan year: its periods added up.

    A period has its share, by days, of the weeks worked in a year. What is done on dates or on
    public holidays is done on those that lie in it.

    Args:
        portfolio: with its scenario applied and shared posts resolved.
        contracts: contracts by id.
        holidays: public holidays by nation.
    """
    parts: dict[str, list[PeriodWork]] = {}
    first, last = job_plan_year(portfolio)
    for period in periods(portfolio, contracts):
        here = with_dates_of(portfolio, period.first, period.last)
        counted = count(here, contracts, holidays=holidays, on=period.first)
        free = holidays.get(portfolio.person.nation, ()) if _on_holidays(here) else ()
        shares = _Shares(
            Fraction(period.days, Period(first, last).days),
            sum(period.first <= day <= period.last for day in free),
            sum(first <= day <= last for day in free),
            {line.id: line for line in lines_of(counted.portfolio)},
        )
        for role in counted.roles:
            parts.setdefault(role.role.id, []).append(_period_work(role, period, shares))
    order = [role.id for role in portfolio.roles if role.id in parts]
    return tuple(RoleYear(tuple(parts[key])) for key in order)


# -- a week ------------------------------------------------------------------------------------


def _worths(
    portfolio: Portfolio, laid: Laid, counts: tuple[tuple[date, Count], ...]
) -> Iterator[Worth]:
    """What counts of a week, by time."""
    sources = {line.id: line for line in lines_of(portfolio)}
    lines = [{line.id: line for line in counted.lines} for _, counted in counts]
    roles = [{role.role.id: role for role in counted.roles} for _, counted in counts]
    for one in sorted((*laid.occurrences, *laid.replaced)):
        source = sources[one.id]
        if isinstance(source, Activity) and (source.replaces or source.replaces_all):
            continue  # its worth is that of the work whose place it takes
        at = sum(first <= one.day for first, _ in counts) - 1
        yield _worth(one, source, lines[at][one.id], roles[at][source.role])


def _worth(one: Occurrence, source: Activity | OnCall, line: Line, role: RoleCount) -> Worth:
    units = line.units_per_occurrence or _ZERO
    known = line.plain_minutes is not None and line.premium_minutes is not None
    minutes = (line.plain_minutes or _ZERO) + (line.premium_minutes or _ZERO)
    if not known:
        minutes = units * role.unit_minutes
    gained = one.minutes - (one.end - one.start)
    if isinstance(source, OnCall):
        gained = gained if source.resident else 0
        if not isinstance(source.frequency, OnDates):  # an occurrence of its line is a duty week
            units, minutes = units / len(source.days), minutes / len(source.days)
    return Worth(
        occurrence=one,
        role=source.role,
        units=units,
        minutes=minutes + gained,
        assumed=line.assumed or not known,
    )


def _loose(
    portfolio: Portfolio,
    laid: Laid,
    counts: tuple[tuple[date, Count], ...],
    week: tuple[date, date],
) -> Iterator[Loose]:
    """What is on no date, each with the part of the week's days on which it is done at all."""
    lines = {line.id: line for _, counted in reversed(counts) for line in counted.lines}
    spans = held_spans(portfolio)
    year = job_plan_year(portfolio)
    for source in lines_of(portfolio):
        if source.id in laid.not_on_dates and source.id in lines:
            held = spans[source.role]
            firsts = (week[0], year[0], held[0], source.first_day or week[0])
            lasts = (week[1], year[1], held[1], source.last_day or week[1])
            days = Fraction((min(lasts) - max(firsts)).days + 1)
            part = days / DAYS_PER_WEEK
            yield Loose(lines[source.id], laid.not_on_dates[source.id], part)


def _gained(monday: date, sunday: date) -> int:
    """The minutes by which clock changes make these days longer; fewer where negative."""
    ends = (sunday + _DAY).toordinal() * 1440
    return sum(gain for change, gain in clock_changes(monday, sunday) if change < ends)


# -- a year ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shares:
    """A period's part of its year: by days, and of the public holidays."""

    days: Fraction
    holidays: int
    holidays_in_year: int
    sources: Mapping[str, Activity | OnCall]

    def of(self, line: Line) -> Fraction:
        """The part of a year of a line that is done in the period."""
        source = self.sources[line.id]
        if isinstance(source.frequency, OnDates):
            return Fraction(1)  # it has the dates of the period alone
        if not isinstance(source, Activity) or source.day is not Day.HOLIDAY:
            return self.days
        if source.holidays_per_year is None and self.holidays_in_year:
            return Fraction(self.holidays, self.holidays_in_year)
        return self.days


def _period_work(role: RoleCount, period: Period, shares: _Shares) -> PeriodWork:
    units, minutes, known = _ZERO, _ZERO, True
    for line in role.lines:
        part = shares.of(line)
        units += (line.units_per_year or _ZERO) * part
        known = known and line.minutes_per_year is not None
        minutes += (line.minutes_per_year or _ZERO) * part
    return PeriodWork(
        period=period,
        count=role,
        weeks=role.terms.working_weeks * shares.days,
        units=units,
        minutes=minutes if known else None,
    )


def _on_holidays(portfolio: Portfolio) -> bool:
    """Whether anything is done on public holidays; finding out which days they are takes time."""
    return any(activity.day is Day.HOLIDAY for activity in portfolio.activities)
