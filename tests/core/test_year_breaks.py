"""Which part of a verdict gives first, and which weeks of a sampled year are to blame."""

from datetime import date, timedelta
from fractions import Fraction

from portfolio_app.core.assumptions import USUAL_THRESHOLDS
from portfolio_app.core.verdict import YEAR_NOT_SAMPLED, Fit, Part, Question, Reason
from portfolio_app.core.yearverdict import YearFigures, breaks, with_year

FIRST = date(2026, 4, 6)


def parts(hours: Fit, post: Fit) -> tuple[Part, ...]:
    return (
        Part(Question.HOURS, hours, (Reason(YEAR_NOT_SAMPLED),)),
        Part(Question.PLACES, Fit.FITS, ()),
        Part(Question.POST, post, ()),
    )


def test_the_part_that_comes_to_the_worst_gives_first() -> None:
    said = breaks(parts(Fit.FITS, Fit.TIGHT), parts(Fit.TIGHT, Fit.DOES_NOT_FIT))
    first = "“Is the post looked after?” gives first: from “tight” to “does not fit”."
    assert said.startswith(first)
    assert said.endswith("Worse too: “Fits in hours?”.")
    said = breaks(parts(Fit.FITS, Fit.FITS), parts(Fit.TIGHT, Fit.TIGHT))
    assert said.startswith("“Fits in hours?” gives first: from “fits” to “tight”.")


def test_nothing_gives_where_no_part_is_worse() -> None:
    same = "No part of the verdict changes."
    assert breaks(parts(Fit.TIGHT, Fit.FITS), parts(Fit.TIGHT, Fit.FITS)) == same
    assert breaks(parts(Fit.TIGHT, Fit.FITS), parts(Fit.FITS, Fit.FITS)) == "No part gets worse."


def test_the_weeks_to_blame_are_the_likeliest_in_the_order_of_the_year() -> None:
    weeks = tuple(FIRST + timedelta(weeks=place) for place in range(4))
    figures = YearFigures(
        years=100,
        own_limit=2760,
        law_limit=2880,
        weeks_worked=40.0,
        weeks_over=6.0,
        weeks_over_p90=8.0,
        over_by_week=(0.9, 0.1, 0.8, 0.0),
        weeks=weeks,
        average_over=0.0,
        week_p90=47.0,
        unpaid=0.0,
        uncovered=0.1,
        uncovered_by_week=(0.0, 0.5, 0.1, 0.1),
        missed={"board": 5.0},
        titles={"board": "QI board"},
    )
    hours, _, post = with_year(parts(Fit.FITS, Fit.FITS), figures, USUAL_THRESHOLDS)
    over = next(reason for reason in hours.reasons if reason.text.startswith("Over 46 h"))
    assert over.weeks == (weeks[0], weeks[2])
    assert over.figure == Fraction(6)
    bare = next(reason for reason in post.reasons if "QI board" in reason.text)
    assert (bare.where, bare.weeks) == (("board",), (weeks[1],))
