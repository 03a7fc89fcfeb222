"""Local policies over a contract: what holds when, and what cannot be used."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import Confidence, Contract, load_contract, read_contracts
from portfolio_app.core.model import (
    Activity,
    Employer,
    EmployerKind,
    Nation,
    Person,
    Portfolio,
    Role,
)
from portfolio_app.core.policies import (
    contract_of,
    policy_of,
    policy_problems,
    unit_of,
    with_policies,
)
from portfolio_app.core.termvalues import Measure
from portfolio_app.core.workload import count
from portfolio_app.paths import resource

CONTRACTS = read_contracts(resource("contracts"))
ENGLAND = "consultant-england-2003"
YEAR = date(2026, 4, 6)


def policy(
    term: str,
    value: str,
    start: date = date(2026, 4, 1),
    *,
    key: str = "own",
    contract: str = ENGLAND,
    employer: str = "trust",
) -> Policy:
    return Policy(
        id=key,
        employer=employer,
        contract=contract,
        term=term,
        start=start,
        value=value,
        source="Job planning policy",
        at="page 4",
    )


def laid(*policies: Policy, contract: str = ENGLAND) -> Contract:
    return with_policies(CONTRACTS[contract], policies, "The trust")


def problems(*policies: Policy) -> list[str]:
    found = policy_problems(policies, CONTRACTS)
    return [one.words for each in found.values() for one in each]


def plan(*policies: Policy) -> Portfolio:
    return Portfolio(
        person=Person(name="A clinician", nation=Nation.ENGLAND, year_start=YEAR),
        employers=tuple(
            Employer(id=key, name=key.title(), kind=EmployerKind.NHS) for key in ("trust", "other")
        ),
        roles=tuple(
            Role(id=key, employer=key, title=key, contract=ENGLAND, contracted=Fraction(5))
            for key in ("trust", "other")
        ),
        activities=tuple(
            Activity(id=f"{key}-work", role=key, title="Work", minutes=240)
            for key in ("trust", "other")
        ),
        policies=policies,
    )


# -- what holds when ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "weeks", "confidence"),
    [
        (date(2026, 3, 31), 42, Confidence.SOURCED),
        (date(2026, 4, 1), 41, Confidence.LOCAL),
        (date(2090, 1, 1), 41, Confidence.LOCAL),
    ],
)
def test_a_policy_holds_from_its_day_and_the_contract_until_then(
    day: date, weeks: int, confidence: Confidence
) -> None:
    found = laid(policy("working-weeks", "41")).at(day).term("working-weeks")
    assert found.value == weeks
    assert found.confidence is confidence


def test_a_policy_carries_the_users_own_citation() -> None:
    own = policy("working-weeks", "41")
    found = laid(own).at(YEAR).term("working-weeks")
    assert found.citation.source.title == "Job planning policy"
    assert found.citation.source.publisher == "The trust"
    assert found.citation.at == "page 4"
    assert found.says.startswith("Your own value, in place of the contract's: A full-time job plan")
    assert policy_of(found, [policy("study-leave-days", "1", key="b"), own]) == own
    assert policy_of(CONTRACTS[ENGLAND].at(YEAR).term("working-weeks"), [own]) is None
    silent = laid(replace(own, source="")).at(YEAR).term("working-weeks")
    assert silent.citation.source.title == "No source given"


def test_a_policy_outlasts_later_rows_of_the_contract() -> None:
    """What an employer agreed in 2024 is not undone by a national change of 2025."""
    own = policy("basic-pay", '{ "0 years" = 110000 }', date(2024, 6, 1))
    rows = laid(own).rows("basic-pay")
    starts = [row.start for row in rows]
    assert starts == sorted(set(starts))
    assert rows[-1].start == date(2024, 6, 1)
    assert rows[-1].value == {"0 years": 110000}


def test_a_later_policy_follows_an_earlier_one_whatever_their_order() -> None:
    later = policy("working-weeks", "40", date(2027, 4, 1), key="later")
    both = laid(later, policy("working-weeks", "41"))
    assert both.at(date(2027, 3, 31)).number("working-weeks") == 41
    assert both.at(date(2027, 4, 1)).number("working-weeks") == 40


def test_a_policy_goes_before_the_rows_of_a_nation() -> None:
    own = policy("public-holidays", "9", contract="agenda-for-change")
    afc = laid(own, contract="agenda-for-change")
    for nation in (None, *Nation):
        assert afc.at(YEAR, nation).number("public-holidays") == 9
    assert afc.at(date(2026, 3, 31), Nation.NORTHERN_IRELAND).number("public-holidays") == 10


def test_a_term_that_the_contract_does_not_say() -> None:
    hours = laid(policy("full-time-units", "36.5", contract="hours"), contract="hours")
    assert hours.at(YEAR).number("full-time-units") == Fraction(73, 2)
    assert hours.at(YEAR).term("full-time-units").says == (
        "Full time units, which the contract itself does not say."
    )
    assert unit_of(CONTRACTS["hours"], "full-time-units") is Measure.UNITS
    assert unit_of(CONTRACTS["hours"], "no-such-term") is None


def test_a_policy_is_one_employers_and_of_one_contract() -> None:
    counted = count(plan(policy("programmed-activity-length", "225")), CONTRACTS)
    assert {role.role.id: role.counted for role in counted.roles} == {
        "trust": Fraction(240, 225),
        "other": 1,
    }
    of_another = plan(policy("working-weeks", "41", contract="hours"))
    assert contract_of(of_another, of_another.roles[0], CONTRACTS) is CONTRACTS[ENGLAND]
    gone = replace(of_another, policies=(policy("working-weeks", "41"),), employers=())
    found = contract_of(gone, gone.roles[0], CONTRACTS).at(YEAR).term("working-weeks")
    assert found.citation.source.publisher == "trust"


def test_a_count_names_the_policy_that_it_used() -> None:
    line = count(plan(policy("programmed-activity-length", "225")), CONTRACTS).lines[0]
    assert [term.confidence for term in line.terms] == [Confidence.LOCAL]


def test_terms_that_change_together() -> None:
    bands = policy("rota-bands", '[{ name = "any", first = 1 }]', key="bands")
    table = policy("availability-supplement", "{ A = { any = 5 }, B = { any = 2 } }", key="table")
    gap = policy("rota-band-gap", "{ any = 2 }", key="gap")
    assert not problems(bands, table, gap)
    assert laid(bands, table, gap).at(YEAR).bands("rota-bands")[0].name == "any"
    assert "valid names are any" in problems(bands, gap)[0]


def test_a_policy_from_before_its_contract_holds_all_the_same() -> None:
    """Who begins a policy too early need not be refused: the other terms are not known then."""
    early = policy("working-weeks", "41", date(1999, 1, 1))
    assert not problems(early)
    assert laid(early).at(YEAR).number("working-weeks") == 41


# -- what cannot be used ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (
            policy("working-week", "41"),
            f'{ENGLAND} has no term "working-week"; the nearest valid name is "working-weeks"',
        ),
        (
            policy("working-weeks", "41", contract="consultant-england-203"),
            f'there is no contract "consultant-england-203"; the nearest valid name is "{ENGLAND}"',
        ),
        (
            policy("daily-rest", "600", contract="working-time-regulations-1998"),
            '"working-time-regulations-1998" is a law, which no policy changes: name a contract',
        ),
        (
            policy("working-weeks", "fortyone"),
            'the value of "working-weeks": found "fortyone", expected a number, such as 10, 7.5',
        ),
        (policy("working-weeks", ""), 'the value of "working-weeks": found "", expected a number'),
        (policy("working-weeks", "[" * 100_000), 'the value of "working-weeks": found "[[['),
        (policy("working-weeks", "41\nterm = 1"), "found 2 values, expected one: a number, such"),
        (policy("working-weeks", "60"), "expected weeks: more than 0, at most 53"),
        (
            policy("programmed-activity-length", "3.75"),
            "found 3.75 (a number with decimals), expected a whole number of minutes, 1 or more",
        ),
        (policy("full-time-units", "0"), "found 0, expected more than 0"),
        (
            policy("supporting-professional-activities-norm", "{ units = 2 }"),
            'the value of "supporting-professional-activities-norm": "of" is missing',
        ),
        (
            policy("availability-supplement", "{ A = { high = 8, medium = 5, low = 3 } }"),
            'the value of "availability-supplement": "B" is missing, which the contract has',
        ),
        (
            policy("emergency-work-category", '"DC"'),
            'term "emergency-work-category": found "DC"; the nearest valid name is "DCC"',
        ),
    ],
)
def test_a_policy_that_cannot_be_used_says_why_and_changes_nothing(own: Policy, words: str) -> None:
    found = problems(own)
    assert len(found) == 1
    assert words in found[0]
    if own.contract == ENGLAND:
        assert laid(own, contract=own.contract) == CONTRACTS[own.contract]


def test_all_that_is_wrong_is_said_at_once() -> None:
    found = policy_problems(
        [
            policy("working-weeks", "x", key="a"),
            policy("study-leave-days", "y", key="b"),
            policy("public-holidays", "8", key="c"),
        ],
        CONTRACTS,
    )
    assert set(found) == {"a", "b"}


def test_two_values_of_one_term_on_one_day() -> None:
    twice = policy("working-weeks", "41"), policy("working-weeks", "40", key="again")
    assert problems(*twice) == ['"working-weeks" has another value from 2026-04-01: keep one']
    assert laid(*twice).at(YEAR).number("working-weeks") == 41
    assert not problems(twice[0], replace(twice[1], employer="other"))


def test_policies_that_do_not_go_together_leave_those_that_do() -> None:
    good = policy("working-weeks", "41", key="good")
    bad = policy("emergency-work-category", '"XYZ"', key="bad")
    assert set(policy_problems([bad, good], CONTRACTS)) == {"bad"}
    assert laid(bad, good).at(YEAR).number("working-weeks") == 41


def test_a_policy_on_a_contract_file_that_is_not_in_order(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("id = ", encoding="utf-8")
    found = policy_problems(
        [policy("working-weeks", "41", contract="broken")], read_contracts(tmp_path)
    )
    assert "broken.toml: cannot be read as TOML" in str(found["own"][0])


def test_a_table_that_only_the_employer_has() -> None:
    text = """
id = "bare"
title = "Bare"
staff_group = "Everyone"
unit = "hour"
kind = "contract"
[[source]]
id = "handbook"
title = "Handbook"
publisher = "The employer"
read = 2026-01-05
[[term]]
key = "working-weeks"
unit = "weeks"
says = "There are 45 weeks."
[[term.row]]
from = 2020-01-01
value = 45
cite = { source = "handbook" }
confidence = "unverified"
"""
    bare = load_contract(text, "bare.toml")
    bands = policy("rota-bands", '[{ name = "any", first = 1 }]', key="bands")
    table = policy("availability-supplement", "{ A = { any = 5 } }", key="table")
    gap = policy("rota-band-gap", "{ any = 2 }", key="gap")
    found = with_policies(bare, [table, gap, bands], "The trust").at(YEAR)
    assert found.table("availability-supplement") == {"A": {"any": 5}}
