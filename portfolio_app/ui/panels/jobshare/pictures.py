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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        for view in (self.hours, self.week):
            column.addWidget(view)
            view.notice.connect(self.notice)
            view.row_activated.connect(partial(self._follow_row, view))

    def show_known(self, option: Option, *, known: bool) -> None:
        """Show the pictures that there can be of an option; `known` is the size of the post."""
        self.hours.setVisible(known)
        self.week.setVisible(known and option.post is not None)

    def draw(self, found: tuple[Option, ...], option: Option, law: int | None) -> None:
        """Order the pictures of what is shown."""
        table = job_share_options_table(found, law=law)
        self._keys[self.hours] = table.keys
        self.hours.show_chart(Chart(partial(_draw_hours, found, law), table))
        if option.post is not None:
            table = job_share_week_table(option)
            self._keys[self.week] = table.keys
            self.week.show_chart(Chart(partial(_draw_week, option), table))

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
