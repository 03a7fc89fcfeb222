"""Counting: what each line of a week is worth in its contract's unit and in hours, exactly.

Rules are those of the plan file and of each contract's terms on the day. Every line keeps the
terms that it used and its working in words. Nothing here reads files, clocks or screens.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import lcm

from portfolio_app.core import words
from portfolio_app.core.calls import call_line, capped
from portfolio_app.core.contracts import Contract, TermMissing, Unit
from portfolio_app.core.cover import Load, is_covered, leave_week_minutes
from portfolio_app.core.credits import (
    Credited,
    Ledger,
    credited,
    credited_parts,
    ledgers,
)
from portfolio_app.core.instead import Lost, lost_weeks
from portfolio_app.core.lines import Line, RoleTerms, activity_line, role_terms, times
from portfolio_app.core.model import Activity, CoverBy, OnCall, Portfolio, Role, Rounding
from portfolio_app.core.occurrences import Holidays, held_in_year
from portfolio_app.core.periods import on_day, settled
from portfolio_app.core.placed import Placed, place
from portfolio_app.core.policies import contract_of
from portfolio_app.core.supplement import Supplement, rota_frequency, supplement

_QUARTER = Fraction(1, 4)
_ZERO = Fraction(0)
_ONE = Fraction(1)
_NO_HOLIDAYS: Holidays = {}
Part = tuple[str, Fraction, Fraction]  # a subtotal's name, its parts of the units and minutes
Known = tuple[Activity, RoleTerms, Line]
_NOTHING_KNOWN: Mapping[int, Known] = {}
_NOTHING_LOST: Mapping[str, Lost] = {}


@dataclass(frozen=True, slots=True)
class Amount:
    """Units a week, and minutes a week where all are known."""

    units: Fraction
    minutes: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCount:
    """One role's week: contracted, counted and paid are in the contract's unit."""

    role: Role
    terms: RoleTerms
    lines: tuple[Line, ...]
    counted: Fraction
    paid: Fraction
    minutes: Fraction | None
    assumed_minutes: Fraction
    fraction_of_full_time: Fraction | None
    rota_frequency: Fraction | None
    supplement: Supplement | None
    premium_pay_percent: Fraction | None
    load: Load | None = None
    credited: tuple[Credited, ...] = ()
    by_category: Mapping[str, Amount] = field(hash=False)
    by_group: Mapping[str, Amount] = field(hash=False)

    @property
    def unit(self) -> Unit:
        """The contract's unit."""
        return self.terms.unit

    @property
    def unit_minutes(self) -> int:
        """Minutes of one unit in plain time."""
        return self.terms.length

    @property
    def contracted(self) -> Fraction:
        """Units contracted a week."""
        return self.role.contracted

    @property
    def own_units(self) -> Fraction:
        """Units a week of its own lines, without what other roles' work counts towards it."""
        return self.counted - exact_sum(one.units for one in self.credited)

    @property
    def lieu_minutes(self) -> Fraction:
        """Time back in lieu a week, in minutes; it changes no units."""
        return exact_sum(line.lieu_minutes for line in self.lines)

    @property
    def lieu_minutes_per_year(self) -> Fraction:
        """Time back in lieu in a year of working weeks, in minutes."""
        return self.lieu_minutes * self.terms.working_weeks

    @property
    def contract_minutes(self) -> Fraction:
        """What its own units take by the contract, in minutes of plain time a week."""
        return self.own_units * self.unit_minutes

    @property
    def real_minutes(self) -> Fraction:
        """What they take in fact: by the role's own length of a unit, else as they are counted."""
        real = self.role.real_unit_minutes
        return self.assumed_minutes if real is None else self.own_units * real

    @property
    def assumed(self) -> bool:
        """Whether any figure of the role rests on an assumption."""
        return any(line.assumed for line in self.lines) or any(c.assumed for c in self.credited)

    @property
    def units_per_year(self) -> Fraction:
        """Counted units in a year of working weeks."""
        return self.counted * self.terms.working_weeks

    @property
    def minutes_per_year(self) -> Fraction | None:
        """Minutes in a year of working weeks."""
        return None if self.minutes is None else self.minutes * self.terms.working_weeks


