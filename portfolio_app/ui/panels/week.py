"""The Week panel: toolbar, canvas and inspector of one week.

Connects the three; each knows only the document. Other panels are not known here.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.core.actual import RealWeek, average_of
from portfolio_app.core.workload import Count
from portfolio_app.ui import theme
from portfolio_app.ui.actions import Need
from portfolio_app.ui.dialogs.roles import RolesDialog
from portfolio_app.ui.document import Document
from portfolio_app.ui.settings import Settings
from portfolio_app.ui.theme import Theme
from portfolio_app.ui.week import accessibility
from portfolio_app.ui.week.acts import AddKind
from portfolio_app.ui.week.canvas import WeekCanvas, step_week
from portfolio_app.ui.week.datesrow import DatesRow
from portfolio_app.ui.week.inspector import Inspector
from portfolio_app.ui.week.legend import Legend
from portfolio_app.ui.week.oncall.dialog import CallDialog
from portfolio_app.ui.week.scene import Scene
from portfolio_app.ui.widgets.buttons import Look, button, icon_button
from portfolio_app.ui.widgets.cards import EmptyState
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole

_ROOMY = 1.25  # of the size of text
_SIDE = 308  # width of the inspector at 100 % text size


class WeekPanel(QWidget):
    """The week of a document.

    Signals:
        notice: a passing line for the user.
        real_shown: a real week is on show from now on, or is no more.
        days_chosen: the user chose to see 7 or 5 days; for the settings.
    """

    notice = Signal(str)
    real_shown = Signal(bool)
    days_chosen = Signal(int)

    def __init__(
        self,
        document: Document,
        *,
        settings: Settings | None = None,
        today: Callable[[], date] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Follow a document; `today` is the day whose week is the first real one to be shown."""
        super().__init__(parent)
        self._today = today
        accessibility.install()
        self.document = document
        self._last_day: date | None = None
        self._is_real = False
        self.canvas = WeekCanvas(document)
        self.inspector = Inspector(document)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._week_page())
        self._pages.addWidget(self._empty_page())
        side = QWidget()
        side.setProperty("surface", "panel")
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(0, 0, 0, 0)
        side_column.addWidget(self.inspector)
        self.splitter.addWidget(self._pages)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([theme.px(958), theme.px(_SIDE)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self._connect()
        self.apply_settings(settings or Settings())
        self._follow_document()
        self._make_room()

    def apply_settings(self, settings: Settings) -> None:
        """Show the days, hours and steps that the user has set."""
        self.canvas.snap = settings.snap_minutes
        self.canvas.show_hours(settings.first_hour, settings.last_hour)
        self.show_days(settings.week_days)

    def show_days(self, days: int) -> None:
        """Show seven days or five."""
        chosen = self._days.button(days)
        with QSignalBlocker(self._days):
            chosen.setChecked(True)
        self.canvas.show_days(days)
        self._show_hidden_days(self.canvas.scene)

    def show_day(self, day: date) -> None:
        """Show the real week in which a day lies."""
        self.canvas.show_dates(day)

    def show_real(self) -> None:
        """Show a real week: the one that was shown last, else today's or the year's first."""
        if self.canvas.real is None:
            first = self.document.portfolio.person.year_start
            self.show_day(self._last_day or (first if self._today is None else self._today()))
        self.dates.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_typical(self) -> None:
        """Show the week that is edited again."""
        self.canvas.show_dates(None)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, _theme: Theme) -> None:
        """Paint again in another theme, which is in force already."""
        self.canvas.measure_again()
        self._legend.update()
        self._make_room()
        shown, side = self.splitter.sizes()
        if side < theme.px(_SIDE):
            self.splitter.setSizes([shown + side - theme.px(_SIDE), theme.px(_SIDE)])

    def _make_room(self) -> None:
        """Leave out of the toolbar what the View menu has too, where large text needs the room."""
        roomy = theme.text_scale() <= _ROOMY
        self._zoom.setVisible(roomy and self._stepper.isHidden())
        self._day_choice.setVisible(roomy or self._stepper.isHidden())
        self.dates.make_room()

    def edit_roles(self) -> None:
        """Open employers and roles."""
        dialog = RolesDialog(self.document, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def add(self, kind: AddKind = AddKind.ACTIVITY) -> None:
        """Add an item to the typical week where the keyboard is, and begin to edit it.

        An on-call rota has a form of its own.
        """
        if self.canvas.real is not None:
            self.show_typical()
        if kind is AddKind.ON_CALL and self.document.effective.roles:
            self.edit_rota(None)
            return
        if self.canvas.hand.add(kind) is None and not self.document.read_only:
            self.edit_roles()

    def edit_rota(self, key: str | None) -> None:
        """Open the guided form of a rota; a new one where none is named."""
        if self.document.read_only:
            self.notice.emit(Need.CHANGES.value)
            return
        dialog = CallDialog(self.document, self, key=key)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- parts ---------------------------------------------------------------------------------

    def _week_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(10))
        column.addLayout(self._toolbar())
        self.dates = DatesRow()
        column.addWidget(self.dates)
        self._hint = TextLabel("", role=TextRole.SOFT, wrap=True)
        self._hint.hide()
        column.addWidget(self._hint)
        sheet = QFrame()
        sheet.setProperty("card", "true")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.canvas)
        column.addWidget(sheet, 1)
        return page

    def _toolbar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(HeaderLabel("Week"))
        self._stepper = self._week_stepper()
        row.addWidget(self._stepper)
        self._day_choice = self._day_buttons()
        row.addWidget(self._day_choice)
        row.addWidget(self._real_button())
        self._zoom = self._zoom_button()
        row.addWidget(self._zoom)
        self._legend = Legend(self.document)
        row.addWidget(self._legend, 1)
        row.addWidget(self._add_button())
        return row

    def _week_stepper(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        self._week_label = TextLabel("")
        row.addWidget(icon_button("caret-left", "Week before", lambda: step_week(self.canvas, -1)))
        row.addWidget(self._week_label)
        row.addWidget(icon_button("caret-right", "Week after", lambda: step_week(self.canvas, 1)))
        return holder

    def _day_buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        self._days = QButtonGroup(self)
        for days, text in ((7, "7 days"), (5, "5 days")):
            made = QToolButton()
            made.setText(text)
            made.setCheckable(True)
            made.setProperty("look", "toggle")
            self._days.addButton(made, days)
            row.addWidget(made)
        return holder

    def _real_button(self) -> QToolButton:
        self._real = QToolButton()
        self._real.setText("Real dates")
        self._real.setToolTip("Any real week of the year, by its dates")
        self._real.setCheckable(True)
        self._real.setProperty("look", "toggle")
        return self._real

    def _zoom_button(self) -> QToolButton:
        made = QToolButton()
        made.setText("Zoom")
        made.setToolTip("How tall the hours are")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        menu.addAction("Fit day").triggered.connect(self.canvas.fit_day)
        menu.addAction("Taller hours").triggered.connect(lambda: self.canvas.zoom_by(1.25))
        menu.addAction("Shorter hours").triggered.connect(lambda: self.canvas.zoom_by(0.8))
        menu.addAction("All twenty-four hours").triggered.connect(lambda: self.canvas.zoom_by(0.01))
        made.setMenu(menu)
        return made

    def _add_button(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        add = button("Add activity", lambda: self.add(AddKind.ACTIVITY), look=Look.PRIMARY)
        row.addWidget(add)
        more = QToolButton()
        theme.set_icon(more, "caret-down", size=16)
        more.setAccessibleName("Add something else")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        for kind, text in (
            (AddKind.ACTIVITY, "Activity with a time"),
            (AddKind.UNTIMED, "Work without a fixed time"),
            (AddKind.ON_CALL, "On-call rota…"),
            (AddKind.LIFE, "Time outside work"),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, kind=kind: self.add(kind))
        more.setMenu(menu)
        row.addWidget(more)
        self._adders = {add: "", more: more.accessibleName()}
        return holder

    def _empty_page(self) -> QWidget:
        act = QAction("Add an employer and a role", self)
        act.triggered.connect(self.edit_roles)
        return EmptyState(
            "buildings",
            "A week begins with a role",
            "Say who employs you and under which contract. Then drag on the week to add what you"
            " do, and see it counted.",
            actions=[act],
        )

    # -- following -----------------------------------------------------------------------------

    def _connect(self) -> None:
        self.canvas.edit_requested.connect(self._edit)
        self.canvas.keys_requested.connect(self._show_keys)
        self.canvas.scene_changed.connect(self._follow_scene)
        self.canvas.hand.carrying.connect(self._show_carrying)
        self.inspector.move_requested.connect(self.canvas.hand.pick_up)
        self.inspector.roles_requested.connect(self.edit_roles)
        self.inspector.rota_requested.connect(self.edit_rota)
        self._days.idClicked.connect(self._choose_days)
        self._real.clicked.connect(self._choose_real)
        self.dates.stepped.connect(lambda by: step_week(self.canvas, by))
        self.dates.day_chosen.connect(self.canvas.show_dates)
        self.dates.left.connect(self.show_typical)
        self.document.changed.connect(lambda _change: self._follow_document())
        self.document.refused.connect(self.notice)

    def _follow_document(self) -> None:
        if not self.document.is_open:
            return
        empty = not self.document.effective.roles and not self.document.effective.commitments
        self._pages.setCurrentIndex(1 if empty else 0)
        self._legend.refresh()
        can_add = not self.document.read_only
        for adder, tip in self._adders.items():
            adder.setEnabled(can_add)
            adder.setToolTip(tip if can_add else Need.CHANGES.value)
            adder.setAccessibleDescription("" if can_add else Need.CHANGES.value)

    def _follow_scene(self, scene: Scene) -> None:
        real = self.canvas.real
        self._stepper.setVisible(scene.weeks > 1 and real is None)
        self._make_room()
        with QSignalBlocker(self._real):
            self._real.setChecked(real is not None)
        if self._is_real is (real is None):
            self._is_real = real is not None
            self.real_shown.emit(self._is_real)
        self.dates.setVisible(real is not None)
        if real is not None:
            self._last_day = self.canvas.day
            self.dates.show_week(real, self._average(real))
        self._week_label.setText(f"Week {scene.week} of {scene.weeks}")
        self.inspector.set_scene(scene)
        self._legend.set_scene(scene)
        self._show_hidden_days(scene)

    def _show_hidden_days(self, scene: Scene) -> None:
        """Say what five days do not show."""
        hidden = [tile for tile in scene.tiles if tile.start >= 5 * 1440]
        five = self._days.checkedId() == 5
        if five and hidden:
            blocks = "block" if len(hidden) == 1 else "blocks"
            self._hint.setText(f"{len(hidden)} {blocks} at the weekend not shown.")
        if not self.canvas.hand.is_carrying:
            self._hint.setVisible(five and bool(hidden))

    def _show_carrying(self, carrying: bool) -> None:  # noqa: FBT001 - a slot of carrying(bool)
        if carrying:
            self._hint.setText(
                "Click where it should go, or use the arrow keys and Enter. Escape cancels."
            )
        self._hint.setVisible(carrying)
        if not carrying:
            self._show_hidden_days(self.canvas.scene)

    def _average(self, real: RealWeek) -> Count:
        """The average week that a real one is held against."""
        document = self.document
        return average_of(real, document.count, document.contracts, document.holidays)

    def _choose_real(self, real: bool) -> None:  # noqa: FBT001 - a slot of clicked(bool)
        if real:
            self.show_real()
        else:
            self.show_typical()

    def _choose_days(self, days: int) -> None:
        self.show_days(days)
        self.days_chosen.emit(days)

    def _edit(self, key: str) -> None:
        self.inspector.edit_title(key)

    def _show_keys(self) -> None:
        self.document.select(None)
        self.inspector.show_keys()
