"""The keys of the week: everything that the mouse can do, without it.

A table from keys to what the canvas is asked to do. Knows the canvas, and nothing beyond it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from portfolio_app.core.model import MINUTES_PER_DAY
from portfolio_app.ui.week import acts
from portfolio_app.ui.week.drags import nudged, stretched

if TYPE_CHECKING:
    from portfolio_app.ui.week.canvas import WeekCanvas

KEYS = (
    ("Arrow keys", "from block to block"),
    ("Shift + arrow keys", "over empty time"),
    ("Home, End", "first and last block of the day"),
    ("Page Up, Page Down", "the week before and after"),
    ("Enter or F2", "edit the block; on empty time, add an activity"),
    ("N or Insert", "add an activity"),
    ("Ctrl + arrow keys", "move the block by 15 minutes or a day"),
    ("Ctrl + Alt + Up, Down", "end earlier or later; with Shift, begin earlier or later"),
    ("M", "carry the block: arrow keys or a click, then Enter; Escape cancels"),
    ("W", "the working of the day's hours and units"),
    ("Ctrl + D", "duplicate"),
    ("Delete", "delete"),
    ("Ctrl + plus, minus, 0", "taller hours, shorter hours, fit the day"),
    ("Alt while dragging", "to the minute"),
    ("Ctrl while dragging", "copy"),
)

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CHANGES = frozenset(
    (Qt.Key.Key_N, Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_M)
)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def handle_key(canvas: "WeekCanvas", event: QKeyEvent) -> bool:
    """Do what a key asks; False when it asks for nothing here."""
    key = event.key()
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if canvas.hand.ghost is not None and _while_dragging(canvas, key):
        return True
    if (key in _CHANGES or (key, held) == (Qt.Key.Key_D, _CTRL)) and canvas.hand.refuses():
        return True
    if key in _ARROWS:
        return _arrow(canvas, held, *_ARROWS[Qt.Key(key)])
    if held & ~_SHIFT == _NONE and key in _PLAIN:
        _PLAIN[Qt.Key(key)](canvas)
        return True
    if held & ~_SHIFT == _CTRL and key in _WITH_CTRL:
        _WITH_CTRL[Qt.Key(key)](canvas)
        return True
    return False


def _while_dragging(canvas: "WeekCanvas", key: int) -> bool:
    if key == Qt.Key.Key_Escape:
        canvas.hand.cancel()
        return True
    if not canvas.hand.is_carrying:
        return key in _ARROWS or key in _PLAIN
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_M):
        canvas.hand.drop()
    elif key in _ARROWS:
        days, steps = _ARROWS[Qt.Key(key)]
        canvas.hand.carry_by(days=days, minutes=steps * canvas.snap)
    return True


def _arrow(canvas: "WeekCanvas", held: Qt.KeyboardModifier, days: int, steps: int) -> bool:
    if held == _NONE:
        _walk(canvas, days, steps)
    elif held == _SHIFT:
        _walk_slots(canvas, days, steps)
    elif held == _CTRL:
        _nudge(canvas, days, steps)
    elif held in (_CTRL | _ALT, _CTRL | _ALT | _SHIFT) and steps:
        _stretch(canvas, steps, start=bool(held & _SHIFT))
    else:
        return False
    return True


def _walk(canvas: "WeekCanvas", days: int, steps: int) -> None:
    """Up and down in reading order, left and right to the nearest in time on another day."""
    places = canvas.places()
    if not places:
        return
    here = canvas.place
    if here is None or here not in places:
        canvas.go_to(_nearest_to_slot(canvas))
    elif steps:
        at = places.index(here) + steps
        canvas.go_to(places[min(max(at, 0), len(places) - 1)])
    else:
        _walk_days(canvas, days)


def _nearest_to_slot(canvas: "WeekCanvas") -> tuple[str, int | None]:
    places = canvas.places()
    if canvas.slot is None:
        return places[0]
    minute = canvas.slot[0] * MINUTES_PER_DAY + canvas.slot[1]
    timed = [place for place in places if place[1] is not None] or places
    return min(timed, key=lambda place: abs((place[1] or 0) - minute))


def _walk_days(canvas: "WeekCanvas", days: int) -> None:
    here = canvas.place
    timed = [place for place in canvas.places() if place[1] is not None]
    if here is None or here[1] is None:
        if timed:
            canvas.go_to(timed[0])
        return
    day, minute = divmod(here[1], MINUTES_PER_DAY)
    there = [p for p in timed if ((p[1] or 0) // MINUTES_PER_DAY - day) * days > 0]
    if not there:
        return
    nearest = min(abs((p[1] or 0) // MINUTES_PER_DAY - day) for p in there)
    on_day = [p for p in there if abs((p[1] or 0) // MINUTES_PER_DAY - day) == nearest]
    canvas.go_to(min(on_day, key=lambda p: abs((p[1] or 0) % MINUTES_PER_DAY - minute)))


def _walk_slots(canvas: "WeekCanvas", days: int, steps: int) -> None:
    slot = canvas.slot
    if slot is None:
        spot = None if canvas.place is None else canvas.spot_of(canvas.place)
        start = canvas.day_span[0] if spot is None else spot.start
        slot = (start // MINUTES_PER_DAY, start % MINUTES_PER_DAY)
        if spot is None:
            canvas.go_to_slot(*slot)
            return
    canvas.go_to_slot(slot[0] + days, slot[1] + steps * canvas.snap)


def _nudge(canvas: "WeekCanvas", days: int, steps: int) -> None:
    was = None if canvas.place is None else canvas.spot_of(canvas.place)
    if was is not None:
        canvas.hand.move_to(nudged(was, days=days, minutes=steps * canvas.snap))


def _stretch(canvas: "WeekCanvas", steps: int, *, start: bool) -> None:
    was = None if canvas.place is None else canvas.spot_of(canvas.place)
    if was is not None:
        by = steps * canvas.snap
        canvas.hand.move_to(stretched(was, start=by) if start else stretched(was, end=by))


def _edit(canvas: "WeekCanvas") -> None:
    if canvas.place is not None:
        canvas.edit_requested.emit(canvas.place[0])
    elif canvas.slot is not None:
        canvas.hand.add()


def _delete(canvas: "WeekCanvas") -> None:
    key = canvas.document.selection
    if key is None:
        return
    places = canvas.places()
    here = canvas.place
    at = places.index(here) if here in places else 0
    if acts.delete(canvas.document, key):
        left = [place for place in canvas.places() if place[0] != key]
        if left:
            canvas.go_to(left[min(at, len(left) - 1)])


def _duplicate(canvas: "WeekCanvas") -> None:
    if canvas.document.selection is not None:
        acts.duplicate(canvas.document, canvas.document.selection)


def _escape(canvas: "WeekCanvas") -> None:
    canvas.leave_slot()
    canvas.document.select(None)


def _end_of_day(canvas: "WeekCanvas", *, last: bool) -> None:
    here = canvas.place
    day = canvas.slot[0] if canvas.slot is not None else 0
    if here is not None and here[1] is not None:
        day = here[1] // MINUTES_PER_DAY
    places = [p for p in canvas.places() if p[1] is not None and p[1] // MINUTES_PER_DAY == day]
    if places:
        canvas.go_to(places[-1 if last else 0])


def _add(canvas: "WeekCanvas") -> None:
    canvas.hand.add()


def _step(canvas: "WeekCanvas", by: int) -> None:
    from portfolio_app.ui.week.canvas import step_week

    step_week(canvas, by)


def _pick_up(canvas: "WeekCanvas") -> None:
    canvas.hand.pick_up()


def _ask_for_keys(canvas: "WeekCanvas") -> None:
    canvas.keys_requested.emit()


def _day_working(canvas: "WeekCanvas") -> None:
    canvas.heads.show_here()


_PLAIN: dict[Qt.Key, Callable[["WeekCanvas"], object]] = {
    Qt.Key.Key_Return: _edit,
    Qt.Key.Key_Enter: _edit,
    Qt.Key.Key_F2: _edit,
    Qt.Key.Key_N: _add,
    Qt.Key.Key_Insert: _add,
    Qt.Key.Key_Delete: _delete,
    Qt.Key.Key_Backspace: _delete,
    Qt.Key.Key_M: _pick_up,
    Qt.Key.Key_Home: lambda canvas: _end_of_day(canvas, last=False),
    Qt.Key.Key_End: lambda canvas: _end_of_day(canvas, last=True),
    Qt.Key.Key_PageUp: lambda canvas: _step(canvas, -1),
    Qt.Key.Key_PageDown: lambda canvas: _step(canvas, 1),
    Qt.Key.Key_Escape: _escape,
    Qt.Key.Key_Question: _ask_for_keys,
    Qt.Key.Key_W: _day_working,
}
_WITH_CTRL: dict[Qt.Key, Callable[["WeekCanvas"], object]] = {
    Qt.Key.Key_D: _duplicate,
    Qt.Key.Key_Plus: lambda canvas: canvas.zoom_by(1.25),
    Qt.Key.Key_Equal: lambda canvas: canvas.zoom_by(1.25),
    Qt.Key.Key_Minus: lambda canvas: canvas.zoom_by(0.8),
    Qt.Key.Key_0: lambda canvas: canvas.fit_day(),
}
