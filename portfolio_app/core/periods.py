"""The job-plan year cut where something changes, and the week as it stands on a day.

A role that starts, ends or goes on on other terms, a line that begins or ends, and a dated change
of a contract each cut the year. History is kept: nothing here averages over a change. This module
counts nothing and knows no clock.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import TypeVar

from portfolio_app.core.contracts import Contract, TermValue
from portfolio_app.core.model import Activity, OnCall, OnDates, Portfolio, Role
from portfolio_app.core.occurrences import year_end
from portfolio_app.core.policies import contract_of

_DAY = timedelta(days=1)
Line = Activity | OnCall
_L = TypeVar("_L", Activity, OnCall)
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Period:
    """Days on end in which nothing changes; both are in it."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


class Turn(Enum):
    """What happens on a day of the year."""

    STARTS = "starts"
    ENDS = "ends"
    GOES_ON = "is on other terms"
    TERM = "a term of the contract changes"


@dataclass(frozen=True, slots=True)
class Change:
    """Something is otherwise from `day` on: a role or a line, or the terms that a role is under.

    `id` and `title` are of the role or line. `term` is the new row, where it is a term.
    """

    day: date
    turn: Turn
    id: str
    title: str
    term: TermValue | None = None


def changes(portfolio: Portfolio, contracts: Mapping[str, Contract]) -> tuple[Change, ...]:
    """Every change within the job-plan year, by day; one on its first day is none.

    Args:
        portfolio: with its scenario applied; considered roles are left out.
        contracts: contracts by id; the rows of one that is not there are left out.
    """
    found = [*turns(portfolio)]
    for role in portfolio.roles:
        if role.contract in contracts:
            found += term_changes(portfolio, role, contract_of(portfolio, role, contracts))
    return tuple(sorted(found, key=lambda change: change.day))


def turns(portfolio: Portfolio) -> tuple[Change, ...]:
    """Every role or line that starts, ends or is on other terms within the year, by day."""
    first, last = job_plan_year(portfolio)
    spans = held_spans(portfolio)
    found: list[Change] = []
    for role in portfolio.roles:
        if role.id in spans:
            found += _role_changes(portfolio, role, spans[role.id])
    for line in lines_of(portfolio):
        if line.role in spans:
            found += _line_changes(line, spans[line.role])
    inside = [change for change in found if first < change.day <= last]
    return tuple(sorted(inside, key=lambda change: change.day))


def term_changes(portfolio: Portfolio, role: Role, contract: Contract) -> Iterator[Change]:
    """Every dated row of a contract that begins to hold within the year, while a role is held.

    Args:
        portfolio: with its scenario applied.
        role: a role under the contract; a considered one is held on no day.
        contract: as the role's employer has it, with its local policies.
    """
    first, last = job_plan_year(portfolio)
    held = held_spans(portfolio).get(role.id)
    if held is None:
        return
    nation = portfolio.nation_of(role)
    for row in contract.terms:
        within = max(first, held[0]) < row.start <= min(last, held[1])
        if within and row.nation in (None, nation):
            yield Change(row.start, Turn.TERM, role.id, role.title, row)


def periods(portfolio: Portfolio, contracts: Mapping[str, Contract]) -> tuple[Period, ...]:
    """The job-plan year cut at every change: what lies in one period is the same on all its days.

    Args:
        portfolio: with its scenario applied.
        contracts: contracts by id.
    """
    first, last = job_plan_year(portfolio)
    starts = sorted({first, *(change.day for change in changes(portfolio, contracts))})
    ends = [*(day - _DAY for day in starts[1:]), last]
    return tuple(Period(*each) for each in zip(starts, ends, strict=True))


def job_plan_year(portfolio: Portfolio) -> Span:
    """The first and the last day of the job-plan year."""
    first = portfolio.person.year_start
    return first, year_end(first) - _DAY


def on_day(portfolio: Portfolio, day: date) -> Portfolio:
    """The portfolio as it stands on one day: roles held, lines in force.

    The first and last days of lines are gone, for on that day they are not in question; so what
    was taken on a day stays as it is when it is taken again. Considered roles stay as they are.
    """
    spans = held_spans(portfolio)
    away = {key for key, (first, last) in spans.items() if not first <= day <= last}
    days = dict.fromkeys(spans, day)
    return _restricted(
        portfolio,
        away,
        tuple(_undated(line) for line in _standing(portfolio.activities, away, days)),
        tuple(_undated(line) for line in _standing(portfolio.on_calls, away, days)),
    )


def with_dates_of(portfolio: Portfolio, first: date, last: date) -> Portfolio:
    """The portfolio with only those dates, of lines done on dates, that lie on these days."""
    return replace(
        portfolio,
        activities=tuple(_with_dates(line, first, last) for line in portfolio.activities),
        on_calls=tuple(_with_dates(line, first, last) for line in portfolio.on_calls),
    )


