"""What the field tables share: sections, and short ways to write a field.

Knows nothing of widgets or of the document.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portfolio_app.core.model import Activity, Portfolio
from portfolio_app.ui.week.chooser import When, when_of
from portfolio_app.ui.week.facts import Option
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind

WITHIN = "Only part of the year"
TIME = "Breaks and travel"
WORTH = "What it counts as"
HOT = "Hot week: done instead of"
ALSO = "Also counts towards"
PLACE = "Its place among other work"
SHARE = "In the shared post"
STATED = "What a document says"
YOU = "For yourself"


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What a field does to more than its own item: a step's name, and the edit.

    The edit takes the portfolio and the scenario that is shown.
    """

    label: str
    edit: Callable[[Portfolio, str | None], Portfolio]


def always(*options: Option) -> Callable[[Any, Any], Sequence[Option]]:
    """Options that do not depend on the item."""
    return lambda _facts, _item: options


def attribute(
    key: str,
    label: str,
    kind: Kind,
    *,
    convert: Callable[[Any], Any] = lambda value: value,
    **more: Any,  # noqa: ANN401 - the other keys of Field
) -> Field:
    """A field that is one attribute of the item."""
    return Field(
        key=key,
        label=label,
        kind=kind,
        read=lambda _facts, item: getattr(item, key),
        write=lambda _facts, item, value: replace(item, **{key: convert(value)}),
        **more,
    )


def is_when(*ways: When) -> Callable[[Any, Activity], bool]:
    """Whether an activity says when it is done in one of these ways."""
    return lambda _facts, item: when_of(item) in ways


NOTES = attribute("notes", "Notes", Kind.NOTES, section=YOU)
STATED_WEEK = attribute(
    "stated",
    "A week",
    Kind.LINE,
    line=typed.PRINTED,
    section=STATED,
    hint="As printed. Never counted, always compared.",
)
