"""Each thing that a plan file cannot say, with the place and the words of its refusal."""

import pytest

from portfolio_app.exchange.problems import Problem
from tests.exchange.planfiles import HEAD, PLACES, PLAN, ROLE, activity, line_of, on_call, reading

CLOCK = 'day = "Mon"\nstart = 09:00:00\nend = 13:00:00\n'
HOURS_ROLE = """
[[role]]
id = "director"
employer = "trust"
title = "Director"
contract = "hours"
contracted = 15
"""
SCENARIO = '\n[[scenario]]\nid = "other"\n'
CLINIC = activity('id = "clinic"\n' + CLOCK)

# What is appended to a sound plan, the place of the one mistake, and words of its sentence.
APPENDED = {
    # keys and types
    "unknown key": (activity('catagory = "DCC"'), "activity[1].catagory", 'Did you mean category?'),
    "unknown table": ('[[activty]]\nrole = "x"', "activty", "Did you mean activity?"),
    "unknown key of a small table": (
        activity("tariff = { each = 1, count = 2, most = 3 }"),
        "activity[1].tariff.most",
        "each, count, cap",
    ),
    "no title": ('[[activity]]\nrole = "consultant"', "activity[1].title", "found no title"),
    "text for a number": (activity('counts_as = "4"'), "activity[1].counts_as", "without quotes"),
    "yes for a number": (activity("energy = true"), "activity[1].energy", "whole number from -2"),
    "yes for hours": (activity("hours = true"), "activity[1].hours", "true (yes or no)"),
    "number for yes": (activity("paid = 1"), "activity[1].paid", "true or false"),
    "number for text": (activity("group = 7"), "activity[1].group", "the number 7"),
    "empty text": (activity('group = " "'), "activity[1].group", "empty text"),
    "text for a time": (
        activity('day = "Mon"\nstart = "09:00"\nend = 13:00:00'),
        "activity[1].start",
        "09:00:00, without quotes",
    ),
    "text for a date": (activity('dates = ["2026-05-01"]'), "activity[1].dates[1]", "without quotes"),
    "moment for a date": (
        activity("dates = [2026-05-01T09:00:00]"),
        "activity[1].dates[1]",
        "Did you mean 2026-05-01?",
    ),
    "one table for many": ('[activity]\ntitle = "x"', "activity", "[[activity]]"),
    "list for one table": (
        activity("tariff = [{ each = 1, count = 1 }]"),
        "activity[1].tariff",
        "one table activity.tariff",
    ),
    "text for a table": (activity('tariff = "x"'), "activity[1].tariff", '"x" (text)'),
    "text among tables": ('[person.x]\n', "person.x", "unknown key"),
    "number for a list": (activity("weeks = 1"), "activity[1].weeks", "a list"),
    "nothing in a list": (activity("weeks = []"), "activity[1].weeks", "an empty list"),
    "not a number": (activity("counts_as = nan"), "activity[1].counts_as", "a real number"),
    "infinite": (activity("per_year = inf"), "activity[1].per_year", "a real number"),
    "huge": (activity("hours = 1e999999999"), "activity[1].hours", "at most 8784"),
    "beyond huge": (activity("hours = 1e99999999999999999999"), "activity[1].hours", "real number"),
    "tiny": (activity("counts_as = 1e-99999999"), "activity[1].counts_as", "at most 30 decimals"),
    "negative": (activity("counts_as = -1"), "activity[1].counts_as", "from 0 to 200"),
    "negative stated": (activity("stated = -0.5"), "activity[1].stated", "from 0 to"),
    "decimal for a whole number": (
        activity("break_minutes = 30.0\n" + CLOCK),
        "activity[1].break_minutes",
        "Did you mean 30?",
    ),
    "energy too high": (activity("energy = 3"), "activity[1].energy", "-2 to 2"),
    "word of a list": (activity('movable = "sometimes"'), "activity[1].movable", '"optional"'),
    "word in capitals": (activity('movable = "Fixed"'), "activity[1].movable", '"fixed"?'),
    "long day": (activity('day = "Monday"'), "activity[1].day", 'Did you mean "Mon"?'),
    "seconds": (
        activity('day = "Mon"\nstart = 09:00:30\nend = 13:00:00'),
        "activity[1].start",
        "Did you mean 09:00:00?",
    ),
    "year far off": (activity("dates = [1066-10-14]"), "activity[1].dates[1]", "from 1900"),
    "hours between minutes": (activity("hours = 4.17"), "activity[1].hours", '"4:10" or "4:11"'),
    "hours in strange text": (activity('hours = "4h10"'), "activity[1].hours", '"4:10"'),
    "sixty minutes": (activity('hours = "4:60"'), "activity[1].hours", "found"),
    "no hours": (activity("hours = 0"), "activity[1].hours", "above 0"),
    "break of no pair": (activity(CLOCK + "breaks = [[10:00:00]]"), "activity[1].breaks[1]", "pair"),
    "break of no time": (
        activity(CLOCK + "breaks = [[10:00:00, 10:00:00]]"),
        "activity[1].breaks[1]",
        "begins and ends",
    ),
    "replaces a number": (activity("replaces = 4"), "activity[1].replaces", "list of ids"),
    # ids and references
    "id in capitals": (activity('id = "The Clinic"'), "activity[1].id", 'Did you mean "the-clinic"?'),
    "id twice": (CLINIC + CLINIC, "activity[2].id", "which activity[1] already has"),
    "id of another table": (activity('id = "trust"'), "activity[1].id", "employer[1]"),
    "no such role": (
        '[[activity]]\nrole = "consultnat"\ntitle = "x"',
        "activity[1].role",
        'Did you mean "consultant"?',
    ),
    "no such employer": (ROLE.replace("trust", "zzz").replace('"consultant"', '"b"'),
                         "role[2].employer", "[[employer]] of this file: trust"),
    "no such contract": (
        ROLE.replace('"consultant"', '"b"').replace("england-2003", "england-2004"),
        "role[2].contract",
        'Did you mean "consultant-england-2003"?',
    ),
    "a law as a contract": (
        ROLE.replace('"consultant"', '"b"').replace("consultant-england-2003",
                                                    "working-time-regulations-1998"),
        "role[2].contract",
        "which is a law",
    ),
    "unheard-of contract": (
        ROLE.replace('"consultant"', '"b"').replace("consultant-england-2003", "zzzz"),
        "role[2].contract",
        "consultant-england-2003, hours",
    ),
    "no such base": (ROLE.replace('"consultant"', '"b"') + 'base = "nowhere"', "role[2].base", "[[site]]"),
    "no such site": (activity('site = "st-exampl"'), "activity[1].site", 'Did you mean "st-example"?'),
    "no such owner of a site": (
        '[[site]]\nname = "X"\nemployer = "nobody"', "site[2].employer", "[[employer]]"),
    "site without a name": ("[[site]]\nnotes = 'x'", "site[2]", "neither name nor id"),
    "no such travel": (
        '[[travel]]\nfrom = "st-example"\nto = "royal"\nminutes = 5', "travel[1].to", "[[site]]"),
    "travel to itself": (
        '[[travel]]\nfrom = "st-example"\nto = "st-example"\nminutes = 5',
        "travel[1].to",
        "same site twice",
    ),
    "no such line to replace": (
        activity('replaces = ["nothing"]'), "activity[1].replaces[1]", "[[activity]]"),
    "replaces itself": (
        activity('id = "clinic"\nreplaces = ["clinic"]'), "activity[1].replaces", "itself"),
    "no such role of totals": ('[stated]\nrole = "x"', "stated.role", "[[role]]"),
    "no such role of a second source": (
        '[[stated]]\n[[stated]]\nrole = "x"', "stated[2].role", "[[role]]"),
    "no such partner": ('[role.share]\npartner = "x"', "role[1].share.partner", "[[partner]]"),
    "partner without a name": ("[[partner]]\nhours = 8", "partner[1]", "neither name nor id"),
    # times and ways of saying when
    "start alone": (activity('day = "Mon"\nstart = 09:00:00'), "activity[1].start", "without end"),
    "end alone": (activity('day = "Mon"\nend = 09:00:00'), "activity[1].end", "without start"),
    "clock without day": (
        activity("start = 09:00:00\nend = 10:00:00"), "activity[1].start", "without day"),
    "clock and hours": (activity(CLOCK + "hours = 4"), "activity[1].hours", "one way of saying when"),
    "clock and half": (activity(CLOCK + 'half = "am"'), "activity[1].half", "one way of saying when"),
    "half without day": (activity('half = "am"'), "activity[1].half", "without day"),
    "premium without hours": (
        activity(CLOCK + "premium_hours = 1"), "activity[1].premium_hours", "without hours"),
    "more premium than hours": (
        activity("hours = 1\npremium_hours = 2"), "activity[1].premium_hours", "at most"),
    "breaks and minutes": (
        activity(CLOCK + "breaks = [[10:00:00, 10:30:00]]\nbreak_minutes = 5"),
        "activity[1].break_minutes",
        "beside breaks",
    ),
    "break without a clock": (
        activity("hours = 4\nbreak_minutes = 20"), "activity[1].break_minutes", "without start"),
    "break outside": (
        activity(CLOCK + "breaks = [[12:30:00, 13:30:00]]"),
        "activity[1].breaks[1]",
        "within [09:00:00, 13:00:00]",
    ),
    "break before": (
        activity(CLOCK + "breaks = [[08:00:00, 08:30:00]]"), "activity[1].breaks[1]", "outside"),
    "break outside a night": (
        activity('day = "Mon"\nstart = 21:00:00\nend = 07:00:00\nbreaks = [[06:30:00, 07:30:00]]'),
        "activity[1].breaks[1]",
        "outside",
    ),
    "breaks that overlap": (
        activity(CLOCK + "breaks = [[10:00:00, 11:00:00], [10:30:00, 11:30:00]]"),
        "activity[1].breaks",
        "overlap",
    ),
    "breaks that fill": (
        activity(CLOCK + "breaks = [[09:00:00, 11:00:00], [11:00:00, 13:00:00]]"),
        "activity[1].breaks",
        "fill the window",
    ),
    "break as long as the window": (
        activity(CLOCK + "break_minutes = 240"), "activity[1].break_minutes", "shorter"),
    "travel longer than what holds it": (
        activity(CLOCK + "travel_minutes = 241\ntravel_inside = true"),
        "activity[1].travel_minutes",
        "no longer than the window",
    ),
    # worth
    "two worths": (
        activity("counts_as = 1\ntariff = { each = 1, count = 1 }"), "activity[1].tariff", "one of"),
    "category and shares": (
        activity('category = "DCC"\ncategory_shares = { SPA = 1 }'),
        "activity[1].category_shares",
        "beside category",
    ),
    "shares of less than one": (
        activity("category_shares = { SPA = 0.5, DCC = 0.4 }"),
        "activity[1].category_shares",
        "add up to 0.9",
    ),
    "a share of nothing": (
        activity("category_shares = { SPA = 1, DCC = 0 }"), "activity[1].category_shares.DCC", "above 0"),
    "a share twice": (
        activity('category_shares = { DCC = 0.5, "clinical care" = 0.5 }'),
        "activity[1].category_shares.clinical care",
        "DCC a second time",
    ),
    "no such category": (
        activity('category = "DDC"'), "activity[1].category", 'Did you mean "DCC"?'),
    "stranger category": (activity('category = "XYZ"'), "activity[1].category", "DCC, SPA, ANR"),
    "no such category of a share": (
        activity("category_shares = { X = 1 }"), "activity[1].category_shares.X", "a category of"),
    "no such category of totals": (
        "[stated]\nby_category = { DCX = 1 }", "stated.by_category.DCX", 'Did you mean "DCC"?'),
    "total of no name": ('[stated]\nby_group = { "" = 1 }', "stated.by_group", "an empty name"),
    "totals of two units": (HOURS_ROLE + "[stated]\ntotal = 25", "stated.role", "different units"),
    # how often
    "two ways of how often": (
        activity("one_in = 4\nweeks = [1]"), "activity[1].one_in", "beside weeks"),
    "week beyond the cycle": (activity("weeks = [2]"), "activity[1].weeks[1]", "1 week long"),
    "week nought": (activity("weeks = [0]"), "activity[1].weeks[1]", "from 1"),
    "week twice": (activity("weeks = [1, 1]"), "activity[1].weeks[2]", "a second time"),
    "fifth week beyond": (
        activity('day = "Mon"\nmonth_weeks = [6]'), "activity[1].month_weeks[1]", "from 1 to 5"),
    "weeks of a month without day": (
        activity("month_weeks = [1]"), "activity[1].month_weeks", "without day"),
    "one in a half": (activity("one_in = 0.5"), "activity[1].one_in", "from 1"),
    "times without one_in": (activity("times = 2"), "activity[1].times", "without one_in"),
    "more times than weeks": (activity("one_in = 4\ntimes = 5"), "activity[1].times", "more times"),
    "from_week alone": (activity("per_year = 4\nfrom_week = 1"), "activity[1].from_week", "without one_in"),
    "from_week beyond": (activity("one_in = 4\nfrom_week = 5"), "activity[1].from_week", "from 1 to 4"),
    "from_week of half weeks": (
        activity("one_in = 4.5\nfrom_week = 1"), "activity[1].from_week", "not whole"),
    "cover of a year": (
        activity("per_year = 21\nprospective_cover = true"),
        "activity[1].prospective_cover",
        "cover included",
    ),
    "cover of dates": (
        activity("dates = [2026-05-14]\nprospective_cover = true"),
        "activity[1].prospective_cover",
        "prospective_cover with dates",
    ),
    "never": (activity("per_year = 0"), "activity[1].per_year", "above 0"),
    "date of another day": (
        activity('day = "Mon"\ndates = [2026-05-11, 2026-05-14]'),
        "activity[1].dates[2]",
        "2026-05-14, a Thu",
    ),
    "date twice": (
        activity("dates = [2026-05-11, 2026-05-11]"), "activity[1].dates[2]", "a second time"),
    "holidays on a weekday": (
        activity('day = "Mon"\nholidays_per_year = 8'), "activity[1].holidays_per_year", '"holiday"'),
    "holidays twice counted": (
        activity('day = "holiday"\nper_year = 2\nholidays_per_year = 8'),
        "activity[1].holidays_per_year",
        "beside per_year",
    ),
    "holidays of a month": (
        activity('day = "holiday"\nmonth_weeks = [1]'), "activity[1].month_weeks", "a weekday"),
    # roles
    "end before start": (
        ROLE.replace('"consultant"', '"b"') + "start = 2026-01-01\nend = 2025-12-31",
        "role[2].end",
        "before the start, 2026-01-01",
    ),
    "no working weeks": (
        ROLE.replace('"consultant"', '"b"') + "working_weeks = 0", "role[2].working_weeks", "above 0"),
    "too many working weeks": (
        ROLE.replace('"consultant"', '"b"') + "working_weeks = 54", "role[2].working_weeks", "at most 53"),
    "stands for without": (
        ROLE.replace('"consultant"', '"b"') + "stands_for = 5", "role[2].stands_for", "counted = false"),
    "half of a day and more": (
        ROLE.replace('"consultant"', '"b"') + "halves = { am = [06:00:00, 19:00:00] }",
        "role[2].halves.am",
        "at most 12 hours",
    ),
    "negative cap": (ROLE.replace('"consultant"', '"b"') + "paid_cap = -1", "role[2].paid_cap", "from 0"),
    # on call
    "no such availability": (on_call('availability = "C"'), "on_call[1].availability", "A, B"),
    "availability without supplement": (
        HOURS_ROLE + '[[on_call]]\nrole = "director"\navailability = "A"',
        "on_call[1].availability",
        "no availability supplement",
    ),
    "no such category on call": (on_call('category = "ZZ"'), "on_call[1].category", "a category of"),
    "flat and predictable": (
        on_call("counts_as = 1\npredictable = { plain_hours = 1 }"),
        "on_call[1].predictable",
        "beside counts_as",
    ),
    "flat and unpredictable": (
        on_call("counts_as = 1\nunpredictable = { plain_hours = 1 }"),
        "on_call[1].unpredictable",
        "beside counts_as",
    ),
    "work of no hours": (
        on_call('predictable = { per = "week" }'), "on_call[1].predictable", "no hours"),
    "work in all without a clock": (
        on_call("predictable = { hours = 2 }"), "on_call[1].predictable.hours", "without a clock"),
    "work in all and in part": (
        on_call("start = 17:00:00\nend = 08:00:00\npredictable = { hours = 2, plain_hours = 1 }"),
        "on_call[1].predictable.plain_hours",
        "beside hours",
    ),
    "on call on holidays": (on_call('days = ["holiday"]'), "on_call[1].days[1]", '"Mon", "Tue"'),
    "on call on no days": (on_call("days = []"), "on_call[1].days", "an empty list"),
    "on-call date of another day": (
        on_call('days = ["Sat"]\ndates = [2026-05-11]'), "on_call[1].dates[1]", "one of its days"),
    "on-call cover of a year": (
        on_call("per_year = 6\nprospective_cover = true"), "on_call[1].prospective_cover", "per_year"),
    "on-call start alone": (on_call("start = 17:00:00"), "on_call[1].start", "without end"),
    "on call of which role": (
        HOURS_ROLE + "[[on_call]]\none_in = 8", "on_call[1].role", "not just one"),
    # life, partners, shares
    "life at no time": ('[[commitment]]\ntitle = "Choir"', "commitment[1]", "neither days nor times"),
    "life on holidays": ('[[commitment]]\ndays = ["holiday"]', "commitment[1].days[1]", '"Sun"'),
    "life that never ends": (
        '[[commitment]]\ndays = ["Mon"]\nstart = 09:00:00', "commitment[1].start", "without end"),
    "partner's odd half": (
        '[[partner]]\nid = "p"\nhalves = { Mon = { am = "free" } }',
        "partner[1].halves.Mon.am",
        '"flexible"',
    ),
    "partner's odd day": (
        '[[partner]]\nid = "p"\nhalves = { Mond = { am = "full" } }',
        "partner[1].halves.Mond",
        "Did you mean Mon?",
    ),
    "partner's block without end": (
        '[[partner]]\nid = "p"\n[[partner.block]]\nday = "Mon"\nstart = 09:00:00',
        "partner[1].block[1].end",
        "no end",
    ),
    "meeting never": (
        '[role.share]\nmeetings = [{ title = "x", hours = 2, every_weeks = 0 }]',
        "role[1].share.meetings[1].every_weeks",
        "from 1",
    ),
    "lead by a stranger": (
        '[role.share]\nresponsibilities = [{ title = "x", lead = "him" }]',
        "role[1].share.responsibilities[1].lead",
        '"me", "partner" or "either"',
    ),
    # scenarios
    "scenario without a name": ('[[scenario]]\nnotes = "x"', "scenario[1]", "neither title nor id"),
    "nothing to leave": (
        SCENARIO + 'leave = ["clinik"]' + CLINIC, "scenario[1].leave[1]", 'Did you mean "clinic"?'),
    "leaves an employer": (SCENARIO + 'leave = ["trust"]', "scenario[1].leave[1]", "[[role]]"),
    "leaves twice": (
        CLINIC + SCENARIO + 'leave = ["clinic", "clinic"]', "scenario[1].leave[2]", "a second time"),
    "adds an id that is there": (
        CLINIC + SCENARIO + CLINIC.replace("[[activity]]", "[[scenario.activity]]"),
        "scenario[1].activity[1].id",
        "which activity[1] already has",
    ),
    "replaces a line by a role": (
        CLINIC + SCENARIO + 'leave = ["clinic"]' + ROLE.replace('"consultant"', '"clinic"').replace(
            "[[role]]", "[[scenario.role]]"),
        "scenario[1].role[1].id",
        "which activity[1] already has",
    ),
    "adds a bad line": (
        SCENARIO + CLINIC.replace("[[activity]]", "[[scenario.activity]]") + "weeks = [3]",
        "scenario[1].activity[1].weeks[1]",
        "1 week long",
    ),
    "takes nobody's role": (
        SCENARIO + '[[scenario.take]]\nrole = "x"\nas = "whole"', "scenario[1].take[1].role", "[[role]]"),
    "takes a role that is held": (
        SCENARIO + '[[scenario.take]]\nrole = "consultant"\nas = "whole"',
        "scenario[1].take[1].role",
        "which you hold",
    ),
}  # fmt: skip