def settled(portfolio: Portfolio) -> Portfolio:
    """The week of a year when no day is named: each role as it stands on its last day in the year.

    A role that another has continued by the end of the year gives way to it, and a line that is
    not in force on its role's last day drops out, unless it is done on dates before. The very same
    object where nothing does.
    """
    _, last = job_plan_year(portfolio)
    away = {
        role.id
        for role in portfolio.roles
        if not role.considered and _continued(portfolio, role) <= last
    }
    if not away and not any(_is_dated(line) for line in lines_of(portfolio)):
        return portfolio
    days = {key: min(end, last) for key, (_, end) in held_spans(portfolio).items()}
    return _restricted(
        portfolio,
        away,
        _standing(portfolio.activities, away, days, dates_before=True),
        _standing(portfolio.on_calls, away, days, dates_before=True),
    )


def held_spans(portfolio: Portfolio) -> dict[str, Span]:
    """The first and last day of every role that is held; one that another continues ends with it.

    Considered roles are left out. A role without a start or an end has always been held, or will.
    """
    spans = {}
    for role in portfolio.roles:
        if not role.considered:
            last, continued = role.end or date.max, _continued(portfolio, role)
            spans[role.id] = (role.start or date.min, min(last, continued - _DAY))
    return spans


def lines_of(portfolio: Portfolio) -> tuple[Line, ...]:
    """Its activities and on-call rotas."""
    return (*portfolio.activities, *portfolio.on_calls)


def in_force(line: Line, day: date) -> bool:
    """Whether a line has begun by a day and has not ended before it."""
    begun = line.first_day is None or line.first_day <= day
    return begun and (line.last_day is None or day <= line.last_day)


def _continued(portfolio: Portfolio, role: Role) -> date:
    """The day from which another role continues this one; the last of all days where none does."""
    since = role.start or date.min
    starts = [
        other.start
        for other in portfolio.roles
        if other.follows == role.id and not other.considered and other.start is not None
    ]
    return min((start for start in starts if start > since), default=date.max)


# -- changes -----------------------------------------------------------------------------------


def _role_changes(portfolio: Portfolio, role: Role, span: Span) -> Iterator[Change]:
    before = next((other for other in portfolio.roles if other.id == role.follows), None)
    goes_on = before is not None and _continued(portfolio, before) == role.start
    if role.start is not None:
        turn = Turn.GOES_ON if goes_on else Turn.STARTS
        yield Change(role.start, turn, role.id, role.title)
    if span[1] < _continued(portfolio, role) - _DAY:
        yield Change(span[1] + _DAY, Turn.ENDS, role.id, role.title)


def _line_changes(line: Line, span: Span) -> Iterator[Change]:
    """Where a line begins or ends while its role is held; the role's own days say the rest."""
    if line.first_day is not None and span[0] < line.first_day <= span[1]:
        yield Change(line.first_day, Turn.STARTS, line.id, line.title)
    if line.last_day is not None and span[0] <= line.last_day < span[1]:
        yield Change(line.last_day + _DAY, Turn.ENDS, line.id, line.title)


# -- the portfolio of a day --------------------------------------------------------------------


def _standing(
    lines: Iterable[_L],
    away: Container[str],
    days: Mapping[str, date],
    *,
    dates_before: bool = False,
) -> tuple[_L, ...]:
    """The lines in force on the day of their role, with those of their dates on which they are."""
    kept = []
    for line in lines:
        day = days.get(line.role)
        if line.role in away:
            continue
        if day is None or not _is_dated(line):
            kept.append(line)
            continue
        dated = _while_in_force(line)
        dates = isinstance(dated.frequency, OnDates) and dated.frequency.dates
        if in_force(line, day) or (dates_before and dates):
            kept.append(dated)
    return tuple(kept)


def _is_dated(line: Line) -> bool:
    return line.first_day is not None or line.last_day is not None


def _while_in_force(line: _L) -> _L:
    """A line without those of its dates on which it is not in force."""
    if not isinstance(line.frequency, OnDates):
        return line
    dates = tuple(day for day in line.frequency.dates if in_force(line, day))
    return line if dates == line.frequency.dates else replace(line, frequency=OnDates(dates))


def _with_dates(line: _L, first: date, last: date) -> _L:
    if not isinstance(line.frequency, OnDates):
        return line
    dates = tuple(day for day in line.frequency.dates if first <= day <= last)
    return replace(line, frequency=OnDates(dates))


def _undated(line: _L) -> _L:
    return replace(line, first_day=None, last_day=None) if _is_dated(line) else line


def _restricted(
    portfolio: Portfolio,
    away: Container[str],
    activities: tuple[Activity, ...],
    on_calls: tuple[OnCall, ...],
) -> Portfolio:
    """The portfolio without the roles that are away, with these lines; itself where it is that."""
    roles = tuple(role for role in portfolio.roles if role.id not in away)
    as_it_is = (portfolio.roles, portfolio.activities, portfolio.on_calls)
    if (roles, activities, on_calls) == as_it_is:
        return portfolio
    return replace(
        portfolio,
        roles=roles,
        activities=activities,
        on_calls=on_calls,
        stated=tuple(s for s in portfolio.stated if s.role is None or s.role not in away),
    )
