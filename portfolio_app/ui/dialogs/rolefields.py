"""The fields of a person, employers, roles, sites and journeys, as tables for a form.

Each is how to read a part and how to change it. Knows nothing of widgets or of the document.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from portfolio_app.core import words
from portfolio_app.core.contracts import Contract
from portfolio_app.core.contracts import Kind as ContractKind
from portfolio_app.core.model import (
    Clock,
    EmployerKind,
    Half,
    Nation,
    Portfolio,
    PremiumMode,
    Role,
    Rounding,
)
from portfolio_app.core.occasion import DEFAULT_HALVES
from portfolio_app.core.sharing import Cover, JobShare, Overlap, ShareModel, ShareSize
from portfolio_app.ui.dialogs.payfields import PAY_FIELDS
from portfolio_app.ui.widgets import typed
from portfolio_app.ui.widgets.fieldform import Field, Kind, Option
from portfolio_app.ui.widgets.typed import RefusedError

CONTRACT = "What the contract leaves open"
LEAVE = "Leave in a year"
HALVES = "Where half-days lie"
SHARE = "Job share"
MORE = "More"

NATIONS: tuple[Option, ...] = (
    (Nation.ENGLAND, "England"),
    (Nation.WALES, "Wales"),
    (Nation.SCOTLAND, "Scotland"),
    (Nation.NORTHERN_IRELAND, "Northern Ireland"),
)
_KINDS: tuple[Option, ...] = (
    (EmployerKind.NHS, "NHS"),
    (EmployerKind.GP, "General practice"),
    (EmployerKind.UNIVERSITY, "University"),
    (EmployerKind.CHARITY, "Charity"),
    (EmployerKind.PRIVATE, "Private"),
    (EmployerKind.SELF_EMPLOYED, "Self-employed"),
    (EmployerKind.VOLUNTARY, "Voluntary"),
    (EmployerKind.OTHER, "Other"),
)
_ROUNDINGS: tuple[Option, ...] = (
    (Rounding.EXACT, "Exactly what is counted"),
    (Rounding.NEAREST_QUARTER, "The nearest quarter"),
    (Rounding.WHOLE_DOWN, "Whole units above contract"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """What the fields need to know beside the item."""

    portfolio: Portfolio
    contracts: Mapping[str, Contract]

    def contract_options(self) -> Sequence[Option]:
        """The contracts that a role can have."""
        return [
            (key, contract.title)
            for key, contract in self.contracts.items()
            if contract.kind is ContractKind.CONTRACT
        ]

    def employers(self) -> Sequence[Option]:
        """The employers, by name."""
        return [(one.id, one.name) for one in self.portfolio.employers]

    def sites(self) -> Sequence[Option]:
        """The sites, by name."""
        return [(one.id, one.name) for one in self.portfolio.sites]

    def sites_or_none(self) -> Sequence[Option]:
        """The sites, and none."""
        return [(None, "Not said"), *self.sites()]

    def other_roles(self, role: Role) -> Sequence[Option]:
        """The other roles, and none."""
        others = [one for one in self.portfolio.roles if one.id != role.id]
        return [(None, "No other role"), *((one.id, one.title) for one in others)]

    def activities(self, role: str, also: Sequence[str] = ()) -> Sequence[Option]:
        """The activities of a role, and those of others that are named already."""
        return [
            (one.id, one.title)
            for one in self.portfolio.activities
            if one.role == role or one.id in also
        ]

    def partners(self) -> Sequence[Option]:
        """The partners, by name."""
        return [(None, "Not known"), *((one.id, one.name) for one in self.portfolio.partners)]


def _fixed(*options: Option) -> Callable[[Any, Any], Sequence[Option]]:
    return lambda _names, _item: options


def attribute(
    key: str,
    label: str,
    kind: Kind = Kind.LINE,
    *,
    convert: Callable[[Any], Any] = lambda value: value,
    **more: Any,  # noqa: ANN401 - the other keys of Field
) -> Field:
    """A field that is one attribute of the item."""
    return Field(
        key=key,
        label=label,
        kind=kind,
        read=lambda _names, item: getattr(item, key),
        write=lambda _names, item, value: replace(item, **{key: convert(value)}),
        **more,
    )


def _part(
    whole: str,
    key: str,
    label: str,
    kind: Kind = Kind.LINE,
    **more: Any,  # noqa: ANN401
) -> Field:
    """A field that is an attribute of one of the item's parts, such as its leave."""
    return Field(
        key=f"{whole}_{key}",
        label=label,
        kind=kind,
        read=lambda _names, item: getattr(getattr(item, whole), key, None),
        write=lambda _names, item, value: replace(
            item, **{whole: replace(getattr(item, whole), **{key: value})}
        ),
        **more,
    )


