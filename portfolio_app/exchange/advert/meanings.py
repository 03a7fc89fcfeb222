"""What the columns of a table mean: a guess from its heading and its cells, for a person to mend.

Knows the words that job plans head their columns with. Nothing here reads a whole row.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portfolio_app.core.contracts import Contract, TermMissing, Unit
from portfolio_app.core.model import Nation
from portfolio_app.core.termvalues import Category, category_named
from portfolio_app.exchange.advert import figures
from portfolio_app.exchange.advert.often import often_in
from portfolio_app.exchange.advert.tables import Form, Row, Table


class Meaning(StrEnum):
    """What a column holds; the value is its name in a command."""

    DAY = "day"
    TIME = "time"
    START = "start"
    END = "end"
    ACTIVITY = "activity"
    CATEGORY = "category"
    OFTEN = "frequency"
    UNITS = "units"
    EACH = "each"
    HOURS = "hours"
    SITE = "site"
    ALL = "everything"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a contract that an advert may use: its categories and its unit."""

    categories: tuple[Category, ...]
    unit: Unit

    def category(self, name: str) -> Category | None:
        """The category that a text names, by code, name or alias."""
        plain = name.strip(" .:;-–—()[]")
        return category_named(self.categories, plain) if plain else None


def vocabulary(contract: Contract, day: date, nation: Nation | None = None) -> Vocabulary:
    """The words of a contract on a day; without categories where it has none then."""
    view = contract.at(day, nation)
    try:
        known = view.categories() if view.get("categories") is not None else ()
    except TermMissing:
        known = ()
    return Vocabulary(known, contract.unit)


_A_WEEK = r"(?: ?(?:per|a|/|each) ?(?:week|wk))?"
_SOME_OF = r"(?:(?:no\.?|number|total|weekly|average|avg\.?|annualised) )?(?:of )?"
_HEADINGS: dict[Meaning, tuple[str, ...]] = {
    Meaning.DAY: (r"days?", r"weekdays?", r"day of (?:the )?week", r"days? worked"),
    Meaning.TIME: (
        *(r"times?", r"hours? of work", r"timings?", r"time slot", r"session time"),
        *(r"am ?/ ?pm", r"a\.?m\.? ?/ ?p\.?m\.?", r"from ?(?:-|–|/|to) ?to"),
        *(r"start (?:and|to|&) finish", r"start ?(?:-|–|/) ?(?:end|finish)"),
    ),
    Meaning.START: (r"start", r"from", r"begins?", r"start(?:ing)? time", r"time from"),
    Meaning.END: (r"end|ends|to", r"until", r"finish", r"(?:end|finish)(?:ing)? time", r"time to"),
    Meaning.EACH: (
        r"each",
        r"(?:pas?|sessions?|units?) (?:each(?: time)?|per (?:session|occurrence|clinic|list))",
    ),
    Meaning.CATEGORY: (
        *(r"categor(?:y|ies)", r"type", r"code", r"type of (?:work|pa|activity)", r"pa type"),
        *(r"category of (?:work|pa|activity)", r"classification", r"cat\.?", r"dcc ?/ ?spa.*"),
    ),
    Meaning.OFTEN: (
        *(r"frequency", r"how often", r"weeks?|week\(s\)", r"occurrence", r"rota week", r"freq\.?"),
        *(r"weeks? of (?:the )?(?:rota|cycle|month)", r"number per (?:year|annum)", r"pattern"),
        r"week (?:no|number)\.?",
    ),
    Meaning.UNITS: (
        (
            rf"{_SOME_OF}(?:pas?|p\.?a\.?s?|programmed activit(?:y|ies)|sessions?|units?)"
            rf"(?: ?\(s\))?(?: value)?{_A_WEEK}"
        ),
        *(r"pa allocation", r"allocation", r"value"),
    ),
    Meaning.HOURS: (
        r"(?:(?:no\.?|number|total|weekly) )?(?:of )?(?:hours?|hrs|duration|length)" + _A_WEEK,
        r"time allocated",
    ),
    Meaning.SITE: (
        *(r"sites?", r"locations?", r"place", r"where", r"hospital", r"base", r"venue"),
        r"location ?/ ?site",
    ),
    Meaning.ACTIVITY: (
        *(r"(?:clinical |work(?:ing)? )?activit(?:y|ies)", r"(?:activity )?description", r"duty"),
        *(r"duties", r"work", r"details?", r"session", r"job", r"commitment", r"what", r"item"),
        *(r"(?:type|description|nature) of (?:activity|work|session|duty)", r"programme"),
    ),
    Meaning.IGNORE: (r"notes?", r"comments?", r"ref(?:erence)?\.?", r"no\.?", r"#", r"line"),
}
_HEADS = tuple(
    (meaning, re.compile("|".join(f"(?:{one})" for one in words), re.IGNORECASE))
    for meaning, words in _HEADINGS.items()
)
_EDGES = " .:;*()[]"
_HALF = 0.5


