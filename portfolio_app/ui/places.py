"""The register of panels: adding a panel is adding one line here.

A panel is imported and made when it is first shown, so that the window is there at once.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.settings import DocumentPrivacy, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What panels are made from."""

    document: Document
    jobs: Jobs
    settings: Callable[[], Settings]
    today: Callable[[], date]
    roles: QAction


Make = Callable[[Any, Parts], QWidget]


@dataclass(frozen=True, slots=True)
class Place:
    """A panel: its name on the rail, its icon, its class as "module:Class", and how it is made."""

    id: str
    title: str
    icon: str
    factory: str
    make: Make
    needs_portfolio: bool = True

    def create(self, parts: Parts) -> QWidget:
        """Import the panel's class and make it."""
        module, _, name = self.factory.partition(":")
        return self.make(getattr(importlib.import_module(module), name), parts)


def _week(panel: Any, parts: Parts) -> QWidget:  # noqa: ANN401 - the class of a late import
    made: QWidget = panel(parts.document, settings=parts.settings())
    return made


def _with_jobs(panel: Any, parts: Parts) -> QWidget:  # noqa: ANN401
    made: QWidget = panel(parts.document, parts.jobs)
    return made


def _documents(panel: Any, parts: Parts) -> QWidget:  # noqa: ANN401
    from portfolio_app.documents.scope import Privacy

    privacy = {
        DocumentPrivacy.WORK_ONLY: Privacy.LEFT_OUT,
        DocumentPrivacy.TIMES_ONLY: Privacy.BUSY,
        DocumentPrivacy.EVERYTHING: Privacy.FULL,
    }
    made: QWidget = panel(
        parts.document,
        theme.current(),
        jobs=parts.jobs,
        today=parts.today,
        privacy=privacy[parts.settings().document_privacy],
        empty_actions=[parts.roles],
    )
    return made


def _settings(panel: Any, parts: Parts) -> QWidget:  # noqa: ANN401
    made: QWidget = panel(parts.settings())
    return made


_PANELS = "portfolio_app.ui.panels"
PLACES: tuple[Place, ...] = (
    Place("week", "Week", "table", f"{_PANELS}.week:WeekPanel", _week),
    Place("balance", "Balance", "chart-bar", f"{_PANELS}.balance:BalancePanel", _with_jobs),
    Place("jobshare", "Job share", "intersect", f"{_PANELS}.jobshare:JobSharePanel", _with_jobs),
    Place("documents", "Documents", "file-text", f"{_PANELS}.documents:DocumentsPanel", _documents),
    Place(
        "settings",
        "Settings",
        "sliders-horizontal",
        f"{_PANELS}.settings:SettingsPanel",
        _settings,
        needs_portfolio=False,
    ),
)
