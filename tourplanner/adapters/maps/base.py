"""The base map that travels inside the page: cut to the tour's region, small enough to mail."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from tourplanner.adapters.layers import Box
from tourplanner.adapters.resources import base_map_layer
from tourplanner.core.papers.map import Bounds

# In this order they are kept while the page stays light: layer, and whether it is made of areas.
_LAYERS = (
    ("land", True),
    ("state_lines", False),
    ("lakes", True),
    ("rivers", False),
    ("roads", False),
    ("county_lines", False),
)
_PIXELS = (2400, 900, 400)
_MOST_BYTES = 1_700_000
_GRID = 1000  # steps a degree: about 100 m
_TOWNS = 320
_Spot = tuple[int, int]  # longitude and latitude in steps of the grid


def region_of(bounds: Bounds) -> Bounds:
    """Give the part of the country that the map can show: the bounds with room on every side.

    A wide window shows more of the earth than a tall tour needs, so the box is made wide enough for
    twice as wide as high, and high enough for as high as wide.
    """
    lat = (bounds.south + bounds.north) / 2
    lon = (bounds.west + bounds.east) / 2
    squeeze = max(math.cos(math.radians(lat)), 0.2)
    high = max(bounds.north - bounds.south, 0.5)
    wide = max(bounds.east - bounds.west, 0.5) * squeeze
    half_high = max(high, wide * 0.9) * 0.95
    half_wide = max(wide, high * 2.2) * 0.75 / squeeze
    return Bounds(
        max(round(lat - half_high, 2), -85.0),
        max(round(lon - half_wide, 2), -180.0),
        min(round(lat + half_high, 2), 85.0),
        min(round(lon + half_wide, 2), 180.0),
    )


@lru_cache(maxsize=4)
def base_map(region: Bounds) -> dict[str, Any]:
    """Give the layers, packed, and the towns as [name, lat, lon], largest first.

    Where a region is so large that the page would be too heavy, a layer gets coarser, and where
    that does not help it is left out; land and state lines stay.

    Returns
    -------
    layer -> {"areas": bool, "parts": [...]}. A part of an area is a list of rings, the outer one
    first; a part of lines is one line. A ring or line is a flat list of longitude and latitude in
    steps of 1/1000 degree, each as the difference from the point before, the first from the first
    point of the ring or line before.
    """
    box = Box(region.south, region.west, region.north, region.east)
    made: dict[str, Any] = {"grid": _GRID, "places": _towns(box)}
    weight = 0
    for name, areas in _LAYERS:
        for pixels in _PIXELS:
            layer = _packed(base_map_layer(name, box, pixels=pixels), areas)
            size = len(json.dumps(layer, separators=(",", ":")))
            if weight + size <= _MOST_BYTES or (name == "land" and pixels == _PIXELS[-1]):
                made[name], weight = layer, weight + size
                break
            if name == "roads":  # short pieces do not get shorter
                break
    return made


def _towns(box: Box) -> list[list[Any]]:
    found = base_map_layer("places", box, most=_TOWNS)["features"]
    return [
        [
            feature["properties"]["name"],
            round(feature["geometry"]["coordinates"][1], 3),
            round(feature["geometry"]["coordinates"][0], 3),
        ]
        for feature in found
    ]


def _packed(layer: dict[str, Any], areas: bool) -> dict[str, Any]:
    """Pack the geometry of a GeoJSON layer; properties go, the map shows none."""
    pack = _Packer()
    parts: list[Any] = []
    lines: list[Any] = []
    for feature in layer["features"]:
        geometry = feature.get("geometry") or {"type": "", "coordinates": []}
        kind, coordinates = geometry["type"], geometry["coordinates"]
        if areas:
            polygons = coordinates if kind == "MultiPolygon" else [coordinates]
            for polygon in polygons:
                rings = [packed for ring in polygon if (packed := pack(_on_grid(ring), 4))]
                parts += [rings] if rings else []
        else:
            lines += coordinates if kind == "MultiLineString" else [coordinates]
    parts += [packed for line in joined(map(_on_grid, lines)) if (packed := pack(line, 2))]
    return {"areas": areas, "parts": parts}


def _on_grid(points: Iterable[Sequence[float]]) -> list[_Spot]:
    """Give points in steps of the grid; those that fall together are one."""
    out: list[_Spot] = []
    for point in points:
        here = (round(point[0] * _GRID), round(point[1] * _GRID))
        if not out or here != out[-1]:
            out.append(here)
    return out


def joined(lines: Iterable[list[_Spot]]) -> list[list[_Spot]]:
    """Join lines where one ends and another begins or ends; every stretch stays, once.

    Roads come junction by junction, mostly as two points: joined, the page is lighter, sooner
    unpacked and drawn with fewer strokes.
    """
    known = [line for line in lines if len(line) > 1]
    ends: dict[_Spot, list[int]] = {}
    for k, line in enumerate(known):
        for spot in {line[0], line[-1]}:
            ends.setdefault(spot, []).append(k)
    free = [True] * len(known)
    drawn: set[tuple[_Spot, _Spot]] = set()

    def go_on(chain: list[_Spot]) -> None:
        while (k := next((k for k in ends[chain[-1]] if free[k]), None)) is not None:
            free[k] = False
            line = known[k] if known[k][0] == chain[-1] else known[k][::-1]
            chain += line[1:]

    out = []
    for k, line in enumerate(known):
        if len(line) == 2:  # both ways of a road, or two roads on one bridge
            stretch = (min(line), max(line))
            free[k] = stretch not in drawn
            drawn.add(stretch)
    for k, line in enumerate(known):
        if free[k]:
            free[k] = False
            chain = list(line)
            go_on(chain)
            chain.reverse()
            go_on(chain)
            out.append(chain)
    return out


class _Packer:
    """Writes points as differences."""

    def __init__(self) -> None:
        self._start = (0, 0)

    def __call__(self, points: Sequence[_Spot], fewest: int) -> list[int]:
        if len(points) < fewest:
            return []
        out: list[int] = []
        at = self._start
        for here in points:
            out += [here[0] - at[0], here[1] - at[1]]
            at = here
        self._start = points[0]
        return out
