"""The map as a drawing inside a page: it needs no script, and prints.

Land, lakes, roads and state lines of the program's own base map in the colors of the map page, and
the numbers of the stops on the shapes of their days. The list beside it says the same in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from tourplanner.adapters.layers import Box
from tourplanner.adapters.maps.marks import LIGHT, face_of, width_of
from tourplanner.adapters.resources import base_map_layer
from tourplanner.core.papers.map import Bounds, MapPoint, TourMap
from tourplanner.core.safe_text import one_line

WIDE, HIGH = 480, 400  # the drawing's own units; on a phone one is about two thirds of a pixel
_ZOOMED_MOST = 0.5  # degrees: a single campus is shown with what lies around it
_LAYERS = (
    ("land", True, "land", 0.0),
    ("lakes", True, "water", 0.0),
    ("roads", False, "road", 1.2),
    ("state_lines", False, "state", 1.2),
)
_TOWNS, _TOWN_APART = 14, 46  # how many are named, and how far from each other at least
_MARK_HIGH, _MARK_APART = 22, 3


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number where it is drawn, and the place that it is of."""

    point: MapPoint
    x: float
    y: float
    wide: float
    at: tuple[float, float]


class _View:
    """From degrees to units of the drawing, in the Mercator projection of web maps."""

    def __init__(self, bounds: Bounds) -> None:
        middle = (bounds.west + bounds.east) / 2
        north, south = _mercator(bounds.north), _mercator(bounds.south)
        wide = max(bounds.east - bounds.west, _ZOOMED_MOST)
        high = max(north - south, _ZOOMED_MOST)
        self.scale = min(WIDE / wide, HIGH / high)
        self.west = middle - WIDE / self.scale / 2
        self.top = (north + south) / 2 + HIGH / self.scale / 2

    def __call__(self, lat: float, lon: float) -> tuple[float, float]:
        return (lon - self.west) * self.scale, (self.top - _mercator(lat)) * self.scale

    @property
    def box(self) -> Box:
        """The part of the earth that is shown, a little more on each side."""
        bottom = self.top - HIGH / self.scale
        more = 8 / self.scale
        return Box(
            max(_latitude(bottom - more), -85.0),
            max(self.west - more, -180.0),
            min(_latitude(self.top + more), 85.0),
            min(self.west + WIDE / self.scale + more, 180.0),
        )


def map_figure(tour_map: TourMap) -> Markup:
    """Give the map as one ``<svg>`` element; empty where nothing can be shown on it."""
    if tour_map.bounds is None:
        return Markup("")
    view = _View(tour_map.bounds)
    count = len(tour_map.points)
    alt = f"Map of {count} {'stop' if count == 1 else 'stops'}; the list below says the same"
    parts = [
        f'<svg class="map" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(alt)}">',
        f'<rect width="{WIDE}" height="{HIGH}" fill="{LIGHT["water"]}"/>',
        *(_layer(view, *layer) for layer in _LAYERS),
    ]
    marks = list(_placed(view, tour_map.points))
    parts += _towns(view, marks)
    parts += [_drawn(mark) for mark in marks]
    return Markup("".join((*parts, "</svg>")))  # noqa: S704 numbers, own colors, escaped names


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(y))))


def _layer(view: _View, name: str, is_area: bool, color: str, width: float) -> str:
    found = base_map_layer(name, view.box, pixels=WIDE * 2)["features"]
    lines = (line for feature in found for line in _lines(feature["geometry"], is_area))
    path = "".join(filter(None, (_path(view, line, is_area) for line in lines)))
    look = (
        f'fill="{LIGHT[color]}" fill-rule="evenodd"'
        if is_area
        else f'fill="none" stroke="{LIGHT[color]}" stroke-width="{width}"'
    )
    return f'<path d="{path}" {look}/>' if path else ""


