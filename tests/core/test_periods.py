"""The job-plan year cut where something changes, and the week of a day."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from portfolio_app.core.agreements import Policy
from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.contracts import load_contract
from portfolio_app.core.findings import Finding
from portfolio_app.core.model import OnDates, Portfolio, StatedTotals
from portfolio_app.core.periods import (
    Period,
    Turn,
    changes,
    in_force,
    lines_of,
    on_day,
    periods,
    settled,
)
from portfolio_app.core.workload import count
from tests.plans import CONTRACTS, YEAR_START, activity, on_call, portfolio, role

LAST = date(2027, 4, 5)
OCTOBER = date(2026, 10, 1)
SEPTEMBER = date(2026, 9, 30)

# Ten programmed activities until September, eight from October: the role goes on on other terms.
FULL = role(end=SEPTEMBER)
LESS = role(id="less", title="Consultant, eight", contracted=Fraction(8), start=OCTOBER)
CHANGED = portfolio(
    activity("clinic", day="Mon", clock="09:00-13:00"),
    activity("ward", day="Tue", clock="09:00-13:00"),
    activity("clinic-2", role="less", day="Mon", clock="09:00-17:00"),
    on_call("rota", first_day=date(2026, 7, 1)),
    roles=(FULL, replace(LESS, follows="consultant")),
    stated=(StatedTotals(role="consultant"), StatedTotals()),
)
TERMS = """
id = "odd"
title = "Odd terms"
staff_group = "anybody"
unit = "hour"
kind = "contract"
note = ""

[[source]]
id = "s"
title = "S"
publisher = "P"
read = 2026-01-01

[[term]]
key = "working-weeks"
unit = "weeks"
says = "Weeks worked."
row = [
  { from = 2000-01-01, value = 42, CITED },
  { from = 2026-11-01, value = 40, CITED },
  { from = 2026-12-01, value = 39, nation = "wales", CITED },
]

