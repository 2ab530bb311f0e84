"""The ground of the plain map as paths that Qt draws; made in the background, drawn in any size.

The plane is that of the web map (Mercator): ``x`` grows to the east, ``y`` to the south, both in
thousandths of a degree of longitude.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from tourplanner.core.geo import LatLon
from tourplanner.core.papers.map import Bounds
from tourplanner.core.ports import Ground, GroundLayer
from tourplanner.ui.tokens import Tokens

CREDIT = "© OpenStreetMap contributors, GeoNames, U.S. Census Bureau, Natural Earth"
UNITS = 1000.0  # of the plane in one degree of longitude
_TILE = 2 * UNITS
_FINE = 450  # cells of the rough drawing across the whole tour
AREAS = ("land", "lakes")
LINES = ("rivers", "county_lines", "roads", "state_lines")


def to_plane(lat: float, lon: float) -> QPointF:
    """Give the place of a point on the plane."""
    squeezed = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return QPointF(lon * UNITS, -math.degrees(squeezed) * UNITS)


def to_earth(at: QPointF) -> LatLon:
    """Give the point on the earth of a place on the plane."""
    squeezed = math.radians(-at.y() / UNITS)
    lat = math.degrees(2 * math.atan(math.exp(squeezed)) - math.pi / 2)
    return LatLon(min(max(lat, -90.0), 90.0), min(max(at.x() / UNITS, -180.0), 180.0))


def box_on_plane(box: Bounds) -> QRectF:
    """Give a box of the earth as a rectangle on the plane."""
    return QRectF(to_plane(box.north, box.west), to_plane(box.south, box.east))


Pieces = dict[str, list[tuple[QRectF, QPainterPath]]]


@dataclass(frozen=True, slots=True)
class GroundPaths:
    """Layers as (rectangle, path) pieces, and towns as (name, place).

    ``rough`` are the layers with less detail, for scales (pixels in a unit) up to ``rough_to``.
    """

    bounds: Bounds
    area: QRectF
    layers: Pieces
    rough: Pieces
    rough_to: float
    towns: list[tuple[str, QPointF]]


_kept: dict[Bounds, GroundPaths] = {}
_KEEP = 3  # boxes: of a state on the start page, of a tour, of its plans side by side
_KEEPING = threading.Lock()  # several helpers' threads ask, for the start page and for plans


def kept_paths(bounds: Bounds, read: Callable[[Bounds], Ground]) -> GroundPaths:
    """Give the paths of the ground of a box, those made last again; called on a helper's thread.

    The ground comes with the program, so it is the same for every file and window; to make its
    paths takes a second.
    """
    with _KEEPING:  # also while they are made: who asks for the same box waits for it
        made = _kept.pop(bounds, None) or make_paths(read(bounds), bounds)
        while len(_kept) >= _KEEP:
            _kept.pop(next(iter(_kept)))
        _kept[bounds] = made
    return made


def make_paths(ground: Ground, bounds: Bounds) -> GroundPaths:
    """Make the paths of a ground; called on a helper's thread."""
    grain = max(box_on_plane(bounds).width(), box_on_plane(bounds).height()) / _FINE
    layers = {}
    rough = {}
    for name, layer in ground.layers.items():
        if layer.is_area:
            layers[name] = rough[name] = _areas(layer)
        else:
            layers[name], rough[name] = _lines(layer, 0), _lines(layer, grain)
    towns = [(name, to_plane(lat, lon)) for name, lat, lon in ground.towns]
    return GroundPaths(bounds, box_on_plane(ground.region), layers, rough, 1.6 / grain, towns)


def _areas(layer: GroundLayer) -> list[tuple[QRectF, QPainterPath]]:
    pieces = []
    for part in layer.parts:
        path = QPainterPath()
        for ring in part:
            path.addPolygon(QPolygonF([to_plane(lat, lon) for lon, lat in ring]))
            path.closeSubpath()
        pieces.append((path.boundingRect(), path))
    return pieces


def _lines(layer: GroundLayer, grain: float) -> list[tuple[QRectF, QPainterPath]]:
    """Put the lines that begin in one square into one piece, so that far ones are not drawn.

    Parameters
    ----------
    grain : points that fall into one cell of this size become one; 0 keeps all. A line that falls
        into one cell goes, and so does one that falls on another.
    """
    tiles: dict[tuple[int, int], QPainterPath] = {}
    for chain in _chains(_segments(layer, grain)):
        polygon = QPolygonF([QPointF(x, y) for x, y in chain])
        x, y = chain[0]
        key = (int(x // _TILE), int(y // _TILE))
        tiles.setdefault(key, QPainterPath()).addPolygon(polygon)
    return [(path.boundingRect(), path) for path in tiles.values()]


_Point = tuple[float, float]


def _segments(layer: GroundLayer, grain: float) -> dict[_Point, list[_Point]]:
    """Give for every point its neighbors on the lines; points on one cell are one point."""
    near: dict[_Point, list[_Point]] = {}
    for part in layer.parts:
        for ring in part:
            last: _Point | None = None
            for lon, lat in ring:
                at = to_plane(lat, lon)
                here = (at.x(), at.y())
                if grain:
                    here = (round(here[0] / grain) * grain, round(here[1] / grain) * grain)
                if last is not None and here != last and here not in near.get(last, ()):
                    near.setdefault(last, []).append(here)
                    near.setdefault(here, []).append(last)
                last = here
    return near


def _chains(near: dict[_Point, list[_Point]]) -> Iterator[list[_Point]]:
    """Join segments into lines that are as long as can be: they are drawn much faster."""
    # Ends and crossings first, so that a line is not begun in its middle.
    for start in sorted(near, key=lambda at: len(near[at]) == 2):
        while near[start]:
            chain = [start]
            while near[chain[-1]]:
                here = chain[-1]
                there = near[here].pop()
                near[there].remove(here)
                chain.append(there)
            yield chain


def draw_ground(
    painter: QPainter,
    paths: GroundPaths,
    transform: QTransform,
    target: QRectF,
    t: Tokens,
    hidden: frozenset[str] = frozenset(),
) -> None:
    """Draw the ground.

    Parameters
    ----------
    transform : from the plane to the painter. target : what is drawn, in the painter's units.
    hidden : names of layers that are left out.
    """
    layers = paths.rough if transform.m11() <= paths.rough_to else paths.layers
    seen = transform.inverted()[0].mapRect(target)
    painter.save()
    painter.setClipRect(target)
    painter.fillRect(target, QColor(t.water))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(transform, True)
    painter.setPen(Qt.PenStyle.NoPen)
    for name in AREAS:
        painter.setBrush(QColor(t.land if name == "land" else t.water))
        for rect, path in layers.get(name, ()) if name not in hidden else ():
            if rect.intersects(seen):
                painter.drawPath(path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for name in LINES:
        if name in hidden:
            continue
        painter.setPen(_pen(name, t, transform.m11()))
        for rect, path in layers.get(name, ()):
            if rect.intersects(seen):
                painter.drawPath(path)
    painter.restore()


def _pen(name: str, t: Tokens, scale: float) -> QPen:
    """Give the pen of a layer; a cosmetic one would be too thin on dense screens and on paper."""
    colors = {
        "rivers": t.water,
        "county_lines": t.county,
        "roads": t.road,
        "state_lines": t.control,
    }
    pen = QPen(QColor(colors[name]), (1.4 if name == "state_lines" else 1.1) / scale)
    if name == "state_lines":
        pen.setDashPattern([5, 3])
    return pen
