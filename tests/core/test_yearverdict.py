"""What a sampled year adds to a verdict: where it turns, and the words for it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portfolio_app.core.assumptions import USUAL_THRESHOLDS
from portfolio_app.core.verdict import (
    COVER_NOT_SAMPLED,
    YEAR_NOT_SAMPLED,
    Fit,
    Part,
    Question,
    Reason,
)
from portfolio_app.core.yearverdict import YearFigures, chance, with_year

WEEKS = tuple(date(2026, 4, 6) + timedelta(weeks=week) for week in range(52))
EVEN = (0.5,) * 52
FIGURES = YearFigures(
    years=1000,
    own_limit=46 * 60,
    law_limit=48 * 60,
    weeks_worked=45.2,
    weeks_over=0.2,
    weeks_over_p90=1,
    over_by_week=(0.0,) * 52,
    weeks=WEEKS,
    average_over=0,
    week_p90=44.44,
    unpaid=80.4,
)
PARTS = (
    Part(Question.HOURS, Fit.FITS, (Reason("40 h."), Reason(YEAR_NOT_SAMPLED))),
    Part(Question.PLACES, Fit.FITS, (Reason("No clash."),)),
    Part(Question.YOU, Fit.FITS, ()),
    Part(Question.POST, Fit.FITS, (Reason(COVER_NOT_SAMPLED),)),
)


def part(question: Question, **keys: Any) -> Part:
    found = with_year(PARTS, replace(FIGURES, **keys), USUAL_THRESHOLDS)
    return next(one for one in found if one.question is question)


def says(question: Question, **keys: Any) -> str:
    return " ".join(reason.text for reason in part(question, **keys).reasons)


def test_what_was_not_sampled_gives_way_to_what_was() -> None:
    assert says(Question.HOURS) == (
        "40 h. A week over 46 h is rare. The running average passes 48 h in hardly any year."
        " One week in ten is longer than 44.4 h."
    )
    assert part(Question.PLACES) == PARTS[1]
    assert says(Question.YOU).startswith("About 80 h of the year")
    assert says(Question.POST) == COVER_NOT_SAMPLED  # nothing of the post was sampled


def test_a_part_that_is_not_asked_stays_so() -> None:
    leave = Part(Question.POST, Fit.NOT_ASKED, (Reason("You would not hold the post."),))
    figures = replace(FIGURES, balance=0.5)
    assert with_year((leave,), figures, USUAL_THRESHOLDS) == (leave,)


@pytest.mark.parametrize(
    ("weeks", "fit"),
    [(4, Fit.FITS), (4.1, Fit.TIGHT), (21, Fit.TIGHT), (21.1, Fit.DOES_NOT_FIT)],
)
def test_weeks_over_my_own_limit(weeks: float, fit: Fit) -> None:
    assert part(Question.HOURS, weeks_over=weeks, over_by_week=EVEN).fit is fit


def test_the_month_with_most_of_them_is_named_where_there_is_one() -> None:
    january = tuple(1.0 if week.month == 1 else 0.1 for week in WEEKS)
    text = says(Question.HOURS, weeks_over=9, over_by_week=january)
    assert "Over 46 h in 9 weeks of 45, most in January." in text
    assert "most in" not in says(Question.HOURS, weeks_over=9, over_by_week=EVEN)


def test_without_a_limit_of_ones_own_only_the_laws_is_read() -> None:
    assert "46 h" not in says(Question.HOURS, own_limit=None)


@pytest.mark.parametrize(
    ("share", "fit"), [(0.05, Fit.FITS), (0.06, Fit.TIGHT), (0.51, Fit.DOES_NOT_FIT)]
)
def test_the_running_average(share: float, fit: Fit) -> None:
    assert part(Question.HOURS, average_over=share).fit is fit


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "in hardly any year"),
        (0.004, "in hardly any year"),
        (0.006, "in 1 years of 100"),
        (0.04, "in 4 years of 100"),
        (0.1, "in 1 year of 10"),
        (0.34, "in 3 years of 10"),
        (0.94, "in 9 years of 10"),
        (0.96, "in nearly every year"),
    ],
)
def test_a_chance_is_said_as_people_say_it(share: float, words: str) -> None:
    assert chance(share) == words.replace("1 years", "1 year")


MISSED = {"board": 5.2, "papers": 1.1, "never": 0.2, "a": 3.0, "b": 2.0}
TITLES = {"board": "QI board", "papers": "Papers", "a": "Executive", "b": "Clinic"}


@pytest.mark.parametrize(
    ("share", "fit"), [(0.05, Fit.FITS), (0.06, Fit.TIGHT), (0.21, Fit.DOES_NOT_FIT)]
)
def test_commitments_with_nobody(share: float, fit: Fit) -> None:
    found = part(Question.POST, uncovered=share, missed=MISSED, titles=TITLES)
    assert found.fit is fit
    assert found.reasons[-1].where == ("board", "a", "b")
    assert "Nobody is at QI board in 5 weeks a year, Executive in 3 weeks a year" in (
        found.reasons[-1].text
    )


def test_a_single_week_and_a_commitment_that_nobody_knows_of() -> None:
    missed = {"papers": 1.1}
    once = says(Question.POST, uncovered=0.01, missed=missed, titles=TITLES)
    assert "Nobody is at Papers in 1 week a year." in once
    unknown = {"uncovered": 0.01, "missed": missed, "not_known": frozenset({"papers"})}
    assert "Nobody is known to be at papers" in says(Question.POST, **unknown)
    assert "Nobody" not in says(Question.POST, uncovered=0.0)


@pytest.mark.parametrize(
    ("minutes", "fit", "words"),
    [
        (5, Fit.FITS, "5 minutes"),
        (60, Fit.FITS, "1 hour."),
        (600, Fit.FITS, "10 hours"),
        (1440, Fit.FITS, "1 day."),
        (3 * 1440, Fit.TIGHT, "3 days"),
    ],
)
def test_urgent_requests(minutes: float, fit: Fit, words: str) -> None:
    assert part(Question.POST, urgent_p95=minutes).fit is fit
    assert f"within {words}" in says(Question.POST, urgent_p95=minutes)


def test_urgent_requests_that_are_seen_at_once() -> None:
    assert "95 in 100 urgent requests are seen at once." in says(Question.POST, urgent_p95=0)


@pytest.mark.parametrize(("hours", "fit"), [(8, Fit.FITS), (8.1, Fit.TIGHT)])
def test_work_that_is_left(hours: float, fit: Fit) -> None:
    assert part(Question.POST, backlog_end=hours).fit is fit
    assert "fixed commitments come first" in says(Question.POST, backlog_end=hours)


def test_nothing_left_needs_no_reason() -> None:
    assert "at the year's end." in says(Question.POST, backlog_end=0)


def test_the_balance_is_said_and_not_judged() -> None:
    found = part(Question.POST, balance=0.9)
    assert found.fit is Fit.FITS
    assert "You give 90 %" in found.reasons[-1].text


def test_runs_of_weeks_with_something_missed() -> None:
    said = says(Question.POST, uncovered=0.1, longest=2.9, weeks_uncovered=9.6)
    assert "Somebody is at 90 % of the commitments of a year, and at all of them in all but" in said
    assert "all but 10 weeks. The longest run of such weeks is about 3." in said
    assert "longest" not in says(Question.POST, uncovered=0.1, longest=1.2)
    assert "all but" not in says(Question.POST, uncovered=0.0, weeks_uncovered=0.1)
