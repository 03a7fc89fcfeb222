"""The kinds of value that a plan file holds: how each is read, shown and described.

A kind turns one TOML value into one value of the model and back. Minutes are whole, numbers are
exact, printed figures keep their digits. Kinds know nothing of keys, tables or places.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from portfolio_app.core.edits import slug
from portfolio_app.core.model import Clock
from portfolio_app.exchange import tomltext
from portfolio_app.exchange.problems import UnfitError, nearest, shortened

_HOURS_TEXT = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
_RATIO_TEXT = re.compile(r"([0-9]{1,200})/([0-9]{1,200})")
_FIRST_DATE, _LAST_DATE = date(1900, 1, 1), date(2199, 12, 31)
_MINUTES_PER_HOUR = 60
_HALF_A_DAY = 12 * 60


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value: what it is in words, how it is read and how it is written."""

    what: str
    read: Callable[[object], Any]
    show: Callable[[Any], str]


_SHOWN: dict[type, Callable[[Any], str]] = {
    bool: lambda value: f"{tomltext.yes_no(value)} (yes or no)",
    str: lambda value: f"{shortened(tomltext.text(value))} (text)",
    int: lambda value: f"the number {shortened(str(value))}",
    Decimal: lambda value: f"the number {shortened(str(value))}",
    datetime: lambda value: f"the date with a time {value.isoformat()}",
    date: lambda value: f"the date {value.isoformat()}",
    time: lambda value: f"the time {value.isoformat()}",
    list: lambda value: "a list" if value else "an empty list",
}


def shown(value: object) -> str:
    """A value that was found, as the file has it, with what it is where that helps."""
    show = _SHOWN.get(type(value))
    return "a table" if show is None else show(value)