def only(text: str) -> Problem:
    result = reading(text)
    assert result.portfolio is None
    assert len(result.problems) == 1, "\n".join(map(str, result.problems))
    return result.problems[0]


@pytest.mark.parametrize("case", APPENDED)
def test_a_mistake_is_refused_with_its_place(case: str) -> None:
    snippet, place, words = APPENDED[case]
    problem = only(f"{PLAN}\n{snippet}\n")
    assert problem.place == place
    assert words in str(problem)
    assert problem.file == "plan.toml"
    assert problem.line is not None
    assert problem.line > PLAN.count("\n") or place.startswith(("person", "role[1]"))


# What is written in place of something in a sound plan, and the place and words of the one mistake.
INSTEAD = {
    "no format": ('format = "portfolio/1"\n', "", "format", "found no format"),
    "another format": ("portfolio/1", "portfolio 1", "format", 'Did you mean "portfolio/1"?'),
    "a newer format": ("portfolio/1", "portfolio/2", "format", "a newer program"),
    "no person": (HEAD[HEAD.index("[person]") :], "", "person", "found no person"),
    "two persons": ("[person]", "[[person]]", "person", "one table [person]"),
    "no nation": ('nation = "england"\n', "", "person.nation", "found no nation"),
    "no such nation": ('"england"', '"England"', "person.nation", 'Did you mean "england"?'),
    "no year": ("year_start = 2026-04-06\n", "", "person.year_start", "found no year_start"),
    "year as text": ("2026-04-06", '"2026-04-06"', "person.year_start", "without quotes"),
    "no limit of hours": (
        "[person]",
        "[person]\nhours_cap = 0",
        "person.hours_cap",
        "hours above 0",
    ),
    "no kind": ('kind = "nhs"\n', "", "employer[1].kind", "found no kind"),
    "no such kind": ('"nhs"', '"NHS trust"', "employer[1].kind", 'Did you mean "nhs"?'),
    "no contracted": ("contracted = 10.0\n", "", "role[1].contracted", "found no contracted"),
    "id of nothing": ('id = "consultant"', 'id = ""', "role[1].id", "an id of small letters"),
}


