"""Making an option of a job share into a year: its dated work, its rates, and who can go where.

Reads the counted option, the plan as written and the partner's week; see `yearplan` for what comes
of it. What the plan does not say of the partner stays not known.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from portfolio_app.core.calls import call_parts
from portfolio_app.core.contracts import Contract
from portfolio_app.core.dates import Why, lay
from portfolio_app.core.instead import Source, displacing
from portfolio_app.core.jobshare import Option
from portfolio_app.core.lines import Line, activity_line
from portfolio_app.core.model import (
    DAYS_PER_WEEK,
    MINUTES_PER_DAY,
    Activity,
    Day,
    OnCall,
    Portfolio,
    Role,
)
from portfolio_app.core.occurrences import Holidays, year_end
from portfolio_app.core.placed import activity_blocks, place
from portfolio_app.core.post import on_post
from portfolio_app.core.shares import (
    Attendance,
    Attended,
    Presence,
    Resolved,
    applied,
    my_busy_time,
    partner_presence,
    shadow_minutes,
)
from portfolio_app.core.sharing import Cover, Demand, Holder, JobShare
from portfolio_app.core.weektime import Interval, intersect, merge, total, windows_of, wrap
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.core.yearplan import (
    NOT_ON,
    WORKING_DAYS,
    Commitment,
    Duty,
    Kind,
    PostYear,
    YearPlan,
)

_ZERO = Fraction(0)
_AnyLine = TypeVar("_AnyLine", Activity, OnCall)
TRAINING = "in training"  # in the staff group of a contract


def year_plan(
    option: Option,
    role_id: str,
    contracts: Mapping[str, Contract],
    holidays: Holidays,
) -> YearPlan:
    """Lay one option over the job-plan year.

    Args:
        option: one of `jobshare.options`.
        role_id: the post.
        contracts: contracts by id.
        holidays: public holidays by nation.
    """
    return _Maker(option, role_id, contracts, holidays).plan()


def reference_period(counted: Count) -> str:
    """The term for the length of the law's average; a longer one holds for training."""
    roles = (role for role in counted.roles if role.role.counted)
    training = any(TRAINING in role.terms.view.contract.staff_group for role in roles)
    return "reference-period-in-training" if training else "reference-period"


