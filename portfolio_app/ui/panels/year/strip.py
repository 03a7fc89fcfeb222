"""The year as a strip: a cell a week by date, holidays marked, and when each role is held.

Draws what it is handed. Arrow keys go from week to week; a click does the same.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from portfolio_app.core.yearweeks import YearWeek
from portfolio_app.ui import theme
from portfolio_app.ui.theme import EmployerColour
from portfolio_app.ui.widgets.edges import draw_edge

_HEAD, _CELL, _LANE, _GAP = 18, 40, 24, 4
_MONTH_OF_WEEKS = 4  # weeks that Page Up and Page Down move
_EDGE = 5


@dataclass(frozen=True, slots=True)
class Lane:
    """A role's bar: its name, the employer's colour, the days it is held, the days it changes."""

    title: str
    colour: EmployerColour
    first: date
    last: date
    turns: tuple[date, ...] = ()


class YearStrip(QWidget):
    """The weeks of a year.

    Signals:
        moved: the place of the week that is now chosen, from 0.
        opened: the week was opened with Enter or a double click.
    """

    moved = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        """Begin without a year."""
        super().__init__()
        self._weeks: tuple[YearWeek, ...] = ()
        self._texts: tuple[str, ...] = ()
        self._lanes: tuple[Lane, ...] = ()
        self._today = date.min
        self.place = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Weeks of the year")

    def show_year(
        self, weeks: Sequence[YearWeek], texts: Sequence[str], lanes: Sequence[Lane], *, today: date
    ) -> None:
        """Show a year; the chosen week stays where it can, and is today's at first."""
        fresh = not self._weeks or self._weeks[0].first != weeks[0].first
        self._weeks, self._texts, self._lanes = tuple(weeks), tuple(texts), tuple(lanes)
        self._today = today
        if fresh:
            self.place = next((n for n, week in enumerate(weeks) if week.holds(today)), 0)
        self.place = min(self.place, len(weeks) - 1)
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The chosen week in words."""
        return self._texts[self.place] if self._texts else ""

    def week(self) -> YearWeek:
        """The chosen week."""
        return self._weeks[self.place]

    def choose(self, place: int) -> None:
        """Choose a week; one beyond the year is the last, or the first."""
        place = max(0, min(place, len(self._weeks) - 1))
        if not self._weeks or place == self.place:
            return
        self.place = place
        self.setAccessibleDescription(self.text())
        self.update()
        self.moved.emit(place)

    def cell(self, place: int) -> QRectF:
        """Where a week is drawn."""
        wide = self.width() / max(1, len(self._weeks))
        return QRectF(place * wide, theme.px(_HEAD), wide, theme.px(_CELL))

    # -- Qt ------------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        lanes = len(self._lanes) * theme.px(_LANE + _GAP)
        return QSize(theme.px(600), theme.px(_HEAD) + theme.px(_CELL) + theme.px(_GAP) + lanes)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._weeks) - 1
        goes = {
            Qt.Key.Key_Left: self.place - 1,
            Qt.Key.Key_Right: self.place + 1,
            Qt.Key.Key_PageUp: self.place - _MONTH_OF_WEEKS,
            Qt.Key.Key_PageDown: self.place + _MONTH_OF_WEEKS,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in goes:
            self.choose(goes[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._weeks:
            self.opened.emit(self.place)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.choose(self._at(event.position().x()))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._weeks:
            self.opened.emit(self.place)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._texts:
            text = self._texts[self._at(event.pos().x())]
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _at(self, x: float) -> int:
        wide = self.width() / max(1, len(self._weeks))
        return max(0, min(int(x / wide), len(self._weeks) - 1))

    # -- painting ------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._weeks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_months(painter)
        dated = self.dated()
        for place, week in enumerate(self._weeks):
            self._paint_week(painter, place, week, dated=place in dated)
        for row, lane in enumerate(self._lanes):
            top = theme.px(_HEAD) + theme.px(_CELL) + theme.px(_GAP)
            self._paint_lane(painter, lane, top + row * theme.px(_LANE + _GAP))
        self._paint_chosen(painter)
        painter.end()

    def _paint_months(self, painter: QPainter) -> None:
        look = theme.current()
        font = theme.font(size=11)
        painter.setFont(font)
        free = 0.0
        for place, name in months(self._weeks).items():
            left = self.cell(place).left()
            wide = QFontMetricsF(font).horizontalAdvance(name)
            if left < free or left + wide > self.width():
                continue
            painter.setPen(QColor(look.soft_ink))
            rect = QRectF(left + 2, 0, wide + 2, theme.px(_HEAD))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, name)
            free = left + wide + theme.px(_GAP)

    def _paint_week(self, painter: QPainter, place: int, week: YearWeek, *, dated: bool) -> None:
        look = theme.current()
        rect = self.cell(place).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = look.premium if week.holidays else look.panel
        painter.setPen(QPen(QColor(look.line), 1))
        painter.setBrush(QColor(ground))
        painter.drawRect(rect)
        now = week.holds(self._today)
        painter.setFont(theme.font(size=11, semibold=now))
        painter.setPen(QColor(look.ink if now or week.holidays else look.soft_ink))
        upper = QRectF(rect.left(), rect.top(), rect.width(), rect.height() * 0.55)
        if dated:
            painter.drawText(upper, int(Qt.AlignmentFlag.AlignCenter), str(week.first.day))
        if now:
            foot = QRectF(rect.left() + 3, upper.bottom() - 2, rect.width() - 6, 2)
            painter.fillRect(foot, QColor(look.accent))
        self._paint_marks(painter, rect, week)

    def dated(self) -> frozenset[int]:
        """The weeks that show their date: the chosen one, this week, and others with room."""
        every = self._every()
        found: list[int] = []
        now = (place for place, week in enumerate(self._weeks) if week.holds(self._today))
        for place in (self.place, *now, *range(0, len(self._weeks), every)):
            if all(abs(place - other) >= every for other in found):
                found.append(place)
        return frozenset(found)

    def _every(self) -> int:
        """Every how many weeks a date has room."""
        widest = QFontMetricsF(theme.font(size=11, semibold=True)).horizontalAdvance("28")
        return math.ceil((widest + theme.px(_GAP)) / self.cell(0).width())

    def _paint_marks(self, painter: QPainter, rect: QRectF, week: YearWeek) -> None:
        """A disc for each holiday, and a diamond where something changes."""
        look = theme.current()
        size = float(theme.px(6))
        marks = [*(False for _ in week.holidays), *([True] if week.changes else [])]
        wide = len(marks) * size + (len(marks) - 1) * 2
        left = rect.center().x() - wide / 2
        middle = rect.top() + rect.height() * 0.76
        painter.setPen(Qt.PenStyle.NoPen)
        for number, changes in enumerate(marks):
            centre = QPointF(left + size / 2 + number * (size + 2), middle)
            painter.setBrush(QColor(look.tight.ink if changes else look.accent))
            if changes:
                painter.drawPolygon(_diamond(centre, size / 2 + 1))
            else:
                painter.drawEllipse(centre, size / 2, size / 2)

    def _paint_lane(self, painter: QPainter, lane: Lane, top: int) -> None:
        look = theme.current()
        left, right = self._x(lane.first, after=False), self._x(lane.last, after=True)
        rect = QRectF(left, top, max(right - left, _EDGE + 2), theme.px(_LANE))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(lane.colour.ground))
        painter.drawRoundedRect(rect, 4, 4)
        edge = QRectF(rect.left(), rect.top(), _EDGE, rect.height())
        draw_edge(painter, edge, ink=lane.colour.ink, pattern=lane.colour.pattern)
        font = theme.font(size=12)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(look.ink))
        inside = rect.adjusted(_EDGE + 6, 0, -4, 0)
        wanted = metrics.horizontalAdvance(lane.title)
        if wanted > inside.width() and left > inside.width():
            inside = QRectF(0, top, left - 6, theme.px(_LANE))
            text = metrics.elidedText(lane.title, Qt.TextElideMode.ElideRight, inside.width())
            side = Qt.AlignmentFlag.AlignRight
        else:
            text = metrics.elidedText(lane.title, Qt.TextElideMode.ElideRight, inside.width())
            side = Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, int(side | Qt.AlignmentFlag.AlignVCenter), text)
        painter.setPen(QPen(QColor(look.ink), 1, Qt.PenStyle.DashLine))
        for day in lane.turns:
            x = self._x(day, after=False)
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def _paint_chosen(self, painter: QPainter) -> None:
        look = theme.current()
        ink = look.focus if self.hasFocus() else look.accent
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(ink), 2))
        rect = self.cell(self.place)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)

    def _x(self, day: date, *, after: bool) -> float:
        """Where a day begins or, `after` it, ends; days outside the year are its edges."""
        first = self._weeks[0].first
        days = len(self._weeks) * 7
        at = min(max(0, (day - first).days + after), days) if day < date.max else days
        return self.width() * at / days


def months(weeks: Sequence[YearWeek]) -> Mapping[int, str]:
    """The names of months by the week in which each begins; the first week has one always."""
    names: dict[int, str] = {}
    for place, week in enumerate(weeks):
        begins = week.first.day <= 7
        if place == 0 or begins:
            year = f" {week.first.year}" if place == 0 or week.first.month == 1 else ""
            names[place] = f"{week.first:%b}{year}"
    return names


def _diamond(centre: QPointF, size: float) -> QPolygonF:
    x, y = centre.x(), centre.y()
    corners = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    return QPolygonF([QPointF(*corner) for corner in corners])
