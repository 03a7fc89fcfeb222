"""What commands share: the contracts, a portfolio and its week counted, and how they give out.

Reasons for a refusal go to standard error with exit status 2. No clock is read here.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from portfolio_app import paths

if TYPE_CHECKING:
    # Each command loads what it needs when it runs: nobody waits for the rest.
    from portfolio_app.core.contracts import Contracts
    from portfolio_app.core.model import Portfolio
    from portfolio_app.core.occurrences import Holidays
    from portfolio_app.core.workload import Count
    from portfolio_app.store.library import Library

_REFUSED = 2
_TONES = {"error": "red", "warning": "yellow"}


@dataclass(frozen=True)
class Place:
    """Where a command looks: the library that it was told of, else the user's own."""

    named: Path | None

    @property
    def library(self) -> Path:
        """The library file; asked for only by a command that needs one."""
        return self.named or paths.library_file()


@dataclass(frozen=True)
class Opened:
    """A portfolio, the contracts, and the week of one scenario, counted."""

    portfolio: "Portfolio"
    contracts: "Contracts"
    counted: "Count"
    holidays: "Holidays"


def refuse(reasons: Iterable[object]) -> NoReturn:
    """Say why a command is refused, all reasons at once, and leave with status 2."""
    for reason in reasons:
        click.echo(harmless(str(reason)), err=True)
    sys.exit(_REFUSED)


@dataclass(frozen=True)
class Chosen:
    """What to read: a plan file, or a portfolio of the library; and which scenario of it."""

    file: Path | None
    scenario: str | None
    portfolio: str | None


def known_contracts() -> "Contracts":
    """The contracts that the program brings, each read when it is asked for."""
    from portfolio_app.core.contracts import read_contracts

    return read_contracts(paths.resource("contracts"))


def open_week(place: Place, chosen: Chosen, day: date | None = None) -> Opened:
    """Read a portfolio and count one scenario of it, on a day of its year where one is named.

    Says why where that is refused.
    """
    from portfolio_app.core.contracts import ContractError
    from portfolio_app.core.shares import effective
    from portfolio_app.core.workload import count
    from portfolio_app.exchange.bankholidays import BankHolidays

    known = known_contracts()
    scenario = chosen.scenario
    if chosen.file is not None:
        portfolio = read_plan(chosen.file, known)
    else:
        portfolio = from_library(place, chosen.portfolio)
    if scenario is not None:
        known_scenarios(portfolio, [scenario])
    on = None if day is None else within_year(portfolio, day)
    try:
        week = effective(portfolio, known, scenario)
        holidays = BankHolidays(portfolio.person.year_start)
        counted = count(week, known, holidays=holidays, on=on)
    except ContractError as problem:
        refuse([problem])
    return Opened(portfolio, known, counted, holidays)


def known_scenarios(portfolio: "Portfolio", named: Iterable[str]) -> None:
    """See that a portfolio has these scenarios; each one that it has not is refused."""
    known = [scenario.id for scenario in portfolio.scenarios]
    names = ", ".join(known) or "none"
    unknown = [key for key in named if key not in known]
    if unknown:
        refuse(f'There is no scenario "{key}". The scenarios are: {names}.' for key in unknown)


def within_year(portfolio: "Portfolio", day: date) -> date:
    """A day of the job-plan year; another is refused."""
    from portfolio_app.core import words
    from portfolio_app.core.periods import job_plan_year

    first, last = job_plan_year(portfolio)
    if not first <= day <= last:
        year = f"{words.day_date(first)} to {words.day_date(last)}"
        refuse([f"{words.day_date(day)} is not in the job-plan year, {year}. Name a day of it."])
    return day


def read_plan(file: Path, known: "Contracts") -> "Portfolio":
    """The portfolio of a plan file; all its mistakes are said where it has any."""
    from portfolio_app.exchange.planfile import read_file

    result = read_file(file, known)
    if result.portfolio is None:
        refuse(result.problems)
    return result.portfolio


def from_library(place: Place, which: str | None) -> "Portfolio":
    """A portfolio of the library, the one last opened where none is named."""
    from portfolio_app.store.library import Library
    from portfolio_app.store.problem import LibraryProblem

    if not place.library.exists():
        refuse(
            [f"There is no library at {place.library} yet. Name a plan file, or open the window."]
        )
    try:
        with Library.open(place.library, read_only=True) as library:
            entries = {entry.id: entry for entry in library.portfolios()}
            key = which or library.current
            if key is None or key not in entries:
                names = ", ".join(f"{entry.id} ({entry.title})" for entry in entries.values())
                refuse([f"The library has no such portfolio. It holds: {names or 'nothing yet'}."])
            return library.load(key)
    except LibraryProblem as problem:
        refuse([problem])


@contextmanager
def library_to_change(place: Place) -> Iterator["Library"]:
    """The library, open to be written to; says why where it cannot be."""
    from portfolio_app.store.library import Library
    from portfolio_app.store.problem import LibraryProblem

    try:
        with Library.open(place.library) as library:
            if library.read_only:
                refuse([library.holder])
            yield library
    except LibraryProblem as problem:
        refuse([problem])


def write_out(text: str, out: Path | None) -> None:
    """Write a file's text to where it is asked for, else to standard output."""
    if out is None:
        click.echo(text.encode(), nl=False)  # as bytes: UTF-8, whatever the terminal takes
        return
    write_whole(text, out)
    click.echo(f"Wrote {out}")


def write_whole(text: str, path: Path) -> None:
    """Write a file's text, whole or not at all; says why where it cannot be."""
    from portfolio_app.exchange.planfile import keep_text

    try:
        keep_text(text, path)
    except OSError as problem:
        refuse([f"{path} could not be written: {problem.strerror}. Name another folder or file."])


def harmless(text: str) -> str:
    """Text that cannot steer a terminal, whatever a plan file, its name or a library holds."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)


def working_flag(command: Callable[..., None]) -> Callable[..., None]:
    """The option by which a command shows how its figures came about."""
    told = "Show how each figure came about, and each term with its source and date."
    return click.option("--working", is_flag=True, help=told)(command)


def plan_arguments(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the arguments of each one that reads a portfolio, as `chosen`."""

    @click.argument("file", required=False, type=click.Path(path_type=Path))
    @click.option("--scenario", metavar="ID", help="As this scenario would have it.")
    @click.option("--portfolio", metavar="ID", help="A portfolio of the library, by its id.")
    @wraps(function)
    def command(
        place: Place,
        *,
        file: Path | None,
        scenario: str | None,
        portfolio: str | None,
        **options: object,
    ) -> None:
        function(place, Chosen(file, scenario, portfolio), **options)

    return command


_on = click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The week as it stands on this day of the job-plan year.",
)


as_json_flag = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, those that begin with a severity in its colour."""
    for line in lines:
        tone = next((colour for word, colour in _TONES.items() if line.startswith(word)), None)
        click.secho(harmless(line), fg=tone)


def print_json(result: dict[str, object]) -> None:
    """Print one object as JSON."""
    import json

    # Escaped, so that no terminal and no encoding of a pipe can trip over what a person wrote.
    click.echo(json.dumps(result, indent=1))
