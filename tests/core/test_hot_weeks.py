"""Hot weeks: what is done instead of other work, which then does not count, clash or tire."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.lines import Line
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    WEEKDAYS,
    Activity,
    CallWork,
    Clock,
    CycleWeeks,
    Day,
    Frequency,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
)
from portfolio_app.core.placed import place, share_a_week
from portfolio_app.core.workload import count
from tests.plans import CONTRACTS, activity, counted, on_call, portfolio, role

EIGHTH = OneIn(Fraction(8))


def kept(line: Activity | OnCall, *hot: Activity | OnCall, **keys: Any) -> Fraction:
    """The part of a line's occurrences that hot weeks leave."""
    found = counted(line, *hot, **keys).line(line.id)
    assert found is not None
    return Fraction(1) if found.lost is None else found.lost.kept


def hot_round(**keys: Any) -> Activity:
    return activity("hot", **{"minutes": 600, "frequency": EIGHTH, "instead_of_all": True, **keys})


@pytest.mark.parametrize(
    ("normal", "hot", "left"),
    [
        ({}, {}, Fraction(7, 8)),
        ({}, {"frequency": OneIn(Fraction(8), Fraction(3))}, Fraction(5, 8)),
        ({}, {"frequency": OneIn(Fraction(8), from_week=8)}, Fraction(7, 8)),
        ({}, {"frequency": PerYear(Fraction(6))}, 1 - Fraction(6, 42)),
        ({}, {"frequency": MonthWeeks((1,))}, 1 - 12 / Fraction("52.1775")),
        ({}, {"frequency": OnDates((date(2026, 5, 4), date(2026, 5, 6)))}, 1 - Fraction(1, 42)),
        # Hot weeks of a shared post are the post's, whoever does them.
        ({}, {"attended": Fraction(1, 2)}, Fraction(7, 8)),
        ({}, {"attended": Fraction(0)}, Fraction(7, 8)),
        ({}, {"prospective_cover": True}, 1 - Fraction(52, 8 * 42)),
        # Done in the weeks that the hot round never has, and in none but those.
        ({"frequency": CycleWeeks((2,))}, {"frequency": CycleWeeks((1,))}, Fraction(1)),
        ({"frequency": CycleWeeks((1,))}, {"frequency": OneIn(Fraction(2), from_week=1)}, 0),
        ({"frequency": CycleWeeks((1, 2))}, {"frequency": CycleWeeks((1,))}, Fraction(1, 2)),
        # No one knows which weeks: taken to fall evenly.
        ({"frequency": OneIn(Fraction(2))}, {"frequency": CycleWeeks((1,))}, Fraction(1, 2)),
        ({"frequency": MonthWeeks((1,))}, {}, Fraction(7, 8)),
        ({}, {"frequency": OneIn(Fraction("4.5"), from_week=1)}, 1 - 1 / Fraction("4.5")),
        # Counted a year: what is done is done.
        ({"frequency": PerYear(Fraction(10))}, {}, Fraction(1)),
        ({"day": "holiday", "clock": "09:00-13:00"}, {}, Fraction(1)),
        ({"frequency": OnDates((date(2026, 5, 4),))}, {}, Fraction(1)),
        ({"frequency": OnDates(())}, {}, Fraction(1)),
        (
            {"frequency": OnDates((date(2026, 5, 4), date(2026, 6, 1)))},
            {"frequency": OnDates((date(2026, 5, 8),))},
            Fraction(1, 2),
        ),
    ],
)
def test_what_a_hot_week_leaves(
    normal: dict[str, Any], hot: dict[str, Any], left: Fraction
) -> None:
    line = activity("normal", **{"minutes": 240, **normal})
    assert kept(line, hot_round(**hot), roles=(role(cycle_weeks=2),)) == left


def test_days_of_one_hot_week_take_one_week() -> None:
    days = [hot_round(day=day.value) for day in WEEKDAYS[:5]]
    hot = [activity(f"hot-{i}", **_keys(day)) for i, day in enumerate(days)]
    assert kept(activity("normal", minutes=240), *hot) == Fraction(7, 8)


def _keys(line: Activity) -> dict[str, Any]:
    return {
        "minutes": line.minutes,
        "day": line.day.value if line.day else None,
        "frequency": line.frequency,
        "instead_of_all": True,
    }


