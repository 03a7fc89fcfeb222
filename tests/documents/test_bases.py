"""On paper every figure has its basis: the text of each PDF is searched for figures without one.

A figure is a number with its unit. Its basis is a working under a line, a sum, a term with its
value, or what a person put in; all of these are looked for in the PDF's own text.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from portfolio_app import paths
from portfolio_app.core.audit import audit
from portfolio_app.core.model import Portfolio, StatedTotals
from portfolio_app.core.shares import effective
from portfolio_app.core.stress import Stress
from portfolio_app.core.workload import Count, count
from portfolio_app.documents.advert_query import advert_query
from portfolio_app.documents.capacity_report import capacity_report, typeset
from portfolio_app.documents.job_plan import job_plan
from portfolio_app.documents.render import render
from portfolio_app.documents.scope import Choices, Privacy, addressees
from portfolio_app.exchange.bankholidays import BankHolidays
from portfolio_app.exchange.planfile import read_file
from portfolio_app.simulate.measures import MEASURES
from portfolio_app.simulate.saying import SHOWN
from portfolio_app.simulate.study import Study, study
from tests.documents.weeks import STAMP
from tests.plans import CONTRACTS

SAMPLES = sorted(paths.resource("samples").glob("*.toml"))
FIGURE = re.compile(
    r"(?<![\d.,:])(\d[\d,]*(?:\.\d+)?)\s*(PA|hours|h|%|weeks|a\s+year|of\s+full\s+time)(?!\w)"
)
SINCE = re.compile(r"\d{1,2}(January|April|July|August|October|November)\d{4}")


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem[:9])
def plan(request: pytest.FixtureRequest) -> Portfolio:
    return read(request.param)


@cache
def read(path: Path) -> Portfolio:
    found = read_file(path, CONTRACTS).portfolio
    assert found is not None
    return replace(found, assumptions=replace(found.assumptions, years=200))


def counted(plan: Portfolio) -> Count:
    holidays = BankHolidays(plan.person.year_start)
    return count(effective(plan, CONTRACTS), CONTRACTS, holidays=holidays)


def flat(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def printed(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def figures(text: str) -> set[tuple[str, str]]:
    found = FIGURE.findall(text.replace("\u200b", ""))
    return {(number, " ".join(unit.split())) for number, unit in found}


def without_basis(found: Iterable[tuple[str, str]], basis: str) -> list[tuple[str, str]]:
    """Figures that no basis has: with the same unit, or as a part of a sum, or 50 % as 0.5."""
    known = figures(basis)
    parts = set(re.findall(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?![\d.])", basis))
    missing = []
    for number, unit in found:
        as_part = unit == "%" and str((Decimal(number) / 100).normalize()) in parts
        in_sum = unit in ("PA", "hours") and number in parts
        if (number, unit) not in known and not as_part and not in_sum:
            missing.append((number, unit))
    return missing


def blocks(data: Any, *names: str) -> Iterator[str]:
    """The texts of the workings: what stands under lines, and the sections of these names."""
    for part in data["sections"]:
        for block in part["blocks"]:
            yield from (row["under"] for row in block.get("rows", ()) if row["under"])
            if part["id"] in names:
                yield from (item["text"] for item in block.get("items", ()))
                for row in block.get("rows", ()):
                    yield from (cell["main"] for cell in row["cells"])


def on_paper(told: Iterable[str], text: str) -> str:
    """The workings, each of which stands in the PDF."""
    found, text = [one for one in told if one], flat(text)
    for one in found:
        for word in one.split():  # a page may break within it
            assert flat(word) in text, one
    return "\n".join(found)


# -- the job plan --------------------------------------------------------------------------------


@pytest.mark.parametrize("privacy", Privacy)
def test_every_figure_of_a_job_plan_has_its_basis(plan: Portfolio, privacy: Privacy) -> None:
    week = counted(plan)
    for to in addressees(week):
        choices = Choices(employer=to.employer.id, privacy=privacy, with_findings=True)
        data = job_plan(week, CONTRACTS, choices=choices, stamp=STAMP)
        text = printed(render("job-plan", data).pdf)
        basis = on_paper(blocks(data, "sums", "sources"), text)
        missing = without_basis(figures(text), f"{given(data)}\n{basis}")
        assert [one for one in missing if one not in set(gaps(data))] == []
        assert SINCE.search(flat(basis))


def gaps(data: Any) -> Iterator[tuple[str, str]]:
    """What a finding says of two figures: that the one is so much more than the other."""
    for part in data["sections"]:
        for block in part["blocks"] if part["id"] in ("findings", "accepted") else ():
            for item in block.get("items", ()):
                for (one, unit), (other, same) in permutations(figures(item["text"]), 2):
                    if unit == same:
                        yield str(Decimal(one) - Decimal(other)), unit


def given(data: Any) -> str:
    """What a person put in: lengths, breaks and journeys of lines, and their rotas' weeks."""
    said = []
    for part in data["sections"]:
        for block in part["blocks"] if part["id"] == "roles" else ():
            said += [row["cells"][1]["soft"] for row in block["rows"]]
        for block in part["blocks"] if part["id"] == "rest" else ():
            if block.get("title", "").startswith("Times"):
                said += [row["cells"][2]["main"] for row in block["rows"]]
        for block in part["blocks"] if part["id"] in ("activities", "on-call") else ():
            for row in block.get("rows", ()):
                if not row["total"]:
                    said += [f"{cell['main']} {cell['soft']}" for cell in row["cells"][2:5]]
    return "\n".join(said)


