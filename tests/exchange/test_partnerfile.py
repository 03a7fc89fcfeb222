"""The partner file: what goes in comes out; one from elsewhere is refused with its reasons."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from portfolio_app.core.model import Partner, Portfolio
from portfolio_app.exchange import partnerfile
from portfolio_app.exchange.partnerfile import PartnerRead, read, write
from tests.strategies import portfolios

HEAD = 'format = "portfolio-partner/1"\n[partner]\nname = "A. B."\n'


def only(text: str) -> str:
    result = read(text, "theirs.toml")
    assert result.partner is None
    assert len(result.problems) == 1, "\n".join(map(str, result.problems))
    return str(result.problems[0])


@given(portfolios())
def test_a_partner_comes_back_without_id_and_notes(plan: Portfolio) -> None:
    for one in plan.partners:
        if len(one.name) > 1000:
            continue
        told = replace(one, id="", notes="")
        assert read(write(one), "x") == PartnerRead(told)


def test_notes_on_a_partner_stay_at_home() -> None:
    text = write(Partner(id="secret-id", name="A. B.", notes="Talks too much."))
    assert "secret" not in text
    assert "Talks" not in text


def test_a_file_is_written_whole_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "for partner.toml"
    one = Partner(id="", name="A. B.", updated=date(2026, 11, 25), hours=480)
    partnerfile.write_file(one, path)
    assert partnerfile.read_file(path) == PartnerRead(one)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD.replace('name = "A. B."\n', ""), "initials will do"),
        (HEAD + "hours = -1", "from 0 to 168"),
        (HEAD + 'phone = "0"', 'the unknown key "phone"'),
        (HEAD + 'id = "me"', 'the unknown key "id"'),
        (HEAD + 'notes = "x"', 'the unknown key "notes"'),
        (HEAD + f'areas = "{"x" * 5000}"', "at most 4000"),
        (HEAD + 'halves = { Mon = { am = "free" } }', '"flexible"'),
        (HEAD + '[[partner.block]]\nday = "Mon"\nstart = 09:00:00', "no end"),
        (HEAD.replace("partner/1", "partner/2"), "a newer program"),
        ('format = "portfolio/1"\n[person]\nname = "A"', "a plan file is opened with Import"),
        ('format = "something"\n', "portfolio-partner/1"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(text: str, words: str) -> None:
    result = read(text, "theirs.toml")
    assert result.partner is None
    assert any(words in str(problem) for problem in result.problems), result.problems
    assert all(problem.file == "theirs.toml" for problem in result.problems)


def test_all_mistakes_are_said_at_once() -> None:
    text = HEAD + 'hours = 400\nunits = "x"\nupdated = "today"'
    assert len(read(text, "x").problems) == 3


def test_a_file_that_would_fill_the_window_is_refused() -> None:
    block = '[[partner.block]]\nday = "Mon"\nstart = 09:00:00\nend = 10:00:00\n'
    assert "201 blocks" in only(HEAD + block * 201)
    assert read(HEAD + block * 200, "x").partner is not None


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_text(HEAD + "#" * partnerfile.LARGEST)
    (problem,) = partnerfile.read_file(path).problems
    assert "more than 100 kB" in str(problem)
    (missing,) = partnerfile.read_file(tmp_path / "none.toml").problems
    assert "no such file" in str(missing)


def test_markup_and_formulas_are_text() -> None:
    text = '<b>x</b> =1+1 #set "quotes"'
    one = Partner(id="", name="A. B.", strengths=text, would_lead=text)
    partner = read(write(one), "x").partner
    assert partner is not None
    assert dict(partnerfile.lines(partner))["Strengths"] == text


def test_a_partner_is_told_in_words() -> None:
    text = HEAD + (
        "updated = 2026-05-12\nhours = 8\nunits = 2.0\nnegotiable = true\n"
        'halves = { Mon = { am = "full" } }\n'
        '[[partner.block]]\nday = "Tue"\nstart = 09:00:00\nend = 17:00:00\non_post = true\n'
        '[[partner.block]]\nday = "Mon"\nstart = 14:00:00\nend = 17:00:00\n'
    )
    partner = read(text, "x").partner
    assert partner is not None
    assert list(partnerfile.lines(partner)) == [
        ("Name", "A. B."),
        ("Last updated", "12 May 2026"),
        ("Could give the post", "8 h a week"),
        ("In the post's unit", "2"),
        ("Can times be talked about", "yes"),
        ("Mon", "morning free, 14:00–17:00 busy"),
        ("Tue", "09:00–17:00 on the post"),
    ]
