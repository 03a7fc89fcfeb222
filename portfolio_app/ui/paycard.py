"""The card "Pay estimate": each role's year, the total, and what is not known of it.

Shows an estimate that arrives worked out; knows no document.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from portfolio_app.core.pay import ADVICE, PortfolioPay
from portfolio_app.ui import paytexts, theme
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import FigureLabel
from portfolio_app.ui.widgets.labels import Pill, TextLabel, TextRole

_TOP = Qt.AlignmentFlag.AlignTop


class PayCard(Card):
    """A year's pay role by role; every figure shows its working when pressed."""

    def __init__(self) -> None:
        """Begin without an estimate."""
        super().__init__("Pay estimate")
        self.figures: list[FigureLabel] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(5))
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)
        self.notes = TextLabel("", role=TextRole.SOFT, wrap=True)
        self.add(self.notes)

    def show_pay(self, pay: PortfolioPay, today: PortfolioPay | None = None) -> None:
        """Show an estimate, beside today's plan where it is of a scenario."""
        self._clear()
        for row, role in enumerate(pay.roles):
            figure = FigureLabel(paytexts.role_text(role), working=paytexts.role_working(role))
            said = paytexts.role_words(role)
            self._row(row, role.counted.role.title, figure, said, unverified=role.unverified)
        whole = paytexts.pay_working(pay, "Pay a year, estimated", today)
        total = FigureLabel(pay.text(), "a year", working=whole)
        said = "" if today is None else paytexts.change_text(pay, today)
        self._row(len(pay.roles), "Together", total, said, unverified=False)
        self.notes.setText("\n".join((*pay.notes, ADVICE)))

    def _row(
        self, row: int, name: str, figure: FigureLabel, said: str, *, unverified: bool
    ) -> None:
        figure.setAccessibleName(f"{name}: {figure.accessibleName()}")
        self.figures.append(figure)
        title = TextLabel(name, wrap=True)
        title.setMinimumWidth(theme.px(190))
        beside = TextLabel(said, role=TextRole.SOFT, wrap=True)
        for label in (title, beside):  # on one line with the figure, which has room for its mark
            label.setContentsMargins(0, theme.px(3), 0, 0)
        self._place((title, figure, beside), row)
        if unverified:
            pill = Pill("unverified", Tone.TIGHT)
            pill.setToolTip(paytexts.UNVERIFIED)
            self._grid.addWidget(pill, row, 3, _TOP)

    def _place(self, widgets: Sequence[QWidget], row: int) -> None:
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, row, column, _TOP)

    def _clear(self) -> None:
        self.figures.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
