"""The week as it is worked on average: which employer has which time, in what share of weeks.

Time by the clock only; what has no time of its own is told in a note. The figures of the picture
of the week, as a table and in words. Knows nothing of drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from portfolio_app.charts.style import Table
from portfolio_app.core import words
from portfolio_app.core.model import MINUTES_PER_DAY, MINUTES_PER_WEEK
from portfolio_app.core.placed import Block, place
from portfolio_app.core.weektime import Interval, merge, subtract, wrap
from portfolio_app.core.workload import Count

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZERO, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Time of one day, in minutes of the week, that one employer has in a share of the weeks.

    `employer` is a place in the portfolio's employers. `keys` and `titles` are the lines worked.
    """

    start: int
    end: int
    employer: int
    share: Fraction
    keys: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def minutes(self) -> Fraction:
        """Minutes in the average week."""
        return self.share * (self.end - self.start)


def stretches(count: Count, *, without: str | None = None) -> tuple[Stretch, ...]:
    """When each employer's work lies in the average week, by start and employer.

    `without` is a role to leave out. In weeks that are known one hour counts once, however many
    lines claim it; where no phase is known the shares are added up, to at most every week.
    """
    placed = place(count.portfolio)
    found: list[Stretch] = []
    for index, employer in enumerate(count.portfolio.employers):
        own = [b for b in placed.work if b.employer == employer.id and b.role != without]
        found += _of_one(own, index, placed.cycle_weeks)
    return tuple(sorted(found, key=lambda s: (s.start, s.employer, s.end)))


def _of_one(blocks: Sequence[Block], employer: int, cycle: int) -> list[Stretch]:
    worked = [(window, block) for block in blocks for window in _windows(block)]
    midnights = range(0, MINUTES_PER_WEEK + 1, MINUTES_PER_DAY)
    edges = sorted({*midnights, *(edge for window, _ in worked for edge in window)})
    found: list[Stretch] = []
    for start, end in pairwise(edges):
        here = [block for window, block in worked if window[0] <= start and end <= window[1]]
        share = _share(here, cycle)
        if share:
            keys = tuple(dict.fromkeys(block.id for block in here))
            titles = tuple(dict.fromkeys(block.title for block in here))
            piece = Stretch(
                start=start, end=end, employer=employer, share=share, keys=keys, titles=titles
            )
            _append(found, piece)
    return found


def _append(found: list[Stretch], piece: Stretch) -> None:
    """Add a piece, as part of the one before it where nothing but midnight could part them."""
    last = found[-1] if found else None
    same = (
        last is not None
        and last.end == piece.start
        and (last.share, last.keys) == (piece.share, piece.keys)
        and piece.start % MINUTES_PER_DAY
    )
    if last is not None and same:
        found[-1] = Stretch(
            start=last.start,
            end=piece.end,
            employer=piece.employer,
            share=piece.share,
            keys=piece.keys,
            titles=piece.titles,
        )
    else:
        found.append(piece)


def _windows(block: Block) -> tuple[Interval, ...]:
    pauses = [w for start, end in block.breaks for w in wrap(start, end - start)]
    return subtract(wrap(block.start, block.minutes), pauses)


def _share(blocks: Iterable[Block], cycle: int) -> Fraction:
    weeks: set[int] = set()
    apart = _ZERO
    for block in blocks:
        if block.weeks is None:
            apart += block.share
        else:
            weeks |= block.weeks
    return min(_ONE, Fraction(len(weeks), cycle) + apart)


def life(count: Count) -> tuple[tuple[Interval, str], ...]:
    """Life outside work: windows of the week with their titles, cut at midnight."""
    return tuple(
        (piece, block.title)
        for block in place(count.portfolio).life
        for window in wrap(block.start, block.minutes)
        for piece in by_day(window)
    )


def by_day(window: Interval) -> Iterable[Interval]:
    """A window cut at midnight."""
    start, end = window
    while start < end:
        midnight = (start // MINUTES_PER_DAY + 1) * MINUTES_PER_DAY
        yield start, min(end, midnight)
        start = midnight


def premium_windows(count: Count) -> tuple[Interval, ...]:
    """Time that is premium under every contract held that knows premium time; else nothing."""
    plain = [w for role in count.roles for w in role.terms.plain.windows or ()]
    return subtract([(0, MINUTES_PER_WEEK)], merge(plain)) if plain else ()


def share_words(share: Fraction) -> str:
    """How often, in words: "every week", "1 in 4", "3 weeks in 8", "about 2 weeks in 5"."""
    if share == 1:
        return "every week"
    if share.numerator == 1 and share.denominator <= 60:
        return f"1 in {share.denominator}"
    if share.denominator <= 26:
        return f"{share.numerator} in {share.denominator}"
    percent = words.number(share * 100, 0)
    return "under 1 % of weeks" if percent == "0" else f"{percent} % of weeks"


# -- the same figures as text ------------------------------------------------------------------


def week_table(count: Count) -> Table:
    """The figures of `week_heat`: a row for each stretch, and for life outside work."""
    headers = ("Day", "From", "To", "Employer", "How often", "Hours a week", "What")
    names = [employer.name for employer in count.portfolio.employers]
    lines: list[tuple[Interval, tuple[str, ...], tuple[str, ...]]] = [
        (
            (one.start, one.end),
            (
                *_when(one.start, one.end),
                names[one.employer],
                share_words(one.share),
                words.hours(one.minutes),
                ", ".join(one.titles),
            ),
            one.keys,
        )
        for one in stretches(count)
    ]
    lines += [
        (window, (*_when(*window), "Outside work", "every week", "", title), ())
        for window, title in life(count)
    ]
    lines.sort(key=lambda line: line[0])
    return Table(
        headers,
        tuple(cells for _, cells, _ in lines),
        frozenset({5}),
        tuple(keys for _, _, keys in lines),
        _spoken(count),
    )


def _when(start: int, end: int) -> tuple[str, str, str]:
    last = "24:00" if end % MINUTES_PER_DAY == 0 else words.clock(end)
    return DAY_NAMES[start // MINUTES_PER_DAY], words.clock(start), last


def _spoken(count: Count) -> str:
    names = [employer.name for employer in count.portfolio.employers]
    found = stretches(count)
    sentences = []
    for day, name in enumerate(DAY_NAMES):
        own = [one for one in found if one.start // MINUTES_PER_DAY == day]
        said = [
            f"{names[one.employer]} {_when(one.start, one.end)[1]} to"
            f" {_when(one.start, one.end)[2]} {share_words(one.share)}"
            for one in own
        ]
        minutes = sum((one.minutes for one in own), _ZERO)
        if said:
            sentences.append(f"{name}, {words.hours(minutes)}: {words.listing(said)}.")
        else:
            sentences.append(f"{name}: no work.")
    return " ".join((*sentences, *notes(count)))


def notes(count: Count) -> tuple[str, ...]:
    """What the picture cannot show: work that is counted but has no time by the clock."""
    shown = {block.id for block in place(count.portfolio).work}
    other = sum((line.assumed_minutes for line in count.lines if line.id not in shown), _ZERO)
    drawn = sum((one.minutes for one in stretches(count)), _ZERO)
    made = [f"{words.hours(drawn)} a week by the clock."]
    if other:
        made.append(
            f"Not shown: {words.hours(other)} a week without a set time in the ordinary week."
        )
    return tuple(made)
