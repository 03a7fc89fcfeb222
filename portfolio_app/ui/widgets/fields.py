"""Fields for a choice, a whole number and a date, alike in two things.

A wheel that scrolls the panel never changes them on its way, and they speak in values: what the
program means by a choice, an int, a date. Knows nothing of what is chosen.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

from portfolio_app.ui import theme

_ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


class WordedCombo(QComboBox):
    """A combo box that shows its words whole, on as many lines as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty, as narrow as its place wants it."""
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.currentTextChanged.connect(lambda _text: self.updateGeometry())

    def _room(self) -> QRect:
        """Where the words stand: beside the arrow, which the style would count twice."""
        edge = theme.px(8) + 1
        return self.rect().adjusted(edge, 0, -theme.px(24), 0)

    def _lines(self) -> int:
        """How many lines the words need in the width that there is."""
        metrics = self.fontMetrics()
        room = QRect(0, 0, max(self._room().width(), theme.px(40)), theme.px(1000))
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.currentText())
        return max(1, round(needed.height() / metrics.lineSpacing()))

    @override
    def sizeHint(self) -> QSize:
        more = (self._lines() - 1) * self.fontMetrics().lineSpacing()
        return super().sizeHint() + QSize(0, more)

    @override
    def minimumSizeHint(self) -> QSize:
        more = (self._lines() - 1) * self.fontMetrics().lineSpacing()
        return super().minimumSizeHint() + QSize(0, more)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The words wrap; Qt itself would cut them within a letter."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        ink = theme.current().ink if self.isEnabled() else theme.current().disabled_ink
        painter.setPen(QColor(ink))
        how = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self._room(), how, self.currentText())


class Choice(WordedCombo):
    """One of several values, each shown in words. `chosen(value)` comes when the user picks one."""

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[object, str]] = (),
        *,
        value: object = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer `options`, each a value and its words, and show `value`, or else the first."""
        super().__init__(parent)
        self._values: tuple[object, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options, value=value)
        self.activated.connect(lambda place: self.chosen.emit(self._values[place]))

    def set_options(self, options: Sequence[tuple[object, str]], *, value: object = None) -> None:
        """Offer other options, without a signal."""
        with QSignalBlocker(self):
            self.clear()
            self.addItems([words for _, words in options])
        self._values = tuple(one for one, _ in options)
        self.set_value(value)

    def value(self) -> object:
        """The value shown; None when there are no options."""
        return self._values[self.currentIndex()] if self._values else None

    def set_value(self, value: object) -> None:
        """Show a value, without a signal; one that is not offered shows the first."""
        place = self._values.index(value) if value in self._values else 0
        with QSignalBlocker(self):
            self.setCurrentIndex(place if self._values else -1)
        self.updateGeometry()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(QSpinBox):
    """A whole number. `committed(int)` comes once it is entered, stepped to or left."""

    committed = Signal(int)

    def __init__(
        self,
        value: int,
        *,
        limits: tuple[int, int, int],
        suffix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show `value`; `limits` are the lowest, the highest and the step."""
        super().__init__(parent)
        low, high, step = limits
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setSuffix(suffix)
        self.setValue(value)
        self.setKeyboardTracking(False)  # 150 typed is not first 1 and then 15
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(theme.px(7), 0, 0, 0)  # the style sheet cannot reach in
        self.valueChanged.connect(self.committed)

    def set_value(self, value: int) -> None:
        """Show another number, without a signal."""
        with QSignalBlocker(self):
            self.setValue(value)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DateField(QDateEdit):
    """A day, shown as "1 Apr 2026", with a calendar. `committed(date)` comes with a new day."""

    committed = Signal(object)

    def __init__(self, value: date, *, parent: QWidget | None = None) -> None:
        """Show `value`."""
        super().__init__(parent)
        self.setLocale(_ENGLISH)
        self.setDisplayFormat("d MMM yyyy")
        self.setCalendarPopup(True)
        self.calendarWidget().setLocale(_ENGLISH)
        self.calendarWidget().setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_value(value)
        self.dateChanged.connect(lambda _day: self.committed.emit(self.value()))

    def value(self) -> date:
        """The day shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_value(self, value: date) -> None:
        """Show another day, without a signal."""
        with QSignalBlocker(self):
            self.setDate(QDate(value.year, value.month, value.day))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
