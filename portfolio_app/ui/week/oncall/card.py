"""The card beside the guided form: what the rota comes to, every figure with its working.

Shows facts that arrive worked out; knows no document.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.ui import theme
from portfolio_app.ui.week.oncall.texts import Fact
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import FigureLabel
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

_NAME = 140
_TOP = Qt.AlignmentFlag.AlignTop


class FactsCard(Card):
    """Figures in rows: a name, the figure, and soft words under it.

    Rows are kept and shown anew, so that the keyboard stays on a figure while it changes.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Begin without figures."""
        super().__init__(title, sunken=True, parent=parent)
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.px(4))
        self.body.addLayout(self._place)
        self.note = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.add(self.note)
        self._rows: list[tuple[TextLabel, FigureLabel, TextLabel]] = []

    def show_facts(self, facts: Sequence[Fact], note: str = "") -> None:
        """Show these and no others."""
        while len(self._rows) < len(facts):
            self._add_row()
        for at, (name, figure, beside) in enumerate(self._rows):
            there = at < len(facts)
            for widget in (name, figure):
                widget.setVisible(there)
            beside.setVisible(there and bool(facts[at].beside))
            if not there:
                continue
            fact = facts[at]
            name.setText(fact.name)
            figure.set_figure(fact.figure, working=fact.working)
            figure.setAccessibleName(f"{fact.name}: {figure.accessibleName()}. {fact.beside}")
            beside.setText(fact.beside)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def figures(self) -> dict[str, FigureLabel]:
        """The figures that are shown, by name."""
        return {name.text(): figure for name, figure, _ in self._rows if not figure.isHidden()}

    def said(self) -> str:
        """All that is shown, in rows."""
        return "\n".join(
            f"{name.text()}: {figure.text()} ({beside.text()})"
            for name, figure, beside in self._rows
            if not figure.isHidden()
        )

    def _add_row(self) -> None:
        name = TextLabel("", role=TextRole.SOFT, wrap=True)
        name.setFixedWidth(theme.px(_NAME))
        name.setContentsMargins(0, theme.px(3), 0, 0)
        figure = FigureLabel("")
        beside = TextLabel("", role=TextRole.SMALL, wrap=True)
        right = QVBoxLayout()
        right.setSpacing(0)
        flush = QHBoxLayout()
        flush.addWidget(figure)
        flush.addStretch(1)
        right.addLayout(flush)
        right.addWidget(beside)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(name, 0, _TOP)
        row.addLayout(right, 1)
        self._place.addLayout(row)
        self._rows.append((name, figure, beside))
