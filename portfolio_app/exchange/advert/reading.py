"""A pasted job plan, read line by line: what each line became, or why it could not be read.

Every row of the table has one outcome. Nothing here raises and nothing is dropped.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from portfolio_app.core import words as say
from portfolio_app.core.contracts import Unit
from portfolio_app.core.model import Activity, OnCall, StatedTotals
from portfolio_app.exchange.advert import figures, grid
from portfolio_app.exchange.advert.drafts import ROLE, Drafts, cycle_of, drafts
from portfolio_app.exchange.advert.meanings import (
    Meaning,
    Vocabulary,
    guess,
    heading_of,
    is_heading,
    meaning_of_heading,
)
from portfolio_app.exchange.advert.parts import Parts, parts_of
from portfolio_app.exchange.advert.tables import Form, Row, Table, read_table
from portfolio_app.exchange.advert.totals import (
    is_total,
    prose_total,
    speaks_of_hours,
    sums_of,
)
from portfolio_app.exchange.problems import shortened

_WITH_CODE = re.compile(r"(.*?)\s*\(([^()]*)\)?")
_OF_THE_POST = re.compile(
    r"\b(?:posts?|job plans?|contracts?|totals?|comprises?|consists?|full[- ]time|part[- ]time)\b",
    re.IGNORECASE,
)
_WORDY = {Meaning.ACTIVITY, Meaning.SITE, Meaning.OFTEN, Meaning.CATEGORY, Meaning.IGNORE}


class Said(Enum):
    """What a row turned out to be."""

    HEADING = "heading"
    LINE = "read"
    PARTLY = "read in part"
    TOTAL = "total"
    UNREAD = "not read"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row became: a word, what was read, and where it was not, why and what mends it."""

    row: int
    lines: tuple[int, ...]
    said: Said
    words: str
    mend: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A table with its mapping, an outcome for each row, and what came of them."""

    table: Table
    headings: tuple[str, ...]
    mapping: tuple[Meaning, ...]
    outcomes: tuple[Outcome, ...]
    activities: tuple[Activity, ...]
    on_calls: tuple[OnCall, ...]
    totals: tuple[StatedTotals, ...]
    sites: tuple[str, ...]
    cycle_weeks: int

    @property
    def is_empty(self) -> bool:
        """Whether no line of a job plan was found."""
        return not (self.activities or self.on_calls)


@dataclass(slots=True)
class _State:
    """What rows carry on to the rows below them."""

    words: Vocabulary
    mapping: tuple[Meaning, ...]
    cycle: int = 1
    head: Row | None = None
    day: str = ""
    category: str = ""
    other_table: bool = False
    headed: bool = False
    taken: set[str] = field(default_factory=set)
    activities: list[Activity] = field(default_factory=list)
    on_calls: list[OnCall] = field(default_factory=list)
    totals: list[StatedTotals] = field(default_factory=list)
    sites: dict[str, None] = field(default_factory=dict)


def read(text: str, words: Vocabulary, mapping: Sequence[Meaning] | None = None) -> Reading:
    """Read an advert.

    Args:
        text: what was pasted, or the text of a file.
        words: the vocabulary of the contract.
        mapping: what the columns mean, where a person has said so; a guess otherwise. One of
            another width than the table is a guess too.
    """
    pasted = read_table(text)
    unrolled = grid.unrolled(pasted)
    table = pasted if unrolled is None else unrolled
    guessed = grid.MAPPING if unrolled is not None else guess(table, words)
    chosen = tuple(mapping or ())
    chosen = chosen if len(chosen) == table.width else guessed
    joined = _joined(table, chosen)
    cycle = _cycle(joined, chosen, words)
    state = _State(words, chosen, cycle=cycle, head=heading_of(joined))
    outcomes = [_outcome(number, row, state) for number, row in enumerate(joined.rows)]
    if joined.beyond:
        outcomes.append(_beyond(len(outcomes), joined.beyond))
    heading = None if unrolled is not None else heading_of(table)
    return Reading(
        table=joined,
        headings=("Day", "Time", "What it says")
        if unrolled is not None
        else _headings(heading, table),
        mapping=chosen,
        outcomes=tuple(outcomes),
        activities=tuple(state.activities),
        on_calls=tuple(state.on_calls),
        totals=tuple(state.totals),
        sites=tuple(state.sites),
        cycle_weeks=state.cycle,
    )


def _headings(heading: Row | None, table: Table) -> tuple[str, ...]:
    cells = heading.cells if heading is not None else ("",) * table.width
    return tuple(
        " ".join(cell.split()) or f"Column {number}" for number, cell in enumerate(cells, 1)
    )


def _beyond(row: int, lines: tuple[int, ...]) -> Outcome:
    return Outcome(
        row, lines, Said.UNREAD, "too long to read in one go", "Paste the job plan's table alone."
    )


# -- rows that go on -------------------------------------------------------------------------------


def _joined(table: Table, mapping: Sequence[Meaning]) -> Table:
    """The table with wrapped lines joined to the rows that they go on from."""
    if table.form is not Form.SPACES:
        return table
    rows: list[Row] = []
    for row in table.rows:
        if rows and _goes_on(row, rows[-1], mapping):
            cells = tuple(
                f"{one} {more}".strip() for one, more in zip(rows[-1].cells, row.cells, strict=True)
            )
            rows[-1] = Row(cells, (*rows[-1].lines, *row.lines))
        else:
            rows.append(row)
    return replace(table, rows=tuple(rows))


def _goes_on(row: Row, above: Row, mapping: Sequence[Meaning]) -> bool:
    """Whether a line is the rest of the one above: words under its words, and nothing else."""
    full = [n for n, cell in enumerate(row.cells) if cell.strip()]
    if above.only or above.lines[-1] + 1 != row.lines[0] or len(full) == len(row.cells):
        return False
    if is_heading(above):
        return not any(mapping[n] is Meaning.ACTIVITY for n in full) and all(
            above.cells[n].strip() and figures.figure(row.cells[n]) is None for n in full
        )
    if any(mapping[n] not in _WORDY or not above.cells[n].strip() for n in full):
        return False
    if any(figures.windows(row.cells[n], plainly=True) for n in full):
        return False
    first = row.cells[full[0]].strip()
    return full[0] > 0 or first[:1].islower() or first[:1] in "(&+/"


# -- one row ---------------------------------------------------------------------------------------


def _cycle(table: Table, mapping: tuple[Meaning, ...], words: Vocabulary) -> int:
    """The weeks of the rota, which all rows must agree on before one is drawn up."""
    named = [parts_of(_cells(row, mapping), words).often for row in table.rows]
    return cycle_of(named)


def _cells(row: Row, mapping: Sequence[Meaning]) -> dict[Meaning, str]:
    """The row's cells by what they mean; two columns of one meaning are read as one."""
    found: dict[Meaning, str] = {}
    for cell, meaning in zip(row.cells, mapping, strict=True):
        if cell.strip() and meaning is not Meaning.IGNORE:
            found[meaning] = f"{found[meaning]} {cell}" if meaning in found else cell
    return found


