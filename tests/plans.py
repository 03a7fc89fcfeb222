"""Small portfolios for tests: one trust, one consultant role, and what a test adds to them."""

from datetime import date
from fractions import Fraction
from typing import Any

from portfolio_app import paths
from portfolio_app.core.contracts import Contracts, read_contracts
from portfolio_app.core.model import (
    Activity,
    Clock,
    Day,
    Employer,
    EmployerKind,
    Nation,
    OnCall,
    Person,
    Portfolio,
    Role,
)
from portfolio_app.core.workload import Count, count

YEAR_START = date(2026, 4, 6)
CONTRACTS: Contracts = read_contracts(paths.resource("contracts"))
TRUST = Employer(id="trust", name="Example University Hospitals", kind=EmployerKind.NHS)
CHARITY = Employer(id="charity", name="Example Health Charity", kind=EmployerKind.CHARITY)
CONSULTANT = "consultant-england-2003"


def at(text: str) -> Clock:
    """A clock from "09:00-13:00"."""
    start, end = (int(t[:2]) * 60 + int(t[3:]) for t in text.split("-"))
    return Clock(start, end)


def role(**keys: Any) -> Role:
    """A consultant's role of ten programmed activities, changed by what is given."""
    given: dict[str, Any] = {
        "id": "consultant",
        "employer": "trust",
        "title": "Consultant",
        "contract": CONSULTANT,
        "contracted": Fraction(10),
    }
    return Role(**{**given, **keys})


def activity(key: str = "clinic", **keys: Any) -> Activity:
    """An activity of that role in direct clinical care; `clock` may be a text."""
    given: dict[str, Any] = {
        "id": key,
        "role": "consultant",
        "title": key.replace("-", " ").capitalize(),
        "category": "DCC",
    }
    if isinstance(keys.get("clock"), str):
        keys["clock"] = at(keys["clock"])
    if isinstance(keys.get("day"), str):
        keys["day"] = Day(keys["day"])
    return Activity(**{**given, **keys})


def on_call(key: str = "on-call", **keys: Any) -> OnCall:
    """An on-call rota of that role."""
    given: dict[str, Any] = {"id": key, "role": "consultant", "title": key.capitalize()}
    return OnCall(**{**given, **keys})


def portfolio(*lines: Activity | OnCall, **keys: Any) -> Portfolio:
    """A portfolio of these lines; roles default to the one consultant role."""
    person = Person(name="A consultant", nation=Nation.ENGLAND, year_start=YEAR_START)
    given: dict[str, Any] = {
        "person": person,
        "employers": (TRUST, CHARITY),
        "roles": (role(),),
        "activities": tuple(line for line in lines if isinstance(line, Activity)),
        "on_calls": tuple(line for line in lines if isinstance(line, OnCall)),
    }
    return Portfolio(**{**given, **keys})


def counted(*lines: Activity | OnCall, **keys: Any) -> Count:
    """Those lines counted."""
    return count(portfolio(*lines, **keys), CONTRACTS)


def units_of(line: Activity | OnCall, **keys: Any) -> Fraction | None:
    """Units a week of one line."""
    found = counted(line, **keys).line(line.id)
    assert found is not None
    return found.units_per_week
