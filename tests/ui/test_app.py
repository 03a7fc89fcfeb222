"""How the window begins: quickly, with the arguments it was given, and kindly when all fails."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from portfolio_app import paths
from portfolio_app.ui.app import Asked, Troubles, asked_for
from tests.ui.sessions import begin, end

ROOT = Path(__file__).resolve().parents[2]
FIRST_PAINT = """
import sys
from PySide6.QtWidgets import QApplication
from portfolio_app.ui.app import Asked, Session
application = QApplication([])
session = Session(application, Asked(), warm=False)
session.window.painted.disconnect()
session.window.painted.connect(lambda: print(*sys.modules, sep=chr(10)))
session.window.painted.connect(session.window.close)
session.begin()
application.exec()
"""
HEAVY = {"matplotlib", "typst", "holidays", "sqlite_utils", "sqlite3", "numpy", "pandas"}


def test_the_window_is_painted_before_anything_heavy_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "PySide6.QtWidgets" in loaded
    assert not HEAVY & loaded
    assert "portfolio_app.core.checks" not in loaded


def test_the_arguments_name_a_library_and_a_portfolio() -> None:
    assert asked_for([]) == Asked()
    asked = asked_for(["--library", "mine.db", "--portfolio", "tour"])
    assert asked == Asked(Path("mine.db"), "tour")
    assert asked_for(["--library=mine.db"]).library == Path("mine.db")


def test_an_argument_that_is_not_known_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        asked_for(["--nonsense"])
    assert "nonsense" in capsys.readouterr().err


def test_an_error_nobody_foresaw_is_told_kindly_and_logged(
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: list[str],
) -> None:
    expected_logs.append("not foreseen")
    session = begin(qtbot, qapp)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    logger = logging.getLogger("portfolio_app")
    # Another test's tool may have switched off every logger that there was.
    monkeypatch.setattr(logging.getLogger("portfolio_app.ui.app"), "disabled", False)
    handlers = list(logger.handlers)
    troubles = Troubles(session.window)
    troubles.install()
    try:
        error = ValueError("deep inside")
        sys.excepthook(ValueError, error, None)
        said = session.window.banner.text("trouble")
        assert "Something went wrong" in said
        assert "Traceback" not in said
        assert "deep inside" not in said
        log = (paths.data_dir() / "portfolio.log").read_text(encoding="utf-8")
        assert "deep inside" in log
    finally:
        for handler in [h for h in logger.handlers if h not in handlers]:
            logger.removeHandler(handler)
            handler.close()
        end(session)


def test_a_settings_file_that_is_wrong_is_told_and_does_no_harm(
    qtbot: QtBot, qapp: QApplication
) -> None:
    paths.config_dir().mkdir(parents=True)
    (paths.config_dir() / "settings.toml").write_text("text_size = 5\n", encoding="utf-8")
    session = begin(qtbot, qapp)
    try:
        assert session.settings.text_size == 100
        assert "Text size" in session.window.banner.text("settings")
    finally:
        end(session)
