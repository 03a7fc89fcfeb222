"""One rota as people say it, against the worked examples of the contract rules."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.callfacts import CallFacts, call_facts, facts_of
from portfolio_app.core.lines import role_terms
from portfolio_app.core.model import (
    WEEKDAYS,
    CallWork,
    CoverBy,
    Leave,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
)
from portfolio_app.core.workload import count
from tests.plans import CONSULTANT, CONTRACTS, activity, at, on_call, portfolio, role

# Saturday and Sunday rounds of 4 h; five nights of 1.2 h and two days of 1.5 h.
EIGHTH = on_call(
    frequency=OneIn(Fraction(8)),
    availability="A",
    predictable=CallWork(premium=480),
    unpredictable=CallWork(premium=540),
)


def facts(call: OnCall) -> CallFacts:
    plan = portfolio(call)
    return call_facts(call, role_terms(plan, role(), CONTRACTS[CONSULTANT], {}))


def changed(**keys: object) -> OnCall:
    return on_call(**{**{k: getattr(EIGHTH, k) for k in _SET}, **keys})


_SET = ("frequency", "availability", "predictable", "unpredictable")


def test_a_week_on_call_one_in_eight() -> None:
    found = facts(EIGHTH)
    predictable, unpredictable = found.duty_week
    assert (predictable.name, predictable.premium, predictable.units) == (
        "predictable",
        480,
        Fraction(8, 3),
    )
    assert (unpredictable.minutes, unpredictable.premium_units) == (540, 3)
    assert [part.units for part in found.week] == [Fraction(1, 3), Fraction(3, 8)]
    assert found.line.units_per_week == Fraction(17, 24)
    assert found.line.minutes_per_week == Fraction("2.125") * 60
    assert (found.frequency, found.at_work) == (8, 8)
    assert found.duty_weeks_per_year == Fraction(21, 4)
    assert found.cover is None
    assert found.supplement is not None
    assert (found.supplement.band, found.supplement.percent) == ("medium", 5)


@pytest.mark.parametrize("by", CoverBy)
def test_covered_it_comes_more_often_while_at_work(by: CoverBy) -> None:
    found = facts(changed(prospective_cover=True, cover_by=by))
    assert found.frequency == 8
    assert found.at_work == 8 * Fraction(42, 52)
    assert found.duty_weeks_per_year == Fraction("6.5")
    assert found.cover is not None
    assert found.cover.text in found.line.working
    factor = 1 if by is CoverBy.BAND else Fraction(52, 42)
    assert found.cover.factor == factor
    assert found.line.units_per_week == Fraction(17, 24) * factor
    assert found.supplement is not None
    assert found.supplement.frequency == (found.at_work if by is CoverBy.BAND else 8)


def test_cover_leaves_alone_what_is_counted_a_year() -> None:
    for frequency in (PerYear(Fraction(6)), OnDates(())):
        assert facts(changed(frequency=frequency, prospective_cover=True)).cover is None


def test_leave_of_all_the_year_leaves_a_day() -> None:
    own = role(leave=Leave(annual_weeks=Fraction(60)))
    call = changed(prospective_cover=True, cover_by=CoverBy.DAYS)
    found = call_facts(call, role_terms(portfolio(call), own, CONTRACTS[CONSULTANT], {}))
    assert found.cover is not None
    assert found.cover.factor == 260


def test_half_of_a_slot_is_half_of_the_duties() -> None:
    found = facts(changed(slot_share=Fraction(1, 2)))
    assert (found.frequency, found.duty_weeks_per_year) == (16, Fraction(21, 8))
    assert found.supplement is not None
    assert (found.supplement.band, found.supplement.percent) == ("low", 3)
    assert found.line.frequency == "1 in 8, 0.5 of one slot"
    assert "1 in 8, 0.5 of one slot: 1 in 16" in found.line.working


def test_no_part_of_a_slot_is_never_on_duty() -> None:
    found = facts(changed(slot_share=Fraction(0)))
    assert (found.frequency, found.at_work, found.duty_weeks_per_year) == (None, None, 0)
    assert found.line.units_per_week == 0
    assert found.supplement is None
    assert "0 of one slot" in found.line.working


def test_resident_hours_beyond_agreed_work_are_worth_nothing() -> None:
    found = facts(changed(resident=True, clock=at("20:00-08:00"), days=WEEKDAYS[:1]))
    assert found.duty_week[-1].units == 0
    assert sum(part.units for part in found.week) == found.line.units_per_week


def test_time_in_lieu_of_a_duty_week() -> None:
    line = facts(changed(lieu_minutes=480)).line
    assert line.lieu_minutes == 60
    assert "a duty week earns 8 h back in lieu" in line.working


def test_two_rotas_combine_and_the_share_of_a_slot_goes_into_both() -> None:
    calls = (EIGHTH, on_call("other", frequency=OneIn(Fraction(10)), slot_share=Fraction(1, 2)))
    found = count(portfolio(*calls), CONTRACTS).roles[0]
    assert found.rota_frequency == 1 / (Fraction(1, 8) + Fraction(1, 20))


@given(
    st.integers(1, 12),
    st.fractions(Fraction(1, 10), 1, max_denominator=10),
    st.sampled_from(CoverBy),
    st.booleans(),
)
def test_a_slot_that_is_shared_out_adds_up_to_the_slot(
    n: int, share: Fraction, by: CoverBy, covered: bool
) -> None:
    keys = {"frequency": OneIn(Fraction(n)), "prospective_cover": covered, "cover_by": by}
    whole = facts(changed(**keys))
    mine = facts(changed(**keys, slot_share=share))
    theirs = facts(changed(**keys, slot_share=1 - share))
    for one, other, all_of_it in zip(
        _figures(mine), _figures(theirs), _figures(whole), strict=True
    ):
        assert one + other == all_of_it


def _figures(found: CallFacts) -> tuple[Fraction, ...]:
    line = found.line
    return (line.units_per_week or Fraction(0), line.assumed_minutes, found.duty_weeks_per_year)


@given(st.integers(0, 600), st.integers(0, 600), st.integers(1, 12))
def test_riddell_gives_hours_and_units_in_the_same_measure(normal: int, work: int, n: int) -> None:
    call = on_call(
        frequency=OneIn(Fraction(n)),
        predictable=CallWork(plain=work),
        prospective_cover=True,
        cover_by=CoverBy.RIDDELL,
    )
    week = count(portfolio(activity(minutes=normal), call), CONTRACTS).roles[0]
    line = week.lines[1]
    assert line.minutes_per_week is not None
    assert line.units_per_week == line.minutes_per_week / 240
    assert line.minutes_per_week >= Fraction(work, n)


def test_within_a_counted_week_its_hot_weeks_its_load_and_its_cap_are_in() -> None:
    riddell = changed(prospective_cover=True, cover_by=CoverBy.RIDDELL)
    week = count(portfolio(activity(minutes=3000), riddell), CONTRACTS)
    found = facts_of(week, "on-call")
    assert found is not None
    assert found.line is week.line("on-call")
    assert found.cover is not None
    assert found.cover.factor > Fraction(52, 42)
    assert sum(part.units for part in found.week) == found.line.units_per_week
    wales = role(contract="consultant-wales-2003")
    busy = on_call(unpredictable=CallWork(premium=360))
    capped = facts_of(count(portfolio(busy, roles=(wales,)), CONTRACTS), "on-call")
    assert capped is not None
    assert (capped.line.units_per_week, capped.week[0].units) == (1, 2)


def test_what_is_no_rota_of_the_week_has_no_facts() -> None:
    week = count(portfolio(activity(), on_call("gone", role="nobody")), CONTRACTS)
    assert [facts_of(week, key) for key in ("clinic", "nowhere", "gone")] == [None, None, None]
