"""Half-open minutes of a week."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.model import MINUTES_PER_WEEK, Clock
from portfolio_app.core.weektime import (
    Interval,
    gaps,
    intersect,
    merge,
    split,
    subtract,
    total,
    windows_of,
    wrap,
)

MINUTES = st.integers(0, MINUTES_PER_WEEK)


def _interval(pair: tuple[int, int]) -> Interval:
    return min(pair), max(pair)


INTERVALS = st.lists(
    st.tuples(MINUTES, MINUTES).filter(lambda p: p[0] != p[1]).map(_interval), max_size=8
)


def _minutes(intervals: tuple[Interval, ...] | list[Interval]) -> set[int]:
    return {minute for start, end in intervals for minute in range(start, end)}


@given(INTERVALS, INTERVALS)
def test_intersection_and_difference_are_those_of_the_minutes(
    one: list[Interval], other: list[Interval]
) -> None:
    assert _minutes(intersect(one, other)) == _minutes(one) & _minutes(other)
    assert _minutes(subtract(one, other)) == _minutes(one) - _minutes(other)


@given(INTERVALS)
def test_merged_intervals_are_sorted_apart_and_lose_nothing(one: list[Interval]) -> None:
    merged = merge(one)
    assert _minutes(merged) == _minutes(one)
    assert all(a[1] < b[0] for a, b in pairwise(merged))
    assert total(one) == len(_minutes(one))


@given(INTERVALS, INTERVALS)
def test_plain_and_premium_make_the_whole(one: list[Interval], plain: list[Interval]) -> None:
    in_plain, premium = split(one, plain)
    assert in_plain + premium == total(one)
    assert split(one, None) == (total(one), 0)


def test_a_window_over_sunday_midnight_comes_back_on_monday() -> None:
    assert windows_of(6, Clock(22 * 60, 6 * 60)) == ((0, 360), (10080 - 120, 10080))
    assert windows_of(0, Clock(540, 780)) == ((540, 780),)
    assert windows_of(0, Clock(540, 540)) == ((540, 540 + 1440),)


def test_wrapping_nothing_and_more_than_a_week() -> None:
    assert wrap(100, 0) == ()
    assert wrap(100, MINUTES_PER_WEEK + 5) == ((0, MINUTES_PER_WEEK),)
    assert wrap(MINUTES_PER_WEEK + 10, 5) == ((10, 15),)


@given(INTERVALS)
def test_gaps_are_what_the_week_has_free(busy: list[Interval]) -> None:
    free = gaps(busy)
    unwrapped = [
        (start, end) if end <= MINUTES_PER_WEEK else (start, MINUTES_PER_WEEK)
        for start, end in free
    ] + [(0, end - MINUTES_PER_WEEK) for _, end in free if end > MINUTES_PER_WEEK]
    assert _minutes(unwrapped) == set(range(MINUTES_PER_WEEK)) - _minutes(busy)


def test_the_gap_over_the_weekend_is_one() -> None:
    assert gaps([(540, 1020), (4 * 1440, 4 * 1440 + 60)]) == (
        (1020, 5760),
        (5820, MINUTES_PER_WEEK + 540),
    )
