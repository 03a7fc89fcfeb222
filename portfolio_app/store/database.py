"""The library's file as SQLite sees it: opening it, and reading and writing rows.

Knows tables and columns, not what they mean.
"""

import contextlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio_app.paths import make_private
from portfolio_app.store import schema
from portfolio_app.store.cells import Row
from portfolio_app.store.lock import Lock, LockHeldError
from portfolio_app.store.problem import LibraryProblem, reason
from portfolio_app.store.tables import TABLES, Key, Many, Rows, Table

if TYPE_CHECKING:
    from sqlite_utils import Database

PATIENCE = 5.0  # seconds to wait for another program that is reading


def take_lock(path: Path, now: datetime) -> tuple[Lock | None, str]:
    """Take the right to write to a library, and make its folder where that is missing.

    Returns:
        The lock, or None and the reason in words.
    """
    try:
        make_private(path.parent)
        if path.exists() and not os.access(path, os.W_OK):
            return None, f"the file {path} is write-protected"
        return Lock.take(path.with_name(path.name + ".lock"), _who(now)), ""
    except LockHeldError as held:
        who = f" ({held})" if str(held) else ""
        return None, (
            f"the library is open in another window{who}. Close that window and open this one"
            " again to make changes"
        )
    except OSError as error:
        return None, (
            f"this program may not write in the folder {path.parent} ({reason(error)}). Keep the"
            " library in a folder of your own to make changes"
        )


def connect(path: Path, *, may_write: bool, why_not: str) -> sqlite3.Connection:
    """Open the file, made empty and private where it is missing and may be written.

    Raises:
        LibraryProblem: when there is nothing to open.
    """
    if path.is_dir():
        raise LibraryProblem(f"{path} is a folder; a library is a file. Name a file in it.")
    if not path.exists() and not may_write:
        because = f": {why_not}" if why_not else ". Open the window once to begin one"
        raise LibraryProblem(f"There is no library at {path} yet{because}.")
    if may_write:
        _make_private_file(path)
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,  # transactions begin and end where the code says so
        check_same_thread=False,  # Library lets one thread in at a time
    )
    connection.execute("PRAGMA trusted_schema = OFF")  # the file may come from anywhere
    return connection


def set_up_for_writing(connection: sqlite3.Connection) -> None:
    """See that a commit is on the disk when it returns, and that what is deleted is gone."""
    with contextlib.suppress(sqlite3.OperationalError):  # while another program reads it
        connection.execute("PRAGMA journal_mode = DELETE")
    # EXTRA waits until the journal's end is on the disk too, without which a power cut could take
    # back the last save; fullfsync is what waiting means on a Mac.
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA secure_delete = ON")


def applied_steps(connection: sqlite3.Connection, path: Path) -> frozenset[str]:
    """The steps of `schema` that a file has been through; none for an empty one.

    Raises:
        LibraryProblem: when the file is another program's, or of a newer version of this one.
    """
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%'"
    tables = {name for (name,) in connection.execute(query + " ESCAPE '~'")}
    applied = frozenset[str]()
    if "_sqlite_migrations" in tables:
        steps = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"
        applied = frozenset(name for (name,) in connection.execute(steps, [schema.SET]))
    if tables and not applied:
        raise LibraryProblem(
            f"{path} is a database of another program, so it was left as it is. Name another file"
            " for the library."
        )
    if not applied.issubset(schema.names()):
        raise LibraryProblem(
            f"The library {path} was last used with a newer version of this program. It was left"
            " as it is. Install the newest version to open it."
        )
    return applied


def read_rows(connection: sqlite3.Connection, portfolio: str) -> Rows:
    """Every row of a portfolio, in the order of the positions."""
    return {table.name: _read(connection, table, portfolio) for table in TABLES}


def write_rows(database: "Database", portfolio: str, stored: Rows, wanted: Rows) -> None:
    """Make the stored rows of a portfolio the wanted ones, writing only what differs.

    What is new is written before what is gone is deleted: deleting an owner takes along all that
    still belongs to it.
    """
    for table in TABLES:
        before, after = stored.get(table.name, {}), wanted[table.name]
        changed = [(portfolio, *key, *row) for key, row in after.items() if before.get(key) != row]
        if changed:
            keys = ("portfolio", *table.keys)
            database.table(table.name).upsert_all([(*keys, *table.columns), *changed], pk=keys)
    for table in TABLES:
        gone = stored.get(table.name, {}).keys() - wanted[table.name].keys()
        where = " AND ".join(f"{column} = ?" for column in ("portfolio", *table.keys))
        for key in gone:
            database.table(table.name).delete_where(where, (portfolio, *key))


def _read(connection: sqlite3.Connection, table: Table, portfolio: str) -> dict[Key, Row]:
    columns = ", ".join(f'"{column}"' for column in (*table.keys, *table.columns))
    order = "" if table.many is Many.ONE else " ORDER BY position"
    query = f'SELECT {columns} FROM "{table.name}" WHERE portfolio = ?{order}'
    split = len(table.keys)
    return {row[:split]: row[split:] for row in connection.execute(query, [portfolio])}


def _make_private_file(path: Path) -> None:
    """Make the file where it is missing, and close it to everyone but its owner."""
    # Not opened where it exists: closing it again would let go of SQLite's own locks on it.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    mode = path.stat().st_mode
    if mode & 0o077:
        path.chmod(mode & 0o700)


def _who(now: datetime) -> str:
    from platform import node

    return f"process {os.getpid()} on {node() or 'this computer'}, since {now.astimezone():%H:%M}"
