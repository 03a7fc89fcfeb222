"""What to look at about the selected item, with the acts that mend it.

Shows the findings of the checks; finds nothing itself.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.model import Activity
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.week.acts import Spot
from portfolio_app.ui.week.forecast import free_spot
from portfolio_app.ui.week.scene import EMPTY, Scene, is_clash
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.labels import Pill, TextLabel

_MOST = 6
_TONES = {Severity.ERROR: Tone.NOT, Severity.WARNING: Tone.TIGHT, Severity.NOTE: Tone.NEUTRAL}
_WORDS = {Severity.ERROR: "Problem", Severity.WARNING: "Tight", Severity.NOTE: "Note"}
_WORKING_DAY = (8 * 60, 18 * 60)


def pill_of(finding: Finding, parent: QWidget | None = None) -> Pill:
    """A finding's weight as a word in its colour."""
    word = "Clash" if is_clash(finding) else _WORDS[finding.severity]
    return Pill(word, _TONES[finding.severity], parent=parent)


class FindingsCard(Card):
    """The card "What to look at". `move_to` carries a free place that the user chose."""

    move_to = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Follow a document's findings."""
        super().__init__("What to look at", sunken=True, parent=parent)
        self._document = document
        self._scene: Scene = EMPTY
        self._shown: object = None
        self._rows: list[QWidget] = []

    def set_scene(self, scene: Scene) -> None:
        """Know the week on show."""
        self._scene = scene

    def show_item(self, key: str) -> None:
        """Show what the checks say of an item; nothing to say, and the card is not there."""
        about = tuple(f for f in self._document.findings if key in f.where)
        self.setVisible(bool(about))
        tiles = self._scene.tiles_of(key)
        state = (key, about, tiles)
        if state == self._shown:
            return
        self._shown = state
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(finding, key) for finding in about[:_MOST]]
        if len(about) > _MOST:
            self._rows.append(TextLabel(f"and {len(about) - _MOST} more"))
        for row in self._rows:
            self.add(row)

    def _row(self, finding: Finding, key: str) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        column.setSpacing(theme.px(2))
        top = QHBoxLayout()
        top.addWidget(pill_of(finding))
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(TextLabel(finding.message, wrap=True))
        for text, act in self._acts(finding, key):
            link = button(text, act, look=Look.LINK)
            line = QHBoxLayout()
            line.addWidget(link)
            line.addStretch(1)
            column.addLayout(line)
        return row

    def _acts(self, finding: Finding, key: str) -> list[tuple[str, object]]:
        acts: list[tuple[str, object]] = []
        spot = self._free(key) if is_clash(finding) else None
        if spot is not None:
            acts.append((f"Move to {spot.text}", lambda: self.move_to.emit(spot)))
        others = [other for other in finding.where if other != key][:2]
        for other in others:
            item = self._document.item(other)
            title = getattr(item, "title", None)
            if title and (self._scene.tiles_of(other) or self._scene.chip(other)):
                acts.append(
                    (f"Show {title}", lambda other=other: self._document.select(other))
                )
        return acts

    def _free(self, key: str) -> Spot | None:
        tiles = self._scene.tiles_of(key)
        if not tiles or not isinstance(self._document.item(key), Activity):
            return None
        was = Spot(tiles[0].start, tiles[0].minutes)
        return free_spot(self._scene, was, but=key, span=_WORKING_DAY)
