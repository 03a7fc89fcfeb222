"""The fields of the guided form: those of the inspector in the order in which people say a rota.

Knows nothing of widgets or of the document.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from portfolio_app.core.cover import is_covered
from portfolio_app.core.model import WEEKDAYS, Day, OnCall, OneIn
from portfolio_app.ui.week.facts import Facts, Option
from portfolio_app.ui.week.fieldkit import always
from portfolio_app.ui.week.otherfields import BY_SAID, ON_CALL
from portfolio_app.ui.widgets.fieldform import Field, Kind

PREDICTABLE = "Predictable work, such as weekend rounds"
UNPREDICTABLE = "Unpredictable work, on average"
LEAVE = "Duties that fall in leave"
FURTHER = "Shared slot, hot week, time back"
PART = "Only part of the year"
STATED = "Notes, and what a document says"
OPEN = (PREDICTABLE, UNPREDICTABLE, LEAVE)  # the others begin closed

_SPANS: dict[str, tuple[Day, ...]] = {
    "all": WEEKDAYS,
    "weekdays": WEEKDAYS[:5],
    "weekends": (Day.SAT, Day.SUN),
}
_OWN = "own"


def _span(_facts: Facts, item: OnCall) -> str:
    return next((name for name, days in _SPANS.items() if days == item.days), _OWN)


def _spans(facts: Facts, item: OnCall) -> Sequence[Option]:
    named: list[Option] = [
        ("all", "All week"),
        ("weekdays", "Weekdays only"),
        ("weekends", "Weekends only"),
    ]
    return [*named, (_OWN, "These days")] if _span(facts, item) == _OWN else named


def _set_span(_facts: Facts, item: OnCall, span: str) -> OnCall:
    return replace(item, days=_SPANS.get(span, item.days))


def _more_than_once(_facts: Facts, item: OnCall) -> bool:
    return isinstance(item.frequency, OneIn) and item.frequency.times != 1


def _role_there(facts: Facts, _item: OnCall) -> bool:
    return len(facts.roles()) > 1


_OWN_FIELDS = {
    "which_days": Field(
        key="which_days",
        label="On",
        kind=Kind.CHOICE,
        read=_span,
        write=_set_span,
        options=_spans,
        hint="The days that you cover in your turn. Another part takes other days.",
    ),
    "resident": Field(
        key="resident",
        label="From",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.resident,
        write=lambda _facts, item, value: replace(item, resident=value),
        options=always((False, "Home: available, called in"), (True, "Work: resident all through")),
        hint="Waiting at home is no working time; all of a resident duty is.",
    ),
    "cover_said": Field(
        key="cover_said",
        label="",
        kind=Kind.SAID,
        read=lambda _facts, item: BY_SAID[item.cover_by],
        write=lambda _facts, item, _value: item,
        shown=lambda _facts, item: is_covered(item),
    ),
}
_HINTS = {
    "title": "Such as Second on call.",
    "one_in": "Seven of you taking turns: 7.",
    "duty_clock": "Such as 17:00-08:00. Needed only where it should split the hours below.",
    "availability": "The contract’s category, which decides the supplement.",
    "category": "What its work counts as.",
    "prospective_cover": "You do your duties of leave at other times: prospective cover.",
}
_LABELS = {"one_in": "One in (weeks)", "prospective_cover": "Made up for"}
_SHOWN: dict[str, Callable[[Any, Any], bool]] = {"times": _more_than_once, "role": _role_there}
_LAYOUT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "",
        (
            *("title", "role", "often", "one_in", "times", "weeks", "per_year", "dates"),
            *("which_days", "days", "resident", "duty_clock", "availability", "category"),
        ),
    ),
    (PREDICTABLE, tuple(f"predictable_{p}" for p in ("plain", "premium", "minutes", "per"))),
    (UNPREDICTABLE, tuple(f"unpredictable_{p}" for p in ("plain", "premium", "minutes", "per"))),
    (LEAVE, ("prospective_cover", "cover_by", "cover_said")),
    (
        FURTHER,
        ("slot_share", "instead_of_all", "instead_of", "lieu_minutes", "call_counts_as"),
    ),
    (PART, ("first_day", "last_day")),
    (STATED, ("stated", "notes")),
)


def _laid(key: str, section: str) -> Field:
    known = _OWN_FIELDS.get(key) or next(field for field in ON_CALL if field.key == key)
    return replace(
        known,
        section=section,
        hint=_HINTS.get(key, known.hint),
        label=_LABELS.get(key, known.label),
        shown=_SHOWN.get(key, known.shown),
    )


CALL_FORM: tuple[Field, ...] = tuple(
    _laid(key, section) for section, keys in _LAYOUT for key in keys
)
