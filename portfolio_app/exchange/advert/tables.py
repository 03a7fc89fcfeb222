"""A pasted text as a table: from a PDF, a web page or Word, a spreadsheet, or a CSV file.

Text is data: markup is taken apart and never followed. Every line that is not empty is in a row,
and a row knows its lines. What the cells mean is others' business; nothing here raises.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from html.parser import HTMLParser
from statistics import median

from typing_extensions import override

from portfolio_app.exchange.advert import figures

LARGEST_TEXT = 100_000
"""Characters that are read; an advert's job plan has a few thousand."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\xad]"
)
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
_CHUNK = re.compile(r"[^ \t]+(?: [^ \t]+)*")
_FIGURE_ALONE = re.compile(r"[\s0-9.,()½¼¾-]+")
_MARKUP = re.compile(
    r"<\s*(?:table|tr|td|th|html|body|div|p|ul|ol|span|meta|!doctype)\b", re.IGNORECASE
)
_FEW = 2
_COLUMNS_OF_A_TABLE = 3


class Form(Enum):
    """What the text looked like."""

    PAGE = "a web page"
    TABS = "cells parted by tabs"
    MARKS = "cells parted by marks"
    SPACES = "columns parted by spaces"
    LINES = "lines without columns"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, and the lines of the text that it came from, counted from 1."""

    cells: tuple[str, ...]
    lines: tuple[int, ...]

    @property
    def text(self) -> str:
        """All that it says, in one line."""
        return " ".join(" ".join(self.cells).split())

    @property
    def only(self) -> str:
        """Its one cell that is not empty; empty where there are more."""
        full = [cell for cell in self.cells if cell.strip()]
        return " ".join(full[0].split()) if len(full) == 1 else ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one width, and the lines beyond the most that is read."""

    form: Form
    rows: tuple[Row, ...]
    width: int
    beyond: tuple[int, ...] = ()


def is_text(raw: bytes) -> bool:
    """Whether a file may be a text; a PDF, a Word document and a spreadsheet file are none."""
    return not raw.startswith((b"%PDF", b"PK\x03\x04"))


