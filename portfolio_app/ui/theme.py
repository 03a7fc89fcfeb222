"""Tokens made into a palette, a style sheet, fonts, icons and a chart style.

The one home of colour, type and motion. The tokens and the style sheet are files under
`resources/themes`; no other module names a colour. Knows nothing of settings or portfolios.
"""

import atexit
import re
import shutil
import tempfile
import tomllib
from dataclasses import dataclass, fields
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory, QToolTip

from portfolio_app import paths

BASE_SIZE = 13
MOTION_MS = 120
FAMILY = "Inter"
HAIRLINE = 2  # lengths up to this many pixels are lines, not spaces: they never grow

_LENGTH = re.compile(r"(\d+)px")
_TOKEN = re.compile(r"@([a-z_]+)")


class Scheme(Enum):
    """Light or dark; the value is the name of the theme's file."""

    LIGHT = "light"
    DARK = "dark"


class Tone(Enum):
    """What a word or a mark says about the thing it stands beside."""

    FITS = "fits"
    TIGHT = "tight"
    NOT = "not"
    INFO = "info"
    NEUTRAL = "neutral"


class EdgePattern(Enum):
    """How an employer's edge is drawn, so that colour is never alone."""

    SOLID = "solid"
    DIAGONAL = "diagonal"
    BANDED = "banded"
    DOTTED = "dotted"
    DASHED = "dashed"
    CROSSED = "crossed"


@dataclass(frozen=True, slots=True)
class Pair:
    """An ink and the ground it is read on, both "#RRGGBB"."""

    ink: str
    ground: str


