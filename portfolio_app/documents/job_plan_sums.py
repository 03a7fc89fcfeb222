"""How the totals of a job plan add up: by line, by category, against limits and full time.

The working of each line stands under it; here is what makes sums of them. Shows what it is given.
"""

from collections.abc import Iterator
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.lines import Line, LineKind
from portfolio_app.core.sums import category_sum, hours_sum, limit_sum, role_hours_sum, units_sum
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.documents.content import Data, items
from portfolio_app.documents.job_plan_summary import difference_text, letters, unit_text
from portfolio_app.documents.job_plan_week import Names


def sum_blocks(
    own: Count, names: Names, *, whole: Count | None, law: Fraction | None
) -> list[Data]:
    """Each role's sums, then those of all work where they are shown.

    Args:
        own: what the reader sees of this employer's work.
        names: references of the lines.
        whole: the whole week, where the reader sees all of it.
        law: the law's limit of the average week in minutes, where it is printed.
    """
    entries: list[tuple[str, str]] = []
    for letter, role in zip(letters(len(own.roles)), own.roles, strict=True):
        entries += [(letter, said) for said in _role(role, names)]
    if len(own.roles) > 1:
        entries.append(("Hours", f"{hours_sum(own)} a week, of all roles here"))
        entries += [("Units", said) for said in _together(own)]
    if whole is not None:
        entries += [("Others", said) for said in _others(whole, own)]
        if len(whole.roles) > len(own.roles):
            entries.append(("All work", f"{hours_sum(whole)} a week, of every employer"))
        entries += [("Limits", said) for said in _limits(whole, law)]
    if own.minutes is None:
        entries.append(("Assumed", "Where no hours are known, a unit is as long as in plain time."))
    return [items(entries)] if entries else []


def _role(role: RoleCount, names: Names) -> Iterator[str]:
    def named(line: Line) -> str:
        return f"{names.refs[line.id]} "

    yield f"hours: {role_hours_sum(role, named)}"
    lines = [line for line in role.lines if line.kind is LineKind.ACTIVITY]
    if len(lines) < len(role.lines):
        units = sum((line.units_per_week or Fraction(0) for line in lines), Fraction(0))
        minutes = sum((line.assumed_minutes for line in lines), Fraction(0))
        worth = f"{unit_text(units, role)}, " if role.role.counted else ""
        yield f"activities, without on call: {worth}{words.hours(minutes)}"
    if not role.role.counted:
        return
    yield f"units: {units_sum(role, named)}"
    whole = role.counted
    for code in role.by_category:
        amount = role.by_category[code]
        said = f"{code}: {category_sum(role, code, named)}"
        if whole:
            percent = words.number(100 * amount.units / whole, 1)
            said += f"; / {words.number(whole)} = {percent} % of the role"
        if amount.minutes is not None:
            said += f"; {words.hours(amount.minutes)} of its hours"
        yield said
    counted, agreed = unit_text(role.counted, role), unit_text(role.contracted, role)
    gap = difference_text(role.counted - role.contracted, role.unit.value)
    yield f"{counted} counted less {agreed} contracted = {gap}"
    if role.paid != role.counted:
        yield f"paid {unit_text(role.paid, role)}: without own time, by the agreed rounding"
    part = role.fraction_of_full_time
    if role.terms.view.get("full-time-units") is not None and part is not None:
        agreed = words.number(role.contracted)
        whole_time = unit_text(role.terms.view.number("full-time-units"), role)
        yield f"full time: {agreed} / {whole_time} = {words.number(part)} of full time"
    own = role.role.working_weeks is not None
    source = "as the author has put in" if own else "by the term below"
    yield f"weeks worked: {_weeks(role)}, {source}"


def _weeks(role: RoleCount) -> str:
    """Weeks worked in a year, and what they leave free of 52."""
    weeks = role.terms.working_weeks
    free = words.number(max(Fraction(0), 52 - weeks), 4)
    return f"{words.number(weeks, 4)} a year, which leaves {free} weeks of 52"


def _together(own: Count) -> Iterator[str]:
    """The units of roles that count alike, added up, and each category of them."""
    roles = [role for role in own.roles if role.role.counted]
    if len(roles) < 2 or len({(role.unit, role.unit_minutes) for role in roles}) > 1:
        return
    first = roles[0]
    full = [part for role in roles if (part := role.fraction_of_full_time) is not None]
    if len(full) == len(roles):
        made = words.number(sum(full, Fraction(0)))
        yield f"full time: {' + '.join(map(words.number, full))} = {made} of full time"
    yield f"contracted: {_added([role.contracted for role in roles], first)}"
    yield f"counted: {_added([role.counted for role in roles], first)}"
    whole = sum((role.counted for role in roles), Fraction(0))
    for code in dict.fromkeys(code for role in roles for code in role.by_category):
        amounts = [role.by_category[code] for role in roles if code in role.by_category]
        units = sum((amount.units for amount in amounts), Fraction(0))
        said = f"{code}: {_added([amount.units for amount in amounts], first)}"
        if whole:
            said += f"; / {words.number(whole)} = {words.number(100 * units / whole, 1)} %"
        yield said


def _added(values: list[Fraction], role: RoleCount) -> str:
    made = unit_text(sum(values, Fraction(0)), role)
    return made if len(values) == 1 else f"{' + '.join(map(words.number, values))} = {made}"


def _others(whole: Count, own: Count) -> Iterator[str]:
    here = {role.role.id for role in own.roles}
    for role in whole.roles:
        if role.role.id not in here:
            yield f"{role.role.title}: {role_hours_sum(role)}; {_weeks(role)}"


def _limits(whole: Count, law: Fraction | None) -> Iterator[str]:
    cap = whole.portfolio.person.hours_cap
    if cap is not None:
        yield limit_sum("own limit", cap, whole.assumed_minutes)
    if law is not None:
        yield limit_sum("Working Time Regulations, average", law, whole.assumed_minutes)
