"""What the panel says of a shared post: the partner, times, presence and own time, with working.

The share arrives worked out; nothing here is counted. Knows no widget.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.jobshare import Option
from portfolio_app.core.model import WEEKDAYS, Activity, Day, EveryWeek, Half, Partner
from portfolio_app.core.occasion import DEFAULT_HALVES
from portfolio_app.core.post import PostFigures
from portfolio_app.core.shares import Attendance
from portfolio_app.core.sharing import Availability, Cover, JobShare, Meeting, Overlap
from portfolio_app.core.weektime import intersect, windows_of
from portfolio_app.ui.panels.jobshare.texts import NOT_KNOWN
from portfolio_app.ui.widgets.figures import LineKind, Working, WorkingLine

TOGETHER = "Together"  # the name of a reading
_WORKING_DAYS = 5
_SAYS = {
    Availability.FULL: "free",
    Availability.PART: "partly free",
    Availability.NONE: "not free",
    Availability.FLEXIBLE: "flexible",
}
_HALVES = {Half.AM: "morning", Half.PM: "afternoon", Half.EVENING: "evening"}
_COVER = {Cover.NONE: "none agreed", Cover.ASKED: "when asked", Cover.OBLIGED: "obliged"}


# -- the partner -------------------------------------------------------------------------------


def partner_part(post: PostFigures, unit: str) -> str:
    """The partner's part of the post, and the hours that they could give."""
    theirs = words.units(post.resolved.theirs, unit) if post.resolved.post else NOT_KNOWN
    part = f"Their part: {theirs}."
    partner = post.resolved.partner
    if partner is None:
        return f"{part} Nobody is named: their days, and who attends what, are not known."
    hours = NOT_KNOWN if partner.hours is None else f"{words.hours(partner.hours)} a week"
    return f"{part} They could give: {hours}."


def partner_working(post: PostFigures, unit: str) -> Working:
    """How the partner's part came about, and who says what they could give."""
    resolved = post.resolved
    lines = [
        _input(f"The whole post: {words.units(resolved.post, unit)}"),
        _input(f"Yours: {words.units(resolved.mine, unit)}"),
    ]
    if resolved.share.theirs is not None:
        lines.append(_input(f"Theirs, as the share says: {words.units(resolved.theirs, unit)}"))
    else:
        funded = resolved.theirs - (resolved.post - resolved.mine)
        more = f" + {words.number(funded)} of time together, funded on top" if funded > 0 else ""
        sum_ = f"{words.number(resolved.post)} \u2212 {words.number(resolved.mine)}{more}"
        lines.append(_formula(f"{sum_} = {words.units(resolved.theirs, unit)}"))
    partner = resolved.partner
    if partner is not None:
        lines.append(
            _note(f"{partner.name} says what they could give. {partner_lines(partner)[-1]}")
        )
    return Working("Your partner’s part", tuple(lines))


def partner_lines(partner: Partner) -> tuple[str, ...]:
    """What else a partner says, and when they said it."""
    dated = NOT_KNOWN if partner.updated is None else words.day_date(partner.updated)
    lines = [f"{block}." for block in _blocks(partner)]
    lines += [text for text in (partner.strengths, partner.notes) if text]
    return (*lines, f"Date of their file: {dated}.")


def _blocks(partner: Partner) -> Iterable[str]:
    for block in partner.blocks:
        times = f"{words.clock(block.clock.start)}–{words.clock(block.clock.end)}"
        what = block.title or ("on the post" if block.on_post else "elsewhere")
        yield f"{block.day.value} {times} {what}{', on the post' if block.on_post else ''}"


def half_rows(partner: Partner) -> list[tuple[str, ...]]:
    """Each day and what the partner says of its halves; what they do not say is not known."""
    said = {(day, half): availability for day, half, availability in partner.halves}
    days = {day for day, _half in said} | {block.day for block in partner.blocks}
    shown = [d for d in WEEKDAYS if WEEKDAYS.index(d) < _WORKING_DAYS or d in days]
    evening = any(half is Half.EVENING for _day, half in said)
    halves = (Half.AM, Half.PM, Half.EVENING) if evening else (Half.AM, Half.PM)
    return [
        (day.value, *(_half_text(partner, day, half, said) for half in halves)) for day in shown
    ]


