"""Pay as an estimate: what the counted week would be paid a year, line by line.

Every line keeps its sum in words, its terms, and whether it is pensionable as far as that is
known. What is not known says what would make it known. Pounds are exact; nothing is rounded here.
This is gross pay before deductions and not payroll advice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import cast

from portfolio_app.core import words
from portfolio_app.core.basicpay import (
    NOTHING,
    UNSOCIAL,
    BasicPay,
    Pounds,
    basic_pay,
    known_term,
    named_row,
)
from portfolio_app.core.contracts import (
    Confidence,
    Contract,
    ContractView,
    TermMissing,
    TermValue,
)
from portfolio_app.core.model import EmployerKind
from portfolio_app.core.unsocial import Unsocial, unsocial_minutes
from portfolio_app.core.workload import Count, RoleCount

ADVICE = (
    "An estimate of pay before tax and deductions, not payroll advice. Awards, allowances and other"
    " payments that you have agreed are left out."
)
OVER_WHOLE_TIME = (
    "Your NHS posts add up to {} of whole time: only up to whole time is pensionable, over all of"
    " them together (unverified: check with your pension scheme)."
)
_ONE = Fraction(1)


class PayPart(Enum):
    """What a line of pay is for; the value is its name."""

    BASIC = "Basic pay"
    EXTRA = "Above full time"
    SUPPLEMENT = "On-call availability"
    PREMIUM = "Premium time taken as pay"
    NIGHTS = "Nights and Saturdays"
    SUNDAYS = "Sundays and public holidays"


class Pension(Enum):
    """Whether a line is pensionable; the value is the word for it."""

    YES = "pensionable"
    NO = "not pensionable"
    NOT_KNOWN = "not known whether pensionable"


_PENSIONABLE: Mapping[PayPart, str] = {
    PayPart.BASIC: "pensionable-basic",
    PayPart.EXTRA: "pensionable-extra-units",
    PayPart.SUPPLEMENT: "pensionable-availability-supplement",
    PayPart.PREMIUM: "pensionable-premium-pay",
    PayPart.NIGHTS: "pensionable-unsocial-hours",
    PayPart.SUNDAYS: "pensionable-unsocial-hours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PayLine:
    """One line of a year's pay. `amount` None is not known: `formula` then says why.

    `terms` are those that the amount rests on; `pension_term` that by which it is pensionable.
    """

    part: PayPart
    amount: Pounds | None
    formula: str
    terms: tuple[TermValue, ...] = ()
    notes: tuple[str, ...] = ()
    pension: Pension = Pension.NOT_KNOWN
    pension_term: TermValue | None = None

    @property
    def unverified(self) -> bool:
        """Whether the amount rests on a figure that was not verified."""
        return any(term.confidence is Confidence.UNVERIFIED for term in self.terms)

    @property
    def pension_says(self) -> str:
        """Whether it is pensionable, and by what."""
        if self.pension_term is None:
            return "Not known whether it is pensionable under this contract."
        doubt = self.pension_term.confidence is Confidence.UNVERIFIED
        return f"{self.pension_term.says}{' (unverified)' if doubt else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PayEstimate:
    """A role's year: its lines, on the pay of one day."""

    counted: RoleCount
    on: date
    basic: BasicPay
    lines: tuple[PayLine, ...]

    @property
    def known(self) -> Pounds:
        """What is known of it, added up."""
        return _sum(line.amount for line in self.lines if line.amount is not None)

    @property
    def total(self) -> Pounds | None:
        """All of it; None where a part is not known."""
        return None if any(line.amount is None for line in self.lines) else self.known

    @property
    def unverified(self) -> bool:
        """Whether any figure of it was not verified."""
        return any(line.unverified for line in self.lines)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know of it: of which year its figures are, and how gaps were decided."""
        of_lines = (note for line in self.lines for note in line.notes)
        return tuple(dict.fromkeys((*self.basic.notes, *of_lines)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioPay:
    """A week's pay a year over all roles."""

    on: date
    roles: tuple[PayEstimate, ...]
    notes: tuple[str, ...]

    @property
    def known(self) -> Pounds:
        """What is known, added up."""
        return _sum(role.known for role in self.roles)

    @property
    def not_known(self) -> tuple[PayEstimate, ...]:
        """The roles of which a part or all is not known."""
        return tuple(role for role in self.roles if role.total is None)

    @property
    def total(self) -> Pounds | None:
        """All of it; None where any role is not known."""
        return None if self.not_known else self.known

    @property
    def unverified(self) -> bool:
        """Whether any figure of it was not verified."""
        return any(role.unverified for role in self.roles)

    def text(self, places: int = 0) -> str:
        """The total in a few words; what is known where some is not."""
        if self.not_known and self.known == NOTHING:
            return "not known"
        return f"{'at least ' if self.not_known else ''}{self.known.text(places)}"


