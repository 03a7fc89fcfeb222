"""Shared posts to place the week of: the samples, and random small ones."""

import random
from dataclasses import replace
from fractions import Fraction
from functools import cache

from portfolio_app import paths
from portfolio_app.core.jobshare import options
from portfolio_app.core.model import (
    WEEKDAYS,
    Activity,
    Clock,
    Commitment,
    Day,
    Half,
    Movable,
    Partner,
    PartnerBlock,
    Portfolio,
    Site,
    Travel,
)
from portfolio_app.core.sharing import Attend, Availability, JobShare
from portfolio_app.exchange.bankholidays import BankHolidays
from portfolio_app.exchange.planfile import read_file
from portfolio_app.place.branching import Case
from tests.plans import CONTRACTS, activity, portfolio, role

EMERGENCY = "emergency-medicine-thinking-of-applying.toml"
PUBLIC_HEALTH = "public-health-charity-and-half-a-post.toml"
SHARED = "take-two-shared"
WHOLE = "take-all-four"


@cache
def sample(name: str) -> Portfolio:
    """A sample, read once."""
    found = read_file(paths.resource("samples") / name, CONTRACTS).portfolio
    assert found is not None
    return found


def case(plan: Portfolio, option: str, post: str = "amd") -> Case:
    """One option of a post."""
    holidays = BankHolidays(plan.person.year_start)
    found = options(plan, CONTRACTS, post, holidays=holidays)
    return Case(
        option=next(one for one in found if one.id == option),
        portfolio=plan,
        role=post,
        contracts=CONTRACTS,
        holidays=holidays,
    )


def random_post(seed: int) -> Portfolio:
    """A held shared post beside other work, some of which may move, with a partner half known."""
    dice = random.Random(seed)
    days = WEEKDAYS[:5]

    def clock() -> Clock:
        start = dice.randrange(32, 76) * 15
        return Clock(start, start + dice.choice([60, 90, 120, 240]))

    lines = [
        activity(
            f"own-{n}",
            day=dice.choice(days).value,
            clock=clock(),
            movable=dice.choice(list(Movable)),
            site=dice.choice(["north", "south"]),
        )
        for n in range(dice.randint(2, 6))
    ]
    fixed = [
        activity(
            f"fixed-{n}",
            role="post",
            day=dice.choice(days).value,
            clock=clock(),
            attend=dice.choice([*Attend, None]),
        )
        for n in range(dice.randint(1, 4))
    ]
    flexible = [
        activity(
            f"flexible-{n}",
            role="post",
            minutes=dice.choice([60, 100, 150, 300]),
            least_minutes=dice.choice([None, 50, 60]),
            attend=dice.choice([None, None, Attend.MINE, Attend.PARTNER, Attend.BOTH]),
        )
        for n in range(dice.randint(0, 3))
    ]
    partner = Partner(
        id="partner",
        name="A partner",
        halves=tuple(
            (day, half, dice.choice(list(Availability)))
            for day in days
            for half in (Half.AM, Half.PM)
            if dice.random() < 0.7
        ),
        blocks=(PartnerBlock(day=dice.choice(days), clock=clock(), on_post=dice.random() < 0.5),),
    )
    share = JobShare(mine=Fraction(1), partner="partner", overlap=dice.choice([None, 60, 120]))
    return portfolio(
        *lines,
        *fixed,
        *flexible,
        roles=(
            role(),
            role(id="post", title="The post", contracted=Fraction(2), share=share, base="south"),
        ),
        sites=(Site(id="north", name="North"), Site(id="south", name="South")),
        travels=(Travel(start="north", end="south", minutes=30),),
        partners=(partner,),
        commitments=(
            Commitment(
                id="school", title="School", days=(Day.TUE, Day.THU), clock=clock(), protected=True
            ),
        ),
    )


def changed(plan: Portfolio, key: str, **keys: object) -> Portfolio:
    """A portfolio with one activity changed."""
    return replace(
        plan,
        activities=tuple(
            replace(a, **keys) if a.id == key else a  # type: ignore[arg-type]
            for a in plan.activities
        ),
    )


def line(plan: Portfolio, key: str, scenario: str) -> Activity:
    """An activity as a scenario has it."""
    return next(a for a in plan.scenario(scenario).activities if a.id == key)
