"""The table of actions: every command of the window, its key, its words and when it can act.

A menu, a button and the search are all made from these rows. Knows no panel and no document: a
row names its handler, and the window says which of the needs are met.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypedDict, Unpack

from PySide6.QtGui import QKeySequence


class Menu(Enum):
    """A menu of the menu bar; the value is its title."""

    FILE = "File"
    EDIT = "Edit"
    VIEW = "View"
    PLAN = "Plan"
    HELP = "Help"


class Need(Enum):
    """What must be so for an action to act; the value says so to whoever tries it too soon."""

    LIBRARY = "The library is not open."
    CHANGES = "This library is open for reading only."
    PORTFOLIO = "Open a portfolio first."
    SAMPLES = "There are no samples in the library."
    UNDO = "There is nothing to undo."
    REDO = "There is nothing to redo."
    ITEM = "Select an activity first."
    ROLE = "Add an employer and a role first."
    ROTA = "Select an on-call rota first."
    CYCLE = "Every week of this plan is the same."
    DATES = "The typical week is shown already."
    SCENARIO = "Today’s plan is shown; choose a scenario first."
    SCENARIOS = "This portfolio has no scenario yet."
    FINDINGS = "The checks found nothing to look at."
    WEEK = "Show the Week panel first."


_OPEN = (Need.LIBRARY, Need.PORTFOLIO)
_EDITABLE = (*_OPEN, Need.CHANGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One action. `handler` names a function as "group.function"; `group` makes a radio group."""

    id: str
    text: str
    menu: Menu
    handler: str
    tip: str
    shortcut: str = ""
    icon: str = ""
    needs: tuple[Need, ...] = ()
    group: str = ""
    begins: bool = False  # a line above it in the menu


# These change how things look rather than what is shown; their handlers stand together.
_LOOK = frozenset(
    {
        *("seven-days", "five-days", "taller", "shorter", "fit-day", "week-before", "week-after"),
        *("real-week", "typical-week", "day-working"),
        *("text-larger", "text-smaller", "look-system", "look-light", "look-dark"),
    }
)


class _More(TypedDict, total=False):
    """The fields of a row that not every row has."""

    shortcut: str
    icon: str
    needs: tuple[Need, ...]
    group: str
    begins: bool


def _row(menu: Menu, words: tuple[str, str, str], more: _More) -> Row:
    key, text, tip = words
    group = "look" if key in _LOOK else menu.value.lower()
    handler = f"{group}.{key.replace('-', '_')}"
    return Row(id=key, text=text, menu=menu, handler=handler, tip=tip, **more)


def _file(key: str, text: str, tip: str, **more: Unpack[_More]) -> Row:
    return _row(Menu.FILE, (key, text, tip), more)


def _edit(key: str, text: str, tip: str, **more: Unpack[_More]) -> Row:
    return _row(Menu.EDIT, (key, text, tip), more)


def _view(key: str, text: str, tip: str, **more: Unpack[_More]) -> Row:
    return _row(Menu.VIEW, (key, text, tip), more)


def _plan(key: str, text: str, tip: str, **more: Unpack[_More]) -> Row:
    return _row(Menu.PLAN, (key, text, tip), more)


def _help(key: str, text: str, tip: str, **more: Unpack[_More]) -> Row:
    return _row(Menu.HELP, (key, text, tip), more)


