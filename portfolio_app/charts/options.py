"""The options of a job share side by side: each one's hours against contract and limits.

Knows nothing of files or screens.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from portfolio_app.charts.balance import Grouping, Measure, View, balance_panels
from portfolio_app.charts.bars import draw_bars
from portfolio_app.charts.fonts import drawing
from portfolio_app.charts.readings import Panel, Row, bars_table
from portfolio_app.charts.style import WIDTH, ChartStyle, Table
from portfolio_app.core import words
from portfolio_app.core.jobshare import Option

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def job_share_options(
    options: Sequence[Option],
    style: ChartStyle,
    *,
    law: int | None = None,
    width: float = WIDTH,
) -> "Figure":
    """Hours of each option's average week, against contract, the law's limit and one's own.

    Args:
        options: what there is to choose from.
        style: colours and size of text.
        law: the law's average week in minutes; see `charts.balance.weekly_limit`.
        width: of the picture in CSS pixels; the height follows.
    """
    with drawing():
        panels = _options_panels(options, law)
        return draw_bars(panels, style, width=width, title="Hours a week of each option")


def job_share_options_table(options: Sequence[Option], *, law: int | None = None) -> Table:
    """The figures of `job_share_options` as a table and in words."""
    return bars_table(_options_panels(options, law), head="Option")


def _options_panels(options: Sequence[Option], law: int | None) -> tuple[Panel, ...]:
    rows = tuple(_option_row(option, law) for option in options)
    if not rows:
        return ()
    return (Panel(unit="h", axis="Hours in the average week", rows=rows, in_minutes=True),)


def _option_row(option: Option, law: int | None) -> Row:
    view = View(measure=Measure.HOURS, grouping=Grouping.EMPLOYER, law=law)
    panels = balance_panels(option.count, view)
    whole = panels[0].rows[-1] if panels else Row(title="", parts=())
    units = [words.units(value, unit.split()[0]) for unit, value in option.count.units.items()]
    return replace(whole, title=option.title, subtitle=" + ".join(units))
