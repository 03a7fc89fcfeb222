"""How the figures of the sampled year came about, and what a part of the verdict rests on.

Years arrive sampled; nothing here is drawn or counted. Numpy is loaded only once there are years.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio_app.charts.yearweeks import full_places
from portfolio_app.core import words
from portfolio_app.core.assumptions import CHOSEN
from portfolio_app.core.jobshare import Option
from portfolio_app.core.sharing import Holder
from portfolio_app.core.stress import STRESSES
from portfolio_app.core.verdict import Part, Question
from portfolio_app.core.yearplan import YearPlan, ledger
from portfolio_app.core.yearverdict import chance
from portfolio_app.ui.panels.jobshare import posttexts, texts
from portfolio_app.ui.panels.jobshare.assumed import ASSUMED_TITLE, TURNING_TITLE, turning_values
from portfolio_app.ui.panels.jobshare.texts import Limits
from portfolio_app.ui.widgets.figures import Working, WorkingLine
from portfolio_app.ui.workings import formula, given, note, term_lines

if TYPE_CHECKING:
    from portfolio_app.simulate.study import Studied, Study

_MOST_LINES = 12
_EXACTLY = "By the plan, with nobody away and nothing running over"
_BRIEF = "Of the sampled years: the mean, and between what 8 years in 10 lie."
_MEASURED = {
    Question.HOURS: ("me.weeks_over_own", "me.weeks_over_law", "me.average_over"),
    Question.PLACES: (),
    Question.YOU: ("me.unpaid",),
    Question.POST: (
        *("post.covered", "post.weeks_uncovered", "post.longest_uncovered"),
        *("post.urgent_wait", "post.backlog_end", "post.balance"),
    ),
}
_TURNS = {
    Question.HOURS: (
        *("near_limit", "weeks_over", "weeks_over_most"),
        *("average_over", "average_over_most"),
    ),
    Question.PLACES: (),
    Question.YOU: ("protected_lost", "own_time"),
    Question.POST: ("duty_share", "uncovered", "uncovered_most", "wait", "backlog"),
}


# -- the year of an option ---------------------------------------------------------------------


def option_working(one: "Studied", found: "Study", limits: Limits) -> Working:
    """How the sampled year of an option came about, measure by measure."""
    from portfolio_app.simulate.saying import SHOWN, steady

    lines = [note(_BRIEF)]
    for name in SHOWN:
        if name in one.sampled.measures:
            lines += _in_brief(one, found, name)
    lines.append(note(steady(one.sampled, found.samples.years)))
    lines += [*_sampled(found), *_law(limits)]
    return Working(f"{one.option.title}: the year, sampled", tuple(lines))


def measure_working(name: str, years: "Sequence[tuple[str, Studied, Study]]") -> Working:
    """How a measure came about, in one study or in several of the same years.

    Args:
        name: the measure.
        years: each study with what it is called, and the option in it.
    """
    from portfolio_app.simulate.saying import named

    lines: list[WorkingLine] = []
    for title, one, found in years:
        lines.append(formula(f"{title}: {_mean(one, name)} on average over {_years(found)}"))
        lines += _spread(one, name)
    lines += _exact(years[0][1].plan, name)
    for _, _, found in years[-1:]:
        lines += _sampled(found)
    return Working(f"{years[0][1].option.title}: {named(name)}", tuple(lines))


def week_working(one: "Studied", found: "Study", week: int) -> Working:
    """How the hours of a week of the year came about."""
    band, own = one.sampled.me, one.plan.own_limit
    lines = [
        given(f"The hours of this week in each of {_years(found)}, in order"),
        formula(f"1 year in 10 is below {_hours(band.p10[week])}"),
        formula(f"half are below {_hours(band.p50[week])}"),
        formula(f"1 year in 10 is above {_hours(band.p90[week])}"),
    ]
    if own is not None:
        share = one.sampled.over_own[week]
        said = f"{_share(share)} of the years are over {words.hours(own)}: {chance(share)}"
        lines.append(formula(said))
    exact = ledger(one.plan, Holder.ME)[week]
    lines.append(given(f"{_EXACTLY}: {words.hours(exact)}"))
    monday = words.day_date(one.plan.monday(week))
    return Working(f"{one.option.title}: week of {monday}", (*lines, *_sampled(found)))


def cover_working(one: "Studied", found: "Study", week: int) -> Working:
    """How likely it is that a commitment of the post has nobody in a week."""
    share = one.sampled.uncovered[week]
    lines = [
        given("Years in which nobody is at one commitment of the post or more, in this week"),
        formula(f"{_share(share)} of {_years(found)}: {chance(share)}"),
    ]
    monday = words.day_date(one.plan.monday(week))
    title = f"{one.option.title}: cover in the week of {monday}"
    return Working(title, (*lines, *_sampled(found)))


def lengths_working(one: "Studied", found: "Study", cells: Sequence[str]) -> Working:
    """How long an option's weeks are, over all weeks of all years.

    Args:
        one: the option.
        found: the study that it is of.
        cells: its row: the option, then what a tenth, a half and nine tenths are below.
    """
    low, middle, high = cells[1:4]
    weeks = int(one.sampled.distribution.sum())
    lines = [
        given(f"{weeks:,} weeks with work in {_years(found)}, in order of their hours"),
        formula(f"1 week in 10 is below {low}"),
        formula(f"half are below {middle}"),
        formula(f"1 week in 10 is above {high}"),
        note("Counted by the quarter-hour; weeks wholly away are left out."),
        *_exact(one.plan, "me.hours"),
    ]
    return Working(f"{one.option.title}: how long weeks are", (*lines, *_sampled(found)))


# -- the verdict -------------------------------------------------------------------------------


def part_working(
    option: Option, part: Part, limits: Limits, year: "tuple[Studied, Study] | None"
) -> Working:
    """What a part of the verdict rests on: exact figures, sampled ones, and where it turns.

    Args:
        option: the option that the verdict is on.
        part: one question and its answer.
        limits: what hours are held against.
        year: the option's sampled years, where they are there.
    """
    lines = [note(reason.text) for reason in part.reasons]
    lines += _exact_part(option, part, limits)
    measured = _MEASURED[part.question]
    if year is not None and measured:
        lines.append(note(_BRIEF))
        for name in measured:
            if name in year[0].sampled.measures:
                lines += _in_brief(*year, name)
    lines += _turning(option, part)
    if year is not None and measured:
        lines += _sampled(year[1])
    if part.question is Question.HOURS:
        lines += _law(limits)
    short = texts.short(part.question)
    return Working(f"{option.title}: {short} {part.fit.value}", tuple(lines))


def verdict_working(
    option: Option, limits: Limits, year: "tuple[Studied, Study] | None"
) -> Working:
    """What all of an option's verdict rests on."""
    parts = [part_working(option, part, limits, None) for part in option.verdict]
    lines = [line for working in parts for line in (note(working.title), *working.lines)]
    if year is not None:
        lines += [line for line in option_working(*year, limits).lines if line not in lines]
    return Working(f"{option.title}: the verdict", tuple(dict.fromkeys(lines)))


