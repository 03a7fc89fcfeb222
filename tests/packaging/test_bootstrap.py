"""The one command: which Pythons it takes, what it understands, and what it says."""

import subprocess
import sys
from pathlib import Path

import bootstrap
import environment
import launch
import pytest


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_a_new_enough_python_is_taken(version: tuple[int, int]) -> None:
    assert bootstrap.refusal(*version) is None


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10)])
def test_an_old_python_is_turned_away_with_its_version_and_the_remedy(
    version: tuple[int, int],
) -> None:
    said = bootstrap.refusal(*version)
    assert said is not None
    assert f"this is Python {version[0]}.{version[1]}" in said
    assert "3.11 or newer" in said
    assert "packaging/bootstrap.py run" in said


def test_without_a_command_it_says_what_it_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert launch.main([]) == 0
    told = capsys.readouterr().out
    assert all(f"bootstrap.py {command}" in told for command in launch.COMMANDS)


def test_an_unknown_command_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert launch.main(["runn"]) == 2
    told = capsys.readouterr()
    assert "'runn'" in told.err
    assert not told.out


def test_the_arguments_after_the_command_are_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[list[str]] = []

    def record(arguments: list[str]) -> int:
        passed.append(arguments)
        return 7

    monkeypatch.setitem(launch.COMMANDS, "run", record)
    assert launch.main(["run", "summary", "my week.toml", "--json"]) == 7
    assert passed == [["summary", "my week.toml", "--json"]]


def test_trouble_is_told_plainly_and_the_status_is_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_arguments: list[str]) -> int:
        raise environment.Trouble("This Python has no pip.")

    monkeypatch.setitem(launch.COMMANDS, "run", fail)
    assert launch.main(["run"]) == 1
    assert capsys.readouterr().err == "This Python has no pip.\n"


def test_the_programs_own_rules_are_read_without_its_environment() -> None:
    code = (
        "import sys; sys.path.append(sys.argv[1]); import portfolio_app.__main__\n"
        "sys.exit(any('site-packages' in (getattr(m, '__file__', '') or '') "
        "for m in list(sys.modules.values())))"
    )
    alone = [sys.executable, "-I", "-S", "-c", code, str(environment.ROOT)]
    assert subprocess.run(alone, check=False).returncode == 0


def test_what_is_started_keeps_its_status_and_its_surroundings(tmp_path: Path) -> None:
    code = "import os, sys; sys.exit(3 if os.environ.get('MARK') == 'x' else 0)"
    assert launch.start(Path(sys.executable), ["-c", code], cwd=tmp_path, MARK="x") == 3
    assert launch.start(Path(sys.executable), ["-c", code], cwd=tmp_path) == 0


def test_variables_that_would_mislead_the_environment_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    given = environment.environment({"MARK": "x"})
    assert given["MARK"] == "x"
    assert not {"PYTHONPATH", "PIP_USER"} & set(given)


@pytest.mark.parametrize(("cores", "processes"), [(None, 1), (1, 1), (2, 2), (4, 4), (64, 4)])
def test_the_whole_suite_runs_on_every_core_within_reason(
    cores: int | None, processes: int
) -> None:
    assert launch.side_by_side(cores)[:2] == ["-n", str(processes)]


def test_what_covers_the_core_is_there() -> None:
    assert [tests for tests in launch.CORE_TESTS if not (environment.ROOT / tests).exists()] == []
