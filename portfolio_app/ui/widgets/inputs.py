"""Fields for shares, times of day and lengths of time: exact, kind about what is typed.

Shares are Fractions and times are whole minutes; a figure is never a float here.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import ClassVar

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSlider, QWidget
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.widgets.buttons import polish
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 1440


class _KeySlider(QSlider):
    """A slider that says when a run of key presses, turns of the wheel or a drag is over."""

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sliderReleased.connect(self.settled)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self.settled.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settled.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel that scrolls the panel must not change a share on its way.
        if not self.hasFocus():
            event.ignore()
            return
        super().wheelEvent(event)
        self.settled.emit()


class ShareSlider(QWidget):
    """A labelled slider over exact steps, with its value in words at the right.

    `valueChanged` comes with every step, `committed` once when the hand lets go; both carry a
    Fraction. Arrow keys move one step, Page Up and Down five, Home and End to the ends.
    """

    valueChanged = Signal(object)  # noqa: N815 - the name Qt gives this signal everywhere
    committed = Signal(object)

    def __init__(
        self,
        label: str,
        *,
        span: tuple[Fraction, Fraction, Fraction],
        value: Fraction,
        show: Callable[[Fraction], str],
        parent: QWidget | None = None,
    ) -> None:
        """Make the slider.

        Args:
            label: what is shared.
            span: lowest, highest and step, all in the unit of `show`.
            value: where it stands; off the steps, the nearest is taken.
            show: the value in words, such as "2.0 of 4 PA".
            parent: the usual.

        Raises:
            ValueError: the step is not above 0, or the highest is below the lowest.
        """
        super().__init__(parent)
        self._label = label
        self._show = show
        self._values: tuple[Fraction, ...] = ()
        self._slider = _KeySlider()
        self._slider.setPageStep(5)
        name = TextLabel(label)
        name.setBuddy(self._slider)
        self._words = TextLabel("", role=TextRole.STRONG)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(name, 0, 0)
        grid.addWidget(self._words, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._slider, 1, 0, 1, 2)
        self.set_span(*span)
        self.set_value(value)
        self._slider.valueChanged.connect(self._moved)
        self._slider.settled.connect(self._settle)

    def value(self) -> Fraction:
        """Where it stands."""
        return self._values[self._slider.value()]

    def set_value(self, value: Fraction) -> None:
        """Stand at the step nearest to `value`, without a signal."""
        nearest = min(range(len(self._values)), key=lambda n: abs(self._values[n] - value))
        with QSignalBlocker(self._slider):
            self._slider.setValue(nearest)
        self._settled = self.value()
        self._say()

    def set_span(self, lowest: Fraction, highest: Fraction, step: Fraction) -> None:
        """Change the steps, keeping the value where it can; the highest is always one of them."""
        if step <= 0 or highest < lowest:
            raise ValueError(f"no steps of {step} from {lowest} to {highest}")
        held = self.value() if self._values else lowest
        count = (highest - lowest) // step
        values = [lowest + step * n for n in range(count + 1)]
        if values[-1] != highest:
            values.append(highest)
        self._values = tuple(values)
        with QSignalBlocker(self._slider):
            self._slider.setRange(0, len(values) - 1)
        self.set_value(held)

    def slider(self) -> QSlider:
        """The slider itself, for focus order and help."""
        return self._slider

    def _say(self) -> None:
        words = self._show(self.value())
        self._words.setText(words)
        self._slider.setAccessibleName(f"{self._label}: {words}")

    def _moved(self) -> None:
        self._say()
        self.valueChanged.emit(self.value())

    def _settle(self) -> None:
        if self._slider.isSliderDown() or self.value() == self._settled:
            return
        self._settled = self.value()
        self.committed.emit(self._settled)


_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?|(\d{1,2})(\d{2})")


def parse_time(text: str) -> int | None:
    """Minutes after midnight for "9", "0900", "930", "9:00", "09.30" or "24:00"; else None."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hours = int(found[1] or found[3])
    minutes = int(found[2] or found[4] or 0)
    total = hours * MINUTES_PER_HOUR + minutes
    return total if minutes < MINUTES_PER_HOUR and total <= MINUTES_PER_DAY else None


