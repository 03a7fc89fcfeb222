"""What every test stands on: a home of its own, no network, no display, and nothing left behind.

Knows Qt only where a test has loaded it already, so that tests of the core stay without it.
"""

import gc
import itertools
import logging
import os
import re
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Never

import pytest
from hypothesis import HealthCheck, settings
from typing_extensions import override

import portfolio_app.ui  # noqa: F401 - spares the references that Qt takes, before pytest-qt calls it

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

os.environ["QT_QPA_PLATFORM"] = "offscreen"
if sys.platform == "linux":
    # Qt warns about any locale that is not UTF-8; a bare machine has none.
    os.environ["LC_ALL"] = "C.UTF-8"

BENCHMARKS = Path(__file__).parent / "benchmarks"
PACKAGE = "portfolio_app"
PATIENCE_S = 2.0

# No deadline: a busy machine is not a wrong answer.
settings.register_profile("quick", max_examples=50, deadline=None)
settings.register_profile(
    "ci", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

_homes = itertools.count()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Measure speed only when benchmarks are named: a shared machine is no stopwatch."""
    asked_for = any(BENCHMARKS.name in argument for argument in config.args)
    return True if collection_path == BENCHMARKS and not asked_for else None


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the test user folders of its own, so that it can neither see nor harm a real library."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(_homes)}"
    monkeypatch.setenv("PORTFOLIO_HOME", str(home))
    monkeypatch.delenv("PORTFOLIO_LIBRARY", raising=False)
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make any attempt to reach another machine fail: the program works offline."""

    def refuse(*_args: object, **_kwargs: object) -> Never:
        raise AssertionError("The program tried to use the network.")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


class _Records(logging.Handler):
    """Keeps what was logged."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.records: list[logging.LogRecord] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def expected_logs() -> Iterator[list[str]]:
    """Fail on a warning or error that the program logs, unless the test adds a pattern for it."""
    expected: list[str] = []
    handler = _Records()
    logger = logging.getLogger(PACKAGE)
    logger.addHandler(handler)
    yield expected
    logger.removeHandler(handler)
    said = [record.getMessage() for record in handler.records]
    surprises = [line for line in said if not any(re.search(like, line) for like in expected)]
    assert not surprises, f"logged, and no test expected it: {surprises}"


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail on a thread, timer or window that outlives its test, and put it out of the way."""
    threads = set(threading.enumerate())
    windows = set(map(id, _windows()))
    yield
    leftovers = _threads_since(threads)
    if _qt_runs():
        leftovers += _qt_leftovers(windows)
    assert not leftovers, f"left behind by the test: {leftovers}"


def _threads_since(before: set[threading.Thread]) -> list[str]:
    """The Python threads that began in the test and do not end."""
    begun = [thread for thread in threading.enumerate() if thread not in before]
    for thread in begun:
        # A thread that Qt made and Python only saw cannot be joined; _qt_leftovers looks at it.
        if not isinstance(thread, threading._DummyThread):
            thread.join(PATIENCE_S)
    return [
        thread.name
        for thread in begun
        if thread.is_alive() and not isinstance(thread, threading._DummyThread)
    ]


def _qt_runs() -> bool:
    """Tell whether a test of this run has made the Qt application, without loading Qt."""
    if "PySide6.QtWidgets" not in sys.modules:
        return False
    from PySide6.QtWidgets import QApplication

    return isinstance(QApplication.instance(), QApplication)


def _windows() -> list["QWidget"]:
    """The top-level widgets that exist."""
    if not _qt_runs():
        return []
    from PySide6.QtWidgets import QApplication

    return QApplication.topLevelWidgets()


def _qt_leftovers(before: set[int]) -> list[str]:
    """The workers, threads, timers and windows that outlived the test; they are ended."""
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    found: list[str] = []
    pool = QThreadPool.globalInstance()
    if not pool.waitForDone(int(PATIENCE_S * 1000)):
        found.append("a worker of the thread pool")
    # Twice: deleting one thing posts the deletion of the next.
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    if any(id(window) not in before for window in _windows()):
        gc.collect()
    for window in _windows():
        if id(window) not in before:
            found.append(f"window {type(window).__name__} {window.objectName()!r}")
            window.close()
            window.deleteLater()
    return found + [_end(thing) for thing in _still_running()]


def _still_running() -> list["QObject"]:
    """The Qt threads that run and the Qt timers that tick."""
    import shiboken6
    from PySide6.QtCore import QThread, QTimer

    wrappers = shiboken6.getAllValidWrappers()
    threads = [thing for thing in wrappers if isinstance(thing, QThread)]
    timers = [thing for thing in wrappers if isinstance(thing, QTimer)]
    running = [thread for thread in threads if thread.isRunning() and thread != _main_thread()]
    return [*running, *(timer for timer in timers if timer.isActive())]


def _main_thread() -> "QObject | None":
    """The thread that Qt itself runs in."""
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication.instance()
    return application.thread() if application else None


def _end(thing: "QObject") -> str:
    """Stop a thread or timer; tell what it was."""
    from PySide6.QtCore import QThread, QTimer

    if isinstance(thing, QTimer):
        thing.stop()
        return f"timer {thing.objectName()!r} of {type(thing.parent()).__name__}"
    if isinstance(thing, QThread):
        thing.quit()
        thing.wait(int(PATIENCE_S * 1000))
    return f"thread {thing.objectName()!r}"
