"""`--working`: every command that prints counted figures shows how they came about."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click import Command, Group, Option
from click.testing import CliRunner

from portfolio_app import paths
from portfolio_app.cli import main_group
from portfolio_app.core.assumptions import ASSUMED, TURNING
from portfolio_app.place.objectives import OBJECTIVES
from portfolio_app.simulate.measures import MEASURES
from portfolio_app.simulate.saying import SHOWN

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
    "simulate": [SAMPLE, "--years", "100"],
    "place": [SAMPLE],
    "trades": [SAMPLE],
    "demo": [],
}
# Why each of the others has no working to show.
OTHERS = {
    "contracts": "prints terms, each with its source and since when",
    "policies": "writes a file of terms, each with its source",
    "import": "prints no figure",
    "export": "writes what a person wrote",
    "print": "writes a paper, which has its own",
    "doctor": "tells of the installation",
    "partner export": "writes what a person says of themself",
    "partner show": "shows what a partner wrote",
    "partner import": "prints no figure",
}


STATED = str(paths.resource("samples", "public-health-charity-and-half-a-post.toml"))


def ran(name: str, *more: str) -> str:
    told = CliRunner().invoke(main_group, [name, *COUNTS[name], *more])
    assert told.exit_code == 0, told.output
    return told.stdout


def options(command: Command) -> set[str]:
    return {flag for one in command.params if isinstance(one, Option) for flag in one.opts}


def every_command(group: Group = main_group, before: str = "") -> Iterator[tuple[str, Command]]:
    """All commands, those of groups among them, by the words that call them."""
    for name, command in group.commands.items():
        if isinstance(command, Group):
            yield from every_command(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_every_command_shows_its_working_or_is_known_to_have_none() -> None:
    found = dict(every_command())
    assert {name for name, one in found.items() if "--working" in options(one)} == set(COUNTS)
    assert set(found) == set(COUNTS) | set(OTHERS)


@pytest.mark.parametrize("name", COUNTS)
def test_it_adds_terms_in_their_own_words_with_source_and_date(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the demo writes its papers
    bare, whole = ran(name), ran(name, "--working")
    assert set(bare.splitlines()) <= set(whole.splitlines())
    assert len(whole) > len(bare)
    assert SINCE.search(whole)
    assert "\nTerms\n" in whole
    if name not in ("leave", "pay"):  # sums are printed as they are
        assert "Learning and appraisal: 1.7 h plain / 4 h per PA = 0.425 PA; every week" in whole


# -- the shared post -----------------------------------------------------------------------------


def test_every_sampled_figure_says_what_it_is_and_what_is_exact() -> None:
    told = ran("simulate", "--working")
    bare = ran("simulate")
    printed = [name for name in SHOWN if f"\n{MEASURES[name].title} " in bare]
    assert len(printed) == 10
    assert "A figure is the mean of 100 sampled years, seed 1" in told
    for name in printed:
        assert f"  {MEASURES[name].title}: of each year, {MEASURES[name].how}" in told
        assert f"    {MEASURES[name].title}: mean " in told
    assert re.search(r"any work: mean .*; with nobody away and nothing running over exactly", told)


def test_every_assumption_and_threshold_says_whose_it_is_and_of_when() -> None:
    told = ran("simulate", "--working")
    for about in (*ASSUMED.values(), *TURNING.values()):
        if about.title in ("Seed", "Years sampled"):  # they stand at the head
            continue
        assert re.search(rf"\n  {re.escape(about.title)}: [^;]+.*\. {re.escape(about.why)}\n", told)
    assert "a starting point of the program, last looked at on 25 November 2026" in told
    assert "Pay, Head of specialty, Basic pay: £131,059 full-time basic" in told


def test_every_option_adds_up() -> None:
    told = ran("simulate", "--working")
    hours = re.findall(r"^    ([\d.]+) h a week, [\d.]+ h (?:below|over)", told, re.MULTILINE)
    sums = re.findall(r"All work: ([\d. +]+) = ([\d.]+) h a week", told)
    assert {total for _, total in sums} == set(hours)
    for parts, total in sums:
        assert sum(map(float, parts.split(" + "))) == pytest.approx(float(total), abs=0.02)


def test_every_measure_of_a_placed_week_says_how_it_is_reckoned() -> None:
    told = ran("place", "--working")
    for one in OBJECTIVES:
        assert f"  {one.name[0].upper()}{one.name[1:]}: {one.how}\n" in told
    assert "Papers for the Trust board, flexible work of the post: 2.5 h less 0 h placed" in told


def test_every_trade_says_what_it_comes_to() -> None:
    told = ran("trades", "--working")
    weeks = re.findall(r"^  \d+\. .*: ([\d.]+ h) a week\.", told, re.MULTILINE)
    worked = re.findall(r"^  \d+\. [\d.]+ [−+] [\d.]+ = ([\d.]+ h) a week", told, re.MULTILINE)
    assert len(weeks) == 8
    assert weeks == worked


def test_a_year_in_which_something_changes_shows_its_weeks(tmp_path: Path) -> None:
    text = Path(SAMPLE).read_text("utf-8")
    plan = tmp_path / "plan.toml"
    plan.write_text(text.replace('id = "thu-clinic"', 'id = "thu-clinic"\nlast_day = 2026-09-30'))
    told = CliRunner().invoke(main_group, ["summary", str(plan), "--working"])
    assert told.exit_code == 0, told.output
    assert re.search(r"Working of the year\n .*: [\d.]+ weeks worked, by its days, of", told.stdout)


def test_a_total_of_an_audit_says_what_it_adds_up() -> None:
    told = CliRunner().invoke(main_group, ["audit", STATED, "--working"])
    assert "\nSPA: 0.75 + 0.25 = 1\n" in told.stdout
