"""What the panel does to the portfolio: each act is a named edit, made as one undo step.

Knows no widget and no document.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from portfolio_app.core import words
from portfolio_app.core.applying import Applying, Thought, think, unplaced
from portfolio_app.core.contracts import Contract, Unit
from portfolio_app.core.edits import Edit, free_id, ids, put, set_my_part
from portfolio_app.core.jobshare import LEAVE, WHOLE, Option
from portfolio_app.core.model import (
    Portfolio,
    Role,
    Scenario,
    TakeOn,
)
from portfolio_app.core.shares import post_size
from portfolio_app.core.sharing import JobShare, Overlap, ShareSize, Take
from portfolio_app.ui.panels.jobshare.texts import unit_name


@dataclass(frozen=True, slots=True)
class Act:
    """A change with its plain name; acts on end with the same `merge` become one undo step."""

    label: str
    edit: Edit
    merge: str


@dataclass(frozen=True, slots=True)
class Target:
    """What a change belongs to: a shared role, in a scenario or (None) in the portfolio itself."""

    role: Role
    scenario: str | None
    unit: Unit


# -- the terms of a share ----------------------------------------------------------------------


def set_part(target: Target, mine: Fraction) -> Act:
    """Set my part of the post, in its unit."""
    post = post_size(target.role)
    size = f"{words.number(post)} {unit_name(target.unit, post)}"
    key, scenario = target.role.id, target.scenario
    return Act(
        f"Set my part to {words.number(mine)} of {size}",
        lambda p: set_my_part(p, key, mine, scenario),
        _merge(target, "part"),
    )


def set_overlap(target: Target, minutes: int | None) -> Act:
    """Set the time together that is wanted, in minutes a week.

    None is not known; in a scenario, as the post's own terms have it.
    """
    said = "not known" if minutes is None else words.hours(minutes)
    return Act(
        f"Set time together to {said}",
        lambda p: _on_terms(p, target, lambda take: replace(take, overlap=minutes)),
        _merge(target, "overlap"),
    )


def set_cover(target: Target, minutes: int | None) -> Act:
    """Set the cover that I would give, minutes a week; None as for `set_overlap`."""
    said = "not known" if minutes is None else f"up to {words.hours(minutes)} a week"
    return Act(
        f"Set cover to {said}",
        lambda p: _on_terms(p, target, lambda take: replace(take, cover_minutes=minutes)),
        _merge(target, "cover"),
    )


def set_overlap_kind(target: Target, kind: Overlap) -> Act:
    """Set whether time together lies inside the post's hours; it holds for every share of it."""
    said = "inside the post’s hours" if kind is Overlap.INSIDE else "funded on top"

    def change(role: Role) -> Role:
        return replace(role, share=replace(role.share or JobShare(), overlap_kind=kind))

    return Act(
        f"Set time together to {said}",
        lambda p: _in_role(p, target, change),
        _merge(target, "kind"),
    )


def change_share(target: Target, label: str, changed: Mapping[str, Any]) -> Act:
    """Change terms of the post's own share, by their names; they hold for every share of it."""

    def change(role: Role) -> Role:
        return replace(role, share=replace(role.share or JobShare(), **changed))

    return Act(f"{label} of {target.role.title}", lambda p: _in_role(p, target, change), "")


def set_size(target: Target, size: Fraction) -> Act:
    """Set the size of the whole post; a line that stands for all of it grows with it."""

    def change(role: Role) -> Role:
        each = role.share is not None and role.share.size is ShareSize.EACH
        return replace(role, contracted=size / 2 if each else size)

    return Act(
        f"Set the post to {words.number(size)} {unit_name(target.unit, size)}",
        lambda p: _with_whole_line(_in_role(p, target, change), target, size),
        _merge(target, "size"),
    )


def _merge(target: Target, what: str) -> str:
    return f"job-share {what} {target.role.id} {target.scenario or ''}"


