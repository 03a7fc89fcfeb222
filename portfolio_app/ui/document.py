"""The one mutable object of the program: the portfolio being edited, and its undo stack.

Holds the value, the scenario shown, what follows from both (computed once for each change, when
first asked for) and the selection. Saving is a function that is handed in; nothing here knows of
files, widgets or panels.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import cast

from PySide6.QtCore import QObject, QTime, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.contracts import Contract
from portfolio_app.core.edits import Edit, Thing, find
from portfolio_app.core.findings import Finding, accepted, active
from portfolio_app.core.model import Nation, Portfolio
from portfolio_app.core.occurrences import Holidays
from portfolio_app.core.shares import effective
from portfolio_app.core.workload import Count, count

_UNDO_LIMIT = 500


class ChangeKind(Enum):
    """What happened to the document."""

    OPENED = "opened"
    EDITED = "edited"
    SCENARIO = "scenario"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what the document shows, with the plain name of the step."""

    kind: ChangeKind
    label: str


class SaveStatus(Enum):
    """How things stand between the document and the disk."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"
    READ_ONLY = "read-only"
    NOT_KEPT = "not kept"  # nobody has said where to save


@dataclass(frozen=True, slots=True)
class SaveState:
    """The status, the time of the last save ("14:02", may be empty) and why it failed."""

    status: SaveStatus
    at: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What follows from a portfolio and a scenario."""

    effective: Portfolio
    count: Count
    findings: tuple[Finding, ...]


class _Step(QUndoCommand):
    """The one undo command: the value before and after, and what it may be merged with."""

    def __init__(
        self,
        label: str,
        *,
        before: Portfolio,
        after: Portfolio,
        take: Callable[[Portfolio, str], None],
        merge: str,
    ) -> None:
        super().__init__(label)
        self.before = before
        self.after = after
        self.merge = merge
        self._take = take

    @override
    def id(self) -> int:
        return 1 if self.merge else -1

    @override
    def redo(self) -> None:
        self._take(self.after, self.text())

    @override
    def undo(self) -> None:
        self._take(self.before, f"Undone: {self.text()}")

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        step = cast("_Step", other)
        if step.merge != self.merge:
            return False
        self.after = step.after
        self.setText(step.text())
        self.setObsolete(self.after == self.before)
        return True