_NOTES = attribute("notes", "Notes", Kind.NOTES, section=MORE)

PERSON: tuple[Field, ...] = (
    attribute("name", "Name", line=typed.NAME, hint="As it should stand on a job plan."),
    attribute("specialty", "Specialty"),
    attribute("nation", "Nation", Kind.CHOICE, options=_fixed(*NATIONS)),
    attribute(
        "year_start",
        "Year begins",
        line=typed.NEEDED_DATE,
        hint="The first day of the job-plan year.",
    ),
    attribute(
        "hours_cap",
        "Own limit",
        line=typed.LENGTH,
        convert=lambda value: value or None,
        hint="The most hours a week that you want to work. Private.",
    ),
    attribute(
        "wtr_opt_out",
        "Opted out",
        Kind.YES_NO,
        hint="You have opted out of the 48-hour limit in writing.",
    ),
    _part("registration", "body", "Registered with", section=MORE),
    _part("registration", "number", "Number", section=MORE),
    _NOTES,
)

EMPLOYER: tuple[Field, ...] = (
    attribute("name", "Name", line=typed.NAME),
    attribute("kind", "Kind", Kind.CHOICE, options=_fixed(*_KINDS)),
    attribute(
        "nation",
        "Nation",
        Kind.CHOICE,
        options=_fixed((None, "As yours"), *NATIONS),
        hint="Decides some terms and the public holidays.",
    ),
    attribute(
        "lead",
        "Lead employer",
        Kind.YES_NO,
        hint="It agrees the whole plan, where there are several employers.",
    ),
    _NOTES,
)

SITE: tuple[Field, ...] = (
    attribute("name", "Name", line=typed.NAME),
    attribute(
        "employer",
        "Employer",
        Kind.CHOICE,
        options=lambda names, _item: [(None, "Not said"), *names.employers()],
    ),
    _NOTES,
)

TRAVEL: tuple[Field, ...] = (
    attribute("start", "From", Kind.CHOICE, options=lambda names, _item: names.sites()),
    attribute("end", "To", Kind.CHOICE, options=lambda names, _item: names.sites()),
    attribute(
        "minutes",
        "Takes",
        line=typed.SOME_LENGTH,
        hint="Either way. Checked between blocks, never counted.",
    ),
    _NOTES,
)


def _set_end(_names: Names, role: Role, end: Any) -> Role:  # noqa: ANN401 - a date or None
    if end is not None and role.start is not None and end < role.start:
        raise RefusedError(f"The last day comes after the first, {words.day_date(role.start)}.")
    return replace(role, end=end)


def _set_start(_names: Names, role: Role, start: Any) -> Role:  # noqa: ANN401 - a date or None
    if start is not None and role.end is not None and role.end < start:
        raise RefusedError(f"The first day comes before the last, {words.day_date(role.end)}.")
    return replace(role, start=start)


def _set_cycle(_names: Names, role: Role, weeks: int | None) -> Role:
    if weeks is None or not 1 <= weeks <= 104:
        raise RefusedError("A rota is 1 to 104 weeks long.")
    return replace(role, cycle_weeks=weeks)


def _set_counted(_names: Names, role: Role, value: bool) -> Role:  # noqa: FBT001
    return replace(role, counted=value, stands_for=None if value else role.stands_for)


