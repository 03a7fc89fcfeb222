"""Sums of a counted week in words: by line, by category, with credits, against a limit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.agreements import Credit
from portfolio_app.core.sums import category_sum, hours_sum, limit_sum, role_hours_sum, units_sum
from portfolio_app.core.workload import count
from tests.plans import CONTRACTS, activity, portfolio, role

HALVES = (("DCC", Fraction(1, 2)), ("SPA", Fraction(1, 2)))


def test_units_and_hours_of_a_role_add_up_line_by_line() -> None:
    plan = portfolio(activity("clinic", minutes=240), activity("teaching", minutes=90))
    counted = count(plan, CONTRACTS)
    (only,) = counted.roles
    assert units_sum(only) == "1 + 0.375 = 1.375 PA"
    assert units_sum(only, lambda line: f"{line.id} ") == "clinic 1 + teaching 0.375 = 1.375 PA"
    assert role_hours_sum(only) == "4 h + 1.5 h = 5.5 h"
    assert hours_sum(counted) == "5.5 = 5.5 h"


def test_a_category_adds_its_own_parts_alone() -> None:
    plan = portfolio(
        activity("clinic", minutes=240),
        activity("both", minutes=240, category=None, category_shares=HALVES),
    )
    (only,) = count(plan, CONTRACTS).roles
    assert category_sum(only, "DCC") == "1 + 0.5 = 1.5 PA"
    assert category_sum(only, "SPA", lambda line: f"{line.id} ") == "both 0.5 = 0.5 PA"


def test_what_another_role_credits_is_a_part_of_the_sum() -> None:
    teaching = activity("teaching", minutes=240, category="SPA", also=(Credit(role="other"),))
    clinic = activity("clinic", role="other", minutes=120)
    roles = (role(), role(id="other", title="Other", contracted=Fraction(1)))
    other = count(portfolio(teaching, clinic, roles=roles), CONTRACTS).roles[1]
    assert units_sum(other) == "0.5 + 1 = 1.5 PA"
    assert category_sum(other, "SPA") == "1 = 1 PA"
    assert category_sum(other, "DCC") == "0.5 = 0.5 PA"
    assert role_hours_sum(other) == "2 h = 2 h"


def test_a_line_of_unknown_worth_is_no_part_of_the_units() -> None:
    (only,) = count(portfolio(activity("clinic")), CONTRACTS).roles
    assert units_sum(only) == "0 = 0 PA"
    assert category_sum(only, "DCC") == "0 = 0 PA"


def test_a_week_without_roles_comes_to_nothing() -> None:
    assert hours_sum(count(portfolio(roles=()), CONTRACTS)) == "0 = 0 h"
    (only,) = count(portfolio(), CONTRACTS).roles
    assert role_hours_sum(only) == "0 h = 0 h"


@pytest.mark.parametrize(
    ("minutes", "said"), [(60 * 46, "0 h below"), (60 * 40, "6 h below"), (60 * 48, "2 h over")]
)
def test_a_week_against_a_limit(minutes: int, said: str) -> None:
    assert limit_sum("Own limit", 60 * 46, Fraction(minutes)).endswith(said)


@given(st.lists(st.integers(15, 600), min_size=1, max_size=8))
def test_the_printed_parts_add_up_to_the_printed_sum(lengths: list[int]) -> None:
    lines = [activity(f"line-{n}", minutes=one) for n, one in enumerate(lengths)]
    (only,) = count(portfolio(*lines), CONTRACTS).roles
    parts, total = units_sum(only).removesuffix(" PA").split(" = ")
    assert abs(sum(map(float, parts.split(" + "))) - float(total)) <= 0.001 * len(lengths)
