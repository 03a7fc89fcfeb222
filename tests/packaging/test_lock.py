"""The locks hold what pyproject.toml asks for, hashed, for every system."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent.parent
RUN, TEST = ROOT / "requirements.lock", ROOT / "packaging" / "test.lock"


def _pins(lock: Path) -> dict[str, list[str]]:
    """Each package with its pinned lines; a package may be pinned twice, for different Pythons."""
    pins: dict[str, list[str]] = {}
    for block in re.split(r"\n(?=[a-z])", lock.read_text(encoding="utf-8")):
        if not block.startswith("#"):
            name = canonicalize_name(block.partition("==")[0])
            pins.setdefault(name, []).append(block)
    return pins


def _version(block: str) -> Version:
    return Version(block.partition("==")[2].split()[0])


def _asked_for() -> list[tuple[str, Path]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    run = [*project["project"]["dependencies"], *groups["build"]]
    run += project["build-system"]["requires"]
    return [*((one, RUN) for one in run), *((one, TEST) for one in [*run, *groups["test"]])]


@pytest.mark.parametrize(("asked", "lock"), _asked_for())
def test_what_the_project_asks_for_is_pinned_as_it_asks(asked: str, lock: Path) -> None:
    requirement = Requirement(asked)
    blocks = _pins(lock).get(canonicalize_name(requirement.name))
    assert blocks, f"{requirement.name} is not in {lock.name}: run packaging/lock.py"
    assert all(requirement.specifier.contains(_version(block)) for block in blocks)


@pytest.mark.parametrize("lock", [RUN, TEST], ids=lambda lock: lock.name)
def test_every_pin_has_its_hashes(lock: Path) -> None:
    pins = _pins(lock)
    assert len(pins) > 20
    for name, blocks in pins.items():
        assert all("--hash=sha256:" in block for block in blocks), name


def test_the_tests_run_on_the_very_versions_that_people_get() -> None:
    tested = _pins(TEST)
    assert {
        name
        for name, blocks in _pins(RUN).items()
        if sorted(map(str.strip, blocks)) != sorted(map(str.strip, tested.get(name, [])))
    } == set()


def test_nothing_brings_pandas_which_would_slow_every_start() -> None:
    assert "pandas" not in _pins(TEST)
