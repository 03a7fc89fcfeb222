"""The job-plan proposal as data: its figures, what it tells of whom, and what it never tells."""

import json
import os
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.core import words
from portfolio_app.core.agreements import Objective
from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.edits import silence
from portfolio_app.core.model import (
    Activity,
    CycleWeeks,
    Day,
    Employer,
    EmployerKind,
    OnDates,
    Portfolio,
    PremiumMode,
    Role,
)
from portfolio_app.documents.content import tidy_text
from portfolio_app.documents.job_plan import file_name, job_plan
from portfolio_app.documents.job_plan_summary import difference_text, letters
from portfolio_app.documents.plain_text import as_text, section_text
from portfolio_app.documents.scope import Choices, Privacy, addressees, by_day
from portfolio_app.exchange import planfile
from portfolio_app.paths import resource
from tests.documents.weeks import (
    CONSULTANT,
    STAMP,
    clock,
    contracts,
    counted,
    emergency,
    public_health,
)

GOLDEN = Path(__file__).parent.parent / "golden"
REWRITE = "PORTFOLIO_REWRITE_GOLDEN"
OTHERS = ["Sparrow", "Assistant director", "Grant committee", "Trustees", "Lantern Loft"]
LIFE = ["School run", "Choir"]
PRIVATE = ["private", "109725", "109,725", "energy", "meaningful", "thinking of leaving"]


def sample(name: str) -> Portfolio:
    found = next(path for path in resource("samples").glob("*.toml") if name in path.name)
    portfolio = planfile.read_file(found, contracts()).portfolio
    assert portfolio is not None
    return portfolio


def proposal(portfolio: Portfolio, employer: str = "trust", **keys: Any) -> dict[str, Any]:
    choices = Choices(employer=employer, **keys)
    return job_plan(counted(portfolio), contracts(), choices=choices, stamp=STAMP)


def section(data: dict[str, Any], key: str) -> dict[str, Any] | None:
    return next((part for part in data["sections"] if part["id"] == key), None)


def blocks(data: dict[str, Any], key: str, kind: str) -> list[dict[str, Any]]:
    part = section(data, key)
    return [] if part is None else [block for block in part["blocks"] if block["kind"] == kind]


