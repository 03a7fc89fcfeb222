"""What the Plan menu does: adding to the week, and scenarios."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from portfolio_app.core.edits import free_id, ids, put, remove
from portfolio_app.core.model import Scenario
from portfolio_app.ui.topline import TODAY, DifferenceList, differences_of
from portfolio_app.ui.widgets.popovers import ask_name
from portfolio_app.ui.window import MainWindow

if TYPE_CHECKING:
    from portfolio_app.ui.week.acts import AddKind


class PlanCommands:
    """The Plan menu of a window."""

    def __init__(self, window: MainWindow) -> None:
        """Act on `window`."""
        self._window = window
        self._document = window.document

    # -- adding --------------------------------------------------------------------------------

    def add_activity(self) -> None:
        """Add an activity with a time."""
        from portfolio_app.ui.week.acts import AddKind

        self._add(AddKind.ACTIVITY)

    def add_untimed(self) -> None:
        """Add work without a fixed time."""
        from portfolio_app.ui.week.acts import AddKind

        self._add(AddKind.UNTIMED)

    def add_rota(self) -> None:
        """Add an on-call rota."""
        from portfolio_app.ui.week.acts import AddKind

        self._add(AddKind.ON_CALL)

    def edit_rota(self) -> None:
        """Open the selected on-call rota in the guided form."""
        from portfolio_app.ui.panels.week import WeekPanel

        key = self._document.selection
        self._window.show_panel("week")
        panel = self._window.panels.panel("week")
        if isinstance(panel, WeekPanel) and key is not None:
            panel.edit_rota(key)

    def add_life(self) -> None:
        """Add time outside work."""
        from portfolio_app.ui.week.acts import AddKind

        self._add(AddKind.LIFE)

    def _add(self, kind: "AddKind") -> None:
        from portfolio_app.ui.panels.week import WeekPanel

        self._window.show_panel("week")
        panel = self._window.panels.panel("week")
        if isinstance(panel, WeekPanel):
            panel.add(kind)

    # -- scenarios -----------------------------------------------------------------------------

    def thinking_of_applying(self) -> None:
        """Ask about a post that the user thinks of applying for."""
        from portfolio_app.ui.panels.jobshare.panel import JobSharePanel

        self._window.show_panel("jobshare")
        panel = self._window.panels.panel("jobshare")
        if isinstance(panel, JobSharePanel):
            panel.ask()

    def new_scenario(self) -> None:
        """Ask for the name of a new scenario."""
        ask_name(
            self._window.topline.scenario,
            "Name of the new scenario",
            value=self._free_title(),
            act="Try it on",
            given=self.add_scenario,
        )

    def add_scenario(self, title: str) -> None:
        """Add an empty scenario and show it."""
        key = free_id(title, ids(self._document.portfolio))
        made = Scenario(id=key, title=title)
        if self._document.edit(f"New scenario {title}", lambda p: put(p, made)):
            self._document.set_scenario(key)

    def choose_scenario(self) -> None:
        """Open the list of scenarios under their switcher."""
        self._window.actions_table.draw_icons()
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        choices: list[tuple[str | None, str]] = [
            (None, TODAY),
            *((branch.id, branch.title) for branch in self._document.portfolio.scenarios),
        ]
        for key, title in choices:
            act = menu.addAction(title.replace("&", "&&"))
            act.setCheckable(True)
            act.setChecked(key == self._document.scenario)
            group.addAction(act)
            act.triggered.connect(lambda _=False, key=key: self._document.set_scenario(key))
        menu.addSeparator()
        for name in ("new-scenario", "differences", "rename-scenario", "remove-scenario"):
            menu.addAction(self._window.actions_table[name])
        topline = self._window.topline
        topline.open_menu(menu, topline.scenario)

    def next_scenario(self) -> None:
        """Show the next scenario, and today's plan after the last."""
        order: list[str | None] = [None]
        order += [branch.id for branch in self._document.portfolio.scenarios]
        at = order.index(self._document.scenario)
        self._document.set_scenario(order[(at + 1) % len(order)])

    def differences(self) -> None:
        """List what the scenario changes."""
        if self._window.topline.popover is not None:
            self._window.topline.popover.close_now()
            return
        found = differences_of(self._document)
        week = self._document.effective
        known = [item.id for item in week.activities] + [call.id for call in week.on_calls]
        content = DifferenceList("What differs from today’s plan", found, known)
        content.show_item.connect(self._window.show_item)
        self._window.topline.open_list(content)

    def rename_scenario(self) -> None:
        """Ask for another name of the scenario."""
        branch = self._shown()
        if branch is not None:
            ask_name(
                self._window.topline.scenario,
                "Name of this scenario",
                value=branch.title,
                act="Rename",
                given=self.rename_to,
            )

    def rename_to(self, title: str) -> None:
        """Give the scenario shown another name."""
        branch = self._shown()
        if branch is not None:
            renamed = replace(branch, title=title)
            self._document.edit(
                f"Rename scenario {branch.title} to {title}", lambda p: put(p, renamed)
            )

    def remove_scenario(self) -> None:
        """Remove the scenario shown; today's plan is shown then."""
        branch = self._shown()
        if branch is not None:
            self._document.edit(f"Remove scenario {branch.title}", lambda p: remove(p, branch.id))

    def _shown(self) -> Scenario | None:
        key = self._document.scenario
        return None if key is None else self._document.portfolio.scenario(key)

    def _free_title(self) -> str:
        taken = {branch.title for branch in self._document.portfolio.scenarios}
        number = len(taken) + 1
        while f"Scenario {number}" in taken:
            number += 1
        return f"Scenario {number}"
