"""Lines: what one activity or one rota is worth a week, with its working and its terms.

Rules are those of the plan file and of the contract's terms on the day. Working in words is made
only when it is asked for: counting a week of a thousand lines must not write an essay.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import Contract, ContractView, TermValue, Unit
from portfolio_app.core.instead import Lost
from portfolio_app.core.model import (
    EVERY_WEEK,
    Activity,
    Day,
    MonthWeeks,
    OnCall,
    OnDates,
    PerYear,
    Portfolio,
    PremiumMode,
    Role,
)
from portfolio_app.core.occasion import (
    Held,
    Plain,
    activity_held,
    half_shares,
)
from portfolio_app.core.occurrences import (
    WEEKS_PER_YEAR,
    Holidays,
    Rate,
    dates_in_year,
    holiday_rate,
    rate,
    year_end,
)

NO_CATEGORY = "none"
_LENGTH_TERMS = {Unit.PA: "programmed-activity-length", Unit.SESSION: "session-length"}
_HOUR = 60
_ZERO = Fraction(0)
_ONE = Fraction(1)


class LineKind(Enum):
    """Which table a line comes from."""

    ACTIVITY = "activity"
    ON_CALL = "on_call"


@dataclass(frozen=True, slots=True)
class RoleTerms:
    """A role's contract on the day it is counted; lengths in minutes of one unit."""

    role: Role
    view: ContractView
    unit: Unit
    length: int
    length_terms: tuple[TermValue, ...]
    premium_length: int
    premium_terms: tuple[TermValue, ...]
    plain: Plain
    working_weeks: Fraction
    weeks_terms: tuple[TermValue, ...]
    holidays: frozenset[date]
    year_start: date
    recorded_only: frozenset[str]

    @property
    def real_length(self) -> int:
        """Minutes that one unit takes in fact, where the role says so; else the contract's."""
        return self.role.real_unit_minutes or self.length

    def units(self, held: Held, mode: PremiumMode) -> Fraction:
        """What so many minutes are worth; kept at the plain length where premium is paid."""
        if not self.role.counted:
            return _ZERO
        if mode is PremiumMode.PAY or not held.premium:
            return held.minutes / self.length
        return held.plain / self.length + held.premium / self.premium_length


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One counted line. Minutes and units are exact; None is not known.

    `plain_minutes` and `premium_minutes` are of one occurrence (a duty week on call), travel in
    and breaks out. `assumed_minutes` a week stand in for hours that are not known wherever a
    limit must be tested. `assumed`: the minutes that are given are an assumption (a half-day's).
    """

    id: str
    kind: LineKind
    role: str
    title: str
    shares: tuple[tuple[str, Fraction], ...]
    group: str | None
    units_per_occurrence: Fraction | None
    occurrences_per_week: Fraction
    units_per_week: Fraction | None
    minutes_per_week: Fraction | None
    assumed_minutes: Fraction
    plain_minutes: Fraction | None
    premium_minutes: Fraction | None
    working_weeks: Fraction
    terms: tuple[TermValue, ...]
    how_often: Callable[[], str] = field(repr=False, compare=False)
    explain: Callable[[], str] = field(repr=False, compare=False)
    stated: Decimal | None = None
    stated_each: Decimal | None = None
    assumed: bool = False
    paid: bool = True
    premium_paid: Fraction = _ZERO  # premium minutes a week that are taken as pay
    earns_nothing: frozenset[str] = frozenset()  # categories that are recorded without units
    lost: Lost | None = None  # what hot weeks take of its occurrences
    lieu_minutes: Fraction = _ZERO  # time back in lieu a week; never part of its worth
    unpredictable: Fraction = _ZERO  # units a week of unpredictable emergency work
    unpredictable_premium: Fraction = _ZERO  # minutes a week of it that lie in premium time

    @property
    def frequency(self) -> str:
        """How often it is done, in words."""
        return self.how_often()

    @property
    def held_minutes(self) -> Fraction | None:
        """Minutes of one occurrence, plain and premium; None where they are not known."""
        if self.plain_minutes is None or self.premium_minutes is None:
            return None
        return self.plain_minutes + self.premium_minutes

    @property
    def working(self) -> str:
        """The working in words: formula, inputs and how often."""
        return self.explain()

    @property
    def category(self) -> str:
        """The category as shown: a code, or the codes of a slot that alternates."""
        return " / ".join(code for code, _ in self.shares)

    @property
    def unit_shares(self) -> tuple[tuple[str, Fraction], ...]:
        """The categories with their parts of the units; one that earns nothing has none of them."""
        if not self.earns_nothing:
            return self.shares
        earned = _earning(self.shares, self.earns_nothing) or _ONE
        return tuple(
            (code, _ZERO if code in self.earns_nothing else share / earned)
            for code, share in self.shares
        )

    @property
    def units_per_year(self) -> Fraction | None:
        """Units in a year of working weeks."""
        return None if self.units_per_week is None else self.units_per_week * self.working_weeks

    @property
    def minutes_per_year(self) -> Fraction | None:
        """Minutes in a year of working weeks."""
        return None if self.minutes_per_week is None else self.minutes_per_week * self.working_weeks

    @property
    def occurrences_per_year(self) -> Fraction:
        """How often in a year of working weeks."""
        return self.occurrences_per_week * self.working_weeks

    @property
    def lieu_minutes_per_year(self) -> Fraction:
        """Time back in lieu, in minutes, in a year of working weeks."""
        return self.lieu_minutes * self.working_weeks


def _shares(activity: Activity) -> tuple[tuple[str, Fraction], ...]:
    return activity.category_shares or ((activity.category or NO_CATEGORY, _ONE),)


def _earning(shares: tuple[tuple[str, Fraction], ...], earns_nothing: frozenset[str]) -> Fraction:
    """The part of a line that earns units."""
    return sum((share for code, share in shares if code not in earns_nothing), _ZERO)


def role_terms(
    portfolio: Portfolio,
    role: Role,
    contract: Contract,
    holidays: Holidays,
    *,
    on: date | None = None,
) -> RoleTerms:
    """A role's terms on a day; on the first of the job-plan year that it is held when None."""
    nation = portfolio.nation_of(role)
    start = portfolio.person.year_start
    view = contract.at(on or max(start, role.start or start), nation)
    unit = contract.unit
    length = _HOUR
    length_terms: tuple[TermValue, ...] = ()
    if unit in _LENGTH_TERMS:
        term = view.term(_LENGTH_TERMS[unit])
        length, length_terms = view.minutes(term.key), (term,)
    premium = view.get(f"{_LENGTH_TERMS[unit]}-premium") if unit in _LENGTH_TERMS else None
    plain_time = view.get("plain-time")
    weeks = None if role.working_weeks is not None else view.get("working-weeks")
    return RoleTerms(
        role=role,
        view=view,
        unit=unit,
        length=length,
        length_terms=length_terms,
        premium_length=view.minutes(premium.key) if premium else length,
        premium_terms=tuple(term for term in (premium, plain_time) if term is not None),
        plain=_plain(view, plain_time),
        working_weeks=role.working_weeks or view.number("working-weeks"),
        weeks_terms=() if weeks is None else (weeks,),
        holidays=_holidays_needed(portfolio, role, holidays),
        year_start=start,
        recorded_only=_recorded_only_codes(view),
    )


def _recorded_only_codes(view: ContractView) -> frozenset[str]:
    if view.get("categories") is None:
        return frozenset()
    return frozenset(category.code for category in view.categories() if not category.counted)


def _plain(view: ContractView, plain_time: TermValue | None) -> Plain:
    if plain_time is None:
        return Plain(None)
    holiday = view.get("public-holidays-premium")
    return Plain(view.windows("plain-time"), holidays_are_premium=bool(holiday and holiday.value))


def _holidays_needed(portfolio: Portfolio, role: Role, holidays: Holidays) -> frozenset[date]:
    """Holidays of the person's nation, asked for only where a line lies on dates or holidays."""
    asks = any(
        line.role == role.id and (line.day is Day.HOLIDAY or isinstance(line.frequency, OnDates))
        for line in portfolio.activities
    )
    return holidays.get(portfolio.person.nation, frozenset()) if asks else frozenset()


def activity_line(activity: Activity, terms: RoleTerms, lost: Lost | None = None) -> Line:
    """Count one activity; `lost` is what hot weeks take of it."""
    role = terms.role
    dates: tuple[date, ...] = ()
    if isinstance(activity.frequency, OnDates):
        dates = dates_in_year(activity.frequency, role, terms.year_start)
    often = _activity_rate(activity, terms, len(dates))
    held = activity_held(activity, terms.plain, dates, terms.holidays)
    mode = activity.premium or role.premium
    shares = _shares(activity)
    each = _units_each(activity, held, terms, mode)
    unearned = terms.recorded_only.intersection(code for code, _ in shares)
    if each and unearned:
        each *= _earning(shares, unearned)
    assumed = activity.half is not None and activity.minutes is None
    if assumed and each is not None:
        held = _half_held(activity, terms)
    elif held is None and each is not None and role.real_unit_minutes is not None:
        held, assumed = Held(_agreed_minutes(activity, each, terms), _ZERO), True
    per_week = _times(activity, often, lost)
    # What takes the place of other work adds nothing beyond what that work counts already.
    counted = _ZERO if activity.replaces or activity.replaces_all else per_week
    minutes = None if held is None else times(held.minutes, counted)
    return Line(
        id=activity.id,
        kind=LineKind.ACTIVITY,
        role=activity.role,
        title=activity.title,
        shares=shares,
        group=activity.group,
        units_per_occurrence=each,
        occurrences_per_week=per_week,
        units_per_week=None if each is None else times(each, counted),
        minutes_per_week=minutes,
        assumed_minutes=(
            _agreed_minutes(activity, each, terms) * counted if minutes is None else minutes
        ),
        plain_minutes=None if held is None else held.plain,
        premium_minutes=None if held is None else held.premium,
        premium_paid=times(_premium_paid(held, mode, terms), counted),
        working_weeks=terms.working_weeks,
        how_often=lambda: _often_words(activity, often, terms, len(dates), lost),
        explain=lambda: _activity_working(activity, terms, held, each, often, lost),
        terms=terms_used(
            terms,
            held,
            often,
            agreed=activity.agreed_units is not None,
            on_holiday=activity.day is Day.HOLIDAY or not terms.holidays.isdisjoint(dates),
        ),
        stated=activity.stated,
        stated_each=activity.stated_each,
        assumed=assumed or (lost is not None and lost.assumed),
        lost=lost,
        lieu_minutes=per_week * activity.lieu_minutes if activity.lieu_minutes else _ZERO,
        paid=activity.paid,
        earns_nothing=unearned,
    )


def times(amount: Fraction, factor: Fraction) -> Fraction:
    """The product; most factors are one and many amounts nothing, which need no arithmetic."""
    return amount * factor if amount and factor != 1 else amount


def _activity_rate(activity: Activity, terms: RoleTerms, dates: int) -> Rate:
    role = terms.role
    if activity.day is Day.HOLIDAY and not isinstance(activity.frequency, OnDates):
        return holiday_rate(
            activity.frequency,
            cycle_weeks=role.cycle_weeks,
            working_weeks=terms.working_weeks,
            holidays=_holidays_counted(activity, terms),
        )
    return rate(
        activity.frequency,
        cycle_weeks=role.cycle_weeks,
        working_weeks=terms.working_weeks,
        prospective_cover=activity.prospective_cover,
        dates=dates,
    )


def _holidays_counted(activity: Activity, terms: RoleTerms) -> Fraction:
    """Public holidays a year: the number that the job plan fixes, else the nation's own."""
    if activity.holidays_per_year is not None:
        return activity.holidays_per_year
    last = year_end(terms.year_start)
    return Fraction(sum(terms.year_start <= day < last for day in terms.holidays))


def _units_each(
    activity: Activity, held: Held | None, terms: RoleTerms, mode: PremiumMode
) -> Fraction | None:
    if not terms.role.counted:
        return _ZERO
    agreed = activity.agreed_units
    if agreed is not None:
        return agreed
    if held is not None:
        return terms.units(held, mode)
    return _ONE if activity.half is not None else None


def _agreed_minutes(activity: Activity, each: Fraction | None, terms: RoleTerms) -> Fraction:
    """Minutes that an agreed worth takes at the real or plain length: an assumption."""
    return _ZERO if each is None else (activity.agreed_units or each) * terms.real_length


def _half_held(activity: Activity, terms: RoleTerms) -> Held:
    """A half-day's minutes: its units at their length, where the role's half-day lies."""
    worth = activity.agreed_units or _ONE
    minutes = worth * terms.real_length
    lies = half_shares(activity, terms.role, terms.plain)
    plain = minutes * lies.plain / lies.minutes
    held = Held(plain, minutes - plain)
    return held if activity.travel_inside else held.plus(activity.travel_minutes, lies)


def _premium_paid(held: Held | None, mode: PremiumMode, terms: RoleTerms) -> Fraction:
    counts = held is not None and mode is PremiumMode.PAY and terms.role.counted
    return held.premium if held is not None and counts else _ZERO


def terms_used(
    terms: RoleTerms,
    held: Held | None,
    often: Rate,
    *,
    agreed: bool,
    on_holiday: bool = False,
) -> tuple[TermValue, ...]:
    """The terms that a line's worth and its frequency rest on."""
    used: tuple[TermValue, ...] = ()
    if not agreed and terms.role.counted:
        used += terms.length_terms
        if held is not None and held.premium:
            used += terms.premium_terms
        holiday = terms.view.get("public-holidays-premium") if on_holiday else None
        if holiday is not None and terms.premium_terms:
            used += (holiday,)
    if often.uses_working_weeks:
        used += terms.weeks_terms
    return used


# -- words -------------------------------------------------------------------------------------


def _often_words(
    activity: Activity, often: Rate, terms: RoleTerms, dates: int, lost: Lost | None
) -> str:
    how = words.frequency(activity.frequency, terms.role.cycle_weeks)
    if activity.day is Day.HOLIDAY:
        how = _on_holidays(activity, how, terms)
    elif isinstance(activity.frequency, OnDates) and dates != len(activity.frequency.dates):
        how = f"{how}, {dates} of them in the job-plan year"
    if often.covered:
        how = f"{how}, prospectively covered"
    return how if lost is None else f"{how}, not in {lost.when}"


def _on_holidays(activity: Activity, how: str, terms: RoleTerms) -> str:
    holidays = f"{words.number(_holidays_counted(activity, terms))} public holidays a year"
    return f"all {holidays}" if activity.frequency == EVERY_WEEK else f"{how} of {holidays}"


def unit_words(held: Held, terms: RoleTerms, mode: PremiumMode) -> str:
    """As in "4 h plain / 4 h per PA + 3 h premium / 3 h per PA"."""
    per = f"{words.length(terms.length)} per {terms.unit.value}"
    if terms.unit is Unit.HOUR:
        return f"{words.length(held.minutes)}"
    if mode is PremiumMode.PAY and held.premium:
        return f"{words.length(held.minutes)} (premium taken as pay) / {per}"
    plain = f"{words.length(held.plain)} plain / {per}"
    if not held.premium:
        return plain
    premium = (
        f"{words.length(held.premium)} premium / "
        f"{words.length(terms.premium_length)} per {terms.unit.value}"
    )
    return f"{plain} + {premium}" if held.plain else premium


def rate_words(activity: Activity | OnCall, often: Rate, terms: RoleTerms) -> str:
    """How often, with the divisor where there is one."""
    weeks = words.number(terms.working_weeks, 4)
    how = words.frequency(activity.frequency, terms.role.cycle_weeks)
    match activity.frequency:
        case MonthWeeks():
            how = f"{how} (12 a year each / 52.1775; a fifth 4.1775)"
        case PerYear() | OnDates():
            return f"{how} / {weeks} working weeks"
    if isinstance(activity, Activity) and activity.day is Day.HOLIDAY:
        return f"{_on_holidays(activity, how, terms)} / {weeks} working weeks"
    if often.covered:
        return f"{how}, prospectively covered: x {WEEKS_PER_YEAR} / {weeks}"
    return how


def _activity_working(
    activity: Activity,
    terms: RoleTerms,
    held: Held | None,
    each: Fraction | None,
    often: Rate,
    lost: Lost | None,
) -> str:
    unit = terms.unit.value
    if not terms.role.counted:
        minutes = "hours not known" if held is None else words.length(held.minutes)
        how = "; ".join(_times_parts(activity, often, terms, lost))
        return f"{minutes}; counted in hours only; {how}"
    if each is None:
        return "no time is given, so its worth is not known"
    earned = _earning(_shares(activity), terms.recorded_only)
    if not earned:
        codes = words.listing([code for code, _ in _shares(activity)])
        return f"{codes} is recorded in the job plan and earns no {unit}"
    parts = [_each_words(activity, terms, held, each / earned)]
    if earned != 1:
        of_these = words.number(earned)
        parts.append(f"{of_these} of it earns {words.units(each, unit)}, the rest is recorded only")
    parts += _times_parts(activity, often, terms, lost)
    a_week = _times(activity, often, lost)
    if activity.replaces or activity.replaces_all:
        parts.append("takes the place of other work: nothing is added")
    elif a_week != 1:
        parts.append(f"{words.units(each * a_week, unit)} a week")
    return "; ".join(parts)


def _times(activity: Activity, often: Rate, lost: Lost | None) -> Fraction:
    """Occurrences a week worked: my part of them, less what hot weeks take."""
    mine = times(often.per_week, activity.attended)
    return mine if lost is None else mine * lost.kept


def _times_parts(
    activity: Activity, often: Rate, terms: RoleTerms, lost: Lost | None
) -> Iterator[str]:
    """How often, in whose part, and in which weeks not, or instead of what."""
    yield rate_words(activity, often, terms)
    if activity.attended != 1:
        yield f"my part {words.number(activity.attended)} of them"
    if lost is not None:
        yield lost.text
    if activity.instead_of_all:
        yield "in its weeks instead of all other work of the role"
    elif activity.instead_of:
        yield "in its weeks instead of other work"
    if activity.lieu_minutes:
        yield f"each earns {words.length(activity.lieu_minutes)} back in lieu"


def _each_words(activity: Activity, terms: RoleTerms, held: Held | None, each: Fraction) -> str:
    """What one occurrence is worth, and why."""
    worth = words.units(each, terms.unit.value)
    tariff = activity.tariff
    if tariff is not None:
        most = "" if tariff.cap is None else f", at most {words.number(tariff.cap)}"
        return (
            f"{words.number(tariff.each)} x {words.number(tariff.count)}{most} = {worth} by tariff"
        )
    if activity.agreed_units is not None:
        return f"agreed to be worth {worth}"
    if held is None or (activity.half is not None and activity.minutes is None):
        return f"a half-day is worth {worth} (assumed)"
    mode = activity.premium or terms.role.premium
    return f"{unit_words(held, terms, mode)}{_inside_words(activity)} = {worth}"


def _inside_words(activity: Activity) -> str:
    """Breaks that are out and travel that is in, where there are any."""
    notes = []
    pauses = activity.break_minutes + sum(pause.minutes for pause in activity.breaks)
    if pauses:
        notes.append(f"less {words.length(pauses)} of breaks")
    if activity.travel_minutes and not activity.travel_inside:
        notes.append(f"with {words.length(activity.travel_minutes)} of travel")
    return f" ({', '.join(notes)})" if notes else ""
