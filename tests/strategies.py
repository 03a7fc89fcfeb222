"""Arbitrary portfolios that a clinician could have: what hypothesis draws from.

Every portfolio drawn is valid: it could be typed in the window or read from a plan file, and it
names only contracts that the program ships.
"""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

from portfolio_app.core.agreements import Credit, Objective, Policy, Silence
from portfolio_app.core.assumptions import Assumptions, Overrun, Thresholds
from portfolio_app.core.model import (
    EVERY_WEEK,
    MINUTES_PER_DAY,
    WEEKDAYS,
    Activity,
    CallWork,
    Clock,
    Commitment,
    CoverBy,
    CycleWeeks,
    Day,
    Employer,
    EmployerKind,
    Frequency,
    Half,
    Leave,
    MonthWeeks,
    Movable,
    Nation,
    OnCall,
    OnDates,
    OneIn,
    Partner,
    PartnerBlock,
    Per,
    Person,
    PerYear,
    Portfolio,
    PremiumMode,
    Registration,
    Role,
    Rounding,
    Scenario,
    Site,
    StatedTotals,
    TakeOn,
    Tariff,
    Travel,
)
from portfolio_app.core.sharing import (
    Attend,
    Availability,
    Cover,
    Demand,
    Holder,
    JobShare,
    Meeting,
    Overlap,
    Responsibility,
    ShareModel,
    ShareSize,
    Take,
)

CONSULTANT = "consultant-england-2003"
HOURS = "hours"
CODES = ("DCC", "SPA", "ANR", "ED")
_LONGEST_BLOCK = 60 * 60  # minutes: an untimed block of sixty hours
_HALF_A_DAY = 12 * 60
ODD_TEXTS = (
    "quotes \" and \\ backslashes \\\" and 'single'",
    "tabs\tand\nnew\r\nlines\n",
    '"""\n"""',
    'ends with a quote\n"',
    "\0\x01\x1f\x7f\x85\u2028\ufeff",
    "Ystradgynlais · Ŵ · 診療 · 🩺👩\u200d⚕️",
    "[[activity]]\nrole = 1 # not a table",
    "${x} {0} %s #set <b>bold</b> \\u0041",
)

_STEMS = ("x", "on-call-", "7-")

Draw = Callable[[st.SearchStrategy[Any]], Any]

texts = st.sampled_from(("", "", "Clinic", *ODD_TEXTS))
names = st.sampled_from(("Clinic", "Ward round", *ODD_TEXTS))
dates = st.dates(date(2000, 1, 1), date(2060, 12, 31))
weekdays = st.sampled_from(WEEKDAYS)
day_sets = st.lists(weekdays, min_size=1, max_size=7, unique=True).map(tuple)
minutes_of_day = st.integers(0, MINUTES_PER_DAY - 1)
clocks = st.builds(Clock, minutes_of_day, minutes_of_day)


@cache
def fractions(low: int, high: int) -> st.SearchStrategy[Fraction]:
    """Exact numbers within limits: most are short decimals, some are no decimals at all."""
    decimal = st.integers(low * 1000, high * 1000).map(lambda n: Fraction(n, 1000))
    return st.one_of(decimal, decimal.map(lambda n: max(Fraction(low), n / 3)))


@cache
def above_zero(high: int) -> st.SearchStrategy[Fraction]:
    """Exact numbers above nought."""
    return fractions(0, high).filter(bool)


@cache
def figures(high: int) -> st.SearchStrategy[Decimal]:
    """Printed figures: their digits matter, trailing noughts too."""
    return st.builds(
        lambda digits, places: Decimal(digits).scaleb(-places) if places else Decimal(digits),
        st.integers(0, high),
        st.integers(0, 4),
    )


units = fractions(0, 40)
_HALF_SETS = st.lists(st.sampled_from(Half), max_size=3, unique=True)
_HALF_WINDOWS = st.builds(
    lambda begin, length: Clock(begin, (begin + length) % MINUTES_PER_DAY),
    minutes_of_day,
    st.integers(1, _HALF_A_DAY),
)


