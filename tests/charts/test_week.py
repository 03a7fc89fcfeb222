"""The picture of the week has each employer's hours where they are worked, as often as they are."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.charts.grid import hours_used
from portfolio_app.charts.stretches import (
    life,
    notes,
    premium_windows,
    share_words,
    stretches,
    week_table,
)
from portfolio_app.charts.style import PAPER
from portfolio_app.charts.week import week_heat
from portfolio_app.core.model import Commitment, CycleWeeks, Day, OneIn, PerYear
from portfolio_app.core.workload import Count
from tests import plans
from tests.charts.pictures import (
    COLOURED,
    ODD,
    SAMPLES,
    bars,
    check_sound,
    counted,
    overlapping,
    said,
    sample,
    sums,
)

HOUR = 60
DAY = 24 * HOUR


def clinic(clock: str = "09:00-13:00", **keys: Any) -> Count:
    return plans.counted(plans.activity(day="Mon", clock=clock, **keys))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_blocks_are_the_stretches(name: str) -> None:
    count = counted(sample(name))
    figure = week_heat(count, COLOURED)
    check_sound(figure)
    (axes,) = figure.axes
    drawn = sorted((bar.get_y(), bar.get_height()) for bar in bars(axes))
    found = stretches(count)
    assert drawn == sorted((one.start % DAY / HOUR, (one.end - one.start) / HOUR) for one in found)
    widths = sorted(bar.get_width() for bar in bars(axes))
    whole = max(widths)
    assert [width / whole for width in widths] == pytest.approx(
        sorted(float(one.share) for one in found)
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_hours_by_the_clock_and_without_make_the_counted_week(name: str) -> None:
    count = counted(sample(name))
    drawn = sums(one.minutes for one in stretches(count))
    shown = {key for one in stretches(count) for key in one.keys}
    other = sums(line.assumed_minutes for line in count.lines if line.id not in shown)
    assert drawn + other == count.assumed_minutes


@pytest.mark.parametrize("name", SAMPLES)
def test_the_table_has_the_figures_of_the_picture(name: str) -> None:
    count = counted(sample(name))
    table = week_table(count)
    assert len(table.rows) == len(stretches(count)) + len(life(count)) == len(table.keys)
    for cells, keys in zip(table.rows, table.keys, strict=True):
        assert len(cells) == len(table.headers)
        assert bool(keys) == (cells[3] != "Outside work")
    heads = [text for text in said(week_heat(count, PAPER)) if text.endswith(" h")]
    for head in heads:
        assert head in table.words


@given(
    start=st.integers(0, 95),
    length=st.integers(1, 96),
    times=st.fractions(min_value=Fraction(1, 52), max_value=1, max_denominator=52),
    day=st.sampled_from([day for day in Day if day is not Day.HOLIDAY]),
)
def test_no_minute_is_lost_over_midnight_or_sunday(
    start: int, length: int, times: Fraction, day: Day
) -> None:
    end = (start + length) * 15
    clock = f"{start // 4:02d}:{start % 4 * 15:02d}-{end // 60 % 24:02d}:{end % 60:02d}"
    often = OneIn(times.denominator * Fraction(1), times.numerator * Fraction(1))
    count = plans.counted(plans.activity(day=day, clock=clock, frequency=often))
    found = stretches(count)
    assert sums(one.minutes for one in found) == length * 15 * times
    assert all(one.start // DAY == (one.end - 1) // DAY for one in found)


def test_a_clash_is_one_hour_not_two() -> None:
    count = plans.counted(
        plans.activity("clinic", day="Mon", clock="09:00-13:00"),
        plans.activity("board", day="Mon", clock="12:00-14:00"),
    )
    assert sums(one.minutes for one in stretches(count)) == 5 * HOUR
    (both,) = [one for one in stretches(count) if len(one.keys) == 2]
    assert (both.start, both.end, both.share) == (12 * HOUR, 13 * HOUR, 1)


def test_weeks_of_a_rota_that_fill_each_other_make_every_week() -> None:
    count = plans.counted(
        plans.activity("one", day="Mon", clock="09:00-13:00", frequency=CycleWeeks((1,))),
        plans.activity("two", day="Mon", clock="09:00-13:00", frequency=CycleWeeks((2,))),
        roles=(plans.role(cycle_weeks=2),),
    )
    (whole,) = stretches(count)
    assert whole.share == 1
    assert whole.titles == ("One", "Two")


def test_breaks_are_not_worked() -> None:
    found = stretches(clinic("09:00-17:00", break_minutes=60))
    assert [(one.start, one.end) for one in found] == [
        (9 * HOUR, 12 * HOUR + 30),
        (13 * HOUR + 30, 17 * HOUR),
    ]


def test_premium_time_is_what_is_plain_under_no_contract() -> None:
    premium = premium_windows(clinic())
    assert (0, 7 * HOUR) in premium
    assert (4 * DAY + 19 * HOUR, 7 * DAY) in premium
    hours_only = plans.role(contract="hours", contracted=Fraction(15))
    assert premium_windows(plans.counted(roles=(hours_only,))) == ()


def test_life_that_work_covers_stays_to_be_seen() -> None:
    choir = Commitment(id="choir", title="Choir", days=(Day.MON,), clock=plans.at("12:00-14:00"))
    count = clinic()
    count = plans.counted(*count.portfolio.activities, commitments=(choir,))
    figure = week_heat(count, COLOURED)
    check_sound(figure)
    assert "life outside work" in said(figure)
    assert ("Monday", "12:00", "14:00", "Outside work") in [r[:4] for r in week_table(count).rows]


def test_a_scenario_shows_what_only_today_has() -> None:
    portfolio = sample(SAMPLES[0])
    scenario = counted(portfolio, "take-two-clinic-given-up")
    assert "in today's plan only" in said(week_heat(scenario, COLOURED, base=counted(portfolio)))
    assert "in today's plan only" not in said(week_heat(scenario, COLOURED, base=scenario))


def test_each_employer_is_named_on_the_picture() -> None:
    words = " ".join(said(week_heat(counted(sample(SAMPLES[1])), COLOURED, width=960)))
    for employer in sample(SAMPLES[1]).employers:
        assert employer.name in words


def test_an_employer_too_narrow_for_its_name_is_in_the_key() -> None:
    seldom = clinic("09:00-09:30", frequency=PerYear(Fraction(2)))
    assert plans.TRUST.name in said(week_heat(seldom, COLOURED))


def test_work_without_a_time_is_told_below() -> None:
    count = plans.counted(plans.activity("reading", minutes=90))
    assert notes(count) == (
        "0 h a week by the clock.",
        "Not shown: 1.5 h a week without a set time in the ordinary week.",
    )
    check_sound(week_heat(count, COLOURED))
    check_sound(week_heat(plans.counted(roles=()), COLOURED))


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(1), "every week"),
        (Fraction(1, 8), "1 in 8"),
        (Fraction(3, 4), "3 in 4"),
        (Fraction(120, 521), "23 % of weeks"),
        (Fraction(1, 400), "under 1 % of weeks"),
    ],
)
def test_how_often_is_said_plainly(share: Fraction, text: str) -> None:
    assert share_words(share) == text


def test_the_hours_shown_are_those_used() -> None:
    assert hours_used([]) == (8, 18)
    assert hours_used([(DAY + 6 * HOUR + 30, DAY + 9 * HOUR)]) == (6, 18)
    assert hours_used([(0, 20 * HOUR + 1)]) == (0, 21)
    assert hours_used([(22 * HOUR, DAY)]) == (8, 24)


@pytest.mark.parametrize("width", [480, 960])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_text_stays_on_the_sheet_and_apart(width: int, scale: float) -> None:
    for name in SAMPLES:
        style = replace(COLOURED, scale=scale)
        figure = week_heat(counted(sample(name)), style, width=width * scale)
        check_sound(figure)
        assert overlapping(figure) == []


@pytest.mark.parametrize("name", ODD)
def test_whatever_the_user_calls_things_is_drawn_as_text(name: str) -> None:
    choir = Commitment(id="choir", title=name, days=(Day.TUE,), clock=plans.at("19:00-21:00"))
    trust = replace(plans.TRUST, name=name)
    line = plans.activity(title=name, day="Mon", clock="09:00-13:00")
    count = plans.counted(line, employers=(trust,), commitments=(choir,))
    check_sound(week_heat(count, COLOURED))
    assert week_table(count).rows
