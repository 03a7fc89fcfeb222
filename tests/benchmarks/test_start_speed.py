"""Whole processes against their yardsticks: the command line, and the window's first paint."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from portfolio_app import paths
from tests.benchmarks.conftest import Report, Row

ROUNDS = 9
SAMPLE = "emergency-medicine-thinking-of-applying.toml"
CLI_YARDSTICK = "import sqlite3, tomllib, click"
TARGET = 2.5


def process_ratio(one: Sequence[str], other: Sequence[str], **environment: str) -> float:
    """How many times as long the one command takes, pair by pair in turn; the median."""
    for command in (one, other):
        run(command, environment)
    pairs = [(run(one, environment), run(other, environment)) for _ in range(ROUNDS)]
    return median(first / second for first, second in pairs)


def run(command: Sequence[str], environment: dict[str, str]) -> float:
    """Seconds of one whole process."""
    begun = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    return time.perf_counter() - begun


def test_summary_starts_quickly(report: Report) -> None:
    sample = str(paths.resource("samples", SAMPLE))
    ours = [sys.executable, "-m", "portfolio_app", "summary", sample]
    # As an installed program is: its modules compiled once, at the first run.
    ratio = process_ratio(ours, [sys.executable, "-c", CLI_YARDSTICK], PYTHONDONTWRITEBYTECODE="")
    report(
        Row(
            f"portfolio summary against python -c “{CLI_YARDSTICK}”",
            f"{ratio:.2f} x",
            f"≤ {TARGET}",
            ratio <= TARGET,
        )
    )


def test_window_paints_quickly(report: Report, tmp_path: Path) -> None:
    here = Path(__file__).parent
    bare = [sys.executable, str(here / "bare_window.py")]
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "PORTFOLIO_HOME": str(tmp_path),
        "PYTHONPATH": str(here.parent.parent),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    for shown, said in (("frame", "first paint of the window"), ("week", "week of sample 2 shown")):
        ours = [sys.executable, str(here / "first_paint.py"), shown]
        run(ours, environment)  # the first start makes the library; people start it often after
        ratio = process_ratio(ours, bare, **environment)
        target = f"≤ {TARGET}" if shown == "frame" else ""
        met = shown != "frame" or ratio <= TARGET
        report(Row(f"{said}, against a bare window", f"{ratio:.2f} x", target, met))
