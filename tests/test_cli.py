"""The command line as a person or a script meets it: what it prints, where, and with which status.

In one process through click's runner; as a process of its own where the process itself matters.
"""

import gc
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pypdf
import pytest
from click.testing import CliRunner, Result

from portfolio_app import cli, paths
from portfolio_app.exchange import planfile
from portfolio_app.opening import known_contracts

GOLDEN = Path(__file__).parent / "golden"
REWRITE = "PORTFOLIO_REWRITE_GOLDEN"
CONTRACTS = known_contracts()
SAMPLES = {
    path.stem.split("-")[0]: path for path in sorted(paths.resource("samples").glob("*.toml"))
}
EMERGENCY, PUBLIC = SAMPLES["emergency"], SAMPLES["public"]
COMMANDS = dict(cli.main_group.commands)
PLAN = """
format = "portfolio/1"
[person]
name = "A consultant"
nation = "england"
year_start = 2026-04-06
[[employer]]
id = "trust"
name = "Example Trust"
kind = "nhs"
[[role]]
id = "post"
employer = "trust"
title = "Post"
contract = "consultant-england-2003"
contracted = 1.0
[[activity]]
id = "clinic"
role = "post"
title = "Clinic"
category = "DCC"
day = "Mon"
start = 09:00:00
end = 13:00:00
"""


