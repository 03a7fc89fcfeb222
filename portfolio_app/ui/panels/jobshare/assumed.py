"""What the sampled year assumes and where a verdict turns, as values to edit, and their acts.

Every value is shown with what it means and what is usual. Knows no document.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from portfolio_app.core import words
from portfolio_app.core.assumptions import (
    ASSUMED,
    CHOSEN,
    FEWEST_YEARS,
    MOST_YEARS,
    OTHER,
    OVERRUNS,
    TURNING,
    USUAL,
    USUAL_THRESHOLDS,
    Assumptions,
)
from portfolio_app.core.model import Portfolio
from portfolio_app.ui.panels.jobshare import valuerows
from portfolio_app.ui.panels.jobshare.acts import Act
from portfolio_app.ui.panels.jobshare.valuerows import Value, ValuesCard
from portfolio_app.ui.widgets.typed import Line

ASSUMED_TITLE = "What the year assumes"
TURNING_TITLE = "What counts as tight"
_DAY = 24
_WEEK = 7 * _DAY
_YEAR = 366 * _DAY
_LINES: dict[str, Line | None] = {
    "years": valuerows.whole_number(FEWEST_YEARS, MOST_YEARS),
    "seed": valuerows.whole_number(0, 2**32 - 1),
    "two_week_blocks": valuerows.whole_number(0, 10),
    "one_week_blocks": valuerows.whole_number(0, 20),
    "school_holidays": None,
    "not_both_away": valuerows.percent(),
    "my_leave_weeks": valuerows.number(0, 52, needed=False),
    "partner_leave_weeks": valuerows.number(0, 52, needed=False),
    "sick_spells": valuerows.number(0, 52),
    "sick_days": valuerows.number(1, 365),
    "call_spread": valuerows.percent(1000),
    "own_time": valuerows.length(_WEEK),
}
_EMPTY = {"my_leave_weeks": "as your role", "partner_leave_weeks": "as yours"}
_MEAN = valuerows.percent(1000, least=1)
_SPREAD = valuerows.percent(1000)
_TURNS: dict[str, Line] = {
    "near_limit": valuerows.length(_WEEK),
    "protected_lost": valuerows.length(_WEEK),
    "own_time": valuerows.length(_WEEK),
    "duty_share": valuerows.percent(),
    "weeks_over": valuerows.number(0, 53),
    "weeks_over_most": valuerows.number(0, 53),
    "average_over": valuerows.percent(),
    "average_over_most": valuerows.percent(),
    "uncovered": valuerows.percent(),
    "uncovered_most": valuerows.percent(),
    "wait": valuerows.length(_YEAR),
    "backlog": valuerows.length(_YEAR),
}


def assumed_card() -> ValuesCard:
    """An empty card for what the year assumes."""
    says = (
        "Starting points of this program and no findings, last looked at on"
        f" {words.day_date(CHOSEN)}. Put in what you know: every one can go back to the usual."
    )
    return ValuesCard(ASSUMED_TITLE, says)


def turning_card() -> ValuesCard:
    """An empty card for where a verdict turns."""
    says = (
        "The limits themselves are the law’s and your own. These say how near is near, in the"
        " ordinary week and in the sampled year."
    )
    return ValuesCard(TURNING_TITLE, says)


# -- the values --------------------------------------------------------------------------------


def assumed_values(assumed: Assumptions) -> tuple[Value, ...]:
    """What a year assumes, value by value; how far work runs over by category."""
    found: list[Value] = []
    for key, about in ASSUMED.items():
        if key == "overruns":
            found += _overruns(assumed)
        else:
            found.append(
                _value(key, about.title, about.why, _LINES[key], USUAL, _EMPTY.get(key, ""))
            )
    return tuple(found)


def turning_values() -> tuple[Value, ...]:
    """Where a verdict turns, value by value."""
    return tuple(
        _value(key, about.title, about.why, _TURNS[key], USUAL_THRESHOLDS)
        for key, about in TURNING.items()
    )


def _value(
    key: str, title: str, why: str, line: Line | None, usual: object, empty: str = ""
) -> Value:
    return Value(
        key=key,
        title=title,
        why=why,
        line=line,
        read=lambda whole: getattr(whole, key),
        write=lambda whole, value: replace(whole, **{key: value}),
        usual=getattr(usual, key),
        empty=empty,
    )


def _overruns(assumed: Assumptions) -> Sequence[Value]:
    """Mean and unevenness of each category: the usual ones, the user's own, and all others."""
    known = [one.category for one in OVERRUNS]
    own = [one.category for one in assumed.overruns if one.category not in (*known, OTHER)]
    about = ASSUMED["overruns"]
    found = []
    for category in (*known, *own, OTHER):
        name = "other work" if category == OTHER else category
        found += [
            _overrun(category, "mean", f"Worked of planned, {name}", about.why, _MEAN),
            _overrun(
                category,
                "spread",
                f"How uneven that is, {name}",
                "Two times in three it lies within so much of that.",
                _SPREAD,
            ),
        ]
    return found


def _overrun(category: str, part: str, title: str, why: str, line: Line) -> Value:
    def write(whole: Assumptions, value: Any) -> Assumptions:  # noqa: ANN401
        made = replace(whole.overrun(category), category=category, **{part: value})
        others = [one for one in whole.overruns if one.category != category]
        usual = replace(whole, overruns=tuple(others)).overrun(category)
        if replace(usual, category=category) != made:
            others.append(made)
        return replace(whole, overruns=tuple(sorted(others, key=lambda one: one.category)))

    return Value(
        key=f"{category} {part}",
        title=title,
        why=why,
        line=line,
        read=lambda whole: getattr(whole.overrun(category), part),
        write=write,
        usual=getattr(USUAL.overrun(category), part),
    )


# -- the acts ----------------------------------------------------------------------------------


def assume(value: Value, what: object) -> Act:
    """Assume something else."""
    return Act(
        f"Assume {_lower(value.title)}: {value.text(what)}",
        lambda p: replace(p, assumptions=value.write(p.assumptions, what)),
        "",
    )


def turn(value: Value, what: object) -> Act:
    """Let a verdict turn elsewhere."""

    def edit(portfolio: Portfolio) -> Portfolio:
        return replace(portfolio, thresholds=value.write(portfolio.thresholds, what))

    return Act(f"Set {_lower(value.title)} to {value.text(what)}", edit, "")


def _lower(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"