def _lines(geometry: dict[str, Any], is_area: bool) -> Iterator[list[list[float]]]:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if is_area:
        for polygon in coordinates if kind == "MultiPolygon" else [coordinates]:
            yield from polygon
    else:
        yield from coordinates if kind == "MultiLineString" else [coordinates]


def _path(view: _View, line: Iterable[Sequence[float]], is_area: bool) -> str:
    """Give a line as path commands; points that fall together in a tenth of a unit go."""
    found: list[tuple[int, int]] = []
    for lon, lat, *_ in line:
        x, y = view(lat, lon)
        here = round(x * 10), round(y * 10)
        if not found or here != found[-1]:
            found.append(here)
    if len(found) < (3 if is_area else 2):
        return ""
    steps = [f"{(b[0] - a[0]) / 10:g} {(b[1] - a[1]) / 10:g}" for a, b in pairwise(found)]
    start = f"M{found[0][0] / 10:g} {found[0][1] / 10:g}"
    return f"{start}l{' '.join(steps)}{'z' if is_area else ''}"


def _placed(view: _View, points: Sequence[MapPoint]) -> Iterator[_Mark]:
    """Put the numbers where none covers another: at its place, else around it, a line apart."""
    taken: list[_Mark] = []
    for point in points:
        x, y = view(point.lat, point.lon)
        mark = _Mark(point, x, y, width_of(point.label), (x, y))
        for ring in range(0, 6):
            for turn in range(8 * ring or 1):
                angle = turn / (8 * ring or 1) * 2 * math.pi - math.pi / 2
                reach = ring * (_MARK_HIGH + _MARK_APART)
                here = (x + reach * 1.2 * math.cos(angle), y + reach * math.sin(angle))
                tried = replace(mark, x=_within(here[0], WIDE), y=_within(here[1], HIGH))
                if not any(_meet(tried, other) for other in taken):
                    break
            else:
                continue
            mark = tried
            break
        taken.append(mark)
    return iter(taken)


def _within(value: float, most: int) -> float:
    return min(max(value, _MARK_HIGH), most - _MARK_HIGH)


def _meet(one: _Mark, other: _Mark) -> bool:
    close = (one.wide + other.wide) / 2 + _MARK_APART
    return abs(one.x - other.x) < close and abs(one.y - other.y) < _MARK_HIGH + _MARK_APART


def _towns(view: _View, marks: Sequence[_Mark]) -> Iterator[str]:
    """Name the largest towns that stand free of the numbers and of each other."""
    taken = [(mark.x, mark.y) for mark in marks] + [mark.at for mark in marks]
    left = _TOWNS
    for feature in base_map_layer("places", view.box, most=120)["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        x, y = view(lat, lon)
        inside = _TOWN_APART < x < WIDE - _TOWN_APART and 12 < y < HIGH - 12
        if not inside or any(abs(x - a) < _TOWN_APART * 1.4 and abs(y - b) < 20 for a, b in taken):
            continue
        taken.append((x, y))
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.6" fill="{LIGHT["place"]}"/>'
            f'<text x="{x:.1f}" y="{y - 5:.1f}" text-anchor="middle" font-size="11"'
            f' fill="{LIGHT["place"]}">{escape(one_line(feature["properties"]["name"]))}</text>'
        )
        left -= 1
        if not left:
            return


def _drawn(mark: _Mark) -> str:
    color = LIGHT["days"][mark.point.day % 6]
    x, y = mark.at
    lead = ""
    if (mark.x, mark.y) != mark.at:
        lead = (
            f'<path d="M{x:.1f} {y:.1f}L{mark.x:.1f} {mark.y:.1f}" stroke="{color}"'
            f' stroke-width="1.5"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>'
        )
    left, top = mark.x - mark.wide / 2, mark.y - 11
    face = face_of(mark.point.day, mark.point.label, known=not mark.point.approximate)
    return f'{lead}<g transform="translate({left:.1f} {top:.1f})">{face}</g>'
