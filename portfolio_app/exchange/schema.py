"""The plan file's table of keys: every key once, with its kind, its limits and what it means.

The reader, the writer and the printed reference all go by this table and by nothing else; to add
a key, add a row. It knows nothing of how rows become a portfolio.
"""

from dataclasses import replace

from portfolio_app.core.model import (
    CoverBy,
    Day,
    EmployerKind,
    Half,
    Movable,
    Nation,
    Per,
    PremiumMode,
    Rounding,
)
from portfolio_app.core.sharing import Attend
from portfolio_app.exchange import tomltext
from portfolio_app.exchange.agreementschema import (
    ASSUMPTIONS,
    CREDIT,
    OBJECTIVE,
    OVERRUN,
    POLICY,
    SILENCE,
    THRESHOLDS,
)
from portfolio_app.exchange.keys import (
    HOLDER,
    ID_KEY,
    NOTES_KEY,
    PLAIN_ID_KEY,
    REFERENCE,
    REQUIRED,
    SOME_UNITS,
    STATED_FIGURE,
    UNITS,
    WEEK_HOURS,
    WEEKDAY,
    YEAR_HOURS,
    Key,
    ListOf,
    Many,
    MapOf,
    Nested,
    Table,
)
from portfolio_app.exchange.kinds import (
    DATE,
    HALF_WINDOW,
    NAME,
    REPLACES,
    TEXT,
    TIME,
    WINDOW,
    YES_NO,
    among,
    figure,
    hours,
    number,
    one_of,
    whole,
)
from portfolio_app.exchange.shareschema import (
    BLOCK,
    DEMAND,
    MEETING,
    PARTNER,
    PARTNER_DAY,
    PARTNER_HALVES,
    RESPONSIBILITY,
    SHARE,
    TAKE,
)

FORMAT = "portfolio/1"

REGISTRATION = Table(
    "registration",
    "person.registration",
    "A professional registration.",
    (
        Key("body", TEXT, "The regulator, such as GMC."),
        Key("number", TEXT, "The number, if you want it printed."),
    ),
)

PERSON = Table(
    "person",
    "[person]",
    "The one clinician whose week this is.",
    (
        Key("name", NAME, "Your name, or what you do.", REQUIRED),
        Key("registration", Nested(REGISTRATION), "Your professional registration."),
        Key("specialty", TEXT, "Your specialty."),
        Key(
            "nation",
            one_of(Nation),
            "Where you work: decides public holidays and some terms.",
            REQUIRED,
        ),
        Key("year_start", DATE, "The first day of the job-plan year.", REQUIRED),
        Key("hours_cap", hours(WEEK_HOURS, above=True), "Your own limit of hours a week."),
        Key("wtr_opt_out", YES_NO, "Whether you signed the opt-out of the 48-hour week."),
        PLAIN_ID_KEY,
        NOTES_KEY,
    ),
)

EMPLOYER = Table(
    "employer",
    "[[employer]]",
    "An organisation that you work for.",
    (
        ID_KEY,
        Key("name", NAME, "Its name.", REQUIRED),
        Key("kind", one_of(EmployerKind), "What kind of organisation it is.", REQUIRED),
        Key(
            "nation", one_of(Nation), "Its nation, where it is not yours; its roles take its terms."
        ),
        Key("lead", YES_NO, "True: it agrees the whole job plan, where there are several."),
        NOTES_KEY,
    ),
)

SITE = Table(
    "site",
    "[[site]]",
    "A place of work. It needs a name or an id.",
    (
        ID_KEY,
        Key("name", NAME, "Its name."),
        Key("employer", REFERENCE, "The id of the employer whose site it is."),
        NOTES_KEY,
    ),
)

TRAVEL = Table(
    "travel",
    "[[travel]]",
    "How long it takes between two sites, either way. For checks and placement; never counted.",
    (
        Key("from", REFERENCE, "The id of one site.", REQUIRED, "start"),
        Key("to", REFERENCE, "The id of the other.", REQUIRED, "end"),
        Key("minutes", whole(0, 1440), "Minutes between them.", REQUIRED),
        PLAIN_ID_KEY,
        NOTES_KEY,
    ),
)