@cache
def any_of(choices: Iterable[Any]) -> st.SearchStrategy[Any]:
    """One of these, which may be an enumeration; made once, for making one is what takes time."""
    return st.sampled_from(tuple(choices))


@cache
def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The thing, or None."""
    return st.one_of(st.none(), strategy)


@dataclass(frozen=True)
class _Names:
    """Ids drawn so far that others may refer to."""

    take: Callable[[], str]
    employers: tuple[str, ...]
    sites: tuple[str, ...]
    partners: tuple[str, ...]


def _id_source(draw: Draw) -> Callable[[], str]:
    numbers = itertools.count(1)
    stem = draw(st.sampled_from(_STEMS))
    return lambda: f"{stem}{next(numbers)}"


@st.composite
def portfolios(draw: Draw) -> Portfolio:
    """A whole portfolio: employers, roles, lines, life, partners and scenarios."""
    take = _id_source(draw)
    employers = tuple(draw(_employers(take)) for _ in range(draw(st.integers(1, 3))))
    owners = maybe(st.sampled_from([one.id for one in employers]))
    sites = tuple(
        Site(id=take(), name=draw(names), employer=draw(owners), notes=draw(texts))
        for _ in range(draw(st.integers(0, 2)))
    )
    partners = tuple(draw(_partners(take)) for _ in range(draw(st.integers(0, 2))))
    known = _Names(
        take,
        tuple(one.id for one in employers),
        tuple(one.id for one in sites),
        tuple(one.id for one in partners),
    )
    roles = tuple(draw(_roles(known)) for _ in range(draw(st.integers(0, 3))))
    activities = _lines_of(draw, roles, known)
    on_calls = tuple(draw(_on_calls(one, known)) for one in roles if draw(st.booleans()))
    return Portfolio(
        person=draw(persons()),
        employers=employers,
        sites=sites,
        travels=_travels(draw, known),
        roles=roles,
        activities=activities,
        on_calls=on_calls,
        commitments=tuple(draw(_commitments(take)) for _ in range(draw(st.integers(0, 2)))),
        stated=tuple(draw(_stated(one, take)) for one in roles if draw(st.booleans())),
        partners=partners,
        scenarios=tuple(
            draw(_scenarios(known, roles, activities, on_calls))
            for _ in range(draw(st.integers(0, 2)))
        ),
        policies=tuple(draw(_policies(known)) for _ in range(draw(st.integers(0, 1)))),
        objectives=tuple(
            draw(_objectives(one, activities, take)) for one in roles[:1] if draw(st.booleans())
        ),
        assumptions=draw(_ASSUMPTIONS),
        thresholds=draw(_THRESHOLDS),
        silences=tuple(draw(_silences(activities, take)) for _ in range(draw(st.integers(0, 1)))),
    )


@cache
def persons() -> st.SearchStrategy[Person]:
    """The clinician."""
    return st.builds(
        Person,
        name=names,
        nation=any_of(Nation),
        year_start=st.dates(date(2016, 1, 1), date(2040, 12, 31)),
        registration=st.builds(Registration, body=texts, number=texts),
        specialty=texts,
        hours_cap=maybe(st.integers(1, 168 * 60)),
        wtr_opt_out=st.booleans(),
        notes=texts,
    )


def _employers(take: Callable[[], str]) -> st.SearchStrategy[Employer]:
    return st.builds(
        Employer,
        id=st.builds(take),
        name=names,
        kind=any_of(EmployerKind),
        nation=maybe(any_of(Nation)),
        lead=st.booleans(),
        notes=texts,
    )


def _policies(known: _Names) -> st.SearchStrategy[Policy]:
    """Local values of terms that the contract has, in their shape."""
    values = st.one_of(
        st.tuples(st.just("working-weeks"), any_of(("41.60", "42", '"125/3"'))),
        st.tuples(st.just("core-supporting-professional-activities"), any_of(("1.0", "2"))),
    )
    return st.builds(
        lambda key, pair, employer, start, source, at: Policy(
            id=key,
            employer=employer,
            contract=CONSULTANT,
            term=pair[0],
            start=start,
            value=pair[1],
            source=source,
            at=at,
        ),
        st.builds(known.take),
        values,
        any_of(known.employers),
        dates,
        names,
        texts,
    )


def _objectives(
    role: Role, lines: tuple[Activity, ...], take: Callable[[], str]
) -> st.SearchStrategy[Objective]:
    keys = tuple(line.id for line in lines)
    return st.builds(
        Objective,
        id=st.builds(take),
        role=st.just(role.id),
        title=names,
        measure=texts,
        support=texts,
        activities=st.lists(any_of(keys), max_size=2, unique=True).map(tuple)
        if keys
        else st.just(()),
        notes=texts,
    )


def _silences(lines: tuple[Activity, ...], take: Callable[[], str]) -> st.SearchStrategy[Silence]:
    return st.builds(
        Silence,
        check=any_of(("daily-rest", "contracted", "a-check-of-old")),
        where=any_of((*(line.id for line in lines), "gone")),
        reason=names,
        id=st.one_of(st.just(""), st.builds(take)),
        notes=texts,
    )


def _travels(draw: Draw, known: _Names) -> tuple[Travel, ...]:
    if len(known.sites) < len(("from", "to")) or draw(st.booleans()):
        return ()
    start, end = known.sites[:2]
    key = known.take() if draw(st.booleans()) else ""
    return (Travel(start=start, end=end, minutes=draw(st.integers(0, 300)), id=key),)


def _commitments(take: Callable[[], str]) -> st.SearchStrategy[Commitment]:
    return st.builds(
        Commitment,
        id=st.builds(take),
        title=names,
        days=day_sets,
        clock=clocks,
        protected=st.booleans(),
        notes=texts,
    )


@st.composite
def _roles(draw: Draw, known: _Names, key: str | None = None) -> Role:
    counted = draw(st.booleans())
    start, end = sorted((draw(dates), draw(dates)))
    halves = draw(_HALF_SETS)
    return Role(
        id=key or known.take(),
        employer=draw(any_of(known.employers)),
        title=draw(names),
        contract=draw(any_of((CONSULTANT, HOURS))),
        contracted=draw(units),
        start=draw(maybe(st.just(start))),
        end=draw(maybe(st.just(end))),
        plan=draw(maybe(names)),
        service_from=draw(maybe(dates)),
        pay_point=draw(maybe(names)),
        base=draw(maybe(any_of(known.sites))) if known.sites else None,
        cycle_weeks=draw(st.integers(1, 6)),
        working_weeks=draw(maybe(fractions(20, 52))),
        rounding=draw(any_of(Rounding)),
        paid_cap=draw(maybe(units)),
        halves=tuple((half, draw(_HALF_WINDOWS)) for half in halves),
        premium=draw(any_of(PremiumMode)),
        counted=counted,
        stands_for=None if counted else draw(maybe(above_zero(40))),
        real_unit_minutes=draw(maybe(st.integers(1, MINUTES_PER_DAY))),
        leave=draw(_leaves()),
        basic=draw(maybe(figures(200_000))),
        considered=draw(st.booleans()),
        share=draw(maybe(_shares(known))),
        notes=draw(texts),
    )


@cache
def _leaves() -> st.SearchStrategy[Leave]:
    return st.builds(
        Leave,
        annual_weeks=maybe(fractions(0, 12)),
        public_holidays=maybe(fractions(0, 12)),
        study_days=maybe(fractions(0, 30)),
    )


def _shares(known: _Names) -> st.SearchStrategy[JobShare]:
    holder = maybe(any_of(Holder))
    meeting = st.builds(
        Meeting, title=names, minutes=st.integers(1, 24 * 60), every_weeks=st.integers(1, 26)
    )
    responsibility = st.builds(Responsibility, title=names, lead=holder, deputy=holder)
    return st.builds(
        JobShare,
        size=any_of(ShareSize),
        model=any_of(ShareModel),
        mine=maybe(units),
        theirs=maybe(units),
        demand=maybe(_DEMANDS),
        partner=maybe(any_of(known.partners)) if known.partners else st.none(),
        overlap=maybe(st.integers(0, 3000)),
        overlap_kind=any_of(Overlap),
        coordination=maybe(st.integers(0, 3000)),
        meetings=_distinct(meeting),
        cover=maybe(any_of(Cover)),
        cover_minutes=maybe(st.integers(0, 3000)),
        responsibilities=_distinct(responsibility),
    )


_DEMANDS = st.builds(
    Demand,
    requests=fractions(0, 40),
    minutes=st.integers(1, 600),
    spread=fractions(0, 2),
    urgent=fractions(0, 1),
)
_SHARES_OF_ONE = fractions(0, 1)
_ASSUMPTIONS = st.one_of(
    st.just(Assumptions()),
    st.builds(
        Assumptions,
        years=st.integers(100, 100_000),
        seed=st.integers(0, 2**32 - 1),
        two_week_blocks=st.integers(0, 4),
        one_week_blocks=st.integers(0, 6),
        school_holidays=st.booleans(),
        not_both_away=_SHARES_OF_ONE,
        my_leave_weeks=maybe(fractions(0, 12)),
        partner_leave_weeks=maybe(fractions(0, 12)),
        sick_spells=fractions(0, 6),
        sick_days=fractions(1, 30),
        overruns=st.lists(
            st.builds(
                Overrun, category=st.sampled_from(CODES), mean=above_zero(3), spread=fractions(0, 2)
            ),
            max_size=2,
        ).map(tuple),
        call_spread=fractions(0, 2),
        own_time=st.integers(0, 600),
    ),
)
_THRESHOLDS = st.one_of(
    st.just(Thresholds()),
    st.builds(
        Thresholds,
        near_limit=st.integers(0, 600),
        duty_share=_SHARES_OF_ONE,
        weeks_over=fractions(0, 53),
        uncovered=_SHARES_OF_ONE,
        wait=st.integers(0, 10_000),
    ),
)


def _distinct(item: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(item, max_size=3, unique=True).map(tuple)


def _partners(take: Callable[[], str]) -> st.SearchStrategy[Partner]:
    half = st.tuples(weekdays, any_of(Half))
    said = st.dictionaries(half, any_of(Availability), max_size=5)
    return st.builds(
        Partner,
        id=st.builds(take),
        name=names,
        updated=maybe(dates),
        halves=said.map(_in_order),
        blocks=st.lists(
            st.builds(PartnerBlock, day=weekdays, clock=clocks, on_post=st.booleans(), title=texts),
            max_size=3,
        ).map(tuple),
        hours=maybe(st.integers(0, 3000)),
        units=maybe(units),
        negotiable=maybe(st.booleans()),
        areas=texts,
        strengths=texts,
        would_lead=texts,
        limits=texts,
        notes=texts,
    )


def _in_order(
    said: dict[tuple[Day, Half], Availability],
) -> tuple[tuple[Day, Half, Availability], ...]:
    """As a week is read: by day, then by half."""
    order = list(Half)
    by_time = sorted(said.items(), key=lambda one: (one[0][0].index, order.index(one[0][1])))
    return tuple((day, half, availability) for (day, half), availability in by_time)


def _lines_of(draw: Draw, roles: tuple[Role, ...], known: _Names) -> tuple[Activity, ...]:
    if not roles:
        return ()
    return tuple(
        draw(activities(draw(st.sampled_from(roles)), known))
        for _ in range(draw(st.integers(0, 5)))
    )


@st.composite
def activities(draw: Draw, role: Role, known: _Names, key: str | None = None) -> Activity:
    """A line of a role: any way of saying when, with any way of saying how often that suits it."""
    when = draw(any_of((_clocked, _halved, _untimed, _allocated, _unknown)))(draw)
    often, when = _how_often(draw, when, role)
    worth = draw(any_of(("counts_as", "tariff", "neither")))
    if worth == "counts_as":
        when.setdefault("counts_as", draw(units))
    elif worth == "tariff" and "counts_as" not in when:
        when["tariff"] = Tariff(
            each=draw(units), count=draw(fractions(0, 20)), cap=draw(maybe(units))
        )
    return Activity(
        id=key or known.take(),
        role=role.id,
        title=draw(names),
        site=draw(maybe(any_of(known.sites))) if known.sites else None,
        group=draw(maybe(names)),
        premium=draw(maybe(any_of(PremiumMode))),
        paid=draw(st.booleans()),
        replaces_all=draw(st.booleans()),
        instead_of_all=draw(st.booleans()),
        also=draw(_CREDITS),
        **_bounds(draw),
        stated=draw(maybe(figures(9999))),
        stated_each=draw(maybe(figures(9999))),
        movable=draw(any_of(Movable)),
        energy=draw(maybe(st.integers(-2, 2))),
        meaningful=draw(maybe(st.booleans())),
        attend=draw(maybe(any_of(Attend))),
        lead=draw(maybe(any_of(Holder))),
        notes=draw(texts),
        **_category(draw, role),
        **when,
        **often,
    )


def _codes(role: Role) -> tuple[str, ...]:
    return CODES if role.contract == CONSULTANT else ("Work", "Own")


def _category(draw: Draw, role: Role) -> dict[str, Any]:
    codes = any_of(_codes(role))
    kind = draw(any_of(("one", "shares", "none")))
    if kind == "one":
        return {"category": draw(codes)}
    if kind == "none":
        return {}
    part = Fraction(draw(st.integers(1, 999)), 1000)
    pair = draw(st.lists(codes, min_size=2, max_size=2, unique=True))
    return {"category_shares": ((pair[0], part), (pair[1], 1 - part))}


def _clocked(draw: Draw) -> dict[str, Any]:
    clock: Clock = draw(clocks)
    when: dict[str, Any] = {"day": draw(any_of(Day)), "clock": clock}
    kind = draw(any_of(("breaks", "minutes", "none")))
    if kind == "breaks" and clock.minutes > len("begin, end"):
        when["breaks"] = _breaks(draw, clock)
    elif kind == "minutes":
        when["break_minutes"] = draw(st.integers(0, clock.minutes - 1))
    when["travel_inside"] = draw(st.booleans())
    when["travel_minutes"] = draw(st.integers(0, clock.minutes))
    return when


def _breaks(draw: Draw, clock: Clock) -> tuple[Clock, ...]:
    """One or two breaks within the window, with at least a minute of it left."""
    inside = st.integers(0, clock.minutes - 1)
    cuts = sorted(draw(st.lists(inside, min_size=2, max_size=4, unique=True)))
    at = [(clock.start + cut) % MINUTES_PER_DAY for cut in cuts]
    return tuple(Clock(at[i], at[i + 1]) for i in range(0, len(at) - 1, 2))


def _halved(draw: Draw) -> dict[str, Any]:
    return {"day": draw(any_of(Day)), "half": draw(any_of(Half))}


def _untimed(draw: Draw) -> dict[str, Any]:
    minutes = draw(st.integers(1, _LONGEST_BLOCK))
    return {
        "minutes": minutes,
        "premium_minutes": draw(maybe(st.integers(0, minutes))),
        "day": draw(maybe(weekdays)),
        "half": draw(maybe(any_of(Half))),
        "place_days": draw(st.one_of(st.just(()), day_sets)),
        "place_window": draw(maybe(_HALF_WINDOWS)),
        "least_minutes": draw(maybe(st.integers(1, 240))),
    }


def _allocated(draw: Draw) -> dict[str, Any]:
    return {"counts_as": draw(units)}


def _unknown(_draw: Draw) -> dict[str, Any]:
    return {}


def _how_often(
    draw: Draw, when: dict[str, Any], role: Role
) -> tuple[dict[str, Any], dict[str, Any]]:
    """How often, and the when that goes with it: dates may take the place of a day."""
    holiday = when.get("day") is Day.HOLIDAY
    frequency: Frequency = draw(_frequencies(role, months=when.get("day") in WEEKDAYS))
    if isinstance(frequency, OnDates):
        when = {**when, "day": None}
        if draw(st.booleans()):
            first = frequency.dates[0]
            frequency = OnDates(tuple(first + timedelta(weeks=n) for n in range(3)))
            when["day"] = WEEKDAYS[first.weekday()]
    often: dict[str, Any] = {"frequency": frequency}
    if not isinstance(frequency, PerYear | OnDates):
        often["prospective_cover"] = draw(st.booleans())
        if holiday:
            often["holidays_per_year"] = draw(maybe(above_zero(30)))
    return often, when


@st.composite
def _frequencies(draw: Draw, role: Role, *, months: bool) -> Frequency:
    weeks = st.lists(st.integers(1, role.cycle_weeks), min_size=1, unique=True).map(tuple)
    kinds: list[st.SearchStrategy[Frequency]] = [
        st.just(EVERY_WEEK),
        st.builds(CycleWeeks, weeks),
        _ones_in(),
        st.builds(PerYear, above_zero(200)),
        st.builds(OnDates, st.lists(dates, min_size=1, max_size=4, unique=True).map(tuple)),
    ]
    if months:
        month = st.lists(st.integers(1, 5), min_size=1, max_size=5, unique=True).map(tuple)
        kinds.append(st.builds(MonthWeeks, month))
    found: Frequency = draw(st.one_of(kinds))
    return found


@st.composite
def _ones_in(draw: Draw) -> OneIn:
    if draw(st.booleans()):
        n = draw(st.integers(1, 12))
        times = draw(st.integers(1, n))
        return OneIn(Fraction(n), Fraction(times), draw(maybe(st.integers(1, n))))
    n = draw(fractions(1, 20))
    return OneIn(n, draw(st.sampled_from((Fraction(1), n, n / 2))))


@st.composite
def _on_calls(draw: Draw, role: Role, known: _Names, key: str | None = None) -> OnCall:
    frequency: Frequency = draw(
        st.one_of(st.just(EVERY_WEEK), _ones_in(), st.builds(PerYear, above_zero(200)))
    )
    clock = draw(maybe(clocks))
    work = maybe(_call_works(clocked=clock is not None))
    flat = draw(maybe(units))
    consultant = role.contract == CONSULTANT
    return OnCall(
        id=key or known.take(),
        role=role.id,
        title=draw(names),
        frequency=frequency,
        days=draw(day_sets),
        availability=draw(maybe(any_of(("A", "B")))) if consultant else None,
        category=draw(maybe(any_of(_codes(role)))),
        predictable=None if flat is not None else draw(work),
        unpredictable=None if flat is not None else draw(work),
        clock=clock,
        counts_as=flat,
        **_covers(draw, frequency),
        slot_share=draw(fractions(0, 1).filter(bool)),
        instead_of_all=draw(st.booleans()),
        **_bounds(draw),
        resident=draw(st.booleans()),
        stated=draw(maybe(figures(9999))),
        notes=draw(texts),
    )


def _covers(draw: Draw, frequency: Frequency) -> dict[str, Any]:
    """Whether a rota is covered through leave and by which convention; never what is a year's."""
    if isinstance(frequency, PerYear) or draw(st.booleans()):
        return {}
    return {"prospective_cover": True, "cover_by": draw(any_of(CoverBy))}


