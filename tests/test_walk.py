"""The tour, as a new user walks it: sample 2, a clinic dragged, undone, 60:40, the proposal.

Once with the mouse and once by keyboard alone.
"""

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from portfolio_app.core import words
from portfolio_app.core.findings import Severity
from portfolio_app.core.jobshare import Option, options
from portfolio_app.core.model import Activity, Day
from portfolio_app.core.verdict import Fit, Question, Reason
from portfolio_app.store.library import Library
from portfolio_app.ui.app import Session
from portfolio_app.ui.panels.documents import DocumentsPanel
from portfolio_app.ui.panels.jobshare.panel import JobSharePanel
from portfolio_app.ui.panels.week import WeekPanel
from portfolio_app.ui.week.canvas import WeekCanvas
from tests.ui import sessions
from tests.ui.weekly import dragging, middle, point

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SHARED = "take-two-shared"
CLINIC = "thu-clinic"
PATIENCE_MS = 20_000


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    """A window on a first start."""
    begun = sessions.begin(qtbot, qapp)
    yield begun
    sessions.end(begun)


def canvas_of(session: Session) -> WeekCanvas:
    panel = session.window.panels.panel("week")
    assert isinstance(panel, WeekPanel)
    return panel.canvas


def clinic(session: Session) -> Activity:
    found = session.document.item(CLINIC)
    assert isinstance(found, Activity)
    return found


def press(session: Session, text: str) -> None:
    """Press the button with these words, which must be there to be seen."""
    found = [b for b in sessions.shown(session, QPushButton) if b.text() == text]
    assert found, f"no button “{text}” to be seen"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def chosen_share(session: Session) -> Option:
    panel = session.window.panels.panel("jobshare")
    assert isinstance(panel, JobSharePanel)
    option = panel.chosen()
    assert option is not None
    return option


def worked_out(session: Session) -> Option:
    """The same option from the core, by itself."""
    document = session.document
    found = options(document.portfolio, document.contracts, "amd", holidays=document.holidays)
    return next(option for option in found if option.id == SHARED)


def test_the_tour_with_the_mouse(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    press(session, "Open")  # the welcome offers sample 2 first
    assert "emergency medicine" in session.document.portfolio.person.name
    session.window.show_panel("week")
    session.document.set_scenario(SHARED)
    drag_the_clinic_to_the_qi_day(session)
    sessions.press(session, "undo")
    assert clinic(session).day is Day.THU
    assert not clashes(session)
    move_the_split(session)
    print_the_proposal(session, qtbot, tmp_path / "proposal.pdf")
    key, path = session.shelf.current, session.shelf.path
    assert key is not None
    assert path is not None
    with Library.open(path, read_only=True) as library:
        assert library.load(key) == session.document.portfolio


def clashes(session: Session) -> list[str]:
    """What the checks say the clinic clashes with."""
    return [
        finding.message
        for finding in session.document.findings
        if finding.check == "overlap"
        and finding.severity is Severity.ERROR
        and CLINIC in finding.where
    ]


def drag_the_clinic_to_the_qi_day(session: Session) -> None:
    canvas = canvas_of(session)
    to_tuesday = point(canvas, Day.TUE.index, 11 * 60)
    with dragging(canvas, middle(canvas, CLINIC), to_tuesday):
        ghost = canvas.hand.ghost
        assert ghost is not None
        assert "QI board" in ghost.text
    assert clinic(session).day is Day.TUE
    assert any("QI board" in message for message in clashes(session))
    assert session.document.undo_stack.undoText().startswith("Move Clinic to Tue")


def exact_reasons(option: Option) -> set[Reason]:
    """What the ordinary week says; what the sampled year adds comes when it is there."""
    found = (reason for part in option.verdict for reason in part.reasons)
    return {reason for reason in found if "sampled year" not in reason.text}


def move_the_split(session: Session) -> None:
    session.window.show_panel("jobshare")
    press(session, "60:40")
    share = chosen_share(session)
    counted = share.count.role("amd")
    assert share.post is not None
    assert counted is not None
    assert share.post.resolved.mine == counted.counted == Fraction(12, 5)
    assert exact_reasons(worked_out(session)) <= exact_reasons(share)
    hours = next(part for part in share.verdict if part.question is Question.HOURS)
    assert hours.fit is Fit.DOES_NOT_FIT
    assert words.hours(share.minutes) in hours.reasons[0].text


def print_the_proposal(session: Session, qtbot: QtBot, paper: Path) -> None:
    session.window.show_panel("documents")
    papers = session.window.panels.panel("documents")
    assert isinstance(papers, DocumentsPanel)
    qtbot.waitUntil(lambda: papers.pdf is not None, timeout=PATIENCE_MS)
    assert papers.save_to(paper)
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.read_bytes())).pages)
    assert "Draft proposal: not agreed" in text
    assert "2.4 PA" in text


def test_the_tour_by_keyboard_alone(session: Session, qtbot: QtBot) -> None:
    window = session.window
    focused: QWidget | None = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Space)  # "Open" of sample 2 has the focus
    assert "emergency medicine" in session.document.portfolio.person.name
    sessions.press(session, "show-week")
    session.document.set_scenario(SHARED)
    canvas = canvas_of(session)
    canvas.setFocus()
    session.document.select(CLINIC)

    QTest.keyClick(canvas, Qt.Key.Key_M)
    for _ in range(2):  # from Thursday to Tuesday
        QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert clinic(session).day is Day.TUE
    assert any(CLINIC in f.where and f.check == "overlap" for f in session.document.findings)
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: clinic(session).day is Day.THU)

    sessions.press(session, "show-jobshare")
    panel = session.window.panels.panel("jobshare")
    assert isinstance(panel, JobSharePanel)
    slider = panel.side.part.slider.findChild(QSlider)
    assert slider is not None
    for _ in range(40):
        share = chosen_share(session)
        assert share.post is not None
        if share.post.resolved.mine > 2:
            break
        QTest.keyClick(slider, Qt.Key.Key_Right)
    assert chosen_share(session).post is not None
    assert exact_reasons(worked_out(session)) <= exact_reasons(chosen_share(session))
