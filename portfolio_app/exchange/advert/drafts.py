"""From the parts of a row to lines of a job plan: activities, a rota, and the total of several.

Pure building. A row that names several days, or a morning and an afternoon, becomes one activity
for each; its figure is then a total of that group, since it was printed for all of them.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import lcm

from portfolio_app.core import words as say
from portfolio_app.core.edits import free_id
from portfolio_app.core.model import (
    EVERY_WEEK,
    WEEKDAYS,
    Activity,
    Clock,
    CycleWeeks,
    Day,
    EveryWeek,
    Frequency,
    Half,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    PerYear,
)
from portfolio_app.exchange.advert.often import Often
from portfolio_app.exchange.advert.parts import Parts

ROLE = "advert"
"""The id of the one role that an advert is read into."""

LONGEST_CYCLE = 26
_ON_CALL = re.compile(r"\bon[\s-]?call\b", re.IGNORECASE)
_RESIDENT = re.compile(r"(?<!non-)(?<!non )\bresident\b|\bshift\b", re.IGNORECASE)
_AVAILABILITY = re.compile(r"\bcat(?:egory)?\.?\s*([A-Z])\b")
_A_DUTY = 600  # minutes: a window on call as long as this is availability, not presence
_LONGEST_PAUSE = 120
_MORE_PLACES = 2
_USUAL_CYCLES = (2, 4, 6, 8)
_MONTH_AS_WEEKS = Fraction(4)


@dataclass(frozen=True, slots=True)
class Drafts:
    """What one row became; `group` and `stated` are of a figure printed for several lines."""

    activities: tuple[Activity, ...] = ()
    on_calls: tuple[OnCall, ...] = ()
    group: str = ""
    stated: Decimal | None = None
    doubts: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its lines."""
        return (*(line.id for line in self.activities), *(line.id for line in self.on_calls))


@dataclass(frozen=True, slots=True)
class _Slot:
    day: Day | None = None
    clock: Clock | None = None
    breaks: tuple[Clock, ...] = ()
    half: Half | None = None
    minutes: int | None = None


def drafts(parts: Parts, *, cycle: int, taken: Collection[str], line: int) -> Drafts:
    """The lines that a row becomes.

    Args:
        parts: what the row says.
        cycle: the weeks of the rota that all rows are of.
        taken: ids in use.
        line: the row's place, to tell groups of the same title apart.
    """
    doubts = [*parts.doubts]
    often = _in_cycle(parts.often, cycle)
    if isinstance(parts.often.frequency, CycleWeeks) and not parts.often.cycle:
        doubts.append(f"weeks taken as those of a rota of {cycle}")
    slots = _slots(parts, doubts)
    if _is_rota(parts, slots):
        return _rota(parts, slots, often.frequency, taken, doubts)
    each = _evenly(parts, slots)
    several = len(slots) > 1 and parts.stated is not None and each is None
    group = f"{_title(parts)}, row {line}" if several else ""
    used = set(taken)
    made = []
    for slot in slots:
        activity = _activity(parts, slot, often, used, doubts)
        if each is not None:
            activity = replace(activity, stated=each)
        used.add(activity.id)
        made.append(replace(activity, group=group, stated=None) if several else activity)
    stated = parts.stated if several else None
    return Drafts(tuple(made), (), group, stated, tuple(dict.fromkeys(doubts)))


def _evenly(parts: Parts, slots: list[_Slot]) -> Decimal | None:
    """The figure of each of several equal slots, where the printed one parts evenly.

    Weekdays and weekends are worth different units, so nothing is parted over both.
    """
    if parts.stated is None or len(slots) == 1:
        return None
    weekend = {slot.day in (Day.SAT, Day.SUN, Day.HOLIDAY) for slot in slots}
    exact = Fraction(parts.stated) / len(slots)
    places = -int(parts.stated.as_tuple().exponent) + _MORE_PLACES
    if len(weekend) > 1 or (exact * 10**places).denominator != 1:
        return None
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def cycle_of(all_often: Collection[Often]) -> int:
    """The weeks of the rota that these are of: all that they name, together."""
    named = {often.cycle for often in all_often if often.cycle}
    weeks = [
        week
        for often in all_often
        if isinstance(often.frequency, CycleWeeks) and not often.cycle
        for week in often.frequency.weeks
    ]
    if weeks:
        # "Weeks 1 and 3" of a rota that is not told are weeks of four.
        named.add(next((usual for usual in _USUAL_CYCLES if usual >= max(weeks)), max(weeks)))
    together = lcm(*named) if named else 1
    return together if together <= LONGEST_CYCLE else max(named)


