"""Checks of rotas: the limits that a contract sets to shifts, nights, weekends and weeks.

They are laid over the cycle of the role, as far as its weeks are known.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.checks.hours import bound_minutes
from portfolio_app.core.contracts import ContractView, TermValue
from portfolio_app.core.findings import Finding, Severity, Week, check, gravity
from portfolio_app.core.model import MINUTES_PER_DAY, MINUTES_PER_WEEK, Day
from portfolio_app.core.occurrences import WEEKS_PER_YEAR
from portfolio_app.core.placed import weeks_of
from portfolio_app.core.shifts import Cover, Run, Shift, Shifts, busiest, shifts_of
from portfolio_app.core.weektime import Interval
from portfolio_app.core.workload import RoleCount

_ZERO = Fraction(0)
_WEEKEND = (Day.SAT.index * MINUTES_PER_DAY, MINUTES_PER_WEEK)
_PAUSES_IN_A_REST = 2  # a pause of less than half the rest between two shifts lies within one
_SEVEN_DAYS = MINUTES_PER_WEEK
_Kind = Callable[[Shift], bool]


@dataclass(frozen=True, slots=True)
class _Row:
    """A limit to shifts of one kind in a row, and the rest that is due after so many."""

    name: str
    most: str
    rest: str
    due: str
    kind: _Kind
    uses: tuple[TermValue, ...] = ()


@check("contract-average", "The average week of a post against its contract's own limit")
def contract_average(week: Week) -> Iterator[Finding]:
    """A contract's limit to the average week, which an opt-out raises and does not lift."""
    opted_out = week.count.portfolio.person.wtr_opt_out
    key = "weekly-average-maximum-opted-out" if opted_out else "weekly-average-maximum"
    for role in week.count.roles:
        term = role.terms.view.get(key)
        if term is None:
            continue
        limit = Fraction(role.terms.view.minutes(key))
        if role.assumed_minutes > limit:
            yield Finding(
                check="contract-average",
                severity=_severity(term),
                message=(
                    f"{role.role.title}: the average week is {words.hours(role.assumed_minutes)};"
                    f" the contract allows {words.hours(limit)}"
                    f"{' to those who have opted out' if opted_out else ''}."
                ),
                where=(role.role.id,),
                terms=(term,),
                figure=role.assumed_minutes / 60,
                limit=limit / 60,
            )


@check("seven-days", "Hours in any seven days against the contract's limit")
def seven_days(week: Week) -> Iterator[Finding]:
    """The busiest 168 hours of a role's cycle."""
    for role in week.count.roles:
        term = role.terms.view.get("seven-days-maximum")
        if term is None:
            continue
        limit = role.terms.view.minutes(term.key)
        minutes, start = busiest(week.placed, role.role.id, _SEVEN_DAYS)
        if minutes > limit:
            yield Finding(
                check="seven-days",
                severity=_severity(term),
                message=(
                    f"{role.role.title}: {words.hours(minutes)} are worked in the seven days from"
                    f" {_moment(week, start)}; at most {words.hours(limit)} may be."
                ),
                where=(role.role.id,),
                terms=(term,),
                figure=Fraction(minutes, 60),
                limit=Fraction(limit, 60),
            )


@check("shift-length", "Shifts longer than the contract allows")
def shift_length(week: Week) -> Iterator[Finding]:
    """Each different shift from its first minute to its last."""
    for role, shifts in _rotas(week, "shift-maximum"):
        term, limit = (
            role.terms.view.term("shift-maximum"),
            role.terms.view.minutes("shift-maximum"),
        )
        longest: dict[tuple[str, ...], Shift] = {}
        for shift in shifts.shifts:
            known = longest.get(shift.ids)
            if shift.minutes > limit and (known is None or shift.minutes > known.minutes):
                longest[shift.ids] = shift
        for shift in longest.values():
            yield Finding(
                check="shift-length",
                severity=_severity(term),
                message=(
                    f"{role.role.title}: the shift of {_moment(week, shift.start)} lasts"
                    f" {words.length(shift.minutes)}; at most {words.length(limit)} are allowed."
                ),
                where=shift.ids,
                terms=(term,),
                figure=Fraction(shift.minutes, 60),
                limit=Fraction(limit, 60),
            )


