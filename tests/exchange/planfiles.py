"""A small plan file for tests, and what a test puts into it."""

from portfolio_app.core.model import Portfolio
from portfolio_app.exchange.planfile import ReadResult, read
from tests.plans import CONTRACTS

HEAD = """format = "portfolio/1"

[person]
name = "A"
nation = "england"
year_start = 2026-04-06
"""
PLACES = """
[[employer]]
id = "trust"
name = "Example University Hospitals"
kind = "nhs"

[[site]]
id = "st-example"
name = "St Example's"
"""
ROLE = """
[[role]]
id = "consultant"
employer = "trust"
title = "Consultant"
contract = "consultant-england-2003"
contracted = 10.0
"""
PLAN = HEAD + PLACES + ROLE


def reading(text: str) -> ReadResult:
    """Read a text under a name of its own."""
    return read(text, "plan.toml", CONTRACTS)


def portfolio_of(text: str) -> Portfolio:
    """The portfolio of a text that has no mistakes."""
    result = reading(text)
    assert result.problems == (), "\n".join(map(str, result.problems))
    assert result.portfolio is not None
    return result.portfolio


def activity(keys: str) -> str:
    """An activity of the role, with these keys beside role and title."""
    return f'\n[[activity]]\nrole = "consultant"\ntitle = "Clinic"\n{keys}\n'


def on_call(keys: str) -> str:
    """An on-call table of the role, with these keys beside it."""
    return f'\n[[on_call]]\nrole = "consultant"\n{keys}\n'


def line_of(text: str, words: str) -> int:
    """The number of the line that holds these words."""
    return text[: text.index(words)].count("\n") + 1
