"""The further fields of an activity: breaks, worth, its place among other work, and the rest.

Knows nothing of widgets or of the document.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from portfolio_app.core.contracts import category_named
from portfolio_app.core.model import Activity, Clock, PremiumMode, Tariff
from portfolio_app.core.sharing import Attend, Holder
from portfolio_app.ui.week.chooser import When
from portfolio_app.ui.week.creditfields import CREDITS, HOT_WEEK, LIEU
from portfolio_app.ui.week.facts import DAYS, Facts, Option
from portfolio_app.ui.week.fieldkit import (
    NOTES,
    PLACE,
    SHARE,
    STATED,
    STATED_WEEK,
    TIME,
    WORTH,
    YOU,
    always,
    attribute,
    is_when,
)
from portfolio_app.ui.week.oftenfields import COVER
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind
from portfolio_app.ui.widgets.typed import RefusedError


def _set_shares(facts: Facts, item: Activity, shares: tuple[tuple[str, Fraction], ...]) -> Activity:
    view = facts.view(item.role)
    if not shares or view is None or not facts.categories(item.role):
        return replace(item, category_shares=shares, category=None if shares else item.category)
    coded = []
    for name, share in shares:
        found = category_named(view.categories(), name)
        if found is None and not facts.has_open_categories(item.role):
            codes = ", ".join(code for code, _ in facts.categories(item.role) if code)  # type: ignore[misc]
            raise RefusedError(f"Found “{name}”. The contract’s categories are {codes}.")
        coded.append((name if found is None else found.code, share))
    return replace(item, category_shares=tuple(coded), category=None)


def _set_premium_minutes(_facts: Facts, item: Activity, minutes: int | None) -> Activity:
    if minutes is not None and minutes > (item.minutes or 0):
        raise RefusedError("There cannot be more premium time than hours.")
    return replace(item, premium_minutes=minutes)


def _set_tariff(part: str) -> Callable[[Any, Activity, Fraction | None], Activity]:
    def write(_facts: Facts, item: Activity, value: Fraction | None) -> Activity:
        if part == "each" and value is None:
            return replace(item, tariff=None)
        was = item.tariff or Tariff(each=Fraction(0), count=Fraction(1))
        if part != "cap" and value is None:
            raise RefusedError("A number is needed.")
        changed: dict[str, Any] = {part: value}
        return replace(item, tariff=replace(was, **changed), counts_as=None)

    return write


def _tariff(part: str) -> Callable[[Any, Activity], Any]:
    return lambda _facts, item: None if item.tariff is None else getattr(item.tariff, part)


def _has_tariff(_facts: Facts, item: Activity) -> bool:
    return item.tariff is not None


def _set_counts_as(_facts: Facts, item: Activity, value: Fraction | None) -> Activity:
    return replace(item, counts_as=value, tariff=None if value is not None else item.tariff)


def _set_breaks(_facts: Facts, item: Activity, breaks: tuple[Clock, ...]) -> Activity:
    return replace(item, breaks=breaks, break_minutes=0 if breaks else item.break_minutes)


def _set_break_minutes(_facts: Facts, item: Activity, minutes: int | None) -> Activity:
    if minutes and item.clock is not None and minutes >= item.clock.minutes:
        raise RefusedError("A break is shorter than the block that it lies in.")
    return replace(item, break_minutes=minutes or 0, breaks=() if minutes else item.breaks)


def _others(facts: Facts, item: Activity) -> Sequence[Option]:
    others = [a for a in facts.portfolio.activities if a.role == item.role and a.id != item.id]
    return [(other.id, other.title) for other in others if "--" not in other.id]


def _is_shared(facts: Facts, item: Activity) -> bool:
    role = facts.role(item.role)
    return role is not None and role.share is not None


FURTHER: tuple[Field, ...] = (
    Field(
        key="breaks",
        label="Breaks",
        kind=Kind.LINE,
        line=typed.CLOCKS,
        read=lambda _facts, item: item.breaks,
        write=_set_breaks,
        section=TIME,
        shown=is_when(When.CLOCK),
        hint="Unpaid, such as 13:00-13:30.",
    ),
    Field(
        key="break_minutes",
        label="Or a break of",
        kind=Kind.LINE,
        line=typed.LENGTH,
        read=lambda _facts, item: item.break_minutes or None,
        write=_set_break_minutes,
        section=TIME,
        shown=is_when(When.CLOCK),
        hint="Unpaid, in the middle.",
    ),
    attribute(
        "travel_minutes",
        "Travel",
        Kind.LINE,
        line=typed.LENGTH,
        convert=lambda value: value or 0,
        section=TIME,
        hint="All that is counted, of one occurrence.",
    ),
    attribute(
        "travel_inside",
        "Inside the times",
        Kind.YES_NO,
        section=TIME,
        shown=lambda _facts, item: item.travel_minutes > 0,
    ),
    Field(
        key="premium_minutes",
        label="Premium time",
        kind=Kind.LINE,
        line=typed.LENGTH,
        read=lambda _facts, item: item.premium_minutes,
        write=_set_premium_minutes,
        section=TIME,
        shown=is_when(When.HOURS),
        hint="How much of the hours.",
    ),
    Field(
        key="counts_as",
        label="Counts as",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=lambda _facts, item: item.counts_as,
        write=_set_counts_as,
        section=WORTH,
        hint="Units agreed for one occurrence; empty goes by the clock.",
    ),
    Field(
        key="tariff_each",
        label="Or for each",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=_tariff("each"),
        write=_set_tariff("each"),
        section=WORTH,
        hint="Units for each trainee, appraisal and so on.",
    ),
    Field(
        key="tariff_count",
        label="How many",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=_tariff("count"),
        write=_set_tariff("count"),
        section=WORTH,
        shown=_has_tariff,
    ),
    Field(
        key="tariff_cap",
        label="At most",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=_tariff("cap"),
        write=_set_tariff("cap"),
        section=WORTH,
        shown=_has_tariff,
    ),
    Field(
        key="premium",
        label="Premium time",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.premium,
        write=lambda _facts, item, value: replace(item, premium=value),
        options=always(
            (None, "As the role has it"),
            (PremiumMode.TIME, "As time"),
            (PremiumMode.PAY, "As pay"),
        ),
        section=WORTH,
    ),
    attribute("paid", "Paid", Kind.YES_NO, section=WORTH, hint="No: own time, never paid."),
    Field(
        key="category_shares",
        label="Shared between",
        kind=Kind.LINE,
        line=typed.SHARES,
        read=lambda _facts, item: item.category_shares,
        write=_set_shares,
        section=WORTH,
        hint="Categories of a slot that alternates, such as DCC 50%, SPA 50%.",
    ),
    COVER,
    LIEU,
    *CREDITS,
    *HOT_WEEK,
    attribute(
        "place_days",
        "May lie on",
        Kind.TOGGLES,
        convert=tuple,
        options=always(*DAYS),
        section=PLACE,
        shown=is_when(When.HOURS),
        hint="Days that it may be placed on. None: any.",
    ),
    attribute(
        "place_window",
        "Between",
        Kind.LINE,
        line=typed.CLOCK,
        section=PLACE,
        shown=is_when(When.HOURS),
        hint="Such as 08:00-18:00; may be empty.",
    ),
    attribute(
        "least_minutes",
        "In blocks of",
        Kind.LINE,
        line=typed.LENGTH,
        convert=lambda value: value or None,
        section=PLACE,
        shown=is_when(When.HOURS),
        hint="At least so long; may be empty.",
    ),
    attribute(
        "group", "Group", Kind.LINE, line=typed.OPTIONAL, section=PLACE, hint="For subtotals."
    ),
    Field(
        key="replaces",
        label="Lies inside",
        kind=Kind.SEVERAL,
        read=lambda _facts, item: item.replaces,
        write=lambda _facts, item, value: replace(
            item, replaces=tuple(value), replaces_all=False if value else item.replaces_all
        ),
        options=_others,
        section=PLACE,
        hint="It takes the place of these and adds nothing: their units and hours stay.",
    ),
    Field(
        key="replaces_all",
        label="All it meets",
        kind=Kind.YES_NO,
        read=lambda _facts, item: item.replaces_all,
        write=lambda _facts, item, value: replace(
            item, replaces_all=value, replaces=() if value else item.replaces
        ),
        section=PLACE,
    ),
    Field(
        key="attend",
        label="Who attends",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.attend,
        write=lambda _facts, item, value: replace(item, attend=value),
        options=always(
            (None, "Not said"),
            (Attend.EITHER, "Either of us"),
            (Attend.BOTH, "Both of us"),
            (Attend.MINE, "Me"),
            (Attend.PARTNER, "My partner"),
            (Attend.ALTERNATE, "We alternate"),
        ),
        section=SHARE,
        shown=_is_shared,
    ),
    Field(
        key="lead",
        label="Who leads",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.lead,
        write=lambda _facts, item, value: replace(item, lead=value),
        options=always((None, "Either"), (Holder.ME, "Me"), (Holder.PARTNER, "My partner")),
        section=SHARE,
        shown=_is_shared,
    ),
    STATED_WEEK,
    attribute(
        "stated_each",
        "Each time",
        Kind.LINE,
        line=typed.PRINTED,
        section=STATED,
        hint="As printed.",
    ),
    Field(
        key="energy",
        label="Energy",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.energy,
        write=lambda _facts, item, value: replace(item, energy=value),
        options=always(
            (None, "Not said"),
            (2, "+2 · gives a lot"),
            (1, "+1 · gives some"),
            (0, "0"),
            (-1, "−1 · takes some"),
            (-2, "−2 · takes a lot"),
        ),
        section=YOU,
        hint="Private.",
    ),
    Field(
        key="meaningful",
        label="Meaningful",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.meaningful,
        write=lambda _facts, item, value: replace(item, meaningful=value),
        options=always((None, "Not said"), (True, "Yes"), (False, "No")),
        section=YOU,
        hint="Private.",
    ),
    NOTES,
)
