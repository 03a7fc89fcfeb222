"""The part of the panel that places the week and finds what gives.

Looks at one option at a time and says which act the user wants; the panel makes it.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.core.model import Portfolio
from portfolio_app.ui import theme
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.panels.jobshare.acts import Act
from portfolio_app.ui.panels.jobshare.givescard import GivesCard
from portfolio_app.ui.panels.jobshare.placecard import PlaceCard
from portfolio_app.ui.panels.jobshare.placerun import Answer, Asked, Found, given, placed

if TYPE_CHECKING:
    from portfolio_app.place.trades import Deal, Given


class PlacePart(QWidget):
    """Both cards.

    Signals:
        wanted: an Act, and the id of the scenario that it changes or makes.
        shown: a card has other rows.
    """

    wanted = Signal(object, str)
    shown = Signal()

    def __init__(self, jobs: Jobs) -> None:
        """Begin without an option."""
        super().__init__()
        self.placing = Answer(jobs, "job share place", placed, self)
        self.giving = Answer(jobs, "job share trades", given, self)
        self.card, self.gives = PlaceCard(self.placing), GivesCard(self.giving)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.gives)
        column.addWidget(self.card)
        for card in (self.gives, self.card):
            card.shown.connect(self.shown)
        self.card.accepted.connect(self._accept)
        self.gives.wanted.connect(self._make)

    def look_at(self, asked: Asked) -> None:
        """Look at an option."""
        takes = any(line.role == asked.role for line in asked.option.count.lines)
        self.card.setVisible(takes)
        self.placing.look_at(asked if takes else None)
        self.giving.look_at(asked)

    def _accept(self, only: list[str] | None) -> None:
        """Take the changes of a proposal, unless a part of them alone is not legal."""
        from portfolio_app.place.proposal import accepted, is_hard, new_findings

        found, asked = self.placing.found, self.placing.asked
        if not isinstance(found, Found) or asked is None:
            return
        proposal = found.proposal
        hard = [one for one in new_findings(asked.case(), proposal, only=only) if is_hard(one)]
        if hard:
            self.card.say(f"Not accepted: with these alone, {hard[0].message}")
            return

        def edit(portfolio: Portfolio) -> Portfolio:
            return accepted(portfolio, proposal, only=only)[0]

        _, scenario = accepted(asked.portfolio, proposal, only=only)
        self.wanted.emit(Act(f"Place the week of “{proposal.title}”", edit, ""), scenario)

    def _make(self, deal: "Deal") -> None:
        """Make a deal a scenario of its own."""
        from portfolio_app.place.trades import as_scenario

        found, asked = cast("Given | None", self.giving.found), self.giving.asked
        if found is None or asked is None:
            return
        given_for = found

        def edit(portfolio: Portfolio) -> Portfolio:
            return as_scenario(portfolio, given_for, deal)[0]

        after, scenario = as_scenario(asked.portfolio, given_for, deal)
        title = after.scenario(scenario).title
        self.wanted.emit(Act(f"Keep “{title}” as a scenario", edit, ""), scenario)
