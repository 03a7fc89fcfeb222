"""How figures that more than one place shows came about: the one home of their working.

Exact figures in, lines of working out; nothing here is counted that the count does not say.
Knows no widget but the shape of a working.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from portfolio_app.core import weekwords, words
from portfolio_app.core.actual import PeriodWork, RealWeek, RoleYear, Worth
from portfolio_app.core.checks.run import LAW
from portfolio_app.core.contracts import Contract, TermValue, Unit
from portfolio_app.core.dependence import line_terms
from portfolio_app.core.findings import Finding
from portfolio_app.core.leave import LeaveLine
from portfolio_app.core.lines import Line
from portfolio_app.core.model import Portfolio
from portfolio_app.core.termwords import cited, mark_reason
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.ui.widgets.figures import LineKind, Working, WorkingLine

ASSUMED = "Where no hours are known, a unit of work is taken to be as long as in plain time."
_MOST_LINES = 12  # of working in one popover; the rest is added up
_LIMIT = "weekly-average-maximum"
_OF_ALL_WORK = frozenset({"working-time-average", "own-limit"})
_ZERO = Fraction(0)


def formula(text: str) -> WorkingLine:
    """A sum."""
    return WorkingLine(LineKind.FORMULA, text)


def given(text: str) -> WorkingLine:
    """What went into a sum."""
    return WorkingLine(LineKind.INPUT, text)


def note(text: str) -> WorkingLine:
    """What else is worth knowing."""
    return WorkingLine(LineKind.NOTE, text)


def term_lines(terms: Iterable[TermValue]) -> list[WorkingLine]:
    """Each term once, in its own sentence, and where it stands and since when."""
    lines: list[WorkingLine] = []
    for term in dict.fromkeys(terms):
        lines.append(WorkingLine(LineKind.TERM, term.says))
        lines.append(WorkingLine(LineKind.SOURCE, cited(term)))
    return lines


# -- lines and roles ---------------------------------------------------------------------------


def lines_working(count: Count, keys: Sequence[str], title: str) -> Working:
    """How a sum of lines came about: each line's working, and the terms that they used.

    Args:
        count: the counted week.
        keys: the lines that were added up; what is no counted line is left out.
        title: the name of the sum.
    """
    lines = [line for key in keys for line in (count.line(key),) if line is not None]
    shown = [given(f"{line.title}: {line.working}") for line in lines[:_MOST_LINES]]
    rest = lines[_MOST_LINES:]
    if rest:
        minutes = sum((line.assumed_minutes for line in rest), _ZERO)
        more = f"and {len(rest)} more lines of {words.hours(minutes)} a week; see their own rows"
        shown.append(note(more))
    terms = _terms_of(lines)
    return Working(title, (*shown, *term_lines(terms)), mark_reason(terms))


def units_working(name: str, roles: Sequence[RoleCount]) -> Working:
    """Units a week of roles that count in one unit, by category and against contract."""
    unit = roles[0].unit.value
    counted = sum((role.counted for role in roles), _ZERO)
    contracted = sum((role.contracted for role in roles), _ZERO)
    lines: list[WorkingLine] = []
    for role in roles:
        lines.append(formula(role_sum(role)))
        lines += [
            given(f"{category}: {words.units(amount.units, unit)}")
            for category, amount in role.by_category.items()
            if amount.units
        ]
    if len(roles) > 1:
        parts = " + ".join(words.number(role.counted) for role in roles)
        lines.append(formula(f"{parts} = {words.units(counted, unit)}"))
    lines.append(note(_gap(counted, contracted, unit)))
    lengths = (term for role in roles for term in role.terms.length_terms)
    used = line_terms(roles)
    lines += term_lines((*lengths, *used))
    return Working(f"{name}: units a week", tuple(lines), mark_reason(used))


def hours_working(name: str, roles: Sequence[RoleCount]) -> Working:
    """Hours a week of roles whose work no contract counts in units."""
    lines = [
        given(f"{line.title}: {line.working}")
        for role in roles
        for line in role.lines[:_MOST_LINES]
    ]
    lines += [
        formula(f"{role.role.title}: {words.hours(role.assumed_minutes)} a week") for role in roles
    ]
    lines.append(note("It is in the plan and not counted in units."))
    used = line_terms(roles)
    return Working(f"{name}: hours a week", (*lines, *term_lines(used)), mark_reason(used))


def role_working(role: RoleCount) -> Working:
    """A role's week: its units, or its hours where it has none."""
    one = units_working if role.role.counted else hours_working
    return one(role.role.title, [role])