def run(*arguments: object, library: Path | None = None) -> Result:
    """A command in this process; anything but a tidy end is a failure."""
    named = [] if library is None else ["--library", str(library)]
    result = CliRunner().invoke(cli.main_group, [*named, *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def done(*arguments: object, library: Path | None = None) -> str:
    """What a command prints that does its work."""
    result = run(*arguments, library=library)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refused(*arguments: object, library: Path | None = None) -> str:
    """Why a command is refused: with status 2, on standard error alone."""
    result = run(*arguments, library=library)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


def process(*command: object, **variables: str) -> "subprocess.CompletedProcess[bytes]":
    """A process of this Python, with its output as bytes."""
    return subprocess.run(
        [sys.executable, *map(str, command)],
        env={**os.environ, **variables},
        capture_output=True,
        check=False,
        timeout=60,
    )


def write(folder: Path, text: str) -> Path:
    file = folder / "plan.toml"
    file.write_text(text, encoding="utf-8")
    return file


# -- what is printed ---------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["summary", "check", "audit", "pay"])
@pytest.mark.parametrize("name", SAMPLES)
def test_json_is_the_kept_one(name: str, command: str) -> None:
    printed = json.loads(done(command, SAMPLES[name], "--json"))
    kept = GOLDEN / f"{command}-{name}.json"
    if os.environ.get(REWRITE):
        kept.write_text(json.dumps(printed, indent=1) + "\n", encoding="utf-8")
    assert printed == json.loads(kept.read_text("utf-8")), f"set {REWRITE}=1 if it is meant"


def test_the_json_of_a_summary_has_the_shape_of_the_reference(tmp_path: Path) -> None:
    printed = json.loads(done("summary", write(tmp_path, PLAN), "--json"))
    assert list(printed) == ["year_start", "scenario", "roles", "activities", "total", "ledgers"]
    assert printed["ledgers"] == {}
    assert (printed["year_start"], printed["scenario"]) == ("2026-04-06", None)
    assert printed["total"] == {"hours": 4.0, "units": {"PA": 1.0}}
    (role,) = printed["roles"]
    assert role == {
        "id": "post",
        "employer": "trust",
        "title": "Post",
        "unit": "PA",
        "stands_for": None,
        "contract": "consultant-england-2003",
        "contracted": 1.0,
        "counted": 1.0,
        "paid": 1.0,
        "hours": 4.0,
        "units_per_year": 42.0,
        "hours_per_year": 168.0,
        "fraction_of_full_time": 0.1,
        "by_category": {"DCC": {"units": 1.0, "hours": 4.0}},
        "by_group": {},
        "rota_frequency": None,
        "availability_supplement_percent": 0.0,
        "premium_pay_percent": 0.0,
        "credited": 0.0,
        "credited_from": [],
        "contract_hours": 4.0,
        "real_hours": 4.0,
        "lieu_hours": 0.0,
        "lieu_hours_per_year": 0.0,
        "band_frequency": None,
        "assumed": False,
        "unverified": [],
    }
    (line,) = printed["activities"]
    assert line == {
        "id": "clinic",
        "kind": "activity",
        "role": "post",
        "title": "Clinic",
        "category": "DCC",
        "units_per_occurrence": 1.0,
        "occurrences_per_week": 1.0,
        "units_per_week": 1.0,
        "hours_per_week": 4.0,
        "units_per_year": 42.0,
        "hours_per_year": 168.0,
        "occurrences_per_year": 42.0,
        "lieu_hours_per_week": 0.0,
        "lieu_hours_per_year": 0.0,
        "plain_hours": 4.0,
        "premium_hours": 0.0,
        "stated": None,
        "assumed": False,
        "working": "4 h plain / 4 h per PA = 1 PA; every week",
        "terms": ["programmed-activity-length"],
        "unverified": [],
    }


def test_the_json_of_a_check_has_the_shape_of_the_reference(tmp_path: Path) -> None:
    long = PLAN + '[[activity]]\nrole = "post"\ntitle = "Long"\ncategory = "DCC"\nhours = 46.5\n'
    printed = json.loads(done("check", write(tmp_path, long), "--json"))
    found = {finding["check"]: finding for finding in printed["findings"]}
    average = found["working-time-average"]
    assert list(printed) == ["findings"]
    assert set(average) == {
        *("check", "severity", "message", "where", "terms", "figure", "limit"),
        *("unverified", "silenced"),
    }
    assert (average["severity"], average["figure"], average["limit"]) == ("error", 50.5, 48.0)
    assert "weekly-average-maximum" in average["terms"]


ACCEPTED = """
[[silence]]
check = "not-known"
where = "vague"
reason = "Agreed at the next meeting"
[[activity]]
role = "post"
title = "Vague"
category = "DCC"
"""


def test_an_accepted_finding_is_printed_with_its_reason(tmp_path: Path) -> None:
    plan = write(tmp_path, PLAN + ACCEPTED)
    before, _, after = done("check", plan).partition("\nAccepted\n")
    assert "Vague" not in before
    assert "Vague" in after
    assert "accepted, because Agreed at the next meeting" in after
    printed = json.loads(done("check", plan, "--json"))["findings"]
    reasons = {finding["silenced"] for finding in printed}
    assert reasons == {None, "Agreed at the next meeting"}


def test_a_role_from_before_its_contract_is_named_and_the_rest_is_counted(tmp_path: Path) -> None:
    early = """
[[role]]
id = "sas"
employer = "trust"
title = "Specialty doctor"
contract = "specialty-doctor-england-2021"
contracted = 10.0
"""
    plan = write(tmp_path, (PLAN + early).replace("2026-04-06", "2021-03-31"))
    assert 'not counted: specialty-doctor-england-2021 has no value for "' in done("summary", plan)
    printed = json.loads(done("summary", plan, "--json"))
    assert [missing["role"] for missing in printed["uncounted"]] == ["sas"]
    assert [role["id"] for role in printed["roles"]] == ["post"]
    assert "2021-04-01" in done("check", plan)


def test_the_json_of_an_audit_has_the_shape_of_the_reference(tmp_path: Path) -> None:
    stating = PLAN + "stated = 1.25\n[stated]\ntotal = 1.5\n"
    printed = json.loads(done("audit", write(tmp_path, stating), "--json"))
    assert printed == {
        "lines": [
            {
                "id": "clinic",
                "what": "stated",
                "stated": 1.25,
                "counted": 1.0,
                "difference": 0.25,
                "follows": False,
                "follows_if": None,
                "cut": False,
                "taken": False,
            }
        ],
        "totals": [
            {
                "source": None,
                "role": None,
                "what": "total",
                "stated": 1.5,
                "counted": 1.0,
                "sum_of_stated_lines": 1.25,
                "lines_without_stated": 0,
                "adds_up": False,
                "follows": False,
                "follows_if": None,
                "cut": False,
            }
        ],
    }


def test_a_scenario_is_counted_and_named() -> None:
    printed = json.loads(done("summary", EMERGENCY, "--scenario", "take-all-four", "--json"))
    base = json.loads(done("summary", EMERGENCY, "--json"))
    assert printed["scenario"] == "take-all-four"
    assert {role["id"] for role in printed["roles"]} - {r["id"] for r in base["roles"]} == {"amd"}


@pytest.mark.parametrize("name", SAMPLES)
def test_tables_for_people_are_aligned_and_say_the_same(name: str) -> None:
    printed = json.loads(done("summary", SAMPLES[name], "--json"))
    text = done("summary", SAMPLES[name], "--working")
    for line in printed["activities"]:
        assert line["title"] in text
        assert line["working"] in text
    rules = [line for line in text.splitlines() if line.startswith("----")]
    assert len(rules) == 1 + len(printed["roles"])
    assert done("check", SAMPLES[name])
    assert done("audit", SAMPLES[name])


def test_what_is_wide_in_a_terminal_is_given_its_room(tmp_path: Path) -> None:
    wide = PLAN.replace('title = "Clinic"', 'title = "診療 e\u0301"')
    rows = done("summary", write(tmp_path, wide)).splitlines()
    (row,) = (row for row in rows if "診療" in row)
    (head,) = (row for row in rows if row.startswith("Activity"))
    # Two characters are two columns wide and the accent none: the row is one character shorter.
    assert row.index("DCC") == head.index("Category") - 2 + 1


def test_contracts_are_listed_and_their_terms_shown_with_sources() -> None:
    listed = done("contracts")
    for name in CONTRACTS:
        assert name in listed
    shown = done("contracts", "consultant-england-2003", "--on", "2026-04-06")
    assert "programmed-activity-length: 4 h" in shown
    assert "Dr Diary FAQs" in shown
    assert "no value for" in done("contracts", "hours", "--on", "1990-01-01")
    assert "working-time-regulations-1998  " in listed
    assert "none: it is a law" in listed


def test_a_contract_shows_what_of_a_plan_rests_on_each_term() -> None:
    shown = done("contracts", "consultant-england-2003", "--plan", EMERGENCY)
    assert "On 6 April 2026:" in shown
    length = shown.split("programmed-activity-length: 4 h")[1].split("\n\n")[0]
    assert "  counts with it: " in length
    assert "  figures of: " in shown


def test_the_json_of_a_contract_says_all_that_is_needed_to_cite_it() -> None:
    listed = json.loads(done("contracts", "--json"))["contracts"]
    assert [head["id"] for head in listed] == list(CONTRACTS)
    shown = json.loads(done("contracts", "agenda-for-change", "--on", "2026-04-06", "--json"))
    assert (shown["unit"], shown["on"]) == ("hour", "2026-04-06")
    terms = {term["key"]: term for term in shown["terms"]}
    assert set(terms) == set(CONTRACTS["agenda-for-change"].keys)
    weeks = terms["working-weeks"]
    assert (weeks["value"], weeks["figure"], weeks["since"]) == ("42.85 weeks", 42.85, "2004-10-01")
    assert weeks["confidence"] == "sourced"
    assert weeks["source"]["title"]
    assert weeks["history"][0]["since"] == "2004-10-01"
    assert (weeks["local"], weeks["used_by"]) == ([], [])
    early = json.loads(done("contracts", "hours", "--on", "1990-01-01", "--json"))["terms"]
    assert all(term["value"] is None and "first known date" in term["missing"] for term in early)


def test_print_writes_a_pdf(tmp_path: Path) -> None:
    file = tmp_path / "proposal.pdf"
    assert str(file) in done("print", PUBLIC, "--out", file, "--employer", "trust")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    assert "Draft proposal" in text
    assert "Choir" not in text


def test_print_names_the_file_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert done("print", PUBLIC).startswith("Wrote ")
    (file,) = tmp_path.glob("*.pdf")
    assert file.read_bytes().startswith(b"%PDF")


def test_demo_does_the_main_job(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "demo"
    printed = done("demo", "--out", folder)
    assert "Should you take Associate medical director, quality improvement?" in printed
    assert str(folder) in printed
    made = {file.name for file in folder.iterdir()}
    assert made == {"job-plan-proposal.pdf", "balance.svg", "week.svg", "job-share.svg"}
    assert (folder / "week.svg").read_text("utf-8").lstrip().startswith("<?xml")


# -- the library -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_imported_is_exported_equal(name: str, tmp_path: Path) -> None:
    library, out = tmp_path / "library.db", tmp_path / "out.toml"
    assert "Took it into" in done("import", SAMPLES[name], library=library)
    done("export", "--out", out, library=library)
    again, first = (planfile.read_file(f, CONTRACTS).portfolio for f in (out, SAMPLES[name]))
    assert again == first
    assert done("export", library=library) == out.read_text("utf-8")
    assert done("summary", library=library) == done("summary", SAMPLES[name])


def test_a_portfolio_of_the_library_is_chosen_by_its_id(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    done("import", PUBLIC, "--title", "Two jobs", library=library)
    done("import", EMERGENCY, library=library)
    assert "charity" in done("summary", "--portfolio", "two-jobs", "--json", library=library)
    assert "charity" not in done("summary", "--json", library=library)
    assert "charity" in done("export", "two-jobs", library=library)
    reason = refused("summary", "--portfolio", "nowhere", library=library)
    assert "two-jobs (Two jobs)" in reason


def test_the_library_may_be_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTFOLIO_LIBRARY", str(tmp_path / "mine.db"))
    done("import", PUBLIC)
    assert (tmp_path / "mine.db").exists()
    assert "Public health" in done("export") or "public-health" in done("export")


def test_the_week_of_a_day_is_the_one_that_stands_then(tmp_path: Path) -> None:
    two = PLAN.replace('title = "Post"', 'title = "Post"\nstart = 2026-10-01')
    file = write(tmp_path, two)
    before = json.loads(done("summary", file, "--on", "2026-09-30", "--json"))
    assert (before["on"], before["roles"]) == ("2026-09-30", [])
    after = done("summary", file, "--on", "2026-10-01")
    assert "The week as it stands on 1 October 2026" in after
    assert "1 PA" in after
    assert "Post starts on 1 October 2026; the week shown is the one after." in done("check", file)
    assert "the week shown is that of 2 May 2026" in done("check", file, "--on", "2026-05-02")


# -- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["summary", "check", "audit", "print", "import"])
def test_a_file_that_cannot_be_read_is_refused(command: str, tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    missing, folder = tmp_path / "missing.toml", tmp_path / "folder"
    folder.mkdir()
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    assert "no such file" in refused(command, missing, library=library)
    assert "folder" in refused(command, folder, library=library)
    assert "UTF-8" in refused(command, binary, library=library)
    assert not library.exists()


def test_every_mistake_of_a_file_is_said_at_once(tmp_path: Path) -> None:
    bad = PLAN.replace('category = "DCC"', 'categry = "DCC"').replace('"Mon"', '"Monday"')
    bad += '[[activity]]\nrole = "psot"\ntitle = "Lost"\nhours = 1.0\n'
    file = write(tmp_path, bad)
    reasons = refused("summary", file, "--json").splitlines()
    assert len(reasons) == 3
    assert all(reason.startswith(f"{file}, line ") for reason in reasons)
    assert "category" in reasons[0]
    assert '"Mon"' in reasons[1]
    assert '"post"' in reasons[2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["summary", EMERGENCY, "--scenario", "nowhere"], "take-all-four"),
        (["summary", PUBLIC, "--scenario", "nowhere"], "none"),
        (["summary", PUBLIC, "--wat"], "--wat"),
        (["sumary", PUBLIC], "sumary"),
        (["contracts", "nowhere"], "consultant-england-2003"),
        (["contracts", "hours", "--on", "soon"], "soon"),
        (["summary", PUBLIC, "--on", "2027-04-06"], "6 April 2026 to 5 April 2027"),
        (["check", PUBLIC, "--on", "2026-04-05"], "Name a day of it"),
        (["print", PUBLIC, "--employer", "nowhere"], "nowhere"),
        (["print", PUBLIC, "--privacy", "some"], "left-out"),
        (["summary"], "no library"),
        (["export"], "no library"),
        (["import"], "FILE"),
    ],
)
def test_an_argument_that_cannot_be_is_refused(arguments: list[object], words: str) -> None:
    assert words in refused(*arguments)


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    done("import", PUBLIC, library=library)
    nowhere = tmp_path / "file"
    nowhere.write_text("not a folder")
    assert "out.toml" in refused("export", "--out", nowhere / "out.toml", library=library)
    assert "out.pdf" in refused("print", PUBLIC, "--out", nowhere / "out.pdf")
    assert "demo" in refused("demo", "--out", nowhere / "demo")
    assert "demo" not in {file.name for file in tmp_path.iterdir()}
    assert refused("import", PUBLIC, library=nowhere / "library.db")


def test_a_library_that_is_none_is_refused_and_left_alone(tmp_path: Path) -> None:
    junk = tmp_path / "junk.db"
    junk.write_text("not a library")
    assert "damaged" in refused("summary", library=junk)
    assert "damaged" in refused("import", PUBLIC, library=junk)
    assert junk.read_text() == "not a library"


# -- help and doctor ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example_that_the_command_takes(name: str) -> None:
    text = " ".join(done(name, "--help").split())
    example = text.partition("Example: portfolio ")[2]
    assert example.startswith(name)
    command = COMMANDS[name]
    arguments = example.partition(" Options:")[0].split()[1:]
    flags = {flag for option in command.params for flag in option.opts}
    assert {part for part in arguments if part.startswith("--")} <= flags


def test_help_lists_every_command() -> None:
    listed = done("--help")
    assert set(COMMANDS) == {
        *("summary", "check", "audit", "leave", "export", "import", "print", "contracts"),
        *("doctor", "demo", "pay", "week", "advert", "simulate", "partner", "policies"),
        *("place", "trades"),
    }
    assert all(name in listed for name in COMMANDS)


def test_doctor_says_what_there_is(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    parts = {part["name"]: part for part in _doctor(library)}
    assert parts["Python"]["ok"]
    assert parts["Resources: contracts"]["ok"]
    assert "none yet" in parts["Library"]["found"]
    assert not library.exists()
    assert f"has   Library: none yet; it will be made at {library}" in done(
        "doctor", library=library
    )
    done("import", PUBLIC, library=library)
    parts = {part["name"]: part for part in _doctor(library)}
    assert parts["Library"] == {
        "name": "Library",
        "ok": True,
        "found": str(library),
        "mend": "",
    }


def test_doctor_finds_a_library_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    junk = tmp_path / "junk.db"
    junk.write_text("not a library")
    monkeypatch.setenv("PORTFOLIO_LIBRARY", str(tmp_path))
    for library, found in ((junk, "is not a library"), (None, "is a folder")):
        (part,) = (part for part in _doctor(library) if part["name"] == "Library")
        assert not part["ok"]
        assert found in part["found"]
        assert "--library" in part["mend"]


def _doctor(library: Path | None) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = json.loads(done("doctor", "--json", library=library))["parts"]
    return parts


# -- the process -------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["summary", "check", "audit"])
def test_a_command_loads_only_what_it_needs(command: str) -> None:
    never = ["PySide6", "matplotlib", "typst", "holidays", "sqlite_utils", "platformdirs"]
    code = (
        "import sys; from portfolio_app.cli import main\n"
        f"status = main([{command!r}, {str(EMERGENCY)!r}])\n"
        f"print([name for name in {never!r} if name in sys.modules], status, file=sys.stderr)"
    )
    ended = process("-c", code)
    assert ended.stderr.decode().strip() == "[] 0"


@pytest.mark.parametrize(
    "arguments", [["print", str(PUBLIC), "--out"], ["demo", "--out"]], ids=["print", "demo"]
)
def test_no_command_loads_qt(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "import sys; from portfolio_app.cli import main\n"
        f"status = main([*{arguments!r}, {str(tmp_path / 'out')!r}])\n"
        "print('PySide6' in sys.modules, status, file=sys.stderr)"
    )
    assert process("-c", code).stderr.decode().strip() == "False 0"


def test_a_process_ends_with_the_status_of_its_command(tmp_path: Path) -> None:
    good = process("-m", "portfolio_app", "summary", PUBLIC, "--json")
    assert (good.returncode, good.stderr) == (0, b"")
    assert json.loads(good.stdout)["year_start"] == "2026-04-06"
    bad = process("-m", "portfolio_app", "check", tmp_path / "missing.toml")
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert b"no such file" in bad.stderr


def test_in_this_process_it_leaves_collecting_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    assert gc.isenabled()
    assert cli.main(["summary", str(PUBLIC)]) == 0
    assert gc.isenabled()
    gc.disable()
    try:
        assert cli.main(["nonsense"]) == 2
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert "nonsense" in capsys.readouterr().err


def test_a_pipe_of_few_letters_gets_what_it_can_hold(tmp_path: Path) -> None:
    file = write(tmp_path, PLAN.replace('title = "Clinic"', 'title = "Clinic → home"'))
    ended = process("-m", "portfolio_app", "summary", file, PYTHONIOENCODING="cp1252")
    assert ended.returncode == 0
    assert b"Clinic ? home" in ended.stdout
    exact = process("-m", "portfolio_app", "summary", file, "--json", PYTHONIOENCODING="cp1252")
    assert json.loads(exact.stdout)["activities"][0]["title"] == "Clinic → home"
    library = tmp_path / "library.db"
    done("import", file, library=library)
    plan = process(
        *("-m", "portfolio_app", "--library", library, "export"), PYTHONIOENCODING="cp1252"
    )
    assert tomllib.loads(plan.stdout.decode("utf-8"))["activity"][0]["title"] == "Clinic → home"


ESCAPES = "\x1b[2J\x1b]0;owned\x07\u202e\r\b\x9b31m"


def _harmless(text: str) -> bool:
    return not any(char in text for char in ESCAPES if not char.isprintable())


def test_what_a_person_wrote_cannot_steer_the_terminal(tmp_path: Path) -> None:
    quoted = "".join(f"\\u{ord(char):04x}" for char in ESCAPES)
    evil = PLAN.replace('title = "Clinic"', f'title = "Clinic{quoted}\\nerror    forged"')
    evil = evil.replace('name = "A consultant"', f'name = "{quoted}"')
    evil = evil.replace('title = "Post"', f'title = "Post{quoted}"')
    evil = evil.replace("consultant-england-2003", "hours").replace('"DCC"', f'"Own{quoted}"')
    evil += f'stated = 9.0\n[[stated]]\nsource = "{quoted}"\ntotal = 3.0\n'
    evil += f'[[scenario]]\nid = "s"\ntitle = "{quoted}"\n'
    file = write(tmp_path, evil)
    for command in (["summary", "--working"], ["check"], ["audit"]):
        text = done(command[0], file, *command[1:])
        assert _harmless(text)
        assert not any(line.startswith("error    forged") for line in text.splitlines())
    assert _harmless(refused("summary", write(tmp_path, evil.replace("hours", f"x{quoted}"))))
    assert _harmless(refused("summary", tmp_path / f"missing{ESCAPES}.toml"))
    assert _harmless(refused("summary", library=tmp_path / f"missing{ESCAPES}.db"))
    assert _harmless(done("doctor", library=tmp_path / f"missing{ESCAPES}.db"))


def test_colour_is_for_terminals_only(tmp_path: Path) -> None:
    long = PLAN + '[[activity]]\nrole = "post"\ntitle = "Long"\ncategory = "DCC"\nhours = 60\n'
    file = write(tmp_path, long)
    plain = done("check", file)
    assert "\x1b" not in plain
    result = CliRunner().invoke(cli.main_group, ["check", str(file)], color=True)
    assert "\x1b[31merror" in result.stdout
    assert click.unstyle(result.stdout) == plain


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
def test_a_terminal_gets_colour(tmp_path: Path) -> None:
    import pty

    long = PLAN + '[[activity]]\nrole = "post"\ntitle = "Long"\ncategory = "DCC"\nhours = 60\n'
    command = [sys.executable, "-m", "portfolio_app", "check", str(write(tmp_path, long))]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs) as running:
        os.close(theirs)
        printed = b""
        while b"error" not in printed:
            printed += os.read(ours, 4096)
        os.close(ours)
        running.kill()
    assert b"\x1b[31merror" in printed


# -- leave -------------------------------------------------------------------------------------


def test_leave_shows_days_weeks_working_and_source() -> None:
    printed = done("leave", PUBLIC, "--role", "public-health")
    assert "Assistant director" not in printed
    rows = [line.split() for line in printed.splitlines()]
    assert ["All", "annual", "leave", "32", "12.8", "6.4", "25.6"] in rows
    assert "From 1 August 2026 it is 2 days." in printed
    assert "are 210 days: 42 weeks." in printed
    assert "Counted with 42 weeks, the contract's usual." in printed
    assert printed.count("Consultants leave, 25 June 2024") == 4


def test_leave_that_is_not_known_is_said() -> None:
    printed = done("leave", PUBLIC)
    charity = printed[printed.index("Assistant director") :]
    assert "Part of full time not known" in charity
    assert "not named" in charity
    assert "unverified: check against your contract" in charity


def test_leave_for_machines_holds_every_line() -> None:
    roles = json.loads(done("leave", EMERGENCY, "--json"))["roles"]
    consultant = roles[0]
    assert consultant["working_weeks_from"] == "role"
    assert consultant["annual_leave_days"] == 30.6
    assert {line["what"]: line["days_full_time"] for line in consultant["lines"]} == {
        "annual": 34.0,
        "holidays": 8.0,
        "study": 10.0,
    }
    assert all(line["overridden"] and line["terms"] for line in consultant["lines"])


def test_leave_of_a_part_of_the_year_says_so(tmp_path: Path) -> None:
    late = PLAN.replace("contracted = 1.0", "contracted = 1.0\nstart = 2026-10-01")
    assert "held for 0.51 of the year, which earns" in done("leave", write(tmp_path, late))


def test_leave_of_an_unknown_role_is_refused(tmp_path: Path) -> None:
    assert 'no role "gone"' in refused("leave", PUBLIC, "--role", "gone")
    ended = PLAN.replace("contracted = 1.0", "contracted = 1.0\nend = 2025-01-01")
    assert "No role is held" in done("leave", write(tmp_path, ended))


# -- local policies ------------------------------------------------------------------------------

POLICY = """
[[policy]]
contract = "consultant-england-2003"
term = "programmed-activity-length"
from = 2026-04-01
value = 225
source = "Local agreement"
"""


def test_policies_are_taken_into_a_plan_and_written_out_again(tmp_path: Path) -> None:
    plan = write(tmp_path, PLAN)
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY, encoding="utf-8")
    other = tmp_path / "changed.toml"
    done("policies", plan, "--take", policy, "--out", other)
    printed = json.loads(done("summary", other, "--json"))
    assert printed["roles"][0]["counted"] == round(240 / 225, 6)
    out = tmp_path / "again.toml"
    done("policies", other, "--employer", "trust", "--out", out)
    assert out.read_text("utf-8").split() == POLICY.split()
    assert done("policies", other).split() == POLICY.split()
    shown = done("contracts", "consultant-england-2003", "--plan", other)
    assert "has 3.75 h since 1 April 2026; Local agreement (your own value)" in shown


def test_policies_are_kept_in_the_library(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY, encoding="utf-8")
    done("import", write(tmp_path, PLAN), library=library)
    done("policies", "--take", policy, library=library)
    printed = json.loads(done("summary", "--json", library=library))
    assert printed["roles"][0]["counted"] == round(240 / 225, 6)


def test_policies_that_cannot_be_taken_or_written_are_refused(tmp_path: Path) -> None:
    plan = write(tmp_path, PLAN)
    assert 'no employer "nobody"' in refused("policies", plan, "--employer", "nobody")
    assert "no values of its own" in refused("policies", plan)
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(POLICY.replace("225", "0"), encoding="utf-8")
    assert "policy[1].value" in refused("policies", plan, "--take", wrong)
    two = write(tmp_path, PLAN + '[[employer]]\nid = "two"\nname = "Two"\nkind = "nhs"\n')
    assert "Name the employer with --employer" in refused("policies", two)
    good = tmp_path / "policy.toml"
    good.write_text(POLICY, encoding="utf-8")
    nowhere = tmp_path / "no" / "folder.toml"
    plan = write(tmp_path, PLAN)
    assert "could not be written" in refused("policies", plan, "--take", good, "--out", nowhere)
