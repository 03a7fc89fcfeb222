"""Place the week, as a card: run and stop it, look at it over the week, take it or a part of it.

Shows what a run has found and says what the user wants of it; changes nothing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare.placerun import Answer, Found, State
from portfolio_app.ui.panels.jobshare.placeworkings import placed_working
from portfolio_app.ui.week.proposed import proposed_scene
from portfolio_app.ui.week.scene import EMPTY, Scene
from portfolio_app.ui.week.view import WeekView
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import working_link
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

if TYPE_CHECKING:
    from portfolio_app.place.problem import Placed
    from portfolio_app.place.proposal import Change

_ABOUT = (
    "Finds who goes where and when: first the fixed commitments, then the flexible work, the time"
    " together, the two parts, and as few changes to your week as can be. Protected time, rest and"
    " journeys are always kept."
)
_PICTURE = "The proposed week over the week as it is"
_KEY = "Dashed blocks are proposed; your partner’s are in the list alone."
_HEAD, _HOUR = 66, 22  # pixels at 100 % text size: the names of the days, and an hour
_FIRST_HOUR, _LAST_HOUR = 7, 20


class RunRow(QWidget):
    """A button that runs something, how far it is, and a button that stops it."""

    def __init__(self, answer: Answer, words: str, again: str) -> None:
        """Follow an answer."""
        super().__init__()
        self._answer, self._words, self._again = answer, words, again
        self.start = button(words, answer.run)
        self.stop = button("Stop", answer.stop)
        self.stop.setAccessibleName(f"Stop: {words.lower()}")
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.px(6))
        self.bar.setAccessibleName(f"{words}: how far it is")
        self.status = TextLabel("", role=TextRole.SOFT, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.start)
        row.addWidget(self.stop)
        row.addWidget(self.bar, 1)
        row.addWidget(self.status, 1)

    def show_state(self, status: str) -> None:
        """Show how far it is; `status` says what came of it."""
        running = self._answer.state is State.RUNNING
        had_focus = self.start.hasFocus() or self.stop.hasFocus()
        self.start.setText(self._words if self._answer.found is None else self._again)
        self.start.setVisible(not running)
        self.stop.setVisible(running)
        self.bar.setVisible(running)
        self.bar.setValue(round(self._answer.done * 100))
        self.status.setText(status)
        self.status.setVisible(not running)
        if had_focus:
            shown = self.stop if running else self.start
            shown.setFocus(Qt.FocusReason.OtherFocusReason)


class _Picture(WeekView):
    """The proposed week; what it shows is in the list too, so it takes no focus and no wheel."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_PICTURE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_whole(EMPTY)

    def show_whole(self, scene: Scene) -> None:
        """Show a week with all of its hours, none of them a scroll away."""
        pieces = (*scene.pieces, *scene.ghosts)
        first = min((piece.start // 60 for piece in pieces), default=_FIRST_HOUR)
        last = max((-(-piece.end // 60) for piece in pieces), default=_LAST_HOUR)
        first, last = min(first, _FIRST_HOUR), max(last, _LAST_HOUR)
        self.setMinimumSize(theme.px(300), theme.px(_HEAD + (last - first) * _HOUR))
        self.show_scene(scene)
        self.show_hours(first, last)


class _ChangeRow:
    """One change: a tick, its words, and for work of one's own a way to leave it as it is."""

    def __init__(self, change: "Change", leave: Callable[["Change"], None]) -> None:
        from portfolio_app.place.proposal import Kind

        self.change = change
        self.tick = QCheckBox()
        self.tick.setChecked(True)
        self.tick.setAccessibleName(change.text)
        self.words = TextLabel(change.text, wrap=True)
        self.leave: QPushButton | None = None
        if change.kind in (Kind.MOVE, Kind.GIVE_UP):
            self.leave = button(
                "Leave as it is",
                lambda: leave(change),
                look=Look.QUIET,
                tip="Locks it and runs again",
            )
            self.leave.setAccessibleName(f"Leave as it is: {change.text}")


class PlaceCard(Card):
    """The placed week of the option that is looked at.

    Signals:
        accepted: ids of the activities whose changes are taken; None is all of them.
        shown: other changes are listed.
    """

    accepted = Signal(object)
    shown = Signal()

    def __init__(self, answer: Answer) -> None:
        """Follow an answer of `placerun.placed`."""
        super().__init__("Place the week")
        self._answer = answer
        self._shown: Found | None = None
        self.rows: list[_ChangeRow] = []
        self.run = RunRow(answer, "Place the week", "Place it again")
        self.problem = TextLabel("", role=TextRole.ERROR, wrap=True)
        self.left_out = TextLabel("", wrap=True)
        self.notes = TextLabel("", wrap=True)
        self.all = button("Accept all", lambda: self.accepted.emit(None))
        self.some = button("Accept what is ticked", self._accept_ticked)
        self.lock = button(
            "Lock what is ticked and run again",
            self._lock_ticked,
            tip="What is ticked stays where it is proposed; the rest is placed anew",
        )
        self.working = working_link(
            lambda: None if self._shown is None else placed_working(self._shown)
        )
        self.working.setAccessibleName("Show working: the placed week")
        self.picture = _Picture()
        self._result = QWidget()
        self._lay()
        answer.moved.connect(self._follow)
        self._follow()

    def _lay(self) -> None:
        self.add(TextLabel(_ABOUT, role=TextRole.SMALL, wrap=True))
        self.add(self.run)
        self.add(self.problem)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        for each in (self.all, self.some, self.lock):
            buttons.addWidget(each)
        buttons.addStretch(1)
        column = QVBoxLayout(self._result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._grid)
        column.addWidget(self.left_out)
        column.addWidget(self.notes)
        column.addWidget(self.working, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(buttons)
        column.addWidget(self.picture)
        column.addWidget(TextLabel(_KEY, role=TextRole.SMALL, wrap=True))
        self.add(self._result)

    # -- showing -------------------------------------------------------------------------------

    def say(self, problem: str) -> None:
        """Say why something was not accepted."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _follow(self) -> None:
        answer = self._answer
        found = answer.found if isinstance(answer.found, Found) else None
        self.run.start.setEnabled(answer.asked is not None)
        self.run.show_state(self._status(found))
        self.say(answer.problem if answer.state is State.NO_ANSWER else "")
        self._result.setVisible(found is not None)
        if found is not self._shown:
            self._shown = found
            self._show(found)
            self.shown.emit()
        self._result.setEnabled(answer.state is not State.RUNNING)

    def _status(self, found: Found | None) -> str:
        if self._answer.state is State.STOPPED:
            return "Stopped."
        if found is None:
            return ""
        if not found.proposal.changes:
            return "The week can stay as it is."
        if found.proposal.solution.is_proven:
            return "No week is better, by these measures in this order."
        return "Time ran out: a better week may be possible."

    def _show(self, found: Found | None) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        if found is None:
            self.picture.show_whole(EMPTY)
            return
        proposal = found.proposal
        for number, change in enumerate(proposal.changes):
            row = _ChangeRow(change, self._leave)
            self.rows.append(row)
            row.tick.toggled.connect(self._count_ticked)
            self._grid.addWidget(row.tick, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(row.words, number, 1)
            if row.leave is not None:
                self._grid.addWidget(row.leave, number, 2, Qt.AlignmentFlag.AlignTop)
        self._set(self.left_out, "Left over", proposal.left_out)
        notes = tuple(finding.message for finding in proposal.notes)
        self._set(self.notes, "What the checks say of it", notes)
        self.working.setVisible(bool(notes or proposal.changes))
        self.picture.show_whole(proposed_scene(found.now, found.then))
        said = "; ".join(change.text for change in proposal.changes)
        self.picture.setAccessibleDescription(said)
        self._count_ticked()

    def _set(self, label: TextLabel, title: str, lines: tuple[str, ...]) -> None:
        label.setText("\n".join((f"{title}:", *(f"• {line}" for line in lines))))
        label.setVisible(bool(lines))

    def _count_ticked(self) -> None:
        ticked = sum(row.tick.isChecked() for row in self.rows)
        self.all.setEnabled(bool(self.rows))
        self.some.setEnabled(0 < ticked < len(self.rows))
        self.lock.setEnabled(0 < ticked < len(self.rows))

    # -- what is wanted ------------------------------------------------------------------------

    def _ticked(self) -> "list[Change]":
        return [row.change for row in self.rows if row.tick.isChecked()]

    def _accept_ticked(self) -> None:
        self.accepted.emit([change.activity for change in self._ticked()])

    def _lock_ticked(self) -> None:
        locked = {one for change in self._ticked() for one in change.placed}
        self._run_with(frozenset(locked))

    def _leave(self, change: "Change") -> None:
        """Keep one's own work where it is, and look for another week."""
        from portfolio_app.place.problem import ME, Placed

        found = self._shown
        if found is None:
            return
        items = found.proposal.problem.items
        item = next(one for one in items if one.activity == change.activity)
        self._run_with(frozenset({Placed(item.id, ME, item.now or 0, item.minutes)}))

    def _run_with(self, locked: "frozenset[Placed]") -> None:
        before = frozenset() if self._answer.asked is None else self._answer.asked.locked
        moved = {one.item for one in locked}
        self._answer.run(locked | {one for one in before if one.item not in moved})
        self.run.stop.setFocus(Qt.FocusReason.OtherFocusReason)
