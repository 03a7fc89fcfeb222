"""Random weeks to place, of real size."""

import random

from portfolio_app.core.model import MINUTES_PER_DAY
from portfolio_app.place.problem import GRID, PEOPLE, Busy, Candidate, Item, Problem, What

_SITES = (None, "a", "b")


def week_to_place(seed: int) -> Problem:
    """Two people, ten fixed commitments, twelve flexible blocks, three that may move."""
    dice = random.Random(seed)
    busy = tuple(_busy(dice) for _ in PEOPLE)
    items = [_commitment(dice, busy, number) for number in range(10)]
    items += [_flexible(dice, busy, number) for number in range(4)]
    items += [_movable(dice, busy, number) for number in range(3)]
    whole = sum(item.weight * item.count * item.need for item in items if item.is_post)
    return Problem(
        items=tuple(item for item in items if item.candidates or item.is_post),
        busy=(busy[0], busy[1]),
        shares=(whole // 2, whole - whole // 2),
        tolerance=60,
        wanted=150,
        travel={("a", "b"): 30},
    )


def _busy(dice: random.Random) -> tuple[Busy, ...]:
    found: list[Busy] = []
    for number in range(dice.randint(5, 8)):
        start = dice.randrange(5) * MINUTES_PER_DAY + dice.randrange(32, 64) * GRID
        one = Busy(
            f"Work {number}", start, dice.choice([120, 180, 240, 240, 300]), dice.choice(_SITES)
        )
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return tuple(found)


def _free(busy: tuple[tuple[Busy, ...], ...], person: int, start: int, minutes: int) -> bool:
    return all(start + minutes <= one.start or one.end <= start for one in busy[person])


def _commitment(dice: random.Random, busy: tuple[tuple[Busy, ...], ...], number: int) -> Item:
    start = dice.randrange(5) * MINUTES_PER_DAY + dice.randrange(32, 68, 2) * GRID
    minutes = dice.choice([30, 60, 60, 90, 120])
    return Item(
        id=f"c{number}",
        activity=f"c{number}",
        title=f"Commitment {number}",
        what=What.COMMITMENT,
        minutes=minutes,
        weight=minutes,
        candidates=tuple((p, start) for p in PEOPLE if _free(busy, p, start, minutes)),
        need=2 if dice.random() < 0.2 else 1,
        site=dice.choice(_SITES),
        prefer=dice.choice([None, 0, 1]),
    )


def _flexible(dice: random.Random, busy: tuple[tuple[Busy, ...], ...], number: int) -> Item:
    minutes = dice.choice([60, 90, 120, 120])
    return Item(
        id=f"f{number}",
        activity=f"f{number}",
        title=f"Flexible {number}",
        what=What.FLEXIBLE,
        minutes=minutes,
        weight=minutes,
        candidates=_daytime(busy, PEOPLE, minutes, GRID),
        count=3,
    )


def _daytime(
    busy: tuple[tuple[Busy, ...], ...], people: tuple[int, ...], minutes: int, step: int
) -> tuple[Candidate, ...]:
    return tuple(
        (person, day * MINUTES_PER_DAY + start)
        for person in people
        for day in range(5)
        for start in range(8 * 60, 18 * 60 - minutes + 1, step)
        if _free(busy, person, day * MINUTES_PER_DAY + start, minutes)
    )


def _movable(dice: random.Random, busy: tuple[tuple[Busy, ...], ...], number: int) -> Item:
    minutes = dice.choice([90, 120, 240])
    now = dice.randrange(5) * MINUTES_PER_DAY + dice.randrange(32, 60) * GRID
    places = set(_daytime(busy, (0,), minutes, 30))
    if _free(busy, 0, now, minutes):
        places.add((0, now))
    return Item(
        id=f"m{number}",
        activity=f"m{number}",
        title=f"Movable {number}",
        what=What.MOVABLE,
        minutes=minutes,
        candidates=tuple(sorted(places)),
        now=now,
    )