def _outcome(number: int, row: Row, state: _State) -> Outcome:
    found = (
        _as_heading(row, state)
        or _as_total(row, state)
        or _as_label(row, state)
        or (_as_prose(row, state) if _OF_THE_POST.search(row.text) else None)
        or _as_line(row, state)
        or _as_prose(row, state)
        or _as_title(row, state)
        or _UNREAD
    )
    return replace(found, row=number, lines=row.lines)


def _said(said: Said, words: str, mend: str = "", ids: tuple[str, ...] = ()) -> Outcome:
    return Outcome(0, (), said, words, mend, ids)


_UNREAD = _said(
    Said.UNREAD,
    "it says neither when nor how much",
    "If it is a line of the job plan, give it times, hours or a figure.",
)


def _as_heading(row: Row, state: _State) -> Outcome | None:
    if not row.text.strip(" -=_|:+.*"):
        return _said(Said.HEADING, "a rule between lines")
    heading = is_heading(row) or _is_days_heading(row) or row.cells[:2] == grid.HEAD
    heading = heading or row is state.head
    if heading and state.headed and _meanings(row) != _meanings(state.head or row):
        state.other_table = True
    if heading:
        state.headed = True
        if not state.other_table:
            return _said(Said.HEADING, "of the columns")
    if state.other_table:
        return _said(Said.UNREAD, "it belongs to a second table", "Check that table by itself.")
    return None


