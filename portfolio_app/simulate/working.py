"""How the figures of a study came about, in words: what each is the mean of, and what it rests on.

The terminal and the report print it. Exact figures in, sentences out; nothing is sampled here.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.assumptions import (
    ASSUMED,
    CHOSEN,
    TURNING,
    USUAL,
    USUAL_THRESHOLDS,
    Thresholds,
)
from portfolio_app.core.sharing import Holder
from portfolio_app.core.yearplan import YearPlan, ledger
from portfolio_app.simulate.absence import calendar_of
from portfolio_app.simulate.measures import MEASURES, Unit
from portfolio_app.simulate.saying import assumed_values
from portfolio_app.simulate.study import Studied, Study

_HOUR = 60
_SHARES = frozenset(
    {"duty_share", "average_over", "average_over_most", "uncovered", "uncovered_most"}
)
_WEEKS = frozenset({"weeks_over", "weeks_over_most"})
USUAL_HERE = f"a starting point of the program, last looked at on {words.day_date(CHOSEN)}"
_OWN_HERE = "your own, from the plan"


def sampled(found: Study, names: Sequence[str]) -> Iterator[str]:
    """What each measure is, and what of it is shown.

    Args:
        found: the study.
        names: measures, by name.
    """
    years = f"{found.samples.years:,} sampled years, seed {found.samples.seed}"
    yield f"A figure is the mean of {years}; in brackets the 10th and the 90th percentile."
    for name in names:
        about = MEASURES[name]
        kind = " (in how many of the years it is so)" if about.unit is Unit.CHANCE else ""
        yield f"{about.title}: of each year, {about.how}{kind}"


# Figures that only the verdict says.
IN_VERDICT = (
    "One week in ten is longer: the 90th percentile of all weeks with work, of all years together",
    "Nobody at a commitment: how often it has nobody in all years together / the years",
    "Requests seen within: the 95th percentile of the waits of all years together, to the minute",
)


def measured(one: Studied, names: Sequence[str]) -> Iterator[str]:
    """How sure each mean is, and what the exact ledger says where it says anything."""
    exact = without_chance(one.plan)
    for name in names:
        spread = one.sampled.measures.get(name)
        if spread is None:
            continue
        unit = MEASURES[name].unit
        scale, tail = (1, unit.value) if unit not in (Unit.SHARE, Unit.CHANCE) else (100, "%")
        places = 2 if scale == 1 else 1
        mean, low, high = (
            f"{scale * value:,.{places}f}" for value in (spread.mean, spread.low, spread.high)
        )
        said = f"{MEASURES[name].title}: mean {mean} {tail}, 95 % interval {low} to {high}"
        if name in exact:
            alone = words.number(exact[name], 2)
            said += f"; with nobody away and nothing running over exactly {alone} {tail}"
        yield said


def without_chance(plan: YearPlan) -> Mapping[str, Fraction]:
    """Measures by name, as the exact ledger has them: nobody away and nothing running over."""
    whole = calendar_of(plan).whole
    found: dict[str, Fraction] = {}
    for name, holder in (("me", Holder.ME), ("partner", Holder.PARTNER)):
        weeks = ledger(plan, holder)
        full = [minutes for minutes, is_whole in zip(weeks, whole, strict=True) if is_whole]
        at_work = sum(minutes > 0 for minutes in full)
        found |= {
            f"{name}.hours": sum(full, Fraction(0)) / _HOUR / max(1, at_work),
            f"{name}.hours_year": sum(weeks, Fraction(0)) / _HOUR,
            f"{name}.weeks_worked": Fraction(at_work),
            f"{name}.weeks_over_law": Fraction(sum(m > plan.law_limit for m in full)),
        }
        if plan.own_limit is not None and holder is Holder.ME:
            found[f"{name}.weeks_over_own"] = Fraction(sum(m > plan.own_limit for m in full))
    return found


def assumed_bases(found: Study) -> Iterator[tuple[str, str, str, str]]:
    """What was assumed: title, value, why it stands as it does, and whose value it is."""
    for name, value in assumed_values(found).items():
        yield ASSUMED[name].title, value, ASSUMED[name].why, _whose(found, name)


def _whose(found: Study, name: str) -> str:
    value = getattr(found.assumed, name)
    if value != getattr(USUAL, name):
        return _OWN_HERE
    if value is None:
        return "from the leave of the role" if name == "my_leave_weeks" else "the same as yours"
    return USUAL_HERE


def turning_lines(thresholds: Thresholds) -> Iterator[tuple[str, str, str, str]]:
    """Where a verdict turns: title, value, what it means, and whose value it is."""
    for name, about in TURNING.items():
        value = getattr(thresholds, name)
        is_usual = value == getattr(USUAL_THRESHOLDS, name)
        whose = USUAL_HERE if is_usual else _OWN_HERE
        yield about.title, _threshold(name, value), about.why, whose


def _threshold(name: str, value: Fraction | int) -> str:
    if name in _SHARES:
        return f"{words.number(value * 100, 1)} %"
    if name in _WEEKS:
        return f"{words.number(value)} weeks a year"
    return words.hours(value)
