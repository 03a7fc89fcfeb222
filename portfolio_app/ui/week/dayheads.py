"""The heads of the week's days as buttons: pressed, one shows how the day's figures came about.

The words of a head are painted with the week; a button lies over each that holds a figure, so that
the mouse, a key and a screen reader find there what they find at every other figure.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from portfolio_app.core import weekwords
from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY
from portfolio_app.ui import theme
from portfolio_app.ui.week.scene import DayHead, Scene
from portfolio_app.ui.widgets.figures import Working, WorkingPopover
from portfolio_app.ui.workings import day_working, real_day_working

if TYPE_CHECKING:
    from portfolio_app.ui.week.canvas import WeekCanvas

_FOOT = 2  # pixels of the line under a head that would be pressed


class HeadButton(QAbstractButton):
    """The head of one day. It paints nothing but what says that it can be pressed.

    Tab passes it by: a key of the week shows the working of the day that the keyboard is on.
    """

    def __init__(self, parent: QWidget) -> None:
        """Cover nothing yet."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Show working (W)")
        self.hide()

    def show_head(self, head: DayHead | None) -> None:
        """Stand for a day; for none where it has no figure."""
        there = head is not None and head.has_figure
        if there and head is not None:
            self.setAccessibleName(f"{head.name}: {head.text.replace(' · ', ', ')}")
            self.setAccessibleDescription("Shows its working when pressed")
        self.setVisible(there)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse() or self.isDown():
            painter = QPainter(self)
            foot = self.rect().adjusted(1, self.height() - _FOOT, -1, 0)
            painter.fillRect(foot, QColor(theme.current().accent))
            painter.end()


class DayHeads(QObject):
    """The heads of the days on a canvas."""

    def __init__(self, canvas: "WeekCanvas") -> None:
        """Follow a canvas."""
        super().__init__(canvas)
        self._canvas = canvas
        self.buttons = tuple(HeadButton(canvas) for _ in range(DAYS_PER_WEEK))
        for day, made in enumerate(self.buttons):
            made.clicked.connect(partial(self.show_working, day))
        canvas.laid_out.connect(self._follow)
        canvas.scene_changed.connect(self._show)
        canvas.hand.carrying.connect(self._give_way)

    def shown(self) -> list[HeadButton]:
        """The heads that can be pressed now."""
        return [button for button in self.buttons if not button.isHidden()]

    def working(self, day: int) -> Working:
        """How the figures of a day came about."""
        canvas = self._canvas
        if canvas.real is not None:
            return real_day_working(canvas.real, weekwords.days(canvas.real)[day])
        scene = canvas.scene
        head = scene.heads[day]
        of = f", week {scene.week} of {scene.weeks}" if scene.weeks > 1 else ""
        return day_working(f"{head.name}{of}", canvas.document.count, head.counted, head.beside)

    def show_working(self, day: int) -> None:
        """Show the working of a day under its head; a day without figures says so."""
        button = self.buttons[day]
        if button.isHidden():
            head = self._canvas.scene.heads[day]
            self._canvas.announce(f"{head.name}: {head.text or 'no hours'}")
            return
        WorkingPopover(self.working(day), button).open_beside(button)

    def show_here(self) -> None:
        """Show the working of the day that the keyboard is on, or of the first that has any."""
        canvas = self._canvas
        if canvas.slot is not None:
            self.show_working(canvas.slot[0])
        elif canvas.place is not None and canvas.place[1] is not None:
            self.show_working(canvas.place[1] // MINUTES_PER_DAY)
        else:
            days = (day for day, button in enumerate(self.buttons) if not button.isHidden())
            self.show_working(next(days, 0))

    def _follow(self) -> None:
        """Lie where the days lie."""
        geometry = self._canvas.geometry_now
        corner = self._canvas.viewport().pos()
        for day, button in enumerate(self.buttons):
            if day < geometry.days:
                rect = geometry.head_rect(day).toAlignedRect()
                button.setGeometry(rect.translated(corner))
        self._show(self._canvas.scene)

    def _show(self, scene: Scene) -> None:
        days = self._canvas.geometry_now.days
        for day, button in enumerate(self.buttons):
            button.show_head(scene.heads[day] if day < days else None)
            button.raise_()

    def _give_way(self, carrying: bool) -> None:  # noqa: FBT001 - a slot of carrying(bool)
        """Let the pointer through while it carries a block."""
        for button in self.buttons:
            button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, carrying)
