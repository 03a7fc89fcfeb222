"""The command line: a thin face over counting, checks, audit, documents and the library.

Reasons for a refusal go to standard error with exit status 2 and nothing on standard output; a
command that did its work exits with 0, whatever it found. Qt is never imported here.
"""

import atexit
import gc
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portfolio_app import __version__, paths
from portfolio_app.opening import (
    Chosen,
    Opened,
    Place,
    as_json_flag,
    from_library,
    harmless,
    known_contracts,
    library_to_change,
    open_week,
    plan_arguments,
    print_json,
    print_lines,
    read_plan,
    refuse,
    within_year,
    working_flag,
    write_out,
)
from portfolio_app.policycommands import policies
from portfolio_app.postcommands import partner, place_week, simulate, what_gives

if TYPE_CHECKING:
    # Each command loads what it needs when it runs: nobody waits for the rest.
    from portfolio_app.core.actual import RoleYear
    from portfolio_app.core.contracts import Contract
    from portfolio_app.core.jobshare import Option
    from portfolio_app.core.termsheet import TermEntry
    from portfolio_app.documents.scope import Stamp

_DEMO = "emergency-medicine-thinking-of-applying.toml"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="portfolio")
@click.option(
    "--library",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The library file to use instead of your own.",
)
@click.pass_context
def main_group(context: click.Context, library: Path | None) -> None:
    """Model a clinician's week across employers, count it exactly, and check it.

    Every command takes a plan FILE; without one it reads the portfolio that the library opened
    last.
    """
    context.obj = Place(library)


_on = click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The week as it stands on this day of the job-plan year.",
)


@main_group.command()
@as_json_flag
@working_flag
@_on
@click.pass_obj
@plan_arguments
def summary(
    place: Place, chosen: Chosen, *, as_json: bool, working: bool, day: date | None
) -> None:
    """Count the week: units and hours by role, category and line.

    Example: portfolio summary my-week.toml --working
    """
    opened = open_week(place, chosen, None if day is None else _day(day))
    if as_json:
        from portfolio_app.exchange import jsonout

        printed = jsonout.summary(opened.counted, chosen.scenario)
        if years := _years(opened):
            from portfolio_app.exchange import weekout

            printed["year"] = weekout.year_json(years)
        print_json(printed)
        return
    from portfolio_app.exchange import textout, workingout

    print_lines(textout.summary(opened.counted, working=working))
    years = _years(opened)
    if years:
        from portfolio_app.exchange import weekout

        print_lines(["", *weekout.year_text(years)])
    if working:
        print_lines(workingout.summary(opened.counted))
    if working and years:
        print_lines(workingout.years(years))


def _years(opened: Opened) -> "tuple[RoleYear, ...]":
    """The year period by period, where a role or line changes in it and no day is named."""
    from portfolio_app.core.periods import turns

    counted = opened.counted
    if counted.on is not None or not turns(counted.whole):
        return ()
    from portfolio_app.core.actual import year_totals

    return year_totals(counted.whole, opened.contracts, opened.holidays)


@main_group.command()
@as_json_flag
@working_flag
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Any day of the week to show; today when left out.",
)
@click.pass_obj
@plan_arguments
def week(place: Place, chosen: Chosen, *, as_json: bool, working: bool, day: date | None) -> None:
    """Show one real week of the job-plan year by its dates, and what it comes to.

    Example: portfolio week my-week.toml --date 2026-10-26
    """
    from portfolio_app.core.actual import average_of, real_week
    from portfolio_app.core.contracts import TermMissing
    from portfolio_app.exchange import weekout, workingout

    opened = open_week(place, chosen)
    contracts, holidays = opened.contracts, opened.holidays
    shown = within_year(opened.portfolio, _day(day))
    try:
        found = real_week(opened.counted.whole, contracts, shown, holidays)
        average = average_of(found, opened.counted, contracts, holidays)
    except TermMissing as problem:
        refuse([problem])
    if as_json:
        print_json(weekout.as_json(found, average))
    else:
        print_lines(weekout.text(found, average))
        if working:
            print_lines(workingout.week(found, average))


