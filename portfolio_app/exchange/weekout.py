"""What the command `week` prints: one real week by its dates, for people and for machines.

Also the year of a portfolio in which something changes, period by period, as `summary` adds it.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from portfolio_app.core import weekwords, words
from portfolio_app.core.actual import RealWeek, RoleYear, Worth
from portfolio_app.core.contracts import Unit
from portfolio_app.core.dates import Occurrence
from portfolio_app.core.model import Activity, OnCall
from portfolio_app.core.periods import lines_of
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.exchange.jsonout import Json, figure
from portfolio_app.exchange.textout import table

_Sources = Mapping[str, Activity | OnCall]


def text(week: RealWeek, average: Count) -> Iterator[str]:
    """A week day by day, what it comes to, and beside it the average week.

    Args:
        week: the real week.
        average: the counted week of the same portfolio, without a day.
    """
    sources = _sources(week)
    where = weekwords.cycle(week)
    yield f"The week of {weekwords.span(week)}{f', {where}' if where else ''}"
    yield from weekwords.days_of_note(week)
    yield ""
    worths = {worth.occurrence: worth for worth in week.worths}
    rows = [_row(one, sources, worths.get(one), week) for one in week.laid.occurrences]
    if rows:
        yield table(("Day", "Time", "What", "Role", "Hours", "Units"), rows, right=(4, 5))
    else:
        yield "Nothing falls on its dates."
    for gone, why in ((week.laid.replaced, "replaced"), (week.laid.gave_way, "in a hot week")):
        for one in gone:
            yield f"Not done, {why}: {sources[one.id].title}, {weekwords.short_day(one.day)}"
    for loose in week.loose:
        much = words.hours(loose.minutes)
        yield f"On no date: {loose.line.title}, {much} a week on average ({loose.why.value})"
    yield ""
    roles = [_role_row(week, role, average.role(role.role.id)) for role in week.roles]
    yield table(("Role", "On dates", "Hours", "Average week", "Hours"), roles, right=(1, 2, 3, 4))
    yield ""
    yield f"{weekwords.hours(week)}; the average week is {words.hours(average.assumed_minutes)}"


def as_json(week: RealWeek, average: Count) -> Json:
    """A week for machines."""
    sources = _sources(week)
    worths = {worth.occurrence: worth for worth in week.worths}
    return {
        "first": week.monday.isoformat(),
        "last": week.sunday.isoformat(),
        "holidays": [day.isoformat() for day in week.holidays],
        "clock_change_minutes": week.gained,
        "occurrences": [_json(one, sources, worths.get(one)) for one in week.laid.occurrences],
        "replaced": [_json(one, sources, None) for one in week.laid.replaced],
        "gave_way": [_json(one, sources, None) for one in week.laid.gave_way],
        "not_on_dates": [
            {
                "id": loose.line.id,
                "why": loose.why.value,
                "part_of_week": figure(loose.part),
                "hours_per_week": figure(loose.line.assumed_minutes / 60),
                "units_per_week": figure(loose.line.units_per_week),
            }
            for loose in week.loose
        ],
        "roles": [
            {
                "id": role.role.id,
                "unit": role.unit.value,
                "units": figure(week.units_of(role.role.id)),
                "hours": figure(week.minutes_of(role.role.id) / 60),
            }
            for role in week.roles
        ],
        "hours": figure(week.minutes / 60),
        "hours_not_on_dates": figure(week.loose_minutes / 60),
        "average_hours": figure(average.assumed_minutes / 60),
    }


def year_text(years: Iterable[RoleYear]) -> Iterator[str]:
    """The year of each role, period by period."""
    yield "The job-plan year, each period as it stands in it:"
    rows = []
    for year in years:
        unit = year.last.unit.value
        for part in year.parts:
            days = f"{words.day_date(part.period.first)} to {words.day_date(part.period.last)}"
            weekly = words.units(part.count.counted, unit)
            in_all = words.units(part.units, unit, 2)
            rows.append((year.last.role.title, days, weekly, in_all, _hours(part.minutes)))
        if len(year.parts) > 1:
            total = words.units(year.units, unit, 2)
            rows.append((year.last.role.title, "in all", "", total, _hours(year.minutes)))
    yield table(("Role", "From and to", "A week", "In all", "Hours"), rows, right=(2, 3, 4))


def year_json(years: Iterable[RoleYear]) -> list[Json]:
    """The same for machines."""
    return [
        {
            "role": year.last.role.id,
            "units": figure(year.units),
            "hours": None if year.minutes is None else figure(year.minutes / 60),
            "periods": [
                {
                    "first": part.period.first.isoformat(),
                    "last": part.period.last.isoformat(),
                    "working_weeks": figure(part.weeks),
                    "units_per_week": figure(part.count.counted),
                    "units": figure(part.units),
                    "hours": None if part.minutes is None else figure(part.minutes / 60),
                }
                for part in year.parts
            ],
        }
        for year in years
    ]


def _sources(week: RealWeek) -> _Sources:
    return {line.id: line for line in lines_of(week.counts[0][1].whole)}


def _row(
    one: Occurrence, sources: _Sources, worth: Worth | None, week: RealWeek
) -> tuple[str, ...]:
    source = sources[one.id]
    role = next(role for role in week.roles if role.role.id == source.role)
    duty = isinstance(source, OnCall)
    times = f"{words.clock(one.start % 1440)} to {words.clock(one.end % 1440)}"
    if duty and source.clock is None:
        times = "all day"
    title = f"{source.title} (on call)" if duty else source.title
    if worth is None:
        return (
            *(weekwords.short_day(one.day), times, title, role.role.title),
            *("", "in place of other work"),
        )
    about = "about " if worth.assumed else ""
    units = "" if role.unit is Unit.HOUR else words.units(worth.units, role.unit.value)
    return (
        *(weekwords.short_day(one.day), times, title, role.role.title),
        *(f"{about}{words.hours(worth.minutes)}", units),
    )


def _role_row(week: RealWeek, role: RoleCount, average: RoleCount | None) -> tuple[str, ...]:
    unit = role.unit.value
    mean = ("", "")
    if average is not None:
        mean = (words.units(average.counted, unit), words.hours(average.assumed_minutes))
    return (
        role.role.title,
        words.units(week.units_of(role.role.id), unit),
        words.hours(week.minutes_of(role.role.id)),
        *mean,
    )


def _json(one: Occurrence, sources: _Sources, worth: Worth | None) -> Json:
    source = sources[one.id]
    return {
        "id": one.id,
        "kind": "on_call" if isinstance(source, OnCall) else "activity",
        "role": source.role,
        "title": source.title,
        "start": one.begins.isoformat(timespec="minutes"),
        "end": one.ends.isoformat(timespec="minutes"),
        "elapsed_minutes": one.minutes,
        "hours": None if worth is None else figure(worth.minutes / 60),
        "units": None if worth is None else figure(worth.units),
        "assumed": worth is not None and worth.assumed,
    }


def _hours(minutes: Fraction | None) -> str:
    return "not known" if minutes is None else words.hours(minutes)
