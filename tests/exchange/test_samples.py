"""The samples that the program ships: sound, counted as their story says, and no one's."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from portfolio_app import paths
from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.findings import Severity
from portfolio_app.core.model import Activity, Day, Portfolio
from portfolio_app.core.shares import effective
from portfolio_app.core.workload import Count, count
from portfolio_app.exchange.planfile import read_file, write
from tests.exchange.planfiles import portfolio_of
from tests.plans import CONTRACTS

FOLDER = paths.resource("samples")
SAMPLES = sorted(FOLDER.glob("*.toml"))
PUBLIC_HEALTH = FOLDER / "public-health-charity-and-half-a-post.toml"
EMERGENCY = FOLDER / "emergency-medicine-thinking-of-applying.toml"


def sample(path: Path) -> Portfolio:
    result = read_file(path, CONTRACTS)
    assert result.portfolio is not None, "\n".join(map(str, result.problems))
    return result.portfolio


def counted(portfolio: Portfolio, scenario: str | None = None) -> Count:
    return count(effective(portfolio, CONTRACTS, scenario), CONTRACTS)


def units(found: Count) -> dict[str, Fraction]:
    return {role.role.id: role.counted for role in found.roles}


def errors(found: Count) -> set[str]:
    findings = run_checks(found, CONTRACTS)
    return {one.check for one in findings if one.severity is Severity.ERROR}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_sound_says_so_and_comes_back(path: Path) -> None:
    portfolio = sample(path)
    assert path.read_text("utf-8").startswith("# SAMPLE.")
    assert portfolio_of(write(portfolio)) == portfolio
    findings = run_checks(counted(portfolio), CONTRACTS)
    assert {one.check for one in findings if one.severity is not Severity.NOTE} == set()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_all_that_a_post_holds_adds_up_to_the_post(path: Path) -> None:
    """Sixteen hours a week for one holder: four programmed activities."""
    portfolio = sample(path)
    role = replace(portfolio.role("amd"), share=None, considered=False)
    roles = tuple(role if one.id == "amd" else one for one in portfolio.roles)
    found = count(replace(portfolio, roles=roles), CONTRACTS).role("amd")
    assert found is not None
    assert (found.counted, found.minutes) == (4, 16 * 60)


def test_public_health_a_charity_and_half_a_post() -> None:
    found = counted(sample(PUBLIC_HEALTH))
    assert units(found) == {"public-health": 4, "amd": 2, "assistant-director": 15}
    public_health = found.role("public-health")
    assert public_health is not None
    parts = {code: amount.units for code, amount in public_health.by_category.items()}
    assert parts == {"DCC": 3, "SPA": 1}


def test_emergency_medicine_as_it_is() -> None:
    found = counted(sample(EMERGENCY))
    assert units(found) == {"emergency-medicine": 9, "head-of-specialty": 1}
    clinical = found.role("emergency-medicine")
    assert clinical is not None
    parts = {code: amount.units for code, amount in clinical.by_category.items()}
    assert parts == {"DCC": Fraction("7.2"), "SPA": Fraction("1.8")}
    assert clinical.rota_frequency == 8
    assert clinical.supplement is not None
    assert clinical.supplement.percent == 5


def test_most_tuesdays_are_free_for_the_second_post() -> None:
    portfolio = effective(sample(EMERGENCY), CONTRACTS)
    assert [one for one in portfolio.activities if one.day is Day.TUE] == []


@pytest.mark.parametrize(
    ("scenario", "amd", "clinical"),
    [
        ("take-all-four", 4, 9),
        ("take-two-shared", 2, 9),
        ("take-two-clinic-given-up", 2, 8),
    ],
)
def test_what_each_choice_counts_to(scenario: str, amd: int, clinical: int) -> None:
    found = units(counted(sample(EMERGENCY), scenario))
    assert (found["amd"], found["emergency-medicine"]) == (amd, clinical)


def test_hours_tell_the_choices_apart() -> None:
    portfolio = sample(EMERGENCY)
    minutes = {
        scenario: counted(portfolio, scenario).assumed_minutes
        for scenario in (None, *(one.id for one in portfolio.scenarios))
    }
    cap, law = portfolio.person.hours_cap, 48 * 60
    assert cap is not None
    assert minutes[None] < cap
    assert minutes["take-two-clinic-given-up"] < cap
    assert law < minutes["take-two-shared"] < minutes["take-all-four"]


def test_a_clinic_dragged_to_tuesday_clashes_with_the_shared_day() -> None:
    portfolio = sample(EMERGENCY)
    assert "overlap" not in errors(counted(portfolio, "take-two-shared"))

    def moved(one: Activity) -> Activity:
        return replace(one, day=Day.TUE) if one.id == "thu-clinic" else one

    dragged = replace(portfolio, activities=tuple(map(moved, portfolio.activities)))
    assert "overlap" in errors(counted(dragged, "take-two-shared"))
    assert errors(counted(dragged)) == set()
