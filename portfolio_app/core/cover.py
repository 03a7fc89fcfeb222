"""Prospective cover: how duties that are done through leave are spread over the weeks worked.

Four conventions are in use. Three multiply the duties, and with them hours and units alike: by
52 / the weeks worked; by the weekdays of a year / those that leave leaves; and Riddell's, which
asks what is left to be worked when a leave week gives back the hours of a contracted week. The
fourth leaves the units alone and reads the band of the rota over the weeks worked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import ContractView, TermValue
from portfolio_app.core.lines import RoleTerms
from portfolio_app.core.model import CoverBy, OnCall, OnDates, PerYear, Role
from portfolio_app.core.occurrences import WEEKS_PER_YEAR

WEEKDAYS_PER_WEEK = 5
WEEKDAYS_PER_YEAR = WEEKS_PER_YEAR * WEEKDAYS_PER_WEEK
_ONE = Fraction(1)
_ZERO = Fraction(0)
_LEAVE_WEEKS = "annual-leave-weeks"
_LEAVE_DAYS = (
    "annual-leave-additional-days",
    "statutory-days",
    "public-holidays",
    "study-leave-days",
)


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes a week of a role, which Riddell's convention needs.

    `normal` without the duties that it covers, `duty` those duties without cover, `leave_week`
    what a week of leave gives back.
    """

    normal: Fraction
    duty: Fraction
    leave_week: Fraction


@dataclass(frozen=True, slots=True)
class Cover:
    """What cover multiplies the duties of a week by, and why in words."""

    by: CoverBy
    factor: Fraction
    text: str
    terms: tuple[TermValue, ...] = ()


def is_covered(call: OnCall) -> bool:
    """Whether cover applies; a count a year and dates are printed after cover."""
    return call.prospective_cover and not isinstance(call.frequency, PerYear | OnDates)


def cover_of(call: OnCall, terms: RoleTerms, load: Load | None = None) -> Cover | None:
    """How a rota's duties through leave are counted; None where they are not covered.

    Args:
        call: the rota.
        terms: those of its role.
        load: the role's week, for Riddell's convention; the usual one is taken without it.
    """
    if not is_covered(call):
        return None
    if call.cover_by is CoverBy.BAND:
        return Cover(call.cover_by, _ONE, _band_text(terms), terms.weeks_terms)
    if call.cover_by is CoverBy.DAYS:
        return _by_days(terms)
    if call.cover_by is CoverBy.RIDDELL and load is not None and load.duty:
        return _by_riddell(terms, load)
    weeks = words.number(terms.working_weeks, 4)
    return Cover(
        CoverBy.WORKING_WEEKS,
        at_work(terms),
        f"prospectively covered: x {WEEKS_PER_YEAR} / {weeks}",
        terms.weeks_terms,
    )


def at_work(terms: RoleTerms) -> Fraction:
    """52 weeks' duties done in the weeks worked: so many times the duties of one week."""
    return WEEKS_PER_YEAR / terms.working_weeks


def leave_week_minutes(terms: RoleTerms) -> Fraction:
    """What a week of leave gives back: the contracted week at the plain length."""
    return terms.role.contracted * terms.length


def leave_days(role: Role, view: ContractView) -> tuple[Fraction, tuple[TermValue, ...]]:
    """Weekdays a year of a full-timer that are not worked, and the terms that say so."""
    own = role.leave
    given = {
        _LEAVE_WEEKS: None if own.annual_weeks is None else own.annual_weeks * WEEKDAYS_PER_WEEK,
        "public-holidays": own.public_holidays,
        "study-leave-days": own.study_days,
    }
    days = sum((each for each in given.values() if each is not None), _ZERO)
    used = tuple(_leave_terms(view, {key for key, each in given.items() if each is not None}))
    for term in used:
        each = view.number(term.key)
        days += each * WEEKDAYS_PER_WEEK if term.key == _LEAVE_WEEKS else each
    return days, used


def _leave_terms(view: ContractView, own: set[str]) -> Iterator[TermValue]:
    """The contract's terms of leave but those for which the role has its own figure."""
    keys = [_LEAVE_WEEKS, *_LEAVE_DAYS]
    if _LEAVE_WEEKS in own:  # all annual leave, whatever the contract calls its parts
        keys = ["public-holidays", "study-leave-days"]
    for key in keys:
        term = None if key in own else view.get(key)
        if term is not None:
            yield term


def _by_days(terms: RoleTerms) -> Cover:
    days, used = leave_days(terms.role, terms.view)
    days = min(days, Fraction(WEEKDAYS_PER_YEAR - 1))
    left = f"({WEEKDAYS_PER_YEAR} - {words.number(days)} days of leave)"
    return Cover(
        CoverBy.DAYS,
        WEEKDAYS_PER_YEAR / (WEEKDAYS_PER_YEAR - days),
        f"prospectively covered by days: x {WEEKDAYS_PER_YEAR} / {left}",
        used,
    )


def _by_riddell(terms: RoleTerms, load: Load) -> Cover:
    """(Weekly x 52 - leave weeks x a leave week) / (52 - leave weeks), less the normal week."""
    week = load.normal + load.duty
    weeks = terms.working_weeks
    away = WEEKS_PER_YEAR - weeks
    whole = (week * WEEKS_PER_YEAR - away * load.leave_week) / weeks
    factor = max(_ONE, (whole - load.normal) / load.duty)
    sums = (
        f"({words.hours(week)} x {WEEKS_PER_YEAR} - {words.number(away)} leave weeks x"
        f" {words.hours(load.leave_week)}) / {words.number(weeks, 4)} = {words.hours(whole)} a week"
    )
    return Cover(
        CoverBy.RIDDELL,
        factor,
        f"prospectively covered by Riddell: {sums}, which is x {words.number(factor)} for duties",
        terms.weeks_terms,
    )


def _band_text(terms: RoleTerms) -> str:
    weeks = words.number(terms.working_weeks, 4)
    return (
        "prospectively covered in the band alone: units are not multiplied, and the rota is read"
        f" over {weeks} weeks of {WEEKS_PER_YEAR}"
    )
