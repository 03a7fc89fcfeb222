"""The library as its owner meets it: kept, private, never half written, and polite in trouble."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from portfolio_app.core.edits import put
from portfolio_app.core.model import Portfolio
from portfolio_app.exchange.planfile import read_file
from portfolio_app.store import schema
from portfolio_app.store.library import Library
from portfolio_app.store.problem import LibraryProblem
from tests import plans

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

ROOT = Path(__file__).parents[2]
FILES = ROOT / "tests" / "files"
PLAN = plans.portfolio(plans.activity(day="Mon", clock="09:00-13:00"))
NOON = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)

needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "library.db"


def _python(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """Another process of ours that runs this code."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _titled(plan: Portfolio, title: str) -> Portfolio:
    lines = tuple(replace(line, title=title) for line in plan.activities)
    return replace(plan, activities=lines)


# ------------------------------------------------------------------------------- what it keeps


def test_a_portfolio_is_there_again_after_closing(path: Path) -> None:
    with Library.open(path, clock=lambda: NOON) as library:
        key = library.add(PLAN, title="My week")
        library.set_current(key)
    with Library.open(path) as library:
        (entry,) = library.portfolios()
        assert (entry.id, entry.title, entry.sample) == ("my-week", "My week", False)
        assert entry.changed == "2026-05-03T12:00:00+00:00"
        assert library.current == "my-week"
        assert library.load("my-week") == PLAN
        assert not library.read_only


def test_portfolios_of_one_title_are_told_apart(path: Path) -> None:
    with Library.open(path) as library:
        assert [library.add(PLAN, title="Week") for _ in range(3)] == ["week", "week-2", "week-3"]
        assert library.add(PLAN) == "a-consultant"
        library.rename("week-2", "Other")
        assert [entry.title for entry in library.portfolios()][1] == "Other"
        with pytest.raises(LibraryProblem, match="needs a title"):
            library.rename("week", "  ")


def test_samples_go_and_the_rest_stays(path: Path) -> None:
    with Library.open(path) as library:
        sample = library.add(PLAN, sample=True, title="Sample")
        mine = library.add(PLAN, title="Mine")
        library.set_current(sample)
        assert [entry.sample for entry in library.portfolios()] == [True, False]
        library.remove_samples()
        assert [entry.id for entry in library.portfolios()] == [mine]
        assert library.current is None
        assert library.load(mine) == PLAN


def test_what_is_removed_leaves_no_row_and_no_word_behind(path: Path) -> None:
    secret = "A very particular title"
    with Library.open(path) as library:
        kept = library.add(PLAN, title="Kept")
        gone = library.add(_titled(PLAN, secret), title="Gone")
        library.remove(gone)
        tables = library._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in tables.fetchall():
            columns = library._connection.execute(f"SELECT * FROM {name}")
            if "portfolio" in {column[0] for column in columns.description}:
                assert {row[0] for row in columns} <= {kept}
    assert secret.encode() not in path.read_bytes()


def test_an_unknown_portfolio_is_refused_with_those_there_are(path: Path) -> None:
    with Library.open(path) as library:
        library.add(PLAN, title="My week")
        for ask in (library.load, library.remove, library.set_current):
            with pytest.raises(LibraryProblem, match=r"no portfolio 'x'. It has: my-week"):
                ask("x")
        with pytest.raises(LibraryProblem, match="no portfolio 'x'"):
            library.save("x", PLAN)


def test_a_change_made_with_another_program_is_neither_lost_nor_kept_stale(path: Path) -> None:
    with Library.open(path) as library:
        key = library.add(PLAN)
        library.save(key, _titled(PLAN, "Ours"))
        with sqlite3.connect(path) as other:
            other.execute("UPDATE activity SET title = 'Theirs', notes = 'By hand'")
        other.close()
        assert library.load(key).activities[0].title == "Theirs"
        library.save(key, _titled(PLAN, "Ours"))
        assert library.load(key) == _titled(PLAN, "Ours")


