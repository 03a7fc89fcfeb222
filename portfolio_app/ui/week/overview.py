"""What the inspector says while nothing is selected: what the week holds, and the next acts.

Reads the counted week; changes nothing.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.core import words
from portfolio_app.core.contracts import Unit
from portfolio_app.core.findings import Finding
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.week.findingscard import Act, FindingRow
from portfolio_app.ui.week.keyboard import KEYS
from portfolio_app.ui.widgets.buttons import button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import FigureLabel
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.workings import limit_terms, role_working, total_working

_MOST = 5


class Overview(QWidget):
    """The page of a week with nothing selected."""

    roles_requested = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Follow a document when asked to."""
        super().__init__(parent)
        self._document = document
        self._shown: object = None
        self._total = FigureLabel("", large=True)
        self._roles = Card("Roles", sunken=True)
        self._findings = Card("What to look at", sunken=True)
        self._keys = _keys_card()
        self._keys.hide()
        column = QVBoxLayout(self)
        edge = theme.px(14)
        column.setContentsMargins(edge, theme.px(12), edge, edge)
        column.setSpacing(theme.px(8))
        column.addWidget(HeaderLabel("The week"))
        column.addWidget(self._total)
        hint = "Select a block to see how it counts. Drag on empty time, or press N, to add one."
        self._hint = TextLabel(hint, role=TextRole.SOFT, wrap=True)
        column.addWidget(self._hint)
        column.addWidget(self._roles)
        column.addWidget(self._findings)
        row = QHBoxLayout()
        row.addWidget(button("Employers and roles…", self.roles_requested.emit, icon="buildings"))
        row.addWidget(button("Keys", self.toggle_keys, icon="keyboard"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._keys)
        column.addStretch(1)

    def toggle_keys(self) -> None:
        """Show or hide the list of keys."""
        self._keys.setVisible(self._keys.isHidden())

    def refresh(self) -> bool:
        """Show the week as it now is; whether that is other than before."""
        count, findings = self._document.count, self._document.findings
        state = (tuple(_role_text(role) for role in count.roles), total_text(count), findings)
        if state == self._shown:
            return False
        self._shown = state
        terms = limit_terms(count.portfolio, self._document.contracts)
        limit = next((int(str(term.value)) for term in terms), None)
        self._total.set_figure(
            *total_text(count), working=total_working(count, limit=limit, limit_terms=terms)
        )
        self._hint.setVisible(bool(count.roles))
        _refill(self._roles, [_role_row(role) for role in count.roles])
        _refill(self._findings, [self._finding(each) for each in findings[:_MOST]])
        more = len(findings) - _MOST
        self._findings.set_subtitle(f"{more} more" if more > 0 else "")
        return True

    def _finding(self, finding: Finding) -> QWidget:
        row = FindingRow()
        acts: list[Act] = []
        target = next((key for key in finding.where if self._can_show(key)), None)
        if target is not None:
            title = getattr(self._document.item(target), "title", "it")
            acts.append((f"Show {title}", lambda: self._document.select(target)))
        row.show_finding(finding, acts)
        row.explain(finding, self._document.count)
        return row

    def _can_show(self, key: str) -> bool:
        return self._document.count.line(key) is not None


def total_text(count: Count) -> tuple[str, str]:
    """The whole week in hours, and of what: "About" where some are assumed."""
    known = count.minutes is not None
    hours = words.hours(count.assumed_minutes)
    return f"{'' if known else 'About '}{hours}", "of work a week"


def _role_text(role: RoleCount) -> str:
    unit = "h" if role.unit is Unit.HOUR else role.unit.value
    counted, contracted = words.number(role.counted), words.number(role.contracted)
    if not role.role.counted:
        return words.hours(role.assumed_minutes)
    return f"{counted} of {contracted} {unit}"


def _role_row(role: RoleCount) -> QWidget:
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(0, 1)
    grid.addWidget(TextLabel(role.role.title, wrap=True), 0, 0)
    figure = FigureLabel(_role_text(role), working=role_working(role))
    figure.setAccessibleName(f"{role.role.title}: {figure.accessibleName()}")
    grid.addWidget(figure, 0, 1, Qt.AlignmentFlag.AlignTop)
    return row


def _refill(card: Card, rows: list[QWidget]) -> None:
    card.setVisible(bool(rows))
    while (item := card.body.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for row in rows:
        card.add(row)
        row.show()


def _keys_card() -> Card:
    card = Card("Keys", sunken=True)
    for keys, does in KEYS:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, theme.px(4))
        column.setSpacing(0)
        column.addWidget(TextLabel(keys, role=TextRole.STRONG))
        column.addWidget(TextLabel(does, role=TextRole.SOFT, wrap=True))
        card.add(row)
    return card
