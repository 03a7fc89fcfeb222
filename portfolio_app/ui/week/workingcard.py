"""How the selected line counts: figure, working and the terms that it used, with their sources.

Shows a counted line; counts nothing.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from portfolio_app.core import words
from portfolio_app.core.contracts import TermValue, Unit
from portfolio_app.core.lines import Line
from portfolio_app.core.termwords import cited, mark, mark_reason
from portfolio_app.core.workload import RoleCount
from portfolio_app.ui import theme
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.week.comesto import comes_to
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.figures import Working, working_link
from portfolio_app.ui.widgets.labels import Pill, TextLabel, TextRole
from portfolio_app.ui.workings import formula, given, term_lines


class WorkingCard(Card):
    """The card "How it counts"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a line."""
        super().__init__("How it counts", sunken=True, parent=parent)
        self._figure = TextLabel("", role=TextRole.FIGURE, wrap=True)
        self._working = TextLabel("", role=TextRole.SOFT, wrap=True)
        self._year = TextLabel("", role=TextRole.SOFT, wrap=True)
        self._terms = QVBoxLayout()
        self._terms.setSpacing(theme.px(4))
        self._rows: list[TextLabel] = []
        self._shown: tuple[TermValue, ...] | None = None
        self.body.setSpacing(theme.px(4))
        self._doubt = Pill("", Tone.TIGHT)
        self._of: tuple[Line, RoleCount] | None = None
        self.link = working_link(self._made)
        self.add_to_header(self.link)
        self.add(self._figure)
        self.body.addWidget(self._doubt, 0, Qt.AlignmentFlag.AlignLeft)
        for each in (self._working, self._year):
            self.add(each)
        self.body.addLayout(self._terms)

    def show_line(self, line: Line | None, role: object) -> None:
        """Show a counted line of a role; without one the card is not there."""
        self.setVisible(line is not None and isinstance(role, RoleCount))
        if line is None or not isinstance(role, RoleCount):
            return
        self._of = line, role
        self.link.setAccessibleName(f"Show working: {line.title}")
        self._figure.setText(figure_text(line, role))
        word = mark(line.terms)
        self._doubt.setVisible(bool(word))
        if word:
            self._doubt.set(word, Tone.TIGHT)
            self._doubt.setToolTip(mark_reason(line.terms))
            self._doubt.setAccessibleDescription(mark_reason(line.terms))
        self._working.setText(_sentence(line.working))
        self._year.setText(year_text(line, role))
        self._year.setVisible(bool(self._year.text()))
        terms = _terms_of(line, role)
        if terms != self._shown:
            self._shown = terms
            self._show_terms([term_text(term) for term in terms])

    def _made(self) -> Working | None:
        return None if self._of is None else line_working(*self._of)

    def _show_terms(self, said: list[str]) -> None:
        """Say each term in a row; rows are kept, for making one takes longer than all the rest."""
        for place, words_of_it in enumerate(said):
            if place == len(self._rows):
                self._rows.append(TextLabel("", role=TextRole.SMALL, wrap=True))
                self._terms.addWidget(self._rows[place])
            self._rows[place].setText(words_of_it)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(said))


def line_working(line: Line, role: RoleCount) -> Working:
    """The same as every figure shows it, to read at one go and to copy."""
    terms = _terms_of(line, role)
    shown = [given(row) for row in comes_to(line, role).splitlines()]
    shown.append(formula(line.working))
    if year := year_text(line, role):
        shown.append(formula(year.removesuffix(".")))
    return Working(line.title, (*shown, *term_lines(terms)), mark_reason(terms))


def _terms_of(line: Line, role: RoleCount) -> tuple[TermValue, ...]:
    """What the line used, and where the weeks of its year come from."""
    in_year = role.terms.weeks_terms if year_text(line, role) else ()
    return tuple(dict.fromkeys((*line.terms, *in_year)))


def figure_text(line: Line, role: RoleCount) -> str:
    """A line's week in units and hours: "0.375 PA a week · 1.5 h"."""
    hours = None if line.minutes_per_week is None else words.hours(line.minutes_per_week)
    if not role.role.counted or role.unit is Unit.HOUR:
        return "Hours not known" if hours is None else f"{hours} a week"
    if line.units_per_week is None:
        return "Not known yet"
    units = f"{words.units(line.units_per_week, role.unit.value)} a week"
    if hours is None:
        return f"{units} · hours not known, about {words.hours(line.assumed_minutes)} assumed"
    return f"{units} · {'about ' if line.assumed else ''}{hours}"


def year_text(line: Line, role: RoleCount) -> str:
    """A line's year: "15.75 PA a year over 42 weeks"."""
    if not role.role.counted or role.unit is Unit.HOUR or line.units_per_year is None:
        return ""
    weeks = words.number(line.working_weeks, 2)
    own = "" if role.role.working_weeks is None else ", a number of your own"
    return f"{words.units(line.units_per_year, role.unit.value)} a year over {weeks} weeks{own}."


def term_text(term: TermValue) -> str:
    """What a term says, where it stands and since when, with what is doubtful about it."""
    return f"{term.says} {cited(term)}."


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
