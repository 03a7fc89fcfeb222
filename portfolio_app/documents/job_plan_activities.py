"""The activities and the on-call rotas of a job plan, each with when, how often and its worth.

Every figure is the exact one of the counted week, put into words once, here.
"""

from collections.abc import Sequence
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.calls import call_parts
from portfolio_app.core.lines import NO_CATEGORY, Line, LineKind
from portfolio_app.core.model import MINUTES_PER_DAY, Activity, Clock, Day, Half, OnCall, OnDates
from portfolio_app.core.occurrences import dates_in_year
from portfolio_app.core.termwords import mark
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.documents.content import Cell, Column, Data, Row, items, table, text
from portfolio_app.documents.job_plan_summary import DASH, hours_cell, letters, unit_text
from portfolio_app.documents.job_plan_week import DAY_NAMES, Names, part_text

_HALVES = {Half.AM: "morning", Half.PM: "afternoon", Half.EVENING: "evening"}
_MOST_DATES = 8

# -- activities ----------------------------------------------------------------------------------

_ACTIVITY_COLUMNS = (
    Column("", 0.05),
    Column("Activity and place", 0.22),
    Column("When", 0.175),
    Column("Category", 0.127),
    Column("How often", 0.128),
    Column("Each", 0.1, numeric=True),
    Column("A week", 0.1, numeric=True),
    Column("Hours", 0.1, numeric=True),
)


def activity_tables(own: Count, names: Names, *, with_working: bool) -> list[Data]:
    """A table of activities for every role that has any."""
    tables = []
    for letter, role in zip(letters(len(own.roles)), own.roles, strict=True):
        lines = [line for line in role.lines if line.kind is LineKind.ACTIVITY]
        if not lines:
            tables.append(text(f"{letter}  {role.role.title}: no activities are entered."))
            continue
        rows = [_activity_row(own, role, line, names, working=with_working) for line in lines]
        rows.append(_lines_total("Activities together", role, lines, gap=4))
        tables.append(table(f"{letter}  {role.role.title}", _ACTIVITY_COLUMNS, rows))
    return tables


def _activity_row(own: Count, role: RoleCount, line: Line, names: Names, *, working: bool) -> Row:
    activity = next(a for a in own.portfolio.activities if a.id == line.id)
    sites = {site.id: site.name for site in own.portfolio.sites}
    timed = activity.clock is not None or activity.half is not None
    base = role.role.base if timed else None  # untimed work may be done anywhere
    place = sites.get(activity.site or base or "", "")
    return Row(
        cells=[
            names.refs[line.id],
            Cell(activity.title, place),
            Cell(when_text(activity, role), _extras(activity)),
            "none" if line.category == NO_CATEGORY else line.category,
            Cell(line.frequency, ", ".join(_conditions(activity, line))),
            unit_text(line.units_per_occurrence, role) if role.role.counted else DASH,
            _week_cell(role, line),
            _line_hours(line),
        ],
        under=line.working if working else "",
    )


def _conditions(activity: Activity, line: Line) -> list[str]:
    said = []
    if activity.attended != 1:
        said.append(part_text(activity.attended))
    if not line.paid:
        said.append("own time, not paid")
    if activity.lieu_minutes:
        said.append(f"{words.length(activity.lieu_minutes)} back in lieu each")
    return said


def _week_cell(role: RoleCount, line: Line) -> str | Cell:
    """A line's units a week, with a word where they rest on a value that was not verified."""
    if not role.role.counted:
        return DASH
    return Cell(unit_text(line.units_per_week, role), mark(line.terms))


def _line_hours(line: Line) -> str | Cell:
    if line.minutes_per_week is None:
        known = line.units_per_week is not None
        return Cell("not known", f"{words.hours(line.assumed_minutes)} assumed" if known else "")
    return Cell(words.hours(line.minutes_per_week), "assumed" if line.assumed else "")


def _lines_total(label: str, role: RoleCount, lines: Sequence[Line], *, gap: int) -> Row:
    units = sum((line.units_per_week or Fraction(0) for line in lines), Fraction(0))
    known = [line.minutes_per_week for line in lines]
    assumed = sum((line.assumed_minutes for line in lines), Fraction(0))
    minutes = None if None in known else sum((m for m in known if m is not None), Fraction(0))
    hours = hours_cell(minutes, assumed)
    doubt = mark(term for line in lines for term in line.terms)
    counted = Cell(unit_text(units, role), doubt) if role.role.counted else DASH
    return Row(cells=["", label, *[""] * gap, counted, hours], total=True)


def when_text(activity: Activity, role: RoleCount) -> str:
    """When an activity is done, in words."""
    day = _day_text(activity, role)
    if activity.clock is not None:
        return f"{day} {_clock_text(activity.clock, activity.day)}".strip()
    if activity.minutes is not None:
        wish = f", {day}" if day else ""
        half = f" {_HALVES[activity.half]}" if activity.half else ""
        return f"{words.length(activity.minutes)}, no fixed time{wish}{half}"
    if activity.half is not None:
        return f"{day} {_HALVES[activity.half]}, half-day".strip()
    return "an allocation, no fixed time"


