"""A lock on a file that dies with the process that holds it.

The operating system keeps it, so a crash or a power cut leaves no lock behind; the file itself
stays, and says who held it last. This module knows nothing of libraries.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import Self

# The byte that is locked lies far behind the text, because Windows lets no one read locked bytes.
_LOCKED_BYTE = 1 << 30


class LockHeldError(Exception):
    """Another process, or another part of this one, holds the lock; its text says who."""


class Lock:
    """An exclusive lock, held until it is released or the process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, path: Path, holder: str) -> Self:
        """Take the lock at once or not at all.

        Args:
            path: the lock's own file, made where it is missing and readable by its owner alone.
            holder: who takes it, for whoever asks next.

        Raises:
            LockHeldError: when someone holds it, with what they wrote as `holder`.
            OSError: when the file cannot be made, or the disk knows no locks.
        """
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, holder.encode())
        except BlockingIOError:
            said = _read(descriptor)
            os.close(descriptor)
            raise LockHeldError(said) from None
        except BaseException:
            os.close(descriptor)
            raise
        return cls(descriptor)

    def release(self) -> None:
        """Let the lock go; a second time does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _read(descriptor: int) -> str:
    """What the holder wrote, empty where it cannot be read."""
    with contextlib.suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        return os.read(descriptor, 500).decode(errors="replace")
    return ""


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as held:
            raise BlockingIOError(*held.args) from None
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
