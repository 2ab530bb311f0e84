"""What the map's place reads of a file, on a helper's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tourplanner.core.papers.map import Bounds
from tourplanner.services.maps import MapService, ScreenMap
from tourplanner.ui.map.ground import GroundPaths, make_paths
from tourplanner.ui.map.rows import rows_of
from tourplanner.ui.map.words import page_data

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

_last_ground: dict[Bounds, tuple[GroundPaths, bytes]] = {}


@dataclass(frozen=True)
class Seen:
    """What was read: the map, its data for the page, and new ground where needed."""

    screen: ScreenMap
    data: str
    ground: GroundPaths | None
    page: bytes | None


def read_map(
    workspace: Workspace,
    tour_id: str,
    known: Bounds | None,
    *,
    has_page: bool,
    can_move: bool,
) -> Seen:
    """Read a map; called on a helper's thread.

    Parameters
    ----------
    known : what the ground at hand was made for; new ground is made where it does not fit.
    """
    screen = workspace.maps.screen(tour_id)
    data = page_data(screen, can_move=can_move)
    rows_of(screen)  # so that the window's thread finds them made
    if screen.bounds is None or (known is not None and has_page and _fits(screen.bounds, known)):
        return Seen(screen, data, None, None)
    return Seen(screen, data, *_ground(workspace.maps, screen.bounds))


def _ground(maps: MapService, bounds: Bounds) -> tuple[GroundPaths, bytes]:
    """Give the ground of a box as paths and as a page; those made last are kept."""
    made = _last_ground.get(bounds)
    if made is None:
        made = make_paths(maps.ground(bounds), bounds), maps.page(bounds)
        _last_ground.clear()
        _last_ground[bounds] = made
    return made


def _fits(bounds: Bounds, known: Bounds) -> bool:
    """Whether ground for one box serves for another: it holds it and is not much larger."""
    inside = known.south <= bounds.south and known.west <= bounds.west
    inside = inside and known.north >= bounds.north and known.east >= bounds.east
    size = (known.north - known.south) * (known.east - known.west)
    other = (bounds.north - bounds.south) * (bounds.east - bounds.west)
    return inside and size <= 4 * max(other, 0.01)
