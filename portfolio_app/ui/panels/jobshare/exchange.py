"""What two partners tell each other: tell one, open the file of one, and look at all of them.

Opens the dialogs for the post that is looked at, and remembers what was told while the portfolio
is open.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from portfolio_app.core.partnering import Told
from portfolio_app.ui.document import Change, ChangeKind, Document
from portfolio_app.ui.panels.jobshare.partners import PartnersDialog
from portfolio_app.ui.panels.jobshare.telling import TellDialog
from portfolio_app.ui.widgets.buttons import button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

_ABOUT = "By a small file that you mail each other. Nothing is sent by this program."


class ExchangeCard(Card):
    """The ways in.

    Signals:
        tell_wanted: a partner should be told.
        open_wanted: a partner's file should be opened.
        list_wanted: the partners should be shown.
    """

    tell_wanted = Signal()
    open_wanted = Signal()
    list_wanted = Signal()

    def __init__(self) -> None:
        """Make the buttons."""
        super().__init__("You and a partner", sunken=True)
        self.tell = button("Tell a partner…", self.tell_wanted.emit)
        self.open = button("Open a partner file…", self.open_wanted.emit)
        self.partners = button("Partners…", self.list_wanted.emit)
        for each in (self.tell, self.open, self.partners):
            self.add(each)
        self.add(TextLabel(_ABOUT, role=TextRole.SMALL, wrap=True))


class Exchange(QObject):
    """Opens the dialogs of the exchange.

    Signals:
        notice: a passing line for the user.
    """

    notice = Signal(str)

    def __init__(
        self,
        document: Document,
        today: Callable[[], date],
        role: Callable[[], str | None],
        parent: QWidget,
    ) -> None:
        """Act on a document; `role` says which shared post is looked at."""
        super().__init__(parent)
        self._document, self._today, self._role, self._parent = document, today, role, parent
        self._told: Told | None = None
        document.changed.connect(self._follow)

    def serve(self, card: ExchangeCard) -> None:
        """Answer a card."""
        card.tell_wanted.connect(self.tell)
        card.open_wanted.connect(self.open_file)
        card.list_wanted.connect(self.show_partners)

    def tell(self) -> TellDialog:
        """Choose what a partner is told."""
        day = self._today()
        told = Told(name="", updated=day) if self._told is None else self._told
        dialog = TellDialog(
            self._document.count.portfolio,
            replace(told, updated=day),
            but_for=self._role(),
            parent=self._parent,
        )
        dialog.notice.connect(self.notice)
        dialog.finished.connect(lambda _code: self._keep(dialog.told()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def show_partners(self) -> PartnersDialog:
        """Show the partners in one place."""
        dialog = PartnersDialog(self._document, self._role(), self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def open_file(self) -> PartnersDialog:
        """Ask for a partner file, and show it where the partners are."""
        dialog = self.show_partners()
        dialog.ask()
        return dialog

    def _keep(self, told: Told) -> None:
        self._told = told

    def _follow(self, change: Change) -> None:
        if change.kind is ChangeKind.OPENED:
            self._told = None
