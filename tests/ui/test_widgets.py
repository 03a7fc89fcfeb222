"""The shared widgets by keyboard, by ear and by eye."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from portfolio_app.ui import theme
from portfolio_app.ui.theme import EdgePattern, Scheme, Tone
from portfolio_app.ui.widgets.buttons import Look, action_button, button, icon_button
from portfolio_app.ui.widgets.cards import Card, EmptyState, KeyValueForm, Notice
from portfolio_app.ui.widgets.edges import draw_edge
from portfolio_app.ui.widgets.fields import Choice, DateField, NumberField
from portfolio_app.ui.widgets.figures import (
    FigureLabel,
    LineKind,
    Meter,
    Working,
    WorkingLine,
    WorkingPopover,
)
from portfolio_app.ui.widgets.inputs import (
    DurationEdit,
    ShareSlider,
    TimeField,
    parse_duration,
    parse_time,
    show_duration,
    show_time,
)
from portfolio_app.ui.widgets.labels import ElidedLabel, EmployerLabel, Pill, TextLabel, with_unit
from portfolio_app.ui.widgets.tables import FigureTable

KEY = Qt.Key

WORKING = Working(
    "0.375 PA a week",
    (
        WorkingLine(LineKind.FORMULA, "1.5 h ÷ 4 h a PA = 0.375"),
        WorkingLine(LineKind.TERM, "Programmed activity length: 4 h"),
        WorkingLine(LineKind.SOURCE, "Consultant contract (England) 2003, Schedule 7"),
    ),
)

# What the offscreen platform says when a popup opens.
popup = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Every widget wears the light theme."""
    theme.apply(qapp, theme.load_theme(Scheme.LIGHT))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window that has the focus."""
    made = QWidget()
    made.setLayout(QVBoxLayout())
    made.resize(600, 400)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def put(window: QWidget, *widgets: QWidget) -> None:
    """Show widgets in the window, one under another."""
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def inks(widget: QWidget) -> set[str]:
    """Every colour a widget draws."""
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


# Sliders


def share(value: Fraction = Fraction(2)) -> ShareSlider:
    return ShareSlider(
        "My part",
        span=(Fraction(0), Fraction(4), Fraction(1, 4)),
        value=value,
        show=lambda part: f"{float(part):.2f} of 4 PA",
    )


def test_a_slider_moves_one_exact_step_for_each_key(window: QWidget) -> None:
    slider = share()
    put(window, slider)
    moved: list[Fraction] = []
    settled: list[Fraction] = []
    slider.valueChanged.connect(moved.append)
    slider.committed.connect(settled.append)
    press(slider.slider(), KEY.Key_Right, KEY.Key_Right, KEY.Key_Left)
    quarter = Fraction(1, 4)
    assert moved == settled == [2 + quarter, 2 + 2 * quarter, 2 + quarter]
    press(slider.slider(), KEY.Key_End)
    assert slider.value() == 4
    press(slider.slider(), KEY.Key_Home, KEY.Key_PageUp)
    assert slider.value() == 5 * quarter


def test_a_key_held_down_commits_once(window: QWidget) -> None:
    slider = share()
    put(window, slider)
    moved: list[Fraction] = []
    settled: list[Fraction] = []
    slider.valueChanged.connect(moved.append)
    slider.committed.connect(settled.append)
    for _ in range(3):
        QTest.keyPress(slider.slider(), KEY.Key_Right)
    QTest.keyRelease(slider.slider(), KEY.Key_Right)
    assert len(moved) == 3
    assert settled == [Fraction(11, 4)]


def test_a_drag_commits_when_let_go(window: QWidget) -> None:
    slider = share()
    put(window, slider)
    moved: list[Fraction] = []
    settled: list[Fraction] = []
    slider.valueChanged.connect(moved.append)
    slider.committed.connect(settled.append)
    handle = slider.slider()
    handle.setSliderDown(True)
    for place in (9, 10, 11):
        handle.setSliderPosition(place)
    assert len(moved) == 3
    assert settled == []
    handle.setSliderDown(False)
    assert settled == [Fraction(11, 4)]


def test_a_slider_says_its_value_in_words(window: QWidget) -> None:
    slider = share()
    put(window, slider)
    assert slider.slider().accessibleName() == "My part: 2.00 of 4 PA"
    press(slider.slider(), KEY.Key_Right)
    assert slider.slider().accessibleName() == "My part: 2.25 of 4 PA"
    assert any(label.text() == "2.25 of 4 PA" for label in slider.findChildren(TextLabel))


@given(
    lowest=st.fractions(-5, 5, max_denominator=8),
    width=st.fractions(0, 10, max_denominator=8),
    step=st.fractions(Fraction(1, 8), 3, max_denominator=8),
    part=st.fractions(0, 1, max_denominator=100),
)
def test_a_slider_stands_on_the_nearest_step_and_reaches_its_end(
    lowest: Fraction, width: Fraction, step: Fraction, part: Fraction
) -> None:
    highest = lowest + width
    wanted = lowest + width * part
    slider = ShareSlider("x", span=(lowest, highest, step), value=wanted, show=str)
    assert lowest <= slider.value() <= highest
    assert abs(slider.value() - wanted) <= step / 2
    slider.set_value(highest)
    assert slider.value() == highest
    slider.deleteLater()


def test_a_slider_set_by_the_program_tells_nobody(qtbot: QtBot) -> None:
    slider = share()
    qtbot.addWidget(slider)
    told: list[Fraction] = []
    slider.valueChanged.connect(told.append)
    slider.committed.connect(told.append)
    slider.set_value(Fraction(3))
    slider.set_span(Fraction(0), Fraction(2), Fraction(1, 2))
    assert slider.value() == 2
    assert told == []


@pytest.mark.parametrize("span", [(0, 4, 0), (0, 4, -1), (4, 0, 1)])
def test_a_slider_without_steps_is_refused(qtbot: QtBot, span: tuple[int, int, int]) -> None:
    slider = share()
    qtbot.addWidget(slider)
    low, high, step = map(Fraction, span)
    with pytest.raises(ValueError, match="no steps"):
        slider.set_span(low, high, step)


# Times


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9", 540),
        ("0900", 540),
        ("900", 540),
        ("9:00", 540),
        ("09:30", 570),
        (" 9.30 ", 570),
        ("0", 0),
        ("24:00", 1440),
        ("23:59", 1439),
        ("24:01", None),
        ("25", None),
        ("9:60", None),
        ("0960", None),
        ("9:3", None),
        ("", None),
        ("nine", None),
        ("-1", None),
    ],
)
def test_times_are_taken_as_people_write_them(text: str, minutes: int | None) -> None:
    assert parse_time(text) == minutes


@given(st.integers(0, 1440))
def test_a_time_shown_reads_back(minutes: int) -> None:
    assert parse_time(show_time(minutes)) == minutes
    assert parse_time(show_time(minutes).replace(":", "")) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1.5", 90),
        ("1.5 h", 90),
        (".25", 15),
        ("1:30", 90),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1 hour 30 minutes", 90),
        ("90 min", 90),
        ("90m", 90),
        ("4", 240),
        ("2 hrs", 120),
        ("0.05", 3),
        ("1.33", None),
        ("0.01", None),
        ("1:75", None),
        ("h", None),
        ("", None),
        ("lots", None),
    ],
)
def test_lengths_are_taken_exactly_or_not_at_all(text: str, minutes: int | None) -> None:
    assert parse_duration(text) == minutes


@given(st.integers(0, 10080))
def test_a_length_shown_reads_back(minutes: int) -> None:
    assert parse_duration(show_duration(minutes)) == minutes


def test_a_time_is_tidied_and_told_when_entered(window: QWidget) -> None:
    field = TimeField(540)
    put(window, field)
    told: list[int] = []
    field.committed.connect(told.append)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1015")
    press(field, KEY.Key_Return)
    assert field.text() == "10:15"
    assert told == [615]
    press(field, KEY.Key_Return)
    assert told == [615]


def test_a_time_that_cannot_be_read_says_why_and_is_put_back(window: QWidget) -> None:
    field = TimeField(540)
    put(window, field)
    told: list[int] = []
    said: list[str] = []
    field.committed.connect(told.append)
    field.problem.connect(said.append)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "9:75")
    press(field, KEY.Key_Return)
    assert told == []
    assert "9:75" in said[-1]
    assert "09:30" in said[-1]
    assert field.accessibleDescription() == said[-1]
    assert not field.is_valid()
    assert field.minutes() == 540
    press(field, KEY.Key_Escape)
    assert field.text() == "09:00"
    assert field.is_valid()
    assert said[-1] == ""


def test_arrows_take_a_time_to_the_next_mark(window: QWidget) -> None:
    field = TimeField(550)
    put(window, field)
    field.setFocus()
    press(field, KEY.Key_Up)
    assert field.text() == "09:15"
    press(field, KEY.Key_Up)
    assert field.text() == "09:30"
    field.set_minutes(550)
    press(field, KEY.Key_Down)
    assert field.text() == "09:00"
    field.set_minutes(1440)
    press(field, KEY.Key_Up)
    assert field.minutes() == 1440
    field.set_minutes(0)
    press(field, KEY.Key_Down)
    assert field.minutes() == 0


def test_a_length_has_a_longest(window: QWidget) -> None:
    field = DurationEdit(60, longest=1440)
    put(window, field)
    said: list[str] = []
    field.problem.connect(said.append)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "90")
    press(field, KEY.Key_Return)
    assert "90 h is more than the 24 h" in said[-1]
    assert field.minutes() == 60


# Figures


@pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Return, KEY.Key_Enter])
@popup
def test_a_figure_opens_its_working_by_keyboard(qtbot: QtBot, window: QWidget, key: Qt.Key) -> None:
    figure = FigureLabel("0.375", "PA a week", working=WORKING)
    put(window, figure)
    figure.setFocus()
    assert figure.accessibleName() == "0.375 PA a week"
    with qtbot.waitSignal(figure.opened):
        press(figure, key)
    popover = figure.popover()
    assert popover is not None
    shown = [label.text() for label in popover.findChildren(TextLabel)]
    assert all(with_unit(line.text) in shown for line in WORKING.lines)
    press(popover, KEY.Key_Escape)
    qtbot.waitUntil(lambda: figure.popover() is None)


@popup
def test_working_is_copied_as_plain_lines(qtbot: QtBot, window: QWidget) -> None:
    figure = FigureLabel("0.375", "PA a week", working=WORKING)
    put(window, figure)
    figure.click()
    popover = figure.popover()
    assert isinstance(popover, WorkingPopover)
    copy = popover.findChild(QPushButton)
    assert copy is not None
    copy.click()
    assert QGuiApplication.clipboard().text() == WORKING.as_text()
    qtbot.waitUntil(lambda: figure.popover() is None)


def test_a_figure_without_working_is_not_a_stop(window: QWidget) -> None:
    figure = FigureLabel("6.0", "h")
    put(window, figure)
    assert figure.focusPolicy() is Qt.FocusPolicy.NoFocus
    figure.click()
    assert figure.popover() is None
    figure.set_figure("6.5", "h", working=WORKING)
    assert figure.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_focus_can_be_seen_on_a_figure(window: QWidget) -> None:
    figure = FigureLabel("0.375", "PA", working=WORKING)
    other = QLineEdit()
    put(window, figure, other)
    other.setFocus()
    accent = theme.current().focus
    assert accent not in inks(figure)
    figure.setFocus()
    assert accent in inks(figure)


def fill_of(value: int, target: int, *, ink: str = "#2F5FA8") -> int:
    """How many columns of a meter are filled."""
    meter = Meter()
    meter.set_reading(Fraction(value), Fraction(target), text="", ink=ink)
    meter.resize(100, 14)
    image = meter.grab().toImage()
    middle = [image.pixelColor(x, 7) for x in range(100)]
    meter.deleteLater()
    return sum(1 for colour in middle if colour == QColor(ink))


def test_a_meter_fills_to_its_value() -> None:
    assert fill_of(0, 10) == 0
    assert abs(fill_of(5, 10) - 50) <= 2
    assert abs(fill_of(10, 10) - 100) <= 2
    assert fill_of(0, 0) == 0


def test_what_is_over_is_not_filled_as_what_is_inside() -> None:
    # Twice the target: the solid part is half the bar, the rest hatched.
    assert 45 <= fill_of(20, 10) <= 80


def test_a_meter_reads_out_its_whole_reading(qtbot: QtBot) -> None:
    meter = Meter()
    qtbot.addWidget(meter)
    meter.set_reading(Fraction(41, 4), Fraction(10), text="10.25 of 10 PA, 0.25 over")
    assert meter.accessibleName() == "10.25 of 10 PA, 0.25 over"
    assert meter.toolTip() == "10.25 of 10 PA, 0.25 over"


# Tables


def table(qtbot: QtBot) -> FigureTable:
    made = FigureTable("Lines of the plan")
    qtbot.addWidget(made)
    made.set_content(
        ["Activity", "Hours"],
        [["Clinic", "4.0"], ["=1+1", "−4.0"], ["Ward\tround\n", "-1.5"]],
        numeric={1},
    )
    return made


def test_a_table_is_copied_as_tabs_that_a_spreadsheet_will_not_run(
    qtbot: QtBot, window: QWidget
) -> None:
    made = table(qtbot)
    put(window, made)
    made.setFocus()
    QTest.keySequence(made, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == (
        "Activity\tHours\nClinic\t4.0\n'=1+1\t−4.0\nWard round\t-1.5\n"
    )


def test_figures_are_copied_without_the_commas_between_their_thousands(qtbot: QtBot) -> None:
    made = FigureTable("Hours")
    qtbot.addWidget(made)
    made.set_content(["Role", "Hours"], [["1,200 beds", "1,668.7 h"]], numeric={1})
    assert made.as_tsv() == "Role\tHours\n1,200 beds\t1668.7 h\n"


def test_only_the_chosen_rows_are_copied(qtbot: QtBot) -> None:
    made = table(qtbot)
    made.selectRow(0)
    made.copy()
    assert QGuiApplication.clipboard().text() == "Activity\tHours\nClinic\t4.0\n"
    made.copy_all()
    assert QGuiApplication.clipboard().text().count("\n") == 4


def test_a_table_reads_out_each_cell_with_its_header(qtbot: QtBot) -> None:
    made = table(qtbot)
    model = made.model()
    assert made.accessibleName() == "Lines of the plan"
    said = model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Hours: 4.0"
    sides = [model.index(0, n).data(Qt.ItemDataRole.TextAlignmentRole) for n in (0, 1)]
    assert sides[0] & Qt.AlignmentFlag.AlignLeft
    assert sides[1] & Qt.AlignmentFlag.AlignRight
    assert not made.isSortingEnabled()


def test_a_table_lets_tab_move_on(qtbot: QtBot, window: QWidget) -> None:
    made = table(qtbot)
    after = QLineEdit()
    put(window, made, after)
    made.setFocus()
    press(made, KEY.Key_Tab)
    assert QApplication.focusWidget() is after


def test_a_ragged_table_is_refused(qtbot: QtBot) -> None:
    made = table(qtbot)
    with pytest.raises(ValueError, match="row 1 has 1 cells for 2 headers"):
        made.set_content(["a", "b"], [["1", "2"], ["3"]])


# Words and cards


def test_words_are_never_markup(qtbot: QtBot) -> None:
    for label in (
        TextLabel("<b>Trust</b>"),
        Pill("<i>fits</i>", Tone.FITS),
        ElidedLabel("<u>x</u>"),
    ):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_words_that_give_way_keep_their_whole_in_tip_and_name(window: QWidget) -> None:
    whole = "Associate medical director, quality improvement, at the university hospitals"
    label = ElidedLabel(whole)
    put(window, label)
    label.setFixedWidth(120)
    assert label.text().endswith("…")
    assert label.toolTip() == label.accessibleName() == label.full_text() == whole
    label.setFixedWidth(2000)
    assert label.text() == whole
    assert label.toolTip() == ""


@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("scheme", Scheme)
def test_a_pill_wears_its_tone(
    qapp: QApplication, qtbot: QtBot, scheme: Scheme, tone: Tone
) -> None:
    tokens = theme.load_theme(scheme)
    theme.apply(qapp, tokens)
    pill = Pill("does not fit", Tone.NEUTRAL)
    qtbot.addWidget(pill)
    pill.set("does not fit", tone)
    pill.adjustSize()
    seen = inks(pill)
    assert tokens.pair(tone).ground in seen
    assert tokens.pair(tone).ink in seen


def edge_of(pattern: EdgePattern) -> bytes:
    image = QImage(6, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    draw_edge(painter, QRectF(0, 0, 6, 60), ink="#2F5FA8", pattern=pattern)
    painter.end()
    return bytes(image.constBits())


def test_no_two_edges_look_the_same_without_their_colour() -> None:
    assert len({edge_of(pattern) for pattern in EdgePattern}) == len(EdgePattern)


def test_an_edge_stays_in_its_place() -> None:
    for pattern in EdgePattern:
        image = QImage(20, 60, QImage.Format.Format_RGB32)
        image.fill(QColor("#FFFFFF"))
        painter = QPainter(image)
        draw_edge(painter, QRectF(7, 10, 6, 40), ink="#2F5FA8", pattern=pattern)
        painter.end()
        outside = [
            image.pixelColor(x, y)
            for x in range(20)
            for y in range(60)
            if not (7 <= x < 13 and 10 <= y < 50)
        ]
        assert set(map(QColor.name, outside)) == {"#ffffff"}, pattern


def test_an_employer_is_an_edge_and_a_name(qtbot: QtBot) -> None:
    colour = theme.employer_ink(theme.current(), 0)
    label = EmployerLabel("University Hospitals", colour)
    qtbot.addWidget(label)
    label.adjustSize()
    assert colour.ink in inks(label)
    assert any(t.text() == "University Hospitals" for t in label.findChildren(TextLabel))


def test_a_card_has_its_title_for_a_name(qtbot: QtBot) -> None:
    card = Card("How it counts", "a week", sunken=True)
    qtbot.addWidget(card)
    card.add(TextLabel("0.375 PA"))
    assert card.accessibleName() == "How it counts"
    size = card.sizeHint()
    card.set_selected(selected=True)
    assert card.sizeHint() == size


def test_an_empty_panel_offers_the_next_act(qtbot: QtBot) -> None:
    done: list[str] = []
    empty = EmptyState("intersect", "No shared post yet", "Add the post that is shared.")
    qtbot.addWidget(empty)
    assert empty.findChild(QPushButton) is None
    act = QAction("Add a post")
    act.triggered.connect(lambda: done.append("added"))
    empty = EmptyState("intersect", "No shared post yet", "Add the post.", actions=[act])
    qtbot.addWidget(empty)
    first = empty.findChild(QPushButton)
    assert first is not None
    assert first.property("look") == Look.PRIMARY.value
    first.click()
    assert done == ["added"]


def test_a_button_follows_its_action(qtbot: QtBot) -> None:
    act = QAction("Undo")
    press_it = action_button(act)
    qtbot.addWidget(press_it)
    act.setText("Undo Move Clinic")
    act.setEnabled(False)
    assert press_it.text() == "Undo Move Clinic"
    assert not press_it.isEnabled()


def test_buttons_answer_and_have_names(qtbot: QtBot) -> None:
    done: list[str] = []
    plain = button("Print", lambda: done.append("print"), icon="printer", tip="Print this page")
    small = icon_button("trash", "Delete", lambda: done.append("delete"))
    for widget in (plain, small):
        qtbot.addWidget(widget)
        QTest.keyClick(widget, KEY.Key_Space)
    assert done == ["print", "delete"]
    assert small.accessibleName() == small.toolTip() == "Delete"
    assert plain.accessibleDescription() == "Print this page"


def test_a_forms_error_stands_beside_its_field(window: QWidget) -> None:
    form = KeyValueForm()
    field = QLineEdit()
    form.add_row("Length", field, hint="Hours and minutes")
    put(window, form)
    notes = form.findChildren(TextLabel)
    assert field.accessibleName() == "Length"
    assert field.accessibleDescription() == "Hours and minutes"
    form.set_error(field, "Found “x”.")
    assert field.accessibleDescription() == "Found “x”."
    assert any(note.text() == "Found “x”." and note.isVisible() for note in notes)
    form.clear_error(field)
    assert field.accessibleDescription() == "Hours and minutes"
    assert not any(note.text() == "Found “x”." for note in notes)


def test_a_form_can_be_filled_again(qtbot: QtBot, window: QWidget) -> None:
    form = KeyValueForm()
    put(window, form)
    form.add_row("Role", "Consultant")
    form.clear()
    form.add_row("Role", "Partner")
    qtbot.waitUntil(
        lambda: (
            [t.text() for t in form.findChildren(TextLabel) if t.isVisible()] == ["Role", "Partner"]
        )
    )


# The notice


def test_a_notice_is_shown_with_its_act_and_taken_back(window: QWidget) -> None:
    done: list[str] = []
    act = QAction("Undo", window)
    act.triggered.connect(lambda: done.append("undone"))
    notice = Notice(window)
    field = QLineEdit()
    put(window, field)
    field.setFocus()
    notice.show_message("Clinic moved to Tuesday 09:00.", action=act)
    assert notice.text() == "Clinic moved to Tuesday 09:00."
    assert QApplication.focusWidget() is field
    undo = notice.findChild(QPushButton)
    assert undo is not None
    undo.click()
    assert done == ["undone"]
    assert notice.text() == ""


def test_a_notice_goes_by_itself(qapp: QApplication, qtbot: QtBot, window: QWidget) -> None:
    theme.apply(qapp, theme.current(), reduced_motion=True)
    notice = Notice(window)
    notice.show_message("Saved.", seconds=0.02)
    assert notice.isVisible()
    qtbot.waitUntil(lambda: not notice.isVisible())


def test_a_notice_stays_while_it_has_the_focus(qtbot: QtBot, window: QWidget) -> None:
    notice = Notice(window)
    act = QAction("Undo", window)
    notice.show_message("Moved.", action=act, seconds=0.01)
    undo = notice.findChild(QPushButton)
    assert undo is not None
    undo.setFocus()
    with qtbot.waitSignal(notice._timer.timeout):
        pass
    assert notice.isVisible()
    press(undo, KEY.Key_Escape)
    assert not notice.isVisible()


def test_a_notice_stays_inside_its_window(window: QWidget) -> None:
    notice = Notice(window)
    strip = QWidget(window)
    strip.resize(360, 40)
    strip.show()
    notice.stand_above(strip)
    notice.show_message("A long line of words that says what has happened. " * 4)
    window.resize(360, 300)
    assert window.rect().contains(notice.geometry())
    assert notice.geometry().bottom() <= window.height() - 40
    strip.resize(360, 90)  # larger text, and its figures take two lines
    assert notice.geometry().bottom() <= window.height() - 90
    notice.dismiss()


# Choices, numbers and dates


def test_a_choice_shows_all_of_its_words_however_narrow_it_is(window: QWidget) -> None:
    field = Choice([(1, "Every week"), (2, "Consultant in paediatric emergency medicine")])
    put(window, field)
    field.resize(170, field.sizeHint().height())
    one_line = field.sizeHint().height()
    field.set_value(2)
    line = field.fontMetrics().lineSpacing()
    assert field.sizeHint().height() >= one_line + line
    field.resize(600, field.height())
    assert field.sizeHint().height() == one_line


def test_a_choice_speaks_in_values(window: QWidget) -> None:
    field = Choice([(Tone.FITS, "Fits"), (Tone.NOT, "Does not fit")], value=Tone.NOT)
    put(window, field)
    told: list[object] = []
    field.chosen.connect(told.append)
    assert field.value() is Tone.NOT
    field.set_value(Tone.FITS)
    assert told == []
    field.setFocus()
    press(field, KEY.Key_Down)
    assert told == [Tone.NOT]
    field.set_options([])
    assert field.value() is None


def test_a_number_is_told_once_it_is_whole(window: QWidget) -> None:
    field = NumberField(100, limits=(90, 200, 10), suffix=" %")
    put(window, field)
    told: list[int] = []
    field.committed.connect(told.append)
    field.set_value(110)
    assert told == []
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "150")
    press(field, KEY.Key_Return)
    assert told == [150]


def test_a_date_is_british_and_exact(qtbot: QtBot) -> None:
    field = DateField(date(2026, 4, 1))
    qtbot.addWidget(field)
    told: list[date] = []
    field.committed.connect(told.append)
    assert field.text() == "1 Apr 2026"
    assert field.calendarWidget().firstDayOfWeek() is Qt.DayOfWeek.Monday
    field.set_value(date(2026, 5, 1))
    assert told == []
    field.stepBy(1)
    assert told == [field.value()]


def test_an_empty_panel_leaves_no_word_on_a_line_of_its_own(window: QWidget) -> None:
    state = EmptyState(
        "calendar", "No year to show yet", "Add a role: its leave is shown here. " * 2
    )
    put(window, state)
    (words,) = [one for one in state.findChildren(QLabel) if one.text().startswith("Add a role")]
    line = words.fontMetrics().lineSpacing()
    lines = round(words.heightForWidth(words.maximumWidth()) / line)
    whole = words.fontMetrics().horizontalAdvance(words.text())
    assert words.maximumWidth() < 1.35 * whole / lines + 20
