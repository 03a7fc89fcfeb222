"""Local policy files: handed on and taken in, for whichever employer."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portfolio_app.core.agreements import Policy
from portfolio_app.core.policies import taken
from portfolio_app.exchange import policyfile
from tests import plans

OWN = (
    Policy(
        id="weeks",
        employer="trust",
        contract=plans.CONSULTANT,
        term="working-weeks",
        start=date(2026, 4, 1),
        value="41.6",
        source="Job planning policy",
        at="page 4",
        notes="As agreed.",
    ),
    Policy(
        id="norm",
        employer="trust",
        contract=plans.CONSULTANT,
        term="supporting-professional-activities-norm",
        start=date(2026, 4, 1),
        value="{ units = 2.0, of = 10.0 }",
        source="Job planning policy",
    ),
)


def test_what_is_written_is_read_again_without_its_employer() -> None:
    text = policyfile.write(OWN)
    assert "employer" not in text
    assert "id =" not in text
    result = policyfile.read(text, "policy.toml", plans.CONTRACTS)
    assert result.problems == ()
    assert result.policies == tuple(replace(one, id="", employer="") for one in OWN)


def test_policies_are_taken_for_an_employer_and_once() -> None:
    read = policyfile.read(policyfile.write(OWN), "policy.toml", plans.CONTRACTS).policies
    charity = taken(plans.portfolio(employers=(plans.TRUST, plans.CHARITY)), "charity", read)
    assert [one.employer for one in charity.policies] == ["charity", "charity"]
    assert len({one.id for one in charity.policies}) == 2
    again = taken(charity, "charity", [replace(read[0], value="40")])
    assert [one.value for one in again.policies] == ["40", read[1].value]
    assert [one.id for one in again.policies] == [one.id for one in charity.policies]
    both = taken(again, "trust", read)
    assert len(both.policies) == 4


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "policy", "found no policy"),
        ("[policy]\nterm = 1", "policy", "[[policy]]"),
        ("policy = 4", "policy", "found the number 4"),
        ("policy = []", "policy", "found an empty list; expected at least one [[policy]]"),
        ('[[policy]]\nterm = "working-weeks"', "policy[1].contract", "found no contract"),
        (
            policyfile.write(OWN[:1]) + 'employer = "trust"\n',
            "policy[1].employer",
            'the unknown key "employer"',
        ),
        (policyfile.write(OWN[:1]) + "\n[other]\n", "other", "unknown key"),
        (
            policyfile.write([replace(OWN[0], value="60")]),
            "policy[1].value",
            "found 60 (a whole number); expected weeks: more than 0, at most 53.",
        ),
        (
            policyfile.write([OWN[0], replace(OWN[0], value="40")]),
            "policy[2].from",
            "has another value from 2026-04-01",
        ),
        ("[[policy", "", "policy.toml, line 1"),
    ],
)
def test_a_policy_file_written_wrong(text: str, place: str, words: str) -> None:
    result = policyfile.read(text, "policy.toml", plans.CONTRACTS)
    assert result.policies == ()
    said = [str(problem) for problem in result.problems if problem.place == place]
    assert any(words in one for one in said), [str(one) for one in result.problems]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (problem,) = policyfile.read_file(tmp_path / "none.toml", plans.CONTRACTS).problems
    assert "found no such file; expected the path of a local policy file." in str(problem)
    file = tmp_path / "policy.toml"
    file.write_text(policyfile.write(OWN), encoding="utf-8")
    assert policyfile.read_file(file, plans.CONTRACTS).problems == ()