def show_time(minutes: int) -> str:
    """Minutes after midnight as "09:30"."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    return f"{hours:02}:{rest:02}"


_PARTS = re.compile(r"(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*(?:m(?:in(?:ute)?s?)?)?)?")
_MINUTES = re.compile(r"(\d+)\s*m(?:in(?:ute)?s?)?")
_HOURS = re.compile(r"(\d*\.?\d+)\s*(?:h(?:ours?|rs?)?)?")
_COLON = re.compile(r"(\d+):([0-5]\d)")


def parse_duration(text: str) -> int | None:
    """Whole minutes for "1.5", "1.5 h", "1:30", "1 h 30 min", "90 min"; a bare number is hours.

    None for anything else, and for hours that do not come to whole minutes.
    """
    plain = text.strip().lower()
    if found := _COLON.fullmatch(plain):
        return int(found[1]) * MINUTES_PER_HOUR + int(found[2])
    if found := _MINUTES.fullmatch(plain):
        return int(found[1])
    if found := _HOURS.fullmatch(plain):
        exact = Fraction(found[1]) * MINUTES_PER_HOUR
        return int(exact) if exact.denominator == 1 else None
    found = _PARTS.fullmatch(plain)
    if found is None or found[1] is None:
        return None
    return int(found[1]) * MINUTES_PER_HOUR + int(found[2] or 0)


def show_duration(minutes: int) -> str:
    """Minutes as "1 h 30 min", "2 h" or "45 min"."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


class _MinutesField(QLineEdit):
    """A line for a number of minutes: tidied when left, put back by Escape, stepped by arrows."""

    committed = Signal(int)
    problem = Signal(str)

    unreadable: ClassVar[str] = ""

    def __init__(self, minutes: int, *, step: int, most: int, parent: QObject | None) -> None:
        super().__init__(parent if isinstance(parent, QWidget) else None)
        self._minutes = minutes
        self._step = step
        self._most = most
        self.setText(self._write(minutes))
        self.editingFinished.connect(self._finish)
        self.textEdited.connect(lambda: self._mark(""))

    def _read(self, text: str) -> int | None:
        raise NotImplementedError

    def _write(self, minutes: int) -> str:
        raise NotImplementedError

    def minutes(self) -> int:
        """The last good value."""
        return self._minutes

    def set_minutes(self, minutes: int) -> None:
        """Show another value, without a signal."""
        self._minutes = minutes
        self.setText(self._write(minutes))
        self._mark("")

    def is_valid(self) -> bool:
        """Whether what is typed can be taken."""
        return not self._wrong(self._read(self.text()))

    def _wrong(self, read: int | None) -> str:
        if read is None:
            return self.unreadable.format(found=self.text().strip() or "nothing")
        if read > self._most:
            return f"{self._write(read)} is more than the {self._write(self._most)} there can be."
        return ""

    def _mark(self, message: str) -> None:
        self.setToolTip(message)
        self.setAccessibleDescription(message)
        state = "error" if message else None
        if self.property("state") != state:
            self.setProperty("state", state)
            polish(self)
        self.problem.emit(message)

    def _finish(self) -> None:
        read = self._read(self.text())
        message = self._wrong(read)
        self._mark(message)
        if message or read is None:
            return
        self.setText(self._write(read))
        if read != self._minutes:
            self._minutes = read
            self.committed.emit(read)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in steps:
            self._stride(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._write(self._minutes):
            self.set_minutes(self._minutes)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def _stride(self, direction: int) -> None:
        read = self._read(self.text())
        held = self._minutes if read is None else read
        # To the next mark of the grid, so that 09:10 goes to 09:15 and not 09:25.
        marks = held // self._step if direction > 0 else -(-held // self._step)
        self.setText(self._write(max(0, min(self._most, (marks + direction) * self._step))))
        self.selectAll()
        self._finish()


class TimeField(_MinutesField):
    """A time of day, 00:00 to 24:00. `committed(minutes)` when a new good time is left or entered.

    `problem(message)` says what is wrong with what was typed; an empty message, that nothing is.
    """

    unreadable = "Found “{found}”. Write a time such as 9, 0930 or 09:30."

    def __init__(
        self, minutes: int = 540, *, step: int = 15, parent: QWidget | None = None
    ) -> None:
        """Start at `minutes` after midnight; arrows move to the next multiple of `step`."""
        super().__init__(minutes, step=step, most=MINUTES_PER_DAY, parent=parent)
        self.setMaximumWidth(theme.px(80))

    @override
    def _read(self, text: str) -> int | None:
        return parse_time(text)

    @override
    def _write(self, minutes: int) -> str:
        return show_time(minutes)


class DurationEdit(_MinutesField):
    """A length of time in whole minutes, up to `longest`. Signals as `TimeField`."""

    unreadable = "Found “{found}”. Write hours and whole minutes, such as 1.5, 1:30 or 90 min."

    def __init__(
        self,
        minutes: int = 60,
        *,
        step: int = 15,
        longest: int = 7 * MINUTES_PER_DAY,
        parent: QWidget | None = None,
    ) -> None:
        """Start at `minutes`; arrows move to the next multiple of `step`."""
        super().__init__(minutes, step=step, most=longest, parent=parent)

    @override
    def _read(self, text: str) -> int | None:
        return parse_duration(text)

    @override
    def _write(self, minutes: int) -> str:
        return show_duration(minutes)
