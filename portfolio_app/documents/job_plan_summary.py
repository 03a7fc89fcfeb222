"""Roles and the summary against contract, and the names that a job plan gives to its lines.

Every figure is the exact one of the counted week, put into words once, here. What is withheld
from the reader was cut out before; this module prints what it is given.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.dependence import line_terms
from portfolio_app.core.lines import NO_CATEGORY
from portfolio_app.core.model import (
    Half,
)
from portfolio_app.core.termvalues import Category, category_named
from portfolio_app.core.termwords import mark
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.documents.content import Cell, Column, Data, Row, table
from portfolio_app.documents.job_plan_week import PATTERNS, Names

DASH = "\u2013"
_MINUS = "\u2212"
_HALVES = {Half.AM: "morning", Half.PM: "afternoon", Half.EVENING: "evening"}
_MOST_ROLE_COLUMNS = 4
_MOST_DATES = 8


def names_of(own: Count) -> Names:
    """References of lines (A1, A2, B1 …), and a pattern for each category that is used."""
    refs = {}
    codes: dict[str, None] = {}
    for letter, role in zip(letters(len(own.roles)), own.roles, strict=True):
        for number, line in enumerate(role.lines, start=1):
            refs[line.id] = f"{letter}{number}"
        used = {code for line in role.lines for code, _ in line.shares}
        known = [category.code for category in categories(role)]
        codes |= dict.fromkeys([code for code in known if code in used])
        codes |= dict.fromkeys(sorted(used - set(known) - {NO_CATEGORY}))
    shapes = PATTERNS[:-1]
    return Names(refs, {code: shapes[min(n, len(shapes) - 1)] for n, code in enumerate(codes)})


def letters(count: int) -> list[str]:
    """A, B … Z, AA, AB …: a name for each role."""
    named = []
    for number in range(count):
        whole, rest = divmod(number, 26)
        named.append((chr(64 + whole) if whole else "") + chr(65 + rest))
    return named


def categories(role: RoleCount) -> tuple[Category, ...]:
    """The contract's categories; none where it is open."""
    term = role.terms.view.get("categories")
    return () if term is None else role.terms.view.categories()


def unit_text(value: Fraction | None, role: RoleCount) -> str:
    """Units with their name; a role that is not counted in units shows none."""
    if value is None:
        return "not known"
    return words.units(value, role.unit.value).replace("-", _MINUS)


def difference_text(value: Fraction, unit: str) -> str:
    """A difference with its sign: "+0.25 PA", "0 PA"."""
    shown = words.units(value, unit).replace("-", _MINUS)
    return f"+{shown}" if value > 0 and not shown.startswith("0 ") else shown


def hours_text(minutes: Fraction | None, assumed: Fraction) -> str:
    """Hours, or what is assumed of them where they are not known."""
    return f"{words.hours(assumed)} (part assumed)" if minutes is None else words.hours(minutes)


def hours_cell(minutes: Fraction | None, assumed: Fraction) -> Cell:
    """The same for a table."""
    if minutes is None:
        return Cell(words.hours(assumed), "part assumed")
    return Cell(words.hours(minutes))


# -- roles and summary ---------------------------------------------------------------------------


def roles_table(own: Count) -> Data:
    """Every role with its contract and its terms."""
    sites = {site.id: site.name for site in own.portfolio.sites}
    based = any(role.role.base in sites for role in own.roles)
    columns = [
        Column("", 0.05),
        Column("Role", 0.27 if based else 0.37),
        Column("Contract", 0.24 if based else 0.3),
        *([Column("Base", 0.16)] if based else []),
        Column("Contracted", 0.15, numeric=True),
        Column("Weeks worked", 0.13, numeric=True),
    ]
    rows = [
        Row(
            cells=[
                letter,
                Cell(role.role.title, _held(role)),
                role.terms.view.contract.title,
                *([sites.get(role.role.base or "", DASH)] if based else []),
                Cell(unit_text(role.contracted, role), full_time_text(role)),
                Cell(
                    f"{words.number(role.terms.working_weeks, 4)} a year",
                    mark(role.terms.weeks_terms),
                ),
            ]
        )
        for letter, role in zip(letters(len(own.roles)), own.roles, strict=True)
    ]
    return table("", columns, rows)


def _held(role: RoleCount) -> str:
    own = role.role
    parts = []
    if own.start is not None:
        parts.append(f"since {words.day_date(own.start)}")
    if own.end is not None:
        parts.append(f"until {words.day_date(own.end)}")
    if own.share is not None:
        parts.append("shared post: my part only")
    if not own.counted:
        parts.append("in hours only")
    if own.cycle_weeks > 1:
        parts.append(f"rota of {own.cycle_weeks} weeks")
    return ", ".join(parts)


def full_time_text(role: RoleCount) -> str:
    """The part of full time that a role is, in words."""
    part = role.fraction_of_full_time
    if part is None:
        return ""
    doubt = mark([role.terms.view.term("full-time-units")])
    shown = "full time" if part == 1 else f"{words.number(part)} of full time"
    return f"{shown} ({doubt})" if doubt else shown


