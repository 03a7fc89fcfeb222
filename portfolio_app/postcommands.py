"""The commands about a shared post: its years, its placed week, and what a partner is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portfolio_app.opening import (
    Chosen,
    Opened,
    Place,
    as_json_flag,
    from_library,
    known_scenarios,
    library_to_change,
    open_week,
    plan_arguments,
    print_json,
    print_lines,
    refuse,
    working_flag,
    write_out,
)

if TYPE_CHECKING:
    from portfolio_app.core.model import Partner, Role
    from portfolio_app.core.partnering import Told
    from portfolio_app.place.branching import Case
    from portfolio_app.place.proposal import Proposal
    from portfolio_app.simulate.study import Study

# The words of two enumerations, which would take half as long to load as a summary to print.
STRESSES = ("partner-off", "partner-leaves", "new-rota", "school-holidays", "longer-journey")
WEEKS = ("halves", "blocks", "nothing")
_WEEK_HOURS = 168
_EPSILON = 1e-6

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
    type=click.Choice(STRESSES),
    help="The same years with one thing gone wrong.",
)
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write a report as a PDF."
)
@as_json_flag
@working_flag
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
    report: Path | None,
    as_json: bool,
    working: bool,
) -> None:
    """Sample many years of a shared post: leave it, take it whole, share it.

    Example: portfolio simulate my-week.toml --share amd --years 2000 --seed 1
    """
    from portfolio_app.core.stress import Stress
    from portfolio_app.exchange import yearout
    from portfolio_app.simulate.sample import SampleError
    from portfolio_app.simulate.study import study

    scenarios = {*only, *(() if chosen.scenario is None else (chosen.scenario,))}
    opened = open_week(place, Chosen(chosen.file, None, chosen.portfolio))
    role = shared_role(opened, share)
    known_scenarios(opened.portfolio, sorted(scenarios))
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
    if report is not None:
        _write_report(found, opened, report)
    if as_json:
        print_json(yearout.as_json(found))
    else:
        print_lines(yearout.text(found))
        if working:
            _study_working(found, opened)


def _study_working(found: "Study", opened: Opened) -> None:
    from portfolio_app.core.leave import leave_ledgers
    from portfolio_app.exchange import postworking

    leave = leave_ledgers(opened.counted, opened.contracts, holidays=opened.holidays)
    print_lines(postworking.study(found, leave))


def _write_report(found: "Study", opened: Opened, path: Path) -> None:
    """The capacity report as a PDF; what could not be printed is said on standard error."""
    from portfolio_app import __version__
    from portfolio_app.documents.capacity_report import capacity_report, typeset
    from portfolio_app.documents.render import RenderError, save_pdf
    from portfolio_app.documents.scope import Stamp

    data = capacity_report(found, opened.portfolio, stamp=Stamp(date.today(), __version__))
    try:
        rendered = typeset(data)
        save_pdf(rendered.pdf, path)
    except RenderError as problem:
        refuse([problem])
    for note in (*rendered.notes, f"Wrote {path}"):
        click.echo(note, err=True)


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


@click.group()
def partner() -> None:
    """Exchange with a job-share partner: write your partner file, read theirs.

    Example: portfolio partner show from-partner.toml
    """


@partner.command("export")
@click.option("--name", required=True, help="How you are called in it; initials will do.")
@click.option(
    "--week",
    "told",
    type=click.Choice(WEEKS),
    default=WEEKS[0],
    show_default=True,
    help="Tell the week by half-days, as busy blocks without names, or not at all.",
)
@click.option("--hours", type=float, help="Hours a week that you could give the post.")
@click.option("--units", metavar="N", help="The same in the post's unit.")
@click.option("--negotiable/--not-negotiable", default=None, help="Can your times be talked about?")
@click.option("--areas", default="", help="The areas that you know.")
@click.option("--strengths", default="", help="What you are good at.")
@click.option("--would-lead", default="", help="What you would lead.")
@click.option("--limits", default="", help="What you cannot do.")
@click.option("--share", metavar="ROLE", help="The post itself, which is not in the way of it.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.pass_obj
@plan_arguments
def partner_export(place: Place, chosen: Chosen, *, out: Path | None, **of: object) -> None:
    """Write what a partner needs to know of your week, and nothing else.

    Without --out it is printed, to be read before it is sent.

    Example: portfolio partner export my-week.toml --name "A. B." --hours 8 --out for-partner.toml
    """
    from portfolio_app.core.partnering import partner_of
    from portfolio_app.exchange import partnerfile

    opened = open_week(place, chosen)
    told = partner_of(opened.counted.portfolio, _told(of), but_for=_text(of["share"]) or None)
    text = partnerfile.write(told)
    # What a partner's program would refuse is never written; the lines are of no file yet.
    wrong = partnerfile.read(text, "What you would tell").problems
    if wrong:
        refuse(replace(one, line=None) for one in wrong)
    write_out(text, out)


def _told(of: dict[str, object]) -> "Told":
    from portfolio_app.core.partnering import Told, Week

    problems = []
    hours, units = of["hours"], of["units"]
    minutes = None
    if isinstance(hours, float):
        minutes = round(hours * 60) if 0 <= hours <= _WEEK_HOURS else None
        if minutes is None or abs(hours * 60 - minutes) > _EPSILON:
            problems.append(f"--hours {hours:g}: expected hours of a week in whole minutes.")
    part = None
    if isinstance(units, str):
        try:
            part = Fraction(units)
        except (ValueError, ZeroDivisionError):
            problems.append(f"--units {units}: expected a number such as 2 or 2.5.")
    if problems:
        refuse(problems)
    negotiable = of["negotiable"]
    return Told(
        name=_text(of["name"]),
        updated=date.today(),
        week=Week(of["told"]),
        hours=minutes,
        units=part,
        negotiable=negotiable if isinstance(negotiable, bool) else None,
        areas=_text(of["areas"]),
        strengths=_text(of["strengths"]),
        would_lead=_text(of["would_lead"]),
        limits=_text(of["limits"]),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


@partner.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@as_json_flag
def partner_show(file: Path, *, as_json: bool) -> None:
    """Show what a partner file tells, or every reason why it is refused.

    Example: portfolio partner show from-partner.toml
    """
    from portfolio_app.exchange import partnerfile
    from portfolio_app.exchange.textout import table

    told = _read_partner(file)
    rows = list(partnerfile.lines(told))
    if as_json:
        print_json({"partner": dict(rows)})
    else:
        print_lines([table(("What", "They tell"), rows)])


@partner.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--portfolio", metavar="ID", help="A portfolio of the library; the last one opened.")
@click.option("--share", metavar="ROLE", help="Make them the partner of this shared role.")
@click.pass_obj
def partner_import(place: Place, *, file: Path, portfolio: str | None, share: str | None) -> None:
    """Take a partner file into a portfolio of the library.

    Example: portfolio partner import from-partner.toml --share amd
    """
    from portfolio_app.core.edits import put
    from portfolio_app.core.partnering import taken_in

    told = _read_partner(file)
    found = from_library(place, portfolio)
    after, key = taken_in(found, told)
    if share is not None:
        role = next((one for one in found.roles if one.id == share and one.share), None)
        if role is None or role.share is None:
            names = ", ".join(one.id for one in found.roles if one.share) or "none"
            refuse([f'There is no shared role "{share}". The shared roles are: {names}.'])
        after = put(after, replace(role, share=replace(role.share, partner=key)))
    with library_to_change(place) as library:
        kept_as = portfolio or library.current or ""
        library.save(kept_as, after)
    click.echo(f"Took {told.name} into {kept_as} of {place.library}")


def _read_partner(file: Path) -> "Partner":
    from portfolio_app.exchange import partnerfile

    result = partnerfile.read_file(file)
    if result.partner is None:
        refuse(result.problems)
    return result.partner


@click.command("place")
@share_option
@as_json_flag
@working_flag
@click.pass_obj
@plan_arguments
def place_week(
    place: Place, chosen: Chosen, *, share: str | None, as_json: bool, working: bool
) -> None:
    """Place the week of a shared post: who goes where, what moves, what is left over.

    The option is that of --scenario, else the first that shares the post.

    Example: portfolio place my-week.toml --share amd
    """
    from portfolio_app.exchange import placeout
    from portfolio_app.place.proposal import NoWeekError, propose
    from portfolio_app.place.solve import StoppedError

    case = _case(place, chosen, share)
    if not any(line.role == case.role for line in case.option.count.lines):
        refuse([f"“{case.option.title}” does not take the post, so there is nothing to place."])
    try:
        found = propose(case)
    except (NoWeekError, StoppedError) as reason:
        said = str(reason)
        option = case.option
        if as_json:
            print_json(placeout.refused_json(case.role, option, said))
        else:
            print_lines([f"{option.title}: no week can be offered", "", f"  {said}"])
        return
    if as_json:
        print_json(placeout.as_json(found))
    else:
        print_lines(placeout.text(found))
        if working:
            _placed_working(found, case)


def _placed_working(found: "Proposal", case: "Case") -> None:
    from portfolio_app.core.shares import effective
    from portfolio_app.core.workload import count
    from portfolio_app.exchange import postworking
    from portfolio_app.place.proposal import accepted

    portfolio, scenario = accepted(case.portfolio, found)
    week = effective(portfolio, case.contracts, scenario)
    after = count(week, case.contracts, holidays=case.holidays)
    print_lines(postworking.placed(found, case.option, after))


@click.command("trades")
@share_option
@as_json_flag
@working_flag
@click.pass_obj
@plan_arguments
def what_gives(
    place: Place, chosen: Chosen, *, share: str | None, as_json: bool, working: bool
) -> None:
    """Find what would have to give for a shared post to fit, the least first.

    The option is that of --scenario, else the first that shares the post.

    Example: portfolio trades my-week.toml --share amd
    """
    from portfolio_app.exchange import placeout
    from portfolio_app.place.trades import trades

    case = _case(place, chosen, share)
    found = trades(case)
    if as_json:
        print_json(placeout.trades_json(found))
    else:
        print_lines(placeout.trades_text(found))
        if working:
            from portfolio_app.exchange import postworking

            print_lines(postworking.given(found, case.option))


def _case(place: Place, chosen: Chosen, share: str | None) -> "Case":
    """The option that is meant: a scenario's, else the first that shares the post."""
    from portfolio_app.core.jobshare import options
    from portfolio_app.place.branching import Case

    opened = open_week(place, chosen)
    role = shared_role(opened, share)
    try:
        found = options(opened.portfolio, opened.contracts, role.id, holidays=opened.holidays)
    except LookupError as reason:
        refuse([f"{reason.args[0]}."])
    wanted = [option for option in found if option.scenario == chosen.scenario is not None]
    if chosen.scenario is not None and not wanted:
        names = ", ".join(option.id for option in found if not option.id.startswith("--"))
        refuse([f'"{chosen.scenario}" does not take {role.title}. These do: {names or "none"}.'])
    option = next(iter(wanted), None) or next(one for one in found if one.is_share)
    return Case(
        option=option,
        portfolio=opened.portfolio,
        role=role.id,
        contracts=opened.contracts,
        holidays=opened.holidays,
    )
