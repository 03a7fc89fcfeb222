"""An advert checked: read, counted under its contract, and held against its own arithmetic.

Puts the reading and the core together for those who show it, in the terminal and in the window.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portfolio_app.core.audit import Audit, audit
from portfolio_app.core.contracts import Contract
from portfolio_app.core.model import Portfolio
from portfolio_app.core.occurrences import Holidays
from portfolio_app.core.workload import Count, count
from portfolio_app.exchange.advert.meanings import Meaning, vocabulary
from portfolio_app.exchange.advert.plan import Post, plan_of
from portfolio_app.exchange.advert.reading import Reading, read

_EACH_TIME = "how often it is done left out"
_NO_HOLIDAYS: Holidays = {}


@dataclass(frozen=True, slots=True)
class Checked:
    """The advertised plan, counted and audited; a plan file has no reading, it is read as it is."""

    plan: Portfolio
    count: Count
    audit: Audit
    reading: Reading | None = None

    @property
    def advice(self) -> str:
        """What a person may want to change in the mapping; empty where nothing suggests it."""
        if self.reading is None or Meaning.UNITS not in self.reading.mapping:
            return ""
        each = sum(line.follows_if == _EACH_TIME for line in self.audit.lines)
        rare = {line.id for line in self.count.lines if line.occurrences_per_week != 1}
        weekly = [line for line in self.audit.lines if line.id in rare and line.follows]
        timed = [line for line in weekly if not line.taken]
        if each < 2 or timed:
            return ""
        return (
            f"{each} figures are what one occasion is worth, not an average week. If the column"
            " means that, choose “Units each” for it."
        )


def check(
    text: str,
    post: Post,
    contracts: Mapping[str, Contract],
    *,
    mapping: Sequence[Meaning] | None = None,
    holidays: Holidays = _NO_HOLIDAYS,
) -> Checked:
    """Read an advert's text and audit it.

    Raises:
        TermMissing: where the contract has no value on the first day of the post's year.
    """
    words = vocabulary(post.contract, post.year_start, post.nation)
    reading = read(text, words, mapping)
    return audited(plan_of(reading, post), contracts, reading=reading, holidays=holidays)


def audited(
    plan: Portfolio,
    contracts: Mapping[str, Contract],
    *,
    reading: Reading | None = None,
    holidays: Holidays = _NO_HOLIDAYS,
) -> Checked:
    """Count a plan and hold what it states against that."""
    counted = count(plan, contracts, holidays=holidays)
    return Checked(plan, counted, audit(counted), reading)


def is_plan_file(text: str) -> bool:
    """Whether a text is a plan file and not something to be guessed at."""
    return any(line.strip().startswith('format = "portfolio/') for line in text.split("\n", 50))