def _exact_part(option: Option, part: Part, limits: Limits) -> Iterator[WorkingLine]:
    if part.question is Question.HOURS:
        yield from texts.hours_working(option, None).lines
        yield from texts.headroom_working(option, Limits(None, limits.law, limits.own)).lines
    elif part.question is Question.POST:
        for reading in posttexts.post_readings(option):
            yield given(f"{reading.name}: {reading.figure} {reading.unit}".strip())
    elif part.question is Question.YOU and option.post is not None:
        yield from posttexts.shadow_working(option.post).lines
    blamed = dict.fromkeys(key for reason in part.reasons for key in reason.where)
    lines = [line for key in blamed for line in (option.count.line(key),) if line is not None]
    for line in lines[:_MOST_LINES]:
        yield given(f"{line.title}: {words.hours(line.assumed_minutes)} a week; {line.working}")
    if len(lines) > _MOST_LINES:
        yield note(f"and {len(lines) - _MOST_LINES} more of the lines that it names")


def _turning(option: Option, part: Part) -> Iterator[WorkingLine]:
    wanted = _TURNS[part.question]
    if not wanted:
        return
    for value in turning_values():
        if value.key in wanted:
            held = value.text(value.read(option.portfolio.thresholds))
            yield given(f"{value.title}: {held}. {value.why}")
    yield note(f"These are yours to change under “{TURNING_TITLE}”.")


