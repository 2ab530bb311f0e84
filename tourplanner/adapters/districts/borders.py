"""The borders of districts for a drawing: each once, though two districts share it.

All rings are worked on at once, one row a point: a state has tens of thousands.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tourplanner.adapters.layers import Layer
from tourplanner.core.geo import LatLon
from tourplanner.core.model.district import Borders

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

_FEWEST = 4  # points of a ring with an area
_MOST_PLACES = math.isqrt(2**63 - 1)  # the numbers of two places make one number


class _Rings(NamedTuple):
    """Rings that have an area.

    x, y : int64 (N), steps of the grid, the points of all rings. ring : (N), which each is of.
    first : (R), the first point of each ring. group : (R), the group of each ring.
    step : the first point of each step, which is every point but the last of its ring.
    """

    x: Array
    y: Array
    ring: Array
    first: Array
    group: Array
    step: Array


def borders_of(layer: Layer, groups: Sequence[Sequence[int]], grid: int) -> Borders:
    """Give the borders of groups of districts, rounded to a grid that neighbors share.

    Parameters
    ----------
    groups : indices of districts in the layer; no line is drawn between two of one group.
    grid : steps in a degree.
    """
    import numpy as np

    found = [[ring for index in group for _, ring in layer.rings(index)] for group in groups]
    rings = _rounded(found, grid / layer.scale)
    if not len(rings.step):
        return Borders(grid, (), (None,) * len(groups))
    steps, ways = rings.step, _ways(rings)
    if any(len(group) > 1 for group in groups):  # a single district has no line inside it
        is_outside = _is_outside(ways, rings.group[rings.ring[steps]])
        steps, ways = steps[is_outside], ways[is_outside]
    firsts = np.sort(np.unique(ways, return_index=True)[1])
    return Borders(grid, _lines(rings, steps[firsts]), _centers(rings, len(groups), grid))


def _rounded(groups: Sequence[Sequence[Array]], factor: float) -> _Rings:
    """Round rings to the grid; one without an area on it goes."""
    import numpy as np

    found = [ring for rings in groups for ring in rings]
    points = np.concatenate([np.zeros((0, 2), np.int32), *found])
    x, y = (np.rint(points[:, axis] * factor).astype(np.int64) for axis in (0, 1))
    sizes = np.array([len(ring) for ring in found], np.int64)
    ring = np.repeat(np.arange(len(sizes)), sizes)
    is_kept = np.ones(len(ring), bool)
    is_kept[1:] = (x[1:] != x[:-1]) | (y[1:] != y[:-1]) | (ring[1:] != ring[:-1])
    sizes = np.bincount(ring[is_kept], minlength=len(sizes))
    is_area = sizes >= _FEWEST
    is_kept &= is_area[ring]
    group = np.repeat(np.arange(len(groups)), [len(rings) for rings in groups])[is_area]
    sizes = sizes[is_area]
    ring = np.repeat(np.arange(len(sizes)), sizes)
    last = np.cumsum(sizes) - 1
    return _Rings(
        x[is_kept],
        y[is_kept],
        ring,
        last - sizes + 1,
        group,
        np.delete(np.arange(len(ring)), last),
    )


def _ways(rings: _Rings) -> Array:
    """Give each step a number, the same for those between the same two places, to and fro."""
    import numpy as np

    x, y = rings.x - rings.x.min(), rings.y - rings.y.min()
    high = int(y.max()) + 1
    place, places = x * high + y, (int(x.max()) + 1) * high
    if places > _MOST_PLACES:  # of half a continent: count those alone where a line turns
        turns, place = np.unique(place, return_inverse=True)
        places = len(turns)
    one, other = place[rings.step], place[rings.step + 1]
    ways: Array = np.minimum(one, other) * places + np.maximum(one, other)
    return ways


def _is_outside(ways: Array, group: Array) -> Array:
    """Say of each step whether its group goes that way once; what it goes twice is inside it."""
    import numpy as np

    different, way = np.unique(ways, return_inverse=True)
    own = group * len(different) + way
    _, place, counts = np.unique(own, return_inverse=True, return_counts=True)
    is_outside: Array = counts[place] == 1
    return is_outside


def _lines(rings: _Rings, steps: Array) -> tuple[tuple[int, ...], ...]:
    """Join steps that follow each other to lines; where one goes straight on, it has no point."""
    import numpy as np

    is_begin = np.diff(steps, prepend=-2) != 1
    begins, lasts = steps[is_begin], steps[np.append(is_begin[1:], True)] + 1
    is_kept = np.zeros(len(rings.x), bool)
    is_kept[steps] = is_kept[lasts] = True
    inside = steps[~is_begin]
    is_kept[inside[_goes_on(rings, inside)]] = False
    points = np.stack((rings.x[is_kept], rings.y[is_kept]), axis=1)
    place = np.cumsum(is_kept) - 1
    begins = place[begins]
    moves = np.diff(points, axis=0, prepend=0)
    moves[begins] = points[begins]
    spans = zip(begins.tolist(), (place[lasts] + 1).tolist(), strict=True)
    return tuple(tuple(moves[begin:end].ravel().tolist()) for begin, end in spans)


def _goes_on(rings: _Rings, at: Array) -> Array:
    """Say of points whether the step after them goes straight on from the step before."""
    x, y = rings.x, rings.y
    x_in, y_in = x[at] - x[at - 1], y[at] - y[at - 1]
    x_out, y_out = x[at + 1] - x[at], y[at + 1] - y[at]
    goes_on: Array = (x_in * y_out == y_in * x_out) & (x_in * x_out + y_in * y_out > 0)
    return goes_on


def _centers(rings: _Rings, count: int, grid: int) -> tuple[LatLon | None, ...]:
    """Give the middle of the largest area of each of the groups, None where it has none."""
    import numpy as np

    # From the first point of each ring: small numbers lose nothing.
    x, y = (at - at[rings.first][rings.ring] for at in (rings.x, rings.y))
    one, other = rings.step, rings.step + 1
    cross = x[one] * y[other] - x[other] * y[one]

    def of_rings(values: Array) -> Array:
        return np.bincount(rings.ring[one], values, minlength=len(rings.first))

    areas = of_rings(cross)  # doubled, as the corners of all triangles make it
    sums = of_rings((x[one] + x[other]) * cross), of_rings((y[one] + y[other]) * cross)
    largest: dict[int, int] = {}
    for ring, group in enumerate(rings.group.tolist()):
        if group not in largest or abs(areas[ring]) > abs(areas[largest[group]]):
            largest[group] = ring
    centers: list[LatLon | None] = [None] * count
    for group, ring in largest.items():
        first, area = rings.first[ring], float(areas[ring])
        # What is no wider than a step may have none: its first point is near enough.
        east, north = (float(of_ring[ring]) / (3 * area) if area else 0.0 for of_ring in sums)
        lat, lon = (rings.y[first] + north) / grid, (rings.x[first] + east) / grid
        centers[group] = LatLon(float(lat), float(lon))
    return tuple(centers)
