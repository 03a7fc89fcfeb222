"""Leave and the working year: what a role's contract gives, pro rata, and the weeks left to work.

Entitlements are terms of the contract on the first day of the job-plan year that the role is held,
by the length of service on that day; the role's own figures take their place. Weeks of leave are
the same for a part-timer, days are not. Holidays are passed in: nothing here knows a calendar.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import Contract, ContractView, TermMissing, TermValue, Unit
from portfolio_app.core.model import Leave, Nation, Portfolio, Role
from portfolio_app.core.occurrences import WEEKS_PER_YEAR, Holidays
from portfolio_app.core.periods import held_spans, job_plan_year
from portfolio_app.core.service import anniversary, completed_years, service_start
from portfolio_app.core.workload import Count, RoleCount, count

DAYS_PER_WEEK = 5
WEEKDAYS_PER_YEAR = WEEKS_PER_YEAR * DAYS_PER_WEEK
NOT_NAMED = "The contract names none."
SERVICE_NOT_KNOWN = "Length of service is not known: the least is taken."
_ONE = Fraction(1)
_ZERO = Fraction(0)
_NO_HOLIDAYS: Holidays = {}
NATIONS: Mapping[Nation, str] = {
    Nation.ENGLAND: "England",
    Nation.WALES: "Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}


class Entitlement(Enum):
    """What a line of the ledger is for; the value is its name."""

    ANNUAL = "Annual leave"
    SERVICE = "More for length of service"
    ADDITIONAL = "Additional days"
    STATUTORY = "Statutory days"
    HOLIDAYS = "Public holidays"
    STUDY = "Study leave"
    LIEU = "Time back in lieu"


_OF_LEAVE = (
    Entitlement.ANNUAL,
    Entitlement.SERVICE,
    Entitlement.ADDITIONAL,
    Entitlement.STATUTORY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveLine:
    """One entitlement a year. What is None is not known, or not named by the contract.

    `days` are those of a full-timer, `mine` those of this role, `units` the same in the contract's
    unit; `weeks` are the same for both. `overridden`: the role's own figure, not the contract's.
    """

    what: Entitlement
    days: Fraction | None
    mine: Fraction | None
    weeks: Fraction | None
    units: Fraction | None
    working: str
    terms: tuple[TermValue, ...] = ()
    overridden: bool = False

    @property
    def shortens_year(self) -> bool:
        """Whether its days are not worked; time in lieu gives back what was worked besides."""
        return self.what is not Entitlement.LIEU


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveLedger:
    """The leave of one role and the working year that follows from it.

    `annual` is all annual leave together, `contract` what the contract alone gives. `fraction` is
    the part of full time (1 for extra units, which earn no leave), `held` the part of the job-plan
    year, `service` completed years on the day `on` since the day `began`; None is not known.
    """

    role: Role
    unit: Unit
    on: date
    fraction: Fraction | None
    held: Fraction
    began: date | None
    service: int | None
    lines: tuple[LeaveLine, ...]
    annual: LeaveLine
    contract: Leave
    convention: TermValue | None
    weeks_that_count: Fraction

    @property
    def days_away(self) -> Fraction | None:
        """Weekdays of a full-timer's year that are not worked; None without annual leave."""
        if self.annual.days is None:
            return None
        return sum((line.days or _ZERO for line in self.lines if line.shortens_year), _ZERO)

    @property
    def annual_parts(self) -> tuple[LeaveLine, ...]:
        """The lines that annual leave is made of."""
        return tuple(line for line in self.lines if line.what in _OF_LEAVE)

    @property
    def held_words(self) -> str:
        """What a part of the year earns, in words; empty where the role is held for all of it."""
        if self.held == 1:
            return ""
        part = f"held for {words.number(self.held, 2)} of the year"
        if self.annual.mine is None:
            return part
        return f"{part}, which earns {words.number(self.annual.mine * self.held, 2)} days of leave"

    @property
    def working_weeks(self) -> Fraction | None:
        """Weeks of a year that are left to work."""
        away = self.days_away
        return None if away is None else (WEEKDAYS_PER_YEAR - away) / DAYS_PER_WEEK

    @property
    def is_own(self) -> bool:
        """Whether the role says its own number of working weeks."""
        return self.role.working_weeks is not None

    def line(self, what: Entitlement) -> LeaveLine:
        """The first line of an entitlement; annual leave, holidays and study are always there."""
        return next(line for line in self.lines if line.what is what)

    @property
    def why(self) -> str:
        """How the working weeks follow from the lines, in words."""
        if self.annual.days is None or self.days_away is None or self.working_weeks is None:
            return (
                "The contract says nothing of annual leave, so the ledger gives no working weeks."
                " Put in your own leave."
            )
        parts = [f"{_days(self.annual.days)} of leave"]
        for what, name in (
            (Entitlement.HOLIDAYS, "public holiday"),
            (Entitlement.STUDY, "study leave"),
        ):
            days = self.line(what).days
            if days:
                parts.append(f"{_days(days)} of {name}")
        left = WEEKDAYS_PER_YEAR - self.days_away
        return (
            f"{WEEKDAYS_PER_YEAR} weekdays less {words.listing(parts)}"
            f" are {_days(left)}: {words.number(self.working_weeks)} weeks."
        )

    @property
    def which_counts(self) -> str:
        """Which number of weeks the role is counted with, and whose it is, in words."""
        weeks = f"{words.number(self.weeks_that_count)} weeks"
        if self.is_own:
            usual = "" if self.convention is None else f"; the contract's usual is {_usual(self)}"
            return f"Counted with {weeks}, your own figure{usual}."
        return f"Counted with {weeks}, the contract's usual."


