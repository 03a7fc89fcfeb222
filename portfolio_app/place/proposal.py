"""A placed week as a proposal: single changes in words, each a pure edit of a scenario.

Every proposal goes through the checks. One with a new hard finding is never offered: another week
is looked for, and where there is none, the finding is the reason given.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.edits import find, free_id, ids, put, remove
from portfolio_app.core.findings import Finding, Severity, active
from portfolio_app.core.jobshare import branched
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    WEEKDAYS,
    Activity,
    Clock,
    Portfolio,
)
from portfolio_app.core.shares import Attendance, Attended, applied, effective, resolve
from portfolio_app.core.sharing import Attend, Holder
from portfolio_app.core.workload import count
from portfolio_app.place.branching import Case, branch_off
from portfolio_app.place.conflict import conflict
from portfolio_app.place.posing import problem_of
from portfolio_app.place.problem import ME, PARTNER, Item, Placed, Problem, What
from portfolio_app.place.solve import InfeasibleError, Report, Solution, solve

SECONDS = 20.0
_ATTEMPTS = 6
_WHO = {ME: "you", PARTNER: "your partner"}
_HOLDER = {ME: Holder.ME, PARTNER: Holder.PARTNER}
_ATTEND = {ME: Attend.MINE, PARTNER: Attend.PARTNER}
_GOES = {ME: Attendance.ME, PARTNER: Attendance.PARTNER}


class Kind(Enum):
    """What a change does."""

    MOVE = "move"
    GIVE_UP = "give up"
    PLACE = "place"
    ATTEND = "attend"


@dataclass(frozen=True, slots=True)
class Change:
    """One change to today's week, about one activity. `left` is minutes of it without a place."""

    activity: str
    kind: Kind
    text: str
    placed: tuple[Placed, ...]
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A week that the checks accept: what it changes, what it leaves out, and how good it is.

    `scenario` is the one that the option is, None for today's plan. `left_out` says what has
    nobody or no place, `notes` what the checks say of the new week and not of the old one.
    """

    option: str
    title: str
    role: str
    scenario: str | None
    changes: tuple[Change, ...]
    left_out: tuple[str, ...]
    notes: tuple[Finding, ...]
    solution: Solution
    problem: Problem = field(repr=False)


class NoWeekError(ValueError):
    """No week can be offered; the message says why, and the smallest conflict if there is one."""


def propose(
    case: Case,
    *,
    locked: frozenset[Placed] = frozenset(),
    seconds: float = SECONDS,
    report: Report = lambda _done, _all: True,
) -> Proposal:
    """Place the week of an option.

    Args:
        case: the option, and what it is read with.
        locked: places of an earlier proposal that must be kept.
        seconds: how long solving may take.
        report: told how many objectives of how many are done; False stops.

    Raises:
        NoWeekError: when there is nothing to place, or no week that can be offered.
        StoppedError: when it was stopped before any week was found.
    """
    try:
        problem = problem_of(case.option, case.portfolio, case.role, case.contracts, locked=locked)
    except LookupError as reason:
        raise NoWeekError(f"{reason.args[0]}.") from None
    why: Finding | None = None
    for _ in range(_ATTEMPTS):
        try:
            solution = solve(problem, seconds=seconds, report=report)
        except InfeasibleError:
            raise NoWeekError(_no_week(problem, why)) from None
        made = _proposal(case, problem, solution)
        new = new_findings(case, made)
        hard = [finding for finding in new if is_hard(finding)]
        if not hard:
            return replace(made, notes=new)
        why = hard[0]
        refused = frozenset(_blamed(problem, solution, made, hard))
        problem = replace(problem, refused=(*problem.refused, refused))
    raise NoWeekError(_no_week(problem, why))


def is_hard(finding: Finding) -> bool:
    """Whether a finding forbids a week: an error, or work in protected time."""
    protected = finding.check == "protected-time" and finding.severity is Severity.WARNING
    return protected or finding.severity is Severity.ERROR


def new_findings(
    case: Case, proposal: Proposal, *, only: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """What the checks say of the week with some changes and do not say of the week without them."""
    after, scenario = accepted(case.portfolio, proposal, only=only)
    week = effective(after, case.contracts, scenario)
    counted = count(week, case.contracts, holidays=case.holidays)
    found = active(run_checks(counted, case.contracts))
    before = {(one.check, one.severity, frozenset(one.where)) for one in case.option.findings}
    return tuple(
        one for one in found if (one.check, one.severity, frozenset(one.where)) not in before
    )


def accepted(
    portfolio: Portfolio, proposal: Proposal, *, only: Collection[str] | None = None
) -> tuple[Portfolio, str]:
    """The portfolio with a proposal's changes in a scenario, and that scenario's id.

    Args:
        portfolio: as written.
        proposal: one that was made for it.
        only: ids of the activities whose changes are taken; all unless given.
    """
    portfolio, scenario = _branch(portfolio, proposal)
    for change in proposal.changes:
        if only is None or change.activity in only:
            portfolio = _with(portfolio, scenario, proposal, change)
    return portfolio, scenario


def _branch(portfolio: Portfolio, proposal: Proposal) -> tuple[Portfolio, str]:
    """The scenario that changes go into: the option's own, else a new one; never today's plan."""
    key = proposal.scenario
    if key is not None and any(own.id == key for own in portfolio.scenarios):
        return portfolio, key
    title = f"{proposal.title}, the week placed"
    return branch_off(portfolio, proposal.role, proposal.option, key, title)


# -- changes -------------------------------------------------------------------------------------


def _proposal(case: Case, problem: Problem, solution: Solution) -> Proposal:
    option = case.option
    items = {item.id: item for item in problem.items}
    lies: dict[str, list[Placed]] = {item.activity: [] for item in problem.items}
    for one in sorted(solution.placed, key=lambda placed: (placed.person, placed.start)):
        lies[items[one.item].activity].append(one)
    taken = applied(branched(case.portfolio, case.role, option.id), option.scenario)
    role = taken.role(case.role)
    goes = {one.activity.id: one for one in resolve(taken, role, case.contracts).fixed}
    changes: list[Change] = []
    left_out: list[str] = []
    for key, placed in lies.items():
        own = [item for item in problem.items if item.activity == key]
        match own[0].what:
            case What.MOVABLE:
                changes += _moved(own[0], placed)
            case What.FLEXIBLE:
                changes += _laid(own, placed)
                left_out += _unlaid(own, placed)
            case What.COMMITMENT:
                left_out += _unattended(own, placed, shared=role.share is not None)
                if role.share is not None:
                    changes += _attends(own[0], placed, goes[key])
    order = list(Kind)
    return Proposal(
        option=option.id,
        title=option.title,
        role=case.role,
        scenario=option.scenario,
        changes=tuple(sorted(changes, key=lambda change: order.index(change.kind))),
        left_out=tuple(left_out),
        notes=(),
        solution=solution,
        problem=problem,
    )


def _when(start: int, minutes: int) -> str:
    return f"{words.moment(start)}–{words.clock(start + minutes)}"


def _moved(item: Item, placed: list[Placed]) -> Iterator[Change]:
    now = item.now or 0
    if not placed:
        text = f"Give up {item.title}, {_when(now, item.minutes)}"
        yield Change(item.activity, Kind.GIVE_UP, text, ())
    elif placed[0].start != now:
        to = _when(placed[0].start, item.minutes)
        text = f"Move {item.title} from {_when(now, item.minutes)} to {to}"
        yield Change(item.activity, Kind.MOVE, text, tuple(placed))


def _laid(items: list[Item], placed: list[Placed]) -> Iterator[Change]:
    if placed:
        parts = [f"{_WHO[one.person]}, {_when(one.start, one.minutes)}" for one in placed]
        text = f"{items[0].title}: {'; '.join(parts)}"
        yield Change(items[0].activity, Kind.PLACE, text, tuple(placed), _left(items, placed))


def _left(items: list[Item], placed: list[Placed]) -> int:
    whole = sum(item.minutes * item.count * item.need for item in items)
    return whole - sum(one.minutes for one in placed)


def _unlaid(items: list[Item], placed: list[Placed]) -> Iterator[str]:
    left = _left(items, placed)
    if not left:
        return
    if any(item.candidates for item in items):
        why = "no place fits beside all else"
    else:
        why = f"no free time of {words.length(min(item.minutes for item in items))} in its hours"
    yield f"{words.length(left)} of {items[0].title} is left over: {why}."


def _unattended(items: list[Item], placed: list[Placed], *, shared: bool) -> Iterator[str]:
    """What has nobody: the time of a partner that is not known counts as nobody's."""
    needed = sum(item.need * item.count for item in items)
    if not placed and shared:
        yield f"{items[0].title} has nobody who is known to be free."
    elif not placed:
        yield f"{items[0].title} has nobody: you are not free then."
    elif len(placed) < needed:
        yield f"{items[0].title} has one of you, not both."


