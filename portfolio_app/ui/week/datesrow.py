"""The row above a real week: which week it is, what is special about it, and the way back.

Shows what it is given and says what was asked for; knows no document.
"""

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from portfolio_app.core import weekwords, words
from portfolio_app.core.actual import RealWeek
from portfolio_app.core.periods import job_plan_year
from portfolio_app.core.workload import Count
from portfolio_app.ui import theme
from portfolio_app.ui.widgets.buttons import button, icon_button
from portfolio_app.ui.widgets.fields import DateField
from portfolio_app.ui.widgets.figures import Working, working_link
from portfolio_app.ui.widgets.labels import TextLabel, TextRole
from portfolio_app.ui.workings import real_week_working

_ROOMY = 1.25  # of the size of text, beyond which the words stand below
_ANY_DAY = date(2000, 1, 1)  # shown to nobody: a week comes with its own


class DatesRow(QWidget):
    """Chooses a real week.

    Signals:
        stepped: so many weeks on; below zero, back.
        day_chosen: a day (date) whose week is wanted.
        left: back to the week that is edited.
    """

    stepped = Signal(int)
    day_chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.hide()
        self.before = icon_button("caret-left", "Week before", lambda: self.stepped.emit(-1))
        self.after = icon_button("caret-right", "Week after", lambda: self.stepped.emit(1))
        self.field = DateField(_ANY_DAY)
        self.field.setAccessibleName("A day of the week to show")
        self.field.setToolTip("Any day of the week to show")
        self.field.committed.connect(self.day_chosen)
        self.field.setMinimumWidth(self.field.sizeHint().width() + theme.px(20))
        self.text = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.back = button("Edit typical week", self.left.emit, tip="Back to the week of the plan")
        self._week: RealWeek | None = None
        self.working = working_link(self._made)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(4))
        for column, each in enumerate((self.before, self.field, self.after)):
            self._grid.addWidget(each, 0, column)
        self._grid.addWidget(self.working, 0, 4)
        self._grid.addWidget(self.back, 0, 5)
        self._grid.setColumnStretch(3, 1)
        self.make_room()

    def make_room(self) -> None:
        """Put the words beside the week's date, or below it where large text needs the room."""
        self._grid.removeWidget(self.text)
        if theme.text_scale() <= _ROOMY:
            self._grid.addWidget(self.text, 0, 3)
        else:
            self._grid.addWidget(self.text, 1, 0, 1, 6)

    def _made(self) -> Working | None:
        return None if self._week is None else real_week_working(self._week)

    def show_week(self, week: RealWeek, average: Count) -> None:
        """Show a week beside the average one."""
        self._week = week
        first, last = job_plan_year(week.counts[0][1].whole)
        with QSignalBlocker(self.field):
            self.field.setDateRange(
                QDate(first.year, first.month, first.day), QDate(last.year, last.month, last.day)
            )
        if not week.monday <= self.field.value() <= week.sunday:
            self.field.set_value(max(week.monday, first))
        self.before.setEnabled(week.monday > first)
        self.after.setEnabled(week.sunday < last)
        self.text.setText(facts(week, average))
        self.setAccessibleDescription(f"{weekwords.span(week)}. {self.text.text()}")


def facts(week: RealWeek, average: Count) -> str:
    """What there is to know of a real week, in a line or two."""
    where = weekwords.cycle(week)
    hours, mean = weekwords.hours(week), words.hours(average.assumed_minutes)
    said = [
        *([f"{where.capitalize()}."] if where else []),
        *weekwords.days_of_note(week),
        f"{hours[0].upper()}{hours[1:]}; the average week is {mean}.",
    ]
    return " ".join(said)
