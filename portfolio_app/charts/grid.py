"""A week drawn as seven columns and the hours that are used: the ground of every such picture.

Knows nothing of what is laid on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from portfolio_app.charts.fonts import ELLIPSIS, SMALL, Ruler
from portfolio_app.charts.sheet import Box, Sheet
from portfolio_app.charts.style import Coat
from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY
from portfolio_app.core.weektime import Interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FIRST_HOUR, LAST_HOUR = 8, 18  # shown whatever there is
_HOUR = 60

# Lengths in pixels at 100 % text.
PAD = 8.0
ROW = 21.0  # an hour
LINE = 17.0  # of words below the picture
_HOURS = 44.0  # the column of hours
_HEAD = 38.0
_GAP = 6.0  # between days
_LABEL = 26.0
_KEY = 26.0
_SWATCH = 18.0
_MOST_LINES = 4  # of one note


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the days and hours lie, in pixels from the sheet's top left corner."""

    left: float
    top: float
    column: float  # from one day to the next
    gap: float
    row: float
    first: int
    last: int
    days: int

    @property
    def box(self) -> Box:
        """All days and hours."""
        return Box(
            self.left, self.top, self.column * self.days, self.row * (self.last - self.first)
        )

    @property
    def day_width(self) -> float:
        """The width of a day without the gap to the next."""
        return self.column - self.gap

    def part(self, window: Interval, start: float = 0.0, end: float = 1.0) -> Box:
        """The box of a window of one day, over a part of the day's width (0 to 1)."""
        day = window[0] // MINUTES_PER_DAY
        midnight = day * MINUTES_PER_DAY
        top = self.top + self.row * ((window[0] - midnight) / _HOUR - self.first)
        return Box(
            self.left + self.column * day + self.day_width * start,
            top,
            self.day_width * (end - start),
            self.row * (window[1] - window[0]) / _HOUR,
        )


