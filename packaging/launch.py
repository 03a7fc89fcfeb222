"""What bootstrap.py does: run the program, test it, measure it, in an environment of its own.

Standard library only.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import qt_libraries
from environment import ROOT, Need, Trouble, environment, prepare, say, site_packages

USAGE = """\
python3 packaging/bootstrap.py run [ARGUMENTS]   open the window; arguments go to the program
python3 packaging/bootstrap.py test [ARGUMENTS]  check and test everything; arguments go to pytest,
                                                 which then runs alone
python3 packaging/bootstrap.py bench             measure speed and print the table

The first time fetches what is needed into .venv; later times start at once."""

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
)
# The arithmetic that people will rely on is tested in every line and branch, by the tests that
# have no window. The others are not traced: it would double their time and show nothing more.
CORE_TESTS = (
    "tests/core",
    "tests/exchange",
    "tests/simulate",
    "tests/test_contract_cases.py",
    "tests/test_contract_dates.py",
    "tests/test_plans_counted.py",
    "tests/test_worked_cases.py",
)
CORE_COVERED = (
    "--cov=portfolio_app.core",
    "--cov-branch",
    "--cov-report=term-missing:skip-covered",
    "--cov-fail-under=100",
)
MOST_AT_ONCE = 4  # each test process holds Qt and matplotlib: about 500 MB
BENCHMARKS = ("tests/benchmarks", "--benchmark-columns=min,median,ops,rounds", "-rA")


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks.

    Returns:
        The exit status: that of what was run, 1 when it could not be run, 2 for a wrong argument.
    """
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        say(USAGE)
        return 0
    command = COMMANDS.get(arguments[0])
    if command is None:
        print(f"Unknown command {arguments[0]!r}.\n\n{USAGE}", file=sys.stderr)
        return 2
    try:
        return command(list(arguments[1:]))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Open the window; without a display do the main job in the terminal instead."""
    # The program's own rules, so that both agree; this module of it needs no environment.
    sys.path.append(str(ROOT))
    from portfolio_app.__main__ import has_display, opens_window

    python = prepare(Need.RUN)
    display = has_display(sys.platform, os.environ)
    if not arguments and not display:
        folder = ROOT / "build" / "demo"
        say("There is no display here, so no window can open.")
        say(f"The same in the terminal, with its papers in {folder}:\n")
        return start(python, ["-m", "portfolio_app", "demo", "--out", str(folder)])
    if display and opens_window(arguments):
        qt_libraries.ensure(site_packages(), qt_libraries.platform_plugins(os.environ))
    return start(python, ["-m", "portfolio_app", *arguments])


def test(arguments: list[str]) -> int:
    """Check style and types, run the core's tests with its coverage, then all others.

    What pytest says of the others is the last line.

    With arguments pytest runs alone and in one process: part of the tests cannot cover all of the
    core, and starting more processes would take longer than it saves.

    Returns:
        0 only when everything passed.
    """
    python = ready_for_tests()
    if arguments:
        return run_tests(python, arguments)
    failed = [check for check in CHECKS if start(python, ["-m", *check], cwd=ROOT)]
    for check in failed:
        say(f"Not passed, see above: {' '.join(check)}. The tests run all the same.")
    at_once = side_by_side(os.cpu_count())
    core = run_tests(python, [*CORE_TESTS, *CORE_COVERED, *at_once])
    if core:
        say("Not passed, see above: the core's tests or its coverage. The others run all the same.")
    others = run_tests(python, [*(f"--ignore={tests}" for tests in CORE_TESTS), *at_once])
    return core or others or int(bool(failed))


def bench(arguments: list[str]) -> int:
    """Measure speed and print the table."""
    return run_tests(ready_for_tests(), [*BENCHMARKS, *arguments])


def ready_for_tests() -> Path:
    """The Python that has what the tests need, on a system that has what Qt needs."""
    python = prepare(Need.TEST)
    qt_libraries.ensure(site_packages(), [qt_libraries.OFFSCREEN])
    return python


def side_by_side(cores: int | None) -> list[str]:
    """What tells pytest to test on every core; one that has nothing left takes from the others."""
    return ["-n", str(min(cores or 1, MOST_AT_ONCE)), "--dist", "worksteal"]


def run_tests(python: Path, arguments: Sequence[str]) -> int:
    """Run pytest without a display; its summary is the last line."""
    return start(python, ["-m", "pytest", *arguments], cwd=ROOT, QT_QPA_PLATFORM="offscreen")


def start(python: Path, arguments: Sequence[str], cwd: Path | None = None, **extra: str) -> int:
    """Run the environment's Python until it ends.

    Args:
        python: the environment's Python.
        arguments: what it is given.
        cwd: the folder to run in; the person's own when None, so that their file names hold.
        **extra: environment variables on top.
    """
    command = [str(python), *arguments]
    return subprocess.run(command, cwd=cwd, env=environment(extra), check=False).returncode


COMMANDS = {"run": run, "test": test, "bench": bench}
