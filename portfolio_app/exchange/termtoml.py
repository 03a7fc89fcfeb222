"""A term's value as the TOML that a contract file or a policy would have it.

The other way is `termvalues.read_value`; what is written here reads back as the same value.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import cast

from portfolio_app.core.model import WEEKDAYS
from portfolio_app.core.termvalues import NUMBERS, Band, Category, Measure
from portfolio_app.core.weektime import Interval, by_hours
from portfolio_app.exchange import tomltext


def value_toml(value: object, unit: Measure) -> str:
    """The TOML text of a value of a unit's shape."""
    return _WRITERS[unit](value)


def _windows(value: Iterable[Interval]) -> str:
    """Days that have the same hours together."""
    return _listed([_window(days, *hours) for hours, days in by_hours(value).items()])


def _window(days: list[int], begins: int, ends: int) -> str:
    names = tomltext.listed([tomltext.text(WEEKDAYS[day].value) for day in days])
    clock = {"start": tomltext.time(begins), "end": tomltext.time(ends)}
    return tomltext.table({"days": names, **clock}.items())


def _categories(value: Iterable[Category]) -> str:
    return _listed([_category(one) for one in value])


def _category(one: Category) -> str:
    parts = [f"code = {tomltext.text(one.code)}", f"name = {tomltext.text(one.name)}"]
    if one.aliases:
        parts.append(f"aliases = [{', '.join(map(tomltext.text, one.aliases))}]")
    if not one.counted:
        parts.append("counted = false")
    return f"{{ {', '.join(parts)} }}"


def _bands(value: Iterable[Band]) -> str:
    return _listed([_band(one) for one in value])


def _band(one: Band) -> str:
    last = "" if one.last is None else f", last = {tomltext.short(one.last)}"
    return f"{{ name = {tomltext.text(one.name)}, first = {tomltext.short(one.first)}{last} }}"


def _listed(tables: list[str]) -> str:
    if len(tables) == 1:
        return f"[{tables[0]}]"
    inside = "".join(f"  {table},\n" for table in tables)
    return f"[\n{inside}]"


def _pairs(value: Mapping[str, Fraction]) -> str:
    return tomltext.table((name, tomltext.short(number)) for name, number in value.items())


def _table(value: Mapping[str, Mapping[str, Fraction]]) -> str:
    return tomltext.table((name, _pairs(row)) for name, row in value.items())


_WRITERS: Mapping[Measure, Callable[[object], str]] = {
    **dict.fromkeys(NUMBERS, lambda value: tomltext.short(cast("Fraction", value))),
    Measure.MINUTES: str,
    Measure.YES_NO: lambda value: tomltext.yes_no(bool(value)),
    Measure.TEXT: lambda value: tomltext.text(str(value)),
    Measure.WINDOWS: lambda value: _windows(cast("Iterable[Interval]", value)),
    Measure.CATEGORIES: lambda value: _categories(cast("Iterable[Category]", value)),
    Measure.BANDS: lambda value: _bands(cast("Iterable[Band]", value)),
    Measure.TABLE: lambda value: _table(cast("Mapping[str, Mapping[str, Fraction]]", value)),
    Measure.THRESHOLDS: lambda value: _pairs(cast("Mapping[str, Fraction]", value)),
}
