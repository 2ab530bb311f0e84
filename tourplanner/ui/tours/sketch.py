"""A plan as a small map: land, the days' lines in their patterns, a square H for each night.

It is drawn on a helper's thread and shown as it is: what it tells stands in the table below in
words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from tourplanner.core.geo import LatLon
from tourplanner.core.model.tour import Plan
from tourplanner.core.papers.map import Bounds
from tourplanner.ui.map.ground import GroundPaths, box_on_plane, draw_ground, to_plane
from tourplanner.ui.map.paint import draw_line
from tourplanner.ui.theme import font, look
from tourplanner.ui.tokens import Tokens

HIGH = 116
_EDGE = 0.25  # of the tour's size, around it
_LEAST = 0.2  # degrees that a sketch shows at least


@dataclass(frozen=True, slots=True)
class Canvas:
    """What sketches are drawn on: pixels of the layout, pixels of the screen in one, colors."""

    size: QSize
    ratio: float
    tokens: Tokens


def bounds_of(plans: Sequence[Plan], size: QSize) -> Bounds:
    """Give the box around all that plans come to, so that they are seen at one scale.

    Parameters
    ----------
    size : of a sketch; the box has its form, so that there is ground up to the edges.
    """
    points = [point for plan in plans for way in _ways(plan) for point in way]
    lats, lons = [p.lat for p in points], [p.lon for p in points]
    lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    squeeze = math.cos(math.radians(lat))
    high = (1 + _EDGE) * max(_LEAST, max(lats) - min(lats))
    wide = (1 + _EDGE) * max(_LEAST, (max(lons) - min(lons)) * squeeze)
    form = max(1, size.width()) / max(1, size.height())
    high, wide = max(high, wide / form), max(wide, high * form)
    half_lon = wide / 2 / squeeze
    return Bounds(lat - high / 2, lon - half_lon, lat + high / 2, lon + half_lon)


def draw_sketch(plan: Plan, ground: GroundPaths, on: Canvas) -> QImage:
    """Draw a plan; called on a helper's thread."""
    t, size = on.tokens, on.size
    made = QImage(
        max(1, round(size.width() * on.ratio)),
        max(1, round(size.height() * on.ratio)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    made.setDevicePixelRatio(on.ratio)
    target = QRectF(0, 0, size.width(), size.height())
    box = box_on_plane(ground.bounds)
    scale = max(target.width() / box.width(), target.height() / box.height())
    transform = QTransform()
    transform.translate(target.center().x(), target.center().y())
    transform.scale(scale, scale)
    transform.translate(-box.center().x(), -box.center().y())
    painter = QPainter(made)
    draw_ground(painter, ground, transform, target, t, frozenset({"rivers", "state_lines"}))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for day, way in zip(plan.days, _ways(plan), strict=True):
        places = [transform.map(to_plane(point.lat, point.lon)) for point in way]
        path = QPainterPath(places[0])
        for place in places[1:]:
            path.lineTo(place)
        draw_line(painter, path, day.index, t)
        painter.setPen(QPen(QColor(t.land), 1))
        painter.setBrush(QColor(t.day(day.index)))
        for place in places[1:-1]:
            painter.drawEllipse(place, 3.5, 3.5)
    for day in plan.days[:-1]:
        _draw_night(painter, transform.map(to_plane(day.end.point.lat, day.end.point.lon)), t)
    painter.end()
    return made


def _draw_night(painter: QPainter, at: QPointF, t: Tokens) -> None:
    half = look().px(7)
    tile = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    painter.setPen(QPen(QColor(t.land), 1))
    painter.setBrush(QColor(t.hotel.ground))
    painter.drawRoundedRect(tile, 3, 3)
    painter.setPen(QColor(t.hotel.ink))
    painter.setFont(font(11, QFont.Weight.Bold))
    painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, "H")


def _ways(plan: Plan) -> list[list[LatLon]]:
    return [
        [day.start.point, *(stop.node.point for stop in day.stops), day.end.point]
        for day in plan.days
    ]


class Sketch(QWidget):
    """Shows the drawing of a plan.

    Signals
    -------
    resized : there is another room, for which it is to be drawn anew.
    """

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Give the height of a sketch; it is as wide as there is room."""
        return QSize(look().px(160), look().px(HIGH))

    def show_image(self, image: QImage | None) -> None:
        """Show another drawing."""
        self._image = image
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a drawing of this size."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show what was drawn last."""
        if self._image is not None:
            painter = QPainter(self)
            painter.drawImage(QPointF(0, 0), self._image)
