"""Bars drawn: a row for each reading, its parts named on it, what it is measured against beside it.

Words that do not fit on a part stand below it with a leader. Knows nothing of where values come
from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio_app.charts.fonts import SMALL, Ruler
from portfolio_app.charts.readings import Panel, Part, Row, than_today
from portfolio_app.charts.sheet import EDGE, Box, Sheet
from portfolio_app.charts.style import ChartStyle, Coat
from portfolio_app.core import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ZERO = Fraction(0)

# Lengths in pixels at 100 % text.
_BAR = 26.0
_GHOST = 6.0
_STRIP = 16.0  # a line of small words above or below a bar
_GAP = 12.0
_PAD = 8.0
_AXIS = 38.0
_FIGURE = 13.0
_DASHES = (4.0, 3.0)
_BESIDE = 4.0  # from a swatch to its words
_NEAR = 12.0  # as far as a leader may lean
_NICE = tuple(Fraction(n) * 10**power / 100 for power in range(12) for n in (1, 2, 5))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns lie, in pixels from the sheet's left: names, bars, figures."""

    names: float
    left: float
    right: float
    figures: float  # room for a figure and its facts


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the drawing of one panel needs to know."""

    panel: Panel
    style: ChartStyle
    ruler: Ruler
    columns: _Columns
    end: float  # of the axis, in the panel's unit

    def span(self, value: Fraction) -> float:
        """The length of a value in pixels."""
        return (self.columns.right - self.columns.left) * self.panel.plot(value) / self.end

    def across(self, value: Fraction) -> float:
        """Where a value lies, in pixels from the sheet's left."""
        return self.columns.left + self.span(value)

    def coat(self, part: Part) -> Coat:
        """What a part wears."""
        style = self.style
        return style.other if part.employer is None else style.employer(part.employer)

    def fits(self, part: Part, row: Row) -> bool:
        """Whether a part's words fit on it."""
        room = self.span(part.value) - self.ruler.u(EDGE + 9)
        return self.ruler.width(self.said(part, row), size=SMALL) <= room

    def words(self, part: Part) -> str:
        """A part's words: its name and its value."""
        return f"{part.name} {self.panel.bare(part.value)}"

    def said(self, part: Part, row: Row) -> str:
        """What stands on a part: the value of a bar's only part is beside the bar already."""
        return self.words(part) if len(row.parts) > 1 else part.name


