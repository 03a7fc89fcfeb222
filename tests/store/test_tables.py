"""A portfolio in tables is the same portfolio: every value, every order, after every edit."""

import re
import sqlite3
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.core.edits import Thing, ids, put, remove
from portfolio_app.core.model import Activity, OnCall, Portfolio, Role
from portfolio_app.store.library import Library
from portfolio_app.store.problem import LibraryProblem
from portfolio_app.store.schema import STEPS
from portfolio_app.store.tables import TABLES, Layout, gather
from tests import plans
from tests.strategies import portfolios, texts


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """One library for many examples: what earlier ones left must not show in later ones."""
    path = tmp_path_factory.mktemp("shared") / "library.db"
    library = Library.open(path)
    library.add(plans.portfolio(), title="Plan")
    library.close()
    return library


def _kept(path: Path, portfolio: Portfolio) -> Portfolio:
    """The portfolio after it was saved over whatever was there, as another window reads it."""
    with Library.open(path) as library:
        library.save("plan", portfolio)
    with Library.open(path, read_only=True) as library:
        return library.load("plan")


@given(portfolios())
def test_what_is_loaded_equals_what_was_saved(shared: Library, portfolio: Portfolio) -> None:
    assert _kept(shared.path, portfolio) == portfolio


@given(portfolios())
def test_rows_need_no_file_to_become_the_portfolio_again(portfolio: Portfolio) -> None:
    assert gather(Layout().spread(portfolio, {})) == portfolio


@settings(max_examples=25)
@given(portfolios(), st.data())
def test_after_each_of_many_edits_the_library_holds_the_portfolio(
    shared: Library, portfolio: Portfolio, data: st.DataObject
) -> None:
    with Library.open(shared.path) as library:
        before = [portfolio]
        for _ in range(8):
            library.save("plan", portfolio)
            assert library.load("plan") == portfolio
            portfolio = data.draw(st.one_of(_edits(portfolio), st.sampled_from(before)))
            before.append(portfolio)
        library.save("plan", portfolio)
    with Library.open(shared.path, read_only=True) as library:
        assert library.load("plan") == portfolio


def _edits(portfolio: Portfolio) -> st.SearchStrategy[Portfolio]:
    """The portfolio with a thing taken away, changed, or moved to the end, also in a scenario."""
    things = _things(portfolio)
    where = st.sampled_from([None, *(branch.id for branch in portfolio.scenarios)])
    removed = st.builds(remove, st.just(portfolio), st.sampled_from(sorted(ids(portfolio))), where)
    changed = st.builds(_with_notes, st.just(portfolio), st.sampled_from(things), texts, where)
    moved = st.sampled_from(things).map(lambda thing: _at_the_end(portfolio, thing))
    return st.one_of(removed.filter(lambda one: bool(one.employers)), changed, moved)


def _things(portfolio: Portfolio) -> list[Thing]:
    found: list[Thing] = [*portfolio.employers, *portfolio.roles, *portfolio.activities]
    return [*found, *portfolio.on_calls, *portfolio.commitments, *portfolio.scenarios]


def _with_notes(portfolio: Portfolio, thing: Thing, notes: str, where: str | None) -> Portfolio:
    return put(portfolio, replace(thing, notes=notes), where)


def _at_the_end(portfolio: Portfolio, thing: Thing) -> Portfolio:
    for field in ("employers", "roles", "activities", "on_calls", "commitments", "scenarios"):
        held = getattr(portfolio, field)
        if thing in held:
            rest = tuple(one for one in held if one is not thing)
            moved: dict[str, Any] = {field: (*rest, thing)}
            portfolio = replace(portfolio, **moved)
    return portfolio


def test_one_edit_among_many_writes_one_row(tmp_path: Path) -> None:
    many = plans.portfolio(*(plans.activity(f"a{n}", day="Mon") for n in range(50)))
    with Library.open(tmp_path / "library.db") as library:
        key = library.add(many)
        assert library.load(key) == many
        before = library._connection.total_changes
        library.save(key, put(many, replace(many.activities[20], title="New")))
        assert library._connection.total_changes - before == len(("activity", "changed"))
        before = library._connection.total_changes
        library.save(key, remove(library.load(key), "a0"))
        assert library._connection.total_changes - before == len(("activity", "changed"))


def test_the_same_portfolio_again_writes_nothing(tmp_path: Path) -> None:
    plan = plans.portfolio(plans.activity())
    with Library.open(tmp_path / "library.db") as library:
        key = library.add(plan)
        before = library._connection.total_changes
        library.save(key, plan)
        assert library._connection.total_changes == before


@pytest.mark.parametrize(
    "text",
    ['O\'Brien "x"', "a\0b", "🩺", "'; DROP TABLE activity; --", "=1+1", "\ufeff\u2028", "%s ? :a"],
)
def test_a_text_is_kept_as_it_was_typed(tmp_path: Path, text: str) -> None:
    plan = plans.portfolio(plans.activity(title=text, notes=text))
    with Library.open(tmp_path / "library.db") as library:
        assert library.load(library.add(plan, title=text)) == plan
        assert library.portfolios()[0].title == text


