"""Job plans and rules as they were published, against what their own papers say.

Each file of `worked_cases` is one published case: where it was printed, its lines, and what must
come out. Those whose own figures contradict each other must be reported, and by how much.
"""

import json
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from portfolio_app.core.audit import audit, follows
from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.model import (
    EVERY_WEEK,
    WEEKDAYS,
    Activity,
    CycleWeeks,
    Day,
    Frequency,
    MonthWeeks,
    OneIn,
    PerYear,
    Portfolio,
    Role,
    Rounding,
    StatedTotals,
)
from portfolio_app.core.words import decimal_text
from portfolio_app.core.workload import Count, count, paid_units
from tests.plans import CONTRACTS, activity, at, counted, on_call, portfolio, role

Case = dict[str, Any]
FOLDER = Path(__file__).parent / "worked_cases"
CASES: dict[str, Case] = {
    path.stem: json.loads(path.read_text("utf-8"), parse_float=Decimal)
    for path in sorted(FOLDER.glob("*.json"))
}
_CATEGORIES = {"clinical": "Clinical"}


def of_kind(*kinds: str, key: str = "activities") -> list[str]:
    return [name for name, case in CASES.items() if case["kind"] in kinds and key in case["inputs"]]


def test_every_case_is_read_by_a_test() -> None:
    seen = {*TIMETABLES, *CYCLES, *WEEKS, *ROUNDINGS, *SUPPLEMENTS}
    assert seen == set(CASES)
    assert len(CASES) >= 9


def test_every_case_says_where_it_was_printed() -> None:
    for case in CASES.values():
        assert case["source"]["title"]
        assert case["source"]["authority"]


# -- reading a case ----------------------------------------------------------------------------


def frequency_of(text: str) -> tuple[Frequency, bool]:
    """How often, and whether it is covered, from words such as "1 in 4, prospectively covered"."""
    covered = "prospectively covered" in text
    plain = text.removesuffix(", prospectively covered")
    if found := re.fullmatch(r"(\d+) in (\d+)", plain):
        return OneIn(Fraction(found[2]), Fraction(found[1])), covered
    if found := re.fullmatch(r"week (\d+) of (\d+)", plain):
        return CycleWeeks((int(found[1]),)), covered
    if found := re.fullmatch(r"([\d.]+) per year", plain):
        return PerYear(Fraction(found[1])), covered
    assert plain == "every week", text
    return EVERY_WEEK, covered


def timed(case: Case, *, stated: bool = False) -> list[Activity]:
    """The lines of a case as they lie by the clock."""
    lines = []
    for number, raw in enumerate(case["inputs"]["activities"]):
        often, covered = frequency_of(raw["frequency"])
        day = raw["day"] if raw["day"] in {d.value for d in WEEKDAYS} else WEEKDAYS[number].value
        lines.append(
            activity(
                f"line-{number}",
                title=raw["activity"],
                category=_CATEGORIES.get(raw["category"], raw["category"]),
                day=day,
                clock=at(f"{raw['start']}-{raw['end']}"),
                frequency=often,
                prospective_cover=covered,
                stated_each=raw["published_pa"] if stated else None,
            )
        )
    return lines


def printed(case: Case) -> list[Activity]:
    """The lines of a case as they are printed: so many units a week, whatever the clock says."""
    return [
        activity(
            f"line-{number}",
            title=raw["activity"],
            category=raw["category"],
            counts_as=Fraction(raw["published_pa"]),
            stated=Decimal(raw["published_pa"]),
        )
        for number, raw in enumerate(case["inputs"]["activities"])
    ]


def held(case: Case) -> Role:
    weeks = case["inputs"].get("weeks_per_year")
    return role(
        contract=case["contract"],
        cycle_weeks=case["inputs"].get("cycle_weeks", 1),
        working_weeks=None if weeks is None else Fraction(weeks),
    )


def shown(case: Case, value: Fraction, wanted: Decimal) -> None:
    """The value, rounded to the digits that the case prints."""
    places = max(0, -int(wanted.as_tuple().exponent))
    assert decimal_text(value, places) == str(wanted), case["notes"]


# -- timetables --------------------------------------------------------------------------------

TIMETABLES = of_kind("weekly-timetable")


def _totals(case: Case) -> list[Decimal]:
    expected = case["expected"]
    keys = ("total_pas", "stated_in_text_pas")
    return [Decimal(expected[key]) for key in keys if key in expected]


def _stated(case: Case) -> Portfolio:
    totals = tuple(
        StatedTotals(source=f"paper {n}", total=total) for n, total in enumerate(_totals(case))
    )
    return portfolio(*printed(case), roles=(held(case),), stated=totals)


@pytest.mark.parametrize("name", [n for n in TIMETABLES if "total_pas" in CASES[n]["expected"]])
def test_the_total_of_a_timetable_adds_up_or_is_reported(name: str) -> None:
    case = CASES[name]
    week = count(_stated(case), CONTRACTS)
    check = case["recompute_check"]
    assert week.roles[0].counted == Fraction(check["sum_of_lines"])
    contradicts = check["status"] == "contradiction"
    for total in audit(week).totals:
        assert total.adds_up is not contradicts
        assert total.counted is not None
        assert (Fraction(total.stated) == total.counted) is not contradicts
    messages = [f.message for f in run_checks(week, CONTRACTS) if f.check == "stated"]
    assert len(messages) == (2 * len(_totals(case)) if contradicts else 0), messages
    for figure in _totals(case):
        assert not contradicts or any(str(figure) in message for message in messages)
    sums = case["expected"].get("category_sums_from_published_lines", {})
    for code, units in sums.items():
        assert week.roles[0].by_category[code].units == Fraction(units)


