"""What one occurrence of an activity holds: minutes in plain and premium time, exact.

A window is split at every boundary of plain and premium time, breaks come out at the rate of the
time they lie in, and travel is added at the plain and premium shares of the window that it serves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    Activity,
    Clock,
    Day,
    Half,
    Role,
)
from portfolio_app.core.weektime import Interval, merge, shared, subtract

DEFAULT_HALVES: dict[Half, Clock] = {
    Half.AM: Clock(9 * 60, 13 * 60),
    Half.PM: Clock(13 * 60, 17 * 60),
    Half.EVENING: Clock(17 * 60, 21 * 60),
}
_ZERO = Fraction(0)
_AFTER_A_HOLIDAY = 1  # a holiday of no known weekday is followed by an ordinary weekday (Tuesday)


@dataclass(frozen=True)
class Plain:
    """When a contract's plain time lies; `windows` None means that all time is plain."""

    windows: tuple[Interval, ...] | None
    holidays_are_premium: bool = True

    @cached_property
    def doubled(self) -> tuple[Interval, ...]:
        """The windows of two weeks on end, for what runs past Sunday midnight, in half minutes."""
        once = self.windows or ()
        later = ((start + MINUTES_PER_WEEK, end + MINUTES_PER_WEEK) for start, end in once)
        return _twice(merge([*once, *later]))


@dataclass(frozen=True, slots=True)
class Held:
    """Minutes of one occurrence."""

    plain: Fraction
    premium: Fraction

    @property
    def minutes(self) -> Fraction:
        """Plain and premium together."""
        return self.plain + self.premium if self.premium else self.plain

    def plus(self, minutes: int, shares: "Held") -> "Held":
        """With minutes added in the proportion of another occurrence's plain and premium."""
        if not minutes:
            return self
        whole = shares.minutes
        plain = minutes * shares.plain / whole if whole else Fraction(minutes)
        return Held(self.plain + plain, self.premium + minutes - plain)


def half_clock(role: Role, half: Half) -> Clock:
    """Where a half-day without a clock lies for this role."""
    return dict(role.halves).get(half, DEFAULT_HALVES[half])


def clock_held(
    clock: Clock,
    day: int,
    plain: Plain,
    *,
    breaks: Sequence[Clock] = (),
    break_minutes: int = 0,
    holidays: Sequence[bool] = (False, False),
) -> tuple[Held, Held]:
    """The minutes of a window: without its breaks, and whole (for travel's shares).

    Args:
        clock: the window.
        day: weekday of its start, 0 Monday to 6 Sunday.
        plain: when plain time lies.
        breaks: unpaid breaks by the clock.
        break_minutes: an unpaid break in the middle of the window.
        holidays: whether the day of the start, and the next, is a public holiday.
    """
    start = day * MINUTES_PER_DAY + clock.start
    # In half minutes, so that the middle of an odd number of minutes is whole.
    window: Interval = (2 * start, 2 * (start + clock.minutes))
    free: tuple[Interval, ...] = ()
    if plain.holidays_are_premium and any(holidays):
        free = _twice(holiday_minutes(day, holidays))
    gross = _split((window,), plain, free)
    if not breaks and not break_minutes:
        return gross, gross
    pauses = _twice([_break_interval(one, clock, day) for one in breaks])
    if break_minutes:
        middle = 2 * start + clock.minutes
        pauses = ((middle - break_minutes, middle + break_minutes),)
    return _split(subtract((window,), pauses), plain, free), gross


def holiday_minutes(day: int, holidays: Sequence[bool]) -> tuple[Interval, ...]:
    """The whole days, from the day of the start, that are public holidays."""
    return tuple(
        ((day + offset) * MINUTES_PER_DAY, (day + offset + 1) * MINUTES_PER_DAY)
        for offset, is_holiday in enumerate(holidays)
        if is_holiday
    )


