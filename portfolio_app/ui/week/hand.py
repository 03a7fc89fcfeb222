"""The user's hand on the week: what is pressed, dragged or carried, and what the keyboard moves.

A drag begins, follows and ends in one act of `acts`, or leaves everything as it was. A block can
be carried too: picked up by key or button, put down by a click or by Enter, with no dragging.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from portfolio_app.core.model import MINUTES_PER_DAY, MINUTES_PER_WEEK
from portfolio_app.ui.week import acts
from portfolio_app.ui.week.acts import AddKind, Spot
from portfolio_app.ui.week.drags import FINE, Drag, Grip, Pointer, nudged
from portfolio_app.ui.week.forecast import Ghost, forecast
from portfolio_app.ui.week.geometry import Hit, Zone
from portfolio_app.ui.week.view import minute_of

if TYPE_CHECKING:
    from portfolio_app.ui.week.canvas import WeekCanvas

THRESHOLD = 6  # pixels that the pointer must move before a press is a drag
NEW_MINUTES = 60
_EDGE_ZONE = 28  # pixels from the edge of the hours in which a drag scrolls them
_SCROLL_MS = 40
_STEP = 15  # minutes between the places that are tried for something new

ONLY_SHOWN = "A real week is only shown. To change it, edit the typical week."


class Hand(QObject):
    """The hand on one canvas.

    Signals:
        carrying: whether a block is carried without a button held.
        added: the id of an item that was just made.
    """

    carrying = Signal(bool)
    added = Signal(str)

    def __init__(self, canvas: "WeekCanvas") -> None:
        """Work on a canvas."""
        super().__init__(canvas)
        self._canvas = canvas
        self._document = canvas.document
        self._pressed: tuple[QPointF, Hit] | None = None
        self._drag: Drag | None = None
        self._carried = False
        self._pointer: Pointer | None = None
        self._ghost: Ghost | None = None
        self._last_point = QPointF()
        self._scroller = QTimer(self)
        self._scroller.setInterval(_SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_along)

    @property
    def ghost(self) -> Ghost | None:
        """What would be left if the drag ended now; None when there is none."""
        return self._ghost

    @property
    def is_carrying(self) -> bool:
        """Whether a block is carried without a button held."""
        return self._carried

    # -- from the keyboard and from buttons ----------------------------------------------------

    def add(self, kind: AddKind = AddKind.ACTIVITY) -> str | None:
        """Add an item at the focused slot, or at the first free hour after the focused block."""
        if self.refuses():
            return None
        spot = self._spot_to_add()
        key = acts.add(self._document, kind, spot, like=self._document.selection)
        if key is not None:
            self._canvas.stand_on(key)
            self.added.emit(key)
        return key

    def refuses(self) -> bool:
        """Whether the week on show is a real one, which is only shown; says so."""
        if self._canvas.real is None:
            return False
        self._document.refused.emit(ONLY_SHOWN)
        return True

    def move_to(self, spot: Spot) -> None:
        """Move or resize the focused block; nudges on end are one step."""
        place = self._canvas.place
        was = None if place is None else self._canvas.spot_of(place)
        if place is None or was is None or self.refuses():
            return
        key = place[0]
        self._canvas.expect((key, spot.start))
        acts.move(self._document, key, spot, was=was, merge=f"nudge {key}")
        self._canvas.stand_on(key)

    def pick_up(self) -> None:
        """Carry the focused block or chip: the next click, or arrows and Enter, put it down."""
        drag = self._carried_drag()
        if drag is None or self.refuses():
            return
        self._canvas.setFocus()
        self._drag = drag
        self._carried = True
        self._follow(Pointer(minute=drag.was.start, snap=self._canvas.snap))
        self.carrying.emit(True)
        self._canvas.announce(
            "Carried. Arrow keys or a click choose the place; Enter drops, Escape cancels."
        )

    def carry_by(self, *, days: int = 0, minutes: int = 0) -> None:
        """Take what is carried further."""
        if self._drag is None or self._ghost is None:
            return
        spot = nudged(self._ghost.spot, days=days, minutes=minutes)
        self._follow(Pointer(minute=spot.start, snap=FINE))
        self._canvas.announce(self._ghost.text)

    def drop(self) -> None:
        """Put down what is dragged or carried: one act."""
        drag, pointer = self._drag, self._pointer
        self._let_go()
        if drag is None or pointer is None:
            return
        key = drag.finish(self._document, pointer)
        if key is not None:
            self._canvas.stand_on(key, start=drag.spot(pointer).start)
            if drag.grip is Grip.EMPTY:
                self.added.emit(key)

    def cancel(self) -> None:
        """Leave everything as it was before the drag."""
        self._let_go()

    # -- from the mouse ------------------------------------------------------------------------

    def press(self, point: QPointF, hit: Hit, keys: Qt.KeyboardModifier) -> None:
        """A button went down: the end of a carry, or perhaps the beginning of a drag."""
        if self._carried:
            self._follow(self._pointer_at(point, keys))
            self.drop()
        else:
            self._pressed = (point, hit)

    def move(self, point: QPointF, keys: Qt.KeyboardModifier) -> bool:
        """The pointer moved; whether a press or a drag took it."""
        self._last_point = point
        pressed = self._pressed
        if self._drag is None and pressed is None:
            return False
        if self._drag is None and pressed is not None:
            if (point - pressed[0]).manhattanLength() < THRESHOLD:
                return True
            self._begin(pressed[1])
        if self._drag is not None:
            self._follow(self._pointer_at(point, keys))
            self._scroll_if_near_edge(point)
        return True

    def release(self, point: QPointF, keys: Qt.KeyboardModifier) -> Hit | None:
        """The button came up; what was pressed when it was a click and no drag."""
        if self._carried:
            return None
        pressed, self._pressed = self._pressed, None
        if self._drag is None:
            return None if pressed is None else pressed[1]
        self._follow(self._pointer_at(point, keys))
        self.drop()
        return None

    # -- within --------------------------------------------------------------------------------

    def _carried_drag(self) -> Drag | None:
        """The drag that carries the focused block or chip."""
        place = self._canvas.place
        if place is None or self._document.item(place[0]) is None:
            return None
        was = self._canvas.spot_of(place)
        if was is not None:
            return Drag(grip=Grip.BODY, grabbed=was.start, was=was, key=place[0])
        chip = self._canvas.scene.chip(place[0])
        if chip is None:
            return None
        minutes = min(chip.minutes or NEW_MINUTES, acts.LONGEST_PLACED)
        spot = Spot(self._spot_to_add().start, minutes)
        return Drag(grip=Grip.CHIP, grabbed=spot.start, was=spot, key=place[0])

    def _begin(self, hit: Hit) -> None:
        """The press has become a drag."""
        self._pressed = None
        if self.refuses():
            return
        if hit.zone is Zone.TRAY and hit.chip is not None:
            if self._document.item(hit.chip.id) is None:
                return
            minutes = min(hit.chip.minutes or NEW_MINUTES, acts.LONGEST_PLACED)
            self._drag = Drag(grip=Grip.CHIP, grabbed=0, was=Spot(0, minutes), key=hit.chip.id)
        elif hit.piece is not None:
            tile = hit.piece.tile
            was = Spot(tile.start, tile.minutes)
            self._drag = Drag(grip=hit.grip, grabbed=hit.minute, was=was, key=tile.id)
        elif hit.zone is Zone.GRID:
            was = Spot(int(hit.minute), self._canvas.snap)
            self._drag = Drag(grip=Grip.EMPTY, grabbed=hit.minute, was=was)
        if self._drag is not None:
            self._canvas.viewport().setCursor(cursor(self._drag.grip, dragging=True))

    def _pointer_at(self, point: QPointF, keys: Qt.KeyboardModifier) -> Pointer:
        geometry = self._canvas.geometry_now
        return Pointer(
            minute=geometry.minute_at(point),
            snap=FINE if keys & Qt.KeyboardModifier.AltModifier else self._canvas.snap,
            copies=bool(keys & Qt.KeyboardModifier.ControlModifier),
            over_tray=geometry.head <= point.y() < geometry.duties_top,
        )

    def _follow(self, pointer: Pointer) -> None:
        if self._drag is None:
            return
        self._pointer = pointer
        self._ghost = forecast(self._document, self._canvas.scene, self._drag, pointer)
        copies = pointer.copies and self._drag.grip is Grip.BODY
        self._canvas.show_ghost(self._ghost, None if copies else self._drag.key)

    def _let_go(self) -> None:
        carried = self._carried
        self._drag = self._pointer = self._pressed = self._ghost = None
        self._carried = False
        self._scroller.stop()
        self._canvas.show_ghost(None, None)
        self._canvas.viewport().unsetCursor()
        if carried:
            self.carrying.emit(False)

    def _spot_to_add(self) -> Spot:
        """The focused slot, else the first free hour of a day after the focused block."""
        canvas = self._canvas
        if canvas.slot is not None:
            return Spot(minute_of(canvas.slot), NEW_MINUTES)
        first, last = canvas.day_span
        was = None if canvas.place is None else canvas.spot_of(canvas.place)
        start = first + NEW_MINUTES if was is None else was.start + was.minutes
        busy = [(t.start, t.start + t.minutes) for t in canvas.scene.tiles]
        for step in range(0, MINUTES_PER_WEEK, _STEP):
            begins = (start + step) % MINUTES_PER_WEEK
            in_day = begins % MINUTES_PER_DAY
            if not first <= in_day <= last - NEW_MINUTES:
                continue
            if all(begins + NEW_MINUTES <= s or begins >= e for s, e in busy):
                return Spot(begins, NEW_MINUTES)
        return Spot(start % MINUTES_PER_WEEK, NEW_MINUTES)

    def _scroll_if_near_edge(self, point: QPointF) -> None:
        grid = self._canvas.geometry_now.grid
        low = point.y() > grid.bottom() - _EDGE_ZONE
        high = grid.top() <= point.y() < grid.top() + _EDGE_ZONE
        if not (low or high):
            self._scroller.stop()
        elif not self._scroller.isActive():
            self._scroller.start()

    def _scroll_along(self) -> None:
        grid = self._canvas.geometry_now.grid
        down = self._last_point.y() > grid.center().y()
        bar = self._canvas.verticalScrollBar()
        bar.setValue(bar.value() + (8 if down else -8))
        self._follow(self._pointer_at(self._last_point, QApplication.keyboardModifiers()))


def cursor(grip: Grip, *, dragging: bool) -> Qt.CursorShape:
    """The pointer's shape over, or with, a part of the week."""
    if grip in (Grip.START, Grip.END):
        return Qt.CursorShape.SizeVerCursor
    if grip in (Grip.BODY, Grip.CHIP):
        return Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.OpenHandCursor
    return Qt.CursorShape.CrossCursor if dragging else Qt.CursorShape.ArrowCursor
