"""Checks of rotas, each exactly at its limit: shifts, rows, nights, weekends, seven days."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.model import (
    Activity,
    CallWork,
    CycleWeeks,
    Day,
    OnCall,
    OneIn,
)
from portfolio_app.core.shifts import Cover, busiest, shifts_of
from portfolio_app.core.workload import count
from tests.plans import CONTRACTS, activity, at, counted, on_call, portfolio, role

RESIDENT = "resident-england-2016"
SAS = "specialty-doctor-england-2021"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def found(
    name: str, *lines: Activity | OnCall, opted_out: bool = False, **keys: Any
) -> list[Finding]:
    post: dict[str, Any] = {"contract": RESIDENT, "contracted": Fraction(40), **keys}
    plan = portfolio(*lines, roles=(role(**post),))
    plan = replace(plan, person=replace(plan.person, wtr_opt_out=opted_out))
    return [one for one in run_checks(count(plan, CONTRACTS), CONTRACTS) if one.check == name]


def shift(number: int, clock: str, *weeks: int, **keys: Any) -> Activity:
    """A shift on the so-many-th day of the cycle, counted from 0."""
    given = {"frequency": CycleWeeks(weeks or (number // 7 + 1,)), **keys}
    return activity(f"s{number}", day=DAYS[number % 7], clock=clock, category=None, **given)


def row(numbers: range, clock: str) -> list[Activity]:
    return [shift(number, clock) for number in numbers]


def rows(name: str, *lines: Activity, weeks: int = 4) -> list[Finding]:
    return found(name, *lines, cycle_weeks=weeks)


# -- the average week --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "opted_out", "over"),
    [(2880, False, False), (2881, False, True), (3360, True, False), (3361, True, True)],
)
def test_the_average_week_of_a_resident(minutes: int, opted_out: bool, over: bool) -> None:
    result = found("contract-average", activity(minutes=minutes), opted_out=opted_out)
    assert bool(result) is over
    if over:
        assert result[0].severity is Severity.ERROR
        assert ("opted out" in result[0].message) is opted_out


# -- seven days --------------------------------------------------------------------------------


def seventy_two(last: str) -> list[Activity]:
    """Five shifts of 12 hours, and one more, over the end of a week of the cycle."""
    return [*row(range(4, 9), "08:00-20:00"), shift(10, last)]


def test_seventy_two_hours_in_any_seven_days() -> None:
    assert rows("seven-days", *seventy_two("08:00-20:00")) == []
    (finding,) = rows("seven-days", *seventy_two("08:00-20:01"))
    assert (finding.figure, finding.limit) == (Fraction(4321, 60), 72)
    assert "of week 1" in finding.message
    assert rows("seven-days", *seventy_two("08:00-20:01")[:5]) == []


def test_breaks_are_no_hours_and_other_posts_are_not_counted() -> None:
    lines = seventy_two("08:00-20:01")
    lines[0] = replace(lines[0], break_minutes=1)
    assert rows("seven-days", *lines) == []
    assert found("seven-days", *lines, contract="hours", cycle_weeks=4) == []


def test_a_window_may_end_with_the_last_shift() -> None:
    early, late = (shift(n, clock) for n, clock in ((0, "00:00-12:00"), (6, "12:00-00:00")))
    placed = counted(early, late, roles=(role(contract="hours", cycle_weeks=4),)).placed
    assert busiest(placed, "consultant", 7 * 1440)[0] == 1440
    assert busiest(placed, "nobody", 7 * 1440) == (0, 0)


# -- one shift ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("end", "over"), [("21:00", False), ("21:01", True)])
def test_a_shift_of_thirteen_hours(end: str, over: bool) -> None:
    assert bool(found("shift-length", activity(day="Mon", clock=f"08:00-{end}"))) is over


def test_the_longest_of_shifts_of_the_same_lines_is_named_once() -> None:
    lines = [
        activity("a", day="Mon", clock="08:00-15:00"),
        activity("b", day="Mon", clock="14:00-22:00"),
        activity("c", day="Wed", clock="08:00-22:00", frequency=CycleWeeks((1, 2))),
    ]
    result = found("shift-length", *lines, cycle_weeks=2)
    assert [finding.where for finding in result] == [("a", "b"), ("c",)]
    assert found("shift-length", replace(lines[2], frequency=OneIn(Fraction(2)))) == []


def test_work_that_never_pauses_is_one_shift() -> None:
    lines = [activity(day, day=day, clock="00:00-00:00", category=None) for day in DAYS]
    assert len(found("shift-length", *lines)) == 1
    assert found("shifts-in-a-row", *lines) == [], "one shift is no row"


@pytest.mark.parametrize(("start", "rested"), [("07:59", False), ("08:00", True)])
def test_eleven_hours_between_two_shifts(start: str, rested: bool) -> None:
    late = activity("late", day="Mon", clock="15:00-21:00")
    result = found("shift-rest", late, activity("early", day="Tue", clock=f"{start}-10:00"))
    assert (result == []) is rested
    if not rested:
        assert (result[0].figure, result[0].where) == (Fraction(659, 60), ("late", "early"))


def test_a_pause_of_less_than_half_the_rest_lies_within_a_shift() -> None:
    morning = activity("a", day="Mon", clock="08:00-12:00")
    assert found("shift-rest", morning, activity("b", day="Mon", clock="17:29-20:00")) == []
    assert found("shift-rest", morning, activity("b", day="Mon", clock="17:30-20:00"))


# -- in a row ----------------------------------------------------------------------------------


LONG, NIGHT, LATE, DAY = "08:00-18:01", "20:00-06:00", "13:00-23:30", "09:00-17:00"


@pytest.mark.parametrize(
    ("clock", "most", "kind"),
    [(LONG, 5, "long"), (NIGHT, 4, "night"), (LATE, 4, "late long"), (DAY, 7, "shifts")],
)
def test_the_most_shifts_in_a_row(clock: str, most: int, kind: str) -> None:
    assert rows("shifts-in-a-row", *row(range(most), clock)) == []
    (finding, *_) = rows("shifts-in-a-row", *row(range(most + 1), clock))
    assert (finding.figure, finding.limit) == (most + 1, most)
    assert kind in finding.message
    assert "Mon" in finding.message


def test_a_day_off_ends_a_row() -> None:
    assert rows("shifts-in-a-row", *row(range(4), DAY), *row(range(5, 9), DAY)) == []


@pytest.mark.parametrize(
    ("clock", "first", "rest", "back"),
    [
        (LONG, 5, 48 * 60, (6, "18:01")),
        (NIGHT, 3, 46 * 60, (5, "04:00")),
        (NIGHT, 4, 46 * 60, (6, "04:00")),
        (LATE, 4, 48 * 60, (5, "23:30")),
        (DAY, 7, 48 * 60, (8, "17:00")),
    ],
)
def test_the_rest_after_a_row(clock: str, first: int, rest: int, back: tuple[int, str]) -> None:
    number, start = back
    minute = int(start[:2]) * 60 + int(start[3:])
    before = f"{(minute - 1) // 60:02d}:{(minute - 1) % 60:02d}"
    lines = row(range(first), clock)
    enough = shift(number, f"{start}-{(minute + 60) // 60 % 24:02d}:{minute % 60:02d}")
    assert rows("shifts-in-a-row", *lines, enough) == []
    soon = shift(number, f"{before}-{(minute + 60) // 60 % 24:02d}:{minute % 60:02d}")
    (finding,) = rows("shifts-in-a-row", *lines, soon)
    assert finding.limit == Fraction(rest, 60)
    assert finding.figure == Fraction(rest - 1, 60)


def test_kinds_of_shifts_at_their_edges() -> None:
    ten_hours = row(range(6), "08:00-18:00")
    assert rows("shifts-in-a-row", *ten_hours) == [], "more than 10 hours are long, 10 are not"
    short_night = row(range(5), "16:00-01:59")
    assert rows("shifts-in-a-row", *short_night) == [], "2 h 59 min of the night"
    assert rows("shifts-in-a-row", *row(range(5), "12:00-23:00")) == [], "long, but not late"
    assert rows("shifts-in-a-row", *row(range(5), "12:00-23:01"))[0].limit == 4


def test_rows_run_over_the_end_of_the_cycle() -> None:
    lines = [*row(range(24, 28), DAY), *row(range(4), DAY)]
    (finding,) = rows("shifts-in-a-row", *lines)
    assert finding.figure == 8
    assert "of week 4" in finding.message


def test_a_row_without_an_end() -> None:
    (finding,) = found("shifts-in-a-row", *(activity(day, day=day, clock=DAY) for day in DAYS))
    assert "without an end" in finding.message
    assert finding.figure is None


def test_before_2019_eight_shifts_followed_each_other() -> None:
    view = CONTRACTS[RESIDENT].at(date(2019, 8, 6))
    assert view.number("shifts-in-a-row-maximum") == 8


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"late-shifts-in-a-row-maximum"}, False),
        ({"night-time"}, False),
        ({"rest-after-late-shifts"}, True),
        ({"daily-rest"}, True),
    ],
)
def test_a_contract_with_fewer_limits_is_asked_for_those_only(
    without: set[str], said: bool
) -> None:
    contract = CONTRACTS[RESIDENT]
    fewer = replace(contract, terms=tuple(t for t in contract.terms if t.key not in without))
    contracts = {**CONTRACTS, RESIDENT: fewer}
    plan = portfolio(*row(range(5), LATE), roles=(role(contract=RESIDENT, cycle_weeks=4),))
    result = run_checks(count(plan, contracts), contracts)
    assert ("shifts-in-a-row" in {finding.check for finding in result}) is said


# -- weekends ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("weeks", "over"), [((1, 4), False), ((1, 3, 5), True)])
def test_one_weekend_in_three(weeks: tuple[int, ...], over: bool) -> None:
    line = activity("sat", day="Sat", clock="08:00-12:00", frequency=CycleWeeks(weeks))
    sunday = replace(line, id="sun", day=Day.SUN)
    result = found("weekends", line, sunday, cycle_weeks=6)
    assert bool(result) is over
    if over:
        assert (result[0].figure, result[0].limit) == (Fraction(1, 2), Fraction(1, 3))
        assert result[0].where == ("sat", "sun")


def test_a_friday_night_is_a_weekend_and_a_sunday_night_too() -> None:
    friday = activity("fri", day="Fri", clock="20:00-08:00")
    sunday = activity("sun", day="Sun", clock="20:00-08:00")
    for line in (friday, sunday):
        assert found("weekends", line)[0].figure == 1
    assert found("weekends", replace(friday, clock=at("20:00-00:00"))) == []


@pytest.mark.parametrize(("one_in", "over"), [(4, False), (3, True)])
def test_thirteen_weekends_a_year(one_in: int, over: bool) -> None:
    often = OneIn(Fraction(one_in))
    lines = [
        activity("sat", day="Sat", clock="08:00-12:00", frequency=often),
        activity("sun", day="Sun", clock="08:00-12:00", frequency=often),
    ]
    result = found("weekends", *lines, contract=SAS, contracted=Fraction(10))
    assert bool(result) is over
    if over:
        assert (result[0].limit, result[0].severity) == (13, Severity.NOTE)
    assert found("weekends", *lines, contract="hours") == []


def test_work_on_call_from_home_is_a_weekend_and_standby_is_not() -> None:
    rota = on_call(frequency=OneIn(Fraction(2)), category="DCC")
    sas: dict[str, Any] = {"contract": SAS, "contracted": Fraction(10)}
    assert found("weekends", rota, **sas) == []
    assert found("weekends", replace(rota, predictable=CallWork(plain=60)), **sas)[0].figure == 26
    weekdays = replace(rota, predictable=CallWork(plain=60), days=(Day.MON,))
    assert found("weekends", weekdays, **sas) == []


# -- nights ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "over"), [(1440, False), (1441, True)])
def test_eight_hours_on_average_with_night_work(minutes: int, over: bool) -> None:
    nights = [activity(day, day=day, clock="20:00-04:00", category=None) for day in DAYS[:3]]
    result = found("night-work", *nights, activity(minutes=minutes), opted_out=True)
    assert bool(result) is over
    if over:
        assert result[0].limit == 8
        assert result[0].where == DAYS[:3]
        assert result[0].severity is Severity.NOTE, "what is night was not read"


def test_less_than_three_hours_of_the_night_is_no_night_work() -> None:
    evening = activity("evening", day="Mon", clock="18:00-01:59", category=None)
    assert found("night-work", evening, activity(minutes=3000)) == []


# -- the arithmetic ----------------------------------------------------------------------------


def test_minutes_within_a_window() -> None:
    cover = Cover([(10, 20), (15, 30), (40, 50)])
    assert [cover.within(*w) for w in ((0, 10), (0, 100), (25, 45), (20, 20))] == [0, 30, 10, 0]
    assert Cover([]).within(0, 5) == 0


def test_a_role_without_known_weeks_has_no_shifts() -> None:
    assert shifts_of(counted(activity(minutes=60)).placed, "consultant", 330).shifts == ()
