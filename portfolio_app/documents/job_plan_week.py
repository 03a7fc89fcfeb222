"""The drawn week of a job plan: blocks in columns of days, one picture for each kind of week.

Turns placed work into minutes, lanes and short texts, and into a description in words for those
who do not see the picture. Colours and lengths on paper are the template's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.lines import Line
from portfolio_app.core.model import MINUTES_PER_DAY, WEEKDAYS, OnCall
from portfolio_app.core.placed import Block, Placed, place
from portfolio_app.core.weektime import Interval, gaps, wrap
from portfolio_app.core.workload import Count
from portfolio_app.documents.content import Data, text
from portfolio_app.documents.scope import Addressee, Privacy, busy_times, by_day

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOUR = 60
_USUAL_DAY = (8 * _HOUR, 18 * _HOUR)
_MOST_PICTURES = 4
_NARROW = Fraction(55, 100)  # of a lane with own work
PATTERNS = ("solid", "diagonal", "banded", "dotted", "crossed", "open")


@dataclass(frozen=True, slots=True)
class Names:
    """What the picture calls things: references of lines, and the pattern of each category."""

    refs: dict[str, str]
    patterns: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or the part of one that lies on one day, before it is given a lane."""

    day: int
    start: int
    end: int
    look: str  # own | other | life | busy
    title: str
    pattern: str = "open"
    ref: str = ""
    note: str = ""
    units: str = ""
    loose: bool = False  # not every week, or nobody knows which
    continued: bool = False
    hours: str = ""


def week_blocks(
    whole: Count, own: Count, to: Addressee, *, privacy: Privacy, names: Names
) -> list[Data]:
    """The pictures of the week, or a sentence where nothing has a fixed time."""
    placed = place(own.portfolio)
    rest = _rest_pieces(whole, to, privacy)
    rotas = _rotas(own)
    if not placed.blocks and not rest and not rotas:
        return [text("None of this work is at a fixed time, so no week is drawn.")]
    groups = _alike_weeks(placed)
    combined = len(groups) > _MOST_PICTURES
    pictures = (
        [(None, placed.blocks)] if combined else [(weeks, blocks) for weeks, blocks in groups]
    )
    drawn = [
        (weeks, [*rest, *_own_pieces(own, blocks, names, placed, combined=combined)])
        for weeks, blocks in pictures
    ]
    limits = _limits([piece for _, pieces in drawn for piece in pieces])
    legend = _legend(own, names, [piece for _, pieces in drawn for piece in pieces])
    premium = _premium(to)
    return [
        _picture(_title(weeks, placed.cycle_weeks), pieces, limits, premium)
        | {"rotas": rotas, "legend": legend if number == len(drawn) else []}
        for number, (weeks, pieces) in enumerate(drawn, start=1)
    ]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A piece with its place across the column, in parts of 1."""

    piece: _Piece
    left: float
    width: float


# -- which weeks look alike ----------------------------------------------------------------------


def _alike_weeks(placed: Placed) -> list[tuple[tuple[int, ...], list[Block]]]:
    """The weeks of the cycle in groups that hold the same blocks."""
    groups: dict[tuple[int, ...], tuple[list[int], list[Block]]] = {}
    for week in range(1, placed.cycle_weeks + 1):
        here = [b for b in placed.blocks if b.weeks is None or week in b.weeks]
        fixed = [b for b in here if b.weeks is not None]
        # In its weeks, what takes the place of other work is drawn instead of it.
        gone = {key for block in fixed for key in block.replaces}
        clear = next((b for b in fixed if b.replaces_all), None)
        left = [b for b in here if b.id not in gone and (clear is None or b.id == clear.id)]
        key = tuple(sorted(id(block) for block in left))
        groups.setdefault(key, ([], left))[0].append(week)
    return [(tuple(weeks), blocks) for weeks, blocks in groups.values()]


def _title(weeks: tuple[int, ...] | None, cycle: int) -> str:
    if cycle == 1:
        return "Every week"
    if weeks is None:
        return f"All {cycle} weeks of the rota together"
    if len(weeks) == cycle:
        return f"Every week of {cycle}"
    which = words.listing([str(week) for week in weeks])
    return f"Week{'s' if len(weeks) > 1 else ''} {which} of {cycle}"


# -- pieces --------------------------------------------------------------------------------------


def _own_pieces(
    own: Count, blocks: Iterable[Block], names: Names, placed: Placed, *, combined: bool
) -> list[_Piece]:
    pieces = []
    for block in blocks:
        line = own.line(block.id)
        if line is None:
            continue
        everywhere = block.weeks is not None and len(block.weeks) == placed.cycle_weeks
        tells = block.weeks is None or (combined and not everywhere)
        code = line.category if len(line.shares) == 1 else line.shares[0][0]
        pieces += _on_days(
            block,
            _Piece(
                day=0,
                start=0,
                end=0,
                look="own",
                title=block.title,
                pattern=names.patterns.get(code, "open"),
                ref=names.refs.get(block.id, ""),
                note=_often(own, line) if tells else "",
                units=_units(own, line),
                loose=block.weeks is None,
            ),
        )
    return pieces


def _rest_pieces(whole: Count, to: Addressee, privacy: Privacy) -> list[_Piece]:
    """The rest of the week: with its names, as busy time, or not at all."""
    if privacy is Privacy.LEFT_OUT:
        return []
    if privacy is Privacy.BUSY:
        return [
            piece
            for start, end in busy_times(whole.portfolio, to.employer.id)
            for piece in _split(start, end, _Piece(0, 0, 0, "busy", "Busy"))
        ]
    placed = place(whole.portfolio)
    pieces = []
    for block in placed.blocks:
        if block.employer == to.employer.id:
            continue
        line = None if block.is_life else whole.line(block.id)
        everywhere = block.weeks is not None and len(block.weeks) == placed.cycle_weeks
        look = "life" if block.is_life else "other"
        note = _often(whole, line) if line is not None and not everywhere else ""
        pieces += _on_days(block, _Piece(0, 0, 0, look, block.title, note=note, loose=bool(note)))
    return pieces


def _often(own: Count, line: Line) -> str:
    """How often, with the part of a shared post's occurrences that is mine."""
    attended = next((a.attended for a in own.portfolio.activities if a.id == line.id), Fraction(1))
    if attended == 1:
        return line.frequency
    return f"{line.frequency}, {part_text(attended)}"


