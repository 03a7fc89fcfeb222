"""Sliders and a field for the terms of a share: exact, and able to stand at "not known".

Know nothing of a portfolio.
"""

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from portfolio_app.core import words
from portfolio_app.core.contracts import Unit
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare.texts import part_text, unit_name
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.buttons import button, polish
from portfolio_app.ui.widgets.inputs import ShareSlider
from portfolio_app.ui.widgets.labels import TextLabel, TextRole
from portfolio_app.ui.widgets.typed import RefusedError

SPLITS = (
    ("50:50", Fraction(1, 2)),
    ("60:40", Fraction(3, 5)),
    ("40:60", Fraction(2, 5)),
    ("2:1", Fraction(2, 3)),
)
_NO_SIZE = "Say the size of the post to see what it would do to your week."
_STEPS = (
    (Fraction(6), Fraction(1, 10)),
    (Fraction(15), Fraction(1, 4)),
    (Fraction(30), Fraction(1, 2)),
)


class _Held:
    """The value that is meant while the slider stands at its anchor, the step nearest to it."""

    def __init__(self, show: Callable[[Fraction | None], str]) -> None:
        self.show = show
        self.anchor: Fraction | None = None
        self.exact: Fraction | None = None

    def words(self, step: Fraction) -> str:
        if self.anchor is not None and step == self.anchor:
            return self.show(self.exact)
        self.anchor = None  # the slider was moved: from now on its steps are what is meant
        return self.show(step)


class ExactSlider(ShareSlider):
    """A slider that never lies: it says the exact value that lies between two of its steps.

    None is not known: the slider stands at its lowest, and says so.
    """

    def __init__(
        self,
        label: str,
        *,
        span: tuple[Fraction, Fraction, Fraction],
        show: Callable[[Fraction | None], str],
    ) -> None:
        """Make the slider; see `ShareSlider`."""
        held = _Held(show)
        super().__init__(label, span=span, value=span[0], show=held.words)
        self._held = held

    def set_exact(self, value: Fraction | None, *, lowest: Fraction = Fraction(0)) -> None:
        """Stand nearest to a value and say it exactly, without a signal."""
        if self.slider().isSliderDown() or value == self._meant():
            # A slider under the hand is let be: to set it would end the move unheard.
            self._say()
            return
        self._held.anchor = None
        self.set_value(lowest if value is None else value)
        self._held.anchor, self._held.exact = self.value(), value
        self.set_value(self.value())

    def _meant(self) -> Fraction | None:
        return self._held.exact if self._held.anchor == self.value() else self.value()


def step_for(size: Fraction) -> Fraction:
    """A step that suits a post's size: a tenth of a unit for a small post."""
    return next((step for most, step in _STEPS if size <= most), Fraction(1))


class FigureField(QLineEdit):
    """A short line for a figure above 0.

    Signals:
        committed: a new figure (Fraction).
        problem: why what was typed cannot be taken; empty when nothing is wrong.
    """

    committed = Signal(object)
    problem = Signal(str)

    def __init__(self, name: str) -> None:
        """Make an empty line."""
        super().__init__()
        self._value: Fraction | None = None
        self.most: tuple[Fraction, str] | None = None  # and why no more
        self.setAccessibleName(name)
        self.setFixedWidth(theme.px(62))
        self.editingFinished.connect(self._finish)

    def set_figure(self, value: Fraction | None) -> None:
        """Show a figure, without a signal."""
        if self.hasFocus() and self.isModified():
            return
        self._value = value
        self.setText(typed.ABOVE_ZERO.show(value) if value else "")
        self._say("")

    def _finish(self) -> None:
        if not self.isModified():
            return
        try:
            value = typed.ABOVE_ZERO.read(self.text())
        except RefusedError as error:
            self._say(str(error))
            return
        if self.most is not None and value > self.most[0]:
            self._say(self.most[1])
            return
        self.setModified(False)
        self._say("")
        if value != self._value:
            self._value = value
            self.committed.emit(value)

    def _say(self, message: str) -> None:
        self.setAccessibleDescription(message)
        state = "error" if message else None
        if self.property("state") != state:
            self.setProperty("state", state)
            polish(self)
        self.problem.emit(message)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setModified(False)
            self.set_figure(self._value)
            self.selectAll()
        else:
            super().keyPressEvent(event)