@pytest.mark.parametrize("case", INSTEAD)
def test_a_mistake_in_what_every_plan_needs_is_refused(case: str) -> None:
    old, new, place, words = INSTEAD[case]
    assert old in PLAN
    problem = only(PLAN.replace(old, new, 1))
    assert problem.place == place
    assert words in str(problem)


def test_a_newer_file_is_not_picked_to_pieces() -> None:
    result = reading(PLAN.replace("portfolio/1", "portfolio/2") + "[[galaxy]]\nstars = 3\n")
    assert [problem.place for problem in result.problems] == ["format"]


def test_all_mistakes_are_reported_together_in_the_order_of_the_lines() -> None:
    text = PLAN.replace('kind = "nhs"', 'kind = "shop"') + activity(
        'catagory = "DCC"\nday = "Mon"\nstart = 09:00:00\nend = 25:00:00\nweeks = [3]\nenergy = true'
    )
    problems = reading(text).problems
    assert [problem.place for problem in problems] == [
        "employer[1].kind",
        "activity[1].catagory",
        "activity[1].end",
        "activity[1].weeks[1]",
        "activity[1].energy",
    ]
    wanted = ['kind = "shop"', "catagory", "end = 25", "weeks = [3]", "energy"]
    assert [problem.line for problem in problems] == [line_of(text, words) for words in wanted]


def test_a_broken_value_does_not_bring_on_other_complaints() -> None:
    """What could not be read was given all the same: nothing is said to be missing."""
    text = PLAN + activity('id = "A"\nday = "Mo"\nstart = 9:00:00\nend = "x"\nmonth_weeks = [1]')
    places = [problem.place for problem in reading(text).problems]
    assert places == [f"activity[1].{key}" for key in ("id", "day", "start", "end")]


def test_a_line_of_a_role_that_is_not_there_is_refused_for_that_alone() -> None:
    text = PLAN + '[[activity]]\nrole = "nobody"\ntitle = "x"\ncategory = "what"\nweeks = [9]\n'
    assert [problem.place for problem in reading(text).problems] == ["activity[1].role"]


def test_a_problem_is_a_kind_sentence_that_names_file_line_place_and_remedy() -> None:
    text = PLAN + activity('catagory = "DCC"')
    line = line_of(text, "catagory")
    assert str(only(text)) == (
        f'plan.toml, line {line}, activity[1].catagory: found the unknown key "catagory";'
        " expected a key of [[activity]]. Did you mean category?"
    )
