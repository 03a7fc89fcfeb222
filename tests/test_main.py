"""``python -m portfolio_app`` chooses between the window and the commands."""

import os
import subprocess
import sys

import pytest

from portfolio_app import __main__ as main


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--library", "mine.db"], True),
        (["--library=mine.db"], True),
        (["--library"], False),
        (["--help"], False),
        (["summary"], False),
        (["--library", "mine.db", "summary"], False),
    ],
)
def test_only_no_arguments_or_a_library_alone_open_the_window(
    arguments: list[str], window: bool
) -> None:
    assert main.opens_window(arguments) is window


@pytest.mark.parametrize(
    ("platform", "variables", "display"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_known_by_its_name(
    platform: str, variables: dict[str, str], display: bool
) -> None:
    assert main.has_display(platform, variables) is display


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="always has a display")
def test_without_a_display_it_says_so_kindly() -> None:
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    variables = {name: value for name, value in os.environ.items() if name not in gone}
    done = _run([sys.executable, "-m", "portfolio_app"], variables)
    assert done.returncode == 1
    assert "no display" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_qt_it_says_what_is_missing_kindly() -> None:
    blocked = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from portfolio_app.__main__ import main; sys.exit(main([]))"
    )
    done = _run([sys.executable, "-c", blocked], os.environ)
    assert done.returncode == 1
    assert "PySide6" in done.stderr
    assert "portfolio doctor" in done.stderr
    assert "Traceback" not in done.stderr


def _run(
    command: list[str], variables: "os._Environ[str] | dict[str, str]"
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, env=dict(variables), capture_output=True, text=True, check=False, timeout=60
    )
