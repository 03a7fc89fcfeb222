"""Words on the sheet: headings, plain text, text that gives way, verdicts, and employers' names.

All text is shown as it is, never as markup. Knows nothing of where the words come from.
"""

import re
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.theme import EmployerColour, Tone
from portfolio_app.ui.widgets.buttons import polish
from portfolio_app.ui.widgets.edges import draw_edge

SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


_UNIT = re.compile(r"(?<=\d) (?=(?:h|min|PA)\b|%)")


def with_unit(text: str) -> str:
    """Words in which no line ends between a figure and its unit."""
    return _UNIT.sub("\u00a0", text)


class Level(Enum):
    """How high a heading stands: the name of a panel, or of a part of it."""

    TITLE = "title"
    HEADING = "heading"


class TextRole(Enum):
    """What a piece of text is for; the style sheet says how each looks."""

    BODY = "body"
    SOFT = "soft"
    SMALL = "small"
    STRONG = "strong"
    FIGURE = "figure"
    ERROR = "error"


class TextLabel(QLabel):
    """Plain text in one of the roles; `wrap` lets it take several lines."""

    def __init__(
        self,
        text: str,
        *,
        role: TextRole = TextRole.BODY,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show `text`."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        self.setProperty("role", role.value)

    def set_role(self, role: TextRole) -> None:
        """Change what the text is for."""
        self.setProperty("role", role.value)
        polish(self)


class HeaderLabel(QLabel):
    """A heading."""

    def __init__(
        self, text: str, *, level: Level = Level.TITLE, parent: QWidget | None = None
    ) -> None:
        """Show `text` as a heading of `level`."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setProperty("role", level.value)


class ElidedLabel(QLabel):
    """One line that gives way to what stands beside it; the whole text is its tip and its name."""

    def __init__(
        self, text: str, *, role: TextRole = TextRole.BODY, parent: QWidget | None = None
    ) -> None:
        """Show as much of `text` as there is room for."""
        super().__init__(parent)
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._full = " ".join(text.split())
        self.setAccessibleName(self._full)
        self._elide()
        self.updateGeometry()

    def full_text(self) -> str:
        """The text before it gave way."""
        return self._full

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 2, hint.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(24), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self._full else self._full)


class Pill(QLabel):
    """A verdict or a state in a word or two. The word carries it; the tone only helps."""

    def __init__(self, text: str, tone: Tone, *, parent: QWidget | None = None) -> None:
        """Show `text` in a tone."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set(text, tone)

    def set(self, text: str, tone: Tone) -> None:
        """Show another text in another tone."""
        self._tone = tone
        self.setText(text)
        self.setProperty("pill", tone.value)
        polish(self)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().pair(self._tone).ground))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.end()
        super().paintEvent(event)


class EdgeSwatch(QWidget):
    """A short piece of an employer's edge, for legends."""

    def __init__(self, colour: EmployerColour, *, parent: QWidget | None = None) -> None:
        """Draw the edge of `colour`."""
        super().__init__(parent)
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_colour(self, colour: EmployerColour) -> None:
        """Draw another edge."""
        self._colour = colour
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(6), theme.px(14))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_edge(
            painter,
            QRectF(self.rect()),
            ink=self._colour.ink,
            pattern=self._colour.pattern,
        )
        painter.end()


class EmployerLabel(QWidget):
    """An employer as everywhere: edge and name."""

    def __init__(self, name: str, colour: EmployerColour, *, parent: QWidget | None = None) -> None:
        """Show `name` beside its edge."""
        super().__init__(parent)
        self._swatch = EdgeSwatch(colour)
        self._name = TextLabel(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._swatch)
        row.addWidget(self._name)

    def set(self, name: str, colour: EmployerColour) -> None:
        """Show another employer, or the same in the colours of another theme."""
        self._name.setText(name)
        self._swatch.set_colour(colour)
