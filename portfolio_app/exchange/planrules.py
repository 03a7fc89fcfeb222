"""What the keys of one row may say together: impossible times, dates and combinations.

Each rule looks at one row, notes what cannot be and why, and leaves alone what could not be read.
References and contracts are others' business.
"""

from datetime import date
from fractions import Fraction
from itertools import pairwise

from portfolio_app.core.model import WEEKDAYS, Clock, Day
from portfolio_app.exchange.kinds import WINDOW
from portfolio_app.exchange.planbuild import clock_of, window_offset
from portfolio_app.exchange.problems import Notes
from portfolio_app.exchange.rows import Row

_OFTEN = ("weeks", "one_in", "month_weeks", "per_year", "dates")
_A_YEAR = ("per_year", "dates")
_FULL_NAMES = dict(
    zip(
        WEEKDAYS,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)


def check_role(row: Row, notes: Notes) -> None:
    """What a role's keys may say together."""
    _check_days(row, "start", "end", notes)
    if "follows" in row.values and row.values["follows"] == row.values.get("id"):
        notes.add(row.at("follows"), "a role that follows itself", "the id of another role")
    if "stands_for" in row.given and row.values.get("counted", True):
        notes.add(row.at("stands_for"), "stands_for without counted = false", "both, or neither")


def check_travel(row: Row, notes: Notes) -> None:
    """Travel lies between two different sites."""
    if row.has("from", "to") and row.values["from"] == row.values["to"]:
        notes.add(row.at("to"), "the same site twice", "two different sites")


def check_commitment(row: Row, notes: Notes) -> None:
    """A commitment needs a time or days to be drawn at all."""
    _check_clock(row, notes)
    if not row.given & {"days", "start", "end"}:
        notes.add(row.place, "neither days nor times", "days, or start and end, or both")


def check_activity(row: Row, notes: Notes) -> None:
    """What an activity's keys may say together."""
    _check_clock(row, notes)
    _check_when(row, notes)
    _check_untimed(row, notes)
    _check_breaks(row, notes)
    _check_category(row, notes)
    _check_often(row, notes)
    _check_weekday(row, notes)
    _check_holiday(row, notes)
    if {"counts_as", "tariff"} <= row.given:
        notes.add(row.at("tariff"), "tariff beside counts_as", "one of the two")
    _check_others(row, notes)
    _check_days(row, "first_day", "last_day", notes)
    for credit in row.rows("also"):
        _check_credit(row, credit, notes)


def check_on_call(row: Row, notes: Notes) -> None:
    """What an on-call table's keys may say together."""
    _check_clock(row, notes)
    _check_often(row, notes)
    _check_others(row, notes)
    _check_days(row, "first_day", "last_day", notes)
    if "cover_by" in row.given and not row.values.get("prospective_cover", False):
        expected = "prospective_cover = true with it, or neither"
        notes.add(row.at("cover_by"), "cover_by without prospective_cover", expected)
    for name in ("predictable", "unpredictable"):
        if {"counts_as", name} <= row.given:
            notes.add(row.at(name), f"{name} beside counts_as", "one of the two")
        work = row.values.get(name)
        if work is not None:
            _check_call_work(row, work, notes)
    if row.has("days", "dates"):
        _check_dates(row, set(row.values["days"]), "one of its days", notes)


def check_weeks(row: Row, role: Row, notes: Notes) -> None:
    """The weeks of a cycle lie within the cycle of the role."""
    if "cycle_weeks" in role.given and "cycle_weeks" not in role.values:
        return
    cycle = role.values.get("cycle_weeks", 1)
    for index, week in enumerate(row.values.get("weeks", ())):
        if week > cycle:
            length = "1 week" if cycle == 1 else f"{cycle} weeks"
            expected = f"a week of the role's cycle, which is {length} long (cycle_weeks)"
            notes.add(row.at("weeks", index), f"week {week}", expected)


def _check_clock(row: Row, notes: Notes) -> None:
    for one, other in (("start", "end"), ("end", "start")):
        if one in row.given and other not in row.given:
            notes.add(row.at(one), f"{one} without {other}", f"{other} as well")


def _has_clock(row: Row) -> bool:
    return bool(row.given & {"start", "end"})


def _check_when(row: Row, notes: Notes) -> None:
    if _has_clock(row):
        for other in ("half", "hours"):
            if other in row.given:
                expected = "one way of saying when: a clock, a half-day or hours"
                notes.add(row.at(other), f"{other} beside start and end", expected)
        _check_day_given(row, "start" if "start" in row.given else "end", notes)
    elif "half" in row.given and "hours" not in row.given:
        _check_day_given(row, "half", notes)


def _check_day_given(row: Row, key: str, notes: Notes) -> None:
    if not row.given & {"day", "dates"}:
        notes.add(row.at(key), f"{key} without day", "a day as well, or dates")


def _check_untimed(row: Row, notes: Notes) -> None:
    for key in ("place_days", "place_window", "least_hours"):
        if key in row.given and "hours" not in row.given:
            notes.add(row.at(key), f"{key} without hours", f"{key} only with hours, untimed work")
    premium = row.values.get("premium_hours", 0)
    if "hours" not in row.given and premium:
        expected = "premium_hours only with hours; a clock is split by the contract"
        notes.add(row.at("premium_hours"), "premium_hours without hours", expected)
    if row.has("hours", "premium_hours") and premium > row.values["hours"]:
        notes.add(row.at("premium_hours"), "more premium_hours than hours", "at most the hours")


def _check_breaks(row: Row, notes: Notes) -> None:
    breaks = row.values.get("breaks", ())
    minutes = row.values.get("break_minutes", 0)
    if breaks and minutes:
        notes.add(row.at("break_minutes"), "break_minutes beside breaks", "one of the two")
    for name, there in (("breaks", breaks), ("break_minutes", minutes)):
        if there and not _has_clock(row):
            notes.add(row.at(name), f"{name} without start and end", "a window for them to lie in")
    window = clock_of(row)
    if window is not None:
        _check_break_windows(row, window, breaks, notes)
        if minutes >= window.minutes:
            found = f"{minutes} minutes of break in a window of {window.minutes}"
            notes.add(row.at("break_minutes"), found, "a break shorter than the window")
        _check_travel_inside(row, window, notes)


def _check_break_windows(row: Row, window: Clock, breaks: tuple[Clock, ...], notes: Notes) -> None:
    inside = []
    for index, pause in enumerate(breaks):
        offset = window_offset(pause, window)
        if offset + pause.minutes > window.minutes:
            found = f"the break {WINDOW.show(pause)}, outside the window"
            expected = f"a break within {WINDOW.show(window)}"
            notes.add(row.at("breaks", index), found, expected)
        else:
            inside.append((offset, offset + pause.minutes))
    inside.sort()
    if any(later[0] < earlier[1] for earlier, later in pairwise(inside)):
        notes.add(row.at("breaks"), "breaks that overlap", "breaks one after another")
    elif inside and sum(end - start for start, end in inside) >= window.minutes:
        notes.add(row.at("breaks"), "breaks that fill the window", "breaks shorter than the window")


def _check_travel_inside(row: Row, window: Clock, notes: Notes) -> None:
    travel = row.values.get("travel_minutes", 0)
    if row.values.get("travel_inside", False) and travel > window.minutes:
        found = f"{travel} minutes of travel inside a window of {window.minutes}"
        notes.add(row.at("travel_minutes"), found, "travel no longer than the window that holds it")


def _check_category(row: Row, notes: Notes) -> None:
    if {"category", "category_shares"} <= row.given:
        notes.add(row.at("category_shares"), "category_shares beside category", "one of the two")
    shares = row.values.get("category_shares")
    if shares is None:
        return
    total = sum((share for _, share in shares), Fraction(0))
    if total != 1:
        found = f"shares that add up to {float(total):.6g}"
        notes.add(row.at("category_shares"), found, "shares that add up to exactly 1")


def _check_often(row: Row, notes: Notes) -> None:
    given = [key for key in _OFTEN if key in row.given]
    for key in given[1:]:
        found = f"{key} beside {given[0]}"
        notes.add(row.at(key), found, "one way of saying how often")
    for key in ("times", "from_week"):
        if key in row.given and "one_in" not in row.given:
            notes.add(row.at(key), f"{key} without one_in", f"{key} only with one_in")
    if row.values.get("prospective_cover", False):
        for key in _A_YEAR:
            if key in row.given:
                expected = f"no cover with {key}, which is what is done in a year, cover included"
                notes.add(row.at("prospective_cover"), f"prospective_cover with {key}", expected)
    if "one_in" in row.values:
        _check_one_in(row, notes)


def _check_one_in(row: Row, notes: Notes) -> None:
    one_in = row.values["one_in"]
    times = row.values.get("times", Fraction(1))
    first = row.values.get("from_week")
    if times > one_in:
        notes.add(row.at("times"), "more times than one_in has weeks", "at most as many times")
    if first is None:
        return
    if one_in.denominator != 1 or times.denominator != 1:
        notes.add(
            row.at("from_week"), "from_week with weeks that are not whole", "whole one_in and times"
        )
    elif first > one_in:
        notes.add(row.at("from_week"), f"from_week {first}", f"a week from 1 to {one_in}")


def _check_weekday(row: Row, notes: Notes) -> None:
    if "month_weeks" in row.given and "day" not in row.given:
        notes.add(row.at("month_weeks"), "month_weeks without day", "the weekday as well")
    if row.has("day", "dates") and row.values["day"] is not Day.HOLIDAY:
        day: Day = row.values["day"]
        _check_dates(row, {day}, f"a {_FULL_NAMES[day]}, as day says; or leave day out", notes)


def _check_dates(row: Row, days: set[Day], expected: str, notes: Notes) -> None:
    allowed = {day.index for day in days}
    for index, one in enumerate(row.values["dates"]):
        if one.weekday() not in allowed:
            notes.add(row.at("dates", index), f"{one.isoformat()}, a {_weekday(one)}", expected)


def _weekday(one: date) -> str:
    return _FULL_NAMES[WEEKDAYS[one.weekday()]]


def _check_holiday(row: Row, notes: Notes) -> None:
    if "day" in row.given and "day" not in row.values:
        return
    holiday = row.values.get("day") is Day.HOLIDAY
    if "holidays_per_year" in row.given:
        if not holiday:
            expected = 'day = "holiday" with it'
            notes.add(row.at("holidays_per_year"), "holidays_per_year on another day", expected)
        for key in _A_YEAR:
            if key in row.given:
                found = f"holidays_per_year beside {key}"
                notes.add(row.at("holidays_per_year"), found, "one way of saying how often")
    if holiday and "month_weeks" in row.given:
        expected = "a weekday, since a public holiday is not one of a month's"
        notes.add(row.at("month_weeks"), "month_weeks of public holidays", expected)


def _check_call_work(row: Row, work: Row, notes: Notes) -> None:
    if not work.given & {"hours", "plain_hours", "premium_hours"}:
        notes.add(work.place, "no hours", "plain_hours, premium_hours or hours")
    if "hours" in work.given:
        for key in ("plain_hours", "premium_hours"):
            if key in work.given:
                notes.add(work.at(key), f"{key} beside hours", "hours alone, or the other two")
        if not {"start", "end"} <= row.given:
            expected = (
                "start and end of the duty, which split the hours; or plain_hours and premium_hours"
            )
            notes.add(work.at("hours"), "hours without a clock", expected)


def _check_days(row: Row, first: str, last: str, notes: Notes) -> None:
    """A last day does not come before the first."""
    if row.has(first, last) and row.values[last] < row.values[first]:
        words, other = last.replace("_", " "), first.replace("_", " ")
        found = f"{_with_article(words)} before the {other}, {row.values[first].isoformat()}"
        notes.add(row.at(last), found, f"{_with_article(words)} on or after the {other}")


def _with_article(words: str) -> str:
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _check_others(row: Row, notes: Notes) -> None:
    """A line neither takes its own place nor is done instead of itself."""
    own = row.values.get("id")
    for key, does in (("replaces", "replaces itself"), ("instead_of", "is done instead of itself")):
        named = row.values.get(key, ())
        if own is not None and isinstance(named, tuple) and own in named:
            kind = "an activity" if row.place[-2] == "activity" else "a rota"
            notes.add(row.at(key), f"{kind} that {does}", "the ids of others")


def _check_credit(row: Row, credit: Row, notes: Notes) -> None:
    """A credit goes to one role or one ledger, in units or hours."""
    targets = credit.given & {"role", "ledger"}
    if len(targets) != 1:
        found = "role beside ledger" if targets else "neither role nor ledger"
        notes.add(credit.place, found, "one of the two")
    elif "role" in targets:
        if "hours" in credit.given:
            notes.add(credit.at("hours"), "hours with a role", "units, or neither; hours are once")
        if "role" in credit.values and credit.values["role"] == row.values.get("role"):
            notes.add(credit.at("role"), "the activity's own role", "the id of another role")
    elif {"units", "hours"} <= credit.given:
        notes.add(credit.at("hours"), "hours beside units", "one of the two, or neither")
