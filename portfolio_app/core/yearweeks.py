"""The job-plan year as its calendar weeks, with the holidays and the changes that fall in each.

Weeks begin on Monday; week 1 is the one that holds the first day of the year. Nothing here counts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from portfolio_app.core.model import Portfolio
from portfolio_app.core.periods import Change, job_plan_year, turns

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearWeek:
    """A week, Monday to Sunday; holidays and changes are those within the year."""

    number: int
    first: date
    holidays: tuple[date, ...]
    changes: tuple[Change, ...]

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + _WEEK - timedelta(days=1)

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last


def year_weeks(portfolio: Portfolio, holidays: Collection[date]) -> tuple[YearWeek, ...]:
    """The 52, 53 or 54 weeks that the job-plan year touches.

    Args:
        portfolio: with its scenario applied, whole.
        holidays: the public holidays to mark.
    """
    first, last = job_plan_year(portfolio)
    happens = turns(portfolio)
    marked = sorted(day for day in holidays if first <= day <= last)
    monday = first - timedelta(days=first.weekday())
    weeks: list[YearWeek] = []
    while monday <= last:
        after = monday + _WEEK
        weeks.append(
            YearWeek(
                number=len(weeks) + 1,
                first=monday,
                holidays=tuple(day for day in marked if monday <= day < after),
                changes=tuple(each for each in happens if monday <= each.day < after),
            )
        )
        monday = after
    return tuple(weeks)
