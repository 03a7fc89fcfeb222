"""The command simulate: a post's sampled years as text and as JSON, and what it refuses."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from portfolio_app import paths
from portfolio_app.core.stress import STRESSES, Stress
from portfolio_app.simulate.measures import MEASURES, Unit
from tests.test_cli import EMERGENCY, PLAN, done, refused

REFERENCE = paths.resource("help", "simulate-json.md").read_text("utf-8")
FEW = ("--years", 300)
SHARED_PLAN = PLAN.replace("contracted = 1.0\n", "contracted = 1.0\n[role.share]\nmine = 0.5\n")


def simulated(*arguments: object) -> Any:
    return json.loads(done("simulate", EMERGENCY, *FEW, *arguments, "--json"))


def option(found: Any, key: str) -> Any:
    return next(one for one in found["options"] if one["id"] == key)


def fits(one: Any) -> list[str]:
    return [part["fit"] for part in one["verdict"]]


# -- the story of sample 2 ---------------------------------------------------------------------


def test_sample_2_tells_its_story_without_help() -> None:
    text = done("simulate", EMERGENCY, "--share", "amd", "--years", 1000)
    parts = re.split(r"\n\n(?=\S)", text)
    told = {part.splitlines()[0]: part for part in parts}
    whole = told["Take all four PAs"]
    assert "Fits in hours? does not fit" in whole
    assert "8.11 h over the 48 h limit" in whole
    assert "Clinic and Trust board are at the same time" in whole
    assert "The running average passes 48 h in nearly every year." in whole
    half = told["Take two, shared"]
    assert "Fits in hours? does not fit" in half
    without = told["Take two, a clinic given up"]
    assert "does not fit" not in without
    assert "Fits in hours? tight" in without
    assert re.search(r"in all but \d weeks|in all but 1\d weeks", without)
    assert "Nobody is at Executive meeting in 8 weeks a year" in without
    assert "together on Tue" in without
    assert "95 in 100 urgent requests are seen within" in without
    assert "Assumed" in told["Assumed"]
    assert "foretell no year" in text


def test_the_same_seed_prints_the_same_and_another_does_not() -> None:
    first = done("simulate", EMERGENCY, *FEW, "--seed", 4)
    assert first == done("simulate", EMERGENCY, *FEW, "--seed", 4)
    assert first != done("simulate", EMERGENCY, *FEW, "--seed", 5)
    assert first.startswith("300 sampled years, seed 4\n")


@pytest.mark.parametrize("stress", Stress)
def test_a_stress_test_says_what_it_changes(stress: Stress) -> None:
    text = done("simulate", EMERGENCY, *FEW, "--stress", stress.value)
    assert f"Stress test: {STRESSES[stress].title}. {STRESSES[stress].does}" in text


def test_a_partner_who_leaves_leaves_more_with_nobody() -> None:
    usual, gone = simulated(), simulated("--stress", "partner-leaves")
    assert gone["stress"] == "partner-leaves"
    key = "take-two-clinic-given-up"
    missed = [option(one, key)["measures"]["post.uncovered"]["mean"] for one in (usual, gone)]
    assert missed[1] > missed[0] + 0.1
    assert option(usual, "--leave") == option(gone, "--leave")


def test_one_scenario_is_compared_with_leaving_it() -> None:
    found = simulated("--only", "take-two-shared")
    assert [one["id"] for one in found["options"]] == ["--leave", "take-two-shared"]
    whole = simulated()
    assert option(found, "take-two-shared") == option(whole, "take-two-shared")


def test_a_post_without_partner_or_scenarios_is_sampled_too(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(SHARED_PLAN)
    found = json.loads(done("simulate", plan, *FEW, "--json"))
    assert [one["id"] for one in found["options"]] == ["--leave", "--whole", "--share"]
    assert len(fits(option(found, "--share"))) == 4


# -- JSON --------------------------------------------------------------------------------------


def test_json_has_all_measures_with_percentiles_and_intervals() -> None:
    found = simulated("--seed", 9)
    assert (found["years"], found["seed"], found["compared_with"]) == (300, 9, "--leave")
    for one in found["options"]:
        for name, measure in one["measures"].items():
            assert measure["unit"] == MEASURES[name].unit.value
            low, high = measure["interval"]
            assert low <= measure["mean"] <= high, name
            assert measure["p10"] <= measure["p50"] <= measure["p90"], name
            if MEASURES[name].unit is Unit.CHANCE:
                assert 0 <= low <= high <= 1
        assert len(one["weeks"]) == 53
        assert fits(one)
    assert not found["options"][0]["differences"]
    gaps = found["options"][1]["differences"]
    assert 0 <= gaps["me.hours"]["share_of_years_with_more"] <= 1


def test_every_key_and_measure_is_in_the_reference() -> None:
    found = simulated()
    one = found["options"][-1]
    keys = {*found, *one, *one["verdict"][0], *one["verdict"][0]["reasons"][0]}
    keys |= set(one["measures"]["me.hours"]) | set(one["differences"]["me.hours"])
    keys |= {key for each in found["options"] for key in each["measures"]}
    told = set(re.findall(r"`([^`]+)`", REFERENCE))
    assert {str(key) for key in keys} <= told
    rows = re.findall(r"^\| `([a-z]+\.[a-z_]+)` \| (.+) \| (.+) \|$", REFERENCE, re.MULTILINE)
    assert {name for name, _, _ in rows} == {key for o in found["options"] for key in o["measures"]}
    for name, unit, title in rows:
        assert (unit, title) == (MEASURES[name].unit.value, MEASURES[name].title)


# -- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--years", "99"], "99 years cannot be sampled: ask for 100 to 100,000."),
        (["--years", "1000000"], "1,000,000 years cannot be sampled"),
        (["--years", "-5"], "-5 years cannot be sampled"),
        (["--years", "many"], "not a valid integer"),
        (["--seed", "-1"], "A seed of -1 cannot be used"),
        (["--share", "nowhere"], 'There is no shared role "nowhere". The shared roles are: amd'),
        (["--share", "head-of-specialty"], "The shared roles are: amd"),
        (["--only", "x", "--only", "y"], 'There is no scenario "x". The scenarios are: take-all'),
        (["--stress", "flood"], "flood"),
    ],
)
def test_what_cannot_be_asked_is_refused(arguments: list[str], words: str) -> None:
    assert words in refused("simulate", EMERGENCY, *arguments)


def test_a_plan_without_a_share_says_what_to_add(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN)
    assert "add [role.share] to one" in refused("simulate", plan)


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("my_leave_weeks = 52", "Your leave is 52.0 weeks, which leaves no week of the year"),
        ("partner_leave_weeks = 52", "Your partner's leave is 52.0 weeks"),
        ("sick_spells = -1", "assumptions.sick_spells"),
        ("not_both_away = 1.5", "assumptions.not_both_away"),
        ("years = 50", "assumptions.years"),
    ],
)
def test_absurd_assumptions_are_refused_by_name(tmp_path: Path, added: str, words: str) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(f"{SHARED_PLAN}\n[assumptions]\n{added}\n")
    assert words in refused("simulate", plan, *FEW)
