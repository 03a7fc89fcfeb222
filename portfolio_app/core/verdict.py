"""The verdict on a choice in four parts, each with its figures, its limits and what is to blame.

Never a bare score. What only a sampled year could tell is said to be not worked out, and what the
plan does not say is "not known". The part about the person is a prompt, never a diagnosis.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.assumptions import Thresholds
from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.model import MINUTES_PER_DAY, WEEKDAYS, Role
from portfolio_app.core.post import PostFigures
from portfolio_app.core.shares import Resolved, partner_units
from portfolio_app.core.sharing import Overlap
from portfolio_app.core.workload import Count, RoleCount

_ZERO = Fraction(0)
_IN_PLACES = frozenset(
    {"overlap", "double-booking", "crowded-slot", "travel", "daily-rest", "weekly-rest"}
)
YEAR_NOT_SAMPLED = "How often single weeks run over is not worked out: that needs a sampled year."
COVER_NOT_SAMPLED = "Cover in leave and sickness, waiting and backlog need a sampled year."


class Fit(Enum):
    """What a part of the verdict says."""

    FITS = "fits"
    TIGHT = "tight"
    DOES_NOT_FIT = "does not fit"
    NOT_KNOWN = "not known"
    NOT_ASKED = "not asked"


class Question(Enum):
    """The four parts of the verdict."""

    HOURS = "Fits in hours?"
    PLACES = "Fits in places?"
    YOU = "Fits in you?"
    POST = "Is the post looked after?"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part of the verdict says what it says, and the lines and weeks (Mondays) to blame."""

    text: str
    where: tuple[str, ...] = ()
    figure: Fraction | None = None
    limit: Fraction | None = None
    weeks: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the verdict."""

    question: Question
    fit: Fit
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a verdict is given on: one option's counted week, and the post where it is shared.

    `limit` is the law's average week in minutes.
    """

    role: Role
    counted: Count = field(repr=False)
    findings: tuple[Finding, ...] = field(repr=False)
    post: PostFigures | None
    limit: Fraction
    thresholds: Thresholds

    @property
    def minutes(self) -> Fraction:
        """The average week."""
        return self.counted.assumed_minutes

    @property
    def nearest_limit(self) -> Fraction:
        """The law's limit or the person's own, whichever is lower."""
        cap = self.counted.portfolio.person.hours_cap
        return self.limit if cap is None else min(self.limit, Fraction(cap))


def verdict(choice: Choice) -> tuple[Part, ...]:
    """The four parts, in the order that they are asked."""
    return (_hours(choice), _places(choice), _you(choice), _post(choice))


class _Parts:
    """Reasons as they are found, and the gravest fit among them."""

    def __init__(self) -> None:
        self.reasons: list[Reason] = []
        self.fit = Fit.FITS

    def add(self, fit: Fit, reason: Reason) -> None:
        self.reasons.append(reason)
        self.fit = graver(self.fit, fit)

    def part(self, question: Question) -> Part:
        return Part(question, self.fit, tuple(self.reasons))


_GRAVITY = (Fit.NOT_ASKED, Fit.FITS, Fit.NOT_KNOWN, Fit.TIGHT, Fit.DOES_NOT_FIT)


def graver(one: Fit, other: Fit) -> Fit:
    """The one of two that matters more."""
    return max(one, other, key=_GRAVITY.index)


def _hours(choice: Choice) -> Part:
    found = _Parts()
    minutes, person = choice.minutes, choice.counted.portfolio.person
    week = f"{'' if choice.counted.minutes is not None else 'About '}{words.hours(minutes)} a week"
    if minutes > choice.limit:
        over = words.hours(minutes - choice.limit)
        text = f"{week}, {over} over the {words.hours(choice.limit)} limit."
        fit = Fit.TIGHT if person.wtr_opt_out else Fit.DOES_NOT_FIT
        found.add(fit, _hours_reason(text, minutes, choice.limit))
    if person.hours_cap is not None and minutes > person.hours_cap:
        cap = Fraction(person.hours_cap)
        text = f"{week}, {words.hours(minutes - cap)} over your own limit of {words.hours(cap)}."
        found.add(Fit.TIGHT, _hours_reason(text, minutes, cap))
    if not found.reasons:
        left = choice.nearest_limit - minutes
        text = f"{week}, {words.hours(left)} below {words.hours(choice.nearest_limit)}."
        near = left < choice.thresholds.near_limit
        found.add(
            Fit.TIGHT if near else Fit.FITS, _hours_reason(text, minutes, choice.nearest_limit)
        )
    for finding in choice.findings:
        if finding.check == "usual-maximum":
            found.add(Fit.TIGHT, _as_reason(finding))
        elif finding.check == "contracted" and finding.severity is Severity.WARNING:
            found.add(Fit.FITS, _as_reason(finding))
    found.add(Fit.FITS, Reason(YEAR_NOT_SAMPLED))
    return found.part(Question.HOURS)


