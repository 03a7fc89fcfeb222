"""The command that checks an advert: from a file or standard input, in tables and on paper."""

import json
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from portfolio_app import cli
from tests.test_cli import EMERGENCY

PUBLISHED = Path(__file__).parent / "exchange" / "advert" / "published"
WEEK = str(PUBLISHED / "obstetrics-week.txt")
CONSULTANT = ("--contract", "consultant-england-2003")


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(cli.main_group, ["advert", *arguments], input=given)


def test_it_says_what_each_line_was_read_as_and_what_follows() -> None:
    done = run(WEEK, *CONSULTANT)
    assert done.exit_code == 0, done.output
    assert "4 Category = category" in done.stdout
    assert "Wed 08:00–18:00, DCC, 1 in 4, 0.5625 printed" in done.stdout
    assert "no; it would with a break of 60 minutes left out" in done.stdout
    assert "taken as printed: no times to count" in done.stdout


def test_json_has_the_rows_the_columns_and_the_audit() -> None:
    done = run(WEEK, *CONSULTANT, "--json")
    printed = json.loads(done.stdout)
    assert [column["means"] for column in printed["columns"]] == [
        *("day", "time", "activity", "category", "frequency", "units")
    ]
    assert {row["said"] for row in printed["rows"]} == {"total", "heading", "read"}
    assert printed["totals"][1]["sum_of_stated_lines"] == 9.149
    assert set(printed) == {"columns", "rows", "advice", "lines", "totals"}


def test_standard_input_and_a_mapping_by_heading_or_number() -> None:
    text = "When;What;Worth\nMon 09:00-13:00;Clinic;1.0\nTue 09:00-13:00;Round;1.0\n"
    mapped = ("--map", "When=everything", "--map", "3=PAs", "--map", "what=activity")
    done = run("-", *CONSULTANT, "--json", *mapped, given=text.encode())
    printed = json.loads(done.stdout)
    assert [column["means"] for column in printed["columns"]] == ["everything", "activity", "units"]
    assert [line["follows"] for line in printed["lines"]] == [True, True]


def test_the_query_and_the_plan_are_written(tmp_path: Path) -> None:
    query, plan = tmp_path / "query.pdf", tmp_path / "plan.toml"
    done = run(
        *(WEEK, *CONSULTANT, "--role-title", "Consultant obstetrician"),
        *("--employer", "Example Trust", "--query", str(query), "--out", str(plan)),
    )
    assert done.exit_code == 0, done.output
    paper = "".join(page.extract_text() for page in pypdf.PdfReader(query).pages)
    assert "Consultant obstetrician" in paper
    assert "9.147" in paper
    again = CliRunner().invoke(cli.main_group, ["audit", str(plan), "--json"])
    assert json.loads(again.stdout)["totals"][1]["stated"] == 9.147


def test_nothing_to_ask_writes_no_query(tmp_path: Path) -> None:
    query = tmp_path / "query.pdf"
    given = b"Day,Time,Activity,PAs\nMon,09:00-13:00,Clinic,1.0\n"
    done = run("-", *CONSULTANT, "--query", str(query), given=given)
    assert done.exit_code == 0
    assert "nothing to ask" in done.stderr
    assert not query.exists()


def test_a_plan_file_is_audited_as_it_is() -> None:
    done = run(str(EMERGENCY), "--json")
    assert done.exit_code == 0, done.output
    printed = json.loads(done.stdout)
    assert printed["rows"] == []
    assert printed["lines"]


@pytest.mark.parametrize(
    ("arguments", "given", "words"),
    [
        (("-",), b"Mon", "give --contract one of agenda-for-change,"),
        (("-", "--contract", "nonsense"), b"Mon", 'There is no contract "nonsense"'),
        (("nowhere.csv", *CONSULTANT), b"", "cannot be opened"),
        (("-", *CONSULTANT), b"  \n", "is empty"),
        (("-", *CONSULTANT), b"%PDF-1.7", "is not a text. Copy its table"),
        (("-", *CONSULTANT), b"PK\x03\x04", "or save it as CSV"),
        (("-", *CONSULTANT, "--map", "x"), b"Mon\t1.0\tClinic\n", "--map takes COLUMN=MEANING"),
        (("-", *CONSULTANT, "--map", "9=day"), b"Mon\t1.0\tClinic\n", 'no column "9"'),
        (("-",), b'format = "portfolio/1"\nx = 1\n', "found"),
    ],
)
def test_what_cannot_be_is_refused_kindly(
    arguments: tuple[str, ...], given: bytes, words: str
) -> None:
    done = run(*arguments, given=given)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stdout == ""
