"""Which colour and edge is whose: employers, life outside work, premium time, today's plan.

Paints itself in one line and leaves out what does not fit, last things first.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.theme import employer_ink
from portfolio_app.ui.week.scene import EMPTY, Scene
from portfolio_app.ui.widgets.edges import draw_edge

LIFE, PREMIUM, TODAY, NEW = -1, -2, -3, -4
_SWATCH = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and its word; `sign` is an employer's place, or one of the other signs."""

    sign: int
    text: str


class Legend(QWidget):
    """The legend of a document's week."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Start without entries."""
        super().__init__(parent)
        self._document = document
        self._scene: Scene = EMPTY
        self._entries: tuple[Entry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_scene(self, scene: Scene) -> None:
        """Know the week on show."""
        self._scene = scene
        self.refresh()

    def refresh(self) -> None:
        """Show the signs that the week uses."""
        document = self._document
        if not document.is_open:
            return
        portfolio = document.effective
        used = {role.employer for role in portfolio.roles}
        entries = [
            Entry(at, employer.name)
            for at, employer in enumerate(portfolio.employers)
            if employer.id in used
        ]
        if self._scene.ghosts:
            entries.append(Entry(TODAY, "Today’s plan"))
        if any(tile.new for tile in self._scene.tiles):
            entries.append(Entry(NEW, "New here"))
        if portfolio.commitments:
            entries.append(Entry(LIFE, "Life"))
        if self._scene.premium:
            entries.append(Entry(PREMIUM, "Premium"))
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self.setAccessibleName("Legend: " + ", ".join(entry.text for entry in entries))
            self.setToolTip(", ".join(entry.text for entry in entries))
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(28))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(20), theme.px(28))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(size=12))
        metrics = painter.fontMetrics()
        gap, sign = theme.px(12), theme.px(_SWATCH)
        widths = [sign + 5 + metrics.horizontalAdvance(e.text) for e in self._entries]
        shown = len(widths)
        while shown and sum(widths[:shown]) + gap * (shown - 1) > self.width():
            shown -= 1
        x = float(self.width() - sum(widths[:shown]) - gap * max(0, shown - 1))
        middle = self.height() / 2
        for entry, width in zip(self._entries[:shown], widths, strict=False):
            self._draw_sign(painter, QRectF(x, middle - sign / 2, sign, sign), entry.sign)
            painter.setPen(QColor(theme.current().ink))
            box = QRectF(x + sign + 5, 0, width, self.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), entry.text)
            x += width + gap
        painter.end()

    @staticmethod
    def _draw_sign(painter: QPainter, rect: QRectF, sign: int) -> None:
        look = theme.current()
        if sign >= 0:
            colour = employer_ink(look, sign)
            painter.fillRect(rect, QColor(colour.ground))
            bar = QRectF(rect.left(), rect.top(), 5, rect.height())
            draw_edge(painter, bar, ink=colour.ink, pattern=colour.pattern)
        elif sign == LIFE:
            painter.save()
            painter.setClipRect(rect)
            painter.fillRect(rect, QColor(look.life_ground))
            painter.setPen(QPen(QColor(look.life_ink), 1.5))
            for step in range(-12, 16, 5):
                start = QPointF(rect.left() + step, rect.bottom())
                painter.drawLine(start, QPointF(start.x() + rect.height(), rect.top()))
            painter.restore()
        elif sign == PREMIUM:
            painter.fillRect(rect, QColor(look.premium))
            painter.setPen(QPen(QColor(look.edge), 1))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        elif sign == NEW:
            painter.setPen(QPen(QColor(look.ink), 1.2))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        else:
            painter.setPen(QPen(QColor(look.ghost), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
