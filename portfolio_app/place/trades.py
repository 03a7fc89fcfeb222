"""What gives: the single and paired changes to movable work that make an option fit.

Each is tried in full: counted and checked like any other week. Ranked with the least given up
first, and each says in words what it costs and who must agree.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from portfolio_app.core import words
from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.edits import find, put, remove
from portfolio_app.core.findings import Finding, Severity, active
from portfolio_app.core.jobshare import Option
from portfolio_app.core.lines import Line
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    WEEKDAYS,
    Activity,
    Clock,
    EmployerKind,
    Movable,
    Partner,
    Portfolio,
)
from portfolio_app.core.placed import Block, Placed, share_a_week
from portfolio_app.core.post import post_figures
from portfolio_app.core.shares import (
    Presence,
    applied,
    effective,
    partner_presence,
)
from portfolio_app.core.sharing import Attend
from portfolio_app.core.weektime import intersect, wrap
from portfolio_app.core.workload import Count, count
from portfolio_app.place.branching import Case, branch_off
from portfolio_app.place.posing import problem_of

Report = Callable[[int, int], bool]

_GRID = 15
_LEAST = 30  # minutes that are left of work that shrinks
_MOST_PAIRS = 60  # tried in full, the most promising first
_MOST = 8
_NEAREST = 3  # places tried for work that moves
_ZERO = Fraction(0)
_IN_HOURS = {"own-limit", "working-time-average"}
_OWN_BUSINESS = {EmployerKind.SELF_EMPLOYED, EmployerKind.VOLUNTARY}


class Way(Enum):
    """What is done with an activity."""

    GIVE_UP = "give up"
    SHRINK = "shrink"
    MOVE = "move"
    HAND_OVER = "hand over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One change to one activity. Minutes and units are a week's, less than 0 where it is less.

    `to` is the new first minute of work that moves, `minutes_each` the new length of work that
    shrinks. `energy` and `meaningful` are what the user marked; `agree` who must agree.
    """

    activity: str
    title: str
    way: Way
    text: str
    agree: tuple[str, ...]
    energy: int | None = None
    meaningful: bool | None = None
    optional: bool = False
    to: int | None = None
    minutes_each: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One trade or two that make an option fit, and what the week comes to then.

    Minutes and units are a week's, less than 0 where it is less; `travel` is minutes of journeys
    between sites. `unattended` is how many commitments of the post have nobody who is known.
    """

    trades: tuple[Trade, ...]
    minutes: Fraction
    units: tuple[tuple[str, Fraction], ...]
    travel: Fraction
    unattended: int
    covered: int
    week: Fraction
    text: str

    @property
    def agree(self) -> tuple[str, ...]:
        """Who must agree, each once."""
        return tuple(dict.fromkeys(who for trade in self.trades for who in trade.agree))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What could give for an option: the deals, and why the option does not fit as it is.

    No `reasons`: it fits already. Reasons and no deals: no one or two changes make it fit.
    """

    option: str
    title: str
    role: str
    scenario: str | None
    reasons: tuple[str, ...]
    deals: tuple[Deal, ...]


def trades(case: Case, *, report: Report = lambda _done, _all: True) -> Given:
    """Find what would have to give for an option to fit.

    Args:
        case: the option, and what it is read with.
        report: told how many weeks of how many have been tried; False stops.
    """
    return _Trader(case).given(report)


def as_scenario(portfolio: Portfolio, given: Given, deal: Deal) -> tuple[Portfolio, str]:
    """The portfolio with a deal as a scenario of its own, and that scenario's id."""
    did = words.listing([f"{_DONE[trade.way]} {trade.title}" for trade in deal.trades])
    title = f"{given.title}, {did}"
    branched, key = branch_off(portfolio, given.role, given.option, given.scenario, title)
    return _traded(branched, key, deal.trades), key


_DONE = {
    Way.GIVE_UP: "without",
    Way.SHRINK: "with less of",
    Way.MOVE: "with another time for",
    Way.HAND_OVER: "handing over",
}


def _traded(portfolio: Portfolio, scenario: str, made: Sequence[Trade]) -> Portfolio:
    for trade in made:
        activity = find(portfolio, trade.activity, scenario)
        if not isinstance(activity, Activity):
            continue
        if trade.way is Way.GIVE_UP:
            portfolio = remove(portfolio, activity.id, scenario)
        else:
            portfolio = put(portfolio, _changed(activity, trade), scenario)
    return portfolio


