"""The reference of what place and trades print as JSON, held against what they print, both ways."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portfolio_app import paths
from portfolio_app.place.objectives import OBJECTIVES
from portfolio_app.place.proposal import Kind
from portfolio_app.place.trades import Way
from tests.test_cli import EMERGENCY, PUBLIC, done
from tests.test_cli_place import plan_without_a_week

REFERENCE = paths.resource("help", "post-json.md").read_text("utf-8")
SCENARIOS = ("take-all-four", "take-two-shared", "take-two-clinic-given-up")
BY_NAME = ("trades.units",)  # what stands below these is named by the plan


def section(name: str) -> str:
    return next(part for part in REFERENCE.split("\n## ") if part.startswith(f"{name}\n"))


def documented(name: str) -> dict[str, str]:
    """What the keys of a command mean, those of both among them."""
    rows = re.compile(r"^\| `([a-z_.]+)` \| [^|]+ \| (.+) \|$", re.MULTILINE)
    return dict(rows.findall(section("Both")) + rows.findall(section(name)))


@cache
def printed(command: str) -> tuple[Any, ...]:
    """What a command prints of both samples and of every scenario."""
    told = [done(command, EMERGENCY, "--scenario", one, "--json") for one in SCENARIOS]
    told.append(done(command, PUBLIC, "--json"))
    return tuple(json.loads(one) for one in told)


def keys(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key of a JSON value, with the keys that it stands below, and its value."""
    if isinstance(value, list):
        for one in value:
            yield from keys(one, path)
    elif isinstance(value, dict) and path not in BY_NAME:
        for key, one in value.items():
            below = f"{path}.{key}" if path else key
            yield below, one
            yield from keys(one, below)


@pytest.mark.parametrize("command", ["place", "trades"])
def test_every_key_is_documented_and_every_documented_key_appears(command: str) -> None:
    told = documented(command.capitalize())
    found = {key for one in printed(command) for key, _ in keys(one)}
    assert found - set(told) == set(), "printed and not documented"
    assert set(told) - found == set(), "documented and never printed"


@pytest.mark.parametrize("command", ["place", "trades"])
def test_what_can_be_null_says_what_that_means(command: str) -> None:
    told = documented(command.capitalize())
    nulls = {key for one in printed(command) for key, value in keys(one) if value is None}
    assert nulls
    for key in nulls:
        assert "null" in told[key], key


def test_a_week_that_cannot_be_has_the_keys_that_the_reference_says(tmp_path: Path) -> None:
    refused = json.loads(done("place", plan_without_a_week(tmp_path), "--json"))
    first = [line for line in section("Place").splitlines() if line.startswith("| `")][:2]
    both = re.findall(r"^\| `([a-z]+)`", section("Both"), re.MULTILINE)
    assert [re.findall("`([a-z]+)`", line)[0] for line in first] == ["offered", "reason"]
    assert set(refused) == {*both, "offered", "reason"}


def test_the_words_of_the_program_are_all_there() -> None:
    assert all(f"`{kind.value}`" in documented("Place")["changes.kind"] for kind in Kind)
    assert all(f"`{way.value}`" in documented("Trades")["trades.changes.way"] for way in Way)
    rows = re.findall(r"^\| ([a-z' ]+) \| (\w+) \| ([^|]+)\. \|$", REFERENCE, re.MULTILINE)
    assert rows == [(o.name, o.unit, f"{o.how[0].upper()}{o.how[1:]}") for o in OBJECTIVES]
    units = {one.unit for one in OBJECTIVES}
    assert all(f"`{unit}`" in documented("Place")["objectives.unit"] for unit in units)
