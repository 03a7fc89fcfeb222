"""A picture is drawn when it is seen, sharp and in the theme's colours, and can be taken away."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app.charts.balance import balance, balance_table
from portfolio_app.charts.style import ChartStyle, Table
from portfolio_app.ui import theme
from portfolio_app.ui.chartview import Chart, ChartView, chart_style
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.theme import Scheme
from tests import plans

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CLINIC = plans.activity(day="Mon", clock="09:00-13:00")


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT))
    yield qapp
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT))


@pytest.fixture
def jobs(dressed: QApplication) -> Iterator[Jobs]:
    made = Jobs(dressed)
    yield made
    made.wait_idle()
    made.shutdown()


def chart() -> Chart:
    count = plans.counted(CLINIC)

    def draw(style: ChartStyle, width: float) -> "Figure":
        return balance(count, style, width=width)

    return Chart(draw, balance_table(count))


@pytest.fixture
def asked() -> list[Path]:
    return []


@pytest.fixture
def view(qtbot: QtBot, jobs: Jobs, asked: list[Path]) -> Iterator[ChartView]:
    """A view that is not shown yet; it saves where the first of `asked` says."""
    host = QWidget()
    qtbot.addWidget(host)
    made = ChartView("Against contract", jobs, ask=lambda _parent, _name: next(iter(asked), None))
    column = QVBoxLayout(host)
    column.addWidget(made)
    column.addStretch(1)
    host.resize(700, 500)
    yield made
    host.close()  # and held until here, for it owns the view


def shown(view: ChartView, jobs: Jobs, qtbot: QtBot) -> ChartView:
    view.show_chart(chart())
    view.window().show()
    qtbot.waitUntil(lambda: not view.picture.pixmap().isNull())
    settled(view, jobs, qtbot)
    return view


def settled(view: ChartView, jobs: Jobs, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view._settle.isActive())
    assert jobs.wait_idle()


def ground(view: ChartView) -> str:
    return view.picture.pixmap().toImage().pixelColor(2, 2).name().upper()


def test_nothing_is_drawn_before_it_is_seen(view: ChartView, jobs: Jobs, qtbot: QtBot) -> None:
    view.show_chart(chart())
    assert not jobs.busy
    assert view.picture.pixmap().isNull()
    shown(view, jobs, qtbot)


def test_importing_the_views_does_not_import_matplotlib() -> None:
    code = (
        "import sys, portfolio_app.ui.panels.balance;"
        "sys.exit(bool({'matplotlib', 'numpy'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_picture_has_a_dot_for_every_dot(view: ChartView, jobs: Jobs, qtbot: QtBot) -> None:
    shown(view, jobs, qtbot)
    pixmap = view.picture.pixmap()
    assert pixmap.devicePixelRatio() == view.devicePixelRatioF()
    assert pixmap.width() == round(view.picture.width() * view.devicePixelRatioF())
    assert view.picture.height() == round(pixmap.height() / pixmap.devicePixelRatio())


def test_a_wider_window_gets_a_wider_picture(view: ChartView, jobs: Jobs, qtbot: QtBot) -> None:
    shown(view, jobs, qtbot)
    view.window().resize(1000, 500)
    qtbot.waitUntil(lambda: view.picture.pixmap().deviceIndependentSize().width() > 900)
    settled(view, jobs, qtbot)


def test_the_picture_follows_theme_and_text_size(
    view: ChartView, jobs: Jobs, qtbot: QtBot, dressed: QApplication
) -> None:
    shown(view, jobs, qtbot)
    assert ground(view) == theme.load_theme(Scheme.LIGHT).panel.upper()
    before = view.picture.height()
    theme.apply(dressed, theme.load_theme(Scheme.DARK), text_size=150)
    dark = theme.load_theme(Scheme.DARK).panel.upper()
    qtbot.waitUntil(lambda: ground(view) == dark)
    settled(view, jobs, qtbot)
    assert view.picture.height() > before


def test_a_screen_reader_gets_the_figures(view: ChartView, jobs: Jobs, qtbot: QtBot) -> None:
    shown(view, jobs, qtbot)
    spoken = QAccessible.queryAccessibleInterface(view.picture)
    assert spoken is not None
    assert spoken.role() is QAccessible.Role.Graphic
    assert spoken.text(QAccessible.Text.Name) == "Against contract"
    said = spoken.text(QAccessible.Text.Description)
    assert "Consultant: 1 PA a week, 9 PA under contract" in said


def test_the_table_is_one_key_away(view: ChartView, jobs: Jobs, qtbot: QtBot) -> None:
    shown(view, jobs, qtbot)
    assert not view.table.isVisible()
    view.table_button.setFocus()
    QTest.keyClick(view.table_button, Qt.Key.Key_Space)
    assert view.table.isVisible()
    assert view.table.as_tsv().splitlines()[1].startswith("Consultant\tDCC\t1 PA")
    view.table.setFocus()
    with qtbot.waitSignal(view.row_activated) as told:
        view.table.setCurrentIndex(view.table.model().index(0, 0))
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert told.args == [0]


def test_every_act_is_reached_by_tab(view: ChartView, jobs: Jobs, qtbot: QtBot) -> None:
    shown(view, jobs, qtbot)
    view.window().activateWindow()
    view.table_button.setFocus()
    names = []
    for _ in range(4):
        here = QApplication.focusWidget()
        assert here is not None
        names.append(here.accessibleName())
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert names == [
        "Table of against contract",
        "Copy picture of against contract",
        "Save picture of against contract",
        "Against contract",
    ]


def test_the_picture_is_copied_on_white(
    view: ChartView, jobs: Jobs, qtbot: QtBot, dressed: QApplication
) -> None:
    theme.apply(dressed, theme.load_theme(Scheme.DARK))
    shown(view, jobs, qtbot)
    QGuiApplication.clipboard().clear()
    view.window().activateWindow()
    view.picture.setFocus()
    with qtbot.waitSignal(view.notice) as told:
        QTest.keyClick(view.picture, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["Copied the picture “Against contract”."]
    image = QGuiApplication.clipboard().image()
    assert image.width() > 1000
    assert image.pixelColor(2, 2) == QColor("#FFFFFF")


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_the_picture_is_saved_where_the_user_says(
    view: ChartView, jobs: Jobs, qtbot: QtBot, asked: list[Path], tmp_path: Path, ending: str
) -> None:
    shown(view, jobs, qtbot)
    asked.append(tmp_path / f"mine.{ending}")
    with qtbot.waitSignal(view.notice) as told:
        view.ask_and_save()
    assert told.args == [f"Saved the picture as mine.{ending}."]
    assert asked[0].stat().st_size > 2000


def test_thinking_better_of_saving_does_nothing(view: ChartView, jobs: Jobs, qtbot: QtBot) -> None:
    shown(view, jobs, qtbot)
    view.ask_and_save()
    assert not jobs.busy


def test_a_save_that_fails_is_told(
    view: ChartView,
    jobs: Jobs,
    qtbot: QtBot,
    tmp_path: Path,
    expected_logs: list[str],
) -> None:
    expected_logs.append("picture .* failed")
    shown(view, jobs, qtbot)
    with qtbot.waitSignal(view.notice) as told:
        view.save_to(tmp_path / "nowhere" / "mine.svg")
    assert told.args[0].startswith("The picture was not saved: ")


def test_a_picture_that_cannot_be_drawn_leaves_its_figures(
    view: ChartView, qtbot: QtBot, expected_logs: list[str]
) -> None:
    expected_logs.append("picture .* failed")

    def broken(_style: ChartStyle, _width: float) -> "Figure":
        raise RuntimeError("no ink")

    view.show_chart(Chart(broken, Table(("Role",), (("Consultant",),))))
    view.window().show()
    qtbot.waitUntil(view.table.isVisible)
    assert view.picture.text() == "The picture could not be drawn: no ink"


def test_the_style_is_the_themes() -> None:
    tokens = theme.load_theme(Scheme.DARK)
    style = chart_style(tokens, scale=1.5)
    for number in range(36):
        coat, colour = style.employer(number), theme.employer_ink(tokens, number)
        assert (coat.ink, coat.ground) == (colour.ink, colour.ground)
        assert coat.pattern.value == colour.pattern.value
    assert style.scale == 1.5