def _text(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    raise UnfitError(shown(raw), "text in quotes")


def _name(raw: object) -> str:
    words = _text(raw)
    if words.strip():
        return words
    raise UnfitError("empty text", "some words in quotes")


def _id(raw: object) -> str:
    word = _text(raw)
    if word and word == slug(word):
        return word
    expected = "an id of small letters, digits and single hyphens"
    raise UnfitError(shown(raw), expected, tomltext.text(slug(word)) if word.strip() else None)


def _yes_no(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise UnfitError(shown(raw), "true or false, without quotes")


def _exact(raw: object, expected: str) -> Fraction | int | Decimal:
    """A number whose size is not yet known to be sensible."""
    if isinstance(raw, Decimal):
        if not raw.is_finite():
            raise UnfitError(shown(raw), f"{expected}: a real number")
        return raw
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise UnfitError(shown(raw), f"{expected}, without quotes")


def _within(
    value: Fraction | int | Decimal, raw: object, low: int, high: int, expected: str
) -> None:
    if not low <= value <= high:
        raise UnfitError(shown(raw), expected)


def _few_decimals(value: Fraction | int | Decimal, raw: object, expected: str) -> None:
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -tomltext.MOST_DECIMALS:
            most = tomltext.MOST_DECIMALS
            raise UnfitError(shown(raw), f"{expected}, with at most {most} decimals")


def _words_of_range(low: int, high: int, *, above: bool) -> str:
    return f"above {low}, at most {high}" if above else f"from {low} to {high}"


def number(low: int, high: int, *, above: bool = False) -> Kind:
    """An exact number within limits, `above` the lower one or from it on."""
    what = f"a number {_words_of_range(low, high, above=above)}"

    def read(raw: object) -> Fraction:
        ratio = _RATIO_TEXT.fullmatch(raw) if isinstance(raw, str) else None
        if ratio is not None and int(ratio[2]):
            value: Fraction | int | Decimal = Fraction(int(ratio[1]), int(ratio[2]))
        else:
            value = _exact(raw, what)
        _within(value, raw, low, high, what)
        _few_decimals(value, raw, what)
        if above and value == low:
            raise UnfitError(shown(raw), what)
        return Fraction(value)

    return Kind(what, read, tomltext.exact)


def whole(low: int, high: int) -> Kind:
    """A whole number within limits."""
    what = f"a whole number from {low} to {high}"

    def read(raw: object) -> int:
        value = _exact(raw, what)
        if isinstance(value, int):
            _within(value, raw, low, high, what)
            return value
        _within(value, raw, low, high, what)
        near = str(round(value)) if low <= round(value) <= high else None
        raise UnfitError(shown(raw), f"{what}, without a decimal point", near)

    return Kind(what, read, str)


def figure(high: int) -> Kind:
    """A figure as a document printed it: its digits are kept."""
    what = f"a figure from 0 to {high}, with the digits that are printed"

    def read(raw: object) -> Decimal:
        value = Decimal(_exact(raw, what))  # type: ignore[arg-type] # never a Fraction here
        _within(value, raw, 0, high, what)
        _few_decimals(value, raw, what)
        return Decimal(format(value, "f"))

    return Kind(what, read, tomltext.figure)


def hours(high: int, *, above: bool = False) -> Kind:
    """Hours, as a number or "4:10", read as whole minutes."""
    span = _words_of_range(0, high, above=above)
    what = f'hours {span}: a number, or hours and minutes such as "4:10"'

    def read(raw: object) -> int:
        minutes = _minutes(raw, what, high)
        _within(minutes, raw, 0, high * _MINUTES_PER_HOUR, what)
        if above and not minutes:
            raise UnfitError(shown(raw), what)
        return minutes

    return Kind(what, read, tomltext.hours)


def _minutes(raw: object, what: str, high: int) -> int:
    if isinstance(raw, str):
        parts = _HOURS_TEXT.fullmatch(raw)
        if parts is None:
            raise UnfitError(shown(raw), what)
        return int(parts[1]) * _MINUTES_PER_HOUR + int(parts[2])
    value = _exact(raw, what)
    _within(value, raw, 0, high, what)
    _few_decimals(value, raw, what)
    minutes = Fraction(value) * _MINUTES_PER_HOUR
    if minutes.denominator == 1:
        return int(minutes)
    below = int(minutes)
    near = " or ".join(
        f'"{one // _MINUTES_PER_HOUR}:{one % _MINUTES_PER_HOUR:02d}"' for one in (below, below + 1)
    )
    raise UnfitError(f"{shown(raw)} of hours, which is not a whole minute", "whole minutes", near)


def _time(raw: object) -> int:
    if not isinstance(raw, time):
        raise UnfitError(shown(raw), "a time such as 09:00:00, without quotes")
    if raw.second or raw.microsecond or raw.tzinfo is not None:
        near = raw.replace(second=0, microsecond=0, tzinfo=None).isoformat()
        raise UnfitError(shown(raw), "a time on a whole minute", near)
    return raw.hour * _MINUTES_PER_HOUR + raw.minute


def _date(raw: object) -> date:
    if isinstance(raw, datetime):
        near = raw.date().isoformat()
        raise UnfitError(shown(raw), "a date alone", near)
    if not isinstance(raw, date):
        raise UnfitError(shown(raw), "a date such as 2026-04-06, without quotes")
    if not _FIRST_DATE <= raw <= _LAST_DATE:
        raise UnfitError(shown(raw), f"a date from {_FIRST_DATE.year} to {_LAST_DATE.year}")
    return raw


def _window(raw: object) -> Clock:
    expected = "a pair of times such as [13:00:00, 14:00:00]"
    if not isinstance(raw, list) or len(raw) != len(("start", "end")):
        found = "a list of another length" if isinstance(raw, list) else shown(raw)
        raise UnfitError(found, expected)
    start, end = (_time(one) for one in raw)
    if start == end:
        raise UnfitError(f"a window that begins and ends at {raw[0]}", expected)
    return Clock(start, end)


def _half_window(raw: object) -> Clock:
    clock = _window(raw)
    if clock.minutes > _HALF_A_DAY:
        raise UnfitError(
            f"a half-day from {tomltext.time(clock.start)} to {tomltext.time(clock.end)}",
            "a half-day of at most 12 hours",
        )
    return clock


def _show_window(clock: Clock) -> str:
    return tomltext.listed((tomltext.time(clock.start), tomltext.time(clock.end)))


def one_of(choices: type[Enum], *, leave_out: tuple[Enum, ...] = ()) -> Kind:
    """One of the words of an enumeration."""
    words = {str(one.value): one for one in choices if one not in leave_out}
    return among(words, lambda value: str(value.value))


def among(words: dict[str, Any], word_of: Callable[[Any], str]) -> Kind:
    """One of some words, each with its value."""
    listed = [tomltext.text(word) for word in words]
    what = " or ".join(part for part in (", ".join(listed[:-1]), listed[-1]) if part)

    def read(raw: object) -> Any:  # noqa: ANN401 - the value of whichever word it is
        if not isinstance(raw, str):
            raise UnfitError(shown(raw), what)
        if raw not in words:
            near = nearest(raw, words)
            raise UnfitError(shown(raw), what, None if near is None else tomltext.text(near))
        return words[raw]

    return Kind(what, read, lambda value: tomltext.text(word_of(value)))


def _replaces(raw: object) -> bool | tuple[str, ...]:
    if isinstance(raw, bool):
        return raw
    if not isinstance(raw, list):
        raise UnfitError(shown(raw), 'true, or a list of ids such as ["thu-clinic"]')
    return tuple(_id(one) for one in raw)


def _show_replaces(value: bool | tuple[str, ...]) -> str:  # noqa: FBT001 - one value or the other
    if isinstance(value, bool):
        return tomltext.yes_no(value)
    return tomltext.listed(tomltext.text(one) for one in value)


def _any_value(raw: object) -> str:
    return tomltext.of(raw)


TEXT = Kind("text", _text, tomltext.text)
LONG_TEXT = Kind("text, of several lines if need be", _text, tomltext.long_text)
NAME = Kind("some text", _name, tomltext.text)
ID = Kind("an id: small letters, digits and hyphens", _id, tomltext.text)
YES_NO = Kind("true or false", _yes_no, tomltext.yes_no)
TIME = Kind("a time such as 09:00:00", _time, tomltext.time)
DATE = Kind("a date such as 2026-04-06", _date, tomltext.day)
WINDOW = Kind("a pair of times such as [13:00:00, 14:00:00]", _window, _show_window)
HALF_WINDOW = Kind("a pair of times, at most 12 hours apart", _half_window, _show_window)
ANY_VALUE = Kind("a value, in the shape that the term has", _any_value, str)
REPLACES = Kind("true, or a list of ids", _replaces, _show_replaces)
