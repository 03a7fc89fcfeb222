"""The capacity report: a post's options over a sampled year, on two pages, as plain data.

What fits, why, how the year would run, what was assumed, and the seed and version with which a
second run gives the same digits. Shows totals of all of a person's work, and of others' work
nothing but hours. This module knows no template, no file and no clock.
"""

from collections.abc import Iterator, Sequence

from portfolio_app.core import words
from portfolio_app.core.assumptions import CHOSEN
from portfolio_app.core.jobshare import LEAVE, Option
from portfolio_app.core.model import Portfolio
from portfolio_app.core.stress import STRESSES
from portfolio_app.core.sums import hours_sum
from portfolio_app.core.termwords import cited
from portfolio_app.core.verdict import Fit
from portfolio_app.core.yearplan import YearPlan
from portfolio_app.documents.content import (
    Cell,
    Column,
    Data,
    Row,
    facts,
    items,
    section,
    table,
    text,
    tidy,
)
from portfolio_app.documents.job_plan_activities import clock_text
from portfolio_app.documents.render import Rendered, pages, render
from portfolio_app.documents.scope import Stamp
from portfolio_app.simulate.measures import MEASURES
from portfolio_app.simulate.saying import (
    CAUTION,
    SAME,
    SHOWN,
    assumed_lines,
    difference,
    named,
    shown,
)
from portfolio_app.simulate.study import Studied, Study
from portfolio_app.simulate.working import IN_VERDICT, LIMIT, added_up, law_terms, post_lines

TITLE = "Capacity report"
STATUS = "Draft: for discussion"
FORMAT = "capacity-report/1"
TEMPLATE = "capacity-report"
MOST_OPTIONS = 4
_FIRST = 0.24  # of the page's width
_MOST_REASONS = 2
_PAGES = 2
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8)
_COMPARED = ("me.hours", "me.weeks_over_own", "me.unpaid", "me.protected")


def capacity_report(found: Study, portfolio: Portfolio, *, stamp: Stamp) -> Data:
    """The report as plain data for JSON.

    Args:
        found: a whole study; with more than four options, leaving the post and the last three.
        portfolio: as written.
        stamp: the day and the program's version.

    Raises:
        ValueError: for a study whose years are not all sampled yet.
    """
    if not found.samples.is_whole:
        raise ValueError("The years are not all sampled yet: wait for the last of them.")
    options = found.options
    if len(options) > MOST_OPTIONS:
        options = (options[0], *options[1 - MOST_OPTIONS :])
    sections = [
        section("verdict", "What fits", [_verdict(options)]),
        section("figures", "A year in figures", [_figures(options), _meanings(found, options)]),
        section("difference", "Against leaving the post", [_differences(options)]),
        section("weeks", "The weeks of the year", [_weeks(one) for one in _drawn(options)]),
        section("reasons", "Why", [block for one in options if (block := _reasons(one))]),
        section("assumed", "What was assumed", [_assumed(found), text(_DEFAULTS)]),
        section("basis", "How the figures came about", _basis(options)),
    ]
    return dict(
        tidy(
            _front(found, portfolio, stamp)
            | {"sections": [part for part in sections if any(part["blocks"])]}
        )
    )


_DEFAULTS = (
    "What nobody has changed is a starting point of the program, last looked at on"
    f" {words.day_date(CHOSEN)}, and not a finding. The same plan, assumptions, seed and version"
    " give the same figures to the digit."
)


def typeset(data: Data) -> Rendered:
    """The report as a PDF, set as large as two pages allow, and never too small to read.

    Raises:
        RenderError: when the typesetter refuses it.
    """
    for scale in _SCALES:
        data = {**data, "scale": scale}
        if pages(TEMPLATE, data) <= _PAGES:
            break
    return render(TEMPLATE, data)


def file_name(data: Data) -> str:
    """A name for the document's file, without an ending."""
    kept = "".join(c if c.isalnum() or c in " -" else " " for c in str(data["addressee"]))
    return f"Capacity report - {' '.join(kept.split())[:60] or 'post'} - {data['created']}"


