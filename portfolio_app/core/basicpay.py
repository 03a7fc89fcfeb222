"""Full-time basic pay of a role on a day: the person's own figure, else the contract's table.

A pay point or a day that service counts from picks the row; without them nothing is guessed.
Pounds are exact Fractions a year; where a contract has only a range, so is the answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import cast

from portfolio_app.core import words
from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import Contract, ContractView, TermMissing, TermValue
from portfolio_app.core.edits import free_id, ids, put
from portfolio_app.core.model import Portfolio, Role
from portfolio_app.core.service import completed_years, service_start

TABLE = "basic-pay"
FOLLOWS = "basic-pay-follows"
UPLIFT = "basic-pay-uplift"
UNSOCIAL = "unsocial-hours-uplift"
_RANGE = ("minimum", "maximum")
_YEARS = re.compile(r"(\d+) years?")
_NEW_YEAR = (4, 1)  # a pay year begins on 1 April


@dataclass(frozen=True, slots=True)
class Pounds:
    """Pounds a year, exact: from `low` to `high`, which are the same where it is one figure."""

    low: Fraction
    high: Fraction

    @property
    def is_range(self) -> bool:
        """Whether only a range is known."""
        return self.low != self.high

    def times(self, factor: Fraction) -> "Pounds":
        """So many times the amount; `factor` is not negative."""
        return Pounds(self.low * factor, self.high * factor)

    def plus(self, other: "Pounds") -> "Pounds":
        """Both together."""
        return Pounds(self.low + other.low, self.high + other.high)

    def text(self, places: int = 2) -> str:
        """The amount in words, rounded because it is shown."""
        low = words.pounds(self.low, places)
        return f"{low} to {words.pounds(self.high, places)}" if self.is_range else low


NOTHING = Pounds(Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicPay:
    """Full-time basic pay a year, where it comes from, or (`pounds` None) why it is not known."""

    pounds: Pounds | None
    says: str
    own: bool = False
    terms: tuple[TermValue, ...] = ()
    notes: tuple[str, ...] = ()


def pay_year(day: date) -> str:
    """The pay year that a day lies in: "2025/26" from 1 April 2025 to 31 March 2026."""
    first = first_year(day)
    return f"{first}/{(first + 1) % 100:02d}"


def first_year(day: date) -> int:
    """The calendar year in which the pay year of a day begins."""
    return day.year if (day.month, day.day) >= _NEW_YEAR else day.year - 1


def known_term(view: ContractView, key: str) -> TermValue | None:
    """A term's row on the day; None where the contract has none, or none yet."""
    try:
        return view.get(key)
    except TermMissing:
        return None


def pay_points(view: ContractView, contracts: Mapping[str, Contract]) -> tuple[str, ...]:
    """The pay points that a contract's table has on a day; pay bands where they decide a rate."""
    try:
        table = _table(view, contracts)
    except TermMissing:
        table = None
    if table is not None:
        return tuple(key for key in _rows(table) if key not in _RANGE)
    bands = known_term(view, UNSOCIAL)
    return () if bands is None else tuple(cast("Mapping[str, object]", bands.value))


def named_row(names: tuple[str, ...], wanted: str) -> str | None:
    """The row that a pay point or band names; "band 5" lies in "bands 4 to 9"."""
    plain = " ".join(wanted.casefold().split())
    if plain in names:
        return plain
    numbers = _numbers(plain)
    if len(numbers) != 1 or not plain.startswith("band"):
        return None
    for name in names:
        limits = _numbers(name)
        if name.startswith("band") and limits and limits[0] <= numbers[0] <= limits[-1]:
            return name
    return None


def basic_pay(
    portfolio: Portfolio,
    role: Role,
    view: ContractView,
    contracts: Mapping[str, Contract],
) -> BasicPay:
    """Full-time basic pay of a role on the view's day.

    Args:
        portfolio: what the role is in, for the roles that it follows.
        role: whose pay.
        view: the role's contract on the day asked for.
        contracts: contracts by id, for one whose pay follows another's.
    """
    if role.basic is not None:
        own = Fraction(role.basic)
        return BasicPay(pounds=Pounds(own, own), says="your own figure for basic pay", own=True)
    try:
        table = _table(view, contracts)
    except TermMissing as missing:
        return BasicPay(pounds=None, says=f"{missing}.")
    if table is None:
        return BasicPay(
            pounds=None,
            says="This contract has no table of pay here: put your own basic pay into the role.",
        )
    follows = known_term(view, FOLLOWS)
    terms = (table,) if follows is None else (follows, table)
    rows = _rows(table)
    if set(rows) == set(_RANGE):
        found = BasicPay(
            pounds=Pounds(rows["minimum"], rows["maximum"]),
            says="the contract’s range: your own basic pay, put into the role, makes it exact",
            terms=terms,
        )
    else:
        found = replace(_on_table(portfolio, role, rows, view.day), terms=terms)
    return _later(found, table, view)


