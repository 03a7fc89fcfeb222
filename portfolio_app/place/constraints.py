"""What must hold: one function for each constraint, listed in `CONSTRAINTS`.

Each adds its rows as plain arrays, so that the whole model is passed at once. `LINKS` tie the
columns that objectives count to the candidates; they forbid nothing.
"""

from collections.abc import Callable, Sequence

import numpy as np

from portfolio_app.core.model import DAYS_PER_WEEK, MINUTES_PER_DAY
from portfolio_app.core.weektime import Interval, merge
from portfolio_app.place.columns import Columns, Ints, Marks, Rows, over_points
from portfolio_app.place.problem import PEOPLE, Problem, What

Constraint = Callable[[Columns, Rows], None]


def each_as_often_as_there_is(columns: Columns, rows: Rows) -> None:
    """An item is placed at most as often as there are blocks and people that it needs."""
    for number, item in enumerate(columns.problem.items):
        mine = columns.of_item(number)
        most = item.count * item.need
        rows.add(mine, lower=most if item.must else 0, upper=most)
        if item.need > 1:
            for person in PEOPLE:
                rows.add(mine[columns.table[mine, 1] == person], upper=item.count)


def nobody_in_two_places(columns: Columns, rows: Rows) -> None:
    """A person is at one thing at a time."""
    for person in PEOPLE:
        for one_week in columns.layers():
            for together in columns.cliques(columns.of_person(person) & one_week):
                rows.add(together, upper=1)


def journeys_fit(columns: Columns, rows: Rows) -> None:
    """Between two sites lies the journey: no work at one so soon after work at the other."""
    for (here, there), minutes in columns.problem.travel.items():
        at = columns.at_site(here), columns.at_site(there)
        for person in PEOPLE:
            mine = columns.of_person(person)
            for before, after in ((mine & at[0], mine & at[1]), (mine & at[1], mine & at[0])):
                ends, starts = np.unique(columns.end[before]), np.unique(columns.start[after])
                gap = starts[None, :] - ends[:, None]
                soon = (gap >= 0) & (gap < minutes)
                _not_both(columns, rows, (before, ends - 1), (after, starts), soon)


def nights_are_kept(columns: Columns, rows: Rows) -> None:
    """From the end of one day's work to the next day's lies the daily rest.

    On one day, no more lies between the first work and the end of the last than the rest leaves.
    """
    rest = columns.problem.rest
    for person in PEOPLE:
        mine = columns.of_person(person)
        for day in range(DAYS_PER_WEEK):
            today, tomorrow = mine & (columns.day == day), mine & (columns.day == day + 1)
            ends = np.unique(columns.end[today])
            starts, after = np.unique(columns.start[today]), np.unique(columns.start[tomorrow])
            short = after[None, :] < ends[:, None] + rest
            _not_both(columns, rows, (today, ends - 1), (tomorrow, after), short)
            long = ends[None, :] > starts[:, None] + MINUTES_PER_DAY - rest
            _not_both(columns, rows, (today, starts), (today, ends - 1), long)


def _not_both(
    columns: Columns,
    rows: Rows,
    one: tuple[Marks, Ints],
    other: tuple[Marks, Ints],
    clash: Marks,
) -> None:
    """Of those over some minutes and those over others, not two where the two minutes clash."""
    pairs = np.argwhere(clash)
    if not len(pairs):
        return
    these, those = columns.over(*one), columns.over(*other)
    for first, second in pairs:
        rows.add(np.union1d(these[first], those[second]), upper=1)


def pauses_are_kept(columns: Columns, rows: Rows) -> None:
    """Work on end is not longer than the law lets it be without a pause.

    Whatever begins needs a pause before it has gone on too long; a pause is taken where nothing
    lies. Where what stays is too long in itself, a pause follows it at once.
    """
    problem = columns.problem
    for person in PEOPLE:
        keys, starts, ends = _worked(columns, person)
        stays = [span for one in problem.busy[person] for span in one.worked]
        may_be = zip(starts.tolist(), ends.tolist(), strict=True)
        needed = _too_long_spans([*may_be, *stays], problem)
        if not needed:
            continue
        inside = _within(starts, needed)
        keys, starts, ends = keys[inside], starts[inside], ends[inside]
        stays = [span for span in stays if _within(np.array(span[:1]), needed)[0]]
        inside = _within(columns.pause_starts[person], needed)
        pauses, at = columns.pauses(person)[inside], columns.pause_starts[person][inside]
        points = np.unique(np.concatenate((at, starts)))
        taken = over_points(pauses, at, at + problem.pause, points)
        working = over_points(keys, starts, ends, points)
        for pausing, held in zip(taken, working, strict=True):
            if len(pausing) and len(held):
                rows.add(np.concatenate((pausing, held)), upper=1)
        free = ~_meets(at, at + problem.pause, stays)
        _pause_after_what_begins(rows, (keys, starts, ends), (pauses[free], at[free]), problem)
        _pause_after_what_stays(rows, stays, (pauses[free], at[free]), problem)