@check("shift-rest", "Rest between two shifts of one post")
def shift_rest(week: Week) -> Iterator[Finding]:
    """The contract's own rest between shifts."""
    for role, shifts in _rotas(week, "daily-rest"):
        term, rest = role.terms.view.term("daily-rest"), role.terms.view.minutes("daily-rest")
        shortest: dict[tuple[str, ...], tuple[int, int]] = {}
        for index, shift in enumerate(shifts.shifts):
            later = shifts.after(index)
            pause = later.start - shift.end
            ids = tuple(dict.fromkeys((*shift.ids, *later.ids)))
            if pause < min(rest, shortest.get(ids, (rest, 0))[0]):
                shortest[ids] = (pause, shift.end)
        for ids, (pause, end) in shortest.items():
            yield Finding(
                check="shift-rest",
                severity=_severity(term),
                message=(
                    f"{role.role.title}: after the shift that ends {_moment(week, end)} there are"
                    f" {words.length(pause)} of rest; {words.length(rest)} are needed."
                ),
                where=ids,
                terms=(term,),
                figure=Fraction(pause, 60),
                limit=Fraction(rest, 60),
            )


@check("shifts-in-a-row", "Long, night, late and all shifts in a row, and the rest after them")
def shifts_in_a_row(week: Week) -> Iterator[Finding]:
    """Runs of shifts on consecutive days, by their kind."""
    for role, shifts in _rotas(week, "shifts-in-a-row-maximum"):
        for row in _rows(role.terms.view):
            if role.terms.view.get(row.most) is None:
                continue
            worst: dict[tuple[str, ...], Finding] = {}
            for run in shifts.runs(row.kind):
                finding = _too_many(week, role, row, run) or _too_short(week, role, row, run)
                if finding is not None:
                    worst.setdefault(run.ids, finding)
            yield from worst.values()


@check("weekends", "Weekends worked against the contract's limit")
def weekends(week: Week) -> Iterator[Finding]:
    """Weekends with work on Saturday or Sunday: in a year of 52, or one in so many."""
    for role in week.count.roles:
        view = role.terms.view
        share_term, year_term = (
            view.get("weekend-share-maximum"),
            view.get("weekends-a-year-maximum"),
        )
        if share_term is None and year_term is None:
            continue
        share, ids = _weekend_share(week, role)
        year = share * WEEKS_PER_YEAR
        if share_term is not None and share > view.number(share_term.key):
            limit = view.number(share_term.key)
            yield Finding(
                check="weekends",
                severity=gravity(share_term),
                message=(
                    f"{role.role.title}: one weekend in {words.number(1 / share, 2)} is worked;"
                    f" it should be one in {words.number(1 / limit, 2)} at most."
                ),
                where=ids,
                terms=(share_term,),
                figure=share,
                limit=limit,
            )
        if year_term is not None and year > view.number(year_term.key):
            limit = view.number(year_term.key)
            yield Finding(
                check="weekends",
                severity=gravity(year_term),
                message=(
                    f"{role.role.title}: {words.number(year, 1)} weekends a year are worked;"
                    f" it should be {words.number(limit)} at most, unless agreed otherwise."
                ),
                where=ids,
                terms=(year_term,),
                figure=year,
                limit=limit,
            )


