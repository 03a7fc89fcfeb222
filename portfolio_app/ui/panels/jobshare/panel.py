"""The job share panel: leave it, take it whole or share it, side by side, and the share to move.

Works the options out whenever the document changes or a slider moves, while it is seen. Knows no
other panel: it says what should be shown on the week.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from portfolio_app.charts.balance import weekly_limit
from portfolio_app.core.applying import Applying
from portfolio_app.core.contracts import Unit
from portfolio_app.core.edits import find
from portfolio_app.core.jobshare import LEAVE, Option, options, shared_roles
from portfolio_app.core.model import Portfolio, Role
from portfolio_app.core.pay import ADVICE, portfolio_pay
from portfolio_app.core.shares import post_size
from portfolio_app.core.verdict import Reason
from portfolio_app.ui import theme
from portfolio_app.ui.dialogs.roles import Key, RolesDialog
from portfolio_app.ui.document import Change, ChangeKind, Document
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.panels.jobshare import acts, assumed, texts, yearworkings
from portfolio_app.ui.panels.jobshare.acts import Act, Target
from portfolio_app.ui.panels.jobshare.applying import TITLE as APPLYING
from portfolio_app.ui.panels.jobshare.applying import ApplyingForm
from portfolio_app.ui.panels.jobshare.cards import OptionCards
from portfolio_app.ui.panels.jobshare.exchange import Exchange
from portfolio_app.ui.panels.jobshare.pictures import PlanPictures
from portfolio_app.ui.panels.jobshare.place import PlacePart
from portfolio_app.ui.panels.jobshare.placerun import Asked
from portfolio_app.ui.panels.jobshare.report import ReportButton
from portfolio_app.ui.panels.jobshare.share import ShareSide
from portfolio_app.ui.panels.jobshare.why import WhyCard
from portfolio_app.ui.panels.jobshare.year import YearPart
from portfolio_app.ui.panels.jobshare.yearrun import Order
from portfolio_app.ui.theme import Theme
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import EmptyState
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.scrollpage import ScrollPage
from portfolio_app.ui.widgets.taborder import as_laid_out, set_tab_order
from portfolio_app.ui.widgets.whenseen import FilledWhenSeen

if TYPE_CHECKING:
    from portfolio_app.simulate.study import Studied, Study

_AROUND = 160  # pixels at 100 % text to show above and below what a reason leads to
_CALM_MS = 150  # a slider that moves draws its pictures when it has come to rest
_NEEDS = (
    "A job share is one post and two people. Say what you know of a post, and it is set beside your"
    " week three ways: leave it, take it whole, or share it."
)
_READ_ONLY = "This portfolio is open in another window, so it cannot be changed here."


class JobSharePanel(FilledWhenSeen):
    """The options of a shared post side by side, and the terms of the share.

    Signals:
        show_items: ids of items to show on the week.
        open_scenario: the id of a scenario to show on the week; None is today's plan.
        open_day: a day whose week to show.
        notice: a passing line for the user.
    """

    show_items = Signal(list)
    open_scenario = Signal(object)
    open_day = Signal(object)
    notice = Signal(str)

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """Follow a document; pictures are drawn by `jobs`, papers dated by `today`."""
        super().__init__(parent)
        self._document = document
        self._role: str | None = None
        self._chosen: str | None = None
        self._options: tuple[Option, ...] = ()
        self._exact: tuple[Option, ...] = ()  # before their years are known
        self._seen: Portfolio | None = None  # what they were worked out from
        self._asking = False
        self._tabs: list[QWidget] = []
        self.roles = Choice()
        self.roles.setAccessibleName("Shared post")
        self.roles.setMinimumContentsLength(24)
        self.about = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.think = button(
            "Thinking of applying…", self.ask, look=Look.QUIET, icon="plus", tip=APPLYING
        )
        self.act = button("Show this week", self._show_week, look=Look.PRIMARY)
        self.cards, self.why = OptionCards(), WhyCard()
        self.assumed, self.thresholds = assumed.assumed_card(), assumed.turning_card()
        self.year, self.pictures = YearPart(jobs), PlanPictures(jobs)
        self.place = PlacePart(jobs)
        self.report = ReportButton(self.year.run, jobs, today)
        self.year.card.add_to_header(self.report)
        self.side = ShareSide()
        self.exchange = Exchange(document, today, lambda: self._role, self)
        self.exchange.serve(self.side.exchange)
        self.form = ApplyingForm()
        self._problem = QVBoxLayout()
        self._pages = QStackedWidget()
        self._undrawn: Callable[[], None] | None = None
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._lay()
        self._connect()

    # -- parts ---------------------------------------------------------------------------------

    def _lay(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._page_shown = self._page()
        self._main = ScrollPage(self._page_shown)
        self._beside = ScrollPage(self.side)
        self._beside.setMinimumWidth(theme.px(250))
        self.splitter.addWidget(self._main)
        self.splitter.addWidget(self._beside)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([theme.px(982), theme.px(312)])
        failed = QWidget()
        failed.setLayout(self._problem)
        for area in (self._main, self._beside):
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # With large text a picture's head may need more room than there is.
        self._main.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        for page in (self.splitter, self.form, failed, self._nothing()):
            self._pages.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._pages)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(14))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(HeaderLabel("Job share"))
        head.addWidget(self.roles)
        head.addStretch(1)
        head.addWidget(self.think)
        head.addWidget(self.act)
        column.addLayout(head)
        column.addWidget(self.about)
        advice = TextLabel(ADVICE, role=TextRole.SOFT, wrap=True)
        for widget in (
            self.cards,
            advice,
            self.why,
            self.place,
            self.year,
            self.pictures,
            self.assumed,
            self.thresholds,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        return page

    def _connect(self) -> None:
        self.roles.chosen.connect(self._choose_role)
        self.cards.chosen.connect(self.choose)
        self.cards.followed.connect(self._follow_reason)
        for part in (self.why, self.side, self.pictures):
            part.followed.connect(lambda reason: self._follow_reason(reason, self._chosen or ""))
        self.side.moved.connect(self._preview)
        self.side.settled.connect(self._settle)
        self.side.share_wanted.connect(self._choose_share)
        self.side.terms_wanted.connect(self._show_terms)
        self.form.answered.connect(self._add_post)
        self.form.left.connect(self._stop_asking)
        self._calm.timeout.connect(self._draw)
        for told in (self.year, self.pictures, self.report, self.exchange):
            told.notice.connect(self.notice)
        self.place.wanted.connect(self._take_scenario)
        self.place.shown.connect(self._order_tabs)
        self.year.arrived.connect(self._take_year)
        self.year.run.moved.connect(self._draw_plan)
        self.assumed.edited.connect(lambda *of: self._settle(assumed.assume(*of)))
        self.thresholds.edited.connect(lambda *of: self._settle(assumed.turn(*of)))
        self.year.week_wanted.connect(self._open_week)
        self._document.changed.connect(self._follow)

    # -- following the document ----------------------------------------------------------------

    def set_theme(self, _theme: Theme) -> None:
        """Take another theme, which is in force already."""
        self.update()

    def _follow(self, change: Change) -> None:
        if change.kind is ChangeKind.OPENED:
            self._role = self._chosen = None
            self._asking = False
            self._pages.setCurrentIndex(0)
        elif change.kind is ChangeKind.SCENARIO:
            self._choose_shown()
        self.outdate()

    def _choose_shown(self) -> None:
        """Choose the option that is the scenario shown now; another scenario leaves the choice."""
        shown = self._document.scenario
        of_scenario = (o.id for o in self._options if shown is not None and o.scenario == shown)
        self._chosen = next(of_scenario, self._chosen)

    @override
    def fill(self) -> None:
        """Work the options out from the document as it is, and show them."""
        if not self._document.is_open:
            return
        roles = shared_roles(self._document.portfolio)
        if self._asking:
            self._show_form()
            return
        if not roles:
            self._pages.setCurrentIndex(3)
            return
        role = next((role for role in roles if role.id == self._role), roles[0])
        self._role = role.id
        self._show_roles(roles)
        found = self._worked_out(self._document.portfolio)
        if found is not None:
            self._show_options(found, self._document.portfolio)
            self._draw()
            self._pages.setCurrentIndex(0)
            self._order_tabs()

    def _show_roles(self, roles: Sequence[Role]) -> None:
        self.roles.set_options([(role.id, role.title) for role in roles], value=self._role)
        self.roles.setVisible(len(roles) > 1)

    def _worked_out(self, portfolio: Portfolio) -> tuple[Option, ...] | None:
        """The options; None where they cannot be worked out, and why is shown."""
        try:
            return options(
                portfolio,
                self._document.contracts,
                self._role or "",
                holidays=self._document.holidays,
            )
        except KeyError as error:
            self._show_problem(f"There is no contract “{error.args[0]}”.")
        except LookupError as error:  # a term of a contract is not there on that day
            self._show_problem(f"{str(error).rstrip('.')}.")
        return None

    def _show_problem(self, reason: str) -> None:
        while (item := self._problem.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        text = f"{reason} Look at the contracts under employers and roles."
        roles = QAction("Employers and roles…", self)
        roles.triggered.connect(self._show_terms)
        title = "The options cannot be worked out"
        self._problem.addWidget(EmptyState("warning-circle", title, text, actions=[roles]))
        self._pages.setCurrentIndex(2)

    # -- showing -------------------------------------------------------------------------------

    def _show_options(self, found: tuple[Option, ...], portfolio: Portfolio) -> None:
        """Show options that were worked out from a portfolio, all but their pictures."""
        self._exact, self._seen = found, portfolio
        self._present()

    def _present(self) -> None:
        """Show the options with as much of their years as is known."""
        plain = self._document.portfolio.role(self._role or "")
        seen = self._seen or self._document.portfolio
        yearly = (self.year.with_year(option, seen, plain.id) for option in self._exact)
        found = tuple(texts.sized(option, plain) for option in yearly)
        self._options = found
        option = self._option(self._pick(found))
        self._chosen = option.id
        document = self._document
        today = document.base_count
        limits = texts.limits_of(document.portfolio, document.contracts)
        role = self._role_of(option)
        said = texts.role_text(document.portfolio, role, self._unit(role))
        self.about.setText(said if self.roles.count() > 1 else f"{role.title} · {said}")
        pay = None if today is None else portfolio_pay(today, document.contracts)
        self.cards.show_options(
            found,
            chosen=option.id,
            today=today,
            limits=limits,
            pay=pay,
            explain=lambda one: yearworkings.verdict_working(one, limits, self._year_of(one)),
        )
        self._show_chosen(option, role, limits)
        self.place.look_at(
            Asked(
                option=next(one for one in self._exact if one.id == option.id),
                portfolio=seen,
                role=plain.id,
                contracts=document.contracts,
                holidays=document.holidays,
            )
        )

    def _year_of(self, option: Option) -> "tuple[Studied, Study] | None":
        """The sampled years of an option as it is shown, where they are there."""
        found = self.year.run.study_of(self._seen or self._document.portfolio, self._role or "")
        one = self.year.run.option(option.id)
        return None if found is None or one is None else (one, found)

    def _show_chosen(self, option: Option, role: Role, limits: texts.Limits) -> None:
        self.why.show_option(
            option,
            lambda one, part: yearworkings.part_working(one, part, limits, self._year_of(one)),
        )
        ours = texts.is_ours(option)
        can_keep = ours and acts.kept(self._document.portfolio, option, role) is None
        self.act.setText("Keep as a scenario" if can_keep else "Show this week")
        self.act.setToolTip(
            "Adds this option to your scenarios and shows it" if can_keep else "Shows its week"
        )
        target = self._target(option)
        self.side.show_option(option, target, why_none=_why_none(option))
        self._show_assumed()
        self.pictures.show_known(option, known=bool(post_size(role)))

    def _show_assumed(self) -> None:
        document = self._document
        may = not document.read_only
        whole = document.portfolio.assumptions
        self.assumed.show_whole(assumed.assumed_values(whole), whole, may_edit=may)
        turns = document.portfolio.thresholds
        self.thresholds.show_whole(assumed.turning_values(), turns, may_edit=may)

    def _pick(self, found: Sequence[Option]) -> str:
        """The option to have chosen: the one that is, the scenario shown, or the first share."""
        if any(option.id == self._chosen for option in found):
            return self._chosen or ""
        shown = self._document.scenario
        for option in found:
            if shown is not None and option.scenario == shown:
                return option.id
        return next((option.id for option in found if option.is_share), found[0].id)

    def _order_tabs(self) -> None:
        """Cards and reasons are made as they are needed: put them where they stand."""
        order = list(as_laid_out(self.splitter))
        if order != self._tabs:
            self._tabs = order
            set_tab_order(order)

    def _option(self, key: str) -> Option:
        return next(option for option in self._options if option.id == key)

    def _role_of(self, option: Option) -> Role:
        """The shared role as the option has it."""
        if option.post is not None:
            return option.post.resolved.role
        return self._document.portfolio.role(self._role or "")

    def _target(self, option: Option) -> Target:
        """What a change of an option belongs to, with the role as it is written there."""
        portfolio, scenario = self._document.portfolio, texts.target_of(option)
        written = find(portfolio, self._role or "", scenario)
        role = written if isinstance(written, Role) else portfolio.role(self._role or "")
        return Target(role, scenario, self._unit(role))

    def _unit(self, role: Role) -> Unit:
        return self._document.contracts[role.contract].unit

    def _draw(self) -> None:
        """Order the pictures of what is shown."""
        self._calm.stop()
        document = self._document
        law = weekly_limit(document.portfolio, document.contracts)
        option = self._option(self._chosen or "")
        known = bool(post_size(document.portfolio.role(self._role or "")))
        self.year.setVisible(known)
        if known and self._seen is not None:
            order = Order(
                portfolio=self._seen,
                contracts=document.contracts,
                role=self._role or "",
                holidays=document.holidays,
            )
            self.year.study(order, option.id)
        self._undrawn = lambda: self.pictures.draw(self._options, option, law)
        self._draw_plan()

    def _draw_plan(self) -> None:
        """Order the pictures without chance, once the first years leave the workers free."""
        if self._undrawn is not None and not self.year.is_waiting:
            draw, self._undrawn = self._undrawn, None
            draw()

    def _take_year(self) -> None:
        """Years of the options are there, or more of them."""
        if self._exact and self._pages.currentIndex() == 0:
            self._present()
            self._order_tabs()

    # -- choosing ------------------------------------------------------------------------------

    def chosen(self) -> Option | None:
        """The option that is chosen."""
        return next((option for option in self._options if option.id == self._chosen), None)

    def choose(self, key: str) -> None:
        """Choose an option by its id."""
        if key == self._chosen or not any(option.id == key for option in self._options):
            return
        self._chosen = key
        self._present()
        self._draw()
        self._order_tabs()

    def _choose_share(self) -> None:
        share = next((option for option in self._options if option.is_share), None)
        if share is not None:
            self.choose(share.id)
            self.side.part.slider.slider().setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_role(self, role: object) -> None:
        self._role, self._chosen = str(role), None
        self.fill()

    def _follow_reason(self, reason: Reason, key: str) -> None:
        """Show what a reason blames: lines in the scenario that it speaks of, or weeks here."""
        if not reason.where:
            self.choose(key)
            table = self.year.show_weeks(reason.weeks)
            if table is not None:
                self._main.settle()
                place = table.visualRect(table.currentIndex()).center()
                at = table.viewport().mapTo(self._page_shown, place)
                self._main.ensureVisible(at.x(), at.y(), 0, theme.px(_AROUND))
            return
        self._open_scenario_of(key)
        self.show_items.emit(list(reason.where))

    def _open_scenario_of(self, key: str) -> None:
        option = self._option(key)
        if not texts.is_ours(option) and option.scenario != self._document.scenario:
            self.open_scenario.emit(option.scenario)

    def _open_week(self, monday: date) -> None:
        """Show a week of the chosen option as it is worked."""
        self._open_scenario_of(self._chosen or "")
        self.open_day.emit(max(monday, self._document.portfolio.person.year_start))

    def _show_week(self) -> None:
        """Show the chosen option on the week; one of ours is first kept as a scenario."""
        option = self.chosen()
        if option is None:
            return
        scenario = option.scenario
        if texts.is_ours(option):
            role = self._document.portfolio.role(self._role or "")
            same = acts.kept(self._document.portfolio, option, role)
            if same is not None:
                scenario = same.id
            else:
                act, scenario = acts.keep(self._document.portfolio, option, role)
                self._chosen = scenario if option.id != LEAVE else self._chosen
                if not self._edit(act):
                    return
        self.open_scenario.emit(scenario)

    # -- changing ------------------------------------------------------------------------------

    def _preview(self, act: Act) -> None:
        """Show what an act would give while the hand still makes it."""
        if self._document.read_only:
            return
        meant = act.edit(self._document.portfolio)
        found = self._worked_out(meant)
        if found is not None:
            self._show_options(found, meant)
            self._calm.start()

    def _settle(self, act: Act) -> None:
        if not self._edit(act):
            self.fill()  # as it was

    def _edit(self, act: Act) -> bool:
        if self._document.read_only:
            self.notice.emit(_READ_ONLY)
            return False
        return self._document.edit(act.label, act.edit, merge=act.merge or None)

    def _take_scenario(self, act: Act, scenario: str) -> None:
        """Make an act, and choose the scenario that it changed or made."""
        before, self._chosen = self._chosen, scenario
        if not self._edit(act):
            self._chosen = before
            return
        title = self._document.portfolio.scenario(scenario).title
        self.notice.emit(f"“{title}” has it now. Undo takes it back.")
        if scenario in self.cards.cards():
            self.cards.cards()[scenario].title.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.open_scenario.emit(scenario)  # it takes no post, so it is no option

    def _show_terms(self) -> None:
        """Every term of the share, where roles are edited."""
        dialog = RolesDialog(self._document, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.choose(Key(Role, self._role or ""))
        dialog.open()

    # -- a new post ----------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask about a post that the user thinks of applying for."""
        self._asking = True
        self.fill()

    def _show_form(self) -> None:
        is_new = self._pages.currentIndex() != 1
        if is_new:
            self.form.ask(self._document.portfolio, self._document.contracts)
        self._pages.setCurrentIndex(1)
        if is_new:
            self.form.focus_first()

    def _nothing(self) -> QWidget:
        """What stands here while no post is shared and none is thought about."""
        begin = QAction(APPLYING, self)
        begin.triggered.connect(self.ask)
        return EmptyState("intersect", "Would a job share fit?", _NEEDS, actions=[begin])

    def _stop_asking(self) -> None:
        self._asking = False
        self.fill()

    def _add_post(self, said: Applying) -> None:
        act, made = acts.add_post(self._document.portfolio, said, self._document.contracts)
        before = self._role, self._chosen, self._asking
        self._role, self._chosen, self._asking = made.role, made.shared, False
        if not self._edit(act):
            self._role, self._chosen, self._asking = before
        elif made.shared in self.cards.cards():
            self.cards.cards()[made.shared].title.setFocus(Qt.FocusReason.OtherFocusReason)


def _why_none(option: Option) -> str:
    if option.id == LEAVE:
        return "You would not hold the post, so there is nothing to divide."
    return "All of it would be yours, so there is nothing to divide."
