"""Leave and the working year: the words, what is not known, and arithmetic that always holds.

Worked cases by contract stand beside each contract, in tests/contracts.
"""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from portfolio_app import paths
from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import load_contract
from portfolio_app.core.leave import (
    NOT_NAMED,
    Entitlement,
    LeaveLedger,
    leave_ledger,
    leave_ledgers,
)
from portfolio_app.core.model import Activity, Leave, Nation, OnCall, OneIn, PerYear
from portfolio_app.core.occurrences import Holidays
from portfolio_app.core.workload import count
from tests import plans

SOME_HOLIDAYS: Holidays = {
    Nation.ENGLAND: frozenset({date(2026, 4, 5), date(2026, 4, 6), date(2027, 4, 5)})
}


def ledger(*lines: Activity | OnCall, holidays: Holidays | None = None, **keys: Any) -> LeaveLedger:
    """The ledger of one role, changed by what is given."""
    portfolio = plans.portfolio(*lines, roles=(plans.role(**keys),))
    (role,) = count(portfolio, plans.CONTRACTS).roles
    return leave_ledger(portfolio, role, holidays=holidays or {})


def words_of(found: LeaveLedger, what: Entitlement) -> str:
    return found.line(what).working


# -- words -------------------------------------------------------------------------------------


def test_it_says_why_42() -> None:
    assert ledger().why == (
        "260 weekdays less 32 days of leave, 8 days of public holiday and 10 days of study leave"
        " are 210 days: 42 weeks."
    )
    seven = ledger(start=date(2019, 4, 6))
    assert seven.why.startswith("260 weekdays less 34 days of leave")
    assert seven.why.endswith("are 208 days: 41.6 weeks.")


def test_annual_leave_is_added_up_for_a_part_timer() -> None:
    found = ledger(contracted=Fraction(6), start=date(2015, 1, 1))
    assert found.annual.working == "30 + 2 + 2 = 34 days."
    assert (found.annual.mine, found.annual.weeks) == (Fraction(204, 10), Fraction(68, 10))
    assert len(found.annual_parts) == 3
    own = ledger(leave=Leave(annual_weeks=Fraction(7)))
    assert own.annual is own.lines[0]
    nothing = ledger(contract="gp-partner", contracted=Fraction(6))
    assert nothing.annual.days is None


def test_it_says_which_weeks_count() -> None:
    assert ledger().which_counts == "Counted with 42 weeks, the contract's usual."
    own = ledger(working_weeks=Fraction(205, 5))
    assert own.is_own
    assert own.which_counts == (
        "Counted with 41 weeks, your own figure; the contract's usual is 42."
    )


def test_every_contract_figure_has_its_source() -> None:
    found = ledger()
    keys = [term.key for line in found.lines for term in line.terms]
    assert keys == [
        "annual-leave-weeks",
        "annual-leave-extra",
        "statutory-days",
        "public-holidays",
        "study-leave-days",
    ]
    assert all(term.citation.source.title for line in found.lines for term in line.terms)


def test_a_step_within_the_year_is_told_beforehand() -> None:
    extra = words_of(ledger(start=date(2019, 8, 1)), Entitlement.SERVICE)
    assert extra == (
        "2 days more after 7 years; 0 days with 6 years of service on 6 April 2026."
        " From 1 August 2026 it is 2 days."
    )
    assert "From" not in words_of(ledger(start=date(2020, 4, 6)), Entitlement.SERVICE)
    assert "From" not in words_of(ledger(start=date(2010, 4, 6)), Entitlement.SERVICE)
    afc = ledger(
        contract="agenda-for-change", contracted=Fraction(30), service_from=date(2021, 10, 1)
    )
    assert words_of(afc, Entitlement.ANNUAL) == (
        "27 days with 4 years of service on 6 April 2026. From 1 October 2026 it is 29 days."
    )
    one_year = ledger(start=date(2025, 1, 1))
    assert "1 year of service" in words_of(one_year, Entitlement.SERVICE)


def test_service_that_is_not_known_gives_the_least_and_says_so() -> None:
    found = ledger()
    assert found.service is None
    assert found.line(Entitlement.SERVICE).days == 0
    assert words_of(found, Entitlement.SERVICE).endswith(
        "now. Length of service is not known: the least is taken."
    )


def test_the_nations_calendar_stands_beside_the_contracts_number() -> None:
    line = ledger(holidays=SOME_HOLIDAYS).line(Entitlement.HOLIDAYS)
    assert line.days == 8
    assert line.working == ("8 days a year. The calendar of England has 2 in this job-plan year.")
    assert words_of(ledger(), Entitlement.HOLIDAYS) == "8 days a year."


