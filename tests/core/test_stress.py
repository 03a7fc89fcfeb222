"""Stress tests: each changes one thing and nothing else."""

from dataclasses import replace
from fractions import Fraction

import pytest

from portfolio_app.core.model import CycleWeeks, OneIn, Site, Travel
from portfolio_app.core.stress import STRESSES, Stress, stressed, stressed_plan
from tests.plans import on_call, portfolio
from tests.years import year


def test_every_stress_is_explained() -> None:
    assert set(STRESSES) == set(Stress)
    assert all(about.title and about.does.endswith(".") for about in STRESSES.values())


@pytest.mark.parametrize("stress", [None, Stress.PARTNER_OFF, Stress.PARTNER_LEAVES])
def test_what_the_partner_does_leaves_my_portfolio_alone(stress: Stress | None) -> None:
    plan = portfolio(on_call(frequency=OneIn(Fraction(8))))
    assert stressed(plan, stress) is plan


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OneIn(Fraction(8)), OneIn(Fraction(7))),
        (OneIn(Fraction(8), Fraction(2), 8), OneIn(Fraction(7), Fraction(2), 1)),
        (OneIn(Fraction(8), Fraction(1), 3), OneIn(Fraction(7), Fraction(1), 3)),
        (OneIn(Fraction(1)), OneIn(Fraction(1))),
        (OneIn(Fraction(3), Fraction(3)), OneIn(Fraction(3), Fraction(3))),
        (CycleWeeks((1,)), CycleWeeks((1,))),
    ],
)
def test_a_rota_comes_round_sooner_where_it_can(
    before: OneIn | CycleWeeks, after: OneIn | CycleWeeks
) -> None:
    plan = stressed(portfolio(on_call(frequency=before)), Stress.ROTA)
    assert plan.on_calls[0].frequency == after


def test_leave_moves_into_the_school_holidays() -> None:
    assert stressed(portfolio(), Stress.SCHOOL_HOLIDAYS).assumptions.school_holidays


def test_the_longest_journey_is_doubled_once() -> None:
    sites = tuple(Site(id=key, name=key, employer="trust") for key in "abc")
    journeys = (
        Travel(start="a", end="b", minutes=20),
        Travel(start="b", end="c", minutes=30),
        Travel(start="a", end="c", minutes=30),
    )
    plan = replace(portfolio(), sites=sites, travels=journeys)
    assert [t.minutes for t in stressed(plan, Stress.COMMUTE).travels] == [20, 60, 30]
    assert stressed(portfolio(), Stress.COMMUTE).travels == ()


def test_the_partner_is_off_or_gone() -> None:
    plan = year()
    assert stressed_plan(plan, Stress.PARTNER_OFF).partner_off == ((91, 119),)
    assert stressed_plan(plan, Stress.PARTNER_LEAVES).partner_off == ((60, 364),)
    assert stressed_plan(plan, Stress.ROTA) is plan
    assert stressed_plan(plan, None) is plan
