"""The strip: each employer against contract, life kept free, hours against limits, findings.

One line where there is room, two where there is not; names give way before figures do. Shows
readings and counts nothing.
"""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from portfolio_app.core.contracts import Contract
from portfolio_app.core.edits import Edit, silence, unsilence
from portfolio_app.core.findings import Finding
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.strip.findings import FindingsList
from portfolio_app.ui.strip.readings import (
    Reading,
    Tally,
    employer_readings,
    life_reading,
    tallies,
    total_reading,
)
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.figures import FigureLabel, Meter
from portfolio_app.ui.widgets.labels import EdgeSwatch, ElidedLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.popovers import Popover

_GAP = 18
_NAME_LEAST = 118  # pixels that a name keeps before the strip takes a second line


class LifeSwatch(QWidget):
    """The hatching of life outside work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Draw it small, beside its name."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(12), theme.px(12))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(look.life_ground))
        painter.setPen(QPen(QColor(look.life_ink), 1.5))
        step = theme.px(4)
        for start in range(-self.height(), self.width() + 1, step):
            painter.drawLine(QPointF(start, self.height()), QPointF(start + self.height(), 0.0))
        painter.end()


class PillButton(QAbstractButton):
    """A tally that opens what it counts. The word carries it; the tone only helps."""

    def __init__(self, tally: Tally, parent: QWidget | None = None) -> None:
        """Show a tally."""
        super().__init__(parent)
        self._tone = tally.tone
        self.setText(tally.text)
        self.setAccessibleName(tally.text)
        self.setAccessibleDescription("Lists what to look at")
        self.setToolTip("List what to look at (F8)")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        self.setFont(theme.font(size=12, semibold=True))
        wide = self.fontMetrics().horizontalAdvance(self.text()) + theme.px(_GAP)
        return QSize(wide, max(24, theme.px(24)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        pair = look.pair(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        lit = self.underMouse() or self.hasFocus()
        ink = look.focus if self.hasFocus() else pair.ink
        painter.setPen(QPen(QColor(ink), 2 if self.hasFocus() else 1) if lit else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.ground))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setPen(QColor(pair.ink))
        painter.setFont(theme.font(size=12, semibold=True))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()


class _Segment(QWidget):
    """One reading: sign, name, figure, what it is against, and a meter where there is room."""

    def __init__(self, reading: Reading, *, wide: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self._place = reading.place
        self._swatch = _swatch(reading)
        if self._swatch is not None:
            row.addWidget(self._swatch)
        self.name = ElidedLabel(reading.name)
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.figure = FigureLabel("")
        self.against = TextLabel("", role=TextRole.SOFT)
        self.meter = Meter()
        self.meter.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.meter.setFixedWidth(theme.px(wide))
        for each in (self.name, self.figure, self.against, self.meter):
            row.addWidget(each)
        self.show_reading(reading)

    def show_reading(self, reading: Reading) -> None:
        """Show another reading of the same thing."""
        self.name.set_text(reading.name)
        self.figure.set_figure(reading.figure, working=reading.working)
        self.figure.setAccessibleName(reading.spoken)
        self.against.setText(reading.against)
        self._has_meter = bool(reading.target)
        self._tone = reading.tone
        self._reading = reading
        self.restyle()
        self.meter.setVisible(self._has_meter)

    def restyle(self) -> None:
        """Take the colours of the theme in force."""
        look = theme.current()
        reading = self._reading
        ink = None
        if self._place is not None:
            ink = theme.employer_ink(look, self._place).ink
            if isinstance(self._swatch, EdgeSwatch):
                self._swatch.set_colour(theme.employer_ink(look, self._place))
        elif reading.tone is not Tone.NEUTRAL:
            ink = look.pair(reading.tone).ink
        self.meter.set_reading(
            reading.value, reading.target, text=reading.spoken, ink=ink, marks=reading.marks
        )

    def show_meter(self, *, shown: bool) -> None:
        """Show the meter, or leave its room to the words."""
        self.meter.setVisible(shown and self._has_meter)

    def wanted(self, *, meter: bool, least: bool) -> int:
        """The width that it asks for, with a name in full or cut short."""
        parts = [self.figure.sizeHint().width(), self.against.sizeHint().width()]
        name = self.name.sizeHint().width()
        parts.append(min(name, theme.px(_NAME_LEAST)) if least else name)
        if self._swatch is not None:
            parts.append(self._swatch.sizeHint().width())
        if meter and self._has_meter:
            parts.append(self.meter.width())
        return sum(parts) + theme.px(6) * (len(parts) - 1)


def _swatch(reading: Reading) -> QWidget | None:
    if reading.place is not None:
        return EdgeSwatch(theme.employer_ink(theme.current(), reading.place))
    return LifeSwatch() if reading.name == "Outside work" else None


class Strip(QWidget):
    """The strip of a document.

    Signals:
        show_item: the id of an item to select and show.
        edit_roles: open employers and roles.
    """

    show_item = Signal(str)
    edit_roles = Signal()

    def __init__(
        self, document: Document, contracts: Mapping[str, Contract], parent: QWidget | None = None
    ) -> None:
        """Follow a document."""
        super().__init__(parent)
        self._document = document
        self._contracts = contracts
        self._segments: list[_Segment] = []
        self._marks: list[QWidget] = []
        self._shape: object = None
        self._popover: Popover | None = None
        self.setProperty("surface", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Totals")
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        self._lines.setSpacing(theme.px(6))
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._pills = QHBoxLayout()
        for row in (self._first, self._second):
            row.setSpacing(theme.px(_GAP))
            self._lines.addLayout(row)
        self._pills.setSpacing(theme.px(6))
        document.changed.connect(lambda _change: self.refresh())

    def refresh(self) -> None:
        """Show the week as it now is."""
        if not self._document.is_open:
            return
        count = self._document.count
        readings = [*employer_readings(count)]
        life = life_reading(self._document.effective)
        if life is not None:
            readings.append(life)
        readings.append(total_reading(count, self._contracts))
        counted = tallies(self._document.findings, self._document.accepted)
        shape = (tuple((r.name, r.place, bool(r.target)) for r in readings), theme.text_scale())
        if shape == self._shape:
            for segment, reading in zip(self._segments, readings, strict=True):
                segment.show_reading(reading)
        else:
            self._shape = shape
            self._build(readings)
        self._show_pills(counted)
        self._arrange()

    def restyle(self) -> None:
        """Take the colours and the text size in force."""
        self._shape = None
        self.refresh()

    def readings(self) -> tuple[str, ...]:
        """Every reading in words, as it is shown."""
        return tuple(segment.figure.accessibleName() for segment in self._segments)

    def open_findings(self) -> None:
        """Open the list of findings, or close it."""
        if self._popover is not None:
            self._popover.close_now()
            return
        if not self._marks:
            return
        content = FindingsList(self._document, self._document.findings, self._document.accepted)
        content.show_item.connect(self._go_to)
        content.accept.connect(self._accept)
        content.show_again.connect(self._show_again)
        content.edit_roles.connect(self._go_to_roles)
        self._popover = Popover(self._marks[0], title="What to look at", width=440)
        self._popover.closed.connect(self._forget_popover)
        self._popover.open_with(content)

    def _accept(self, finding: Finding, reason: str) -> None:
        where = finding.where[0]
        title = getattr(self._document.item(where), "title", "the week")
        self._after(
            f"Accept a finding about {title}",
            lambda plan: silence(plan, finding.check, where, reason),
        )

    def _show_again(self, finding: Finding) -> None:
        self._after(
            "Show an accepted finding again",
            lambda plan: unsilence(plan, finding.check, finding.where),
        )

    def _after(self, label: str, edit: Edit) -> None:
        """Edit, and open the list again as it then is."""
        self._close()
        self._document.edit(label, edit)
        QTimer.singleShot(0, self, self.open_findings)

    def _forget_popover(self) -> None:
        self._popover = None

    def _go_to(self, key: str) -> None:
        self._close()
        self.show_item.emit(key)

    def _go_to_roles(self) -> None:
        self._close()
        self.edit_roles.emit()

    def _close(self) -> None:
        if self._popover is not None:
            self._popover.close_now()

    # -- laying out ----------------------------------------------------------------------------

    def _build(self, readings: list[Reading]) -> None:
        for segment in self._segments:
            segment.hide()
            segment.deleteLater()
        for row in (self._first, self._second):
            while row.count():
                row.takeAt(0)
        self._segments = [
            _Segment(reading, wide=64 if reading.place is not None else 84) for reading in readings
        ]
        for segment in self._segments[:-1]:
            self._first.addWidget(segment)
        self._first.addStretch(1)
        self._second.addWidget(self._segments[-1])
        self._second.addStretch(1)
        self._second.addLayout(self._pills)

    def _show_pills(self, counted: tuple[Tally, ...]) -> None:
        now = tuple((tally.text, tally.tone) for tally in counted)
        if now == self.property("pills"):
            return
        self.setProperty("pills", now)
        self._close()
        for old in self._marks:
            self._pills.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._marks = [PillButton(tally) for tally in counted]
        if not counted:
            self._marks = [TextLabel("Nothing to point out", role=TextRole.SOFT)]
        for mark in self._marks:
            if isinstance(mark, PillButton):
                mark.clicked.connect(self.open_findings)
            self._pills.addWidget(mark)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """One line, then one without the employers' meters, then two."""
        if not self._segments:
            return
        margins = self._lines.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        # Of the widgets, not of their layout: those just made are not shown in it yet.
        pills = sum(each.sizeHint().width() + theme.px(6) for each in self._marks)
        gaps = theme.px(_GAP) * (len(self._segments) + 2) + pills

        def wide(*, meter: bool, least: bool) -> int:
            *own, total = self._segments
            parts = [each.wanted(meter=meter, least=least) for each in own]
            return sum(parts) + total.wanted(meter=True, least=False) + gaps

        one_line = wide(meter=False, least=True) <= room
        meters = wide(meter=True, least=False) <= room
        direction = (
            QBoxLayout.Direction.LeftToRight if one_line else (QBoxLayout.Direction.TopToBottom)
        )
        own = self._segments[:-1]
        row = sum(each.wanted(meter=True, least=False) + theme.px(_GAP) for each in own)
        for segment in own:  # on a line of their own, names go before meters
            segment.show_meter(shown=meters if one_line else row <= room)
        if self._lines.direction() is not direction:
            self._lines.setDirection(direction)
        self._lines.setSpacing(theme.px(_GAP) if one_line else theme.px(2))
        # On one line the total stands at the right, beside the findings.
        self._lines.setStretch(0, 1 if one_line else 0)
        self._second.setStretch(0, 0)
