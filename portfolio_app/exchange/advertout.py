"""What `portfolio advert` prints: what each line was read as, then the audit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_app.exchange import jsonout, textout

if TYPE_CHECKING:
    from portfolio_app.exchange.advert.checked import Checked
    from portfolio_app.exchange.advert.reading import Reading


def text(checked: "Checked") -> Iterator[str]:
    """The reading line by line, then totals and lines against what follows from them."""
    if checked.reading is not None:
        yield from _reading(checked.reading)
        yield ""
    yield from textout.audit(checked.audit)
    if checked.advice:
        yield ""
        yield checked.advice


def _reading(reading: "Reading") -> Iterator[str]:
    columns = [
        f"{number} {heading} = {meaning.value}"
        for number, (heading, meaning) in enumerate(
            zip(reading.headings, reading.mapping, strict=True), 1
        )
    ]
    yield f"Columns: {'; '.join(columns)}"
    yield ""
    yield textout.table(
        ("Line", "What it says", "", "Read as"),
        [
            (
                ", ".join(map(str, outcome.lines[:3])),
                _short(reading, outcome.row),
                outcome.said.value,
                f"{outcome.words} ({outcome.mend})" if outcome.mend else outcome.words,
            )
            for outcome in reading.outcomes
        ],
    )


_LONGEST = 48


def _short(reading: "Reading", row: int) -> str:
    said = reading.table.rows[row].text if row < len(reading.table.rows) else ""
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def as_json(checked: "Checked") -> dict[str, object]:
    """The same for machines; the audit has the shape that `portfolio audit` gives."""
    reading = checked.reading
    told: dict[str, object] = {"columns": [], "rows": []}
    if reading is not None:
        told["columns"] = [
            {"heading": heading, "means": meaning.value}
            for heading, meaning in zip(reading.headings, reading.mapping, strict=True)
        ]
        told["rows"] = [
            {
                "lines": list(outcome.lines),
                "said": outcome.said.value,
                "words": outcome.words,
                "mend": outcome.mend,
                "ids": list(outcome.ids),
            }
            for outcome in reading.outcomes
        ]
    return {**told, "advice": checked.advice, **jsonout.audit(checked.audit)}
