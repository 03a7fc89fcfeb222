"""The pages of a PDF on screen, the same as text, and on paper.

Knows nothing of what the pages say.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.ui import theme as themes
from portfolio_app.ui.theme import Theme
from portfolio_app.ui.widgets.buttons import Look, button, icon_button
from portfolio_app.ui.widgets.labels import TextLabel, TextRole

_MOST_DPI = 300
_POINTS = 72
_ZOOM_STEP = 1.2
_ZOOM_LIMITS = (0.3, 4.0)
_PAGES_TIP = "See the pages as they print"
_TEXT_TIP = "Read the same as plain text"


def print_pages(pages: QPdfDocument, printer: QPrinter) -> bool:
    """Print the pages of a PDF as they are, within the range that the printer was given.

    Returns:
        Whether the printer took them.
    """
    first = max(printer.fromPage() or 1, 1)
    last = min(printer.toPage() or pages.pageCount(), pages.pageCount())
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    numbers = [number for _ in range(copies) for number in range(first - 1, last)]
    painter = QPainter()
    if not numbers or not painter.begin(printer):
        return False
    for place, number in enumerate(numbers):
        if place and not printer.newPage():
            painter.end()
            return False
        _print_page(pages, number, printer, painter)
    return painter.end()


def _print_page(pages: QPdfDocument, number: int, printer: QPrinter, painter: QPainter) -> None:
    points = pages.pagePointSize(number)
    dpi = min(printer.resolution(), _MOST_DPI)
    wanted = QSize(round(points.width() * dpi / _POINTS), round(points.height() * dpi / _POINTS))
    picture = pages.render(number, wanted)
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    size = points.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    # The painter begins at the paper's corner, or inside the margins that it cannot print.
    corner = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
    if printer.fullPage():
        corner.setX(0)
        corner.setY(0)
    left = (sheet.width() - size.width()) / 2 - corner.x()
    top = (sheet.height() - size.height()) / 2 - corner.y()
    painter.drawImage(QRectF(left, top, size.width(), size.height()), picture)


class PagesView(QWidget):
    """The pages of a PDF in a column, as wide as there is room, or larger; and their text."""

    def __init__(self, *, name: str = "job-plan proposal", parent: QWidget | None = None) -> None:
        """Show no pages yet of the document of this name."""
        super().__init__(parent)
        self._name = name
        self._around = themes.current().sunken
        self.pages = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._view = QPdfView(self)
        self._view.setDocument(self.pages)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view.setFrameShape(QPdfView.Shape.NoFrame)
        self._text = QPlainTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("The document as text")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._text)
        self._told = TextLabel("", role=TextRole.SOFT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(self._stack, 1)

    def _bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setProperty("surface", "top")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(themes.px(12), themes.px(6), themes.px(12), themes.px(6))
        row.setSpacing(themes.px(4))
        pages = button("Pages", lambda: self._show_side(0), look=Look.QUIET, tip=_PAGES_TIP)
        words = button("Text", lambda: self._show_side(1), look=Look.QUIET, tip=_TEXT_TIP)
        group = QButtonGroup(self)
        for choice in (pages, words):
            choice.setCheckable(True)
            group.addButton(choice)
            row.addWidget(choice)
        pages.setChecked(True)
        row.addSpacing(themes.px(12))
        row.addWidget(self._told, 1)
        self._zooms = [
            button("Fit width", self._fit, look=Look.QUIET),
            icon_button("minus", "Smaller pages", lambda: self._zoom(1 / _ZOOM_STEP)),
            icon_button("plus", "Larger pages", lambda: self._zoom(_ZOOM_STEP)),
        ]
        for zoom in self._zooms:
            row.addWidget(zoom)
        return bar

    def show_pages(self, pdf: bytes, text: str) -> None:
        """Show a PDF and its text, at the place where the last one was read."""
        bar = self._view.verticalScrollBar()
        place, text_place = bar.value(), self._text.verticalScrollBar().value()
        self.pages.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.pages.load(self._buffer)
        number = self.pages.pageCount()
        told = f"{number} page{'' if number == 1 else 's'}, A4"
        self._told.setText(told)
        self._view.setAccessibleName(f"Pages of the {self._name}, {told}")
        self._view.setAccessibleDescription("Choose Text above to read the same as plain text.")
        self._text.setPlainText(text)
        bar.setValue(place)
        self._text.verticalScrollBar().setValue(text_place)

    def tell(self, words: str) -> None:
        """Say in the bar what goes on."""
        self._told.setText(words)

    def clear(self) -> None:
        """Show nothing."""
        self.pages.close()
        self._buffer.close()
        self._text.clear()
        self._told.setText("")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._paint_around()  # the style sheet took its own colours on first showing

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colour around the pages, which stay black on white."""
        self._around = theme.sunken
        self._paint_around()

    def _paint_around(self) -> None:
        palette = self._view.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Window):
            palette.setColor(role, QColor(self._around))
        self._view.setPalette(palette)
        self._view.viewport().update()

    def _show_side(self, side: int) -> None:
        self._stack.setCurrentIndex(side)
        for zoom in self._zooms:
            zoom.setEnabled(side == 0)

    def _fit(self) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _zoom(self, by: float) -> None:
        """Zoom from the size that is on screen, fitted or not."""
        if not self.pages.pageCount():
            return
        factor = self._view.zoomFactor()
        if self._view.zoomMode() is QPdfView.ZoomMode.FitToWidth:
            margins = self._view.documentMargins()
            room = self._view.viewport().width() - margins.left() - margins.right()
            dots = self.pages.pagePointSize(0).width() * self.logicalDpiX() / _POINTS
            factor = room / dots
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(max(factor * by, _ZOOM_LIMITS[0]), _ZOOM_LIMITS[1]))