def part_text(attended: Fraction) -> str:
    """The part of a shared post's occurrences that is mine."""
    return f"my part, {words.number(100 * attended, 1)} % of them"


def _units(own: Count, line: Line) -> str:
    role = own.role(line.role)
    if role is None or line.units_per_occurrence is None or not role.role.counted:
        return ""
    return words.units(line.units_per_occurrence, role.unit.value)


def _on_days(block: Block, like: _Piece) -> list[_Piece]:
    return [
        piece
        for number, (start, end) in enumerate(_in_order(block))
        for piece in _split(start, end, like, continued=number > 0)
    ]


def _in_order(block: Block) -> list[Interval]:
    """The block's minutes in the week, what runs past Sunday midnight last."""
    return sorted(wrap(block.start, block.minutes), key=lambda piece: piece[0] < block.start)


def _split(start: int, end: int, like: _Piece, *, continued: bool = False) -> list[_Piece]:
    hours = f"{words.clock(start)}\u2013{_end(end)}"
    pieces = []
    for first, last in by_day([(start, end)]):
        day = first // MINUTES_PER_DAY
        midnight = day * MINUTES_PER_DAY
        again = continued or first > start
        pieces.append(
            replace(
                like,
                day=day,
                start=first - midnight,
                end=last - midnight,
                note="" if again else like.note,
                units="" if again else like.units,
                continued=again,
                hours=hours,
            )
        )
    return pieces


def _end(minute: int) -> str:
    return "24:00" if minute % MINUTES_PER_DAY == 0 else words.clock(minute)


# -- the picture ---------------------------------------------------------------------------------


def _limits(pieces: Sequence[_Piece]) -> Interval:
    """The hours that are drawn: the usual day, and whatever lies outside it."""
    first = min([piece.start for piece in pieces] + [_USUAL_DAY[0]])
    last = max([piece.end for piece in pieces] + [_USUAL_DAY[1]])
    return first // _HOUR * _HOUR, -(-last // _HOUR) * _HOUR


def _picture(
    title: str, pieces: Sequence[_Piece], limits: Interval, premium: tuple[Interval, ...]
) -> Data:
    days = []
    for day, name in enumerate(DAY_NAMES):
        here = sorted(
            (p for p in pieces if p.day == day), key=lambda p: (p.start, -p.end, p.look, p.title)
        )
        days.append(
            {
                "name": name,
                "premium": _of_day(premium, day, limits),
                "blocks": _blocks(here),
            }
        )
    return {
        "kind": "week",
        "title": title,
        "first": limits[0],
        "last": limits[1],
        "days": days,
        "alt": _description(title, pieces),
    }


def _blocks(pieces: Sequence[_Piece]) -> list[Data]:
    """Blocks as data; `until` is the minute to which one may be drawn so that it can be read."""
    starts = [piece.start for piece in pieces]
    return [
        _block_data(slot, min([MINUTES_PER_DAY, *(s for s in starts if s >= slot.piece.end)]))
        for slot in _lanes(pieces)
    ]


