"""Scenarios and shared posts made plain: the week that a choice would give.

`effective` turns a portfolio and a scenario into a portfolio that can be counted, drawn and
checked like any other: what is given up is gone, what is taken on is there, and of a shared post
only my part is left. What the partner does is kept in `resolve`, for the job share itself.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from portfolio_app.core.contracts import Contract
from portfolio_app.core.instead import Lost, lost_weeks
from portfolio_app.core.lines import RoleTerms, activity_line, role_terms
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    Activity,
    Half,
    OneIn,
    Partner,
    Portfolio,
    Role,
    Scenario,
    TakeOn,
)
from portfolio_app.core.policies import contract_of
from portfolio_app.core.sharing import (
    Attend,
    Availability,
    Holder,
    JobShare,
    Overlap,
    ShareSize,
    Take,
)
from portfolio_app.core.weektime import Interval, intersect, total, windows_of, wrap

_ONE = Fraction(1)
_ZERO = Fraction(0)
SHADOW = "--own-time"  # ends the ids of lines that a share adds; no id of a file holds "--"
_HALF_LIMITS = {Half.AM: (0, 13 * 60), Half.PM: (12 * 60, 18 * 60), Half.EVENING: (18 * 60, 1440)}


class Presence(Enum):
    """Whether a person can be there at a time."""

    FREE = "free"
    AWAY = "away"
    NOT_KNOWN = "not known"


class Attendance(Enum):
    """Who is at a fixed commitment of a shared post."""

    ME = "me"
    PARTNER = "partner"
    BOTH = "both"
    ONE_OF_US = "one of us"
    NOBODY = "nobody"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Attended:
    """A fixed commitment, who is there, and the part of its occurrences that each attends."""

    activity: Activity
    who: Attendance
    mine: Fraction
    partner: Fraction
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A shared post worked out. Units are the contract's; minutes are a week's."""

    role: Role
    share: JobShare
    partner: Partner | None
    post: Fraction
    mine: Fraction
    theirs: Fraction
    fixed: tuple[Attended, ...]
    flexible: tuple[Activity, ...]
    flexible_units: Fraction
    flexible_mine: Fraction
    flexible_theirs: Fraction
    room_mine: Fraction
    room_theirs: Fraction
    shadow: Fraction

    @property
    def flexible_left(self) -> Fraction:
        """Units of flexible work that neither part has room for."""
        return max(_ZERO, self.flexible_units - self.flexible_mine - self.flexible_theirs)


def post_size(role: Role) -> Fraction:
    """The whole post's units: what is contracted, or twice that where it is each holder's."""
    if role.share is not None and role.share.size is ShareSize.EACH:
        return 2 * role.contracted
    return role.contracted


def my_part(role: Role) -> Fraction:
    """My units of a shared post; half of it where the share does not say."""
    share = role.share
    if share is None:
        return role.contracted
    return post_size(role) / 2 if share.mine is None else share.mine


def applied(portfolio: Portfolio, scenario: str | None) -> Portfolio:
    """The portfolio as a scenario has it: shared posts are still whole and say how they are taken.

    Raises:
        KeyError: when there is no such scenario.
    """
    if scenario is None:
        return portfolio
    branch = portfolio.scenario(scenario)
    gone = set(branch.leave)
    kept = (role for role in portfolio.roles if role.id not in gone)
    roles = tuple(_taken(role, branch) for role in (*kept, *branch.roles))
    held = {role.id for role in roles}
    own = (line for line in portfolio.activities if line.id not in gone)
    rotas = (call for call in portfolio.on_calls if call.id not in gone)
    activities, on_calls = (*own, *branch.activities), (*rotas, *branch.on_calls)
    return replace(
        portfolio,
        roles=roles,
        activities=tuple(_without_gone(a, gone) for a in activities if a.role in held),
        on_calls=tuple(call for call in on_calls if call.role in held),
    )


def effective(
    portfolio: Portfolio, contracts: Mapping[str, Contract], scenario: str | None = None
) -> Portfolio:
    """The week of a choice: only what I would hold, with my part of every shared post."""
    taken = applied(portfolio, scenario)
    held = tuple(role for role in taken.roles if not role.considered)
    week = _only(taken, held)
    for role in held:
        if role.share is not None:
            # Without terms on its day nobody can say what my part is; counting names the role.
            with suppress(LookupError):
                week = _with_my_part(week, resolve(taken, role, contracts))
    return week


