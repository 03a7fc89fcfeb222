"""Figures and what stands behind them: a figure that shows its working, and a meter.

Everything arrives as text that is already rounded and named; nothing here computes a figure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from PySide6.QtCore import (
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.labels import (
    SELECTABLE,
    HeaderLabel,
    Level,
    TextLabel,
    TextRole,
    with_unit,
)

_TALLEST = 0.7  # of the screen, beyond which a working scrolls
_MARK = 13  # pixels across the mark of a figure that is unverified


class LineKind(Enum):
    """What a line of working says; the value is the word beside it."""

    FORMULA = "Sum"
    INPUT = "From"
    TERM = "Term"
    SOURCE = "Source"
    NOTE = "Note"


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """One line of working."""

    kind: LineKind
    text: str


@dataclass(frozen=True, slots=True)
class Working:
    """How a figure came about: the sum, what went into it, the terms and where they stand.

    `doubt` says which of the terms were not verified; it is empty where all were.
    """

    title: str
    lines: tuple[WorkingLine, ...]
    doubt: str = ""

    @property
    def told(self) -> tuple[WorkingLine, ...]:
        """The lines, with what is doubtful at their end."""
        if not self.doubt:
            return self.lines
        return (*self.lines, WorkingLine(LineKind.NOTE, self.doubt))

    def as_text(self) -> str:
        """The same as plain lines, to copy."""
        return "\n".join([self.title, *(f"{line.kind.value}: {line.text}" for line in self.told)])


class WorkingPopover(QFrame):
    """The working of one figure beside it; Escape or a click elsewhere closes it."""

    def __init__(self, working: Working, parent: QWidget) -> None:
        """Make the popover; `open_beside` shows it."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(working.as_text())
        self.working = working
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(8))
        column.addWidget(HeaderLabel(working.title, level=Level.HEADING))
        self._told = QWidget()
        self._told.setLayout(self._lines())
        self._area = QScrollArea()
        self._area.setWidget(self._told)
        self._area.setWidgetResizable(True)
        for ground in (self._told, self._area.viewport()):
            ground.setAutoFillBackground(False)  # that of the popover shows
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(working.as_text())
        column.addWidget(self._area)
        row = QHBoxLayout()
        row.addStretch(1)
        copy = button("Copy working", self._copy, icon="copy")
        row.addWidget(copy)
        column.addLayout(row)
        copy.setFocus()

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        before = None
        for row, line in enumerate(self.working.told):
            said = "" if line.kind is before else line.kind.value
            before = line.kind
            grid.addWidget(TextLabel(said, role=TextRole.SOFT), row, 0, Qt.AlignmentFlag.AlignTop)
            text = TextLabel(with_unit(line.text), wrap=True)
            text.setTextInteractionFlags(SELECTABLE)
            text.setAccessibleName(f"{line.kind.value}: {line.text}")
            # Wide enough that a sum stays on one line; long terms wrap.
            wide = QFontMetrics(text.font()).horizontalAdvance(line.text) + theme.px(8)
            text.setMinimumWidth(min(wide, theme.px(340)))
            grid.addWidget(text, row, 1)
        return grid

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.working.as_text())
        self.close()

    def _fit(self, tallest: int) -> None:
        """Take the room of all lines, or scroll where there are too many for the screen."""
        self._told.ensurePolished()
        width = self._told.sizeHint().width()
        high = max(self._told.sizeHint().height(), self._told.heightForWidth(width))
        scrolls = high > tallest
        bar = self._area.verticalScrollBar().sizeHint().width() if scrolls else 0
        self._area.setMinimumWidth(width + bar)
        self._area.setFixedHeight(min(high, tallest))
        policy = Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus
        self._area.setFocusPolicy(policy)

    def open_beside(self, figure: QWidget) -> None:
        """Show under `figure`, or over it where there is no room below."""
        room = figure.screen().availableGeometry()
        self._fit(round(room.height() * _TALLEST))
        self.adjustSize()
        place = figure.mapToGlobal(QPoint(0, figure.height() + 2))
        if place.y() + self.height() > room.bottom():
            above = figure.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2
            place.setY(max(room.top(), above))
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        self.move(place)
        self.show()


