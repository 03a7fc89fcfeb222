"""From minutes of the week to pixels of the canvas, and back.

A value made anew whenever the canvas changes size, zoom or scroll. Knows nothing of portfolios
and paints nothing.
"""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF

from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY
from portfolio_app.ui.week.drags import Grip
from portfolio_app.ui.week.scene import Chip, Duty, Piece, Scene

TARGET = 24.0  # the least height of what can be pressed (WCAG 2.2, 2.5.8)
HOURS = 24
_EDGE = 6.0  # how deep the part of a block is that resizes it
_GAP = 2.0  # between a block and the next column or lane


class Zone(Enum):
    """The parts of the canvas."""

    HEAD = "head"
    TRAY = "tray"
    DUTIES = "duties"
    GUTTER = "gutter"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a point."""

    zone: Zone
    minute: float = 0.0
    piece: Piece | None = None
    duty: Duty | None = None
    chip: Chip | None = None
    grip: Grip = Grip.EMPTY

    @property
    def key(self) -> str | None:
        """The id of the item under the point."""
        for found in (self.chip, self.duty):
            if found is not None:
                return found.id
        return None if self.piece is None else self.piece.tile.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Lengths in logical pixels; `scroll` is how far the hours are scrolled up."""

    width: float
    height: float
    gutter: float
    head: float
    tray: float
    duty: float
    duties: int
    hour: float
    scroll: float = 0.0
    days: int = DAYS_PER_WEEK

    @property
    def column(self) -> float:
        """The width of a day."""
        return max(1.0, (self.width - self.gutter) / self.days)

    @property
    def duties_top(self) -> float:
        """Where the on-call strips begin."""
        return self.head + self.tray

    @property
    def grid_top(self) -> float:
        """Where the hours begin to show."""
        return self.duties_top + self.duties * self.duty

    @property
    def grid(self) -> QRectF:
        """The hours that can be seen, gutter left out."""
        return QRectF(
            self.gutter,
            self.grid_top,
            self.column * self.days,
            max(0.0, self.height - self.grid_top),
        )

    @property
    def full_height(self) -> float:
        """The height of all twenty-four hours."""
        return self.hour * HOURS

    def left(self, day: int) -> float:
        """The left edge of a day's column."""
        return self.gutter + day * self.column

    def y(self, minute: float) -> float:
        """The height at which a minute of the day lies."""
        return self.grid_top + minute * self.hour / 60 - self.scroll

    def day_at(self, x: float) -> int:
        """The day whose column a point is in, or the nearest."""
        return min(max(int((x - self.gutter) // self.column), 0), self.days - 1)

    def minute_at(self, point: QPointF) -> float:
        """The minute of the week at a point; beyond the day's ends it stays in the day."""
        minute = (point.y() - self.grid_top + self.scroll) * 60 / self.hour
        in_day = min(max(minute, 0.0), float(MINUTES_PER_DAY))
        return self.day_at(point.x()) * MINUTES_PER_DAY + in_day

    def head_rect(self, day: int) -> QRectF:
        """The head of a day's column."""
        return QRectF(self.left(day), 0, self.column, self.head)

    def stretch_rect(self, day: int, start: float, end: float) -> QRectF:
        """The whole width of a column between two minutes of a day."""
        top = self.y(start)
        return QRectF(self.left(day), top, self.column, self.y(end) - top)

    def piece_rect(self, piece: Piece) -> QRectF:
        """Where a piece is drawn."""
        whole = self.stretch_rect(piece.day, piece.start, piece.end)
        width = whole.width() - 2 * _GAP - 1
        left = whole.left() + _GAP + width * piece.lane.left
        right = whole.left() + _GAP + width * piece.lane.right
        if piece.lane.index + piece.lane.span < piece.lane.of:
            right -= _GAP
        return QRectF(left, whole.top() + 0.5, right - left, max(2.0, whole.height() - 1.5))

    def target_rect(self, piece: Piece) -> QRectF:
        """Where a piece can be pressed: never less than 24 pixels high."""
        rect = self.piece_rect(piece)
        short = max(0.0, TARGET - rect.height()) / 2
        return rect.adjusted(0, -short, 0, short)

    def duty_rects(self, scene: Scene, duty: Duty) -> tuple[QRectF, ...]:
        """Where an on-call strip is drawn, one for each stretch of its days."""
        top = self.duties_top + scene.duties.index(duty) * self.duty
        return tuple(
            QRectF(
                self.left(first) + _GAP,
                top + 1,
                (min(last, self.days) - first) * self.column - 2 * _GAP,
                self.duty - 2,
            )
            for first, last in duty.runs
            if first < self.days
        )

    def piece_at(self, scene: Scene, point: QPointF) -> Piece | None:
        """The piece under a point: what is drawn there, else the nearest that can be pressed."""
        near: list[tuple[float, Piece]] = []
        for piece in reversed(scene.pieces):
            if piece.day >= self.days:
                continue
            rect = self.piece_rect(piece)
            if rect.contains(point):
                return piece
            if self.target_rect(piece).contains(point):
                near.append((abs(rect.center().y() - point.y()), piece))
        return min(near, key=lambda each: each[0])[1] if near else None

    def grip_of(self, piece: Piece, point: QPointF) -> Grip:
        """Which part of a piece a point takes hold of."""
        rect = self.piece_rect(piece)
        edge = min(_EDGE, rect.height() / 4)
        if piece.is_last and point.y() >= rect.bottom() - edge:
            return Grip.END
        if piece.is_first and point.y() <= rect.top() + edge:
            return Grip.START
        return Grip.BODY
