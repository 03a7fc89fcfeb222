"""Rules of the house that no linter knows: what the project may say, hold and be called."""

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
import pytest

import portfolio_app

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    *("portfolio_app", "resources", "tests", "packaging", "pyproject.toml", "README.md"),
    *("LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "requirements.lock"),
}
# Made by tools and never kept.
MADE = {"build", "dist", "htmlcov", "__pycache__"}
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".lock",
    ".typ",
    ".qss",
    ".txt",
    ".json",
    ".ics",
    ".csv",
    ".svg",
    ".typed",
    "",
}
DATA = {".otf", ".ttf", ".png", ".pdf", ".db", ".ico", ".icns", ".xlsx"}
# Written in pieces, for this file is read too.
NOWHERE_ELSE = [
    *("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/[a-z]", "/o" + "pt/", r"\.\./sha" + "red"),
    *(r"\bpyp" + r"i\.org", "python" + "hosted", "npm" + "js", "conda" + r"\.org"),
    *(
        r"\bTO" + r"DO\b",
        r"\bFIX" + r"ME\b",
        r"\bX" + r"XX\b",
        "coming so" + "on",
        "lorem ip" + "sum",
    ),
]
COMMANDS = (
    *("python3 packaging/bootstrap.py run", "python3 packaging/bootstrap.py test"),
    *("pip install .", "portfolio-app"),
)


def _files() -> Iterator[Path]:
    """Every file of the project, without what tools make."""
    for top in sorted(ROOT.iterdir()):
        if top.name in TOP_LEVEL | {".ci", ".gitignore", ".gitattributes", ".editorconfig"}:
            inside = sorted(top.rglob("*")) if top.is_dir() else [top]
            yield from (p for p in inside if p.is_file() and not MADE & set(p.parts))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _text_files() -> list[Path]:
    return [path for path in _files() if path.suffix in TEXT]


def test_the_top_level_holds_only_what_it_should() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - MADE - TOP_LEVEL == set()
    assert TOP_LEVEL - found == set()


def test_every_file_is_of_a_known_kind() -> None:
    assert {_name(path) for path in _files() if path.suffix not in TEXT | DATA} == set()


@pytest.mark.parametrize("path", _text_files(), ids=_name)
def test_a_text_is_clean_and_names_no_one_elses_place(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    if path.suffix == ".py":
        assert "\t" not in text
    if path.name not in {"LICENSE", "OFL.txt"}:
        assert "\r" not in text, "line ends are LF"
        said = [word for word in NOWHERE_ELSE if re.search(word, text)]
        assert not said, f"says {said}"


def test_no_line_of_a_lock_names_a_place() -> None:
    for lock in (ROOT / "requirements.lock", ROOT / "packaging" / "test.lock"):
        text = lock.read_text(encoding="utf-8")
        assert not re.search(r"://|--index|--find|file:|\.whl|^-e", text, re.MULTILINE), lock


def _readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_gives_the_command(command: str) -> None:
    assert command in _readme()


def _commands(group: click.Group, above: str) -> Iterator[str]:
    """Every command by the words that call it; a group is called by those of its commands."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}"


def test_the_readme_shows_every_command_with_an_example() -> None:
    from portfolio_app import cli

    names = set(_commands(cli.main_group, ""))
    assert names, "the command line is a click group in portfolio_app/cli.py"
    missing = [name for name in sorted(names) if f"portfolio {name}" not in _readme()]
    assert not missing


def test_the_readme_names_only_commands_that_exist() -> None:
    from portfolio_app import cli

    groups = [thing for thing in vars(cli).values() if isinstance(thing, click.Group)]
    names = {name for group in groups for name in group.commands}
    shown = set(re.findall(r"^portfolio ([a-z][a-z-]*)", _readme(), re.MULTILINE))
    assert shown <= names


def test_every_local_link_of_the_papers_leads_somewhere() -> None:
    for paper in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / paper).read_text(encoding="utf-8")
        links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
        assert [link for link in links if not (ROOT / link).exists()] == [], paper


def test_the_machines_command_is_the_readmes() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert commands[0] == "set -euo pipefail"
    assert commands[-1].startswith("python3 packaging/bootstrap.py test")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


def test_the_changelog_has_its_form_and_the_version() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Changelog"
    headings = [line for line in lines if line.startswith("## ")]
    form = re.compile(r"## (\d+)\.(\d+)\.(\d+), (unreleased|\d{4}-\d{2}-\d{2})")
    parsed = [form.fullmatch(heading) for heading in headings]
    assert all(parsed), headings
    versions = [tuple(map(int, found.groups()[:3])) for found in parsed if found]
    assert all(newer > older for newer, older in pairwise(versions))
    assert ".".join(map(str, versions[0])) == portfolio_app.__version__
    assert "unreleased" not in "".join(headings[1:])
    entries = [line for line in lines if line.startswith("- ")]
    assert all(re.match(r"- [A-Z].*", line) for line in entries)


def test_the_samples_are_plan_files_and_nothing_else() -> None:
    kept = [path for path in _files() if path.parent.name == "samples"]
    assert kept
    assert {path.suffix for path in kept} == {".toml"}


def test_the_version_is_written_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "portfolio_app/__init__.py"


def test_what_others_made_keeps_its_licence_beside_it() -> None:
    for folder in ("fonts", "icons"):
        files = [path.name for path in (ROOT / "resources" / folder).iterdir()]
        assert any(re.match(r"(?i)licen[cs]e|ofl|copying", name) for name in files), folder


@pytest.mark.parametrize(
    "path",
    [p for p in _files() if p.suffix == ".toml" and "tests" not in p.parts],
    ids=_name,
)
def test_a_toml_file_is_read_without_complaint(path: Path) -> None:
    tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path", [p for p in _files() if p.suffix == ".py" and "tests" in p.parts], ids=_name
)
def test_a_test_is_never_skipped_without_a_reason(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.skipif":
            assert any(keyword.arg == "reason" for keyword in node.keywords)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "pytest.mark.skip":
            pytest.fail(f"line {node.lineno}: a test that never runs is deleted, not skipped")