def working_link(make: Callable[[], Working | None]) -> QPushButton:
    """A link that shows a working beside it; the working is made when it is asked for."""

    def show() -> None:
        working = make()
        if working is not None:
            WorkingPopover(working, link).open_beside(link)

    link = button("Show working", show, look=Look.LINK, tip="What went in, terms and sources")
    return link


class FigureLabel(QAbstractButton):
    """A figure with its unit; pressed, it shows its working.

    One that rests on a value that was not verified has a question mark behind it, which its tip
    and its name put into words.
    """

    opened = Signal()

    def __init__(
        self,
        figure: str,
        unit: str = "",
        *,
        working: Working | None = None,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show `figure` strongly and `unit` softly after it."""
        super().__init__(parent)
        self._large = large
        self._unit = ""
        self._working: Working | None = None
        self._popover: WorkingPopover | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self.set_figure(figure, unit, working=working)

    def set_figure(self, figure: str, unit: str = "", *, working: Working | None = None) -> None:
        """Show another figure. One without working is plain text and takes no focus."""
        self.setText(figure)
        self._unit = unit
        self._working = working
        self._doubt = "" if working is None else working.doubt
        said = f"{figure} {unit}".strip()
        self.setAccessibleName(f"{said}, unverified" if self._doubt else said)
        about = "Shows its working when pressed" if working else ""
        self.setAccessibleDescription(f"{self._doubt} {about}".strip())
        self.setToolTip(self._doubt or ("Show working" if working else ""))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if working else Qt.FocusPolicy.NoFocus)
        shape = Qt.CursorShape.PointingHandCursor if working else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.updateGeometry()
        self.update()

    def working(self) -> Working | None:
        """What is shown when it is pressed; None for plain text."""
        return self._working

    def popover(self) -> WorkingPopover | None:
        """The open popover."""
        return self._popover

    def _open(self) -> None:
        if self._working is None or self._popover is not None:
            return
        self._popover = WorkingPopover(self._working, self)
        self._popover.destroyed.connect(self._closed)
        self._popover.open_beside(self)
        self.opened.emit()

    def _closed(self) -> None:
        self._popover = None

    def _metrics(self) -> tuple[QFontMetricsF, QFontMetricsF]:
        strong = theme.font(size=16 if self._large else theme.BASE_SIZE, semibold=True)
        return QFontMetricsF(strong), QFontMetricsF(theme.font())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        strong, plain = self._metrics()
        width = strong.horizontalAdvance(self.text())
        if self._doubt:
            width += theme.px(_MARK + 4)
        if self._unit:
            width += plain.horizontalAdvance(" " + self._unit)
        return QSize(round(width + 0.5) + 2, round(strong.height() + 0.5) + 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            # As a link shows it, so that the figure stands flush with the words around it.
            painter.fillRect(self.rect(), QColor(tokens.accent_ground))
            foot = QRectF(0, self.height() - 2, self.width(), 2)
            painter.fillRect(foot, QColor(tokens.focus))
        strong, plain = self._metrics()
        baseline = 3 + strong.ascent()
        lit = self.underMouse() and self._working is not None
        painter.setFont(theme.font(size=16 if self._large else theme.BASE_SIZE, semibold=True))
        painter.setPen(QColor(tokens.accent if lit else tokens.ink))
        painter.drawText(QRectF(0, 3, self.width(), strong.height()), self.text())
        width = strong.horizontalAdvance(self.text())
        if self._working is not None:
            # The dotted underline says that there is something behind the figure.
            painter.setPen(QPen(QColor(tokens.edge), 1, Qt.PenStyle.DotLine))
            under = round(baseline + 3)
            painter.drawLine(0, under, round(width), under)
        if self._doubt:
            _draw_doubt(painter, QRectF(width + theme.px(3), 2, theme.px(_MARK), theme.px(_MARK)))
            width += theme.px(_MARK + 4)
        painter.setFont(theme.font())
        painter.setPen(QColor(tokens.soft_ink))
        gap = plain.horizontalAdvance(" ")
        top = baseline - plain.ascent()
        painter.drawText(QRectF(width + gap, top, self.width(), plain.height()), self._unit)
        painter.end()


def _draw_doubt(painter: QPainter, rect: QRectF) -> None:
    """A small question mark on a round ground."""
    pair = theme.current().pair(Tone.TIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    painter.drawEllipse(rect)
    painter.setFont(theme.font(size=11, semibold=True))
    painter.setPen(QColor(pair.ink))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), "?")


class Meter(QLabel):
    """A thin bar of a value against a contract or a cap, and past it when it is over.

    It is a label, so that a screen reader reads the whole reading in words.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        """An empty bar until there is a reading."""
        super().__init__(parent)
        self._value = Fraction(0)
        self._target = Fraction(0)
        self._ink: str | None = None
        self._marks: tuple[Fraction, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_reading(
        self,
        value: Fraction,
        target: Fraction,
        *,
        text: str,
        ink: str | None = None,
        marks: Sequence[Fraction] = (),
    ) -> None:
        """Show a reading.

        Args:
            value: what there is.
            target: what it is measured against, in the same unit; none where it is 0.
            text: the whole reading in words, such as "10.25 of 10 PA, 0.25 over".
            ink: "#RRGGBB"; the accent where not given.
            marks: further limits, in the same unit, drawn as ticks.
        """
        self._value, self._target = value, target
        self._ink, self._marks = ink, tuple(marks)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.px(14))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(14))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        whole = max(self._value, self._target, *self._marks, Fraction(0))
        tokens = theme.current()
        ink = QColor(self._ink or tokens.accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = float(theme.px(5))
        bar = QRectF(0, (self.height() - high) / 2, self.width(), high)
        shape = QPainterPath()
        shape.addRoundedRect(bar, high / 2, high / 2)
        painter.fillPath(shape, QColor(tokens.track))
        if whole:
            painter.setClipPath(shape)
            self._fill(painter, bar, ink=ink, whole=whole)
            painter.setClipping(False)
            self._ticks(painter, bar, whole=whole)
        painter.end()

    def _fill(self, painter: QPainter, bar: QRectF, *, ink: QColor, whole: Fraction) -> None:
        inside = min(self._value, self._target) if self._target else self._value
        painter.fillRect(_part(bar, Fraction(0), inside / whole), ink)
        if self._target and self._value > self._target:
            # What is over is hatched: the eye need not tell two colours apart.
            over = _part(bar, self._target / whole, self._value / whole)
            pale = QColor(ink)
            pale.setAlphaF(0.35)
            painter.fillRect(over, pale)
            painter.setPen(QPen(ink, 1.5))
            left = over.left() - bar.height()
            while left < over.right():
                painter.drawLine(
                    QPoint(round(left), round(bar.bottom())),
                    QPoint(round(left + bar.height()), round(bar.top())),
                )
                left += 4

    def _ticks(self, painter: QPainter, bar: QRectF, *, whole: Fraction) -> None:
        painter.setPen(QPen(QColor(theme.current().ink), 2))
        for mark in (self._target, *self._marks):
            if 0 < mark < whole:
                across = bar.left() + bar.width() * float(mark / whole)
                painter.drawLine(
                    QPoint(round(across), round(bar.top() - 3)),
                    QPoint(round(across), round(bar.bottom() + 3)),
                )


def _part(bar: QRectF, start: Fraction, end: Fraction) -> QRectF:
    left = bar.left() + bar.width() * float(start)
    return QRectF(left, bar.top(), bar.width() * float(end - start), bar.height())