def test_two_hot_weeks_that_are_placed_are_added_and_two_that_are_not_are_multiplied() -> None:
    normal = activity("normal", minutes=240)
    for one, other, left in (
        (OneIn(Fraction(8), from_week=1), OneIn(Fraction(8), from_week=2), Fraction(6, 8)),
        (EIGHTH, OneIn(Fraction(5)), Fraction(7, 8) * Fraction(4, 5)),
        (OneIn(Fraction(8), from_week=1), OneIn(Fraction(5)), Fraction(7, 8) * Fraction(4, 5)),
    ):
        hot = [
            activity(key, minutes=600, frequency=often, instead_of=("normal",))
            for key, often in (("a", one), ("b", other))
        ]
        assert kept(normal, *hot) == left


def test_cycles_too_long_to_lay_out_are_taken_to_fall_evenly() -> None:
    hot = activity(
        "hot",
        minutes=600,
        frequency=OneIn(Fraction(49_999), from_week=1),
        instead_of=("normal",),
    )
    line = activity("normal", minutes=240, frequency=OneIn(Fraction(50_021), from_week=1))
    week = counted(line, hot)
    assert kept(line, hot) == 1 - Fraction(1, 49_999)
    assert week.lines[0].assumed


def test_a_week_beyond_the_cycle_loses_nothing() -> None:
    line = activity("normal", minutes=240, frequency=CycleWeeks((5,)))
    assert kept(line, hot_round(), roles=(role(cycle_weeks=2),)) == Fraction(7, 8)
    hot = hot_round(frequency=OneIn(Fraction(2), from_week=1))
    assert kept(line, hot, roles=(role(cycle_weeks=2),)) == 1


def test_all_other_work_is_that_of_the_same_role_and_not_its_rotas() -> None:
    roles = (role(), role(id="other"))
    lines = (
        activity("mine", minutes=240),
        activity("theirs", role="other", minutes=240),
        on_call("rota", frequency=OneIn(Fraction(6)), lieu_minutes=60),
    )
    week = counted(*lines, hot_round(), roles=roles)
    left = {line.id: line.lost is None for line in week.lines}
    assert left == {"mine": False, "theirs": True, "rota": True, "hot": True}


@pytest.mark.parametrize(("mine", "left"), [("1/2", "15/16"), ("0", "1")])
def test_of_another_role_i_lose_my_own_hot_weeks_alone(mine: str, left: str) -> None:
    normal = activity("normal", role="other", minutes=240)
    hot = hot_round(instead_of_all=False, instead_of=("normal",), attended=Fraction(mine))
    assert kept(normal, hot, roles=(role(), role(id="other"))) == Fraction(left)


def test_half_of_a_slot_is_half_of_its_hot_weeks() -> None:
    rota = on_call("rota", frequency=EIGHTH, slot_share=Fraction(1, 2), instead_of_all=True)
    assert kept(activity("normal", minutes=240), rota) == Fraction(15, 16)


def test_a_rota_gives_way_where_it_is_named_and_its_duties_fall() -> None:
    rota = on_call("rota", frequency=OneIn(Fraction(6)), lieu_minutes=60)
    hot = hot_round(instead_of_all=False, instead_of=("rota", "hot"))
    week = counted(rota, hot)
    line = week.line("rota")
    assert line is not None
    assert line.occurrences_per_week == Fraction(7, 48)
    assert line.frequency == "1 in 6, not in 1 week in 8"
    assert line.lieu_minutes == 60 * Fraction(7, 48)
    assert line.assumed  # two rotas of which nobody knows the weeks
    assert week.roles[0].rota_frequency == 6  # the rota is what it is


def test_work_on_call_that_gives_way_says_so() -> None:
    rota = on_call("rota", frequency=OneIn(Fraction(6)), predictable=CallWork(premium=480))
    line = counted(rota, hot_round(instead_of_all=False, instead_of=("rota",))).line("rota")
    assert line is not None
    assert "not in 1 week in 8 (Hot), which is assumed to fall evenly" in line.working


