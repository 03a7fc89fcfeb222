"""Two weeks side by side: who could be there, by what each says and nothing more."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from portfolio_app.core.complement import (
    DayTogether,
    Who,
    day_sentence,
    days_together,
    sentences,
)
from portfolio_app.core.jobshare import options
from portfolio_app.core.model import Day, Half, Partner, PartnerBlock, TakeOn
from portfolio_app.core.model import Scenario as Branch
from portfolio_app.core.sharing import Attend, Availability, JobShare, Take
from tests.plans import CONTRACTS, activity, at, portfolio, role

WEEK = portfolio(
    activity("clinic", day="Mon", clock="08:30-13:00"),
    activity("list", day="Tue", clock="08:00-18:00"),
    activity("short", day="Wed", clock="09:00-10:00"),
)
HALVES = {
    Day.MON: "FULL FULL",
    Day.TUE: "PART NONE",
    Day.WED: "FLEXIBLE NONE",
    Day.THU: "NONE NONE",
}
THEIRS = Partner(
    id="p",
    name="P.",
    halves=tuple(
        (day, half, Availability[how])
        for day, said in HALVES.items()
        for half, how in zip((Half.AM, Half.PM), said.split(), strict=True)
    ),
)


def said(partner: Partner | None) -> list[str]:
    return [day_sentence(one) for one in days_together(WEEK, partner, but_for="post")]


def test_each_day_says_who_could_be_there() -> None:
    assert said(THEIRS) == [
        "Mon: your partner only in the morning; both of you in the afternoon",
        "Tue: your partner only in the morning; neither of you in the afternoon",
        "Wed: both of you in the morning; you only in the afternoon",
        "Thu: you only",
        "Fri: you (your partner is not known)",
    ]


def test_of_nobody_nothing_is_known_and_nothing_is_free() -> None:
    assert said(None) == [
        (
            "Mon: not you in the morning (your partner is not known);"
            " you in the afternoon (your partner is not known)"
        ),
        "Tue: not you (your partner is not known)",
        *(f"{day}: you (your partner is not known)" for day in ("Wed", "Thu", "Fri")),
    ]


def test_blocks_say_where_a_partner_is_and_never_that_they_are_free() -> None:
    blocks = (
        PartnerBlock(day=Day.WED, clock=at("09:00-17:00"), on_post=True),
        PartnerBlock(day=Day.THU, clock=at("08:00-13:00")),
        PartnerBlock(day=Day.FRI, clock=at("09:00-10:00")),
    )
    found = days_together(WEEK, Partner(id="p", name="P.", blocks=blocks), but_for="post")
    assert found[2:] == (
        DayTogether(Day.WED, Who.BOTH, Who.BOTH),
        DayTogether(Day.THU, Who.ME, Who.ME_AT_LEAST),
        DayTogether(Day.FRI, Who.ME_AT_LEAST, Who.ME_AT_LEAST),
    )


def test_the_posts_own_time_is_not_in_the_way_of_it() -> None:
    held = days_together(WEEK, THEIRS, but_for="consultant")
    assert held[0].morning is Who.BOTH


@pytest.mark.parametrize(("morning", "afternoon"), list(product(Who, Who)))
def test_every_day_has_words(morning: Who, afternoon: Who) -> None:
    text = day_sentence(DayTogether(Day.MON, morning, afternoon))
    assert text.startswith("Mon: ")
    assert ("morning" in text) == (morning is not afternoon)


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        (None, "Time together: 2 h a week; how much is wanted is not known."),
        (120, "Time together: 2 h a week, 2 h wanted: met."),
        (150, "Time together: 2 h a week, 2.5 h wanted: 0.5 h too little."),
    ],
)
def test_time_together_is_met_or_not(wanted: int | None, line: str) -> None:
    post = role(
        id="post",
        title="Post",
        contracted=Fraction(4),
        considered=True,
        share=JobShare(partner="p", overlap=wanted),
    )
    board = replace(
        activity("board", day="Mon", clock="14:00-16:00", attend=Attend.BOTH), role="post"
    )
    branch = Branch(id="share", title="Share", takes=(TakeOn(role="post", take=Take.SHARED),))
    whole = replace(
        WEEK,
        roles=(*WEEK.roles, post),
        activities=(*WEEK.activities, board),
        partners=(THEIRS,),
        scenarios=(branch,),
    )
    share = next(o for o in options(whole, CONTRACTS, "post", holidays={}) if o.id == "share")
    assert share.post is not None
    *days, together, both = sentences(share.post, share.portfolio)
    assert len(days) == 5
    assert together == line
    assert both == "You could both be there on Mon and Wed."
    nobody = replace(share.post, resolved=replace(share.post.resolved, partner=None))
    assert len(list(sentences(nobody, share.portfolio))) == 6
