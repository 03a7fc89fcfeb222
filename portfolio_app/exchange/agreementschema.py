"""The keys of what is agreed beside the week: policies, objectives, credits, silences, assumptions.

Part of the table of keys; see `schema`.
"""

from portfolio_app.core.assumptions import FEWEST_YEARS, MOST_YEARS
from portfolio_app.exchange.keys import (
    ID_KEY,
    NOTES_KEY,
    PLAIN_ID_KEY,
    REFERENCE,
    REQUIRED,
    UNITS,
    WEEK_HOURS,
    YEAR_HOURS,
    Key,
    ListOf,
    Many,
    Nested,
    Table,
)
from portfolio_app.exchange.kinds import (
    ANY_VALUE,
    DATE,
    LONG_TEXT,
    NAME,
    TEXT,
    YES_NO,
    hours,
    number,
    whole,
)

CREDIT = Table(
    "also",
    "activity.also",
    "What an activity counts towards besides its own role. Its hours are counted once.",
    (
        Key("role", REFERENCE, "The id of another role, whose employer credits it."),
        Key("ledger", NAME, "Instead of role: a free name, such as CPD or practice hours."),
        Key("units", UNITS, "What one occurrence is worth there, in that role's unit."),
        Key(
            "hours",
            hours(YEAR_HOURS),
            "With ledger: how much of one occurrence counts; all of it unless given.",
            attribute="minutes",
        ),
    ),
)

POLICY = Table(
    "policy",
    "[[policy]]",
    "A value that one employer has instead of the contract's, or that you know better.",
    (
        ID_KEY,
        Key("employer", REFERENCE, "The id of the employer.", REQUIRED),
        Key("contract", NAME, "The id of the contract.", REQUIRED),
        Key("term", NAME, "The term of the contract, such as working-weeks.", REQUIRED),
        Key("from", DATE, "The first day on which it holds.", REQUIRED, "start"),
        Key("value", ANY_VALUE, "The value, as the contract file would have it.", REQUIRED),
        Key("source", NAME, "Where it stands: the name of the document.", REQUIRED),
        Key("at", TEXT, "The paragraph or page."),
        NOTES_KEY,
    ),
)

OBJECTIVE = Table(
    "objective",
    "[[objective]]",
    "What a role is to achieve in the year, and the work that gives it time.",
    (
        ID_KEY,
        Key("role", REFERENCE, "The id of the role.", REQUIRED),
        Key("title", NAME, "What is to be achieved.", REQUIRED),
        Key("measure", LONG_TEXT, "How you will know."),
        Key("support", LONG_TEXT, "What it needs from the employer."),
        Key("activities", ListOf(REFERENCE, least=0), "The ids of the activities that serve it."),
        NOTES_KEY,
    ),
)

SILENCE = Table(
    "silence",
    "[[silence]]",
    "A finding that you have looked at and accept; the reason is printed.",
    (
        PLAIN_ID_KEY,
        Key("check", NAME, "The name of the check, such as daily-rest.", REQUIRED),
        Key("where", NAME, "The id of the activity or role that it is about.", REQUIRED),
        Key("reason", NAME, "Why you accept it.", REQUIRED),
        NOTES_KEY,
    ),
)


def _limit(name: str, most: int, says: str) -> Key:
    """A length of time; its field of the model is in minutes."""
    return Key(f"{name}_hours", hours(most), says, attribute=name)


OVERRUN = Table(
    "overruns",
    "assumptions.overruns",
    "How long work of one category takes against its plan.",
    (
        Key("category", NAME, "The category, as the contract has it.", REQUIRED),
        Key("mean", number(0, 10, above=True), "Worked over planned time, on average.", REQUIRED),
        Key("spread", number(0, 10), "The standard deviation of that.", REQUIRED),
    ),
)

ASSUMPTIONS = Table(
    "assumptions",
    "[assumptions]",
    "What a sampled year of a job share assumes, where it is not the usual.",
    (
        Key("years", whole(FEWEST_YEARS, MOST_YEARS), "How many years are sampled."),
        Key("seed", whole(0, 2**32 - 1), "The same seed gives the same years."),
        Key("two_week_blocks", whole(0, 10), "Leave in two weeks on end, times a year."),
        Key("one_week_blocks", whole(0, 20), "Leave in single weeks, times a year."),
        Key("school_holidays", YES_NO, "True: leave falls mostly in school holidays."),
        Key("not_both_away", number(0, 1), "How often you keep from being away together."),
        Key("my_leave_weeks", number(0, 52), "Your weeks of leave; left out, as the role gives."),
        Key("partner_leave_weeks", number(0, 52), "Your partner's; left out, the same as yours."),
        Key("sick_spells", number(0, 52), "Spells of sickness a year, each person."),
        Key("sick_days", number(1, 365), "Calendar days of a spell, on average."),
        Key("overruns", Nested(OVERRUN, Many.MANY), "How far work runs over, by category."),
        Key("call_spread", number(0, 10), "How uneven on-call work is: spread over mean."),
        Key(
            "own_time_hours",
            hours(WEEK_HOURS),
            "Own time a week that you give.",
            attribute="own_time",
        ),
    ),
)

THRESHOLDS = Table(
    "thresholds",
    "[thresholds]",
    "Where a verdict turns to tight, or to does not fit, where it is not the usual.",
    (
        _limit("near_limit", WEEK_HOURS, "So near below a limit is tight."),
        _limit("protected_lost", WEEK_HOURS, "So much protected time lost does not fit."),
        _limit("own_time", WEEK_HOURS, "More own time a week is tight."),
        Key("duty_share", number(0, 1), "Someone there for less of the post's hours is tight."),
        Key("weeks_over", number(0, 53), "More weeks a year over your own limit are tight."),
        Key("weeks_over_most", number(0, 53), "More do not fit."),
        Key("average_over", number(0, 1), "A greater chance to pass the law's average is tight."),
        Key("average_over_most", number(0, 1), "A greater one does not fit."),
        Key("uncovered", number(0, 1), "A greater share of commitments with nobody is tight."),
        Key("uncovered_most", number(0, 1), "A greater one does not fit."),
        _limit("wait", YEAR_HOURS, "95 in 100 urgent requests are answered within."),
        _limit("backlog", YEAR_HOURS, "More work left at the year's end is tight."),
    ),
)
