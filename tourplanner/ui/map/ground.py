"""The ground of the plain map as paths that Qt draws; made in the background, drawn in any size.

The plane is that of the web map (Mercator): ``x`` grows to the east, ``y`` to the south, both in
thousandths of a degree of longitude.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from tourplanner.core.geo import LatLon
from tourplanner.core.papers.map import Bounds
from tourplanner.core.ports import Ground, GroundLayer
from tourplanner.ui.tokens import Tokens

UNITS = 1000.0  # of the plane in one degree of longitude
_TILE = 2 * UNITS
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


@dataclass(frozen=True, slots=True)
class GroundPaths:
    """Layers as (rectangle, path) pieces, and towns as (name, place)."""

    bounds: Bounds
    area: QRectF
    layers: dict[str, list[tuple[QRectF, QPainterPath]]]
    towns: list[tuple[str, QPointF]]


def make_paths(ground: Ground, bounds: Bounds) -> GroundPaths:
    """Make the paths of a ground; called on a helper's thread."""
    layers = {
        name: _areas(layer) if layer.is_area else _lines(layer)
        for name, layer in ground.layers.items()
    }
    towns = [(name, to_plane(lat, lon)) for name, lat, lon in ground.towns]
    return GroundPaths(bounds, box_on_plane(ground.region), layers, towns)


def _areas(layer: GroundLayer) -> list[tuple[QRectF, QPainterPath]]:
    pieces = []
    for part in layer.parts:
        path = QPainterPath()
        for ring in part:
            path.addPolygon(QPolygonF([to_plane(lat, lon) for lon, lat in ring]))
            path.closeSubpath()
        pieces.append((path.boundingRect(), path))
    return pieces


def _lines(layer: GroundLayer) -> list[tuple[QRectF, QPainterPath]]:
    """Put the lines that begin in one square into one piece, so that far ones are not drawn."""
    tiles: dict[tuple[int, int], QPainterPath] = {}
    for part in layer.parts:
        for ring in part:
            polygon = QPolygonF([to_plane(lat, lon) for lon, lat in ring])
            first = polygon.first()
            key = (int(first.x() // _TILE), int(first.y() // _TILE))
            tiles.setdefault(key, QPainterPath()).addPolygon(polygon)
    return [(path.boundingRect(), path) for path in tiles.values()]


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
    seen = transform.inverted()[0].mapRect(target)
    painter.save()
    painter.setClipRect(target)
    painter.fillRect(target, QColor(t.water))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(transform, True)
    painter.setPen(Qt.PenStyle.NoPen)
    for name in AREAS:
        painter.setBrush(QColor(t.land if name == "land" else t.water))
        for rect, path in paths.layers.get(name, ()) if name not in hidden else ():
            if rect.intersects(seen):
                painter.drawPath(path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for name in LINES:
        if name in hidden:
            continue
        painter.setPen(_pen(name, t))
        for rect, path in paths.layers.get(name, ()):
            if rect.intersects(seen):
                painter.drawPath(path)
    painter.restore()


def _pen(name: str, t: Tokens) -> QPen:
    colors = {
        "rivers": t.water,
        "county_lines": t.county,
        "roads": t.road,
        "state_lines": t.control,
    }
    pen = QPen(QColor(colors[name]), 1.4 if name == "state_lines" else 1.1)
    pen.setCosmetic(True)
    if name == "state_lines":
        pen.setDashPattern([5, 3])
    return pen
