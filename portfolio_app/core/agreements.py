"""What is agreed beside the week itself: local policies, objectives, credits and silenced findings.

Frozen values that the portfolio holds by id; nothing here knows of contracts, counting or files.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A value of a contract's term as one employer, or the user, has it instead of the contract.

    `value` is the TOML text of the value, in the shape that the term's unit fixes; `source` and
    `at` are the user's own citation.
    """

    id: str
    employer: str
    contract: str
    term: str
    start: date  # the first day on which it holds
    value: str
    source: str
    at: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """An objective of a role, how it is measured, what it needs, and the work that serves it."""

    id: str
    role: str
    title: str
    measure: str = ""
    support: str = ""
    activities: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A finding that the user has looked at and accepts: of one check, for one thing, and why."""

    check: str
    where: str
    reason: str
    id: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What an activity counts towards besides its own role: another role's units, or a ledger.

    One of `role` and `ledger` (a free name, such as CPD). `units` are of one occurrence in the
    other role's contract unit, `minutes` of one occurrence; None is all of the activity's time.
    Hours are never counted again.
    """

    role: str | None = None
    ledger: str | None = None
    units: Fraction | None = None
    minutes: int | None = None
