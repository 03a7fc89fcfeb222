"""The week that can be worked on: the picture, where the keyboard stands on it, and its events.

What the events do is the hand's and the keyboard's business. Emits requests and never reaches
another widget.
"""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget
from typing_extensions import override

from portfolio_app.core import weekwords
from portfolio_app.core.actual import RealWeek, real_week
from portfolio_app.core.dates import Occurrence, lay
from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY
from portfolio_app.core.periods import job_plan_year
from portfolio_app.ui.document import Change, ChangeKind, Document
from portfolio_app.ui.week.acts import Spot
from portfolio_app.ui.week.dayheads import DayHeads
from portfolio_app.ui.week.drags import Grip
from portfolio_app.ui.week.geometry import Hit, Zone
from portfolio_app.ui.week.hand import NEW_MINUTES, Hand, cursor
from portfolio_app.ui.week.keyboard import handle_key
from portfolio_app.ui.week.realscene import build_real_scene
from portfolio_app.ui.week.scene import Scene, Shown, Tile, TileKind
from portfolio_app.ui.week.scenemaker import TileCache, build_scene
from portfolio_app.ui.week.view import Place, WeekView, minute_of
from portfolio_app.ui.widgets.announcing import announce

_ZOOM_STEP = 1.15
_LAST_SLOT = 23 * 60
_MARGIN = 8  # pixels kept around what is brought into view


