"""A card with a picture, drawn off the main thread, crisp at every scale and in either theme.

The picture's figures are one click away as a table, and are what a screen reader reads. It can be
copied, or saved as SVG, PNG or PDF. Knows no portfolio: it is handed what draws. Whoever imports
this does not import matplotlib; the first picture does, on a worker, once a window is shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from portfolio_app.charts.files import Bitmap, render, save
from portfolio_app.charts.style import WIDTH, ChartStyle, Coat, Pattern, Table
from portfolio_app.ui import theme
from portfolio_app.ui.jobs import Control, Failure, Jobs
from portfolio_app.ui.theme import Scheme, Theme
from portfolio_app.ui.widgets.buttons import Look, button, icon_button
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import Working, WorkingPopover
from portfolio_app.ui.widgets.tables import FigureTable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Draw = Callable[[ChartStyle, float], "Figure"]
AskPath = Callable[[QWidget, str], Path | None]

NARROWEST = 480  # logical pixels at 100 % text below which a picture scrolls instead of shrinking
_SETTLE_MS = 40  # a window that is being resized draws when it has come to rest
_COPY_RATIO = 2.0
_TABLE_TIP = "Show the same figures as a table"
_COPY_TIP = "Copy the picture, on white"
_SAVE_TIP = "Save the picture as SVG, PNG or PDF"
_FILTERS = {".svg": "Picture for any size (*.svg)", ".png": "Picture in pixels (*.png)"}
_FILTERS[".pdf"] = "PDF (*.pdf)"


@dataclass(frozen=True, slots=True)
class Chart:
    """What a view shows: a pure function that draws, and the same figures as a table.

    `draw` takes a style and a width in CSS pixels, and is called on a worker.
    """

    draw: Draw
    table: Table


def chart_style(tokens: Theme, *, scale: float = 1.0) -> ChartStyle:
    """A theme as the style of pictures; `scale` is the text size, 1 at 100 %."""
    return ChartStyle(
        ground=tokens.panel,
        sunken=tokens.sunken,
        ink=tokens.ink,
        soft_ink=tokens.soft_ink,
        line=tokens.line,
        edge=tokens.edge,
        accent=tokens.accent,
        accent_ground=tokens.accent_ground,
        premium=tokens.premium,
        ghost=tokens.ghost,
        life_ink=tokens.life_ink,
        life_ground=tokens.life_ground,
        life_hatch=tokens.life_hatch,
        own_limit=tokens.tight.ink,
        limit=tokens.not_fit.ink,
        over=tokens.tight.ink,
        employers=tuple(
            Coat(colour.ink, colour.ground, Pattern(colour.pattern.value))
            for colour in tokens.employers
        ),
        scale=scale,
    )


def paper_style() -> ChartStyle:
    """The style of a picture that leaves the program: the light theme, whatever is on screen."""
    return chart_style(theme.load_theme(Scheme.LIGHT))


def ask_path(parent: QWidget, name: str) -> Path | None:
    """Ask where to save a picture; None when the user thinks better of it."""
    chosen, kind = QFileDialog.getSaveFileName(
        parent, "Save picture", f"{name}.svg", ";;".join(_FILTERS.values())
    )
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() in _FILTERS:
        return path
    ending = next((e for e, words in _FILTERS.items() if words == kind), ".svg")
    return path.with_name(path.name + ending)


def _cancel_all(jobs: Jobs, keys: Sequence[str], _gone: object = None) -> None:
    for key in keys:
        jobs.cancel(key)


@dataclass(frozen=True, slots=True)
class _Order:
    """A picture to draw: everything a worker needs to know."""

    draw: Draw
    style: ChartStyle
    width: float
    ratio: float


def _drawn(order: _Order, control: Control) -> Bitmap:
    figure = order.draw(order.style, order.width)
    control.check()
    return render(figure, ratio=order.ratio)


def _saved(order: tuple[Draw, ChartStyle, Path], _control: Control) -> Path:
    draw, style, path = order
    save(draw(style, WIDTH), path)
    return path


def to_image(bitmap: Bitmap) -> QImage:
    """A drawn picture as Qt has it, with its device pixel ratio."""
    image = QImage(
        bitmap.pixels,
        bitmap.width,
        bitmap.height,
        4 * bitmap.width,
        QImage.Format.Format_RGBA8888,
    ).copy()
    image.setDevicePixelRatio(bitmap.ratio)
    return image


class Picture(QLabel):
    """The picture itself: takes the focus, and tells a screen reader its figures."""

    resized = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Begin without a picture."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "soft")
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAccessibleName(title)
        self.setText("Drawing the picture…")

    def show_image(self, image: QImage) -> None:
        """Show a picture at its own size."""
        self.setPixmap(QPixmap.fromImage(image))
        self.setFixedHeight(round(image.height() / image.devicePixelRatio()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(NARROWEST), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().focus), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
            painter.end()


class ChartView(Card):
    """A card with a picture and, one click away, its figures as a table.

    Signals:
        notice: something that was done, or went wrong, in words for the user.
        row_activated: the place of a row of the table that the user asks about.
    """

    notice = Signal(str)
    row_activated = Signal(int)

    def __init__(
        self, title: str, jobs: Jobs, *, ask: AskPath = ask_path, parent: QWidget | None = None
    ) -> None:
        """Make a view without a picture.

        Args:
            title: the card's heading, and the name of a saved file.
            jobs: where pictures are drawn.
            ask: asks the user where to save.
            parent: as for any widget.
        """
        super().__init__(title, parent=parent)
        self._name, self._jobs, self._ask = title, jobs, ask
        self._key = f"picture {id(self)}"
        keys = (self._key, f"{self._key} copy", f"{self._key} save")
        # An answer must not come to a view that is gone; nothing here may hold on to it.
        self.destroyed.connect(partial(_cancel_all, jobs, keys))
        self._chart: Chart | None = None
        self._ordered: _Order | None = None
        self.picture = Picture(title)
        self.table = FigureTable(f"{title}, as a table")
        self.table.hide()
        self.table.activated.connect(self._activate)
        self.table_button = self._make_buttons()
        self.add(self.picture)
        self.add(self.table)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._draw)
        self.picture.resized.connect(self._draw_soon)

    def explain(
        self,
        row: Callable[[int], Working | None],
        whole: Callable[[], Working | None],
        *,
        entered: str = "",
    ) -> None:
        """Let the picture show how it came about, and its table how each row did.

        Args:
            row: makes the working of a row of the table.
            whole: makes the working of the picture.
            entered: what Enter on a row does instead, in words.
        """
        self.table.explain_rows(row, entered=entered)

        def show() -> None:
            working = whole()
            if working is not None:
                WorkingPopover(working, made).open_beside(made)

        made = icon_button(
            "info", f"Show working of {self._name[:1].lower()}{self._name[1:]}", show
        )
        self.add_to_header(made)
        act = QAction("Show working", self.picture)
        act.setShortcut(QKeySequence(Qt.Key.Key_W))
        act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        act.triggered.connect(made.click)
        self.picture.addAction(act)

    def _make_buttons(self) -> QPushButton:
        table = button("Table", self._toggle_table, look=Look.QUIET, icon="table", tip=_TABLE_TIP)
        table.setCheckable(True)
        copying = button("Copy", self.copy_picture, look=Look.QUIET, icon="copy", tip=_COPY_TIP)
        saving = button(
            "Save…", self.ask_and_save, look=Look.QUIET, icon="download-simple", tip=_SAVE_TIP
        )
        names = {table: "Table of", copying: "Copy picture of", saving: "Save picture of"}
        for each, name in names.items():
            each.setAccessibleName(f"{name} {self._name[:1].lower()}{self._name[1:]}")
            self.add_to_header(each)
        copy = QAction("Copy picture", self.picture)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_picture)
        keep = QAction("Save picture…", self.picture)
        keep.triggered.connect(self.ask_and_save)
        figures = QAction("Show or hide the table", self.picture)
        figures.triggered.connect(table.click)
        self.picture.addActions([copy, keep, figures])
        return table

    # -- what is shown -----------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Show another picture and its figures; drawn when the view is seen."""
        self._chart = chart
        self.picture.setAccessibleDescription(chart.table.words)
        self.table.set_content(chart.table.headers, chart.table.rows, numeric=chart.table.numeric)
        self.table.fit_height()
        self._ordered = None
        self._draw()

    def show_table(self, *, shown: bool) -> None:
        """Show or hide the figures below the picture."""
        self.table_button.setChecked(shown)
        self._toggle_table()

    def _toggle_table(self) -> None:
        self.table.setVisible(self.table_button.isChecked())
        self.table.fit_height()

    def _activate(self, index: QModelIndex) -> None:
        self.row_activated.emit(index.row())

    # -- drawing -----------------------------------------------------------------------------------

    def _draw_soon(self) -> None:
        if self._ordered is None:
            self._draw()
        else:
            self._settle.start()

    def _draw(self) -> None:
        """Order the picture, unless nobody sees it or this very one is drawn or on its way."""
        width = self.picture.width()
        if self._chart is None or not self.isVisible() or width < 2:
            return
        style = chart_style(theme.current(), scale=theme.text_scale())
        order = _Order(self._chart.draw, style, width, self.devicePixelRatioF())
        if order == self._ordered:
            return
        self._ordered = order
        self._jobs.run(
            self._key, _drawn, order, on_done=self._show_drawn, on_failed=self._tell_undrawn
        )

    def _show_drawn(self, bitmap: Bitmap) -> None:
        self.picture.show_image(to_image(bitmap))

    def _tell_undrawn(self, failure: Failure) -> None:
        self.picture.setPixmap(QPixmap())
        self.picture.setText(f"The picture could not be drawn: {failure.message}")
        self.show_table(shown=True)

    # -- taking it away ----------------------------------------------------------------------------

    def copy_picture(self) -> None:
        """Copy the picture, on white, for a letter or a slide."""
        if self._chart is None:
            return
        order = _Order(self._chart.draw, paper_style(), WIDTH, _COPY_RATIO)
        self._jobs.run(
            f"{self._key} copy", _drawn, order, on_done=self._copied, on_failed=self._not_copied
        )

    def _copied(self, bitmap: Bitmap) -> None:
        QGuiApplication.clipboard().setImage(to_image(bitmap))
        self.notice.emit(f"Copied the picture “{self._name}”.")

    def _not_copied(self, failure: Failure) -> None:
        self.notice.emit(f"The picture was not copied: {failure.message}")

    def ask_and_save(self) -> None:
        """Ask where to, and save the picture there."""
        path = self._ask(self, self._name) if self._chart is not None else None
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save the picture, on white; the ending of the name says how."""
        if self._chart is None:
            return
        self._jobs.run(
            f"{self._key} save",
            _saved,
            (self._chart.draw, paper_style(), path),
            on_done=lambda saved: self.notice.emit(f"Saved the picture as {saved.name}."),
            on_failed=self._not_saved,
        )

    def _not_saved(self, failure: Failure) -> None:
        self.notice.emit(f"The picture was not saved: {failure.message}")

    # -- following the screen ----------------------------------------------------------------------

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        looks = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        if event.type() in (*looks, QEvent.Type.DevicePixelRatioChange) and self._chart is not None:
            self._settle.start()
            self.table.fit_height()
