"""The query for an employer: only what does not follow, each with its working, on one page."""

import io
import json
import os
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from portfolio_app.core.audit import audit
from portfolio_app.core.model import OneIn, PerYear, Portfolio, StatedTotals
from portfolio_app.core.workload import count
from portfolio_app.documents.advert_query import advert_query, file_name, kindly
from portfolio_app.documents.plain_text import as_text
from portfolio_app.documents.render import render
from portfolio_app.documents.scope import Stamp
from tests.plans import CONTRACTS, TRUST, activity, portfolio, role

GOLDEN = Path(__file__).parent.parent / "golden" / "advert-query.json"
REWRITE = "PORTFOLIO_REWRITE_GOLDEN"
STAMP = Stamp(date(2026, 11, 23), "0.1.0")


def advertised() -> Portfolio:
    return portfolio(
        activity(
            "theatre", day="Mon", clock="08:00-18:00", break_minutes=60, stated=Decimal("2.5")
        ),
        activity("clinic", minutes=240, frequency=PerYear(Fraction(42)), stated=Decimal("0.808")),
        activity("round", day="Tue", clock="09:00-13:00", stated=Decimal("1.0")),
        activity("teaching", category="SPA", minutes=240, stated_each=Decimal("1.5")),
        activity("admin", counts_as=Fraction(1), stated=Decimal("1.0")),
        employers=(TRUST,),
        stated=(
            StatedTotals(source="table", role="consultant", total=Decimal("10.0")),
            StatedTotals(role="consultant", by_category=(("SPA", Decimal("1.0")),)),
        ),
    )


def query(plan: Portfolio, sender: str = "A candidate") -> Any:
    counted = count(plan, CONTRACTS)
    return advert_query(counted, audit(counted), CONTRACTS, sender=sender, stamp=STAMP)


def flat(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def test_the_data_is_the_kept_one() -> None:
    data = query(advertised())
    if os.environ.get(REWRITE):
        text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        GOLDEN.write_text(text, encoding="utf-8")
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert kept == data, f"set {REWRITE}=1 if it is meant"


def test_only_what_does_not_follow_is_asked_about_totals_first() -> None:
    (table,) = query(advertised())["sections"][0]["blocks"]
    asked = [row["cells"][1]["main"] for row in table["rows"]]
    assert asked == ["Total", "Teaching", "Theatre", "Clinic"]
    total, teaching, theatre, clinic = table["rows"]
    assert [cell["main"] for cell in total["cells"][2:]] == ["10.0 PA", "6.25 PA", "+3.75 PA"]
    assert teaching["cells"][1]["soft"] == "each time"
    assert "9 h plain / 4 h per PA (less 1 h of breaks) = 2.25 PA" in theatre["under"]
    assert "would be reached if the break were counted" in theatre["under"]
    assert "would be reached if the year were divided by 52 weeks" in clinic["under"]


def test_it_is_a_tagged_page_with_the_figures_and_says_that_it_is_a_draft() -> None:
    data = query(advertised())
    pdf = render("advert-query", data).pdf
    reader = PdfReader(io.BytesIO(pdf))
    (page,) = reader.pages
    paper = flat(page.extract_text())
    for part in data["sections"]:
        for block in part["blocks"]:
            for row in block.get("rows", ()):
                assert all(flat(cell["main"]) in paper for cell in row["cells"])
                assert flat(row["under"]) in paper
            for item in block.get("items", ()):
                assert flat(item["text"]) in paper
    assert flat("Draft: a question, not a claim") in paper
    assert "/StructTreeRoot" in reader.root_object
    assert str(reader.root_object["/Lang"]) == "en-GB"
    assert as_text(data).count("SIGNATURES") == 0
    assert file_name(data) == "Query - Example University Hospitals - 2026-11-23"


def test_many_points_still_stand_on_one_page() -> None:
    lines = [
        activity(
            f"line-{n}",
            title=f"A line of an advertised job plan with a long description, number {n}",
            day="Mon",
            clock="08:00-18:00",
            frequency=OneIn(Fraction(4)),
            stated=Decimal("1.25"),
        )
        for n in range(30)
    ]
    data = query(portfolio(*lines, stated=(StatedTotals(total=Decimal("10.0")),)))
    pdf = render("advert-query", data).pdf
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert "And 22 more" in as_text(data)


def test_where_all_follows_there_is_nothing_to_ask() -> None:
    fine = portfolio(activity(minutes=240, stated=Decimal("1.0")))
    with pytest.raises(ValueError, match="nothing to ask"):
        query(fine)


def test_what_the_advert_prints_is_only_ever_shown() -> None:
    markup = "#panic(1) $x$ *b* [a](b) <l> // \\u{41}"
    plan = advertised()
    hostile = replace(
        plan,
        employers=(replace(TRUST, name=markup),),
        roles=(role(title=markup),),
        activities=tuple(replace(line, title=markup) for line in plan.activities),
    )
    pdf = render("advert-query", query(hostile, sender=markup)).pdf
    assert (
        flat("".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages)).count(
            flat(markup)
        )
        > 4
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("a break of 30 minutes left out", "if a break of 30 minutes were left out"),
        ("one session an occurrence", "if each occasion were worth one session"),
        ("unpredictable work counted in full", "with: unpredictable work counted in full"),
        ("no prospective cover", "if the duty were not covered through leave"),
    ],
)
def test_a_reason_blames_nobody(reason: str, words: str) -> None:
    assert kindly(reason) == words
