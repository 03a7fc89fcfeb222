"""Pictures of the exact layer: the hours of each option, and the post's ordinary week.

Show options that arrive worked out. Know no document.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.charts.duties import job_share_week_table
from portfolio_app.charts.options import job_share_options, job_share_options_table
from portfolio_app.charts.postweek import TITLE as WEEK_TITLE
from portfolio_app.charts.postweek import job_share_week
from portfolio_app.charts.style import ChartStyle
from portfolio_app.core.jobshare import Option
from portfolio_app.core.verdict import Reason
from portfolio_app.ui import theme
from portfolio_app.ui.chartview import Chart, ChartView
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.panels.jobshare.posttexts import stretch_working
from portfolio_app.ui.widgets.figures import Working
from portfolio_app.ui.workings import lines_working

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HOURS_TITLE = "Hours of each option"


class PlanPictures(QWidget):
    """The pictures without chance in them.

    Signals:
        followed: a Reason with the lines of a row of a table.
        notice: a passing line for the user.
    """

    followed = Signal(object)
    notice = Signal(str)

    def __init__(self, jobs: Jobs) -> None:
        """Begin without options."""
        super().__init__()
        self.hours, self.week = ChartView(HOURS_TITLE, jobs), ChartView(WEEK_TITLE, jobs)
        self._keys: dict[ChartView, tuple[tuple[str, ...], ...]] = {}
        self._found: dict[str, Option] = {}  # by title, as the table names them
        self._option: Option | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        for view in (self.hours, self.week):
            column.addWidget(view)
            view.notice.connect(self.notice)
            view.row_activated.connect(partial(self._follow_row, view))
            working = partial(self._working, view)
            view.table.explain_rows(working, entered="shows it on the week")

    def show_known(self, option: Option, *, known: bool) -> None:
        """Show the pictures that there can be of an option; `known` is the size of the post."""
        self.hours.setVisible(known)
        self.week.setVisible(known and option.post is not None)

    def draw(self, found: tuple[Option, ...], option: Option, law: int | None) -> None:
        """Order the pictures of what is shown."""
        self._found, self._option = {one.title: one for one in found}, option
        table = job_share_options_table(found, law=law)
        self._keys[self.hours] = table.keys
        self.hours.show_chart(Chart(partial(_draw_hours, found, law), table))
        if option.post is not None:
            table = job_share_week_table(option)
            self._keys[self.week] = table.keys
            self.week.show_chart(Chart(partial(_draw_week, option), table))

    def _working(self, view: ChartView, row: int) -> Working | None:
        """How the hours of a row came about."""
        cells = view.table.cells(row)
        keys = self._keys[view][row]
        if view is self.week:
            return None if self._option is None else stretch_working(self._option, cells, keys)
        option = self._found[cells[0]]
        return lines_working(option.count, keys, f"{cells[0]}, {cells[1]}: hours a week")

    def _follow_row(self, view: ChartView, row: int) -> None:
        keys = self._keys.get(view, ())
        if row < len(keys) and keys[row]:
            self.followed.emit(Reason("", keys[row]))


def _draw_hours(
    found: tuple[Option, ...], law: int | None, style: ChartStyle, width: float
) -> "Figure":
    return job_share_options(found, style, law=law, width=width)


def _draw_week(option: Option, style: ChartStyle, width: float) -> "Figure":
    return job_share_week(option, style, width=width)
