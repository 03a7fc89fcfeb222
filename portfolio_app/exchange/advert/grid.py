"""Timetables: days across and half-days or times down (or the other way), told as a list.

Each cell that is not empty becomes a row of three cells: its day, the label beside it, and its
text. Lines outside the timetable stay as they are.
"""

from portfolio_app.core.model import Day
from portfolio_app.exchange.advert import figures
from portfolio_app.exchange.advert.meanings import Meaning
from portfolio_app.exchange.advert.tables import Form, Row, Table

MAPPING = (Meaning.DAY, Meaning.TIME, Meaning.ALL)
"""What the columns of an unrolled timetable mean."""

HEAD = ("Day", "Time")
"""What the row that headed the timetable begins with in the list."""

_FEWEST_DAYS = 3
_FEWEST_HALVES = 2


def unrolled(table: Table) -> Table | None:
    """The timetable as a list; None where the table is none."""
    for at, row in enumerate(table.rows):
        days = {n: day for n, cell in enumerate(row.cells) if (day := _one_day(cell)) is not None}
        if len(set(days.values())) >= _FEWEST_DAYS:
            return _days_across(table, at)
        slots = {n for n, cell in enumerate(row.cells) if _is_slot(cell)}
        if len(slots) >= _FEWEST_HALVES and _days_below(table, at):
            return _days_down(table, at)
    return None


def _one_day(cell: str) -> Day | None:
    found = figures.days(cell) or ()
    plain = figures.without_days(cell).strip(" .:") if len(found) == 1 else ""
    return found[0] if len(found) == 1 and (not plain or len(cell.strip()) <= _SHORT) else None


_SHORT = 2  # "M", "Tu": a letter or two in a heading of days


def _is_slot(cell: str) -> bool:
    if figures.windows(cell):
        return True
    return bool(figures.halves(cell)) and not figures.without_halves(cell).strip(" /&+-.:()")


def _days_below(table: Table, at: int) -> bool:
    named = [row.cells[0] for row in table.rows[at + 1 :]]
    return sum(_one_day(cell) is not None for cell in named) >= _FEWEST_DAYS


def _days_across(table: Table, at: int) -> Table:
    heading = table.rows[at]
    columns = [n for n, cell in enumerate(heading.cells) if _one_day(cell) is not None]
    labels = range(columns[0])
    rows = [_outside(row) for row in table.rows[:at]]
    rows.append(Row((*HEAD, heading.text), heading.lines))
    for row in _joined(table, at, has_labels=columns[0] > 0):
        label = " ".join(row.cells[n] for n in labels if row.cells[n]).replace("\n", " ")
        cells = [(heading.cells[n], row.cells[n]) for n in columns if row.cells[n].strip()]
        rest = [cell for n, cell in enumerate(row.cells) if n not in columns and n not in labels]
        rows += _told(row, label, cells, " ".join(rest))
    return Table(Form.MARKS, tuple(rows), len(MAPPING), table.beyond)


def _days_down(table: Table, at: int) -> Table:
    heading = table.rows[at]
    columns = [n for n, cell in enumerate(heading.cells) if _is_slot(cell)]
    rows = [_outside(row) for row in table.rows[:at]]
    rows.append(Row((*HEAD, heading.text), heading.lines))
    for row in _joined(table, at, has_labels=True):
        day = row.cells[0].replace("\n", " ")
        if row.only or not (figures.days(day) or not day.strip()):
            rows.append(_outside(row))
            continue
        filled = [n for n in columns if row.cells[n].strip()]
        rows += [Row((day, heading.cells[n], _flat(row.cells[n])), row.lines) for n in filled]
        rest = [cell for n, cell in enumerate(row.cells) if n and n not in columns and cell.strip()]
        if rest or not filled:
            rows.append(Row(("", "", _flat(" ".join((day, *rest)))), row.lines))
    return Table(Form.MARKS, tuple(rows), len(MAPPING), table.beyond)


def _told(row: Row, label: str, cells: list[tuple[str, str]], rest: str) -> list[Row]:
    """The cells of one row of a timetable; a label that stands alone, or totals, stay whole."""
    if not cells or "total" in label.lower():
        return [_outside(row)]
    told = [Row((day, label, _flat(cell)), row.lines) for day, cell in cells]
    if rest.strip():
        told.append(Row(("", "", _flat(rest)), row.lines))
    return told


def _outside(row: Row) -> Row:
    return Row(("", "", row.text), row.lines)


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def _joined(table: Table, at: int, *, has_labels: bool) -> list[Row]:
    """The rows below the heading; a line without a label goes on with the row above it."""
    found: list[Row] = []
    for row in table.rows[at + 1 :]:
        goes_on = (
            table.form is Form.SPACES
            and has_labels
            and not row.cells[0].strip()
            and bool(found)
            and found[-1].lines[-1] + 1 == row.lines[0]
        )
        if goes_on:
            cells = tuple(
                f"{one} {more}".strip()
                for one, more in zip(found[-1].cells, row.cells, strict=True)
            )
            found[-1] = Row(cells, (*found[-1].lines, *row.lines))
        else:
            found.append(row)
    return found