def _in_cycle(often: Often, cycle: int) -> Often:
    """The same in weeks of the whole rota: weeks 1 and 2 of 3 are 1, 2, 4 and 5 of 6."""
    if not isinstance(often.frequency, CycleWeeks):
        return often
    own = often.cycle or cycle
    if cycle % own:
        share = OneIn(Fraction(own), Fraction(len(often.frequency.weeks)))
        return replace(often, frequency=share)
    weeks = sorted(w + start for start in range(0, cycle, own) for w in often.frequency.weeks)
    return replace(often, frequency=CycleWeeks(tuple(weeks)))


def _title(parts: Parts) -> str:
    if parts.title:
        return parts.title
    if parts.categories:
        return " / ".join(parts.categories)
    return f"Work on {parts.days[0].value}" if parts.days else "Work"


def _slots(parts: Parts, doubts: list[str]) -> list[_Slot]:
    """When it is done: one slot for each day and half-day."""
    days: tuple[Day | None, ...] = parts.days or (None,)
    if parts.windows:
        clock, breaks = _whole_window(parts.windows, doubts)
        if parts.days:
            return [_Slot(day, clock, breaks) for day in days]
        doubts.append("no day is printed: its hours are counted as plain time")
        rest = sum(one.minutes for one in breaks)
        return [_Slot(minutes=clock.minutes - rest)]
    if parts.halves and parts.days:
        return [_Slot(day, half=half) for day in days for half in parts.halves]
    return [_Slot(day, minutes=parts.minutes) for day in days]


def _whole_window(windows: tuple[Clock, ...], doubts: list[str]) -> tuple[Clock, tuple[Clock, ...]]:
    """One window from the first start to the last end, the gaps between as breaks."""
    first = windows[0]
    breaks: list[Clock] = []
    end = first.end
    for later in windows[1:]:
        if not first.start < end <= later.start < later.end:
            doubts.append("only the first of its times is counted: the others do not follow it")
            return first, ()
        if later.start > end:
            breaks.append(Clock(end, later.start))
        end = later.end
    return Clock(first.start, end), tuple(breaks)


# -- an activity ----------------------------------------------------------------------------------


def _activity(
    parts: Parts, slot: _Slot, often: Often, taken: set[str], doubts: list[str]
) -> Activity:
    title = _title(parts)
    made = Activity(
        id=free_id(title, taken),
        role=ROLE,
        title=title,
        day=slot.day,
        clock=slot.clock,
        breaks=slot.breaks,
        half=slot.half,
        minutes=slot.minutes,
        frequency=_for_a_day(often.frequency, slot.day),
        stated=parts.stated,
        stated_each=parts.each,
    )
    made = _with_category(made, parts)
    if parts.covered and not isinstance(made.frequency, PerYear):
        made = replace(made, prospective_cover=True)
    made = _several_times(_with_pause(made, parts, doubts), often.times)
    return _as_allocation(made, parts, often, doubts)


def _for_a_day(frequency: Frequency, day: Day | None) -> Frequency:
    """The first Monday of a month needs its Monday; without one a month is four weeks."""
    if isinstance(frequency, MonthWeeks) and day in (None, Day.HOLIDAY):
        share = Fraction(min(len(frequency.weeks), int(_MONTH_AS_WEEKS)))
        return EVERY_WEEK if share == _MONTH_AS_WEEKS else OneIn(_MONTH_AS_WEEKS, share)
    return frequency


