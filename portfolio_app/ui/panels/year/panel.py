"""The year panel: the weeks of the job-plan year by date, and the leave and weeks of each role.

Works everything out when it is seen and the document has changed. Knows no other panel: it says
which day should be shown on the week.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from portfolio_app.core import weekwords
from portfolio_app.core.actual import RealWeek, RoleYear, real_week, year_totals
from portfolio_app.core.edits import put
from portfolio_app.core.leave import LeaveLedger, leave_ledgers
from portfolio_app.core.model import Nation, Role
from portfolio_app.core.periods import held_spans, job_plan_year, lines_of, turns
from portfolio_app.core.yearweeks import year_weeks
from portfolio_app.exchange.bankholidays import bank_holiday_names
from portfolio_app.ui import theme
from portfolio_app.ui.dialogs.rolefields import Names
from portfolio_app.ui.dialogs.roles import refusal
from portfolio_app.ui.document import Document
from portfolio_app.ui.panels.year import texts
from portfolio_app.ui.panels.year.rolecard import RoleCard
from portfolio_app.ui.panels.year.strip import Lane, YearStrip
from portfolio_app.ui.theme import Theme
from portfolio_app.ui.widgets.buttons import button
from portfolio_app.ui.widgets.cards import Card, EmptyState
from portfolio_app.ui.widgets.fieldform import Field
from portfolio_app.ui.widgets.figures import Working, working_link
from portfolio_app.ui.widgets.labels import SELECTABLE, HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.scrollpage import ScrollPage
from portfolio_app.ui.widgets.tables import FigureTable
from portfolio_app.ui.widgets.whenseen import FilledWhenSeen
from portfolio_app.ui.workings import all_year_working, real_week_working, year_working

HolidayNames = Callable[[Nation, date, date], Mapping[date, str]]


class YearPanel(FilledWhenSeen):
    """The job-plan year, and the leave and working weeks of every role.

    Signals:
        notice: something that was done, in words for the user.
        open_day: a day (date) whose week is to be shown in the week panel.
    """

    notice = Signal(str)
    open_day = Signal(object)

    def __init__(
        self,
        document: Document,
        *,
        today: Callable[[], date],
        names: HolidayNames = bank_holiday_names,
        empty_actions: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show the year of `document`.

        Args:
            document: the portfolio on screen.
            today: the day, to mark its week.
            names: the public holidays of a nation by name.
            empty_actions: what is offered where there is no role yet.
            parent: as for any widget.
        """
        super().__init__(parent)
        self._document = document
        self._today = today
        self._names_of = names
        self._named: tuple[object, Mapping[date, str]] = (None, {})
        self.cards: dict[str, RoleCard] = {}
        self.span = TextLabel("", role=TextRole.SOFT)
        self.strip = YearStrip()
        self.week = TextLabel("", wrap=True)
        self.open = button("Show this week", self._open, icon="table")
        self.holidays = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.totals = FigureTable("Units and hours of the year")
        self.totals.explain_rows(self._total_working)
        self.totals.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._years: tuple[RoleYear, ...] = ()
        self.working = working_link(self._week_working)
        self._roles = QVBoxLayout()
        self._pages = QStackedWidget(self)
        self._pages.addWidget(_empty(empty_actions))
        self._page = ScrollPage(self._lay())
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages.addWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.strip.moved.connect(lambda _place: self._show_week())
        self.strip.opened.connect(lambda _place: self._open())
        document.changed.connect(self.outdate)

    def _lay(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(14))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(HeaderLabel("Year"))
        head.addWidget(self.span)
        head.addStretch(1)
        column.addLayout(head)
        weeks = Card("Week by week", "a disc is a public holiday, a diamond something that changes")
        for label in (self.week, self.holidays):
            label.setTextInteractionFlags(SELECTABLE)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.week, 1)
        row.addWidget(self.working, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        weeks.add(self.strip)
        weeks.body.addLayout(row)
        weeks.add(self.holidays)
        column.addWidget(weeks)
        sums = Card("Weeks worked and what they come to")
        sums.add(self.totals)
        column.addWidget(sums)
        self._roles.setSpacing(theme.px(10))
        column.addLayout(self._roles)
        column.addStretch(1)
        return page

    # -- following the document --------------------------------------------------------------------

    def set_theme(self, _theme: Theme) -> None:
        """Take another theme, which is in force already."""
        self.outdate()

    @override
    def fill(self) -> None:
        """Show all of it."""
        known = self._document.is_open and bool(self._document.count.roles)
        self._pages.setCurrentIndex(int(known))
        if not known:
            return
        self._show_year()
        self._show_totals()
        document = self._document
        ledgers = leave_ledgers(document.count, document.contracts, holidays=document.holidays)
        self._show_cards(ledgers)
        self._page.settle()

    def _show_year(self) -> None:
        whole = self._document.count.whole
        nation = whole.person.nation
        first, last = job_plan_year(whole)
        if self._named[0] != (nation, first):
            self._named = ((nation, first), self._names_of(nation, first, last))
        names = self._named[1]
        self.span.setText(texts.span_text(first, last, nation))
        weeks = year_weeks(whole, names)
        today = self._today()
        said = [texts.week_text(week, names, today) for week in weeks]
        self.strip.show_year(weeks, said, self._lanes(), today=today)
        self._show_week()
        text = texts.holidays_text(names, nation)
        self.holidays.setText(text)
        self.holidays.setVisible(bool(text))

    def _show_week(self) -> None:
        """Say what the chosen week holds, and what is worked in it by its dates."""
        self.week.setText(f"{self.strip.text()} Worked: {weekwords.hours(self._chosen())}.")

    def _chosen(self) -> RealWeek:
        """The chosen week by its dates."""
        shown, whole = self._document, self._document.count.whole
        return real_week(whole, shown.contracts, self.strip.week().first, shown.holidays)

    def _week_working(self) -> Working:
        return real_week_working(self._chosen())

    def _total_working(self, row: int) -> Working | None:
        parts = texts.total_parts(self._years)
        return year_working(parts[row]) if row < len(parts) else all_year_working(self._years)

    def _lanes(self) -> list[Lane]:
        """A bar for each role that is held on some day of the year."""
        whole, look = self._document.count.whole, theme.current()
        employers = [employer.id for employer in whole.employers]
        first, last = job_plan_year(whole)
        happens = turns(whole)
        lines = {line.id: line.role for line in lines_of(whole)}
        lanes = []
        for role in whole.roles:
            begins, ends = held_spans(whole).get(role.id, (last, first))
            if max(begins, first) > min(ends, last):
                continue
            own = (c.day for c in happens if role.id in (c.id, lines.get(c.id)) and begins < c.day)
            colour = theme.employer_ink(look, employers.index(role.employer))
            lanes.append(Lane(role.title, colour, begins, ends, tuple(d for d in own if d <= ends)))
        return lanes

    def _show_totals(self) -> None:
        document = self._document
        whole = document.count.whole
        self._years = year_totals(whole, document.contracts, document.holidays)
        rows = texts.total_rows(self._years, job_plan_year(whole))
        self.totals.set_content(texts.TOTAL_HEADERS, rows, numeric=texts.TOTAL_FIGURES)
        self.totals.fit_height()

    def _show_cards(self, ledgers: Sequence[LeaveLedger]) -> None:
        wanted = [ledger.role.id for ledger in ledgers]
        if list(self.cards) != wanted:
            self._make_cards(wanted)
        names = Names(self._document.portfolio, self._document.contracts)
        for ledger in ledgers:
            role = self._written(ledger.role.id)
            employer = self._document.count.whole.employer(ledger.role.employer).name
            self.cards[ledger.role.id].show_ledger(
                ledger,
                employer=employer,
                role=role or ledger.role,
                names=names,
                may_edit=role is not None and not self._document.read_only,
            )

    def _make_cards(self, wanted: Sequence[str]) -> None:
        for card in self.cards.values():
            self._roles.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {key: RoleCard() for key in wanted}
        for key, card in self.cards.items():
            card.edited.connect(partial(self._take, key))
            card.weeks_chosen.connect(partial(self._set_weeks, key))
            self._roles.addWidget(card)
            card.show()  # else Qt shows it only in its next round, and the page jumps

    def _written(self, key: str) -> Role | None:
        """The role as the scenario shown has it; None where a share alone makes it."""
        found = self._document.item(key)
        return found if isinstance(found, Role) else None

    def _open(self) -> None:
        """Show the chosen week where it can be worked on."""
        self.open_day.emit(max(self.strip.week().first, self._document.portfolio.person.year_start))

    # -- edits -------------------------------------------------------------------------------------

    def _take(self, key: str, field: Field, changed: Role) -> None:
        scenario = self._document.scenario
        edit = partial(put, thing=changed, scenario=scenario)
        problem = refusal(self._document, edit)
        if problem:
            self.cards[key].form.refuse(field.key, problem)
            return
        self._document.edit(f"Change {changed.title}: {field.label.lower()}", edit)

    def _set_weeks(self, key: str, weeks: Fraction | None) -> None:
        role = self._written(key)
        if role is None:
            return
        changed = replace(role, working_weeks=weeks)
        edit = partial(put, thing=changed, scenario=self._document.scenario)
        self._document.edit(f"Change {role.title}: weeks worked", edit)


def _empty(actions: Sequence[QAction]) -> EmptyState:
    return EmptyState(
        "calendar-dots",
        "No year to show yet",
        "Add a role: its leave, public holidays and working weeks are worked out here.",
        actions=actions,
    )
