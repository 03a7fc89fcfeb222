"""Places that hold things: cards, forms, what an empty panel says, and the passing notice.

Knows nothing of what is put into them.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMargins, QObject, QPropertyAnimation, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGraphicsOpacityEffect,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.ui import theme
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.buttons import Look, action_button, icon_button, polish
from portfolio_app.ui.widgets.labels import (
    SELECTABLE,
    ElidedLabel,
    HeaderLabel,
    Level,
    Pill,
    TextLabel,
    TextRole,
)


class Card(QFrame):
    """A sheet with a heading and a body; sunken in an inspector, raised in a panel."""

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        *,
        sunken: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the card; an empty title takes no room."""
        super().__init__(parent)
        self.setProperty("card", "sunken" if sunken else "true")
        self._title = (
            TextLabel("", role=TextRole.SMALL) if sunken else HeaderLabel("", level=Level.HEADING)
        )
        self._subtitle = ElidedLabel("", role=TextRole.SOFT)  # gives way to the buttons
        self._head_names = QHBoxLayout()
        self._head_names.setSpacing(theme.px(8))
        self._head_names.addWidget(self._title)
        self._head_names.addWidget(self._subtitle)
        self._head_names.addStretch(1)
        self._head_acts = QHBoxLayout()
        self._head_acts.setSpacing(theme.px(8))
        self._header = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._header.setSpacing(theme.px(8))
        self._header.addLayout(self._head_names, 1)
        self._header.addLayout(self._head_acts)
        self._header.setAlignment(self._head_acts, Qt.AlignmentFlag.AlignLeft)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(8))
        outer = QVBoxLayout(self)
        edge = theme.px(12 if sunken else 14)
        outer.setContentsMargins(edge, theme.px(10), edge, theme.px(12))
        outer.setSpacing(theme.px(4 if sunken else 8))
        outer.addLayout(self._header)
        outer.addLayout(self.body)
        self.set_title(title)
        self.set_subtitle(subtitle)

    def set_title(self, title: str) -> None:
        """Change the heading, which is also the card's accessible name."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Change the soft words after the heading."""
        self._subtitle.set_text(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end of the body."""
        self.body.addWidget(widget)

    def add_to_header(self, widget: QWidget) -> None:
        """Put a widget at the right end of the header; with too little room, below the title."""
        self._head_acts.addWidget(widget)

    @override
    def minimumSizeHint(self) -> QSize:
        # The narrowest that it can become, which is with the buttons below the title.
        parts = (self._head_names, self._head_acts, self.body)
        widest = max(part.minimumSize().width() for part in parts)
        edges = self._edges()
        return QSize(widest + edges.left() + edges.right(), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        edges = self._edges()
        room = event.size().width() - edges.left() - edges.right()
        acts = self._head_acts.minimumSize().width()
        beside = self._head_names.minimumSize().width() + self._header.spacing() + acts <= room
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._header.setDirection(across if beside or not acts else down)

    def _edges(self) -> QMargins:
        layout = self.layout()
        return self.contentsMargins() if layout is None else layout.contentsMargins()

    def set_selected(self, *, selected: bool) -> None:
        """Show the accent edge of the chosen card."""
        self.setProperty("selected", "true" if selected else "false")
        polish(self)


class Rule(QFrame):
    """A hairline across a card."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        """Draw the line."""
        super().__init__(parent)
        self.setProperty("rule", "true")


def scrolled(content: QWidget) -> QScrollArea:
    """A scrolling view of `content`, as wide as its place and as high as its words need.

    Give every panel and inspector one: words that wrap are cut where there is no room to grow.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    content.setAutoFillBackground(False)  # setWidget turned it on; the sheet beneath shows through
    return area


def _even_width(label: QLabel, most: int) -> int:
    """The least width that takes no more lines than the most: no word is left on its own."""
    lines = label.heightForWidth(most)
    step = theme.px(8)
    width = most
    while width - step > most // 2 and label.heightForWidth(width - step) == lines:
        width -= step
    return width


class EmptyState(QWidget):
    """What a panel says when it has nothing to show: what this is, and the next act."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        *,
        actions: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show an icon, a title, one sentence and a button to each action, the first primary."""
        super().__init__(parent)
        self._icon_name = icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        heading = HeaderLabel(title, level=Level.TITLE)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words = TextLabel(sentence, role=TextRole.SOFT, wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setMaximumWidth(_even_width(words, theme.px(440)))
        # Between two springs, because a label that wraps gets no height where it is aligned.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(words, 100)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(8))
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(heading)
        column.addLayout(middle)
        column.addSpacing(theme.px(8))
        column.addLayout(self._buttons(actions))
        column.addStretch(3)
        self._draw_icon()

    def _buttons(self, actions: Sequence[QAction]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        for place, action in enumerate(actions):
            row.addWidget(action_button(action, look=Look.PLAIN if place else Look.PRIMARY))
        row.addStretch(1)
        return row

    def _draw_icon(self) -> None:
        ink = theme.current().soft_ink
        drawn = theme.pixmap(
            self._icon_name, size=theme.px(40), ink=ink, ratio=self.devicePixelRatioF()
        )
        self._icon.setPixmap(drawn)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange):
            self._draw_icon()


class KeyValueForm(QWidget):
    """Rows of a label and a field, with help under a field and its error in the same place."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        """Make a form without rows."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(1, 1)
        self._notes: dict[QWidget, tuple[TextLabel, str]] = {}

    def add_row(self, label: str, field: QWidget | str, *, hint: str = "") -> QWidget:
        """Add a row and return its field; a plain string is shown as selectable text.

        The field takes `label` as its accessible name if it has none, and the label its focus.
        """
        row = self._grid.rowCount()
        shown = _value(field) if isinstance(field, str) else field
        name = TextLabel(label, role=TextRole.SOFT)
        name.setBuddy(shown)
        if not shown.accessibleName() and not isinstance(field, str):
            shown.setAccessibleName(label)
        note = TextLabel(hint, role=TextRole.SMALL, wrap=True)
        if hint:
            shown.setAccessibleDescription(hint)
        else:
            note.hide()
        cell = QVBoxLayout()
        cell.setSpacing(theme.px(2))
        cell.addWidget(shown)
        cell.addWidget(note)
        name.setMinimumHeight(shown.sizeHint().height())
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(cell, row, 1)
        self._notes[shown] = (note, hint)
        return shown

    def set_error(self, field: QWidget, message: str) -> None:
        """Say what is wrong with a field, beside it and to a screen reader."""
        note, _ = self._notes[field]
        note.set_role(TextRole.ERROR)
        note.setText(message)
        note.show()
        field.setAccessibleDescription(message)
        field.setProperty("state", "error")
        polish(field)

    def clear_error(self, field: QWidget) -> None:
        """Show the field's help again in place of its error."""
        note, hint = self._notes[field]
        note.set_role(TextRole.SMALL)
        note.setText(hint)
        note.setVisible(bool(hint))
        field.setAccessibleDescription(hint)
        field.setProperty("state", None)
        polish(field)

    def clear(self) -> None:
        """Remove every row."""
        self._notes.clear()
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            child.hide()
            child.deleteLater()
        while self._grid.count():
            self._grid.takeAt(0)


def _value(text: str) -> TextLabel:
    shown = TextLabel(text, wrap=True)
    shown.setTextInteractionFlags(SELECTABLE)
    return shown


class Notice(QFrame):
    """A passing line over the bottom of a window, with the act that takes it back.

    It never takes the focus; it stays while pointed at or focused, and is announced to a screen
    reader. Whatever it offers must be reachable elsewhere too.
    """

    def __init__(self, window: QWidget) -> None:
        """One for each window."""
        super().__init__(window)
        self.setProperty("card", "notice")
        self._window = window
        self._below: QWidget | None = None
        self._milliseconds = 8000
        self._tone = Pill("", Tone.INFO)
        self._text = TextLabel("", wrap=False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(12), theme.px(6), theme.px(6), theme.px(6))
        self._row.setSpacing(theme.px(10))
        self._row.addWidget(self._tone)
        self._row.addWidget(self._text)
        self._act: QWidget | None = None
        self._row.addWidget(icon_button("x", "Dismiss", self.dismiss))
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._fade)
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setEnabled(False)
        self.setGraphicsEffect(self._effect)
        self._animation = QPropertyAnimation(self._effect, b"opacity", self)
        self._animation.finished.connect(self._faded)
        self.hide()
        window.installEventFilter(self)
        window.destroyed.connect(self._timer.stop)

    def stand_above(self, strip: QWidget) -> None:
        """Sit above a strip at the window's lower edge, however high it becomes."""
        self._below = strip
        strip.installEventFilter(self)
        self._place()

    def show_message(
        self,
        text: str,
        *,
        tone: Tone = Tone.INFO,
        action: QAction | None = None,
        seconds: float = 8.0,
    ) -> None:
        """Show one line in place of any before it."""
        self._stop()
        words = {Tone.FITS: "Done", Tone.TIGHT: "Note", Tone.NOT: "Problem"}
        self._tone.set(words.get(tone, ""), tone)
        self._tone.setVisible(tone in words)
        self._text.setText(text)
        self._set_action(action)
        self._milliseconds = round(seconds * 1000)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(self._milliseconds)
        self._announce(text if action is None else f"{text} {action.text().replace('&', '')}")

    def text(self) -> str:
        """The line shown, or an empty string when there is none."""
        return self._text.text() if self.isVisible() else ""

    def dismiss(self) -> None:
        """Take the line away at once."""
        self._stop()
        self.hide()

    def _set_action(self, action: QAction | None) -> None:
        if self._act is not None:
            self._act.hide()
            self._act.deleteLater()
            self._act = None
        if action is not None:
            made = action_button(action, look=Look.LINK)
            made.clicked.connect(self.dismiss)
            self._row.insertWidget(2, made)
            self._act = made

    def _announce(self, text: str) -> None:
        event = QAccessibleAnnouncementEvent(self, text)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    def _place(self) -> None:
        room = self._window.width() - 2 * theme.px(16)
        self._text.setWordWrap(False)
        self._text.setWordWrap(self.sizeHint().width() > room)
        self.setMaximumWidth(max(room, 0))
        self.adjustSize()
        left = (self._window.width() - self.width()) // 2
        below = self._below
        strip = below.height() if below is not None and below.isVisible() else 0
        self.move(left, self._window.height() - self.height() - strip - theme.px(14))

    def _stop(self) -> None:
        self._timer.stop()
        self._animation.stop()
        self._effect.setEnabled(False)

    def _fade(self) -> None:
        focus = self._window.focusWidget()
        focused = focus is not None and self.isAncestorOf(focus) and focus.hasFocus()
        if focused or self.underMouse():
            self._timer.start(self._milliseconds)
            return
        self._effect.setEnabled(True)
        self._animation.setDuration(theme.motion_ms())
        self._animation.setStartValue(1.0)
        self._animation.setEndValue(0.0)
        self._animation.start()

    def _faded(self) -> None:
        self.dismiss()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
        if moved and watched in (self._window, self._below) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
