"""Edits: functions from portfolio to portfolio, the only way in which a portfolio changes.

Under a scenario an edit of a role, an activity or a rota changes that scenario alone. This module
knows nothing of contracts, counting, files or screens.
"""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol, TypeVar, cast

from portfolio_app.core.agreements import Objective, Policy, Silence
from portfolio_app.core.model import (
    Activity,
    Commitment,
    Employer,
    OnCall,
    Partner,
    Portfolio,
    Role,
    Scenario,
    Site,
)

Item = Activity | OnCall | Commitment
Thing = (
    Employer
    | Site
    | Role
    | Activity
    | OnCall
    | Commitment
    | Partner
    | Scenario
    | Policy
    | Objective
)
Edit = Callable[[Portfolio], Portfolio]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_HasId)


def slug(title: str) -> str:
    """A kebab-case id for a title: letters and digits of ASCII, at least "item"."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "item"


def free_id(title: str, taken: Collection[str]) -> str:
    """The slug of a title, numbered from 2 where it is taken already."""
    wanted = slug(title)
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def ids(portfolio: Portfolio) -> frozenset[str]:
    """Every id in use, in the portfolio and in what its scenarios add."""
    tables: list[tuple[_HasId, ...]] = [getattr(portfolio, name) for name in _TABLES.values()]
    for scenario in portfolio.scenarios:
        tables += [scenario.roles, scenario.activities, scenario.on_calls]
    return frozenset(thing.id for table in tables for thing in table)


def find(portfolio: Portfolio, key: str, scenario: str | None = None) -> Thing | None:
    """The thing with this id as a scenario has it, else as the portfolio has it, else None."""
    places: list[Portfolio | Scenario] = [portfolio]
    if scenario is not None:
        places.insert(0, portfolio.scenario(scenario))
    for place in places:
        for name in _TABLES.values():
            for thing in getattr(place, name, ()):
                if thing.id == key:
                    return cast("Thing", thing)
    return None


def put(portfolio: Portfolio, thing: Thing, scenario: str | None = None) -> Portfolio:
    """Add a thing, or set it in the place of the one with its id.

    Under a scenario a role, activity or on-call table changes that scenario alone: one of the
    portfolio's own is given up there and this one takes its place.
    """
    name = _TABLES[type(thing)]
    if scenario is None or not isinstance(thing, Role | Activity | OnCall):
        table: dict[str, Any] = {name: _with(getattr(portfolio, name), thing)}
        return replace(portfolio, **table)
    branch = portfolio.scenario(scenario)
    leave = branch.leave
    if thing.id not in leave and any(own.id == thing.id for own in getattr(portfolio, name)):
        leave = (*leave, thing.id)
    added: dict[str, Any] = {name: _with(getattr(branch, name), thing)}
    return put(portfolio, replace(branch, leave=leave, **added))


def remove(portfolio: Portfolio, key: str, scenario: str | None = None) -> Portfolio:
    """Take away a thing and all that hangs on it; under a scenario, give it up there alone."""
    gone = _hanging_on(portfolio, key)
    if scenario is not None:
        return _remove_in(portfolio, key, gone, scenario)
    kept: dict[str, Any] = {
        name: tuple(thing for thing in getattr(portfolio, name) if thing.id not in gone)
        for name in _TABLES.values()
    }
    left = replace(portfolio, **kept)
    return replace(
        left,
        activities=tuple(_forget_others(activity, gone) for activity in left.activities),
        on_calls=tuple(_forget_others(call, gone) for call in left.on_calls),
        roles=tuple(_forget_places(role, gone) for role in left.roles),
        sites=tuple(
            replace(site, employer=None) if site.employer in gone else site for site in left.sites
        ),
        travels=tuple(t for t in left.travels if t.start not in gone and t.end not in gone),
        stated=tuple(s for s in left.stated if s.role not in gone),
        policies=tuple(p for p in left.policies if p.employer not in gone),
        objectives=tuple(
            _forget_activities(objective, gone)
            for objective in left.objectives
            if objective.role not in gone
        ),
        silences=tuple(silence for silence in left.silences if silence.where not in gone),
        scenarios=tuple(_forget_in_scenario(branch, gone) for branch in left.scenarios),
    )


def set_my_part(
    portfolio: Portfolio, role: str, mine: Fraction, scenario: str | None = None
) -> Portfolio:
    """Set how many units of a shared post are mine, in the portfolio or in one scenario.

    Raises:
        KeyError: when there is no such role, or the scenario does not take it on.
    """
    if scenario is not None:
        branch = portfolio.scenario(scenario)
        if any(take.role == role for take in branch.takes):
            takes = tuple(
                replace(take, mine=mine) if take.role == role else take for take in branch.takes
            )
            return put(portfolio, replace(branch, takes=takes))
    held = portfolio.role(role)
    if held.share is None:
        raise KeyError(role)
    return put(portfolio, replace(held, share=replace(held.share, mine=mine)))


def silence(portfolio: Portfolio, check: str, where: str, reason: str) -> Portfolio:
    """Accept what a check finds about a thing, for a reason; a reason given before is replaced."""
    made = Silence(check=check, where=where, reason=reason)
    table = tuple(
        replace(one, reason=reason) if _same_matter(one, made) else one
        for one in portfolio.silences
    )
    if not any(_same_matter(one, made) for one in table):
        table = (*table, made)
    return replace(portfolio, silences=table)


def unsilence(portfolio: Portfolio, check: str, where: Collection[str]) -> Portfolio:
    """Let what a check finds about any of these things stand again."""
    kept = tuple(one for one in portfolio.silences if one.check != check or one.where not in where)
    return replace(portfolio, silences=kept)


_TABLES: dict[type, str] = {
    Employer: "employers",
    Site: "sites",
    Role: "roles",
    Activity: "activities",
    OnCall: "on_calls",
    Commitment: "commitments",
    Partner: "partners",
    Scenario: "scenarios",
    Policy: "policies",
    Objective: "objectives",
}


def _same_matter(one: Silence, other: Silence) -> bool:
    return (one.check, one.where) == (other.check, other.where)


def _with(things: tuple[_T, ...], thing: _T) -> tuple[_T, ...]:
    if any(own.id == thing.id for own in things):
        return tuple(thing if own.id == thing.id else own for own in things)
    return (*things, thing)


def _hanging_on(portfolio: Portfolio, key: str) -> frozenset[str]:
    """The id itself, and the roles, activities and rotas that cannot be without it."""
    branches: list[Portfolio | Scenario] = [portfolio, *portfolio.scenarios]
    all_roles = [role for place in branches for role in place.roles]
    roles = {role.id for role in all_roles if key in (role.id, role.employer)}
    all_lines: list[Activity | OnCall] = []
    for place in branches:
        all_lines += [*place.activities, *place.on_calls]
    lines = {line.id for line in all_lines if line.role in roles}
    return frozenset({key, *roles, *lines})


def _remove_in(portfolio: Portfolio, key: str, gone: frozenset[str], scenario: str) -> Portfolio:
    branch = portfolio.scenario(scenario)
    things: list[_HasId] = [*portfolio.roles, *portfolio.activities, *portfolio.on_calls]
    own = any(thing.id == key for thing in things)
    leave = branch.leave if not own or key in branch.leave else (*branch.leave, key)
    slimmer = replace(
        branch,
        leave=leave,
        takes=tuple(take for take in branch.takes if take.role not in gone),
        roles=tuple(role for role in branch.roles if role.id not in gone),
        activities=tuple(line for line in branch.activities if line.id not in gone),
        on_calls=tuple(line for line in branch.on_calls if line.id not in gone),
    )
    return put(portfolio, slimmer)


_Line = TypeVar("_Line", Activity, OnCall)


def _forget_others(line: _Line, gone: frozenset[str]) -> _Line:
    """The line without what it says of things that are gone; itself where it says nothing."""
    kept: dict[str, Any] = {"instead_of": _without(line.instead_of, gone)}
    if isinstance(line, Activity):
        kept |= {
            "replaces": _without(line.replaces, gone),
            "also": tuple(credit for credit in line.also if credit.role not in gone),
            "site": None if line.site in gone else line.site,
        }
    if all(getattr(line, name) == value for name, value in kept.items()):
        return line
    return replace(line, **kept)


def _without(keys: tuple[str, ...], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key not in gone)


def _forget_activities(objective: Objective, gone: frozenset[str]) -> Objective:
    kept = _without(objective.activities, gone)
    return objective if kept == objective.activities else replace(objective, activities=kept)


def _forget_places(role: Role, gone: frozenset[str]) -> Role:
    base = None if role.base in gone else role.base
    follows = None if role.follows in gone else role.follows
    share = role.share
    if share is not None:
        partner = None if share.partner in gone else share.partner
        displaces = _without(share.cover_displaces, gone)
        if (partner, displaces) != (share.partner, share.cover_displaces):
            share = replace(share, partner=partner, cover_displaces=displaces)
    if (base, follows, share) == (role.base, role.follows, role.share):
        return role
    return replace(role, base=base, follows=follows, share=share)


def _forget_in_scenario(branch: Scenario, gone: frozenset[str]) -> Scenario:
    return replace(
        branch,
        leave=tuple(key for key in branch.leave if key not in gone),
        takes=tuple(take for take in branch.takes if take.role not in gone),
        roles=tuple(_forget_places(r, gone) for r in branch.roles if r.id not in gone),
        activities=tuple(
            _forget_others(line, gone) for line in branch.activities if line.id not in gone
        ),
        on_calls=tuple(
            _forget_others(line, gone) for line in branch.on_calls if line.id not in gone
        ),
    )
