"""What can be told to a partner, as a table of fields; what is left empty is not told.

Knows no widget.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from portfolio_app.core.partnering import Told, Week
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind, Option
from portfolio_app.ui.widgets.typed import Line, RefusedError

_WEEK_MINUTES = 168 * 60
_LONGEST = 4_000
_MOST_UNITS = 200


def _hours(text: str) -> int | None:
    minutes: int | None = typed.LENGTH.read(text)
    if minutes is not None and minutes > _WEEK_MINUTES:
        raise RefusedError(f"Found “{text.strip()}”. A week has 168 hours.")
    return minutes


def _units(text: str) -> Any:  # noqa: ANN401 - what the line holds
    units = typed.FIGURE.read(text)
    if units is not None and units > _MOST_UNITS:
        raise RefusedError(f"Found “{text.strip()}”. Write at most {_MOST_UNITS}.")
    return units


def _text(text: str) -> str:
    if len(text) > _LONGEST:
        raise RefusedError(f"That is {len(text)} characters: write at most {_LONGEST}.")
    return text.strip()


def _field(key: str, label: str, kind: Kind, **more: Any) -> Field:  # noqa: ANN401 - keys of Field
    def write(_context: object, item: Told, value: object) -> Told:
        told = _text(value) if isinstance(value, str) else value
        return replace(item, **{key: told})  # type: ignore[arg-type]

    return Field(
        key=key,
        label=label,
        kind=kind,
        read=lambda _context, item: getattr(item, key),
        write=write,
        **more,
    )


def _offered(*options: Option) -> Callable[[Any, Any], Sequence[Option]]:
    return lambda _context, _item: options


TELL = (
    _field(
        "name",
        "Name",
        Kind.LINE,
        line=Line(typed.TEXT.show, lambda text: " ".join(text.split())),
        hint="How you are called in it. Initials will do.",
    ),
    _field(
        "week",
        "My week",
        Kind.CHOICE,
        options=_offered(
            (Week.HALVES, "By half-days, as below"),
            (Week.BLOCKS, "As busy blocks without names"),
            (Week.NOTHING, "Not told"),
        ),
    ),
    _field(
        "hours",
        "I could give",
        Kind.LINE,
        line=Line(typed.LENGTH.show, _hours),
        hint="Hours a week for the post, such as 8. Empty: not told.",
    ),
    _field(
        "units",
        "In its unit",
        Kind.LINE,
        line=Line(typed.FIGURE.show, _units),
        hint="The same in PAs or sessions, such as 2. Empty: not told.",
    ),
    _field(
        "negotiable",
        "My times",
        Kind.CHOICE,
        options=_offered(
            (None, "Not told"), (True, "Can be talked about"), (False, "Cannot be changed")
        ),
    ),
    _field("areas", "Areas", Kind.NOTES, hint="What you know well."),
    _field("strengths", "Strengths", Kind.NOTES),
    _field("would_lead", "Would lead", Kind.NOTES, hint="What of the post you would lead."),
    _field("limits", "Limits", Kind.NOTES, hint="What you cannot do, such as evenings."),
)