@main_group.command()
@as_json_flag
@working_flag
@_on
@click.pass_obj
@plan_arguments
def check(place: Place, chosen: Chosen, *, as_json: bool, working: bool, day: date | None) -> None:
    """Look for clashes, missing rest, broken limits and figures that do not agree.

    Example: portfolio check my-week.toml
    """
    from portfolio_app.core.checks.run import run_checks

    opened = open_week(place, chosen, None if day is None else _day(day))
    found = run_checks(opened.counted, opened.contracts)
    if as_json:
        from portfolio_app.exchange import jsonout

        print_json(jsonout.findings(found))
        return
    from portfolio_app.exchange import textout, workingout

    print_lines(textout.findings(found))
    if working:
        print_lines(workingout.findings(found, opened.counted))


@main_group.command()
@as_json_flag
@working_flag
@click.pass_obj
@plan_arguments
def audit(place: Place, chosen: Chosen, *, as_json: bool, working: bool) -> None:
    """Compare what a job plan states with what it counts, line by line and in total.

    Example: portfolio audit my-week.toml
    """
    from portfolio_app.core.audit import audit as compare

    counted = open_week(place, chosen).counted
    result = compare(counted)
    if as_json:
        from portfolio_app.exchange import jsonout

        print_json(jsonout.audit(result))
        return
    from portfolio_app.exchange import textout, workingout

    print_lines(textout.audit(result))
    if working:
        print_lines(workingout.audit(result, counted))


@main_group.command()
@as_json_flag
@working_flag
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--contract", metavar="ID", help="The contract that the post is under.")
@click.option("--role-title", metavar="TEXT", default="Advertised post", help="The post's name.")
@click.option("--employer", metavar="NAME", default="The employer", help="Who advertises it.")
@click.option("--map", "mapping", metavar="COLUMN=MEANING", multiple=True, help="What a column is.")
@click.option("--query", type=click.Path(path_type=Path, dir_okay=False), help="A PDF to ask with.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A plan file to keep.")
def advert(
    file: Path,
    *,
    as_json: bool,
    working: bool,
    query: Path | None,
    out: Path | None,
    **of: object,
) -> None:
    """Hold an advertised job plan against its own arithmetic, line by line.

    FILE is a table as text: CSV, spreadsheet or PDF text, a web page, or a plan file; - reads
    standard input.

    Example: portfolio advert advert.csv --contract consultant-england-2003 --map 3=category
    """
    from portfolio_app import advertising
    from portfolio_app.exchange import advertout, workingout

    checked = advertising.checked(file, advertising.asked(of), today=_day(None))
    if query is not None:
        for note in advertising.write_query(checked, query, _stamp()):
            click.echo(harmless(note), err=True)
    if out is not None:
        advertising.write_plan(checked, out)
    if as_json:
        print_json(advertout.as_json(checked))
    else:
        print_lines(advertout.text(checked))
        if working:
            print_lines(workingout.audit(checked.audit, checked.count))


@main_group.command()
@as_json_flag
@working_flag
@click.option("--role", metavar="ID", help="This role alone.")
@click.pass_obj
@plan_arguments
def leave(place: Place, chosen: Chosen, *, as_json: bool, working: bool, role: str | None) -> None:
    """Show each role's leave and working year: days, weeks, working and source.

    Example: portfolio leave my-week.toml --role emergency-medicine
    """
    from portfolio_app.core.leave import leave_ledgers
    from portfolio_app.exchange import leaveout, workingout

    opened = open_week(place, chosen)
    ledgers = leave_ledgers(opened.counted, opened.contracts, holidays=opened.holidays)
    if role is not None:
        names = ", ".join(ledger.role.id for ledger in ledgers) or "none"
        ledgers = tuple(ledger for ledger in ledgers if ledger.role.id == role)
        if not ledgers:
            refuse([f'There is no role "{role}" held in this year. The roles are: {names}.'])
    if as_json:
        print_json(leaveout.as_json(ledgers))
    else:
        print_lines(leaveout.text(ledgers))
        if working:
            print_lines(workingout.leave(ledgers))


@main_group.command()
@as_json_flag
@working_flag
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The pay of this date.")
@click.pass_obj
@plan_arguments
def pay(place: Place, chosen: Chosen, *, as_json: bool, working: bool, day: date | None) -> None:
    """Estimate what the week is paid a year, line by line, with sums and sources.

    Example: portfolio pay my-week.toml --on 2026-04-01
    """
    from portfolio_app.core.pay import portfolio_pay
    from portfolio_app.exchange import payout, workingout

    opened = open_week(place, chosen)
    on = None if day is None else _day(day)
    found = portfolio_pay(opened.counted, opened.contracts, on)
    if as_json:
        print_json(payout.pay_json(found, chosen.scenario))
        return
    print_lines(payout.pay(opened.portfolio, found))
    if working:
        print_lines(workingout.pay(found))


