"""Length of service: since when it is counted, and how many years are completed on a day.

Leave and pay rise with it. Nothing here knows a contract or a clock.
"""

from datetime import date

from portfolio_app.core.model import Portfolio, Role

_FEBRUARY = 2


def service_start(portfolio: Portfolio, role: Role) -> date | None:
    """The day that length of service is counted from; None is not known.

    It is the role's own, else the start of the first of the roles that it continues.
    """
    seen: set[str] = set()
    while role.service_from is None and role.follows is not None and role.id not in seen:
        seen.add(role.id)
        role = next((each for each in portfolio.roles if each.id == role.follows), role)
    return role.service_from or role.start


def completed_years(began: date, on: date) -> int:
    """Whole years of service on a day; none before it began."""
    before_the_day = (on.month, on.day) < (began.month, began.day)
    return max(0, on.year - began.year - before_the_day)


def anniversary(began: date, years: int) -> date:
    """The day on which so many years are completed; 29 February becomes 1 March."""
    try:
        return began.replace(year=began.year + years)
    except ValueError:
        return date(began.year + years, _FEBRUARY + 1, 1)
