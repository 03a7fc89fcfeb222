"""A role that goes on on other terms from a day: one edit, so that history is kept.

The role ends the day before, and a new one that continues it has the lines that are still done.
Like every edit it is a function from portfolio to portfolio, and under a scenario it changes that
scenario alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from portfolio_app.core.agreements import Credit, Objective
from portfolio_app.core.edits import find, free_id, ids, put
from portfolio_app.core.model import Activity, OnCall, OnDates, Portfolio, Role, Scenario
from portfolio_app.core.periods import Line

_L = TypeVar("_L", Activity, OnCall)


def can_change_from(role: Role, day: date) -> bool:
    """Whether a role is held on a day and on the one before."""
    begun = role.start is None or role.start < day
    return begun and (role.end is None or day <= role.end) and not role.considered


def change_from(
    portfolio: Portfolio, key: str, day: date, scenario: str | None = None
) -> Portfolio:
    """End a role the day before a day, and go on from that day with a role that is the same.

    Each line that is still done goes on in a copy under the new role, without what a document
    stated of it; one that only begins later moves there. What named a line that was copied names
    the copy too, and so does a scenario that gives it up.

    Args:
        portfolio: the portfolio as written.
        key: the role.
        day: the first day on the new terms.
        scenario: where it changes; None for the portfolio and all of its scenarios.

    Raises:
        KeyError: when there is no such role.
        ValueError: when it is not held on that day and on the one before.
    """
    role = find(portfolio, key, scenario)
    if not isinstance(role, Role):
        raise KeyError(key)
    if not can_change_from(role, day):
        raise ValueError(f"{role.title} is not held on {day} and on the day before")
    here = _here(portfolio, scenario)
    split = _split(portfolio, role, day, here, everywhere=scenario is None)
    changed: list[Role | Activity | OnCall] = [
        *(part for own in here.activities for part in split.parts(own) if part is not own),
        *(part for own in here.on_calls for part in split.parts(own) if part is not own),
        *(part for own in here.roles for part in split.roles(own) if part is not own),
    ]
    after = portfolio
    for thing in changed:
        after = put(after, thing, scenario)
    if scenario is not None:
        return after
    for objective in portfolio.objectives:
        if objective.role == role.id:
            after = put(after, split.objective(objective, free_id(objective.id, ids(after))))
    return replace(after, scenarios=tuple(split.branch(branch) for branch in after.scenarios))


def successor(portfolio: Portfolio, key: str, scenario: str | None = None) -> Role | None:
    """The role that continues a role, the first of them where there are more."""
    found = [role for role in _here(portfolio, scenario).roles if role.follows == key]
    return min(found, key=lambda role: role.start or date.min, default=None)


@dataclass(frozen=True, slots=True)
class _Here:
    """Roles and lines as one scenario has them, or the portfolio."""

    roles: tuple[Role, ...]
    activities: tuple[Activity, ...]
    on_calls: tuple[OnCall, ...]


def _here(portfolio: Portfolio, scenario: str | None) -> _Here:
    if scenario is None:
        return _Here(portfolio.roles, portfolio.activities, portfolio.on_calls)
    branch = portfolio.scenario(scenario)
    gone = branch.leave
    return _Here(
        (*(own for own in portfolio.roles if own.id not in gone), *branch.roles),
        (*(own for own in portfolio.activities if own.id not in gone), *branch.activities),
        (*(own for own in portfolio.on_calls if own.id not in gone), *branch.on_calls),
    )


def _split(
    portfolio: Portfolio, role: Role, day: date, here: _Here, *, everywhere: bool
) -> "_Split":
    """The edit, with a free id for the new role and for each line that is copied."""
    lines: list[Line] = [*here.activities, *here.on_calls]
    for branch in portfolio.scenarios if everywhere else ():
        lines += [*branch.activities, *branch.on_calls]
    taken = set(ids(portfolio))

    def free(key: str) -> str:
        found = free_id(key, taken)
        taken.add(found)
        return found

    new = free(role.id)
    copied = dict.fromkeys(
        line.id for line in lines if line.role == role.id and _is_copied(line, day)
    )
    return _Split(role.id, new, day, {key: free(key) for key in copied})


@dataclass(frozen=True, slots=True)
class _Split:
    """One role cut in two on a day; `names` are the ids of the copies by those of the originals."""

    old: str
    new: str
    day: date
    names: Mapping[str, str]

    def roles(self, role: Role) -> Iterator[Role]:
        """The role as it is after; the one that is cut, in two."""
        if role.id == self.old:
            yield replace(role, end=self.day - timedelta(days=1))
            yield replace(
                role,
                id=self.new,
                start=self.day,
                follows=self.old,
                service_from=role.service_from or role.start,
            )
        elif role.follows == self.old and (role.start or self.day) > self.day:
            yield replace(role, follows=self.new)
        else:
            yield role

    def parts(self, line: _L) -> Iterator[_L]:
        """A line as it is after: itself, moved, or with its copy."""
        if line.role != self.old:
            yield self._naming_both(line)
        elif line.id not in self.names:
            yield self._moved(line) if _is_later(line, self.day) else line
        elif isinstance(line.frequency, OnDates):
            early, late = _cut(line.frequency, self.day)
            yield replace(line, frequency=early)
            yield self._copied(replace(line, frequency=late))
        else:
            yield line
            yield self._copied(line)

    def branch(self, branch: Scenario) -> Scenario:
        """A scenario: what it has of the role is cut too, what it gives up is given up whole."""
        names = {**self.names, self.old: self.new}
        taken = [replace(take, role=self.new) for take in branch.takes if take.role == self.old]
        return replace(
            branch,
            leave=_with_copies(branch.leave, names),
            takes=(*branch.takes, *taken),
            roles=tuple(part for role in branch.roles for part in self.roles(role)),
            activities=tuple(part for line in branch.activities for part in self.parts(line)),
            on_calls=tuple(part for line in branch.on_calls for part in self.parts(line)),
        )

    def objective(self, objective: Objective, key: str) -> Objective:
        """An objective of the role, as the new one has it."""
        activities = _renamed(objective.activities, self.names)
        return replace(objective, id=key, role=self.new, activities=activities)

    def _copied(self, line: _L) -> _L:
        """The copy of a line under the new role."""
        begun = line.first_day is None or line.first_day <= self.day
        copy = replace(
            self._moved(line),
            id=self.names[line.id],
            first_day=None if begun else line.first_day,
            stated=None,
        )
        return replace(copy, stated_each=None) if isinstance(copy, Activity) else copy

    def _moved(self, line: _L) -> _L:
        """A line under the new role, naming the copies of what it named."""
        moved = replace(line, role=self.new, instead_of=_renamed(line.instead_of, self.names))
        if not isinstance(moved, Activity):
            return moved
        return replace(moved, replaces=_renamed(moved.replaces, self.names))

    def _naming_both(self, line: _L) -> _L:
        """A line of another role, naming the copies beside what it named."""
        instead_of = _with_copies(line.instead_of, self.names)
        if isinstance(line, Activity):
            replaces = _with_copies(line.replaces, self.names)
            also = (*line.also, *self._credits(line.also))
            if (instead_of, replaces, also) != (line.instead_of, line.replaces, line.also):
                return replace(line, instead_of=instead_of, replaces=replaces, also=also)
        elif instead_of != line.instead_of:
            return replace(line, instead_of=instead_of)
        return line

    def _credits(self, given: Iterable[Credit]) -> list[Credit]:
        """What counts towards the role, towards the new one."""
        return [replace(one, role=self.new) for one in given if one.role == self.old]


def _renamed(keys: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(key, key) for key in keys)


def _with_copies(keys: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    return (*keys, *(names[key] for key in keys if key in names))


def _is_copied(line: Line, day: date) -> bool:
    """Whether a line is done both before a day and from it on."""
    if isinstance(line.frequency, OnDates):
        early, late = _cut(line.frequency, day)
        return bool(early.dates) and bool(late.dates)
    return not _is_later(line, day) and (line.last_day is None or line.last_day >= day)


def _is_later(line: Line, day: date) -> bool:
    """Whether a line is done only from a day on."""
    if isinstance(line.frequency, OnDates):
        return not _cut(line.frequency, day)[0].dates
    return line.first_day is not None and line.first_day >= day


def _cut(dates: OnDates, day: date) -> tuple[OnDates, OnDates]:
    early = tuple(one for one in dates.dates if one < day)
    return OnDates(early), OnDates(tuple(one for one in dates.dates if one >= day))