HALVES = Table(
    "halves",
    "role.halves",
    "Where the half-days of a role lie.",
    tuple(
        Key(half.value, HALF_WINDOW, f"When the {words} lies, for clashes and rest.")
        for half, words in (
            (Half.AM, "morning"),
            (Half.PM, "afternoon"),
            (Half.EVENING, "evening"),
        )
    ),
)

LEAVE = Table(
    "leave",
    "role.leave",
    "Leave that a role gives in a year.",
    (
        Key("annual_weeks", number(0, 52), "Weeks of annual leave."),
        Key("public_holidays", number(0, 30), "Public holidays and days in lieu."),
        Key("study_days", number(0, 366), "Days of study and professional leave."),
    ),
)

ROLE = Table(
    "role",
    "[[role]]",
    "A job with one employer under one contract.",
    (
        ID_KEY,
        Key("employer", REFERENCE, "The id of the employer.", REQUIRED),
        Key("title", NAME, "The job's title.", REQUIRED),
        Key(
            "contract",
            NAME,
            "The id of the contract, such as consultant-england-2003 or hours.",
            REQUIRED,
        ),
        Key(
            "contracted",
            UNITS,
            "PAs, sessions or hours a week, as the contract has it.",
            REQUIRED,
        ),
        Key("start", DATE, "First day; left out, it has always been held."),
        Key("end", DATE, "Last day; left out, it has no end."),
        Key("follows", REFERENCE, "The id of the role that this one continues on other terms."),
        Key("plan", NAME, "A name that roles of one integrated job plan share."),
        Key(
            "service_from",
            DATE,
            "The day that service counts from, for leave and pay; the start unless given.",
        ),
        Key("pay_point", NAME, "The point of the pay scale, as the contract names it. Private."),
        Key("base", REFERENCE, "The id of the home site."),
        Key("cycle_weeks", whole(1, 104), "Length of the rota in weeks; 1 unless given."),
        Key(
            "working_weeks",
            number(0, 53, above=True),
            "Weeks worked in a year, which may be a decimal; left out, the contract's.",
        ),
        Key("rounding", one_of(Rounding), "What the employer pays on; exact unless given."),
        Key("paid_cap", UNITS, "The most units that are paid."),
        Key(
            "halves",
            Nested(HALVES),
            "Where half-days lie; four hours from 09:00, 13:00 and 17:00 unless given.",
        ),
        Key(
            "premium",
            one_of(PremiumMode),
            "How its activities take premium time: as time or as pay.",
        ),
        Key(
            "counted", YES_NO, "False: in the contract but not in its unit; only hours are counted."
        ),
        Key(
            "stands_for",
            SOME_UNITS,
            "With counted = false, how much of the contract it stands for.",
        ),
        Key(
            "real_unit_hours",
            hours(24, above=True),
            "What one unit takes in fact, such as a session of 6.2 hours.",
            attribute="real_unit_minutes",
        ),
        Key("leave", Nested(LEAVE), "Leave; left out, as the contract and length of service give."),
        Key(
            "basic",
            figure(10_000_000),
            "Your full-time basic pay a year; what you are paid, where the contract has no "
            "full-time week. Private.",
        ),
        Key("considered", YES_NO, "True: not held; it counts only in a scenario that takes it on."),
        Key("share", Nested(SHARE), "The terms of a job share."),
        NOTES_KEY,
    ),
)

TARIFF = Table(
    "tariff",
    "activity.tariff",
    "So many units for each of something.",
    (
        Key("each", UNITS, "Units for each one.", REQUIRED),
        Key("count", number(0, 1000), "How many there are.", REQUIRED),
        Key("cap", UNITS, "The most units it gives."),
    ),
)

