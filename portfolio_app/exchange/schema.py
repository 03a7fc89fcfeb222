"""The plan file's table of keys: every key once, with its kind, its limits and what it means.

The reader, the writer and the printed reference all go by this table and by nothing else; to add
a key, add a row. It knows nothing of how rows become a portfolio.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from portfolio_app.core.model import (
    WEEKDAYS,
    Attend,
    Availability,
    Cover,
    Day,
    EmployerKind,
    Half,
    Holder,
    Movable,
    Nation,
    Overlap,
    Per,
    PremiumMode,
    Rounding,
    ShareModel,
    ShareSize,
    Take,
)
from portfolio_app.exchange.kinds import (
    DATE,
    HALF_WINDOW,
    ID,
    LONG_TEXT,
    NAME,
    REPLACES,
    TEXT,
    TIME,
    WINDOW,
    YES_NO,
    Kind,
    among,
    figure,
    hours,
    number,
    one_of,
    whole,
)

FORMAT = "portfolio/1"


class Need(Enum):
    """Whether a key must be there."""

    OPTIONAL = auto()
    REQUIRED = auto()


class Many(Enum):
    """How often a table comes: once, any number of times, or either way."""

    ONE = auto()
    MANY = auto()
    EITHER = auto()


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one kind; `least` of them, none twice."""

    item: Kind
    least: int = 1

    @property
    def what(self) -> str:
        """What the list holds, in words."""
        return f"a list, each {self.item.what}"


@dataclass(frozen=True, slots=True)
class MapOf:
    """A table whose keys are free names, each with a value of one kind."""

    item: Kind

    @property
    def what(self) -> str:
        """What the table holds, in words."""
        return f"a table of names, each with {self.item.what}"


@dataclass(frozen=True, slots=True)
class Nested:
    """A table within a table."""

    keys: "Table"
    many: Many = Many.ONE

    @property
    def what(self) -> str:
        """What it is, in words."""
        inner = ", ".join(key.name for key in self.keys.keys)
        table = f"a table of {inner}"
        return table if self.many is Many.ONE else f"a list, each {table}"


Shape = Kind | ListOf | MapOf | Nested


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name in the file, its kind, what it means, and its field of the model."""

    name: str
    shape: Shape
    help: str
    need: Need = Need.OPTIONAL
    attribute: str = ""

    @property
    def field(self) -> str:
        """The name of the model's field; the key's own name unless it differs."""
        return self.attribute or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one table; `heading` is how a file writes it, `help` what it is for."""

    name: str
    heading: str
    help: str
    keys: tuple[Key, ...]

    @property
    def by_name(self) -> Mapping[str, Key]:
        """The keys by their names in the file."""
        return {key.name: key for key in self.keys}


_REQUIRED = Need.REQUIRED
_REF = NAME
_WEEKDAY = one_of(Day, leave_out=(Day.HOLIDAY,))
_HOLDER = among({"me": Holder.ME, "partner": Holder.PARTNER}, lambda one: str(one.value))
_LEAD = among(
    {"me": Holder.ME, "partner": Holder.PARTNER, "either": None},
    lambda one: "either" if one is None else str(one.value),
)
_UNITS = number(0, 200)
_SOME_UNITS = number(0, 200, above=True)
_A_WEEK = 168  # hours
_A_YEAR = 8784  # hours of a leap year
_STATED = figure(10000)

_ID = Key("id", ID, "A short name that other tables refer to. Left out, it is made from the title.")
_PLAIN_ID = Key("id", ID, "A short name for this table.")
_NOTES = Key("notes", LONG_TEXT, "Free text, printed only where asked.")
_LINE_NOTES = (_ID, _NOTES)

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
        Key("name", NAME, "Your name, or what you do.", _REQUIRED),
        Key("registration", Nested(REGISTRATION), "Your professional registration."),
        Key("specialty", TEXT, "Your specialty."),
        Key(
            "nation",
            one_of(Nation),
            "Where you work: decides public holidays and some terms.",
            _REQUIRED,
        ),
        Key("year_start", DATE, "The first day of the job-plan year.", _REQUIRED),
        Key("hours_cap", hours(_A_WEEK, above=True), "Your own limit of hours a week."),
        Key("wtr_opt_out", YES_NO, "Whether you signed the opt-out of the 48-hour week."),
        _PLAIN_ID,
        _NOTES,
    ),
)