[[term]]
key = "note-of-nothing"
unit = "number"
says = "Not read by the count."
row = [
  { from = 2000-01-01, value = 1, CITED },
  { from = 2026-12-25, value = 2, CITED },
]
"""
ON_OTHER_TERMS = "Consultant, eight is on other terms from 1 October 2026"
CITED = 'cite = { source = "s" }, confidence = "sourced"'
ODD = {**CONTRACTS, "odd": load_contract(TERMS.replace("CITED", CITED), "odd.toml")}


def ids(week: Portfolio) -> set[str]:
    return {line.id for line in lines_of(week)} | {role.id for role in week.roles}


def notes(week: Portfolio, on: date | None = None) -> list[Finding]:
    found = run_checks(count(week, ODD, on=on), ODD)
    return [finding for finding in found if finding.check == "changes-in-year"]


def test_a_year_without_changes_is_one_period_and_the_very_same_week() -> None:
    plan = portfolio(activity(day="Mon", clock="09:00-13:00"))
    assert periods(plan, CONTRACTS) == (Period(YEAR_START, LAST),)
    assert Period(YEAR_START, LAST).days == 365
    assert settled(plan) is plan
    assert count(plan, CONTRACTS).portfolio is plan
    assert on_day(plan, OCTOBER) is plan


def test_the_year_is_cut_at_every_change() -> None:
    assert periods(CHANGED, CONTRACTS) == (
        Period(YEAR_START, date(2026, 6, 30)),
        Period(date(2026, 7, 1), SEPTEMBER),
        Period(OCTOBER, LAST),
    )
    found = [(change.day, change.turn, change.id) for change in changes(CHANGED, CONTRACTS)]
    assert found == [
        (date(2026, 7, 1), Turn.STARTS, "rota"),
        (OCTOBER, Turn.GOES_ON, "less"),
    ]


def test_the_week_of_a_day_has_the_roles_and_lines_of_that_day() -> None:
    assert ids(on_day(CHANGED, YEAR_START)) == {"consultant", "clinic", "ward"}
    summer = on_day(CHANGED, date(2026, 7, 1))
    assert ids(summer) == {"consultant", "clinic", "ward", "rota"}
    assert summer.on_calls[0].first_day is None
    assert on_day(summer, date(2026, 7, 1)) is summer
    autumn = on_day(CHANGED, OCTOBER)
    assert ids(autumn) == {"less", "clinic-2"}
    assert autumn.stated == (StatedTotals(),)


def test_without_a_day_the_role_that_goes_on_is_the_one_counted() -> None:
    counted = count(CHANGED, CONTRACTS)
    assert [each.role.id for each in counted.roles] == ["less"]
    assert counted.portfolio == settled(CHANGED)
    assert counted.whole is CHANGED
    assert settled(counted.portfolio) is counted.portfolio
    assert {block.id for block in counted.placed.blocks} == {"clinic-2"}
    before = count(CHANGED, CONTRACTS, on=YEAR_START)
    assert [each.role.id for each in before.roles] == ["consultant"]
    assert before.on == YEAR_START


def test_a_role_ends_with_the_one_that_continues_it_even_where_it_says_no_end() -> None:
    open_ended = replace(CHANGED, roles=(role(), CHANGED.roles[1]))
    assert ids(on_day(open_ended, OCTOBER)) == {"less", "clinic-2"}
    assert periods(open_ended, CONTRACTS) == periods(CHANGED, CONTRACTS)
    considered = replace(open_ended.roles[1], considered=True)
    thinking = replace(open_ended, roles=(role(), considered))
    assert settled(thinking) is thinking
    assert {change.id for change in changes(thinking, CONTRACTS)} == {"rota"}
    assert "consultant" in ids(settled(thinking))
    assert "less" in ids(on_day(thinking, YEAR_START))
    backwards = replace(CHANGED, roles=(role(start=OCTOBER), role(id="less", follows="consultant")))
    assert {"consultant", "less"} <= ids(settled(backwards))


def test_a_role_that_ends_or_starts_stays_in_the_week_as_it_stood() -> None:
    plan = portfolio(
        activity("clinic", last_day=date(2026, 8, 31)),
        activity("ward", first_day=date(2026, 9, 1)),
        activity("board", role="new"),
        roles=(role(end=SEPTEMBER), role(id="new", title="New", start=OCTOBER)),
    )
    assert ids(settled(plan)) == {"consultant", "ward", "new", "board"}
    assert {(change.day, change.turn, change.id) for change in changes(plan, CONTRACTS)} == {
        (date(2026, 9, 1), Turn.STARTS, "ward"),
        (date(2026, 9, 1), Turn.ENDS, "clinic"),
        (OCTOBER, Turn.STARTS, "new"),
        (OCTOBER, Turn.ENDS, "consultant"),
    }


def test_dates_before_the_last_day_of_a_line_still_count() -> None:
    dates = OnDates((date(2026, 5, 14), date(2026, 6, 14)))
    plan = portfolio(
        activity("talk", clock="09:00-13:00", frequency=dates, last_day=date(2026, 5, 31)),
        activity("none", clock="09:00-13:00", frequency=dates, last_day=date(2026, 4, 30)),
        activity("all", clock="09:00-13:00", frequency=dates, first_day=date(2026, 4, 30)),
    )
    talk, everything = settled(plan).activities
    assert talk.frequency == OnDates((date(2026, 5, 14),))
    assert everything.frequency == dates
    assert ids(on_day(plan, date(2026, 7, 1))) == {"consultant", "all"}


def test_a_line_is_in_force_from_its_first_day_to_its_last() -> None:
    line = activity(first_day=OCTOBER, last_day=date(2026, 10, 31))
    inside = [in_force(line, day) for day in (SEPTEMBER, OCTOBER, line.last_day or LAST)]
    assert inside == [False, True, True]
    assert not in_force(line, date(2026, 11, 1))


def test_a_dated_term_and_a_local_policy_cut_the_year() -> None:
    policy = Policy(
        id="p",
        employer="trust",
        contract="odd",
        term="working-weeks",
        start=date(2027, 1, 1),
        value="41",
        source="Trust policy",
    )
    plan = portfolio(activity(minutes=60), roles=(role(contract="odd"),), policies=(policy,))
    assert [period.first for period in periods(plan, ODD)] == [
        YEAR_START,
        date(2026, 11, 1),
        date(2026, 12, 25),
        date(2027, 1, 1),
    ]
    assert len(periods(plan, CONTRACTS)) == 1  # no one knows the terms
    elsewhere = replace(plan, policies=(replace(policy, employer="charity"),))
    assert len(periods(elsewhere, ODD)) == 3
    held_by_none = replace(plan, activities=(activity("stray", role="none", first_day=OCTOBER),))
    assert periods(held_by_none, ODD) == periods(plan, ODD)


def test_terms_are_those_of_the_day() -> None:
    plan = portfolio(activity(minutes=60), roles=(role(contract="odd"),))
    weeks = [
        count(plan, ODD, on=day).roles[0].terms.working_weeks
        for day in (date(2026, 10, 31), date(2026, 11, 1))
    ]
    assert weeks == [42, 40]


def test_the_note_says_what_changes_when_and_which_week_is_shown() -> None:
    assert [finding.message for finding in notes(CHANGED)] == [
        f"{ON_OTHER_TERMS}, with 8 PA a week instead of 10; the week shown is the one after."
    ]
    assert [finding.message for finding in notes(CHANGED, date(2026, 8, 1))] == [
        "Rota starts on 1 July 2026; the week shown is that of 1 August 2026.",
        f"{ON_OTHER_TERMS}; the week shown is that of 1 August 2026.",
    ]
    same_size = replace(CHANGED, roles=(FULL, replace(CHANGED.roles[1], contracted=Fraction(10))))
    assert [finding.message for finding in notes(same_size)] == [
        f"{ON_OTHER_TERMS}; the week shown is the one after."
    ]
    starts = portfolio(roles=(role(start=OCTOBER),))
    assert [finding.message for finding in notes(starts)] == [
        "Consultant starts on 1 October 2026; the week shown is the one after."
    ]
    ends = portfolio(roles=(role(end=SEPTEMBER),))
    assert [finding.message for finding in notes(ends)] == [
        "Consultant ends on 30 September 2026; the week shown still has it, as on that day."
    ]
    line = portfolio(activity(last_day=SEPTEMBER, minutes=60))
    assert [(f.message, f.where) for f in notes(line)] == [
        ("Clinic ends on 30 September 2026; the week shown is the one after.", ("clinic",))
    ]


def test_a_term_is_noted_where_a_figure_rests_on_it() -> None:
    covered = activity(minutes=60, prospective_cover=True)
    plan = portfolio(covered, roles=(role(contract="odd"),))
    (finding,) = notes(plan)
    assert finding.message == (
        "Odd terms changes on 1 November 2026; the week shown is counted under the terms of"
        " 6 April 2026."
    )
    assert [term.value for term in finding.terms] == [40]
    own_weeks = role(contract="odd", working_weeks=Fraction(44))
    assert notes(portfolio(covered, roles=(own_weeks,))) == []
