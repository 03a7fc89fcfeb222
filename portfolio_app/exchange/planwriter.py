"""A portfolio as the text of a plan file: readable, in the order of the table of keys, exact.

What has its default value is left out, ids are always written. Reading the text gives an equal
portfolio. Knows TOML's shape through `tomltext` and the keys through `schema`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any

from portfolio_app.core.model import (
    Activity,
    CallWork,
    Clock,
    Commitment,
    CycleWeeks,
    Frequency,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    Partner,
    PartnerBlock,
    PerYear,
    Portfolio,
    Role,
)
from portfolio_app.exchange import tomltext
from portfolio_app.exchange.keys import Key, ListOf, Many, MapOf, Need, Nested, Table
from portfolio_app.exchange.kinds import Kind
from portfolio_app.exchange.schema import FORMAT, PLAN

_WIDEST = 100
_AS_TABLES = ("share", "block", "take", "role", "activity", "on_call")


def text_of(portfolio: Portfolio) -> str:
    """The whole file."""
    blocks = [[f"format = {tomltext.text(FORMAT)}"]]
    for key in PLAN.keys:
        if not isinstance(key.shape, Nested):
            continue
        things = getattr(portfolio, key.field)
        if key.need is Need.OPTIONAL and things == _defaults(Portfolio).get(key.field):
            continue
        for thing in (things,) if key.shape.many is Many.ONE else things:
            blocks += _tables(thing, key, ())
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def text_of_tables(things: Iterable[object], key: Key) -> str:
    """Some things of one kind alone, each as a table under a key."""
    blocks = [block for thing in things for block in _tables(thing, key, ())]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _tables(thing: object, key: Key, above: tuple[str, ...]) -> Iterator[list[str]]:
    """The lines of a thing's own table, then those of the tables within it."""
    if not isinstance(key.shape, Nested):
        return
    path = (*above, key.name)
    heading = ".".join(path)
    is_one = key.shape.many is Many.ONE
    values = _values(thing)
    own = [f"[{heading}]" if is_one else f"[[{heading}]]"]
    within: list[list[str]] = []
    for inner, value in _given(thing, key.shape.keys, values):
        if inner.name in _AS_TABLES and isinstance(inner.shape, Nested):
            for one in (value,) if inner.shape.many is Many.ONE else value:
                within += _tables(one, inner, path)
        else:
            own.append(f"{tomltext.key(inner.name)} = {_value(value, inner)}")
    yield own
    yield from within


def _given(thing: object, table: Table, values: Mapping[str, object]) -> Iterator[tuple[Key, Any]]:
    """The keys that a thing needs written, with their values."""
    kind: Any = type(thing)
    defaults = _defaults(kind)
    for key in table.keys:
        if key.name in values:
            value = values[key.name]
            if value is not None:
                yield key, value
        elif key.need is Need.REQUIRED:
            yield key, getattr(thing, key.field)
        else:
            value = getattr(thing, key.field)
            if value is not None and value != defaults.get(key.field, MISSING):
                yield key, value


@cache
def _defaults(kind: type[Any]) -> Mapping[str, object]:
    return {one.name: one.default for one in fields(kind)} if is_dataclass(kind) else {}


def _value(value: Any, key: Key) -> str:  # noqa: ANN401 - whatever the key's shape says
    shape = key.shape
    match shape:
        case Kind():
            return shape.show(value)
        case ListOf():
            return _listed([shape.item.show(one) for one in value])
        case MapOf():
            return tomltext.table((name, shape.item.show(one)) for name, one in value)
        case Nested(many=Many.ONE):
            return _inline(value, shape.keys)
        case Nested():
            return _listed([_inline(one, shape.keys) for one in value])


def _listed(parts: list[str]) -> str:
    line = tomltext.listed(parts)
    if len(line) <= _WIDEST:
        return line
    return "[\n" + "".join(f"    {part},\n" for part in parts) + "]"


def _inline(thing: object, table: Table) -> str:
    if isinstance(thing, Mapping):
        pairs = [(key, thing[key.name]) for key in table.keys if key.name in thing]
        order = list(thing)
        pairs.sort(key=lambda pair: order.index(pair[0].name))
    else:
        pairs = list(_given(thing, table, _values(thing)))
    return tomltext.table((key.name, _value(value, key)) for key, value in pairs)


def _values(thing: object) -> Mapping[str, object]:
    """The keys of a thing that are not simply its fields; None is left out."""
    values: dict[str, object] = {}
    if isinstance(thing, Activity | OnCall | Commitment | PartnerBlock):
        values |= _clock(thing.clock)
    if isinstance(thing, Activity | OnCall):
        values |= _how_often(thing.frequency)
    match thing:
        case Activity():
            values["replaces"] = True if thing.replaces_all else thing.replaces or None
            values["instead_of"] = True if thing.instead_of_all else thing.instead_of or None
        case OnCall():
            values["instead_of"] = True if thing.instead_of_all else thing.instead_of or None
        case Role():
            values["halves"] = {half.value: clock for half, clock in thing.halves} or None
        case Partner():
            values["halves"] = _partner_days(thing) or None
        case CallWork(minutes=None):
            values |= {"plain_hours": thing.plain, "premium_hours": thing.premium}
    return values


def _partner_days(partner: Partner) -> dict[str, dict[str, object]]:
    days: dict[str, dict[str, object]] = {}
    for day, half, said in partner.halves:
        days.setdefault(day.value, {})[half.value] = said
    return days


def _clock(clock: Clock | None) -> dict[str, object]:
    if clock is None:
        return {"start": None, "end": None}
    return {"start": clock.start, "end": clock.end}


def _how_often(frequency: Frequency) -> dict[str, object]:
    often: dict[str, object] = dict.fromkeys(
        ("weeks", "one_in", "times", "from_week", "month_weeks", "per_year", "dates")
    )
    match frequency:
        case CycleWeeks(weeks):
            often["weeks"] = weeks
        case OneIn(n, times, from_week):
            often |= {"one_in": n, "times": None if times == 1 else times, "from_week": from_week}
        case MonthWeeks(weeks):
            often["month_weeks"] = weeks
        case PerYear(times):
            often["per_year"] = times
        case OnDates(dates):
            often["dates"] = dates
    return often
