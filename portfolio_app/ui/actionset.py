"""The table of actions made live for one window: menus, keys, and what can act now.

Knows the table and its needs; what an action does is handed in.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from portfolio_app.ui import theme
from portfolio_app.ui.actions import ALSO, ROWS, Menu, Need, Row, keys_text

Handlers = Mapping[str, object]


def handler_of(handlers: Handlers, name: str) -> Callable[[], None]:
    """The function that a row names.

    Args:
        handlers: the objects that have the functions, by the name of their group.
        name: such as "file.new_portfolio".

    Raises:
        LookupError: when there is none.
    """
    group, _, function = name.partition(".")
    found: object = getattr(handlers.get(group), function, None)
    if not callable(found):
        raise LookupError(f"no handler {name}")  # noqa: TRY004 - the name is wrong, not its type
    return found


class Actions(QObject):
    """The rows as actions of one window."""

    def __init__(self, window: QWidget) -> None:
        """Make every action; `connect_to` gives them their handlers."""
        super().__init__(window)
        self._rows = {row.id: row for row in ROWS}
        self._actions: dict[str, QAction] = {}
        self._lacking: dict[str, Need | None] = {}
        for row in ROWS:
            action = QAction(row.text, window)
            action.setObjectName(row.id)
            action.setCheckable(bool(row.group))
            if row.shortcut:
                action.setShortcut(QKeySequence(row.shortcut))
            if row.id in ALSO:
                action.setShortcuts([QKeySequence(row.shortcut), QKeySequence(ALSO[row.id])])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            window.addAction(action)
            self._actions[row.id] = action
        self.set_met(())

    def __iter__(self) -> Iterator[tuple[Row, QAction]]:
        """Rows with their actions, in the order of the table."""
        return iter((row, self._actions[row.id]) for row in ROWS)

    def __getitem__(self, key: str) -> QAction:
        """The action of a row; raises KeyError for an id that no row has."""
        return self._actions[key]

    def connect_to(self, handlers: Handlers) -> None:
        """Give every action its handler.

        Raises:
            LookupError: when a row names a function that is not there.
        """
        for row, action in self:
            function = handler_of(handlers, row.handler)
            action.triggered.connect(lambda _checked=False, run=function: run())

    def set_met(self, met: Collection[Need]) -> None:
        """Enable what can act now; the tip of the rest says what it waits for."""
        for row, action in self:
            lacking = next((need for need in row.needs if need not in met), None)
            if row.id in self._lacking and self._lacking[row.id] is lacking:
                continue
            self._lacking[row.id] = lacking
            action.setEnabled(lacking is None)
            tip = row.tip if lacking is None else lacking.value
            keys = keys_text(row)
            action.setToolTip(f"{tip} ({keys})" if keys else tip)
            action.setStatusTip(tip)

    def why_not(self, key: str) -> str:
        """Why an action cannot act now; empty where it can."""
        lacking = self._lacking[key]
        return "" if lacking is None else lacking.value

    def set_text(self, key: str, text: str) -> None:
        """Let an action say more, such as the step that it undoes; "" is the row's own text."""
        self._actions[key].setText(text.replace("&", "&&") if text else self._rows[key].text)

    def set_checked(self, group: str, key: str | None) -> None:
        """Mark one action of a group, or none."""
        for row, action in self:
            if row.group == group:
                action.setChecked(row.id == key)

    def draw_icons(self) -> None:
        """Give every action its icon, once: only menus show them, and drawing them takes time."""
        for row, action in self:
            if row.icon and action.icon().isNull():
                theme.set_icon(action, row.icon, size=16)

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into its menu."""
        for menu in Menu:
            made: QMenu = bar.addMenu(f"&{menu.value}")
            made.setToolTipsVisible(True)
            made.aboutToShow.connect(self.draw_icons)
            for row, action in self:
                if row.menu is menu:
                    if row.begins:
                        made.addSeparator()
                    made.addAction(action)