def _with_category(made: Activity, parts: Parts) -> Activity:
    if len(parts.categories) > 1:
        share = Fraction(1, len(parts.categories))
        return replace(made, category_shares=tuple((code, share) for code in parts.categories))
    return replace(made, category=parts.categories[0] if parts.categories else None)


def _with_pause(made: Activity, parts: Parts, doubts: list[str]) -> Activity:
    """Take off the break that the row prints, or that its hours leave out of its times."""
    if made.clock is None or made.breaks:
        return made
    pause = parts.pause
    if not pause and parts.minutes is not None:
        pause = made.clock.minutes - parts.minutes
        if pause and not 0 < pause <= _LONGEST_PAUSE:
            if made.frequency == EVERY_WEEK:
                doubts.append(f"it prints {say.hours(parts.minutes)}; its times are counted")
            pause = 0
        elif pause:
            doubts.append(f"a break of {pause} minutes, as its hours leave it")
    return replace(made, break_minutes=pause) if 0 < pause < made.clock.minutes else made


def _several_times(made: Activity, times: Fraction) -> Activity:
    """Twice a week is twice the time: as untimed hours, for one slot holds it once."""
    if times == 1:
        return made
    if made.half is not None:
        return replace(made, counts_as=times)
    lasting = made.minutes
    if made.clock is not None:
        lasting = made.clock.minutes - made.break_minutes - sum(b.minutes for b in made.breaks)
    whole = None if lasting is None else lasting * times
    if whole is None or whole.denominator != 1:
        return made
    return replace(made, clock=None, breaks=(), break_minutes=0, minutes=int(whole), day=made.day)


def _as_allocation(made: Activity, parts: Parts, often: Often, doubts: list[str]) -> Activity:
    """A figure without times is taken as it is printed: so many units a week."""
    if made.clock is not None or made.half is not None or made.minutes is not None:
        return made
    if parts.stated is not None:
        notes = (
            "" if isinstance(often.frequency, EveryWeek) else f"Printed as: {_often_text(often)}."
        )
        day = None if isinstance(made.frequency, MonthWeeks) else made.day
        return replace(
            made,
            counts_as=Fraction(parts.stated),
            frequency=EVERY_WEEK,
            prospective_cover=False,
            day=day,
            notes=notes,
        )
    if parts.each is not None:
        return replace(made, counts_as=Fraction(parts.each) * often.times)
    if parts.halves:
        doubts.append("no day is printed: a half-day is taken as one unit")
        return replace(made, counts_as=len(parts.halves) * often.times)
    return made


def _often_text(often: Often) -> str:
    return say.frequency(often.frequency, often.cycle or 1)


# -- a rota ---------------------------------------------------------------------------------------


def _is_rota(parts: Parts, slots: list[_Slot]) -> bool:
    """Whether a row is availability on call: named so, not resident, and not a daytime session."""
    if _ON_CALL.search(parts.title) is None or _RESIDENT.search(parts.title):
        return False
    if any(slot.half is not None for slot in slots):
        return False
    return all(slot.clock is None or slot.clock.minutes >= _A_DUTY for slot in slots) and (
        parts.minutes is None
    )


def _rota(
    parts: Parts,
    slots: list[_Slot],
    frequency: Frequency,
    taken: Collection[str],
    doubts: list[str],
) -> Drafts:
    title = _title(parts)
    days = tuple(day for day in parts.days if day is not Day.HOLIDAY)
    worth = parts.stated
    if worth is None:
        doubts.append("on call without a figure for the work done: only availability is counted")
    category = _AVAILABILITY.search(parts.title)
    often = _for_a_day(frequency, None)
    call = OnCall(
        id=free_id(title, taken),
        role=ROLE,
        title=title,
        frequency=OneIn(Fraction(1)) if isinstance(often, OnDates) else often,
        days=days or WEEKDAYS,
        availability=None if category is None else category[1],
        category=parts.categories[0] if parts.categories else None,
        clock=slots[0].clock,
        counts_as=None if worth is None else Fraction(worth),
        prospective_cover=parts.covered and not isinstance(often, PerYear),
        stated=worth,
    )
    return Drafts((), (call,), doubts=tuple(dict.fromkeys(doubts)))
