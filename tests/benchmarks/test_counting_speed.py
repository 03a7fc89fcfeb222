"""Counting: linear in the number of activities, and what all checks cost."""

import gc
import time
from collections.abc import Callable
from fractions import Fraction
from statistics import median

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.model import WEEKDAYS, Clock, CycleWeeks, OneIn, Portfolio
from portfolio_app.core.workload import count
from tests.benchmarks.conftest import Report, Row
from tests.plans import CONTRACTS, activity, portfolio, role

SIZES = (10, 100, 1_000, 10_000)
LINEAR = 1.5  # the dearest activity of any size against the cheapest
A_WEEK = 25  # activities in each week of a rota
CHECKED_MS = 50


def week_of(number: int, rota_weeks: int = 0) -> Portfolio:
    """A portfolio of so many activities of every kind, spread over the weeks of a rota if any."""
    lines = []
    for index in range(number):
        start = 7 * 60 + index * 97 % 720
        lines.append(
            activity(
                f"a{index}",
                day=WEEKDAYS[index % 7].value,
                clock=Clock(start, start + 45 + index % 4 * 15),
                frequency=(
                    CycleWeeks((index // A_WEEK + 1,))
                    if rota_weeks
                    else OneIn(Fraction(4 + index % 5))
                ),
                break_minutes=10 * (index % 3 == 0),
                travel_minutes=20 * (index % 7 == 0),
            )
        )
    return portfolio(*lines, roles=(role(cycle_weeks=rota_weeks or 1),))


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of so many rounds, after one to warm up: others do not count."""
    work()
    times = []
    gc.disable()  # as timeit does: a collection in one size and not in another is no scaling
    try:
        for _ in range(rounds):
            begun = time.process_time()
            work()
            times.append(time.process_time() - begun)
    finally:
        gc.enable()
    return median(times)


def test_counting_scales_linearly(report: Report) -> None:
    each = {}
    for size in SIZES:
        plan = week_of(size)
        taken = seconds(lambda plan=plan: count(plan, CONTRACTS), 3 if size > 1_000 else 7)  # type: ignore[misc]
        each[size] = taken / size * 1e6
    ratio = max(each.values()) / min(each.values())
    shown = ", ".join(f"{size}: {each[size]:.0f} µs" for size in SIZES)
    report(
        Row(
            f"counting, each activity ({shown})",
            f"dearest / cheapest {ratio:.2f}",
            f"≤ {LINEAR}",
            ratio <= LINEAR,
        )
    )


def test_counting_again_after_one_edit(report: Report) -> None:
    plan = week_of(200)
    before = count(plan, CONTRACTS)
    whole = seconds(lambda: count(plan, CONTRACTS), 9)
    again = seconds(lambda: count(plan, CONTRACTS, previous=before), 9)
    checks = seconds(lambda: run_checks(before, CONTRACTS), 9)
    report(
        Row(
            f"200 activities counted again (all checks: {checks * 1e3:.1f} ms)",
            f"{again * 1e3:.1f} ms, {again / whole:.2f} of counting anew",
            "≤ 0.25",
            again / whole <= 0.25,
        )
    )


def test_a_thousand_activities_counted_and_checked(report: Report) -> None:
    each = {}
    for size in (200, 1_000):
        plan = week_of(size, size // A_WEEK)
        taken = seconds(lambda plan=plan: run_checks(count(plan, CONTRACTS), CONTRACTS), 9)  # type: ignore[misc]
        each[size] = taken / size
    whole = each[1_000] * 1_000 * 1e3
    report(
        Row(
            "counting and all checks, 1,000 activities of a rota",
            f"{whole:.1f} ms; each {each[1_000] / each[200]:.2f} of one of 200",
            f"≤ {CHECKED_MS} ms",
            whole <= CHECKED_MS,
        )
    )
