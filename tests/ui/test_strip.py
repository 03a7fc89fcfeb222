"""The strip says what the count says, follows every edit, and leads to what is wrong."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from portfolio_app.core import words
from portfolio_app.core.edits import silence
from portfolio_app.core.workload import count
from portfolio_app.ui.app import Session
from portfolio_app.ui.strip.readings import (
    employer_readings,
    life_reading,
    tallies,
    total_reading,
    word_of,
)
from portfolio_app.ui.strip.view import PillButton
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.week import acts
from portfolio_app.ui.week.acts import Spot
from portfolio_app.ui.widgets.accepting import AcceptForm
from portfolio_app.ui.widgets.popovers import Popover
from tests.plans import CONTRACTS, activity, at, counted, portfolio, role
from tests.ui.sessions import activity as activity_of
from tests.ui.sessions import begin, end, press, shown


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[Session]:
    made = begin(qtbot, qapp)
    press(made, "show-week")
    yield made
    end(made)


def test_an_employer_is_read_against_its_contracts() -> None:
    week = counted(activity(day="Mon", clock="09:00-13:00"), roles=(role(contracted=Fraction(2)),))
    (reading,) = employer_readings(week)
    assert reading.spoken == "Example University Hospitals 1 of 2 PA · 4 h"
    said = reading.working.as_text()
    assert "1 PA counted, 2 PA contracted" in said
    assert "1 PA under contract" in said
    assert "Term: " in said
    assert "Source: " in said


def test_units_of_different_kinds_are_never_added_up() -> None:
    hours = role(id="hours", title="Adviser", contract="hours", contracted=Fraction(3))
    week = counted(activity(day="Mon", clock="09:00-13:00"), roles=(role(), hours))
    assert [r.against for r in employer_readings(week)] == ["of 10 PA · 4 h", "of 3 h"]


def test_work_without_units_is_told_in_hours() -> None:
    week = counted(activity(day="Mon", clock="09:00-13:00"), roles=(role(counted=False),))
    (reading,) = employer_readings(week)
    assert (reading.figure, reading.against) == ("4 h", "a week, no units")


@pytest.mark.parametrize(
    ("cap", "opted_out", "end", "tone"),
    [
        (None, False, "12:00", Tone.FITS),
        (3 * 60, False, "12:00", Tone.FITS),
        (2 * 60, False, "12:00", Tone.TIGHT),
        (None, False, "08:59", Tone.NOT),
        (None, True, "08:59", Tone.TIGHT),
    ],
)
def test_the_total_is_judged_against_cap_and_limit(
    *, cap: int | None, opted_out: bool, end: str, tone: Tone
) -> None:
    from dataclasses import replace

    days = ("Mon", "Tue", "Wed") if end == "08:59" else ("Mon",)
    lines = [activity(f"work-{day}", day=day, clock=at(f"09:00-{end}")) for day in days]
    plan = portfolio(*lines)
    person = replace(plan.person, hours_cap=cap, wtr_opt_out=opted_out)
    reading = total_reading(count(replace(plan, person=person), CONTRACTS), CONTRACTS)
    assert reading.tone is tone
    assert ("own limit" in reading.against) is (cap is not None)
    assert "legal limit 48" in reading.against


def test_without_life_outside_work_nothing_is_said_of_it() -> None:
    assert life_reading(portfolio()) is None


def test_both_samples_show_the_figures_of_the_count(session: Session) -> None:
    for entry in session.shelf.entries:
        session.files.open(entry.id)
        week = session.document.count
        readings = session.window.strip.readings()
        for at_place, employer in enumerate(week.portfolio.employers):
            roles = [r for r in week.roles if r.role.employer == employer.id]
            units = words.number(sum((r.counted for r in roles), Fraction(0)))
            assert readings[at_place].startswith(f"{employer.name} {units} of ")
        total = f"Total {words.hours(week.assumed_minutes)} a week"
        assert readings[-1].replace("about ", "").startswith(total)


def test_the_strip_follows_an_edit_and_a_scenario(session: Session) -> None:
    before = session.window.strip.readings()
    acts.delete(session.document, activity_of(session, "Clinic").id)
    after = session.window.strip.readings()
    assert after != before
    assert words.hours(session.document.count.assumed_minutes) in after[-1]
    session.document.undo()
    assert session.window.strip.readings() == before
    press(session, "next-scenario")
    assert (
        words.hours(session.document.count.assumed_minutes) in session.window.strip.readings()[-1]
    )


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_figure_shows_its_working(session: Session) -> None:
    figure = session.window.strip._segments[-1].figure
    figure.click()
    popover = figure.popover()
    assert popover is not None
    said = popover.accessibleName()
    assert "below the limit of 48 h" in said
    assert "below your own limit of 46 h" in said
    popover.close()


def test_findings_are_tallied_listed_and_lead_to_the_activity(session: Session) -> None:
    clinic = activity_of(session, "Clinic")
    board = activity_of(session, "Audit and governance")
    assert clinic.clock is not None
    assert board.clock is not None
    assert board.day is not None
    start = board.day.index * 1440 + board.clock.start
    was = Spot((clinic.day.index if clinic.day else 0) * 1440 + clinic.clock.start, 240)
    acts.move(session.document, clinic.id, Spot(start, 240), was=was)
    QApplication.processEvents()
    pills = [pill.text() for pill in shown(session, PillButton)]
    assert pills == [tally.text for tally in tallies(session.document.findings)]
    assert "1 clash" in pills
    press(session, "show-findings")
    popover = shown(session, Popover)[0]
    link = next(b for b in popover.findChildren(QPushButton) if b.text() == "Show Clinic")
    assert link.isVisible()
    press(session, "show-settings")
    assert not shown(session, Popover)
    session.window.strip.open_findings()
    popover = shown(session, Popover)[0]
    link = next(b for b in popover.findChildren(QPushButton) if b.text() == "Show Clinic")
    link.click()
    assert session.document.selection == clinic.id
    assert session.window.panels.shown == "week"
    assert not popover.isVisible()


def _buttons(session: Session) -> dict[str, QPushButton]:
    (popover,) = shown(session, Popover)
    return {b.text(): b for b in popover.findChildren(QPushButton) if b.isVisible()}


def test_a_finding_is_accepted_in_the_list_and_stands_again(session: Session) -> None:
    before = session.document.findings
    first = next(finding for finding in before if finding.where)
    press(session, "show-findings")
    (popover,) = shown(session, Popover)
    form = popover.findChildren(AcceptForm)[0]
    form.ask()
    field = form.findChild(QLineEdit)
    assert field is not None
    field.setText("Agreed with the lead")
    _buttons(session)["Accept"].click()
    QApplication.processEvents()
    assert len(session.document.findings) < len(before)
    accepted = session.document.accepted
    assert {finding.silenced for finding in accepted} == {"Agreed with the lead"}
    assert accepted[0].check == first.check
    pills = [pill.text() for pill in shown(session, PillButton)]
    assert pills[-1] == f"{len(accepted)} accepted"
    _buttons(session)["Show again"].click()
    QApplication.processEvents()
    assert session.document.findings == before
    assert session.document.accepted == ()


def test_when_all_is_accepted_the_list_still_opens(session: Session) -> None:
    plan = session.document.portfolio
    for finding in session.document.findings:
        for key in finding.where[:1]:
            plan = silence(plan, finding.check, key, "Known")
    session.document.edit("Accept all", lambda _plan: plan)
    assert all(not finding.where for finding in session.document.findings)
    assert tallies((), session.document.accepted)[0].tone is Tone.NEUTRAL
    press(session, "show-findings")
    assert "Show again" in _buttons(session)


def test_the_gravest_findings_come_first(session: Session) -> None:
    tones = [tally.tone for tally in tallies(session.document.findings)]
    order = [Tone.NOT, Tone.TIGHT, Tone.NEUTRAL]
    assert [order.index(tone) for tone in tones] == sorted(order.index(tone) for tone in tones)
    assert {word_of(f)[0] for f in session.document.findings} <= {
        "Clash",
        "Problem",
        "Warning",
        "Note",
    }


@pytest.mark.parametrize("width", [820, 1024, 1366, 2400])
def test_nothing_is_cut_at_any_width(session: Session, width: int) -> None:
    session.window.resize(width, 700)
    QApplication.processEvents()
    strip = session.window.strip
    for segment in strip._segments:
        assert segment.figure.width() >= segment.figure.sizeHint().width()
        assert segment.against.width() >= segment.against.sizeHint().width()
    for pill in shown(session, PillButton):
        assert pill.mapTo(strip, pill.rect().bottomRight()).x() <= strip.width()
