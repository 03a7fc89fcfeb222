"""The command about local policies: handing them on. Part of the command line; see `cli`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from portfolio_app.opening import (
    Place,
    from_library,
    known_contracts,
    library_to_change,
    read_plan,
    refuse,
    write_out,
)

if TYPE_CHECKING:
    from portfolio_app.core.model import Portfolio


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--portfolio", metavar="ID", help="A portfolio of the library, by its id.")
@click.option("--employer", metavar="ID", help="Whose; the only employer when left out.")
@click.option("--take", type=click.Path(path_type=Path), help="A local policy file to take in.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.pass_obj
def policies(
    place: Place,
    *,
    file: Path | None,
    portfolio: str | None,
    employer: str | None,
    take: Path | None,
    out: Path | None,
) -> None:
    """Write an employer's own values as a local policy file, or take such a file in.

    With --take the library's portfolio is changed; of a plan FILE the changed plan is written, to
    --out or to standard output.

    Example: portfolio policies my-week.toml --employer trust --out policy.toml
    """
    found = read_plan(file, known_contracts()) if file else from_library(place, portfolio)
    whose = _employer(found, employer)
    if take is None:
        _export(found, whose, out)
    else:
        changed = _with_policies(found, whose, take)
        if file is None:
            _keep(place, portfolio, changed)
        else:
            from portfolio_app.exchange import planfile

            write_out(planfile.write(changed), out)


def _employer(portfolio: "Portfolio", named: str | None) -> str:
    known = [employer.id for employer in portfolio.employers]
    if named in known:
        return named
    names = ", ".join(known) or "none"
    if named is not None:
        refuse([f'There is no employer "{named}". The employers are: {names}.'])
    if len(known) != 1:
        refuse([f"Name the employer with --employer. The employers are: {names}."])
    return known[0]


def _export(portfolio: "Portfolio", employer: str, out: Path | None) -> None:
    from portfolio_app.exchange import policyfile

    own = [policy for policy in portfolio.policies if policy.employer == employer]
    if not own:
        refuse([f'"{employer}" has no values of its own. Write them in the panel Contracts.'])
    write_out(policyfile.write(own), out)


def _with_policies(portfolio: "Portfolio", employer: str, file: Path) -> "Portfolio":
    from portfolio_app.core.policies import policy_problems, taken
    from portfolio_app.exchange import policyfile

    contracts = known_contracts()
    result = policyfile.read_file(file, contracts)
    if result.problems:
        refuse(result.problems)
    changed = taken(portfolio, employer, result.policies)
    wrong = policy_problems(changed.policies, contracts)
    if wrong:
        refuse(one for problems in wrong.values() for one in problems)
    return changed


def _keep(place: Place, which: str | None, changed: "Portfolio") -> None:
    with library_to_change(place) as library:
        library.save(which or library.current or "", changed)
    click.echo(f"Took the policies into {place.library}")