EMPLOYER = Table(
    "employer",
    "[[employer]]",
    "An organisation that you work for.",
    (
        _ID,
        Key("name", NAME, "Its name.", _REQUIRED),
        Key("kind", one_of(EmployerKind), "What kind of organisation it is.", _REQUIRED),
        Key("nation", one_of(Nation), "Its nation, where it is not yours; its roles take its terms."),
        _NOTES,
    ),
)

SITE = Table(
    "site",
    "[[site]]",
    "A place of work. It needs a name or an id.",
    (
        _ID,
        Key("name", NAME, "Its name."),
        Key("employer", _REF, "The id of the employer whose site it is."),
        _NOTES,
    ),
)

TRAVEL = Table(
    "travel",
    "[[travel]]",
    "How long it takes between two sites, either way. For checks and placement; never counted.",
    (
        Key("from", _REF, "The id of one site.", _REQUIRED, "start"),
        Key("to", _REF, "The id of the other.", _REQUIRED, "end"),
        Key("minutes", whole(0, 1440), "Minutes between them.", _REQUIRED),
        _PLAIN_ID,
        _NOTES,
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

MEETING = Table(
    "meetings",
    "role.share.meetings",
    "A meeting of the two partners in their own time.",
    (
        Key("title", NAME, "What it is, such as a working dinner.", _REQUIRED),
        Key("hours", hours(24, above=True), "How long it lasts.", _REQUIRED, "minutes"),
        Key("every_weeks", whole(1, 104), "Once in so many weeks.", _REQUIRED),
    ),
)

RESPONSIBILITY = Table(
    "responsibilities",
    "role.share.responsibilities",
    "A part of a shared post.",
    (
        Key("title", NAME, "What it is.", _REQUIRED),
        Key("lead", _LEAD, "Who leads it; left out, either."),
        Key("deputy", _LEAD, "Who stands in; left out, either."),
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
            "One list that either acts on, parts by strength with a shared core, or separate duties.",
        ),
        Key("mine", _UNITS, "Your part in the contract's unit; left out, half."),
        Key("partner", _REF, "The id of the partner."),
        Key("overlap_hours", hours(_A_WEEK), "Hours a week when both are on the post.", attribute="overlap"),
        Key(
            "overlap",
            one_of(Overlap),
            "Whether that time is inside the post's hours or funded on top.",
            attribute="overlap_kind",
        ),
        Key(
            "coordination_hours",
            hours(_A_WEEK),
            "Hours a week each spends on calls and messages beside the overlap: worked, not paid.",
            attribute="coordination",
        ),
        Key("meetings", Nested(MEETING, Many.MANY), "Meetings in own time, worked but not paid."),
        Key("cover", one_of(Cover), "Whether one covers when the other is away."),
        Key("cover_hours", hours(_A_WEEK), "Extra hours a week each would give.", attribute="cover_minutes"),
        Key("responsibilities", Nested(RESPONSIBILITY, Many.MANY), "Who leads what."),
    ),
)

ROLE = Table(
    "role",
    "[[role]]",
    "A job with one employer under one contract.",
    (
        _ID,
        Key("employer", _REF, "The id of the employer.", _REQUIRED),
        Key("title", NAME, "The job's title.", _REQUIRED),
        Key("contract", NAME, "The contract: a file of resources/contracts.", _REQUIRED),
        Key("contracted", _UNITS, "PAs, sessions or hours a week, as the contract has it.", _REQUIRED),
        Key("start", DATE, "First day; left out, it has always been held."),
        Key("end", DATE, "Last day; left out, it has no end."),
        Key("base", _REF, "The id of the home site."),
        Key("cycle_weeks", whole(1, 104), "Length of the rota in weeks; 1 unless given."),
        Key(
            "working_weeks",
            number(0, 53, above=True),
            "Weeks worked in a year, which may be a decimal; left out, the contract's.",
        ),
        Key("rounding", one_of(Rounding), "What the employer pays on; exact unless given."),
        Key("paid_cap", _UNITS, "The most units that are paid."),
        Key(
            "halves",
            Nested(HALVES),
            "Where a half-day without a clock lies; 09:00, 13:00 and 17:00, four hours each, unless given.",
        ),
        Key("premium", one_of(PremiumMode), "How its activities take premium time: as time or as pay."),
        Key("counted", YES_NO, "False: in the contract but not in its unit; only hours are counted."),
        Key("stands_for", _SOME_UNITS, "With counted = false, how much of the contract it stands for."),
        Key("leave", Nested(LEAVE), "Leave; left out, as the contract and length of service give."),
        Key("basic", figure(10_000_000), "Your full-time basic pay a year. Private."),
        Key("considered", YES_NO, "True: not held; it counts only in a scenario that takes it on."),
        Key("share", Nested(SHARE), "The terms of a job share."),
        _NOTES,
    ),
)

TARIFF = Table(
    "tariff",
    "activity.tariff",
    "So many units for each of something.",
    (
        Key("each", _UNITS, "Units for each one.", _REQUIRED),
        Key("count", number(0, 1000), "How many there are.", _REQUIRED),
        Key("cap", _UNITS, "The most units it gives."),
    ),
)

_HOW_OFTEN = (
    Key("weeks", ListOf(whole(1, 104)), "In these weeks of the role's cycle."),
    Key("one_in", number(1, 1000), "One week in so many."),
    Key("times", number(0, 1000, above=True), "With one_in: so many weeks of them instead of one."),
    Key("from_week", whole(1, 1000), "With one_in: the first week of the cycle in which it is done."),
)
_IN_A_YEAR = (
    Key("per_year", number(0, 10000, above=True), "So many times in a full year; need not be whole."),
    Key("dates", ListOf(DATE), "On these dates only; those in the job-plan year count."),
)

ACTIVITY = Table(
    "activity",
    "[[activity]]",
    "One line of a job plan: what, when and how often.",
    (
        _ID,
        Key("role", _REF, "The id of the role it belongs to.", _REQUIRED),
        Key("title", NAME, "What it is.", _REQUIRED),
        Key("category", NAME, "One of the contract's categories, or another name for it."),
        Key(
            "category_shares",
            MapOf(number(0, 1, above=True)),
            "Instead of category: parts of it that add up to 1.",
        ),
        Key("site", _REF, "The id of the site."),
        Key("group", NAME, "A free name, for subtotals."),
        Key("day", one_of(Day), "The weekday, or a public holiday, which is premium all day."),
        Key("start", TIME, "When it begins."),
        Key("end", TIME, "When it ends; at or before the start is the next day."),
        Key("half", one_of(Half), "A half-day without a clock, worth one unit unless counts_as says otherwise."),
        Key(
            "hours",
            hours(_A_YEAR, above=True),
            "Untimed: how long one occurrence is; above 24 is a block to place.",
            attribute="minutes",
        ),
        Key("premium_hours", hours(_A_YEAR), "How much of hours is premium time.", attribute="premium_minutes"),
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
            _UNITS,
            "What one occurrence is agreed to be worth. Alone, without clock or hours: units a week.",
        ),
        Key("tariff", Nested(TARIFF), "Instead of counts_as: so much for each trainee or the like."),
        Key("premium", one_of(PremiumMode), "Premium time as shorter units, or as pay; the role's unless given."),
        Key("paid", YES_NO, "False: own time, counted as worked and never as paid."),
        *_HOW_OFTEN,
        Key("month_weeks", ListOf(whole(1, 5)), "On the first … fifth such weekday of a month."),
        *_IN_A_YEAR,
        Key(
            "holidays_per_year",
            number(0, 30, above=True),
            'With day = "holiday", where the job plan fixes a number.',
        ),
        Key("prospective_cover", YES_NO, "True: done through leave too, so 52 / working_weeks as often."),
        Key(
            "replaces",
            REPLACES,
            "Activities whose place it takes in its weeks; true takes the place of all it meets.",
        ),
        Key("stated", _STATED, "What a document says it is worth a week. Never counted, always compared."),
        Key("stated_each", _STATED, "What a document says one occurrence is worth."),
        Key("movable", one_of(Movable), "Whether it may move or be dropped; fixed unless given."),
        Key("energy", whole(-2, 2), "From -2, draining, to 2, energising. Private."),
        Key("meaningful", YES_NO, "Whether it matters to you. Private."),
        Key("attend", one_of(Attend), "In a shared post: who must be there."),
        Key("lead", _HOLDER, "In a shared post: who goes by preference, where either may."),
        _NOTES,
    ),
)

