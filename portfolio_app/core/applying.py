"""A post that somebody thinks of applying for: what was said of it, and what is made of that.

Every answer may be missing, and what is missing stays not known: it is never made up and never
zero. What was said and has no place in the model yet is kept in the role's notes. Knows no screen.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.contracts import Contract
from portfolio_app.core.edits import free_id, ids, put
from portfolio_app.core.lines import activity_line, role_terms
from portfolio_app.core.model import (
    EVERY_WEEK,
    Activity,
    Clock,
    Day,
    Employer,
    EmployerKind,
    Frequency,
    Half,
    Movable,
    Partner,
    Portfolio,
    Role,
    Scenario,
    TakeOn,
)
from portfolio_app.core.partnering import taken_in
from portfolio_app.core.policies import contract_of
from portfolio_app.core.shares import post_size
from portfolio_app.core.sharing import (
    Attend,
    Availability,
    Cover,
    Demand,
    JobShare,
    Meeting,
    Overlap,
    ShareSize,
    Take,
)

NO_EMPLOYER = "Employer not known yet"
NO_TITLE = "A post I am thinking of"
NO_NAME = "Partner in mind"
UNPLACED = "Duties not yet placed"
FLEXIBLE = "Flexible work"
IN_OWN_TIME = "Meeting in own time"


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedMeeting:
    """A fixed meeting of the post as far as it is known."""

    title: str = ""
    day: Day | None = None
    clock: Clock | None = None
    often: Frequency = EVERY_WEEK
    attend: Attend | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applying:
    """What was said of a post to think about; None, or nothing, is not known.

    Units are the contract's; minutes are a week's, but for `request_minutes` (one request) and
    `own_minutes` (one meeting in own time, every `own_weeks`). `employer` and `partner` are ids;
    `other_employer` and `in_mind` say that it is one that is not in the portfolio yet, with what
    is known of them. `told` is what a partner file says. `gives`
    are ids of today's activities with what may be done to them.
    """

    contract: str
    title: str = ""
    employer: str | None = None
    other_employer: bool = False
    employer_name: str = ""
    size: Fraction | None = None
    size_of: ShareSize = ShareSize.POST
    meetings: tuple[FixedMeeting, ...] = ()
    flexible: int | None = None
    requests: Fraction | None = None
    request_minutes: int | None = None
    urgent: Fraction | None = None
    mine: Fraction | None = None
    theirs: Fraction | None = None
    overlap: int | None = None
    overlap_kind: Overlap = Overlap.INSIDE
    coordination: int | None = None
    own_title: str = ""
    own_minutes: int | None = None
    own_weeks: int | None = None
    partner: str | None = None
    in_mind: bool = False
    partner_name: str = ""
    partner_hours: int | None = None
    partner_halves: tuple[tuple[Day, Half, Availability], ...] = ()
    told: Partner | None = None
    cover: Cover | None = None
    cover_minutes: int | None = None
    cover_displaces: tuple[str, ...] = ()
    gives: tuple[tuple[str, Movable], ...] = ()

    @property
    def post(self) -> Fraction | None:
        """The whole post's size."""
        if self.size is None:
            return None
        return self.size if self.size_of is ShareSize.POST else 2 * self.size


@dataclass(frozen=True, slots=True)
class Thought:
    """The portfolio with a post to think about: its role, and the scenario that shares it."""

    portfolio: Portfolio
    title: str
    role: str
    shared: str


# -- what is made of it ------------------------------------------------------------------------


def think(portfolio: Portfolio, said: Applying, contracts: Mapping[str, Contract]) -> Thought:
    """Add a post to think about, with a scenario that takes it whole and one that shares it."""
    title = said.title or NO_TITLE
    after, partner = _with_partner(portfolio, said)
    taken = set(ids(after))

    def fresh(name: str) -> str:
        key = free_id(name, taken)
        taken.add(key)
        return key

    employer = _employer(after, said, fresh)
    role = Role(
        id=fresh(title),
        employer=employer.id,
        title=title,
        contract=said.contract,
        contracted=said.size or Fraction(0),
        considered=True,
        share=_share(said, partner),
        notes="\n".join(_kept_in_notes(said)),
    )
    whole, shared = (
        Scenario(id=fresh(name), title=name, takes=(TakeOn(role=role.id, take=take),))
        for name, take in ((f"Take {title} whole", Take.WHOLE), (f"Share {title}", Take.SHARED))
    )
    after = put(put(after, employer), role)
    for line in (*_lines(said, role, fresh), *_unplaced(after, said, role, contracts, fresh)):
        after = put(after, line)
    gives = dict(said.gives)
    activities = tuple(
        replace(line, movable=gives.get(line.id, line.movable)) for line in after.activities
    )
    after = put(put(replace(after, activities=activities), whole), shared)
    return Thought(after, title, role.id, shared.id)