def decode(raw: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 where a mark says so, else what Windows writes."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_table(text: str) -> Table:
    """The table that a text holds."""
    plain = _SPACES.sub(" ", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
    kept, beyond = _within_reach(plain)
    if _MARKUP.search(kept):
        return _made(Form.PAGE, _page_rows(kept), beyond)
    lines = kept.split("\n")
    mark = _mark_of(lines)
    if mark is not None:
        form = Form.TABS if mark == "\t" else Form.MARKS
        return _made(form, _marked_rows(lines, mark), beyond)
    spaced = _spaced_rows(lines)
    if spaced is not None:
        return _made(Form.SPACES, spaced, beyond)
    rows = [Row((" ".join(line.split()),), (n,)) for n, line in enumerate(lines, 1) if line.strip()]
    return _made(Form.LINES, rows, beyond)


def _within_reach(text: str) -> tuple[str, tuple[int, ...]]:
    if len(text) <= LARGEST_TEXT:
        return text, ()
    end = text.rfind("\n", 0, LARGEST_TEXT)
    kept = text[: end if end > 0 else LARGEST_TEXT]
    first = kept.count("\n") + (2 if end > 0 else 1)
    rest = text[len(kept) :].removeprefix("\n").split("\n")
    return kept, tuple(n for n, line in enumerate(rest, first) if line.strip())


def _made(form: Form, rows: Iterable[Row], beyond: tuple[int, ...]) -> Table:
    found = [row for row in rows if any(cell.strip() for cell in row.cells)]
    width = max((len(row.cells) for row in found), default=1)
    padded = (Row(row.cells + ("",) * (width - len(row.cells)), row.lines) for row in found)
    return Table(form, tuple(padded), width, beyond)


# -- cells parted by tabs and marks ---------------------------------------------------------------


def _mark_of(lines: Sequence[str]) -> str | None:
    """The mark that parts the cells: the one that gives the most lines of one width."""
    full = [line for line in lines if line.strip()]
    spaced = _regular(len(_CHUNK_BY_TWO.split(line.strip())) for line in full)
    best: tuple[int, str] | None = None
    for mark in ("\t", "|", ";", ","):
        widths = [len(_bare(line, mark).split(mark)) for line in full if mark in line]
        regular = _regular(widths)
        # Commas and semicolons stand in sentences too: they part cells where most lines say so.
        sure = mark in "\t|" or (
            regular > len(full) * _MOST_LINES and max(widths, default=0) >= _COLUMNS_OF_A_TABLE
        )
        if sure and regular >= _FEW and (best is None or regular > best[0]):
            best = (regular, mark)
    if best is None or (best[1] != "\t" and spaced > best[0]):
        # One row alone may come from a spreadsheet.
        return "\t" if any(line.count("\t") >= _FEW for line in lines) else None
    return best[1]


_MOST_LINES = 0.6
_CHUNK_BY_TWO = re.compile(r" {2,}")


def _regular(widths: Iterable[int]) -> int:
    """How many lines have the commonest number of columns, of those with two or more."""
    found = Counter(width for width in widths if width > 1)
    return max(found.values(), default=0)


def _bare(line: str, mark: str) -> str:
    """A line without the marks at its edges that some draw around a table."""
    return line.strip().strip("|") if mark == "|" else line


def _marked_rows(lines: Sequence[str], mark: str) -> Iterator[Row]:
    text = "\n".join(lines)
    told = (f"{_bare(line, mark)}\n" for line in lines)
    if text.count('"') % 2 == 0 and mark != "|":
        reader = csv.reader(told, delimiter=mark)
    else:
        reader = csv.reader(told, delimiter=mark, quoting=csv.QUOTE_NONE)
    before = 0
    for cells in reader:
        own = tuple(n for n in range(before + 1, reader.line_num + 1) if lines[n - 1].strip())
        before = reader.line_num
        if own:
            yield Row(tuple(_tidy(cell) for cell in cells), own)


def _tidy(cell: str) -> str:
    return "\n".join(" ".join(line.split()) for line in cell.split("\n") if line.strip())


# -- columns parted by spaces ---------------------------------------------------------------------

_Chunk = tuple[int, int, str]


def _spaced_rows(lines: Sequence[str]) -> list[Row] | None:
    """Rows of a text whose columns stand under each other; None where it has none."""
    parted = [_chunks(line) for line in lines]
    days = next((chunks for chunks in parted if _heads_a_timetable(chunks)), None)
    if days is not None:
        return _below_days(parted, days)
    count = _columns(parted)
    if count is None:
        return None
    stripes = _stripes(parted)
    if len(stripes) >= count:
        starts, ends = [start for start, _ in stripes], [end for _, end in stripes]
        return [
            Row(_placed(chunks, starts, ends, by_place=True), (number,))
            for number, chunks in enumerate(parted, 1)
            if chunks
        ]
    anchors = [chunks for chunks in parted if len(chunks) == count]
    starts = [median(chunks[n][0] for chunks in anchors) for n in range(count)]
    ends = [median(chunks[n][1] for chunks in anchors) for n in range(count)]
    rows = []
    for number, chunks in enumerate(parted, 1):
        if chunks:
            rows.append(Row(_placed(chunks, starts, ends), (number,)))
    return rows


def _heads_a_timetable(chunks: Sequence[_Chunk]) -> bool:
    named = [figures.days(text) for _, _, text in chunks]
    return sum(bool(days) and len(days or ()) == 1 for days in named) >= _COLUMNS_OF_A_TABLE


def _below_days(parted: Sequence[Sequence[_Chunk]], days: Sequence[_Chunk]) -> list[Row]:
    """Rows of a timetable: each column reaches from its day to the next, labels stand before."""
    starts: list[float] = [start for start, _, _ in days]
    if any(chunks and chunks[0][0] < starts[0] - 1 for chunks in parted):
        starts.insert(0, 0)
    ends = [*starts[1:], starts[-1] + LARGEST_TEXT]
    return [
        Row(_placed(chunks, starts, ends, by_place=True), (number,))
        for number, chunks in enumerate(parted, 1)
        if chunks
    ]


def _chunks(line: str) -> list[_Chunk]:
    expanded = line.expandtabs(8)
    return [(m.start(), m.end(), m[0]) for m in _CHUNK.finditer(expanded)]


def _stripes(parted: Sequence[Sequence[_Chunk]]) -> list[tuple[float, float]]:
    """The stretches that hold text in any line of three columns or more.

    What lies between two is blank in all of them: they are the columns, whichever cells are empty.
    """
    taken = sorted(
        (start, end)
        for chunks in parted
        if len(chunks) >= _COLUMNS_OF_A_TABLE
        for start, end, _ in chunks
    )
    found: list[tuple[float, float]] = []
    for start, end in taken:
        if found and start < found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _columns(parted: Sequence[Sequence[_Chunk]]) -> int | None:
    widths = Counter(len(chunks) for chunks in parted)
    wide = {n: times for n, times in widths.items() if n >= _COLUMNS_OF_A_TABLE}
    regular = [n for n, times in wide.items() if times >= _FEW]
    if regular:
        # The commonest; among equals the widest, whose lines lack nothing.
        return max(regular, key=lambda n: (wide[n], n))
    return _FEW if widths[_FEW] >= _FEW else max(wide, default=None)


def _placed(
    chunks: Sequence[_Chunk],
    starts: Sequence[float],
    ends: Sequence[float],
    *,
    by_place: bool = False,
) -> tuple[str, ...]:
    cells = [""] * len(starts)
    if len(chunks) == len(starts) and not by_place:
        return tuple(text for _, _, text in chunks)
    least = 0
    for start, end, text in chunks:
        column = max(
            range(least, len(starts)), key=lambda n: _nearness(start, end, starts[n], ends[n])
        )
        cells[column] = f"{cells[column]} {text}".strip()
        least = column
    return tuple(cells)


def _nearness(start: int, end: int, left: float, right: float) -> tuple[float, float]:
    """How well a chunk lies in a column: its overlap, else how near it begins."""
    return max(0.0, min(end, right) - max(start, left)), -abs(start - left)


# -- a web page -----------------------------------------------------------------------------------

_BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "section", "article"}
_HIDDEN = {"script", "style", "title"}
_MOST_SPAN = 60


class _Page(HTMLParser):
    """Takes tables and the text around them apart; cells may span rows and columns."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self._cells: list[str] | None = None
        self._text: list[str] = []
        self._in_cell = False
        self._hidden = 0
        self._spans = (1, 1)
        self._hanging: dict[int, tuple[int, str]] = {}
        self._next: dict[int, tuple[int, str]] = {}

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "table":
            self._end_row()
            self._next = {}
        elif tag == "tr":
            self._begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            if self._cells is None:
                self._begin_row()
            self._in_cell = True
            given = dict(attrs)
            self._spans = (_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag == "br" or tag in _BLOCKS:
            self._break()

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        elif tag in _BLOCKS:
            self._break()

    @override
    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._text.append(re.sub(r"\s+", " ", data))

    @override
    def close(self) -> None:
        super().close()
        self._end_row()

    def _break(self) -> None:
        if self._cells is None:
            self._flush()
        else:
            self._text.append("\n")

    def _flush(self) -> None:
        """Text outside a table is a row of its own."""
        said = _tidy("".join(self._text))
        self._text = []
        if said:
            self._keep((said,))

    def _keep(self, cells: tuple[str, ...]) -> None:
        self.rows.append(Row(cells, (len(self.rows) + 1,)))

    def _begin_row(self) -> None:
        self._end_row()
        self._cells = []
        self._hanging, self._next = self._next, {}

    def _end_cell(self) -> None:
        if self._cells is None or not self._in_cell:
            if self._cells is None:
                self._flush()
            return
        self._in_cell = False
        said = _tidy("".join(self._text))
        self._text = []
        self._fill()
        across, down = self._spans
        if down > 1:
            # A day beside several rows is said of each of them; a figure is said once.
            again = "" if _FIGURE_ALONE.fullmatch(said) else said
            for n in range(across):
                self._next[len(self._cells) + n] = (down - 1, "" if n else again)
        self._cells += [said, *[""] * (across - 1)]

    def _fill(self) -> None:
        """Put what hangs down from the rows above in its place."""
        cells = self._cells
        while cells is not None and len(cells) in self._hanging:
            left, said = self._hanging.pop(len(cells))
            if left > 1:
                self._next[len(cells)] = (left - 1, said)
            cells.append(said)

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells is None:
            self._flush()
            return
        self._fill()
        if self._text:
            loose = _tidy("".join(self._text))
            self._text = []
            if loose:
                self._cells.append(loose)
        self._keep(tuple(self._cells))
        self._cells = None


def _span(text: str | None) -> int:
    if text is None or not re.fullmatch(r"[0-9]{1,4}", text.strip()):
        return 1
    return min(max(int(text), 1), _MOST_SPAN)


def _page_rows(text: str) -> list[Row]:
    page = _Page()
    page.feed(text)
    page.close()
    return page.rows


def to_tabs(table: Table) -> str:
    """The table as text with tabs between its cells, to be shown and mended."""
    rows = ("\t".join(" ".join(cell.split()) for cell in row.cells) for row in table.rows)
    return "\n".join(row.rstrip("\t") for row in rows) + "\n"
