"""The list of findings that the strip opens: what to look at, gravest first, and where to go.

Shows what the checks found; finds nothing itself.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.core.findings import Finding
from portfolio_app.core.model import Role
from portfolio_app.core.termwords import cited, mark, mark_reason
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.strip.readings import word_of
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.accepting import AcceptForm
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Rule
from portfolio_app.ui.widgets.figures import working_link
from portfolio_app.ui.widgets.labels import HeaderLabel, Level, Pill, TextLabel, TextRole, with_unit
from portfolio_app.ui.workings import finding_working, rests_on

_MOST_LINKS = 3


class FindingsList(QWidget):
    """Every finding with its acts.

    Signals:
        show_item: the id of an item that the user wants to see.
        edit_roles: the user wants to change employers and roles.
        accept: the user accepts a finding, with the reason.
        show_again: the user wants an accepted finding to stand again.
    """

    show_item = Signal(str)
    edit_roles = Signal()
    accept = Signal(object, str)
    show_again = Signal(object)

    def __init__(
        self, document: Document, findings: Sequence[Finding], accepted: Sequence[Finding] = ()
    ) -> None:
        """List `findings` of a document, and below them those that are accepted."""
        super().__init__()
        self._document = document
        column = QVBoxLayout(self)
        edge = theme.px(14)
        column.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(HeaderLabel("What to look at", level=Level.HEADING))
        if not findings:
            said = "The checks found nothing to point out in this week."
            column.addWidget(TextLabel(said, role=TextRole.SOFT, wrap=True))
        for place, finding in enumerate(findings):
            if place:
                column.addWidget(Rule())
            column.addWidget(self._row(finding))
        if accepted:
            column.addWidget(Rule())
            column.addWidget(HeaderLabel("Accepted", level=Level.HEADING))
        for place, finding in enumerate(accepted):
            if place:
                column.addWidget(Rule())
            column.addWidget(self._row(finding))

    def _row(self, finding: Finding) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        standing = finding.silenced is None
        word, tone = word_of(finding)
        top = QHBoxLayout()
        top.addWidget(Pill(word, tone if standing else Tone.NEUTRAL))
        doubt = mark(finding.terms)
        if doubt:
            pill = Pill(doubt, Tone.TIGHT)
            pill.setToolTip(mark_reason(finding.terms))
            pill.setAccessibleDescription(mark_reason(finding.terms))
            top.addWidget(pill)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(TextLabel(with_unit(finding.message), wrap=True))
        for term in finding.terms[:1]:
            column.addWidget(TextLabel(cited(term), role=TextRole.SMALL, wrap=True))
        if not standing:
            why = f"Accepted, because {finding.silenced}"
            column.addWidget(TextLabel(with_unit(why), role=TextRole.SOFT, wrap=True))
        links = self._links(finding)
        if not standing:
            again = button("Show again", lambda: self.show_again.emit(finding), look=Look.LINK)
            again.setAccessibleName(f"Show again: {finding.message}")
            links.append(again)
        if rests_on(finding, self._document.count):
            shown = working_link(partial(finding_working, finding, self._document.count))
            shown.setAccessibleName(f"Show working: {finding.message}")
            links.append(shown)
        if links:
            line = QHBoxLayout()
            line.setSpacing(theme.px(14))
            for link in links:
                line.addWidget(link)
            line.addStretch(1)
            column.addLayout(line)
        if standing and finding.where:
            column.addWidget(self._form(finding))
        return row

    def _form(self, finding: Finding) -> QWidget:
        form = AcceptForm()
        first = self._document.item(finding.where[0])
        form.set_matter(str(getattr(first, "title", "this")))
        form.given.connect(lambda reason: self.accept.emit(finding, reason))
        return form

    def _links(self, finding: Finding) -> list[QWidget]:
        links: list[QWidget] = []
        named: list[str] = []
        has_role = any(isinstance(self._document.item(key), Role) for key in finding.where)
        for key in finding.where:
            item = self._document.item(key)
            title = str(getattr(item, "title", ""))
            if not title or isinstance(item, Role) or title in named:
                continue
            if len(named) == _MOST_LINKS:
                break
            named.append(title)
            links.append(
                button(
                    f"Show {title}",
                    lambda key=key: self.show_item.emit(key),  # type: ignore[misc]
                    look=Look.LINK,
                    tip=finding.message,
                )
            )
        if has_role:
            links.append(button("Employers and roles…", self.edit_roles.emit, look=Look.LINK))
        return links
