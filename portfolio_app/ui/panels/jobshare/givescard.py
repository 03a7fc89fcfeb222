"""What gives, as a card: the trades that make the option fit, each one press from a scenario.

Shows what a run has found and says what the user wants of it; changes nothing.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton

from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare.placecard import RunRow
from portfolio_app.ui.panels.jobshare.placerun import Answer, State
from portfolio_app.ui.panels.jobshare.placeworkings import gives_working
from portfolio_app.ui.panels.jobshare.texts import limits_of
from portfolio_app.ui.widgets.buttons import button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import Working, working_link
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

if TYPE_CHECKING:
    from portfolio_app.place.trades import Deal, Given

_ABOUT = (
    "Tries to give up, shorten, move or hand over one or two activities that may move, counts and"
    " checks each week in full, and lists those that make this option fit, the least given up"
    " first."
)
NOTHING = "No one or two changes to work that may move make it fit."
FITS = "This option fits as it is: nothing has to give."


class GivesCard(Card):
    """What would have to give for the option that is looked at.

    Signals:
        wanted: the Deal that should become a scenario.
        shown: other deals are listed.
    """

    wanted = Signal(object)
    shown = Signal()

    def __init__(self, answer: Answer) -> None:
        """Follow an answer of `placerun.given`."""
        super().__init__("What gives")
        self._answer = answer
        self._shown: Given | None = None
        self.run = RunRow(answer, "Find what gives", "Look again")
        self.problem = TextLabel("", role=TextRole.ERROR, wrap=True)
        self.reasons = TextLabel("", wrap=True)
        self.rows: list[tuple[TextLabel, QPushButton]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(0, 1)
        self.add(TextLabel(_ABOUT, role=TextRole.SMALL, wrap=True))
        for widget in (self.run, self.problem, self.reasons):
            self.add(widget)
        self.body.addLayout(self._grid)
        self.working = working_link(self._made)
        self.working.setAccessibleName("Show working: what gives")
        self.body.addWidget(self.working, 0, Qt.AlignmentFlag.AlignLeft)
        answer.moved.connect(self._follow)
        self._show(None)
        self._follow()

    def _follow(self) -> None:
        answer = self._answer
        found = cast("Given | None", answer.found)
        self.run.start.setEnabled(answer.asked is not None)
        self.run.show_state(self._status(found))
        self.problem.setText(answer.problem)
        self.problem.setVisible(answer.state is State.NO_ANSWER)
        if found is not self._shown:
            self._shown = found
            self._show(found)
            self.shown.emit()

    def _status(self, found: "Given | None") -> str:
        if self._answer.state is State.STOPPED:
            return "Stopped."
        if found is None:
            return ""
        if not found.reasons:
            return FITS
        return "" if found.deals else NOTHING

    def _show(self, found: "Given | None") -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        reasons = () if found is None else found.reasons
        self.reasons.setText("\n".join(("It does not fit:", *(f"• {said}" for said in reasons))))
        self.reasons.setVisible(bool(reasons))
        self.working.setVisible(bool(reasons))
        for number, deal in enumerate(() if found is None else found.deals):
            self._add(number, deal)

    def _made(self) -> Working | None:
        asked, found = self._answer.asked, self._shown
        if asked is None or found is None:
            return None
        return gives_working(found, asked.option, limits_of(asked.portfolio, asked.contracts))

    def _add(self, number: int, deal: "Deal") -> None:
        words = TextLabel(f"{number + 1}. {deal.text}", wrap=True)
        make = button("Make this a scenario", lambda: self.wanted.emit(deal))
        make.setAccessibleName(f"Make this a scenario: {deal.text}")
        self.rows.append((words, make))
        self._grid.addWidget(words, number, 0)
        self._grid.addWidget(make, number, 1, Qt.AlignmentFlag.AlignTop)
