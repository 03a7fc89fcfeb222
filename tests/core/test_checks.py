"""Every check: a week that passes it and a week that does not, with figure, limit and blame."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.model import (
    Activity,
    Commitment,
    CycleWeeks,
    Day,
    EmployerKind,
    Half,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
    PremiumMode,
    Rounding,
    Site,
    StatedTotals,
    Travel,
)
from portfolio_app.core.workload import count
from tests.plans import CHARITY, CONTRACTS, TRUST, activity, at, on_call, portfolio, role

CHARITY_ROLE = role(
    id="c", employer="charity", title="Adviser", contract="hours", contracted=Fraction(15)
)
TWO_JOBS: dict[str, Any] = {"roles": (role(), CHARITY_ROLE)}
SECOND = role(id="second", title="Lead", contracted=Fraction(1))


def findings(*lines: Activity | OnCall, **keys: Any) -> tuple[Finding, ...]:
    return run_checks(count(portfolio(*lines, **keys), CONTRACTS), CONTRACTS)


def found(name: str, *lines: Activity | OnCall, **keys: Any) -> list[Finding]:
    return [finding for finding in findings(*lines, **keys) if finding.check == name]


def one(name: str, *lines: Activity | OnCall, **keys: Any) -> Finding:
    (finding,) = found(name, *lines, **keys)
    return finding


def full(units: int, **keys: Any) -> Activity:
    """An untimed line of so many plain programmed activities."""
    return activity("work", minutes=units * 240, **keys)


MONDAY = activity("a", day="Mon", clock="09:00-13:00")


# -- places ------------------------------------------------------------------------------------


def test_two_things_at_once_are_a_clash() -> None:
    finding = one("overlap", MONDAY, activity("b", day="Mon", clock="12:30-14:00"))
    assert finding.severity is Severity.ERROR
    assert finding.where == ("a", "b")
    assert finding.figure == 30
    assert "Mon 12:30 to 13:00" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        activity("b", day="Mon", clock="13:00-14:00"),
        activity("b", day="Tue", clock="09:00-13:00"),
        activity("b", minutes=240, day="Mon"),
        activity("b", day="Mon", clock="09:00-13:00", replaces=("a",)),
        activity("b", day="Mon", clock="09:00-13:00", replaces_all=True),
        activity("b", day="holiday", clock="09:00-13:00", holidays_per_year=Fraction(8)),
        activity("b", day="Mon", clock="09:00-13:00", attended=Fraction(0)),
    ],
)
def test_what_is_no_clash(other: Activity) -> None:
    assert found("overlap", MONDAY, other) == []


def test_exact_weeks_clash_only_when_they_meet() -> None:
    rota = (role(cycle_weeks=4),)
    odd = activity("a", day="Mon", clock="09:00-13:00", frequency=CycleWeeks((1, 3)))
    even = activity("b", day="Mon", clock="09:00-13:00", frequency=CycleWeeks((2, 4)))
    third = activity("c", day="Mon", clock="09:00-13:00", frequency=CycleWeeks((3,)))
    assert found("overlap", odd, even, roles=rota) == []
    assert one("overlap", odd, third, roles=rota).severity is Severity.ERROR


def test_a_phase_makes_one_in_n_exact() -> None:
    first = activity("a", day="Mon", clock="09:00-13:00", frequency=OneIn(Fraction(2), from_week=1))
    second = replace(first, id="b", frequency=OneIn(Fraction(2), from_week=2))
    assert found("overlap", first, second) == []
    assert found("overlap", first, replace(second, frequency=OneIn(Fraction(2), from_week=1)))


def test_rotas_without_phases_share_a_slot_up_to_once_a_week() -> None:
    half = activity("a", day="Mon", clock="09:00-13:00", frequency=OneIn(Fraction(2)))
    finding = one("overlap", half, replace(half, id="b"))
    assert finding.severity is Severity.NOTE
    assert "share a slot" in finding.message
    most = replace(half, id="b", frequency=OneIn(Fraction(4), Fraction(3)))
    assert one("overlap", half, most).severity is Severity.ERROR
    assert one("overlap", half, replace(MONDAY, id="b")).severity is Severity.ERROR


def test_three_halves_do_not_fit_one_slot() -> None:
    halves = [
        activity(name, day="Mon", clock="09:00-13:00", frequency=OneIn(Fraction(2)))
        for name in "abc"
    ]
    finding = one("crowded-slot", *halves)
    assert (finding.figure, finding.where) == (Fraction(3, 2), ("a", "b", "c"))
    assert found("crowded-slot", *halves[:2]) == []
    thirds = [replace(line, frequency=OneIn(Fraction(3))) for line in halves]
    assert found("crowded-slot", *thirds) == []


def test_dates_clash_when_they_are_the_same_day() -> None:
    first = activity("a", clock="09:00-13:00", frequency=OnDates((date(2026, 5, 11),)))
    same = replace(first, id="b")
    other = replace(first, id="b", frequency=OnDates((date(2026, 5, 18),)))
    assert one("overlap", first, same).severity is Severity.ERROR
    assert found("overlap", first, other) == []
    assert len(found("overlap", first, replace(MONDAY, id="b"))) == 1


def test_the_same_hour_for_two_employers() -> None:
    theirs = activity("b", role="c", category=None, day="Mon", clock="12:00-14:00")
    finding = one("double-booking", MONDAY, theirs, **TWO_JOBS)
    assert finding.severity is Severity.ERROR
    assert "Example University Hospitals and Example Health Charity" in finding.message
    assert found("overlap", MONDAY, theirs, **TWO_JOBS) == []


def test_a_clash_over_sunday_midnight() -> None:
    night = activity("night", day="Sun", clock="22:00-08:00")
    assert len(found("overlap", night, activity("early", day="Mon", clock="07:00-09:00"))) == 1
    assert found("overlap", night, activity("early", day="Mon", clock="08:00-09:00")) == []


def test_two_nights_over_sunday_midnight() -> None:
    late = activity("late", day="Sun", clock="20:00-02:00")
    night = activity("night", day="Sun", clock="22:00-08:00")
    assert len(found("overlap", late, night, activity("mon", day="Mon", clock="01:00-01:30"))) == 3


def test_seldom_work_shares_a_slot() -> None:
    seldom = activity("a", day="Mon", clock="09:00-13:00", frequency=PerYear(Fraction(4)))
    rota = replace(seldom, id="b", frequency=OneIn(Fraction(4)))
    assert one("overlap", seldom, rota).severity is Severity.NOTE
    standby = on_call(resident=True)
    assert found("overlap", seldom, standby) == []


def test_half_days_lie_where_the_role_says() -> None:
    morning = activity("a", day="Mon", half=Half.AM)
    assert found("overlap", morning, activity("b", day="Mon", clock="12:00-12:30"))
    early = (role(halves=((Half.AM, at("08:00-12:00")),)),)
    assert not found("overlap", morning, activity("b", day="Mon", clock="12:00-12:30"), roles=early)


SITES = (Site(id="st", name="St Example's"), Site(id="royal", name="Royal Example"))
JOURNEY = (Travel(start="st", end="royal", minutes=35),)


@pytest.mark.parametrize(("start", "fits"), [("13:34", False), ("13:35", True)])
def test_travel_between_sites(start: str, fits: bool) -> None:
    lines = [
        activity("b", day="Mon", clock=f"{start}-17:00", site="royal"),
        activity("a", day="Mon", clock="09:00-13:00"),
    ]
    given: dict[str, Any] = {"sites": SITES, "travels": JOURNEY, "roles": (role(base="st"),)}
    assert (found("travel", *lines, **given) == []) is fits
    back = [replace(lines[0], site="st"), replace(lines[1], site="royal")]
    assert (found("travel", *back, **given) == []) is fits


def test_travel_says_what_it_needs() -> None:
    finding = one(
        "travel",
        activity("a", day="Mon", clock="09:00-13:00", site="st"),
        activity("b", day="Mon", clock="13:00-17:00", site="royal"),
        sites=SITES,
        travels=JOURNEY,
    )
    assert (finding.figure, finding.limit) == (0, 35)
    assert "St Example's to Royal Example" in finding.message


SCHOOL = Commitment(
    id="school", title="School run", days=(Day.MON,), clock=at("12:00-13:30"), protected=True
)


def test_work_in_protected_time() -> None:
    finding = one("protected-time", MONDAY, commitments=(SCHOOL,))
    assert (finding.severity, finding.figure) == (Severity.WARNING, 60)
    loose = replace(SCHOOL, protected=False)
    assert one("protected-time", MONDAY, commitments=(loose,)).severity is Severity.NOTE
    free = replace(SCHOOL, days=(Day.TUE, Day.HOLIDAY))
    assert found("protected-time", MONDAY, commitments=(free,)) == []


# -- hours and rest ----------------------------------------------------------------------------


@pytest.mark.parametrize(("units", "over"), [(12, False), (13, True)])
def test_the_average_week_over_all_employers(units: int, over: bool) -> None:
    assert bool(found("working-time-average", full(units))) is over


def test_all_employers_count_together_towards_48_hours() -> None:
    lines = full(10), activity("c-work", role="c", category=None, minutes=9 * 60)
    finding = one("working-time-average", *lines, **TWO_JOBS)
    assert (finding.figure, finding.limit, finding.severity) == (49, 48, Severity.ERROR)
    assert [term.key for term in finding.terms] == ["weekly-average-maximum"]
    plan = portfolio(*lines, **TWO_JOBS)
    opted = replace(plan, person=replace(plan.person, wtr_opt_out=True))
    result = run_checks(count(opted, CONTRACTS), CONTRACTS)
    (finding,) = (f for f in result if f.check == "working-time-average")
    assert finding.severity is Severity.WARNING
    assert "opted out" in finding.message


def test_own_business_is_not_bound_but_is_said() -> None:
    own = replace(CHARITY, kind=EmployerKind.SELF_EMPLOYED)
    lines = full(10), activity("c-work", role="c", category=None, minutes=9 * 60)
    finding = one("working-time-average", *lines, employers=(TRUST, own), **TWO_JOBS)
    assert finding.severity is Severity.WARNING


def test_hours_that_are_not_known_are_assumed_where_a_limit_is_tested() -> None:
    finding = one("working-time-average", activity(counts_as=Fraction(13)))
    assert "about 52 h" in finding.message


def test_the_own_limit() -> None:
    plan = portfolio(full(10))
    for cap, over in ((2400, False), (2399, True)):
        own = replace(plan, person=replace(plan.person, hours_cap=cap))
        result = run_checks(count(own, CONTRACTS), CONTRACTS)
        assert any(f.check == "own-limit" for f in result) is over


@pytest.mark.parametrize(("start", "rested"), [("07:59", False), ("08:00", True)])
def test_eleven_hours_between_days(start: str, rested: bool) -> None:
    late = activity("late", day="Mon", clock="14:00-21:00")
    early = activity("early", day="Tue", clock=f"{start}-16:00")
    assert (found("daily-rest", late, early) == []) is rested


def test_daily_rest_runs_across_employers_and_says_the_longest_pause() -> None:
    late = activity("late", day="Mon", clock="14:00-22:00")
    early = activity("early", role="c", category=None, day="Tue", clock="08:00-16:00")
    finding = one("daily-rest", late, early, **TWO_JOBS)
    assert (finding.figure, finding.limit, finding.severity) == (10, 11, Severity.ERROR)
    assert set(finding.where) == {"late", "early"}


@pytest.mark.parametrize(("end", "rested"), [("21:00", True), ("21:01", False)])
def test_a_working_day_of_thirteen_hours(end: str, rested: bool) -> None:
    assert (found("daily-rest", activity("a", day="Mon", clock=f"08:00-{end}")) == []) is rested


def test_a_rota_without_a_phase_may_break_rest_in_some_weeks() -> None:
    late = activity("late", day="Mon", clock="14:00-22:00", frequency=OneIn(Fraction(4)))
    early = activity("early", day="Tue", clock="08:00-16:00")
    assert one("daily-rest", late, early).severity is Severity.WARNING


def test_rest_from_the_last_week_of_a_cycle_to_the_first() -> None:
    rota = (role(cycle_weeks=2),)
    late = activity("late", day="Sun", clock="14:00-22:00", frequency=CycleWeeks((2,)))
    early = activity("early", day="Mon", clock="08:00-16:00", frequency=CycleWeeks((1,)))
    assert found("daily-rest", late, early, roles=rota)
    assert not found("daily-rest", late, replace(early, frequency=CycleWeeks((2,))), roles=rota)


def test_no_rest_in_the_whole_week_is_said_once() -> None:
    days = [
        activity(day.value, day=day.value, clock="08:00-22:00")
        for day in Day
        if day is not Day.HOLIDAY
    ]
    assert len(found("daily-rest", *days)) == 1


def test_resident_on_call_is_work_and_standby_is_not() -> None:
    night = on_call(
        days=(Day.MON, Day.HOLIDAY), clock=at("17:00-08:00"), frequency=OneIn(Fraction(8))
    )
    day = activity("day", day="Mon", clock="09:00-17:00")
    assert found("daily-rest", day, night) == []
    assert found("daily-rest", day, replace(night, resident=True))


def test_a_day_off_in_each_week() -> None:
    every_day = [
        activity(f"d{n}", day=day, clock="09:00-12:00")
        for n, day in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    ]
    finding = one("weekly-rest", *every_day)
    assert (finding.figure, finding.limit) == (21, 24)
    assert found("weekly-rest", *every_day[:6]) == []


def test_a_fortnight_may_make_up_for_a_week() -> None:
    rota = (role(cycle_weeks=2),)
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    full_week = [
        activity(f"d{n}", day=day, clock="09:00-17:00", frequency=CycleWeeks((1,)))
        for n, day in enumerate(days)
    ]
    assert found("weekly-rest", *full_week, roles=rota) == []
    two = [replace(line, frequency=CycleWeeks((1, 2))) for line in full_week]
    assert "week 1 of 2" in found("weekly-rest", *two, roles=rota)[0].message


def test_loose_work_counts_where_it_hurts_most() -> None:
    weekdays = [
        activity(f"d{n}", day=day, clock="09:00-17:00")
        for n, day in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"))
    ]
    sunday = activity("sun", day="Sun", clock="09:00-21:00", frequency=OneIn(Fraction(4)))
    assert found("weekly-rest", *weekdays, sunday)


@pytest.mark.parametrize(
    ("keys", "broken"),
    [
        ({"clock": "09:00-15:00"}, False),
        ({"clock": "09:00-15:01"}, True),
        ({"clock": "09:00-17:00", "break_minutes": 20}, False),
        ({"clock": "09:00-17:00", "break_minutes": 19}, True),
        ({"clock": "09:00-17:00", "breaks": (at("12:00-12:30"),)}, False),
        ({"clock": "22:00-08:00", "breaks": (at("02:00-02:30"),)}, False),
        ({"clock": "09:00-17:00", "breaks": (at("09:30-10:00"),)}, True),
    ],
)
def test_a_break_in_more_than_six_hours(keys: dict[str, Any], broken: bool) -> None:
    assert bool(found("rest-break", activity(day="Mon", **keys))) is broken


def test_blocks_on_end_are_one_stretch() -> None:
    morning = activity("a", day="Mon", clock="09:00-13:00")
    assert one("rest-break", morning, activity("b", day="Mon", clock="13:00-17:00")).figure == 8
    assert len(found("rest-break", morning, activity("b", day="Mon", clock="13:10-17:00"))) == 1
    assert not found("rest-break", morning, activity("b", day="Mon", clock="13:20-17:00"))
    # A break after noon, and ten minutes after it that are none: 7.5 hours on end from 12:30.
    paused = replace(morning, breaks=(at("12:10-12:30"),))
    later = activity("b", day="Mon", clock="13:10-20:00")
    assert one("rest-break", paused, later).figure == Fraction(15, 2)


# -- contracts ---------------------------------------------------------------------------------


def test_counted_against_contracted() -> None:
    assert found("contracted", full(10)) == []
    more = one("contracted", full(11))
    assert (more.severity, more.figure, more.limit) == (Severity.WARNING, 11, 10)
    assert one("contracted", full(9)).severity is Severity.NOTE
    assert found("contracted", full(9), roles=(role(counted=False),)) == []


def test_counted_above_paid() -> None:
    rounded = (role(rounding=Rounding.WHOLE_DOWN),)
    finding = one("unpaid", full(10), activity("bit", minutes=60), roles=rounded)
    assert (finding.figure, finding.limit) == (Fraction(41, 4), 10)
    assert found("unpaid", full(10), roles=rounded) == []


def test_more_than_twelve_programmed_activities_over_all_roles() -> None:
    plan: dict[str, Any] = {"roles": (role(), SECOND)}
    second = activity("lead", role="second", minutes=480)
    assert found("usual-maximum", full(10), second, **plan) == []
    finding = one("usual-maximum", full(11), second, **plan)
    assert (finding.figure, finding.limit) == (13, 12)
    academic = role(id="second", counted=False, stands_for=Fraction(5))
    assert one("usual-maximum", full(8), roles=(role(), academic)).figure == 13
    hours_only = (CHARITY_ROLE,)
    assert found("usual-maximum", roles=hours_only) == []


def test_supporting_work_against_the_norm() -> None:
    supporting = activity("cpd", category="SPA", minutes=600)
    assert found("supporting-share", activity(minutes=1800), supporting) == []
    finding = one("supporting-share", activity(minutes=1801), supporting)
    assert finding.severity is Severity.NOTE
    assert [term.key for term in finding.terms] == ["supporting-professional-activities-norm"]
    assert found("supporting-share", activity(category="ANR", minutes=480)) == []
    led = activity("led", role="second", category="ANR", minutes=240)
    finding = one(
        "supporting-share", activity(minutes=1801), supporting, led, roles=(role(), SECOND)
    )
    assert finding.where == ("consultant",)
    assert "10.004 PA of clinical and supporting work" in finding.message


def test_stated_figures_that_do_not_follow() -> None:
    line = activity(minutes=240, stated=Decimal("1.25"))
    totals = (StatedTotals(source="letter", total=Decimal("2.0"), role="consultant"),)
    messages = [f.message for f in found("stated", line, stated=totals)]
    assert len(messages) == 3
    assert any("add up to 1.25" in message and "(letter)" in message for message in messages)
    explained = activity(day="Sat", clock="08:00-20:00", stated=Decimal("3.0"))
    assert "premium missed" in one("stated", explained).message
    assert found("stated", activity(minutes=240, stated=Decimal("1.0"))) == []
    agreeing = (StatedTotals(total=Decimal("1.0")),)
    assert found("stated", activity(minutes=240), stated=agreeing) == []


def test_a_rota_between_two_bands() -> None:
    between = on_call(frequency=OneIn(Fraction("4.4")), availability="A")
    assert one("rota-gap", between).figure == Fraction("4.4")
    assert found("rota-gap", replace(between, frequency=OneIn(Fraction(4)))) == []


def test_rotas_of_two_roles_with_one_employer_are_named() -> None:
    rota = on_call(frequency=OneIn(Fraction(8)))
    other = replace(rota, id="other", role="second")
    assert one("separate-rotas", rota, other, roles=(role(), SECOND)).where == (
        "consultant",
        "second",
    )
    assert found("separate-rotas", rota, roles=(role(), SECOND)) == []


def test_what_the_plan_does_not_say() -> None:
    messages = [
        f.message
        for f in found(
            "not-known",
            activity("vague"),
            activity("agreed", counts_as=Fraction(1)),
            activity("loose", category=None, minutes=60),
            roles=(role(), role(id="past", title="Past post", end=date(2020, 1, 1))),
        )
    ]
    assert len(messages) == 4
    assert found("not-known", activity(minutes=240)) == []


def test_what_premium_pays_may_not_be_known() -> None:
    scottish = (role(contract="consultant-scotland-2004"),)
    evening = activity(day="Mon", clock="20:00-23:00", premium=PremiumMode.PAY)
    assert "what it pays" in one("not-known", evening, roles=scottish).message
    assert found("not-known", evening) == []


def test_a_role_without_a_usual_maximum_does_not_hide_the_others() -> None:
    doctor = role(id="first", contract="specialty-doctor-2008", contracted=Fraction(1))
    lines = (activity("s", role="first", minutes=480), full(11))
    assert one("usual-maximum", *lines, roles=(doctor, role())).figure == 13


def test_month_weeks_are_loose_shares() -> None:
    first = activity("a", day="Mon", clock="09:00-13:00", frequency=MonthWeeks((1,)))
    assert (
        one("overlap", first, replace(first, id="b", frequency=MonthWeeks((3,)))).severity
        is Severity.NOTE
    )
