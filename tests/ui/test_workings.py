"""Every figure on screen shows its working: what went in, the sum, the terms, where and since when.

Walks the panels of both samples, so that a figure cannot be added without: neither one that is
drawn as a figure, nor one in a sentence or a table.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from portfolio_app.core.model import Employer, Portfolio, Role
from portfolio_app.core.stress import Stress
from portfolio_app.ui.app import Session
from portfolio_app.ui.chartview import ChartView
from portfolio_app.ui.dialogs.roles import Key, RolesDialog
from portfolio_app.ui.panels.advert.example import EXAMPLE
from portfolio_app.ui.panels.advert.panel import AdvertPanel
from portfolio_app.ui.panels.balance import BalancePanel
from portfolio_app.ui.panels.jobshare.panel import JobSharePanel
from portfolio_app.ui.panels.jobshare.yearrun import State
from portfolio_app.ui.panels.week import WeekPanel
from portfolio_app.ui.strip.findings import FindingsList
from portfolio_app.ui.topline import DifferenceList
from portfolio_app.ui.week.oncall.dialog import CallDialog
from portfolio_app.ui.week.workingcard import WorkingCard
from portfolio_app.ui.widgets.figures import (
    FigureLabel,
    LineKind,
    Working,
    WorkingPopover,
)
from portfolio_app.ui.widgets.tables import FigureTable
from portfolio_app.ui.workings import finding_working
from tests.ui import sessions
from tests.ui.explained import FIGURE, unexplained

PANELS = ("week", "year", "balance", "jobshare", "documents", "advert", "contracts")
YEARS = 200  # as many as show every figure
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


def test_every_figure_of_every_panel_shows_its_working(qtbot: QtBot, session: Session) -> None:
    for name in PANELS:
        show(qtbot, session, name)
        for figure in sessions.shown(session, FigureLabel):
            if not any(map(str.isdigit, figure.text())):
                continue  # a word, such as "not known"
            working = working_of(figure)
            kinds = {line.kind for line in working.lines}
            assert kinds & {LineKind.FORMULA, LineKind.INPUT, LineKind.NOTE}, figure.text()
            sources = [line.text for line in working.lines if line.kind is LineKind.SOURCE]
            assert all(DATED.search(text) for text in sources), (figure.text(), sources)
            assert len(sources) == sum(line.kind is LineKind.TERM for line in working.lines)


def show(qtbot: QtBot, session: Session, name: str) -> None:
    """Show a panel with all that it can have: an advert checked, years sampled."""
    if name == "jobshare" and session.document.portfolio.assumptions.years != YEARS:
        session.document.edit("Fewer years", with_few_years)
    session.window.show_panel(name)
    panel = session.window.panels.panel(name)
    if isinstance(panel, AdvertPanel):
        panel.source.box.setPlainText(EXAMPLE)
        panel.read_now()
        panel.show_step(1)
    elif isinstance(panel, JobSharePanel):
        run = panel.year.run
        qtbot.waitUntil(lambda: run.state is State.WHOLE, timeout=sessions.PATIENCE_MS)
        panel.year.stress.choose(Stress.PARTNER_OFF)
        table = panel.year.stress.table
        qtbot.waitUntil(table.isVisible, timeout=sessions.PATIENCE_MS)
        for view in panel.findChildren(ChartView):
            view.show_table(shown=True)
    elif isinstance(panel, BalancePanel):
        for view in panel.findChildren(ChartView):
            view.show_table(shown=True)
    QApplication.processEvents()


def with_few_years(plan: Portfolio) -> Portfolio:
    return replace(plan, assumptions=replace(plan.assumptions, years=YEARS))


def test_no_figure_stands_without_its_working(qtbot: QtBot, session: Session) -> None:
    for name in PANELS:
        show(qtbot, session, name)
        panel = session.window.panels.panel(name)
        size = panel.about if isinstance(panel, JobSharePanel) else None
        left = [text for text in unexplained(panel) if size is None or text != size.text()]
        assert not left, (name, left)  # the size of the post is what its advert says
        for table in panel.findChildren(FigureTable):
            if table.isVisible() and has_figures(table):
                assert table.working_of is not None, (name, table.accessibleName())


def test_no_figure_of_the_bars_and_their_lists_stands_without_its_working(
    session: Session,
) -> None:
    window = session.window
    for bar in (window.topline, window.strip):
        assert not unexplained(bar)
    window.strip.open_findings()
    assert sessions.shown(session, FindingsList)
    assert not unexplained(window)
    for scenario in session.document.portfolio.scenarios[:1]:
        session.document.set_scenario(scenario.id)
        sessions.press(session, "differences")
        assert sessions.shown(session, DifferenceList)
        assert not unexplained(window)
    for key in (None, *(call.id for call in session.document.effective.on_calls)):
        form = CallDialog(session.document, window, key=key)
        form.show()
        QApplication.processEvents()
        assert not unexplained(form), key
        form.close()


def has_figures(table: FigureTable) -> bool:
    rows = range(table.model().rowCount())
    return any(FIGURE.search(cell) for row in rows for cell in table.cells(row))


def test_every_block_strip_and_chip_shows_its_working(session: Session) -> None:
    session.window.show_panel("week")
    week = session.window.panels.panel("week")
    assert isinstance(week, WeekPanel)
    for key, _ in week.canvas.places():
        session.document.select(key)
        QApplication.processEvents()
        assert not unexplained(week), key
        (card,) = week.findChildren(WorkingCard)
        line = session.document.count.line(key)
        assert card.isVisible() == (line is not None)
        if line is not None:
            working = pressed(card.link)
            assert any(line.working in each.text for each in working.lines)
            assert working.title == line.title


def test_no_figure_of_the_roles_stands_without_its_working(qtbot: QtBot, session: Session) -> None:
    dialog = RolesDialog(session.document, session.window)
    qtbot.addWidget(dialog)
    dialog.show()
    portfolio = session.document.portfolio
    keys = [Key(Role, role.id) for role in portfolio.roles]
    keys += [Key(Employer, employer.id) for employer in portfolio.employers]
    for key in keys:
        dialog.choose(key)
        QApplication.processEvents()
        assert not unexplained(dialog), key


def test_every_link_and_row_of_the_job_share_shows_how_it_came_about(
    qtbot: QtBot, session: Session
) -> None:
    show(qtbot, session, "jobshare")
    panel = session.window.panels.panel("jobshare")
    assert isinstance(panel, JobSharePanel)
    links = [b for b in sessions.shown(session, QPushButton) if b.text() == "Show working"]
    assert len(links) >= len(panel.cards.cards()) + 5
    for link in links:
        assert link.accessibleName() != "Show working", "each says of what"
        working = pressed(link)
        assert working.lines
        kinds = [line.kind for line in working.lines]
        assert kinds.count(LineKind.TERM) == kinds.count(LineKind.SOURCE)
    for view in panel.findChildren(ChartView):
        for row in range(view.table.model().rowCount() if view.isVisible() else 0):
            if view.table.working_of is not None:
                made = view.table.working_of(row)
                assert made is None or made.lines, (view.accessibleName(), row)


def test_a_sampled_figure_says_how_it_was_made(qtbot: QtBot, session: Session) -> None:
    show(qtbot, session, "jobshare")
    panel = session.window.panels.panel("jobshare")
    assert isinstance(panel, JobSharePanel)
    year = panel.year
    said = pressed(year.card.working).as_text()
    assert "200 sampled years, seed 1: the same chance for every option" in said
    assert "By the plan, with nobody away and nothing running over: " in said
    assert "Spells of sickness a year: 1.5" in said
    assert "last looked at on 25 November 2026" in said
    year.stress.table.setFocus()
    year.stress.table.selectRow(0)
    QTest.keyClick(year.stress.table, Qt.Key.Key_W)
    said = taken(year.stress.table).as_text()
    assert "As usual: " in said
    assert "With it: " in said
    assert "95 % interval of the mean: " in said
    year.hours.table.setFocus()
    year.hours.table.selectRow(3)
    QTest.keyClick(year.hours.table, Qt.Key.Key_W)
    week = taken(year.hours.table)
    assert "week of " in week.title
    assert any("half are below" in line.text for line in week.lines)
    shown = year.hours.table.cells(3)[2]
    assert any(shown in line.text for line in week.lines), "the figure of the row itself"


def pressed(link: QPushButton) -> Working:
    """The working that a link shows when it is pressed by key."""
    QTest.keyClick(link, Qt.Key.Key_Space)
    return taken(link)


def taken(parent: QWidget) -> Working:
    """The working that is open, which is closed."""
    (opened,) = parent.findChildren(WorkingPopover)
    opened.close()
    opened.setParent(None)
    return opened.working


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
