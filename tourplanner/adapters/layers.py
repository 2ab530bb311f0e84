"""Map layers as ready integers: find the area of a point, cut out what a map shows.

A layer file is described in tools/geodata/pack.py. Nothing here needs a geometry library, and no
single call works on more than one feature, so that the window never waits for it.
"""

from __future__ import annotations

import itertools
import json
import math
import zipfile
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tourplanner.core.errors import ResourceMissing
from tourplanner.core.geo import EARTH_RADIUS_M, LatLon

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

#: What reading a damaged layer file may raise.
DAMAGE = (
    *(OSError, ValueError, KeyError, TypeError, IndexError, EOFError),
    *(zipfile.BadZipFile, zlib.error),
)
_DEGREE_M = math.radians(1) * EARTH_RADIUS_M


class Box(NamedTuple):
    """A part of the earth in decimal degrees; it never crosses the date line."""

    south: float
    west: float
    north: float
    east: float

    @classmethod
    def around(cls, points: list[LatLon], margin: float = 0.0) -> Box:
        """Give the box of some points, larger by ``margin`` degrees on each side."""
        lats, lons = [p.lat for p in points], [p.lon for p in points]
        return cls(min(lats) - margin, min(lons) - margin, max(lats) + margin, max(lons) + margin)


@dataclass(frozen=True)
class Layer:
    """Features of one kind: areas (``closed``) or lines.

    Attributes
    ----------
    scale : units of ``xy`` in one degree.
    xy : int32 (N, 2), column 0 longitude, column 1 latitude, all vertices of all rings.
    ring : int32 (R + 1), where each ring starts in ``xy``.
    feature : int32 (F + 1), where each feature starts in ``ring``.
    hole : uint8 (R), 1 for a hole; it follows its outer ring.
    props : one object a feature.
    boxes : float64 (F, 4), degrees: west, south, east, north; NaN for a feature without a ring.
    """

    name: str
    scale: int
    closed: bool
    xy: Array
    ring: Array
    feature: Array
    hole: Array
    props: tuple[dict[str, Any], ...]
    boxes: Array

    def __len__(self) -> int:
        return len(self.props)

    def near(self, box: Box) -> list[int]:
        """Give the features whose own box touches ``box``, in their order."""
        import numpy as np

        west, south, east, north = self.boxes.T
        touch = (west <= box.east) & (east >= box.west)
        touch &= (south <= box.north) & (north >= box.south)
        return [int(i) for i in np.flatnonzero(touch)]

    def rings(self, index: int) -> Iterator[tuple[bool, Array]]:
        """Give (is a hole, vertices) of one feature's rings; vertices as in ``xy``."""
        for r in range(int(self.feature[index]), int(self.feature[index + 1])):
            yield bool(self.hole[r]), self.xy[self.ring[r] : self.ring[r + 1]]

    def contains(self, index: int, point: LatLon) -> bool:
        """Whether an area holds a point (even-odd rule, holes taken out)."""
        import numpy as np

        x, y = point.lon * self.scale, point.lat * self.scale
        crossings = 0
        for _, ring in self.rings(index):
            above = ring[:, 1] > y
            k = np.flatnonzero(above[1:] != above[:-1])
            x1, y1 = ring[k, 0].astype(float), ring[k, 1].astype(float)
            x2, y2 = ring[k + 1, 0], ring[k + 1, 1]
            crossings += int(np.count_nonzero(x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)))
        return crossings % 2 == 1

    def at(self, point: LatLon) -> int | None:
        """Give the first feature that holds the point, or None."""
        here = Box(point.lat, point.lon, point.lat, point.lon)
        return next((i for i in self.near(here) if self.contains(i, point)), None)

    def gap_m(self, index: int, point: LatLon) -> float:
        """Give the meters from a point to the nearest border of one feature."""
        import numpy as np

        best = math.inf
        shrink = math.cos(math.radians(point.lat))
        for _, ring in self.rings(index):
            p = (ring / self.scale - (point.lon, point.lat)) * (shrink * _DEGREE_M, _DEGREE_M)
            step = p[1:] - p[:-1]
            length = np.maximum((step**2).sum(1), 1e-9)
            t = np.clip(-(p[:-1] * step).sum(1) / length, 0, 1)
            foot = p[:-1] + step * t[:, None]
            best = min(best, float(np.sqrt((foot**2).sum(1).min())))
        return best

    def nearest(
        self, point: LatLon, within_m: float, only: Container[int] | None = None
    ) -> tuple[int, float] | None:
        """Give the feature with the nearest border and the meters to it, if close enough.

        With ``only``, no other feature is looked at.
        """
        reach_lat = within_m / _DEGREE_M
        reach_lon = reach_lat / max(math.cos(math.radians(point.lat)), 0.05)
        box = Box(
            point.lat - reach_lat,
            point.lon - reach_lon,
            point.lat + reach_lat,
            point.lon + reach_lon,
        )
        near = [i for i in self.near(box) if only is None or i in only]
        found = [(self.gap_m(i, point), i) for i in near]
        if not found or min(found)[0] > within_m:
            return None
        gap, index = min(found)
        return index, gap

    def geojson(self, box: Box, pixels: int = 4000) -> dict[str, Any]:
        """Give what lies in ``box`` as a GeoJSON FeatureCollection, cut at the box.

        Parameters
        ----------
        pixels : detail: of vertices that fall on one point of a drawing this many points wide,
            the first is kept.
        """
        span = max(box.east - box.west, box.north - box.south)
        grid = max(1, round(span * self.scale / pixels))
        digits = max(1, math.ceil(math.log10(self.scale)))
        kind = "MultiPolygon" if self.closed else "MultiLineString"
        if not self.closed and not any(self.props):
            cut = [(dict[str, Any](), self._cut_all(box, grid, digits))]  # one feature: smaller
        else:
            cut = [(self.props[i], list(self._cut(i, box, grid, digits))) for i in self.near(box)]
        features = [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {"type": kind, "coordinates": parts},
            }
            for properties, parts in cut
            if parts
        ]
        return {"type": "FeatureCollection", "features": features}

    def _cut_all(self, box: Box, grid: int, digits: int) -> list[Any]:
        """Cut all lines at once; a few large steps, for layers of very many short lines."""
        import numpy as np

        low = np.array([box.west, box.south]) * self.scale
        high = np.array([box.east, box.north]) * self.scale
        bounds = (low, high, grid)
        pieces: list[Any] = []
        for first in range(0, len(self), 4096):  # steps short enough for the window's thread
            rings = self.feature[first : first + 4097]
            starts = self.ring[rings[0] : rings[-1] + 1]
            part = self.xy[starts[0] : starts[-1]]
            points, at = _cut_lines(part, starts - starts[0], *bounds)
            rounded = np.round(points / self.scale, digits).tolist()
            pieces += [rounded[i:j] for i, j in itertools.pairwise(at)]
        return pieces

    def _cut(self, index: int, box: Box, grid: int, digits: int) -> Iterator[Any]:
        import numpy as np

        low = np.array([box.west, box.south]) * self.scale
        high = np.array([box.east, box.north]) * self.scale

        def out(vertices: Array) -> list[list[float]]:
            rounded: list[list[float]] = np.round(vertices / self.scale, digits).tolist()
            return rounded

        polygon: list[Any] = []
        outer_is_in = False
        for is_hole, ring in self.rings(index):
            inside = np.all(ring.min(0) <= high) and np.all(ring.max(0) >= low)
            if not self.closed:
                ends = np.array([0, len(ring)])
                points, at = _cut_lines(ring, ends, low, high, grid)
                yield from (out(points[i:j]) for i, j in itertools.pairwise(at))
                continue
            thin = _thin(ring, grid) if inside else ring[:0]
            if not is_hole:
                if polygon:
                    yield polygon
                polygon, outer_is_in = [], False
            cut = _cut_ring(thin, low, high)
            if len(cut) >= 4 and (outer_is_in or not is_hole):
                polygon.append(out(cut))
                outer_is_in = True
        if polygon:
            yield polygon