def _changed(activity: Activity, trade: Trade) -> Activity:
    clock = activity.clock
    if trade.way is Way.HAND_OVER:
        return replace(activity, attend=Attend.PARTNER)
    if trade.to is not None and clock is not None:
        day, start = divmod(trade.to, MINUTES_PER_DAY)
        shift = start - clock.start
        moved = [
            Clock((c.start + shift) % MINUTES_PER_DAY, (c.end + shift) % MINUTES_PER_DAY)
            for c in (clock, *activity.breaks)
        ]
        return replace(activity, day=WEEKDAYS[day], clock=moved[0], breaks=tuple(moved[1:]))
    left = trade.minutes_each or 0
    if clock is None:
        return replace(activity, minutes=left)
    return replace(activity, clock=Clock(clock.start, (clock.start + left) % MINUTES_PER_DAY))


def forbids(finding: Finding) -> bool:
    """Whether an option with this finding does not fit: an error, one's own limit, kept time."""
    kept = finding.check in ("own-limit", "protected-time")
    return finding.severity is Severity.ERROR or (kept and finding.severity is Severity.WARNING)


@dataclass(frozen=True)
class _Tried:
    counted: Count
    findings: tuple[Finding, ...]
    unattended: int

    @property
    def fits(self) -> bool:
        return not any(forbids(finding) for finding in self.findings)


