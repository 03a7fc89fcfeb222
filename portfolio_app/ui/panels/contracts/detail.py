"""One term in full: what it says, its value, where it stands, its history, and what rests on it.

Shows an entry; what is asked for comes out as signals. Knows nothing of the document.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.core import words
from portfolio_app.core.contracts import Confidence, TermValue
from portfolio_app.core.dependence import Dependent, Rests
from portfolio_app.core.termsheet import LocalValue, TermEntry
from portfolio_app.ui import theme
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.labels import (
    SELECTABLE,
    ElidedLabel,
    HeaderLabel,
    Level,
    Pill,
    TextLabel,
    TextRole,
)
from portfolio_app.ui.widgets.scrollpage import ScrollPage

_STANDING = {
    Confidence.SOURCED: ("read at its source", Tone.FITS),
    Confidence.SECONDARY: ("read at second hand", Tone.INFO),
    Confidence.UNVERIFIED: ("unverified: check against your contract", Tone.TIGHT),
    Confidence.LOCAL: ("your own value", Tone.INFO),
}
_MOST = 12  # of what rests on a term, before the rest is asked for
_LONG = 26  # letters of a value that is too long for a figure


class TermDetail(QWidget):
    """One term in full.

    Signals:
        own_asked: a value of one's own is wanted for the term.
        change_asked: the id of a Policy that is to be changed.
        remove_asked: the id of a Policy that is to go.
        show_asked: the id of a line, a role, or what a finding names, to be shown in the week.
    """

    own_asked = Signal()
    change_asked = Signal(str)
    remove_asked = Signal(str)
    show_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a term."""
        super().__init__(parent)
        self.setAccessibleName("The term")
        self._entry: TermEntry | None = None
        self._all = False
        self._can_edit = True
        self._titles: Mapping[str, str] = {}
        self._inside = QWidget()
        self._inside.setProperty("surface", "page")
        self._inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self._inside)
        edge = theme.px(14)
        self.column.setContentsMargins(edge, 0, edge, edge)
        self.column.setSpacing(theme.px(10))
        self.page = ScrollPage(self._inside)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)

    def show_entry(
        self,
        entry: TermEntry | None,
        titles: Mapping[str, str],
        *,
        can_edit: bool = True,
        form: QWidget | None = None,
    ) -> None:
        """Show a term.

        Args:
            entry: the term; None says that there is none.
            titles: the titles of the roles, by id.
            can_edit: whether values of one's own can be written.
            form: stands in place of the button that asks for it.
        """
        if entry is None or self._entry is None or entry.key != self._entry.key:
            self._all = False
            self.page.verticalScrollBar().setValue(0)
        self._entry, self._titles, self._can_edit = entry, titles, can_edit
        self._clear()
        if entry is None:
            said = "No term of this contract has these words."
            self._put(TextLabel(said, role=TextRole.SOFT, wrap=True))
        else:
            self._put(self._term_card(entry))
            self._put(self._own_card(entry, can_edit=can_edit, form=form))
            self._put(self._used_card(entry.used, self._titles))
            if len(entry.history) > 1:
                self._put(_history_card(entry))
        self.column.addStretch(1)

    def show_reasons(self, heading: str, reasons: Sequence[str]) -> None:
        """Show why something was not done, all reasons at once, until a term is shown again."""
        self._entry = None
        self._clear()
        card = Card(heading)
        for reason in reasons:
            said = TextLabel(reason, role=TextRole.ERROR, wrap=True)
            said.setTextInteractionFlags(SELECTABLE)
            card.add(said)
        self._put(card)
        self.column.addStretch(1)

    def _put(self, part: QWidget) -> None:
        """Put a part below the others, there at once and not when Qt comes to it."""
        self.column.addWidget(part)
        part.show()

    def _clear(self) -> None:
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _term_card(self, entry: TermEntry) -> Card:
        card = Card()
        says = HeaderLabel(entry.says, level=Level.HEADING)
        says.setWordWrap(True)
        says.setTextInteractionFlags(SELECTABLE)
        card.add(says)
        if entry.held is None:
            missing = entry.missing or "The contract itself says nothing of it."
            card.add(TextLabel(missing, wrap=True))
            return card
        _add_row(card, entry.held, entry.text(entry.held))
        if entry.local:
            names = words.listing([local.employer for local in entry.local])
            card.add(
                TextLabel(f"{names} counts with your own value.", role=TextRole.SOFT, wrap=True)
            )
        return card

    def _own_card(self, entry: TermEntry, *, can_edit: bool, form: QWidget | None) -> QWidget:
        if form is not None and not entry.local:
            return form
        card = Card("Your own value")
        for local in entry.local:
            self._add_local(card, local, entry.text(local.term), can_edit=can_edit)
        if form is not None:
            card.add(form)
            return card
        if not entry.local:
            said = "Where your employer has agreed something else, or you know better, say so here."
            card.add(TextLabel(said, role=TextRole.SOFT, wrap=True))
        if can_edit:
            asks = button("Use your own value…", self.own_asked.emit, icon="pencil-simple")
            _left(card, asks)
        return card

    def _add_local(self, card: Card, local: LocalValue, value: str, *, can_edit: bool) -> None:
        card.add(TextLabel(local.employer, role=TextRole.SOFT, wrap=True))
        _add_row(card, local.term, value)
        if can_edit:
            key = local.policy.id
            change = button("Change…", lambda: self.change_asked.emit(key), look=Look.QUIET)
            remove = button("Remove", lambda: self.remove_asked.emit(key), look=Look.QUIET)
            for each in (change, remove):
                each.setAccessibleName(f"{each.text()} the value of {local.employer}")
            _left(card, change, remove)

    def _used_card(self, used: Sequence[Dependent], titles: Mapping[str, str]) -> Card:
        card = Card("What rests on it in this week")
        if not used:
            card.add(TextLabel("No figure of this week uses it.", role=TextRole.SOFT, wrap=True))
        shown = used if self._all else used[:_MOST]
        before: Rests | None = None
        card.body.setSpacing(theme.px(4))
        for one in shown:
            if one.rests is not before:
                before = one.rests
                card.add(TextLabel(_HEADS[before], role=TextRole.SMALL))
            card.add(self._dependent(one, titles.get(one.role, "")))
        if len(shown) < len(used):
            _left(card, button(f"Show all {len(used)}", self._show_all, look=Look.QUIET))
        return card

    def _dependent(self, one: Dependent, role: str) -> QWidget:
        if not one.key or one.rests is Rests.FINDING:
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(theme.px(8))
            across.addWidget(TextLabel(one.title, wrap=True), 1)
            if one.key:
                shows = button("Show", lambda: self.show_asked.emit(one.key), look=Look.LINK)
                shows.setAccessibleName(f"Show in the week: {one.title}")
                across.addWidget(shows, 0, Qt.AlignmentFlag.AlignTop)
            return row
        link = button(
            one.title.replace("&", "&&"), lambda: self.show_asked.emit(one.key), look=Look.LINK
        )
        beside = role if one.rests is Rests.LINE else ""
        link.setAccessibleDescription(f"Show it in the week. {beside}".strip())
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(8))
        across.addWidget(link)
        across.addWidget(ElidedLabel(beside, role=TextRole.SMALL), 1)
        return holder

    def _show_all(self) -> None:
        self._all = True
        self.show_entry(self._entry, self._titles, can_edit=self._can_edit)


