"""The options of a job share side by side: each one's hours against contract and limits.

Knows nothing of files or screens.
"""

from collections.abc import Sequence, Set
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio_app.charts.balance import Grouping, Measure, View, balance_panels
from portfolio_app.charts.bars import draw_bars
from portfolio_app.charts.fonts import drawing
from portfolio_app.charts.readings import Panel, Part, Row, bars_table
from portfolio_app.charts.style import WIDTH, ChartStyle, Table
from portfolio_app.core import words
from portfolio_app.core.jobshare import Option

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from portfolio_app.core.lines import Line


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
    shared = {option.post.resolved.role.id for option in options if option.post is not None}
    rows = tuple(_option_row(option, shared, law) for option in options)
    if not rows:
        return ()
    return (Panel(unit="h", axis="Hours in the average week", rows=rows, in_minutes=True),)


def _option_row(option: Option, shared: Set[str], law: int | None) -> Row:
    view = View(measure=Measure.HOURS, grouping=Grouping.EMPLOYER, law=law)
    panels = balance_panels(option.count, view)
    whole = panels[0].rows[-1] if panels else Row(title="", parts=())
    units = [words.units(value, unit.split()[0]) for unit, value in option.count.units.items()]
    return replace(
        whole,
        title=option.title,
        subtitle=" + ".join(units),
        parts=_option_parts(option, shared),
    )


def _option_parts(option: Option, shared: Set[str]) -> tuple[Part, ...]:
    """Other work by employer, then the post, then the own time that sharing it takes."""
    count = option.count
    places = [employer.id for employer in count.portfolio.employers]
    others = {role.role.employer for role in count.roles if role.role.id not in shared}
    names = {employer.id: employer.name for employer in count.portfolio.employers}
    found: dict[tuple[str, int | None], list[Line]] = {}
    for role in count.roles:
        for line in role.lines:
            key: tuple[str, int | None] = ("other work", places.index(role.role.employer))
            if role.role.id not in shared:
                key = (names[role.role.employer] if len(others) > 1 else key[0], key[1])
            else:
                key = ("the post", key[1]) if line.paid else ("own time", None)
            found.setdefault(key, []).append(line)
    return tuple(
        Part(
            name=name,
            value=sum((line.assumed_minutes for line in lines), Fraction(0)),
            employer=employer,
            keys=tuple(line.id for line in lines),
            about=any(line.minutes_per_week is None for line in lines),
        )
        for (name, employer), lines in found.items()
    )
