"""A plan file against contracts that are not shipped: odd, old, new and broken ones."""

from collections.abc import Mapping
from pathlib import Path

from portfolio_app.core.contracts import Contract, load_contract, read_contracts
from portfolio_app.exchange.planfile import ReadResult, read
from tests.exchange import planfiles
from tests.exchange.planfiles import HEAD, PLAN

HEADER = """
id = "{id}"
title = "A contract"
staff_group = "Some"
unit = "{unit}"
kind = "contract"
note = "For tests."

[[source]]
id = "own"
title = "Own"
publisher = "none"
read = 2026-01-01

[[term]]
key = "working-weeks"
unit = "weeks"
says = "Weeks."
[[term.row]]
from = 2000-01-01
value = 42
cite = {{ source = "own" }}
confidence = "unverified"
"""
TERM = """
[[term]]
key = "{key}"
unit = "{unit}"
says = "Something."
[[term.row]]
from = {day}
value = {value}
cite = {{ source = "own" }}
confidence = "unverified"
"""


def contract(key: str, unit: str, *terms: str) -> Contract:
    return load_contract(HEADER.format(id=key, unit=unit) + "".join(terms), f"{key}.toml")


def term(key: str, unit: str, value: str, day: str = "2000-01-01") -> str:
    return TERM.format(key=key, unit=unit, value=value, day=day)


def sessions(key: str, minutes: int, *terms: str) -> Contract:
    return contract(key, "session", term("session-length", "minutes", str(minutes)), *terms)


def reading(contracts: Mapping[str, Contract], text: str) -> ReadResult:
    roles = "".join(
        f'[[role]]\nid = "r-{name}"\nemployer = "e"\ntitle = "{name}"\ncontract = "{name}"\n'
        "contracted = 4\n"
        for name in contracts
    )
    employer = '[[employer]]\nid = "e"\nname = "E"\nkind = "gp"\n'
    return read(f"{HEAD}{employer}{roles}{text}", "plan.toml", contracts)


def places(result: ReadResult) -> list[str]:
    return [problem.place for problem in result.problems]


def test_sessions_of_one_length_are_one_unit_and_of_two_are_not() -> None:
    totals = "[stated]\ntotal = 8\n"
    alike = {"a": sessions("a", 250), "b": sessions("b", 250)}
    apart = {"a": sessions("a", 250), "b": sessions("b", 225)}
    assert places(reading(alike, totals)) == []
    assert places(reading(apart, totals)) == ["stated.role"]


def test_a_contract_without_categories_refuses_none() -> None:
    line = '[[activity]]\nrole = "r-a"\ntitle = "x"\ncategory = "Anything"\n'
    result = reading({"a": sessions("a", 250)}, line)
    assert result.portfolio is not None
    assert result.portfolio.activities[0].category == "Anything"


def test_what_a_contract_does_not_say_yet_refuses_nothing() -> None:
    """Its terms begin after the job-plan year does: counting will say so, reading need not."""
    later = "2030-01-01"
    new = contract(
        "a",
        "session",
        term("session-length", "minutes", "250", later),
        term("categories", "categories", '[{ code = "DCC", name = "Care" }]', later),
        term("availability-supplement", "table", "{ A = { high = 8 } }", later),
        term("rota-bands", "bands", '[{ name = "high", first = 1 }]', later),
        term("rota-band-gap", "thresholds", "{ high = 4 }", later),
    )
    text = """
[[activity]]
role = "r-a"
title = "x"
category = "Anything"
[[on_call]]
role = "r-a"
availability = "Q"
[stated]
total = 1
"""
    assert places(reading({"a": new, "b": sessions("b", 250)}, text)) == ["stated.role"]
    assert places(reading({"a": new}, text)) == []


def test_a_contract_file_with_mistakes_is_named_with_the_first_of_them(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("id = 3", "utf-8")
    (tmp_path / "whole.toml").write_text(HEADER.format(id="whole", unit="hour"), "utf-8")
    contracts = read_contracts(tmp_path)
    result = reading(contracts, '[[activity]]\nrole = "r-broken"\ntitle = "x"\ncategory = "y"\n')
    assert places(result) == ["role[1].contract"]
    assert "broken.toml" in str(result.problems[0])
    unknown = read(
        f'{HEAD}[[employer]]\nid = "e"\nname = "E"\nkind = "gp"\n[[role]]\nemployer = "e"\n'
        'title = "T"\ncontract = "zzz"\ncontracted = 1\n',
        "plan.toml",
        contracts,
    )
    assert "knows: whole" in str(unknown.problems[0])


def test_a_role_takes_the_terms_of_its_employers_nation() -> None:
    rows = """
[[term]]
key = "categories"
unit = "categories"
says = "Categories."
[[term.row]]
from = 2000-01-01
nation = "wales"
value = [{ code = "WALES", name = "Welsh work" }]
cite = { source = "own" }
confidence = "unverified"
[[term.row]]
from = 2000-01-01
value = [{ code = "OTHER", name = "Other work" }]
cite = { source = "own" }
confidence = "unverified"
"""
    contracts = {"a": sessions("a", 250, rows)}
    line = '[[activity]]\nrole = "r-a"\ntitle = "x"\ncategory = "welsh work"\n'
    assert places(reading(contracts, line)) == ["activity[1].category"]
    abroad = f"""{HEAD}
[[employer]]
id = "e"
name = "E"
kind = "gp"
nation = "wales"
[[role]]
id = "r-a"
employer = "e"
title = "T"
contract = "a"
contracted = 1
{line}"""
    assert places(read(abroad, "plan.toml", contracts)) == []


def test_a_category_that_an_employer_has_of_its_own_is_taken() -> None:
    own = """
[[policy]]
employer = "trust"
contract = "consultant-england-2003"
term = "categories"
from = 2026-04-01
source = "Policy"
value = [{ code = "DCC", name = "Clinical care" }, { code = "QI", name = "Quality" }]
"""
    line = """
[[activity]]
role = "consultant"
title = "Better care"
category = "quality"
hours = 4
"""
    refused = planfiles.reading(PLAN + line)
    assert places(refused) == ["activity[1].category"]
    taken = planfiles.portfolio_of(PLAN + line + own)
    assert taken.activities[0].category == "QI"
