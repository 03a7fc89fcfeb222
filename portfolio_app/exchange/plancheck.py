"""Everything that a plan file can have wrong beyond single values, in one pass over its rows.

Gives ids, resolves references, applies the rules of each table and looks lines up in their
contracts; whatever is wrong is noted and the pass goes on.
"""

from collections.abc import Mapping

from portfolio_app.core.contracts import Contract
from portfolio_app.core.sharing import Take
from portfolio_app.exchange.names import (
    Scope,
    check_references,
    check_scenario_references,
    name_all,
    name_scenario,
)
from portfolio_app.exchange.planpolicies import check_policies
from portfolio_app.exchange.planrules import (
    check_activity,
    check_commitment,
    check_on_call,
    check_role,
    check_travel,
    check_weeks,
)
from portfolio_app.exchange.planterms import Terms
from portfolio_app.exchange.problems import Notes
from portfolio_app.exchange.rows import Row


def check(plan: Row, contracts: Mapping[str, Contract], notes: Notes) -> None:
    """Check the rows of a whole plan file; ids and codes are filled in."""
    terms = Terms(contracts, plan, notes)
    scope = name_all(plan, notes)
    _check_only_role(plan, scope, notes)
    check_references(plan, scope, notes)
    check_policies(plan, contracts, notes)
    for travel in plan.rows("travel"):
        check_travel(travel, notes)
    for commitment in plan.rows("commitment"):
        check_commitment(commitment, notes)
    _check_lines(plan, scope, terms, notes)
    for stated in plan.rows("stated"):
        terms.check_stated(stated, scope)
    for scenario in plan.rows("scenario"):
        _check_scenario(scenario, scope, terms, notes)


def _check_scenario(scenario: Row, base: Scope, terms: Terms, notes: Notes) -> None:
    scope = name_scenario(scenario, base, notes)
    _check_only_role(scenario, scope, notes)
    check_scenario_references(scenario, base, scope, notes)
    _check_lines(scenario, scope, terms, notes)
    taken: set[str] = set()
    for take in scenario.rows("take"):
        _check_take(take, taken, (base, scope), notes)


def _check_take(take: Row, taken: set[str], scopes: tuple[Scope, ...], notes: Notes) -> None:
    """A role is taken on once, and only one that is not simply held; a shared one has terms."""
    key = take.values.get("role", "")
    if key and key in taken:
        notes.add(take.at("role"), f'"{key}" taken on twice', "each role once in a scenario")
    taken.add(key)
    roles = [role for scope in scopes if (role := scope.row("role", key)) is not None]
    given = {name for role in roles for name in role.given}
    if not roles:
        return
    if not given & {"considered", "share"}:
        expected = "a role that is considered or shared; you hold this one whole already"
        notes.add(take.at("role"), f'"{key}", which you hold', expected)
    elif take.values.get("as") is Take.SHARED and "share" not in given:
        notes.add(take.at("as"), f'"shared" of "{key}"', "a role with a [role.share] table")


def _check_lines(place: Row, scope: Scope, terms: Terms, notes: Notes) -> None:
    for role in place.rows("role"):
        check_role(role, notes)
        terms.check_role(role)
    for activity in place.rows("activity"):
        check_activity(activity, notes)
        _check_line(activity, scope, terms, notes)
    for call in place.rows("on_call"):
        check_on_call(call, notes)
        _check_line(call, scope, terms, notes)


def _check_line(line: Row, scope: Scope, terms: Terms, notes: Notes) -> None:
    terms.check_line(line, scope)
    role = scope.row("role", line.values.get("role"))
    if role is not None:
        check_weeks(line, role, notes)


def _check_only_role(place: Row, scope: Scope, notes: Notes) -> None:
    """Fill in the role of an on-call table where there is only one."""
    roles = list(scope.ids("role"))
    for call in place.rows("on_call"):
        if "role" in call.given:
            continue
        if len(roles) == 1:
            call.values["role"] = roles[0]
        else:
            notes.add(call.at("role"), "no role", "the id of a role, since there is not just one")