def portfolio_pay(
    count: Count, contracts: Mapping[str, Contract], on: date | None = None
) -> PortfolioPay:
    """What a counted week would be paid a year.

    Args:
        count: the week; only roles that are held are in it.
        contracts: contracts by id.
        on: the day whose pay is taken; each role's first day in the job-plan year where None.
    """
    roles = tuple(pay_estimate(role, count, contracts, on) for role in count.roles)
    return PortfolioPay(
        on=on or count.portfolio.person.year_start, roles=roles, notes=_pension_notes(count)
    )


def pay_estimate(
    counted: RoleCount, count: Count, contracts: Mapping[str, Contract], on: date | None = None
) -> PayEstimate:
    """What one role would be paid a year; see `portfolio_pay`."""
    view = counted.terms.view if on is None else replace(counted.terms.view, day=on)
    basic = basic_pay(count.portfolio, counted.role, view, contracts)
    unsocial = _unsocial(count, counted, view)
    lines = (
        *_basic_lines(counted, view, basic),
        *_supplement_lines(count, counted, view, basic),
        *_premium_lines(counted, view, basic),
        *_unsocial_lines(counted, view, basic, unsocial),
    )
    return PayEstimate(
        counted=counted,
        on=view.day,
        basic=basic,
        lines=tuple(_with_pension(line, view) for line in lines),
    )


def pay_units(counted: RoleCount) -> Fraction:
    """Units that pay goes by: what is paid; the contract where the plan holds no units yet."""
    role = counted.role
    if not role.counted:
        return role.contracted if role.stands_for is None else role.stands_for
    return counted.paid if counted.lines else role.contracted


# -- basic pay and what is above full time -----------------------------------------------------


def _basic_lines(counted: RoleCount, view: ContractView, basic: BasicPay) -> tuple[PayLine, ...]:
    full = known_term(view, "full-time-units")
    units, unit = pay_units(counted), counted.unit.value
    if full is None and basic.own and basic.pounds is not None:
        had = words.units(counted.contracted, unit)
        formula = f"your own figure for {had} a week: this contract has no full-time week"
        return (_known(PayPart.BASIC, basic.pounds, formula, basic, ()),)
    if full is None:
        rows = view.contract.rows("full-time-units")
        first = min((row.start for row in rows), default=view.day)
        why = (
            f"What full time is under this contract is known from {words.day_date(first)} on alone."
            if first > view.day
            else "This contract has no full-time week: put what you are paid a year into the role."
        )
        return (PayLine(part=PayPart.BASIC, amount=None, formula=why),)
    if basic.pounds is None:
        return (PayLine(part=PayPart.BASIC, amount=None, formula=basic.says, terms=basic.terms),)
    whole = cast("Fraction", full.value)
    within = min(units, whole)
    of = f"{words.number(within)} / {words.units(whole, unit)}"
    formula = f"{basic.pounds.text()} full-time basic ({basic.says}) x {of}"
    line = _known(PayPart.BASIC, basic.pounds.times(within / whole), formula, basic, (full,))
    line = replace(line, notes=_short_notes(counted, units, basic.pounds.times(_ONE / whole)))
    if units <= whole:
        return (line,)
    return (line, _extra_line(units - whole, counted, view, basic))


def _short_notes(counted: RoleCount, units: Fraction, each: Pounds) -> tuple[str, ...]:
    """A word where the plan is paid less than the contract would be."""
    left = counted.contracted - units
    if not counted.role.counted or left <= 0:
        return ()
    had = words.units(counted.contracted, counted.unit.value)
    more = each.times(left).text()
    return (f"The plan is paid on {words.number(units)} of the {had} contracted: {more} less.",)


def _extra_line(
    extra: Fraction, counted: RoleCount, view: ContractView, basic: BasicPay
) -> PayLine:
    above = f"{words.units(extra, counted.unit.value)} above full time"
    each = known_term(view, "extra-unit-pay")
    if each is None or basic.pounds is None:
        why = f"{above}: what this contract pays for that is not known here."
        return PayLine(part=PayPart.EXTRA, amount=None, formula=why)
    share = cast("Fraction", each.value)
    formula = f"{above} x {share} of {basic.pounds.text()} full-time basic"
    return _known(PayPart.EXTRA, basic.pounds.times(extra * share), formula, basic, (each,))


# -- on call, premium time, unsocial hours -----------------------------------------------------


def _supplement_lines(
    count: Count, counted: RoleCount, view: ContractView, basic: BasicPay
) -> tuple[PayLine, ...]:
    supplement = counted.supplement
    if supplement is None:
        flat = known_term(view, "on-call-intensity-supplement")
        rotas = any(call.role == counted.role.id for call in count.portfolio.on_calls)
        if flat is None or not rotas:
            return ()
        why = f"{flat.says.rstrip('.')}: the sums are not known here."
        return (PayLine(part=PayPart.SUPPLEMENT, amount=None, formula=why, terms=(flat,)),)
    often = words.number(counted.rota_frequency or _ONE, 2)
    said = f"1 in {often}, category {supplement.category}, {supplement.band}"
    part_time = known_term(view, "availability-supplement-part-time")
    less = (counted.fraction_of_full_time or _ONE) < 1
    terms = supplement.terms + ((part_time,) if part_time is not None and less else ())
    line = _of_basic(PayPart.SUPPLEMENT, supplement.percent, said, basic, terms)
    notes = ("Decided by the rule for frequencies between two bands.",) * supplement.gap_used
    return (replace(line, notes=(*line.notes, *notes)),)


