""" "I am thinking of applying for…" as a clinician fills it in, and skips it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app.core.edits import remove
from portfolio_app.core.jobshare import LEAVE, options, shared_roles
from portfolio_app.core.model import Day, Half, Movable, OneIn, Partner, Portfolio
from portfolio_app.core.sharing import Attend, Availability, Cover, Demand, JobShare, Take
from portfolio_app.core.verdict import Fit
from portfolio_app.exchange import partnerfile, planfile
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.panels.jobshare.panel import JobSharePanel
from portfolio_app.ui.theme import Scheme
from portfolio_app.ui.widgets.fields import Choice
from tests.plans import CONTRACTS
from tests.ui.test_jobshare_panel import EMERGENCY, SHARED, sample

KEY = Qt.Key
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT), reduced_motion=True)


class Desk:
    """A panel on a document, and hands for its form."""

    def __init__(self, qtbot: QtBot, portfolio: Portfolio, *, read_only: bool = False) -> None:
        self.document = Document(CONTRACTS, lambda _portfolio: {})
        self.document.open(portfolio, save=None, read_only=read_only)
        self.jobs = Jobs()
        self.panel = JobSharePanel(self.document, self.jobs, lambda: TODAY)
        qtbot.addWidget(self.panel)
        self.panel.resize(1290, 650)
        self.form = self.panel.form

    def type_in(self, form: str, key: str, text: str) -> QLineEdit:
        field = getattr(self.form, form).editor(key)
        assert isinstance(field, QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, KEY.Key_Return)
        return field

    def choose(self, form: str, key: str, words: str) -> None:
        pick(getattr(self.form, form).editor(key), words)

    def meeting(self, title: str, day: str, times: str, *, often: str = "", who: str = "") -> None:
        QTest.mouseClick(self.form.meetings.more, Qt.MouseButton.LeftButton)
        row = self.form.meetings.rows[-1]
        QTest.keyClicks(row.title, title)
        pick(row.day, day)
        row.times.setFocus()
        QTest.keyClicks(row.times, times)
        QTest.keyClick(row.times, KEY.Key_Return)
        for choice, words in ((row.often, often), (row.who, who)):
            if words:
                pick(choice, words)

    def begin(self) -> None:
        QTest.mouseClick(self.form.begin, Qt.MouseButton.LeftButton)

    @property
    def role(self) -> Any:
        return self.document.portfolio.roles[-1]


def pick(choice: QWidget, words: str) -> None:
    """Choose by keys, as typing the first letters in a list does."""
    assert isinstance(choice, Choice)
    choice.setFocus()
    place = next(n for n in range(choice.count()) if choice.itemText(n).startswith(words))
    while choice.currentIndex() != place:
        down = choice.currentIndex() < place
        QTest.keyClick(choice, KEY.Key_Down if down else KEY.Key_Up)


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[Any]:
    made: list[Desk] = []

    def make(portfolio: Portfolio | None = None, **keys: bool) -> Desk:
        desk = Desk(qtbot, portfolio or sample(EMERGENCY), **keys)
        made.append(desk)
        with qtbot.waitExposed(desk.panel):
            desk.panel.show()
        return desk

    yield make
    for desk in made:
        desk.jobs.shutdown()


def without_post() -> Portfolio:
    return remove(sample(EMERGENCY), "amd")


def test_without_a_shared_post_the_panel_says_what_it_is_for_and_offers_the_way_in(
    desks: Any,
) -> None:
    empty = without_post()
    desk = desks(empty)
    (way_in,) = [b for b in desk.panel.findChildren(QPushButton) if b.isVisible()]
    assert way_in.text() == "I am thinking of applying for…"
    QTest.mouseClick(way_in, Qt.MouseButton.LeftButton)
    assert desk.form.isVisible()
    assert desk.form.post.editor("title").hasFocus()
    QTest.mouseClick(desk.form.leave, Qt.MouseButton.LeftButton)
    assert way_in.isVisible()
    assert desk.document.portfolio is empty


def test_a_post_is_said_and_made_in_one_step(desks: Any) -> None:
    empty = without_post()
    desk = desks(empty)
    desk.panel.ask()
    desk.type_in("post", "title", "Clinical director")
    desk.type_in("post", "size", "3")
    desk.type_in("split", "mine", "1")
    desk.type_in("split", "overlap", "1:30")
    desk.begin()
    (role,) = shared_roles(desk.document.portfolio)
    assert (role.title, role.contracted, role.considered) == ("Clinical director", 3, True)
    assert role.share == JobShare(mine=Fraction(1), overlap=90)
    assert desk.document.undo_stack.count() == 1
    assert desk.document.undo_stack.undoText() == "Think about Clinical director"
    found = {o.id: o for o in options(desk.document.portfolio, CONTRACTS, role.id, holidays={})}
    today = found[LEAVE].minutes
    assert [o.minutes - today for o in found.values()] == [0, 3 * 240, 240]
    assert desk.panel.chosen().is_share
    assert desk.panel.cards.isVisible()
    desk.document.undo()
    assert desk.document.portfolio == empty


def test_every_question_can_be_skipped_and_stays_not_known(desks: Any) -> None:
    desk = desks()
    QTest.mouseClick(desk.panel.think, Qt.MouseButton.LeftButton)
    assert desk.form.summary.said.text() == "Nothing yet."
    assert "Size" in desk.form.summary.not_known.text().splitlines()
    desk.begin()
    role = desk.role
    assert (role.title, role.contracted) == ("A post I am thinking of", 0)
    assert desk.document.portfolio.employer(role.employer).name == "Employer not known yet"
    assert role.share == JobShare()
    assert "size not known" in desk.panel.about.text()
    share = desk.panel.chosen()
    assert {part.fit for part in share.verdict} == {Fit.NOT_KNOWN}
    assert desk.panel.cards.cards()[share.id].hours.text().startswith("at least ")
    assert not desk.panel.side.part.slider.isEnabled()
    assert not desk.panel.pictures.hours.isVisible()
    whole = desk.panel.side.part.whole
    for typed, hours in (("2", 240), ("\b4", 480)):
        QTest.keyClicks(whole, typed)
        QTest.keyClick(whole, KEY.Key_Return)
        found = {o.id: o for o in options(desk.document.portfolio, CONTRACTS, role.id, holidays={})}
        assert desk.panel.chosen().minutes == found[LEAVE].minutes + hours


def test_meetings_work_and_cover_are_asked_for(desks: Any) -> None:
    desk = desks()
    desk.panel.ask()
    desk.type_in("post", "title", "Lead")
    desk.type_in("post", "size", "4")
    desk.meeting("Trust board", "Thu", "9:30-12", often="Every four", who="Both")
    desk.meeting("Executive", "Mon", "16:00-17:00", who="My partner")
    desk.meeting("Nothing but a name", "Day not", "")
    QTest.mouseClick(desk.form.meetings.more, Qt.MouseButton.LeftButton)
    desk.type_in("work", "flexible", "5")
    desk.type_in("work", "requests", "12")
    desk.type_in("work", "request_minutes", "20 min")
    desk.type_in("work", "urgent", "25 %")
    desk.type_in("split", "own_minutes", "2")
    desk.type_in("split", "own_weeks", "8")
    desk.choose("cover", "cover", "The other is asked")
    desk.type_in("cover", "cover_minutes", "3")
    pick(desk.form.giving.moves["fri-emergency-department"], "May move")
    QTest.mouseClick(desk.form.giving.covers["audit-and-governance"], Qt.MouseButton.LeftButton)
    assert "Trust board, Thu 09:30–12:00, 1 in 4, both of you" in desk.form.summary.said.text()
    desk.begin()
    portfolio, role = desk.document.portfolio, desk.role
    board, executive, *_ = [a for a in portfolio.activities if a.role == role.id]
    assert (board.day, board.frequency, board.attend) == (Day.THU, OneIn(Fraction(4)), Attend.BOTH)
    assert (executive.title, executive.attend) == ("Executive", Attend.PARTNER)
    assert role.notes == "Meeting without times: Nothing but a name, every week."
    share = role.share
    assert share.demand == Demand(requests=Fraction(12), minutes=20, urgent=Fraction(1, 4))
    assert (share.cover, share.cover_minutes) == (Cover.ASKED, 180)
    assert share.cover_displaces == ("audit-and-governance",)
    assert share.meetings[0].every_weeks == 8
    shift = next(a for a in portfolio.activities if a.id == "fri-emergency-department")
    assert shift.movable is Movable.MOVABLE


def test_a_meeting_can_be_left_out_again(desks: Any) -> None:
    desk = desks()
    desk.panel.ask()
    desk.meeting("One", "Mon", "9-10")
    desk.meeting("Two", "Tue", "9-10")
    first = desk.form.meetings.rows[0]
    QTest.mouseClick(first.less, Qt.MouseButton.LeftButton)
    assert [m.title for m in desk.form.said().meetings] == ["Two"]
    assert desk.form.meetings.rows[0].title.accessibleName() == "Meeting 1: title"


def test_a_new_employer_and_partner_are_named_in_the_form(desks: Any) -> None:
    desk = desks()
    desk.panel.ask()
    desk.choose("post", "employer", "Another employer")
    assert desk.form.post.editor("employer_name").hasFocus()
    desk.type_in("post", "employer_name", "Another trust")
    assert not desk.form.halves.isVisible()
    desk.choose("partner", "partner", "Someone I have")
    desk.type_in("partner", "partner_name", "A colleague")
    desk.type_in("partner", "partner_hours", "8")
    pick(desk.form.halves.choices[Day.TUE, Half.AM], "Free")
    desk.begin()
    portfolio = desk.document.portfolio
    assert portfolio.employer(desk.role.employer).name == "Another trust"
    assert desk.role.share.partner == "a-colleague"
    assert portfolio.partners[-1] == Partner(
        id="a-colleague",
        name="A colleague",
        hours=480,
        halves=((Day.TUE, Half.AM, Availability.FULL),),
    )
    assert desk.panel.side.partner.name.text() == "A colleague"
    assert desk.panel.roles.isVisible()


def test_a_partners_file_is_opened_in_the_form(desks: Any, tmp_path: Path) -> None:
    desk = desks()
    desk.panel.ask()
    path = tmp_path / "from them.toml"
    told = Partner(id="", name="A. B.", hours=600)
    partnerfile.write_file(told, path)
    desk.form.take_file(path)
    assert desk.form.partner.editor("partner").currentText() == "A. B., from their file"
    desk.begin()
    assert desk.role.share.partner == "a-b"
    assert desk.document.portfolio.partners[-1] == replace(told, id="a-b")


def test_a_file_that_is_refused_says_every_reason_and_changes_nothing(
    desks: Any, tmp_path: Path
) -> None:
    desk = desks()
    desk.panel.ask()
    path = tmp_path / "hostile.toml"
    path.write_text('format = "portfolio-partner/1"\n[partner]\nhours = -1\nphone = "<b>x</b>"\n')
    desk.form.take_file(path)
    assert desk.form.refused.isVisible()
    assert desk.form.refused.heading.text() == "Nothing was taken from hostile.toml"
    assert len(desk.form.refused.reasons.text().splitlines()) == 3
    assert desk.form.said().told is None


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({("post", "size"): "four"}, ("post", "size")),
        ({("post", "size"): "0"}, ("post", "size")),
        ({("post", "size"): "3", ("split", "mine"): "4"}, ("split", "mine")),
        ({("work", "flexible"): "400"}, ("work", "flexible")),
        ({("work", "urgent"): "140"}, ("work", "urgent")),
        ({("split", "own_weeks"): "0"}, ("split", "own_weeks")),
    ],
)
def test_an_answer_that_cannot_be_taken_is_said_beside_it_and_stays_to_be_mended(
    desks: Any, typed: dict[tuple[str, str], str], wrong: tuple[str, str]
) -> None:
    desk = desks()
    before = desk.document.portfolio
    desk.panel.ask()
    for (form, key), text in typed.items():
        desk.type_in(form, key, text)
    desk.type_in("post", "title", "Something that is right")
    desk.begin()
    assert desk.document.portfolio is before
    form, key = wrong
    field = getattr(desk.form, form).editor(key)
    assert field.property("state") == "error"
    assert field.hasFocus()
    assert field.text() == typed[wrong]
    desk.type_in(form, key, "2")
    desk.begin()
    assert desk.role.title == "Something that is right"


@pytest.mark.parametrize("times", ["noon", "9-9"])
def test_times_that_cannot_be_are_said_beside_them(desks: Any, times: str) -> None:
    desk = desks()
    before = desk.document.portfolio
    desk.panel.ask()
    desk.meeting("Board", "Tue", times)
    desk.begin()
    assert desk.document.portfolio is before
    row = desk.form.meetings.rows[0]
    assert row.times.hasFocus()
    assert "10:00-11:30" in row.times.accessibleDescription() or "13:00" in row.problem()


def test_what_was_typed_and_not_left_is_taken_with_ctrl_enter(desks: Any) -> None:
    desk = desks()
    desk.panel.ask()
    QTest.keyClicks(desk.form.post.editor("title"), "Lead")
    desk.form.meetings.add()
    row = desk.form.meetings.rows[0]
    QTest.keyClicks(row.title, "Board")
    row.times.setFocus()
    QTest.keyClicks(row.times, "9-10")
    QTest.keyClick(row.times, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.role.title == "Lead"
    assert desk.document.portfolio.activities[-1].title == "Board"


def test_what_the_form_makes_can_be_written_and_read_again(desks: Any) -> None:
    desk = desks()
    desk.panel.ask()
    desk.begin()
    text = planfile.write(desk.document.portfolio)
    assert planfile.read(text, "again", CONTRACTS).problems == ()


def test_another_post_is_chosen_from_a_list(desks: Any) -> None:
    desk = desks()
    desk.panel.ask()
    desk.type_in("post", "size", "2")
    desk.begin()
    roles = desk.panel.roles
    assert roles.count() == 2
    roles.setFocus()
    QTest.keyClick(roles, KEY.Key_Up)
    assert desk.panel.chosen().id == SHARED
    takes = [s.takes[0].take for s in desk.document.portfolio.scenarios[-2:]]
    assert takes == [Take.WHOLE, Take.SHARED]


def test_a_read_only_document_takes_no_post(desks: Any) -> None:
    desk = desks(read_only=True)
    before = desk.document.portfolio
    desk.panel.ask()
    desk.begin()
    assert desk.document.portfolio is before


def test_all_of_the_form_can_be_reached_by_tab_and_has_a_name(desks: Any) -> None:
    desk = desks()
    desk.panel.ask()
    desk.choose("post", "employer", "Another employer")
    desk.choose("partner", "partner", "Someone I have")
    desk.form.meetings.add()
    desk.form.focus_first()
    seen: list[QWidget | None] = []
    for _ in range(120):
        QTest.keyClick(QApplication.focusWidget() or desk.panel, KEY.Key_Tab)
        seen.append(QApplication.focusWidget())
    row = desk.form.meetings.rows[0]
    wanted = [
        *(row.title, row.day, row.times, row.often, row.who, row.less, desk.form.meetings.more),
        desk.form.halves.choices[Day.FRI, Half.PM],
        *(desk.form.open, desk.form.giving.moves["thu-clinic"], desk.form.begin, desk.form.leave),
    ]
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)
    for widget in desk.form.findChildren(QWidget):
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if by_tab and widget.isVisible():
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, widget