def total_working(
    count: Count, *, limit: int | None, limit_terms: Sequence[TermValue] = ()
) -> Working:
    """Hours of the average week over all employers, against the person's limit and the law's.

    Args:
        count: the counted week.
        limit: minutes a week that the law allows, where it says.
        limit_terms: where the law says it.
    """
    person = count.portfolio.person
    minutes = count.assumed_minutes
    lines = [
        given(f"{role.role.title}: {_about(role.minutes)}{words.hours(role.assumed_minutes)}")
        for role in count.roles
    ]
    if len(count.roles) > 1:
        parts = " + ".join(words.number(role.assumed_minutes / 60, 2) for role in count.roles)
        lines.append(formula(f"{parts} = {words.hours(minutes)}"))
    if count.minutes is None:
        lines.append(note(ASSUMED))
    if limit is not None:
        lines.append(note(_room(minutes, limit, "the limit of")))
    if person.hours_cap is not None:
        lines.append(note(_room(minutes, person.hours_cap, "your own limit of")))
    if person.wtr_opt_out:
        lines.append(note("You have opted out of the limit."))
    lines += term_lines(limit_terms)
    return Working("All work: hours in the average week", tuple(lines))


def life_working(portfolio: Portfolio) -> Working:
    """Hours a week of life outside work, and how many are protected."""
    lines = []
    for each in portfolio.commitments:
        days = words.listing([day.value for day in each.days])
        times = f"{words.clock(each.clock.start)}–{words.clock(each.clock.end)}"
        kept = ", protected" if each.protected else ""
        taken = words.length(each.clock.minutes * len(each.days))
        lines.append(given(f"{each.title}: {days} {times}, {taken}{kept}"))
    lines.append(note("Work in protected time is a warning; in other time outside work a note."))
    return Working("Outside work: hours a week", tuple(lines))


def limit_terms(portfolio: Portfolio, contracts: Mapping[str, Contract]) -> tuple[TermValue, ...]:
    """The term in which the law limits the average week; none where it says nothing then."""
    if LAW not in contracts:
        return ()
    term = contracts[LAW].at(portfolio.person.year_start, portfolio.person.nation).get(_LIMIT)
    return () if term is None else (term,)


# -- findings ----------------------------------------------------------------------------------


def rests_on(finding: Finding, count: Count) -> bool:
    """Whether there is more to a finding than what it says itself."""
    return bool(finding.terms) or any(count.line(key) or count.role(key) for key in finding.where)


def finding_working(finding: Finding, count: Count) -> Working:
    """What a finding rests on: how the lines that it names count, and the terms it was held to."""
    if finding.check in _OF_ALL_WORK:
        whole = total_working(count, limit=None, limit_terms=finding.terms)
        return replace(whole, lines=(note(finding.message), *whole.lines))
    lines = [line for key in finding.where for line in (count.line(key),) if line is not None]
    roles = [role for key in finding.where for role in (count.role(key),) if role is not None]
    shown = [given(role_sum(role)) for role in roles[:_MOST_LINES]]
    shown += [given(f"{line.title}: {line.working}") for line in lines[:_MOST_LINES]]
    shown += term_lines(finding.terms)
    return Working("What it rests on", (note(finding.message), *shown), mark_reason(finding.terms))


# -- weeks and years ---------------------------------------------------------------------------


