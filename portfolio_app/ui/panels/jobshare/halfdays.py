"""A week by half-days: for each one of a few answers, "not known" among them.

Knows nothing of whose week it is.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from portfolio_app.core.model import WEEKDAYS, Day, Half
from portfolio_app.core.sharing import Availability
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare.applyfields import HALVES
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

DAYS = WEEKDAYS[:5]
Slot = tuple[Day, Half]
Said = tuple[tuple[Day, Half, Availability], ...]


class HalfDays(QWidget):
    """Morning and afternoon of each working day.

    Signals:
        chosen: day, half and what is said of it, when the user says so.
    """

    chosen = Signal(object, object, object)

    def __init__(self, name: str, options: Sequence[tuple[Availability | None, str]]) -> None:
        """Offer the same options for each; `name` says whose week it is, for a screen reader."""
        super().__init__()
        self.choices: dict[Slot, Choice] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        for column, half in enumerate(HALVES, start=1):
            grid.addWidget(TextLabel(HALVES[half].capitalize(), role=TextRole.SMALL), 0, column)
            grid.setColumnStretch(column, 1)
        for row, day in enumerate(DAYS, start=1):
            label = TextLabel(day.value, role=TextRole.SOFT)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
            for column, half in enumerate(HALVES, start=1):
                made = Choice(options)
                made.setMinimumContentsLength(6)
                made.setAccessibleName(f"{name}, {day.value} {HALVES[half]}")
                made.chosen.connect(lambda value, d=day, h=half: self.chosen.emit(d, h, value))
                self.choices[day, half] = made
                grid.addWidget(made, row, column)

    def show_said(self, said: Mapping[Slot, Availability | None]) -> None:
        """Show what is said, without a signal; what is not there is not said."""
        for slot, choice in self.choices.items():
            choice.set_value(said.get(slot))

    def said(self) -> Said:
        """What is said; half-days of which nothing is said are left out."""
        found = [(*slot, choice.value()) for slot, choice in self.choices.items()]
        return tuple((day, half, how) for day, half, how in found if isinstance(how, Availability))
