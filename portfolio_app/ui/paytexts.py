"""What the window says of pay: the words and the working of an estimate. Knows no widget."""

from portfolio_app.core.basicpay import Pounds
from portfolio_app.core.pay import ADVICE, PayEstimate, PayLine, PortfolioPay
from portfolio_app.ui.widgets.figures import LineKind, Working, WorkingLine
from portfolio_app.ui.workings import term_lines

UNVERIFIED = "Some of it rests on figures that are not verified: check them against your payslip."
NOT_KNOWN = "not known"


def role_text(role: PayEstimate) -> str:
    """A role's year as it is shown: all of it, or what of it is known."""
    if role.total is not None:
        return role.total.text(0)
    return f"at least {role.known.text(0)}" if role.known.high else NOT_KNOWN


def role_words(role: PayEstimate) -> str:
    """What is worth knowing of a role's year, in one line: what is missing, and of which year."""
    missing = [line.formula for line in role.lines if line.amount is None]
    return " ".join(_ended(text) for text in (*missing[:1], *role.notes))


def role_working(role: PayEstimate) -> Working:
    """How a role's year came about, line by line, with what is pensionable and all sources."""
    lines = [
        WorkingLine(LineKind.FORMULA, f"{line.part.value}: {line.formula}") for line in role.lines
    ]
    if len(role.lines) > 1:
        lines.append(WorkingLine(LineKind.FORMULA, _sum_of(role.lines, role.known)))
    lines += [
        WorkingLine(LineKind.NOTE, f"{line.part.value}: {line.pension_says}")
        for line in role.lines
        if line.amount is not None
    ]
    lines += [WorkingLine(LineKind.NOTE, note) for note in role.notes]
    used = [term for line in role.lines for term in line.terms]
    pension = [line.pension_term for line in role.lines if line.pension_term is not None]
    lines += term_lines((*used, *pension))
    title = f"{role.counted.role.title}: pay a year, estimated"
    return Working(title, tuple(lines), UNVERIFIED if role.unverified else "")


def pay_working(pay: PortfolioPay, title: str, today: PortfolioPay | None = None) -> Working:
    """How a year's pay over all roles came about: each role's, and what it rests on."""
    lines = [
        WorkingLine(LineKind.INPUT, f"{role.counted.role.title}: {role_text(role)}")
        for role in pay.roles
    ]
    lines.append(WorkingLine(LineKind.FORMULA, f"Together {pay.text()}"))
    if today is not None:
        lines.append(WorkingLine(LineKind.NOTE, change_text(pay, today)))
    stale = dict.fromkeys(note for role in pay.roles for note in role.basic.notes)
    lines += [WorkingLine(LineKind.NOTE, note) for note in (*stale, *pay.notes)]
    lines.append(WorkingLine(LineKind.NOTE, ADVICE))
    lines += term_lines(term for role in pay.roles for term in role.basic.terms)
    return Working(title, tuple(lines), UNVERIFIED if pay.unverified else "")


def change_text(pay: PortfolioPay, today: PortfolioPay) -> str:
    """What a choice changes against today's plan, where both are known as one figure."""
    if pay.total is None or today.total is None or pay.total.is_range or today.total.is_range:
        return f"Today's plan: {today.text()}."
    change = pay.total.low - today.total.low
    if not change:
        return f"The same as today's {today.text()}."
    side = "more" if change > 0 else "less"
    by = Pounds(abs(change), abs(change)).text(0)
    return f"{by} {side} than today's {today.text()}."


def _sum_of(lines: tuple[PayLine, ...], known: Pounds) -> str:
    parts = " + ".join(line.amount.text() for line in lines if line.amount is not None)
    return f"{parts or '£0'} = {known.text()}"


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
