"""Small years for tests: one post of two people, and what a test changes of it.

The year begins on a Monday and has 52 whole weeks without public holidays, so that what a week
comes to can be worked out by hand.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from portfolio_app.core.assumptions import Assumptions, Overrun
from portfolio_app.core.sharing import Holder
from portfolio_app.core.yearplan import NOT_ON, Commitment, Duty, Kind, PostYear, YearPlan

FIRST = date(2026, 4, 6)
WEEKS = 52
BOTH = (Holder.ME, Holder.PARTNER)
ZERO = Fraction(0)
# Nothing runs over, nobody is sick: what is left is the plan and its leave.
CALM = Assumptions(
    sick_spells=ZERO,
    overruns=(
        Overrun(category="DCC", mean=Fraction(1), spread=ZERO),
        Overrun(category="SPA", mean=Fraction(1), spread=ZERO),
        Overrun(category="other", mean=Fraction(1), spread=ZERO),
    ),
    call_spread=ZERO,
    own_time=0,
)


def weekly(weekday: int, weeks: int = WEEKS, *, every: int = 1) -> tuple[int, ...]:
    """The days of the year on a weekday (Monday is 0), in every week or in one of so many."""
    return tuple(w * 7 + weekday if w % every == 0 else NOT_ON for w in range(weeks))


def duty(key: str = "clinic", weekday: int = 0, **keys: Any) -> Duty:
    """A duty of mine of four hours every Monday, changed by what is given."""
    given: dict[str, Any] = {
        "id": key,
        "title": key.capitalize(),
        "holder": Holder.ME,
        "category": "DCC",
        "kind": Kind.DAY,
        "minutes": Fraction(240),
        "days": weekly(weekday),
    }
    return Duty(**{**given, **keys})


def meeting(key: str = "board", weekday: int = 1, **keys: Any) -> Commitment:
    """A commitment of two hours every Tuesday that is mine and that either could go to."""
    given: dict[str, Any] = {
        "id": key,
        "title": key.capitalize(),
        "minutes": Fraction(120),
        "days": weekly(weekday),
        "rate": None,
        "mine": Fraction(1),
        "needs_both": False,
        "my_chance": True,
        "partner_chance": True,
    }
    return Commitment(**{**given, **keys})


def post(*commitments: Commitment, **keys: Any) -> PostYear:
    """A shared post of these commitments with four hours of flexible work and room for it."""
    given: dict[str, Any] = {
        "title": "Post",
        "role": "post",
        "holders": BOTH,
        "commitments": commitments,
        "flexible": Fraction(240),
        "rooms": (Fraction(120), Fraction(120)),
        "post": Fraction(960),
        "covers": False,
        "cover_limit": None,
        "demand": None,
        "on_post": ((), ()),
        "at_work": ((), ()),
    }
    return PostYear(**{**given, **keys})


def year(*duties: Duty, **keys: Any) -> YearPlan:
    """A year of these duties without leave."""
    given: dict[str, Any] = {
        "id": "one",
        "title": "One",
        "first": FIRST,
        "days": 7 * WEEKS,
        "holidays": frozenset(),
        "duties": duties,
        "post": None,
        "leave_weeks": (ZERO, ZERO),
        "contract": Fraction(2400),
        "own_limit": None,
        "law_limit": 2880,
        "average_weeks": 17,
    }
    return YearPlan(**{**given, **keys})


def with_leave(plan: YearPlan, mine: float, theirs: float) -> YearPlan:
    """The same year with so many weeks of leave each."""
    return replace(plan, leave_weeks=(Fraction(mine), Fraction(theirs)))
