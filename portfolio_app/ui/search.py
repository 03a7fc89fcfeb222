"""The search on the top line: activities and commands by a few letters, run or shown with Enter.

Is given what can be found each time it opens. Knows neither the document nor the actions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.ui import theme

_MOST = 200
_ROWS_SEEN = 12
_DETAIL = Qt.ItemDataRole.UserRole + 1
_KIND = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that can be found. `why_not` says why it cannot be run now."""

    title: str
    detail: str
    kind: str
    run: Callable[[], None]
    why_not: str = ""


def matching(hits: Sequence[Hit], typed: str) -> list[Hit]:
    """The hits that hold every word typed, those that begin with it first, otherwise in order."""
    words = typed.casefold().split()
    found = [
        hit
        for hit in hits
        if all(word in f"{hit.title} {hit.detail} {hit.kind}".casefold() for word in words)
    ]
    start = typed.strip().casefold()

    def rank(hit: Hit) -> tuple[bool, bool, bool]:
        title = hit.title.casefold()
        in_title = all(word in title for word in words)
        return (bool(hit.why_not), not title.startswith(start), not in_title)

    return sorted(found, key=rank)[:_MOST]


class _Row(QStyledItemDelegate):
    """A hit: its kind, its title, and its detail at the right."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.px(200), theme.px(30))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = theme.current()
        view = option.widget
        chosen = isinstance(view, QListWidget) and view.currentRow() == index.row()
        rect: QRect = option.rect
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_ground))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 5, 5)
        edge = theme.px(10)
        inner = rect.adjusted(edge, 0, -edge, 0)
        painter.setFont(theme.font(size=12))
        painter.setPen(QColor(look.soft_ink if enabled else look.disabled_ink))
        detail = str(index.data(_DETAIL))
        metrics = painter.fontMetrics()
        room = min(metrics.horizontalAdvance(detail) + 4, inner.width() // 2)
        shown = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(inner, right, shown)
        painter.setFont(theme.font())
        painter.setPen(QColor(look.ink if enabled else look.disabled_ink))
        title = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width() - room - edge
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), title)
        painter.restore()


class SearchField(QLineEdit):
    """The field, and the list that it opens under itself."""

    def __init__(self, gather: Callable[[], list[Hit]]) -> None:
        """Find among what `gather` gives when the field is entered."""
        super().__init__()
        self._gather = gather
        self._hits: list[Hit] = []
        self._shown: list[Hit] = []
        self._back: QWidget | None = None
        self._sheet: QFrame | None = None
        self._list = QListWidget(self)
        self._list.hide()  # until there is a sheet for it
        self.setPlaceholderText("Search  Ctrl+K")
        self.setAccessibleName("Search activities and commands")
        self.setToolTip("Find an activity or a command by a few letters (Ctrl+K)")
        self.setMinimumWidth(theme.px(92))
        self.setMaximumWidth(theme.px(240))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fill)
        self._list.setItemDelegate(_Row(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Found")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setStyleSheet("QListWidget { border: 0; }")
        self._list.itemClicked.connect(lambda _item: self._run())
        self._list.setMouseTracking(True)
        self._list.itemEntered.connect(self._list.setCurrentItem)

    def begin(self, typed: str = "") -> None:
        """Take the keyboard and list what there is."""
        if self._back is None:
            self._back = self.window().focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(typed)
        self.selectAll()
        self._open()

    def found(self) -> list[Hit]:
        """What the list shows."""
        return list(self._shown) if self.is_open else []

    @property
    def is_open(self) -> bool:
        """Whether the list is open."""
        return self._sheet is not None and self._sheet.isVisible()

    def close_list(self) -> None:
        """Put the list away and give the keyboard back."""
        if self._sheet is not None:
            self._sheet.hide()
        self.clear()
        back, self._back = self._back, None
        if self.hasFocus() and back is not None and back is not self:
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self._hits = self._gather()
        if self._sheet is None:
            self._sheet = QFrame(self.window())
            self._sheet.setProperty("card", "notice")
            column = QVBoxLayout(self._sheet)
            column.setContentsMargins(4, 4, 4, 4)
            column.addWidget(self._list)
            self._list.show()
        self._fill()

    def _fill(self) -> None:
        if self._sheet is None or not self.hasFocus():
            return
        self._shown = matching(self._hits, self.text())
        self._list.clear()
        for hit in self._shown:
            item = QListWidgetItem(hit.title)
            detail = hit.why_not or hit.detail
            item.setData(_DETAIL, detail)
            item.setData(_KIND, hit.kind)
            said = f"{hit.kind} {hit.title}, {detail}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            if hit.why_not:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setToolTip(hit.why_not)
            self._list.addItem(item)
        if not self._shown:
            item = QListWidgetItem("Nothing has these letters")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setData(_DETAIL, "")
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._place()

    def _place(self) -> None:
        if self._sheet is None:
            return
        window = self.window()
        width = min(theme.px(460), window.width() - 16)
        rows = min(max(self._list.count(), 1), _ROWS_SEEN)
        high = min(rows * theme.px(30) + 16, window.height() // 2)
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        left = max(8, min(corner.x(), window.width() - width - 8))
        self._sheet.setGeometry(left, corner.y(), width, high)
        self._sheet.show()
        self._sheet.raise_()

    def _run(self) -> None:
        row = self._list.currentRow()
        if not 0 <= row < len(self._shown) or self._shown[row].why_not:
            return
        hit = self._shown[row]
        self.close_list()
        hit.run()

    def _step(self, by: int) -> None:
        count = self._list.count()
        if count:
            self._list.setCurrentRow((self._list.currentRow() + by) % count)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS_SEEN - 1,
            Qt.Key.Key_PageUp: 1 - _ROWS_SEEN,
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
        elif key in steps:
            if not self.is_open:
                self._open()
            self._step(steps[key])
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self._open()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self._sheet is not None:
            self._sheet.hide()
            self.clear()
            self._back = None

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._sheet is not None:
            self._list.viewport().update()
