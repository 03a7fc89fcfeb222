"""One block of sampled years of one option: what each person works and how the post fares."""

from dataclasses import dataclass

import numpy as np

from portfolio_app.core.assumptions import Assumptions
from portfolio_app.core.sharing import Holder
from portfolio_app.core.yearplan import Duty, YearPlan
from portfolio_app.simulate.absence import Away, absence_key, absences
from portfolio_app.simulate.draws import Draws, Floats
from portfolio_app.simulate.duties import Worked, work
from portfolio_app.simulate.post import Kept, Side, run_post


@dataclass(frozen=True)
class Person:
    """One person's weeks (weeks × years), minutes. `unpaid` is all that is beyond paid plan."""

    worked: Floats
    planned: Floats
    unpaid: Floats
    protected: Floats
    leave_days: Floats
    days_off: Floats


@dataclass(frozen=True)
class Year:
    """A block of years of one option; None is what it lacks. `post_hours` are minutes of each."""

    me: Person
    partner: Person | None
    kept: Kept | None
    post_hours: tuple[Floats, Floats] | None = None


def sample_block(
    plan: YearPlan, assumed: Assumptions, draws: Draws, *, average: bool = False
) -> Year:
    """Sample one block of years of one option.

    Args:
        plan: the option as a year.
        assumed: spreads, leave habits, sickness.
        draws: the block's random numbers, shared with the other options.
        average: lines without known weeks take their average in every week instead of a phase.
    """
    away = absences(plan, assumed, draws)
    post = None
    if plan.post is not None:
        post = run_post(plan, plan.post, away, assumed, draws, average=average)
    shared = plan.post is not None and Holder.PARTNER in plan.post.holders
    mine = _duties(plan, Holder.ME, away[0], assumed, draws, average=average)
    me = _person(mine, None if post is None else post.me, away[0])
    partner = None
    if shared and post is not None:
        theirs = _duties(plan, Holder.PARTNER, away[1], assumed, draws, average=average)
        partner = _person(theirs, post.partner, away[1])
    if post is None:
        return Year(me, partner, None)
    return Year(
        me, partner, post.kept, (post.me.worked.sum(axis=0), post.partner.worked.sum(axis=0))
    )


def _duties(
    plan: YearPlan,
    holder: Holder,
    away: Away,
    assumed: Assumptions,
    draws: Draws,
    *,
    average: bool,
) -> Worked:
    """The work of one person's duties, worked out once for all options that share all of them."""
    duties = tuple(duty for duty in plan.duties if duty.holder is holder)
    key = ("work", duties, _given_way(plan), absence_key(plan), average)
    if key not in draws.worked:
        draws.worked[key] = work(plan, duties, away, assumed, draws, average=average)
    found: Worked = draws.worked[key]
    return found


def _person(duties: Worked, side: Side | None, away: Away) -> Person:
    if side is None:
        worked, planned, protected = duties.worked, duties.planned, duties.protected
    else:
        worked, planned = duties.worked + side.worked, duties.planned + side.planned
        protected = duties.protected + side.protected
    unpaid = np.maximum(0, worked - planned)
    return Person(worked, planned, unpaid, protected, away.leave_days, away.days_off)


def _given_way(plan: YearPlan) -> tuple[Duty, ...]:
    """My duties that others give way to."""
    ids = {id_ for duty in plan.duties for id_ in duty.dropped_by}
    return tuple(duty for duty in plan.duties if duty.id in ids)
