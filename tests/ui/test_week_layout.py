"""The arithmetic under the week: lanes, drags, words that fit, what a scene holds."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from portfolio_app.core.checks.run import run_checks
from portfolio_app.core.model import Half
from portfolio_app.core.shares import effective
from portfolio_app.core.workload import count
from portfolio_app.ui.week.acts import Spot
from portfolio_app.ui.week.blocktext import ELLIPSIS, Saying, set_block, type_at
from portfolio_app.ui.week.drags import SHORTEST, Drag, Grip, Pointer, nudged, stretched
from portfolio_app.ui.week.forecast import clash_lines, free_spot
from portfolio_app.ui.week.geometry import Geometry
from portfolio_app.ui.week.lanes import share_width
from portfolio_app.ui.week.paint import head_words
from portfolio_app.ui.week.scene import (
    DAY_NAMES,
    DayHead,
    Firmness,
    Scene,
    Shown,
    TileKind,
    cut_at_midnight,
)
from portfolio_app.ui.week.scenemaker import TileCache, build_scene
from tests.plans import CONTRACTS, activity
from tests.ui.weekly import week

DAY = 1440
WEEK = 7 * DAY
INTERVALS = st.lists(
    st.tuples(st.integers(0, 1380), st.integers(5, 600)).map(lambda t: (t[0], min(1440, sum(t)))),
    max_size=14,
)

pytestmark = pytest.mark.usefixtures("qapp")


@given(INTERVALS)
def test_no_two_blocks_of_a_column_overlap_and_each_fills_what_is_free(
    intervals: list[tuple[int, int]],
) -> None:
    lanes = share_width(intervals)
    pairs = list(zip(intervals, lanes, strict=True))
    for at, ((start, end), lane) in enumerate(pairs):
        assert 0 <= lane.left < lane.right <= 1
        others = [
            other
            for to, ((begins, ends), other) in enumerate(pairs)
            if to != at and begins < end and start < ends
        ]
        for other in others:
            assert other.of == lane.of, "blocks that meet share the width equally"
            assert other.right <= lane.left + 1e-9 or lane.right <= other.left + 1e-9
        # What lies to its right is either the edge or something that it meets.
        right = lane.index + lane.span
        assert right == lane.of or any(other.index == right for other in others)


@given(st.integers(0, WEEK - 1), st.integers(1, DAY))
def test_cuts_at_midnight_keep_every_minute(start: int, minutes: int) -> None:
    cuts = cut_at_midnight(start, minutes)
    assert sum(end - begin for _, begin, end in cuts) == minutes
    assert all(0 <= begin < end <= DAY and 0 <= day < 7 for day, begin, end in cuts)


def drag(grip: Grip, was: Spot, grabbed: float) -> Drag:
    return Drag(grip=grip, was=was, grabbed=grabbed, key="a")


def at(minute: float, snap: int = 15) -> Pointer:
    return Pointer(minute=minute, snap=snap)


@given(st.integers(0, WEEK - 1), st.integers(5, DAY), st.floats(0, WEEK), st.floats(0, WEEK))
def test_a_move_keeps_the_length_and_stays_in_the_week(
    start: int, minutes: int, grabbed: float, to: float
) -> None:
    spot = drag(Grip.BODY, Spot(start, minutes), grabbed).spot(at(to))
    assert spot.minutes == minutes
    assert 0 <= spot.start < WEEK


def test_a_move_to_another_day_keeps_a_time_that_is_off_the_grid() -> None:
    spot = drag(Grip.BODY, Spot(550, 60), 560).spot(at(560 + DAY + 3))
    assert spot == Spot(550 + DAY, 60)


def test_a_move_to_another_time_lands_on_the_grid_and_with_alt_on_the_minute() -> None:
    moving = drag(Grip.BODY, Spot(540, 60), 560)
    assert moving.spot(at(560 + 52)).start == 585
    assert moving.spot(at(560 + 52, snap=1)).start == 592


@pytest.mark.parametrize(
    ("grip", "to", "expected"),
    [
        (Grip.END, 700.0, Spot(540, 165)),
        (Grip.END, 500.0, Spot(540, SHORTEST)),
        (Grip.END, DAY + 120.0, Spot(540, 1020)),
        (Grip.START, 490.0, Spot(495, 105)),
        (Grip.START, 650.0, Spot(600 - SHORTEST, SHORTEST)),
        (Grip.START, -60.0 % WEEK, Spot(WEEK - 60, 660)),
    ],
)
def test_an_edge_goes_where_it_is_pulled_and_never_past_the_other(
    grip: Grip, to: float, expected: Spot
) -> None:
    assert drag(grip, Spot(540, 60), 540).spot(at(to)) == expected


def test_edges_are_pulled_over_sunday_midnight() -> None:
    night = Spot(6 * DAY + 22 * 60, 240)
    assert drag(Grip.END, night, 0).spot(at(240)) == Spot(night.start, 360)
    assert drag(Grip.START, night, 0).spot(at(6 * DAY + 21 * 60)) == Spot(6 * DAY + 1260, 300)


@given(st.floats(0, WEEK - 1), st.floats(0, WEEK - 1), st.sampled_from([1, 5, 10, 15, 30]))
def test_what_is_drawn_covers_the_pointers_way_on_the_grid(
    start: float, end: float, snap: int
) -> None:
    drawn = Drag(grip=Grip.EMPTY, grabbed=start, was=Spot(int(start), snap))
    spot = drawn.spot(at(end, snap))
    assert spot.start % snap == 0
    assert snap <= spot.minutes <= DAY
    assert spot.start <= min(start, end)


@given(st.integers(0, WEEK - 1), st.integers(5, DAY), st.integers(-90, 90))
def test_nudging_there_and_back_changes_nothing(start: int, minutes: int, by: int) -> None:
    was = Spot(start, minutes)
    assert nudged(nudged(was, days=2, minutes=by), days=-2, minutes=-by) == was
    longer = stretched(was, end=by)
    assert SHORTEST <= longer.minutes <= DAY
    assert longer.start == start


TITLES = st.text("abcdefg hijkl", min_size=1, max_size=40).filter(lambda t: bool(t.strip()))


@given(TITLES, st.lists(TITLES, max_size=3), st.floats(10, 220), st.floats(4, 200))
def test_words_never_leave_their_block_nor_cover_each_other(
    title: str, parts: list[str], width: float, height: float
) -> None:
    kind = type_at(1.0)
    words = set_block(Saying(title, tuple(parts), "0.38 PA"), width, height, kind)
    boxes = []
    for word in words:
        assert word.y >= -0.01
        assert word.y + word.height <= height + 0.01
        assert word.x >= 0
        assert word.x + word.width <= width + 0.01
        boxes.append(QRectF(word.x, word.y, kind.part(word.text), word.height - 0.02))
    for one in boxes:
        assert not any(one.intersects(other) for other in boxes if other is not one)


@given(TITLES, st.floats(40, 220), st.floats(16, 200))
def test_words_are_whole_or_end_in_an_ellipsis(title: str, width: float, height: float) -> None:
    known = set(title.split())
    for word in set_block(Saying(title, (), ""), width, height, type_at(1.0)):
        for part in word.text.split():
            assert part in known or part.endswith(ELLIPSIS)


def test_a_shorter_block_drops_what_matters_first_then_moves_the_units_up() -> None:
    kind = type_at(1.0)
    saying = Saying("Clinic", ("DCC · North",), "1 PA")
    tall = [w.text for w in set_block(saying, 120, 80, kind)]
    low = set_block(saying, 120, 18, kind)
    assert tall == ["Clinic", "1 PA", "DCC · North"]
    assert [w.text for w in low] == ["Clinic", "1 PA"]
    assert low[0].y == low[1].y
    assert [w.text for w in set_block(saying, 50, 18, kind)] == ["Clinic"]
    assert set_block(saying, 120, 8, kind) == ()


def scene_of(*, number: int = 1, role: str | None = None, **keys: object) -> Scene:
    plan = effective(week(**keys), CONTRACTS)
    counted = count(plan, CONTRACTS)
    shown = Shown(portfolio=plan, count=counted, findings=run_checks(counted, CONTRACTS))
    return build_scene(shown, week=number, role=role)


def test_a_week_of_the_rota_shows_its_own_work_and_what_has_no_phase_lighter() -> None:
    first, second = scene_of(number=1), scene_of(number=2)
    assert (first.weeks, second.week) == (2, 2)
    assert first.tiles_of("odd")
    assert not first.tiles_of("even")
    assert second.tiles_of("even")
    assert scene_of(number=3).week == 1
    weekend = first.tiles_of("weekend")[0]
    assert weekend.firmness is Firmness.SOMETIMES
    assert weekend.parts[0] == "1 in 4"
    assert first.heads[5].text == "1 in 4"


def test_a_night_is_drawn_in_both_days_and_counts_on_the_first() -> None:
    scene = scene_of()
    pieces = [piece for piece in scene.pieces if piece.tile.id == "night"]
    assert [(p.day, p.start, p.end) for p in pieces] == [(0, 0, 360), (6, 1320, 1440)]
    assert [p.is_first for p in pieces] == [False, True]
    assert scene.heads[6].text.startswith("8 h")


def test_a_days_total_is_hours_and_units_of_its_sure_work() -> None:
    assert scene_of().heads[3].text == "4 h · 1 PA"
    assert scene_of().heads[4].text == "3 h"
    assert scene_of().heads[0].text == "rest"


def test_on_call_is_a_strip_and_untimed_work_waits_in_the_tray() -> None:
    scene = scene_of()
    assert [duty.id for duty in scene.duties] == ["call"]
    assert scene.duties[0].firmness is Firmness.SOMETIMES
    assert scene.duties[0].runs == ((0, 7),)
    assert [(chip.id, chip.text) for chip in scene.chips] == [("reading", "10 h to place")]
    assert not scene.tiles_of("reading")


def test_premium_time_is_that_of_the_role_named_and_none_for_plain_hours() -> None:
    scene = scene_of()
    assert scene.premium_of == "Consultant"
    assert (5 * DAY, 7 * DAY) in [(a, b) for a, b in scene.premium] or any(
        a <= 5 * DAY and b >= 6 * DAY for a, b in scene.premium
    )
    assert scene_of(role="director").premium == ()


def test_a_clash_is_told_on_the_blocks_that_meet_and_on_no_others() -> None:
    assert all(not tile.clashes for tile in scene_of().tiles)
    plan = week()
    busy = activity("round", day="Tue", clock="11:00-15:30")
    clashing = replace(plan, activities=(*plan.activities, busy))
    counted = count(clashing, CONTRACTS)
    shown = Shown(portfolio=clashing, count=counted, findings=run_checks(counted, CONTRACTS))
    marked = build_scene(shown)
    assert marked.tiles_of("round")[0].clashes == ("Board", "School run")
    monday, tuesday = marked.tiles_of("school")
    assert monday.clashes == ()
    assert tuesday.clashes == ("Round",)
    assert "clashes with Round" in tuesday.spoken


def test_a_half_day_lies_where_the_role_has_it_and_is_marked() -> None:
    plan = week()
    half = activity("teaching", day="Mon", half=Half.PM)
    counted = count(replace(plan, activities=(half,)), CONTRACTS)
    tile = build_scene(Shown(portfolio=counted.portfolio, count=counted)).tiles_of("teaching")[0]
    assert (tile.start, tile.minutes, tile.half) == (13 * 60, 240, True)
    assert "afternoon, no clock" in tile.parts


def test_what_a_partner_alone_attends_is_not_drawn() -> None:
    plan = week()
    theirs = replace(plan.activities[0], attended=Fraction(0))
    plan = replace(plan, activities=(theirs, *plan.activities[1:]))
    counted = count(plan, CONTRACTS)
    assert not build_scene(Shown(portfolio=plan, count=counted)).tiles_of("clinic")


def test_todays_plan_is_a_ghost_where_the_scenario_differs() -> None:
    plan = week()
    base = count(effective(plan, CONTRACTS), CONTRACTS)
    other = count(effective(plan, CONTRACTS, "less"), CONTRACTS)
    scene = build_scene(Shown(portfolio=other.portfolio, count=other, base=base))
    assert [(p.tile.id, p.tile.kind) for p in scene.ghosts] == [("clinic", TileKind.TODAY)]
    assert scene.ghosts[0].tile.parts == ("given up in this scenario",)
    assert scene.ghosts[0].tile.units == "−1 PA"


def test_what_only_the_scenario_has_is_marked_as_new() -> None:
    plan = week()
    extra = activity("extra", day="Mon", clock="09:00-10:00")
    branch = replace(plan.scenarios[0], activities=(extra,))
    plan = replace(plan, scenarios=(branch,))
    base = count(effective(plan, CONTRACTS), CONTRACTS)
    other = count(effective(plan, CONTRACTS, "less"), CONTRACTS)
    scene = build_scene(Shown(portfolio=other.portfolio, count=other, base=base))
    assert [tile.id for tile in scene.tiles if tile.new] == ["extra"]
    assert scene.tiles_of("extra")[0].spoken.endswith("new in this scenario")


def test_tiles_are_used_again_only_while_all_they_are_made_from_is_the_same() -> None:
    plan = effective(week(), CONTRACTS)
    counted = count(plan, CONTRACTS)
    cache = TileCache()
    first = build_scene(Shown(portfolio=plan, count=counted), cache=cache)
    again = build_scene(Shown(portfolio=plan, count=counted), cache=cache)
    assert again.tiles_of("clinic")[0] is first.tiles_of("clinic")[0]
    clinic = replace(plan.activities[0], title="Renamed", category="SPA")
    changed = replace(plan, activities=(clinic, *plan.activities[1:]))
    fresh = count(changed, CONTRACTS)
    third = build_scene(Shown(portfolio=changed, count=fresh), cache=cache)
    assert third == build_scene(Shown(portfolio=changed, count=fresh))
    assert third.tiles_of("clinic")[0].title == "Renamed"


def test_clashes_ahead_leave_out_the_block_itself_and_what_only_may_be() -> None:
    scene = scene_of()
    assert clash_lines(scene, Spot(DAY + 660, 60), but="clinic") == ["clashes with Board"]
    assert clash_lines(scene, Spot(DAY + 660, 60), but="board") == []
    assert clash_lines(scene, Spot(5 * DAY + 600, 60), but=None) == []
    assert clash_lines(scene, Spot(900, 30), but=None) == ["takes time of School run"]


def test_the_free_spot_offered_is_near_and_free() -> None:
    scene = scene_of()
    spot = free_spot(scene, Spot(DAY + 600, 120), but="clinic", span=(480, 1080))
    assert spot is not None
    assert clash_lines(scene, spot, but="clinic") == []
    assert spot.start // DAY == 1


def geometry() -> Geometry:
    return Geometry(
        width=958, height=600, gutter=46, head=46, tray=36, duty=26, duties=1, hour=32, scroll=200
    )


@given(st.integers(0, WEEK - 1))
def test_a_minute_and_its_point_lead_to_each_other(minute: int) -> None:
    lay = geometry()
    day, in_day = divmod(minute, DAY)
    point = QPointF(lay.left(day) + lay.column / 2, lay.y(in_day))
    assert lay.minute_at(point) == pytest.approx(minute, abs=0.01)


def test_a_quarter_of_an_hour_can_be_hit_in_twenty_four_pixels() -> None:
    lay = geometry()
    scene = _huddle()
    piece = scene.pieces[0]
    rect = lay.piece_rect(piece)
    assert rect.height() < 10
    assert lay.target_rect(piece).height() >= 24
    near = QPointF(rect.center().x(), rect.center().y() + 11)
    assert lay.piece_at(scene, near) is piece


def _huddle() -> Scene:
    plan = replace(
        week(), activities=(activity("huddle", day="Mon", clock="12:00-12:15"),), commitments=()
    )
    counted = count(plan, CONTRACTS)
    return build_scene(Shown(portfolio=plan, count=counted))


def test_an_edge_is_gripped_only_where_the_block_begins_or_ends() -> None:
    lay = geometry()
    scene = scene_of()
    tail = next(p for p in scene.pieces if p.tile.id == "night" and p.day == 0)
    rect = lay.piece_rect(tail)
    assert lay.grip_of(tail, rect.topLeft() + QPointF(5, 1)) is Grip.BODY
    assert lay.grip_of(tail, QPointF(rect.center().x(), rect.bottom() - 1)) is Grip.END


def test_the_days_are_all_named_whole_or_all_short() -> None:
    heads = [DayHead(name, "8 h · 2 PA") for name in DAY_NAMES]
    assert head_words(heads, [200.0] * 7) == [(name, "8 h · 2 PA") for name in DAY_NAMES]
    one_narrow = [200.0] * 6 + [30.0]
    assert head_words(heads, one_narrow) == [(name[:3], "8 h") for name in DAY_NAMES]
    assert len(head_words(heads, [200.0] * 5)) == 5
