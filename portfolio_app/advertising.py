"""What the command `advert` does: find the text of an advert, check it, keep what came of it.

Says why where that is refused. No clock is read here.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from portfolio_app.opening import known_contracts, refuse, write_whole

if TYPE_CHECKING:
    # A command loads what it needs when it runs: nobody waits for the rest.
    from portfolio_app.core.contracts import Contract, Contracts
    from portfolio_app.documents.scope import Stamp
    from portfolio_app.exchange.advert.checked import Checked
    from portfolio_app.exchange.advert.plan import Post

_YEAR_STARTS = (4, 6)  # the usual first day of a job-plan year: 6 April


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person says of an advert."""

    contract: str | None
    role_title: str
    employer: str
    mapping: Sequence[str]


def asked(options: Mapping[str, object]) -> Asked:
    """What was asked, from the options of the command."""
    return Asked(**cast("dict[str, Any]", options))


def checked(file: Path, of: Asked, *, today: date) -> "Checked":
    """Read and audit an advert, or a plan file that states figures."""
    from portfolio_app.core.contracts import TermMissing
    from portfolio_app.exchange.advert.checked import check, is_plan_file
    from portfolio_app.exchange.advert.reading import mapping_named
    from portfolio_app.exchange.bankholidays import BankHolidays

    known = known_contracts()
    text = _text_of(file)
    if is_plan_file(text):
        return _plan(text, file, known)
    post = _post(of, known, today)
    holidays = BankHolidays(post.year_start)
    try:
        found = check(text, post, known, holidays=holidays)
        if of.mapping and found.reading is not None:
            pairs = dict(_pair(one) for one in of.mapping)
            mapping, problems = mapping_named(pairs, found.reading)
            if problems:
                refuse(problems)
            found = check(text, post, known, mapping=mapping, holidays=holidays)
    except TermMissing as problem:
        refuse([problem])
    if found.reading is None or not found.reading.outcomes:
        refuse([f"{file} is empty. Give the text of a job plan: its table, line by line."])
    return found


def write_query(found: "Checked", path: Path, stamp: "Stamp") -> tuple[str, ...]:
    """Write the query for the employer as a PDF; gives notes for the person who asked for it."""
    from portfolio_app.documents.advert_query import advert_query
    from portfolio_app.documents.render import RenderError, render, save_pdf

    try:
        data = advert_query(found.count, found.audit, known_contracts(), sender="", stamp=stamp)
    except ValueError as nothing:
        return (f"No query was written. {nothing}",)
    try:
        rendered = render("advert-query", data)
        save_pdf(rendered.pdf, path)
    except RenderError as problem:
        refuse([problem])
    return (*rendered.notes, f"Wrote {path}")


def write_plan(found: "Checked", path: Path) -> None:
    """Write the advertised plan as a plan file."""
    from portfolio_app.exchange import planfile

    write_whole(planfile.write(found.plan), path)


def _text_of(file: Path) -> str:
    from portfolio_app.exchange.advert.tables import decode, is_text

    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as problem:
        refuse([f"{file} cannot be opened: {problem.strerror}. Name a file that you may read."])
    if not is_text(raw):
        named = "What was given" if str(file) == "-" else str(file)
        refuse([f"{named} is not a text. Copy its table where you read it, or save it as CSV."])
    return decode(raw)


def _plan(text: str, file: Path, known: "Contracts") -> "Checked":
    from portfolio_app.core.contracts import ContractError, TermMissing
    from portfolio_app.core.shares import effective
    from portfolio_app.exchange import planfile
    from portfolio_app.exchange.advert.checked import audited
    from portfolio_app.exchange.bankholidays import BankHolidays

    result = planfile.read(text, str(file), known)
    if result.portfolio is None:
        refuse(result.problems)
    plan = result.portfolio
    holidays = BankHolidays(plan.person.year_start)
    try:
        return audited(effective(plan, known), known, holidays=holidays)
    except (TermMissing, ContractError) as problem:
        refuse([problem])


def _post(of: Asked, known: "Contracts", today: date) -> "Post":
    from portfolio_app.core.contracts import Kind
    from portfolio_app.core.model import Employer, EmployerKind, Nation
    from portfolio_app.exchange.advert.plan import Post

    roles: dict[str, Contract] = {
        key: one for key, one in known.items() if one.kind is Kind.CONTRACT
    }
    contract = roles.get(of.contract or "")
    if contract is None:
        named = f'There is no contract "{of.contract}".' if of.contract else "Name a contract"
        refuse([f"{named.rstrip('.')}: give --contract one of {', '.join(roles)}."])
    month, day = _YEAR_STARTS
    return Post(
        contract=contract,
        title=of.role_title,
        employer=Employer(id="employer", name=of.employer, kind=EmployerKind.NHS),
        year_start=date(today.year - ((today.month, today.day) < (month, day)), month, day),
        nation=contract.nation or Nation.ENGLAND,
    )


def _pair(text: str) -> tuple[str, str]:
    column, mark, meaning = text.partition("=")
    if not mark:
        refuse([f'--map takes COLUMN=MEANING, such as 3=category; found "{text}".'])
    return column, meaning
