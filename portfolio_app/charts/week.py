"""The picture of the week: day by hour, for whom and how often.

A block's width is the share of weeks in which an employer has that time: a full column is every
week. So how often is read as a length, and needs no colour. Knows nothing of files or screens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio_app.charts.fonts import SMALL, Ruler, drawing
from portfolio_app.charts.grid import (
    Grid,
    Ground,
    Sign,
    draw_grid,
    draw_key,
    draw_notes,
    draw_words,
    fitting_lines,
    hours_used,
    make_grid,
    sheet_height,
    wrapped_notes,
)
from portfolio_app.charts.sheet import EDGE, Box, Sheet
from portfolio_app.charts.stretches import (
    Stretch,
    by_day,
    life,
    notes,
    premium_windows,
    share_words,
    stretches,
)
from portfolio_app.charts.style import WIDTH, ChartStyle, Coat
from portfolio_app.core import words
from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY
from portfolio_app.core.weektime import Interval
from portfolio_app.core.workload import Count

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "The average week, day by hour"
LABEL = "A block as wide as its day is every week; half as wide, half of the weeks"
_ZERO = Fraction(0)
_HOUR = 60
_NARROWED = 0.99  # of a day's width, below which a block does not look like every week
_COVERED = 0.76  # where life begins in its day's width when work lies over it


@dataclass(frozen=True, slots=True)
class _Laid:
    """A stretch and the part of its day's width that it takes, 0 to 1."""

    stretch: Stretch
    start: float
    end: float

    @property
    def window(self) -> Interval:
        return self.stretch.start, self.stretch.end


def week_heat(
    count: Count, style: ChartStyle, *, base: Count | None = None, width: float = WIDTH
) -> "Figure":
    """The average week, day by hour, with premium time shaded and life outside work hatched.

    Args:
        count: the counted week.
        style: colours and size of text.
        base: today's plan, drawn as a dashed ghost where the count is a scenario.
        width: of the picture in CSS pixels; the height follows.
    """
    with drawing():
        ruler = Ruler(style)
        now = stretches(count)
        gone = _gone(now, () if base is None else stretches(base))
        windows = [(s.start, s.end) for s in (*now, *gone)] + [w for w, _ in life(count)]
        grid = make_grid(ruler, width=width, hours=hours_used(windows))
        lines = wrapped_notes(ruler, notes(count), width=width)
        height = sheet_height(grid, ruler, lines=len(lines))
        sheet = Sheet(style, width=width, height=height, title=TITLE)
        for window in (piece for premium in premium_windows(count) for piece in by_day(premium)):
            sheet.box(_clipped(grid, window), fill=style.premium, order=1.1)
        axes = draw_grid(sheet, grid, heads=_heads(now), label=LABEL)
        laid = _lay(now)
        _draw_life(sheet, grid, count, laid, ruler)
        named = _named(laid, count, grid, ruler)
        for one in laid:
            _draw_stretch(sheet, axes, one, grid, ruler, named.get(one.stretch.employer))
        for ghost in _lay(gone):
            box = grid.part(ghost.window, ghost.start, ghost.end)
            sheet.box(box, outline=style.ghost, dashed=True, order=3)
        signs = _signs(count, style, laid, named)
        signs += [Sign(Ground.GHOST, "in today's plan only")] if gone else []
        draw_key(sheet, signs, ruler, width=width)
        draw_notes(sheet, grid, lines)
        return sheet.figure


