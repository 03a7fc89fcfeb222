"""Stress tests as switches: the same years with one thing gone wrong, beside the usual ones.

Studies the chosen option under one stress in the background. Knows no document.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from portfolio_app.core.stress import STRESSES, Stress
from portfolio_app.core.yearverdict import breaks
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.panels.jobshare.cards import Columns
from portfolio_app.ui.panels.jobshare.yearrun import Order, State, YearRun
from portfolio_app.ui.panels.jobshare.yearworkings import measure_working
from portfolio_app.ui.widgets.buttons import button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import Working
from portfolio_app.ui.widgets.labels import TextLabel, TextRole
from portfolio_app.ui.widgets.tables import FigureTable

if TYPE_CHECKING:
    from portfolio_app.simulate.study import Studied, Study

_NARROWEST = 210
_ASK = "Choose one thing that goes wrong, and see the same years with it beside the usual ones."


class StressCard(Card):
    """One switch to each stress, what it changes, and which part of the verdict gives first."""

    def __init__(self, jobs: Jobs) -> None:
        """Begin with nothing gone wrong."""
        super().__init__("If something goes wrong")
        self.run = YearRun(jobs, "job share stress", self)
        self._order: Order | None = None
        self._option = ""
        self._usual: Studied | None = None
        self._found: Study | None = None
        self.stress: Stress | None = None
        self.switches = {stress: self._switch(stress) for stress in STRESSES}
        columns = Columns(narrowest=_NARROWEST)
        columns.show_widgets(list(self.switches.values()))
        self.does = TextLabel(_ASK, role=TextRole.SOFT, wrap=True)
        self.said = TextLabel("", role=TextRole.STRONG, wrap=True)
        self.table = FigureTable("The usual years and the years under stress")
        self.table.explain_rows(self._row_working)
        self._names: tuple[str, ...] = ()
        for widget in (columns, self.does, self.said, self.table):
            self.add(widget)
        self.run.arrived.connect(self._show)
        self.run.moved.connect(self._show)
        self._show()

    def _switch(self, stress: Stress) -> QPushButton:
        about = STRESSES[stress]
        made = button(about.title, lambda: self.choose(stress), tip=about.does)
        made.setCheckable(True)
        made.setAccessibleName(f"Stress test: {about.title}")
        made.setAccessibleDescription(about.does)
        return made

    def choose(self, stress: Stress) -> None:
        """Let this go wrong and nothing else, or, where it does already, nothing."""
        self.stress = None if self.stress is stress else stress
        for one, switch in self.switches.items():
            switch.setChecked(one is self.stress)
        self._want()

    def follow(self, order: Order, option: str) -> None:
        """Take what is studied as usual, and the option that is chosen."""
        self._order, self._option = order, option
        self._want()

    def show_usual(self, usual: "Studied | None", found: "Study | None") -> None:
        """Take the usual years of the chosen option, and the study that they are of."""
        self._usual, self._found = usual, found
        self._show()

    def _want(self) -> None:
        if self.stress is None or self._order is None:
            self.run.forget()
            return
        self.run.want(replace(self._order, stress=self.stress, only=(self._option,)))

    def _show(self) -> None:
        stress = self.stress
        self.does.setText(_ASK if stress is None else STRESSES[stress].does)
        after = None if stress is None else self.run.option(self._option)
        self.table.setVisible(after is not None and self._usual is not None)
        if after is None or self._usual is None:
            waiting = stress is not None and self.run.state is State.RUNNING
            self.said.setText("Sampling the same years with it…" if waiting else self.run.problem)
        else:
            self._compare(self._usual, after)
        self.said.setVisible(bool(self.said.text()))

    def _row_working(self, row: int) -> Working | None:
        after, beside = self.run.option(self._option), self.run.found
        usual, found = self._usual, self._found
        if after is None or beside is None or usual is None or found is None:
            return None
        years = (("As usual", usual, found), ("With it", after, beside))
        return measure_working(self._names[row], years)

    def _compare(self, usual: "Studied", after: "Studied") -> None:
        from portfolio_app.simulate.saying import SAME, SHOWN, changed, named, shown

        names = self._names = tuple(
            name
            for name in SHOWN
            if name in usual.sampled.measures and name in after.sampled.measures
        )
        rows = [
            (
                named(name),
                shown(usual.sampled, name, unit_said=True),
                shown(after.sampled, name, unit_said=True),
                changed(usual.sampled, after.sampled, name),
            )
            for name in names
        ]
        said = breaks(usual.verdict, after.verdict)
        if all(row[3] == SAME for row in rows):
            said = f"Nothing changes for “{usual.option.title}”."
        self.said.setText(said)
        headers = ("A year: mean, and 8 years in 10", "As usual", "With it", "Change")
        self.table.set_content(headers, rows)
        self.table.fit_height()
