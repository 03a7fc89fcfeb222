"""What a study says in words: a difference is said of the years that have it, and of no others."""

from dataclasses import replace
from fractions import Fraction

from portfolio_app.core.assumptions import USUAL
from portfolio_app.simulate.sample import Against, Sampled, Spread, sample
from portfolio_app.simulate.saying import SAME, compared, difference
from tests.years import CALM, duty, weekly, year

BASE = year(duty(minutes=Fraction(2400)), own_limit=2400)


def second(gap: float, *, more: float, less: float) -> Sampled:
    """An option that differs from the first so much on average, in so many of the years."""
    *_, found = sample([BASE, replace(BASE, id="second")], CALM, years=100)
    against = Against(Spread(gap, gap, gap, gap, gap, gap), more=more, less=less)
    one = found.options[1]
    return replace(one, differences=dict.fromkeys(one.differences, against))


def test_years_that_are_the_same_are_neither_more_nor_less() -> None:
    """In three years of ten there are fewer, in the other seven as many: not less in all ten."""
    fewer = second(-2, more=0, less=0.3)
    assert difference(fewer, "me.weeks_over_own") == "about 2 weeks less; less in 3 years of 10"
    assert compared(fewer, than="Leave it")[0] == (
        "About 2 h less a week than “Leave it”; less in 3 years of 10."
    )
    more = second(2, more=0.4, less=0.1)
    assert difference(more, "me.weeks_over_own") == "about 2 weeks more; more in 4 years of 10"
    sure = second(-2, more=0, less=0.97)
    assert difference(sure, "me.weeks_over_own") == "about 2 weeks less, in nearly every year"


def test_what_is_so_or_not_is_more_or_less_often() -> None:
    name = "me.average_over"
    assert difference(second(0.6, more=0.6, less=0), name) == "more often"
    assert difference(second(-0.2, more=0, less=0.2), name) == "less often"
    assert difference(second(0, more=0, less=0), name) == SAME


def test_what_is_not_there_to_compare_is_not_said() -> None:
    assert not difference(second(0, more=0, less=0), "post.covered")
    assert difference(second(0, more=0, less=0), "me.unpaid") == SAME


def test_the_same_work_summed_another_way_is_the_same_in_every_year() -> None:
    """Four hours as three parts: what their sums differ by is the machine's, not the year's."""
    whole = year(duty(days=weekly(0), minutes=Fraction(100)), own_limit=2400)
    third = Fraction(100, 3)
    parts = year(*(duty(f"part-{n}", minutes=third) for n in range(3)), own_limit=2400)
    *_, found = sample([whole, replace(parts, id="parts")], CALM, years=100)
    against = found.options[1].differences["me.hours"]
    assert (against.more, against.less) == (0, 0)


def test_a_week_just_at_the_own_limit_is_not_over_it() -> None:
    """Forty hours every week: over a limit of 39 h 50 in each, over one of 40 h or more in none."""
    for limit, weeks in ((2390, 52), (2399, 52), (2400, 0), (2401, 0), (2410, 0)):
        *_, found = sample([replace(BASE, own_limit=limit)], CALM, years=100)
        option = found.options[0]
        assert option.measures["me.weeks_over_own"].mean == weeks
        assert sum(option.over_own) == weeks, limit


def test_the_chance_of_each_week_adds_up_to_the_weeks_over_the_own_limit() -> None:
    *_, found = sample([replace(BASE, own_limit=2445)], USUAL, years=1200)
    option = found.options[0]
    assert 0 < sum(option.over_own) < 52
    assert abs(sum(option.over_own) - option.measures["me.weeks_over_own"].mean) < 1e-9
