"""Published job plans, pasted as they are printed: what follows, by how much, and why not.

The tables are those of the worked cases; each figure asserted here is worked out beside it.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from portfolio_app.core.audit import LineAudit
from portfolio_app.core.model import Employer, EmployerKind
from portfolio_app.exchange.advert.checked import Checked, check, is_plan_file
from portfolio_app.exchange.advert.meanings import Meaning
from portfolio_app.exchange.advert.plan import Post
from portfolio_app.exchange.advert.reading import Said, mapping_named
from tests.plans import CONSULTANT, CONTRACTS

PUBLISHED = Path(__file__).parent / "published"
TRUST = Employer(id="trust", name="Example Trust", kind=EmployerKind.NHS)


def checked(
    text: str, contract: str = CONSULTANT, mapping: tuple[Meaning, ...] | None = None
) -> Checked:
    post = Post(
        contract=CONTRACTS[contract], title="Post", employer=TRUST, year_start=date(2026, 4, 6)
    )
    return check(text, post, CONTRACTS, mapping=mapping)


def published(name: str, contract: str = CONSULTANT) -> Checked:
    found = checked((PUBLISHED / name).read_text(encoding="utf-8"), contract)
    assert found.reading is not None
    assert not [o for o in found.reading.outcomes if o.said in (Said.UNREAD, Said.PARTLY)]
    return found


def lines_of(found: Checked) -> dict[str, LineAudit]:
    return {line.title: line for line in found.audit.lines}


def test_a_week_whose_total_contradicts_its_lines() -> None:
    found = published("obstetrics-week.txt")
    lines = lines_of(found)
    # 10 h of window less 1 h of lunch is 9 h: 9 / 4 / 4 = 0.5625; the clock gives 0.625.
    theatre = lines["Gynaecology operating list, all day"]
    assert (theatre.counted, theatre.follows) == (Fraction(5, 8), False)
    assert theatre.follows_if == "a break of 60 minutes left out"
    clinic = lines["Benign gynaecology clinic"]
    assert (clinic.follows, clinic.difference) == (False, Fraction("0.125"))
    assert lines["CPD"].follows
    assert lines["HBC 1, 24 h on-call"].taken
    text, table = found.audit.totals
    assert (text.stated, table.stated) == (Decimal("9.25"), Decimal("9.147"))
    assert text.sum_of_stated_lines == table.sum_of_stated_lines == Fraction("9.149")
    assert (text.adds_up, table.adds_up, text.follows, table.follows) == (False,) * 4


def test_a_list_without_times_is_taken_as_it_is_printed_and_adds_up() -> None:
    found = published("obstetrics-list.txt")
    assert all(line.taken for line in found.audit.lines)
    (total,) = found.audit.totals
    assert (total.counted, total.follows, total.adds_up) == (Fraction("10.375"), True, True)
    (role,) = found.count.roles
    assert {code: amount.units for code, amount in role.by_category.items()} == {
        "DCC": Fraction("8.875"),
        "SPA": Fraction("1.5"),
    }


def test_figures_of_one_occasion_are_noticed_and_the_mapping_mends_them() -> None:
    found = published("anaesthesia-cycle.txt")
    # 10 h / 4 = 2.5 in one week of six is 0.4167 a week.
    assert {line.follows_if for line in found.audit.lines} == {"how often it is done left out"}
    assert "choose “Units each”" in found.advice
    assert found.reading is not None
    mapping, problems = mapping_named({"6": "each"}, found.reading)
    assert problems == ()
    text = (PUBLISHED / "anaesthesia-cycle.txt").read_text(encoding="utf-8")
    again = checked(text, mapping=mapping)
    assert all(line.follows for line in again.audit.lines)
    assert again.advice == ""
    (role,) = again.count.roles
    assert role.role.cycle_weeks == 6
    assert role.counted == Fraction("15.5") / 6


def test_cover_and_premium_on_one_line() -> None:
    found = published("delivery-suite.txt")
    # (10.5 / 4 + 3 / 3) x 13 / 42 = 1.1220
    (line,) = found.audit.lines
    assert (line.counted, line.follows) == (Fraction(29, 8) * 13 / 42, True)


def test_a_saturday_counts_more_than_a_monday() -> None:
    found = published("weekend-and-weekday.txt")
    saturday, monday = found.audit.lines
    assert (saturday.counted, saturday.follows) == (4, True)
    assert (monday.counted, monday.difference) == (3, 1)


def test_sessions_a_year_over_the_weeks_worked() -> None:
    found = published("intensive-care-weekend.txt")
    (total,) = found.audit.totals
    assert (total.counted, total.follows) == (2 * Fraction("2.88") * 11 / 2 / 3 / 42, True)


def test_a_page_of_sessions_under_another_contract() -> None:
    found = published("surgery-days.txt", "salaried-gp")
    (total,) = found.audit.totals
    assert (total.counted, total.follows, total.adds_up) == (4, True, True)
    assert [line.title for line in found.audit.lines] == ["Surgery"] * 3


MISTAKES = """Day\tTime\tActivity\tCategory\tFrequency\tPAs
Mon\t08:00-18:00 (60 min lunch)\tTheatre\tDCC\t\t2.5
Tue\t09:00-13:00\tClinic\tDCC\t42 per year\t0.808
Wed\t09:00-11:40\tMeeting\tSPA\t\t0.66
Thu\t17:00-21:00\tEvening list\tDCC\t\t1.0
Fri\t09:00-13:00\tRound\tDCC\t1 in 4\t0.125
Fri\t14:00-17:30\tTeaching\tSPA\t\t1.0
"""


def test_the_likely_reasons_of_an_advert() -> None:
    found = checked(MISTAKES)
    lines = lines_of(found)
    reasons = {title: line.follows_if for title, line in lines.items()}
    assert reasons == {
        "Theatre": "a break counted",
        "Clinic": "divided by 52",
        "Meeting": None,
        "Evening list": "premium missed",
        "Round": "done half as often",
        "Teaching": "one PA an occurrence",
    }
    assert (lines["Meeting"].follows, lines["Meeting"].cut) == (True, True)


GRID = """            Monday          Tuesday         Wednesday       Thursday        Friday
AM          Ward round      Clinic          SPA             Theatre         Admin
            DCC 1.0         08:30-12:30                     list
