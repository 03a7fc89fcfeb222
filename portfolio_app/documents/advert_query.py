"""A query for an employer: the advertised figures that do not follow, each with its working.

One page in courteous words, as plain data for a template. Only what does not follow is in it, with
a neutral question at the end. This module knows no template, no file and no clock.
"""

from collections.abc import Mapping
from fractions import Fraction

from portfolio_app.core import words
from portfolio_app.core.audit import Audit, LineAudit, TotalAudit, lines_of_total
from portfolio_app.core.contracts import Contract, TermValue
from portfolio_app.core.workload import Count
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
from portfolio_app.documents.job_plan_sources import value_text
from portfolio_app.documents.job_plan_summary import difference_text
from portfolio_app.documents.scope import Stamp

TITLE = "Query about the figures of a job plan"
STATUS = "Draft: a question, not a claim"
FORMAT = "advert-query/1"
MOST_POINTS = 9
_MOST_SOURCES = 8
_MOST_PARTS = 40
_PLACES = 4
_TURNS = {
    "premium missed": "if premium time were counted at the length of plain time",
    "a break counted": "if the break were counted",
    "divided by 52": "if the year were divided by 52 weeks",
    "done half as often": "if it were done half as often",
    "how often it is done left out": "if it were done every week",
    "no prospective cover": "if the duty were not covered through leave",
    "prospective cover added": "if the duty were covered through leave too",
    "travel left out": "if travel were left out",
    "a month taken as four weeks": "if a month were taken as four weeks",
    "by the clock": "if its times were counted",
    "predictable work alone": "if only predictable work were counted",
    "unpredictable work alone": "if only unpredictable work were counted",
}


def kindly(reason: str) -> str:
    """A likely reason in words that blame nobody: "if the break were counted"."""
    if reason in _TURNS:
        return _TURNS[reason]
    for ending in (" left out", " counted"):
        if reason.endswith(ending):
            return f"if {reason.removesuffix(ending)} were{ending}"
    if reason.startswith("one ") and reason.endswith(" an occurrence"):
        return f"if each occasion were worth {reason.removesuffix(' an occurrence')}"
    return f"with: {reason}"


def points(result: Audit) -> tuple[TotalAudit | LineAudit, ...]:
    """What does not follow: totals first, then lines, the largest difference first."""
    totals = [total for total in result.totals if total.follows is False]
    lines = [line for line in result.lines if line.follows is False]
    return (*sorted(totals, key=_size), *sorted(lines, key=_size))


def _size(point: TotalAudit | LineAudit) -> Fraction:
    return -abs(point.difference or Fraction(0))


def advert_query(
    count: Count,
    result: Audit,
    contracts: Mapping[str, Contract],
    *,
    sender: str,
    stamp: Stamp,
) -> Data:
    """The query as plain data for JSON.

    Args:
        count: the advertised plan, counted.
        result: its audit.
        contracts: contracts by id.
        sender: who asks, as it is to be printed; may be empty.
        stamp: the day and the program's version.

    Raises:
        ValueError: when every figure follows, so that there is nothing to ask.
    """
    asked = points(result)
    if not asked:
        raise ValueError("Every figure that could be counted follows: there is nothing to ask.")
    used = _terms(count, asked)
    titles = {key: contract.title for key, contract in contracts.items()}
    sections = [
        section("points", "Figures that I could not reach", _points(count, asked)),
        section("sources", "The terms used", [_sources(used, titles)] if used else []),
        section("question", "My question", [text(_QUESTION)]),
    ]
    return dict(
        tidy(
            _front(count, result, asked, sender=sender, stamp=stamp)
            | {"sections": [part for part in sections if part["blocks"]]}
        )
    )


_QUESTION = (
    "Could you tell me how these figures were reached, or whether a time, a frequency or a figure"
    " should read differently? I may have misread the advertisement and would be glad to be put"
    " right. Thank you for your help."
)


def file_name(data: Data) -> str:
    """A name for the document's file, without an ending."""
    kept = "".join(c if c.isalnum() or c in " -" else " " for c in str(data["addressee"]))
    return f"Query - {' '.join(kept.split())[:60] or 'employer'} - {data['created']}"


