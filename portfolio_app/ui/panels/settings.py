"""The settings page: the form of the settings, and where they and everything else is kept.

Emits what was chosen. Knows nothing of what obeys a setting.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from portfolio_app.ui import theme
from portfolio_app.ui.settings import Settings, SettingsForm
from portfolio_app.ui.widgets.buttons import button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.labels import SELECTABLE, HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.scrollpage import ScrollPage

_WIDE = 760


class SettingsPanel(QWidget):
    """The settings page.

    Signals:
        changed: the new Settings.
        files_asked: the user wants to know where the files are.
    """

    changed = Signal(object)
    files_asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show `settings`."""
        super().__init__(parent)
        self.form = SettingsForm(settings)
        self.form.changed.connect(self.changed)
        column = page_column(self, "Settings", _WIDE)
        said = "Every change holds at once, and for the next time."
        column.addWidget(TextLabel(said, role=TextRole.SOFT, wrap=True))
        card = Card()
        card.add(self.form)
        column.addWidget(card)
        row = QHBoxLayout()
        row.addWidget(button("Where are my files", self.files_asked.emit, icon="folder-open"))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def show_settings(self, settings: Settings) -> None:
        """Show settings that were changed elsewhere."""
        self.form.set_settings(settings)


def page_column(page: QWidget, title: str, wide: int) -> QVBoxLayout:
    """Lay out a page with a title and a column of at most `wide` pixels, that scrolls."""
    inside = QWidget()
    across = QHBoxLayout(inside)
    across.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(24))
    middle = QWidget()
    middle.setMaximumWidth(theme.px(wide))
    across.addWidget(middle, 100)
    across.addStretch(1)
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    column.addWidget(HeaderLabel(title))
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    area = ScrollPage(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside takes the keyboard
    outer.addWidget(area)
    return column


class FilesPage(QWidget):
    """Where everything is kept, how to back it up and how to erase it.

    Signals:
        open_folder: a folder (Path) to show in the system's file manager.
        closed: the user wants to go back.
    """

    open_folder = Signal(object)
    closed = Signal()

    def __init__(self, places: Sequence[tuple[str, Path, str]]) -> None:
        """List places: what is there, where, and a sentence on it."""
        super().__init__()
        column = page_column(self, "Where are my files", _WIDE)
        said = (
            "Everything stays on this computer. Nothing is sent anywhere, and there is no account."
        )
        column.addWidget(TextLabel(said, role=TextRole.SOFT, wrap=True))
        for title, path, about in places:
            card = Card(title)
            where = TextLabel(str(path), wrap=True)
            where.setTextInteractionFlags(SELECTABLE)
            card.add(where)
            card.add(TextLabel(about, role=TextRole.SOFT, wrap=True))
            row = QHBoxLayout()
            folder = path if path.is_dir() else path.parent
            show = button(
                "Show in folder",
                lambda folder=folder: self.open_folder.emit(folder),  # type: ignore[misc]
                icon="folder-open",
            )
            show.setAccessibleName(f"Show in folder: {title}")
            row.addWidget(show)
            row.addStretch(1)
            card.body.addLayout(row)
            column.addWidget(card)
        back = QHBoxLayout()
        back.addWidget(button("Back", self.closed.emit, icon="caret-left"))
        back.addStretch(1)
        column.addLayout(back)
        column.addStretch(1)
