"""What the panel says of an option: figures, their working, and the verdict in words.

Options arrive worked out; nothing here is counted. Knows no widget.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.checks.run import LAW
from portfolio_app.core.contracts import Contract, TermValue, Unit
from portfolio_app.core.dependence import line_terms
from portfolio_app.core.jobshare import LEAVE, SHARE, WHOLE, Option
from portfolio_app.core.model import Portfolio, Role
from portfolio_app.core.pay import PortfolioPay
from portfolio_app.core.shares import post_size
from portfolio_app.core.termwords import mark_reason
from portfolio_app.core.verdict import Fit, Part, Question, Reason
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.ui import paytexts
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.figures import LineKind, Working, WorkingLine
from portfolio_app.ui.workings import ASSUMED, term_lines

NOT_KNOWN = "not known"
_GRAVITY = (Fit.DOES_NOT_FIT, Fit.TIGHT, Fit.NOT_KNOWN)
_TONES = {
    Fit.FITS: Tone.FITS,
    Fit.TIGHT: Tone.TIGHT,
    Fit.DOES_NOT_FIT: Tone.NOT,
    Fit.NOT_KNOWN: Tone.NEUTRAL,
    Fit.NOT_ASKED: Tone.INFO,
}
_UNSIZED = Reason("The size of the post is not known yet, so neither is this.")
_OURS = frozenset({LEAVE, WHOLE, SHARE})


@dataclass(frozen=True, slots=True)
class Limits:
    """What the average week is held against: the law's term, and the person's own, in minutes."""

    term: TermValue | None
    law: int | None
    own: int | None

    @property
    def nearest(self) -> str:
        """The lower of the two in words."""
        if self.own is not None and (self.law is None or self.own < self.law):
            return f"your own limit of {words.hours(self.own)}"
        return "the limit" if self.law is None else f"the {words.hours(self.law)} limit"


def limits_of(portfolio: Portfolio, contracts: Mapping[str, Contract]) -> Limits:
    """The limits of a portfolio's year."""
    own = portfolio.person.hours_cap
    if LAW not in contracts:
        return Limits(None, None, own)
    law = contracts[LAW].at(portfolio.person.year_start, portfolio.person.nation)
    term = law.term("weekly-average-maximum")
    return Limits(term, law.minutes(term.key), own)


def is_ours(option: Option) -> bool:
    """Whether an option stands in no scenario of the user's and could be kept as one."""
    return option.scenario in _OURS


def target_of(option: Option) -> str | None:
    """The scenario that a change of this option belongs to; None is the portfolio itself."""
    return None if option.scenario in _OURS else option.scenario


def is_sized(option: Option) -> bool:
    """Whether the size of the post is known, as far as the option takes it on."""
    return not any(part.reasons == (_UNSIZED,) for part in option.verdict)


def sized(option: Option, role: Role) -> Option:
    """An option as it is; of a post whose size nobody knows, with nothing claimed of it."""
    if post_size(role) or option.count.role(role.id) is None:
        return option
    parts = (Part(part.question, Fit.NOT_KNOWN, (_UNSIZED,)) for part in option.verdict)
    return replace(option, verdict=tuple(parts))


# -- units -------------------------------------------------------------------------------------


def unit_name(unit: Unit, value: Fraction) -> str:
    """A unit's name after a figure: "PA", "session", "sessions", "h"."""
    if unit is Unit.HOUR:
        return "h"
    return "PA" if unit is Unit.PA else words.units(value, unit.value).partition(" ")[2]


def short(question: Question) -> str:
    """A question of the verdict where there is little room."""
    return "Post looked after?" if question is Question.POST else question.value


def units_text(count: Count) -> str:
    """Units a week of each kind: "12 PA", "6 PA + 15 h"."""
    return " + ".join(
        f"{words.number(value)} {unit_name(Unit(name), value)}"
        for name, value in count.units.items()
    )


def units_working(count: Count) -> Working:
    """How the units came about: each role's, against its contract."""
    lines = [
        WorkingLine(
            LineKind.INPUT,
            f"{role.role.title}: {_units(role.counted, role)} counted,"
            f" {_units(role.contracted, role)} contracted",
        )
        for role in count.roles
    ]
    lines += [
        WorkingLine(LineKind.FORMULA, f"{_sum_of(count, name)} = {words.units(value, name)}")
        for name, value in count.units.items()
    ]
    used = line_terms(count.roles)
    lengths = (term for role in count.roles for term in role.terms.length_terms)
    lines += term_lines((*lengths, *used))
    return Working("Units in the average week", tuple(lines), mark_reason(used))


def _units(value: Fraction, role: RoleCount) -> str:
    return words.units(value, role.unit.value)


def _sum_of(count: Count, unit: str) -> str:
    return " + ".join(words.number(r.counted) for r in count.roles if r.unit.value == unit)


# -- hours -------------------------------------------------------------------------------------


def hours_text(count: Count) -> str:
    """Hours of the average week; "about" where some are assumed."""
    about = "" if count.minutes is not None else "about "
    return f"{about}{words.hours(count.assumed_minutes)}"


