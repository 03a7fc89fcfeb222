"""Who a document is for, and what of the week it may tell them.

A document is addressed to one employer. Its own part of the week is cut out here as a counted
week of its own, so that what is withheld is not there to be printed: other employers, life
outside work, the person's own limit, notes and partners. Nothing here draws or writes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction

from portfolio_app.core.model import MINUTES_PER_DAY, Employer, Portfolio
from portfolio_app.core.placed import place
from portfolio_app.core.weektime import Interval, merge, wrap
from portfolio_app.core.workload import Count, RoleCount


class Privacy(Enum):
    """What the rest of the week (other employers, life) shows: all, its times, or nothing."""

    FULL = "full"
    BUSY = "busy"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the person picked for a document; `employer` is the id of who it is for."""

    employer: str
    privacy: Privacy = Privacy.LEFT_OUT
    with_working: bool = True
    with_findings: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """The day on which a document is made, and the program's version."""

    today: date
    version: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """An employer that a document can be for, and the counted roles held with it."""

    employer: Employer
    roles: tuple[RoleCount, ...]


def addressees(count: Count) -> tuple[Addressee, ...]:
    """The employers of the counted roles, in the order of the portfolio."""
    found = []
    for employer in count.portfolio.employers:
        roles = tuple(role for role in count.roles if role.role.employer == employer.id)
        if roles:
            found.append(Addressee(employer, roles))
    return tuple(found)


def addressee(count: Count, employer: str) -> Addressee:
    """The addressee with this employer's id.

    Raises:
        ValueError: naming the employers there are, when it is none of them.
    """
    found = addressees(count)
    for one in found:
        if one.employer.id == employer:
            return one
    known = ", ".join(one.employer.id for one in found) or "no employer has a role this year"
    raise ValueError(f'No role is held with an employer "{employer}" this year: {known}.')


def own_count(count: Count, to: Addressee) -> Count:
    """The counted week as if there were no other employer and no life outside work."""
    held = {role.role.id for role in to.roles}
    ever = {role.id for role in count.whole.roles if role.employer == to.employer.id}
    others = any(role.role.employer != to.employer.id for role in count.roles)
    return Count(
        portfolio=_own_portfolio(count.portfolio, to, held, others=others),
        roles=to.roles,
        minutes=_sum_known(role.minutes for role in to.roles),
        assumed_minutes=sum((role.assumed_minutes for role in to.roles), Fraction(0)),
        units={},
        ledgers={},
        whole=_own_portfolio(count.whole, to, ever, others=others),
        on=count.on,
        uncounted=tuple(one for one in count.uncounted if one[0].employer == to.employer.id),
    )


def _own_portfolio(
    portfolio: Portfolio, to: Addressee, held: set[str], *, others: bool
) -> Portfolio:
    roles = tuple(role for role in portfolio.roles if role.id in held)
    activities = tuple(a for a in portfolio.activities if a.role in held)
    used = {a.site for a in activities} | {role.base for role in roles}
    # A total that names no role is of the whole portfolio, so it tells of other employers.
    stated = tuple(s for s in portfolio.stated if s.role in held or (s.role is None and not others))
    return replace(
        portfolio,
        person=replace(portfolio.person, hours_cap=None, notes=""),
        employers=(to.employer,),
        sites=tuple(site for site in portfolio.sites if site.id in used),
        travels=tuple(t for t in portfolio.travels if {t.start, t.end} <= used),
        roles=roles,
        activities=activities,
        on_calls=tuple(call for call in portfolio.on_calls if call.role in held),
        commitments=(),
        stated=stated,
        partners=(),
        scenarios=(),
        policies=tuple(p for p in portfolio.policies if p.employer == to.employer.id),
        objectives=tuple(o for o in portfolio.objectives if o.role in held),
    )


def busy_times(portfolio: Portfolio, employer: str) -> tuple[Interval, ...]:
    """When the rest of the week is taken, in any of its weeks; what with is not said."""
    return merge(
        piece
        for block in place(portfolio).blocks
        if block.employer != employer
        for piece in wrap(block.start, block.minutes)
    )


def by_day(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """Intervals of the week cut at every midnight."""
    for start, end in intervals:
        for midnight in range(start // MINUTES_PER_DAY * MINUTES_PER_DAY, end, MINUTES_PER_DAY):
            yield max(start, midnight), min(end, midnight + MINUTES_PER_DAY)


def _sum_known(minutes: Iterable[Fraction | None]) -> Fraction | None:
    known = list(minutes)
    if any(each is None for each in known):
        return None
    return sum((each for each in known if each is not None), Fraction(0))
