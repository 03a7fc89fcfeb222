"""A study of one post: its options, each sampled, with the verdict that both layers come to.

The one way in for the command line, the window and the report: they show what a study holds.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from portfolio_app.core.assumptions import Assumptions
from portfolio_app.core.contracts import Contract
from portfolio_app.core.jobshare import LEAVE, Option, options
from portfolio_app.core.model import Portfolio
from portfolio_app.core.occurrences import Holidays
from portfolio_app.core.stress import Stress, stressed, stressed_plan
from portfolio_app.core.verdict import Part
from portfolio_app.core.yearlaying import year_plan
from portfolio_app.core.yearplan import YearPlan
from portfolio_app.core.yearverdict import YearFigures, with_year
from portfolio_app.simulate.sample import Sampled, SampleError, Samples, sample

THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True)
class Studied:
    """One option: its exact week, its year without chance, and its sampled years."""

    option: Option
    plan: YearPlan = field(repr=False)
    sampled: Sampled = field(repr=False)
    verdict: tuple[Part, ...]


@dataclass(frozen=True)
class Study:
    """All options of a post over the years sampled so far, and what was assumed."""

    role: str
    assumed: Assumptions
    samples: Samples
    options: tuple[Studied, ...]
    stress: Stress | None = None


def study(  # noqa: PLR0913 - a study is of all these; six go by name
    portfolio: Portfolio,
    contracts: Mapping[str, Contract],
    role_id: str,
    *,
    holidays: Holidays,
    assumed: Assumptions | None = None,
    scenarios: Collection[str] = (),
    stress: Stress | None = None,
    watch: Callable[[int], None] | None = None,
) -> Iterator[Study]:
    """Study the options of a post; yields what is known so far until all years are sampled.

    Args:
        portfolio: as written, with its scenarios and assumptions.
        contracts: contracts by id.
        role_id: a role with a share.
        holidays: public holidays by nation.
        assumed: what the years assume; the portfolio's own unless given.
        stress: one thing that goes wrong.
        watch: told how many years are sampled; what it raises ends the study.
        scenarios: ids of the scenarios to compare with leaving the post; all unless given.

    Raises:
        SampleError: for what cannot be sampled: too many years, a year without working weeks.
        KeyError: when there is no such role.
    """
    if assumed is not None:
        portfolio = replace(portfolio, assumptions=assumed)
    portfolio = stressed(portfolio, stress)
    assumed = portfolio.assumptions
    chosen = [
        option
        for option in options(portfolio, contracts, role_id, holidays=holidays)
        if not scenarios or option.id == LEAVE or option.id in scenarios
    ]
    plans = [
        stressed_plan(year_plan(option, role_id, contracts, holidays), stress) for option in chosen
    ]
    for plan in plans:
        refuse_impossible(plan)
    for samples in sample(plans, assumed, threads=THREADS, watch=watch):
        yield Study(
            role_id,
            assumed,
            samples,
            tuple(
                Studied(
                    option,
                    plan,
                    sampled,
                    with_year(
                        option.verdict, figures_of(sampled, plan, samples), portfolio.thresholds
                    ),
                )
                for option, plan, sampled in zip(chosen, plans, samples.options, strict=True)
            ),
            stress,
        )


def refuse_impossible(plan: YearPlan) -> None:
    """Refuse a year that leaves no week to work.

    Raises:
        SampleError: saying whose leave is too long.
    """
    most = len(plan.working_days()) - 1
    for whose, weeks in zip(("Your", "Your partner's"), plan.leave_weeks, strict=True):
        if weeks >= most:
            raise SampleError(
                f"{whose} leave is {float(weeks):.1f} weeks, which leaves no week of the year to"
                f" work: give fewer than {most}."
            )


def figures_of(sampled: Sampled, plan: YearPlan, samples: Samples) -> YearFigures:
    """The plain figures that a verdict reads."""
    measures = sampled.measures

    def mean(name: str) -> float | None:
        return measures[name].mean if name in measures else None

    over = measures.get("me.weeks_over_own", measures["me.weeks_over_law"])
    return YearFigures(
        years=samples.years,
        own_limit=plan.own_limit,
        law_limit=plan.law_limit,
        weeks_worked=measures["me.weeks_worked"].mean,
        weeks_over=over.mean,
        weeks_over_p90=over.p90,
        over_by_week=sampled.over_own,
        weeks=sampled.weeks,
        average_over=measures["me.average_over"].mean,
        week_p90=sampled.week_p90,
        unpaid=measures["me.unpaid"].mean,
        uncovered=mean("post.uncovered"),
        longest=mean("post.longest_uncovered"),
        weeks_uncovered=mean("post.weeks_uncovered"),
        missed=sampled.missed,
        uncovered_by_week=sampled.uncovered,
        titles={} if plan.post is None else {c.id: c.title for c in plan.post.commitments},
        not_known=frozenset(
            c.id for c in (() if plan.post is None else plan.post.commitments) if c.mine is None
        ),
        urgent_p95=None if sampled.urgent_waits is None else sampled.urgent_waits[1],
        backlog_end=mean("post.backlog_end"),
        balance=mean("post.balance"),
    )
