"""A small table of fixed meetings to fill in: title, day, times, how often, who must be there.

Knows nothing of the post. What is left empty is not known.
"""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.core.applying import FixedMeeting
from portfolio_app.core.model import EVERY_WEEK, WEEKDAYS, Frequency, MonthWeeks, OneIn, PerYear
from portfolio_app.core.sharing import Attend
from portfolio_app.ui import theme
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.buttons import button, icon_button, polish
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.labels import TextLabel, TextRole
from portfolio_app.ui.widgets.typed import RefusedError

OFTEN: tuple[tuple[Frequency, str], ...] = (
    (EVERY_WEEK, "Every week"),
    (OneIn(Fraction(2)), "Every other week"),
    (OneIn(Fraction(4)), "Every four weeks"),
    (MonthWeeks((1,)), "First of the month"),
    (MonthWeeks((2,)), "Second of the month"),
    (MonthWeeks((3,)), "Third of the month"),
    (MonthWeeks((4,)), "Fourth of the month"),
    (PerYear(Fraction(6)), "Six a year"),
    (PerYear(Fraction(4)), "Four a year"),
    (PerYear(Fraction(1)), "Once a year"),
)
WHO: tuple[tuple[Attend | None, str], ...] = (
    (None, "Who attends: not known"),
    (Attend.EITHER, "Either of us"),
    (Attend.BOTH, "Both of us"),
    (Attend.MINE, "Me"),
    (Attend.PARTNER, "My partner"),
    (Attend.ALTERNATE, "Turn and turn about"),
)


class MeetingRow(QWidget):
    """One meeting, on two lines, so that it has room with large text too.

    Signals:
        changed: something of it is another.
        left_out: it is not wanted any more.
    """

    changed = Signal()
    left_out = Signal()

    def __init__(self) -> None:
        """Begin with an empty meeting."""
        super().__init__()
        self.title, self.times = QLineEdit(), QLineEdit()
        self.title.setPlaceholderText("such as Trust board")
        self.times.setPlaceholderText("from-to, 10:00-11:30")
        self.day = Choice([(None, "Day not known"), *((day, day.value) for day in WEEKDAYS)])
        self.often, self.who = Choice(OFTEN), Choice(WHO)
        self.less = icon_button("trash", "Leave out", self.left_out.emit)
        self._error = TextLabel("", role=TextRole.ERROR, wrap=True)
        for field in (self.title, self.times):
            field.editingFinished.connect(self.finish)
        for choice in (self.day, self.often, self.who):
            choice.chosen.connect(lambda _value: self.changed.emit())
            choice.setMinimumContentsLength(7)
        self._lay()
        self._error.hide()

    def _lay(self) -> None:
        gap = theme.px(8)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (first, ((self.title, 3), (self.day, 1), (self.times, 2))),
            (second, ((self.often, 1), (self.who, 1), (self.less, 0))),
        ):
            row.setSpacing(gap)
            for widget, stretch in widgets:
                row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self._error)

    def name_as(self, number: int) -> None:
        """Say to a screen reader which meeting it is."""
        for widget, what in (
            (self.title, "title"),
            (self.day, "day"),
            (self.times, "from and to"),
            (self.often, "how often"),
            (self.who, "who must attend"),
            (self.less, "leave out"),
        ):
            widget.setAccessibleName(f"Meeting {number}: {what}")
        self.times.setAccessibleDescription("From and to, such as 10:00-11:30")

    def meeting(self) -> FixedMeeting:
        """The meeting as far as it can be read."""
        try:
            clock = typed.CLOCK.read(self.times.text())
        except RefusedError:
            clock = None
        day, often, who = self.day.value(), self.often.value(), self.who.value()
        return FixedMeeting(
            title=" ".join(self.title.text().split()),
            day=next((one for one in WEEKDAYS if one is day), None),
            clock=clock,
            often=next((one for one, _ in OFTEN if one == often), EVERY_WEEK),
            attend=who if isinstance(who, Attend) else None,
        )

    def is_empty(self) -> bool:
        """Whether nothing of it was said."""
        return self.meeting() == FixedMeeting() and not self.times.text().strip()

    def problem(self) -> str:
        """Why its times cannot be taken; empty where they can."""
        try:
            clock = typed.CLOCK.read(self.times.text())
        except RefusedError as error:
            return str(error)
        if clock is not None and clock.start == clock.end:
            return "It ends when it begins. Write times such as 10:00-11:30."
        return ""

    def finish(self) -> None:
        """End what is being typed, as leaving its field does."""
        problem = self.problem()
        self._error.setText(problem)
        self._error.setVisible(bool(problem))
        self.times.setAccessibleDescription(problem or "From and to, such as 10:00-11:30")
        self.times.setProperty("state", "error" if problem else None)
        polish(self.times)
        self.changed.emit()


class MeetingsEdit(QWidget):
    """The meetings, one under the other.

    Signals:
        changed: the meetings are others.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Begin without meetings."""
        super().__init__()
        self.rows: list[MeetingRow] = []
        self.more = button("Add a meeting", self.add, icon="plus")
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._list)
        column.addLayout(foot)

    def add(self) -> None:
        """Add an empty meeting and put the keyboard on its title."""
        made = MeetingRow()
        made.changed.connect(self.changed)
        made.left_out.connect(lambda: self._leave_out(made))
        self.rows.append(made)
        self._list.addWidget(made)
        made.show()
        self._number()
        made.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Begin anew."""
        for row in self.rows:
            self._drop(row)
        self.rows = []

    def meetings(self) -> tuple[FixedMeeting, ...]:
        """The meetings of which something was said."""
        return tuple(row.meeting() for row in self.rows if not row.is_empty())

    def finish(self) -> None:
        """End what is being typed, as leaving its field does."""
        for row in self.rows:
            row.finish()

    def wrong(self) -> Sequence[QLineEdit]:
        """Fields that hold what cannot be taken."""
        return [row.times for row in self.rows if row.problem()]

    def _leave_out(self, row: MeetingRow) -> None:
        self.rows.remove(row)
        self._drop(row)
        self._number()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, row: MeetingRow) -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            row.name_as(number)