def _gone(now: Sequence[Stretch], before: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Today's stretches that are not in the scenario as they were."""
    kept = {(one.start, one.end, one.employer, one.share) for one in now}
    return tuple(o for o in before if (o.start, o.end, o.employer, o.share) not in kept)


def _heads(found: Sequence[Stretch]) -> list[str]:
    heads = []
    for day in range(DAYS_PER_WEEK):
        own = (one.minutes for one in found if one.start // MINUTES_PER_DAY == day)
        minutes = sum(own, _ZERO)
        heads.append(words.hours(minutes) if minutes else "no work")
    return heads


# -- laying out --------------------------------------------------------------------------------


def _lay(found: Sequence[Stretch]) -> list[_Laid]:
    """Stretches side by side where they meet; narrowed together where a day has no more room."""
    laid: list[_Laid] = []
    for cluster in _clusters(found):
        placed: list[_Laid] = []
        for one in sorted(cluster, key=lambda s: (s.employer, s.start)):
            beside = (
                p.end for p in placed if p.stretch.start < one.end and one.start < p.stretch.end
            )
            start = max(beside, default=0.0)
            placed.append(_Laid(one, start, start + float(one.share)))
        room = max(1.0, *(p.end for p in placed))
        laid += [_Laid(p.stretch, p.start / room, p.end / room) for p in placed]
    return laid


def _clusters(found: Sequence[Stretch]) -> list[list[Stretch]]:
    clusters: list[list[Stretch]] = []
    end = -1
    for one in sorted(found, key=lambda s: s.start):
        if one.start < end:
            clusters[-1].append(one)
        else:
            clusters.append([one])
        end = max(end, one.end)
    return clusters


@dataclass(frozen=True, slots=True)
class _Name:
    """Where an employer's name stands: on which of its stretches, in which lines."""

    laid: _Laid
    lines: tuple[str, ...]


def _named(laid: Sequence[_Laid], count: Count, grid: Grid, ruler: Ruler) -> dict[int, _Name]:
    """The roomiest stretch of each employer that its name fits on, by the employer's place."""
    named: dict[int, _Name] = {}
    by_room = sorted(laid, key=lambda one: -_size(grid.part(one.window, one.start, one.end)))
    for one in by_room:
        employer = one.stretch.employer
        if employer not in named:
            name = count.portfolio.employers[employer].name
            lines = fitting_lines(ruler, name, _room(one, grid, ruler), strong=True)
            if lines:
                named[employer] = _Name(one, lines)
    return named


def _size(box: Box) -> float:
    return box.width * box.height


def _room(one: _Laid, grid: Grid, ruler: Ruler) -> tuple[float, float]:
    box = grid.part(one.window, one.start, one.end)
    return box.width - ruler.u(EDGE + 8), box.height


def _signs(
    count: Count, style: ChartStyle, laid: Sequence[_Laid], named: dict[int, _Name]
) -> list[Sign]:
    employers = sorted({one.stretch.employer for one in laid} - set(named))
    signs = [Sign(style.employer(n), count.portfolio.employers[n].name) for n in employers]
    if premium_windows(count):
        signs.append(Sign(Ground.PREMIUM, "premium time"))
    if life(count):
        signs.append(Sign(Ground.LIFE, "life outside work"))
    return signs


# -- drawing -----------------------------------------------------------------------------------


def _clipped(grid: Grid, window: Interval) -> Box:
    """A window's box, cut off where the hours shown end."""
    box, whole = grid.part(window), grid.box
    top, bottom = max(box.top, whole.top), min(box.bottom, whole.bottom)
    return Box(box.left, top, box.width, max(bottom - top, 0.0))


def _draw_life(sheet: Sheet, grid: Grid, count: Count, laid: Sequence[_Laid], ruler: Ruler) -> None:
    """Life below the work; where work covers it, a strip of it stays to be seen."""
    style = sheet.style
    for window, title in life(count):
        covered = any(one.stretch.start < window[1] and window[0] < one.stretch.end for one in laid)
        box = grid.part(window, _COVERED if covered else 0.0)
        sheet.hatched(
            box,
            ground=style.life_ground,
            hatch=style.life_hatch,
            order=3.5 if covered else 1.2,
        )
        lines = fitting_lines(ruler, title, (box.width - ruler.u(12), box.height))
        at = (box.left + ruler.u(6), box.top + ruler.u(11))
        spoken = [(line, False) for line in lines]
        draw_words(sheet, at, spoken, ink=style.life_ink, halo=style.life_ground)


def _draw_stretch(
    sheet: Sheet, axes: "Axes", one: _Laid, grid: Grid, ruler: Ruler, name: _Name | None
) -> None:
    coat = sheet.style.employer(one.stretch.employer)
    box = grid.part(one.window, one.start, one.end)
    day, minute = divmod(one.stretch.start, MINUTES_PER_DAY)
    inner = grid.day_width / grid.column
    axes.bar(
        day + one.start * inner,
        (one.stretch.end - one.stretch.start) / _HOUR,
        bottom=minute / _HOUR,
        width=(one.end - one.start) * inner,
        align="edge",
        facecolor=coat.ground,
        edgecolor="none",
    )
    sheet.block(box, coat)
    lines = [(line, True) for line in name.lines] if name is not None and name.laid is one else []
    at = (box.left + ruler.u(EDGE + 4), box.top + ruler.u(11))
    draw_words(sheet, at, lines, ink=coat.ink, halo=coat.ground)
    # Where a day is too full for true widths, words say how often.
    if one.stretch.share != 1 or one.end - one.start < _NARROWED:
        down = ruler.u(14) * len(lines)
        rest = Box(box.left, box.top + down, box.width, box.height - down)
        _draw_often(sheet, share_words(one.stretch.share), rest, coat, ruler)


def _draw_often(sheet: Sheet, often: str, box: Box, coat: Coat, ruler: Ruler) -> None:
    """How often, along the top of a block, or upright where it is narrow, or not at all."""
    long = ruler.width(often, size=SMALL)
    inner = box.width - ruler.u(EDGE)
    if long + ruler.u(6) <= inner and box.height >= ruler.u(17):
        at = (box.left + ruler.u(EDGE + 4), box.top + ruler.u(11))
        sheet.text(at, often, size=SMALL, ink=coat.ink, halo=coat.ground)
    elif inner >= ruler.u(13) and long + ruler.u(8) <= box.height:
        at = (box.left + ruler.u(EDGE) + inner / 2, box.top + ruler.u(5))
        sheet.upright(at, often, ink=coat.ink)
