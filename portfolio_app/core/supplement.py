"""The on-call availability supplement: how often on duty, the band that follows, and what it pays.

All rotas of one role are read as one; those of different roles never are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from portfolio_app.core.contracts import Band, TermValue
from portfolio_app.core.cover import at_work, is_covered
from portfolio_app.core.lines import RoleTerms
from portfolio_app.core.model import CoverBy, OnCall, OnDates
from portfolio_app.core.occurrences import dates_in_year, rota_share

_ZERO = Fraction(0)
_WEEK = 7
_COVER_CHANGES_BAND = "prospective-cover-changes-band"
_SLOT_CHANGES_BAND = "slot-share-changes-band"


@dataclass(frozen=True, slots=True)
class Supplement:
    """The on-call availability supplement of a role, in per cent of full-time basic salary.

    `frequency` is what the band was read at, as n of "one in n"; it differs from the rota's own
    where the contract reads covered duties over the weeks worked.
    """

    percent: Fraction
    band: str
    category: str
    gap_used: bool
    frequency: Fraction
    terms: tuple[TermValue, ...]


def rota_frequency(calls: Iterable[OnCall], terms: RoleTerms) -> Fraction | None:
    """How often I am on duty before cover, as n of "one in n": all rotas of the role together."""
    share = sum((_share(call, terms) * call.slot_share for call in calls), _ZERO)
    return 1 / share if share else None


def band_frequency(calls: Iterable[OnCall], terms: RoleTerms) -> Fraction | None:
    """How often on duty where the band is read: over the weeks worked if the contract says so."""
    share = _ZERO
    for call in calls:
        mine = _share(call, terms)
        if call.slot_share != 1 and _flag(terms, _SLOT_CHANGES_BAND, usual=True):
            mine *= call.slot_share
        if _read_over_weeks_worked(call, terms):
            mine *= at_work(terms)
        share += mine
    return 1 / share if share else None


def supplement(calls: Sequence[OnCall], terms: RoleTerms) -> Supplement | None:
    """The availability supplement; the commonest rota's category where they differ."""
    table = terms.view.get("availability-supplement")
    rotas = [call for call in calls if call.availability is not None]
    frequency = band_frequency(calls, terms)
    if table is None or frequency is None or not rotas:
        return None
    often = {call.availability or "": rota_frequency([call], terms) for call in reversed(rotas)}
    category = min(often, key=lambda name: often[name] or _ZERO)
    bands = terms.view.bands("rota-bands")
    band, gap_used = rota_band(frequency, bands, terms.view.thresholds("rota-band-gap"))
    used = [table, terms.view.term("rota-bands")]
    if gap_used:
        used.append(terms.view.term("rota-band-gap"))
    used += _switches(calls, terms)
    percent = terms.view.table("availability-supplement")[category][band]
    return Supplement(percent, band, category, gap_used, frequency, tuple(used))


def rota_band(
    frequency: Fraction, bands: tuple[Band, ...], gap: Mapping[str, Fraction]
) -> tuple[str, bool]:
    """The band of a rota of one in `frequency`, and whether the rule for gaps decided it.

    Bands are whole numbers (one in 1 to 4, 5 to 8, 9 and more); between two bands the contract's
    gap term says below which frequency the earlier one still holds.
    """
    for band, later in pairwise(bands):
        if frequency >= later.first:
            continue
        if band.last is None or frequency <= band.last:
            return band.name, False
        holds = frequency < gap.get(band.name, later.first)
        return (band.name if holds else later.name), True
    return bands[-1].name, False


def _share(call: OnCall, terms: RoleTerms) -> Fraction:
    """The share of all weeks in which one slot of a rota is on duty, by its days."""
    days = len(call.days)
    dates = 0
    if isinstance(call.frequency, OnDates):
        days = 1
        dates = len(dates_in_year(call.frequency, terms.role, terms.year_start))
    weeks = rota_share(call.frequency, cycle_weeks=terms.role.cycle_weeks, dates=dates)
    return Fraction(days, _WEEK) * weeks


def _read_over_weeks_worked(call: OnCall, terms: RoleTerms) -> bool:
    if not is_covered(call):
        return False
    return call.cover_by is CoverBy.BAND or _flag(terms, _COVER_CHANGES_BAND, usual=False)


def _flag(terms: RoleTerms, key: str, *, usual: bool) -> bool:
    return usual if terms.view.get(key) is None else terms.view.flag(key)


def _switches(calls: Iterable[OnCall], terms: RoleTerms) -> Iterable[TermValue]:
    """The terms that decided at what frequency the band was read."""
    own = list(calls)
    asked = (
        (_COVER_CHANGES_BAND, any(is_covered(call) for call in own)),
        (_SLOT_CHANGES_BAND, any(call.slot_share != 1 for call in own)),
    )
    found = (terms.view.get(key) for key, is_asked in asked if is_asked)
    used = [term for term in found if term is not None]
    if any(_read_over_weeks_worked(call, terms) for call in own):
        used += terms.weeks_terms
    return used