@main_group.command()
@as_json_flag
@click.argument("contract", required=False)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The terms on this date.")
@click.option(
    "--plan",
    type=click.Path(path_type=Path),
    help="A plan file: shows what in it rests on each term, and its own values.",
)
@click.pass_obj
def contracts(
    place: Place, *, contract: str | None, day: date | None, plan: Path | None, as_json: bool
) -> None:
    """List the contracts, or every term of one: value, since when, source and confidence.

    Example: portfolio contracts consultant-england-2003 --on 2026-04-06 --plan my-week.toml
    """
    from portfolio_app.core.termsheet import term_sheet
    from portfolio_app.exchange import contractout

    known = known_contracts()
    if contract is None:
        heads = [contractout.contract_head(known[key]) for key in known]
        if as_json:
            print_json({"contracts": heads})
        else:
            print_lines(contractout.contract_list(heads))
        return
    if contract not in known:
        names = ", ".join(known)
        refuse([f'There is no contract "{contract}". The contracts are: {names}.'])
    if plan is None:
        on = _day(day)
        sheet = term_sheet(known[contract], on)
    else:
        opened = open_week(place, Chosen(plan, None, None))
        on = opened.portfolio.person.year_start if day is None else _day(day)
        sheet = _sheet(opened, known[contract], on)
    if as_json:
        print_json(contractout.contract_json(known[contract], on, sheet))
    else:
        print_lines(contractout.contract_lines(known[contract], on, sheet))


def _sheet(opened: Opened, contract: "Contract", day: date) -> "tuple[TermEntry, ...]":
    """A contract's terms on a day, with what in a portfolio rests on them."""
    from portfolio_app.core.checks.run import run_checks
    from portfolio_app.core.dependence import dependents
    from portfolio_app.core.termsheet import term_sheet

    used = dependents(opened.counted, run_checks(opened.counted, opened.contracts))
    return term_sheet(contract, day, portfolio=opened.portfolio, used=used)


@main_group.command("print")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The PDF to write.")
@click.option("--employer", help="Who it is for, by id; the first employer when left out.")
@click.option(
    "--privacy",
    type=click.Choice(["full", "busy", "left-out"]),
    default="left-out",
    help="What it shows of the rest of your week.",
)
@click.pass_obj
@plan_arguments
def print_(
    place: Place, chosen: Chosen, *, out: Path | None, employer: str | None, privacy: str
) -> None:
    """Write the job-plan proposal as a PDF.

    Example: portfolio print my-week.toml --employer trust --privacy busy
    """
    from portfolio_app.documents.render import RenderError

    opened = open_week(place, chosen)
    try:
        written = _write_proposal(opened, out, employer=employer, privacy=privacy)
    except (RenderError, ValueError) as problem:
        refuse([problem])
    click.echo(f"Wrote {written}")


@main_group.command()
@click.argument("portfolio", required=False)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.pass_obj
def export(place: Place, *, portfolio: str | None, out: Path | None) -> None:
    """Write a portfolio of the library as a plan file, to a file or to standard output.

    Example: portfolio export --out my-week.toml
    """
    from portfolio_app.exchange import planfile

    found = from_library(place, portfolio)
    write_out(planfile.write(found), out)


@main_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", help="What to call it in the library; the person's name when left out.")
@click.pass_obj
def import_(place: Place, *, file: Path, title: str | None) -> None:
    """Take a plan file into the library, as a new portfolio.

    Example: portfolio import my-week.toml --title "Two jobs"
    """
    found = read_plan(file, known_contracts())
    with library_to_change(place) as library:
        key = library.add(found, title=title)
        library.set_current(key)
    click.echo(f"Took it into {place.library} as {key}")


@main_group.command()
@as_json_flag
@click.pass_obj
def doctor(place: Place, *, as_json: bool) -> None:
    """Say what this installation has, what it lacks, and how to mend that.

    Example: portfolio doctor
    """
    from portfolio_app.exchange.installation import inspect

    found = inspect(place.library)
    if as_json:
        print_json(
            {
                "parts": [
                    {"name": part.name, "ok": part.ok, "found": part.found, "mend": part.mend}
                    for part in found
                ]
            }
        )
        return
    for part in found:
        mark, tone = ("has  ", "green") if part.ok else ("lacks", "red")
        click.secho(harmless(f"{mark} {part.name}: {part.found}"), fg=tone)
        if part.mend:
            click.echo(f"      {part.mend}")


