"""The balance panel: what the counted week adds up to, against contract and limits, in pictures.

Every figure shows its working. Knows nothing of other panels, of files, or of how pictures are
drawn.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
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
    balance_panels,
    balance_table,
    weekly_limit,
)
from portfolio_app.charts.readings import Panel
from portfolio_app.charts.stretches import week_table
from portfolio_app.charts.style import ChartStyle
from portfolio_app.charts.week import TITLE as WEEK_TITLE
from portfolio_app.charts.week import week_heat
from portfolio_app.core.contracts import TermValue
from portfolio_app.core.pay import portfolio_pay
from portfolio_app.core.termwords import mark_reason
from portfolio_app.core.workload import Count
from portfolio_app.ui import theme
from portfolio_app.ui.chartview import Chart, ChartView
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.paycard import PayCard
from portfolio_app.ui.theme import Theme
from portfolio_app.ui.widgets.buttons import button
from portfolio_app.ui.widgets.cards import EmptyState
from portfolio_app.ui.widgets.figures import (
    FigureLabel,
    LineKind,
    Working,
    WorkingLine,
)
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.whenseen import FilledWhenSeen
from portfolio_app.ui.workings import ASSUMED, limit_terms, lines_working, term_lines

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MEASURES = (Measure.UNITS, Measure.HOURS)
_GROUPINGS = (Grouping.ROLE, Grouping.EMPLOYER, Grouping.CATEGORY)


class Segments(QWidget):
    """A few choices side by side, one of them taken; arrow keys move between them.

    Signals:
        chosen: the place of the choice that the user took.
    """

    chosen = Signal(int)

    def __init__(self, name: str, texts: Sequence[str]) -> None:
        """Offer choices; the first is taken."""
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        for place, text in enumerate(texts):
            made = button(text, partial(self.chosen.emit, place))
            made.setCheckable(True)
            made.setChecked(place == 0)
            made.setAccessibleName(f"{name} {text[:1].lower()}{text[1:]}")
            self._group.addButton(made, place)
            row.addWidget(made)

    def place(self) -> int:
        """The place of the choice that is taken."""
        return self._group.checkedId()

    def button(self, place: int) -> QAbstractButton:
        """The button of a choice."""
        return self._group.button(place)


class BalancePanel(FilledWhenSeen):
    """Units and hours of the week that is shown, against contract and limits.

    Signals:
        notice: something that was done, in words for the user.
    """

    notice = Signal(str)

    def __init__(
        self,
        document: Document,
        *,
        jobs: Jobs,
        empty_actions: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show the balance of `document`.

        Args:
            document: the portfolio on screen.
            jobs: where pictures are drawn.
            empty_actions: what is offered where there is no role yet.
            parent: as for any widget.
        """
        super().__init__(parent)
        self._document = document
        self._keys: dict[ChartView, tuple[tuple[str, ...], ...]] = {}
        self.measure = Segments("Show", [choice.value.capitalize() for choice in _MEASURES])
        self.grouping = Segments("By", [choice.value for choice in _GROUPINGS])
        self.bars = ChartView("Against contract", jobs)
        self.week = ChartView(WEEK_TITLE, jobs)
        self.figures = QHBoxLayout()
        self.pay = PayCard()
        self._compared = TextLabel("", role=TextRole.SOFT)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(_empty(empty_actions))
        self._pages.addWidget(self._page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        for view in (self.bars, self.week):
            view.notice.connect(self.notice)
            view.table.explain_rows(partial(self._row_working, view))
        for choice in (self.measure, self.grouping):
            choice.chosen.connect(self._show_bars)
        document.changed.connect(self.outdate)

    def _page(self) -> QWidget:
        page = QWidget()
        page.setProperty("surface", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(14))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(HeaderLabel("Balance"))
        head.addWidget(self._compared)
        head.addStretch(1)
        choices = QHBoxLayout()
        choices.setSpacing(theme.px(10))
        choices.addWidget(self.measure)
        choices.addWidget(TextLabel("by", role=TextRole.SOFT))
        choices.addWidget(self.grouping)
        choices.addStretch(1)
        self.bars.body.insertLayout(0, choices)
        self.figures.setSpacing(theme.px(18))
        for part in (head, self.figures):
            column.addLayout(part)
        column.addWidget(self.bars)
        column.addWidget(self.week)
        column.addWidget(self.pay)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    # -- following the document --------------------------------------------------------------------

    def set_theme(self, _theme: Theme) -> None:
        """Take another theme, which is in force already: the pictures follow by themselves."""
        self.update()

    @override
    def fill(self) -> None:
        """Show all of it."""
        known = self._document.is_open and bool(self._document.count.roles or self._base_roles())
        self._pages.setCurrentIndex(int(known))
        if not known:
            return
        scenario = self._document.scenario is not None
        self._compared.setText("compared with today's plan" if scenario else "")
        self._show_figures(self._document.count)
        self._show_bars()
        count, base = self._document.count, self._base()
        chart = Chart(partial(_draw_week, count, base), week_table(count))
        self._show_chart(self.week, chart)
        contracts = self._document.contracts
        today = None if base is None else portfolio_pay(base, contracts)
        self.pay.show_pay(portfolio_pay(count, contracts), today)

    def _base(self) -> Count | None:
        """Today's plan, where a scenario is shown."""
        return None if self._document.scenario is None else self._document.base_count

    def _base_roles(self) -> bool:
        base = self._base()
        return base is not None and bool(base.roles)

    def _view(self) -> View:
        return View(
            measure=_MEASURES[self.measure.place()],
            grouping=_GROUPINGS[self.grouping.place()],
            base=self._base(),
            law=self._law(),
        )

    def _law(self) -> int | None:
        try:
            return weekly_limit(self._document.portfolio, self._document.contracts)
        except LookupError:  # the law says nothing of that day: there is no line to draw
            return None

    def _show_bars(self) -> None:
        count, view = self._document.count, self._view()
        chart = Chart(partial(_draw_bars, count, view), balance_table(count, view=view))
        self._show_chart(self.bars, chart)

    def _show_chart(self, view: ChartView, chart: Chart) -> None:
        self._keys[view] = chart.table.keys
        view.show_chart(chart)

    # -- figures and their working -----------------------------------------------------------------

    def _show_figures(self, count: Count) -> None:
        while (item := self.figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        terms = limit_terms(self._document.portfolio, self._document.contracts)
        for headline in _headlines(count, self._law(), terms):
            self.figures.addWidget(headline)
        self.figures.addStretch(1)

    def _row_working(self, view: ChartView, row: int) -> Working | None:
        """The working of a row of a table; a row without lines has none."""
        keys = self._keys[view][row]
        if not keys:
            return None
        cells = view.table.cells(row)
        title = ", ".join(cell for cell in cells[:2] if cell)
        if view is self.week:
            title = f"{cells[0]} {cells[1]} to {cells[2]}"
        return lines_working(self._document.count, keys, title)


def _draw_bars(count: Count, view: View, style: ChartStyle, width: float) -> "Figure":
    return balance(count, style, view=view, width=width)


def _draw_week(count: Count, base: Count | None, style: ChartStyle, width: float) -> "Figure":
    return week_heat(count, style, base=base, width=width)


def _empty(actions: Sequence[QAction]) -> EmptyState:
    return EmptyState(
        "scales",
        "Nothing to balance yet",
        "Add a role and what you do in it: units and hours against contract are shown here.",
        actions=actions,
    )


class Headline(QWidget):
    """A sum of the week: its name, and a figure that shows its working."""

    def __init__(self, name: str, figure: str, unit: str, working: Working) -> None:
        """Show a sum."""
        super().__init__()
        self.figure = FigureLabel(figure, unit, working=working, large=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(TextLabel(name, role=TextRole.SOFT))
        row.addWidget(self.figure)


def _headlines(count: Count, law: int | None, limit: Sequence[TermValue] = ()) -> list[Headline]:
    """Hours of all work, then units of each kind, each against what it is measured by."""
    views = (View(measure=Measure.HOURS, law=law), View(measure=Measure.UNITS))
    return [
        _headline(panel, "All work" if panel.in_minutes else "Counted", count, limit)
        for view in views
        for panel in balance_panels(count, view)
    ]


def _headline(panel: Panel, name: str, count: Count, limit: Sequence[TermValue]) -> Headline:
    whole = panel.rows[-1]
    lines = [] if panel.in_minutes else [count.line(key) for key in whole.keys]
    used = [term for line in lines if line is not None for term in line.terms]
    inputs = [
        WorkingLine(LineKind.INPUT, f"{row.title}: {panel.show(row.total, about=row.about)}")
        for row in panel.rows
        if not row.is_total
    ]
    against = panel.against(whole)
    if against:
        inputs.append(WorkingLine(LineKind.FORMULA, f"{against[:1].upper()}{against[1:]}"))
    if whole.about:
        inputs.append(WorkingLine(LineKind.NOTE, ASSUMED))
    inputs += term_lines(limit if panel.in_minutes else used)
    figure, _, unit = panel.show(whole.total).partition(" ")
    if whole.about:
        figure = f"about {figure}"
    if whole.contract is not None and not panel.in_minutes:
        unit += f" of {panel.bare(whole.contract)}"
    return Headline(name, figure, unit, Working(panel.axis, tuple(inputs), mark_reason(used)))