def test_any_thread_may_save(path: Path) -> None:
    with Library.open(path) as library:
        key = library.add(PLAN)
        threads = [
            threading.Thread(target=library.save, args=(key, _titled(PLAN, f"Title {n}")))
            for n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert library.load(key).activities[0].title.startswith("Title ")


# --------------------------------------------------------------------------------- safe from harm


@needs_posix
def test_only_the_owner_can_read_any_of_it(path: Path) -> None:
    before = os.umask(0)
    try:
        with Library.open(path) as library:
            library.add(PLAN)
        with Library.open(path, clock=lambda: NOON) as library, library._transaction() as writer:
            writer.execute("UPDATE portfolio SET title = 'half way'")
            made = [one for one in path.parent.rglob("*") if one.is_file()]
            assert {stat.S_IMODE(one.stat().st_mode) for one in made} == {0o600}
        assert any(one.name.endswith("-journal") for one in made)
        assert any(one.parent.name == "backups" for one in made)
        folders = (path.parent, path.parent / "backups")
        assert {stat.S_IMODE(one.stat().st_mode) for one in folders} == {0o700}
    finally:
        os.umask(before)


@needs_posix
def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    with Library.open(path):
        pass
    path.chmod(0o644)
    with Library.open(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


_SAVE_FOR_EVER = """
import itertools, sys
from dataclasses import replace
from pathlib import Path
from portfolio_app.store.library import Library
library = Library.open(Path(sys.argv[1]))
plan = library.load("plan")
for number in itertools.count(1):
    lines = tuple(replace(line, title=f"Title {number}") for line in plan.activities)
    library.save("plan", replace(plan, activities=lines))
    print(number, flush=True)
"""


@pytest.mark.parametrize("saves", [1, 7, 20])
def test_a_killed_program_leaves_the_last_save_and_no_half(path: Path, saves: int) -> None:
    many = plans.portfolio(*(plans.activity(f"a{n}") for n in range(30)))
    with Library.open(path) as library:
        library.add(many, title="Plan")
    process = _python(_SAVE_FOR_EVER, path)
    assert process.stdout is not None
    for _ in range(saves):
        process.stdout.readline()
    process.kill()
    rest = process.communicate()[0].split()
    last = int(rest[-1]) if rest else saves
    with Library.open(path) as library:
        assert not library.read_only, "the lock died with its process"
        titles = {line.title for line in library.load("plan").activities}
    assert len(titles) == 1, "never half a save"
    assert titles <= {f"Title {last}", f"Title {last + 1}"}


def test_a_save_that_fails_half_way_leaves_what_was_there(path: Path) -> None:
    many = plans.portfolio(*(plans.activity(f"a{n}") for n in range(5)))
    wanted = replace(_titled(many, "New"), commitments=())
    with Library.open(path) as library:
        key = library.add(many)
        library._connection.execute(
            "CREATE TEMP TRIGGER trouble BEFORE UPDATE ON activity WHEN NEW.id = 'a3'"
            " BEGIN SELECT RAISE(ABORT, 'trouble with the disk'); END"
        )
        with pytest.raises(LibraryProblem, match="trouble with the disk"):
            library.save(key, wanted)
        assert library.load(key) == many
        with Library.open(path, read_only=True) as other:
            assert other.load(key) == many
        library._connection.execute("DROP TRIGGER trouble")
        library.save(key, wanted)
        assert library.load(key) == wanted


def test_a_full_disk_is_told_and_costs_nothing(path: Path) -> None:
    many = plans.portfolio(*(plans.activity(f"a{n}", notes="x" * 5000) for n in range(99)))
    with Library.open(path) as library:
        key = library.add(PLAN)
        pages = library._connection.execute("PRAGMA page_count").fetchone()[0]
        library._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(LibraryProblem, match="the disk is full"):
            library.save(key, many)
        assert library.load(key) == PLAN


# -------------------------------------------------------------------------------------- two windows


_HOLD = """
import sys
from pathlib import Path
from portfolio_app.store.library import Library
with Library.open(Path(sys.argv[1])) as library:
    print("open", library.read_only, flush=True)
    sys.stdin.readline()
"""


def test_a_second_window_reads_only_and_says_who_has_it(path: Path) -> None:
    with Library.open(path) as library:
        key = library.add(PLAN)
    process = _python(_HOLD, path)
    assert process.stdout is not None
    assert process.stdout.readline() == "open False\n"
    with Library.open(path) as second:
        assert second.read_only
        assert f"process {process.pid}" in second.holder
        assert second.load(key) == PLAN
        changes: list[Callable[[], object]] = [
            lambda: second.save(key, _titled(PLAN, "x")),
            lambda: second.add(PLAN),
            lambda: second.rename(key, "x"),
            lambda: second.remove(key),
            second.remove_samples,
        ]
        for change in changes:
            with pytest.raises(LibraryProblem, match=r"open in another window .*Close that window"):
                change()
        second.set_current(key)
        assert second.current is None
    process.communicate("\n")
    with Library.open(path) as third:
        assert not third.read_only
        assert third.holder == ""


def test_a_reader_neither_waits_nor_stands_in_the_way(path: Path) -> None:
    with Library.open(path) as window:
        key = window.add(PLAN)
        with Library.open(path, read_only=True) as reader:
            assert reader.load(key) == PLAN
            window.save(key, _titled(PLAN, "Later"))
            assert reader.load(key) == _titled(PLAN, "Later")
            with pytest.raises(LibraryProblem, match="opened for reading only"):
                reader.save(key, PLAN)
    assert sorted(one.name for one in path.parent.iterdir()) == ["library.db", "library.db.lock"]


def test_reading_makes_nothing(path: Path) -> None:
    with pytest.raises(LibraryProblem, match="There is no library at"):
        Library.open(path, read_only=True)
    assert not path.parent.exists()


@pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 1)() == 0, reason="the superuser may write anything"
)
def test_a_write_protected_library_is_read_only_and_says_so(path: Path) -> None:
    with Library.open(path) as library:
        key = library.add(PLAN)
    path.chmod(0o400)
    with Library.open(path) as library:
        assert "write-protected" in library.holder
        assert library.load(key) == PLAN