def test_half_a_character_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    plan = plans.portfolio(plans.activity())
    with Library.open(tmp_path / "library.db") as library:
        key = library.add(plan)
        with pytest.raises(LibraryProblem, match="“Round \\?” holds half a character"):
            library.save(key, put(plan, replace(plan.activities[0], title="Round \ud83e")))
        assert library.load(key) == plan


def test_figures_stand_in_the_tables_as_a_person_would_write_them() -> None:
    kept = Path(__file__).parent.parent / "files" / "library-1.db"
    rows = sqlite3.connect(f"{kept.as_uri()}?mode=ro&immutable=1", uri=True)
    role = "SELECT contracted, working_weeks, basic, premium FROM role WHERE id = 'public-health'"
    assert rows.execute(role).fetchone() == ("59/8", "857/20", "109725.00", "pay")
    line = "SELECT start_minute, stated, movable FROM activity WHERE id = 'clinic' AND scenario=''"
    assert rows.execute(line).fetchone() == (540, "0.50", "optional")
    week = rows.execute("SELECT day, time, title, employer FROM week").fetchall()
    assert week[1] == ("Mon", "15:00–16:30", "School run", None)
    assert ("Sun", "20:00–08:00", "Night shift", "Example University Hospitals") in week
    assert ("Wed", "am", "Half-day without a clock", "Example University Hospitals") in week
    assert "Board" not in {title for _day, _time, title, _employer in week}  # not held
    jobs = rows.execute("SELECT title, standing, activities FROM jobs").fetchall()
    assert ("Associate medical director", "considered", 1) in jobs
    rows.close()


def test_the_tables_of_the_file_are_those_of_the_model(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as library:
        for table in TABLES:
            found = library._connection.execute(f"PRAGMA table_info({table.name})").fetchall()
            assert {row[1] for row in found} == {"portfolio", *table.keys, *table.columns}
            keys = {row[1] for row in found if row[5]}
            assert keys == {"portfolio", *table.keys}
        linked = library._connection.execute(
            "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND NOT EXISTS"
            " (SELECT 1 FROM pragma_foreign_key_list(m.name) WHERE on_delete = 'CASCADE')"
        )
        assert {name for (name,) in linked} == {"portfolio", "_sqlite_migrations"}


@pytest.mark.parametrize(
    "lines",
    [
        (plans.activity("one"), plans.activity("one")),
        (plans.on_call("one"), plans.on_call("one")),
    ],
)
def test_two_things_with_one_id_are_refused(
    tmp_path: Path, lines: tuple[Activity | OnCall, ...]
) -> None:
    with Library.open(tmp_path / "library.db") as library:
        with pytest.raises(LibraryProblem, match="have the id 'one'"):
            library.add(plans.portfolio(*lines))
        assert library.portfolios() == ()


def test_what_refers_to_nothing_is_refused_by_name(tmp_path: Path) -> None:
    plan = plans.portfolio(plans.activity())
    with Library.open(tmp_path / "library.db") as library:
        key = library.add(plan)
        with pytest.raises(LibraryProblem, match="activity 'clinic' names the site 'nowhere'"):
            library.save(key, put(plan, replace(plan.activities[0], site="nowhere")))
        assert library.load(key) == plan


def test_a_plan_that_was_worked_out_is_never_saved(tmp_path: Path) -> None:
    worked_out = plans.portfolio(plans.activity(attended=Fraction(1, 2)))
    with Library.open(tmp_path / "library.db") as library:
        with pytest.raises(ValueError, match="worked out"):
            library.add(worked_out)
        assert library.portfolios() == ()


def test_a_role_may_change_its_employer_while_the_old_one_goes(tmp_path: Path) -> None:
    plan = plans.portfolio(plans.activity(), employers=(plans.TRUST, plans.CHARITY))
    role: Role = replace(plan.roles[0], employer="charity")
    moved = replace(plan, employers=(plans.CHARITY,), roles=(role,))
    with Library.open(tmp_path / "library.db") as library:
        key = library.add(plan)
        library.save(key, moved)
        assert library.load(key) == moved


def test_no_step_speaks_of_todays_model() -> None:
    store = Path(__file__).parents[2] / "portfolio_app" / "store"
    steps = [path.read_text("utf-8") for path in (store / "steps").glob("m*.py")]
    assert len(steps) == len(STEPS)
    imported = {
        name
        for text in (*steps, (store / "schema.py").read_text("utf-8"))
        for name in re.findall(r"^\s*(?:from|import) (\S+)", text, re.MULTILINE)
        if not name.startswith("portfolio_app.store.steps.")
    }
    assert imported == {"typing", "collections.abc", "sqlite_utils"}
