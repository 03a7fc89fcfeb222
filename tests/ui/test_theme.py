"""Every colour can be read, every icon can be seen, and the whole application follows."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QFontMetricsF, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from portfolio_app import paths
from portfolio_app.ui import theme
from portfolio_app.ui.theme import Scheme, Theme, Tone

TEXT = 4.5  # WCAG 2.2, 1.4.3
LINES = 3.0  # WCAG 2.2, 1.4.11


@pytest.fixture(params=[(s, c) for s in Scheme for c in (False, True)], ids=str)
def tokens(request: pytest.FixtureRequest) -> Theme:
    """Each theme, plain and of high contrast."""
    scheme, high = request.param
    return theme.load_theme(scheme, high_contrast=high)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """An application dressed in light, and so again afterwards."""
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT))
    yield qapp
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ink", ["ink", "soft_ink", "accent"])
@pytest.mark.parametrize(
    "ground", ["background", "panel", "sunken", "hover", "premium", "accent_ground"]
)
def test_words_can_be_read_on_every_ground(tokens: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= TEXT


def test_words_on_the_accent_can_be_read(tokens: Theme) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= TEXT
    assert contrast(tokens.on_accent, tokens.accent_hover) >= TEXT


@pytest.mark.parametrize("tone", Tone)
def test_verdicts_can_be_read_on_their_ground_and_on_the_sheet(tokens: Theme, tone: Tone) -> None:
    pair = tokens.pair(tone)
    for ground in (pair.ground, tokens.panel, tokens.background):
        assert contrast(pair.ink, ground) >= TEXT


def test_employers_can_be_read_on_their_ground_and_seen_on_every_sheet(tokens: Theme) -> None:
    for employer in tokens.employers:
        assert contrast(employer.ink, employer.ground) >= TEXT, employer.name
        for ground in (tokens.panel, tokens.background, tokens.premium):
            assert contrast(employer.ink, ground) >= TEXT, employer.name


def test_life_outside_work_can_be_read_over_its_hatching(tokens: Theme) -> None:
    for ground in (tokens.life_ground, tokens.life_hatch):
        assert contrast(tokens.life_ink, ground) >= TEXT


@pytest.mark.parametrize("line", ["edge", "focus", "ghost", "accent"])
@pytest.mark.parametrize("ground", ["background", "panel", "sunken", "premium"])
def test_lines_that_mean_something_can_be_seen(tokens: Theme, line: str, ground: str) -> None:
    assert contrast(getattr(tokens, line), getattr(tokens, ground)) >= LINES


@pytest.mark.parametrize("scheme", Scheme)
def test_high_contrast_makes_hairlines_and_soft_words_strong(scheme: Scheme) -> None:
    plain = theme.load_theme(scheme)
    strong = theme.load_theme(scheme, high_contrast=True)
    assert contrast(strong.line, strong.panel) >= LINES > contrast(plain.line, plain.panel)
    assert contrast(strong.soft_ink, strong.panel) > contrast(plain.soft_ink, plain.panel)


def test_no_two_of_many_employers_look_the_same(tokens: Theme) -> None:
    looks = [theme.employer_ink(tokens, index) for index in range(36)]
    assert len({(look.ink, look.pattern) for look in looks}) == 36
    # The first six differ in both, so that neither colour nor pattern is needed alone.
    assert len({look.ink for look in looks[:6]}) == 6
    assert len({look.pattern for look in looks[:6]}) == 6


def test_both_themes_keep_an_employers_pattern_and_place() -> None:
    light, dark = (theme.load_theme(scheme) for scheme in Scheme)
    assert [(e.name, e.pattern) for e in light.employers] == [
        (e.name, e.pattern) for e in dark.employers
    ]


def opaque(image: QImage) -> int:
    """How many pixels of an image are drawn on."""
    plain = image.convertToFormat(QImage.Format.Format_Alpha8)
    return sum(
        1
        for y in range(plain.height())
        for x in range(plain.width())
        if plain.pixelColor(x, y).alpha()
    )


@pytest.mark.parametrize("scheme", Scheme)
def test_every_icon_is_drawn_in_every_state(dressed: QApplication, scheme: Scheme) -> None:
    theme.apply(dressed, theme.load_theme(scheme))
    for name in theme.icon_names():
        made = theme.icon(name)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
            for state in QIcon.State:
                drawn = made.pixmap(QSize(20, 20), mode, state)
                assert opaque(drawn.toImage()) > 10, (name, mode, state)


@pytest.mark.usefixtures("dressed")
def test_an_icon_is_drawn_at_the_screens_own_pixels() -> None:
    drawn = theme.icon("gear").pixmap(QSize(20, 20), 2.0)
    assert drawn.size() == QSize(40, 40)


@pytest.mark.usefixtures("dressed")
def test_an_icon_takes_the_ink_it_is_given() -> None:
    image = theme.pixmap("gear", size=32, ink="#B3261E").toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {"#b3261e"}


@pytest.mark.parametrize("scheme", Scheme)
def test_the_application_wears_the_theme(dressed: QApplication, scheme: Scheme) -> None:
    tokens = theme.load_theme(scheme)
    theme.apply(dressed, tokens)
    palette = dressed.palette()
    assert theme.current() == tokens
    assert palette.color(QPalette.ColorRole.WindowText).name().upper() == tokens.ink
    assert palette.color(QPalette.ColorRole.Window).name().upper() == tokens.background
    assert "@" not in dressed.styleSheet()
    dressed.setStyleSheet("")  # which stands before the style itself
    assert dressed.style().name().lower() == "fusion"


def test_the_style_sheet_uses_no_colour_of_its_own(dressed: QApplication) -> None:
    tokens = theme.load_theme(Scheme.LIGHT)
    known = {colour.lower() for colour in theme.tokens(tokens).values()}
    words = dressed.styleSheet().replace(";", " ").split()
    used = {word.lower() for word in words if word.startswith("#") and len(word) == 7}
    assert used
    assert used <= known


def test_text_and_room_grow_together(dressed: QApplication, qtbot: QtBot) -> None:
    label = QLabel("10.25 PA")
    qtbot.addWidget(label)
    label.setProperty("role", "title")
    label.show()
    small = label.sizeHint()
    theme.apply(dressed, theme.load_theme(Scheme.LIGHT), text_size=200)
    assert theme.text_scale() == 2.0
    assert dressed.font().pixelSize() == 26
    assert label.font().pixelSize() == 34
    assert label.sizeHint().width() > 1.8 * small.width()
    assert theme.px(8) == 16


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("role", ["body", "title", "figure", "small"])
def test_figures_line_up_whatever_their_digits(qtbot: QtBot, role: str) -> None:
    widths = set()
    for text in ("1111.11", "8888.88"):
        label = QLabel(text)
        qtbot.addWidget(label)
        label.setProperty("role", role)
        label.show()
        widths.add(QFontMetricsF(label.font()).horizontalAdvance(text))
    assert len(widths) == 1


@pytest.mark.usefixtures("dressed")
def test_inter_comes_with_the_program_in_both_weights() -> None:
    assert theme.FAMILY in theme.register_fonts()
    for semibold in (False, True):
        used = QFontInfo(theme.font(semibold=semibold))
        assert used.family() == theme.FAMILY
        assert (used.weight() >= 600) is semibold


@pytest.mark.usefixtures("dressed")
def test_nothing_moves_when_it_is_asked_not_to(qapp: QApplication) -> None:
    assert theme.motion_ms() == 120
    theme.apply(qapp, theme.current(), reduced_motion=True)
    assert theme.motion_ms() == 0


def test_an_icon_on_a_button_follows_the_theme(dressed: QApplication, qtbot: QtBot) -> None:
    press = QPushButton("Print")
    qtbot.addWidget(press)
    theme.set_icon(press, "printer")
    light = press.icon().pixmap(20).toImage()
    theme.apply(dressed, theme.load_theme(Scheme.DARK))
    assert press.icon().pixmap(20).toImage() != light


def test_the_switch_takes_the_choice_before_the_system(dressed: QApplication) -> None:
    switch = theme.ThemeSwitch(dressed)
    told: list[Theme] = []
    switch.changed.connect(told.append)
    switch.choose(Scheme.DARK, text_size=120, reduced_motion=True)
    assert told[-1].scheme is Scheme.DARK
    assert theme.current().scheme is Scheme.DARK
    assert theme.text_scale() == 1.2
    assert theme.motion_ms() == 0
    switch.choose(None, text_size=100, reduced_motion=False)
    assert told[-1].scheme is theme.system_scheme(dressed)


def test_the_switch_follows_the_system_while_nothing_is_chosen(dressed: QApplication) -> None:
    switch = theme.ThemeSwitch(dressed)
    switch.choose(None, text_size=110, reduced_motion=False)
    theme.apply(dressed, theme.load_theme(Scheme.DARK), text_size=90)
    hints = dressed.styleHints()
    hints.colorSchemeChanged.emit(hints.colorScheme())
    assert theme.current().scheme is theme.system_scheme(dressed)
    assert theme.text_scale() == 1.1


def test_charts_take_only_colours_of_the_theme(tokens: Theme) -> None:
    named = {getattr(tokens, item.name) for item in fields(tokens) if item.name.islower()} - {None}
    style = theme.matplotlib_style(tokens)
    colours = [v for v in style.values() if isinstance(v, str) and v.startswith("#")]
    assert colours
    assert all(colour in named for colour in colours)
    assert all(employer.ink in str(style["axes.prop_cycle"]) for employer in tokens.employers)


def test_matplotlib_accepts_the_chart_style(tokens: Theme) -> None:
    import matplotlib as mpl

    style: Any = theme.matplotlib_style(tokens)
    with mpl.rc_context(style):
        assert mpl.rcParams["axes.facecolor"] == tokens.panel
        cycle = [entry["color"] for entry in mpl.rcParams["axes.prop_cycle"]]
    assert cycle == [employer.ink for employer in tokens.employers]


def test_a_role_that_names_no_colour_is_a_programmers_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = paths.resource("themes", "light.toml").read_text(encoding="utf-8")
    (tmp_path / "light.toml").write_text(text.replace('ink = "teal"', 'ink = "mauve"'), "utf-8")
    monkeypatch.setattr(paths, "resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(KeyError, match="mauve"):
        theme.load_theme(Scheme.LIGHT)
