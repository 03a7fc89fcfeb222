"""Pay on the command line: its sums, sources and words, and what is said not to be known."""

import json
from pathlib import Path

import pytest

from tests.test_cli import EMERGENCY, PLAN, PUBLIC, done, refused, write

ADVICE = "not payroll advice"


def test_pay_shows_each_line_with_its_sum_its_source_and_its_pension() -> None:
    printed = done("pay", EMERGENCY)
    assert "On-call availability: £6,552.95, pensionable (rests on an unverified figure)" in printed
    assert "5 % of £131,059 full-time basic (1 in 8, category A, medium) = £6,552.95" in printed
    assert "Job plan – clinical academics, form, Schedule 16 of the terms" in printed
    assert "Basic pay is pensionable, up to whole time." in printed
    assert "2025/26 figures: later award not known" in printed
    assert printed.splitlines()[-2].split() == ["Total", "£137,611.95"]
    assert ADVICE in printed.splitlines()[-1]


def test_pay_is_of_the_day_that_is_asked_for() -> None:
    before = done("pay", PUBLIC, "--on", "2025-03-31")
    assert "pay year 2024/25" in before
    assert "£114,894 full-time basic" in before
    assert "£119,490 full-time basic" in done("pay", PUBLIC, "--on", "2025-04-01")


def test_pay_of_a_scenario_warns_above_whole_time() -> None:
    printed = done("pay", EMERGENCY, "--scenario", "take-two-shared")
    assert "Your NHS posts add up to 120 % of whole time" in printed


def test_pay_that_is_not_known_says_what_would_make_it_known(tmp_path: Path) -> None:
    printed = done("pay", write(tmp_path, PLAN))
    assert "Set your pay point, or the day from which your service counts, in the role." in printed
    assert ["Total", "not", "known"] in [line.split() for line in printed.splitlines()]
    assert "Not known for Post: see above." in printed
    found = json.loads(done("pay", write(tmp_path, PLAN), "--json"))
    assert found["total"] is None
    assert found["not_known"] == ["post"]
    assert found["roles"][0]["lines"][0]["amount"] is None


def test_pay_in_part_known_is_said_to_be_at_least_that(tmp_path: Path) -> None:
    own = 'basic = 100000\ncontract = "consultant-wales-2003"'
    plan = PLAN.replace('contract = "consultant-england-2003"', own)
    rota = '[[on_call]]\nrole = "post"\ntitle = "On call"\none_in = 8\n'
    printed = done("pay", write(tmp_path, plan + rota))
    assert ["Total", "at", "least", "£10,666.67"] in [line.split() for line in printed.splitlines()]
    assert "On-call intensity is paid in three bands of fixed sums of money" in printed


def test_a_range_is_printed_as_one(tmp_path: Path) -> None:
    plan = PLAN.replace("consultant-england-2003", "salaried-gp").replace('"DCC"', '"Clinical"')
    found = json.loads(done("pay", write(tmp_path, plan), "--json"))
    assert found["total"]["least"] < found["total"]["most"]
    assert " to £" in done("pay", write(tmp_path, plan))


def test_a_day_that_is_none_is_refused() -> None:
    assert "2026-13-01" in refused("pay", PUBLIC, "--on", "2026-13-01")


@pytest.mark.parametrize("words", ["Pay a year, estimated", ADVICE])
def test_every_comparison_of_options_shows_pay(words: str, tmp_path: Path) -> None:
    assert words in done("demo", "--out", tmp_path)


def test_sampled_years_of_options_show_what_each_pays() -> None:
    printed = done("simulate", EMERGENCY, "--years", "200")
    (row,) = [line for line in printed.splitlines() if line.startswith("Pay a year, estimated")]
    assert row.split()[4:6] == ["£137,612", "£190,036"]
    assert ADVICE in printed.splitlines()[-1]
    told = json.loads(done("simulate", EMERGENCY, "--years", "200", "--json"))
    assert round(told["options"][0]["pay"]["total"]["least"]) == 137612
    assert told["options"][0]["pay"]["unverified"] is True