def load_layer(path: Path) -> Layer:
    """Read one layer file.

    Raises
    ------
    ResourceMissing : the file is not a layer.
    """
    try:
        return read_layer(path)
    except DAMAGE as error:
        raise ResourceMissing(
            f"The map data {path.name} cannot be read.",
            "Install the program again.",
            repr(error),
        ) from error


def read_layer(path: Path) -> Layer:
    """Read one layer file, as it is; a damaged one raises any of DAMAGE."""
    import numpy as np

    with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
        xy = np.cumsum(file["xy"], axis=1, dtype=np.int32).T.copy()
        ring, feature, hole = file["ring"], file["feature"], file["hole"]
        meta = json.loads(file["meta"].tobytes())
    return make_layer(path.stem, meta, xy, ring, feature, hole)


def make_layer(
    name: str, meta: dict[str, Any], xy: Array, ring: Array, feature: Array, hole: Array
) -> Layer:
    """Give a layer of its arrays, as ``Layer`` has them; ``meta`` is the object of a layer file."""
    import numpy as np

    scale = int(meta["scale"])
    boxes = np.full((len(feature) - 1, 4), np.nan)
    full = np.flatnonzero(feature[1:] > feature[:-1])
    if len(full):
        starts = ring[feature[full]]
        boxes[full, :2] = np.minimum.reduceat(xy, starts) / scale
        boxes[full, 2:] = np.maximum.reduceat(xy, starts) / scale
    props = tuple(meta["props"])
    return Layer(name, scale, bool(meta["closed"]), xy, ring, feature, hole, props, boxes)


