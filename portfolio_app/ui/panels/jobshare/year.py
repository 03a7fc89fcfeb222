"""The sampled year of the options: how far it is, what an option means beside leaving, pictures.

Studies what it is told to, in the background; partial years are shown as they come. Knows no
document.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from portfolio_app.charts.weekhours import TITLE as SPREAD_TITLE
from portfolio_app.charts.weekhours import week_hours, week_hours_table
from portfolio_app.charts.yearweeks import (
    COVER_TITLE,
    HOURS_TITLE,
    cover_of_weeks,
    cover_of_weeks_table,
    full_places,
    year_of_weeks,
    year_of_weeks_table,
)
from portfolio_app.core.jobshare import Option
from portfolio_app.core.model import Portfolio
from portfolio_app.core.verdict import (
    COVER_NOT_SAMPLED,
    YEAR_NOT_SAMPLED,
    Part,
)
from portfolio_app.ui import theme
from portfolio_app.ui.chartview import Chart, ChartView
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.panels.jobshare import yearworkings
from portfolio_app.ui.panels.jobshare.stress import StressCard
from portfolio_app.ui.panels.jobshare.texts import limits_of
from portfolio_app.ui.panels.jobshare.yearrun import Order, State, YearRun
from portfolio_app.ui.widgets.buttons import button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import Working, working_link
from portfolio_app.ui.widgets.labels import TextLabel, TextRole
from portfolio_app.ui.widgets.tables import FigureTable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from portfolio_app.charts.style import ChartStyle
    from portfolio_app.simulate.study import Studied, Study

CAUTION = (
    "Sampled years rest on what is assumed below: they compare options and foretell no year. Their"
    " hours are of weeks as they fall, with leave, bank holidays and sickness; an ordinary week has"
    " none."
)
_COMING = "The year is being sampled."
_NOT_THERE = "The year is not sampled."
_NOT_SAMPLED = (YEAR_NOT_SAMPLED, COVER_NOT_SAMPLED)


class YearCard(Card):
    """How far the sampled year is, and what the chosen option means beside leaving the post."""

    def __init__(self, run: YearRun) -> None:
        """Follow a run."""
        super().__init__("The year, sampled")
        self._run = run
        self.status = TextLabel("", role=TextRole.SOFT)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.px(6))
        self.bar.setAccessibleName("Years sampled")
        self.cancel = button("Stop", run.stop, tip="Keep the years sampled so far")
        self.cancel.setAccessibleName("Stop sampling years")
        self.again = button("Sample the year", run.again)
        self.lead = TextLabel("", role=TextRole.STRONG, wrap=True)
        self.said = TextLabel("", wrap=True)
        self.problem = TextLabel("", role=TextRole.ERROR, wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.status)
        row.addWidget(self.bar, 1)
        row.addStretch(0)
        row.addWidget(self.cancel)
        row.addWidget(self.again)
        self.working = working_link(self.made)
        row.addWidget(self.working)
        self._shown: tuple[Studied, Study] | None = None
        self.body.addLayout(row)
        for label in (self.problem, self.lead, self.said, TextLabel(CAUTION, role=TextRole.SMALL)):
            label.setWordWrap(True)
            self.add(label)
        run.moved.connect(self.show_progress)
        self.show_progress()

    def show_progress(self) -> None:
        """Say how far the run is."""
        run = self._run
        running = run.state is State.RUNNING
        self.bar.setVisible(running)
        self.bar.setValue(round(run.done * 100))
        had_focus = self.cancel.hasFocus() or self.again.hasFocus()
        self.cancel.setVisible(running)
        self.again.setVisible(run.state is State.STOPPED)
        if had_focus:
            shown = self.cancel if running else self.again
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.problem.setText(run.problem)
        self.problem.setVisible(bool(run.problem))
        self.status.setText(self._status())

    def _status(self) -> str:
        run = self._run
        known = run.found.samples if run.found is not None else None
        match run.state:
            case State.RUNNING if known is not None and not known.is_whole:
                return f"Sampling; {known.years:,} of {known.asked:,} years are shown"
            case State.RUNNING:
                return "Sampling years…"
            case State.WHOLE if known is not None:
                return f"{known.years:,} years, seed {known.seed}"
            case State.STOPPED if known is not None:
                return f"Stopped at {known.years:,} of {known.asked:,} years"
            case State.STOPPED:
                return "Stopped before the first years were sampled"
        return ""

    def made(self) -> Working | None:
        """How the years of the option that is shown came about."""
        run = self._run
        if self._shown is None or run.found_for is None:
            return None
        order = run.found_for
        limits = limits_of(order.portfolio, order.contracts)
        return yearworkings.option_working(*self._shown, limits)

    def show_option(self, one: "Studied | None", found: "Study | None") -> None:
        """Say what an option means beside the first."""
        self._shown = None if one is None or found is None else (one, found)
        self.working.setVisible(self._shown is not None)
        if one is not None:
            self.working.setAccessibleName(f"Show working: {one.option.title}, the year sampled")
        if one is None or found is None:
            self.lead.setText("")
            self.said.setText("")
        elif one is found.options[0]:
            self.lead.setText("This is what the other options are compared with.")
            self.said.setText("")
        else:
            from portfolio_app.simulate.saying import compared, steady

            lead, *rest = compared(one.sampled, than=found.options[0].option.title)
            self.lead.setText(f"{one.option.title}: {lead[:1].lower()}{lead[1:]}")
            self.said.setText(" ".join([*rest, steady(one.sampled, found.samples.years)]))
        for label in (self.lead, self.said):
            label.setVisible(bool(label.text()))


class YearPart(QWidget):
    """The part of the panel that shows the sampled year.

    Signals:
        arrived: years of the portfolio that is shown are there, or more of them, or will not come.
        week_wanted: a Monday, to be shown on the week.
        notice: a passing line for the user.
    """

    arrived = Signal()
    week_wanted = Signal(object)
    notice = Signal(str)

    def __init__(self, jobs: Jobs) -> None:
        """Begin with nothing to study."""
        super().__init__()
        self.run = YearRun(jobs, "job share years", self)
        self.card = YearCard(self.run)
        self.hours = ChartView(HOURS_TITLE, jobs)
        self.cover = ChartView(COVER_TITLE, jobs)
        self.spread = ChartView(SPREAD_TITLE, jobs)
        self.stress = StressCard(jobs)
        self._chosen = ""
        self._order: Order | None = None
        self._drawn: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        for card in (self.card, self.hours, self.cover, self.spread, self.stress):
            column.addWidget(card)
        for view in (self.hours, self.cover, self.spread):
            view.notice.connect(self.notice)
        for view, working in ((self.hours, self._week), (self.cover, self._cover)):
            view.row_activated.connect(self._open_week)
            view.explain(working, self.card.made, entered="opens the week")
        self.spread.explain(self._lengths, self.card.made)
        self.run.arrived.connect(self._show)
        self.run.arrived.connect(self.arrived)
        self.run.ended.connect(self.arrived)
        self._show()

    # -- what is studied -----------------------------------------------------------------------

    def study(self, order: Order, chosen: str) -> None:
        """Study an order and show its pictures, of the chosen option."""
        self._chosen = chosen
        self.run.want(order)
        self._order = order
        self._show()

    @property
    def is_waiting(self) -> bool:
        """Whether not one year of what was ordered is there, but will be."""
        return self.run.state is State.RUNNING and not self.run.is_current

    def with_year(self, option: Option, portfolio: Portfolio, role: str) -> Option:
        """An option with the verdict of both layers, as far as its year is sampled."""
        found = self.run.study_of(portfolio, role)
        for one in () if found is None else found.options:
            if one.option.id == option.id:
                return replace(option, verdict=one.verdict)
        ended = self.run.state in (State.STOPPED, State.REFUSED)
        said = _NOT_THERE if ended else _COMING
        return replace(option, verdict=tuple(_waiting(part, said) for part in option.verdict))

    # -- what is shown -------------------------------------------------------------------------

    def show_weeks(self, weeks: Sequence[date]) -> FigureTable | None:
        """Choose weeks that a reason blames in the table of their picture, which is returned."""
        view = self.hours
        one = self.run.option(self._chosen)
        if one is None or not view.isVisible():
            return None
        places = [one.plan.monday(place) for place in full_places(one.plan)]
        view.show_table(shown=True)
        rows = [places.index(week) for week in weeks if week in places]
        if rows:
            view.table.choose_rows(rows)
        view.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return view.table

    def _show(self) -> None:
        found, one = self.run.found, self.run.option(self._chosen)
        self.card.show_option(one, found)
        if self._order is not None and not self.is_waiting:
            self.stress.follow(self._order, self._chosen)
        self.stress.show_usual(one, found)
        self.card.show_progress()
        there = one is not None and found is not None
        self.hours.setVisible(there)
        self.spread.setVisible(there)
        self.stress.setVisible(there)
        self.cover.setVisible(there and one is not None and bool(one.sampled.uncovered))
        if one is None or found is None:
            return
        self._draw(one, found)

    def _draw(self, one: "Studied", found: "Study") -> None:
        """Order the pictures: of the first years and of the last, for those between look alike."""
        of = (self.run.found_for, self._chosen)
        last = found.samples.is_whole or self.run.state is State.STOPPED
        if self._drawn[:2] == of and (not last or self._drawn[2] is found):
            return
        self._drawn = (*of, found)
        years = f"{one.option.title} · {found.samples.years:,} years"
        self.hours.set_subtitle(years)
        self.hours.show_chart(Chart(partial(_draw_hours, one), year_of_weeks_table(one)))
        self.spread.set_subtitle(f"each option · {found.samples.years:,} years")
        drawn = partial(_draw_spread, found.options)
        self.spread.show_chart(Chart(drawn, week_hours_table(found.options)))
        if one.sampled.uncovered:
            self.cover.set_subtitle(years)
            self.cover.show_chart(Chart(partial(_draw_cover, one), cover_of_weeks_table(one)))

    # -- workings ------------------------------------------------------------------------------

    def _week(self, row: int) -> Working | None:
        return self._of_week(yearworkings.week_working, row)

    def _cover(self, row: int) -> Working | None:
        return self._of_week(yearworkings.cover_working, row)

    def _of_week(
        self, make: "Callable[[Studied, Study, int], Working]", row: int
    ) -> Working | None:
        one, found = self.run.option(self._chosen), self.run.found
        if one is None or found is None:
            return None
        return make(one, found, full_places(one.plan)[row])

    def _lengths(self, row: int) -> Working | None:
        found = self.run.found
        if found is None or row >= len(found.options):
            return None
        cells = self.spread.table.cells(row)
        return yearworkings.lengths_working(found.options[row], found, cells)

    def _open_week(self, row: int) -> None:
        one = self.run.option(self._chosen)
        if one is not None:
            self.week_wanted.emit(one.plan.monday(full_places(one.plan)[row]))


def _waiting(part: Part, said: str) -> Part:
    """A part whose year is not there yet, without what the terminal would say of it."""
    reasons = tuple(
        replace(reason, text=said) if reason.text in _NOT_SAMPLED else reason
        for reason in part.reasons
    )
    return part if reasons == part.reasons else replace(part, reasons=reasons)


def _draw_hours(one: "Studied", style: "ChartStyle", width: float) -> "Figure":
    return year_of_weeks(one, style, width=width)


def _draw_cover(one: "Studied", style: "ChartStyle", width: float) -> "Figure":
    return cover_of_weeks(one, style, width=width)


def _draw_spread(found: "tuple[Studied, ...]", style: "ChartStyle", width: float) -> "Figure":
    return week_hours(found, style, width=width)
