"""Counted once, credited many: units without hours in another role, and ledgers."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.agreements import Credit
from portfolio_app.core.audit import audit
from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.model import Activity, Employer, EmployerKind, OneIn, Rounding, StatedTotals
from portfolio_app.core.workload import Count, count
from tests.plans import CONTRACTS, TRUST, activity, portfolio, role

SECOND = Employer(id="second", name="Example Second", kind=EmployerKind.UNIVERSITY)


def week(*lines: Activity, kind: EmployerKind = EmployerKind.UNIVERSITY, **keys: Any) -> Count:
    other = role(**{"id": "other", "employer": "second", "contracted": Fraction(1), **keys})
    second = Employer(id="second", name="Example Second", kind=kind)
    return count(portfolio(*lines, roles=(role(), other), employers=(TRUST, second)), CONTRACTS)


def teaching(*also: Credit, **keys: Any) -> Activity:
    return activity("teaching", **{"minutes": 240, "category": "SPA", "also": also, **keys})


def claimed(found: Count) -> bool:
    return any(each.check == "claimed-twice" for each in run_checks(found, CONTRACTS))


@pytest.mark.parametrize(
    ("credit", "keys", "units"),
    [
        (Credit(role="other"), {}, Fraction(1)),
        (Credit(role="other", units=Fraction(1, 2)), {}, Fraction(1, 2)),
        (Credit(role="other", minutes=120), {}, Fraction(1, 2)),
        (Credit(role="other"), {"frequency": OneIn(Fraction(4))}, Fraction(1, 4)),
        # Agreed units of this role are no units of the other: its time is.
        (Credit(role="other"), {"counts_as": Fraction(2)}, Fraction(1)),
        (Credit(role="other"), {"counts_as": Fraction(2), "minutes": None}, Fraction(2)),
        (Credit(role="other"), {"minutes": None}, Fraction(0)),
        (
            Credit(role="other"),
            {"minutes": None, "day": "Sat", "clock": "09:00-12:00"},
            Fraction(1),
        ),
    ],
)
def test_units_of_the_other_role(credit: Credit, keys: dict[str, Any], units: Fraction) -> None:
    found = week(teaching(credit, **keys))
    other = found.roles[1]
    assert other.counted == other.by_category["SPA"].units == units
    assert other.own_units == other.minutes == 0
    assert found.minutes == found.roles[0].minutes
    assert [one.line for one in other.credited] == ["teaching"]


@pytest.mark.parametrize(
    "credit", [Credit(role="nowhere"), Credit(role="consultant"), Credit(ledger="CPD")]
)
def test_what_is_credited_nowhere_else_is_no_units(credit: Credit) -> None:
    assert not any(one.credited for one in week(teaching(credit)).roles)


def test_a_role_in_hours_only_is_credited_no_units() -> None:
    other = week(teaching(Credit(role="other")), counted=False).roles[1]
    assert other.counted == 0
    assert "counted in hours only" in other.credited[0].working


def test_categories_are_those_of_the_other_contract() -> None:
    both = teaching(
        Credit(role="other"),
        category=None,
        category_shares=(("DCC", Fraction(1, 4)), ("SPA", Fraction(3, 4))),
    )
    units = {code: part.units for code, part in week(both).roles[1].by_category.items()}
    assert units == {"DCC": Fraction(1, 4), "SPA": Fraction(3, 4)}
    private = teaching(Credit(role="other"), category="Research")
    assert set(week(private).roles[1].by_category) == {"none"}
    assert set(week(private, contract="hours").roles[1].by_category) == {"Research"}


def test_what_is_credited_adds_to_a_category_that_is_there() -> None:
    own = activity("own", role="other", category="SPA", minutes=240)
    found = week(teaching(Credit(role="other")), own).roles[1]
    assert (found.by_category["SPA"].units, found.by_category["SPA"].minutes) == (2, 240)
    assert (found.counted, found.own_units, found.minutes) == (2, 1, 240)


def test_what_is_credited_is_paid_as_the_role_pays() -> None:
    half = Credit(role="other", units=Fraction("1.5"))
    assert week(teaching(half), rounding=Rounding.WHOLE_DOWN).roles[1].paid == 1
    assert week(teaching(half, paid=False)).roles[1].paid == 0


def test_units_are_once_in_the_total_and_in_the_usual_maximum() -> None:
    found = week(teaching(Credit(role="other")), activity(minutes=2400))
    assert found.units == {"PA": Fraction(11)}
    assert not any(each.check == "usual-maximum" for each in run_checks(found, CONTRACTS))


def test_a_stated_total_of_one_role_has_its_credits_and_one_of_all_has_them_once() -> None:

    totals = (
        StatedTotals(role="other", total=Decimal("1.0")),
        StatedTotals(total=Decimal("1.0")),
    )
    line = teaching(Credit(role="other"))
    plan = portfolio(
        line,
        roles=(role(), role(id="other", employer="second")),
        employers=(TRUST, SECOND),
        stated=totals,
    )
    assert [total.follows for total in audit(count(plan, CONTRACTS)).totals] == [True, True]


def test_what_is_assumed_stays_assumed() -> None:
    agreed = {"counts_as": Fraction(2), "minutes": None}
    assert week(teaching(Credit(role="other"), **agreed)).roles[1].assumed
    given = Credit(role="other", units=Fraction(1))
    assert not week(teaching(given, **agreed)).roles[1].assumed


@pytest.mark.parametrize(
    ("keys", "line", "twice"),
    [
        ({}, {}, True),
        ({"kind": EmployerKind.NHS}, {}, True),
        ({"kind": EmployerKind.VOLUNTARY}, {}, False),
        ({"contracted": Fraction(0)}, {}, False),
        ({}, {"paid": False}, False),
        ({}, {"minutes": None}, False),
        ({"counted": False}, {}, False),
    ],
)
def test_paid_time_that_two_employers_pay_is_found(
    keys: dict[str, Any], line: dict[str, Any], twice: bool
) -> None:
    assert claimed(week(teaching(Credit(role="other"), **line), **keys)) is twice


def test_one_integrated_plan_is_one_agreement() -> None:
    roles = (role(plan="whole"), role(id="other", employer="second", plan="whole"))
    plan = portfolio(teaching(Credit(role="other")), roles=roles, employers=(TRUST, SECOND))
    assert not claimed(count(plan, CONTRACTS))


def test_ledgers_hold_what_is_done_in_a_week_and_a_year() -> None:
    found = week(
        teaching(Credit(ledger="CPD"), Credit(ledger="Points", units=Fraction(3))),
        activity(
            "course",
            minutes=420,
            frequency=OneIn(Fraction(2)),
            also=(Credit(ledger="CPD", minutes=120),),
        ),
        activity("never", minutes=60, attended=Fraction(0), also=(Credit(ledger="CPD"),)),
        activity("vague", attended=Fraction(0), also=(Credit(ledger="CPD"),)),
        activity("nobody", role="nobody", minutes=60, also=(Credit(ledger="CPD"),)),
    ).ledgers
    assert list(found) == ["CPD", "Points"]
    assert (found["CPD"].minutes, found["CPD"].minutes_per_year) == (300, 300 * 42)
    assert found["CPD"].lines == ("teaching", "course", "never", "vague")
    assert (found["Points"].units, found["Points"].units_per_year) == (3, 126)
    assert (found["CPD"].units, found["Points"].minutes) == (0, 0)


@given(
    st.lists(
        st.tuples(st.integers(1, 600), st.booleans(), st.fractions(0, 3, max_denominator=8)),
        max_size=6,
    )
)
def test_hours_are_counted_once_whatever_is_credited(
    given_lines: list[tuple[int, bool, Fraction]],
) -> None:
    lines = [
        activity(
            f"a{n}",
            minutes=minutes,
            also=(Credit(role="other", units=units), Credit(ledger="CPD")) if is_credited else (),
        )
        for n, (minutes, is_credited, units) in enumerate(given_lines)
    ]
    found = week(*lines)
    whole = sum(minutes for minutes, _, _ in given_lines)
    assert found.minutes == whole
    assert sum((role.own_units for role in found.roles), Fraction(0)) == Fraction(whole, 240)
    for one in found.roles:
        parts = sum((part.units for part in one.by_category.values()), Fraction(0))
        assert parts == one.counted == one.own_units + sum(c.units for c in one.credited)
    kept = sum(minutes for minutes, is_credited, _ in given_lines if is_credited)
    assert (found.ledgers["CPD"].minutes if kept else 0) == kept
