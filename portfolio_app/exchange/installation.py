"""What this installation has and lacks, and how to mend it; asked by `portfolio doctor`.

Nothing is loaded that is only looked for: a part that is broken must not break the report.
"""

import importlib.metadata
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from portfolio_app import paths

_OLDEST = (3, 11)
_REINSTALL = "Install the program again: python3 packaging/bootstrap.py run"
_PACKAGES = (
    ("PySide6", "PySide6_Essentials", "the window"),
    ("PySide6.QtPdf", "PySide6_Pdf", "the preview of documents"),
    ("sqlite_utils", "sqlite-utils", "the library"),
    ("matplotlib", "matplotlib", "charts"),
    ("typst", "typst", "documents"),
    ("holidays", "holidays", "bank holidays"),
)
_NAME_ANOTHER = "Name another file with --library, or put a backup of your library in its place."
_SQLITE = b"SQLite format 3\0"
_FOLDERS = ("contracts", "typst", "fonts", "themes", "icons", "samples")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the installation; `mend` says what to do about a part that is not right."""

    name: str
    ok: bool
    found: str
    mend: str = ""


def inspect(library: Path) -> list[Part]:
    """Look at every part, without changing anything.

    Args:
        library: the library file that would be used.
    """
    return [_python(), *_packages(), *_resources(), _display(), _library(library)]


def _python() -> Part:
    version = ".".join(str(number) for number in sys.version_info[:3])
    ok = sys.version_info >= _OLDEST
    return Part("Python", ok, version, "" if ok else "Install Python 3.11 or newer.")


def _packages() -> Iterator[Part]:
    for module, package, purpose in _PACKAGES:
        try:
            version = importlib.metadata.version(package)
            ok = find_spec(module) is not None
        except (importlib.metadata.PackageNotFoundError, ModuleNotFoundError):
            version, ok = "not installed", False
        yield Part(f"{package} ({purpose})", ok, version, "" if ok else _REINSTALL)


def _resources() -> Iterator[Part]:
    for name in _FOLDERS:
        folder = paths.resource(name)
        number = sum(1 for entry in folder.iterdir()) if folder.is_dir() else 0
        ok = number > 0
        found = f"{number} files" if ok else "missing"
        yield Part(f"Resources: {name}", ok, found, "" if ok else _REINSTALL)


def _display() -> Part:
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return Part("Display", ok=True, found="there is one")
    mend = "The window needs a desktop; every command of the command line works without."
    return Part("Display", ok=False, found="none", mend=mend)


def _library(library: Path) -> Part:
    if not library.exists():
        return Part("Library", ok=True, found=f"none yet; it will be made at {library}")
    if library.is_dir():
        return Part("Library", ok=False, found=f"{library} is a folder", mend=_NAME_ANOTHER)
    if not os.access(library, os.R_OK):
        mend = "Give yourself the right to read it, or name another with --library."
        return Part("Library", ok=False, found=f"{library} cannot be read", mend=mend)
    with library.open("rb") as file:
        start = file.read(len(_SQLITE))
    if start and start != _SQLITE:
        return Part("Library", ok=False, found=f"{library} is not a library", mend=_NAME_ANOTHER)
    return Part("Library", ok=True, found=str(library))
