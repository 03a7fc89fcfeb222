"""Whole plan files against figures that were worked out by hand from the reference.

Each file of `plans_counted` is a plan as a person would write it. Its lines that begin with `#=`
say what the program must make of it, and the comments between them how the figure comes about:

    #= summary roles.post.counted = 13/12           a figure: an exact sum, as JSON's six decimals
    #= summary --scenario=more scenario = "more"    of a scenario; anything else as JSON has it
    #= audit lines.0.follows_if ~ cover             words that a text holds
    #= check has overlap                            a finding that there is; `lacks`: is not
    #= check message share a slot                   words that some finding's message holds
    #= summary refused activity[1].role             refused: status 2, and words of the reason

A step of a path is a key, a place in a list from 0, or the id of one thing in it.
"""

import json
import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portfolio_app.cli import main_group

FOLDER = Path(__file__).parent / "plans_counted"
PLANS = sorted(FOLDER.glob("*.toml"))


def _expectations() -> list[tuple[str, str]]:
    """The name of a plan and one thing expected of it."""
    return [
        (plan.stem, line.removeprefix("#=").strip())
        for plan in PLANS
        for line in plan.read_text("utf-8").splitlines()
        if line.startswith("#=")
    ]


@pytest.mark.parametrize(("plan", "expected"), _expectations())
def test_a_plan_gives_what_was_worked_out_by_hand(plan: str, expected: str) -> None:
    command, _, rest = expected.partition(" ")
    scenario = ""
    if rest.startswith("--scenario="):
        scenario, _, rest = rest.removeprefix("--scenario=").partition(" ")
    result = _run(plan, command, scenario)
    if rest.startswith("refused "):
        assert (result.exit_code, result.stdout) == (2, "")
        assert rest.removeprefix("refused ") in result.stderr
        return
    assert (result.exit_code, result.stderr) == (0, "")
    _compare(json.loads(result.stdout), command, rest)


def test_every_plan_expects_something() -> None:
    assert {plan.stem for plan in PLANS} == {plan for plan, _ in _expectations()}


@cache
def _run(plan: str, command: str, scenario: str) -> Result:
    chosen = ["--scenario", scenario] if scenario else []
    file = str(FOLDER / f"{plan}.toml")
    return CliRunner().invoke(main_group, [command, file, "--json", *chosen])


def _compare(printed: Any, command: str, rest: str) -> None:
    """Hold one expectation against what a command printed."""
    if command == "check":
        how, _, what = rest.partition(" ")
        checks = [finding["check"] for finding in printed["findings"]]
        messages = [finding["message"] for finding in printed["findings"]]
        assert how in {"has", "lacks", "message"}
        if how == "message":
            assert any(what in message for message in messages), messages
        else:
            assert (what in checks) is (how == "has"), checks
    elif " ~ " in rest:
        path, _, words = rest.partition(" ~ ")
        assert words in _at(printed, path)
    else:
        path, _, value = rest.partition(" = ")
        assert _agrees(_at(printed, path), value), _at(printed, path)


def _at(printed: Any, path: str) -> Any:
    for step in path.split("."):
        if isinstance(printed, list):
            by_id = {one.get("id"): one for one in printed}
            printed = printed[int(step)] if step.isdigit() else by_id[step]
        else:
            printed = printed[step]
    return printed


def _agrees(found: Any, value: str) -> bool:
    if value in {"null", "true", "false"} or value[0] in '"[{':
        return json.dumps(found, sort_keys=True) == json.dumps(json.loads(value), sort_keys=True)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    return Fraction(str(found)) == round(_sum(value), 6)


def _sum(text: str) -> Fraction:
    """The value of a sum such as "2 * 2.88 * 5.5 / 3 / 42", exactly."""
    parts = re.split(r"(?<=\d) ?([+-]) ?", text.replace(" ", ""))
    total = _product(parts[0])
    for sign, part in zip(parts[1::2], parts[2::2], strict=True):
        total += _product(part) if sign == "+" else -_product(part)
    return total


def _product(text: str) -> Fraction:
    first, *others = re.split(r"([*/])", text)
    value = Fraction(first)
    for sign, factor in zip(others[::2], others[1::2], strict=True):
        value = value * Fraction(factor) if sign == "*" else value / Fraction(factor)
    return value
