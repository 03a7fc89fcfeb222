"""The balance of a counted week: units or hours by employer, role or category, against contract.

Units of different kinds never share an axis; hours of all employers share one, with the law's
average week and the person's own limit. Knows nothing of files or screens.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio_app.charts.bars import draw_bars
from portfolio_app.charts.fonts import drawing
from portfolio_app.charts.readings import CONTRACT, Mark, Panel, Part, Row, bars_table
from portfolio_app.charts.style import WIDTH, ChartStyle, Table
from portfolio_app.core import words
from portfolio_app.core.checks.run import LAW
from portfolio_app.core.contracts import Contract, Unit
from portfolio_app.core.lines import NO_CATEGORY, Line
from portfolio_app.core.model import Portfolio
from portfolio_app.core.workload import Count, RoleCount

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ZERO = Fraction(0)
_UNIT_NAMES = {Unit.PA: "Programmed activities (PA)", Unit.SESSION: "Sessions", Unit.HOUR: "Hours"}


class Measure(Enum):
    """What is measured: each contract's own units, or hours."""

    UNITS = "units"
    HOURS = "hours"


class Grouping(Enum):
    """What a bar stands for; the value is its name."""

    EMPLOYER = "Employer"
    ROLE = "Role"
    CATEGORY = "Category"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What to show of a count: in which measure, by what, against today's plan, below which limit.

    `law` is the law's average week in minutes. `base` None: the count is today's plan itself.
    """

    measure: Measure = Measure.UNITS
    grouping: Grouping = Grouping.ROLE
    base: Count | None = None
    law: int | None = None


TODAY = View()


def weekly_limit(portfolio: Portfolio, contracts: Mapping[str, Contract]) -> int | None:
    """The law's average week in minutes on the first day of the year; None without that law.

    Raises:
        TermMissing: the law has no such limit on that day.
    """
    if LAW not in contracts:
        return None
    law = contracts[LAW].at(portfolio.person.year_start, portfolio.person.nation)
    return law.minutes("weekly-average-maximum")


def balance(
    count: Count, style: ChartStyle, *, view: View = TODAY, width: float = WIDTH
) -> "Figure":
    """Units or hours a week as bars, with contract and limits as named dashed lines.

    Args:
        count: the counted week.
        style: colours and size of text.
        view: what to show of it.
        width: of the picture in CSS pixels; the height follows.
    """
    with drawing():
        title = f"{view.measure.value.capitalize()} a week by {view.grouping.value.lower()}"
        return draw_bars(balance_panels(count, view), style, width=width, title=title)


def balance_table(count: Count, *, view: View = TODAY) -> Table:
    """The figures of `balance` as a table and in words."""
    return bars_table(balance_panels(count, view), head=view.grouping.value)


def balance_panels(count: Count, view: View = TODAY) -> tuple[Panel, ...]:
    """What `balance` draws: one panel for each unit, or one of hours for all.

    Under a scenario what is given up keeps its bar, with nothing on it but today's plan.
    """
    counts = (count,) if view.base is None else (count, view.base)
    roles = [role for each in counts for role in each.roles]
    return tuple(
        Panel(
            unit=scale.unit,
            axis=scale.axis,
            rows=_rows(_Frame(count, view, scale)),
            in_minutes=view.measure is Measure.HOURS,
        )
        for scale in _scales(roles, view)
    )


# -- what there is to add up -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scale:
    """One axis: its unit, and the contracts' unit and length (None: hours of all)."""

    unit: str
    axis: str
    kind: tuple[Unit, int] | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """One category's share of one line, in the measure shown."""

    role: RoleCount
    category: str
    value: Fraction
    line: str
    about: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the rows of one panel are made from."""

    count: Count
    view: View
    scale: _Scale

    def roles(self, count: Count) -> list[RoleCount]:
        """The roles of a count that belong on this axis."""
        kind = self.scale.kind
        return [r for r in count.roles if kind is None or kind == (r.unit, r.unit_minutes)]

    def pieces(self, count: Count) -> list[_Piece]:
        """What those roles add up."""
        return [
            _Piece(role, category, whole * share, line.id, about)
            for role in self.roles(count)
            for line in role.lines
            for whole, about in (_worth(line, self.view),)
            for category, share in _shares(line, self.view)
        ]

    @property
    def before(self) -> list[_Piece] | None:
        """Today's plan, where the count is a scenario."""
        return None if self.view.base is None else self.pieces(self.view.base)

    def key(self, role: RoleCount, category: str) -> str:
        """The bar that a category of a role belongs to."""
        match self.view.grouping:
            case Grouping.EMPLOYER:
                return role.role.employer
            case Grouping.ROLE:
                return role.role.id
            case Grouping.CATEGORY:
                return category


