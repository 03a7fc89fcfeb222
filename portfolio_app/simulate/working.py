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
from portfolio_app.core.contracts import TermValue
from portfolio_app.core.jobshare import Option
from portfolio_app.core.lines import Line
from portfolio_app.core.post import PostFigures
from portfolio_app.core.sharing import Holder
from portfolio_app.core.sums import limit_sum
from portfolio_app.core.verdict import Question, Reason
from portfolio_app.core.yearlaying import reference_period
from portfolio_app.core.yearplan import YearPlan, ledger
from portfolio_app.simulate.absence import calendar_of
from portfolio_app.simulate.measures import MEASURES, Unit
from portfolio_app.simulate.saying import assumed_values
from portfolio_app.simulate.study import Studied, Study

_HOUR = 60
LIMIT = "weekly-average-maximum"
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


# -- the exact week ------------------------------------------------------------------------------


def week_lines(one: Option) -> Iterator[str]:
    """How a week lies against its limits, how the post is held, and what its reasons add up."""
    cap = one.count.portfolio.person.hours_cap
    yield limit_sum("The law's average", one.law.minutes(LIMIT), one.minutes)
    if cap is not None:
        yield limit_sum("Own limit", cap, one.minutes)
    if one.post is not None:
        own = one.count.role(one.post.resolved.role.id)
        yield from post_lines(one.post, "" if own is None else own.unit.value)
    yield from _reasons(one)


def post_lines(post: PostFigures, unit: str) -> Iterator[str]:
    """The ordinary week of the post."""
    resolved = post.resolved
    worked, whole = post.duty + post.untimed, post.post_minutes
    part = f" = {words.number(100 * worked / whole, 0)} %" if whole else ""
    yield (
        f"Someone on the post: by the clock {words.hours(post.duty)} + flexible with room"
        f" {words.hours(post.untimed)} = {words.hours(worked)} of"
        f" {words.hours(post.post_minutes)}{part}; time of both counts once"
    )
    both = resolved.flexible_mine + resolved.flexible_theirs
    yield (
        f"Flexible work: {words.units(resolved.flexible_units, unit)} less"
        f" {words.units(both, unit)} with room = {words.units(resolved.flexible_left, unit)} left"
    )
    wanted = "not said" if post.wanted is None else words.hours(post.wanted)
    yield f"Together: both there by the clock {words.hours(post.overlap)}; wanted: {wanted}"
    share = resolved.share
    own = [words.hours(share.coordination)] if share.coordination else []
    own += [f"{words.length(m.minutes)} / {m.every_weeks} weeks" for m in share.meetings]
    yield (
        f"Own time for the share: {' + '.join(own) or '0'} = {words.hours(resolved.shadow)} a week"
    )


def _reasons(one: Option) -> Iterator[str]:
    for reason, lines in added_up(one):
        added = [f"{line.title} {words.hours(line.assumed_minutes)}" for line in lines]
        yield f"{reason.text.rstrip('.')}: {', '.join(added)}; of {words.hours(one.minutes)}"


def added_up(one: Option) -> Iterator[tuple[Reason, list[Line]]]:
    """What the verdict says the week is to the person, and the lines that each adds up."""
    for part in one.verdict:
        for reason in part.reasons if part.question is Question.YOU else ():
            lines = [line for key in reason.where if (line := one.count.line(key)) is not None]
            minutes = sum((line.assumed_minutes for line in lines), Fraction(0))
            if lines and reason.figure in (minutes / _HOUR, minutes / (one.minutes or 1)):
                yield reason, lines


def law_terms(one: Option) -> Iterator[TermValue]:
    """The law's limit of the average week, and over how many weeks it is an average."""
    for key in (LIMIT, reference_period(one.count)):
        term = one.law.get(key)
        if term is not None:
            yield term
