"""How the library's tables came to be, step by step.

Each step speaks SQL and column names only, never today's model, so that an old step means for ever
what it meant. A step that has been released is never changed: what comes later is a new step at the
end, with a saved library of its schema in `tests/files`.
"""

from typing import TYPE_CHECKING

from portfolio_app.store.steps.m0001_first_library import m0001_first_library
from portfolio_app.store.steps.m0002_agreements import m0002_agreements

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database, Migrations

SET = "portfolio"

STEPS: "tuple[Callable[[Database], None], ...]" = (m0001_first_library, m0002_agreements)


def names() -> tuple[str, ...]:
    """The steps that this version knows, in their order."""
    return tuple(step.__name__ for step in STEPS)


def migrations() -> "Migrations":
    """The steps as sqlite-utils applies and records them."""
    from sqlite_utils import Migrations

    steps = Migrations(SET)
    for step in STEPS:
        steps(name=step.__name__)(step)
    return steps