def hours_used(windows: Iterable[Interval]) -> tuple[int, int]:
    """The first and last hour to show for windows that are cut at midnight."""
    first, last = FIRST_HOUR, LAST_HOUR
    for start, end in windows:
        midnight = start // MINUTES_PER_DAY * MINUTES_PER_DAY
        first = min(first, (start - midnight) // _HOUR)
        last = max(last, -((midnight - end) // _HOUR))
    return first, last


def make_grid(
    ruler: Ruler, *, width: float, hours: tuple[int, int], days: int = DAYS_PER_WEEK
) -> Grid:
    """Lay a week, or its first days, over a width, with room above for a key and the days."""
    left = ruler.u(PAD + _HOURS)
    column = (width - left - ruler.u(PAD) + ruler.u(_GAP)) / days
    return Grid(left, ruler.u(_KEY + _HEAD), column, ruler.u(_GAP), ruler.u(ROW), *hours, days)


def sheet_height(grid: Grid, ruler: Ruler, *, lines: int) -> float:
    """How high a sheet has to be for a grid, its label and so many lines of words below it."""
    return grid.box.bottom + ruler.u(_LABEL + PAD) + ruler.u(LINE) * lines


def draw_grid(sheet: Sheet, grid: Grid, *, heads: Sequence[str], label: str) -> "Axes":
    """Draw the days, with a soft word below each name, and the hours.

    The axes that it returns count days across, from 0 for Monday, and hours down.
    """
    axes = sheet.axes(grid.box, across=(0, grid.days), label=label)
    axes.set_ylim(grid.last, grid.first)
    axes.set_xticks([])
    step = 1 if grid.last - grid.first <= 12 else 2
    hours = [hour for hour in range(grid.first, grid.last + 1) if hour % step == 0]
    axes.set_yticks(hours, [""] * len(hours))
    column = Ruler(sheet.style).width("00:00", size=SMALL) + sheet.u(8)
    for hour in hours:
        at = (grid.left - column, grid.top + grid.row * (hour - grid.first))
        sheet.text(at, f"{hour:02d}:00", size=SMALL, ink=sheet.style.soft_ink)
    box = grid.box
    for hour in range(grid.first, grid.last + 1):
        down = box.top + grid.row * (hour - grid.first)
        right = box.right - grid.gap
        sheet.rule((box.left, down), (right, down), ink=sheet.style.line)
    for day, (name_, head) in enumerate(zip(DAYS[: grid.days], heads, strict=True)):
        left = grid.left + grid.column * day
        sheet.text((left, box.top - sheet.u(27)), name_, strong=True)
        sheet.text((left, box.top - sheet.u(11)), head, size=SMALL, ink=sheet.style.soft_ink)
    return axes


def fitting_lines(
    ruler: Ruler, text: str, room: tuple[float, float], *, size: float = SMALL, strong: bool = False
) -> tuple[str, ...]:
    """A text on as many lines as a box has room for; nothing where a word would be cut."""
    lines = int((room[1] - ruler.u(4)) // ruler.u(14))
    if lines < 1:
        return ()
    made = ruler.wrapped(text, room[0], lines=lines, size=size, strong=strong)
    return () if any(ELLIPSIS in line for line in made) else made


def draw_words(
    sheet: Sheet, at: tuple[float, float], lines: Sequence[tuple[str, bool]], *, ink: str, halo: str
) -> None:
    """Small words one under the other from a place; each is strong or not."""
    for number, (text, strong) in enumerate(lines):
        place = (at[0], at[1] + sheet.u(14) * number)
        sheet.text(place, text, size=SMALL, strong=strong, ink=ink, halo=halo)


def wrapped_notes(ruler: Ruler, texts: Sequence[str], *, width: float) -> list[str]:
    """Words for below a week, on lines that its width has room for."""
    room = width - ruler.u(2 * PAD + _HOURS)
    return [
        line for text in texts for line in ruler.wrapped(text, room, lines=_MOST_LINES, size=SMALL)
    ]


def draw_notes(sheet: Sheet, grid: Grid, lines: Sequence[str]) -> None:
    """Soft lines below the week."""
    down = grid.box.bottom + sheet.u(_LABEL + LINE / 2 + 2)
    for text in lines:
        sheet.text((grid.left, down), text, size=SMALL, ink=sheet.style.soft_ink)
        down += sheet.u(LINE)


class Ground(Enum):
    """A ground that a key can name."""

    PREMIUM = "premium"
    LIFE = "life"
    GHOST = "ghost"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry of a key: what it looks like, and its name."""

    look: Coat | Ground
    name: str


def draw_key(sheet: Sheet, signs: Sequence[Sign], ruler: Ruler, *, width: float) -> None:
    """Name along the top what is not named where it stands; what has no room is left out."""
    left, middle = sheet.u(PAD), sheet.u(PAD + 7)
    for sign in signs:
        name = ruler.fitted(sign.name, width * 0.4, size=SMALL)
        wide = ruler.width(name, size=SMALL)
        if left + sheet.u(_SWATCH + 6) + wide > width - sheet.u(PAD):
            return
        box = Box(left, middle - sheet.u(6), sheet.u(_SWATCH), sheet.u(12))
        _draw_swatch(sheet, box, sign.look)
        at = (box.right + sheet.u(6), middle)
        sheet.text(at, name, size=SMALL, ink=sheet.style.soft_ink)
        left = at[0] + wide + sheet.u(18)


def _draw_swatch(sheet: Sheet, box: Box, look: Coat | Ground) -> None:
    style = sheet.style
    match look:
        case Coat():
            sheet.block(box, look)
        case Ground.PREMIUM:
            sheet.box(box, fill=style.premium, outline=style.line)
        case Ground.LIFE:
            sheet.hatched(box, ground=style.life_ground, hatch=style.life_hatch)
        case Ground.GHOST:
            sheet.box(box, outline=style.ghost, dashed=True)
        case Ground.ELSEWHERE:
            sheet.box(box, fill=style.sunken, outline=style.line)
