"""The placed week and what gives, printed: for people as words, and as JSON."""

from collections.abc import Iterator

from portfolio_app.core import words
from portfolio_app.core.jobshare import Option
from portfolio_app.exchange.jsonout import Json, figure
from portfolio_app.place.problem import ME
from portfolio_app.place.proposal import Change, Proposal
from portfolio_app.place.solve import Reached
from portfolio_app.place.trades import Deal, Given, Trade


def text(found: Proposal) -> Iterator[str]:
    """What a proposal changes, what it leaves out, and how good it is."""
    yield f"{found.title}: the week placed"
    yield ""
    if found.changes:
        yield from (f"  {change.text}" for change in found.changes)
    else:
        yield "  Nothing need change."
    if found.left_out:
        yield ""
        yield "Left over"
        yield from (f"  {said}" for said in found.left_out)
    if found.notes:
        yield ""
        yield "What the checks say of it"
        yield from (f"  {finding.severity.value}: {finding.message}" for finding in found.notes)
    yield ""
    yield proof(found)
    yield from (f"  {_reached(one)}" for one in found.solution.reached)


def proof(found: Proposal) -> str:
    """Whether nothing better is possible, in a sentence."""
    if found.solution.is_proven:
        return "No week is better by these measures, in this order:"
    return "Time ran out: a better week may be possible. By these measures, in this order:"


def _reached(one: Reached) -> str:
    what = one.name[0].upper() + one.name[1:]
    said = f"{what}: {_amount(one, one.value)}"
    if one.is_proven:
        return said
    if one.bound is None:
        return f"{said}, not proven"
    return f"{said}, not proven: at least {_amount(one, one.bound)}"


def _amount(one: Reached, value: float) -> str:
    if one.unit == "minutes":
        return words.hours(round(value))
    return f"{round(value)}"


def as_json(found: Proposal) -> Json:
    """All of a proposal."""
    return {
        **_head(found),
        "offered": True,
        "reason": None,
        "proven": found.solution.is_proven,
        "changes": [_change(change) for change in found.changes],
        "left_out": list(found.left_out),
        "checks": [
            {
                "check": finding.check,
                "severity": finding.severity.value,
                "message": finding.message,
                "where": list(finding.where),
            }
            for finding in found.notes
        ],
        "objectives": [
            {
                "name": one.name,
                "unit": one.unit,
                "value": one.value,
                "bound": one.bound,
                "proven": one.is_proven,
            }
            for one in found.solution.reached
        ],
    }


def refused_json(role: str, option: Option, reason: str) -> Json:
    """That no week of an option can be offered, and why."""
    return {
        "role": role,
        "option": option.id,
        "title": option.title,
        "scenario": option.scenario,
        "offered": False,
        "reason": reason,
    }


def _head(found: Proposal | Given) -> Json:
    return {
        "role": found.role,
        "option": found.option,
        "title": found.title,
        "scenario": found.scenario,
    }


def _change(change: Change) -> Json:
    return {
        "activity": change.activity,
        "kind": change.kind.value,
        "text": change.text,
        "minutes_without_a_place": change.left,
        "blocks": [
            {
                "who": "me" if one.person == ME else "partner",
                "start": words.moment(one.start),
                "end": words.moment(one.start + one.minutes),
                "minutes": one.minutes,
            }
            for one in change.placed
        ],
    }


# -- what gives ----------------------------------------------------------------------------------


def trades_text(found: Given) -> Iterator[str]:
    """Why an option does not fit, and what would have to give."""
    if not found.reasons:
        yield f"{found.title} fits as it is: nothing has to give."
        return
    yield f"{found.title} does not fit"
    yield from (f"  {reason}" for reason in found.reasons)
    yield ""
    if not found.deals:
        yield NOTHING
        return
    yield "What gives"
    yield from (f"  {number}. {deal.text}" for number, deal in enumerate(found.deals, start=1))


NOTHING = "No one or two changes to work that may move make it fit."


def trades_json(found: Given) -> Json:
    """All of what gives, the best first."""
    return {
        **_head(found),
        "fits": not found.reasons,
        "reasons": list(found.reasons),
        "trades": [_deal(deal) for deal in found.deals],
    }


def _deal(deal: Deal) -> Json:
    return {
        "text": deal.text,
        "changes": [_trade(trade) for trade in deal.trades],
        "hours": figure(deal.minutes / 60),
        "units": {name: figure(units) for name, units in deal.units},
        "travel_minutes": figure(deal.travel),
        "week_hours": figure(deal.week / 60),
        "commitments_with_nobody": deal.unattended,
        "must_agree": list(deal.agree),
    }


def _trade(trade: Trade) -> Json:
    return {
        "activity": trade.activity,
        "way": trade.way.value,
        "text": trade.text,
        "energy": trade.energy,
        "meaningful": trade.meaningful,
        "must_agree": list(trade.agree),
        "to": None if trade.to is None else words.moment(trade.to),
        "minutes_each": trade.minutes_each,
    }