def _places(choice: Choice) -> Part:
    found = _Parts()
    for finding in choice.findings:
        if finding.check in _IN_PLACES and finding.severity is not Severity.NOTE:
            error = finding.severity is Severity.ERROR
            found.add(Fit.DOES_NOT_FIT if error else Fit.TIGHT, _as_reason(finding))
    if not found.reasons:
        found.add(Fit.FITS, Reason("No clash; travel and rest fit."))
    return found.part(Question.PLACES)


def _you(choice: Choice) -> Part:
    found = _Parts()
    thresholds = choice.thresholds
    lost = [
        finding
        for finding in choice.findings
        if finding.check == "protected-time" and finding.severity is Severity.WARNING
    ]
    minutes = sum((finding.figure or _ZERO for finding in lost), _ZERO)
    much = minutes >= thresholds.protected_lost
    for finding in lost:
        found.add(Fit.DOES_NOT_FIT if much else Fit.TIGHT, _as_reason(finding))
    own = sum((line.assumed_minutes for line in choice.counted.lines if not line.paid), _ZERO)
    if own:
        text = f"{words.hours(own)} a week of own time, unpaid"
        if choice.post is not None and choice.post.resolved.shadow:
            text += f", {words.hours(choice.post.resolved.shadow)} of it for the share"
        fit = Fit.TIGHT if own > thresholds.own_time else Fit.FITS
        where = tuple(line.id for line in choice.counted.lines if not line.paid)
        found.add(fit, Reason(f"{text}.", where, own / 60, Fraction(thresholds.own_time, 60)))
    for reason in _feelings(choice.counted):
        found.add(Fit.FITS, reason)
    if not found.reasons:
        found.add(Fit.FITS, Reason("Protected time is kept and no time is unpaid."))
    return found.part(Question.YOU)


def _feelings(counted: Count) -> list[Reason]:
    """What the person marked for themself; nothing where they marked nothing."""
    minutes = {line.id: line.assumed_minutes for line in counted.lines}
    whole = sum(minutes.values(), _ZERO)
    reasons = []
    marked = tuple(a.id for a in counted.portfolio.activities if a.meaningful)
    if marked and whole:
        share = sum((minutes.get(key, _ZERO) for key in marked), _ZERO) / whole
        text = f"{words.number(share * 100, 0)} % of the week is on what you marked as meaningful."
        reasons.append(Reason(text, marked, share))
    draining = tuple(a.id for a in counted.portfolio.activities if (a.energy or 0) < 0)
    if draining:
        spent = sum((minutes.get(key, _ZERO) for key in draining), _ZERO)
        text = f"{words.hours(spent)} a week is on what you marked as draining."
        reasons.append(Reason(text, draining, spent / 60))
    return reasons


def _post(choice: Choice) -> Part:
    own, post = choice.counted.role(choice.role.id), choice.post
    found = _Parts()
    if own is None:
        return Part(Question.POST, Fit.NOT_ASKED, (Reason("You would not hold the post."),))
    if post is None:
        text = "One person holds it: who covers when you are away is not known."
        found.add(Fit.NOT_KNOWN, Reason(text, (choice.role.id,)))
        found.add(Fit.FITS, Reason(COVER_NOT_SAMPLED))
        return found.part(Question.POST)
    for attended in post.uncovered:
        title = attended.activity.title
        found.add(
            Fit.DOES_NOT_FIT,
            Reason(f"{title} has nobody: {attended.reason}.", (attended.activity.id,)),
        )
    for attended in post.not_known:
        found.add(
            Fit.NOT_KNOWN,
            Reason(f"{attended.activity.title}: {attended.reason}.", (attended.activity.id,)),
        )
    _parts(found, post, own)
    _flexible(found, post.resolved, own.unit.value)
    _duty(found, post, choice)
    _together(found, post, choice.role.id)
    found.add(Fit.FITS, Reason(COVER_NOT_SAMPLED))
    return found.part(Question.POST)


