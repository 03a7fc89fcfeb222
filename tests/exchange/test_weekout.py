"""The command `week`, and the year that `summary` adds where something changes in it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from portfolio_app import cli

HEAD = """
format = "portfolio/1"
[person]
name = "A consultant"
nation = "england"
year_start = 2026-04-06
[[employer]]
id = "trust"
name = "Example Trust"
kind = "nhs"
"""
PLAN = (
    HEAD
    + """
[[role]]
id = "post"
employer = "trust"
title = "Post"
contract = "consultant-england-2003"
contracted = 4.0
cycle_weeks = 2
end = 2026-09-30
[[role]]
id = "advice"
employer = "trust"
title = "Advice"
contract = "hours"
contracted = 4.0
start = 2026-10-01
[[activity]]
id = "clinic"
role = "post"
title = "Clinic"
category = "DCC"
day = "Mon"
start = 09:00:00
end = 13:00:00
[[activity]]
id = "audit"
role = "post"
title = "Audit"
category = "SPA"
day = "Mon"
start = 09:00:00
end = 13:00:00
weeks = [2]
replaces = ["clinic"]
[[activity]]
id = "half"
role = "post"
title = "Ward"
category = "DCC"
day = "Tue"
half = "am"
[[activity]]
id = "reading"
role = "post"
title = "Reading"
category = "SPA"
hours = 1.5
[[activity]]
id = "agreed"
role = "post"
title = "Agreed"
category = "SPA"
counts_as = 0.5
[[on_call]]
id = "duty"
role = "post"
title = "First on call"
one_in = 2
from_week = 1
days = ["Sat"]
instead_of = ["half"]
[[activity]]
id = "board"
role = "advice"
title = "Board"
day = "Wed"
start = 10:00:00
end = 12:00:00
"""
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.toml"
    file.write_text(PLAN, encoding="utf-8")
    return file


def printed(*arguments: object) -> str:
    result = CliRunner().invoke(cli.main_group, [*map(str, arguments)])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def rows(text: str) -> list[str]:
    """The lines with single spaces."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_a_week_by_its_dates(plan: Path) -> None:
    text = rows(printed("week", plan, "--date", "2026-05-25"))
    assert text[:2] == [
        "The week of 25 to 31 May 2026, week 2 of 2",
        "Mon 25 May is a public holiday.",
    ]
    assert "Tue 26 May 09:00 to 13:00 Ward Post about 4 h 1 PA" in text
    assert not any("Clinic" in line for line in text)
    assert "On no date: Reading, 1.5 h a week on average (no day and time are given)" in text
    ordinary = rows(printed("week", plan, "--date", "2026-04-13"))
    assert "Mon 13 Apr 09:00 to 13:00 Audit Post in place of other work" in ordinary
    assert "Not done, replaced: Clinic, Mon 13 Apr" in ordinary
    hot = rows(printed("week", plan, "--date", "2026-04-07"))
    assert "Sat 11 Apr all day First on call (on call) Post 0 h 0 PA" in hot
    assert "Not done, in a hot week: Ward, Tue 7 Apr" in hot
    last = text[-1]
    assert last.startswith("about 4 h on its dates; 3.5 h more on average, on no date; the average")


def test_a_week_of_other_roles(plan: Path) -> None:
    autumn = rows(printed("week", plan, "--date", "2026-10-01"))
    assert any(line.startswith("Mon 28 Sep") for line in autumn)
    assert not any(line.startswith("Wed") for line in autumn)  # the 30th is before the new role
    october = rows(printed("week", plan, "--date", "2026-10-05"))
    assert "Wed 7 Oct 10:00 to 12:00 Board Advice 2 h" in october
    assert "Advice 2 hours 2 h 2 hours 2 h" in october


def test_a_week_for_machines(plan: Path) -> None:
    found = json.loads(printed("week", plan, "--date", "2026-04-13", "--json"))
    assert (found["first"], found["last"]) == ("2026-04-13", "2026-04-19")
    audit, half = found["occurrences"]
    assert (audit["id"], audit["hours"], audit["start"]) == ("audit", None, "2026-04-13T09:00")
    assert (half["id"], half["units"], half["assumed"]) == ("half", 1.0, True)
    assert [one["id"] for one in found["replaced"]] == ["clinic"]
    assert {one["id"]: one["hours_per_week"] for one in found["not_on_dates"]} == {
        "reading": 1.5,
        "agreed": 2.0,
    }
    assert found["hours"] == 8.0
    assert found["roles"] == [{"id": "post", "unit": "PA", "units": 2.0, "hours": 8.0}]


def test_a_week_without_anything_and_one_that_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "empty.toml"
    file.write_text(HEAD, encoding="utf-8")
    assert "Nothing falls on its dates." in printed("week", file, "--date", "2026-05-05")
    refused = CliRunner().invoke(cli.main_group, ["week", str(file), "--date", "2030-01-01"])
    assert refused.exit_code == 2
    assert "is not in the job-plan year" in refused.stderr


def test_the_year_is_added_period_by_period(plan: Path) -> None:
    text = rows(printed("summary", plan))
    assert "The job-plan year, each period as it stands in it:" in text
    assert any(line.startswith("Advice 1 October 2026 to 5 April 2027 2 hours") for line in text)
    years = json.loads(printed("summary", plan, "--json"))["year"]
    assert [(year["role"], len(year["periods"])) for year in years] == [("post", 1), ("advice", 1)]
    assert years[0]["hours"] is None
    assert years[1]["periods"][0]["working_weeks"] == pytest.approx(
        years[1]["periods"][0]["units"] / 2
    )
    assert "year" not in json.loads(printed("summary", plan, "--on", "2026-05-05", "--json"))


def test_a_line_that_begins_in_the_year_gives_its_role_a_sum(tmp_path: Path) -> None:
    file = tmp_path / "begins.toml"
    begins = PLAN.replace('id = "reading"', 'id = "reading"\nfirst_day = 2026-07-01')
    file.write_text(begins, encoding="utf-8")
    text = rows(printed("summary", file))
    assert any(line.startswith("Post in all") for line in text)
