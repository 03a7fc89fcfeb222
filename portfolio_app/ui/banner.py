"""A line that stays: what is wrong, or what the user must know, with the acts that mend it.

One for each kind of news; it goes when the news is over. Knows nothing of what it says.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.ui import theme
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.announcing import announce
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.labels import SELECTABLE, Pill, TextLabel

Act = tuple[str, Callable[[], None]]
_WORDS = {Tone.NOT: "Problem", Tone.TIGHT: "Note", Tone.INFO: "Note", Tone.FITS: "Done"}


class Banner(QWidget):
    """The lines that stay, under the top line."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._rows: dict[str, tuple[QWidget, str]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def tell(
        self, key: str, text: str, *, tone: Tone, acts: Sequence[Act] = (), word: str = ""
    ) -> None:
        """Show a line in place of the one with this key."""
        if key in self._rows and self._rows[key][1] == text:
            return
        self.end(key)
        row = QWidget()
        row.setProperty("surface", "top")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(row)
        line.setContentsMargins(theme.px(16), theme.px(6), theme.px(14), theme.px(7))
        line.setSpacing(theme.px(12))
        line.addWidget(Pill(word or _WORDS.get(tone, "Note"), tone))
        said = TextLabel(text, wrap=True)
        said.setTextInteractionFlags(SELECTABLE)
        line.addWidget(said, 1)
        for words, act in acts:
            line.addWidget(button(words, act, look=Look.PLAIN))
        self._column.addWidget(row)
        self._rows[key] = (row, text)
        self.show()
        announce(self, text, at_once=True)

    def end(self, key: str) -> None:
        """Take a line away; nothing where there is none."""
        row, _ = self._rows.pop(key, (None, ""))
        if row is not None:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.setVisible(bool(self._rows))

    def text(self, key: str) -> str:
        """What the line with this key says; empty where there is none."""
        return self._rows[key][1] if key in self._rows else ""
