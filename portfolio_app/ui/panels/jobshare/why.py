"""Why the verdict says what it says: every reason of the chosen option,.

Knows no document.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.core.jobshare import Option
from portfolio_app.core.verdict import Part, Question
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare import texts
from portfolio_app.ui.panels.jobshare.cards import Columns
from portfolio_app.ui.panels.jobshare.wrapped import ReasonList
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.labels import (
    ElidedLabel,
    HeaderLabel,
    Level,
    Pill,
    TextLabel,
    TextRole,
)

_NARROWEST = 204


class _Answer(QWidget):
    """One question with its answer and every reason."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.pill = Pill("", Tone.NEUTRAL)
        self.reasons = ReasonList()
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(TextLabel(texts.short(question), role=TextRole.STRONG))
        head.addWidget(self.pill)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self.reasons)
        column.addStretch(1)

    def show_part(self, part: Part) -> None:
        self.setAccessibleName(f"{part.question.value} {part.fit.value}")
        self.pill.set(part.fit.value, texts.tone_of(part.fit))
        self.reasons.show_reasons(part.reasons)


class WhyCard(Card):
    """Every reason of one option, question by question.

    Signals:
        followed: the Reason that was pressed.
    """

    followed = Signal(object)

    def __init__(self) -> None:
        """Begin without an option."""
        super().__init__()
        self.setAccessibleName("Why")
        self._option = ElidedLabel("", role=TextRole.SOFT)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(HeaderLabel("Why", level=Level.HEADING))
        head.addWidget(self._option, 1)
        self.body.addLayout(head)
        self.answers = {question: _Answer(question) for question in Question}
        columns = Columns(narrowest=_NARROWEST, gap=16)
        columns.show_widgets(list(self.answers.values()))
        for answer in self.answers.values():
            answer.reasons.followed.connect(self.followed)
        self.add(columns)

    def show_option(self, option: Option) -> None:
        """Show the reasons of an option."""
        self._option.set_text(option.title)
        for part in option.verdict:
            self.answers[part.question].show_part(part)