_HOW_OFTEN = (
    Key("weeks", ListOf(whole(1, 104)), "In these weeks of the role's cycle."),
    Key("one_in", replace(number(1, 1000), show=tomltext.short), "One week in so many."),
    Key(
        "times",
        replace(number(0, 1000, above=True), show=tomltext.short),
        "With one_in: so many weeks of them instead of one.",
    ),
    Key(
        "from_week", whole(1, 1000), "With one_in: the first week of the cycle in which it is done."
    ),
)
_INSTEAD_OF = Key(
    "instead_of",
    REPLACES,
    "A hot week: lines that are not done in its weeks; true means all of the role's other"
    " activities but those that are done equally often, which belong to it.",
)
_WITHIN = (
    Key("first_day", DATE, "The first day on which it is done; left out, from the beginning."),
    Key("last_day", DATE, "The last day on which it is done; left out, to the end."),
    Key(
        "lieu_hours",
        hours(WEEK_HOURS),
        "Time back in lieu that one occurrence earns.",
        attribute="lieu_minutes",
    ),
)
_IN_A_YEAR = (
    Key(
        "per_year", number(0, 10000, above=True), "So many times in a full year; need not be whole."
    ),
    Key("dates", ListOf(DATE), "On these dates only; those in the job-plan year count."),
)

ACTIVITY = Table(
    "activity",
    "[[activity]]",
    "One line of a job plan: what, when and how often.",
    (
        ID_KEY,
        Key("role", REFERENCE, "The id of the role it belongs to.", REQUIRED),
        Key("title", NAME, "What it is.", REQUIRED),
        Key("category", NAME, "One of the contract's categories, or another name for it."),
        Key(
            "category_shares",
            MapOf(number(0, 1, above=True)),
            "Instead of category: parts of it that add up to 1.",
        ),
        Key("site", REFERENCE, "The id of the site."),
        Key("group", NAME, "A free name, for subtotals."),
        Key("day", one_of(Day), "The weekday, or a public holiday, which is premium all day."),
        Key("start", TIME, "When it begins."),
        Key("end", TIME, "When it ends; at or before the start is the next day."),
        Key(
            "half",
            one_of(Half),
            "A half-day without a clock, worth one unit unless counts_as says otherwise.",
        ),
        Key(
            "hours",
            hours(YEAR_HOURS, above=True),
            "Untimed: how long one occurrence is; above 24 is a block to place.",
            attribute="minutes",
        ),
        Key(
            "premium_hours",
            hours(YEAR_HOURS),
            "How much of hours is premium time.",
            attribute="premium_minutes",
        ),
        Key("breaks", ListOf(WINDOW, least=0), "Unpaid breaks by the clock."),
        Key(
            "break_minutes",
            whole(0, 1440),
            "Instead of breaks: an unpaid break in the middle of the window.",
        ),
        Key("travel_minutes", whole(0, 1440), "The whole counted travel of one occurrence."),
        Key("travel_inside", YES_NO, "True: the window already holds the travel."),
        Key(
            "counts_as",
            UNITS,
            "What one occurrence is agreed to be worth; without clock or hours, units a week.",
        ),
        Key(
            "tariff", Nested(TARIFF), "Instead of counts_as: so much for each trainee or the like."
        ),
        Key(
            "premium",
            one_of(PremiumMode),
            "Premium time as shorter units, or as pay; the role's unless given.",
        ),
        Key("paid", YES_NO, "False: own time, counted as worked and never as paid."),
        *_HOW_OFTEN,
        Key("month_weeks", ListOf(whole(1, 5)), "On the first … fifth such weekday of a month."),
        *_IN_A_YEAR,
        Key(
            "holidays_per_year",
            number(0, 30, above=True),
            'With day = "holiday", where the job plan fixes a number.',
        ),
        Key(
            "prospective_cover",
            YES_NO,
            "True: done through leave too, so 52 / working_weeks as often.",
        ),
        Key(
            "replaces",
            REPLACES,
            "Activities whose place it takes in its weeks; true takes the place of all it meets.",
        ),
        _INSTEAD_OF,
        *_WITHIN,
        Key("also", Nested(CREDIT, Many.MANY), "What it counts towards besides its own role."),
        Key(
            "stated",
            STATED_FIGURE,
            "What a document says it is worth a week. Never counted, always compared.",
        ),
        Key("stated_each", STATED_FIGURE, "What a document says one occurrence is worth."),
        Key("movable", one_of(Movable), "Whether it may move or be dropped; fixed unless given."),
        Key("place_days", ListOf(WEEKDAY), "Untimed: the days that it may be placed on."),
        Key("place_window", WINDOW, "Untimed: the hours of the day that it may be placed in."),
        Key(
            "least_hours",
            hours(24, above=True),
            "Untimed: the shortest block that it may be placed in.",
            attribute="least_minutes",
        ),
        Key("energy", whole(-2, 2), "From -2, draining, to 2, energising. Private."),
        Key("meaningful", YES_NO, "Whether it matters to you. Private."),
        Key("attend", one_of(Attend), "In a shared post: who must be there."),
        Key("lead", HOLDER, "In a shared post: who goes by preference, where either may."),
        NOTES_KEY,
    ),
)

