"""The commands that place a week and say what gives."""

import json
from pathlib import Path

from tests.test_cli import EMERGENCY, done, run


def test_a_placed_week_is_told() -> None:
    told = done("place", EMERGENCY, "--share", "amd")
    assert told.startswith("Take two, shared: the week placed")
    assert "AMD reading and drafting: " in told
    assert "Trust board has nobody who is known to be free." in told
    assert "No week is better by these measures" in told


def test_a_placed_week_as_json() -> None:
    told = json.loads(done("place", EMERGENCY, "--scenario", "take-all-four", "--json"))
    assert set(told) == {
        *("role", "option", "title", "scenario", "offered", "reason", "proven"),
        *("changes", "left_out", "checks", "objectives"),
    }
    assert told["offered"]
    assert told["proven"]
    assert told["option"] == "take-all-four"
    first = told["changes"][0]
    assert set(first) == {"activity", "kind", "text", "minutes_without_a_place", "blocks"}
    assert first["blocks"][0]["who"] == "me"
    assert told["objectives"][0]["name"] == "fixed commitments with nobody"
    assert all(one["value"] >= 0 for one in told["objectives"])


def plan_without_a_week(folder: Path) -> Path:
    """The first sample with so much protected time that no week can be."""
    text = EMERGENCY.read_text(encoding="utf-8")
    life = (
        '[[commitment]]\nid = "life"\ntitle = "Life"\ndays = ["Mon", "Tue", "Wed", "Thu", "Fri"]\n'
        "start = 07:00:00\nend = 19:00:00\nprotected = true\n\n"
        '[[activity]]\nid = "shift"\nrole = "emergency-medicine"\ntitle = "Shift"\n'
        'category = "DCC"\nday = "Thu"\nstart = 09:00:00\nend = 13:00:00\n'
    )
    plan = folder / "plan.toml"
    plan.write_text(f"{text}\n{life}", encoding="utf-8")
    return plan


def test_a_week_that_cannot_be_is_an_answer(tmp_path: Path) -> None:
    plan = plan_without_a_week(tmp_path)
    told = done("place", plan)
    assert "no week can be offered" in told
    assert "Clinic has no place beside what cannot move and protected time." in told
    refused = json.loads(done("place", plan, "--json"))
    assert not refused["offered"]
    assert "Clinic" in refused["reason"]


def test_a_scenario_that_does_not_take_the_post_is_refused(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    text = EMERGENCY.read_text(encoding="utf-8")
    other = '\n[[scenario]]\nid = "other"\ntitle = "Other"\nleave = ["thu-clinic"]\n'
    plan.write_text(text + other, encoding="utf-8")
    for command in ("place", "trades"):
        result = run(command, plan, "--scenario", "other")
        assert result.exit_code == 2
        assert "does not take Associate medical director" in result.stderr
        assert "take-two-shared" in result.stderr


def test_what_gives_is_told() -> None:
    told = done("trades", EMERGENCY, "--share", "amd")
    assert told.startswith("Take two, shared does not fit")
    assert "1. Give up Clinic (Thu 09:00–13:00)." in told
    fits = done("trades", EMERGENCY, "--scenario", "take-two-clinic-given-up")
    assert "nothing has to give" in fits
    none = done("trades", EMERGENCY, "--scenario", "take-all-four")
    assert "No one or two changes" in none


def test_what_gives_as_json() -> None:
    told = json.loads(done("trades", EMERGENCY, "--json"))
    assert set(told) == {"role", "option", "title", "scenario", "fits", "reasons", "trades"}
    assert not told["fits"]
    first = told["trades"][0]
    assert set(first) == {
        *("text", "changes", "hours", "units", "travel_minutes", "week_hours"),
        *("commitments_with_nobody", "must_agree"),
    }
    assert first["hours"] == -4
    assert first["units"] == {"PA": -1}
    assert first["changes"][0]["activity"] == "thu-clinic"
    assert first["changes"][0]["way"] == "give up"
