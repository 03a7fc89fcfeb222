"""Every contract file is in order and cited, and counts as its worked cases say."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest
import tomli_w

from portfolio_app.core.audit import audit
from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.contracts import (
    Citation,
    Confidence,
    Contract,
    Kind,
    TermMissing,
    TermValue,
    read_contracts,
)
from portfolio_app.core.leave import Entitlement, leave_ledger
from portfolio_app.core.lines import Line
from portfolio_app.core.model import Nation
from portfolio_app.core.occurrences import Holidays
from portfolio_app.core.workload import Count, RoleCount, count
from portfolio_app.exchange import planfile
from portfolio_app.paths import resource

CONTRACTS = read_contracts(resource("contracts"))
CASES = Path(__file__).parent / "contracts"
READ = date(2026, 11, 23)
LAW = "working-time-regulations-1998"

Table = dict[str, Any]


# -- every contract file -----------------------------------------------------------------------


@pytest.fixture(params=sorted(CONTRACTS))
def contract(request: pytest.FixtureRequest) -> Contract:
    return CONTRACTS[request.param]


def test_every_value_is_cited_and_its_confidence_is_honest(contract: Contract) -> None:
    for row in contract.terms:
        source = row.citation.source
        assert source in contract.sources, row.key
        if not source.link:
            assert row.confidence is Confidence.UNVERIFIED, row.key


def test_every_source_can_be_looked_up_and_is_used(contract: Contract) -> None:
    assert {row.citation.source for row in contract.terms} == set(contract.sources)
    for source in contract.sources:
        assert source.title
        assert source.read <= READ
        assert source.link or "no page read" in source.title


def test_every_term_says_one_plain_sentence(contract: Contract) -> None:
    for row in contract.terms:
        assert row.says.endswith("."), row.key
        assert ". " not in row.says, row.key
        assert row.says[0].isupper(), row.key
        assert len(row.says) <= 260, row.key


def test_rows_of_a_term_ascend_and_none_lies_in_the_future(contract: Contract) -> None:
    for key in contract.keys:
        for nation in (None, *Nation):
            starts = [row.start for row in contract.rows(key) if row.nation is nation]
            assert starts == sorted(set(starts)), key
            assert all(date(1998, 10, 1) <= start <= READ for start in starts), key


def test_a_value_is_not_known_the_day_before_its_first_row(contract: Contract) -> None:
    for key in contract.keys:
        first = min(row.start for row in contract.rows(key))
        assert contract.at(first).get(key) is not None
        with pytest.raises(TermMissing, match=str(first)) as missing:
            contract.at(first - timedelta(days=1)).term(key)
        assert contract.id in str(missing.value)
        assert key in str(missing.value)


def test_every_contract_has_worked_cases(contract: Contract) -> None:
    assert len([case for case in cases() if case.contract == contract.id]) >= 10


def _first(contract: Contract, **changes: Any) -> Contract:
    """The contract with its first row changed."""
    first, *others = contract.terms
    return replace(contract, terms=(replace(first, **changes), *others))


@pytest.mark.parametrize(
    ("changed", "test"),
    [
        (
            lambda one: _first(
                one, citation=Citation(replace(one.sources[0], title="Another"), "")
            ),
            test_every_value_is_cited_and_its_confidence_is_honest,
        ),
        (
            lambda one: _first(
                replace(one, sources=(bare := replace(one.sources[0], link=""), *one.sources[1:])),
                citation=Citation(bare, ""),
                confidence=Confidence.SOURCED,
            ),
            test_every_value_is_cited_and_its_confidence_is_honest,
        ),
        (
            lambda one: replace(one, sources=(*one.sources, replace(one.sources[0], id="unused"))),
            test_every_source_can_be_looked_up_and_is_used,
        ),
        (lambda one: _first(one, says="no sentence"), test_every_term_says_one_plain_sentence),
        (
            lambda one: replace(one, terms=tuple(reversed(one.terms))),
            test_rows_of_a_term_ascend_and_none_lies_in_the_future,
        ),
        (
            lambda one: _first(one, start=date(2090, 1, 1)),
            test_rows_of_a_term_ascend_and_none_lies_in_the_future,
        ),
        (lambda one: replace(one, id="without-cases"), test_every_contract_has_worked_cases),
    ],
    ids=["uncited", "nowhere read", "unused", "no sentence", "backwards", "in future", "no cases"],
)
def test_the_tests_over_all_contracts_see_what_they_are_for(
    changed: Callable[[Contract], Contract], test: Callable[[Contract], None]
) -> None:
    sound = CONTRACTS["consultant-england-2003"]
    test(sound)
    with pytest.raises(AssertionError):
        test(changed(sound))


def test_unverified_values_say_so() -> None:
    terms = CONTRACTS["consultant-england-2003"].at(READ)

    def confidence(key: str) -> Confidence:
        return terms.term(key).confidence

    for key in (
        "public-holidays-premium",
        "rota-band-gap",
        "prospective-cover-changes-band",
        "unpredictable-emergency-maximum",
    ):
        assert confidence(key) is Confidence.UNVERIFIED, key
    for key in ("premium-pay-uplift", "core-supporting-professional-activities"):
        assert confidence(key) is Confidence.SECONDARY, key
    for key in ("programmed-activity-length", "plain-time", "availability-supplement"):
        assert confidence(key) is Confidence.SOURCED, key
    assert CONTRACTS["hours"].at(READ).term("working-weeks").confidence is Confidence.UNVERIFIED


def test_the_draft_framework_that_was_rejected_in_2002_is_nowhere(contract: Contract) -> None:
    """Clause libraries still print it: plain time to 22:00 and on Saturday morning, 2 or 3 SPA."""
    libraries = ("lawinsider", "markettransfer")
    if contract.id.startswith("consultant-"):
        links = [source.link for source in contract.sources]
        assert not [link for link in links if any(name in link for name in libraries)]
        assert all(row.start >= date(2003, 10, 31) for row in contract.terms)
    for row in contract.rows("plain-time"):
        for start, end in cast("tuple[tuple[int, int], ...]", row.value):
            assert end <= 5 * 24 * 60, "plain time at the weekend"
            assert start // 1440 == (end - 1) // 1440, "plain time overnight"
            assert end % 1440 <= 21 * 60, "plain time after 21:00"


def test_what_was_read_for_another_grade_or_not_at_all_is_not_called_sourced(
    contract: Contract,
) -> None:
    for row in contract.terms:
        if row.confidence is Confidence.SOURCED:
            assert not row.note.startswith("Derived"), row.key
            assert "not read for this grade" not in row.note, row.key
            assert "no page read" not in row.citation.source.title, row.key


def test_the_limits_of_the_law() -> None:
    law = CONTRACTS[LAW].at(date(1998, 10, 1))
    assert CONTRACTS[LAW].kind is Kind.LAW
    hours = {
        "weekly-average-maximum": 48,
        "daily-rest": 11,
        "weekly-rest": 24,
        "fortnightly-rest": 48,
        "rest-break-after": 6,
    }
    assert {key: Fraction(law.minutes(key), 60) for key in hours} == hours
    assert law.minutes("rest-break") == 20
    assert law.number("reference-period") == 17


def test_a_plain_hour_has_no_length_no_premium_and_no_full_time() -> None:
    hours = CONTRACTS["hours"].at(READ)
    for key in ("programmed-activity-length", "session-length", "plain-time", "full-time-units"):
        assert hours.get(key) is None
    assert hours.flag("categories-open")


# -- worked cases ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    contract: str
    number: int
    raw: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.contract} {self.number}: {self.raw['title']}"


def cases() -> list[Case]:
    """Every worked case, contract by contract."""
    read = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for path in sorted(CASES.glob("*.toml"))
    }
    return [
        Case(name, number, case)
        for name, raw in read.items()
        for number, case in enumerate(raw["case"], 1)
    ]


KNOWN_KEYS = {
    "title",
    "source",
    "why",
    "working",
    "holidays",
    "nation",
    "role",
    "roles",
    "activity",
    "on_call",
    "stated",
    "employer",
    "expect",
    "expect_roles",
}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert set(case.raw) <= KNOWN_KEYS
    assert case.raw["working"]
    read = planfile.read(tomli_w.dumps(plan_of(case)), "case.toml", CONTRACTS)
    assert read.problems == ()
    assert read.portfolio is not None
    counted = count(read.portfolio, CONTRACTS, holidays=holidays_of(case))
    expected: dict[str, Table] = dict(case.raw.get("expect_roles", {}))
    if "expect" in case.raw:
        expected["post"] = case.raw["expect"]
    assert expected
    for role_id, expect in expected.items():
        role = counted.role(role_id)
        assert role is not None
        differences = list(_differences(expect, role, counted))
        assert not differences, "\n".join(differences)


def test_titles_of_cases_are_unique() -> None:
    titles = [(case.contract, case.raw["title"]) for case in cases()]
    assert len(titles) == len(set(titles))


def plan_of(case: Case) -> Table:
    """The case as a whole plan file: what it leaves out is made up here."""
    one = {"id": "post", "title": "Post", **case.raw.get("role", {})}
    roles: list[Table] = case.raw.get("roles", [one])
    contract = "hours" if CONTRACTS[case.contract].kind is Kind.LAW else case.contract
    plan: Table = {
        "format": "portfolio/1",
        "person": {
            "name": "A clinician",
            "nation": case.raw.get("nation", "england"),
            "year_start": date(2026, 4, 6),
        },
        "employer": case.raw.get(
            "employer", [{"id": "employer", "name": "An employer", "kind": "nhs"}]
        ),
        "role": [
            {
                "employer": "employer",
                "contract": contract,
                "contracted": Decimal("10.0"),
                **role,
            }
            for role in roles
        ],
    }
    for table in ("activity", "on_call"):
        if table in case.raw:
            plan[table] = [{"role": roles[0]["id"], **line} for line in case.raw[table]]
    if "stated" in case.raw:
        plan["stated"] = case.raw["stated"]
    return plan


def holidays_of(case: Case) -> Holidays:
    """The public holidays that a case names."""
    return {Nation.ENGLAND: frozenset(case.raw.get("holidays", ()))}


def _differences(expect: Table, role: RoleCount, counted: Count) -> Iterator[str]:
    figures = _figures(role)
    for key, wanted in expect.items():
        if key in _SPECIAL:
            yield from _SPECIAL[key](wanted, role, counted)
        elif not _same(wanted, figures[key]):
            yield f"{key}: expected {wanted}, found {figures[key]}"


def _figures(role: RoleCount) -> Table:
    supplement = role.supplement
    return {
        "counted": role.counted,
        "paid": role.paid,
        "hours": _hours(role.minutes),
        "assumed_hours": _hours(role.assumed_minutes),
        "units_per_year": role.units_per_year,
        "hours_per_year": _hours(role.minutes_per_year),
        "fraction_of_full_time": role.fraction_of_full_time,
        "rota_frequency": role.rota_frequency,
        "premium_pay_percent": role.premium_pay_percent,
        "assumed": role.assumed,
        "supplement": None if supplement is None else supplement.percent,
        "band": None if supplement is None else supplement.band,
        "gap_used": None if supplement is None else supplement.gap_used,
        "band_frequency": None if supplement is None else supplement.frequency,
    }


def _hours(minutes: Fraction | None) -> Fraction | None:
    return None if minutes is None else minutes / 60


def _same(wanted: object, found: object) -> bool:
    if wanted == "none":
        return found is None
    if isinstance(found, Fraction | int) and not isinstance(found, bool):
        return not isinstance(wanted, bool) and _exact(wanted) == found
    return wanted == found


def _exact(wanted: object) -> Fraction:
    return Fraction(cast("int | str | Decimal", wanted))


def _printed(wanted: Table, role: RoleCount, counted: Count) -> Iterator[str]:
    del counted
    for key, figure in wanted.items():
        found = _figures(role)[key]
        with localcontext() as context:
            context.prec = 40
            exact = Decimal(found.numerator) / Decimal(found.denominator)
            rounded = exact.quantize(figure, rounding=ROUND_HALF_UP)
        if rounded != figure:
            yield f"{key}: a document prints {figure}, found {found} = {rounded}"


def _by_category(wanted: Table, role: RoleCount, counted: Count) -> Iterator[str]:
    del counted
    found = {code: amount.units for code, amount in role.by_category.items()}
    if found != {code: _exact(units) for code, units in wanted.items()}:
        yield f"by_category: expected {wanted}, found {found}"


def _lines(wanted: Mapping[str, Table], role: RoleCount, counted: Count) -> Iterator[str]:
    by_id = {line.id: line for line in role.lines}
    audited = {line.id: line for line in audit(counted).lines}
    for key, expect in wanted.items():
        figures = _line_figures(by_id[key])
        if key in audited:
            figures["follows"] = audited[key].follows
        for name, value in expect.items():
            if not _same(value, figures[name]):
                yield f"{key}.{name}: expected {value}, found {figures[name]}"


def _line_figures(line: Line) -> Table:
    return {
        "units_per_occurrence": line.units_per_occurrence,
        "occurrences_per_week": line.occurrences_per_week,
        "units_per_week": line.units_per_week,
        "hours_per_week": _hours(line.minutes_per_week),
        "plain_hours": _hours(line.plain_minutes),
        "premium_hours": _hours(line.premium_minutes),
    }


def _totals(wanted: list[Table], role: RoleCount, counted: Count) -> Iterator[str]:
    del role
    totals = audit(counted).totals
    for expect in wanted:
        keys = {key: expect[key] for key in ("source", "what") if key in expect}
        found = [total for total in totals if all(getattr(total, k) == v for k, v in keys.items())]
        if len(found) != 1:
            yield f"totals {keys}: found {len(found)} of them"
            continue
        for name, value in expect.items():
            if name not in keys and not _same(value, getattr(found[0], name)):
                yield f"totals {keys} {name}: expected {value}, found {getattr(found[0], name)}"


def _findings(wanted: list[str], role: RoleCount, counted: Count) -> Iterator[str]:
    del role
    found = {finding.check for finding in run_checks(counted, CONTRACTS)}
    if not set(wanted) <= found:
        yield f"findings: expected {wanted}, found {sorted(found)}"


def _findings_without(wanted: list[str], role: RoleCount, counted: Count) -> Iterator[str]:
    del role
    for finding in run_checks(counted, CONTRACTS):
        if finding.check in wanted:
            yield f"finding not expected: {finding.check}: {finding.message}"


def _leave(wanted: Table, role: RoleCount, counted: Count) -> Iterator[str]:
    ledger = leave_ledger(counted.portfolio, role)
    holidays, study = ledger.line(Entitlement.HOLIDAYS), ledger.line(Entitlement.STUDY)
    figures = {
        "days": ledger.annual.days,
        "mine": ledger.annual.mine,
        "weeks": ledger.annual.weeks,
        "units": ledger.annual.units,
        "holidays": holidays.days,
        "holidays_mine": holidays.mine,
        "study": study.days,
        "study_mine": study.mine,
        "service": ledger.service,
        "fraction": ledger.fraction,
        "held": ledger.held,
        "working_weeks": ledger.working_weeks,
        "counted_with": ledger.weeks_that_count,
    }
    for key, value in wanted.items():
        if not _same(value, figures[key]):
            yield f"leave.{key}: expected {value}, found {figures[key]}"


_SPECIAL: Mapping[str, Callable[[Any, RoleCount, Count], Iterator[str]]] = {
    "printed": _printed,
    "by_category": _by_category,
    "lines": _lines,
    "totals": _totals,
    "findings": _findings,
    "findings_without": _findings_without,
    "leave": _leave,
}


def test_every_line_names_the_terms_that_it_used() -> None:
    """So that a panel or a document can show the source of any figure."""
    raw = {
        "title": "x",
        "activity": [
            {"title": "Late clinic", "day": "Wed", "start": time(16), "end": time(20)},
            {"title": "Meeting", "hours": Decimal("4.0"), "per_year": 4},
        ],
    }
    plan = plan_of(Case("consultant-england-2003", 0, raw))
    read = planfile.read(tomli_w.dumps(plan), "case.toml", CONTRACTS)
    assert read.portfolio is not None
    late, meeting = count(read.portfolio, CONTRACTS).lines
    assert _keys(late.terms) == {
        "programmed-activity-length",
        "programmed-activity-length-premium",
        "plain-time",
    }
    assert _keys(meeting.terms) == {"programmed-activity-length", "working-weeks"}
    for term in (*late.terms, *meeting.terms):
        assert term.citation.source.title


def _keys(terms: tuple[TermValue, ...]) -> set[str]:
    return {term.key for term in terms}