def _day_text(activity: Activity, role: RoleCount) -> str:
    if activity.day is Day.HOLIDAY:
        return "Public holidays"
    if isinstance(activity.frequency, OnDates):
        days = dates_in_year(activity.frequency, role.role, role.terms.year_start)
        shown = [f"{day.day} {day:%b %Y}" for day in days[:_MOST_DATES]]
        more = len(days) - len(shown)
        return ", ".join(shown) + (f" and {more} more" if more else "")
    return "" if activity.day is None else activity.day.value


def _clock_text(clock: Clock, day: Day | None) -> str:
    shown = clock_text(clock)
    if clock.end > clock.start or clock.end == 0:
        return shown
    if day is None or day is Day.HOLIDAY:
        return f"{shown} next day"
    return f"{shown} {DAY_NAMES[(day.index + 1) % 7][:3]}"


def clock_text(clock: Clock) -> str:
    """A window by the clock: "09:00–13:00", "16:00–24:00"."""
    end = "24:00" if clock.end % MINUTES_PER_DAY == 0 else words.clock(clock.end)
    return f"{words.clock(clock.start)}{DASH}{end}"


def _extras(activity: Activity) -> str:
    parts = [f"break {clock_text(pause)}" for pause in activity.breaks]
    if activity.break_minutes:
        parts.append(f"break of {activity.break_minutes} min")
    if activity.travel_minutes:
        inside = "inside" if activity.travel_inside else "added"
        parts.append(f"travel of {activity.travel_minutes} min {inside}")
    return ", ".join(parts)


# -- on call -------------------------------------------------------------------------------------

_CALL_COLUMNS = (
    Column("", 0.05),
    Column("Rota", 0.2),
    Column("How often", 0.185),
    Column("Availability", 0.11),
    Column("Work in a duty week", 0.25),
    Column("A week", 0.105, numeric=True),
    Column("Hours", 0.1, numeric=True),
)


def call_blocks(own: Count, names: Names, *, with_working: bool) -> list[Data]:
    """The on-call rotas with their work, and what availability earns; nothing without a rota."""
    rows: list[Row] = []
    notes: list[tuple[str, str]] = []
    for role in own.roles:
        calls = {call.id: call for call in own.portfolio.on_calls if call.role == role.role.id}
        rows += [
            _call_row(role, calls[line.id], line, names, working=with_working)
            for line in role.lines
            if line.kind is LineKind.ON_CALL
        ]
        if calls:
            notes += _call_notes(role)
    return [table("", _CALL_COLUMNS, rows), items(notes)] if rows else []


def _call_row(role: RoleCount, call: OnCall, line: Line, names: Names, *, working: bool) -> Row:
    window = ""
    if call.clock is not None:
        window = clock_text(call.clock)
    hours = line.minutes_per_week
    return Row(
        cells=[
            names.refs[line.id],
            Cell(call.title, "resident" if call.resident else ""),
            Cell(line.frequency, window),
            f"category {call.availability}" if call.availability else DASH,
            _call_work(role, call, line),
            _week_cell(role, line),
            Cell(words.hours(line.assumed_minutes), "assumed")
            if hours is None
            else words.hours(hours),
        ],
        under=line.working if working else "",
    )


def _call_work(role: RoleCount, call: OnCall, line: Line) -> str:
    """Predictable and unpredictable work of one duty week, in hours and units."""
    if call.counts_as is not None:
        return "an agreed allocation"
    parts = [
        f"{part.name} {words.length(part.held.minutes)}, {unit_text(part.units, role)}"
        if role.role.counted
        else f"{part.name} {words.length(part.held.minutes)}"
        for part in call_parts(call, role.terms, line.occurrences_per_week)
    ]
    return "; ".join(parts) or "availability only"


def _call_notes(role: RoleCount) -> list[tuple[str, str]]:
    notes = []
    if role.rota_frequency is not None:
        often = words.number(role.rota_frequency, 2)
        notes.append(("Rota", f"{role.role.title}: 1 in {often} before cover."))
    found = role.supplement
    if found is not None and found.frequency != role.rota_frequency:
        read = words.number(found.frequency, 2)
        notes.append(("Band", f"{role.role.title}: the band is read at 1 in {read}."))
    if found is not None:
        gap = ", by the rule for frequencies between two bands" if found.gap_used else ""
        worth = f"{words.number(found.percent)} % of full-time basic salary"
        doubt = mark(found.terms)
        worth += f" ({doubt})" if doubt else ""
        notes.append(
            (
                "Supplement",
                f"Availability category {found.category}, {found.band} frequency{gap}: {worth}.",
            )
        )
    return notes
