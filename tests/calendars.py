"""A week as iCalendar text, and the dates that another program finds in it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from portfolio_app.core.dates import first_monday
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    WEEKDAYS,
    Activity,
    Clock,
    CycleWeeks,
    EveryWeek,
    MonthWeeks,
    OnDates,
    OneIn,
    Portfolio,
)
from tests.plans import YEAR_START, activity, portfolio, role

if TYPE_CHECKING:
    from icalendar import Calendar

Found = tuple[int, int, str]  # local minutes of start and end, as `ukclock` counts them, and the id
CYCLE = 4


def busy_week(number: int = 40) -> Portfolio:
    """A week of so many activities with every way of saying how often that has dates."""
    often = (
        EveryWeek(),
        CycleWeeks((1, 3)),
        EveryWeek(),
        OneIn(Fraction(6), Fraction(2), from_week=6),
        EveryWeek(),
        MonthWeeks((1, 3)),
        CycleWeeks((2,)),
        OnDates((date(2026, 5, 14), date(2026, 10, 25), date(2027, 2, 1))),
    )
    lines = []
    for index in range(number):
        start = 7 * 60 + index * 97 % 960  # some of them run past midnight
        frequency = often[index % len(often)]
        day = {} if isinstance(frequency, OnDates) else {"day": WEEKDAYS[index % 7].value}
        clock = Clock(start, (start + 60 + index % 5 * 45) % MINUTES_PER_DAY)
        lines.append(activity(f"a{index}", clock=clock, frequency=frequency, **day))
    return portfolio(*lines, roles=(role(cycle_weeks=CYCLE),))


def as_icalendar(plan: Portfolio, holidays: Iterable[date]) -> str:
    """The activities of a plan as one calendar that begins with week 1 and has no end."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Portfolio//tests//EN")
    calendar.add("version", "2.0")
    for line in plan.activities:
        for number, (start, rule) in enumerate(_series(line)):
            event = Event()
            event.add("uid", f"{line.id}.{number}")
            event.add("summary", line.id)
            event.add("dtstart", start)
            assert line.clock is not None
            event.add("dtend", start + timedelta(minutes=line.clock.minutes))
            if rule is not None:
                event.add("rrule", rule)
                event.add("exdate", [datetime.combine(day, start.time()) for day in holidays])
            calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode()


def read(text: str) -> "Calendar":
    """The calendar of an iCalendar text."""
    from icalendar import Calendar

    return Calendar.from_ical(text)


def found_by_others(calendar: "Calendar", first: date, last: date) -> list[Any]:
    """The events that recurring-ical-events finds on these days."""
    import recurring_ical_events

    query = recurring_ical_events.of(calendar)
    return list(query.between(first, last + timedelta(days=1)))


def as_found(events: Iterable[Any], first: date) -> list[Found]:
    """What was found, as our own occurrences are; those that only end on the first day left out."""
    begins = [(event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"])) for event in events]
    return sorted((_minute(a), _minute(b), key) for a, b, key in begins if a.date() >= first)


def _minute(moment: datetime) -> int:
    return moment.toordinal() * MINUTES_PER_DAY + moment.hour * 60 + moment.minute


def _series(line: Activity) -> list[tuple[datetime, dict[str, Any] | None]]:
    """The first time of each series of a line, and the rule by which it comes again."""
    assert line.clock is not None
    if isinstance(line.frequency, OnDates):
        return [(_at(day, line.clock), None) for day in line.frequency.dates]
    assert line.day is not None
    day = first_monday(YEAR_START) + timedelta(days=line.day.index)
    match line.frequency:
        case MonthWeeks(weeks):
            names = [f"{week}{line.day.value[:2].upper()}" for week in weeks]
            nth = (day.day - 1) // 7 + 1
            while nth not in weeks:
                day += timedelta(days=7)
                nth = (day.day - 1) // 7 + 1
            return [(_at(day, line.clock), {"freq": "monthly", "byday": names})]
        case CycleWeeks(weeks):
            steps, every = [week - 1 for week in weeks], CYCLE
        case OneIn(n, times, from_week) if from_week is not None:
            every = int(n)
            steps = [(from_week - 1 + step) % every for step in range(int(times))]
        case _:
            steps, every = [0], 1
    return [
        (
            _at(day + timedelta(days=7 * step), line.clock),
            {"freq": "weekly", "interval": every},
        )
        for step in steps
    ]


def _at(day: date, clock: Clock) -> datetime:
    return datetime(day.year, day.month, day.day, clock.start // 60, clock.start % 60)  # noqa: DTZ001