class PartEditor(QWidget):
    """My part of a post: a slider, the exact figure, the post's size, and the usual splits.

    Signals:
        moved: my part while the slider moves (Fraction).
        chosen: my part, once it is meant (Fraction).
        sized: another size of the whole post (Fraction).
    """

    moved = Signal(object)
    chosen = Signal(object)
    sized = Signal(object)

    def __init__(self) -> None:
        """Begin without a post."""
        super().__init__()
        self._post, self._unit = Fraction(0), Unit.PA
        self._span: tuple[Fraction, Fraction] | None = None
        one = Fraction(1, 10)
        self.slider = ExactSlider("My part", span=(one, one, one), show=self._words)
        self.slider.valueChanged.connect(self.moved)
        self.slider.committed.connect(self.chosen)
        self.exact = FigureField("My part, exactly")
        self.whole = FigureField("Size of the whole post")
        self.exact.committed.connect(self.chosen)
        self.whole.committed.connect(self.sized)
        self._of = TextLabel("of")
        self._unit_name = TextLabel("PA", role=TextRole.SOFT)
        self._error = TextLabel("", role=TextRole.ERROR, wrap=True)
        self._error.hide()
        self._ask = TextLabel(_NO_SIZE, role=TextRole.SMALL, wrap=True)
        for field in (self.exact, self.whole):
            field.problem.connect(self._complain)
        self.splits = {name: self._split(name, share) for name, share in SPLITS}
        self._lay()

    def _lay(self) -> None:
        exactly = QHBoxLayout()
        exactly.setSpacing(theme.px(6))
        exactly.addWidget(TextLabel("Exactly", role=TextRole.SOFT))
        for widget in (self.exact, self._of, self.whole, self._unit_name):
            exactly.addWidget(widget)
        exactly.addStretch(1)
        usual = QHBoxLayout()
        usual.setSpacing(theme.px(4))
        for made in self.splits.values():
            usual.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.slider)
        column.addLayout(usual)
        column.addLayout(exactly)
        column.addWidget(self._error)
        column.addWidget(self._ask)

    def _split(self, name: str, share: Fraction) -> QPushButton:
        made = button(name, lambda: self.chosen.emit(self._post * share))
        made.setCheckable(True)
        mine, theirs = name.split(":")
        made.setAccessibleName(f"Split {mine} to {theirs}, yours first")
        made.setToolTip("Yours first")
        made.setMinimumWidth(theme.px(24))
        return made

    def show_part(self, mine: Fraction, post: Fraction, unit: Unit) -> None:
        """Show my part of a post, without a signal."""
        self._post, self._unit = post, unit
        step = step_for(post)
        if (post, step) != self._span:
            self._span = post, step
            self.slider.set_span(min(step, post) if post else step, post or step, step)
        self.slider.set_exact(mine, lowest=step)
        self.slider.setEnabled(bool(post))
        self.exact.set_figure(mine)
        self.exact.setEnabled(bool(post))
        size = f"{words.number(post)} {unit_name(unit, post)}"
        self.exact.most = (post, f"The whole post is {size}: your part cannot be more.")
        self.whole.set_figure(post)
        self._unit_name.setText(unit_name(unit, post or Fraction(2)))
        for name, share in SPLITS:
            self.splits[name].setChecked(bool(post) and mine == post * share)
            self.splits[name].setEnabled(bool(post))
        self._ask.setVisible(not post)

    def _words(self, mine: Fraction | None) -> str:
        return part_text(mine or Fraction(0), self._post, self._unit)

    def _complain(self, message: str) -> None:
        self._error.setText(message)
        self._error.setVisible(bool(message))
