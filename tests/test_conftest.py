"""The nets under every test hold: each kind of leak is caught, and a clean test passes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

LEAKS = """
import logging, os, socket, threading
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget

stop = threading.Event()
kept = []

def test_network():
    socket.create_connection(("192.0.2.1", 80))

def test_thread():
    threading.Thread(target=stop.wait, args=(3,), daemon=True).start()

def test_qt_thread(qapp):
    kept.append(QThread())
    kept[-1].start()

def test_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(10_000)

def test_window(qapp):
    kept.append(QWidget())
    kept[-1].show()

def test_log():
    logging.getLogger("portfolio_app.core").warning("odd")

def test_clean_log(expected_logs):
    expected_logs.append("odd")
    logging.getLogger("portfolio_app.core").warning("odd")

def test_clean_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    timer = QTimer(window)
    timer.start(10_000)

def test_clean_home():
    assert "home-" in os.environ["PORTFOLIO_HOME"]
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("nets")
    nets = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
    hasty = nets.replace("PATIENCE_S = 2.0", "PATIENCE_S = 0.2")
    (folder / "conftest.py").write_text(hasty, encoding="utf-8")
    (folder / "test_leaks.py").write_text(LEAKS, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nqt_api = pyside6\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=100
    ).stdout


@pytest.mark.parametrize("leak", ["network", "thread", "qt_thread", "timer", "window", "log"])
def test_a_leak_is_caught(outcome: str, leak: str) -> None:
    assert re.search(rf"^(FAILED|ERROR) test_leaks.py::test_{leak}\b", outcome, re.MULTILINE), (
        outcome
    )


@pytest.mark.parametrize("clean", ["clean_log", "clean_window", "clean_home"])
def test_a_clean_test_passes(outcome: str, clean: str) -> None:
    assert re.search(rf"^PASSED test_leaks.py::test_{clean}$", outcome, re.MULTILINE), outcome
    assert f"ERROR test_leaks.py::test_{clean}" not in outcome
