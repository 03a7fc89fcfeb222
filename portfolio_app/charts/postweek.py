"""The picture of a shared post's week: both partners side by side, and who is on the post when.

My lane is left of the middle of each day, my partner's right of it; what both do spans the day.
What a partner's file does not say is shown as not known, never as free. Knows nothing of files or
screens.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio_app.charts.duties import Duty, Who, duties, post_notes, post_of
from portfolio_app.charts.fonts import Ruler, drawing
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
from portfolio_app.charts.stretches import by_day, life, stretches
from portfolio_app.charts.style import WIDTH, ChartStyle, Coat, Pattern
from portfolio_app.core import words
from portfolio_app.core.jobshare import Option
from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY, WEEKDAYS, Half, Partner
from portfolio_app.core.occasion import DEFAULT_HALVES
from portfolio_app.core.sharing import Availability
from portfolio_app.core.weektime import Interval, intersect, total, windows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "The shared post's week"
LABEL = "You on the left of each day, your partner on the right"
_WORKING_DAYS = 5
_WORKING_WEEK = _WORKING_DAYS * MINUTES_PER_DAY
_MIDDLE = 0.5  # of a day's width
_LANES = {Who.ME: (0.0, _MIDDLE), Who.PARTNER: (_MIDDLE, 1.0)}
_PRESENT = (Who.ME, Who.PARTNER, Who.BOTH)
_SHORT = {
    Who.ME: "You",
    Who.PARTNER: "Partner",
    Who.BOTH: "Both",
    Who.NOBODY: "Nobody",
    Who.NOT_KNOWN: "Not known",
}
_WHOLE = (0.0, 1.0)
_HOUR = 60


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """What one of the two does that is not the post: a window of one day and how it is shown."""

    window: Interval
    start: float
    end: float
    title: str
    ground: Ground


def job_share_week(option: Option, style: ChartStyle, *, width: float = WIDTH) -> "Figure":
    """The post's ordinary week with who is there, and where else each of the two is.

    Args:
        option: one that shares the post.
        style: colours and size of text.
        width: of the picture in CSS pixels; the height follows.

    Raises:
        ValueError: the option does not share the post.
    """
    found = duties(post_of(option))
    with drawing():
        ruler = Ruler(style)
        other = [*_mine(option), *_theirs(option)]
        weekend = any(duty.start >= _WORKING_WEEK for duty in found)
        days = DAYS_PER_WEEK if weekend else _WORKING_DAYS
        other = [one for one in other if one.window[0] < days * MINUTES_PER_DAY]
        windows = [(duty.start, duty.end) for duty in found] + [one.window for one in other]
        grid = make_grid(ruler, width=width, hours=hours_used(windows), days=days)
        lines = wrapped_notes(ruler, post_notes(option), width=width)
        height = sheet_height(grid, ruler, lines=len(lines))
        sheet = Sheet(style, width=width, height=height, title=TITLE)
        axes = draw_grid(sheet, grid, heads=_heads(found, days), label=LABEL)
        for one in other:
            _draw_elsewhere(sheet, grid, one, ruler, named=not _lies_under(one, found))
        for duty in found:
            _draw_duty(sheet, axes, duty, grid, (option, ruler))
        draw_key(sheet, _signs(option, style, found, other), ruler, width=width)
        draw_notes(sheet, grid, lines)
        return sheet.figure


def _heads(found: Sequence[Duty], days: int) -> list[str]:
    heads = []
    for day in range(days):
        here = [d for d in found if d.start // MINUTES_PER_DAY == day and d.who in _PRESENT]
        minutes = total((d.start, d.end) for d in here)
        heads.append(f"{words.hours(minutes)} on the post" if minutes else "")
    return heads


# -- where else the two are --------------------------------------------------------------------


def _mine(option: Option) -> Iterable[_Elsewhere]:
    """My other work, as wide in my lane as it is often; and my life."""
    names = [employer.name for employer in option.portfolio.employers]
    role = post_of(option).resolved.role.id
    for one in stretches(option.count, without=role):
        end = _MIDDLE * float(one.share)
        yield _Elsewhere((one.start, one.end), 0.0, end, names[one.employer], Ground.ELSEWHERE)
    for window, title in life(option.count):
        yield _Elsewhere(window, 0.0, _MIDDLE, title, Ground.LIFE)


def _theirs(option: Option) -> Iterable[_Elsewhere]:
    """What is known of my partner's week outside the post, and what is not."""
    partner = post_of(option).resolved.partner
    if partner is None:
        return
    busy = [b for b in partner.blocks if not b.on_post]
    for block in busy:
        for window in windows_of(block.day.index, block.clock):
            for piece in by_day(window):
                yield _Elsewhere(piece, _MIDDLE, 1.0, block.title, Ground.ELSEWHERE)
    for window, said in _halves(partner):
        if said is Availability.NONE:
            yield _Elsewhere(window, _MIDDLE, 1.0, "away", Ground.ELSEWHERE)
        elif said is None:
            yield _Elsewhere(window, _MIDDLE, 1.0, "not known", Ground.GHOST)


