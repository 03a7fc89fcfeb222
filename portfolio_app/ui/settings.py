"""The program's settings: one value, one file, one form made from it.

Adding a setting is adding a field. Knows nothing of the theme or of anything that obeys a setting.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import Field, asdict, dataclass, field, fields, replace
from enum import Enum
from pathlib import Path
from typing import Any

import tomli_w
from PySide6.QtCore import QEvent, QObject, QSettings, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from portfolio_app import paths

FILE = "settings.toml"
WINDOW_FILE = "window.ini"


class Appearance(Enum):
    """Which theme to wear."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Motion(Enum):
    """Whether things may move."""

    SYSTEM = "system"
    REDUCED = "reduced"


class DocumentPrivacy(Enum):
    """What a new document says of life outside work, until it is told otherwise."""

    WORK_ONLY = "work-only"
    TIMES_ONLY = "times-only"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Meta:
    """What a form needs to know of one setting.

    Either `choices` (value → words) or `limits` (lowest, highest, step) bounds it.
    """

    group: str
    title: str
    help: str
    choices: Mapping[object, str] | None = None
    limits: tuple[int, int, int] | None = None
    suffix: str = ""

    def allows(self, value: object) -> bool:
        """Whether a value lies within the choices or limits."""
        if self.choices is not None:
            return value in self.choices
        if self.limits is None or not isinstance(value, int) or isinstance(value, bool):
            return False
        return self.limits[0] <= value <= self.limits[1]

    def expected(self) -> str:
        """The values allowed, in words."""
        if self.choices is not None:
            raw = (value.value if isinstance(value, Enum) else value for value in self.choices)
            return ", ".join(str(value) for value in raw)
        low, high, _ = self.limits or (0, 0, 0)
        return f"{low} to {high}"


_LOOK = "Look"
_WEEK = "The week"
_PAPER = "Documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting with its default."""

    appearance: Appearance = field(
        default=Appearance.SYSTEM,
        metadata={
            "meta": Meta(
                group=_LOOK,
                title="Appearance",
                help="Light, dark, or whichever your computer is set to.",
                choices={
                    Appearance.SYSTEM: "As the computer is set",
                    Appearance.LIGHT: "Light",
                    Appearance.DARK: "Dark",
                },
            )
        },
    )
    text_size: int = field(
        default=100,
        metadata={
            "meta": Meta(
                group=_LOOK,
                title="Text size",
                help="Everything grows with it: words, icons and the room around them.",
                limits=(90, 200, 10),
                suffix=" %",
            )
        },
    )
    motion: Motion = field(
        default=Motion.SYSTEM,
        metadata={
            "meta": Meta(
                group=_LOOK,
                title="Movement",
                help="Short movements show where a thing went. They can be left out.",
                choices={
                    Motion.SYSTEM: "As the computer is set",
                    Motion.REDUCED: "Nothing moves",
                },
            )
        },
    )
    week_days: int = field(
        default=7,
        metadata={
            "meta": Meta(
                group=_WEEK,
                title="Days shown",
                help="With five days the weekend is hidden, though it is still counted.",
                choices={7: "Seven, Monday to Sunday", 5: "Five, Monday to Friday"},
            )
        },
    )
    snap_minutes: int = field(
        default=15,
        metadata={
            "meta": Meta(
                group=_WEEK,
                title="Move in steps of",
                help="How far a block moves at a time. Times typed in are taken to the minute.",
                choices={n: f"{n} minutes" for n in (5, 10, 15, 30)},
            )
        },
    )
    first_hour: int = field(
        default=7,
        metadata={
            "meta": Meta(
                group=_WEEK,
                title="Day starts at",
                help="The first hour in view. Earlier ones are a scroll away.",
                choices={n: f"{n:02}:00" for n in range(24)},
            )
        },
    )
    last_hour: int = field(
        default=22,
        metadata={
            "meta": Meta(
                group=_WEEK,
                title="Day ends at",
                help="The last hour in view. It is always after the first.",
                choices={n: f"{n:02}:00" for n in range(1, 25)},
            )
        },
    )
    document_privacy: DocumentPrivacy = field(
        default=DocumentPrivacy.WORK_ONLY,
        metadata={
            "meta": Meta(
                group=_PAPER,
                title="Life outside work",
                help="What a new document says of it. Each document can be set differently.",
                choices={
                    DocumentPrivacy.WORK_ONLY: "Left out",
                    DocumentPrivacy.TIMES_ONLY: "Times only, without names",
                    DocumentPrivacy.EVERYTHING: "Shown in full",
                },
            )
        },
    )


