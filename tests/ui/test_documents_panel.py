"""The Documents panel: what is chosen is what is shown, saved, copied and printed."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from portfolio_app.core.edits import put
from portfolio_app.core.model import Activity, Portfolio, Scenario
from portfolio_app.documents.scope import Choices, Privacy
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.panels.documents import DocumentsPanel
from tests.documents.weeks import STAMP, contracts, public_health

PATIENCE_MS = 10_000


@pytest.fixture
def document() -> Document:
    """Two employers and life outside work."""
    made = Document(contracts(), lambda _portfolio: {})
    made.open(public_health(), save=None)
    return made


@pytest.fixture
def panel(qtbot: QtBot, document: Document, jobs: Jobs) -> DocumentsPanel:
    return shown(qtbot, document, jobs)


def shown(qtbot: QtBot, document: Document, jobs: Jobs) -> DocumentsPanel:
    light = theme.load_theme(theme.Scheme.LIGHT)
    made = DocumentsPanel(document, light, jobs=jobs, today=lambda: STAMP.today)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


def settle(qtbot: QtBot, panel: DocumentsPanel) -> str:
    """Wait for the document; its text."""
    qtbot.waitUntil(lambda: panel.pdf is not None, timeout=PATIENCE_MS)
    return panel.findChildren(QPlainTextEdit)[0].toPlainText()


def press(panel: DocumentsPanel, text: str) -> None:
    (found,) = (b for b in panel.findChildren(QAbstractButton) if b.text() == text)
    QTest.keyClick(found, Qt.Key.Key_Space)


def test_the_pages_are_those_of_the_file(qtbot: QtBot, panel: DocumentsPanel) -> None:
    text = settle(qtbot, panel)
    assert panel.pdf is not None
    reader = PdfReader(io.BytesIO(panel.pdf))
    view = panel.findChildren(QPdfView)[0]
    assert view.document().pageCount() == len(reader.pages)
    assert "Counted a week: 6.642 PA" in text
    assert "6.642 PA" in reader.pages[0].extract_text()
    assert "pages" in view.accessibleName()


def test_the_rest_of_the_week_is_left_out_until_the_person_says_otherwise(
    qtbot: QtBot, panel: DocumentsPanel
) -> None:
    assert "Sparrow" not in settle(qtbot, panel)
    press(panel, "Everything")
    assert panel.pdf is None, "what is on screen is no longer what is chosen"
    assert "Sparrow" in settle(qtbot, panel)
    press(panel, "Only when I am busy")
    text = settle(qtbot, panel)
    assert "Sparrow" not in text
    assert "Thursday: 09:00–17:00, 19:00–21:00" in text
    told = [label.text() for label in panel.findChildren(QLabel)]
    assert any("Friday: 18:00–21:00" in words for words in told), "told beside the choice"


def test_another_employer_gets_another_document(qtbot: QtBot, panel: DocumentsPanel) -> None:
    settle(qtbot, panel)
    employers = panel.findChildren(QComboBox)[0]
    assert [employers.itemText(i) for i in range(employers.count())] == [
        "Example University Hospitals",
        "Sparrow Relief Charity",
    ]
    employers.setCurrentIndex(1)
    assert settle(qtbot, panel).startswith("Job plan proposal\nSparrow Relief Charity")


def test_working_and_findings_can_be_printed_or_not(qtbot: QtBot, panel: DocumentsPanel) -> None:
    text = settle(qtbot, panel)
    assert "4 h plain / 4 h per PA = 1 PA" in text
    assert "WORTH RAISING" not in text
    press(panel, "Working of every figure")
    press(panel, "What is worth raising")
    text = settle(qtbot, panel)
    assert "4 h plain / 4 h per PA = 1 PA" not in text
    assert "WORTH RAISING" in text
    assert panel.choices() == Choices(employer="trust", with_working=False, with_findings=True)


def test_an_edit_is_on_the_pages(qtbot: QtBot, panel: DocumentsPanel, document: Document) -> None:
    settle(qtbot, panel)
    document.edit("Rename", lambda p: put(p, renamed(p)))
    assert panel.pdf is None
    assert "Winter clinic" in settle(qtbot, panel)


def renamed(portfolio: Portfolio) -> Activity:
    return replace(portfolio.activities[0], title="Winter clinic")


def test_a_hidden_panel_makes_nothing_until_it_is_seen(
    qtbot: QtBot, panel: DocumentsPanel, document: Document, jobs: Jobs
) -> None:
    settle(qtbot, panel)
    panel.hide()
    document.edit("Rename", lambda p: put(p, renamed(p)))
    assert not jobs.busy
    panel.show()
    assert "Winter clinic" in settle(qtbot, panel)


def test_the_document_is_saved_as_it_is_shown(
    qtbot: QtBot, panel: DocumentsPanel, tmp_path: Path
) -> None:
    path = tmp_path / "proposal.pdf"
    save = next(b for b in panel.findChildren(QPushButton) if b.text() == "Save as PDF…")
    assert not save.isEnabled(), "nothing is made yet"
    assert not panel.save_to(path)
    settle(qtbot, panel)
    assert save.isEnabled()
    with qtbot.waitSignal(panel.notice) as told:
        assert panel.save_to(path)
    assert path.read_bytes() == panel.pdf
    assert told.args == [f"Saved “proposal.pdf” in {tmp_path}."]


def test_a_save_that_fails_says_why_and_what_to_do(
    qtbot: QtBot, panel: DocumentsPanel, tmp_path: Path
) -> None:
    settle(qtbot, panel)
    assert not panel.save_to(tmp_path / "gone" / "proposal.pdf")
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert any("Choose another folder" in words for words in said)
    assert panel.save_to(tmp_path / "proposal.pdf")
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert not any("Choose another folder" in words for words in said)


def test_the_document_is_copied_as_text(qtbot: QtBot, panel: DocumentsPanel) -> None:
    text = settle(qtbot, panel)
    press(panel, "Copy as text")
    assert QGuiApplication.clipboard().text() == text


def test_the_pages_are_printed(qtbot: QtBot, panel: DocumentsPanel, tmp_path: Path) -> None:
    settle(qtbot, panel)
    assert panel.pdf is not None
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    assert panel.print_to(printer)
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == len(PdfReader(io.BytesIO(panel.pdf)).pages)
    assert all(page.images for page in printed.pages)


def test_only_the_pages_asked_for_are_printed(
    qtbot: QtBot, panel: DocumentsPanel, tmp_path: Path
) -> None:
    settle(qtbot, panel)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    assert panel.print_to(printer)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 2


def test_pages_and_text_change_places(qtbot: QtBot, panel: DocumentsPanel) -> None:
    settle(qtbot, panel)
    view, text = panel.findChildren(QPdfView)[0], panel.findChildren(QPlainTextEdit)[0]
    assert view.isVisible()
    press(panel, "Text")
    assert text.isVisible()
    assert not view.isVisible()
    press(panel, "Pages")
    assert view.isVisible()


def test_pages_grow_and_shrink_and_fit_again(qtbot: QtBot, panel: DocumentsPanel) -> None:
    settle(qtbot, panel)
    view = panel.findChildren(QPdfView)[0]
    larger, smaller = (
        next(b for b in panel.findChildren(QAbstractButton) if b.accessibleName() == name)
        for name in ("Larger pages", "Smaller pages")
    )
    larger.click()
    grown = view.zoomFactor()
    smaller.click()
    assert view.zoomFactor() < grown
    press(panel, "Fit width")
    assert view.zoomMode() is QPdfView.ZoomMode.FitToWidth


def test_a_week_without_roles_says_what_to_do(qtbot: QtBot, jobs: Jobs) -> None:
    document = Document(contracts(), lambda _portfolio: {})
    panel = shown(qtbot, document, jobs)
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "No job plan to print yet" in said
    empty = replace(public_health(), roles=(), activities=(), on_calls=(), stated=())
    document.open(empty, save=None)
    qtbot.wait(300)
    assert panel.choices() is None
    assert panel.pdf is None
    assert "No job plan to print yet" in [
        label.text() for label in panel.findChildren(QLabel) if label.isVisible()
    ]


def test_the_scenario_that_is_printed_is_named_beside_it_but_not_on_it(
    qtbot: QtBot, document: Document, jobs: Jobs
) -> None:
    fewer = Scenario(id="fewer", title="Leave the charity", leave=("director",))
    document.open(replace(document.portfolio, scenarios=(fewer,)), save=None)
    document.set_scenario("fewer")
    panel = shown(qtbot, document, jobs)
    text = settle(qtbot, panel)
    assert "Leave the charity" not in text
    said = "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())
    assert "the scenario “Leave the charity”" in said


def test_everything_is_reached_with_the_keyboard_and_has_a_name(
    qtbot: QtBot, panel: DocumentsPanel
) -> None:
    settle(qtbot, panel)
    kinds = (QPushButton, QRadioButton, QCheckBox, QComboBox, QPdfView, QPlainTextEdit)
    for kind in kinds:
        for widget in panel.findChildren(kind):
            policy = widget.focusPolicy()
            assert policy & Qt.FocusPolicy.TabFocus, widget
            named = widget.accessibleName() or getattr(widget, "text", str)()
            assert named, widget
    for label in panel.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()


def test_user_text_is_never_markup(qtbot: QtBot, document: Document, jobs: Jobs) -> None:
    portfolio = document.portfolio
    odd = replace(portfolio.employers[0], name="<b>Trust</b> & “Sons”")
    document.open(replace(portfolio, employers=(odd, *portfolio.employers[1:])), save=None)
    panel = shown(qtbot, document, jobs)
    assert "<b>Trust</b> & “Sons”" in settle(qtbot, panel)


@pytest.mark.parametrize("scheme", list(theme.Scheme))
def test_the_pages_stay_white_in_any_theme(
    qtbot: QtBot, panel: DocumentsPanel, scheme: theme.Scheme
) -> None:
    settle(qtbot, panel)
    panel.set_theme(theme.load_theme(scheme))
    view = panel.findChildren(QPdfView)[0]
    qtbot.waitUntil(lambda: _middle(view) == "#ffffff", timeout=PATIENCE_MS)


def _middle(view: QWidget) -> str:
    """The colour of the page's margin, a little inside its left edge."""
    picture = view.grab().toImage()
    return picture.pixelColor(int(30 * picture.devicePixelRatio()), picture.height() // 2).name()


def test_privacy_begins_as_the_settings_have_it(
    qtbot: QtBot, document: Document, jobs: Jobs
) -> None:
    light = theme.load_theme(theme.Scheme.LIGHT)
    panel = DocumentsPanel(
        document, light, jobs=jobs, today=lambda: STAMP.today, privacy=Privacy.BUSY
    )
    qtbot.addWidget(panel)
    panel.show()
    settle(qtbot, panel)
    choices = panel.choices()
    assert choices is not None
    assert choices.privacy is Privacy.BUSY


def test_the_theme_s_own_colour_stands_around_the_pages(
    qtbot: QtBot, qapp: QApplication, document: Document, jobs: Jobs
) -> None:
    light = theme.load_theme(theme.Scheme.LIGHT)
    theme.apply(qapp, light)
    panel = shown(qtbot, document, jobs)
    settle(qtbot, panel)
    (view,) = panel.findChildren(QPdfView)
    seen = view.viewport().grab().toImage()
    assert seen.pixelColor(1, seen.height() // 2).name() == light.sunken.lower()
