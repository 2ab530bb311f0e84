"""Layers over the tour on both maps: the schools of the directory, the lines of districts.

They are read when they are first wished, behind, and are then kept for the file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF, QTransform

from tourplanner.core.geo import LatLon
from tourplanner.core.safe_text import json_for_script
from tourplanner.services.map_layers import POINT_GRID, SEATS, DistrictLayer, SchoolLayer
from tourplanner.services.maps import MapMark, MarkKind, ScreenMap
from tourplanner.ui.map.controls import OVER, MapStack
from tourplanner.ui.map.ground import to_plane
from tourplanner.ui.session import Session
from tourplanner.ui.theme import font
from tourplanner.ui.tokens import Tokens

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.map.web import WebMap

SCHOOLS = "schools"
AT = "school-at:"  # before the place of a school in the layer, where a map picks one
_CELL, _APART = 64, 2.9  # pixels; pixels in a unit of the plane from which none are joined
_REACH = 8
_PIECE, _STEP_PX = 128, 4  # points of a piece; pixels from one drawn point to the next
_DASHES = {"upper": (10, 4), "lower": (4, 3), "congress": (12, 4, 2, 4)}
_SHORT = {"upper": "SD", "lower": "HD", "congress": "CD"}
_LABEL_HIGH = 18


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


class PlainDistricts:
    """The lines of one kind of district as the plain map draws them.

    They are kept in short pieces, of which those in view are drawn, with no more points than show:
    a dashed line costs by its points.
    """

    def __init__(self, layer: DistrictLayer) -> None:
        self.name = str(layer.kind)
        self.codes = [(words, to_plane(at.lat, at.lon)) for words, at in named(layer)]
        self._dash = [px / 1.3 for px in _DASHES[layer.kind]]
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
        """Draw lines, then the codes that have room."""
        pen = QPen(QColor(t.ink2), 1.3 / transform.m11())
        pen.setDashPattern(self._dash)
        seen = transform.inverted()[0].mapRect(target)
        painter.save()
        painter.setTransform(transform, True)
        painter.setPen(pen)
        for rect, line in self._lines(round(transform.m11(), 6)):
            if rect.intersects(seen):
                painter.drawPolyline(line)
        painter.restore()
        painter.setFont(font(11, QFont.Weight.DemiBold, figures=True))
        taken: list[QRectF] = []
        for words, place in self.codes:
            at = transform.map(place)
            half = len(words) * 3.6 + 6
            box = QRectF(at.x() - half, at.y() - _LABEL_HIGH / 2, 2 * half, _LABEL_HIGH)
            if not target.contains(at) or any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            painter.fillRect(box, QColor(t.surface))
            painter.setPen(QColor(t.ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def named(layer: DistrictLayer) -> Iterator[tuple[str, LatLon]]:
    """Give what each district is called on the map, and where: ``SD 25``."""
    initials = "".join(word[0] for word in layer.title.split()[-2:]).upper()
    short = initials if layer.title.endswith("District") else _SHORT[layer.kind]
    for code, at in zip(layer.codes, layer.borders.centers, strict=True):
        if at is not None:
            yield f"{short} {code}", at


def school_mark(layer: SchoolLayer, place: int) -> MapMark:
    """Give a school of the directory as a mark."""
    dot = layer.dots[place]
    return MapMark(
        f"school:{dot.key or dot.nces}",
        MarkKind.SCHOOL,
        "",
        dot.name,
        dot.city,
        LatLon(dot.lat, dot.lon),
    )


def school_data(layer: SchoolLayer) -> str:
    """Give the schools as the page's script takes them: points alone, no word of anybody."""
    return json.dumps({"grid": POINT_GRID, "points": layer.packed()}, separators=(",", ":"))


def district_data(layer: DistrictLayer) -> str:
    """Give the lines of districts as the page's script takes them."""
    codes = [
        {"text": words, "at": [round(at.lat, 3), round(at.lon, 3)]} for words, at in named(layer)
    ]
    return json_for_script(
        {
            "grid": layer.borders.grid,
            "dash": _DASHES[layer.kind],
            "codes": codes,
            "lines": layer.borders.lines,
        }
    )


