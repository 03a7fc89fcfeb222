"""Any text at all: nothing raises, and no line is dropped without a word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.audit import audit
from portfolio_app.core.model import Employer, EmployerKind
from portfolio_app.core.workload import count
from portfolio_app.exchange import planfile
from portfolio_app.exchange.advert import tables
from portfolio_app.exchange.advert.meanings import Meaning, vocabulary
from portfolio_app.exchange.advert.plan import Post, plan_of
from portfolio_app.exchange.advert.reading import Reading, Said, read
from portfolio_app.exchange.advert.tables import Form, decode, read_table
from tests.plans import CONTRACTS

YEAR = date(2026, 4, 6)
TRUST = Employer(id="trust", name="Example Trust", kind=EmployerKind.NHS)
WORDS = st.sampled_from(
    [
        *("Monday", "Tues", "Mon-Fri", "weekend", "-", "1st and 3rd Monday", "bank holiday"),
        *("09:00-13:00", "9am – 1pm", "0900-1300", "9-1", "20:00-08:00", "AM", "all day", "25:99"),
        *("Clinic", "On-call", "Resident on call", "Ward round (SPA)", "30 min lunch", "Total"),
        *("DCC", "SPA", "Direct clinical care", "DCC/SPA", "XYZ", "Sub-total", "Activity", "Day"),
        *(
            "every week",
            "1 in 4",
            "weeks 1,3 of 6",
            "42 per year",
            "monthly",
            "x2",
            "ad hoc",
            "0 in 0",
        ),
        *("1.0", "0.25 PA", "10", "1½", "999", "DCC 7.5 SPA 2.5", "10 PAs a week", "4:10", "0"),
        *("\t", "  ", "     ", ",", ";", "|", '"', "<td>", "</tr>", "<table>", "\n", "\n", "\n"),
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=300),
    st.lists(WORDS, max_size=60).map(" ".join),
    st.lists(WORDS, max_size=60).map("\t".join),
    st.lists(st.lists(WORDS, min_size=2, max_size=7), max_size=12).map(
        lambda rows: "\n".join("\t".join(cells) for cells in rows)
    ),
)
MAPPINGS = st.lists(st.sampled_from(list(Meaning)), max_size=8)
CONTRACT = st.sampled_from(["consultant-england-2003", "salaried-gp", "hours", "agenda-for-change"])


def _lines(text: str) -> set[int]:
    ends = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
    plain = text.replace("\r\n", "\n").translate(dict.fromkeys(map(ord, ends), "\n"))
    return {n for n, line in enumerate(plain.split("\n"), 1) if any(map(_is_seen, line))}


def _is_seen(letter: str) -> bool:
    hidden = {0x7F, 0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)}
    hidden |= {*range(0x2060, 0x2070), *range(32)}
    return not letter.isspace() and ord(letter) not in hidden


@given(TEXTS, MAPPINGS, CONTRACT)
def test_any_text_is_read_counted_and_audited(
    text: str, mapping: list[Meaning], contract: str
) -> None:
    words = vocabulary(CONTRACTS[contract], YEAR)
    reading = read(text, words, mapping)
    post = Post(contract=CONTRACTS[contract], title="Post", employer=TRUST, year_start=YEAR)
    plan = plan_of(reading, post)
    counted = count(plan, CONTRACTS)
    audit(counted)
    _is_whole(reading)
    # What was read can be kept, mailed and opened again.
    again = planfile.read(planfile.write(plan), "advert.toml", CONTRACTS)
    assert again.portfolio == plan, again.problems


def _is_whole(reading: Reading) -> None:
    """Each row has one outcome, and each line of the plan one row."""
    assert [o.lines for o in reading.outcomes][: len(reading.table.rows)] == [
        row.lines for row in reading.table.rows
    ]
    told = [key for outcome in reading.outcomes for key in outcome.ids]
    made = [*(a.id for a in reading.activities), *(c.id for c in reading.on_calls)]
    assert sorted(told) == sorted(made)
    assert len(set(made)) == len(made)
    for outcome in reading.outcomes:
        assert outcome.words
        assert (outcome.said in (Said.LINE, Said.PARTLY)) == bool(outcome.ids)
        if outcome.said in (Said.UNREAD, Said.PARTLY):
            assert outcome.mend


@given(TEXTS)
def test_every_line_is_accounted_for(text: str) -> None:
    words = vocabulary(CONTRACTS["consultant-england-2003"], YEAR)
    reading = read(text, words)
    if read_table(text).form is not Form.PAGE:
        told = {line for outcome in reading.outcomes for line in outcome.lines}
        assert told == _lines(text)


def test_what_is_longer_than_can_be_read_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    largest = 3_000  # the real length would show no more and take a hundred times as long
    monkeypatch.setattr(tables, "LARGEST_TEXT", largest)
    line = "Mon 09:00-13:00 Clinic DCC 1.0\n"
    text = line * (largest // len(line) + 10)
    reading = read(text, vocabulary(CONTRACTS["consultant-england-2003"], YEAR))
    assert reading.outcomes[-1].said is Said.UNREAD
    assert "too long" in reading.outcomes[-1].words
    told = {line for outcome in reading.outcomes for line in outcome.lines}
    assert told == _lines(text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbfDay,PA", "Day,PA"),
        ("Day – PA".encode("utf-16"), "Day – PA"),
        ("9am – 1pm".encode("cp1252"), "9am – 1pm"),
        ("½ PA".encode(), "½ PA"),
        (b"\x81\x8d", "\ufffd\ufffd"),
    ],
)
def test_a_file_is_decoded_as_windows_and_others_write_it(raw: bytes, text: str) -> None:
    assert decode(raw) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded(raw: bytes) -> None:
    assert isinstance(decode(raw), str)