@main_group.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("portfolio-demo"),
    show_default=True,
    help="The folder to write the document and the charts into.",
)
@working_flag
def demo(out: Path, *, working: bool) -> None:
    """Do the main job on a sample: count a week, try a job share on, print the proposal.

    Example: portfolio demo --out portfolio-demo
    """
    from portfolio_app.core.jobshare import options, shared_roles
    from portfolio_app.documents.render import RenderError
    from portfolio_app.exchange import textout

    opened = open_week(Place(None), Chosen(paths.resource("samples", _DEMO), None, None))
    holidays = opened.holidays
    role = shared_roles(opened.portfolio)[0]
    found = options(opened.portfolio, opened.contracts, role.id, holidays=holidays)
    try:
        out.mkdir(parents=True, exist_ok=True)
        shared = next(option for option in found if option.is_share)
        taken = Opened(opened.portfolio, opened.contracts, shared.count, holidays)
        _write_proposal(taken, out / "job-plan-proposal.pdf", employer=None, privacy="busy")
        _write_charts(opened, found, out)
    except OSError as problem:
        refuse([f"{out} could not be written: {problem.strerror}. Name another folder."])
    except RenderError as problem:
        refuse([problem])
    print_lines(textout.summary(opened.counted, working=working))
    print_lines(["", f"Should you take {role.title}?", ""])
    print_lines(textout.job_share(found))
    if working:
        from portfolio_app.exchange import postworking

        print_lines(postworking.options(found))
    click.echo("")
    click.echo(f"Wrote the job-plan proposal and the charts into {out.resolve()}")


def _write_proposal(
    opened: Opened, out: Path | None, *, employer: str | None, privacy: str
) -> Path:
    from portfolio_app.documents.job_plan import file_name, job_plan
    from portfolio_app.documents.render import render, save_pdf
    from portfolio_app.documents.scope import Choices, Privacy, addressees

    known = addressees(opened.counted)
    if not known:
        raise ValueError("No role is held this year, so there is no job plan to propose.")
    choices = Choices(employer=employer or known[0].employer.id, privacy=Privacy(privacy))
    data = job_plan(opened.counted, opened.contracts, choices=choices, stamp=_stamp())
    written = out or Path(f"{file_name(data)}.pdf")
    rendered = render("job-plan", data)
    for note in rendered.notes:
        click.echo(note, err=True)
    save_pdf(rendered.pdf, written)
    return written


def _write_charts(opened: Opened, found: Sequence["Option"], folder: Path) -> None:
    from portfolio_app.charts.balance import balance, weekly_limit
    from portfolio_app.charts.files import save
    from portfolio_app.charts.options import job_share_options
    from portfolio_app.charts.style import PAPER
    from portfolio_app.charts.week import week_heat

    law = weekly_limit(opened.portfolio, opened.contracts)
    save(balance(opened.counted, PAPER), folder / "balance.svg")
    save(week_heat(opened.counted, PAPER), folder / "week.svg")
    save(job_share_options(found, PAPER, law=law), folder / "job-share.svg")


def _stamp() -> "Stamp":
    from portfolio_app.documents.scope import Stamp

    return Stamp(date.today(), __version__)


def _day(day: date | None) -> date:
    return date.today() if day is None else date(day.year, day.month, day.day)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Leave rubbish where it lies, to the end of the process: a command is over before it matters.

    Looking through a few thousand small objects, again and again and once more at the end, is a
    sixth of the time that a summary takes.
    """
    collects = gc.isenabled()
    gc.disable()
    atexit.register(gc.freeze)
    try:
        yield
    finally:
        if collects:
            gc.enable()


for _command in (simulate, place_week, what_gives, partner, policies):
    main_group.add_command(_command)


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit status.

    Args:
        argv: arguments without the program's name; the process's own when None.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="replace"
            )  # a pipe that cannot hold a name still gets the rest
    try:
        with _no_collecting():
            main_group.main(args=argv, prog_name="portfolio", standalone_mode=True)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
