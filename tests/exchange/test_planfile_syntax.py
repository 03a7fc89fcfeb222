"""A text that is not TOML, or a file that is no text: refused kindly, with line and remedy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.exchange.planfile import LARGEST_FILE, read_file, write
from portfolio_app.exchange.problems import Problem
from tests.exchange.planfiles import PLAN, activity, line_of, portfolio_of, reading
from tests.plans import CONTRACTS

# What stands behind `end = ` in an activity, and words of the one sentence that refuses it.
VALUES = {
    "time without seconds": ("13:00", "Did you mean 13:00:00?"),
    "midnight as twenty-four": ("24:00", "Did you mean 00:00:00?"),
    "midnight in full": ("24:00:00", "Did you mean 00:00:00?"),
    "hour of one digit": ("9:00:00", "Did you mean 09:00:00?"),
    "hour that is none": ("25:00:00", "found the time 25:00:00; expected a time from 00:00:00"),
    "short hour that is none": ("25:00", "a time with its seconds"),
    "day that is none": ("2026-02-30", "found the date 2026-02-30; expected a day of the calendar"),
    "day in figures": ("6/4/2026", "year-month-day"),
    "day of one digit": ("2026-4-6", "year-month-day"),
    "decimal comma": ("7,5", "Did you mean 7.5?"),
    "leading nought": ("08", "without leading noughts. Did you mean 8?"),
    "no digit before the point": (".5", "Did you mean 0.5?"),
    "no digit after the point": ("5.", "Did you mean 5.0?"),
    "word without quotes": ("Mon", 'Did you mean "Mon"?'),
    "words without quotes": ("St Example's", "without quotes"),
    "capital truth": ("TRUE", "Did you mean true?"),
    "yes": ("yes", "Did you mean true?"),
    "curly quotes": ("\u201cClinic\u201d", "straight quotes"),
    "nothing": ("", "nothing after the equals sign"),
    "nothing but a remark": ("# later", "nothing after the equals sign"),
    "backslash": ('"C:\\queue"', "two backslashes, or single quotes"),
    "open quote": ('"Clinic', "a closing quote"),
    "time in a list": ("[[13:00, 14:00:00]]", "Did you mean 13:00:00?"),
    "hour in a list": ("[[13:00:00, 29:00:00]]", "found the time 29:00:00"),
    "two values": ("1 2", "a value that TOML can read"),
}


def only(text: str) -> Problem:
    problems = reading(text).problems
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


@pytest.mark.parametrize("case", VALUES)
def test_a_value_that_toml_cannot_read_is_explained(case: str) -> None:
    value, words = VALUES[case]
    text = PLAN + activity(f'day = "Mon"\nstart = 09:00:00\nend = {value}\nenergy = 1')
    problem = only(text)
    assert words in str(problem)
    assert problem.place == "activity[1].end"
    assert problem.line == line_of(text, "\nend = ") + 1


LINES = {
    "no equals sign": ("just words", "a key, an equals sign and a value"),
    "key twice": ("id = 'b'\nid = 'c'", "the key id a second time"),
    "table twice": ("[person]\nname = 'b'", "a second time; expected each table once"),
    "open bracket": ("[[role]", "a table's name in brackets"),
    "empty header": ("[]", "a table's name in brackets"),
}


@pytest.mark.parametrize("case", LINES)
def test_a_line_that_toml_cannot_read_is_explained(case: str) -> None:
    line, words = LINES[case]
    text = f"{PLAN}\n[[employer]]\nname = 'B'\nkind = 'nhs'\n{line}\n"
    problem = reading(text).problems[0]
    assert words in str(problem)
    assert problem.line is not None
    assert problem.line > PLAN.count("\n")


def test_one_slip_of_the_pen_does_not_hide_the_next() -> None:
    text = PLAN + activity("hours = 7,5\nstated = 0.50.1\nenergy = 9\nday = Mon")
    assert [problem.place for problem in reading(text).problems] == [
        "activity[1].hours",
        "activity[1].stated",
        "activity[1].energy",
        "activity[1].day",
    ]


def test_places_are_found_through_every_way_of_writing_toml() -> None:
    text = f'''{PLAN}
[[activity]]  # a remark with ]] and "quotes"
"role" = 'consultant'
title = """
[[activity]]
role = "not a table"
"""
day = "Mon"
start = 09:00:00
end = 13:00:00
notes = \'\'\'
end = "nor a key"
\'\'\'
breaks = [
    # the first is fine
    [10:00:00, 10:30:00],
    [11:00:00],
]
tariff = {{ each = "a,b]", count = -1 }}
activity.inner = 1

[[scenario]]
title = "What if"
[[scenario.activity]]
role = "consultant"
title = "x"
[[scenario.activity]]
role = "consultant"
title = "y"
energy = 5
'''
    found = {problem.place: problem.line for problem in reading(text).problems}
    assert found == {
        "activity[1].breaks[2]": line_of(text, "[11:00:00]"),
        "activity[1].tariff.each": line_of(text, "tariff ="),
        "activity[1].tariff.count": line_of(text, "tariff ="),
        "activity[1].activity": line_of(text, "activity.inner"),
        "scenario[1].activity[2].energy": line_of(text, "energy = 5"),
    }


def test_lists_without_end_and_endless_numbers_are_refused_not_crashed_on() -> None:
    for value in ("[" * 3000, "9" * 5000, "9" * 4200, "1." + "1" * 5000):
        (problem,) = reading(f"{PLAN}\nx = {value}").problems[:1]
        assert len(str(problem)) < 400


@given(st.text(max_size=200))
def test_any_text_is_refused_in_sentences(text: str) -> None:
    result = reading(text)
    assert result.portfolio is None
    assert result.problems
    assert all(str(problem).startswith("plan.toml") for problem in result.problems)


@given(st.data())
def test_any_damage_to_a_plan_is_reported_or_harmless(data: st.DataObject) -> None:
    text = PLAN + activity(
        'day = "Mon"\nstart = 09:00:00\nend = 13:00:00\nbreaks = [[10:00:00, 10:10:00]]'
    )
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    damaged = text[:start] + data.draw(st.text(max_size=3)) + text[end:]
    result = reading(damaged)
    assert (result.portfolio is None) == bool(result.problems)
    lines = damaged.count("\n") + 1
    assert all(problem.line is None or problem.line <= lines for problem in result.problems)


# -- files -------------------------------------------------------------------------------------


def refusal(path: Path) -> str:
    result = read_file(path, CONTRACTS)
    assert result.portfolio is None
    (problem,) = result.problems
    assert problem.file == str(path)
    return str(problem)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "absent.toml")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "found a folder" in refusal(tmp_path)


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(tmp_path / "a\0b")


def test_a_file_that_is_far_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * (LARGEST_FILE + 1))
    assert "more than 5 MB" in refusal(path)


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(PLAN.encode("utf-16"))
    assert "UTF-16" in refusal(path)
    path.write_bytes(PLAN.replace('"A"', '"Zo\u00eb"').encode("latin-1"))
    assert "line 4" in refusal(path)
    assert "not UTF-8" in refusal(path)


def test_a_byte_order_mark_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(PLAN.encode("utf-8-sig"))
    assert "without a byte-order mark" in refusal(path)


def test_line_ends_of_windows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(PLAN.replace("\n", "\r\n").encode())
    assert read_file(path, CONTRACTS).problems == ()


ODD_VALUES = (
    *("true", "1", "-1", "nan", "1e40", "0.3333", '"x"', '" "', "[]", "{}", "09:00:00", "inf"),
    *("2026-01-01", "2026-01-01T09:00:00Z", "[[1]]", "[{}]", '["x", "x"]', "{ a = 1 }", '"1/0"'),
    *('"set aside"', "[[09:00:00, 09:00:00]]", '"99:59"', "Mon", "7,5", ""),
)


@given(st.data())
def test_any_value_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    """Nothing that stands for a value makes the reader stumble; what it takes, it keeps."""
    lines = (Path(__file__).parent / "every_key.toml").read_text("utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(0, len(lines) - 1))
        key, equals, _old = lines[index].partition(" = ")
        lines[index] = f"{key} = {data.draw(st.sampled_from(ODD_VALUES))}" if equals else ""
    result = reading("\n".join(lines))
    assert (result.portfolio is None) == bool(result.problems)
    if result.portfolio is not None:
        assert portfolio_of(write(result.portfolio)) == result.portfolio