@dataclass(frozen=True, slots=True)
class EmployerColour:
    """One employer's ink, pale ground and edge pattern."""

    name: str
    ink: str
    ground: str
    pattern: EdgePattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Every token, each colour "#RRGGBB". The names are those of the theme files."""

    scheme: Scheme
    background: str
    panel: str
    sunken: str
    hover: str
    line: str
    card_edge: str
    edge: str
    track: str
    scroll: str
    ink: str
    soft_ink: str
    disabled_ink: str
    accent: str
    accent_hover: str
    accent_ground: str
    on_accent: str
    focus: str
    premium: str
    ghost: str
    life_ink: str
    life_ground: str
    life_hatch: str
    fits: Pair
    tight: Pair
    not_fit: Pair
    info: Pair
    neutral: Pair
    employers: tuple[EmployerColour, ...]

    def pair(self, tone: Tone) -> Pair:
        """The ink and ground of a tone."""
        pairs = {
            Tone.FITS: self.fits,
            Tone.TIGHT: self.tight,
            Tone.NOT: self.not_fit,
            Tone.INFO: self.info,
            Tone.NEUTRAL: self.neutral,
        }
        return pairs[tone]


def load_theme(scheme: Scheme, *, high_contrast: bool = False) -> Theme:
    """Read one theme file.

    Args:
        scheme: which file.
        high_contrast: take the stronger lines and inks, for those who ask their system for them.

    Raises:
        KeyError: a role, pair or employer names a colour that the file does not define.
    """
    text = paths.resource("themes", f"{scheme.value}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    colours: dict[str, str] = data["colours"]
    roles: dict[str, str] = data["roles"] | (data["high-contrast"] if high_contrast else {})
    pairs = {
        key: Pair(ink=colours[pair["ink"]], ground=colours[pair["ground"]])
        for key, pair in data["pairs"].items()
    }
    employers = tuple(
        EmployerColour(
            name=row["name"],
            ink=colours[row["ink"]],
            ground=colours[row["ground"]],
            pattern=EdgePattern(row["pattern"]),
        )
        for row in data["employers"]
    )
    named: dict[str, Any] = {role: colours[name] for role, name in roles.items()}
    return Theme(scheme=Scheme(data["scheme"]), employers=employers, **named | pairs)


def employer_ink(theme: Theme, index: int) -> EmployerColour:
    """The colour of the employer at this place in the portfolio, from 0.

    Past the last colour the colours come round again with the next pattern, so that no two of the
    first 36 employers look the same.
    """
    round_number, place = divmod(index, len(theme.employers))
    colour = theme.employers[place]
    patterns = tuple(EdgePattern)
    pattern = patterns[(patterns.index(colour.pattern) + round_number) % len(patterns)]
    return EmployerColour(colour.name, colour.ink, colour.ground, pattern)


# What the system asks for


def system_scheme(app: QGuiApplication) -> Scheme:
    """Light or dark as the system asks; light where it does not say."""
    dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Scheme.DARK if dark else Scheme.LIGHT


def system_high_contrast(app: QGuiApplication) -> bool:
    """Whether the system asks for more contrast."""
    hints = app.styleHints()  # held, because the answer below dies with it
    wish = hints.accessibility().contrastPreference()
    return wish is Qt.ContrastPreference.HighContrast


def system_reduced_motion(app: QGuiApplication) -> bool:
    """Whether the system asks for less motion."""
    hints = app.styleHints()
    wish = hints.accessibility().motionPreference()
    return wish is Qt.MotionPreference.ReducedMotion


# What is applied now. The application object holds it: it is the thing that is dressed.


def _app() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a theme needs a running QApplication")
    return app


def current() -> Theme:
    """The theme last applied; the light one before that."""
    found = _app().property("theme")
    return found if isinstance(found, Theme) else load_theme(Scheme.LIGHT)


def text_scale() -> float:
    """The text size setting as a factor: 1.0 at 100 %."""
    found = _app().property("text_size")
    return found / 100 if isinstance(found, int) else 1.0


def px(length: float) -> int:
    """A length in logical pixels at the text size; at least 1."""
    return max(1, round(length * text_scale()))


def motion_ms() -> int:
    """How long a movement that explains something may take: 120 ms, or 0 for none at all."""
    app = _app()
    still = bool(app.property("reduced_motion")) or system_reduced_motion(app)
    return 0 if still else MOTION_MS


def font(*, size: int = BASE_SIZE, semibold: bool = False) -> QFont:
    """Inter with tabular figures, `size` in pixels at 100 % text size."""
    return QFont(_font(px(size), semibold))


@lru_cache(maxsize=64)
def _font(pixels: int, semibold: bool) -> QFont:  # noqa: FBT001 - a key of the cache
    """A font, made once: making one costs as much as drawing a line with it."""
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def register_fonts() -> tuple[str, ...]:
    """Make the bundled fonts known to Qt, once per application; the families registered."""
    app = _app()
    known = app.property("font_families")
    if known is None:
        files = sorted(paths.resource("fonts").glob("*.otf"))
        numbers = (QFontDatabase.addApplicationFont(str(file)) for file in files)
        known = sorted({name for n in numbers for name in QFontDatabase.applicationFontFamilies(n)})
        app.setProperty("font_families", known)
    return tuple(known)


# Icons


def icon_names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(file.stem for file in paths.resource("icons").glob("*.svg"))


def _svg(name: str, ink: str) -> bytes:
    drawing = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return drawing.replace("currentColor", ink).encode()


def pixmap(name: str, *, size: int, ink: str, ratio: float = 1.0) -> QPixmap:
    """One icon drawn in one colour.

    Args:
        name: stem of a file in `resources/icons`.
        size: width and height in logical pixels.
        ink: "#RRGGBB".
        ratio: device pixels to one logical pixel; drawn at that size, so never blurred.
    """
    key = f"icon:{name}:{ink}:{size}:{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    side = max(1, round(size * ratio))
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(_svg(name, ink))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(name: str, *, size: int = 20, ink: str | None = None) -> QIcon:
    """An icon with its disabled and checked states, crisp on every screen.

    Args:
        name: stem of a file in `resources/icons`.
        size: pixels at 100 % text size.
        ink: "#RRGGBB"; the theme's ink where not given.
    """
    theme = current()
    states = (
        (QIcon.Mode.Normal, QIcon.State.Off, ink or theme.ink),
        (QIcon.Mode.Disabled, QIcon.State.Off, theme.disabled_ink),
        (QIcon.Mode.Normal, QIcon.State.On, ink or theme.accent),
        (QIcon.Mode.Disabled, QIcon.State.On, theme.disabled_ink),
    )
    made = QIcon()
    # Qt draws a file only when it is shown: drawing all of them would be a third of the start.
    for mode, state, colour in states:
        made.addFile(str(_inked_file(name, colour)), QSize(px(size), px(size)), mode, state)
    return made


def set_icon(
    target: QAbstractButton | QAction, name: str, *, size: int = 20, role: str = "ink"
) -> None:
    """Give a button or an action an icon that follows the theme.

    Args:
        target: what shows it. An action must belong to a window, or it keeps its first colour.
        name: stem of a file in `resources/icons`.
        size: pixels at 100 % text size.
        role: the one of `tokens` it is drawn in, such as "on_accent" or "not_fit_ink".
    """
    target.setProperty("icon_spec", (name, size, role))
    _draw_icon(target)


def _draw_icon(target: QAbstractButton | QAction) -> None:
    spec = target.property("icon_spec")
    if spec is None:
        return
    name, size, role = spec
    # An ink of its own would also colour the checked state; the plain ink leaves that the accent.
    ink = None if role == "ink" else tokens(current())[role]
    target.setIcon(icon(name, size=size, ink=ink))
    if isinstance(target, QAbstractButton):
        target.setIconSize(QSize(px(size), px(size)))


def _refresh_icons(app: QApplication) -> None:
    for widget in app.allWidgets():
        if isinstance(widget, QAbstractButton):
            _draw_icon(widget)
    for window in app.topLevelWidgets():
        for action in window.findChildren(QAction):
            _draw_icon(action)


# Dressing the application


def apply(
    app: QApplication, theme: Theme, *, text_size: int = 100, reduced_motion: bool = False
) -> None:
    """Dress the whole application; safe to call again at any time.

    Args:
        app: the application.
        theme: the tokens.
        text_size: per cent of the 13-pixel base.
        reduced_motion: nothing moves, whatever the system says.
    """
    app.setProperty("theme", theme)
    app.setProperty("text_size", text_size)
    app.setProperty("reduced_motion", reduced_motion)
    register_fonts()
    if not app.property("fusion"):  # once: every change of style polishes every widget anew
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty("fusion", True)
    app.setPalette(_palette(theme))
    app.setFont(font())
    QToolTip.setPalette(_palette(theme))
    QToolTip.setFont(font())
    app.setStyleSheet(style_sheet(theme, _marks(app, theme)))
    _refresh_icons(app)


def tokens(theme: Theme) -> dict[str, str]:
    """Every colour by its name: "soft_ink", and of the pairs "fits_ink" and "fits_ground"."""
    named: dict[str, str] = {}
    for item in fields(theme):
        value = getattr(theme, item.name)
        if isinstance(value, str):
            named[item.name] = value
        elif isinstance(value, Pair):
            named[f"{item.name}_ink"] = value.ink
            named[f"{item.name}_ground"] = value.ground
    return named


def style_sheet(theme: Theme, marks: Path) -> str:
    """The style sheet filled with the theme's tokens at the current text size.

    Raises:
        KeyError: the sheet names a token that the theme does not have.
    """
    names = tokens(theme)
    for mark, (name, ink) in _mark_inks(theme).items():
        names[f"mark_{mark}"] = (marks / _mark_file(name, ink)).as_posix()
    # A radius over half the height draws a square, and the edges of 2 do not grow with the text.
    names["round_box"] = f"{(px(14) + 2 * HAIRLINE) // 2}px"
    handle = px(12) + 2 * HAIRLINE
    names["round_handle"] = f"{handle // 2}px"
    names["handle_out"] = f"-{(handle - px(4)) // 2}px"
    sheet = paths.resource("themes", "style.qss").read_text(encoding="utf-8")
    sheet = _LENGTH.sub(lambda found: f"{_grown(int(found[1]))}px", sheet)
    return _TOKEN.sub(lambda found: names[found[1]], sheet)


def _grown(length: int) -> int:
    return length if length <= HAIRLINE else px(length)


def _mark_inks(theme: Theme) -> dict[str, tuple[str, str]]:
    """The marks that a style sheet can only take from a file: mark → (icon, ink)."""
    carets = ("caret_up", "caret_down", "caret_right")
    plain = {mark: (mark.replace("_", "-"), theme.soft_ink) for mark in carets}
    off = {f"{mark}_disabled": (mark.replace("_", "-"), theme.disabled_ink) for mark in carets}
    boxes = {
        "check": ("check-bold", theme.on_accent),
        "minus": ("minus-bold", theme.on_accent),
        "tick": ("check-bold", theme.accent),
        "dot": ("circle-fill", theme.accent),
    }
    return plain | off | boxes


def _marks(app: QApplication, theme: Theme) -> Path:
    """The folder of the recoloured marks of a style sheet."""
    for name, ink in _mark_inks(theme).values():
        _inked_file(name, ink)
    return _inked_folder(app)


def _inked_folder(app: QApplication) -> Path:
    """A folder of the program's own for recoloured drawings, which goes when it does."""
    folder = app.property("inked_folder")
    if folder is None:
        folder = tempfile.mkdtemp(prefix="portfolio-inked-")
        app.setProperty("inked_folder", folder)
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _inked_file(name: str, ink: str) -> Path:
    """An icon in one colour as a file, for what Qt takes from files only."""
    file = _inked_folder(_app()) / _mark_file(name, ink)
    if not file.exists():
        file.write_bytes(_svg(name, ink))
    return file


