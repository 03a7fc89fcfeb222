"""Bank holidays of the nations of the United Kingdom, from the `holidays` library.

The core is told which days are holidays; this is where they come from. Nothing else imports the
library, and only when it is asked, for it is slow to load.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from portfolio_app.core.model import Nation
from portfolio_app.core.occurrences import year_end

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
_SATURDAY = 5
_OFFICIAL: Mapping[str, str] = {  # gov.uk/bank-holidays, read November 2026
    "(observed)": "(substitute day)",
    "'": "\u2019",
    "New Year Holiday": "2 January",
    "Saint ": "St ",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Bank Holiday": "bank holiday",
    "May Day": "Early May bank holiday",
    "Battle of the Boyne": "Battle of the Boyne (Orangemen\u2019s Day)",
    "Coronation of Charles III": "Bank holiday for the coronation of King Charles III",
}


def bank_holidays(nation: Nation, first: date, last: date) -> frozenset[date]:
    """The bank holidays of a nation from the first day to the last, both included.

    One that falls on a weekend is given as the weekday taken instead of it, as the law has it
    (Banking and Financial Dealings Act 1971, schedule 1, and the proclamations under it).
    """
    return frozenset(bank_holiday_names(nation, first, last))


def bank_holiday_names(nation: Nation, first: date, last: date) -> dict[date, str]:
    """The same days with their names, in their order."""
    import holidays

    if last < first:
        return {}
    years = range(first.year, last.year + 1)
    calendar = holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=years)
    return {
        day: _official(name)
        for day, name in sorted(calendar.items())
        if first <= day <= last and day.weekday() < _SATURDAY
    }


def _official(name: str) -> str:
    """A holiday's name as gov.uk/bank-holidays has it."""
    for told, official in _OFFICIAL.items():
        name = name.replace(told, official)
    return name


class BankHolidays(Mapping[Nation, frozenset[date]]):
    """The bank holidays of one job-plan year by nation, each worked out when first asked for.

    The whole of its first week, from Monday, and of its last, and the day after for work that runs
    past midnight.
    """

    def __init__(self, year_start: date) -> None:
        self._first = year_start
        self._known: dict[Nation, frozenset[date]] = {}

    def __getitem__(self, nation: Nation) -> frozenset[date]:
        if nation not in self._known:
            end = year_end(self._first)
            first = self._first - timedelta(days=self._first.weekday())
            last = end + timedelta(days=7 - end.weekday())
            self._known[nation] = bank_holidays(nation, first, last)
        return self._known[nation]

    def __iter__(self) -> Iterator[Nation]:
        return iter(Nation)

    def __len__(self) -> int:
        return len(Nation)
