"""The balance panel: what the counted week adds up to, against contract and limits, in pictures.

Every figure shows its working. Knows nothing of other panels, of files, or of how pictures are
drawn.
"""

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.charts.balance import (
    Grouping,
    Measure,
    View,
    balance,
    balance_table,
    weekly_limit,
)
from portfolio_app.charts.stretches import week_table
from portfolio_app.charts.style import Table
from portfolio_app.charts.week import TITLE as WEEK_TITLE
from portfolio_app.charts.week import week_heat
from portfolio_app.core import words
from portfolio_app.core.lines import Line
from portfolio_app.core.workload import Count
from portfolio_app.ui import theme
from portfolio_app.ui.chartview import Chart, ChartView
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.theme import Theme
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import EmptyState
from portfolio_app.ui.widgets.figures import (
    FigureLabel,
    FigureTable,
    LineKind,
    Working,
    WorkingLine,
    WorkingPopover,
)
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole

_MOST_LINES = 12  # of working in one popover; the rest is added up
_E = TypeVar("_E", bound=Enum)


class Segments(QWidget, Generic[_E]):
    """A few choices side by side, one of them taken; arrow keys move between them."""

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[_E, str]]) -> None:
        """Offer choices with their words; the first is taken."""
        super().__init__()
        self.setAccessibleName(name)
        self._choices = [choice for choice, _ in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        for number, (choice, word) in enumerate(choices):
            made = button(word, partial(self.chosen.emit, choice), look=Look.PLAIN)
            made.setCheckable(True)
            made.setChecked(number == 0)
            made.setAccessibleName(f"{name} {word.lower()}")
            self._group.addButton(made, number)
            row.addWidget(made)

    def value(self) -> _E:
        """The choice that is taken."""
        return self._choices[self._group.checkedId()]

    def choose(self, choice: _E) -> None:
        """Take a choice, as if the user had."""
        self._group.button(self._choices.index(choice)).click()
