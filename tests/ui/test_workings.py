"""Every figure on screen shows its working: what went in, the sum, the terms, where and since when.

Walks the panels of both samples, so that a figure cannot be added without.
"""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from portfolio_app.ui.app import Session
from portfolio_app.ui.widgets.figures import FigureLabel, LineKind, Working, WorkingPopover
from portfolio_app.ui.widgets.labels import Pill, TextLabel
from portfolio_app.ui.widgets.tables import FigureTable
from portfolio_app.ui.workings import finding_working
from tests.ui import sessions

PANELS = ("week", "year", "balance", "jobshare", "documents")
# Nothing but a figure: "10.25 of 10 PA", "about 42 h", "£137,612 a year".
FIGURE = re.compile(
    r"(about |at least |at most )?£?[\d.,]+( of [\d.,]+)?"
    r" ?(PA|h|hours|sessions?|%|days|weeks|a year|a week|of work a week)( a (week|year))?"
)
DATED = re.compile(r"; since \d{1,2} \w+ \d{4}$")


@pytest.fixture(params=[sessions.TOUR, sessions.OTHER])
def session(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    started = sessions.begin(qtbot, qapp)
    key = next(one.id for one in started.shelf.entries if one.title == request.param)
    started.shelf.open(key)
    yield started
    sessions.end(started)


def working_of(figure: FigureLabel) -> Working:
    """The working that a figure shows when Enter is pressed on it."""
    assert figure.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert "working" in figure.accessibleDescription()
    QTest.keyClick(figure, Qt.Key.Key_Return)
    popover = figure.popover()
    assert popover is not None
    said = popover.accessibleName()
    assert said == popover.working.as_text()
    working = popover.working
    popover.close()
    return working


def test_every_figure_of_every_panel_shows_its_working(session: Session) -> None:
    for name in PANELS:
        session.window.show_panel(name)
        QApplication.processEvents()
        for figure in sessions.shown(session, FigureLabel):
            if not any(map(str.isdigit, figure.text())):
                continue  # a word, such as "not known"
            working = working_of(figure)
            kinds = {line.kind for line in working.lines}
            assert kinds & {LineKind.FORMULA, LineKind.INPUT, LineKind.NOTE}, figure.text()
            sources = [line.text for line in working.lines if line.kind is LineKind.SOURCE]
            assert all(DATED.search(text) for text in sources), (figure.text(), sources)
            assert len(sources) == sum(line.kind is LineKind.TERM for line in working.lines)


def test_no_figure_stands_as_plain_text(session: Session) -> None:
    for name in PANELS:
        session.window.show_panel(name)
        QApplication.processEvents()
        plain = [
            label.text()
            for kind in (TextLabel, QLabel)
            for label in sessions.shown(session, kind)
            if not isinstance(label, Pill) and FIGURE.fullmatch(label.text())
        ]
        assert not plain, (name, plain)


def test_units_and_hours_name_their_terms(session: Session) -> None:
    session.window.show_panel("week")
    QApplication.processEvents()
    with_terms = [
        working.title
        for working in map(working_of, sessions.shown(session, FigureLabel))
        if any(line.kind is LineKind.SOURCE for line in working.lines)
    ]
    assert any("units a week" in title for title in with_terms)
    assert "All work: hours in the average week" in with_terms


def test_every_row_of_the_years_tables_shows_its_working(session: Session) -> None:
    session.window.show_panel("year")
    QApplication.processEvents()
    tables = sessions.shown(session, FigureTable)
    assert tables
    for table in tables:
        assert table.working_of is not None, table.accessibleName()
        for row in range(table.model().rowCount()):
            table.selectRow(row)
            table.show_working(row)
            opened = table.findChild(WorkingPopover)
            assert opened is not None
            lines = opened.working.lines
            assert lines[0].kind in (LineKind.FORMULA, LineKind.INPUT)
            opened.close()
            opened.setParent(None)


def test_a_finding_says_what_it_rests_on(session: Session) -> None:
    session.window.show_panel("week")
    QApplication.processEvents()
    links = [b for b in sessions.shown(session, QPushButton) if b.text() == "Show working"]
    assert links
    QTest.keyClick(links[0], Qt.Key.Key_Space)
    opened = links[0].findChild(WorkingPopover)
    assert opened is not None
    assert opened.working.lines[0].kind is LineKind.NOTE
    assert opened.working.lines[0].text in links[0].accessibleName()
    opened.close()


def test_a_finding_about_all_work_shows_the_sum_of_it(qtbot: QtBot, qapp: QApplication) -> None:
    session = sessions.begin(qtbot, qapp)
    key = next(one.id for one in session.shelf.entries if one.title == sessions.TOUR)
    session.shelf.open(key)
    session.document.set_scenario("take-two-shared")
    found = next(f for f in session.document.findings if f.check == "working-time-average")
    said = finding_working(found, session.document.count).as_text()
    assert "Sum: 36.11 + 4 + 9.45 = 49.56 h" in said
    assert "; since 1 October 1998" in said
    sessions.end(session)
