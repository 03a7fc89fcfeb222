"""The local policies of a plan file against the contracts that they change.

Every policy that its contract could not take is refused with its place, its value and what the
term needs instead.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import Contract
from portfolio_app.core.policies import PolicyProblem, policy_problems
from portfolio_app.exchange.agreementschema import POLICY
from portfolio_app.exchange.problems import Notes
from portfolio_app.exchange.rows import Row

_KEYS = {"start": "from"}  # keys of the file that are named otherwise in the model
_FOUND = r"(?:.*?: )??found (?P<found>.*?)(?:, expected (?P<expected>.*)|; (?P<near>.*))"
_NEAREST = r"the nearest valid name is (.*)"
_THERE = r"(?P<found>there is no .*|.* has no term .*?); (?P<near>.*)"


def policies_of(plan: Row) -> Iterator[tuple[Row, Policy]]:
    """The policies that could be read, each with its row."""
    fields = {key.name: key.field for key in POLICY.keys}
    needed = [key for key in fields if key not in ("at", "notes")]
    for row in plan.rows("policy"):
        if row.has(*needed):
            values = {fields[name]: value for name, value in row.values.items()}
            yield row, Policy(**values)


def check_policies(plan: Row, contracts: Mapping[str, Contract], notes: Notes) -> None:
    """Note every policy that its contract cannot take."""
    note_problems(policies_of(plan), contracts, notes)


def note_problems(
    found: Iterable[tuple[Row, Policy]], contracts: Mapping[str, Contract], notes: Notes
) -> None:
    """Note what is wrong with policies, each at its row; their ids are all different."""
    rows = {policy.id: (row, policy) for row, policy in found}
    wrong = policy_problems((policy for _, policy in rows.values()), contracts)
    for key, problems in wrong.items():
        row, policy = rows[key]
        for problem in problems:
            where = row.at(_KEYS.get(problem.about, problem.about))
            notes.add(where, *_told(problem, policy))


def _told(problem: PolicyProblem, policy: Policy) -> tuple[str, str, str | None]:
    """A problem as what was found, what was expected, and the nearest valid thing."""
    expected = f'a {problem.about} that "{policy.contract}" can take'
    said = re.fullmatch(_FOUND, problem.words) or re.fullmatch(_THERE, problem.words)
    if said is None:
        return problem.words, expected, None
    parts = said.groupdict()
    if parts.get("expected"):
        return parts["found"], parts["expected"], None
    near = re.fullmatch(_NEAREST, parts["near"] or "")
    if near is None:
        return parts["found"], f"{expected}; {parts['near']}", None
    return parts["found"], expected, near[1]
