"""A rota said in a line: what is understood is told, what is not is named, nothing is guessed."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.model import (
    EVERY_WEEK,
    WEEKDAYS,
    CallWork,
    Clock,
    CoverBy,
    Day,
    OneIn,
    Per,
    PerYear,
)
from portfolio_app.core.rotawords import applied, read
from tests.plans import on_call

WEEKEND = (Day.SAT, Day.SUN)


def one_in(n: int | str, times: int = 1) -> dict[str, Any]:
    return {"frequency": OneIn(Fraction(n), Fraction(times))}


@pytest.mark.parametrize(
    "line",
    [
        "1 in 7, weekends from home, second on call, prospectively covered",
        "One in seven, second on-call, weekends from home, prospectively covered.",
        "We are seven on the rota; at home at weekends; 2nd on call; covered through leave",
    ],
)
def test_a_rota_as_people_say_it(line: str) -> None:
    said = read(line)
    assert said.unclear == ()
    assert said.understood == (
        "1 in 7, Sat and Sun, from home, second on call, prospectively covered",
    )
    (parts,) = said.rotas
    assert applied(parts, on_call(availability="A")) == on_call(
        title="Second on call",
        frequency=OneIn(Fraction(7)),
        days=WEEKEND,
        resident=False,
        prospective_cover=True,
        availability="A",
    )


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("3 in 8", one_in(8, 3)),
        ("1:6", one_in(6)),
        ("1/6.5 weeks", one_in("6.5")),
        ("every sixth week", one_in(6)),
        ("every 6 weeks", one_in(6)),
        ("every other week", one_in(2)),
        ("alternate weeks", one_in(2)),
        ("there are eight of us", one_in(8)),
        ("a nine-person rota", one_in(9)),
        ("we are five", one_in(5)),
        ("2 in 2", {"frequency": EVERY_WEEK}),
        ("one of us", {"frequency": EVERY_WEEK}),
        ("every week", {"frequency": EVERY_WEEK}),
        ("6.5 times a year", {"frequency": PerYear(Fraction(13, 2))}),
        ("ten weekends a year", {"frequency": PerYear(Fraction(10)), "days": WEEKEND}),
        ("all week", {"days": WEEKDAYS}),
        ("on week days", {"days": WEEKDAYS[:5]}),
        ("Mon to Thu", {"days": WEEKDAYS[:4]}),
        ("Fri-Sun", {"days": (Day.FRI, *WEEKEND)}),
        ("Saturday to Monday", {"days": (Day.MON, *WEEKEND)}),
        ("Tuesdays and Sundays", {"days": (Day.TUE, Day.SUN)}),
        ("non-resident", {"resident": False}),
        ("resident", {"resident": True}),
        ("first tier", {"title": "First on call"}),
        ("no prospective cover", {"prospective_cover": False}),
        ("with Riddell", {"prospective_cover": True, "cover_by": CoverBy.RIDDELL}),
        (
            "prospectively covered by days of leave",
            {"prospective_cover": True, "cover_by": CoverBy.DAYS},
        ),
        (
            "covered through leave in the band only",
            {"prospective_cover": True, "cover_by": CoverBy.BAND},
        ),
        ("category b", {"availability": "B"}),
        ("level 1", {"availability": "level 1"}),
        ("17:00-08:00", {"clock": Clock(1020, 480)}),
        ("5pm to 8.30am", {"clock": Clock(1020, 510)}),
        ("from 1200 to 2400", {"clock": Clock(720, 0)}),
        ("half a slot", {"slot_share": Fraction(1, 2)}),
        ("40% of the slot", {"slot_share": Fraction(2, 5)}),
        ("hot week", {"instead_of_all": True}),
        ("8 h premium predictable a duty week", {"predictable": CallWork(premium=480)}),
        (
            "unpredictable 1.5 hours plain and 2:30 hours premium in an average week",
            {"unpredictable": CallWork(plain=90, premium=150, per=Per.WEEK)},
        ),
        (
            "predictable ward rounds in premium time of 90 minutes per day",
            {"predictable": CallWork(premium=90, per=Per.DUTY)},
        ),
        (
            "17:00-08:00, 3 h unpredictable",
            {"clock": Clock(1020, 480), "unpredictable": CallWork(minutes=180)},
        ),
    ],
)
def test_what_each_saying_means(line: str, parts: dict[str, Any]) -> None:
    said = read(line, ("A", "B", "level 1"))
    assert said.rotas == (parts,)
    assert said.unclear == ()
    assert said.understood[0]


def test_a_count_a_year_takes_cover_away() -> None:
    (parts,) = read("6 times a year").rotas
    covered = on_call(prospective_cover=True, cover_by=CoverBy.BAND)
    assert applied(parts, covered) == on_call(frequency=PerYear(Fraction(6)))


def test_what_is_said_of_some_days_makes_a_rota_of_those_days() -> None:
    said = read("1 in 8, resident on weekdays and from home at weekends, weekends hot week")
    assert said.rotas == (
        {**one_in(8), "days": WEEKDAYS[:5], "resident": True},
        {**one_in(8), "days": WEEKEND, "resident": False, "instead_of_all": True},
    )
    assert said.understood == (
        "1 in 8, Mon, Tue, Wed, Thu and Fri, resident",
        "1 in 8, Sat and Sun, from home, a hot week, instead of all other work of the role",
    )
    other = read("weekdays 1 in 8, weekends 1 in 4, 9-person rota")
    assert [rota["frequency"].n for rota in other.rotas] == [8, 4]
    assert other.unclear == ("1 in 9 (for which days?)",)


@pytest.mark.parametrize(
    ("line", "unclear"),
    [
        ("bring a torch, 1 in 7", "bring a torch"),
        ("1 in 7, bank holidays", "bank holidays"),
        ("0 in 4", "0 in 4"),
        ("5 in 4", "5 in 4"),
        ("every 0 weeks", "every 0 weeks"),
        ("0 times a year", "0 times a year"),
        ("1 in 7, every 8 weeks", "1 in 7 or 1 in 8? The first was taken"),
        ("25:00-26:00", "25:00-26:00"),
        ("13pm-2pm", "13pm-2pm"),
        ("9-5", "9-5"),
        ("200% of a slot", "200% of a slot"),
        ("shared slot", "shared slot (how much of it is yours? Such as half a slot)"),
        ("category C", "category c (the contract’s categories: A and B)"),
        ("4 h of rounds", "4 h of rounds (predictable or unpredictable work?)"),
        ("4 h predictable", "4 h predictable (plain or premium time?)"),
        ("0 h predictable", "0 h of work (leave it out where there is none)"),
        (
            "2 h plain predictable and 3 h",
            "hours with and without plain or premium (which are they?)",
        ),
        ("4 h premium predictable on the moon", "moon"),
        (
            "6 times a year, prospectively covered",
            "prospectively covered (a count a year is after leave already)",
        ),
    ],
)
def test_what_is_not_understood_is_named(line: str, unclear: str) -> None:
    said = read(line, ("A", "B"))
    assert unclear in said.unclear
    for rota in said.rotas:
        assert "availability" not in rota
        assert "prospective_cover" not in rota


def test_a_contract_without_categories_offers_none_and_nothing_said_is_nothing() -> None:
    assert read("category A").unclear == ("category a (the contract’s categories: none)",)
    nothing = read(" ,; ")
    assert (nothing.rotas, nothing.understood, nothing.unclear) == ((), (), ())


PIECES = ("1 in 7", "weekends", "from home", "prospectively covered", "second on call")


@given(st.permutations(PIECES), st.text("bcfghjkpqvxz", min_size=3, max_size=9), st.integers(0, 5))
def test_no_word_is_dropped_in_silence(pieces: list[str], odd: str, at: int) -> None:
    said = read(", ".join([*pieces[:at], odd, *pieces[at:]]))
    assert said.unclear == (odd,)
    assert said.understood == (
        "1 in 7, Sat and Sun, from home, second on call, prospectively covered",
    )


@given(st.text(max_size=60))
def test_anything_can_be_typed(line: str) -> None:
    read(line, ("A",))
