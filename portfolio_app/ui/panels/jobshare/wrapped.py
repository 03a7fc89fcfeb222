"""Buttons whose words wrap, as a label's do: reasons that can be followed, and a card's title.

Text is shown as it is, never as markup. Knows nothing of what a press does.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from portfolio_app.core.verdict import Reason
from portfolio_app.ui import theme
from portfolio_app.ui.widgets.labels import with_unit

_MARK = 20  # room for a mark before the words, at 100 % text


class WrappedButton(QAbstractButton):
    """Words on as many lines as they need; `tail` follows them in the colour of a link."""

    def __init__(self, text: str = "", *, size: int = 13, semibold: bool = False) -> None:
        """Show `text`."""
        super().__init__()
        self._size, self._semibold = size, semibold
        self._heights: dict[int, int] = {}  # by width: layouts ask for the same ones many times
        self.tail = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_words(text)

    def set_words(self, text: str, *, tail: str = "") -> None:
        """Show other words."""
        self.tail = tail
        self._heights.clear()
        # An ampersand is a letter here, not a shortcut.
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The words shown, without the tail."""
        return self.text().replace("&&", "&")

    def indent(self) -> int:
        """Pixels before the words."""
        return 0

    def ink(self) -> str:
        """The colour of the words."""
        return theme.current().ink

    def paint_mark(self, painter: QPainter, first_line: float) -> None:
        """Paint what stands before the words; `first_line` is the height of their first line."""

    def _laid(self, width: float) -> tuple[QTextLayout, float]:
        font = theme.font(size=self._size, semibold=self._semibold)
        # A figure stays with its unit, whatever the width.
        words = with_unit(self.words())
        whole = f"{words} {self.tail}" if self.tail else words
        made = QTextLayout(whole, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setTextOption(option)
        if self.tail:
            link = QTextLayout.FormatRange()
            link.start = len(whole) - len(self.tail)
            link.length = len(self.tail)
            shape = QTextCharFormat()
            shape.setForeground(QColor(theme.current().accent))
            shape.setFontUnderline(self.underMouse() or self.hasFocus())
            link.format = shape
            made.setFormats([link])
        made.beginLayout()
        down = 0.0
        while (line := made.createLine()).isValid():
            line.setLineWidth(max(width - self.indent(), 1.0))
            line.setPosition(QPointF(self.indent(), down))
            down += line.height()
        made.endLayout()
        return made, down

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = round(self._laid(width)[1] + 0.5) + theme.px(4)
        return self._heights[width]

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font(size=self._size, semibold=self._semibold))
        width = metrics.horizontalAdvance(f"{self.words()} {self.tail}") + self.indent() + 2
        wide = min(round(width), theme.px(200))
        return QSize(wide, self.heightForWidth(wide))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), round(QFontMetricsF(theme.font()).height()))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._heights.clear()  # the size of text may be another
            self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.fillRect(self.rect(), QColor(tokens.accent_ground))
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), QColor(tokens.focus))
        made, _down = self._laid(self.width())
        painter.setPen(QColor(self.ink()))
        made.draw(painter, QPointF(0, theme.px(2)))
        line = made.lineAt(0)
        self.paint_mark(painter, line.height() if line.isValid() else 0.0)
        painter.end()


class ReasonText(WrappedButton):
    """A reason in words; where it blames something, pressing it shows that.

    Signals:
        followed: the Reason, when it is pressed.
    """

    followed = Signal(object)

    def __init__(self, reason: Reason, *, size: int = 13, whole: bool = False) -> None:
        """Show a reason; `whole` makes all of its words the link, for a name."""
        super().__init__(size=size)
        self._whole = whole
        self._is_link = False
        self._shown: Reason | None = None
        self.clicked.connect(lambda _checked=False: self.followed.emit(self._shown))
        self.set_reason(reason)

    def set_reason(self, reason: Reason) -> None:
        """Show another reason; one that blames nothing can be read and not pressed."""
        if reason == self._shown:
            return
        self._shown = reason
        link = self._is_link = bool(reason.where or reason.weeks)
        self.setEnabled(link)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if link else Qt.FocusPolicy.NoFocus)
        shows = "it on the week" if reason.where else "the weeks"
        self.setToolTip(f"Show {shows}" if link else "")
        self.setAccessibleDescription(f"Shows {shows} when pressed" if link else "")
        self.set_words(reason.text, tail="Show" if link and not self._whole else "")

    @override
    def ink(self) -> str:
        tokens = theme.current()
        if self._whole and self._is_link:
            return tokens.accent
        return tokens.ink


class ReasonList(QWidget):
    """Reasons one under the other; widgets are kept, so that moving a slider does not flicker.

    Signals:
        followed: the Reason that was pressed.
    """

    followed = Signal(object)

    def __init__(self, *, size: int = 13) -> None:
        """Begin without reasons."""
        super().__init__()
        self._size = size
        self._rows: list[ReasonText] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))

    def show_reasons(self, reasons: tuple[Reason, ...]) -> None:
        """Show these and no others."""
        while len(self._rows) < len(reasons):
            made = ReasonText(reasons[len(self._rows)], size=self._size)
            made.followed.connect(self.followed)
            self._rows.append(made)
            self._column.addWidget(made)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(reasons))
            if place < len(reasons):
                row.set_reason(reasons[place])

    def rows(self) -> tuple[ReasonText, ...]:
        """The reasons that are shown."""
        return tuple(row for row in self._rows if not row.isHidden())


class ChoiceTitle(WrappedButton):
    """A card's title that chooses the card: a radio button whose words wrap."""

    def __init__(self, text: str = "") -> None:
        """Show `text`; put several into one button group."""
        super().__init__(text, size=14, semibold=True)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # read out as one of several
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def indent(self) -> int:
        return theme.px(_MARK)

    @override
    def paint_mark(self, painter: QPainter, first_line: float) -> None:
        tokens = theme.current()
        side = theme.px(13)
        top = theme.px(2) + (first_line - side) / 2
        ring = QRectF(1, top, side, side)
        painter.setPen(QPen(QColor(tokens.accent if self.isChecked() else tokens.edge), 1.5))
        painter.setBrush(QColor(tokens.panel))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            inset = side * 0.27
            painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
