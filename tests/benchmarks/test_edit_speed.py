"""One edit by hand, from letting go of the mouse to the week, totals and checks shown anew."""

import gc
from statistics import median, quantiles
from typing import TYPE_CHECKING

from pytestqt.qtbot import QtBot

from portfolio_app.core.model import WEEKDAYS, Activity, Clock, CycleWeeks, Day, Portfolio
from tests.benchmarks.conftest import Report, Row
from tests.plans import activity, portfolio, role
from tests.ui.weekly import document_of, middle, panel_of, point, timed_release

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

WEEKS = 8
EDITS = 60
TARGET_MS = 16


def rota() -> Portfolio:
    """200 activities: five days of five, in each of the eight weeks of a rota."""
    lines = []
    for index in range(200):
        place = index // WEEKS
        start = 8 * 60 + place // 5 * 120
        lines.append(
            activity(
                f"a{index}",
                day=WEEKDAYS[place % 5].value,
                clock=Clock(start, start + 105),
                frequency=CycleWeeks((index % WEEKS + 1,)),
            )
        )
    return portfolio(*lines, roles=(role(cycle_weeks=WEEKS),))


def test_an_edit_of_200_activities(qtbot: QtBot, report: Report) -> None:
    document = document_of(rota())
    canvas = panel_of(qtbot, document).canvas
    times = []
    gc.collect()
    gc.freeze()  # as the program does once it has loaded
    for _ in range(EDITS):
        moved = document.item("a0")
        assert isinstance(moved, Activity)
        assert moved.clock is not None
        day = Day.SAT if moved.day is Day.MON else Day.MON
        goal: QPointF = point(canvas, day.index, moved.clock.start + moved.clock.minutes / 2)
        times.append(timed_release(canvas, middle(canvas, "a0"), goal) * 1e3)
        after = document.item("a0")
        assert isinstance(after, Activity)
        assert after.day is day
    gc.unfreeze()
    p95 = quantiles(times, n=20)[-1]
    report(
        Row(
            f"one edit of 200 activities, to the repainted week (median {median(times):.1f} ms)",
            f"95th percentile {p95:.1f} ms",
            f"≤ {TARGET_MS} ms",
            p95 <= TARGET_MS,
        )
    )