def unplaced(key: str, role: Role, size: Fraction) -> Activity:
    """A line that stands for units of a post of which nothing more is known."""
    return Activity(id=key, role=role.id, title=UNPLACED, counts_as=size)


def is_placeable(meeting: FixedMeeting) -> bool:
    """Whether enough is known of a meeting for it to take time."""
    return meeting.clock is not None


def _employer(portfolio: Portfolio, said: Applying, fresh: Callable[[str], str]) -> Employer:
    if said.employer is not None:
        return portfolio.employer(said.employer)
    name = (said.employer_name if said.other_employer else "") or NO_EMPLOYER
    same = next((own for own in portfolio.employers if own.name == name), None)
    return same or Employer(id=fresh(name), name=name, kind=EmployerKind.OTHER)


def _with_partner(portfolio: Portfolio, said: Applying) -> tuple[Portfolio, str | None]:
    """The portfolio with the partner that was told or typed, and the partner's id."""
    if said.told is not None:
        return taken_in(portfolio, said.told)
    if not said.in_mind:
        return portfolio, said.partner
    made = _in_mind(said)
    key = free_id(made.name, ids(portfolio))
    return put(portfolio, replace(made, id=key)), key


def _in_mind(said: Applying) -> Partner:
    name = said.partner_name or NO_NAME
    return Partner(id="", name=name, hours=said.partner_hours, halves=said.partner_halves)


def _share(said: Applying, partner: str | None) -> JobShare:
    return JobShare(
        size=said.size_of,
        mine=said.mine,
        theirs=said.theirs,
        partner=partner,
        overlap=said.overlap,
        overlap_kind=said.overlap_kind,
        coordination=said.coordination,
        meetings=_own_meetings(said),
        cover=said.cover,
        cover_minutes=said.cover_minutes,
        cover_displaces=said.cover_displaces,
        demand=_demand(said),
    )


def _own_meetings(said: Applying) -> tuple[Meeting, ...]:
    if said.own_minutes is None or said.own_weeks is None:
        return ()
    title = said.own_title or IN_OWN_TIME
    return (Meeting(title=title, minutes=said.own_minutes, every_weeks=said.own_weeks),)


def _demand(said: Applying) -> Demand | None:
    if said.requests is None or said.request_minutes is None:
        return None
    urgent = Fraction(0) if said.urgent is None else said.urgent
    return Demand(requests=said.requests, minutes=said.request_minutes, urgent=urgent)


def _lines(said: Applying, role: Role, fresh: Callable[[str], str]) -> Iterator[Activity]:
    """What is known of the post's work."""
    for meeting in said.meetings:
        if meeting.clock is None:
            continue
        title = meeting.title or "Meeting"
        line = Activity(
            id=fresh(title),
            role=role.id,
            title=title,
            frequency=meeting.often,
            attend=meeting.attend,
        )
        if meeting.day is None:  # it takes time, though nobody knows when
            attend = meeting.attend or Attend.EITHER
            yield replace(line, minutes=meeting.clock.minutes, attend=attend)
        else:
            yield replace(line, day=meeting.day, clock=meeting.clock)
    if said.flexible:
        yield Activity(
            id=fresh(f"{role.title} flexible work"),
            role=role.id,
            title=FLEXIBLE,
            minutes=said.flexible,
            movable=Movable.MOVABLE,
        )


def _unplaced(
    portfolio: Portfolio,
    said: Applying,
    role: Role,
    contracts: Mapping[str, Contract],
    fresh: Callable[[str], str],
) -> Iterator[Activity]:
    """A line for the part of the post of which nothing more is known."""
    left = _left(portfolio, said, role, contracts)
    if left is not None and left > 0:
        yield unplaced(fresh(f"{role.title} duties"), role, left)


