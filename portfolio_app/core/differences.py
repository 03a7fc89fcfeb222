"""What a scenario changes, in plain sentences: what it gives up, takes on, adds and moves.

Compares values as they are written; counts nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.edits import Thing, find
from portfolio_app.core.model import Activity, Day, OnCall, Portfolio, Role, Scenario, TakeOn
from portfolio_app.core.sharing import Take

ShowUnits = Callable[[Role, Fraction], str]
"""Units of a role's contract in words: "2 PA"."""

_LABELS = {
    "category": "category",
    "category_shares": "category",
    "site": "place",
    "frequency": "how often",
    "counts_as": "what it counts as",
    "tariff": "what it counts as",
    "minutes": "length",
    "title": "name",
    "contracted": "units contracted",
    "share": "terms of the share",
    "working_weeks": "working weeks",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a scenario does; `where` is the id of what it is about."""

    text: str
    where: str


def differences(
    portfolio: Portfolio, scenario: str, show_units: ShowUnits
) -> tuple[Difference, ...]:
    """What a scenario does to today's plan: takes on, gives up, changes and adds, in that order.

    Args:
        portfolio: as written.
        scenario: the id of one of its scenarios.
        show_units: writes units of a role's contract.

    Raises:
        KeyError: when the portfolio has no such scenario.
    """
    branch = portfolio.scenario(scenario)
    added: list[Role | Activity | OnCall] = [*branch.roles, *branch.activities, *branch.on_calls]
    given_up = [key for key in branch.leave if all(thing.id != key for thing in added)]
    found = [_taken(portfolio, branch, take, show_units) for take in branch.takes]
    for key in given_up:
        thing = find(portfolio, key)
        found.append(Difference(f"Gives up {_title(thing, key)}", key))
    for thing in added:
        was = find(portfolio, thing.id)
        if was is None:
            found.append(Difference(f"Adds {thing.title}{_placed(thing)}", thing.id))
        elif was != thing:
            found.append(Difference(_changed(was, thing), thing.id))
    return tuple(found)


def _taken(
    portfolio: Portfolio, branch: Scenario, take: TakeOn, show_units: ShowUnits
) -> Difference:
    role = find(portfolio, take.role, branch.id)
    if not isinstance(role, Role):
        return Difference(f"Takes on {take.role}", take.role)
    if take.take is Take.WHOLE:
        text = f"Takes on {role.title} whole, {show_units(role, role.contracted)}"
        return Difference(text, role.id)
    mine = take.mine
    if mine is None and role.share is not None:
        mine = role.share.mine
    part = f", {show_units(role, mine)} of it mine" if mine is not None else ""
    return Difference(f"Takes on a share of {role.title}{part}", role.id)


def _title(thing: Thing | None, key: str) -> str:
    return str(getattr(thing, "title", None) or key)


def _placed(thing: Thing) -> str:
    """Where an activity lies: " on Tue 09:00–13:00", empty where it has no fixed time."""
    times = _times(thing)
    return f" on {times}" if times else ""


def _times(thing: Thing) -> str:
    if not isinstance(thing, Activity) or thing.day in (None, Day.HOLIDAY):
        return ""
    day = thing.day.value if thing.day is not None else ""
    if thing.clock is not None:
        return f"{day} {words.clock(thing.clock.start)}–{words.clock(thing.clock.end)}"
    return "" if thing.half is None else f"{day} {thing.half.value}"


def _changed(was: Thing, now: Role | Activity | OnCall) -> str:
    before, after = _times(was), _times(now)
    if before and after and before != after:
        return f"Moves {now.title} from {before} to {after}"
    if before and not after:
        return f"Takes {now.title} off {before}; it has no fixed time"
    if after and not before:
        return f"Gives {now.title} a time, {after}"
    names = [each.name for each in fields(now)]
    changed = (n for n in names if getattr(was, n, None) != getattr(now, n))
    labels = list(dict.fromkeys(_LABELS.get(name, name.replace("_", " ")) for name in changed))
    return f"Changes {now.title}: {words.listing(labels)}"
