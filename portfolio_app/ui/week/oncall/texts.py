"""What the guided form says of a rota: figures in words, each with its working and its sources.

Rounds where it shows, and counts nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.callfacts import CallAmount, CallFacts
from portfolio_app.core.contracts import TermValue, Unit
from portfolio_app.core.model import CoverBy, OnCall, OnDates
from portfolio_app.core.supplement import Supplement, supplement
from portfolio_app.core.termwords import mark_reason
from portfolio_app.core.workload import RoleCount
from portfolio_app.ui.week.otherfields import BY_SAID
from portfolio_app.ui.widgets.figures import LineKind, Working, WorkingLine
from portfolio_app.ui.workings import term_lines

_WEEK = 7
CONVENTIONS = {
    CoverBy.WORKING_WEEKS: "52 / weeks worked",
    CoverBy.DAYS: "By days of leave",
    CoverBy.RIDDELL: "By Riddell",
    CoverBy.BAND: "In the band only",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure: its name, the figure, what stands softly beside it, and its working."""

    name: str
    figure: str
    beside: str
    working: Working


def facts(call: OnCall, found: CallFacts, role: RoleCount, rotas: Sequence[OnCall]) -> list[Fact]:
    """All that a rota comes to, in the order in which a reader asks.

    Args:
        call: the rota.
        found: what it comes to.
        role: its role's week, with the rota in it.
        rotas: all rotas of the role.
    """
    said = [_work(part, found, role) for part in found.duty_week]
    said += [_week(found, role), _often(call, found), _duty_weeks(found)]
    said.append(_hours(found))
    said += _supplements(call, found, role, rotas)
    if found.line.lieu_minutes:
        said.append(_lieu(found))
    return said


def _work(part: CallAmount, found: CallFacts, role: RoleCount) -> Fact:
    """One kind of work in a duty week: "2.667 PA a duty week"; "8 h premium"."""
    unit = role.unit.value
    times = [
        f"{words.length(minutes)} {kind}"
        for minutes, kind in ((part.plain, "plain"), (part.premium, "premium"))
        if minutes
    ]
    worth = [
        f"{words.length(minutes)} {kind} = {words.units(units, unit)}"
        for minutes, units, kind in (
            (part.plain, part.plain_units, "plain"),
            (part.premium, part.premium_units, "premium"),
        )
        if minutes
    ]
    figure = _units(part.units, role) or words.hours(part.minutes)
    name = f"{part.name[:1].upper()}{part.name[1:]} work"
    lines = [*worth, found.line.working]
    return Fact(name, f"{figure} a duty week", ", ".join(times), _made(name, lines, found))


def _week(found: CallFacts, role: RoleCount) -> Fact:
    """An average week worked, of which how much is of each kind."""
    line = found.line
    figure = _units(line.units_per_week, role) or _hours_text(line.minutes_per_week)
    parts = (
        [f"{words.number(part.units)} {part.name}" for part in found.week if part.units]
        if len(found.week) > 1
        else []
    )
    name = "An average week worked"
    return Fact(name, f"{figure} a week", ", ".join(parts), _made(name, [line.working], found))


def _often(call: OnCall, found: CallFacts) -> Fact:
    """How often the turn comes, and what part of all days that is, by which the band is read."""
    name = "Your turn"
    if found.frequency is None or found.at_work is None:
        return Fact(name, "never", "", _made(name, [found.line.frequency], found))
    part = Fraction(1 if isinstance(call.frequency, OnDates) else len(call.days), _WEEK)
    turn, of_days = one_in(found.frequency * part), one_in(found.frequency)
    lines = [found.line.frequency]
    beside = []
    if found.at_work != found.frequency:
        at_work = f"{one_in(found.at_work * part)} while at work"
        beside.append(at_work)
        lines.append(f"{at_work}: the duties of 52 weeks fall in the weeks worked")
    if part != 1:
        beside.append(f"{of_days} of all days")
        lines.append(f"{turn} on {len(call.days)} of 7 days is {of_days} of all days")
    return Fact(name, turn, ", ".join(beside), _made(name, lines, found))


def _duty_weeks(found: CallFacts) -> Fact:
    name = "Duty weeks a year"
    figure = words.number(found.duty_weeks_per_year, 2)
    beside = "" if found.cover is None else "those that fall in leave are in it"
    weeks = words.number(found.line.working_weeks, 2)
    lines = [f"{found.line.frequency}; {weeks} weeks worked: {figure}"]
    if found.cover is not None:
        lines = [f"{found.line.frequency}: the duties of 52 weeks, {figure}", found.cover.text]
    return Fact(name, figure, beside, _made(name, lines, found))