def _half_text(
    partner: Partner, day: Day, half: Half, said: dict[tuple[Day, Half], Availability]
) -> str:
    if (day, half) in said:
        return _SAYS[said[day, half]]
    window = windows_of(day.index, DEFAULT_HALVES[half])
    for block in partner.blocks:
        if intersect(window, windows_of(block.day.index, block.clock)):
            return "on the post" if block.on_post else "elsewhere"
    return NOT_KNOWN


# -- commitments -------------------------------------------------------------------------------


def when_text(activity: Activity, cycle_weeks: int) -> str:
    """When a line of the post is done: "Tue 10:00–11:30, first week of the month"."""
    day = "" if activity.day is None else activity.day.value
    if activity.clock is not None:
        times = f"{words.clock(activity.clock.start)}–{words.clock(activity.clock.end)}"
    elif activity.half is not None:
        times = _HALVES[activity.half]
    elif activity.minutes is not None:
        times = f"{words.length(activity.minutes)}, no set time"
    else:
        times = "no set time"
    said = f"{day} {times}".strip()
    if isinstance(activity.frequency, EveryWeek):
        return said
    return f"{said}, {words.frequency(activity.frequency, cycle_weeks)}"


# -- the post in an ordinary week --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PostReading:
    """A figure of the post, its unit, and its working."""

    name: str
    figure: str
    unit: str
    working: Working


def post_readings(option: Option) -> tuple[PostReading, ...]:
    """The post in an ordinary week: presence, time together, double attendance, flexible work."""
    post = option.post
    if post is None:
        return ()
    return (_presence(post), _together(post), _double(option, post), _flexible(option, post))


def _presence(post: PostFigures) -> PostReading:
    worked = post.duty + post.untimed
    lines = [
        _input(f"By the clock, either of you: {words.hours(post.duty)}"),
        _input(f"Flexible work that has room: {words.hours(post.untimed)}"),
        _formula(
            f"{words.number(Fraction(post.duty, 60), 2)} + {words.number(post.untimed / 60, 2)}"
            f" = {words.hours(worked)} of {words.hours(post.post_minutes)}"
        ),
        _note("Time when both are there counts once."),
    ]
    of = f"of {words.hours(post.post_minutes)}"
    if post.post_minutes:
        of += f", {words.number(worked * 100 / post.post_minutes, 0)} %"
    working = Working("Hours of the post with someone on it", tuple(lines))
    return PostReading("Someone there", words.hours(worked), of, working)


def _together(post: PostFigures) -> PostReading:
    wanted = NOT_KNOWN if post.wanted is None else words.hours(post.wanted)
    lines = [
        _input(f"Both on the post by the clock: {words.hours(post.overlap)}"),
        _input(f"Wanted: {wanted}"),
    ]
    if post.resolved.share.overlap_kind is Overlap.FUNDED:
        lines.append(_note("Funded on top: your partner’s part grows by what is wanted."))
    of = f"a week; {wanted} wanted" if post.wanted is not None else "a week; wanted not known"
    working = Working("Time together", tuple(lines))
    return PostReading(TOGETHER, words.hours(post.overlap), of, working)


def _double(option: Option, post: PostFigures) -> PostReading:
    both = [a.activity for a in post.attended if a.who is Attendance.BOTH]
    lines = []
    for activity in both:
        line = option.count.line(activity.id)
        length = NOT_KNOWN if line is None else words.hours(line.assumed_minutes)
        lines.append(_input(f"{activity.title}: {length} a week"))
    lines.append(_formula(f"{words.hours(post.double)} a week is worked by two people at once"))
    if not both:
        lines = [_note("Nothing needs both of you.")]
    working = Working("What two people in one room cost", tuple(lines))
    return PostReading("Both in one room", words.hours(post.double), "a week", working)


