"""Cards beside the options: the partner, who attends what, the post's week, and own time.

Show a share that arrives worked out; nothing here is counted. Know no document.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.core import words
from portfolio_app.core.complement import sentences
from portfolio_app.core.jobshare import Option
from portfolio_app.core.post import PostFigures
from portfolio_app.core.shares import Attendance, Attended
from portfolio_app.core.verdict import Reason
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare import posttexts
from portfolio_app.ui.panels.jobshare.wrapped import ReasonText
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import FigureLabel, Working, working_link
from portfolio_app.ui.widgets.labels import Pill, TextLabel, TextRole
from portfolio_app.ui.widgets.tables import FigureTable

if TYPE_CHECKING:
    from collections.abc import Callable

_WHO = {
    Attendance.ME: "you",
    Attendance.PARTNER: "your partner",
    Attendance.BOTH: "both of you",
    Attendance.ONE_OF_US: "one of you",
}
_TONES = {Attendance.NOBODY: Tone.NOT, Attendance.NOT_KNOWN: Tone.TIGHT}


class PartnerCard(Card):
    """What is known of the partner, and nothing more."""

    def __init__(self) -> None:
        """Begin without a partner."""
        super().__init__("Partner", sunken=True)
        self.name = TextLabel("", role=TextRole.STRONG, wrap=True)
        self.facts = TextLabel("", role=TextRole.SMALL, wrap=True)
        self.table = FigureTable("The partner’s week by half-days")
        self.more = TextLabel("", role=TextRole.SMALL, wrap=True)
        self._made: Callable[[], Working] | None = None
        self.working = working_link(lambda: None if self._made is None else self._made())
        self.working.setAccessibleName("Show working: your partner’s part")
        for widget in (self.name, self.facts, self.table, self.more):
            self.add(widget)
        self.body.addWidget(self.working, 0, Qt.AlignmentFlag.AlignLeft)

    def show_post(self, post: PostFigures, unit: str) -> None:
        """Show the partner of a share."""
        self._made = partial(posttexts.partner_working, post, unit)
        partner = post.resolved.partner
        self.name.setText(partner.name if partner is not None else "Not known")
        self.facts.setText(posttexts.partner_part(post, unit))
        self.table.setVisible(partner is not None)
        self.more.setVisible(partner is not None)
        if partner is not None:
            self.more.setText("\n".join(posttexts.partner_lines(partner)))
            headers: tuple[str, ...] = ("Day", "Morning", "Afternoon")
            rows = posttexts.half_rows(partner)
            if any(len(row) > len(headers) for row in rows):
                headers = (*headers, "Evening")
            self.table.set_content(headers, rows)
            self.table.fit_height()


class DaysCard(Card):
    """Both people's weeks in a sentence a day, and whether time together is met."""

    def __init__(self) -> None:
        """Begin without a share."""
        super().__init__("Your days and theirs", sunken=True)
        self.said = TextLabel("", wrap=True)
        self.add(self.said)
        self._option: Option | None = None
        self.working = working_link(self._made)
        self.working.setAccessibleName("Show working: time together")
        self.body.addWidget(self.working, 0, Qt.AlignmentFlag.AlignLeft)

    def _made(self) -> Working | None:
        readings = () if self._option is None else posttexts.post_readings(self._option)
        return next((r.working for r in readings if r.name == posttexts.TOGETHER), None)

    def show_option(self, option: Option) -> None:
        """Show the days of an option that shares the post."""
        self._option = option
        if option.post is not None:
            self.said.setText("\n".join(sentences(option.post, option.portfolio)))


class _Commitment(QWidget):
    """One fixed commitment: when, who attends, and why."""

    followed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.title = ReasonText(Reason(""), whole=True)
        self.title.followed.connect(self.followed)
        self.who = Pill("", Tone.NEUTRAL)
        self.why = TextLabel("", role=TextRole.SMALL, wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(6))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.who, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.why, 1, 0, 1, 2)

    def show_attended(self, attended: Attended, weeks: int) -> None:
        activity = attended.activity
        self.title.set_reason(Reason(activity.title, (activity.id,)))
        who = _WHO.get(attended.who, attended.who.value)
        self.who.set(who, _TONES.get(attended.who, Tone.NEUTRAL))
        why = f"{posttexts.when_text(activity, weeks)} · {attended.reason}"
        self.why.setText(why)
        self.setAccessibleName(f"{activity.title}: {who}, {why}")


class CommitmentsCard(Card):
    """Fixed commitments with who attends, and why.

    Signals:
        followed: the ids of a pressed commitment.
    """

    followed = Signal(object)

    def __init__(self) -> None:
        """Begin without commitments."""
        super().__init__("Fixed commitments", sunken=True)
        self._rows: list[_Commitment] = []
        self._none = TextLabel("None is known yet.", role=TextRole.SMALL, wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(6))
        self.body.addLayout(self._list)
        self.add(self._none)

    def show_post(self, post: PostFigures) -> None:
        """Show the commitments of a share; widgets are kept where they can be."""
        while len(self._rows) < len(post.attended):
            made = _Commitment()
            made.followed.connect(self.followed)
            self._rows.append(made)
            self._list.addWidget(made)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(post.attended))
            if place < len(post.attended):
                row.show_attended(post.attended[place], post.resolved.role.cycle_weeks)
        self._none.setVisible(not post.attended)

    def rows(self) -> tuple[_Commitment, ...]:
        """The commitments that are shown."""
        return tuple(row for row in self._rows if not row.isHidden())


class PostCard(Card):
    """Whether the post is looked after in an ordinary week, in figures that show their working."""

    def __init__(self) -> None:
        """Begin without a share."""
        super().__init__("The post in an ordinary week", sunken=True)
        self.figures: dict[str, FigureLabel] = {}
        self._grid = QVBoxLayout()
        self._grid.setSpacing(theme.px(2))
        self.body.addLayout(self._grid)

    def show_option(self, option: Option) -> None:
        """Show the figures of an option that shares the post."""
        for reading in posttexts.post_readings(option):
            if reading.name not in self.figures:
                self._add(reading.name)
            self.figures[reading.name].set_figure(
                reading.figure, reading.unit, working=reading.working
            )

    def _add(self, name: str) -> None:
        made = FigureLabel("")
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        label = TextLabel(name, role=TextRole.SOFT)
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(made)
        self._grid.addLayout(row)
        self.figures[name] = made


class ShadowCard(Card):
    """Own time that sharing takes: worked, and paid by nobody."""

    def __init__(self) -> None:
        """Begin without a share."""
        super().__init__("Shadow time", sunken=True)
        self.figure = FigureLabel("", large=True)
        self.said = TextLabel("", role=TextRole.SMALL, wrap=True)
        self.add(self.figure)
        self.add(self.said)

    def show_post(self, post: PostFigures) -> None:
        """Show the own time of a share."""
        share = post.resolved.share
        known = share.coordination is not None or bool(share.meetings)
        if known:
            self.figure.set_figure(
                words.hours(post.resolved.shadow),
                "a week, unpaid",
                working=posttexts.shadow_working(post),
            )
        else:
            self.figure.set_figure("Not known")
        self.said.setText(posttexts.shadow_text(share))
