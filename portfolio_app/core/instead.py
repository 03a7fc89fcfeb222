"""Hot weeks: weeks in which one line is done instead of others, which then do not count.

Lines of one role that are done equally often are taken to be one hot week, so five days of it
displace five weeks' work once, and `instead_of_all` spares what belongs to its own week. It spares
on-call rotas too, and lines that are themselves done instead of all: those give way only where
they are named. Where the weeks of both are known the result is exact; a line of every week loses
exactly the share of the hot weeks; otherwise the two are taken to be independent, and that is
said. What is counted a year (`per_year`, dates, public holidays) is what is done, and loses
nothing but dates in a week of dates.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from portfolio_app.core import words
from portfolio_app.core.model import (
    EVERY_WEEK,
    Activity,
    CycleWeeks,
    Day,
    EveryWeek,
    Frequency,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
    Portfolio,
    Role,
)
from portfolio_app.core.occurrences import dates_in_year, rate

Source = Activity | OnCall
Weeks = tuple[frozenset[int], int]  # weeks of a cycle, counted from 1, and its length
_ONE = Fraction(1)
_ZERO = Fraction(0)
_MOST_TITLES = 3
_LONGEST = 20_000  # weeks; beyond them no one can say that two cycles are laid exactly


@dataclass(frozen=True, slots=True)
class Lost:
    """What hot weeks leave of a line: the part of its occurrences that is done, and why."""

    kept: Fraction
    when: str
    by: str
    assumed: bool = False

    @property
    def text(self) -> str:
        """In words: "not in 1 week in 8 (Hot week)"."""
        said = f"not in {self.when} ({self.by})"
        return f"{said}, which is assumed to fall evenly" if self.assumed else said


def displacing(
    portfolio: Portfolio, roles: Mapping[str, Role]
) -> dict[str, tuple[Activity | OnCall, ...]]:
    """For each line that gives way in hot weeks, what is done instead of it.

    Args:
        portfolio: its lines.
        roles: the roles that are held, by id; lines of others do nothing.
    """
    lines: tuple[Source, ...] = (*portfolio.activities, *portfolio.on_calls)
    hot = [line for line in lines if line.instead_of or line.instead_of_all]
    owners = {line.id: line.role for line in lines} if hot else {}
    found: dict[str, tuple[Source, ...]] = {}
    for one in hot:
        for key in _given_up(one, portfolio.activities) if one.role in roles else ():
            if part_of(one, owners.get(key)):
                found[key] = (*found.get(key, ()), one)
    return found


def _given_up(hot: Source, activities: Iterable[Activity]) -> Iterable[str]:
    named = dict.fromkeys(key for key in hot.instead_of if key != hot.id)
    if hot.instead_of_all:
        for other in activities:
            if other.role == hot.role and not _of_hot_weeks(other, hot):
                named[other.id] = None
    return named


def _of_hot_weeks(line: Activity, hot: Source) -> bool:
    """Whether a line belongs to the hot week itself, or to a hot week of its own."""
    same_weeks = line.frequency == hot.frequency and line.frequency != EVERY_WEEK
    return line.id == hot.id or line.instead_of_all or same_weeks


def known_weeks(frequency: Frequency, role_cycle: int) -> Weeks | None:
    """The weeks of its own cycle in which a thing falls; None where no phase is known."""
    match frequency:
        case EveryWeek():
            return frozenset((1,)), 1
        case CycleWeeks(weeks):
            return frozenset(weeks), role_cycle
        case OneIn(n, times, from_week) if from_week is not None:
            if n.denominator == 1 and times.denominator == 1:
                steps = range(from_week - 1, from_week - 1 + times.numerator)
                return frozenset(step % n.numerator + 1 for step in steps), n.numerator
    return None


def lost_weeks(
    portfolio: Portfolio, roles: Mapping[str, Role], working_weeks: Mapping[str, Fraction]
) -> dict[str, Lost]:
    """What hot weeks leave of every line that gives way to them; nothing for other lines.

    Args:
        portfolio: its lines.
        roles: the roles that are held, by id.
        working_weeks: weeks worked a year, by role.
    """
    found = displacing(portfolio, roles)
    if not found:
        return {}
    lines: tuple[Source, ...] = (*portfolio.activities, *portfolio.on_calls)
    reckoning = _Reckoning(roles, working_weeks, portfolio.person.year_start)
    alike: dict[tuple[object, ...], Lost | None] = {}
    lost: dict[str, Lost] = {}
    for line in lines:
        if line.id not in found or line.role not in roles:
            continue
        hot = found[line.id]
        key = (line.role, line.frequency, line_on_holidays(line), *(one.id for one in hot))
        if key not in alike:
            alike[key] = reckoning.lost(line, hot)
        one = alike[key]
        if one is not None:
            lost[line.id] = one
    return lost


@dataclass(frozen=True, slots=True)
class _Reckoning:
    roles: Mapping[str, Role]
    working_weeks: Mapping[str, Fraction]
    year_start: date

    def lost(self, line: Source, hot: Sequence[Source]) -> Lost | None:
        """What the hot weeks leave of one line; None where it loses nothing."""
        distinct = list({(one.role, one.frequency): one for one in reversed(hot)}.values())[::-1]
        if isinstance(line.frequency, OnDates):
            kept, assumed = self._dates_kept(line, distinct), False
        elif isinstance(line.frequency, PerYear) or line_on_holidays(line):
            return None
        else:
            kept, assumed = self._share_kept(line, distinct)
        if kept == 1:
            return None
        cycles = [self.roles[one.role].cycle_weeks for one in distinct]
        when = words.listing(
            [_when_words(one.frequency, cycle) for one, cycle in zip(distinct, cycles, strict=True)]
        )
        return Lost(kept, when, _titles(hot), assumed)

    def _share_kept(self, line: Source, hot: Sequence[Source]) -> tuple[Fraction, bool]:
        own = known_weeks(line.frequency, self.roles[line.role].cycle_weeks)
        phases = [(one, self._phase(one, line.role)) for one in hot]
        known = [weeks for _, weeks in phases if weeks is not None]
        loose = [one for one, weeks in phases if weeks is None]
        if own is None or lcm(own[1], *(length for _, length in known)) > _LONGEST:
            own, loose, known = None, list(hot), []
        kept = _ONE if own is None else _left(own, known)
        for one in loose:
            kept *= 1 - self._share(one, line.role)
        exact = not loose or (line.frequency == EVERY_WEEK and len(hot) == 1)
        return kept, not exact

    def _phase(self, hot: Source, role: str) -> Weeks | None:
        """The weeks of a hot week where they are known; cover falls in weeks nobody knows."""
        if hot.prospective_cover or part_of(hot, role) != 1:
            return None
        return known_weeks(hot.frequency, self.roles[hot.role].cycle_weeks)

    def _share(self, hot: Source, role: str) -> Fraction:
        """The share of the weeks worked that are hot for a line of a role, cover included."""
        own = self.roles[hot.role]
        weeks = 0
        if isinstance(hot.frequency, OnDates):
            weeks = len({_monday(day) for day in self._dates(hot)})
        often = rate(
            hot.frequency,
            cycle_weeks=own.cycle_weeks,
            working_weeks=self.working_weeks[hot.role],
            prospective_cover=hot.prospective_cover,
            dates=weeks,
        )
        return min(_ONE, often.per_week * part_of(hot, role))

    def _dates_kept(self, line: Source, hot: Sequence[Source]) -> Fraction:
        taken = {_monday(day) for one in hot for day in self._dates(one)}
        own = self._dates(line)
        left = [day for day in own if _monday(day) not in taken]
        return Fraction(len(left), len(own)) if own else _ONE

    def _dates(self, line: Source) -> tuple[date, ...]:
        if not isinstance(line.frequency, OnDates):
            return ()
        return dates_in_year(line.frequency, self.roles[line.role], self.year_start)


def line_on_holidays(line: Activity | OnCall) -> bool:
    """Whether a line is counted by the public holidays of a year."""
    return isinstance(line, Activity) and line.day is Day.HOLIDAY


def part_of(hot: Activity | OnCall, role: str | None) -> Fraction:
    """My part of hot weeks, as a line of a role knows them.

    Those of a shared post are the post's: its other work stops for both, whoever does them.
    """
    if isinstance(hot, OnCall):
        return hot.slot_share
    return _ONE if hot.role == role else hot.attended


def _monday(day: date) -> int:
    return (day.toordinal() - 1) // 7


def _left(own: Weeks, hot: Sequence[Weeks]) -> Fraction:
    """The part of a line's weeks that are no hot weeks, over the cycle that both repeat in."""
    weeks, length = own
    whole = lcm(length, *(cycle for _, cycle in hot))
    mine = [week for week in range(whole) if week % length + 1 in weeks]
    free = [week for week in mine if not any(week % n + 1 in taken for taken, n in hot)]
    return Fraction(len(free), len(mine)) if mine else _ONE


def _when_words(frequency: Frequency, cycle: int) -> str:
    match frequency:
        case OneIn(n, times):
            weeks = "week" if times == 1 else "weeks"
            return f"{words.number(times)} {weeks} in {words.number(n)}"
        case PerYear(times):
            return f"{words.number(times)} weeks a year"
        case OnDates():
            return f"the weeks of {words.frequency(frequency)}"
        case MonthWeeks():
            return f"the {words.frequency(frequency)}"
    return words.frequency(frequency, cycle)


def _titles(hot: Sequence[Source]) -> str:
    titles = list(dict.fromkeys(one.title for one in hot))
    if len(titles) > _MOST_TITLES:
        titles = [*titles[: _MOST_TITLES - 1], f"{len(titles) - _MOST_TITLES + 1} more"]
    return words.listing(titles)
