"""The clocks of the United Kingdom: when they change, and the time that passes meanwhile.

Summer time runs from 01:00 Greenwich time on the last Sunday of March to 01:00 on the last Sunday
of October (Summer Time Order 2002), the same in all four nations. Times are minutes of local time
since the midnight before day 0 of the calendar (`date.toordinal`), so that a day is a division.
"""

from datetime import date

from portfolio_app.core.model import MINUTES_PER_DAY

_SPRING, _AUTUMN = 3, 10  # months, each with 31 days
_LAST = 31
_TWO = 120  # either change is over at 02:00: by the clock before it in October, after it in March
_HOUR = 60
Shift = tuple[int, int]  # the local minute from which it holds, and the minutes gained


def clock_changes(first: date, last: date) -> tuple[Shift, ...]:
    """The clock changes that work on these days can meet, by time.

    Each is the local minute from which the new time holds, and the minutes that the night gains:
    60 fewer in spring, 60 more in autumn.
    """
    shifts = [
        (_last_sunday(year, month) * MINUTES_PER_DAY + _TWO, gain)
        for year in range(first.year, min(last.year + 1, date.max.year) + 1)
        for month, gain in ((_SPRING, -_HOUR), (_AUTUMN, _HOUR))
    ]
    ends = (last.toordinal() + 2) * MINUTES_PER_DAY  # work may run into the day after
    return tuple(s for s in shifts if first.toordinal() * MINUTES_PER_DAY < s[0] < ends)


def elapsed(start: int, end: int, changes: tuple[Shift, ...]) -> int:
    """The minutes that pass from one local minute to a later one.

    A minute that comes twice in October is the first of the two; the hour that March leaves out
    has no length.
    """
    gained = sum(gain for change, gain in changes if start < change <= end)
    return max(0, end - start + gained)


def _last_sunday(year: int, month: int) -> int:
    """The last Sunday of a month of 31 days, as the calendar's day."""
    last = date(year, month, _LAST)
    return last.toordinal() - (last.weekday() + 1) % 7