def drawn(data: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The blocks of each picture of the week, each with its day."""
    return [
        [piece | {"day": day["name"]} for day in picture["days"] for piece in day["blocks"]]
        for picture in blocks(data, "week", "week")
    ]


def on_paper(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "privacy"),
    [("public-health", Privacy.FULL), ("emergency", Privacy.BUSY), ("public-health", Privacy.BUSY)],
)
def test_a_sample_gives_the_kept_document(name: str, privacy: Privacy) -> None:
    data = proposal(sample(name), privacy=privacy, with_findings=True)
    kept = GOLDEN / f"job-plan-{name}-{privacy.value}.json"
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get(REWRITE):
        kept.write_text(text, encoding="utf-8")
    assert json.loads(kept.read_text(encoding="utf-8")) == data, f"set {REWRITE}=1 if it is meant"


def test_the_figures_are_those_of_the_count() -> None:
    count = counted(public_health())
    data = proposal(public_health())
    own = [role for role in count.roles if role.role.employer == "trust"]
    together = sum((role.counted for role in own), Fraction(0))
    figures = {figure["label"]: figure["figure"] for figure in data["figures"]}
    assert figures["Contracted a week"] == "6 PA"
    assert figures["Counted a week"] == words.units(together, "PA")
    assert figures["Difference: over contract"] == f"+{words.units(together - 6, 'PA')}"
    summary = blocks(data, "summary", "table")[0]
    shown = [[cell["main"] for cell in row["cells"]] for row in summary["rows"]]
    for row, role in zip(shown, own, strict=False):
        assert row[1:4] == [
            role.role.title,
            words.units(role.contracted, "PA"),
            words.units(role.counted, "PA"),
        ]
    assert shown[-1][1] == "Together"
    lines = {row["cells"][1]["main"]: row for row in blocks(data, "activities", "table")[0]["rows"]}
    review = lines["Surveillance and outbreak review"]
    assert [cell["main"] for cell in review["cells"]] == [
        *("A2", "Surveillance and outbreak review", "Mon 14:00–18:00", "DCC"),
        *("every week", "1 PA", "1 PA", "4 h"),
    ]
    assert review["cells"][1]["soft"] == "Royal Example Infirmary"
    assert review["under"] == "4 h plain / 4 h per PA = 1 PA; every week"


def test_the_working_is_left_out_where_it_is_not_wanted() -> None:
    data = proposal(public_health(), with_working=False)
    assert not any(
        row["under"] for key in ("activities", "on-call") for t in blocks(data, key, "table")
        for row in t["rows"]
    )  # fmt: skip


def test_left_out_tells_nothing_of_others_or_of_life() -> None:
    paper = on_paper(proposal(public_health(), with_findings=True))
    assert [word for word in (*OTHERS, *LIFE, *PRIVATE) if word in paper] == []
    assert section(proposal(public_health()), "rest") is None
    assert not re.search(r"(?<![\d.])46 h", paper), "the person's own limit is their own"


def test_left_out_is_what_it_would_be_without_the_rest() -> None:
    whole = public_health()
    trust = {role.id for role in whole.roles if role.employer == "trust"}
    alone = replace(
        whole,
        person=replace(whole.person, hours_cap=None),
        employers=whole.employers[:1],
        roles=tuple(role for role in whole.roles if role.id in trust),
        activities=tuple(a for a in whole.activities if a.role in trust),
        commitments=(),
    )
    for findings in (False, True):
        assert proposal(whole, with_findings=findings) == proposal(alone, with_findings=findings)


def test_busy_tells_times_and_nothing_else() -> None:
    data = proposal(public_health(), privacy=Privacy.BUSY, with_findings=True)
    paper = on_paper(data)
    assert [word for word in (*OTHERS, *LIFE, *PRIVATE) if word in paper] == []
    assert section_text(data, "rest").splitlines()[1:] == [
        "Monday: 15:00–16:30",
        "Tuesday: 15:00–16:30",
        "Thursday: 09:00–17:00, 19:00–21:00",
        "Friday: 18:00–21:00",
    ]
    busy = {(b["day"], b["hours"], b["title"]) for b in drawn(data)[0] if b["look"] == "busy"}
    assert ("Friday", "18:00–21:00", "Busy") in busy
    assert len(busy) == 5


def test_busy_times_that_touch_do_not_show_where_one_ends() -> None:
    whole = public_health()
    touching = replace(whole.commitments[1], id="supper", title="Supper", clock=clock(17, 19))
    data = proposal(
        replace(whole, commitments=(*whole.commitments, touching)), privacy=Privacy.BUSY
    )
    assert "Thursday: 09:00–21:00" in section_text(data, "rest").splitlines()


def test_full_names_the_rest_but_nothing_private() -> None:
    data = proposal(public_health(), privacy=Privacy.FULL, with_findings=True)
    paper = on_paper(data)
    assert [word for word in ("Sparrow", "Grant committee", *LIFE) if word not in paper] == []
    assert [word for word in PRIVATE if word in paper] == []
    limits = {f["label"]: f["value"] for f in blocks(data, "summary", "facts")[0]["facts"]}
    hours = counted(public_health()).assumed_minutes
    assert limits["Own limit"] == f"46 h: {words.hours(46 * 60 - hours)} below it."
    assert limits["Working Time Regulations, average"].startswith("48 h: ")
    looks = {piece["look"] for piece in drawn(data)[0]}
    assert looks == {"own", "other", "life"}


def test_an_accepted_finding_stands_apart_with_its_reason() -> None:
    plan = public_health()
    standing = proposal(plan, with_findings=True)
    assert section(standing, "accepted") is None
    role_id = plan.roles[0].id
    found = run_checks(counted(plan), contracts())
    finding = next(f for f in found if role_id in f.where and f.check != "own-limit")
    quiet = silence(plan, finding.check, role_id, "Agreed with *Dr A*")
    data = proposal(quiet, privacy=Privacy.FULL, with_findings=True)
    told = [item["text"] for item in blocks(data, "accepted", "items")[0]["items"]]
    assert any(text.startswith(finding.message) for text in told)
    assert told[0].endswith("Accepted, because Agreed with *Dr A*")
    left = [item["text"] for item in blocks(data, "findings", "items")[0]["items"]]
    assert not any(text.startswith(finding.message) for text in left)
    assert section(proposal(quiet, privacy=Privacy.FULL), "accepted") is None


def test_objectives_stand_with_their_measure_and_the_time_for_them() -> None:
    plan = public_health()
    mine = next(role for role in plan.roles if role.employer == "trust")
    served = next(a for a in plan.activities if a.role == mine.id)
    other = next(role for role in plan.roles if role.employer != "trust")
    plan = replace(
        plan,
        objectives=(
            Objective(
                id="letters",
                role=mine.id,
                title="Letters within *five* days",
                measure="Twenty a quarter",
                activities=(served.id,),
            ),
            Objective(id="none", role=mine.id, title="A second clinic"),
            Objective(id="theirs", role=other.id, title="Raise a Lantern Fund"),
        ),
    )
    data = proposal(plan)
    (table,) = blocks(data, "objectives", "table")
    cells = [[cell["main"] for cell in row["cells"]] for row in table["rows"]]
    assert [row[0] for row in cells] == ["Letters within *five* days", "A second clinic"]
    assert cells[0][1] == "Twenty a quarter"
    assert cells[0][3].endswith("h a week")
    assert cells[1][3] == "no time yet"
    assert "Lantern Fund" not in on_paper(data)
    part = section(data, "objectives")
    assert part is not None
    assert part["title"] == "Objectives"
    assert section(proposal(public_health()), "objectives") is None


def test_a_role_that_cannot_be_counted_is_told_to_its_own_employer_only() -> None:
    plan = public_health()
    gone = replace(plan.roles[0], id="odd", title="Odd post", contract="no-such-contract")
    data = proposal(replace(plan, roles=(*plan.roles, gone)), with_findings=True)
    assert "Odd post is not counted" in str(section(data, "findings"))
    elsewhere = next(e for e in plan.employers if e.id != plan.roles[0].employer)
    other = replace(gone, employer=elsewhere.id)
    data = proposal(replace(plan, roles=(*plan.roles, other)), with_findings=True)
    assert "Odd post" not in str(data)


def test_findings_are_of_this_employers_work() -> None:
    full = proposal(public_health(), privacy=Privacy.FULL, with_findings=True)
    told = [item["text"] for item in blocks(full, "findings", "items")[0]["items"]]
    assert any("School run" in text for text in told)
    assert not any("Assistant director" in text for text in told), "that is not theirs to settle"
    assert section(proposal(public_health()), "findings") is None


def test_another_employer_gets_its_own_document() -> None:
    data = proposal(public_health(), "charity")
    assert data["addressee"] == "Sparrow Relief Charity"
    assert [one["role"] for one in data["signatures"]] == [
        *("Post holder", "Line manager", "For the employer"),
    ]
    figures = {figure["label"]: figure["figure"] for figure in data["figures"]}
    assert figures["Contracted a week"] == "15 hours"
    assert "Health protection" not in on_paper(data)


def test_who_a_document_may_be_for() -> None:
    count = counted(public_health())
    assert [to.employer.id for to in addressees(count)] == ["trust", "charity"]
    with pytest.raises(ValueError, match=r'"abbey" this year: trust, charity'):
        job_plan(count, contracts(), choices=Choices(employer="abbey"), stamp=STAMP)


def test_every_term_is_listed_with_its_source() -> None:
    data = proposal(public_health())
    terms = blocks(data, "sources", "table")[0]["rows"]
    says = [row["cells"][0]["main"] for row in terms]
    assert any("42 weeks" in text for text in says), "prospective cover used it"
    numbers = {row["cells"][3]["main"].split(",")[0].split("]")[0] + "]" for row in terms}
    listed = {item["label"] for item in blocks(data, "sources", "items")[0]["items"]}
    assert numbers == listed


def test_what_is_not_verified_says_so() -> None:
    gap = replace(public_health(), on_calls=tuple(
        replace(call, frequency=replace(call.frequency, n=Fraction(44, 10)))  # type: ignore[arg-type]
        for call in public_health().on_calls
    ))  # fmt: skip
    assert "unverified: check against your contract" in on_paper(proposal(gap))


def test_stated_figures_are_settled_one_by_one() -> None:
    data = proposal(public_health())
    assert "1 of 3 stated figures follow" in section_text(data, "stated")
    rows = blocks(data, "stated", "table")[0]["rows"]
    assert [cell["main"] for cell in rows[0]["cells"]] == [
        *("A5", "Multidisciplinary meeting", "0.5 PA", "0.25 PA", "+0.25 PA"),
        "would follow with: how often it is done left out",
    ]


def test_nothing_stated_makes_no_section() -> None:
    assert section(proposal(emergency()), "stated") is None


def test_on_call_says_what_is_available_and_what_is_worked() -> None:
    data = proposal(emergency())
    row = blocks(data, "on-call", "table")[0]["rows"][0]
    assert row["cells"][3]["main"] == "category A"
    assert row["cells"][4]["main"] == "unpredictable 6 h, 1.917 PA"
    notes = [item["text"] for item in blocks(data, "on-call", "items")[0]["items"]]
    assert notes == [
        "Consultant in paediatric emergency medicine: 1 in 18.67 before cover.",
        "Availability category A, low frequency: 3 % of full-time basic salary.",
    ]


# -- the drawn week ------------------------------------------------------------------------------


def test_a_rota_is_drawn_once_for_each_kind_of_week() -> None:
    data = proposal(emergency())
    titles = [picture["title"] for picture in blocks(data, "week", "week")]
    assert titles == ["Week 1 of 4", "Week 2 of 4", "Week 3 of 4", "Week 4 of 4"]
    first, second, *_ = drawn(data)
    assert "Sedation list" in {piece["title"] for piece in first}
    assert {"Night shift"} <= {piece["title"] for piece in second}
    assert "Night shift" not in {piece["title"] for piece in first}


def test_weeks_that_are_alike_share_a_picture() -> None:
    week = emergency()
    kept = tuple(a for a in week.activities if a.id in {"early", "late"})
    data = proposal(replace(week, activities=kept))
    titles = [picture["title"] for picture in blocks(data, "week", "week")]
    assert titles == ["Weeks 1 and 3 of 4", "Weeks 2 and 4 of 4"]


def test_a_long_rota_is_drawn_in_one_picture_that_names_its_weeks() -> None:
    week = emergency()
    shifts = tuple(
        Activity(
            id=f"shift-{number}",
            role="emergency",
            title=f"Shift {number}",
            day=Day.MON,
            clock=clock(8 + number, 9 + number),
            frequency=CycleWeeks((number,)),
        )
        for number in range(1, 7)
    )
    long = replace(
        week, roles=(replace(week.roles[0], cycle_weeks=6),), activities=shifts, on_calls=()
    )
    data = proposal(long)
    assert [p["title"] for p in blocks(data, "week", "week")] == [
        "All 6 weeks of the rota together"
    ]
    assert [piece["note"] for piece in drawn(data)[0]] == [f"week {n} of 6" for n in range(1, 7)]


def test_what_takes_the_place_of_other_work_is_drawn_instead_of_it() -> None:
    week = emergency()
    night = next(a for a in week.activities if a.id == "clinic")
    audit_day = replace(
        night, id="audit", title="Audit day", frequency=CycleWeeks((2,)), replaces=("clinic",)
    )
    pictures = drawn(proposal(replace(week, activities=(*week.activities, audit_day))))
    titles = [{piece["title"] for piece in picture} for picture in pictures]
    assert "Review clinic" in titles[0]
    assert "Review clinic" not in titles[1]
    assert "Audit day" in titles[1]


def test_a_night_is_drawn_on_both_days() -> None:
    night = [p for p in drawn(proposal(emergency()))[1] if p["title"] == "Night shift"]
    assert [(p["day"], p["start"], p["end"], p["continued"]) for p in night] == [
        ("Friday", 22 * 60, 24 * 60, False),
        ("Saturday", 0, 8 * 60, True),
    ]
    assert {p["hours"] for p in night} == {"22:00–08:00"}


def test_a_sunday_night_comes_back_on_monday() -> None:
    week = emergency()
    night = Activity(
        id="sun", role="emergency", title="Sunday night", day=Day.SUN, clock=clock(21, 9)
    )
    pieces = drawn(proposal(replace(week, activities=(night,))))[0]
    assert {(p["day"], p["start"], p["end"], p["continued"]) for p in pieces} == {
        ("Sunday", 21 * 60, 24 * 60, False),
        ("Monday", 0, 9 * 60, True),
    }


def test_what_is_not_known_to_be_weekly_is_told_apart() -> None:
    piece = next(p for p in drawn(proposal(public_health()))[0] if p["ref"] == "A5")
    assert (piece["loose"], piece["note"], piece["units"]) == (True, "1 in 2", "0.5 PA")


def test_a_week_without_fixed_times_says_so() -> None:
    week = emergency()
    untimed = tuple(a for a in week.activities if a.clock is None)
    data = proposal(replace(week, activities=untimed, on_calls=()))
    assert section_text(data, "week") == (
        "None of this work is at a fixed time, so no week is drawn."
    )


def test_a_role_without_activities_says_so() -> None:
    data = proposal(replace(emergency(), activities=(), on_calls=()))
    assert "no activities are entered" in section_text(data, "activities")


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Day)[:7]), st.integers(0, 95), st.integers(1, 96)),
        min_size=1,
        max_size=14,
    )
)
def test_no_two_drawn_blocks_cover_each_other(windows: list[tuple[Day, int, int]]) -> None:
    from portfolio_app.core.model import Clock

    activities = tuple(
        Activity(
            id=f"a{number}",
            role="emergency",
            title=f"Work {number}",
            day=day,
            clock=Clock(start * 15, (start + length) * 15 % 1440),
        )
        for number, (day, start, length) in enumerate(windows)
    )
    data = proposal(replace(emergency(), activities=activities, on_calls=()))
    (picture,) = blocks(data, "week", "week")
    for day in picture["days"]:
        for number, one in enumerate(day["blocks"]):
            assert picture["first"] <= one["start"] < one["end"] <= picture["last"]
            assert 0 <= one["left"] < one["left"] + one["width"] <= 1.001
            assert one["until"] >= one["end"]
            for other in day["blocks"][number + 1 :]:
                apart = one["end"] <= other["start"] or other["end"] <= one["start"]
                beside = (
                    one["left"] + one["width"] <= other["left"] + 0.001
                    or other["left"] + other["width"] <= one["left"] + 0.001
                )
                assert apart or beside
    minutes = {p["title"]: 0 for p in drawn(data)[0]}
    for piece in drawn(data)[0]:
        minutes[piece["title"]] += piece["end"] - piece["start"]
    assert minutes == {a.title: a.clock.minutes for a in activities if a.clock}


def test_the_picture_is_told_in_words() -> None:
    (picture,) = blocks(proposal(public_health()), "week", "week")
    assert "Monday: 09:00 to 13:00 A1 Health protection clinic (1 PA);" in picture["alt"]
    assert "Wednesday: " in picture["alt"]


# -- words ---------------------------------------------------------------------------------------


def test_the_text_twin_says_all_that_the_tables_say() -> None:
    data = proposal(public_health(), privacy=Privacy.FULL, with_findings=True)
    told = as_text(data)
    for part in data["sections"]:
        for block in part["blocks"]:
            for row in block.get("rows", ()):
                assert all(c["main"] in told and c["soft"] in told for c in row["cells"])
                assert row["under"] in told
            for item in block.get("items", ()):
                assert item["text"] in told
    for one in data["signatures"]:
        assert one["role"] in told
    assert "Draft proposal: not agreed" in told


def test_premium_taken_as_pay_is_told_in_per_cent() -> None:
    week = emergency()
    paid = replace(week, roles=(replace(week.roles[0], premium=PremiumMode.PAY),))
    assert "% of full-time basic salary" in section_text(proposal(paid), "summary")


def test_work_in_hours_only_shows_no_units() -> None:
    week = emergency()
    hours_only = Role(
        id="academic",
        employer="trust",
        title="Academic part",
        contract=CONSULTANT,
        contracted=Fraction(0),
        counted=False,
        stands_for=Fraction(5),
    )
    research = Activity(id="research", role="academic", title="Research", minutes=600)
    data = proposal(
        replace(week, roles=(*week.roles, hours_only), activities=(*week.activities, research))
    )
    row = blocks(data, "summary", "table")[0]["rows"][1]
    assert [cell["main"] for cell in row["cells"]][2:4] == ["5 PA", "in hours only"]
    line = blocks(data, "activities", "table")[1]["rows"][0]
    assert [cell["main"] for cell in line["cells"]][5:] == ["–", "–", "10 h"]


def test_dates_are_named_and_counted_on() -> None:
    from datetime import date, timedelta

    days = tuple(date(2026, 5, 5) + timedelta(days=7 * n) for n in range(10))
    school = Activity(
        id="course",
        role="emergency",
        title="Course",
        clock=clock(9, 13),
        frequency=OnDates(days),
    )
    week = emergency()
    data = proposal(replace(week, activities=(school,), on_calls=()))
    when = blocks(data, "activities", "table")[0]["rows"][0]["cells"][2]["main"]
    assert when.startswith("5 May 2026, 12 May 2026, ")
    assert when.endswith(" and 2 more 09:00–13:00")


def test_a_file_name_is_one_on_every_system() -> None:
    whole = public_health()
    odd = Employer(id="trust", name='A/B: "C" \\ ..\n<D>|?*', kind=EmployerKind.NHS)
    data = proposal(replace(whole, employers=(odd, whole.employers[1])))
    assert file_name(data) == "Job plan proposal - A B C D - 2026-11-23"


def test_letters_go_on_after_z() -> None:
    assert letters(29)[:2] == ["A", "B"]
    assert letters(29)[25:] == ["Z", "AA", "AB", "AC"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("1/4", "+0.25 PA"), ("-1/8", "−0.125 PA"), ("0", "0 PA"), ("1/100000", "0 PA")],
)
def test_a_difference_carries_its_sign(value: str, text: str) -> None:
    assert difference_text(Fraction(value), "PA") == text


@given(st.text(st.characters(exclude_categories=())))
def test_user_text_becomes_one_harmless_line(text: str) -> None:
    line = tidy_text(text)
    assert len(line.splitlines()) <= 1
    assert not {"\u202e", "\ufeff", "\u200b", "\0"} & set(line)
    assert tidy_text(line) == line
    line.encode("utf-8")


@given(st.integers(0, 10000), st.integers(1, 80))
def test_intervals_are_cut_at_midnight(start: int, length: int) -> None:
    end = min(start + length * 60, 10080)
    pieces = list(by_day([(start, end)]))
    assert sum(b - a for a, b in pieces) == end - start
    assert all(a // 1440 == (b - 1) // 1440 for a, b in pieces)