_HEADS = {Rests.LINE: "Counted with it", Rests.ROLE: "Figures of", Rests.FINDING: "Found with it"}


def _add_row(card: Card, term: TermValue, value: str) -> None:
    """The value, how far it can be trusted, since when, and where it stands."""
    role = TextRole.FIGURE if len(value) <= _LONG else TextRole.STRONG
    shown = TextLabel(value, role=role, wrap=True)
    shown.setTextInteractionFlags(SELECTABLE)
    shown.setAccessibleName(f"Value: {value}")
    card.add(shown)
    word, tone = _STANDING[term.confidence]
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    row.addWidget(Pill(word, tone))
    row.addStretch(1)
    card.body.addLayout(row)
    card.add(TextLabel(f"Since {words.day_date(term.start)}.", role=TextRole.SOFT, wrap=True))
    source = TextLabel(_source(term), role=TextRole.SOFT, wrap=True)
    source.setTextInteractionFlags(SELECTABLE)
    card.add(source)
    if term.note:
        note = TextLabel(term.note, role=TextRole.SMALL, wrap=True)
        note.setTextInteractionFlags(SELECTABLE)
        card.add(note)


def _source(term: TermValue) -> str:
    source = term.citation.source
    place = ", ".join(part for part in (source.title, term.citation.at) if part)
    if term.confidence is Confidence.LOCAL:
        return f"{place}. {source.publisher}."
    publisher = "" if source.publisher == "none" else f" {source.publisher}."
    link = f" {source.link}" if source.link else ""
    read = f" Read on {words.day_date(source.read)}." if source.link else ""
    return f"{place}.{publisher}{read}{link}"


def _history_card(entry: TermEntry) -> Card:
    card = Card("Over the years")
    for row in reversed(entry.history):
        value = "ended" if row.ends else entry.text(row)
        nation = f" in {row.nation.value.replace('-', ' ').title()}" if row.nation else ""
        word = _STANDING[row.confidence][0].partition(":")[0]
        said = f"From {words.day_date(row.start)}{nation}: {value} ({word})"
        text = TextLabel(said, wrap=True)
        text.setTextInteractionFlags(SELECTABLE)
        card.add(text)
    return card


def _left(card: Card, *widgets: QWidget) -> None:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    card.body.addLayout(row)