def meta_of(item: "Field[object]") -> Meta:
    """What is known of a field of `Settings`."""
    found = item.metadata["meta"]
    if not isinstance(found, Meta):
        raise TypeError(f"setting {item.name} has no Meta")
    return found


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings that can be used, and what was wrong with the file they came from."""

    settings: Settings
    problems: tuple[str, ...] = ()


def read_settings(path: Path | None = None) -> Loaded:
    """Read the settings; whatever cannot be read takes its default and is named in `problems`.

    Args:
        path: the file; `settings.toml` in the user's configuration folder where not given. A file
            that is not there is no problem.
    """
    place = path or paths.config_dir() / FILE
    try:
        found = tomllib.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, ValueError) as error:
        said = f"The settings in {place} could not be read ({error})."
        return Loaded(Settings(), (f"{said} The usual settings are in use.",))
    return _checked(found)


def _checked(found: Mapping[str, object]) -> Loaded:
    good: dict[str, Any] = {}
    problems: list[str] = []
    for item in fields(Settings):
        if item.name not in found:
            continue
        meta = meta_of(item)
        value = _typed(found[item.name], item.default)
        if meta.allows(value):
            good[item.name] = value
        else:
            problems.append(
                f"Setting “{meta.title}”: found {found[item.name]!r}, expected {meta.expected()}. "
                "The usual value is in use; choose another under Settings."
            )
    settings = replace(Settings(), **good)
    if settings.first_hour >= settings.last_hour:
        problems.append(
            f"The day in view started at {settings.first_hour:02}:00 and ended at "
            f"{settings.last_hour:02}:00. The usual hours are in use; choose others under Settings."
        )
        usual = Settings()
        settings = replace(settings, first_hour=usual.first_hour, last_hour=usual.last_hour)
    return Loaded(settings, tuple(problems))


def _typed(raw: object, default: object) -> object:
    """The raw value as the type of its default; None, which nothing allows, if it is none."""
    if isinstance(default, Enum):
        kind = type(default)
        return next((member for member in kind if member.value == raw), None)
    # True is an int to Python, but never a number of days.
    return raw if type(raw) is type(default) else None


def write_settings(settings: Settings, path: Path | None = None) -> str | None:
    """Write the settings beside the old file and put them in its place.

    Returns:
        None when they are on disk; else what went wrong, for the user.
    """
    place = path or paths.config_dir() / FILE
    plain = {
        name: value.value if isinstance(value, Enum) else value
        for name, value in asdict(settings).items()
    }
    beside = place.with_name(place.name + ".new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(tomli_w.dumps(plain), encoding="utf-8")
        os.replace(beside, place)  # noqa: PTH105 - replaces on every system, in one step
    except OSError as error:
        said = f"The settings could not be saved in {place} ({error.strerror})."
        return f"{said} They hold until you close the program."
    return None


class _WheelGuard(QObject):
    """A wheel that scrolls the form must not change a setting on its way."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Wheel or not isinstance(watched, QWidget):
            return False
        if watched.hasFocus():
            return False
        event.ignore()
        return True


