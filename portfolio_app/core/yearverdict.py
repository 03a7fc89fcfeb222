"""What the sampled year adds to a verdict: its figures, in words, against the user's thresholds.

Takes plain figures and draws nothing. Chances are said as a clinician would say them, "in 3 years
of 10", never as a bare number of decimals.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.assumptions import Thresholds
from portfolio_app.core.verdict import (
    COVER_NOT_SAMPLED,
    YEAR_NOT_SAMPLED,
    Fit,
    Part,
    Question,
    Reason,
    graver,
)

_HOUR = 60
_ALWAYS = 0.95
_NEVER = 0.005
_TENTHS = 10
_LENGTHS = ((24 * 60, "day"), (_HOUR, "hour"), (1, "minute"))


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """What a sampled year comes to, as plain figures: means unless they say otherwise.

    Limits are minutes; hours are hours; `over_by_week` and `uncovered_by_week` are the chance of
    each week, `weeks` their Mondays; `missed` is times a year by commitment, `not_known` those of
    which nobody knows who goes in an ordinary week; waits are minutes. None is not known.
    """

    years: int
    own_limit: int | None
    law_limit: int
    weeks_worked: float
    weeks_over: float
    weeks_over_p90: float
    over_by_week: tuple[float, ...]
    weeks: tuple[date, ...]
    average_over: float
    week_p90: float
    unpaid: float
    uncovered: float | None = None
    longest: float | None = None
    weeks_uncovered: float | None = None
    uncovered_by_week: tuple[float, ...] = ()
    missed: Mapping[str, float] | None = None
    titles: Mapping[str, str] | None = None
    not_known: frozenset[str] = frozenset()
    urgent_p95: float | None = None
    backlog_end: float | None = None
    balance: float | None = None


def with_year(
    parts: tuple[Part, ...], figures: YearFigures, thresholds: Thresholds
) -> tuple[Part, ...]:
    """A verdict with what the sampled year says in the place of "not worked out"."""
    added = {
        Question.HOURS: tuple(_hours(figures, thresholds)),
        Question.YOU: tuple(_you(figures)),
        Question.POST: tuple(_post(figures, thresholds)),
    }
    return tuple(_with(part, added.get(part.question, ())) for part in parts)


def _with(part: Part, added: tuple[tuple[Fit, Reason], ...]) -> Part:
    if not added or part.fit is Fit.NOT_ASKED:
        return part
    kept = tuple(r for r in part.reasons if r.text not in (YEAR_NOT_SAMPLED, COVER_NOT_SAMPLED))
    fit: Fit = part.fit
    for each, _ in added:
        fit = graver(fit, each)
    return replace(part, fit=fit, reasons=(*kept, *(reason for _, reason in added)))


def _hours(figures: YearFigures, thresholds: Thresholds) -> Iterator[tuple[Fit, Reason]]:
    if figures.own_limit is not None:
        limit = words.hours(figures.own_limit)
        weeks, worked = round(figures.weeks_over), round(figures.weeks_worked)
        text = f"Over {limit} in {weeks} weeks of {worked}{_mostly(figures)}."
        if not weeks:
            text = f"A week over {limit} is rare."
        yield (
            _turn(figures.weeks_over, thresholds.weeks_over, thresholds.weeks_over_most),
            Reason(
                text,
                (),
                _exact(figures.weeks_over),
                thresholds.weeks_over,
                _likeliest(figures.weeks, figures.over_by_week) if weeks else (),
            ),
        )
    law = words.hours(figures.law_limit)
    text = f"The running average passes {law} {chance(figures.average_over)}."
    fit = _turn(figures.average_over, thresholds.average_over, thresholds.average_over_most)
    yield fit, Reason(text, (), _exact(figures.average_over), thresholds.average_over)
    yield (
        Fit.FITS,
        Reason(f"One week in ten is longer than {words.number(_exact(figures.week_p90), 1)} h."),
    )


def _you(figures: YearFigures) -> Iterator[tuple[Fit, Reason]]:
    text = (
        f"About {round(figures.unpaid)} h of the year are worked beyond what is planned and paid."
    )
    yield Fit.FITS, Reason(text, (), _exact(figures.unpaid))


def _post(figures: YearFigures, thresholds: Thresholds) -> Iterator[tuple[Fit, Reason]]:
    if figures.uncovered is not None:
        yield _covered(figures, figures.uncovered, thresholds)
    if figures.urgent_p95 is not None:
        text = f"95 in 100 urgent requests are seen {_wait(figures.urgent_p95)}."
        fit = Fit.TIGHT if figures.urgent_p95 > thresholds.wait else Fit.FITS
        yield (
            fit,
            Reason(text, (), _exact(figures.urgent_p95 / _HOUR), Fraction(thresholds.wait, 60)),
        )
    if figures.backlog_end is not None:
        left = words.number(_exact(figures.backlog_end), 0)
        why = ": fixed commitments come first in the paid hours" if figures.backlog_end > 0 else ""
        text = f"About {left} h of flexible work are left at the year's end{why}."
        fit = Fit.TIGHT if figures.backlog_end * _HOUR > thresholds.backlog else Fit.FITS
        yield fit, Reason(text, (), _exact(figures.backlog_end), Fraction(thresholds.backlog, 60))
    if figures.balance is not None:
        mine = words.number(_exact(100 * figures.balance), 0)
        yield Fit.FITS, Reason(f"You give {mine} % of the hours that the two of you give the post.")


def _covered(figures: YearFigures, uncovered: float, thresholds: Thresholds) -> tuple[Fit, Reason]:
    """Somebody at the post's commitments: how often, and what is missed most."""
    titles = figures.titles or {}
    worst = sorted((figures.missed or {}).items(), key=lambda one: -one[1])
    missed = [(key, times) for key, times in worst if round(times)]
    share = words.number(_exact(100 * (1 - uncovered)), 0)
    said = [f"{titles.get(key, key)} in {_times(times)}" for key, times in missed[:3]]
    text = f"Somebody is at {share} % of the commitments of a year"
    if figures.weeks_uncovered is not None and round(figures.weeks_uncovered):
        text = f"{text}, and at all of them in all but {_weeks(figures.weeks_uncovered)}"
    text = f"{text}."
    if said:
        sure = "known to be " if figures.not_known.intersection(dict(missed[:3])) else ""
        text = f"{text} Nobody is {sure}at {words.listing(said)}."
    if figures.longest is not None and round(figures.longest) > 1:
        text = f"{text} The longest run of such weeks is about {round(figures.longest)}."
    fit = _turn(uncovered, thresholds.uncovered, thresholds.uncovered_most)
    where = tuple(key for key, _ in missed[:3])
    weeks = _likeliest(figures.weeks, figures.uncovered_by_week) if said else ()
    return fit, Reason(text, where, _exact(uncovered), thresholds.uncovered, weeks)


