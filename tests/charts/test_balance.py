"""The balance shows what the count says: bar by bar, against contract, as a table, in words."""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from portfolio_app.charts.balance import (
    Grouping,
    Measure,
    View,
    balance,
    balance_panels,
    balance_table,
    weekly_limit,
)
from portfolio_app.charts.style import PAPER
from portfolio_app.core.model import Employer, EmployerKind, Portfolio
from portfolio_app.core.workload import count as count_week
from tests import plans
from tests.charts.pictures import (
    COLOURED,
    ODD,
    SAMPLES,
    bar_lengths,
    check_sound,
    counted,
    overlapping,
    said,
    sample,
)

VIEWS = [View(measure=m, grouping=g, law=2880) for m, g in product(Measure, Grouping)]


@pytest.fixture(params=SAMPLES)
def portfolio(request: pytest.FixtureRequest) -> Portfolio:
    return sample(request.param)


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: f"{v.measure.value}-{v.grouping.value}")
def test_the_bars_are_as_long_as_the_count_says(portfolio: Portfolio, view: View) -> None:
    count = counted(portfolio)
    figure = balance(count, COLOURED, view=view)
    check_sound(figure)
    drawn = [sum(lengths) for lengths in bar_lengths(figure)]
    panels = balance_panels(count, view)
    assert drawn == pytest.approx(
        [sum(panel.plot(row.total) for row in panel.rows) for panel in panels]
    )
    wholes = [panel.rows[-1].total for panel in panels]
    if view.measure is Measure.HOURS:
        assert wholes == [count.assumed_minutes]
    else:
        assert wholes == list(count.units.values())


def test_units_of_two_kinds_never_share_an_axis() -> None:
    figure = balance(counted(sample(SAMPLES[1])), PAPER)
    labels = [axes.get_xlabel() for axes in figure.axes]
    assert labels == ["Programmed activities (PA) a week", "Hours a week"]


def test_each_bar_has_its_contract_and_the_whole_has_the_limits(portfolio: Portfolio) -> None:
    view = View(measure=Measure.HOURS, grouping=Grouping.EMPLOYER, law=2880)
    (panel,) = balance_panels(counted(portfolio), view)
    assert all(row.contract for row in panel.rows)
    assert panel.rows[-1].marks[0].name == "48 h limit"
    assert not any(row.marks for row in panel.rows[:-1])
    words = said(balance(counted(portfolio), COLOURED, view=view))
    assert "48 h limit" in words
    assert any(text.startswith("own ") for text in words)
    assert any(text.startswith("contract ") for text in words)


def test_the_limit_is_the_laws() -> None:
    portfolio = sample(SAMPLES[0])
    assert weekly_limit(portfolio, plans.CONTRACTS) == 48 * 60
    assert weekly_limit(portfolio, {}) is None


def test_hours_with_premium_time_are_contracted_in_plain_time_only() -> None:
    evening = plans.activity("evening", day="Mon", clock="16:00-22:00")
    count = plans.counted(evening)
    (panel,) = balance_panels(count, View(measure=Measure.HOURS))
    assert panel.rows[0].contract == 10 * 240
    assert panel.against(panel.rows[0]) == "34 h under contract in plain time"


def test_hours_that_are_not_known_are_said_to_be_about() -> None:
    count = plans.counted(plans.activity("lead", counts_as=Fraction(1, 2)))
    table = balance_table(count, view=View(measure=Measure.HOURS))
    assert table.rows[0][2] == "about 2 h"
    assert "about 2 h" in table.words
    assert balance_table(count).rows[0][2] == "0.5 PA"


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: f"{v.measure.value}-{v.grouping.value}")
def test_the_table_has_the_figures_of_the_picture(portfolio: Portfolio, view: View) -> None:
    count = counted(portfolio)
    table = balance_table(count, view=view)
    assert all(len(row) == len(table.headers) for row in table.rows)
    assert len(table.keys) == len(table.rows)
    words = said(balance(count, COLOURED, view=view))
    for panel in balance_panels(count, view):
        for row in panel.rows:
            shown = panel.show(row.total, about=row.about)
            assert shown in words
            assert any(cells[0] == row.title and cells[2] == shown for cells in table.rows)
            assert shown in table.words
            for part in row.parts:
                cells = (row.title, part.name, panel.show(part.value, about=part.about))
                assert any(line[:3] == cells for line in table.rows)


def test_each_row_of_the_table_names_the_lines_that_it_adds_up() -> None:
    count = counted(sample(SAMPLES[0]))
    view = View(grouping=Grouping.ROLE)
    table = balance_table(count, view=view)
    for cells, keys in zip(table.rows, table.keys, strict=True):
        role = next((r for r in count.roles if r.role.title == cells[0]), None)
        if role is not None and cells[1] == "all":
            own = {line.id for line in role.lines if line.units_per_week}
            assert own <= set(keys) <= {line.id for line in role.lines}