def activity_held(
    activity: Activity, plain: Plain, dates: Sequence[date], holidays: frozenset[date]
) -> Held | None:
    """The minutes of one occurrence, travel in and breaks out; None when no time is given.

    On dates that differ (a weekday and a bank holiday) it is their mean.
    """
    if activity.minutes is not None:
        return _untimed_held(activity, dates, holidays, plain)
    clock = activity.clock
    if clock is None:
        return None
    if dates:
        each = [_on_date(activity, clock, plain, day, holidays) for day in dates]
        return Held(
            sum((held.plain for held in each), Fraction(0)) / len(each),
            sum((held.premium for held in each), Fraction(0)) / len(each),
        )
    if activity.day is None or activity.day is Day.HOLIDAY:
        on_holiday = (activity.day is Day.HOLIDAY, False)
        return _with_travel(activity, clock, plain, _AFTER_A_HOLIDAY - 1, on_holiday)
    return _with_travel(activity, clock, plain, activity.day.index, (False, False))


def half_shares(activity: Activity, role: Role, plain: Plain) -> Held:
    """Where the minutes of a half-day lie: its plain and premium shares by the role's halves."""
    half = activity.half or Half.AM
    clock = half_clock(role, half)
    holiday = activity.day is Day.HOLIDAY
    day = 0 if activity.day is None or holiday else activity.day.index
    return clock_held(clock, day, plain, holidays=(holiday, False))[0]


def _with_travel(
    activity: Activity, clock: Clock, plain: Plain, day: int, holidays: tuple[bool, bool]
) -> Held:
    net, gross = clock_held(
        clock,
        day,
        plain,
        breaks=activity.breaks,
        break_minutes=activity.break_minutes,
        holidays=holidays,
    )
    return net if activity.travel_inside else net.plus(activity.travel_minutes, gross)


def _on_date(
    activity: Activity, clock: Clock, plain: Plain, day: date, holidays: frozenset[date]
) -> Held:
    flags = (day in holidays, day + timedelta(days=1) in holidays)
    return _with_travel(activity, clock, plain, day.weekday(), flags)


def _untimed_held(
    activity: Activity, dates: Sequence[date], holidays: frozenset[date], plain: Plain
) -> Held:
    minutes = Fraction(activity.minutes or 0)
    if activity.premium_minutes is not None:
        premium = Fraction(activity.premium_minutes)
    elif plain.windows is None:
        premium = Fraction(0)
    elif activity.day is Day.HOLIDAY:
        premium = minutes if plain.holidays_are_premium else Fraction(0)
    elif dates:
        premium = minutes * _premium_dates(dates, holidays, plain) / len(dates)
    else:
        premium = Fraction(0)
    held = Held(minutes - premium, premium)
    return held if activity.travel_inside else held.plus(activity.travel_minutes, held)


def _premium_dates(dates: Sequence[date], holidays: frozenset[date], plain: Plain) -> int:
    """How many of the dates are premium all day: holidays, and days without any plain time."""
    days_with_plain = {start // MINUTES_PER_DAY for start, _ in plain.windows or ()}
    return sum(
        (day in holidays and plain.holidays_are_premium) or day.weekday() not in days_with_plain
        for day in dates
    )


def _break_interval(pause: Clock, window: Clock, day: int) -> Interval:
    start = day * MINUTES_PER_DAY + pause.start
    if pause.start < window.start:
        start += MINUTES_PER_DAY
    return start, start + pause.minutes


def _twice(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    return tuple((2 * start, 2 * end) for start, end in intervals)


def _split(doubled: Sequence[Interval], plain: Plain, free: Sequence[Interval]) -> Held:
    whole = sum(end - start for start, end in doubled)
    in_plain = whole
    if plain.windows is not None:
        in_plain = shared(subtract(doubled, free) if free else doubled, plain.doubled)
    if in_plain == whole:  # as most work is
        return Held(Fraction(whole, 2), _ZERO)
    return Held(Fraction(in_plain, 2), Fraction(whole - in_plain, 2))
