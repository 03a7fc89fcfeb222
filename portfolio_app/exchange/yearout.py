"""The sampled year, printed: for people as tables and words, and as JSON with every measure.

Figures are rounded here because they are shown; JSON has six places, as elsewhere.
"""

from collections.abc import Iterable, Iterator

from portfolio_app import __version__
from portfolio_app.core.pay import ADVICE
from portfolio_app.core.stress import STRESSES
from portfolio_app.core.verdict import Part, Reason
from portfolio_app.exchange.jsonout import Json, figure
from portfolio_app.exchange.payout import UNVERIFIED, pounds_json
from portfolio_app.exchange.textout import table
from portfolio_app.simulate.measures import MEASURES
from portfolio_app.simulate.sample import Spread
from portfolio_app.simulate.saying import CAUTION, SHOWN, assumed_lines, shown
from portfolio_app.simulate.study import Studied, Study


def text(found: Study) -> Iterator[str]:
    """The options side by side, the verdicts with their reasons, and what was assumed."""
    chosen = found.options
    yield f"{found.samples.years:,} sampled years, seed {found.samples.seed}"
    if found.stress is not None:
        about = STRESSES[found.stress]
        yield f"Stress test: {about.title}. {about.does}"
    yield ""
    names = [name for name in SHOWN if any(name in one.sampled.measures for one in chosen)]
    yield table(
        ("Mean (10th to 90th percentile)", *(one.option.title for one in chosen)),
        [
            *(
                (MEASURES[name].title, *(shown(one.sampled, name) for one in chosen))
                for name in names
            ),
            ("Pay a year, estimated", *(one.option.pay.text() for one in chosen)),
        ],
        right=tuple(range(1, len(chosen) + 1)),
    )
    for one in chosen:
        yield ""
        yield one.option.title
        for part in one.verdict:
            yield f"  {part.question.value} {part.fit.value}"
            yield from (f"    {reason.text}" for reason in part.reasons)
    yield ""
    yield "Assumed"
    yield from (f"  {title}: {value}" for title, value, _ in assumed_lines(found))
    yield CAUTION
    if any(one.option.pay.unverified for one in chosen):
        yield UNVERIFIED
    yield ADVICE


def as_json(found: Study) -> Json:
    """All measures by option, paired differences to the first option, and verdicts."""
    return {
        "role": found.role,
        "years": found.samples.years,
        "seed": found.samples.seed,
        "version": __version__,
        "stress": None if found.stress is None else found.stress.value,
        "assumed": {
            title: {"value": value, "why": why} for title, value, why in assumed_lines(found)
        },
        "compared_with": found.options[0].option.id,
        "options": [_option(one) for one in found.options],
    }


def _option(one: Studied) -> Json:
    sampled = one.sampled
    return {
        "id": one.option.id,
        "title": one.option.title,
        "scenario": one.option.scenario,
        "pay": {
            "total": pounds_json(one.option.pay.total),
            "known": pounds_json(one.option.pay.known),
            "unverified": one.option.pay.unverified,
        },
        "measures": {
            name: {"title": MEASURES[name].title, "unit": MEASURES[name].unit.value, **_spread(own)}
            for name, own in sampled.measures.items()
        },
        "differences": {
            name: {
                **_spread(against.gap),
                "share_of_years_with_more": _figure(against.more),
                "share_of_years_with_less": _figure(against.less),
            }
            for name, against in sampled.differences.items()
        },
        "weeks": [
            {"monday": monday.isoformat(), "p10": low, "p50": middle, "p90": high}
            for monday, low, middle, high in zip(
                sampled.weeks,
                *map(_figures, (sampled.me.p10, sampled.me.p50, sampled.me.p90)),
                strict=True,
            )
        ],
        "week_p90": _figure(sampled.week_p90),
        "missed_a_year": {key: _figure(times) for key, times in sampled.missed.items()},
        "wait_minutes": _waits(sampled.waits),
        "urgent_wait_minutes": _waits(sampled.urgent_waits),
        "verdict": [_part(part) for part in one.verdict],
    }


def _waits(found: tuple[int, int] | None) -> Json | None:
    return None if found is None else dict(zip(("median", "p95"), found, strict=True))


def _part(part: Part) -> Json:
    return {
        "question": part.question.value,
        "fit": part.fit.value,
        "reasons": [_reason(reason) for reason in part.reasons],
    }


def _reason(reason: Reason) -> Json:
    return {
        "text": reason.text,
        "where": list(reason.where),
        "figure": None if reason.figure is None else figure(reason.figure),
        "limit": None if reason.limit is None else figure(reason.limit),
        "weeks": [monday.isoformat() for monday in reason.weeks],
    }


def _spread(spread: Spread) -> Json:
    return {
        "mean": _figure(spread.mean),
        "p10": _figure(spread.p10),
        "p50": _figure(spread.p50),
        "p90": _figure(spread.p90),
        "interval": [_figure(spread.low), _figure(spread.high)],
    }


def _figures(values: Iterable[float]) -> list[float]:
    return [_figure(value) for value in values]


def _figure(value: float) -> float:
    return round(value, 6)
