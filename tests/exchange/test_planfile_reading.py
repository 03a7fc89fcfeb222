"""What the keys of a plan file become, one by one, and what is filled in where they are absent."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from portfolio_app.core.agreements import Credit, Objective, Policy, Silence
from portfolio_app.core.assumptions import Assumptions, Overrun, Thresholds
from portfolio_app.core.model import (
    EVERY_WEEK,
    WEEKDAYS,
    Activity,
    CallWork,
    Clock,
    Commitment,
    CoverBy,
    CycleWeeks,
    Day,
    Employer,
    EmployerKind,
    Half,
    Leave,
    MonthWeeks,
    Movable,
    Nation,
    OnCall,
    OnDates,
    OneIn,
    Partner,
    PartnerBlock,
    Per,
    Person,
    PerYear,
    Portfolio,
    PremiumMode,
    Registration,
    Role,
    Rounding,
    Site,
    StatedTotals,
    TakeOn,
    Tariff,
    Travel,
)
from portfolio_app.core.sharing import (
    Attend,
    Availability,
    Cover,
    Demand,
    Holder,
    JobShare,
    Meeting,
    Overlap,
    Responsibility,
    ShareModel,
    ShareSize,
    Take,
)
from portfolio_app.exchange.planfile import read_file, write
from tests.exchange.planfiles import PLAN, activity, on_call, portfolio_of, reading
from tests.plans import CONTRACTS, at

EVERY_KEY = Path(__file__).parent / "every_key.toml"


@pytest.fixture(scope="module")
def full() -> Portfolio:
    result = read_file(EVERY_KEY, CONTRACTS)
    assert result.portfolio is not None, "\n".join(map(str, result.problems))
    return result.portfolio


def line(portfolio: Portfolio, key: str) -> Activity:
    return next(one for one in portfolio.activities if one.id == key)


def test_the_person(full: Portfolio) -> None:
    assert full.person == Person(
        id="me",
        name="Consultant in acute medicine",
        registration=Registration(body="GMC", number="0000000"),
        specialty="Acute medicine",
        nation=Nation.WALES,
        year_start=date(2026, 4, 1),
        hours_cap=45 * 60 + 30,
        wtr_opt_out=True,
        notes="Two lines\nof notes.",
    )


def test_employers_sites_and_travel(full: Portfolio) -> None:
    assert full.employers == (
        Employer(
            id="board",
            name="Example Health Board",
            kind=EmployerKind.NHS,
            nation=Nation.ENGLAND,
            lead=True,
            notes="Across the border.",
        ),
        Employer(
            id="example-school-of-medicine",
            name="Example School of Medicine",
            kind=EmployerKind.UNIVERSITY,
        ),
    )
    assert full.sites == (
        Site(id="north", name="North Hospital", employer="board", notes="Parking is short."),
        Site(id="south-hospital", name="South Hospital"),
    )
    assert full.travels == (
        Travel(
            id="between", start="north", end="south-hospital", minutes=35, notes="More at five."
        ),
    )


def test_roles(full: Portfolio) -> None:
    acute, research, lead = full.roles
    assert acute == Role(
        id="acute",
        employer="board",
        title="Consultant in acute medicine",
        contract="consultant-england-2003",
        contracted=Fraction(8),
        start=date(2019, 8, 1),
        end=date(2031, 7, 31),
        plan="integrated",
        service_from=date(2012, 2, 1),
        pay_point="8 years",
        base="north",
        cycle_weeks=4,
        working_weeks=Fraction("42.85"),
        rounding=Rounding.NEAREST_QUARTER,
        paid_cap=Fraction(12),
        halves=(
            (Half.AM, at("08:30-12:30")),
            (Half.PM, at("13:30-17:30")),
            (Half.EVENING, at("18:00-21:00")),
        ),
        premium=PremiumMode.PAY,
        real_unit_minutes=270,
        leave=Leave(
            annual_weeks=Fraction("6.4"), public_holidays=Fraction(8), study_days=Fraction(10)
        ),
        basic=Decimal("109725.00"),
        notes="The main job.",
    )
    assert (research.counted, research.stands_for) == (False, Fraction(5))
    assert (lead.considered, lead.follows) == (True, "acute")


def test_the_terms_of_a_share(full: Portfolio) -> None:
    assert full.role("lead").share == JobShare(
        size=ShareSize.EACH,
        model=ShareModel.ISLANDS,
        mine=Fraction("1.5"),
        theirs=Fraction("2.5"),
        partner="surgeon",
        overlap=150,
        overlap_kind=Overlap.FUNDED,
        coordination=72,
        meetings=(Meeting(title="Working dinner", minutes=120, every_weeks=8),),
        cover=Cover.OBLIGED,
        cover_minutes=180,
        cover_displaces=("ward-round",),
        demand=Demand(
            requests=Fraction("6.5"), minutes=15, spread=Fraction("0.8"), urgent=Fraction("0.2")
        ),
        responsibilities=(
            Responsibility(title="Rotas", lead=Holder.ME, deputy=Holder.PARTNER),
            Responsibility(title="Safety"),
        ),
    )


def test_an_activity_by_the_clock(full: Portfolio) -> None:
    assert line(full, "ward-round") == Activity(
        id="ward-round",
        role="acute",
        title="Ward round",
        category="DCC",
        site="north",
        group="wards",
        day=Day.MON,
        clock=at("08:00-13:00"),
        breaks=(at("10:00-10:15"), at("11:30-11:45")),
        travel_minutes=30,
        travel_inside=True,
        premium=PremiumMode.TIME,
        frequency=CycleWeeks((2, 4)),
        first_day=date(2026, 5, 1),
        last_day=date(2026, 12, 31),
        lieu_minutes=30,
        also=(Credit(role="research", units=Fraction(1)), Credit(ledger="CPD", minutes=60)),
        stated=Decimal("0.50"),
        stated_each=Decimal("1.0"),
        movable=Movable.MOVABLE,
        energy=-2,
        meaningful=False,
        attend=Attend.ALTERNATE,
        lead=Holder.PARTNER,
        notes="Moves next year.",
    )
    night = line(full, "night")
    assert night.clock == at("21:00-09:00")
    assert night.category_shares == (("SPA", Fraction(1, 4)), ("DCC", Fraction(3, 4)))
    assert (night.break_minutes, night.prospective_cover) == (30, True)
    assert night.replaces == ("ward-round",)


def test_how_often(full: Portfolio) -> None:
    often = {one.id: one.frequency for one in full.activities}
    assert often == {
        "ward-round": CycleWeeks((2, 4)),
        "night": OneIn(Fraction(4), Fraction(3), 2),
        "clinic": MonthWeeks((1, 3)),
        "teaching": PerYear(Fraction("21.5")),
        "appraisals": EVERY_WEEK,
        "open-day": OnDates((date(2026, 5, 14), date(2026, 5, 16))),
        "holiday-cover": EVERY_WEEK,
    }


def test_other_ways_of_saying_when_and_how_much(full: Portfolio) -> None:
    clinic, teaching = line(full, "clinic"), line(full, "teaching")
    assert (clinic.day, clinic.half) == (Day.TUE, Half.PM)
    assert clinic.tariff == Tariff(each=Fraction(1, 4), count=Fraction(4), cap=Fraction(3, 4))
    assert (teaching.minutes, teaching.premium_minutes, teaching.paid) == (250, 30, False)
    assert (teaching.day, teaching.half) == (Day.WED, Half.AM)
    assert teaching.place_days == (Day.WED, Day.THU)
    assert (teaching.place_window, teaching.least_minutes) == (at("08:00-12:30"), 90)
    appraisals, holiday = line(full, "appraisals"), line(full, "holiday-cover")
    assert (appraisals.counts_as, appraisals.replaces_all) == (Fraction(1, 2), True)
    assert (holiday.day, holiday.holidays_per_year) == (Day.HOLIDAY, Fraction(8))
    assert (holiday.instead_of, holiday.instead_of_all) == (("ward-round",), False)


def test_on_call(full: Portfolio) -> None:
    second, flat, gala, third = full.on_calls
    assert second == OnCall(
        id="second",
        role="acute",
        title="Second on call",
        frequency=OneIn(Fraction(8), Fraction(2), 3),
        days=(Day.SAT, Day.SUN),
        availability="B",
        category="DCC",
        predictable=CallWork(plain=60, premium=120, per=Per.DUTY),
        unpredictable=CallWork(minutes=90, per=Per.WEEK),
        clock=at("17:00-08:00"),
        prospective_cover=True,
        cover_by=CoverBy.RIDDELL,
        slot_share=Fraction(1, 2),
        instead_of=("ward-round",),
        first_day=date(2026, 4, 6),
        last_day=date(2027, 3, 31),
        lieu_minutes=225,
        resident=True,
        stated=Decimal("0.5"),
        notes="From home.",
    )
    assert (flat.id, flat.title, flat.days) == ("on-call", "On call", WEEKDAYS)
    assert (flat.frequency, flat.counts_as) == (PerYear(Fraction(6)), Fraction(1, 4))
    assert gala.frequency == OnDates((date(2026, 5, 16),))
    assert third.frequency == CycleWeeks((1,))
    assert (third.instead_of, third.instead_of_all) == ((), True)


def test_life_and_stated_totals(full: Portfolio) -> None:
    assert full.commitments == (
        Commitment(
            id="school",
            title="School run",
            days=(Day.MON, Day.TUE),
            clock=at("15:00-16:30"),
            protected=True,
            notes="Term only.",
        ),
        Commitment(id="outside-work", title="Outside work", days=(Day.SUN,), clock=Clock(0, 0)),
    )
    (letter,) = full.stated
    assert letter == StatedTotals(
        id="letter",
        source="Covering letter",
        role="acute",
        total=Decimal("10.00"),
        by_category=(("DCC", Decimal("7.5")), ("SPA", Decimal("2.50"))),
        by_group=(("wards", Decimal("3.7079")),),
        notes="Unsigned.",
    )
    assert str(letter.total) == "10.00"


def test_the_partner(full: Portfolio) -> None:
    assert full.partners == (
        Partner(
            id="surgeon",
            name="Consultant surgeon",
            updated=date(2026, 5, 12),
            hours=510,
            units=Fraction(2),
            negotiable=True,
            areas="Theatre use.",
            strengths="Theatre.",
            would_lead="Rotas.",
            limits="Not Wednesdays.",
            halves=(
                (Day.MON, Half.AM, Availability.FLEXIBLE),
                (Day.TUE, Half.AM, Availability.FULL),
                (Day.TUE, Half.PM, Availability.PART),
                (Day.TUE, Half.EVENING, Availability.NONE),
            ),
            blocks=(
                PartnerBlock(day=Day.THU, clock=at("09:00-17:00"), on_post=True, title="Lists"),
            ),
            notes="Keen.",
        ),
    )


def test_what_is_agreed_beside_the_week(full: Portfolio) -> None:
    weeks, supporting = full.policies
    assert weeks == Policy(
        id="local-weeks",
        employer="board",
        contract="consultant-england-2003",
        term="working-weeks",
        start=date(2025, 4, 1),
        value="41.60",
        source="Job planning policy, version 4",
        at="paragraph 7",
        notes="Agreed with the local committee.",
    )
    assert supporting.value == "{ units = 2, of = 10 }"
    assert full.objectives == (
        Objective(
            id="clinic-letters",
            role="acute",
            title="Letters within five days",
            measure="A sample of twenty a quarter.",
            support="A secretary on Tuesdays.",
            activities=("ward-round",),
            notes="Carried over.",
        ),
    )
    assert full.silences == (
        Silence(
            id="known-rest",
            check="daily-rest",
            where="ward-round",
            reason="Compensatory rest is taken on the Tuesday.",
            notes="Look again in autumn.",
        ),
    )


def test_what_the_sampled_year_assumes(full: Portfolio) -> None:
    assert full.assumptions == Assumptions(
        years=2000,
        seed=42,
        two_week_blocks=2,
        one_week_blocks=1,
        school_holidays=True,
        not_both_away=Fraction("0.75"),
        my_leave_weeks=Fraction("6.8"),
        partner_leave_weeks=Fraction(6),
        sick_spells=Fraction("2.5"),
        sick_days=Fraction(4),
        overruns=(
            Overrun(category="DCC", mean=Fraction("1.12"), spread=Fraction("0.25")),
            Overrun(category="SPA", mean=Fraction(1), spread=Fraction("0.1")),
        ),
        call_spread=Fraction("0.6"),
        own_time=90,
    )
    assert full.thresholds == Thresholds(
        near_limit=60,
        protected_lost=90,
        own_time=180,
        duty_share=Fraction("0.8"),
        weeks_over=Fraction(5),
        weeks_over_most=Fraction(10),
        average_over=Fraction("0.1"),
        average_over_most=Fraction("0.4"),
        uncovered=Fraction("0.1"),
        uncovered_most=Fraction("0.3"),
        wait=48 * 60,
        backlog=12 * 60,
    )


def test_the_scenario(full: Portfolio) -> None:
    (scenario,) = full.scenarios
    assert (scenario.id, scenario.title) == ("lead-shared", "Lead, shared")
    assert scenario.leave == ("ward-round", "second")
    assert scenario.takes == (
        TakeOn(role="lead", take=Take.SHARED, mine=Fraction(1), overlap=90, cover_minutes=150),
    )
    assert [role.id for role in scenario.roles] == ["tutor"]
    assert [(one.id, one.day) for one in scenario.activities] == [
        ("ward-round", Day.FRI),
        ("seminar", None),
    ]
    assert [call.id for call in scenario.on_calls] == ["quiet-on-call"]


def test_the_file_with_every_key_comes_back(full: Portfolio) -> None:
    assert portfolio_of(write(full)) == full


# -- what is filled in ---------------------------------------------------------------------------


def test_ids_are_made_from_titles_and_give_way_to_ids_that_are_written() -> None:
    plan = portfolio_of(
        PLAN
        + activity("hours = 1")
        + activity("hours = 2")
        + activity('id = "clinic"\nhours = 3')
        + activity("hours = 4").replace('"Clinic"', '"Café & Ward: Ŵ 2"')
        + activity("hours = 5").replace('"Clinic"', '"診療"')
    )
    assert [one.id for one in plan.activities] == [
        "clinic-2",
        "clinic-3",
        "clinic",
        "cafe-ward-w-2",
        "item",
    ]


def test_a_made_id_can_be_referred_to() -> None:
    plan = portfolio_of(
        PLAN + activity("hours = 1") + '[[scenario]]\ntitle = "No clinic"\nleave = ["clinic"]'
    )
    assert plan.scenarios[0].id == "no-clinic"
    assert plan.scenarios[0].leave == ("clinic",)


def test_a_scenario_numbers_its_titles_after_those_of_the_portfolio() -> None:
    added = activity("hours = 2").replace("[[activity]]", "[[scenario.activity]]")
    plan = portfolio_of(PLAN + activity("hours = 1") + '[[scenario]]\ntitle = "More"\n' + added)
    assert [one.id for one in plan.scenarios[0].activities] == ["clinic-2"]


def test_a_site_partner_or_scenario_may_have_an_id_alone() -> None:
    plan = portfolio_of(
        PLAN + '[[site]]\nid = "annexe"\n[[partner]]\nid = "p"\n[[scenario]]\nid = "s"'
    )
    assert plan.sites[-1].name == "annexe"
    assert plan.partners[0].name == "p"
    assert plan.scenario("s").title == "s"


def test_on_call_is_of_the_only_role_where_none_is_named() -> None:
    plan = portfolio_of(PLAN + "[[on_call]]\none_in = 8")
    assert plan.on_calls[0].role == "consultant"


def test_a_single_table_of_totals_is_the_short_form_of_a_list() -> None:
    short = portfolio_of(f"{PLAN}[stated]\ntotal = 10.0")
    assert short.stated == portfolio_of(f"{PLAN}[[stated]]\ntotal = 10.0").stated
    assert len(portfolio_of(f"{PLAN}[[stated]]\ntotal = 1\n[[stated]]\ntotal = 2").stated) == 2


def test_totals_need_no_role_where_all_roles_that_are_held_count_alike() -> None:
    considered = """
