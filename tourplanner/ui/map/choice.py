"""Sites that were picked out of the map together: within reach of a place, or inside a lasso."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from tourplanner.core.geo import LatLon
from tourplanner.services.map_layers import SchoolLayer
from tourplanner.services.map_reach import Reach
from tourplanner.services.maps import MapMark, ScreenMap
from tourplanner.ui.map.ground import to_plane
from tourplanner.ui.map.over import school_mark
from tourplanner.ui.map.paint import Placed, half_size
from tourplanner.ui.tokens import Tokens

START = "start-of-reach"  # what a map calls the place that a reach begins at
MOST_SCHOOLS = 200  # of the directory that are listed
_START_PX = 9.0
_DASH = (6, 3)


@dataclass(frozen=True, slots=True)
class Choice:
    """Sites picked out of the map, and what is drawn of the picking.

    Attributes
    ----------
    title : why they were picked. found : their marks in the order of the list, with the minutes
        from the place where a reach starts; None where nothing was measured.
    shape : a ring around them. start : where a reach starts.
    extra : marks of schools that the map has not got otherwise. more : schools not listed.
    """

    title: str
    found: Mapping[str, int | None]
    shape: tuple[LatLon, ...]
    start: LatLon | None = None
    extra: tuple[MapMark, ...] = ()
    more: int = 0

    def to_mark(self, screen: ScreenMap) -> list[MapMark]:
        """Give those of a map that are in no day and bear no mark of the tour yet."""
        marks = (screen.mark(mark_id) for mark_id in self.found)
        return [mark for mark in marks if mark is not None and mark.is_dot and not mark.wish]


@dataclass(frozen=True, slots=True)
class Pickable:
    """All that can be picked out of a map: its sites, and the schools of the layer over it."""

    marks: tuple[MapMark, ...]
    layer: SchoolLayer | None
    places: Mapping[str, int] = field(default_factory=dict)  # school's id -> place in the layer

    @classmethod
    def of(cls, marks: Iterable[MapMark], layer: SchoolLayer | None) -> Pickable:
        """Collect them; a school that is a site of the file already is in once."""
        sites = tuple(mark for mark in marks if mark.site)
        here = {_cell(mark.point) for mark in sites}
        places = {
            f"school:{dot.key or dot.nces}": place
            for place, dot in enumerate(layer.dots if layer is not None else ())
            if _cell(LatLon(dot.lat, dot.lon)) not in here
        }
        return cls(sites, layer, places)

    def points(self) -> list[tuple[str, LatLon]]:
        """Give what is known of each by travel times: the id of a site or school, its point."""
        found = [(mark.site, mark.point) for mark in self.marks]
        if self.layer is not None:
            dots = self.layer.dots
            found += [(key, LatLon(dots[k].lat, dots[k].lon)) for key, k in self.places.items()]
        return found

    def within(self, reach: Reach, title: str) -> Choice:
        """Give what a reach holds, nearest first."""
        marks = {mark.site: mark.id for mark in self.marks}
        found = {marks.get(key, key): minutes for key, minutes in reach.minutes.items()}
        return self._chosen(title, found, reach.outline, reach.start)

    def inside(self, ring: Sequence[LatLon], title: str) -> Choice:
        """Give what lies inside a ring: the stops in their order, then sites, then schools."""
        polygon = QPolygonF([to_plane(at.lat, at.lon) for at in ring])
        box, odd = polygon.boundingRect(), Qt.FillRule.OddEvenFill
        marks = {mark.site: mark.id for mark in self.marks}
        found: dict[str, int | None] = {}
        for key, at in self.points():
            plane = to_plane(at.lat, at.lon)
            if box.contains(plane) and polygon.containsPoint(plane, odd):
                found[marks.get(key, key)] = None
        return self._chosen(title, found, tuple(ring), None)

    def _chosen(
        self,
        title: str,
        found: Mapping[str, int | None],
        shape: tuple[LatLon, ...],
        start: LatLon | None,
    ) -> Choice:
        schools = [key for key in found if key in self.places]
        left = set(schools[MOST_SCHOOLS:])
        layer = self.layer
        extra = [
            school_mark(layer, self.places[key])
            for key in schools[:MOST_SCHOOLS]
            if layer is not None
        ]
        kept = {key: minutes for key, minutes in found.items() if key not in left}
        return Choice(title, kept, shape, start, tuple(extra), len(left))


def _cell(at: LatLon) -> tuple[float, float]:
    return round(at.lat, 4), round(at.lon, 4)


def with_extra(screen: ScreenMap, choice: Choice | None) -> ScreenMap:
    """Give a map with the schools of a choice as marks."""
    if choice is None or not choice.extra:
        return screen
    known = {mark.id for mark in screen.marks}
    extra = [mark for mark in choice.extra if mark.id not in known]
    return replace(screen, marks=(*screen.marks, *extra))


def choice_data(choice: Choice | None) -> str:
    """Give a choice as the page's script takes it: ids and points, no text of a user's."""
    if choice is None:
        return "null"

    def pair(at: LatLon) -> list[float]:
        return [round(at.lat, 5), round(at.lon, 5)]

    return json.dumps(
        {
            "ids": list(choice.found),
            "ring": [pair(at) for at in choice.shape],
            "start": pair(choice.start) if choice.start is not None else None,
            "startId": START,
            "dash": _DASH,
        },
        separators=(",", ":"),
    ).replace("<", "\\u003c")


def draw_shape(painter: QPainter, choice: Choice, transform: QTransform, t: Tokens) -> None:
    """Draw the ring of a choice: a dashed edge, the inside a little tinted."""
    ring = QPolygonF([transform.map(to_plane(at.lat, at.lon)) for at in choice.shape])
    tint = QColor(t.accent)
    tint.setAlphaF(0.10)
    painter.setBrush(tint)
    pen = QPen(QColor(t.accent), 2)
    pen.setDashPattern([px / 2 for px in _DASH])
    painter.setPen(pen)
    painter.drawPolygon(ring)


def draw_found(painter: QPainter, choice: Choice, placed: Iterable[Placed], t: Tokens) -> None:
    """Draw a ring around each mark that was picked."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(t.accent), 2))
    for one in placed:
        if one.mark.id in choice.found:
            half = half_size(one.mark)
            box = QRectF(one.at - half, one.at + half).adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(box, min(box.height() / 2, 9), min(box.height() / 2, 9))


def draw_start(painter: QPainter, at: QPointF, t: Tokens) -> None:
    """Draw the place where a reach starts: a ring with a cross."""
    painter.setPen(QPen(QColor(t.accent), 2.5))
    painter.setBrush(QColor(t.land))
    painter.drawEllipse(at, _START_PX - 2, _START_PX - 2)
    for x, y in ((1, 0), (0, 1)):
        step = QPointF(x, y) * (_START_PX + 3)
        painter.drawLine(at - step, at + step)


def hits_start(at: QPointF, place: QPointF) -> bool:
    """Whether a place of a drawing is on the start."""
    return (at - place).manhattanLength() <= 2 * _START_PX
