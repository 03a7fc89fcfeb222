"""The partner file: what one half of a job share tells the other, mailed and opened there.

A small TOML file of its own format. It is read with the care that a file from somebody else's
machine needs: whatever does not fit is refused with its place, and nothing in it can be more than
text. `write` tells exactly the fields of a Partner and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from portfolio_app.core import words
from portfolio_app.core.model import Day, Half, Partner
from portfolio_app.core.sharing import Availability
from portfolio_app.exchange import planbuild, planwriter, tomltext
from portfolio_app.exchange.keys import REQUIRED, Key, Nested, Table
from portfolio_app.exchange.kinds import among, shown
from portfolio_app.exchange.planfile import file_text, keep_text
from portfolio_app.exchange.problems import Notes, Problem, UnfitError
from portfolio_app.exchange.rows import Row, read_row
from portfolio_app.exchange.shareschema import PARTNER
from portfolio_app.exchange.tomlread import parse

FORMAT = "portfolio-partner/1"
LARGEST = 100_000  # bytes: a hundred times what such a file needs
_MOST_BLOCKS = 200
_LONGEST_TEXT = 4_000
_NOT_TOLD = ("id", "notes")

_HALVES = {Half.AM: "morning", Half.PM: "afternoon", Half.EVENING: "evening"}
_FREE = {
    Availability.FULL: "free",
    Availability.PART: "partly free",
    Availability.NONE: "not free",
    Availability.FLEXIBLE: "flexible",
}

_TOLD = replace(PARTNER, keys=tuple(key for key in PARTNER.keys if key.name not in _NOT_TOLD))
_FILE = Table(
    "",
    "the file",
    "What a partner file holds at its top.",
    (
        Key("format", among({FORMAT: FORMAT}, str), "The version of the format.", REQUIRED),
        Key("partner", Nested(_TOLD), "What they tell.", REQUIRED),
    ),
)


@dataclass(frozen=True, slots=True)
class PartnerRead:
    """What a partner file says, or the problems for which it is refused."""

    partner: Partner | None
    problems: tuple[Problem, ...] = ()


def write(partner: Partner) -> str:
    """A partner as the text of a partner file; its id and notes stay at home."""
    told = replace(partner, id="", notes="")
    head = "\n".join(
        (
            "# What I tell a job-share partner of my week, and nothing else.",
            "# Open it with: portfolio partner show FILE, or in Job share.",
            f"format = {tomltext.text(FORMAT)}",
        )
    )
    return f"{head}\n\n{planwriter.text_of_tables([told], _FILE.by_name['partner'])}"


def write_file(partner: Partner, path: Path) -> None:
    """Write a partner file, whole or not at all.

    Raises:
        OSError: when the folder cannot be written to; what was there before is untouched.
    """
    keep_text(write(partner), path)


def read(text: str, name: str) -> PartnerRead:
    """Read a partner file's text; every mistake at once, each with its place."""
    document = parse(text)
    notes = Notes(document.set_aside if document.slips else None)
    if document.values is None or _is_something_else(document.values, notes):
        return PartnerRead(None, document.problems(notes, name))
    row = read_row(document.values, _FILE, (), notes)
    if "partner" in row.values:
        _check(row.values["partner"], notes)
    problems = document.problems(notes, name)
    if problems:
        return PartnerRead(None, problems)
    told: Row = row.values["partner"]
    told.values["id"] = ""
    return PartnerRead(planbuild.partner(told))


def read_file(path: Path) -> PartnerRead:
    """Read a partner file; one that cannot be opened is a problem like any other."""
    try:
        text = file_text(path, "a partner file", largest=LARGEST)
    except UnfitError as error:
        problem = Problem(str(path), None, "", error.found, error.expected, error.nearest)
        return PartnerRead(None, (problem,))
    return read(text, str(path))


def lines(partner: Partner) -> Iterator[tuple[str, str]]:
    """What a partner file tells, in words: a name for each thing and what is said of it."""
    yield "Name", partner.name
    if partner.updated is not None:
        yield "Last updated", words.day_date(partner.updated)
    if partner.hours is not None:
        yield "Could give the post", f"{words.hours(partner.hours)} a week"
    if partner.units is not None:
        yield "In the post's unit", words.number(partner.units)
    if partner.negotiable is not None:
        yield "Can times be talked about", "yes" if partner.negotiable else "no"
    for name, text in (
        ("Areas", partner.areas),
        ("Strengths", partner.strengths),
        ("Would lead", partner.would_lead),
        ("Limits", partner.limits),
    ):
        if text:
            yield name, text
    yield from _week_lines(partner)


def _week_lines(partner: Partner) -> Iterator[tuple[str, str]]:
    for day in Day:
        said = [
            f"{_HALVES[half]} {_FREE[how]}"
            for half in Half
            for told, of, how in partner.halves
            if (told, of) == (day, half)
        ]
        said += [
            f"{words.clock(b.clock.start)}–{words.clock(b.clock.end)}"
            f" {b.title or ('on the post' if b.on_post else 'busy')}"
            for b in partner.blocks
            if b.day is day
        ]
        if said:
            yield day.value, ", ".join(said)


def _is_something_else(values: dict[str, Any], notes: Notes) -> bool:
    """Whether it says that it is another kind of file: then nothing else is worth judging."""
    version = values.get("format")
    if version == FORMAT:
        return False
    if isinstance(version, str) and version.startswith("portfolio/"):
        notes.add(
            ("format",),
            f"a plan file ({shown(version)})",
            "a partner file; a plan file is opened with Import",
        )
        return True
    if isinstance(version, str) and version.startswith("portfolio-partner/"):
        expected = f'"{FORMAT}", the version that this program reads; a newer program may read it'
        notes.add(("format",), shown(version), expected)
        return True
    return False


def _check(told: Row, notes: Notes) -> None:
    """Limits that keep a file from somebody else small enough to show."""
    if "name" not in told.given:
        notes.add(told.at("name"), "no name", "a name; initials will do")
    blocks = told.rows("block")
    if len(blocks) > _MOST_BLOCKS:
        notes.add(told.at("block"), f"{len(blocks)} blocks", f"at most {_MOST_BLOCKS} in a week")
    for key in ("name", "areas", "strengths", "would_lead", "limits"):
        text = told.values.get(key, "")
        if len(text) > _LONGEST_TEXT:
            found = f"a text of {len(text)} characters"
            notes.add(told.at(key), found, f"at most {_LONGEST_TEXT}")
    for block in blocks:
        for one, other in (("start", "end"), ("end", "start")):
            if one in block.given and other not in block.given:
                notes.add(block.at(one), f"{one} without {other}", f"{other} as well")
