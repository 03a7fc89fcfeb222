"""What the strip says of a counted week: figures against contract, cap and limit, with working.

Exact figures in, words out; nothing here is counted that the count does not say. Knows no widget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.checks.run import LAW
from portfolio_app.core.contracts import Contract, Unit
from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.model import Portfolio
from portfolio_app.core.termwords import UNVERIFIED
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.figures import Working
from portfolio_app.ui.workings import hours_working, life_working, total_working, units_working

_ZERO = Fraction(0)
_CLASHES = frozenset({"overlap", "double-booking"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One figure of the strip. `place` is the employer's place in the portfolio.

    `value` and `target` are in one unit and only for the meter; a `target` of 0 is none.
    """

    name: str
    figure: str
    against: str
    working: Working
    value: Fraction = _ZERO
    target: Fraction = _ZERO
    marks: tuple[Fraction, ...] = ()
    place: int | None = None
    tone: Tone = Tone.NEUTRAL

    @property
    def spoken(self) -> str:
        """The whole reading in words."""
        said = f"{self.name} {self.figure} {self.against}".strip()
        return f"{said}, {UNVERIFIED.value}" if self.working.doubt else said


@dataclass(frozen=True, slots=True)
class Tally:
    """So many findings of one weight, to press."""

    text: str
    tone: Tone


# -- employers ---------------------------------------------------------------------------------


def employer_readings(count: Count) -> tuple[Reading, ...]:
    """Units against contract of each employer, and of each unit where one has several."""
    readings: list[Reading] = []
    for place, employer in enumerate(count.portfolio.employers):
        by_unit: dict[tuple[Unit, int] | None, list[RoleCount]] = {}
        for role in count.roles:
            if role.role.employer == employer.id:
                key = (role.unit, role.unit_minutes) if role.role.counted else None
                by_unit.setdefault(key, []).append(role)
        for kind, roles in by_unit.items():
            if kind is None:
                readings.append(_hours_of(employer.name, roles, place))
            else:
                readings.append(_units_of(employer.name, roles, place))
    return tuple(readings)


def _units_of(name: str, roles: Sequence[RoleCount], place: int) -> Reading:
    unit = roles[0].unit.value
    counted = sum((role.counted for role in roles), _ZERO)
    contracted = sum((role.contracted for role in roles), _ZERO)
    about = "about " if any(role.assumed for role in roles) else ""
    shown = "h" if roles[0].unit is Unit.HOUR else unit
    many = shown if shown in ("h", "PA") or contracted == 1 else f"{shown}s"
    return Reading(
        name=name,
        figure=f"{about}{words.number(counted)}",
        against=f"of {words.number(contracted)} {many}{_hours_beside(roles)}",
        working=units_working(name, roles),
        value=counted,
        target=contracted,
        place=place,
        tone=Tone.TIGHT if counted > contracted else Tone.NEUTRAL,
    )


def _hours_beside(roles: Sequence[RoleCount]) -> str:
    """The hours of roles that count in units, to be said after them; none after hours."""
    if roles[0].unit is Unit.HOUR:
        return ""
    known = all(role.minutes is not None for role in roles)
    minutes = sum((role.assumed_minutes for role in roles), _ZERO)
    return f" · {'' if known else 'about '}{words.hours(minutes)}"


def _hours_of(name: str, roles: Sequence[RoleCount], place: int) -> Reading:
    """Work that no contract counts in units: its hours."""
    minutes = sum((role.assumed_minutes for role in roles), _ZERO)
    known = all(role.minutes is not None for role in roles)
    return Reading(
        name=name,
        figure=f"{'' if known else 'about '}{words.hours(minutes)}",
        against="a week, no units",
        working=hours_working(name, roles),
        value=minutes,
        place=place,
    )


# -- hours -------------------------------------------------------------------------------------


def life_reading(portfolio: Portfolio) -> Reading | None:
    """Hours a week of life outside work, and how many are protected; None without any."""
    if not portfolio.commitments:
        return None
    minutes = protected = 0
    for each in portfolio.commitments:
        taken = each.clock.minutes * len(each.days)
        minutes += taken
        protected += taken if each.protected else 0
    if protected == minutes:
        figure, against = words.hours(minutes), "protected"
    else:
        figure, against = words.hours(minutes), f"· {words.hours(protected)} protected"
    return Reading(
        name="Outside work",
        figure=figure,
        against=against,
        working=life_working(portfolio),
    )


def total_reading(count: Count, contracts: Mapping[str, Contract]) -> Reading:
    """Hours a week over all employers against the person's own limit and the law's."""
    person = count.portfolio.person
    minutes = count.assumed_minutes
    law = contracts[LAW].at(person.year_start, person.nation)
    term = law.term("weekly-average-maximum")
    limit = Fraction(law.minutes(term.key))
    cap = None if person.hours_cap is None else Fraction(person.hours_cap)
    opted = " (opted out)" if person.wtr_opt_out else ""
    own = "" if cap is None else f"own limit {words.number(cap / 60, 2)} · "
    return Reading(
        name="Total",
        figure=f"{_about(count.minutes)}{words.hours(minutes)}",
        against=f"a week, {own}legal limit {words.number(limit / 60, 2)}{opted}",
        working=total_working(count, limit=int(limit), limit_terms=[term]),
        value=minutes,
        target=limit if cap is None else cap,
        marks=(limit,),
        tone=_hours_tone(minutes, cap, limit, opted_out=person.wtr_opt_out),
    )


def _hours_tone(
    minutes: Fraction, cap: Fraction | None, limit: Fraction, *, opted_out: bool
) -> Tone:
    if minutes > limit and not opted_out:
        return Tone.NOT
    if minutes > limit or (cap is not None and minutes > cap):
        return Tone.TIGHT
    return Tone.FITS


def _about(known: Fraction | None) -> str:
    return "about " if known is None else ""


# -- findings ----------------------------------------------------------------------------------


def is_clash(finding: Finding) -> bool:
    """Whether a finding says that two things are at the same time."""
    return finding.check in _CLASHES and finding.severity is Severity.ERROR


def word_of(finding: Finding) -> tuple[str, Tone]:
    """A finding's weight as a word, and the tone that goes with it."""
    if is_clash(finding):
        return "Clash", Tone.NOT
    return {
        Severity.ERROR: ("Problem", Tone.NOT),
        Severity.WARNING: ("Warning", Tone.TIGHT),
        Severity.NOTE: ("Note", Tone.NEUTRAL),
    }[finding.severity]


def tallies(findings: Sequence[Finding], accepted: Sequence[Finding] = ()) -> tuple[Tally, ...]:
    """How many of each weight, the gravest first: "1 clash", "2 warnings"; then those accepted."""
    numbers: dict[tuple[str, Tone], int] = {}
    for finding in findings:
        kind = word_of(finding)
        numbers[kind] = numbers.get(kind, 0) + 1
    plurals = {"Clash": "clashes"}
    order = ["Clash", "Problem", "Warning", "Note"]
    rest = (Tally(f"{len(accepted)} accepted", Tone.NEUTRAL),) if accepted else ()
    standing = tuple(
        Tally(
            f"{number} {word.lower() if number == 1 else plurals.get(word, f'{word.lower()}s')}",
            tone,
        )
        for (word, tone), number in sorted(numbers.items(), key=lambda kv: order.index(kv[0][0]))
    )
    return (*standing, *rest)
