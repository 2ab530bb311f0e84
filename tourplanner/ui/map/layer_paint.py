"""Layers over the tour as the plain map and a picture draw them, with a sample of each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from tourplanner.services.map_layers import LinesLayer, SchoolLayer
from tourplanner.services.map_partners import PartnerSpot
from tourplanner.ui.map.ground import to_plane
from tourplanner.ui.theme import font
from tourplanner.ui.tokens import Tokens

SCHOOLS, PARTNERS = "schools", "partners"
_CELL, _APART = 64, 2.9  # pixels; pixels in a unit of the plane from which none are joined
_REACH = 8
_PIECE, _STEP_PX = 128, 4  # points of a piece; pixels from one drawn point to the next
# Of each kind of line, in pixels.
DASHES: dict[str, tuple[int, ...]] = {
    "upper": (10, 4),
    "lower": (4, 3),
    "congress": (12, 4, 2, 4),
    "regions": (16, 3, 3, 3),
}
WIDTHS = {"upper": 1.3, "lower": 1.3, "congress": 1.3, "regions": 2.2}
ASIDE = (13.0, 13.0)  # of a partners' mark beside the site's own
_DIAMOND = 9.0
_LABEL_HIGH = 18
_ASIDES = (0, -20, 20, -32, 32)  # pixels up or down where a name may stand instead

Name = tuple[str, QRectF]


@dataclass(frozen=True, slots=True)
class Group:
    """Schools that are drawn as one: where on the plane, how many, the place of the first."""

    at: QPointF
    count: int
    place: int

    @property
    def radius(self) -> float:
        """In pixels."""
        return 4.0 if self.count == 1 else min(10 + 3 * math.log10(self.count), 20.0)


class PlainSchools:
    """The schools as the plain map draws them."""

    name = SCHOOLS

    def __init__(self, layer: SchoolLayer) -> None:
        self._points = [to_plane(dot.lat, dot.lon) for dot in layer.dots]
        self.groups = lru_cache(maxsize=4)(self._groups)

    def _groups(self, scale: float) -> list[Group]:
        """Join the schools that would lie over each other in a scale (pixels in a unit)."""
        if scale >= _APART:
            return [Group(at, 1, place) for place, at in enumerate(self._points)]
        size = _CELL / scale
        cells: dict[tuple[int, int], list[float]] = {}
        for place, at in enumerate(self._points):
            x, y = at.x(), at.y()
            key = (int(x // size), int(y // size))
            cell = cells.get(key)
            if cell is None:
                cells[key] = [x, y, 1, place]
            else:
                cell[0] += x
                cell[1] += y
                cell[2] += 1
        return [
            Group(QPointF(x / count, y / count), int(count), int(place))
            for x, y, count, place in cells.values()
        ]

    def seen(self, transform: QTransform, target: QRectF) -> Iterator[tuple[Group, QPointF]]:
        """Give the groups inside a part of a drawing, with where they are there."""
        wide = target.adjusted(-20, -20, 20, 20)
        for group in self.groups(round(transform.m11(), 6)):
            at = transform.map(group.at)
            if wide.contains(at):
                yield group, at

    def hit(self, transform: QTransform, target: QRectF, at: QPointF) -> Group | None:
        """Give the group under a place of a drawing."""
        best: tuple[float, Group] | None = None
        for group, there in self.seen(transform, target):
            gap = math.hypot(there.x() - at.x(), there.y() - at.y())
            if gap <= group.radius + _REACH and (best is None or gap < best[0]):
                best = (gap, group)
        return best[1] if best else None

    def draw(self, painter: QPainter, transform: QTransform, target: QRectF, t: Tokens) -> None:
        """Draw rings, and circles with their count."""
        painter.setFont(font(11, QFont.Weight.DemiBold, figures=True))
        for group, at in self.seen(transform, target):
            painter.setPen(QPen(QColor(t.ink2), 1.5))
            painter.setBrush(QColor(t.land))
            painter.drawEllipse(at, group.radius, group.radius)
            if group.count > 1:
                painter.setPen(QColor(t.ink))
                box = QRectF(at.x() - 30, at.y() - 10, 60, 20)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(group.count))


class PlainLines:
    """The lines of one kind of area as the plain map draws them.

    They are kept in short pieces, of which those in view are drawn, with no more points than show:
    a dashed line costs by its points.
    """

    def __init__(self, layer: LinesLayer) -> None:
        self.name = layer.name
        self.codes = [(words, to_plane(at.lat, at.lon)) for words, at in layer.named()]
        self._width = WIDTHS[layer.name]
        self._dash = [px / self._width for px in DASHES[layer.name]]
        grid = layer.borders.grid
        self._pieces: list[tuple[QRectF, list[QPointF]]] = []
        for line in layer.borders.lines:
            across, down = accumulate(line[::2]), accumulate(line[1::2])
            points = [to_plane(y / grid, x / grid) for x, y in zip(across, down, strict=True)]
            for at in range(0, len(points) - 1, _PIECE):
                piece = points[at : at + _PIECE + 1]
                self._pieces.append((QPolygonF(piece).boundingRect(), piece))
        self._lines = lru_cache(maxsize=4)(self._thinned)

    def _thinned(self, scale: float) -> list[tuple[QRectF, QPolygonF]]:
        """Give the pieces with the points that show in a scale (pixels in a unit)."""
        least = _STEP_PX / scale
        made = []
        for rect, piece in self._pieces:
            kept = [piece[0]]
            x, y = piece[0].x(), piece[0].y()
            for point in piece[1:-1]:
                if abs(point.x() - x) + abs(point.y() - y) >= least:
                    kept.append(point)
                    x, y = point.x(), point.y()
            made.append((rect, QPolygonF([*kept, piece[-1]])))
        return made

    def draw(self, painter: QPainter, transform: QTransform, target: QRectF, t: Tokens) -> None:
        """Draw the lines that are in view."""
        pen = QPen(QColor(t.ink2), self._width / transform.m11())
        pen.setDashPattern(self._dash)
        seen = transform.inverted()[0].mapRect(target)
        painter.save()
        painter.setTransform(transform, True)
        painter.setPen(pen)
        for rect, line in self._lines(round(transform.m11(), 6)):
            if rect.intersects(seen):
                painter.drawPolyline(line)
        painter.restore()

    def names(self, transform: QTransform, target: QRectF, taken: list[QRectF]) -> list[Name]:
        """Give the names that have room, with their boxes, which are then taken."""
        metrics = QFontMetricsF(font(11, QFont.Weight.DemiBold, figures=True))
        found: list[Name] = []
        for words, place in self.codes:
            at = transform.map(place)
            half = metrics.horizontalAdvance(words) / 2 + 5
            if not target.contains(at):
                continue
            for aside in _ASIDES:  # beside a mark where one is in the way
                top = at.y() - _LABEL_HIGH / 2 + aside
                box = QRectF(at.x() - half, top, 2 * half, _LABEL_HIGH)
                if not any(box.intersects(other) for other in taken):
                    taken.append(box)
                    found.append((words, box))
                    break
        return found


class PlainPartners:
    """Where partners are at work: a diamond with their number, beside the mark of the site."""

    name = PARTNERS

    def __init__(self, spots: Sequence[PartnerSpot]) -> None:
        self._spots = [
            (to_plane(one.point.lat, one.point.lon), len(one.partners))
            for one in spots
            if one.point is not None
        ]

    def draw(self, painter: QPainter, transform: QTransform, target: QRectF, t: Tokens) -> None:
        """Draw the diamonds."""
        for place, count in self._spots:
            at = transform.map(place) + QPointF(*ASIDE)
            if target.contains(at):
                _draw_diamond(painter, at, str(count), t)


def _draw_diamond(painter: QPainter, at: QPointF, words: str, t: Tokens) -> None:
    corners = [(0, -_DIAMOND), (_DIAMOND, 0), (0, _DIAMOND), (-_DIAMOND, 0)]
    painter.setPen(QPen(QColor(t.ink), 1.4))
    painter.setBrush(QColor(t.surface))
    painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
    if words:
        painter.setFont(font(10, QFont.Weight.DemiBold, figures=True))
        box = QRectF(at.x() - _DIAMOND, at.y() - _DIAMOND, 2 * _DIAMOND, 2 * _DIAMOND)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def draw_names(painter: QPainter, names: Sequence[Name], t: Tokens) -> None:
    """Draw the names of areas."""
    painter.setFont(font(11, QFont.Weight.DemiBold, figures=True))
    painter.setPen(QColor(t.ink))
    for words, box in names:
        painter.fillRect(box, QColor(t.surface))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def draw_sample(painter: QPainter, rect: QRectF, name: str, t: Tokens) -> None:
    """Draw how a layer looks, for a legend."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    at = rect.center()
    if name == SCHOOLS:
        painter.setPen(QPen(QColor(t.ink2), 1.5))
        painter.setBrush(QColor(t.land))
        painter.drawEllipse(at, 4, 4)
    elif name == PARTNERS:
        _draw_diamond(painter, at, "", t)
    elif name in DASHES:
        pen = QPen(QColor(t.ink2), WIDTHS[name])
        pen.setDashPattern([px / WIDTHS[name] for px in DASHES[name]])
        painter.setPen(pen)
        painter.drawLine(QPointF(rect.left() + 1, at.y()), QPointF(rect.right() - 1, at.y()))
    painter.restore()


Drawn = PlainSchools | PlainLines | PlainPartners
