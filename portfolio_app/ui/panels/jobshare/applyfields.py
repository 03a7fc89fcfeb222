"""The questions of "I am thinking of applying for…", section by section, as tables of fields.

Every one may be left empty, which is "not known". Knows no widget.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from portfolio_app.core import words
from portfolio_app.core.applying import Applying
from portfolio_app.core.contracts import Contract, Kind, Unit
from portfolio_app.core.model import Half, Partner, Portfolio
from portfolio_app.core.sharing import Availability, Cover, Overlap, ShareSize
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Option
from portfolio_app.ui.widgets.fieldform import Kind as Editor
from portfolio_app.ui.widgets.typed import Line, RefusedError

NEW = ("new",)  # somebody who is not in the portfolio; unlike any id
FILE = ("file",)
AVAILABLE: tuple[tuple[Availability | None, str], ...] = (
    (None, "Not known"),
    (Availability.FULL, "Free"),
    (Availability.PART, "Partly free"),
    (Availability.FLEXIBLE, "Flexible"),
    (Availability.NONE, "Not free"),
)
HALVES = {Half.AM: "morning", Half.PM: "afternoon"}
_UNITS = {Unit.PA: "PAs", Unit.SESSION: "Sessions", Unit.HOUR: "Hours"}
_WEEK = 168 * 60
_NOT_KNOWN = (None, "Not known")


@dataclass(frozen=True)
class Asking:
    """What the questions look at."""

    portfolio: Portfolio
    contracts: Mapping[str, Contract] = field(repr=False)


def _most(line: Line, most: Fraction | int, said: str) -> Line:
    """A line that refuses more than `most`."""

    def read(text: str) -> Any:  # noqa: ANN401 - what the line holds
        value = line.read(text)
        if value is not None and value > most:
            raise RefusedError(f"Found “{text.strip()}”. {said}")
        return value

    return Line(line.show, read)


def _above(line: Line, said: str) -> Line:
    """A line that refuses 0: what is not known is left empty."""

    def read(text: str) -> Any:  # noqa: ANN401 - what the line holds
        value = line.read(text)
        if value is not None and not value:
            raise RefusedError(f"{said} Leave it empty where it is not known.")
        return value

    return Line(line.show, read)


def _read_part(text: str) -> Fraction | None:
    plain = text.strip().removesuffix("%").strip()
    figure = typed.FIGURE.read(plain)
    if figure is None:
        return None
    part = Fraction(figure) / 100
    if part > 1:
        raise RefusedError(f"Found “{text.strip()}”. Write a percentage up to 100.")
    return part


_HOURS = _most(typed.LENGTH, _WEEK, "A week has 168 hours.")
_UNITS_LINE = _most(typed.FIGURE, 200, "Write at most 200.")
_SIZE = _above(_UNITS_LINE, "A post has a size above 0.")
_DAY = _most(_above(typed.LENGTH, "It takes some time."), 24 * 60, "Write at most 24 hours.")
_WEEKS = _most(_above(typed.WHOLE, "Write 1 for every week."), 104, "Write at most 104 weeks.")
_MANY = _most(typed.FIGURE, 1000, "Write at most 1000 a week.")
_PART = Line(lambda value: "" if value is None else words.number(value * 100), _read_part)
_NAME = Line(typed.TEXT.show, lambda text: " ".join(text.split()))


def _line(key: str, label: str, line: Line, **more: Any) -> Field:  # noqa: ANN401 - keys of Field
    return Field(
        key=key,
        label=label,
        kind=Editor.LINE,
        line=line,
        read=lambda _asking, item: getattr(item, key),
        write=lambda _asking, item, value: replace(item, **{key: value}),
        **more,
    )


def _choice(
    key: str,
    label: str,
    options: Callable[[Asking, Applying], Sequence[Option]],
    **more: Any,  # noqa: ANN401 - keys of Field
) -> Field:
    return Field(
        key=key,
        label=label,
        kind=Editor.CHOICE,
        options=options,
        read=lambda _asking, item: getattr(item, key),
        write=lambda _asking, item, value: replace(item, **{key: value}),
        **more,
    )


def _unit(asking: Asking, item: Applying) -> str:
    return _UNITS[asking.contracts[item.contract].unit]


def _employers(asking: Asking, _item: Applying) -> Sequence[Option]:
    known: list[Option] = [(one.id, one.name) for one in asking.portfolio.employers]
    return [_NOT_KNOWN, *known, (NEW, "Another employer…")]


def _contracts(asking: Asking, _item: Applying) -> Sequence[Option]:
    return [(key, one.title) for key, one in asking.contracts.items() if one.kind is Kind.CONTRACT]


def _sizes(asking: Asking, item: Applying) -> Sequence[Option]:
    unit = _unit(asking, item)
    return [
        (ShareSize.POST, f"{unit} a week, the whole post"),
        (ShareSize.EACH, f"{unit} a week, each holder’s part"),
    ]


POST = (
    _line("title", "Post", _NAME, hint="Such as “Associate medical director”."),
    Field(
        key="employer",
        label="Employer",
        kind=Editor.CHOICE,
        options=_employers,
        read=lambda _asking, item: NEW if item.other_employer else item.employer,
        write=lambda _asking, item, value: replace(
            item, employer=None if value == NEW else value, other_employer=value == NEW
        ),
    ),
    _line("employer_name", "Its name", _NAME, shown=lambda _asking, item: item.other_employer),
    _choice("contract", "Contract", _contracts, hint="Whose rules count it."),
    _line("size", "Size", _SIZE, hint="Such as 4."),
    _choice("size_of", "That is", _sizes),
)

WORK = (
    _line(
        "flexible",
        "Flexible work",
        _HOURS,
        hint="Hours a week that can be done at any time, such as 5 or 2:30.",
    ),
    _line("requests", "Unplanned requests", _MANY, hint="How many a week, on average."),
    _line(
        "request_minutes",
        "Each takes",
        _DAY,
        hint="On average, such as 20 min.",
    ),
    _line("urgent", "Urgent part", _PART, hint="Per cent that cannot wait for the other of you."),
)

SPLIT = (
    _line("mine", "My part", _UNITS_LINE, hint="In the unit of the post. Empty: half of it."),
    _line("theirs", "My partner’s part", _UNITS_LINE, hint="Empty: the rest of the post."),
    _line("overlap", "Time together", _HOURS, hint="Hours a week wanted, such as 2.5."),
    _choice(
        "overlap_kind",
        "That time is",
        lambda _asking, _item: [
            (Overlap.INSIDE, "Inside the post’s hours"),
            (Overlap.FUNDED, "Funded on top"),
        ],
    ),
    _line(
        "coordination",
        "Keeping in touch",
        _HOURS,
        hint="Hours a week each in own time: texts, messages, calls.",
    ),
    _line(
        "own_title",
        "Meeting in own time",
        _NAME,
        hint="Such as a working dinner. Worked, never paid.",
    ),
    _line("own_minutes", "It takes", _DAY, hint="Such as 2 h."),
    _line("own_weeks", "Once in (weeks)", _WEEKS, hint="Such as 8."),
)


def _partners(asking: Asking, item: Applying) -> Sequence[Option]:
    known: list[Option] = [(one.id, one.name) for one in asking.portfolio.partners]
    told: list[Option] = [] if item.told is None else [(FILE, f"{item.told.name}, from their file")]
    return [_NOT_KNOWN, *told, *known, (NEW, "Someone I have in mind…")]


def _partner_of(_asking: Asking, item: Applying) -> object:
    if item.told is not None:
        return FILE
    return NEW if item.in_mind else item.partner


def _with_partner(_asking: Asking, item: Applying, value: object) -> Applying:
    if value == FILE:
        return item
    key = value if isinstance(value, str) else None
    return replace(item, partner=key, in_mind=value == NEW, told=None)


def _is_in_mind(_asking: Asking, item: Applying) -> bool:
    return item.in_mind and item.told is None


def _file_words(_asking: Asking, item: Applying) -> str:
    told = item.told
    if told is None or told.updated is None:
        return "No date is given."
    return f"They said so on {words.day_date(told.updated)}."


PARTNER = (
    Field(
        key="partner",
        label="Partner",
        kind=Editor.CHOICE,
        options=_partners,
        read=_partner_of,
        write=_with_partner,
    ),
    Field(
        key="told",
        label="Their file",
        kind=Editor.SAID,
        read=_file_words,
        write=lambda _asking, item, _value: item,
        shown=lambda _asking, item: item.told is not None,
    ),
    _line(
        "partner_name",
        "Name",
        _NAME,
        shown=_is_in_mind,
        hint="Initials will do, or what they do.",
    ),
    _line(
        "partner_hours",
        "Could give",
        _HOURS,
        shown=_is_in_mind,
        hint="Hours a week, such as 8.",
    ),
)

COVER = (
    _choice(
        "cover",
        "When one is away",
        lambda _asking, _item: [
            _NOT_KNOWN,
            (Cover.NONE, "No cover is agreed"),
            (Cover.ASKED, "The other is asked"),
            (Cover.OBLIGED, "The other is obliged"),
        ],
    ),
    _line(
        "cover_minutes",
        "I would give",
        _HOURS,
        shown=lambda _asking, item: item.cover is not Cover.NONE,
        hint="Extra hours a week, such as 3.",
    ),
)


def first_answers(portfolio: Portfolio, contracts: Mapping[str, Contract]) -> Applying:
    """Nothing said yet, under the contract of the first role or one of the person's nation."""
    if portfolio.roles and portfolio.roles[0].contract in contracts:
        return Applying(contract=portfolio.roles[0].contract)
    known = {key: one for key, one in contracts.items() if one.kind is Kind.CONTRACT}
    nation = portfolio.person.nation
    of_nation = (key for key, one in known.items() if one.nation is nation)
    return Applying(contract=next(of_nation, next(iter(known))))


def with_told(item: Applying, told: Partner) -> Applying:
    """The answers with a partner from their file."""
    return replace(item, told=told, partner=None, in_mind=False)
