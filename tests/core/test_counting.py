"""Counting a line: when, how often, breaks, travel, agreements, on-call, rounding for pay."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.contracts import load_contract
from portfolio_app.core.lines import Line
from portfolio_app.core.model import (
    WEEKDAYS,
    Activity,
    CallWork,
    Clock,
    CycleWeeks,
    Day,
    Half,
    MonthWeeks,
    Nation,
    OnCall,
    OnDates,
    OneIn,
    Per,
    PerYear,
    PremiumMode,
    Rounding,
    Tariff,
)
from portfolio_app.core.supplement import rota_band
from portfolio_app.core.workload import Count, count, exact_sum, paid_units
from tests.plans import CONTRACTS, activity, at, counted, on_call, portfolio, role, units_of

HOLIDAYS = {Nation.ENGLAND: frozenset({date(2026, 5, 4), date(2026, 12, 25)})}


def line_of(line: Activity | OnCall, **keys: Any) -> Line:
    found = counted(line, **keys).line(line.id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("keys", "units"),
    [
        ({"day": "Mon", "clock": "07:00-19:00"}, Fraction(3)),
        ({"day": "Sat", "clock": "07:00-19:00"}, Fraction(4)),
        ({"day": "Wed", "clock": "16:00-20:00"}, Fraction(13, 12)),
        ({"day": "Wed", "clock": "20:00-04:00"}, Fraction(8, 3)),
        ({"day": "Fri", "clock": "22:00-07:00"}, Fraction(3)),
        ({"day": "Sun", "clock": "22:00-08:00"}, Fraction(9, 3) + Fraction(1, 4)),
        ({"day": "Mon", "clock": "06:59-07:01"}, Fraction(1, 180) + Fraction(1, 240)),
        ({"day": "Mon", "clock": "09:00-09:00"}, Fraction(12, 4) + Fraction(12, 3)),
        ({"day": "Mon", "clock": "09:00-17:00", "breaks": (at("13:00-14:00"),)}, Fraction(7, 4)),
        ({"day": "Mon", "clock": "09:00-17:00", "break_minutes": 60}, Fraction(7, 4)),
        # The middle of 15:00 to 23:00 is 19:00: half of the break is plain, half premium.
        (
            {"day": "Mon", "clock": "15:00-23:00", "break_minutes": 60},
            Fraction(7, 8) + Fraction(7, 6),
        ),
        (
            {"day": "Mon", "clock": "15:00-23:00", "break_minutes": 1},
            Fraction("239.5") / 240 + Fraction("239.5") / 180,
        ),
        (
            {"day": "Mon", "clock": "22:00-08:00", "breaks": (at("01:00-02:00"),)},
            Fraction(8, 3) + Fraction(1, 4),
        ),
        ({"day": "Mon", "clock": "09:00-13:00", "travel_minutes": 60}, Fraction(5, 4)),
        (
            {"day": "Mon", "clock": "09:00-13:00", "travel_minutes": 60, "travel_inside": True},
            Fraction(1),
        ),
        # Travel takes the shares of the window that it serves: 3 h plain, 1 h premium.
        (
            {"day": "Wed", "clock": "16:00-20:00", "travel_minutes": 60},
            Fraction(15, 16) + Fraction(5, 12),
        ),
        ({"minutes": 250}, Fraction(250, 240)),
        ({"minutes": 240, "premium_minutes": 60}, Fraction(3, 4) + Fraction(1, 3)),
        ({"minutes": 240, "travel_minutes": 60}, Fraction(5, 4)),
        ({"minutes": 240, "travel_minutes": 60, "travel_inside": True}, Fraction(1)),
        ({"minutes": 240, "day": "Sat"}, Fraction(1)),
        ({"counts_as": Fraction(3, 2)}, Fraction(3, 2)),
        ({"counts_as": Fraction(1), "day": "Mon", "clock": "09:00-12:00"}, Fraction(1)),
        ({"tariff": Tariff(each=Fraction(1, 4), count=Fraction(4), cap=Fraction(1))}, Fraction(1)),
        ({"tariff": Tariff(each=Fraction(1, 4), count=Fraction(6), cap=Fraction(1))}, Fraction(1)),
        ({"tariff": Tariff(each=Fraction(1, 4), count=Fraction(6))}, Fraction(3, 2)),
        ({"half": Half.AM, "day": "Mon"}, Fraction(1)),
        ({"half": Half.PM, "day": "Mon", "counts_as": Fraction(1, 2)}, Fraction(1, 2)),
        ({"day": "Mon", "clock": "19:00-23:00", "premium": PremiumMode.PAY}, Fraction(1)),
    ],
)
def test_one_occurrence(keys: dict[str, Any], units: Fraction) -> None:
    assert units_of(activity(**keys)) == units


@pytest.mark.parametrize(
    ("keys", "a_week"),
    [
        ({}, Fraction(1)),
        ({"frequency": CycleWeeks((2, 4))}, Fraction(1, 2)),
        ({"frequency": OneIn(Fraction(4), Fraction(3))}, Fraction(3, 4)),
        ({"frequency": OneIn(Fraction(4)), "prospective_cover": True}, Fraction(52, 168)),
        ({"prospective_cover": True}, Fraction(52, 42)),
        ({"frequency": MonthWeeks((1,))}, Fraction(12) / Fraction("52.1775")),
        ({"frequency": MonthWeeks((1, 5))}, Fraction("16.1775") / Fraction("52.1775")),
        ({"frequency": PerYear(Fraction(21))}, Fraction(1, 2)),
        ({"frequency": PerYear(Fraction("2.88"))}, Fraction("2.88") / 42),
    ],
)
def test_how_often(keys: dict[str, Any], a_week: Fraction) -> None:
    line = line_of(activity(day="Mon", clock="09:00-13:00", **keys), roles=(role(cycle_weeks=4),))
    assert line.occurrences_per_week == a_week
    assert line.units_per_week == a_week
    assert line.minutes_per_week == a_week * 240
    assert line.units_per_year == a_week * 42
    assert line.minutes_per_year == a_week * 42 * 240


def test_a_line_that_is_covered_says_so() -> None:
    line = line_of(activity(minutes=240, frequency=OneIn(Fraction(4)), prospective_cover=True))
    assert line.frequency == "1 in 4, prospectively covered"


def test_working_weeks_of_the_role_replace_those_of_the_contract() -> None:
    line = line_of(
        activity(minutes=240, frequency=PerYear(Fraction(21))),
        roles=(role(working_weeks=Fraction("42.85")),),
    )
    assert line.units_per_week == Fraction(21) / Fraction("42.85")
    assert [term.key for term in line.terms] == ["programmed-activity-length"]


def _dated(*days: date, **keys: Any) -> Count:
    line = activity(frequency=OnDates(days), **keys)
    return count(portfolio(line), CONTRACTS, holidays=HOLIDAYS)


def test_dates_count_in_the_job_plan_year_only() -> None:
    line = _dated(
        date(2026, 4, 5), date(2026, 4, 6), date(2027, 4, 5), date(2027, 4, 6), clock="09:00-13:00"
    ).lines[0]
    assert line.occurrences_per_week == Fraction(2, 42)
    assert "2 of them in the job-plan year" in line.frequency


def test_a_date_on_a_public_holiday_is_premium_all_day() -> None:
    ordinary = _dated(date(2026, 5, 11), clock="09:00-13:00").lines[0]
    holiday = _dated(date(2026, 5, 4), clock="09:00-13:00").lines[0]
    assert ordinary.units_per_occurrence == 1
    assert holiday.units_per_occurrence == Fraction(4, 3)


def test_a_window_that_runs_into_a_holiday_splits_at_midnight() -> None:
    # Thursday 24 December 2026, 07:00 to 07:00 on Christmas Day: 12 h plain, 12 h premium. An
    # hour more would be plain on an ordinary Friday; on the holiday it is premium.
    line = _dated(date(2026, 12, 24), clock="08:00-08:00").lines[0]
    assert line.units_per_occurrence == Fraction(11, 4) + Fraction(13, 3)


def test_untimed_work_on_dates_is_premium_where_the_whole_day_is() -> None:
    line = _dated(date(2026, 5, 4), date(2026, 5, 9), date(2026, 5, 11), minutes=240).lines[0]
    assert (line.plain_minutes, line.premium_minutes) == (80, 160)


@pytest.mark.parametrize(
    ("keys", "a_week"),
    [
        ({"holidays_per_year": Fraction(8)}, Fraction(8, 42)),
        ({"holidays_per_year": Fraction(8), "frequency": OneIn(Fraction(8))}, Fraction(1, 42)),
        ({"frequency": PerYear(Fraction(3))}, Fraction(3, 42)),
        ({}, Fraction(2, 42)),
    ],
)
def test_public_holiday_duties(keys: dict[str, Any], a_week: Fraction) -> None:
    plan = portfolio(activity(day="holiday", clock="09:00-13:00", **keys))
    line = count(plan, CONTRACTS, holidays=HOLIDAYS).lines[0]
    assert line.occurrences_per_week == a_week
    assert line.units_per_occurrence == Fraction(4, 3)
    assert "public holidays a year" in line.frequency


def test_untimed_work_on_a_public_holiday_is_premium() -> None:
    assert units_of(activity(day="holiday", minutes=180, holidays_per_year=Fraction(42))) == 1


def test_an_allocation_has_no_known_hours_and_a_half_day_assumed_ones() -> None:
    allocation = counted(activity(counts_as=Fraction(2)))
    assert allocation.minutes is None
    assert allocation.assumed_minutes == 480
    assert not allocation.roles[0].assumed  # nothing that is printed rests on an assumption
    half = line_of(activity(half=Half.AM, day="Sat", travel_minutes=30))
    assert (half.plain_minutes, half.premium_minutes, half.assumed) == (0, 270, True)
    inside = line_of(activity(half=Half.AM, day="holiday", travel_minutes=30, travel_inside=True))
    assert (inside.plain_minutes, inside.premium_minutes) == (0, 240)


def test_a_line_without_any_time_is_not_known() -> None:
    found = counted(activity(stated=Decimal("0.5")))
    assert found.lines[0].units_per_week is None
    assert found.lines[0].units_per_year is None
    assert found.lines[0].minutes_per_year is None
    assert found.roles[0].counted == 0
    assert "not known" in found.lines[0].working


def test_hours_only_roles_count_hours_and_stand_for_units() -> None:
    academic = role(counted=False, stands_for=Fraction(5))
    found = counted(
        activity(day="Mon", clock="09:00-17:00"),
        activity("more", half=Half.PM, day="Tue"),
        activity("vague", counts_as=Fraction(1)),
        roles=(academic,),
    )
    assert found.roles[0].counted == 0
    assert found.lines[0].minutes_per_week == 480
    assert found.lines[1].minutes_per_week == 240
    assert "hours only" in found.lines[0].working
    assert "hours not known" in found.lines[2].working


def test_private_practice_is_recorded_and_earns_nothing() -> None:
    line = line_of(activity(category="PP", day="Mon", clock="17:00-19:00"))
    assert line.units_per_week == 0
    assert line.minutes_per_week == 120
    assert "recorded" in line.working


def test_a_slot_that_alternates_with_private_practice_earns_its_other_part_alone() -> None:
    shares = (("PP", Fraction(1, 4)), ("DCC", Fraction(3, 4)))
    found = counted(activity(category=None, category_shares=shares, day="Mon", half=Half.AM))
    (line,) = found.lines
    assert (line.units_per_occurrence, line.minutes_per_week) == (Fraction(3, 4), 240)
    amounts = found.roles[0].by_category
    assert (amounts["PP"].units, amounts["PP"].minutes) == (0, 60)
    assert (amounts["DCC"].units, amounts["DCC"].minutes) == (Fraction(3, 4), 180)
    assert "0.75 of it earns 0.75 PA, the rest is recorded only" in line.working


def test_a_slot_of_two_kinds_of_private_work_earns_nothing() -> None:
    shares = (("PP", Fraction(1, 2)), ("FP", Fraction(1, 2)))
    found = counted(activity(category=None, category_shares=shares, minutes=240))
    assert found.roles[0].counted == 0
    assert found.roles[0].by_category["FP"].units == 0
    assert found.lines[0].working.startswith("PP and FP is recorded")


def test_what_takes_the_place_of_other_work_adds_nothing() -> None:
    hot = activity("hot", day="Mon", clock="08:00-18:00", replaces=("clinic",))
    every = activity("every", day="Mon", clock="08:00-18:00", replaces_all=True)
    for line in (hot, every):
        found = line_of(line)
        assert (found.units_per_week, found.minutes_per_week) == (0, 0)
        assert found.units_per_occurrence == Fraction(5, 2)
        assert "takes the place" in found.working


def test_a_slot_that_alternates_is_shared_between_its_categories() -> None:
    shares = (("SPA", Fraction(1, 2)), ("DCC", Fraction(1, 2)))
    found = counted(activity(category=None, category_shares=shares, minutes=240, group="icu"))
    amounts = found.roles[0].by_category
    assert {code: amount.units for code, amount in amounts.items()} == {
        "SPA": Fraction(1, 2),
        "DCC": Fraction(1, 2),
    }
    assert amounts["SPA"].minutes == 120
    assert found.roles[0].by_group["icu"].units == 1
    assert found.lines[0].category == "SPA / DCC"


def test_no_category_counts_in_the_total_and_under_none() -> None:
    found = counted(activity(category=None, minutes=240), activity("b", counts_as=Fraction(1)))
    assert found.roles[0].by_category["none"].units == 1
    assert found.roles[0].by_category["DCC"].minutes is None
    assert found.roles[0].counted == 2


# -- on call -----------------------------------------------------------------------------------

WEEKEND = CallWork(premium=480)
NIGHTS = CallWork(premium=540)


@pytest.mark.parametrize(
    ("keys", "units", "minutes"),
    [
        ({}, Fraction(17, 24), Fraction(1020, 8)),
        (
            {"prospective_cover": True},
            Fraction(17, 3) * Fraction(13, 2) / 42,
            Fraction(1020 * 13, 84),
        ),
        ({"unpredictable": None}, Fraction(1, 3), Fraction(60)),
        ({"predictable": None, "unpredictable": None}, Fraction(0), Fraction(0)),
        (
            {"unpredictable": CallWork(premium=90, per=Per.WEEK)},
            Fraction(1, 3) + Fraction(1, 2),
            Fraction(150),
        ),
        (
            {"unpredictable": CallWork(premium=90, per=Per.DUTY)},
            Fraction(1, 3) + Fraction(7, 16),
            Fraction(480 + 630, 8),
        ),
        (
            {"frequency": PerYear(Fraction("6.5"))},
            Fraction(17, 3) * Fraction("6.5") / 42,
            Fraction(1020) * Fraction("6.5") / 42,
        ),
    ],
)
def test_a_rota(keys: dict[str, Any], units: Fraction, minutes: Fraction) -> None:
    given: dict[str, Any] = {
        "frequency": OneIn(Fraction(8)),
        "predictable": WEEKEND,
        "unpredictable": NIGHTS,
    }
    line = line_of(on_call(**{**given, **keys}))
    assert line.units_per_week == units
    assert line.minutes_per_week == minutes
    assert line.units_per_occurrence == units / line.occurrences_per_week
    assert line.category == "DCC"


def test_an_amount_a_week_is_never_multiplied_by_cover() -> None:
    work = CallWork(plain=60, per=Per.WEEK)
    covered = on_call(frequency=OneIn(Fraction(8)), unpredictable=work, prospective_cover=True)
    assert units_of(covered) == Fraction(1, 4)


def test_a_flat_allocation_is_units_a_week_and_its_hours_are_not_known() -> None:
    line = line_of(on_call(frequency=OneIn(Fraction(8)), counts_as=Fraction(2)))
    assert line.units_per_week == 2
    assert line.units_per_occurrence == 16
    assert line.minutes_per_week is None
    assert line.assumed_minutes == 480
    assert "agreed" in line.working


def test_a_duty_clock_splits_hours_between_plain_and_premium() -> None:
    # 17:00 to 08:00 on a weekday: 2 h and 1 h plain, 12 h premium; half an hour of work each.
    call = on_call(
        frequency=OneIn(Fraction(2)),
        days=(Day.MON, Day.TUE),
        clock=at("17:00-08:00"),
        unpredictable=CallWork(minutes=300, per=Per.DUTY),
    )
    line = line_of(call)
    assert (line.plain_minutes, line.premium_minutes) == (120, 480)
    without = on_call(unpredictable=CallWork(minutes=300))
    assert line_of(without).plain_minutes == 300


def test_resident_hours_count_whole() -> None:
    call = on_call(frequency=OneIn(Fraction(8)), clock=at("20:00-08:00"), resident=True)
    line = line_of(call)
    weekend_nights = 3  # Friday to Sunday: an hour of Monday morning is plain, as on each weekday
    assert line.plain_minutes == 60 * (7 - weekend_nights) + 60
    assert line.minutes_per_week == Fraction(7 * 720, 8)
    assert line_of(on_call(resident=True)).minutes_per_week == 0


def test_resident_hours_beyond_the_agreed_work_are_worked_and_earn_nothing() -> None:
    call = on_call(clock=at("20:00-08:00"), resident=True, predictable=CallWork(plain=240))
    line = line_of(call)
    assert line.units_per_week == 1
    assert line.minutes_per_week == 7 * 720


@pytest.mark.parametrize(
    ("calls", "n", "percent"),
    [
        ([{"frequency": OneIn(Fraction(4))}], Fraction(4), 8),
        ([{"frequency": OneIn(Fraction(5))}], Fraction(5), 5),
        ([{"frequency": OneIn(Fraction(8))}], Fraction(8), 5),
        ([{"frequency": OneIn(Fraction(9))}], Fraction(9), 3),
        ([{"frequency": OneIn(Fraction(16))}], Fraction(16), 3),
        (
            [{"frequency": OneIn(Fraction(8))}, {"frequency": OneIn(Fraction(10))}],
            Fraction(40, 9),
            8,
        ),
        ([{"frequency": OneIn(Fraction("8.4"))}], Fraction("8.4"), 5),
        ([{"frequency": OneIn(Fraction("8.5"))}], Fraction("8.5"), 3),
        ([{"frequency": OneIn(Fraction(8)), "days": (Day.SAT, Day.SUN)}], Fraction(28), 3),
        ([{"frequency": PerYear(Fraction("6.5"))}], Fraction(8), 5),
        ([{"frequency": OneIn(Fraction(8)), "prospective_cover": True}], Fraction(8), 5),
        ([{"frequency": OnDates((date(2026, 5, 4), date(2026, 5, 5)))}], Fraction(182), 3),
        ([{"frequency": OneIn(Fraction(4)), "availability": "B"}], Fraction(4), 3),
    ],
)
def test_rota_frequency_and_supplement(
    calls: list[dict[str, Any]], n: Fraction, percent: int
) -> None:
    lines = [
        on_call(f"rota-{number}", **{"availability": "A", **keys})
        for number, keys in enumerate(calls)
    ]
    found = counted(*lines).roles[0]
    assert found.rota_frequency == n
    assert found.supplement is not None
    assert found.supplement.percent == percent


def test_no_supplement_without_availability_or_rota() -> None:
    assert counted(on_call(frequency=OneIn(Fraction(8)))).roles[0].supplement is None
    assert counted(activity(minutes=240)).roles[0].rota_frequency is None


def test_the_commonest_rota_decides_the_category_of_mixed_rotas() -> None:
    found = counted(
        on_call("often", frequency=OneIn(Fraction(5)), availability="B"),
        on_call("seldom", frequency=OneIn(Fraction(20)), availability="A"),
    ).roles[0]
    assert found.supplement is not None
    assert (found.supplement.category, found.supplement.percent) == ("B", 3)


@given(st.fractions(Fraction(1, 2), 60, max_denominator=50))
def test_every_frequency_has_a_band_and_rarer_is_never_paid_more(n: Fraction) -> None:
    view = CONTRACTS["consultant-england-2003"].at(date(2026, 4, 6))
    order = [band.name for band in view.bands("rota-bands")]
    bands, gap = view.bands("rota-bands"), view.thresholds("rota-band-gap")
    band, _ = rota_band(n, bands, gap)
    rarer, _ = rota_band(n + 1, bands, gap)
    assert order.index(band) <= order.index(rarer)


# -- pay ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "counted_units", "paid"),
    [
        ({}, "10.1", "10.1"),
        ({"rounding": Rounding.NEAREST_QUARTER}, "9.87", "9.75"),
        ({"rounding": Rounding.NEAREST_QUARTER}, "9.875", "10"),
        ({"rounding": Rounding.NEAREST_QUARTER}, "10.124", "10"),
        ({"rounding": Rounding.NEAREST_QUARTER}, "10.125", "10.25"),
        ({"rounding": Rounding.NEAREST_QUARTER}, "10.374", "10.25"),
        ({"rounding": Rounding.WHOLE_DOWN}, "9.6", "9.6"),
        ({"rounding": Rounding.WHOLE_DOWN}, "10.75", "10"),
        ({"rounding": Rounding.WHOLE_DOWN}, "11.5", "11"),
        ({"paid_cap": Fraction(12)}, "12.5", "12"),
        ({"paid_cap": Fraction(12)}, "11.5", "11.5"),
    ],
)
def test_rounding_for_pay(keys: dict[str, Any], counted_units: str, paid: str) -> None:
    assert paid_units(role(**keys), Fraction(counted_units)) == Fraction(paid)


def test_own_time_is_counted_and_never_paid() -> None:
    found = counted(activity(minutes=240), activity("own", minutes=60, paid=False)).roles[0]
    assert found.counted == Fraction(5, 4)
    assert found.paid == 1


def test_premium_taken_as_pay_is_a_third_of_a_unit_each() -> None:
    evening = activity(day="Mon", clock="19:00-23:00", premium=PremiumMode.PAY)
    found = counted(evening).roles[0]
    assert found.premium_pay_percent == Fraction(10, 3)
    assert "taken as pay" in found.lines[0].working
    whole_role = counted(
        activity(day="Mon", clock="19:00-23:00"), roles=(role(premium=PremiumMode.PAY),)
    )
    assert whole_role.roles[0].premium_pay_percent == Fraction(10, 3)


# -- the whole ---------------------------------------------------------------------------------


def test_units_of_different_kinds_are_never_added() -> None:
    charity = role(id="c", employer="charity", contract="hours", contracted=Fraction(15))
    found = counted(
        activity(minutes=240),
        activity("c-work", role="c", category=None, minutes=900),
        roles=(role(), charity),
    )
    assert found.units == {"PA": 1, "hour": 15}
    assert found.minutes == 1140
    assert found.roles[1].fraction_of_full_time is None
    assert found.roles[0].fraction_of_full_time == 1
    assert found.line("nothing") is None
    assert found.role("nothing") is None
    assert found.roles[1].lines[0].working.startswith("15 h")


@pytest.mark.parametrize(
    ("keys", "held"),
    [
        ({"end": date(2026, 4, 5)}, False),
        ({"end": date(2026, 4, 6)}, True),
        ({"start": date(2027, 4, 5)}, True),
        ({"start": date(2027, 4, 6)}, False),
        ({"considered": True}, False),
    ],
)
def test_only_roles_held_in_the_year_count(keys: dict[str, Any], held: bool) -> None:
    assert bool(counted(activity(minutes=240), roles=(role(**keys),)).roles) is held


def test_terms_name_what_was_used() -> None:
    line = line_of(activity(day="Sat", clock="08:00-12:00", frequency=PerYear(Fraction(4))))
    assert [term.key for term in line.terms] == [
        "programmed-activity-length",
        "programmed-activity-length-premium",
        "plain-time",
        "working-weeks",
    ]
    assert line.working == (
        "4 h premium / 3 h per PA = 1.333 PA; 4 a year / 42 working weeks; 0.127 PA a week"
    )


@given(
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(2, 1440).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n - 1))),
)
def test_splitting_a_block_never_changes_its_count(
    day: int, start: int, lengths: tuple[int, int]
) -> None:
    whole, first = lengths
    middle = start + first
    parts = [
        activity(day=WEEKDAYS[day].value, clock=Clock(start, middle % 1440)),
        activity(
            "rest",
            day=WEEKDAYS[(day + middle // 1440) % 7].value,
            clock=Clock(middle % 1440, (start + whole) % 1440),
        ),
    ]
    one = counted(activity(day=WEEKDAYS[day].value, clock=Clock(start, (start + whole) % 1440)))
    two = counted(*parts)
    assert two.roles[0].counted == one.roles[0].counted
    assert two.minutes == one.minutes


@given(st.integers(0, 4), st.integers(420, 1139), st.integers(1, 719), st.integers(0, 719))
def test_moving_a_block_within_plain_time_never_changes_its_count(
    day: int, start: int, minutes: int, later: int
) -> None:
    minutes = min(minutes, 1140 - start)
    begin = min(420 + later, 1140 - minutes)
    here = units_of(activity(day=WEEKDAYS[day].value, clock=Clock(start, start + minutes)))
    there = units_of(activity(day=WEEKDAYS[4 - day].value, clock=Clock(begin, begin + minutes)))
    assert here == there == Fraction(minutes, 240)


@given(st.integers(5, 6), st.integers(0, 1439), st.integers(1, 720), st.integers(0, 720))
def test_moving_a_block_within_premium_time_never_changes_its_count(
    day: int, start: int, minutes: int, earlier: int
) -> None:
    start = min(start, 1440 - minutes)
    begin = max(0, start - earlier)
    here = units_of(activity(day=WEEKDAYS[day].value, clock=_within(start, minutes)))
    there = units_of(activity(day=WEEKDAYS[11 - day].value, clock=_within(begin, minutes)))
    assert here == there == Fraction(minutes, 180)


def _within(start: int, minutes: int) -> Clock:
    return Clock(start, (start + minutes) % 1440)


@given(st.lists(st.fractions(max_denominator=1000), max_size=20))
def test_exact_sums_are_exact(values: list[Fraction]) -> None:
    assert exact_sum(values) == sum(values, Fraction(0))


def test_an_earlier_count_is_used_only_for_what_has_not_changed() -> None:
    first = activity("first", day="Mon", clock="09:00-13:00")
    second = activity("second", day="Tue", clock="09:00-13:00")
    before = counted(first, second)
    changed = portfolio(activity("first", day="Mon", clock="09:00-15:00"), second)
    after = count(changed, CONTRACTS, previous=before)
    assert after.lines[0].units_per_week == Fraction(3, 2)
    assert after.lines[1] is before.lines[1]
    fewer_weeks = portfolio(first, second, roles=(role(working_weeks=Fraction(40)),))
    assert count(fewer_weeks, CONTRACTS, previous=before).lines[1] is not before.lines[1]


def test_an_earlier_layout_is_used_only_for_what_has_not_changed() -> None:
    plan = portfolio(
        activity("first", day="Mon", clock="09:00-13:00"),
        activity("second", day="Tue", clock="09:00-13:00"),
    )
    before = count(plan, CONTRACTS)
    moved = replace(
        plan, activities=(activity("first", day="Wed", clock="09:00-13:00"), plan.activities[1])
    )
    based = replace(plan, roles=(replace(plan.roles[0], base="north"),))
    fortnight = replace(
        plan,
        roles=(replace(plan.roles[0], cycle_weeks=2),),
        activities=(
            *plan.activities,
            activity("third", day="Fri", clock="09:00-13:00", frequency=CycleWeeks((1,))),
        ),
    )
    for changed, kept in ((moved, True), (based, False), (fortnight, False)):
        after = count(changed, CONTRACTS, previous=before).placed
        assert after == count(changed, CONTRACTS).placed
        assert (after.blocks[1] is before.placed.blocks[1]) is kept


def test_amounts_by_category_add_up() -> None:
    found = counted(
        activity(minutes=240),
        activity("b", category="SPA", minutes=100),
        activity("c", category="SPA", minutes=20),
    ).roles[0]
    amounts = found.by_category
    assert sum(amount.units for amount in amounts.values()) == found.counted
    assert found.units_per_year == found.counted * 42
    assert found.minutes_per_year == 360 * 42
    assert counted(activity(counts_as=Fraction(1))).roles[0].minutes_per_year is None


@pytest.mark.parametrize(
    ("keys", "words_of_it"),
    [
        ({"minutes": 240, "frequency": MonthWeeks((1,))}, "12 a year each / 52.1775"),
        ({"minutes": 240, "prospective_cover": True}, "prospectively covered: x 52 / 42"),
        ({"minutes": 240, "attended": Fraction(1, 2)}, "my part 0.5 of them; 0.5 PA a week"),
        (
            {"tariff": Tariff(each=Fraction(1, 4), count=Fraction(6), cap=Fraction(1))},
            "0.25 x 6, at most 1 = 1 PA by tariff",
        ),
        ({"tariff": Tariff(each=Fraction(1, 4), count=Fraction(2))}, "0.25 x 2 = 0.5 PA"),
        ({"half": Half.AM, "day": "Mon"}, "a half-day is worth 1 PA (assumed)"),
        ({"counts_as": Fraction(2)}, "agreed to be worth 2 PA"),
        (
            {"day": "Mon", "clock": "08:00-18:00", "break_minutes": 60, "travel_minutes": 30},
            "(less 1 h of breaks, with 0.5 h of travel) = 2.375 PA",
        ),
        (
            {"day": "holiday", "clock": "08:00-12:00", "holidays_per_year": Fraction(8)},
            "all 8 public holidays a year / 42 working weeks",
        ),
    ],
)
def test_the_working_says_how(keys: dict[str, Any], words_of_it: str) -> None:
    assert words_of_it in line_of(activity(**keys)).working


@pytest.mark.parametrize(
    ("keys", "words_of_it"),
    [
        ({}, "availability only"),
        (
            {"frequency": OneIn(Fraction(8)), "predictable": WEEKEND, "prospective_cover": True},
            "predictable 8 h premium / 3 h per PA = 2.667 PA; 1 in 8, prospectively covered",
        ),
    ],
)
def test_the_working_of_a_rota(keys: dict[str, Any], words_of_it: str) -> None:
    line = line_of(on_call(days=(Day.SAT, Day.SUN), **keys))
    assert words_of_it in line.working
    assert "Sat and Sun" in line.frequency


def test_a_rota_of_an_hours_role_and_one_that_is_not_counted() -> None:
    hours = role(contract="hours", contracted=Fraction(15))
    rota = on_call(frequency=OneIn(Fraction(2)), predictable=CallWork(plain=120))
    assert line_of(rota, roles=(hours,)).units_per_week == 1
    assert line_of(rota, roles=(hours,)).category == "none"
    academic = line_of(rota, roles=(role(counted=False),))
    assert (academic.units_per_week, academic.minutes_per_week) == (0, 60)
    agreed = on_call(counts_as=Fraction(1))
    assert line_of(agreed, roles=(role(counted=False),)).units_per_week == 0


def test_a_rota_on_dates_outside_the_year_is_never_on_duty() -> None:
    past = on_call(
        frequency=OnDates((date(2020, 1, 1),)),
        predictable=CallWork(plain=60, per=Per.WEEK),
        unpredictable=CallWork(plain=60),
    )
    found = counted(past)
    assert found.lines[0].units_per_week == 0
    assert found.roles[0].rota_frequency is None
    agreed = on_call(frequency=OnDates((date(2020, 1, 1),)), counts_as=Fraction(1))
    assert line_of(agreed).units_per_occurrence == 0


BARE = """
id = "bare"
title = "A contract that says the least"
staff_group = "anyone"
kind = "contract"
unit = "session"

