"""The terms of a share that only a sampled year feels: their part, cover, and unplanned requests.

Fields as a table, and the act that each change is. Knows no document.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from portfolio_app.core import words
from portfolio_app.core.model import Portfolio
from portfolio_app.core.sharing import Cover, Demand, JobShare
from portfolio_app.ui.panels.jobshare import valuerows
from portfolio_app.ui.panels.jobshare.acts import Act, Target, change_share
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind, Option
from portfolio_app.ui.widgets.typed import RefusedError

AWAY = "Their part, and cover"
DEMAND = "Requests that come unplanned"
USUAL_MINUTES = 30  # of a request, until the user says otherwise: the field says so
_MOST = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What the fields need to know beside the share."""

    portfolio: Portfolio
    target: Target

    def others(self) -> Sequence[Option]:
        """What covering could push aside: the person's own lines that are not the post's."""
        return [
            (line.id, line.title)
            for line in self.portfolio.activities
            if line.role != self.target.role.id
        ]


def _with_demand(share: JobShare, **changed: Any) -> JobShare:  # noqa: ANN401
    found = share.demand or Demand(requests=Fraction(0), minutes=USUAL_MINUTES)
    return replace(share, demand=replace(found, **changed))


def _set_theirs(context: Context, share: JobShare, value: Fraction | None) -> JobShare:
    whole = context.target.role.contracted
    if value is not None and whole and value > whole:
        unit = words.units(whole, context.target.unit.value)
        raise RefusedError(f"The whole post is {unit}: their part cannot be more.")
    return replace(share, theirs=value)


def _set_requests(_context: Context, share: JobShare, value: Fraction | None) -> JobShare:
    if value is not None and value > _MOST:
        raise RefusedError(f"Write a number from 0 to {_MOST:,}.")
    if value is None:
        return replace(share, demand=None)
    return _with_demand(share, requests=value)


def _set_minutes(_context: Context, share: JobShare, value: int) -> JobShare:
    if value > 24 * 60:
        raise RefusedError("Write at most 24 h.")
    return _with_demand(share, minutes=value)


def _asked(_context: Context, share: JobShare) -> bool:
    return share.demand is not None


FIELDS: tuple[Field, ...] = (
    Field(
        key="theirs",
        label="Their part",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=lambda _context, share: share.theirs,
        write=_set_theirs,
        hint="In the post’s units. Empty: the rest of the post.",
        section=AWAY,
    ),
    Field(
        key="cover",
        label="Cover is",
        kind=Kind.CHOICE,
        read=lambda _context, share: share.cover,
        write=lambda _context, share, value: replace(share, cover=value),
        options=lambda _context, _share: (
            (None, "Not known"),
            (Cover.NONE, "Not given"),
            (Cover.ASKED, "When asked"),
            (Cover.OBLIGED, "Obliged"),
        ),
        hint="Only where it is agreed does one of you go for the other.",
        section=AWAY,
    ),
    Field(
        key="cover_displaces",
        label="May push aside",
        kind=Kind.SEVERAL,
        read=lambda _context, share: share.cover_displaces,
        write=lambda _context, share, value: replace(share, cover_displaces=tuple(value)),
        options=lambda context, _share: context.others(),
        hint="What of your own week covering may take the time of.",
        section=AWAY,
    ),
    Field(
        key="requests",
        label="How many a week",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=lambda _context, share: None if share.demand is None else share.demand.requests,
        write=_set_requests,
        hint=f"On average. Empty: not known. Each is taken as {USUAL_MINUTES} min until you say.",
        section=DEMAND,
    ),
    Field(
        key="minutes",
        label="One takes",
        kind=Kind.LINE,
        line=typed.SOME_LENGTH,
        read=lambda _context, share: None if share.demand is None else share.demand.minutes,
        write=_set_minutes,
        shown=_asked,
        section=DEMAND,
    ),
    Field(
        key="spread",
        label="How uneven",
        kind=Kind.LINE,
        line=valuerows.percent(_MOST),
        read=lambda _context, share: share.demand.spread if share.demand else Fraction(0),
        write=lambda _context, share, value: _with_demand(share, spread=value),
        shown=_asked,
        hint="Two in three lie within so much of that.",
        section=DEMAND,
    ),
    Field(
        key="urgent",
        label="Urgent",
        kind=Kind.LINE,
        line=valuerows.percent(),
        read=lambda _context, share: share.demand.urgent if share.demand else Fraction(0),
        write=lambda _context, share, value: _with_demand(share, urgent=value),
        shown=_asked,
        hint="The part that cannot wait.",
        section=DEMAND,
    ),
)


def change(target: Target, field: Field, share: JobShare) -> Act:
    """Take a share as a field would have it; it holds for every share of the post."""
    before = target.role.share or JobShare()
    changed = {
        name: getattr(share, name)
        for name in ("theirs", "cover", "cover_displaces", "demand")
        if getattr(share, name) != getattr(before, name)
    }
    return change_share(target, f"Change {field.label[:1].lower()}{field.label[1:]}", changed)