def chance(share: float) -> str:
    """A chance as people say it: "in 3 years of 10", "in nearly every year"."""
    if share >= _ALWAYS:
        return "in nearly every year"
    if share < _NEVER:
        return "in hardly any year"
    tenths = round(share * _TENTHS)
    if tenths:
        return f"in {tenths} {'year' if tenths == 1 else 'years'} of 10"
    hundredths = max(1, round(share * 100))
    return f"in {hundredths} {'year' if hundredths == 1 else 'years'} of 100"


def breaks(before: tuple[Part, ...], after: tuple[Part, ...]) -> str:
    """Which part of a verdict gives first when something goes wrong, in a sentence.

    Args:
        before: the verdict on the usual year.
        after: the verdict on the year under stress, its parts in the same order.
    """
    worse = [
        (old, new)
        for old, new in zip(before, after, strict=True)
        if new.fit is not old.fit and graver(old.fit, new.fit) is new.fit
    ]
    if not worse:
        same = all(old.fit is new.fit for old, new in zip(before, after, strict=True))
        return "No part of the verdict changes." if same else "No part gets worse."
    first = worse[0]
    for pair in worse[1:]:
        if graver(first[1].fit, pair[1].fit) is not first[1].fit:
            first = pair
    was, now = first
    said = f"“{was.question.value}” gives first: from “{was.fit.value}” to “{now.fit.value}”."
    others = [f"“{new.question.value}”" for _, new in worse if new is not now]
    return f"{said} Worse too: {words.listing(others)}." if others else said


def _likeliest(weeks: tuple[date, ...], chances: tuple[float, ...]) -> tuple[date, ...]:
    """The weeks in which something is likeliest, in the order of the year."""
    most = max(chances, default=0.0)
    near = (week for week, one in zip(weeks, chances, strict=False) if one and one >= 0.8 * most)
    return tuple(near)


def _mostly(figures: YearFigures) -> str:
    """The month with most of the weeks over, where it has clearly more than its part."""
    by_month: dict[str, float] = {}
    for monday, over in zip(figures.weeks, figures.over_by_week, strict=True):
        month = f"{monday:%B}"
        by_month[month] = by_month.get(month, 0) + over
    month, most = max(by_month.items(), key=lambda one: one[1])
    total = sum(by_month.values())
    return f", most in {month}" if total and most > 1.5 * total / len(by_month) else ""


def _times(times: float) -> str:
    return f"{_weeks(times)} a year"


def _weeks(number: float) -> str:
    weeks = round(number)
    return "1 week" if weeks == 1 else f"{weeks} weeks"


def _wait(minutes: float) -> str:
    if minutes < 1:
        return "at once"
    length, unit = next(one for one in _LENGTHS if minutes >= one[0])
    number = round(minutes / length)
    return f"within {number} {unit}{'' if number == 1 else 's'}"


def _turn(figure: float, tight: Fraction, most: Fraction) -> Fit:
    shown = _exact(figure)
    if shown > most:
        return Fit.DOES_NOT_FIT
    return Fit.TIGHT if shown > tight else Fit.FITS


def _exact(figure: float) -> Fraction:
    """A sampled figure for showing: its third decimal is beyond what a sample can say."""
    return Fraction(round(figure * 1000), 1000)