def test_own_figures_say_what_they_replace() -> None:
    own = Leave(annual_weeks=Fraction(7), public_holidays=Fraction(9), study_days=Fraction(1))
    found = ledger(leave=own)
    assert [line.overridden for line in found.lines] == [True, True, True]
    assert words_of(found, Entitlement.ANNUAL) == (
        "Your own figure: 7 weeks x 5 days, instead of the contract's 32 days."
    )
    assert words_of(found, Entitlement.STUDY) == (
        "Your own figure: 1 day, instead of the contract's 10 days."
    )
    assert "annual-leave-weeks" in {term.key for term in found.lines[0].terms}
    assert found.contract == ledger().contract
    assert found.contract == Leave(
        annual_weeks=Fraction(32, 5), public_holidays=Fraction(8), study_days=Fraction(10)
    )


def test_what_a_contract_does_not_name_is_not_made_up() -> None:
    found = ledger(contract="gp-partner", contracted=Fraction(6))
    assert found.working_weeks is None
    assert found.annual.days is None
    assert found.annual.mine is None
    assert found.contract == Leave()
    assert words_of(found, Entitlement.ANNUAL) == NOT_NAMED
    assert "says nothing of annual leave" in found.why
    own = ledger(
        contract="gp-partner", contracted=Fraction(6), leave=Leave(annual_weeks=Fraction(6))
    )
    assert own.why == "260 weekdays less 30 days of leave are 230 days: 46 weeks."
    assert words_of(own, Entitlement.ANNUAL) == "Your own figure: 6 weeks x 5 days."
    study = ledger(
        contract="gp-partner", contracted=Fraction(6), leave=Leave(study_days=Fraction(5))
    )
    assert words_of(study, Entitlement.STUDY) == "Your own figure: 5 days."


LATER = """
id = "later"
title = "Leave that is known from a later day on"
staff_group = "Anyone"
unit = "hour"
kind = "contract"
[[source]]
id = "paper"
title = "A paper"
publisher = "A publisher"
link = "example.org"
read = 2026-01-01
[[term]]
key = "working-weeks"
unit = "weeks"
says = "Weeks."
row = [{ from = 2000-01-01, value = 44, cite = { source = "paper" }, confidence = "sourced" }]
[[term]]
key = "full-time-units"
unit = "units"
says = "Hours."
row = [{ from = 2026-05-01, value = 40, cite = { source = "paper" }, confidence = "sourced" }]
[[term]]
key = "annual-leave-weeks"
unit = "weeks"
says = "Leave."
row = [{ from = 2026-05-01, value = 5, cite = { source = "paper" }, confidence = "sourced" }]
[[term]]
key = "annual-leave-by-service"
unit = "thresholds"
says = "Leave."
[[term.row]]
from = 2026-06-01
value = { "at first" = 25, "3 years" = 30 }
cite = { source = "paper" }
confidence = "sourced"
"""


def of_later(text: str, **keys: Any) -> LeaveLedger:
    role = plans.role(contract="later", contracted=Fraction(20), **keys)
    portfolio = plans.portfolio(roles=(role,))
    (counted,) = count(portfolio, {"later": load_contract(text, "later.toml")}).roles
    return leave_ledger(portfolio, counted)


def test_a_step_without_a_number_is_the_first() -> None:
    found = of_later(LATER, start=date(2026, 6, 1))
    assert found.line(Entitlement.ANNUAL).days == 25
    assert found.fraction == Fraction(1, 2)


def test_before_its_first_day_leave_is_not_known() -> None:
    line = of_later(LATER.replace("full-time-units", "usual-size")).line(Entitlement.ANNUAL)
    assert line.days is None
    assert "its first known date is 2026-05-01." in line.working


# -- parts of a year ------------------------------------------------------


def test_a_role_that_ends_in_the_year_is_held_for_a_part() -> None:
    assert ledger().held == 1
    assert ledger().held_words == ""
    partner = ledger(contract="gp-partner", contracted=Fraction(6), end=date(2026, 10, 1))
    assert partner.held_words == "held for 0.49 of the year"
    assert ledger(end=date(2026, 4, 6)).held == Fraction(1, 365)
    assert ledger(start=date(2026, 10, 1), end=date(2026, 10, 10)).held == Fraction(10, 365)


