"""From "I am thinking of applying for…" to the report: sample 2's post typed in by hand.

Once with the mouse (and the letters of the keyboard), once by keyboard alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from portfolio_app.core.assumptions import FEWEST_YEARS
from portfolio_app.core.edits import remove
from portfolio_app.core.jobshare import LEAVE, options
from portfolio_app.core.model import Day, Half, Partner, Portfolio
from portfolio_app.core.sharing import Attend, Availability, Cover
from portfolio_app.core.verdict import Fit, Question
from portfolio_app.exchange import partnerfile
from portfolio_app.ui.app import Session
from portfolio_app.ui.panels.jobshare.applying import ApplyingForm
from portfolio_app.ui.panels.jobshare.panel import JobSharePanel
from portfolio_app.ui.widgets.fields import Choice
from portfolio_app.ui.widgets.taborder import bring_into_view
from tests.ui import sessions

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
PATIENCE_MS = 30_000
POST = "Associate medical director, quality improvement"
MEETINGS = (
    ("AMD office", "Tue", "9-10", "Every week", "Either"),
    ("QI board", "Tue", "10-11:30", "Every week", "Both"),
    ("With partner", "Tue", "11:30-13", "Every week", "Both"),
    ("QI education", "Tue", "13:30-17", "Every week", "Me"),
    ("Executive meeting", "Mon", "16-17", "Every week", "Either"),
    ("Trust board", "Thu", "9:30-12", "First of the month", "Either"),
)
popup = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Hand(Protocol):
    """How somebody works the window."""

    def press(self, widget: QWidget) -> None: ...

    def choose(self, choice: Choice, words: str) -> None: ...

    def go_to(self, widget: QWidget) -> None: ...

    def begin(self, session: Session) -> None: ...


class Mouse:
    """Clicks what can be seen."""

    def go_to(self, widget: QWidget) -> None:
        bring_into_view(widget)
        QTest.mouseClick(widget, LEFT)
        assert widget.hasFocus()

    def press(self, widget: QWidget) -> None:
        bring_into_view(widget)
        QTest.mouseClick(widget, LEFT)

    def choose(self, choice: Choice, words: str) -> None:
        place = place_of(choice, words)
        bring_into_view(choice)
        QTest.mouseClick(choice, LEFT)
        view = choice.view()
        assert view.isVisible()
        QApplication.processEvents()  # the press that opened the list is over
        index = choice.model().index(place, 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
        assert choice.currentIndex() == place

    def begin(self, session: Session) -> None:
        bar = session.window.menuBar()
        plan = next(act for act in bar.actions() if act.text() == "&Plan")
        menu = plan.menu()
        assert isinstance(menu, QMenu)
        QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(plan).center())
        act = session.window.actions_table["thinking-of-applying"]
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(act).center())


class Keys:
    """Knows where the focus is, and goes on by Tab."""

    def go_to(self, widget: QWidget) -> None:
        for _ in range(250):
            focused = QApplication.focusWidget()
            assert focused is not None
            if focused is widget:
                return
            QTest.keyClick(focused, KEY.Key_Tab)
        raise AssertionError(f"Tab does not lead to {widget.accessibleName()}")

    def press(self, widget: QWidget) -> None:
        self.go_to(widget)
        QTest.keyClick(widget, KEY.Key_Space)

    def choose(self, choice: Choice, words: str) -> None:
        place = place_of(choice, words)
        self.go_to(choice)
        while choice.currentIndex() != place:
            QTest.keyClick(choice, KEY.Key_Down if choice.currentIndex() < place else KEY.Key_Up)

    def begin(self, session: Session) -> None:
        focused = QApplication.focusWidget() or session.window
        QTest.keyClick(focused, KEY.Key_A, CONTROL | SHIFT)


def place_of(choice: Choice, words: str) -> int:
    return next(n for n in range(choice.count()) if choice.itemText(n).startswith(words))


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    """A window on sample 2 as it was before anybody thought of the post; few years, to be quick."""
    interval = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(0)  # a list that a press has opened takes the next press at once
    begun = sessions.begin(qtbot, qapp)
    focused = begun.window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, KEY.Key_Space)  # "Open" of sample 2 has the focus
    begun.document.edit("As it was before", before_the_post)
    begun.window.show_panel("week")
    yield begun
    sessions.end(begun)
    qapp.setDoubleClickInterval(interval)


def before_the_post(sample: Portfolio) -> Portfolio:
    few = replace(sample, assumptions=replace(sample.assumptions, years=FEWEST_YEARS))
    return replace(remove(remove(few, "amd"), "public-health-partner"), scenarios=())


def partner_of(session: Session, folder: Path) -> Path:
    """What the partner of sample 1 mailed."""
    samples = [e.id for e in session.shelf.entries if e.sample]
    assert samples
    path = folder / "from-partner.toml"
    halves = {
        Day.MON: "none part",
        Day.TUE: "full full",
        Day.WED: "none none",
        Day.FRI: "none none",
    }
    told = Partner(
        id="",
        name="Consultant in public health",
        hours=480,
        halves=tuple(
            (day, half, Availability(how))
            for day, said in halves.items()
            for half, how in zip((Half.AM, Half.PM), said.split(), strict=True)
        ),
    )
    partnerfile.write_file(told, path)
    return path


def panel_of(session: Session) -> JobSharePanel:
    panel = session.window.panels.panel("jobshare")
    assert isinstance(panel, JobSharePanel)
    return panel


def write(hand: Hand, field: QWidget, text: str) -> None:
    assert isinstance(field, QLineEdit)
    hand.go_to(field)
    QTest.keyClicks(field, text)


def name_file(hand: Hand, owner: QWidget, path: Path, button: str) -> None:
    """Paste a file's name where it is asked for."""
    (asked,) = [d for d in owner.window().findChildren(QFileDialog) if d.isVisible()]
    name = asked.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setFocus()
    name.selectAll()
    QGuiApplication.clipboard().setText(str(path))
    QTest.keyClick(name, KEY.Key_V, CONTROL)
    pressed = next(b for b in asked.findChildren(QPushButton) if button in b.text())
    if isinstance(hand, Keys):
        QTest.keyClick(name, KEY.Key_Return)
    else:
        QTest.mouseClick(pressed, LEFT)
    assert not asked.isVisible()
    QApplication.processEvents()
    owner.window().activateWindow()  # as a desktop does when a dialog of it has gone
    QApplication.processEvents()


