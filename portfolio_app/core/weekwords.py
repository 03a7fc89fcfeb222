"""A real week in words: dates, public holidays, a clock change, where the cycle stands."""

from datetime import date

from portfolio_app.core import words
from portfolio_app.core.actual import RealWeek
from portfolio_app.core.dates import cycle_week
from portfolio_app.core.model import DAYS_PER_WEEK


def short_day(day: date) -> str:
    """A day in the fewest words: "Mon 26 Oct"."""
    return f"{day:%a} {day.day} {day:%b}"


def span(week: RealWeek) -> str:
    """Its days: "26 October to 1 November 2026"."""
    first, last = week.monday, week.sunday
    begins = f"{first.day} {first:%B}" if first.year == last.year else words.day_date(first)
    if (first.year, first.month) == (last.year, last.month):
        begins = str(first.day)
    return f"{begins} to {words.day_date(last)}"


def cycle_place(week: RealWeek) -> int:
    """In which week of the cycle it lies, from 1."""
    count = week.counts[0][1]
    return cycle_week(week.monday, count.portfolio.person.year_start, count.placed.cycle_weeks)


def cycle(week: RealWeek) -> str:
    """Which week of the cycle it is: "week 2 of 4"; empty where every week is the same."""
    length = week.counts[0][1].placed.cycle_weeks
    return f"week {cycle_place(week)} of {length}" if length > 1 else ""


def days_of_note(week: RealWeek) -> list[str]:
    """Public holidays and a clock change, one sentence each."""
    notes = [f"{short_day(day)} is a public holiday." for day in week.holidays]
    if week.gained:
        turn, longer = ("back", "longer") if week.gained > 0 else ("forward", "shorter")
        notes.append(
            f"The clock goes {turn} on {short_day(week.sunday)}: that night is an hour {longer}."
        )
    return notes


def hours(week: RealWeek) -> str:
    """What is worked on its dates, and what more there is on no date: "38 h, and 4 h …"."""
    about = "about " if any(worth.assumed for worth in week.worths) else ""
    said = f"{about}{words.hours(week.minutes)} on its dates"
    if week.loose:
        said += f"; {words.hours(week.loose_minutes)} more on average, on no date"
    return said


def day_minutes(week: RealWeek, day: date) -> str:
    """What is worked on one day of it, by the day on which work begins; empty for none."""
    minutes = sum(w.minutes for w in week.worths if w.occurrence.day == day)
    return words.hours(minutes) if minutes else ""


def days(week: RealWeek) -> list[date]:
    """Its seven days."""
    first = week.monday.toordinal()
    return [date.fromordinal(first + at) for at in range(DAYS_PER_WEEK)]