def _left(
    portfolio: Portfolio, said: Applying, role: Role, contracts: Mapping[str, Contract]
) -> Fraction | None:
    """Units of the post that its known work does not take; below 0 where that is more.

    None where the size is not known, or nothing can be counted on that day.
    """
    if said.size is None:
        return None
    try:
        terms = role_terms(portfolio, role, contract_of(portfolio, role, contracts), {})
    except LookupError:
        return post_size(role)
    lines = _lines(said, role, lambda name: name)
    counted = (activity_line(line, terms).units_per_week for line in lines)
    return post_size(role) - sum((units or Fraction(0) for units in counted), Fraction(0))


def _kept_in_notes(said: Applying) -> Iterator[str]:
    """What was said and cannot take time yet."""
    for meeting in said.meetings:
        if not is_placeable(meeting):
            yield f"Meeting without times: {meeting_text(meeting)}."
    if _demand(said) is None:
        if said.requests is not None:
            yield f"Unplanned requests: {words.number(said.requests)} a week; length not known."
        if said.request_minutes is not None:
            yield f"One request takes {words.length(said.request_minutes)}; number not known."
    if not _own_meetings(said):
        title = said.own_title or IN_OWN_TIME
        if said.own_minutes is not None:
            yield f"{title}: {words.length(said.own_minutes)}; how often is not known."
        elif said.own_weeks is not None:
            yield f"{title}: every {said.own_weeks} weeks; its length is not known."


# -- what cannot be ----------------------------------------------------------------------------


def problems(said: Applying, contracts: Mapping[str, Contract]) -> dict[str, str]:
    """What cannot be together, by the name of the answer to mend."""
    found: dict[str, str] = {}
    post = said.post
    if post is None:
        return found
    size = words.units(post, contracts[said.contract].unit.value)
    for key, part, whose in (("mine", said.mine, "your"), ("theirs", said.theirs, "their")):
        if part is not None and part > post:
            found[key] = f"The whole post is {size}: {whose} part cannot be more."
    both = (said.mine or Fraction(0)) + (said.theirs or Fraction(0))
    if not found and both > post and said.overlap_kind is Overlap.INSIDE:
        found["theirs"] = (
            f"The parts come to {words.number(both)}, and the whole post is {size}: make one"
            " smaller, or say that time together is funded on top."
        )
    return found


# -- in words ----------------------------------------------------------------------------------

_ATTEND = {
    Attend.EITHER: "one of you is enough",
    Attend.BOTH: "both of you",
    Attend.MINE: "you",
    Attend.PARTNER: "your partner",
    Attend.ALTERNATE: "turn and turn about",
}
_COVER = {
    Cover.NONE: "none agreed",
    Cover.ASKED: "when asked",
    Cover.OBLIGED: "obliged",
}
_GIVES = {Movable.MOVABLE: "may move", Movable.OPTIONAL: "may be dropped", Movable.FIXED: "stays"}


@dataclass(frozen=True, slots=True)
class Summary:
    """What was said, each with a name; what is not known; and what does not add up."""

    said: tuple[tuple[str, str], ...]
    not_known: tuple[str, ...]
    notes: tuple[str, ...]


def summary(said: Applying, portfolio: Portfolio, contracts: Mapping[str, Contract]) -> Summary:
    """What was said of a post, in words."""
    told: list[tuple[str, str]] = []
    unknown: list[str] = []
    for part in (_of_post, _of_work, _of_split, _of_partner, _of_cover):
        for name, text in part(said, portfolio, contracts[said.contract].unit.value):
            if text:
                told.append((name, text))
            else:
                unknown.append(name)
    names = {line.id: line.title for line in portfolio.activities}
    gives = [f"{names[key]} {_GIVES[how]}" for key, how in said.gives if key in names]
    if gives:
        told.append(("What may give", "; ".join(gives)))
    return Summary(tuple(told), tuple(unknown), tuple(_notes(said, portfolio, contracts)))


def meeting_text(meeting: FixedMeeting) -> str:
    """A meeting in one line: "QI board, Tue 10:00–11:30, every week, both of you"."""
    when = [] if meeting.day is None else [meeting.day.value]
    if meeting.clock is not None:
        when.append(f"{words.clock(meeting.clock.start)}–{words.clock(meeting.clock.end)}")
    parts = [meeting.title or "Meeting", " ".join(when), words.frequency(meeting.often)]
    parts.append("" if meeting.attend is None else _ATTEND[meeting.attend])
    return ", ".join(part for part in parts if part)


_Said = Iterator[tuple[str, str]]