def _front(found: Study, portfolio: Portfolio, stamp: Stamp) -> Data:
    role = portfolio.role(found.role)
    plan = found.options[0].plan
    person = portfolio.person
    stress = "" if found.stress is None else f"{STRESSES[found.stress].title}."
    told = [
        ("Post", role.title),
        ("Employer", portfolio.employer(role.employer).name),
        ("For", person.name),
        ("Own limit", "not set" if plan.own_limit is None else words.hours(plan.own_limit)),
        ("Limit of the average by law", words.hours(plan.law_limit)),
        ("Sampled years, seed", f"{found.samples.years:,}, {found.samples.seed}"),
        ("Stress test", stress),
    ]
    return {
        "format": FORMAT,
        "title": TITLE,
        "status": STATUS,
        "note": CAUTION,
        "author": person.name,
        "addressee": role.title,
        "version": f"Portfolio {stamp.version}",
        "date": words.day_date(stamp.today),
        "created": stamp.today.isoformat(),
        "facts": [{"label": label, "value": value} for label, value in told if value],
        "figures": [],
        "signatures": [],
        "scale": _SCALES[0],
    }


def _columns(options: Sequence[Studied], first: str = "") -> list[Column]:
    width = (1 - _FIRST) / len(options)
    return [Column(first, _FIRST), *(Column(one.option.title, width) for one in options)]


def _verdict(options: Sequence[Studied]) -> Data:
    rows = [
        Row(cells=[part.question.value, *(_said(one, number) for one in options)])
        for number, part in enumerate(options[0].verdict)
    ]
    return table("", _columns(options), rows)


def _said(one: Studied, number: int) -> Cell:
    """The word, and the first of the reasons that weigh as much as it."""
    part = one.verdict[number]
    worst = part.reasons[0].text if part.reasons and part.fit is not Fit.FITS else ""
    return Cell(part.fit.value, worst)


def _figures(options: Sequence[Studied]) -> Data:
    names = [name for name in SHOWN if any(name in one.sampled.measures for one in options)]
    rows = [
        Row(cells=[named(name), *(shown(one.sampled, name, unit_said=True) for one in options)])
        for name in names
    ]
    return table("", _columns(options), rows)


def _drawn(options: Sequence[Studied]) -> Sequence[Studied]:
    """Leaving it and the last option: the two that a reader wants to hold side by side."""
    return options if len(options) == 1 else (options[0], options[-1])


def _weeks(one: Studied) -> Data:
    """The strip of weeks: its band and middle in hours, and the lines to hold it against."""
    band, plan = one.sampled.me, one.plan
    limits = [
        {"name": f"{name} {words.hours(minutes)}", "hours": float(minutes) / 60}
        for name, minutes in _limits(plan)
    ]
    return {
        "kind": "weeks",
        "title": one.option.title,
        "weeks": [
            {
                "day": f"{monday.day} {monday:%b}",
                "first": monday.day <= 7,
                "low": round(low, 2),
                "middle": round(middle, 2),
                "high": round(high, 2),
            }
            for monday, low, middle, high in zip(
                one.sampled.weeks, band.p10, band.p50, band.p90, strict=True
            )
        ],
        "limits": limits,
        "says": _strip_says(one),
    }


def _limits(plan: YearPlan) -> Iterator[tuple[str, int]]:
    if plan.own_limit is not None:
        yield "own limit", plan.own_limit
    yield "law's average", plan.law_limit


