"""How often a thing is done: shares of the weeks worked, and dates of a job-plan year.

Rules are those of the plan file: a figure a week is an average over the weeks worked. Bank
holidays are passed in; nothing here reads a clock or a calendar of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from portfolio_app.core.model import (
    CycleWeeks,
    EveryWeek,
    Frequency,
    MonthWeeks,
    Nation,
    OnDates,
    OneIn,
    PerYear,
    Role,
)

Holidays = Mapping[Nation, frozenset[date]]

WEEKS_PER_YEAR = 52  # paid weeks: the numerator of prospective cover
MEAN_YEAR_WEEKS = Fraction(3652425, 70000)  # 365.2425 / 7, the Gregorian mean year
MONTHS_PER_YEAR = 12
FIFTH = 5


@dataclass(frozen=True, slots=True)
class Rate:
    """Occurrences a week worked, exact, with the working-weeks figure where it was used."""

    per_week: Fraction
    uses_working_weeks: bool
    covered: bool = False  # multiplied by 52 / working weeks


def year_end(year_start: date) -> date:
    """The first day after a job-plan year; 29 February becomes 1 March."""
    try:
        return year_start.replace(year=year_start.year + 1)
    except ValueError:
        return date(year_start.year + 1, 3, 1)


def held_in_year(role: Role, year_start: date) -> bool:
    """Whether a role is held on any day of the job-plan year."""
    began = role.start is None or role.start < year_end(year_start)
    return began and (role.end is None or role.end >= year_start)


def dates_in_year(dates: OnDates, role: Role, year_start: date) -> tuple[date, ...]:
    """Those of the dates that lie in the job-plan year and while the role is held."""
    first = max(year_start, role.start or year_start)
    last = year_end(year_start) - timedelta(days=1)
    if role.end is not None:
        last = min(last, role.end)
    return tuple(day for day in dates.dates if first <= day <= last)


def share_of_weeks(frequency: Frequency, cycle_weeks: int) -> Fraction:
    """The share of the weeks worked in which a thing is done.

    Raises:
        ValueError: for a frequency that counts a year instead of weeks.
    """
    match frequency:
        case EveryWeek():
            return Fraction(1)
        case CycleWeeks(weeks):
            return Fraction(len(weeks), cycle_weeks)
        case OneIn(n, times):
            return times / n
        case MonthWeeks(weeks):
            a_year = sum(
                MEAN_YEAR_WEEKS - 4 * MONTHS_PER_YEAR
                if week == FIFTH
                else Fraction(MONTHS_PER_YEAR)
                for week in weeks
            )
            return a_year / MEAN_YEAR_WEEKS
        case _:
            raise ValueError("counted a year, not in weeks")


def rate(
    frequency: Frequency,
    *,
    cycle_weeks: int,
    working_weeks: Fraction,
    prospective_cover: bool,
    dates: int = 0,
) -> Rate:
    """Occurrences a week worked.

    Args:
        frequency: how often.
        cycle_weeks: length of the role's rota.
        working_weeks: weeks worked a year.
        prospective_cover: the duty is covered through leave too: x 52 / working weeks.
        dates: how many of the frequency's dates count, where it has dates.
    """
    match frequency:
        case PerYear(times):
            return Rate(times / working_weeks, uses_working_weeks=True)
        case OnDates():
            return Rate(Fraction(dates) / working_weeks, uses_working_weeks=True)
    share = share_of_weeks(frequency, cycle_weeks)
    if prospective_cover:
        covered = share * WEEKS_PER_YEAR / working_weeks
        return Rate(covered, uses_working_weeks=True, covered=True)
    return Rate(share, uses_working_weeks=False)


def holiday_rate(
    frequency: Frequency, *, cycle_weeks: int, working_weeks: Fraction, holidays: Fraction
) -> Rate:
    """Occurrences a week worked of a duty on public holidays.

    The holidays of a year are done once: a share of them (one in eight) over the weeks worked.
    Cover does not multiply them again.
    """
    if isinstance(frequency, PerYear):
        return Rate(frequency.times / working_weeks, uses_working_weeks=True)
    share = share_of_weeks(frequency, cycle_weeks)
    return Rate(share * holidays / working_weeks, uses_working_weeks=True)


def rota_share(frequency: Frequency, *, cycle_weeks: int, dates: int = 0) -> Fraction:
    """The share of all weeks of a year on duty, before cover: 1/8 for one in eight.

    A count a year is printed after cover, so it is a share of 52 weeks; so are dates, each of
    which is one day of duty (a seventh of a duty week).
    """
    match frequency:
        case PerYear(times):
            return times / WEEKS_PER_YEAR
        case OnDates():
            return Fraction(dates, WEEKS_PER_YEAR)
        case _:
            return share_of_weeks(frequency, cycle_weeks)
