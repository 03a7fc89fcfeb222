"""Slow work off the main thread: progress, cancelling, and stale answers dropped.

A job is a pure function of a snapshot, so nothing it reads can change under it. Knows nothing of
what is computed.
"""

import gc
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

S = TypeVar("S")
R = TypeVar("R")

WORKERS = 2

_log = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """Raised inside a job that nobody waits for any more."""


class Control:
    """What a job may ask and tell while it runs. Knows no Qt, so that a job need not either."""

    def __init__(
        self,
        report: Callable[[float, str], None] | None = None,
        hand_on: Callable[[object], None] | None = None,
    ) -> None:
        """Report progress to `report` and parts to `hand_on`, called on the job's own thread."""
        self._report, self._hand_on = report, hand_on
        self._stop = Event()

    @property
    def cancelled(self) -> bool:
        """Whether the answer is no longer wanted."""
        return self._stop.is_set()

    def check(self) -> None:
        """Stop here if the answer is no longer wanted.

        Raises:
            Cancelled: it is not.
        """
        if self.cancelled:
            raise Cancelled

    def progress(self, done: float, text: str = "") -> None:
        """Say how far the job is, from 0 to 1, and perhaps what it is at."""
        if self._report is not None and not self.cancelled:
            self._report(min(max(done, 0.0), 1.0), text)

    def part(self, answer: object) -> None:
        """Hand on what is known so far; the answer itself is what the job returns."""
        if self._hand_on is not None and not self.cancelled:
            self._hand_on(answer)

    def cancel(self) -> None:
        """Ask the job to stop at its next check."""
        self._stop.set()


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that raised: its key, the error, and the error in words."""

    key: str
    error: Exception
    message: str


@dataclass(slots=True, eq=False)
class _Job:
    key: str
    on_done: Callable[[Any], None]  # takes what its own function returns; `run` checks that
    on_failed: Callable[[Failure], None]
    on_progress: Callable[[float, str], None] | None
    on_part: Callable[[Any], None] | None
    control: Control


class Jobs(QObject):
    """Runs jobs, one current job to a key. Every callback comes on the thread that made this."""

    busy_changed = Signal(bool)

    _arrived = Signal(object, object)  # job, future
    _moved = Signal(object, float, str)  # job, done, text
    _partly = Signal(object, object)  # job, what is known so far

    def __init__(self, parent: QObject | None = None) -> None:
        """Make the workers; threads start with the first job."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="jobs")
        self._current: dict[str, _Job] = {}
        self._live: set[_Job] = set()
        # Queued, because they are emitted on a worker and must be received here.
        self._arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._pass_progress, Qt.ConnectionType.QueuedConnection)
        self._partly.connect(self._pass_part, Qt.ConnectionType.QueuedConnection)

    def run(  # noqa: PLR0913 - what to compute, and whom to tell of each thing that may come of it
        self,
        key: str,
        fn: Callable[[S, Control], R],
        snapshot: S,
        *,
        on_done: Callable[[R], None],
        on_failed: Callable[[Failure], None],
        on_progress: Callable[[float, str], None] | None = None,
        on_part: Callable[[Any], None] | None = None,
    ) -> None:
        """Compute `fn(snapshot, control)` on a worker and hand on its answer.

        Args:
            key: what is computed. An earlier job of the same key is cancelled and never answers.
            fn: a pure function; long ones call `control.check()` and `control.progress()`.
            snapshot: a value that nobody changes.
            on_done: called with the answer.
            on_failed: called with a `Failure` if the function raised.
            on_progress: called with how far it is, 0 to 1, and what it is at.
            on_part: called with each answer that the function hands on before its last.
        """
        self.cancel(key)
        control = Control(
            lambda done, text: self._moved.emit(job, done, text),
            lambda answer: self._partly.emit(job, answer),
        )
        job = _Job(key, on_done, on_failed, on_progress, on_part, control)
        self._current[key] = job
        self._live.add(job)
        if len(self._live) == 1:
            # Python's cycle collector runs on whichever thread allocates; a widget that it frees
            # on a worker takes the program with it. So it waits until only this thread is left.
            gc.disable()
            self.busy_changed.emit(True)
        future = self._pool.submit(_guarded, fn, snapshot, control)
        future.add_done_callback(lambda done: self._arrived.emit(job, done))

    def cancel(self, key: str) -> None:
        """Drop the job of this key, if there is one; neither callback will be called."""
        job = self._current.pop(key, None)
        if job is not None:
            job.control.cancel()

    def cancel_all(self) -> None:
        """Drop every job."""
        for key in tuple(self._current):
            self.cancel(key)

    def is_running(self, key: str) -> bool:
        """Whether an answer for this key is on its way."""
        return key in self._current

    @property
    def busy(self) -> bool:
        """Whether anything still runs, cancelled or not."""
        return bool(self._live)

    def wait_idle(self, timeout_ms: int = 10_000) -> bool:
        """Handle events until nothing runs and every callback was called; False if time ran out."""
        if not self.busy:
            return True
        loop = QEventLoop()
        timer = QTimer(singleShot=True)
        timer.timeout.connect(loop.quit)
        self.busy_changed.connect(loop.quit)
        timer.start(timeout_ms)
        while self.busy and timer.isActive():
            loop.exec()
        timer.stop()
        return not self.busy

    def shutdown(self) -> None:
        """Drop every job and end the workers; waits for the check of a job that is running."""
        self.cancel_all()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._arrived.disconnect(self._receive)
        self._moved.disconnect(self._pass_progress)
        self._partly.disconnect(self._pass_part)
        self._live.clear()
        gc.enable()

    def _pass_progress(self, job: _Job, done: float, text: str) -> None:
        if self._current.get(job.key) is job and job.on_progress is not None:
            job.on_progress(done, text)

    def _pass_part(self, job: _Job, answer: object) -> None:
        if self._current.get(job.key) is job and job.on_part is not None:
            job.on_part(answer)

    def _receive(self, job: _Job, future: Future[Any]) -> None:
        wanted = self._current.get(job.key) is job
        if wanted:
            del self._current[job.key]
        try:
            if wanted:
                self._answer(job, future)
        finally:
            self._live.discard(job)
            if not self._live:
                gc.enable()
                self.busy_changed.emit(False)

    def _answer(self, job: _Job, future: Future[Any]) -> None:
        error = future.exception()
        if error is None:
            job.on_done(future.result())
        elif isinstance(error, Exception) and not isinstance(error, Cancelled):
            _log.error("job %s failed", job.key, exc_info=error)
            job.on_failed(Failure(job.key, error, str(error) or type(error).__name__))


def _guarded(fn: Callable[[S, Control], R], snapshot: S, control: Control) -> R:
    # A job superseded while it waited for a worker is not worth starting.
    control.check()
    return fn(snapshot, control)
