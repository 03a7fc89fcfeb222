"""Copies of the library, in a folder beside it.

The last ten are kept, and the last of each of the last thirty days that have one. What was set
aside before an upgrade or a return to a backup is kept until its owner deletes it. This module
knows files and SQLite's way of copying one, not what a library holds.
"""

import contextlib
import os
import re
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portfolio_app.paths import make_private

LAST = 10
DAYS = 30
_STAMP = "%Y-%m-%d %H.%M.%S"  # no colon: Windows refuses one in a name
_STAMPED = re.compile(r" (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)( before upgrade)?$")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the library and when it was taken, on the clock of the place."""

    path: Path
    taken: datetime
    before_upgrade: bool = False

    @property
    def when(self) -> str:
        """When it was taken, for people: "3 May 2026, 14:02"."""
        return f"{self.taken.day} {self.taken:%B %Y, %H:%M}"


def folder_of(library: Path) -> Path:
    """Where a library's copies lie; the folder may not exist yet."""
    return library.parent / "backups"


def backups_of(library: Path) -> tuple[Backup, ...]:
    """A library's copies, newest first."""
    found = []
    for path in folder_of(library).glob(f"*{library.suffix}"):
        stamped = _STAMPED.search(path.stem)
        if stamped and path.stem[: stamped.start()] == library.stem:
            with contextlib.suppress(ValueError):  # a 31 February that someone made by hand
                taken = datetime.strptime(stamped[1], _STAMP).astimezone()
                found.append(Backup(path, taken, before_upgrade=stamped[2] is not None))
    return tuple(sorted(found, key=lambda backup: backup.taken, reverse=True))


def is_due(library: Path) -> bool:
    """Whether the library has been written to since its last copy."""
    copies = backups_of(library)
    # A copy is given the library's own time of change, so that the two can be compared.
    return not copies or copies[0].path.stat().st_mtime_ns != library.stat().st_mtime_ns


def take(library: Path, source: sqlite3.Connection, now: datetime, *, label: str = "") -> Path:
    """Copy a library as it stands, whole or not at all.

    Args:
        library: where the library is.
        source: a connection to it, with no transaction open.
        now: when the copy is taken.
        label: what the name says after the time, such as " before upgrade".

    Raises:
        OSError, sqlite3.Error: when the copy cannot be written.
    """
    folder = make_private(folder_of(library))
    target = folder / f"{library.stem} {now.astimezone():{_STAMP}}{label}{library.suffix}"
    changed = library.stat().st_mtime_ns
    draft = _private_file(target.with_name(target.name + ".part"))
    copy = sqlite3.connect(draft)
    try:
        copy.execute("PRAGMA journal_mode = OFF")  # a draft needs no way back
        source.backup(copy)
    finally:
        copy.close()
    _settle(draft, target)
    os.utime(target, ns=(changed, changed))
    return target


def prune(library: Path) -> None:
    """Delete the copies that are neither among the last few nor the last of a recent day."""
    rolling = [backup for backup in backups_of(library) if not backup.before_upgrade]
    last_of_day: dict[object, Backup] = {}
    for backup in rolling:
        last_of_day.setdefault(backup.taken.date(), backup)
    kept = {*rolling[:LAST], *list(last_of_day.values())[:DAYS]}
    for backup in rolling:
        if backup not in kept:
            backup.path.unlink(missing_ok=True)


def put_back(library: Path, backup: Path, now: datetime) -> Path | None:
    """Set the library aside and put a copy in its place; nobody may have it open.

    Returns:
        Where the library that was there now lies, None when there was none.

    Raises:
        OSError: when it cannot be done; the library is then where it was, or set aside.
    """
    import shutil  # only ever needed here, and slow to import

    draft = _private_file(library.with_name(library.name + ".part"))
    shutil.copyfile(backup, draft)
    aside = None
    if library.exists():
        folder = make_private(folder_of(library))
        aside = folder / f"{library.stem} set aside {now.astimezone():{_STAMP}}{library.suffix}"
        for ending in ("-journal", "-wal", "-shm", ""):  # unfinished work belongs to its own file
            part = library.with_name(library.name + ending)
            if part.exists():
                part.replace(aside.with_name(aside.name + ending))
    _settle(draft, library)
    return aside


def _private_file(path: Path) -> Path:
    """An empty file that only its owner can read, whatever lay there before."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return path


def _settle(draft: Path, target: Path) -> None:
    """See a file on the disk, then give it its name."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(target)
