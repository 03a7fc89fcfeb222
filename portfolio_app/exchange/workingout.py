"""How figures came about, printed under them: sums, terms in their own words, sources and dates.

What `--working` adds to the commands. Text in, lines out; nothing is counted here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_app.core import words
from portfolio_app.core.contracts import TermValue
from portfolio_app.core.dependence import own_terms
from portfolio_app.core.sums import hours_sum, units_sum
from portfolio_app.core.termwords import cited
from portfolio_app.core.workload import Count, RoleCount
from portfolio_app.exchange.textout import one_line

if TYPE_CHECKING:
    from portfolio_app.core.actual import RealWeek, RoleYear
    from portfolio_app.core.audit import Audit
    from portfolio_app.core.findings import Finding
    from portfolio_app.core.leave import LeaveLedger
    from portfolio_app.core.lines import Line
    from portfolio_app.core.pay import PortfolioPay


def terms(used: Iterable[TermValue]) -> Iterator[str]:
    """Each term once: its sentence, where it stands and since when."""
    yield "Terms"
    for term in dict.fromkeys(used):
        yield f"  {term.says}"
        yield f"    {cited(term)}"


def lines(found: "Iterable[Line]") -> Iterator[str]:
    """Lines with their working, then the terms that they used; nothing where there is none."""
    shown = list(dict.fromkeys(found))
    if not shown:
        return
    yield ""
    yield "Working"
    for line in shown:
        yield f"  {one_line(line.title)}: {line.working}"
    yield ""
    yield from terms(term for line in shown for term in line.terms)


def roles(found: "Iterable[RoleCount]") -> Iterator[str]:
    """How the units of each role add up."""
    for role in found:
        if role.role.counted:
            agreed = words.units(role.contracted, role.unit.value)
            yield one_line(f"{role.role.title}: {units_sum(role)}; contracted {agreed}")


def total(count: Count) -> str:
    """How the hours of the average week add up."""
    about = "" if count.minutes is not None else "; where no hours are known a unit has its length"
    return f"{hours_sum(count)} a week{about}"


def summary(count: Count) -> Iterator[str]:
    """How the roles and the whole week add up, and the terms beside those of the lines."""
    yield ""
    yield "Sums"
    yield from (f"  {said}" for said in roles(count.roles))
    yield f"  All work: {total(count)}"
    yield ""
    yield from terms(term for role in count.roles for term in own_terms(role))


def years(found: "Iterable[RoleYear]") -> Iterator[str]:
    """How the units of each period of a year came about."""
    yield ""
    yield "Working of the year"
    for year in found:
        for part in year.parts:
            one = part.count
            weeks, unit = words.number(part.weeks, 2), one.unit.value
            days = f"{words.day_date(part.period.first)} to {words.day_date(part.period.last)}"
            each = words.units(one.counted, unit) if one.role.counted else "its hours"
            yield one_line(
                f"  {one.role.title}, {days}: {weeks} weeks worked, by its days, of"
                f" {words.number(one.terms.working_weeks, 2)} a year; {each} in each"
            )


def audit(result: "Audit", count: Count) -> Iterator[str]:
    """The working of every line that is compared, and of those that a total adds up."""
    from portfolio_app.core.audit import lines_of_total

    ids = {point.id for point in result.lines}
    added = {line.id for total in result.totals for line, _ in lines_of_total(count, total)}
    yield from lines(line for line in count.lines if line.id in ids | added)
    for total in result.totals:
        parts = [
            "not known" if line.units_per_week is None else words.number(line.units_per_week * part)
            for line, part in lines_of_total(count, total)
        ]
        yield ""
        made = "not known" if total.counted is None else words.number(total.counted)
        yield one_line(f"{total.what}: {' + '.join(parts) or '0'} = {made}")


def findings(found: "Sequence[Finding]", count: Count) -> Iterator[str]:
    """The working of every line that a finding names, and what the terms say."""
    named = {key for finding in found for key in finding.where}
    shown = [line for line in count.lines if line.id in named or line.role in named]
    yield from lines(shown)
    more = [term for finding in found for term in finding.terms]
    if more:
        yield ""
        yield "What the checks were held to"
        yield from list(terms(more))[1:]


def week(found: "RealWeek", average: Count) -> Iterator[str]:
    """The working of every line that is done in a real week, and how the average one adds up."""
    done = {worth.occurrence.id for worth in found.worths} | {one.line.id for one in found.loose}
    yield from lines(
        line for _, counted in found.counts for line in counted.lines if line.id in done
    )
    yield ""
    yield "The average week"
    yield from (f"  {said}" for said in roles(average.roles))
    yield f"  All work: {total(average)}"


def leave(ledgers: "Iterable[LeaveLedger]") -> Iterator[str]:
    """What the terms of leave say."""
    yield ""
    shown = list(ledgers)
    usual = [ledger.convention for ledger in shown if ledger.convention is not None]
    used = [term for ledger in shown for line in ledger.lines for term in line.terms]
    yield from terms([*used, *usual])


def pay(found: "PortfolioPay") -> Iterator[str]:
    """What the terms of pay say."""
    yield ""
    paid = [line for role in found.roles for line in role.lines]
    pension = [line.pension_term for line in paid if line.pension_term is not None]
    yield from terms([*(term for line in paid for term in line.terms), *pension])