CALL_WORK = Table(
    "predictable",
    "on_call.predictable and on_call.unpredictable",
    "Work that is done on call.",
    (
        Key("plain_hours", hours(WEEK_HOURS), "Hours in plain time.", attribute="plain"),
        Key("premium_hours", hours(WEEK_HOURS), "Hours in premium time.", attribute="premium"),
        Key(
            "hours",
            hours(WEEK_HOURS),
            "Instead of both: hours in all, split by the duty's start and end.",
            attribute="minutes",
        ),
        Key("per", one_of(Per), "For a duty week, for one duty, or for an average week."),
    ),
)

ON_CALL = Table(
    "on_call",
    "[[on_call]]",
    "One on-call rota of a role; an occurrence is one duty week.",
    (
        ID_KEY,
        Key("role", REFERENCE, "The id of the role; may be left out where there is only one."),
        Key("title", NAME, 'What it is called; "On call" unless given.'),
        *_HOW_OFTEN,
        *_IN_A_YEAR,
        Key("days", ListOf(WEEKDAY), "The days that the duty covers, all seven unless given."),
        Key("availability", NAME, "The contract's availability category, or none."),
        Key(
            "category",
            NAME,
            "The category of its work; the contract's for emergency work unless given.",
        ),
        Key(
            "predictable", Nested(CALL_WORK), "Work that is known beforehand, such as a ward round."
        ),
        Key("unpredictable", Nested(CALL_WORK), "Work as it comes, on average."),
        Key("start", TIME, "When a duty begins; with end, splits plain from premium time."),
        Key("end", TIME, "When it ends; at or before the start is the next day."),
        Key(
            "counts_as", UNITS, "A flat allocation of units a week, instead of both kinds of work."
        ),
        Key(
            "prospective_cover",
            YES_NO,
            "True: done through leave too, so 52 / working_weeks as often.",
        ),
        Key(
            "cover_by",
            one_of(CoverBy),
            "With prospective_cover: the convention; working-weeks unless given.",
        ),
        Key(
            "slot_share",
            number(0, 1, above=True),
            "Your part of a slot that two people share; 1 unless given.",
        ),
        _INSTEAD_OF,
        *_WITHIN,
        Key("resident", YES_NO, "True: present at work throughout."),
        Key(
            "stated",
            STATED_FIGURE,
            "What a document says it is worth a week. Never counted, always compared.",
        ),
        NOTES_KEY,
    ),
)

COMMITMENT = Table(
    "commitment",
    "[[commitment]]",
    "Life outside work, in the same week. It needs days or times, or both.",
    (
        ID_KEY,
        Key("title", NAME, 'What it is; "Outside work" unless given.'),
        Key("days", ListOf(WEEKDAY), "On these days; every day unless given."),
        Key("start", TIME, "When it begins; without times it is the whole day."),
        Key("end", TIME, "When it ends; at or before the start is the next day."),
        Key("protected", YES_NO, "True: work must not use this time."),
        NOTES_KEY,
    ),
)