def resolve(portfolio: Portfolio, role: Role, contracts: Mapping[str, Contract]) -> Resolved:
    """Work out who does what of a shared post, exactly and with no chance in it.

    Fixed commitments go to whom they say; one that either may attend goes to its lead, else to
    whoever is there, else in the proportion of the split. What is left of each part takes
    flexible work, in proportion where there is more room than work.

    Args:
        portfolio: with its scenario applied.
        role: a role with a share.
        contracts: contracts by id.
    """
    share = role.share or JobShare()
    partner = next((p for p in portfolio.partners if p.id == share.partner), None)
    terms = role_terms(portfolio, role, contract_of(portfolio, role, contracts), {})
    lost = lost_weeks(portfolio, {role.id: role}, {role.id: terms.working_weeks})
    post, mine = post_size(role), my_part(role)
    theirs = max(_ZERO, post - mine) if share.theirs is None else share.theirs
    if share.theirs is None and share.overlap is not None and share.overlap_kind is Overlap.FUNDED:
        theirs += Fraction(share.overlap, terms.length)
    lines = [a for a in portfolio.activities if a.role == role.id]
    busy = my_busy_time(portfolio, role)
    fixed = tuple(
        _attended(a, role, partner, busy, mine / post if post else _ZERO)
        for a in lines
        if _is_fixed(a)
    )
    flexible = tuple(a for a in lines if not _is_fixed(a))
    weights = {a.id: _weight(a, terms, lost.get(a.id)) for a in lines}
    wanted = sum((weights[a.id] for a in flexible), _ZERO)
    room_me = max(_ZERO, mine - sum((weights[f.activity.id] * f.mine for f in fixed), _ZERO))
    gives = partner_units(partner, terms.length)
    room_them = max(
        _ZERO,
        (theirs if gives is None else min(theirs, gives))
        - sum((weights[f.activity.id] * f.partner for f in fixed), _ZERO),
    )
    room = room_me + room_them
    fill = min(_ONE, wanted / room) if room else _ZERO
    return Resolved(
        role=role,
        share=share,
        partner=partner,
        post=post,
        mine=mine,
        theirs=theirs,
        fixed=fixed,
        flexible=flexible,
        flexible_units=wanted,
        flexible_mine=room_me * fill,
        flexible_theirs=room_them * fill,
        room_mine=room_me,
        room_theirs=room_them,
        shadow=shadow_minutes(share),
    )


def shadow_minutes(share: JobShare) -> Fraction:
    """Own time that sharing takes, minutes a week for each partner; unknown parts are left out."""
    meetings = sum((Fraction(m.minutes, m.every_weeks) for m in share.meetings), _ZERO)
    return meetings + (share.coordination or 0)


def partner_units(partner: Partner | None, length: int) -> Fraction | None:
    """What a partner says they could give the post, in units of so many minutes."""
    if partner is None:
        return None
    if partner.units is None and partner.hours is not None:
        return Fraction(partner.hours, length)
    return partner.units


def partner_presence(partner: Partner | None, window: tuple[Interval, ...]) -> Presence:
    """Whether a partner can be there; what they do not say is not known, never free."""
    if partner is None:
        return Presence.NOT_KNOWN
    busy = [w for b in partner.blocks if not b.on_post for w in windows_of(b.day.index, b.clock)]
    here = [w for b in partner.blocks if b.on_post for w in windows_of(b.day.index, b.clock)]
    if intersect(window, busy):
        return Presence.AWAY
    says = [
        availability
        for day, half, availability in partner.halves
        if intersect(window, _half_window(day.index, half))
    ]
    if Availability.NONE in says:
        return Presence.AWAY
    if says or total(intersect(window, here)) == total(window):
        return Presence.FREE
    return Presence.NOT_KNOWN


def _taken(role: Role, branch: Scenario) -> Role:
    """A role as a scenario takes it on: whole, or shared on the scenario's own terms."""
    take = next((t for t in branch.takes if t.role == role.id), None)
    if take is None:
        return role
    if take.take is Take.WHOLE:
        return replace(role, considered=False, contracted=post_size(role), share=None)
    return replace(role, considered=False, share=_on_terms(role.share or JobShare(), take))


def _on_terms(share: JobShare, take: TakeOn) -> JobShare:
    return replace(
        share,
        mine=share.mine if take.mine is None else take.mine,
        overlap=share.overlap if take.overlap is None else take.overlap,
        cover_minutes=share.cover_minutes if take.cover_minutes is None else take.cover_minutes,
    )


def _without_gone(activity: Activity, gone: set[str]) -> Activity:
    if not gone.intersection(activity.replaces):
        return activity
    return replace(activity, replaces=tuple(key for key in activity.replaces if key not in gone))


def _only(portfolio: Portfolio, roles: tuple[Role, ...]) -> Portfolio:
    held = {role.id for role in roles}
    return replace(
        portfolio,
        roles=roles,
        activities=tuple(a for a in portfolio.activities if a.role in held),
        on_calls=tuple(call for call in portfolio.on_calls if call.role in held),
        stated=tuple(s for s in portfolio.stated if s.role is None or s.role in held),
    )


def _with_my_part(week: Portfolio, resolved: Resolved) -> Portfolio:
    role = resolved.role
    parts = {attended.activity.id: attended.mine for attended in resolved.fixed}
    whole = resolved.flexible_units
    part = resolved.flexible_mine / whole if whole else _ZERO
    parts.update({activity.id: part for activity in resolved.flexible})
    activities = [
        replace(activity, attended=parts[activity.id]) if activity.id in parts else activity
        for activity in week.activities
        if parts.get(activity.id, _ONE)
    ]
    return replace(
        week,
        roles=tuple(
            replace(own, contracted=resolved.mine) if own.id == role.id else own
            for own in week.roles
        ),
        activities=(*activities, *_shadow_lines(role, resolved.share)),
    )


