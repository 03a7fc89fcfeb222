"""The pictures of a sampled year show its bands, its limits and its gaps, as they were sampled."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from portfolio_app.charts.style import PAPER
from portfolio_app.charts.weekhours import week_hours, week_hours_table
from portfolio_app.charts.yearweeks import (
    cover_of_weeks,
    cover_of_weeks_table,
    full_places,
    year_of_weeks,
    year_of_weeks_table,
)
from portfolio_app.core import words
from portfolio_app.simulate.study import Studied, Study, study
from tests.charts.pictures import (
    COLOURED,
    ODD,
    SAMPLES,
    bars,
    check_sound,
    overlapping,
    said,
    sample,
)
from tests.plans import CONTRACTS


@cache
def years(name: str) -> Study:
    portfolio = sample(name)
    assumed = replace(portfolio.assumptions, years=200)
    *_, found = study(portfolio, CONTRACTS, "amd", holidays={}, assumed=assumed)
    return found


def shared(name: str) -> Studied:
    return years(name).options[-1]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_strip_of_weeks_draws_the_middle_of_every_full_week(name: str) -> None:
    one = shared(name)
    figure = year_of_weeks(one, COLOURED)
    check_sound(figure)
    (axes,) = figure.axes
    lines: list[Any] = list(axes.lines)
    (middle,) = (line for line in lines if line.get_linewidth() > 1)
    drawn = [float(value) for value in middle.get_ydata()]
    places = full_places(one.plan)
    assert drawn == [one.sampled.me.p50[place] for place in places]
    for place in places:
        monday = one.plan.monday(place)
        assert one.plan.first <= monday
        assert monday + timedelta(days=6) < one.plan.first + timedelta(days=one.plan.days)


@pytest.mark.parametrize("name", SAMPLES)
def test_limits_of_the_strip_are_named(name: str) -> None:
    one = shared(name)
    spoken = said(year_of_weeks(one, COLOURED))
    assert "48 h limit" in spoken
    assert f"own limit {words.hours(one.plan.own_limit or 0)}" in spoken
    assert f"contract {words.hours(one.plan.contract, 1)}" in spoken


@pytest.mark.parametrize("name", SAMPLES)
def test_each_week_has_a_row_that_says_how_often_it_is_over(name: str) -> None:
    one = shared(name)
    table = year_of_weeks_table(one)
    places = full_places(one.plan)
    assert [row[0] for row in table.rows] == [words.day_date(one.plan.monday(p)) for p in places]
    assert all(row[4].startswith("in ") for row in table.rows)
    assert one.option.title in table.words
    without = replace(one, plan=replace(one.plan, own_limit=None))
    assert len(year_of_weeks_table(without).headers) == 4
    check_sound(year_of_weeks(without, PAPER))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_picture_of_cover_is_as_high_as_weeks_are_bare(name: str) -> None:
    one = shared(name)
    figure = cover_of_weeks(one, COLOURED)
    check_sound(figure)
    heights = [bar.get_height() for bar in bars(figure.axes[0])]
    assert heights == [one.sampled.uncovered[place] for place in full_places(one.plan)]
    weeks = one.sampled.measures["post.weeks_uncovered"].mean
    assert sum(heights) == pytest.approx(weeks)
    table = cover_of_weeks_table(one)
    assert len(table.rows) == len(heights)
    assert "has nobody in" in table.words


def test_an_option_without_the_post_has_no_cover() -> None:
    leave = years(SAMPLES[0]).options[0]
    with pytest.raises(ValueError, match="does not hold the post"):
        cover_of_weeks(leave, COLOURED)
    with pytest.raises(ValueError, match="does not hold the post"):
        cover_of_weeks_table(leave)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_option_has_a_row_of_weekly_hours_and_its_own_figures(name: str) -> None:
    found = years(name).options
    figure = week_hours(found, COLOURED)
    check_sound(figure)
    spoken = said(figure)
    table = week_hours_table(found)
    assert [row[0] for row in table.rows] == [one.option.title for one in found]
    for one, row in zip(found, table.rows, strict=True):
        assert one.option.title in " ".join(spoken)
        assert f"middle {row[2]}" in spoken
        assert float(row[3].removesuffix(" h")) == pytest.approx(one.sampled.week_p90, abs=0.051)
    assert "48 h limit" in spoken


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("width", [480, 960])
@pytest.mark.parametrize("name", SAMPLES)
def test_text_stays_on_the_sheet_and_apart(name: str, width: int, scale: float) -> None:
    one, style = shared(name), replace(COLOURED, scale=scale)
    for figure in (
        year_of_weeks(one, style, width=width * scale),
        cover_of_weeks(one, style, width=width * scale),
        week_hours(years(name).options, style, width=width * scale),
    ):
        check_sound(figure)
        assert overlapping(figure) == []


@pytest.mark.parametrize("odd", ODD)
def test_whatever_an_option_is_called_is_drawn_as_text(odd: str) -> None:
    found = years(SAMPLES[0]).options
    renamed = [replace(one, option=replace(one.option, title=odd)) for one in found]
    check_sound(week_hours(renamed, COLOURED))
    check_sound(year_of_weeks(renamed[-1], COLOURED))
    assert odd in year_of_weeks_table(renamed[-1]).words