def say_the_post(hand: Hand, form: ApplyingForm, path: Path) -> None:
    """Every section of the page, from top to bottom."""
    post, work, split, cover = form.post, form.work, form.split, form.cover
    write(hand, post.editor("title"), POST)
    employer = post.editor("employer")
    assert isinstance(employer, Choice)
    hand.choose(employer, "Example University Hospitals")
    write(hand, post.editor("size"), "4")
    for title, day, times, often, who in MEETINGS:
        hand.press(form.meetings.more)
        row = form.meetings.rows[-1]
        write(hand, row.title, title)
        hand.choose(row.day, day)
        write(hand, row.times, times)
        hand.choose(row.often, often)
        hand.choose(row.who, who)
    write(hand, work.editor("flexible"), "5")
    for key, text in (
        ("mine", "2"),
        ("overlap", "2.5"),
        ("coordination", "1.2"),
        ("own_title", "Working dinner"),
        ("own_minutes", "2"),
        ("own_weeks", "8"),
    ):
        write(hand, split.editor(key), text)
    hand.press(form.open)
    name_file(hand, form, path, "Open")
    agreed = cover.editor("cover")
    assert isinstance(agreed, Choice)
    hand.choose(agreed, "The other is asked")
    write(hand, cover.editor("cover_minutes"), "3")
    hand.choose(form.giving.moves["thu-clinic"], "May be dropped")
    hand.press(form.begin)


def check_the_post(session: Session) -> None:
    """What was said is in the plan, and tells the story of the sample."""
    portfolio = session.document.portfolio
    role = portfolio.roles[-1]
    share = role.share
    assert (role.title, role.employer, role.contracted) == (POST, "trust", 4)
    assert share is not None
    assert (share.mine, share.overlap, share.coordination) == (2, 150, 72)
    assert (share.cover, share.cover_minutes) == (Cover.ASKED, 180)
    assert share.meetings[0].every_weeks == 8
    assert share.partner == "consultant-in-public-health"
    lines = [line for line in portfolio.activities if line.role == role.id]
    assert [line.title for line in lines] == [
        *(title for title, *_ in MEETINGS),
        "Flexible work",
        "Duties not yet placed",
    ]
    assert lines[1].attend is Attend.BOTH
    document = session.document
    found = options(portfolio, document.contracts, role.id, holidays=document.holidays)
    leave, whole, shared = found
    assert leave.id == LEAVE
    assert whole.minutes - leave.minutes == 4 * 240
    # 2 PA, calls of 1.2 h a week and a dinner of 2 h every 8 weeks.
    assert shared.minutes - leave.minutes == 480 + 72 + Fraction(120, 8)
    hours = {o.id: next(p for p in o.verdict if p.question is Question.HOURS).fit for o in found}
    assert [hours[o.id] for o in found] == [Fit.FITS, Fit.DOES_NOT_FIT, Fit.DOES_NOT_FIT]
    assert any(set(f.where) & {lines[5].id} for f in whole.findings)  # the board meets the clinic


@popup
@pytest.mark.parametrize("hand", [Mouse(), Keys()], ids=["mouse", "keys"])
def test_from_thinking_of_applying_to_the_report(
    session: Session, qtbot: QtBot, tmp_path: Path, hand: Hand
) -> None:
    before = session.document.portfolio
    hand.begin(session)
    panel = panel_of(session)
    assert panel.form.isVisible()
    assert panel.form.post.editor("title").hasFocus()
    say_the_post(hand, panel.form, partner_of(session, tmp_path))
    check_the_post(session)
    chosen = panel.chosen()
    assert chosen is not None
    assert chosen.is_share
    assert panel.cards.cards()[chosen.id].title.hasFocus()
    assert panel.side.days.said.text().splitlines()[1] == "Tue: both of you"
    assert panel.side.days.said.text().splitlines()[5].endswith("wanted: met.")
    qtbot.waitUntil(panel.report.isEnabled, timeout=PATIENCE_MS)
    hand.press(panel.report)
    paper = tmp_path / "report.pdf"
    name_file(hand, panel, paper, "Save")
    qtbot.waitUntil(paper.exists, timeout=PATIENCE_MS)
    pages = [page.extract_text() for page in PdfReader(paper).pages]
    assert len(pages) == 2
    for words in (POST, "Leave it", "whole", "Share"):
        assert words in pages[0]
    assert session.jobs.wait_idle(PATIENCE_MS)
    session.document.undo()
    assert session.document.portfolio == before