def _mark_file(name: str, ink: str) -> str:
    # The ink is part of the name, because Qt keeps what it has once read from a file.
    return f"{name}-{ink.removeprefix('#')}.svg"


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    inks = {
        role.Window: theme.background,
        role.WindowText: theme.ink,
        role.Base: theme.panel,
        role.AlternateBase: theme.sunken,
        role.Text: theme.ink,
        role.PlaceholderText: theme.soft_ink,
        role.Button: theme.panel,
        role.ButtonText: theme.ink,
        role.BrightText: theme.not_fit.ink,
        role.ToolTipBase: theme.panel,
        role.ToolTipText: theme.ink,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.panel,
        role.Midlight: theme.hover,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.edge,
    }
    made = QPalette()
    for key, ink in inks.items():
        made.setColor(key, QColor(ink))
    for key in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.disabled_ink))
    return made


class ThemeSwitch(QObject):
    """Keeps the application dressed as the settings, or else the system, ask."""

    changed = Signal(object)

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        """Follow the system until `choose` says otherwise; nothing is applied yet."""
        super().__init__(parent)
        self._app = app
        self._scheme: Scheme | None = None
        self._text_size = 100
        self._reduced_motion = False
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)

    def choose(self, scheme: Scheme | None, *, text_size: int, reduced_motion: bool) -> None:
        """Apply a scheme (None follows the system), a text size in per cent, and stillness."""
        self._scheme = scheme
        self._text_size = text_size
        self._reduced_motion = reduced_motion
        self._follow()

    def _follow(self) -> None:
        scheme = self._scheme or system_scheme(self._app)
        theme = load_theme(scheme, high_contrast=system_high_contrast(self._app))
        apply(
            self._app,
            theme,
            text_size=self._text_size,
            reduced_motion=self._reduced_motion,
        )
        self.changed.emit(theme)


