"""The exact layer of the job share: leave it, take it whole or share it, side by side.

Two people, one post, no chance in it: what each option counts to, what clashes, who attends what,
when the post has someone on duty, and the verdict in four parts with its reasons. What only a
sampled year could tell is said to be not worked out, never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from portfolio_app.core.assumptions import Thresholds
from portfolio_app.core.checks.run import LAW, run_checks
from portfolio_app.core.contracts import Contract, ContractView
from portfolio_app.core.edits import put
from portfolio_app.core.findings import Finding, active
from portfolio_app.core.model import Portfolio, Role, Scenario, TakeOn
from portfolio_app.core.occurrences import Holidays
from portfolio_app.core.pay import PortfolioPay, portfolio_pay
from portfolio_app.core.post import PostFigures, post_figures
from portfolio_app.core.shares import applied, effective
from portfolio_app.core.sharing import Take
from portfolio_app.core.verdict import Choice, Part, verdict
from portfolio_app.core.workload import Count, count

LEAVE = "--leave"
WHOLE = "--whole"
SHARE = "--share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice, worked out. `scenario` None is today's plan; our own ids begin with two dashes.

    `written` is the plan as written, with the scenario that this is where the user has none for it.
    `headroom` is minutes below the law's limit or the person's own, whichever is lower; `pay` an
    estimate of a year's, over all roles.
    """

    id: str
    title: str
    scenario: str | None
    is_share: bool
    written: Portfolio = field(repr=False)
    portfolio: Portfolio = field(repr=False)
    count: Count = field(repr=False)
    findings: tuple[Finding, ...] = field(repr=False)
    post: PostFigures | None
    headroom: Fraction
    law: ContractView = field(repr=False)
    pay: PortfolioPay = field(repr=False)
    verdict: tuple[Part, ...]

    @property
    def minutes(self) -> Fraction:
        """Hours of the average week in minutes, own time on the share included."""
        return self.count.assumed_minutes


def shared_roles(portfolio: Portfolio) -> tuple[Role, ...]:
    """The roles that could be shared: those with the terms of a share."""
    return tuple(role for role in portfolio.roles if role.share is not None)


def options(
    portfolio: Portfolio,
    contracts: Mapping[str, Contract],
    role_id: str,
    *,
    holidays: Holidays,
    thresholds: Thresholds | None = None,
) -> tuple[Option, ...]:
    """Leave it, take it whole, and each share of it, side by side.

    Args:
        portfolio: as written, with its scenarios.
        contracts: contracts by id, the working-time law among them.
        role_id: a role with a share.
        holidays: public holidays by nation.
        thresholds: where "tight" begins; the portfolio's own unless given.

    Raises:
        KeyError: when there is no such role.
        LookupError: when the role cannot be counted, with the reason.
    """
    role = portfolio.role(role_id)
    thresholds = thresholds or portfolio.thresholds
    return tuple(
        _option(branched, contracts, role, branch, holidays=holidays, thresholds=thresholds)
        for branched, branch in _branches(portfolio, role)
    )


@dataclass(frozen=True, slots=True)
class _Branch:
    id: str
    title: str
    scenario: str | None
    is_share: bool


def _branches(portfolio: Portfolio, role: Role) -> list[tuple[Portfolio, _Branch]]:
    """The portfolio once for each option, with a scenario where the user has none for it."""
    takes = [(s, t.take) for s in portfolio.scenarios for t in s.takes if t.role == role.id]
    branches: list[tuple[Portfolio, _Branch]] = []
    if role.considered:
        branches.append((portfolio, _Branch(LEAVE, "Leave it", None, is_share=False)))
    else:
        left = Scenario(id=LEAVE, title="Give it up", leave=(role.id,))
        branches.append((put(portfolio, left), _Branch(LEAVE, left.title, LEAVE, is_share=False)))
    if not any(take is Take.WHOLE for _, take in takes):
        whole = _taking(role, Take.WHOLE, WHOLE, "Take it whole")
        branches.append((put(portfolio, whole), _Branch(WHOLE, whole.title, WHOLE, is_share=False)))
    if not role.considered:
        branches.append((portfolio, _Branch(SHARE, "Share it, as today", None, is_share=True)))
    elif not any(take is Take.SHARED for _, take in takes):
        shared = _taking(role, Take.SHARED, SHARE, "Share it")
        branches.append(
            (put(portfolio, shared), _Branch(SHARE, shared.title, SHARE, is_share=True))
        )
    branches += [
        (portfolio, _Branch(s.id, s.title, s.id, is_share=take is Take.SHARED)) for s, take in takes
    ]
    return sorted(branches, key=lambda pair: (pair[1].is_share, pair[1].id != LEAVE))


def branched(portfolio: Portfolio, role_id: str, option: str) -> Portfolio:
    """The portfolio with the scenario that an option is, also where that is one of our own.

    Raises:
        KeyError: when there is no such role.
    """
    branches = _branches(portfolio, portfolio.role(role_id))
    return next((own for own, branch in branches if branch.id == option), portfolio)


def _taking(role: Role, take: Take, key: str, title: str) -> Scenario:
    return Scenario(id=key, title=title, takes=(TakeOn(role=role.id, take=take),))


def _option(
    portfolio: Portfolio,
    contracts: Mapping[str, Contract],
    role: Role,
    branch: _Branch,
    *,
    holidays: Holidays,
    thresholds: Thresholds,
) -> Option:
    week = effective(portfolio, contracts, branch.scenario)
    counted = count(week, contracts, holidays=holidays)
    for held, why in counted.uncounted:
        if held.id == role.id:
            raise LookupError(f"{role.title} is not counted: {why}")
    findings = active(run_checks(counted, contracts))
    post = None
    if branch.is_share:
        taken = applied(portfolio, branch.scenario)
        post = post_figures(taken, taken.role(role.id), contracts, counted)
    law = contracts[LAW].at(week.person.year_start, week.person.nation)
    choice = Choice(
        role=role,
        counted=counted,
        findings=findings,
        post=post,
        limit=Fraction(law.minutes("weekly-average-maximum")),
        thresholds=thresholds,
    )
    return Option(
        id=branch.id,
        title=branch.title,
        scenario=branch.scenario,
        is_share=branch.is_share,
        written=portfolio,
        portfolio=week,
        count=counted,
        findings=findings,
        post=post,
        headroom=choice.nearest_limit - choice.minutes,
        law=law,
        pay=portfolio_pay(counted, contracts),
        verdict=verdict(choice),
    )