def _in_role(portfolio: Portfolio, target: Target, change: Callable[[Role], Role]) -> Portfolio:
    """Change the role where it is written: in the scenario, if that has one of its own."""
    key = target.role.id
    if target.scenario is not None:
        branch = portfolio.scenario(target.scenario)
        own = next((role for role in branch.roles if role.id == key), None)
        if own is not None:
            return put(portfolio, change(own), target.scenario)
    return put(portfolio, change(portfolio.role(key)))


def _on_terms(
    portfolio: Portfolio, target: Target, change: Callable[[TakeOn], TakeOn]
) -> Portfolio:
    """Change how a scenario takes the role on, or the role's own terms."""
    key = target.role.id
    if target.scenario is not None:
        branch = portfolio.scenario(target.scenario)
        if any(take.role == key for take in branch.takes):
            takes = tuple(change(take) if take.role == key else take for take in branch.takes)
            return put(portfolio, replace(branch, takes=takes))

    def own_terms(role: Role) -> Role:
        share = role.share or JobShare()
        take = change(
            TakeOn(
                role=key,
                take=Take.SHARED,
                overlap=share.overlap,
                cover_minutes=share.cover_minutes,
            )
        )
        return replace(
            role, share=replace(share, overlap=take.overlap, cover_minutes=take.cover_minutes)
        )

    return _in_role(portfolio, target, own_terms)


def _with_whole_line(portfolio: Portfolio, target: Target, size: Fraction) -> Portfolio:
    """Keep the one line that stands for the whole post as large as the post."""
    lines = [line for line in portfolio.activities if line.role == target.role.id]
    if not lines and not any(call.role == target.role.id for call in portfolio.on_calls):
        key = free_id(f"{target.role.title} duties", ids(portfolio))
        return put(portfolio, unplaced(key, target.role, size))
    whole = lines[0] if len(lines) == 1 else None
    if whole is None or whole.counts_as is None or whole.counts_as != post_size(target.role):
        return portfolio
    if whole.clock is not None or whole.half is not None or whole.minutes is not None:
        return portfolio
    return put(portfolio, replace(whole, counts_as=size))


# -- keeping an option -------------------------------------------------------------------------


def kept(portfolio: Portfolio, option: Option, role: Role) -> Scenario | None:
    """The user's scenario that is the same as an option of ours, if there is one."""
    wanted = _scenario(portfolio, option, role)
    for own in portfolio.scenarios:
        if replace(own, id=wanted.id, title=wanted.title, notes="") == wanted:
            return own
    return None


def keep(portfolio: Portfolio, option: Option, role: Role) -> tuple[Act, str]:
    """Keep an option of ours as a scenario of the user's: the act, and the scenario's id."""
    made = _scenario(portfolio, option, role)
    act = Act(f"Keep “{made.title}” as a scenario", lambda p: put(p, made), "")
    return act, made.id


def _scenario(portfolio: Portfolio, option: Option, role: Role) -> Scenario:
    titles = {scenario.title for scenario in portfolio.scenarios}
    several = len([other for other in portfolio.roles if other.share is not None]) > 1
    clear = option.title not in titles and not several
    title = option.title if clear else f"{option.title}: {role.title}"
    key = free_id(title, ids(portfolio))
    if option.id == LEAVE:
        return Scenario(id=key, title=title, leave=(role.id,))
    take = Take.WHOLE if option.id == WHOLE else Take.SHARED
    return Scenario(id=key, title=title, takes=(TakeOn(role=role.id, take=take),))


# -- a new post --------------------------------------------------------------------------------


def add_post(
    portfolio: Portfolio, said: Applying, contracts: Mapping[str, Contract]
) -> tuple[Act, Thought]:
    """Add a post to think about: the act, and what it makes of the portfolio as it is."""
    made = think(portfolio, said, contracts)
    act = Act(f"Think about {made.title}", lambda p: think(p, said, contracts).portfolio, "")
    return act, made
