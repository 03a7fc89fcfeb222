"""Stated against counted: whether the figures that a job plan prints follow from its own lines.

A stated figure follows when the counted one, rounded half up, half to even or cut, gives the very
digits that are printed. Where it does not, the mistakes that people make are tried in turn: on the
line, or for a total on every line of it that allows the mistake.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.calls import call_line
from portfolio_app.core.contracts import TermMissing
from portfolio_app.core.lines import Line, RoleTerms, activity_line
from portfolio_app.core.model import (
    EVERY_WEEK,
    Activity,
    CoverBy,
    Day,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
    PremiumMode,
    StatedTotals,
)
from portfolio_app.core.occurrences import MONTHS_PER_YEAR, WEEKS_PER_YEAR
from portfolio_app.core.workload import Count, RoleCount

_ZERO = Fraction(0)
# A whole number is meant as one: it is compared as if printed to two decimals, so that "1" on a
# line hides nothing. "1.0" is a rounding to a tenth, and is held to that.
_WHOLE_PLACES = 2
_USUAL_BREAKS = (30, 60)
_MOST_LINES = 200  # of a total that is explained: no slip can be read out of longer sums
_MOST_NAMED = 3
_ROUNDED = (ROUND_HALF_UP, ROUND_HALF_EVEN)
Variant = tuple[str, Activity | OnCall]


@dataclass(frozen=True, slots=True)
class LineAudit:
    """One stated figure of a line; counted None is not known.

    `cut`: it follows, but only as the counted figure cut off, not rounded. `taken`: the line has
    no times, so its figure is counted as it is printed and nothing can be held against it.
    """

    id: str
    title: str
    role: str
    what: str
    stated: Decimal
    counted: Fraction | None
    follows: bool | None
    follows_if: str | None
    cut: bool = False
    taken: bool = False

    @property
    def difference(self) -> Fraction | None:
        """Stated less counted."""
        return None if self.counted is None else Fraction(self.stated) - self.counted


@dataclass(frozen=True, slots=True)
class TotalAudit:
    """One stated total; the sum of the stated lines is None where no line states a figure.

    `cut` and `follows_if` are as in a line.
    """

    source: str | None
    role: str | None
    what: str
    stated: Decimal
    counted: Fraction | None
    sum_of_stated_lines: Fraction | None
    lines_without_stated: int
    adds_up: bool | None
    follows: bool | None
    follows_if: str | None = None
    cut: bool = False

    @property
    def difference(self) -> Fraction | None:
        """Stated less counted."""
        return None if self.counted is None else Fraction(self.stated) - self.counted


@dataclass(frozen=True, slots=True)
class Audit:
    """Every comparison of a stated figure with the counted one."""

    lines: tuple[LineAudit, ...]
    totals: tuple[TotalAudit, ...]


def audit(count: Count) -> Audit:
    """Compare all that a portfolio states with what it counts."""
    lines: list[LineAudit] = []
    for role in count.roles:
        for line in role.lines:
            lines += _line_audits(count, role, line)
    totals = [total for stated in count.portfolio.stated for total in _totals(count, stated)]
    return Audit(tuple(lines), tuple(totals))


def follows(stated: Decimal, counted: Fraction) -> bool:
    """Whether a printed figure is the counted one at its own digits, rounded or cut."""
    return _is_at_its_digits(stated, counted, (*_ROUNDED, ROUND_DOWN))


def _is_cut(stated: Decimal, counted: Fraction | None, *, agrees: bool | None) -> bool:
    """Whether a figure that follows does so cut to its digits alone, and not rounded to them."""
    if counted is None or not agrees:
        return False
    return not _is_at_its_digits(stated, counted, _ROUNDED)


def _is_at_its_digits(stated: Decimal, counted: Fraction, rules: tuple[str, ...]) -> bool:
    exponent = stated.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else _WHOLE_PLACES
    quantum = Decimal(1).scaleb(-places)
    with localcontext() as context:
        context.prec = 80
        exact = Decimal(counted.numerator) / counted.denominator
        # A repeating fraction is never a tie, and 80 digits keep it on the right side of one.
        return any(exact.quantize(quantum, rounding=rule) == stated for rule in rules)


def _line_audits(count: Count, role: RoleCount, line: Line) -> Iterator[LineAudit]:
    # Worth something and without minutes: an allocation, whose figure is its own ground.
    taken = line.units_per_week is not None and line.plain_minutes is None
    for what, stated, counted in (
        ("stated", line.stated, line.units_per_week),
        ("stated_each", line.stated_each, line.units_per_occurrence),
    ):
        if stated is None:
            continue
        agrees = None if counted is None else follows(stated, counted)
        reason = None
        if agrees is False:
            reason = _mistake(count, role, line, stated=stated, each=what == "stated_each")
        yield LineAudit(
            id=line.id,
            title=line.title,
            role=line.role,
            what=what,
            stated=stated,
            counted=counted,
            follows=agrees,
            follows_if=reason,
            cut=_is_cut(stated, counted, agrees=agrees),
            taken=taken and agrees is True,
        )


def _mistake(
    count: Count, role: RoleCount, line: Line, *, stated: Decimal, each: bool
) -> str | None:
    """The name of the mistake that would explain a stated figure, when one does."""
    for name, units in _explanations(count, role, line, each=each):
        if units is not None and follows(stated, units):
            return name
    return None


def _explanations(
    count: Count, role: RoleCount, line: Line, *, each: bool
) -> Iterator[tuple[str, Fraction | None]]:
    source, terms = _source(count, line), role.terms
    if line.unpredictable and not each:
        yield "unpredictable work counted in full", _recount(source, role, line).units_per_week
    variants = (
        _activity_variants(source, terms)
        if isinstance(source, Activity)
        else _call_variants(source, terms)
    )
    for name, changed in variants:
        recounted = _recount(changed, role, line)
        yield name, recounted.units_per_occurrence if each else recounted.units_per_week
    if each:
        return
    if line.lost is not None:
        yield (
            "hot weeks not taken out",
            _recount(source, role, replace(line, lost=None)).units_per_week,
        )
    yield from _other_divisors(source, terms, line)
    once = line.units_per_occurrence
    if once is not None and source.frequency != EVERY_WEEK:
        yield "how often it is done left out", once
    yield "done half as often", line.units_per_week and line.units_per_week / 2
    yield f"one {terms.unit.value} an occurrence", line.occurrences_per_week


def _other_divisors(
    source: Activity | OnCall, terms: RoleTerms, line: Line
) -> Iterator[tuple[str, Fraction | None]]:
    """What is done in a year, divided by other weeks than the role works."""
    once = line.units_per_occurrence
    if once is not None and isinstance(source.frequency, MonthWeeks):
        a_year = once * MONTHS_PER_YEAR * len(source.frequency.weeks)
        weeks = words.number(terms.working_weeks, 4)
        yield f"12 a year, divided by {weeks}", a_year / terms.working_weeks
    counted_a_year = isinstance(source.frequency, PerYear | OnDates) or (
        isinstance(source, Activity) and source.day is Day.HOLIDAY
    )
    if not counted_a_year or line.units_per_year is None:
        return
    yield "divided by 52", line.units_per_year / WEEKS_PER_YEAR
    try:
        usual = terms.view.number("working-weeks")
    except TermMissing:
        return  # the role has its own, and the contract none on this day
    yield f"divided by {words.number(usual, 4)}", line.units_per_year / usual


def _source(count: Count, line: Line) -> Activity | OnCall:
    tables: tuple[Activity | OnCall, ...] = (
        *count.portfolio.activities,
        *count.portfolio.on_calls,
    )
    return next(own for own in tables if own.id == line.id)


def _recount(source: Activity | OnCall, role: RoleCount, line: Line) -> Line:
    """A changed line counted in the place of one; a cap over all rotas is not laid on it."""
    if isinstance(source, Activity):
        return activity_line(source, role.terms, line.lost)
    return call_line(source, role.terms, line.lost, role.load)


def _activity_variants(activity: Activity, terms: RoleTerms) -> Iterator[Variant]:
    """The activity as it would be with each mistake made."""
    yield from _cover_variants(activity)
    if activity.agreed_units is None and terms.premium_terms:
        yield "premium missed", replace(activity, premium=PremiumMode.PAY)
    if activity.travel_minutes and not activity.travel_inside:
        yield "travel left out", replace(activity, travel_minutes=0)
    if activity.breaks or activity.break_minutes:
        yield "a break counted", replace(activity, breaks=(), break_minutes=0)
    elif activity.clock is not None and not activity.agreed_units:
        for minutes in _USUAL_BREAKS:
            if minutes < activity.clock.minutes:
                name = f"a break of {minutes} minutes left out"
                yield name, replace(activity, break_minutes=minutes)
    if isinstance(activity.frequency, MonthWeeks):
        times = Fraction(len(activity.frequency.weeks))
        monthly = OneIn(Fraction(4), times)
        yield "a month taken as four weeks", replace(activity, frequency=monthly)
    if activity.agreed_units is not None and (activity.clock or activity.minutes is not None):
        yield "by the clock", replace(activity, counts_as=None, tariff=None)


def _call_variants(call: OnCall, terms: RoleTerms) -> Iterator[Variant]:
    yield from _cover_variants(call)
    if call.prospective_cover and call.cover_by is not CoverBy.WORKING_WEEKS:
        yield "cover by the weeks worked", replace(call, cover_by=CoverBy.WORKING_WEEKS)
    if call.slot_share != 1:
        yield "the whole slot", replace(call, slot_share=Fraction(1))
    works = (call.predictable, call.unpredictable)
    if terms.premium_terms and any(work is not None and work.premium for work in works):
        plain = [
            None if w is None else replace(w, plain=w.plain + w.premium, premium=0) for w in works
        ]
        yield "premium missed", replace(call, predictable=plain[0], unpredictable=plain[1])
    if all(work is not None for work in works):
        yield "predictable work alone", replace(call, unpredictable=None)
        yield "unpredictable work alone", replace(call, predictable=None)


def _cover_variants(source: Activity | OnCall) -> Iterator[Variant]:
    if source.prospective_cover:
        yield "no prospective cover", replace(source, prospective_cover=False)
        return
    # A session of every week is nobody's to cover; a duty that takes its turn is.
    weekly = isinstance(source, Activity) and source.frequency == EVERY_WEEK
    if not weekly and not isinstance(source.frequency, PerYear | OnDates):
        yield "prospective cover added", replace(source, prospective_cover=True)


def _totals(count: Count, stated: StatedTotals) -> Iterator[TotalAudit]:
    roles = [role for role in count.roles if stated.role in (None, role.role.id)]
    if stated.total is not None:
        counted = _whole(roles) if _one_unit(roles) else None
        yield _total(count, stated, ("total", stated.total), counted, _every(roles))
    for code, figure in stated.by_category:
        counted = _amount(roles, code, groups=False)
        yield _total(count, stated, (code, figure), counted, _in_category(roles, code))
    for group, figure in stated.by_group:
        counted = _amount(roles, group, groups=True)
        yield _total(count, stated, (f"group {group}", figure), counted, _in_group(roles, group))


def lines_of_total(count: Count, total: TotalAudit) -> tuple[tuple[Line, Fraction], ...]:
    """The counted lines that a total adds up, each with the part of it that belongs there."""
    roles = [role for role in count.roles if total.role in (None, role.role.id)]
    if total.what == "total":
        return tuple(_every(roles))
    _, is_group, group = total.what.partition("group ")
    return tuple(_in_group(roles, group) if is_group else _in_category(roles, total.what))


def _total(
    count: Count,
    stated: StatedTotals,
    printed: tuple[str, Decimal],
    counted: Fraction | None,
    lines: Iterable[tuple[Line, Fraction]],
) -> TotalAudit:
    what, figure = printed
    scope = list(lines)
    given = [share * Fraction(line.stated) for line, share in scope if line.stated is not None]
    lines_sum = sum(given, _ZERO) if given else None
    agrees = None if counted is None else follows(figure, counted)
    reason = None
    adds_up = None if lines_sum is None else follows(figure, lines_sum)
    # A total of what the lines print is no mistake of its own.
    if counted is not None and agrees is False and not adds_up and len(scope) <= _MOST_LINES:
        reason = _total_mistake(count, figure, counted, scope)
    return TotalAudit(
        source=stated.source,
        role=stated.role,
        what=what,
        stated=figure,
        counted=counted,
        sum_of_stated_lines=lines_sum,
        lines_without_stated=len(scope) - len(given),
        adds_up=adds_up,
        follows=agrees,
        follows_if=reason,
        cut=_is_cut(figure, counted, agrees=agrees),
    )


def _total_mistake(
    count: Count, figure: Decimal, counted: Fraction, scope: list[tuple[Line, Fraction]]
) -> str | None:
    """The mistake on every line, or the line left out, that would explain a stated total."""
    roles = {role.role.id: role for role in count.roles}
    changes: dict[str, Fraction] = {}
    for line, share in scope:
        own = line.units_per_week or _ZERO
        seen: set[str] = set()
        for name, units in _explanations(count, roles[line.role], line, each=False):
            if units is not None and name not in seen:
                seen.add(name)
                changes[name] = changes.get(name, _ZERO) + share * (units - own)
    for name, change in changes.items():
        if change and follows(figure, counted + change):
            return name
    left = [
        line.title
        for line, share in scope
        if line.units_per_week and follows(figure, counted - share * line.units_per_week)
    ]
    if not left or len(left) > _MOST_NAMED:
        return None
    return f"{' or '.join(left)} left out"


def _whole(roles: list[RoleCount]) -> Fraction:
    """The units of a role; of several each once, whatever they count towards each other."""
    return roles[0].counted if len(roles) == 1 else sum((r.own_units for r in roles), _ZERO)


def _one_unit(roles: list[RoleCount]) -> bool:
    return len({(role.unit, role.unit_minutes) for role in roles}) == 1


def _amount(roles: list[RoleCount], key: str, *, groups: bool) -> Fraction | None:
    if not _one_unit(roles):
        return None
    tables = [role.by_group if groups else role.by_category for role in roles]
    return sum((table[key].units for table in tables if key in table), _ZERO)


def _every(roles: list[RoleCount]) -> Iterator[tuple[Line, Fraction]]:
    for role in roles:
        for line in role.lines:
            yield line, Fraction(1)


def _in_category(roles: list[RoleCount], code: str) -> Iterator[tuple[Line, Fraction]]:
    for line, _ in _every(roles):
        share = sum((part for name, part in line.unit_shares if name == code), _ZERO)
        if share:
            yield line, share


def _in_group(roles: list[RoleCount], group: str) -> Iterator[tuple[Line, Fraction]]:
    return ((line, part) for line, part in _every(roles) if line.group == group)