PM          Teaching SPA    MDT DCC 0.5                     Theatre list    CPD SPA
"""


def test_a_timetable_is_read_cell_by_cell() -> None:
    found = checked(GRID)
    assert found.reading is not None
    titles = [line.title for line in found.plan.activities]
    assert titles == [
        *("Ward round", "Clinic", "SPA", "Theatre list", "Admin"),
        *("Teaching", "MDT", "Theatre list", "CPD"),
    ]
    days = [line.day.value for line in found.plan.activities if line.day is not None]
    assert days == ["Mon", "Tue", "Wed", "Thu", "Fri", "Mon", "Tue", "Thu", "Fri"]
    ward, clinic = found.plan.activities[:2]
    assert (ward.category, ward.stated) == ("DCC", Decimal("1.0"))
    assert clinic.clock is not None


DOWN = """Day,AM,PM
Monday,Clinic DCC 1.0,Admin DCC 1.0
Tuesday,Theatre 08:00-12:00,
Wednesday,,CPD SPA
Thursday,Round,Teaching
"""


def test_a_timetable_the_other_way_round() -> None:
    found = checked(DOWN)
    lines = [(line.title, line.day, line.half) for line in found.plan.activities]
    assert [title for title, _, _ in lines] == [
        *("Clinic", "Admin", "Theatre", "CPD", "Round", "Teaching")
    ]
    assert found.plan.activities[2].clock is not None


LOOSE = """Consultant in acute medicine: indicative timetable
This post is offered at 10 PAs per week.
Direct clinical care (DCC)
Monday 09:00-13:00 Ward round 1.0
Tues 9am - 1pm clinic, alternate weeks 0.5
Supporting professional activities
Wednesday pm Teaching 1 in 4 0.25
Home visits as needed
Total 10.0
"""


def test_lines_without_columns_are_taken_apart() -> None:
    found = checked(LOOSE)
    assert found.reading is not None
    said = [(outcome.said, outcome.lines) for outcome in found.reading.outcomes]
    assert said == [
        (Said.UNREAD, (1,)),
        (Said.TOTAL, (2,)),
        (Said.HEADING, (3,)),
        (Said.LINE, (4,)),
        (Said.LINE, (5,)),
        (Said.HEADING, (6,)),
        (Said.LINE, (7,)),
        (Said.UNREAD, (8,)),
        (Said.TOTAL, (9,)),
    ]
    lines = found.plan.activities
    assert [(line.title, line.category) for line in lines] == [
        ("Ward round", "DCC"),
        ("clinic", "DCC"),
        ("Teaching", "SPA"),
    ]
    assert found.plan.roles[0].contracted == 10


def test_what_is_not_understood_is_said_with_what_was_done() -> None:
    text = (
        "Day\tTime\tActivity\tCategory\tFrequency\tPAs\n"
        "Funday\t09:00-13:00\tClinic\tFoo\tad hoc\tlots\n"
        "Mon\t09:00-13:00\tRound\tDCC/SPA\tweeks 1,3\t0.5\n"
        "\t\tHome visits\t\t\t\n"
        "Total hours\t\t\t\t\t\n"
    )
    found = checked(text)
    assert found.reading is not None
    first, shared, none, hours = found.reading.outcomes[1:]
    assert first.said is Said.PARTLY
    for word in ("Funday", "Foo", "ad hoc", "lots"):
        assert f"“{word}” could not be read" in first.words
    assert (shared.said, found.plan.activities[1].category_shares) == (
        Said.PARTLY,
        (("DCC", Fraction(1, 2)), ("SPA", Fraction(1, 2))),
    )
    assert "a rota of 4" in shared.words
    assert none.said is Said.UNREAD
    assert "neither when nor how much" in none.words
    assert hours.said is Said.UNREAD


def test_several_days_of_one_line_share_its_figure() -> None:
    found = checked("Day\tTime\tActivity\tPAs\nMon-Fri\t09:00-17:00\tWard\t10\n")
    assert [line.stated for line in found.plan.activities] == [Decimal(2)] * 5
    assert all(line.follows for line in found.audit.lines)
    mixed = checked("Day\tTime\tActivity\tPAs\nFri-Sat\t09:00-17:00\tWard\t4.667\n")
    (total,) = mixed.audit.totals
    # 8 / 4 on Friday and 8 / 3 on Saturday
    assert (total.what, total.follows) == ("group Ward, row 2", True)


def test_a_second_table_is_not_read_into_the_first() -> None:
    text = "Day\tTime\tActivity\nMon\t09:00-13:00\tClinic\nTime\tActivity\tDay\n9-1\tRound\tTue\n"
    found = checked(text)
    assert found.reading is not None
    assert [outcome.said for outcome in found.reading.outcomes] == [
        *(Said.HEADING, Said.LINE, Said.UNREAD, Said.UNREAD)
    ]


def test_a_column_that_does_not_exist_or_means_nothing_is_told_kindly() -> None:
    reading = published("delivery-suite.txt").reading
    assert reading is not None
    mapping, problems = mapping_named({"9": "day", "PAs": "colour", "Day": "site"}, reading)
    assert mapping[0] is Meaning.SITE
    missing, unknown = problems
    assert missing == (
        'There is no column "9". The columns are: 1 (Day), 2 (Time), 3 (Activity), 4 (Category),'
        " 5 (Frequency), 6 (PAs)."
    )
    assert unknown.startswith('A column cannot mean "colour". It can mean: day, time, start, end,')


def test_sites_and_a_rota_become_what_they_are() -> None:
    text = (
        "Day,Time,Activity,Site,PAs\n"
        "Mon,09:00-13:00,Clinic,St Example’s,1.0\n"
        "Tue,09:00-13:00,Clinic,St Example’s,1.0\n"
        ",,On call 1 in 8 category A,,0.75\n"
    )
    found = checked(text)
    (site,) = found.plan.sites
    assert [line.site for line in found.plan.activities] == [site.id, site.id]
    (call,) = found.plan.on_calls
    assert (call.availability, call.counts_as, call.stated) == (
        "A",
        Fraction("0.75"),
        Decimal("0.75"),
    )
    (role,) = found.count.roles
    assert role.supplement is not None
    assert role.rota_frequency == 8


@pytest.mark.parametrize(
    ("text", "contracted"),
    [
        ("Mon 09:00-13:00 Clinic DCC 1.0\nTue 09:00-13:00 Clinic DCC 1.0\nTotal 7.5", "7.5"),
        ("Mon 09:00-13:00 Clinic DCC 1.0\nTue 9am-1pm Round DCC 1.0\nDCC 6 SPA 1.5", "7.5"),
        ("Mon 09:00-13:00 Clinic DCC 1.0\nTue 09:00-13:00 Round DCC 1.0", "10"),
    ],
)
def test_the_size_of_the_post_is_its_printed_total(text: str, contracted: str) -> None:
    assert checked(text).plan.roles[0].contracted == Fraction(contracted)


def test_a_plan_file_is_known_by_its_format() -> None:
    assert is_plan_file('# my week\nformat = "portfolio/1"\n')
    assert not is_plan_file("Day\tTime\n")
