"""The job share panel as a clinician uses it: by mouse, by keys, by ear, on both samples."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache, partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSlider, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app import paths
from portfolio_app.core import words
from portfolio_app.core.assumptions import FEWEST_YEARS
from portfolio_app.core.edits import put, remove
from portfolio_app.core.jobshare import LEAVE, SHARE, WHOLE, Option, options
from portfolio_app.core.model import Portfolio
from portfolio_app.core.sharing import JobShare, Overlap
from portfolio_app.core.verdict import Question
from portfolio_app.exchange import planfile
from portfolio_app.ui import theme
from portfolio_app.ui.dialogs.roles import RolesDialog
from portfolio_app.ui.document import Document
from portfolio_app.ui.jobs import Jobs
from portfolio_app.ui.panels.jobshare import panel as panel_module
from portfolio_app.ui.panels.jobshare import texts
from portfolio_app.ui.panels.jobshare.panel import JobSharePanel
from portfolio_app.ui.panels.jobshare.sliders import ExactSlider, step_for
from portfolio_app.ui.theme import Scheme
from portfolio_app.ui.widgets.figures import FigureLabel
from tests.plans import CONTRACTS

KEY = Qt.Key
TODAY = date(2026, 11, 25)
EMERGENCY = "emergency-medicine-thinking-of-applying"
PUBLIC_HEALTH = "public-health-charity-and-half-a-post"
SHARED, CLINIC, ALL = "take-two-shared", "take-two-clinic-given-up", "take-all-four"
popup = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@cache  # a portfolio is a value: no test can change it
def sample(name: str) -> Portfolio:
    """A sample that the program ships, of which only few years are sampled."""
    text = paths.resource("samples", f"{name}.toml").read_text(encoding="utf-8")
    read = planfile.read(text, name, CONTRACTS).portfolio
    assert read is not None
    return replace(read, assumptions=replace(read.assumptions, years=FEWEST_YEARS))


class Desk:
    """A panel on a document, and what it said."""

    def __init__(self, qtbot: QtBot, portfolio: Portfolio, *, read_only: bool = False) -> None:
        self.document = Document(CONTRACTS, lambda _portfolio: {})
        self.document.open(portfolio, save=None, read_only=read_only)
        self.jobs = Jobs()
        self.panel = JobSharePanel(self.document, self.jobs, lambda: TODAY)
        self.shown: list[list[str]] = []
        self.opened: list[object] = []
        self.notices: list[str] = []
        self.panel.show_items.connect(self.shown.append)
        self.panel.open_scenario.connect(self.opened.append)
        self.panel.notice.connect(self.notices.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(1290, 650)

    def options(self, role: str = "amd") -> dict[str, Option]:
        found = options(self.document.portfolio, CONTRACTS, role, holidays={})
        return {option.id: option for option in found}

    def card(self, key: str) -> Any:
        return self.panel.cards.cards()[key]

    def take(self, key: str = SHARED) -> Any:
        return self.document.portfolio.scenario(key).takes[0]

    def slide(self, slider: ExactSlider, key: KEY, times: int) -> None:
        slider.slider().setFocus()
        for _ in range(times):
            QTest.keyClick(slider.slider(), key)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT), reduced_motion=True)


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[Any]:
    """Make desks, and end their work with the test."""
    made: list[Desk] = []

    def make(what: str | Portfolio = EMERGENCY, *, show: bool = True, **keys: bool) -> Desk:
        desk = Desk(qtbot, sample(what) if isinstance(what, str) else what, **keys)
        made.append(desk)
        if show:
            with qtbot.waitExposed(desk.panel):
                desk.panel.show()
        return desk

    yield make
    for desk in made:
        desk.jobs.shutdown()


# -- what the cards say ------------------------------------------------------------------------


@pytest.mark.parametrize("name", [EMERGENCY, PUBLIC_HEALTH])
def test_every_option_is_a_card_with_the_figures_that_the_core_works_out(
    desks: Any, name: str
) -> None:
    desk = desks(name)
    assert list(desk.panel.cards.cards()) == list(desk.options())
    for key, option in desk.options().items():
        card = desk.card(key)
        assert card.title.words() == option.title
        assert card.hours.text() == words.hours(option.minutes)
        assert card.units.text() == texts.units_text(option.count)
        assert card.room.text() == words.hours(abs(option.headroom))
        assert card.pay.text() == option.pay.text()
        answers = {q: row.answer.text() for q, row in card.verdict.items()}
        assert answers == {part.question: part.fit.value for part in option.verdict}


def test_a_verdict_is_a_word_and_says_its_reasons_in_full_for_the_chosen_option(desks: Any) -> None:
    desk = desks()
    desk.panel.choose(ALL)
    for part in desk.options()[ALL].verdict:
        answer = desk.panel.why.answers[part.question]
        assert answer.pill.text() == part.fit.value
        exact = {r.text for r in part.reasons if "sampled year" not in r.text}
        assert exact <= {row.words() for row in answer.reasons.rows()}


def test_what_a_sampled_year_will_tell_is_said_to_be_on_its_way(desks: Any) -> None:
    desk = desks()
    said = [
        row.words() for answer in desk.panel.why.answers.values() for row in answer.reasons.rows()
    ]
    assert said.count("The year is being sampled.") == 2
    assert "sampled year" in desk.panel.side.cover_note.text()


def _has_no_popover(figure: FigureLabel) -> bool:
    return figure.popover() is None


@popup
def test_a_figure_shows_its_working(desks: Any, qtbot: QtBot) -> None:
    desk = desks()
    card = desk.card(SHARED)
    for figure, said in (
        (card.hours, "36.11 + 4 + 9.45 = 49.56 h"),
        (card.units, "9 + 1 + 2 = 12 PA"),
        (card.room, "3.56 h over your own limit"),
        (card.pay, "£26,212 more than today's £137,612."),
        (desk.panel.side.shadow.figure, "1.2 + 0.25 = 1.45 h"),
        (desk.panel.side.post.figures["Together"], "Wanted: 2.5 h"),
    ):
        QTest.mouseClick(figure, Qt.MouseButton.LeftButton)
        popover = figure.popover()
        assert said in popover.working.as_text(), popover.working.as_text()
        popover.close()
        qtbot.waitUntil(partial(_has_no_popover, figure))


def test_the_first_share_is_chosen_and_a_scenario_that_is_shown_goes_before(desks: Any) -> None:
    assert desks().panel.chosen().id == SHARED
    desk = desks(show=False)
    desk.document.set_scenario(CLINIC)
    desk.panel.show()
    assert desk.panel.chosen().id == CLINIC


def test_the_choice_follows_the_scenario_that_is_shown(desks: Any) -> None:
    desk = desks()
    desk.document.set_scenario(ALL)
    assert desk.panel.chosen().id == ALL
    desk.panel.choose(CLINIC)
    desk.document.set_scenario(None)  # today's plan is no option's scenario
    assert desk.panel.chosen().id == CLINIC


def test_arrow_keys_go_from_card_to_card(desks: Any) -> None:
    desk = desks()
    desk.card(SHARED).title.setFocus()
    QTest.keyClick(desk.card(SHARED).title, KEY.Key_Right)
    assert desk.panel.chosen().id == CLINIC
    assert desk.card(CLINIC).title.isChecked()
    assert not desk.card(SHARED).title.isChecked()
    assert desk.card(CLINIC).property("selected") == "true"
    assert desk.panel.side.title.text() == "Take two, a clinic given up"


def test_a_click_anywhere_on_a_card_chooses_it(desks: Any) -> None:
    desk = desks()
    QTest.mouseClick(desk.card(ALL), Qt.MouseButton.LeftButton)
    assert desk.panel.chosen().id == ALL
    assert desk.panel.side.look.isVisible()
    QTest.mouseClick(desk.panel.side.look, Qt.MouseButton.LeftButton)
    assert desk.panel.chosen().id == SHARED


def test_a_reason_shows_what_it_blames_in_the_scenario_that_it_speaks_of(desks: Any) -> None:
    desk = desks()
    clash = next(row for row in desk.card(ALL).reasons.rows() if row.isEnabled())
    assert clash.words().startswith("Clinic and Trust board are at the same time")
    QTest.mouseClick(clash, Qt.MouseButton.LeftButton)
    assert desk.shown == [["thu-clinic", "trust-board"]]
    assert desk.opened == [ALL]
    desk.document.set_scenario(ALL)
    clash.setFocus()
    QTest.keyClick(clash, KEY.Key_Return)
    assert desk.shown[1:] == [["thu-clinic", "trust-board"]]
    assert desk.opened == [ALL]


def test_a_reason_that_blames_nothing_can_be_read_and_not_pressed(desks: Any) -> None:
    hours = desks().panel.why.answers[Question.HOURS].reasons.rows()[0]
    assert not hours.isEnabled()
    assert hours.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert hours.accessibleName() == hours.words()


# -- moving the share --------------------------------------------------------------------------


def test_the_split_moves_to_60_40_by_keys_as_one_step_and_everything_follows(desks: Any) -> None:
    desk = desks()
    before = desk.document.portfolio
    slider = desk.panel.side.part.slider
    desk.slide(slider, KEY.Key_Right, 4)
    assert desk.take().mine == Fraction(12, 5)
    assert desk.document.undo_stack.count() == 1
    assert desk.document.undo_stack.undoText() == "Set my part to 2.4 of 4 PA"
    option = desk.options()[SHARED]
    card = desk.card(SHARED)
    assert card.hours.text() == words.hours(option.minutes)
    assert card.units.text() == texts.units_text(option.count)
    assert card.verdict[Question.HOURS].answer.text() == option.verdict[0].fit.value
    assert slider.slider().accessibleName() == "My part: 2.4 of 4 PA · 60 %"
    assert desk.panel.side.part.exact.text() == "2.4"
    assert desk.panel.side.part.splits["60:40"].isChecked()
    desk.document.undo()
    assert desk.document.portfolio == before
    assert slider.slider().accessibleName() == "My part: 2 of 4 PA · 50 %"
    assert card.hours.text() == "49.56 h"


def test_figures_follow_while_the_slider_is_still_held_and_nothing_is_kept_yet(desks: Any) -> None:
    desk = desks()
    slider: QSlider = desk.panel.side.part.slider.slider()
    was = desk.card(SHARED).hours.text()
    slider.setSliderDown(True)
    slider.setSliderPosition(slider.value() + 10)
    assert desk.card(SHARED).hours.text() != was
    assert desk.take().mine == 2
    slider.setSliderDown(False)
    assert desk.take().mine == 3
    assert desk.document.undo_stack.count() == 1


def test_an_exact_part_is_shown_as_it_is_and_one_too_large_is_refused(desks: Any) -> None:
    desk = desks()
    part = desk.panel.side.part
    part.exact.setFocus()
    part.exact.selectAll()
    QTest.keyClicks(part.exact, "2.37")
    QTest.keyClick(part.exact, KEY.Key_Return)
    assert desk.take().mine == Fraction("2.37")
    assert part.slider.slider().accessibleName() == "My part: 2.37 of 4 PA · 59 %"
    part.exact.selectAll()
    QTest.keyClicks(part.exact, "5")
    QTest.keyClick(part.exact, KEY.Key_Return)
    assert desk.take().mine == Fraction("2.37")
    assert "cannot be more" in part._error.text()
    QTest.keyClick(part.exact, KEY.Key_Escape)
    assert part.exact.text() == "2.37"
    assert not part._error.isVisible()


def test_a_usual_split_is_one_press(desks: Any) -> None:
    desk = desks()
    QTest.mouseClick(desk.panel.side.part.splits["2:1"], Qt.MouseButton.LeftButton)
    assert desk.take().mine == Fraction(8, 3)
    assert desk.panel.side.part.exact.text() == "8/3"


def test_overlap_and_cover_belong_to_the_scenario_and_can_go_back(desks: Any) -> None:
    desk = desks()
    side = desk.panel.side
    desk.slide(side.overlap, KEY.Key_Right, 2)
    desk.slide(side.cover, KEY.Key_Left, 1)
    assert (desk.take().overlap, desk.take().cover_minutes) == (180, 270)
    assert desk.take(CLINIC).overlap is None
    assert side.overlap.slider().accessibleName() == "Overlap wanted: 3 h, inside"
    assert side.forget_overlap.text() == "As the post says, 2.5 h"
    QTest.mouseClick(side.forget_overlap, Qt.MouseButton.LeftButton)
    assert desk.take().overlap is None
    assert side.overlap.slider().accessibleName() == "Overlap wanted: 2.5 h, inside"


def test_overlap_can_be_funded_on_top_for_the_post(desks: Any) -> None:
    desk = desks()
    kind = desk.panel.side.kind
    kind.setFocus()
    QTest.keyClick(kind, KEY.Key_Down)
    share = desk.document.portfolio.role("amd").share
    assert share.overlap_kind is Overlap.FUNDED
    assert desk.panel.side.partner.facts.text().startswith("Their part: 2.625 PA.")


def test_the_terms_of_a_share_that_is_held_are_the_roles_own(desks: Any) -> None:
    desk = desks(PUBLIC_HEALTH)
    desk.slide(desk.panel.side.part.slider, KEY.Key_Right, 1)
    QTest.mouseClick(desk.panel.side.forget_overlap, Qt.MouseButton.LeftButton)
    share = desk.document.portfolio.role("amd").share
    assert (share.mine, share.overlap) == (Fraction(21, 10), None)
    name = desk.panel.side.overlap.slider().accessibleName()
    assert name == "Overlap wanted: not known"


def test_the_size_of_the_post_can_be_set_beside_my_part(desks: Any) -> None:
    desk = desks()
    whole = desk.panel.side.part.whole
    whole.setFocus()
    whole.selectAll()
    QTest.keyClicks(whole, "5")
    QTest.keyClick(whole, KEY.Key_Return)
    assert desk.document.portfolio.role("amd").contracted == 5
    assert desk.document.undo_stack.undoText() == "Set the post to 5 PA"


def test_a_read_only_document_is_not_changed_and_says_so(desks: Any) -> None:
    desk = desks(read_only=True)
    desk.slide(desk.panel.side.part.slider, KEY.Key_Right, 1)
    assert desk.take().mine == 2
    assert "cannot be changed here" in desk.notices[0]
    name = desk.panel.side.part.slider.slider().accessibleName()
    assert name == "My part: 2 of 4 PA · 50 %"
    QTest.mouseClick(desk.panel.side.part.splits["60:40"], Qt.MouseButton.LeftButton)
    assert desk.panel.side.part.splits["50:50"].isChecked()


# -- partner, commitments, own time ------------------------------------------------------------


def test_what_a_partner_does_not_say_is_not_known(desks: Any) -> None:
    partner = desks().panel.side.partner
    rows = partner.table.as_tsv().splitlines()
    assert rows[2:5] == ["Tue\tfree\tfree", "Wed\tnot free\tnot free", "Thu\tnot known\tnot known"]
    assert "Date of their file: 12 May 2026." in partner.more.text()


def test_a_share_without_a_partner_says_so(desks: Any) -> None:
    desk = desks(remove(sample(EMERGENCY), "public-health-partner"))
    assert desk.panel.side.partner.name.text() == "Not known"
    assert "are not known" in desk.panel.side.partner.facts.text()
    assert not desk.panel.side.partner.table.isVisible()


def test_fixed_commitments_say_who_attends_and_why(desks: Any) -> None:
    desk = desks()
    rows = {row.title.words(): row for row in desk.panel.side.commitments.rows()}
    assert rows["QI board"].who.text() == "both of you"
    assert rows["QI board"].why.text() == "Tue 10:00–11:30 · needs both of you"
    assert rows["Trust board"].who.text() == "not known"
    assert "your partner's time is not known" in rows["Trust board"].why.text()
    QTest.mouseClick(rows["Trust board"].title, Qt.MouseButton.LeftButton)
    assert desk.shown == [["trust-board"]]


def test_the_post_in_figures_is_what_the_core_says(desks: Any) -> None:
    desk = desks()
    post = desk.options()[SHARED].post
    figures = {name: figure.text() for name, figure in desk.panel.side.post.figures.items()}
    assert figures == {
        "Someone there": words.hours(post.duty + post.untimed),
        "Together": words.hours(post.overlap),
        "Both in one room": words.hours(post.double),
        "Flexible": words.number(post.resolved.flexible_mine + post.resolved.flexible_theirs),
    }


def test_own_time_that_nobody_said_is_not_known(desks: Any) -> None:
    portfolio = sample(EMERGENCY)
    bare = replace(portfolio.role("amd"), share=JobShare())
    roles = tuple(bare if role.id == "amd" else role for role in portfolio.roles)
    desk = desks(replace(portfolio, roles=roles))
    assert desk.panel.side.shadow.figure.text() == "Not known"
    assert "Keeping in touch not known" in desk.panel.side.shadow.said.text()
    name = desk.panel.side.cover.slider().accessibleName()
    assert name == "Cover I would give: not known"


# -- scenarios ---------------------------------------------------------------------------------


def test_show_this_week_opens_the_scenario_and_leaving_it_todays_plan(desks: Any) -> None:
    desk = desks()
    for key in (SHARED, LEAVE):
        desk.panel.choose(key)
        assert desk.panel.act.text() == "Show this week"
        QTest.mouseClick(desk.panel.act, Qt.MouseButton.LeftButton)
    assert desk.opened == [SHARED, None]
    assert desk.document.undo_stack.count() == 0


def test_an_option_of_the_programs_is_kept_as_a_scenario_once(desks: Any) -> None:
    desk = desks(PUBLIC_HEALTH)
    for key, scenario in ((WHOLE, "take-it-whole"), (LEAVE, "give-it-up")):
        desk.panel.choose(key)
        assert desk.panel.act.text() == "Keep as a scenario"
        QTest.mouseClick(desk.panel.act, Qt.MouseButton.LeftButton)
        assert desk.opened[-1] == scenario
        assert desk.panel.act.text() == "Show this week"
        QTest.mouseClick(desk.panel.act, Qt.MouseButton.LeftButton)
        assert desk.opened[-1] == scenario
    assert [s.id for s in desk.document.portfolio.scenarios] == ["take-it-whole", "give-it-up"]
    assert desk.document.portfolio.scenario("give-it-up").leave == ("amd",)
    assert desk.document.undo_stack.count() == 2


def test_a_kept_share_is_the_one_that_is_moved_from_then_on(desks: Any) -> None:
    desk = desks(replace(sample(EMERGENCY), scenarios=()))
    assert desk.panel.chosen().id == SHARE
    QTest.mouseClick(desk.panel.act, Qt.MouseButton.LeftButton)
    assert desk.opened == ["share-it"]
    desk.slide(desk.panel.side.part.slider, KEY.Key_Right, 1)
    assert desk.take("share-it").mine == Fraction(21, 10)
    assert desk.document.portfolio.role("amd").share.mine == 2


# -- pictures, limits, and the rest of the window ----------------------------------------------


def test_pictures_have_their_figures_as_tables_and_rows_lead_to_the_week(desks: Any) -> None:
    desk = desks()
    assert desk.jobs.wait_idle()
    week = desk.panel.pictures.week
    assert week.picture.accessibleDescription().startswith("Monday 16:00 to 17:00: your partner")
    week.show_table(shown=True)
    rows = week.table.as_tsv().splitlines()
    board = next(n for n, row in enumerate(rows[1:]) if "Trust board" in row)
    week.row_activated.emit(board)
    assert desk.shown == [["trust-board"]]
    assert "own limit of 46 h" in desk.panel.pictures.hours.picture.accessibleDescription()
    desk.panel.choose(LEAVE)
    assert not week.isVisible()
    assert desk.jobs.wait_idle()


def test_what_counts_as_tight_is_one_press_away(desks: Any) -> None:
    card = desks().panel.thresholds
    assert not card.lines.isVisible()
    QTest.mouseClick(card.head, Qt.MouseButton.LeftButton)
    assert card.lines.isVisible()
    assert card.rows["near_limit"].field.text() == "2 h"
    assert card.rows["duty_share"].field.text() == "75 %"


def test_a_panel_that_is_not_seen_works_nothing_out(
    desks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Portfolio] = []

    def counted(portfolio: Portfolio, *args: Any, **keys: Any) -> tuple[Option, ...]:
        calls.append(portfolio)
        return options(portfolio, *args, **keys)

    monkeypatch.setattr(panel_module, "options", counted)
    desk = desks(show=False)
    desk.document.edit("Change", lambda p: replace(p, person=replace(p.person, name="Other")))
    assert not calls
    desk.panel.show()
    assert len(calls) == 1
    desk.panel.hide()
    desk.document.undo()
    assert len(calls) == 1
    desk.panel.show()
    assert calls[-1] == desk.document.portfolio


def test_a_contract_that_is_not_there_is_said_in_words(desks: Any) -> None:
    portfolio = sample(EMERGENCY)
    lost = tuple(
        replace(role, contract="no-such-contract") if role.id == "amd" else role
        for role in portfolio.roles
    )
    desk = desks(replace(portfolio, roles=lost))
    assert not desk.panel.cards.isVisible()
    labels = [w.text() for w in desk.panel.findChildren(QWidget) if hasattr(w, "text")]
    assert any("no-such-contract" in str(text) for text in labels)


def test_another_portfolio_begins_with_its_own_options(desks: Any) -> None:
    desk = desks()
    desk.panel.ask()
    desk.document.open(sample(PUBLIC_HEALTH), save=None)
    assert list(desk.panel.cards.cards()) == [LEAVE, WHOLE, SHARE]
    assert desk.panel.cards.isVisible()


def test_all_that_can_be_reached_by_tab_has_a_name(desks: Any) -> None:
    desk = desks()
    for widget in desk.panel.findChildren(QWidget):
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not (by_tab and widget.isVisible()):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, widget


def test_everything_that_acts_can_be_reached_by_tab(desks: Any) -> None:
    desk = desks()
    panel = desk.panel
    panel.think.setFocus()
    seen: set[QWidget | None] = set()
    for _ in range(150):
        QTest.keyClick(QApplication.focusWidget() or panel, KEY.Key_Tab)
        seen.add(QApplication.focusWidget())
    side = panel.side
    wanted = {
        *(panel.think, panel.act, side.part.slider.slider(), side.part.exact, side.part.whole),
        *(side.overlap.slider(), side.kind, side.cover.slider(), side.terms),
        *(panel.pictures.week.picture, panel.pictures.week.table_button, panel.thresholds.head),
        *(row for row in desk.card(SHARED).reasons.rows() if row.isEnabled()),
        *(row.title for row in side.commitments.rows()),
        *side.part.splits.values(),
        desk.card(SHARED).title,
    }
    assert wanted <= seen


def test_a_title_that_looks_like_markup_or_a_shortcut_is_shown_as_it_is(desks: Any) -> None:
    portfolio = sample(EMERGENCY)
    odd = replace(portfolio.scenario(SHARED), title="<b>Half & half</b>")
    scenarios = tuple(odd if s.id == SHARED else s for s in portfolio.scenarios)
    desk = desks(replace(portfolio, scenarios=scenarios))
    title = desk.card(SHARED).title
    assert title.words() == "<b>Half & half</b>" == title.accessibleName()


@pytest.mark.parametrize("size", [Fraction(1, 2), Fraction(4), Fraction(10), Fraction(37)])
def test_a_slider_has_steps_that_suit_the_post(size: Fraction) -> None:
    assert 5 <= size / step_for(size) <= 60


def test_without_an_own_limit_the_laws_is_named(desks: Any) -> None:
    portfolio = sample(EMERGENCY)
    desk = desks(replace(portfolio, person=replace(portfolio.person, hours_cap=None)))
    assert desk.card(SHARED).room.accessibleName() == "1.56 h over the 48 h limit"


def test_a_bar_of_the_hours_leads_to_its_lines(desks: Any) -> None:
    desk = desks()
    assert desk.jobs.wait_idle()
    desk.panel.pictures.hours.row_activated.emit(0)
    assert "mon-emergency-department" in desk.shown[0]


def test_every_term_of_the_share_opens_where_roles_are_edited(desks: Any, qtbot: QtBot) -> None:
    desk = desks()
    QTest.mouseClick(desk.panel.side.terms, Qt.MouseButton.LeftButton)
    (dialog,) = desk.panel.findChildren(RolesDialog)
    assert dialog.chosen().id == "amd"
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()


def test_a_term_that_is_not_there_on_the_day_is_said_and_can_be_undone(desks: Any) -> None:
    desk = desks()
    early = date(1990, 4, 2)
    desk.document.edit("Go back", lambda p: replace(p, person=replace(p.person, year_start=early)))
    assert not desk.panel.cards.isVisible()
    desk.document.undo()
    assert desk.panel.cards.isVisible()


def test_a_read_only_document_keeps_no_scenario_and_takes_no_post(desks: Any) -> None:
    desk = desks(PUBLIC_HEALTH, read_only=True)
    before = desk.document.portfolio
    desk.panel.choose(WHOLE)
    QTest.mouseClick(desk.panel.act, Qt.MouseButton.LeftButton)
    desk.panel.ask()
    desk.panel.form.begin.click()
    assert desk.document.portfolio is before
    assert len(desk.notices) == 2
    assert desk.opened == []
    assert desk.panel.form.isVisible()


def test_a_share_that_a_scenario_has_changed_is_changed_there(desks: Any) -> None:
    portfolio = sample(EMERGENCY)
    own = replace(portfolio.role("amd"), title="The post as this scenario has it")
    desk = desks(put(portfolio, own, SHARED))
    kind = desk.panel.side.kind
    kind.setFocus()
    QTest.keyClick(kind, KEY.Key_Down)
    after = desk.document.portfolio
    assert after.role("amd") == portfolio.role("amd")
    assert after.scenario(SHARED).roles[0].share.overlap_kind is Overlap.FUNDED
