"""Copies are kept when something changed, thinned as they age, and can be gone back to."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portfolio_app.store.backups import DAYS, LAST, backups_of, folder_of
from portfolio_app.store.library import Library, restore
from portfolio_app.store.problem import LibraryProblem
from tests import plans

PLAN = plans.portfolio(plans.activity())
START = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def _open_at(path: Path, when: datetime) -> Library:
    return Library.open(path, clock=lambda: when)


def test_a_copy_is_kept_only_when_something_changed(path: Path) -> None:
    with _open_at(path, START) as library:
        key = library.add(PLAN)
        assert library.backups() == ()
    for hour in range(1, 4):
        with _open_at(path, START + timedelta(hours=hour)) as library:
            (copy,) = library.backups()
            assert copy.taken == START + timedelta(hours=1)
            assert library.load(key) == PLAN
    (copy,) = backups_of(path)
    with Library.open(copy.path, read_only=True) as older:
        assert older.load(key) == PLAN


def test_the_last_ten_and_one_a_day_for_thirty_days_stay(path: Path) -> None:
    when = START
    with _open_at(path, when) as library:
        key = library.add(PLAN)
    for _ in range(40 * 3):
        when += timedelta(hours=8)
        with _open_at(path, when) as library:
            library.rename(key, f"At {when}")
    copies = backups_of(path)
    assert len({copy.path for copy in copies}) == len(copies)
    days = [copy.taken.date() for copy in copies]
    assert len(set(days)) == DAYS
    newest = [copy.taken for copy in copies[:LAST]]
    assert newest == [when - timedelta(hours=8 * n) for n in range(LAST)]
    older = days[LAST:]
    assert len(older) == len(set(older))
    assert {copy.path.name for copy in copies} == {one.name for one in folder_of(path).iterdir()}


def test_two_libraries_in_one_folder_keep_their_copies_apart(path: Path) -> None:
    other = path.with_name("library of someone else.db")
    for one in (path, other, path, other):
        with _open_at(one, START) as library:
            library.add(PLAN)
    assert len(backups_of(path)) == len(backups_of(other)) == 1


def test_going_back_sets_the_present_aside(path: Path) -> None:
    with _open_at(path, START) as library:
        key = library.add(PLAN, title="Old")
    with _open_at(path, START + timedelta(days=1)) as library:
        library.rename(key, "New")
        (copy,) = library.backups()
        with pytest.raises(LibraryProblem, match="open in another window"):
            restore(path, copy.path)
    aside = restore(path, copy.path, clock=lambda: START + timedelta(days=2))
    assert aside is not None
    with Library.open(path, read_only=True) as library:
        assert [entry.title for entry in library.portfolios()] == ["Old"]
    with Library.open(aside, read_only=True) as library:
        assert [entry.title for entry in library.portfolios()] == ["New"]
    assert copy.path.exists()
    assert copy.when.startswith("4 May 2026, ")


def test_a_library_that_was_lost_comes_back(path: Path) -> None:
    for hour in range(2):
        with _open_at(path, START + timedelta(hours=hour)) as library:
            library.add(PLAN, title="Plan")
    path.unlink()
    assert restore(path, backups_of(path)[0].path) is None
    with Library.open(path) as library:
        assert library.load("plan") == PLAN


def test_a_copy_that_cannot_be_kept_is_told_and_stops_nothing(path: Path) -> None:
    with _open_at(path, START) as library:
        key = library.add(PLAN)
    folder_of(path).write_text("in the way", encoding="utf-8")
    with _open_at(path, START) as library:
        assert "No copy of the library could be kept" in library.notice
        library.rename(key, "Still works")
        assert not library.read_only


def test_a_stranger_in_the_folder_is_no_backup(path: Path) -> None:
    with _open_at(path, START) as library:
        library.add(PLAN)
    folder_of(path).mkdir()
    for name in ("notes.txt", "library.db", "library 2026-02-31 10.00.00.db"):
        (folder_of(path) / name).write_text("mine", encoding="utf-8")
    assert backups_of(path) == ()
