"""Values as people type them in one line, and back: figures, dates, times, shares.

Each pair is a way to show a value and to read what was typed; what cannot be read is refused in
words for the user. An empty line is None, or nothing. Knows nothing of where a value belongs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from portfolio_app.core import words
from portfolio_app.core.model import Clock
from portfolio_app.ui.widgets.inputs import parse_duration, parse_time, show_duration, show_time

_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y")
_DASH = re.compile(r"\s*(?:-|\u2013|to)\s*")  # hyphen, en dash or the word


class RefusedError(ValueError):
    """What was typed or chosen cannot be taken; the message says why and what would do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A way to show a kind of value in one line, and to read it."""

    show: Callable[[Any], str]
    read: Callable[[str], Any]


def _read_text(text: str) -> str:
    return text.strip()


def _show_text(value: str | None) -> str:
    return value or ""


def _read_name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise RefusedError("A name is needed.")
    return name


def _read_optional(text: str) -> str | None:
    return " ".join(text.split()) or None


def _read_figure(text: str) -> Fraction | None:
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    try:
        figure = Fraction(plain)
    except (ValueError, ZeroDivisionError):
        raise RefusedError(
            f"Found “{text.strip()}”. Write a number such as 0.5, 4 or 1/3."
        ) from None
    if figure < 0:
        raise RefusedError("The number cannot be below 0.")
    return figure


def _show_figure(value: Fraction | None) -> str:
    if value is None:
        return ""
    digits = value.denominator
    while digits % 2 == 0:
        digits //= 2
    while digits % 5 == 0:
        digits //= 5
    if digits == 1:
        return words.plain_number(value, 12)
    return f"{value.numerator}/{value.denominator}"


def _read_above_zero(text: str) -> Fraction:
    figure = _read_figure(text)
    if not figure:
        raise RefusedError("A number above 0 is needed, such as 1 or 2.5.")
    return figure


def _read_needed(text: str) -> Fraction:
    figure = _read_figure(text)
    if figure is None:
        raise RefusedError("A number is needed, such as 4 or 7.5.")
    return figure


def _read_printed(text: str) -> Decimal | None:
    """A figure as a document printed it: its digits are kept."""
    plain = text.strip()
    if not plain:
        return None
    try:
        figure = Decimal(plain)
    except InvalidOperation:
        figure = Decimal("NaN")
    if not figure.is_finite() or figure < 0:
        raise RefusedError(f"Found “{plain}”. Write the figure as printed, such as 0.5 or 2.50.")
    return figure


def _read_whole(text: str) -> int | None:
    plain = text.strip()
    if not plain:
        return None
    if not plain.isdecimal():
        raise RefusedError(f"Found “{plain}”. Write a whole number such as 4.")
    return int(plain)


def _show_whole(value: int | None) -> str:
    return "" if value is None else str(value)


def _read_length(text: str) -> int | None:
    if not text.strip():
        return None
    minutes = parse_duration(text)
    if minutes is None:
        raise RefusedError(
            f"Found “{text.strip()}”. Write hours and whole minutes, such as 1.5, 1:30 or 90 min."
        )
    return minutes


def _read_some_length(text: str) -> int:
    minutes = _read_length(text)
    if not minutes:
        raise RefusedError("A length above 0 is needed, such as 4 h or 90 min.")
    return minutes


def _show_length(value: int | None) -> str:
    return "" if value is None else show_duration(value)


def _read_date(text: str) -> date | None:
    plain = " ".join(text.split())
    if not plain:
        return None
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    raise RefusedError(f"Found “{plain}”. Write a date such as 14/05/2026 or 14 May 2026.")


def _read_needed_date(text: str) -> date:
    day = _read_date(text)
    if day is None:
        raise RefusedError("A date is needed, such as 6 April 2026.")
    return day


def _show_date(value: date | None) -> str:
    return "" if value is None else words.day_date(value)


def _read_dates(text: str) -> tuple[date, ...]:
    found = [_read_date(part) for part in re.split(r"[,;\n]", text) if part.strip()]
    dates = sorted({day for day in found if day is not None})
    if not dates:
        raise RefusedError("At least one date is needed, such as 14 May 2026.")
    return tuple(dates)


def _show_dates(value: tuple[date, ...]) -> str:
    return ", ".join(words.day_date(day) for day in value)


def _read_clock(text: str) -> Clock:
    ends = _DASH.split(text.strip())
    times = [parse_time(end) for end in ends]
    if len(times) != 2 or times[0] is None or times[1] is None:
        raise RefusedError(f"Found “{text.strip()}”. Write times such as 13:00-13:30.")
    return Clock(times[0] % 1440, times[1] % 1440)


def _read_optional_clock(text: str) -> Clock | None:
    return _read_clock(text) if text.strip() else None


def _show_clock(value: Clock | None) -> str:
    return "" if value is None else f"{show_time(value.start)}-{show_time(value.end)}"


def _read_clocks(text: str) -> tuple[Clock, ...]:
    return tuple(_read_clock(part) for part in re.split(r"[,;\n]", text) if part.strip())


def _show_clocks(value: tuple[Clock, ...]) -> str:
    return ", ".join(_show_clock(clock) for clock in value)


_SHARE = re.compile(r"(.+?)\s*[:=]?\s*([\d./]+)\s*(%?)")


def _read_shares(text: str) -> tuple[tuple[str, Fraction], ...]:
    """Shares as in "DCC 80%, SPA 20%"; nothing for an empty line."""
    shares = []
    for part in re.split(r"[,;\n]", text):
        if not part.strip():
            continue
        found = _SHARE.fullmatch(part.strip())
        if found is None:
            raise RefusedError(f"Found “{part.strip()}”. Write shares such as DCC 80%, SPA 20%.")
        share = _read_above_zero(found[2])
        shares.append((found[1].strip(), share / 100 if found[3] else share))
    total = sum((share for _, share in shares), Fraction(0))
    if shares and total != 1:
        found_total = words.number(total * 100, 2)
        raise RefusedError(f"The shares come to {found_total}%; they need to come to 100%.")
    return tuple(shares)


def _show_shares(value: tuple[tuple[str, Fraction], ...]) -> str:
    return ", ".join(f"{name} {_show_figure(share * 100)}%" for name, share in value)


NAME = Line(_show_text, _read_name)
TEXT = Line(_show_text, _read_text)
OPTIONAL = Line(_show_text, _read_optional)
FIGURE = Line(_show_figure, _read_figure)
NEEDED = Line(_show_figure, _read_needed)
ABOVE_ZERO = Line(_show_figure, _read_above_zero)
PRINTED = Line(lambda value: "" if value is None else str(value), _read_printed)
WHOLE = Line(_show_whole, _read_whole)
LENGTH = Line(_show_length, _read_length)
SOME_LENGTH = Line(_show_length, _read_some_length)
DATE = Line(_show_date, _read_date)
NEEDED_DATE = Line(_show_date, _read_needed_date)
DATES = Line(_show_dates, _read_dates)
CLOCK = Line(_show_clock, _read_optional_clock)
CLOCKS = Line(_show_clocks, _read_clocks)
SHARES = Line(_show_shares, _read_shares)
