"""Sampling options side by side: many years, the same chance for each option, results by measure.

`sample` yields what is known so far, again and again, until all years are sampled; whoever has
seen enough stops asking. Blocks may be worked on by several threads; the results are the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from portfolio_app.core.assumptions import FEWEST_YEARS, MOST_YEARS, Assumptions, faults
from portfolio_app.core.yearplan import YearPlan
from portfolio_app.simulate.absence import calendar_of
from portfolio_app.simulate.draws import BLOCK, Draws, Floats
from portfolio_app.simulate.measures import (
    BIN,
    HAIR,
    MEASURES,
    Counted,
    Unit,
    count_weeks,
    measure,
)
from portfolio_app.simulate.year import sample_block

_LEVELS = (0.1, 0.5, 0.9)
_Z = 1.959963984540054  # the 97.5th percentile of the standard normal distribution
_FIRST = 1  # blocks before the first results are shown
_HOUR = 60


class SampleError(ValueError):
    """A sample that cannot be had, with why and what can be."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A measure over the sampled years; `low` to `high` is the 95 % interval of the mean."""

    mean: float
    p10: float
    p50: float
    p90: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Against:
    """A measure against the first option's, in the same years.

    `more` and `less` are the parts of the years in which this option has more and less of it; in
    the rest both have the same.
    """

    gap: Spread
    more: float
    less: float


@dataclass(frozen=True, slots=True)
class Band:
    """Hours of each week: the 10th, 50th and 90th percentile over the years."""

    p10: tuple[float, ...]
    p50: tuple[float, ...]
    p90: tuple[float, ...]


@dataclass(frozen=True)
class Sampled:
    """One option's years. `differences` are to the first option, year by year the same chance.

    `weeks` are the Mondays; `distribution` how many weeks fall in each quarter-hour from 0 on,
    `over_own` how likely each week is over the person's own limit, `uncovered` how likely a
    commitment of the post has nobody in it, `missed` how often a year each one has nobody.
    """

    id: str
    title: str
    measures: Mapping[str, Spread]
    differences: Mapping[str, Against]
    weeks: tuple[date, ...]
    me: Band
    partner: Band | None
    distribution: NDArray[np.int64] = field(repr=False)
    over_own: tuple[float, ...]
    uncovered: tuple[float, ...]  # empty where nobody holds the post
    missed: Mapping[str, float]
    week_p90: float
    waits: tuple[int, int] | None  # of all requests: median and 95th percentile, minutes
    urgent_waits: tuple[int, int] | None


@dataclass(frozen=True)
class Samples:
    """All options over the years sampled so far; `drawn` counts the random numbers."""

    years: int
    asked: int
    seed: int
    options: tuple[Sampled, ...]
    drawn: int

    @property
    def is_whole(self) -> bool:
        """Whether all the years that were asked for are in it."""
        return self.years == self.asked