def uplift_policy(portfolio: Portfolio, role: Role) -> Policy | None:
    """The person's own uplift of the last known table, for this contract and employer."""
    own = [
        policy
        for policy in portfolio.policies
        if (policy.employer, policy.contract, policy.term) == (role.employer, role.contract, UPLIFT)
    ]
    return max(own, key=lambda policy: policy.start, default=None)


def with_uplift(portfolio: Portfolio, role: Role, percent: Fraction | None) -> Portfolio:
    """A portfolio with its own uplift in per cent for a role's contract and employer; None: none.

    It holds from the first day of the pay year in which the job-plan year, or the role, begins.
    """
    was = uplift_policy(portfolio, role)
    if percent is None:
        kept = tuple(policy for policy in portfolio.policies if policy is not was)
        return replace(portfolio, policies=kept)
    value = words.number(percent, 6)
    if was is not None:
        return put(portfolio, replace(was, value=value))
    begins = portfolio.person.year_start
    day = max(begins, role.start or begins)
    new = Policy(
        id=free_id(f"{role.employer} pay uplift", ids(portfolio)),
        employer=role.employer,
        contract=role.contract,
        term=UPLIFT,
        start=date(first_year(day), *_NEW_YEAR),
        value=value,
        source="Own figure",
    )
    return put(portfolio, new)


def _table(view: ContractView, contracts: Mapping[str, Contract]) -> TermValue | None:
    """The contract's own table, or that of the contract that its pay follows."""
    own = view.get(TABLE)
    follows = None if own is not None else view.get(FOLLOWS)
    if follows is None:
        return own
    return contracts[str(follows.value)].at(view.day, view.nation).get(TABLE)


def _rows(table: TermValue) -> Mapping[str, Fraction]:
    return cast("Mapping[str, Fraction]", table.value)


def _on_table(
    portfolio: Portfolio, role: Role, rows: Mapping[str, Fraction], day: date
) -> BasicPay:
    """The row that the pay point names, else the one that length of service reaches."""
    points = words.listing(list(rows))
    if role.pay_point is not None:
        name = named_row(tuple(rows), role.pay_point)
        if name is None:
            says = f"Found the pay point “{role.pay_point}”; the table has {points}."
            return BasicPay(pounds=None, says=says)
        return BasicPay(pounds=Pounds(rows[name], rows[name]), says=f"pay point “{name}”")
    since = service_start(portfolio, role)
    if since is None:
        says = "Set your pay point, or the day from which your service counts, in the role."
        return BasicPay(pounds=None, says=says)
    years = completed_years(since, day)
    reached = [(int(match[1]), row) for row in rows if (match := _YEARS.fullmatch(row))]
    least, name = max((pair for pair in reached if pair[0] <= years), default=(0, ""))
    if not name:
        return BasicPay(pounds=None, says=f"Set your pay point: the table has {points}.")
    says = (
        f"{years} {'year' if years == 1 else 'years'} of service since {words.day_date(since)}:"
        f" the point from {least} {'year' if least == 1 else 'years'}"
    )
    notes: tuple[str, ...] = ()
    if role.service_from is None:
        notes = ("Service is counted from the role’s first day; any before it is not known.",)
    return BasicPay(pounds=Pounds(rows[name], rows[name]), says=says, notes=notes)


def _later(found: BasicPay, table: TermValue, view: ContractView) -> BasicPay:
    """What became of the table since: the person's own uplift, or a word that it is of then."""
    of = pay_year(table.start)
    uplift = known_term(view, UPLIFT)
    if uplift is not None and uplift.start > table.start and found.pounds is not None:
        per_cent = cast("Fraction", uplift.value)
        raised = found.pounds.times(1 + per_cent / 100)
        said = f"{of} figures, raised by your own {words.number(per_cent)} %"
        return replace(
            found,
            pounds=raised,
            says=f"{found.says}, {found.pounds.text()} raised by {words.number(per_cent)} %",
            terms=(*found.terms, uplift),
            notes=(*found.notes, said),
        )
    if of == pay_year(view.day):
        return found
    return replace(found, notes=(*found.notes, f"{of} figures: later award not known"))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]
