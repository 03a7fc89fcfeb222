"""A proposed week over the week as it is: what would lie elsewhere, or is new, as ghosts.

Knows nothing of how the proposal came about.
"""

from dataclasses import replace

from portfolio_app.ui.week.scene import Scene, Shown, Tile, TileKind, lay_out
from portfolio_app.ui.week.scenemaker import build_scene

_WHY = "proposed"


def proposed_scene(now: Shown, then: Shown) -> Scene:
    """The timed work of the first week of `now`, over it as ghosts what `then` has otherwise.

    It shows where things lie and no figures: those of the days are of neither week.
    """
    scene = build_scene(now)
    same = {(tile.id, tile.start, tile.minutes) for tile in scene.tiles}
    ghosts = tuple(
        _as_proposed(tile)
        for tile in build_scene(then).tiles
        if tile.kind is TileKind.WORK and (tile.id, tile.start, tile.minutes) not in same
    )
    heads = tuple(replace(head, text="") for head in scene.heads)
    return replace(scene, ghosts=lay_out(ghosts), chips=(), duties=(), heads=heads)


def _as_proposed(tile: Tile) -> Tile:
    return Tile(
        id=tile.id,
        kind=TileKind.TODAY,
        title=tile.title,
        parts=(_WHY,),
        units=tile.units,
        start=tile.start,
        minutes=tile.minutes,
        employer=tile.employer,
        spoken=f"{tile.spoken}, {_WHY}",
    )