def _shares(line: Line, view: View) -> tuple[tuple[str, Fraction], ...]:
    """Units go to the categories that earn them; hours to all that they are spent on."""
    return line.unit_shares if view.measure is Measure.UNITS else line.shares


def _worth(line: Line, view: View) -> tuple[Fraction, bool]:
    if view.measure is Measure.UNITS:
        return line.units_per_week or _ZERO, False
    return line.assumed_minutes, line.minutes_per_week is None


def _scales(roles: list[RoleCount], view: View) -> list[_Scale]:
    if view.measure is Measure.HOURS:
        return [_Scale("h", "Hours a week, all employers", None)] if roles else []
    kinds = list(dict.fromkeys((role.unit, role.unit_minutes) for role in roles))
    units = [unit for unit, _ in kinds]
    scales = []
    for unit, length in kinds:
        name = _UNIT_NAMES[unit]
        if units.count(unit) > 1:
            name += f" of {words.length(length)}"
        scales.append(_Scale(unit.value, f"{name} a week", (unit, length)))
    return scales


def _sum(pieces: Iterable[_Piece]) -> Fraction:
    return sum((piece.value for piece in pieces), _ZERO)


# -- rows --------------------------------------------------------------------------------------


def _rows(frame: _Frame) -> tuple[Row, ...]:
    pieces, before = frame.pieces(frame.count), frame.before
    groups = _groups(frame, pieces, before or [])
    rows = []
    for group, example in groups.items():
        own = [p for p in pieces if frame.key(p.role, p.category) == group]
        title, subtitle = _names(frame, group, example)
        roles = [r for r in frame.roles(frame.count) if frame.key(r, "") == group]
        was = None
        if before is not None:
            was = _sum(p for p in before if frame.key(p.role, p.category) == group)
        rows.append(_row(frame, own, (title, subtitle), roles, was))
    if len(rows) > 1:
        was = None if before is None else _sum(before)
        title = "All work" if frame.scale.kind is None else f"All {frame.scale.unit}"
        title += "s" if frame.scale.unit in (Unit.SESSION.value, Unit.HOUR.value) else ""
        owner = _by_employer(frame)
        total = _row(frame, pieces, (title, ""), frame.roles(frame.count), was)
        rows.append(replace(total, parts=_parts(frame, pieces, owner), is_total=True))
    if rows and frame.scale.kind is None:
        rows[-1] = replace(rows[-1], marks=_marks(frame))
    return tuple(rows)


def _groups(frame: _Frame, pieces: list[_Piece], before: list[_Piece]) -> dict[str, RoleCount]:
    """The bars in their order, each with a role that it came from; given-up ones come last."""
    found: dict[str, RoleCount] = {}
    if frame.view.grouping is Grouping.CATEGORY:
        for piece in (*pieces, *before):
            found.setdefault(piece.category, piece.role)
        return found
    gone = [] if frame.view.base is None else frame.roles(frame.view.base)
    for role in (*frame.roles(frame.count), *gone):
        found.setdefault(frame.key(role, ""), role)
    return found


