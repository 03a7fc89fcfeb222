"""The library: the portfolios of one person in one SQLite file.

Every save is one transaction, on the disk when the call returns. The file is private to its owner,
a second window reads it only, and copies are kept beside it. This module alone knows SQLite; it
knows nothing of contracts, counting or screens.

The file keeps SQLite's own rollback journal rather than a write-ahead log: between two saves the
library is then one whole file, so that a person may copy it, keep it on a stick or in a home folder
on a network and miss nothing. Saving is a few milliseconds either way.
"""

import contextlib
import os
import platform
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from portfolio_app.core.edits import free_id
from portfolio_app.core.model import Portfolio
from portfolio_app.paths import make_private
from portfolio_app.store import backups, schema
from portfolio_app.store.backups import Backup
from portfolio_app.store.cells import UnsuitableError
from portfolio_app.store.lock import Lock, LockHeldError
from portfolio_app.store.tables import TABLES, Many, Rows, Table, gather, spread

if TYPE_CHECKING:
    from types import TracebackType

    from sqlite_utils import Database

PATIENCE = 5.0  # seconds to wait for another program that is reading
_NO_TABLES = frozenset({"no such table", "no such column"})


class LibraryProblem(Exception):  # noqa: N818  a problem to tell, not a fault of the program
    """The library cannot do what was asked; its text says what to do, for the person at the desk.

    `backup` is the latest copy where the file itself is at fault.
    """

    def __init__(self, message: str, *, backup: Backup | None = None) -> None:
        super().__init__(message)
        self.backup = backup


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A portfolio of the library; `changed` is the UTC time of its last change, ISO 8601."""

    id: str
    title: str
    sample: bool
    changed: str
