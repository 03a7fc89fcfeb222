"""The PDF: it opens, it says what the data says, it is accessible, and no text can break it."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from portfolio_app.core.model import WEEKDAYS, Clock, Portfolio
from portfolio_app.documents.glyphs import BOX
from portfolio_app.documents.job_plan import job_plan
from portfolio_app.documents.render import Rendered, RenderError, render, save_pdf
from portfolio_app.documents.scope import Choices, Privacy
from tests.documents.weeks import STAMP, contracts, counted, emergency, public_health

MARKUP = (
    r'#panic("x") $x^2$ *bold* _it_ [a](b) `raw` <label> @ref // = - + / \u{41} ~ -- #sys.inputs'
)
PAGE_WIDTH = 595.3  # A4 in points


def made(portfolio: Portfolio, employer: str = "trust", **keys: Any) -> tuple[Any, Rendered]:
    choices = Choices(employer=employer, **keys)
    data = job_plan(counted(portfolio), contracts(), choices=choices, stamp=STAMP)
    return data, render("job-plan", data)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def flat(text: str) -> str:
    """Text without white space, and without the marks at which long words may break."""
    return re.sub(r"[\s\u200b]", "", text)


def test_the_pages_say_what_the_data_says() -> None:
    data, rendered = made(public_health(), privacy=Privacy.FULL, with_findings=True)
    paper = flat("".join(pages(rendered.pdf)))
    for part in data["sections"]:
        assert flat(part["title"]) in paper
        for block in part["blocks"]:
            for row in block.get("rows", ()):
                for cell in row["cells"]:
                    assert flat(cell["main"]) in paper
                    assert flat(cell["soft"]) in paper
                assert flat(row["under"]) in paper
            for item in block.get("items", ()):
                assert flat(item["text"]) in paper
    for pair in data["facts"]:
        assert flat(pair["label"] + pair["value"]) in paper
    for figure in data["figures"]:
        assert flat(figure["figure"] + figure["label"]) in paper
    for role in ("Doctor", "Clinical manager", "Medical director"):
        assert flat(role) in paper
    assert rendered.notes == ()


def test_every_page_says_that_it_is_a_draft_and_which_page_it_is() -> None:
    _, rendered = made(emergency(), with_findings=True)
    told = pages(rendered.pdf)
    assert len(told) > 3
    for number, page in enumerate(told, start=1):
        assert "Draft proposal: not agreed" in page
        assert f"Page {number} of {len(told)}" in page
        assert "Portfolio 0.1.0, 23 November 2026" in page


def test_left_out_and_busy_leak_nothing_into_the_file() -> None:
    hidden = ["Sparrow", "Assistant director", "Grant", "Trustees", "Lantern", "School", "Choir"]
    for privacy in (Privacy.LEFT_OUT, Privacy.BUSY):
        _, rendered = made(public_health(), privacy=privacy, with_findings=True)
        reader = PdfReader(io.BytesIO(rendered.pdf))
        everything = "".join(pages(rendered.pdf)) + repr(reader.metadata) + _alternatives(reader)
        assert [word for word in hidden if word in everything] == []


def _alternatives(reader: PdfReader) -> str:
    """The alternative texts of the structure tree."""
    found: list[str] = []

    def walk(node: Any) -> None:
        thing = node.get_object()
        if isinstance(thing, list):
            for kid in thing:
                walk(kid)
        elif isinstance(thing, DictionaryObject):
            if "/Alt" in thing:
                found.append(str(thing["/Alt"]))
            if "/K" in thing:
                walk(thing["/K"])

    walk(reader.root_object["/StructTreeRoot"])
    return "\n".join(found)


def _structure(reader: PdfReader) -> set[str]:
    """The kinds of element in the structure tree."""
    kinds: set[str] = set()

    def walk(node: Any) -> None:
        thing = node.get_object()
        if isinstance(thing, list):
            for kid in thing:
                walk(kid)
        elif isinstance(thing, DictionaryObject):
            if "/S" in thing:
                kinds.add(str(thing["/S"]))
            if "/K" in thing:
                walk(thing["/K"])

    walk(reader.root_object["/StructTreeRoot"])
    return kinds


def test_the_file_is_tagged_and_declares_pdf_ua() -> None:
    data, rendered = made(public_health())
    reader = PdfReader(io.BytesIO(rendered.pdf))
    root: Any = reader.root_object
    metadata = root["/Metadata"].get_object().get_data().decode("utf-8")
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Job plan proposal for Example University Hospitals"
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure"} <= _structure(reader)
    (picture,) = (b for p in data["sections"] for b in p["blocks"] if b["kind"] == "week")
    assert picture["alt"] in _alternatives(reader)


def test_the_typefaces_are_the_programs_own_and_embedded() -> None:
    _, rendered = made(public_health(), privacy=Privacy.FULL)
    names = set()
    for page in PdfReader(io.BytesIO(rendered.pdf)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
            names.add(str(inner["/BaseFont"]).split("+")[1])
    assert names == {"Inter-Regular", "Inter-SemiBold"}


def test_the_pages_are_black_and_grey() -> None:
    _, rendered = made(public_health(), privacy=Privacy.FULL)
    for page in PdfReader(io.BytesIO(rendered.pdf)).pages:
        contents = page.get_contents()
        assert contents is not None
        colours = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|sc|scn)\b", contents.get_data())
        assert all(red == green == blue for red, green, blue in colours)


def test_the_same_data_gives_the_same_file() -> None:
    assert made(public_health())[1].pdf == made(public_health())[1].pdf


def test_a_long_table_repeats_its_header_and_keeps_its_rows_whole() -> None:
    week = emergency()
    many = tuple(
        replace(week.activities[0], id=f"a{n}", title=f"Ward round number {n} of the unit")
        for n in range(60)
    )
    _, rendered = made(replace(week, activities=many, on_calls=()))
    told = [flat(page) for page in pages(rendered.pdf)]
    where = {}
    for number in range(60):
        title = flat(f"Ward round number {number} of the unit")
        (where[number],) = (n for n, page in enumerate(told) if f"{title}Mon" in page)
    assert len(set(where.values())) > 1
    working = flat("8 h plain / 4 h per PA = 2 PA; every week")
    for page in set(where.values()):
        assert flat("Activity and place") in told[page]
        # A row and the working under it are on one page.
        assert told[page].count(working) == list(where.values()).count(page)
    # Nor does the total ever stand without the row above it.
    assert flat("Activities together120 PA480 h") in told[where[59]]


def test_markup_is_printed_as_it_is_written() -> None:
    week = public_health()
    hostile = replace(
        week,
        person=replace(week.person, name=MARKUP, specialty=MARKUP),
        employers=(replace(week.employers[0], name=MARKUP), *week.employers[1:]),
        roles=(replace(week.roles[0], title=MARKUP), *week.roles[1:]),
        activities=(replace(week.activities[0], title=MARKUP), *week.activities[1:]),
        commitments=(replace(week.commitments[0], title=MARKUP),),
    )
    _, rendered = made(hostile, privacy=Privacy.FULL, with_findings=True)
    paper = flat("".join(pages(rendered.pdf)))
    assert paper.count(flat(MARKUP)) > 8
    assert PdfReader(io.BytesIO(rendered.pdf)).metadata.author == MARKUP  # type: ignore[union-attr]


def test_letters_that_no_typeface_has_are_boxes_and_are_named() -> None:
    week = public_health()
    odd = replace(week, activities=(replace(week.activities[0], title="Ward 儿 😀 round"),))
    _, rendered = made(odd)
    assert f"Ward {BOX} {BOX} round" in " ".join("".join(pages(rendered.pdf)).split())
    assert rendered.notes == (
        "These letters cannot be printed and are shown as empty boxes: 儿 😀.",
    )


@pytest.mark.parametrize("title", ["Καρδιολογία", "Кардиология", "مراهقين", "שלום", "Łódź ½ ≤ →"])
def test_other_scripts_are_printed(title: str) -> None:
    week = public_health()
    other = replace(week, activities=(replace(week.activities[0], title=title),))
    data, rendered = made(other)
    assert rendered.notes == ()
    assert title in json.dumps(data, ensure_ascii=False)


@given(st.text(st.characters(exclude_categories=()), max_size=200))
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_any_text_can_be_printed(text: str) -> None:
    week = public_health()
    titles = [text, text * 8]
    activities = tuple(
        replace(
            week.activities[0],
            id=f"a{number}",
            title=title,
            day=WEEKDAYS[number],
            clock=Clock(480, 480 + 15 * (1 + number * 20)),
        )
        for number, title in enumerate(titles)
    )
    odd = replace(
        week,
        person=replace(week.person, name=text),
        employers=(replace(week.employers[0], name=text), *week.employers[1:]),
        activities=activities,
    )
    _, rendered = made(odd, privacy=Privacy.FULL)
    assert rendered.pdf.startswith(b"%PDF")


@pytest.mark.parametrize("word", ["x" * 300, "ab-" * 120, "https://example.org/" + "path/" * 60])
def test_no_text_leaves_the_page(word: str) -> None:
    week = public_health()
    long = replace(
        week,
        person=replace(week.person, name=word),
        employers=(replace(week.employers[0], name=word), *week.employers[1:]),
        roles=(replace(week.roles[0], title=word), *week.roles[1:]),
        activities=tuple(replace(a, title=word) for a in week.activities),
        commitments=tuple(replace(c, title=word) for c in week.commitments),
    )
    _, rendered = made(long, privacy=Privacy.FULL, with_findings=True)
    for page in PdfReader(io.BytesIO(rendered.pdf)).pages:
        ends: list[float] = []

        def note(text: str, _cm: Any, tm: Any, _font: Any, size: float) -> None:
            if text.strip():
                # No glyph of Inter is narrower, on average, than a quarter of its size.
                ends.append(float(tm[4]) + len(text.splitlines()[0]) * size * 0.25)  # noqa: B023

        page.extract_text(visitor_text=note)
        assert max(ends) < PAGE_WIDTH


def test_a_row_taller_than_a_page_goes_on_overleaf() -> None:
    week = public_health()
    tall = replace(week, activities=(replace(week.activities[0], title="word " * 800),))
    _, rendered = made(tall)
    assert flat("".join(pages(rendered.pdf))).count("word") >= 800


# -- writing -------------------------------------------------------------------------------------


def test_a_pdf_is_put_in_its_place_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"an older one")
    save_pdf(b"%PDF new", path)
    assert path.read_bytes() == b"%PDF new"
    assert [found.name for found in tmp_path.iterdir()] == ["plan.pdf"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"“plan\.pdf” could not be written in .*No such file"):
        save_pdf(b"%PDF", tmp_path / "gone" / "plan.pdf")


def test_a_failed_write_leaves_the_older_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.mkdir()
    (path / "kept").write_text("")
    with pytest.raises(RenderError):
        save_pdf(b"%PDF", path)
    assert [found.name for found in tmp_path.iterdir()] == ["plan.pdf"]


def test_what_the_typesetter_refuses_is_an_error_in_words() -> None:
    data, _ = made(public_health())
    with pytest.raises(RenderError, match="could not be typeset"):
        render("job-plan", {**data, "sections": [{"title": "No blocks"}]})
