"""Rotas being written in the guided form: what they are, and the week as it would be with them.

Nothing here changes the document until they are kept; every function gives a new value.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from portfolio_app.core import rotawords
from portfolio_app.core.callfacts import CallFacts, facts_of
from portfolio_app.core.cover import is_covered
from portfolio_app.core.edits import free_id, ids, put
from portfolio_app.core.model import WEEKDAYS, CoverBy, Day, OnCall, OneIn, Portfolio
from portfolio_app.core.rotawords import Said
from portfolio_app.core.workload import Count, count
from portfolio_app.ui.document import Document

_USUAL = OneIn(Fraction(8))
_WEEKEND = (Day.SAT, Day.SUN)
_NEW = "new-rota"


@dataclass(frozen=True, slots=True)
class Drafts:
    """The parts of a rota, each of its own days, and which of them is shown.

    `known` is the id of the rota that is edited; the other parts are new.
    """

    parts: tuple[OnCall, ...]
    at: int = 0
    known: str | None = None

    @property
    def shown(self) -> OnCall:
        """The part that the form shows."""
        return self.parts[self.at]

    def with_shown(self, call: OnCall) -> "Drafts":
        """The part that is shown, changed; another role is that of all parts."""
        parts = tuple(
            call if at == self.at else replace(part, role=call.role)
            for at, part in enumerate(self.parts)
        )
        return replace(self, parts=parts)

    def with_other_days(self) -> "Drafts":
        """One part more, on the days that no part has yet."""
        taken = {day for part in self.parts for day in part.days}
        left = tuple(day for day in WEEKDAYS if day not in taken) or _WEEKEND
        more = replace(self.shown, id=self._free(), days=left)
        return replace(self, parts=(*self.parts, more), at=len(self.parts))

    def without_shown(self) -> "Drafts":
        """Without the part that is shown; the first of a rota that is edited stays."""
        parts = (*self.parts[: self.at], *self.parts[self.at + 1 :])
        return replace(self, parts=parts, at=min(self.at, len(parts) - 1))

    def said(self, said: Said) -> "Drafts":
        """As a line says: a part for each of its rotas."""
        if not said.rotas:
            return self
        first = self.parts[0]
        parts = [
            replace(rotawords.applied(rota, first), id=first.id if not at else f"{_NEW}-{at + 1}")
            for at, rota in enumerate(said.rotas)
        ]
        if len(parts) > 1:
            parts = [replace(part, title=f"{part.title}, {span(part)}") for part in parts]
        return Drafts(tuple(parts), 0, self.known)

    def _free(self) -> str:
        return free_id(_NEW, {part.id for part in self.parts})


def begin(document: Document, role: str) -> Drafts:
    """A new rota of a role."""
    taken = ids(document.portfolio)
    key = free_id(_NEW, taken)
    return Drafts((OnCall(id=key, role=role, title="On call", frequency=_USUAL),))


def span(call: OnCall) -> str:
    """The days of a rota in a word: "weekends", "weekdays", "all week", "Fri and Sat"."""
    named = {WEEKDAYS: "all week", WEEKDAYS[:5]: "weekdays", _WEEKEND: "weekends"}
    return named.get(call.days) or ", ".join(day.value for day in call.days)


def week_with(document: Document, parts: Sequence[OnCall]) -> Count:
    """The week that is shown, counted as it would be with these rotas."""
    calls = {call.id: call for call in document.effective.on_calls}
    calls |= {part.id: part for part in parts}
    plan = replace(document.effective, on_calls=tuple(calls.values()))
    return count(plan, document.contracts, holidays=document.holidays, previous=document.count)


def by_convention(document: Document, drafts: Drafts) -> tuple[tuple[CoverBy, CallFacts], ...]:
    """What each convention of cover makes of the part that is shown, where it is covered."""
    call = drafts.shown
    if not is_covered(call):
        return ()
    found = []
    for by in CoverBy:
        other = drafts.with_shown(replace(call, cover_by=by))
        facts = facts_of(week_with(document, other.parts), call.id)
        if facts is not None:
            found.append((by, facts))
    return tuple(found)


def keep(portfolio: Portfolio, drafts: Drafts, scenario: str | None) -> tuple[Portfolio, str]:
    """The portfolio with the drafts in it, and the id of the one that is shown."""
    shown = ""
    for at, part in enumerate(drafts.parts):
        key = part.id
        if key != drafts.known:
            key = free_id(part.title, ids(portfolio))
        portfolio = put(portfolio, replace(part, id=key), scenario)
        shown = key if at == drafts.at else shown
    return portfolio, shown