def meaning_of_heading(cell: str) -> Meaning | None:
    """What a column headed so holds, where the heading is one that job plans use."""
    plain = " ".join(cell.split()).strip(_EDGES)
    if not plain:
        return None
    bare = re.sub(r"\s*\(.*?\)\s*", " ", plain).strip(_EDGES) or plain
    for meaning, words in _HEADS:
        if words.fullmatch(plain) or words.fullmatch(bare):
            return meaning
    return None


def is_heading(row: Row) -> bool:
    """Whether a row heads columns: two or more known headings, and no figures or times."""
    cells = [cell for cell in row.cells if cell.strip()]
    if len(cells) < 2:
        return False
    known = sum(meaning_of_heading(cell) is not None for cell in cells)
    if known < 2 or known < len(cells) * _HALF:
        return False
    return not any(figures.figure(cell) is not None or figures.windows(cell) for cell in cells)


def heading_of(table: Table) -> Row | None:
    """The first row that heads the columns: by words that are known, else a first row of words."""
    known = next((row for row in table.rows if is_heading(row)), None)
    if known is not None or len(table.rows) < 2:
        return known
    first = table.rows[0]
    return first if len(first.cells) > 2 and all(map(_is_a_word, first.cells)) else None


def _is_a_word(cell: str) -> bool:
    """Whether a cell holds words and nothing that a line of a job plan is made of."""
    reads = figures.days(cell) or figures.windows(cell) or figures.halves(cell)
    return bool(cell.strip()) and not reads and not any(map(str.isdigit, cell))


def guess(table: Table, words: Vocabulary) -> tuple[Meaning, ...]:
    """What each column holds, as far as one can see; IGNORE where one cannot."""
    if table.form is Form.LINES or table.width == 1:
        return (Meaning.ALL,) * table.width
    heading = heading_of(table)
    named: list[Meaning | None] = [None] * table.width
    if heading is not None:
        named = [meaning_of_heading(cell) for cell in heading.cells]
    body = [row for row in table.rows if row is not heading and not row.only]
    taken: list[Meaning | None] = []
    for column, meaning in enumerate(named):
        cells = [row.cells[column] for row in body if row.cells[column].strip()]
        found = meaning or _by_cells(cells, words)
        once = found is Meaning.IGNORE or found not in taken
        taken.append(found if once else None)
    return _with_an_activity(taken, body)


def _by_cells(cells: Sequence[str], words: Vocabulary) -> Meaning | None:
    """What most of a column's cells read as."""
    if not cells:
        return None
    readers: tuple[tuple[Meaning, Callable[[str], bool]], ...] = (
        (Meaning.DAY, lambda cell: bool(figures.days(cell))),
        (Meaning.TIME, lambda cell: bool(figures.windows(cell) or _is_half(cell))),
        (Meaning.CATEGORY, lambda cell: words.category(cell) is not None),
        (Meaning.UNITS, lambda cell: figures.figure(cell) is not None),
        (Meaning.START, lambda cell: ":" in cell and figures.point(cell) is not None),
        (Meaning.OFTEN, lambda cell: often_in(cell) is not None),
    )
    for meaning, reads in readers:
        if sum(map(reads, cells)) > len(cells) * _HALF:
            return meaning
    return None


def _is_half(cell: str) -> bool:
    return bool(figures.halves(cell)) and not figures.without_halves(cell).strip(" /&+-.")


def _with_an_activity(taken: Sequence[Meaning | None], body: Sequence[Row]) -> tuple[Meaning, ...]:
    """The same, with the wordiest column that is left as the activity, and a second time as end."""
    found = list(taken)
    if Meaning.ACTIVITY not in found:
        left = [n for n, meaning in enumerate(found) if meaning is None]
        if left:
            wordiest = max(left, key=lambda n: sum(len(row.cells[n]) for row in body))
            found[wordiest] = Meaning.ACTIVITY
    if Meaning.START in found and not {Meaning.END, Meaning.TIME} & set(found):
        after = found.index(Meaning.START) + 1
        if after < len(found) and found[after] is None:
            found[after] = Meaning.END
    return tuple(meaning or Meaning.IGNORE for meaning in found)