def leave_ledger(
    portfolio: Portfolio, counted: RoleCount, *, holidays: Holidays = _NO_HOLIDAYS
) -> LeaveLedger:
    """The leave of a counted role.

    Args:
        portfolio: what was counted, whole: with roles that others continue in the year.
        counted: the role, with its contract on the day.
        holidays: public holidays by nation, which the contract's number is set beside.
    """
    role, view = counted.role, counted.terms.view
    began = service_start(portfolio, role)
    facts = _Facts(
        portfolio=portfolio,
        counted=counted,
        began=began,
        service=None if began is None else completed_years(began, view.day),
        fraction=_fraction(counted),
        holidays=holidays,
    )
    leave = tuple(_leave(facts))
    return LeaveLedger(
        role=role,
        unit=counted.unit,
        on=view.day,
        fraction=facts.fraction,
        held=_held(portfolio, role),
        began=began,
        service=facts.service,
        lines=(*leave, _holidays(facts), _study(facts), *_lieu(facts)),
        annual=_in_all(facts, leave),
        contract=_by_contract(facts),
        convention=_known(view, "working-weeks"),
        weeks_that_count=counted.terms.working_weeks,
    )


def leave_ledgers(
    counted: Count, contracts: Mapping[str, Contract], *, holidays: Holidays = _NO_HOLIDAYS
) -> tuple[LeaveLedger, ...]:
    """The ledger of each role that is held in the job-plan year, in their order.

    A role that another continues in the year has the terms of its own first day in it.
    """
    whole = counted.whole
    first, last = job_plan_year(whole)
    ledgers = []
    for key, (begins, ends) in held_spans(whole).items():
        day = max(first, begins)
        role = counted.role(key)
        if role is None and day <= min(last, ends) and counted.on is None:
            role = count(whole, contracts, holidays=holidays, on=day).role(key)
        if role is not None:
            ledgers.append(leave_ledger(whole, role, holidays=holidays))
    return tuple(ledgers)


# -- the lines ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What every line reads."""

    portfolio: Portfolio
    counted: RoleCount
    began: date | None
    service: int | None
    fraction: Fraction | None
    holidays: Holidays

    @property
    def view(self) -> ContractView:
        return self.counted.terms.view

    @property
    def full_time(self) -> Fraction | None:
        """Units of a full-timer's week."""
        known = _known(self.view, "full-time-units")
        return None if known is None else self.view.number(known.key)

    def line(
        self,
        what: Entitlement,
        days: Fraction | None,
        working: str,
        *,
        terms: tuple[TermValue, ...] = (),
        overridden: bool = False,
    ) -> LeaveLine:
        """A line of so many full-time days, with what this role has of them."""
        weeks = None if days is None else days / DAYS_PER_WEEK
        a_week = self.full_time or self.counted.contracted
        return LeaveLine(
            what=what,
            days=days,
            mine=_times(days, self.fraction),
            weeks=weeks,
            units=_times(weeks, a_week * (_ONE if self.fraction is None else self.fraction)),
            working=working,
            terms=terms,
            overridden=overridden,
        )


