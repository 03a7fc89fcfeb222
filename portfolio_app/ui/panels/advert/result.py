"""What follows: the advert's totals and lines, each printed against worked out, with a word.

Shows an audit. Every figure that was worked out shows its working when pressed.
"""

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from portfolio_app.core import words
from portfolio_app.core.audit import LineAudit, TotalAudit, lines_of_total
from portfolio_app.core.lines import Line
from portfolio_app.core.termwords import mark_reason
from portfolio_app.core.workload import Count
from portfolio_app.documents.advert_query import kindly
from portfolio_app.documents.job_plan_summary import difference_text
from portfolio_app.exchange.advert.checked import Checked
from portfolio_app.ui import theme
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import (
    FigureLabel,
    LineKind,
    Working,
    WorkingLine,
    working_link,
)
from portfolio_app.ui.widgets.labels import Pill, TextLabel, TextRole
from portfolio_app.ui.widgets.scrollpage import ScrollPage
from portfolio_app.ui.workings import formula, given, note, role_working, term_lines

_PLACES = 4
_HEADS = ("", "Line", "Printed", "Worked out", "Difference")
_MOST_LINES = 150
_MOST_ADDED = 20  # lines named in the working of a total


class ResultView(QWidget):
    """Totals on top, then the lines."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._page: ScrollPage | None = None

    def show_audit(self, checked: Checked) -> None:
        """Show another audit."""
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), theme.px(8))
        column.setSpacing(theme.px(12))
        column.addWidget(_summary(checked))
        if checked.audit.totals:
            column.addWidget(_totals(checked))
        if checked.audit.lines:
            column.addWidget(_lines(checked))
        column.addStretch(1)
        self._page = ScrollPage(inside)
        self._page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the arrow keys scroll it
        self._page.setAccessibleName("What follows from the advert")
        self._column.addWidget(self._page)


def _summary(checked: Checked) -> Card:
    audit = checked.audit
    not_so = sum(line.follows is False for line in audit.lines)
    not_so += sum(total.follows is False for total in audit.totals)
    counted = [words.units(role.counted, role.unit.value, _PLACES) for role in checked.count.roles]
    card = Card(f"{words.listing(counted)} a week, worked out" if counted else "Nothing counted")
    if not audit.lines and not audit.totals:
        said = "The advert prints no figures to compare."
    elif not_so:
        some = "1 figure does" if not_so == 1 else f"{not_so} figures do"
        said = f"{some} not follow from what it prints."
    else:
        said = "Every figure that could be compared follows from what it prints."
    card.add(TextLabel(said, role=TextRole.STRONG, wrap=True))
    if checked.advice:
        card.add(TextLabel(checked.advice, wrap=True))
    if counted:
        link = working_link(lambda: _counted_working(checked.count))
        link.setAccessibleName("Show working: what the advert comes to")
        card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _counted_working(count: Count) -> Working:
    """How what the advert comes to was worked out, role by role."""
    roles = [role_working(role) for role in count.roles]
    lines = tuple(line for role in roles for line in role.lines)
    doubt = " ".join(dict.fromkeys(role.doubt for role in roles if role.doubt))
    return Working("What the advert comes to, worked out", lines, doubt)


def _grid(card: Card, first: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(14))
    grid.setVerticalSpacing(theme.px(9))
    grid.setColumnStretch(1, 1)
    for column, head in enumerate(_HEADS):
        label = TextLabel(first if column == 1 else head, role=TextRole.SMALL)
        side = Qt.AlignmentFlag.AlignRight if column in (2, 3, 4) else Qt.AlignmentFlag.AlignLeft
        grid.addWidget(label, 0, column, side)
    card.body.addLayout(grid)
    return grid


def _totals(checked: Checked) -> Card:
    card = Card("Totals")
    grid = _grid(card, "Total")
    for row, total in enumerate(checked.audit.totals, 1):
        unit = _unit(checked.count, total.role)
        what = "Total" if total.what == "total" else total.what.removeprefix("group ")
        named = f"{what}, {total.source}" if total.source else what
        lines = [WorkingLine(LineKind.FORMULA, "The lines as worked out, added up")]
        lines += _added(checked.count, total)
        if total.sum_of_stated_lines is not None:
            printed = words.units(total.sum_of_stated_lines, unit, _PLACES)
            lines.append(WorkingLine(LineKind.NOTE, f"The lines as printed add up to {printed}"))
        terms = [t for line, _ in lines_of_total(checked.count, total) for t in line.terms]
        working = Working(named, tuple(lines), mark_reason(terms))
        _add_row(grid, row, total, named=named, unit=unit, working=working)
    return card


def _added(count: Count, total: TotalAudit) -> list[WorkingLine]:
    """The lines that a total adds up, and their terms."""
    found = lines_of_total(count, total)
    shown = [given(f"{line.title}: {_part(line, share)}") for line, share in found[:_MOST_ADDED]]
    if len(found) > _MOST_ADDED:
        shown.append(note(f"And {len(found) - _MOST_ADDED} more lines; each has its own working."))
    return [*shown, *term_lines(term for line, _ in found for term in line.terms)]


def _part(line: Line, share: Fraction) -> str:
    if line.units_per_week is None:
        return "not known"
    return words.number(line.units_per_week * share, _PLACES)


def _lines(checked: Checked) -> Card:
    card = Card("Lines")
    grid = _grid(card, "Line")
    counted = {line.id: line for line in checked.count.lines}
    for row, point in enumerate(checked.audit.lines[:_MOST_LINES], 1):
        line = counted[point.id]
        lines = [WorkingLine(LineKind.FORMULA, line.working)]
        lines += term_lines(line.terms)
        each = ", each time" if point.what == "stated_each" else ""
        named = f"{point.title}{each}"
        unit = _unit(checked.count, point.role)
        working = Working(named, tuple(lines), mark_reason(line.terms))
        _add_row(grid, row, point, named=named, unit=unit, working=working)
    more = len(checked.audit.lines) - _MOST_LINES
    if more > 0:
        card.add(TextLabel(f"And {more} more lines.", role=TextRole.SOFT))
    return card


def _add_row(
    grid: QGridLayout,
    row: int,
    point: LineAudit | TotalAudit,
    *,
    named: str,
    unit: str,
    working: Working,
) -> None:
    word, tone, reason = verdict_of(point, unit)
    top = Qt.AlignmentFlag.AlignTop
    right = Qt.AlignmentFlag.AlignRight | top
    grid.addWidget(Pill(word, tone), row, 0, top)
    title = TextLabel(named, wrap=True)
    title.setAccessibleName(f"{named}: {word}. {reason}")
    told = QVBoxLayout()
    told.setSpacing(theme.px(1))
    told.addWidget(title)
    if reason:
        told.addWidget(TextLabel(reason, role=TextRole.SOFT, wrap=True))
    told.addStretch(1)
    grid.addLayout(told, row, 1)
    printed = TextLabel(f"{point.stated} {unit}")
    grid.addWidget(printed, row, 2, right)
    gap = point.difference
    apart = TextLabel(difference_text(gap, unit) if gap and not point.follows else "")
    if point.counted is not None and gap and not point.follows:
        said = f"Printed {point.stated} {unit}: {apart.text()}"
        working = replace(working, lines=(*working.lines, formula(said)))
    if point.counted is not None:
        figure = FigureLabel(words.number(point.counted, _PLACES), unit, working=working)
        grid.addWidget(figure, row, 3, right)
        for label in (title, printed, apart):  # on one line with the figure, which is higher
            label.setMinimumHeight(figure.sizeHint().height())
    if apart.text():
        grid.addWidget(apart, row, 4, right)


def verdict_of(point: LineAudit | TotalAudit, unit: str) -> tuple[str, Tone, str]:
    """A word on a figure, its tone, and the likely reason or what else there is to say."""
    if point.follows is None:
        return "Not known", Tone.NEUTRAL, "It cannot be worked out from what is printed."
    if isinstance(point, LineAudit) and point.taken:
        return "As printed", Tone.NEUTRAL, "It has no times, so its figure is taken as it is."
    if point.follows:
        return "Follows", Tone.FITS, "As the figure cut off, not rounded." if point.cut else ""
    said = [] if point.follows_if is None else [f"It would follow {kindly(point.follows_if)}."]
    if isinstance(point, TotalAudit) and point.sum_of_stated_lines is not None:
        if point.adds_up:
            said.append("The lines as printed do add up to it.")
        elif not point.lines_without_stated:
            printed = words.units(point.sum_of_stated_lines, unit, _PLACES)
            said.append(f"The lines as printed add up to {printed}.")
    return "Does not follow", Tone.NOT, " ".join(said)


def _unit(count: Count, role: str | None) -> str:
    found = count.role(role) if role is not None else None
    chosen = found or (count.roles[0] if count.roles else None)
    return "" if chosen is None else chosen.unit.value
