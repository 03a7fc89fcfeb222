"""A study of the options in the background: partial results as they come, stale ones dropped.

Knows no widget. Numpy is loaded on the worker, when the first year is sampled.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from portfolio_app.core.contracts import Contract
from portfolio_app.core.model import Portfolio
from portfolio_app.core.occurrences import Holidays
from portfolio_app.core.stress import Stress
from portfolio_app.ui.jobs import Control, Failure, Jobs

if TYPE_CHECKING:
    from portfolio_app.simulate.study import Studied, Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be studied: all options of a role, or some beside leaving it, perhaps stressed."""

    portfolio: Portfolio
    contracts: Mapping[str, Contract]
    role: str
    holidays: Holidays
    only: tuple[str, ...] = ()
    stress: Stress | None = None

    def is_same(self, other: "Order | None") -> bool:
        """Whether another order would give the same answer."""
        return (
            other is not None
            and (self.portfolio is other.portfolio or self.portfolio == other.portfolio)
            and self.contracts is other.contracts
            and (self.role, self.only, self.stress) == (other.role, other.only, other.stress)
            and self.holidays == other.holidays
        )


class State(Enum):
    """How far a study is."""

    NONE = "nothing asked for"
    RUNNING = "running"
    WHOLE = "all years sampled"
    STOPPED = "stopped by the user"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why an order cannot be studied, in words for the user."""

    reason: str


def studied(order: Order, control: Control) -> "Study | _Refusal | None":
    """Study an order, handing on what is known so far; called on a worker."""
    from portfolio_app.simulate.sample import SampleError
    from portfolio_app.simulate.study import study

    asked = order.portfolio.assumptions.years

    def watch(years: int) -> None:
        control.check()
        control.progress(years / asked)

    found = None
    try:
        for found in study(
            order.portfolio,
            order.contracts,
            order.role,
            holidays=order.holidays,
            scenarios=order.only,
            stress=order.stress,
            watch=watch,
        ):
            control.check()
            if not found.samples.is_whole:
                control.part(found)
    except SampleError as error:
        return _Refusal(str(error))
    return found


class YearRun(QObject):
    """One study at a time.

    Signals:
        arrived: a study, whole or of the years so far, is there.
        ended: it was stopped or refused.
        moved: the state or the progress is another.
    """

    arrived = Signal()
    ended = Signal()
    moved = Signal()

    def __init__(self, jobs: Jobs, key: str, parent: QObject | None = None) -> None:
        """Begin with nothing asked for; `key` is the job's."""
        super().__init__(parent)
        self._jobs, self._key = jobs, key
        self._order: Order | None = None
        self.found_for: Order | None = None
        self.found: Study | None = None
        self.state = State.NONE
        self.done = 0.0
        self.problem = ""

    def want(self, order: Order) -> None:
        """Study an order, unless it is the one that is studied; one that was stopped stays so."""
        if order.is_same(self._order):
            return
        self._order = order
        self._start()

    def again(self) -> None:
        """Study what was stopped."""
        if self._order is not None:
            self._start()

    def stop(self) -> None:
        """Stop at the years sampled so far, which stay."""
        if self.state is State.RUNNING:
            self._jobs.cancel(self._key)
            self._turn(State.STOPPED)

    def forget(self) -> None:
        """Drop everything."""
        self._jobs.cancel(self._key)
        self._order = None
        self._lose()
        self._turn(State.NONE)

    def study_of(self, portfolio: Portfolio, role: str) -> "Study | None":
        """What is known of a post in this very portfolio; what was found for another is not."""
        own = self.found_for
        if own is None or own.role != role:
            return None
        return self.found if own.portfolio is portfolio or own.portfolio == portfolio else None

    @property
    def is_current(self) -> bool:
        """Whether what was found is of what was ordered last."""
        return self.found is not None and self.found_for is self._order

    def whole(self) -> "tuple[Order, Study] | None":
        """A study of all its years with its order; None while there is none."""
        if self.state is not State.WHOLE or self.found is None or self.found_for is None:
            return None
        return self.found_for, self.found

    def option(self, key: str) -> "Studied | None":
        """One option of what was found last, perhaps for an earlier order."""
        options = () if self.found is None else self.found.options
        return next((one for one in options if one.option.id == key), None)

    def _start(self) -> None:
        if self._order is None:
            return
        self.done, self.problem = 0.0, ""
        self._jobs.run(
            self._key,
            studied,
            self._order,
            on_done=self._finish,
            on_failed=self._fail,
            on_progress=self._progress,
            on_part=self._take,
        )
        self._turn(State.RUNNING)

    def _take(self, found: "Study") -> None:
        self.found, self.found_for = found, self._order
        self.arrived.emit()

    def _lose(self) -> None:
        self.found = self.found_for = None

    def _finish(self, found: "Study | _Refusal | None") -> None:
        if isinstance(found, _Refusal) or found is None:
            self._lose()
            self.problem = found.reason if found is not None else ""
            self._turn(State.REFUSED)
            return
        self._turn(State.WHOLE)
        self._take(found)

    def _fail(self, failure: Failure) -> None:
        self._lose()
        self.problem = f"The year could not be sampled: {failure.message}"
        self._turn(State.REFUSED)

    def _progress(self, done: float, _text: str) -> None:
        self.done = done
        self.moved.emit()

    def _turn(self, state: State) -> None:
        self.state = state
        self.moved.emit()
        if state in (State.STOPPED, State.REFUSED):
            self.ended.emit()
