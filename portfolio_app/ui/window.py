"""The window: rail, top line, panel and strip around one document.

Shows panels and pages and keeps the actions true; what an action does stands in `commands`. It is
painted before there is a document: of the core it imports nothing until `attach`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app import paths
from portfolio_app.ui.actions import Need
from portfolio_app.ui.actionset import Actions
from portfolio_app.ui.banner import Banner
from portfolio_app.ui.needs import met
from portfolio_app.ui.places import PLACES, PanelStack, Parts, place_of
from portfolio_app.ui.rail import Rail, Stop
from portfolio_app.ui.search import Hit, SearchField
from portfolio_app.ui.settings import WindowState
from portfolio_app.ui.theme import Theme, Tone
from portfolio_app.ui.topline import TopLine, differences_of
from portfolio_app.ui.widgets.cards import Notice
from portfolio_app.ui.widgets.taborder import as_laid_out, follow_focus, set_tab_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio_app.ui.document import Change, Document, SaveState
    from portfolio_app.ui.shelf import Shelf
    from portfolio_app.ui.strip.view import Strip

FIRST_SIZE = (1280, 800)
LEAST_SIZE = (800, 480)
_PAST = {"Delete ": "Deleted ", "Give up ": "Gave up ", "Remove ": "Removed "}


class MainWindow(QMainWindow):
    """The window of a document and a library.

    Signals:
        painted: the window was painted for the first time.
        settings_changed: the user chose other Settings.
        file_dropped: a plan file (Path) was dropped on the window.
        left: the window is closed and everything is saved.
    """

    painted = Signal()
    settings_changed = Signal(object)
    file_dropped = Signal(object)
    left = Signal()

    document: "Document"
    shelf: "Shelf"
    strip: "Strip"
    panels: PanelStack

    def __init__(self) -> None:
        """Make the frame; `attach` gives it something to show."""
        super().__init__()
        self.state = WindowState()
        self.actions_table = Actions(self)
        self.gather: Callable[[], list[Hit]] = list
        self.may_leave: Callable[[], bool] = lambda: True
        self._has_painted = False
        self._is_attached = False
        self._tabs: list[QWidget] = []
        self.search = SearchField(self._gather)
        self.topline = TopLine(self.actions_table["undo"], self.actions_table["redo"], self.search)
        self.banner = Banner()
        self.rail = Rail([Stop(place.id, place.title, place.icon) for place in PLACES])
        self._undo_again = QAction("Undo", self)
        self._undo_again.setToolTip("Take it back")
        self._middle = QHBoxLayout()
        self._column = QVBoxLayout()
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*FIRST_SIZE)
        self.actions_table.fill(self.menuBar())
        whole = self._lay_out()
        self.setCentralWidget(whole)
        self.notice = Notice(whole)
        self.setWindowTitle(paths.APP)

    def attach(self, parts: Parts, shelf: "Shelf") -> None:
        """Show a document and a library; panels are made when they are first shown."""
        from portfolio_app.ui.strip.view import Strip

        self.document = parts.document
        self.shelf = shelf
        self.panels = PanelStack(parts)
        self.strip = Strip(parts.document, parts.document.contracts)
        self._middle.addWidget(self.panels, 1)
        self._column.addWidget(self.strip)
        self.notice.stand_above(self.strip)
        self._undo_again.triggered.connect(self.document.undo)
        self._is_attached = True
        self._connect()
        self.refresh()

    def _lay_out(self) -> QWidget:
        self._middle.setSpacing(0)
        self._middle.addWidget(self.rail)
        self._middle.addStretch(0)
        whole = QWidget()
        whole.setProperty("surface", "page")
        whole.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.topline)
        self._column.addWidget(self.banner)
        self._column.addLayout(self._middle, 1)
        return whole

    def _connect(self) -> None:
        self.document.changed.connect(self._follow_document)
        self.document.selected.connect(lambda _key: self.refresh_needs())
        self.document.saved.connect(self._show_saved)
        self.document.undo_stack.indexChanged.connect(self._follow_steps)
        self.shelf.changed.connect(self.refresh)
        self.panels.made.connect(self._wire)
        self.panels.turned.connect(self._follow_panel)
        self.rail.chosen.connect(self.show_panel)
        self.strip.show_item.connect(self.show_item)
        self.strip.edit_roles.connect(self.actions_table["roles"].trigger)
        self.topline.retry_pressed.connect(self.document.retry_save)
        self.topline.portfolio_pressed.connect(self.actions_table["open-portfolio"].trigger)
        self.topline.scenario_pressed.connect(self.actions_table["choose-scenario"].trigger)
        self.topline.differences_pressed.connect(self.actions_table["differences"].trigger)

    # -- panels and pages ----------------------------------------------------------------------

    def show_panel(self, key: str) -> None:
        """Show a panel of the register, if there is a portfolio for it."""
        place = place_of(key)
        if place is None or (place.needs_portfolio and not self.has_portfolio):
            self.rail.show_stop(self.panels.shown)
            return
        self.panels.turn_to(key)

    def go_back(self) -> None:
        """Show the panel that was shown before the page."""
        key = self.panels.panel_before or "week"
        if self.has_portfolio:
            self.show_panel(key)
        else:
            self.actions_table["show-start"].trigger()

    def show_item(self, key: str) -> None:
        """Select an item and show it in the week, in the first week of the cycle that has it.

        A role is shown by the first of its activities.
        """
        self.show_panel("week")
        lines = self.document.effective.activities
        key = next((line.id for line in lines if line.role == key), key)
        canvas: Any = getattr(self.panels.panel("week"), "canvas", None)
        for _week in range(canvas.scene.weeks if canvas is not None else 0):
            place = next((place for place in canvas.places() if place[0] == key), None)
            if place is not None:
                canvas.go_to(place)
                canvas.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            canvas.show_week(canvas.week + 1)
        self.document.select(key)

    def _follow_panel(self, key: str) -> None:
        self.rail.show_stop(key)
        self.actions_table.set_checked("panel", f"show-{key}")
        self.refresh_needs()

    def _wire(self, key: str, panel: object) -> None:
        """Connect what a new panel may ask for."""
        for name, slot in (
            ("notice", self.tell),
            ("show_items", self._show_items),
            ("open_scenario", self._open_scenario),
            ("open_day", self._show_day),
            ("real_shown", lambda _shown: self.refresh_needs()),
        ):
            signal = getattr(panel, name, None)
            if signal is not None:
                signal.connect(slot)
        splitter = self.panels.splitters().get(key)
        if splitter is not None:
            # Only this splitter: the window stays as it is.
            self.state.restore(QWidget(), splitters={key: splitter})

    def _show_items(self, keys: object) -> None:
        if isinstance(keys, list | tuple) and keys:
            self.show_item(str(keys[0]))

    def _open_scenario(self, key: object) -> None:
        self.document.set_scenario(key if isinstance(key, str) else None)
        self.show_panel("week")

    def _show_day(self, day: object) -> None:
        self.show_panel("week")
        week: Any = self.panels.panel("week")
        week.show_day(day)

    # -- following -----------------------------------------------------------------------------

    @property
    def has_portfolio(self) -> bool:
        """Whether a portfolio of the library is open."""
        return self._is_attached and self.shelf.current is not None

    def refresh(self) -> None:
        """Bring the frame up to date with the library and the document."""
        is_open = self.has_portfolio
        self.topline.set_open(is_open=is_open)
        self.strip.setVisible(is_open)
        entry = self.shelf.entry
        if is_open and entry is not None:
            self.topline.show_portfolio(entry.title, sample=entry.sample)
            self._show_scenario()
            self.strip.refresh()
            self._show_saved(self.document.save_state)
        self.setWindowTitle(f"{entry.title} – {paths.APP}" if entry else paths.APP)
        for place in PLACES:
            usable = is_open or not place.needs_portfolio
            self.rail.set_enabled(place.id, enabled=usable, why=Need.PORTFOLIO.value)
        self.refresh_needs()

    def refresh_needs(self) -> None:
        """Enable what can act now, and name the steps of undo and redo."""
        stack = self.document.undo_stack
        self.actions_table.set_text("undo", f"Undo {stack.undoText()}" if stack.canUndo() else "")
        self.actions_table.set_text("redo", f"Redo {stack.redoText()}" if stack.canRedo() else "")
        self.actions_table.set_met(met(self.shelf, self.panels))
        self.topline.show_steps(stack.undoText(), stack.redoText())

    def _follow_steps(self, _index: int) -> None:
        self.refresh_needs()

    def _follow_document(self, change: "Change") -> None:
        from portfolio_app.ui.document import ChangeKind

        self.notice.dismiss()
        if not self.has_portfolio:
            return
        self._show_scenario()
        self.refresh_needs()
        if change.kind is ChangeKind.EDITED:
            for now, past in _PAST.items():
                if change.label.startswith(now):
                    said = past + change.label.removeprefix(now)
                    self.tell(f"{said}.", undo=self._undo_again)

    def _show_scenario(self) -> None:
        document = self.document
        key = document.scenario
        title = None if key is None else document.portfolio.scenario(key).title
        self.topline.show_scenario(title, len(differences_of(document)))

    def _show_saved(self, state: "SaveState") -> None:
        from portfolio_app.ui.document import SaveStatus

        self.topline.show_saved(state)
        if state.status is not SaveStatus.FAILED:
            if state.status is not SaveStatus.SAVING:
                self.banner.end("save")
            return
        reason = state.message.rstrip(". ")
        said = f"The last change is not saved yet. {reason}. It is kept here until it is."
        acts = [
            ("Try again", self.document.retry_save),
            ("Export plan file…", self.actions_table["export-plan"].trigger),
        ]
        self.banner.tell("save", said, tone=Tone.NOT, acts=acts)

    def _gather(self) -> list[Hit]:
        return self.gather()

    # -- saying --------------------------------------------------------------------------------

    def tell(
        self, text: str, *, tone: Tone = Tone.INFO, undo: QAction | None = None, seconds: float = 8
    ) -> None:
        """Show a passing notice, perhaps with the act that takes it back."""
        self.notice.show_message(text, tone=tone, action=undo, seconds=seconds)

    def set_theme(self, new: Theme) -> None:
        """Take another theme, which is in force already."""
        self.topline.restyle()
        self.rail.restyle()
        if not self._is_attached:
            return
        self.strip.restyle()
        for page in self.panels.pages():
            take = getattr(page, "set_theme", None)
            if callable(take):
                take(new)
            restyle = getattr(page, "restyle", None)
            if callable(restyle):
                restyle()

    # -- Qt ------------------------------------------------------------------------------------

    @override
    def focusNextPrevChild(self, next_: bool) -> bool:
        # Panels, forms and readings are made as they are needed, and Qt puts what is made last
        # at the end: Tab goes as the window reads, so the order is looked at when it is used.
        order = list(as_laid_out(self.centralWidget()))
        if order != self._tabs:
            self._tabs = order
            set_tab_order(order)
        return follow_focus(self, moved=super().focusNextPrevChild(next_))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._is_attached and not self.shelf.read_only and _dropped(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        for path in _dropped(event):
            self.file_dropped.emit(path)
        event.acceptProposedAction()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        if not self._is_attached:
            self.left.emit()
            return
        self.state.store(self, panel=self.panels.shown, splitters=self.panels.splitters())
        self.state.remember("scenario", self.document.scenario or "")
        self.state.remember("portfolio", self.shelf.current or "")
        # The stack clears itself when it goes, which must not reach a window that is gone.
        self.document.undo_stack.indexChanged.disconnect(self._follow_steps)
        event.accept()
        self.left.emit()


def _dropped(event: QDropEvent) -> list[Path]:
    """The plan files among what is dropped."""
    urls = event.mimeData().urls()
    local = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in local if path.suffix.lower() == ".toml"]
