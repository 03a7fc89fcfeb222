"""What was read, line by line: a chooser of meaning over each column, the verdict at the right.

Shows a reading. Changing a meaning is told; reading again is others' business.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.exchange.advert.meanings import Meaning
from portfolio_app.exchange.advert.reading import Outcome, Reading, Said
from portfolio_app.ui import theme
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

NAMES = {
    Meaning.DAY: "Day",
    Meaning.TIME: "Times",
    Meaning.START: "Start",
    Meaning.END: "End",
    Meaning.ACTIVITY: "Activity",
    Meaning.CATEGORY: "Category",
    Meaning.OFTEN: "How often",
    Meaning.UNITS: "Units",
    Meaning.EACH: "Units each",
    Meaning.HOURS: "Hours",
    Meaning.SITE: "Site",
    Meaning.ALL: "All in one text",
    Meaning.IGNORE: "Leave out",
}
_MARKS = {
    Said.LINE: ("check-circle", Tone.FITS),
    Said.PARTLY: ("warning", Tone.TIGHT),
    Said.UNREAD: ("x-circle", Tone.NOT),
    Said.TOTAL: ("check", Tone.INFO),
    Said.HEADING: ("list", Tone.NEUTRAL),
}
_LEAST_COLUMN = 60
_CHOOSER_EDGES = 58  # of a chooser around its word
_LEAST_VERDICT = 220
_VERDICT_SHARE = 0.36
_MARK = 30
_LONGEST_WORD = 24
_LOOKED_AT = 80
_MOST_ROWS = 400


class MappingView(QWidget):
    """The table of the advert with its mapping.

    Signals:
        mapped: another mapping (a tuple of Meaning) was chosen.
    """

    mapped = Signal(object)

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._reading: Reading | None = None
        self._choosers: list[QComboBox] = []
        self._shared: tuple[int, ...] = ()
        self._stacked = False  # the verdict stands under each line
        self._flat = False  # and a line is one text, its columns named over the choosers alone
        self._names: list[TextLabel] = []
        self._told = TextLabel("", wrap=True)
        self._heads = QGridLayout()
        self._heads.setContentsMargins(2, 0, 0, 0)
        self._heads.setSpacing(0)
        self._table = QTableWidget()
        _prepare(self._table)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(4))
        inside.addLayout(self._heads)
        inside.addWidget(self._table, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._told)
        column.addWidget(self._area, 1)
        for room in (self._table.viewport(), self._area.viewport()):
            room.installEventFilter(self)

    @property
    def choosers(self) -> tuple[QComboBox, ...]:
        """The chooser of each column, from the left."""
        return tuple(self._choosers)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """What the table says of each line, from the top."""
        table = self._table
        rows = range(1, table.rowCount(), 2) if self._stacked else range(table.rowCount())
        column = 0 if self._stacked else table.columnCount() - 1
        items = (table.item(row, column) for row in rows)
        return tuple(item.text() for item in items if item is not None)

    def show_reading(self, reading: Reading, advice: str = "") -> None:
        """Show another reading, with advice on it; a chooser that has the focus keeps it."""
        same = self._reading is not None and self._reading.headings == reading.headings
        self._reading = reading
        if not same or len(self._choosers) != len(reading.mapping):
            self._make_choosers(reading)
        for chooser, meaning in zip(self._choosers, reading.mapping, strict=True):
            chooser.blockSignals(True)
            chooser.setCurrentIndex(chooser.findData(meaning))
            chooser.blockSignals(False)
        self._fill(reading)
        self._told.setText(f"{summary_of(reading.outcomes)} {advice}".strip())
        self._shared = ()
        self._share_widths()

    def restyle(self) -> None:
        """Take the colours and the text size in force."""
        if self._reading is not None:
            self._fill(self._reading)
            self._shared = ()
            self._share_widths()

    # -- the choosers ----------------------------------------------------------------------------

    def _make_choosers(self, reading: Reading) -> None:
        for widget in (*self._choosers, *self._names):
            widget.hide()
            widget.deleteLater()
        self._choosers = []
        self._names = [TextLabel(heading, role=TextRole.SMALL) for heading in reading.headings]
        for number, heading in enumerate(reading.headings, 1):
            chooser = QComboBox()
            for meaning, name in NAMES.items():
                chooser.addItem(name, meaning)
            chooser.setAccessibleName(f"What column {number}, {heading}, means")
            chooser.setToolTip(f"What column {number}, {heading}, means")
            chooser.setMinimumContentsLength(1)
            chooser.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            chooser.view().setMinimumWidth(theme.px(150))
            chooser.currentIndexChanged.connect(self._tell)
            self._choosers.append(chooser)
        self._place_choosers(len(self._choosers))

    def _place_choosers(self, across: int) -> None:
        """Put so many choosers in a row; in flat lines each has its column's name over it."""
        for place, (name, chooser) in enumerate(zip(self._names, self._choosers, strict=True)):
            row, column = divmod(place, across)
            self._heads.addWidget(name, 2 * row, column)
            self._heads.addWidget(chooser, 2 * row + 1, column)
            name.setVisible(self._flat)
            chooser.show()
        for column in range(self._heads.columnCount()):
            self._heads.setColumnStretch(column, 0)
        self._heads.setColumnStretch(max(across, self._heads.columnCount() - 1), 1)

    def _tell(self) -> None:
        # Qt keeps a word of an enumeration as plain text.
        self.mapped.emit(tuple(Meaning(chooser.currentData()) for chooser in self._choosers))

    # -- the rows --------------------------------------------------------------------------------

    def _fill(self, reading: Reading) -> None:
        table = self._table
        shown = reading.outcomes[:_MOST_ROWS]
        table.setUpdatesEnabled(False)
        table.clearContents()
        columns = 1 if self._flat else len(reading.headings)
        table.horizontalHeader().setVisible(not self._flat)
        table.clearSpans()
        table.setColumnCount(columns if self._stacked else columns + 2)
        table.setRowCount(len(shown) * (2 if self._stacked else 1))
        table.setHorizontalHeaderLabels([*reading.headings, "", "Read as"][: table.columnCount()])
        for number, outcome in enumerate(shown):
            row = number * 2 if self._stacked else number
            cells = self._cells(reading, outcome)
            if self._flat:
                cells = [" · ".join(cell for cell in cells if cell)]
            for column, cell in enumerate(cells):
                table.setItem(row, column, _item(cell))
            if columns > 1 and self._is_alone(reading, outcome):
                table.setSpan(row, 0, 1, columns)
            mark, verdict = _verdict(outcome)
            if self._stacked:
                verdict.setIcon(mark.icon())
                table.setItem(row + 1, 0, verdict)
                if columns > 1:
                    table.setSpan(row + 1, 0, 1, columns)
            else:
                table.setItem(row, columns, mark)
                table.setItem(row, columns + 1, verdict)
        table.setUpdatesEnabled(True)

    def _cells(self, reading: Reading, outcome: Outcome) -> list[str]:
        if self._is_alone(reading, outcome):
            return [reading.table.rows[outcome.row].only]
        rows = reading.table.rows
        cells = rows[outcome.row].cells if outcome.row < len(rows) else ()
        return [" ".join(cell.split()) for cell in cells]

    def _is_alone(self, reading: Reading, outcome: Outcome) -> bool:
        """Whether a line is one text, which is shown across the columns."""
        rows = reading.table.rows
        alone = outcome.row < len(rows) and bool(rows[outcome.row].only)
        return alone and not outcome.ids

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        rooms = self._table.viewport(), self._area.viewport()
        if event.type() is QEvent.Type.Resize and watched in rooms:
            self._share_widths()
        return super().eventFilter(watched, event)

    def _share_widths(self) -> None:
        """Share the width among the columns, the choosers over them as wide as they are."""
        columns = len(self._choosers)
        if not columns:
            return
        least = [self._least(column) for column in range(columns)]
        mark, verdict = theme.px(_MARK), theme.px(_LEAST_VERDICT)
        scroll = theme.px(_MARK)
        whole = self._area.viewport().width()
        stacked = whole < sum(least) + mark + verdict + scroll
        flat = whole < sum(least) + scroll
        if (stacked, flat) != (self._stacked, self._flat) and self._reading is not None:
            # Where the verdict has no room beside the columns it stands under each line; where the
            # columns themselves have none, a line is one text.
            self._stacked, self._flat = stacked, flat
            self._place_choosers(columns)
            self._fill(self._reading)
            self._shared = ()
        if flat:
            self._share_flat()
            return
        beside = scroll if stacked else mark + verdict
        self._inside.setMinimumWidth(sum(least) + beside)
        room = self._table.viewport().width() - (0 if stacked else mark)
        verdict = 0 if stacked else max(verdict, round(room * _VERDICT_SHARE))
        over = [max(0, self._wanted(n) - own) for n, own in enumerate(least)]
        spare = min(max(0, room - verdict - sum(least)), sum(over))
        most = sum(over) or 1
        widths = [own + spare * more // most for own, more in zip(least, over, strict=True)]
        if (room, *widths) == self._shared:
            return
        self._shared = (room, *widths)
        if not stacked:
            self._table.setColumnWidth(columns, mark)
        for column, (chooser, width) in enumerate(zip(self._choosers, widths, strict=True)):
            self._table.setColumnWidth(column, width)
            chooser.setFixedWidth(width)
        self._fit_rows()

    def _share_flat(self) -> None:
        """Lines as wide as there is room, the choosers in as many rows as they need."""
        self._inside.setMinimumWidth(0)
        room = self._area.viewport().width() - theme.px(4)
        if (room,) == self._shared:
            return
        self._shared = (room,)
        needed = max(map(self._chooser_width, self._choosers))
        across = max(1, min(len(self._choosers), room // needed))
        self._place_choosers(across)
        for chooser in self._choosers:
            chooser.setFixedWidth(room // across)
        self._fit_rows()

    def _chooser_width(self, chooser: QComboBox) -> int:
        word = chooser.fontMetrics().horizontalAdvance(chooser.currentText())
        return word + theme.px(_CHOOSER_EDGES)

    def _fit_rows(self) -> None:
        """Give each row the height of its words; Qt measures a cell across columns as if in one."""
        table = self._table
        for row in range(table.rowCount()):
            heights = [self._height(row, column) for column in range(table.columnCount())]
            table.setRowHeight(row, max(heights, default=0) + theme.px(12))

    def _height(self, row: int, column: int) -> int:
        table = self._table
        item = table.item(row, column)
        if item is None or not item.text():
            return 0
        after = column + table.columnSpan(row, column)
        # The last column ends where the table does; its own width follows only when it is shown.
        last = after >= table.columnCount()
        end = table.viewport().width() if last else table.columnViewportPosition(after)
        inside = end - table.columnViewportPosition(column) - theme.px(20)
        if not item.icon().isNull():
            inside -= theme.px(24)
        room = QRect(0, 0, max(inside, 1), 10_000)
        wrap = Qt.TextFlag.TextWordWrap
        return table.fontMetrics().boundingRect(room, wrap, item.text()).height()

    def _least(self, column: int) -> int:
        """The least width of a column: that the word of its chooser, and its own, stay whole."""
        chooser = self._choosers[column]
        words = [one for text in self._texts(column) for one in text.split()]
        own = self._widest([one for one in words if len(one) <= _LONGEST_WORD])
        edges = theme.px(24)
        return max(theme.px(_LEAST_COLUMN), self._chooser_width(chooser), own + edges)

    def _wanted(self, column: int) -> int:
        return min(self._widest(self._texts(column)) + theme.px(20), theme.px(240))

    def _texts(self, column: int) -> list[str]:
        """What stands in a column, however it is shown now."""
        reading = self._reading
        if reading is None:
            return []
        lines = [
            self._cells(reading, outcome)
            for outcome in reading.outcomes[:_LOOKED_AT]
            if not self._is_alone(reading, outcome)
        ]
        return [cells[column] for cells in lines if column < len(cells)]

    def _widest(self, texts: Sequence[str]) -> int:
        metrics = self._table.fontMetrics()
        return max((metrics.horizontalAdvance(text) for text in texts), default=0)


def _prepare(table: QTableWidget) -> None:
    table.setAccessibleName("What each line was read as")
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setTextElideMode(Qt.TextElideMode.ElideNone)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setIconSize(QSize(theme.px(16), theme.px(16)))
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def _item(text: str) -> QTableWidgetItem:
    made = QTableWidgetItem(text)
    made.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return made


def _verdict(outcome: Outcome) -> tuple[QTableWidgetItem, QTableWidgetItem]:
    """The mark of what a line was read as, and the words."""
    icon, tone = _MARKS[outcome.said]
    word = outcome.said.value.capitalize()
    told = f"{word}: {outcome.words}"
    if outcome.mend:
        told = f"{told}. {outcome.mend}"
    mark = QTableWidgetItem()
    mark.setIcon(theme.icon(icon, size=16, ink=theme.current().pair(tone).ink))
    mark.setData(Qt.ItemDataRole.AccessibleTextRole, word)
    made = _item(told)
    made.setToolTip(told)
    return mark, made


def summary_of(outcomes: Sequence[Outcome]) -> str:
    """How many lines were read, in part or not, in a sentence."""
    number = {said: sum(outcome.said is said for outcome in outcomes) for said in Said}
    read = number[Said.LINE] + number[Said.PARTLY]
    told = f"{_lines(read)} of the job plan read, {_totals(number[Said.TOTAL])}"
    if number[Said.PARTLY]:
        told = f"{told}; {number[Said.PARTLY]} with a doubt"
    if number[Said.UNREAD]:
        told = f"{told}; {_lines(number[Said.UNREAD])} not read"
    return f"{told}. Change what a column means where it is not what was taken."


def _lines(number: int) -> str:
    return f"{number} line{'' if number == 1 else 's'}"


def _totals(number: int) -> str:
    return f"{number} total{'' if number == 1 else 's'}"
