"""Employers and roles: the person, who employs them, under which contract, and where.

A list on the left, the form of the chosen one on the right; every change is an undo step of the
document, made at once. Knows nothing of panels.
"""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from portfolio_app.core import words
from portfolio_app.core.agreements import Objective
from portfolio_app.core.basicpay import with_uplift
from portfolio_app.core.edits import Edit, find, free_id, ids, put, remove
from portfolio_app.core.model import (
    Employer,
    EmployerKind,
    Person,
    Portfolio,
    Role,
    Site,
    Travel,
)
from portfolio_app.core.repeats import in_the_way, with_cycle
from portfolio_app.core.succession import change_from, successor
from portfolio_app.exchange import planfile
from portfolio_app.ui import theme
from portfolio_app.ui.dialogs.changefrom import ChangeFrom, can_change
from portfolio_app.ui.dialogs.payfields import Uplift
from portfolio_app.ui.dialogs.rolefields import (
    EMPLOYER,
    OBJECTIVE,
    PERSON,
    ROLE,
    SITE,
    TRAVEL,
    Names,
    first_contract,
)
from portfolio_app.ui.document import Document
from portfolio_app.ui.widgets.buttons import Look, button
from portfolio_app.ui.widgets.fieldform import Field, FieldForm
from portfolio_app.ui.widgets.formdialog import fit_to_screen
from portfolio_app.ui.widgets.labels import HeaderLabel, TextLabel, TextRole
from portfolio_app.ui.widgets.popovers import Popover
from portfolio_app.ui.widgets.scrollpage import ScrollPage

Entry = Person | Employer | Role | Objective | Site | Travel
Changed = Entry | Uplift
_TABLES: dict[type, tuple[Field, ...]] = {
    Person: PERSON,
    Employer: EMPLOYER,
    Role: ROLE,
    Objective: OBJECTIVE,
    Site: SITE,
    Travel: TRAVEL,
}
_SIZE = QSize(820, 560)
_JOURNEY = 30


@dataclass(frozen=True, slots=True)
class Key:
    """Which entry: its kind, and its id (a journey's place in the list)."""

    kind: type
    id: str = ""


