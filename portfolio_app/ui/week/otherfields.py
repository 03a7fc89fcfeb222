"""The fields of an on-call rota and of life outside work, as tables like an activity's.

Knows nothing of widgets or of the document.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from portfolio_app.core.cover import is_covered
from portfolio_app.core.model import (
    MINUTES_PER_DAY,
    CallWork,
    Clock,
    Commitment,
    CoverBy,
    OnCall,
    Per,
)
from portfolio_app.ui.week.activityfields import ROLE, TITLE
from portfolio_app.ui.week.creditfields import HOT_WEEK, LIEU
from portfolio_app.ui.week.facts import DAYS, Facts, Option
from portfolio_app.ui.week.fieldkit import NOTES, STATED_WEEK, WORTH, always
from portfolio_app.ui.week.oftenfields import COVER, HOW_OFTEN
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind
from portfolio_app.ui.widgets.typed import RefusedError

_PER: tuple[Option, ...] = (
    (Per.DUTY_WEEK, "A duty week"),
    (Per.DUTY, "One duty"),
    (Per.WEEK, "An average week"),
)


def _set_days(_facts: Facts, item: OnCall | Commitment, days: tuple[Any, ...]) -> object:
    if not days:
        raise RefusedError("At least one day is needed.")
    return replace(item, days=tuple(days))


def _set_duty_clock(_facts: Facts, item: OnCall, clock: Clock | None) -> OnCall:
    by_clock = [w for w in (item.predictable, item.unpredictable) if w and w.minutes is not None]
    if clock is None and by_clock:
        raise RefusedError("Hours are split by these times. Write plain and premium hours first.")
    return replace(item, clock=clock)


def _work(kind: str, part: str) -> Callable[[Any, OnCall], Any]:
    def read(_facts: Facts, item: OnCall) -> object:
        work: CallWork | None = getattr(item, kind)
        if work is None:
            return Per.DUTY_WEEK if part == "per" else None
        value = getattr(work, part)
        return None if value == 0 and part in ("plain", "premium") else value

    return read


def _set_work(kind: str, part: str) -> Callable[[Any, OnCall, Any], OnCall]:
    def write(_facts: Facts, item: OnCall, value: Any) -> OnCall:  # noqa: ANN401 - one of several
        was: CallWork = getattr(item, kind) or CallWork()
        if part == "minutes" and value and item.clock is None:
            raise RefusedError("Write the times of the duty first: they split these hours.")
        if part == "minutes":
            work = replace(was, minutes=value or None, plain=0, premium=0)
        elif part == "per":
            work = replace(was, per=value)
        else:
            amounts: dict[str, Any] = {part: value or 0}
            work = replace(was, minutes=None, **amounts)
        nothing = not (work.plain or work.premium or work.minutes)
        changed: dict[str, Any] = {kind: None if nothing else work}
        return replace(item, **changed)

    return write


def _no_flat_amount(_facts: Facts, item: OnCall) -> bool:
    return item.counts_as is None


def _work_fields(kind: str, section: str) -> tuple[Field, ...]:
    lengths = (("plain", "Plain time"), ("premium", "Premium time"), ("minutes", "Or hours in all"))
    rows = [
        Field(
            key=f"{kind}_{part}",
            label=label,
            kind=Kind.LINE,
            line=typed.LENGTH,
            read=_work(kind, part),
            write=_set_work(kind, part),
            section=section,
            shown=_no_flat_amount,
            hint="Split by the times of the duty." if part == "minutes" else "",
        )
        for part, label in lengths
    ]
    rows.append(
        Field(
            key=f"{kind}_per",
            label="In",
            kind=Kind.CHOICE,
            read=_work(kind, "per"),
            write=_set_work(kind, "per"),
            options=lambda _facts, _item: _PER,
            section=section,
            shown=lambda _facts, item: item.counts_as is None and getattr(item, kind) is not None,
        )
    )
    return tuple(rows)


def _categories(facts: Facts, item: OnCall) -> Sequence[Option]:
    options: list[Option] = [(None, "As for emergency work"), *facts.categories(item.role)]
    if item.category is not None and item.category not in [value for value, _ in options]:
        options.append((item.category, item.category))
    return options


def _set_flat(_facts: Facts, item: OnCall, value: Any) -> OnCall:  # noqa: ANN401 - a Fraction or None
    if value is not None and (item.predictable or item.unpredictable):
        raise RefusedError("An agreed amount takes the place of worked hours: empty those first.")
    return replace(item, counts_as=value)


def _set_slot_share(_facts: Facts, item: OnCall, share: Fraction) -> OnCall:
    if share > 1:
        raise RefusedError("Nobody has more than one slot here: write 1 or less, such as 0.5.")
    return replace(item, slot_share=share)


_BY: tuple[Option, ...] = (
    (CoverBy.WORKING_WEEKS, "52 / weeks worked"),
    (CoverBy.DAYS, "Days of leave"),
    (CoverBy.RIDDELL, "Riddell"),
    (CoverBy.BAND, "In the band only"),
)
BY_SAID = {
    CoverBy.WORKING_WEEKS: "The usual one: the duties of 52 weeks fall in the weeks worked.",
    CoverBy.DAYS: "By the weekdays of a year over those that leave leaves.",
    CoverBy.RIDDELL: "For doctors in training: a week of leave gives back a contracted week.",
    CoverBy.BAND: "Units stay as they are; the rota’s band is read over the weeks worked.",
}


def _is_covered(_facts: Facts, item: OnCall) -> bool:
    return is_covered(item)


COVER_BY = Field(
    key="cover_by",
    label="Reckoned by",
    kind=Kind.CHOICE,
    read=lambda _facts, item: item.cover_by,
    write=lambda _facts, item, value: replace(item, cover_by=value),
    options=always(*_BY),
    section=WORTH,
    shown=_is_covered,
)
COVER_SAID = Field(
    key="cover_said",
    label="",
    kind=Kind.SAID,
    read=lambda _facts, item: BY_SAID[item.cover_by],
    write=lambda _facts, item, _value: item,
    section=WORTH,
    shown=_is_covered,
)

ON_CALL: tuple[Field, ...] = (
    TITLE,
    ROLE,
    *HOW_OFTEN,
    Field(
        key="days",
        label="Days",
        kind=Kind.TOGGLES,
        read=lambda _facts, item: item.days,
        write=_set_days,
        options=lambda _facts, _item: DAYS,
    ),
    Field(
        key="duty_clock",
        label="Times",
        kind=Kind.LINE,
        line=typed.CLOCK,
        read=lambda _facts, item: item.clock,
        write=_set_duty_clock,
        hint="Such as 17:00-08:00; may be empty.",
    ),
    Field(
        key="availability",
        label="Availability",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.availability,
        write=lambda _facts, item, value: replace(item, availability=value),
        options=lambda facts, item: facts.availabilities(item.role),
    ),
    Field(
        key="category",
        label="Category",
        kind=Kind.CHOICE,
        read=lambda _facts, item: item.category,
        write=lambda _facts, item, value: replace(item, category=value),
        options=_categories,
    ),
    *_work_fields("predictable", "Predictable work"),
    *_work_fields("unpredictable", "Unpredictable work"),
    Field(
        key="call_counts_as",
        label="Counts as",
        kind=Kind.LINE,
        line=typed.FIGURE,
        read=lambda _facts, item: item.counts_as,
        write=_set_flat,
        section=WORTH,
        hint="A flat allocation of units a week, instead of worked hours.",
    ),
    COVER,
    COVER_BY,
    COVER_SAID,
    Field(
        key="slot_share",
        label="Part of a slot",
        kind=Kind.LINE,
        line=typed.ABOVE_ZERO,
        read=lambda _facts, item: item.slot_share,
        write=_set_slot_share,
        section=WORTH,
        hint="Yours, where two people share one: 0.5. A whole one: 1.",
    ),
    Field(
        key="resident",
        label="Resident",
        kind=Kind.YES_NO,
        read=lambda _facts, item: item.resident,
        write=lambda _facts, item, value: replace(item, resident=value),
        section=WORTH,
        hint="Present at work throughout.",
    ),
    LIEU,
    *HOT_WEEK,
    STATED_WEEK,
    NOTES,
)


def _set_start(_facts: Facts, item: Commitment, start: int) -> Commitment:
    start %= MINUTES_PER_DAY
    end = (start + item.clock.minutes) % MINUTES_PER_DAY
    return replace(item, clock=Clock(start, end))


COMMITMENT: tuple[Field, ...] = (
    TITLE,
    Field(
        key="days",
        label="Days",
        kind=Kind.TOGGLES,
        read=lambda _facts, item: item.days,
        write=_set_days,
        options=lambda _facts, _item: DAYS,
    ),
    Field(
        key="start",
        label="Times",
        kind=Kind.TIME,
        read=lambda _facts, item: item.clock.start,
        write=_set_start,
    ),
    Field(
        key="end",
        label="To",
        kind=Kind.TIME,
        read=lambda _facts, item: item.clock.end,
        write=lambda _facts, item, end: replace(
            item, clock=Clock(item.clock.start, end % MINUTES_PER_DAY)
        ),
        beside="start",
    ),
    Field(
        key="protected",
        label="Protected",
        kind=Kind.YES_NO,
        read=lambda _facts, item: item.protected,
        write=lambda _facts, item, value: replace(item, protected=value),
        hint="Work must not use this time.",
    ),
    NOTES,
)
