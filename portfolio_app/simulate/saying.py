"""What a study says in words: its measures, its differences and what it assumed.

The terminal, the window and the report all say it so. Figures are rounded here because they are
shown.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.assumptions import ASSUMED
from portfolio_app.core.lines import NO_CATEGORY
from portfolio_app.core.yearverdict import chance
from portfolio_app.simulate.measures import MEASURES, Unit
from portfolio_app.simulate.sample import Against, Sampled, Spread
from portfolio_app.simulate.study import Study

SHOWN = (
    "me.hours",
    "me.weeks_over_own",
    "me.weeks_over_law",
    "me.average_over",
    "me.unpaid",
    "post.covered",
    "post.weeks_uncovered",
    "post.delivered",
    "post.backlog_end",
    "post.balance",
)
CAUTION = (
    "Sampled years rest on what is assumed: they compare options and foretell no year. Their hours"
    " are of weeks as they fall, with leave, bank holidays and sickness; an ordinary week has none."
)
SAME = "about the same"
_SURE = 0.95


def difference(sampled: Sampled, name: str) -> str:
    """A measure against leaving the post: by how much, and in how many years it is so.

    Empty where there is nothing to compare.
    """
    if name not in sampled.differences:
        return ""
    against = sampled.differences[name]
    unit, mean = MEASURES[name].unit, against.gap.mean
    if unit is Unit.CHANCE:
        alike = against.more == against.less
        return SAME if alike else ("more often" if against.more > against.less else "less often")
    scale, tail = (100, "percentage points") if unit is Unit.SHARE else (1, unit.value)
    if round(scale * mean) == 0:
        return SAME
    side, often = _side(against)
    gap = f"about {abs(scale * mean):,.0f} {tail} {side}"
    if often >= _SURE:
        return f"{gap}, in nearly every year"
    return f"{gap}; {side} {chance(often)}"


def compared(sampled: Sampled, *, than: str) -> tuple[str, ...]:
    """What an option means beside the first, in sentences: hours, how sure they are, and the rest.

    Args:
        sampled: any option but the first.
        than: the first option's title.
    """
    against = sampled.differences["me.hours"]
    hours = against.gap
    if round(abs(hours.mean), 1) == 0:
        said = [f"About the same hours a week as “{than}”."]
    else:
        side, often = _side(against)
        size = _tenths(abs(hours.mean))
        said = [f"About {size} h {side} a week than “{than}”; {side} {chance(often)}."]
    said.append(_spread(hours))
    own = "me.weeks_over_own"
    over = own if own in sampled.differences else "me.weeks_over_law"
    said += [
        f"{MEASURES[name].title}: {difference(sampled, name)}." for name in (over, "me.unpaid")
    ]
    return tuple(said)


def changed(before: Sampled, after: Sampled, name: str) -> str:
    """How a measure of one option differs between two studies of the same years."""
    unit = MEASURES[name].unit
    gap = after.measures[name].mean - before.measures[name].mean
    if unit is Unit.CHANCE:
        if chance(after.measures[name].mean) == chance(before.measures[name].mean):
            return SAME
        return "more often" if gap > 0 else "less often"
    scale, tail = (100, "percentage points") if unit is Unit.SHARE else (1, unit.value)
    size = words.number(Fraction(round(abs(scale * gap) * 10), 10))
    if size == "0":
        return SAME
    return f"{size} {tail} {'more' if gap > 0 else 'less'}"


def steady(sampled: Sampled, years: int) -> str:
    """How far chance in the sample itself may have moved the hours, in a sentence."""
    hours = sampled.measures["me.hours"]
    half = max((hours.high - hours.low) / 2, 0.1)
    return (
        f"Another {years:,} sampled years would move the hours by about {_tenths(half)} h at most:"
        " what is assumed matters more."
    )


def _side(against: Against) -> tuple[str, float]:
    """Whether there is more or less on the whole, and in what part of the years."""
    if against.gap.mean > 0:
        return "more", against.more
    return "less", against.less


def _spread(gap: Spread) -> str:
    """How the difference varies from year to year."""
    low, high = _tenths(abs(gap.p10)), _tenths(abs(gap.p90))
    if gap.p10 < 0 < gap.p90:
        return f"In 8 years of 10 it lies between {low} h less and {high} h more."
    if low == high:
        return "It is much the same from year to year."
    low, high = (high, low) if gap.p10 < 0 else (low, high)
    return f"In 8 years of 10 it lies between {low} and {high} h."


def _tenths(hours: float) -> str:
    return words.number(Fraction(round(hours * 10), 10))


def named(name: str) -> str:
    """A measure's title, with its unit where the title does not say it."""
    about = MEASURES[name]
    says = about.unit is not Unit.HOURS or "hours" in about.title.lower()
    return about.title if says else f"{about.title}, {about.unit.value}"


def shown(sampled: Sampled, name: str, *, unit_said: bool = False) -> str:
    """A measure in words: its mean and how far it spreads; a dash where it has none.

    With `unit_said` the unit stands in the title (`named`) and not here.
    """
    spread, unit = sampled.measures.get(name), MEASURES[name].unit
    if spread is None:
        return "–"
    if unit is Unit.CHANCE:
        return chance(spread.mean)
    scale, places, tail = (100, 0, " %") if unit is Unit.SHARE else (1, 1, f" {unit.value}")
    if unit_said and unit is not Unit.SHARE:
        tail = ""
    mean, low, high = (
        f"{scale * one:,.{places}f}" for one in (spread.mean, spread.p10, spread.p90)
    )
    return f"{mean}{tail} ({low} to {high})"


def assumed_lines(found: Study) -> Iterator[tuple[str, str, str]]:
    """What was assumed: its title, its value in words, and why it stands as it does."""
    for name, value in assumed_values(found).items():
        about = ASSUMED[name]
        yield about.title, value, about.why


def assumed_values(found: Study) -> Mapping[str, str]:
    """The value of each assumption in words, by its name."""
    assumed = found.assumed
    plan = found.options[0].plan
    return {
        "two_week_blocks": str(assumed.two_week_blocks),
        "one_week_blocks": str(assumed.one_week_blocks),
        "school_holidays": "yes" if assumed.school_holidays else "no",
        "not_both_away": f"{words.number(assumed.not_both_away * 100, 0)} % of years",
        "my_leave_weeks": words.number(plan.leave_weeks[0], 1),
        "partner_leave_weeks": words.number(plan.leave_weeks[1], 1),
        "sick_spells": words.number(assumed.sick_spells, 2),
        "sick_days": words.number(assumed.sick_days, 1),
        "overruns": "; ".join(_overruns(found)),
        "call_spread": f"{words.number(assumed.call_spread, 2)} of the mean",
        "own_time": f"{words.hours(assumed.own_time)} a week",
    }


def _overruns(found: Study) -> Iterator[str]:
    """Each category that the options have, with its mean and spread."""
    categories = sorted(
        {duty.category for one in found.options for duty in one.plan.duties if duty.category}
    )
    for category in categories:
        one = found.assumed.overrun(category)
        name = "no category" if category == NO_CATEGORY else category
        yield (f"{name} {words.number(one.mean, 2)} of plan, spread {words.number(one.spread, 2)}")
