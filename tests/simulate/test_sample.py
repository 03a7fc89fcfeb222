"""Sampling many years: the same seed gives the same, figures say how sure they are; refusals."""

from dataclasses import fields, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from portfolio_app.core.assumptions import USUAL, Assumptions
from portfolio_app.core.sharing import Demand
from portfolio_app.core.yearplan import YearPlan
from portfolio_app.simulate.measures import MEASURES, Unit
from portfolio_app.simulate.sample import Sampled, SampleError, Samples, sample
from portfolio_app.simulate.study import refuse_impossible
from tests.years import duty, meeting, post, with_leave, year

WINDOWS = ((1440 + 540, 1440 + 1020),)
SHARE = with_leave(
    year(
        duty(minutes=Fraction(2400)),
        post=post(
            meeting(needs_both=True),
            meeting("second", weekday=3),
            covers=True,
            demand=Demand(requests=Fraction(4), minutes=30, urgent=Fraction(1, 4)),
            on_post=(WINDOWS, ()),
            at_work=(WINDOWS, WINDOWS),
        ),
        own_limit=2500,
    ),
    6,
    6,
)
ALONE = replace(SHARE, id="alone", post=None)


def run(
    *plans: YearPlan, assumed: Assumptions = USUAL, years: int = 1200, threads: int = 1
) -> Samples:
    *_, last = sample(plans, assumed, years=years, threads=threads)
    return last


def same(one: Sampled, other: Sampled) -> None:
    """Every figure is the same to the digit."""
    for field in fields(Sampled):
        ours, theirs = getattr(one, field.name), getattr(other, field.name)
        assert np.array_equal(ours, theirs) if field.name == "distribution" else ours == theirs


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    first, again = run(ALONE, SHARE), run(ALONE, SHARE)
    for one, other in zip(first.options, again.options, strict=True):
        same(one, other)
    unlike = run(ALONE, SHARE, assumed=replace(USUAL, seed=2))
    assert unlike.options[1].measures["me.hours"] != first.options[1].measures["me.hours"]


def test_how_many_threads_and_which_options_stand_beside_it_change_no_figure() -> None:
    alone = run(ALONE, SHARE, years=2500)
    for threads in (2, 3):
        many = run(ALONE, SHARE, years=2500, threads=threads)
        for one, other in zip(alone.options, many.options, strict=True):
            same(one, other)
    backwards = run(SHARE, ALONE, years=2500)
    assert backwards.options[0].measures == alone.options[1].measures


def test_what_is_known_so_far_is_what_fewer_years_give() -> None:
    partial = list(sample([ALONE, SHARE], USUAL, years=2500, threads=2))
    assert [part.years for part in partial] == [1000, 2500]
    assert [part.is_whole for part in partial] == [False, True]
    fewer = run(ALONE, SHARE, years=1000)
    for one, other in zip(partial[0].options, fewer.options, strict=True):
        same(one, other)


def test_a_hundred_years_are_the_first_of_a_thousand() -> None:
    few, many = run(SHARE, years=100).options[0], run(SHARE, years=1000).options[0]
    assert few.distribution.sum() < many.distribution.sum()
    assert few.measures["me.hours"].mean == pytest.approx(many.measures["me.hours"].mean, rel=0.02)


@pytest.mark.parametrize("asked", [-1, 0, 99, 100_001, 1_000_000])
def test_too_few_and_too_many_years_are_refused(asked: int) -> None:
    with pytest.raises(SampleError, match=f"{asked:,} years cannot be sampled: ask for 100 to"):
        run(SHARE, years=asked)


def test_what_cannot_be_is_refused_with_all_reasons() -> None:
    absurd = replace(USUAL, sick_spells=Fraction(-1), own_time=-5)
    with pytest.raises(SampleError) as refused:
        run(SHARE, assumed=absurd)
    assert len(str(refused.value).splitlines()) == 2
    with pytest.raises(SampleError, match="There is no option to sample"):
        run()


@pytest.mark.parametrize(("mine", "theirs", "whose"), [(52, 0, "Your"), (0, 51, "Your partner's")])
def test_a_year_without_a_week_to_work_is_refused(mine: int, theirs: int, whose: str) -> None:
    with pytest.raises(SampleError, match=f"{whose} leave is .* weeks, which leaves no week"):
        refuse_impossible(with_leave(SHARE, mine, theirs))
    refuse_impossible(with_leave(SHARE, 50, 50))


