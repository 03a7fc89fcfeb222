"""The shapes that a contract's values have, and reading each from a TOML value.

A term's unit fixes the shape. What is written wrong is noted with its place and a stand-in is
returned: the file is refused, so what stands in does not matter. No contract is known here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from portfolio_app.core.model import WEEKDAYS, Clock
from portfolio_app.core.tomltable import Place, Table, nearest, shown, tables_of
from portfolio_app.core.weektime import Interval, merge, windows_of


class Measure(StrEnum):
    """The unit of a term, which fixes the shape of its value (given behind each)."""

    MINUTES = "minutes"  # int
    UNITS = "units"  # Fraction, as are the next five
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    PERCENT = "percent"
    NUMBER = "number"
    YES_NO = "yes-no"  # bool
    TEXT = "text"  # str
    WINDOWS = "windows"  # tuple of Interval: minutes of the week, merged, half-open
    CATEGORIES = "categories"  # tuple of Category
    BANDS = "bands"  # tuple of Band
    TABLE = "table"  # row -> column -> Fraction
    THRESHOLDS = "thresholds"  # name -> Fraction


# The terms that the program reads, each with its unit. A file may hold others: they are listed and
# cited, and nothing is counted with them.
TERMS: Mapping[str, Measure] = {
    "programmed-activity-length": Measure.MINUTES,
    "programmed-activity-length-premium": Measure.MINUTES,
    "session-length": Measure.MINUTES,
    "session-length-premium": Measure.MINUTES,
    "plain-time": Measure.WINDOWS,
    "public-holidays-premium": Measure.YES_NO,
    "premium-pay-uplift": Measure.NUMBER,
    "premium-reduction-maximum": Measure.MINUTES,
    "full-time-units": Measure.UNITS,
    "working-weeks": Measure.WEEKS,
    "categories": Measure.CATEGORIES,
    "categories-open": Measure.YES_NO,
    "emergency-work-category": Measure.TEXT,
    "availability-supplement": Measure.TABLE,
    "rota-bands": Measure.BANDS,
    "rota-band-gap": Measure.THRESHOLDS,
    "prospective-cover-changes-band": Measure.YES_NO,
    "slot-share-changes-band": Measure.YES_NO,
    "usual-maximum-units": Measure.UNITS,
    "supporting-professional-activities-norm": Measure.THRESHOLDS,
    "core-supporting-professional-activities": Measure.UNITS,
    "unpredictable-emergency-maximum": Measure.UNITS,
    "unpredictable-emergency-counted-maximum": Measure.UNITS,
    "extra-unit-offer": Measure.UNITS,
    "annual-leave-weeks": Measure.WEEKS,
    "annual-leave-extra": Measure.THRESHOLDS,
    "annual-leave-by-service": Measure.THRESHOLDS,
    "annual-leave-additional-days": Measure.DAYS,
    "public-holidays": Measure.DAYS,
    "statutory-days": Measure.DAYS,
    "study-leave-days": Measure.DAYS,
    "basic-pay": Measure.THRESHOLDS,
    "basic-pay-follows": Measure.TEXT,
    "basic-pay-uplift": Measure.PERCENT,
    "extra-unit-pay": Measure.NUMBER,
    "unsocial-hours-nights-and-saturday": Measure.WINDOWS,
    "unsocial-hours-sunday": Measure.WINDOWS,
    "unsocial-hours-uplift": Measure.TABLE,
    "pensionable-basic": Measure.YES_NO,
    "pensionable-extra-units": Measure.YES_NO,
    "pensionable-availability-supplement": Measure.YES_NO,
    "pensionable-premium-pay": Measure.YES_NO,
    "pensionable-unsocial-hours": Measure.YES_NO,
    "weekly-average-maximum": Measure.MINUTES,
    "reference-period": Measure.WEEKS,
    "daily-rest": Measure.MINUTES,
    "weekly-rest": Measure.MINUTES,
    "fortnightly-rest": Measure.MINUTES,
    "rest-break": Measure.MINUTES,
    "rest-break-after": Measure.MINUTES,
    "unpredictable-emergency-part-time-pro-rata": Measure.YES_NO,
    "core-supporting-whole-from": Measure.UNITS,
    "scheduled-premium-maximum": Measure.UNITS,
    "private-practice-part-time-maximum": Measure.UNITS,
    "pensionable-whole-times": Measure.NUMBER,
    "lead-employer-required": Measure.YES_NO,
    "integrated-job-plan": Measure.YES_NO,
    "nhs-part-usual-maximum": Measure.UNITS,
    "real-session-length": Measure.MINUTES,
    "real-session-warning": Measure.NUMBER,
    "out-of-hours-share-maximum": Measure.PERCENT,
    "weekends-a-year-maximum": Measure.NUMBER,
    "weekend-share-maximum": Measure.NUMBER,
    "weekly-average-maximum-opted-out": Measure.MINUTES,
    "seven-days-maximum": Measure.MINUTES,
    "shift-maximum": Measure.MINUTES,
    "long-shift-over": Measure.MINUTES,
    "long-shifts-in-a-row-maximum": Measure.NUMBER,
    "rest-after-long-shifts": Measure.MINUTES,
    "night-shifts-in-a-row-maximum": Measure.NUMBER,
    "night-shifts-in-a-row-before-rest": Measure.NUMBER,
    "rest-after-night-shifts": Measure.MINUTES,
    "late-shifts-in-a-row-maximum": Measure.NUMBER,
    "rest-after-late-shifts": Measure.MINUTES,
    "shifts-in-a-row-maximum": Measure.NUMBER,
    "rest-after-shifts-in-a-row": Measure.MINUTES,
    "night-time": Measure.WINDOWS,
    "night-work-from": Measure.MINUTES,
    "night-work-average": Measure.MINUTES,
}
NUMBERS = (
    Measure.UNITS,
    Measure.HOURS,
    Measure.DAYS,
    Measure.WEEKS,
    Measure.PERCENT,
    Measure.NUMBER,
)
# What a term's value must have beside its shape, for the program counts with it.
PARTS: Mapping[str, tuple[str, ...]] = {
    "supporting-professional-activities-norm": ("units", "of"),
    "annual-leave-extra": ("after_years", "days"),
}
MORE_THAN_NOTHING: Mapping[str, str] = {  # the part that the program divides by, if it has parts
    "full-time-units": "",
    "supporting-professional-activities-norm": "of",
}
Reader = Callable[[object, Place], object]
_SHARE = re.compile(r"(\d{1,9})/([1-9]\d{0,8})")
_MOST = 10**9
_MOST_WEEKS = 53
_DIGITS = 9  # before or behind the point of a number with decimals
_DAYS = tuple(day.value for day in WEEKDAYS)


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of work; one that is not counted is written in the job plan and earns no units."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """Rota frequencies from one in `first` to one in `last`; None is any rarer one."""

    name: str
    first: Fraction
    last: Fraction | None


def category_named(categories: Iterable[Category], name: str) -> Category | None:
    """The category with this code, name or alias, however it is spaced or capitalised."""
    wanted = _plain_words(name)
    return next((category for category in categories if wanted in _names_of(category)), None)


# -- values: what stands in for a wrong one does not matter, the file is refused ----------------


def _minutes(raw: object, place: Place) -> int:
    if type(raw) is int and 0 < raw <= _MOST:
        return raw
    place.wrong(raw, "a whole number of minutes, 1 or more")
    return 1


def _number(raw: object, place: Place) -> Fraction:
    """A number of 0 or more, exactly as written: 10, 7.5 or "1/3"."""
    share = _SHARE.fullmatch(raw) if isinstance(raw, str) else None
    if share:
        return Fraction(int(share[1]), int(share[2]))
    if type(raw) is int and 0 <= raw <= _MOST:
        return Fraction(raw)
    if isinstance(raw, Decimal) and raw.is_finite() and abs(raw.adjusted()) <= _DIGITS and raw >= 0:
        return Fraction(raw)
    place.wrong(raw, 'a number of 0 or more, such as 10, 7.5 or "1/3"')
    return Fraction(1)


def _weeks(raw: object, place: Place) -> Fraction:
    weeks = _number(raw, place)
    if not 0 < weeks <= _MOST_WEEKS:
        place.wrong(raw, f"weeks: more than 0, at most {_MOST_WEEKS}")
    return weeks


def _flag(raw: object, place: Place) -> bool:
    if not isinstance(raw, bool):
        place.wrong(raw, "true or false")
    return raw is True


def _text(raw: object, place: Place) -> str:
    if isinstance(raw, str) and raw.strip():
        return raw.strip()
    place.wrong(raw, "text in quotes, not empty")
    return ""


def _windows(raw: object, place: Place) -> tuple[Interval, ...]:
    intervals: list[Interval] = []
    for table in _listed(raw, place, "window"):
        days: list[object] = table.take("days", list, [])
        clock = Clock(_minute(table, "start"), _minute(table, "end"))
        table.close()
        if not days and table.right("days"):
            table.problem("days", "is an empty list")
        for name in days:
            if name in _DAYS:
                intervals += windows_of(_DAYS.index(str(name)), clock)
            else:
                table.problem("days", f"found {shown(name)}{nearest(str(name), _DAYS)}")
    return merge(intervals)


def _minute(table: Table, key: str) -> int:
    clock = table.take(key, time, time())
    if clock.second or clock.microsecond:
        table.problem(key, f"found {clock}, expected whole minutes")
    return clock.hour * 60 + clock.minute


def _categories(raw: object, place: Place) -> tuple[Category, ...]:
    categories = []
    for table in _listed(raw, place, "category"):
        aliases: list[object] = table.take("aliases", list, [], optional=True)
        categories.append(
            Category(
                code=table.text("code"),
                name=table.text("name"),
                aliases=tuple(_text(alias, table.place.at("aliases")) for alias in aliases),
                counted=table.take("counted", bool, stand_in=True, optional=True),
            )
        )
        table.close()
    names = (name for category in categories for name in _names_of(category))
    place.unique(names, "the name or alias")
    return tuple(categories)


def _bands(raw: object, place: Place) -> tuple[Band, ...]:
    bands: list[Band] = []
    for table in _listed(raw, place, "band"):
        first = _number(table.take("first", int, 1), table.place.at("first"))
        last = Fraction(table.take("last", int, 1)) if table.has("last") else None
        band = Band(table.text("name"), first, last)
        table.close()
        if bands and (bands[-1].last is None or bands[-1].last >= first):
            table.place.problem("begins before the band before it has ended")
        if last is not None and last < first:
            table.place.problem(f"ends at {last}, before it begins at {first}")
        bands.append(band)
    if bands and bands[-1].last is not None:
        place.problem("the rarest band must have no last")
    place.unique((band.name for band in bands), "band")
    return tuple(bands)


def _listed(raw: object, place: Place, word: str) -> list[Table]:
    if isinstance(raw, list) and raw:
        return tables_of(raw, place, word)
    place.wrong(raw, "a list of tables, at least one")
    return []


def _table(raw: object, place: Place) -> dict[str, dict[str, Fraction]]:
    return {row: _thresholds(line, place.at(row)) for row, line in _items(raw, place)}


def _thresholds(raw: object, place: Place) -> dict[str, Fraction]:
    return {name: _number(number, place.at(name)) for name, number in _items(raw, place)}


def _items(raw: object, place: Place) -> list[tuple[str, object]]:
    if isinstance(raw, dict) and raw:
        return list(raw.items())
    place.wrong(raw, "a table with at least one key")
    return []


def _plain_words(name: str) -> str:
    """A name without case, hyphens or doubled spaces: "Fee-paying" is "fee paying"."""
    return " ".join(re.split(r"[\s_-]+", name.casefold().strip()))


def _names_of(category: Category) -> list[str]:
    """The different names of one category, made plain."""
    return sorted(set(map(_plain_words, (category.code, category.name, *category.aliases))))


READERS: Mapping[Measure, Reader] = {
    **dict.fromkeys(NUMBERS, _number),
    Measure.WEEKS: _weeks,
    Measure.MINUTES: _minutes,
    Measure.YES_NO: _flag,
    Measure.TEXT: _text,
    Measure.WINDOWS: _windows,
    Measure.CATEGORIES: _categories,
    Measure.BANDS: _bands,
    Measure.TABLE: _table,
    Measure.THRESHOLDS: _thresholds,
}


def read_value(key: str, unit: Measure, raw: object, place: Place) -> object:
    """A term's value from what the TOML parser gave; what is wrong with it is noted."""
    before = len(place.problems)
    value = READERS[unit](raw, place)
    if TERMS.get(key) is unit and len(place.problems) == before:
        _check_parts(key, value, place)
    return value


def _check_parts(key: str, value: object, place: Place) -> None:
    """Note a missing part, and nothing where the program divides by it."""
    parts: Mapping[str, object] = value if isinstance(value, dict) else {"": value}
    for part in PARTS.get(key, ()):
        if part not in parts:
            place.problem(f'"{part}" is missing')
    divisor = MORE_THAN_NOTHING.get(key)
    if divisor is not None and parts.get(divisor) == 0:
        (place.at(divisor) if divisor else place).problem("found 0, expected more than 0")
