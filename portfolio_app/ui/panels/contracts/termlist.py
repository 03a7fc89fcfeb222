"""The list of a contract's terms under headings: each a sentence, its value and a word of doubt.

Shows entries and says which is chosen. Knows nothing of documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from portfolio_app.core.contracts import TermValue
from portfolio_app.core.termsheet import TermEntry
from portfolio_app.core.termwords import UNVERIFIED
from portfolio_app.ui import theme
from portfolio_app.ui.theme import Tone

_ENTRY = Qt.ItemDataRole.UserRole + 1
_VALUE_WIDTH = 168
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


def short_value(entry: TermEntry) -> str:
    """The value on the day as the list shows it; the employer's own goes first."""
    term = shown_term(entry)
    return "not known" if term is None else entry.text(term)


def shown_term(entry: TermEntry) -> TermValue | None:
    """The row that counts where there is one employer: its own, else the contract's."""
    return entry.local[0].term if entry.local else entry.held


def doubt(entry: TermEntry) -> str:
    """The word beside a value: the user's own, unverified, or nothing."""
    if entry.local:
        return "your own value"
    return UNVERIFIED.value if entry.unverified else ""


class _Row(QStyledItemDelegate):
    """A heading, or a term: its sentence, its value and the word at the right.

    A value that is wider than its column stands below the sentence. Nothing is cut.
    """

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        if index.data(_ENTRY) is None:
            return QSize(theme.px(120), theme.px(34))
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListWidget) else theme.px(400)
        laid = _lay(QRect(0, 0, width, 0), index)
        return QSize(theme.px(200), laid.bottom + theme.px(8))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(_ENTRY) is None:
            _paint_heading(painter, option.rect, str(index.data()))
        else:
            _paint_term(painter, option, index)
        painter.restore()


@dataclass(frozen=True, slots=True)
class _Laid:
    """Where the parts of a term's row stand, and where they end."""

    says: QRect
    value: QRect
    word: QRect
    is_below: bool

    @property
    def bottom(self) -> int:
        return max(one.bottom() for one in (self.says, self.value, self.word))


def _lay(rect: QRect, index: QModelIndex | QPersistentModelIndex) -> _Laid:
    value, word = index.data(_ENTRY)
    inner = rect.adjusted(theme.px(10), theme.px(6), -theme.px(12), 0)
    right = QRect(inner)
    right.setLeft(inner.right() - theme.px(_VALUE_WIDTH) + 1)
    says = QRect(inner)
    says.setRight(right.left() - theme.px(12))
    plain, strong, small = _fonts()
    says.setHeight(_height(plain, says, str(index.data())))
    shown = QRect(right)
    is_below = QFontMetrics(strong).horizontalAdvance(value) > right.width()
    if is_below:
        shown = QRect(inner)
        shown.moveTop(says.bottom() + theme.px(3))
    shown.setHeight(_height(strong, shown, value))
    beside = QRect(right)
    if not is_below:
        beside.moveTop(shown.bottom() + 1)
    beside.setHeight(QFontMetrics(small).lineSpacing() if word else 0)
    return _Laid(says, shown, beside, is_below)


def _fonts() -> tuple[QFont, QFont, QFont]:
    """Of a sentence, a value and the word of doubt."""
    return theme.font(), theme.font(semibold=True), theme.font(size=12)


def _height(font: QFont, room: QRect, text: str) -> int:
    tall = QRect(0, 0, room.width(), theme.px(4000))
    return QFontMetrics(font).boundingRect(tall, _WRAPPED, text).height()


def _paint_heading(painter: QPainter, rect: QRect, words: str) -> None:
    painter.setFont(theme.font(size=12, semibold=True))
    painter.setPen(QColor(theme.current().soft_ink))
    inner = rect.adjusted(theme.px(10), 0, -theme.px(10), -theme.px(5))
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignBottom), words)


def _paint_term(
    painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
) -> None:
    look = theme.current()
    rect: QRect = option.rect
    view = option.widget
    if isinstance(view, QListWidget) and view.currentRow() == index.row():
        painter.setPen(QColor(look.accent) if view.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent_ground))
        painter.drawRoundedRect(rect.adjusted(2, 1, -3, -2), 6, 6)
    value, word = index.data(_ENTRY)
    laid = _lay(rect, index)
    plain, strong, small = _fonts()
    at_right = int(Qt.AlignmentFlag.AlignRight)
    tone = look.pair(Tone.TIGHT if word == UNVERIFIED.value else Tone.INFO)
    for font, ink, room, how, text in (
        (plain, look.ink, laid.says, _WRAPPED, str(index.data())),
        (strong, look.ink, laid.value, _WRAPPED if laid.is_below else at_right, value),
        (small, tone.ink, laid.word, at_right, word),
    ):
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(room, how, text)


class TermList(QListWidget):
    """The terms. `chosen(key)` comes with the key of the term that is current."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without terms."""
        super().__init__(parent)
        self.setAccessibleName("Terms")
        self.setItemDelegate(_Row(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.setMinimumWidth(theme.px(300))
        self.currentItemChanged.connect(self._tell)

    def show_entries(self, entries: Sequence[TermEntry], current: str) -> str:
        """List terms; the current one stays, else the first is. Returns the current key."""
        self.blockSignals(True)
        self.clear()
        heading, place = "", None
        for entry in entries:
            if entry.heading != heading:
                heading = entry.heading
                head = QListWidgetItem(heading)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(head)
            self.addItem(_item(entry))
            if place is None or entry.key == current:
                place = self.count() - 1
        if place is not None:
            self.setCurrentRow(place)
        self.blockSignals(False)
        return self.key()

    def key(self) -> str:
        """The key of the current term; empty without one."""
        item = self.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole) or "")

    def choose(self, key: str) -> bool:
        """Make a term the current one; False where it is not listed."""
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.setCurrentRow(row)
                return True
        return False

    def keys(self) -> tuple[str, ...]:
        """The keys of the terms that are listed."""
        found = (self.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.count()))
        return tuple(str(key) for key in found if key)

    def _tell(self) -> None:
        self.chosen.emit(self.key())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the sentences wrap anew


def _item(entry: TermEntry) -> QListWidgetItem:
    value, word = short_value(entry), doubt(entry)
    made = QListWidgetItem(entry.says)
    made.setData(Qt.ItemDataRole.UserRole, entry.key)
    made.setData(_ENTRY, (value, word))
    said = ". ".join(part.rstrip(".") for part in (entry.says, value, word) if part)
    made.setData(Qt.ItemDataRole.AccessibleTextRole, said)
    return made