@check("night-work", "The average day of those who work at night")
def night_work(week: Week) -> Iterator[Finding]:
    """Night work by law: eight hours on average for each day that is no day of rest."""
    average, night = week.law.term("night-work-average"), week.law.term("night-time")
    long_enough, rest = week.law.term("night-work-from"), week.law.term("weekly-rest")
    minutes = bound_minutes(week)
    days = 7 - Fraction(week.law.minutes(rest.key), MINUTES_PER_DAY)
    limit = week.law.minutes(average.key)
    if minutes <= limit * days:
        return
    at_night = _nights(week.law, night, long_enough)
    nights = dict.fromkeys(
        block.id
        for block in week.placed.work
        if not block.dates and at_night(block.start, block.end)
    )
    if nights:
        terms = (average, night, long_enough, rest)
        yield Finding(
            check="night-work",
            severity=gravity(*terms),
            message=(
                f"You work at night: {words.hours(minutes)} a week over all employers are"
                f" {words.hours(minutes / days)} for each day that is no day of rest; with night"
                f" work {words.hours(limit)} is the most on average, and opting out of the"
                " 48 hours does not lift that."
            ),
            where=tuple(nights),
            terms=terms,
            figure=minutes / days / 60,
            limit=Fraction(limit, 60),
        )


def _rotas(week: Week, key: str) -> Iterator[tuple[RoleCount, Shifts]]:
    """Roles whose contract has a term, with their shifts where any are known."""
    for role in week.count.roles:
        view = role.terms.view
        if view.get(key) is None:
            continue
        own = view if view.get("daily-rest") is not None else week.law
        shifts = shifts_of(
            week.placed, role.role.id, own.minutes("daily-rest") // _PAUSES_IN_A_REST
        )
        if shifts.shifts:
            yield role, shifts


def _rows(view: ContractView) -> Iterator[_Row]:
    """The kinds of shifts that a contract limits in a row."""
    yield _Row(
        "shifts", "shifts-in-a-row-maximum", "rest-after-shifts-in-a-row", "", lambda _: True
    )
    long = view.get("long-shift-over")
    night, long_enough = view.get("night-time"), view.get("night-work-from")
    if long is None or night is None or long_enough is None:
        return
    limit, at_night = view.minutes(long.key), _nights(view, night, long_enough)
    in_night = Cover(_always(view.windows(night.key)))

    def is_long(shift: Shift) -> bool:
        return shift.minutes > limit

    def is_night(shift: Shift) -> bool:
        return at_night(shift.start, shift.end)

    def is_late(shift: Shift) -> bool:
        end = shift.end % MINUTES_PER_WEEK + MINUTES_PER_WEEK
        return is_long(shift) and not is_night(shift) and in_night.within(end - 1, end) == 1

    long_term, nights = (long,), (night, long_enough)
    yield _Row(
        *("long shifts", "long-shifts-in-a-row-maximum", "rest-after-long-shifts"),
        *("", is_long, long_term),
    )
    yield _Row(
        *("night shifts", "night-shifts-in-a-row-maximum", "rest-after-night-shifts"),
        *("night-shifts-in-a-row-before-rest", is_night, nights),
    )
    yield _Row(
        *("late long shifts", "late-shifts-in-a-row-maximum", "rest-after-late-shifts"),
        *("", is_late, (*long_term, *nights)),
    )


def _too_many(week: Week, role: RoleCount, row: _Row, run: Run) -> Finding | None:
    view = role.terms.view
    most = view.term(row.most)
    limit = view.number(most.key)
    if run.days is not None and run.days <= limit:
        return None
    days = "without an end" if run.days is None else f"{run.days} in a row"
    return Finding(
        check="shifts-in-a-row",
        severity=_severity(most, *row.uses),
        message=(
            f"{role.role.title}: {row.name} follow each other {days} from"
            f" {_moment(week, run.start)}; at most {words.number(limit)} may."
        ),
        where=run.ids,
        terms=(most, *row.uses),
        figure=None if run.days is None else Fraction(run.days),
        limit=limit,
    )


