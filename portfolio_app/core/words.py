"""Figures in words: the one place where an exact figure is rounded, because it is shown.

Minutes, units and dates become the text that a clinician reads. Nothing here counts.
"""

from datetime import date
from fractions import Fraction

from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    WEEKDAYS,
    CycleWeeks,
    EveryWeek,
    Frequency,
    MonthWeeks,
    OneIn,
    PerYear,
)

_ORDINALS = ("", "first", "second", "third", "fourth", "fifth")


def decimal_text(value: Fraction | int, places: int) -> str:
    """A figure to exactly so many decimal places, halves rounded away from zero."""
    numerator, denominator = value.as_integer_ratio()
    scale = 10**places
    rounded = (2 * abs(numerator) * scale + denominator) // (2 * denominator)
    whole, rest = divmod(rounded, scale)
    sign = "-" if numerator < 0 else ""
    return f"{sign}{whole}.{rest:0{places}}" if places else f"{sign}{whole}"


def plain_number(value: Fraction | int, places: int = 3) -> str:
    """A figure without idle zeros, as a field or a file holds it: 4, 0.375, 1668.7."""
    text = decimal_text(value, places)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def number(value: Fraction | int, places: int = 3) -> str:
    """A figure without idle zeros as people read it: 4, 0.375, 1,668.7 (to `places` decimals)."""
    return _grouped(plain_number(value, places))


def _grouped(text: str) -> str:
    """Commas between the thousands of a figure written out."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{rest}"


def hours(minutes: Fraction | int, places: int = 2) -> str:
    """Minutes as hours: "4 h", "10.5 h"."""
    return f"{number(Fraction(minutes) / 60, places)} h"


def length(minutes: Fraction | int) -> str:
    """Minutes as a length that loses nothing: "4 h", "3.75 h", "4 h 10 min"."""
    exact = Fraction(minutes)
    if (exact * 100 / 60).denominator == 1:
        return hours(exact)
    whole, rest = divmod(exact, 60)
    return f"{whole} h {number(rest, 1)} min" if whole else f"{number(rest, 1)} min"


def short_length(minutes: int) -> str:
    """Minutes as hours and minutes of a clock: "4:10"."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def units(value: Fraction, unit: str, places: int = 3) -> str:
    """A figure with its unit: "1 PA", "2.5 PA", "3 sessions", "7.5 hours"."""
    text = number(value, places)
    if unit == "PA" or text in ("1", "-1"):
        return f"{text} {unit}"
    return f"{text} {unit}s"


def pounds(value: Fraction | int, places: int = 2) -> str:
    """An amount of money: "£67,386.14"; without idle pence: "£109,725"."""
    exact = Fraction(value)
    places = 0 if exact.denominator == 1 else places
    text = _grouped(decimal_text(abs(exact), places))
    return f"{'-' if exact < 0 else ''}£{text}"


def clock(minute: int) -> str:
    """Minutes after midnight as "09:00"; whole days are dropped."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def day_date(day: date) -> str:
    """A date as people write it: "6 April 2026"."""
    return f"{day.day} {day:%B %Y}"


def listing(parts: list[str]) -> str:
    """Words joined with commas and a last "and"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def frequency(how_often: Frequency, cycle_weeks: int = 1) -> str:
    """How often, in words: "every week", "weeks 2 and 4 of 4", "1 in 8", "21 a year"."""
    match how_often:
        case EveryWeek():
            return "every week"
        case CycleWeeks(weeks):
            which = listing([str(week) for week in weeks])
            return f"week{'s' if len(weeks) > 1 else ''} {which} of {cycle_weeks}"
        case OneIn(n, times, from_week):
            phase = "" if from_week is None else f", from week {from_week}"
            return f"{number(times)} in {number(n)}{phase}"
        case MonthWeeks(weeks):
            return f"{listing([_ORDINALS[week] for week in weeks])} of the month"
        case PerYear(times):
            return f"{number(times)} a year"
        case _:
            number_of = len(how_often.dates)
            return f"{number_of} date{'' if number_of == 1 else 's'}"


def weekday(minute: int) -> str:
    """The day on which a minute of the week lies: "Mon"."""
    return WEEKDAYS[minute // MINUTES_PER_DAY % len(WEEKDAYS)].value


def moment(minute: int) -> str:
    """A minute of the week: "Mon 09:00"."""
    return f"{weekday(minute)} {clock(minute)}"
