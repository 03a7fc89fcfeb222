"""What can be wrong with a library, in words for the person whose library it is."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from portfolio_app.store.backups import Backup, backups_of
from portfolio_app.store.cells import UnsuitableError

_SHOWN = 40  # characters of a text that an error quotes


class LibraryProblem(Exception):  # noqa: N818  something to tell a person, not a fault in the code
    """The library cannot do what was asked; the text says what was found and what to do.

    `backup` is the latest copy where the file itself is at fault.
    """

    def __init__(self, message: str, *, backup: Backup | None = None) -> None:
        super().__init__(message)
        self.backup = backup


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk raise into a LibraryProblem about this library."""
    try:
        yield
    except UnicodeEncodeError as error:
        text = error.object[:_SHOWN].encode(errors="replace").decode()
        raise LibraryProblem(
            f"The text “{text}” holds half a character, which cannot be saved (shown as “?”)."
            " Delete that character and type it again."
        ) from error
    except OverflowError as error:
        raise LibraryProblem(
            "A number is too large to be saved. Undo the last change and try again."
        ) from error
    except UnsuitableError as error:
        raise LibraryProblem(
            f"The library {path} holds what no portfolio can: {error}. If it was changed with"
            f" another program, put it right there.{_way_back(path)}",
            backup=_latest(path),
        ) from error
    except sqlite3.ProgrammingError:  # such as using a library that was closed: a fault of ours
        raise
    except sqlite3.Error as error:
        raise _of_sqlite(path, error) from error
    except OSError as error:
        raise LibraryProblem(f"The library {path} cannot be used: {reason(error)}.") from error


def damaged(path: Path, found: object) -> LibraryProblem:
    """For a file that is not whole; it is left as it is."""
    return LibraryProblem(
        f"The library {path} is damaged ({found}). It is left as it is.{_way_back(path)}",
        backup=_latest(path),
    )


def misfit(found: object) -> LibraryProblem:
    """For a portfolio whose parts do not fit together; nothing of it was written."""
    return LibraryProblem(
        f"The last change was not saved, because it does not fit together: {found}. Undo it and"
        " try again."
    )


def refusal(holder: str) -> LibraryProblem:
    """For a change to a library that is open for reading only; `holder` says why, if not asked."""
    if not holder:
        return LibraryProblem("Nothing was saved: the library was opened for reading only.")
    return LibraryProblem(f"Nothing was saved: {holder}.")


def reason(error: Exception) -> str:
    """What the system says, without the numbers and paths."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said[:1].lower() + said[1:]


def _of_sqlite(path: Path, error: sqlite3.Error) -> LibraryProblem:
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryProblem(
            f"The library {path} is being used by another program. Close it there and try again."
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryProblem(
            f"The library {path} could not be written, because the disk is full. Make room and try"
            " again; what was saved before is safe."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return LibraryProblem(
            f"The library {path} cannot be opened or written ({error}). See that the file and its"
            " folder are yours and not write-protected."
        )
    if code == sqlite3.SQLITE_IOERR:
        return LibraryProblem(
            f"The disk would not read or write the library {path} ({error}). What was saved before"
            " is safe if the disk is; try again, and if it fails again copy the file elsewhere."
        )
    return damaged(path, error)


def _latest(path: Path) -> Backup | None:
    return next(iter(backups_of(path)), None)


def _way_back(path: Path) -> str:
    copy = _latest(path)
    if copy is None:
        return " There is no backup of it yet; ask whoever looks after your computer for theirs."
    return (
        f" The latest backup is of {copy.when}: {copy.path}. To go back to it, close the program,"
        f" move this library elsewhere and copy the backup to {path}."
    )