Drawn = PlainSchools | PlainDistricts


@dataclass(frozen=True)
class _Read:
    """A layer as it was read, as the plain map draws it and as the page takes it."""

    layer: SchoolLayer | DistrictLayer
    drawn: Drawn
    data: str


class Overlays(QObject):
    """Reads the layers that are wished and gives them to whoever draws a map.

    Signals
    -------
    changed : other layers are shown.
    """

    changed = Signal()

    def __init__(self, session: Session, stack: MapStack, screen: Callable[[], ScreenMap | None]):
        super().__init__()
        self._session = session
        self._stack = stack
        self._screen = screen
        self._read: dict[str, _Read] = {}
        self._picked: MapMark | None = None
        stack.over_wished.connect(self._on_wish)

    def forget(self) -> None:
        """Another file or tour: nothing is read of it."""
        self._read.clear()
        self._picked = None
        self._stack.clear_over()

    def shown(self) -> list[str]:
        """Give the layers that are wished and read."""
        return [name for name in self._stack.wished_over() if name in self._read]

    def schools(self) -> SchoolLayer | None:
        """Give the schools where they are shown."""
        read = self._read.get(SCHOOLS) if SCHOOLS in self.shown() else None
        return read.layer if read is not None and isinstance(read.layer, SchoolLayer) else None

    def drawn(self) -> list[Drawn]:
        """Give what the plain map draws, lines first."""
        found = [self._read[name].drawn for name in self.shown()]
        return sorted(found, key=lambda one: isinstance(one, PlainSchools))

    def give(self, web: WebMap) -> None:
        """Let the page show what is shown."""
        shown = self.shown()
        for name, _ in OVER:
            web.show_over(name, self._read[name].data if name in shown else "null")

    def with_schools(self, screen: ScreenMap) -> ScreenMap:
        """Give a map with the schools near the tour and the one that was picked, as marks."""
        layer = self.schools()
        if layer is None:
            return screen
        marks = {mark.id: mark for mark in (school_mark(layer, p) for p, _ in layer.near)}
        if self._picked is not None:
            marks[self._picked.id] = self._picked
        here = {(round(m.point.lat, 4), round(m.point.lon, 4)) for m in screen.marks if m.site}
        extra = [
            mark
            for mark in marks.values()
            if (round(mark.point.lat, 4), round(mark.point.lon, 4)) not in here
        ]
        return replace(screen, marks=(*screen.marks, *extra))

    def pick(self, mark_id: str) -> str:
        """Take what a map says was picked; give the id of its mark, empty where there is none."""
        read = self._read.get(SCHOOLS)
        number = mark_id.removeprefix(AT)
        if read is None or not number.isdecimal():
            return ""
        layer = read.layer
        assert isinstance(layer, SchoolLayer)
        if not int(number) < len(layer.dots):
            return ""
        self._picked = school_mark(layer, int(number))
        return self._picked.id

    def _on_wish(self, name: str, on: bool) -> None:
        screen = self._screen()
        if not on or name in self._read or screen is None:
            self.changed.emit()
            return

        def done(read: _Read) -> None:
            self._read[name] = read
            if isinstance(read.layer, SchoolLayer):
                self._stack.set_count(name, len(read.layer.dots))
            self.changed.emit()

        def failed(error: BaseException) -> None:
            self._stack.take_back(name)
            self._session.tell_error(error)

        self._session.read(
            lambda ws, _: read_layer(ws, name, screen), done, failed, topic=f"over {name}"
        )


def read_layer(workspace: Workspace, name: str, screen: ScreenMap) -> _Read:
    """Read a layer; called on a helper's thread."""
    if name == SCHOOLS:
        stops = [mark.point for mark in screen.marks if mark.kind is MarkKind.STOP]
        schools = workspace.map_layers.schools(stops)
        return _Read(schools, PlainSchools(schools), school_data(schools))
    kind = next(kind for kind in SEATS if kind == name)
    day = screen.days[0].date if screen.days else workspace.districts.today()
    lines = workspace.map_layers.districts(kind, workspace.home_state(), day)
    return _Read(lines, PlainDistricts(lines), district_data(lines))
