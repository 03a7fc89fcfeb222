"""What a partner is told of a week: what was chosen, by the hours held, and nothing more."""

from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.model import Commitment, Day, Half, OneIn, Partner
from portfolio_app.core.partnering import (
    Told,
    Week,
    availability_of,
    busy_time,
    partner_of,
    taken_in,
)
from portfolio_app.core.sharing import Availability
from portfolio_app.core.weektime import total, windows_of
from tests.plans import activity, at, portfolio, role

TODAY = date(2026, 11, 25)
WEEK = portfolio(
    activity("clinic", day="Mon", clock="09:00-13:00"),
    activity("round", day="Tue", clock="09:00-10:00"),
    activity("night", day="Wed", clock="22:00-06:00"),
    activity("list", day="Thu", clock="13:00-16:30"),
    commitments=(
        Commitment(id="swim", title="Swimming", days=(Day.FRI,), clock=at("13:00-14:00")),
        Commitment(
            id="care", title="Care", days=(Day.FRI,), clock=at("09:00-12:30"), protected=True
        ),
    ),
)


def told(**keys: object) -> Told:
    return Told(**{"name": "A. B.", "updated": TODAY, **keys})  # type: ignore[arg-type]


def halves(partner: Partner) -> dict[str, str]:
    return {f"{day.value} {half.value}": how.value for day, half, how in partner.halves}


def test_half_days_are_free_in_part_or_not_at_all() -> None:
    said = halves(partner_of(WEEK, told()))
    assert said["Mon am"] == "none"
    assert said["Mon pm"] == "full"
    assert said["Tue am"] == "part"
    assert said["Thu am"] == "full"  # the night before ended at six
    assert said["Thu pm"] == "none"  # half an hour of four is not a part to offer
    assert said["Fri am"] == "none"
    assert said["Fri pm"] == "full"  # what is not protected may give way
    assert len(said) == 10


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("09:00-12:00", Availability.PART),  # an hour of four is a quarter
        ("09:00-12:01", Availability.NONE),
        ("08:00-09:00", Availability.FULL),
        ("12:59-15:00", Availability.PART),
    ],
)
def test_a_quarter_of_a_half_day_is_where_none_begins(clock: str, expected: Availability) -> None:
    busy = windows_of(Day.MON.index, at(clock))
    assert availability_of(busy, Day.MON, Half.AM) is expected


def test_the_users_own_words_go_before_what_the_week_says() -> None:
    own = (
        (Day.MON, Half.AM, Availability.FLEXIBLE),
        (Day.TUE, Half.AM, None),
    )
    said = halves(partner_of(WEEK, told(halves=own)))
    assert said["Mon am"] == "flexible"
    assert "Tue am" not in said


def test_blocks_say_when_and_never_what() -> None:
    partner = partner_of(WEEK, told(week=Week.BLOCKS))
    assert partner.halves == ()
    assert {block.title for block in partner.blocks} == {""}
    assert [(b.day.value, b.clock) for b in partner.blocks] == [
        ("Mon", at("09:00-13:00")),
        ("Tue", at("09:00-10:00")),
        ("Wed", at("22:00-00:00")),
        ("Thu", at("00:00-06:00")),
        ("Thu", at("13:00-16:30")),
        ("Fri", at("09:00-12:30")),
    ]


def test_the_post_itself_is_not_in_the_way_of_it() -> None:
    shared = activity("board", role="post", day="Mon", clock="14:00-16:00")
    week = portfolio(
        activity("clinic", day="Mon", clock="09:00-13:00"),
        shared,
        roles=(role(), role(id="post", contracted=Fraction(1))),
    )
    assert halves(partner_of(week, told()))["Mon pm"] == "part"
    assert halves(partner_of(week, told(), but_for="post"))["Mon pm"] == "full"


def test_work_that_gives_way_in_hot_weeks_is_not_told_as_free() -> None:
    hot = activity("hot", minutes=60, frequency=OneIn(Fraction(8)), instead_of=("clinic",))
    said = halves(partner_of(replace(WEEK, activities=(*WEEK.activities, hot)), told()))
    assert said["Mon am"] == "none"


def test_nothing_is_told_that_was_not_chosen() -> None:
    partner = partner_of(WEEK, told(week=Week.NOTHING))
    usual = Partner(id="", name="A. B.", updated=TODAY)
    assert partner == usual
    given = told(hours=480, units=Fraction(2), negotiable=False, areas="a", strengths="b")
    more = partner_of(WEEK, given)
    changed = {f.name for f in fields(Partner) if getattr(more, f.name) != getattr(usual, f.name)}
    assert changed == {"halves", "hours", "units", "negotiable", "areas", "strengths"}


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_blocks_hold_exactly_the_busy_time(start: int, end: int) -> None:
    clock = at("00:00-00:00")
    clock = type(clock)(start, end)
    week = portfolio(activity("night", day="Sun", clock=clock))
    partner = partner_of(week, told(week=Week.BLOCKS))
    lying = [w for b in partner.blocks for w in windows_of(b.day.index, b.clock)]
    assert total(lying) == sum(e - s for s, e in lying) == total(busy_time(week))


def test_a_partner_is_taken_in_and_later_takes_their_own_place() -> None:
    first, key = taken_in(portfolio(), Partner(id="", name="A. B.", hours=60))
    (one,) = first.partners
    assert one.id == key == "a-b"
    noted = replace(first, partners=(replace(one, notes="Met in May."),))
    after, key = taken_in(noted, Partner(id="", name="A. B.", hours=120))
    (again,) = after.partners
    assert (again.id, again.hours, again.notes) == (key, 120, "Met in May.")
    named, _ = taken_in(noted, Partner(id="", name="C. D."), key="a-b")
    assert [p.name for p in named.partners] == ["C. D."]
    two, key = taken_in(noted, Partner(id="", name="C. D."))
    assert [p.id for p in two.partners] == ["a-b", key] == ["a-b", "c-d"]