def matplotlib_style(theme: Theme) -> dict[str, object]:
    """The chart style as matplotlib's rcParams, without matplotlib.

    Figures are drawn on the panel colour with hairline axes; the cycle is the employers' inks.
    """
    inks = ", ".join(f"'{colour.ink}'" for colour in theme.employers)
    return {
        "font.family": [FAMILY, "sans-serif"],
        "font.size": 10.0,
        "text.color": theme.ink,
        "text.parse_math": False,
        "figure.facecolor": theme.panel,
        "savefig.facecolor": theme.panel,
        "axes.facecolor": theme.panel,
        "axes.edgecolor": theme.line,
        "axes.labelcolor": theme.soft_ink,
        "axes.titlecolor": theme.ink,
        "axes.titleweight": 600,
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.linewidth": 1.0,
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "axes.prop_cycle": f"cycler('color', [{inks}])",
        "xtick.color": theme.line,
        "ytick.color": theme.line,
        "xtick.labelcolor": theme.soft_ink,
        "ytick.labelcolor": theme.soft_ink,
        "grid.color": theme.line,
        "grid.linewidth": 1.0,
        "lines.linewidth": 2.0,
        "hatch.color": theme.soft_ink,
        "legend.frameon": False,
        "svg.fonttype": "none",
    }
