"""How every picture looks: colours, sizes and patterns as plain values, on screen and on paper.

Knows nothing of Qt, of portfolios, or of what a picture shows.
"""

from dataclasses import dataclass
from enum import Enum

WIDTH = 760.0  # of a picture, in CSS pixels (96 to the inch), where nobody asks for another


class Pattern(Enum):
    """How an employer's edge is drawn, so that colour is never alone. The same as on the week."""

    SOLID = "solid"
    DIAGONAL = "diagonal"
    BANDED = "banded"
    DOTTED = "dotted"
    DASHED = "dashed"
    CROSSED = "crossed"


@dataclass(frozen=True, slots=True)
class Coat:
    """What a block wears: the ink of its edge and outline, its pale ground, and its pattern."""

    ink: str
    ground: str
    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartStyle:
    """Colours ("#RRGGBB") and the size of text; every length in a picture grows with `scale`."""

    ground: str
    sunken: str
    ink: str
    soft_ink: str
    line: str
    edge: str
    accent: str
    accent_ground: str
    premium: str
    ghost: str
    life_ink: str
    life_ground: str
    life_hatch: str
    own_limit: str
    limit: str
    over: str
    employers: tuple[Coat, ...]
    scale: float = 1.0

    def employer(self, index: int) -> Coat:
        """The coat of the employer at this place in the portfolio, from 0.

        Past the last coat the colours come round again with the next pattern, as on screen.
        """
        turn, place = divmod(index, len(self.employers))
        coat = self.employers[place]
        patterns = tuple(Pattern)
        pattern = patterns[(patterns.index(coat.pattern) + turn) % len(patterns)]
        return Coat(coat.ink, coat.ground, pattern)

    @property
    def other(self) -> Coat:
        """The coat of what belongs to no employer of the portfolio, such as a partner."""
        return Coat(self.edge, self.sunken, Pattern.DOTTED)

    @property
    def together(self) -> Coat:
        """The coat of time that two people spend together."""
        return Coat(self.accent, self.accent_ground, Pattern.SOLID)


_PAPER_GREYS = ("#FFFFFF", "#EFEFEF", "#FFFFFF", "#E2E2E2", "#F6F6F6", "#EBEBEB")

PAPER = ChartStyle(
    ground="#FFFFFF",
    sunken="#F4F4F4",
    ink="#000000",
    soft_ink="#444444",
    line="#D0D0D0",
    edge="#555555",
    accent="#000000",
    accent_ground="#DADADA",
    premium="#F0F0F0",
    ghost="#777777",
    life_ink="#444444",
    life_ground="#FFFFFF",
    life_hatch="#CFCFCF",
    own_limit="#000000",
    limit="#000000",
    over="#000000",
    employers=tuple(
        Coat("#000000", grey, pattern)
        for grey, pattern in zip(
            _PAPER_GREYS,
            (
                Pattern.SOLID,
                Pattern.BANDED,
                Pattern.DIAGONAL,
                Pattern.DOTTED,
                Pattern.DASHED,
                Pattern.CROSSED,
            ),
            strict=True,
        )
    ),
)
"""Black on white, patterns instead of colour: for documents and for printing."""


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a picture as text: what `rows` say, `words` says in sentences.

    `numeric` are the columns whose figures line up at the right. `keys` name, for each row, the
    lines of the plan that it adds up.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    keys: tuple[tuple[str, ...], ...] = ()
    words: str = ""