@pytest.mark.parametrize(
    ("frequency", "words"),
    [
        (EIGHTH, "not in 1 week in 8 (Hot)"),
        (OneIn(Fraction(8), Fraction(2)), "not in 2 weeks in 8 (Hot)"),
        (PerYear(Fraction(6)), "not in 6 weeks a year (Hot)"),
        (OnDates((date(2026, 5, 4),)), "not in the weeks of 1 date (Hot)"),
        (MonthWeeks((1,)), "not in the first of the month (Hot)"),
        (CycleWeeks((1,)), "not in week 1 of 2 (Hot)"),
    ],
)
def test_the_working_says_when_not(frequency: Frequency, words: str) -> None:
    week = counted(
        activity("normal", minutes=240),
        hot_round(frequency=frequency),
        roles=(role(cycle_weeks=2),),
    )
    assert words in week.lines[0].working


def test_many_names_are_cut_short() -> None:
    hot = [activity(key, minutes=60, frequency=EIGHTH, instead_of=("normal",)) for key in "abcde"]
    assert "(A, B and 3 more)" in counted(activity("normal", minutes=240), *hot).lines[0].working


def test_hours_alone_are_lost_too() -> None:
    week = counted(activity("normal", minutes=240), hot_round(), roles=(role(counted=False),))
    assert week.lines[0].minutes_per_week == 210
    assert "not in 1 week in 8 (Hot)" in week.lines[0].working


def test_another_edit_takes_lines_from_the_count_before_unless_their_hot_weeks_changed() -> None:
    normal, hot = activity("normal", minutes=240), hot_round()
    before = count(portfolio(normal, hot), CONTRACTS)
    other = hot_round(frequency=OneIn(Fraction(4)))
    after = count(portfolio(normal, other), CONTRACTS, previous=before)
    again = count(portfolio(normal, hot), CONTRACTS, previous=before)
    assert after.lines[0].occurrences_per_week == Fraction(3, 4)
    assert again.lines[0] is before.lines[0]


# -- where it lies -----------------------------------------------------------------------------


def test_known_hot_weeks_are_taken_out_of_the_weeks_of_what_gives_way() -> None:
    clinic = activity("clinic", day="Mon", clock="09:00-13:00")
    hot = hot_round(
        day="Mon", clock="08:00-18:00", minutes=None, frequency=OneIn(Fraction(4), from_week=2)
    )
    placed = place(portfolio(clinic, hot))
    block = next(b for b in placed.blocks if b.id == "clinic")
    assert (block.weeks, block.share) == (frozenset((1, 3, 4)), Fraction(3, 4))
    assert placed.meetings == ()


def test_a_line_that_no_week_is_left_to_lies_nowhere() -> None:
    clinic = activity("clinic", day="Mon", clock="09:00-13:00", frequency=CycleWeeks((1,)))
    hot = activity("hot", minutes=60, frequency=CycleWeeks((1, 2)), instead_of=("clinic",))
    assert place(portfolio(clinic, hot, roles=(role(cycle_weeks=2),))).blocks == ()


def test_hot_weeks_that_nobody_has_placed_lessen_a_share_and_never_clash() -> None:
    clinic = activity("clinic", day="Mon", clock="09:00-13:00")
    dated = activity(
        "dated", day="Mon", clock="09:00-10:00", frequency=OnDates((date(2026, 5, 4),))
    )
    hot = hot_round(day="Mon", clock="08:00-18:00", minutes=None)
    placed = place(portfolio(clinic, dated, hot))
    blocks = {b.id: b for b in placed.blocks}
    assert blocks["clinic"].share == Fraction(7, 8)
    assert blocks["dated"].share == Fraction(1, 52)
    assert share_a_week(blocks["clinic"], blocks["hot"]) is False
    assert share_a_week(blocks["hot"], blocks["clinic"]) is False


def _findings(*lines: Activity | OnCall) -> set[str]:
    return {found.check for found in run_checks(counted(*lines), CONTRACTS)}


def test_a_hot_night_has_no_clinic_after_it() -> None:
    clinic = activity("clinic", day="Tue", clock="09:00-13:00")
    nights = on_call(
        "nights",
        frequency=EIGHTH,
        days=(Day.MON,),
        clock=activity(clock="20:00-08:00").clock,
        resident=True,
    )
    hot = on_call(
        "hot",
        frequency=EIGHTH,
        days=(Day.MON,),
        clock=activity(clock="20:00-08:00").clock,
        resident=True,
        instead_of_all=True,
    )
    assert "daily-rest" in _findings(clinic, nights)
    assert "daily-rest" not in _findings(clinic, hot)


