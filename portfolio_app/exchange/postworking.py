"""How the figures about a shared post came about, for `--working`: options, years, places, trades.

Lines, sums, assumptions and terms under what the commands print; nothing is counted here that the
core does not count.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio_app.core import words
from portfolio_app.core.contracts import TermValue
from portfolio_app.core.dependence import count_terms
from portfolio_app.core.jobshare import Option
from portfolio_app.core.leave import LeaveLedger
from portfolio_app.core.workload import Count
from portfolio_app.exchange import workingout
from portfolio_app.exchange.textout import one_line
from portfolio_app.place.objectives import OBJECTIVES
from portfolio_app.place.proposal import Proposal
from portfolio_app.place.trades import Given
from portfolio_app.simulate.saying import SHOWN
from portfolio_app.simulate.study import Study
from portfolio_app.simulate.working import (
    IN_VERDICT,
    assumed_bases,
    law_terms,
    measured,
    sampled,
    turning_lines,
    week_lines,
)

if TYPE_CHECKING:
    from portfolio_app.place.problem import Item


def options(found: Sequence[Option]) -> Iterator[str]:
    """The working of options side by side, in their average week."""
    yield from _lines(found)
    for one in found:
        yield ""
        yield from _option(one)
    yield ""
    yield from workingout.terms(term for one in found for term in _terms(one))


def study(found: Study, leave: Sequence[LeaveLedger]) -> Iterator[str]:
    """The working of a whole study.

    Args:
        found: the study, all its years sampled.
        leave: the leave of the roles, which the years take weeks from.
    """
    options = [one.option for one in found.options]
    yield from _lines(options)
    for one in found.options:
        yield ""
        yield from _option(one.option)
        yield "  Sampled"
        yield from (f"    {said}" for said in measured(one, SHOWN))
    yield ""
    yield "What the sampled figures are"
    names = [name for name in SHOWN if any(name in o.sampled.measures for o in found.options)]
    yield from (f"  {said}" for said in (*sampled(found, names), *IN_VERDICT))
    yield ""
    yield "Why it was assumed"
    for title, value, why, whose in assumed_bases(found):
        yield one_line(f"  {title}: {value}; {whose}. {why}")
    yield ""
    yield "What counts as tight"
    for title, value, why, whose in turning_lines(options[0].written.thresholds):
        yield f"  {title}: {value}; {whose}. {why}"
    yield ""
    yield "Leave that the years take"
    for ledger in leave:
        for line in ledger.lines:
            yield one_line(f"  {ledger.role.title}, {line.what.value}: {line.working}")
        yield one_line(f"  {ledger.role.title}: {ledger.why}")
    yield ""
    off = [term for ledger in leave for line in ledger.lines for term in line.terms]
    yield from workingout.terms([*(term for one in options for term in _terms(one)), *off])


def placed(found: Proposal, option: Option, after: Count) -> Iterator[str]:
    """The working of a placed week.

    Args:
        found: the proposal.
        option: the option that was placed.
        after: the week with all its changes, counted.
    """
    lines = dict.fromkeys((one_line(line.title), line.working) for line in after.lines)
    yield ""
    yield "Working of the placed week"
    yield from (f"  {title}: {working}" for title, working in lines)
    yield from (f"  {said}" for said in workingout.roles(after.roles))
    yield f"  All work: {workingout.total(after)}"
    yield ""
    yield "What was placed"
    yield from (f"  {said}" for said in _items(found))
    yield ""
    yield "What the measures are"
    for one in OBJECTIVES:
        yield f"  {one.name[0].upper()}{one.name[1:]}: {one.how}"
    yield ""
    held = [term for finding in found.notes for term in finding.terms]
    yield from workingout.terms([*count_terms(after), *law_terms(option), *held])


def given(found: Given, option: Option) -> Iterator[str]:
    """The working of what gives."""
    yield from _lines([option])
    yield ""
    yield from _option(option)
    if found.deals:
        yield ""
        yield "What each comes to, counted and checked in full"
    for number, deal in enumerate(found.deals, start=1):
        before, change = option.minutes / 60, abs(deal.minutes) / 60
        sign = "−" if deal.minutes < 0 else "+"
        said = (
            f"{words.number(before, 2)} {sign} {words.number(change, 2)}"
            f" = {words.hours(deal.week)} a week"
        )
        for name, units in deal.units:
            was = option.count.units.get(name, Fraction(0))
            sign = "−" if units < 0 else "+"
            now = words.units(was + units, name)
            said += f"; {words.number(was)} {sign} {words.number(abs(units))} = {now}"
        if deal.travel:
            said += f"; travel {words.number(deal.travel, 1)} min, by the journeys of the plan"
        yield f"  {number}. {said}"
    yield ""
    yield from workingout.terms(_terms(option))


# -- an option -----------------------------------------------------------------------------------


def _lines(options: Iterable[Option]) -> Iterator[str]:
    """The lines of the options, each working once."""
    yield ""
    yield "Working"
    found = dict.fromkeys(
        (one_line(line.title), line.working) for one in options for line in one.count.lines
    )
    yield from (f"  {title}: {working}" for title, working in found)


def _option(one: Option) -> Iterator[str]:
    """An option's week: its sum, its limits, the post, its pay, and what its reasons count."""
    yield one_line(one.title)
    yield from (f"  {said}" for said in workingout.roles(one.count.roles))
    yield f"  All work: {workingout.total(one.count)}"
    yield from (one_line(f"  {said}") for said in week_lines(one))
    for role in one.pay.roles:
        for line in role.lines:
            name = f"{role.counted.role.title}, {line.part.value}"
            yield one_line(f"  Pay, {name}: {line.formula}")


def _terms(one: Option) -> Iterator[TermValue]:
    """All terms that an option's figures rest on."""
    yield from count_terms(one.count)
    yield from law_terms(one)
    said = {reason.text for part in one.verdict for reason in part.reasons}
    for finding in one.findings:
        if finding.message in said:
            yield from finding.terms
    for role in one.pay.roles:
        for line in role.lines:
            yield from line.terms


# -- a placed week -------------------------------------------------------------------------------


def _items(found: Proposal) -> Iterator[str]:
    """Each line that was placed: what it needs, what has a place, and what is left."""
    own: dict[str, list[Item]] = {}
    of = {item.id: item.activity for item in found.problem.items}
    for item in found.problem.items:
        own.setdefault(item.activity, []).append(item)
    for key, parts in own.items():
        needed = sum(item.minutes * item.count * item.need for item in parts)
        done = sum(one.minutes for one in found.solution.placed if of[one.item] == key)
        yield one_line(
            f"{parts[0].title}, {parts[0].what.value}: {words.hours(needed)} less"
            f" {words.hours(done)} placed = {words.hours(max(0, needed - done))} left"
        )
    mine, theirs = found.problem.shares
    yield f"The two parts: yours {words.hours(mine)}, your partner's {words.hours(theirs)} a week"
    yield f"Overlap wanted: {words.hours(found.problem.wanted)} a week"
    yield f"Rest between days {words.hours(found.problem.rest)}, by the law"
