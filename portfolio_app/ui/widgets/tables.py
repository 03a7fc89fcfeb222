"""A table of figures that can be read out, copied, and pasted into a spreadsheet.

Every cell arrives as text that is already rounded. Knows nothing of what is counted.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from portfolio_app.ui.widgets.figures import Working, WorkingPopover

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NUMBER = re.compile(r"[+\-\u2212]?[\d,. ]+%?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


class _Cells(QAbstractTableModel):
    """Headers and rows of text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.headers: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.numeric: frozenset[int] = frozenset()

    def replace(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        numeric: Collection[int],
    ) -> None:
        self.beginResetModel()
        self.headers = tuple(headers)
        self.rows = tuple(tuple(row) for row in rows)
        self.numeric = frozenset(numeric)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.headers)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self.rows[index.row()][index.column()]
        header = self.headers[index.column()]
        return self._answer(index.column(), role, text=text, said=f"{header}: {text}")

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Vertical or section >= len(self.headers):
            return None
        header = self.headers[section]
        return self._answer(section, role, text=header, said=header)

    def _answer(self, column: int, role: int, *, text: str, said: str) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said
        if role == Qt.ItemDataRole.TextAlignmentRole:
            sides = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
            return sides[column not in self.numeric] | Qt.AlignmentFlag.AlignVCenter
        return None


class FigureTable(QTableView):
    """A table of text that can be copied into a spreadsheet. It never sorts or edits."""

    def __init__(self, title: str, *, parent: QWidget | None = None) -> None:
        """Make an empty table; `title` is its accessible name."""
        super().__init__(parent)
        self._cells = _Cells(self)
        self._is_fitted = False
        self.setModel(self._cells)
        self.setAccessibleName(title)
        self.setSortingEnabled(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionsClickable(False)
        copy = QAction("Copy rows", self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        whole = QAction("Copy the whole table", self)
        whole.triggered.connect(self.copy_all)
        self.addActions([copy, whole])
        self.working_of: Callable[[int], Working | None] | None = None
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def set_content(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        numeric: Collection[int] = (),
    ) -> None:
        """Replace everything.

        Args:
            headers: one for each column.
            rows: each as long as `headers`.
            numeric: columns whose figures line up at the right.

        Raises:
            ValueError: a row is longer or shorter than the headers.
        """
        for place, row in enumerate(rows):
            if len(row) != len(headers):
                raise ValueError(f"row {place} has {len(row)} cells for {len(headers)} headers")
        self._cells.replace(headers, rows, numeric)
        stretch = next((n for n in range(len(headers)) if n not in numeric), None)
        if stretch is not None:
            self.horizontalHeader().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self._is_fitted = False
        if not self._is_put_away():
            self._fit_rows()

    def cells(self, row: int) -> tuple[str, ...]:
        """The texts of a row."""
        return self._cells.rows[row]

    def as_tsv(self, rows: Collection[int] | None = None) -> str:
        """The headers and these rows (all where not given), tabs between cells.

        A cell that a spreadsheet would take for a formula gets an apostrophe before it; figures
        lose the commas between their thousands.
        """
        chosen = range(len(self._cells.rows)) if rows is None else sorted(rows)
        lines = [self._cells.headers, *(self._cells.rows[row] for row in chosen)]
        return "\n".join("\t".join(self._as_copied(line)) for line in lines) + "\n"

    def _as_copied(self, line: Sequence[str]) -> Iterator[str]:
        for column, cell in enumerate(line):
            yield _safe(_THOUSANDS.sub("", cell) if column in self._cells.numeric else cell)

    def copy(self) -> None:
        """Copy the selected rows with their headers; the whole table when none is selected."""
        rows = {index.row() for index in self.selectedIndexes()}
        QGuiApplication.clipboard().setText(self.as_tsv(rows or None))

    def copy_all(self) -> None:
        """Copy the whole table."""
        QGuiApplication.clipboard().setText(self.as_tsv())

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Select these rows, of which there is at least one, and stand at the first."""
        self.setCurrentIndex(self._cells.index(rows[0], 0))
        chosen = QItemSelection()
        for row in rows:
            chosen.select(
                self._cells.index(row, 0), self._cells.index(row, len(self._cells.headers) - 1)
            )
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def explain_rows(
        self, working_of: Callable[[int], Working | None], *, entered: str = ""
    ) -> None:
        """Let W, Enter, a double click or the row's menu show the working of a row.

        Args:
            working_of: makes the working of a row; None where it has none.
            entered: what Enter and a double click do instead, "opens the week"; W is left then.
        """
        self.working_of = working_of
        act = QAction("Show working", self)
        act.setShortcut(QKeySequence(Qt.Key.Key_W))
        act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        act.triggered.connect(lambda: self.show_working(self.currentIndex().row()))
        self.insertAction(self.actions()[0], act)
        if entered:
            self.setAccessibleDescription(f"W shows the working of a row, Enter {entered}")
            self.setToolTip(f"W or the menu shows the working of a row; double click {entered}")
            return
        self.activated.connect(lambda index: self.show_working(index.row()))
        self.setAccessibleDescription("Enter shows the working of a row")
        self.setToolTip("Double click or Enter shows the working of a row")

    def show_working(self, row: int) -> None:
        """Show the working of a row beside it, where it has one."""
        if self.working_of is None or row < 0:
            return
        working = self.working_of(row)
        if working is None:
            return
        anchor = QWidget(self.viewport())
        anchor.setGeometry(self.visualRect(self._cells.index(row, 0)))
        popover = WorkingPopover(working, self)
        popover.destroyed.connect(anchor.deleteLater)
        popover.open_beside(anchor)

    def fit_height(self) -> None:
        """Take exactly the height of the rows, for a short table inside a card."""
        if self._is_put_away():
            return
        self._fit_rows()
        rows = sum(self.rowHeight(row) for row in range(len(self._cells.rows)))
        edges = 2 * self.frameWidth() + 4
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + edges)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _is_put_away(self) -> bool:
        """Whether it was hidden on purpose: to measure its rows would be work for nobody."""
        asked = self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        return asked and self.isHidden()

    def _fit_rows(self) -> None:
        if not self._is_fitted:
            self._is_fitted = True
            self.resizeRowsToContents()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._fit_rows()
        super().showEvent(event)


def _safe(cell: str) -> str:
    flat = " ".join(cell.split())
    risky = flat[:1] in ("=", "+", "-", "@") and not _NUMBER.fullmatch(flat)
    return f"'{flat}" if risky else flat
