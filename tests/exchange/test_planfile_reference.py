"""The printed reference of the plan file against the table of keys: they say the same."""

import re

import pytest

from portfolio_app import paths
from portfolio_app.exchange.keys import Key, Need, Nested, Table
from portfolio_app.exchange.schema import TABLES
from tests.exchange.planfiles import portfolio_of

REFERENCE = paths.resource("help", "plan-file.md").read_text("utf-8")
HEAD = "| key | what it is | what it means |\n| --- | --- | --- |\n"


def section(table: Table) -> str:
    """A table's part of the reference as it must stand there."""
    rows = "".join(_row(key) for key in table.keys)
    return f"### {table.heading}\n\n{table.help}\n\n{HEAD}{rows}"


def _row(key: Key) -> str:
    needed = " **Needed.**" if key.need is Need.REQUIRED else ""
    return f"| `{key.name}` | {key.shape.what} | {key.help}{needed} |\n"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.heading)
def test_every_key_is_in_the_reference_with_its_kind_and_meaning(table: Table) -> None:
    assert section(table) in REFERENCE


def test_the_reference_describes_no_table_that_is_not_there() -> None:
    headings = re.findall(r"^### (.+)$", REFERENCE, re.MULTILINE)
    assert headings == [table.heading for table in TABLES]


def test_every_table_within_a_table_has_a_section_of_its_own() -> None:
    inner = {
        key.shape.keys for table in TABLES for key in table.keys if isinstance(key.shape, Nested)
    }
    assert inner <= set(TABLES)


def test_the_examples_of_the_reference_are_sound() -> None:
    examples = re.findall(r"```toml\n(.*?)```", REFERENCE, re.DOTALL)
    assert examples
    for example in examples:
        portfolio_of(example)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.heading)
def test_names_of_keys_are_plain_and_meanings_are_sentences(table: Table) -> None:
    for key in table.keys:
        assert re.fullmatch(r"[A-Za-z_]+", key.name)
        assert re.match(r"[A-Z0-9]", key.help), key.name
        assert key.help.endswith("."), key.name