def _thin(ring: Array, grid: int) -> Array:
    """Drop vertices that fall into the same cell as the one before; both ends stay."""
    import numpy as np

    if grid <= 1 or len(ring) < 3:
        return ring
    cell = ring // grid
    keep = np.ones(len(ring), bool)
    keep[1:-1] = np.any(cell[1:-1] != cell[:-2], axis=1)
    return ring[keep]


def _cut_ring(ring: Array, low: Array, high: Array) -> Array:
    """Cut a closed ring at a box (Sutherland and Hodgman), one side after the other."""
    import numpy as np

    points = np.asarray(ring, float)
    for axis in (0, 1):
        for bound, sign in ((low[axis], 1.0), (high[axis], -1.0)):
            if len(points) < 2:
                return points[:0]
            depth = (points[:, axis] - bound) * sign
            inside = depth >= 0
            if inside.all():
                continue
            if not inside.any():
                return points[:0]
            a, b = points[:-1], points[1:]
            cross = inside[:-1] != inside[1:]
            gap = depth[:-1] - depth[1:]
            t = np.divide(depth[:-1], gap, out=np.zeros(len(gap)), where=cross)
            hit = a + (b - a) * t[:, None]
            # After each edge: its crossing, if any, then its end, if inside.
            both = np.stack([hit, b], axis=1).reshape(-1, 2)
            kept = both[np.stack([cross, inside[1:]], axis=1).reshape(-1)]
            points = np.concatenate([kept, kept[:1]]) if len(kept) else kept
    return points


def _cut_lines(
    xy: Array, starts: Array, low: Array, high: Array, grid: int
) -> tuple[Array, list[int]]:
    """Cut lines at a box (Liang and Barsky).

    Parameters
    ----------
    xy : (n, 2) vertices of all lines. starts : (lines + 1), where each begins.

    Returns
    -------
    Vertices of the pieces that lie inside, and where each piece begins (pieces + 1).
    """
    import numpy as np

    line = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    p = xy.astype(float)
    # A vertex in the same cell as the one before goes, unless a line ends with it.
    cell = xy // max(grid, 1)
    same = np.zeros(len(p), bool)
    same[1:-1] = np.all(cell[1:-1] == cell[:-2], axis=1)
    same[1:-1] &= (line[1:-1] == line[:-2]) & (line[1:-1] == line[2:])
    p, line = p[~same], line[~same]
    a, step = p[:-1], p[1:] - p[:-1]
    start, end = np.zeros(len(a)), np.where(line[1:] == line[:-1], 1.0, -1.0)
    for axis in (0, 1):
        d = step[:, axis]
        flat = d == 0
        safe = np.where(flat, 1.0, d)
        t1, t2 = (low[axis] - a[:, axis]) / safe, (high[axis] - a[:, axis]) / safe
        off = flat & ((a[:, axis] < low[axis]) | (a[:, axis] > high[axis]))
        start = np.where(flat, start, np.maximum(start, np.minimum(t1, t2)))
        end = np.where(off, -1.0, np.where(flat, end, np.minimum(end, np.maximum(t1, t2))))
    kept = np.flatnonzero(start < end)
    if not len(kept):
        return p[:0], [0]
    first = a[kept] + step[kept] * start[kept, None]
    last = a[kept] + step[kept] * end[kept, None]
    new = np.ones(len(kept), bool)
    new[1:] = (kept[1:] != kept[:-1] + 1) | (end[kept[:-1]] != 1) | (start[kept[1:]] != 0)
    both = np.stack([first, last], axis=1).reshape(-1, 2)
    wanted = np.stack([new, np.ones(len(new), bool)], axis=1).reshape(-1)
    at = np.flatnonzero(np.stack([new, np.zeros(len(new), bool)], axis=1).reshape(-1)[wanted])
    return both[wanted], [*at.tolist(), int(wanted.sum())]