def _hours(found: CallFacts) -> Fact:
    name = "For the average week"
    figure = f"{_hours_text(found.line.minutes_per_week)} a week"
    beside = "hours of work; waiting at home is none"
    lines = [found.line.working, "Availability alone is no working time; resident duty is."]
    return Fact(name, figure, beside, _made(name, lines, found))


def _supplements(
    call: OnCall, found: CallFacts, role: RoleCount, rotas: Sequence[OnCall]
) -> list[Fact]:
    """The band of this rota, and of all rotas of the role where there are more."""
    made = [_supplement("Supplement", found.supplement, [call], role)]
    if call.slot_share != 1:
        whole = replace(call, slot_share=Fraction(1))
        alone = supplement([whole], role.terms)
        made.append(_supplement("With a whole slot", alone, [whole], role))
    if len(rotas) > 1:
        made.append(_supplement("All rotas of the role", role.supplement, rotas, role))
    return made


def _supplement(
    name: str, found: Supplement | None, rotas: Sequence[OnCall], role: RoleCount
) -> Fact:
    if found is None:
        without = all(call.availability is None for call in rotas)
        has_table = role.terms.view.get("availability-supplement") is not None
        why = "the contract has none here"
        if has_table:
            why = "choose an availability category" if without else "never on duty"
        return Fact(name, "none", why, Working(name, (WorkingLine(LineKind.NOTE, why),)))
    figure = f"{words.number(found.percent)} % of basic pay"
    often = one_in(found.frequency)
    beside = f"{found.band} frequency, category {found.category}, read at {often}"
    lines = [
        *(f"{call.title}: {len(call.days)} of 7 days, {_share(call)}" for call in rotas),
        f"together {often}: {found.band} frequency; category {found.category}: {figure}",
    ]
    if found.gap_used:
        lines.append("it lies between two bands, and the contract says which holds")
    return Fact(name, figure, beside, _working(name, lines, found.terms))


def _share(call: OnCall) -> str:
    often = words.frequency(call.frequency)
    part = call.slot_share
    return often if part == 1 else f"{often}, {words.number(part)} of the slot"


def _lieu(found: CallFacts) -> Fact:
    name = "Time back in lieu"
    figure = f"{words.hours(found.line.lieu_minutes_per_year)} a year"
    return Fact(name, figure, "never part of its worth", _made(name, [found.line.working], found))


def note(call: OnCall) -> str:
    """What is missing before anything can be counted; empty where nothing is."""
    worked = call.predictable or call.unpredictable or call.counts_as is not None
    if worked or (call.resident and call.clock is not None):
        return ""
    if call.resident:
        return "A resident duty is counted by its times: write them, or the work that is done."
    return "Availability alone earns no units: write the work that is done, where there is any."


def conventions(by: Sequence[tuple[CoverBy, CallFacts]], role: RoleCount) -> list[Fact]:
    """What each convention of prospective cover would make of a rota."""
    return [
        Fact(
            CONVENTIONS[convention],
            f"{_units(found.line.units_per_week, role) or _hours_text(found.line.minutes_per_week)}"
            " a week",
            _with_supplement(BY_SAID[convention], found),
            _made(CONVENTIONS[convention], [found.line.working], found),
        )
        for convention, found in by
    ]


def _with_supplement(said: str, found: CallFacts) -> str:
    if found.supplement is None:
        return said
    return f"{said} Supplement {words.number(found.supplement.percent)} %."


def one_in(n: Fraction) -> str:
    """As in "1 in 7", "1 in 5.65"."""
    return f"1 in {words.number(n, 2)}"


def _units(units: Fraction | None, role: RoleCount) -> str:
    """Units of the role's contract; nothing where it counts in hours."""
    if units is None or not role.role.counted or role.unit is Unit.HOUR:
        return ""
    return words.units(units, role.unit.value)


def _hours_text(minutes: Fraction | None) -> str:
    return "not known" if minutes is None else words.hours(minutes)


def _made(name: str, said: Iterable[str], found: CallFacts) -> Working:
    return _working(name, said, found.line.terms)


def _working(name: str, said: Iterable[str], terms: Sequence[TermValue]) -> Working:
    lines = [WorkingLine(LineKind.FORMULA, f"{text[:1].upper()}{text[1:]}.") for text in said]
    return Working(name, (*lines, *term_lines(terms)), mark_reason(terms))