def test_a_figure_without_a_basis_is_found() -> None:
    basis = "4 h plain / 4 h per PA = 1 PA; 28.91 h of its hours; my part 0.127 of them"
    assert without_basis(figures("1 PA, 28.91 h, 12.7 %"), basis) == []
    assert without_basis(figures("1.25 PA"), basis) == [("1.25", "PA")]
    assert without_basis(figures("28.9 h"), basis) == [("28.9", "h")]


# -- the capacity report ------------------------------------------------------------------------


def studied(plan: Portfolio, stress: Stress | None = None) -> Study:
    holidays = BankHolidays(plan.person.year_start)
    *_, found = study(plan, CONTRACTS, "amd", holidays=holidays, stress=stress)
    return found


def test_every_exact_figure_of_a_capacity_report_has_its_basis(plan: Portfolio) -> None:
    found = studied(plan)
    data = capacity_report(found, plan, stamp=STAMP)
    pdf = typeset(data).pdf
    text = printed(pdf)
    basis = on_paper(blocks(data, "basis"), text)
    exact = {
        reason.text
        for one in found.options
        for part in one.option.verdict
        for reason in part.reasons
    }
    told = [said for said in exact if flat(said) in flat(text)]
    assert len(told) > 4
    assert without_basis(figures("\n".join(told)), f"{limits(data)}\n{basis}") == []
    assert "since 1 October 1998" in basis
    assert "since 31 October 2003" in basis


def limits(data: Any) -> str:
    """The person's own limit and the law's, at the head of the report."""
    return "\n".join(fact["value"] for fact in data["facts"])


def test_every_sampled_figure_of_a_capacity_report_says_what_it_is(plan: Portfolio) -> None:
    found = studied(plan)
    data = capacity_report(found, plan, stamp=STAMP)
    text = printed(typeset(data).pdf)
    (table, fine) = next(one for one in data["sections"] if one["id"] == "figures")["blocks"]
    assert "200 sampled years, seed 1" in fine["items"][0]["label"]
    rows = [row["cells"][0]["main"].removesuffix(", h") for row in table["rows"]]
    names = [name for name in SHOWN if MEASURES[name].title in rows]
    assert [MEASURES[name].title for name in names] == rows
    for name in names:
        assert f"{MEASURES[name].title}: {MEASURES[name].how}" in fine["items"][0]["text"]
        assert flat(MEASURES[name].how) in flat(text)


@pytest.mark.parametrize("stress", Stress)
def test_a_capacity_report_stands_on_two_pages(plan: Portfolio, stress: Stress) -> None:
    data = capacity_report(studied(plan, stress), plan, stamp=STAMP)
    assert len(PdfReader(io.BytesIO(typeset(data).pdf)).pages) == 2


# -- the query ----------------------------------------------------------------------------------


def test_every_figure_of_a_query_has_its_basis(plan: Portfolio) -> None:
    wrong = tuple(
        replace(one, stated=Decimal("0.9")) if one.minutes or one.clock else one
        for one in plan.activities[:5]
    )
    first = wrong[0].role
    plan = replace(
        plan,
        activities=(*wrong, *plan.activities[5:]),
        stated=(StatedTotals(role=first, total=Decimal("9.5")),),
    )
    week = counted(plan)
    data = advert_query(week, audit(week), CONTRACTS, sender="", stamp=STAMP)
    pdf = render("advert-query", data).pdf
    text = printed(pdf)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    basis = on_paper(blocks(data, "sources"), text)
    (table,) = data["sections"][0]["blocks"][:1]
    worked = [row["cells"][3]["main"] for row in table["rows"]]
    assert without_basis(figures("\n".join(worked)), basis) == []
    assert SINCE.search(flat(basis))
