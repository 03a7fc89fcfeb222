"""The register of panels: adding a panel is adding one line here.

A panel is imported and made when it is first shown, so that the window is there at once.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from portfolio_app.ui import theme
from portfolio_app.ui.settings import DocumentPrivacy, Settings
from portfolio_app.ui.widgets.popovers import Popover

if TYPE_CHECKING:
    from portfolio_app.ui.document import Document
    from portfolio_app.ui.jobs import Jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What panels are made from."""

    document: "Document"
    jobs: "Jobs"
    settings: Callable[[], Settings]
    today: Callable[[], date]
    roles: Callable[[], QAction]


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
    made: QWidget = panel(parts.document, settings=parts.settings(), today=parts.today)
    return made


def _year(panel: Any, parts: Parts) -> QWidget:  # noqa: ANN401
    made: QWidget = panel(parts.document, today=parts.today, empty_actions=[parts.roles()])
    return made


def _alone(panel: Any, parts: Parts) -> QWidget:  # noqa: ANN401
    made: QWidget = panel(parts.document)
    return made


def _balance(panel: Any, parts: Parts) -> QWidget:  # noqa: ANN401
    made: QWidget = panel(parts.document, jobs=parts.jobs, empty_actions=[parts.roles()])
    return made


def _dated(panel: Any, parts: Parts) -> QWidget:  # noqa: ANN401
    made: QWidget = panel(parts.document, parts.jobs, parts.today)
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
        empty_actions=[parts.roles()],
    )
    return made


def _settings(panel: Any, parts: Parts) -> QWidget:  # noqa: ANN401
    made: QWidget = panel(parts.settings())
    return made


_PANELS = "portfolio_app.ui.panels"
PLACES: tuple[Place, ...] = (
    Place("week", "Week", "table", f"{_PANELS}.week:WeekPanel", _week),
    Place("year", "Year", "calendar-dots", f"{_PANELS}.year.panel:YearPanel", _year),
    Place("balance", "Balance", "chart-bar", f"{_PANELS}.balance:BalancePanel", _balance),
    Place("jobshare", "Job share", "intersect", f"{_PANELS}.jobshare.panel:JobSharePanel", _dated),
    Place("advert", "Advert", "clipboard-text", f"{_PANELS}.advert.panel:AdvertPanel", _dated),
    Place(
        "contracts",
        "Contracts",
        "scales",
        f"{_PANELS}.contracts.panel:ContractsPanel",
        _alone,
    ),
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


def place_of(key: str) -> Place | None:
    """The panel of the register with this id."""
    return next((place for place in PLACES if place.id == key), None)


class PanelStack(QStackedWidget):
    """The panels that were made, and pages that are no panels; one of them is shown.

    Signals:
        made: a panel (its id, the widget) was made.
        turned: another panel or page (its id) is shown.
    """

    made = Signal(str, object)
    turned = Signal(str)

    def __init__(self, parts: Parts) -> None:
        """Begin without any."""
        super().__init__()
        self._parts = parts
        self._pages: dict[str, QWidget] = {}
        self.shown = ""
        self.panel_before = ""

    def found(self, key: str) -> QWidget | None:
        """A panel or page that exists already."""
        return self._pages.get(key)

    def pages(self) -> tuple[QWidget, ...]:
        """Every panel and page that exists."""
        return tuple(self._pages.values())

    def panel(self, key: str) -> QWidget:
        """A panel of the register, made now if need be; KeyError where there is none."""
        if key not in self._pages:
            place = place_of(key)
            if place is None:
                raise KeyError(key)
            self._keep(key, place.create(self._parts))
            self.made.emit(key, self._pages[key])
        return self._pages[key]

    def turn_to(self, key: str) -> None:
        """Show a panel of the register."""
        self.panel(key)
        self._turn(key)

    def show_page(self, key: str, page: QWidget) -> None:
        """Show a page that is no panel, in place of an earlier one of the same name."""
        old = self._pages.pop(key, None)
        if old is not None and old is not page:
            self.removeWidget(old)
            old.deleteLater()
        self._keep(key, page)
        self._turn(key)

    def splitters(self) -> dict[str, QSplitter]:
        """The splitters of the panels, by the panels' ids."""
        found = {key: getattr(page, "splitter", None) for key, page in self._pages.items()}
        return {key: one for key, one in found.items() if isinstance(one, QSplitter)}

    def _keep(self, key: str, page: QWidget) -> None:
        self._pages[key] = page
        self.addWidget(page)

    def _turn(self, key: str) -> None:
        if self.shown != key and place_of(self.shown) is not None:
            self.panel_before = self.shown
        self.shown = key
        for popover in self.window().findChildren(Popover):
            popover.close_now()  # it belongs to what was shown
        # The keyboard goes along, unless it stands outside the panels.
        focused = self.window().focusWidget()
        goes_along = focused is None or self.isAncestorOf(focused)
        page = self._pages[key]
        self.setCurrentWidget(page)
        if goes_along:
            _first_focus(page).setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit(key)


def _first_focus(page: QWidget) -> QWidget:
    """Where the keyboard begins on a page: its picture, else the first field or button."""
    canvas = getattr(page, "canvas", None)
    if isinstance(canvas, QWidget):
        return canvas
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page):
            return widget
    return page
