"""The keys of a job share: its terms, the partner, and how a scenario takes a role on.

Part of the table of keys; see `schema`.
"""

from portfolio_app.core.model import WEEKDAYS, Half
from portfolio_app.core.sharing import Availability, Cover, Overlap, ShareModel, ShareSize, Take
from portfolio_app.exchange.keys import (
    ID_KEY,
    LEAD,
    NOTES_KEY,
    REFERENCE,
    REQUIRED,
    UNITS,
    WEEK_HOURS,
    WEEKDAY,
    Key,
    ListOf,
    Many,
    Nested,
    Table,
)
from portfolio_app.exchange.kinds import (
    DATE,
    LONG_TEXT,
    NAME,
    TEXT,
    TIME,
    YES_NO,
    hours,
    number,
    one_of,
    whole,
)

MEETING = Table(
    "meetings",
    "role.share.meetings",
    "A meeting of the two partners in their own time.",
    (
        Key("title", NAME, "What it is, such as a working dinner.", REQUIRED),
        Key("hours", hours(24, above=True), "How long it lasts.", REQUIRED, "minutes"),
        Key("every_weeks", whole(1, 104), "Once in so many weeks.", REQUIRED),
    ),
)


DEMAND = Table(
    "demand",
    "role.share.demand",
    "Requests that come to the post unplanned, in working hours.",
    (
        Key("requests", number(0, 1000), "How many a week, on average.", REQUIRED),
        Key("hours", hours(24, above=True), "How long one takes on average.", REQUIRED, "minutes"),
        Key("spread", number(0, 10), "How uneven that is: spread over mean, 0.5 unless given."),
        Key("urgent", number(0, 1), "The part that cannot wait; none unless given."),
    ),
)


RESPONSIBILITY = Table(
    "responsibilities",
    "role.share.responsibilities",
    "A part of a shared post.",
    (
        Key("title", NAME, "What it is.", REQUIRED),
        Key("lead", LEAD, "Who leads it; left out, either."),
        Key("deputy", LEAD, "Who stands in; left out, either."),
    ),
)


SHARE = Table(
    "share",
    "[role.share]",
    "The terms on which a role is shared by two people. What is left out is not known.",
    (
        Key("size", one_of(ShareSize), "Whether contracted is the whole post's or each holder's."),
        Key(
            "model",
            one_of(ShareModel),
            "Twin: one list for both. Hybrid: parts and a shared core. Islands: separate duties.",
        ),
        Key("mine", UNITS, "Your part in the contract's unit; left out, half."),
        Key("theirs", UNITS, "Your partner's part; left out, the rest of the post."),
        Key("partner", REFERENCE, "The id of the partner."),
        Key(
            "overlap_hours",
            hours(WEEK_HOURS),
            "Hours a week when both are on the post.",
            attribute="overlap",
        ),
        Key(
            "overlap",
            one_of(Overlap),
            "Whether that time is inside the post's hours or funded on top.",
            attribute="overlap_kind",
        ),
        Key(
            "coordination_hours",
            hours(WEEK_HOURS),
            "Hours a week each spends on calls and messages beside the overlap: worked, not paid.",
            attribute="coordination",
        ),
        Key("meetings", Nested(MEETING, Many.MANY), "Meetings in own time, worked but not paid."),
        Key("cover", one_of(Cover), "Whether one covers when the other is away."),
        Key(
            "cover_hours",
            hours(WEEK_HOURS),
            "Extra hours a week each would give.",
            attribute="cover_minutes",
        ),
        Key(
            "cover_displaces",
            ListOf(REFERENCE, least=0),
            "The ids of activities that covering may push aside.",
        ),
        Key("demand", Nested(DEMAND), "Requests that come unplanned; left out, not known."),
        Key("responsibilities", Nested(RESPONSIBILITY, Many.MANY), "Who leads what."),
    ),
)


PARTNER_DAY = Table(
    "day",
    "partner.halves.Mon … Sun",
    "What a partner says of one day.",
    tuple(
        Key(half.value, one_of(Availability), f"How far they are free for the post in the {words}.")
        for half, words in ((Half.AM, "morning"), (Half.PM, "afternoon"), (Half.EVENING, "evening"))
    ),
)


PARTNER_HALVES = Table(
    "halves",
    "partner.halves",
    "A partner's week by half-days. What is left out is not known, never free.",
    tuple(Key(day.value, Nested(PARTNER_DAY), f"Their {day.value}.") for day in WEEKDAYS),
)


BLOCK = Table(
    "block",
    "[[partner.block]]",
    "A stretch of the partner's week.",
    (
        Key("day", WEEKDAY, "The weekday.", REQUIRED),
        Key("start", TIME, "When it begins.", REQUIRED),
        Key("end", TIME, "When it ends; at or before the start is the next day.", REQUIRED),
        Key("on_post", YES_NO, "True: at work on the shared post; else busy elsewhere."),
        Key("title", TEXT, "What it is, if they say."),
    ),
)


PARTNER = Table(
    "partner",
    "[[partner]]",
    "The other half of a job share: what they say of their week and nothing more.",
    (
        ID_KEY,
        Key("name", NAME, "Their name, or what they do."),
        Key("updated", DATE, "When they last said so."),
        Key("hours", hours(WEEK_HOURS), "Hours a week that they could give the post."),
        Key("units", UNITS, "The same in the post's unit."),
        Key("negotiable", YES_NO, "Whether their times can be talked about."),
        Key("areas", LONG_TEXT, "The areas that they know."),
        Key("strengths", LONG_TEXT, "What they are good at, in their words."),
        Key("would_lead", LONG_TEXT, "What they would lead."),
        Key("limits", LONG_TEXT, "What they cannot do."),
        Key("halves", Nested(PARTNER_HALVES), "Their week by half-days."),
        Key("block", Nested(BLOCK, Many.MANY), "Their week by the clock.", attribute="blocks"),
        NOTES_KEY,
    ),
)


TAKE = Table(
    "take",
    "[[scenario.take]]",
    "A role that the scenario takes on.",
    (
        Key("role", REFERENCE, "The id of the role.", REQUIRED),
        Key("as", one_of(Take), "Whole, or shared.", REQUIRED, "take"),
        Key("mine", UNITS, "Your part here; left out, as the role's share says."),
        Key(
            "overlap_hours",
            hours(WEEK_HOURS),
            "The overlap here; left out, as the share says.",
            attribute="overlap",
        ),
        Key(
            "cover_hours",
            hours(WEEK_HOURS),
            "The cover here; left out, as the share says.",
            attribute="cover_minutes",
        ),
    ),
)
