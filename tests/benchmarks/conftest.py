"""Collects what the benchmarks measure and prints it as one table at the end of the run.

A figure is a ratio of two things timed in this run, or work on this machine beside its yardstick;
none of them fails a test, for machines differ and are busy.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tabulate import tabulate

_ROWS = pytest.StashKey[list["Row"]]()


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, against what, and the target."""

    what: str
    measured: str
    target: str
    met: bool


Report = Callable[[Row], None]


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_ROWS] = []


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Adds a row to the table."""
    return request.config.stash[_ROWS].append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    rows = [
        (row.what, row.measured, row.target, "met" if row.met else "missed")
        for row in config.stash[_ROWS]
    ]
    if rows:
        terminalreporter.section("speed")
        headers = ("what", "measured", "target", "")
        terminalreporter.write_line(tabulate(rows, headers=headers, tablefmt="simple"))
