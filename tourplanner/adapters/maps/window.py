"""The map inside the window: the same ground and script as the page that is mailed, empty.

The page holds constants alone. Stops, names and lines come later through the window's channel,
as JSON, and are shown by textContent.
"""

from __future__ import annotations

from typing import Any

from tourplanner.adapters.maps.base import base_map, region_of
from tourplanner.adapters.maps.marks import CAPS, DARK, DASHES, DOUBLES, LIGHT, SHAPES
from tourplanner.adapters.maps.page import folium_parts, leaflet_css, leaflet_js, policy
from tourplanner.adapters.resources import resource_path
from tourplanner.core.papers.map import Bounds
from tourplanner.core.ports import Ground, GroundLayer
from tourplanner.core.safe_text import json_for_script

_SCRIPTS = ("ground.js", "tour.js", "layers.js", "choice.js")
TILES = "tp://app/tiles/"  # the window serves the user's own base map there
CREDIT = "© OpenStreetMap contributors, GeoNames, U.S. Census Bureau, Natural Earth"


class WindowMapGround:
    """Gives the ground as coordinates and as a page."""

    def ground(self, bounds: Bounds) -> Ground:
        """Give the ground as plain coordinates."""
        region = region_of(bounds)
        made = base_map(region)
        layers = {
            name: _unpacked(layer, made["grid"])
            for name, layer in made.items()
            if isinstance(layer, dict)
        }
        towns = tuple((str(name), float(lat), float(lon)) for name, lat, lon in made["places"])
        return Ground(region, layers, towns)

    def page(self, bounds: Bounds) -> bytes:
        """Give the ground as a page; the same box gives the same bytes."""
        styles = (
            leaflet_css(),
            resource_path("map", "tour.css").read_text("utf-8"),
            resource_path("map", "window.css").read_text("utf-8"),
        )
        map_script, map_html = folium_parts()
        own = (resource_path("map", name).read_text("utf-8") for name in _SCRIPTS)
        scripts = (leaflet_js(), map_script, *own)
        rules = policy(styles, scripts).replace("img-src ", f"img-src {TILES} ")
        parts = [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{rules}">',
            "<title>Map</title>",
            *(f"<style>{style}</style>" for style in styles),
            '</head><body class="window"><div class="pane">',
            map_html,
            '<p id="schematic" hidden>Schematic here: main roads only</p>',
            f'<p id="credit">{CREDIT}</p></div>',
            f'<script type="application/json" id="tour-data">{_data(bounds)}</script>',
            *(f"<script>{script}</script>" for script in scripts),
            "</body></html>",
        ]
        return "\n".join(parts).encode("utf-8")


def _data(bounds: Bounds) -> str:
    """Give what the page starts with: ground and looks, no marks.

    Each layer is written by itself, so that no single step keeps other threads waiting for long.
    """
    region = region_of(bounds)
    base = base_map(region)
    written = ",".join(f'"{name}":{json_for_script(part)}' for name, part in base.items())
    rest: dict[str, Any] = {
        "window": True,
        "points": [],
        "days": [],
        "candidates": [],
        "bounds": [bounds.south, bounds.west, bounds.north, bounds.east],
        "region": [region.south, region.west, region.north, region.east],
        "palettes": {"light": LIGHT, "dark": DARK},
        "shapes": SHAPES,
        "dashes": DASHES,
        "caps": CAPS,
        "doubles": DOUBLES,
    }
    return f'{{"base":{{{written}}},{json_for_script(rest)[1:]}'


def _unpacked(layer: dict[str, Any], grid: int) -> GroundLayer:
    """Turn differences on a grid back into degrees; see ``base_map``."""
    start = (0, 0)

    def ring(flat: list[int]) -> tuple[tuple[float, float], ...]:
        nonlocal start
        x, y = start
        points = []
        for k in range(0, len(flat), 2):
            x, y = x + flat[k], y + flat[k + 1]
            if k == 0:
                start = (x, y)
            points.append((x / grid, y / grid))
        return tuple(points)

    if layer["areas"]:
        parts = tuple(tuple(ring(flat) for flat in part) for part in layer["parts"])
    else:
        parts = tuple((ring(flat),) for flat in layer["parts"])
    return GroundLayer(bool(layer["areas"]), parts)
