"""Settings survive a restart, a bad file, and a hand that slips."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QSpinBox, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app import paths
from portfolio_app.ui.settings import (
    FILE,
    Appearance,
    DocumentPrivacy,
    Settings,
    SettingsForm,
    WindowState,
    meta_of,
    read_settings,
    write_settings,
)

NAMES = [item.name for item in fields(Settings)]


def another(name: str) -> Settings:
    """The usual settings with one that differs."""
    item = next(item for item in fields(Settings) if item.name == name)
    meta = meta_of(item)
    allowed: list[Any] = list(meta.choices) if meta.choices else list(range(*_range(meta.limits)))
    other: dict[str, Any] = {name: allowed[allowed.index(item.default) - 1]}
    return replace(Settings(), **other)


def _range(limits: tuple[int, int, int] | None) -> tuple[int, int, int]:
    assert limits is not None
    low, high, step = limits
    return low, high + 1, step


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_says_what_it_is_and_defaults_within_its_bounds(name: str) -> None:
    item = next(item for item in fields(Settings) if item.name == name)
    meta = meta_of(item)
    assert meta.title
    assert meta.help.endswith(".")
    assert meta.group
    assert meta.allows(item.default)
    assert (meta.choices is None) != (meta.limits is None)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_survives_a_restart(name: str) -> None:
    changed = another(name)
    assert write_settings(changed) is None
    loaded = read_settings()
    assert loaded.settings == changed
    assert loaded.problems == ()


@given(text=st.sampled_from(range(90, 201)), privacy=st.sampled_from(DocumentPrivacy))
def test_what_is_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, text: int, privacy: DocumentPrivacy
) -> None:
    place = tmp_path_factory.mktemp("settings") / FILE
    settings = Settings(text_size=text, document_privacy=privacy)
    assert write_settings(settings, place) is None
    assert read_settings(place).settings == settings


def test_without_a_file_the_usual_settings_hold_and_nothing_is_wrong() -> None:
    loaded = read_settings()
    assert loaded.settings == Settings()
    assert loaded.problems == ()


@pytest.mark.parametrize("content", [b"appearance = ", b"\xff\xfe\x00", b"[appearance"])
def test_a_damaged_file_gives_the_usual_settings_and_says_so(
    tmp_path: Path, content: bytes
) -> None:
    place = tmp_path / FILE
    place.write_bytes(content)
    loaded = read_settings(place)
    assert loaded.settings == Settings()
    assert len(loaded.problems) == 1
    assert str(place) in loaded.problems[0]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('appearance = "sepia"', "Appearance"),
        ("appearance = 3", "Appearance"),
        ("text_size = 400", "Text size"),
        ('text_size = "large"', "Text size"),
        ("week_days = true", "Days shown"),
        ("week_days = 6", "Days shown"),
        ("snap_minutes = 7", "Move in steps of"),
    ],
)
def test_one_bad_value_loses_only_itself(tmp_path: Path, line: str, title: str) -> None:
    place = tmp_path / FILE
    place.write_text(f'document_privacy = "everything"\n{line}\n', encoding="utf-8")
    loaded = read_settings(place)
    assert loaded.settings == Settings(document_privacy=DocumentPrivacy.EVERYTHING)
    assert len(loaded.problems) == 1
    assert title in loaded.problems[0]


def test_a_day_that_ends_before_it_starts_is_not_shown(tmp_path: Path) -> None:
    place = tmp_path / FILE
    place.write_text("first_hour = 18\nlast_hour = 9\n", encoding="utf-8")
    loaded = read_settings(place)
    assert (loaded.settings.first_hour, loaded.settings.last_hour) == (7, 22)
    assert "18:00" in loaded.problems[0]


def test_settings_that_cannot_be_saved_say_so(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x", encoding="utf-8")
    said = write_settings(Settings(), in_the_way / FILE)
    assert said is not None
    assert "could not be saved" in said


def test_saving_leaves_nothing_beside_the_file() -> None:
    assert write_settings(Settings()) is None
    assert write_settings(Settings(text_size=120)) is None
    assert [file.name for file in paths.config_dir().iterdir()] == [FILE]


@pytest.mark.parametrize("name", NAMES)
def test_the_form_has_a_named_editor_for_every_setting(qtbot: QtBot, name: str) -> None:
    form = SettingsForm(another(name))
    qtbot.addWidget(form)
    editor = form.editor(name)
    meta = meta_of(next(item for item in fields(Settings) if item.name == name))
    assert editor.accessibleName() == meta.title
    assert editor.accessibleDescription() == meta.help
    assert editor.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert form.settings() == another(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_change_in_the_form_is_told_at_once(qtbot: QtBot, name: str) -> None:
    form = SettingsForm(Settings())
    qtbot.addWidget(form)
    told: list[Settings] = []
    form.changed.connect(told.append)
    wanted = another(name)
    editor = form.editor(name)
    if isinstance(editor, QSpinBox):
        editor.setValue(getattr(wanted, name))
    else:
        places = [n for n in range(editor.count()) if editor.itemData(n) == getattr(wanted, name)]
        editor.setCurrentIndex(places[0])
    assert told == [wanted]


def test_showing_other_settings_tells_nobody(qtbot: QtBot) -> None:
    form = SettingsForm(Settings())
    qtbot.addWidget(form)
    told: list[Settings] = []
    form.changed.connect(told.append)
    form.set_settings(Settings(appearance=Appearance.DARK, text_size=150))
    assert told == []
    assert form.editor("text_size").property("value") == 150


def test_the_other_end_of_the_day_gives_way(qtbot: QtBot) -> None:
    form = SettingsForm(Settings())
    qtbot.addWidget(form)
    first = form.editor("first_hour")
    assert isinstance(first, QComboBox)
    first.setCurrentIndex(23)
    assert (form.settings().first_hour, form.settings().last_hour) == (23, 24)
    last = form.editor("last_hour")
    assert isinstance(last, QComboBox)
    last.setCurrentIndex(4)
    assert (form.settings().first_hour, form.settings().last_hour) == (4, 5)


def test_the_usual_settings_come_back_with_one_button(qtbot: QtBot) -> None:
    form = SettingsForm(Settings(text_size=180, week_days=5))
    qtbot.addWidget(form)
    press = form.findChild(QPushButton)
    assert press is not None
    with qtbot.waitSignal(form.changed):
        press.click()
    assert form.settings() == Settings()


@pytest.mark.parametrize("name", ["text_size", "appearance"])
def test_a_wheel_that_passes_over_changes_nothing(
    qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    form = SettingsForm(Settings(text_size=120))
    qtbot.addWidget(form)
    editor = form.editor(name)
    nowhere = QPointF(5, 5)
    inverted = False
    turn = QWheelEvent(
        nowhere,
        nowhere,
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        inverted,
    )
    qapp.sendEvent(editor, turn)
    assert form.settings() == Settings(text_size=120)


def window_of(qtbot: QtBot) -> tuple[QWidget, QSplitter]:
    """A window with one splitter."""
    window = QSplitter()
    qtbot.addWidget(window)
    window.addWidget(QWidget())
    window.addWidget(QWidget())
    return window, window


def test_the_window_comes_back_as_it_was(qtbot: QtBot) -> None:
    window, splitter = window_of(qtbot)
    window.setGeometry(30, 40, 640, 420)
    window.show()
    splitter.setSizes([200, 432])
    WindowState().store(window, panel="balance", splitters={"inspector": splitter})
    divided = splitter.sizes()

    again, divider = window_of(qtbot)
    again.show()
    assert WindowState().restore(again, splitters={"inspector": divider}) == "balance"
    assert (again.width(), again.height()) == (640, 420)
    assert divider.sizes() == divided


def test_a_window_never_kept_stays_as_it_is(qtbot: QtBot) -> None:
    window, splitter = window_of(qtbot)
    window.resize(500, 300)
    assert WindowState().restore(window, splitters={"inspector": splitter}) is None
    assert (window.width(), window.height()) == (500, 300)


def test_a_damaged_window_file_is_passed_over(qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "window.ini"
    place.write_bytes(b"[window]\ngeometry=@ByteArray(nonsense)\npanel=\n\x00\xff[[")
    window, splitter = window_of(qtbot)
    window.resize(500, 300)
    assert WindowState(place).restore(window, splitters={"inspector": splitter}) is None
    assert (window.width(), window.height()) == (500, 300)
