"""What the Edit menu does: undo, the selected item, employers and roles, search."""

from portfolio_app.core import words
from portfolio_app.core.model import WEEKDAYS, Activity, Commitment, OnCall
from portfolio_app.ui.actions import keys_text, plain
from portfolio_app.ui.search import Hit
from portfolio_app.ui.window import MainWindow


class EditCommands:
    """The Edit menu of a window."""

    def __init__(self, window: MainWindow) -> None:
        """Act on `window`."""
        self._window = window
        window.gather = self.gather

    def undo(self) -> None:
        """Take the last step back."""
        self._window.document.undo()

    def redo(self) -> None:
        """Do it again."""
        self._window.document.redo()

    def duplicate(self) -> None:
        """Add a copy of the selected item."""
        from portfolio_app.ui.week import acts

        key = self._window.document.selection
        if key is not None:
            acts.duplicate(self._window.document, key)

    def delete(self) -> None:
        """Delete the selected item, or give it up in the scenario shown."""
        from portfolio_app.ui.week import acts

        key = self._window.document.selection
        if key is not None:
            acts.delete(self._window.document, key)

    def roles(self) -> None:
        """Open employers and roles."""
        from PySide6.QtCore import Qt

        from portfolio_app.ui.dialogs.roles import RolesDialog

        dialog = RolesDialog(self._window.document, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def search(self) -> None:
        """Take the keyboard to the search."""
        self._window.search.begin()

    def commands(self) -> None:
        """List every command: the search holds them all, before the activities."""
        window = self._window
        window.gather = self._commands
        window.search.begin()
        window.gather = self.gather

    def gather(self) -> list[Hit]:
        """Everything that the search can find, activities first."""
        return [*self._items(), *self._elsewhere(), *self._commands()]

    def _commands(self) -> list[Hit]:
        table = self._window.actions_table
        return [
            Hit(
                title=plain(action.text().replace("&&", "&")),
                detail=keys_text(row) or f"{row.menu.value} menu",
                kind="Command",
                run=action.trigger,
                why_not=table.why_not(row.id),
            )
            for row, action in table
        ]

    def _items(self) -> list[Hit]:
        window = self._window
        if not window.has_portfolio:
            return []
        week = window.document.effective
        items: list[Activity | OnCall | Commitment] = [
            *week.activities,
            *week.on_calls,
            *week.commitments,
        ]
        return [
            Hit(
                title=item.title,
                detail=_when(item),
                kind="Activity",
                run=lambda key=item.id: window.show_item(key),  # type: ignore[misc]
            )
            for item in items
        ]

    def _elsewhere(self) -> list[Hit]:
        """Other scenarios and other portfolios."""
        window = self._window
        hits = []
        if window.has_portfolio:
            hits = [
                Hit(
                    title=branch.title,
                    detail="Scenario",
                    kind="Scenario",
                    run=lambda key=branch.id: window.document.set_scenario(key),  # type: ignore[misc]
                )
                for branch in window.document.portfolio.scenarios
            ]
        return hits


def _when(item: Activity | OnCall | Commitment) -> str:
    if isinstance(item, OnCall):
        return "On call"
    if isinstance(item, Commitment):
        days = words.listing([day.value for day in item.days])
        return f"{days} {words.clock(item.clock.start)}, outside work"
    if item.day is None or item.day not in WEEKDAYS:
        return item.category or "No fixed time"
    if item.clock is not None:
        return f"{item.day.value} {words.clock(item.clock.start)}–{words.clock(item.clock.end)}"
    return f"{item.day.value} {item.half.value if item.half else ''}".strip()
