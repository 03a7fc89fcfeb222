"""The fields of a role's pay: own basic pay, the pay point, and an uplift of the last known table.

Each is how to read a part and how to change it. Knows nothing of widgets or of the document.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from portfolio_app.core.basicpay import pay_points, uplift_policy
from portfolio_app.core.model import Role
from portfolio_app.core.policies import contract_of
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind, Option
from portfolio_app.ui.widgets.typed import RefusedError

if TYPE_CHECKING:
    from portfolio_app.ui.dialogs.rolefields import Names

PAY = "Pay, private"
_MOST_UPLIFT = 100


@dataclass(frozen=True, slots=True)
class Uplift:
    """An own uplift in per cent for the contract and the employer of a role; None is none."""

    role: Role
    percent: Fraction | None


def _points(names: "Names", role: Role) -> tuple[str, ...]:
    """The pay points of the role's contract in the job-plan year."""
    try:
        contract = contract_of(names.portfolio, role, names.contracts)
    except KeyError:
        return ()
    start = names.portfolio.person.year_start
    day = max(start, role.start or start)
    return pay_points(contract.at(day, names.portfolio.nation_of(role)), names.contracts)


def _point_options(names: "Names", role: Role) -> list[Option]:
    points: list[Option] = [(name, _capital(name)) for name in _points(names, role)]
    own = role.pay_point
    if own is not None and own not in {value for value, _ in points}:
        points.append((own, f"{own} (not in the table)"))
    return [(None, "By length of service"), *points]


def _capital(name: str) -> str:
    return f"From {name}" if name[:1].isdigit() else f"{name[:1].upper()}{name[1:]}"


def _has_points(names: "Names", role: Role) -> bool:
    return role.pay_point is not None or bool(_points(names, role))


def _read_uplift(names: "Names", role: Role) -> Fraction | None:
    policy = uplift_policy(names.portfolio, role)
    if policy is None:
        return None
    try:
        return Fraction(policy.value)
    except ValueError:  # written by hand, and refused elsewhere in words
        return None


def _write_uplift(_names: "Names", role: Role, percent: Any) -> Uplift:  # noqa: ANN401
    if percent is not None and percent > _MOST_UPLIFT:
        raise RefusedError("Write per cent, at most 100, such as 3.5.")
    return Uplift(role, percent or None)


PAY_FIELDS: tuple[Field, ...] = (
    Field(
        key="basic",
        label="Basic pay",
        kind=Kind.LINE,
        line=typed.PRINTED,
        read=lambda _names, role: role.basic,
        write=lambda _names, role, value: replace(role, basic=value),
        section=PAY,
        hint="Your own, full-time, in pounds a year: it goes before the contract’s table. Where the"
        " contract has no full-time week, what you are paid.",
    ),
    Field(
        key="pay_point",
        label="Pay point",
        kind=Kind.CHOICE,
        options=_point_options,
        read=lambda _names, role: role.pay_point,
        write=lambda _names, role, value: replace(role, pay_point=value),
        section=PAY,
        shown=_has_points,
    ),
    Field(
        key="pay_uplift",
        label="Uplift",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=_read_uplift,
        write=_write_uplift,
        section=PAY,
        hint="Per cent on the last known table, for all your roles on this contract here.",
    ),
)
