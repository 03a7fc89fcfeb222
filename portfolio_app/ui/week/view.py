"""The week as a picture that scrolls and zooms: layout, painting, what lies under a point.

Shows one scene and whatever floats over it (selection, empty slot, ghost). Knows nothing of
documents or edits, and paints again only what has changed.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY
from portfolio_app.core.weektime import subtract
from portfolio_app.ui import theme
from portfolio_app.ui.week import paint
from portfolio_app.ui.week.drags import Grip
from portfolio_app.ui.week.forecast import Ghost
from portfolio_app.ui.week.geometry import HOURS, Geometry, Hit, Zone
from portfolio_app.ui.week.lanes import Lane
from portfolio_app.ui.week.scene import EMPTY, Chip, Piece, Scene, Tile, TileKind, cut_at_midnight

Place = tuple[str, int | None]  # an item's id, and the start of one of its blocks

_TRAY_ROWS = 2
_WHOLE = Lane(0, 1, 1)
_LEAST_HOUR, _MOST_HOUR = 18.0, 160.0
_LEAST_FITTED_HOUR = 22  # pixels at 100 % text size: a line of words in a short block
_HEADROOM = 9  # pixels above the first hour, for its label
_SPREAD = 4  # how far rings and outlines reach beyond a block


class WeekView(QAbstractScrollArea):
    """Paints a scene.

    Signals:
        laid_out: the days may lie elsewhere than before.
    """

    laid_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty week."""
        super().__init__(parent)
        self._scene = EMPTY
        self._days = DAYS_PER_WEEK
        self._span = (7, 22)
        self._zoom: float | None = None  # pixels an hour; None fits the span of hours
        self._place: Place | None = None
        self._slot: tuple[int, int] | None = None
        self._ghost: Ghost | None = None
        self._lifted: str | None = None
        self._sheet: tuple[object, QPixmap] | None = None
        self._chips: tuple[tuple[Chip, QRectF], ...] = ()
        self._more: tuple[QRectF, tuple[Chip, ...]] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(QSize(theme.px(420), theme.px(260)))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def scene(self) -> Scene:
        """The week on show."""
        return self._scene

    def show_scene(self, scene: Scene) -> None:
        """Show another week, or the same after an edit; repaints what differs."""
        old, self._scene = self._scene, scene
        if _frame_of(old) != _frame_of(scene) or not self.isVisible():
            self._lay_out()
            self.viewport().update()
            return
        self._repaint_changes(old)

    def measure_again(self) -> None:
        """Take other measures, after a change of the size of text."""
        self._lay_out()
        self._scroll_to(self._span[0] * 60)
        self.viewport().update()

    def show_days(self, days: int) -> None:
        """Show seven days, or the five of the working week."""
        self._days = days
        self._lay_out()
        self.viewport().update()

    def show_hours(self, first: int, last: int) -> None:
        """Fit these hours of the day into the height; the others are a scroll away."""
        self._span = (first, max(last, first + 1))
        self._zoom = None
        self._lay_out()
        self._scroll_to(first * 60)
        self.viewport().update()

    def fit_day(self) -> None:
        """Fit the hours of the day into the height again."""
        self.show_hours(*self._span)

    @property
    def day_span(self) -> tuple[int, int]:
        """The first and the last minute of the day that the canvas is set to show."""
        return self._span[0] * 60, self._span[1] * 60

    def zoom_by(self, factor: float, at: float | None = None) -> None:
        """Make the hours taller or shorter, keeping still what is at this height."""
        geometry = self.geometry_now
        at = geometry.grid.center().y() if at is None else at
        minute = (at - geometry.grid_top + geometry.scroll) * 60 / geometry.hour
        least = max(_LEAST_HOUR, geometry.grid.height() / HOURS)
        self._zoom = min(max(geometry.hour * factor, least), _MOST_HOUR)
        self._lay_out()
        grown = self.geometry_now
        self.verticalScrollBar().setValue(round(minute * grown.hour / 60 - at + grown.grid_top))
        self.viewport().update()

    def _scroll_to(self, minute: int) -> None:
        """Scroll so that a minute of the day is the first to be seen, or nearly."""
        top = round(minute * self.geometry_now.hour / 60)
        self.verticalScrollBar().setValue(top - self._headroom())

    def _headroom(self) -> int:
        """What is left above the first fitted hour, for half of its figures."""
        return _HEADROOM if self._zoom is None else 0

    # -- what lies where -----------------------------------------------------------------------

    @cached_property
    def geometry_now(self) -> Geometry:
        """Where everything is, until the next change of size, zoom, scroll or scene."""
        return self._measure()

    def hit(self, point: QPointF) -> Hit:
        """What lies under a point of the viewport."""
        geometry = self.geometry_now
        if point.y() < geometry.head:
            return Hit(Zone.HEAD)
        if point.y() < geometry.duties_top:
            chip = next((c for c, rect in self._chips if rect.contains(point)), None)
            return Hit(Zone.TRAY, chip=chip, grip=Grip.CHIP if chip else Grip.EMPTY)
        if point.y() < geometry.grid_top:
            return self._duty_hit(geometry, point)
        if point.x() < geometry.gutter:
            return Hit(Zone.GUTTER)
        minute = geometry.minute_at(point)
        piece = geometry.piece_at(self._scene, point)
        grip = Grip.EMPTY if piece is None else geometry.grip_of(piece, point)
        return Hit(Zone.GRID, minute, piece=piece, grip=grip)

    def rect_of(self, place: Place) -> QRectF:
        """Where a block, chip or strip is in the viewport; a null rectangle when it is not."""
        rects = self._rects_of(place)
        return rects[0] if rects else QRectF()

    def _duty_hit(self, geometry: Geometry, point: QPointF) -> Hit:
        for duty in self._scene.duties:
            if any(r.contains(point) for r in geometry.duty_rects(self._scene, duty)):
                return Hit(Zone.DUTIES, duty=duty)
        return Hit(Zone.DUTIES)

    def _rects_of(self, place: Place) -> list[QRectF]:
        key, start = place
        geometry = self.geometry_now
        if start is not None:
            return [
                geometry.piece_rect(piece)
                for piece in self._scene.pieces
                if piece.tile.id == key and piece.tile.start == start and piece.day < geometry.days
            ]
        chips = [rect for chip, rect in self._chips if chip.id == key]
        duties = [
            rect
            for duty in self._scene.duties
            if duty.id == key
            for rect in geometry.duty_rects(self._scene, duty)
        ]
        return chips or duties

    # -- layout --------------------------------------------------------------------------------

    def _measure(self) -> Geometry:
        size = self.viewport().size()
        geometry = Geometry(
            width=size.width(),
            height=size.height(),
            gutter=theme.px(46),
            head=theme.px(46),
            tray=self._tray_height(),
            duty=theme.px(26),
            duties=len(self._scene.duties),
            hour=1.0,
            days=self._days,
        )
        visible = max(1.0, geometry.grid.height())
        first, last = self._span
        hour = self._zoom or (visible - 2 * _HEADROOM) / (last - first)
        # Fitted hours stay tall enough for a line of words; what does not fit is scrolled to.
        least = _LEAST_HOUR if self._zoom is not None else theme.px(_LEAST_FITTED_HOUR)
        hour = max(hour, visible / HOURS, least)
        return replace(geometry, hour=hour, scroll=float(self.verticalScrollBar().value()))

    def _tray_height(self) -> float:
        rects = [rect for _, rect in self._chips]
        if self._more is not None:
            rects.append(self._more[0])
        if not rects:
            return 0.0
        return max(rect.bottom() for rect in rects) - theme.px(46) + theme.px(5)

    def _lay_out(self) -> None:
        """Bring chips, scroll bar and geometry up to date; call after any change of measure."""
        at_minute: float = self._span[0] * 60
        if self._zoom is not None and "geometry_now" in self.__dict__:
            old = self.geometry_now
            at_minute = old.scroll * 60 / old.hour
        self._lay_out_chips()
        self._forget_geometry()
        geometry = self.geometry_now
        visible = geometry.grid.height()
        bar = self.verticalScrollBar()
        bar.setPageStep(int(visible))
        bar.setSingleStep(int(geometry.hour / 2) or 1)
        bar.setRange(0, max(0, round(geometry.full_height - visible)))
        bar.setValue(round(at_minute * geometry.hour / 60) - self._headroom())
        self._forget_geometry()
        self.laid_out.emit()

    def _lay_out_chips(self) -> None:
        """Chips in rows; those that the rows do not hold are behind "more"."""
        left, right = theme.px(46) + 4.0, self.viewport().width() - 6.0
        height, gap = float(theme.px(26)), theme.px(6)
        top = float(theme.px(46) + 5)
        x = left
        row = 0
        laid: list[tuple[Chip, QRectF]] = []
        for at, chip in enumerate(self._scene.chips):
            width = min(paint.chip_width(chip), right - left)
            if x + width > right and x > left:
                row, x = row + 1, left
            if row >= _TRAY_ROWS:
                hidden = self._scene.chips[at - 1 :]
                _, last = laid.pop()
                self._more = (last, hidden)
                break
            laid.append((chip, QRectF(x, top + row * (height + 4), width, height)))
            x += width + gap
        else:
            self._more = None
        self._chips = tuple(laid)

    def _forget_geometry(self) -> None:
        self.__dict__.pop("geometry_now", None)

    def _scrolled(self) -> None:
        self._forget_geometry()
        self.viewport().update()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._scrolled()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        super().resizeEvent(event)

    # -- what has changed ----------------------------------------------------------------------

    def _repaint_changes(self, old: Scene) -> None:
        geometry = self.geometry_now
        before = {(p.tile.key, p.day): p for p in (*old.pieces, *old.ghosts)}
        after = {(p.tile.key, p.day): p for p in (*self._scene.pieces, *self._scene.ghosts)}
        changed = [p for key, p in before.items() if after.get(key) != p]
        changed += [p for key, p in after.items() if before.get(key) != p]
        self._update_rects(geometry.piece_rect(piece) for piece in changed)
        if old.heads != self._scene.heads:  # one day's words decide how short every day's are
            self._update_rects(geometry.head_rect(day) for day in range(geometry.days))

    def _update_rects(self, rects: Iterable[QRectF]) -> None:
        for rect in rects:
            if not rect.isNull():
                wide = rect.adjusted(-_SPREAD, -_SPREAD, _SPREAD, _SPREAD)
                self.viewport().update(wide.toAlignedRect())

    def _set_place(self, place: Place | None) -> None:
        if place == self._place:
            return
        for each in (self._place, place):
            if each is not None:
                self._update_rects(self._rects_of(each))
        self._place = place

    def _set_slot(self, slot: tuple[int, int] | None) -> None:
        for each in (self._slot, slot):
            if each is not None:
                self._update_rects([self._slot_rect(each)])
        self._slot = slot

    def show_ghost(self, ghost: Ghost | None, lifted: str | None) -> None:
        """Show a ghost, or none; `lifted` is the item that is drawn faintly meanwhile."""
        if lifted != self._lifted:
            for key in (self._lifted, lifted):
                self._update_item(key)
        self._update_rects(self._ghost_rects())
        self._ghost, self._lifted = ghost, lifted
        self._update_rects(self._ghost_rects())

    def _update_item(self, key: str | None) -> None:
        """Paint every block and the chip of an item again."""
        geometry = self.geometry_now
        pieces = [p for p in self._scene.pieces if p.tile.id == key and p.day < geometry.days]
        self._update_rects(geometry.piece_rect(piece) for piece in pieces)
        self._update_rects(rect for chip, rect in self._chips if chip.id == key)

    def _slot_rect(self, slot: tuple[int, int]) -> QRectF:
        day, minute = slot
        return self.geometry_now.stretch_rect(day, minute, minute + 60)

    def _ghost_pieces(self) -> list[Piece]:
        ghost = self._ghost
        if ghost is None or ghost.to_tray:
            return []
        tile = Tile(
            id="",
            kind=TileKind.WORK,
            title=ghost.title,
            parts=(),
            units="",
            start=ghost.spot.start,
            minutes=ghost.spot.minutes,
            employer=ghost.employer,
            spoken="",
        )
        cuts = cut_at_midnight(ghost.spot.start, ghost.spot.minutes)
        return [
            Piece(tile, day, start, end, _WHOLE) for day, start, end in cuts if day < self._days
        ]

    def _ghost_rects(self) -> list[QRectF]:
        if self._ghost is None:
            return []
        geometry = self.geometry_now
        rects = [geometry.piece_rect(piece) for piece in self._ghost_pieces()]
        anchor = rects[0] if rects else self._tray_rect()
        return [*rects, paint.callout_rect(anchor, QRectF(self._bounds()), self._ghost.lines)]

    def _tray_rect(self) -> QRectF:
        geometry = self.geometry_now
        return QRectF(0, geometry.head, geometry.width, geometry.tray)

    def _bounds(self) -> QRect:
        return self.viewport().rect().adjusted(2, 2, -2, -2)

    # -- painting ------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        geometry = self.geometry_now
        region = event.region()
        top = int(geometry.grid_top)
        grid = QRect(0, top, int(geometry.width) + 1, int(geometry.height) - top + 1)
        if region.intersects(grid):
            painter.save()
            painter.setClipRect(grid, Qt.ClipOperation.IntersectClip)
            self._paint_grid(painter, geometry, region)
            painter.restore()
        if region.boundingRect().top() <= top:
            self._paint_top(painter, geometry, region)
        if self._ghost is not None:
            self._paint_ghost(painter, geometry, self._ghost)
        painter.end()

    def _paint_grid(self, painter: QPainter, geometry: Geometry, region: QRegion) -> None:
        look = theme.current()
        sheet = self._sheet_picture(geometry)
        painter.drawPixmap(QPointF(0, geometry.grid_top - geometry.scroll), sheet)
        for piece in self._scene.ghosts:
            rect = self._visible(geometry, piece, region)
            if rect is not None:
                words = rect.intersected(self._clear_of(piece, rect, geometry))
                paint.draw_today(painter, rect, words, piece, look)
        for piece in self._scene.pieces:
            rect = self._visible(geometry, piece, region)
            if rect is not None:
                faded = piece.tile.id == self._lifted
                paint.draw_piece(painter, rect, piece, look, faded=faded, top=geometry.grid_top)
        if self._slot is not None:
            paint.draw_slot(painter, self._slot_rect(self._slot), look)
        if self._place is not None and self._place[1] is not None:
            for rect in self._rects_of(self._place):
                paint.draw_ring(painter, rect, look, strong=self.hasFocus())

    def _clear_of(self, ghost: Piece, rect: QRectF, geometry: Geometry) -> QRectF:
        """The tallest part of a ghost that no block covers."""
        blocks = [(p.start, p.end) for p in self._scene.pieces if p.day == ghost.day]
        clear = subtract([(ghost.start, ghost.end)], blocks)
        if not clear:
            return QRectF()
        start, end = max(clear, key=lambda part: part[1] - part[0])
        top, bottom = geometry.y(start), geometry.y(end)
        return QRectF(rect.left(), top, rect.width(), bottom - top)

    def _visible(self, geometry: Geometry, piece: Piece, region: QRegion) -> QRectF | None:
        if piece.day >= geometry.days:
            return None
        rect = geometry.piece_rect(piece)
        if rect.bottom() < geometry.grid_top or rect.top() > geometry.height:
            return None
        wide = rect.adjusted(-_SPREAD, -_SPREAD, _SPREAD, _SPREAD)
        return rect if region.intersects(wide.toAlignedRect()) else None

    def _sheet_picture(self, geometry: Geometry) -> QPixmap:
        look = theme.current()
        ratio = self.devicePixelRatioF()
        scale = theme.text_scale()
        key = (
            geometry.width,
            geometry.hour,
            geometry.days,
            self._scene.premium,
            look,
            ratio,
            scale,
        )
        if self._sheet is None or self._sheet[0] != key:
            self._sheet = (key, paint.sheet_picture(geometry, self._scene, look, ratio))
        return self._sheet[1]

    def _paint_top(self, painter: QPainter, geometry: Geometry, region: QRegion) -> None:
        look = theme.current()
        paint.draw_heads(painter, geometry, self._scene.heads, look, region)
        if geometry.tray:
            self._paint_tray(painter, geometry)
        if geometry.duties:
            rect = QRectF(
                0, geometry.duties_top, geometry.width, geometry.grid_top - geometry.duties_top
            )
            painter.fillRect(rect, QColor(look.panel))
            self._label(painter, rect, "On call")
            for duty in self._scene.duties:
                for strip in geometry.duty_rects(self._scene, duty):
                    paint.draw_duty(painter, strip, duty, look)
            self._rule(painter, geometry.grid_top - 0.5)
        if self._place is not None and self._place[1] is None:
            for rect in self._rects_of(self._place):
                paint.draw_ring(painter, rect, look, strong=self.hasFocus())

    def _paint_tray(self, painter: QPainter, geometry: Geometry) -> None:
        look = theme.current()
        rect = self._tray_rect()
        painter.fillRect(rect, QColor(look.sunken))
        self._label(
            painter, QRectF(rect.left(), rect.top() + 5, rect.width(), theme.px(26)), "Untimed"
        )
        for chip, where in self._chips:
            paint.draw_chip(painter, where, chip, look, faded=chip.id == self._lifted)
        if self._more is not None:
            where, hidden = self._more
            painter.setPen(QColor(look.accent))
            painter.setFont(theme.font(size=12, semibold=True))
            painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), f"{len(hidden)} more")
        self._rule(painter, geometry.duties_top - 0.5)

    def _label(self, painter: QPainter, rect: QRectF, text: str) -> None:
        painter.setPen(QColor(theme.current().soft_ink))
        painter.setFont(theme.font(size=10))
        box = QRectF(rect.left(), rect.top(), theme.px(46) - 4, theme.px(26))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(right), text)

    def _rule(self, painter: QPainter, y: float) -> None:
        painter.setPen(QPen(QColor(theme.current().line), 1))
        painter.drawLine(QPointF(0, y), QPointF(self.geometry_now.width, y))

    def _paint_ghost(self, painter: QPainter, geometry: Geometry, ghost: Ghost) -> None:
        look = theme.current()
        pieces = self._ghost_pieces()
        rects = [geometry.piece_rect(piece) for piece in pieces]
        painter.save()
        painter.setClipRect(geometry.grid, Qt.ClipOperation.IntersectClip)
        for piece, rect in zip(pieces, rects, strict=True):
            paint.draw_piece(painter, rect, piece, look)
            paint.draw_ring(painter, rect, look)
        painter.restore()
        anchor = rects[0] if rects else self._tray_rect()
        paint.draw_callout(painter, anchor, QRectF(self._bounds()), ghost.lines, look)

    def global_rect(self, rect: QRectF) -> QRect:
        """A rectangle of the viewport, on the screen."""
        aligned = rect.toAlignedRect()
        return QRect(self.viewport().mapToGlobal(QPoint(aligned.x(), aligned.y())), aligned.size())


def _frame_of(scene: Scene) -> object:
    """What decides the layout: when it is the same, only blocks and totals can have changed."""
    return scene.monday, scene.week, scene.weeks, scene.chips, scene.duties, scene.premium


def minute_of(slot: tuple[int, int]) -> int:
    """The minute of the week at which an empty slot begins."""
    return slot[0] * MINUTES_PER_DAY + slot[1]