[[role]]
employer = "trust"
title = "Something in hours"
contract = "hours"
contracted = 10
considered = true
"""
    plan = portfolio_of(f"{PLAN}{considered}[stated]\ntotal = 10.0")
    assert plan.stated[0].role is None


@pytest.mark.parametrize("name", ["DCC", "dcc", "Direct  clinical care", "CLINICAL CARE"])
def test_a_category_is_known_by_its_code_name_and_aliases(name: str) -> None:
    plan = portfolio_of(PLAN + activity(f'hours = 1\ncategory = "{name}"'))
    assert plan.activities[0].category == "DCC"


def test_availability_none_is_none() -> None:
    plan = portfolio_of(PLAN + on_call('availability = "none"') + on_call('availability = "a"'))
    assert [call.availability for call in plan.on_calls] == [None, "A"]


def test_a_number_may_be_written_as_a_fraction_where_no_decimal_is_exact() -> None:
    shares = 'category_shares = { DCC = "1/3", SPA = "2/3" }'
    plan = portfolio_of(PLAN + activity(f"hours = 1\n{shares}"))
    assert dict(plan.activities[0].category_shares) == {
        "DCC": Fraction(1, 3),
        "SPA": Fraction(2, 3),
    }


def test_a_decimal_is_read_as_exactly_itself() -> None:
    plan = portfolio_of(PLAN + activity("counts_as = 0.1"))
    assert plan.activities[0].counts_as == Fraction(1, 10)


def test_a_break_after_midnight_lies_in_a_night() -> None:
    night = 'day = "Sun"\nstart = 21:00:00\nend = 07:00:00\nbreaks = [[03:00:00, 03:30:00]]'
    assert portfolio_of(PLAN + activity(night)).activities[0].breaks == (at("03:00-03:30"),)


def test_a_window_that_ends_when_it_begins_is_a_whole_day() -> None:
    plan = portfolio_of(PLAN + activity('day = "Sat"\nstart = 08:00:00\nend = 08:00:00'))
    clock = plan.activities[0].clock
    assert clock is not None
    assert clock.minutes == 24 * 60


def test_a_line_with_nothing_but_a_title_is_allowed() -> None:
    """A job plan may name work without saying when or how much: it is not known, never nought."""
    plan = portfolio_of(PLAN + activity(""))
    found = plan.activities[0]
    assert (found.clock, found.half, found.minutes, found.agreed_units) == (None,) * 4


def test_dates_that_are_public_holidays_may_say_so() -> None:
    """The dates say which: they are premium all day because they are holidays."""
    plan = portfolio_of(PLAN + activity('day = "holiday"\nhours = 4\ndates = [2026-05-04]'))
    assert plan.activities[0].frequency == OnDates((date(2026, 5, 4),))
    assert plan.activities[0].day is None


def test_text_is_data_whatever_it_looks_like() -> None:
    title = "[[role]] # \\u0041 ${x} \\u0007"
    plan = portfolio_of(PLAN + activity("hours = 1").replace("Clinic", title))
    assert plan.activities[0].title == "[[role]] # A ${x} \x07"


@pytest.mark.parametrize(
    "table",
    [
        *(
            '[[employer]]\nname = "B"\nkind = "gp"',
            "[[site]]",
            '[[on_call]]\nrole = "consultant"',
            "[[partner]]",
        ),
        *('[[commitment]]\ndays = ["Mon"]', "[[stated]]", "[[scenario]]"),
        '[[travel]]\nfrom = "st-example"\nto = "b"\nminutes = 5',
        '[[role]]\nemployer = "trust"\ntitle = "B"\ncontract = "hours"\ncontracted = 1',
        '[[activity]]\nrole = "consultant"\ntitle = "B"',
    ],
)
def test_every_table_takes_an_id_and_notes(table: str) -> None:
    plan = portfolio_of(f'{PLAN}[[site]]\nid = "b"\n{table}\nid = "own-id"\nnotes = "Noted."')
    assert 'id = "own-id"' in write(plan)
    assert 'notes = "Noted."' in write(plan)


def test_terms_that_cannot_be_read_are_not_guessed_at() -> None:
    """A cycle that cannot be read does not make its weeks wrong."""
    broken = PLAN.replace("contracted = 10.0", 'contracted = 10.0\ncycle_weeks = "four"')
    problems = reading(broken + activity("weeks = [4]")).problems
    assert [problem.place for problem in problems] == ["role[1].cycle_weeks"]


def test_lists_may_be_written_out_as_values() -> None:
    """The short form of a list of tables is TOML too; what is no table in it is refused."""
    site = 'site = [{ name = "A" }, { name = "B" }]\n'
    assert len(portfolio_of(site + PLAN.replace("[[site]]", "[x]").split("[x]")[0]).sites) == 2
    problems = reading(f'site = ["A"]\n{PLAN.split("[[site]]")[0]}').problems
    assert [problem.place for problem in problems] == ["site[1]"]


def test_a_table_of_figures_is_not_a_figure() -> None:
    problems = reading(f"{PLAN}[stated]\nby_group = 4").problems
    assert [problem.place for problem in problems] == ["stated.by_group"]
