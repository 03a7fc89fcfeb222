"""A figure that rests on a value that was not verified says so, wherever it is shown."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from portfolio_app.core.agreements import Policy
from portfolio_app.core.findings import Finding, Severity
from portfolio_app.core.model import Portfolio
from portfolio_app.core.workload import Count, count
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.panels.balance import _headlines
from portfolio_app.ui.panels.jobshare.texts import units_working
from portfolio_app.ui.strip.findings import FindingsList
from portfolio_app.ui.strip.readings import employer_readings
from portfolio_app.ui.theme import Scheme
from portfolio_app.ui.week.workingcard import WorkingCard
from portfolio_app.ui.widgets.figures import FigureLabel, WorkingPopover
from portfolio_app.ui.workings import lines_working
from tests import plans

REASON = (
    "Not verified, so check it against your contract:"
    " A public holiday is premium time for the whole day."
)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT))


def plan(*policies: Policy) -> Portfolio:
    holiday = plans.activity("holiday", day="holiday", clock="09:00-13:00", holidays_per_year=4)
    return replace(plans.portfolio(activities=(holiday,)), policies=policies)


def own() -> Policy:
    return Policy(
        id="own",
        employer="trust",
        contract=plans.CONSULTANT,
        term="public-holidays-premium",
        start=plans.YEAR_START,
        value="true",
        source="Policy",
    )


def counted(*policies: Policy) -> Count:
    return count(plan(*policies), plans.CONTRACTS)


def test_the_strip_says_it_in_its_figure_and_its_working(qtbot: QtBot) -> None:
    (reading,) = employer_readings(counted())
    assert reading.spoken.endswith(", unverified")
    assert reading.working.as_text().endswith(f"Note: {REASON}")
    label = FigureLabel(reading.figure, working=reading.working)
    qtbot.addWidget(label)
    assert label.accessibleName().endswith(", unverified")
    assert label.toolTip() == REASON
    assert REASON in label.accessibleDescription()
    plain = FigureLabel(reading.figure, working=replace(reading.working, doubt=""))
    qtbot.addWidget(plain)
    assert label.sizeHint().width() > plain.sizeHint().width()
    assert plain.toolTip() == "Show working"
    assert not label.grab().toImage().isNull()
    popover = WorkingPopover(reading.working, label)
    assert REASON in [each.text() for each in popover.findChildren(QLabel)]


def test_an_own_value_takes_the_mark_away() -> None:
    (reading,) = employer_readings(counted(own()))
    assert "unverified" not in reading.spoken
    assert not reading.working.doubt


def test_the_balance_and_the_job_share_say_it(qtbot: QtBot) -> None:
    week = counted()
    assert lines_working(week, ["holiday"], "A sum").doubt == REASON
    assert units_working(week).doubt == REASON
    hours, units = _headlines(week, None)
    for each in (hours, units):
        qtbot.addWidget(each)
    assert units.figure.accessibleName().endswith(", unverified")
    assert "unverified" not in hours.figure.accessibleName()  # hours are by the clock
    assert "unverified" in lines_working(week, ["holiday"], "A sum").as_text()


def test_the_card_of_a_line_says_it_in_a_word(qtbot: QtBot) -> None:
    card = WorkingCard()
    qtbot.addWidget(card)
    for week, said in ((counted(), True), (counted(own()), False)):
        card.show_line(week.lines[0], week.roles[0])
        shown = [each.text() for each in card.findChildren(QLabel) if each.isVisibleTo(card)]
        assert ("unverified" in shown) is said
        assert any("unverified: check" in text.casefold() for text in shown) is said


def test_a_finding_says_it(qtbot: QtBot) -> None:
    document = Document(plans.CONTRACTS, lambda _portfolio: {})
    document.open(plan(), save=None)
    used = document.count.lines[0].terms
    term = next(one for one in used if one.key == "public-holidays-premium")
    found = Finding(check="x", severity=Severity.NOTE, message="Look here.", terms=(term,))
    listed = FindingsList(document, [found, replace(found, terms=())])
    qtbot.addWidget(listed)
    words = [each.text() for each in listed.findChildren(QLabel)]
    assert words.count("unverified") == 1
