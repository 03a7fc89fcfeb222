"""What the fields of an item need to know beside the item, and the judge of what may be kept.

The plan file is the judge: an item that could not be written to a file and read again would be
lost on the way out, so it is refused on the way in, in the plan file's own words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from portfolio_app.core.contracts import Contract, ContractView, TermMissing
from portfolio_app.core.edits import Item
from portfolio_app.core.model import WEEKDAYS, Activity, Commitment, OnCall, Portfolio, Role
from portfolio_app.core.workload import Count
from portfolio_app.exchange import planfile

Option = tuple[object, str]

DAYS: tuple[Option, ...] = tuple(
    (day, name)
    for day, name in zip(
        WEEKDAYS,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """The week that an item lies in: as the scenario has it, counted, with the contracts."""

    portfolio: Portfolio
    count: Count
    contracts: Mapping[str, Contract]
    whole: Portfolio | None = None  # with every scenario, where it is known
    scenario: str | None = None

    def role(self, key: str) -> Role | None:
        """A role of the week shown."""
        return next((role for role in self.portfolio.roles if role.id == key), None)

    def roles(self) -> Sequence[Option]:
        """The roles, by title."""
        return [(role.id, role.title) for role in self.portfolio.roles]

    def sites(self) -> Sequence[Option]:
        """The places, by name."""
        return [(None, "Not said"), *((site.id, site.name) for site in self.portfolio.sites)]

    def view(self, role: str) -> ContractView | None:
        """The contract of a role on the day it is counted."""
        counted = self.count.role(role)
        return None if counted is None else counted.terms.view

    def categories(self, role: str) -> Sequence[Option]:
        """The categories that a role's contract names."""
        view = self.view(role)
        try:
            if view is None or view.get("categories") is None:
                return []
            return [(one.code, _category_words(one.code, one.name)) for one in view.categories()]
        except TermMissing:
            return []

    def has_open_categories(self, role: str) -> bool:
        """Whether a role's contract takes categories of one's own."""
        view = self.view(role)
        if view is None or view.get("categories") is None:
            return True
        return view.get("categories-open") is not None and view.flag("categories-open")

    def availabilities(self, role: str) -> Sequence[Option]:
        """The on-call availability categories of a role's contract."""
        view = self.view(role)
        none: Option = (None, "None")
        if view is None or view.get("availability-supplement") is None:
            return [none]
        return [none, *((name, name) for name in view.table("availability-supplement"))]

    def refusal(self, item: Item) -> str:
        """Why an item cannot be kept as it is; empty when it can."""
        result = planfile.read(planfile.write(self._alone(item)), "", self.contracts)
        if not result.problems:
            return ""
        first = result.problems[0]
        return f"Found {first.found}. Expected {first.expected}."

    def _alone(self, item: Item) -> Portfolio:
        """The item with what it refers to, and nothing else."""
        portfolio = self.count.whole  # what it refers to may be there at another time of the year
        bare = replace(
            portfolio,
            activities=(),
            on_calls=(),
            commitments=(),
            stated=(),
            partners=(),
            scenarios=(),
            travels=(),
            policies=(),
            objectives=(),
            silences=(),
            roles=tuple(
                replace(role, share=None, considered=False, follows=None)
                for role in portfolio.roles
            ),
        )
        if isinstance(item, Commitment):
            return replace(bare, commitments=(item,))
        named = set(item.instead_of)
        if isinstance(item, Activity):
            named |= set(item.replaces)
        others = tuple(
            Activity(id=other.id, role=other.role, title=other.title)
            for other in portfolio.activities
            if other.id in named
        )
        calls = tuple(
            OnCall(id=other.id, role=other.role, title=other.title)
            for other in portfolio.on_calls
            if other.id in named
        )
        if isinstance(item, OnCall):
            return replace(bare, activities=others, on_calls=(*calls, item))
        return replace(bare, activities=(*others, item), on_calls=calls)


def _category_words(code: str, name: str) -> str:
    return code if code == name else f"{code} · {name}"
