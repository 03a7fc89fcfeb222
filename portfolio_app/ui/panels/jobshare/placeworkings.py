"""What a deal and a placed week rest on: the option's week, and what each change makes of it.

Answers arrive worked out; nothing here is searched or counted.
"""

from typing import TYPE_CHECKING

from portfolio_app.core import words
from portfolio_app.core.jobshare import Option
from portfolio_app.ui.panels.jobshare import texts
from portfolio_app.ui.panels.jobshare.texts import Limits
from portfolio_app.ui.widgets.figures import Working, WorkingLine
from portfolio_app.ui.workings import finding_working, formula, given, note, term_lines

if TYPE_CHECKING:
    from portfolio_app.place.trades import Given
    from portfolio_app.ui.panels.jobshare.placerun import Found


def gives_working(found: "Given", option: Option, limits: Limits) -> Working:
    """Why an option does not fit, and what its week comes to with each deal."""
    lines = [note(reason) for reason in found.reasons]
    lines += texts.hours_working(option, None).lines
    lines += texts.headroom_working(option, Limits(None, limits.law, limits.own)).lines
    before = option.minutes
    for number, deal in enumerate(found.deals, start=1):
        sign = "+" if deal.minutes >= 0 else "\u2212"
        change = words.hours(abs(deal.minutes))
        lines.append(
            formula(f"{number}. {words.hours(before)} {sign} {change} = {words.hours(deal.week)}")
        )
        for trade in deal.trades:
            line = option.count.line(trade.activity)
            if line is not None:
                lines.append(given(f"{line.title}: {line.working}"))
    if found.deals:
        lines.append(note("Each week was counted and checked in full; as a scenario it shows all."))
    lines += [] if limits.term is None else term_lines([limits.term])
    return Working(f"{option.title}: what gives", tuple(lines))


def placed_working(found: "Found") -> Working:
    """What the checks say of a placed week, and the lines and terms that it rests on."""
    lines: list[WorkingLine] = []
    for finding in found.proposal.notes:
        lines += finding_working(finding, found.then.count).lines
    for change in found.proposal.changes:
        lines.append(note(change.text))
        line = found.then.count.line(change.activity)
        if line is not None:
            lines.append(given(f"{line.title}: {line.working}"))
    return Working("The placed week", tuple(dict.fromkeys(lines)))
