"""Why the verdict says what it says: every reason of the chosen option, and what it rests on.

Knows no document.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.core.jobshare import Option
from portfolio_app.core.verdict import Part, Question
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare import texts
from portfolio_app.ui.panels.jobshare.cards import Columns
from portfolio_app.ui.panels.jobshare.wrapped import ReasonList
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import Working, working_link
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
        self.working = working_link(lambda: self.make() if self.make is not None else None)
        self.working.setAccessibleName(f"Show working: {texts.short(question)}")
        self.make: Callable[[], Working] | None = None
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
        column.addWidget(self.working, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_part(self, part: Part, make: Callable[[], Working]) -> None:
        self.make = make
        # Where things fit in their places there is no figure, and nothing more to show.
        rests = part.question is not Question.PLACES or any(r.where for r in part.reasons)
        self.working.setVisible(rests)
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

    def show_option(self, option: Option, explain: Callable[[Option, Part], Working]) -> None:
        """Show the reasons of an option; `explain` says what an answer rests on."""
        self._option.set_text(option.title)
        for part in option.verdict:
            self.answers[part.question].show_part(part, partial(explain, option, part))
