"""How the week is drawn: grid, blocks, strips, chips, ghosts. Paints values; changes nothing.

Colours come from the theme in force at the moment of painting. Knows nothing of documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QRegion,
)

from portfolio_app.core.model import MINUTES_PER_DAY
from portfolio_app.core.weektime import intersect
from portfolio_app.ui import theme
from portfolio_app.ui.theme import EmployerColour, Theme, employer_ink
from portfolio_app.ui.week.blocktext import Saying, Voice, Word, set_block, type_at
from portfolio_app.ui.week.geometry import HOURS, Geometry
from portfolio_app.ui.week.scene import (
    DAY_NAMES,
    Chip,
    DayHead,
    Duty,
    Firmness,
    Piece,
    Scene,
    Tile,
)
from portfolio_app.ui.widgets.edges import draw_edge

BAR = 5.0  # the width of an employer's edge
_RADIUS = 5.0
_FADED = 0.35
_SOMETIMES = 0.45
_NARROW = 84.0  # pixels of width below which a block is narrow
_MARK = 12  # the side of the clash mark


@dataclass(frozen=True, slots=True)
class Dress:
    """The colours of a block."""

    ink: QColor
    ground: QColor
    edge: EmployerColour | None


def dress(tile: Tile, look: Theme) -> Dress:
    """The colours of a tile in a theme: its employer's, or those of life outside work."""
    if tile.employer is None:
        return Dress(QColor(look.life_ink), QColor(look.life_ground), None)
    colour = employer_ink(look, tile.employer)
    return Dress(QColor(colour.ink), QColor(colour.ground), colour)


# -- the sheet ---------------------------------------------------------------------------------


def draw_sheet(painter: QPainter, geometry: Geometry, scene: Scene, look: Theme) -> None:
    """All twenty-four hours of the grid: premium time, hour lines, day lines, hour labels.

    Drawn from the top, unscrolled: the canvas keeps it as a picture and moves it.
    """
    width = geometry.gutter + geometry.column * geometry.days
    painter.fillRect(QRectF(0, 0, width, geometry.full_height), QColor(look.panel))
    scale = geometry.hour / 60
    shade = QColor(look.premium)
    for day in range(geometry.days):
        midnight = day * MINUTES_PER_DAY
        for start, end in intersect(scene.premium, [(midnight, midnight + MINUTES_PER_DAY)]):
            top, bottom = (start - midnight) * scale, (end - midnight) * scale
            painter.fillRect(QRectF(geometry.left(day), top, geometry.column, bottom - top), shade)
    painter.setPen(QPen(QColor(look.line), 1))
    for hour in range(1, HOURS):
        y = round(hour * geometry.hour) + 0.5
        painter.drawLine(QPointF(geometry.gutter, y), QPointF(width, y))
    for day in range(geometry.days):
        x = round(geometry.left(day)) - 0.5
        painter.drawLine(QPointF(x, 0), QPointF(x, geometry.full_height))
    _draw_hours(painter, geometry, look)


def _draw_hours(painter: QPainter, geometry: Geometry, look: Theme) -> None:
    painter.setFont(theme.font(size=11))
    painter.setPen(QColor(look.soft_ink))
    row = theme.px(16)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for hour in range(1, HOURS):
        box = QRectF(0, hour * geometry.hour - row / 2, geometry.gutter - theme.px(7), row)
        painter.drawText(box, int(right), f"{hour:02}:00")


def draw_heads(
    painter: QPainter,
    geometry: Geometry,
    heads: Sequence[DayHead],
    look: Theme,
    region: QRegion,
) -> None:
    """The names of the days with their totals, of the days that are in a region to be painted."""
    painter.fillRect(QRectF(0, 0, geometry.width, geometry.head), QColor(look.panel))
    rects = [
        geometry.head_rect(day).adjusted(theme.px(8), theme.px(5), -theme.px(4), 0)
        for day in range(geometry.days)
    ]
    name_font, text_font = theme.font(size=13, semibold=True), theme.font(size=11)
    words = head_words(heads, [rect.width() for rect in rects])
    for day, (rect, (name, text)) in enumerate(zip(rects, words, strict=True)):
        if not region.intersects(geometry.head_rect(day).toAlignedRect()):
            continue
        _draw_left(painter, rect, name, look.ink, name_font)
        rows = rect.height() - theme.px(9)
        lower = QRectF(rect.left(), rect.top() + rows / 2, rect.width(), rows / 2)
        _draw_left(painter, lower, text, look.soft_ink, text_font)
        if heads[day].has_figure:
            _dot_under(painter, lower, text, look, text_font)
        painter.setPen(QPen(QColor(look.line), 1))
        x = round(geometry.left(day)) - 0.5
        painter.drawLine(QPointF(x, 0), QPointF(x, geometry.head))
    _rule(painter, geometry, geometry.head - 0.5, look)


