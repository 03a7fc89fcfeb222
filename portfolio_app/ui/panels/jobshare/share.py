"""This share: the terms of the option that is chosen, to move, and what follows from them.

Shows an option and says which act the user asks for; the panel makes it. Knows no document.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from portfolio_app.core import words
from portfolio_app.core.jobshare import Option
from portfolio_app.core.post import PostFigures
from portfolio_app.core.sharing import JobShare, Overlap
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare import acts, moreterms, posttexts
from portfolio_app.ui.panels.jobshare.acts import Act, Target
from portfolio_app.ui.panels.jobshare.exchange import ExchangeCard
from portfolio_app.ui.panels.jobshare.sidecards import (
    CommitmentsCard,
    DaysCard,
    PartnerCard,
    PostCard,
    ShadowCard,
)
from portfolio_app.ui.panels.jobshare.sliders import ExactSlider, PartEditor
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.fieldform import Field, FieldForm
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.labels import HeaderLabel, Level, TextLabel, TextRole

_V = TypeVar("_V")
_HOUR = 60
_QUARTER = Fraction(15)
_MOST_TOGETHER = Fraction(8 * _HOUR)
_MOST_COVER = Fraction(12 * _HOUR)
_KINDS = (
    (Overlap.INSIDE, "Inside the post’s hours"),
    (Overlap.FUNDED, "Funded on top"),
)


class ShareSide(QWidget):
    """The terms of the chosen share and what follows from them.

    Signals:
        moved: an Act that the hand is still making; show what it would give.
        settled: an Act that is meant.
        followed: a Reason to show on the week.
        share_wanted: an option that shares the post should be chosen.
        terms_wanted: every term of the share should be shown.
    """

    moved = Signal(object)
    settled = Signal(object)
    followed = Signal(object)
    share_wanted = Signal()
    terms_wanted = Signal()

    def __init__(self) -> None:
        """Begin without a share."""
        super().__init__()
        self.setProperty("surface", "inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._target: Target | None = None
        self._share, self._own = JobShare(), JobShare()
        self.title = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.none = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.look = button("Look at a share", self.share_wanted.emit)
        self.part = PartEditor()
        step = (Fraction(0), _MOST_TOGETHER, _QUARTER)
        self.overlap = ExactSlider("Overlap wanted", span=step, show=self._overlap_words)
        self.kind = Choice(_KINDS, value=Overlap.INSIDE)
        self.kind.setAccessibleName("Time together is")
        self.cover_note = TextLabel("", role=TextRole.SMALL, wrap=True)
        step = (Fraction(0), _MOST_COVER, 2 * _QUARTER)
        self.cover = ExactSlider("Cover I would give", span=step, show=self._cover_words)
        self.forget_overlap = button("", lambda: self._settle_overlap(None), look=Look.LINK)
        self.forget_cover = button("", lambda: self._settle_cover(None), look=Look.LINK)
        self.partner, self.commitments = PartnerCard(), CommitmentsCard()
        self.post, self.days, self.shadow = PostCard(), DaysCard(), ShadowCard()
        self.exchange = ExchangeCard()
        self.more = FieldForm(moreterms.FIELDS)
        self.terms = button("All terms of the share…", self.terms_wanted.emit, look=Look.LINK)
        self._body = QWidget()
        self._lay()
        self._connect()

    def _lay(self) -> None:
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.px(10))
        body.addWidget(self.part)
        for parts in (
            (self.overlap, self.kind, self.forget_overlap),
            (self.cover, self.cover_note, self.forget_cover),
        ):
            group = QVBoxLayout()
            group.setSpacing(theme.px(3))
            for part in parts:
                group.addWidget(part)
            body.addLayout(group)
        body.addWidget(self.more)
        for card in (self.post, self.commitments, self.partner, self.days, self.shadow):
            body.addWidget(card)
        body.addLayout(_row(self.terms))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(14))
        column.setSpacing(theme.px(8))
        column.addWidget(HeaderLabel("This share", level=Level.HEADING))
        column.addWidget(self.title)
        column.addWidget(self.none)
        column.addLayout(_row(self.look))
        column.addWidget(self._body)
        column.addWidget(self.exchange)
        column.addStretch(1)

    def _connect(self) -> None:
        self.part.moved.connect(lambda mine: self._act(self.moved.emit, acts.set_part, mine))
        self.part.chosen.connect(lambda mine: self._act(self.settled.emit, acts.set_part, mine))
        self.part.sized.connect(lambda size: self._act(self.settled.emit, acts.set_size, size))
        self.overlap.valueChanged.connect(
            lambda minutes: self._act(self.moved.emit, acts.set_overlap, int(minutes))
        )
        self.overlap.committed.connect(lambda minutes: self._settle_overlap(int(minutes)))
        self.kind.chosen.connect(self._settle_kind)
        self.cover.valueChanged.connect(
            lambda minutes: self._act(self.moved.emit, acts.set_cover, int(minutes))
        )
        self.cover.committed.connect(lambda minutes: self._settle_cover(int(minutes)))
        self.more.edited.connect(self._settle_more)
        self.commitments.followed.connect(self.followed)

    # -- what is shown -------------------------------------------------------------------------

    def show_option(self, option: Option, target: Target | None, *, why_none: str) -> None:
        """Show the share of an option; without one say why there is none."""
        post = option.post
        self._target = target
        there = post is not None and target is not None
        self._body.setVisible(there)
        self.title.setText(option.title)
        self.none.setText(why_none)
        for widget in (self.none, self.look):
            widget.setVisible(not there)
        if post is None or target is None:
            return
        resolved = post.resolved
        self._share, self._own = resolved.share, target.role.share or JobShare()
        self.part.show_part(resolved.mine, resolved.post, target.unit)
        self._show_terms(resolved.share, target)
        self.more.show_item(moreterms.Context(option.portfolio, target), self._own)
        self._show_cards(option, post, target)

    def _show_terms(self, share: JobShare, target: Target) -> None:
        self.overlap.set_exact(None if share.overlap is None else Fraction(share.overlap))
        self.kind.set_value(share.overlap_kind)
        self.kind.setEnabled(share.overlap is not None)
        cover = share.cover_minutes
        self.cover.set_exact(None if cover is None else Fraction(cover))
        self.cover_note.setText(posttexts.cover_note(share.cover))
        own = self._own if target.scenario is not None else JobShare()
        _offer(self.forget_overlap, "overlap", share.overlap, own.overlap)
        _offer(self.forget_cover, "cover", cover, own.cover_minutes)

    def _show_cards(self, option: Option, post: PostFigures, target: Target) -> None:
        self.partner.show_post(post, target.unit.value)
        self.days.show_option(option)
        self.commitments.show_post(post)
        self.post.show_option(option)
        self.post.setVisible(bool(post.resolved.post))
        self.shadow.show_post(post)

    def _overlap_words(self, minutes: Fraction | None) -> str:
        return posttexts.overlap_text(minutes, self._share.overlap_kind)

    def _cover_words(self, minutes: Fraction | None) -> str:
        return posttexts.cover_text(minutes)

    # -- what is asked for ---------------------------------------------------------------------

    def _act(
        self, emit: Callable[[Act], None], make: Callable[[Target, _V], Act], value: _V
    ) -> None:
        if self._target is not None:
            emit(make(self._target, value))

    def _settle_overlap(self, minutes: int | None) -> None:
        self._act(self.settled.emit, acts.set_overlap, minutes)

    def _settle_kind(self, kind: Overlap) -> None:
        self._act(self.settled.emit, acts.set_overlap_kind, kind)

    def _settle_more(self, field: Field, share: JobShare) -> None:
        if self._target is not None:
            self.settled.emit(moreterms.change(self._target, field, share))

    def _settle_cover(self, minutes: int | None) -> None:
        self._act(self.settled.emit, acts.set_cover, minutes)


def _offer(forget: QPushButton, what: str, shown: int | None, own: int | None) -> None:
    """Offer to go back: to the post's own terms in a scenario, else to "not known"."""
    forget.setVisible(shown is not None and shown != own)
    text = "Set to not known" if own is None else f"As the post says, {words.hours(own)}"
    forget.setText(text)
    forget.setAccessibleName(f"{text}: {what}")


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(10))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
