"""TOML text read with exact decimals, its mistakes of syntax explained kindly and all at once.

A line that cannot be read is noted, set aside and the rest is read on, so that one slip of the
pen does not hide the next. Knows TOML; what the values mean is others' business.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from portfolio_app.exchange import tomltext
from portfolio_app.exchange.problems import (
    Notes,
    Place,
    Problem,
    UnfitError,
    place_text,
    shortened,
)

_MOST_ATTEMPTS = 40
_BYTE_ORDER_MARK = "\ufeff"
_WHERE = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"
_STATEMENT = r"^([ \t]*(?:[\w.-]|\"[^\"]*\"|'[^']*')+[ \t]*=)[ \t]*([^\r]*)"


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake of syntax, with its line where it has one."""

    line: int | None
    error: UnfitError


@dataclass(slots=True)
class Document:
    """The values of a text, None where too little of it could be read, and its slips.

    `set_aside` is a text found nowhere in the document; it stands for each unreadable value.
    """

    values: dict[str, object] | None
    text: str
    set_aside: str
    slips: list[Slip] = field(default_factory=list)

    def problems(self, notes: Notes, file: str) -> tuple[Problem, ...]:
        """The slips and the notes as problems of a file, in the order of its lines."""
        if not self.slips and not notes.found:
            return ()
        from portfolio_app.exchange.places import lines_of  # most files have no mistake to place

        lines = lines_of(self.text)
        at_line = {line: place for place, line in lines.items()}
        slips = [(slip.line, at_line.get(slip.line or 0, ()), slip.error) for slip in self.slips]
        noted = [(_line_of(place, lines), place, error) for place, error in notes.found]
        return tuple(
            Problem(file, line, place_text(place), error.found, error.expected, error.nearest)
            for line, place, error in sorted((*slips, *noted), key=lambda one: one[0] or 0)
        )


def _line_of(place: Place, lines: dict[Place, int]) -> int | None:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place)


def parse(text: str) -> Document:
    """Read a TOML text; every line that cannot be read becomes a slip."""
    set_aside = "set aside"
    while set_aside in text:
        set_aside += "-"
    document = Document(None, text, set_aside)
    if text.startswith(_BYTE_ORDER_MARK):
        expected = "plain UTF-8 text; save the file as UTF-8 without a byte-order mark"
        found = "an invisible byte-order mark before the text"
        document.slips.append(Slip(1, UnfitError(found, expected)))
        document.text = text.removeprefix(_BYTE_ORDER_MARK)
    for _ in range(_MOST_ATTEMPTS):
        try:
            document.values = tomllib.loads(f"{document.text}\n", parse_float=_decimal)
        except tomllib.TOMLDecodeError as error:
            if not _set_aside(document, str(error)):
                break
        except (ValueError, RecursionError) as error:
            is_long = isinstance(error, ValueError)
            found = (
                "a number of thousands of digits" if is_long else "lists within lists without end"
            )
            document.slips.append(Slip(None, UnfitError(found, "the plain text of a plan")))
            break
        else:
            break
    return document


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all bounds
        return Decimal("Infinity")


def _set_aside(document: Document, message: str) -> bool:
    """Note the slip of a message and set its line aside; False where it cannot be read on."""
    where = re.search(_WHERE, message)
    lines = document.text.split("\n")
    number = int(where[1]) if where and where[1] else len(lines)
    number = min(number, len(lines))
    line = lines[number - 1]
    statement = re.match(_STATEMENT, line)
    document.slips.append(Slip(number, _explained(re.sub(_WHERE, "", message), line, statement)))
    if statement is None:
        return False
    if message.startswith("Cannot overwrite"):
        lines[number - 1] = "#"
    elif document.set_aside in line:
        document.slips.pop()
        return False
    else:
        lines[number - 1] = f"{statement[1]} {tomltext.text(document.set_aside)}"
    document.text = "\n".join(lines)
    return True


_Explain = Callable[[re.Match[str]], UnfitError]


def _explained(message: str, line: str, statement: re.Match[str] | None) -> UnfitError:
    """A slip in plain words, by what the line looks like."""
    shown = shortened(line.strip())
    if statement is None:
        return _explained_line(message, shown)
    if message.startswith("Cannot overwrite"):
        key = statement[1].removesuffix("=").strip()
        return UnfitError(f"the key {key} a second time", "each key once in its table")
    value = statement[2].strip()
    for pattern, explain in _SLIPS:
        match = re.search(pattern, value)
        if match is not None:
            return explain(match)
    return UnfitError(f"{shown or 'nothing'}", f"a value that TOML can read ({_lower(message)})")