def _leave(facts: _Facts) -> Iterator[LeaveLine]:
    own = facts.counted.role.leave.annual_weeks
    given = list(_contract_leave(facts))
    if own is None:
        yield from given
        return
    known = [line.days for line in given if line.days is not None]
    terms = tuple(term for line in given for term in line.terms)
    instead = f", instead of the contract's {_days(sum(known, _ZERO))}" if known else ""
    working = f"Your own figure: {words.number(own)} weeks x {DAYS_PER_WEEK} days{instead}."
    days = own * DAYS_PER_WEEK
    yield facts.line(Entitlement.ANNUAL, days, working, terms=terms, overridden=True)


def _in_all(facts: _Facts, leave: tuple[LeaveLine, ...]) -> LeaveLine:
    """All annual leave as one line; not known where the contract gives none."""
    if len(leave) == 1 or leave[0].days is None:
        return leave[0]
    days = [line.days or _ZERO for line in leave]
    working = f"{' + '.join(map(words.number, days))} = {_days(sum(days, _ZERO))}."
    terms = tuple(term for line in leave for term in line.terms)
    return facts.line(Entitlement.ANNUAL, sum(days, _ZERO), working, terms=terms)


def _by_contract(facts: _Facts) -> Leave:
    """The figures that the role's own would take the place of."""
    view = facts.view
    annual = _in_all(facts, tuple(_contract_leave(facts)))
    holidays, study = _known(view, "public-holidays"), _known(view, "study-leave-days")
    return Leave(
        annual_weeks=annual.weeks,
        public_holidays=None if holidays is None else view.number(holidays.key),
        study_days=None if study is None else view.number(study.key),
    )


def _contract_leave(facts: _Facts) -> Iterator[LeaveLine]:
    """Annual leave by the contract: the whole of it by service, or weeks and what is on top."""
    view = facts.view
    tiers = _known(view, "annual-leave-by-service")
    weeks = _known(view, "annual-leave-weeks")
    if tiers is not None:
        steps = {_years(name): days for name, days in view.thresholds(tiers.key).items()}
        reached = [years for years in steps if years <= (facts.service or 0)]
        days = steps[max(reached, default=min(steps))]
        working = f"{_days(days)} {_by_service(facts)}{_next_step(facts, steps)}"
        yield facts.line(Entitlement.ANNUAL, days, working, terms=(tiers,))
    elif weeks is not None:
        value = view.number(weeks.key)
        days = value * DAYS_PER_WEEK
        working = f"{words.number(value)} weeks x {DAYS_PER_WEEK} days = {_days(days)}."
        yield facts.line(Entitlement.ANNUAL, days, working, terms=(weeks,))
    else:
        yield facts.line(Entitlement.ANNUAL, None, _unnamed(view, "annual-leave-weeks"))
    yield from _extra(facts)
    yield from _on_top(facts, Entitlement.ADDITIONAL, "annual-leave-additional-days")
    yield from _on_top(facts, Entitlement.STATUTORY, "statutory-days")


def _extra(facts: _Facts) -> Iterator[LeaveLine]:
    """Days more after so many years."""
    term = _known(facts.view, "annual-leave-extra")
    if term is None:
        return
    extra = facts.view.thresholds(term.key)
    after, more = int(extra.get("after_years", _ZERO)), extra.get("days", _ZERO)
    reached = facts.service is not None and facts.service >= after
    days = more if reached else _ZERO
    step = _next_step(facts, {0: _ZERO, after: more})
    working = f"{_days(more)} more after {after} years; {_days(days)} {_by_service(facts)}{step}"
    yield facts.line(Entitlement.SERVICE, days, working, terms=(term,))


def _on_top(facts: _Facts, what: Entitlement, key: str) -> Iterator[LeaveLine]:
    term = _known(facts.view, key)
    if term is not None and facts.view.number(key):
        days = facts.view.number(key)
        yield facts.line(what, days, f"{_days(days)} on top.", terms=(term,))


def _holidays(facts: _Facts) -> LeaveLine:
    line = _of_days(
        facts,
        Entitlement.HOLIDAYS,
        "public-holidays",
        own=facts.counted.role.leave.public_holidays,
    )
    nation = facts.portfolio.nation_of(facts.counted.role)
    if nation not in facts.holidays:
        return line
    first, last = job_plan_year(facts.portfolio)
    number = sum(first <= day <= last for day in facts.holidays[nation])
    beside = f" The calendar of {NATIONS[nation]} has {number} in this job-plan year."
    return facts.line(
        line.what, line.days, line.working + beside, terms=line.terms, overridden=line.overridden
    )