def _of_post(said: Applying, portfolio: Portfolio, unit: str) -> _Said:
    yield "Post", said.title
    known = {employer.id: employer.name for employer in portfolio.employers}
    name = said.employer_name if said.other_employer else ""
    yield "Employer", known.get(said.employer or "", name)
    size = ""
    if said.size is not None:
        of = "the whole post" if said.size_of is ShareSize.POST else "each holder’s part"
        size = f"{words.units(said.size, unit)}, {of}"
    yield "Size", size


def _of_work(said: Applying, _portfolio: Portfolio, _unit: str) -> _Said:
    yield "Fixed meetings", "; ".join(meeting_text(meeting) for meeting in said.meetings)
    yield "Flexible work", _week(said.flexible)
    requests = "" if said.requests is None else f"{words.number(said.requests)} a week"
    yield "Unplanned requests", requests
    if requests:
        each = said.request_minutes
        yield "Length of a request", "" if each is None else words.length(each)
        urgent = said.urgent
        part = "" if urgent is None else f"{words.number(urgent * 100)} %"
        yield "Urgent part of the requests", part


def _of_split(said: Applying, _portfolio: Portfolio, unit: str) -> _Said:
    yield "Your part", "" if said.mine is None else words.units(said.mine, unit)
    yield "Your partner’s part", "" if said.theirs is None else words.units(said.theirs, unit)
    kind = "inside the post’s hours" if said.overlap_kind is Overlap.INSIDE else "funded on top"
    together = _week(said.overlap)
    yield "Time together", f"{together}, {kind}" if together else ""
    yield "Keeping in touch", _week(said.coordination)
    own = [f"{m.title}, {words.length(m.minutes)}, {_every(m)}" for m in _own_meetings(said)]
    yield "Meetings in own time", "".join(own)


def _every(meeting: Meeting) -> str:
    return "every week" if meeting.every_weeks == 1 else f"every {meeting.every_weeks} weeks"


def _of_partner(said: Applying, portfolio: Portfolio, _unit: str) -> _Said:
    partner = said.told or (_in_mind(said) if said.in_mind else None)
    if partner is None:
        partner = next((p for p in portfolio.partners if p.id == said.partner), None)
    yield "Partner", "" if partner is None else partner.name
    if partner is not None:
        yield "Your partner’s hours", _week(partner.hours)
        days = [day.value for day in Day if any(told is day for told, _, _ in partner.halves)]
        days += [b.day.value for b in partner.blocks if b.day.value not in days]
        yield "Your partner’s week", f"{words.listing(days)} said" if days else ""


def _of_cover(said: Applying, portfolio: Portfolio, _unit: str) -> _Said:
    names = {line.id: line.title for line in portfolio.activities}
    yield "Cover", "" if said.cover is None else _COVER[said.cover]
    if said.cover is not Cover.NONE:
        yield "Cover you would give", _week(said.cover_minutes)
        aside = [names[key] for key in said.cover_displaces if key in names]
        yield "What cover may push aside", ", ".join(aside)


def _week(minutes: int | None) -> str:
    return "" if minutes is None else f"{words.hours(minutes)} a week"


def _notes(
    said: Applying, portfolio: Portfolio, contracts: Mapping[str, Contract]
) -> Iterator[str]:
    """What is taken where nothing was said, and what does not add up."""
    unit = contracts[said.contract].unit.value
    loose = [meeting.title or "a meeting" for meeting in said.meetings if not is_placeable(meeting)]
    if loose:
        names = words.listing(loose)
        yield f"Without times it takes none yet, and stands in the post’s notes: {names}."
    left = _left_of(said, portfolio, contracts)
    if left is not None and left > 0:
        yield f"{words.units(left, unit)} of the post is not placed yet, and counts as such."
    elif left is not None and left < 0:
        more = words.units(-left, unit)
        yield f"Meetings and flexible work come to {more} more than the post."
    if said.mine is None:
        yield "Your part is taken as half until you say."
    if _demand(said) is not None and said.urgent is None:
        yield "No request is counted as urgent until you say."


def _left_of(
    said: Applying, portfolio: Portfolio, contracts: Mapping[str, Contract]
) -> Fraction | None:
    made = _employer(portfolio, said, lambda name: name)
    role = Role(
        id="",
        employer=made.id,
        title="",
        contract=said.contract,
        contracted=said.size or Fraction(0),
        share=JobShare(size=said.size_of),
    )
    return _left(put(portfolio, made), said, role, contracts)
