"""Small weeks placed by trying everything: slow, plain, and written from the words of each rule."""

import random
from collections.abc import Iterator
from itertools import combinations, product

from portfolio_app.place.problem import PEOPLE, Busy, Item, Placed, Problem, What

DAY = 1440
Week = tuple[Placed, ...]


def small_week(seed: int) -> Problem:
    """One to four things to place on two days, with little choice, often in each other's way."""
    dice = random.Random(seed)
    busy = tuple(
        (
            Busy(
                "Work",
                dice.randrange(2) * DAY + dice.choice([480, 540, 780, 1140]),
                dice.choice([120, 240, 330]),
                dice.choice([None, "a", "b"]),
                (),
            ),
        )
        if dice.random() < 0.5
        else ()
        for _ in PEOPLE
    )
    items = tuple(_item(dice, busy, number) for number in range(dice.randint(1, 4)))
    whole = sum(item.weight * item.count * item.need for item in items)
    return Problem(
        items=items,
        busy=(busy[0], busy[1]),
        there=((), ((600, 700),) if dice.random() < 0.3 else ()),
        shares=(whole // 2, whole - whole // 2),
        tolerance=dice.choice([0, 60, 240]),
        wanted=dice.choice([0, 60, 120]),
        travel={("a", "b"): dice.choice([15, 45])},
    )


def _item(dice: random.Random, busy: tuple[tuple[Busy, ...], ...], number: int) -> Item:
    what = dice.choice(list(What))
    minutes = dice.choice([30, 60, 105, 180])
    starts = [day * DAY + at for day in (0, 1) for at in (435, 540, 600, 615, 705, 840, 1170)]
    if what is What.COMMITMENT:
        start = dice.choice(starts)
        places = [(person, start) for person in PEOPLE]
    elif what is What.FLEXIBLE:
        places = [(dice.choice(PEOPLE), start) for start in dice.sample(starts, 4)]
    else:
        places = [(0, start) for start in dice.sample(starts, 3)]
    free = [
        (person, start)
        for person, start in sorted(set(places))
        if all(start + minutes <= b.start or b.end <= start for b in busy[person])
    ]
    return Item(
        id=f"i{number}",
        activity=f"i{number}",
        title=f"Item {number}",
        what=what,
        minutes=minutes,
        candidates=tuple(free),
        weight=0 if what is What.MOVABLE else minutes,
        count=dice.choice([1, 2]) if what is What.FLEXIBLE else 1,
        need=dice.choice([1, 2]) if what is What.COMMITMENT else 1,
        site=dice.choice([None, "a", "b"]),
        now=free[0][1] if what is What.MOVABLE and free else None,
        prefer=dice.choice([None, 0, 1]) if what is What.COMMITMENT else None,
        breaks=((60, 90),) if minutes == 180 and dice.random() < 0.5 else (),
    )


def weeks(problem: Problem) -> Iterator[Week]:
    """Every way to place some of it, whether the rules allow it or not."""
    choices = []
    for item in problem.items:
        places = [Placed(item.id, p, s, item.minutes) for p, s in item.candidates]
        most = item.count * item.need
        least = most if item.must else 0
        sets = [few for n in range(least, most + 1) for few in combinations(places, n)]
        if item.need > 1:
            sets = [few for few in sets if len({one.person for one in few}) == len(few)]
        choices.append(sets)
    for chosen in product(*choices):
        yield tuple(one for few in chosen for one in few)


def allowed(problem: Problem, week: Week) -> bool:
    """Whether a week keeps every rule."""
    items = {item.id: item for item in problem.items}
    for person in PEOPLE:
        mine = sorted((p for p in week if p.person == person), key=lambda p: p.start)
        for one, other in combinations(mine, 2):
            if not _apart(problem, items, one, other):
                return False
        if any(_over_a_commitment(problem, items, week, p) for p in mine):
            return False
        if sum(items[p.item].weight for p in mine) > problem.shares[person] + problem.tolerance:
            return False
        work = [
            (p.start + begin, p.start + end) for p in mine for begin, end in items[p.item].worked
        ]
        work += [span for busy in problem.busy[person] for span in busy.worked]
        if _too_long(problem, sorted(work)):
            return False
    return True


def _apart(problem: Problem, items: dict[str, Item], one: Placed, other: Placed) -> bool:
    """Two things of one person, the first beginning no later than the second."""
    end, its_end = one.start + one.minutes, other.start + other.minutes
    if other.start < end:
        return False
    sites = (items[one.item].site, items[other.item].site)
    for pair in (sites, sites[::-1]):
        journey = problem.travel.get((pair[0] or "", pair[1] or ""), 0)
        if other.start - end < journey:
            return False
    nights = other.start // DAY - one.start // DAY
    if nights == 1 and other.start - end < problem.rest:
        return False
    return nights > 0 or its_end - one.start <= DAY - problem.rest


def _over_a_commitment(
    problem: Problem, items: dict[str, Item], week: Week, placed: Placed
) -> bool:
    """Other work where its person could be at a commitment and the other does not go instead."""
    own = items[placed.item]
    if own.what is What.COMMITMENT or placed.start == own.now:
        return False
    for item in problem.items:
        start = next((s for p, s in item.candidates if p == placed.person), None)
        if item.what is not What.COMMITMENT or start is None:
            continue
        meets = start < placed.start + placed.minutes and placed.start < start + item.minutes
        other_goes = any(p.item == item.id and p.person != placed.person for p in week)
        if meets and not (item.need == 1 and other_goes):
            return True
    return False


def _too_long(problem: Problem, work: list[tuple[int, int]]) -> bool:
    stretches: list[list[int]] = []
    for start, end in work:
        if stretches and start - stretches[-1][1] < problem.pause:
            stretches[-1][1] = max(stretches[-1][1], end)
        else:
            stretches.append([start, end])
    return any(end - start > problem.unbroken for start, end in stretches)


def worth(problem: Problem, week: Week) -> tuple[int, ...]:
    """The figures of the objectives in order; the least is the best."""
    items = {item.id: item for item in problem.items}

    def minutes(what: What) -> int:
        return sum(p.minutes for p in week if items[p.item].what is what)

    post = [p for p in week if items[p.item].is_post]
    there: list[set[int]] = [set(), set()]
    for person in PEOPLE:
        for p in post:
            if p.person == person:
                there[person].update(range(p.start, p.start + p.minutes))
        for start, end in problem.there[person]:
            there[person].update(range(start, end))
    parts = [sum(items[p.item].weight for p in post if p.person == person) for person in PEOPLE]
    changes = 0
    for item in problem.items:
        if item.what is What.MOVABLE:
            lies = [p.start for p in week if p.item == item.id]
            changes += 2 if not lies else int(lies[0] != item.now)
    return (
        -minutes(What.COMMITMENT),
        -minutes(What.FLEXIBLE),
        -min(problem.wanted, len(there[0] & there[1])),
        sum(abs(part - share) for part, share in zip(parts, problem.shares, strict=True)),
        changes,
        sum(_unsocial(p) for p in week),
        len({(p.person, p.start // DAY) for p in post}),
        sum(items[p.item].prefer not in (None, p.person) for p in week),
    )


def _unsocial(placed: Placed) -> int:
    start = placed.start % DAY
    end = start + placed.minutes
    if placed.start // DAY >= 5:
        return placed.minutes
    return placed.minutes - max(0, min(end, 1080) - max(start, 480))