def head_words(heads: Sequence[DayHead], widths: Sequence[float]) -> list[tuple[str, str]]:
    """The name and the total of each day that is shown, in the room that it has.

    Where one has no room whole, every day's stands in its shorter form; never part of a word.
    """
    shown = list(zip(heads, widths, strict=False))
    names = QFontMetricsF(theme.font(size=13, semibold=True))
    texts = QFontMetricsF(theme.font(size=11))
    whole = all(names.horizontalAdvance(head.name) <= width for head, width in shown)
    told = all(texts.horizontalAdvance(head.text) <= width for head, width in shown)
    return [
        (
            head.name if whole else head.short or head.name[:3],
            head.text if told else head.text.split(" · ")[0],
        )
        for head, _ in shown
    ]


def _draw_left(painter: QPainter, rect: QRectF, text: str, ink: str, font: QFont) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), text)


def _dot_under(painter: QPainter, rect: QRectF, text: str, look: Theme, font: QFont) -> None:
    """The dotted line that says that there is something behind a figure, as figures have it."""
    metrics = QFontMetricsF(font)
    painter.setPen(QPen(QColor(look.edge), 1, Qt.PenStyle.DotLine))
    under = round(rect.top() + metrics.ascent() + 3)
    painter.drawLine(
        round(rect.left()), under, round(rect.left() + metrics.horizontalAdvance(text)), under
    )


def _rule(painter: QPainter, geometry: Geometry, y: float, look: Theme) -> None:
    painter.setPen(QPen(QColor(look.line), 1))
    painter.drawLine(QPointF(0, y), QPointF(geometry.width, y))


# -- blocks ------------------------------------------------------------------------------------


def draw_piece(
    painter: QPainter,
    rect: QRectF,
    piece: Piece,
    look: Theme,
    *,
    faded: bool = False,
    top: float = float("-inf"),
) -> None:
    """A block, or the part of it that lies in one day; its words stay below `top`."""
    tile = piece.tile
    painter.save()
    if faded:
        painter.setOpacity(_FADED)
    colours = dress(tile, look)
    shape = _shape(rect, piece)
    _fill_block(painter, shape, rect, tile, colours, look)
    _draw_bar(painter, shape, rect, colours)
    seen = rect.adjusted(0, max(0.0, top - rect.top()), 0, 0)
    inside = _text_box(seen)
    said = block_words(seen, tile, is_first=piece.is_first)
    _draw_words(painter, inside, said, colours)
    if tile.clashes:
        _draw_mark(painter, inside, said, look.not_fit.ink if tile.grave else look.tight.ink)
    painter.restore()


def _draw_mark(painter: QPainter, inside: QRectF, said: Sequence[Word], ink: str) -> None:
    """The sign of a clash, at the lower left, where no words are."""
    row = type_at(theme.text_scale()).row
    top = inside.bottom() - row - 2
    taken = any(
        word.voice is not Voice.UNITS and inside.top() + word.y + word.height > top + 2
        for word in said
    )
    if taken or inside.height() < _MARK:
        return
    ratio = painter.device().devicePixelRatio()
    mark = theme.pixmap("warning", size=_MARK, ink=ink, ratio=ratio)
    painter.drawPixmap(QPointF(inside.left(), top + (row - _MARK) / 2), mark)


def _shape(rect: QRectF, piece: Piece) -> QPainterPath:
    """Rounded, but flat where the block goes on beyond midnight."""
    path = QPainterPath()
    radius = min(_RADIUS, rect.height() / 3)
    path.addRoundedRect(rect, radius, radius)
    square = QPainterPath()
    if not piece.is_first:
        square.addRect(QRectF(rect.left(), rect.top(), rect.width(), radius * 1.5))
    if not piece.is_last:
        square.addRect(
            QRectF(rect.left(), rect.bottom() - radius * 1.5, rect.width(), radius * 1.5)
        )
    return path if square.isEmpty() else path.united(square)


def _fill_block(
    painter: QPainter,
    shape: QPainterPath,
    rect: QRectF,
    tile: Tile,
    colours: Dress,
    look: Theme,
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shape, QColor(look.panel))
    if tile.employer is None:
        _hatch(painter, shape, rect, look)
    elif tile.firmness is Firmness.SURE:
        painter.fillPath(shape, colours.ground)
    else:
        pale = QColor(colours.ground)
        pale.setAlphaF(_SOMETIMES)
        painter.fillPath(shape, pale)
    outline = _outline(tile, colours, look)
    if outline is not None:
        painter.setPen(outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)