def test_where_no_lock_can_be_had_a_library_is_read_only_and_says_why(path: Path) -> None:
    with Library.open(path) as library:
        key = library.add(PLAN)
    lock = path.with_name("library.db.lock")
    lock.unlink()
    lock.mkdir()
    with Library.open(path) as library:
        assert "may not write in the folder" in library.holder
        assert library.load(key) == PLAN
        with pytest.raises(LibraryProblem, match="a folder of your own"):
            library.save(key, _titled(PLAN, "x"))


def test_a_library_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(
        LibraryProblem, match=r"There is no library at .* yet: this program may not"
    ):
        Library.open(tmp_path / "file" / "library.db")
    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(LibraryProblem, match="the file is empty"):
        Library.open(empty, read_only=True)


def test_a_library_that_another_program_writes_to_is_busy(path: Path) -> None:
    with Library.open(path) as library:
        key = library.add(PLAN)
        library._connection.execute("PRAGMA busy_timeout = 1")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryProblem, match="used by another program"):
            library.save(key, _titled(PLAN, "x"))
        other.close()
        library.save(key, _titled(PLAN, "x"))


def test_a_number_beyond_all_bounds_is_refused(path: Path) -> None:
    with Library.open(path) as library:
        key = library.add(PLAN)
        with pytest.raises(LibraryProblem, match="too large"):
            library.save(key, put(PLAN, plans.activity(minutes=10**30)))
        assert library.load(key) == PLAN


# --------------------------------------------------------------------------- older, newer, damaged


@pytest.mark.parametrize("number", range(1, len(schema.STEPS) + 1))
def test_every_released_library_still_opens(tmp_path: Path, number: int) -> None:
    path = Path(shutil.copy(FILES / f"library-{number}.db", tmp_path))
    plan = read_file(FILES / f"library-{number}.toml", plans.CONTRACTS)
    with Library.open(path) as library:
        (entry,) = library.portfolios()
        assert (entry.title, entry.sample, library.current) == ("Every key", True, entry.id)
        assert library.load(entry.id) == plan.portfolio