def _worked(columns: Columns, person: int) -> tuple[Ints, Ints, Ints]:
    """Stretches of work of one person's candidates: column, first minute, end."""
    keys, starts, ends = [], [], []
    mine = columns.of_person(person)
    for number, item in enumerate(columns.problem.items):
        own = columns.of_item(number)
        own = own[mine[own]]
        for begin, end in item.worked:
            keys.append(own)
            starts.append(columns.start[own] + begin)
            ends.append(columns.start[own] + end)
    return _joined(keys), _joined(starts), _joined(ends)


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate((np.zeros(0, dtype=np.int64), *parts))


def _too_long_spans(work: Sequence[Interval], problem: Problem) -> list[Interval]:
    """Where so much could lie on end that a pause might be missing."""
    joined = merge((start, end + problem.pause - 1) for start, end in work)
    spans = [(start, end - problem.pause + 1) for start, end in joined]
    return [span for span in spans if span[1] - span[0] > problem.unbroken]


def _within(minutes: Ints, spans: Sequence[Interval]) -> Marks:
    marks = np.zeros(len(minutes), dtype=np.bool_)
    for start, end in spans:
        marks |= (minutes >= start) & (minutes <= end)
    return marks


def _meets(starts: Ints, ends: Ints, spans: Sequence[Interval]) -> Marks:
    marks = np.zeros(len(starts), dtype=np.bool_)
    for start, end in spans:
        marks |= (starts < end) & (ends > start)
    return marks


def _pause_after_what_begins(
    rows: Rows, work: tuple[Ints, Ints, Ints], free: tuple[Ints, Ints], problem: Problem
) -> None:
    keys, starts, ends = work
    pauses, at = free
    alone = ends - starts > problem.unbroken
    points = np.unique(starts[~alone])
    # What began before needs its pause sooner still, and none lies in it: it stands in the row
    # with what begins now, so that halves of blocks cannot do with less than a pause.
    held = over_points(keys[~alone], starts[~alone], ends[~alone], points)
    for start, working in zip(points, held, strict=True):
        window = pauses[(at > start) & (at <= start + problem.unbroken)]
        rows.add(
            np.concatenate((window, working)),
            np.concatenate((np.ones(len(window)), -np.ones(len(working)))),
            lower=0.0,
        )
    for key, end in zip(keys[alone], ends[alone], strict=True):
        after = pauses[at == end]
        rows.add(np.append(after, key), np.append(np.ones(len(after)), -1.0), lower=0.0)


def _pause_after_what_stays(
    rows: Rows, stays: Sequence[Interval], free: tuple[Ints, Ints], problem: Problem
) -> None:
    pauses, at = free
    for start, _ in stays:
        window = (at > start) & (at <= start + problem.unbroken)
        if not window.any():
            later = at[at > start]
            window = at == later[:1] if len(later) else window
        if window.any():
            rows.add(pauses[window], lower=1.0)


def commitments_go_first(columns: Columns, rows: Rows) -> None:
    """Nobody is given other work over a commitment that they could attend, unless the other goes.

    The plan counts on them there. Work of one's own that lies there today may stay.
    """
    items = columns.problem.items
    of_commitments = [item.what is What.COMMITMENT for item in items]
    fixed = np.array(of_commitments, dtype=np.bool_)[columns.table[:, 0]]
    now = np.array([-1 if item.now is None else item.now for item in items], dtype=np.int64)
    other = ~fixed & (columns.start != now[columns.table[:, 0]])
    for number in np.flatnonzero(of_commitments):
        mine, item = columns.of_item(int(number)), items[number]
        for column in mine:
            person, start, end = columns.table[column, 1:]
            goes = mine[columns.table[mine, 1] != person] if item.need == 1 else mine[:0]
            which = other & columns.of_person(person) & columns.in_a_week_with(item)
            begins = columns.start[which & (columns.start > start) & (columns.start < end)]
            for held in columns.over(which, np.unique(np.append(begins, start))):
                if len(held):
                    values = np.append(np.ones(len(held)), -np.ones(len(goes)))
                    rows.add(np.append(held, goes), values, upper=0.0)