def _explained_line(message: str, shown: str) -> UnfitError:
    if message.startswith("Cannot declare"):
        expected = (
            "each table once; two pairs of brackets, such as [[role]], where there are several"
        )
        return UnfitError(f"{shown} a second time", expected)
    if shown.startswith("["):
        return UnfitError(shown, "a table's name in brackets, such as [person] or [[activity]]")
    expected = f'a key, an equals sign and a value, such as title = "Clinic" ({_lower(message)})'
    return UnfitError(shown or "the end of the file", expected)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _short_time(match: re.Match[str]) -> UnfitError:
    hour, minute = int(match[1]), int(match[2])
    return UnfitError(match[0].strip(), "a time with its seconds", _valid_time(hour, minute))


def _bad_time(match: re.Match[str]) -> UnfitError:
    near = _valid_time(int(match[1]), int(match[2]))
    return UnfitError(f"the time {match[0]}", "a time from 00:00:00 to 23:59:00", near)


def _valid_time(hour: int, minute: int) -> str | None:
    if (hour, minute) == (24, 0):
        return "00:00:00"
    return f"{hour:02d}:{minute:02d}:00" if hour < 24 and minute < 60 else None


def _bad_date(match: re.Match[str]) -> UnfitError:
    expected = "a day of the calendar as year-month-day, such as 2026-04-06"
    return UnfitError(f"the date {match[0]}", expected)


def _word(match: re.Match[str]) -> UnfitError:
    word = match[1].strip()
    truth = {"true": "true", "yes": "true", "false": "false", "no": "false"}.get(word.lower())
    if truth is not None:
        return UnfitError(word, "true or false in small letters", truth)
    return UnfitError(f"{shortened(word)} without quotes", "text in quotes", tomltext.text(word))


_NO_TIME = r"(?!(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\d{1,3}):(\d{2}):(\d{2})"
# Compiled when a slip is explained: reading has none.
_SLIPS: tuple[tuple[str, _Explain], ...] = (
    (
        r"^(?:#.*)?$",
        lambda _: UnfitError("nothing after the equals sign", "a value, or the line left out"),
    ),
    (
        "^[\u2018\u2019\u201c\u201d\u201e]",
        lambda _: UnfitError("curly quotes", 'straight quotes, such as "Clinic"'),
    ),
    (r"""^[^"']*?(?<![\d:.-])(\d{1,2}):(\d{2})(?![\d:])""", _short_time),
    (rf"^{_NO_TIME}(?=\s*(?:#|$))", _bad_time),
    (rf"(?<=[\[,\s]){_NO_TIME}(?=\s*[,\]])", _bad_time),
    (
        r"(?<![\w.-])\d{1,4}-\d{1,2}-\d{1,4}(?![\w:-])|^\d{1,2}/\d{1,2}/\d{2,4}",
        _bad_date,
    ),
    (
        r"^(-?\d+),(\d+)\s*(?:#|$)",
        lambda match: UnfitError(
            f"{match[1]},{match[2]}", "a decimal point", f"{match[1]}.{match[2]}"
        ),
    ),
    (
        r"^0+(\d[\d.]*)\s*(?:#|$)",
        lambda match: UnfitError(match[0].strip(), "a number without leading noughts", match[1]),
    ),
    (
        r"^\.(\d+)\s*(?:#|$)",
        lambda match: UnfitError(f".{match[1]}", "a digit before the point", f"0.{match[1]}"),
    ),
    (
        r"^(\d+)\.\s*(?:#|$)",
        lambda match: UnfitError(f"{match[1]}.", "a digit after the point", f"{match[1]}.0"),
    ),
    (r"^([A-Za-z][\w &'-]*)(?:#|$)", _word),
    (
        r'^"[^"]*\\',
        lambda _: UnfitError(
            "a single backslash in the text", "two backslashes, or single quotes around the text"
        ),
    ),
    (
        r"""^(?:"[^"]*|'[^']*)$""",
        lambda match: UnfitError(shortened(match[0]), "a closing quote"),
    ),
)
