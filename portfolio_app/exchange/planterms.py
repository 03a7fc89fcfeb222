"""A plan file against its contracts: that each is there, and has the categories that lines name.

Categories and availability become the codes that the contract uses, however they were spaced or
capitalised. A contract that says nothing of a thing on the day refuses nothing.
"""

from collections.abc import Mapping
from functools import cached_property

from portfolio_app.core.agreements import Policy
from portfolio_app.core.contracts import (
    Contract,
    ContractError,
    ContractView,
    Kind,
    TermMissing,
    Unit,
    category_named,
)
from portfolio_app.core.model import Day, Nation
from portfolio_app.core.policies import with_policies
from portfolio_app.exchange.bankholidays import bank_holidays
from portfolio_app.exchange.names import Scope
from portfolio_app.exchange.planpolicies import policies_of
from portfolio_app.exchange.problems import Notes, Place, nearest
from portfolio_app.exchange.rows import Row
from portfolio_app.exchange.tomltext import text

_MOST_LISTED = 8
_NO_AVAILABILITY = "none"


class Terms:
    """The contracts of a file's roles, looked up on the day that each role is counted on."""

    def __init__(self, contracts: Mapping[str, Contract], plan: Row, notes: Notes) -> None:
        """Take the contracts, and the person whose year and nation decide."""
        self._contracts = contracts
        self._notes = notes
        person: Row | None = plan.values.get("person")
        self._person = person.values if person is not None else {}
        self._views: dict[Place, ContractView | None] = {}
        self._plan = plan

    @cached_property
    def _policies(self) -> tuple[Policy, ...]:
        """The policies of the file that could be read; asked for once ids are given."""
        return tuple(policy for _, policy in policies_of(self._plan))

    def check_role(self, role: Row) -> None:
        """Note a contract that is not there, is broken, or is a law."""
        key = role.values.get("contract")
        if key is None:
            return
        try:
            contract = self._contracts[key]
        except KeyError:
            self._unknown_contract(role, key)
        except ContractError as error:
            expected = f"a contract file that can be read ({error.problems[0]})"
            self._notes.add(role.at("contract"), f"{text(key)}, which is not in order", expected)
        else:
            if contract.kind is Kind.LAW:
                expected = "a contract; a law holds for every role as it is"
                self._notes.add(role.at("contract"), f"{text(key)}, which is a law", expected)

    def _unknown_contract(self, role: Row, key: str) -> None:
        names = [name for name in self._contracts if self._is_contract(name)]
        near = nearest(key, names)
        expected = "a contract that this program knows"
        if near is None:
            expected = f"{expected}: {', '.join(sorted(names))}"
        found = f"the contract {text(key)}"
        self._notes.add(role.at("contract"), found, expected, None if near is None else text(near))

    def _is_contract(self, name: str) -> bool:
        try:
            return self._contracts[name].kind is Kind.CONTRACT
        except ContractError:
            return False

    def check_line(self, line: Row, scope: Scope) -> None:
        """Note categories and availability that the role's contract does not have."""
        role = scope.row("role", line.values.get("role"))
        view = None if role is None else self._view(role, scope)
        if view is None:
            return
        if "category" in line.values:
            line.values["category"] = self._category(
                line.values["category"], line.at("category"), view
            )
        if "category_shares" in line.values:
            self._categories_of(line, "category_shares", view)
        if "availability" in line.values:
            self._availability(line, view)
        if role is not None and line.values.get("day") is Day.HOLIDAY and line.has("dates"):
            self._check_holidays(line, self._nation(role, scope))

    def _check_holidays(self, line: Row, nation: Nation | None) -> None:
        """Dates of a line that says that it is on public holidays are public holidays."""
        dates = line.values["dates"]
        if nation is None or not dates:
            return
        holidays = bank_holidays(nation, min(dates), max(dates))
        for index, day in enumerate(dates):
            if day not in holidays:
                found = f"{day.isoformat()}, which is no public holiday"
                expected = "public holidays, as day says; or leave day out"
                self._notes.add(line.at("dates", index), found, expected)

    def check_stated(self, stated: Row, scope: Scope) -> None:
        """Note categories that the contract of stated totals does not have, and a missing role."""
        roles = {
            key: role
            for key, role in scope.tables.get("role", {}).items()
            if not role.values.get("considered", False)
        }
        key = stated.values.get("role")
        if "role" not in stated.given:
            if len({self._unit(role, scope) for role in roles.values()} - {None}) > 1:
                expected = "the role that they are of, since your roles count in different units"
                self._notes.add(stated.at("role"), "no role", expected)
                return
            key = next(iter(roles), None)
        role = scope.row("role", key)
        view = None if role is None else self._view(role, scope)
        if view is not None and "by_category" in stated.values:
            self._categories_of(stated, "by_category", view)

    def _view(self, role: Row, scope: Scope) -> ContractView | None:
        """The contract as it stands when the role is counted; None where that is not known."""
        if role.place not in self._views:
            self._views[role.place] = self._looked_up(role, scope)
        return self._views[role.place]

    def _looked_up(self, role: Row, scope: Scope) -> ContractView | None:
        day = self._person.get("year_start")
        try:
            contract = self._contracts[role.values.get("contract", "")]
        except (KeyError, ContractError):
            return None
        if day is None or contract.kind is Kind.LAW:
            return None
        own = [one for one in self._policies if one.contract == contract.id]
        own = [one for one in own if one.employer == role.values.get("employer")]
        laid = with_policies(contract, own, "") if own else contract
        return laid.at(max(day, role.values.get("start", day)), self._nation(role, scope))

    def _nation(self, role: Row, scope: Scope) -> Nation | None:
        employer = scope.row("employer", role.values.get("employer"))
        own: Nation | None = None if employer is None else employer.values.get("nation")
        return own or self._person.get("nation")

    def _unit(self, role: Row, scope: Scope) -> object:
        """What a role counts in; sessions of different lengths are different units."""
        view = self._view(role, scope)
        if view is None:
            return None
        unit = view.contract.unit
        if unit is not Unit.SESSION:
            return unit
        try:
            return unit, view.minutes("session-length")
        except TermMissing:
            return unit, None

    def _categories_of(self, row: Row, key: str, view: ContractView) -> None:
        codes: list[str] = []
        for name, _ in row.values[key]:
            code = self._category(name, row.at(key, name), view)
            if code in codes:
                found = f"{text(name)}, which is {code} a second time"
                self._notes.add(row.at(key, name), found, "each category only once")
            codes.append(code)
        row.values[key] = tuple(
            (code, value) for code, (_, value) in zip(codes, row.values[key], strict=True)
        )

    def _category(self, name: str, place: Place, view: ContractView) -> str:
        try:
            if view.get("categories") is None:
                return name
            categories = view.categories()
            is_open = view.get("categories-open") is not None and view.flag("categories-open")
        except TermMissing:
            return name
        found = category_named(categories, name)
        if found is not None:
            return found.code
        if not is_open:
            words = {
                word: one.code for one in categories for word in (one.code, one.name, *one.aliases)
            }
            near = nearest(name, words)
            expected = (
                f"a category of {view.contract.id}: {', '.join(one.code for one in categories)}"
            )
            self._notes.add(
                place,
                f"the category {text(name)}",
                expected,
                None if near is None else text(words[near]),
            )
        return name

    def _availability(self, line: Row, view: ContractView) -> None:
        name: str = line.values["availability"]
        try:
            term = view.get("availability-supplement")
            table = {} if term is None else view.table("availability-supplement")
        except TermMissing:
            return
        by_lower = {one.strip().lower(): one for one in table}
        code = by_lower.get(name.strip().lower())
        if code is None and name.strip().lower() == _NO_AVAILABILITY:
            del line.values["availability"]
        elif code is None:
            self._refuse_availability(line, list(table), view)
        else:
            line.values["availability"] = code

    def _refuse_availability(self, line: Row, known: list[str], view: ContractView) -> None:
        name: str = line.values["availability"]
        contract = view.contract.id
        expected = f"none, since {contract} has no availability supplement; leave the key out"
        if known:
            expected = f"an availability category of {contract}: {', '.join(known)}"
        near = nearest(name, known)
        found = f"the availability {text(name)}"
        self._notes.add(
            line.at("availability"), found, expected, None if near is None else text(near)
        )