def test_lists_of_10_hours_leave_their_lunch_out_or_hold_it() -> None:
    """One pack prints 2.25 PA for 08:00 to 18:00 one week in four, and others 2.5."""
    line = activity(
        day="Fri",
        clock="08:00-18:00",
        frequency=OneIn(Fraction(4)),
        stated=Decimal("0.5625"),
    )
    found = audit(counted(line)).lines[0]
    assert (found.follows, found.follows_if) == (False, "a break of 60 minutes left out")


def test_a_month_and_a_number_a_year_as_a_pack_counts_them() -> None:
    check = CASES["06-northern-care-alliance-og-list"]["recompute_check"]
    theatre = counted(activity(counts_as=Fraction("1.25"), frequency=PerYear(Fraction(21))))
    shown(CASES["06-northern-care-alliance-og-list"], theatre.roles[0].counted, check["theatre"])
    monthly = activity(
        minutes=240, day="Mon", frequency=MonthWeeks((1,)), stated=check["monthly_strict"]
    )
    assert audit(counted(monthly)).lines[0].follows_if == "12 a year, divided by 42"


# -- cycles, premium time, cover ---------------------------------------------------------------

CYCLES = of_kind("rota-cycle")
WEEKS = of_kind("premium", "prospective-cover") + [n for n in TIMETABLES if n.startswith("38")]


def _week(case: Case) -> Count:
    return counted(*timed(case), roles=(held(case),))


@pytest.mark.parametrize("name", CYCLES)
def test_a_cycle_gives_what_its_holder_worked_out(name: str) -> None:
    case = CASES[name]
    own = _week(case).roles[0]
    weeks = case["inputs"]["cycle_weeks"]
    assert own.counted * weeks == Fraction(case["expected"]["pas_per_cycle"])
    shown(case, own.counted, case["expected"]["pas_per_week"])
    assert not follows(case["expected"]["employer_system_value"], own.counted)
    each = audit(counted(*timed(case, stated=True), roles=(held(case),))).lines
    assert all(line.follows for line in each)


@pytest.mark.parametrize("name", WEEKS)
def test_a_week_by_the_clock_gives_what_is_printed(name: str) -> None:
    case = CASES[name]
    week = _week(case)
    expected = case["expected"]
    if "pas_per_week" in expected:
        shown(case, week.roles[0].counted, Decimal(expected["pas_per_week"]))
    for day, units in expected.get("pas", {}).items():
        titles = [a.id for a in timed(case) if a.day is Day(day)]
        assert [line.units_per_week for line in week.lines if line.id in titles] == [units]
    if "sessions" in expected:
        hours, minutes = expected["hours"].split(":")
        assert week.roles[0].counted == expected["sessions"]
        assert week.minutes == int(hours) * 60 + int(minutes)
    uncovered = case["recompute_check"].get("without_cover")
    if uncovered is not None:
        lines = [replace(line, prospective_cover=False) for line in timed(case)]
        units = counted(*lines, roles=(held(case),)).roles[0].counted
        assert follows(uncovered, units)


# -- rounding, supplements ---------------------------------------------------------------------

ROUNDINGS = of_kind("rota-cycle", key="totals")
SUPPLEMENTS = of_kind("oncall", key="queries")


@pytest.mark.parametrize("name", ROUNDINGS)
def test_totals_are_rounded_as_they_are_paid(name: str) -> None:
    case = CASES[name]
    rounding = role(rounding=Rounding.NEAREST_QUARTER)
    paid = [paid_units(rounding, Fraction(total)) for total in case["inputs"]["totals"]]
    assert paid == [Fraction(figure) for figure in case["expected"]["rounded"]]
    for band in case["expected"]["bands"]:
        if "range" in band:
            assert {paid_units(rounding, Fraction(edge)) for edge in band["range"]} == {
                Fraction(band["pays"])
            }
    landed = counted(
        activity(counts_as=Fraction("10.05")), roles=(role(rounding=Rounding.NEAREST_QUARTER),)
    )
    assert "unpaid" in {found.check for found in run_checks(landed, CONTRACTS)}


@pytest.mark.parametrize("name", SUPPLEMENTS)
def test_supplements_are_those_of_the_table(name: str) -> None:
    case = CASES[name]
    for query, percent in zip(
        case["inputs"]["queries"], case["expected"]["results_pct"], strict=True
    ):
        n = Fraction(query["frequency"].removeprefix("1 in "))
        category = query["category"].replace("unstated", "A")
        call = on_call(frequency=OneIn(n), availability=category)
        found = counted(call, roles=(role(contract=case["contract"]),)).roles[0].supplement
        assert found is not None
        assert found.percent == percent, query["employer"]
    edges = {"high": (1, 4), "medium": (5, 8), "low": (9, 18)}
    for band, percents in case["expected"]["table_pct"].items():
        for category, percent in percents.items():
            for edge in edges[band]:
                call = on_call(frequency=OneIn(Fraction(edge)), availability=category)
                found = counted(call).roles[0].supplement
                assert found is not None
                assert (found.band, found.percent) == (band, percent)
