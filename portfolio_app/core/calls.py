"""On-call rotas: what a duty week is worth, what of it falls on a week, with working and terms.

An occurrence is one duty week. Availability itself earns no units; the work that is done does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import ContractView, TermValue
from portfolio_app.core.cover import Cover, Load, cover_of, is_covered
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
from portfolio_app.core.occurrences import Rate, dates_in_year, rate, rota_share

_ZERO = Fraction(0)
_ONE = Fraction(1)
UNPREDICTABLE = "unpredictable"
_COUNTED_MAXIMUM = "unpredictable-emergency-counted-maximum"
_WEEK = 7


def call_line(
    call: OnCall, terms: RoleTerms, lost: Lost | None = None, load: Load | None = None
) -> Line:
    """Count one on-call rota; an occurrence is one duty week.

    Args:
        call: the rota.
        terms: those of its role.
        lost: what hot weeks take of it.
        load: the role's week, where its cover is reckoned from that.
    """
    cover = cover_of(call, terms, load)
    per_week = duty_weeks(call, terms, cover, lost)
    worked = call_parts(call, terms, per_week)
    held = Held(
        sum((part.held.plain for part in worked), _ZERO),
        sum((part.held.premium for part in worked), _ZERO),
    )
    units = sum((part.units for part in worked), _ZERO)
    week = units * per_week
    agreed = call.counts_as
    if agreed is not None:
        week = agreed if terms.role.counted else _ZERO
        units = week / per_week if per_week else _ZERO
    minutes = held.minutes * per_week
    sudden = [part for part in worked if part.name == UNPREDICTABLE and agreed is None]
    category = call.category or emergency_category(terms.view)
    return Line(
        id=call.id,
        kind=LineKind.ON_CALL,
        role=call.role,
        title=call.title,
        shares=((category, _ONE),),
        group=None,
        units_per_occurrence=units,
        occurrences_per_week=per_week,
        units_per_week=week,
        minutes_per_week=minutes if agreed is None else None,
        assumed_minutes=minutes if agreed is None else agreed * terms.real_length,
        plain_minutes=held.plain if agreed is None else None,
        premium_minutes=held.premium if agreed is None else None,
        working_weeks=terms.working_weeks,
        how_often=lambda: _call_words(call, terms, lost),
        explain=lambda: _call_working(call, terms, cover, lost),
        terms=_call_terms(call, terms, held, cover),
        stated=call.stated,
        assumed=lost is not None and lost.assumed,
        lost=lost,
        lieu_minutes=per_week * call.lieu_minutes,
        unpredictable=sum((part.units for part in sudden), _ZERO) * per_week,
        unpredictable_premium=sum((part.held.premium for part in sudden), _ZERO) * per_week,
    )


def duty_weeks(
    call: OnCall, terms: RoleTerms, cover: Cover | None, lost: Lost | None = None
) -> Fraction:
    """My duty weeks in each week worked: my part of the slot, cover in, hot weeks out."""
    per_week = _uncovered(call, terms).per_week * call.slot_share
    if cover is not None:
        per_week *= cover.factor
    return per_week if lost is None else per_week * lost.kept


def _uncovered(call: OnCall, terms: RoleTerms) -> Rate:
    dates = 0
    if isinstance(call.frequency, OnDates):
        dates = len(dates_in_year(call.frequency, terms.role, terms.year_start))
    return rate(
        call.frequency,
        cycle_weeks=terms.role.cycle_weeks,
        working_weeks=terms.working_weeks,
        prospective_cover=False,
        dates=dates,
    )


def _call_terms(
    call: OnCall, terms: RoleTerms, held: Held, cover: Cover | None
) -> tuple[TermValue, ...]:
    """The terms that a rota's worth rests on, and the one that names its category."""
    on_holiday = call.clock is not None and Day.HOLIDAY in call.days
    often = _uncovered(call, terms)
    used = terms_used(terms, held, often, agreed=call.counts_as is not None, on_holiday=on_holiday)
    if cover is not None:
        used += tuple(term for term in cover.terms if term not in used)
    named = None if call.category else terms.view.get("emergency-work-category")
    return used if named is None or not held.minutes else (*used, named)


@dataclass(frozen=True, slots=True)
class CallPart:
    """Work of one kind in a duty week: minutes that are worked, and the units they are worth."""

    name: str
    held: Held
    units: Fraction


