"""The fields that tie a line to other work: the same on other days, hot weeks, credits, time back.

Knows nothing of widgets or of the document.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from portfolio_app.core import words
from portfolio_app.core.agreements import Credit
from portfolio_app.core.model import WEEKDAYS, Activity, Day, OnCall, OnDates
from portfolio_app.core.repeats import alike, also_on
from portfolio_app.ui.week.facts import DAYS, Facts, Option
from portfolio_app.ui.week.fieldkit import ALSO, HOT, WORTH, Step
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind
from portfolio_app.ui.widgets.typed import RefusedError

# -- the same on other days ----------------------------------------------------------------------


def _other_days(_facts: Facts, item: Activity) -> Sequence[Option]:
    return [(day, name) for day, name in DAYS if day is not item.day]


def _on_weekday(_facts: Facts, item: Activity) -> bool:
    return item.day in WEEKDAYS and not isinstance(item.frequency, OnDates)


def _also_on(facts: Facts, item: Activity) -> tuple[Day | None, ...]:
    return tuple(other.day for other in alike(facts.portfolio.activities, item))


def _set_also_on(facts: Facts, item: Activity, days: tuple[Day, ...]) -> Step:
    now = set(_also_on(facts, item))
    more = [day.value for day in days if day not in now]
    less = [day.value for day in WEEKDAYS if day in now and day not in days]
    said = f"also on {words.listing(more)}" if more else f"no longer on {words.listing(less)}"
    known = facts.portfolio.activities
    return Step(
        f"{item.title} {said}",
        lambda p, scenario: also_on(p, item, days, known=known, scenario=scenario),
    )


ALSO_ON = Field(
    key="also_on",
    label="Also on",
    kind=Kind.TOGGLES,
    read=_also_on,
    write=_set_also_on,
    options=_other_days,
    shown=_on_weekday,
    hint="Each day is an activity of its own, alike, that can be moved or changed alone.",
)


# -- hot weeks -----------------------------------------------------------------------------------


def _instead(facts: Facts, item: Activity | OnCall) -> Sequence[Option]:
    """The other lines of the role, as a hot week may be done instead of them."""
    lines: tuple[Activity | OnCall, ...] = (*facts.portfolio.activities, *facts.portfolio.on_calls)
    return [
        (other.id, other.title)
        for other in lines
        if other.role == item.role and other.id != item.id and "--" not in other.id
    ]


HOT_WEEK: tuple[Field, ...] = (
    Field(
        key="instead_of_all",
        label="All else",
        kind=Kind.YES_NO,
        read=lambda _facts, item: item.instead_of_all,
        write=lambda _facts, item, value: replace(
            item, instead_of_all=value, instead_of=() if value else item.instead_of
        ),
        section=HOT,
        hint="In its weeks it is done instead of all other work of the role.",
    ),
    Field(
        key="instead_of",
        label="Or only",
        kind=Kind.SEVERAL,
        read=lambda _facts, item: item.instead_of,
        write=lambda _facts, item, value: replace(
            item, instead_of=tuple(value), instead_of_all=not value and item.instead_of_all
        ),
        options=_instead,
        section=HOT,
        hint="In its weeks these are not done and do not count.",
    ),
)

LIEU = Field(
    key="lieu_minutes",
    label="Time back",
    kind=Kind.LINE,
    line=typed.LENGTH,
    read=lambda _facts, item: item.lieu_minutes or None,
    write=lambda _facts, item, value: replace(item, lieu_minutes=value or 0),
    section=WORTH,
    hint="In lieu, earned each time (on call: by a duty week). Never part of its worth.",
)


# -- also counts towards -------------------------------------------------------------------------


def _other_roles(facts: Facts, item: Activity) -> Sequence[Option]:
    others = [role for role in facts.portfolio.roles if role.id != item.role]
    return [(None, "No other role"), *((role.id, role.title) for role in others)]


def _role_credit(item: Activity) -> Credit | None:
    return next((credit for credit in item.also if credit.role is not None), None)


def _with_role_credit(item: Activity, credit: Credit | None) -> Activity:
    """The first credit to a role is the one that is shown; others stay as they are."""
    first = _role_credit(item)
    rest = tuple(one for one in item.also if one is not first)
    return replace(item, also=rest if credit is None else (credit, *rest))


def _set_also_role(_facts: Facts, item: Activity, role: str | None) -> Activity:
    was = _role_credit(item)
    if role is None:
        return _with_role_credit(item, None)
    return _with_role_credit(item, Credit(role=role, units=None if was is None else was.units))


def _set_also_units(_facts: Facts, item: Activity, units: Fraction | None) -> Activity:
    was = _role_credit(item)
    return item if was is None else _with_role_credit(item, replace(was, units=units))


def _ledgers(_facts: Facts, item: Activity) -> tuple[Credit, ...]:
    return tuple(credit for credit in item.also if credit.ledger is not None)


def _set_ledgers(_facts: Facts, item: Activity, ledgers: tuple[Credit, ...]) -> Activity:
    roles = tuple(credit for credit in item.also if credit.role is not None)
    return replace(item, also=(*roles, *ledgers))


def _read_ledgers(text: str) -> tuple[Credit, ...]:
    """Ledgers as in "CPD 1 h, Practice hours": a name, and how much of it unless all."""
    found = []
    for part in text.replace(";", ",").split(","):
        words_of_it = part.split()
        if not words_of_it:
            continue
        found.append(_ledger(words_of_it))
    return tuple(found)


_POINTS = ("point", "points", "credit", "credits")
_TIMES = ("h", "hour", "hours", "min", "mins", "minutes")


def _ledger(said: list[str]) -> Credit:
    if len(said) > 2 and said[-1].lower() in _POINTS:
        return Credit(ledger=" ".join(said[:-2]), units=typed.ABOVE_ZERO.read(said[-2]))
    if len(said) > 2 and said[-1].lower() in _TIMES and said[-2][0].isdigit():
        return Credit(
            ledger=" ".join(said[:-2]), minutes=typed.SOME_LENGTH.read(" ".join(said[-2:]))
        )
    if said[-1][0].isdigit() and len(said) > 1:
        return Credit(ledger=" ".join(said[:-1]), minutes=typed.SOME_LENGTH.read(said[-1]))
    if said[0][0].isdigit():
        raise RefusedError(f"Found “{' '.join(said)}”. Write a name first, such as CPD 1 h.")
    return Credit(ledger=" ".join(said))


def _show_ledgers(credits_: Sequence[Credit]) -> str:
    return ", ".join(_show_ledger(credit) for credit in credits_)


def _show_ledger(credit: Credit) -> str:
    if credit.units is not None:
        return f"{credit.ledger} {typed.FIGURE.show(credit.units)} points"
    return f"{credit.ledger} {typed.LENGTH.show(credit.minutes)}".strip()


LEDGERS = typed.Line(_show_ledgers, _read_ledgers)


def _credits_a_role(_facts: Facts, item: Activity) -> bool:
    return _role_credit(item) is not None


def _of_role(part: str) -> Callable[[Facts, Activity], Any]:
    def read(_facts: Facts, item: Activity) -> object:
        credit = _role_credit(item)
        return None if credit is None else getattr(credit, part)

    return read


CREDITS: tuple[Field, ...] = (
    Field(
        key="also_role",
        label="Another role",
        kind=Kind.CHOICE,
        read=_of_role("role"),
        write=_set_also_role,
        options=_other_roles,
        section=ALSO,
        shown=lambda facts, item: len(_other_roles(facts, item)) > 1,
        hint="Its employer agrees to credit this too. The hours are counted once.",
    ),
    Field(
        key="also_units",
        label="Units there",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=_of_role("units"),
        write=_set_also_units,
        section=ALSO,
        shown=_credits_a_role,
        hint="Of one occurrence, in that role’s unit. Empty: by its time.",
    ),
    Field(
        key="also_ledger",
        label="A ledger",
        kind=Kind.LINE,
        line=LEDGERS,
        read=_ledgers,
        write=_set_ledgers,
        section=ALSO,
        hint="A name, and how much each time unless all of it: CPD 1 h, Practice hours.",
    ),
)