def test_every_measure_has_its_percentiles_and_an_interval() -> None:
    measures = run(ALONE, SHARE).options[1].measures
    assert set(measures) <= set(MEASURES)
    for name, spread in measures.items():
        assert spread.p10 <= spread.p50 <= spread.p90, name
        assert spread.low <= spread.mean <= spread.high, name
        assert np.isfinite([spread.mean, spread.low, spread.high]).all(), name


@pytest.mark.parametrize("own", [40, 44, 60])
def test_a_probability_has_wilsons_interval(own: int) -> None:
    """Its ends are the probabilities that lie 1.96 of their own standard errors away."""
    plan = replace(ALONE, law_limit=own * 60)
    spread = run(plan).options[0].measures["me.average_over"]
    assert MEASURES["me.average_over"].unit is Unit.CHANCE
    assert 0 <= spread.low <= spread.mean <= spread.high <= 1
    for end in (spread.low, spread.high):
        off = 1.959964**2 * end * (1 - end) / 1200
        assert (spread.mean - end) ** 2 == pytest.approx(off, abs=1e-9)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Of forty seeds some two miss the long-run mean; more than eight would be a wrong interval."""
    truth = run(ALONE, years=20_000).options[0].measures["me.hours"].mean
    missed = 0
    for seed in range(40):
        found = run(ALONE, assumed=replace(USUAL, seed=100 + seed), years=100)
        spread = found.options[0].measures["me.hours"]
        missed += not spread.low <= truth <= spread.high
    assert missed <= 8


def test_options_share_their_chance_so_that_a_difference_is_of_pairs() -> None:
    found = run(ALONE, SHARE).options[1]
    against = found.differences["me.hours"]
    assert against.more > 0.99  # the share is more in nearly every single year
    gap = against.gap
    own = found.measures["me.hours"]
    assert gap.high - gap.low < own.high - own.low
    assert found.differences.keys() == {name for name in found.measures if name.startswith("me.")}
    assert not run(ALONE, SHARE).options[0].differences


def test_an_option_like_the_first_is_the_same_in_every_year() -> None:
    found = run(SHARE, replace(SHARE, id="again")).options[1]
    every = found.differences.values()
    assert all((one.gap.mean, one.more, one.less) == (0, 0, 0) for one in every)


def test_weeks_and_waits_are_counted_over_all_years() -> None:
    found = run(ALONE, SHARE).options[1]
    assert len(found.weeks) == len(found.me.p50) == 52
    assert found.partner is not None
    assert all(low <= high for low, high in zip(found.me.p10, found.me.p90, strict=True))
    assert 40 < found.week_p90 < 70
    assert found.waits is not None
    assert found.urgent_waits is not None
    assert found.waits[0] <= found.waits[1]
    assert found.urgent_waits[0] <= found.waits[0]
    assert set(found.missed) == {"board", "second"}
    assert run(ALONE).options[0].waits is None


def test_seen_at_once_is_a_wait_of_nothing() -> None:
    always = ((0, 7 * 1440),)
    here = post(
        demand=Demand(requests=Fraction(4), minutes=30), on_post=(always, ()), at_work=(always, ())
    )
    found = run(
        with_leave(replace(SHARE, post=here), 0, 0), assumed=replace(USUAL, sick_spells=Fraction(0))
    )
    assert found.options[0].waits == (0, 0)
    assert found.options[0].urgent_waits is None  # none of them is urgent


def test_a_commitment_so_rare_that_years_go_without_it_is_still_measured() -> None:
    rare = replace(SHARE, post=post(meeting(rate=Fraction(1, 100), needs_both=True)))
    measures = run(ALONE, rare, years=2500).options[1].measures
    assert 0.7 < measures["post.covered"].mean <= 1
    assert 0 < measures["post.both"].mean <= 1


def test_results_come_at_ever_longer_intervals() -> None:
    years = [part.years for part in sample([ALONE], USUAL, years=30_000)]
    assert years == [1000, 3000, 9000, 27_000, 30_000]
    assert all(one < other for one, other in pairwise(years))
