"""The sampled year: against merely drawing its random numbers, and against plain Python; memory."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np

from portfolio_app import paths
from portfolio_app.core.assumptions import USUAL
from portfolio_app.core.jobshare import options
from portfolio_app.core.model import Portfolio
from portfolio_app.core.yearlaying import year_plan
from portfolio_app.core.yearplan import YearPlan
from portfolio_app.exchange import planfile
from portfolio_app.exchange.bankholidays import BankHolidays
from portfolio_app.simulate.draws import BLOCK, Draws
from portfolio_app.simulate.sample import Samples, sample
from portfolio_app.simulate.year import sample_block
from tests.benchmarks.conftest import Report, Row
from tests.plans import CONTRACTS
from tests.simulate.reference import Reference
from tests.years import duty, weekly, year

YEARS = 10_000
OPTIONS = 3
TIMES_DRAWING = 4
TIMES_PLAIN = 300
LINEAR = 1.5
MOST_MIB = 500
LAYER_ONE_MS = 10
SAMPLE = "emergency-medicine-thinking-of-applying.toml"


@cache
def sample_2() -> Portfolio:
    """Sample 2, in which both partners and four options are."""
    found = planfile.read_file(paths.resource("samples", SAMPLE), CONTRACTS).portfolio
    assert found is not None
    return found


@cache
def plans() -> tuple[YearPlan, ...]:
    """Leave it, take it whole, and share it with a partner."""
    free = BankHolidays(sample_2().person.year_start)
    found = options(sample_2(), CONTRACTS, "amd", holidays=free)
    return tuple(year_plan(option, "amd", CONTRACTS, free) for option in found[:OPTIONS])


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The least time of the processor that so many rounds took: others share the machine."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def sampled(chosen: tuple[YearPlan, ...], years: int, threads: int = 1) -> Samples:
    *_, last = sample(chosen, USUAL, years=years, threads=threads)
    return last


def test_sampling_against_drawing_and_against_plain_python(report: Report) -> None:
    drawn = sampled(plans(), YEARS).drawn
    whole = seconds(lambda: sampled(plans(), YEARS), 3)
    rng = np.random.default_rng(1)

    def draw() -> None:
        for _ in range(YEARS // BLOCK):
            rng.random(drawn * BLOCK // YEARS // 2)
            rng.standard_normal(drawn * BLOCK // YEARS // 2)

    drawing = seconds(draw, 5)
    report(
        Row(
            f"{YEARS:,} years of three options, {whole:.2f} s; {drawn / YEARS:,.0f} numbers a year",
            f"{whole / drawing:.1f} × drawing them",
            f"≤ {TIMES_DRAWING} ×",
            whole <= TIMES_DRAWING * drawing,
        )
    )
    draws = Draws(1, 0)
    for plan in plans():
        sample_block(plan, USUAL, draws)  # so that all numbers are there
    runs = 3

    def plainly() -> None:
        for plan in plans():
            for run in range(runs):
                Reference(plan, USUAL, draws, run).measures()

    plain = seconds(plainly, 2) / runs * YEARS
    report(
        Row(
            f"the same in plain Python, scaled ({plain:,.0f} s)",
            f"{plain / whole:,.0f} × as long",
            f"≥ {TIMES_PLAIN} ×",
            plain >= TIMES_PLAIN * whole,
        )
    )


def test_cost_is_linear_in_years_and_in_activities(report: Report) -> None:
    each = {}
    for size in (3_000, 9_000, 27_000):
        each[size] = seconds(lambda size=size: sampled(plans(), size), 3) / size  # type: ignore[misc]
    ratio = max(each.values()) / min(each.values())
    shown = ", ".join(f"{size:,}: {taken * 1e6:.0f} µs" for size, taken in each.items())
    report(
        Row(
            f"one year ({shown})", f"dearest / cheapest {ratio:.2f}", f"≤ {LINEAR}", ratio <= LINEAR
        )
    )
    none = seconds(lambda: sampled((year(),), 4_000), 3)
    each = {}
    for size in (20, 60, 180):
        lines = tuple(duty(f"d{index}", days=weekly(index % 7)) for index in range(size))
        taken = seconds(lambda lines=lines: sampled((year(*lines),), 4_000), 3)  # type: ignore[misc]
        each[size] = (taken - none) / size
    ratio = max(each.values()) / min(each.values())
    shown = ", ".join(f"{size}: {taken / 4 * 1e6:.0f} µs" for size, taken in each.items())
    report(
        Row(
            f"one activity in a thousand years ({shown})",
            f"dearest / cheapest {ratio:.2f}",
            f"≤ {LINEAR}",
            ratio <= LINEAR,
        )
    )


MEMORY = """
import json, resource, sys
from tests.benchmarks.test_simulate_speed import plans, sampled
plans()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sampled(plans(), int(sys.argv[1]), threads=2)
print(json.dumps([before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def test_memory_is_bounded_whatever_the_number_of_years(report: Report) -> None:
    most = {}
    for years in (1_000, 100_000):
        command = [sys.executable, "-c", MEMORY, str(years)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        most[years] = json.loads(done.stdout)[1] / 1024
    report(
        Row(
            f"memory at most, 100,000 years on two threads (1,000: {most[1_000]:.0f} MiB)",
            f"{most[100_000]:.0f} MiB",
            f"≤ {MOST_MIB} MiB",
            most[100_000] <= MOST_MIB,
        )
    )


def test_the_exact_layer_of_one_option_after_a_move_of_a_slider(report: Report) -> None:
    free = BankHolidays(sample_2().person.year_start)
    parts = iter(range(1, 1000))

    def move() -> None:
        amd = sample_2().role("amd")
        assert amd.share is not None
        mine = Fraction(next(parts), 250)
        moved = replace(amd, share=replace(amd.share, mine=mine))
        roles = tuple(moved if one.id == "amd" else one for one in sample_2().roles)
        options(replace(sample_2(), roles=roles), CONTRACTS, "amd", holidays=free)

    taken = seconds(move, 25) / 4 * 1e3
    report(
        Row(
            "the exact layer of one option after a slider move",
            f"{taken:.1f} ms",
            f"≤ {LAYER_ONE_MS} ms",
            taken <= LAYER_ONE_MS,
        )
    )