def _attends(item: Item, placed: list[Placed], now: Attended) -> Iterator[Change]:
    """Who goes where one of the two is enough."""
    either = (now.activity.attend or Attend.EITHER) is Attend.EITHER
    if either and placed and now.who is not _GOES[placed[0].person]:
        goes = "you go" if placed[0].person == ME else "your partner goes"
        yield Change(item.activity, Kind.ATTEND, f"{item.title}: {goes}", tuple(placed))


# -- edits ---------------------------------------------------------------------------------------


def _with(portfolio: Portfolio, scenario: str, proposal: Proposal, change: Change) -> Portfolio:
    """The portfolio with one change in a scenario."""
    activity = find(portfolio, change.activity, scenario)
    if not isinstance(activity, Activity):
        return portfolio
    if change.kind is Kind.GIVE_UP:
        return remove(portfolio, activity.id, scenario)
    first = change.placed[0]
    if change.kind is Kind.MOVE:
        return put(portfolio, _moved_to(activity, first.start), scenario)
    if change.kind is Kind.ATTEND:
        return put(portfolio, replace(activity, lead=_HOLDER[first.person]), scenario)
    shared = portfolio.role(proposal.role).share is not None
    for line in _lines(portfolio, activity, change, shared=shared):
        portfolio = put(portfolio, line, scenario)
    return portfolio


