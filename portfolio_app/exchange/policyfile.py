"""A local policy file: the values that one employer has instead of contracts', to hand on.

TOML with `[[policy]]` tables as in a plan file, without the employer: whoever takes the file says
whose they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import Contract
from portfolio_app.exchange import planwriter
from portfolio_app.exchange.agreementschema import POLICY
from portfolio_app.exchange.keys import REQUIRED, Key, Many, Nested, Table
from portfolio_app.exchange.planbuild import fields
from portfolio_app.exchange.planfile import file_text
from portfolio_app.exchange.planpolicies import note_problems
from portfolio_app.exchange.problems import Notes, Problem, UnfitError
from portfolio_app.exchange.rows import Row, read_row
from portfolio_app.exchange.tomlread import parse

_LEFT_OUT = ("id", "employer")
_OWN = replace(POLICY, keys=tuple(key for key in POLICY.keys if key.name not in _LEFT_OUT))
_POLICIES = Key("policy", Nested(_OWN, Many.MANY), "The values, at least one.", REQUIRED)
_FILE = Table("policies", "a local policy file", "Values of one employer.", (_POLICIES,))


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What a policy file says; nothing where it has problems. Ids and employer are empty."""

    policies: tuple[Policy, ...]
    problems: tuple[Problem, ...] = ()


def read(text: str, name: str, contracts: Mapping[str, Contract]) -> PolicyResult:
    """Read a policy file's text, or say all that is wrong with it.

    Args:
        text: the whole file.
        name: what to call the file in problems.
        contracts: contracts by id, which the values must fit.
    """
    document = parse(text)
    notes = Notes(document.set_aside if document.slips else None)
    found: list[Policy] = []
    if document.values is not None:
        rows = _rows(document.values, notes)
        note_problems(rows, contracts, notes)
        found = [replace(policy, id="") for _, policy in rows]
    problems = document.problems(notes, name)
    return PolicyResult(() if problems else tuple(found), problems)


def _rows(values: Mapping[str, object], notes: Notes) -> list[tuple[Row, Policy]]:
    """The policies that could be read, each with its row; they are numbered for the time being."""
    if values.get("policy") == []:
        notes.add(("policy",), "an empty list", "at least one [[policy]]")
    needed = [key.name for key in _OWN.keys if key.need is REQUIRED]
    return [
        (row, Policy(id=str(number), employer="", **fields(row, _OWN)))
        for number, row in enumerate(read_row(values, _FILE, (), notes).rows("policy"))
        if row.has(*needed)
    ]


def read_file(path: Path, contracts: Mapping[str, Contract]) -> PolicyResult:
    """Read a policy file; one that cannot be opened is a problem like any other."""
    try:
        text = file_text(path, "a local policy file")
    except UnfitError as error:
        problem = Problem(str(path), None, "", error.found, error.expected, error.nearest)
        return PolicyResult((), (problem,))
    return read(text, str(path), contracts)


def write(policies: Iterable[Policy]) -> str:
    """Policies of one employer as the text of a policy file."""
    return planwriter.text_of_tables(policies, _POLICIES)
