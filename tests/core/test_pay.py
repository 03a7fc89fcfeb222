"""Pay as an estimate: the sum of every line, what decides it, and what is said to be not known."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.agreements import Policy
from portfolio_app.core.basicpay import (
    Pounds,
    named_row,
    pay_points,
    pay_year,
    uplift_policy,
    with_uplift,
)
from portfolio_app.core.contracts import Contract, load_contract
from portfolio_app.core.model import (
    Activity,
    Employer,
    EmployerKind,
    Nation,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
    PremiumMode,
    Rounding,
)
from portfolio_app.core.pay import (
    PayEstimate,
    PayLine,
    PayPart,
    Pension,
    PortfolioPay,
    pay_estimate,
    portfolio_pay,
)
from portfolio_app.core.workload import count
from tests.plans import CHARITY, CONTRACTS, TRUST, activity, on_call, portfolio, role

AFC = "agenda-for-change"
ENGLAND_2025 = date(2025, 4, 1)
OWN = Decimal(100000)


def pay_of(
    *lines: Activity | OnCall,
    on: date | None = None,
    contracts: Mapping[str, Contract] = CONTRACTS,
    policies: tuple[Policy, ...] = (),
    employers: tuple[Employer, ...] = (TRUST, CHARITY),
    **keys: Any,
) -> PayEstimate:
    """The pay of one role with these lines."""
    plan = portfolio(*lines, roles=(role(**keys),), policies=policies, employers=employers)
    counted = count(plan, contracts)
    return pay_estimate(counted.roles[0], counted, contracts, on)


def line_of(estimate: PayEstimate, part: PayPart = PayPart.BASIC) -> PayLine:
    return next(line for line in estimate.lines if line.part is part)


def one(value: str | int | Fraction) -> Pounds:
    return Pounds(Fraction(value), Fraction(value))


def of_units(units: str | int) -> Activity:
    return activity("all-work", counts_as=Fraction(units))


# -- the full-time figure ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "since", "pounds"),
    [
        (date(2024, 3, 1), date(2024, 3, 1), 99532),
        (date(2024, 3, 31), date(2024, 3, 1), 99532),
        (date(2024, 4, 1), date(2024, 3, 1), 105504),
        (date(2025, 3, 31), date(2024, 3, 1), 105504),
        (ENGLAND_2025, date(2025, 4, 1), 109725),
        (ENGLAND_2025, date(2022, 4, 2), 109725),  # three years tomorrow
        (ENGLAND_2025, date(2022, 4, 1), 116183),
        (ENGLAND_2025, date(2021, 4, 1), 119490),
        (ENGLAND_2025, date(2017, 4, 1), 131059),
        (ENGLAND_2025, date(2011, 4, 1), 145478),
        (ENGLAND_2025, date(2030, 4, 1), 109725),  # service yet to come
    ],
)
def test_a_consultant_is_paid_by_the_pay_year_and_length_of_service(
    on: date, since: date, pounds: int
) -> None:
    assert pay_of(of_units(10), on=on, service_from=since).total == one(pounds)


def test_service_is_the_roles_own_else_that_of_the_first_role_it_follows() -> None:
    first = role(id="registrar-post", title="First post", start=date(2010, 1, 1), considered=True)
    later = role(follows="registrar-post", start=date(2024, 1, 1))
    plan = portfolio(of_units(10), roles=(first, later))
    counted = count(plan, CONTRACTS)
    found = pay_estimate(counted.roles[0], counted, CONTRACTS)
    assert found.total == one(145478)
    assert "16 years of service since 1 January 2010" in line_of(found).formula
    assert "earlier" not in " ".join(found.notes)


def test_the_first_day_of_the_role_stands_in_for_service_and_is_said_to() -> None:
    found = pay_of(of_units(10), start=date(2025, 3, 1))
    assert found.total == one(109725)
    assert (
        "Service is counted from the role’s first day; any before it is not known." in found.notes
    )
    assert "1 year of service" in line_of(found).formula


def test_nothing_is_guessed_without_a_pay_point_or_service() -> None:
    found = pay_of(of_units(10))
    assert found.total is None
    assert found.known == one(0)
    assert line_of(found).formula.startswith("Set your pay point, or the day from which")


def test_a_pay_point_is_taken_before_service() -> None:
    found = pay_of(of_units(10), pay_point=" 8 Years ", service_from=date(2025, 1, 1))
    assert found.total == one(131059)
    assert "pay point “8 years”" in line_of(found).formula


def test_a_pay_point_that_is_not_in_the_table_names_those_that_are() -> None:
    found = pay_of(of_units(10), pay_point="threshold 2")
    assert found.total is None
    assert line_of(found).formula == (
        "Found the pay point “threshold 2”; the table has"
        " 0 years, 3 years, 4 years, 8 years and 14 years."
    )


def test_ones_own_basic_pay_goes_before_the_table() -> None:
    found = pay_of(of_units(10), basic=OWN, pay_point="8 years", start=date(2000, 1, 1))
    assert found.total == one(100000)
    assert not found.notes
    assert not found.unverified
    assert "your own figure" in line_of(found).formula


def test_figures_of_an_earlier_pay_year_are_said_to_be_so() -> None:
    stale = "2025/26 figures: later award not known"
    assert stale in pay_of(of_units(10), pay_point="0 years").notes
    assert stale in pay_of(of_units(10), pay_point="0 years", on=date(2026, 4, 1)).notes
    assert not pay_of(of_units(10), pay_point="0 years", on=date(2026, 3, 31)).notes


def test_an_unverified_figure_marks_all_that_rests_on_it() -> None:
    assert pay_of(of_units(10), pay_point="0 years", on=ENGLAND_2025).unverified
    assert not pay_of(of_units(10), pay_point="0 years", on=date(2024, 3, 1)).unverified


def uplift(value: str = "3.5", start: date = date(2026, 4, 1)) -> Policy:
    return Policy(
        id="uplift",
        employer="trust",
        contract="consultant-england-2003",
        term="basic-pay-uplift",
        start=start,
        value=value,
        source="Pay circular 1/2026",
    )


def test_ones_own_uplift_raises_the_last_known_table_from_its_day_on() -> None:
    found = pay_of(of_units(10), pay_point="0 years", policies=(uplift(),))
    assert found.total == one(Fraction("113565.375"))
    assert "2025/26 figures, raised by your own 3.5 %" in found.notes
    assert "£109,725 raised by 3.5 %" in line_of(found).formula
    sources = [term.citation.source.title for term in line_of(found).terms]
    assert "Pay circular 1/2026" in sources
    before = pay_of(of_units(10), pay_point="0 years", policies=(uplift(),), on=date(2026, 3, 31))
    assert before.total == one(109725)


def test_an_uplift_is_put_changed_and_taken_away_for_a_contract_and_its_employer() -> None:
    plan = portfolio(roles=(role(start=date(2027, 3, 1)),))
    own = plan.roles[0]
    assert uplift_policy(plan, own) is None
    put_in = with_uplift(plan, own, Fraction("3.5"))
    policy = uplift_policy(put_in, own)
    assert policy is not None
    assert (policy.start, policy.value) == (date(2026, 4, 1), "3.5")
    changed = with_uplift(put_in, own, Fraction(4))
    assert [one.value for one in changed.policies] == ["4"]
    assert changed.policies[0].start == date(2026, 4, 1)
    assert not uplift_policy(changed, replace(own, employer="charity"))
    assert with_uplift(changed, own, None) == plan
    assert with_uplift(plan, own, None) == plan


def test_an_uplift_from_before_the_table_is_in_the_table_already() -> None:
    earlier = uplift(start=date(2024, 5, 1))
    found = pay_of(of_units(10), pay_point="0 years", policies=(earlier,))
    assert found.total == one(109725)


def test_a_table_of_the_employers_own_takes_the_place_of_the_contracts() -> None:
    own = replace(uplift('{ "0 years" = 120000 }'), term="basic-pay")
    found = pay_of(of_units(10), pay_point="0 years", policies=(own,))
    assert found.total == one(120000)
    assert not found.unverified


def test_pay_before_the_first_known_table_is_not_known() -> None:
    found = pay_of(of_units(10), pay_point="0 years", on=date(2024, 2, 29))
    assert found.total is None
    assert "2024-03-01" in line_of(found).formula


@pytest.mark.parametrize(
    ("contract", "nation", "point", "pounds"),
    [
        ("consultant-scotland-2004", None, "19 years", 142369),
        ("consultant-wales-2003", None, "23 years", 146000),
        ("specialist-england-2021", None, "6 years", 111442),
        ("specialty-doctor-england-2021", None, "12 years", 99216),
        ("clinical-academic", None, "4 years", 119490),
        ("clinical-academic", Nation.WALES, "4 years", 123000),
        ("clinical-academic", Nation.SCOTLAND, "4 years", 119170),
        ("clinical-academic", Nation.NORTHERN_IRELAND, "4 years", None),
        ("consultant-northern-ireland-2004", None, "4 years", None),
        ("specialty-doctor-2008", None, "4 years", None),
        ("public-health-local-government", None, "4 years", None),
    ],
)
def test_each_contract_has_its_own_table_or_says_that_it_has_none(
    contract: str, nation: Nation | None, point: str, pounds: int | None
) -> None:
    employers = (replace(TRUST, nation=nation),)
    found = pay_of(of_units(10), contract=contract, pay_point=point, employers=employers)
    assert found.total == (None if pounds is None else one(pounds))
    if pounds is None:
        assert "no table of pay here" in line_of(found).formula


def test_the_pay_of_a_clinical_academic_cites_parity_and_the_scale() -> None:
    found = pay_of(of_units(5), contract="clinical-academic", pay_point="0 years")
    assert [term.key for term in line_of(found).terms][:2] == ["basic-pay-follows", "basic-pay"]
    assert line_of(found).pension is Pension.NOT_KNOWN
    assert line_of(found).pension_says.startswith("Not known whether")


def test_a_contract_whose_pay_points_are_not_years_asks_for_the_point() -> None:
    text = CONTRACT_TEXT.replace("__PAY__", '{ "point 1" = 50000, "point 2" = 60000 }')
    contracts = {"house": load_contract(text, "house.toml")}
    keys: dict[str, Any] = {"contract": "house", "contracts": contracts}
    found = pay_of(of_units(10), start=date(2020, 1, 1), **keys)
    assert line_of(found).formula == "Set your pay point: the table has point 1 and point 2."
    assert pay_of(of_units(10), pay_point="point 2", **keys).total == one(60000)


CONTRACT_TEXT = """
id = "house"
title = "House contract"
staff_group = "Staff"
unit = "PA"
kind = "contract"
[[source]]
id = "book"
title = "House book"
publisher = "House"
read = 2026-01-01
[[term]]
key = "programmed-activity-length"
unit = "minutes"
says = "A unit is four hours."
[[term.row]]
from = 2020-01-01
value = 240
cite = { source = "book" }
confidence = "sourced"
[[term]]
key = "working-weeks"
unit = "weeks"
says = "The year has 42 weeks."
[[term.row]]
from = 2020-01-01
value = 42
cite = { source = "book" }
confidence = "sourced"
[[term]]
key = "full-time-units"
unit = "units"
says = "Full time is ten."
[[term.row]]
from = 2020-01-01
value = 10
cite = { source = "book" }
confidence = "sourced"
[[term]]
key = "basic-pay"
unit = "thresholds"
says = "Pay by point."
[[term.row]]
from = 2026-04-01
value = __PAY__
cite = { source = "book" }
confidence = "sourced"
"""


# -- general practice and plain hours ----------------------------------------------------------


def test_a_salaried_gp_has_a_range_until_their_own_pay_is_known() -> None:
    gp: dict[str, Any] = {"contract": "salaried-gp", "contracted": Fraction(5)}
    found = pay_of(of_units(5), **gp)
    assert found.total == Pounds(Fraction(76038) * 5 / 9, Fraction(114743) * 5 / 9)
    assert found.total.is_range
    assert found.total.text() == "£42,243.33 to £63,746.11"
    assert pay_of(of_units(5), basic=Decimal(90000), **gp).total == one(50000)


def test_a_gp_above_nine_sessions_is_paid_pro_rata_and_not_pensioned_for_it() -> None:
    found = pay_of(of_units(10), contract="salaried-gp", basic=Decimal(90000))
    assert line_of(found, PayPart.EXTRA).amount == one(10000)
    assert line_of(found, PayPart.EXTRA).pension is Pension.NO


def test_before_a_contract_holds_the_pay_says_since_when_it_does() -> None:
    early = pay_of(of_units(1), on=date(2003, 1, 1))
    assert early.total is None
    assert line_of(early).formula == (
        "What full time is under this contract is known from 31 October 2003 on alone."
    )


def test_plain_hours_are_paid_what_the_person_says() -> None:
    hours: dict[str, Any] = {"contract": "hours", "contracted": Fraction(15)}
    work = activity("work", minutes=900, category=None)
    found = pay_of(work, basic=Decimal(21000), **hours)
    assert found.total == one(21000)
    assert "your own figure for 15 hours a week" in line_of(found).formula
    unknown = pay_of(work, **hours)
    assert unknown.total is None
    assert "no full-time week" in line_of(unknown).formula


def test_a_full_time_week_of_the_employers_own_divides_plain_hours() -> None:
    full = Policy(
        id="full",
        employer="trust",
        contract="hours",
        term="full-time-units",
        start=date(2026, 4, 1),
        value="35",
        source="Staff handbook",
    )
    work = activity("work", minutes=14 * 60, category=None)
    keys: dict[str, Any] = {"contract": "hours", "contracted": Fraction(14)}
    found = pay_of(work, basic=Decimal(35000), policies=(full,), **keys)
    assert found.total == one(14000)


# -- units and full time -----------------------------------------------------------------------


def test_units_above_full_time_are_a_tenth_each_and_not_pensionable() -> None:
    found = pay_of(of_units("11.25"), basic=OWN)
    assert line_of(found).amount == one(100000)
    assert line_of(found).pension is Pension.YES
    extra = line_of(found, PayPart.EXTRA)
    assert extra.amount == one(12500)
    assert extra.formula == ("1.25 PA above full time x 1/10 of £100,000 full-time basic = £12,500")
    assert extra.pension is Pension.NO
    assert "above whole time are not pensionable" in extra.pension_says
    assert found.total == one(112500)


def test_extra_units_of_a_contract_that_does_not_say_are_not_known() -> None:
    found = pay_of(of_units(11), contract="public-health-local-government", basic=OWN)
    assert line_of(found, PayPart.EXTRA).amount is None
    assert "is not known here" in line_of(found, PayPart.EXTRA).formula
    assert found.known == one(100000)


def test_pay_goes_by_what_is_paid() -> None:
    rounded = pay_of(of_units("9.2"), basic=OWN, rounding=Rounding.NEAREST_QUARTER)
    assert rounded.total == one(92500)
    capped = pay_of(of_units(12), basic=OWN, paid_cap=Fraction("11.5"))
    assert capped.total == one(115000)
    unpaid = pay_of(of_units(10), activity("own", counts_as=Fraction(1), paid=False), basic=OWN)
    assert unpaid.total == one(100000)


def test_a_plan_below_its_contract_says_what_that_costs() -> None:
    found = pay_of(of_units(8), basic=OWN)
    assert found.total == one(80000)
    assert found.notes == ("The plan is paid on 8 of the 10 PA contracted: £20,000 less.",)


def test_a_role_without_work_yet_is_paid_its_contract() -> None:
    assert pay_of(basic=OWN, contracted=Fraction(6)).total == one(60000)


def test_work_inside_the_contract_but_not_in_units_is_paid_for_what_it_stands_for() -> None:
    work = activity("research", minutes=600)
    keys: dict[str, Any] = {"contract": "clinical-academic", "basic": OWN, "counted": False}
    found = pay_of(work, stands_for=Fraction(5), contracted=Fraction(10), **keys)
    assert found.total == one(50000)
    assert not found.notes
    assert pay_of(work, contracted=Fraction(6), **keys).total == one(60000)


# -- on call and premium time ------------------------------------------------------------------


def rota(n: int, **keys: Any) -> OnCall:
    return on_call(frequency=OneIn(Fraction(n)), availability="A", **keys)


@pytest.mark.parametrize(
    ("units", "one_in", "supplement", "total"),
    [
        (10, 8, "5809.15", "121992.15"),  # alone in the slot: 5 %
        ("5.5", 16, "3485.49", "67386.14"),  # half the slot's duties: 3 %
        ("5.5", 8, "5809.15", "69709.80"),  # the slot's own band is kept
    ],
)
def test_the_pay_of_a_shared_slot(
    units: str | int, one_in: int, supplement: str, total: str
) -> None:
    found = pay_of(
        of_units(units),
        rota(one_in),
        pay_point="3 years",
        contracted=Fraction(units),
        on=ENGLAND_2025,
    )
    line = line_of(found, PayPart.SUPPLEMENT)
    assert line.amount == one(supplement)
    assert line.pension is Pension.YES
    assert found.total == one(total)


def test_a_part_timers_supplement_is_of_full_time_pay_and_cites_so() -> None:
    part = line_of(
        pay_of(of_units(5), rota(4), basic=OWN, contracted=Fraction(5)), PayPart.SUPPLEMENT
    )
    assert part.amount == one(8000)
    assert "availability-supplement-part-time" in [term.key for term in part.terms]
    whole = line_of(pay_of(of_units(10), rota(4), basic=OWN), PayPart.SUPPLEMENT)
    assert "availability-supplement-part-time" not in [term.key for term in whole.terms]
    assert whole.formula == ("8 % of £100,000 full-time basic (1 in 4, category A, high) = £8,000")


def test_a_band_decided_by_the_rule_for_gaps_is_said_and_unverified() -> None:
    found = pay_of(of_units(10), rota(8), rota(10, id="second"), basic=OWN)
    line = line_of(found, PayPart.SUPPLEMENT)
    assert line.unverified
    assert "Decided by the rule for frequencies between two bands." in found.notes


def test_without_basic_pay_its_parts_are_not_known_either() -> None:
    night = activity("night", day="Mon", clock="19:00-22:00", premium=PremiumMode.PAY)
    found = pay_of(of_units(11), night, rota(4))
    assert all(line.amount is None for line in found.lines)
    assert [line.part for line in found.lines] == [
        PayPart.BASIC,
        PayPart.SUPPLEMENT,
        PayPart.PREMIUM,
    ]


def test_the_welsh_intensity_supplement_is_named_and_not_known() -> None:
    wales = "consultant-wales-2003"
    found = pay_of(of_units(10), on_call(frequency=OneIn(Fraction(8))), contract=wales, basic=OWN)
    line = line_of(found, PayPart.SUPPLEMENT)
    assert line.amount is None
    assert line.formula.startswith("On-call intensity is paid in three bands")
    assert found.total is None
    assert pay_of(of_units(10), contract=wales, basic=OWN).total == one(100000)


def test_premium_time_taken_as_pay_is_a_third_more_for_its_part() -> None:
    # A twilight of eight premium hours: two programmed activities and 6.67 % of basic.
    twilight = activity("twilight", day="Mon", clock="20:00-04:00", premium=PremiumMode.PAY)
    found = pay_of(of_units(8), twilight, basic=OWN)
    line = line_of(found, PayPart.PREMIUM)
    assert line.amount == one(Fraction(20000, 3))
    assert line.amount.text() == "£6,666.67"
    assert line.pension is Pension.YES
    assert line.pension_says.endswith("(unverified)")
    assert found.total == one(100000 + Fraction(20000, 3))


def test_premium_pay_of_a_contract_that_does_not_say_is_not_known() -> None:
    night = activity("night", day="Mon", clock="20:00-23:00", premium=PremiumMode.PAY)
    found = pay_of(night, contract="consultant-scotland-2004", basic=OWN)
    assert line_of(found, PayPart.PREMIUM).amount is None


# -- Agenda for Change -------------------------------------------------------------------------


def nurse(*lines: Activity, band: str | None = "band 6", **keys: Any) -> PayEstimate:
    given: dict[str, Any] = {
        "contract": AFC,
        "contracted": Fraction("37.5"),
        "basic": Decimal(37500),
        "pay_point": band,
    }
    return pay_of(*lines, **{**given, **keys})


def shift(day: str, clock: str, key: str = "shift", **keys: Any) -> Activity:
    return activity(key, day=day, clock=clock, category="Clinical", **keys)


@pytest.mark.parametrize(
    ("band", "day", "clock", "nights", "sundays"),
    [
        ("band 6", "Mon", "20:00-06:00", 10 * 300, 0),  # £1,000 an hour a week of basic
        ("band 6", "Mon", "19:00-06:00", 11 * 300, 0),  # the greater part decides for all of it
        ("band 6", "Fri", "19:00-06:00", 11 * 300, 0),  # into Saturday at the same rate
        ("band 6", "Mon", "13:00-21:00", 0, 0),  # mostly by day
        ("band 6", "Sat", "09:00-17:00", 8 * 300, 0),
        ("band 6", "Sat", "19:00-06:00", 5 * 300, 6 * 600),  # Sunday begins at midnight
        ("band 6", "Sun", "19:00-06:00", 6 * 300, 5 * 600),
        ("band 2", "Sun", "09:00-17:00", 0, 8 * 830),
        ("band 3", "Sat", "09:00-17:00", 8 * 350, 0),
        ("bands 4 to 9", "Sun", "09:00-10:00", 0, 600),
    ],
)
def test_unsocial_hours_are_paid_by_band_and_rate(
    band: str, day: str, clock: str, nights: int, sundays: int
) -> None:
    found = nurse(shift(day, clock), band=band)
    amounts = {line.part: line.amount for line in found.lines}
    assert amounts.get(PayPart.NIGHTS, one(0)) == one(nights)
    assert amounts.get(PayPart.SUNDAYS, one(0)) == one(sundays)


def test_unsocial_hours_say_their_sum_and_what_is_left_out() -> None:
    found = nurse(shift("Sat", "09:00-17:00"), shift("Mon", "13:00-21:00", "late"))
    line = line_of(found, PayPart.NIGHTS)
    assert line.formula == (
        "8 h a week / 37.5 h x 30 % (bands 4 to 9) x £37,500 full-time basic = £2,400"
    )
    assert line.pension is Pension.YES
    assert "Mostly at other times, so not paid more: Late." in found.notes


def test_unsocial_hours_need_a_band_and_basic_pay() -> None:
    night = shift("Mon", "20:00-06:00")
    assert (
        line_of(nurse(night, band=None), PayPart.NIGHTS).formula == "Set your pay band in the role."
    )
    assert line_of(nurse(night, basic=None), PayPart.NIGHTS).amount is None
    assert line_of(nurse(night, basic=None)).amount is None


def test_unsocial_hours_leave_out_what_is_unpaid_untimed_or_in_anothers_place() -> None:
    found = nurse(
        shift("Sun", "09:00-17:00", "own", paid=False),
        shift("Sun", "09:00-17:00", "instead", replaces=("own",)),
        activity("untimed", minutes=600, category="Clinical"),
    )
    assert [line.part for line in found.lines] == [PayPart.BASIC]


def test_a_public_holiday_has_the_higher_rate_over_the_weeks_that_are_paid() -> None:
    day = shift("holiday", "08:00-18:00", frequency=PerYear(Fraction(5)))
    found = nurse(day)
    line = line_of(found, PayPart.SUNDAYS)
    assert line.amount == one(Fraction(5 * 10, 52) * 600)


def test_dates_are_each_taken_at_the_rate_of_their_day() -> None:
    sunday, monday, next_year = date(2026, 5, 10), date(2026, 5, 11), date(2027, 6, 1)
    when = OnDates((sunday, monday, next_year))
    found = nurse(activity("dated", clock="20:00-23:00", frequency=when, category="Clinical"))
    assert line_of(found, PayPart.SUNDAYS).amount == one(Fraction(3, 52) * 600)
    assert line_of(found, PayPart.NIGHTS).amount == one(Fraction(3, 52) * 300)
    none = OnDates((next_year,))
    never = nurse(activity("dated", clock="20:00-23:00", frequency=none, category="Clinical"))
    assert [line.part for line in never.lines] == [PayPart.BASIC]


def test_a_rate_is_not_known_before_its_first_row() -> None:
    found = nurse(shift("Sun", "09:00-17:00"), on=date(2020, 3, 31))
    assert [line.part for line in found.lines] == [PayPart.BASIC]


# -- the whole portfolio -----------------------------------------------------------------------


def whole(*roles: Any, lines: tuple[Activity, ...] = (), on: date | None = None) -> PortfolioPay:
    return portfolio_pay(count(portfolio(*lines, roles=roles), CONTRACTS), CONTRACTS, on)


def test_a_total_is_known_only_where_every_role_is() -> None:
    known = role(basic=OWN)
    charity = role(id="other", employer="charity", contract="hours", contracted=Fraction(7))
    pay = whole(known, charity)
    assert pay.total is None
    assert [each.counted.role.id for each in pay.not_known] == ["other"]
    assert pay.text() == "at least £100,000"
    both = whole(known, replace(charity, basic=Decimal("8000.40")))
    assert both.total == one("108000.40")
    assert both.text() == "£108,000"
    assert both.text(2) == "£108,000.40"
    assert whole(charity).text() == "not known"
    assert not both.unverified


def test_nhs_posts_above_whole_time_are_pensionable_only_up_to_it() -> None:
    second = role(id="second", contracted=Fraction(2), basic=OWN)
    pay = whole(role(basic=OWN), second)
    assert len(pay.notes) == 1
    assert pay.notes[0].startswith(
        "Your NHS posts add up to 120 % of whole time: only up to whole time is pensionable"
    )
    assert "unverified" in pay.notes[0]
    elsewhere = replace(second, employer="charity")
    assert not whole(role(basic=OWN), elsewhere).notes
    assert EmployerKind.NHS is TRUST.kind


def test_a_day_that_is_asked_for_is_that_of_all_roles() -> None:
    pay = whole(role(pay_point="0 years"), on=ENGLAND_2025)
    assert pay.on == ENGLAND_2025
    assert pay.roles[0].on == ENGLAND_2025
    assert pay.unverified


# -- words and arithmetic ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2025, 3, 31), "2024/25"),
        (date(2025, 4, 1), "2025/26"),
        (date(1999, 12, 31), "1999/00"),
    ],
)
def test_a_pay_year_begins_on_the_first_of_april(day: date, year: str) -> None:
    assert pay_year(day) == year


def test_a_band_is_found_however_it_is_written() -> None:
    rows = ("band 2", "bands 4 to 9")
    assert named_row(rows, "Band  2") == "band 2"
    assert named_row(rows, "band 7") == "bands 4 to 9"
    assert named_row(rows, "band 3") is None
    assert named_row(rows, "7") is None
    assert named_row(rows, "band 4 or 5") is None
    assert named_row(("point 4",), "band 4") is None


def test_the_pay_points_of_each_contract_can_be_chosen() -> None:
    def points(key: str, day: date = date(2026, 4, 6)) -> tuple[str, ...]:
        return pay_points(CONTRACTS[key].at(day, Nation.ENGLAND), CONTRACTS)

    years = ("0 years", "3 years", "4 years", "8 years", "14 years")
    assert points("consultant-england-2003") == years
    assert points("clinical-academic") == years
    assert points(AFC) == ("band 2", "band 3", "bands 4 to 9")
    assert points("salaried-gp") == ()
    assert points("hours") == ()
    assert points("consultant-england-2003", date(2020, 1, 1)) == ()


def test_every_contract_whose_pay_follows_another_names_one_that_exists() -> None:
    for contract in CONTRACTS.values():
        for row in contract.rows("basic-pay-follows"):
            assert row.value in CONTRACTS


@given(
    units=st.fractions(min_value=0, max_value=14, max_denominator=16),
    more=st.fractions(min_value=0, max_value=6, max_denominator=16),
    basic=st.integers(min_value=1, max_value=200_000),
)
def test_pay_is_in_proportion_below_full_time_and_above_it(
    units: Fraction, more: Fraction, basic: int
) -> None:
    """Each unit is worth a tenth of basic, whichever side of full time it lies."""
    keys: dict[str, Any] = {"basic": Decimal(basic), "contracted": Fraction(1)}
    low = pay_of(activity("all", counts_as=units), **keys).total
    high = pay_of(activity("all", counts_as=units + more), **keys).total
    assert low is not None
    assert high is not None
    assert high.low - low.low == more * basic / 10
    assert high.low == high.high
