"""Pictures of a sampled year week by week: hours against the limits, and when nobody is there.

The band holds the weeks of 8 years in 10, the line the middle one. Weeks that the year only touches
are left out. Knows nothing of files or screens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio_app.charts.fonts import SMALL, Ruler, drawing
from portfolio_app.charts.sheet import Box, Sheet
from portfolio_app.charts.style import WIDTH, ChartStyle, Table
from portfolio_app.core import words
from portfolio_app.core.yearverdict import chance

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from portfolio_app.core.yearplan import YearPlan
    from portfolio_app.simulate.study import Studied

HOURS_TITLE = "Hours in a year of weeks"
COVER_TITLE = "Cover through the year"
_HOUR = 60
_WEEK = timedelta(days=7)
_SUNDAY = timedelta(days=6)
_HIGH, _LOW = 176.0, 92.0  # of the two pictures' plots, pixels at 100 % text
_TOP, _FOOT = 26.0, 40.0
_LEFT = 44.0
_NAMES_APART = 15.0
_DASHES = (5.0, 3.0)
_STEPS = (5, 10, 20, 40, 80)
_MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A limit in hours a week, its name, and the ink that it is drawn in."""

    hours: float
    name: str
    ink: str


def full_places(plan: "YearPlan") -> tuple[int, ...]:
    """The places of the weeks that lie wholly in the year."""
    last = plan.first + timedelta(days=plan.days)
    return tuple(
        week
        for week in range(plan.weeks)
        if plan.monday(week) >= plan.first and plan.monday(week) + _WEEK <= last
    )


def limits(plan: "YearPlan", style: ChartStyle) -> tuple[Mark, ...]:
    """What a week is held against: contract, own limit and the law's."""
    found = [
        Mark(float(plan.contract) / _HOUR, f"contract {words.hours(plan.contract, 1)}", style.ink)
    ]
    if plan.own_limit is not None:
        own = f"own limit {words.hours(plan.own_limit)}"
        found.append(Mark(plan.own_limit / _HOUR, own, style.own_limit))
    law = f"{words.hours(plan.law_limit)} limit"
    found.append(Mark(plan.law_limit / _HOUR, law, style.limit))
    return tuple(found)


# -- hours -------------------------------------------------------------------------------------


def year_of_weeks(one: "Studied", style: ChartStyle, *, width: float = WIDTH) -> "Figure":
    """One option's year as a strip of weeks: its middle and 8 years in 10, against the limits.

    Args:
        one: an option with its sampled years.
        style: colours and size of text.
        width: of the picture in CSS pixels.
    """
    with drawing():
        ruler = Ruler(style)
        marks = limits(one.plan, style)
        places = full_places(one.plan)
        band = one.sampled.me
        low, middle, high = (
            [part[place] for place in places] for part in (band.p10, band.p50, band.p90)
        )
        names = max(ruler.width(mark.name, size=SMALL) for mark in marks)
        frame = _frame(ruler, width=width, high=_HIGH, right=names + ruler.u(14))
        weeks = _mondays(one, places)
        sheet, axes = _sheet(frame, style, ruler, weeks, width=width, title=HOURS_TITLE)
        top = max([*high, *(mark.hours for mark in marks), 1.0]) * 1.06
        axes.set_ylim(0, top)
        _hours_scale(sheet, frame, ruler, top)
        across = [week + 0.5 for week in range(len(places))]
        coat = style.together
        axes.fill_between(across, low, high, color=coat.ground, linewidth=0, zorder=2)
        for edge in (low, high):
            axes.plot(across, edge, color=style.edge, linewidth=0.75, zorder=2.2)
        axes.plot(across, middle, color=coat.ink, linewidth=1.75, zorder=3)
        _draw_marks(sheet, frame, ruler, marks, top)
        _draw_said(
            sheet, frame, ruler, "Line: the middle of all years. Band: 8 years in 10 lie in it."
        )
        return sheet.figure


def year_of_weeks_table(one: "Studied") -> Table:
    """The figures of `year_of_weeks` as a table and in words."""
    places = full_places(one.plan)
    band, over = one.sampled.me, one.sampled.over_own
    headers = ["Week of", "1 year in 10 below", "Middle", "1 year in 10 above"]
    if one.plan.own_limit is not None:
        headers.append(f"Over {words.hours(one.plan.own_limit)}")
    rows = []
    for place, monday in zip(places, _mondays(one, places), strict=True):
        row = [words.day_date(monday)]
        row += [_hours(part[place]) for part in (band.p10, band.p50, band.p90)]
        if one.plan.own_limit is not None:
            row.append(chance(over[place]))
        rows.append(tuple(row))
    worst = max(places, key=lambda place: band.p50[place])
    said = (
        f"{one.option.title}: the longest week in the middle of all years is that of"
        f" {words.day_date(one.plan.monday(worst))} with {_hours(band.p50[worst])};"
        f" in 1 year of 10 it is longer than {_hours(band.p90[worst])}."
    )
    return Table(tuple(headers), tuple(rows), frozenset({1, 2, 3}), words=said)


# -- cover -------------------------------------------------------------------------------------