def _block_data(slot: _Slot, until: int) -> Data:
    piece = slot.piece
    return {
        "start": piece.start,
        "end": piece.end,
        "until": until,
        "left": round(slot.left, 4),
        "width": round(slot.width, 4),
        "look": piece.look,
        "pattern": piece.pattern,
        "ref": piece.ref,
        "title": piece.title,
        "note": piece.note,
        "units": piece.units,
        "hours": piece.hours,
        "loose": piece.loose,
        "continued": piece.continued,
    }


def _lanes(pieces: Sequence[_Piece]) -> list[_Slot]:
    """Each piece with its part of the column's width: side by side where they overlap."""
    slots: list[_Slot] = []
    cluster: list[tuple[_Piece, int]] = []
    ends: list[int] = []
    for piece in pieces:
        if ends and piece.start >= max(ends):
            slots += _side_by_side(cluster, len(ends))
            cluster, ends = [], []
        free = next((lane for lane, end in enumerate(ends) if end <= piece.start), None)
        if free is None:
            free = len(ends)
            ends.append(0)
        ends[free] = piece.end
        cluster.append((piece, free))
    slots += _side_by_side(cluster, len(ends))
    return slots


def _side_by_side(cluster: Sequence[tuple[_Piece, int]], lanes: int) -> list[_Slot]:
    """Lanes that hold nothing of this employer's are the narrower ones."""
    own = {lane for piece, lane in cluster if piece.look == "own"}
    parts = [Fraction(1) if lane in own or not own else _NARROW for lane in range(lanes)]
    whole = sum(parts, Fraction(0))
    slots = []
    for piece, lane in cluster:
        left = float(sum(parts[:lane], Fraction(0)) / whole)
        width = float(parts[lane] / whole)
        slots.append(_Slot(piece, left, width))
    return slots


def _premium(to: Addressee) -> tuple[Interval, ...]:
    """Premium time, where every role of the employer has the same; else it is not shaded."""
    windows = {role.terms.plain.windows for role in to.roles}
    plain = windows.pop() if len(windows) == 1 else None
    if plain is None:
        return ()
    return tuple(piece for start, end in gaps(plain) for piece in wrap(start, end - start))


def _of_day(intervals: Iterable[Interval], day: int, limits: Interval) -> list[list[int]]:
    midnight = day * MINUTES_PER_DAY
    cut = (
        (max(start - midnight, limits[0]), min(end - midnight, limits[1]))
        for start, end in intervals
    )
    return [[start, end] for start, end in cut if start < end]


def _rotas(own: Count) -> list[Data]:
    """On-call rotas that are no blocks of time: a bar over the days that they cover."""
    drawn = {block.id for block in place(own.portfolio).blocks}
    return [
        {
            "title": call.title,
            "often": words.frequency(call.frequency, _cycle(own, call)),
            "days": [day in call.days for day in WEEKDAYS],
        }
        for call in own.portfolio.on_calls
        if call.id not in drawn and own.line(call.id) is not None
    ]


def _cycle(own: Count, call: OnCall) -> int:
    role = own.role(call.role)
    return 1 if role is None else role.role.cycle_weeks


def _legend(own: Count, names: Names, pieces: Sequence[_Piece]) -> list[Data]:
    used = {piece.pattern for piece in pieces if piece.look == "own"}
    codes: dict[str, list[str]] = {}
    for code, pattern in names.patterns.items():
        if pattern in used and any(code in dict(line.shares) for line in own.lines):
            codes.setdefault(pattern, []).append(code)
    entries = [
        {"look": "own", "pattern": pattern, "text": ", ".join(labels)}
        for pattern, labels in codes.items()
    ]
    looks = {piece.look for piece in pieces}
    named = (("other", "Work for others"), ("life", "Outside work"), ("busy", "Busy"))
    entries += [
        {"look": look, "pattern": "open", "text": label} for look, label in named if look in looks
    ]
    if any(piece.loose for piece in pieces):
        entries.append({"look": "loose", "pattern": "open", "text": "Not every week"})
    return entries


def _description(title: str, pieces: Sequence[_Piece]) -> str:
    """The picture in words, day by day."""
    told = []
    for day, name in enumerate(DAY_NAMES):
        here = sorted(
            (p for p in pieces if p.day == day and not p.continued), key=lambda p: (p.start, p.end)
        )
        if here:
            told.append(f"{name}: {'; '.join(_told(piece) for piece in here)}.")
    week = " ".join(told) or "Nothing is at a fixed time."
    return f"Timetable, {title[0].lower()}{title[1:]}. {week}"


def _told(piece: _Piece) -> str:
    ref = f"{piece.ref} " if piece.ref else ""
    parts = [part for part in (piece.units, piece.note) if part]
    rest = f" ({', '.join(parts)})" if parts else ""
    return f"{piece.hours.replace(chr(0x2013), ' to ')} {ref}{piece.title}{rest}"
