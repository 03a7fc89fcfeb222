"""The environment is filled when something changed, and left alone when nothing did."""

import json
import os
import subprocess
import sys
from pathlib import Path

import environment
import pytest
from environment import Need


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "packaging").mkdir(parents=True)
    for name in ("pyproject.toml", "requirements.lock", "packaging/test.lock"):
        (root / name).write_text(f"# {name}\n", encoding="utf-8")
    return root


def test_the_fingerprint_is_the_same_while_nothing_changes(project: Path) -> None:
    assert environment.digest(project, Need.RUN) == environment.digest(project, Need.RUN)
    assert environment.digest(project, Need.RUN) != environment.digest(project, Need.TEST)


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock"])
def test_the_fingerprint_changes_with_what_decides_the_installation(
    project: Path, name: str
) -> None:
    before = environment.digest(project, Need.RUN)
    (project / name).write_text("changed\n", encoding="utf-8")
    assert environment.digest(project, Need.RUN) != before


def test_the_fingerprint_changes_when_the_folder_is_moved(project: Path) -> None:
    before = environment.digest(project, Need.RUN)
    assert environment.digest(project.rename(project.with_name("moved")), Need.RUN) != before


def test_the_fingerprint_changes_with_the_python(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = environment.digest(project, Need.RUN)
    monkeypatch.setattr(environment, "python_version", lambda: "3.99")
    assert environment.digest(project, Need.RUN) != before


def test_nothing_is_done_when_all_is_as_it_was(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    venv = tmp_path / "venv"
    python = environment.python_of(venv, windows=os.name == "nt")
    python.parent.mkdir(parents=True)
    python.touch()
    (venv / "pyvenv.cfg").write_text(f"version = {environment.python_version()}.1\n")
    stamp = {need.name: environment.digest(project, need) for need in Need}
    (venv / environment.STAMP_NAME).write_text(json.dumps(stamp))
    for need in Need:
        assert environment.prepare(need, root=project, venv=venv) == python
    assert capsys.readouterr().out == ""


def test_a_test_environment_serves_to_run_but_not_the_reverse() -> None:
    assert set(environment.satisfied_by(Need.TEST)) == {Need.RUN, Need.TEST}
    assert environment.satisfied_by(Need.RUN) == (Need.RUN,)


@pytest.mark.parametrize("content", ["", "not json", "[1]"])
def test_a_damaged_stamp_counts_as_none(tmp_path: Path, content: str) -> None:
    stamp = tmp_path / "stamp.json"
    stamp.write_text(content)
    assert environment.read_stamp(stamp) == {}
    assert environment.read_stamp(tmp_path / "absent.json") == {}


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("home = /usr/bin\nversion = 3.11.7\n", "3.11"),
        ("version_info = 3.12.1.final.0\n", "3.12"),
        ("home = /usr/bin\n", None),
    ],
)
def test_an_environment_tells_which_python_it_was_made_for(
    tmp_path: Path, text: str, version: str | None
) -> None:
    (tmp_path / "pyvenv.cfg").write_text(text)
    assert environment.made_for(tmp_path) == version
    assert environment.made_for(tmp_path / "absent") is None


def test_the_environment_is_made_without_pip_and_has_a_python(tmp_path: Path) -> None:
    environment.make(tmp_path / "venv")
    python = environment.python_of(tmp_path / "venv", windows=os.name == "nt")
    assert environment.made_for(tmp_path / "venv") == environment.python_version()
    assert environment.pip_version(str(python)) == ()
    done = subprocess.run([python, "-c", "print(1)"], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


def test_an_environment_without_pip_is_filled_by_the_outer_one(tmp_path: Path) -> None:
    environment.make(tmp_path / "venv")
    python = environment.python_of(tmp_path / "venv", windows=os.name == "nt")
    assert environment.installer(python) == [sys.executable, "-m", "pip", "--python", str(python)]


def test_without_any_pip_the_remedy_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "pip_version", lambda _python: ())
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(environment.Trouble, match="apt-get install python3-pip"):
        environment.installer(tmp_path / "no-python-here")


def test_a_python_that_cannot_start_has_no_pip(tmp_path: Path) -> None:
    assert environment.pip_version(str(tmp_path / "absent")) == ()


def test_the_python_of_an_environment_lies_where_the_system_puts_it() -> None:
    assert environment.python_of(Path("v"), windows=False) == Path("v/bin/python")
    assert environment.python_of(Path("v"), windows=True) == Path("v/Scripts/python.exe")
