"""The picture of how long single weeks are: each option's sampled weeks, one shape to an option.

Knows nothing of files or screens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio_app.charts.fonts import SMALL, Ruler, drawing
from portfolio_app.charts.sheet import Box, Sheet
from portfolio_app.charts.style import WIDTH, ChartStyle, Table
from portfolio_app.charts.yearweeks import Mark, limits
from portfolio_app.core import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from portfolio_app.simulate.study import Studied

TITLE = "How long weeks are"
LABEL = "Hours in a week with work"
_ROW = 46.0  # pixels at 100 % text
_TOP, _FOOT = 22.0, 40.0
_PAD = 8.0
_DASHES = (5.0, 3.0)
_PER_HOUR = 4  # places of a distribution in an hour
_LEVELS = (0.1, 0.5, 0.9)
_TAIL = 0.001  # of the weeks, beyond which nothing is drawn
_STEPS = (5, 10, 20, 40)
_MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class _Row:
    """An option's weeks: the part of them in each hour from 0 on, and three figures in hours."""

    title: str
    parts: tuple[float, ...]
    low: float
    middle: float
    high: float

    @property
    def said(self) -> tuple[str, str]:
        """Its figures in two short lines."""
        return f"middle {_hours(self.middle)}", f"1 in 10 over {_hours(self.high)}"


def week_hours(
    options: "Sequence[Studied]", style: ChartStyle, *, width: float = WIDTH
) -> "Figure":
    """How many of each option's sampled weeks have how many hours, against the limits.

    Args:
        options: with their sampled years, one row each.
        style: colours and size of text.
        width: of the picture in CSS pixels; the height follows.
    """
    with drawing():
        ruler = Ruler(style)
        rows = [_row(one) for one in options]
        names = min(
            max(ruler.width(row.title, strong=True) for row in rows), width * 0.24
        ) + ruler.u(_PAD)
        figures = max(ruler.width(text, size=SMALL) for row in rows for text in row.said)
        left = ruler.u(_PAD) + names
        right = width - figures - ruler.u(2 * _PAD)
        top, high = ruler.u(_TOP), ruler.u(_ROW)
        frame = Box(left, top, max(right - left, ruler.u(80)), high * len(rows))
        height = frame.bottom + ruler.u(_FOOT)
        sheet = Sheet(style, width=width, height=height, title=TITLE)
        first, last = _span(rows, options)
        axes = sheet.axes(frame, across=(first, last), label=LABEL)
        step = next((step for step in _STEPS if (last - first) / step <= _MOST_STEPS), _STEPS[-1])
        ticks = range(-(-first // step) * step, last + 1, step)
        sheet.ticks(axes, list(ticks), [str(tick) for tick in ticks])
        for place, row in enumerate(rows):
            _draw_row(sheet, axes, row, ruler, frame, place)
        _draw_marks(sheet, frame, ruler, _common(options, style), (first, last))
        return sheet.figure


def week_hours_table(options: "Sequence[Studied]") -> Table:
    """The figures of `week_hours` as a table and in words."""
    rows = [_row(one) for one in options]
    said = " ".join(
        f"{row.title}: the middle week has {_hours(row.middle)},"
        f" 1 in 10 more than {_hours(row.high)}."
        for row in rows
    )
    return Table(
        ("Option", "1 week in 10 below", "Middle week", "1 week in 10 above"),
        tuple((r.title, _hours(r.low), _hours(r.middle), _hours(r.high)) for r in rows),
        frozenset({1, 2, 3}),
        words=said,
    )


def _row(one: "Studied") -> _Row:
    counts = [float(count) for count in one.sampled.distribution]
    total = sum(counts) or 1.0
    parts = [
        sum(counts[start : start + _PER_HOUR]) / total for start in range(0, len(counts), _PER_HOUR)
    ]
    low, middle, high = (_quantile(counts, total, level) for level in _LEVELS)
    return _Row(one.option.title, tuple(parts), low, middle, high)


def _quantile(counts: Sequence[float], total: float, level: float) -> float:
    """The hours below which this part of the weeks lies."""
    before = 0.0
    for place, count in enumerate(counts):
        if before + count >= level * total and count:
            return (place + (level * total - before) / count) / _PER_HOUR
        before += count
    return 0.0


def _span(rows: Sequence[_Row], options: "Sequence[Studied]") -> tuple[int, int]:
    """The hours to show: all but the last thousandth at either end, and every limit."""
    starts, ends = [], [one.plan.law_limit / 60 for one in options]
    for row in rows:
        there = [hour for hour, part in enumerate(row.parts) if part > _TAIL] or [0]
        starts.append(there[0])
        ends.append(there[-1] + 1)
    return max(0, min(starts) - 1), int(max(ends)) + 2


def _common(options: "Sequence[Studied]", style: ChartStyle) -> tuple[Mark, ...]:
    """The limits that are the same for all options."""
    return limits(options[0].plan, style)[1:]


def _draw_row(sheet: Sheet, axes: "Axes", row: _Row, ruler: Ruler, frame: Box, place: int) -> None:
    style, high = sheet.style, ruler.u(_ROW)
    base = (place + 1) * high - ruler.u(4)
    tallest = max(row.parts) or 1.0
    scale = (high - ruler.u(10)) / tallest
    hours = range(len(row.parts))
    coat = style.together
    axes.fill_between(
        [hour + 0.5 for hour in hours],
        [base] * len(row.parts),
        [base - part * scale for part in row.parts],
        facecolor=coat.ground,
        edgecolor=coat.ink,
        linewidth=0.9,
        zorder=2,
    )
    foot = frame.top + base
    sheet.rule((frame.left, foot), (frame.right, foot), ink=style.line)
    middle = frame.top + (place + 0.5) * high
    lines = ruler.wrapped(row.title, frame.left - ruler.u(2 * _PAD), lines=2, strong=True)
    for number, line in enumerate(lines):
        down = middle + ruler.u(15) * (number - (len(lines) - 1) / 2)
        sheet.text((ruler.u(_PAD), down), line, strong=True)
    for number, text in enumerate(row.said):
        down = middle + ruler.u(15) * (number - 0.5)
        at = (frame.right + ruler.u(_PAD), down)
        sheet.text(at, text, size=SMALL, ink=style.ink if number == 0 else style.soft_ink)


def _draw_marks(
    sheet: Sheet, frame: Box, ruler: Ruler, marks: Sequence[Mark], span: tuple[int, int]
) -> None:
    """Limits as dashed lines through all rows, named above, their names kept apart."""
    last = frame.right + ruler.u(60)
    for mark in sorted(marks, key=lambda one: -one.hours):
        across = frame.left + frame.width * (mark.hours - span[0]) / (span[1] - span[0])
        sheet.line(
            (across, ruler.u(17)), (across, frame.bottom), ink=mark.ink, width=1.25, dashes=_DASHES
        )
        wide = ruler.width(mark.name, size=SMALL)
        left = min(across - wide / 2, last - wide - ruler.u(8))
        last = left
        sheet.text((left, ruler.u(9)), mark.name, size=SMALL, ink=mark.ink)


def _hours(hours: float) -> str:
    return f"{words.number(Fraction(round(hours * 10), 10))} h"
