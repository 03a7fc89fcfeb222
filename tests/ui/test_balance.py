"""The balance panel follows the document, shows working, and is as good without a mouse."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from portfolio_app.core.edits import put
from portfolio_app.core.model import Portfolio
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.panels.balance import BalancePanel, Headline
from portfolio_app.ui.theme import Scheme
from portfolio_app.ui.widgets.figures import WorkingPopover
from portfolio_app.ui.widgets.labels import TextLabel
from portfolio_app.ui.workings import lines_working
from tests import plans
from tests.charts.pictures import SAMPLES, sample


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT))
    made = Jobs(qapp)
    yield made
    made.wait_idle()
    made.shutdown()


@pytest.fixture
def document() -> Document:
    return Document(plans.CONTRACTS, lambda _portfolio: {})


@pytest.fixture
def panel(qtbot: QtBot, document: Document, jobs: Jobs) -> BalancePanel:
    made = BalancePanel(document, jobs=jobs)
    qtbot.addWidget(made)
    made.resize(958, 672)
    return made


def opened(panel: BalancePanel, document: Document, portfolio: Portfolio) -> BalancePanel:
    document.open(portfolio, save=None)
    panel.show()
    return panel


def settle(panel: BalancePanel, jobs: Jobs, qtbot: QtBot) -> None:
    views = (panel.bars, panel.week)
    # A picture that is drawn may bring a scroll bar, and so another width to draw for.
    qtbot.waitUntil(
        lambda: not jobs.busy and not any(view._settle.isActive() for view in views),
        timeout=10_000,
    )


def headlines(panel: BalancePanel) -> list[str]:
    return [each.figure.accessibleName() for each in headline_widgets(panel)]


def headline_widgets(panel: BalancePanel) -> list[Headline]:
    items = [panel.figures.itemAt(place) for place in range(panel.figures.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [widget for widget in widgets if isinstance(widget, Headline)]


def cells(panel: BalancePanel) -> list[list[str]]:
    return [line.split("\t") for line in panel.bars.table.as_tsv().splitlines()[1:]]


def test_without_a_role_it_says_what_will_be_here(panel: BalancePanel, document: Document) -> None:
    panel.show()
    assert not panel.bars.isVisible()
    document.open(plans.portfolio(roles=()), save=None)
    assert not panel.bars.isVisible()
    document.edit("Add a role", lambda portfolio: put(portfolio, plans.role()))
    assert panel.bars.isVisible()


@pytest.mark.parametrize("name", SAMPLES)
def test_both_pictures_are_drawn(
    panel: BalancePanel, document: Document, jobs: Jobs, qtbot: QtBot, name: str
) -> None:
    opened(panel, document, sample(name))
    settle(panel, jobs, qtbot)
    for view in (panel.bars, panel.week):
        pixmap = view.picture.pixmap()
        assert pixmap.width() == round(view.picture.width() * panel.devicePixelRatioF())
        assert len({pixmap.toImage().pixel(x, 40) for x in range(0, pixmap.width(), 7)}) > 3
        assert view.picture.accessibleDescription()


def test_it_follows_an_edit_at_once(panel: BalancePanel, document: Document) -> None:
    clinic = plans.activity(day="Mon", clock="09:00-13:00")
    opened(panel, document, plans.portfolio(clinic))
    assert headlines(panel) == ["4 h", "1 PA of 10"]
    longer = plans.activity(day="Mon", clock="09:00-15:00")
    document.edit("Make Clinic longer", lambda portfolio: put(portfolio, longer))
    assert headlines(panel) == ["6 h", "1.5 PA of 10"]
    assert cells(panel)[0][2] == "1.5 PA"
    document.undo()
    assert headlines(panel) == ["4 h", "1 PA of 10"]


def test_it_does_nothing_while_nobody_sees_it(
    panel: BalancePanel, document: Document, jobs: Jobs
) -> None:
    document.open(sample(SAMPLES[0]), save=None)
    assert not jobs.busy
    assert cells(panel) == []
    panel.show()
    assert cells(panel)[0][2] == "9 PA"


def test_measure_and_grouping_are_chosen_by_key(panel: BalancePanel, document: Document) -> None:
    opened(panel, document, sample(SAMPLES[1]))
    assert cells(panel)[0][:3] == ["Consultant in public health medicine", "all", "4 PA"]
    QTest.keyClick(panel.measure.button(1), Qt.Key.Key_Space)
    assert cells(panel)[0][2] == "16 h"
    panel.grouping.button(0).setFocus()
    QTest.keyClick(panel.grouping.button(0), Qt.Key.Key_Right)
    QTest.keyClick(panel.grouping.button(1), Qt.Key.Key_Space)
    assert panel.grouping.place() == 1
    assert {row[0] for row in cells(panel)} == {
        "Example University Hospitals",
        "Example Health Charity",
        "All work",
    }
    assert "48 h limit" in {row[3] for row in cells(panel)}


def test_a_scenario_is_shown_against_today(panel: BalancePanel, document: Document) -> None:
    opened(panel, document, sample(SAMPLES[0]))
    assert headlines(panel)[1] == "10 PA of 10"
    assert panel._compared.text() == ""
    document.set_scenario("take-two-shared")
    assert headlines(panel)[1] == "12 PA of 12"
    assert panel._compared.text() == "compared with today's plan"
    (whole,) = [row for row in cells(panel) if row[0] == "All PA"]
    assert whole[-2:] == ["10 PA", "2 PA more"]
    document.set_scenario(None)
    assert len(cells(panel)[0]) == 5


def test_every_row_shows_its_working(panel: BalancePanel, document: Document) -> None:
    opened(panel, document, sample(SAMPLES[0]))
    panel.bars.show_table(shown=True)
    table = panel.bars.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    (opened_now,) = table.findChildren(WorkingPopover)
    assert opened_now.isVisible()
    (copy,) = opened_now.findChildren(QPushButton)
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert copied.startswith("Consultant in paediatric emergency medicine, DCC\nFrom: ")
    assert "4 h plain / 4 h per PA = 1 PA" in copied
    assert "Source: " in copied
    assert not opened_now.isVisible()


def test_a_row_of_the_week_shows_its_working(panel: BalancePanel, document: Document) -> None:
    opened(panel, document, sample(SAMPLES[1]))
    panel.week.show_table(shown=True)
    panel.week.table.show_working(0)
    (opened_now,) = panel.week.table.findChildren(WorkingPopover)
    assert opened_now.working.title.startswith("Monday 08:00 to 12:00")
    opened_now.close()


def test_a_headline_shows_its_working(panel: BalancePanel, document: Document) -> None:
    opened(panel, document, sample(SAMPLES[1]))
    headline = headline_widgets(panel)[0]
    working = headline.figure._working
    assert working is not None
    assert "Assistant director: 15 h" in working.as_text()
    assert "below the 48 h limit" in working.as_text()


def test_the_working_of_many_lines_says_what_it_leaves_out() -> None:
    lines = [plans.activity(f"a{n}", day="Mon", clock="09:00-10:00") for n in range(20)]
    count = plans.counted(*lines)
    text = lines_working(count, [line.id for line in lines], "DCC").as_text()
    assert text.count("From: ") == 12
    assert "and 8 more lines of 8 h a week" in text
    assert lines_working(count, ["gone"], "DCC").lines == ()


def test_what_is_assumed_is_told(panel: BalancePanel, document: Document) -> None:
    lead = plans.activity("lead", counts_as=Fraction(1, 2))
    opened(panel, document, plans.portfolio(lead))
    assert headlines(panel)[0] == "about 2 h"


def test_a_year_before_the_law_has_no_limit(panel: BalancePanel, document: Document) -> None:
    hours = plans.role(contract="hours", contracted=Fraction(15))
    portfolio = plans.portfolio(plans.activity(minutes=60, category="Work"), roles=(hours,))
    opened(panel, document, portfolio)
    QTest.keyClick(panel.measure.button(1), Qt.Key.Key_Space)
    assert [row[3] for row in cells(panel)] == ["contract 15 h", "48 h limit"]


@pytest.mark.parametrize("scheme", Scheme)
def test_notices_are_passed_on(
    panel: BalancePanel, document: Document, jobs: Jobs, qtbot: QtBot, scheme: Scheme
) -> None:
    opened(panel, document, sample(SAMPLES[0]))
    panel.set_theme(theme.load_theme(scheme))
    with qtbot.waitSignal(panel.notice) as told:
        panel.week.copy_picture()
    assert told.args == ["Copied the picture “The average week, day by hour”."]
    settle(panel, jobs, qtbot)


# -- pay ---------------------------------------------------------------------------------------


def test_pay_is_estimated_role_by_role_with_its_working(
    panel: BalancePanel, document: Document
) -> None:
    opened(panel, document, sample(SAMPLES[0]))
    names = [figure.accessibleName() for figure in panel.pay.figures]
    assert names == [
        "Consultant in paediatric emergency medicine: £124,506, unverified",
        "Head of specialty: £13,106, unverified",
        "Together: £137,612 a year, unverified",
    ]
    assert "not payroll advice" in panel.pay.notes.text()
    said = panel.pay.figures[0]._working
    assert said is not None
    text = said.as_text()
    assert "5 % of £131,059 full-time basic (1 in 8, category A, medium) = £6,552.95" in text
    assert "£117,953.10 + £6,552.95 = £124,506.05" in text
    assert "Basic pay: Basic pay is pensionable, up to whole time." in text
    assert "2025/26 figures: later award not known" in text
    assert "(unverified: check against your contract)" in text


def test_pay_of_a_scenario_stands_beside_todays(panel: BalancePanel, document: Document) -> None:
    opened(panel, document, sample(SAMPLES[0]))
    document.set_scenario("take-two-shared")
    total = panel.pay.figures[-1]
    assert total.accessibleName() == "Together: £163,824 a year, unverified"
    assert total._working is not None
    assert "£26,212 more than today's £137,612." in total._working.as_text()
    assert "120 % of whole time" in panel.pay.notes.text()


def test_pay_that_is_not_known_says_so_and_what_would_tell(
    panel: BalancePanel, document: Document
) -> None:
    opened(panel, document, plans.portfolio(plans.activity(day="Mon", clock="09:00-13:00")))
    assert [figure.text() for figure in panel.pay.figures] == ["not known", "not known"]
    texts = [label.text() for label in panel.pay.findChildren(TextLabel)]
    assert any(text.startswith("Set your pay point") for text in texts)
