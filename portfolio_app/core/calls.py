"""On-call rotas: what a duty week is worth, what of it falls on a week, with working and terms.

An occurrence is one duty week. Availability itself earns no units; the work that is done does.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import ContractView, TermValue
from portfolio_app.core.instead import Lost
from portfolio_app.core.lines import (
    NO_CATEGORY,
    Line,
    LineKind,
    RoleTerms,
    rate_words,
    terms_used,
    unit_words,
)
from portfolio_app.core.model import CallWork, Day, OnCall, OnDates, Per, PremiumMode
from portfolio_app.core.occasion import Held, clock_held
from portfolio_app.core.occurrences import Rate, dates_in_year, rate

_ZERO = Fraction(0)
_ONE = Fraction(1)
_UNPREDICTABLE = "unpredictable"


def call_line(call: OnCall, terms: RoleTerms, lost: Lost | None = None) -> Line:
    """Count one on-call rota; an occurrence is one duty week. `lost`: what hot weeks take of it."""
    dates = 0
    if isinstance(call.frequency, OnDates):
        dates = len(dates_in_year(call.frequency, terms.role, terms.year_start))
    often = rate(
        call.frequency,
        cycle_weeks=terms.role.cycle_weeks,
        working_weeks=terms.working_weeks,
        prospective_cover=call.prospective_cover,
        dates=dates,
    )
    if lost is not None:
        often = replace(often, per_week=often.per_week * lost.kept)
    duties = 1 if isinstance(call.frequency, OnDates) else len(call.days)
    worked = call_parts(call, terms, often, duties)
    held = Held(
        sum((part.held.plain for part in worked), _ZERO),
        sum((part.held.premium for part in worked), _ZERO),
    )
    units = sum((part.units for part in worked), _ZERO)
    week = units * often.per_week
    agreed = call.counts_as
    if agreed is not None:
        week = agreed if terms.role.counted else _ZERO
        units = week / often.per_week if often.per_week else _ZERO
    minutes = held.minutes * often.per_week
    sudden = [part for part in worked if part.name == _UNPREDICTABLE and agreed is None]
    category = call.category or emergency_category(terms.view)
    return Line(
        id=call.id,
        kind=LineKind.ON_CALL,
        role=call.role,
        title=call.title,
        shares=((category, _ONE),),
        group=None,
        units_per_occurrence=units,
        occurrences_per_week=often.per_week,
        units_per_week=week,
        minutes_per_week=minutes if agreed is None else None,
        assumed_minutes=minutes if agreed is None else agreed * terms.length,
        plain_minutes=held.plain if agreed is None else None,
        premium_minutes=held.premium if agreed is None else None,
        working_weeks=terms.working_weeks,
        frequency=_call_words(call, terms, often, lost),
        explain=lambda: _call_working(call, terms, worked, often, week, lost),
        terms=_call_terms(call, terms, held, often),
        stated=call.stated,
        assumed=lost is not None and lost.assumed,
        lost=lost,
        lieu_minutes=often.per_week * call.lieu_minutes,
        unpredictable=sum((part.units for part in sudden), _ZERO) * often.per_week,
        unpredictable_premium=sum((part.held.premium for part in sudden), _ZERO) * often.per_week,
    )


def _call_terms(call: OnCall, terms: RoleTerms, held: Held, often: Rate) -> tuple[TermValue, ...]:
    """The terms that a rota's worth rests on, and the one that names its category."""
    on_holiday = call.clock is not None and Day.HOLIDAY in call.days
    used = terms_used(terms, held, often, agreed=call.counts_as is not None, on_holiday=on_holiday)
    named = None if call.category else terms.view.get("emergency-work-category")
    return used if named is None or not held.minutes else (*used, named)


@dataclass(frozen=True, slots=True)
class CallPart:
    """Work of one kind in a duty week: minutes that are worked, and the units they are worth."""

    name: str
    held: Held
    units: Fraction


def call_parts(call: OnCall, terms: RoleTerms, often: Rate, duties: int) -> tuple[CallPart, ...]:
    """Predictable and unpredictable work of one duty week; the whole duty where it is resident."""
    given = (("predictable", call.predictable), (_UNPREDICTABLE, call.unpredictable))
    parts = tuple(
        CallPart(name, held, terms.units(held, PremiumMode.TIME))
        for name, work in given
        if work is not None
        for held in (_work_held(work, call, terms, often, duties),)
    )
    if not call.resident or call.clock is None or call.counts_as is not None:
        return parts
    on_duty = _duty_held(call, terms)
    if not parts:
        return (CallPart("resident", on_duty, terms.units(on_duty, PremiumMode.TIME)),)
    worked = sum((part.held.minutes for part in parts), _ZERO)
    # The agreed work decides the units; resident hours count in full as working time.
    rest = max(_ZERO, on_duty.minutes - worked)
    return (*parts, CallPart("resident, not otherwise worked", Held(rest, _ZERO), _ZERO))


def emergency_category(view: ContractView) -> str:
    """The contract's category for emergency work; "none" where it has none."""
    term = view.get("emergency-work-category")
    return NO_CATEGORY if term is None else str(term.value)


def _work_held(work: CallWork, call: OnCall, terms: RoleTerms, often: Rate, duties: int) -> Held:
    """The minutes of one duty week, whatever the amount is given for."""
    if work.minutes is not None:
        lies = _duty_held(call, terms)
        plain = work.minutes * lies.plain / lies.minutes if lies.minutes else Fraction(work.minutes)
        amount = Held(plain, work.minutes - plain)
    else:
        amount = Held(Fraction(work.plain), Fraction(work.premium))
    if work.per is Per.WEEK:
        times = 1 / often.per_week if often.per_week else _ZERO
    else:
        times = Fraction(duties if work.per is Per.DUTY else 1)
    return Held(amount.plain * times, amount.premium * times)


def _duty_held(call: OnCall, terms: RoleTerms) -> Held:
    """The minutes of a duty week by the rota's own clock."""
    if call.clock is None:
        return Held(_ZERO, _ZERO)
    each = [
        clock_held(
            call.clock,
            0 if day is Day.HOLIDAY else day.index,
            terms.plain,
            holidays=(day is Day.HOLIDAY, False),
        )[0]
        for day in call.days
    ]
    return Held(sum((h.plain for h in each), _ZERO), sum((h.premium for h in each), _ZERO))


# -- words -------------------------------------------------------------------------------------


def _call_words(call: OnCall, terms: RoleTerms, often: Rate, lost: Lost | None) -> str:
    how = words.frequency(call.frequency, terms.role.cycle_weeks)
    if len(call.days) < 7:
        how = f"{how}, {words.listing([day.value for day in call.days])}"
    if often.covered:
        how = f"{how}, prospectively covered"
    return how if lost is None else f"{how}, not in {lost.when}"


def _call_working(
    call: OnCall,
    terms: RoleTerms,
    parts: tuple[CallPart, ...],
    often: Rate,
    week: Fraction,
    lost: Lost | None,
) -> str:
    unit = terms.unit.value
    if call.counts_as is not None:
        return f"agreed to be worth {words.units(week, unit)} a week"
    if not parts:
        return "availability only: no work is counted"
    each = [
        f"{part.name} {unit_words(part.held, terms, PremiumMode.TIME)}"
        f" = {words.units(part.units, unit)}"
        for part in parts
    ]
    how = rate_words(call, often, terms)
    if lost is not None:
        how = f"{how}; {lost.text}"
    return f"a duty week: {'; '.join(each)}; {how}; {words.units(week, unit)} a week"