def _shadow_lines(role: Role, share: JobShare) -> tuple[Activity, ...]:
    """Own time as lines of their own: hours that are worked, no units, never paid."""
    lines = []
    if share.coordination:
        lines.append(
            Activity(
                id=f"{role.id}{SHADOW}",
                role=role.id,
                title="Keeping in touch with partner, own time",
                minutes=share.coordination,
                counts_as=_ZERO,
                paid=False,
            )
        )
    lines += [
        Activity(
            id=f"{role.id}{SHADOW}-{number}",
            role=role.id,
            title=f"{meeting.title}, own time",
            minutes=meeting.minutes,
            counts_as=_ZERO,
            paid=False,
            frequency=OneIn(Fraction(meeting.every_weeks)),
        )
        for number, meeting in enumerate(share.meetings, start=1)
    ]
    return tuple(lines)


def _is_fixed(activity: Activity) -> bool:
    """Whether a line of a shared post has a day and a time, or names who does it."""
    if activity.attend is not None:
        return True
    return activity.minutes is None and (activity.clock is not None or activity.half is not None)


def _weight(activity: Activity, terms: RoleTerms, lost: Lost | None) -> Fraction:
    """Units a week of a line that one person does whole; hot weeks are the post's."""
    whole = replace(activity, attended=_ONE)
    return activity_line(whole, terms, lost).units_per_week or _ZERO


def my_busy_time(portfolio: Portfolio, shared: Role) -> tuple[Interval, ...]:
    """My time that other work or protected life holds in every week, but for hot ones."""
    from portfolio_app.core.periods import settled  # only a share asks where work lies
    from portfolio_app.core.placed import place

    others = tuple(r for r in portfolio.roles if not r.considered and r.id != shared.id)
    placed = place(settled(_only(portfolio, others)))
    always = [b for b in placed.blocks if b.weekly and (not b.is_life or b.protected)]
    return tuple(window for block in always for window in wrap(block.start, block.minutes))


def _attended(
    activity: Activity,
    role: Role,
    partner: Partner | None,
    busy: tuple[Interval, ...],
    split: Fraction,
) -> Attended:
    from portfolio_app.core.placed import activity_blocks

    window = tuple(
        w for block in activity_blocks(activity, role, 1) for w in wrap(block.start, block.minutes)
    )
    me = Presence.AWAY if intersect(window, busy) else Presence.FREE
    them = partner_presence(partner, window) if window else Presence.NOT_KNOWN
    match activity.attend or Attend.EITHER:
        case Attend.MINE:
            return Attended(activity, Attendance.ME, _ONE, _ZERO, "yours")
        case Attend.PARTNER:
            return Attended(activity, Attendance.PARTNER, _ZERO, _ONE, "your partner's")
        case Attend.BOTH:
            return Attended(activity, Attendance.BOTH, _ONE, _ONE, "needs both of you")
        case Attend.ALTERNATE:
            half = Fraction(1, 2)
            return Attended(activity, Attendance.ONE_OF_US, half, half, "turn and turn about")
    return _either(activity, me, them, split)


def _either(activity: Activity, me: Presence, them: Presence, split: Fraction) -> Attended:
    """Who goes where one of the two is enough: the lead, else whoever can, else by the split."""
    if activity.lead is Holder.PARTNER and them is not Presence.AWAY:
        known = them is Presence.FREE
        who = Attendance.PARTNER if known else Attendance.NOT_KNOWN
        reason = "your partner leads" if known else "your partner leads; their time is not known"
        return Attended(activity, who, _ZERO, _ONE, reason)
    if activity.lead is Holder.ME and me is Presence.FREE:
        return Attended(activity, Attendance.ME, _ONE, _ZERO, "you lead")
    who, mine, theirs, reason = {
        (Presence.FREE, Presence.FREE): (
            Attendance.ONE_OF_US,
            split,
            1 - split,
            "shared by the split",
        ),
        (Presence.FREE, Presence.AWAY): (Attendance.ME, _ONE, _ZERO, "your partner is away"),
        (Presence.FREE, Presence.NOT_KNOWN): (
            Attendance.ME,
            _ONE,
            _ZERO,
            "your partner's time is not known",
        ),
        (Presence.AWAY, Presence.FREE): (Attendance.PARTNER, _ZERO, _ONE, "you are at other work"),
        (Presence.AWAY, Presence.AWAY): (
            Attendance.NOBODY,
            _ZERO,
            _ZERO,
            "neither of you is there",
        ),
        (Presence.AWAY, Presence.NOT_KNOWN): (
            Attendance.NOT_KNOWN,
            _ZERO,
            _ZERO,
            "you are at other work; your partner's time is not known",
        ),
    }[me, them]
    return Attended(activity, who, mine, theirs, reason)


def _half_window(day: int, half: Half) -> tuple[Interval, ...]:
    start, end = _HALF_LIMITS[half]
    return ((day * MINUTES_PER_DAY + start, day * MINUTES_PER_DAY + end),)
