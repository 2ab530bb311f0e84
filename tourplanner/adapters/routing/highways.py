"""The embedded highway network: shortest car times on 92,000 nodes of the 48 states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tourplanner.adapters.layers import Box
from tourplanner.adapters.resources import Highways, load_highways
from tourplanner.adapters.routing.land import MAINLAND, LandMasses, load_land
from tourplanner.adapters.routing.mountains import Mountains, load_mountains
from tourplanner.core.geo import (
    EARTH_RADIUS_M,
    LatLon,
    great_circle_m,
)
from tourplanner.core.travel import NO_ROAD, Grade, RoadMatrix, RoadStar, great_circles_m, lats_lons
from tourplanner.core.units import METERS_PER_MILE, meters

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

# A place joins the network by straight lines to its nearest nodes, longer and slower than a road.
JOINS = 6
JOIN_CIRCUITY = 1.3
JOIN_MPH = 25.0
REACH_M = meters(10)  # no node nearer than this: the network says nothing about the place
# Two places nearer than this, or than their own ways to the network, are joined directly.
DIRECT_M = meters(0.5)
# Low confidence: so much of a leg is off the network, or its road so much longer than the line.
OFF_NETWORK_SHARE = 0.25
DETOUR_FROM_M, DETOUR = meters(10), 1.9
# The box around the places in which roads are searched: a detour may leave it by so much.
MARGIN_DEGREES, MARGIN_SHARE = 1.0, 0.25
_BATCH = 32  # places whose trees are held at once


@dataclass(frozen=True)
class _Graph:
    """The part of the network around some places, with each place in it twice.

    Node numbers: 0..n-1 the network's own, n + i place i as a start, n + m + i as an end; so no way
    leads through a third place.
    """

    n: int
    lat: Array
    lon: Array
    matrix: Any  # scipy csr, car minutes
    keys: Array  # int64, sorted: from * (n + 2 m) + to
    meters: Array  # road meters of the edge at the same place in keys
    slow_m: Array  # those of them in mountains
    join_m: Array  # those of them off the network
    on: Array  # bool (m), whether the place reaches the network
    first_m: Array  # (m), straight meters to the nearest node


class EmbeddedHighways:
    """Gives car minutes on the embedded network; NaN where it does not reach.

    Source
    ------
    Measured on 33 Californian pairs and 16 others: tests/adapters/routing/test_highways.py.
    """

    def __init__(
        self,
        network: Highways | None = None,
        land: LandMasses | None = None,
        mountains: Mountains | None = None,
    ) -> None:
        self._network = network or load_highways()
        self._land = land or load_land()
        mountains = mountains or load_mountains()
        self._mountains = mountains
        self._slow = mountains.nodes(self._network.lat, self._network.lon, self._network.county)

    @property
    def source(self) -> str:
        """One line for the papers."""
        return self._network.source

    def matrix(self, points: Sequence[LatLon]) -> RoadMatrix:
        """Give all pairs of ``points``; the way back is the way there."""
        import numpy as np

        m = len(points)
        car_min = np.full((m, m), np.nan)
        road_m = np.full((m, m), NO_ROAD, np.int32)
        low = np.zeros((m, m), bool)
        grade = np.full((m, m), Grade.NETWORK, np.int32)
        if m:
            graph = self._graph(points, MARGIN_DEGREES)
            if not self._fill(graph, points, car_min, road_m, low, grade):
                graph = self._graph(points, 90.0)
                self._fill(graph, points, car_min, road_m, low, grade)
        np.fill_diagonal(car_min, 0.0)
        np.fill_diagonal(road_m, 0)
        np.fill_diagonal(low, False)
        return RoadMatrix(car_min, road_m, grade, low, self.source)

    def path(self, start: LatLon, end: LatLon) -> Sequence[LatLon]:
        """Give the line of one leg; start and end alone where the network has none."""
        for margin in (MARGIN_DEGREES, 90.0):
            graph = self._graph([start, end], margin)
            if not graph.on.all():
                break
            minutes, before = _search(graph, 0)
            last = graph.n + 3
            if before[last] < 0:
                continue
            if _direct_min(great_circle_m(start, end), float(graph.first_m.sum())) < minutes[last]:
                break
            nodes = []
            at = int(before[last])
            while at < graph.n:
                nodes.append(LatLon(float(graph.lat[at]), float(graph.lon[at])))
                at = int(before[at])
            return [start, *reversed(nodes), end]
        return [start, end]

    def _graph(self, points: Sequence[LatLon], margin: float) -> _Graph:
        import numpy as np
        from scipy.sparse import csr_matrix
        from scipy.spatial import cKDTree

        net, m = self._network, len(points)
        extent = Box.around(list(points))
        wide = max(extent.north - extent.south, extent.east - extent.west)
        box = Box.around(list(points), margin + MARGIN_SHARE * wide)
        inside = (net.lat >= box.south) & (net.lat <= box.north)
        inside &= (net.lon >= box.west) & (net.lon <= box.east)
        number = np.cumsum(inside) - 1
        edge = inside[net.u] & inside[net.v]
        u, v = number[net.u[edge]], number[net.v[edge]]
        lat, lon = net.lat[inside], net.lon[inside]
        n = len(lat)
        slow = self._slow[inside]
        edge_m, edge_min = net.meters[edge], net.car_min[edge]
        edge_slow = edge_m * (slow[u].astype(float) + slow[v]) / 2

        on = np.array([self._land.of(p) == MAINLAND for p in points])
        near_m = np.full((m, JOINS), np.inf)
        near = np.zeros((m, JOINS), np.int64)
        if n:
            here = _xyz(np.array([p.lat for p in points]), np.array([p.lon for p in points]))
            chord, near = cKDTree(_xyz(lat, lon)).query(here, k=JOINS)
            near_m = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / (2 * EARTH_RADIUS_M), 1))
        on &= near_m[:, 0] <= REACH_M
        who, which = np.nonzero((near_m <= REACH_M) & on[:, None])
        node, join_m = near[who, which], near_m[who, which] * JOIN_CIRCUITY
        # The search takes an edge of no minutes for none at all.
        join_min = np.maximum(join_m / METERS_PER_MILE / JOIN_MPH * 60, 1e-6)
        join_slow = join_m * slow[node]

        size = n + 2 * m
        rows = np.concatenate([u, v, n + who, node])
        cols = np.concatenate([v, u, node, n + m + who])
        minutes = np.concatenate([edge_min, edge_min, join_min, join_min])
        nothing = np.zeros(len(edge_m))
        keys = rows.astype(np.int64) * size + cols
        order = np.argsort(keys, kind="stable")
        return _Graph(
            n,
            lat,
            lon,
            csr_matrix((np.maximum(minutes, 1e-6), (rows, cols)), shape=(size, size)),
            keys[order],
            np.concatenate([edge_m, edge_m, join_m, join_m])[order],
            np.concatenate([edge_slow, edge_slow, join_slow, join_slow])[order],
            np.concatenate([nothing, nothing, join_m, join_m])[order],
            on,
            near_m[:, 0],
        )

    def _fill(
        self,
        graph: _Graph,
        points: Sequence[LatLon],
        car_min: Array,
        road_m: Array,
        low: Array,
        grade: Array,
    ) -> bool:
        """Fill the four arrays; give False when two places on the network found no way."""
        import numpy as np

        m = len(points)
        starts = [i for i in range(m - 1) if graph.on[i]]
        for first in range(0, len(starts), _BATCH):
            batch = starts[first : first + _BATCH]
            trees = [_search(graph, i) for i in batch]
            before = np.stack([t[1] for t in trees])
            row = np.repeat(np.arange(len(batch)), m)
            i, j = np.array(batch)[row], np.tile(np.arange(m), len(batch))
            wanted = (j > i) & graph.on[j]
            row, i, j = row[wanted], i[wanted], j[wanted]
            minutes = np.stack([t[0] for t in trees])[row, graph.n + m + j]
            if np.isinf(minutes).any():
                return False
            minutes, total, shaky, direct = self._legs(graph, before, minutes, row, points, i, j)
            for a, b in ((i, j), (j, i)):
                car_min[a, b] = minutes
                road_m[a, b] = np.rint(total)
                low[a, b] = shaky
                grade[a, b] = np.where(direct, Grade.FORMULA, Grade.NETWORK)
        return True

    def star(self, start: LatLon, ends: Sequence[LatLon]) -> RoadStar:
        """Give the ways from one point to others, NaN where the network does not reach."""
        import numpy as np

        points = [start, *ends]
        n = len(ends)
        car_min = np.full(n, np.nan)
        road_m = np.full(n, NO_ROAD, np.int32)
        low = np.zeros(n, bool)
        grade = np.full(n, Grade.NETWORK, np.int32)
        for margin in (MARGIN_DEGREES, 90.0):
            graph = self._graph(points, margin)
            j = np.flatnonzero(graph.on[1:]) + 1 if graph.on[0] else np.zeros(0, np.int64)
            if not len(j):
                break
            tree_min, before = _search(graph, 0)
            minutes = tree_min[graph.n + len(points) + j]
            if np.isinf(minutes).any() and margin < 90.0:
                continue
            row, i = np.zeros(len(j), np.int64), np.zeros(len(j), np.int64)
            minutes, total, shaky, direct = self._legs(
                graph, before[None, :], minutes, row, points, i, j
            )
            known = np.isfinite(minutes)
            at = j[known] - 1
            car_min[at], road_m[at], low[at] = minutes[known], np.rint(total[known]), shaky[known]
            grade[at] = np.where(direct[known], Grade.FORMULA, Grade.NETWORK)
            break
        return RoadStar(car_min, road_m, grade, low, self.source)

    def _legs(
        self,
        graph: _Graph,
        before: Array,
        minutes: Array,
        row: Array,
        points: Sequence[LatLon],
        i: Array,
        j: Array,
    ) -> tuple[Array, Array, Array, Array]:
        """Give minutes, meters, low confidence and whether local streets are shorter, per way."""
        import numpy as np

        total, slow, join = _along(graph, before, row, graph.n + len(points) + j)
        gap = _gap_m(points, i, j)
        far = gap >= DETOUR_FROM_M
        shaky = slow >= np.minimum(self._mountains.share_from * total, self._mountains.from_m)
        shaky &= slow > 0
        shaky |= far & (join >= OFF_NETWORK_SHARE * total)
        shaky |= far & (total >= DETOUR * gap)
        direct_min = _direct_min(gap, graph.first_m[i] + graph.first_m[j])
        direct = direct_min < minutes
        return (
            np.where(direct, direct_min, minutes),
            np.where(direct, gap * JOIN_CIRCUITY, total),
            shaky,
            direct,
        )


def _search(graph: _Graph, start: int) -> tuple[Array, Array]:
    """Give car minutes from one place to every node, and the node before each.

    One place at a time: the search holds the interpreter, and one is over in milliseconds.
    """
    from scipy.sparse.csgraph import dijkstra

    minutes, before = dijkstra(
        graph.matrix, directed=True, indices=graph.n + start, return_predecessors=True
    )
    return minutes, before


def _along(graph: _Graph, before: Array, row: Array, node: Array) -> tuple[Array, Array, Array]:
    """Add up road meters, mountain meters and meters off the network, from ends back to starts.

    Parameters
    ----------
    before : (trees, nodes). row : (k), the tree of each way. node : (k), its end.
    """
    import numpy as np

    size = before.shape[1]
    sums = np.zeros((3, len(row)))
    alive, node = np.arange(len(row)), node.copy()
    while len(alive):
        previous = before[row[alive], node[alive]].astype(np.int64)
        going = previous >= 0
        alive, previous = alive[going], previous[going]
        edge = np.searchsorted(graph.keys, previous * size + node[alive])
        sums[0, alive] += graph.meters[edge]
        sums[1, alive] += graph.slow_m[edge]
        sums[2, alive] += graph.join_m[edge]
        node[alive] = previous
    return sums[0], sums[1], sums[2]


def _direct_min(gap_m: Array | float, first_m: Array | float) -> Array:
    """Give car minutes between near places by local streets; infinite where they are not near.

    ``first_m`` is both places' meters to the network together.
    """
    import numpy as np

    minutes = np.asarray(gap_m) * JOIN_CIRCUITY / METERS_PER_MILE / JOIN_MPH * 60
    return np.where(np.asarray(gap_m) <= np.maximum(DIRECT_M, first_m), minutes, np.inf)


def _gap_m(points: Sequence[LatLon], i: Array, j: Array) -> Array:
    lat, lon = lats_lons(points)
    return great_circles_m(lat[i], lon[i], lat[j], lon[j])


def _xyz(lat: Array, lon: Array) -> Array:
    """Give points on the sphere in meters from its center; shape (n, 3)."""
    import numpy as np

    phi, lam = np.radians(lat), np.radians(lon)
    unit = [np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)]
    xyz: Array = EARTH_RADIUS_M * np.column_stack(unit)
    return xyz