def test_a_week_of_hot_days_has_the_days_of_normal_work_off() -> None:
    normal = [activity(day.value, day=day.value, clock="00:00-23:00") for day in WEEKDAYS[:6]]
    sunday = activity("sunday", day="Sun", clock="00:00-23:00", frequency=EIGHTH)
    hot = activity("hot", day="Sun", clock="00:00-23:00", frequency=EIGHTH, instead_of_all=True)
    assert "weekly-rest" in _findings(*normal, sunday)
    assert "weekly-rest" not in _findings(*normal, hot)


# -- for any hot week --------------------------------------------------------------------------

FREQUENCIES = st.one_of(
    st.builds(OneIn, st.integers(1, 12).map(Fraction)),
    st.integers(1, 6).flatmap(
        lambda n: st.builds(OneIn, st.just(Fraction(n)), from_week=st.integers(1, n))
    ),
    st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True).map(
        lambda weeks: CycleWeeks(tuple(weeks))
    ),
)


@given(FREQUENCIES, FREQUENCIES)
def test_what_is_lost_lies_between_nothing_and_all(one: Frequency, other: Frequency) -> None:
    lines = (
        activity("normal", minutes=240, frequency=one),
        activity("hot", minutes=600, frequency=other, instead_of=("normal",)),
    )
    week = counted(*lines, roles=(role(cycle_weeks=4),))
    alone = counted(lines[0], roles=(role(cycle_weeks=4),))
    lost, whole = week.lines[0].units_per_week, alone.lines[0].units_per_week
    assert lost is not None
    assert whole is not None
    assert 0 <= lost <= whole
    assert week.roles[0].counted == sum(line.units_per_week or 0 for line in week.lines)


@given(st.lists(FREQUENCIES, min_size=1, max_size=3))
def test_what_is_counted_agrees_with_where_it_lies(often: list[Frequency]) -> None:
    hot = [
        activity(f"hot-{i}", minutes=600, frequency=one, instead_of=("normal",))
        for i, one in enumerate(often)
    ]
    normal = activity("normal", day="Mon", clock="09:00-13:00")
    plan = portfolio(normal, *hot, roles=(role(cycle_weeks=4),))
    block = next((b for b in place(plan).blocks if b.id == "normal"), None)
    share = block.share if block is not None else Fraction(0)
    assert share == kept(normal, *hot, roles=(role(cycle_weeks=4),))


@given(
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(2, 1440),
    FREQUENCIES,
    FREQUENCIES,
    st.data(),
)
def test_splitting_what_gives_way_never_changes_its_count(
    day: int, start: int, minutes: int, often: Frequency, hot: Frequency, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, minutes - 1))
    later = divmod(day * MINUTES_PER_DAY + start + cut, MINUTES_PER_DAY)

    def part(key: str, at_day: int, begins: int, length: int) -> Activity:
        clock = Clock(begins, (begins + length) % MINUTES_PER_DAY)
        return activity(key, day=WEEKDAYS[at_day % 7].value, clock=clock, frequency=often)

    whole = part("whole", day, start, minutes)
    parts = (part("one", day, start, cut), part("two", later[0], later[1], minutes - cut))
    names = ("whole", "one", "two")
    instead = activity("hot", minutes=600, frequency=hot, instead_of=names)
    roles = (role(cycle_weeks=4),)
    found = {line.id: line for line in counted(whole, *parts, instead, roles=roles).lines}
    for read in (_units, _minutes):
        assert read(found["one"]) + read(found["two"]) == read(found["whole"])


@given(FREQUENCIES, FREQUENCIES, st.integers(420, 899), st.integers(420, 899))
def test_moving_what_gives_way_within_plain_time_never_changes_its_count(
    often: Frequency, hot: Frequency, one: int, other: int
) -> None:
    counts = []
    for start in (one, other):
        line = activity("line", day="Tue", clock=Clock(start, start + 240), frequency=often)
        instead = activity("hot", minutes=600, frequency=hot, instead_of=("line",))
        counts.append(_units(counted(line, instead, roles=(role(cycle_weeks=4),)).lines[0]))
    assert counts[0] == counts[1]


def _units(line: Line) -> Fraction:
    return line.units_per_week or Fraction(0)


def _minutes(line: Line) -> Fraction:
    return line.assumed_minutes