[[source]]
id = "own"
title = "A letter"
publisher = "An employer"
link = "none"
read = 2026-11-23

[[term]]
key = "session-length"
unit = "minutes"
says = "A session lasts four hours and ten minutes."
[[term.row]]
from = 2000-01-01
value = 250
cite = { source = "own", at = "1" }
confidence = "sourced"

[[term]]
key = "working-weeks"
unit = "weeks"
says = "Forty-two weeks are worked."
[[term.row]]
from = 2000-01-01
value = 42
cite = { source = "own", at = "2" }
confidence = "sourced"
"""


def test_sessions_of_different_lengths_are_never_added() -> None:
    bare = load_contract(BARE, "bare.toml")
    longer = load_contract(BARE.replace('"bare"', '"long"').replace("250", "225"), "long.toml")
    roles = (
        role(id="a", contract="bare"),
        role(id="b", contract="bare"),
        role(id="c", contract="long"),
    )
    lines = [activity(f"x{r.id}", role=r.id, day="Sat", clock="08:00-12:10") for r in roles]
    contracts = {"bare": bare, "long": longer}
    found = count(portfolio(*lines, roles=roles), contracts)
    assert found.units == {"session 4:10": 2, "session 3:45": Fraction(250, 225)}
    assert count(portfolio(*lines, roles=roles[:2]), contracts).units == {"session": 2}


def test_time_back_in_lieu_is_told_and_changes_no_units() -> None:
    keys: dict[str, Any] = {"day": "Sat", "clock": "09:00-13:00", "frequency": OneIn(Fraction(4))}
    line = line_of(activity(lieu_minutes=240, **keys))
    assert line.units_per_week == line_of(activity(**keys)).units_per_week
    assert line.lieu_minutes == 60
    assert line.lieu_minutes_per_year == 60 * 42
    assert line.occurrences_per_year == Fraction(42, 4)
    assert "each earns 4 h back in lieu" in line.working


@pytest.mark.parametrize(
    ("keys", "hours"),
    [
        ({"half": Half.AM, "day": "Mon"}, Fraction("6.2")),
        ({"half": Half.AM, "day": "Mon", "counts_as": Fraction(1, 2)}, Fraction("3.1")),
        ({"counts_as": Fraction(2)}, Fraction("12.4")),
        ({"tariff": Tariff(each=Fraction(1, 4), count=Fraction(4))}, Fraction("6.2")),
    ],
)
def test_what_a_unit_takes_in_fact_gives_the_hours_of_what_has_none(
    keys: dict[str, Any], hours: Fraction
) -> None:
    line = line_of(activity(**keys), roles=(role(real_unit_minutes=372),))
    assert line.minutes_per_week == line.assumed_minutes == hours * 60
    assert line.assumed


def test_what_a_unit_takes_in_fact_leaves_the_clock_alone() -> None:
    line = line_of(activity(day="Mon", clock="09:00-13:00"), roles=(role(real_unit_minutes=372),))
    assert (line.minutes_per_week, line.assumed) == (240, False)