def test_a_role_that_goes_on_keeps_its_length_of_service() -> None:
    before = plans.role(id="before", start=date(2015, 1, 1))
    since = plans.role(follows="before", start=date(2026, 10, 1), contracted=Fraction(6))
    counted = plans.counted(roles=(before, since))
    old, new = leave_ledgers(counted, plans.CONTRACTS)
    assert (new.role.id, new.service, new.began) == ("consultant", 11, date(2015, 1, 1))
    assert new.held == Fraction(187, 365)
    assert new.annual.mine == Fraction(204, 10)
    assert new.held_words == "held for 0.51 of the year, which earns 10.45 days of leave"
    assert (old.role.id, old.on, old.held) == ("before", plans.YEAR_START, Fraction(178, 365))
    assert (old.annual.mine, old.service) == (34, 11)


def test_only_roles_of_the_year_or_of_the_day_have_a_ledger() -> None:
    ended = plans.role(id="ended", end=date(2026, 4, 5))
    before = plans.role(id="before", end=date(2026, 9, 30))
    since = plans.role(follows="before", start=date(2026, 10, 1))
    portfolio = plans.portfolio(roles=(ended, before, since))

    def ids(on: date | None) -> list[str]:
        counted = count(portfolio, plans.CONTRACTS, on=on)
        return [ledger.role.id for ledger in leave_ledgers(counted, plans.CONTRACTS)]

    assert ids(None) == ["before", "consultant"]
    assert ids(date(2026, 5, 1)) == ["before"]


def test_academic_work_earns_leave_as_what_it_stands_for() -> None:
    found = ledger(counted=False, contracted=Fraction(20), stands_for=Fraction(5))
    assert found.fraction == Fraction(1, 2)
    assert ledger(counted=False, contracted=Fraction(2)).fraction == Fraction(1, 5)


# -- time back in lieu --------------------------------------------------------------------------


def test_time_in_lieu_is_earned_as_often_as_its_work_is_done() -> None:
    rota = plans.on_call(frequency=OneIn(Fraction(8)), prospective_cover=True, lieu_minutes=480)
    fair = plans.activity("open-day", minutes=240, frequency=PerYear(Fraction(2)), lieu_minutes=240)
    found = ledger(rota, fair, plans.activity(minutes=60))
    line = found.line(Entitlement.LIEU)
    # 52 / 8 = 6.5 duty weeks x 8 h + 2 x 4 h = 60 h = 15 PA of 4 h = 7.5 days of 8 h
    assert line.units == 15
    assert line.mine == Fraction(15, 2)
    assert line.working.startswith("Open day 2 a year x 4 h and On-call 6.5 a year x 8 h = 60 h.")
    assert found.working_weeks == 42


def test_time_in_lieu_without_a_full_time_has_no_days() -> None:
    fair = plans.activity("fair", minutes=60, frequency=PerYear(Fraction(1)), lieu_minutes=60)
    line = ledger(fair, contract="hours", contracted=Fraction(15)).line(Entitlement.LIEU)
    assert line.mine is None
    assert line.units == 1


# -- always ------------------------------------------------------------------------------------


@given(st.fractions(Fraction(1, 4), Fraction(14)), st.sampled_from(sorted(plans.CONTRACTS)))
def test_days_are_pro_rata_and_weeks_are_not(units: Fraction, key: str) -> None:
    if plans.CONTRACTS[key].kind.value == "law":
        return
    whole, part = ledger(contract=key), ledger(contract=key, contracted=units)
    assert part.working_weeks == whole.working_weeks
    for line in part.lines:
        if line.days is not None and part.fraction is not None:
            assert line.mine == line.days * part.fraction
            assert line.weeks == line.days / 5
            assert line.mine <= line.days


def test_every_sample_role_has_a_ledger() -> None:
    from portfolio_app.exchange.planfile import read_file

    for path in sorted(paths.resource("samples").glob("*.toml")):
        portfolio = read_file(path, plans.CONTRACTS).portfolio
        assert portfolio is not None
        counted = count(portfolio, plans.CONTRACTS)
        found = leave_ledgers(counted, plans.CONTRACTS)
        assert [each.role.id for each in found] == [role.role.id for role in counted.roles]
        assert all(each.why for each in found)


def test_a_local_policy_is_what_the_ledger_counts_with() -> None:
    local = Policy(
        id="local-leave",
        employer="trust",
        contract=plans.CONSULTANT,
        term="statutory-days",
        start=date(2020, 4, 1),
        value="4",
        source="Leave policy of the trust",
    )
    (found,) = leave_ledgers(plans.counted(policies=(local,)), plans.CONTRACTS)
    assert found.annual.days == 34
    (term,) = found.line(Entitlement.STATUTORY).terms
    assert term.citation.source.title == "Leave policy of the trust"
