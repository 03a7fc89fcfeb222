"""The Contracts panel: a contract on a day, term by term, and values of one's own over it.

Every value is read from the contracts' data and every change goes through the document.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import Contract, Kind
from portfolio_app.core.dependence import dependents
from portfolio_app.core.edits import free_id, ids, put, remove
from portfolio_app.core.model import Nation, Portfolio
from portfolio_app.core.policies import policy_problems, unit_of
from portfolio_app.core.termsheet import TermEntry, term_sheet
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.panels.contracts.detail import TermDetail
from portfolio_app.ui.panels.contracts.handing import HandingButton
from portfolio_app.ui.panels.contracts.ownvalue import Asked, OwnValueForm
from portfolio_app.ui.panels.contracts.termlist import TermList
from portfolio_app.ui.widgets.fields import Choice, DateField
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.whenseen import FilledWhenSeen


class ContractsPanel(FilledWhenSeen):
    """What the contracts say, and what of the week that is shown rests on it.

    Signals:
        notice: something that was done, in words for the user.
        show_items: ids to show in the week.
    """

    notice = Signal(str)
    show_items = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Show the contracts of `document`."""
        super().__init__(parent)
        self._document = document
        self._year: date | None = None
        self._entries: tuple[TermEntry, ...] = ()
        self._form: OwnValueForm | None = None
        self.contract = Choice()
        self.contract.setAccessibleName("Contract")
        self.contract.setMinimumContentsLength(22)
        self.day = DateField(date(2026, 4, 6))
        self.day.setAccessibleName("On this day")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a term")
        self.search.setAccessibleName("Find a term")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme.px(220))
        self.unverified = QCheckBox("Unverified only")
        self.unverified.setToolTip("Only values that were read nowhere: check them yourself")
        self.told = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.handing = HandingButton(document)
        self.terms = TermList()
        self.detail = TermDetail()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(HeaderLabel("Contracts"))
        head.addWidget(self.contract, 1)
        head.addWidget(TextLabel("on", role=TextRole.SOFT))
        head.addWidget(self.day)
        head.addStretch(1)
        head.addWidget(self.handing)
        head.addSpacing(theme.px(14))
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(10))
        tools.addWidget(self.search, 1)
        tools.addWidget(self.unverified)
        tools.addStretch(1)
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, theme.px(6), 0)
        under.setSpacing(theme.px(8))
        under.addLayout(tools)
        under.addWidget(self.told)
        under.addWidget(self.terms, 1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([theme.px(760), theme.px(500)])
        column = QVBoxLayout(self)
        edge = theme.px(14)
        column.setContentsMargins(edge, theme.px(10), 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(head)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.contract.chosen.connect(lambda _key: self._show_contract())
        self.day.committed.connect(lambda _day: self._show_contract())
        self.search.textChanged.connect(lambda _text: self._show_list())
        self.unverified.toggled.connect(lambda _on: self._show_list())
        self.terms.chosen.connect(lambda _key: self._turn())
        self.detail.own_asked.connect(lambda: self._ask(None))
        self.detail.change_asked.connect(self._ask)
        self.detail.remove_asked.connect(self._remove)
        self.detail.show_asked.connect(lambda key: self.show_items.emit([key]))
        self.handing.told.connect(self.notice)
        self.handing.refused.connect(self.detail.show_reasons)
        self._document.changed.connect(self.outdate)

    # -- what others may ask -----------------------------------------------------------------------

    def show_term(self, contract: str, key: str) -> None:
        """Show a term of a contract."""
        self.fill()
        self.contract.set_value(contract)
        self.search.clear()
        self.unverified.setChecked(False)
        self._show_contract()
        self.terms.choose(key)

    def restyle(self) -> None:
        """Take the colours and the text size in force."""
        self.terms.scheduleDelayedItemsLayout()
        self._turn()

    # -- following ---------------------------------------------------------------------------------

    @override
    def fill(self) -> None:
        """Offer the contracts, those of the portfolio first, and show the one that was shown."""
        if not self._document.is_open:
            return
        portfolio = self._document.portfolio
        before = self.contract.value()
        self.contract.set_options(_offered(self._document), value=before)
        if portfolio.person.year_start != self._year:
            self._year = portfolio.person.year_start
            self.day.set_value(self._year)
        self._show_contract()

    def _current(self) -> Contract:
        return self._document.contracts[str(self.contract.value())]

    def _show_contract(self) -> None:
        if self.contract.value() is None:
            return
        contract, document = self._current(), self._document
        self._entries = term_sheet(
            contract,
            self.day.value(),
            _nation(document.portfolio, contract),
            portfolio=document.portfolio,
            used=dependents(document.count, document.findings),
        )
        doubtful = sum(entry.unverified for entry in self._entries)
        said = f"{len(self._entries)} terms, {doubtful} of them unverified."
        self.told.setText(said)
        self.told.setToolTip(contract.note)
        self._form = None
        self._show_list()

    def _show_list(self) -> None:
        wanted = self.search.text().casefold().split()
        found = [entry for entry in self._entries if self._matches(entry, wanted)]
        current = self.terms.show_entries(found, self.terms.key())
        entry = next((one for one in found if one.key == current), None)
        self._show_detail(entry)

    def _matches(self, entry: TermEntry, wanted: Sequence[str]) -> bool:
        if self.unverified.isChecked() and not entry.unverified:
            return False
        value = "" if entry.held is None else entry.text(entry.held)
        text = f"{entry.says} {entry.key} {entry.key.replace('-', ' ')} {value}".casefold()
        return all(word in text for word in wanted)

    def _turn(self) -> None:
        self._form = None
        self._show_detail(self._entry())

    def _show_detail(self, entry: TermEntry | None) -> None:
        roles = self._document.count.roles
        titles = {role.role.id: role.role.title for role in roles} if len(roles) > 1 else {}
        self.detail.show_entry(entry, titles, can_edit=self._can_edit(), form=self._form)

    def _entry(self) -> TermEntry | None:
        key = self.terms.key()
        return next((entry for entry in self._entries if entry.key == key), None)

    def _can_edit(self) -> bool:
        document = self._document
        return (
            not document.read_only
            and bool(document.portfolio.employers)
            and self._current().kind is Kind.CONTRACT
        )

    # -- values of one's own -----------------------------------------------------------------------

    def _ask(self, policy_id: str | None) -> None:
        """Open the form for a value, or for one that there is."""
        entry, portfolio = self._entry(), self._document.portfolio
        if entry is None:
            return
        before = next((one for one in entry.local if one.policy.id == policy_id), None)
        unit = unit_of(self._current(), entry.key)
        term = before.term if before is not None else entry.held
        if unit is None:
            return
        asked = Asked(
            key=entry.key,
            contract=self._current().id,
            unit=unit,
            value=None if term is None else term.value,
            employers=_employers(portfolio, self._current().id),
            start=portfolio.person.year_start,
            policy=None if before is None else before.policy,
        )
        self._form = OwnValueForm(asked, self._wrong)
        self._form.kept.connect(self._keep)
        self._form.left.connect(self._leave)
        self._show_detail(entry)
        self.detail.page.settle()
        self.detail.page.ensureWidgetVisible(self._form)
        self._form.value.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wrong(self, policy: Policy) -> Sequence[str]:
        others = [one for one in self._document.portfolio.policies if one.id != policy.id]
        found = policy_problems([*others, policy], self._document.contracts)
        return [one.words for one in found.get(policy.id, ())]

    def _keep(self, policy: Policy) -> None:
        portfolio = self._document.portfolio
        key = policy.id or free_id(f"{policy.employer} {policy.term}", ids(portfolio))
        kept = replace(policy, id=key)
        self._form = None
        name = policy.term.replace("-", " ")
        if not self._document.edit(f"Use an own value: {name}", lambda whole: put(whole, kept)):
            self._turn()
        self.terms.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._turn()
        self.terms.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, policy_id: str) -> None:
        gone = next(one for one in self._document.portfolio.policies if one.id == policy_id)
        name = gone.term.replace("-", " ")
        self._document.edit(f"Remove own value: {name}", lambda whole: remove(whole, policy_id))
        self.terms.setFocus(Qt.FocusReason.OtherFocusReason)


def _offered(document: Document) -> list[tuple[object, str]]:
    """The contracts by title: those that roles have, the others, and the law."""
    used = dict.fromkeys(role.contract for role in document.portfolio.roles)
    for scenario in document.portfolio.scenarios:
        used |= dict.fromkeys(role.contract for role in scenario.roles)
    contracts = document.contracts
    rest = sorted(
        (key for key in contracts if key not in used),
        key=lambda key: (contracts[key].kind is Kind.LAW, contracts[key].title),
    )
    mine = [(key, contracts[key].title) for key in used if key in contracts]
    return [*mine, *((key, contracts[key].title) for key in rest)]


def _nation(portfolio: Portfolio, contract: Contract) -> Nation:
    """Whose rows are shown: those of the first role under the contract, else the person's."""
    if contract.nation is not None:
        return contract.nation
    roles = [role for role in portfolio.roles if role.contract == contract.id]
    return portfolio.nation_of(roles[0]) if roles else portfolio.person.nation


def _employers(portfolio: Portfolio, contract: str) -> list[tuple[str, str]]:
    """The employers by name, those who have a role under the contract first."""
    having = [role.employer for role in portfolio.roles if role.contract == contract]
    order = sorted(portfolio.employers, key=lambda one: one.id not in having)
    return [(one.id, one.name) for one in order]
