"""Typesetting: a document's data to the bytes of a PDF, through Typst.

The template gets the data as JSON among its inputs and nothing else: it reads no other file than
the program's own templates, no typeface of the system, and fetches nothing. The PDF is tagged and
declares PDF/UA-1. Nothing here knows what a document says.
"""

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from portfolio_app.documents.glyphs import letters_of, missing, without
from portfolio_app.paths import resource

if TYPE_CHECKING:
    import typst

_STANDARD: Final = "ua-1"
_PROBE = b"""#set document(title: "Letters")
#set text(font: ("Inter", "Libertinus Serif", "DejaVu Sans Mono"), lang: "en")
#sys.inputs.letters
"""
_MOST_NAMED = 12


class RenderError(Exception):
    """A document that could not be typeset or written; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, and notes for the person who made it: they are not in the document."""

    pdf: bytes
    notes: tuple[str, ...] = ()


def render(template: str, data: dict[str, Any]) -> Rendered:
    """Typeset data with one of the program's templates.

    Args:
        template: its name without an ending, such as "job-plan".
        data: the document as plain data; "created" is its date (ISO).

    Raises:
        RenderError: when the typesetter refuses it.
    """
    gone = missing(letters_of(data), _prints)
    try:
        pdf, warnings = _compile(template, without(data, frozenset(gone)))
    except RenderError:
        # A letter may be covered alone and still not in combination: keep to the plainest ones.
        unsure = frozenset(missing(letters_of(data), lambda _: False))
        if unsure <= frozenset(gone):
            raise
        gone = tuple(sorted(unsure))
        pdf, warnings = _compile(template, without(data, unsure))
    return Rendered(pdf, (*_missing_notes(gone), *warnings))


def pages(template: str, data: dict[str, Any]) -> int:
    """How many pages a document comes to; the template says so under the label `pages`.

    Raises:
        RenderError: when the typesetter refuses it.
    """
    import typst

    folder = resource("typst")
    try:
        found = typst.query(
            folder / f"{template}.typ",
            "<pages>",
            field="value",
            one=True,
            root=folder,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise RenderError(f"The document could not be typeset: {error.message}.") from error
    return int(found)


def save_pdf(pdf: bytes, path: Path) -> None:
    """Write a PDF beside its place and then put it there, so that no half a file is left.

    Raises:
        RenderError: naming the file and the reason, when it cannot be written.
    """
    beside = ""
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".part", delete=False
        ) as file:
            beside = file.name
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except OSError as error:
        with suppress(OSError):
            if beside:
                Path(beside).unlink()
        reason = error.strerror or str(error)
        raise RenderError(
            f"“{path.name}” could not be written in {path.parent}: {reason}."
            " Choose another folder, or close the file where it is open."
        ) from error


def _compile(template: str, data: dict[str, Any]) -> tuple[bytes, tuple[str, ...]]:
    import typst

    folder = resource("typst")
    made = datetime.fromisoformat(str(data["created"])).replace(tzinfo=UTC)
    try:
        pdf, warnings = typst.compile_with_warnings(
            folder / f"{template}.typ",
            root=folder,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=[_STANDARD],
            timestamp=made,
        )
    except typst.TypstError as error:
        raise RenderError(f"The document could not be typeset: {error.message}.") from error
    if not isinstance(pdf, bytes):
        raise RenderError("The document could not be typeset: no page was made.")
    return pdf, tuple(f"The typesetter says: {warning.message}." for warning in warnings)


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[resource("fonts")],
    )


@cache
def _prints(letters: str) -> bool:
    """Whether a text can be printed: tried on a page of its own."""
    import typst

    try:
        typst.compile(
            _PROBE,
            font_paths=_fonts(),
            sys_inputs={"letters": letters},
            pdf_standards=[_STANDARD],
        )
    except typst.TypstError:
        return False
    return True


def _missing_notes(gone: tuple[str, ...]) -> tuple[str, ...]:
    if not gone:
        return ()
    named = " ".join(gone[:_MOST_NAMED])
    more = f" and {len(gone) - _MOST_NAMED} more" if len(gone) > _MOST_NAMED else ""
    return (f"These letters cannot be printed and are shown as empty boxes: {named}{more}.",)