@dataclass(frozen=True, slots=True)
class _Label:
    """Small words near a bar, on a strip counted away from it; `at` is where they point."""

    text: str
    left: float
    at: float
    level: int
    ink: str
    coat: Coat | None = None  # of the part that it names


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row with its words in their places, and the height that it takes."""

    row: Row
    names: tuple[str, ...]
    subtitle: str
    above: tuple[_Label, ...]
    below: tuple[_Label, ...]
    facts: tuple[tuple[str, str], ...]  # soft lines below the figure, each with its ink
    height: float

    @property
    def strips(self) -> int:
        """Strips of words above the bar."""
        return _levels(self.above)


def draw_bars(panels: Sequence[Panel], style: ChartStyle, *, width: float, title: str) -> "Figure":
    """Draw panels one under the other; the height follows from what there is.

    Call inside `drawing`. A name that is too long is elided in the picture, whole in the table.
    """
    ruler = Ruler(style)
    columns = _columns(panels, ruler, width)
    scenes = [_Scene(panel, style, ruler, columns, _axis_end(panel)) for panel in panels]
    laid = [[_lay(row, scene) for row in scene.panel.rows] for scene in scenes]
    height = ruler.u(_PAD) + sum(sum(row.height for row in rows) + ruler.u(_AXIS) for rows in laid)
    sheet = Sheet(style, width=width, height=max(height, ruler.u(_AXIS)), title=title)
    top = ruler.u(_PAD)
    for scene, rows in zip(scenes, laid, strict=True):
        below = top + sum(row.height for row in rows)
        box = Box(columns.left, top, columns.right - columns.left, below - top)
        axes = sheet.axes(box, across=(0, scene.end), label=scene.panel.axis)
        places = _ticks(scene.end)
        sheet.ticks(axes, [float(at) for at in places], [words.number(at) for at in places])
        down = top
        for row in rows:
            _draw_row(sheet, axes, row, scene, (top, down))
            down += row.height
        top = below + ruler.u(_AXIS)
    return sheet.figure


# -- laying out --------------------------------------------------------------------------------


def _columns(panels: Sequence[Panel], ruler: Ruler, width: float) -> _Columns:
    rows = [(panel, row) for panel in panels for row in panel.rows]
    names = [ruler.width(row.title, strong=True) for _, row in rows]
    names += [ruler.width(row.subtitle, size=SMALL) for _, row in rows]
    figures = [0.0] + [
        ruler.width(panel.show(row.total, about=row.about), size=_FIGURE, strong=True)
        for panel, row in rows
    ]
    name_room = min(max(names, default=0.0), width * 0.24)
    told = max(
        (ruler.width(text, size=SMALL) for pair in rows for text in _facts(*pair)), default=0.0
    )
    # Long facts wrap, so that the bars keep the most room.
    figure_room = max(*figures, min(told, width * 0.26), 0.0)
    left = name_room + ruler.u(_PAD + 12)
    right = max(width - figure_room - ruler.u(_PAD + 14), left + width * 0.2)
    return _Columns(name_room, left, right, figure_room)


def _facts(panel: Panel, row: Row) -> list[str]:
    """The soft lines below a figure: the limit that matters, else the contract; the change."""
    passed = [mark for mark in row.marks if mark.value < row.total]
    nearest = min(row.marks, key=lambda mark: mark.value, default=None)
    nearest = max(passed, key=lambda mark: mark.value, default=nearest)
    told = Row(
        title="",
        parts=row.parts,
        contract=None if nearest else row.contract,
        contract_name=row.contract_name,
        marks=(nearest,) if nearest else (),
    )
    return [text for text in (panel.against(told), than_today(panel.change(row))) if text]


def _axis_end(panel: Panel) -> float:
    """A little beyond the longest thing to show; 1 where all is nothing."""
    values = [_ZERO]
    for row in panel.rows:
        values += [row.total, row.contract or _ZERO, row.today or _ZERO]
        values += [mark.value for mark in row.marks]
    return (panel.plot(max(values)) or 1.0) * 1.02


def _ticks(end: float) -> list[Fraction]:
    """About five round places from nothing to the end."""
    step = next((nice for nice in _NICE if end / nice <= 6), _NICE[-1])
    return [n * step for n in range(int(end / step) + 1)]


def _levels(labels: Sequence[_Label]) -> int:
    return max((label.level + 1 for label in labels), default=0)


def _lay(row: Row, scene: _Scene) -> _Laid:
    ruler = scene.ruler
    names = ruler.wrapped(row.title, scene.columns.names, lines=2, strong=True)
    subtitle = ruler.fitted(row.subtitle, scene.columns.names, size=SMALL)
    above = _named_lines(row, scene)
    below = _below(row, scene)
    words_high = ruler.u(16) * (len(names) + bool(subtitle))
    facts = _wrapped_facts(row, scene)
    facts_high = ruler.u(18) + ruler.u(15) * len(facts)
    bar_high = ruler.u(_BAR) + ruler.u(_STRIP) * _levels(below) + _ghost_high(row, ruler)
    high = max(words_high, facts_high, bar_high) + ruler.u(_STRIP) * _levels(above)
    return _Laid(row, names, subtitle, above, below, facts, high + ruler.u(_GAP))


def _wrapped_facts(row: Row, scene: _Scene) -> tuple[tuple[str, str], ...]:
    room = scene.columns.figures
    return tuple(
        (line, _fact_ink(fact, row, scene.style))
        for fact in _facts(scene.panel, row)
        for line in scene.ruler.wrapped(fact, room, lines=2, size=SMALL)
    )


def _ghost_high(row: Row, ruler: Ruler) -> float:
    return ruler.u(_GHOST + 3) if row.today is not None else 0.0


def _named_lines(row: Row, scene: _Scene) -> tuple[_Label, ...]:
    """Names of the lines across a bar, on as few strips as keep them apart."""
    ruler, style = scene.ruler, scene.style
    # Limits are the same for every bar: named once, they are known.
    named = row is next((one for one in scene.panel.rows if one.marks), None)
    lines = [
        (mark.value, mark.name if named else "", style.limit if mark.is_law else style.own_limit)
        for mark in row.marks
    ]
    if row.contract is not None:
        shown = words.hours(row.contract) if scene.panel.in_minutes else words.number(row.contract)
        lines.append((row.contract, f"contract {shown}", style.soft_ink))
    labels: list[_Label] = []
    ends: list[float] = []
    places = [scene.across(value) for value, _, _ in sorted(lines)] + [float("inf")]
    for (_, text, ink), at, after in zip(sorted(lines), places, places[1:], strict=False):
        wide = ruler.width(text, size=SMALL)
        left = min(at - wide / 2, scene.columns.right + ruler.u(8) - wide)
        if text and after < left + wide + ruler.u(4):
            left = after - ruler.u(5) - wide  # clear of the next line
        left = max(left, scene.columns.left)
        level = next((n for n, end in enumerate(ends) if end < left), len(ends)) if text else -1
        if text:
            ends[level : level + 1] = [left + wide + ruler.u(8)]
        labels.append(_Label(text, left, at, level, ink))
    return tuple(labels)


def _below(row: Row, scene: _Scene) -> tuple[_Label, ...]:
    """The words of parts too narrow for them, moved right until each stands clear."""
    ruler, columns = scene.ruler, scene.columns
    swatch = ruler.u(EDGE + _BESIDE)
    labels: list[_Label] = []
    free, level, before = columns.left, 0, _ZERO
    for part in row.parts if len(row.parts) > 1 else ():
        at = scene.across(before + part.value / 2)
        before += part.value
        if not part.value or scene.fits(part, row):
            continue
        room = columns.right - columns.left - swatch
        said = ruler.fitted(scene.words(part), room, size=SMALL)
        wide = ruler.width(said, size=SMALL) + swatch
        left = max(min(at - wide / 2, columns.right - wide), free)
        if left + wide > columns.right and left > columns.left:
            level += 1
            left = max(min(at - wide / 2, columns.right - wide), columns.left)
        labels.append(_Label(said, left, at, level, scene.style.soft_ink, scene.coat(part)))
        free = left + wide + ruler.u(12)
    return tuple(labels)


# -- drawing -----------------------------------------------------------------------------------


def _draw_row(
    sheet: Sheet, axes: "Axes", laid: _Laid, scene: _Scene, tops: tuple[float, float]
) -> None:
    """Draw one row; `tops` are where its panel and the row itself begin."""
    row, bar_top = laid.row, tops[1] + sheet.u(_STRIP) * laid.strips
    _draw_names(sheet, laid, bar_top)
    before = _ZERO
    for part in row.parts:
        if part.value:
            box = Box(scene.across(before), bar_top, scene.span(part.value), sheet.u(_BAR))
            _draw_part(sheet, axes, (part, row), scene, (box, tops[0], before))
        before += part.value
    if row.today:
        _draw_today(sheet, row, scene, bar_top)
    _draw_lines(sheet, laid, bar_top)
    _draw_below(sheet, laid, scene, bar_top)
    _draw_figures(sheet, laid, scene, bar_top)


def _draw_names(sheet: Sheet, laid: _Laid, bar_top: float) -> None:
    left, step = sheet.u(_PAD), sheet.u(16)
    lines = [(name, True) for name in laid.names]
    lines += [(laid.subtitle, False)] if laid.subtitle else []
    top = bar_top + sheet.u(13) - (step / 2 if len(lines) > 1 else 0)
    for text, strong in lines:
        ink = sheet.style.ink if strong else sheet.style.soft_ink
        size = 12.0 if strong else SMALL
        sheet.text((left, top), text, size=size, strong=strong, ink=ink)
        top += step


def _draw_part(
    sheet: Sheet,
    axes: "Axes",
    drawn: tuple[Part, Row],
    scene: _Scene,
    place: tuple[Box, float, Fraction],
) -> None:
    (part, row), (box, panel_top, before) = drawn, place
    coat = scene.coat(part)
    axes.barh(
        box.top - panel_top + box.height / 2,
        scene.panel.plot(part.value),
        left=scene.panel.plot(before),
        height=box.height,
        facecolor=coat.ground,
        edgecolor=coat.ink,
        linewidth=0.75,
        label=part.name,
        clip_on=False,
    )
    sheet.edge(Box(box.left, box.top, min(sheet.u(EDGE), box.width), box.height), coat)
    if scene.fits(part, row):
        at = (box.left + sheet.u(EDGE + 4), box.top + box.height / 2)
        sheet.text(at, scene.said(part, row), size=SMALL, ink=coat.ink, halo=coat.ground)


def _draw_today(sheet: Sheet, row: Row, scene: _Scene, bar_top: float) -> None:
    today = row.today or _ZERO
    top = bar_top + sheet.u(_BAR + 3)
    ghost = Box(scene.columns.left, top, scene.span(today), sheet.u(_GHOST))
    sheet.box(ghost, outline=sheet.style.ghost, dashed=True)
    if row is next(one for one in scene.panel.rows if one.today):
        # Named once; every other ghost of the panel looks the same.
        left = min(ghost.right + sheet.u(5), scene.columns.right - scene.ruler.width("today"))
        sheet.text(
            (left, top + sheet.u(_GHOST / 2)),
            "today",
            size=SMALL,
            ink=sheet.style.soft_ink,
            halo=sheet.style.ground,
        )


def _draw_lines(sheet: Sheet, laid: _Laid, bar_top: float) -> None:
    for label in laid.above:
        middle = bar_top - sheet.u(_STRIP) * (label.level + 0.5) - sheet.u(2)
        foot = bar_top + sheet.u(_BAR + 3)
        head = middle + sheet.u(7) if label.text else bar_top - sheet.u(3)
        sheet.line(
            (label.at, head),
            (label.at, foot),
            ink=label.ink,
            width=1.4,
            dashes=_DASHES,
        )
        sheet.text(
            (label.left, middle), label.text, size=SMALL, ink=label.ink, halo=sheet.style.ground
        )


def _draw_below(sheet: Sheet, laid: _Laid, scene: _Scene, bar_top: float) -> None:
    start = bar_top + sheet.u(_BAR)
    first = start + _ghost_high(laid.row, scene.ruler)
    for label in laid.below:
        middle = first + sheet.u(_STRIP) * (label.level + 0.5) + sheet.u(2)
        swatch = Box(label.left, middle - sheet.u(6), sheet.u(EDGE), sheet.u(13))
        if label.coat is not None:
            sheet.edge(swatch, label.coat)
        words_left = swatch.right + sheet.u(_BESIDE)
        wide = scene.ruler.width(label.text, size=SMALL)
        near = min(max(label.at, words_left), words_left + wide)
        if label.level == 0 and abs(near - label.at) <= sheet.u(_NEAR):
            head = (near, middle - sheet.u(7))
            sheet.line((label.at, start), head, ink=sheet.style.edge, width=0.8)
        sheet.text(
            (words_left, middle), label.text, size=SMALL, ink=label.ink, halo=sheet.style.ground
        )


def _draw_figures(sheet: Sheet, laid: _Laid, scene: _Scene, bar_top: float) -> None:
    left, down = scene.columns.right + sheet.u(14), bar_top + sheet.u(9)
    shown = scene.panel.show(laid.row.total, about=laid.row.about)
    if not laid.facts:
        down += sheet.u(4)
    sheet.text((left, down), shown, size=_FIGURE, strong=True)
    for text, ink in laid.facts:
        down += sheet.u(15)
        sheet.text((left, down), text, size=SMALL, ink=ink)


def _fact_ink(text: str, row: Row, style: ChartStyle) -> str:
    if " over " not in text:
        return style.soft_ink
    broken = any(mark.is_law and mark.said in text for mark in row.marks)
    return style.limit if broken else style.over