@dataclass
class _Maker:
    """What the parts of one year's plan follow from."""

    option: Option
    role_id: str
    contracts: Mapping[str, Contract]
    holidays: Holidays
    frame: YearPlan = field(init=False)
    dated: dict[str, list[int]] = field(init=False)
    unlaid: Mapping[str, Why] = field(init=False)
    whole: Portfolio = field(init=False)
    hot: Mapping[str, tuple[Source, ...]] = field(init=False)

    def __post_init__(self) -> None:
        own = self.option.portfolio
        first = own.person.year_start
        last = year_end(first)
        free = self.holidays.get(own.person.nation, frozenset())
        law = self.option.law
        self.frame = YearPlan(
            id=self.option.id,
            title=self.option.title,
            first=first,
            days=(last - first).days,
            holidays=frozenset((day - first).days for day in free if first <= day < last),
            duties=(),
            post=None,
            leave_weeks=self._leave_weeks(),
            contract=sum((r.contracted * r.unit_minutes for r in self._counted()), _ZERO),
            own_limit=own.person.hours_cap,
            law_limit=law.minutes("weekly-average-maximum"),
            average_weeks=int(law.number(reference_period(self.option.count))),
        )
        # Whole occurrences of the post, before they are shared out: each is somebody's.
        self.whole = replace(own, activities=self._lines_to_lay())
        self.hot = displacing(self.whole, {role.id: role for role in self.whole.roles})
        laid = lay(self._still_needed(), first, last - timedelta(days=1), self.holidays)
        self.unlaid = laid.not_on_dates
        self.dated = {}
        for one in laid.occurrences:
            day = one.start // MINUTES_PER_DAY - first.toordinal()
            self.dated.setdefault(one.id, []).append(day)

    def plan(self) -> YearPlan:
        """The whole year."""
        shared = {a.id for a in self._post_lines()}
        duties = [*self._my_duties(shared), *self._partner_duties()]
        return replace(self.frame, duties=tuple(duties), post=self._post())

    # -- what there is --------------------------------------------------------------------------

    @property
    def resolved(self) -> Resolved | None:
        """The shared post, where this option shares it."""
        return None if self.option.post is None else self.option.post.resolved

    def _counted(self) -> Iterable[RoleCount]:
        return (role for role in self.option.count.roles if role.role.counted)

    def _leave_weeks(self) -> tuple[Fraction, Fraction]:
        """Weeks of leave: what the working weeks of my longest role leave, holidays apart."""
        assumed = self.option.written.assumptions
        mine = assumed.my_leave_weeks
        if mine is None:
            longest = max(
                self.option.count.roles, key=lambda role: role.assumed_minutes, default=None
            )
            worked = Fraction(42) if longest is None else longest.terms.working_weeks
            free = Fraction(_usual_holidays(self.option.portfolio, self.holidays), WORKING_DAYS)
            mine = max(_ZERO, 52 - free - worked)
        theirs = assumed.partner_leave_weeks
        return mine, mine if theirs is None else theirs

    def _still_needed(self) -> Portfolio:
        """All lines to lay; a hot week of mine takes me from a shared post, not the post's work."""
        if self.resolved is None:
            return self.whole
        post = {a.id for a in self.whole.activities if a.role == self.role_id}
        return replace(
            self.whole,
            activities=tuple(_sparing(a, post) for a in self.whole.activities),
            on_calls=tuple(_sparing(call, post) for call in self.whole.on_calls),
        )

    def _lines_to_lay(self) -> tuple[Activity, ...]:
        """My own lines, with those of the post that my partner alone does."""
        if self.resolved is None:
            return self.option.portfolio.activities
        taken = applied(self.option.written, self.option.scenario)
        post = [
            replace(a, attended=Fraction(1)) for a in taken.activities if a.role == self.role_id
        ]
        own = [a for a in self.option.portfolio.activities if a.role != self.role_id]
        shadow = [
            a
            for a in self.option.portfolio.activities
            if a.role == self.role_id and all(a.id != one.id for one in post)
        ]
        return (*own, *post, *shadow)

    def _post_lines(self) -> list[Activity]:
        """The timed commitments and the flexible work of the post, which are nobody's alone."""
        lines = [a for a in self.whole.activities if a.role == self.role_id]
        if self.resolved is None:
            return [a for a in lines if _is_timed(a) or a.paid]
        shared = {a.activity.id for a in self.resolved.fixed if _is_timed(a.activity)}
        shared.update(a.id for a in self.resolved.flexible)
        return [a for a in lines if a.id in shared]

    # -- duties ---------------------------------------------------------------------------------

    def _my_duties(self, shared: set[str]) -> Iterator[Duty]:
        lines = {line.id: line for line in self.option.count.lines}
        protected = self.protected
        calls = {call.id: call for call in self.option.portfolio.on_calls}
        for activity in self.option.portfolio.activities:
            line = lines.get(activity.id)
            if line is not None and activity.id not in shared:
                for duty in self._duties_of(activity, line, protected.get(activity.id, _ZERO)):
                    yield self._in_its_weeks(duty, activity, line)
        for call in calls.values():
            if call.id in lines:
                yield self._in_its_weeks(self._call(call, lines[call.id]), call, lines[call.id])

    def _in_its_weeks(self, duty: Duty, line: Source, counted: Line) -> Duty:
        """A duty with the weeks that it shares and those in which it gives way.

        The count takes hot weeks off on average; where they fall week by week they are put back.
        """
        hot = {(one.role, one.frequency) for each in self.hot.values() for one in each}
        phase = f"{line.role} {line.frequency}" if (line.role, line.frequency) in hot else ""
        dropped = self._dropped_by(line.id)
        if counted.lost is None or not counted.lost.kept or not dropped:
            return replace(duty, phase=phase)
        kept = counted.lost.kept
        spread = duty.kind is Kind.SPREAD
        return replace(
            duty,
            phase=phase,
            dropped_by=dropped,
            minutes=duty.minutes / kept if spread else duty.minutes,
            rate=None if duty.rate is None else duty.rate / kept,
        )

    def _dropped_by(self, id_: str) -> tuple[str, ...]:
        """Ids of what is done instead of a line, one of each hot week where all have weeks."""
        hot = {(one.role, one.frequency): one for one in self.hot.get(id_, ())}
        if not all(isinstance(one, OnCall) or _is_timed(one) for one in hot.values()):
            return ()
        return tuple(one.id for one in hot.values())

    def _duties_of(self, activity: Activity, line: Line, protected: Fraction) -> Iterator[Duty]:
        each = _each(line)
        duty = Duty(
            id=activity.id,
            title=activity.title,
            holder=Holder.ME,
            category=line.shares[0][0],
            kind=Kind.DAY,
            minutes=each,
            paid=activity.paid,
            protected=protected,
        )
        if not _adds_time(activity):
            return
        if activity.id in self.dated:
            yield from self._dated(duty, self.dated[activity.id])
        elif activity.id in self.unlaid and _is_timed(activity) and activity.day is not None:
            rate = line.occurrences_per_week
            weeks = self._weekday(activity.day, rests=True)
            yield replace(duty, days=weeks, rate=rate)
        elif line.assumed_minutes:
            yield replace(duty, kind=Kind.SPREAD, minutes=line.assumed_minutes, days=())

    def _dated(self, duty: Duty, days: Iterable[int]) -> Iterator[Duty]:
        """A duty for each time that it can fall in one week."""
        by_week: dict[int, list[int]] = {}
        for day in sorted(days):
            by_week.setdefault(self.frame.week_of(day), []).append(day)
        for turn in range(max(map(len, by_week.values()), default=0)):
            weeks = [NOT_ON] * self.frame.weeks
            for week, found in by_week.items():
                if turn < len(found):
                    weeks[week] = found[turn]
            yield replace(duty, days=tuple(weeks))

    def _weekday(self, day: Day, *, rests: bool) -> tuple[int, ...]:
        """A weekday in each week of the year; holidays are left out where it rests on them."""
        if day is Day.HOLIDAY:
            return tuple(NOT_ON for _ in range(self.frame.weeks))
        found = []
        for week in range(self.frame.weeks):
            at = week * DAYS_PER_WEEK - self.frame.before + day.index
            out = not 0 <= at < self.frame.days or (rests and at in self.frame.holidays)
            found.append(NOT_ON if out else at)
        return tuple(found)

    def _call(self, call: OnCall, line: Line) -> Duty:
        terms = self.option.count.role(call.role)
        per_week = line.occurrences_per_week
        each = line.assumed_minutes / per_week if per_week else _ZERO
        uneven = _ZERO
        if terms is not None and call.counts_as is None:
            parts = call_parts(call, terms.terms, per_week)
            uneven = sum(
                (part.held.minutes for part in parts if part.name == "unpredictable"), _ZERO
            )
        duty = Duty(
            id=call.id,
            title=call.title,
            holder=Holder.ME,
            category=line.shares[0][0],
            kind=Kind.CALL,
            minutes=each,
            uneven=min(uneven, each),
        )
        if call.id in self.dated:
            weeks = {self.frame.week_of(day) for day in self.dated[call.id]}
            on = tuple(0 if week in weeks else NOT_ON for week in range(self.frame.weeks))
            return replace(duty, days=on)
        return replace(duty, days=(0,) * self.frame.weeks, rate=per_week)

    @cached_property
    def protected(self) -> Mapping[str, Fraction]:
        """Minutes of protected time that one occurrence of each line takes."""
        placed = place(self.whole)
        kept = [
            w for block in placed.life if block.protected for w in wrap(block.start, block.minutes)
        ]
        return {
            block.id: Fraction(total(intersect(wrap(block.start, block.minutes), kept)))
            for block in placed.work
        }

    def _partner_duties(self) -> Iterator[Duty]:
        resolved = self.resolved
        if resolved is None:
            return
        if resolved.partner is not None:
            for number, block in enumerate(resolved.partner.blocks):
                if not block.on_post:
                    yield Duty(
                        id=f"--partner-{number}",
                        title=block.title or "Busy elsewhere",
                        holder=Holder.PARTNER,
                        category="",
                        kind=Kind.DAY,
                        minutes=Fraction(block.clock.minutes),
                        days=self._weekday(block.day, rests=True),
                    )
        shadow = shadow_minutes(resolved.share)
        if shadow:
            yield Duty(
                id="--partner-own-time",
                title="Keeping in touch, own time",
                holder=Holder.PARTNER,
                category="",
                kind=Kind.SPREAD,
                minutes=shadow,
                paid=False,
            )
        lines = {line.id: line for line in self._post_count()}
        for attended in resolved.fixed:
            line = lines.get(attended.activity.id)
            if line is not None and attended.partner and not _is_timed(attended.activity):
                yield Duty(
                    id=f"--partner-{line.id}",
                    title=line.title,
                    holder=Holder.PARTNER,
                    category=line.shares[0][0],
                    kind=Kind.SPREAD,
                    minutes=line.assumed_minutes * attended.partner,
                )

    # -- the post -------------------------------------------------------------------------------

    def _post_count(self) -> tuple[Line, ...]:
        """The lines of the post as if one person did all of each."""
        own = next(role for role in self.option.count.roles if role.role.id == self.role_id)
        return tuple(
            activity_line(a, own.terms) for a in self.whole.activities if a.role == self.role_id
        )

    def _post(self) -> PostYear | None:
        own = self.option.count.role(self.role_id)
        if own is None:
            return None
        lines = {line.id: line for line in self._post_count()}
        resolved, length = self.resolved, own.unit_minutes
        share = JobShare() if resolved is None else resolved.share
        fixed = self._attendances(resolved)
        flexible = [a for a in self._post_lines() if not _is_timed(a)]
        wanted = sum((lines[a.id].assumed_minutes for a in flexible), _ZERO)
        timed = sum((lines[a.activity.id].assumed_minutes for a in fixed), _ZERO)
        rooms = (max(_ZERO, own.contracted * length - timed), _ZERO)
        mine, theirs = self._windows(resolved)
        if resolved is not None:
            rooms = resolved.room_mine * length, resolved.room_theirs * length
        return PostYear(
            title=own.role.title,
            role=self.role_id,
            holders=(Holder.ME,) if resolved is None else (Holder.ME, Holder.PARTNER),
            commitments=tuple(
                one for a in fixed for one in self._commitments(a, lines[a.activity.id], share)
            ),
            flexible=wanted,
            rooms=rooms,
            post=own.contracted * length if resolved is None else resolved.post * length,
            covers=share.cover in (Cover.ASKED, Cover.OBLIGED),
            cover_limit=share.cover_minutes,
            demand=share.demand or self._written_demand(),
            on_post=(mine, theirs),
            at_work=self._at_work(mine, theirs),
        )

    def _written_demand(self) -> Demand | None:
        """Requests come to the post however it is held."""
        share = self.option.written.role(self.role_id).share
        return None if share is None else share.demand

    def _attendances(self, resolved: Resolved | None) -> list[Attended]:
        timed = [a for a in self._post_lines() if _is_timed(a)]
        if resolved is None:
            one = Fraction(1)
            return [Attended(a, Attendance.ME, one, _ZERO, "yours") for a in timed]
        return [a for a in resolved.fixed if _is_timed(a.activity)]

    def _windows(
        self, resolved: Resolved | None
    ) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
        """Time by the clock on the post in an ordinary week: mine and my partner's."""
        role = self._role()
        if resolved is not None:
            return on_post(resolved, role)
        mine = [w for a in self._post_lines() if _is_timed(a) for w in _window(a, role)]
        return merge(mine), ()

    def _at_work(
        self, mine: tuple[Interval, ...], theirs: tuple[Interval, ...]
    ) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
        placed = place(self.option.portfolio)
        always = [b for b in placed.work if b.weekly]
        own = [w for b in always for w in wrap(b.start, b.minutes)]
        partner = None if self.resolved is None else self.resolved.partner
        blocks = () if partner is None else partner.blocks
        other = [w for b in blocks for w in windows_of(b.day.index, b.clock)]
        return merge((*own, *mine)), merge((*other, *theirs))

    def _commitments(self, attended: Attended, line: Line, share: JobShare) -> Iterator[Commitment]:
        activity = attended.activity
        nobody = attended.who in (Attendance.NOBODY, Attendance.NOT_KNOWN)
        my_chance, displaces = self._my_chance(activity, share)
        base = Commitment(
            id=activity.id,
            title=activity.title,
            minutes=_each(line),
            days=(),
            rate=None,
            mine=None if nobody else attended.mine,
            needs_both=attended.who is Attendance.BOTH,
            my_chance=my_chance,
            partner_chance=self._partner_chance(activity),
            displaces=displaces,
            category=line.shares[0][0],
            protected=self.protected.get(activity.id, _ZERO),
            dropped_by=self._dropped_by(activity.id),
            busy_with=self._sometimes_busy(activity, share),
        )
        if activity.id in self.dated:
            duty = Duty(
                id="", title="", holder=Holder.ME, category="", kind=Kind.DAY, minutes=_ZERO
            )
            for one in self._dated(duty, self.dated[activity.id]):
                yield replace(base, days=one.days)
        elif activity.day is not None:
            days = self._weekday(activity.day, rests=True)
            yield replace(base, days=days, rate=line.occurrences_per_week)

    def _role(self) -> Role:
        return next(role for role in self.whole.roles if role.id == self.role_id)

    def _my_chance(self, activity: Activity, share: JobShare) -> tuple[bool, Fraction]:
        """Whether I could go in my partner's place, and what that would push aside."""
        if self.resolved is None:
            return True, _ZERO
        taken = applied(self.option.written, self.option.scenario)
        window = _window(activity, self._role())
        busy = my_busy_time(taken, self._role())
        if not intersect(window, busy):
            return True, _ZERO
        movable = set(share.cover_displaces)
        others = tuple(a for a in taken.activities if a.id not in movable)
        left = my_busy_time(replace(taken, activities=others), self._role())
        if intersect(window, left):
            return False, _ZERO
        return True, Fraction(total(intersect(window, busy)))

    def _sometimes_busy(self, activity: Activity, share: JobShare) -> tuple[str, ...]:
        """Ids of my other work that lies at that time in some weeks and cannot be pushed aside."""
        window = _window(activity, self._role())
        return tuple(
            dict.fromkeys(
                block.id
                for block in place(self.option.portfolio).work
                if not block.weekly
                and block.role != self.role_id
                and block.id not in share.cover_displaces
                and not block.on_call
                and intersect(window, wrap(block.start, block.minutes))
            )
        )

    def _partner_chance(self, activity: Activity) -> bool | None:
        partner = None if self.resolved is None else self.resolved.partner
        if partner is None:
            return False if self.resolved is None else None
        there = partner_presence(partner, _window(activity, self._role()))
        return {Presence.FREE: True, Presence.AWAY: False}.get(there)


