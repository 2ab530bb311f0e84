"""What a plain map, a print and a picture draw: the tour or one day, on any painter."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPolygonF, QTransform

from tourplanner.core.geo import EARTH_RADIUS_MI
from tourplanner.services.maps import MapMark, MarkKind, ScreenMap
from tourplanner.ui.map.choice import START, Choice, draw_found, draw_shape, draw_start
from tourplanner.ui.map.ground import (
    CREDIT,
    UNITS,
    GroundPaths,
    box_on_plane,
    draw_ground,
    to_earth,
    to_plane,
)
from tourplanner.ui.map.layer_paint import Drawn, Name, PlainLines, draw_names
from tourplanner.ui.map.own import OwnMap
from tourplanner.ui.map.paint import (
    FEW_DOTS,
    Placed,
    dots_apart,
    draw_dots,
    draw_line,
    draw_mark,
    draw_scale,
    draw_towns,
    half_size,
    place_towns,
    spread,
    there_and_back,
)
from tourplanner.ui.map.rows import rows_of
from tourplanner.ui.map.twins import LayerTwin
from tourplanner.ui.theme import font
from tourplanner.ui.tokens import Tokens
from tourplanner.ui.widgets.rows import draw_text

MARGIN = 40  # pixels around what is fitted
_HEAD, _UNDER_HEAD = 30, 36  # of a page's title


@dataclass(frozen=True, slots=True)
class Laid:
    """Where marks, names of areas and towns are drawn in one view."""

    placed: list[Placed]
    dots: list[Placed]  # those of ``placed`` that are in no day, of many on one place one
    names: list[Name] = field(default_factory=list)
    towns: list[tuple[str, QPointF]] = field(default_factory=list)


class TourDrawing:
    """Holds what is drawn and draws it; it knows of no window.

    Attributes
    ----------
    order : ids of the marks that are drawn, in the order of the list. spoken : what a screen reader
        says of each. put : marks put elsewhere and not written yet, with their place on the plane.
    """

    def __init__(self, own: OwnMap | None = None) -> None:
        self.own = own
        self.shown: ScreenMap | None = None
        self.ground: GroundPaths | None = None
        self.day: int | None = None
        self.hidden: frozenset[str] = frozenset()
        self.over: list[Drawn] = []
        self.twins: list[LayerTwin] = []
        self.choice: Choice | None = None
        self.stands_still = False  # marks stand on their points, none steps aside
        self.put: dict[str, QPointF] = {}
        self.order: list[str] = []
        self.spoken: dict[str, str] = {}
        self._marks: list[MapMark] = []  # in order
        self._are_dots: list[bool] = []
        self._planes = QPolygonF()  # where they are
        self._lines: list[tuple[int, QPainterPath]] = []
        self._ways: list[QPainterPath] = []  # the lines there and back: no area is inside them

    @property
    def credit(self) -> str:
        """Who made what is shown, on one line."""
        return self.own.credit if self.own is not None else CREDIT

    def fill(self) -> None:
        """Collect lines and the order of marks for the day that is shown."""
        self._lines, self._ways, self.order, self.spoken = [], [], [], {}
        self._marks, self._are_dots, self._planes = [], [], QPolygonF()
        if self.shown is None:
            return
        marks = {mark.id: mark for mark in self.shown.marks}
        for day in self.shown.days if "stops" not in self.hidden else ():
            if self.day in (None, day.index):
                for leg in day.legs:
                    path = QPainterPath()
                    for k, at in enumerate(leg.line):
                        point = to_plane(at.lat, at.lon)
                        path.lineTo(point) if k else path.moveTo(point)
                    self._lines.append((day.index, path))
                    self._ways.append(there_and_back(path))
        rows = rows_of(self.shown, self.day)
        if self.day is not None:
            rows += [row for row in rows_of(self.shown) if row.day < 0]
        listed = [row.mark for row in rows if row.mark]
        # Places of a tour without a plan have no row.
        listed += [mark.id for mark in self.shown.marks if self.day is None]
        left_out = {MarkKind.CANDIDATE} if "candidates" in self.hidden else set()
        if "stops" in self.hidden:
            left_out |= {MarkKind.STOP, MarkKind.PLACE}
        self.spoken = {row.mark: row.spoken for row in reversed(rows) if row.mark}
        self.order = [
            mark_id for mark_id in dict.fromkeys(listed) if marks[mark_id].kind not in left_out
        ]
        self._marks = [marks[mark_id] for mark_id in self.order]
        self._are_dots = [mark.is_dot for mark in self._marks]
        self._planes = QPolygonF([to_plane(m.point.lat, m.point.lon) for m in self._marks])

    def area(self) -> QRectF | None:
        """Give what is fitted: the marks and lines of a day, else the bounds of the map."""
        if self.shown is None or self.ground is None or self.shown.bounds is None:
            return None
        if self.day is None:
            return box_on_plane(self.shown.bounds)
        points = [
            to_plane(m.point.lat, m.point.lon) for m in self.shown.marks if self.day in m.days
        ]
        area = QRectF()
        for _, path in self._lines:
            area = area.united(path.boundingRect())
        for point in points:
            area = area.united(QRectF(point.x() - 20, point.y() - 20, 40, 40))
        return area if not area.isEmpty() else box_on_plane(self.shown.bounds)

    # -- where things are ------------------------------------------------------------------------

    def lay_out(self, transform: QTransform, target: QRectF) -> Laid:
        """Give where marks and names are drawn: no name lies under a mark, none over another."""
        placed = self._place(transform)
        if self.ground is None:
            return Laid(placed, [])
        taken = [self.credit_box(target)]
        dots = [one for one, is_dot in zip(placed, self._are_dots, strict=True) if is_dot]
        few = placed
        if len(dots) > FEW_DOTS:  # then names stand over them
            few = [one for one in placed if not one.mark.is_dot]
        for one in few:
            half = half_size(one.mark)
            taken.append(QRectF(one.at - half, one.at + half).adjusted(-3, -3, 3, 3))
        names: list[Name] = []
        for layer in self.over:
            if isinstance(layer, PlainLines):
                names += layer.names(transform, target, taken)
        has_own = self.own is not None and self.own.tiles is not None
        towns: list[tuple[str, QPointF]] = []
        if "towns" not in self.hidden and not has_own:  # the user's own map has its own names
            found = [(name, transform.map(at)) for name, at in self.ground.towns]
            towns = place_towns(found, target, taken)
        return Laid(placed, dots_apart(dots, target), names, towns)

    def _place(self, transform: QTransform) -> list[Placed]:
        places = transform.map(self._planes).toList()
        made = [Placed(mark, at, at) for mark, at in zip(self._marks, places, strict=True)]
        for one in made if self.put else ():
            if one.mark.id in self.put:
                one.home = one.at = transform.map(self.put[one.mark.id])
        if not self.stands_still:
            spread(made)
        return made

    def start_at(self, transform: QTransform) -> QPointF | None:
        """Give where the start of a reach is drawn."""
        start = self.choice.start if self.choice is not None else None
        if start is None:
            return None
        return transform.map(self.put.get(START) or to_plane(start.lat, start.lon))

    def crosses(self, on_plane: QRectF) -> bool:
        """Whether the way of the bus goes through a box of the plane."""
        return any(way.intersects(on_plane) for way in self._ways)

    def credit_box(self, target: QRectF) -> QRectF:
        """Give where it stands who made the map."""
        metrics = QFontMetricsF(font(11))
        wide = min(metrics.horizontalAdvance(self.credit) + 13, target.width())
        high = metrics.height() + 3
        return QRectF(target.right() - wide, target.bottom() - high, wide, high)

    # -- drawing ---------------------------------------------------------------------------------

    def draw_below(
        self, painter: QPainter, transform: QTransform, target: QRectF, t: Tokens
    ) -> None:
        """Draw the ground, what lies over it, and the shape of a choice.

        Parameters
        ----------
        transform : from the plane to the painter. target : what is drawn, in the painter's units.
        """
        assert self.ground is not None
        draw_ground(painter, self.ground, transform, target, t, self.hidden)
        if self.own is not None:
            self.own.draw(painter, transform, target)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for layer in self.over:
            layer.draw(painter, transform, target, t)
        if self.choice is not None:
            draw_shape(painter, self.choice, transform, t)

    def draw_above(
        self,
        painter: QPainter,
        transform: QTransform,
        target: QRectF,
        t: Tokens,
        laid: Laid,
        *,
        current: str = "",
        focus: bool = False,
    ) -> None:
        """Draw lines, towns, marks and who made the map; ``current`` is ringed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for day, path in self._lines:
            draw_line(painter, transform.map(path), day, t)
        draw_towns(painter, laid.towns, t)
        draw_names(painter, laid.names, t)
        draw_dots(painter, laid.dots, t)
        levels = {MarkKind.PLACE: 1, MarkKind.STOP: 2}
        drawn = [p for p in laid.placed if p.mark.id == current or not p.mark.is_dot]
        drawn.sort(key=lambda p: (p.mark.id == current, levels.get(p.mark.kind, 0)))
        for one in drawn:
            draw_mark(painter, one, t, is_current=one.mark.id == current, focus=focus)
        if self.choice is not None:
            draw_found(painter, self.choice, laid.placed, t)
            if (start := self.start_at(transform)) is not None:
                draw_start(painter, start, t)
        words = self.credit_box(target)
        painter.fillRect(words, QColor(t.surface))
        inside = words.adjusted(6, 0, -6, 0)
        draw_text(painter, inside, self.credit, px=11, color=t.ink2, right=True)

    def draw_miles(
        self, painter: QPainter, transform: QTransform, target: QRectF, t: Tokens
    ) -> QRectF:
        """Draw the line of miles in the lower left corner and give its box."""
        low = target.bottom() - self.credit_box(target).height() - 8
        px_per_mile = _px_per_mile(target.center(), transform)
        return draw_scale(painter, QPointF(target.left() + 12, low), px_per_mile, t)

    def draw_page(self, painter: QPainter, page: QRectF, t: Tokens, title: str) -> None:
        """Draw the map for a printer: a title, the ground, lines and marks, all of the tour or day.

        Parameters
        ----------
        page : what may be drawn on, in pixels of a screen.
        t : the colors; paper is white, so the light ones.
        """
        view = self.page_view(page)
        if view is None or self.ground is None:
            return
        transform, target = view
        head = QRectF(page.left(), page.top(), page.width(), _HEAD)
        draw_text(painter, head, title, px=15, color=t.ink)
        painter.save()
        painter.setClipRect(target)
        self.draw_below(painter, transform, target, t)
        self.draw_above(painter, transform, target, t, self.lay_out(transform, target))
        self.draw_miles(painter, transform, target, t)
        painter.restore()

    def page_view(self, page: QRectF) -> tuple[QTransform, QRectF] | None:
        """Give how the tour or day fits on a page under its title: from the plane, and where."""
        area = self.area()
        if area is None:
            return None
        target = page.adjusted(0, _UNDER_HEAD, 0, 0)
        scale = min(
            (target.width() - 2 * MARGIN) / area.width(),
            (target.height() - 2 * MARGIN) / area.height(),
        )
        transform = QTransform()
        transform.translate(target.center().x(), target.center().y())
        transform.scale(scale, scale)
        transform.translate(-area.center().x(), -area.center().y())
        return transform, target


def _px_per_mile(at: QPointF, transform: QTransform) -> float:
    lat = to_earth(transform.inverted()[0].map(at)).lat
    miles_per_degree = math.radians(1) * EARTH_RADIUS_MI * math.cos(math.radians(lat))
    return transform.m11() * UNITS / miles_per_degree