def _strip_says(one: Studied) -> str:
    """What the picture shows, for those who do not see it."""
    weeks = one.sampled.measures["me.weeks_worked"].mean
    middle = sorted(one.sampled.me.p50)
    half = middle[len(middle) // 2]
    return (
        f"{one.option.title}: half of the weeks are above {half:.0f} h; about {weeks:.0f} weeks"
        f" have work, and one in ten of them is longer than {one.sampled.week_p90:.0f} h."
    )


def _reasons(one: Studied) -> Data:
    """What does not simply fit, and why; nothing where all of it does."""
    entries = []
    for part in one.verdict:
        told = " ".join(reason.text for reason in part.reasons[:_MOST_REASONS])
        if part.fit not in (Fit.NOT_ASKED, Fit.FITS):
            entries.append((part.fit.value.capitalize(), f"{part.question.value} {told}"))
    if one.option.id == LEAVE or not entries:
        return {}
    return {"kind": "titled", "title": one.option.title, "block": items(entries)}


def _differences(options: Sequence[Studied]) -> Data:
    entries = []
    for one in options[1:]:
        told = [
            f"{MEASURES[name].title.lower()}: {said}"
            for name in _COMPARED
            if (said := difference(one.sampled, name)) and said != SAME
        ]
        entries.append((one.option.title, f"{'; '.join(told).capitalize()}."))
    return items(entries) if entries else {}


def _assumed(found: Study) -> Data:
    return facts((title, value) for title, value, _ in assumed_lines(found))


# -- how the figures came about ------------------------------------------------------------------


def _basis(options: Sequence[Studied]) -> list[Data]:
    """The exact sums of each option, and the terms that they rest on."""
    most = max((one.option.count for one in options), key=lambda count: len(count.roles))
    hours = "; ".join(_hours(one.option) for one in options)
    roles = ", ".join(role.role.title for role in most.roles)
    entries = [("Hours a week", f"{hours}; by role: {roles}.")]
    told = ((one.option.title, "; ".join(_sums(one))) for one in options)
    entries += [(title, f"{sums}.") for title, sums in told if sums]
    used = [term for one in options for term in law_terms(one.option)]
    for role in most.roles:
        used += [*role.terms.length_terms, *role.terms.weeks_terms]
    terms = " ".join(f"{term.says} {cited(term)}." for term in dict.fromkeys(used))
    return [_fine([*entries, ("Terms", terms)])]


def _hours(option: Option) -> str:
    """How an option's hours add up, and how far they are from each limit."""
    cap, law = option.count.portfolio.person.hours_cap, option.law.minutes(LIMIT)
    gaps = []
    for limit in (law, cap):
        if limit is not None:
            gap = limit - option.minutes
            side = "below" if gap >= 0 else "over"
            gaps.append(f"{words.hours(abs(gap))} {side} {words.hours(limit)}")
    return f"{option.title} {hours_sum(option.count)}, {', '.join(gaps)}"


def _meanings(found: Study, options: Sequence[Studied]) -> Data:
    """What every sampled figure is, under the figures."""
    names = [name for name in SHOWN if any(name in one.sampled.measures for one in options)]
    meant = "; ".join(f"{MEASURES[name].title}: {MEASURES[name].how}" for name in names)
    samples = found.samples
    mean = f"The mean of {samples.years:,} sampled years, seed {samples.seed}"
    others = f"{'; '.join(IN_VERDICT)}. {_GAPS}"
    return _fine([(mean, f"{_READING} {meant}."), ("In words", others)])


def _fine(entries: Sequence[tuple[str, str]]) -> Data:
    """Entries in small print, one after another."""
    return {**items(entries), "fine": True}


_READING = "in brackets what nine in ten are above, and what nine in ten are below. Of each year,"
_GAPS = "Against leaving the post: the mean over the years of the difference in the same year."


def _sums(one: Studied) -> Iterator[str]:
    """The sums behind what the report says of an option's ordinary week."""
    option, post = one.option, one.option.post
    told = {reason.text for part in one.verdict for reason in part.reasons[:_MOST_REASONS]}
    if option.id == LEAVE:
        return
    if post is not None:
        own = option.count.role(post.resolved.role.id)
        yield from post_lines(post, "" if own is None else own.unit.value)
    for reason, lines in added_up(option):
        if reason.text in told:
            parts = " + ".join(words.number(line.assumed_minutes / 60, 2) for line in lines)
            yield f"{reason.text.rstrip('.')}: {parts} h of {words.hours(option.minutes)}"
    for finding in option.findings:
        if finding.check == "protected-time" and finding.message in told:
            times = words.listing([*_times(option, finding.where)])
            yield f"{finding.message.rstrip('.')}: where {times} overlap"


def _times(option: Option, keys: Sequence[str]) -> Iterator[str]:
    """When lines and commitments with a clock are: "School run 15:15–16:45"."""
    whole = option.portfolio
    clocks = {line.id: (line.title, line.clock) for line in whole.activities}
    clocks |= {call.id: (call.title, call.clock) for call in whole.on_calls}
    clocks |= {life.id: (life.title, life.clock) for life in whole.commitments}
    for key in keys:
        title, clock = clocks.get(key, ("", None))
        if clock is not None:
            yield f"{title} {clock_text(clock)}"