def _bounds(draw: Draw) -> dict[str, Any]:
    """The days that a line begins and ends on, and the time in lieu that it earns."""
    if draw(st.booleans()):
        return {}
    first, last = sorted((draw(dates), draw(dates)))
    return {
        "first_day": draw(maybe(st.just(first))),
        "last_day": draw(maybe(st.just(last))),
        "lieu_minutes": draw(st.integers(0, 600)),
    }


_CREDITS = st.lists(
    st.one_of(
        st.builds(Credit, ledger=names),
        st.builds(Credit, ledger=names, units=units),
        st.builds(Credit, ledger=names, minutes=st.integers(0, 600)),
    ),
    max_size=2,
    unique=True,
).map(tuple)


def _call_works(*, clocked: bool) -> st.SearchStrategy[CallWork]:
    some = st.integers(0, 3000)
    apart = st.builds(CallWork, plain=some, premium=some, per=any_of(Per))
    whole = st.builds(CallWork, minutes=some, per=any_of(Per))
    return st.one_of(apart, whole) if clocked else apart


@st.composite
def _stated(draw: Draw, role: Role, take: Callable[[], str]) -> StatedTotals:
    return StatedTotals(
        id=draw(st.one_of(st.just(""), st.builds(take))),
        source=draw(maybe(texts)),
        role=role.id,
        total=draw(maybe(figures(9999))),
        by_category=_figures_by(draw, any_of(_codes(role))),
        by_group=_figures_by(draw, names),
        notes=draw(texts),
    )