class Document(QObject):
    """The portfolio on screen. Every change goes through `edit`; everything can be undone.

    Signals:
        changed: a Change; portfolio, scenario, effective, count and findings are new.
        selected: the id of the selected item, or None.
        saved: a SaveState.
        refused: why an edit was not made, in words for the user.
    """

    changed = Signal(object)
    selected = Signal(object)
    saved = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        contracts: Mapping[str, Contract],
        holidays: Callable[[Portfolio], Holidays],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.contracts = contracts
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_UNDO_LIMIT)
        self._holidays_of = holidays
        self._holidays: tuple[object, Holidays] | None = None
        self._portfolio: Portfolio | None = None
        self._scenario: str | None = None
        self._selection: str | None = None
        self._shown: dict[str | None, _Shown] = {}
        self._counted: dict[str | None, Count] = {}
        self._save: Callable[[Portfolio], None] | None = None
        self._read_only = False
        self._merge_run = 0
        self._save_state = SaveState(SaveStatus.NOT_KEPT)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether there is a portfolio."""
        return self._portfolio is not None

    @property
    def read_only(self) -> bool:
        """Whether edits are refused."""
        return self._read_only

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio as written, scenarios and all.

        Raises:
            RuntimeError: before one is opened.
        """
        if self._portfolio is None:
            raise RuntimeError("no portfolio is open")
        return self._portfolio

    @property
    def scenario(self) -> str | None:
        """The scenario that is shown and edited; None is today's plan."""
        return self._scenario

    @property
    def effective(self) -> Portfolio:
        """The week shown: the scenario applied, shared posts resolved to my part."""
        return self._seen(self._scenario).effective

    @property
    def base_effective(self) -> Portfolio:
        """Today's plan, resolved: what a scenario is compared with."""
        return self._seen(None).effective

    @property
    def count(self) -> Count:
        """The week shown, counted."""
        return self._seen(self._scenario).count

    @property
    def base_count(self) -> Count:
        """Today's plan, counted."""
        return self._seen(None).count

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks say of the week shown, without what the user has accepted."""
        return active(self._seen(self._scenario).findings)

    @property
    def accepted(self) -> tuple[Finding, ...]:
        """What the checks say of the week shown that the user has accepted, with the reason."""
        return accepted(self._seen(self._scenario).findings)

    @property
    def holidays(self) -> Holidays:
        """Public holidays by nation, for the job-plan year."""
        portfolio = self.portfolio
        key = (portfolio.person.year_start, portfolio.person.nation, _nations(portfolio))
        if self._holidays is None or self._holidays[0] != key:
            self._holidays = (key, self._holidays_of(portfolio))
        return self._holidays[1]

    def item(self, key: str) -> Thing | None:
        """The thing with this id as the scenario shown has it, as written (not resolved)."""
        return find(self.portfolio, key, self._scenario)

    # -- opening and editing -------------------------------------------------------------------

    def open(
        self,
        portfolio: Portfolio,
        *,
        save: Callable[[Portfolio], None] | None,
        read_only: bool = False,
    ) -> None:
        """Show another portfolio; its history begins empty.

        Args:
            portfolio: the value.
            save: writes a portfolio where it is kept, or raises with a message for the user.
            read_only: refuse every edit.
        """
        self.undo_stack.clear()
        self._portfolio = portfolio
        self._scenario = None
        self._selection = None
        self._save = save
        self._read_only = read_only
        self._shown.clear()
        self._counted.clear()
        status = SaveStatus.READ_ONLY if read_only else SaveStatus.SAVED
        self._set_saved(SaveState(SaveStatus.NOT_KEPT if save is None else status))
        self.changed.emit(Change(ChangeKind.OPENED, "Open"))
        self.selected.emit(None)

    def edit(self, label: str, fn: Edit, *, merge: str | None = None) -> bool:
        """Change the portfolio through an edit function, as one undo step with a plain name.

        Args:
            label: the step's name, as in "Move Clinic to Tue 09:00".
            fn: from the portfolio to the portfolio.
            merge: steps on end with the same key, without another selection between them,
                become one.

        Returns:
            Whether anything changed.
        """
        if self._read_only:
            self.refused.emit(
                "This portfolio is open in another window, so it cannot be changed here."
            )
            return False
        before = self.portfolio
        after = fn(before)
        if after is before or after == before:
            return False
        key = f"{self._merge_run}:{merge}" if merge else ""
        step = _Step(label, before=before, after=after, take=self._take, merge=key)
        self.undo_stack.push(step)
        return True

    def undo(self) -> None:
        """Take the last step back; nothing when there is none."""
        self.undo_stack.undo()

    def redo(self) -> None:
        """Do the step that was taken back again; nothing when there is none."""
        self.undo_stack.redo()

    def set_scenario(self, scenario: str | None) -> None:
        """Show and edit another scenario; None is today's plan.

        Raises:
            KeyError: when the portfolio has no such scenario.
        """
        if scenario == self._scenario:
            return
        title = "today's plan" if scenario is None else self.portfolio.scenario(scenario).title
        self._scenario = scenario
        self._merge_run += 1
        self._drop_lost_selection()
        self.changed.emit(Change(ChangeKind.SCENARIO, f"Show {title}"))

    # -- selection -----------------------------------------------------------------------------

    @property
    def selection(self) -> str | None:
        """The id of the selected item."""
        return self._selection

    def select(self, key: str | None) -> None:
        """Select an item by its id, or nothing."""
        if key == self._selection:
            return
        self._selection = key
        self._merge_run += 1
        self.selected.emit(key)

    # -- saving --------------------------------------------------------------------------------

    @property
    def save_state(self) -> SaveState:
        """How things stand with the disk."""
        return self._save_state

    def retry_save(self) -> None:
        """Try again to write what a failed save left in memory."""
        self._write()

    def _write(self) -> None:
        if self._save is None or self._read_only:
            return
        self._set_saved(SaveState(SaveStatus.SAVING))
        try:
            self._save(self.portfolio)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the edit is kept and told
            reason = str(error) or type(error).__name__
            self._set_saved(SaveState(SaveStatus.FAILED, message=reason))
            return
        now = QTime.currentTime().toString("HH:mm")
        self._set_saved(SaveState(SaveStatus.SAVED, at=now))

    def _set_saved(self, state: SaveState) -> None:
        self._save_state = state
        self.saved.emit(state)

    # -- one change ----------------------------------------------------------------------------

    def _take(self, portfolio: Portfolio, label: str) -> None:
        self._portfolio = portfolio
        self._shown.clear()
        if self._scenario is not None and self._scenario not in _scenario_ids(portfolio):
            self._scenario = None
        self._write()
        self._drop_lost_selection()
        self.changed.emit(Change(ChangeKind.EDITED, label))

    def _drop_lost_selection(self) -> None:
        key = self._selection
        if key is None or self.item(key) is not None:
            return
        if any(line.id == key for line in self.effective.activities):
            return  # a line that the terms of a share add; it is written nowhere
        self._selection = None
        self.selected.emit(None)

    def _seen(self, scenario: str | None) -> _Shown:
        shown = self._shown.get(scenario)
        if shown is None:
            shown = self._shown[scenario] = self._look(scenario)
        return shown

    def _look(self, scenario: str | None) -> _Shown:
        portfolio = effective(self.portfolio, self.contracts, scenario)
        counted = self._count(portfolio, scenario)
        findings = run_checks(counted, self.contracts)
        return _Shown(counted.portfolio, counted, findings)

    def _count(self, portfolio: Portfolio, scenario: str | None) -> Count:
        """Count anew only what has changed since this scenario was counted last."""
        counted = count(
            portfolio,
            self.contracts,
            holidays=self.holidays,
            previous=self._counted.get(scenario),
        )
        self._counted[scenario] = counted
        return counted


def _nations(portfolio: Portfolio) -> frozenset[Nation | None]:
    return frozenset(employer.nation for employer in portfolio.employers)


def _scenario_ids(portfolio: Portfolio) -> frozenset[str]:
    return frozenset(scenario.id for scenario in portfolio.scenarios)
