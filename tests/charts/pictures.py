"""What the tests of pictures share: the samples, counted, and what lies where in a figure."""

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from portfolio_app import paths
from portfolio_app.charts.fonts import drawing
from portfolio_app.charts.style import ChartStyle, Coat, Pattern
from portfolio_app.core.jobshare import Option, options, shared_roles
from portfolio_app.core.model import Portfolio
from portfolio_app.core.shares import effective
from portfolio_app.core.workload import Count, count
from portfolio_app.exchange.planfile import read
from tests.plans import CONTRACTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

SAMPLES = ("emergency-medicine-thinking-of-applying", "public-health-charity-and-half-a-post")
HOLIDAYS: Mapping[Any, Any] = {}
ODD = (
    "Costs $5 & $6_x^2$ \\frac{1}{2}",
    "<b>Clinic</b> & {braces} %s %(x)s",
    "\N{CJK UNIFIED IDEOGRAPH-6F22}\N{PILE OF POO} clinic \N{SNOWMAN}",
    "line\nbreak\ttab \x00 bell\x07",
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET}",
    "Supercalifragilisticexpialidocious-" * 6,
    "a very long title of many words that goes on and on and on " * 5,
    " ",
)

COLOURED = ChartStyle(
    ground="#FFFFFF",
    sunken="#F6F5F2",
    ink="#1C2530",
    soft_ink="#5C6672",
    line="#E2E0DA",
    edge="#827E75",
    accent="#0B6E6E",
    accent_ground="#E0F1EF",
    premium="#EFEDF6",
    ghost="#827E75",
    life_ink="#5C6672",
    life_ground="#F6F5F2",
    life_hatch="#E8E6E1",
    own_limit="#9A5B00",
    limit="#B3261E",
    over="#9A5B00",
    employers=(
        Coat("#2F5FA8", "#E3ECF8", Pattern.SOLID),
        Coat("#6B4AA0", "#EEE7F8", Pattern.BANDED),
    ),
)


@cache
def sample(name: str) -> Portfolio:
    """A sample that the program ships."""
    text = paths.resource("samples", f"{name}.toml").read_text(encoding="utf-8")
    found = read(text, name, CONTRACTS).portfolio
    assert found is not None
    return found


def counted(portfolio: Portfolio, scenario: str | None = None) -> Count:
    """A portfolio's week under a scenario."""
    return count(effective(portfolio, CONTRACTS, scenario), CONTRACTS)


@cache
def share_options(name: str) -> tuple[Option, ...]:
    """The options of a sample's shared role."""
    portfolio = sample(name)
    (role,) = shared_roles(portfolio)
    return options(portfolio, CONTRACTS, role.id, holidays=HOLIDAYS)


def bars(axes: "Axes") -> list[Any]:
    """The bars of an axes: rectangles, whatever their type says."""
    return list(axes.patches)


def bar_lengths(figure: "Figure") -> list[list[float]]:
    """The lengths of the bars on each axes, in the axes' unit."""
    return [[bar.get_width() for bar in bars(axes)] for axes in figure.axes]


def texts(figure: "Figure") -> "list[Text]":
    """Every text of a figure that says something."""
    from matplotlib.text import Text

    found = figure.findobj(Text)
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def said(figure: "Figure") -> list[str]:
    """What a figure says."""
    return [text.get_text() for text in texts(figure)]


def outside(figure: "Figure") -> list[str]:
    """The texts that leave the figure."""
    with drawing():
        figure.canvas.draw()
        whole = figure.bbox
        return [
            text.get_text()
            for text in texts(figure)
            for box in (text.get_window_extent(),)
            if box.x0 < whole.x0 - 1
            or box.y0 < whole.y0 - 1
            or box.x1 > whole.x1 + 1
            or box.y1 > whole.y1 + 1
        ]


def overlapping(figure: "Figure") -> list[tuple[str, str]]:
    """Pairs of texts that lie over each other by more than a pixel."""
    with drawing():
        figure.canvas.draw()
        boxes = [(text.get_text(), text.get_window_extent()) for text in texts(figure)]
    return [
        (one, other)
        for number, (one, a) in enumerate(boxes)
        for other, b in boxes[:number]
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 2
    ]


def check_sound(figure: "Figure") -> None:
    """Labelled axes, finite data, and no text outside."""
    assert figure.axes
    for axes in figure.axes:
        assert axes.get_xlabel()
        for bar in bars(axes):
            numbers = (bar.get_x(), bar.get_y(), bar.get_width(), bar.get_height())
            assert all(math.isfinite(number) for number in numbers)
    lost = outside(figure)
    assert not lost, f"off the sheet: {lost}"


def sums(values: Iterator[Fraction]) -> Fraction:
    """A sum that stays a fraction where there is nothing to add."""
    return sum(values, Fraction(0))
