"""What of today's plan may give: which activities may move or drop, and which cover pushes aside.

Shows activities and says what was chosen; changes nothing.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from portfolio_app.core.model import Movable, Portfolio
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare import posttexts
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

_OPTIONS: tuple[tuple[Movable, str], ...] = (
    (Movable.FIXED, "Stays"),
    (Movable.MOVABLE, "May move"),
    (Movable.OPTIONAL, "May be dropped"),
)
_NONE = "Today’s plan has no activities yet."


class GivingTable(QWidget):
    """Activities of today's plan.

    Signals:
        changed: something else may give.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Begin without activities."""
        super().__init__()
        self.moves: dict[str, Choice] = {}
        self.covers: dict[str, QCheckBox] = {}
        self._was: dict[str, Movable] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)

    def show_week(self, portfolio: Portfolio) -> None:
        """Show the activities of the roles that are held, as they stand."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.moves, self.covers, self._was = {}, {}, {}
        held = {role.id: role for role in portfolio.roles if not role.considered}
        for line in portfolio.activities:
            if line.role in held:
                when = posttexts.when_text(line, held[line.role].cycle_weeks)
                self._add(line.id, f"{line.title}, {when}", line.movable)
        if not self.moves:
            self._grid.addWidget(TextLabel(_NONE, role=TextRole.SOFT, wrap=True), 0, 0)

    def _add(self, key: str, name: str, movable: Movable) -> None:
        row = len(self.moves)
        move = Choice(_OPTIONS, value=movable)
        move.setAccessibleName(name)
        move.chosen.connect(lambda _value: self.changed.emit())
        cover = QCheckBox("Cover may take it")
        cover.setAccessibleName(f"Cover may take the time of {name}")
        cover.clicked.connect(lambda _checked: self.changed.emit())
        label = TextLabel(name, wrap=True)
        label.setMinimumWidth(theme.px(120))
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(move, row, 1)
        self._grid.addWidget(cover, row, 2)
        self.moves[key], self.covers[key], self._was[key] = move, cover, movable

    def gives(self) -> tuple[tuple[str, Movable], ...]:
        """The activities that are to stand otherwise than they did."""
        chosen = [(key, choice.value()) for key, choice in self.moves.items()]
        return tuple(
            (key, how)
            for key, how in chosen
            if isinstance(how, Movable) and how is not self._was[key]
        )

    def displaces(self) -> Sequence[str]:
        """The activities that cover may push aside."""
        return tuple(key for key, box in self.covers.items() if box.isChecked())
