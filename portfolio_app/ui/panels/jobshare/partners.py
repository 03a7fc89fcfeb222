"""The partners of a portfolio in one place: what each said and when; take one in, or delete one.

Every change is an undo step of the document, made at once. A file is shown before it is taken in.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from portfolio_app.core import words
from portfolio_app.core.edits import put, remove
from portfolio_app.core.model import Partner, Portfolio, Role
from portfolio_app.core.partnering import taken_in
from portfolio_app.core.sharing import JobShare
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.panels.jobshare.partnerfiles import PartnerOpener, Refusal, SaidLines
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.formdialog import fit_to_screen
from portfolio_app.ui.widgets.labels import HeaderLabel, Level, TextLabel, TextRole
from portfolio_app.ui.widgets.scrollpage import ScrollPage

_SIZE = QSize(760, 540)
_NOBODY = (
    "No partner is known yet. Open the file that they sent you; nothing of it is kept before you"
    " say so."
)


def with_partner(portfolio: Portfolio, role: str, partner: str) -> Portfolio:
    """The portfolio with a partner for the share of a role, wherever the role is written."""

    def theirs(own: Role) -> Role:
        return replace(own, share=replace(own.share or JobShare(), partner=partner))

    for own in portfolio.roles:
        if own.id == role:
            portfolio = put(portfolio, theirs(own))
    for branch in portfolio.scenarios:
        for own in branch.roles:
            if own.id == role:
                portfolio = put(portfolio, theirs(own), branch.id)
    return portfolio


class PartnersDialog(QDialog):
    """Lists partners, shows what they said, and takes in the file of one."""

    def __init__(self, document: Document, role: str | None, parent: QWidget | None = None) -> None:
        """Show the document's partners; `role` is the shared post that is looked at."""
        super().__init__(parent)
        self._document, self._role = document, role
        self._told: Partner | None = None
        self._file = ""
        self.setWindowTitle("Partners")
        self.names = QListWidget()
        self.names.setAccessibleName("Partners")
        self._heading = HeaderLabel("", level=Level.HEADING)
        self._about = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.lines = SaidLines()
        self.refused = Refusal()
        self.open_file = button("Open a partner file…", self._ask, icon="folder-open")
        self.take_in = button("Take in", self._take_in, look=Look.PRIMARY)
        self.leave = button("Not now", self._leave)
        self.use = button("Make this the partner", self._use)
        self.delete = button("Delete", self._delete, icon="trash")
        self._opener = PartnerOpener(self)
        self._opener.read.connect(self._offer)
        self._opener.refused.connect(self._refuse)
        self._lay()
        self._connect()
        self._fill()
        share = None if role is None else self._own_share()
        self._choose(None if share is None else share.partner)

    def _lay(self) -> None:
        left, page = QVBoxLayout(), QWidget()
        self.names.setFixedWidth(theme.px(220))
        left.addWidget(self.names, 1)
        left.addWidget(self.open_file)
        right = QVBoxLayout(page)
        right.setContentsMargins(0, 0, theme.px(8), 0)
        right.setSpacing(theme.px(8))
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(8))
        for each in (self.take_in, self.leave, self.use, self.delete):
            acts.addWidget(each)
        acts.addStretch(1)
        for widget in (self._heading, self._about, self.refused, self.lines):
            right.addWidget(widget)
        right.addLayout(acts)
        right.addStretch(1)
        self._page = ScrollPage(page)
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(14))
        columns.addLayout(left)
        columns.addWidget(self._page, 1)
        foot = QHBoxLayout()
        said = "Every change is kept at once; undo takes it back."
        foot.addWidget(TextLabel(said, role=TextRole.SOFT))
        foot.addStretch(1)
        foot.addWidget(button("Done", self.accept))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*[theme.px(14)] * 4)
        outer.addLayout(columns, 1)
        outer.addLayout(foot)
        fit_to_screen(self, _SIZE)

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(lambda _row: self._show_chosen())
        self._document.changed.connect(lambda _change: self._follow())
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self._document.undo),
            (QKeySequence.StandardKey.Redo, self._document.redo),
        ):
            QShortcut(QKeySequence(keys), self, act)

    # -- showing -------------------------------------------------------------------------------

    def chosen(self) -> Partner | None:
        """The partner that is chosen in the list."""
        partners, row = self._document.portfolio.partners, self.names.currentRow()
        return partners[row] if 0 <= row < len(partners) else None

    def _fill(self) -> None:
        self.names.blockSignals(True)
        self.names.clear()
        for partner in self._document.portfolio.partners:
            self.names.addItem(partner.name)
        self.names.blockSignals(False)

    def _choose(self, key: str | None) -> None:
        places = [partner.id for partner in self._document.portfolio.partners]
        self.names.setCurrentRow(places.index(key) if key in places else 0)
        self._show_chosen()

    def _follow(self) -> None:
        if not self._document.is_open:
            self.reject()
            return
        held = self.chosen()
        self._fill()
        self._choose(None if held is None else held.id)

    def _show_chosen(self) -> None:
        self._told = None
        self.refused.clear()
        partner = self.chosen()
        if partner is None:
            self._show(None, "", _NOBODY)
            return
        dated = "no date" if partner.updated is None else words.day_date(partner.updated)
        posts = [
            role.title for role in self._posts() if (role.share or JobShare()).partner == partner.id
        ]
        used = f" Partner of {words.listing(posts)}." if posts else ""
        self._show(partner, partner.name, f"They said so on {dated}.{used}")

    def _posts(self) -> list[Role]:
        portfolio = self._document.portfolio
        return [*portfolio.roles, *(role for s in portfolio.scenarios for role in s.roles)]

    def _own_share(self) -> JobShare | None:
        return next((role.share for role in self._posts() if role.id == self._role), None)

    def _title(self) -> str:
        return next((role.title for role in self._posts() if role.id == self._role), "")

    def _show(self, partner: Partner | None, heading: str, about: str) -> None:
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self._about.setText(about)
        self.lines.show_partner(partner)
        offered, can = self._told is not None, not self._document.read_only
        share = self._own_share()
        self.take_in.setVisible(offered and can)
        self.leave.setVisible(offered)
        known = partner is not None and not offered
        post = self._title()
        self.use.setToolTip(f"For {post}" if post else "")
        self.use.setVisible(
            known
            and can
            and share is not None
            and partner is not None
            and share.partner != partner.id
        )
        self.delete.setVisible(known and can)
        self._page.settle()

    # -- acting --------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._opener.ask()

    def ask(self) -> None:
        """Ask for a file, as the button does."""
        self._ask()

    def open_path(self, path: Path) -> None:
        """Show what a file says, or every reason why it is refused."""
        self._opener.take(path)

    def _offer(self, told: Partner, name: str) -> None:
        self.refused.clear()
        self._told, self._file = told, name
        dated = (
            "It has no date." if told.updated is None else f"Dated {words.day_date(told.updated)}."
        )
        same = any(partner.name == told.name for partner in self._document.portfolio.partners)
        again = f" It takes the place of what {told.name} said before." if same else ""
        post = self._title()
        meant = f" Taken in, they are the partner for {post}." if post else ""
        about = f"{name} says this. {dated} Nothing is kept yet.{meant}{again}"
        self._show(told, told.name, about)
        self.take_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, heading: str, reasons: list[str]) -> None:
        self._told = None
        self._show(None, "", "")
        self.refused.show_reasons(heading, reasons)

    def _leave(self) -> None:
        self._show_chosen()
        self.open_file.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_in(self) -> None:
        told, role = self._told, self._role
        if told is None:
            return
        _, key = taken_in(self._document.portfolio, told)

        def edit(portfolio: Portfolio) -> Portfolio:
            after, made = taken_in(portfolio, told)
            return after if role is None else with_partner(after, role, made)

        self._told = None
        self._document.edit(f"Take in {told.name}", edit)
        self._choose(key)
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self) -> None:
        partner, role = self.chosen(), self._role
        if partner is None or role is None:
            return
        label = f"Make {partner.name} the partner"
        self._document.edit(label, lambda p: with_partner(p, role, partner.id))

    def _delete(self) -> None:
        partner = self.chosen()
        if partner is not None:
            self._document.edit(f"Delete {partner.name}", lambda p: remove(p, partner.id))
            self.open_file.setFocus(Qt.FocusReason.OtherFocusReason)
