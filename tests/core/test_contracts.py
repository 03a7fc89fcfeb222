"""Reading contract files, and asking a contract for a term on a day."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from portfolio_app.core.contracts import (
    Band,
    Category,
    Confidence,
    Contract,
    ContractError,
    Kind,
    TermMissing,
    Unit,
    category_named,
    load_contract,
    read_contracts,
)
from portfolio_app.core.model import Nation

HEADER = """
id = "local"
title = "A local contract"
staff_group = "Everyone"
unit = "hour"
kind = "contract"
"""
LAW = HEADER.replace('"contract"', '"law"')
SOURCE = """
[[source]]
id = "handbook"
title = "Handbook"
publisher = "The employer"
link = "https://example.org/handbook"
read = 2026-01-05
"""
WEEKS = """
[[term]]
key = "working-weeks"
unit = "weeks"
says = "There are 45 weeks."
[[term.row]]
from = 2020-01-01
value = 45
cite = { source = "handbook", at = "page 3" }
confidence = "sourced"
"""
WHOLE = HEADER + SOURCE + WEEKS
CITED = 'cite = { source = "handbook" }\nconfidence = "unverified"\n'


def term(key: str, unit: str, value: str, start: str = "2020-01-01") -> str:
    head = f'[[term]]\nkey = "{key}"\nunit = "{unit}"\nsays = "A sentence."\n'
    return f"{head}[[term.row]]\nfrom = {start}\nvalue = {value}\n{CITED}"


def row(start: str, value: str, more: str = "") -> str:
    return f"[[term.row]]\nfrom = {start}\nvalue = {value}\n{CITED}{more}"


def ending(start: str, more: str = "") -> str:
    return f"[[term.row]]\nfrom = {start}\nends = true\n{CITED}{more}"


def load(*more: str) -> Contract:
    return load_contract(WHOLE + "".join(more), "local.toml")


def problems(text: str, name: str = "local.toml") -> tuple[str, ...]:
    with pytest.raises(ContractError) as refused:
        load_contract(text, name)
    assert str(refused.value).splitlines() == list(refused.value.problems)
    return refused.value.problems


def only_problem(text: str, name: str = "local.toml") -> str:
    found = problems(text, name)
    assert len(found) == 1, found
    return found[0]


# -- a term on a day --------------------------------------------------------------------------


def test_a_value_carries_all_that_is_needed_to_cite_it() -> None:
    weeks = load().at(date(2026, 4, 6)).term("working-weeks")
    assert weeks.value == 45
    assert weeks.says == "There are 45 weeks."
    assert weeks.contract == "local"
    assert weeks.start == date(2020, 1, 1)
    assert weeks.confidence is Confidence.SOURCED
    assert weeks.citation.at == "page 3"
    assert weeks.citation.source.title == "Handbook"
    assert weeks.citation.source.read == date(2026, 1, 5)
    assert not weeks.ends
    assert weeks.nation is None


def test_a_value_holds_from_its_day_until_the_next_row() -> None:
    contract = load(row("2024-04-01", "44.5"))

    def on(day: date) -> Fraction:
        return contract.at(day).number("working-weeks")

    assert on(date(2020, 1, 1)) == 45
    assert on(date(2024, 3, 31)) == 45
    assert on(date(2024, 4, 1)) == Fraction(89, 2)
    assert on(date(2090, 1, 1)) == Fraction(89, 2)


@pytest.mark.parametrize("ask", ["get", "term", "number"])
def test_a_term_is_never_backdated(ask: str) -> None:
    view = load().at(date(2019, 12, 31))
    with pytest.raises(TermMissing) as missing:
        getattr(view, ask)("working-weeks")
    words = str(missing.value)
    assert '"working-weeks"' in words
    assert "local" in words
    assert "2019-12-31" in words
    assert "first known date is 2020-01-01" in words
    assert missing.value.first == date(2020, 1, 1)
    assert missing.value.key == "working-weeks"
    assert missing.value.contract == "local"


def test_a_term_that_the_contract_does_not_have_is_none_or_raises_with_the_nearest() -> None:
    view = load().at(date(2026, 4, 6))
    assert view.get("plain-time") is None
    with pytest.raises(TermMissing, match=r'has no term "working-week" .* "working-weeks"'):
        view.term("working-week")


def test_an_ending_is_an_explicit_row() -> None:
    contract = load(term("public-holidays", "days", "8"), ending("2025-01-01"))
    assert contract.at(date(2024, 12, 31)).number("public-holidays") == 8
    after = contract.at(date(2025, 1, 1))
    assert after.get("public-holidays") is None
    with pytest.raises(TermMissing, match="ended on 2025-01-01"):
        after.term("public-holidays")
    assert [row.ends for row in contract.rows("public-holidays")] == [False, True]


def test_a_term_can_begin_again_after_an_ending() -> None:
    text = term("public-holidays", "days", "8") + ending("2025-01-01") + row("2026-01-01", "9")
    assert load(text).at(date(2026, 1, 1)).number("public-holidays") == 9


def test_rows_of_a_nation_go_before_rows_of_none() -> None:
    scottish = 'nation = "scotland"\n'
    contract = load(
        term("public-holidays", "days", "8"),
        row("2022-01-01", "10", scottish),
        row("2023-01-01", "9"),
        ending("2024-01-01", scottish),
    )

    def on(day: date, nation: Nation | None) -> object:
        value = contract.at(day, nation).get("public-holidays")
        return None if value is None else value.value

    assert on(date(2021, 1, 1), Nation.SCOTLAND) == 8
    assert on(date(2022, 1, 1), Nation.SCOTLAND) == 10
    assert on(date(2023, 6, 1), Nation.SCOTLAND) == 10
    assert on(date(2024, 1, 1), Nation.SCOTLAND) is None
    assert on(date(2022, 1, 1), Nation.WALES) == 8
    assert on(date(2023, 6, 1), None) == 9


def test_a_term_of_another_nation_only_is_none_here() -> None:
    contract = load(term("public-holidays", "days", "10") + 'nation = "northern-ireland"\n')
    assert contract.at(date(2026, 1, 1), Nation.ENGLAND).get("public-holidays") is None
    assert contract.at(date(2026, 1, 1), Nation.NORTHERN_IRELAND).number("public-holidays") == 10


def test_a_contract_of_a_nation_is_looked_up_there_where_no_other_is_named() -> None:
    text = f'nation = "wales"\n{WHOLE}' + row("2021-01-01", "41", 'nation = "wales"\n')
    contract = load_contract(text, "local.toml")
    assert contract.nation is Nation.WALES
    assert contract.at(date(2026, 1, 1)).number("working-weeks") == 41
    assert contract.at(date(2026, 1, 1), Nation.ENGLAND).number("working-weeks") == 45


def test_asking_for_the_wrong_shape_is_an_error_of_the_program() -> None:
    with pytest.raises(TypeError, match='"working-weeks" of local is in weeks'):
        load().at(date(2026, 1, 1)).minutes("working-weeks")


def test_a_view_and_its_values_can_be_kept_in_sets() -> None:
    contract = load(term("rota-band-gap", "thresholds", "{ high = 4.5 }"))
    view = contract.at(date(2026, 1, 1))
    assert len({view.term("rota-band-gap"), view.term("rota-band-gap")}) == 1
    assert contract.keys == ("working-weeks", "rota-band-gap")


# -- values ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10", Fraction(10)),
        ("0", Fraction(0)),
        ("7.5", Fraction(15, 2)),
        ("42.85", Fraction(857, 20)),
        ("0.1", Fraction(1, 10)),
        ('"1/3"', Fraction(1, 3)),
        ('"52/42"', Fraction(26, 21)),
    ],
)
def test_numbers_are_exact(written: str, value: Fraction) -> None:
    view = load(term("some-number", "number", written)).at(date(2026, 1, 1))
    found = view.number("some-number")
    assert found == value
    assert type(found) is Fraction


@pytest.mark.parametrize("unit", ["units", "hours", "days", "weeks", "percent", "number"])
def test_every_unit_of_one_number_reads_as_a_number(unit: str) -> None:
    view = load(term("some-number", unit, "12.5")).at(date(2026, 1, 1))
    assert view.number("some-number") == Fraction(25, 2)


def test_the_other_shapes() -> None:
    view = load(
        term("some-minutes", "minutes", "225"),
        term("some-flag", "yes-no", "false"),
        term("some-text", "text", '" DCC "'),
        term("some-table", "table", "{ A = { high = 8, low = 2.5 } }"),
        term("some-thresholds", "thresholds", "{ units = 2.5, of = 10 }"),
        term(
            "some-bands",
            "bands",
            '[{ name = "high", first = 1, last = 4 }, { name = "low", first = 5 }]',
        ),
    ).at(date(2026, 1, 1))
    assert view.minutes("some-minutes") == 225
    assert view.flag("some-flag") is False
    assert view.text("some-text") == "DCC"
    assert view.table("some-table") == {"A": {"high": 8, "low": Fraction(5, 2)}}
    assert view.thresholds("some-thresholds") == {"units": Fraction(5, 2), "of": 10}
    assert view.bands("some-bands") == (
        Band("high", Fraction(1), Fraction(4)),
        Band("low", Fraction(5), None),
    )


def test_windows_wrap_at_midnight_and_at_the_end_of_the_week_and_are_merged() -> None:
    value = (
        '[{ days = ["Sun"], start = 22:00:00, end = 02:00:00 },'
        ' { days = ["Mon", "Tue"], start = 01:00:00, end = 04:00:00 },'
        ' { days = ["Sat"], start = 00:00:00, end = 00:00:00 }]'
    )
    view = load(term("some-time", "windows", value)).at(date(2026, 1, 1))
    assert view.windows("some-time") == (
        (0, 240),
        (1440 + 60, 1440 + 240),
        (5 * 1440, 6 * 1440),
        (6 * 1440 + 22 * 60, 7 * 1440),
    )


def test_categories_are_found_however_they_are_written() -> None:
    value = (
        '[{ code = "DCC", name = "Direct clinical care", aliases = ["clinical"] },'
        ' { code = "FP", name = "Fee-paying services", counted = false }]'
    )
    found = load(term("categories", "categories", value)).at(date(2026, 1, 1)).categories()
    clinical = Category("DCC", "Direct clinical care", ("clinical",), counted=True)
    assert found[0] == clinical
    assert not found[1].counted
    for words in ("DCC", "dcc", " Direct  Clinical Care", "direct-clinical_care", "Clinical"):
        assert category_named(found, words) == clinical
    assert category_named(found, "fee paying services") == found[1]
    assert category_named(found, "research") is None


# -- a folder of contracts -----------------------------------------------------------------------


def test_a_folder_is_read_when_asked_and_once(tmp_path: Path) -> None:
    (tmp_path / "local.toml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("id = ", encoding="utf-8")
    (tmp_path / "read me.txt").write_text("no contract", encoding="utf-8")
    contracts = read_contracts(tmp_path)
    assert list(contracts) == ["broken", "local"]
    assert len(contracts) == 2
    assert contracts["local"].unit is Unit.HOUR
    assert contracts["local"] is contracts["local"]
    with pytest.raises(KeyError):
        contracts["other"]
    with pytest.raises(ContractError, match=r"broken\.toml: cannot be read as TOML"):
        contracts["broken"]


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "local.toml").write_text(WHOLE, encoding="utf-8-sig")
    assert read_contracts(tmp_path)["local"].id == "local"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "local.toml").write_bytes(WHOLE.encode() + b"# caf\xe9")
    with pytest.raises(ContractError, match=r"local\.toml: is not UTF-8 text"):
        read_contracts(tmp_path)["local"]


# -- files that are written wrong ---------------------------------------------------------------


def test_all_mistakes_are_reported_at_once_each_with_its_place() -> None:
    text = WHOLE.replace('unit = "hour"', 'unit = "hours"').replace("[[term.row]]", "[[term.rows]]")
    text = text.replace("read = 2026-01-05", 'read = "5 January"')
    assert problems(text) == (
        'local.toml: source 1: read: found "5 January" (text in quotes), expected a date',
        'local.toml: term "working-weeks": "row" is missing',
        'local.toml: term "working-weeks": unknown key "rows"; the nearest valid name is "row"',
        'local.toml: unit: found "hours"; the nearest valid name is "hour"',
    )


def test_text_that_is_no_toml() -> None:
    assert "local.toml: cannot be read as TOML: " in only_problem('id = "local\n')
    assert "line 1" in only_problem('id = "local\n')


def test_a_key_twice_and_nesting_without_end_and_an_endless_number() -> None:
    assert "Cannot overwrite a value" in only_problem('id = "local"\nid = "local"\n')
    assert "cannot be read as TOML" in only_problem(f"id = {'[' * 100_000}")
    assert "cannot be read as TOML" in only_problem(f"id = {'1' * 10_000}")


@pytest.mark.parametrize("key", ["id", "title", "staff_group", "unit", "kind"])
def test_a_header_key_that_is_missing(key: str) -> None:
    lines = [line for line in HEADER.splitlines() if not line.startswith(f"{key} =")]
    found = problems("\n".join(lines) + SOURCE + WEEKS)
    assert f'local.toml: "{key}" is missing' in found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "A local contract"', 'title = ""', "local.toml: title: is empty"),
        (
            'title = "A local contract"',
            "title = 4",
            "title: found 4 (a whole number), expected text",
        ),
        ('id = "local"', 'id = "Local"', 'id: found "Local", expected small letters'),
        ('id = "local"', 'id = "other"', 'id: found "other", expected "local", the file\'s name'),
        ("[[source]]", "[source]", "source: found a table, expected a list"),
        ("link = ", "lnk = ", 'source 1: unknown key "lnk"; the nearest valid name is "link"'),
        ("read = 2026-01-05\n", "", 'source 1: "read" is missing'),
        ("read = 2026-01-05", "read = 2026-01-05T10:00:00", "found 2026-01-05 10:00:00 (a date"),
        ('key = "working-weeks"', "key = true", "key: found true, expected text"),
        ('unit = "weeks"\n', "", 'term "working-weeks": "unit" is missing'),
        ('says = "There are 45 weeks."\n', "", 'term "working-weeks": "says" is missing'),
        ('id = "handbook"\n', "", 'source 1: "id" is missing'),
        ('id = "handbook"', 'id = "Hand Book"', 'source 1: id: found "Hand Book", expected small'),
        ('title = "Handbook"\n', "", 'source 1: "title" is missing'),
        ('title = "Handbook"', 'title = " "', "source 1: title: is empty"),
        ('publisher = "The employer"\n', "", 'source 1: "publisher" is missing'),
        ('publisher = "The employer"', "publisher = 4", "publisher: found 4 (a whole number)"),
        ('link = "https://example.org/handbook"', "link = 4", "link: found 4 (a whole number)"),
        ('staff_group = "Everyone"', 'staff_group = ""', "staff_group: is empty"),
        ("[[term]]", "[term]", "term: found a table, expected a list"),
        ("[[term.row]]", "[term.row]", 'term "working-weeks": row: found a table, expected a list'),
        ('unit = "weeks"', 'unit = "days"', 'unit: found "days", expected "weeks"'),
        ('unit = "weeks"', 'unit = "wekes"', 'the nearest valid name is "weeks"'),
        ('says = "There are 45 weeks."', 'says = " "', 'term "working-weeks": says: is empty'),
        ("from = 2020-01-01", "from = 07:00:00", "from: found 07:00:00 (a time of day), expected"),
        ("from = 2020-01-01\n", "", 'row 1: "from" is missing'),
        ("value = 45\n", "", "row 1: expected a value, or ends = true without one"),
        ("value = 45", "value = 45\nends = true", "expected a value, or ends = true without one"),
        ("value = 45", "ends = 1", "ends: found 1 (a whole number), expected true or false"),
        ("value = 45", "ends = true", 'term "working-weeks": ends on 2020-01-01 before it has had'),
        ('cite = { source = "handbook", at = "page 3" }\n', "", 'row 1: "cite" is missing'),
        ('{ source = "handbook", at = "page 3" }', '"handbook"', "cite: found "),
        ('source = "handbook", ', "", 'cite: "source" is missing'),
        ('"handbook", at', '"handbok", at', 'cite: source: found "handbok"; the nearest valid '),
        ('at = "page 3"', 'at = "x", page = 3', 'cite: unknown key "page"; '),
        ('at = "page 3"', "at = 3", "cite: at: found 3 (a whole number), expected text"),
        ('"sourced"', '"sure"', 'confidence: found "sure"'),
        ('"sourced"', '"local"', 'found "local"; valid names are secondary, sourced, unverified'),
        ('confidence = "sourced"\n', "", 'row 1: "confidence" is missing'),
        ('"sourced"', '"sourced"\nconfidance = 1', 'row 1: unknown key "confidance"; the nearest'),
        ('"sourced"', '"sourced"\nnation = "englnd"', 'nation: found "englnd"; the nearest valid'),
        ('"sourced"', '"sourced"\nnote = 1', "note: found 1 (a whole number), expected text"),
    ],
)
def test_a_key_written_wrong(old: str, new: str, words: str) -> None:
    assert old in WHOLE
    found = problems(WHOLE.replace(old, new, 1))
    assert any(words in problem for problem in found), found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'colour = "red"\n{WHOLE}', 'local.toml: unknown key "colour"; valid names are id, kind'),
        (f'nation = "france"\n{WHOLE}', 'nation: found "france"; valid names are england, north'),
        (
            WHOLE.replace('"contract"', '"rule"'),
            'kind: found "rule"; valid names are contract, law',
        ),
        (f"source = []\n{LAW}[[term]]", "source: is an empty list"),
        (f"{HEADER}{WEEKS}", '"source" is missing'),
        (f"{HEADER}{SOURCE}", '"term" is missing'),
        (f"source = [4]\n{HEADER}{WEEKS}", "source 1: found 4 (a whole number), expected a table"),
        (f'source = [["x"]]\n{HEADER}{WEEKS}', "source 1: found a list, expected a table"),
        (f"{WHOLE}{SOURCE}", 'source "handbook" is there twice'),
        (f"{WHOLE}{WEEKS}", 'term "working-weeks" is there twice'),
        (f"{HEADER}{SOURCE}[[term]]\nunit = 'days'\nsays = 'x'", 'term 1: "key" is missing'),
        (f"{WHOLE}{row('2019-12-31', '44')}", "from 2019-12-31 must come before the row from 2020"),
        (f"{WHOLE}{row('2020-01-01', '44')}", "from 2020-01-01 must come before the row from 2020"),
        (f"{WHOLE}{term('public-holiday', 'days', '8')}", 'term "public-holiday": unknown term; '),
        (f"{WHOLE}{term('public-holidays', 'hours', '8')}", 'found "hours", expected "days"'),
    ],
)
def test_a_file_written_wrong(text: str, words: str) -> None:
    found = problems(text)
    assert any(words in problem for problem in found), found


def test_rows_of_different_nations_are_ordered_apart() -> None:
    load(
        row("2024-01-01", "44", 'nation = "scotland"\n'),
        row("2022-01-01", "43"),
        ending("2023-01-01", 'nation = "wales"\n'),
    )
    problem = only_problem(
        WHOLE
        + row("2024-01-01", "44", 'nation = "scotland"\n')
        + row("2023-01-01", "44", 'nation = "scotland"\n')
    )
    assert "from 2023-01-01 must come before the row from 2024-01-01" in problem


NUMBER = 'expected a number of 0 or more, such as 10, 7.5 or "1/3"'


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("minutes", "4.5", "value: found 4.5 (a number with decimals), expected a whole number of"),
        ("minutes", "0", "found 0 (a whole number), expected a whole number of minutes, 1 or more"),
        ("minutes", "true", "value: found true, expected a whole number of minutes"),
        ("minutes", "2000000000", "value: found 2000000000 "),
        ("number", "-1", NUMBER),
        ("number", "-0.5", NUMBER),
        ("number", "nan", NUMBER),
        ("number", "inf", NUMBER),
        ("number", "1e999999999", NUMBER),
        ("number", "1e-999999999", NUMBER),
        ("number", "10000000000", NUMBER),
        ("number", "false", NUMBER),
        ("number", '"a third"', NUMBER),
        ("number", '"1/0"', NUMBER),
        ("weeks", "0", "expected weeks: more than 0, at most 53"),
        ("weeks", "53.1", "expected weeks: more than 0, at most 53"),
        ("yes-no", '"yes"', 'value: found "yes" (text in quotes), expected true or false'),
        ("text", '""', "expected text in quotes, not empty"),
        ("text", "4", "value: found 4 (a whole number), expected text"),
        ("windows", '"always"', "expected a list of tables, at least one"),
        ("windows", "[]", "value: found a list, expected a list of tables, at least one"),
        ("windows", "[4]", "value: window 1: found 4 (a whole number), expected a table"),
        ("windows", "[{ start = 07:00:00, end = 19:00:00 }]", 'window 1: "days" is missing'),
        (
            "windows",
            "[{ days = [], start = 07:00:00, end = 19:00:00 }]",
            "window 1: days: is an empty list",
        ),
        (
            "windows",
            '[{ days = ["Mom"], start = 07:00:00, end = 19:00:00 }]',
            'days: found "Mom" (text in quotes); the nearest valid name is "Mon"',
        ),
        (
            "windows",
            "[{ days = [1], start = 07:00:00, end = 19:00:00 }]",
            "days: found 1 (a whole number); valid names are Fri, Mon",
        ),
        (
            "windows",
            '[{ days = ["Mon"], start = 07:00:30, end = 19:00:00 }]',
            "start: found 07:00:30, expected whole minutes",
        ),
        (
            "windows",
            '[{ days = ["Mon"], start = "7am", end = 19:00:00.5 }]',
            'start: found "7am" (text in quotes), expected a time of day',
        ),
        (
            "windows",
            '[{ days = ["Mon"], start = 07:00:00, end = 19:00:00, stop = 1 }]',
            'window 1: unknown key "stop"; ',
        ),
        ("categories", "{}", "value: found a table, expected a list of tables, at least one"),
        ("categories", '[{ code = "DCC" }]', 'category 1: "name" is missing'),
        (
            "categories",
            '[{ code = "A", name = "B", aliases = [1] }]',
            "category 1: aliases: found 1",
        ),
        (
            "categories",
            '[{ code = "A", name = "B", aliases = "C" }]',
            'aliases: found "C" (text in quotes), expected a list',
        ),
        (
            "categories",
            '[{ code = "A", name = "B", alias = ["C"] }]',
            'unknown key "alias"; the nearest valid name is "aliases"',
        ),
        (
            "categories",
            '[{ code = "A", name = "B" }, { code = "C", name = "D", aliases = ["b"] }]',
            'value: the name or alias "b" is there twice',
        ),
        ("bands", '[{ name = "high", first = 1, last = 4 }]', "the rarest band must have no last"),
        ("bands", '[{ name = "high", first = 1.5 }]', "band 1: first: found 1.5 (a number with"),
        ("bands", '[{ name = "high", first = -1 }]', "band 1: first: found -1"),
        (
            "bands",
            '[{ name = "high", first = 5, last = 4 }, { name = "low", first = 5 }]',
            "band 1: ends at 4, before it begins at 5",
        ),
        (
            "bands",
            '[{ name = "high", first = 1, last = 4 }, { name = "low", first = 4 }]',
            "band 2: begins before the band before it has ended",
        ),
        (
            "bands",
            '[{ name = "high", first = 1 }, { name = "low", first = 4 }]',
            "band 2: begins before the band before it has ended",
        ),
        (
            "bands",
            '[{ name = "high", first = 1, last = 4 }, { name = "high", first = 5 }]',
            'band "high" is there twice',
        ),
        ("table", "4", "value: found 4 (a whole number), expected a table with at least one key"),
        ("table", "{}", "value: found a table, expected a table with at least one key"),
        ("table", "{ A = 8 }", "value: A: found 8 (a whole number), expected a table with"),
        (
            "table",
            '{ A = { high = "8 %" } }',
            f'value: A: high: found "8 %" (text in quotes), {NUMBER}',
        ),
        ("thresholds", "{ high = -1 }", "value: high: found -1"),
        ("thresholds", "[1]", "value: found a list, expected a table with at least one key"),
        ("thresholds", "{}", "value: found a table, expected a table with at least one key"),
        ("table", '{ "" = { high = "x" } }', 'found "x" (text in quotes)'),
    ],
)
def test_a_value_written_wrong(unit: str, value: str, words: str) -> None:
    found = problems(WHOLE + term("own-term", unit, value))
    assert all(problem.startswith('local.toml: term "own-term": ') for problem in found), found
    assert any(words in problem for problem in found), found


SUPPLEMENT = term("availability-supplement", "table", "{ A = { high = 8, low = 3 } }")
BANDS = term(
    "rota-bands", "bands", '[{ name = "high", first = 1, last = 4 }, { name = "low", first = 5 }]'
)
GAP = term("rota-band-gap", "thresholds", "{ high = 4.5 }")
CATEGORIES = term("categories", "categories", '[{ code = "DCC", name = "Direct clinical care" }]')


def test_terms_that_name_each_other() -> None:
    load(SUPPLEMENT, BANDS, GAP, CATEGORIES, term("emergency-work-category", "text", '"DCC"'))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEADER + SOURCE + GAP, 'term "working-weeks" is missing: a contract in the unit "hour"'),
        (
            WHOLE.replace('"hour"', '"PA"', 1),
            'term "programmed-activity-length" is missing: a contract in the unit "PA" needs it',
        ),
        (
            WHOLE.replace('"hour"', '"session"', 1),
            'term "session-length" is missing: a contract in the unit "session" needs it',
        ),
        (
            WHOLE + term("premium-pay-uplift", "number", '"1/3"'),
            'term "full-time-units" is missing: "premium-pay-uplift" needs it',
        ),
        (
            WHOLE + SUPPLEMENT + BANDS,
            'term "rota-band-gap" is missing: "availability-supplement" needs it',
        ),
        (
            WHOLE + CATEGORIES + term("emergency-work-category", "text", '"DC"'),
            'term "emergency-work-category": found "DC"; the nearest valid name is "DCC"',
        ),
        (
            WHOLE + BANDS + GAP.replace("high", "hgh"),
            'term "rota-band-gap": found "hgh"; the nearest valid name is "high"',
        ),
        (
            WHOLE + GAP + BANDS + SUPPLEMENT.replace("low", "lwo"),
            'term "availability-supplement": found "lwo"; the nearest valid name is "low"',
        ),
        (
            WHOLE + GAP + BANDS + SUPPLEMENT.replace("low = 3", "high2 = 3"),
            'term "availability-supplement": has no value for "low"',
        ),
    ],
)
def test_terms_that_do_not_fit_together(text: str, words: str) -> None:
    found = problems(text)
    assert any(words in problem for problem in found), found


@pytest.mark.parametrize(
    ("key", "unit", "value", "words"),
    [
        ("full-time-units", "units", "0", "value: found 0, expected more than 0"),
        (
            "supporting-professional-activities-norm",
            "thresholds",
            "{ units = 2.5 }",
            'value: "of" is missing',
        ),
        (
            "supporting-professional-activities-norm",
            "thresholds",
            "{ of = 10 }",
            'value: "units" is missing',
        ),
        (
            "supporting-professional-activities-norm",
            "thresholds",
            "{ units = 2.5, of = 0 }",
            "value: of: found 0, expected more than 0",
        ),
        ("annual-leave-extra", "thresholds", "{ days = 2 }", 'value: "after_years" is missing'),
        ("annual-leave-extra", "thresholds", "{ after_years = 7 }", 'value: "days" is missing'),
    ],
)
def test_a_value_that_the_program_could_not_count_with(
    key: str, unit: str, value: str, words: str
) -> None:
    assert (
        only_problem(WHOLE + term(key, unit, value)) == f'local.toml: term "{key}": row 1: {words}'
    )


def test_a_law_needs_no_term_of_a_contract() -> None:
    text = LAW + SOURCE + term("daily-rest", "minutes", "660")
    law = load_contract(text, "local.toml")
    assert law.kind is Kind.LAW
    assert law.note == ""
