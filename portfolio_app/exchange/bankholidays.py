"""Bank holidays of the nations of the United Kingdom, from the `holidays` library.

The core is told which days are holidays; this is where they come from. Nothing else imports the
library, and only when it is asked, for it is slow to load.
"""

from datetime import date

from portfolio_app.core.model import Nation

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


def bank_holidays(nation: Nation, first: date, last: date) -> frozenset[date]:
    """The bank holidays of a nation from the first day to the last, both included.

    A holiday on a weekend is given on the day that is taken instead of it.
    """
    import holidays

    if last < first:
        return frozenset()
    years = range(first.year, last.year + 1)
    calendar = holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=years)
    return frozenset(day for day in calendar if first <= day <= last)