def _half(half: Half, label: str) -> Field:
    def read(_names: Names, role: Role) -> Clock | None:
        return dict(role.halves).get(half)

    def write(_names: Names, role: Role, clock: Clock | None) -> Role:
        halves = {**dict(role.halves), half: clock}
        kept = tuple((h, c) for h in Half if (c := halves.get(h)) is not None)
        return replace(role, halves=kept)

    usual = typed.CLOCK.show(DEFAULT_HALVES[half])
    return Field(
        key=f"half_{half.value}",
        label=label,
        kind=Kind.LINE,
        line=typed.CLOCK,
        read=read,
        write=write,
        section=HALVES,
        hint=f"{usual} unless you say otherwise.",
    )


def _shared(_names: Names, role: Role) -> bool:
    return role.share is not None


def _share(key: str, label: str, kind: Kind = Kind.LINE, **more: Any) -> Field:  # noqa: ANN401
    return _part("share", key, label, kind, section=SHARE, shown=_shared, **more)


ROLE: tuple[Field, ...] = (
    attribute("title", "Title", line=typed.NAME),
    attribute("employer", "Employer", Kind.CHOICE, options=lambda names, _item: names.employers()),
    attribute(
        "contract",
        "Contract",
        Kind.CHOICE,
        options=lambda names, _item: names.contract_options(),
    ),
    attribute(
        "contracted",
        "Contracted",
        line=typed.NEEDED,
        hint="In the contract’s own unit: PAs, sessions or hours a week.",
    ),
    Field(
        key="start",
        label="First day",
        kind=Kind.LINE,
        line=typed.DATE,
        read=lambda _names, role: role.start,
        write=_set_start,
        hint="Empty: always held.",
    ),
    Field(
        key="end",
        label="Last day",
        kind=Kind.LINE,
        line=typed.DATE,
        read=lambda _names, role: role.end,
        write=_set_end,
    ),
    attribute(
        "follows",
        "Follows",
        Kind.CHOICE,
        options=lambda names, role: names.other_roles(role),
        shown=lambda names, role: bool(role.follows) or len(names.other_roles(role)) > 1,
        hint="The role that this one continues on other terms.",
    ),
    attribute(
        "plan",
        "One plan with",
        line=typed.OPTIONAL,
        hint="A name that roles of one integrated job plan share. Empty: on its own.",
    ),
    attribute("base", "Base", Kind.CHOICE, options=lambda names, _item: names.sites_or_none()),
    attribute(
        "considered",
        "Only considered",
        Kind.YES_NO,
        hint="Not held: it counts only in a scenario that takes it on.",
    ),
    Field(
        key="cycle_weeks",
        label="Rota of",
        kind=Kind.LINE,
        line=typed.WHOLE,
        read=lambda _names, role: role.cycle_weeks,
        write=_set_cycle,
        section=CONTRACT,
        hint="weeks",
    ),
    attribute(
        "working_weeks",
        "Weeks worked",
        line=typed.FIGURE,
        convert=lambda value: value or None,
        section=CONTRACT,
        hint="A year, may be a decimal. Empty: as the contract has it.",
    ),
    attribute(
        "rounding",
        "Paid on",
        Kind.CHOICE,
        options=_fixed(*_ROUNDINGS),
        section=CONTRACT,
        hint="Counting itself is always exact.",
    ),
    attribute(
        "paid_cap", "Paid at most", line=typed.FIGURE, section=CONTRACT, hint="Units a week."
    ),
    attribute(
        "premium",
        "Premium time",
        Kind.CHOICE,
        options=_fixed((PremiumMode.TIME, "As time"), (PremiumMode.PAY, "As pay")),
        section=CONTRACT,
    ),
    Field(
        key="counted",
        label="In units",
        kind=Kind.YES_NO,
        read=lambda _names, role: role.counted,
        write=_set_counted,
        section=CONTRACT,
        hint="No: inside the contract, but counted in hours only (academic work).",
    ),
    attribute(
        "stands_for",
        "Stands for",
        line=typed.FIGURE,
        convert=lambda value: value or None,
        section=CONTRACT,
        shown=lambda _names, role: not role.counted,
        hint="How much of the contract.",
    ),
    attribute(
        "real_unit_minutes",
        "A unit takes",
        line=typed.LENGTH,
        convert=lambda value: value or None,
        section=CONTRACT,
        hint="In fact, such as 4:30, where that is not the contract’s length.",
    ),
    *PAY_FIELDS,
    _part("leave", "annual_weeks", "Annual leave", line=typed.FIGURE, section=LEAVE, hint="weeks"),
    _part(
        "leave", "public_holidays", "Public holidays", line=typed.FIGURE, section=LEAVE, hint="days"
    ),
    _part("leave", "study_days", "Study leave", line=typed.FIGURE, section=LEAVE, hint="days"),
    attribute(
        "service_from",
        "Service from",
        line=typed.DATE,
        section=LEAVE,
        hint="Length of service is counted from it. Empty: from the start of the role.",
    ),
    _half(Half.AM, "Morning"),
    _half(Half.PM, "Afternoon"),
    _half(Half.EVENING, "Evening"),
    Field(
        key="shared",
        label="Shared post",
        kind=Kind.YES_NO,
        read=lambda _names, role: role.share is not None,
        write=lambda _names, role, value: replace(role, share=JobShare() if value else None),
        section=SHARE,
    ),
    _share(
        "size",
        "Contracted is",
        Kind.CHOICE,
        options=_fixed((ShareSize.POST, "The whole post’s"), (ShareSize.EACH, "Each holder’s")),
    ),
    _share("mine", "My part", line=typed.FIGURE, hint="Units. Empty: half of the post."),
    _share("partner", "Partner", Kind.CHOICE, options=lambda names, _item: names.partners()),
    _share(
        "model",
        "Model",
        Kind.CHOICE,
        options=_fixed(
            (ShareModel.TWIN, "One list, either acts"),
            (ShareModel.HYBRID, "Parts by strength, a shared core"),
            (ShareModel.ISLANDS, "Separate duties"),
        ),
    ),
    _share("overlap", "Time together", line=typed.LENGTH, hint="A week. Empty: not known."),
    _share(
        "overlap_kind",
        "It is",
        Kind.CHOICE,
        options=_fixed(
            (Overlap.INSIDE, "Inside the post’s hours"), (Overlap.FUNDED, "Funded on top")
        ),
    ),
    _share("coordination", "Keeping in touch", line=typed.LENGTH, hint="Own time of each, a week."),
    _share(
        "cover",
        "Cover",
        Kind.CHOICE,
        options=_fixed(
            (None, "Not known"),
            (Cover.NONE, "None"),
            (Cover.ASKED, "When asked"),
            (Cover.OBLIGED, "Obliged"),
        ),
    ),
    _share("cover_minutes", "Cover of", line=typed.LENGTH, hint="More a week than usual."),
    _NOTES,
)


OBJECTIVE: tuple[Field, ...] = (
    attribute("title", "Objective", line=typed.NAME, hint="What is to be achieved in the year."),
    attribute("measure", "Measured by", Kind.NOTES, hint="How you will know."),
    attribute("support", "Support", Kind.NOTES, hint="What it needs from the employer."),
    Field(
        key="activities",
        label="Served by",
        kind=Kind.SEVERAL,
        read=lambda _names, objective: objective.activities,
        write=lambda _names, objective, value: replace(objective, activities=tuple(value)),
        options=lambda names, objective: names.activities(objective.role, objective.activities),
        hint="The work that gives it time. A check looks for objectives that have none.",
    ),
    _NOTES,
)


def first_contract(names: Names, kind: EmployerKind) -> tuple[str, Fraction]:
    """A contract to begin a role with, and its full-time units."""
    options = [str(key) for key, _ in names.contract_options()]
    nhs = [key for key in options if names.contracts[key].unit.value != "hour"]
    hours = [key for key in options if names.contracts[key].unit.value == "hour"]
    if kind is EmployerKind.NHS and nhs:
        return nhs[0], Fraction(10)
    chosen = (hours or options)[0]
    return chosen, Fraction(15)