def _front(
    count: Count,
    result: Audit,
    asked: tuple[TotalAudit | LineAudit, ...],
    *,
    sender: str,
    stamp: Stamp,
) -> Data:
    employer = count.portfolio.employers[0].name if count.portfolio.employers else "the employer"
    follow = [line.follows for line in result.lines] + [one.follows for one in result.totals]
    compared = len(follow) - follow.count(None)
    taken = sum(line.taken for line in result.lines)
    told = [
        ("Post", ", ".join(role.role.title for role in count.roles)),
        ("Counted under", ", ".join(role.terms.view.contract.title for role in count.roles)),
        ("From", sender),
        ("Figures compared", f"{compared - taken}"),
        ("Of these, not reached", f"{len(asked)}"),
        ("Taken as printed, without times", str(taken) if taken else ""),
    ]
    return {
        "format": FORMAT,
        "title": TITLE,
        "status": STATUS,
        "note": (
            "Thank you for the job plan that you advertise. Its figures are worked out below from"
            " the times and frequencies that it prints, under the terms named at the end."
        ),
        "author": sender,
        "addressee": employer,
        "version": f"Portfolio {stamp.version}",
        "date": words.day_date(stamp.today),
        "created": stamp.today.isoformat(),
        "facts": facts(told)["facts"],
        "figures": [],
        "signatures": [],
    }


def _points(count: Count, asked: tuple[TotalAudit | LineAudit, ...]) -> list[Data]:
    columns = [
        Column("", 0.05),
        Column("Line or total", 0.47),
        Column("Printed", 0.15, numeric=True),
        Column("Worked out", 0.17, numeric=True),
        Column("Difference", 0.16, numeric=True),
    ]
    rows = [
        _total_row(count, number, point)
        if isinstance(point, TotalAudit)
        else _line_row(count, number, point)
        for number, point in enumerate(asked[:MOST_POINTS], 1)
    ]
    blocks = [table("", columns, rows)]
    more = len(asked) - MOST_POINTS
    if more > 0:
        blocks.append(text(f"And {more} more, which I can send if they help."))
    return blocks


def _cells(number: int, named: Cell, point: TotalAudit | LineAudit, unit: str) -> list[str | Cell]:
    gap = point.difference
    return [
        str(number),
        named,
        f"{point.stated} {unit}".strip(),
        "" if point.counted is None else words.units(point.counted, unit, _PLACES),
        "" if gap is None else difference_text(gap, unit),
    ]


def _line_row(count: Count, number: int, point: LineAudit) -> Row:
    line = next(line for line in count.lines if line.id == point.id)
    each = point.what == "stated_each"
    told = [f"{line.working}."]
    if point.follows_if is not None:
        told.append(f"The printed figure would be reached {kindly(point.follows_if)}.")
    named = Cell(point.title, "each time" if each else line.frequency)
    return Row(cells=_cells(number, named, point, _unit(count, point.role)), under=" ".join(told))


def _total_row(count: Count, number: int, point: TotalAudit) -> Row:
    unit = _unit(count, point.role)
    told = [f"The lines of the job plan, as worked out, add up to this{_added(count, point)}."]
    if point.sum_of_stated_lines is not None and not point.lines_without_stated:
        printed = words.units(point.sum_of_stated_lines, unit, _PLACES)
        told.append(f"As they are printed they add up to {printed}.")
    if point.follows_if is not None:
        told.append(f"The printed total would be reached {kindly(point.follows_if)}.")
    what = "Total" if point.what == "total" else f"Total of {point.what.removeprefix('group ')}"
    return Row(
        cells=_cells(number, Cell(what, point.source or ""), point, unit), under=" ".join(told)
    )


def _added(count: Count, point: TotalAudit) -> str:
    """The sum, where its parts are few enough to be read: ": 1 + 0.5 = 1.5 PA"."""
    parts = [
        words.number(line.units_per_week * part, _PLACES)
        for line, part in lines_of_total(count, point)
        if line.units_per_week is not None
    ]
    if point.counted is None or not 0 < len(parts) <= _MOST_PARTS:
        return ""
    return (
        f": {' + '.join(parts)} = {words.units(point.counted, _unit(count, point.role), _PLACES)}"
    )


def _unit(count: Count, role: str | None) -> str:
    found = count.role(role) if role is not None else None
    chosen = found or (count.roles[0] if count.roles else None)
    return "" if chosen is None else chosen.unit.value


def _terms(count: Count, asked: tuple[TotalAudit | LineAudit, ...]) -> list[TermValue]:
    """The terms of the lines asked about; of every line where totals are all that is asked."""
    ids = {point.id for point in asked[:MOST_POINTS] if isinstance(point, LineAudit)}
    lines = [line for line in count.lines if line.id in ids or not ids]
    return list(dict.fromkeys(term for line in lines for term in line.terms))


def _sources(used: list[TermValue], titles: Mapping[str, str]) -> Data:
    entries = []
    for term in used[:_MOST_SOURCES]:
        value = value_text(term)
        at = f", {term.citation.at}" if term.citation.at else ""
        told = f"{term.says}{f' {value}.' if value else ''} {term.citation.source.title}{at}"
        named = f"{told}, from {words.day_date(term.start)}"
        entries.append((titles.get(term.contract, term.contract), f"{named}."))
    return items(entries)
