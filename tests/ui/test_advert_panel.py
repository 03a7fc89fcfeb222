"""The Advert panel: paste, mend the mapping, see what follows, ask, and take the post on."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app.exchange import planfile
from portfolio_app.exchange.advert.checked import Checked
from portfolio_app.exchange.advert.meanings import Meaning
from portfolio_app.ui import theme
from portfolio_app.ui.app import Session
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.panels.advert.panel import AdvertPanel
from portfolio_app.ui.widgets.figures import FigureLabel
from tests.documents.weeks import STAMP, contracts, public_health
from tests.ui.sessions import PATIENCE_MS, TOUR, begin, end, press

ADVERT = (
    "Day\tTime\tWhat\tType\tPAs\n"
    "Mon\t09:00-13:00\tClinic\tDCC\t1.0\n"
    "Tue\t08:00-18:00\tTheatre\tDCC\t2.25\n"
    "Wed\t09:00-13:00\tTeaching\tSPA\t1.0\n"
    "Total\t\t\t\t4.25\n"
)


@pytest.fixture
def document() -> Document:
    made = Document(contracts(), lambda _portfolio: {})
    made.open(public_health(), save=None)
    return made


@pytest.fixture
def panel(qtbot: QtBot, document: Document, jobs: Jobs) -> AdvertPanel:
    made = AdvertPanel(document, jobs, lambda: STAMP.today)
    qtbot.addWidget(made)
    made.resize(1290, 660)
    made.show()
    return made


def button_named(panel: QWidget, text: str) -> QPushButton:
    (found,) = (b for b in panel.findChildren(QPushButton) if b.text() == text and b.isVisible())
    return found


def said(panel: AdvertPanel) -> list[str]:
    """What the table says of each line."""
    return list(panel.mapping.verdicts)


def words_on(panel: AdvertPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def shown(panel: AdvertPanel) -> Checked:
    assert panel.checked is not None
    return panel.checked


def paste(panel: AdvertPanel, text: str) -> None:
    panel.source.box.setPlainText(text)
    panel.read_now()


def test_an_advert_is_pasted_mended_taken_on_and_undone(
    qtbot: QtBot, panel: AdvertPanel, document: Document
) -> None:
    before = document.portfolio
    clipboard = QMimeData()
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split(chr(9)))}</tr>"
        for line in ADVERT.splitlines()
    )
    clipboard.setHtml(f"<p>Our job plan</p><table>{rows}</table>")
    panel.source.box.insertFromMimeData(clipboard)
    assert "Tue\t08:00-18:00\tTheatre\tDCC\t2.25" in panel.source.text
    qtbot.waitUntil(lambda: panel.checked is not None, timeout=PATIENCE_MS)
    assert [chooser.currentData() for chooser in panel.mapping.choosers] == [
        *(Meaning.DAY, Meaning.TIME, Meaning.ACTIVITY, Meaning.CATEGORY, Meaning.UNITS)
    ]
    assert "Read: Tue 08:00–18:00, DCC, every week, 2.25 printed" in said(panel)
    # The category is left out, and put back.
    chooser = panel.mapping.choosers[3]
    chooser.setCurrentIndex(chooser.findData(Meaning.IGNORE))
    assert "Read: Tue 08:00–18:00, no category, every week, 2.25 printed" in said(panel)
    chooser.setCurrentIndex(chooser.findData(Meaning.CATEGORY))
    assert "Read: Tue 08:00–18:00, DCC, every week, 2.25 printed" in said(panel)
    with qtbot.waitSignal(panel.open_scenario) as opened:
        panel.add_scenario("Another post")
    key = opened.args[0] if opened.args else ""
    assert document.scenario == key
    branch = document.portfolio.scenario(key)
    assert [line.title for line in branch.activities] == ["Clinic", "Theatre", "Teaching"]
    assert document.portfolio.employer(branch.roles[0].employer).name == "The employer"
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.portfolio == before


def test_what_does_not_follow_is_said_with_its_reason_and_its_working(panel: AdvertPanel) -> None:
    paste(panel, ADVERT)
    panel.show_step(1)
    words = words_on(panel)
    assert "4.5 PA a week, worked out" in words
    assert "It would follow if a break of 60 minutes were left out." in words
    figures = [one for one in panel.findChildren(FigureLabel) if one.isVisible()]
    assert [one.text() for one in figures] == ["4.5", "1", "2.5", "1"]
    assert all(one.accessibleDescription() for one in figures)


def test_the_query_is_the_page_that_is_saved(
    qtbot: QtBot, panel: AdvertPanel, tmp_path: Path
) -> None:
    paste(panel, ADVERT)
    assert not panel.save_to(tmp_path / "early.pdf")
    panel.show_step(2)
    qtbot.waitUntil(lambda: panel.pdf is not None, timeout=PATIENCE_MS)
    assert panel.save_to(tmp_path / "query.pdf")
    paper = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO((tmp_path / "query.pdf").read_bytes())).pages
    )
    assert "Theatre" in paper
    assert "Clinic" not in paper
    assert not panel.save_to(tmp_path / "gone" / "query.pdf")
    assert "could not be written" in words_on(panel)
    paste(panel, ADVERT + "\n")
    assert panel.pdf is None, "another text is another query"


def test_where_all_follows_there_is_nothing_to_ask(panel: AdvertPanel) -> None:
    paste(panel, "Day\tTime\tWhat\tPAs\nMon\t09:00-13:00\tClinic\t1.0\n")
    save = button_named(panel, "Save a query for the employer…")
    assert not save.isEnabled()
    assert "follows" in save.toolTip()
    panel.show_step(1)
    assert "Every figure that could be compared follows" in words_on(panel)


def test_the_example_is_marked_as_one_and_can_be_cleared(panel: AdvertPanel) -> None:
    assert "Nothing to check yet" in words_on(panel)
    button_named(panel, "Show an example").click()
    assert panel.source.text.startswith("Example, made up")
    assert panel.checked is not None
    assert said(panel)[0] == "Heading: the advert's title"
    assert not any(text.startswith("Not read") for text in said(panel)[:1])
    button_named(panel, "Clear").click()
    panel.read_now()
    assert "Nothing to check yet" in words_on(panel)
    assert not button_named(panel, "Add as a role to a scenario…").isEnabled()


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("advert.csv", ADVERT.replace("\t", ";").encode("cp1252"), ""),
        ("advert.html", b"<table><tr><td>Mon</td><td>9am-1pm</td><td>x</td></tr></table>", ""),
        ("advert.pdf", b"%PDF-1.7", "is not a text"),
        ("advert.docx", b"PK\x03\x04", "copy its table"),
    ],
)
def test_a_file_is_read_or_the_way_out_is_told(
    panel: AdvertPanel, tmp_path: Path, name: str, raw: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(raw)
    panel.source.open_file(tmp_path / name)
    if words:
        assert words in words_on(panel)
        return
    panel.read_now()
    assert panel.checked is not None
    assert panel.checked.plan.activities
    panel.source.open_file(tmp_path / "nowhere.txt")
    assert "could not be opened" in words_on(panel)


def test_a_plan_file_is_audited_and_taken_on(panel: AdvertPanel, document: Document) -> None:
    paste(panel, planfile.write(public_health()))
    assert shown(panel).reading is None
    panel.add_scenario("The same again")
    (branch,) = document.portfolio.scenarios
    assert len(branch.roles) == 3
    assert len(document.portfolio.employers) == 2, "known employers are not added again"
    paste(panel, 'format = "portfolio/1"\n[person]\nname = 3\n')
    assert panel.checked is None
    assert "found" in words_on(panel)


def test_another_contract_and_another_portfolio(panel: AdvertPanel, document: Document) -> None:
    paste(panel, "Mon\t09:00-13:10\tSurgery\t1\nTue\t09:00-13:10\tSurgery\t1\n")
    chooser = panel.source.findChildren(type(panel.mapping.choosers[0]))[0]
    chooser.setCurrentIndex(chooser.findData("salaried-gp"))
    panel.read_now()
    assert [line.follows for line in shown(panel).audit.lines] == [True, True]
    document.open(public_health(), save=None)
    panel.read_now()
    assert panel.source.text == ""


def test_a_line_is_as_high_as_its_words(qtbot: QtBot, panel: AdvertPanel) -> None:
    """Also when what was read is laid out before it is first seen."""
    button_named(panel, "Show an example").click()
    (table,) = (one for one in panel.mapping.findChildren(QTableWidget) if one.isVisible())
    whole = [row for row in range(table.rowCount()) if table.columnSpan(row, 0) == 1]

    def fits() -> bool:
        return all(
            table.sizeHintForRow(row) <= table.rowHeight(row) <= table.sizeHintForRow(row) + 12
            for row in whole
        )

    assert len(whole) > 5
    qtbot.waitUntil(fits)


def test_a_narrow_panel_says_what_was_read_under_each_line(
    qtbot: QtBot, panel: AdvertPanel
) -> None:
    paste(panel, ADVERT)
    wide = said(panel)
    panel.resize(900, 660)
    qtbot.waitUntil(lambda: panel.width() == 900)
    assert said(panel) == wide


def test_the_themes_and_the_sizes_redraw_it(panel: AdvertPanel) -> None:
    paste(panel, ADVERT)
    for scheme in theme.Scheme:
        panel.set_theme(theme.load_theme(scheme))
        assert len(said(panel)) == 5


def test_by_the_keyboard_alone(qtbot: QtBot, qapp: QApplication) -> None:
    session = begin(qtbot, qapp)
    try:
        _take_on_by_keys(qtbot, session)
    finally:
        end(session)


def _take_on_by_keys(qtbot: QtBot, session: Session) -> None:
    window, document = session.window, session.document
    press(session, "add-samples")
    key = next(entry.id for entry in window.shelf.entries if entry.title == TOUR)
    session.files.open(key)
    before = document.portfolio
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert window.panels.shown == "advert"
    panel = window.panels.panel("advert")
    assert isinstance(panel, AdvertPanel)
    QGuiApplication.clipboard().setText(ADVERT)
    _tab_to(window, panel.source.box)
    QTest.keyClick(panel.source.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel.checked is not None, timeout=PATIENCE_MS)
    chooser = panel.mapping.choosers[3]
    _tab_to(window, chooser)
    QTest.keyClick(chooser, Qt.Key.Key_End)
    assert Meaning(chooser.currentData()) is Meaning.IGNORE
    assert chooser.hasFocus(), "the chooser keeps the keyboard while the table is read again"
    accept = button_named(panel, "Add as a role to a scenario…")
    _tab_to(window, accept)
    QTest.keyClick(accept, Qt.Key.Key_Space)
    line = window.focusWidget()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.panels.shown == "week"
    assert document.scenario == "take-the-advertised-post"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.portfolio == before


def _tab_to(window: QWidget, wanted: QWidget) -> None:
    for _ in range(80):
        focused = window.focusWidget()
        if focused is wanted:
            return
        QTest.keyClick(window if focused is None else focused, Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not reach {wanted.accessibleName() or wanted}")


def test_a_panel_too_narrow_for_the_columns_shows_each_line_as_one_text(
    qtbot: QtBot, panel: AdvertPanel
) -> None:
    """As with text of 150 %: nothing lies off to the side, and each meaning can be changed."""
    shown = panel.mapping
    paste(panel, ADVERT)
    before = shown.verdicts

    def all_are_inside() -> bool:
        lefts = [one.mapTo(shown, QPoint()).x() for one in shown.choosers]
        rights = [left + one.width() for left, one in zip(lefts, shown.choosers, strict=True)]
        return min(lefts) >= 0 and max(rights) <= shown.width()

    panel.resize(560, 660)
    qtbot.waitUntil(lambda: shown.width() < 500 and all_are_inside())
    assert shown.verdicts == before
    panel.resize(1290, 660)
    qtbot.waitUntil(lambda: shown.width() > 800 and all_are_inside())
    assert shown.verdicts == before
