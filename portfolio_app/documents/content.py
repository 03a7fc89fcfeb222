"""The shapes that a document is made of: plain dicts of display text that JSON can carry.

A document is a list of sections; a section is a list of blocks: text, facts, tables, lists and
pictures of the week. Templates and the plain-text twin know these shapes and nothing else.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Data = dict[str, Any]

# Controls that change the direction of what follows, and marks that stand for nothing printed.
_DROPPED = frozenset(
    chr(code)
    for first, last in (
        (0x200B, 0x200B),
        (0x200E, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xAD, 0xAD),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFF0, 0xFFFB),
        (0xE0000, 0xE01EF),
    )
    for code in range(first, last + 1)
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its part of the table's width, and whether it holds figures."""

    title: str
    width: float
    numeric: bool = False

    def data(self) -> Data:
        """The column as data."""
        return {"title": self.title, "width": self.width, "numeric": self.numeric}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a second, softer line."""

    main: str
    soft: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row; `under` is a line of its own below the cells, kept on the same page."""

    cells: Sequence[str | Cell]
    under: str = ""
    total: bool = field(default=False)

    def data(self) -> Data:
        """The row as data."""
        cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in self.cells]
        return {
            "cells": [{"main": cell.main, "soft": cell.soft} for cell in cells],
            "under": self.under,
            "total": self.total,
        }


def text(words: str) -> Data:
    """A paragraph."""
    return {"kind": "text", "text": words}


def facts(pairs: Iterable[tuple[str, str]]) -> Data:
    """Labels with their values; a pair without a value is left out."""
    kept = [{"label": label, "value": value} for label, value in pairs if value]
    return {"kind": "facts", "facts": kept}


def items(entries: Iterable[tuple[str, str]]) -> Data:
    """A list of entries, each with a short label before it."""
    return {"kind": "items", "items": [{"label": a, "text": b} for a, b in entries]}


def table(title: str, columns: Sequence[Column], rows: Iterable[Row]) -> Data:
    """A table; its title is read out before it."""
    return {
        "kind": "table",
        "title": title,
        "columns": [column.data() for column in columns],
        "rows": [row.data() for row in rows],
    }


def section(key: str, title: str, blocks: Iterable[Data]) -> Data:
    """A section under a heading."""
    return {"id": key, "title": title, "blocks": list(blocks)}


def tidy(data: Any) -> Any:  # noqa: ANN401 - any JSON value in, the same shape out
    """The same data with every text on one line, composed, and without unseen controls."""
    if isinstance(data, str):
        return tidy_text(data)
    if isinstance(data, dict):
        return {key: tidy(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [tidy(value) for value in data]
    return data


def tidy_text(words: str) -> str:
    """One line of text: white space and controls become single spaces, unseen marks go."""
    kept = (_tidy_character(letter) for letter in words if letter not in _DROPPED)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _tidy_character(letter: str) -> str:
    match unicodedata.category(letter):
        case "Cc":
            return " "
        case "Cs" | "Cn" | "Co":
            return "\ufffd"
    return letter