def sample(
    plans: Sequence[YearPlan],
    assumed: Assumptions,
    *,
    years: int | None = None,
    threads: int = 1,
    average: bool = False,
    watch: Callable[[int], None] | None = None,
) -> Iterator[Samples]:
    """Sample the options side by side.

    Args:
        plans: the options; differences are to the first.
        assumed: spreads, leave habits, sickness, and the seed.
        years: how many years; as assumed unless given.
        threads: how many threads work on blocks at once.
        average: lines without known weeks take their average; for comparing with the ledger.
        watch: told after each block how many years are sampled; what it raises ends the sampling.

    Yields:
        What is known so far, at ever longer intervals, and at last all of it.

    Raises:
        SampleError: for a number of years or anything assumed that cannot be, or no options.
    """
    asked = assumed.years if years is None else years
    if not FEWEST_YEARS <= asked <= MOST_YEARS:
        raise SampleError(
            f"{asked:,} years cannot be sampled: ask for {FEWEST_YEARS} to {MOST_YEARS:,}."
            " More would change no figure that is shown."
        )
    if problems := faults(replace(assumed, years=asked)):
        raise SampleError("\n".join(problems))
    if not plans:
        raise SampleError("There is no option to sample: a role with the terms of a share is.")
    blocks = -(-asked // BLOCK)
    gathered = _Gathered(plans, asked, assumed.seed)

    def one(block: int) -> _Block:
        rows = min(BLOCK, asked - block * BLOCK)
        return _sample_one(plans, assumed, block, rows, average=average)

    show_at = _FIRST
    pool = ThreadPoolExecutor(max_workers=threads)
    try:
        results = map(one, range(blocks)) if threads == 1 else pool.map(one, range(blocks))
        for number, found in enumerate(results, start=1):
            gathered.add(found)
            if watch is not None:
                watch(gathered.years)
            if number in (show_at, blocks):
                show_at = number * 3
                yield gathered.results()
    finally:
        pool.shutdown(cancel_futures=True)  # whoever has seen enough waits for nothing more


@dataclass(frozen=True)
class _Block:
    rows: int
    measures: tuple[dict[str, Floats], ...]
    counted: tuple[Counted, ...]
    drawn: int


def _sample_one(
    plans: Sequence[YearPlan], assumed: Assumptions, block: int, rows: int, *, average: bool
) -> _Block:
    draws = Draws(assumed.seed, block)
    measures, counted = [], []
    for plan in plans:
        year = sample_block(plan, assumed, draws, average=average)
        measures.append(measure(plan, year, rows))
        counted.append(count_weeks(plan, year, rows))
    return _Block(rows, tuple(measures), tuple(counted), draws.count)


class _Gathered:
    """The blocks so far: numbers of each year, and counts added up."""

    def __init__(self, plans: Sequence[YearPlan], asked: int, seed: int) -> None:
        self._plans = plans
        self._asked = asked
        self._seed = seed
        self._values: list[dict[str, list[Floats]]] = [{} for _ in plans]
        self._counted: list[Counted | None] = [None for _ in plans]
        self.years = 0
        self._drawn = 0

    def add(self, block: _Block) -> None:
        """Take in one block, in the order of the blocks."""
        self.years += block.rows
        self._drawn += block.drawn
        for number, (measures, counted) in enumerate(
            zip(block.measures, block.counted, strict=True)
        ):
            for name, values in measures.items():
                self._values[number].setdefault(name, []).append(values)
            before = self._counted[number]
            self._counted[number] = counted if before is None else before.plus(counted)

    def results(self) -> Samples:
        """The results over all blocks so far."""
        joined = [
            {name: np.concatenate(parts) for name, parts in values.items()}
            for values in self._values
        ]
        options = tuple(
            _option(plan, values, joined[0], counted, self.years)
            for plan, values, counted in zip(self._plans, joined, self._counted, strict=True)
            if counted is not None
        )
        return Samples(self.years, self._asked, self._seed, options, self._drawn)


def _option(
    plan: YearPlan,
    values: dict[str, Floats],
    base: dict[str, Floats],
    counted: Counted,
    years: int,
) -> Sampled:
    has_partner = any(name.startswith("partner.") for name in values)
    gaps = {} if values is base else {k: v - base[k] for k, v in values.items() if k in base}
    differences = {
        name: Against(spread, float((gaps[name] > HAIR).mean()), float((gaps[name] < -HAIR).mean()))
        for name, spread in _spreads(gaps, gaps=True).items()
    }
    worked = counted.me[calendar_of(plan).whole].sum(axis=0)
    worked[0] = 0  # weeks wholly away are not weeks at work
    waits, urgent = counted.waits
    return Sampled(
        id=plan.id,
        title=plan.title,
        measures=_spreads(values),
        differences=differences,
        weeks=tuple(plan.monday(week) for week in range(plan.weeks)),
        me=_band(counted.me),
        partner=_band(counted.partner) if has_partner else None,
        distribution=worked,
        over_own=tuple(float(times) / years for times in counted.over_own),
        uncovered=(tuple(float(times) / years for times in counted.uncovered) if plan.post else ()),
        missed={key: lost / years for key, lost in counted.missed.items()},
        week_p90=_quantile(worked, 0.9) * BIN / _HOUR,
        waits=_waits(waits),
        urgent_waits=_waits(urgent),
    )


def _spreads(values: Mapping[str, Floats], *, gaps: bool = False) -> dict[str, Spread]:
    """What each measure comes to over the years; `gaps` are differences, which are no chances."""
    if not values:
        return {}
    every = np.stack(list(values.values()))
    means, half = every.mean(axis=1), _Z * every.std(axis=1, ddof=1) / every.shape[1] ** 0.5
    percentiles = np.quantile(every, _LEVELS, axis=1, overwrite_input=True)
    found = {}
    for row, name in enumerate(values):
        mean, off = float(means[row]), float(half[row])
        low, high = mean - off, mean + off
        if not gaps and MEASURES[name].unit is Unit.CHANCE:
            low, high = _wilson(mean, every.shape[1])
        p10, p50, p90 = percentiles[:, row].tolist()
        found[name] = Spread(mean, p10, p50, p90, low, high)
    return found


def _wilson(share: float, years: int) -> tuple[float, float]:
    """The 95 % interval of a probability (Wilson 1927), which stays between 0 and 1."""
    square = _Z**2 / years
    middle = (share + square / 2) / (1 + square)
    half = _Z * ((share * (1 - share) + square / 4) / years) ** 0.5 / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def _waits(counted: NDArray[np.int64]) -> tuple[int, int] | None:
    """The median and the 95th percentile of waits, to the minute; None where nothing came."""
    total = np.cumsum(counted)
    if not total[-1]:
        return None
    middle, high = np.searchsorted(total, np.ceil(np.array([0.5, 0.95]) * total[-1]))
    return int(middle), int(high)


def _band(counted: NDArray[np.int64]) -> Band:
    return Band(*(tuple((_quantiles(counted, level) * BIN / _HOUR).tolist()) for level in _LEVELS))


def _quantile(counts: NDArray[np.int64], level: float) -> float:
    """The place below which this part of what was counted lies, even within a place."""
    return float(_quantiles(counts[None], level)[0])


def _quantiles(counts: NDArray[np.int64], level: float) -> Floats:
    """The same of each row; 0 where nothing was counted."""
    total = np.cumsum(counts, axis=1)
    wanted = level * total[:, -1]
    rows = np.arange(len(counts))
    place = np.minimum((total < wanted[:, None]).sum(axis=1), counts.shape[1] - 1)
    here = counts[rows, place]
    within = (wanted - total[rows, place] + here) / np.maximum(here, 1)
    return np.where(total[:, -1] > 0, place + within, 0.0)
