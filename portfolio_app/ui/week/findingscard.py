"""What to look at about the selected item, with the acts that mend it.

Shows the findings of the checks; finds nothing itself.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from portfolio_app.core.edits import silence, unsilence
from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.model import Activity
from portfolio_app.core.termwords import mark, mark_reason
from portfolio_app.core.workload import Count
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.week.acts import Spot
from portfolio_app.ui.week.forecast import free_spot
from portfolio_app.ui.week.scene import EMPTY, Scene, is_clash
from portfolio_app.ui.widgets.accepting import AcceptForm
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import Working, working_link
from portfolio_app.ui.widgets.labels import Pill, TextLabel
from portfolio_app.ui.workings import finding_working, rests_on

_MOST = 6
_TONES = {Severity.ERROR: Tone.NOT, Severity.WARNING: Tone.TIGHT, Severity.NOTE: Tone.NEUTRAL}
_WORDS = {Severity.ERROR: "Problem", Severity.WARNING: "Warning", Severity.NOTE: "Note"}
_WORKING_DAY = (8 * 60, 18 * 60)


_ABOVE_LINKS = 2  # the weight and the text of a finding stand above its links

Act = tuple[str, Callable[[], object]]


def _nothing() -> Working | None:
    """Nothing is to be explained yet."""
    return None


def _ignore(reason: str) -> None:
    """Nothing can be accepted here."""


class FindingRow(QWidget):
    """A finding: its weight in a word, what it says, and links to the acts that mend it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a finding."""
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self._does: list[Callable[[], object]] = []
        self._pill = Pill("", Tone.NEUTRAL)
        self._text = TextLabel("", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        self._column.setSpacing(theme.px(2))
        self._column.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._text)
        self._links: list[QPushButton] = []
        self._explain: Callable[[], Working | None] = _nothing
        self._working: QPushButton | None = None
        self._accepting: AcceptForm | None = None
        self._accepted: Callable[[str], object] = _ignore

    def show_finding(
        self,
        finding: Finding,
        acts: Sequence[Act],
        accept: tuple[str, Callable[[str], object]] | None = None,
    ) -> None:
        """Show a finding with its acts, each a text and what it does.

        Args:
            finding: what to show; one that is accepted is shown with its reason.
            acts: links under it.
            accept: about what it can be accepted, and what is done with the reason.
        """
        self._does = [does for _, does in acts]
        self._accepted = _ignore if accept is None else accept[1]
        word = "Clash" if is_clash(finding) else _WORDS[finding.severity]
        tone, text = _TONES[finding.severity], finding.message
        if finding.silenced is not None:
            word, tone = "Accepted", Tone.NEUTRAL
            text = f"{text} Accepted, because {finding.silenced}"
        shown = (word, text, "" if accept is None else accept[0], *(name for name, _ in acts))
        if shown == self._shown:
            return
        self._shown = shown
        self._pill.set(word, tone)
        doubt = mark(finding.terms)
        self._text.setText(f"{text} ({doubt})" if doubt else text)
        self._text.setToolTip(mark_reason(finding.terms))
        self._show_form(None if accept is None else accept[0])
        while len(self._links) < len(acts):
            self._add_link(len(self._links))
        for at, link in enumerate(self._links):
            link.setVisible(at < len(acts))
            if at < len(acts):
                link.setText(acts[at][0].replace("&", "&&"))

    def explain(self, finding: Finding, count: Count) -> None:
        """Offer the working of a finding that is shown, made when it is asked for."""
        self._explain = partial(finding_working, finding, count)
        if self._working is None:
            self._working = working_link(self._made)
            self._column.insertWidget(_ABOVE_LINKS, self._working, 0, Qt.AlignmentFlag.AlignLeft)
        self._working.setAccessibleName(f"Show working: {finding.message}")
        self._working.setVisible(rests_on(finding, count))

    def _made(self) -> Working | None:
        return self._explain()

    def _add_link(self, at: int) -> None:
        link = button("", lambda: self._follow(at), look=Look.LINK)
        self._links.append(link)
        self._column.insertWidget(_ABOVE_LINKS + at, link, 0, Qt.AlignmentFlag.AlignLeft)
        link.show()

    def _show_form(self, about: str | None) -> None:
        if about is None:
            if self._accepting is not None:
                self._accepting.hide()
            return
        if self._accepting is None:
            self._accepting = AcceptForm()
            self._accepting.given.connect(self._accept)
            self._column.addWidget(self._accepting)
        self._accepting.set_matter(about)
        self._accepting.show()

    def _accept(self, reason: str) -> None:
        self._accepted(reason)

    def _follow(self, at: int) -> None:
        self._does[at]()


class FindingsCard(Card):
    """The card "What to look at". `move_to` carries a free place that the user chose."""

    move_to = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Follow a document's findings."""
        super().__init__("What to look at", sunken=True, parent=parent)
        self._document = document
        self._scene: Scene = EMPTY
        self._rows: list[FindingRow] = []

    def set_scene(self, scene: Scene) -> None:
        """Know the week on show."""
        self._scene = scene

    def show_item(self, key: str) -> None:
        """Show what the checks say of an item; nothing to say, and the card is not there."""
        every = (*self._document.findings, *self._document.accepted)
        about = [f for f in every if key in f.where]
        self.setVisible(bool(about))
        free = self._free(key) if any(is_clash(finding) for finding in about) else None
        while len(self._rows) < min(len(about), _MOST):
            row = FindingRow()
            self._rows.append(row)
            self.add(row)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(about))
            if at < len(about):
                acts = self._acts(about[at], key, free)
                row.show_finding(about[at], acts, self._accept(about[at], key))
                row.explain(about[at], self._document.count)
        more = len(about) - _MOST
        self.set_subtitle(f"{more} more" if more > 0 else "")

    def _accept(self, finding: Finding, key: str) -> tuple[str, Callable[[str], object]] | None:
        """What accepting a finding is about and does; an accepted one is accepted already."""
        title = getattr(self._document.item(key), "title", None)
        if finding.silenced is not None or not title:
            return None
        label = f"Accept a finding about {title}"

        def accept(reason: str) -> None:
            self._document.edit(label, lambda plan: silence(plan, finding.check, key, reason))

        return title, accept

    def _show_again(self, finding: Finding) -> None:
        self._document.edit(
            "Show an accepted finding again",
            lambda plan: unsilence(plan, finding.check, finding.where),
        )

    def _acts(self, finding: Finding, key: str, free: Spot | None) -> list[Act]:
        acts: list[Act] = []
        if finding.silenced is not None:
            return [("Show again", partial(self._show_again, finding))]
        if free is not None and is_clash(finding):
            acts.append((f"Move to {free.text}", lambda: self.move_to.emit(free)))
        for other in [other for other in finding.where if other != key][:2]:
            title = getattr(self._document.item(other), "title", None)
            if title and (self._scene.tiles_of(other) or self._scene.chip(other)):
                acts.append((f"Show {title}", partial(self._document.select, other)))
        return acts

    def _free(self, key: str) -> Spot | None:
        tiles = self._scene.tiles_of(key)
        if not tiles or not isinstance(self._document.item(key), Activity):
            return None
        was = Spot(tiles[0].start, tiles[0].minutes)
        return free_spot(self._scene, was, but=key, span=_WORKING_DAY)
