"""Each thing that a plan file cannot say, with the place and the words of its refusal."""

import tomllib
from pathlib import Path

import pytest

from portfolio_app.exchange.problems import Problem
from tests.exchange.planfiles import HEAD, PLAN, activity, line_of, reading

CASES = {
    case["name"]: case
    for case in tomllib.loads((Path(__file__).parent / "refusals.toml").read_text("utf-8"))["case"]
}


def only(text: str) -> Problem:
    result = reading(text)
    assert result.portfolio is None
    assert len(result.problems) == 1, "\n".join(map(str, result.problems))
    return result.problems[0]


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_refused_with_its_place(case: str) -> None:
    place = CASES[case]["place"]
    problem = only(f"{PLAN}\n{CASES[case]['append']}\n")
    assert problem.place == place
    assert CASES[case]["words"] in str(problem)
    assert problem.file == "plan.toml"
    assert problem.line is not None
    assert problem.line > PLAN.count("\n") or place.startswith(("person", "role[1]"))


# What is written in place of something in a sound plan, and the place and words of the one mistake.
INSTEAD = {
    "no format": ('format = "portfolio/1"\n', "", "format", "found no format"),
    "another format": ("portfolio/1", "portfolio 1", "format", 'Did you mean "portfolio/1"?'),
    "a newer format": ("portfolio/1", "portfolio/2", "format", "a newer program"),
    "no person": (HEAD[HEAD.index("[person]") :], "", "person", "found no person"),
    "two persons": ("[person]", "[[person]]", "person", "one table [person]"),
    "no nation": ('nation = "england"\n', "", "person.nation", "found no nation"),
    "no such nation": ('"england"', '"England"', "person.nation", 'Did you mean "england"?'),
    "no year": ("year_start = 2026-04-06\n", "", "person.year_start", "found no year_start"),
    "year as text": ("2026-04-06", '"2026-04-06"', "person.year_start", "without quotes"),
    "no limit of hours": (
        "[person]",
        "[person]\nhours_cap = 0",
        "person.hours_cap",
        "hours above 0",
    ),
    "no kind": ('kind = "nhs"\n', "", "employer[1].kind", "found no kind"),
    "no such kind": ('"nhs"', '"NHS trust"', "employer[1].kind", 'Did you mean "nhs"?'),
    "no contracted": ("contracted = 10.0\n", "", "role[1].contracted", "found no contracted"),
    "id of nothing": ('id = "consultant"', 'id = ""', "role[1].id", "an id of small letters"),
}


@pytest.mark.parametrize("case", INSTEAD)
def test_a_mistake_in_what_every_plan_needs_is_refused(case: str) -> None:
    old, new, place, words = INSTEAD[case]
    assert old in PLAN
    problem = only(PLAN.replace(old, new, 1))
    assert problem.place == place
    assert words in str(problem)


def test_a_newer_file_is_not_picked_to_pieces() -> None:
    result = reading(PLAN.replace("portfolio/1", "portfolio/2") + "[[galaxy]]\nstars = 3\n")
    assert [problem.place for problem in result.problems] == ["format"]


def test_all_mistakes_are_reported_together_in_the_order_of_the_lines() -> None:
    text = PLAN.replace('kind = "nhs"', 'kind = "shop"') + activity(
        'catagory = "DCC"\nday = "Mon"\nstart = 09:00:00\nend = 25:00:00\n'
        "weeks = [3]\nenergy = true"
    )
    problems = reading(text).problems
    assert [problem.place for problem in problems] == [
        "employer[1].kind",
        "activity[1].catagory",
        "activity[1].end",
        "activity[1].weeks[1]",
        "activity[1].energy",
    ]
    wanted = ['kind = "shop"', "catagory", "end = 25", "weeks = [3]", "energy"]
    assert [problem.line for problem in problems] == [line_of(text, words) for words in wanted]


def test_a_broken_value_does_not_bring_on_other_complaints() -> None:
    """What could not be read was given all the same: nothing is said to be missing."""
    text = PLAN + activity('id = "A"\nday = "Mo"\nstart = 9:00:00\nend = "x"\nmonth_weeks = [1]')
    places = [problem.place for problem in reading(text).problems]
    assert places == [f"activity[1].{key}" for key in ("id", "day", "start", "end")]


def test_a_line_of_a_role_that_is_not_there_is_refused_for_that_alone() -> None:
    text = PLAN + '[[activity]]\nrole = "nobody"\ntitle = "x"\ncategory = "what"\nweeks = [9]\n'
    assert [problem.place for problem in reading(text).problems] == ["activity[1].role"]


def test_a_problem_is_a_kind_sentence_that_names_file_line_place_and_remedy() -> None:
    text = PLAN + activity('catagory = "DCC"')
    line = line_of(text, "catagory")
    assert str(only(text)) == (
        f'plan.toml, line {line}, activity[1].catagory: found the unknown key "catagory";'
        " expected a key of [[activity]]. Did you mean category?"
    )