def cover_of_weeks(one: "Studied", style: ChartStyle, *, width: float = WIDTH) -> "Figure":
    """How likely each week is to have a commitment of the post with nobody there.

    Args:
        one: an option that holds the post, with its sampled years.
        style: colours and size of text.
        width: of the picture in CSS pixels.

    Raises:
        ValueError: nobody holds the post in this option.
    """
    places = _cover_places(one)
    with drawing():
        ruler = Ruler(style)
        frame = _frame(ruler, width=width, high=_LOW, right=ruler.u(12))
        weeks = _mondays(one, places)
        sheet, axes = _sheet(frame, style, ruler, weeks, width=width, title=COVER_TITLE)
        axes.set_ylim(0, 1)
        for at, name in ((0.0, "never"), (0.5, "half"), (1.0, "always")):
            height = frame.bottom - frame.height * at
            sheet.rule((frame.left, height), (frame.right, height), ink=style.line)
            left = frame.left - ruler.u(6) - ruler.width(name, size=SMALL)
            sheet.text((left, height), name, size=SMALL, ink=style.soft_ink)
        chances = [one.sampled.uncovered[place] for place in places]
        axes.bar(
            [week + 0.1 for week in range(len(places))],
            chances,
            width=0.8,
            align="edge",
            color=style.over,
            linewidth=0,
            zorder=2,
        )
        _draw_said(sheet, frame, ruler, "How often a commitment has nobody, week by week")
        return sheet.figure


def cover_of_weeks_table(one: "Studied") -> Table:
    """The figures of `cover_of_weeks` as a table and in words."""
    places = _cover_places(one)
    rows = tuple(
        (words.day_date(monday), chance(one.sampled.uncovered[place]))
        for place, monday in zip(places, _mondays(one, places), strict=True)
    )
    titles = {c.id: c.title for c in one.plan.post.commitments} if one.plan.post else {}
    missed = sorted(one.sampled.missed.items(), key=lambda pair: -pair[1])
    said = [
        f"{titles.get(key, key)} has nobody {_weeks(times)} a year"
        for key, times in missed
        if round(times)
    ]
    text = f"{one.option.title}: {words.listing(said) or 'somebody is nearly always there'}."
    return Table(("Week of", "A commitment has nobody"), rows, words=text)


def _cover_places(one: "Studied") -> tuple[int, ...]:
    if not one.sampled.uncovered:
        raise ValueError(f"“{one.option.title}” does not hold the post, so there is no cover.")
    return full_places(one.plan)


def _weeks(times: float) -> str:
    count = round(times)
    return "in 1 week" if count == 1 else f"in {count} weeks"


# -- drawing -----------------------------------------------------------------------------------


def _frame(ruler: Ruler, *, width: float, high: float, right: float) -> Box:
    left = ruler.u(_LEFT)
    return Box(left, ruler.u(_TOP), max(width - left - right, ruler.u(80)), ruler.u(high))


def _sheet(
    frame: Box, style: ChartStyle, ruler: Ruler, weeks: Sequence[date], *, width: float, title: str
) -> "tuple[Sheet, Axes]":
    """A sheet with the weeks of a year across, named by month."""
    sheet = Sheet(style, width=width, height=frame.bottom + ruler.u(_FOOT), title=title)
    axes = sheet.axes(frame, across=(0, max(len(weeks), 1)), label="Weeks of the job-plan year")
    axes.set_zorder(3)  # the hairlines of the scale lie below what is drawn
    each = frame.width / max(len(weeks), 1)
    middles, names = [], []
    for first, last in _months(weeks):
        sheet.rule(
            (frame.left + first * each, frame.top),
            (frame.left + first * each, frame.bottom),
            ink=style.line,
        )
        name = f"{weeks[first] + _SUNDAY:%b}"
        if (last - first + 1) * each >= ruler.width(name, size=SMALL) + ruler.u(2):
            middles.append((first + last + 1) / 2)
            names.append(name)
    sheet.ticks(axes, middles, names)
    axes.grid(visible=False, axis="x")
    return sheet, axes


def _months(weeks: Sequence[date]) -> list[tuple[int, int]]:
    """The first and last place of each month's weeks; a week belongs where its Sunday is."""
    starts = [
        place
        for place, monday in enumerate(weeks)
        if not place or (monday + _SUNDAY).month != (weeks[place - 1] + _SUNDAY).month
    ]
    ends = [start - 1 for start in starts[1:]] + [len(weeks) - 1]
    return list(zip(starts, ends, strict=True)) if weeks else []


def _hours_scale(sheet: Sheet, frame: Box, ruler: Ruler, top: float) -> None:
    step = next((step for step in _STEPS if top / step <= _MOST_STEPS), _STEPS[-1])
    for hours in range(0, int(top) + 1, step):
        height = frame.bottom - frame.height * hours / top
        sheet.rule((frame.left, height), (frame.right, height), ink=sheet.style.line)
        name = f"{hours} h"
        left = frame.left - ruler.u(6) - ruler.width(name, size=SMALL)
        sheet.text((left, height), name, size=SMALL, ink=sheet.style.soft_ink)


def _draw_marks(sheet: Sheet, frame: Box, ruler: Ruler, marks: Sequence[Mark], top: float) -> None:
    """Limits as dashed lines, named at the right, their names kept apart."""
    lowest = frame.bottom - ruler.u(4)
    for mark in sorted(marks, key=lambda one: one.hours):
        height = frame.bottom - frame.height * mark.hours / top
        sheet.line(
            (frame.left, height), (frame.right, height), ink=mark.ink, width=1.25, dashes=_DASHES
        )
        named = min(height, lowest)
        lowest = named - ruler.u(_NAMES_APART)
        sheet.text((frame.right + ruler.u(8), named), mark.name, size=SMALL, ink=mark.ink)


def _draw_said(sheet: Sheet, frame: Box, ruler: Ruler, text: str) -> None:
    room = frame.width
    fitted = ruler.fitted(text, room, size=SMALL)
    sheet.text((frame.left, ruler.u(11)), fitted, size=SMALL, ink=sheet.style.soft_ink)


def _mondays(one: "Studied", places: Sequence[int]) -> list[date]:
    return [one.plan.monday(place) for place in places]


def _hours(hours: float) -> str:
    return f"{words.number(Fraction(round(hours * 10), 10))} h"
