"""The contracts panel: terms with their sources, what rests on them, and values of one's own."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import Confidence
from portfolio_app.core.model import Portfolio
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.panels.contracts.ownvalue import OwnValueForm
from portfolio_app.ui.panels.contracts.panel import ContractsPanel
from portfolio_app.ui.panels.contracts.valuetable import ValueTable
from portfolio_app.ui.theme import Scheme
from portfolio_app.ui.widgets.fields import Choice
from tests import plans
from tests.charts.pictures import SAMPLES, sample

ENGLAND = plans.CONSULTANT


@pytest.fixture
def document(qapp: QApplication) -> Document:
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT))
    return Document(plans.CONTRACTS, lambda _portfolio: {})


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> ContractsPanel:
    made = ContractsPanel(document)
    qtbot.addWidget(made)
    made.resize(1294, 608)
    return made


def opened(panel: ContractsPanel, document: Document, portfolio: Portfolio) -> ContractsPanel:
    document.open(portfolio, save=None)
    panel.show()
    return panel


def small() -> Portfolio:
    work = plans.activity(day="Wed", clock="16:00-20:00")
    return plans.portfolio(activities=(work,))


def said(panel: ContractsPanel) -> str:
    """All that the detail of the term says."""
    labels = panel.detail.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(panel.detail))


def press(panel: ContractsPanel, text: str) -> None:
    buttons = panel.detail.findChildren(QPushButton)
    found = [each for each in buttons if each.text() == text and each.isVisibleTo(panel.detail)]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def form(panel: ContractsPanel) -> OwnValueForm:
    (found,) = [
        each for each in panel.detail.findChildren(OwnValueForm) if each.isVisibleTo(panel.detail)
    ]
    return found


def ask(panel: ContractsPanel, key: str, contract: str = ENGLAND) -> OwnValueForm:
    panel.show_term(contract, key)
    press(panel, "Use your own value…")
    return form(panel)


# -- reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_the_contracts_of_the_portfolio_come_first(
    panel: ContractsPanel, document: Document, name: str
) -> None:
    opened(panel, document, sample(name))
    used = {document.contracts[role.contract].title for role in document.portfolio.roles}
    shown = [panel.contract.itemText(row) for row in range(panel.contract.count())]
    assert set(shown[: len(used)]) <= used | {
        document.contracts[role.contract].title
        for scenario in document.portfolio.scenarios
        for role in scenario.roles
    }
    assert len(shown) == len(set(shown)) == len(document.contracts)
    assert shown[-1] == document.contracts["working-time-regulations-1998"].title


def test_a_term_is_shown_with_all_that_is_needed_to_look_it_up(
    panel: ContractsPanel, document: Document
) -> None:
    opened(panel, document, small())
    assert panel.day.value() == plans.YEAR_START
    panel.show_term(ENGLAND, "plain-time")
    shown = said(panel)
    assert "Plain time is 07:00 to 19:00 from Monday to Friday" in shown
    assert "Mon, Tue, Wed, Thu and Fri 07:00 to 19:00" in shown
    assert "read at its source" in shown
    assert "Since 31 October 2003." in shown
    assert "Consultant resident on-call, which cites Schedule 3, paragraph 6." in shown
    assert "https://www.bma.org.uk" in shown


def test_every_term_of_every_contract_can_be_shown(
    panel: ContractsPanel, document: Document
) -> None:
    opened(panel, document, small())
    for key, contract in document.contracts.items():
        panel.show_term(key, contract.keys[-1])
        assert set(panel.terms.keys()) == set(contract.keys)
        assert panel.terms.key() == contract.keys[-1]


def test_an_old_day_says_since_when_a_term_is_known(
    panel: ContractsPanel, document: Document
) -> None:
    opened(panel, document, small())
    panel.show_term(ENGLAND, "basic-pay")
    assert "Over the years" in said(panel)
    panel.day.setDate(panel.day.date().fromString("2020-01-01", "yyyy-MM-dd"))
    assert "first known date is 2024-03-01" in said(panel)


def test_what_rests_on_a_term_leads_to_the_week(
    panel: ContractsPanel, document: Document, qtbot: QtBot
) -> None:
    opened(panel, document, small())
    panel.show_term(ENGLAND, "plain-time")
    with qtbot.waitSignal(panel.show_items) as asked:
        press(panel, "Clinic")
    assert asked.args == [["clinic"]]
    panel.show_term(ENGLAND, "deputising")
    assert "No figure of this week uses it." in said(panel)


def test_many_lines_are_shown_when_they_are_asked_for(
    panel: ContractsPanel, document: Document
) -> None:
    lines = [plans.activity(f"work-{number}", minutes=60) for number in range(20)]
    opened(panel, document, plans.portfolio(activities=tuple(lines)))
    panel.show_term(ENGLAND, "programmed-activity-length")
    texts = [each.text() for each in panel.detail.findChildren(QPushButton)]
    assert "Work 19" not in texts
    press(panel, next(text for text in texts if text.startswith("Show all")))
    assert "Work 19" in [each.text() for each in panel.detail.findChildren(QPushButton)]


def test_words_and_the_filter_narrow_the_list(panel: ContractsPanel, document: Document) -> None:
    opened(panel, document, small())
    panel.search.setText("public holiday premium")
    assert panel.terms.keys() == ("public-holidays-premium",)
    assert "A public holiday is premium time" in said(panel)
    panel.search.setText("there is no such term")
    assert panel.terms.keys() == ()
    assert "No term of this contract has these words." in said(panel)
    panel.search.clear()
    panel.unverified.setChecked(True)
    view = document.contracts[ENGLAND].at(plans.YEAR_START)
    assert panel.terms.keys()
    keys = panel.terms.keys()
    for key in keys:
        assert view.term(key).confidence is Confidence.UNVERIFIED


def test_the_list_is_read_out_with_value_and_doubt(
    panel: ContractsPanel, document: Document
) -> None:
    opened(panel, document, small())
    panel.show_term(ENGLAND, "public-holidays-premium")
    item = panel.terms.currentItem()
    assert item is not None
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "A public holiday is premium time for the whole day. yes. unverified"
    )
    QTest.keyClick(panel.terms, Qt.Key.Key_Down)
    assert panel.terms.key() not in ("", "public-holidays-premium")


# -- values of one's own -----------------------------------------------------------------------


def test_an_own_value_counts_from_its_day_and_can_be_taken_back(
    panel: ContractsPanel, document: Document
) -> None:
    opened(panel, document, small())
    before = document.count.roles[0].counted
    asked = ask(panel, "programmed-activity-length-premium")
    assert isinstance(asked.value, QLineEdit)
    assert asked.value.text() == "3 h"
    asked.value.setText("2:30")
    asked.source.setText("Job planning policy")
    asked.at.setText("page 4")
    asked.keep()
    (kept,) = document.portfolio.policies
    assert (kept.value, kept.start, kept.employer) == ("150", plans.YEAR_START, "trust")
    assert document.count.roles[0].counted > before
    shown = said(panel)
    assert "2.5 h" in shown
    assert "3 h" in shown
    assert "Job planning policy, page 4. Example University Hospitals." in shown
    press(panel, "Remove")
    assert document.portfolio.policies == ()
    document.undo()
    assert document.portfolio.policies == (kept,)


def test_an_own_value_can_be_changed(panel: ContractsPanel, document: Document) -> None:
    opened(panel, document, small())
    asked = ask(panel, "public-holidays-premium")
    assert isinstance(asked.value, Choice)
    asked.value.set_value(value=False)
    asked.source.setText("Local agreement")
    QTest.keyClick(asked.source, Qt.Key.Key_Return)
    assert document.portfolio.policies[0].value == "false"
    press(panel, "Change…")
    again = form(panel)
    assert again.source.text() == "Local agreement"
    assert isinstance(again.value, Choice)
    again.value.set_value(value=True)
    again.keep()
    assert [one.value for one in document.portfolio.policies] == ["true"]


def test_what_is_wrong_is_said_and_changes_nothing(
    panel: ContractsPanel, document: Document
) -> None:
    opened(panel, document, small())
    asked = ask(panel, "working-weeks")
    asked.keep()
    assert "Say where the value stands" in asked.error.text()
    asked.source.setText("Policy")
    assert isinstance(asked.value, QLineEdit)
    asked.value.setText("60")
    asked.keep()
    assert "at most 53" in asked.error.text()
    assert document.portfolio.policies == ()
    QTest.keyClick(asked.source, Qt.Key.Key_Escape)
    assert not [
        each for each in panel.detail.findChildren(OwnValueForm) if each.isVisibleTo(panel.detail)
    ]


def listed(panel: ContractsPanel) -> str:
    """The chosen term as the list reads it out, with its value."""
    return str(panel.terms.currentItem().data(Qt.ItemDataRole.AccessibleTextRole))


def table(asked: OwnValueForm) -> list[list[str]]:
    """What stands in the fields of a value that has rows."""
    assert isinstance(asked.value, ValueTable)
    return [[field.text() for field in row] for row in asked.value.rows]


def test_a_value_of_hours_is_a_table_of_days_and_times(
    panel: ContractsPanel, document: Document
) -> None:
    opened(panel, document, small())
    asked = ask(panel, "plain-time")
    assert table(asked) == [["Mon to Fri", "07:00", "19:00"]]
    assert isinstance(asked.value, ValueTable)
    asked.value.rows[0][2].setText("20:00")
    asked.source.setText("Policy")
    asked.keep()
    assert document.count.lines[0].premium_minutes == 0


def test_everything_wrong_in_a_table_is_said_at_once_with_its_row_and_column(
    panel: ContractsPanel, document: Document
) -> None:
    opened(panel, document, small())
    asked = ask(panel, "plain-time")
    assert isinstance(asked.value, ValueTable)
    asked.source.setText("Policy")
    asked.value.rows[0][0].setText("Moonday")
    asked.value.rows[0][1].setText("soon")
    asked.keep()
    assert "Row 1, Days: Found “Moonday”. Write days such as" in asked.error.text()
    assert "Row 1, From: Found “soon”. Write a time such as 07:00" in asked.error.text()
    assert document.portfolio.policies == ()


@pytest.mark.parametrize(
    ("key", "contract"),
    [
        ("plain-time", ENGLAND),
        ("categories", ENGLAND),
        ("rota-bands", ENGLAND),
        ("rota-band-gap", ENGLAND),
        ("availability-supplement", ENGLAND),
        ("supporting-professional-activities-norm", ENGLAND),
        ("annual-leave-extra", ENGLAND),
        ("basic-pay", ENGLAND),
        ("unsocial-hours-uplift", "agenda-for-change"),
        ("unsocial-hours-sunday", "agenda-for-change"),
    ],
)
def test_a_table_that_is_kept_as_it_was_is_the_same_value(
    panel: ContractsPanel, document: Document, key: str, contract: str
) -> None:
    opened(panel, document, small())
    asked = ask(panel, key, contract)
    before = listed(panel).removesuffix(". unverified")
    asked.source.setText("Policy")
    asked.keep()
    assert listed(panel) == f"{before}. your own value", asked.error.text()


def test_rows_are_added_and_taken_away_and_the_bands_are_still_checked(
    panel: ContractsPanel, document: Document
) -> None:
    opened(panel, document, small())
    asked = ask(panel, "rota-bands")
    assert isinstance(asked.value, ValueTable)
    asked.source.setText("Policy")
    last = len(asked.value.rows)
    asked.value.add.click()
    for field, text in zip(asked.value.rows[-1], ("rare", "2", ""), strict=True):
        field.setText(text)
    asked.keep()
    assert "before the band before it has ended" in asked.error.text()
    (gone,) = [
        each
        for each in asked.findChildren(QPushButton)
        if each.accessibleName() == f"Take away row {last + 1}"
    ]
    gone.click()
    assert len(table(asked)) == last
    asked.keep()
    assert len(document.portfolio.policies) == 1


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("premium-pay-uplift", "2/5", '"2/5"'),
        ("full-time-units", "9.5", "9.5"),
        ("emergency-work-category", "SPA", '"SPA"'),
        ("working-weeks", "41", "41"),
    ],
)
def test_figures_and_words_are_typed_as_people_write_them(
    panel: ContractsPanel, document: Document, key: str, typed: str, kept: str
) -> None:
    opened(panel, document, small())
    asked = ask(panel, key)
    assert isinstance(asked.value, QLineEdit)
    asked.value.setText(typed)
    asked.source.setText("Policy")
    asked.keep()
    assert document.portfolio.policies[0].value == kept, asked.error.text()


def test_a_law_and_a_portfolio_that_is_only_read_take_no_own_value(
    panel: ContractsPanel, document: Document
) -> None:
    document.open(small(), save=None, read_only=True)
    panel.show()
    panel.show_term(ENGLAND, "working-weeks")
    assert "Use your own value…" not in [
        each.text() for each in panel.detail.findChildren(QPushButton)
    ]
    opened(panel, document, small())
    panel.show_term("working-time-regulations-1998", "daily-rest")
    assert "Use your own value…" not in [
        each.text() for each in panel.detail.findChildren(QPushButton)
    ]


def test_an_own_value_made_elsewhere_is_followed(panel: ContractsPanel, document: Document) -> None:
    opened(panel, document, small())
    panel.show_term(ENGLAND, "working-weeks")
    own = _own()
    document.edit("Use an own value", lambda portfolio: replace(portfolio, policies=(own,)))
    assert "41 weeks" in said(panel)
    assert panel.terms.key() == "working-weeks"


# -- handing values on -----------------------------------------------------------------------------


def test_values_are_handed_on_and_taken_in_elsewhere(
    panel: ContractsPanel, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(panel, document, small())
    asked = ask(panel, "working-weeks")
    assert isinstance(asked.value, QLineEdit)
    asked.value.setText("41")
    asked.source.setText("Policy")
    asked.keep()
    offered = [action.text() for action in panel.handing.fill().actions()]
    assert offered == [
        "Hand on the values of Example University Hospitals…",
        "Take in a file for Example University Hospitals…",
        "Take in a file for Example Health Charity…",
    ]
    file = tmp_path / "policy.toml"
    with qtbot.waitSignal(panel.notice):
        assert panel.handing.hand_on("trust", file)
    document.open(small(), save=None)
    assert len(panel.handing.fill().actions()) == 2
    assert panel.handing.take("trust", file)
    assert [one.value for one in document.portfolio.policies] == ["41"]
    document.undo()
    assert document.portfolio.policies == ()


def test_a_file_with_mistakes_is_taken_not_at_all(
    panel: ContractsPanel, document: Document, tmp_path: Path
) -> None:
    opened(panel, document, small())
    file = tmp_path / "policy.toml"
    file.write_text("[[policy]]\nterm = 4\n", encoding="utf-8")
    assert not panel.handing.take("trust", file)
    assert document.portfolio.policies == ()
    assert "found no contract" in said(panel)
    assert "found no value" in said(panel)
    assert not panel.handing.hand_on("trust", tmp_path / "no" / "folder.toml")
    assert "name another folder" in said(panel)


def test_the_menu_asks_for_a_file(panel: ContractsPanel, document: Document) -> None:
    opened(panel, document, replace(small(), policies=(_own(),)))
    for action in panel.handing.fill().actions():
        action.trigger()
        (dialog,) = panel.findChildren(QFileDialog)
        assert dialog.isVisible()
        dialog.reject()
        dialog.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _own() -> Policy:
    return Policy(
        id="own",
        employer="trust",
        contract=ENGLAND,
        term="working-weeks",
        start=date(2026, 4, 1),
        value="41",
        source="Policy",
    )


def test_a_long_value_stands_whole_below_its_sentence(
    panel: ContractsPanel, document: Document
) -> None:
    """The list leaves room for it: a row with six percentages is taller than its sentence."""
    opened(panel, document, small())
    panel.terms.choose("availability-supplement")
    row = panel.terms.visualItemRect(panel.terms.currentItem())
    lines = panel.terms.fontMetrics().lineSpacing()
    assert row.height() >= 4 * lines
    panel.resize(700, 608)  # narrower: the sentence takes more lines, and the row grows
    QApplication.processEvents()
    narrow = panel.terms.visualItemRect(panel.terms.currentItem())
    assert narrow.height() > row.height()


def test_a_value_in_the_contracts_own_unit_has_it_beside(
    panel: ContractsPanel, document: Document
) -> None:
    opened(panel, document, small())
    panel.terms.choose("full-time-units")
    assert listed(panel).endswith(". 10 PA")
    assert "10 PA" in said(panel)
