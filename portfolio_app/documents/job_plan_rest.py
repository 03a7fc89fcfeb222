"""What a job plan is held against: figures that a document stated, and the rest of the week.

Shows what it is given: what the reader may not see was withheld before.
"""

from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.audit import Audit, LineAudit, TotalAudit
from portfolio_app.core.model import Day, Portfolio
from portfolio_app.core.workload import Count
from portfolio_app.documents.content import Cell, Column, Data, Row, table, text
from portfolio_app.documents.job_plan_activities import clock_text, when_text
from portfolio_app.documents.job_plan_summary import DASH, difference_text, hours_cell, unit_text
from portfolio_app.documents.job_plan_week import Names

# -- stated against counted ----------------------------------------------------------------------

_STATED_COLUMNS = (
    Column("", 0.055),
    Column("Figure", 0.27),
    Column("Stated", 0.12, numeric=True),
    Column("Counted", 0.12, numeric=True),
    Column("Difference", 0.125, numeric=True),
    Column("What to know", 0.31),
)


def stated_blocks(own: Count, compared: Audit, names: Names) -> list[Data]:
    """What a document states against what is counted; nothing where nothing is stated."""
    lines, totals = compared.lines, compared.totals
    if not lines and not totals:
        return []
    off = [line for line in lines if line.follows is not True]
    wrong = [total for total in totals if total.follows is not True or total.adds_up is False]
    good = len(lines) + len(totals) - len(off) - len(wrong)
    blocks = [text(_stated_summary(good, len(off) + len(wrong)))]
    rows = [_stated_row(own, line, names) for line in off]
    rows += [_total_row(own, total) for total in wrong]
    if rows:
        blocks.append(table("Stated figures to settle", _STATED_COLUMNS, rows))
    return blocks


def _stated_summary(good: int, off: int) -> str:
    whole = good + off
    if not off:
        if whole == 1:
            return "The one stated figure follows from the times given."
        return f"All {whole} stated figures follow from the times given."
    return (
        f"{good} of {whole} stated figures follow from the times given;"
        f" {'one does' if off == 1 else f'{off} do'} not."
    )


def _stated_row(own: Count, line: LineAudit, names: Names) -> Row:
    role = own.role(line.role)
    unit = "" if role is None else role.unit.value
    each = line.what == "stated_each"
    note = "its worth is not known" if line.counted is None else "does not follow"
    if line.follows_if is not None:
        note = f"would follow with: {line.follows_if}"
    gap = line.difference
    return Row(
        cells=[
            names.refs.get(line.id, ""),
            Cell(line.title, "each time" if each else "a week"),
            f"{line.stated} {unit}",
            "not known" if line.counted is None else words.units(line.counted, unit),
            DASH if gap is None else difference_text(gap, unit),
            note,
        ]
    )


def _total_row(own: Count, total: TotalAudit) -> Row:
    role = own.role(total.role) if total.role else own.roles[0]
    unit = "" if role is None else role.unit.value
    notes = []
    if total.follows is False:
        notes.append("does not follow from the lines as counted")
    if total.follows_if is not None:
        notes.append(f"would follow with: {total.follows_if}")
    if total.adds_up is False and total.sum_of_stated_lines is not None:
        notes.append(f"stated lines add up to {words.units(total.sum_of_stated_lines, unit)}")
    if total.lines_without_stated:
        few = total.lines_without_stated
        notes.append(f"{few} line{'s state' if few > 1 else ' states'} no figure")
    gap = None if total.counted is None else Fraction(total.stated) - total.counted
    what = total.what[0].upper() + total.what[1:]
    return Row(
        cells=[
            "",
            Cell(what, total.source or ""),
            f"{total.stated} {unit}",
            "not known" if total.counted is None else words.units(total.counted, unit),
            DASH if gap is None else difference_text(gap, unit),
            "; ".join(notes),
        ]
    )


# -- objectives ----------------------------------------------------------------------------------


def objectives_name(own: Count) -> str:
    """What the contracts call them: outcomes in a Welsh job plan, objectives elsewhere."""
    called = {
        str(term.value) if term is not None else "objectives"
        for role in own.roles
        for term in (role.terms.view.get("objectives-are-called"),)
    }
    return (called.pop() if len(called) == 1 else "objectives").capitalize()


def objective_blocks(own: Count, names: Names) -> list[Data]:
    """What each role is to achieve, how it is measured, what it needs and what gives it time."""
    if not own.portfolio.objectives:
        return []
    lines = {line.id: line for line in own.lines}
    rows = []
    for objective in own.portfolio.objectives:
        role = own.role(objective.role)
        serves = [lines[key] for key in objective.activities if key in lines]
        minutes = sum((line.assumed_minutes for line in serves), Fraction(0))
        refs = ", ".join(names.refs.get(line.id, line.title) for line in serves)
        time = f"{words.hours(minutes)} a week" if serves else "no time yet"
        rows.append(
            Row(
                cells=[
                    Cell(objective.title, "" if role is None else role.role.title),
                    objective.measure or DASH,
                    objective.support or DASH,
                    Cell(time, refs),
                ]
            )
        )
    columns = [
        Column("To achieve", 0.34),
        Column("How it is measured", 0.24),
        Column("What it needs", 0.22),
        Column("Time for it", 0.2),
    ]
    return [table("", columns, rows)]


# -- the rest of the week ------------------------------------------------------------------------


def others_table(whole: Count, employer: str) -> Data | None:
    """Roles held with other employers, with their hours; None without any."""
    columns = [
        Column("Employer", 0.3),
        Column("Role", 0.34),
        Column("Contracted", 0.18, numeric=True),
        Column("Hours a week", 0.18, numeric=True),
    ]
    rows = [
        Row(
            cells=[
                whole.portfolio.employer(role.role.employer).name,
                role.role.title,
                unit_text(role.contracted, role),
                hours_cell(role.minutes, role.assumed_minutes),
            ]
        )
        for role in whole.roles
        if role.role.employer != employer
    ]
    return table("Work for others", columns, rows) if rows else None


def other_times_table(whole: Count, employer: str) -> Data | None:
    """When the work for others is done; None without any."""
    columns = [
        Column("Employer", 0.26),
        Column("Activity", 0.34),
        Column("When", 0.22),
        Column("How often", 0.18),
    ]
    others = {r.role.id: r for r in whole.roles if r.role.employer != employer}
    lines = {line.id: line for line in whole.lines}
    rows = []
    for activity in whole.portfolio.activities:
        role = others.get(activity.role)
        if role is not None and activity.id in lines:
            name = whole.portfolio.employer(role.role.employer).name
            often = lines[activity.id].frequency
            rows.append(Row(cells=[name, activity.title, when_text(activity, role), often]))
    for call in whole.portfolio.on_calls:
        role = others.get(call.role)
        if role is not None and call.id in lines:
            name = whole.portfolio.employer(role.role.employer).name
            rows.append(Row(cells=[name, call.title, "on call", lines[call.id].frequency]))
    return table("Times of the work for others", columns, rows) if rows else None


def life_table(portfolio: Portfolio) -> Data | None:
    """Life outside work; None without any."""
    columns = [Column("What", 0.44), Column("Days", 0.3), Column("Time", 0.26)]
    rows = [
        Row(
            cells=[
                Cell(life.title, "kept free" if life.protected else ""),
                words.listing([_weekday_text(day) for day in life.days]),
                clock_text(life.clock),
            ]
        )
        for life in portfolio.commitments
    ]
    return table("Outside work", columns, rows) if rows else None


def _weekday_text(day: Day) -> str:
    return "public holidays" if day is Day.HOLIDAY else day.value