def day_working(
    title: str, count: Count, counted: Sequence[str], beside: Sequence[tuple[str, str]]
) -> Working:
    """How the hours and units of a day of the typical week came about.

    Args:
        title: the day.
        count: the counted week.
        counted: the lines that were added up, one for each block.
        beside: the day's lines that are in no total, each with why.
    """
    pairs = [
        (line, role)
        for key in counted
        for line in (count.line(key),)
        if line is not None
        for role in (count.role(line.role),)
        if role is not None
    ]
    shown = [given(f"{line.title}: {_once(line, role)}; {line.working}") for line, role in pairs]
    shown += _day_sums(pairs)
    for key, why in beside:
        left_out = count.line(key)
        if left_out is not None:
            shown.append(note(f"{left_out.title} is not in the total: {why}."))
    terms = _terms_of(line for line, _ in pairs)
    return Working(f"{title}: hours and units", (*shown, *term_lines(terms)), mark_reason(terms))


def _once(line: Line, role: RoleCount) -> str:
    """Hours and units of one occurrence."""
    held = line.held_minutes
    said = ["hours not known" if held is None else words.hours(held)]
    if _has_units(role):
        said.append(words.units(line.units_per_occurrence or _ZERO, role.unit.value))
    return ", ".join(said)


def _day_sums(pairs: Sequence[tuple[Line, RoleCount]]) -> list[WorkingLine]:
    """A sum of the hours, and one of each kind of unit; none of a single figure."""
    sums: dict[str, list[Fraction]] = {
        "h": [(line.held_minutes or _ZERO) / 60 for line, _ in pairs]
    }
    for line, role in pairs:
        if _has_units(role):
            parts = sums.setdefault(role.unit.value, [])
            parts.append(line.units_per_occurrence or _ZERO)
    return [
        formula(f"{' + '.join(map(words.number, parts))} = {_whole(sum(parts, _ZERO), unit)}")
        for unit, parts in sums.items()
        if len(parts) > 1
    ]


def _whole(much: Fraction, unit: str) -> str:
    return words.hours(much * 60) if unit == "h" else words.units(much, unit)


def real_week_working(week: RealWeek) -> Working:
    """How the hours of a real week came about: what is done on each date, and what is on none."""
    lines = [given(_dated(week, worth)) for worth in week.worths]
    lines.append(formula(f"together {words.hours(week.minutes)} on its dates"))
    for loose in week.loose:
        much = words.hours(loose.minutes)
        lines.append(note(f"{loose.line.title}: {much} on average, {loose.why.value}"))
    terms = _terms_of(line for _, counted in week.counts for line in counted.lines)
    title = f"Work in the week of {weekwords.span(week)}"
    return Working(title, (*lines, *term_lines(terms)), mark_reason(terms))


def real_day_working(week: RealWeek, day: date) -> Working:
    """How the hours of a day of a real week came about, by the day on which work begins."""
    counted = {line.id: line for _, one in reversed(week.counts) for line in one.lines}
    worths = [worth for worth in week.worths if worth.occurrence.day == day]
    lines = [
        given(
            f"{line.title}: {_about_if(worth.assumed)}{words.hours(worth.minutes)}; {line.working}"
        )
        for worth in worths
        for line in (counted[worth.occurrence.id],)
    ]
    if len(worths) > 1:
        hours = [worth.minutes / 60 for worth in worths]
        together = _whole(sum(hours, _ZERO), "h")
        lines.append(formula(f"{' + '.join(map(words.number, hours))} = {together}"))
    lines.append(note("Work counts on the day on which it begins."))
    terms = _terms_of(counted[worth.occurrence.id] for worth in worths)
    title = f"Work on {weekwords.short_day(day)}"
    return Working(title, (*lines, *term_lines(terms)), mark_reason(terms))


def _dated(week: RealWeek, worth: Worth) -> str:
    titles = {line.id: line.title for _, counted in week.counts for line in counted.lines}
    day = weekwords.short_day(worth.occurrence.day)
    hours = f"{_about_if(worth.assumed)}{words.hours(worth.minutes)}"
    return f"{day}, {titles[worth.occurrence.id]}: {hours}"