def _halves(partner: Partner) -> Iterable[tuple[Interval, Availability | None]]:
    """The half-days of the working week: what the partner says of each, None for nothing at all."""
    said = {(day, half): availability for day, half, availability in partner.halves}
    blocks = [w for b in partner.blocks for w in windows_of(b.day.index, b.clock)]
    for day in WEEKDAYS[:_WORKING_DAYS]:
        for half in (Half.AM, Half.PM):
            (window,) = windows_of(day.index, DEFAULT_HALVES[half])
            if not intersect([window], blocks):
                yield window, said.get((day, half))


# -- drawing -----------------------------------------------------------------------------------


def _lies_under(one: _Elsewhere, found: Sequence[Duty]) -> bool:
    """Whether something of the post is drawn over it."""
    return any(
        duty.start < one.window[1]
        and one.window[0] < duty.end
        and lane[0] < one.end
        and one.start < lane[1]
        for duty in found
        for lane in (_LANES.get(duty.who, _WHOLE),)
    )


def _draw_elsewhere(
    sheet: Sheet, grid: Grid, one: _Elsewhere, ruler: Ruler, *, named: bool
) -> None:
    style = sheet.style
    box = grid.part(one.window, one.start, one.end)
    match one.ground:
        case Ground.LIFE:
            sheet.hatched(box, ground=style.life_ground, hatch=style.life_hatch)
        case Ground.GHOST:
            sheet.box(box, outline=style.ghost, dashed=True, order=1.5)
        case _:
            sheet.box(box, fill=style.sunken, outline=style.line, order=1.5)
    if not named:
        return
    lines = fitting_lines(ruler, one.title, (box.width - ruler.u(8), box.height))
    at = (box.left + ruler.u(5), box.top + ruler.u(11))
    halo = style.ground if one.ground is Ground.GHOST else style.sunken
    draw_words(sheet, at, [(line, False) for line in lines], ink=style.soft_ink, halo=halo)


def _draw_duty(
    sheet: Sheet, axes: "Axes", duty: Duty, grid: Grid, known: tuple[Option, Ruler]
) -> None:
    option, ruler = known
    style = sheet.style
    start, end = _LANES.get(duty.who, _WHOLE)
    box = grid.part((duty.start, duty.end), start, end)
    coat = _coat(duty.who, option, style)
    day, minute = divmod(duty.start, MINUTES_PER_DAY)
    inner = grid.day_width / grid.column
    axes.bar(
        day + start * inner,
        (duty.end - duty.start) / _HOUR,
        bottom=minute / _HOUR,
        width=(end - start) * inner,
        align="edge",
        facecolor=coat.ground,
        edgecolor="none",
        label=duty.who.value,
    )
    if duty.who in _PRESENT:
        sheet.block(box, coat)
    else:
        sheet.box(box, fill=style.ground, outline=coat.ink, dashed=True, order=3)
    _draw_what(sheet, duty, box, coat, ruler)


def _draw_what(sheet: Sheet, duty: Duty, box: Box, coat: Coat, ruler: Ruler) -> None:
    """Who is there and what is on; who alone, or nothing, where there is no room."""
    room = (box.width - ruler.u(EDGE + 8), box.height)
    who, what = _SHORT[duty.who], ", ".join(duty.titles)
    whole = fitting_lines(ruler, f"{who}: {what}", room, strong=True) if what else ()
    lines = whole or fitting_lines(ruler, who, room, strong=True)
    at = (box.left + ruler.u(EDGE + 4), box.top + ruler.u(11))
    draw_words(sheet, at, [(line, True) for line in lines], ink=coat.ink, halo=coat.ground)


def _coat(who: Who, option: Option, style: ChartStyle) -> Coat:
    """The post's employer in two patterns for us two; the accent for both; red for nobody."""
    employers = [employer.id for employer in option.portfolio.employers]
    own = style.employer(employers.index(post_of(option).resolved.role.employer))
    match who:
        case Who.ME:
            return own
        case Who.PARTNER:
            pattern = Pattern.SOLID if own.pattern is Pattern.DIAGONAL else Pattern.DIAGONAL
            return Coat(own.ink, own.ground, pattern)
        case Who.BOTH:
            return style.together
        case Who.NOBODY:
            return Coat(style.limit, style.ground, Pattern.SOLID)
        case Who.NOT_KNOWN:
            return Coat(style.own_limit, style.ground, Pattern.SOLID)


def _signs(
    option: Option, style: ChartStyle, found: Sequence[Duty], other: Sequence[_Elsewhere]
) -> list[Sign]:
    present = [who for who in Who if any(duty.who is who for duty in found)]
    signs = [
        Sign(_coat(who, option, style), f"{who.value} on the post")
        for who in present
        if who in _PRESENT
    ]
    names = {
        Ground.ELSEWHERE: "at other work or away",
        Ground.LIFE: "your life outside work",
        Ground.GHOST: "not known",
    }
    grounds = {one.ground for one in other}
    return signs + [Sign(ground, name) for ground, name in names.items() if ground in grounds]