class RolesDialog(QDialog):
    """Edits who employs the person, and how."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Show the document's employers and roles."""
        super().__init__(parent)
        self._document = document
        self._forms: dict[type, FieldForm] = {}
        self._items: dict[Key, QTreeWidgetItem] = {}
        self.setWindowTitle("Employers and roles")
        self._list = self._make_list()
        self._heading = HeaderLabel("")
        self._note = TextLabel("", role=TextRole.SOFT, wrap=True)
        self._form_place = QVBoxLayout()
        self._delete = button("Delete", self._remove, icon="trash")
        self._change = button("Change from a date…", self.ask_for_day, icon="calendar-plus")
        self.asked: ChangeFrom | None = None
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(12))
        columns.addLayout(self._left())
        columns.addWidget(self._right(), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*[theme.px(14)] * 4)
        outer.addLayout(columns, 1)
        outer.addLayout(self._foot())
        fit_to_screen(self, _SIZE)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, document.undo),
            (QKeySequence.StandardKey.Redo, document.redo),
        ):
            QShortcut(QKeySequence(keys), self, act)
        document.changed.connect(self._document_changed)
        self._fill()
        roles = document.portfolio.roles
        self.choose(Key(Role, roles[0].id) if roles else Key(Person))

    # -- parts ---------------------------------------------------------------------------------

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setWordWrap(True)
        made.setTextElideMode(Qt.TextElideMode.ElideNone)
        made.setAccessibleName("Employers and roles")
        made.currentItemChanged.connect(lambda _now, _before: self._show())
        return made

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self._list.setFixedWidth(theme.px(280))
        column.addWidget(self._list, 1)
        adder = button("Add", lambda: None, icon="plus")
        menu = QMenu(adder)
        for text, act in (
            ("Employer", self.add_employer),
            ("Role", self.add_role),
            ("Objective of a role", self.add_objective),
            ("Site", self.add_site),
            ("Journey between sites", self.add_journey),
        ):
            menu.addAction(text).triggered.connect(act)
        adder.setMenu(menu)
        row = QHBoxLayout()
        row.addWidget(adder)
        row.addWidget(self._delete)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _right(self) -> ScrollPage:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.addWidget(self._heading)
        column.addWidget(self._note)
        column.addWidget(self._change, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._form_place)
        column.addStretch(1)
        self._page = ScrollPage(page)
        return self._page

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(
            TextLabel("Every change is kept at once; undo takes it back.", role=TextRole.SOFT)
        )
        row.addStretch(1)
        row.addWidget(button("Done", self.accept, look=Look.PRIMARY))
        return row

    # -- the list ------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        self._items.clear()
        portfolio = self._document.portfolio
        self._entry(None, portfolio.person.name or "You", Key(Person))
        for employer in portfolio.employers:
            holder = self._entry(None, employer.name, Key(Employer, employer.id))
            for role in self._roles():
                if role.employer == employer.id:
                    self._add_role_entry(holder, role)
            for site in portfolio.sites:
                if site.employer == employer.id:
                    self._entry(holder, f"{site.name} (site)", Key(Site, site.id))
        for site in portfolio.sites:
            if site.employer is None:
                self._entry(None, f"{site.name} (site)", Key(Site, site.id))
        names = {site.id: site.name for site in portfolio.sites}
        for at, journey in enumerate(portfolio.travels):
            text = f"{names.get(journey.start)} to {names.get(journey.end)}"
            self._entry(None, text, Key(Travel, str(at)))
        self._list.expandAll()
        self._list.blockSignals(False)

    def _add_role_entry(self, holder: QTreeWidgetItem, role: Role) -> None:
        """A role, with its objectives under it."""
        made = self._entry(holder, self._name_of(role), Key(Role, role.id))
        for objective in self._document.portfolio.objectives:
            if objective.role == role.id:
                text = f"Objective: {objective.title}"
                self._entry(made, text, Key(Objective, objective.id))

    def _roles(self) -> tuple[Role, ...]:
        """The roles as the scenario shown has them."""
        document = self._document
        roles = {role.id: role for role in document.portfolio.roles}
        if document.scenario is not None:
            roles |= {r.id: r for r in document.portfolio.scenario(document.scenario).roles}
        return tuple(roles.values())

    def _name_of(self, role: Role) -> str:
        """A role by its title, with its days where it is one of a succession."""
        follows = [other for other in self._roles() if other.follows == role.id]
        if role.end is not None and follows:
            return f"To {role.end.day} {role.end:%b %Y}: {role.title}"
        if role.start is not None and role.follows is not None:
            return f"From {role.start.day} {role.start:%b %Y}: {role.title}"
        return role.title

    def _entry(self, holder: QTreeWidgetItem | None, text: str, key: Key) -> QTreeWidgetItem:
        made = QTreeWidgetItem([text])
        made.setData(0, Qt.ItemDataRole.UserRole, key)
        made.setSizeHint(0, QSize(0, self._row_height(text, 0 if holder is None else 1)))
        self._items[key] = made
        if holder is None:
            self._list.addTopLevelItem(made)
        else:
            holder.addChild(made)
        return made

    def _row_height(self, text: str, depth: int) -> int:
        """The height of a row, in which a long name takes more lines than one."""
        inside = self._list.width() - depth * self._list.indentation() - theme.px(30)
        room = QRect(0, 0, inside, theme.px(400))
        wrap = int(Qt.TextFlag.TextWordWrap)
        return self._list.fontMetrics().boundingRect(room, wrap, text).height() + theme.px(10)

    def choose(self, key: Key) -> None:
        """Show an entry; the person where there is none such."""
        item = self._items.get(key) or self._items[Key(Person)]
        self._list.setCurrentItem(item)
        self._show()

    def chosen(self) -> Key:
        """The entry shown."""
        item = self._list.currentItem()
        key = None if item is None else item.data(0, Qt.ItemDataRole.UserRole)
        return key if isinstance(key, Key) else Key(Person)

    def form(self) -> FieldForm:
        """The form of the entry shown."""
        return self._forms[self.chosen().kind]

    def _document_changed(self, _change: object) -> None:
        key = self.chosen()
        self._fill()
        self.choose(key)

    def _find(self, key: Key) -> Entry | None:
        portfolio = self._document.portfolio
        if key.kind is Person:
            return portfolio.person
        if key.kind is Travel:
            at = int(key.id)
            return portfolio.travels[at] if at < len(portfolio.travels) else None
        found = self._document.item(key.id)
        return found if isinstance(found, Employer | Role | Objective | Site) else None

    def _show(self) -> None:
        key = self.chosen()
        entry = self._find(key)
        if entry is None:
            return
        self._heading.setText(self._items[key].text(0))
        scenario = self._document.scenario
        branch = scenario is not None and isinstance(entry, Role)
        self._note.setVisible(branch)
        if branch and scenario is not None:
            title = self._document.portfolio.scenario(scenario).title
            self._note.setText(f"Changes of this role belong to the scenario “{title}”.")
        self._delete.setEnabled(not isinstance(entry, Person))
        year_start = self._document.portfolio.person.year_start
        self._change.setVisible(isinstance(entry, Role) and can_change(entry, year_start))
        for kind, form in self._forms.items():
            form.setVisible(kind is key.kind)
        names = Names(self._document.portfolio, self._document.contracts)
        self._form_for(key.kind).show_item(names, entry)
        self._page.settle()

    def _form_for(self, kind: type) -> FieldForm:
        if kind not in self._forms:
            form = FieldForm(_TABLES[kind])
            form.edited.connect(self._take)
            self._forms[kind] = form
            self._form_place.addWidget(form)
            form.show()  # else Qt shows it only in its next round, and the page jumps
        return self._forms[kind]

    # -- edits ---------------------------------------------------------------------------------

    def _take(self, field: Field, changed: Changed) -> None:
        key = self.chosen()
        edit = self._putting(key, changed)
        problem = refusal(self._document, edit)
        if problem:
            self.form().refuse(field.key, problem)
            return
        self._document.edit(f"Change {_name(changed)}: {field.label.lower()}", edit)

    def _putting(self, key: Key, changed: Changed) -> Edit:
        scenario = self._document.scenario
        if isinstance(changed, Uplift):
            return lambda p: with_uplift(p, changed.role, changed.percent)
        if isinstance(changed, Person):
            return lambda p: replace(p, person=changed)
        if isinstance(changed, Travel):
            at = int(key.id)
            return lambda p: replace(p, travels=(*p.travels[:at], changed, *p.travels[at + 1 :]))
        if isinstance(changed, Role):
            return lambda p: _with_role(p, changed, scenario)
        return lambda p: put(p, changed, scenario)

    def add_employer(self) -> None:
        """Add an employer and choose it."""
        name = "New employer"
        new = Employer(id=self._free(name), name=name, kind=EmployerKind.NHS)
        self._add(f"Add {name}", Key(Employer, new.id), lambda p: put(p, new))

    def add_role(self) -> None:
        """Add a role with the employer shown, or the first; one is made where there is none."""
        portfolio = self._document.portfolio
        employers = {employer.id: employer for employer in portfolio.employers}
        entry = self._find(self.chosen())
        wanted = entry.id if isinstance(entry, Employer) else getattr(entry, "employer", None)
        employer = employers.get(wanted or "") or next(iter(employers.values()), None)
        made = employer or Employer(
            id=self._free("New employer"), name="New employer", kind=EmployerKind.NHS
        )
        contract, units = first_contract(Names(portfolio, self._document.contracts), made.kind)
        title = "New role"
        role = Role(
            id=self._free(title), employer=made.id, title=title, contract=contract, contracted=units
        )
        scenario = self._document.scenario

        def edit(p: Portfolio) -> Portfolio:
            return put(p if employer is not None else put(p, made), role, scenario)

        self._add(f"Add {title}", Key(Role, role.id), edit)

    def add_objective(self) -> None:
        """Add an objective to the role shown, or the first; with no role, say what is missing."""
        roles = {role.id: role for role in self._document.portfolio.roles}
        entry = self._find(self.chosen())
        wanted = entry.id if isinstance(entry, Role) else getattr(entry, "role", "")
        role = roles.get(wanted) or next(iter(roles.values()), None)
        if role is None:
            self._note.setText("An objective belongs to a role: add one first.")
            self._note.show()
            return
        title = "New objective"
        new = Objective(id=self._free(title), role=role.id, title=title)
        self._add(f"Add {title} to {role.title}", Key(Objective, new.id), lambda p: put(p, new))

    def add_site(self) -> None:
        """Add a site and choose it."""
        name = "New site"
        entry = self._find(self.chosen())
        employer = entry.id if isinstance(entry, Employer) else None
        new = Site(id=self._free(name), name=name, employer=employer)
        self._add(f"Add {name}", Key(Site, new.id), lambda p: put(p, new))

    def add_journey(self) -> None:
        """Add a journey between the first two sites; with fewer, say what is missing."""
        sites = self._document.portfolio.sites
        if len(sites) < 2:
            self._note.setText("A journey lies between two sites: add them first.")
            self._note.show()
            return
        new = Travel(start=sites[0].id, end=sites[1].id, minutes=_JOURNEY)
        at = len(self._document.portfolio.travels)
        self._add(
            "Add a journey",
            Key(Travel, str(at)),
            lambda p: replace(p, travels=(*p.travels, new)),
        )

    def ask_for_day(self) -> None:
        """Ask from which day the role shown is on other terms."""
        role = self._find(self.chosen())
        if not isinstance(role, Role):
            return
        popover = Popover(self._change, title="Change from a date", width=400)
        year_start = self._document.portfolio.person.year_start
        self.asked = ChangeFrom(role, year_start, lambda day: self._change_from(role, day))
        popover.open_with(self.asked, focus=self.asked.day)

        def go_on() -> None:
            popover.close_now()
            self.form().editor("contracted").setFocus(Qt.FocusReason.OtherFocusReason)

        self.asked.changed.connect(go_on)

    def _change_from(self, role: Role, day: date) -> str:
        """Cut a role in two on a day and show the one that goes on; why not, where it cannot be."""
        document = self._document
        scenario = document.scenario

        def edit(p: Portfolio) -> Portfolio:
            return change_from(p, role.id, day, scenario)

        problem = refusal(document, edit)
        if not problem and document.edit(f"Change {role.title} from {words.day_date(day)}", edit):
            new = successor(document.portfolio, role.id, scenario)
            assert new is not None
            self.choose(Key(Role, new.id))
        return problem

    def _free(self, name: str) -> str:
        return free_id(name, ids(self._document.portfolio))

    def _add(self, label: str, key: Key, edit: Edit) -> None:
        if self._document.edit(label, edit):
            self.choose(key)
            first = (
                "start"
                if key.kind is Travel
                else "title"
                if key.kind in (Role, Objective)
                else "name"
            )
            line = self.form().editor(first)
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(line, QLineEdit):
                line.selectAll()

    def _remove(self) -> None:
        key = self.chosen()
        entry = self._find(key)
        if entry is None or isinstance(entry, Person):
            return
        if isinstance(entry, Travel):
            at = int(key.id)
            self._document.edit(
                "Delete a journey",
                lambda p: replace(p, travels=(*p.travels[:at], *p.travels[at + 1 :])),
            )
            return
        scenario = self._document.scenario if isinstance(entry, Role) else None
        verb = "Delete" if scenario is None else "Give up"
        self._document.edit(f"{verb} {_name(entry)}", lambda p: remove(p, key.id, scenario))


def _with_role(portfolio: Portfolio, role: Role, scenario: str | None) -> Portfolio:
    """A changed role; where its rota is longer or shorter, all lines stay as often as they can."""
    known = find(portfolio, role.id, scenario)
    other = isinstance(known, Role) and known.cycle_weeks != role.cycle_weeks
    if other and not in_the_way(portfolio, role.id, role.cycle_weeks, scenario):
        portfolio = with_cycle(portfolio, role.id, role.cycle_weeks, scenario)
    return put(portfolio, role, scenario)


def refusal(document: Document, edit: Edit) -> str:
    """Why the portfolio could not be kept after an edit; empty when it could."""
    after = edit(document.portfolio)
    problems = planfile.read(planfile.write(after), "", document.contracts).problems
    if not problems:
        return ""
    return f"Found {problems[0].found}. Expected {problems[0].expected}."


def _name(entry: Changed) -> str:
    if isinstance(entry, Uplift):
        return entry.role.title
    if isinstance(entry, Person):
        return "your details"
    if isinstance(entry, Travel):
        return "a journey"
    return entry.title if isinstance(entry, Role | Objective) else entry.name
