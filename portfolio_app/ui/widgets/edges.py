"""The one way an employer's edge is drawn: on the canvas, in legends and in the bottom strip.

A pattern is as much an employer's sign as its colour is. Knows nothing of employers.
"""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from portfolio_app.ui.theme import EdgePattern

BAND = 4.0  # pixels: the measure that the patterns are drawn by


def draw_edge(painter: QPainter, rect: QRectF, *, ink: str, pattern: EdgePattern) -> None:
    """Fill a narrow upright bar with a pattern.

    Args:
        painter: left as it was found.
        rect: the bar, in the painter's coordinates; patterns are legible from 5 pixels of width.
        ink: "#RRGGBB".
        pattern: solid; diagonal strokes; bands with gaps; dots; a dashed line; or crossed strokes.
    """
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    colour = QColor(ink)
    match pattern:
        case EdgePattern.SOLID:
            painter.fillRect(rect, colour)
        case EdgePattern.BANDED:
            _bands(painter, rect, colour, on=2.0, gap=2.0)
        case EdgePattern.DASHED:
            _bands(painter, rect, colour, on=BAND + 2, gap=BAND - 1)
        case EdgePattern.DOTTED:
            _dots(painter, rect, colour)
        case EdgePattern.DIAGONAL:
            _strokes(painter, rect, colour, slopes=(1,))
        case EdgePattern.CROSSED:
            _strokes(painter, rect, colour, slopes=(1, -1))
    painter.restore()


def _bands(painter: QPainter, rect: QRectF, colour: QColor, *, on: float, gap: float) -> None:
    top = rect.top()
    while top < rect.bottom():
        painter.fillRect(QRectF(rect.left(), top, rect.width(), on), colour)
        top += on + gap


def _dots(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), BAND)
    path = QPainterPath()
    top = rect.top() + 1
    while top < rect.bottom():
        path.addEllipse(QRectF(rect.center().x() - side / 2, top, side, side))
        top += side + 2
    painter.fillPath(path, colour)


def _strokes(painter: QPainter, rect: QRectF, colour: QColor, *, slopes: tuple[int, ...]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.6))
    step = BAND + 1 if len(slopes) == 1 else 2 * BAND - 1
    width = rect.width()
    outline = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawLine(outline.topLeft(), outline.bottomLeft())
    painter.drawLine(outline.topRight(), outline.bottomRight())
    top = rect.top() - width
    while top < rect.bottom() + width:
        for slope in slopes:
            start, end = (top + width, top) if slope > 0 else (top, top + width)
            painter.drawLine(QLineF(rect.left(), start, rect.right(), end))
        top += step
