"""Where ``python -m portfolio_app`` begins: no arguments opens the window, otherwise the commands.

Knows neither Qt nor the commands; it only chooses between them.
"""

import importlib
import os
import sys
from collections.abc import Mapping, Sequence

QT_PACKAGES = frozenset({"PySide6", "shiboken6"})


def main(argv: list[str] | None = None) -> int:
    """Run the program with the given arguments (those of the process when None).

    Returns:
        The exit status: 0 when done, 1 when the window cannot be opened, else the command's own.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if opens_window(arguments):
        return _open_window(arguments)
    from portfolio_app.cli import main as run_command

    return run_command(arguments)


def opens_window(arguments: Sequence[str]) -> bool:
    """Tell whether the arguments ask for the window: none at all, or a library alone."""
    match list(arguments):
        case [] | ["--library", _]:
            return True
        case [only]:
            return only.startswith("--library=")
        case _:
            return False


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown: always on Windows and macOS, else if a display is named.

    Args:
        platform: as ``sys.platform`` names it.
        environment: the environment variables. A Qt platform chosen there counts as a display.
    """
    if platform in {"win32", "darwin"}:
        return True
    return any(environment.get(v) for v in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _open_window(arguments: list[str]) -> int:
    """Open the window, or say in plain words why it cannot be opened."""
    if not has_display(sys.platform, os.environ):
        return _refuse(
            "There is no display here, so the window cannot be opened.",
            "Use the commands instead: 'portfolio --help' lists them, 'portfolio demo' shows them.",
        )
    try:
        app = importlib.import_module("portfolio_app.ui.app")
    except ImportError as problem:
        if (problem.name or "").partition(".")[0] not in QT_PACKAGES:
            raise
        return _refuse(
            f"The window needs Qt (PySide6), which could not be loaded: {problem}.",
            "'portfolio doctor' says what is missing and how to mend it; "
            "the other commands work without it.",
        )
    status: int = app.main(arguments)
    return status


def _refuse(*lines: str) -> int:
    """Say something kind on standard error; give the exit status for it."""
    sys.stderr.write("\n".join(lines) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
