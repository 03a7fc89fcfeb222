"""The week that can be worked on: mouse, keyboard and click-only tools over the picture.

Every tool ends in one act of `acts`, or in none. Emits requests and never reaches another widget.
"""

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget
from typing_extensions import override

from portfolio_app.core.model import MINUTES_PER_WEEK
from portfolio_app.ui.document import Change, ChangeKind, Document
from portfolio_app.ui.week import acts
from portfolio_app.ui.week.acts import AddKind, Spot
from portfolio_app.ui.week.drags import FINE, Drag, Grip, Pointer, nudged
from portfolio_app.ui.week.forecast import Ghost, forecast
from portfolio_app.ui.week.geometry import Hit, Zone
from portfolio_app.ui.week.scene import Scene, Shown, Tile, TileKind, build_scene
from portfolio_app.ui.week.view import Place, WeekView, minute_of

THRESHOLD = 6  # pixels that the pointer must move before a press is a drag
NEW_MINUTES = 60
_ZOOM_STEP = 1.15
_EDGE_ZONE = 28  # pixels from the edge of the hours in which a drag scrolls them
_SCROLL_MS = 40


class WeekCanvas(WeekView):
    """The canvas of one document.

    Signals:
        edit_requested: the id of an item that the user wants to edit.
        keys_requested: the user asks which keys there are.
        scene_changed: another scene is on show.
        carrying: whether a block is being carried to a click.
    """

    edit_requested = Signal(str)
    keys_requested = Signal()
    scene_changed = Signal(object)
    carrying = Signal(bool)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Show a document's week as soon as the canvas is seen."""
        super().__init__(parent)
        self.document = document
        self.snap = 15
        self._week = 1
        self._stale = True
        self._pressed: tuple[QPointF, Hit] | None = None
        self._drag: Drag | None = None
        self._carried = False  # the drag goes on without a button held
        self._pointer: Pointer | None = None
        self._last_point = QPointF()
        self._scroller = QTimer(self)
        self._scroller.setInterval(_SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_along)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Week")
        document.changed.connect(self._document_changed)
        document.selected.connect(self._selection_changed)

    # -- the scene -----------------------------------------------------------------------------

    @property
    def week(self) -> int:
        """The week of the cycle on show, from 1."""
        return self._scene.week

    def show_week(self, week: int) -> None:
        """Show another week of the cycle; one beyond the end comes round."""
        self._week = week
        self.refresh()
        self._announce(f"Week {self._scene.week} of {self._scene.weeks}")

    def refresh(self) -> None:
        """Make the scene anew from the document."""
        if not self.document.is_open:
            return
        self._stale = False
        document = self.document
        base = document.base_count if document.scenario is not None else None
        shown = Shown(
            portfolio=document.effective,
            count=document.count,
            findings=document.findings,
            base=base,
        )
        scene = build_scene(shown, week=self._week, role=self._role_shown())
        self._week = scene.week
        self.show_scene(scene)
        self._keep_place(scene)
        self.scene_changed.emit(scene)

    @property
    def ghost(self) -> Ghost | None:
        """What the drag under way would leave; None when there is none."""
        return self._ghost

    @property
    def place(self) -> Place | None:
        """The block, chip or strip that the keyboard is on."""
        return self._place

    def _role_shown(self) -> str | None:
        selection = self.document.selection
        item = None if selection is None else self.document.item(selection)
        return getattr(item, "role", None)

    def _document_changed(self, change: Change) -> None:
        if change.kind is ChangeKind.OPENED:
            self._week = 1
            self.cancel()
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _selection_changed(self, key: str | None) -> None:
        if not self.document.is_open:
            return
        if key is None:
            self._set_place(None)
        elif self._place is None or self._place[0] != key:
            self._set_place(self._place_of(key))
        if key is not None:
            self._set_slot(None)
        premium_of = self._scene.premium_of
        if self.isVisible() and not self._stale and key is not None:
            shown = self.document.count.role(self._role_shown() or "")
            if shown is not None and shown.role.title != premium_of:
                self.refresh()

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

    def places(self) -> list[Place]:
        """Everything the keyboard can stand on, in reading order."""
        places: list[Place] = [(chip.id, None) for chip in self._scene.chips]
        places += [(duty.id, None) for duty in self._scene.duties]
        days = self.geometry_now.days
        for tile in self._scene.tiles:
            if tile.start < days * 1440:
                places.append((tile.id, tile.start))
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

    def go_to(self, place: Place) -> None:
        """Put the keyboard on a block, chip or strip: select it, bring it into view, read it."""
        self._set_slot(None)
        self._set_place(place)
        self.document.select(place[0])
        self._bring_into_view(place)
        self._announce(self.spoken(place))

    def go_to_slot(self, day: int, minute: int) -> None:
        """Put the keyboard on an empty hour."""
        self.document.select(None)
        self._set_place(None)
        self._set_slot((day % self.geometry_now.days, min(max(minute, 0), 23 * 60)))
        assert self._slot is not None  # noqa: S101 - just set
        self._show_minutes(self._slot[1], self._slot[1] + 60)
        self._announce(f"Empty, {Spot(minute_of(self._slot), NEW_MINUTES).times}")

    def leave_slot(self) -> None:
        """Take the keyboard off the empty hour."""
        self._set_slot(None)

    def fit_day(self) -> None:
        """Fit the hours of the day into the height again."""
        self.show_hours(*self._span)

    @property
    def first_minute(self) -> int:
        """The first minute of the day that the canvas is set to show."""
        return self._span[0] * 60

    @property
    def slot(self) -> tuple[int, int] | None:
        """The empty hour that the keyboard is on: day and minute of the day."""
        return self._slot

    def spot_of(self, place: Place) -> Spot | None:
        """Where a block lies; None for a chip or a strip."""
        for tile in self._scene.tiles_of(place[0]):
            if tile.start == place[1]:
                return Spot(tile.start, tile.minutes)
        return None

    # -- acts from the keyboard and from buttons -----------------------------------------------

    def add(self, kind: AddKind = AddKind.ACTIVITY) -> str | None:
        """Add an item at the focused slot, or at the first free hour after the focused block."""
        key = acts.add(self.document, kind, self._spot_to_add(), like=self.document.selection)
        if key is not None:
            self._set_slot(None)
            self._after(key)
            self.edit_requested.emit(key)
        return key

    def _spot_to_add(self) -> Spot:
        if self._slot is not None:
            return Spot(minute_of(self._slot), NEW_MINUTES)
        was = None if self._place is None else self.spot_of(self._place)
        start = self._span[0] * 60 + 60 if was is None else was.start + was.minutes
        busy = [(t.start, t.start + t.minutes) for t in self._scene.tiles]
        for step in range(0, MINUTES_PER_WEEK, 15):
            begins = (start + step) % MINUTES_PER_WEEK
            late = begins % 1440 + NEW_MINUTES > self._span[1] * 60
            early = begins % 1440 < self._span[0] * 60
            if late or early:
                continue
            if all(begins + NEW_MINUTES <= s or begins >= e for s, e in busy):
                return Spot(begins, NEW_MINUTES)
        return Spot(start % MINUTES_PER_WEEK, NEW_MINUTES)

    def move_to(self, spot: Spot) -> None:
        """Move or resize the focused block; nudges on end are one step."""
        place = self._place
        was = None if place is None else self.spot_of(place)
        if place is None or was is None:
            return
        key = place[0]
        self._set_place((key, spot.start))
        acts.move(self.document, key, spot, was=was, merge=f"nudge {key}")
        self._after(key)

    def pick_up(self) -> None:
        """Carry the focused block or chip: the next click, or arrows and Enter, put it down."""
        place = self._place
        if place is None:
            return
        was = self.spot_of(place)
        chip = self._scene.chip(place[0])
        if was is None and (chip is None or self.document.item(chip.id) is None):
            return
        self.setFocus()
        grip = Grip.BODY
        if was is None and chip is not None:
            grip = Grip.CHIP
            start = self._spot_to_add().start
            was = Spot(start, min(chip.minutes or NEW_MINUTES, acts.LONGEST_PLACED))
        assert was is not None  # noqa: S101 - one of the two above
        self._drag = Drag(grip=grip, grabbed=was.start, was=was, key=place[0])
        self._carried = True
        self._follow(Pointer(minute=was.start, snap=self.snap))
        self.carrying.emit(True)
        self._announce(
            "Carried. Arrow keys or a click choose the place; Enter drops, Escape cancels."
        )

    def carry_by(self, *, days: int = 0, minutes: int = 0) -> None:
        """Take what is carried further."""
        if self._drag is None or self._ghost is None:
            return
        spot = nudged(self._ghost.spot, days=days, minutes=minutes)
        self._follow(Pointer(minute=spot.start, snap=FINE))
        if self._ghost is not None:
            self._announce(self._ghost.text)

    @property
    def is_carrying(self) -> bool:
        """Whether a block is carried without a button held."""
        return self._carried

    def drop(self) -> None:
        """Put down what is dragged or carried: one act."""
        drag, pointer = self._drag, self._pointer
        self._stop()
        if drag is None or pointer is None:
            return
        key = drag.finish(self.document, pointer)
        if key is not None:
            self._after(key, start=drag.spot(pointer).start)
            if drag.grip is Grip.EMPTY:
                self.edit_requested.emit(key)

    def cancel(self) -> bool:
        """Leave everything as it was before the drag; whether there was one."""
        was = self._drag is not None
        self._stop()
        return was

    def _stop(self) -> None:
        carried = self._carried
        self._drag = self._pointer = self._pressed = None
        self._carried = False
        self._scroller.stop()
        self._set_ghost(None)
        self.viewport().unsetCursor()
        if carried:
            self.carrying.emit(False)

    def _after(self, key: str, *, start: int | None = None) -> None:
        """Stand on the block that an act left, and read it out."""
        starts = [tile.start for tile in self._scene.tiles_of(key)]
        self.document.select(key)
        place = (key, start) if start in starts else self._place_of(key)
        if self._place is not None and self._place[0] == key and self._place[1] in starts:
            place = (key, start) if start in starts else self._place
        self._set_place(place)
        if place is not None:
            self._bring_into_view(place)
            self._announce(self.spoken(place))

    # -- mouse ---------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        point = event.position()
        if self._carried:
            self._follow(self._pointer_at(point, event.modifiers()))
            self.drop()
            return
        hit = self.hit(point)
        if self._more is not None and hit.zone is Zone.TRAY and self._more[0].contains(point):
            self._show_more()
            return
        self._pressed = (point, hit)
        if hit.piece is not None:
            self._set_place((hit.piece.tile.id, hit.piece.tile.start))
            self._set_slot(None)
        if hit.key is not None:
            self.document.select(hit.key)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        self._last_point = point
        if self._drag is not None:
            self._follow(self._pointer_at(point, event.modifiers()))
            self._scroll_if_near_edge(point)
            return
        if self._pressed is None:
            self._show_grip(self.hit(point))
            return
        if (point - self._pressed[0]).manhattanLength() >= THRESHOLD:
            self._begin(self._pressed[1])
            if self._drag is not None:
                self._follow(self._pointer_at(point, event.modifiers()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._carried:
            return
        pressed, self._pressed = self._pressed, None
        if self._drag is not None:
            self._follow(self._pointer_at(event.position(), event.modifiers()))
            self.drop()
        elif pressed is not None and pressed[1].key is None and pressed[1].zone is Zone.GRID:
            minute = int(pressed[1].minute)
            self.go_to_slot(minute // 1440, minute % 1440 // self.snap * self.snap)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._carried:
            return
        self._pressed = None
        hit = self.hit(event.position())
        if hit.key is not None:
            self.edit_requested.emit(hit.key)
        elif hit.zone is Zone.GRID:
            self.add()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.zoom_by(_ZOOM_STEP**steps, event.position().y())
            event.accept()
            return
        super().wheelEvent(event)

    def _begin(self, hit: Hit) -> None:
        """The press has become a drag."""
        self._pressed = None
        if hit.zone is Zone.TRAY and hit.chip is not None:
            if self.document.item(hit.chip.id) is None:
                return
            minutes = min(hit.chip.minutes or NEW_MINUTES, acts.LONGEST_PLACED)
            self._drag = Drag(grip=Grip.CHIP, grabbed=0, was=Spot(0, minutes), key=hit.chip.id)
        elif hit.piece is not None:
            tile = hit.piece.tile
            was = Spot(tile.start, tile.minutes)
            self._drag = Drag(grip=hit.grip, grabbed=hit.minute, was=was, key=tile.id)
        elif hit.zone is Zone.GRID:
            was = Spot(int(hit.minute), self.snap)
            self._drag = Drag(grip=Grip.EMPTY, grabbed=hit.minute, was=was)
        if self._drag is not None:
            self.viewport().setCursor(_cursor(self._drag.grip, dragging=True))

    def _pointer_at(self, point: QPointF, keys: Qt.KeyboardModifier) -> Pointer:
        geometry = self.geometry_now
        over_tray = geometry.head <= point.y() < geometry.duties_top
        return Pointer(
            minute=geometry.minute_at(point),
            snap=FINE if keys & Qt.KeyboardModifier.AltModifier else self.snap,
            copies=bool(keys & Qt.KeyboardModifier.ControlModifier),
            over_tray=over_tray,
        )

    def _follow(self, pointer: Pointer) -> None:
        if self._drag is None:
            return
        self._pointer = pointer
        ghost = forecast(self.document, self._scene, self._drag, pointer)
        lifted = None if pointer.copies and self._drag.grip is Grip.BODY else self._drag.key
        self._set_ghost(ghost, lifted)

    def _show_grip(self, hit: Hit) -> None:
        if hit.key is not None or hit.grip is not Grip.EMPTY:
            self.viewport().setCursor(_cursor(hit.grip, dragging=False))
        else:
            self.viewport().unsetCursor()

    def _show_more(self) -> None:
        assert self._more is not None  # noqa: S101 - asked for by a click on it
        menu = QMenu(self)
        for chip in self._more[1]:
            text = f"{chip.title} · {chip.text}".replace("&", "&&")
            menu.addAction(text).triggered.connect(
                lambda _=False, key=chip.id: self.document.select(key)
            )
        menu.popup(self.global_rect(self._more[0]).bottomLeft())

    # -- scrolling -----------------------------------------------------------------------------

    def _scroll_if_near_edge(self, point: QPointF) -> None:
        grid = self.geometry_now.grid
        near = point.y() > grid.bottom() - _EDGE_ZONE or (
            grid.top() <= point.y() < grid.top() + _EDGE_ZONE
        )
        if near and not self._scroller.isActive():
            self._scroller.start()
        elif not near:
            self._scroller.stop()

    def _scroll_along(self) -> None:
        grid = self.geometry_now.grid
        down = self._last_point.y() > grid.center().y()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (8 if down else -8))
        self._follow(self._pointer_at(self._last_point, QApplication.keyboardModifiers()))

    def _bring_into_view(self, place: Place) -> None:
        spot = self.spot_of(place)
        if spot is not None:
            begins = spot.start % 1440
            self._show_minutes(begins, min(begins + spot.minutes, 1440))

    def _show_minutes(self, start: int, end: int) -> None:
        geometry = self.geometry_now
        bar = self.verticalScrollBar()
        top, bottom = geometry.y(start), geometry.y(end)
        if bottom > geometry.grid.bottom():
            bar.setValue(bar.value() + round(bottom - geometry.grid.bottom()) + 8)
            top = self.geometry_now.y(start)
        if top < geometry.grid.top():
            bar.setValue(bar.value() - round(geometry.grid.top() - top) - 8)

    # -- keyboard, tips and events -------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        from portfolio_app.ui.week.keyboard import handle_key  # noqa: PLC0415 - it knows the canvas

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
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        hit = self.hit(QPointF(event.pos()))
        text = ""
        if hit.piece is not None:
            text = _tip(hit.piece.tile)
        elif hit.chip is not None:
            text = hit.chip.spoken
        elif hit.duty is not None:
            text = hit.duty.spoken
        plain = text.replace("&", "&amp;").replace("<", "&lt;")
        QToolTip.showText(
            event.globalPos(), f"<span>{plain}</span>" if text else "", self.viewport()
        )

    def _announce(self, text: str) -> None:
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


def _tip(tile: Tile) -> str:
    parts = ", ".join(part for part in tile.parts if part not in tile.spoken)
    return f"{tile.spoken}, {parts}" if parts and tile.kind is TileKind.WORK else tile.spoken


def _cursor(grip: Grip, *, dragging: bool) -> Qt.CursorShape:
    if grip in (Grip.START, Grip.END):
        return Qt.CursorShape.SizeVerCursor
    if grip in (Grip.BODY, Grip.CHIP):
        return Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.OpenHandCursor
    return Qt.CursorShape.CrossCursor if dragging else Qt.CursorShape.ArrowCursor
