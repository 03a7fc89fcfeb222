"""The capacity report: two pages on what fits, why, how the year runs and what was assumed."""

import io
import json
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from portfolio_app import paths
from portfolio_app.core.model import Portfolio
from portfolio_app.core.stress import Stress
from portfolio_app.documents.capacity_report import capacity_report, file_name, typeset
from portfolio_app.documents.plain_text import as_text
from portfolio_app.documents.scope import Stamp
from portfolio_app.exchange.bankholidays import BankHolidays
from portfolio_app.exchange.planfile import read_file
from portfolio_app.simulate.study import Study, study
from tests.plans import CONTRACTS

GOLDEN = Path(__file__).parent.parent / "golden" / "capacity-report.json"
REWRITE = "PORTFOLIO_REWRITE_GOLDEN"
STAMP = Stamp(date(2026, 11, 25), "0.1.0")
SAMPLE = paths.resource("samples", "emergency-medicine-thinking-of-applying.toml")


@pytest.fixture(scope="module")
def plan() -> Portfolio:
    found = read_file(SAMPLE, CONTRACTS).portfolio
    assert found is not None
    return replace(found, assumptions=replace(found.assumptions, years=200))


def studied(plan: Portfolio, stress: Stress | None = None) -> Study:
    holidays = BankHolidays(plan.person.year_start)
    *_, found = study(plan, CONTRACTS, "amd", holidays=holidays, stress=stress)
    return found


@pytest.fixture(scope="module")
def data(plan: Portfolio) -> Any:
    return capacity_report(studied(plan), plan, stamp=STAMP)


def flat(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def test_the_data_is_the_kept_one_and_a_second_run_gives_the_same_digits(
    plan: Portfolio, data: Any
) -> None:
    again = capacity_report(studied(plan), plan, stamp=STAMP)
    assert again == data
    if os.environ.get(REWRITE):
        text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        GOLDEN.write_text(text, encoding="utf-8")
    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == data, f"set {REWRITE}=1 if meant"


def test_it_is_two_tagged_pages_with_verdicts_assumptions_seed_and_version(data: Any) -> None:
    reader = PdfReader(io.BytesIO(typeset(data).pdf))
    assert len(reader.pages) == 2
    assert "/StructTreeRoot" in reader.root_object
    text = flat("".join(page.extract_text() for page in reader.pages))
    for words in (
        "Associate medical director, quality improvement",
        "does not fit",
        "200, 1",
        "Portfolio 0.1.0",
        "Draft: for discussion",
        "Spells of sickness a year",
        "own limit 46 h",
    ):
        assert flat(words) in text, words


def test_each_option_has_its_word_its_figures_and_its_reasons(data: Any) -> None:
    sections = {part["id"]: part for part in data["sections"]}
    (verdict,) = sections["verdict"]["blocks"]
    assert [column["title"] for column in verdict["columns"]][1:] == [
        "Leave it",
        "Take all four PAs",
        "Take two, shared",
        "Take two, a clinic given up",
    ]
    hours = verdict["rows"][0]["cells"]
    assert [cell["main"] for cell in hours][:3] == ["Fits in hours?", "fits", "does not fit"]
    assert "over the 48 h limit" in hours[2]["soft"]
    titles = [block["title"] for block in sections["reasons"]["blocks"]]
    assert titles == ["Take all four PAs", "Take two, shared", "Take two, a clinic given up"]
    assert len(sections["weeks"]["blocks"][0]["weeks"]) == 53


def test_a_stress_is_named(plan: Portfolio) -> None:
    report = capacity_report(studied(plan, Stress.PARTNER_OFF), plan, stamp=STAMP)
    facts = {fact["label"]: fact["value"] for fact in report["facts"]}
    assert facts["Stress test"] == "Partner off for four weeks."


def test_a_study_that_is_not_whole_is_refused(plan: Portfolio) -> None:
    long = replace(plan, assumptions=replace(plan.assumptions, years=2500))
    holidays = BankHolidays(plan.person.year_start)
    first = next(iter(study(long, CONTRACTS, "amd", holidays=holidays)))
    with pytest.raises(ValueError, match="not all sampled"):
        capacity_report(first, long, stamp=STAMP)


def test_odd_names_are_printed_as_they_are(plan: Portfolio) -> None:
    odd = "#set text(red) <b>QI</b> =1+1 " + "x" * 80
    role = replace(plan.role("amd"), title=odd)
    roles = tuple(role if one.id == "amd" else one for one in plan.roles)
    changed = replace(plan, roles=roles)
    report = capacity_report(studied(changed), changed, stamp=STAMP)
    reader = PdfReader(io.BytesIO(typeset(report).pdf))
    assert flat("#set text(red) <b>QI</b>") in flat(reader.pages[0].extract_text())
    assert "/" not in file_name(report)


def test_the_plain_text_says_the_same(data: Any) -> None:
    text = as_text(data)
    assert "WHAT FITS" in text
    assert "half of the weeks are above" in text
    assert "Spells of sickness a year: 1.5" in text
