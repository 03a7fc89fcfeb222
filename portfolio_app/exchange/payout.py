"""Pay as an estimate, printed: for people with its sums and sources, and as JSON.

Text in, lines out, as in the other prints; a figure is rounded here because it is shown.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_app.core import words
from portfolio_app.core.basicpay import Pounds, pay_year
from portfolio_app.core.pay import ADVICE, PayEstimate, PayLine, PortfolioPay
from portfolio_app.core.termwords import cited
from portfolio_app.exchange.jsonout import Json, figure
from portfolio_app.exchange.textout import table

if TYPE_CHECKING:
    from portfolio_app.core.model import Portfolio

UNVERIFIED = "Pay rests on figures that are not verified; portfolio pay says which."
_UNVERIFIED = " (rests on an unverified figure)"


def pay(portfolio: "Portfolio", found: PortfolioPay) -> Iterator[str]:
    """Each role's lines with their sums and sources, what is not known, and the total."""
    year = pay_year(found.on)
    yield f"Pay a year, as an estimate on {words.day_date(found.on)} (pay year {year})"
    for role in found.roles:
        yield ""
        yield from _role(portfolio, role)
    yield ""
    yield table(("Role", "A year"), [*_totals(found)], right=(1,))
    for role in found.not_known:
        yield f"Not known for {role.counted.role.title}: see above."
    yield from found.notes
    yield ADVICE


def _role(portfolio: "Portfolio", role: PayEstimate) -> Iterator[str]:
    own = role.counted.role
    yield f"{own.title}, {portfolio.employer(own.employer).name}"
    for line in role.lines:
        doubt = _UNVERIFIED if line.unverified else ""
        yield f"  {line.part.value}: {_amount(line)}, {line.pension.value}{doubt}"
        yield f"    {line.formula}"
        yield f"    {line.pension_says}"
        for term in dict.fromkeys(line.terms):
            yield f"    {cited(term)}"
        if line.pension_term is not None:
            yield f"    {cited(line.pension_term)}"
    for note in role.notes:
        yield f"  {note}"


def _amount(line: PayLine) -> str:
    return "not known" if line.amount is None else line.amount.text()


def _totals(found: PortfolioPay) -> Iterator[tuple[str, str]]:
    for role in found.roles:
        yield role.counted.role.title, _known(role.known, is_all=role.total is not None)
    yield "Total", _known(found.known, is_all=found.total is not None)


def _known(amount: Pounds, *, is_all: bool) -> str:
    if is_all:
        return amount.text()
    return f"at least {amount.text()}" if amount.high else "not known"


def pay_json(found: PortfolioPay, scenario: str | None) -> Json:
    """The same as JSON; an amount is null where it is not known, else its least and most."""
    return {
        "on": found.on.isoformat(),
        "pay_year": pay_year(found.on),
        "scenario": scenario,
        "roles": [_role_json(role) for role in found.roles],
        "total": pounds_json(found.total),
        "known": pounds_json(found.known),
        "not_known": [role.counted.role.id for role in found.not_known],
        "unverified": found.unverified,
        "notes": [*found.notes, ADVICE],
    }


def _role_json(role: PayEstimate) -> Json:
    return {
        "id": role.counted.role.id,
        "on": role.on.isoformat(),
        "full_time_basic": pounds_json(role.basic.pounds),
        "basic_from": role.basic.says,
        "total": pounds_json(role.total),
        "known": pounds_json(role.known),
        "lines": [_line_json(line) for line in role.lines],
        "notes": list(role.notes),
    }


def _line_json(line: PayLine) -> Json:
    return {
        "what": line.part.value,
        "amount": pounds_json(line.amount),
        "working": line.formula,
        "pensionable": line.pension.value,
        "pensionable_because": line.pension_says,
        "unverified": line.unverified,
        "terms": [term.key for term in line.terms],
    }


def pounds_json(amount: Pounds | None) -> Json | None:
    """An amount by its least and most; null where it is not known."""
    if amount is None:
        return None
    return {"least": figure(amount.low), "most": figure(amount.high)}
