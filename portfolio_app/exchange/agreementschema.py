"""The keys of what is agreed beside the week: local policies, objectives, credits and silences.

Part of the table of keys; see `schema`.
"""

from portfolio_app.exchange.keys import (
    ID_KEY,
    NOTES_KEY,
    PLAIN_ID_KEY,
    REFERENCE,
    REQUIRED,
    UNITS,
    YEAR_HOURS,
    Key,
    ListOf,
    Table,
)
from portfolio_app.exchange.kinds import ANY_VALUE, DATE, LONG_TEXT, NAME, TEXT, hours

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
