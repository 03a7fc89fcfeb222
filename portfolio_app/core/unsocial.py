"""Unsocial hours of a week, for contracts that pay them more and do not shorten them.

Nights with Saturdays, and Sundays with public holidays, each in minutes a week. A shift that starts
on a weekday takes the rate of the greater part of its hours; Sunday runs from midnight to midnight.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import cast

from portfolio_app.core.contracts import ContractView
from portfolio_app.core.model import MINUTES_PER_WEEK, Activity, Day, OnDates, Portfolio
from portfolio_app.core.occasion import Held, Plain, activity_held
from portfolio_app.core.occurrences import WEEKS_PER_YEAR, dates_in_year
from portfolio_app.core.weektime import Interval, merge, subtract
from portfolio_app.core.workload import RoleCount

NIGHTS = "unsocial-hours-nights-and-saturday"
SUNDAY = "unsocial-hours-sunday"
_WEEKDAYS = 5
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsocial:
    """Minutes a week at each rate; `not_paid` are titles of shifts mostly at other times."""

    nights: Fraction
    sundays: Fraction
    not_paid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rates:
    """Time that is at neither rate, and time that is not at the higher, as plain time."""

    ordinary: Plain
    not_sunday: Plain


def unsocial_minutes(
    portfolio: Portfolio, counted: RoleCount, view: ContractView
) -> Unsocial | None:
    """Unsocial minutes of a role's week; None where its contract has no such hours.

    Work without a clock, unpaid work, and work that takes another's place are not in it.
    """
    if view.get(NIGHTS) is None or view.get(SUNDAY) is None:
        return None
    rates = _rates(view)
    nights, sundays = _ZERO, _ZERO
    not_paid: list[str] = []
    lines = {line.id: line for line in counted.lines}
    for activity in portfolio.activities:
        line = lines.get(activity.id)
        if line is None or not _is_paid(activity):
            continue
        weekly = line.occurrences_per_week
        if activity.day is Day.HOLIDAY or isinstance(activity.frequency, OnDates):
            # Done so often a year: spread over the weeks that are paid, not those that are worked.
            weekly *= counted.terms.working_weeks / WEEKS_PER_YEAR
        night, sunday, dropped = _each(activity, counted, rates)
        nights += night * weekly
        sundays += sunday * weekly
        if dropped:
            not_paid.append(activity.title)
    return Unsocial(nights=nights, sundays=sundays, not_paid=tuple(not_paid))


def _is_paid(activity: Activity) -> bool:
    replaces = activity.replaces or activity.replaces_all
    return activity.clock is not None and activity.paid and not replaces


def _rates(view: ContractView) -> _Rates:
    week: tuple[Interval, ...] = ((0, MINUTES_PER_WEEK),)
    sunday = view.windows(SUNDAY)
    either = merge([*view.windows(NIGHTS), *sunday])
    return _Rates(Plain(subtract(week, either)), Plain(subtract(week, sunday)))


def _each(activity: Activity, counted: RoleCount, rates: _Rates) -> tuple[Fraction, Fraction, bool]:
    """Minutes of one occurrence at each rate, and whether a few of them are not paid more."""
    if not isinstance(activity.frequency, OnDates):
        return _occasion(activity, None, counted, rates)
    dates = dates_in_year(activity.frequency, counted.role, counted.terms.year_start)
    each = [_occasion(activity, day, counted, rates) for day in dates]
    if not each:
        return _ZERO, _ZERO, False
    return (
        sum((night for night, _, _ in each), _ZERO) / len(each),
        sum((sunday for _, sunday, _ in each), _ZERO) / len(each),
        any(dropped for _, _, dropped in each),
    )


def _occasion(
    activity: Activity, day: date | None, counted: RoleCount, rates: _Rates
) -> tuple[Fraction, Fraction, bool]:
    dates = () if day is None else (day,)
    holidays = counted.terms.holidays
    once = replace(activity, frequency=OnDates(dates)) if dates else activity
    # What has a clock holds minutes that are known.
    either = cast("Held", activity_held(once, rates.ordinary, dates, holidays))
    higher = cast("Held", activity_held(once, rates.not_sunday, dates, holidays))
    sunday = higher.premium
    night, rest = either.premium - sunday, either.minutes - sunday
    if not _on_weekday(activity, day):
        return night, sunday, False
    if night * 2 > rest:
        return rest, sunday, False
    return _ZERO, sunday, bool(night)


def _on_weekday(activity: Activity, day: date | None) -> bool:
    """Whether a shift starts on Monday to Friday; a public holiday is no ordinary weekday."""
    if day is not None:
        return day.weekday() < _WEEKDAYS
    if activity.day is None or activity.day is Day.HOLIDAY:
        return False
    return activity.day.index < _WEEKDAYS
