"""The library as the window sees it: which portfolio is open, and what can be done with the rest.

Opens, keeps, imports, exports and removes; the document holds what is on screen. Knows no widget
and asks the user nothing: problems are raised or returned in words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from portfolio_app import paths
from portfolio_app.core.contracts import Contract
from portfolio_app.core.model import Nation, Person, Portfolio
from portfolio_app.ui.document import Document, SaveStatus

if TYPE_CHECKING:
    from portfolio_app.exchange.planfile import ReadResult
    from portfolio_app.store.library import Entry, Library

FIRST_SAMPLE = "emergency-medicine-thinking-of-applying"
_DEFAULT_NAME = "My portfolio"
_MONTH_OF_YEAR_START = 4


@dataclass(frozen=True, slots=True)
class Removed:
    """A portfolio that was taken out, and what it takes to put it back."""

    portfolio: Portfolio
    title: str
    sample: bool


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A sample that the program ships."""

    key: str
    portfolio: Portfolio


def usual_year_start(today: date) -> date:
    """The 1 April on or before a day, when most job-plan years begin."""
    year = today.year if today.month >= _MONTH_OF_YEAR_START else today.year - 1
    return date(year, _MONTH_OF_YEAR_START, 1)


class Shelf(QObject):
    """The library of one window.

    Signals:
        changed: what the library holds, which portfolio is open, or whether it can be changed.
    """

    changed = Signal()

    def __init__(
        self,
        document: Document,
        contracts: Mapping[str, Contract],
        today: Callable[[], date],
        parent: QObject | None = None,
    ) -> None:
        """Begin without a library; `open_library` opens one."""
        super().__init__(parent)
        self._today = today
        self.document = document
        self._contracts = contracts
        self._library: Library | None = None
        self._current: str | None = None
        self._entries: tuple[Entry, ...] = ()
        self.path: Path | None = None

    # -- the library ---------------------------------------------------------------------------

    def open_library(self, path: Path) -> bool:
        """Open a library, made and given the samples where there is none; True where it is new.

        Raises:
            LibraryProblem: when it cannot be opened, with what to do about it.
        """
        from portfolio_app.store.library import Library

        self.close()
        self.path = path
        is_new = not path.exists() or not path.stat().st_size
        library = Library.open(path)
        self._library = library
        if is_new and not library.read_only:
            for sample in samples(self._contracts):
                library.add(sample.portfolio, sample=True)
        self._tell()
        return is_new

    def restore_backup(self) -> None:
        """Put the latest copy in the place of a library that cannot be opened.

        Raises:
            LibraryProblem: when there is no copy, or it cannot be put there.
        """
        from portfolio_app.store.backups import backups_of
        from portfolio_app.store.library import restore
        from portfolio_app.store.problem import LibraryProblem

        path = self.path or paths.library_file()
        copies = backups_of(path)
        if not copies:
            raise LibraryProblem(f"There is no backup of {path} yet.")
        restore(path, copies[0].path)

    def close(self) -> None:
        """Let go of the library."""
        if self._library is not None:
            self._library.close()
            self._library = None
            self._current = None
            self._entries = ()

    @property
    def is_open(self) -> bool:
        """Whether there is a library."""
        return self._library is not None

    @property
    def read_only(self) -> bool:
        """Whether the library can only be read."""
        return self._library is not None and self._library.read_only

    @property
    def holder(self) -> str:
        """Why it can only be read, in words; else empty."""
        return "" if self._library is None else self._library.holder

    @property
    def notice(self) -> str:
        """What the user should know of the library though it was opened."""
        return "" if self._library is None else self._library.notice

    @property
    def entries(self) -> "tuple[Entry, ...]":
        """What the library holds, in the order in which it was added."""
        return self._entries

    @property
    def current(self) -> str | None:
        """The id of the portfolio that is open."""
        return self._current

    @property
    def entry(self) -> "Entry | None":
        """The entry of the portfolio that is open."""
        return next((entry for entry in self.entries if entry.id == self._current), None)

    def peek(self, key: str) -> Portfolio | None:
        """A portfolio of the library, only to look at; None where it cannot be read."""
        from portfolio_app.store.problem import LibraryProblem

        try:
            return self._need().load(key)
        except LibraryProblem:
            return None

    # -- one portfolio -------------------------------------------------------------------------

    def open(self, key: str) -> None:
        """Show a portfolio of the library and remember that it was shown.

        Raises:
            LibraryProblem: when it cannot be read.
        """
        library = self._need()
        portfolio = library.load(key)
        library.set_current(key)
        self._current = key
        self.document.open(
            portfolio,
            save=lambda changed: library.save(key, changed),
            read_only=library.read_only,
        )
        self._tell()

    def open_last(self, wanted: str | None = None) -> None:
        """Show the portfolio asked for, else the one shown last, else the first there is.

        Raises:
            LibraryProblem: when one was asked for and is not there.
        """
        library = self._need()
        held = [entry.id for entry in self.entries]
        if wanted is not None:
            self.open(wanted)
        elif library.current in held:
            self.open(str(library.current))
        elif held:
            sample = [entry.id for entry in self.entries if entry.sample]
            self.open(sample[-1] if len(sample) == len(held) else held[0])
        else:
            self._current = None
            self.document.open(self._nothing(), save=None, read_only=True)
            self._tell()

    def add(self, portfolio: Portfolio, *, title: str | None = None, sample: bool = False) -> str:
        """Add a portfolio and show it; returns its id."""
        key = self._need().add(portfolio, sample=sample, title=title)
        self.open(key)
        return key

    def start_empty(self, name: str, nation: Nation, year_start: date) -> str:
        """Add an empty week and show it."""
        title = name.strip() or _DEFAULT_NAME
        return self.add(Portfolio(person=Person(name=title, nation=nation, year_start=year_start)))

    def rename(self, title: str) -> None:
        """List the open portfolio under another title."""
        if self._current is not None and title.strip():
            self._need().rename(self._current, title.strip())
            self._tell()

    def remove_current(self) -> Removed | None:
        """Take the open portfolio out of the library; returns what was taken."""
        entry = self.entry
        if entry is None:
            return None
        removed = Removed(self.document.portfolio, entry.title, entry.sample)
        self._need().remove(entry.id)
        self._after_removal()
        return removed

    def remove_samples(self) -> tuple[Removed, ...]:
        """Take every sample out of the library; returns what was taken."""
        library = self._need()
        taken = tuple(
            Removed(library.load(entry.id), entry.title, sample=True)
            for entry in self.entries
            if entry.sample
        )
        library.remove_samples()
        self._after_removal()
        return taken

    def put_back(self, removed: tuple[Removed, ...]) -> None:
        """Add again what was removed, and show the last of it."""
        library = self._need()
        keys = [library.add(r.portfolio, sample=r.sample, title=r.title) for r in removed]
        if keys:
            self.open(keys[-1])

    def add_samples(self) -> int:
        """Add the samples that are no longer there, by their titles; returns how many."""
        library = self._need()
        held = {entry.title for entry in self.entries if entry.sample}
        found = [each.portfolio for each in samples(self._contracts)]
        missing = [portfolio for portfolio in found if portfolio.person.name not in held]
        for portfolio in missing:
            library.add(portfolio, sample=True)
        self._tell()
        return len(missing)

    def saved(self) -> bool:
        """Try to save what is not saved; whether everything now is."""
        if self.document.save_state.status is SaveStatus.FAILED:
            self.document.retry_save()
        return self.document.save_state.status is not SaveStatus.FAILED

    # -- plan files ----------------------------------------------------------------------------

    def import_file(self, path: Path) -> "ReadResult":
        """Add the portfolio of a plan file and show it, or return every mistake of the file."""
        from portfolio_app.exchange.planfile import read_file

        result = read_file(path, self._contracts)
        if result.portfolio is not None:
            self.add(result.portfolio)
        return result

    def export_file(self, path: Path) -> None:
        """Write the open portfolio to a plan file, whole or not at all.

        Raises:
            OSError: when it cannot be written there.
        """
        from portfolio_app.exchange.planfile import write_file

        write_file(self.document.portfolio, path)

    # -- inside --------------------------------------------------------------------------------

    def _nothing(self) -> Portfolio:
        """What the document holds while no portfolio is open; it is never shown or kept."""
        return Portfolio(
            person=Person(
                name="", nation=Nation.ENGLAND, year_start=usual_year_start(self._today())
            )
        )

    def _tell(self) -> None:
        self._entries = () if self._library is None else self._library.portfolios()
        self.changed.emit()

    def _need(self) -> "Library":
        if self._library is None:
            raise RuntimeError("no library is open")
        return self._library

    def _after_removal(self) -> None:
        self._entries = self._need().portfolios()
        if all(entry.id != self._current for entry in self.entries):
            self.open_last()
        else:
            self._tell()


def samples(contracts: Mapping[str, Contract]) -> tuple[SampleFile, ...]:
    """The samples that the program ships; the one of the tour comes last.

    Raises:
        ValueError: when a sample is no plan file, which a test forbids.
    """
    from portfolio_app.exchange.planfile import read_file

    found = []
    for file in sorted(paths.resource("samples").glob("*.toml")):
        result = read_file(file, contracts)
        if result.portfolio is None:
            raise ValueError("\n".join(str(problem) for problem in result.problems))
        found.append(SampleFile(file.stem, result.portfolio))
    return tuple(sorted(found, key=lambda sample: sample.key == FIRST_SAMPLE))


def describe(portfolio: Portfolio, show_units: Callable[[Portfolio], str]) -> str:
    """A portfolio in one line: what is contracted, with whom, and what is tried on."""
    employers = {role.employer for role in portfolio.roles if not role.considered}
    number = len(employers)
    parts = [show_units(portfolio), f"{number} employer{'' if number == 1 else 's'}"]
    if portfolio.scenarios:
        count = len(portfolio.scenarios)
        parts.append(f"{count} scenario{'' if count == 1 else 's'}")
    return " · ".join(part for part in parts if part)
