"""The portfolio made from the rows of a plan file that has no mistakes.

Rows arrive complete, with ids given and categories as the contract writes them. This module only
fits them together; it finds no mistakes and knows nothing of TOML.
"""

from typing import Any

from portfolio_app.core.agreements import Credit, Objective, Policy, Silence
from portfolio_app.core.assumptions import Assumptions, Overrun, Thresholds
from portfolio_app.core.model import (
    EVERY_WEEK,
    MINUTES_PER_DAY,
    Activity,
    CallWork,
    Clock,
    Commitment,
    CycleWeeks,
    Day,
    Employer,
    Frequency,
    Half,
    Leave,
    MonthWeeks,
    OnCall,
    OnDates,
    OneIn,
    Partner,
    PartnerBlock,
    Person,
    PerYear,
    Portfolio,
    Registration,
    Role,
    Scenario,
    Site,
    StatedTotals,
    TakeOn,
    Tariff,
    Travel,
)
from portfolio_app.core.sharing import Demand, JobShare, Meeting, Responsibility
from portfolio_app.exchange.agreementschema import (
    ASSUMPTIONS,
    CREDIT,
    OBJECTIVE,
    OVERRUN,
    POLICY,
    SILENCE,
    THRESHOLDS,
)
from portfolio_app.exchange.keys import Table
from portfolio_app.exchange.rows import Row
from portfolio_app.exchange.schema import (
    ACTIVITY,
    CALL_WORK,
    COMMITMENT,
    EMPLOYER,
    LEAVE,
    ON_CALL,
    PERSON,
    REGISTRATION,
    ROLE,
    SCENARIO,
    SITE,
    STATED,
    TARIFF,
    TRAVEL,
)
from portfolio_app.exchange.shareschema import (
    BLOCK,
    DEMAND,
    MEETING,
    PARTNER,
    RESPONSIBILITY,
    SHARE,
    TAKE,
)

ON_CALL_TITLE = "On call"
COMMITMENT_TITLE = "Outside work"
HOW_OFTEN = ("weeks", "one_in", "times", "from_week", "month_weeks", "per_year", "dates")
PLACES_OF_OTHERS = ("replaces", "instead_of")
_WHOLE_DAY = Clock(0, 0)
_ALL_DAYS = tuple(day for day in Day if day is not Day.HOLIDAY)


def portfolio(row: Row) -> Portfolio:
    """The whole portfolio."""
    return Portfolio(
        person=_person(row.values["person"]),
        employers=tuple(Employer(**fields(one, EMPLOYER)) for one in row.rows("employer")),
        sites=tuple(_site(one) for one in row.rows("site")),
        travels=tuple(Travel(**fields(one, TRAVEL)) for one in row.rows("travel")),
        roles=tuple(_role(one) for one in row.rows("role")),
        activities=tuple(_activity(one) for one in row.rows("activity")),
        on_calls=tuple(_on_call(one) for one in row.rows("on_call")),
        commitments=tuple(_commitment(one) for one in row.rows("commitment")),
        stated=tuple(StatedTotals(**fields(one, STATED)) for one in row.rows("stated")),
        partners=tuple(partner(one) for one in row.rows("partner")),
        scenarios=tuple(_scenario(one) for one in row.rows("scenario")),
        policies=tuple(Policy(**fields(one, POLICY)) for one in row.rows("policy")),
        objectives=tuple(Objective(**fields(one, OBJECTIVE)) for one in row.rows("objective")),
        **_settings(row),
        silences=tuple(Silence(**fields(one, SILENCE)) for one in row.rows("silence")),
    )


def _settings(row: Row) -> dict[str, Any]:
    """What a sampled year assumes and where a verdict turns, where the file says so."""
    found: dict[str, Any] = {}
    if "assumptions" in row.values:
        own: Row = row.values["assumptions"]
        overruns = tuple(Overrun(**fields(one, OVERRUN)) for one in own.rows("overruns"))
        kept = fields(own, ASSUMPTIONS, "overruns")
        found["assumptions"] = Assumptions(**kept, overruns=overruns)
    if "thresholds" in row.values:
        found["thresholds"] = Thresholds(**fields(row.values["thresholds"], THRESHOLDS))
    return found


def fields(row: Row, table: Table, *leave_out: str) -> dict[str, Any]:
    """The row's values by the names of the model's fields, without those left out."""
    return {
        key.field: row.values[key.name]
        for key in table.keys
        if key.name in row.values and key.name not in leave_out
    }


def clock_of(row: Row) -> Clock | None:
    """The window of a row's start and end, if it has both."""
    return Clock(row.values["start"], row.values["end"]) if row.has("start", "end") else None