class SettingsForm(QWidget):
    """A form made from the fields of `Settings`; every change is told at once."""

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show `settings`."""
        super().__init__(parent)
        self._settings = settings
        self._editors: dict[str, QComboBox | QSpinBox] = {}
        self._guard = _WheelGuard(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addLayout(self._rows())
        usual = QPushButton("Use the usual settings")
        usual.clicked.connect(lambda: self._take(Settings()))
        row = QHBoxLayout()
        row.addWidget(usual)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def settings(self) -> Settings:
        """The settings as the form shows them."""
        return self._settings

    def set_settings(self, settings: Settings) -> None:
        """Show other settings, without a signal."""
        self._settings = settings
        for name, editor in self._editors.items():
            with QSignalBlocker(editor):
                _show(editor, getattr(settings, name))

    def editor(self, name: str) -> QComboBox | QSpinBox:
        """The widget that edits one field."""
        return self._editors[name]

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        group = ""
        for item in fields(Settings):
            meta = meta_of(item)
            row = grid.rowCount()
            if meta.group != group:
                group = meta.group
                heading = QLabel(group)
                heading.setProperty("role", "heading")
                grid.addWidget(heading, row, 0, 1, 3)
                grid.setRowMinimumHeight(row, 32)
                row += 1
            self._row(grid, row, item)
        return grid

    def _row(self, grid: QGridLayout, row: int, item: "Field[object]") -> None:
        meta = meta_of(item)
        editor = _editor(meta)
        _show(editor, getattr(self._settings, item.name))
        editor.setAccessibleName(meta.title)
        editor.setAccessibleDescription(meta.help)
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        editor.installEventFilter(self._guard)
        self._editors[item.name] = editor
        title = QLabel(meta.title)
        title.setBuddy(editor)
        words = QLabel(meta.help)
        words.setProperty("role", "small")
        words.setWordWrap(True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        grid.addWidget(title, row, 0)
        grid.addWidget(editor, row, 1)
        grid.addWidget(words, row + 1, 1, 1, 2)
        grid.setRowMinimumHeight(row + 2, 8)
        if isinstance(editor, QSpinBox):
            editor.valueChanged.connect(lambda value: self._change(item.name, value))
        else:
            editor.currentIndexChanged.connect(
                lambda _: self._change(item.name, editor.currentData())
            )

    def _change(self, name: str, value: object) -> None:
        one: dict[str, Any] = {name: value}
        changed = replace(self._settings, **one)
        if changed.first_hour >= changed.last_hour:
            # The other end gives way, so that the day in view is never empty.
            if name == "first_hour":
                changed = replace(changed, last_hour=changed.first_hour + 1)
            else:
                changed = replace(changed, first_hour=changed.last_hour - 1)
        self._take(changed)

    def _take(self, settings: Settings) -> None:
        if settings != self._settings:
            self.set_settings(settings)
            self.changed.emit(settings)


def _editor(meta: Meta) -> QComboBox | QSpinBox:
    if meta.choices is not None:
        choice = QComboBox()
        for value, words in meta.choices.items():
            choice.addItem(words, value)
        choice.setMinimumWidth(220)
        return choice
    low, high, step = meta.limits or (0, 0, 1)
    number = QSpinBox()
    number.setRange(low, high)
    number.setSingleStep(step)
    number.setSuffix(meta.suffix)
    number.lineEdit().setTextMargins(7, 0, 0, 0)  # the style sheet cannot reach in here
    number.setKeyboardTracking(False)  # 150 typed is not first 1 and then 15
    return number


def _show(editor: QComboBox | QSpinBox, value: object) -> None:
    if isinstance(editor, QSpinBox):
        if isinstance(value, int):
            editor.setValue(value)
        return
    # Not findData: Qt compares Python enums by identity of their wrappers, not by value.
    places = (n for n in range(editor.count()) if editor.itemData(n) == value)
    editor.setCurrentIndex(next(places))


class WindowState:
    """Where the window stood, which panel it showed, and how its splitters were divided."""

    def __init__(self, path: Path | None = None) -> None:
        """Keep it in `path`, or in `window.ini` in the user's configuration folder."""
        self._path = path or paths.config_dir() / WINDOW_FILE

    def restore(self, window: QWidget, *, splitters: Mapping[str, QSplitter]) -> str | None:
        """Put everything back; anything missing or damaged is left as it is.

        Returns:
            The panel shown last, or None.
        """
        store = self._store()
        geometry = store.value("window/geometry")
        if geometry is not None:
            window.restoreGeometry(geometry)
        for name, splitter in splitters.items():
            state = store.value(f"splitters/{name}")
            if state is not None:
                splitter.restoreState(state)
        panel = store.value("window/panel")
        return panel if isinstance(panel, str) and panel else None

    def store(self, window: QWidget, *, panel: str, splitters: Mapping[str, QSplitter]) -> None:
        """Keep everything for the next start."""
        store = self._store()
        store.setValue("window/geometry", window.saveGeometry())
        store.setValue("window/panel", panel)
        for name, splitter in splitters.items():
            store.setValue(f"splitters/{name}", splitter.saveState())
        store.sync()

    def remember(self, name: str, value: str) -> None:
        """Keep one more word for the next start, such as the scenario shown."""
        self._store().setValue(f"window/{name}", value)

    def recall(self, name: str) -> str:
        """What was kept under this name; empty where nothing was."""
        value = self._store().value(f"window/{name}")
        return value if isinstance(value, str) else ""

    def _store(self) -> QSettings:
        # A file of our own: never the registry, nor the place the system would choose.
        return QSettings(str(self._path), QSettings.Format.IniFormat)