def call_parts(call: OnCall, terms: RoleTerms, per_week: Fraction) -> tuple[CallPart, ...]:
    """Predictable and unpredictable work of one duty week; the whole duty where it is resident.

    Args:
        call: the rota.
        terms: those of its role.
        per_week: duty weeks a week, by which an amount that is given a week is divided.
    """
    given = (("predictable", call.predictable), (UNPREDICTABLE, call.unpredictable))
    parts = tuple(
        CallPart(name, held, terms.units(held, PremiumMode.TIME))
        for name, work in given
        if work is not None
        for held in (_work_held(work, call, terms, per_week),)
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


def capped(lines: Sequence[Line], terms: RoleTerms) -> tuple[Line, ...]:
    """Lines with no more unpredictable work counted than the contract counts; hours stay whole."""
    term = terms.view.get(_COUNTED_MAXIMUM)
    whole = sum((line.unpredictable for line in lines), _ZERO)
    if term is None or not whole:
        return tuple(lines)
    most = terms.view.number(_COUNTED_MAXIMUM)
    if whole <= most:
        return tuple(lines)
    unit = terms.unit.value
    why = f"{words.units(whole, unit)} of unpredictable work a week count as {words.number(most)}"
    return tuple(
        _capped(line, most / whole, term, why, unit) if line.unpredictable else line
        for line in lines
    )


def _capped(line: Line, part: Fraction, term: TermValue, why: str, unit: str) -> Line:
    week = (line.units_per_week or _ZERO) - line.unpredictable * (1 - part)
    return replace(
        line,
        units_per_week=week,
        terms=(*line.terms, term),
        explain=lambda: f"{line.working}; {why}: {words.units(week, unit)} a week",
    )


def emergency_category(view: ContractView) -> str:
    """The contract's category for emergency work; "none" where it has none."""
    term = view.get("emergency-work-category")
    return NO_CATEGORY if term is None else str(term.value)


def _work_held(work: CallWork, call: OnCall, terms: RoleTerms, per_week: Fraction) -> Held:
    """The minutes of one duty week, whatever the amount is given for."""
    if work.minutes is not None:
        lies = _duty_held(call, terms)
        plain = work.minutes * lies.plain / lies.minutes if lies.minutes else Fraction(work.minutes)
        amount = Held(plain, work.minutes - plain)
    else:
        amount = Held(Fraction(work.plain), Fraction(work.premium))
    if work.per is Per.WEEK:
        times = 1 / per_week if per_week else _ZERO
    elif work.per is Per.DUTY:
        times = Fraction(1 if isinstance(call.frequency, OnDates) else len(call.days))
    else:
        times = _ONE
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


def _call_words(call: OnCall, terms: RoleTerms, lost: Lost | None) -> str:
    how = words.frequency(call.frequency, terms.role.cycle_weeks)
    if len(call.days) < _WEEK:
        how = f"{how}, {words.listing([day.value for day in call.days])}"
    if call.slot_share != 1:
        how = f"{how}, {words.number(call.slot_share)} of one slot"
    if is_covered(call):
        how = f"{how}, prospectively covered"
    return how if lost is None else f"{how}, not in {lost.when}"


def _call_working(call: OnCall, terms: RoleTerms, cover: Cover | None, lost: Lost | None) -> str:
    """The working in words; made when it is asked for."""
    unit = terms.unit.value
    per_week = duty_weeks(call, terms, cover, lost)
    if call.counts_as is not None:
        week = call.counts_as if terms.role.counted else _ZERO
        return f"agreed to be worth {words.units(week, unit)} a week"
    parts = call_parts(call, terms, per_week)
    if not parts:
        return "availability only: no work is counted"
    each = [
        f"{part.name} {unit_words(part.held, terms, PremiumMode.TIME)}"
        f" = {words.units(part.units, unit)}"
        for part in parts
    ]
    week = sum((part.units for part in parts), _ZERO) * per_week
    how = [rate_words(call, _uncovered(call, terms), terms)]
    if call.slot_share != 1:
        how.append(_slot_words(call, terms))
    if cover is not None:
        how.append(cover.text)
    said = [f"a duty week: {'; '.join(each)}", ", ".join(how)]
    if lost is not None:
        said.append(lost.text)
    if call.lieu_minutes:
        said.append(f"a duty week earns {words.length(call.lieu_minutes)} back in lieu")
    return "; ".join([*said, f"{words.units(week, unit)} a week"])


def _slot_words(call: OnCall, terms: RoleTerms) -> str:
    """As in "0.5 of one slot: 1 in 16"."""
    share = rota_share(call.frequency, cycle_weeks=terms.role.cycle_weeks) * call.slot_share
    often = f": 1 in {words.number(1 / share, 2)}" if share else ""
    return f"{words.number(call.slot_share)} of one slot{often}"
