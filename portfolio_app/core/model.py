"""The portfolio as a value: one clinician's week across employers, roles and life.

Everything here is a frozen dataclass of plain values. Minutes are whole, units of workload are
Fractions, and figures that a document printed keep their digits as Decimals. This module knows
nothing of contracts, counting, files or screens.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from portfolio_app.core.agreements import Credit, Objective, Policy, Silence
from portfolio_app.core.assumptions import USUAL, USUAL_THRESHOLDS, Assumptions, Thresholds
from portfolio_app.core.sharing import Attend, Availability, Holder, JobShare, Take

MINUTES_PER_DAY = 1440
DAYS_PER_WEEK = 7
MINUTES_PER_WEEK = MINUTES_PER_DAY * DAYS_PER_WEEK


class Nation(Enum):
    """A nation of the United Kingdom: decides bank holidays and some terms."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class EmployerKind(Enum):
    """What kind of organisation pays for (or benefits from) the work."""

    NHS = "nhs"
    GP = "gp"
    UNIVERSITY = "university"
    CHARITY = "charity"
    PRIVATE = "private"
    SELF_EMPLOYED = "self-employed"
    VOLUNTARY = "voluntary"
    OTHER = "other"


class Day(Enum):
    """A day of the week, or a public holiday of the person's nation."""

    MON = "Mon"
    TUE = "Tue"
    WED = "Wed"
    THU = "Thu"
    FRI = "Fri"
    SAT = "Sat"
    SUN = "Sun"
    HOLIDAY = "holiday"

    @property
    def index(self) -> int:
        """0 for Monday to 6 for Sunday.

        Raises:
            ValueError: for a public holiday, which lies on no fixed weekday.
        """
        if self is Day.HOLIDAY:
            raise ValueError("a public holiday lies on no fixed weekday")
        return WEEKDAYS.index(self)


WEEKDAYS = (Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI, Day.SAT, Day.SUN)


class Half(Enum):
    """A half-day without a clock."""

    AM = "am"
    PM = "pm"
    EVENING = "evening"


class Rounding(Enum):
    """What the employer pays on; counting itself is always exact."""

    EXACT = "exact"
    NEAREST_QUARTER = "nearest-0.25"
    WHOLE_DOWN = "whole-down"


class PremiumMode(Enum):
    """Premium time taken as shorter units (time) or as an enhancement of pay."""

    TIME = "time"
    PAY = "pay"


class Movable(Enum):
    """Whether an activity may be moved or dropped when a week is rearranged."""

    FIXED = "fixed"
    MOVABLE = "movable"
    OPTIONAL = "optional"


class CoverBy(Enum):
    """The convention by which duties done through leave are spread over the weeks worked."""

    WORKING_WEEKS = "working-weeks"  # x 52 / working weeks, the usual one
    DAYS = "days"  # x weekdays of a year / weekdays left after leave
    RIDDELL = "riddell"  # (weekly x 52 - leave weeks x a leave week) / (52 - leave weeks)
    BAND = "band"  # units stay; the rota's band is read over the weeks worked


class Per(Enum):
    """What an amount of on-call work is given for."""

    DUTY_WEEK = "duty-week"
    DUTY = "duty"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Clock:
    """A window by the clock, in minutes after midnight; an end at or before start is next day."""

    start: int
    end: int

    @property
    def minutes(self) -> int:
        """Length in minutes, 1 to 1440."""
        return (self.end - self.start - 1) % MINUTES_PER_DAY + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A professional registration; the number may be left empty."""

    body: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The one clinician whose portfolio this is."""

    name: str
    nation: Nation
    year_start: date
    registration: Registration = Registration()
    specialty: str = ""
    hours_cap: int | None = None  # own weekly limit, minutes
    wtr_opt_out: bool = False
    id: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """An organisation that one or more roles are held with."""

    id: str
    name: str
    kind: EmployerKind
    nation: Nation | None = None
    lead: bool = False  # the employer that agrees the whole plan, where there are several
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of work."""

    id: str
    name: str
    employer: str | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """Minutes from one site to another, either way; for checks and placement, never counted."""

    start: str
    end: str
    minutes: int
    id: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Leave entitlement of a role a year; None is the contract's own."""

    annual_weeks: Fraction | None = None
    public_holidays: Fraction | None = None
    study_days: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A job with one employer under one contract.

    `contracted` is in the contract's own unit a week. `considered` roles are not held: they count
    only in a scenario that takes them. `follows` is the role that this one continues on other
    terms; `plan` a name that roles of one integrated job plan share. `service_from` is the day
    that length of service (leave, pay) is counted from, the start where it is None.
    `real_unit_minutes` is what one unit takes in fact, where that differs from the contract.
    """

    id: str
    employer: str
    title: str
    contract: str
    contracted: Fraction
    start: date | None = None
    end: date | None = None
    follows: str | None = None
    plan: str | None = None
    service_from: date | None = None
    pay_point: str | None = None
    base: str | None = None
    cycle_weeks: int = 1
    working_weeks: Fraction | None = None
    rounding: Rounding = Rounding.EXACT
    paid_cap: Fraction | None = None
    halves: tuple[tuple[Half, Clock], ...] = ()
    premium: PremiumMode = PremiumMode.TIME
    counted: bool = True
    stands_for: Fraction | None = None
    real_unit_minutes: int | None = None
    leave: Leave = Leave()
    basic: Decimal | None = None
    considered: bool = False
    share: JobShare | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class EveryWeek:
    """Done in every week worked."""


@dataclass(frozen=True, slots=True)
class CycleWeeks:
    """Done in these weeks of the role's cycle, counted from 1."""

    weeks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OneIn:
    """Done `times` in `n` weeks; without `from_week` no phase is known."""

    n: Fraction
    times: Fraction = Fraction(1)
    from_week: int | None = None


