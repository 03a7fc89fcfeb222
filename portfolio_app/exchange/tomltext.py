"""Values as TOML text, digits kept: the writer's alphabet, and how found values are shown.

Knows TOML and nothing of portfolios. Written by hand because the usual writers choose the digits
of a number and the layout of a list themselves.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from datetime import time as clock_time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portfolio_app.core.model import MINUTES_PER_DAY

MOST_DECIMALS = 30
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f"}
_SURROGATES = range(0xD800, 0xE000)
_DELETE = 0x7F


def text(value: str) -> str:
    """Text in quotes; anything that is no plain character is escaped."""
    return f'"{"".join(_character(one) for one in value)}"'


def long_text(value: str) -> str:
    """Text with its line breaks kept as line breaks, where that is safe; else as `text`."""
    others = value.replace("\n", "")
    if "\n" not in value or any(_is_control(one) for one in others):
        return text(value)
    lines = "\n".join("".join(_character(one) for one in line) for line in value.split("\n"))
    return f'"""\n{lines}"""'


def _is_control(one: str) -> bool:
    return ord(one) < ord(" ") or ord(one) == _DELETE


def _character(one: str) -> str:
    if one in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[one]
    if _is_control(one):
        return f"\\u{ord(one):04X}"
    return "\N{REPLACEMENT CHARACTER}" if ord(one) in _SURROGATES else one


def key(name: str) -> str:
    """A key, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else text(name)


def yes_no(value: bool) -> str:  # noqa: FBT001 - one value, as its neighbours take
    """True or false."""
    return "true" if value else "false"


def figure(value: Decimal) -> str:
    """A printed figure with its own digits, never an exponent."""
    return format(value, "f")


def exact(value: Fraction | int) -> str:
    """A number to its last digit: a decimal, or "1/3" in quotes where no decimal is exact."""
    number = Fraction(value)
    decimals = _decimals_needed(number.denominator)
    if decimals is None:
        return f'"{number.numerator}/{number.denominator}"'
    scaled = abs(number.numerator) * 10**decimals // number.denominator
    sign = "-" if number < 0 else ""
    if not decimals:
        return f"{sign}{scaled}.0"
    digits = str(scaled).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def short(value: Fraction) -> str:
    """As `exact`, a whole number without its point."""
    return exact(value).removesuffix(".0")


def _decimals_needed(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    needed = max(twos, fives)
    return needed if denominator == 1 and needed <= MOST_DECIMALS else None


def hours(minutes: int) -> str:
    """Minutes as hours: 4.0, 1.25, or "4:10" in quotes where no short decimal is exact."""
    decimals = _decimals_needed(Fraction(minutes, 60).denominator)
    if decimals is None:
        return f'"{minutes // 60}:{minutes % 60:02d}"'
    return exact(Fraction(minutes, 60))


def time(minutes: int) -> str:
    """Minutes after midnight as a TOML time."""
    within = minutes % MINUTES_PER_DAY
    return f"{within // 60:02d}:{within % 60:02d}:00"


def day(value: date) -> str:
    """A TOML date."""
    return value.isoformat()


def of(value: object) -> str:
    """Any TOML value as one line of text: numbers keep their digits, tables their order."""
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value).lower()  # inf and nan, as TOML has them
    write = _WRITERS.get(type(value), str)
    return write(value)


def listed(parts: Iterable[str]) -> str:
    """A list on one line."""
    return f"[{', '.join(parts)}]"


def table(pairs: Iterable[tuple[str, str]]) -> str:
    """A table on one line, of keys and values already written."""
    inside = ", ".join(f"{key(name)} = {value}" for name, value in pairs)
    return f"{{ {inside} }}" if inside else "{}"


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    bool: yes_no,
    str: text,
    Decimal: figure,
    list: lambda value: listed(of(one) for one in value),
    dict: lambda value: table((name, of(one)) for name, one in value.items()),
    date: day,
    datetime: datetime.isoformat,
    clock_time: clock_time.isoformat,
}
