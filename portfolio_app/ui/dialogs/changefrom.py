"""Asking from which day a role is on other terms, so that what was before is kept.

Knows only a role and the job-plan year; who asks makes the edit.
"""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.core import words
from portfolio_app.core.model import Role
from portfolio_app.core.occurrences import year_end
from portfolio_app.core.succession import can_change_from
from portfolio_app.ui import theme
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.fields import DateField
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole

_DAY = timedelta(days=1)
_HALF_YEAR = 6  # months


class ChangeFrom(QWidget):
    """A date, what happens on it, and the button that does it.

    `act` is given the day and answers why it cannot be, or nothing.

    Signals:
        changed: it is done.
    """

    changed = Signal()

    def __init__(self, role: Role, year_start: date, act: Callable[[date], str]) -> None:
        """Offer a day of the job-plan year on which the role is held."""
        super().__init__()
        self._act = act
        self.day = DateField(first_choice(role, year_start))
        self.day.setAccessibleName("First day on the new terms")
        if role.start is not None:
            self.day.setMinimumDate(_qdate(role.start + _DAY))
        if role.end is not None:
            self.day.setMaximumDate(_qdate(role.end))
        self._says = TextLabel("", role=TextRole.SOFT, wrap=True)
        self._refused = TextLabel("", wrap=True)
        self._refused.hide()
        self.change = button("Change from this day", self._do, look=Look.PRIMARY)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.day, 1)
        row.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(14)] * 4)
        column.setSpacing(theme.px(8))
        column.addWidget(HeaderLabel("Change from a date"))
        column.addLayout(row)
        column.addWidget(self._refused)
        column.addWidget(self._says)
        self.day.committed.connect(lambda _day: self._say())
        self._say()

    def _say(self) -> None:
        day = self.day.value()
        self._says.setText(
            f"Until {words.day_date(day - _DAY)} the role and its lines stay as they are. From"
            f" {words.day_date(day)} a copy of them goes on, which you then change. Undo takes it"
            " back in one step."
        )

    def _do(self) -> None:
        problem = self._act(self.day.value())
        self._refused.setText(problem)
        self._refused.setVisible(bool(problem))
        if not problem:
            self.changed.emit()


def first_choice(role: Role, year_start: date) -> date:
    """The day to offer: the first of a month half a year on, or another where it is not held."""
    month = year_start.month - 1 + _HALF_YEAR
    day = date(year_start.year + month // 12, month % 12 + 1, 1)
    if can_change_from(role, day):
        return day
    if role.end is not None and role.end <= day:
        return role.end
    return (role.start or year_start) + _DAY


def can_change(role: Role, year_start: date) -> bool:
    """Whether there is a day of the job-plan year from which a role can be on other terms."""
    last = year_end(year_start) - _DAY
    begun = role.start is None or role.start < last
    return begun and (role.end is None or role.end > year_start) and not role.considered


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
