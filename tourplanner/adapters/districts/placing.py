"""Which districts hold a point, and whose line is near: for one site and for a whole directory.

Points are sorted by latitude; an edge then meets a run of them, found by two look-ups. So the work
grows with the edges plus the pairs of an edge and a point at its latitude, not with their product.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tourplanner.adapters.layers import Box, Layer
from tourplanner.core.geo import EARTH_RADIUS_M, LatLon
from tourplanner.core.model.district import Placement

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

_DEGREE_M = math.radians(1) * EARTH_RADIUS_M
_PAIRS = 1 << 19  # at once: about 20 ms, so that the window is never kept waiting
_MIN_SHRINK = 0.05  # of a degree of longitude, near the poles
NOWHERE = Placement()


def place(layer: Layer, points: Sequence[LatLon], reach_m: Sequence[float]) -> list[Placement]:
    """Give for every point the districts that hold it and those whose border is within its reach.

    A point on a shared border is held by exactly one of the two: the rule counts an edge's lower
    end in and its upper end out. Holes are taken out (even-odd rule).

    Parameters
    ----------
    reach_m : one for each point, in meters; 0 = look at no border.
    """
    import numpy as np

    if not points:
        return []
    lat = np.array([p.lat for p in points])
    lon = np.array([p.lon for p in points])
    reach = np.asarray(reach_m, float)
    found: list[Placement] = [NOWHERE] * len(points)
    plain = [Placement((i,)) for i in range(len(layer))]
    edges, many = _edges(layer, lat, lon, float(reach.max())), len(layer)
    if edges is None:
        return found
    inside: dict[int, list[int]] = {}
    for point, feature in _holding(edges, many, lat, lon):
        inside.setdefault(point, []).append(feature)
    for point, features in inside.items():
        found[point] = plain[features[0]] if len(features) == 1 else Placement(tuple(features))
    for meters in np.unique(reach[reach > 0]):
        group = np.flatnonzero(reach == meters)
        near = _near(edges, many, lat[group], lon[group], float(meters))
        for point, gaps in near.items():
            index = int(group[point])
            held = found[index].inside
            others = tuple((f, gap) for f, gap in gaps if f not in held)
            if others:
                found[index] = Placement(held, others)
    return found


def _edges(layer: Layer, lat: Array, lon: Array, reach_m: float) -> Array | None:
    """Give the edges of all districts around the points: columns x1, y1, x2, y2, feature; y1 <= y2.

    Both districts of a shared border get their edge in one direction, so that the same arithmetic
    decides for both.
    """
    import numpy as np

    margin = reach_m / _DEGREE_M
    widest = max(float(np.abs(lat).max()), 0.0)
    margin_lon = margin / max(math.cos(math.radians(min(widest, 90))), _MIN_SHRINK)
    box = Box(
        float(lat.min()) - margin,
        float(lon.min()) - margin_lon,
        float(lat.max()) + margin,
        float(lon.max()) + margin_lon,
    )
    parts = []
    for feature in layer.near(box):
        rings = slice(int(layer.feature[feature]), int(layer.feature[feature + 1]))
        starts, end = layer.ring[rings], int(layer.ring[rings.stop])
        xy = layer.xy[starts[0] : end].astype(float) / layer.scale
        a, b = xy[:-1], xy[1:]
        keep = np.ones(len(a), bool)
        keep[starts[1:] - starts[0] - 1] = False  # from the end of a ring to the start of the next
        a, b = a[keep], b[keep]
        # From the lower end; of a flat edge from the western one.
        turn = (a[:, 1] > b[:, 1]) | ((a[:, 1] == b[:, 1]) & (a[:, 0] > b[:, 0]))
        low, high = np.where(turn[:, None], b, a), np.where(turn[:, None], a, b)
        parts.append(np.column_stack([low, high, np.full(len(low), feature)]))
    return np.concatenate(parts) if parts else None


def _holding(edges: Array, many: int, lat: Array, lon: Array) -> Iterator[tuple[int, int]]:
    """Give pairs of a point and one of ``many`` districts that holds it, by point and district."""
    import numpy as np

    order = np.argsort(lat, kind="stable")
    x, y = lon[order], lat[order]
    x1, y1, x2, y2, feature = edges.T
    low, high = np.searchsorted(y, y1), np.searchsorted(y, y2)  # y1 <= y < y2
    keys = []
    for edge, point in _pairs(low, high):
        cut = x1[edge] + (y[point] - y1[edge]) * (x2[edge] - x1[edge]) / (y2[edge] - y1[edge])
        right = x[point] < cut
        keys.append(order[point[right]] * many + feature[edge[right]].astype(np.int64))
    if not keys:
        return
    key, crossings = np.unique(np.concatenate(keys), return_counts=True)
    held = key[crossings % 2 == 1]
    yield from zip((held // many).tolist(), (held % many).tolist(), strict=True)


def _near(
    edges: Array, many: int, lat: Array, lon: Array, reach_m: float
) -> dict[int, list[tuple[int, float]]]:
    """Give for each point the districts whose border is within reach, nearest first."""
    import numpy as np

    order = np.argsort(lat, kind="stable")
    x, y = lon[order], lat[order]
    x1, y1, x2, y2, feature = edges.T
    margin = reach_m / _DEGREE_M
    shrink = np.maximum(np.cos(np.radians(y)), _MIN_SHRINK)
    low = np.searchsorted(y, y1 - margin)
    high = np.searchsorted(y, y2 + margin, "right")
    keys, gaps = [], []
    for edge, point in _pairs(low, high):
        margin_lon = margin / shrink[point]
        a, b = x1[edge], x2[edge]
        close = (x[point] >= np.minimum(a, b) - margin_lon) & (
            x[point] <= np.maximum(a, b) + margin_lon
        )
        edge, point = edge[close], point[close]
        across, up = shrink[point] * _DEGREE_M, _DEGREE_M
        ax, ay = (x1[edge] - x[point]) * across, (y1[edge] - y[point]) * up
        dx, dy = (x2[edge] - x1[edge]) * across, (y2[edge] - y1[edge]) * up
        t = np.clip(-(ax * dx + ay * dy) / np.maximum(dx * dx + dy * dy, 1e-9), 0, 1)
        gap = np.hypot(ax + t * dx, ay + t * dy)
        close = gap <= reach_m
        keys.append(order[point[close]] * many + feature[edge[close]].astype(np.int64))
        gaps.append(gap[close])
    found: dict[int, list[tuple[int, float]]] = {}
    if not keys:
        return found
    key, gap = np.concatenate(keys), np.concatenate(gaps)
    by = np.lexsort((gap, key))
    key, gap = key[by], gap[by]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    for k, g in zip(key[first].tolist(), gap[first].tolist(), strict=True):
        found.setdefault(k // many, []).append((k % many, g))
    for near in found.values():
        near.sort(key=lambda one: one[1])
    return found


def _pairs(low: Array, high: Array) -> Iterator[tuple[Array, Array]]:
    """Give every pair of an edge and a point of its run, as two arrays, some at a time."""
    import numpy as np

    counts = high - low
    some = np.flatnonzero(counts > 0)
    ends = np.cumsum(counts[some])
    start = 0
    while start < len(some):
        done = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + _PAIRS, "right")))
        part = some[start:stop]
        count = counts[part]
        first = low[part] - (ends[start:stop] - count - done)
        yield np.repeat(part, count), np.repeat(first, count) + np.arange(int(count.sum()))
        start = stop