ROWS: tuple[Row, ...] = (
    _file(
        "new-portfolio",
        "&New portfolio…",
        "Begin an empty week for another person or another year",
        shortcut="Ctrl+N",
        icon="plus",
        needs=(Need.LIBRARY, Need.CHANGES),
    ),
    _file(
        "open-portfolio",
        "&Open portfolio…",
        "Show another portfolio of your library",
        shortcut="Ctrl+O",
        icon="folder-open",
        needs=(Need.LIBRARY,),
    ),
    _file(
        "rename-portfolio",
        "Rena&me portfolio…",
        "Change the name that this portfolio is listed under",
        needs=_EDITABLE,
    ),
    _file(
        "import-plan",
        "&Import plan file…",
        "Add a portfolio from a plan file (.toml); you can also drop one on the window",
        shortcut="Ctrl+I",
        icon="download-simple",
        needs=(Need.LIBRARY, Need.CHANGES),
        begins=True,
    ),
    _file(
        "export-plan",
        "&Export plan file…",
        "Write this portfolio to a plan file that another computer or person can open",
        shortcut="Ctrl+E",
        icon="upload-simple",
        needs=_OPEN,
    ),
    _file(
        "print-proposal",
        "&Print proposal…",
        "See the job-plan proposal as it prints, keep it as a PDF or print it",
        shortcut="Ctrl+P",
        icon="printer",
        needs=_OPEN,
    ),
    _file(
        "save",
        "&Save",
        "Every change is saved at once; this tries again where that failed",
        shortcut="Ctrl+S",
        icon="floppy-disk",
        needs=_EDITABLE,
        begins=True,
    ),
    _file(
        "remove-portfolio",
        "&Remove this portfolio",
        "Take this portfolio out of the library; it can be undone at once",
        icon="trash",
        needs=_EDITABLE,
        begins=True,
    ),
    _file(
        "remove-samples",
        "Remove samp&les",
        "Take the samples out of the library; it can be undone at once",
        needs=(Need.LIBRARY, Need.CHANGES, Need.SAMPLES),
    ),
    _file(
        "add-samples",
        "&Add the samples",
        "Add the samples that come with the program, where they were removed",
        needs=(Need.LIBRARY, Need.CHANGES),
    ),
    _file(
        "quit",
        "&Quit",
        "Close the window; everything is saved",
        shortcut="Ctrl+Q",
        begins=True,
    ),
    _edit(
        "undo",
        "&Undo",
        "Take the last step back",
        shortcut="Ctrl+Z",
        icon="arrow-u-up-left",
        needs=(*_EDITABLE, Need.UNDO),
    ),
    _edit(
        "redo",
        "&Redo",
        "Do the step again that was taken back",
        shortcut="Ctrl+Shift+Z",
        icon="arrow-u-up-right",
        needs=(*_EDITABLE, Need.REDO),
    ),
    _edit(
        "duplicate",
        "&Duplicate",
        "Add a copy of the selected activity right after it",
        shortcut="Ctrl+D",
        icon="copy",
        needs=(*_EDITABLE, Need.ITEM),
        begins=True,
    ),
    _edit(
        "delete",
        "De&lete",
        "Delete the selected activity; under a scenario it is given up there alone",
        shortcut="Ctrl+Backspace",
        icon="trash",
        needs=(*_EDITABLE, Need.ITEM),
    ),
    _edit(
        "roles",
        "&Employers and roles…",
        "Add or change employers, roles, contracts and the terms of a job share",
        shortcut="Ctrl+R",
        icon="buildings",
        needs=_EDITABLE,
        begins=True,
    ),
    _edit(
        "search",
        "&Search…",
        "Find an activity or a command by a few letters",
        shortcut="Ctrl+K",
        icon="magnifying-glass",
        begins=True,
    ),
    _edit(
        "commands",
        "&All commands…",
        "List every command with its key, and run one",
        shortcut="Ctrl+Shift+P",
        icon="list",
    ),
    _view(
        "show-week",
        "&Week",
        "The week: what is done when, for whom",
        shortcut="Ctrl+1",
        icon="table",
        needs=_OPEN,
        group="panel",
    ),
    _view(
        "show-year",
        "&Year",
        "The weeks of the year by date, and each role's leave and weeks worked",
        shortcut="Ctrl+2",
        icon="calendar-dots",
        needs=_OPEN,
        group="panel",
    ),
    _view(
        "show-balance",
        "&Balance",
        "Units and hours by employer, role and category, against contract",
        shortcut="Ctrl+3",
        icon="chart-bar",
        needs=_OPEN,
        group="panel",
    ),
    _view(
        "show-jobshare",
        "&Job share",
        "Leave a post, take it whole or share it, side by side",
        shortcut="Ctrl+4",
        icon="circles-three",
        needs=_OPEN,
        group="panel",
    ),
    _view(
        "show-advert",
        "Adv&ert",
        "Hold an advertised job plan against its own arithmetic",
        shortcut="Ctrl+5",
        icon="clipboard-text",
        needs=_OPEN,
        group="panel",
    ),
    _view(
        "show-contracts",
        "&Contracts",
        "What each contract says, since when and where, and what rests on it",
        shortcut="Ctrl+6",
        icon="scales",
        needs=_OPEN,
        group="panel",
    ),
    _view(
        "show-documents",
        "&Documents",
        "The job-plan proposal, to read, keep and print",
        shortcut="Ctrl+7",
        icon="file-text",
        needs=_OPEN,
        group="panel",
    ),
    _view(
        "show-settings",
        "Se&ttings",
        "Appearance, text size, the week and documents",
        shortcut="Ctrl+8",
        icon="sliders-horizontal",
        group="panel",
    ),
    _view(
        "show-start",
        "St&art page",
        "Look at a sample, start empty or import a plan file",
        shortcut="Alt+Home",
        icon="house",
        needs=(Need.LIBRARY,),
    ),
    _view(
        "show-findings",
        "What to &look at",
        "List what the checks found in the week shown",
        shortcut="F8",
        icon="warning-circle",
        needs=(*_OPEN, Need.FINDINGS),
        begins=True,
    ),
    _view(
        "seven-days",
        "Se&ven days",
        "Show Monday to Sunday",
        shortcut="Ctrl+Alt+7",
        needs=_OPEN,
        group="days",
        begins=True,
    ),
    _view(
        "five-days",
        "&Five days",
        "Show Monday to Friday; the weekend still counts",
        shortcut="Ctrl+Alt+5",
        needs=_OPEN,
        group="days",
    ),
    _view(
        "taller",
        "Taller ho&urs",
        "Give each hour of the week more room",
        shortcut="Ctrl++",
        icon="plus",
        needs=(*_OPEN, Need.WEEK),
    ),
    _view(
        "shorter",
        "Shorter h&ours",
        "Give each hour of the week less room",
        shortcut="Ctrl+-",
        icon="minus",
        needs=(*_OPEN, Need.WEEK),
    ),
    _view(
        "fit-day",
        "Fit t&he day",
        "Fit the hours of the day into the height",
        shortcut="Ctrl+0",
        needs=(*_OPEN, Need.WEEK),
    ),
    _view(
        "week-before",
        "Week before",
        "The week before: in the cycle of the rota, or by date where real dates are shown",
        shortcut="Alt+PgUp",
        icon="caret-left",
        needs=(*_OPEN, Need.WEEK, Need.CYCLE),
    ),
    _view(
        "week-after",
        "Week after",
        "The next week: in the cycle of the rota, or by date where real dates are shown",
        shortcut="Alt+PgDown",
        icon="caret-right",
        needs=(*_OPEN, Need.WEEK, Need.CYCLE),
    ),
    _view(
        "real-week",
        "A &real week…",
        "Show any real week of the year by its dates, holidays and clock changes",
        shortcut="Ctrl+Shift+W",
        icon="calendar-dots",
        needs=_OPEN,
    ),
    _view(
        "typical-week",
        "The typical wee&k",
        "Show the week that is edited again, in place of a real one",
        shortcut="Ctrl+Shift+E",
        icon="table",
        needs=(*_OPEN, Need.DATES),
    ),
    _view(
        "day-working",
        "How the day adds u&p",
        "Show the working of the hours and units of the day that the keyboard is on",
        shortcut="Ctrl+Shift+H",
        needs=(*_OPEN, Need.WEEK),
    ),
    _view(
        "text-larger",
        "Larger text",
        "Make words, icons and the room around them larger",
        shortcut="Ctrl+Alt+=",
        begins=True,
    ),
    _view(
        "text-smaller",
        "Smaller text",
        "Make words, icons and the room around them smaller",
        shortcut="Ctrl+Alt+-",
    ),
    _view(
        "look-system",
        "As the computer is set",
        "Light or dark as the rest of your computer",
        group="look",
        begins=True,
    ),
    _view("look-light", "Light", "Dark words on light paper", icon="sun", group="look"),
    _view("look-dark", "Dark", "Light words on a dark ground", icon="moon", group="look"),
    _plan(
        "add-activity",
        "&Add activity",
        "Add an activity with a time at the next free hour",
        shortcut="Ctrl+Shift+N",
        icon="calendar-plus",
        needs=(*_EDITABLE, Need.ROLE),
    ),
    _plan(
        "add-untimed",
        "Add &untimed work",
        "Add work without a fixed time, such as reading or mentoring",
        shortcut="Ctrl+Shift+U",
        icon="clock-countdown",
        needs=(*_EDITABLE, Need.ROLE),
    ),
    _plan(
        "add-rota",
        "Add on-call &rota…",
        "Say a rota of on-call duty in a line or fill it in, and see what it comes to",
        shortcut="Ctrl+Shift+O",
        icon="moon-stars",
        needs=(*_EDITABLE, Need.ROLE),
    ),
    _plan(
        "edit-rota",
        "On-call rota in the &guided form…",
        "Change the selected on-call rota, and see what it comes to while you write",
        shortcut="Ctrl+Shift+G",
        needs=(*_EDITABLE, Need.ROTA),
    ),
    _plan(
        "add-life",
        "Add time outside &work",
        "Keep time free for life outside work",
        shortcut="Ctrl+Shift+L",
        icon="house",
        needs=_EDITABLE,
    ),
    _plan(
        "thinking-of-applying",
        "I am &thinking of applying for…",
        "Say what you know of a post: leave it, take it whole and share it, beside your week",
        shortcut="Ctrl+Shift+A",
        icon="intersect",
        needs=_EDITABLE,
        begins=True,
    ),
    _plan(
        "new-scenario",
        "&New scenario…",
        "Try something on without touching today’s plan",
        shortcut="Ctrl+T",
        icon="git-diff",
        needs=_EDITABLE,
        begins=True,
    ),
    _plan(
        "choose-scenario",
        "&Show scenario…",
        "Choose between today’s plan and the scenarios",
        shortcut="Ctrl+J",
        needs=_OPEN,
    ),
    _plan(
        "next-scenario",
        "Ne&xt scenario",
        "Show the next scenario; after the last comes today’s plan",
        shortcut="Ctrl+Shift+J",
        icon="caret-right",
        needs=(*_OPEN, Need.SCENARIOS),
    ),
    _plan(
        "differences",
        "What &differs from today",
        "List what the scenario shown gives up, takes on and changes",
        shortcut="Ctrl+Shift+D",
        icon="git-diff",
        needs=(*_OPEN, Need.SCENARIO),
    ),
    _plan(
        "rename-scenario",
        "Rena&me scenario…",
        "Give the scenario shown another name",
        needs=(*_EDITABLE, Need.SCENARIO),
    ),
    _plan(
        "remove-scenario",
        "Remove s&cenario",
        "Remove the scenario shown; today’s plan stays as it is",
        icon="trash",
        needs=(*_EDITABLE, Need.SCENARIO),
    ),
    _help("keys", "&Keys", "Every command and its key", shortcut="F1", icon="keyboard"),
    _help(
        "plan-file",
        "&Plan file reference",
        "Every key that a plan file may have, and what it means",
        icon="file-text",
    ),
    _help(
        "files",
        "&Where are my files",
        "Where the library, its backups and the settings are kept",
        icon="folder-open",
    ),
    _help("about", "&About", "Version, licence and what the program is made of", icon="info"),
)

# A second key for the same, where people are used to two.
ALSO = {"redo": "Ctrl+Y", "taller": "Ctrl+="}


def plain(text: str) -> str:
    """A text without the mark of its menu key and without dots that announce a question."""
    return text.replace("&", "").removesuffix("…")


def keys_text(row: Row) -> str:
    """The key of a row as the system writes it."""
    return QKeySequence(row.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