def _usual_holidays(portfolio: Portfolio, holidays: Holidays) -> int:
    """Public holidays of the year that fall on a Monday to Friday."""
    first = portfolio.person.year_start
    free = holidays.get(portfolio.person.nation, frozenset())
    return sum(first <= day < year_end(first) and day.weekday() < WORKING_DAYS for day in free)


def _window(activity: Activity, role: Role) -> tuple[Interval, ...]:
    blocks = activity_blocks(activity, role, 1)
    return tuple(w for block in blocks for w in wrap(block.start, block.minutes))


def _is_timed(activity: Activity) -> bool:
    """Whether a line has a clock or a half-day, so that it falls on a day."""
    return activity.minutes is None and (activity.clock is not None or activity.half is not None)


def _adds_time(activity: Activity) -> bool:
    """What takes the place of other work adds nothing beyond it."""
    return not (activity.replaces or activity.replaces_all)


def _sparing(line: _AnyLine, post: set[str]) -> _AnyLine:
    """A line that is done instead of others, but not of the post's."""
    if not post.intersection(line.instead_of):
        return line
    return replace(line, instead_of=tuple(key for key in line.instead_of if key not in post))


def _each(line: Line) -> Fraction:
    """Minutes of one occurrence, assumed where they are not known."""
    if line.held_minutes is not None:
        return line.held_minutes
    per_week = line.occurrences_per_week
    return line.assumed_minutes / per_week if per_week else _ZERO
