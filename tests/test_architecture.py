"""The layering of the package is a contract, kept here: who may import whom."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from importlinter.cli import lint_imports_command

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "portfolio_app"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 600
# The core is told the time, the dice and the files; it never reaches for them.
NOT_FOR_CORE = {
    *("asyncio", "concurrent", "logging", "multiprocessing", "os", "random", "secrets", "shutil"),
    *("socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib"),
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, anywhere in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.lineno


def test_the_import_contracts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    told = CliRunner().invoke(lint_imports_command, ["--no-cache"])
    assert told.exit_code == 0, told.output


def test_the_core_needs_nothing_but_the_standard_library() -> None:
    allowed = (set(sys.stdlib_module_names) - NOT_FOR_CORE) | {"portfolio_app"}
    strangers = [
        f"{_name(path)}:{line} imports {module}"
        for path in sorted((PACKAGE / "core").rglob("*.py"))
        for module, line in _imports(path)
        if module.partition(".")[0] not in allowed
    ]
    assert not strangers, strangers


def test_only_ui_imports_qt() -> None:
    strangers = [
        f"{_name(path)}:{line} imports {module}"
        for path in MODULES
        if not path.is_relative_to(PACKAGE / "ui")
        for module, line in _imports(path)
        if module.partition(".")[0] in {"PySide6", "shiboken6"}
    ]
    assert not strangers, strangers


def test_the_version_module_imports_nothing() -> None:
    assert not list(_imports(PACKAGE / "__init__.py"))


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "__init__.py"], ids=_name)
def test_a_package_re_exports_nothing(path: Path) -> None:
    statements = ast.parse(path.read_text(encoding="utf-8")).body
    docstring = statements[:1] if ast.get_docstring(ast.Module(statements, [])) else []
    rest = statements[len(docstring) :]
    if path.parent == PACKAGE:
        assert [ast.unparse(line).partition(" ")[0] for line in rest] == ["__version__"]
    elif path.parent == PACKAGE / "ui":
        # It must do one thing before anything of Qt is called, and gives nothing out.
        assert {module for module, _ in _imports(path)} == {"ctypes", "sys"}
    else:
        assert not rest, "an __init__.py is empty, or a docstring and nothing more"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_says_what_it_is_for_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE, f"over {LONGEST_MODULE} lines: make it a package"
    if path.name != "__init__.py":
        assert ast.get_docstring(ast.parse(text)), "a module docstring says what it is for"


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        (
            "portfolio_app.cli",
            {"PySide6", "matplotlib", "typst", "holidays", "pandas", "numpy", "highspy"},
        ),
        ("portfolio_app.__main__", {"PySide6", "matplotlib", "click", "portfolio_app.cli"}),
        ("portfolio_app.paths", {"PySide6", "click", "platformdirs"}),
        (
            "portfolio_app.ui.app",
            {"matplotlib", "typst", "holidays", "pandas", "numpy", "highspy"},
        ),
        # The panel is made before the window is painted where it was the last one shown.
        ("portfolio_app.ui.panels.jobshare.panel", {"matplotlib", "numpy", "highspy", "holidays"}),
    ],
)
def test_importing_a_way_in_loads_nothing_heavy(module: str, heavy: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not heavy & set(done.stdout.split())
