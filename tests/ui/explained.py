"""Which words on show hold a figure that shows no working: for walks over windows and dialogs."""

import re
from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QWidget

from portfolio_app.ui.panels.contracts.detail import TermDetail
from portfolio_app.ui.panels.contracts.ownvalue import OwnValueForm
from portfolio_app.ui.panels.jobshare.sidecards import _Commitment
from portfolio_app.ui.panels.jobshare.sliders import ExactSlider
from portfolio_app.ui.panels.jobshare.valuerows import ValueRow
from portfolio_app.ui.panels.jobshare.why import _Answer
from portfolio_app.ui.panels.jobshare.wrapped import ReasonText
from portfolio_app.ui.panels.welcome import WelcomePanel
from portfolio_app.ui.strip.findings import FindingsList
from portfolio_app.ui.strip.view import _Segment
from portfolio_app.ui.topline import DifferenceList
from portfolio_app.ui.week.datesrow import DatesRow
from portfolio_app.ui.widgets.cards import Card
from portfolio_app.ui.widgets.fieldform import FieldForm
from portfolio_app.ui.widgets.figures import FigureLabel, Meter
from portfolio_app.ui.widgets.tables import FigureTable

# A figure of time, work or money, wherever it stands in the words.
FIGURE = re.compile(r"£\s?\d|\d[\d.,]*\s?(%|(PA|EPA|h|hours?|sessions?|days?|weeks?|min|years?)\b)")
# What stands for itself: what somebody put in, and not what came of it.
GIVEN = (
    QLineEdit,
    FieldForm,  # what is typed; what it comes to stands beside it, with its working
    ExactSlider,  # where it is put
    ValueRow,  # what a year assumes, and what it means
    _Commitment,  # a commitment of the post as the plan has it; pressed, it shows its line
    OwnValueForm,  # a value of one's own that is being put in
    WelcomePanel,  # what is contracted in each portfolio of the library
    DifferenceList,  # what a scenario gives up and takes on, as it says
    TermDetail,  # a term: its value, since when, and where it stands
)
CARDS = (Card, _Segment, _Answer, DatesRow, FindingsList)


def unexplained(root: QWidget) -> list[str]:
    """The words on show that hold a figure, and nothing near them that shows its working."""
    found = []
    told: list[QLabel | QAbstractButton] = [
        *root.findChildren(QLabel),
        *root.findChildren(QAbstractButton),
    ]
    for widget in told:
        if not widget.isVisible() or not FIGURE.search(widget.text()):
            continue
        if isinstance(widget, FigureLabel):
            continue  # tested by itself
        if isinstance(widget, QAbstractButton) and widget.isCheckable():
            continue  # the name of a choice, such as "7 days"
        if not isinstance(widget, Meter) and not is_explained(widget):
            found.append(widget.text())
    return found


def is_explained(widget: QWidget) -> bool:
    """Whether words stand for themselves, or the card that they are on shows their working.

    A reason of a verdict is more than the figures of its card: it needs the link of its own.
    """
    above = list(ancestors(widget))
    if any(isinstance(each, GIVEN) for each in above):
        return True
    card = next((each for each in above if isinstance(each, CARDS)), None)
    if card is None:
        return False
    links = [each for each in card.findChildren(QPushButton) if each.text() == "Show working"]
    if any(link.isVisible() for link in links):
        return True
    figures = [each for each in card.findChildren(FigureLabel) if each.isVisible()]
    tables = [each for each in card.findChildren(FigureTable) if each.working_of is not None]
    shows = bool(tables) or any(each.working() is not None for each in figures)
    return shows and not isinstance(widget, ReasonText)


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    above: QWidget | None = widget
    while above is not None:
        yield above
        above = above.parentWidget()