class WeekCanvas(WeekView):
    """The canvas of one document.

    Signals:
        edit_requested: the id of an item that the user wants to edit.
        keys_requested: the user asks which keys there are.
        scene_changed: another scene is on show.
    """

    edit_requested = Signal(str)
    keys_requested = Signal()
    scene_changed = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Show a document's week as soon as the canvas is seen."""
        super().__init__(parent)
        self.document = document
        self.snap = 15
        self.hand = Hand(self)
        self.hand.added.connect(self.edit_requested)
        self._week = 1
        self._day: date | None = None  # of a real week, where one is shown
        self._real: RealWeek | None = None
        self._tiles = TileCache()
        self._stale = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Week")
        self.heads: DayHeads = DayHeads(self)
        document.changed.connect(self._document_changed)
        document.selected.connect(self._selection_changed)

    # -- the scene -----------------------------------------------------------------------------

    @property
    def week(self) -> int:
        """The week of the cycle on show, from 1."""
        return self._scene.week

    @property
    def real(self) -> RealWeek | None:
        """The real week on show; None while it is the week that is edited."""
        return self._real

    @property
    def day(self) -> date | None:
        """The day whose real week is on show."""
        return self._day

    def show_dates(self, day: date | None) -> None:
        """Show the real week of a day of the job-plan year; None is the week that is edited."""
        self.hand.cancel()
        self._set_slot(None)
        self._day = None if day is None else self._in_year(day)
        self.refresh()
        if self._real is not None:
            span, hours = weekwords.span(self._real), weekwords.hours(self._real)
            self.announce(f"Week of {span}, {hours}")
        else:
            self.announce("The week that is edited")

    def show_week(self, week: int) -> None:
        """Show another week of the cycle; one beyond the end comes round."""
        self._week = week
        self.refresh()
        self.announce(f"Week {self._scene.week} of {self._scene.weeks}")

    def refresh(self) -> None:
        """Make the scene anew from the document."""
        if not self.document.is_open:
            return
        self._stale = False
        document = self.document
        shown = Shown(
            portfolio=document.effective,
            count=document.count,
            findings=document.findings,
            base=document.base_count if document.scenario is not None else None,
        )
        role = self._role_shown()
        self._real = self._work_out()
        if self._real is None:
            scene = build_scene(shown, week=self._week, role=role, cache=self._tiles)
            self._week = scene.week
        else:
            scene = build_real_scene(shown, self._real, self._begun_before(self._real), role=role)
        self.show_scene(scene)
        self._keep_place(scene)
        self.scene_changed.emit(scene)

    def _in_year(self, day: date) -> date:
        first, last = job_plan_year(self.document.portfolio)
        return min(max(day, first), last)

    def _work_out(self) -> RealWeek | None:
        """The real week to show; none where none is asked for, or a contract lacks a term then."""
        if self._day is None:
            return None
        document = self.document
        whole, day = document.count.whole, self._in_year(self._day)
        try:
            return real_week(whole, document.contracts, day, document.holidays)
        except LookupError as error:
            self._day = None
            document.refused.emit(f"This week cannot be worked out: {error.args[0]}.")
            return None

    def _begun_before(self, week: RealWeek) -> tuple[Occurrence, ...]:
        """What began on the day before a real week, within the job-plan year."""
        day = week.monday - timedelta(days=1)
        if day != self._in_year(day):
            return ()
        return lay(self.document.count.whole, day, day, self.document.holidays).occurrences

    def _role_shown(self) -> str | None:
        selection = self.document.selection
        item = None if selection is None else self.document.item(selection)
        return getattr(item, "role", None)

    def _document_changed(self, change: Change) -> None:
        if change.kind is ChangeKind.OPENED:
            self._week = 1
            self._day = None
            self.hand.cancel()
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _selection_changed(self, key: str | None) -> None:
        if not self.document.is_open or key is None:
            self._set_place(None)
            return
        if self._place is None or self._place[0] != key:
            self._set_place(self._place_of(key))
        self._set_slot(None)
        role = self.document.count.role(self._role_shown() or "")
        shaded_otherwise = role is not None and role.role.title != self._scene.premium_of
        if shaded_otherwise and self.isVisible() and not self._stale:
            self.refresh()

    # -- where the keyboard stands -------------------------------------------------------------

    @property
    def place(self) -> Place | None:
        """The block, chip or strip that the keyboard is on."""
        return self._place

    @property
    def slot(self) -> tuple[int, int] | None:
        """The empty hour that the keyboard is on: day and minute of the day."""
        return self._slot

    def places(self) -> list[Place]:
        """Everything the keyboard can stand on, in reading order."""
        places: list[Place] = [(chip.id, None) for chip in self._scene.chips]
        places += [(duty.id, None) for duty in self._scene.duties]
        end = self.geometry_now.days * MINUTES_PER_DAY
        places += [(tile.id, tile.start) for tile in self._scene.tiles if tile.start < end]
        return places

    def spoken(self, place: Place) -> str:
        """A block, chip or strip in one sentence."""
        key, start = place
        for tile in self._scene.tiles_of(key):
            if tile.start == start:
                return tile.spoken
        found = [c.spoken for c in self._scene.chips if c.id == key]
        found += [d.spoken for d in self._scene.duties if d.id == key]
        return found[0] if found else ""

    def spot_of(self, place: Place) -> Spot | None:
        """Where a block lies; None for a chip or a strip."""
        for tile in self._scene.tiles_of(place[0]):
            if tile.start == place[1]:
                return Spot(tile.start, tile.minutes)
        return None

    def go_to(self, place: Place) -> None:
        """Put the keyboard on a block, chip or strip: select it, bring it into view, read it."""
        self._set_slot(None)
        self._set_place(place)
        self.document.select(place[0])
        self._bring_into_view(place)
        self.announce(self.spoken(place))

    def go_to_slot(self, day: int, minute: int) -> None:
        """Put the keyboard on an empty hour."""
        self.document.select(None)
        slot = (day % self.geometry_now.days, min(max(minute, 0), _LAST_SLOT))
        self._set_slot(slot)
        self._show_minutes(slot[1], slot[1] + NEW_MINUTES)
        self.announce(f"Empty, {Spot(minute_of(slot), NEW_MINUTES).times}")

    def leave_slot(self) -> None:
        """Take the keyboard off the empty hour."""
        self._set_slot(None)

    def stand_on(self, key: str, *, start: int | None = None) -> None:
        """Stand on what an act left, at this minute of the week if it has a block there."""
        self._set_slot(None)
        self.document.select(key)
        starts = [tile.start for tile in self._scene.tiles_of(key)]
        if start in starts:
            self._set_place((key, start))
        elif self._place is None or self._place[0] != key or self._place[1] not in starts:
            self._set_place(self._place_of(key))
        if self._place is not None:
            self._bring_into_view(self._place)
            self.announce(self.spoken(self._place))

    def expect(self, place: Place) -> None:
        """Stand where a block is about to be."""
        self._set_place(place)

    def announce(self, text: str) -> None:
        """Say something to a screen reader."""
        announce(self, text)

    def _keep_place(self, scene: Scene) -> None:
        """Stay on the selected item, at its new place."""
        key = self.document.selection
        if key is None:
            self._set_place(None)
            return
        starts = [tile.start for tile in scene.tiles_of(key)]
        if self._place is None or self._place[0] != key or self._place[1] not in starts:
            self._set_place(self._place_of(key))

    def _place_of(self, key: str) -> Place | None:
        tiles = self._scene.tiles_of(key)
        if tiles:
            return key, tiles[0].start
        known = self._scene.chip(key) is not None or any(d.id == key for d in self._scene.duties)
        return (key, None) if known else None

    # -- mouse ---------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        point = event.position()
        hit = self.hit(point)
        if self._more is not None and hit.zone is Zone.TRAY and self._more[0].contains(point):
            self._show_more()
            return
        carried = self.hand.is_carrying
        self.hand.press(point, hit, event.modifiers())
        if carried:
            return
        if hit.piece is not None:
            self._set_place((hit.piece.tile.id, hit.piece.tile.start))
            self._set_slot(None)
        if hit.key is not None:
            self.document.select(hit.key)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if not self.hand.move(point, event.modifiers()):
            self._show_grip(self.hit(point))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        clicked = self.hand.release(event.position(), event.modifiers())
        if clicked is not None and clicked.key is None and clicked.zone is Zone.GRID:
            day, minute = divmod(int(clicked.minute), MINUTES_PER_DAY)
            self.go_to_slot(day, minute // self.snap * self.snap)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self.hand.is_carrying:
            return
        self.hand.cancel()
        hit = self.hit(event.position())
        if hit.key is not None:
            self.edit_requested.emit(hit.key)
        elif hit.zone is Zone.GRID:
            self.hand.add()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.zoom_by(_ZOOM_STEP**steps, event.position().y())
            event.accept()
            return
        super().wheelEvent(event)

    def _show_grip(self, hit: Hit) -> None:
        if hit.key is not None or hit.grip is not Grip.EMPTY:
            self.viewport().setCursor(cursor(hit.grip, dragging=False))
        else:
            self.viewport().unsetCursor()

    def _show_more(self) -> None:
        if self._more is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self._more[1]:
            text = f"{chip.title} · {chip.text}".replace("&", "&&")
            menu.addAction(text).triggered.connect(
                lambda _=False, key=chip.id: self.document.select(key)
            )
        menu.popup(self.global_rect(self._more[0]).bottomLeft())

    # -- bringing into view --------------------------------------------------------------------

    def _bring_into_view(self, place: Place) -> None:
        spot = self.spot_of(place)
        if spot is not None:
            begins = spot.start % MINUTES_PER_DAY
            self._show_minutes(begins, min(begins + spot.minutes, MINUTES_PER_DAY))

    def _show_minutes(self, start: int, end: int) -> None:
        geometry = self.geometry_now
        bar = self.verticalScrollBar()
        top, bottom = geometry.y(start), geometry.y(end)
        if bottom > geometry.grid.bottom():
            bar.setValue(bar.value() + round(bottom - geometry.grid.bottom()) + _MARGIN)
            top = self.geometry_now.y(start)
        if top < geometry.grid.top():
            bar.setValue(bar.value() - round(geometry.grid.top() - top) - _MARGIN)

    # -- keyboard, tips and events -------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not handle_key(self, event):
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if by_key and self._place is None and self._slot is None:
            places = self.places()
            if places:
                self.go_to(places[0])
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._tip(self.hit(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, hit: Hit) -> str:
        """What a tip says of a point, as text that cannot be taken for markup."""
        text = ""
        if hit.piece is not None:
            text = _tip_of(hit.piece.tile)
        elif hit.chip is not None:
            text = hit.chip.spoken
        elif hit.duty is not None:
            text = hit.duty.spoken
        plain = text.replace("&", "&amp;").replace("<", "&lt;")
        return f"<span>{plain}</span>" if text else ""


def step_week(canvas: WeekCanvas, by: int) -> None:
    """Show the week so many before or after: of the cycle, or by date where dates are shown."""
    if canvas.real is None:
        canvas.show_week(canvas.week + by)
    else:
        canvas.show_dates(canvas.real.monday + timedelta(days=by * DAYS_PER_WEEK))


def _tip_of(tile: Tile) -> str:
    parts = ", ".join(part for part in tile.parts if part not in tile.spoken)
    return f"{tile.spoken}, {parts}" if parts and tile.kind is TileKind.WORK else tile.spoken
