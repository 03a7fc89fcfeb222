"""A finished figure as pixels for a screen, or as a file.

Knows nothing of what is drawn.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from portfolio_app.charts.fonts import DPI, drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("svg", "png", "pdf")


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A drawn picture: rows of red, green, blue and alpha bytes, from the top."""

    width: int
    height: int
    ratio: float
    pixels: bytes


def render(figure: "Figure", *, ratio: float = 1.0) -> Bitmap:
    """Draw a figure at so many device pixels to one CSS pixel."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with drawing():
        figure.set_dpi(DPI * ratio)
        canvas = cast("Any", FigureCanvasAgg(figure))  # drawing has no types
        canvas.draw()
        width, height = canvas.get_width_height()
        return Bitmap(width, height, ratio, bytes(canvas.buffer_rgba()))


def save(figure: "Figure", path: Path) -> None:
    """Write a picture beside its place and then put it there; the ending says the format.

    The same figure gives the same bytes: nothing of the day or the machine is written.

    Raises:
        ValueError: the ending is not one of `FORMATS`.
        OSError: it cannot be written there; a file that was there is left as it was.
    """
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise ValueError(
            f"The picture “{path.name}” cannot be saved: its name ends in"
            f" “{path.suffix or 'nothing'}”; expected one of {known}."
        )
    handle, name = tempfile.mkstemp(prefix=".picture-", suffix=f".{ending}", dir=path.parent)
    os.close(handle)
    beside = Path(name)
    try:
        with drawing():
            figure.set_dpi(DPI)
            figure.savefig(
                beside,
                format=ending,
                dpi=2 * DPI if ending == "png" else DPI,
                metadata=_metadata(ending, str(figure.get_label())),
            )
        beside.chmod(0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _metadata(ending: str, title: str) -> dict[str, str | None]:
    if ending == "pdf":
        return {"Title": title, "Creator": None, "Producer": None, "CreationDate": None}
    if ending == "png":
        return {"Title": title, "Software": None}
    return {"Title": title, "Creator": None, "Date": None}
