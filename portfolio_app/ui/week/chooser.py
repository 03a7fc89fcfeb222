"""When and how often: choices that always leave an activity whole.

A way of saying when takes the place of the one before, with a sensible beginning; so no two can
stand side by side and none is left half said. Pure; knows nothing of widgets.
"""

from dataclasses import replace
from datetime import date
from enum import Enum
from fractions import Fraction

from portfolio_app.core.model import (
    WEEKDAYS,
    Activity,
    Clock,
    CoverBy,
    CycleWeeks,
    Day,
    EveryWeek,
    Frequency,
    Half,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
    Role,
)
from portfolio_app.core.occasion import half_clock
from portfolio_app.ui.widgets.typed import RefusedError

_MORNING = Clock(9 * 60, 13 * 60)
_FOUR_HOURS = 240


class When(Enum):
    """The ways of saying when an activity is done."""

    CLOCK = "by the clock"
    HALF = "a half-day"
    HOURS = "hours, at no fixed time"
    AGREED = "an agreed amount only"
    NOTHING = "not said yet"


class HowOften(Enum):
    """The ways of saying how often."""

    EVERY_WEEK = "every week"
    CYCLE_WEEKS = "weeks of the rota"
    ONE_IN = "1 in so many weeks"
    MONTH_WEEKS = "weeks of the month"
    PER_YEAR = "times a year"
    DATES = "on dates"
    HOLIDAYS = "on public holidays"


_OFTEN = {
    EveryWeek: HowOften.EVERY_WEEK,
    CycleWeeks: HowOften.CYCLE_WEEKS,
    OneIn: HowOften.ONE_IN,
    MonthWeeks: HowOften.MONTH_WEEKS,
    PerYear: HowOften.PER_YEAR,
    OnDates: HowOften.DATES,
}


def when_of(activity: Activity) -> When:
    """How an activity says when it is done."""
    if activity.clock is not None:
        return When.CLOCK
    if activity.minutes is not None:
        return When.HOURS
    if activity.half is not None:
        return When.HALF
    return When.AGREED if activity.agreed_units is not None else When.NOTHING


def set_when(activity: Activity, when: When, role: Role | None) -> Activity:
    """The activity with another way of saying when, carrying over what it can."""
    if when is when_of(activity):
        return activity
    clock = activity.clock
    if clock is None and activity.half is not None and role is not None:
        clock = half_clock(role, activity.half)
    bare = replace(
        activity,
        clock=None,
        half=None,
        minutes=None,
        premium_minutes=None,
        breaks=(),
        break_minutes=0,
        place_days=(),
        place_window=None,
        least_minutes=None,
    )
    dated = isinstance(activity.frequency, OnDates)
    day = activity.day or (None if dated else Day.MON)
    match when:
        case When.CLOCK:
            return replace(bare, day=day, clock=clock or _clock_for(activity))
        case When.HALF:
            return replace(bare, day=day, half=_half_for(clock))
        case When.HOURS:
            length = _FOUR_HOURS if clock is None else clock.minutes
            return replace(bare, day=_day_kept(activity), minutes=length)
        case When.AGREED:
            units = activity.agreed_units
            counts = (
                Fraction(1) if units is None and activity.tariff is None else activity.counts_as
            )
            return replace(bare, day=_day_kept(activity), counts_as=counts)
        case When.NOTHING:
            return replace(bare, day=_day_kept(activity), counts_as=None, tariff=None)


def often_of(item: Activity | OnCall) -> HowOften:
    """How an item says how often it is done."""
    shared = isinstance(item.frequency, EveryWeek | OneIn)
    if isinstance(item, Activity) and item.day is Day.HOLIDAY and shared:
        return HowOften.HOLIDAYS
    return _OFTEN[type(item.frequency)]


def set_often(item: Activity | OnCall, often: HowOften, *, year_start: date) -> Activity | OnCall:
    """The item with another way of saying how often.

    Raises:
        RefusedError: where there is no weekday to count.
    """
    if often is often_of(item):
        return item
    if often is HowOften.HOLIDAYS and isinstance(item, Activity):
        on_holidays = replace(item, day=Day.HOLIDAY)
        return set_frequency(on_holidays, EveryWeek())
    if often not in (HowOften.DATES, HowOften.PER_YEAR):
        item = _off_holidays(item)
    if often is HowOften.MONTH_WEEKS and (
        isinstance(item, OnCall) or item.day is None or item.day is Day.HOLIDAY
    ):
        raise RefusedError("Choose a weekday first: weeks of the month are counted by it.")
    return set_frequency(item, _beginning(item, often, year_start))


def _off_holidays(item: Activity | OnCall) -> Activity | OnCall:
    """On a weekday instead, where a day is needed."""
    if isinstance(item, OnCall) or item.day is not Day.HOLIDAY:
        return item
    needs = item.clock is not None or item.half is not None
    return replace(item, day=Day.MON if needs else None, holidays_per_year=None)


def set_frequency(item: Activity | OnCall, frequency: Frequency) -> Activity | OnCall:
    """The item done so often; what could not stand beside that goes."""
    a_year = isinstance(frequency, PerYear | OnDates)
    covered = item.prospective_cover and not a_year
    if isinstance(item, OnCall):
        by = item.cover_by if covered else CoverBy.WORKING_WEEKS
        return replace(item, frequency=frequency, prospective_cover=covered, cover_by=by)
    changed = replace(item, frequency=frequency, prospective_cover=covered)
    if a_year:
        changed = replace(changed, holidays_per_year=None)
    if isinstance(frequency, OnDates) and item.day is not Day.HOLIDAY:
        return replace(changed, day=None)
    was = item.frequency
    if isinstance(was, OnDates) and item.day is None and (item.clock or item.half):
        return replace(changed, day=WEEKDAYS[was.dates[0].weekday()])
    return changed


def _beginning(item: Activity | OnCall, often: HowOften, year_start: date) -> Frequency:
    match often:
        case HowOften.CYCLE_WEEKS:
            return CycleWeeks((1,))
        case HowOften.ONE_IN:
            return OneIn(Fraction(4))
        case HowOften.MONTH_WEEKS:
            return MonthWeeks((1,))
        case HowOften.PER_YEAR:
            return PerYear(Fraction(10))
        case HowOften.DATES:
            return OnDates((_first_on(year_start, item),))
    return EveryWeek()


def _first_on(year_start: date, item: Activity | OnCall) -> date:
    """The first day of the year that is the item's weekday."""
    day = item.days[0] if isinstance(item, OnCall) else item.day
    if day is None or day is Day.HOLIDAY:
        return year_start
    return date.fromordinal(
        year_start.toordinal() + (day.index - year_start.weekday()) % len(WEEKDAYS)
    )


def _day_kept(activity: Activity) -> Day | None:
    """A day stays where something besides the time depends on it."""
    counted_by_day = isinstance(activity.frequency, MonthWeeks)
    return activity.day if counted_by_day or activity.day is Day.HOLIDAY else None


def _clock_for(activity: Activity) -> Clock:
    if activity.minutes is None or not 0 < activity.minutes <= _FOUR_HOURS * 3:
        return _MORNING
    return Clock(_MORNING.start, (_MORNING.start + activity.minutes) % 1440)


def _half_for(clock: Clock | None) -> Half:
    if clock is None or clock.start < 12 * 60:
        return Half.AM
    return Half.PM if clock.start < 17 * 60 else Half.EVENING