def parts_are_kept(columns: Columns, rows: Rows) -> None:
    """Neither partner's work at the post passes their part by more than the tolerance."""
    for person in PEOPLE:
        mine = np.flatnonzero(columns.of_post & columns.of_person(person))
        most = columns.problem.shares[person] + columns.problem.tolerance
        rows.add(mine, columns.weight[mine].astype(np.float64), upper=float(most))


def what_is_locked(columns: Columns, rows: Rows) -> None:
    """What must not move stays where it is."""
    for placed in sorted(columns.problem.locked):
        rows.add(columns.place_of(placed), lower=1.0)


def what_was_refused(columns: Columns, rows: Rows) -> None:
    """Places that the checks do not accept together are not taken together."""
    for refused in columns.problem.refused:
        held = [columns.place_of(placed) for placed in sorted(refused)]
        if all(len(one) for one in held):
            rows.add(np.concatenate(held), upper=len(held) - 1)


CONSTRAINTS: tuple[Constraint, ...] = (
    each_as_often_as_there_is,
    nobody_in_two_places,
    journeys_fit,
    nights_are_kept,
    pauses_are_kept,
    commitments_go_first,
    parts_are_kept,
    what_is_locked,
    what_was_refused,
)
RULES: dict[Constraint, str] = {
    nobody_in_two_places: "nobody in two places at once",
    journeys_fit: "the journeys between sites",
    nights_are_kept: "the daily rest",
    pauses_are_kept: "a break in long work",
    commitments_go_first: "commitments before other work",
    parts_are_kept: "each partner's part of the post",
    what_is_locked: "what you have locked",
    what_was_refused: "what the checks do not accept",
}

# -- what objectives count -----------------------------------------------------------------------


def overlap_is_both(columns: Columns, rows: Rows) -> None:
    """A stretch of overlap has both at the post."""
    times = columns.overlap_times
    if not len(times):
        return
    lengths = (times[:, 1] - times[:, 0]).astype(np.float64)
    rows.add(columns.overlap, lengths, upper=float(columns.problem.wanted))
    for person in PEOPLE:
        over = columns.over(columns.of_post & columns.of_person(person), times[:, 0])
        always = columns.is_there(person, times[:, 0])
        for column, there, sure in zip(columns.overlap, over, always, strict=True):
            if not sure:
                rows.add(np.append(there, column), np.append(np.ones(len(there)), -1.0), lower=0.0)


def deviations_are_distances(columns: Columns, rows: Rows) -> None:
    """The distance of each partner's work at the post from their part."""
    for person in PEOPLE:
        mine = np.flatnonzero(columns.of_post & columns.of_person(person))
        weights = columns.weight[mine].astype(np.float64)
        share = float(columns.problem.shares[person])
        with_it = np.append(mine, columns.deviation[person])
        rows.add(with_it, np.append(weights, -1.0), upper=share)
        rows.add(with_it, np.append(weights, 1.0), lower=share)


def days_are_days(columns: Columns, rows: Rows) -> None:
    """A day with work of the post is a day at the post."""
    for person in PEOPLE:
        for day in range(DAYS_PER_WEEK):
            which = columns.of_post & columns.of_person(person) & (columns.day == day)
            column = columns.days[person * DAYS_PER_WEEK + day]
            own = np.flatnonzero(which)
            if not len(own):
                continue
            room = merge(zip(columns.start[own].tolist(), columns.end[own].tolist(), strict=True))
            minutes = (columns.end - columns.start)[own].astype(np.float64)
            most = float(sum(end - start for start, end in room))
            rows.add(np.append(own, column), np.append(minutes, -most), upper=0.0)
            for together in columns.over(which, np.unique(columns.start[own])):
                values = np.append(np.ones(len(together)), -1.0)
                rows.add(np.append(together, column), values, upper=0.0)


LINKS: tuple[Constraint, ...] = (overlap_is_both, deviations_are_distances, days_are_days)
