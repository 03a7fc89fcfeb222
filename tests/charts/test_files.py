"""A picture is the same file every time, is never half written, and takes any text for text."""

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from portfolio_app.charts.balance import balance
from portfolio_app.charts.files import FORMATS, render, save
from portfolio_app.charts.fonts import FAMILY, Ruler, drawing, plain_text
from portfolio_app.charts.style import PAPER, ChartStyle
from portfolio_app.charts.week import week_heat
from portfolio_app.core.workload import Count
from portfolio_app.ui.chartview import chart_style
from portfolio_app.ui.theme import Scheme, load_theme
from tests import plans
from tests.charts.pictures import COLOURED, ODD, SAMPLES, counted, sample, texts


def odd_week(title: str) -> Count:
    line = plans.activity(title=title, day="Mon", clock="09:00-13:00", category=title)
    return plans.counted(line, roles=(plans.role(title=title),))


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_picture_is_the_same_file(tmp_path: Path, ending: str) -> None:
    count = counted(sample(SAMPLES[1]))
    files = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.{ending}"
        save(week_heat(count, PAPER), path)
        files.append(path.read_bytes())
    assert files[0] == files[1]
    assert len(files[0]) > 5000


def test_an_svg_carries_its_title_and_no_day(tmp_path: Path) -> None:
    save(balance(counted(sample(SAMPLES[0])), PAPER), tmp_path / "picture.svg")
    text = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    assert "<dc:title>Units a week by role</dc:title>" in text
    assert "<dc:date>" not in text


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_saved_without_a_warning(tmp_path: Path, ending: str, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save(balance(odd_week(name), PAPER), tmp_path / f"picture.{ending}")
    assert (tmp_path / f"picture.{ending}").stat().st_size > 1000


def test_a_name_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"ends in “\.gif”; expected one of \.svg, \.png, \.pdf"):
        save(balance(odd_week("x"), PAPER), tmp_path / "picture.gif")
    assert list(tmp_path.iterdir()) == []


def test_a_save_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "picture.svg"
    path.mkdir()
    with pytest.raises(OSError, match="picture"):
        save(balance(odd_week("x"), PAPER), path)
    assert [each.name for each in tmp_path.iterdir()] == ["picture.svg"]


def test_a_picture_is_as_sharp_as_the_screen() -> None:
    figure = balance(odd_week("x"), PAPER)
    once, twice = render(figure), render(figure, ratio=2)
    assert (twice.width, twice.height) == (2 * once.width, 2 * once.height)
    assert len(once.pixels) == 4 * once.width * once.height


def test_the_users_own_settings_of_matplotlib_change_nothing() -> None:
    import matplotlib

    count = odd_week("x")
    before = render(balance(count, PAPER)).pixels
    wild = {"text.usetex": True, "font.size": 40, "axes.facecolor": "red", "axes.linewidth": 9}
    with matplotlib.rc_context():
        cast("Any", matplotlib.rcParams).update(wild)
        assert render(balance(count, PAPER)).pixels == before
        assert matplotlib.rcParams["text.usetex"] is True


def test_pictures_are_set_in_the_bundled_font() -> None:
    from matplotlib.font_manager import findfont

    figure = balance(odd_week("x"), PAPER)
    with drawing():
        fonts = {findfont(text.get_fontproperties()) for text in texts(figure)}
    assert {Path(str(name)).name for name in fonts} <= {"Inter-Regular.otf", "Inter-SemiBold.otf"}
    assert all("resources" in str(name) for name in fonts)
    assert FAMILY.startswith("Inter")


def test_a_letter_that_no_font_has_becomes_a_square() -> None:
    with drawing():
        assert plain_text("a\N{CJK UNIFIED IDEOGRAPH-6F22}b") == "a\N{WHITE SQUARE}b"
        assert plain_text(" two\n lines\t") == "two lines"
        assert plain_text("\x07") == ""


def test_text_that_does_not_fit_is_broken_between_words() -> None:
    with drawing():
        ruler = Ruler(PAPER)
        room = ruler.width("Associate medical")
        lines = ruler.wrapped("Associate medical director", room, lines=2)
        assert lines == ("Associate medical", "director")
        (cut,) = ruler.wrapped("Associate medical director", room, lines=1)
        assert cut.endswith("\N{HORIZONTAL ELLIPSIS}")
        assert ruler.width(cut) <= room
        assert ruler.fitted("Associate", 1) == ""


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize(
    "style",
    [PAPER, *(chart_style(load_theme(scheme)) for scheme in Scheme)],
    ids=["paper", "light", "dark"],
)
def test_employers_can_be_told_apart_without_colour(style: ChartStyle) -> None:
    coats = [style.employer(number) for number in range(6)]
    for number, one in enumerate(coats):
        for other in coats[:number]:
            apart = abs(_luminance(one.ink) - _luminance(other.ink))
            assert one.pattern is not other.pattern or apart > 0.2
    if style is not PAPER:
        assert len({style.employer(number) for number in range(36)}) == 36


def test_patterns_are_drawn_and_differ() -> None:
    pictures = set()
    for pattern_number in range(6):
        coat = PAPER.employer(pattern_number)
        style = replace(COLOURED, employers=(coat,))
        pictures.add(render(balance(odd_week("x"), style)).pixels)
    assert len(pictures) == 6
