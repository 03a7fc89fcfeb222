"""The library: the portfolios of one person in one SQLite file.

Every save is one transaction, on the disk when the call returns. The file is private to its owner,
a second window reads it only, and copies are kept beside it. This module alone knows SQLite; it
knows nothing of contracts, counting or screens.

The file keeps SQLite's own rollback journal rather than a write-ahead log: between two saves the
library is then one whole file, so that a person may copy it, keep it on a stick or in a home folder
on a network and miss nothing. Saving is a few milliseconds either way.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from portfolio_app.core.edits import free_id
from portfolio_app.core.model import Portfolio
from portfolio_app.store import backups, database, schema
from portfolio_app.store.backups import Backup
from portfolio_app.store.cells import UnsuitableError
from portfolio_app.store.lock import Lock
from portfolio_app.store.problem import LibraryProblem, damaged, misfit, reason, refusal, told
from portfolio_app.store.tables import Layout, Rows, dangling, gather

if TYPE_CHECKING:
    from types import TracebackType

    from sqlite_utils import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A portfolio of the library; `changed` is the UTC time of its last change, ISO 8601."""

    id: str
    title: str
    sample: bool
    changed: str


def _now() -> datetime:
    return datetime.now(UTC)


class Library:
    """The portfolios of one person in one file; made by `Library.open`.

    Attributes:
        path: the file.
        read_only: whether saving is refused.
        holder: why saving is refused though it was asked for, in words; else empty.
        notice: what the person should know though all went on (a copy that failed), or empty.

    Calls may come from any thread; they wait for each other.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, lock: Lock | None, *, holder: str
    ) -> None:
        self.path = path
        self.read_only = lock is None
        self.holder = holder
        self.notice = ""
        self._connection = connection
        self._lock = lock
        self._clock: Callable[[], datetime] = _now
        self._guard = threading.RLock()
        self._database: Database | None = None
        # The rows of the portfolio last used, and SQLite's count of others' changes then.
        self._kept: tuple[str, int, Rows] | None = None
        self._layout = Layout()

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, clock: Callable[[], datetime] = _now
    ) -> Self:
        """Open a library, and make it where there is none.

        A library that someone else has open is opened for reading only, and `holder` says who. An
        older one is brought up to date, after a copy was kept. Opening to write imports
        sqlite-utils, which takes longer than all the rest: paint first.

        Args:
            path: the file.
            read_only: ask for no more than reading; takes no lock, makes and changes nothing.
            clock: the time with its zone, for `changed` and the names of copies.

        Raises:
            LibraryProblem: when there is nothing to read, or the file is damaged, another
                program's, or of a newer version of this one.
        """
        path = path.expanduser().resolve()
        lock, holder = (None, "") if read_only else database.take_lock(path, clock())
        try:
            with told(path):
                connection = database.connect(path, may_write=lock is not None, why_not=holder)
                library = cls(path, connection, lock, holder=holder)
                library._clock = clock
                try:
                    library._prepare()
                except BaseException:
                    connection.close()
                    raise
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return library

    def close(self) -> None:
        """Close the file and let others write to it; a second time does nothing."""
        with self._guard:
            self._connection.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: "type[BaseException] | None",
        error: BaseException | None,
        trace: "TracebackType | None",
    ) -> None:
        self.close()

    def portfolios(self) -> tuple[Entry, ...]:
        """What the library holds, in the order in which it was added."""
        with self._reading():
            found = self._connection.execute(
                "SELECT id, title, sample, changed FROM portfolio ORDER BY rowid"
            ).fetchall()
        return tuple(
            Entry(id=key, title=title, sample=bool(sample), changed=changed)
            for key, title, sample, changed in found
        )

    def load(self, portfolio_id: str) -> Portfolio:
        """The portfolio with this id, equal to the one that was saved.

        Raises:
            LibraryProblem: when there is none, or a value in its tables is not allowed.
        """
        with self._reading():
            self._known(portfolio_id)
            return gather(self._stored(portfolio_id))

    def save(self, portfolio_id: str, portfolio: Portfolio) -> None:
        """Write what changed, in one transaction that is on the disk when this returns.

        Raises:
            LibraryProblem: when it cannot be saved; the library then holds what it held before.
            ValueError: for a portfolio that was worked out (a shared post resolved).
        """
        with self._writing():
            with self._reading():
                self._known(portfolio_id)
                stored = self._stored(portfolio_id)
            wanted = _laid_out(self._layout, portfolio, stored)
            if wanted == stored:
                return
            with self._transaction(wanted) as writer:
                # The first statement takes the write lock: from here on nobody else can change it.
                writer.execute(
                    "UPDATE portfolio SET changed = ? WHERE id = ?", [self._stamp(), portfolio_id]
                )
                latest = self._stored(portfolio_id)
                if latest is not stored:
                    wanted = _laid_out(self._layout, portfolio, latest)
                database.write_rows(writer, portfolio_id, latest, wanted)
                others = self._others()  # nobody else can write before this is committed
            self._kept = (portfolio_id, others, wanted)

    def add(self, portfolio: Portfolio, *, sample: bool = False, title: str | None = None) -> str:
        """Add a portfolio; returns the id that it is given, after its title.

        Args:
            portfolio: the value to keep.
            sample: whether `remove_samples` may take it away.
            title: what it is listed as; the person's name when None.

        Raises:
            LibraryProblem: as for `save`.
        """
        shown = title or portfolio.person.name or "Portfolio"
        with self._writing():
            key = free_id(shown, {entry.id for entry in self.portfolios()})
            wanted = _laid_out(Layout(), portfolio, {})
            with self._transaction(wanted) as writer:
                writer.table("portfolio").insert(
                    {"id": key, "title": shown, "sample": int(sample), "changed": self._stamp()}
                )
                database.write_rows(writer, key, {}, wanted)
        return key

    def rename(self, portfolio_id: str, title: str) -> None:
        """Give a portfolio another title; its id stays."""
        if not title.strip():
            raise LibraryProblem("A portfolio needs a title, so that it can be told from others.")
        with self._writing():
            self._known(portfolio_id)
            with self._transaction() as writer:
                writer.table("portfolio").update(portfolio_id, {"title": title})

    def remove(self, portfolio_id: str) -> None:
        """Take a portfolio out of the library for good; copies keep it for as long as they last."""
        with self._writing():
            self._known(portfolio_id)
            self._remove("id = ?", [portfolio_id])

    def remove_samples(self) -> None:
        """Take every sample out of the library."""
        with self._writing():
            self._remove("sample = 1", [])

    @property
    def current(self) -> str | None:
        """The id of the portfolio that was open last, None when there is none."""
        with self._reading():
            found = self._connection.execute("SELECT id FROM portfolio WHERE last_opened = 1")
            row = found.fetchone()
        return None if row is None else str(row[0])

    def set_current(self, portfolio_id: str) -> None:
        """Remember which portfolio is open; a library open for reading only remembers nothing."""
        if self.read_only or self.current == portfolio_id:
            return
        with self._writing():
            self._known(portfolio_id)
            with self._transaction() as writer:
                writer.execute("UPDATE portfolio SET last_opened = 0 WHERE last_opened = 1")
                writer.table("portfolio").update(portfolio_id, {"last_opened": 1})

    def backups(self) -> tuple[Backup, ...]:
        """The copies that were kept of this library, newest first."""
        return backups.backups_of(self.path)

    # ------------------------------------------------------------------------------------ opening

    def _prepare(self) -> None:
        """See that the file is whole, ours and up to date, and keep a copy where one is due."""
        connection = self._connection
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise damaged(self.path, found)
        applied = database.applied_steps(connection, self.path)
        is_old = any(name not in applied for name in schema.names())
        if self.read_only:
            if not applied:
                raise LibraryProblem(f"There is no library at {self.path} yet: the file is empty.")
            if is_old:
                raise LibraryProblem(
                    f"The library {self.path} was last used with an older version of this program."
                    " Open it in the window once, which brings it up to date and keeps a copy."
                )
            connection.execute("PRAGMA query_only = ON")
            return
        database.set_up_for_writing(connection)
        if is_old:
            self._bring_up_to_date(is_new=not applied)
        elif backups.is_due(self.path):
            self._keep_copy()
        connection.execute("PRAGMA foreign_keys = ON")
        self._writer()  # now rather than at the first edit: sqlite-utils takes a while to import

    def _bring_up_to_date(self, *, is_new: bool) -> None:
        """Apply the steps that are missing, all or none."""
        if not is_new:
            backups.take(self.path, self._connection, self._clock(), label=" before upgrade")
        writer = self._writer()
        try:
            # Foreign keys are off until it is done: a step that makes a table anew would otherwise
            # delete all that hangs on it. They are checked instead.
            with writer.atomic():
                schema.migrations().apply(writer)
                left = writer.execute("PRAGMA foreign_key_check").fetchall()
                if left:
                    raise sqlite3.IntegrityError(f"table {left[0][0]} refers to what is not there")
        except sqlite3.Error as error:
            raise LibraryProblem(
                f"The library {self.path} could not be brought up to date ({error}). It is as it"
                " was. Please report this; the version of the program that you had can open it."
            ) from error

    def _keep_copy(self) -> None:
        try:
            backups.take(self.path, self._connection, self._clock())
            backups.prune(self.path)
        except (OSError, sqlite3.Error) as error:
            folder = backups.folder_of(self.path)
            self.notice = f"No copy of the library could be kept in {folder} ({reason(error)})."

    # -------------------------------------------------------------------------- reading and writing

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """See one state of the library throughout, whatever others write meanwhile."""
        with self._guard, told(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                with contextlib.suppress(sqlite3.OperationalError):  # an error may have ended it
                    self._connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            raise refusal(self.holder)
        with self._guard, told(self.path):
            yield

    @contextlib.contextmanager
    def _transaction(self, wanted: Rows | None = None) -> "Iterator[Database]":
        try:
            with self._writer().atomic() as writer:
                yield writer
        except sqlite3.IntegrityError as error:
            missing = dangling(wanted) if wanted is not None else None
            found = f"{missing}, which is not there" if missing else str(error)
            raise misfit(found) from error

    def _writer(self) -> "Database":
        """The connection as sqlite-utils wraps it; imported only by those who write."""
        if self._database is None:
            from sqlite_utils import Database

            self._database = Database(
                self._connection, recursive_triggers=False, execute_plugins=False
            )
        return self._database

    def _remove(self, where: str, values: list[str]) -> None:
        with self._transaction() as writer:
            writer.table("portfolio").delete_where(where, values)
        self._kept = None

    def _known(self, portfolio_id: str) -> None:
        entries = self.portfolios()
        if all(entry.id != portfolio_id for entry in entries):
            held = ", ".join(f"{entry.id} ({entry.title})" for entry in entries)
            raise LibraryProblem(
                f"The library has no portfolio {portfolio_id!r}. It has: {held or 'none yet'}."
            )

    def _stored(self, portfolio_id: str) -> Rows:
        """The rows of a portfolio as the file has them; the same object while nothing changed."""
        others = self._others()
        if self._kept is None or self._kept[:2] != (portfolio_id, others):
            rows = database.read_rows(self._connection, portfolio_id)
            self._kept = (portfolio_id, others, rows)
        return self._kept[2]

    def _others(self) -> int:
        """A number that changes when another program has written to the file."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _stamp(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")


def _laid_out(layout: Layout, portfolio: Portfolio, stored: Rows) -> Rows:
    try:
        return layout.spread(portfolio, stored)
    except UnsuitableError as error:
        raise misfit(error) from error


def restore(library: Path, backup: Path, *, clock: Callable[[], datetime] = _now) -> Path | None:
    """Put a copy in the library's place; what was there is set aside, never deleted.

    Returns:
        Where the library that was there now lies, None when there was none.

    Raises:
        LibraryProblem: when it is open somewhere, or a file cannot be written.
    """
    library = library.expanduser().resolve()
    lock, holder = database.take_lock(library, clock())
    if lock is None:
        raise refusal(holder)
    try:
        with told(library):
            return backups.put_back(library, backup, clock())
    finally:
        lock.release()
