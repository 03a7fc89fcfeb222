"""The options side by side, and the verdict in four parts with its reasons."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from portfolio_app.core.assumptions import Thresholds
from portfolio_app.core.jobshare import (
    LEAVE,
    SHARE,
    WHOLE,
    Option,
    branched,
    options,
    shared_roles,
)
from portfolio_app.core.model import (
    Activity,
    Commitment,
    Day,
    Half,
    OneIn,
    Partner,
    PartnerBlock,
    Portfolio,
    Scenario,
    TakeOn,
)
from portfolio_app.core.post import duty_map
from portfolio_app.core.sharing import Attend, Availability, JobShare, Meeting, Overlap, Take
from portfolio_app.core.verdict import Fit, Part, Question
from tests.plans import CONTRACTS, activity, at, portfolio, role

HALVES = tuple((day, half, Availability.FULL) for day in list(Day)[:7] for half in Half)
PARTNER = Partner(
    id="p",
    name="A partner",
    halves=HALVES,
    blocks=(PartnerBlock(day=Day.WED, clock=at("09:00-12:00"), on_post=True),),
)
POST = role(
    id="post", title="Post", contracted=Fraction(4), considered=True, share=JobShare(partner="p")
)


def line(key: str, **keys: Any) -> Activity:
    return activity(key, role="post", category="ANR", **keys)


BOARD = line("board", day="Tue", clock="10:00-12:00", attend=Attend.BOTH)
EXECUTIVE = line("executive", day="Mon", clock="16:00-17:00", attend=Attend.MINE)
COACHING = line("coaching", day="Thu", clock="09:00-10:00", attend=Attend.PARTNER)
READING = line("reading", minutes=600)
OWN = activity("own", minutes=1800)


def plan(*lines: Activity, cap: int | None = None, **keys: Any) -> Portfolio:
    given: dict[str, Any] = {"roles": (role(), POST), "partners": (PARTNER,)}
    made = portfolio(OWN, BOARD, EXECUTIVE, COACHING, READING, *lines, **{**given, **keys})
    return replace(made, person=replace(made.person, hours_cap=cap))


def chosen(portfolio_: Portfolio, key: str = SHARE, **keys: Any) -> Option:
    found = options(portfolio_, CONTRACTS, "post", holidays={}, **keys)
    return next(option for option in found if option.id == key)


def part(option: Option, question: Question) -> Part:
    return next(p for p in option.verdict if p.question is question)


def fit(option: Option, question: Question) -> Fit:
    return part(option, question).fit


def says(option: Option, question: Question) -> str:
    return " ".join(reason.text for reason in part(option, question).reasons)


def test_leave_it_take_it_whole_and_share_it_are_always_compared() -> None:
    found = options(plan(), CONTRACTS, "post", holidays={})
    assert [option.id for option in found] == [LEAVE, WHOLE, SHARE]
    assert [option.minutes for option in found] == [1800, 1800 + 840, 1800 + 480]
    assert [option.is_share for option in found] == [False, False, True]
    assert [option.headroom for option in found] == [1080, 240, 600]
    assert shared_roles(plan()) == (POST,)


def test_the_users_own_scenarios_take_the_place_of_ours() -> None:
    own = (
        Scenario(id="all", title="All four", takes=(TakeOn(role="post", take=Take.WHOLE),)),
        Scenario(id="two", title="Two", takes=(TakeOn(role="post", take=Take.SHARED),)),
        Scenario(id="other", title="Other"),
    )
    found = options(plan(scenarios=own), CONTRACTS, "post", holidays={})
    assert [option.id for option in found] == [LEAVE, "all", "two"]


def test_an_option_of_ours_is_a_scenario_like_the_users_own() -> None:
    own = Scenario(id="two", title="Two", takes=(TakeOn(role="post", take=Take.SHARED),))
    mine = plan(scenarios=(own,))
    assert branched(mine, "post", "two") == mine
    assert branched(mine, "post", LEAVE) == mine
    whole = branched(mine, "post", WHOLE)
    assert whole.scenarios[0] == own
    assert whole.scenario(WHOLE).takes == (TakeOn(role="post", take=Take.WHOLE),)
    with pytest.raises(KeyError):
        branched(mine, "no-such-role", WHOLE)


def test_a_share_that_is_held_can_be_given_up() -> None:
    held = plan(roles=(role(), replace(POST, considered=False)))
    found = options(held, CONTRACTS, "post", holidays={})
    assert [option.id for option in found] == [LEAVE, WHOLE, SHARE]
    assert [option.minutes for option in found] == [1800, 2640, 2280]
    assert found[2].scenario is None


def test_the_post_in_an_ordinary_week() -> None:
    post = chosen(plan()).post
    assert post is not None
    assert post.duty == 120 + 60 + 60 + 180
    assert post.post_minutes == 960
    assert post.overlap == 120
    assert post.double == 120
    # Mine: 8 h less 3 h fixed; theirs 8 h less 3 h; 10 h of reading fill both.
    assert post.untimed == 600
    assert [a.activity.id for a in post.attended] == ["board", "executive", "coaching"]


def test_who_is_on_the_post_when() -> None:
    option = chosen(plan())
    assert option.post is not None
    duty = duty_map(option.post.resolved, POST)
    tuesday, wednesday = 1440, 2 * 1440
    assert duty["both"] == ((tuesday + 600, tuesday + 720),)
    assert duty["me"] == ((960, 1020),)
    assert (wednesday + 540, wednesday + 720) in duty["partner"]


@pytest.mark.parametrize(
    ("minutes", "cap", "expected"),
    [
        (1800, None, Fit.FITS),
        (2280, None, Fit.FITS),
        (2281, None, Fit.TIGHT),
        (2401, None, Fit.DOES_NOT_FIT),
        (1800, 2399, Fit.TIGHT),
        (1800, 2279, Fit.TIGHT),
        (1800, 2500, Fit.FITS),
    ],
)
def test_fits_in_hours(minutes: int, cap: int | None, expected: Fit) -> None:
    own = replace(OWN, minutes=minutes)
    lines = (own, BOARD, EXECUTIVE, COACHING, READING)
    made = replace(plan(cap=cap), activities=lines)
    option = chosen(made)
    assert fit(option, Question.HOURS) is expected
    assert "sampled year" in says(option, Question.HOURS)


def test_one_who_opted_out_is_warned_only() -> None:
    made = replace(plan(), activities=(replace(OWN, minutes=2500), BOARD, READING))
    opted = replace(made, person=replace(made.person, wtr_opt_out=True))
    assert fit(chosen(opted), Question.HOURS) is Fit.TIGHT


def test_hours_that_are_not_known_are_said_to_be_about() -> None:
    vague = activity("vague", counts_as=Fraction(1))
    assert says(chosen(plan(vague)), Question.HOURS).startswith("About 42 h")


def test_more_than_twelve_units_is_tight() -> None:
    premium = activity("nights", minutes=240, premium_minutes=240)
    option = chosen(plan(premium), WHOLE)
    assert fit(option, Question.HOURS) is Fit.TIGHT
    assert "12" in says(option, Question.HOURS)


def test_counting_more_than_is_contracted_is_said() -> None:
    small = plan(roles=(role(contracted=Fraction(7)), POST))
    assert "more" in says(chosen(small), Question.HOURS)
    assert fit(chosen(small), Question.HOURS) is Fit.FITS


def test_fits_in_places() -> None:
    assert fit(chosen(plan()), Question.PLACES) is Fit.FITS
    clash = plan(activity("clinic", day="Tue", clock="11:00-13:00"))
    assert fit(chosen(clash), Question.PLACES) is Fit.DOES_NOT_FIT
    assert fit(chosen(clash, LEAVE), Question.PLACES) is Fit.FITS
    reasons = part(chosen(clash), Question.PLACES).reasons
    assert set(reasons[0].where) == {"clinic", "board"}


def test_rest_that_may_fail_in_some_weeks_is_tight() -> None:
    late = activity("late", day="Wed", clock="15:00-23:30", frequency=OneIn(Fraction(4)))
    early = activity("early", day="Thu", clock="08:00-12:00")
    assert fit(chosen(plan(late, early)), Question.PLACES) is Fit.TIGHT


def kept(minutes: int) -> Commitment:
    return Commitment(
        id="kept",
        title="Swimming",
        days=(Day.TUE,),
        clock=at(f"10:00-1{minutes // 60}:{minutes % 60:02d}"),
        protected=True,
    )


@pytest.mark.parametrize(("minutes", "expected"), [(90, Fit.TIGHT), (120, Fit.DOES_NOT_FIT)])
def test_protected_time_that_goes(minutes: int, expected: Fit) -> None:
    option = chosen(plan(commitments=(kept(minutes),)))
    assert fit(option, Question.YOU) is expected
    assert fit(chosen(plan(commitments=(kept(minutes),)), LEAVE), Question.YOU) is Fit.FITS


@pytest.mark.parametrize(("minutes", "expected"), [(120, Fit.FITS), (121, Fit.TIGHT)])
def test_own_time_for_the_share(minutes: int, expected: Fit) -> None:
    share = JobShare(
        partner="p",
        coordination=minutes - 15,
        meetings=(Meeting(title="Dinner", minutes=120, every_weeks=8),),
    )
    option = chosen(plan(roles=(role(), replace(POST, share=share))))
    assert fit(option, Question.YOU) is expected
    assert "for the share" in says(option, Question.YOU)
    assert fit(option, Question.YOU) is not Fit.DOES_NOT_FIT


def test_unpaid_time_without_a_share_and_what_was_marked() -> None:
    own = activity("extra", minutes=60, paid=False, meaningful=True)
    drain = activity("drain", minutes=60, energy=-2)
    option = chosen(plan(own, drain), LEAVE)
    text = says(option, Question.YOU)
    assert "1 h a week of own time, unpaid." in text
    assert "3 % of the week is on what you marked as meaningful" in text
    assert "1 h a week is on what you marked as draining" in text


def test_the_post_is_looked_after() -> None:
    option = chosen(plan())
    assert fit(option, Question.POST) is Fit.FITS
    assert fit(chosen(plan(), LEAVE), Question.POST) is Fit.NOT_ASKED
    assert fit(chosen(plan(), WHOLE), Question.POST) is Fit.NOT_KNOWN


def test_a_commitment_without_anyone_does_not_fit() -> None:
    away = replace(PARTNER, halves=((Day.FRI, Half.AM, Availability.NONE),))
    lines = (
        activity("list", day="Fri", clock="08:00-12:00"),
        line("friday", day="Fri", clock="09:00-10:00"),
    )
    option = chosen(plan(*lines, partners=(away,)))
    assert fit(option, Question.POST) is Fit.DOES_NOT_FIT
    assert "Friday has nobody" in says(option, Question.POST)
    silent = chosen(plan(*lines, partners=(replace(PARTNER, halves=()),)))
    assert fit(silent, Question.POST) is Fit.NOT_KNOWN


def test_work_without_room_overlap_not_reached_and_an_empty_post_are_tight() -> None:
    more = chosen(plan(line("drafting", minutes=120)))
    assert fit(more, Question.POST) is Fit.TIGHT
    left = "0.5 PA of flexible work has no room: fixed commitments leave 2.5 PA of the two parts"
    assert left in says(more, Question.POST)
    wanting = replace(POST, share=JobShare(partner="p", overlap=150))
    apart = chosen(plan(roles=(role(), wanting)))
    assert "2 h together on Tue, 2.5 h wanted" in says(apart, Question.POST)
    idle = replace(plan(), activities=(OWN, BOARD))
    assert fit(chosen(idle), Question.POST) is Fit.TIGHT
    strict = chosen(plan(), thresholds=Thresholds(duty_share=Fraction(2)))
    assert fit(strict, Question.POST) is Fit.TIGHT
    nothing = replace(POST, contracted=Fraction(0))
    assert fit(chosen(plan(roles=(role(), nothing))), Question.POST) is Fit.TIGHT


def test_a_partner_nobody_knows() -> None:
    alone = chosen(plan(partners=(), roles=(role(), replace(POST, share=JobShare()))))
    assert alone.post is not None
    assert alone.post.resolved.partner is None


@pytest.mark.parametrize(
    ("contract", "why"),
    [("no-such-contract", "there is no contract"), ("specialty-doctor-england-2021", "2021-04-01")],
)
def test_a_post_that_cannot_be_counted_has_no_options(contract: str, why: str) -> None:
    made = plan(roles=(role(), replace(POST, contract=contract)))
    early = replace(made, person=replace(made.person, year_start=date(2020, 4, 6)))
    with pytest.raises(LookupError, match=f"Post is not counted: .*{why}"):
        options(early, CONTRACTS, "post", holidays={})


def test_another_post_that_cannot_be_counted_does_not_stop_the_options() -> None:
    odd = role(id="odd", title="Odd", contract="no-such-contract")
    option = chosen(plan(roles=(role(), POST, odd)))
    assert any(f.check == "not-counted" for f in option.findings)


def test_parts_that_do_not_add_up_are_said() -> None:
    def shared(**keys: Any) -> Option:
        share = JobShare(partner="p", **keys)
        return chosen(plan(roles=(role(), replace(POST, share=share))))

    assert "Together" not in says(shared(), Question.POST)
    less = shared(mine=Fraction(1), theirs=Fraction(2))
    assert "Together you hold 3 PA of the post's 4 PA: nobody holds the rest." in says(
        less, Question.POST
    )
    assert fit(less, Question.POST) is Fit.TIGHT
    more = shared(mine=Fraction(3), theirs=Fraction(2))
    assert "5 PA of the post's 4 PA, and no overlap is funded" in says(more, Question.POST)
    funded = shared(mine=Fraction(3), theirs=Fraction(2), overlap_kind=Overlap.FUNDED)
    assert "Together" not in says(funded, Question.POST)


@pytest.mark.parametrize(
    ("gives", "expected"),
    [
        ({"hours": 480}, Fit.FITS),
        ({"hours": 240}, Fit.TIGHT),
        ({"units": Fraction(1)}, Fit.TIGHT),
        ({"hours": 0}, Fit.DOES_NOT_FIT),
    ],
)
def test_a_partner_who_cannot_give_their_part(gives: dict[str, Any], expected: Fit) -> None:
    option = chosen(plan(partners=(replace(PARTNER, **gives),)))
    assert fit(option, Question.POST) is expected
    assert ("Your partner can give" in says(option, Question.POST)) is (expected is not Fit.FITS)
    assert option.post is not None
    # What they cannot give takes no flexible work.
    assert option.post.resolved.room_theirs <= max(
        Fraction(0), Fraction(gives.get("hours", 240), 240) - Fraction(3, 4)
    )


def test_when_the_two_are_together_is_said() -> None:
    assert "2 h together on Tue." in says(chosen(plan()), Question.POST)
    alone = replace(plan(), activities=(OWN, EXECUTIVE, READING), partners=())
    nobody = replace(alone, roles=(role(), replace(POST, share=JobShare())))
    assert "together" not in says(chosen(nobody), Question.POST)
