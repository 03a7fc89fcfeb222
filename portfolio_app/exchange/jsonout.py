"""What the commands print with --json: figures as decimals to six places, never rounded further.

The names and shapes are fixed by the reference of the plan file; keys may be added, never renamed.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio_app.core.dependence import role_terms
from portfolio_app.core.termwords import unverified

if TYPE_CHECKING:
    # Only their shapes are needed here, and a summary must not wait for what it does not print.
    from portfolio_app.core.audit import Audit
    from portfolio_app.core.contracts import TermValue
    from portfolio_app.core.credits import Ledger
    from portfolio_app.core.findings import Finding
    from portfolio_app.core.lines import Line
    from portfolio_app.core.workload import Amount, Count, RoleCount

Json = dict[str, object]
_PLACES = 6


def summary(count: "Count", scenario: str | None) -> Json:
    """The counted week."""
    return {
        "year_start": count.portfolio.person.year_start.isoformat(),
        "scenario": scenario,
        **({} if count.on is None else {"on": count.on.isoformat()}),
        "roles": [_role(role) for role in count.roles],
        **({} if not count.uncounted else {"uncounted": _uncounted(count)}),
        "activities": [_line(line) | _call(count, line) for line in count.lines],
        "total": {
            "hours": _hours(count.minutes),
            "units": {unit: figure(value) for unit, value in count.units.items()},
        },
        "ledgers": {name: _ledger(ledger) for name, ledger in count.ledgers.items()},
    }


def _uncounted(count: "Count") -> list[Json]:
    """Roles that cannot be counted, and why."""
    return [{"role": role.id, "reason": why} for role, why in count.uncounted]


def findings(found: Iterable["Finding"]) -> Json:
    """What the checks found."""
    return {
        "findings": [
            {
                "check": finding.check,
                "severity": finding.severity.value,
                "message": finding.message,
                "where": list(finding.where),
                "terms": [term.key for term in finding.terms],
                "unverified": _unverified(finding.terms),
                "figure": figure(finding.figure),
                "limit": figure(finding.limit),
                "silenced": finding.silenced,
            }
            for finding in found
        ]
    }


def audit(result: "Audit") -> Json:
    """Every stated figure against the counted one."""
    return {
        "lines": [
            {
                "id": line.id,
                "what": line.what,
                "stated": figure(line.stated),
                "counted": figure(line.counted),
                "difference": figure(line.difference),
                "follows": line.follows,
                "follows_if": line.follows_if,
                "cut": line.cut,
                "taken": line.taken,
            }
            for line in result.lines
        ],
        "totals": [
            {
                "source": total.source,
                "role": total.role,
                "what": total.what,
                "stated": figure(total.stated),
                "counted": figure(total.counted),
                "sum_of_stated_lines": figure(total.sum_of_stated_lines),
                "lines_without_stated": total.lines_without_stated,
                "adds_up": total.adds_up,
                "follows": total.follows,
                "follows_if": total.follows_if,
                "cut": total.cut,
            }
            for total in result.totals
        ],
    }


def _unverified(terms: Iterable["TermValue"]) -> list[str]:
    """The terms among these that were not verified."""
    return [term.key for term in unverified(terms)]


def figure(value: Fraction | Decimal | int | None) -> float | None:
    """An exact figure as JSON prints it; None is null: not known."""
    return None if value is None else float(round(Fraction(value), _PLACES))


def _hours(minutes: Fraction | None) -> float | None:
    return None if minutes is None else figure(minutes / 60)


def _role(role: "RoleCount") -> Json:
    own = role.role
    return {
        "id": own.id,
        "employer": own.employer,
        "title": own.title,
        "contract": own.contract,
        "unit": role.unit.value,
        "contracted": figure(role.contracted),
        "counted": figure(role.counted),
        "paid": figure(role.paid),
        "hours": _hours(role.minutes),
        "units_per_year": figure(role.units_per_year),
        "hours_per_year": _hours(role.minutes_per_year),
        "fraction_of_full_time": figure(role.fraction_of_full_time),
        "by_category": _amounts(role.by_category),
        "by_group": _amounts(role.by_group),
        "rota_frequency": figure(role.rota_frequency),
        "availability_supplement_percent": figure(
            role.supplement.percent if role.supplement is not None else _no_supplement(role)
        ),
        "premium_pay_percent": figure(role.premium_pay_percent),
        "credited": figure(role.counted - role.own_units),
        "credited_from": [
            {
                "id": one.line,
                "role": one.source,
                "units": figure(one.units),
                "hours": _hours(one.minutes),
                "working": one.working,
            }
            for one in role.credited
        ],
        "contract_hours": _hours(role.contract_minutes),
        "real_hours": _hours(role.real_minutes),
        "lieu_hours": _hours(role.lieu_minutes),
        "lieu_hours_per_year": _hours(role.lieu_minutes_per_year),
        "band_frequency": figure(None if role.supplement is None else role.supplement.frequency),
        "stands_for": figure(own.stands_for),
        "assumed": role.assumed,
        "unverified": _unverified(role_terms(role)),
    }


def _call(count: "Count", line: "Line") -> Json:
    """What only a rota has: how often it comes, and its work of one duty week."""
    from portfolio_app.core.callfacts import facts_of  # only a summary with a rota needs it
    from portfolio_app.core.lines import LineKind

    facts = facts_of(count, line.id) if line.kind is LineKind.ON_CALL else None
    if facts is None:
        return {}
    return {
        "call": {
            "frequency": figure(facts.frequency),
            "frequency_at_work": figure(facts.at_work),
            "duty_weeks_per_year": figure(facts.duty_weeks_per_year),
            "cover_factor": figure(None if facts.cover is None else facts.cover.factor),
            "duty_week": [
                {
                    "work": part.name,
                    "plain_hours": _hours(part.plain),
                    "premium_hours": _hours(part.premium),
                    "plain_units": figure(part.plain_units),
                    "premium_units": figure(part.premium_units),
                }
                for part in facts.duty_week
            ],
        }
    }


def _ledger(ledger: "Ledger") -> Json:
    return {
        "units": figure(ledger.units),
        "hours": _hours(ledger.minutes),
        "units_per_year": figure(ledger.units_per_year),
        "hours_per_year": _hours(ledger.minutes_per_year),
        "activities": list(ledger.lines),
    }


def _no_supplement(role: "RoleCount") -> int | None:
    """Zero without availability on call; null where the contract does not say what it is."""
    is_known = role.terms.view.get("availability-supplement") is not None
    return 0 if is_known or role.rota_frequency is None else None


def _amounts(amounts: Mapping[str, "Amount"]) -> Json:
    return {
        key: {"units": figure(amount.units), "hours": _hours(amount.minutes)}
        for key, amount in amounts.items()
    }


def _line(line: "Line") -> Json:
    return {
        "id": line.id,
        "kind": line.kind.value,
        "role": line.role,
        "title": line.title,
        "category": line.category,
        "units_per_occurrence": figure(line.units_per_occurrence),
        "occurrences_per_week": figure(line.occurrences_per_week),
        "units_per_week": figure(line.units_per_week),
        "hours_per_week": _hours(line.minutes_per_week),
        "units_per_year": figure(line.units_per_year),
        "hours_per_year": _hours(line.minutes_per_year),
        "occurrences_per_year": figure(line.occurrences_per_year),
        "lieu_hours_per_week": _hours(line.lieu_minutes),
        "lieu_hours_per_year": _hours(line.lieu_minutes_per_year),
        "plain_hours": _hours(line.plain_minutes),
        "premium_hours": _hours(line.premium_minutes),
        "stated": figure(line.stated),
        "assumed": line.assumed,
        "working": line.working,
        "terms": [term.key for term in line.terms],
        "unverified": _unverified(line.terms),
    }