def frequency(row: Row) -> Frequency:
    """How often a row is done."""
    values = row.values
    if "weeks" in values:
        return CycleWeeks(values["weeks"])
    if "one_in" in values:
        more = {name: values[name] for name in ("times", "from_week") if name in values}
        return OneIn(values["one_in"], **more)
    if "month_weeks" in values:
        return MonthWeeks(values["month_weeks"])
    if "per_year" in values:
        return PerYear(values["per_year"])
    return OnDates(values["dates"]) if "dates" in values else EVERY_WEEK


def _person(row: Row) -> Person:
    found = fields(row, PERSON)
    if "registration" in found:
        found["registration"] = Registration(**fields(found["registration"], REGISTRATION))
    return Person(**found)


def _site(row: Row) -> Site:
    found = fields(row, SITE)
    return Site(**{"name": found["id"], **found})


def _role(row: Row) -> Role:
    found = fields(row, ROLE)
    if "halves" in found:
        found["halves"] = tuple((Half(name), c) for name, c in found["halves"].values.items())
    if "leave" in found:
        found["leave"] = Leave(**fields(found["leave"], LEAVE))
    if "share" in found:
        found["share"] = _share(found["share"])
    return Role(**found)


def _share(row: Row) -> JobShare:
    found = fields(row, SHARE, "meetings", "responsibilities")
    if "demand" in found:
        found["demand"] = Demand(**fields(found["demand"], DEMAND))
    return JobShare(
        **found,
        meetings=tuple(Meeting(**fields(one, MEETING)) for one in row.rows("meetings")),
        responsibilities=tuple(
            Responsibility(**fields(one, RESPONSIBILITY)) for one in row.rows("responsibilities")
        ),
    )


def _activity(row: Row) -> Activity:
    found = fields(row, ACTIVITY, "start", "end", *PLACES_OF_OTHERS, *HOW_OFTEN)
    found["also"] = tuple(Credit(**fields(one, CREDIT)) for one in row.rows("also"))
    if "tariff" in found:
        found["tariff"] = Tariff(**fields(found["tariff"], TARIFF))
    if found.get("day") is Day.HOLIDAY and "dates" in row.values:
        del found["day"]  # the dates say which holidays
    return Activity(
        **found,
        **_others(row, "replaces"),
        **_others(row, "instead_of"),
        clock=clock_of(row),
        frequency=frequency(row),
    )


def _others(row: Row, key: str) -> dict[str, Any]:
    """The ids that a key names, or that it means all of them."""
    given = row.values.get(key, ())
    if isinstance(given, bool):
        return {f"{key}_all": given}
    return {key: given}


def _on_call(row: Row) -> OnCall:
    found = fields(row, ON_CALL, "start", "end", "instead_of", *HOW_OFTEN)
    found |= _others(row, "instead_of")
    for name in ("predictable", "unpredictable"):
        if name in found:
            found[name] = CallWork(**fields(found[name], CALL_WORK))
    more = {"title": ON_CALL_TITLE, **found}
    return OnCall(**more, clock=clock_of(row), frequency=frequency(row))


def _commitment(row: Row) -> Commitment:
    found = fields(row, COMMITMENT, "start", "end")
    more = {"title": COMMITMENT_TITLE, "days": _ALL_DAYS, **found}
    return Commitment(**more, clock=clock_of(row) or _WHOLE_DAY)


def partner(row: Row) -> Partner:
    """A job-share partner."""
    found = fields(row, PARTNER, "block", "halves")
    halves = [
        (Day(day), Half(half), said)
        for day, one in (row.values["halves"].values if "halves" in row.values else {}).items()
        for half, said in one.values.items()
    ]
    order = (list(Day), list(Half))
    halves.sort(key=lambda one: (order[0].index(one[0]), order[1].index(one[1])))
    blocks = tuple(
        PartnerBlock(**fields(one, BLOCK, "start", "end"), clock=clock_of(one) or _WHOLE_DAY)
        for one in row.rows("block")
    )
    return Partner(**{"name": found["id"], **found}, halves=tuple(halves), blocks=blocks)


def _scenario(row: Row) -> Scenario:
    found = fields(row, SCENARIO, "take", "role", "activity", "on_call")
    return Scenario(
        **{"title": found["id"], **found},
        takes=tuple(TakeOn(**fields(one, TAKE)) for one in row.rows("take")),
        roles=tuple(_role(one) for one in row.rows("role")),
        activities=tuple(_activity(one) for one in row.rows("activity")),
        on_calls=tuple(_on_call(one) for one in row.rows("on_call")),
    )


def window_offset(pause: Clock, window: Clock) -> int:
    """Minutes from the beginning of a window to the beginning of a break in it."""
    return (pause.start - window.start) % MINUTES_PER_DAY
