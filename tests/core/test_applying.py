"""A post to think about: what was said becomes part of the plan, and nothing else does."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core.applying import (
    NO_EMPLOYER,
    NO_NAME,
    NO_TITLE,
    UNPLACED,
    Applying,
    FixedMeeting,
    problems,
    summary,
    think,
)
from portfolio_app.core.jobshare import LEAVE, options
from portfolio_app.core.model import (
    Activity,
    Day,
    Half,
    Movable,
    Partner,
    PartnerBlock,
    PerYear,
    Portfolio,
    Role,
)
from portfolio_app.core.shares import post_size
from portfolio_app.core.sharing import (
    Attend,
    Availability,
    Cover,
    Demand,
    JobShare,
    Meeting,
    Overlap,
    ShareSize,
    Take,
)
from portfolio_app.exchange import planfile
from tests.plans import CONSULTANT, CONTRACTS, activity, at, portfolio

WEEK = portfolio(
    activity("clinic", day="Thu", clock="09:00-13:00"),
    activity("audit", day="Mon", clock="14:00-18:00"),
    partners=(Partner(id="a-b", name="A. B.", hours=300, notes="Met in May."),),
)
BOARD = FixedMeeting(
    title="Board",
    day=Day.TUE,
    clock=at("10:00-12:00"),
    attend=Attend.BOTH,
    often=PerYear(Fraction(4)),
)
ALL = Applying(
    contract=CONSULTANT,
    title="Medical director",
    other_employer=True,
    employer_name="Another trust",
    size=Fraction(4),
    meetings=(BOARD, FixedMeeting(title="Lunch", clock=at("12:00-13:00"))),
    flexible=240,
    requests=Fraction(12),
    request_minutes=20,
    urgent=Fraction(1, 4),
    mine=Fraction(2),
    theirs=Fraction(5, 2),
    overlap=120,
    overlap_kind=Overlap.FUNDED,
    coordination=60,
    own_title="Working dinner",
    own_minutes=120,
    own_weeks=8,
    in_mind=True,
    partner_name="C. D.",
    partner_hours=480,
    partner_halves=((Day.TUE, Half.AM, Availability.FULL),),
    cover=Cover.ASKED,
    cover_minutes=180,
    cover_displaces=("audit",),
    gives=(("clinic", Movable.OPTIONAL),),
)


def said(**keys: Any) -> Applying:
    return Applying(contract=CONSULTANT, **keys)


def made(answers: Applying, week: Portfolio = WEEK) -> tuple[Portfolio, Role, list[Activity]]:
    thought = think(week, answers, CONTRACTS)
    role = thought.portfolio.role(thought.role)
    return thought.portfolio, role, [a for a in thought.portfolio.activities if a.role == role.id]


def test_everything_that_was_said_has_its_place() -> None:
    after, role, (board, lunch, flexible, rest) = made(ALL)
    assert (role.title, role.contracted, role.considered, role.notes) == (
        "Medical director",
        4,
        True,
        "",
    )
    assert after.employer(role.employer).name == "Another trust"
    assert role.share == JobShare(
        mine=Fraction(2),
        theirs=Fraction(5, 2),
        partner="c-d",
        overlap=120,
        overlap_kind=Overlap.FUNDED,
        coordination=60,
        meetings=(Meeting(title="Working dinner", minutes=120, every_weeks=8),),
        cover=Cover.ASKED,
        cover_minutes=180,
        cover_displaces=("audit",),
        demand=Demand(requests=Fraction(12), minutes=20, urgent=Fraction(1, 4)),
    )
    assert (board.day, board.clock, board.attend) == (Day.TUE, at("10:00-12:00"), Attend.BOTH)
    assert board.frequency == PerYear(Fraction(4))
    # It has a length and no day: it takes time, and no time of the week.
    assert (lunch.minutes, lunch.day, lunch.clock) == (60, None, None)
    assert (flexible.minutes, flexible.movable) == (240, Movable.MOVABLE)
    # 4 PA less 1 PA of flexible work, 1 h a week, and 2 h four times in a year of weeks worked.
    assert rest.title == UNPLACED
    assert 0 < (rest.counts_as or 0) < 4 - 1 - Fraction(1, 4)
    partner = after.partners[-1]
    assert (partner.name, partner.hours, partner.halves) == ("C. D.", 480, ALL.partner_halves)
    assert after.activities[0].movable is Movable.OPTIONAL
    assert after.activities[1] == WEEK.activities[1]
    assert [(s.title, s.takes[0].take) for s in after.scenarios] == [
        ("Take Medical director whole", Take.WHOLE),
        ("Share Medical director", Take.SHARED),
    ]


def test_whole_it_comes_to_the_size_of_the_post() -> None:
    thought = think(WEEK, replace(ALL, coordination=None, own_minutes=None), CONTRACTS)
    found = options(thought.portfolio, CONTRACTS, thought.role, holidays={})
    leave, whole = (
        next(o for o in found if o.id == key) for key in (LEAVE, "take-medical-director-whole")
    )
    own = whole.count.role(thought.role)
    assert own is not None
    assert own.counted == 4
    assert whole.count.assumed_minutes - leave.count.assumed_minutes == 4 * 240


def test_nothing_said_is_not_known_and_never_zero() -> None:
    after, role, lines = made(said())
    assert role.title == NO_TITLE
    assert after.employer(role.employer).name == NO_EMPLOYER
    assert role.share == JobShare()
    assert lines == []
    assert after.partners == WEEK.partners
    assert after.activities == WEEK.activities
    found = summary(said(), WEEK, CONTRACTS)
    assert found.said == ()
    for name in ("Post", "Employer", "Size", "Fixed meetings", "Flexible work", "Partner", "Cover"):
        assert name in found.not_known
    assert found.notes == ("Your part is taken as half until you say.",)


def test_a_second_post_has_ids_of_its_own_and_shares_the_employer_that_is_not_known() -> None:
    first = think(WEEK, said(), CONTRACTS).portfolio
    second = think(first, said(), CONTRACTS).portfolio
    assert len({role.id for role in second.roles}) == 3
    assert [e.name for e in second.employers].count(NO_EMPLOYER) == 1


def test_each_holders_size_is_half_of_the_post() -> None:
    answers = said(title="Lead", size=Fraction(2), size_of=ShareSize.EACH)
    _, role, (rest,) = made(answers)
    assert (post_size(role), rest.counts_as, answers.post) == (4, 4, 4)
    assert dict(summary(answers, WEEK, CONTRACTS).said)["Size"] == "2 PA, each holder’s part"


def test_what_cannot_take_time_yet_is_kept_in_the_notes() -> None:
    answers = said(
        meetings=(FixedMeeting(title="Board", day=Day.THU), FixedMeeting(clock=at("09:00-10:00"))),
        requests=Fraction(5),
        own_title="Dinner",
        own_minutes=90,
    )
    _, role, (meeting,) = made(answers)
    assert meeting.title == "Meeting"
    assert role.share == JobShare()
    assert role.notes.splitlines() == [
        "Meeting without times: Board, Thu, every week.",
        "Unplanned requests: 5 a week; length not known.",
        "Dinner: 1.5 h; how often is not known.",
    ]
    more = made(said(request_minutes=20, own_weeks=8))[1].notes
    assert more.splitlines() == [
        "One request takes 20 min; number not known.",
        "Meeting in own time: every 8 weeks; its length is not known.",
    ]
    notes = summary(answers, WEEK, CONTRACTS).notes
    assert notes[0] == "Without times it takes none yet, and stands in the post’s notes: Board."
    nameless = summary(said(meetings=(FixedMeeting(day=Day.MON),)), WEEK, CONTRACTS).notes
    assert nameless[0].endswith("notes: a meeting.")


def test_a_partner_is_chosen_told_or_in_mind() -> None:
    assert made(said(partner="a-b"))[1].share == JobShare(partner="a-b")
    after, role, _ = made(said(in_mind=True, partner_hours=60))
    assert after.partners[-1] == Partner(id="partner-in-mind", name=NO_NAME, hours=60)
    assert role.share == JobShare(partner="partner-in-mind")
    told = Partner(id="", name="A. B.", hours=600, updated=date(2026, 5, 12))
    after, role, _ = made(said(told=told))
    assert role.share == JobShare(partner="a-b")
    assert after.partners == (replace(told, id="a-b", notes="Met in May."),)


def test_a_post_of_an_employer_that_is_there() -> None:
    answers = said(employer="charity", employer_name="Never mind")
    after, role, _ = made(answers)
    assert role.employer == "charity"
    assert after.employers == WEEK.employers
    assert dict(summary(answers, WEEK, CONTRACTS).said)["Employer"] == "Example Health Charity"


def test_work_beyond_the_size_is_said_and_nothing_is_added() -> None:
    answers = said(size=Fraction(1), flexible=480)
    assert [line.title for line in made(answers)[2]] == ["Flexible work"]
    notes = summary(answers, WEEK, CONTRACTS).notes
    assert notes[0] == "Meetings and flexible work come to 1 PA more than the post."


def test_where_terms_are_not_there_on_the_day_the_whole_post_is_not_placed() -> None:
    early = replace(WEEK, person=replace(WEEK.person, year_start=date(1990, 4, 2)))
    (_flexible, rest) = made(said(size=Fraction(4), flexible=240), early)[2]
    assert rest.counts_as == 4


@pytest.mark.parametrize(
    ("answers", "key", "words"),
    [
        ({"mine": Fraction(5)}, "mine", "The whole post is 4 PA: your part cannot be more."),
        ({"theirs": Fraction(9, 2)}, "theirs", "their part cannot be more"),
        (
            {"mine": Fraction(3), "theirs": Fraction(2)},
            "theirs",
            "The parts come to 5, and the whole post is 4 PA",
        ),
    ],
)
def test_parts_that_cannot_be_are_refused(answers: dict[str, Any], key: str, words: str) -> None:
    found = problems(said(size=Fraction(4), **answers), CONTRACTS)
    assert list(found) == [key]
    assert words in found[key]


def test_parts_that_can_be() -> None:
    both = {"mine": Fraction(5, 2), "theirs": Fraction(5, 2)}
    assert not problems(said(**both), CONTRACTS)
    assert not problems(said(size=Fraction(4), overlap_kind=Overlap.FUNDED, **both), CONTRACTS)
    assert not problems(said(size=Fraction(4), mine=Fraction(2)), CONTRACTS)


def test_all_that_was_said_is_said_back() -> None:
    found = summary(ALL, WEEK, CONTRACTS)
    assert found.not_known == ()
    told = dict(found.said)
    assert told["Fixed meetings"] == (
        "Board, Tue 10:00–12:00, 4 a year, both of you; Lunch, 12:00–13:00, every week"
    )
    assert told["Unplanned requests"] == "12 a week"
    assert told["Urgent part of the requests"] == "25 %"
    assert told["Time together"] == "2 h a week, funded on top"
    assert told["Meetings in own time"] == "Working dinner, 2 h, every 8 weeks"
    assert told["Partner"] == "C. D."
    assert told["Your partner’s week"] == "Tue said"
    assert told["What cover may push aside"] == "Audit"
    assert told["What may give"] == "Clinic may be dropped"
    assert "is not placed yet" in found.notes[0]


def test_what_is_not_known_of_a_part_is_listed() -> None:
    weekly = said(
        requests=Fraction(3), request_minutes=10, own_minutes=30, own_weeks=1, overlap=60,
        cover=Cover.NONE, partner="a-b",
    )  # fmt: skip
    found = summary(weekly, WEEK, CONTRACTS)
    assert "Urgent part of the requests" in found.not_known
    assert "No request is counted as urgent until you say." in found.notes
    told = dict(found.said)
    assert told["Meetings in own time"] == "Meeting in own time, 0.5 h, every week"
    assert told["Time together"] == "1 h a week, inside the post’s hours"
    assert told["Your partner’s hours"] == "5 h a week"
    assert "Your partner’s week" in found.not_known
    assert told["Cover"] == "none agreed"
    assert "Cover you would give" not in found.not_known
    length = summary(said(requests=Fraction(3)), WEEK, CONTRACTS)
    assert "Length of a request" in length.not_known
    block = PartnerBlock(day=Day.WED, clock=at("09:00-17:00"))
    filed = summary(said(told=Partner(id="", name="E.", blocks=(block,))), WEEK, CONTRACTS)
    assert dict(filed.said)["Your partner’s week"] == "Wed said"


maybe_minutes = st.none() | st.integers(1, 600)


@given(
    size=st.none() | st.fractions(Fraction(1, 4), 10, max_denominator=4),
    flexible=maybe_minutes,
    own=st.tuples(maybe_minutes, st.none() | st.integers(1, 52)),
    requests=st.none() | st.fractions(0, 50, max_denominator=2),
    cover=st.none() | st.sampled_from(Cover),
    days=st.lists(st.sampled_from(list(Day)[:7]), max_size=3),
)
def test_whatever_was_said_can_be_written_and_read_again(
    size: Fraction | None,
    flexible: int | None,
    own: tuple[int | None, int | None],
    requests: Fraction | None,
    cover: Cover | None,
    days: list[Day],
) -> None:
    answers = said(
        size=size,
        flexible=flexible,
        own_minutes=own[0],
        own_weeks=own[1],
        requests=requests,
        request_minutes=own[0],
        cover=cover,
        meetings=tuple(replace(BOARD, day=day) for day in days),
    )
    after = think(WEEK, answers, CONTRACTS).portfolio
    read = planfile.read(planfile.write(after), "again", CONTRACTS)
    assert read.problems == ()
    assert read.portfolio == after
