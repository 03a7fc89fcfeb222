"""A contract's terms under a few headings, so that a reader finds one among fifty.

A term is put under the first heading that knows a part of its key; any other is about the
contract itself. Order within a heading is that of the contract's file.
"""

from collections.abc import Iterable

THE_CONTRACT = "The contract itself"
_HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Pay", ("pensionable", "basic-pay", "pay-parity", "points", "allowances", "extra-unit-pay")),
    (
        "The unit and full time",
        (
            *("activity-length", "session-length", "full-time", "usual-maximum", "usual-split"),
            *("smallest", "real-session", "consulting", "nhs-part", "work-in-units", "travel"),
            *("commute", "session-warning"),
        ),
    ),
    (
        "On call",
        (
            *("on-call", "availability", "rota", "emergency", "prospective", "deputising"),
            *("unpredictable", "slot-share"),
        ),
    ),
    (
        "Premium and unsocial time",
        ("plain-time", "premium", "unsocial", "out-of-hours", "weekend", "night-time"),
    ),
    ("Extra work", ("extra-", "private-practice", "waiting-list")),
    (
        "Kinds of work",
        ("categories", "norm", "supporting", "core-", "development", "objectives"),
    ),
    (
        "The year and leave",
        ("leave", "holiday", "statutory", "study", "working-weeks", "lieu"),
    ),
    (
        "Hours and rest",
        (
            *("rest", "shift", "weekly-average", "reference-period", "seven-days", "opt-out"),
            *("night", "employers-together", "working-time"),
        ),
    ),
)
HEADINGS = (*(heading for heading, _ in _HEADINGS[1:]), "Pay", THE_CONTRACT)


def heading_of(key: str) -> str:
    """The heading that a term stands under."""
    return next(
        (heading for heading, parts in _HEADINGS if any(part in key for part in parts)),
        THE_CONTRACT,
    )


def under_headings(keys: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The keys under their headings, in the order of the headings; none is left out."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(heading_of(key), []).append(key)
    return [(heading, tuple(found[heading])) for heading in HEADINGS if heading in found]
