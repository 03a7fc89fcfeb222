"""One on-call rota as people say it: its work, its band, and how often it comes, for a form.

All of it follows from the rota and the terms of its role; other rotas of the role are left out.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from portfolio_app.core.calls import CallPart, call_line, call_parts
from portfolio_app.core.cover import Cover, Load, at_work, cover_of, is_covered
from portfolio_app.core.instead import Lost
from portfolio_app.core.lines import Line, RoleTerms
from portfolio_app.core.model import OnCall, PremiumMode
from portfolio_app.core.occasion import Held
from portfolio_app.core.supplement import Supplement, rota_frequency, supplement
from portfolio_app.core.workload import Count

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class CallAmount:
    """Work of one kind on call: minutes and units in plain and in premium time."""

    name: str
    plain: Fraction
    premium: Fraction
    plain_units: Fraction
    premium_units: Fraction

    @property
    def minutes(self) -> Fraction:
        """All its minutes."""
        return self.plain + self.premium

    @property
    def units(self) -> Fraction:
        """All its units."""
        return self.plain_units + self.premium_units

    def times(self, factor: Fraction) -> "CallAmount":
        """So many times of it."""
        return CallAmount(
            self.name,
            self.plain * factor,
            self.premium * factor,
            self.plain_units * factor,
            self.premium_units * factor,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """What one rota comes to.

    `duty_week` is the work of one duty week, `week` that of an average week worked. `frequency`
    is how often I am on duty before cover, `at_work` how often while I am at work, both as n of
    "one in n"; None where it is never. `duty_weeks_per_year` are mine, those that fall in leave
    included where they are covered. `line` has what counts: where it comes from a counted week,
    held to the most that the contract counts of all rotas together. `line.minutes_per_week` are
    the hours that count towards the average week; availability alone is no working time.
    """

    line: Line
    duty_week: tuple[CallAmount, ...]
    week: tuple[CallAmount, ...]
    frequency: Fraction | None
    at_work: Fraction | None
    duty_weeks_per_year: Fraction
    cover: Cover | None
    supplement: Supplement | None


def call_facts(
    call: OnCall, terms: RoleTerms, lost: Lost | None = None, load: Load | None = None
) -> CallFacts:
    """What one rota comes to by itself.

    Args:
        call: the rota.
        terms: those of its role.
        lost: what hot weeks take of it.
        load: the role's week, for Riddell's convention of cover (`RoleCount.load`).
    """
    line = call_line(call, terms, lost, load)
    cover = cover_of(call, terms, load)
    per_week = line.occurrences_per_week
    parts = tuple(_amount(part, terms) for part in call_parts(call, terms, per_week))
    frequency = rota_frequency([call], terms)
    a_year = per_week * terms.working_weeks
    if cover is not None:  # duties are those of the whole year, however they are spread
        a_year = a_year / cover.factor * at_work(terms)
    return CallFacts(
        line=line,
        duty_week=parts,
        week=tuple(part.times(per_week) for part in parts),
        frequency=frequency,
        at_work=frequency and frequency / (at_work(terms) if is_covered(call) else 1),
        duty_weeks_per_year=a_year,
        cover=cover,
        supplement=supplement([call], terms),
    )


def facts_of(count: Count, key: str) -> CallFacts | None:
    """What the rota with this id comes to within a counted week; None where it is not counted."""
    call = next((one for one in count.portfolio.on_calls if one.id == key), None)
    role = None if call is None else count.role(call.role)
    line = count.line(key)
    if call is None or role is None or line is None:
        return None
    return replace(call_facts(call, role.terms, line.lost, role.load), line=line)


def _amount(part: CallPart, terms: RoleTerms) -> CallAmount:
    plain = terms.units(Held(part.held.plain, _ZERO), PremiumMode.TIME)
    # A part may hold minutes that are worth nothing, as the resident hours beyond agreed work.
    plain = plain if part.units else _ZERO
    return CallAmount(part.name, part.held.plain, part.held.premium, plain, part.units - plain)
