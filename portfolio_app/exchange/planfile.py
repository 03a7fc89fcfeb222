"""The plan file: one clinician's portfolio as TOML text, read and written.

`read` gives the portfolio, or every mistake of the file at once, each with its line and place.
`write` gives a text whose reading gives an equal portfolio, digits of stated figures included.
The keys are in `schema`; what they mean to people is in resources/help/plan-file.md.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portfolio_app.core.contracts import Contract
from portfolio_app.core.model import Portfolio
from portfolio_app.exchange import planbuild
from portfolio_app.exchange.kinds import shown
from portfolio_app.exchange.plancheck import check
from portfolio_app.exchange.problems import Notes, Problem, UnfitError
from portfolio_app.exchange.rows import read_row
from portfolio_app.exchange.schema import FORMAT, PLAN
from portfolio_app.exchange.tomlread import Document, parse

LARGEST_FILE = 5_000_000
"""Bytes; the plan file of a hundred activities has a few hundredths of that."""

_MEGABYTE = 1_000_000
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a plan file says: a portfolio, or the problems for which there is none."""

    portfolio: Portfolio | None
    problems: tuple[Problem, ...] = ()


def read(text: str, name: str, contracts: Mapping[str, Contract]) -> ReadResult:
    """Read a plan file's text.

    Args:
        text: the whole file.
        name: what to call the file in problems.
        contracts: contracts by id, against which categories and the like are checked.
    """
    document = parse(text)
    notes = Notes(document.set_aside if document.slips else None)
    if document.values is None:
        return ReadResult(None, document.problems(notes, name))
    if _is_of_another_version(document, notes):
        return ReadResult(None, document.problems(notes, name))
    plan = read_row(document.values, PLAN, (), notes)
    check(plan, contracts, notes)
    problems = document.problems(notes, name)
    return ReadResult(None if problems else planbuild.portfolio(plan), problems)


def _is_of_another_version(document: Document, notes: Notes) -> bool:
    """Whether the file says that it is of another version: then nothing else can be judged."""
    version = (document.values or {}).get("format")
    if not isinstance(version, str) or version == FORMAT:
        return False
    if not version.startswith("portfolio/"):
        return False
    expected = (
        f'"{FORMAT}", the version that this program reads; a newer program may read this file'
    )
    notes.add(("format",), shown(version), expected)
    return True


def read_file(path: Path, contracts: Mapping[str, Contract]) -> ReadResult:
    """Read a plan file; one that cannot be opened is a problem like any other."""
    try:
        text = file_text(path)
    except UnfitError as error:
        problem = Problem(str(path), None, "", error.found, error.expected, error.nearest)
        return ReadResult(None, (problem,))
    return read(text, str(path), contracts)


def file_text(path: Path, kind: str = "a plan file", *, largest: int = LARGEST_FILE) -> str:
    """The text of a file that a person chose, of at most so many bytes.

    Raises:
        UnfitError: where it cannot be opened, is far too large or is no UTF-8 text.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
    except FileNotFoundError as error:
        raise UnfitError("no such file", f"the path of {kind}") from error
    except IsADirectoryError as error:
        raise UnfitError("a folder", f"the path of {kind} in it") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnfitError(
            f"a file that cannot be opened ({reason})", "one that you may read"
        ) from error
    if len(raw) > largest:
        most = f"{largest // 1_000_000} MB" if largest >= _MEGABYTE else f"{largest // 1_000} kB"
        raise UnfitError(f"a file of more than {most}", f"{kind}, which is far smaller")
    if raw.startswith(_UTF_16_MARKS):
        raise UnfitError("text saved as UTF-16", "text saved as UTF-8")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"a byte on line {line} that is not UTF-8 text"
        raise UnfitError(found, "text saved as UTF-8") from error


def write(portfolio: Portfolio) -> str:
    """The portfolio as the text of a plan file."""
    from portfolio_app.exchange import planwriter  # most commands only read

    return planwriter.text_of(portfolio)


def write_file(portfolio: Portfolio, path: Path) -> None:
    """Write a plan file, whole or not at all; raises as `keep_text`."""
    keep_text(write(portfolio), path)


def keep_text(text: str, path: Path) -> None:
    """Write a text beside its place and then set it there, so that it is whole or not at all.

    Raises:
        OSError: when the folder cannot be written to; what was there before is untouched.
    """
    import tempfile  # slow to load, and most commands only read

    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
