"""The options as cards side by side: figures, room, the verdict in four words, and what tells most.

Shows options that arrive worked out. Knows no document.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.core.jobshare import Option
from portfolio_app.core.pay import PortfolioPay
from portfolio_app.core.verdict import Fit, Part, Question
from portfolio_app.core.workload import Count
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare import texts
from portfolio_app.ui.panels.jobshare.texts import Limits
from portfolio_app.ui.panels.jobshare.wrapped import ChoiceTitle, ReasonList
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.cards import Card, Rule
from portfolio_app.ui.widgets.figures import FigureLabel, Working, working_link
from portfolio_app.ui.widgets.labels import Pill, TextLabel, TextRole

_NARROWEST = 208
_EDGE = 11
_MOST_KINDS = 2  # of units that share a line with the hours


class Columns(QWidget):
    """Widgets of one width in as many columns as there is room for, rows evenly filled."""

    def __init__(self, *, narrowest: int, gap: int = 8) -> None:
        """Make it empty; lengths in pixels at 100 % text."""
        super().__init__()
        self._narrowest, self._gap = narrowest, gap
        self._widgets: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(gap))

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Lay these, and hide those that were there and are not among them."""
        for old in self._widgets:
            old.setVisible(old in widgets)
            self._grid.removeWidget(old)
        self._widgets = list(widgets)
        for widget in widgets:  # one width for all, whatever is written in them
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
        self._columns = 0
        self._lay(self.width())

    def _lay(self, width: int) -> None:
        number = len(self._widgets)
        if not number:
            return
        gap = theme.px(self._gap)
        needed = max(widget.minimumSizeHint().width() for widget in self._widgets)
        room = max(1, (width + gap) // (max(theme.px(self._narrowest), needed) + gap))
        rows = -(-number // room)
        columns = -(-number // rows)
        if columns == self._columns:
            return
        self._columns = columns
        for place, widget in enumerate(self._widgets):
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, place // columns, place % columns)
            widget.show()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    @override
    def minimumSizeHint(self) -> QSize:
        # One column: with less room than now there would be fewer.
        widths = [widget.minimumSizeHint().width() for widget in self._widgets]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(event.size().width())


class VerdictRow(QWidget):
    """A question and its answer in a word."""

    def __init__(self, question: Question) -> None:
        """Ask `question`; there is no answer yet."""
        super().__init__()
        self.question = question
        self._fit: Fit | None = None
        self.answer = Pill("", Tone.NEUTRAL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(TextLabel(texts.short(question)))
        row.addStretch(1)
        row.addWidget(self.answer)

    def show_part(self, part: Part) -> None:
        """Show another answer."""
        if part.fit is self._fit:
            return
        self._fit = part.fit
        self.answer.set(part.fit.value, texts.tone_of(part.fit))
        self.answer.setAccessibleName(f"{part.question.value} {part.fit.value}")


class OptionCard(Card):
    """One option.

    Signals:
        chosen: the option's id, when the user chooses it.
        followed: the Reason that was pressed, and the option's id.
    """

    chosen = Signal(str)
    followed = Signal(object, str)

    def __init__(self) -> None:
        """Begin without an option."""
        super().__init__()
        self.key = ""
        self.title = ChoiceTitle()
        self.title.clicked.connect(lambda _checked=False: self.chosen.emit(self.key))
        self.title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.title.toggled.connect(self._mark)
        self.units = FigureLabel("")
        self.hours = FigureLabel("")
        self.room = FigureLabel("")
        self.pay = FigureLabel("")
        self.verdict = {question: VerdictRow(question) for question in Question}
        self.reasons = ReasonList(size=12)
        self.reasons.followed.connect(lambda reason: self.followed.emit(reason, self.key))
        self.working = working_link(self._made)
        self._explain: Callable[[], Working] | None = None
        self._dot = TextLabel("·", role=TextRole.SOFT)
        self._dot.setContentsMargins(0, 0, theme.px(4), 0)
        self._lay()

    def _lay(self) -> None:
        outer = self.layout()
        if outer is not None:  # four options stand side by side in a window of 1366 pixels
            edge = theme.px(_EDGE)
            outer.setContentsMargins(edge, theme.px(10), edge, theme.px(12))
        self.body.setSpacing(theme.px(5))
        self.add(self.title)
        self._amounts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._amounts.setSpacing(theme.px(2))
        for widget in (self.units, self._dot, self.hours):
            self._amounts.addWidget(widget)
        self._amounts.addStretch(1)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addLayout(self._amounts)
        figures.addWidget(self.room)
        figures.addWidget(self.pay)
        self.body.addLayout(figures)
        for row in self.verdict.values():
            self.add(row)
        self.body.addSpacing(theme.px(3))
        self.add(Rule())
        self.add(self.reasons)
        self.body.addStretch(1)
        self.body.addWidget(self.working, 0, Qt.AlignmentFlag.AlignLeft)

    def _lay_amounts(self, kinds: int) -> None:
        """Units and hours in one line, or in two where there are many kinds of units."""
        wide = kinds > _MOST_KINDS
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._amounts.setDirection(down if wide else across)
        self._amounts.setSpacing(0 if wide else theme.px(2))
        self._dot.setVisible(bool(kinds) and not wide)
        self.units.setVisible(bool(kinds))

    def show_option(
        self,
        option: Option,
        *,
        today: Count | None,
        limits: Limits,
        pay: PortfolioPay | None = None,
        explain: Callable[[], Working],
    ) -> None:
        """Show an option, or the same with other figures.

        `pay` is that of today's plan, `explain` says what the verdict rests on.
        """
        self.key, self._explain = option.id, explain
        self.working.setAccessibleName(f"Show working: {option.title}, the verdict")
        self.setAccessibleName(option.title)
        if self.title.words() != option.title:
            self.title.set_words(option.title)
        self.title.setAccessibleDescription(texts.spoken(option, limits))
        self._lay_amounts(len(option.count.units) + (0 if texts.is_sized(option) else 2))
        least = "" if texts.is_sized(option) else "at least "
        self.units.set_figure(
            least + texts.units_text(option.count), working=texts.units_working(option.count)
        )
        self.hours.set_figure(
            least + texts.hours_text(option.count), working=texts.hours_working(option, today)
        )
        figure, of = texts.headroom_text(option, limits)
        self.room.set_figure(figure, of, working=texts.headroom_working(option, limits))
        paid = texts.pay_working(option, pay)
        self.pay.set_figure(texts.pay_text(option), texts.pay_of(option), working=paid)
        for part in option.verdict:
            self.verdict[part.question].show_part(part)
        self.reasons.show_reasons(texts.telling(option))

    def _made(self) -> Working | None:
        return None if self._explain is None else self._explain()

    def _mark(self, checked: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        self.set_selected(selected=checked)
        # Tab comes to the chosen card; arrow keys go on from there.
        policy = Qt.FocusPolicy.StrongFocus if checked else Qt.FocusPolicy.ClickFocus
        self.title.setFocusPolicy(policy)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.title.setFocus(Qt.FocusReason.MouseFocusReason)
            self.title.click()
        else:
            super().mousePressEvent(event)


class OptionCards(Columns):
    """The options side by side, one of them chosen; arrow keys go from one to the next.

    Signals:
        chosen: the id of an option that the user chose.
        followed: the Reason that was pressed, and its option's id.
    """

    chosen = Signal(str)
    followed = Signal(object, str)

    def __init__(self) -> None:
        """Begin without options."""
        super().__init__(narrowest=_NARROWEST)
        self.setAccessibleName("Options")
        self._group = QButtonGroup(self)
        self._cards: list[OptionCard] = []

    def show_options(
        self,
        options: Sequence[Option],
        *,
        chosen: str,
        today: Count | None,
        limits: Limits,
        pay: PortfolioPay | None = None,
        explain: Callable[[Option], Working],
    ) -> None:
        """Show options and which of them is chosen; cards are kept where they can be."""
        while len(self._cards) < len(options):
            self._cards.append(self._card())
        for card, option in zip(self._cards, options, strict=False):
            card.show_option(
                option, today=today, limits=limits, pay=pay, explain=partial(explain, option)
            )
        shown = self._cards[: len(options)]
        if shown != self._widgets:
            self.show_widgets(shown)
        for card in shown:
            if card.title.isChecked() != (card.key == chosen):
                card.title.setChecked(card.key == chosen)
        self._level_titles()

    def _level_titles(self) -> None:
        """Give every title the height of the highest, so that figures stand in one line."""
        titles = [card.title for card in self._cards if card in self._widgets]
        width = min((title.width() for title in titles), default=0)
        high = max((title.heightForWidth(width) for title in titles), default=0)
        for title in titles:
            if title.minimumHeight() != high:
                title.setMinimumHeight(high)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._level_titles)  # once the cards have their width

    def _card(self) -> OptionCard:
        made = OptionCard()
        made.chosen.connect(self.chosen)
        made.followed.connect(self.followed)
        self._group.addButton(made.title)
        return made

    def cards(self) -> Mapping[str, OptionCard]:
        """The cards that are shown, by option."""
        return {card.key: card for card in self._cards if card in self._widgets}