def stretch_working(option: Option, cells: Sequence[str], keys: Sequence[str]) -> Working:
    """How long a stretch of the post's week is, and what is done in it.

    Args:
        option: the option whose week it is.
        cells: day, from, to, who is there, length and what.
        keys: the lines that lie in it.
    """
    day, start, end, who, length = cells[:5]
    lines = [_formula(f"{start} to {end} = {length}"), _note(f"There: {who}")]
    post = option.post
    known = {} if post is None else {one.activity.id: one for one in post.attended}
    for key in keys:
        line = option.count.line(key)
        if line is not None:
            lines.append(_input(f"{line.title}: {line.working}"))
        if key in known:
            lines.append(_input(f"{known[key].activity.title}: {known[key].reason}"))
    return Working(f"{day} {start} to {end}", tuple(lines))


def _flexible(option: Option, post: PostFigures) -> PostReading:
    resolved = post.resolved
    own = option.count.role(resolved.role.id)
    unit = "unit" if own is None else own.unit.value
    placed = resolved.flexible_mine + resolved.flexible_theirs
    weeks = resolved.role.cycle_weeks
    lines = [_input(f"{a.title}: {when_text(a, weeks)}") for a in resolved.flexible]
    lines += [
        _formula(
            f"{words.units(resolved.flexible_mine, unit)} yours"
            f" + {words.units(resolved.flexible_theirs, unit)} your partner’s"
            f" of {words.units(resolved.flexible_units, unit)}"
        ),
        _note(f"{words.units(resolved.flexible_left, unit)} has no room."),
    ]
    if not resolved.flexible:
        lines = [_note("The post has no flexible work.")]
    figure = words.number(placed)
    of = f"of {words.units(resolved.flexible_units, unit)} placed"
    working = Working("Flexible work placed", tuple(lines))
    return PostReading("Flexible", figure, of, working)


# -- own time and terms ------------------------------------------------------------------------


def shadow_text(share: JobShare) -> str:
    """Own time in words; what is not said is not known."""
    touch = NOT_KNOWN if share.coordination is None else f"{words.hours(share.coordination)} a week"
    parts = [f"Keeping in touch {touch}", *(_meeting(m) for m in share.meetings)]
    return f"{'; '.join(parts)}. Counted as worked, never as paid; each of you gives it."


def _meeting(meeting: Meeting) -> str:
    a_week = words.hours(Fraction(meeting.minutes, meeting.every_weeks))
    often = "every week" if meeting.every_weeks == 1 else f"every {meeting.every_weeks} weeks"
    return f"{meeting.title} {words.length(meeting.minutes)} {often}, {a_week} a week"


def shadow_working(post: PostFigures) -> Working:
    """How own time adds up."""
    share = post.resolved.share
    lines = (
        []
        if share.coordination is None
        else [_input(f"Keeping in touch: {words.hours(share.coordination)} a week")]
    )
    lines += [_input(_meeting(meeting)) for meeting in share.meetings]
    amounts = [Fraction(share.coordination or 0)] if share.coordination else []
    amounts += [Fraction(m.minutes, m.every_weeks) for m in share.meetings]
    sum_ = " + ".join(words.number(amount / 60, 2) for amount in amounts) or "0"
    lines.append(_formula(f"{sum_} = {words.hours(post.resolved.shadow)} a week"))
    return Working("Own time that the share takes", tuple(lines))


def overlap_text(minutes: Fraction | None, kind: Overlap) -> str:
    """Wanted time together: "2.5 h, inside"."""
    if minutes is None:
        return NOT_KNOWN
    return f"{words.hours(minutes)}, {'inside' if kind is Overlap.INSIDE else 'funded on top'}"


def cover_text(minutes: Fraction | None) -> str:
    """Cover that I would give: "up to 3 h a week"."""
    if minutes is None:
        return NOT_KNOWN
    return f"up to {words.hours(minutes)} a week" if minutes else "none"


def cover_note(cover: Cover | None) -> str:
    """What is agreed of cover, and what it does not change."""
    said = "What is agreed of cover is not known" if cover is None else f"Cover: {_COVER[cover]}"
    return f"{said}. It changes no ordinary week; what it does in leave is in the sampled year."


def _input(text: str) -> WorkingLine:
    return WorkingLine(LineKind.INPUT, text)


def _formula(text: str) -> WorkingLine:
    return WorkingLine(LineKind.FORMULA, text)


def _note(text: str) -> WorkingLine:
    return WorkingLine(LineKind.NOTE, text)