@dataclass(frozen=True, kw_only=True)
class Count:
    """The counted week of a portfolio, and where its work lies.

    `portfolio` is the week that is counted: of a year in which roles or lines come and go, it has
    those of one time. `whole` is what it was taken from, and `on` the day, where one was named.
    `before` is how an earlier count lay, of which what has not changed is kept. `uncounted` are
    roles that cannot be counted, each with the reason; the others are.
    """

    portfolio: Portfolio
    roles: tuple[RoleCount, ...]
    minutes: Fraction | None
    assumed_minutes: Fraction
    units: Mapping[str, Fraction] = field(hash=False)
    ledgers: Mapping[str, Ledger] = field(hash=False)
    whole: Portfolio
    on: date | None = None
    uncounted: tuple[tuple[Role, str], ...] = ()
    before: Placed | None = field(default=None, repr=False, compare=False)

    @cached_property
    def placed(self) -> Placed:
        """Where the work and the life of the portfolio lie; laid out when first asked for."""
        return place(self.portfolio, self.before)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in the order of the roles."""
        return tuple(line for role in self.roles for line in role.lines)

    def line(self, key: str) -> Line | None:
        """The line with this id, if it is counted."""
        return next((line for line in self.lines if line.id == key), None)

    def role(self, key: str) -> RoleCount | None:
        """The role with this id, if it is held in the year."""
        return next((role for role in self.roles if role.role.id == key), None)


def count(
    portfolio: Portfolio,
    contracts: Mapping[str, Contract],
    *,
    holidays: Holidays = _NO_HOLIDAYS,
    previous: Count | None = None,
    on: date | None = None,
) -> Count:
    """Count every role that is held in the job-plan year, or on one day of it.

    Where something changes within the year and no day is named, it is the week that is left after
    the changes (see `settled`), never a mean of before and after. A role whose contract, or a term
    of it on that day, is not there is left out and named in `uncounted`.

    Args:
        portfolio: what to count: a scenario is applied, and a shared post resolved, beforehand.
        contracts: contracts by id.
        holidays: public holidays by nation; asked for only where a line needs them.
        previous: an earlier count; lines that nothing has touched since are taken from it.
        on: count the week as it stands on this day, under the terms of this day.
    """
    try:
        return _count(portfolio, contracts, holidays, previous, on)
    except LookupError:
        found = tuple(
            (role, why)
            for role in portfolio.roles
            if (why := _why_not(portfolio, role, contracts, holidays, on)) is not None
        )
        gone = {role.id for role, _ in found}
        left = replace(
            portfolio,
            roles=tuple(role for role in portfolio.roles if role.id not in gone),
            activities=tuple(a for a in portfolio.activities if a.role not in gone),
            on_calls=tuple(call for call in portfolio.on_calls if call.role not in gone),
        )
        counted = _count(left, contracts, holidays, previous, on)
        return replace(counted, whole=portfolio, uncounted=found)


def _why_not(
    portfolio: Portfolio,
    role: Role,
    contracts: Mapping[str, Contract],
    holidays: Holidays,
    on: date | None,
) -> str | None:
    """Why a role cannot be counted, in words; None where it can, or need not be."""
    if role.considered or (on is None and not held_in_year(role, portfolio.person.year_start)):
        return None
    try:
        contract = contract_of(portfolio, role, contracts)
    except KeyError:
        return f'there is no contract "{role.contract}"'
    try:
        count_role(portfolio, role, contract, holidays, on=on)
    except TermMissing as missing:
        return str(missing)
    return None


def _count(
    portfolio: Portfolio,
    contracts: Mapping[str, Contract],
    holidays: Holidays,
    previous: Count | None,
    on: date | None,
) -> Count:
    known = _known_lines(previous)
    earlier = {} if previous is None else {role.role.id: role.terms for role in previous.roles}
    week = settled(portfolio) if on is None else on_day(portfolio, on)
    year_start = week.person.year_start
    held = {
        role.id: role_terms(week, role, contract_of(week, role, contracts), holidays, on=on)
        for role in week.roles
        if not role.considered and (on is not None or held_in_year(role, year_start))
    }
    # Terms that are as they were are the very same, so that a line can tell them at a glance.
    held = {
        key: terms if earlier.get(key) != terms else earlier[key] for key, terms in held.items()
    }
    lost = _lost(week, held)
    roles = tuple(_count_role(week, terms, known, lost) for terms in held.values())
    also = [activity for activity in week.activities if activity.also]
    lines = {line.id: line for role in roles for line in role.lines} if also else {}
    gained = credited(also, lines, held)
    roles = tuple(_with_credits(role, gained.get(role.role.id, ())) for role in roles)
    return Count(
        portfolio=week,
        roles=roles,
        minutes=_sum_known(role.minutes for role in roles),
        assumed_minutes=exact_sum(role.assumed_minutes for role in roles),
        units=_units_by_name(roles),
        ledgers=ledgers(also, lines),
        whole=portfolio,
        on=on,
        before=None if previous is None else previous.placed,
    )


def count_role(
    portfolio: Portfolio,
    role: Role,
    contract: Contract,
    holidays: Holidays,
    *,
    on: date | None = None,
) -> RoleCount:
    """Count one role by itself; see `count`.

    Raises:
        TermMissing: where the contract has no value on its day.
    """
    terms = role_terms(portfolio, role, contract, holidays, on=on)
    return _count_role(portfolio, terms, _NOTHING_KNOWN, _lost(portfolio, {role.id: terms}))


def _lost(portfolio: Portfolio, held: Mapping[str, RoleTerms]) -> Mapping[str, Lost]:
    """What hot weeks take of the lines of these roles."""
    roles = {key: terms.role for key, terms in held.items()}
    weeks = {key: terms.working_weeks for key, terms in held.items()}
    return lost_weeks(portfolio, roles, weeks)


def _count_role(
    portfolio: Portfolio,
    terms: RoleTerms,
    known: Mapping[int, Known],
    lost: Mapping[str, Lost],
) -> RoleCount:
    role = terms.role
    calls = [call for call in portfolio.on_calls if call.role == role.id]
    own = [activity for activity in portfolio.activities if activity.role == role.id]
    activities = [_line(one, terms, known, lost.get(one.id)) for one in own]
    load = _load(calls, terms, activities, lost)
    rotas = [call_line(call, terms, lost.get(call.id), load) for call in calls]
    lines = (*activities, *capped(rotas, terms))
    counted = _sum_units(lines)
    unpaid = _sum_units(line for line in lines if not line.paid)
    minutes = _sum_known(line.minutes_per_week for line in lines)
    full_time = terms.view.get("full-time-units")
    frequency = rota_frequency(calls, terms)
    return RoleCount(
        role=role,
        terms=terms,
        lines=lines,
        counted=counted,
        paid=paid_units(role, counted - unpaid),
        minutes=minutes,
        # Where every length is known, nothing needs to be assumed.
        assumed_minutes=(
            exact_sum(line.assumed_minutes for line in lines) if minutes is None else minutes
        ),
        fraction_of_full_time=(
            role.contracted / terms.view.number("full-time-units") if full_time else None
        ),
        rota_frequency=frequency,
        supplement=supplement(calls, terms),
        load=load,
        premium_pay_percent=_premium_pay_percent(lines, terms),
        by_category=_amounts(lines, _by_category),
        by_group=_amounts(lines, _by_group),
    )


def _with_credits(role: RoleCount, gained: tuple[Credited, ...]) -> RoleCount:
    """A role with what work of other roles counts towards it: units, and no hours."""
    if not gained:
        return role
    by_category = dict(role.by_category)
    for code, units in credited_parts(gained):
        before = by_category.get(code, Amount(_ZERO, _ZERO))
        by_category[code] = Amount(before.units + units, before.minutes)
    unpaid = _sum_units(line for line in role.lines if not line.paid)
    paid = exact_sum(one.units for one in gained if one.paid)
    return replace(
        role,
        credited=gained,
        counted=role.counted + exact_sum(one.units for one in gained),
        paid=paid_units(role.role, role.counted - unpaid + paid),
        by_category=by_category,
    )


def _line(
    source: Activity, terms: RoleTerms, known: Mapping[int, Known], lost: Lost | None
) -> Line:
    """A line counted anew, or as it was where neither it nor its terms have changed."""
    same = known.get(id(source))
    if same is not None and same[0] is source and same[1] is terms and same[2].lost == lost:
        return same[2]
    return activity_line(source, terms, lost)


def _load(
    calls: Iterable[OnCall],
    terms: RoleTerms,
    activities: Iterable[Line],
    lost: Mapping[str, Lost],
) -> Load | None:
    """The week of a role whose cover is reckoned from its hours; None where none is."""
    own = list(calls)
    riddell = [one for one in own if one.cover_by is CoverBy.RIDDELL and is_covered(one)]
    if not riddell:
        return None
    others = [call_line(one, terms, lost.get(one.id)) for one in own if one not in riddell]
    plain = [
        call_line(replace(one, prospective_cover=False), terms, lost.get(one.id)) for one in riddell
    ]
    return Load(
        exact_sum(line.assumed_minutes for line in (*activities, *others)),
        exact_sum(line.assumed_minutes for line in plain),
        leave_week_minutes(terms),
    )


def _known_lines(previous: Count | None) -> dict[int, Known]:
    """The lines of an earlier count, by the identity of what they counted."""
    if previous is None:
        return {}
    sources = {a.id: a for a in previous.portfolio.activities}
    return {
        id(sources[line.id]): (sources[line.id], role.terms, line)
        for role in previous.roles
        for line in role.lines
        if line.id in sources
    }


def paid_units(role: Role, payable: Fraction) -> Fraction:
    """What the employer pays on: rounded once, then held to the most that is paid."""
    paid = payable
    if role.rounding is Rounding.NEAREST_QUARTER:
        paid = ((payable / _QUARTER + Fraction(1, 2)) // 1) * _QUARTER
    elif role.rounding is Rounding.WHOLE_DOWN and payable > role.contracted:
        paid = role.contracted + (payable - role.contracted) // 1
    return paid if role.paid_cap is None else min(paid, role.paid_cap)


def _premium_pay_percent(lines: Iterable[Line], terms: RoleTerms) -> Fraction | None:
    """Premium taken as pay, in per cent of full-time basic salary; None is not known."""
    minutes = exact_sum(line.premium_paid for line in lines)
    if not minutes:
        return _ZERO
    if terms.view.get("premium-pay-uplift") is None:
        return None
    uplift = terms.view.number("premium-pay-uplift")
    full_time = terms.view.number("full-time-units")
    return minutes / terms.length * uplift / full_time * 100


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """The sum of Fractions, added as whole numbers of one denominator, which is quick."""
    parts: dict[int, int] = {}
    for value in values:
        numerator, denominator = value.as_integer_ratio()
        parts[denominator] = parts.get(denominator, 0) + numerator
    whole = lcm(*parts)
    return Fraction(sum(part * (whole // own) for own, part in parts.items()), whole)


def _sum_known(minutes: Iterable[Fraction | None]) -> Fraction | None:
    known = list(minutes)
    if any(each is None for each in known):
        return None
    return exact_sum(each for each in known if each is not None)


def _sum_units(lines: Iterable[Line]) -> Fraction:
    return exact_sum(line.units_per_week or _ZERO for line in lines)


def _by_category(line: Line) -> Iterator[Part]:
    for (code, share), (_, of_units) in zip(line.shares, line.unit_shares, strict=True):
        yield code, of_units, share


def _by_group(line: Line) -> Iterator[Part]:
    if line.group is not None:
        yield line.group, _ONE, _ONE


def _amounts(lines: Iterable[Line], keys: Callable[[Line], Iterator[Part]]) -> dict[str, Amount]:
    parts: dict[str, list[tuple[Fraction, Fraction, Line]]] = {}
    for line in lines:
        for key, of_units, of_minutes in keys(line):
            parts.setdefault(key, []).append((of_units, of_minutes, line))
    return {
        key: Amount(
            exact_sum(times(line.units_per_week or _ZERO, share) for share, _, line in part),
            _sum_known(_part(line.minutes_per_week, share) for _, share, line in part),
        )
        for key, part in parts.items()
    }


def _part(minutes: Fraction | None, share: Fraction) -> Fraction | None:
    return None if minutes is None else times(minutes, share)


def _units_by_name(roles: Iterable[RoleCount]) -> dict[str, Fraction]:
    """Units of the same length added up, each once; sessions of other lengths are kept apart."""
    sums: dict[tuple[Unit, int], Fraction] = {}
    for role in roles:
        key = (role.unit, role.unit_minutes)
        sums[key] = sums.get(key, _ZERO) + role.own_units
    lengths = [unit for unit, _ in sums]
    return {
        unit.value
        if lengths.count(unit) == 1
        else f"{unit.value} {words.short_length(length)}": units
        for (unit, length), units in sums.items()
    }