def _outline(tile: Tile, colours: Dress, look: Theme) -> QPen | None:
    """The line round a block: a clash, what is not sure to be done, what is new; else none."""
    if tile.clashes:
        return QPen(QColor((look.not_fit if tile.grave else look.tight).ink), 1.2)
    if tile.firmness is not Firmness.SURE:
        ink = QColor(colours.ink)
        ink.setAlphaF(0.7)
        return QPen(ink, 1, Qt.PenStyle.DashLine)
    return QPen(colours.ink, 1.2) if tile.new else None


def _hatch(painter: QPainter, shape: QPainterPath, rect: QRectF, look: Theme) -> None:
    """Diagonal stripes that do not depend on where the block lies."""
    painter.save()
    painter.fillPath(shape, QColor(look.life_ground))
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(look.life_hatch), 4))
    step = 11.0
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += step
    painter.restore()


def _draw_bar(painter: QPainter, shape: QPainterPath, rect: QRectF, colours: Dress) -> None:
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    bar = QRectF(rect.left(), rect.top(), BAR, rect.height())
    if colours.edge is None:
        painter.fillRect(bar, colours.ink)
    else:
        draw_edge(painter, bar, ink=colours.edge.ink, pattern=colours.edge.pattern)
    painter.restore()


def _text_box(rect: QRectF) -> QRectF:
    """Where words may be; a narrow block spends less on its margins."""
    narrow = rect.width() < _NARROW
    return rect.adjusted(BAR + (2 if narrow else 6), 0, -1 if narrow else -5, 0)


def block_words(rect: QRectF, tile: Tile, *, is_first: bool = True) -> tuple[Word, ...]:
    """The lines that a tile says in a rectangle of the canvas, as they are drawn."""
    inside = _text_box(rect)
    kind = type_at(theme.text_scale())
    if is_first:
        saying = Saying(tile.title, tile.parts, tile.units, marked=bool(tile.clashes))
    else:
        before = DAY_NAMES[tile.start // MINUTES_PER_DAY]
        saying = Saying(tile.title, (f"from {before}",), "", marked=bool(tile.clashes))
    return set_block(saying, inside.width(), inside.height(), kind)


def _draw_words(painter: QPainter, inside: QRectF, words: Sequence[Word], colours: Dress) -> None:
    if not words:
        return
    fonts = _fonts(theme.text_scale())
    painter.setPen(colours.ink)
    left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    flags = left | int(Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine)
    for word in words:
        painter.setFont(fonts[word.voice])
        box = QRectF(inside.left() + word.x, inside.top() + word.y, word.width, word.height)
        painter.drawText(box, flags, word.text)


@lru_cache(maxsize=8)
def _fonts(_scale: float) -> dict[Voice, QFont]:
    """The fonts of a block at a text size; made once, for making one costs as much as a line."""
    return {
        Voice.TITLE: theme.font(size=12, semibold=True),
        Voice.SMALL_TITLE: theme.font(size=11, semibold=True),
        Voice.TINY_TITLE: theme.font(size=10, semibold=True),
        Voice.PART: theme.font(size=11),
        Voice.UNITS: theme.font(size=11, semibold=True),
    }


def draw_today(painter: QPainter, rect: QRectF, clear: QRectF, piece: Piece, look: Theme) -> None:
    """Today's plan under a scenario: a dashed outline, its words where nothing covers it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.ghost), 1, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    colours = Dress(QColor(look.soft_ink), QColor(look.panel), None)
    _draw_words(painter, _text_box(clear), block_words(clear, piece.tile), colours)
    painter.restore()


def draw_ring(painter: QPainter, rect: QRectF, look: Theme, *, strong: bool = True) -> None:
    """The outline of the selected block; thinner where the canvas has not the focus."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.panel), 1))
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    painter.setPen(QPen(QColor(look.focus), 2.5 if strong else 1.5))
    painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), _RADIUS + 1, _RADIUS + 1)
    painter.restore()


