"""What a sampled year assumes: the user's own before the usual, and every default explained."""

from dataclasses import fields
from fractions import Fraction

from portfolio_app.core.assumptions import (
    ASSUMED,
    OTHER,
    TURNING,
    USUAL,
    Assumptions,
    Overrun,
    Thresholds,
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