def _premium_lines(counted: RoleCount, view: ContractView, basic: BasicPay) -> tuple[PayLine, ...]:
    percent = counted.premium_pay_percent
    if percent == 0:
        return ()
    uplift = known_term(view, "premium-pay-uplift")
    if percent is None or uplift is None:
        why = "What this contract pays for premium time taken as pay is not known here."
        return (PayLine(part=PayPart.PREMIUM, amount=None, formula=why),)
    said = f"premium time kept at its plain length and paid {uplift.value} more"
    return (_of_basic(PayPart.PREMIUM, percent, said, basic, (uplift,)),)


def _of_basic(
    part: PayPart, percent: Fraction, said: str, basic: BasicPay, terms: tuple[TermValue, ...]
) -> PayLine:
    """A per cent of full-time basic pay, whatever part of full time is worked."""
    if basic.pounds is None:
        return PayLine(part=part, amount=None, formula=_needs_basic(), terms=terms)
    formula = f"{words.number(percent)} % of {basic.pounds.text()} full-time basic ({said})"
    return _known(part, basic.pounds.times(percent / 100), formula, basic, terms)


def _unsocial(count: Count, counted: RoleCount, view: ContractView) -> Unsocial | None:
    try:
        return unsocial_minutes(count.portfolio, counted, view)
    except TermMissing:
        return None


def _unsocial_lines(
    counted: RoleCount, view: ContractView, basic: BasicPay, unsocial: Unsocial | None
) -> tuple[PayLine, ...]:
    """Unsocial hours of the average week at the rate of the pay band, in leave as at work."""
    rates, full = known_term(view, UNSOCIAL), known_term(view, "full-time-units")
    if unsocial is None or rates is None or full is None:
        return ()
    table = cast("Mapping[str, Mapping[str, Fraction]]", rates.value)
    row = named_row(tuple(table), counted.role.pay_point or "")
    lines = []
    for part, minutes, column in (
        (PayPart.NIGHTS, unsocial.nights, "nights-and-saturday"),
        (PayPart.SUNDAYS, unsocial.sundays, "sunday-and-holiday"),
    ):
        if not minutes:
            continue
        if row is None or basic.pounds is None:
            why = "Set your pay band in the role." if row is None else _needs_basic()
            lines.append(PayLine(part=part, amount=None, formula=why, terms=(rates,)))
            continue
        percent = table[row][column]
        week = cast("Fraction", full.value)
        share = minutes / 60 / week * percent / 100
        formula = (
            f"{words.hours(minutes)} a week / {words.number(week)} h x {words.number(percent)} %"
            f" ({row}) x {basic.pounds.text()} full-time basic"
        )
        made = _known(part, basic.pounds.times(share), formula, basic, (rates,))
        lines.append(replace(made, notes=(*made.notes, *_not_paid(unsocial))))
    return tuple(lines)


def _not_paid(unsocial: Unsocial) -> tuple[str, ...]:
    if not unsocial.not_paid:
        return ()
    titles = words.listing(list(unsocial.not_paid))
    return (f"Mostly at other times, so not paid more: {titles}.",)


def _needs_basic() -> str:
    return "It is a part of basic pay, which is not known."


def _known(
    part: PayPart,
    amount: Pounds,
    formula: str,
    basic: BasicPay,
    terms: tuple[TermValue, ...],
) -> PayLine:
    sum_ = f"{formula} = {amount.text()}"
    used = tuple(dict.fromkeys((*basic.terms, *terms)))
    return PayLine(part=part, amount=amount, formula=sum_, terms=used)


# -- pension and sums --------------------------------------------------------------------------


def _with_pension(line: PayLine, view: ContractView) -> PayLine:
    term = known_term(view, _PENSIONABLE[line.part])
    if term is None:
        return line
    return replace(line, pension=Pension.YES if term.value else Pension.NO, pension_term=term)


def _pension_notes(count: Count) -> tuple[str, ...]:
    """A word where the NHS roles together are more than whole time."""
    nhs = {one.id for one in count.portfolio.employers if one.kind is EmployerKind.NHS}
    parts = [
        role.fraction_of_full_time
        for role in count.roles
        if role.role.employer in nhs and role.fraction_of_full_time is not None
    ]
    whole = sum(parts, Fraction(0))
    if whole <= 1:
        return ()
    return (OVER_WHOLE_TIME.format(f"{words.number(whole * 100, 1)} %"),)


def _sum(amounts: Iterable[Pounds]) -> Pounds:
    whole = NOTHING
    for amount in amounts:
        whole = whole.plus(amount)
    return whole