@dataclass(frozen=True, slots=True)
class MonthWeeks:
    """Done on the first, second … fifth such weekday of each month."""

    weeks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PerYear:
    """Done this many times in a full year; need not be whole."""

    times: Fraction


@dataclass(frozen=True, slots=True)
class OnDates:
    """Done on these dates only."""

    dates: tuple[date, ...]


Frequency = EveryWeek | CycleWeeks | OneIn | MonthWeeks | PerYear | OnDates
EVERY_WEEK = EveryWeek()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """So many units for each (trainee, appraisal …), at most `cap`."""

    each: Fraction
    count: Fraction
    cap: Fraction | None = None

    @property
    def units(self) -> Fraction:
        """The units that the tariff gives."""
        units = self.each * self.count
        return units if self.cap is None else min(units, self.cap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One line of a job plan.

    When it is done is one of: a clock with a day or dates, a half-day, `minutes` (untimed), or
    `counts_as`/`tariff` alone (an allocation). `attended` is the part of its occurrences that
    the person attends: 1, except where a shared post has been resolved; it is never written.

    In its weeks it may take the place of others (`replaces`: nothing is added) or be done instead
    of them (`instead_of`: a hot week, which counts while they do not). `first_day` and `last_day`
    bound it where it begins or ends within the year. `also` is what it counts towards besides.
    `lieu_minutes` is the time back in lieu that one occurrence earns. `place_days`,
    `place_window` and `least_minutes` say where untimed work may be placed, and in blocks of what
    length at least.
    """

    id: str
    role: str
    title: str
    category: str | None = None
    category_shares: tuple[tuple[str, Fraction], ...] = ()
    site: str | None = None
    group: str | None = None
    day: Day | None = None
    clock: Clock | None = None
    half: Half | None = None
    minutes: int | None = None
    premium_minutes: int | None = None
    breaks: tuple[Clock, ...] = ()
    break_minutes: int = 0
    travel_minutes: int = 0
    travel_inside: bool = False
    counts_as: Fraction | None = None
    tariff: Tariff | None = None
    premium: PremiumMode | None = None
    paid: bool = True
    frequency: Frequency = EVERY_WEEK
    holidays_per_year: Fraction | None = None
    prospective_cover: bool = False
    replaces: tuple[str, ...] = ()
    replaces_all: bool = False
    instead_of: tuple[str, ...] = ()
    instead_of_all: bool = False
    first_day: date | None = None
    last_day: date | None = None
    also: tuple[Credit, ...] = ()
    lieu_minutes: int = 0
    stated: Decimal | None = None
    stated_each: Decimal | None = None
    movable: Movable = Movable.FIXED
    place_days: tuple[Day, ...] = ()
    place_window: Clock | None = None
    least_minutes: int | None = None
    energy: int | None = None
    meaningful: bool | None = None
    attend: Attend | None = None
    lead: Holder | None = None
    attended: Fraction = field(default=Fraction(1))
    notes: str = ""

    @property
    def agreed_units(self) -> Fraction | None:
        """Units that one occurrence is agreed to be worth, None when the clock decides."""
        return self.tariff.units if self.tariff is not None else self.counts_as


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWork:
    """Work done on call: minutes in plain and premium time, for a duty week, a duty or a week.

    `minutes` may be given instead, where the duty's clock splits it.
    """

    plain: int = 0
    premium: int = 0
    minutes: int | None = None
    per: Per = Per.DUTY_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """One on-call rota of a role; an occurrence is one duty week.

    `slot_share` is the person's part of a slot that two people share, 1 for a whole one. The days
    and `instead_of` are as in an activity.
    """

    id: str
    role: str
    title: str
    frequency: Frequency = EVERY_WEEK
    days: tuple[Day, ...] = WEEKDAYS
    availability: str | None = None
    category: str | None = None
    predictable: CallWork | None = None
    unpredictable: CallWork | None = None
    clock: Clock | None = None
    counts_as: Fraction | None = None
    prospective_cover: bool = False
    cover_by: CoverBy = CoverBy.WORKING_WEEKS
    slot_share: Fraction = Fraction(1)
    instead_of: tuple[str, ...] = ()
    instead_of_all: bool = False
    first_day: date | None = None
    last_day: date | None = None
    lieu_minutes: int = 0
    resident: bool = False
    stated: Decimal | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Life outside work, in the same week."""

    id: str
    title: str
    days: tuple[Day, ...]
    clock: Clock
    protected: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedTotals:
    """Totals that one document prints; never used to count, always compared."""

    source: str | None = None
    role: str | None = None
    total: Decimal | None = None
    by_category: tuple[tuple[str, Decimal], ...] = ()
    by_group: tuple[tuple[str, Decimal], ...] = ()
    id: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerBlock:
    """A stretch of the partner's week: busy elsewhere, or on the shared post."""

    day: Day
    clock: Clock
    on_post: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """What is known of a partner: what their partner file says and nothing more."""

    id: str
    name: str
    updated: date | None = None
    halves: tuple[tuple[Day, Half, Availability], ...] = ()
    blocks: tuple[PartnerBlock, ...] = ()
    hours: int | None = None  # minutes a week that they could give the post
    units: Fraction | None = None  # the same in the post's unit, where they say it so
    negotiable: bool | None = None
    areas: str = ""
    strengths: str = ""
    would_lead: str = ""
    limits: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOn:
    """A considered role taken on in a scenario; None keeps what the role's share says."""

    role: str
    take: Take
    mine: Fraction | None = None
    overlap: int | None = None
    cover_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A branch of the portfolio: what it gives up, takes on and adds.

    An added role, activity or on-call table whose id is also in `leave` takes that one's place.
    """

    id: str
    title: str
    leave: tuple[str, ...] = ()
    takes: tuple[TakeOn, ...] = ()
    roles: tuple[Role, ...] = ()
    activities: tuple[Activity, ...] = ()
    on_calls: tuple[OnCall, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """One clinician's whole week: the value that everything else reads."""

    person: Person
    employers: tuple[Employer, ...] = ()
    sites: tuple[Site, ...] = ()
    travels: tuple[Travel, ...] = ()
    roles: tuple[Role, ...] = ()
    activities: tuple[Activity, ...] = ()
    on_calls: tuple[OnCall, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    stated: tuple[StatedTotals, ...] = ()
    partners: tuple[Partner, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    policies: tuple[Policy, ...] = ()
    objectives: tuple[Objective, ...] = ()
    silences: tuple[Silence, ...] = ()
    assumptions: Assumptions = USUAL
    thresholds: Thresholds = USUAL_THRESHOLDS

    def role(self, role_id: str) -> Role:
        """The role with this id; raises KeyError when there is none."""
        return _one(self.roles, role_id)

    def employer(self, employer_id: str) -> Employer:
        """The employer with this id; raises KeyError when there is none."""
        return _one(self.employers, employer_id)

    def scenario(self, scenario_id: str) -> Scenario:
        """The scenario with this id; raises KeyError when there is none."""
        return _one(self.scenarios, scenario_id)

    def nation_of(self, role: Role) -> Nation:
        """The nation whose terms a role takes: its employer's, else the person's."""
        return self.employer(role.employer).nation or self.person.nation


_N = TypeVar("_N", Role, Employer, Scenario, Partner, Site)


def _one(things: tuple[_N, ...], key: str) -> _N:
    for thing in things:
        if thing.id == key:
            return thing
    raise KeyError(key)