@dataclass(frozen=True)
class _Trader:
    """What the trades of one option follow from."""

    case: Case

    @property
    def option(self) -> Option:
        return self.case.option

    @cached_property
    def base(self) -> tuple[Portfolio, str]:
        """The portfolio with a copy of the option to try things on."""
        option = self.option
        whole = self.case.portfolio
        return branch_off(whole, self.case.role, option.id, option.scenario, option.title)

    @cached_property
    def lines(self) -> dict[str, Line]:
        return {line.id: line for line in self.option.count.lines}

    @cached_property
    def reasons(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.option.findings if forbids(finding))

    @cached_property
    def over(self) -> Fraction:
        """Minutes a week above the limits that forbid it."""
        return max(
            (
                ((one.figure or _ZERO) - (one.limit or _ZERO)) * 60
                for one in self.reasons
                if one.check in _IN_HOURS
            ),
            default=_ZERO,
        )

    @property
    def _unattended_now(self) -> int:
        post = self.option.post
        return 0 if post is None else len(post.uncovered) + len(post.not_known)

    def given(self, report: Report) -> Given:
        deals: list[Deal] = []
        if self.reasons:
            singles = list(self._singles())
            fitting = self._tried([(one,) for one in singles], report)
            deals += fitting
            used = {deal.trades[0] for deal in fitting}
            rest = [one for one in singles if one not in used]
            deals += self._tried(self._pairs(rest), report)
        return Given(
            option=self.option.id,
            title=self.option.title,
            role=self.case.role,
            scenario=self.option.scenario,
            reasons=tuple(finding.message for finding in self.reasons),
            deals=tuple(_of_each_kind(sorted(deals, key=_rank))[:_MOST]),
        )

    def _tried(self, made: Sequence[tuple[Trade, ...]], report: Report) -> list[Deal]:
        """Those that make the option fit."""
        found = []
        for number, few in enumerate(made):
            if not report(number, len(made)):
                break
            tried = self._try(few)
            if tried.fits:
                found.append(self._deal(few, tried))
        return found

    def _try(self, made: Sequence[Trade]) -> _Tried:
        portfolio, key = self.base
        after = _traded(portfolio, key, made)
        week = effective(after, self.case.contracts, key)
        counted = count(
            week, self.case.contracts, holidays=self.case.holidays, previous=self.option.count
        )
        findings = active(run_checks(counted, self.case.contracts))
        unattended = 0
        if self.option.is_share:
            taken = applied(after, key)
            post = post_figures(taken, taken.role(self.case.role), self.case.contracts, counted)
            unattended = len(post.uncovered) + len(post.not_known)
        return _Tried(counted, findings, unattended)

    # -- single trades -------------------------------------------------------------------------

    def _singles(self) -> Iterator[Trade]:
        blamed = {key for finding in self.reasons for key in finding.where}
        for activity in self.option.portfolio.activities:
            if activity.role == self.case.role:
                yield from self._handing_over(activity)
            elif activity.movable is not Movable.FIXED and activity.id in self.lines:
                yield self._giving_up(activity)
                yield from self._shrinking(activity)
                if activity.id in blamed:
                    yield from self._moving(activity)

    def _trade(self, activity: Activity, way: Way, text: str, **more: int | None) -> Trade:
        return Trade(
            activity=activity.id,
            title=activity.title,
            way=way,
            text=text,
            agree=self._agree(activity, way),
            energy=activity.energy,
            meaningful=activity.meaningful,
            optional=activity.movable is Movable.OPTIONAL,
            **more,
        )

    def _agree(self, activity: Activity, way: Way) -> tuple[str, ...]:
        portfolio = self.option.portfolio
        if way is Way.HAND_OVER:
            partner = self._partner
            return ("your partner" if partner is None else partner.name,)
        employer = portfolio.employer(portfolio.role(activity.role).employer)
        if employer.kind in _OWN_BUSINESS or not activity.paid:
            return ()
        return (employer.name,)

    def _giving_up(self, activity: Activity) -> Trade:
        return self._trade(activity, Way.GIVE_UP, f"Give up {activity.title}{_when(activity)}")

    def _shrinking(self, activity: Activity) -> Iterator[Trade]:
        """By as much as is needed, where at least half is left; else by half."""
        long = activity.minutes if activity.clock is None else activity.clock.minutes
        line = self.lines[activity.id]
        if not long or not line.occurrences_per_week or activity.breaks or activity.break_minutes:
            return
        needed = self.over / line.occurrences_per_week if self.over else Fraction(long, 2)
        least = max(_LEAST, activity.least_minutes or 0, -(-long // 2))
        less = min(-(-needed // _GRID) * _GRID, (long - least) // _GRID * _GRID)
        if less > 0:
            left = int(long - less)
            lengths = f"from {words.length(long)} to {words.length(left)}"
            text = f"Shorten {activity.title}{_when(activity)} {lengths}"
            yield self._trade(activity, Way.SHRINK, text, minutes_each=left)

    @cached_property
    def _movable(self) -> dict[str, tuple[int, ...]]:
        """Where work of my own could go beside what stays."""
        try:
            problem = problem_of(
                self.option, self.case.portfolio, self.case.role, self.case.contracts
            )
        except LookupError:
            return {}
        return {
            item.activity: tuple(start for _, start in item.candidates)
            for item in problem.items
            if not item.is_post
        }

    def _moving(self, activity: Activity) -> Iterator[Trade]:
        blocks = self.option.count.placed.work
        now = next((block for block in blocks if block.id == activity.id), None)
        if now is None or activity.clock is None:
            return
        others = [block for block in blocks if block.id != activity.id]
        free = [start for start in self._movable.get(activity.id, ()) if _free(now, start, others)]
        free.sort(key=lambda start: (abs(start - now.start), start))
        for start in free[:_NEAREST]:
            to = f"{words.moment(start)}–{words.clock(start + now.minutes)}"
            yield self._trade(
                activity, Way.MOVE, f"Move {activity.title}{_when(activity)} to {to}", to=start
            )

    @property
    def _partner(self) -> Partner | None:
        return None if self.option.post is None else self.option.post.resolved.partner

    def _handing_over(self, activity: Activity) -> Iterator[Trade]:
        """Work of the post that my partner could do instead of me."""
        if not self.option.is_share or activity.attend in (Attend.BOTH, Attend.PARTNER):
            return
        blocks = [b for b in self.option.count.placed.work if b.id == activity.id]
        window = tuple(w for block in blocks for w in wrap(block.start, block.minutes))
        timed_and_fixed = bool(blocks) and activity.attend is Attend.MINE
        if activity.id not in self.lines or (timed_and_fixed and activity.movable is Movable.FIXED):
            return
        if window and partner_presence(self._partner, window) is not Presence.FREE:
            return
        text = f"Hand over {activity.title}{_when(activity)} to your partner"
        yield self._trade(activity, Way.HAND_OVER, text)

    # -- pairs and figures ---------------------------------------------------------------------

    def _pairs(self, singles: Sequence[Trade]) -> list[tuple[Trade, ...]]:
        """Pairs that could be enough, the ones that give up least first."""
        saves = {one: self._saves(one) for one in singles}
        pairs: list[tuple[Trade, ...]] = [
            pair
            for pair in combinations(singles, 2)
            if pair[0].activity != pair[1].activity and saves[pair[0]] + saves[pair[1]] >= self.over
        ]
        pairs.sort(key=lambda pair: (_feeling(pair), sum(saves[one] for one in pair)))
        return pairs[:_MOST_PAIRS]

    def _saves(self, trade: Trade) -> Fraction:
        """Minutes a week that a trade saves, at most."""
        line = self.lines[trade.activity]
        if trade.way is Way.MOVE:
            return _ZERO
        if trade.way is Way.SHRINK:
            activity = next(a for a in self.option.portfolio.activities if a.id == trade.activity)
            long = activity.minutes if activity.clock is None else activity.clock.minutes
            return ((long or 0) - (trade.minutes_each or 0)) * line.occurrences_per_week
        return line.assumed_minutes

    def _deal(self, made: tuple[Trade, ...], tried: _Tried) -> Deal:
        before, after = self.option.count, tried.counted
        names = dict.fromkeys((*before.units, *after.units))
        units = tuple(
            (name, after.units.get(name, _ZERO) - before.units.get(name, _ZERO)) for name in names
        )
        travel = self._journeys(after.placed) - self._journeys(before.placed)
        deal = Deal(
            trades=made,
            minutes=after.assumed_minutes - before.assumed_minutes,
            units=tuple(pair for pair in units if pair[1]),
            travel=travel,
            unattended=tried.unattended,
            covered=self._unattended_now - tried.unattended,
            week=after.assumed_minutes,
            text="",
        )
        return replace(deal, text=_in_words(deal))

    def _journeys(self, placed: Placed) -> Fraction:
        """Minutes a week between sites, from one piece of work to the next of the day."""
        minutes = {}
        for journey in self.case.portfolio.travels:
            minutes[journey.start, journey.end] = journey.minutes
            minutes.setdefault((journey.end, journey.start), journey.minutes)
        whole = _ZERO
        for one, other in zip(placed.work, placed.work[1:], strict=False):
            if one.start // MINUTES_PER_DAY == other.start // MINUTES_PER_DAY:
                needed = minutes.get((one.site or "", other.site or ""), 0)
                whole += needed * min(one.share, other.share)
        return whole


def _free(now: Block, start: int, others: Sequence[Block]) -> bool:
    window = wrap(start % MINUTES_PER_WEEK, now.minutes)
    return start != now.start and not any(
        intersect(window, wrap(other.start, other.minutes))
        and share_a_week(now, other) is not False
        for other in others
    )


def _feeling(made: Sequence[Trade]) -> tuple[int, int, int]:
    """What giving up costs beyond hours: meaning, who must agree, energy."""
    lost = [trade for trade in made if trade.way is not Way.MOVE]
    return (
        sum(trade.meaningful is True for trade in lost),
        sum(not trade.optional for trade in made),
        sum(trade.energy or 0 for trade in lost),
    )


def _rank(deal: Deal) -> tuple[object, ...]:
    return (len(deal.trades), deal.unattended, _feeling(deal.trades), abs(deal.minutes), deal.text)


def _of_each_kind(deals: Sequence[Deal]) -> list[Deal]:
    """The best of those that do the same to the same activities: one place for what moves."""
    kinds: dict[tuple[tuple[str, Way], ...], Deal] = {}
    for deal in deals:
        kinds.setdefault(tuple((one.activity, one.way) for one in deal.trades), deal)
    return list(kinds.values())


def _when(activity: Activity) -> str:
    clock = activity.clock
    if clock is None or activity.day not in WEEKDAYS or activity.day is None:
        return ""
    return f" ({activity.day.value} {words.clock(clock.start)}–{words.clock(clock.end)})"


def _in_words(deal: Deal) -> str:
    """What is done, what it saves, what it costs, and who must agree."""
    parts = [" and ".join(_joined(trade.text for trade in deal.trades)) + "."]
    figures = []
    if deal.minutes:
        figures.append(f"{words.hours(abs(deal.minutes))} a week {_than(deal.minutes)}")
    figures += [f"{words.units(abs(units), name)} {_than(units)}" for name, units in deal.units]
    if abs(deal.travel) >= 1:
        figures.append(f"{words.number(abs(deal.travel), 0)} min of travel {_than(deal.travel)}")
    if figures:
        parts.append(f"{words.listing(figures)}: {words.hours(deal.week)} a week.")
    if deal.covered > 0:
        more = "commitment of the post has" if deal.covered == 1 else "commitments of the post have"
        parts.append(f"{deal.covered} more {more} somebody who goes.")
    parts += [said for trade in deal.trades if (said := _marked(trade))]
    who = words.listing(list(deal.agree))
    parts.append(f"{who} must agree." if who else "Nobody else need agree.")
    return " ".join(parts)


def _joined(texts: Iterable[str]) -> list[str]:
    first, *rest = texts
    return [first, *(text[0].lower() + text[1:] for text in rest)]


def _than(change: Fraction) -> str:
    return "less" if change < 0 else "more"


def _marked(trade: Trade) -> str:
    if trade.way is Way.MOVE:
        return ""
    marks = []
    if trade.meaningful:
        marks.append("meaningful")
    if trade.energy:
        marks.append("giving energy" if trade.energy > 0 else "draining")
    return f"You marked {trade.title} as {words.listing(marks)}." if marks else ""
