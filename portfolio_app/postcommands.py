"""The commands about a shared post: its sampled years. Part of the command line; see `cli`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from portfolio_app.core.stress import Stress
from portfolio_app.opening import (
    Chosen,
    Opened,
    Place,
    as_json_flag,
    open_week,
    plan_arguments,
    print_json,
    print_lines,
    refuse,
)

if TYPE_CHECKING:
    from portfolio_app.core.model import Role

share_option = click.option(
    "--share", metavar="ROLE", help="The post, by its role's id; the only shared one if left out."
)


@click.command()
@share_option
@click.option(
    "--only",
    metavar="ID",
    multiple=True,
    help="Compare this scenario with leaving the post; may be given more than once.",
)
@click.option("--years", type=int, help="How many years to sample.")
@click.option("--seed", type=int, help="The seed; the same seed gives the same years.")
@click.option(
    "--stress",
    type=click.Choice([stress.value for stress in Stress]),
    help="The same years with one thing gone wrong.",
)
@as_json_flag
@click.pass_obj
@plan_arguments
def simulate(  # noqa: PLR0913 - each option of a command is an argument
    place: Place,
    chosen: Chosen,
    *,
    share: str | None,
    only: Sequence[str],
    years: int | None,
    seed: int | None,
    stress: str | None,
    as_json: bool,
) -> None:
    """Sample many years of a shared post: leave it, take it whole, share it.

    Example: portfolio simulate my-week.toml --share amd --years 2000 --seed 1
    """
    from portfolio_app.exchange import yearout
    from portfolio_app.simulate.sample import SampleError
    from portfolio_app.simulate.study import study

    scenarios = {*only, *(() if chosen.scenario is None else (chosen.scenario,))}
    opened = open_week(place, Chosen(chosen.file, None, chosen.portfolio))
    role = shared_role(opened, share)
    known = {s.id for s in opened.portfolio.scenarios}
    if unknown := sorted(scenarios - known):
        names = ", ".join(sorted(known)) or "none"
        refuse(f'There is no scenario "{key}". The scenarios are: {names}.' for key in unknown)
    assumed = opened.portfolio.assumptions
    if years is not None:
        assumed = replace(assumed, years=years)
    if seed is not None:
        if seed < 0:
            refuse([f"A seed of {seed} cannot be used: give a whole number of 0 or more."])
        assumed = replace(assumed, seed=seed)
    try:
        *_, found = study(
            opened.portfolio,
            opened.contracts,
            role.id,
            holidays=opened.holidays,
            assumed=assumed,
            scenarios=scenarios,
            stress=None if stress is None else Stress(stress),
        )
    except SampleError as problem:
        refuse([problem])
    if as_json:
        print_json(yearout.as_json(found))
    else:
        print_lines(yearout.text(found))


def shared_role(opened: Opened, share: str | None) -> "Role":
    """The post that is meant; says which there are where it is not plain."""
    from portfolio_app.core.jobshare import shared_roles

    roles = {role.id: role for role in shared_roles(opened.portfolio)}
    names = ", ".join(f"{key} ({role.title})" for key, role in roles.items())
    if not roles:
        refuse(["No role has the terms of a share: add [role.share] to one, or use Job share."])
    if share is None and len(roles) == 1:
        return next(iter(roles.values()))
    if share not in roles:
        what = "Name one" if share is None else f'There is no shared role "{share}"'
        refuse([f"{what}. The shared roles are: {names}."])
    return roles[share]