def draw_slot(painter: QPainter, rect: QRectF, look: Theme) -> None:
    """The empty hour that the keyboard is on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.focus), 2, Qt.PenStyle.DotLine))
    painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), _RADIUS, _RADIUS)
    painter.restore()


# -- strips and chips --------------------------------------------------------------------------


def draw_duty(painter: QPainter, rect: QRectF, duty: Duty, look: Theme) -> None:
    """An on-call strip over its days."""
    colour = employer_ink(look, duty.employer)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(rect, 4, 4)
    ground = QColor(colour.ground)
    if duty.firmness is not Firmness.SURE:
        ground.setAlphaF(_SOMETIMES)
    painter.fillPath(shape, ground)
    if duty.firmness is not Firmness.SURE:
        painter.setPen(QPen(QColor(colour.ink), 1, Qt.PenStyle.DashLine))
        painter.drawPath(shape)
    _draw_bar(painter, shape, rect, Dress(QColor(colour.ink), ground, colour))
    inside = rect.adjusted(BAR + 6, 0, -6, 0)
    title = theme.font(size=12, semibold=True)
    _draw_run(painter, inside, [(duty.title, title), (duty.text, theme.font(size=11))], colour.ink)
    painter.restore()


def _draw_run(
    painter: QPainter, rect: QRectF, runs: Sequence[tuple[str, object]], ink: str
) -> None:
    """Texts one after the other, each whole or left out; the first is shortened if it must be."""
    kind = type_at(theme.text_scale())
    x = rect.left()
    painter.setPen(QColor(ink))
    middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for at, (text, font) in enumerate(runs):
        painter.setFont(font)  # type: ignore[arg-type]
        metrics = painter.fontMetrics()
        shown = text
        room = rect.right() - x
        if metrics.horizontalAdvance(shown) > room:
            if at:
                shown = _parts_that_fit(shown, room, metrics.horizontalAdvance)
            else:
                shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, int(room))
        if not shown:
            return
        painter.drawText(QRectF(x, rect.top(), room, rect.height()), middle, shown)
        x += metrics.horizontalAdvance(shown) + kind.pad * 2


def _parts_that_fit(text: str, room: float, measure: object) -> str:
    parts = text.split(" · ")
    while parts and measure(" · ".join(parts)) > room:  # type: ignore[operator]
        parts.pop()
    return " · ".join(parts)


def chip_width(chip: Chip) -> float:
    """The width that a chip takes with all its words."""
    kind = type_at(theme.text_scale())
    return BAR + 14 + kind.title(chip.title) + kind.pad * 2 + kind.part(chip.text)


def draw_chip(
    painter: QPainter, rect: QRectF, chip: Chip, look: Theme, *, faded: bool = False
) -> None:
    """A piece of untimed work in the tray."""
    colour = employer_ink(look, chip.employer)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if faded:
        painter.setOpacity(_FADED)
    shape = QPainterPath()
    shape.addRoundedRect(rect, 6, 6)
    painter.fillPath(shape, QColor(colour.ground))
    _draw_bar(painter, shape, rect, Dress(QColor(colour.ink), QColor(colour.ground), colour))
    inside = rect.adjusted(BAR + 6, 0, -6, 0)
    title = theme.font(size=12, semibold=True)
    _draw_run(painter, inside, [(chip.title, title), (chip.text, theme.font(size=11))], colour.ink)
    painter.restore()


# -- what follows the pointer ------------------------------------------------------------------


def draw_callout(
    painter: QPainter, anchor: QRectF, bounds: QRectF, lines: Sequence[str], look: Theme
) -> QRectF:
    """A few lines beside a ghost, kept inside the bounds; the last one is a warning if it clashes.

    Returns:
        The rectangle that it covers.
    """
    rect = callout_rect(anchor, bounds, lines)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.edge), 1))
    painter.setBrush(QBrush(QColor(look.panel)))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    row = theme.px(17)
    for at, line in enumerate(lines):
        warns = line.startswith(("clashes", "takes"))
        painter.setFont(theme.font(size=12, semibold=at == 0 or warns))
        painter.setPen(QColor(look.not_fit.ink if warns else look.ink))
        box = QRectF(rect.left() + 8, rect.top() + 5 + at * row, rect.width() - 12, row)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), line)
    painter.restore()
    return rect


def callout_rect(anchor: QRectF, bounds: QRectF, lines: Sequence[str]) -> QRectF:
    """Where a callout goes: right of the ghost, else left of it, inside the bounds."""
    kind = type_at(theme.text_scale())
    width = max((kind.title(line) for line in lines), default=0.0) + 18
    height = theme.px(17) * len(lines) + 10
    left = anchor.right() + 6
    if left + width > bounds.right():
        left = anchor.left() - width - 6
    left = min(max(left, bounds.left()), max(bounds.left(), bounds.right() - width))
    top = min(max(anchor.top(), bounds.top()), max(bounds.top(), bounds.bottom() - height))
    return QRectF(left, top, width, height)


def sheet_picture(geometry: Geometry, scene: Scene, look: Theme, ratio: float) -> QPixmap:
    """The sheet as a picture, crisp at the screen's ratio."""
    width = geometry.gutter + geometry.column * geometry.days
    picture = QPixmap(int(width * ratio) + 1, int(geometry.full_height * ratio) + 1)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    draw_sheet(painter, geometry, scene, look)
    painter.end()
    return picture
