"""The partner commands: a file for a partner, theirs shown, and taken into the library."""

import json
from pathlib import Path

import pytest

from portfolio_app import postcommands
from portfolio_app.core.partnering import Week
from portfolio_app.core.stress import Stress
from portfolio_app.store.library import Library
from tests.test_cli import EMERGENCY, done, run


def test_a_file_is_written_shown_and_taken_in(tmp_path: Path) -> None:
    library, out = tmp_path / "library.db", tmp_path / "for partner.toml"
    done("import", EMERGENCY, library=library)
    arguments = ("--name", "A. B.", "--hours", "8", "--units", "2.5", "--not-negotiable")
    assert "Wrote" in done("partner", "export", EMERGENCY, *arguments, "--out", out)
    shown = json.loads(done("partner", "show", out, "--json"))["partner"]
    assert shown["Could give the post"] == "8 h a week"
    assert shown["Can times be talked about"] == "no"
    assert shown["Tue"] == "morning free, afternoon free"
    with Library.open(library, read_only=True) as opened:
        kept_as = opened.current
    took = done("partner", "import", out, "--share", "amd", library=library)
    assert f"Took A. B. into {kept_as} of {library}" in took
    with Library.open(library, read_only=True) as kept:
        plan = kept.load(kept.current or "")
    share = plan.role("amd").share
    assert share is not None
    assert share.partner == "a-b"
    assert [partner.name for partner in plan.partners][-1] == "A. B."


def test_without_out_it_is_printed_to_be_read_first() -> None:
    text = done("partner", "export", EMERGENCY, "--name", "A. B.", "--week", "blocks")
    assert text.startswith("# What I tell")
    assert "Clinic" not in text
    assert "Swimming" not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--hours", "200"), "hours of a week"),
        (("--hours", "0.01"), "whole minutes"),
        (("--hours", "nan"), "hours of a week"),
        (("--hours", "inf"), "hours of a week"),
        (("--units", "two"), "a number such as 2"),
        (("--units", "-3"), "What you would tell, partner.units: found the number -3"),
        (("--units", "1e400"), "expected a number from 0 to 200"),
        (("--areas", "x" * 5000), "at most 4000"),
        (("--name", ""), "partner.name: found empty text"),
    ],
)
def test_figures_that_cannot_be_are_refused(arguments: tuple[str, str], words: str) -> None:
    result = run("partner", "export", EMERGENCY, "--name", "A. B.", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_a_broken_file_is_refused_with_all_reasons(tmp_path: Path) -> None:
    path = tmp_path / "theirs.toml"
    path.write_text('format = "portfolio-partner/1"\n[partner]\nhours = 400\nx = 1\n')
    result = run("partner", "show", path)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 3
    library = tmp_path / "library.db"
    done("import", EMERGENCY, library=library)
    assert run("partner", "import", path, library=library).exit_code == 2


def test_the_words_of_the_options_are_those_of_the_program() -> None:
    assert list(postcommands.STRESSES) == [stress.value for stress in Stress]
    assert list(postcommands.WEEKS) == [week.value for week in Week]


def test_a_role_that_is_not_shared_is_said(tmp_path: Path) -> None:
    library, out = tmp_path / "library.db", tmp_path / "p.toml"
    done("import", EMERGENCY, library=library)
    done("partner", "export", EMERGENCY, "--name", "A. B.", "--out", out)
    result = run("partner", "import", out, "--share", "emergency-medicine", library=library)
    assert result.exit_code == 2
    assert "The shared roles are: amd" in result.stderr
