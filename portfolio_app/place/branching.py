"""The case that a week is placed for, and a scenario of its own for what is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from portfolio_app.core.contracts import Contract
from portfolio_app.core.edits import free_id, ids, put
from portfolio_app.core.jobshare import Option, branched
from portfolio_app.core.model import Portfolio, Scenario, TakeOn
from portfolio_app.core.occurrences import Holidays
from portfolio_app.core.sharing import Take


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An option of a post, and what it is read with.

    `portfolio` is as written, which the option is a choice of; `role` is the post.
    """

    option: Option
    portfolio: Portfolio = field(repr=False)
    role: str
    contracts: Mapping[str, Contract] = field(repr=False)
    holidays: Holidays = field(repr=False)


def branch_off(
    portfolio: Portfolio, role_id: str, option: str, scenario: str | None, title: str
) -> tuple[Portfolio, str]:
    """The portfolio with a copy of an option's scenario under a new title, and the copy's id.

    Args:
        portfolio: as written.
        role_id: the post.
        option: the id of one of its options.
        scenario: the scenario that the option is; None for today's plan.
        title: the title of the copy.
    """
    key = free_id(title, ids(portfolio))
    if scenario is None:
        role = portfolio.role(role_id)
        # A shared post that is held is an option of the scenario only where that says so.
        held = role.share is not None and not role.considered
        takes = (TakeOn(role=role_id, take=Take.SHARED),) if held else ()
        return put(portfolio, Scenario(id=key, title=title, takes=takes)), key
    own = branched(portfolio, role_id, option).scenario(scenario)
    return put(portfolio, replace(own, id=key, title=title)), key
