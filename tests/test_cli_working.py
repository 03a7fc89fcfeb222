"""`--working`: every command that prints counted figures shows how they came about."""

import re

import pytest
from click import Command, Option
from click.testing import CliRunner

from portfolio_app import paths
from portfolio_app.cli import main_group

SAMPLE = str(paths.resource("samples", "emergency-medicine-thinking-of-applying.toml"))
SINCE = re.compile(r"^ {4}\S.*; since \d{1,2} \w+ \d{4}$", re.MULTILINE)
COUNTS = {
    "summary": [SAMPLE],
    "week": [SAMPLE, "--date", "2026-10-26"],
    "check": [SAMPLE],
    "audit": [SAMPLE],
    "leave": [SAMPLE],
    "pay": [SAMPLE],
    "advert": [SAMPLE],
}
# These print terms and assumptions with their sources as they are, or no figures of a week.
OTHERS = {
    *("contracts", "policies", "simulate", "import", "export", "print", "doctor", "partner"),
    *("demo", "place", "trades"),
}


STATED = str(paths.resource("samples", "public-health-charity-and-half-a-post.toml"))


def ran(name: str, *more: str) -> str:
    told = CliRunner().invoke(main_group, [name, *COUNTS[name], *more])
    assert told.exit_code == 0, told.output
    return told.stdout


def options(command: Command) -> set[str]:
    return {flag for one in command.params if isinstance(one, Option) for flag in one.opts}


def test_every_command_that_prints_counted_figures_takes_it() -> None:
    assert {n for n, c in main_group.commands.items() if "--working" in options(c)} == set(COUNTS)
    assert set(main_group.commands) - set(COUNTS) <= OTHERS


@pytest.mark.parametrize("name", COUNTS)
def test_it_adds_terms_in_their_own_words_with_source_and_date(name: str) -> None:
    bare, whole = ran(name), ran(name, "--working")
    assert set(bare.splitlines()) <= set(whole.splitlines())
    assert len(whole) > len(bare)
    assert SINCE.search(whole) or "; since 31 October 2003)" in whole
    if name in ("leave", "pay"):
        assert "\nTerms\n" in whole  # sums are printed as they are
    else:
        assert "Learning and appraisal: 1.7 h plain / 4 h per PA = 0.425 PA; every week" in whole


def test_a_total_of_an_audit_says_what_it_adds_up() -> None:
    told = CliRunner().invoke(main_group, ["audit", STATED, "--working"])
    assert "\nSPA: 0.75 + 0.25 = 1\n" in told.stdout
