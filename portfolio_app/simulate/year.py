"""One block of sampled years of one option: what each person works and how the post fares."""

from dataclasses import dataclass

import numpy as np

from portfolio_app.core.assumptions import Assumptions
from portfolio_app.core.sharing import Holder
from portfolio_app.core.yearplan import Duty, YearPlan
from portfolio_app.simulate.absence import Away, absence_key, absences
from portfolio_app.simulate.draws import Draws, Floats
from portfolio_app.simulate.duties import Setting, Worked, work
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
    setting = Setting(plan, assumed, draws, absences(plan, assumed, draws), average)
    mine, theirs = _duties(setting, Holder.ME), _duties(setting, Holder.PARTNER)
    my_time, their_time = setting.away
    if plan.post is None:
        return Year(_person(mine, None, my_time), None, None)
    post = run_post(setting, plan.post)
    shared = Holder.PARTNER in plan.post.holders
    return Year(
        _person(mine, post.me, my_time),
        _person(theirs, post.partner, their_time) if shared else None,
        post.kept,
        (post.me.worked.sum(axis=0), post.partner.worked.sum(axis=0)),
    )


def _duties(setting: Setting, holder: Holder) -> Worked:
    """The work of one person's duties, worked out once for all options that share all of them."""
    plan, worked = setting.plan, setting.draws.worked
    duties = tuple(duty for duty in plan.duties if duty.holder is holder)
    key = ("work", holder, duties, _given_way(plan), absence_key(plan), setting.average)
    if key not in worked:
        worked[key] = work(setting, duties, setting.away[holder is Holder.PARTNER])
    found: Worked = worked[key]
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