# -- words -------------------------------------------------------------------------------------


def _in_brief(one: "Studied", found: "Study", name: str) -> Iterator[WorkingLine]:
    """A measure with its spread, against the first option, and by the plan."""
    from portfolio_app.simulate.saying import difference, named, shown

    yield formula(f"{named(name)}: {shown(one.sampled, name)}")
    against = difference(one.sampled, name)
    if against:
        yield given(f"against “{found.options[0].option.title}”: {against}")
    yield from _exact(one.plan, name)


def _mean(one: "Studied", name: str) -> str:
    return _amount(name, one.sampled.measures[name].mean)


def _spread(one: "Studied", name: str) -> Iterator[WorkingLine]:
    from portfolio_app.simulate.measures import MEASURES, Unit

    spread = one.sampled.measures[name]
    if MEASURES[name].unit is not Unit.CHANCE:
        low, high = _amount(name, spread.p10), _amount(name, spread.p90)
        yield given(f"8 years in 10 lie between {low} and {high}")
    low, high = (_amount(name, end, places=2) for end in (spread.low, spread.high))
    yield given(f"95 % interval of the mean: {low} to {high}")


def _amount(name: str, value: float, *, places: int = 1) -> str:
    from portfolio_app.simulate.measures import MEASURES, Unit

    unit = MEASURES[name].unit
    if unit in (Unit.SHARE, Unit.CHANCE):
        return _share(value)
    return f"{value:,.{places}f} {unit.value}"


def _exact(plan: YearPlan, name: str) -> Iterator[WorkingLine]:
    """What the plan comes to by itself, for the measures that it has without chance."""
    full = set(full_places(plan))
    minutes = [each for week, each in enumerate(ledger(plan, Holder.ME)) if week in full and each]
    if name == "me.hours" and minutes:
        mean = sum(minutes, Fraction(0)) / len(minutes)
        yield given(f"{_EXACTLY}: {words.hours(mean)} in each of {len(minutes)} weeks, on average")
    limits = {"me.weeks_over_own": plan.own_limit, "me.weeks_over_law": plan.law_limit}
    limit = limits.get(name)
    if limit is not None:
        over = sum(each > limit for each in minutes)
        yield given(f"{_EXACTLY}: {over} of {len(minutes)} weeks over {words.hours(limit)}")


def _sampled(found: "Study") -> Iterator[WorkingLine]:
    """How the years were made, and what they rest on."""
    from portfolio_app.simulate.saying import CAUTION, assumed_lines

    samples = found.samples
    yield given(f"{_years(found)}, seed {samples.seed}: the same chance for every option")
    if found.stress is not None:
        yield given(f"What goes wrong: {STRESSES[found.stress].does}")
    for title, value, _why in assumed_lines(found):
        yield given(f"{title}: {value}")
    yield note(
        "What is assumed is yours or a starting point of this program, last looked at on"
        f" {words.day_date(CHOSEN)}; see “{ASSUMED_TITLE}”."
    )
    yield note(CAUTION)


def _law(limits: Limits) -> list[WorkingLine]:
    return [] if limits.term is None else term_lines([limits.term])


def _years(found: "Study") -> str:
    return f"{found.samples.years:,} sampled years"


def _share(share: float) -> str:
    return f"{100 * share:.1f} %"


def _hours(hours: float) -> str:
    return f"{words.number(Fraction(round(hours * 10), 10))} h"