def _figures_by(draw: Draw, keys: st.SearchStrategy[str]) -> tuple[tuple[str, Decimal], ...]:
    return tuple(draw(st.dictionaries(keys, figures(9999), max_size=3)).items())


@st.composite
def _scenarios(
    draw: Draw,
    known: _Names,
    roles: tuple[Role, ...],
    lines: tuple[Activity, ...],
    on_calls: tuple[OnCall, ...],
) -> Scenario:
    """Gives some up, puts others in the place of some of those, takes roles on, adds a line."""
    own: list[Role | Activity | OnCall] = [*roles, *lines, *on_calls]
    leave = {one.id for one in own if draw(st.booleans())}
    by_id = {role.id: role for role in roles}
    instead = [one for one in own if one.id in leave and draw(st.booleans())]
    takes = [role for role in roles if (role.considered or role.share) and draw(st.booleans())]
    added = [draw(activities(role, known)) for role in roles if draw(st.booleans())]
    cycles = [draw(_roles(known, one.id)) for one in instead if isinstance(one, Role)]
    changed = {role.id: role for role in cycles}
    return Scenario(
        id=known.take(),
        title=draw(names),
        leave=tuple(sorted(leave)),
        takes=tuple(draw(_takes(changed.get(role.id, role))) for role in takes),
        roles=tuple(cycles),
        activities=tuple(
            draw(activities({**by_id, **changed}[one.role], known, one.id))
            for one in instead
            if isinstance(one, Activity)
        )
        + tuple(one for one in added if one.role not in changed),
        on_calls=tuple(
            draw(_on_calls({**by_id, **changed}[one.role], known, one.id))
            for one in instead
            if isinstance(one, OnCall)
        ),
        notes=draw(texts),
    )


def _takes(role: Role) -> st.SearchStrategy[TakeOn]:
    ways = Take if role.share is not None else (Take.WHOLE,)
    return st.builds(
        TakeOn,
        role=st.just(role.id),
        take=st.sampled_from(tuple(ways)),
        mine=maybe(units),
        overlap=maybe(st.integers(0, 3000)),
        cover_minutes=maybe(st.integers(0, 3000)),
    )
