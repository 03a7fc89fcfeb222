"""Figures and what stands behind them: a figure that shows its working, a meter, a table.

Everything arrives as text that is already rounded and named; nothing here computes a figure.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.widgets.buttons import button
from portfolio_app.ui.widgets.labels import SELECTABLE, HeaderLabel, Level, TextLabel, TextRole


_INSET = 5  # pixels between a figure and its focus ring


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
    """How a figure came about: the sum, what went into it, the terms and where they stand."""

    title: str
    lines: tuple[WorkingLine, ...]

    def as_text(self) -> str:
        """The same as plain lines, to copy."""
        return "\n".join([self.title, *(f"{line.kind.value}: {line.text}" for line in self.lines)])


class WorkingPopover(QFrame):
    """The working of one figure beside it; Escape or a click elsewhere closes it."""

    def __init__(self, working: Working, parent: QWidget) -> None:
        """Make the popover; `open_beside` shows it."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(working.as_text())
        self._working = working
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(8))
        column.addWidget(HeaderLabel(working.title, level=Level.HEADING))
        column.addLayout(self._lines())
        row = QHBoxLayout()
        row.addStretch(1)
        copy = button("Copy working", self._copy, icon="copy")
        row.addWidget(copy)
        column.addLayout(row)
        copy.setFocus()

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        before = None
        for row, line in enumerate(self._working.lines):
            said = "" if line.kind is before else line.kind.value
            before = line.kind
            grid.addWidget(TextLabel(said, role=TextRole.SOFT), row, 0, Qt.AlignmentFlag.AlignTop)
            text = TextLabel(line.text, wrap=True)
            text.setTextInteractionFlags(SELECTABLE)
            text.setAccessibleName(f"{line.kind.value}: {line.text}")
            # Wide enough that a sum stays on one line; long terms wrap.
            wide = QFontMetrics(text.font()).horizontalAdvance(line.text) + theme.px(8)
            text.setMinimumWidth(min(wide, theme.px(340)))
            grid.addWidget(text, row, 1)
        return grid

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._working.as_text())
        self.close()

    def open_beside(self, figure: QWidget) -> None:
        """Show under `figure`, or over it where there is no room below."""
        self.adjustSize()
        place = figure.mapToGlobal(QPoint(0, figure.height() + 2))
        room = figure.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place.setY(figure.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        self.move(place)
        self.show()


class FigureLabel(QAbstractButton):
    """A figure with its unit; pressed, it shows its working."""

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
        said = f"{figure} {unit}".strip()
        self.setAccessibleName(said)
        self.setAccessibleDescription("Shows its working when pressed" if working else "")
        self.setToolTip("Show working" if working else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if working else Qt.FocusPolicy.NoFocus)
        shape = Qt.CursorShape.PointingHandCursor if working else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.updateGeometry()
        self.update()

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
    def sizeHint(self) -> QSize:
        strong, plain = self._metrics()
        width = strong.horizontalAdvance(self.text())
        if self._unit:
            width += plain.horizontalAdvance(" " + self._unit)
        return QSize(round(width + 0.5) + 2 * _INSET, round(strong.height() + 0.5) + 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong, plain = self._metrics()
        baseline = 3 + strong.ascent()
        lit = self.underMouse() and self._working is not None
        painter.setFont(theme.font(size=16 if self._large else theme.BASE_SIZE, semibold=True))
        painter.setPen(QColor(tokens.accent if lit else tokens.ink))
        painter.drawText(QRectF(_INSET, 3, self.width(), strong.height()), self.text())
        width = strong.horizontalAdvance(self.text())
        if self._working is not None:
            # The dotted underline says that there is something behind the figure.
            painter.setPen(QPen(QColor(tokens.edge), 1, Qt.PenStyle.DotLine))
            under = round(baseline + 3)
            painter.drawLine(_INSET, under, round(_INSET + width), under)
        painter.setFont(theme.font())
        painter.setPen(QColor(tokens.soft_ink))
        gap = plain.horizontalAdvance(" ")
        top = baseline - plain.ascent()
        painter.drawText(
            QRectF(_INSET + width + gap, top, self.width(), plain.height()), self._unit
        )
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()


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


_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NUMBER = re.compile(r"[+\-\u2212]?[\d,. ]+%?")


class _Cells(QAbstractTableModel):
    """Headers and rows of text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.headers: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.numeric: frozenset[int] = frozenset()

    def replace(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        numeric: Collection[int],
    ) -> None:
        self.beginResetModel()
        self.headers = tuple(headers)
        self.rows = tuple(tuple(row) for row in rows)
        self.numeric = frozenset(numeric)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.headers)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self.rows[index.row()][index.column()]
        header = self.headers[index.column()]
        return self._answer(index.column(), role, text=text, said=f"{header}: {text}")

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Vertical or section >= len(self.headers):
            return None
        header = self.headers[section]
        return self._answer(section, role, text=header, said=header)

    def _answer(self, column: int, role: int, *, text: str, said: str) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said
        if role == Qt.ItemDataRole.TextAlignmentRole:
            sides = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
            return sides[column not in self.numeric] | Qt.AlignmentFlag.AlignVCenter
        return None


class FigureTable(QTableView):
    """A table of text that can be copied into a spreadsheet. It never sorts or edits."""

    def __init__(self, title: str, *, parent: QWidget | None = None) -> None:
        """Make an empty table; `title` is its accessible name."""
        super().__init__(parent)
        self._cells = _Cells(self)
        self.setModel(self._cells)
        self.setAccessibleName(title)
        self.setSortingEnabled(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionsClickable(False)
        copy = QAction("Copy rows", self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        whole = QAction("Copy the whole table", self)
        whole.triggered.connect(self.copy_all)
        self.addActions([copy, whole])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def set_content(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        numeric: Collection[int] = (),
    ) -> None:
        """Replace everything.

        Args:
            headers: one for each column.
            rows: each as long as `headers`.
            numeric: columns whose figures line up at the right.

        Raises:
            ValueError: a row is longer or shorter than the headers.
        """
        for place, row in enumerate(rows):
            if len(row) != len(headers):
                raise ValueError(f"row {place} has {len(row)} cells for {len(headers)} headers")
        self._cells.replace(headers, rows, numeric)
        stretch = next((n for n in range(len(headers)) if n not in numeric), None)
        if stretch is not None:
            self.horizontalHeader().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.resizeRowsToContents()

    def as_tsv(self, rows: Collection[int] | None = None) -> str:
        """The headers and these rows (all where not given), tabs between cells.

        A cell that a spreadsheet would take for a formula gets an apostrophe before it.
        """
        chosen = range(len(self._cells.rows)) if rows is None else sorted(rows)
        lines = [self._cells.headers, *(self._cells.rows[row] for row in chosen)]
        return "\n".join("\t".join(_safe(cell) for cell in line) for line in lines) + "\n"

    def copy(self) -> None:
        """Copy the selected rows with their headers; the whole table when none is selected."""
        rows = {index.row() for index in self.selectedIndexes()}
        QGuiApplication.clipboard().setText(self.as_tsv(rows or None))

    def copy_all(self) -> None:
        """Copy the whole table."""
        QGuiApplication.clipboard().setText(self.as_tsv())

    def fit_height(self) -> None:
        """Take exactly the height of the rows, for a short table inside a card."""
        rows = sum(self.rowHeight(row) for row in range(len(self._cells.rows)))
        edges = 2 * self.frameWidth() + 4
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + edges)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _safe(cell: str) -> str:
    flat = " ".join(cell.split())
    risky = flat[:1] in ("=", "+", "-", "@") and not _NUMBER.fullmatch(flat)
    return f"'{flat}" if risky else flat
