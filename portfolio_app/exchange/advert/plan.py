"""From a reading to a portfolio of its own: one employer, one role, and what the advert states.

A pure function; counting it and auditing it are the core's business.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from portfolio_app.core.contracts import Contract, TermMissing
from portfolio_app.core.edits import free_id
from portfolio_app.core.model import (
    Employer,
    Nation,
    Person,
    Portfolio,
    Role,
    Site,
    StatedTotals,
)
from portfolio_app.exchange.advert.drafts import ROLE
from portfolio_app.exchange.advert.reading import Reading

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a person says of the advertised post: its contract, title, employer and year."""

    contract: Contract
    title: str
    employer: Employer
    year_start: date
    nation: Nation = Nation.ENGLAND


def plan_of(reading: Reading, post: Post) -> Portfolio:
    """The advertised job plan as a portfolio, ready to be counted and audited."""
    sites = _sites(reading, post.employer)
    ids = {site.name: site.id for site in sites}
    role = Role(
        id=ROLE,
        employer=post.employer.id,
        title=post.title,
        contract=post.contract.id,
        contracted=_contracted(reading.totals, post),
        cycle_weeks=reading.cycle_weeks,
    )
    return Portfolio(
        person=Person(name=post.title, nation=post.nation, year_start=post.year_start),
        employers=(post.employer,),
        sites=sites,
        roles=(role,),
        activities=tuple(
            replace(line, site=ids.get(line.site or "")) for line in reading.activities
        ),
        on_calls=reading.on_calls,
        stated=reading.totals,
    )


def _sites(reading: Reading, employer: Employer) -> tuple[Site, ...]:
    taken = {ROLE, employer.id, *(line.id for line in reading.activities)}
    made: list[Site] = []
    for name in reading.sites:
        key = free_id(name, taken)
        taken.add(key)
        made.append(Site(id=key, name=name, employer=employer.id))
    return tuple(made)


def _contracted(totals: tuple[StatedTotals, ...], post: Post) -> Fraction:
    """What the post is advertised as: its printed total, else a full-time post."""
    printed = [stated.total for stated in totals if stated.total]
    if printed:
        return Fraction(printed[0])
    by_category = [sum(value for _, value in stated.by_category) for stated in totals]
    summed = next((Fraction(value) for value in by_category if value), None)
    if summed is not None:
        return summed
    try:
        return post.contract.at(post.year_start, post.nation).number("full-time-units")
    except TermMissing:
        return _ONE