STATED = Table(
    "stated",
    "[stated] or [[stated]]",
    "Totals that one document prints. Never counted, always compared.",
    (
        Key("source", TEXT, "Which document."),
        Key("role", REFERENCE, "The id of the role; needed where roles count in different units."),
        Key("total", STATED_FIGURE, "The total a week."),
        Key("by_category", MapOf(STATED_FIGURE), "A figure for each category."),
        Key("by_group", MapOf(STATED_FIGURE), "A figure for each group."),
        PLAIN_ID_KEY,
        NOTES_KEY,
    ),
)

SCENARIO = Table(
    "scenario",
    "[[scenario]]",
    "What if: a branch of the portfolio. An added id that is also in leave takes that one's place.",
    (
        ID_KEY,
        Key("title", NAME, "What it is called; the id unless given."),
        Key(
            "leave",
            ListOf(REFERENCE, least=0),
            "The ids of roles, activities or on_call that are given up.",
        ),
        Key("take", Nested(TAKE, Many.MANY), "Roles that are taken on.", attribute="takes"),
        Key("role", Nested(ROLE, Many.MANY), "Roles that it adds.", attribute="roles"),
        Key(
            "activity",
            Nested(ACTIVITY, Many.MANY),
            "Activities that it adds.",
            attribute="activities",
        ),
        Key(
            "on_call",
            Nested(ON_CALL, Many.MANY),
            "On-call rotas that it adds.",
            attribute="on_calls",
        ),
        NOTES_KEY,
    ),
)

PLAN = Table(
    "",
    "the file",
    "What a plan file holds at its top.",
    (
        Key("format", among({FORMAT: FORMAT}, str), "The version of the format.", REQUIRED),
        Key("person", Nested(PERSON), "The clinician.", REQUIRED),
        Key("employer", Nested(EMPLOYER, Many.MANY), "Employers.", attribute="employers"),
        Key("site", Nested(SITE, Many.MANY), "Sites.", attribute="sites"),
        Key("travel", Nested(TRAVEL, Many.MANY), "Travel between sites.", attribute="travels"),
        Key("role", Nested(ROLE, Many.MANY), "Roles.", attribute="roles"),
        Key("activity", Nested(ACTIVITY, Many.MANY), "Activities.", attribute="activities"),
        Key("on_call", Nested(ON_CALL, Many.MANY), "On-call rotas.", attribute="on_calls"),
        Key(
            "commitment",
            Nested(COMMITMENT, Many.MANY),
            "Life outside work.",
            attribute="commitments",
        ),
        Key("stated", Nested(STATED, Many.EITHER), "Totals that documents print."),
        Key("partner", Nested(PARTNER, Many.MANY), "Job-share partners.", attribute="partners"),
        Key("scenario", Nested(SCENARIO, Many.MANY), "Scenarios.", attribute="scenarios"),
        Key("policy", Nested(POLICY, Many.MANY), "Local policies.", attribute="policies"),
        Key("objective", Nested(OBJECTIVE, Many.MANY), "Objectives.", attribute="objectives"),
        Key("silence", Nested(SILENCE, Many.MANY), "Accepted findings.", attribute="silences"),
        Key("assumptions", Nested(ASSUMPTIONS), "What a sampled year assumes."),
        Key("thresholds", Nested(THRESHOLDS), "Where a verdict turns."),
    ),
)

TABLES = (
    PLAN,
    PERSON,
    REGISTRATION,
    EMPLOYER,
    SITE,
    TRAVEL,
    ROLE,
    HALVES,
    LEAVE,
    SHARE,
    MEETING,
    DEMAND,
    RESPONSIBILITY,
    ACTIVITY,
    TARIFF,
    CREDIT,
    ON_CALL,
    CALL_WORK,
    COMMITMENT,
    STATED,
    PARTNER,
    PARTNER_HALVES,
    PARTNER_DAY,
    BLOCK,
    SCENARIO,
    TAKE,
    POLICY,
    OBJECTIVE,
    SILENCE,
    ASSUMPTIONS,
    OVERRUN,
    THRESHOLDS,
)
"""Every table, in the order of the reference."""
