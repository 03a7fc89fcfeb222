"""What the sampled year assumes and where a verdict turns: defaults that the user sees and edits.

Every default is a starting point of this program, not a finding: `ASSUMED` and `TURNING` say what
each means and why it stands as it does, for panel and report to print. Nothing here samples.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

CHOSEN = date(2026, 11, 25)  # the day on which the defaults below were last looked at
MOST_YEARS = 100_000
FEWEST_YEARS = 100
_MOST_OVERRUN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """How long work of one category takes against its plan: mean and spread of worked / planned.

    `spread` is the standard deviation of that ratio.
    """

    category: str
    mean: Fraction
    spread: Fraction


# Worked over planned time. The plan is taken at its word on average until a diary says more.
OVERRUNS: tuple[Overrun, ...] = (
    Overrun(category="DCC", mean=Fraction(1), spread=Fraction(20, 100)),
    Overrun(category="SPA", mean=Fraction(1), spread=Fraction(15, 100)),
)
OTHER = "other"  # every category without an overrun of its own
OTHER_OVERRUN = Overrun(category=OTHER, mean=Fraction(1), spread=Fraction(15, 100))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What a sampled year assumes; probabilities and shares are exact, times are minutes.

    Leave that the blocks do not use falls on single days. `leave_weeks` of a person replaces what
    the contract gives. `own_time` is what flexible work may take of one person's own week.
    """

    years: int = 10_000
    seed: int = 1
    two_week_blocks: int = 1
    one_week_blocks: int = 2
    school_holidays: bool = False
    not_both_away: Fraction = Fraction(9, 10)
    my_leave_weeks: Fraction | None = None
    partner_leave_weeks: Fraction | None = None
    sick_spells: Fraction = Fraction(3, 2)  # a year, each person
    sick_days: Fraction = Fraction(3)  # calendar days, the mean of a spell
    overruns: tuple[Overrun, ...] = ()
    call_spread: Fraction = Fraction(1, 2)  # standard deviation / mean of unpredictable work
    own_time: int = 60

    def overrun(self, category: str) -> Overrun:
        """The overrun of a category: the user's own for it or for all others, else the usual."""
        for wanted in (category, OTHER):
            for one in self.overruns:
                if one.category == wanted:
                    return one
        return next((one for one in OVERRUNS if one.category == category), OTHER_OVERRUN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where "tight" and "does not fit" begin. Minutes a week, weeks a year, shares.

    The limits themselves are the law's and the person's own; these say how near is near.
    """

    near_limit: int = 120
    protected_lost: int = 120
    own_time: int = 120
    duty_share: Fraction = Fraction(3, 4)
    weeks_over: Fraction = Fraction(4)
    weeks_over_most: Fraction = Fraction(21)
    average_over: Fraction = Fraction(1, 20)
    average_over_most: Fraction = Fraction(1, 2)
    uncovered: Fraction = Fraction(1, 20)
    uncovered_most: Fraction = Fraction(1, 5)
    wait: int = 24 * 60  # minutes, the 95th percentile of an urgent request's wait
    backlog: int = 8 * 60  # minutes at the year's end


# What each can be, the ends included: beyond them a year says nothing of anybody's.
LIMITS: Mapping[str, tuple[int, int]] = {
    "years": (FEWEST_YEARS, MOST_YEARS),
    "seed": (0, 2**32 - 1),
    "two_week_blocks": (0, 10),
    "one_week_blocks": (0, 20),
    "not_both_away": (0, 1),
    "my_leave_weeks": (0, 52),
    "partner_leave_weeks": (0, 52),
    "sick_spells": (0, 52),
    "sick_days": (1, 365),
    "call_spread": (0, 10),
    "own_time": (0, 168 * 60),
}


def faults(assumed: Assumptions) -> tuple[str, ...]:
    """What cannot be assumed, each with what was found and what can be; nothing where all can."""
    found = [
        f"{ASSUMED[name].title}: {value} cannot be; give {low:,} to {high:,}."
        for name, (low, high) in LIMITS.items()
        if (value := getattr(assumed, name)) is not None and not low <= value <= high
    ]
    found += [
        f"How far {one.category} runs over: a mean of {one.mean} and a spread of {one.spread}"
        " cannot be; give a mean above 0 and a spread of 0 or more, both up to 10."
        for one in assumed.overruns
        if not (0 < one.mean <= _MOST_OVERRUN and 0 <= one.spread <= _MOST_OVERRUN)
    ]
    return tuple(found)


USUAL = Assumptions()
USUAL_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class About:
    """What one assumption or threshold means, in a title and a sentence or two."""

    title: str
    why: str


ASSUMED: Mapping[str, About] = {
    "years": About(
        "Years sampled", "More years make the figures steadier; 10,000 take a second or so."
    ),
    "seed": About("Seed", "The same seed gives the same years to the digit."),
    "two_week_blocks": About("Leave in two weeks on end", "Once a year is common."),
    "one_week_blocks": About("Leave in single weeks", "What is left falls on single days."),
    "school_holidays": About(
        "Leave mostly in school holidays", "Weeks of school holidays are four times as likely."
    ),
    "not_both_away": About(
        "You agree not to be away together",
        "How often such an agreement holds. Nine times in ten is a starting point.",
    ),
    "my_leave_weeks": About(
        "Your weeks of leave", "Annual and study leave; empty takes what your role gives."
    ),
    "partner_leave_weeks": About(
        "Your partner's weeks of leave", "Empty takes the same as yours: theirs is not known."
    ),
    "sick_spells": About(
        "Spells of sickness a year", "A starting point for one person; put in what you know."
    ),
    "sick_days": About("Days of a spell", "The mean, weekends included."),
    "overruns": About(
        "How far work runs over",
        "Worked over planned time. The plan is taken at its word until a diary says more.",
    ),
    "call_spread": About(
        "How uneven on-call is", "Spread over mean of the unpredictable work of a duty week."
    ),
    "own_time": About(
        "Own time that you would give in a week",
        "Flexible work that leave or cover pushed out may take this much; the rest waits.",
    ),
}
TURNING: Mapping[str, About] = {
    "near_limit": About("Near a limit", "Less than this below it is tight."),
    "protected_lost": About("Protected time lost", "This much a week does not fit."),
    "own_time": About("Own time", "More than this a week, unpaid, is tight."),
    "duty_share": About("The post has someone on it", "Less of its hours than this is tight."),
    "weeks_over": About("Weeks over your own limit", "More a year than this is tight."),
    "weeks_over_most": About("Far too many such weeks", "More a year than this does not fit."),
    "average_over": About(
        "The average passes the law's limit", "A chance above this in a year is tight."
    ),
    "average_over_most": About("It passes it often", "A chance above this does not fit."),
    "uncovered": About("Commitments with nobody there", "A share above this is tight."),
    "uncovered_most": About("Too many with nobody", "A share above this does not fit."),
    "wait": About("Urgent requests wait", "95 in 100 answered within this, else it is tight."),
    "backlog": About("Work left at the year's end", "More than this is tight."),
}
