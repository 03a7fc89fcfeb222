"""The inspector: every part of the selected item, how it counts, and what to look at.

Each change is one undo step with a plain name; what cannot be kept is said beside its field and
nothing is changed. Emits requests for what only the canvas can do.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app.core import words
from portfolio_app.core.actual import counted_with
from portfolio_app.core.edits import Item
from portfolio_app.core.model import Activity, Commitment, OnCall
from portfolio_app.core.workload import Count
from portfolio_app.ui import theme
from portfolio_app.ui.document import Document
from portfolio_app.ui.theme import Tone
from portfolio_app.ui.week import acts
from portfolio_app.ui.week.activityfields import ACTIVITY
from portfolio_app.ui.week.acts import Spot
from portfolio_app.ui.week.facts import Facts
from portfolio_app.ui.week.fieldkit import Step
from portfolio_app.ui.week.findingscard import FindingsCard
from portfolio_app.ui.week.otherfields import COMMITMENT, ON_CALL
from portfolio_app.ui.week.overview import Overview
from portfolio_app.ui.week.scene import EMPTY, Scene
from portfolio_app.ui.week.workingcard import WorkingCard
from portfolio_app.ui.widgets.buttons import button, icon_button
from portfolio_app.ui.widgets.fieldform import Field, FieldForm
from portfolio_app.ui.widgets.labels import HeaderLabel, Pill, TextLabel, TextRole
from portfolio_app.ui.widgets.scrollpage import ScrollPage

_TABLES: dict[type, tuple[Field, ...]] = {
    Activity: ACTIVITY,
    OnCall: ON_CALL,
    Commitment: COMMITMENT,
}
_MOVES = {"day", "start"}
_RESIZES = {"end", "length"}


class Inspector(QWidget):
    """Shows what is selected in a document.

    Signals:
        move_requested: the user wants to carry the selected block to a click.
        roles_requested: the user wants to see employers and roles.
        rota_requested: the user wants the guided form of the rota with this id.
    """

    move_requested = Signal()
    roles_requested = Signal()
    rota_requested = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Follow a document."""
        super().__init__(parent)
        self._document = document
        self._scene: Scene = EMPTY
        self._facts: Facts | None = None
        self._shown: str | None = None
        self._forms: dict[type, tuple[FieldForm, FieldForm]] = {}
        self._overview = Overview(document)
        self._overview.roles_requested.connect(self.roles_requested)
        self._derived = TextLabel("", role=TextRole.SOFT, wrap=True)
        self._title = HeaderLabel("")
        self._title.setWordWrap(True)
        self._chip = Pill("", Tone.NOT)
        self._working = WorkingCard()
        self._findings = FindingsCard(document)
        self._findings.move_to.connect(self._move_to)
        self._basic_place = QVBoxLayout()
        self._more_place = QVBoxLayout()
        self._pages = QStackedWidget()
        self._pages.addWidget(_scrolled(self._overview))
        self._pages.addWidget(_scrolled(self._item_page()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.setMinimumWidth(theme.px(270))
        self.setAccessibleName("Inspector")
        document.changed.connect(lambda _change: self._refresh())
        document.selected.connect(lambda _key: self._refresh())

    def set_scene(self, scene: Scene) -> None:
        """Know the week on show, to offer places that are free."""
        self._scene = scene
        self._findings.set_scene(scene)

    def edit_title(self, key: str) -> None:
        """Begin to edit an item: its title, all of it selected."""
        self._document.select(key)
        self._refresh()
        if self._item() is None:
            return
        line = self.editor("title")
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(line, QLineEdit):
            line.selectAll()

    def show_keys(self) -> None:
        """Show or hide the list of keys."""
        self._overview.toggle_keys()

    def editor(self, key: str) -> QWidget:
        """The editor of a part of the selected item.

        Raises:
            KeyError: when nothing that has such a part is selected.
        """
        return self._form_with(key).editor(key)

    def error(self, key: str) -> str:
        """What is said to be wrong with a part; empty when nothing is."""
        return self._form_with(key).error(key)

    def _form_with(self, key: str) -> FieldForm:
        item = self._item()
        forms = () if item is None else self._forms.get(type(item), ())
        for form in forms:
            if any(field.key == key for field in form.fields()):
                return form
        raise KeyError(key)

    def _item(self) -> Item | None:
        key = self._document.selection
        item = None if key is None or not self._document.is_open else self._document.item(key)
        return item if isinstance(item, Activity | OnCall | Commitment) else None

    def _item_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        edge = theme.px(14)
        column.setContentsMargins(edge, theme.px(12), theme.px(8), edge)  # beside the scroll bar
        column.setSpacing(theme.px(8))
        column.addWidget(self._title)
        chip_row = QHBoxLayout()
        chip_row.addWidget(self._chip)
        chip_row.addStretch(1)
        column.addLayout(chip_row)
        column.addWidget(self._derived)
        column.addWidget(self._tools())
        column.addLayout(self._basic_place)
        column.addWidget(self._working)
        column.addWidget(self._findings)
        column.addLayout(self._more_place)
        column.addStretch(1)
        return page

    def _tools(self) -> QWidget:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self._move = button(
            "Move",
            self.move_requested.emit,
            icon="arrows-out-cardinal",
            tip="Then click where it should go, or use the arrow keys and Enter",
        )
        self._guide = button(
            "Guided form…",
            lambda: self.rota_requested.emit(self._document.selection or ""),
            icon="moon-stars",
            tip="Say the rota in a line, and see what it comes to while you write",
        )
        self._copy = icon_button("copy", "Duplicate", self._duplicate)
        self._delete = icon_button("trash", "Delete", self._remove)
        for each in (self._move, self._guide, self._copy, self._delete):
            row.addWidget(each)
        row.addStretch(1)
        self._tool_row = QWidget()
        self._tool_row.setLayout(row)
        return self._tool_row

    # -- showing -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Show the selection as it now is; nothing while nobody sees it."""
        if not self.isVisible() or not self._document.is_open:
            return
        key = self._document.selection
        if key is None:
            self._pages.setCurrentIndex(0)
            changed = self._overview.refresh()
        else:
            self._pages.setCurrentIndex(1)
            changed = self._show_item(key) or key != self._shown
        self._shown = key
        page = self._pages.currentWidget()
        if changed and isinstance(page, ScrollPage):
            page.settle()

    def _show_item(self, key: str) -> bool:
        """Show an item; whether other rows are there than before."""
        document = self._document
        item = self._item()
        shown = item or next((a for a in document.effective.activities if a.id == key), None)
        self._title.setText("" if shown is None else shown.title)
        self._derived.setVisible(item is None)
        self._derived.setText("This comes from the terms of the job share and is changed there.")
        self._tool_row.setVisible(item is not None)
        self._move.setVisible(not isinstance(item, OnCall))
        self._guide.setVisible(isinstance(item, OnCall))
        self._delete.setToolTip("Give up in this scenario" if self._gives_up(item) else "Delete")
        self._show_chip(key)
        for kind, forms in self._forms.items():
            for form in forms:
                form.setVisible(item is not None and kind is type(item))
        changed: list[bool] = []
        counted = self._counted_with(shown)
        if item is not None:
            self._facts = Facts(
                counted.portfolio,
                counted,
                document.contracts,
                whole=document.portfolio,
                scenario=document.scenario,
            )
            changed = [form.show_item(self._facts, item) for form in self._forms_for(item)]
        self._working.show_line(counted.line(key), counted.role(getattr(shown, "role", "")))
        self._findings.show_item(key)
        return any(changed)

    def _gives_up(self, item: Item | None) -> bool:
        scenario = self._document.scenario
        return scenario is not None and isinstance(item, Activity | OnCall)

    def _counted_with(self, item: Item | None) -> Count:
        """The week that an item is counted in: of another time of the year, where it is of that."""
        document = self._document
        if not isinstance(item, Activity | OnCall):
            return document.count
        return counted_with(item, document.count, document.contracts, document.holidays)

    def _show_chip(self, key: str) -> None:
        tiles = self._scene.tiles_of(key)
        clashes = [title for tile in tiles for title in tile.clashes]
        tone = Tone.NOT if any(tile.grave for tile in tiles) else Tone.TIGHT
        self._chip.setVisible(bool(clashes))
        if clashes:
            self._chip.set(f"clashes with {words.listing(list(dict.fromkeys(clashes)))}", tone)

    def _forms_for(self, item: Item) -> tuple[FieldForm, FieldForm]:
        """The basic fields, always open, and the sections of the others."""
        kind = type(item)
        if kind not in self._forms:
            table = _TABLES[kind]
            basic = FieldForm([field for field in table if not field.section])
            more = FieldForm([field for field in table if field.section])
            for form, place in ((basic, self._basic_place), (more, self._more_place)):
                form.edited.connect(self._take)
                place.addWidget(form)
                form.show()  # else Qt shows it only in its next round, and the page jumps
            self._forms[kind] = (basic, more)
        return self._forms[kind]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    # -- acting --------------------------------------------------------------------------------

    def _take(self, field: Field, changed: Item | Step) -> None:
        """Keep what a field made of the item, or say why it cannot be kept."""
        was = self._item()
        if was is None or self._facts is None:
            return
        if isinstance(changed, Step):
            scenario, edit = self._document.scenario, changed.edit
            self._document.edit(changed.label, lambda p: edit(p, scenario))
            return
        problem = self._facts.refusal(changed)
        if problem:
            self._form_with(field.key).refuse(field.key, problem)
            return
        acts.change(self._document, step_name(field, was, changed), changed)

    def _move_to(self, spot: Spot) -> None:
        key = self._document.selection
        tiles = () if key is None else self._scene.tiles_of(key)
        if key is not None and tiles:
            was = Spot(tiles[0].start, tiles[0].minutes)
            acts.move(self._document, key, spot, was=was)

    def _duplicate(self) -> None:
        if self._document.selection is not None:
            acts.duplicate(self._document, self._document.selection)

    def _remove(self) -> None:
        if self._document.selection is not None:
            acts.delete(self._document, self._document.selection)


def step_name(field: Field, was: Item, changed: Item) -> str:
    """The plain name of an edit made in a field."""
    title = was.title
    if field.key == "title":
        return f"Rename {title} to {changed.title}"
    spot = None if isinstance(changed, OnCall) else acts.spot_of(changed)
    if spot is not None and field.key in _MOVES:
        return f"Move {title} to {spot.text}"
    if spot is not None and field.key in _RESIZES:
        return f"Set {title} to {spot.times}"
    return f"Change {title}: {field.label.lower()}"


def _scrolled(page: QWidget) -> ScrollPage:
    area = ScrollPage(page)
    area.setProperty("surface", "panel")
    page.setProperty("surface", "panel")
    return area
