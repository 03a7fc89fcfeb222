"""The pictures of a job share show the options' hours and who is on the post, as worked out."""

from dataclasses import replace
from fractions import Fraction

import pytest

from portfolio_app.charts.duties import Who, duties, job_share_week_table, post_notes
from portfolio_app.charts.options import job_share_options, job_share_options_table
from portfolio_app.charts.postweek import job_share_week
from portfolio_app.charts.style import PAPER
from portfolio_app.core import words
from portfolio_app.core.jobshare import Option, options
from portfolio_app.core.model import Day, Partner, PartnerBlock
from portfolio_app.core.sharing import JobShare
from portfolio_app.core.weektime import total
from tests import plans
from tests.charts.pictures import (
    COLOURED,
    HOLIDAYS,
    ODD,
    SAMPLES,
    bar_lengths,
    check_sound,
    overlapping,
    said,
    sample,
    share_options,
)

LAW = 2880


def shared(name: str) -> Option:
    return next(option for option in share_options(name) if option.is_share)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_options_bar_is_as_long_as_its_week(name: str) -> None:
    found = share_options(name)
    figure = job_share_options(found, COLOURED, law=LAW)
    check_sound(figure)
    (lengths,) = bar_lengths(figure)
    assert sum(lengths) == pytest.approx(float(sum(option.minutes for option in found)) / 60)
    spoken = said(figure)
    table = job_share_options_table(found, law=LAW)
    for option in found:
        shown = words.hours(option.minutes)
        assert option.title in " ".join(spoken)
        assert shown in spoken
        assert any(row[0] == option.title and row[2] == shown for row in table.rows)
        assert f"{option.title}: {shown} a week" in table.words


@pytest.mark.parametrize("name", SAMPLES)
def test_limits_are_named_once_and_own_time_by_its_name(name: str) -> None:
    spoken = said(job_share_options(share_options(name), COLOURED, law=LAW))
    assert spoken.count("48 h limit") == 1
    assert any(text.startswith("own time") for text in spoken)
    assert any(text.startswith("the post") for text in spoken)


def test_no_options_are_an_empty_picture() -> None:
    assert job_share_options((), PAPER).axes == []
    assert job_share_options_table(()).rows == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_the_posts_week_has_the_duty_of_its_figures(name: str) -> None:
    option = shared(name)
    assert option.post is not None
    found = duties(option.post)
    present = [d for d in found if d.who in (Who.ME, Who.PARTNER, Who.BOTH)]
    assert total((d.start, d.end) for d in present) == option.post.duty
    both = [(d.start, d.end) for d in found if d.who is Who.BOTH]
    assert total(both) == option.post.overlap
    figure = job_share_week(option, COLOURED, width=1200)
    check_sound(figure)
    (axes,) = figure.axes
    assert len(axes.patches) == len(found)
    table = job_share_week_table(option)
    assert len(table.rows) == len(found) == len(table.keys)
    for note in post_notes(option):
        assert note in said(figure)
        assert note in table.words


def test_what_nobody_knows_is_said_and_never_shown_as_free() -> None:
    option = shared(SAMPLES[0])
    spoken = said(job_share_week(option, COLOURED, width=960))
    assert "not known" in spoken
    assert any(text.startswith("Not known") for text in spoken)
    rows = job_share_week_table(option).rows
    assert ("Thursday", "09:30", "12:00", "not known", "2.5 h", "Trust board") in rows


def test_a_commitment_with_nobody_stands_out() -> None:
    role = plans.role(
        id="post",
        title="The post",
        contracted=Fraction(4),
        considered=True,
        share=JobShare(partner="partner"),
    )
    busy = PartnerBlock(day=Day.MON, clock=plans.at("08:00-18:00"), title="Elsewhere")
    portfolio = plans.portfolio(
        plans.activity("clinic", day="Mon", clock="09:00-13:00"),
        plans.activity("board", role="post", day="Mon", clock="10:00-11:00"),
        roles=(plans.role(), role),
        partners=(Partner(id="partner", name="Partner", blocks=(busy,)),),
    )
    found = options(portfolio, plans.CONTRACTS, "post", holidays=HOLIDAYS)
    option = next(option for option in found if option.is_share)
    assert [row[3:] for row in job_share_week_table(option).rows] == [("nobody", "1 h", "Board")]
    figure = job_share_week(option, COLOURED)
    check_sound(figure)
    assert "Nobody: Board" in " ".join(said(figure))


def test_an_option_that_does_not_share_has_no_such_week() -> None:
    leave = share_options(SAMPLES[0])[0]
    with pytest.raises(ValueError, match="does not share the post"):
        job_share_week(leave, COLOURED)
    with pytest.raises(ValueError, match="does not share the post"):
        job_share_week_table(leave)


@pytest.mark.parametrize("width", [480, 960])
@pytest.mark.parametrize("name", SAMPLES)
def test_text_stays_on_the_sheet_and_apart(name: str, width: int) -> None:
    for figure in (
        job_share_week(shared(name), COLOURED, width=width),
        job_share_options(share_options(name), COLOURED, law=LAW, width=width),
    ):
        check_sound(figure)
        assert overlapping(figure) == []


@pytest.mark.parametrize("odd", ODD)
def test_whatever_the_user_calls_things_is_drawn_as_text(odd: str) -> None:
    portfolio = sample(SAMPLES[0])
    renamed = replace(
        portfolio,
        roles=tuple(replace(role, title=odd) for role in portfolio.roles),
        activities=tuple(replace(line, title=odd) for line in portfolio.activities),
        partners=tuple(replace(partner, name=odd) for partner in portfolio.partners),
        scenarios=tuple(replace(scenario, title=odd) for scenario in portfolio.scenarios),
    )
    role = next(role.id for role in portfolio.roles if role.share is not None)
    found = options(renamed, plans.CONTRACTS, role, holidays=HOLIDAYS)
    check_sound(job_share_options(found, COLOURED, law=LAW))
    for option in found:
        if option.is_share:
            check_sound(job_share_week(option, COLOURED))