def test_an_older_library_is_brought_up_to_date_and_a_copy_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(path) as library:
        key = library.add(PLAN)

    def m0002_colour(db: "Database") -> None:
        db.execute("ALTER TABLE employer ADD COLUMN colour TEXT")

    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, m0002_colour))
    with pytest.raises(LibraryProblem, match="older version"):
        Library.open(path, read_only=True)
    with Library.open(path, clock=lambda: NOON) as library:
        assert library.load(key) == PLAN
        library._connection.execute("SELECT colour FROM employer")
        (copy,) = library.backups()
    assert copy.before_upgrade
    monkeypatch.undo()
    with pytest.raises(LibraryProblem, match="newer version of this program"):
        Library.open(path)
    with Library.open(copy.path, read_only=True) as older:
        assert older.load(key) == PLAN


def test_an_upgrade_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(path) as library:
        key = library.add(PLAN)
    before = path.read_bytes()

    def m0002_first(db: "Database") -> None:
        db.execute("DELETE FROM employer")

    def m0003_second(db: "Database") -> None:
        db.execute("ALTER TABLE no_such_table ADD COLUMN x TEXT")

    for steps in ((m0002_first,), (m0002_first, m0003_second)):
        with monkeypatch.context() as patch:
            patch.setattr(schema, "STEPS", (*schema.STEPS, *steps))
            with pytest.raises(LibraryProblem, match="could not be brought up to date"):
                Library.open(path)
        assert path.read_bytes() == before
    with Library.open(path) as library:
        assert library.load(key) == PLAN


def test_a_damaged_library_is_left_and_the_latest_backup_named(path: Path) -> None:
    for title in ("one", "two"):
        with Library.open(path, clock=lambda: NOON) as library:
            library.add(PLAN, title=title)
    whole = path.read_bytes()
    for damage in (b"This is a letter, not a library. " * 400, whole[:4096] + whole[8192:]):
        path.write_bytes(damage)
        with pytest.raises(LibraryProblem, match=r"It is left as it is. The latest backup") as told:
            Library.open(path)
        assert told.value.backup is not None
        assert str(told.value.backup.path) in str(told.value)
        assert path.read_bytes() == damage


def test_another_programs_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LibraryProblem, match="a database of another program"):
        Library.open(path)
    assert path.read_bytes() == before


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryProblem, match="is a folder"):
        Library.open(tmp_path)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("UPDATE role SET contracted = 'lots'", "table role, .*column contracted holds 'lots'"),
        ("UPDATE activity SET movable = 'maybe'", "column movable holds 'maybe'"),
        ("UPDATE activity SET frequency = 'one-in'", "frequency says 'one-in' without its number"),
        ("UPDATE person SET year_start = 'April'", "column year_start holds 'April'"),
        ("UPDATE role SET cycle_weeks = 'x'", "column cycle_weeks holds 'x'"),
        ("DELETE FROM person", "person has no row"),
        ("DROP TABLE on_call_day", "no such table"),
    ],
)
def test_a_value_put_in_by_hand_is_named_where_it_is_wrong(
    path: Path, wrong: str, says: str
) -> None:
    with Library.open(path) as library:
        key = library.add(PLAN)
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute(wrong)
    other.close()
    with Library.open(path) as library, pytest.raises(LibraryProblem, match=says):
        library.load(key)


def test_importing_the_library_loads_nothing_heavy() -> None:
    code = "import sys, portfolio_app.store.library; print(*sys.modules)"
    loaded = set(_python(code).communicate()[0].split())
    assert not loaded & {"numpy", "pandas", "sqlite_utils", "click", "platformdirs", "PySide6"}


def test_reading_a_library_loads_nothing_heavy(path: Path) -> None:
    with Library.open(path) as library:
        library.add(put(PLAN, plans.activity("more")), title="Plan")
    code = (
        "import sys; from pathlib import Path; from portfolio_app.store.library import Library\n"
        "with Library.open(Path(sys.argv[1]), read_only=True) as library: library.load('plan')\n"
        "print(*sys.modules)"
    )
    loaded = set(_python(code, path).communicate()[0].split())
    assert "portfolio_app.store.library" in loaded
    assert not loaded & {"numpy", "pandas", "sqlite_utils"}