def _flexible(found: _Parts, resolved: Resolved, unit: str) -> None:
    """Flexible work for which the two parts have no room, after what is fixed."""
    left = resolved.flexible_left
    if left > 0:
        room = words.units(resolved.room_mine + resolved.room_theirs, unit)
        text = (
            f"{words.units(left, unit)} of flexible work has no room: fixed commitments leave"
            f" {room} of the two parts for it."
        )
        where = tuple(activity.id for activity in resolved.flexible)
        found.add(Fit.TIGHT, Reason(text, where, left, _ZERO))


def _parts(found: _Parts, post: PostFigures, own: RoleCount) -> None:
    """Whether the two parts add up to the post, and the partner can give theirs."""
    resolved, unit = post.resolved, own.unit.value
    both, where = resolved.mine + resolved.theirs, (resolved.role.id,)
    together = f"Together you hold {words.units(both, unit)} of the post's"
    if both < resolved.post:
        text = f"{together} {words.units(resolved.post, unit)}: nobody holds the rest."
        found.add(Fit.TIGHT, Reason(text, where, both, resolved.post))
    elif both > resolved.post and resolved.share.overlap_kind is Overlap.INSIDE:
        text = f"{together} {words.units(resolved.post, unit)}, and no overlap is funded on top."
        found.add(Fit.TIGHT, Reason(text, where, both, resolved.post))
    gives = partner_units(resolved.partner, own.unit_minutes)
    if gives is not None and gives < resolved.theirs:
        text = (
            f"Your partner can give {words.units(gives, unit)};"
            f" their part is {words.units(resolved.theirs, unit)}."
        )
        fit = Fit.TIGHT if gives else Fit.DOES_NOT_FIT
        found.add(fit, Reason(text, where, gives, resolved.theirs))


def _together(found: _Parts, post: PostFigures, role: str) -> None:
    days = dict.fromkeys(WEEKDAYS[start // MINUTES_PER_DAY].value for start, _ in post.together)
    when = f" on {words.listing(list(days))}" if days else ""
    text = f"{words.hours(post.overlap)} together{when}"
    if post.wanted is not None:
        text = f"{text}, {words.hours(post.wanted)} wanted"
        figures = Fraction(post.overlap, 60), Fraction(post.wanted, 60)
        fit = Fit.TIGHT if post.overlap < post.wanted else Fit.FITS
        found.add(fit, Reason(f"{text}.", (role,), *figures))
    elif days:
        found.add(Fit.FITS, Reason(f"{text}.", (role,), Fraction(post.overlap, 60)))


def _duty(found: _Parts, post: PostFigures, choice: Choice) -> None:
    """Hours of the post that someone works, by the clock and without one."""
    worked = post.duty + post.untimed
    if not post.post_minutes:
        found.add(Fit.NOT_KNOWN, Reason("The size of the post is not known.", (choice.role.id,)))
        return
    share = worked / post.post_minutes
    text = (
        f"Someone is on the post for {words.hours(worked)} of its"
        f" {words.hours(post.post_minutes)} ({words.number(share * 100, 0)} %)."
    )
    fit = Fit.TIGHT if share < choice.thresholds.duty_share else Fit.FITS
    found.add(fit, Reason(text, (choice.role.id,), worked / 60, post.post_minutes / 60))


def _as_reason(finding: Finding) -> Reason:
    return Reason(finding.message, finding.where, finding.figure, finding.limit)


def _hours_reason(text: str, minutes: Fraction, limit: Fraction) -> Reason:
    return Reason(text, (), minutes / 60, limit / 60)
