"""Two partners and their files: told field by field, opened with care, kept in one place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app.core.edits import remove
from portfolio_app.core.model import Day, Half, Partner
from portfolio_app.core.sharing import Availability
from portfolio_app.exchange import partnerfile
from portfolio_app.ui import theme
from portfolio_app.ui.panels.jobshare.partners import PartnersDialog
from portfolio_app.ui.panels.jobshare.telling import TellDialog
from portfolio_app.ui.theme import Scheme
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.labels import TextLabel
from tests.ui.test_jobshare_panel import EMERGENCY, TODAY, Desk, sample

KEY = Qt.Key
THEIRS = "public-health-partner"
TOLD = Partner(id="", name="A. B.", updated=TODAY, hours=480, strengths='<b>x</b> =1+1 "q"')
popup = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT), reduced_motion=True)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot, sample(EMERGENCY))
    with qtbot.waitExposed(made.panel):
        made.panel.show()
    yield made
    for dialog in made.panel.findChildren(QFileDialog):
        dialog.reject()
    made.jobs.shutdown()


def file_of(folder: Path, text: str) -> Path:
    path = folder / "from them.toml"
    path.write_text(text, encoding="utf-8")
    return path


def tell(desk: Desk) -> TellDialog:
    QTest.mouseClick(desk.panel.side.exchange.tell, Qt.MouseButton.LeftButton)
    (dialog,) = desk.panel.findChildren(TellDialog)
    return dialog


def partners(desk: Desk) -> PartnersDialog:
    QTest.mouseClick(desk.panel.side.exchange.partners, Qt.MouseButton.LeftButton)
    (dialog,) = desk.panel.findChildren(PartnersDialog)
    return dialog


def write(dialog: TellDialog, key: str, text: str) -> None:
    field = dialog.form.editor(key)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, KEY.Key_Return)


def pick(choice: Choice, words: str) -> None:
    choice.setFocus()
    place = next(n for n in range(choice.count()) if choice.itemText(n).startswith(words))
    while choice.currentIndex() != place:
        QTest.keyClick(choice, KEY.Key_Down if choice.currentIndex() < place else KEY.Key_Up)


def words_of(widget: QWidget) -> list[str]:
    QApplication.processEvents()  # rows that are new are shown in Qt's next round
    return [label.text() for label in widget.findChildren(TextLabel) if label.isVisible()]


def done(dialog: Any, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()


# -- telling -----------------------------------------------------------------------------------


@popup
def test_what_stands_on_the_right_is_exactly_what_is_in_the_file(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = tell(desk)
    assert not dialog.save.isEnabled()
    write(dialog, "name", "A. B.")
    write(dialog, "hours", "8")
    pick(dialog.halves.choices[Day.TUE, Half.PM], "Flexible")
    pick(dialog.halves.choices[Day.MON, Half.AM], "Not told")
    path = tmp_path / "for them.toml"
    assert dialog.save_to(path)
    read = partnerfile.read_file(path).partner
    assert read is not None
    assert (read.name, read.updated, read.hours) == ("A. B.", TODAY, 480)
    halves = {(day, half): how for day, half, how in read.halves}
    assert halves[Day.TUE, Half.PM] is Availability.FLEXIBLE
    assert (Day.MON, Half.AM) not in halves
    assert halves[Day.FRI, Half.AM] is Availability.NONE  # as the week has it
    shown = words_of(dialog.preview)
    for name, text in partnerfile.lines(read):
        assert name in shown
        assert text in shown
    assert dialog.text.toPlainText() == path.read_text(encoding="utf-8")
    for secret in ("Clinic", "Example University", "Emergency", "Swimming"):
        assert secret not in path.read_text(encoding="utf-8")
    assert "Wrote for them.toml" in desk.notices[-1]
    done(dialog, qtbot)


@popup
def test_the_week_can_be_left_out_or_told_as_blocks(desk: Desk, qtbot: QtBot) -> None:
    dialog = tell(desk)
    write(dialog, "name", "A. B.")
    week = dialog.form.editor("week")
    assert isinstance(week, Choice)
    pick(week, "As busy blocks")
    assert not dialog.halves.isVisible()
    assert dialog.partner().blocks
    assert not dialog.partner().halves
    assert all(not block.title for block in dialog.partner().blocks)
    pick(week, "Not told")
    seen = dialog.partner()
    assert (seen.blocks, seen.halves) == ((), ())
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == partnerfile.write(seen)
    done(dialog, qtbot)


@popup
def test_what_cannot_be_told_is_said_beside_it(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = tell(desk)
    write(dialog, "name", "A. B.")
    write(dialog, "hours", "200")
    assert "168 hours" in dialog.form.error("hours")
    write(dialog, "units", "many")
    assert dialog.form.error("units")
    assert dialog.told().hours is None
    assert not dialog.save_to(tmp_path / "no such folder" / "x.toml")
    assert any("Name another folder" in text for text in words_of(dialog))
    done(dialog, qtbot)


@popup
def test_what_was_told_is_there_again_until_another_portfolio_is_opened(
    desk: Desk, qtbot: QtBot
) -> None:
    dialog = tell(desk)
    write(dialog, "name", "A. B.")
    done(dialog, qtbot)
    dialog = tell(desk)
    assert dialog.told().name == "A. B."
    done(dialog, qtbot)
    desk.document.open(sample(EMERGENCY), save=None)
    dialog = tell(desk)
    assert dialog.told().name == ""
    done(dialog, qtbot)


# -- opening and keeping -----------------------------------------------------------------------


@popup
def test_a_file_is_shown_before_it_is_taken_in_as_one_step(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    before = desk.document.portfolio
    dialog = partners(desk)
    dialog.open_path(file_of(tmp_path, partnerfile.write(TOLD)))
    assert desk.document.portfolio is before
    shown = words_of(dialog)
    assert '<b>x</b> =1+1 "q"' in shown
    assert any("Nothing is kept yet." in text for text in shown)
    assert dialog.take_in.hasFocus()
    QTest.keyClick(dialog.take_in, KEY.Key_Space)
    after = desk.document.portfolio
    assert after.partners[-1] == replace(TOLD, id="a-b")
    share = after.role("amd").share
    assert share is not None
    assert share.partner == "a-b"
    assert desk.document.undo_stack.count() == 1
    assert dialog.chosen() == after.partners[-1]
    QTest.keyClick(dialog, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.document.portfolio == before
    done(dialog, qtbot)
    assert desk.panel.side.partner.name.text() == "Consultant in public health"


@popup
def test_a_file_can_be_looked_at_and_left(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    before = desk.document.portfolio
    dialog = partners(desk)
    dialog.open_path(file_of(tmp_path, partnerfile.write(replace(TOLD, updated=None))))
    assert any("It has no date." in text for text in words_of(dialog))
    QTest.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    assert desk.document.portfolio is before
    assert not dialog.take_in.isVisible()
    done(dialog, qtbot)


@popup
def test_a_newer_file_of_the_same_name_takes_the_place_of_the_old(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = partners(desk)
    name = desk.document.portfolio.partners[0].name
    dialog.open_path(file_of(tmp_path, partnerfile.write(replace(TOLD, name=name))))
    assert any("takes the place of what" in text for text in words_of(dialog))
    dialog.take_in.click()
    (one,) = desk.document.portfolio.partners
    assert (one.id, one.hours, one.notes) == (
        THEIRS,
        480,
        "Thursday is not said, so it is not known.",
    )
    done(dialog, qtbot)


HOSTILE = {
    "a program": ("\x00\x01\x02MZ", "from them.toml"),
    "another kind": ('format = "portfolio/1"\n', "a plan file"),
    "no sense": ("this is = not = toml", "from them.toml"),
    "too many": (
        'format = "portfolio-partner/1"\n[partner]\nname = "A"\n'
        + '[[partner.block]]\nday = "Mon"\nstart = 09:00:00\nend = 10:00:00\n' * 500,
        "at most 200",
    ),
    "wrong all over": (
        'format = "portfolio-partner/1"\n[partner]\nhours = -1\nphone = "<img src=x>"\n',
        "initials will do",
    ),
    "huge": ("#" * (partnerfile.LARGEST + 1), "kB"),
}


@popup
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_reasons_and_changes_nothing(
    desk: Desk, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    text, reason = HOSTILE[name]
    before = desk.document.portfolio
    dialog = partners(desk)
    path = tmp_path / "from them.toml"
    path.write_text(text, encoding="utf-8")
    dialog.open_path(path)
    assert dialog.refused.heading.text() == "Nothing was taken from from them.toml"
    assert reason in dialog.refused.reasons.text()
    assert str(tmp_path) not in dialog.refused.reasons.text()
    assert not dialog.take_in.isVisible()
    assert desk.document.portfolio is before
    done(dialog, qtbot)


@popup
def test_partners_are_deleted_and_come_back_with_undo(desk: Desk, qtbot: QtBot) -> None:
    before = desk.document.portfolio
    dialog = partners(desk)
    assert any("They said so on 12 May 2026." in text for text in words_of(dialog))
    assert any("Partner of Associate medical director" in text for text in words_of(dialog))
    QTest.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)
    after = desk.document.portfolio
    assert after == remove(before, THEIRS)
    assert any("No partner is known yet" in text for text in words_of(dialog))
    desk.document.undo()
    assert desk.document.portfolio == before
    done(dialog, qtbot)


@popup
def test_another_partner_is_made_the_one_of_the_post(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = partners(desk)
    dialog.open_path(file_of(tmp_path, partnerfile.write(TOLD)))
    dialog.take_in.click()
    assert not dialog.use.isVisible()
    dialog.names.setCurrentRow(0)
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    share = desk.document.portfolio.role("amd").share
    assert share is not None
    assert share.partner == THEIRS
    assert desk.document.undo_stack.undoText() == "Make Consultant in public health the partner"
    done(dialog, qtbot)


@popup
def test_open_a_partner_file_asks_for_a_file_at_once(desk: Desk, qtbot: QtBot) -> None:
    QTest.mouseClick(desk.panel.side.exchange.open, Qt.MouseButton.LeftButton)
    (dialog,) = desk.panel.findChildren(PartnersDialog)
    (asked,) = dialog.findChildren(QFileDialog)
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()
    done(dialog, qtbot)


@popup
def test_a_portfolio_that_cannot_be_changed_shows_its_partners_only(
    qtbot: QtBot, tmp_path: Path
) -> None:
    made = Desk(qtbot, sample(EMERGENCY), read_only=True)
    dialog = PartnersDialog(made.document, "amd")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.delete.isVisible()
    dialog.open_path(file_of(tmp_path, partnerfile.write(TOLD)))
    assert not dialog.take_in.isVisible()
    dialog.close()
    made.jobs.shutdown()


def test_both_weeks_stand_side_by_side_in_words(desk: Desk) -> None:
    said = desk.panel.side.days.said.text().splitlines()
    assert said[1] == "Tue: both of you"
    assert "2.5 h wanted: met." in said[5]
