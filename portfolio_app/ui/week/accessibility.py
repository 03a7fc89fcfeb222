"""The week for those who hear it: a list of blocks, chips and strips, each with name and place.

After them come the heads of the days that hold a figure: buttons, which speak for themselves.

A custom-painted canvas has no children of its own, so the tree is made here, from the same scene.
Python must keep every interface alive as long as Qt may ask for it.
"""

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget
from typing_extensions import override

from portfolio_app.ui.week.canvas import WeekCanvas
from portfolio_app.ui.week.view import Place

_kept: dict[int, "WeekInterface"] = {}


class BlockInterface(QAccessibleInterface):
    """One block, chip or strip."""

    def __init__(self, canvas: WeekCanvas, place: Place) -> None:
        """Stand for a place on the canvas."""
        super().__init__()
        self._canvas = canvas
        self.place = place

    @override
    def isValid(self) -> bool:
        return self.place in self._canvas.places()

    @override
    def object(self) -> QObject | None:  # type: ignore[override]  # None is right: no QObject
        return None

    @override
    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._canvas.window().windowHandle()

    @override
    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._canvas)

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def text(self, text: QAccessible.Text) -> str:
        if text is QAccessible.Text.Name:
            return self._canvas.spoken(self.place)
        if text is QAccessible.Text.Help:
            return "Enter edits, M moves, Delete deletes, W says how the day adds up"
        return ""

    @override
    def setText(self, text: QAccessible.Text, value: str) -> None:
        """A block's words follow from the plan and cannot be set here."""

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def rect(self) -> QRect:
        return self._canvas.global_rect(self._canvas.rect_of(self.place))

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = 1
        state.selectable = 1
        here = self._canvas.place == self.place
        state.selected = int(here)
        state.focused = int(here and self._canvas.hasFocus())
        return state

    @override
    def foregroundColor(self) -> QColor:
        return self._canvas.palette().windowText().color()

    @override
    def backgroundColor(self) -> QColor:
        return self._canvas.palette().window().color()


class WeekInterface(QAccessibleWidget):
    """The canvas: a list."""

    def __init__(self, canvas: WeekCanvas) -> None:
        """Stand for a canvas."""
        super().__init__(canvas, QAccessible.Role.List, "Week")
        self._canvas = canvas
        self._blocks: dict[Place, BlockInterface] = {}

    def block(self, place: Place) -> BlockInterface:
        """The interface of a place; the same one every time."""
        if place not in self._blocks:
            self._blocks[place] = BlockInterface(self._canvas, place)
        return self._blocks[place]

    def _heads(self) -> list[QAccessibleInterface]:
        heads = self._canvas.heads.shown()
        return [QAccessible.queryAccessibleInterface(head) for head in heads]

    @override
    def childCount(self) -> int:
        return len(self._canvas.places()) + len(self._canvas.heads.shown())

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        places = self._canvas.places()
        if 0 <= index < len(places):
            return self.block(places[index])
        heads = self._heads()
        at = index - len(places)
        return heads[at] if 0 <= at < len(heads) else None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        places = self._canvas.places()
        place = getattr(child, "place", None)
        if place in places:
            return places.index(place)
        heads, thing = self._canvas.heads.shown(), child.object()
        return len(places) + heads.index(thing) if thing in heads else -1

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        point = QPoint(x, y)
        for place in self._canvas.places():
            if self._canvas.global_rect(self._canvas.rect_of(place)).contains(point):
                return self.block(place)
        found = (head for head in self._heads() if head.rect().contains(point))
        return next(found, None)

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        place = self._canvas.place
        return None if place is None else self.block(place)


def _factory(_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    """The interface of a week canvas; None leaves every other object to Qt."""
    if not isinstance(thing, WeekCanvas):
        return None
    made = _kept.get(id(thing))
    if made is None or made.object() is not thing:
        made = WeekInterface(thing)
        _kept[id(thing)] = made
        key = id(thing)
        thing.destroyed.connect(lambda: _kept.pop(key, None))
    return made


_installed: list[bool] = []


def install() -> None:
    """Let Qt ask here for the accessible tree of a week canvas; once is enough."""
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed.append(True)