def _row(
    frame: _Frame,
    pieces: list[_Piece],
    names: tuple[str, str],
    roles: list[RoleCount],
    was: Fraction | None,
) -> Row:
    contract, name = _contract(frame, roles)
    return Row(
        title=names[0],
        subtitle=names[1],
        parts=_parts(frame, pieces, _by_part(frame)),
        contract=contract,
        contract_name=name,
        today=was,
    )


_Namer = Callable[[_Piece], tuple[str, str]]  # a piece's part: its key and its name


def _by_part(frame: _Frame) -> _Namer:
    """Parts of a bar: an employer's roles, a role's categories, a category's employers."""
    match frame.view.grouping:
        case Grouping.EMPLOYER:
            return lambda piece: (piece.role.role.id, piece.role.role.title)
        case Grouping.ROLE:
            return lambda piece: (piece.category, _category_word(piece.category))
        case Grouping.CATEGORY:
            return _by_employer(frame)


def _by_employer(frame: _Frame) -> _Namer:
    return lambda piece: (piece.role.role.employer, _employer(frame, piece.role))


def _parts(frame: _Frame, pieces: list[_Piece], namer: _Namer) -> tuple[Part, ...]:
    places = [employer.id for employer in frame.count.portfolio.employers]
    grouped: dict[str, list[_Piece]] = {}
    for piece in pieces:
        grouped.setdefault(namer(piece)[0], []).append(piece)
    return tuple(
        Part(
            name=namer(own[0])[1],
            value=_sum(own),
            employer=places.index(own[0].role.role.employer),
            keys=tuple(dict.fromkeys(piece.line for piece in own)),
            about=any(piece.about for piece in own),
        )
        for own in _worth_showing(grouped)
    )


def _worth_showing(grouped: dict[str, list[_Piece]]) -> list[list[_Piece]]:
    """The parts that are worth anything; all, where none is."""
    return [own for own in grouped.values() if _sum(own)] or list(grouped.values())


def _names(frame: _Frame, group: str, role: RoleCount) -> tuple[str, str]:
    match frame.view.grouping:
        case Grouping.EMPLOYER:
            return _employer(frame, role), ""
        case Grouping.ROLE:
            return role.role.title, _employer(frame, role)
        case Grouping.CATEGORY:
            return _category_names(group, role)


def _employer(frame: _Frame, role: RoleCount) -> str:
    return frame.count.portfolio.employer(role.role.employer).name


def _category_word(code: str) -> str:
    return "No category" if code == NO_CATEGORY else code


def _category_names(code: str, role: RoleCount) -> tuple[str, str]:
    """A category's name, and its code below it where that is another."""
    if role.terms.view.get("categories") is not None:
        for category in role.terms.view.categories():
            if category.code == code and category.name.casefold() != code.casefold():
                return category.name, code
    return _category_word(code), ""


def _contract(frame: _Frame, roles: list[RoleCount]) -> tuple[Fraction | None, str]:
    """What is contracted, and its name; in hours at the plain length of a unit."""
    contracted = [role for role in roles if role.contracted]
    if not contracted:
        return None, CONTRACT
    if frame.view.measure is Measure.UNITS:
        return sum((role.contracted for role in contracted), _ZERO), CONTRACT
    hours = sum((role.contracted * role.unit_minutes for role in contracted), _ZERO)
    premium = any(line.premium_minutes for role in contracted for line in role.lines)
    # A unit of premium time is shorter: so many hours are the contract's only in plain time.
    return hours, f"{CONTRACT} in plain time" if premium else CONTRACT


def _marks(frame: _Frame) -> tuple[Mark, ...]:
    marks = []
    law, own = frame.view.law, frame.count.portfolio.person.hours_cap
    if law is not None:
        name = f"{words.hours(law)} limit"
        marks.append(Mark(name=name, said=f"the {name}", value=Fraction(law), is_law=True))
    if own is not None:
        shown = words.hours(own)
        said = f"your own limit of {shown}"
        marks.append(Mark(name=f"own {shown}", said=said, value=Fraction(own), is_law=False))
    return tuple(marks)
