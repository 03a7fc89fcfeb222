"""Stress tests: the same year with one thing gone wrong, as changes of the plan that is sampled.

Each is one switch. What a stress does not touch stays the same to the digit, so that the
difference is what it alone does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from portfolio_app.core.model import DAYS_PER_WEEK, OnCall, OneIn, Portfolio, Travel
from portfolio_app.core.yearplan import YearPlan

_FOUR_WEEKS = 4 * DAYS_PER_WEEK
_MONTH_THREE = 2 * 365 // 12  # the days before the third month begins
_OFF_FROM = 13 * DAYS_PER_WEEK  # a quarter into the year


class Stress(Enum):
    """One thing that goes wrong; the value names it in commands and files."""

    PARTNER_OFF = "partner-off"
    PARTNER_LEAVES = "partner-leaves"
    ROTA = "new-rota"
    SCHOOL_HOLIDAYS = "school-holidays"
    COMMUTE = "longer-journey"


@dataclass(frozen=True, slots=True)
class About:
    """A stress in words: its title and what exactly it changes."""

    title: str
    does: str


STRESSES: Mapping[Stress, About] = {
    Stress.PARTNER_OFF: About(
        "Partner off for four weeks",
        "Your partner is away for four weeks, a quarter into the year.",
    ),
    Stress.PARTNER_LEAVES: About(
        "Partner leaves in month three", "From the third month on you hold your part alone."
    ),
    Stress.ROTA: About(
        "One fewer on the on-call rota", "Each of your rotas comes round one week sooner."
    ),
    Stress.SCHOOL_HOLIDAYS: About(
        "Leave in the school holidays", "Both of you take leave mostly in school holidays."
    ),
    Stress.COMMUTE: About(
        "A journey twice as long", "The longest journey between two of your sites is doubled."
    ),
}


def stressed(portfolio: Portfolio, stress: Stress | None) -> Portfolio:
    """The portfolio under a stress: its rotas, its journeys or what it assumes of leave."""
    match stress:
        case Stress.ROTA:
            return replace(portfolio, on_calls=tuple(map(_sooner, portfolio.on_calls)))
        case Stress.SCHOOL_HOLIDAYS:
            return replace(
                portfolio, assumptions=replace(portfolio.assumptions, school_holidays=True)
            )
        case Stress.COMMUTE:
            return replace(portfolio, travels=_longest_doubled(portfolio.travels))
    return portfolio


def stressed_plan(plan: YearPlan, stress: Stress | None) -> YearPlan:
    """A year's plan under a stress: days on which the partner cannot be there."""
    match stress:
        case Stress.PARTNER_OFF:
            return replace(plan, partner_off=((_OFF_FROM, _OFF_FROM + _FOUR_WEEKS),))
        case Stress.PARTNER_LEAVES:
            return replace(plan, partner_off=((_MONTH_THREE, plan.days),))
    return plan


def _sooner(call: OnCall) -> OnCall:
    often = call.frequency
    if not isinstance(often, OneIn) or often.n - 1 < often.times or often.n - 1 < 1:
        return call
    phase = often.from_week
    if phase is not None and phase > often.n - 1:
        phase = 1
    return replace(call, frequency=OneIn(often.n - 1, often.times, phase))


def _longest_doubled(travels: tuple[Travel, ...]) -> tuple[Travel, ...]:
    longest = max((travel.minutes for travel in travels), default=0)
    found = []
    for travel in travels:
        if travel.minutes == longest:
            found.append(replace(travel, minutes=2 * travel.minutes))
            longest = -1
        else:
            found.append(travel)
    return tuple(found)
