"""A sheet to draw on: a figure measured in CSS pixels from its top left corner, and its marks.

Blocks and edges look as they do on the week. Knows nothing of what is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio_app.charts.fonts import BODY, DPI, REGULAR, SEMIBOLD, SMALL, font, plain_text
from portfolio_app.charts.style import ChartStyle, Coat, Pattern

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

EDGE = 5.0  # width of an employer's edge, pixels at 100 % text
TABULAR = ("tnum",)

Stroke = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the sheet's top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.top + self.height

    def cut(self, line: Stroke) -> Stroke | None:
        """The part of a straight line that lies inside; None where nothing does."""
        (x0, y0), (x1, y1) = line
        first, last = 0.0, 1.0
        for start, step, low, high in (
            (x0, x1 - x0, self.left, self.right),
            (y0, y1 - y0, self.top, self.bottom),
        ):
            if step == 0:
                if not low <= start <= high:
                    return None
                continue
            near, far = sorted(((low - start) / step, (high - start) / step))
            first, last = max(first, near), min(last, far)
        if first >= last:
            return None
        ends = [(x0 + (x1 - x0) * at, y0 + (y1 - y0) * at) for at in (first, last)]
        return ends[0], ends[1]


class Sheet:
    """A figure of so many pixels, and what can be put on it."""

    def __init__(self, style: ChartStyle, *, width: float, height: float, title: str) -> None:
        """Make an empty sheet; call inside `drawing`."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.style = style
        self.figure: Figure = Figure(
            figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=style.ground
        )
        self.figure.set_label(title)
        FigureCanvasAgg(self.figure)
        self._width, self._height = width, height
        self._px = (
            Affine2D().scale(1 / width, -1 / height).translate(0, 1) + self.figure.transFigure
        )

    def u(self, length: float) -> float:
        """A length at 100 % text in pixels at the style's."""
        return length * self.style.scale

    def axes(self, box: Box, *, across: tuple[float, float], label: str) -> "Axes":
        """Axes over a box: `across` on x, pixels from its top on y; bare but for the x label."""
        axes = self.figure.add_axes(
            (
                box.left / self._width,
                1 - box.bottom / self._height,
                box.width / self._width,
                box.height / self._height,
            ),
            facecolor="none",
        )
        axes.set_xlim(*across)
        axes.set_ylim(box.height, 0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.set_yticks([])
        axes.tick_params(length=0, pad=self.u(4) * 72 / DPI)
        axes.set_xlabel(
            plain_text(label),
            fontproperties=font(self.u(SMALL), REGULAR),
            color=self.style.soft_ink,
            labelpad=self.u(5) * 72 / DPI,
        )
        axes.set_axisbelow(True)
        return axes

    def ticks(self, axes: "Axes", places: Sequence[float], names: Sequence[str]) -> None:
        """Name places along the x axis and rule a hairline at each."""
        axes.set_xticks(list(places), list(names))
        for name in axes.get_xticklabels():
            name.set_fontproperties(font(self.u(SMALL), REGULAR))
            name.set_fontfeatures(TABULAR)
            name.set_color(self.style.soft_ink)
        axes.grid(visible=True, axis="x", color=self.style.line, linewidth=0.75)

    def text(
        self,
        at: tuple[float, float],
        text: str,
        *,
        size: float = BODY,
        strong: bool = False,
        ink: str | None = None,
        halo: str | None = None,
    ) -> "Text":
        """One line of text that begins at a place, its middle at that height.

        `halo` is the ground that the text keeps clear around it, where lines may cross it.
        """
        from matplotlib.patheffects import withStroke

        weight = SEMIBOLD if strong else REGULAR
        drawn = self.figure.text(
            at[0],
            at[1],
            plain_text(text),
            transform=self._px,
            fontproperties=font(self.u(size), weight),
            color=ink or self.style.ink,
            ha="left",
            va="center_baseline",
            parse_math=False,
            zorder=6,
        )
        drawn.set_fontfeatures(TABULAR)
        if halo is not None:
            drawn.set_path_effects([withStroke(linewidth=self.u(2.5), foreground=halo)])
        return drawn

    def upright(self, at: tuple[float, float], text: str, *, ink: str) -> None:
        """Small text that reads upwards and hangs, centred, below a place."""
        drawn = self.text(at, text, size=SMALL, ink=ink)
        drawn.set(rotation=90, ha="center", va="top")

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        ink: str,
        width: float = 1.0,
        dashes: tuple[float, float] | None = None,
    ) -> None:
        """A line; `dashes` are the lengths of a dash and of the gap after it."""
        from matplotlib.lines import Line2D

        thick = self.u(width) * 72 / DPI
        drawn = Line2D(
            [start[0], end[0]],
            [start[1], end[1]],
            color=ink,
            linewidth=thick,
            solid_capstyle="butt",
            dash_capstyle="butt",
            transform=self._px,
            zorder=5,
        )
        if dashes is not None:
            # Matplotlib measures dashes in widths of the line.
            drawn.set_linestyle((0, tuple(self.u(dash) * 72 / DPI / thick for dash in dashes)))
        self.figure.add_artist(drawn)

    def rule(self, start: tuple[float, float], end: tuple[float, float], *, ink: str) -> None:
        """A hairline below everything that has a place in the picture."""
        from matplotlib.lines import Line2D

        across, down = zip(start, end, strict=True)
        hairline = Line2D(across, down, color=ink, linewidth=0.75, transform=self._px, zorder=1.3)
        self.figure.add_artist(hairline)

    def box(
        self,
        box: Box,
        *,
        fill: str | None = None,
        outline: str | None = None,
        dashed: bool = False,
        order: float = 2.0,
    ) -> None:
        """A rectangle, filled, outlined, or both."""
        from matplotlib.patches import Rectangle

        inset = 0.5 if outline else 0.0
        self.figure.add_artist(
            Rectangle(
                (box.left + inset, box.top + inset),
                max(box.width - 2 * inset, 0.2),
                max(box.height - 2 * inset, 0.2),
                facecolor=fill or "none",
                edgecolor=outline or "none",
                linewidth=0.75 if outline else 0.0,
                linestyle=(0, (3, 2)) if dashed else "-",
                transform=self._px,
                zorder=order,
            )
        )

    def strokes(
        self,
        lines: Sequence[Stroke],
        *,
        ink: str,
        width: float,
        clip: Box,
        order: float = 2.5,
    ) -> None:
        """Many straight lines of one ink, cut off at a box.

        They are cut here, for not every program that shows an SVG knows how to.
        """
        from matplotlib.collections import LineCollection

        cut = [piece for line in lines for piece in (clip.cut(line),) if piece is not None]
        drawn = LineCollection(
            cut,
            colors=ink,
            linewidths=self.u(width) * 72 / DPI,
            transform=self._px,
            zorder=order,
            capstyle="butt",
        )
        self.figure.add_artist(drawn)

    def hatched(self, box: Box, *, ground: str, hatch: str, order: float = 1.2) -> None:
        """A rectangle with slanting lines and a hairline: life outside work, as on the week."""
        self.box(box, fill=ground, order=order)
        step, lines, left = self.u(7), [], box.left - box.height
        while left < box.right:
            lines.append(((left, box.bottom), (left + box.height, box.top)))
            left += step
        self.strokes(lines, ink=hatch, width=1.6, clip=box, order=order + 0.1)
        self.box(box, outline=self.style.line, order=order + 0.2)

    def block(self, box: Box, coat: Coat, *, order: float = 2.0) -> None:
        """A block as on the week: pale ground, an outline, and the edge in its pattern."""
        self.box(box, fill=coat.ground, outline=coat.ink, order=order)
        self.edge(Box(box.left, box.top, min(self.u(EDGE), box.width), box.height), coat)

    def edge(self, box: Box, coat: Coat) -> None:
        """A narrow upright bar in a coat's ink and pattern."""
        match coat.pattern:
            case Pattern.SOLID:
                self.box(box, fill=coat.ink, order=2.6)
            case Pattern.BANDED:
                self._bands(box, coat.ink, on=2, gap=2)
            case Pattern.DASHED:
                self._bands(box, coat.ink, on=9, gap=3)
            case Pattern.DOTTED:
                self._dots(box, coat.ink)
            case Pattern.DIAGONAL:
                self._slants(box, coat.ink, slopes=(1,))
            case Pattern.CROSSED:
                self._slants(box, coat.ink, slopes=(1, -1))

    def _bands(self, box: Box, ink: str, *, on: float, gap: float) -> None:
        lines = []
        top, thick = box.top, self.u(on)
        while top + thick <= box.bottom:
            lines.append(((box.left, top + thick / 2), (box.right, top + thick / 2)))
            top += self.u(on + gap)
        self.strokes(lines, ink=ink, width=on, clip=box, order=2.6)
        if top < box.bottom:
            self.box(Box(box.left, top, box.width, box.bottom - top), fill=ink, order=2.6)

    def _dots(self, box: Box, ink: str) -> None:
        from matplotlib.collections import PatchCollection
        from matplotlib.patches import Circle

        side = min(self.u(4), box.width)
        dots = []
        top = box.top + self.u(2)
        while top + side < box.bottom:
            dots.append(Circle((box.left + box.width / 2 + 0.5, top + side / 2), side / 2))
            top += side + self.u(2)
        if dots:
            drawn = PatchCollection(dots, facecolors=ink, edgecolors="none", zorder=2.6)
            drawn.set_transform(self._px)
            self.figure.add_artist(drawn)

    def _slants(self, box: Box, ink: str, *, slopes: tuple[int, ...]) -> None:
        step = self.u(5 if len(slopes) == 1 else 6)
        lines = [((box.right, box.top), (box.right, box.bottom))]
        top = box.top - box.width
        while top < box.bottom + box.width:
            for slope in slopes:
                start, end = (top + box.width, top) if slope > 0 else (top, top + box.width)
                lines.append(((box.left, start), (box.right, end)))
            top += step
        self.strokes(lines, ink=ink, width=1.5, clip=box, order=2.6)