def _as_title(row: Row, state: _State) -> Outcome | None:
    """Words above the table, across its columns, name the advert: nothing is amiss with them."""
    begun = state.headed or state.activities or state.on_calls
    if begun or not row.only or len(state.mapping) < 2:
        return None
    return _said(Said.HEADING, "the advert's title")


def _is_days_heading(row: Row) -> bool:
    return len(figures.days_in(row.text)) >= 5 and not figures.without_days(row.text).strip()


def _meanings(row: Row) -> tuple[Meaning | None, ...]:
    return tuple(meaning_of_heading(cell) for cell in row.cells)


def _as_total(row: Row, state: _State) -> Outcome | None:
    text = row.text
    cells = _cells(row, state.mapping)
    if not is_total(text, state.words) or figures.windows(text, plainly=True):
        return None
    if cells.get(Meaning.DAY, "").strip() and figures.days(cells[Meaning.DAY]):
        return None
    printed = figures.figure(cells.get(Meaning.UNITS, ""))
    if printed is None and state.words.unit is not Unit.HOUR:
        hours = figures.figure(cells.get(Meaning.HOURS, "")) is not None
        if hours or speaks_of_hours(text):
            return _said(
                Said.UNREAD,
                "a total of hours: totals are compared in the contract's own unit",
                "Give the total in that unit, if the advert prints it.",
            )
    sums = sums_of(text, state.words, printed=printed)
    if sums.is_empty:
        return _said(
            Said.UNREAD,
            "a total without one figure that is plainly its own",
            "See whether the advert prints it elsewhere.",
        )
    if sums.total is not None and state.category and "sub" in text.lower():
        sums = replace(sums, total=None, by_category=((state.category, sums.total),))
    return _keep_total(row, state, sums.total, sums.by_category)


def _keep_total(
    row: Row, state: _State, total: Decimal | None, by_category: tuple[tuple[str, Decimal], ...]
) -> Outcome:
    where = f"line {row.lines[0]}"
    state.totals.append(
        StatedTotals(
            id=f"total-{len(state.totals) + 1}",
            source=f"{where}: {shortened(row.text)}",
            role=ROLE,
            total=total,
            by_category=by_category,
        )
    )
    said = [] if total is None else [f"{total} in all"]
    said += [f"{code} {value}" for code, value in by_category]
    return _said(Said.TOTAL, say.listing(said))


def _as_label(row: Row, state: _State) -> Outcome | None:
    """A day or a category that stands alone holds for the rows below it."""
    only = row.only.strip(" .:;-–—()[]*")
    if not only:
        return None
    day = figures.days(only)
    if day and not figures.without_days(only).strip(" :.-–—"):
        state.day = only
        return _said(Said.HEADING, f"{only}, for the lines below")
    named = state.words.category(only)
    category = _named_with_code(only, state.words) if named is None else named.code
    if category is not None:
        state.category = category
        return _said(Said.HEADING, f"{category}, for the lines below")
    return None


def _named_with_code(text: str, words: Vocabulary) -> str | None:
    """The category of a heading such as "Direct clinical care (DCC)"."""
    parted = _WITH_CODE.fullmatch(text)
    found = None if parted is None else words.category(parted[1]) or words.category(parted[2])
    return None if found is None else found.code


def _as_line(row: Row, state: _State) -> Outcome | None:
    parts = parts_of(_cells(row, state.mapping), state.words)
    if not parts.says_when_or_how_much:
        return None
    if Meaning.ALL in state.mapping and not (parts.title or parts.categories):
        return None
    _carry(row, parts, state)
    line = row.lines[0]
    made = drafts(parts, cycle=state.cycle, taken=state.taken, line=line)
    _keep(made, parts, state, line)
    said = Said.PARTLY if made.doubts else Said.LINE
    words = _described(made, state)
    mend = ""
    if made.doubts:
        words = f"{words}; {'; '.join(made.doubts)}"
        mend = "Choose what the column means, mend the text, or mend the line once it is added."
    return _said(said, words, mend, made.ids)