def _too_short(week: Week, role: RoleCount, row: _Row, run: Run) -> Finding | None:
    view = role.terms.view
    due, rest = view.get(row.due or row.most), view.get(row.rest)
    if due is None or rest is None or run.days is None or run.days < view.number(due.key):
        return None
    needed = view.minutes(rest.key)
    if run.rest >= needed:
        return None
    terms = (rest, due, *row.uses)
    return Finding(
        check="shifts-in-a-row",
        severity=_severity(*terms),
        message=(
            f"{role.role.title}: after {run.days} {row.name} in a row from"
            f" {_moment(week, run.start)} there are {words.length(run.rest)} of rest;"
            f" {words.length(needed)} are needed."
        ),
        where=run.ids,
        terms=terms,
        figure=Fraction(run.rest, 60),
        limit=Fraction(needed, 60),
    )


def _weekend_share(week: Week, role: RoleCount) -> tuple[Fraction, tuple[str, ...]]:
    """The part of weekends that a role works, at least, and the lines that do.

    Known weeks are put together. Of lines without a known phase the fuller of the two days
    counts, for their Saturdays and Sundays may fall on one weekend.
    """
    known: set[int] = set()
    loose: dict[int, dict[str, Fraction]] = {5: {}, 6: {}}
    ids: dict[str, None] = {}
    for key, weekdays, weeks, share in (*_at_weekends(week, role), *_called(week, role)):
        ids[key] = None
        if weeks is not None:
            known |= weeks
        else:
            for day in weekdays:
                loose[day][key] = share
    rest = max(sum(each.values(), _ZERO) for each in loose.values())
    return min(Fraction(1), Fraction(len(known), week.placed.cycle_weeks) + rest), tuple(ids)


_AtWeekends = tuple[str, list[int], frozenset[int] | None, Fraction]


def _at_weekends(week: Week, role: RoleCount) -> Iterator[_AtWeekends]:
    """Work that lies on a Saturday or Sunday."""
    first, last = _WEEKEND
    for block in week.placed.work:
        if block.role == role.role.id and block.start < last and block.end > first:
            days = range(block.start // MINUTES_PER_DAY, (block.end - 1) // MINUTES_PER_DAY + 1)
            yield block.id, [day for day in days if day in (5, 6)], block.weeks, block.share


def _called(week: Week, role: RoleCount) -> Iterator[_AtWeekends]:
    """Weekends on call from home on which work is done."""
    working = {line.id for line in role.lines if line.units_per_week or line.minutes_per_week}
    for call in week.count.portfolio.on_calls:
        days = [day.index for day in call.days if day in (Day.SAT, Day.SUN)]
        if call.id in working and not call.resident and days:
            weeks, share = weeks_of(call.frequency, role.role.cycle_weeks, week.placed.cycle_weeks)
            yield call.id, days, weeks, share


def _nights(
    view: ContractView, night: TermValue, long_enough: TermValue
) -> Callable[[int, int], bool]:
    """Whether a stretch of work has enough of the night in it to be night work."""
    cover = Cover(_always(view.windows(night.key)))
    least = view.minutes(long_enough.key)

    def at_night(start: int, end: int) -> bool:
        begin = start % MINUTES_PER_WEEK
        return cover.within(begin, begin + end - start) >= least

    return at_night


def _always(windows: tuple[Interval, ...]) -> list[Interval]:
    """Windows of the week, this week and the next."""
    weeks = (0, MINUTES_PER_WEEK)
    return [(start + week, end + week) for start, end in windows for week in weeks]


def _severity(*terms: TermValue) -> Severity:
    """A hard limit, unless a term that it rests on was not read at its source."""
    return Severity.ERROR if gravity(*terms) is Severity.WARNING else Severity.WARNING


def _moment(week: Week, minute: int) -> str:
    """A minute of the cycle: "Mon 09:00", with the week where there are several."""
    number = minute // MINUTES_PER_WEEK % week.placed.cycle_weeks + 1
    tail = f" of week {number}" if week.placed.cycle_weeks > 1 else ""
    return f"{words.moment(minute)}{tail}"
