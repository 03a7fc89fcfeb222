"""Repetition as it is edited: the length of a role's rota, and the same work on several days.

The length of a rota is changed so that no line comes to more or less than before: weeks that are
named are said again in the longer rota, and folded in the shorter. Where that cannot be said, the
lines that stand in the way are named and nothing is changed.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
from operator import attrgetter

from portfolio_app.core.edits import free_id, ids, put, remove
from portfolio_app.core.model import Activity, CycleWeeks, Day, OnCall, Portfolio, Role, Scenario

Source = Activity | OnCall
_Found = tuple[Source, str | None]
_all_but_day = attrgetter(*(f.name for f in fields(Activity) if f.name not in ("id", "day")))


def refit(weeks: tuple[int, ...], before: int, after: int) -> tuple[int, ...] | None:
    """The weeks of a rota said of another length; None where that would count differently.

    Args:
        weeks: weeks of the rota, counted from 1.
        before: its length so far.
        after: its length to come.
    """
    if after % before == 0:
        return tuple(
            sorted(turn * before + week for turn in range(after // before) for week in weeks)
        )
    within = tuple(week for week in weeks if week <= after)
    again = before % after == 0 and refit(within, after, before) == tuple(sorted(weeks))
    return within if again else None


def in_the_way(
    portfolio: Portfolio, role: str, weeks: int, scenario: str | None = None, own: str = ""
) -> tuple[Source, ...]:
    """The lines whose weeks cannot be said in a rota of so many weeks.

    Args:
        portfolio: where.
        role: the id of the role.
        weeks: the length that its rota should have.
        scenario: the scenario in which it is changed; None is the portfolio itself.
        own: the id of the line that is being edited, which may change what it says.
    """
    held = _role(portfolio, role, scenario)
    return tuple(
        line
        for line, _ in _named(portfolio, role, scenario)
        if line.id != own and _refitted(line, held.cycle_weeks, weeks) is None
    )


def with_cycle(
    portfolio: Portfolio, role: str, weeks: int, scenario: str | None = None, own: str = ""
) -> Portfolio:
    """The portfolio with a role's rota of another length; arguments as for `in_the_way`.

    The line that is being edited keeps those of its weeks that there still are where they cannot
    be said again, and at least the first.

    Raises:
        ValueError: where other lines are in the way.
    """
    if in_the_way(portfolio, role, weeks, scenario, own):
        raise ValueError("a line names weeks that the rota would not have")
    held = _role(portfolio, role, scenario)
    changed = put(portfolio, replace(held, cycle_weeks=weeks), scenario)
    for line, place in _named(portfolio, role, scenario):
        again = _refitted(line, held.cycle_weeks, weeks) or _kept(line, weeks)
        changed = put(changed, again, place)
    return changed


def _role(portfolio: Portfolio, role: str, scenario: str | None) -> Role:
    own = () if scenario is None else portfolio.scenario(scenario).roles
    return next((one for one in own if one.id == role), None) or portfolio.role(role)


def _named(portfolio: Portfolio, role: str, scenario: str | None) -> list[_Found]:
    """The lines that name weeks of this role's rota, each with the scenario that it lies in.

    A change of the portfolio itself reaches the scenarios that take the role as it is.
    """
    if scenario is None:
        branches = [s for s in portfolio.scenarios if all(own.id != role for own in s.roles)]
        found: list[_Found] = [(line, None) for line in _lines(portfolio)]
        return _weekly(found + [(line, s.id) for s in branches for line in _lines(s)], role)
    branch = portfolio.scenario(scenario)
    left = [line for line in _lines(portfolio) if line.id not in branch.leave]
    return _weekly([(line, scenario) for line in (*left, *_lines(branch))], role)


def _lines(place: Portfolio | Scenario) -> tuple[Source, ...]:
    return (*place.activities, *place.on_calls)


def _weekly(found: Iterable[_Found], role: str) -> list[_Found]:
    return [
        (line, place)
        for line, place in found
        if line.role == role and isinstance(line.frequency, CycleWeeks)
    ]


def _refitted(line: Source, before: int, after: int) -> Source | None:
    weeks = refit(_weeks(line), before, after)
    return None if weeks is None else replace(line, frequency=CycleWeeks(weeks))


def _kept(line: Source, most: int) -> Source:
    left = tuple(week for week in _weeks(line) if week <= most)
    return replace(line, frequency=CycleWeeks(left or (1,)))


def _weeks(line: Source) -> tuple[int, ...]:
    return line.frequency.weeks if isinstance(line.frequency, CycleWeeks) else ()


# -- the same on several days --------------------------------------------------------------------


def alike(activities: Iterable[Activity], item: Activity) -> tuple[Activity, ...]:
    """The activities that are the same as one but for the day."""
    wanted = _all_but_day(item)
    return tuple(
        other
        for other in activities
        if other.id != item.id and other.day is not item.day and _all_but_day(other) == wanted
    )


def also_on(
    portfolio: Portfolio,
    item: Activity,
    days: Iterable[Day],
    *,
    known: Iterable[Activity],
    scenario: str | None = None,
) -> Portfolio:
    """The portfolio with the same work on exactly these other days.

    Args:
        portfolio: where.
        item: the work, on a day of its own.
        days: the other days.
        known: the activities of the week that is shown.
        scenario: the scenario that is edited; None is the portfolio itself.
    """
    wanted = set(days)
    others = {other.day: other for other in alike(known, item)}
    for day in sorted(wanted - others.keys(), key=lambda day: day.index):
        made = replace(item, id=free_id(item.title, ids(portfolio)), day=day)
        portfolio = put(portfolio, made, scenario)
    for other in others.values():
        if other.day not in wanted:
            portfolio = remove(portfolio, other.id, scenario)
    return portfolio
