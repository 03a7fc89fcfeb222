"""The one door to matplotlib: its settings, the bundled fonts, and how wide a text is.

`drawing` keeps one thread at a time inside matplotlib and the user's own matplotlib settings out;
everything else in this package is called inside it. Nothing here knows what is drawn.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from portfolio_app import paths
from portfolio_app.charts.style import ChartStyle

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

DPI = 96
FAMILY = "Inter (bundled)"
FALLBACK = "DejaVu Sans (bundled)"
MISSING = "\N{WHITE SQUARE}"  # stands for a letter that neither font has
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
BODY, SMALL = 12.0, 11.0  # sizes of text, pixels at 100 % text
REGULAR, SEMIBOLD = 400, 600

_FILES = {
    REGULAR: ("Inter-Regular.otf", "DejaVuSans.ttf"),
    SEMIBOLD: ("Inter-SemiBold.otf", "DejaVuSans-Bold.ttf"),
}
_SETTINGS = {
    "text.parse_math": False,
    "text.hinting": "no_hinting",  # so that a text is as wide at every scale
    "svg.hashsalt": "portfolio",  # so that the same picture is the same file
    "svg.fonttype": "path",
    "path.simplify": False,
    "axes.formatter.use_locale": False,
}
_LOCK = threading.RLock()


@contextmanager
def drawing() -> Iterator[None]:
    """Hold matplotlib, with our settings and the bundled fonts, for as long as the block lasts."""
    with _LOCK:
        import matplotlib

        _register_fonts()
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            cast("Any", matplotlib.rcParams).update(_SETTINGS)
            yield


@cache
def _register_fonts() -> None:
    """Make the bundled fonts known under names of their own, so that no system font is taken."""
    import matplotlib
    from matplotlib.font_manager import FontEntry, fontManager

    shipped = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for weight, (own, other) in _FILES.items():
        for name, file in ((FAMILY, paths.resource("fonts", own)), (FALLBACK, shipped / other)):
            entry = FontEntry(fname=str(file), name=name, weight=weight, size="scalable")
            fontManager.ttflist.append(entry)


@cache
def _letters() -> frozenset[int]:
    """Every letter that one of the two fonts has."""
    import matplotlib
    from matplotlib.ft2font import FT2Font

    shipped = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    own, other = _FILES[REGULAR]
    files = (paths.resource("fonts", own), shipped / other)
    return frozenset().union(*(FT2Font(str(file)).get_charmap() for file in files))


def plain_text(text: str) -> str:
    """A user's text on one line, with a square for each letter that no font has."""
    flat = " ".join(text.split())
    known = _letters()
    return "".join(
        c if ord(c) in known else MISSING for c in flat if c.isprintable() or ord(c) in known
    )


@cache
def font(size: float, weight: int) -> "FontProperties":
    """One of the two weights at a size in pixels."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=[FAMILY, FALLBACK], size=size * 72 / DPI, weight=weight)


class Ruler:
    """Measures text in pixels, before there is anything to draw it on."""

    def __init__(self, style: ChartStyle) -> None:
        """Measure for one style; call inside `drawing`."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self._scale = style.scale
        self._scratch = Figure(figsize=(1, 1), dpi=DPI)
        FigureCanvasAgg(self._scratch)
        self._known: dict[tuple[str, float, int], float] = {}

    def u(self, length: float) -> float:
        """A length at 100 % text in pixels at the style's."""
        return length * self._scale

    def width(self, text: str, *, size: float = BODY, strong: bool = False) -> float:
        """Width of one line in pixels."""
        weight = SEMIBOLD if strong else REGULAR
        key = (text, size, weight)
        if key not in self._known:
            words = plain_text(text)
            drawn = self._scratch.text(0, 0, words, fontproperties=font(self.u(size), weight))
            drawn.set_fontfeatures(("tnum",))
            self._known[key] = drawn.get_window_extent().width if words else 0.0
            drawn.remove()
        return self._known[key]

    def fitted(self, text: str, room: float, *, size: float = BODY, strong: bool = False) -> str:
        """As much of a text as there is room for, with an ellipsis where some is left out."""
        flat = plain_text(text)
        if self.width(flat, size=size, strong=strong) <= room:
            return flat
        low, high = 0, len(flat)
        while low < high:
            middle = (low + high + 1) // 2
            tried = flat[:middle].rstrip() + ELLIPSIS
            if self.width(tried, size=size, strong=strong) <= room:
                low = middle
            else:
                high = middle - 1
        return flat[:low].rstrip() + ELLIPSIS if low else ""

    def wrapped(
        self, text: str, room: float, *, lines: int, size: float = BODY, strong: bool = False
    ) -> tuple[str, ...]:
        """A text on at most so many lines, broken between words; the last may be elided."""
        rest = plain_text(text).split()
        made: list[str] = []
        while rest and len(made) < lines - 1:
            taken = 1
            while taken < len(rest) and (
                self.width(" ".join(rest[: taken + 1]), size=size, strong=strong) <= room
            ):
                taken += 1
            made.append(self.fitted(" ".join(rest[:taken]), room, size=size, strong=strong))
            rest = rest[taken:]
        if rest:
            made.append(self.fitted(" ".join(rest), room, size=size, strong=strong))
        return tuple(made)
