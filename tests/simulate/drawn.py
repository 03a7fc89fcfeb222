"""Short years of every kind: what hypothesis draws from to hold the sampled year against others."""

from datetime import timedelta
from fractions import Fraction

from hypothesis import strategies as st

from portfolio_app.core.assumptions import Assumptions, Overrun
from portfolio_app.core.sharing import Demand, Holder
from portfolio_app.core.weektime import merge
from portfolio_app.core.yearplan import NOT_ON, Commitment, Duty, Kind, PostYear, YearPlan
from tests.years import BOTH, FIRST

DAY = 24 * 60
WEEKS = 9
parts = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(3, 5), Fraction(1)])
minutes = st.integers(0, 600).map(Fraction)
rates = st.sampled_from([None, None, Fraction(1, 3), Fraction(2, 7), Fraction(3, 2)])
instead = st.sampled_from([(), (), ("call",), ("duty-0",), ("call", "duty-1", "gone")])


@st.composite
def lain(draw: st.DrawFn, days: int, before: int) -> tuple[int, ...]:
    """A day in some weeks."""
    weekday = draw(st.integers(0, 6))
    weeks = -(-(before + days) // 7)
    every = draw(st.integers(1, 3))
    at = [week * 7 + weekday - before for week in range(weeks)]
    return tuple(
        day if 0 <= day < days and week % every == 0 else NOT_ON for week, day in enumerate(at)
    )


@st.composite
def duties(draw: st.DrawFn, key: str, days: int, before: int) -> Duty:
    """Any duty of either."""
    kind = draw(st.sampled_from([Kind.DAY, Kind.DAY, Kind.SPREAD, Kind.CALL]))
    weeks = -(-(before + days) // 7)
    length = draw(minutes)
    on = draw(lain(days, before))
    if kind is Kind.CALL:
        on = tuple(0 if day != NOT_ON else NOT_ON for day in on)
    assert len(on) == weeks
    return Duty(
        id=key,
        title=key,
        holder=draw(st.sampled_from(BOTH)) if kind is not Kind.CALL else Holder.ME,
        category=draw(st.sampled_from(["DCC", "SPA", "none", ""])),
        kind=kind,
        minutes=length,
        days=() if kind is Kind.SPREAD else on,
        rate=None if kind is Kind.SPREAD else draw(rates),
        uneven=length * draw(parts) if kind is Kind.CALL else Fraction(0),
        paid=draw(st.booleans()),
        protected=min(length, draw(minutes)),
        dropped_by=tuple(k for k in draw(instead) if k != key),
        phase=draw(st.sampled_from(["", "", "hot"])),
    )


@st.composite
def commitments(draw: st.DrawFn, key: str, days: int, before: int) -> Commitment:
    """Any commitment of the post."""
    mine = draw(st.one_of(st.none(), parts))
    return Commitment(
        id=key,
        title=key,
        minutes=draw(minutes),
        days=draw(lain(days, before)),
        rate=draw(rates),
        mine=mine,
        needs_both=mine is not None and draw(st.booleans()),
        my_chance=draw(st.booleans()),
        partner_chance=draw(st.sampled_from([None, True, True, False])),
        displaces=draw(st.sampled_from([Fraction(0), Fraction(30)])),
        category=draw(st.sampled_from(["ANR", "DCC"])),
        protected=draw(st.sampled_from([Fraction(0), Fraction(20)])),
        dropped_by=draw(instead),
        busy_with=draw(instead),
    )


@st.composite
def windows(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Times of the week that do not meet; some run past midnight."""
    found = []
    for day in draw(st.sets(st.integers(0, 6), max_size=3)):
        start = day * DAY + draw(st.integers(0, DAY - 1))
        found.append((start, min(start + draw(st.integers(1, 700)), 7 * DAY)))
    return merge(found)


@st.composite
def posts(draw: st.DrawFn, days: int, before: int) -> PostYear:
    """Any post, held alone or by two."""
    number = draw(st.integers(0, 4))
    demand = None
    if draw(st.booleans()):
        demand = Demand(
            requests=draw(st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(8)])),
            minutes=draw(st.integers(1, 60)),
            spread=draw(parts),
            urgent=draw(parts),
        )
    return PostYear(
        title="Post",
        role="post",
        holders=draw(st.sampled_from([BOTH, BOTH, (Holder.ME,)])),
        commitments=tuple(draw(commitments(f"c{n % 3}", days, before)) for n in range(number)),
        flexible=draw(minutes),
        rooms=(draw(minutes), draw(minutes)),
        post=Fraction(960),
        covers=draw(st.booleans()),
        cover_limit=draw(st.sampled_from([None, 0, 120, 400])),
        demand=demand,
        on_post=(draw(windows()), draw(windows())),
        at_work=(draw(windows()), draw(windows())),
    )


@st.composite
def short_years(draw: st.DrawFn) -> YearPlan:
    """A short year of both of us."""
    before = draw(st.integers(0, 6))
    days = draw(st.integers(7 * 3, 7 * WEEKS))
    keys = ["call", "duty-0", "duty-1", "duty-1", "duty-2"]
    lines = tuple(draw(duties(key, days, before)) for key in keys[: draw(st.integers(0, 5))])
    return YearPlan(
        id="x",
        title="X",
        first=FIRST + timedelta(days=before),
        days=days,
        holidays=frozenset(draw(st.sets(st.integers(0, days - 1), max_size=6))),
        duties=lines,
        post=draw(st.one_of(st.none(), posts(days, before), posts(days, before))),
        leave_weeks=(draw(leaves), draw(leaves)),
        contract=draw(minutes),
        own_limit=draw(st.sampled_from([None, 300, 900])),
        law_limit=draw(st.sampled_from([300, 1200])),
        average_weeks=draw(st.integers(1, 4)),
        partner_off=draw(st.sampled_from([(), (), ((3, 12),)])),
    )


leaves = st.sampled_from([Fraction(0), Fraction(7, 10), Fraction(2), Fraction(18, 5)])


@st.composite
def assumptions(draw: st.DrawFn) -> Assumptions:
    """Habits of leave, sickness and overruns of every kind."""
    return Assumptions(
        seed=draw(st.integers(0, 5)),
        two_week_blocks=draw(st.integers(0, 1)),
        one_week_blocks=draw(st.integers(0, 2)),
        school_holidays=draw(st.booleans()),
        not_both_away=draw(parts),
        sick_spells=draw(st.sampled_from([Fraction(0), Fraction(3), Fraction(60)])),
        sick_days=draw(st.sampled_from([Fraction(1), Fraction(3), Fraction(15, 2)])),
        overruns=draw(
            st.sampled_from([(), (Overrun(category="DCC", mean=Fraction(2), spread=Fraction(1)),)])
        ),
        call_spread=draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(2)])),
        own_time=draw(st.sampled_from([0, 45])),
    )
