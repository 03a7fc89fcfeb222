"""One year of a week laid over dates, against recurring-ical-events on the same week exported."""

from datetime import date

from portfolio_app.core.dates import lay
from portfolio_app.core.model import Nation
from portfolio_app.exchange.bankholidays import bank_holidays
from tests.benchmarks.conftest import Report, Row
from tests.benchmarks.test_counting_speed import seconds
from tests.calendars import as_found, as_icalendar, busy_week, found_by_others, read
from tests.plans import YEAR_START

LAST = date(2027, 4, 5)
TARGET = 20


def test_a_year_of_40_activities_is_laid_quickly(report: Report) -> None:
    plan = busy_week(40)
    free = bank_holidays(Nation.ENGLAND, YEAR_START, LAST)
    calendar = read(as_icalendar(plan, free))
    holidays = {Nation.ENGLAND: free}

    laid = lay(plan, YEAR_START, LAST, holidays)
    found = found_by_others(calendar, YEAR_START, LAST)
    assert [(o.start, o.end, o.id) for o in laid.occurrences] == as_found(found, YEAR_START)

    ours = seconds(lambda: lay(plan, YEAR_START, LAST, holidays), 21)
    theirs = seconds(lambda: found_by_others(calendar, YEAR_START, LAST), 3)
    ratio = theirs / ours
    report(
        Row(
            f"a year of 40 activities over dates, {len(found)} occurrences ({ours * 1e3:.1f} ms)"
            " against recurring-ical-events",
            f"{ratio:.0f} x as fast",
            f"≥ {TARGET}",
            ratio >= TARGET,
        )
    )
