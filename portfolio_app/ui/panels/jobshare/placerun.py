"""Placing a week and finding what gives in the background, for the option that is looked at.

Knows no widget. Numpy and the solver are loaded on the worker, when the first week is placed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from portfolio_app.core.contracts import Contract
from portfolio_app.core.jobshare import Option
from portfolio_app.core.model import Portfolio
from portfolio_app.core.occurrences import Holidays
from portfolio_app.ui.jobs import Control, Failure, Jobs
from portfolio_app.ui.week.scene import Shown

if TYPE_CHECKING:
    from portfolio_app.place.branching import Case
    from portfolio_app.place.problem import Placed
    from portfolio_app.place.proposal import Proposal
    from portfolio_app.place.trades import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The option that is looked at, and what it is read with. `locked` must stay."""

    option: Option
    portfolio: Portfolio
    role: str
    contracts: Mapping[str, Contract]
    holidays: Holidays
    locked: "frozenset[Placed]" = frozenset()

    def is_same(self, other: "Asked | None") -> bool:
        """Whether another would give the same answer; what is locked is left aside."""
        return (
            other is not None
            and (self.portfolio is other.portfolio or self.portfolio == other.portfolio)
            and (self.role, self.option.id) == (other.role, other.option.id)
            and self.contracts is other.contracts
            and self.holidays == other.holidays
        )

    def case(self) -> "Case":
        """The same as placing takes it."""
        from portfolio_app.place.branching import Case

        return Case(
            option=self.option,
            portfolio=self.portfolio,
            role=self.role,
            contracts=self.contracts,
            holidays=self.holidays,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal, with the week as it is and as it is proposed."""

    proposal: "Proposal"
    now: Shown
    then: Shown


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why there is no answer, in words for the user."""

    reason: str


def placed(asked: Asked, control: Control) -> Found | NoAnswer:
    """Place a week; called on a worker."""
    from portfolio_app.core.shares import effective
    from portfolio_app.core.workload import count
    from portfolio_app.place.proposal import NoWeekError, accepted, propose
    from portfolio_app.place.solve import StoppedError

    try:
        found = propose(asked.case(), locked=asked.locked, report=_report(control))
    except (NoWeekError, StoppedError) as reason:
        control.check()
        return NoAnswer(str(reason))
    control.check()
    after, scenario = accepted(asked.portfolio, found)
    then = count(
        effective(after, asked.contracts, scenario), asked.contracts, holidays=asked.holidays
    )
    now = asked.option.count
    return Found(
        found,
        Shown(portfolio=now.portfolio, count=now),
        Shown(portfolio=then.portfolio, count=then),
    )


def given(asked: Asked, control: Control) -> "Given":
    """Find what would have to give; called on a worker."""
    from portfolio_app.place.trades import trades

    found = trades(asked.case(), report=_report(control))
    control.check()
    return found


def _report(control: Control) -> Callable[[int, int], bool]:
    def report(done: int, every: int) -> bool:
        control.progress(done / max(every, 1))
        return not control.cancelled

    return report


class State(Enum):
    """How far an answer is."""

    NONE = "not asked for"
    RUNNING = "running"
    THERE = "there"
    STOPPED = "stopped"
    NO_ANSWER = "no answer"


class Answer(QObject):
    """One answer about the option that is looked at; it goes when that is another.

    Signals:
        moved: the state, the progress or the answer is another.
    """

    moved = Signal()

    def __init__(
        self,
        jobs: Jobs,
        key: str,
        work: Callable[[Asked, Control], object],
        parent: QObject | None = None,
    ) -> None:
        """Begin without an answer; `key` is the job's, `work` finds it on a worker."""
        super().__init__(parent)
        self._jobs, self._key, self._work = jobs, key, work
        self.asked: Asked | None = None
        self.state = State.NONE
        self.found: object = None
        self.done = 0.0
        self.problem = ""

    def look_at(self, asked: Asked | None) -> None:
        """Look at another option; an answer about the same one stays."""
        if asked is not None and asked.is_same(self.asked):
            return
        if self.state is State.RUNNING:
            self._jobs.cancel(self._key)
        self.asked, self.found = asked, None
        self._turn(State.NONE)

    def run(self, locked: "frozenset[Placed]" = frozenset()) -> None:
        """Find the answer."""
        if self.asked is None:
            return
        self.asked = replace(self.asked, locked=locked)
        self.done, self.problem = 0.0, ""
        self._jobs.run(
            self._key,
            self._work,
            self.asked,
            on_done=self._take,
            on_failed=self._fail,
            on_progress=self._progress,
        )
        self._turn(State.RUNNING)

    def stop(self) -> None:
        """Stop; an earlier answer stays."""
        if self.state is State.RUNNING:
            self._jobs.cancel(self._key)
            self._turn(State.STOPPED)

    def _take(self, found: object) -> None:
        if isinstance(found, NoAnswer):
            self.found, self.problem = None, found.reason
            self._turn(State.NO_ANSWER)
            return
        self.found = found
        self._turn(State.THERE)

    def _fail(self, failure: Failure) -> None:
        self.found, self.problem = None, f"It could not be worked out: {failure.message}"
        self._turn(State.NO_ANSWER)

    def _progress(self, done: float, _text: str) -> None:
        self.done = done
        self.moved.emit()

    def _turn(self, state: State) -> None:
        self.state = state
        self.moved.emit()
