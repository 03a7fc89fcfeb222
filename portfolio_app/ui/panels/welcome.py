"""The start page: look at a sample, start empty, import a plan file, or open what is there.

Offers and says what was chosen. Knows neither the library nor how a plan file is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from portfolio_app.core.model import Nation
from portfolio_app.ui import theme
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card, KeyValueForm, Rule
from portfolio_app.ui.widgets.fields import Choice, DateField
from portfolio_app.ui.widgets.labels import HeaderLabel, Pill, TextLabel, TextRole
from portfolio_app.ui.widgets.scrollpage import ScrollPage

NATIONS: tuple[tuple[object, str], ...] = (
    (Nation.ENGLAND, "England"),
    (Nation.WALES, "Wales"),
    (Nation.SCOTLAND, "Scotland"),
    (Nation.NORTHERN_IRELAND, "Northern Ireland"),
)
_WIDE = 1000


@dataclass(frozen=True, slots=True)
class Offer:
    """A portfolio of the library that can be opened."""

    id: str
    title: str
    about: str
    sample: bool


class WelcomePanel(QWidget):
    """The start page.

    Signals:
        open_portfolio: the id of one to open.
        start_empty: name, nation and first day of the job-plan year of a new one.
        start_thinking: the same, begun with a post that the user thinks of applying for.
        files_asked: the user wants to know where the files are.
    """

    open_portfolio = Signal(str)
    start_empty = Signal(str, object, object)
    start_thinking = Signal(str, object, object)
    files_asked = Signal()

    def __init__(
        self, *, import_plan: QAction, year_start: date, parent: QWidget | None = None
    ) -> None:
        """Make the page; `show_offers` says what there is to open."""
        super().__init__(parent)
        self.setAccessibleName("Start page")
        self._year_start = year_start
        self._samples = Card("Look at a sample")
        self._own = Card("Open a portfolio")
        self._name = QLineEdit()
        self._name.setPlaceholderText("such as “Consultant in public health”")
        self._nation = Choice(NATIONS, value=Nation.ENGLAND)
        self._start = DateField(year_start)
        self._begin = button("Start with an empty week", self._start_now, look=Look.PLAIN)
        self._think = button(
            "I am thinking of applying for…",
            self._think_now,
            look=Look.QUIET,
            tip="Start empty, and say what you know of a post",
        )
        self._name.returnPressed.connect(self._start_now)
        inside = QWidget()
        page = QHBoxLayout(inside)
        page.setContentsMargins(theme.px(24), theme.px(28), theme.px(24), theme.px(24))
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_WIDE))
        page.addStretch(1)
        page.addWidget(middle, 100)
        page.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(HeaderLabel("Your week across every job, counted exactly"))
        intro = (
            "See what you do for whom, what it counts to under each contract, what clashes, and"
            " what a change or a job share would do to it. Then print the job-plan proposal."
        )
        column.addWidget(TextLabel(intro, role=TextRole.SOFT, wrap=True))
        column.addSpacing(theme.px(8))
        column.addLayout(self._cards(import_plan))
        column.addSpacing(theme.px(4))
        column.addLayout(self._promise())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = ScrollPage(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside takes the keyboard
        outer.addWidget(area)

    def _cards(self, import_plan: QAction) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(14))
        left = QVBoxLayout()
        left.setSpacing(theme.px(14))
        left.addWidget(self._own)
        left.addWidget(self._samples)
        left.addWidget(_import_card(import_plan))
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.px(14))
        right.addWidget(self._empty_card())
        right.addStretch(1)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _empty_card(self) -> Card:
        card = Card("Start empty")
        said = "All of this can be left as it is, and changed later."
        card.add(TextLabel(said, role=TextRole.SOFT, wrap=True))
        form = KeyValueForm()
        form.add_row("Name", self._name, hint="What this portfolio is called in your library.")
        form.add_row("Nation", self._nation, hint="Decides bank holidays and some terms.")
        form.add_row("Job-plan year from", self._start)
        card.add(form)
        row = QHBoxLayout()
        row.addWidget(self._begin)
        row.addWidget(self._think)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _promise(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        said = "Everything stays on this computer: no account, no network."
        row.addWidget(TextLabel(said, role=TextRole.SMALL))
        row.addWidget(button("Where are my files", self.files_asked.emit, look=Look.LINK))
        row.addStretch(1)
        return row

    # -- what is offered -----------------------------------------------------------------------

    def show_offers(self, offers: Sequence[Offer], *, can_add: bool) -> None:
        """Show what can be opened; without the right to add, only that."""
        own = [offer for offer in offers if not offer.sample]
        samples = [offer for offer in offers if offer.sample]
        for card, group in ((self._own, own), (self._samples, samples)):
            _clear(card)
            card.setVisible(bool(group))
            for place, offer in enumerate(group):
                if place:
                    card.add(Rule())
                card.add(self._row(offer, look=Look.PLAIN if own and offer.sample else None))
        if samples:
            said = "Made-up people and weeks. Change anything; nothing you do can harm them."
            card_words = TextLabel(said, role=TextRole.SMALL, wrap=True)
            self._samples.add(card_words)
        for each in (self._name, self._nation, self._start, self._begin, self._think):
            each.setEnabled(can_add)

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to open, or on the name of a new one."""
        for card in (self._own, self._samples):
            if not card.isHidden():
                first = card.findChild(QWidget, "open")
                if first is not None:
                    first.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
        self.focus_empty()

    def focus_empty(self) -> None:
        """Put the keyboard on the name of a new portfolio."""
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, offer: Offer, *, look: Look | None) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        line.setSpacing(theme.px(10))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(TextLabel(offer.title, role=TextRole.STRONG, wrap=True))
        words.addWidget(TextLabel(offer.about, role=TextRole.SOFT, wrap=True))
        line.addLayout(words, 1)
        if offer.sample:
            line.addWidget(Pill("Sample", Tone.NEUTRAL))
        first = look is None and self._is_first()
        made = button(
            "Open",
            lambda key=offer.id: self.open_portfolio.emit(key),  # type: ignore[misc]
            look=Look.PRIMARY if first else Look.PLAIN,
            tip=f"Open {offer.title}",
        )
        made.setObjectName("open")
        made.setAccessibleName(f"Open {offer.title}")
        line.addWidget(made)
        return row

    def _is_first(self) -> bool:
        """Whether nothing is offered yet: the first thing to open is the primary act."""
        return all(card.findChild(QWidget, "open") is None for card in (self._own, self._samples))

    def _start_now(self) -> None:
        self.start_empty.emit(self._name.text(), self._nation.value(), self._start.value())
        self._name.clear()

    def _think_now(self) -> None:
        self.start_thinking.emit(self._name.text(), self._nation.value(), self._start.value())
        self._name.clear()


def _import_card(import_plan: QAction) -> Card:
    card = Card("Import a plan file")
    said = (
        "A plan file (.toml) holds one portfolio as text: from another computer, from a colleague,"
        " or written by hand. You can also drop one anywhere on this window."
    )
    card.add(TextLabel(said, role=TextRole.SOFT, wrap=True))
    row = QHBoxLayout()
    start = button("Import plan file…", import_plan.trigger, tip=import_plan.toolTip())
    start.setEnabled(import_plan.isEnabled())
    row.addWidget(start)
    row.addStretch(1)
    card.body.addLayout(row)
    return card


def _clear(card: Card) -> None:
    while (item := card.body.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setObjectName("")
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
