"""Stated against counted: what follows, what adds up, and which mistake would explain a figure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.audit import LineAudit, audit, follows, lines_of_total
from portfolio_app.core.model import (
    Activity,
    CallWork,
    CoverBy,
    Half,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    Per,
    PerYear,
    StatedTotals,
)
from portfolio_app.core.workload import count
from tests.plans import CONTRACTS, activity, at, counted, on_call, portfolio, role

HALF = Fraction(1, 2)


def _line(line: Activity | OnCall) -> LineAudit:
    return audit(counted(line)).lines[0]


@pytest.mark.parametrize(
    ("stated", "counted_units", "agrees"),
    [
        ("1.122", Fraction(13 * 29, 8 * 42), True),
        ("1.12", Fraction(13 * 29, 8 * 42), True),
        ("1.13", Fraction(13 * 29, 8 * 42), False),
        ("0.67", Fraction(2, 3), True),
        ("0.66", Fraction(2, 3), True),
        ("0.65", Fraction(2, 3), False),
        ("0.12", Fraction(1, 8), True),
        ("0.13", Fraction(1, 8), True),
        ("0.5", Fraction(1, 2), True),
        ("0.50", Fraction("0.504"), True),
        ("0.500", Fraction("0.504"), False),
        ("1", Fraction("1.004"), True),
        ("1", Fraction("1.01"), False),
        ("1.0", Fraction("1.01"), True),
        ("1", Fraction("1.25"), False),
        ("1.0", Fraction("1.25"), False),
        ("10", Fraction("10.3"), False),
        ("10.0", Fraction("10.3"), False),
        ("10", Fraction("10.04"), False),  # who prints no decimals says exactly ten
        ("10.0", Fraction("10.04"), True),
        ("2.5832", Fraction(31, 12), False),
        ("2.5833", Fraction(31, 12), True),
    ],
)
def test_follows_at_the_digits_that_are_printed(
    stated: str,
    counted_units: Fraction,
    agrees: bool,
) -> None:
    assert follows(Decimal(stated), counted_units) is agrees


@given(st.fractions(0, 20, max_denominator=5000), st.integers(1, 5))
def test_a_figure_rounded_or_cut_always_follows(value: Fraction, places: int) -> None:
    cut = int(value * 10**places)
    assert follows(Decimal(cut).scaleb(-places), value)
    rounded = int(value * 10**places + Fraction(1, 2))
    assert follows(Decimal(rounded).scaleb(-places), value)
    assert not follows(Decimal(cut + 2).scaleb(-places), value)


@pytest.mark.parametrize(
    ("line", "stated", "reason"),
    [
        (activity(minutes=240, frequency=PerYear(Fraction(21))), "0.404", "divided by 52"),
        (
            activity(minutes=240, frequency=OneIn(Fraction(4)), prospective_cover=True),
            "0.25",
            "no prospective cover",
        ),
        (activity(minutes=240, frequency=OneIn(Fraction(4))), "0.310", "prospective cover added"),
        (
            activity(
                day="holiday",
                clock="09:00-13:00",
                holidays_per_year=Fraction(8),
            ),
            "0.205",
            "divided by 52",
        ),
        (
            activity(minutes=240, frequency=MonthWeeks((1,))),
            "0.2857",
            "12 a year, divided by 42",
        ),
        (activity(day="Mon", clock="08:00-18:00", break_minutes=60), "2.5", "a break counted"),
        (
            activity(day="Mon", clock="08:00-18:00", breaks=(at("13:00-14:00"),)),
            "2.5",
            "a break counted",
        ),
        (activity(day="Mon", clock="08:00-18:00"), "2.25", "a break of 60 minutes left out"),
        (activity(day="Mon", clock="08:00-18:00"), "2.375", "a break of 30 minutes left out"),
        (activity(day="Sat", clock="08:00-20:00"), "3.0", "premium missed"),
        (activity(day="Mon", clock="09:00-13:00", travel_minutes=60), "1.00", "travel left out"),
        (activity(minutes=240, frequency=MonthWeeks((1,))), "0.25", "a month taken as four weeks"),
        (activity(counts_as=Fraction(1), minutes=300), "1.25", "by the clock"),
        (
            activity(minutes=300, frequency=OneIn(Fraction(5))),
            "1.25",
            "how often it is done left out",
        ),
        (activity(minutes=240, frequency=OneIn(Fraction(5))), "0.100", "done half as often"),
        (activity(minutes=240), "0.5", "done half as often"),
        (activity(minutes=210), "1.000", "one PA an occurrence"),
        (activity(minutes=210), "3.33", None),
        (activity(day="Mon", clock="09:00-09:20"), "3.33", None),
        (on_call(frequency=PerYear(Fraction(2)), predictable=CallWork(plain=240)), "3.33", None),
        (on_call(counts_as=Fraction(1)), "3.33", None),
        (
            on_call(frequency=OneIn(Fraction(8)), predictable=CallWork(premium=480)),
            "0.25",
            "premium missed",
        ),
        (
            on_call(predictable=CallWork(plain=240), unpredictable=CallWork(plain=120)),
            "0.5",
            "unpredictable work alone",
        ),
        (
            on_call(predictable=CallWork(plain=240), unpredictable=CallWork(plain=120)),
            "1.00",
            "predictable work alone",
        ),
        (
            on_call(
                frequency=OneIn(Fraction(4)),
                predictable=CallWork(plain=240),
                prospective_cover=True,
                cover_by=CoverBy.BAND,
            ),
            "0.31",
            "cover by the weeks worked",
        ),
        (
            on_call(
                frequency=OneIn(Fraction(4)),
                predictable=CallWork(plain=480),
                slot_share=Fraction("0.6"),
            ),
            "0.5",
            "the whole slot",
        ),
    ],
)
def test_the_mistake_that_explains_a_figure_is_named(
    line: Activity | OnCall, stated: str, reason: str | None
) -> None:
    found = _line(_stating(line, stated))
    assert found.follows is False
    assert found.follows_if == reason
    assert found.counted is not None
    assert found.difference == Fraction(stated) - found.counted


def test_hot_weeks_that_were_not_taken_out_explain_a_figure() -> None:
    normal = activity(minutes=1560, stated=Decimal("6.5"))
    hot = activity("hot", minutes=2400, frequency=OneIn(Fraction(8)), instead_of_all=True)
    found = audit(counted(normal, hot)).lines[0]
    assert (found.follows, found.follows_if) == (False, "hot weeks not taken out")
    assert found.counted == Fraction("5.6875")


def test_work_beyond_what_wales_counts_explains_a_figure() -> None:
    call = on_call(unpredictable=CallWork(premium=360, per=Per.WEEK), stated=Decimal("2.0"))
    week = counted(call, roles=(role(contract="consultant-wales-2003"),))
    found = audit(week).lines[0]
    assert (found.counted, found.follows_if) == (1, "unpredictable work counted in full")
    assert "2 sessions of unpredictable work a week count as 1" in week.lines[0].working
    assert week.lines[0].minutes_per_week == 360


def _stating(line: Activity | OnCall, stated: str) -> Activity | OnCall:
    return replace(line, stated=Decimal(stated))


def test_the_contracts_working_weeks_explain_a_figure_of_a_role_with_its_own() -> None:
    line = activity(minutes=300, frequency=PerYear(Fraction(21)), stated=Decimal("0.625"))
    found = audit(counted(line, roles=(role(working_weeks=Fraction("41.6")),))).lines[0]
    assert (found.follows, found.follows_if) == (False, "divided by 42")


def test_a_contract_that_has_no_working_weeks_yet_explains_nothing_by_them() -> None:
    line = activity(
        minutes=240, frequency=PerYear(Fraction(21)), category="Work", stated=Decimal("9.99")
    )
    plan = portfolio(line, roles=(role(contract="hours", working_weeks=Fraction(40)),))
    early = replace(plan, person=replace(plan.person, year_start=date(2005, 4, 1)))
    found = audit(count(early, CONTRACTS)).lines[0]
    assert (found.follows, found.follows_if) == (False, None)


def test_a_figure_for_each_occurrence_is_compared_with_one() -> None:
    line = activity(
        day="Mon", clock="08:00-18:00", stated_each=Decimal("2.25"), frequency=OneIn(Fraction(4))
    )
    found = _line(line)
    assert (found.what, found.counted, found.follows) == ("stated_each", Fraction(5, 2), False)
    assert found.follows_if == "a break of 60 minutes left out"
    agreed = _line(activity(minutes=120, stated_each=Decimal("0.5")))
    assert (agreed.follows, agreed.follows_if) == (True, None)
    assert _line(activity(minutes=120, stated_each=Decimal("0.7"))).follows_if is None


def test_a_line_without_time_cannot_be_compared() -> None:
    found = _line(activity(stated=Decimal("1.7")))
    assert (found.counted, found.follows, found.follows_if, found.difference) == (None,) * 4


def test_dates_divided_by_52() -> None:
    line = activity(
        minutes=240,
        frequency=OnDates(tuple(date(2026, 5, day) for day in range(5, 8))),
        stated=Decimal("0.058"),
    )
    assert _line(line).follows_if == "divided by 52"


def test_a_figure_that_follows_only_when_cut_says_so() -> None:
    cut = _line(activity(minutes=160, stated=Decimal("0.66")))
    assert (cut.follows, cut.cut) == (True, True)
    rounded = _line(activity(minutes=160, stated=Decimal("0.67")))
    assert (rounded.follows, rounded.cut) == (True, False)
    assert _line(activity(minutes=160, stated=Decimal("0.60"))).cut is False
    stated = (StatedTotals(total=Decimal("0.66")), StatedTotals(total=Decimal("0.67")))
    totals = audit(counted(activity(minutes=160), stated=stated)).totals
    assert [(total.follows, total.cut) for total in totals] == [(True, True), (True, False)]


def test_an_allocation_is_taken_as_it_is_printed() -> None:
    assert _line(activity(counts_as=Fraction("1.7"), stated=Decimal("1.7"))).taken is True
    assert _line(on_call(counts_as=Fraction("0.4"), stated=Decimal("0.4"))).taken is True
    assert _line(activity(counts_as=Fraction("1.7"), stated=Decimal("1.6"))).taken is False
    assert _line(activity(minutes=240, stated=Decimal("1.0"))).taken is False
    assert _line(activity(day="Mon", half=Half.AM, stated=Decimal("1.0"))).taken is False


@pytest.mark.parametrize(
    ("total", "reason"),
    [
        ("5.00", "a break counted"),
        ("3.00", "one PA an occurrence"),
        ("2.00", "done half as often"),
        ("1.00", "Teach left out"),
        ("2.25", None),
        ("1.50", "Mon or Tue left out"),
    ],
)
def test_a_total_that_does_not_follow_names_the_mistake_that_explains_it(
    total: str, reason: str | None
) -> None:
    lines: tuple[Activity, ...] = (
        activity("mon", day="Mon", clock="08:00-14:00", break_minutes=120),
        activity("tue", day="Tue", clock="08:00-14:00", break_minutes=120),
        activity("teach", minutes=480),
    )
    if total == "2.25":
        lines = (*lines, activity("flexible"))
    if total == "1.00":
        lines = (activity("mon", minutes=60), activity("tue", minutes=180), lines[2])
    if total == "1.50":
        lines = (activity("mon", minutes=240), activity("tue", minutes=240), activity(minutes=120))
    (found,) = audit(counted(*lines, stated=(StatedTotals(total=Decimal(total)),))).totals
    assert found.follows is False
    assert found.follows_if == reason
    assert found.counted is not None
    assert found.difference == Fraction(total) - found.counted


def test_a_total_divided_by_52_is_explained_over_all_its_lines() -> None:
    lines = [
        activity(f"line-{n}", minutes=240, frequency=PerYear(Fraction(n))) for n in (10, 20, 30)
    ]
    stated = (StatedTotals(by_category=(("DCC", Decimal("1.154")),)),)
    (found,) = audit(counted(*lines, stated=stated)).totals
    assert found.follows_if == "divided by 52"


def test_what_could_be_any_of_many_lines_is_not_named() -> None:
    lines = [activity(f"line-{n}", minutes=120) for n in range(5)]
    stated = (StatedTotals(total=Decimal("2.00")),)
    (found,) = audit(counted(*lines, stated=stated)).totals
    assert (found.counted, found.follows_if) == (Fraction("2.5"), None)


def test_a_total_of_very_many_lines_is_not_explained() -> None:
    lines = [activity(f"line-{n}", minutes=240) for n in range(201)]
    (found,) = audit(counted(*lines, stated=(StatedTotals(total=Decimal("200.00")),))).totals
    assert (found.follows, found.follows_if) == (False, None)


def test_a_total_that_cannot_be_counted_has_no_difference() -> None:
    charity = role(id="c", employer="charity", contract="hours", contracted=Fraction(15))
    stated = (StatedTotals(total=Decimal(1)),)
    lines = (activity(minutes=240), activity("c-work", role="c", category=None, minutes=900))
    (found,) = audit(counted(*lines, roles=(role(), charity), stated=stated)).totals
    assert (found.difference, found.follows_if, found.cut) == (None, None, False)


def test_totals_are_held_against_the_count_and_against_their_own_lines() -> None:
    lines = (
        activity("clinic", minutes=240, stated=Decimal("1.125"), group="out"),
        activity("list", minutes=480, stated=Decimal("2.0")),
        activity("cpd", minutes=240, category="SPA"),
    )
    stated = StatedTotals(
        source="letter",
        total=Decimal("3.12"),
        by_category=(("DCC", Decimal("3.00")), ("SPA", Decimal("1.00")), ("ED", Decimal("0.5"))),
        by_group=(("out", Decimal("1.0")),),
    )
    total, dcc, spa, ed, out = audit(counted(*lines, stated=(stated,))).totals
    assert (total.what, total.counted, total.follows) == ("total", 4, False)
    assert (total.sum_of_stated_lines, total.lines_without_stated) == (Fraction("3.125"), 1)
    assert total.adds_up is True
    assert (dcc.counted, dcc.follows, dcc.adds_up) == (3, True, False)
    assert (spa.follows, spa.sum_of_stated_lines, spa.adds_up) == (True, None, None)
    assert (ed.counted, ed.follows, ed.lines_without_stated) == (0, False, 0)
    assert (out.what, out.counted, out.adds_up) == ("group out", 1, False)


def test_a_total_says_which_lines_it_adds_up() -> None:
    lines = (
        activity("clinic", minutes=240, group="out"),
        activity("mixed", minutes=480, category_shares=(("DCC", HALF), ("SPA", HALF))),
    )
    stated = StatedTotals(
        total=Decimal(3), by_category=(("SPA", Decimal(1)),), by_group=(("out", Decimal(1)),)
    )
    week = counted(*lines, stated=(stated,))
    found = [
        (total.what, [(line.id, part) for line, part in lines_of_total(week, total)])
        for total in audit(week).totals
    ]
    assert found == [
        ("total", [("clinic", 1), ("mixed", 1)]),
        ("SPA", [("mixed", HALF)]),
        ("group out", [("clinic", 1)]),
    ]


def test_a_total_over_different_units_is_not_compared() -> None:
    charity = role(id="c", employer="charity", contract="hours", contracted=Fraction(15))
    lines = (activity(minutes=240), activity("c-work", role="c", category=None, minutes=900))
    stated = (
        StatedTotals(total=Decimal(1), by_category=(("DCC", Decimal(1)),)),
        StatedTotals(role="c", total=Decimal(15)),
    )
    total, dcc, own = audit(counted(*lines, roles=(role(), charity), stated=stated)).totals
    assert (total.counted, total.follows, dcc.counted) == (None, None, None)
    assert (own.counted, own.follows) == (15, True)


def test_a_published_plan_that_contradicts_itself_is_found() -> None:
    figures = ["1.125", "1", "1.432", "1", "0.5625", "0.7", "1", "1.375", "0.5625", "0.392", "0"]
    lines = [
        activity(f"line-{n}", counts_as=Fraction(f), stated=Decimal(f))
        for n, f in enumerate(figures)
    ]
    stated = (
        StatedTotals(source="table", total=Decimal("9.147")),
        StatedTotals(source="text", total=Decimal("9.25")),
    )
    table, text = audit(counted(*lines, stated=stated)).totals
    assert table.sum_of_stated_lines == Fraction("9.149")
    assert (table.adds_up, table.follows) == (False, False)
    assert (text.adds_up, text.follows) == (False, False)


def test_a_document_may_state_categories_alone() -> None:
    stated = (StatedTotals(by_category=(("DCC", Decimal("1.0")),)),)
    (only,) = audit(counted(activity(minutes=240), stated=stated)).totals
    assert (only.what, only.follows) == ("DCC", True)


def test_nothing_stated_is_nothing_to_compare() -> None:
    result = audit(counted(activity(minutes=240)))
    assert (result.lines, result.totals) == ((), ())