def _moved_to(activity: Activity, start: int) -> Activity:
    """An activity at another time; its breaks and its length go with it."""
    day, minute = divmod(start, MINUTES_PER_DAY)
    was = activity.clock
    if was is None:  # a half-day gets a clock
        return replace(activity, day=WEEKDAYS[day])
    shift = minute - was.start
    return replace(
        activity,
        day=WEEKDAYS[day],
        clock=_shifted(was, shift),
        breaks=tuple(_shifted(pause, shift) for pause in activity.breaks),
    )


def _shifted(clock: Clock, minutes: int) -> Clock:
    start, end = ((at + minutes) % MINUTES_PER_DAY for at in (clock.start, clock.end))
    return Clock(start, end or (MINUTES_PER_DAY if clock.end == MINUTES_PER_DAY else 0))


def _lines(
    portfolio: Portfolio, activity: Activity, change: Change, *, shared: bool
) -> Iterator[Activity]:
    """Flexible work with times: a line for each block, and one for what has no place."""
    whole = change.left + sum(one.minutes for one in change.placed)
    taken = set(ids(portfolio))
    key = activity.id
    if change.left:
        left = None if activity.minutes is None else change.left
        part = _worth(activity, Fraction(change.left, whole))
        yield replace(activity, minutes=left, counts_as=part, tariff=None)
        key = free_id(activity.id, taken)
    for number, one in enumerate(change.placed):
        if number:
            key = free_id(activity.id, taken)
        taken.add(key)
        yield _timed(
            replace(
                activity,
                id=key,
                counts_as=_worth(activity, Fraction(one.minutes, whole)),
                tariff=None,
                attend=_ATTEND[one.person] if shared else activity.attend,
                stated=activity.stated if key == activity.id else None,
            ),
            one,
        )


def _worth(activity: Activity, part: Fraction) -> Fraction | None:
    units = activity.agreed_units
    return None if units is None else units * part


def _timed(activity: Activity, placed: Placed) -> Activity:
    day, minute = divmod(placed.start, MINUTES_PER_DAY)
    return replace(
        activity,
        day=WEEKDAYS[day],
        clock=Clock(minute, minute + placed.minutes),
        half=None,
        minutes=None,
        premium_minutes=None,
        place_days=(),
        place_window=None,
        least_minutes=None,
    )


# -- when there is none --------------------------------------------------------------------------


def _blamed(
    problem: Problem, solution: Solution, made: Proposal, hard: list[Finding]
) -> Iterator[Placed]:
    """The places that a hard finding names; all of mine that were changed where it names none."""
    items = {item.id: item for item in problem.items}
    named = {key for finding in hard for key in finding.where}
    mine = [one for one in solution.placed if one.person == ME]
    blamed = [one for one in mine if items[one.item].activity in named]
    if blamed:
        yield from blamed
        return
    changed = {change.activity for change in made.changes}
    yield from (one for one in mine if items[one.item].activity in changed)


def _no_week(problem: Problem, why: Finding | None) -> str:
    if why is not None:
        return f"No week was found that the checks accept. {why.message}"
    return f"No week keeps all rules. {conflict(problem)}"