def _study(facts: _Facts) -> LeaveLine:
    own = facts.counted.role.leave.study_days
    return _of_days(facts, Entitlement.STUDY, "study-leave-days", own=own)


def _of_days(facts: _Facts, what: Entitlement, key: str, *, own: Fraction | None) -> LeaveLine:
    """A line of so many days: the role's own, else the contract's, else not named."""
    term = _known(facts.view, key)
    given = None if term is None else facts.view.number(key)
    terms = () if term is None else (term,)
    if own is not None:
        instead = f", instead of the contract's {_days(given)}" if given is not None else ""
        working = f"Your own figure: {_days(own)}{instead}."
        return facts.line(what, own, working, terms=terms, overridden=True)
    if given is None:
        return facts.line(what, None, _unnamed(facts.view, key))
    return facts.line(what, given, f"{_days(given)} a year.", terms=terms)


def _lieu(facts: _Facts) -> Iterator[LeaveLine]:
    """Time back in lieu: what an occurrence earns, as often as it is done in a year."""
    parts: list[str] = []
    minutes = _ZERO
    for line in facts.counted.lines:
        if line.lieu_minutes:
            often = line.occurrences_per_week * line.working_weeks
            minutes += line.lieu_minutes_per_year
            each = words.length(line.lieu_minutes_per_year / often)
            parts.append(f"{line.title} {words.number(often)} a year x {each}")
    if not parts:
        return
    length = facts.counted.unit_minutes
    a_day = None if facts.full_time is None else facts.full_time * length / DAYS_PER_WEEK
    days = None if a_day is None else minutes / a_day
    yield LeaveLine(
        what=Entitlement.LIEU,
        days=None,
        mine=days,
        weeks=None,
        units=minutes / length,
        working=(
            f"{words.listing(parts)} = {words.hours(minutes)}. It gives back time worked besides,"
            " so the working year is not shorter for it."
        ),
    )


# -- small questions ---------------------------------------------------------------------------


def _known(view: ContractView, key: str) -> TermValue | None:
    """The term, or None where the contract has none on this day."""
    try:
        return view.get(key)
    except TermMissing:
        return None


def _unnamed(view: ContractView, key: str) -> str:
    """Why a contract gives no figure: it has none, or none yet on this day."""
    try:
        view.get(key)
    except TermMissing as missing:
        return f"{missing}."
    return NOT_NAMED


def _fraction(counted: RoleCount) -> Fraction | None:
    """The part of full time that earns leave; extra units earn none."""
    role, view = counted.role, counted.terms.view
    if _known(view, "full-time-units") is None:
        return None
    units = role.contracted
    if not role.counted and role.stands_for is not None:
        units = role.stands_for
    return min(_ONE, units / view.number("full-time-units"))


def _held(portfolio: Portfolio, role: Role) -> Fraction:
    """The part of the job-plan year in which a role is held."""
    first, last = job_plan_year(portfolio)
    begins, ends = held_spans(portfolio).get(role.id, (first, last))
    days = (min(last, ends) - max(first, begins)).days + 1
    return Fraction(max(0, days), (last - first).days + 1)


def _by_service(facts: _Facts) -> str:
    if facts.service is None:
        return f"now. {SERVICE_NOT_KNOWN}"
    plural = "" if facts.service == 1 else "s"
    return f"with {facts.service} year{plural} of service on {words.day_date(facts.view.day)}."


def _next_step(facts: _Facts, steps: Mapping[int, Fraction]) -> str:
    """What a later length of service gives, where it is reached in this job-plan year."""
    if facts.began is None or facts.service is None:
        return ""
    last = job_plan_year(facts.portfolio)[1]
    for years in sorted(steps):
        day = anniversary(facts.began, years)
        if years > facts.service and day <= last:
            return f" From {words.day_date(day)} it is {_days(steps[years])}."
    return ""


def _years(name: str) -> int:
    """The years of a step such as "5 years"; a step without a number is the first."""
    found = re.match(r"\d+", name)
    return int(found[0]) if found else 0


def _usual(ledger: LeaveLedger) -> str:
    value = None if ledger.convention is None else ledger.convention.value
    return words.number(value) if isinstance(value, Fraction) else ""


def _times(value: Fraction | None, by: Fraction | None) -> Fraction | None:
    return None if value is None or by is None else value * by


def _days(days: Fraction) -> str:
    text = words.number(days)
    return f"{text} day{'' if text == '1' else 's'}"