def _carry(row: Row, parts: Parts, state: _State) -> None:
    """Give a row the day and the category that stand above it."""
    printed = _cells(row, state.mapping).get(Meaning.DAY, "")
    if parts.days:
        state.day = ""
        if printed:
            state.day = printed
    elif not printed.strip() and state.day and (parts.windows or parts.halves):
        parts.days = figures.days(" ".join(state.day.split())) or ()
    if not parts.categories and state.category:
        parts.categories = (state.category,)


def _keep(made: Drafts, parts: Parts, state: _State, line: int) -> None:
    state.taken.update(made.ids)
    site = parts.site
    if site:
        state.sites[site] = None
    # The name of the site stands in for its id until the plan is drawn up.
    state.activities += [replace(one, site=site or None) for one in made.activities]
    state.on_calls += made.on_calls
    if made.stated is not None:
        state.totals.append(
            StatedTotals(
                id=f"total-{len(state.totals) + 1}",
                source=f"line {line}",
                role=ROLE,
                by_group=((made.group, made.stated),),
            )
        )


def _as_prose(row: Row, state: _State) -> Outcome | None:
    """A sentence that prints the size of the post is a total."""
    value = prose_total(row.text) if row.only or state.mapping == (Meaning.ALL,) else None
    return None if value is None else _keep_total(row, state, value, ())


# -- words ----------------------------------------------------------------------------------------


def _described(made: Drafts, state: _State) -> str:
    """What a row was read as, in words."""
    if made.on_calls:
        call = made.on_calls[0]
        worth = "" if call.counts_as is None else f", {_figure(call.counts_as)} as printed"
        return f"on call {say.frequency(call.frequency, state.cycle)}{worth}"
    parts = []
    for one in made.activities:
        when = _when(one)
        if when not in parts:
            parts.append(when)
    first = made.activities[0]
    codes = [code for code, _ in first.category_shares] or [first.category or "no category"]
    often = say.frequency(first.frequency, state.cycle)
    stated = made.stated if made.stated is not None else first.stated
    return ", ".join(
        (
            say.listing(parts) if len(parts) < _MANY else f"{parts[0]} and {len(parts) - 1} more",
            "/".join(codes),
            often,
            *(() if stated is None else (f"{stated} printed",)),
        )
    )


_MANY = 4


def _when(one: Activity) -> str:
    day = "" if one.day is None else f"{one.day.value} "
    if one.clock is not None:
        return f"{day}{say.clock(one.clock.start)}–{say.clock(one.clock.end)}"
    if one.half is not None:
        return f"{day}{one.half.value}"
    if one.minutes is not None:
        return f"{day}{say.length(one.minutes)}"
    return f"{day}no times: taken as printed".strip()


def _figure(value: Fraction) -> str:
    return say.number(value, 6)


def mapping_named(
    pairs: Mapping[str, str], reading: Reading
) -> tuple[tuple[Meaning, ...], tuple[str, ...]]:
    """A mapping changed by name: column (its number or heading) to meaning, and the problems."""
    mapping = list(reading.mapping)
    problems = []
    headings = {heading.lower(): n for n, heading in enumerate(reading.headings)}
    for column, meaning in pairs.items():
        wanted = column.strip().lower()
        at = int(wanted) - 1 if wanted.isdecimal() and len(wanted) < _MANY else headings.get(wanted)
        known = _MEANT.get(meaning.strip().lower())
        if at is None or not 0 <= at < len(mapping):
            names = ", ".join(f"{n} ({name})" for n, name in enumerate(reading.headings, 1))
            problems.append(f'There is no column "{column}". The columns are: {names}.')
        elif known is None:
            means = ", ".join(one.value for one in Meaning)
            problems.append(f'A column cannot mean "{meaning}". It can mean: {means}.')
        else:
            mapping[at] = known
    return tuple(mapping), tuple(problems)


_MEANT = {one.value: one for one in Meaning} | {
    "pas": Meaning.UNITS,
    "pa": Meaning.UNITS,
    "sessions": Meaning.UNITS,
    "description": Meaning.ACTIVITY,
    "location": Meaning.SITE,
    "often": Meaning.OFTEN,
}
