"""A shared post in one ordinary week: who is on it when, who attends what, what is left over."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from portfolio_app.core.contracts import Contract
from portfolio_app.core.model import Portfolio, Role
from portfolio_app.core.placed import activity_blocks
from portfolio_app.core.shares import Attendance, Attended, Resolved, resolve
from portfolio_app.core.weektime import (
    Interval,
    intersect,
    merge,
    subtract,
    total,
    windows_of,
    wrap,
)
from portfolio_app.core.workload import Count

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFigures:
    """The shared post in one ordinary week. Minutes are a week's; units the contract's.

    `duty` is time when someone is on the post by the clock; `untimed` what is worked on it
    without a set time. `together` is when both are on it, `overlap` how long that is; `wanted`
    None: no overlap was asked for.
    """

    resolved: Resolved
    duty: int
    untimed: Fraction
    post_minutes: Fraction
    together: tuple[Interval, ...]
    wanted: int | None
    double: Fraction

    @property
    def overlap(self) -> int:
        """Minutes a week when both are on the post."""
        return total(self.together)

    @property
    def attended(self) -> tuple[Attended, ...]:
        """Fixed commitments and who is there."""
        return self.resolved.fixed

    @property
    def uncovered(self) -> tuple[Attended, ...]:
        """Fixed commitments at which nobody is."""
        return tuple(a for a in self.attended if a.who is Attendance.NOBODY)

    @property
    def not_known(self) -> tuple[Attended, ...]:
        """Fixed commitments of which nobody knows who would be there."""
        return tuple(a for a in self.attended if a.who is Attendance.NOT_KNOWN)


def post_figures(
    portfolio: Portfolio, role: Role, contracts: Mapping[str, Contract], counted: Count
) -> PostFigures:
    """How a shared post is looked after in an ordinary week.

    Args:
        portfolio: with its scenario applied, shared posts still whole.
        role: the shared role.
        contracts: contracts by id.
        counted: the counted week of the same choice.
    """
    resolved = resolve(portfolio, role, contracts)
    mine, theirs = on_post(resolved, role)
    own = counted.role(role.id)
    length = own.unit_minutes if own is not None else 0
    both = [a for a in resolved.fixed if a.who is Attendance.BOTH]
    minutes = {line.id: line.assumed_minutes for line in counted.lines}
    return PostFigures(
        resolved=resolved,
        duty=total((*mine, *theirs)),
        untimed=(resolved.flexible_mine + resolved.flexible_theirs) * length,
        post_minutes=resolved.post * length,
        together=tuple(intersect(mine, theirs)),
        wanted=resolved.share.overlap,
        double=sum((minutes.get(a.activity.id, _ZERO) for a in both), _ZERO),
    )


def duty_map(resolved: Resolved, role: Role) -> dict[str, tuple[Interval, ...]]:
    """When the post has me, my partner, or both of us on it: minutes of the week, disjoint."""
    mine, theirs = on_post(resolved, role)
    both = intersect(mine, theirs)
    return {
        "me": subtract(mine, both),
        "partner": subtract(theirs, both),
        "both": both,
    }


def on_post(resolved: Resolved, role: Role) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
    """Time by the clock on the post: mine and my partner's."""
    mine: list[Interval] = []
    theirs: list[Interval] = []
    for attended in resolved.fixed:
        window = [
            w
            for block in activity_blocks(attended.activity, role, 1)
            for w in wrap(block.start, block.minutes)
        ]
        if attended.mine:
            mine += window
        if attended.partner and (attended.who is Attendance.BOTH or not attended.mine):
            theirs += window
    if resolved.partner is not None:
        blocks = (block for block in resolved.partner.blocks if block.on_post)
        theirs += [w for block in blocks for w in windows_of(block.day.index, block.clock)]
    return merge(mine), merge(theirs)