def test_a_scenario_is_measured_against_today() -> None:
    portfolio = sample(SAMPLES[0])
    base = counted(portfolio)
    scenario = counted(portfolio, "take-two-clinic-given-up")
    view = View(grouping=Grouping.EMPLOYER, base=base)
    (panel,) = balance_panels(scenario, view)
    whole = panel.rows[-1]
    assert whole.today == base.units["PA"]
    assert panel.change(whole) == "1 PA more"
    table = balance_table(scenario, view=view)
    assert table.headers[-2:] == ("Today", "Change")
    assert table.rows[0][-2:] == ("10 PA", "1 PA more")
    words = said(balance(scenario, COLOURED, view=view))
    assert "today" in words
    assert "1 PA more than today" in words


def test_a_role_that_is_given_up_keeps_its_bar_of_today() -> None:
    portfolio = plans.portfolio(
        plans.activity("clinic", day="Mon", clock="09:00-13:00"),
        plans.activity("lead", role="head", minutes=240),
        roles=(plans.role(), plans.role(id="head", title="Head")),
    )
    base = count_week(portfolio, plans.CONTRACTS)
    left = count_week(replace(portfolio, roles=portfolio.roles[:1]), plans.CONTRACTS)
    (panel,) = balance_panels(left, View(base=base))
    (gone,) = [row for row in panel.rows if row.title == "Head"]
    assert (gone.total, gone.today, gone.contract) == (0, 1, None)
    assert panel.change(gone) == "1 PA less"
    check_sound(balance(left, COLOURED, view=View(base=base)))


def test_a_category_goes_by_its_name() -> None:
    (panel,) = balance_panels(counted(sample(SAMPLES[0])), View(grouping=Grouping.CATEGORY))
    named = {row.title: row.subtitle for row in panel.rows}
    assert named["Direct clinical care"] == "DCC"
    assert panel.rows[-1].title == "All PA"


def test_a_share_of_two_categories_is_split() -> None:
    half = Fraction(1, 2)
    line = plans.activity(
        "slot",
        day="Mon",
        clock="09:00-13:00",
        category=None,
        category_shares=(("DCC", half), ("SPA", half)),
    )
    (panel,) = balance_panels(plans.counted(line))
    assert [(part.name, part.value) for part in panel.rows[0].parts] == [
        ("DCC", half),
        ("SPA", half),
    ]


def test_sessions_of_two_lengths_are_kept_apart_and_nothing_is_no_picture() -> None:
    assert balance_panels(plans.counted(roles=())) == ()
    figure = balance(plans.counted(roles=()), PAPER)
    assert figure.axes == []
    empty = plans.counted()
    (panel,) = balance_panels(empty)
    assert panel.against(panel.rows[0]) == "10 PA under contract"
    check_sound(balance(empty, PAPER))


@pytest.mark.parametrize("width", [480, 760, 1400])
@pytest.mark.parametrize("scale", [0.9, 1.0, 2.0])
def test_text_stays_on_the_sheet(width: int, scale: float) -> None:
    portfolio = sample(SAMPLES[1])
    base = counted(portfolio)
    for view in (VIEWS[0], replace(VIEWS[-3], base=base)):
        check_sound(balance(base, replace(COLOURED, scale=scale), view=view, width=width * scale))


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: f"{v.measure.value}-{v.grouping.value}")
def test_no_word_lies_over_another(portfolio: Portfolio, view: View) -> None:
    assert overlapping(balance(counted(portfolio), COLOURED, view=view, width=900)) == []


@pytest.mark.parametrize("name", ODD)
def test_whatever_the_user_calls_things_is_drawn_as_text(name: str) -> None:
    trust = Employer(id="trust", name=name, kind=EmployerKind.NHS)
    line = plans.activity("clinic", title=name, day="Mon", clock="09:00-13:00", category=name)
    count = plans.counted(line, employers=(trust,), roles=(plans.role(title=name),))
    for grouping in Grouping:
        check_sound(balance(count, COLOURED, view=View(grouping=grouping)))
        assert balance_table(count, view=View(grouping=grouping)).rows


def test_the_words_are_sentences() -> None:
    words = balance_table(counted(sample(SAMPLES[1])), view=VIEWS[0]).words
    assert re.fullmatch(r"([A-Z].*?\.\s?)+", words)
    assert "All PA: 6 PA a week, as contracted" in words or "6 PA a week" in words
