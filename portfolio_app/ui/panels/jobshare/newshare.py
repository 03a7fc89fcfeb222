"""A short form for a post that someone thinks of applying for; every question can be skipped.

Asks and says what was answered; the panel makes it. Knows no document.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.core.contracts import Contract, Kind, Unit
from portfolio_app.core.model import Portfolio
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare.acts import NewPost
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card, KeyValueForm
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.typed import Line, RefusedError

_OTHER = object()
_WIDE = 620
_NEEDS = (
    "A job share is one post and two people. Say what you know of the post, and it is set beside"
    " your week three ways: leave it, take it whole, or share it. Skip what you do not know: it"
    " stays “not known” until you do."
)
_UNITS = {Unit.PA: "PAs", Unit.SESSION: "Sessions", Unit.HOUR: "Hours"}


class _ChoiceOrName(QWidget):
    """One of a few, not known, or another one by name."""

    def __init__(self, name: str, *, other: str, placeholder: str) -> None:
        super().__init__()
        self._other = other
        self.choice = Choice()
        self.choice.setAccessibleName(name)
        self.choice.chosen.connect(self._follow)
        self.name = QLineEdit()
        self.name.setAccessibleName(f"{name}: name")
        self.name.setPlaceholderText(placeholder)
        self.name.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.choice)
        column.addWidget(self.name)

    def offer(self, known: Sequence[tuple[str, str]]) -> None:
        """Offer those that are there already; nothing is chosen."""
        options: list[tuple[object, str]] = [(None, "Not known yet"), *known]
        self.choice.set_options([*options, (_OTHER, self._other)])
        self.name.clear()
        self.name.hide()

    def _follow(self, value: object) -> None:
        self.name.setVisible(value is _OTHER)
        if value is _OTHER:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def key(self) -> str | None:
        """The id of the one that is chosen."""
        value = self.choice.value()
        return value if isinstance(value, str) else None

    def new_name(self) -> str:
        """The name of one that is not there yet."""
        return typed.TEXT.read(self.name.text()) if self.choice.value() is _OTHER else ""


class NewShareForm(QWidget):
    """Asks about a post to think about.

    Signals:
        answered: a NewPost.
        left: the user thinks better of it.
    """

    answered = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        """Make an empty form."""
        super().__init__()
        self._contracts: Mapping[str, Contract] = {}
        self._wrong: list[QLineEdit] = []
        self.title = QLineEdit()
        self.title.setPlaceholderText("such as “Associate medical director”")
        self.employer = _ChoiceOrName(
            "Employer", other="Another employer…", placeholder="the employer’s name"
        )
        self.contract = Choice()
        self.whole, self.mine, self.overlap = QLineEdit(), QLineEdit(), QLineEdit()
        self.partner = _ChoiceOrName(
            "Partner", other="Someone I have in mind…", placeholder="a name, or what they do"
        )
        self.form = KeyValueForm()
        self.begin = button("Set it beside my week", self._answer, look=Look.PRIMARY)
        self.leave = button("Not now", self.left.emit, look=Look.QUIET)
        self.contract.chosen.connect(lambda _value: self._name_unit())
        for line in (self.title, self.whole, self.mine, self.overlap):
            line.returnPressed.connect(self._answer)
        self._lay()

    def _lay(self) -> None:
        self._add_rows()
        card = Card("I am thinking of applying for…")
        card.add(self.form)
        acts = QHBoxLayout()
        acts.addWidget(self.begin)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        card.body.addLayout(acts)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_WIDE))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(HeaderLabel("Would a job share fit?"))
        column.addWidget(TextLabel(_NEEDS, role=TextRole.SOFT, wrap=True))
        column.addWidget(card)
        column.addStretch(1)
        page = QHBoxLayout(self)
        page.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24))
        page.addStretch(1)
        page.addWidget(middle, 100)
        page.addStretch(1)

    def _add_rows(self) -> None:
        add = self.form.add_row
        add("Post", self.title)
        add("Employer", self.employer)
        add("Contract", self.contract, hint="Whose rules count it.")
        add("Size of the whole post", self.whole)
        add("My part", self.mine, hint="In the same unit. Empty: half of it.")
        add(
            "Time together wanted",
            self.overlap,
            hint="Hours a week, such as 2.5 or 1:30. Empty: not known.",
        )
        add("Partner", self.partner)

    def ask(
        self, portfolio: Portfolio, contracts: Mapping[str, Contract], *, can_leave: bool
    ) -> None:
        """Begin anew, with the employers, contracts and partners that there are."""
        self._contracts = contracts
        for line in (self.title, self.whole, self.mine, self.overlap):
            line.clear()
            self.form.clear_error(line)
        self.employer.offer([(one.id, one.name) for one in portfolio.employers])
        self.partner.offer([(one.id, one.name) for one in portfolio.partners])
        known = [(key, one.title) for key, one in contracts.items() if one.kind is Kind.CONTRACT]
        nation = portfolio.person.nation
        of_nation = (key for key, one in contracts.items() if one.nation is nation)
        usual = portfolio.roles[0].contract if portfolio.roles else next(of_nation, None)
        self.contract.set_options(known, value=usual)
        self.leave.setVisible(can_leave)
        self._name_unit()

    def _name_unit(self) -> None:
        contract = self._contracts.get(str(self.contract.value()))
        said = "" if contract is None else f"{_UNITS[contract.unit]} a week"
        self.whole.setPlaceholderText(said)

    def _answer(self) -> None:
        size = self._read(self.whole, typed.FIGURE)
        mine = self._read(self.mine, typed.FIGURE)
        overlap = self._read(self.overlap, typed.LENGTH)
        if self._wrong:
            self._wrong.pop(0).setFocus(Qt.FocusReason.OtherFocusReason)
            self._wrong.clear()
            return
        if size and mine and mine > size:
            said = f"The whole post is {typed.FIGURE.show(size)}: your part cannot be more."
            self.form.set_error(self.mine, said)
            self.mine.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.answered.emit(
            NewPost(
                title=" ".join(self.title.text().split()),
                contract=str(self.contract.value()),
                employer=self.employer.key(),
                employer_name=self.employer.new_name(),
                size=size or None,
                mine=mine or None,
                overlap=overlap,
                partner=self.partner.key(),
                partner_name=self.partner.new_name(),
            )
        )

    def _read(self, field: QLineEdit, line: Line) -> Any:  # noqa: ANN401 - what the line holds
        self.form.clear_error(field)
        try:
            return line.read(field.text())
        except RefusedError as error:
            self.form.set_error(field, str(error))
            self._wrong.append(field)
            return None
