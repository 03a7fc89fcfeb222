"""The program finds its own files, and keeps the user's folders where it should and closed."""

import sys
from pathlib import Path

import pytest

from portfolio_app import paths


def test_a_shipped_file_is_found_by_its_parts() -> None:
    assert paths.resource("themes", "light.toml").is_file()
    assert paths.resource("themes").is_dir()


def test_a_missing_file_is_named_and_the_remedy_given() -> None:
    with pytest.raises(FileNotFoundError, match=r"'themes/nosuch\.toml' is missing.*[Ii]nstall"):
        paths.resource("themes", "nosuch.toml")


@pytest.mark.parametrize("parts", [("..", "pyproject.toml"), ("themes/../..",), ("/etc",)])
def test_a_name_never_leads_out_of_the_resources(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="leads out"):
        paths.resource(*parts)


def test_the_wheels_copy_comes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "portfolio_app" / "paths.py"
    for folder in (tmp_path / "portfolio_app" / "_resources", tmp_path / "resources"):
        folder.mkdir(parents=True)
        (folder / "both.txt").touch()
    (tmp_path / "resources" / "checkout.txt").touch()
    monkeypatch.setattr(paths, "__file__", str(module))
    assert paths.resource("both.txt").parent.name == "_resources"
    assert paths.resource("checkout.txt").parent.name == "resources"


def test_a_frozen_bundle_is_looked_in_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "only-frozen.txt").touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("only-frozen.txt").parent == tmp_path / "resources"
    assert paths.resource("themes").parent != tmp_path / "resources"


def test_home_moves_every_user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTFOLIO_HOME", str(tmp_path))
    for place in (paths.data_dir(), paths.config_dir(), paths.library_file()):
        assert place.is_relative_to(tmp_path)
    assert paths.data_dir() != paths.config_dir()


def test_a_library_can_be_named_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTFOLIO_LIBRARY", str(tmp_path / "mine.db"))
    assert paths.library_file() == tmp_path / "mine.db"
    assert not paths.data_dir().is_relative_to(tmp_path)


def test_without_overrides_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORTFOLIO_HOME")
    for place in (paths.data_dir(), paths.config_dir()):
        assert place.is_absolute()
        assert "Portfolio" in place.parts


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its own rules")
def test_a_new_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = paths.make_private(tmp_path / "a" / "b")
    assert [place.stat().st_mode & 0o777 for place in (made, made.parent)] == [0o700, 0o700]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its own rules")
def test_only_the_programs_own_folder_is_closed_when_it_exists(tmp_path: Path) -> None:
    paths.data_dir().mkdir(parents=True, mode=0o755)
    (tmp_path / "team").mkdir()
    (tmp_path / "team").chmod(0o755)
    assert paths.make_private(paths.data_dir()).stat().st_mode & 0o777 == 0o700
    assert paths.make_private(tmp_path / "team").stat().st_mode & 0o777 == 0o755
