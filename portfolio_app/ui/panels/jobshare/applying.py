"""The guided way in: "I am thinking of applying for…", one page of short questions.

Every question can be skipped; beside them stands what was said and what is not known. Asks and
says what was answered; the panel makes it. Knows no document.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from portfolio_app.core.applying import Applying, problems, summary
from portfolio_app.core.contracts import Contract
from portfolio_app.core.model import Partner, Portfolio
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare.applyfields import (
    AVAILABLE,
    COVER,
    PARTNER,
    POST,
    SPLIT,
    WORK,
    Asking,
    first_answers,
    with_told,
)
from portfolio_app.ui.panels.jobshare.giving import GivingTable
from portfolio_app.ui.panels.jobshare.halfdays import HalfDays
from portfolio_app.ui.panels.jobshare.meetings import MeetingsEdit
from portfolio_app.ui.panels.jobshare.partnerfiles import PartnerOpener, Refusal
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.fieldform import Field, FieldForm
from portfolio_app.ui.widgets.labels import HeaderLabel, Level, TextLabel, TextRole
from portfolio_app.ui.widgets.scrollpage import ScrollPage
from portfolio_app.ui.widgets.taborder import follow_focus, tab_as_laid_out

TITLE = "I am thinking of applying for…"
_INTRO = (
    "Say what you know of the post, and it is set beside your week three ways: leave it, take it"
    " whole, or share it. Skip what you do not know: it stays “not known” until you say."
)
_GIVES = "Nothing is moved or dropped now: this says what may be, when the week is rearranged."
_TIGHT = 8


class SummaryCard(QWidget):
    """What was said so far, what is not known, and what does not add up."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        super().__init__()
        self.said = TextLabel("", wrap=True)
        self.notes = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.not_known = TextLabel("", role=TextRole.SOFT, wrap=True)
        self._parts = (
            (HeaderLabel("You said", level=Level.HEADING), self.said),
            (HeaderLabel("To note", level=Level.HEADING), self.notes),
            (HeaderLabel("Not known yet", level=Level.HEADING), self.not_known),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for place, (head, words) in enumerate(self._parts):
            if place:
                column.addSpacing(theme.px(_TIGHT))
            column.addWidget(head)
            column.addWidget(words)

    def show_answers(
        self, said: Applying, portfolio: Portfolio, contracts: Mapping[str, Contract]
    ) -> None:
        """Show what follows from the answers."""
        found = summary(said, portfolio, contracts)
        self.said.setText(
            "\n".join(f"{name}: {text}" for name, text in found.said) or "Nothing yet."
        )
        self.notes.setText("\n".join(found.notes))
        self.not_known.setText("\n".join(found.not_known) or "Nothing: you have said it all.")
        head, words = self._parts[1]
        head.setVisible(bool(found.notes))
        words.setVisible(bool(found.notes))


class ApplyingForm(QWidget):
    """Asks about a post to think about.

    Signals:
        answered: an Applying.
        left: the user thinks better of it.
    """

    answered = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        """Make an empty form."""
        super().__init__()
        self._asking: Asking | None = None
        self._said = Applying(contract="")
        self._crossed: tuple[str, ...] = ()
        self.post, self.work, self.split = FieldForm(POST), FieldForm(WORK), FieldForm(SPLIT)
        self.partner, self.cover = FieldForm(PARTNER), FieldForm(COVER)
        self.meetings, self.giving = MeetingsEdit(), GivingTable()
        self.halves = HalfDays("Your partner", AVAILABLE)
        self.open = button("Open their partner file…", self._open_file, icon="folder-open")
        self.refused = Refusal()
        self.summary = SummaryCard()
        self.begin = button(
            "Set it beside my week", self.accept, look=Look.PRIMARY, tip="Ctrl+Enter"
        )
        self.leave = button("Not now", self.left.emit, look=Look.QUIET)
        self._opener = PartnerOpener(self)
        self._lay()
        self._connect()

    # -- parts ---------------------------------------------------------------------------------

    def _forms(self) -> tuple[FieldForm, ...]:
        return (self.post, self.work, self.split, self.partner, self.cover)

    def _lay(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._page, self._beside = ScrollPage(self._questions()), ScrollPage(self._side())
        self._beside.setMinimumWidth(theme.px(220))
        for area in (self._page, self._beside):
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.splitter.addWidget(area)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([theme.px(900), theme.px(380)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)

    def _questions(self) -> QWidget:
        page = QWidget()
        middle = QWidget()
        middle.setMaximumWidth(theme.px(760))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(HeaderLabel(TITLE))
        column.addWidget(TextLabel(_INTRO, role=TextRole.SOFT, wrap=True))
        for title, widgets in (
            ("The post", (self.post,)),
            ("Its fixed meetings", (self.meetings,)),
            ("Its other work", (self.work,)),
            ("The split in mind", (self.split,)),
            ("Your partner", (self.partner, self.halves, self.open, self.refused)),
            ("Cover", (self.cover,)),
            (
                "What may give in today’s plan",
                (TextLabel(_GIVES, role=TextRole.SOFT, wrap=True), self.giving),
            ),
        ):
            card = Card(title)
            for widget in widgets:
                card.body.addLayout(_left(widget)) if widget is self.open else card.add(widget)
            column.addWidget(card)
        column.addStretch(1)
        row = QHBoxLayout(page)
        row.setContentsMargins(*[theme.px(20)] * 4)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        return page

    def _side(self) -> QWidget:
        side = QWidget()
        side.setProperty("surface", "inspector")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(*[theme.px(14)] * 4)
        column.setSpacing(theme.px(12))
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(8))
        acts.addWidget(self.begin)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        column.addLayout(acts)
        column.addWidget(self.summary)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        for form in self._forms():
            form.edited.connect(self._take)
        self.meetings.changed.connect(self._gather)
        self.giving.changed.connect(self._gather)
        self.halves.chosen.connect(lambda _day, _half, _how: self._gather())
        self._opener.read.connect(self._take_file)
        self._opener.refused.connect(self.refused.show_reasons)
        QShortcut(
            QKeySequence("Ctrl+Return"),
            self,
            self.accept,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    # -- asking --------------------------------------------------------------------------------

    def ask(self, portfolio: Portfolio, contracts: Mapping[str, Contract]) -> None:
        """Begin anew, with the employers, contracts, partners and activities that there are."""
        self._asking = Asking(portfolio, contracts)
        self._said = first_answers(portfolio, contracts)
        for form in self._forms():
            form.show_item(self._asking, self._said)
        self.meetings.clear()
        self.giving.show_week(portfolio)
        self.halves.show_said({})
        self.refused.clear()
        self._show()

    def focus_first(self) -> None:
        """Put the keyboard on the first question."""
        self.post.editor("title").setFocus(Qt.FocusReason.OtherFocusReason)

    def said(self) -> Applying:
        """What was said so far."""
        return self._said

    def _take(self, field: Field, said: Applying) -> None:
        self._said = said
        self._show()
        if field.key in ("employer", "partner"):
            name = {"employer": "employer_name", "partner": "partner_name"}[field.key]
            form = self.post if field.key == "employer" else self.partner
            editor = form.editor(name)
            if editor.isVisible():
                editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _gather(self) -> None:
        """Take what the tables hold."""
        self._said = replace(
            self._said,
            meetings=self.meetings.meetings(),
            gives=self.giving.gives(),
            cover_displaces=tuple(self.giving.displaces()),
            partner_halves=self.halves.said(),
        )
        self._show()

    def _widen(self) -> None:
        """With large text the questions need more room than the summary beside them."""
        page = self._page.widget()
        if page is not None:
            bar = self._page.verticalScrollBar().sizeHint().width()
            self._page.setMinimumWidth(page.minimumSizeHint().width() + bar)

    def _show(self) -> None:
        asking = self._asking
        if asking is None:
            return
        for key in self._crossed:  # said of two answers together: the other may be mended now
            self.split.put_back(key)
        self._crossed = ()
        for form in self._forms():
            form.show_item(asking, self._said, keep_typed=True)
        self.halves.setVisible(self._said.in_mind)
        self.summary.show_answers(self._said, asking.portfolio, asking.contracts)
        self._widen()
        for page in (self._page, self._beside):
            page.settle()

    @override
    def focusNextPrevChild(self, next_: bool) -> bool:
        # Meetings come and go: Tab goes as the page reads, so the order is looked at when used.
        tab_as_laid_out(self.splitter)
        return follow_focus(self, moved=super().focusNextPrevChild(next_))

    # -- their file ----------------------------------------------------------------------------

    def _open_file(self) -> None:
        self.refused.clear()
        self._opener.ask()

    def take_file(self, path: Path) -> None:
        """Take what a partner file says, or show every reason why it is refused."""
        self.refused.clear()
        self._opener.take(path)

    def _take_file(self, told: Partner, _name: str) -> None:
        self._said = with_told(self._said, told)
        self._show()

    # -- ending --------------------------------------------------------------------------------

    def accept(self) -> None:
        """Hand over what was said; where something cannot be taken, say so and go to it."""
        asking = self._asking
        if asking is None:
            return
        for form in self._forms():
            form.finish()
        self.meetings.finish()
        wrong = self._wrong(asking)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            self._page.ensureWidgetVisible(wrong)
            return
        self.answered.emit(self._said)

    def _wrong(self, asking: Asking) -> QWidget | None:
        """The first field that holds what cannot be taken."""
        found = problems(self._said, asking.contracts)
        for key, message in found.items():
            self.split.refuse(key, message)
        self._crossed = tuple(found)
        for form in (self.post, self.work, self.split, self.partner, self.cover):
            for field in form.fields():
                if form.error(field.key):
                    return form.editor(field.key)
            if form is self.post:
                lines: tuple[QLineEdit, ...] = tuple(self.meetings.wrong())
                if lines:
                    return lines[0]
        return None


def _left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