def summary_table(own: Count) -> Data:
    """Contracted, counted and paid for every role, with hours."""
    columns = [
        Column("", 0.05),
        Column("Role", 0.27),
        Column("Contracted", 0.135, numeric=True),
        Column("Counted", 0.135, numeric=True),
        Column("Difference", 0.135, numeric=True),
        Column("Paid", 0.135, numeric=True),
        Column("Hours a week", 0.14, numeric=True),
    ]
    rows = [
        _summary_row(letter, role)
        for letter, role in zip(letters(len(own.roles)), own.roles, strict=True)
    ]
    if len(own.roles) > 1 and _one_unit(own.roles):
        rows.append(_summary_total(own))
    return table("Counted against contract, a week", columns, rows)


def _summary_row(letter: str, role: RoleCount) -> Row:
    hours = hours_cell(role.minutes, role.assumed_minutes)
    if not role.role.counted:
        stands = unit_text(role.role.stands_for, role) if role.role.stands_for else DASH
        cells: list[str | Cell] = [
            letter,
            role.role.title,
            stands,
            "in hours only",
            DASH,
            DASH,
            hours,
        ]
        return Row(cells=cells, under=_beside_text(role))
    gap = role.counted - role.contracted
    return Row(
        cells=[
            letter,
            role.role.title,
            unit_text(role.contracted, role),
            Cell(unit_text(role.counted, role), mark(line_terms([role]))),
            difference_text(gap, role.unit.value),
            unit_text(role.paid, role),
            hours,
        ],
        under=_beside_text(role),
    )


def _beside_text(role: RoleCount) -> str:
    """What stands beside a role's own lines: work of other roles, time in lieu, real hours."""
    said = []
    credited = role.counted - role.own_units
    if credited:
        said.append(
            f"{unit_text(credited, role)} of it counts work of another role, whose hours are"
            " counted there."
        )
    if role.lieu_minutes:
        a_year = words.hours(role.lieu_minutes_per_year)
        said.append(f"Time back in lieu: {words.hours(role.lieu_minutes)} a week, {a_year} a year.")
    if role.role.real_unit_minutes is not None and role.role.counted:
        said.append(
            f"In fact {words.hours(role.real_minutes)} a week;"
            f" {words.hours(role.contract_minutes)} by the contract's length of a"
            f" {role.unit.value}."
        )
    return " ".join(said)


def _summary_total(own: Count) -> Row:
    roles = [role for role in own.roles if role.role.counted]
    first = own.roles[0]
    contracted = sum((role.contracted for role in roles), Fraction(0))
    counted = sum((role.counted for role in roles), Fraction(0))
    return Row(
        cells=[
            "",
            "Together",
            unit_text(contracted, first),
            Cell(unit_text(counted, first), mark(line_terms(roles))),
            difference_text(counted - contracted, first.unit.value),
            unit_text(sum((role.paid for role in roles), Fraction(0)), first),
            hours_cell(own.minutes, own.assumed_minutes),
        ],
        total=True,
    )


def _one_unit(roles: Iterable[RoleCount]) -> bool:
    return len({(role.unit, role.unit_minutes) for role in roles}) == 1


def category_tables(own: Count) -> list[Data]:
    """Units and hours by category: one table for all roles that count in the same unit."""
    groups: dict[tuple[object, int], list[tuple[str, RoleCount]]] = {}
    for letter, role in zip(letters(len(own.roles)), own.roles, strict=True):
        if role.role.counted and role.lines:
            groups.setdefault((role.unit, role.unit_minutes), []).append((letter, role))
    return [_category_table(roles) for roles in groups.values()]


def _category_table(roles: Sequence[tuple[str, RoleCount]]) -> Data:
    unit = roles[0][1].unit.value
    whole = sum((role.counted for _, role in roles), Fraction(0))
    split = roles if 1 < len(roles) <= _MOST_ROLE_COLUMNS else ()
    rest = 0.62 / (len(split) + 3)
    columns = [
        Column("Category", 0.38),
        *(Column(letter, rest, numeric=True) for letter, _ in split),
        Column("A week", rest, numeric=True),
        Column("Hours", rest, numeric=True),
        Column("Share", rest, numeric=True),
    ]
    rows = []
    for code in _codes(roles):
        amounts = [role.by_category.get(code) for _, role in roles]
        units = sum((a.units for a in amounts if a is not None), Fraction(0))
        known = [a.minutes for a in amounts if a is not None]
        minutes = None if None in known else sum((m for m in known if m is not None), Fraction(0))
        of_roles = [role.by_category.get(code) for _, role in split]
        rows.append(
            Row(
                cells=[
                    category_label(code, [role for _, role in roles]),
                    *(DASH if a is None else words.units(a.units, unit) for a in of_roles),
                    Cell(
                        words.units(units, unit),
                        mark(line_terms([role for _, role in roles], category=code)),
                    ),
                    "not known" if minutes is None else words.hours(minutes),
                    f"{words.number(100 * units / whole, 1)} %" if whole else DASH,
                ]
            )
        )
    return table("By category, a week", columns, rows)


def _codes(roles: Sequence[tuple[str, RoleCount]]) -> list[str]:
    used = {code for _, role in roles for code in role.by_category}
    order = {category.code: None for _, role in roles for category in categories(role)}
    known = [code for code in order if code in used]
    return [*known, *sorted(used - set(known), key=lambda code: (code == NO_CATEGORY, code))]


def category_label(code: str, roles: Iterable[RoleCount]) -> str:
    """A category's code with its name where the contract has one."""
    if code == NO_CATEGORY:
        return "No category"
    for role in roles:
        found = category_named(categories(role), code)
        if found is not None and found.name.casefold() != code.casefold():
            return f"{code}: {found.name}"
    return code