def year_working(parts: Sequence[PeriodWork]) -> Working:
    """How a role's year, or a part of it, came about: its weeks worked, times its week."""
    count = parts[0].count
    unit = count.unit.value
    lines = []
    for part in parts:
        role = part.count
        span = f"{words.day_date(part.period.first)} to {words.day_date(part.period.last)}"
        weeks = words.number(part.weeks, 2)
        lines.append(given(f"{span}: {weeks} of {_weeks(role)} weeks worked a year, by its days"))
        if role.role.counted:
            each, made = words.units(role.counted, unit), words.units(part.units, unit, 2)
            is_product = part.weeks * role.counted == part.units
            lines.append(formula(_times(weeks, each, made, is_product=is_product)))
        if part.minutes is not None:
            each, made = words.hours(role.assumed_minutes), words.hours(part.minutes)
            is_product = part.weeks * role.assumed_minutes == part.minutes
            lines.append(formula(_times(weeks, each, made, is_product=is_product)))
    if count.role.working_weeks is not None:
        lines.append(note("The number of weeks worked is your own."))
    terms = [term for part in parts for term in part.count.terms.weeks_terms]
    used = (*terms, *line_terms([part.count for part in parts]))
    return Working(f"{count.role.title}: the year", (*lines, *term_lines(used)), mark_reason(used))


def all_year_working(years: Sequence[RoleYear]) -> Working:
    """The hours of all roles in a year."""
    minutes = [role.minutes for role in years]
    lines = [
        given(f"{role.last.role.title}: {'not known' if much is None else words.hours(much, 1)}")
        for role, much in zip(years, minutes, strict=True)
    ]
    known = [much for much in minutes if much is not None]
    lines.append(formula(f"together {words.hours(sum(known, _ZERO), 1)}"))
    return Working("All work: hours in the year", tuple(lines))


def leave_working(name: str, line: LeaveLine) -> Working:
    """How a line of the leave came about."""
    shown = [formula(line.working)]
    if line.overridden:
        shown.append(note("It is your own figure."))
    return Working(name, (*shown, *term_lines(line.terms)), mark_reason(line.terms))


# -- words -------------------------------------------------------------------------------------


def _terms_of(lines: Iterable[Line]) -> list[TermValue]:
    return list(dict.fromkeys(term for line in lines for term in line.terms))


def _times(weeks: str, each: str, made: str, *, is_product: bool) -> str:
    if is_product:
        return f"{weeks} \u00d7 {each} a week = {made}"
    on_dates = "what is done on dates or on public holidays by those that lie in it"
    return f"{weeks} weeks of {each} a week, {on_dates}: {made}"


def _weeks(role: RoleCount) -> str:
    return words.number(role.terms.working_weeks, 2)


def role_sum(role: RoleCount) -> str:
    """A role's week in one line: its units counted and contracted, or its hours."""
    unit = role.unit.value
    if not _has_units(role):
        return f"{role.role.title}: {words.hours(role.assumed_minutes)} a week"
    return (
        f"{role.role.title}: {words.units(role.counted, unit)} counted,"
        f" {words.units(role.contracted, unit)} contracted"
    )


def _has_units(role: RoleCount) -> bool:
    """Whether a role's work is counted in units other than hours."""
    return role.role.counted and role.unit is not Unit.HOUR


def _gap(counted: Fraction, contracted: Fraction, unit: str) -> str:
    if counted == contracted:
        return "As contracted."
    side = "over" if counted > contracted else "under"
    return f"{words.units(abs(counted - contracted), unit)} {side} contract."


def _room(minutes: Fraction, limit: int, name: str) -> str:
    side = "over" if minutes > limit else "below"
    if minutes == limit:
        return f"At {name} {words.hours(limit)}."
    return f"{words.hours(abs(minutes - limit))} {side} {name} {words.hours(limit)}."


def _about(known: Fraction | None) -> str:
    return _about_if(known is None)


def _about_if(assumed: bool) -> str:  # noqa: FBT001 - a word for a yes or no
    return "about " if assumed else ""
