"""The line on top: whose week, which scenario and what it changes, undo, search, saved.

Shows what it is told and says what was pressed. Knows neither the library nor the panels. Of the
core it imports nothing until it is used, so that the window is painted sooner.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.buttons import Look, button, icon_button
from portfolio_app.ui.widgets.labels import (
    ElidedLabel,
    HeaderLabel,
    Level,
    Pill,
    TextLabel,
    TextRole,
)
from portfolio_app.ui.widgets.popovers import Popover

if TYPE_CHECKING:
    from portfolio_app.core.differences import Difference
    from portfolio_app.core.model import Role
    from portfolio_app.ui.document import Document, SaveState

_NO_LIMIT = 16_777_215  # what Qt takes for none
TODAY = "Today’s plan"


def differences_of(document: "Document") -> "tuple[Difference, ...]":
    """What the scenario shown does to today's plan; nothing under today's plan."""
    from portfolio_app.core import words
    from portfolio_app.core.differences import differences

    if document.scenario is None:
        return ()

    def units(role: "Role", figure: Fraction) -> str:
        contract = document.contracts.get(role.contract)
        return (
            words.number(figure) if contract is None else words.units(figure, contract.unit.value)
        )

    return differences(document.portfolio, document.scenario, units)


class Switcher(QPushButton):
    """A button that says what is shown and opens a choice: icon, pill, words that give way."""

    def __init__(self, name: str, *, icon: str = "", caret: bool = True) -> None:
        """Make it; `name` says what it switches."""
        super().__init__()
        self._name = name
        self._icon_name = icon
        self._shown: object = None
        self._pill = Pill("", Tone.INFO)
        self._pill.hide()
        self._words = ElidedLabel("", role=TextRole.STRONG)
        self._mark = QLabel()
        self._sign = QLabel()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        row.setSpacing(theme.px(7))
        for each in (self._sign, self._pill, self._words, self._mark):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(each)
        self._sign.setVisible(bool(icon))
        self._mark.setVisible(caret)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_text(self, text: str, *, pill: str = "", tone: Tone = Tone.INFO, tip: str) -> None:
        """Show words and perhaps a pill before them."""
        shown = (text, pill, tone, tip)
        if shown == self._shown:
            return
        self._shown = shown
        self._words.set_text(text)
        self._words.setVisible(bool(text))
        self._pill.set(pill, tone)
        self._pill.setVisible(bool(pill))
        self.setAccessibleName(f"{self._name}: {pill} {text}".replace(":  ", ": "))
        self.setAccessibleDescription(tip)
        self.setToolTip(tip if self._fits() else f"{text}\n{tip}")
        self.updateGeometry()

    def text_shown(self) -> str:
        """The words in full."""
        return self._words.full_text()

    def restyle(self) -> None:
        """Take the colours of the theme in force."""
        look = theme.current()
        for label, icon in ((self._mark, "caret-down"), (self._sign, self._icon_name)):
            if icon:
                ink = look.soft_ink if label is self._mark else look.ink
                drawn = theme.pixmap(
                    icon, size=theme.px(14), ink=ink, ratio=self.devicePixelRatioF()
                )
                label.setPixmap(drawn)

    def _fits(self) -> bool:
        return self._words.width() >= self._words.sizeHint().width()

    @override
    def sizeHint(self) -> QSize:
        inner = self._row.sizeHint()
        return QSize(inner.width(), max(theme.px(32), inner.height()))

    @override
    def minimumSizeHint(self) -> QSize:
        inner = self._row.minimumSize()
        least = min(self.sizeHint().width(), theme.px(64))
        return QSize(max(inner.width(), least), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.end()


class DifferenceList(QWidget):
    """What a scenario changes, each with a way to it."""

    show_item = Signal(str)

    def __init__(self, title: str, found: "Sequence[Difference]", known: Sequence[str]) -> None:
        """List differences; those whose `where` is in `known` can be shown."""
        super().__init__()
        column = QVBoxLayout(self)
        edge = theme.px(14)
        column.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        column.setSpacing(theme.px(6))
        column.addWidget(HeaderLabel(title, level=Level.HEADING))
        for each in found:
            if each.where in known:
                link = button(
                    each.text,
                    lambda key=each.where: self.show_item.emit(key),  # type: ignore[misc]
                    look=Look.LINK,
                    tip=f"{each.text}. Shows it in the week.",
                )
                column.addWidget(link)
            else:
                column.addWidget(TextLabel(each.text, wrap=True))
        if not found:
            said = "Nothing yet: it is today’s plan until you change something here."
            column.addWidget(TextLabel(said, role=TextRole.SOFT, wrap=True))
        column.addStretch(1)


class TopLine(QWidget):
    """The line on top.

    Signals:
        portfolio_pressed, scenario_pressed, differences_pressed: the user wants to choose, or see.
        retry_pressed: the user wants to try again to save.
    """

    portfolio_pressed = Signal()
    scenario_pressed = Signal()
    differences_pressed = Signal()
    retry_pressed = Signal()

    def __init__(self, undo: QAction, redo: QAction, search: QWidget) -> None:
        """Make the line around the window's undo, redo and search."""
        super().__init__()
        self.setProperty("surface", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Portfolio, scenario and search")
        self._undo, self._redo = undo, redo
        self.portfolio = Switcher("Portfolio")
        self.scenario = Switcher("Scenario")
        self._differs = button("", self.differences_pressed.emit, look=Look.LINK)
        self._undo_button = Switcher("Undo", icon="arrow-u-up-left", caret=False)
        self._redo_button = icon_button("arrow-u-up-right", "Redo", redo.trigger)
        self._saved = TextLabel("", role=TextRole.SOFT)
        self._retry = button(
            "Not saved: try again", self.retry_pressed.emit, look=Look.DANGER, icon="warning-circle"
        )
        self._read_only = Pill("Read only", Tone.TIGHT)
        self._logo = QLabel()
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._popover: Popover | None = None
        self._lay_out(search)
        self.portfolio.clicked.connect(self.portfolio_pressed)
        self.scenario.clicked.connect(self.scenario_pressed)
        self._undo_button.clicked.connect(undo.trigger)
        for each in (self._saved, self._retry, self._read_only):
            each.hide()
        self.show_steps("", "")
        self.set_open(is_open=False)

    def _lay_out(self, search: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(0), theme.px(7), theme.px(14), theme.px(8))
        row.setSpacing(theme.px(10))
        self._logo.setFixedWidth(theme.px(74))
        row.addWidget(self._logo)
        row.addWidget(self.portfolio)
        row.addWidget(self.scenario)
        row.addWidget(self._differs)
        row.addStretch(1)
        row.addWidget(self._undo_button)
        row.addWidget(self._redo_button)
        row.addWidget(search)
        for each in (self._saved, self._retry, self._read_only):
            row.addWidget(each)
        self.restyle()

    def restyle(self) -> None:
        """Take the colours of the theme in force."""
        look = theme.current()
        drawn = theme.pixmap(
            "circle-half", size=theme.px(22), ink=look.accent, ratio=self.devicePixelRatioF()
        )
        self._logo.setPixmap(drawn)
        for each in (self.portfolio, self.scenario, self._undo_button):
            each.restyle()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Let long names have what room there is; where there is too little, each has a share."""
        shares = ((self.portfolio, 0.2), (self.scenario, 0.3), (self._undo_button, 0.16))
        beside = (self._differs, self._redo_button, self._saved, self._retry, self._read_only)
        wanted = sum(each.sizeHint().width() for each in beside if not each.isHidden())
        wanted += sum(each.sizeHint().width() for each, _ in shares if not each.isHidden())
        fits = wanted + theme.px(92 + 74 + 120) <= self.width()  # search, logo, gaps
        for each, share in shares:
            each.setMaximumWidth(_NO_LIMIT if fits else round(self.width() * share))

    # -- what is shown -------------------------------------------------------------------------

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide what only an open portfolio has."""
        for each in (self.scenario, self._undo_button):
            each.setVisible(is_open)
        if not is_open:
            self._differs.hide()
            self._redo_button.hide()
            self.portfolio.show_text("No portfolio", tip="Choose a portfolio of your library")

    def show_portfolio(self, title: str, *, sample: bool) -> None:
        """Name the portfolio, marked where it is a sample."""
        tip = "Choose another portfolio (Ctrl+O)"
        self.portfolio.show_text(title, pill="Sample" if sample else "", tone=Tone.NEUTRAL, tip=tip)
        self._share_room()

    def show_scenario(self, title: str | None, differs: int) -> None:
        """Name the scenario (None: today's plan) and say in how many ways it differs."""
        tip = "Choose between today’s plan and scenarios (Ctrl+J)"
        pill = "" if title is None else "Scenario"
        self.scenario.show_text(TODAY if title is None else title, pill=pill, tip=tip)
        ways = f"{differs} way{'' if differs == 1 else 's'}"
        said = f"differs from today in {ways}" if differs else "same as today so far"
        self._differs.setText(said)
        self._differs.setToolTip("List what differs from today’s plan (Ctrl+Shift+D)")
        self._differs.setAccessibleName(f"This scenario {said}")
        self._differs.setVisible(title is not None)
        self._share_room()

    def show_saved(self, state: "SaveState") -> None:
        """Say how things stand with the disk."""
        from portfolio_app.ui.document import SaveStatus

        failed = state.status is SaveStatus.FAILED
        self._retry.setVisible(failed)
        self._retry.setToolTip(f"{state.message}\nPress to try again (Ctrl+S).")
        self._retry.setAccessibleDescription(state.message)
        self._read_only.setVisible(state.status is SaveStatus.READ_ONLY)
        words = {
            SaveStatus.SAVED: f"Saved {state.at}".strip(),
            SaveStatus.SAVING: "Saving…",
        }
        self._saved.setText(words.get(state.status, ""))
        self._saved.setVisible(state.status in words)
        self._saved.setToolTip("Every change is saved at once.")

    def saved_text(self) -> str:
        """What the line says of saving."""
        shown = (self._retry, self._saved, self._read_only)
        return next((each.text() for each in shown if not each.isHidden()), "")

    def show_steps(self, undo: str, redo: str) -> None:
        """Name the step that undo takes back and the one that redo does again; "" is none."""
        self._undo_button.show_text(undo, tip=self._undo.toolTip())
        self._undo_button.setEnabled(self._undo.isEnabled())
        self._undo_button.setAccessibleName(f"Undo {undo}".strip())
        self._redo_button.setToolTip(f"Redo {redo}: {self._redo.toolTip()}")
        self._redo_button.setAccessibleName(f"Redo {redo}".strip())
        self._redo_button.setVisible(bool(redo))
        self._redo_button.setEnabled(self._redo.isEnabled())
        self._share_room()

    # -- menus and lists -----------------------------------------------------------------------

    def open_menu(self, menu: QMenu, under: Switcher) -> None:
        """Open a menu under one of the two switchers."""
        menu.setMinimumWidth(under.width())
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + 2)))

    def open_list(self, content: DifferenceList) -> Popover:
        """Open the list of differences, or close it."""
        if self._popover is not None:
            self._popover.close_now()
        popover = Popover(self._differs, title="What differs from today", width=420)
        popover.closed.connect(self._forget)
        self._popover = popover
        content.show_item.connect(lambda _key: popover.close_now())
        popover.open_with(content)
        return popover

    @property
    def popover(self) -> Popover | None:
        """The list that is open."""
        return self._popover

    def _forget(self) -> None:
        self._popover = None
