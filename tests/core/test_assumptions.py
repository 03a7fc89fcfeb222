"""What a sampled year assumes: the user's own before the usual, and every default explained."""

from dataclasses import fields
from fractions import Fraction

from portfolio_app.core.assumptions import (
    ASSUMED,
    LIMITS,
    OTHER,
    TURNING,
    USUAL,
    Assumptions,
    Overrun,
    Thresholds,
    faults,
)

HALF = Fraction(1, 2)


def test_every_assumption_and_threshold_says_what_it_means() -> None:
    assert {field.name for field in fields(Assumptions)} == set(ASSUMED)
    assert {field.name for field in fields(Thresholds)} == set(TURNING)


def test_an_overrun_is_the_users_own_then_theirs_for_all_else_then_the_usual() -> None:
    own = Overrun(category="DCC", mean=Fraction(2), spread=HALF)
    rest = Overrun(category=OTHER, mean=Fraction(3), spread=HALF)
    chosen = Assumptions(overruns=(rest, own))
    assert chosen.overrun("DCC") is own
    assert chosen.overrun("SPA") is rest
    assert USUAL.overrun("DCC").spread == Fraction(1, 5)
    assert USUAL.overrun("ANR").category == OTHER


def test_what_cannot_be_assumed_is_said_all_at_once() -> None:
    assert faults(USUAL) == ()
    absurd = Assumptions(
        sick_spells=Fraction(-1),
        sick_days=Fraction(0),
        my_leave_weeks=Fraction(53),
        overruns=(Overrun(category="DCC", mean=Fraction(0), spread=HALF),),
    )
    *first, last = faults(absurd)
    assert first == [
        "Your weeks of leave: 53 cannot be; give 0 to 52.",
        "Spells of sickness a year: -1 cannot be; give 0 to 52.",
        "Days of a spell: 0 cannot be; give 1 to 365.",
    ]
    assert last.startswith("How far DCC runs over: a mean of 0 and a spread of 1/2 cannot be;")


def test_every_number_has_its_limits_and_the_usual_lies_within() -> None:
    assert set(LIMITS) == set(ASSUMED) - {"school_holidays", "overruns"}