CALL_WORK = Table(
    "predictable",
    "on_call.predictable and on_call.unpredictable",
    "Work that is done on call.",
    (
        Key("plain_hours", hours(_A_WEEK), "Hours in plain time.", attribute="plain"),
        Key("premium_hours", hours(_A_WEEK), "Hours in premium time.", attribute="premium"),
        Key(
            "hours",
            hours(_A_WEEK),
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
        _ID,
        Key("role", _REF, "The id of the role; may be left out where there is only one."),
        Key("title", NAME, 'What it is called; "On call" unless given.'),
        *_HOW_OFTEN,
        *_IN_A_YEAR,
        Key("days", ListOf(_WEEKDAY), "The days that the duty covers, all seven unless given."),
        Key("availability", NAME, "The contract's availability category, or none."),
        Key("category", NAME, "The category of its work; the contract's for emergency work unless given."),
        Key("predictable", Nested(CALL_WORK), "Work that is known beforehand, such as a ward round."),
        Key("unpredictable", Nested(CALL_WORK), "Work as it comes, on average."),
        Key("start", TIME, "When a duty begins; with end, splits plain from premium time."),
        Key("end", TIME, "When it ends; at or before the start is the next day."),
        Key("counts_as", _UNITS, "A flat allocation of units a week, instead of both kinds of work."),
        Key("prospective_cover", YES_NO, "True: done through leave too, so 52 / working_weeks as often."),
        Key("resident", YES_NO, "True: present at work throughout."),
        Key("stated", _STATED, "What a document says it is worth a week. Never counted, always compared."),
        _NOTES,
    ),
)

COMMITMENT = Table(
    "commitment",
    "[[commitment]]",
    "Life outside work, in the same week. It needs days or times, or both.",
    (
        _ID,
        Key("title", NAME, 'What it is; "Outside work" unless given.'),
        Key("days", ListOf(_WEEKDAY), "On these days; every day unless given."),
        Key("start", TIME, "When it begins; without times it is the whole day."),
        Key("end", TIME, "When it ends; at or before the start is the next day."),
        Key("protected", YES_NO, "True: work must not use this time."),
        _NOTES,
    ),
)

STATED = Table(
    "stated",
    "[stated] or [[stated]]",
    "Totals that one document prints. Never counted, always compared.",
    (
        Key("source", TEXT, "Which document."),
        Key("role", _REF, "The id of the role; needed where roles count in different units."),
        Key("total", _STATED, "The total a week."),
        Key("by_category", MapOf(_STATED), "A figure for each category."),
        Key("by_group", MapOf(_STATED), "A figure for each group."),
        _PLAIN_ID,
        _NOTES,
    ),
)

PARTNER_DAY = Table(
    "day",
    "partner.halves.Mon … Sun",
    "What a partner says of one day.",
    tuple(
        Key(half.value, one_of(Availability), f"How far they are taken in the {words}.")
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
        Key("day", _WEEKDAY, "The weekday.", _REQUIRED),
        Key("start", TIME, "When it begins.", _REQUIRED),
        Key("end", TIME, "When it ends; at or before the start is the next day.", _REQUIRED),
        Key("on_post", YES_NO, "True: at work on the shared post; else busy elsewhere."),
        Key("title", TEXT, "What it is, if they say."),
    ),
)

PARTNER = Table(
    "partner",
    "[[partner]]",
    "The other half of a job share: what they say of their week and nothing more.",
    (
        _ID,
        Key("name", NAME, "Their name, or what they do."),
        Key("updated", DATE, "When they last said so."),
        Key("hours", hours(_A_WEEK), "Hours a week that they could give the post."),
        Key("strengths", LONG_TEXT, "What they are good at, in their words."),
        Key("halves", Nested(PARTNER_HALVES), "Their week by half-days."),
        Key("block", Nested(BLOCK, Many.MANY), "Their week by the clock.", attribute="blocks"),
        _NOTES,
    ),
)

TAKE = Table(
    "take",
    "[[scenario.take]]",
    "A role that the scenario takes on.",
    (
        Key("role", _REF, "The id of the role.", _REQUIRED),
        Key("as", one_of(Take), "Whole, or shared.", _REQUIRED, "take"),
        Key("mine", _UNITS, "Your part here; left out, as the role's share says."),
        Key("overlap_hours", hours(_A_WEEK), "The overlap here; left out, as the share says.", attribute="overlap"),
        Key("cover_hours", hours(_A_WEEK), "The cover here; left out, as the share says.", attribute="cover_minutes"),
    ),
)

SCENARIO = Table(
    "scenario",
    "[[scenario]]",
    "What if: a branch of the portfolio. An added id that is also in leave takes that one's place.",
    (
        _ID,
        Key("title", NAME, "What it is called; the id unless given."),
        Key("leave", ListOf(_REF, least=0), "The ids of roles, activities or on_call that are given up."),
        Key("take", Nested(TAKE, Many.MANY), "Roles that are taken on.", attribute="takes"),
        Key("role", Nested(ROLE, Many.MANY), "Roles that it adds.", attribute="roles"),
        Key("activity", Nested(ACTIVITY, Many.MANY), "Activities that it adds.", attribute="activities"),
        Key("on_call", Nested(ON_CALL, Many.MANY), "On-call rotas that it adds.", attribute="on_calls"),
        _NOTES,
    ),
)

PLAN = Table(
    "",
    "the file",
    "What a plan file holds at its top.",
    (
        Key("format", among({FORMAT: FORMAT}, str), "The version of the format.", _REQUIRED),
        Key("person", Nested(PERSON), "The clinician.", _REQUIRED),
        Key("employer", Nested(EMPLOYER, Many.MANY), "Employers.", attribute="employers"),
        Key("site", Nested(SITE, Many.MANY), "Sites.", attribute="sites"),
        Key("travel", Nested(TRAVEL, Many.MANY), "Travel between sites.", attribute="travels"),
        Key("role", Nested(ROLE, Many.MANY), "Roles.", attribute="roles"),
        Key("activity", Nested(ACTIVITY, Many.MANY), "Activities.", attribute="activities"),
        Key("on_call", Nested(ON_CALL, Many.MANY), "On-call rotas.", attribute="on_calls"),
        Key("commitment", Nested(COMMITMENT, Many.MANY), "Life outside work.", attribute="commitments"),
        Key("stated", Nested(STATED, Many.EITHER), "Totals that documents print."),
        Key("partner", Nested(PARTNER, Many.MANY), "Job-share partners.", attribute="partners"),
        Key("scenario", Nested(SCENARIO, Many.MANY), "Scenarios.", attribute="scenarios"),
    ),
)

TABLES = (
    PLAN, PERSON, REGISTRATION, EMPLOYER, SITE, TRAVEL, ROLE, HALVES, LEAVE, SHARE, MEETING,
    RESPONSIBILITY, ACTIVITY, TARIFF, ON_CALL, CALL_WORK, COMMITMENT, STATED, PARTNER,
    PARTNER_HALVES, PARTNER_DAY, BLOCK, SCENARIO, TAKE,
)
"""Every table, in the order of the reference."""
