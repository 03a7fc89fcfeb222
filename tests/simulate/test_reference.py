"""The arrays against the second implementation: the same draws, the same year, run by run."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app import paths
from portfolio_app.core.assumptions import USUAL, Assumptions
from portfolio_app.core.jobshare import options
from portfolio_app.core.stress import Stress, stressed_plan
from portfolio_app.core.yearlaying import year_plan
from portfolio_app.core.yearplan import YearPlan
from portfolio_app.exchange import planfile
from portfolio_app.exchange.bankholidays import BankHolidays
from portfolio_app.simulate.draws import Draws
from portfolio_app.simulate.measures import measure
from portfolio_app.simulate.requests import Requests
from portfolio_app.simulate.year import sample_block
from tests.plans import CONTRACTS
from tests.simulate.drawn import assumptions, short_years
from tests.simulate.reference import ME, PARTNER, Reference

RUNS = (0, 7, 999)
DAY = 24 * 60


def same(plan: YearPlan, assumed: Assumptions, *, average: bool = False) -> None:
    """Both give the same weeks and measures in each of some runs."""
    draws = Draws(assumed.seed, 0)
    year = sample_block(plan, assumed, draws, average=average)
    measured = measure(plan, year, 1000)
    for run in RUNS:
        other = Reference(plan, assumed, draws, run, average=average)
        for who, person in ((ME, year.me), (PARTNER, year.partner)):
            if person is None:
                continue
            theirs = other.people[who]
            _close(person.worked[:, run], other.worked(who), "worked")
            _close(person.planned[:, run], theirs.planned, "planned")
            _close(person.unpaid[:, run], other.unpaid(who), "unpaid")
            if who == ME:
                _close(person.protected[:, run], theirs.protected, "protected")
        if year.kept is not None:
            _close(year.kept.uncovered[:, run], other.post.missed, "uncovered")
            _close(year.kept.backlog[:, run], other.post.backlog, "backlog")
            _same_waits(year.kept.requests, other, run)
        expected = other.measures()
        assert set(measured) == set(expected)
        for name, value in expected.items():
            _close(measured[name][run], value, name)


def _same_waits(asked: Requests | None, other: Reference, run: int) -> None:
    if asked is not None:
        came = asked.year == run
        waits = zip(asked.waits[came].tolist(), asked.urgent[came].tolist(), strict=True)
        assert list(waits) == other.post.waits


def _close(found: object, expected: object, what: str) -> None:
    np.testing.assert_allclose(
        np.asarray(found), np.asarray(expected), rtol=1e-9, atol=1e-6, err_msg=what
    )


@settings(max_examples=50)
@given(plan=short_years(), assumed=assumptions(), average=st.booleans())
def test_both_give_the_same_years(plan: YearPlan, assumed: Assumptions, average: bool) -> None:
    same(plan, assumed, average=average)


SAMPLES = sorted(paths.resource("samples").glob("*.toml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_both_give_the_same_years_of_the_samples(path: Path) -> None:
    portfolio = planfile.read_file(path, CONTRACTS).portfolio
    assert portfolio is not None
    free = BankHolidays(portfolio.person.year_start)
    for role in (role for role in portfolio.roles if role.share is not None):
        for option in options(portfolio, CONTRACTS, role.id, holidays=free):
            plan = year_plan(option, role.id, CONTRACTS, free)
            same(plan, USUAL)
            same(stressed_plan(plan, Stress.PARTNER_OFF), Assumptions(school_holidays=True))