def hours_working(option: Option, today: Count | None) -> Working:
    """How the hours came about: each role's, own time among them, and what today's plan has."""
    count = option.count
    lines = [
        WorkingLine(LineKind.INPUT, f"{role.role.title}: {words.hours(role.assumed_minutes)}")
        for role in count.roles
    ]
    lines += [
        WorkingLine(
            LineKind.INPUT, f"of which {line.title}: {words.hours(line.assumed_minutes)}, unpaid"
        )
        for line in count.lines
        if not line.paid
    ]
    parts = " + ".join(words.number(role.assumed_minutes / 60, 2) for role in count.roles)
    lines.append(WorkingLine(LineKind.FORMULA, f"{parts or '0'} = {words.hours(option.minutes)}"))
    if today is not None and today.assumed_minutes != option.minutes:
        change = option.minutes - today.assumed_minutes
        side = "more" if change > 0 else "less"
        text = f"{words.hours(abs(change))} {side} than today's {hours_text(today)}."
        lines.append(WorkingLine(LineKind.NOTE, text))
    if count.minutes is None:
        lines.append(WorkingLine(LineKind.NOTE, ASSUMED))
        lengths = (t for r in count.roles if r.minutes is None for t in r.terms.length_terms)
        lines += term_lines(lengths)
    return Working(f"{option.title}: hours in the average week", tuple(lines))


def headroom_text(option: Option, limits: Limits) -> tuple[str, str]:
    """How far the week is from the nearest limit: a figure, and what it is a figure of."""
    side = "over" if option.headroom < 0 else "below"
    figure = words.hours(abs(option.headroom))
    if not is_sized(option):
        figure = f"at most {figure}" if option.headroom > 0 else f"at least {figure}"
    if limits.own is not None and limits.nearest.startswith("your"):
        return figure, f"{side} your limit of {words.hours(limits.own)}"
    return figure, f"{side} {limits.nearest}"


def headroom_working(option: Option, limits: Limits) -> Working:
    """How far the week is from each limit, with the law's own words."""
    lines = []
    for name, limit in (("your own limit", limits.own), ("the limit", limits.law)):
        if limit is not None:
            left = Fraction(limit) - option.minutes
            side = "below" if left >= 0 else "over"
            sum_ = f"{words.hours(limit)} \u2212 {words.hours(option.minutes)}"
            text = f"{sum_}: {words.hours(abs(left))} {side} {name}"
            lines.append(WorkingLine(LineKind.FORMULA, text))
    if option.portfolio.person.wtr_opt_out:
        lines.append(WorkingLine(LineKind.NOTE, "You have opted out of the limit."))
    if limits.term is not None:
        lines += term_lines([limits.term])
    return Working(f"{option.title}: room below the limits", tuple(lines))


def pay_text(option: Option) -> str:
    """An option's pay a year; at least that where the post's size is not known."""
    said = option.pay.text()
    is_least = is_sized(option) or option.pay.not_known
    return said if is_least else f"at least {said}"


def pay_of(option: Option) -> str:
    """What the figure of an option's pay is a figure of."""
    if option.pay.text() == paytexts.NOT_KNOWN:
        return "what it pays"
    return "a year, estimated"


def pay_working(option: Option, today: PortfolioPay | None) -> Working:
    """How an option's pay came about; in doubt where it rests on figures not verified."""
    title = f"{option.title}: pay a year, estimated"
    return paytexts.pay_working(option.pay, title, today)


def pay_spoken(option: Option) -> str:
    """An option's pay in a sentence, for those who listen."""
    return f"Pay {pay_text(option)} {pay_of(option)}".strip() + "."


# -- the verdict -------------------------------------------------------------------------------


def tone_of(fit: Fit) -> Tone:
    """The tone that helps the word of a verdict."""
    return _TONES[fit]


def telling(option: Option, most: int = 3) -> tuple[Reason, ...]:
    """The reasons that tell most: the first of each part that does not fit, the gravest first.

    How near the hours are to a limit is said by the figures already; that they are over the law's
    is not.
    """
    grave = [part for part in option.verdict if part.fit in _GRAVITY and not _is_said(part)]
    grave.sort(key=lambda part: _GRAVITY.index(part.fit))
    calm = [part for part in option.verdict if part.question is Question.PLACES]
    found = [_first(part) for part in grave or calm if part.reasons]
    return tuple(dict.fromkeys(found))[:most]


def _is_said(part: Part) -> bool:
    if any(reason.weeks for reason in part.reasons):
        return False
    return part.question is Question.HOURS and part.fit is not Fit.DOES_NOT_FIT


def _first(part: Part) -> Reason:
    """What tells most of a part: which weeks of the year, where they are known."""
    return next((reason for reason in part.reasons if reason.weeks), part.reasons[0])


def spoken(option: Option, limits: Limits) -> str:
    """An option in sentences, for those who listen."""
    figure, of = headroom_text(option, limits)
    parts = " ".join(f"{part.question.value} {part.fit.value}." for part in option.verdict)
    return (
        f"{units_text(option.count)}, {hours_text(option.count)} a week, {figure} {of}."
        f" {pay_spoken(option)} {parts}"
        f" {' '.join(reason.text for reason in telling(option))}"
    )


# -- the post ----------------------------------------------------------------------------------


def part_text(mine: Fraction, post: Fraction, unit: Unit) -> str:
    """My part of a post: "2.4 of 4 PA · 60 %"."""
    if not post:
        return "size of the post not known"
    share = words.number(mine * 100 / post, 0)
    return f"{words.number(mine)} of {words.number(post)} {unit_name(unit, post)} · {share} %"


def role_text(portfolio: Portfolio, role: Role, unit: Unit) -> str:
    """A shared post in one line: its size and its employer."""
    size = post_size(role)
    said = f"{words.number(size)} {unit_name(unit, size)}" if size else "size not known"
    return f"{said} · {portfolio.employer(role.employer).name}"
