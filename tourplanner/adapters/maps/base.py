"""The base map that travels inside the page: cut to the tour's region, small enough to mail."""

from __future__ import annotations

import json
import math
from typing import Any

from tourplanner.adapters.layers import Box
from tourplanner.adapters.resources import base_map_layer
from tourplanner.core.papers.map import Bounds

_LAYERS = ("land", "lakes", "rivers", "county_lines", "roads", "state_lines")
_PIXELS = (2400, 1200, 700, 400)
_MOST_BYTES = 1_700_000
_TOWNS = 320


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


def base_map(region: Bounds) -> dict[str, Any]:
    """Give the layers as GeoJSON geometry and the towns as [name, lat, lon], largest first.

    Where a region is so large that the page would be too heavy, the lines get coarser, then the
    county lines and at last the roads are left out.
    """
    box = Box(region.south, region.west, region.north, region.east)
    made: dict[str, Any] = {}
    for names in (_LAYERS, tuple(n for n in _LAYERS if n != "county_lines"), _LAYERS[:3]):
        for pixels in _PIXELS:
            made = {name: _lean(base_map_layer(name, box, pixels=pixels)) for name in names}
            if len(json.dumps(made, separators=(",", ":"))) <= _MOST_BYTES:
                return {**made, "places": _towns(box)}
    return {**made, "places": _towns(box)}


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


def _lean(layer: dict[str, Any]) -> dict[str, Any]:
    """Give a layer without the properties that no line needs."""
    geometries = [f["geometry"] for f in layer["features"] if f.get("geometry")]
    return {"type": "GeometryCollection", "geometries": geometries}
